//! 《个人激励核算单》: what one person gets for a period, with every step of the sum and the line of
//! the plan behind it.

use serde::Serialize;

use super::head::Head;

/// The page, as finished words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Statement {
    /// The common head.
    pub head: Head,
    /// 姓名.
    pub name: String,
    /// 工号.
    pub id: String,
    /// Position, region and team, as far as there are any.
    pub place: String,
    /// 直接上级; empty for none.
    pub manager: String,
    /// The days on the plan, where they aren't the whole period.
    pub on_plan: String,
    /// The settlement period.
    pub period: String,
    /// The unit of every amount of pay.
    pub currency: String,
    /// 应发合计（税前）, with its currency.
    pub total: String,
    /// What it is made of.
    pub items: Vec<Item>,
    /// Own targets and results.
    pub results: Vec<Achieved>,
    /// The conditions and exclusions as they came out.
    pub conditions: Vec<Condition>,
    /// How each component and honour that isn't nothing comes about.
    pub parts: Vec<Part>,
    /// What concerns several components: caps, draws, holds.
    pub adjustments: Vec<Part>,
    /// How the total sums up.
    pub sum: String,
    /// The same total, without its currency.
    pub payable: String,
    /// The order of operations.
    pub order: Vec<String>,
    /// How and when is rounded.
    pub rounding: String,
    /// How a dispute is raised; empty where the plan doesn't say.
    pub disputes: String,
    /// When and how it is paid; empty where the plan doesn't say.
    pub payment: String,
}

/// A line of the total.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Item {
    /// What it is.
    pub name: String,
    /// How much.
    pub amount: String,
    /// Why it is nothing; empty otherwise.
    pub note: String,
    /// The line of the plan; empty for none.
    pub cite: String,
}

/// A result beside its target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Achieved {
    /// Metric, with its unit; whose result it is, where it isn't the person's own.
    pub metric: String,
    /// 目标.
    pub target: String,
    /// 有效业绩.
    pub actual: String,
    /// 完成率.
    pub attainment: String,
}

/// A condition or exclusion as it came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// Its name.
    pub name: String,
    /// As the rule book says it.
    pub rule: String,
    /// The numbers that decided it.
    pub values: String,
    /// 结果.
    pub verdict: String,
    /// What depends on it.
    pub applies: String,
    /// The line of the plan.
    pub cite: String,
}

/// How an amount comes about.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// What it is.
    pub name: String,
    /// How much.
    pub amount: String,
    /// The line of the plan.
    pub cite: String,
    /// Over which days, and by whose results, where that isn't the person's own of the whole period.
    pub about: String,
    /// The sum, step by step.
    pub steps: Vec<Step>,
}

/// A step of a sum.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Step {
    /// What is reckoned.
    pub name: String,
    /// How.
    pub arithmetic: String,
    /// What it comes to.
    pub value: String,
    /// The line of the plan; empty for none.
    pub cite: String,
}
