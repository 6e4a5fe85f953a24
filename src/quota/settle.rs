//! Settling one segment of the plan: values go up where all children are known and down by the
//! splits; children that are given are compared with their parent.

use std::ops::Range;

use crate::base::figure::figure;
use crate::base::{Number, Unit};
use crate::text::code::target as code;
use crate::text::{Diagnostic, Sink};

use super::assignment::How;
use super::setting::{Branch, to_unit};
use super::share::{Unshareable, share_out};
use super::split::Rule;
use super::walk::{Settled, Walk};

impl Walk<'_> {
    /// Settles every node for one segment, the known from below, the others from above.
    pub fn settle(
        &self,
        run: &Range<usize>,
        fixed: &[Option<Number>],
        locks: &[Option<Number>],
        sink: &mut Sink,
    ) -> Settled {
        let count = self.tree.nodes.len();
        let rules: Vec<Option<&Rule>> = (0..count).map(|node| self.splits.of(node, sink)).collect();
        let known = self.known_below(fixed, locks, &rules);
        let mut settled = Settled { values: known, hows: vec![None; count], parts: Vec::new() };
        for node in 0..count {
            if !self.tree.nodes[node].stints.is_empty() {
                self.gather(node, &mut settled);
                continue;
            }
            if self.tree.nodes[node].parent.is_none() && settled.values[node].is_none() {
                settled.values[node] = locks[node].clone();
            }
            self.mark(node, run, fixed, &mut settled);
            if !self.children[node].is_empty() {
                self.descend((node, run), (locks, rules[node]), &mut settled, sink);
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

    /// A person as a whole: what the stints have, which stand before.
    fn gather(&self, whole: usize, settled: &mut Settled) {
        let stints = &self.tree.nodes[whole].stints;
        let known: Vec<&Number> =
            stints.iter().filter_map(|stint| settled.values[*stint].as_ref()).collect();
        if known.is_empty() {
            return;
        }
        let first = settled.hows[stints[0]];
        let is_one = stints.iter().all(|stint| settled.hows[*stint] == first);
        settled.values[whole] = Some(known.into_iter().sum());
        settled.hows[whole] = first.filter(|_| is_one).or(Some((How::Sum, None)));
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
        (node, run): (usize, &Range<usize>),
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
                let parts = self.share((node, rule), (value, run), &fixed, sink);
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
        (value, run): (&Number, &Range<usize>),
        fixed: &[Option<Number>],
        sink: &mut Sink,
    ) -> Option<Vec<Number>> {
        let part = |node: usize| self.part_of(node, run);
        let weights =
            self.splits.weights((node, rule), (&self.children[node], &part), fixed, sink)?;
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
            self.without(node, fixed, told)
        } else {
            told.arg("over", figure(&over, Unit::Ratio))
        };
        sink.push(self.at_causes(told, node));
    }

    fn trees_disagree(&self, sum: &Number, value: &Number) -> Diagnostic {
        let name = self.cascade.targets.lines.as_ref().map_or("", |lines| lines.name.as_str());
        let metric = &self.cascade.setting.metrics[self.cascade.metric];
        let told = metric
            .named(Diagnostic::new(&code::TREES_DISAGREE))
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

    /// With the names of the children without a target, where there are any.
    fn without(&self, node: usize, fixed: &[Option<Number>], told: Diagnostic) -> Diagnostic {
        let names: Vec<&str> = self.children[node]
            .iter()
            .zip(fixed)
            .filter(|(_, fixed)| fixed.is_none())
            .map(|(child, _)| self.tree.nodes[*child].name.as_str())
            .collect();
        let (zh, en) = match names.as_slice() {
            [] => Default::default(),
            names => (
                format!("；没有目标的下级：{}", names.join("、")),
                format!("; without a target: {}", names.join(", ")),
            ),
        };
        told.arg("missing_zh", zh).arg("missing_en", en)
    }

    /// Points at the lines of the plan that fix the node and its children.
    fn at_causes(&self, mut told: Diagnostic, node: usize) -> Diagnostic {
        let mut seen = Vec::new();
        for at in std::iter::once(node).chain(self.children[node].iter().copied()) {
            let cells = self.cascade.typed.cells.get(&(self.branch, at)).into_iter().flatten();
            let origins = cells.map(|(_, cell)| cell.origin);
            for span in self.lock(at).map(|lock| lock.written.span).into_iter().chain(origins) {
                if !seen.contains(&span) {
                    seen.push(span);
                    told = told.at(span);
                }
            }
        }
        told
    }
}
