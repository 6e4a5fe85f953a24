//! Codes of targets and their cascade (C…).

use super::codes;

codes! {
    /// The children's targets sum to less than the parent's.
    BELOW_PARENT: Error "C01"
        zh "“{node}”的下级目标合计 {children}，比{metric_zh}目标 {parent} 少 {gap}"
           "补足下级目标，或改小上级目标{missing_zh}"
           "可加指标的下级之和必须等于上级，一分不差；缺口意味着没有人对这部分目标负责。"
        en "the targets below “{node}” sum to {children}, {gap} less than its {metric_en} target {parent}"
           "raise the targets below, or lower the one above{missing_en}"
           "Children of an additive metric must sum to their parent exactly; a gap means that nobody is responsible for that part.";
    /// The months of a node do not sum to its period.
    MONTHS_DIFFER: Error "C02"
        zh "“{node}”各期的{metric_zh}目标合计 {months}，与全周期目标 {period} 相差 {gap}"
           "改正其中一处，或只写一处，另一处由程序推算"
           "同一节点既写了各期目标又写了全周期目标时，两者必须一致。"
        en "the {metric_en} targets of “{node}” by period sum to {months}, {gap} off its target {period} for the whole period"
           "correct one of them, or write only one and let the other be computed"
           "Where a node has targets by period and for the whole period, the two must agree.";
    /// The organisation and the second tree disagree.
    TREES_DISAGREE: Error "C03"
        zh "{metric_zh}：按“{tree}”合计 {lines}，公司目标 {top}，相差 {gap}"
           "两棵目标树的顶端必须是同一个数，改正其中一棵"
           "区域线与产品线是同一个目标的两种分法，合计不同就有一棵是错的。"
        en "{metric_en}: the lines of “{tree}” sum to {lines}, the company's target is {top}, {gap} apart"
           "both trees must have the same top; correct one of them"
           "Regions and product lines are two ways to divide one target; different sums mean that one of them is wrong.";
    /// A ratio metric is split or given months.
    RATIO_SPLIT: Error "C04"
        zh "{metric_zh}不是可加指标，不能分解"
           "从这里删去“{metric_zh}”，在各节点分别给出它的目标（例如 each = \"person\"）"
           "回款率、退货率这类比率相加没有意义：两个 90% 不是 180%，也不能把 90% 分给两个人。"
        en "{metric_en} is not additive and can't be split"
           "remove {metric_en} here and give its target per node (for example each = \"person\")"
           "Rates don't add up: two times 90 % is not 180 %, nor can 90 % be shared between two people.";
    /// Growth without a baseline.
    GROWTH_WITHOUT_BASELINE: Error "C05"
        zh "“{node}”的{metric_zh}写了增长率，却没有基期值"
           "写 baseline，或让 baseline-source 指向一个导出数据覆盖的周期"
           "增长率只有相对一个写明的基期才有意义。"
        en "“{node}” has a growth of {metric_en} without a baseline"
           "write baseline, or let baseline-source name a period that the exports cover"
           "A growth rate means something only over a stated baseline.";
    /// Nobody said anything about a person's target, or the person is not there.
    WITHOUT_TARGET: Error "C06"
        zh "{person}（{name}）没有任何目标"
           "在 targets.toml 里给出目标；不承担目标的人，在名册的 carries-target（承担目标）列写“否”"
           "名册里的每个人都要有目标；没有目标不等于目标为 0。"
        en "{person} ({name}) has no target at all"
           "give a target in targets.toml; for somebody who carries none, write no into the column carries-target of the roster"
           "Everybody on the roster needs a target; no target is not a target of 0.";
    /// A target that can't be one.
    NOT_POSITIVE: Error "C07"
        zh "“{node}”的{metric_zh}目标是 {value}，目标必须大于 0"
           "写一个大于 0 的目标；没有目标就不要写"
           "目标为 0 或负数时完成率没有意义；“没有目标”用不写来表示。"
        en "the {metric_en} target of “{node}” is {value}; a target must be above 0"
           "write a target above 0, or none where there is none"
           "Attainment of a target of 0 or less means nothing; no target is said by writing none.";
    /// A target far from what the person achieved last.
    FAR_FROM_LAST: Warning "C08"
        zh "{person}（{name}）的{metric_zh}目标 {value} 是本人上期实际 {actual} 的 {share}"
           "确认这个目标可达且有挑战；常见范围是上期实际的 90% 到 150%"
           "远高于上期实际的目标让人放弃，低于上期实际的目标白付奖金。"
        en "the {metric_en} target {value} of {person} ({name}) is {share} of their own last actual {actual}"
           "confirm that it is within reach and a stretch; 90 % to 150 % of the last actual is usual"
           "A target far above the last actual makes people give up; one below it pays for nothing.";
    /// A new hire with the target of a whole period.
    NOT_PRORATED: Warning "C09"
        zh "{person}（{name}）{joined} 入职，{metric_zh}目标 {value} 没有按在岗时间折算"
           "为此人单独写目标或 override，写明折算后的数"
           "周期中途入职的人按整期目标考核，完成率天然偏低。"
        en "{person} ({name}) joined on {joined}; the {metric_en} target {value} is not prorated"
           "write a target or an override for this person with the prorated value"
           "Measured against a whole period's target, somebody who joined midway looks slow by arithmetic.";
    /// The children's targets sum to more than the parent allows.
    ABOVE_PARENT: Error "C15"
        zh "“{node}”的下级目标合计 {children}，比{metric_zh}目标 {parent} 多 {gap}，而声明的加压是 {over}"
           "改小下级目标，或在 [[split]] 里用 over-assign 声明加压比例"
           "不声明的加压会层层叠加，没有人看得见。"
        en "the targets below “{node}” sum to {children}, {gap} more than its {metric_en} target {parent}; the declared over-assignment is {over}"
           "lower the targets below, or declare over-assignment with over-assign in [[split]]"
           "Over-assignment that is not declared stacks up level by level where nobody sees it.";
    /// The children's targets sum to more than the parent, as declared.
    OVER_ASSIGNED: Warning "C16"
        zh "“{node}”的下级目标合计 {children}，比{metric_zh}目标 {parent} 多 {gap}，在声明的加压 {over} 以内"
           "若非本意，改小下级目标"
           "手工给出的下级目标在允许的加压范围内超过上级。"
        en "the targets below “{node}” sum to {children}, {gap} more than its {metric_en} target {parent}, within the declared over-assignment {over}"
           "lower the targets below if that was not meant"
           "Targets given by hand exceed the one above within the declared allowance.";
    /// Fixed children leave less than nothing for the others.
    LOCKS_EXCEED: Error "C17"
        zh "“{node}”已定死的下级目标合计 {fixed}，超过可分的{metric_zh}目标 {total}，其余下级无可分配"
           "改小定死的目标或 override，或改大“{node}”的目标"
           "定死一部分下级之后，其余的仍须加总到上级；不会为此超额分配。"
        en "the fixed targets below “{node}” sum to {fixed}, more than the {total} of {metric_en} that is to be split, so that nothing is left for the others"
           "lower the fixed targets or overrides, or raise the target of “{node}”"
           "With some children fixed, the rest must still sum to the parent; nothing is over-assigned to make that fit.";
    /// A child that the split says nothing about.
    WITHOUT_WEIGHT: Error "C18"
        zh "分解“{node}”的{metric_zh}时，下级“{child}”没有权重"
           "在这个 [[split]] 里写上“{child}”；不参与分解就写 0"
           "没有写到的下级不会被当作 0。"
        en "the split of {metric_en} of “{node}” has no weight for “{child}” below it"
           "name “{child}” in this [[split]], with 0 where it takes no part"
           "A child that is not named is not taken for 0.";
    /// Shares that do not make a whole.
    SHARES_NOT_WHOLE: Error "C19"
        zh "“{node}”下级的份额合计 {sum}，不是 100%"
           "改正份额；只想写相对大小时用 weights"
           "固定份额必须恰好分完上级目标。"
        en "the shares below “{node}” sum to {sum}, not 100 %"
           "correct the shares; where only proportions are meant, use weights"
           "Fixed shares must use up the parent's target exactly.";
    /// A child without history.
    WITHOUT_HISTORY: Error "C20"
        zh "按 {period} 的实际分解“{node}”的{metric_zh}，但“{child}”那时没有业绩"
           "用 newcomer 写明没有历史的下级按平均的多少计，或单独给它目标"
           "没有历史不等于目标为 0。"
        en "{metric_en} of “{node}” is split by what was achieved in {period}, when “{child}” achieved nothing"
           "say with newcomer which share of the average counts for it, or give it a target of its own"
           "No history is not a target of 0.";
    /// No weight to split by.
    NOTHING_TO_SPLIT_BY: Error "C21"
        zh "分解“{node}”的{metric_zh}没有依据：下级的权重全为 0，或有负数"
           "检查权重；按历史分解时，检查那一期的导出数据是否已导入"
           "按比例分解至少需要一个大于 0 的权重，且不能有负数。"
        en "nothing to split {metric_en} of “{node}” by: the weights below are all 0, or one is negative"
           "check the weights; where history is split by, whether the exports of that period are there"
           "Splitting in proportion needs at least one weight above 0, and none below.";
    /// A money metric with targets whose basis is not stated.
    WITHOUT_BASIS: Error "C22"
        zh "{metric_zh}有目标，却没有写统计口径"
           "在 metrics.toml 里写 basis，例如 \"签约，含税\""
           "签约、开票、回款，含税、不含税，差别可达数成；口径不写明，完成率就没有定义。"
        en "{metric_en} has targets, but its basis is not stated"
           "write basis in metrics.toml, for example \"signed, tax included\""
           "Signed, invoiced or collected, with tax or without: these differ widely, and attainment is undefined until one is stated.";
    /// A node that is not there, or several.
    UNKNOWN_NODE: Error "C23"
        zh "没有叫“{node}”的节点"
           "写节点的完整名称，例如 region:华东、team:华东一部、person:E1001；名册见 roster.csv"
           "目标只能给名册或产品线里存在的节点。"
        en "there is no node called “{node}”"
           "write the full id, for example region:East, team:East-1, person:E1001; see roster.csv"
           "Targets can be given only to nodes that the roster or the lines have.";
    /// A name that several nodes have.
    AMBIGUOUS_NODE: Error "C33"
        zh "“{node}”可能指几个节点：{fits}"
           "写其中一个的完整名称"
           "区域、团队和人可以同名，目标只能给其中一个。"
        en "“{node}” may mean several nodes: {fits}"
           "write the full id of one of them"
           "A region, a team and a person may share a name; a target is given to one of them.";
    /// A period that the plan does not have.
    UNKNOWN_PERIOD: Error "C24"
        zh "“{period}”不是本计划里由完整月份组成的周期"
           "写计划内的周期，例如 {example}"
           "目标的周期必须由计划的月份（或声明的周期）恰好拼成，且互不重叠。"
        en "“{period}” is no period of this plan made of whole months"
           "write a period inside the plan, for example {example}"
           "The periods of targets must be made of the plan's months (or declared periods) exactly, and must not overlap.";
    /// Two targets for one thing.
    TWICE: Error "C25"
        zh "“{node}”的{metric_zh}目标写了两次"
           "删去其中一处"
           "同一节点、同一指标、同一周期只能有一个目标。"
        en "the {metric_en} target of “{node}” is written twice"
           "remove one of them"
           "One node has one target per metric and period.";
    /// A target for somebody who is not on the plan any more, or not yet.
    NOT_ACTIVE: Error "C26"
        zh "{person}（{name}）在计划周期内不在岗，却有{metric_zh}目标"
           "删去此人的目标，或改正名册里的入职、离职日期"
           "离职或尚未入职的人没有目标。"
        en "{person} ({name}) is not on the plan in its period, but has a {metric_en} target"
           "remove the target, or correct the joining and leaving dates on the roster"
           "Somebody who has left or has not joined yet has no target.";
    /// Baseline, growth and value contradict one another.
    GROWTH_DISAGREES: Error "C27"
        zh "“{node}”的{metric_zh}：基期 {baseline} 增长 {growth} 应为 {computed}，目标却写了 {value}"
           "改正其中一个，或删去 value 由程序计算"
           "基期、增长率、目标值三者都写时必须一致（计数向上取整）。"
        en "{metric_en} of “{node}”: {baseline} with growth {growth} gives {computed}, but the target says {value}"
           "correct one of them, or remove value and let it be computed"
           "Where baseline, growth and value are all written, they must agree (counts round up).";
    /// A value finer than the metric's unit.
    TOO_FINE: Error "C28"
        zh "“{node}”的{metric_zh}目标是 {value}，比最小单位 {unit} 还细"
           "写成最小单位的整数倍：计数写整数，金额写到分"
           "人数、单数没有半个，金额没有半分。"
        en "the {metric_en} target {value} of “{node}” is finer than the smallest unit {unit}"
           "write a multiple of the smallest unit: whole counts, amounts to the cent"
           "There is no half customer and no half cent.";
    /// A computed target of nothing.
    COMPUTED_ZERO: Warning "C29"
        zh "{person}（{name}）分到的{metric_zh}目标是 0"
           "改用更大的目标或别的分解方法；不参与就不要分给此人"
           "目标为 0 时完成率没有意义，此人不会有预警。"
        en "the split leaves {person} ({name}) a {metric_en} target of 0"
           "use a larger target or another split, or leave this person out"
           "Attainment of 0 means nothing, and this person will never be warned.";
    /// Two splits say how the same node is split.
    SPLIT_TWICE: Error "C30"
        zh "“{node}”的{metric_zh}有两个 [[split]] 同样适用"
           "用 of 或 metric 区分它们，或删去一个"
           "分解方法只能有一个，不替你选。"
        en "two [[split]] tables hold equally for {metric_en} of “{node}”"
           "tell them apart with of or metric, or remove one"
           "There can be only one way to split; none is chosen for you.";
    /// A split into a level that is not there.
    NO_SUCH_CHILDREN: Error "C31"
        zh "“{node}”的下一级不是{level_zh}"
           "改写 into 为它下一级的层级"
           "目标一级一级往下分解。"
        en "“{node}” has no {level_en} directly below it"
           "let into name the level just below"
           "Targets are split one level at a time.";
    /// A month without a weight.
    SEASON_INCOMPLETE: Error "C32"
        zh "季节权重不能用：{why_zh}"
           "为计划的每个月写一个不小于 0 的权重"
           "没有写到的月份不会被当作 0。"
        en "these seasonal weights can't be used: {why_en}"
           "write a weight of 0 or more for each month of the plan"
           "A month that is not named is not taken for 0.";
    /// The written tree doesn't fit the plan.
    TARGETS_DONT_FIT: Error "C40"
        zh "targets.csv 与现在的计划对不上：{what_zh}"
           "运行 incent assign 重新分解；不要手工改 targets.csv（改动写在 targets.toml 的 [[override]] 里）"
           "targets.csv 由 incent assign 写出。名册、指标或周期改了以后，要重新分解。"
        en "targets.csv doesn't fit the plan as it is now: {what_en}"
           "run incent assign again; don't edit targets.csv by hand (changes go into [[override]] of targets.toml)"
           "targets.csv is written by incent assign. After the roster, the metrics or the periods have changed, targets must be assigned anew.";
    /// There is no tree yet.
    NOT_ASSIGNED: Error "C41"
        zh "还没有分解目标：没有 targets.csv"
           "运行 incent assign"
           "进度要与目标相比，目标由 incent assign 分解并写入 targets.csv。"
        en "targets haven't been assigned: there is no targets.csv"
           "run incent assign"
           "Progress is measured against targets, which incent assign cascades and writes to targets.csv.";
}
