//! A formula of the plan as a working: each operation of the expression becomes one of the working, so
//! that what a formula pays can be re-added like anything else.

use crate::base::{Number, Rounding, Unit};
use crate::expr::{Arithmetic, Expr, Facts, Gap, Kind, Node, Outcome, Type, Value};
use crate::plan::term::Term;

use super::label::Label;
use super::working::Working;

/// The working of a formula over facts; `metrics` is how many the plan has, which says what its
/// slots mean. The gaps where a value is not there or a division is by 0.
pub fn working(formula: &Expr, facts: &dyn Facts, metrics: usize) -> Result<Working, Vec<Gap>> {
    let value = formula.compute(facts)?;
    let worked = Writer { facts, metrics, expr: formula }.node(&formula.root);
    // What can't be told as arithmetic is told as given; the value is the language's either way.
    let told = worked.filter(|worked| worked.value == value);
    Ok(told
        .unwrap_or_else(|| Working::given(Label::Formula, value, unit(&formula.root)))
        .citing(formula.span))
}

struct Writer<'a> {
    facts: &'a dyn Facts,
    metrics: usize,
    expr: &'a Expr,
}

impl Writer<'_> {
    fn node(&self, node: &Node) -> Option<Working> {
        let unit = unit(node);
        let two = |a: &Node, b: &Node| Some((self.node(a)?, self.node(b)?));
        match &node.kind {
            Kind::Number { value, .. } => {
                Some(Working::given(Label::Amount, value.clone(), unit).citing(node.span))
            }
            Kind::Name { slot, window } => match self.facts.value(*slot, *window) {
                Value::Num(value) => Some(Working::given(self.label(*slot), value, unit)),
                _ => None,
            },
            Kind::Negate(x) => {
                let zero = Working::given(Label::Amount, Number::zero(), unit);
                Some(Working::difference(Label::Formula, zero, self.node(x)?))
            }
            Kind::Arithmetic { op, left, right } => {
                let (left, right) = two(left, right)?;
                match op {
                    Arithmetic::Add => Some(Working::sum(Label::Formula, unit, vec![left, right])),
                    Arithmetic::Subtract => Some(Working::difference(Label::Formula, left, right)),
                    Arithmetic::Multiply => {
                        Some(Working::product(Label::Formula, unit, vec![left, right]))
                    }
                    Arithmetic::Divide => Working::quotient(Label::Formula, unit, left, right),
                }
            }
            Kind::Min(nodes) => self.fold(nodes, Working::least),
            Kind::Max(nodes) => self.fold(nodes, Working::most),
            Kind::Abs(x) => {
                let positive = self.node(x)?;
                let zero = Working::given(Label::Amount, Number::zero(), unit);
                let negative = Working::difference(Label::Formula, zero, positive.clone());
                Some(Working::most(Label::Formula, positive, negative))
            }
            Kind::Floor(x) => self.whole(x, Rounding::Up, Rounding::Down),
            Kind::Ceil(x) => self.whole(x, Rounding::Down, Rounding::Up),
            Kind::Round { value, places, mode } => {
                let places = u32::try_from(*places).ok()?;
                Some(Working::rounded(Label::Rounded, self.node(value)?, places, *mode))
            }
            Kind::If { condition, then, otherwise } => {
                self.node(if self.holds(condition)? { then } else { otherwise })
            }
            _ => None,
        }
    }

    fn fold(
        &self,
        nodes: &[Node],
        with: fn(Label, Working, Working) -> Working,
    ) -> Option<Working> {
        let mut parts = nodes.iter().map(|node| self.node(node));
        let first = parts.next()??;
        parts.try_fold(first, |all, part| Some(with(Label::Formula, all, part?)))
    }

    /// Rounded to a whole: `negative` and `positive` are towards and away from zero.
    fn whole(&self, of: &Node, negative: Rounding, positive: Rounding) -> Option<Working> {
        let of = self.node(of)?;
        let mode = if of.value.is_negative() { negative } else { positive };
        Some(Working::rounded(Label::Rounded, of, 0, mode))
    }

    fn holds(&self, condition: &Node) -> Option<bool> {
        let condition = Expr { root: condition.clone(), ..self.expr.clone() };
        match condition.decide(self.facts) {
            Outcome::Yes => Some(true),
            Outcome::No => Some(false),
            Outcome::Undefined(_) => None,
        }
    }

    fn label(&self, slot: usize) -> Label {
        label_of(Term::of_slot(slot, self.metrics))
    }
}

/// What a term is called in a working.
pub fn label_of(term: Term) -> Label {
    match term {
        Term::Metric(metric) => Label::Achieved(metric),
        Term::TargetOf(metric) => Label::Target(metric),
        Term::AttainmentOf(metric) => Label::Attainment(metric),
        Term::Component(component) => Label::Component(component),
        Term::Incentive => Label::TargetIncentive,
        Term::MenteesOf(metric) => Label::Mentees(metric),
        Term::Attainment | Term::Target | Term::Tenure => Label::Formula,
    }
}

/// Whether a value is not there because there is no target, in a plan with so many metrics.
pub fn is_of_target(gap: &Gap, metrics: usize) -> bool {
    let Gap::Missing { slot, .. } = gap else { return false };
    matches!(
        Term::of_slot(*slot, metrics),
        Term::Target | Term::TargetOf(_) | Term::Attainment | Term::AttainmentOf(_)
    )
}

fn unit(node: &Node) -> Unit {
    match node.ty {
        Type::Num(unit) => unit,
        _ => Unit::Plain,
    }
}
