//! Targets by month: seasonal weights looked up, and a tree's values spread over the grid so that
//! each node's parts sum to its value and the children's parts to their parent's.

use std::ops::Range;

use crate::base::{Number, allocate};
use crate::plan::target::{Season, Targets};
use crate::plan::tree::Tree;
use crate::text::code::target as code;
use crate::text::{Diagnostic, Sink};

use super::setting::{Branch, Setting};
use super::share::fill_table;
use super::stint;
use super::typed::{find, find_run};

/// Seasonal weights whose names are looked up, one per part of the grid.
pub(super) struct Weights<'a> {
    season: &'a Season,
    nodes: Vec<(Branch, usize)>,
    weights: Vec<Number>,
}

/// Looks up the names of every season; what is missing or can't be is told once.
pub(super) fn weights<'a>(
    setting: &Setting,
    targets: &'a Targets,
    sink: &mut Sink,
) -> Vec<Weights<'a>> {
    targets.seasons.iter().filter_map(|season| read(setting, season, sink)).collect()
}

fn read<'a>(setting: &Setting, season: &'a Season, sink: &mut Sink) -> Option<Weights<'a>> {
    for metric in &season.metrics {
        let metric = &setting.metrics[*metric];
        if !metric.is_additive() {
            let told = metric.named(Diagnostic::new(&code::RATIO_SPLIT));
            sink.push(told.at(season.span));
        }
    }
    let nodes = season.nodes.iter().filter_map(|written| find(setting, written, sink)).collect();
    let mut weights: Vec<Option<Number>> = vec![None; setting.grid.len()];
    for (month, weight) in &season.weights {
        let Some(run) = find_run(setting, month, sink) else { continue };
        if run.len() == 1 && !weight.is_negative() {
            weights[run.start] = Some(weight.value.clone());
        }
    }
    let unusable = |zh: String, en: String| {
        let told = Diagnostic::new(&code::SEASON_INCOMPLETE).arg("why_zh", zh).arg("why_en", en);
        told.at(season.span)
    };
    if let Some(missing) = weights.iter().position(Option::is_none) {
        let month = &setting.grid[missing].id;
        return unusable(format!("没有写 {month}"), format!("{month} has none")).tell(sink);
    }
    let weights: Vec<Number> = weights.into_iter().flatten().collect();
    if weights.iter().all(Number::is_zero) {
        return unusable("全部是 0".to_owned(), "all are 0".to_owned()).tell(sink);
    }
    Some(Weights { season, nodes, weights })
}

/// The seasons that hold for a metric on a tree: for all of it, and for single nodes.
pub(super) struct Seasons {
    whole: Vec<Number>,
    nodes: Vec<Option<Vec<Number>>>,
}

impl Seasons {
    /// Chooses among the looked-up weights; every part of the grid weighs the same without any.
    /// One that names the metric goes before one for all, an earlier before a later.
    /// A stint has the season of its place as far as its days go.
    pub fn of(
        setting: &Setting,
        known: &[Weights],
        metric: usize,
        (branch, tree): (Branch, &Tree),
    ) -> Self {
        let even = vec![Number::one(); setting.grid.len()];
        let mut seasons = Seasons { whole: even, nodes: vec![None; tree.nodes.len()] };
        let mut fitting: Vec<&Weights> = known
            .iter()
            .filter(|w| w.season.metrics.is_empty() || w.season.metrics.contains(&metric))
            .collect();
        // What is written last stays: the earlier and the more specific come last.
        fitting.sort_by_key(|weights| !weights.season.metrics.is_empty());
        let (general, specific): (Vec<&Weights>, Vec<&Weights>) =
            fitting.into_iter().partition(|weights| weights.season.metrics.is_empty());
        for weights in general.into_iter().rev().chain(specific.into_iter().rev()) {
            if weights.nodes.is_empty() {
                seasons.whole = weights.weights.clone();
            }
            for (_, node) in weights.nodes.iter().filter(|(at, _)| *at == branch) {
                seasons.nodes[*node] = Some(weights.weights.clone());
            }
        }
        seasons.take_stints(setting, tree);
        seasons
    }

    fn take_stints(&mut self, setting: &Setting, tree: &Tree) {
        for whole in 0..tree.nodes.len() {
            for stint in &tree.nodes[whole].stints {
                let own = self.nodes[*stint].as_ref().or(self.nodes[whole].as_ref());
                let place = own.map_or_else(|| self.at(tree, *stint), Vec::as_slice);
                self.nodes[*stint] = Some(stint::season(setting, tree, *stint, place));
            }
        }
    }

    /// The weights that hold at a node: its own, or those of the nearest node above that has some.
    pub fn at(&self, tree: &Tree, node: usize) -> &[Number] {
        let mut at = Some(node);
        while let Some(node) = at {
            if let Some(own) = &self.nodes[node] {
                return own;
            }
            at = tree.nodes[node].parent;
        }
        &self.whole
    }

    /// Splits a value over runs of the grid by the weights at a node.
    pub fn over_runs(
        &self,
        tree: &Tree,
        node: usize,
        value: &Number,
        runs: &[Range<usize>],
        places: u32,
    ) -> Vec<Number> {
        let weights = self.at(tree, node);
        let sums: Vec<Number> = runs.iter().map(|run| weights[run.clone()].iter().sum()).collect();
        by_weight(value, &sums, places)
    }
}

/// Spreads a tree's values for one run of the grid over its parts.
///
/// The top's value is split by its season; every node's children then fill a two-way table whose
/// rows are their values and whose columns are the parent's parts. Where a node has a season of its
/// own, its parts come from that, and the parts of the nodes above are the sums of their children's.
pub(super) struct Spread<'a> {
    /// The tree.
    pub tree: &'a Tree,
    /// The value of each node in the run.
    pub values: &'a [Option<Number>],
    /// The children that take part, per node.
    pub children: &'a [Vec<usize>],
    /// The seasons.
    pub seasons: &'a Seasons,
    /// The run.
    pub run: Range<usize>,
    /// Places of the metric's smallest unit.
    pub places: u32,
    /// The top's parts, where another tree has settled them.
    pub top: Option<Vec<Number>>,
}

impl Spread<'_> {
    /// The parts of each node, in the order of the run; none where the node has no value.
    pub fn parts(&self) -> Vec<Vec<Number>> {
        let mut parts = vec![Vec::new(); self.tree.nodes.len()];
        let seasons = self.own_seasons();
        match (&self.top, seasons.first()) {
            (_, None) => {}
            (Some(top), Some(false)) => self.prescribed(0, top.clone(), &seasons, &mut parts),
            (_, Some(_)) => self.own(0, &seasons, &mut parts),
        }
        for (node, whole) in self.tree.nodes.iter().enumerate() {
            for stint in &whole.stints {
                let own = parts[*stint].clone();
                let count = own.len().max(parts[node].len());
                parts[node].resize(count, Number::zero());
                parts[node].iter_mut().zip(&own).for_each(|(sum, part)| *sum += part);
            }
        }
        parts
    }

    /// Whether a node, or one below it, has a season of its own.
    fn own_seasons(&self) -> Vec<bool> {
        let mut own: Vec<bool> = self.seasons.nodes.iter().map(Option::is_some).collect();
        for node in (1..own.len()).rev() {
            if let Some(parent) = self.tree.nodes[node].parent {
                own[parent] |= own[node];
            }
        }
        own
    }

    fn weights(&self, node: usize) -> &[Number] {
        &self.seasons.at(self.tree, node)[self.run.clone()]
    }

    /// A node whose parts nobody above prescribes.
    fn own(&self, node: usize, seasons: &[bool], parts: &mut Vec<Vec<Number>>) {
        let Some(value) = &self.values[node] else {
            for child in &self.children[node] {
                self.own(*child, seasons, parts);
            }
            return;
        };
        if !self.children[node].iter().any(|child| seasons[*child]) {
            let own = by_weight(value, self.weights(node), self.places);
            self.prescribed(node, own, seasons, parts);
            return;
        }
        let columns = self.settle_below(node, seasons, parts);
        let sum: Number = columns.iter().sum();
        parts[node] = if sum == *value { columns } else { by_weight(value, &columns, self.places) };
    }

    /// Settles the children of a node some of which have seasons of their own; returns their sums.
    fn settle_below(
        &self,
        node: usize,
        seasons: &[bool],
        parts: &mut Vec<Vec<Number>>,
    ) -> Vec<Number> {
        let (own, others): (Vec<usize>, Vec<usize>) =
            self.children[node].iter().partition(|child| seasons[**child]);
        let rest: Number = others.iter().filter_map(|child| self.values[*child].as_ref()).sum();
        let columns = by_weight(&rest, self.weights(node), self.places);
        self.rows(&others, &columns, seasons, parts);
        for child in own {
            self.own(child, seasons, parts);
        }
        let mut sums = vec![Number::zero(); self.run.len()];
        for child in &self.children[node] {
            for (sum, part) in sums.iter_mut().zip(&parts[*child]) {
                *sum += part;
            }
        }
        sums
    }

    /// A node whose parts are settled: its children fill a table below them.
    fn prescribed(
        &self,
        node: usize,
        own: Vec<Number>,
        seasons: &[bool],
        parts: &mut Vec<Vec<Number>>,
    ) {
        let children = &self.children[node];
        let sum: Number = children.iter().filter_map(|child| self.values[*child].as_ref()).sum();
        let total: Number = own.iter().sum();
        let columns = if sum == total { own.clone() } else { by_weight(&sum, &own, self.places) };
        parts[node] = own;
        self.rows(children, &columns, seasons, parts);
    }

    fn rows(
        &self,
        children: &[usize],
        columns: &[Number],
        seasons: &[bool],
        parts: &mut Vec<Vec<Number>>,
    ) {
        let (with, without): (Vec<usize>, Vec<usize>) =
            children.iter().partition(|child| self.values[**child].is_some());
        let rows: Vec<Number> = with.iter().filter_map(|at| self.values[*at].clone()).collect();
        for (child, cells) in with.into_iter().zip(fill_table(&rows, columns, self.places)) {
            self.prescribed(child, cells, seasons, parts);
        }
        for child in without {
            self.own(child, seasons, parts);
        }
    }
}

/// By weight, or evenly where nothing weighs anything (a value of 0 above, or a season that leaves
/// these months out).
fn by_weight(value: &Number, weights: &[Number], places: u32) -> Vec<Number> {
    let even = || vec![Number::one(); weights.len()];
    allocate(value, weights, places)
        .or_else(|| allocate(value, &even(), places))
        .unwrap_or_default()
}
