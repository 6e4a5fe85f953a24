//! Codes of the plan's design (D…): pay components, honours, worked examples, clauses of the rules,
//! resources.

use super::codes;

codes! {
    /// Tiers that don't follow one another.
    TIERS_DONT_JOIN: Error "D01"
        zh "“{what}”的档位没有首尾相接：{why_zh}"
           "从 0 写起，每一档的 from 大于上一档的 from；要写 to，就让它等于下一档的 from，最后一档不写 to"
           "档位之间有空隙，落在空隙里的业绩没有说法；有重叠，同一笔业绩有两个说法。不发奖金的一段也要写出来：from = \"0%\"、rate = \"0%\"。"
        en "the tiers of {what} don't join: {why_en}"
           "begin at 0 and let each from be above the one before; where to is written, it equals the next from, and the last tier has none"
           "A result in a gap between tiers is paid by no rule, one in an overlap by two. The part that pays nothing is written too: from = \"0%\", rate = \"0%\".";
    /// A choice that moves money and has no default.
    PAY_UNSAID: Error "D02"
        zh "“{what}”没有写明 {key}"
           "从中选一个写上：{choices}"
           "这一项决定发多少钱，不同的读法得出不同的数：同一张档位表，按超额累进、全额累进或按笔计算，结果可以差几倍。所以不设默认。"
        en "{what} doesn't say its {key}"
           "write one of: {choices}"
           "This decides how much is paid, and readings differ: one table of tiers read marginally, retroactively or per transaction gives results that differ several times over. Hence there is no default.";
    /// A word that doesn't say what happens.
    VAGUE_WORD: Warning "D03"
        zh "“{word}”没有说清楚"
           "换成数字、条件或由谁决定"
           "规则要让一个不了解情况的人也能算出结果。大幅、适当、酌情、原则上这类词，各人有各人的理解，争议多半由此而起。"
        en "\"{word}\" doesn't say what happens"
           "put a number, a condition, or who decides"
           "A stranger should be able to compute the result from the rules. Words such as appropriate, significant or in principle mean something different to everybody, and most disputes begin there.";
    /// A clause that a plan that pays must have.
    CLAUSE_MISSING: Error "D05"
        zh "规则里没有写{clause_zh}"
           "在 rules.toml 的 {table} 里加上：{example}"
           "付钱的计划必须事先说明退货怎样扣、异议怎样提、离职的人怎样结算、规则怎样修改；事后再定，每一种说法都会有人觉得不公平。"
        en "the rules don't say {clause_en}"
           "add to {table} of rules.toml: {example}"
           "A plan that pays must say beforehand how returns are deducted, how results are disputed, how leavers are paid and how the rules are changed; whatever is decided afterwards will seem unfair to somebody.";
    /// One result, two components.
    PAID_TWICE: Warning "D06"
        zh "“{first}”与“{second}”为同一份业绩付了两次"
           "若是有意如此，不必改；否则改其中一个的 for、when 或档位"
           "两个组成部分按同样的口径、对同样的人、为同一个指标的同一段业绩计酬，成本会比看上去高。"
        en "{first} and {second} pay for the same achievement"
           "leave it if it is meant; otherwise change for, when or the tiers of one of them"
           "Two components pay the same people for the same part of the same metric, which costs more than it seems.";
    /// No money, or no recognition.
    ONE_SIDED: Error "D07"
        zh "激励方式里没有{kind_zh}"
           "{remedy_zh}"
           "激励要物质与精神相结合：只有奖金，或只有荣誉，都不是完整的激励计划。"
        en "the plan has no {kind_en}"
           "{remedy_en}"
           "A plan combines money and recognition: bonuses alone, or honours alone, are not a whole incentive plan.";
    /// A period that doesn't fill the plan.
    PERIOD_DOESNT_FIT: Error "D08"
        zh "“{what}”按 {period} 计算，但计划期不是整数个这样的周期"
           "改 period，或改计划的起止日期"
           "周期必须恰好铺满计划期，否则头尾的几天没有归属。"
        en "{what} is reckoned by {period}, of which the plan holds no whole number"
           "change period, or the plan's days"
           "The periods must fill the plan exactly; otherwise the days at its ends would belong to none.";
    /// Weights that don't sum to 100 %.
    WEIGHTS_NOT_WHOLE: Warning "D09"
        zh "“{what}”各项权重合计 {sum}，不是 100%"
           "改到合计恰好 100%；若有意如此，不必改"
           "全部做满时，发放额等于目标奖金乘以权重合计；合计不是 100%，做满的人拿到的就不是目标奖金。"
        en "the weights of {what} sum to {sum}, not 100%"
           "make them sum to exactly 100%, unless it is meant"
           "Somebody who scores fully on everything is paid the target pay times the sum of the weights, which is not the target pay then.";
    /// A ranking that doesn't say by what, or how ties end.
    RANKING_UNSAID: Error "D10"
        zh "“{what}”没有写明 {key}"
           "加上，例如：{example}"
           "荣誉和名次要能由数据得出：按什么排名，并列时依次比什么，仍然并列时怎么办，都要事先写明。"
        en "{what} doesn't say its {key}"
           "add it, for example: {example}"
           "Honours and places must follow from data: what ranks, what decides a tie, and what happens when it stays a tie, all said beforehand.";
    /// A key that says something about components of another kind.
    KEY_OF_OTHER_KIND: Error "D11"
        zh "kind = \"{kind}\" 用不到 {key}"
           "删去 {key}，或改 kind"
           "多余的一行会让人以为它起作用。"
        en "a component of kind \"{kind}\" has no {key}"
           "delete {key}, or change kind"
           "A line without effect would make readers believe that it has one.";
    /// A component without what its kind needs.
    KIND_NEEDS_KEY: Error "D12"
        zh "“{what}”还要写 {key}"
           "加上，例如：{example}"
           "没有这一项就算不出来。"
        en "{what} needs {key}"
           "add it, for example: {example}"
           "Without it nothing can be computed.";
    /// A rate of things, or an amount for each unit of money.
    PRICE_OF_OTHER_UNIT: Error "D13"
        zh "“{metric_zh}”的单位是 {unit}，不能用 {key}"
           "金额指标写 rate（比例），数量指标写 each（每个多少钱）"
           "比例乘以个数不是钱，每元多少钱也不是通常的写法；多半是指标写错了。"
        en "{metric_en} is measured in {unit}, which takes no {key}"
           "write rate for a metric in money, each (money for each) for a metric that counts"
           "A rate of a number of things is no money; most likely the metric is mistaken.";
    /// Not an amount of the plan's currency.
    NOT_AN_AMOUNT: Error "D14"
        zh "{key} 应当是大于 0 的 {currency} 金额"
           "例如：{key} = \"8,000\" 或 {key} = \"6万\""
           "奖金按计划的币种写；百分数和别的币种在这里没有意义。"
        en "{key} must be an amount of {currency} above 0"
           "for example: {key} = \"8,000\""
           "Pay is written in the plan's currency; a percentage or another currency has no meaning here.";
    /// A step bonus has no excess.
    MODE_OF_STEP: Error "D15"
        zh "阶梯定额奖（kind = \"step\"）不能用 mode = \"overage\""
           "写 marginal（到达的各档相加）或 retroactive（只发到达的最高一档）"
           "定额没有“超额部分”可言。"
        en "a step bonus can't have mode = \"overage\""
           "write marginal (every step reached adds up) or retroactive (only the highest step reached is paid)"
           "A fixed amount has no part in excess.";
    /// A table whose parts add up can't be entered by another measure.
    REACHED_BY_OF_PARTS: Error "D16"
        zh "“{what}”各段累进（mode = \"marginal\"），不能用 reached-by"
           "删去 reached-by，或改用 mode = \"retroactive\""
           "超额累进把指标本身切成几段，各按各档计算；由别的指标定档时，没有可切的段，只能整体按到达的档计算。"
        en "the parts of {what} add up (mode = \"marginal\"), so it can't have reached-by"
           "delete reached-by, or write mode = \"retroactive\""
           "A marginal table cuts the metric itself into parts, each at its own tier. Where another measure decides the tier there is nothing to cut: all of it is paid at the tier reached.";
    /// Numbers that must rise and don't.
    NOT_RISING: Error "D17"
        zh "“{what}”的 {key}：{why_zh}"
           "从小到大写，每个只写一次，首尾写全"
           "每一个值都要有且只有一种说法；顺序颠倒、重复或缺少的点会让一段业绩没有说法，或有两种说法。"
        en "{key} of {what}: {why_en}"
           "write them in rising order, each once, from the first to the last"
           "Every result must be paid in exactly one way. Points out of order, repeated or missing leave a part with no rule, or with two.";
    /// A table whose cells don't match its bounds.
    CELLS_DONT_FIT: Error "D18"
        zh "“{what}”的 cells 与 rows、columns 对不上：{why_zh}"
           "rows.from 有几个界限就写几行，columns.from 有几个界限每行就写几格"
           "少一格，那一种业绩就没有说法；多一格，永远用不到。"
        en "the cells of {what} don't fit its rows and columns: {why_en}"
           "write one row for each bound of rows.from, and in each one cell for each bound of columns.from"
           "Where a cell is missing a result has no rule; one too many is never reached.";
    /// A key that changes nothing where it stands.
    NO_EFFECT: Error "D19"
        zh "“{what}”的 {key} 不起作用：{why_zh}"
           "删去 {key}，或补上它所依赖的一项"
           "多余的一行会让人以为它起作用。"
        en "{key} of {what} has no effect: {why_en}"
           "delete {key}, or add what it depends on"
           "A line without effect would make readers believe that it has one.";
    /// Something that every person must bring, and the roster doesn't know.
    ROSTER_LACKS: Error "D20"
        zh "“{what}”要用每个人的{column_zh}，名册里一个也没有"
           "在 roster.csv 加一列“{column_zh}”并填写；{otherwise_zh}"
           "各人不同的数写在名册里，可以按生效日期分行；没有它就算不出来，也不会当作 0。"
        en "{what} takes each person's {column_en}, of which the roster has none"
           "add the column {column_en} to roster.csv and fill it; {otherwise_en}"
           "Numbers that differ by person stand in the roster, in dated rows if they change. Without them nothing can be computed, and nothing is taken for 0.";
    /// Parts of the target incentive are parts of attainment.
    INCENTIVE_BY_VALUE: Error "D21"
        zh "“{what}”的档位按目标奖金计（of = \"incentive\"），界限只能是完成率"
           "写 bounds = \"attainment\"，或去掉 of"
           "每一段完成率发目标奖金的一个比例；指标的值除以目标才是完成率，界限写成值就没有这样的段。"
        en "the tiers of {what} pay parts of the target incentive (of = \"incentive\"), so their bounds must be attainments"
           "write bounds = \"attainment\", or leave out of"
           "Each part of attainment pays a share of the target incentive. Bounds in the metric's own unit cut no parts of attainment.";
    /// A cell of the roster that is no amount or share.
    ROSTER_NOT_A_NUMBER: Error "D22"
        zh "“{value}”不能作{column_zh}：应当是 {form_zh}"
           "例如：{example}"
           "这一格决定发多少钱，读不出来就不猜，也不当作 0。"
        en "\"{value}\" can't be the {column_en}: it must be {form_en}"
           "for example: {example}"
           "This cell decides how much is paid. What can't be read is neither guessed nor taken for 0.";
    /// Somebody is their own mentor.
    OWN_MENTOR: Error "D23"
        zh "{id} 的带教人是本人"
           "写带教人的工号，没有就留空"
           "带教奖看的是另一个人的业绩；带教人写成本人，同一份业绩会付两次。"
        en "{id} is their own mentor"
           "write the mentor's id, or leave the cell empty"
           "Pay for mentoring looks at somebody else's results; being one's own mentor would pay the same results twice.";
    /// A factor below 0.
    BELOW_ZERO: Error "D24"
        zh "{key} 不能小于 0"
           "写 0 或更大的数；0 是不发"
           "负的倍数会让业绩好的人倒贴钱；要扣回，用 clawback 或 negative 写明。"
        en "{key} can't be below 0"
           "write 0 or more; 0 pays nothing"
           "A negative factor would make good results cost money. What is to be deducted is said by clawback or negative.";
    /// Pay that jumps.
    CLIFF: Warning "D31"
        zh "“{what}”在这里跳档：{assumed_zh}{before} 发 {low}，{after} 发 {high}"
           "若有意如此，不必改；否则改用超额累进（mode = \"marginal\"）或曲线，让奖金连续"
           "差一分钱，奖金差一大截：差一点的人会设法凑单、提前或推迟签约，刚好不到的人会觉得不公平。"
        en "{what} jumps here: {assumed_en}{before} pays {low}, {after} pays {high}"
           "leave it if it is meant; otherwise let the parts add up (mode = \"marginal\") or take a curve, so that pay doesn't jump"
           "One cent of sales changes pay by a lot: people just below will pull deals forward or hold them back, and those who just miss it find it unfair.";
    /// Steps, which jump by nature.
    STEPS: Note "D32"
        zh "“{what}”有 {count} 级台阶，最陡的一级：{assumed_zh}{before} 发 {low}，{after} 发 {high}"
           "若有意如此，不必改；否则多分几级，或改用曲线"
           "定额奖在每一级都跳，差一分钱就差一级；级数越少，跳得越多。"
        en "steps of {what}: {count}; at the steepest, {assumed_en}{before} pays {low}, {after} pays {high}"
           "leave it if it is meant; otherwise take more steps, or a curve"
           "A step bonus jumps at every step, and one cent decides; the fewer steps, the higher they are.";
    /// A bound a hair beside a whole number.
    ODD_BOUND: Warning "D33"
        zh "“{what}”的界限 {bound} 差一点到 {meant}"
           "写 {meant}，恰好等于时算哪一档由 edge 说"
           "写成 .99 或 .01 的界限，夹在中间的业绩（如 499.995）会落到没有想到的一档；两个界限相接不会重叠，edge 已说明恰好等于时归谁。"
        en "the bound {bound} of {what} is a hair from {meant}"
           "write {meant}; edge says which tier a value on the bound belongs to"
           "A bound that ends in .99 or .01 puts what lies between (499.995) into a tier that nobody meant. Tiers that share a bound don't overlap: edge says where a value on it belongs.";
    /// A tier that changes nothing.
    TIER_UNREACHED: Warning "D34"
        zh "“{what}”的这一档永远用不到：{key} 在此之前已经封顶"
           "删去这一档，或提高 {key}"
           "写出来的一档会让人以为做到就有；封顶之后它一分钱也不多发。"
        en "nobody ever gets to this tier of {what}: its {key} cuts off before"
           "delete the tier, or raise {key}"
           "Whoever reads the tier expects it to pay. Behind the cap it adds nothing.";
    /// A cap below what reaching every target pays.
    CAP_BELOW_TARGET_PAY: Warning "D35"
        zh "“{what}”的上限 {cap} 低于完成目标应得的 {pay}"
           "提高上限，或降低完成目标的奖金"
           "恰好完成目标的人就已经被封顶：许诺的目标奖金谁也拿不到。"
        en "the cap {cap} of {what} is below the {pay} that reaching the target pays"
           "raise the cap, or lower what the target pays"
           "Whoever just reaches the target is cut already: nobody ever gets the pay that is promised for it.";
    /// More sales, less pay.
    PAY_FALLS: Warning "D36"
        zh "“{what}”业绩高了反而少发：{assumed_zh}{before} 发 {low}，{after} 发 {high}"
           "改高这里的比例或金额；若有意如此，不必改"
           "多卖反而少拿，人会停在前面，或把单子推到下一期。"
        en "{what} pays less for more: {assumed_en}{before} pays {low}, {after} pays {high}"
           "raise the rate or amount here, or leave it if it is meant"
           "Where selling more pays less, people stop before, or move the deal into the next period.";
    /// Cells that step.
    CELLS_STEP: Note "D37"
        zh "“{what}”相邻的格有 {count} 处不同，最陡的一处从 {low} 到 {high}"
           "若有意如此，不必改；否则写 between = \"bilinear\"，在格与格之间连续"
           "矩阵按到达的一格发，两个指标里任何一个差一点，就差一整格。"
        en "cells of {what} that differ from one beside them: {count}; at the steepest, pay goes from {low} to {high}"
           "leave it if it is meant; otherwise write between = \"bilinear\", which is continuous between cells"
           "The cell that is reached pays: a hair less of either measure is a whole cell less.";
}
