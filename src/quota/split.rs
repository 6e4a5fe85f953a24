//! Splits with their names looked up: which rule splits which node, and by what weights its
//! children share. The sharing itself is in `share`.

use std::collections::BTreeMap;

use crate::base::figure::figure;
use crate::base::{Number, Unit};
use crate::plan::fact::Window;
use crate::plan::target::{Split, SplitBy, Targets};
use crate::plan::tree::{Level, Node, Tree};
use crate::text::code::target as code;
use crate::text::{Diagnostic, Sink, Spanned};

use super::actual::Actuals;
use super::assignment::How;
use super::setting::{Branch, Setting};
use super::typed::{find, named_level, unknown_node};

/// A split whose names are looked up.
pub(super) struct Rule<'a> {
    pub split: &'a Split,
    of: Vec<(Branch, usize)>,
    /// Weights or shares by node.
    named: BTreeMap<usize, &'a Number>,
}

impl Rule<'_> {
    /// How the children's values come about; `None` when they are given.
    pub fn how(&self) -> Option<How> {
        match self.split.by {
            SplitBy::Equal => Some(How::Equal),
            SplitBy::Weights(_) => Some(How::Weights),
            SplitBy::Shares(_) => Some(How::Shares),
            SplitBy::History { .. } => Some(How::History),
            SplitBy::Given => None,
        }
    }

    /// The declared over-assignment, 0 without one.
    pub fn over(&self) -> Number {
        self.split.over.as_ref().map_or_else(Number::zero, |over| over.value.clone())
    }

    /// How closely it means this metric and node; `None` when it does not mean them.
    fn closeness(&self, metric: usize, branch: Branch, node: usize) -> Option<(bool, bool)> {
        let by_metric = !self.split.metrics.is_empty();
        let by_node = !self.of.is_empty();
        let means = (!by_metric || self.split.metrics.contains(&metric))
            && (self.split.of.is_empty() || self.of.contains(&(branch, node)));
        means.then_some((by_node, by_metric))
    }
}

/// Looks up the names of every split; what can't be found or done is told once.
pub(super) fn rules<'a>(setting: &Setting, targets: &'a Targets, sink: &mut Sink) -> Vec<Rule<'a>> {
    targets.splits.iter().filter_map(|split| rule(setting, split, sink)).collect()
}

fn rule<'a>(setting: &Setting, split: &'a Split, sink: &mut Sink) -> Option<Rule<'a>> {
    for metric in &split.metrics {
        let metric = &setting.metrics[*metric];
        if !metric.is_additive() && !matches!(split.by, SplitBy::Given) {
            let told = metric.named(Diagnostic::new(&code::RATIO_SPLIT));
            sink.push(told.at(split.span));
        }
    }
    let branch = if split.into == Level::Line { Branch::Lines } else { Branch::Organisation };
    let tree = setting.tree(branch)?;
    let mut of = Vec::new();
    for written in &split.of {
        let Some((_, node)) = find(setting, written, sink) else { continue };
        let here = branch == Branch::Organisation || node == 0;
        let mut fits = tree.nodes.get(node).into_iter().flat_map(|node| &node.children);
        if here && fits.any(|child| tree.nodes[*child].level.meant() == split.into) {
            of.push((branch, node));
        } else {
            let told = Diagnostic::new(&code::NO_SUCH_CHILDREN);
            let told = told.arg("node", &**written).at(written.span);
            sink.push(named_level(told, split.into));
        }
    }
    let written: &[_] = match &split.by {
        SplitBy::Weights(rows) | SplitBy::Shares(rows) => rows,
        _ => &[],
    };
    let known = if written.is_empty() { BTreeMap::new() } else { names(tree, split.into) };
    let mut named = BTreeMap::new();
    for (name, weight) in written {
        match known.get(name.as_str()).map_or(&[][..], Vec::as_slice) {
            [node] => {
                named.insert(*node, &weight.value);
            }
            several => {
                let fits: Vec<String> =
                    several.iter().map(|node| tree.nodes[*node].id.clone()).collect();
                sink.push(unknown_node(name, &fits));
            }
        }
    }
    Some(Rule { split, of, named })
}

/// The nodes of a level by everything that a user may call them: id, key, name.
fn names(tree: &Tree, level: Level) -> BTreeMap<&str, Vec<usize>> {
    let mut names: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    let own = |(_, node): &(usize, &Node)| node.level.meant() == level;
    for (index, node) in tree.nodes.iter().enumerate().filter(own) {
        let key = node.id.split_once(':').map_or(node.id.as_str(), |(_, key)| key);
        for name in [node.id.as_str(), key, node.name.as_str()] {
            let fits = names.entry(name).or_default();
            if fits.last() != Some(&index) {
                fits.push(index);
            }
        }
    }
    names
}

/// Which part of a person a node is: 1 unless it is a stint.
type Part<'a> = &'a dyn Fn(usize) -> Number;

/// The splits of one metric on one tree.
pub(super) struct Splits<'a> {
    pub setting: &'a Setting<'a>,
    pub actuals: Actuals<'a>,
    pub rules: &'a [Rule<'a>],
    pub metric: usize,
    pub branch: Branch,
    pub tree: &'a Tree,
}

impl<'a> Splits<'a> {
    /// The rule that splits the node: the one that names it goes before one for its level, one that
    /// names the metric before one for all. Two that mean it equally are an error.
    pub fn of(&self, node: usize, sink: &mut Sink) -> Option<&'a Rule<'a>> {
        let children = &self.tree.nodes[node].children;
        let meant = self.rules.iter().filter_map(|rule| {
            let fits =
                children.iter().any(|at| self.tree.nodes[*at].level.meant() == rule.split.into);
            let close = rule.closeness(self.metric, self.branch, node)?;
            fits.then_some((close, rule))
        });
        let mut meant: Vec<_> = meant.collect();
        meant.sort_by_key(|(close, _)| std::cmp::Reverse(*close));
        if let [(first, one), (second, other), ..] = meant.as_slice()
            && first == second
        {
            let told = self.told(&code::SPLIT_TWICE, node);
            sink.push(told.at(one.split.span).at(other.split.span));
        }
        meant.first().map(|(_, rule)| *rule)
    }

    /// The weights of the children, in their order; a fixed child needs none. A stint has the
    /// person's weight for its part of the person. `None` when told.
    pub fn weights(
        &self,
        (node, rule): (usize, &Rule),
        (children, part): (&[usize], Part<'_>),
        fixed: &[Option<Number>],
        sink: &mut Sink,
    ) -> Option<Vec<Number>> {
        match &rule.split.by {
            SplitBy::Given => None,
            SplitBy::Equal => Some(children.iter().map(|child| part(*child)).collect()),
            SplitBy::Weights(_) => self.named((node, rule), (children, part), fixed, sink),
            SplitBy::Shares(_) => {
                self.check_shares((node, rule), children, sink)?;
                self.named((node, rule), (children, &|_| Number::one()), fixed, sink)
            }
            SplitBy::History { start, end, written, newcomer } => {
                let history = History {
                    window: Window::new(*start, *end),
                    written,
                    newcomer: newcomer.as_ref().map(|share| &share.value),
                };
                self.achieved((node, rule), (&history, part), (children, fixed), sink)
            }
        }
    }

    fn named(
        &self,
        (node, rule): (usize, &Rule),
        (children, part): (&[usize], Part<'_>),
        fixed: &[Option<Number>],
        sink: &mut Sink,
    ) -> Option<Vec<Number>> {
        let mut weights = Some(Vec::with_capacity(children.len()));
        for (child, fixed) in children.iter().zip(fixed) {
            match (self.weight(rule, *child, part), fixed) {
                (Some(weight), _) => push(&mut weights, weight),
                (None, Some(_)) => push(&mut weights, Number::zero()),
                (None, None) => {
                    let told = self.told(&code::WITHOUT_WEIGHT, node);
                    let told = told.arg("child", &self.tree.nodes[*child].name);
                    sink.push(told.at(rule.split.span));
                    weights = None;
                }
            }
        }
        weights
    }

    /// The weight that is written for a node, or for the person whose stint it is.
    fn weight(&self, rule: &Rule, node: usize, part: Part<'_>) -> Option<Number> {
        if let Some(own) = rule.named.get(&node) {
            return Some((*own).clone());
        }
        let whole = rule.named.get(&self.tree.whole(node))?;
        Some(*whole * &part(node))
    }

    fn check_shares(
        &self,
        (node, rule): (usize, &Rule),
        children: &[usize],
        sink: &mut Sink,
    ) -> Option<()> {
        let own = children.iter().filter_map(|child| self.weight(rule, *child, &|_| Number::one()));
        let sum: Number = own.sum();
        if sum == Number::one() {
            return Some(());
        }
        let exact = sum.shift(2).to_exact_text().map(|text| format!("{text}%"));
        let told = self.told(&code::SHARES_NOT_WHOLE, node);
        let told = told.arg("sum", exact.unwrap_or_else(|| figure(&sum, Unit::Ratio)));
        told.at(rule.split.span).tell(sink)
    }

    fn achieved(
        &self,
        (node, rule): (usize, &Rule),
        (history, part): (&History, Part<'_>),
        (children, fixed): (&[usize], &[Option<Number>]),
        sink: &mut Sink,
    ) -> Option<Vec<Number>> {
        let actual = |child: &usize| {
            let actual = self.before(*child, history.window, part);
            actual.filter(|actual| !actual.is_zero())
        };
        let known: Vec<Option<Number>> = children.iter().map(actual).collect();
        let sum: Number = known.iter().flatten().sum();
        let average =
            Number::ratio(&sum, &Number::from(i64::try_from(known.iter().flatten().count()).ok()?));
        let newcomer = match (history.newcomer, &average) {
            (Some(share), Some(average)) => Some(share * average),
            _ => None,
        };
        if average.is_none() {
            return self.nothing((node, rule), sink);
        }
        let mut weights = Some(Vec::with_capacity(children.len()));
        for ((child, known), fixed) in children.iter().zip(known).zip(fixed) {
            match (known.or_else(|| newcomer.clone()), fixed) {
                (Some(weight), _) => push(&mut weights, weight),
                (None, Some(_)) => push(&mut weights, Number::zero()),
                (None, None) => {
                    let told = self.told(&code::WITHOUT_HISTORY, node);
                    let told = told.arg("period", &**history.written);
                    let told = told.arg("child", &self.tree.nodes[*child].name);
                    sink.push(told.at(history.written.span));
                    weights = None;
                }
            }
        }
        weights
    }

    /// What the people who are below a node in the plan achieved before it, a stint for its part of
    /// the person.
    fn before(&self, node: usize, window: Window, part: Part<'_>) -> Option<Number> {
        let below = self.tree.below(node);
        if below.iter().all(|at| self.tree.nodes[*at].days.is_none()) {
            return self.actuals.of(self.tree, node, self.metric, window);
        }
        let people = below.into_iter().filter(|at| self.tree.nodes[*at].person.is_some());
        let known = people.filter_map(|at| {
            let whole = self.actuals.of(self.tree, self.tree.whole(at), self.metric, window)?;
            Some(&whole * &part(at))
        });
        let known: Vec<Number> = known.collect();
        (!known.is_empty()).then(|| known.into_iter().sum())
    }

    /// Tells that there is nothing to split by.
    pub fn nothing<T>(&self, (node, rule): (usize, &Rule), sink: &mut Sink) -> Option<T> {
        self.told(&code::NOTHING_TO_SPLIT_BY, node).at(rule.split.span).tell(sink)
    }

    /// A diagnostic about the split of this metric at a node.
    pub fn told(&self, code: &'static crate::text::Code, node: usize) -> Diagnostic {
        let told = Diagnostic::new(code).arg("node", &self.tree.nodes[node].name);
        self.setting.metrics[self.metric].named(told)
    }
}

/// The earlier period that a split looks at.
struct History<'a> {
    window: Window,
    written: &'a Spanned<String>,
    newcomer: Option<&'a Number>,
}

fn push(weights: &mut Option<Vec<Number>>, weight: Number) {
    if let Some(weights) = weights {
        weights.push(weight);
    }
}
