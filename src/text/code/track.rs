//! Codes of tracking (T…).

use super::codes;

codes! {
    /// The newest data are older than the cadence of tracking.
    DATA_OLD: Warning "T01"
        zh "导出“{source}”最新的数据是 {newest}，比 {as_of} 早 {days} 天，而跟踪周期是 {cadence} 天"
           "重新导出，再跟踪；若这段时间确实没有业务，可以不管；周期不同，就在 rules.toml 的 [tracking] 写 cadence-days"
           "旧数据算出来的进度偏低，会冤枉人。最新一天按各指标选中的行来看，计划日期不算。"
        en "the newest data of `{source}` are of {newest}, {days} days before {as_of}, while progress is told every {cadence} days"
           "export again and track again; if there was no business since, nothing is wrong; for another cadence write cadence-days in [tracking] of rules.toml"
           "Progress told from old data is too low and warns the wrong people. The newest day is that of the rows that measures select; planned days don't count.";
    /// Warned again and again.
    ESCALATE: Warning "T08"
        zh "“{node}”的{metric_zh}已连续 {count} 次预警"
           "升级处理：辅导、追赶计划，或申请调整目标"
           "连续预警说明原有措施没有起效。"
        en "“{node}” has been warned about {metric_en} {count} times in a row"
           "escalate: coaching, a catch-up plan, or a request to adjust the target"
           "Warnings in a row say that what was done so far did not help.";
    /// Figures of the past are other than they were.
    RESTATED: Warning "T09"
        zh "“{node}”截至 {as_of} 的{metric_zh}当时是 {before}，现在算出来是 {now}"
           "查明是补录、退货还是改动了旧单，并写进进度表的备注"
           "过去的数变了而没有人说，进度表就不可信。"
        en "{metric_en} of “{node}” up to {as_of} was {before} then and is {now} now"
           "find out whether deals came in late, were returned or edited, and note it on the tracker"
           "Where the past changes in silence, nobody trusts the tracker.";
    /// The calendar does not cover a year.
    CALENDAR_ENDS: Error "T12"
        zh "工作日历没有 {year} 年"
           "在 incent.toml 的日历里加上 {year} 年的节假日和调休"
           "没有节假日表的年份不能当作没有节假日。"
        en "the working calendar does not cover {year}"
           "add the holidays and make-up workdays of {year} to the calendar in incent.toml"
           "A year without a list of holidays is not a year without holidays.";
    /// Pace by working days without a calendar.
    NO_CALENDAR: Error "T13"
        zh "进度按工作日计算，计划却没有工作日历"
           "在 incent.toml 里写日历，或把 basis 改为 calendar-days"
           "工作日取决于节假日和调休，不能猜。"
        en "pace is reckoned in working days, but the plan has no working calendar"
           "write the calendar in incent.toml, or set basis to calendar-days"
           "Working days depend on holidays and make-up days and can't be guessed.";
    /// A stretch without a working day.
    NO_DAYS: Error "T14"
        zh "从 {start} 到 {end} 没有一个工作日，算不出时间进度"
           "检查日历里的节假日，或把 basis 改为 calendar-days"
           "时间进度是已过的天数除以总天数，总天数不能是 0。"
        en "there is no working day from {start} to {end}, so there is no time progress"
           "check the holidays of the calendar, or set basis to calendar-days"
           "Time progress is days passed over all days, and these can't be 0.";
}
