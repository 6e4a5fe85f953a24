//! Writes an expression back in its ASCII spelling, with as few parentheses as the binding powers
//! allow. What is written parses to the same expression.

use std::borrow::Cow;

use crate::base::{Number, Rounding, Unit};

use super::node::{Arithmetic, Kind, Node, Set, Window};
use super::word::is_reserved;

/// What slots and tables are called where an expression is written back.
pub trait Naming {
    /// The name of a value.
    fn name(&self, slot: usize) -> Cow<'_, str>;
    /// The name of a reference table.
    fn table(&self, table: usize) -> Cow<'_, str> {
        Cow::Owned(format!("#{table}"))
    }
}

/// The expression in its ASCII spelling.
pub fn print(node: &Node, naming: &dyn Naming) -> String {
    Printer(naming).part(node, 0)
}

struct Printer<'a>(&'a dyn Naming);

impl Printer<'_> {
    /// A part in parentheses if it binds more weakly than `floor`.
    fn part(&self, node: &Node, floor: u8) -> String {
        let text = self.bare(node);
        if power(node) < floor { format!("({text})") } else { text }
    }

    fn bare(&self, node: &Node) -> String {
        match &node.kind {
            Kind::Number { value, unit } => written_number(value, *unit),
            Kind::Text(text) => written_text(text),
            Kind::Day(day) => day.to_string(),
            Kind::Bool(truth) => truth.to_string(),
            Kind::Name { slot, window } => self.windowed(*slot, *window),
            Kind::Negate(x) => format!("-{}", self.part(x, 7)),
            Kind::Not(x) => format!("not {}", self.part(x, 3)),
            Kind::Arithmetic { op, left, right } => {
                let (sign, power) = operator(*op);
                format!("{} {sign} {}", self.part(left, power), self.part(right, power + 1))
            }
            Kind::Compare { first, rest } => {
                let links =
                    rest.iter().map(|(op, x)| format!(" {} {}", op.sign(), self.part(x, 5)));
                self.part(first, 5) + &links.collect::<String>()
            }
            Kind::All(nodes) => self.list(nodes, " and ", 3),
            Kind::Any(nodes) => self.list(nodes, " or ", 2),
            Kind::In { item, set: Set::Table(table) } => {
                format!("{} in {}", self.part(item, 5), quoted_name(&self.0.table(*table)))
            }
            Kind::In { item, set: Set::List(nodes) } => {
                format!("{} in [{}]", self.part(item, 5), self.list(nodes, ", ", 0))
            }
            Kind::Contains { item, part } => self.pair(item, "contains", part),
            Kind::StartsWith { item, part } => self.pair(item, "starts with", part),
            Kind::Missing(x) => format!("{} is missing", self.part(x, 5)),
            Kind::Min(nodes) => format!("min({})", self.list(nodes, ", ", 0)),
            Kind::Max(nodes) => format!("max({})", self.list(nodes, ", ", 0)),
            Kind::Abs(x) => format!("abs({})", self.part(x, 0)),
            Kind::Floor(x) => format!("floor({})", self.part(x, 0)),
            Kind::Ceil(x) => format!("ceil({})", self.part(x, 0)),
            Kind::Round { value, places, mode: Rounding::HalfUp } => {
                format!("round({}, {places})", self.part(value, 0))
            }
            Kind::Round { value, places, mode } => {
                format!("round({}, {places}, \"{}\")", self.part(value, 0), mode.word())
            }
            Kind::If { condition, then, otherwise } => {
                let parts = [condition, then, otherwise].map(|x| self.part(x, 0));
                format!("if({})", parts.join(", "))
            }
        }
    }

    fn windowed(&self, slot: usize, window: Window) -> String {
        let name = quoted_name(&self.0.name(slot));
        match window {
            Window::Current => name,
            Window::Previous(1) => format!("previous({name})"),
            Window::Previous(steps) => format!("previous({name}, {steps})"),
            Window::LastYear => format!("last_year({name})"),
            Window::YearToDate => format!("year_to_date({name})"),
            Window::QuarterToDate => format!("quarter_to_date({name})"),
        }
    }

    fn pair(&self, left: &Node, word: &str, right: &Node) -> String {
        format!("{} {word} {}", self.part(left, 5), self.part(right, 5))
    }

    fn list(&self, nodes: &[Node], between: &str, floor: u8) -> String {
        nodes.iter().map(|node| self.part(node, floor)).collect::<Vec<_>>().join(between)
    }
}

/// The binding power of a part, as the table at the head of the room gives it.
pub(super) fn power(node: &Node) -> u8 {
    match &node.kind {
        Kind::Any(_) => 1,
        Kind::All(_) => 2,
        Kind::Not(_) => 3,
        Kind::Compare { .. } | Kind::In { .. } | Kind::Missing(_) => 4,
        Kind::Contains { .. } | Kind::StartsWith { .. } => 4,
        Kind::Arithmetic { op, .. } => operator(*op).1,
        Kind::Negate(_) => 7,
        _ => 8,
    }
}

fn operator(op: Arithmetic) -> (&'static str, u8) {
    match op {
        Arithmetic::Add => ("+", 5),
        Arithmetic::Subtract => ("-", 5),
        Arithmetic::Multiply => ("*", 6),
        Arithmetic::Divide => ("/", 6),
    }
}

fn written_number(value: &Number, unit: Option<Unit>) -> String {
    let exact = |number: &Number| number.to_exact_text().unwrap_or_default();
    match unit {
        None => exact(value),
        Some(Unit::Ratio) => format!("{}%", exact(&value.shift(2))),
        Some(Unit::Money(currency)) => format!("{} {currency}", exact(value)),
        Some(Unit::Count) => format!("{} units", exact(value)),
        Some(Unit::Days) => format!("{} days", exact(value)),
        Some(Unit::Plain) => format!("{} points", exact(value)),
    }
}

/// In the first kind of quotes that the text does not close.
fn written_text(text: &str) -> String {
    let pairs = [('"', '"'), ('\'', '\''), ('“', '”'), ('‘', '’'), ('「', '」'), ('『', '』')];
    let closes = |close: char| text.chars().any(|c| super::fold::fold(c) == close);
    let (open, close) = *pairs.iter().find(|(_, close)| !closes(*close)).unwrap_or(&pairs[0]);
    format!("{open}{text}{close}")
}

/// A name as it is if it is a plain or dotted id, else in backticks.
fn quoted_name(name: &str) -> String {
    let id = |part: &str| crate::base::id::check_word(part).is_ok();
    let plain = name.split('.').all(id) && !is_reserved(name);
    if plain || name.contains('`') { name.to_owned() } else { format!("`{name}`") }
}
