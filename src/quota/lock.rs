//! Overrides with their nodes looked up: values that replace computed ones, with a reason.

use crate::base::Number;
use crate::base::figure::figure;
use crate::plan::target::{Override, Targets};
use crate::text::code::target as code;
use crate::text::{Diagnostic, Sink};

use super::season::{Seasons, Weights};
use super::setting::{Branch, Setting};
use super::stint::{shared, shares};
use super::typed::{find, smallest};

/// An override whose node is looked up.
pub(super) struct Lock<'a> {
    /// Index into the plan's metrics.
    pub metric: usize,
    /// Where.
    pub at: (Branch, usize),
    /// The value there: what is written, or a stint's part of it.
    pub value: Number,
    /// As written.
    pub written: &'a Override,
}

/// Looks up the node of every override; one that can't be is told and left out.
/// One for a person holds for the stints, each for its part.
pub(super) fn locks<'a>(
    setting: &Setting,
    targets: &'a Targets,
    seasons: &[Weights],
    sink: &mut Sink,
) -> Vec<Lock<'a>> {
    let mut locks: Vec<Lock> = Vec::new();
    for written in &targets.overrides {
        let Some(at) = find(setting, &written.node, sink) else { continue };
        if let Some(told) = fault(setting, written, at, &locks) {
            sink.push(told);
        } else {
            let value = written.value.value.clone();
            locks.push(Lock { metric: written.metric, at, value, written });
            locks.extend(of_stints(setting, seasons, at, written));
        }
    }
    locks
}

/// The parts of a person's stints in an override.
fn of_stints<'a>(
    setting: &Setting,
    seasons: &[Weights],
    (branch, whole): (Branch, usize),
    written: &'a Override,
) -> Vec<Lock<'a>> {
    let tree = setting.organisation;
    let stints = match branch {
        Branch::Organisation => tree.nodes[whole].stints.as_slice(),
        Branch::Lines => &[],
    };
    if stints.is_empty() {
        return Vec::new();
    }
    let metric = &setting.metrics[written.metric];
    let seasons = Seasons::of(setting, seasons, written.metric, (branch, tree));
    let shares = shares(setting, tree, &seasons, whole, &(0..setting.grid.len()));
    let parts = match metric.is_additive() {
        true => shared(&written.value, &shares, metric.unit.places()),
        false => vec![written.value.value.clone(); stints.len()],
    };
    let lock = |(stint, value): (&usize, Number)| Lock {
        metric: written.metric,
        at: (branch, *stint),
        value,
        written,
    };
    stints.iter().zip(parts).map(lock).collect()
}

/// Why an override can't stand.
fn fault(
    setting: &Setting,
    written: &Override,
    at: (Branch, usize),
    known: &[Lock],
) -> Option<Diagnostic> {
    let metric = &setting.metrics[written.metric];
    let told = |code| metric.named(Diagnostic::new(code));
    if let Some(first) = known.iter().find(|lock| lock.metric == written.metric && lock.at == at) {
        let told = told(&code::TWICE).arg("node", &*written.node);
        return Some(told.at(written.span).at(first.written.span));
    }
    let tree = setting.tree(at.0)?;
    if let Some(person) = setting.person(tree, at.1)
        && !setting.is_active(tree, at.1)
    {
        let told = told(&code::NOT_ACTIVE).arg("person", &person.id).arg("name", &person.name);
        return Some(told.at(written.span).at(person.span));
    }
    let value = &written.value;
    let exact = value.to_exact_text().unwrap_or_else(|| figure(value, metric.unit));
    let told = |code| told(code).arg("node", &*written.node).arg("value", &exact).at(value.span);
    if !value.is_positive() {
        return Some(told(&code::NOT_POSITIVE));
    }
    let whole = value.shift(metric.unit.places().cast_signed()).is_integer();
    (metric.is_additive() && !whole)
        .then(|| told(&code::TOO_FINE).arg("unit", smallest(metric.unit)))
}
