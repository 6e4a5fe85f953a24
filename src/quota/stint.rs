//! Targets of people with several stints: which part of a person's target each stint has. A month
//! counts as its season weighs it, and within a month every calendar day of the person counts the
//! same; so the stints of a month are to one another as their days in it.

use std::ops::Range;

use crate::base::{Number, allocate};
use crate::plan::tree::Tree;

use super::season::Seasons;
use super::setting::Setting;

/// The season of a stint: that of its place, each month by how much of the person's days in it the
/// stint has. Scaled so that the stints of a person can be compared.
pub(super) fn season(
    setting: &Setting,
    tree: &Tree,
    stint: usize,
    place: &[Number],
) -> Vec<Number> {
    let whole = tree.whole(stint);
    let total: Number = place.iter().sum();
    let parts = setting.grid.iter().zip(place);
    parts
        .map(|(part, weight)| {
            let window = crate::plan::fact::Window::new(part.start, part.end);
            let days =
                |node: usize| setting.own_days(tree, node, window).map_or(0, |own| own.days());
            let share = Number::ratio(&Number::from(days(stint)), &Number::from(days(whole)));
            let weight = Number::ratio(weight, &total);
            share.zip(weight).map_or_else(Number::zero, |(share, weight)| &share * &weight)
        })
        .collect()
}

/// The parts of a person's stints in a run of the grid, in their order; they sum to 1. A person who
/// isn't there in the run has them by the days of the whole plan.
pub(super) fn shares(
    setting: &Setting,
    tree: &Tree,
    seasons: &Seasons,
    whole: usize,
    run: &Range<usize>,
) -> Vec<Number> {
    let stints = &tree.nodes[whole].stints;
    let within = |run: Range<usize>| -> Option<Vec<Number>> {
        let own = |stint: &usize| seasons.at(tree, *stint)[run.clone()].iter().sum();
        let own: Vec<Number> = stints.iter().map(own).collect();
        let total: Number = own.iter().sum();
        own.iter().map(|own| Number::ratio(own, &total)).collect()
    };
    let even = || Number::ratio(&Number::one(), &Number::from(stints.len() as i64));
    within(run.clone())
        .or_else(|| within(0..setting.grid.len()))
        .unwrap_or_else(|| stints.iter().filter_map(|_| even()).collect())
}

/// The part of a stint in a run of the grid; 1 for every other node.
pub(super) fn share(
    setting: &Setting,
    tree: &Tree,
    seasons: &Seasons,
    node: usize,
    run: &Range<usize>,
) -> Number {
    let whole = tree.whole(node);
    let at = tree.nodes[whole].stints.iter().position(|stint| *stint == node);
    let share = at.and_then(|at| shares(setting, tree, seasons, whole, run).into_iter().nth(at));
    share.unwrap_or_else(Number::one)
}

/// A value of the whole person shared among the stints, to the metric's smallest unit.
pub(super) fn shared(value: &Number, shares: &[Number], places: u32) -> Vec<Number> {
    allocate(value, shares, places).unwrap_or_else(|| vec![Number::zero(); shares.len()])
}
