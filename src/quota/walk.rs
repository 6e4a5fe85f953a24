//! One metric on one tree: what was typed put into segments of the plan, each segment settled
//! (see `settle`), with overrides and without, and the segments put together again.

use std::ops::Range;

use crate::base::figure::figure;
use crate::base::{Number, Unit, allocate};
use crate::plan::tree::Tree;
use crate::text::code::target as code;
use crate::text::{Sink, Span};

use super::assignment::{How, Target};
use super::cascade::MetricCascade;
use super::lock::Lock;
use super::relation::overridden;
use super::season::{Seasons, Spread};
use super::setting::Branch;
use super::split::Splits;
use super::stint;

/// One metric on one tree.
pub(super) struct Walk<'a> {
    pub cascade: &'a MetricCascade<'a>,
    pub splits: Splits<'a>,
    pub branch: Branch,
    pub tree: &'a Tree,
    /// The children that take part, per node.
    pub children: Vec<Vec<usize>>,
    /// The organisation's top, for the second tree.
    pub top: Option<Target>,
    seasons: Seasons,
    pub unit: Unit,
}

/// The values of one run of the grid, with how they came about.
pub(super) struct Settled {
    pub values: Vec<Option<Number>>,
    pub hows: Vec<Option<(How, Option<Span>)>>,
    /// The values by part of the run.
    pub parts: Vec<Vec<Number>>,
}

impl<'a> Walk<'a> {
    pub fn new(
        cascade: &'a MetricCascade<'a>,
        branch: Branch,
        tree: &'a Tree,
        top: Option<Target>,
    ) -> Walk<'a> {
        let MetricCascade { setting, actuals, rules, metric, .. } = *cascade;
        let children = (0..tree.nodes.len()).map(|node| setting.children(tree, node)).collect();
        Walk {
            cascade,
            splits: Splits { setting, actuals, rules, metric, branch, tree },
            branch,
            tree,
            children,
            top,
            seasons: Seasons::of(setting, cascade.seasons, metric, (branch, tree)),
            unit: setting.metrics[metric].unit,
        }
    }

    pub fn places(&self) -> u32 {
        self.unit.places()
    }

    pub fn lock(&self, node: usize) -> Option<&'a Lock<'a>> {
        let at = (self.branch, node);
        let mut locks = self.cascade.locks.iter();
        locks.find(|l| l.metric == self.cascade.metric && l.at == at)
    }

    /// Which part of the person a stint is in a run; 1 for every other node.
    pub fn part_of(&self, node: usize, run: &Range<usize>) -> Number {
        stint::share(self.cascade.setting, self.tree, &self.seasons, node, run)
    }

    /// A metric that is not additive: what is given per node holds in each part, nothing else.
    pub fn given(&self) -> Vec<Target> {
        let parts = self.cascade.setting.grid.len();
        let whole = 0..parts;
        let node = |node: usize| {
            let mut target = Target { parts: vec![None; parts], ..Target::default() };
            let cells = self.cascade.typed.cells.get(&(self.branch, node)).into_iter().flatten();
            let mut cells: Vec<_> = cells.collect();
            // What is given for a shorter run goes before what is given for a longer.
            cells.sort_by_key(|((start, end), _)| std::cmp::Reverse(end - start));
            for ((start, end), cell) in cells {
                target.parts[*start..*end].fill(Some(cell.value.clone()));
                target.baseline = target.baseline.or_else(|| cell.baseline.clone());
                (target.how, target.origin) = (Some(cell.how), Some(cell.origin));
            }
            target.computed = target.within(whole.clone(), false);
            if let Some(lock) = self.lock(node) {
                target.parts.fill(Some(lock.value.clone()));
            }
            target.value = target.within(whole.clone(), false);
            target.overridden = self.lock(node).map(|lock| overridden(lock.written));
            target
        };
        (0..self.tree.nodes.len()).map(node).collect()
    }

    pub fn additive(&self, sink: &mut Sink) -> Vec<Target> {
        let segments = &self.cascade.typed.segments;
        let fixed = self.typed_values();
        let no_locks = vec![vec![None; self.tree.nodes.len()]; segments.len()];
        let any_lock = (0..self.tree.nodes.len()).any(|node| self.lock(node).is_some());
        let computed = if any_lock {
            // Only for the computed values: what is wrong is told by the walk that counts.
            self.settle_all(&fixed, &no_locks, &mut Sink::default())
        } else {
            self.settle_all(&fixed, &no_locks, sink)
        };
        let settled = if any_lock {
            let locks = self.lock_values(&computed);
            &self.settle_all(&fixed, &locks, sink)
        } else {
            &computed
        };
        self.check_periods(settled, sink);
        (0..self.tree.nodes.len()).map(|node| self.target(node, settled, &computed)).collect()
    }

    fn settle_all(
        &self,
        fixed: &[Vec<Option<Number>>],
        locks: &[Vec<Option<Number>>],
        sink: &mut Sink,
    ) -> Vec<Settled> {
        let segments = &self.cascade.typed.segments;
        let runs = segments.iter().zip(fixed.iter().zip(locks));
        runs.map(|(run, (fixed, locks))| {
            let mut settled = self.settle(run, fixed, locks, sink);
            let spread = Spread {
                tree: self.tree,
                values: &settled.values,
                children: &self.children,
                seasons: &self.seasons,
                run: run.clone(),
                places: self.places(),
                top: self
                    .top
                    .as_ref()
                    .and_then(|top| top.parts.get(run.clone())?.iter().cloned().collect()),
            };
            settled.parts = spread.parts();
            settled
        })
        .collect()
    }

    /// The typed value of each node in each segment. A value for the whole plan, where something
    /// finer was typed in the tree, is split over the segments by season, unless the children say
    /// it all.
    fn typed_values(&self) -> Vec<Vec<Option<Number>>> {
        let (typed, segments) = (self.cascade.typed, &self.cascade.typed.segments);
        let whole = 0..self.cascade.setting.grid.len();
        let covered = self.covered();
        let mut values = vec![vec![None; self.tree.nodes.len()]; segments.len()];
        for node in 0..self.tree.nodes.len() {
            // What is typed for a person as a whole stands at the stints.
            if !self.tree.nodes[node].stints.is_empty() {
                continue;
            }
            let own = |run| typed.cell(self.branch, node, run).map(|cell| cell.value.clone());
            let mut cells: Vec<Option<Number>> = segments.iter().map(own).collect();
            let by_children = !self.children[node].is_empty()
                && self.children[node].iter().all(|child| covered[*child]);
            if let Some(cell) = typed.cell(self.branch, node, &whole)
                && *segments != [whole.clone()]
                && !by_children
            {
                self.complete(node, &cell.value, &mut cells);
            }
            if let (0, Some(top)) = (node, &self.top) {
                let part = |run: &Range<usize>| top.within(run.clone(), true);
                cells = segments.iter().map(part).collect();
            }
            for (segment, cell) in values.iter_mut().zip(cells) {
                segment[node] = cell;
            }
        }
        values
    }

    /// Whether something was typed for a node, or for everything below it.
    fn covered(&self) -> Vec<bool> {
        let typed = &self.cascade.typed.cells;
        let mut covered: Vec<bool> = (0..self.tree.nodes.len())
            .map(|node| typed.contains_key(&(self.branch, node)))
            .collect();
        for node in (0..covered.len()).rev() {
            let below = &self.children[node];
            covered[node] |= !below.is_empty() && below.iter().all(|child| covered[*child]);
        }
        covered
    }

    /// Shares what the typed segments leave of a whole value among the others.
    fn complete(&self, node: usize, whole: &Number, cells: &mut [Option<Number>]) {
        let taken: Number = cells.iter().flatten().sum();
        let rest = whole - &taken;
        let open: Vec<usize> = (0..cells.len()).filter(|at| cells[*at].is_none()).collect();
        if open.is_empty() || rest.is_negative() {
            return;
        }
        let segments = &self.cascade.typed.segments;
        let runs: Vec<Range<usize>> = open.iter().map(|at| segments[*at].clone()).collect();
        let parts = self.seasons.over_runs(self.tree, node, &rest, &runs, self.places());
        for (at, part) in open.into_iter().zip(parts) {
            cells[at] = Some(part);
        }
    }

    /// Overrides by segment: in proportion to what was computed, else by season.
    fn lock_values(&self, computed: &[Settled]) -> Vec<Vec<Option<Number>>> {
        let segments = &self.cascade.typed.segments;
        let mut locks = vec![vec![None; self.tree.nodes.len()]; segments.len()];
        for node in 0..self.tree.nodes.len() {
            let Some(lock) = self.lock(node) else { continue };
            let weights: Vec<Number> = computed
                .iter()
                .map(|run| run.values[node].clone().unwrap_or_else(Number::zero))
                .collect();
            let parts = allocate(&lock.value, &weights, self.places());
            let parts = parts.unwrap_or_else(|| {
                self.seasons.over_runs(self.tree, node, &lock.value, segments, self.places())
            });
            for (segment, part) in locks.iter_mut().zip(parts) {
                segment[node] = Some(part);
            }
        }
        locks
    }

    /// C02: a node typed by periods and for the whole must say the same.
    fn check_periods(&self, settled: &[Settled], sink: &mut Sink) {
        let whole = 0..self.cascade.setting.grid.len();
        for node in 0..self.tree.nodes.len() {
            let cell = self.cascade.typed.cell(self.branch, node, &whole);
            let (Some(cell), None) = (cell, self.lock(node)) else { continue };
            let sum: Number = settled.iter().filter_map(|run| run.values[node].as_ref()).sum();
            if settled.len() < 2 || sum == cell.value {
                continue;
            }
            sink.push(
                self.splits
                    .told(&code::MONTHS_DIFFER, node)
                    .arg("months", figure(&sum, self.unit))
                    .arg("period", figure(&cell.value, self.unit))
                    .arg("gap", figure(&(&sum - &cell.value).abs(), self.unit))
                    .at(cell.origin),
            );
        }
    }

    /// Puts the segments of a node together.
    fn target(&self, node: usize, settled: &[Settled], computed: &[Settled]) -> Target {
        let total = |runs: &[Settled]| {
            let known: Vec<&Number> =
                runs.iter().filter_map(|run| run.values[node].as_ref()).collect();
            (!known.is_empty()).then(|| known.into_iter().sum())
        };
        let mut parts = vec![None; self.cascade.setting.grid.len()];
        for (run, settled) in self.cascade.typed.segments.iter().zip(settled) {
            for (at, cell) in run.clone().zip(&settled.parts[node]) {
                parts[at] = Some(cell.clone());
            }
        }
        let how = settled.iter().find_map(|run| run.hows[node]);
        let cells = self.cascade.typed.cells.get(&(self.branch, node)).into_iter().flatten();
        Target {
            computed: total(computed),
            value: total(settled),
            parts,
            overridden: self.lock(node).map(|lock| overridden(lock.written)),
            baseline: cells.filter_map(|(_, cell)| cell.baseline.clone()).next(),
            how: how.map(|(how, _)| how),
            origin: how.and_then(|(_, origin)| origin),
            ..Target::default()
        }
    }
}
