//! Checks calls of functions: how many values, which of them must be written numbers, and which must
//! be the name of a metric. The rest of the checks stand in `check`.

use crate::base::{Number, Rounding};
use crate::text::code::expr as code;

use super::check::{Checker, Typed};
use super::evaluate::constant;
use super::fault::{EXPECTED, Fault, KIND};
use super::fold::At;
use super::form::{Form, Shape};
use super::name::Type;
use super::node::{Kind, Node, Window};
use super::word::{FUNCTIONS, Function};

impl Checker<'_> {
    /// A call of a function.
    pub fn call(&mut self, function: Function, mut args: Vec<Form>, at: At) -> Option<Typed> {
        let (least, most) = function.arity();
        if args.len() < least || args.len() > most {
            let wanted = match (least, most) {
                (_, usize::MAX) => format!("≥ {least}"),
                _ if least == most => least.to_string(),
                _ => format!("{least}–{most}"),
            };
            let fault = Fault::new(&code::ARITY, at)
                .arg("function", spelled(function))
                .arg("expected", wanted)
                .arg("count", args.len());
            return self.tell(fault);
        }
        let rest = args.split_off(1);
        let first = args.pop()?;
        match function {
            Function::Min => self.extreme(first, rest, Kind::Min, at),
            Function::Max => self.extreme(first, rest, Kind::Max, at),
            Function::If => self.choice(first, rest, at),
            Function::Round => self.round(first, rest, at),
            Function::Abs => self.same_unit(first, Kind::Abs, at),
            Function::Floor => self.same_unit(first, Kind::Floor, at),
            Function::Ceil => self.same_unit(first, Kind::Ceil, at),
            Function::Previous => {
                let back = self.steps_back(rest);
                self.window(first, function, Window::Previous(back?), at)
            }
            Function::LastYear => self.window(first, function, Window::LastYear, at),
            Function::YearToDate => self.window(first, function, Window::YearToDate, at),
            Function::QuarterToDate => self.window(first, function, Window::QuarterToDate, at),
        }
    }

    fn same_unit(&mut self, form: Form, kind: fn(Box<Node>) -> Kind, at: At) -> Option<Typed> {
        let inner = self.number(form)?;
        let (ty, bare) = (inner.node.ty, inner.bare);
        Some(self.typed(kind(Box::new(inner.node)), ty, bare, at))
    }

    fn extreme(
        &mut self,
        first: Form,
        rest: Vec<Form>,
        kind: fn(Vec<Node>) -> Kind,
        at: At,
    ) -> Option<Typed> {
        let checked: Vec<Option<Typed>> =
            std::iter::once(first).chain(rest).map(|form| self.ordered(form)).collect();
        let mut parts = checked.into_iter().collect::<Option<Vec<Typed>>>()?;
        // The first value with a unit leads, so that bare numbers before it take its unit.
        let lead = parts.iter().position(|part| !part.bare).unwrap_or(0);
        let mut leader = parts.remove(lead);
        for part in &mut parts {
            self.unify(&mut leader, part)?;
        }
        let (ty, bare) = (leader.node.ty, leader.bare);
        parts.insert(lead, leader);
        let nodes = parts.into_iter().map(|part| part.node).collect();
        Some(self.typed(kind(nodes), ty, bare, at))
    }

    /// A number or a day.
    fn ordered(&mut self, form: Form) -> Option<Typed> {
        let typed = self.part(form)?;
        if matches!(typed.node.ty, Type::Num(_) | Type::Day) {
            return Some(typed);
        }
        let fault = self
            .told(&code::WRONG_KIND, typed.at)
            .kind(KIND, typed.node.ty.word())
            .kind(EXPECTED, "number, day");
        self.tell(fault)
    }

    fn choice(&mut self, condition: Form, rest: Vec<Form>, at: At) -> Option<Typed> {
        let condition = self.part(condition);
        let branches: Vec<Option<Typed>> = rest.into_iter().map(|form| self.part(form)).collect();
        let condition = condition?;
        let [Some(mut then), Some(mut otherwise)] = <[_; 2]>::try_from(branches).ok()? else {
            return None;
        };
        if condition.node.ty != Type::Bool {
            let fault = self
                .told(&code::WRONG_KIND, condition.at)
                .kind(KIND, condition.node.ty.word())
                .kind(EXPECTED, "true/false");
            return self.tell(fault);
        }
        self.unify(&mut then, &mut otherwise)?;
        let (ty, bare) = (then.node.ty, then.bare);
        let (then, otherwise) = (Box::new(then.node), Box::new(otherwise.node));
        let condition = Box::new(condition.node);
        Some(self.typed(Kind::If { condition, then, otherwise }, ty, bare, at))
    }

    fn round(&mut self, value: Form, rest: Vec<Form>, at: At) -> Option<Typed> {
        let mut rest = rest.into_iter();
        let value = self.number(value);
        let places = rest.next().and_then(|form| self.whole_number(form, Function::Round, -18, 18));
        let mode = match rest.next() {
            None => Some(Rounding::HalfUp),
            Some(form) => self.mode(&form),
        };
        let (value, places, mode) = (value?, i32::try_from(places?).ok()?, mode?);
        let (ty, bare) = (value.node.ty, value.bare);
        let kind = Kind::Round { value: Box::new(value.node), places, mode };
        Some(self.typed(kind, ty, bare, at))
    }

    fn mode(&mut self, form: &Form) -> Option<Rounding> {
        let known = match &form.shape {
            Shape::Text(word) => Rounding::ALL.iter().find(|(known, _)| **known == **word),
            _ => None,
        };
        if let Some((_, mode)) = known {
            return Some(*mode);
        }
        let words: Vec<&str> = Rounding::ALL.iter().map(|(word, _)| *word).collect();
        let fault = self.told(&code::ROUNDING, form.at).arg("known", words.join(", "));
        self.tell(fault)
    }

    /// A whole number written in the expression, within bounds.
    fn whole_number(&mut self, form: Form, of: Function, least: i64, most: i64) -> Option<i64> {
        let at = form.at;
        let typed = self.part(form)?;
        let value = constant(&typed.node).filter(|_| typed.bare).and_then(|n| Number::to_i64(&n));
        if let Some(value) = value.filter(|value| (least..=most).contains(value)) {
            return Some(value);
        }
        let fault = self
            .told(&code::WRITTEN_NUMBER, at)
            .arg("function", spelled(of))
            .arg("least", least)
            .arg("most", most);
        self.tell(fault)
    }

    fn steps_back(&mut self, rest: Vec<Form>) -> Option<u32> {
        match rest.into_iter().next() {
            None => Some(1),
            Some(form) => {
                let steps = self.whole_number(form, Function::Previous, 1, 120)?;
                u32::try_from(steps).ok()
            }
        }
    }

    /// Another period of a metric. Of anything else the period is not known here.
    fn window(&mut self, form: Form, of: Function, window: Window, at: At) -> Option<Typed> {
        match form.shape {
            Shape::Name(entry) if entry.windowed => self.name(entry, window, at),
            Shape::Bad => None,
            Shape::Name(_) => {
                let fault = self.told(&code::NO_PERIODS, form.at).arg("function", spelled(of));
                self.tell(fault)
            }
            _ => {
                let fault = self.told(&code::NAME_WANTED, form.at).arg("function", spelled(of));
                self.tell(fault)
            }
        }
    }
}

/// The canonical spelling of a function.
pub(super) fn spelled(function: Function) -> &'static str {
    FUNCTIONS.iter().find(|row| row.0 == function).map_or("", |row| row.1[0])
}
