//! Types and units: a form becomes a tree of nodes only if every part fits. All misfits of an
//! expression are told, each with the places of both sides.

use crate::base::{Number, Unit};
use crate::text::Code;
use crate::text::code::expr as code;

use super::algebra;
use super::evaluate::constant;
use super::fault::{EXPECTED, Fault, KIND, Origin, quoted};
use super::fold::At;
use super::form::{Form, Shape};
use super::name::{NameEntry, Type};
use super::node::{Arithmetic, Comparison, Kind, Node, Set, Window};

/// What the caller wants of an expression.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Want {
    /// Something that holds or does not.
    Condition,
    /// A number, of that unit if one is given.
    Formula(Option<Unit>),
}

/// A checked part. A bare number has no unit of its own yet and takes its neighbour's.
pub(super) struct Typed {
    pub node: Node,
    pub at: At,
    pub bare: bool,
}

impl Typed {
    /// The unit as the algebra sees it; `None` outside if this is no number.
    fn unit(&self) -> Option<Option<Unit>> {
        match self.node.ty {
            Type::Num(_) if self.bare => Some(None),
            Type::Num(unit) => Some(Some(unit)),
            _ => None,
        }
    }

    fn word(&self) -> &str {
        if self.bare { "number" } else { self.node.ty.word() }
    }
}

/// Checks forms of one text and takes what is wrong with them.
pub(super) struct Checker<'a> {
    pub text: &'a str,
    pub origin: Origin,
    pub faults: Vec<Fault>,
}

impl Checker<'_> {
    /// The whole expression, as the caller wants it.
    pub fn whole(&mut self, form: Form, want: Want) -> Option<Node> {
        let mut typed = self.part(form)?;
        match want {
            Want::Condition => self.want_bool(&typed)?,
            Want::Formula(unit) => self.want_number(&mut typed, unit)?,
        }
        Some(typed.node)
    }

    fn want_bool(&mut self, typed: &Typed) -> Option<()> {
        if typed.node.ty == Type::Bool {
            return Some(());
        }
        let found = self.shown(typed.at);
        self.tell(
            Fault::new(&code::NO_CONDITION, typed.at).arg("found", found).kind(KIND, typed.word()),
        )
    }

    fn want_number(&mut self, typed: &mut Typed, wanted: Option<Unit>) -> Option<()> {
        let dimensionless = |unit| matches!(unit, Unit::Ratio | Unit::Plain);
        let fits = match (typed.unit(), wanted) {
            (None, _) => false,
            (Some(_), None) => true,
            (Some(None), Some(unit)) => return self.settle(typed, unit),
            // Whether a number without dimension is shown as a percentage is the metric's to say.
            (Some(Some(a)), Some(b)) => a == b || dimensionless(a) && dimensionless(b),
        };
        if fits {
            return Some(());
        }
        let found = self.shown(typed.at);
        self.tell(
            Fault::new(&code::NO_FORMULA, typed.at)
                .arg("found", found)
                .kind(KIND, typed.word())
                .kind(EXPECTED, wanted.as_ref().map_or("number", Unit::word)),
        )
    }

    /// Any part of an expression; `None` when something in it was told.
    pub fn part(&mut self, form: Form) -> Option<Typed> {
        let at = form.at;
        let (kind, ty) = match form.shape {
            Shape::Bad => return None,
            Shape::Number { value, unit } => {
                let ty = Type::Num(unit.unwrap_or(Unit::Plain));
                let bare = unit.is_none();
                return Some(self.typed(Kind::Number { value, unit }, ty, bare, at));
            }
            Shape::Text(text) => (Kind::Text(text), Type::Text),
            Shape::Day(day) => (Kind::Day(day), Type::Day),
            Shape::Bool(truth) => (Kind::Bool(truth), Type::Bool),
            Shape::Name(entry) => return self.name(entry, Window::Current, at),
            Shape::List(_) => return self.tell(self.told(&code::SET_AS_VALUE, at)),
            Shape::Negate(inner) => {
                let inner = self.number(*inner)?;
                let (ty, bare) = (inner.node.ty, inner.bare);
                return Some(self.typed(Kind::Negate(Box::new(inner.node)), ty, bare, at));
            }
            Shape::Arithmetic(op, left, right) => return self.arithmetic(op, *left, *right, at),
            Shape::Call(function, arguments) => return self.call(function, arguments, at),
            Shape::Not(inner) => (Kind::Not(Box::new(self.truth(*inner)?)), Type::Bool),
            Shape::All(parts) => (Kind::All(self.truths(parts)?), Type::Bool),
            Shape::Any(parts) => (Kind::Any(self.truths(parts)?), Type::Bool),
            Shape::Compare(first, rest) => (self.compare(*first, rest)?, Type::Bool),
            Shape::Missing(inner) => (Kind::Missing(Box::new(self.part(*inner)?.node)), Type::Bool),
            Shape::In(item, set) => (self.membership(*item, *set)?, Type::Bool),
            Shape::Contains(item, part) => {
                let (item, part) = self.texts(*item, *part)?;
                (Kind::Contains { item, part }, Type::Bool)
            }
            Shape::StartsWith(item, part) => {
                let (item, part) = self.texts(*item, *part)?;
                (Kind::StartsWith { item, part }, Type::Bool)
            }
        };
        Some(self.typed(kind, ty, false, at))
    }

    /// A name in a period.
    pub fn name(&mut self, entry: NameEntry, window: Window, at: At) -> Option<Typed> {
        if matches!(entry.kind, Type::Table | Type::List) {
            return self.tell(self.told(&code::SET_AS_VALUE, at));
        }
        Some(self.typed(Kind::Name { slot: entry.slot, window }, entry.kind, false, at))
    }

    fn truth(&mut self, form: Form) -> Option<Node> {
        let typed = self.part(form)?;
        self.expect(typed.node.ty == Type::Bool, &typed, "true/false")?;
        Some(typed.node)
    }

    fn truths(&mut self, forms: Vec<Form>) -> Option<Vec<Node>> {
        let checked: Vec<Option<Node>> = forms.into_iter().map(|form| self.truth(form)).collect();
        checked.into_iter().collect()
    }

    fn texts(&mut self, left: Form, right: Form) -> Option<(Box<Node>, Box<Node>)> {
        let mut text = |form| {
            let typed = self.part(form)?;
            self.expect(typed.node.ty == Type::Text, &typed, "text")?;
            Some(Box::new(typed.node))
        };
        let (left, right) = (text(left), text(right));
        Some((left?, right?))
    }

    /// A part that is a number.
    pub fn number(&mut self, form: Form) -> Option<Typed> {
        let typed = self.part(form)?;
        self.expect(typed.unit().is_some(), &typed, "number")?;
        Some(typed)
    }

    fn expect(&mut self, fits: bool, typed: &Typed, expected: &str) -> Option<()> {
        if fits {
            return Some(());
        }
        let found = self.shown(typed.at);
        self.tell(
            Fault::new(&code::WRONG_KIND, typed.at)
                .arg("found", found)
                .kind(KIND, typed.word())
                .kind(EXPECTED, expected),
        )
    }

    fn arithmetic(&mut self, op: Arithmetic, left: Form, right: Form, at: At) -> Option<Typed> {
        let (left, right) = (self.part(left), self.part(right));
        let (mut left, mut right) = (left?, right?);
        if left.node.ty == Type::Day && matches!(op, Arithmetic::Add | Arithmetic::Subtract) {
            return self.day_sum(op, left, right, at);
        }
        let numbers = [&left, &right].map(|typed| {
            self.expect(typed.unit().is_some(), typed, "number").and_then(|()| typed.unit())
        });
        let [Some(a), Some(b)] = numbers else { return None };
        let unit = match op {
            Arithmetic::Add | Arithmetic::Subtract => {
                self.unify(&mut left, &mut right)?;
                a.or(b)
            }
            Arithmetic::Multiply | Arithmetic::Divide => {
                let multiply = op == Arithmetic::Multiply;
                let found = if multiply { algebra::product(a, b) } else { algebra::quotient(a, b) };
                match found {
                    Some(unit) => unit,
                    None => return self.tell(self.misfit(&code::PRODUCT, &left, &right)),
                }
            }
        };
        let ty = Type::Num(unit.unwrap_or(Unit::Plain));
        let (left, right) = (Box::new(left.node), Box::new(right.node));
        Some(self.typed(Kind::Arithmetic { op, left, right }, ty, unit.is_none(), at))
    }

    /// A day less a day is days; a day and days is a day.
    fn day_sum(&mut self, op: Arithmetic, left: Typed, right: Typed, at: At) -> Option<Typed> {
        let mut right = right;
        let ty = if op == Arithmetic::Subtract && right.node.ty == Type::Day {
            Type::Num(Unit::Days)
        } else {
            if right.bare {
                self.settle(&mut right, Unit::Days)?;
            }
            if right.node.ty != Type::Num(Unit::Days) {
                return self.tell(self.misfit(&code::KINDS, &left, &right));
            }
            Type::Day
        };
        let (left, right) = (Box::new(left.node), Box::new(right.node));
        Some(self.typed(Kind::Arithmetic { op, left, right }, ty, false, at))
    }

    fn compare(&mut self, first: Form, rest: Vec<(Comparison, Form)>) -> Option<Kind> {
        let first = self.part(first);
        let rest: Vec<(Comparison, Option<Typed>)> =
            rest.into_iter().map(|(op, form)| (op, self.part(form))).collect();
        let mut first = first?;
        let mut links: Vec<(Comparison, Typed)> = Vec::new();
        let mut fits = true;
        for (op, next) in rest {
            let mut next = next?;
            let before = links.last_mut().map_or(&mut first, |(_, typed)| typed);
            fits &= self.link(op, before, &mut next).is_some();
            links.push((op, next));
        }
        let rest = links.into_iter().map(|(op, typed)| (op, typed.node)).collect();
        fits.then(|| Kind::Compare { first: Box::new(first.node), rest })
    }

    fn link(&mut self, op: Comparison, left: &mut Typed, right: &mut Typed) -> Option<()> {
        self.unify(left, right)?;
        if op.is_order() && matches!(left.node.ty, Type::Text | Type::Bool) {
            let fault = Fault::new(&code::NO_ORDER, left.at.to(right.at))
                .kind(KIND, left.word())
                .arg("sign", op.sign());
            return self.tell(fault);
        }
        Some(())
    }

    fn membership(&mut self, item: Form, set: Form) -> Option<Kind> {
        let at = set.at;
        let item = self.part(item);
        match set.shape {
            Shape::Bad => None,
            Shape::Name(NameEntry { slot, kind: Type::Table, .. }) => {
                let item = item?;
                self.expect(item.node.ty == Type::Text, &item, "text")?;
                Some(Kind::In { item: Box::new(item.node), set: Set::Table(slot) })
            }
            Shape::List(forms) if forms.is_empty() => self.tell(self.told(&code::EMPTY_LIST, at)),
            Shape::List(forms) => {
                let elements: Vec<Option<Typed>> =
                    forms.into_iter().map(|form| self.element(form)).collect();
                let mut item = item?;
                let elements: Vec<Option<Node>> = elements
                    .into_iter()
                    .map(|element| {
                        let mut element = element?;
                        self.unify(&mut item, &mut element)?;
                        Some(element.node)
                    })
                    .collect();
                let list = elements.into_iter().collect::<Option<Vec<Node>>>()?;
                Some(Kind::In { item: Box::new(item.node), set: Set::List(list) })
            }
            _ => self.tell(self.told(&code::NO_SET, at)),
        }
    }

    fn element(&mut self, form: Form) -> Option<Typed> {
        let typed = self.part(form)?;
        if !typed.node.is_constant() {
            return self.tell(self.told(&code::NAME_IN_LIST, typed.at));
        }
        Some(typed)
    }

    /// Both sides as one type and unit: a bare number takes the unit of the other side.
    pub fn unify(&mut self, left: &mut Typed, right: &mut Typed) -> Option<()> {
        match (left.unit(), right.unit()) {
            (Some(None), Some(None)) => Some(()),
            (Some(None), Some(Some(unit))) => self.settle(left, unit),
            (Some(Some(unit)), Some(None)) => self.settle(right, unit),
            (Some(Some(a)), Some(Some(b))) if a != b => {
                self.tell(self.misfit(&code::UNITS, left, right))
            }
            _ if left.node.ty == right.node.ty => Some(()),
            _ => self.tell(self.misfit(&code::KINDS, left, right)),
        }
    }

    /// Gives a bare number a unit. Beside a ratio, 5 could be 5 % or 500 %: it is asked for.
    pub fn settle(&mut self, typed: &mut Typed, unit: Unit) -> Option<()> {
        let value = constant(&typed.node).filter(|_| unit == Unit::Ratio);
        if let Some(value) = value.filter(|value| value.abs() > Number::one()) {
            let written = |number: Number| number.to_exact_text().unwrap_or_default();
            let fault = Fault::new(&code::SHARE_OR_TIMES, typed.at)
                .arg("found", self.shown(typed.at))
                .arg("percent", format!("{}%", written(value.clone())))
                .arg("times", format!("{}%", written(value.shift(2))));
            return self.tell(fault);
        }
        settle_node(&mut typed.node, unit);
        typed.bare = false;
        Some(())
    }

    pub fn typed(&self, kind: Kind, ty: Type, bare: bool, at: At) -> Typed {
        Typed { node: Node { kind, span: self.origin.span(at), ty }, at, bare }
    }

    /// A fault of a code that quotes the text at its place.
    pub fn told(&self, code: &'static Code, at: At) -> Fault {
        Fault::new(code, at).arg("found", self.shown(at))
    }

    fn misfit(&self, code: &'static Code, left: &Typed, right: &Typed) -> Fault {
        Fault::new(code, left.at)
            .also(right.at)
            .arg("left", self.shown(left.at))
            .kind(("left-kind_zh", "left-kind_en"), left.word())
            .arg("right", self.shown(right.at))
            .kind(("right-kind_zh", "right-kind_en"), right.word())
    }

    pub fn shown(&self, at: At) -> String {
        quoted(&self.text[at.start..at.end])
    }

    pub fn tell<T>(&mut self, fault: Fault) -> Option<T> {
        self.faults.push(fault);
        None
    }
}

/// Writes the unit into a bare number and those parts that are in the same unit as the whole.
fn settle_node(node: &mut Node, unit: Unit) {
    node.ty = Type::Num(unit);
    match &mut node.kind {
        Kind::Negate(x) | Kind::Abs(x) | Kind::Floor(x) | Kind::Ceil(x) => settle_node(x, unit),
        Kind::Round { value, .. } => settle_node(value, unit),
        Kind::Arithmetic { op: Arithmetic::Add | Arithmetic::Subtract, left, right } => {
            settle_node(left, unit);
            settle_node(right, unit);
        }
        Kind::Min(nodes) | Kind::Max(nodes) => {
            nodes.iter_mut().for_each(|node| settle_node(node, unit));
        }
        Kind::If { then, otherwise, .. } => {
            settle_node(then, unit);
            settle_node(otherwise, unit);
        }
        _ => {}
    }
}
