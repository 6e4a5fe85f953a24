//! What the exports answer to the plan's measures: exact values per measure, group and window. The
//! shape only: `crm` fills it, `quota` reads it, and neither knows the other.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::{Day, Number};

/// A run of days, both ends inclusive.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Window {
    /// First day.
    pub start: Day,
    /// Last day.
    pub end: Day,
}

impl Window {
    /// From `start` to `end`, both inclusive.
    pub fn new(start: Day, end: Day) -> Window {
        Window { start, end }
    }

    /// The days that both have; `None` where they share none.
    pub fn meet(self, other: Window) -> Option<Window> {
        let both = Window { start: self.start.max(other.start), end: self.end.min(other.end) };
        (both.start <= both.end).then_some(both)
    }

    /// How many days, both ends counted.
    pub fn days(self) -> i64 {
        i64::from(self.end.number() - self.start.number()) + 1
    }

    /// Whether the day lies in it.
    pub fn has(self, day: Day) -> bool {
        self.start <= day && day <= self.end
    }
}

/// Whose rows were aggregated.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Group {
    /// A person, by index into the roster.
    Person(usize),
    /// The declared house account.
    House,
    /// Rows whose owner is nobody on the roster: listed, never dropped.
    Unattributed,
    /// A value of the dimension that was asked for (`--by product`).
    Value(String),
}

/// What is asked of the exports.
#[derive(Clone, Debug, Default)]
pub struct Question {
    /// Indices into the plan's metrics: only those of kind `Measure`.
    pub measures: Vec<usize>,
    /// The windows, each answered by itself. They may overlap.
    pub windows: Vec<Window>,
    /// The column by whose values to group as well (`product`, `products.series`).
    pub by: Option<String>,
    /// The single rows that are wanted, besides what they sum to. Their measures are answered as if
    /// they were among `measures`.
    pub rows: Option<RowsAsked>,
}

/// Which single rows are wanted: those that count for these measures in one of the question's windows
/// that has an answer. Each that counts for somebody who is asked for takes memory (some 100 bytes).
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct RowsAsked {
    /// The measures, each once: of one that comes again, the first counts.
    pub of: Vec<RowAsked>,
    /// Whose, by index into the roster; empty: everybody's, also the house's and those of nobody.
    pub people: Vec<usize>,
}

/// The single rows of a measure.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct RowAsked {
    /// Index into the plan's metrics: of kind `Measure`.
    pub metric: usize,
    /// The column of the measure's source that says when the result came about that a row undoes:
    /// index into its columns. It must be one of days. Its cell is judged like those of the figures,
    /// in every row that the measure takes.
    pub origin: Option<usize>,
}

/// A row of an export that counted for a measure. One that stands twice is that which stands first. A
/// row whose figure is blank adds nothing and is none.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Entry {
    /// The measure.
    pub metric: usize,
    /// Who is credited, never a value of a dimension. In a sum, a row of several owners is several
    /// entries, whose values sum to the row's; in anything else it is the first owner's.
    pub group: Group,
    /// Its day.
    pub day: Day,
    /// What it counts for, in the metric's unit: the amount of a sum, minimum or maximum, negative
    /// where it is taken back; 1 of a count, and of a distinct count too, whose entries are therefore
    /// more than the count where a value comes again.
    pub value: Number,
    /// The file, as the plan folder names it.
    pub file: Arc<str>,
    /// The line on which the row begins, from 1.
    pub line: u64,
    /// When the result came about that it undoes, where that was asked for and stands there.
    pub origin: Option<Day>,
}

/// The answers: exact, and independent of the order of rows, files and threads.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Facts {
    /// The windows asked for.
    pub windows: Vec<Window>,
    /// Per (metric, group): one value per window. `None` means that no row counted: a sum over no
    /// row is 0 for a person on the roster, but a minimum of nothing is nothing.
    pub cells: BTreeMap<(usize, Group), Vec<Option<Number>>>,
    /// The single rows that were asked for: by metric, day, file and line, each once.
    pub entries: Vec<Entry>,
    /// Windows for which a measure has no answer, not even that no row counted: what comes first in
    /// them can't be told, because the exports don't reach back far enough.
    pub unanswered: BTreeSet<(usize, Window)>,
}

impl Facts {
    /// The value of a measure for a group in a window that was asked for; `None` when no row
    /// counted.
    pub fn value(&self, metric: usize, group: &Group, window: Window) -> Option<&Number> {
        let at = self.windows.iter().position(|asked| *asked == window)?;
        self.cells.get(&(metric, group.clone()))?.get(at)?.as_ref()
    }
}
