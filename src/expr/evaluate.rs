//! Evaluates a checked expression over facts, exactly, in three-valued logic: a comparison with a
//! value that is not there is undefined, and so is what depends on it. Nothing here rounds but `round`.

use std::cmp::Ordering;

use crate::base::{Day, Number, round};

use super::node::{Arithmetic, Comparison, Expr, Kind, Node, Set, Window};
use super::value::{Facts, Gap, Outcome, Test, Value};

/// One test of a condition with the values that decided it, for the statement that shows it.
#[derive(Clone, PartialEq, Debug)]
pub struct Step<'e> {
    /// What was tested.
    pub test: Test,
    /// The value on the left, with the part it came from.
    pub left: Reading<'e>,
    /// The value on the right; none for a list, a table, and where only one value is tested.
    pub right: Option<Reading<'e>>,
    /// Whether the test holds; `None` if a value is not there.
    pub holds: Option<bool>,
}

/// A part of an expression and the value it had.
#[derive(Clone, PartialEq, Debug)]
pub struct Reading<'e> {
    /// The part.
    pub node: &'e Node,
    /// Its value.
    pub value: Value,
}

/// A value, or why there is none.
type Computed<T> = Result<T, Vec<Gap>>;

impl Expr {
    /// Whether the condition holds. A formula is undefined without gaps.
    pub fn decide(&self, facts: &dyn Facts) -> Outcome {
        outcome(Evaluation { facts, steps: None }.truth(&self.root))
    }

    /// Whether the condition holds, and every test in it with its values. Tests in a branch of `if`
    /// that is not taken do not appear; both sides of `and` and `or` do.
    pub fn decide_traced<'e>(&'e self, facts: &dyn Facts) -> (Outcome, Vec<Step<'e>>) {
        let mut evaluation = Evaluation { facts, steps: Some(Vec::new()) };
        let truth = evaluation.truth(&self.root);
        (outcome(truth), evaluation.steps.unwrap_or_default())
    }

    /// The number that the formula yields, in the unit of [`Expr::ty`], or why there is none.
    pub fn compute(&self, facts: &dyn Facts) -> Result<Number, Vec<Gap>> {
        Evaluation { facts, steps: None }.number(&self.root)
    }
}

/// The number that a node yields without any facts; `None` if it reads any.
pub(super) fn constant(node: &Node) -> Option<Number> {
    struct Nothing;
    impl Facts for Nothing {
        fn value(&self, _: usize, _: Window) -> Value {
            Value::Missing
        }
    }
    Evaluation { facts: &Nothing, steps: None }.number(node).ok()
}

fn outcome(truth: Computed<bool>) -> Outcome {
    match truth {
        Ok(true) => Outcome::Yes,
        Ok(false) => Outcome::No,
        Err(gaps) => Outcome::Undefined(gaps),
    }
}

struct Evaluation<'f, 'e> {
    facts: &'f dyn Facts,
    steps: Option<Vec<Step<'e>>>,
}

impl<'e> Evaluation<'_, 'e> {
    fn value(&mut self, node: &'e Node) -> Computed<Value> {
        Ok(match &node.kind {
            Kind::Number { value, .. } => Value::Num(value.clone()),
            Kind::Text(text) => Value::Text(text.clone()),
            Kind::Day(day) => Value::Day(*day),
            Kind::Bool(truth) => Value::Bool(*truth),
            Kind::Name { slot, window } => return self.fact(node, *slot, *window),
            Kind::Negate(x) => Value::Num(-self.number(x)?),
            Kind::Abs(x) => Value::Num(self.number(x)?.abs()),
            Kind::Floor(x) => Value::Num(self.number(x)?.floor()),
            Kind::Ceil(x) => Value::Num(self.number(x)?.ceil()),
            Kind::Round { value, places, mode } => {
                let shifted = self.number(value)?.shift(*places);
                Value::Num(round::round_number(&shifted, 0, *mode).shift(-places))
            }
            Kind::Arithmetic { op, left, right } => return self.arithmetic(node, *op, left, right),
            Kind::Min(nodes) => return self.extreme(nodes, Ordering::Less),
            Kind::Max(nodes) => return self.extreme(nodes, Ordering::Greater),
            Kind::If { condition, then, otherwise } => {
                let taken = if self.truth(condition)? { then } else { otherwise };
                return self.value(taken);
            }
            _ => Value::Bool(self.test(node)?),
        })
    }

    /// A condition's parts that are no plain values.
    fn test(&mut self, node: &'e Node) -> Computed<bool> {
        match &node.kind {
            Kind::Not(x) => self.truth(x).map(|truth| !truth),
            Kind::All(nodes) => self.joined(nodes, true),
            Kind::Any(nodes) => self.joined(nodes, false),
            Kind::Compare { first, rest } => self.compare(first, rest),
            Kind::Missing(x) => {
                let value = self.value(x);
                let holds = Ok(value.is_err());
                self.step(Test::Missing, (x, &value), None, &holds);
                holds
            }
            Kind::In { item, set } => {
                let value = self.value(item);
                let holds = value.clone().and_then(|value| self.member(node, &value, set));
                self.step(Test::In, (item, &value), None, &holds);
                holds
            }
            Kind::Contains { item, part } => {
                self.texts(Test::Contains, item, part, |text, part| text.contains(part))
            }
            Kind::StartsWith { item, part } => {
                self.texts(Test::StartsWith, item, part, |text, part| text.starts_with(part))
            }
            _ => Err(Vec::new()),
        }
    }

    fn fact(&mut self, node: &Node, slot: usize, window: Window) -> Computed<Value> {
        use super::name::Type;
        let value = self.facts.value(slot, window);
        match (&value, node.ty) {
            (Value::Missing, _) => Err(vec![Gap::Missing { slot, window, span: node.span }]),
            (Value::Num(_), Type::Num(_))
            | (Value::Text(_), Type::Text)
            | (Value::Bool(_), Type::Bool)
            | (Value::Day(_), Type::Day) => Ok(value),
            _ => Err(vec![Gap::Mistyped { slot, span: node.span }]),
        }
    }

    fn number(&mut self, node: &'e Node) -> Computed<Number> {
        match self.value(node)? {
            Value::Num(number) => Ok(number),
            _ => Err(Vec::new()),
        }
    }

    fn truth(&mut self, node: &'e Node) -> Computed<bool> {
        let value = self.value(node);
        let truth = value.clone().and_then(|value| match value {
            Value::Bool(truth) => Ok(truth),
            _ => Err(Vec::new()),
        });
        if matches!(node.kind, Kind::Name { .. }) {
            self.step(Test::Is, (node, &value), None, &truth);
        }
        truth
    }

    /// Kleene's logic: one part that decides is enough, whatever the others are.
    fn joined(&mut self, nodes: &'e [Node], all: bool) -> Computed<bool> {
        let mut gaps: Vec<Gap> = Vec::new();
        let (mut decided, mut undefined) = (false, false);
        for node in nodes {
            match self.truth(node) {
                Ok(truth) => decided |= truth != all,
                Err(more) => {
                    undefined = true;
                    add(&mut gaps, more);
                }
            }
        }
        if decided {
            Ok(!all)
        } else if undefined {
            Err(gaps)
        } else {
            Ok(all)
        }
    }

    fn compare(&mut self, first: &'e Node, rest: &'e [(Comparison, Node)]) -> Computed<bool> {
        let (mut left, mut value) = (first, self.value(first));
        let (mut broken, mut gaps, mut undefined) = (false, Vec::new(), false);
        for (op, right) in rest {
            let next = self.value(right);
            let holds = both(value.clone(), next.clone())
                .and_then(|(a, b)| order(&a, &b).ok_or_else(Vec::new))
                .map(|order| op.holds(order));
            self.step(Test::Compare(*op), (left, &value), Some((right, &next)), &holds);
            match holds {
                Ok(truth) => broken |= !truth,
                Err(more) => {
                    undefined = true;
                    add(&mut gaps, more);
                }
            }
            (left, value) = (right, next);
        }
        if !broken && undefined { Err(gaps) } else { Ok(!broken) }
    }

    fn member(&mut self, node: &'e Node, item: &Value, set: &'e Set) -> Computed<bool> {
        match set {
            Set::Table(table) => self
                .facts
                .member(*table, item)
                .ok_or_else(|| vec![Gap::NoTable { table: *table, span: node.span }]),
            Set::List(nodes) => {
                for node in nodes {
                    if self.value(node)? == *item {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
        }
    }

    fn texts(
        &mut self,
        test: Test,
        left: &'e Node,
        right: &'e Node,
        holds: fn(&str, &str) -> bool,
    ) -> Computed<bool> {
        let (a, b) = (self.value(left), self.value(right));
        let truth = both(a.clone(), b.clone()).and_then(|pair| match pair {
            (Value::Text(a), Value::Text(b)) => Ok(holds(&a, &b)),
            _ => Err(Vec::new()),
        });
        self.step(test, (left, &a), Some((right, &b)), &truth);
        truth
    }

    fn arithmetic(
        &mut self,
        node: &'e Node,
        op: Arithmetic,
        left: &'e Node,
        right: &'e Node,
    ) -> Computed<Value> {
        let (a, b) = (self.value(left), self.value(right));
        match both(a, b)? {
            (Value::Num(a), Value::Num(b)) => match op {
                Arithmetic::Add => Ok(Value::Num(&a + &b)),
                Arithmetic::Subtract => Ok(Value::Num(&a - &b)),
                Arithmetic::Multiply => Ok(Value::Num(&a * &b)),
                Arithmetic::Divide => Number::ratio(&a, &b)
                    .map(Value::Num)
                    .ok_or_else(|| vec![Gap::Zero { span: node.span }]),
            },
            (Value::Day(a), Value::Day(b)) => {
                let days = i64::from(a.number()) - i64::from(b.number());
                Ok(Value::Num(Number::from(days)))
            }
            (Value::Day(day), Value::Num(days)) => {
                let days = if op == Arithmetic::Add { days } else { -days };
                let moved = later(day, &days).map(Value::Day);
                moved.ok_or_else(|| vec![Gap::NoDay { span: node.span }])
            }
            _ => Err(Vec::new()),
        }
    }

    fn extreme(&mut self, nodes: &'e [Node], wanted: Ordering) -> Computed<Value> {
        let mut best: Computed<Option<Value>> = Ok(None);
        for node in nodes {
            best = match (best, self.value(node)) {
                (Ok(None), Ok(value)) => Ok(Some(value)),
                (Ok(Some(a)), Ok(b)) => Ok(Some(if order(&b, &a) == Some(wanted) { b } else { a })),
                (Err(mut gaps), Err(more)) => {
                    add(&mut gaps, more);
                    Err(gaps)
                }
                (Err(gaps), _) | (_, Err(gaps)) => Err(gaps),
            };
        }
        best?.ok_or_else(Vec::new)
    }

    fn step(
        &mut self,
        test: Test,
        left: (&'e Node, &Computed<Value>),
        right: Option<(&'e Node, &Computed<Value>)>,
        holds: &Computed<bool>,
    ) {
        let Some(steps) = &mut self.steps else { return };
        let reading = |(node, value): (&'e Node, &Computed<Value>)| Reading {
            node,
            value: value.clone().unwrap_or(Value::Missing),
        };
        let (left, right) = (reading(left), right.map(reading));
        steps.push(Step { test, left, right, holds: holds.as_ref().ok().copied() });
    }
}

/// Both values, or everything that is missing for them.
fn both(left: Computed<Value>, right: Computed<Value>) -> Computed<(Value, Value)> {
    match (left, right) {
        (Ok(a), Ok(b)) => Ok((a, b)),
        (Err(mut gaps), Err(more)) => {
            add(&mut gaps, more);
            Err(gaps)
        }
        (Err(gaps), Ok(_)) | (Ok(_), Err(gaps)) => Err(gaps),
    }
}

fn add(gaps: &mut Vec<Gap>, more: Vec<Gap>) {
    for gap in more {
        if !gaps.contains(&gap) {
            gaps.push(gap);
        }
    }
}

fn order(left: &Value, right: &Value) -> Option<Ordering> {
    match (left, right) {
        (Value::Num(a), Value::Num(b)) => Some(a.cmp(b)),
        (Value::Text(a), Value::Text(b)) => Some(a.cmp(b)),
        (Value::Bool(a), Value::Bool(b)) => Some(a.cmp(b)),
        (Value::Day(a), Value::Day(b)) => Some(a.cmp(b)),
        _ => None,
    }
}

/// The day that many days later; `None` outside 1900–2199 and for a part of a day.
fn later(day: Day, days: &Number) -> Option<Day> {
    let number = i64::from(day.number()).checked_add(days.to_i64()?)?;
    Day::from_number(i32::try_from(number).ok()?)
}
