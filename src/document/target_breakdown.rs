//! 《销售目标分解清单》: one agreed tree from the company's goal to each person, per metric and
//! month, with baseline and method, and what was checked.

use serde::Serialize;

use super::head::Head;

/// The page, as finished words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TargetBreakdown {
    /// The common head.
    pub head: Head,
    /// The company's goals, one row per metric that adds up.
    pub goals: Vec<Goal>,
    /// A tree per metric, and per further dimension such as product line.
    pub trees: Vec<Tree>,
    /// Metrics that are ratios: given per node, never added up.
    pub ratios: Vec<Ratio>,
    /// Values that somebody decided against the computed one.
    pub overrides: Vec<Override>,
    /// What was checked.
    pub checks: Vec<Check>,
    /// Roles that sign.
    pub signers: Vec<String>,
}

/// The company's goal of a metric.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Goal {
    /// Metric.
    pub metric: String,
    /// Unit.
    pub unit: String,
    /// 统计口径.
    pub basis: String,
    /// The baseline's period and source, such as `2026年第二季度实际`.
    pub baseline_of: String,
    /// 基期实际.
    pub baseline: String,
    /// 增长率.
    pub growth: String,
    /// 周期目标.
    pub target: String,
    /// How it is split.
    pub method: String,
}

/// One metric along one tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Tree {
    /// Metric.
    pub metric: String,
    /// Along what it is split, such as `组织` or `产品线`.
    pub dimension: String,
    /// Unit of every figure of the tree.
    pub unit: String,
    /// From the top downwards, each node before its children.
    pub nodes: Vec<Node>,
    /// What the tables of months are called: `各月`, `month`; `各期`, `period` for other periods.
    pub part: String,
    /// The months, in tables narrow enough for a page (at most six months each).
    pub calendars: Vec<Calendar>,
    /// One row per level that hands targets down.
    pub assignments: Vec<Assignment>,
    /// The sum of the lowest level in a sentence, with its unit, and its share of the company's goal; empty without persons.
    pub stacked: String,
    /// That share.
    pub stacked_share: String,
}

/// A node of a tree.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Node {
    /// 编号, which shows the place in the tree: `1.2.1`.
    pub number: String,
    /// 层级.
    pub level: String,
    /// 节点 or name.
    pub name: String,
    /// 上级节点.
    pub parent: String,
    /// 负责人.
    pub owner: String,
    /// 基期实际.
    pub baseline: String,
    /// 增长率.
    pub growth: String,
    /// 周期目标.
    pub target: String,
    /// 占上级.
    pub share: String,
    /// How the target came about.
    pub method: String,
}

/// Months of a tree that stand side by side.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Calendar {
    /// Names of the months.
    pub months: Vec<String>,
    /// One row per node.
    pub rows: Vec<CalendarRow>,
}

/// The months of a node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CalendarRow {
    /// 编号 of the node.
    pub number: String,
    /// 节点.
    pub name: String,
    /// A target per month.
    pub months: Vec<String>,
    /// 周期目标.
    pub target: String,
}

/// What a level hands down against what it has.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Assignment {
    /// From which level to which.
    pub levels: String,
    /// Sum of the upper level.
    pub parents: String,
    /// Sum of the lower level.
    pub children: String,
    /// 超分配: what is handed down beyond.
    pub over: String,
    /// That, as a share.
    pub over_share: String,
    /// The share that the plan allows.
    pub allowed: String,
}

/// A ratio at a node.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ratio {
    /// Metric.
    pub metric: String,
    /// Numerator over denominator.
    pub formula: String,
    /// For which nodes.
    pub nodes: String,
    /// 基期实际.
    pub baseline: String,
    /// Target, with its direction: `≥90.0%`.
    pub target: String,
}

/// A value that was decided.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Override {
    /// 编号 of the node.
    pub number: String,
    /// 节点.
    pub name: String,
    /// Metric.
    pub metric: String,
    /// The value that the plan's method gives.
    pub computed: String,
    /// The value that holds.
    pub decided: String,
    /// Decided less computed.
    pub difference: String,
    /// Why.
    pub reason: String,
    /// Who approved it.
    pub approver: String,
}

/// A check and how it came out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Check {
    /// What was checked.
    pub check: String,
    /// `通过`, or what was found.
    pub result: String,
}
