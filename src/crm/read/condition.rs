//! Row conditions taken apart into tests that a whole block can answer: of a word's class, of a
//! figure against a bound, of a day; whatever is none of these is asked of the expression itself, row
//! by row. Made once per source. A test that several conditions share is one test.

use std::collections::BTreeSet;

use crate::base::Number;
use crate::expr::{Comparison, Expr, Facts, Kind as NodeKind, Node, Outcome, Type, Value, Window};
use crate::plan::source::{RowName, Source};

use super::sheet::{FIGURE_LEAST, Kind, scale_of};

/// A condition over shared tests, by their number.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Condition {
    /// A test.
    Test(usize),
    /// The contrary.
    Not(Box<Condition>),
    /// All of them, cheap ones first.
    All(Vec<Condition>),
    /// Any of them, cheap ones first.
    Any(Vec<Condition>),
}

/// A test of a row.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Test {
    /// What an expression says of the class of a word, and of what is looked up by it.
    Class {
        /// The column of words.
        column: usize,
        /// The expression.
        expr: Expr,
    },
    /// A figure against a bound.
    Figure {
        /// The column of figures.
        column: usize,
        /// How.
        how: Comparison,
        /// With what.
        bound: Edge,
    },
    /// A day against a day.
    Day {
        /// The column of days.
        column: usize,
        /// How.
        how: Comparison,
        /// The number of the day.
        day: i32,
    },
    /// Whether a figure or day is not there.
    Missing {
        /// The column.
        column: usize,
    },
    /// Anything else.
    Row(Expr),
}

/// What a figure is compared with.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Edge {
    /// A number that doesn't depend on the row.
    Fixed(Limit),
    /// A number that depends on the class of a word.
    ByClass {
        /// The column of words.
        column: usize,
        /// The formula.
        formula: Expr,
    },
}

/// A bound as a range of whole numbers at a column's scale; values that don't fit are compared with
/// the number.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Limit {
    from: i64,
    to: i64,
    /// Whether values outside the range pass instead.
    is_outside: bool,
    how: Comparison,
    number: Number,
}

impl Limit {
    /// The values at that scale that compare so with the number.
    pub fn new(how: Comparison, number: Number, scale: u32) -> Limit {
        let at_scale = number.shift(scale.cast_signed());
        let whole = |number: &Number| match number.to_i64() {
            Some(whole) => whole,
            None if number.is_negative() => i64::MIN,
            None => i64::MAX,
        };
        let (floor, ceil) = (whole(&at_scale.floor()), whole(&at_scale.ceil()));
        let is_beyond = |edge: i64| matches!(edge, i64::MIN | i64::MAX);
        let none = (1, 0);
        let (from, to) = match how {
            Comparison::GreaterEqual => (ceil, i64::MAX),
            Comparison::Greater if floor == i64::MAX => none,
            Comparison::Greater => (floor.saturating_add(1), i64::MAX),
            Comparison::LessEqual => (FIGURE_LEAST, floor),
            Comparison::Less if ceil == i64::MIN => none,
            Comparison::Less => (FIGURE_LEAST, ceil.saturating_sub(1)),
            Comparison::Equal | Comparison::NotEqual => {
                if floor == ceil && !is_beyond(floor) {
                    (floor, floor)
                } else {
                    none
                }
            }
        };
        // An edge at the end of the numbers stands for one beyond it.
        let (from, to) = match how {
            Comparison::GreaterEqual if ceil == i64::MAX => none,
            Comparison::LessEqual if floor == i64::MIN => none,
            _ => (from, to),
        };
        Limit { from, to, is_outside: how == Comparison::NotEqual, how, number }
    }

    /// Whether a value at the scale passes.
    #[inline]
    pub fn passes(&self, value: i64) -> bool {
        (self.from <= value && value <= self.to) != self.is_outside
    }

    /// Whether a value of any size passes.
    pub fn passes_odd(&self, value: &Number) -> bool {
        self.how.holds(value.cmp(&self.number))
    }
}

/// The tests of a source, each once.
pub(super) struct Tests<'p> {
    source: &'p Source,
    /// The tests.
    pub all: Vec<Test>,
}

/// Which columns a part of an expression reads.
#[derive(Default)]
struct Reads {
    /// Columns of words, and those by which something is looked up.
    words: BTreeSet<usize>,
    /// Columns of figures and days.
    others: BTreeSet<usize>,
}

impl<'p> Tests<'p> {
    /// No tests of that source yet.
    pub fn new(source: &'p Source) -> Tests<'p> {
        Tests { source, all: Vec::new() }
    }

    /// Takes a condition apart.
    pub fn condition(&mut self, expr: &Expr) -> Condition {
        self.take_apart(&expr.root, expr)
    }

    fn take_apart(&mut self, node: &Node, whole: &Expr) -> Condition {
        // What one word decides is one test, however long it is.
        if let Some(column) = self.only_word(node) {
            return self.test(Test::Class { column, expr: part(node, whole) });
        }
        match &node.kind {
            NodeKind::Not(inner) => Condition::Not(Box::new(self.take_apart(inner, whole))),
            NodeKind::All(nodes) => Condition::All(self.sorted(nodes, whole)),
            NodeKind::Any(nodes) => Condition::Any(self.sorted(nodes, whole)),
            NodeKind::Compare { first, rest } if rest.len() > 1 => {
                let mut links = Vec::new();
                let mut left = &**first;
                for (how, right) in rest {
                    let rest = vec![(*how, right.clone())];
                    let kind = NodeKind::Compare { first: Box::new(left.clone()), rest };
                    links.push(Node { kind, span: node.span, ty: Type::Bool });
                    left = right;
                }
                Condition::All(self.sorted(&links, whole))
            }
            NodeKind::Compare { first, rest } => {
                let (how, right) = (rest[0].0, &rest[0].1);
                let test = self.compare(first, how, right, whole);
                let mirrored = || self.compare(right, mirrored(how), first, whole);
                let test = test.or_else(mirrored);
                self.test(test.unwrap_or_else(|| Test::Row(part(node, whole))))
            }
            NodeKind::Missing(inner) => match self.column(inner) {
                Some(column) => self.test(Test::Missing { column }),
                None => self.test(Test::Row(part(node, whole))),
            },
            _ => self.test(Test::Row(part(node, whole))),
        }
    }

    fn sorted(&mut self, nodes: &[Node], whole: &Expr) -> Vec<Condition> {
        let mut parts: Vec<Condition> =
            nodes.iter().map(|node| self.take_apart(node, whole)).collect();
        parts.sort_by_key(|part| self.cost(part));
        parts
    }

    fn cost(&self, condition: &Condition) -> u32 {
        match condition {
            Condition::Test(test) => match self.all[*test] {
                Test::Class { .. } => 0,
                Test::Day { .. } => 1,
                Test::Figure { .. } | Test::Missing { .. } => 2,
                Test::Row(_) => 3,
            },
            Condition::Not(inner) => self.cost(inner),
            Condition::All(parts) | Condition::Any(parts) => {
                parts.iter().map(|part| self.cost(part)).max().unwrap_or(0)
            }
        }
    }

    fn test(&mut self, test: Test) -> Condition {
        let known = self.all.iter().position(|known| *known == test);
        Condition::Test(known.unwrap_or_else(|| {
            self.all.push(test);
            self.all.len() - 1
        }))
    }

    /// `left how right` as a test of a column, if it is one.
    fn compare(&self, left: &Node, how: Comparison, right: &Node, whole: &Expr) -> Option<Test> {
        let column = self.column(left)?;
        let form = &self.source.columns[column].form;
        let reads = self.reads(right);
        if !reads.others.is_empty() || reads.words.len() > 1 {
            return None;
        }
        if Kind::of(form) == Kind::Day {
            let NodeKind::Day(day) = &right.kind else { return None };
            return Some(Test::Day { column, how, day: day.number() });
        }
        let formula = part(right, whole);
        let bound = match reads.words.first() {
            Some(by) => Edge::ByClass { column: *by, formula },
            None => Edge::Fixed(Limit::new(how, formula.compute(&Nothing).ok()?, scale_of(form))),
        };
        Some(Test::Figure { column, how, bound })
    }

    /// The column of figures or days that a node names.
    fn column(&self, node: &Node) -> Option<usize> {
        let NodeKind::Name { slot, .. } = node.kind else { return None };
        let RowName::Column(column) = *self.source.names.get(slot)? else { return None };
        let kind = Kind::of(&self.source.columns[column].form);
        (kind != Kind::Word).then_some(column)
    }

    /// The one column of words on which a node depends, if it depends on nothing else.
    fn only_word(&self, node: &Node) -> Option<usize> {
        let reads = self.reads(node);
        let one = reads.others.is_empty() && reads.words.len() == 1;
        one.then(|| reads.words.first().copied()).flatten()
    }

    fn reads(&self, node: &Node) -> Reads {
        let mut reads = Reads::default();
        node.visit(&mut |node| {
            let NodeKind::Name { slot, .. } = node.kind else { return };
            match self.source.names.get(slot) {
                Some(RowName::Column(column)) => {
                    let is_word = Kind::of(&self.source.columns[*column].form) == Kind::Word;
                    let list = if is_word { &mut reads.words } else { &mut reads.others };
                    list.insert(*column);
                }
                Some(RowName::Joined { join, .. }) => {
                    reads.words.insert(self.source.joins[*join].by);
                }
                Some(RowName::Table(_)) | None => {}
            }
        });
        reads
    }
}

/// What a source's expression reads: columns as values, columns as words to look something up by.
pub(super) fn columns_of(expr: &Expr, source: &Source) -> (BTreeSet<usize>, BTreeSet<usize>) {
    let (mut own, mut by) = (BTreeSet::new(), BTreeSet::new());
    for slot in expr.slots() {
        match source.names.get(slot) {
            Some(RowName::Column(column)) => {
                own.insert(*column);
            }
            Some(RowName::Joined { join, .. }) => {
                by.insert(source.joins[*join].by);
            }
            Some(RowName::Table(_)) | None => {}
        }
    }
    (own, by)
}

/// The joins that an expression reads.
pub(super) fn joins_of(expr: &Expr, source: &Source) -> BTreeSet<usize> {
    let joined = |slot: &usize| match source.names.get(*slot) {
        Some(RowName::Joined { join, .. }) => Some(*join),
        _ => None,
    };
    expr.slots().iter().filter_map(joined).collect()
}

fn part(node: &Node, whole: &Expr) -> Expr {
    Expr { root: node.clone(), text: whole.text.clone(), span: node.span }
}

fn mirrored(how: Comparison) -> Comparison {
    match how {
        Comparison::Less => Comparison::Greater,
        Comparison::LessEqual => Comparison::GreaterEqual,
        Comparison::Greater => Comparison::Less,
        Comparison::GreaterEqual => Comparison::LessEqual,
        equal => equal,
    }
}

/// No facts: for what is constant.
pub(super) struct Nothing;

impl Facts for Nothing {
    fn value(&self, _: usize, _: Window) -> Value {
        Value::Missing
    }
}

/// What a condition says of a row; `None` is that it can't be said.
pub(super) fn said(outcome: &Outcome) -> Option<bool> {
    match outcome {
        Outcome::Yes => Some(true),
        Outcome::No => Some(false),
        Outcome::Undefined(_) => None,
    }
}

/// How a day compares.
#[inline]
pub(super) fn holds(how: Comparison, left: i32, right: i32) -> bool {
    how.holds(left.cmp(&right))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const ALL: [Comparison; 6] = [
        Comparison::Equal,
        Comparison::NotEqual,
        Comparison::Less,
        Comparison::LessEqual,
        Comparison::Greater,
        Comparison::GreaterEqual,
    ];

    proptest! {
        #[test]
        fn a_limit_passes_exactly_what_compares_so(
            value in -3_000i64..3_000,
            numerator in -9_000i64..9_000,
            denominator in 1i64..40,
            scale in 0u32..4,
        ) {
            let exact = Number::scaled(i128::from(value), scale);
            let bound =
                Number::ratio(&Number::from(numerator), &Number::from(denominator)).unwrap();
            for how in ALL {
                let limit = Limit::new(how, bound.clone(), scale);
                let expected = how.holds(exact.cmp(&bound));
                prop_assert_eq!(limit.passes(value), expected, "{:?}", how);
                prop_assert_eq!(limit.passes_odd(&exact), expected);
            }
        }
    }

    #[test]
    fn a_bound_beyond_all_plain_values_still_compares() {
        let huge = Number::parse_plain("1000000000000000000000000000").unwrap();
        for (how, passes) in ALL.into_iter().zip([false, true, true, true, false, false]) {
            assert_eq!(Limit::new(how, huge.clone(), 2).passes(5), passes, "{how:?}");
            let tiny = Limit::new(mirrored(how), -huge.clone(), 2);
            assert_eq!(tiny.passes(5), passes, "{how:?}");
        }
    }
}
