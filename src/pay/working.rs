//! `Working`: a figure together with how it came about, as a tree of arithmetic. The constructors
//! compute what they note down, so that an explanation can't say anything else than was done. What a
//! figure is called in either language is in `label`; nothing here knows a plan.

use crate::base::round::round_number;
use crate::base::{Number, Rounding, Unit};
use crate::text::Span;

use super::label::Label;

/// A figure and how it came about.
#[derive(Clone, Debug, PartialEq)]
pub struct Working {
    /// What it is.
    pub label: Label,
    /// Its exact value, in `unit`.
    pub value: Number,
    /// What it counts.
    pub unit: Unit,
    /// How it comes from its parts.
    pub how: How,
    /// What it comes from, in order.
    pub parts: Vec<Working>,
    /// The line of the plan (or of the roster) that caused it.
    pub cite: Option<Span>,
}

/// How a figure comes from its parts. Whoever re-adds a working needs these and nothing else.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum How {
    /// It is given: by the plan, the roster, an export, an earlier period. No parts.
    Given,
    /// The sum of the parts; of none, 0.
    Sum,
    /// The first part less all others.
    Difference,
    /// The product of the parts.
    Product,
    /// The first part divided by the second.
    Quotient,
    /// The smallest part.
    Least,
    /// The largest part.
    Most,
    /// The only part, rounded.
    Rounded {
        /// Decimal places.
        places: u32,
        /// The mode.
        mode: Rounding,
    },
    /// The first part is a whole that was shared to so many places by weights; the second is this
    /// one's weight, the third the sum of all weights. What is left over after rounding down
    /// goes to the largest remainders, so the figure is at most one unit above its exact share.
    Share {
        /// Decimal places.
        places: u32,
    },
}

impl How {
    /// The word of outputs for programs.
    pub fn word(&self) -> &'static str {
        match self {
            How::Given => "given",
            How::Sum => "sum",
            How::Difference => "difference",
            How::Product => "product",
            How::Quotient => "quotient",
            How::Least => "least",
            How::Most => "most",
            How::Rounded { .. } => "rounded",
            How::Share { .. } => "share",
        }
    }
}

impl Working {
    /// A figure that is given.
    pub fn given(label: Label, value: Number, unit: Unit) -> Working {
        Working { label, value, unit, how: How::Given, parts: Vec::new(), cite: None }
    }

    /// The sum of several figures of one unit.
    pub fn sum(label: Label, unit: Unit, parts: Vec<Working>) -> Working {
        let value = parts.iter().map(|part| &part.value).sum();
        Working { label, value, unit, how: How::Sum, parts, cite: None }
    }

    /// `from` less `less`, in the unit of `from`.
    pub fn difference(label: Label, from: Working, less: Working) -> Working {
        let (value, unit) = (&from.value - &less.value, from.unit);
        Working { label, value, unit, how: How::Difference, parts: vec![from, less], cite: None }
    }

    /// The product of several figures.
    pub fn product(label: Label, unit: Unit, parts: Vec<Working>) -> Working {
        let value = parts.iter().fold(Number::one(), |product, part| &product * &part.value);
        Working { label, value, unit, how: How::Product, parts, cite: None }
    }

    /// `of` divided by `by`; `None` when that is 0.
    pub fn quotient(label: Label, unit: Unit, of: Working, by: Working) -> Option<Working> {
        let value = Number::ratio(&of.value, &by.value)?;
        Some(Working { label, value, unit, how: How::Quotient, parts: vec![of, by], cite: None })
    }

    /// The smaller of two figures of one unit.
    pub fn least(label: Label, one: Working, other: Working) -> Working {
        let (value, unit) = (one.value.clone().min(other.value.clone()), one.unit);
        Working { label, value, unit, how: How::Least, parts: vec![one, other], cite: None }
    }

    /// The larger of two figures of one unit.
    pub fn most(label: Label, one: Working, other: Working) -> Working {
        let (value, unit) = (one.value.clone().max(other.value.clone()), one.unit);
        Working { label, value, unit, how: How::Most, parts: vec![one, other], cite: None }
    }

    /// The figure rounded.
    pub fn rounded(label: Label, of: Working, places: u32, mode: Rounding) -> Working {
        let (value, unit) = (round_number(&of.value, places, mode), of.unit);
        let how = How::Rounded { places, mode };
        Working { label, value, unit, how, parts: vec![of], cite: None }
    }

    /// This one's part of a whole that was shared to `places` by weights.
    pub fn share(
        label: Label,
        value: Number,
        whole: Working,
        weight: Working,
        all: Working,
        places: u32,
    ) -> Working {
        let unit = whole.unit;
        let parts = vec![whole, weight, all];
        Working { label, value, unit, how: How::Share { places }, parts, cite: None }
    }

    /// With the line of the plan that caused it.
    #[must_use]
    pub fn citing(mut self, span: Span) -> Working {
        self.cite = Some(span);
        self
    }

    /// Under another name.
    #[must_use]
    pub fn called(mut self, label: Label) -> Working {
        self.label = label;
        self
    }

    /// Whether the figure is what its parts say, all the way down.
    pub fn holds(&self) -> bool {
        self.parts.iter().all(Working::holds) && self.follows()
    }

    fn follows(&self) -> bool {
        let values = || self.parts.iter().map(|part| &part.value);
        let rest = || values().skip(1).sum::<Number>();
        let computed = match (&self.how, self.parts.as_slice()) {
            (How::Given, []) => return true,
            (How::Sum, _) => Some(values().sum()),
            (How::Difference, [first, ..]) => Some(&first.value - &rest()),
            (How::Product, _) => {
                Some(values().fold(Number::one(), |product, part| &product * part))
            }
            (How::Quotient, [of, by]) => Number::ratio(&of.value, &by.value),
            (How::Least, _) => values().min().cloned(),
            (How::Most, _) => values().max().cloned(),
            (How::Rounded { places, mode }, [of]) => Some(round_number(&of.value, *places, *mode)),
            (How::Share { places }, [whole, weight, all]) => {
                return self.is_share(*places, [whole, weight, all]);
            }
            _ => None,
        };
        computed.as_ref() == Some(&self.value)
    }

    fn is_share(&self, places: u32, [whole, weight, all]: [&Working; 3]) -> bool {
        let Some(exact) = Number::ratio(&(&whole.value * &weight.value), &all.value) else {
            return false;
        };
        (&self.value - &exact).abs() < Number::one().shift(-places.cast_signed())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(value: i64) -> Working {
        Working::given(Label::Amount, Number::from(value), Unit::Plain)
    }

    #[test]
    fn a_working_that_was_computed_holds_and_one_that_was_changed_does_not() {
        let sum = Working::sum(Label::Amount, Unit::Plain, vec![given(2), given(3)]);
        let third = Working::quotient(Label::Amount, Unit::Plain, sum, given(3)).unwrap();
        let mut rounded = Working::rounded(Label::Rounded, third, 2, Rounding::HalfUp);
        assert_eq!(rounded.value, Number::parse_plain("1.67").unwrap());
        assert!(rounded.holds());
        rounded.parts[0].parts[0].parts[0].value = Number::from(1i64);
        assert!(!rounded.holds());
    }

    #[test]
    fn nothing_is_divided_by_nothing() {
        assert_eq!(Working::quotient(Label::Amount, Unit::Plain, given(1), given(0)), None);
    }

    #[test]
    fn a_share_is_less_than_a_unit_away_from_its_exact_share() {
        // 100 by 1 : 2 is 33.33… and 66.66…
        let share = |value: &str| {
            let value = Number::parse_plain(value).unwrap();
            Working::share(Label::Amount, value, given(100), given(1), given(3), 2).holds()
        };
        assert!(share("33.33") && share("33.34"));
        assert!(!share("33.32") && !share("33.35"));
    }
}
