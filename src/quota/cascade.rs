//! The cascade: typed targets go down the tree by the plan's splits and up by sums, exactly, with
//! overrides kept in place. Typed values are placed by `typed`, months by `season`, people are
//! looked at by `review`; this file walks the tree.

use std::ops::Range;

use crate::base::Number;
use crate::base::Unit;
use crate::base::figure::figure;
use crate::plan::target::{Override, Targets};
use crate::plan::tree::Tree;
use crate::text::code::target as code;
use crate::text::{Diagnostic, Sink, Span};

use super::actual::Actuals;
use super::assignment::{Assignment, How, Target};
use super::relation::{overridden, relate};
use super::review;
use super::season::{self, Seasons, Spread, Weights};
use super::setting::{Branch, Setting, to_unit};
use super::share::{Unshareable, share_out};
use super::split::{Rule, Splits, rules};
use super::typed::{Typed, find, place};

/// Cascades every target of the plan. Everything that is wrong goes to the sink (C01 to C28); what
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
    let locks = locks(setting, targets, &mut own);
    let mut assignment = Assignment { grid: setting.grid.to_vec(), metrics: Vec::new() };
    for metric in 0..setting.metrics.len() {
        let typed = place(setting, targets, actuals, metric, &mut own);
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

/// An override whose node is looked up.
pub(super) struct Lock<'a> {
    pub metric: usize,
    pub at: (Branch, usize),
    pub written: &'a Override,
}

fn locks<'a>(setting: &Setting, targets: &'a Targets, sink: &mut Sink) -> Vec<Lock<'a>> {
    let mut locks: Vec<Lock> = Vec::new();
    for written in &targets.overrides {
        let Some(at) = find(setting, &written.node, sink) else { continue };
        let told = |code| {
            Diagnostic::new(code)
                .arg("node", &*written.node)
                .arg("metric", &*setting.metrics[written.metric].name)
        };
        if let Some(first) = locks.iter().find(|l| l.metric == written.metric && l.at == at) {
            sink.push(told(&code::TWICE).at(written.span).at(first.written.span));
        } else if !written.value.is_positive() {
            let shown = written.value.to_exact_text().unwrap_or_default();
            sink.push(told(&code::NOT_POSITIVE).arg("value", shown).at(written.value.span));
        } else {
            locks.push(Lock { metric: written.metric, at, written });
        }
    }
    locks
}

/// The cascade of one metric.
struct MetricCascade<'a> {
    setting: &'a Setting<'a>,
    targets: &'a Targets,
    actuals: Actuals<'a>,
    rules: &'a [Rule<'a>],
    seasons: &'a [Weights<'a>],
    locks: &'a [Lock<'a>],
    metric: usize,
    typed: &'a Typed,
}

impl<'a> MetricCascade<'a> {
    fn run(&self, assignment: &mut Assignment, sink: &mut Sink) {
        if self.typed.cells.is_empty() || self.typed.segments.is_empty() {
            return;
        }
        let additive = self.setting.metrics[self.metric].is_additive();
        for branch in [Branch::Organisation, Branch::Lines] {
            let Some(tree) = self.setting.tree(branch) else { continue };
            let split_here = self.rules.iter().any(|rule| {
                let names = rule.split.metrics.contains(&self.metric);
                (names || rule.split.metrics.is_empty() && additive)
                    && rule.split.into == crate::plan::tree::Level::Line
            });
            if branch == Branch::Lines && !self.typed.touches(branch) && !split_here {
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
}

/// One metric on one tree.
struct Walk<'a> {
    cascade: &'a MetricCascade<'a>,
    splits: Splits<'a>,
    branch: Branch,
    tree: &'a Tree,
    children: Vec<Vec<usize>>,
    /// The organisation's top, for the second tree.
    top: Option<Target>,
    seasons: Seasons,
    unit: Unit,
}

/// The values of one run of the grid, with how they came about.
struct Settled {
    values: Vec<Option<Number>>,
    hows: Vec<Option<(How, Option<Span>)>>,
}

impl<'a> Walk<'a> {
    fn new(
        cascade: &'a MetricCascade<'a>,
        branch: Branch,
        tree: &'a Tree,
        top: Option<Target>,
    ) -> Walk<'a> {
        let MetricCascade { setting, actuals, rules, metric, .. } = *cascade;
        let children = (0..tree.nodes.len()).map(|node| setting.children(tree, node)).collect();
        let parts = setting.grid.len();
        Walk {
            cascade,
            splits: Splits { setting, actuals, rules, metric, branch, tree },
            branch,
            tree,
            children,
            top,
            seasons: Seasons::of(cascade.seasons, metric, branch, tree, parts),
            unit: setting.metrics[metric].unit,
        }
    }

    fn places(&self) -> u32 {
        self.unit.places()
    }

    fn lock(&self, node: usize) -> Option<&'a Override> {
        let at = (self.branch, node);
        let mut locks = self.cascade.locks.iter();
        locks.find(|l| l.metric == self.cascade.metric && l.at == at).map(|lock| lock.written)
    }

    /// A metric that is not additive: what is given per node holds in each part, nothing else.
    fn given(&self) -> Vec<Target> {
        let parts = self.cascade.setting.grid.len();
        let whole = 0..parts;
        let node = |node: usize| {
            let mut target = Target { parts: vec![None; parts], ..Target::default() };
            let cells = self.cascade.typed.cells.get(&(self.branch, node));
            for ((start, end), cell) in cells.into_iter().flatten() {
                target.parts[*start..*end].fill(Some(cell.value.clone()));
                target.baseline = target.baseline.or_else(|| cell.baseline.clone());
                (target.how, target.origin) = (Some(cell.how), Some(cell.origin));
            }
            target.computed = target.within(whole.clone(), false);
            if let Some(lock) = self.lock(node) {
                target.parts.fill(Some(lock.value.value.clone()));
            }
            target.value = target.within(whole.clone(), false);
            target.overridden = self.lock(node).map(overridden);
            target
        };
        (0..self.tree.nodes.len()).map(node).collect()
    }

    fn additive(&self, sink: &mut Sink) -> Vec<Target> {
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
    ) -> Vec<(Settled, Vec<Vec<Number>>)> {
        let segments = &self.cascade.typed.segments;
        let runs = segments.iter().zip(fixed.iter().zip(locks));
        runs.map(|(run, (fixed, locks))| {
            let settled = self.settle(run, fixed, locks, sink);
            let spread = Spread {
                tree: self.tree,
                values: &settled.values,
                children: &self.children,
                seasons: &self.seasons,
                run: run.clone(),
                places: self.places(),
            };
            let parts = spread.parts();
            (settled, parts)
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
    fn lock_values(&self, computed: &[(Settled, Vec<Vec<Number>>)]) -> Vec<Vec<Option<Number>>> {
        let segments = &self.cascade.typed.segments;
        let mut locks = vec![vec![None; self.tree.nodes.len()]; segments.len()];
        for node in 0..self.tree.nodes.len() {
            let Some(lock) = self.lock(node) else { continue };
            let weights: Vec<Number> = computed
                .iter()
                .map(|(settled, _)| settled.values[node].clone().unwrap_or_else(Number::zero))
                .collect();
            let parts = crate::base::allocate(&lock.value, &weights, self.places());
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
    fn check_periods(&self, settled: &[(Settled, Vec<Vec<Number>>)], sink: &mut Sink) {
        let whole = 0..self.cascade.setting.grid.len();
        for node in 0..self.tree.nodes.len() {
            let cell = self.cascade.typed.cell(self.branch, node, &whole);
            let (Some(cell), None) = (cell, self.lock(node)) else { continue };
            let sum: Number = settled.iter().filter_map(|(run, _)| run.values[node].as_ref()).sum();
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

    /// Settles every node for one segment, the known from below, the others from above.
    fn settle(
        &self,
        run: &Range<usize>,
        fixed: &[Option<Number>],
        locks: &[Option<Number>],
        sink: &mut Sink,
    ) -> Settled {
        let count = self.tree.nodes.len();
        let rules: Vec<Option<&Rule>> = (0..count).map(|node| self.splits.of(node, sink)).collect();
        let known = self.known_below(fixed, locks, &rules);
        let mut settled = Settled { values: known, hows: vec![None; count] };
        for node in 0..count {
            if self.tree.nodes[node].parent.is_none() && settled.values[node].is_none() {
                settled.values[node] = locks[node].clone();
            }
            self.mark(node, run, fixed, &mut settled);
            if !self.children[node].is_empty() {
                self.descend(node, (locks, rules[node]), &mut settled, sink);
            }
        }
        settled
    }

    /// What is known without looking up: typed values (or their overrides), and sums of children
    /// that are all known; of those that are known where nothing splits the parent.
    fn known_below(
        &self,
        fixed: &[Option<Number>],
        locks: &[Option<Number>],
        rules: &[Option<&Rule>],
    ) -> Vec<Option<Number>> {
        let mut known: Vec<Option<Number>> = vec![None; self.tree.nodes.len()];
        for node in (0..known.len()).rev() {
            if fixed[node].is_some() && self.cascade.setting.is_active(self.tree, node) {
                known[node] = locks[node].clone().or_else(|| fixed[node].clone());
                continue;
            }
            let below: Vec<&Number> =
                self.children[node].iter().filter_map(|child| known[*child].as_ref()).collect();
            let all = below.len() == self.children[node].len();
            let is_split = rules[node].is_some_and(|rule| rule.how().is_some());
            if !below.is_empty() && (all || !is_split) {
                let sum = below.into_iter().sum();
                known[node] = Some(locks[node].clone().unwrap_or(sum));
            }
        }
        known
    }

    /// Notes how a value came about that no split made.
    fn mark(
        &self,
        node: usize,
        run: &Range<usize>,
        fixed: &[Option<Number>],
        settled: &mut Settled,
    ) {
        if settled.hows[node].is_some() || settled.values[node].is_none() {
            return;
        }
        let whole = 0..self.cascade.setting.grid.len();
        let typed = self.cascade.typed;
        let cell = typed.cell(self.branch, node, run);
        let cell = cell.or_else(|| typed.cell(self.branch, node, &whole));
        settled.hows[node] = match (cell, &fixed[node]) {
            (Some(cell), Some(_)) => Some((cell.how, Some(cell.origin))),
            (None, Some(_)) => Some((How::Top, None)),
            (_, None) => Some((How::Sum, None)),
        };
    }

    fn descend(
        &self,
        node: usize,
        (locks, rule): (&[Option<Number>], Option<&Rule>),
        settled: &mut Settled,
        sink: &mut Sink,
    ) {
        let children = &self.children[node];
        let fixed: Vec<Option<Number>> = children
            .iter()
            .map(|child| locks[*child].clone().or_else(|| settled.values[*child].clone()))
            .collect();
        let splits = rule.and_then(|rule| rule.how().map(|how| (rule, how)));
        let shared = match (&settled.values[node], splits) {
            (Some(value), Some((rule, how))) if fixed.iter().any(Option::is_none) => {
                let parts = self.share((node, rule), value, &fixed, sink);
                parts.map(|parts| (parts, rule, how))
            }
            (Some(value), _) => {
                self.compare((node, rule), value, &fixed, sink);
                None
            }
            (None, _) => None,
        };
        let Some((parts, rule, how)) = shared else {
            for (child, fixed) in children.iter().zip(fixed) {
                settled.values[*child] = fixed;
            }
            return;
        };
        for ((child, part), fixed) in children.iter().zip(parts).zip(fixed) {
            let split = fixed.is_none() || settled.values[*child].is_none();
            settled.values[*child] = Some(part);
            if split {
                settled.hows[*child] = Some((how, Some(rule.split.span)));
            }
        }
    }

    fn share(
        &self,
        (node, rule): (usize, &Rule),
        value: &Number,
        fixed: &[Option<Number>],
        sink: &mut Sink,
    ) -> Option<Vec<Number>> {
        let weights = self.splits.weights((node, rule), &self.children[node], fixed, sink)?;
        let total = self.with_over(value, rule);
        match share_out(&total, fixed, &weights, self.places()) {
            Ok(parts) => Some(parts),
            Err(Unshareable::Weightless) => self.splits.nothing((node, rule), sink),
            Err(Unshareable::Exceeded { fixed }) => {
                let told = self.splits.told(&code::LOCKS_EXCEED, node);
                let told = told
                    .arg("fixed", figure(&fixed, self.unit))
                    .arg("total", figure(&total, self.unit));
                self.at_causes(told.at(rule.split.span), node).tell(sink)
            }
        }
    }

    fn with_over(&self, value: &Number, rule: &Rule) -> Number {
        let over = rule.over();
        if over.is_zero() {
            return value.clone();
        }
        to_unit(&(value * &(&Number::one() + &over)), self.unit)
    }

    /// Children that are all given must sum to their parent, or to no more than is declared.
    fn compare(
        &self,
        (node, rule): (usize, Option<&Rule>),
        value: &Number,
        fixed: &[Option<Number>],
        sink: &mut Sink,
    ) {
        let sum: Number = fixed.iter().flatten().sum();
        if fixed.iter().all(Option::is_none) || sum == *value {
            return;
        }
        if self.branch == Branch::Lines && node == 0 {
            sink.push(self.trees_disagree(&sum, value));
            return;
        }
        let over = rule.map_or_else(Number::zero, Rule::over);
        let total = rule.map_or_else(|| value.clone(), |rule| self.with_over(value, rule));
        let code = match () {
            () if sum < *value => &code::BELOW_PARENT,
            () if sum > total => &code::ABOVE_PARENT,
            () => &code::OVER_ASSIGNED,
        };
        let mut told = self
            .splits
            .told(code, node)
            .arg("children", figure(&sum, self.unit))
            .arg("parent", figure(value, self.unit))
            .arg("gap", figure(&(&sum - value).abs(), self.unit));
        told = if std::ptr::eq(code, &code::BELOW_PARENT) {
            told.arg("missing", self.without(node, fixed))
        } else {
            told.arg("over", figure(&over, Unit::Ratio))
        };
        sink.push(self.at_causes(told, node));
    }

    fn trees_disagree(&self, sum: &Number, value: &Number) -> Diagnostic {
        let name = self.cascade.targets.lines.as_ref().map_or("", |lines| lines.name.as_str());
        let told = Diagnostic::new(&code::TREES_DISAGREE)
            .arg("metric", &*self.cascade.setting.metrics[self.cascade.metric].name)
            .arg("tree", name)
            .arg("lines", figure(sum, self.unit))
            .arg("top", figure(value, self.unit))
            .arg("gap", figure(&(sum - value).abs(), self.unit));
        let told = self.at_causes(told, 0);
        match self.top.as_ref().and_then(|top| top.origin) {
            Some(origin) => told.at(origin),
            None => told,
        }
    }

    /// The names of the children without a target, `-` when all have one.
    fn without(&self, node: usize, fixed: &[Option<Number>]) -> String {
        let names: Vec<&str> = self.children[node]
            .iter()
            .zip(fixed)
            .filter(|(_, fixed)| fixed.is_none())
            .map(|(child, _)| self.tree.nodes[*child].name.as_str())
            .collect();
        if names.is_empty() { "-".to_owned() } else { names.join(", ") }
    }

    /// Points at the lines of the plan that fix the node and its children.
    fn at_causes(&self, mut told: Diagnostic, node: usize) -> Diagnostic {
        let mut seen = Vec::new();
        for at in std::iter::once(node).chain(self.children[node].iter().copied()) {
            let cells = self.cascade.typed.cells.get(&(self.branch, at)).into_iter().flatten();
            let origins = cells.map(|(_, cell)| cell.origin);
            for span in self.lock(at).map(|lock| lock.span).into_iter().chain(origins) {
                if !seen.contains(&span) {
                    seen.push(span);
                    told = told.at(span);
                }
            }
        }
        told
    }

    /// Puts the segments of a node together.
    fn target(
        &self,
        node: usize,
        settled: &[(Settled, Vec<Vec<Number>>)],
        computed: &[(Settled, Vec<Vec<Number>>)],
    ) -> Target {
        let total = |runs: &[(Settled, Vec<Vec<Number>>)]| {
            let known: Vec<&Number> =
                runs.iter().filter_map(|(run, _)| run.values[node].as_ref()).collect();
            (!known.is_empty()).then(|| known.into_iter().sum())
        };
        let mut parts = vec![None; self.cascade.setting.grid.len()];
        for (run, (_, cells)) in self.cascade.typed.segments.iter().zip(settled) {
            for (at, cell) in run.clone().zip(&cells[node]) {
                parts[at] = Some(cell.clone());
            }
        }
        let how = settled.iter().find_map(|(run, _)| run.hows[node]);
        let cells = self.cascade.typed.cells.get(&(self.branch, node)).into_iter().flatten();
        Target {
            computed: total(computed),
            value: total(settled),
            parts,
            overridden: self.lock(node).map(overridden),
            baseline: cells.filter_map(|(_, cell)| cell.baseline.clone()).next(),
            how: how.map(|(how, _)| how),
            origin: how.and_then(|(_, origin)| origin),
            ..Target::default()
        }
    }
}
