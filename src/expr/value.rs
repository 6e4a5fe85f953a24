//! Values that go into an expression and outcomes that come out of it. A value that is not there is
//! no zero: it makes the outcome undefined and says why.

use std::sync::Arc;

use crate::base::{Day, Number};
use crate::text::Span;

use super::node::Window;

/// A value of a name or of a part of an expression.
#[derive(Clone, PartialEq, Debug)]
pub enum Value {
    /// There is none.
    Missing,
    /// A number in the unit of its name: CNY in yuan, a ratio as a fraction of one.
    Num(Number),
    /// A text.
    Text(Arc<str>),
    /// A truth.
    Bool(bool),
    /// A day.
    Day(Day),
}

/// The values that an expression is evaluated over.
pub trait Facts {
    /// The value of a name in a period, of the type that its entry told.
    fn value(&self, slot: usize, window: Window) -> Value;
    /// Whether a reference table has that key, `None` if the table is not known.
    fn member(&self, table: usize, key: &Value) -> Option<bool> {
        let _ = (table, key);
        None
    }
}

/// Why a part of an expression has no value.
#[derive(Clone, PartialEq, Debug)]
pub enum Gap {
    /// A name has no value in that period.
    Missing {
        /// The name.
        slot: usize,
        /// The period.
        window: Window,
        /// Where the expression asks for it.
        span: Span,
    },
    /// The caller gave a value of another type than it had told.
    Mistyped {
        /// The name.
        slot: usize,
        /// Where the expression asks for it.
        span: Span,
    },
    /// A division by zero.
    Zero {
        /// The division.
        span: Span,
    },
    /// A reference table is not known.
    NoTable {
        /// The table.
        table: usize,
        /// Where the expression asks for it.
        span: Span,
    },
    /// A sum of a day and days that is no day from 1900 to 2199, or not a whole number of days.
    NoDay {
        /// The sum.
        span: Span,
    },
}

/// What a condition says.
#[derive(Clone, PartialEq, Debug)]
pub enum Outcome {
    /// It holds.
    Yes,
    /// It does not hold.
    No,
    /// It cannot be said, because these values are not there; the caller must decide.
    Undefined(Vec<Gap>),
}

/// What was tested in a step of a condition.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Test {
    /// Two values were compared.
    Compare(super::node::Comparison),
    /// A value was looked for in a list or table.
    In,
    /// A text was looked for in a text.
    Contains,
    /// A text was looked for at the start of a text.
    StartsWith,
    /// It was asked whether a value is there.
    Missing,
    /// A true-or-false value stands for itself.
    Is,
}
