//! Codes of computing pay (P…).

use super::codes;

codes! {
    /// A component needs a target that isn't there.
    NO_TARGET: Error "P01"
        zh "{person}（{name}）在 {period} 没有{metric_zh}目标，“{component}”算不出来"
           "在 targets.toml 给出目标后运行 incent assign；没有目标就不发的，在该组成部分写 no-target = \"nothing\""
           "没有目标不等于目标为 0。缺了目标却悄悄发 0，本人和财务都不会发现，所以点名拦下。"
        en "{person} ({name}) has no {metric_en} target in {period}, which “{component}” needs"
           "give the target in targets.toml and run `incent assign`, or write no-target = \"nothing\" in the component if it then pays nothing"
           "No target is not a target of 0. A silent zero would be noticed by nobody, so it is stopped by name.";
    /// A component needs a target incentive that isn't there.
    NO_TARGET_INCENTIVE: Error "P02"
        zh "{person}（{name}）没有目标奖金，“{component}”算不出来"
           "在 roster.csv 的“目标奖金”一栏填上，或在该组成部分写 incentive = 金额"
           "按目标奖金计的组成部分，需要知道完成全部目标时应得多少。"
        en "{person} ({name}) has no target incentive, which “{component}” needs"
           "fill the column target-incentive of roster.csv, or write incentive = AMOUNT in the component"
           "A component that pays shares of the target incentive has to know what meeting every target pays.";
    /// A component needs a person's own rate that isn't there.
    NO_RATE: Error "P03"
        zh "{person}（{name}）没有个人提成比例，“{component}”算不出来"
           "在 roster.csv 的“个人提成比例”一栏填上"
           "该组成部分写的是 rate = \"personal\"，比例来自名册。"
        en "{person} ({name}) has no rate, which “{component}” needs"
           "fill the column rate of roster.csv"
           "The component says rate = \"personal\", so the rate comes from the roster.";
    /// A formula has no value for somebody.
    NO_VALUE: Error "P04"
        zh "{person}（{name}）在 {period}：“{component}”的公式没有值，因为{why_zh}"
           "补上缺少的数，或用 if(… 为空, …) 写明这时怎样算"
           "公式里缺一个数，结果就不知道；当作 0 会发错。"
        en "{person} ({name}) in {period}: the formula of “{component}” has no value, because {why_en}"
           "supply what is missing, or say with if(… is missing, …) what holds then"
           "With a value missing the result is unknown; taking it for 0 would pay wrongly.";
    /// A result below zero that the plan doesn't provide for.
    NEGATIVE: Error "P05"
        zh "{person}（{name}）在 {period}：“{component}”算出负数 {amount}，计划没有写这意味着什么"
           "在该组成部分写 negative = \"zero\"（按 0 计）、\"carry\"（从以后的同一项扣）或 \"deduct\"（从本人应发中扣）"
           "退货多于销售、累计补差为负时会出现负数。扣不扣、从哪里扣，必须写在计划里。"
        en "{person} ({name}) in {period}: “{component}” comes to {amount}, below 0, and the plan doesn't say what that means"
           "write negative = \"zero\", \"carry\" (deducted from later results of the component) or \"deduct\" (from the person's pay) in the component"
           "More returns than sales, or a true-up, can go below 0. Whether and from what it is deducted has to be in the plan.";
    /// A score that somebody has to enter is missing.
    NO_SCORE: Error "P06"
        zh "{person}（{name}）在 {period}：“{component}”的“{objective}”还没有打分"
           "用 incent record scored 记下得分"
           "由人打分的目标项没有分数就算不出奖金；当作 0 分会发错。"
        en "{person} ({name}) in {period}: “{objective}” of “{component}” has no score yet"
           "enter it with `incent record scored`"
           "An objective that somebody scores can't be paid before; taking it for 0 would pay wrongly.";
    /// A tie that somebody has to decide.
    TIED: Error "P07"
        zh "{period}：“{component}”第 {place} 名并列（{who}），计划规定由负责的角色决定"
           "用 incent record decided 记下决定，或改 if-tied"
           "计划写的是 if-tied = \"decide\"：并列由人决定，程序不替人选。"
        en "{period}: place {place} of “{component}” is tied ({who}), and the plan leaves it to the role in charge"
           "enter the decision with `incent record decided`, or change if-tied"
           "The plan says if-tied = \"decide\": people decide, the program doesn't choose for them.";
    /// Somebody belongs to an audience in two separate stretches of a period.
    TWO_STRETCHES: Error "P08"
        zh "{person}（{name}）在 {period} 内两次进入“{component}”的适用范围，中间隔开了"
           "把周期改短（period = \"month\"），或按人写两个组成部分"
           "同一周期里离开又回来的人，业绩分成两段；门槛和分档对两段怎样合算，计划没有写。"
        en "{person} ({name}) is in the audience of “{component}” in two separate stretches of {period}"
           "make the component's period shorter (period = \"month\"), or write two components"
           "Somebody who leaves and returns within a period has results in two stretches, and the plan doesn't say how tiers and gates join them.";
    /// Proration by working days needs a year that the calendar lacks.
    NO_CALENDAR: Error "P09"
        zh "按工作日折算需要 {year} 年的工作日历，计划里没有"
           "在 incent.toml 的 [calendar] 写上这一年"
           "没有日历就不知道哪些天上班，猜出来的天数会发错。"
        en "proration by working days needs the calendar of {year}, which the plan hasn't got"
           "add the year to [calendar] in incent.toml"
           "Without it nobody knows which days are worked, and a guess would pay wrongly.";
    /// A worked example computes to something else.
    EXAMPLE_DIFFERS: Error "P10"
        zh "算例“{name}”应得 {expected}，按规则算出 {computed}：{parts}"
           "改正算例的 pay，或改正规则"
           "算例会印在细则里给所有人看，它和规则必须一致。"
        en "the worked example “{name}” says {expected}, the rules compute {computed}: {parts}"
           "correct the example's pay, or the rules"
           "Worked examples are printed in the rule book for everybody; they must agree with the rules.";
    /// A worked example lacks something that its components need.
    EXAMPLE_LACKS: Error "P16"
        zh "算例“{name}”算不出“{component}”：{why_zh}"
           "在算例的 actual、target 里补上，或用 component 只列能算的"
           "算例要给出它所用的每一个数，看的人才能自己算一遍。"
        en "the worked example “{name}” can't compute “{component}”: {why_en}"
           "add it to actual or target of the example, or list in component only what it computes"
           "An example has to give every number that it uses, so that whoever reads it can do the sum.";
    /// Nobody, or more than one, leads a node.
    NO_ONE_MANAGER: Error "P11"
        zh "“{node}”在 {period} 末有 {count} 位直接上级（{who}），“{component}”不知道发给谁"
           "在 roster.csv 的 manager 一栏让这些人有同一位上级，或用 for 指定的人另写组成部分"
           "paid-to = \"manager\" 发给该团队成员共同的上级。"
        en "“{node}” has {count} managers at the end of {period} ({who}): “{component}” doesn't know whom to pay"
           "give its people one manager in the column manager of roster.csv, or write a component for the person meant"
           "paid-to = \"manager\" pays the manager whom the node's people have in common.";
    /// A pool that nobody can share.
    NO_WEIGHT: Error "P12"
        zh "“{component}”在 {period} 要分给“{node}”的成员，但各人的权重合计为 0，或有负数"
           "改 shared-by，或写 shared-by = \"equal\""
           "权重全是 0 时无从分起；总额不会悄悄消失。"
        en "“{component}” is to be shared among the people of “{node}” in {period}, but their weights sum to 0 or one is negative"
           "change shared-by, or write shared-by = \"equal\""
           "With all weights 0 there is nothing to share by; the amount doesn't vanish silently.";
    /// A period that isn't over is settled.
    PROVISIONAL: Warning "P13"
        zh "{period} 到 {end} 才结束：这是预核算，不写任何文件"
           "周期结束并过了退货宽限期再运行 incent settle"
           "周期中间的数会变；正式核算只对已结束的周期。"
        en "{period} ends on {end}: this is provisional, nothing is written"
           "run `incent settle` after the period and its grace for returns"
           "Figures within a period still change; only a period that is over is settled.";
    /// Something was earned that waits for collections, and nothing is due.
    NOTHING_DUE: Error "P15"
        zh "{person}（{name}）在 {period}：“{component}”要等回款才发，但应收为 0，不知道该放行多少"
           "检查 hold 里的 due 指标：应收与业绩要出自同样的行"
           "回款比例是已收除以应收；应收为 0 而奖金不为 0，说明口径对不上。"
        en "{person} ({name}) in {period}: “{component}” waits for collections, but nothing is due, so nobody knows how much to release"
           "check the metric `due` of hold: what is due and what was achieved must come from the same rows"
           "The share collected is collected over due; something earned with nothing due means that the two don't match.";
    /// A record speaks of something that the plan hasn't got.
    RECORD_UNKNOWN: Error "P17"
        zh "记录 {id} 里的 {field} = “{value}”，计划里没有"
           "用 incent record 另记一条更正它的记录（corrects = 这条记录）"
           "打分和决定要能对上计划里的组成部分、目标项、人员和周期，否则不知道算给谁。"
        en "record {id} says {field} = \"{value}\", which the plan hasn't got"
           "enter another record that corrects it (corrects = this record)"
           "Scores and decisions must match components, objectives, people and periods of the plan; otherwise nobody knows for whom they count.";
    /// A score that isn't one.
    SCORE_WRONG: Error "P18"
        zh "记录 {id} 的得分“{value}”不能用"
           "得分写成 0.9 或 90%，不小于 0"
           "读不懂的得分不会当作 0。"
        en "the score \"{value}\" of record {id} can't be used"
           "write a score as 0.9 or 90%, not below 0"
           "A score that can't be read is never taken for 0.";
    /// A row undoes something without saying when that came about.
    NO_ORIGIN: Error "P19"
        zh "“{component}”要追回这一行撤销的业绩，但看不出它原来是哪一天的"
           "让 clawback 的 undone 指标与业绩指标出自同一种导出，并补上业绩的日期"
           "按原来的比例追回，要知道原来算在哪个周期。"
        en "“{component}” is to be taken back for what this row undoes, but the row doesn't say on which day that came about"
           "let the metric `undone` of clawback come from the same source as the results, and fill in the results' date"
           "To take back at the original rate, the original period has to be known.";
    /// The plan has no pay.
    NO_INCENTIVES: Error "P14"
        zh "计划里没有激励：没有 incentives.toml，或其中没有 [[component]]"
           "写出 incentives.toml；incent manual incentives.toml 有每一个键"
           "没有组成部分就没有可核算的。"
        en "the plan pays nothing: there is no incentives.toml, or no [[component]] in it"
           "write incentives.toml; `incent manual incentives.toml` has every key"
           "Without components there is nothing to settle.";
    /// Documents of a period that was never settled.
    NOT_SETTLED: Error "P20"
        zh "{period} 还没有核算，没有可以重新生成的文件"
           "先运行 incent settle {period}"
           "重新生成的文件以核算的记录为准：哪一天、合计多少。没有记录，就还没有这份文件。"
        en "{period} was never settled: there is nothing to render again"
           "run `incent settle {period}` first"
           "What is rendered again goes by the record of the settlement: its day and its total. Without one there is no such document yet.";
    /// What would be rendered again isn't what was settled.
    CHANGED_SINCE: Error "P21"
        zh "{period} 在 {day} 核算时应发合计 {then}，按现在的计划和数据是 {now}，不能覆盖当时的文件"
           "若现在的数才对，重新运行 incent settle {period}，会留下新的记录；只想看看，加 -o -"
           "核算单是发给本人的；换了数据再生成一份同名文件，就和当时的工资表对不上了。"
        en "{period} came to {then} in all when it was settled on {day}, and comes to {now} by the plan and data as they are; the documents of then are not replaced"
           "if the figures of now are right, run `incent settle {period}` again, which leaves a record; only to look, add -o -"
           "People were given these statements; others of the same name from other data would not agree with the sheet for payroll.";
}
