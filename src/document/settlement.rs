//! 《激励核算表》: what everybody gets for a period, column by column, with the results and
//! conditions behind it, and why somebody gets nothing.

use serde::Serialize;

use super::head::Head;

/// The page, as finished words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Settlement {
    /// The common head.
    pub head: Head,
    /// The settlement period.
    pub period: String,
    /// The unit of every amount of pay.
    pub currency: String,
    /// How many people.
    pub people_count: String,
    /// 应发合计, with its currency.
    pub total: String,
    /// Whether the people belong to several regions.
    pub has_regions: bool,
    /// Whether the people belong to several teams.
    pub has_teams: bool,
    /// The parts of pay that anybody gets.
    pub columns: Vec<String>,
    /// By person.
    pub rows: Vec<PayRow>,
    /// The sum of each column.
    pub totals: Vec<String>,
    /// 应发合计, as the last column has it.
    pub payable: String,
    /// Parts of pay that nobody gets; empty where there are none.
    pub omitted: String,
    /// Why somebody gets nothing of something, one per person, numbered as in the rows. Not for
    /// those who ranked too low.
    pub notes: Vec<String>,
    /// Said once for those; empty where there are none.
    pub unplaced: String,
    /// Targets and results, one part per metric that pays.
    pub metrics: Vec<MetricTable>,
    /// Results of teams, regions or the company by which something is paid.
    pub groups: Vec<GroupResult>,
    /// The conditions, with what holds for everybody.
    pub conditions: Vec<Condition>,
    /// The conditions that don't come out the same for everybody.
    pub judged: Vec<String>,
    /// How those came out, by person.
    pub judgements: Vec<Judgement>,
    /// Honours and development incentives.
    pub contests: Vec<Contest>,
    /// The order of operations.
    pub order: Vec<String>,
    /// How and when is rounded.
    pub rounding: String,
    /// Who signs.
    pub signers: Vec<String>,
}

/// What a person gets.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PayRow {
    /// 工号.
    pub id: String,
    /// 姓名.
    pub name: String,
    /// 区域.
    pub region: String,
    /// 团队.
    pub team: String,
    /// One amount per column; `—` where there is nothing for the person.
    pub amounts: Vec<String>,
    /// 应发合计（税前）.
    pub payable: String,
    /// The number of the note; empty for none.
    pub note: String,
}

/// A metric: target, result and attainment of everybody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct MetricTable {
    /// Metric.
    pub metric: String,
    /// Unit of every figure.
    pub unit: String,
    /// 统计口径.
    pub basis: String,
    /// Whether anybody has a target.
    pub has_targets: bool,
    /// By person.
    pub people: Vec<Achieved>,
}

/// A result beside its target.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Achieved {
    /// 工号.
    pub id: String,
    /// 姓名.
    pub name: String,
    /// 目标.
    pub target: String,
    /// 有效业绩.
    pub actual: String,
    /// 完成率.
    pub attainment: String,
}

/// The result of a group by which something is paid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupResult {
    /// What is paid by it.
    pub pays: String,
    /// 层级.
    pub level: String,
    /// Its name.
    pub name: String,
    /// Metric, with its unit.
    pub metric: String,
    /// 目标.
    pub target: String,
    /// 有效业绩.
    pub actual: String,
    /// 完成率.
    pub attainment: String,
}

/// A condition or exclusion.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Condition {
    /// Its name.
    pub name: String,
    /// As the rule book says it.
    pub rule: String,
    /// The line of the plan.
    pub cite: String,
    /// How it came out for everybody, or where to look.
    pub result: String,
}

/// How the conditions came out for a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Judgement {
    /// 工号.
    pub id: String,
    /// 姓名.
    pub name: String,
    /// One per condition.
    pub results: Vec<String>,
}

/// An honour or development incentive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Contest {
    /// What is awarded.
    pub name: String,
    /// Who gets it, with the figure that ranked.
    pub winners: String,
    /// By what is ranked.
    pub by: String,
    /// What it comes with: money, a certificate, who decides.
    pub award: String,
}
