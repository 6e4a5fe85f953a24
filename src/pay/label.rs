//! What the figures of a working are called, in both languages: one table. Names that the plan gives
//! (a metric's, a component's) are put in by whoever shows them.

use crate::base::{Day, Lang};

/// What a figure is. Numbers are positions in the plan: of a metric, a component, a tier (from 0).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Label {
    /// 实际值 of a metric.
    Achieved(usize),
    /// 带教 of a metric: what those achieved whose mentor the person is.
    Mentees(usize),
    /// 目标 of a metric.
    Target(usize),
    /// 完成率 of a metric.
    Attainment(usize),
    /// 目标奖金.
    TargetIncentive,
    /// The component's share of the target incentive.
    Weight,
    /// A rate.
    Rate,
    /// Money for each unit.
    Price,
    /// A multiple of the base rate.
    Times,
    /// A fixed amount.
    Amount,
    /// The bound at which a tier begins.
    From,
    /// Up to where a tier's part reaches.
    To,
    /// The part of the measure that falls into a tier.
    Part(usize),
    /// What a tier pays.
    Tier(usize),
    /// The place on a curve or between bounds.
    Place,
    /// The slope of a curve between two points.
    Slope,
    /// The share that a curve or a table gives.
    Payout,
    /// What one row pays: its number in order of days, from 0.
    Row(usize),
    /// What one day pays.
    Day(Day),
    /// What the period pays.
    Period,
    /// Running total so far.
    ToDate,
    /// Paid before.
    PaidBefore,
    /// The score of an objective.
    Score(usize),
    /// An objective: weight by score.
    Objective(usize),
    /// The place's award.
    Award,
    /// How many share it.
    Sharers,
    /// The amount to be shared.
    Pool,
    /// This one's weight.
    ShareWeight,
    /// The sum of all weights.
    AllWeights,
    /// What the rate or curve pays.
    Earning,
    /// A modifier's factor.
    Factor,
    /// After the modifiers.
    Modified,
    /// What is left when a gate isn't met.
    GateShare,
    /// After the gate.
    Gated,
    /// A cap.
    Cap,
    /// After the cap.
    Capped,
    /// A floor.
    Floor,
    /// After the floor.
    Floored,
    /// Carried over from the period before.
    Carried,
    /// The share of the period on the plan.
    Active,
    /// Days (or months) on the plan.
    ActiveUnits,
    /// Days (or months) of the period.
    AllUnits,
    /// Rounded to the currency's places.
    Rounded,
    /// A component's result.
    Component(usize),
    /// An honour's award.
    Honour(usize),
    /// All components together.
    Earned,
    /// The draw's amount.
    Draw(usize),
    /// What a draw adds.
    TopUp(usize),
    /// The draw's balance before.
    Balance(usize),
    /// What is recovered of a draw.
    Recovered(usize),
    /// What was collected of what was to be collected.
    Collected,
    /// Held back until collected.
    Held,
    /// Released of what was held back before.
    Released,
    /// Taken back.
    Clawback,
    /// What is payable.
    Gross,
    /// A value of a formula.
    Formula,
    /// The difference.
    Difference,
    /// Above the target.
    AboveTarget,
    /// What a cap over several components cuts off or gives back: its index.
    Cut(usize),
    /// What is divided afterwards: everything is multiplied first.
    Dividend,
    /// What lies above a limit.
    Excess,
    /// How much a limit allows.
    Limit,
    /// What stays with the person before a draw is recovered.
    Keeps,
    /// Zero, as the least or the most that something may be.
    Nothing,
    /// The share of a full target that holds in some days.
    Ramp,
    /// What was paid for a result.
    Paid,
    /// The part of a result that was undone.
    Undone,
    /// What was to be collected.
    Due,
    /// What may be paid by what was collected.
    Eligible,
    /// What would have been paid without what was undone.
    Without,
}

impl Label {
    /// Its name. `{}` stands where the plan's own name of the metric, component or draw goes, and
    /// where a tier's number does.
    pub fn name(self, lang: Lang) -> &'static str {
        let (zh, en) = self.words();
        lang.pick(zh, en)
    }

    /// The word of outputs for programs.
    pub fn word(self) -> &'static str {
        match self {
            Label::Achieved(_) => "achieved",
            Label::Mentees(_) => "mentees",
            Label::Target(_) => "target",
            Label::Attainment(_) => "attainment",
            Label::TargetIncentive => "target-incentive",
            Label::Weight => "weight",
            Label::Rate => "rate",
            Label::Price => "each",
            Label::Times => "times",
            Label::Amount => "amount",
            Label::From => "from",
            Label::To => "to",
            Label::Part(_) => "part",
            Label::Tier(_) => "tier",
            Label::Place => "place",
            Label::Slope => "slope",
            Label::Payout => "payout",
            Label::Row(_) => "row",
            Label::Day(_) => "day",
            Label::Period => "period",
            Label::ToDate => "to-date",
            Label::PaidBefore => "paid-before",
            Label::Score(_) => "score",
            Label::Objective(_) => "objective",
            Label::Award => "award",
            Label::Sharers => "sharers",
            Label::Pool => "pool",
            Label::ShareWeight => "share-weight",
            Label::AllWeights => "all-weights",
            Label::Earning => "earning",
            Label::Factor => "factor",
            Label::Modified => "modified",
            Label::GateShare => "gate-share",
            Label::Gated => "gated",
            Label::Cap => "cap",
            Label::Capped => "capped",
            Label::Floor => "floor",
            Label::Floored => "floored",
            Label::Carried => "carried",
            Label::Active => "active",
            Label::ActiveUnits => "active-units",
            Label::AllUnits => "all-units",
            Label::Rounded => "rounded",
            Label::Component(_) => "component",
            Label::Honour(_) => "honour",
            Label::Earned => "earned",
            Label::Draw(_) => "draw",
            Label::TopUp(_) => "top-up",
            Label::Balance(_) => "balance",
            Label::Recovered(_) => "recovered",
            Label::Collected => "collected",
            Label::Held => "held",
            Label::Released => "released",
            Label::Clawback => "clawback",
            Label::Gross => "gross",
            Label::Formula => "formula",
            Label::Difference => "difference",
            Label::AboveTarget => "above-target",
            Label::Cut(_) => "cut",
            Label::Dividend => "dividend",
            Label::Excess => "excess",
            Label::Limit => "limit",
            Label::Keeps => "keeps",
            Label::Nothing => "nothing",
            Label::Ramp => "ramp",
            Label::Paid => "paid",
            Label::Undone => "undone",
            Label::Due => "due",
            Label::Eligible => "eligible",
            Label::Without => "without",
        }
    }

    fn words(self) -> (&'static str, &'static str) {
        match self {
            Label::Achieved(_) => ("{}实际", "{} achieved"),
            Label::Mentees(_) => ("带教{}", "{} of mentees"),
            Label::Target(_) => ("{}目标", "{} target"),
            Label::Attainment(_) => ("{}完成率", "{} attainment"),
            Label::TargetIncentive => ("目标奖金", "target incentive"),
            Label::Weight => ("占比", "weight"),
            Label::Rate => ("比例", "rate"),
            Label::Price => ("单价", "for each"),
            Label::Times => ("倍数", "times"),
            Label::Amount => ("金额", "amount"),
            Label::From => ("起点", "from"),
            Label::To => ("止点", "up to"),
            Label::Part(_) => ("第{}档的部分", "part in tier {}"),
            Label::Tier(_) => ("第{}档", "tier {}"),
            Label::Place => ("所在位置", "place"),
            Label::Slope => ("斜率", "slope"),
            Label::Payout => ("给付比例", "payout"),
            Label::Row(_) => ("第{}笔", "row {}"),
            Label::Day(_) => ("{}", "{}"),
            Label::Period => ("本周期", "period"),
            Label::ToDate => ("累计", "to date"),
            Label::PaidBefore => ("以前已计", "counted before"),
            Label::Score(_) => ("得分", "score"),
            Label::Objective(_) => ("目标项", "objective"),
            Label::Award => ("奖额", "award"),
            Label::Sharers => ("分享人数", "sharers"),
            Label::Pool => ("待分总额", "pool"),
            Label::ShareWeight => ("本人权重", "own weight"),
            Label::AllWeights => ("权重合计", "all weights"),
            Label::Earning => ("按规则计得", "by the rate"),
            Label::Factor => ("系数", "factor"),
            Label::Modified => ("乘系数后", "after modifiers"),
            Label::GateShare => ("未达标时保留", "left below the gate"),
            Label::Gated => ("达标条件之后", "after the gate"),
            Label::Cap => ("上限", "cap"),
            Label::Capped => ("封顶后", "after the cap"),
            Label::Floor => ("保底", "floor"),
            Label::Floored => ("保底后", "after the floor"),
            Label::Carried => ("上期结转", "carried over"),
            Label::Active => ("在岗比例", "share of the period"),
            Label::ActiveUnits => ("在岗天数", "on the plan"),
            Label::AllUnits => ("周期天数", "in the period"),
            Label::Rounded => ("取整", "rounded"),
            Label::Component(_) | Label::Honour(_) => ("{}", "{}"),
            Label::Earned => ("应得合计", "earned"),
            Label::Draw(_) => ("{}", "{}"),
            Label::TopUp(_) => ("{}补足", "{}: top-up"),
            Label::Balance(_) => ("{}余额", "{}: balance"),
            Label::Recovered(_) => ("{}扣回", "{}: recovered"),
            Label::Collected => ("回款比例", "collected"),
            Label::Held => ("待回款后发放", "held until collected"),
            Label::Released => ("本期释放", "released"),
            Label::Clawback => ("追回", "clawback"),
            Label::Gross => ("应发", "payable"),
            Label::Formula => ("公式", "formula"),
            Label::Difference => ("差额", "difference"),
            Label::AboveTarget => ("超过目标的部分", "above target"),
            Label::Cut(_) => ("{}", "{}"),
            Label::Dividend => ("相乘", "before dividing"),
            Label::Excess => ("超出部分", "in excess"),
            Label::Limit => ("限额", "limit"),
            Label::Keeps => ("扣回前留给本人", "kept before recovery"),
            Label::Nothing => ("零", "nothing"),
            Label::Ramp => ("爬坡比例", "ramp"),
            Label::Paid => ("已付", "paid"),
            Label::Undone => ("撤销的部分", "undone"),
            Label::Due => ("应收", "due"),
            Label::Eligible => ("可发放", "may be paid"),
            Label::Without => ("扣除撤销后应付", "without what was undone"),
        }
    }
}
