//! `Assignment`: the target tree as it came out of the cascade, with where each number came from.
//! How it comes about is in `cascade`.

use std::ops::Range;

use crate::base::{Lang, Number, Period};
use crate::text::Span;

use super::setting::{Branch, Setting};
use crate::plan::fact::Window;
use crate::plan::tree::Level;

/// Every target of the plan.
#[derive(Clone, Debug, Default)]
pub struct Assignment {
    /// The finest periods, which tile the plan: `Target::parts` stand in their order.
    pub grid: Vec<Period>,
    /// One tree per metric and branch, metrics in the plan's order, the organisation first.
    pub metrics: Vec<MetricTree>,
}

/// The targets of one metric on one tree.
#[derive(Clone, Debug)]
pub struct MetricTree {
    /// Index into the plan's metrics.
    pub metric: usize,
    /// Which tree.
    pub branch: Branch,
    /// Whether children sum to their parent.
    pub additive: bool,
    /// One per node of the tree, by the same index.
    pub nodes: Vec<Target>,
    /// What each level sums to; empty for a metric that is not additive.
    pub levels: Vec<LevelTotal>,
}

/// The sum of the targets of a level.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LevelTotal {
    /// The level.
    pub level: Level,
    /// What its targets sum to.
    pub total: Number,
    /// How far this is above the top's target, as a share of it (stacked over-assignment).
    pub stacked: Option<Number>,
}

/// How a target came about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum How {
    /// Typed for this very node.
    Typed,
    /// Typed once for each node of a level.
    Each,
    /// A baseline with its growth.
    Growth,
    /// The same for each child.
    Equal,
    /// By weights.
    Weights,
    /// By fixed shares.
    Shares,
    /// By what was achieved in an earlier period.
    History,
    /// The sum of the children.
    Sum,
    /// The top of the other tree.
    Top,
}

impl How {
    /// Every way with its word in outputs, Chinese and English.
    pub const ALL: [(How, &'static str, &'static str, &'static str); 9] = [
        (How::Typed, "typed", "直接给出", "typed"),
        (How::Each, "each", "逐个给出", "typed for each"),
        (How::Growth, "growth", "基期×增长", "baseline and growth"),
        (How::Equal, "equal", "平均", "equal"),
        (How::Weights, "weights", "权重", "weights"),
        (How::Shares, "shares", "固定份额", "fixed shares"),
        (How::History, "history", "历史占比", "history"),
        (How::Sum, "sum", "下级合计", "sum of children"),
        (How::Top, "top", "公司目标", "company target"),
    ];

    /// The word of outputs.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The name that people read.
    pub fn name(self, lang: Lang) -> &'static str {
        let (_, _, zh, en) = Self::ALL[self as usize];
        lang.pick(zh, en)
    }
}

/// The target of a node for one metric. Amounts are in the metric's unit; `None` is no target,
/// which is not a target of 0.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Target {
    /// Index of the node above.
    pub parent: Option<usize>,
    /// Indices of the nodes below that take part.
    pub children: Vec<usize>,
    /// 基期实际: typed, or achieved in the baseline period.
    pub baseline: Option<Number>,
    /// 增长率 of the value over the baseline.
    pub growth: Option<Number>,
    /// What the plan's rules give before any override.
    pub computed: Option<Number>,
    /// The override, where there is one.
    pub overridden: Option<Overridden>,
    /// The target for the whole plan period.
    pub value: Option<Number>,
    /// Its share of the parent's.
    pub share: Option<Number>,
    /// The target per period of the grid; they sum to `value` (a ratio holds in each).
    pub parts: Vec<Option<Number>>,
    /// How far the children's sum is above this, as a share of it.
    pub over: Option<Number>,
    /// The same for the lowest targets below: over-assignment of all levels together.
    pub stacked: Option<Number>,
    /// How it came about.
    pub how: Option<How>,
    /// The line of the plan that caused it.
    pub origin: Option<Span>,
}

/// An override: the value that replaced the computed one is [`Target::value`].
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Overridden {
    /// Why.
    pub reason: String,
    /// Who approved it.
    pub approved_by: String,
    /// The table in the file.
    pub span: Span,
}

impl Assignment {
    /// The targets of a metric on a tree; `None` when it has none there.
    pub fn tree(&self, metric: usize, branch: Branch) -> Option<&MetricTree> {
        self.metrics.iter().find(|tree| tree.metric == metric && tree.branch == branch)
    }

    /// The target of a node for a run of days made of whole periods of the grid.
    pub fn target(
        &self,
        setting: &Setting,
        (metric, branch, node): (usize, Branch, usize),
        window: Window,
    ) -> Option<Number> {
        let run = setting.run(window)?;
        let tree = self.tree(metric, branch)?;
        tree.nodes.get(node)?.within(run, tree.additive)
    }
}

impl Target {
    /// The target for a run of the grid: the sum for an additive metric, where any part of it has a
    /// target; for a ratio the one that holds throughout.
    pub fn within(&self, run: Range<usize>, additive: bool) -> Option<Number> {
        let parts = self.parts.get(run)?;
        if additive {
            let known: Vec<&Number> = parts.iter().flatten().collect();
            return (!known.is_empty()).then(|| known.into_iter().sum());
        }
        let first = parts.first()?.as_ref()?;
        parts.iter().all(|part| part.as_ref() == Some(first)).then(|| first.clone())
    }
}
