//! A row that is worth a word, and what becomes of it: plain data with the diagnostic that says why.

use crate::text::{Diagnostic, Place};

/// What becomes of a row that something was found in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Fate {
    /// It can't be read, and the source refuses such rows: so does every run on it.
    Refused,
    /// It doesn't count and is listed.
    SetAside,
    /// It repeats an earlier row, which counts once.
    Repeats,
    /// A newer version of it counts instead.
    Superseded,
    /// It counts for nobody on the roster.
    Unattributed,
    /// It counts, and a check of the plan asks for a look at it.
    Flagged,
}

impl Fate {
    /// Its word for programs.
    pub fn word(self) -> &'static str {
        match self {
            Fate::Refused => "refused",
            Fate::SetAside => "set-aside",
            Fate::Repeats => "repeats",
            Fate::Superseded => "superseded",
            Fate::Unattributed => "unattributed",
            Fate::Flagged => "flagged",
        }
    }

    /// Whether the row is left out because of what is wrong with it.
    pub fn is_reject(self) -> bool {
        matches!(self, Fate::Refused | Fate::SetAside)
    }
}

/// Something found in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Finding {
    /// The physical line on which the row begins.
    pub line: u64,
    /// What: the id of the plan's check, `DUPLICATE`, or a code.
    pub kind: String,
    /// What becomes of the row.
    pub fate: Fate,
    /// Why, with its place.
    pub told: Diagnostic,
}

impl Finding {
    /// A finding of which the code is the kind.
    pub fn coded(line: u64, fate: Fate, told: Diagnostic) -> Finding {
        Finding { line, kind: told.code.id.to_owned(), fate, told }
    }

    /// An argument of the diagnostic.
    pub fn arg(&self, name: &str) -> Option<&str> {
        self.told.args.iter().find(|(known, _)| *known == name).map(|(_, value)| value.as_str())
    }

    /// The column in characters; `None` where the whole row is meant.
    pub fn column(&self) -> Option<u64> {
        match self.told.places.first()? {
            Place::Spot { column, .. } => (*column > 0).then_some(*column),
            _ => None,
        }
    }
}

/// A rejected row as it was exported.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reject {
    /// The line on which it begins.
    pub line: u64,
    /// Why.
    pub reasons: Vec<Diagnostic>,
    /// Its cells, as many as it has.
    pub cells: Vec<String>,
}
