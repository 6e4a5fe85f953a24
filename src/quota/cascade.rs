//! The cascade: typed targets go down the tree by the plan's splits and up by sums, exactly, with
//! overrides kept in place. Here is the order of the work; typed values are placed by `typed`, trees
//! walked by `walk`, months made by `season`, people looked at by `review`.

use crate::plan::target::Targets;
use crate::plan::tree::Level;
use crate::text::{Diagnostic, Sink};

use super::actual::Actuals;
use super::assignment::Assignment;
use super::lock::{Lock, locks};
use super::relation::relate;
use super::review;
use super::season::{self, Weights};
use super::setting::{Branch, Setting};
use super::split::{Rule, rules};
use super::typed::{Typed, place};
use super::walk::Walk;

/// Cascades every target of the plan. Everything that is wrong goes to the sink (codes C…); what
/// could be computed all the same is in the result.
pub fn cascade(
    setting: &Setting,
    targets: &Targets,
    actuals: Actuals,
    sink: &mut Sink,
) -> Assignment {
    let mut own = Sink::default();
    let rules = rules(setting, targets, &mut own);
    let seasons = season::weights(setting, targets, &mut own);
    let locks = locks(setting, targets, &seasons, &mut own);
    let mut assignment = Assignment { grid: setting.grid.to_vec(), metrics: Vec::new() };
    for metric in 0..setting.metrics.len() {
        let mut typed = place(setting, targets, (actuals, &seasons), metric, &mut own);
        if typed.cells.is_empty() && locks.iter().any(|lock| lock.metric == metric) {
            // Nothing but overrides: they hold for the whole plan.
            typed.segments.push(0..setting.grid.len());
        }
        let cascade = MetricCascade {
            setting,
            targets,
            actuals,
            rules: &rules,
            seasons: &seasons,
            locks: &locks,
            metric,
            typed: &typed,
        };
        cascade.run(&mut assignment, &mut own);
    }
    for told in once(&own) {
        sink.push(told.clone());
    }
    review::review(setting, targets, actuals, &assignment, sink);
    assignment
}

/// What was told, each once: a split that is wrong is wrong again in every segment of the plan.
fn once(sink: &Sink) -> Vec<&Diagnostic> {
    let mut seen: Vec<&Diagnostic> = Vec::new();
    for told in sink.diagnostics() {
        if !seen.contains(&told) {
            seen.push(told);
        }
    }
    seen
}

/// The cascade of one metric.
pub(super) struct MetricCascade<'a> {
    pub setting: &'a Setting<'a>,
    pub targets: &'a Targets,
    pub actuals: Actuals<'a>,
    pub rules: &'a [Rule<'a>],
    pub seasons: &'a [Weights<'a>],
    pub locks: &'a [Lock<'a>],
    pub metric: usize,
    pub typed: &'a Typed,
}

impl<'a> MetricCascade<'a> {
    fn run(&self, assignment: &mut Assignment, sink: &mut Sink) {
        if self.typed.segments.is_empty() {
            return;
        }
        let additive = self.setting.metrics[self.metric].is_additive();
        for branch in [Branch::Organisation, Branch::Lines] {
            let Some(tree) = self.setting.tree(branch) else { continue };
            if branch == Branch::Lines && !self.typed.touches(branch) && !self.splits_into_lines() {
                continue;
            }
            let top = assignment.tree(self.metric, Branch::Organisation);
            let top = top.map(|above| above.nodes[0].clone());
            let walk = Walk::new(self, branch, tree, top.filter(|_| branch == Branch::Lines));
            let nodes = if additive { walk.additive(sink) } else { walk.given() };
            let tree =
                relate(self.setting, self.actuals, self.targets, (self.metric, branch), nodes);
            assignment.metrics.push(tree);
        }
    }

    fn splits_into_lines(&self) -> bool {
        let additive = self.setting.metrics[self.metric].is_additive();
        self.rules.iter().any(|rule| {
            let metrics = &rule.split.metrics;
            let meant = metrics.contains(&self.metric) || metrics.is_empty() && additive;
            meant && rule.split.into == Level::Line
        })
    }
}
