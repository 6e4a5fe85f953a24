//! What reading a source found, apart from the figures: its files, and every row that doesn't simply
//! count. Plain data, in the order of the files; screens and documents show it.

use std::sync::Arc;

use crate::base::digest::FileDigest;
use crate::base::{Day, Number};
use crate::text::Place;

use super::export::Summary;

/// What reading one source of the plan found.
#[derive(Clone, Debug, Default)]
pub struct SourceReport {
    /// Index into the plan's sources.
    pub source: usize,
    /// Its files, in the order of their names.
    pub files: Vec<FileReport>,
    /// Rows of data in all files.
    pub rows: u64,
    /// Rows that stand twice with the same content: each counted once.
    pub duplicates: Noted,
    /// Rows that couldn't be read, or that a check set aside: they don't count.
    pub set_aside: Noted,
    /// Rows that a check flagged; they count.
    pub flagged: Noted,
    /// Rows whose owner is nobody on the roster, by the owner's text.
    pub unattributed: Vec<Unattributed>,
    /// Rows without a date, of which no measure took any.
    pub undated: u64,
    /// Rows whose date lies in none of the windows asked for.
    pub outside: u64,
    /// The newest day of a row that a measure selects, days to come and planned ones apart: how far
    /// the export reaches at least.
    pub newest: Option<Day>,
}

/// A file of a source.
#[derive(Clone, Debug)]
pub struct FileReport {
    /// The file as shown to people, relative to the plan folder.
    pub name: Arc<str>,
    /// Its digest.
    pub digest: FileDigest,
    /// Encoding, delimiter, header, rows that aren't data.
    pub summary: Summary,
}

/// Rows that are worth a word, the first of them with their places.
#[derive(Clone, Debug, Default)]
pub struct Noted {
    /// How many.
    pub count: u64,
    /// The first (up to [`KEPT`]), in the order of the files.
    pub rows: Vec<NotedRow>,
}

/// How many noted rows keep their places.
pub const KEPT: usize = 1000;

/// A row that is worth a word.
#[derive(Clone, Debug)]
pub struct NotedRow {
    /// Why: the id of the plan's check, or a code.
    pub why: String,
    /// What the code says, in Chinese and English; empty for a check of the plan.
    pub words: (String, String),
    /// Where.
    pub place: Place,
}

/// Rows whose owner is nobody on the roster.
#[derive(Clone, Debug)]
pub struct Unattributed {
    /// The owner as the export writes it.
    pub owner: String,
    /// How many rows.
    pub rows: u64,
    /// The first of them.
    pub first: Place,
    /// Sums of the money columns over them, by column.
    pub sums: Vec<(usize, Number)>,
}
