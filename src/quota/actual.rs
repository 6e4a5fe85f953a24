//! What was achieved, per node: facts of people summed up the tree, formulas evaluated on the sums
//! (a team's rate comes from the team's numerator and denominator, never from its people's rates).

use crate::base::Number;
use crate::expr::Expr;
use crate::plan::fact::{Facts, Group, Window};
use crate::plan::metric::{Aggregate, Measure, Metric, MetricKind};
use crate::plan::tree::{Level, Tree};

/// Evaluates the plan's expressions: the one thing about them that this room needs to know.
pub trait Evaluate {
    /// The value of a formula whose slots are the metrics; `None` where it has none (nothing
    /// divided by nothing).
    fn formula(&self, formula: &Expr, metric: &dyn Fn(usize) -> Option<Number>) -> Option<Number>;

    /// Whether a condition holds; `None` where a value that it needs is missing.
    fn condition(&self, condition: &Expr, slot: &dyn Fn(usize) -> Option<Number>) -> Option<bool>;
}

/// Facts as the nodes of a tree see them.
#[derive(Clone, Copy)]
pub struct Actuals<'a> {
    /// The plan's metrics.
    pub metrics: &'a [Metric],
    /// What the exports answered.
    pub facts: &'a Facts,
    /// How formulas are evaluated.
    pub evaluate: &'a dyn Evaluate,
}

impl Actuals<'_> {
    /// What the node achieved in the window; `None` where no row counted, or the formula has no
    /// value. The top of the organisation includes the house account.
    pub fn of(&self, tree: &Tree, node: usize, metric: usize, window: Window) -> Option<Number> {
        self.over(&groups(tree, node), metric, window)
    }

    /// The same for any set of groups.
    pub fn over(&self, groups: &[Group], metric: usize, window: Window) -> Option<Number> {
        match &self.metrics.get(metric)?.kind {
            MetricKind::Measure(measure) => self.measured(measure, groups, metric, window),
            MetricKind::Formula { formula, .. } => {
                self.evaluate.formula(formula, &|other| self.counted(groups, other, window))
            }
        }
    }

    /// As `over`, with a sum or count over no row as the 0 that it is.
    pub fn counted(&self, groups: &[Group], metric: usize, window: Window) -> Option<Number> {
        self.over(groups, metric, window).or_else(|| {
            let measure = matches!(self.metrics.get(metric)?.kind, MetricKind::Measure(_));
            (measure && self.metrics[metric].is_additive()).then(Number::zero)
        })
    }

    fn measured(
        &self,
        measure: &Measure,
        groups: &[Group],
        metric: usize,
        window: Window,
    ) -> Option<Number> {
        let values = groups.iter().filter_map(|group| self.facts.value(metric, group, window));
        match measure.how {
            Aggregate::Min(_) => values.min().cloned(),
            Aggregate::Max(_) => values.max().cloned(),
            Aggregate::Sum(_) | Aggregate::Count | Aggregate::Distinct(_) => {
                values.fold(None, |sum, value| match sum {
                    None => Some(value.clone()),
                    Some(sum) => Some(&sum + value),
                })
            }
        }
    }
}

/// The groups whose rows count for a node.
pub fn groups(tree: &Tree, node: usize) -> Vec<Group> {
    let mut groups: Vec<Group> = tree
        .below(node)
        .into_iter()
        .filter_map(|at| match tree.nodes[at].level {
            Level::Line => Some(Group::Value(tree.nodes[at].name.clone())),
            _ => tree.nodes[at].person.map(Group::Person),
        })
        .collect();
    let lines = groups.iter().any(|group| matches!(group, Group::Value(_)));
    if tree.nodes[node].parent.is_none() && !lines {
        groups.push(Group::House);
    }
    groups
}
