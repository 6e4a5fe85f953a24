//! Typed targets put in their places: which node, which part of the plan, which value, with
//! baseline and growth. Whatever is contradictory or impossible in them is told here.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::base::figure::figure;
use crate::base::round::round_to_step;
use crate::base::{Number, Unit};
use crate::plan::fact::Window;
use crate::plan::target::{Targets, TypedTarget};
use crate::plan::tree::Level;
use crate::text::code::target as code;
use crate::text::{Diagnostic, Sink, Span, Spanned};

use super::actual::Actuals;
use super::assignment::How;
use super::season::{Seasons, Weights};
use super::setting::{Branch, Setting, to_unit};
use super::stint::{shared, shares};

/// A typed target of one node for one run of the grid.
#[derive(Clone, Debug)]
pub(super) struct Cell {
    pub value: Number,
    pub baseline: Option<Number>,
    pub how: How,
    pub origin: Span,
}

impl Cell {
    /// Typed for the node itself, which goes before what was typed for each of its level.
    fn is_own(&self) -> bool {
        self.how != How::Each
    }
}

/// The typed targets of a metric.
#[derive(Default)]
pub(super) struct Typed {
    /// By branch and node, then by the start and end of the run of the grid.
    pub cells: BTreeMap<(Branch, usize), BTreeMap<(usize, usize), Cell>>,
    /// The runs into which the plan falls for this metric; together they are the whole grid, unless
    /// nothing was typed for some part of it.
    pub segments: Vec<Range<usize>>,
}

impl Typed {
    /// What was typed for the node and exactly that run.
    pub fn cell(&self, branch: Branch, node: usize, run: &Range<usize>) -> Option<&Cell> {
        self.cells.get(&(branch, node))?.get(&(run.start, run.end))
    }

    /// Whether anything was typed on that tree.
    pub fn touches(&self, branch: Branch) -> bool {
        self.cells.keys().any(|(known, _)| *known == branch)
    }
}

/// Puts the typed targets of a metric in their places.
pub(super) fn place(
    setting: &Setting,
    targets: &Targets,
    (actuals, seasons): (Actuals, &[Weights]),
    metric: usize,
    sink: &mut Sink,
) -> Typed {
    let mut typed = Typed::default();
    let organisation = (Branch::Organisation, setting.organisation);
    let seasons = Seasons::of(setting, seasons, metric, organisation);
    for target in targets.typed.iter().filter(|target| target.metric == metric) {
        let placing = Placing {
            setting,
            actuals,
            seasons: &seasons,
            target,
            unit: setting.metrics[metric].unit,
        };
        placing.place(&mut typed, sink);
    }
    typed.segments = segments(setting, &typed, targets, metric, sink);
    typed
}

/// One typed target on its way to its nodes.
struct Placing<'a> {
    setting: &'a Setting<'a>,
    actuals: Actuals<'a>,
    seasons: &'a Seasons,
    target: &'a TypedTarget,
    unit: Unit,
}

impl Placing<'_> {
    fn place(&self, typed: &mut Typed, sink: &mut Sink) {
        let nodes = self.nodes(sink);
        let runs = self.runs(sink);
        let (Some((branch, nodes)), Some(runs)) = (nodes, runs) else { return };
        // A value that was typed is judged once, not once per node.
        if let Some(value) = &self.target.value
            && !self.is_possible(value, value.span, &self.target.node, sink)
        {
            return;
        }
        for (node, stints) in self.meant(branch, nodes) {
            let Some(cell) = self.cell(branch, node, sink) else { continue };
            if !stints.is_empty() {
                self.place_stints(typed, (node, &stints), &cell, &runs, sink);
            }
            // A person some of whose stints only are meant has no value as a whole.
            let whole = self.setting.tree(branch).map_or(&[][..], |tree| &tree.nodes[node].stints);
            if stints.len() < whole.len() {
                continue;
            }
            let own = typed.cells.entry((branch, node)).or_default();
            for run in &runs {
                self.keep(own, (run.start, run.end), cell.clone(), sink);
            }
        }
    }

    /// The nodes, people with several stints as a whole with those of the stints that are meant.
    fn meant(&self, branch: Branch, nodes: Vec<usize>) -> BTreeMap<usize, Vec<usize>> {
        let mut meant: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let Some(tree) = self.setting.tree(branch) else { return meant };
        for node in nodes {
            let whole = tree.whole(node);
            if self.target.each.is_some() && whole != node {
                meant.entry(whole).or_default().push(node);
            } else {
                meant.insert(node, tree.nodes[node].stints.clone());
            }
        }
        meant
    }

    /// A person's value at the stints: shared among them, or for a ratio the same for each.
    fn place_stints(
        &self,
        typed: &mut Typed,
        (whole, meant): (usize, &[usize]),
        cell: &Cell,
        runs: &[Range<usize>],
        sink: &mut Sink,
    ) {
        let tree = self.setting.organisation;
        let additive = self.setting.metrics[self.target.metric].is_additive();
        for run in runs {
            let shares = shares(self.setting, tree, self.seasons, whole, run);
            let parts = match additive {
                true => shared(&cell.value, &shares, self.unit.places()),
                false => vec![cell.value.clone(); shares.len()],
            };
            for (stint, value) in tree.nodes[whole].stints.iter().zip(parts) {
                if meant.contains(stint) {
                    let own = typed.cells.entry((Branch::Organisation, *stint)).or_default();
                    let cell = Cell { value, baseline: None, ..cell.clone() };
                    self.keep(own, (run.start, run.end), cell, sink);
                }
            }
        }
    }

    /// What is typed for the very node goes before what is typed for each of a level.
    fn keep(
        &self,
        own: &mut BTreeMap<(usize, usize), Cell>,
        run: (usize, usize),
        cell: Cell,
        sink: &mut Sink,
    ) {
        match own.get(&run) {
            Some(there) if there.is_own() == cell.is_own() => {
                let told = self.told(&code::TWICE);
                sink.push(told.at(self.target.span).at(there.origin));
            }
            Some(there) if there.is_own() => {}
            _ => {
                own.insert(run, cell);
            }
        }
    }

    fn nodes(&self, sink: &mut Sink) -> Option<(Branch, Vec<usize>)> {
        let (branch, node) = find(self.setting, &self.target.node, sink)?;
        let Some(level) = self.target.each else { return Some((branch, vec![node])) };
        let branch = if level == Level::Line { Branch::Lines } else { branch };
        let tree = self.setting.tree(branch)?;
        let nodes = self.setting.level_below(tree, node, level);
        if nodes.is_empty() {
            let told = Diagnostic::new(&code::NO_SUCH_CHILDREN);
            let told = told.arg("node", &*self.target.node).at(self.target.node.span);
            return named_level(told, level).tell(sink);
        }
        Some((branch, nodes))
    }

    fn runs(&self, sink: &mut Sink) -> Option<Vec<Range<usize>>> {
        if self.target.periods.is_empty() {
            return Some(std::iter::once(0..self.setting.grid.len()).collect());
        }
        let runs: Vec<_> =
            self.target.periods.iter().map(|id| find_run(self.setting, id, sink)).collect();
        runs.into_iter().collect()
    }

    /// The value for a node: typed, or its baseline with growth; both must agree.
    fn cell(&self, branch: Branch, node: usize, sink: &mut Sink) -> Option<Cell> {
        let tree = self.setting.tree(branch)?;
        if let Some(person) = self.setting.person(tree, node)
            && !self.setting.is_active(tree, node)
        {
            let told = self.told(&code::NOT_ACTIVE);
            let told = told.arg("person", &person.id).arg("name", &person.name);
            return told.at(self.target.span).at(person.span).tell(sink);
        }
        let baseline = self.baseline(branch, node);
        let grown = match (&self.target.growth, &baseline) {
            (Some(growth), None) => {
                return self.told(&code::GROWTH_WITHOUT_BASELINE).at(growth.span).tell(sink);
            }
            (Some(growth), Some(baseline)) => Some(self.grow(baseline, growth)),
            (None, _) => None,
        };
        let typed = self.target.value.as_ref().map(|value| value.value.clone());
        let how = if self.target.each.is_some() { How::Each } else { How::Typed };
        let (value, how) = match (typed, grown) {
            (Some(typed), Some(grown)) if typed != grown => {
                return self.disagreement(baseline.as_ref(), &grown, &typed).tell(sink);
            }
            (Some(typed), _) => (typed, how),
            (None, Some(grown)) => {
                let name = Spanned::new(tree.nodes[node].name.clone(), self.target.node.span);
                if !self.is_possible(&grown, self.target.span, &name, sink) {
                    return None;
                }
                (grown, if how == How::Each { how } else { How::Growth })
            }
            // Told when the file was read.
            (None, None) => return None,
        };
        Some(Cell { value, baseline, how, origin: self.target.span })
    }

    /// The baseline typed, or read from the exports when its source names a period.
    fn baseline(&self, branch: Branch, node: usize) -> Option<Number> {
        if let Some(typed) = &self.target.baseline {
            return Some(typed.value.clone());
        }
        let window = baseline_window(self.setting, self.target)?;
        let tree = self.setting.tree(branch)?;
        self.actuals.of(tree, node, self.target.metric, window)
    }

    fn grow(&self, baseline: &Number, growth: &Number) -> Number {
        let exact = baseline * &(&Number::one() + growth);
        match &self.target.step {
            Some((step, rounding)) => round_to_step(&exact, step, *rounding).unwrap_or(exact),
            None if self.setting.metrics[self.target.metric].is_additive() => {
                to_unit(&exact, self.unit)
            }
            None => exact,
        }
    }

    fn disagreement(
        &self,
        baseline: Option<&Number>,
        grown: &Number,
        typed: &Number,
    ) -> Diagnostic {
        let shown =
            |number: Option<&Number>| number.map_or(String::new(), |n| figure(n, self.unit));
        let growth = self.target.growth.as_ref().map(|growth| figure(growth, Unit::Ratio));
        self.told(&code::GROWTH_DISAGREES)
            .arg("baseline", shown(baseline))
            .arg("growth", growth.unwrap_or_default())
            .arg("computed", shown(Some(grown)))
            .arg("value", shown(Some(typed)))
            .at(self.target.value.as_ref().map_or(self.target.span, |value| value.span))
    }

    /// Whether a value can be a target at all: above 0, and no finer than the metric's unit.
    fn is_possible(
        &self,
        value: &Number,
        span: Span,
        node: &Spanned<String>,
        sink: &mut Sink,
    ) -> bool {
        let places = self.unit.places();
        let exact = value.to_exact_text().unwrap_or_else(|| figure(value, self.unit));
        let additive = self.setting.metrics[self.target.metric].is_additive();
        let code = if !value.is_positive() {
            &code::NOT_POSITIVE
        } else if additive && !value.shift(places.cast_signed()).is_integer() {
            &code::TOO_FINE
        } else {
            return true;
        };
        let told = Diagnostic::new(code).arg("node", &**node).arg("value", exact);
        let mut told = self.setting.metrics[self.target.metric].named(told);
        if std::ptr::eq(code, &code::TOO_FINE) {
            told = told.arg("unit", smallest(self.unit));
        }
        sink.push(told.at(span));
        false
    }

    fn told(&self, code: &'static crate::text::Code) -> Diagnostic {
        let told = Diagnostic::new(code).arg("node", &*self.target.node);
        self.setting.metrics[self.target.metric].named(told)
    }
}

/// The smallest target in that unit, as text: `0.01`, `1`.
pub(super) fn smallest(unit: Unit) -> String {
    Number::one().shift(-unit.places().cast_signed()).to_exact_text().unwrap_or_default()
}

/// The level, in both languages.
pub(super) fn named_level(told: Diagnostic, level: Level) -> Diagnostic {
    let (_, _, zh, en) = Level::ALL[level as usize];
    told.arg("level_zh", zh).arg("level_en", en)
}

/// The period from which a target's baseline is read, where it names one.
pub(super) fn baseline_window(setting: &Setting, target: &TypedTarget) -> Option<Window> {
    let period = setting.period(target.baseline_source.as_ref()?)?;
    Some(Window::new(period.start, period.end))
}

/// The node as written, or C23, C33.
pub(super) fn find(
    setting: &Setting,
    written: &Spanned<String>,
    sink: &mut Sink,
) -> Option<(Branch, usize)> {
    match setting.find(written) {
        Ok(found) => Some(found),
        Err(fits) => unknown_node(written, &fits).tell(sink),
    }
}

pub(super) fn unknown_node(written: &Spanned<String>, fits: &[String]) -> Diagnostic {
    let told = match fits {
        [] => Diagnostic::new(&code::UNKNOWN_NODE),
        fits => Diagnostic::new(&code::AMBIGUOUS_NODE).arg("fits", fits.join(", ")),
    };
    told.arg("node", &**written).at(written.span)
}

/// The run of the grid of a period as written, or C24.
pub(super) fn find_run(
    setting: &Setting,
    written: &Spanned<String>,
    sink: &mut Sink,
) -> Option<Range<usize>> {
    let period = setting.period(written);
    let run = period.and_then(|period| setting.run(Window::new(period.start, period.end)));
    run.or_else(|| unknown_period(setting, written).tell(sink))
}

pub(super) fn unknown_period(setting: &Setting, written: &Spanned<String>) -> Diagnostic {
    let example = setting.grid.first().map_or("", |part| part.id.as_str());
    let told = Diagnostic::new(&code::UNKNOWN_PERIOD).arg("period", &**written);
    told.arg("example", example).at(written.span)
}

/// The runs of the grid that were typed, the whole plan apart where finer ones were; and the runs
/// between them when something was typed for the whole.
fn segments(
    setting: &Setting,
    typed: &Typed,
    targets: &Targets,
    metric: usize,
    sink: &mut Sink,
) -> Vec<Range<usize>> {
    let whole = (0, setting.grid.len());
    let runs: BTreeSet<(usize, usize)> =
        typed.cells.values().flat_map(|cells| cells.keys().copied()).collect();
    let fine: Vec<(usize, usize)> = runs.iter().copied().filter(|run| *run != whole).collect();
    if fine.is_empty() {
        return runs.into_iter().map(|(start, end)| start..end).collect();
    }
    if fine.windows(2).any(|pair| pair[1].0 < pair[0].1) {
        tell_overlap(setting, targets, metric, sink);
        return Vec::new();
    }
    let mut segments = Vec::new();
    let mut next = 0;
    for (start, end) in fine.into_iter().chain([(whole.1, whole.1)]) {
        if next < start && runs.contains(&whole) {
            segments.push(next..start);
        }
        if start < end {
            segments.push(start..end);
        }
        next = end;
    }
    segments
}

fn tell_overlap(setting: &Setting, targets: &Targets, metric: usize, sink: &mut Sink) {
    let written = targets.typed.iter().filter(|target| target.metric == metric);
    let mut seen: Vec<(Range<usize>, &Spanned<String>)> = Vec::new();
    for id in written.flat_map(|target| &target.periods) {
        let Some(run) = find_run(setting, id, &mut Sink::default()) else { continue };
        let crossed =
            seen.iter().find(|(r, _)| *r != run && r.start < run.end && run.start < r.end);
        if let Some((_, first)) = crossed {
            sink.push(unknown_period(setting, id).at(first.span));
        }
        seen.push((run, id));
    }
}
