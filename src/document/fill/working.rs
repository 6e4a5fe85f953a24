//! A working in words: each figure with its name, the arithmetic that made it and the line of the
//! plan behind it. [`lines`] goes from the result back to everything that it came from; [`steps`]
//! goes forward, as somebody would do the sum by hand, and leaves out what changes nothing.

use crate::base::Lang;
use crate::pay::{How, Label, Working};
use crate::text::Span;

use super::naming::{Naming, value};

/// A figure of a working, in words.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Line {
    /// How far below the result it stands: 0 is the result itself.
    pub indent: usize,
    /// What it is.
    pub name: String,
    /// How it came about: `2,600,000.00 × 3%`; empty for one that is given.
    pub arithmetic: String,
    /// Its value, without a currency.
    pub value: String,
    /// The line of the plan that caused it, as `incentives.toml:14`; empty for none.
    pub cite: String,
}

/// Every figure of a working, the result first, each before what it came from.
pub fn lines(working: &Working, naming: &Naming<'_>) -> Vec<Line> {
    let mut teller = Teller { naming, found: Vec::new() };
    teller.back(working, 0, None);
    teller.found
}

/// What has to be reckoned, in order, the result last. Bounds of tiers are said within the step that
/// uses them, and a step that stands there already isn't said again.
pub fn steps(working: &Working, naming: &Naming<'_>) -> Vec<Line> {
    let mut teller = Teller { naming, found: Vec::new() };
    teller.forward(working, 0, None);
    teller.found
}

struct Teller<'a, 'n> {
    naming: &'a Naming<'n>,
    found: Vec<Line>,
}

/// A working without the layers that leave its value as it is; the line that is cited is the
/// outermost.
fn bare(working: &Working) -> (&Working, Option<Span>) {
    let (mut bare, mut cite) = (working, working.cite);
    loop {
        let below = match (&bare.how, bare.parts.as_slice()) {
            (How::Rounded { .. } | How::Sum, [part]) => part,
            (How::Most, [part, floor]) if floor.label == Label::Nothing => part,
            _ => return (bare, cite),
        };
        if below.value != bare.value {
            return (bare, cite);
        }
        cite = cite.or(below.cite);
        bare = below;
    }
}

/// Whether a figure is said within the arithmetic that uses it.
fn is_within(working: &Working) -> bool {
    matches!(working.label, Label::From | Label::To) && working.how != How::Given
}

/// The component that a figure is of, below a figure of another.
fn component(working: &Working, within: Option<usize>) -> Option<usize> {
    match working.label {
        Label::Component(at) if working.how != How::Given => Some(at),
        _ => within,
    }
}

impl Teller<'_, '_> {
    fn back(&mut self, working: &Working, indent: usize, within: Option<usize>) {
        let within = component(working, within);
        let line = self.line(working, working, working.cite, (indent, within));
        self.found.push(line);
        for part in &working.parts {
            self.back(part, indent + 1, within);
        }
    }

    fn forward(&mut self, working: &Working, indent: usize, within: Option<usize>) {
        let within = component(working, within);
        let (bare, cite) = bare(working);
        for part in &bare.parts {
            self.forward(part, indent + 1, within);
        }
        if bare.how == How::Given || is_within(working) {
            return;
        }
        // A rate or an amount of the plan that stands in the arithmetic is what it rests on.
        let given = bare.parts.iter().find_map(|part| part.cite.filter(|_| part.parts.is_empty()));
        let line = self.line(working, bare, cite.or(given), (indent, within));
        let known =
            |other: &Line| (&other.name, &other.arithmetic) == (&line.name, &line.arithmetic);
        if !self.found.iter().any(known) {
            self.found.push(line);
        }
    }

    fn line(
        &self,
        called: &Working,
        bare: &Working,
        cite: Option<Span>,
        (indent, within): (usize, Option<usize>),
    ) -> Line {
        let mut name = self.naming.label(called.label, within);
        // Where a tier has a part of its own, that has said the range.
        let has_part = bare.parts.iter().any(|part| matches!(part.label, Label::Part(_)));
        if let (Label::Tier(at) | Label::Part(at), false) = (called.label, has_part) {
            name = self.with_range(name, &self.naming.tier(at, within));
        }
        Line {
            indent,
            name,
            arithmetic: self.arithmetic(bare, within),
            value: value(called),
            cite: self.naming.cite(cite),
        }
    }

    fn with_range(&self, name: String, range: &str) -> String {
        match (range, self.naming.lang) {
            ("", _) => name,
            (range, Lang::Zh) => format!("{name}（{range}）"),
            (range, Lang::En) => format!("{name} ({range})"),
        }
    }

    fn arithmetic(&self, working: &Working, within: Option<usize>) -> String {
        let lang = self.naming.lang;
        let joined = |sign: &str| {
            let binds = sign != " + ";
            let parts = working.parts.iter().map(|part| self.operand(part, binds, within));
            parts.collect::<Vec<_>>().join(sign)
        };
        let choice = |zh: &str, en: &str| match lang {
            Lang::Zh => format!("{} 中的{zh}者", joined(" 与 ")),
            Lang::En => format!("the {en} of {}", joined(" and ")),
        };
        match &working.how {
            How::Given => String::new(),
            How::Sum => joined(" + "),
            How::Difference => joined(" − "),
            How::Product => joined(" × "),
            How::Quotient => joined(" ÷ "),
            How::Least => choice("较小", "smaller"),
            How::Most => choice("较大", "larger"),
            How::Rounded { places, mode } => {
                let (of, mode) = (joined(""), self.naming.rounding(*mode));
                match lang {
                    Lang::Zh => format!("{of}，{mode}到小数点后 {places} 位"),
                    Lang::En => format!("{of}, rounded {mode} to {places} decimals"),
                }
            }
            How::Share { places } => {
                let parts: Vec<String> =
                    working.parts.iter().map(|part| self.operand(part, true, within)).collect();
                let [whole, weight, all] = parts.as_slice() else { return String::new() };
                match lang {
                    Lang::Zh => format!(
                        "{whole} × {weight} ÷ {all}，到小数点后 {places} 位，余数按最大余额分配"
                    ),
                    Lang::En => format!(
                        "{whole} × {weight} ÷ {all}, to {places} decimals by largest remainder"
                    ),
                }
            }
        }
    }

    /// A figure within the arithmetic of another; `binds`: a sum or a choice needs parentheses there.
    fn operand(&self, working: &Working, binds: bool, within: Option<usize>) -> String {
        if is_within(working) {
            let inner = self.arithmetic(bare(working).0, within);
            let is_product = matches!(working.how, How::Product | How::Quotient);
            return match (binds && !is_product, self.naming.lang) {
                (false, _) => inner,
                (true, Lang::Zh) => format!("（{inner}）"),
                (true, Lang::En) => format!("({inner})"),
            };
        }
        let amount = value(working);
        match working.label {
            Label::Amount
            | Label::Formula
            | Label::Nothing
            | Label::From
            | Label::To
            | Label::Rate
            | Label::Price
            | Label::Times
            | Label::Difference => amount,
            label => format!("{} {amount}", self.naming.label(label, within)),
        }
    }
}
