//! What can be wrong with an export before a single value is looked at: its encoding, its quotes,
//! its rows. Facts only; which code and which words they get is decided where the codes are.

use std::sync::Arc;

use super::decode::Encoding;
use super::layout::Delimiter;
use crate::text::Place;

/// How many faults of one file are kept; the rest is only counted.
pub const KEPT_FAULTS: usize = 1000;

/// A place in an export.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The file as shown to people.
    pub file: Arc<str>,
    /// Physical line, from 1.
    pub line: u64,
    /// Column in characters, from 1; 0 when the whole line is meant.
    pub column: u64,
    /// How many characters are meant; 0 when the whole line is meant.
    pub width: u64,
    /// The physical line's text from its beginning, cut where it is long.
    pub excerpt: String,
}

impl Spot {
    /// The same as a place of a diagnostic.
    pub fn place(&self) -> Place {
        Place::Spot {
            file: self.file.to_string(),
            line: self.line,
            column: self.column,
            excerpt: self.excerpt.clone(),
            width: self.width,
        }
    }
}

/// A row that is not data: a title before the header, a total or a note after the rows.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Remark {
    /// Its first physical line, from 1.
    pub line: u64,
    /// Its cells.
    pub cells: Vec<String>,
    /// Whether no row of data follows it. A total in the middle of the data is suspicious.
    pub trailing: bool,
}

/// A byte sequence that is no text in an encoding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Undecodable {
    /// The encoding that was tried.
    pub encoding: Encoding,
    /// The bytes, at least one; none when the file ends inside a character of UTF-16.
    pub bytes: Vec<u8>,
    /// Where.
    pub at: Spot,
}

/// What is wrong with an export as a text of rows and cells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScanFault {
    /// Bytes that are no text; one entry per encoding that was tried.
    Undecodable(Vec<Undecodable>),
    /// A stream began as UTF-8 and stopped being it, when its rows were already counted: the
    /// encoding must be declared, because a stream can't be read again.
    EncodingUndecided(Undecodable),
    /// Nothing in it, or only blank lines.
    Empty {
        /// The file.
        file: Arc<str>,
    },
    /// None of the first rows is a header.
    HeaderNotFound {
        /// The file.
        file: Arc<str>,
        /// The encodings under which it was looked for.
        encodings: Vec<Encoding>,
        /// Encodings that were ruled out.
        ruled_out: Vec<Undecodable>,
        /// The delimiters with which it was looked for.
        delimiters: Vec<Delimiter>,
        /// The first rows, under the delimiter that gives the most columns.
        rows: Vec<Remark>,
        /// That delimiter.
        widest: Delimiter,
        /// NUL bytes among the first rows: UTF-16 without a mark, perhaps.
        has_nul: bool,
    },
    /// A quote inside a field that doesn't begin with one.
    BareQuote(Spot),
    /// Text between a closing quote and the next delimiter or line end.
    TextAfterQuote {
        /// The opening quote of that field.
        opening: Spot,
        /// The text.
        at: Spot,
    },
    /// A quote that is open when the file ends.
    UnterminatedQuote(Spot),
    /// A field so long that its opening quote is a stray one.
    FieldTooLong {
        /// Where the field begins.
        at: Spot,
        /// Most bytes.
        limit: usize,
    },
    /// A field with so many lines that its opening quote is a stray one.
    TooManyLines {
        /// Where the field begins.
        at: Spot,
        /// Most line ends within a field.
        limit: usize,
    },
    /// A row so long that it can't be one.
    RowTooLong {
        /// Its open quote, or else its beginning.
        at: Spot,
        /// Most bytes.
        limit: usize,
    },
    /// A row that has more or fewer cells than the header.
    Ragged {
        /// The row.
        at: Spot,
        /// Cells of the header.
        expected: usize,
        /// Cells of the row.
        found: usize,
    },
    /// The file was written to while it was read.
    Changed {
        /// The file.
        file: Arc<str>,
        /// Its size at first, in bytes.
        before: u64,
        /// What was read, in bytes.
        read: u64,
    },
}

impl ScanFault {
    /// Where to point first; `None` when the file as a whole is meant.
    pub fn spot(&self) -> Option<&Spot> {
        match self {
            ScanFault::Undecodable(tried) => tried.first().map(|one| &one.at),
            ScanFault::EncodingUndecided(one) => Some(&one.at),
            ScanFault::BareQuote(at)
            | ScanFault::UnterminatedQuote(at)
            | ScanFault::TextAfterQuote { opening: at, .. }
            | ScanFault::FieldTooLong { at, .. }
            | ScanFault::TooManyLines { at, .. }
            | ScanFault::RowTooLong { at, .. }
            | ScanFault::Ragged { at, .. } => Some(at),
            ScanFault::Empty { .. }
            | ScanFault::HeaderNotFound { .. }
            | ScanFault::Changed { .. } => None,
        }
    }

    /// Line and column to sort by.
    pub(super) fn order(&self) -> (u64, u64) {
        self.spot().map_or((0, 0), |at| (at.line, at.column))
    }
}

/// The first faults of a file and the number of all.
#[derive(Default, Debug)]
pub(super) struct Faults {
    pub kept: Vec<ScanFault>,
    pub total: u64,
}

impl Faults {
    /// Whether another one would still be kept; making one isn't free.
    pub fn has_room(&self) -> bool {
        self.kept.len() < KEPT_FAULTS
    }

    /// Takes one in. They come in the order of the file.
    pub fn push(&mut self, make: impl FnOnce() -> ScanFault) {
        self.total += 1;
        if self.has_room() {
            self.kept.push(make());
        }
    }

    /// Those of several workers together: each kept its own first ones, so that the first ones of
    /// the file are among them.
    pub fn merge(all: impl IntoIterator<Item = Faults>) -> Faults {
        let mut merged = Faults::default();
        for faults in all {
            merged.total += faults.total;
            merged.kept.extend(faults.kept);
        }
        merged.kept.sort_by_key(ScanFault::order);
        merged.kept.truncate(KEPT_FAULTS);
        merged
    }
}
