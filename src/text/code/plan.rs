//! Codes of what a plan means (M…): values, references between files, the roster.

use super::codes;

codes! {
    /// The plan's format is newer than the program.
    NEWER_FORMAT: Error "M01"
        zh "这份计划的格式是第 {found} 版，本程序只认识到第 {known} 版"
           "换用较新的 incent"
           "较新的格式可能含有本程序不了解的规则；照旧规则计算会得出错误的结果，所以拒绝。"
        en "this plan has format {found}, this program knows formats up to {known}"
           "use a newer incent"
           "A newer format may hold rules that this program doesn't know; computing without them would give wrong results, hence the refusal.";
    /// A month number out of range.
    NO_MONTH: Error "M02"
        zh "没有 {value} 月"
           "写 1 到 12"
           "财年从哪个月的第一天开始，用 1 到 12 表示。"
        en "there is no month {value}"
           "write 1 to 12"
           "The month on whose first day the fiscal year starts, 1 to 12.";
    /// The periods leave a gap or overlap.
    PERIODS_DONT_TILE: Error "M03"
        zh "结算周期没有恰好铺满 {start} 至 {end}"
           "改计划的起止日期，或改 settle，使每一天恰好属于一个周期"
           "每一天必须恰好属于一个结算周期，否则有的业绩算两次，有的一次也不算。"
        en "the settlement periods don't exactly fill {start} to {end}"
           "change the plan's days or settle, so that each day belongs to exactly one period"
           "Each day must belong to exactly one settlement period; otherwise some results would count twice and others not at all.";
    /// The end lies before the start.
    ENDS_BEFORE_START: Error "M04"
        zh "结束日 {end} 早于开始日 {start}"
           "对调或改正日期"
           "期间的最后一天不能早于第一天。"
        en "the end {end} lies before the start {start}"
           "swap or correct the days"
           "The last day of a period can't lie before its first.";
    /// Rounding is not declared.
    ROUNDING_UNSAID: Error "M05"
        zh "没有写明金额怎样取整"
           "加上：[rounding] 换行 mode = \"half-up\"（四舍五入），或 half-even、down、up"
           "取整方式决定每个人最后一分钱的归属，所以不设默认。"
        en "how amounts are rounded isn't said"
           "add: [rounding], and below it mode = \"half-up\" (or half-even, down, up)"
           "The rounding mode decides on everybody's last cent, hence there is no default.";
    /// A currency that is not in the table.
    UNKNOWN_CURRENCY: Error "M06"
        zh "不认识币种“{value}”"
           "写三位字母代码，如 CNY、USD、EUR、HKD"
           "币种用 ISO 4217 的三位代码表示。"
        en "\"{value}\" is no currency known here"
           "write a three-letter code such as CNY, USD, EUR, HKD"
           "Currencies are written with their ISO 4217 code.";
    /// An offset in another form.
    BAD_OFFSET: Error "M07"
        zh "“{value}”不是时区偏移"
           "写成 \"+08:00\" 这样的形式"
           "带时刻的记录按计划的时区归到日期；时区写成与 UTC 的偏移。"
        en "\"{value}\" is no time zone offset"
           "write it like \"+08:00\""
           "Instants become days by the plan's time zone, which is written as its offset from UTC.";
    /// A holiday of a year that the calendar does not cover.
    DAY_OUTSIDE_CALENDAR: Error "M08"
        zh "{day} 不在工作日历涵盖的年份里"
           "把那一年加进 years，或删去这一天"
           "日历只对 years 列出的年份有效。"
        en "{day} lies in a year that the calendar doesn't cover"
           "add the year to years, or delete the day"
           "The calendar is valid for the years listed in years only.";
    /// A day in both lists.
    HOLIDAY_AND_WORKDAY: Error "M09"
        zh "{day} 既是假日又是调休上班日"
           "从其中一个列表里删去"
           "同一天不能既放假又上班。"
        en "{day} is a holiday and a make-up workday at once"
           "delete it from one of the lists"
           "A day can't be off and worked at once.";
    /// A make-up workday that is worked anyway.
    MAKE_UP_ON_WORKDAY: Error "M10"
        zh "{day} 本来就是工作日，不必写进 workdays"
           "删去它，或检查日期是否写错"
           "调休上班日只能落在休息日上；多半是日期写错了。"
        en "{day} is a working day anyway and needn't stand in workdays"
           "delete it, or check the date"
           "A make-up workday falls on a day off; most likely the date is mistyped.";
    /// Every day is weekend.
    NO_WEEKDAY: Error "M11"
        zh "weekend 把七天都列成了休息日"
           "留下工作的日子"
           "没有工作日就无法按工作日计算进度。"
        en "weekend lists all seven days"
           "leave the days that are worked"
           "Without a working day no progress can be reckoned in working days.";
}
