//! What `targets.toml` says: typed targets with baseline and growth, how they split, seasonality,
//! overrides, the second tree. Cascading them is `quota`'s.

use crate::base::{Day, Number, Rounding};
use crate::text::{Span, Spanned};

use super::tree::Level;

/// Everything that `targets.toml` says.
#[derive(Clone, Debug, Default)]
pub struct Targets {
    /// Typed targets, in the order of the file.
    pub typed: Vec<TypedTarget>,
    /// How targets go down a level.
    pub splits: Vec<Split>,
    /// Weights of the months, per metric.
    pub seasons: Vec<Season>,
    /// Values that replace computed ones.
    pub overrides: Vec<Override>,
    /// The lines of the second tree, where the plan has one.
    pub lines: Option<Lines>,
}

/// A second tree of targets beside the organisation.
#[derive(Clone, Debug)]
pub struct Lines {
    /// What the lines are called: `产品线`.
    pub name: Spanned<String>,
    /// The column of the exports that tells a row's line.
    pub column: Spanned<String>,
    /// The lines, in the order written.
    pub lines: Vec<Spanned<String>>,
}

/// A target that somebody typed for a node, or for each node of a level below it.
#[derive(Clone, Debug)]
pub struct TypedTarget {
    /// Index into the plan's metrics.
    pub metric: usize,
    /// The node as written (`company`, `region:华东`, `line:软件`).
    pub node: Spanned<String>,
    /// With `each = "person"`: the target holds for every node of that level below `node`.
    pub each: Option<Level>,
    /// Period ids for which it holds; empty: the whole plan period.
    pub periods: Vec<Spanned<String>>,
    /// 目标值, when typed.
    pub value: Option<Spanned<Number>>,
    /// 基期值, when typed, with where it comes from.
    pub baseline: Option<Spanned<Number>>,
    /// The period or report that the baseline was read from.
    pub baseline_source: Option<Spanned<String>>,
    /// 增长率 on the baseline.
    pub growth: Option<Spanned<Number>>,
    /// Round a computed value to a multiple of this, in this direction.
    pub step: Option<(Spanned<Number>, Rounding)>,
    /// Remark.
    pub note: Option<Spanned<String>>,
    /// The table in the file.
    pub span: Span,
}

/// How the target of a node is split among its children.
#[derive(Clone, Debug)]
pub struct Split {
    /// Indices into the plan's metrics; empty: every additive metric.
    pub metrics: Vec<usize>,
    /// The nodes whose children are split (as written); empty: every node whose children are of
    /// the level `into`.
    pub of: Vec<Spanned<String>>,
    /// The level of the children.
    pub into: Level,
    /// The method.
    pub by: SplitBy,
    /// 加压: the children sum to `parent × (1 + over)`, 0 unless declared.
    pub over: Option<Spanned<Number>>,
    /// The table in the file.
    pub span: Span,
}

/// The method of a split.
#[derive(Clone, Debug)]
pub enum SplitBy {
    /// The same for each child.
    Equal,
    /// By weights, per child as written; a child without a weight is an error.
    Weights(Vec<(Spanned<String>, Spanned<Number>)>),
    /// By shares of the parent that must sum to 100 %.
    Shares(Vec<(Spanned<String>, Spanned<Number>)>),
    /// By what each child achieved from `start` to `end` (inclusive).
    History {
        /// First day.
        start: Day,
        /// Last day.
        end: Day,
        /// The period as written.
        written: Spanned<String>,
        /// Weight of a child without history, as a share of the average; `None`: an error.
        newcomer: Option<Spanned<Number>>,
    },
    /// Children are typed; the parent is their sum where it is not typed itself.
    Given,
}

/// Weights of the months of the plan for a metric.
#[derive(Clone, Debug)]
pub struct Season {
    /// Indices into the plan's metrics; empty: every additive metric.
    pub metrics: Vec<usize>,
    /// The nodes for which it holds (with all below); empty: the whole tree.
    pub nodes: Vec<Spanned<String>>,
    /// Weight per month `2026-07`; or shares, which needn't sum to anything.
    pub weights: Vec<(Spanned<String>, Spanned<Number>)>,
    /// The table in the file.
    pub span: Span,
}

/// A value that replaces the computed one.
#[derive(Clone, Debug)]
pub struct Override {
    /// Index into the plan's metrics.
    pub metric: usize,
    /// The node as written.
    pub node: Spanned<String>,
    /// The new value for the whole plan period.
    pub value: Spanned<Number>,
    /// Why.
    pub reason: Spanned<String>,
    /// Who approved it.
    pub approved_by: Spanned<String>,
    /// The table in the file.
    pub span: Span,
}
