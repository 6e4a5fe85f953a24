//! How targets stand to one another: shares of the parent, over-assignment by level and stacked,
//! growth over what was achieved before. Looks at finished values, changes none.

use crate::base::Number;
use crate::plan::fact::{Group, Window};
use crate::plan::target::{Override, SplitBy, Targets};
use crate::plan::tree::{Level, Tree};

use super::actual::Actuals;
use super::assignment::{LevelTotal, MetricTree, Overridden, Target};
use super::setting::{Branch, Setting};
use super::typed::baseline_window;

/// Fills in what follows from the values.
pub(super) fn relate(
    setting: &Setting,
    actuals: Actuals,
    targets: &Targets,
    (metric, branch): (usize, Branch),
    mut nodes: Vec<Target>,
) -> MetricTree {
    let additive = setting.metrics[metric].is_additive();
    let Some(tree) = setting.tree(branch) else {
        return MetricTree { metric, branch, additive, nodes, levels: Vec::new() };
    };
    let history = history(setting, targets, metric).filter(|_| is_told(actuals, branch));
    for (node, target) in nodes.iter_mut().enumerate() {
        target.parent = tree.nodes[node].parent;
        target.children = setting.children(tree, node);
        // What somebody achieved before is no more one stint's than another's.
        let is_stint = tree.nodes[node].days.is_some();
        let looked = history.filter(|_| !is_stint);
        if let (None, Some(window), Some(_)) = (&target.baseline, looked, &target.value) {
            target.baseline = actuals.of(tree, node, metric, window);
        }
        target.growth = excess(target.value.as_ref(), target.baseline.as_ref());
    }
    if additive {
        share(&mut nodes);
        stack(&mut nodes);
    }
    let levels = if additive { levels(tree, &nodes) } else { Vec::new() };
    MetricTree { metric, branch, additive, nodes, levels }
}

/// Whether the facts tell the nodes of a branch apart. Facts that weren't grouped by line know nothing
/// of a line, which is not that it achieved 0.
fn is_told(actuals: Actuals, branch: Branch) -> bool {
    let by_line = |(_, group): &(usize, Group)| matches!(group, Group::Value(_));
    branch == Branch::Organisation || actuals.facts.cells.keys().any(by_line)
}

/// The record that an override leaves.
pub(super) fn overridden(written: &Override) -> Overridden {
    Overridden {
        reason: written.reason.value.clone(),
        approved_by: written.approved_by.value.clone(),
        span: written.span,
    }
}

/// The earlier days to which a metric's targets are compared: the period that a baseline was read
/// from, else the one that a split looks at.
pub fn history(setting: &Setting, targets: &Targets, metric: usize) -> Option<Window> {
    let mut typed = targets.typed.iter().filter(|target| target.metric == metric);
    let split = targets.splits.iter().find_map(|split| match split.by {
        SplitBy::History { start, end, .. }
            if split.metrics.is_empty() || split.metrics.contains(&metric) =>
        {
            Some(Window::new(start, end))
        }
        _ => None,
    });
    typed.find_map(|target| baseline_window(setting, target)).or(split)
}

/// `value ÷ base − 1`, where the base is above 0.
fn excess(value: Option<&Number>, base: Option<&Number>) -> Option<Number> {
    let base = base.filter(|base| base.is_positive())?;
    Number::ratio(&(value? - base), base)
}

fn share(nodes: &mut [Target]) {
    for node in 0..nodes.len() {
        let above = nodes[node].parent.and_then(|parent| nodes[parent].value.clone());
        nodes[node].share = match (&nodes[node].value, above) {
            (Some(value), Some(above)) => Number::ratio(value, &above),
            _ => None,
        };
    }
}

/// Over-assignment of the children, and of the lowest targets below, over a node's own.
fn stack(nodes: &mut [Target]) {
    let mut lowest: Vec<Option<Number>> = vec![None; nodes.len()];
    for node in (0..nodes.len()).rev() {
        let below = &nodes[node].children;
        let children: Vec<&Number> =
            below.iter().filter_map(|child| nodes[*child].value.as_ref()).collect();
        let leaves: Vec<&Number> =
            below.iter().filter_map(|child| lowest[*child].as_ref()).collect();
        let sums = (!children.is_empty())
            .then(|| (children.into_iter().sum::<Number>(), leaves.into_iter().sum::<Number>()));
        let value = nodes[node].value.clone();
        match sums {
            Some((children, leaves)) => {
                nodes[node].over = excess(Some(&children), value.as_ref());
                nodes[node].stacked = excess(Some(&leaves), value.as_ref());
                lowest[node] = Some(leaves);
            }
            None => lowest[node] = value,
        }
    }
}

fn levels(tree: &Tree, nodes: &[Target]) -> Vec<LevelTotal> {
    let total = |level: Level| {
        let own = nodes.iter().enumerate().filter(|(node, _)| tree.nodes[*node].level == level);
        let values: Vec<&Number> = own.filter_map(|(_, target)| target.value.as_ref()).collect();
        (!values.is_empty()).then(|| values.into_iter().sum::<Number>())
    };
    let top = nodes.first().and_then(|top| top.value.as_ref());
    // People are counted whole.
    let told = Level::ALL.iter().filter(|(level, ..)| *level != Level::Stint);
    told.filter_map(|(level, ..)| {
        let total = total(*level)?;
        let stacked = excess(Some(&total), top);
        Some(LevelTotal { level: *level, total, stacked })
    })
    .collect()
}
