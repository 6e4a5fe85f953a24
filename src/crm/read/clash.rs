//! Keys that came with different contents, looked into by reading the files again: the same values
//! written differently are one row, an earlier version gives way to a later one, and what is left is
//! an error that names both rows. Only the rows of these keys are looked at.

use std::cmp::Ordering;
use std::collections::{BTreeSet, HashMap};
use std::sync::{Mutex, PoisonError};

use crate::base::Number;
use crate::crm::block::Block;
use crate::crm::cell::shown;
use crate::expr::Value;
use crate::plan::source::Source;
use crate::text::code::import;
use crate::text::{Diagnostic, Place};

use super::keys::{KeyReader, Known};
use super::mark::Mark;
use super::sheet::Scribe;

/// How many clashes are told with their places.
const MOST_TOLD: usize = 50;

/// A content of a key.
#[derive(Clone)]
struct Content {
    /// The first line that has it, of all lines of the source.
    line: u64,
    values: Mark,
    /// The other half of the key's mark.
    key: u64,
    version: Option<Value>,
}

/// The contents of the keys that clash, gathered by all workers.
#[derive(Default)]
pub(super) struct Clashes {
    contents: Mutex<HashMap<u64, Vec<Content>>>,
}

/// What came out.
#[derive(Debug)]
pub(super) enum Settled {
    /// Two keys have one mark: everything once more with other marks.
    Unlucky,
    /// Every clash is settled so.
    Known(Known),
    /// Rows that contradict each other: lines of the source, the later one first.
    Contradictions(Vec<(u64, u64)>),
}

impl Clashes {
    /// Looks at the rows of a block.
    pub fn look(&self, block: &Block<'_>, reader: &KeyReader<'_>, among: &BTreeSet<u64>) {
        // What can't be read was told in the first round.
        let mut scribe = Scribe::default();
        for row in 0..block.len() {
            let Some(key) = reader.mark(block, row, &mut scribe) else { continue };
            if !among.contains(&key.high) {
                continue;
            }
            let content = Content {
                line: reader.base + block.line(row),
                values: reader.values(block, row),
                key: key.low,
                version: reader.source.version.map(|column| version(reader, block, row, column)),
            };
            let mut contents = self.contents.lock().unwrap_or_else(PoisonError::into_inner);
            note(contents.entry(key.high).or_default(), content);
        }
    }

    /// What to make of them.
    pub fn settle(self, has_versions: bool) -> Settled {
        let contents = self.contents.into_inner().unwrap_or_else(PoisonError::into_inner);
        let mut known = Known::default();
        let mut contradictions = Vec::new();
        for (key, mut contents) in contents {
            if contents.iter().any(|content| content.key != contents[0].key) {
                return Settled::Unlucky;
            }
            known.careful.insert(key);
            contents.sort_by_key(|content| content.line);
            let latest = |a: &&Content, b: &&Content| later(&a.version, &b.version);
            let Some(top) = contents.iter().max_by(latest).cloned() else { continue };
            let is_top = |content: &&Content| {
                !has_versions || later(&content.version, &top.version) == Ordering::Equal
            };
            let mut best = contents.iter().filter(is_top);
            if let (Some(first), Some(second)) = (best.next(), best.next()) {
                contradictions.push((second.line, first.line));
                continue;
            }
            let replaced = contents.iter().filter(|content| !is_top(content));
            known.replaced.extend(replaced.map(|old| (key, (old.values.low >> 32) as u32)));
        }
        contradictions.sort_unstable();
        if contradictions.is_empty() {
            Settled::Known(known)
        } else {
            Settled::Contradictions(contradictions)
        }
    }
}

/// Keeps each content once, at its first line; without versions, the first two are enough to tell.
fn note(contents: &mut Vec<Content>, content: Content) {
    match contents.iter_mut().find(|known| known.values == content.values) {
        Some(known) => known.line = known.line.min(content.line),
        None => contents.push(content),
    }
    if contents.len() > 2 && contents.iter().all(|content| content.version.is_none()) {
        contents.sort_by_key(|content| content.line);
        contents.truncate(2);
    }
}

fn version(reader: &KeyReader<'_>, block: &Block<'_>, row: usize, column: usize) -> Value {
    let bound = &reader.binding[column];
    let text = block.cell(row, bound.physical).text();
    bound.reader.read(&text).unwrap_or(Value::Missing)
}

/// Which of two versions is later; one without is earlier than any.
fn later(a: &Option<Value>, b: &Option<Value>) -> Ordering {
    match (a, b) {
        (Some(Value::Num(a)), Some(Value::Num(b))) => Number::cmp(a, b),
        (Some(Value::Day(a)), Some(Value::Day(b))) => a.cmp(b),
        (Some(Value::Text(a)), Some(Value::Text(b))) => a.cmp(b),
        (Some(Value::Missing) | None, Some(Value::Missing) | None) => Ordering::Equal,
        (Some(Value::Missing) | None, _) => Ordering::Less,
        (_, Some(Value::Missing) | None) => Ordering::Greater,
        _ => Ordering::Equal,
    }
}

/// A row that contradicts another, with what a message says of it.
pub(super) struct Witness {
    key: String,
    values: Vec<Value>,
    place: Place,
}

/// The rows of some lines of a source, to be told.
#[derive(Default)]
pub(super) struct Witnesses {
    found: Mutex<HashMap<u64, Witness>>,
}

impl Witnesses {
    /// Looks for the rows of these lines in a block.
    pub fn look(&self, block: &Block<'_>, reader: &KeyReader<'_>, lines: &BTreeSet<u64>) {
        for row in 0..block.len() {
            let line = reader.base + block.line(row);
            if !lines.contains(&line) {
                continue;
            }
            let text = |column: usize| block.cell(row, reader.binding[column].physical).text();
            let key: Vec<String> =
                reader.source.key.iter().map(|column| shown(text(*column).trim())).collect();
            let values = reader.binding.iter().map(|bound| {
                let text = block.cell(row, bound.physical).text();
                bound.reader.read(&text).unwrap_or_else(|_| Value::Text(text.trim().into()))
            });
            let witness = Witness {
                key: key.join(" / "),
                values: values.collect(),
                place: block.row_spot(row).place(),
            };
            let mut found = self.found.lock().unwrap_or_else(PoisonError::into_inner);
            found.insert(line, witness);
        }
    }

    /// Tells the contradictions of rows that were found.
    pub fn tell(self, contradictions: &[(u64, u64)], source: &Source) -> Vec<Diagnostic> {
        let found = self.found.into_inner().unwrap_or_else(PoisonError::into_inner);
        let told = contradictions.iter().take(MOST_TOLD).filter_map(|(line, first)| {
            let (row, first) = (found.get(line)?, found.get(first)?);
            let columns =
                crate::crm::tables::differing(&source.columns, &row.values, &first.values);
            let told = Diagnostic::new(&import::DUPLICATE_KEY)
                .arg("key", &row.key)
                .arg("columns", if columns.is_empty() { "—".to_owned() } else { columns });
            Some(told.place(row.place.clone()).place(first.place.clone()))
        });
        told.collect()
    }

    /// The lines of the contradictions that are told.
    pub fn lines(contradictions: &[(u64, u64)]) -> BTreeSet<u64> {
        contradictions.iter().take(MOST_TOLD).flat_map(|(a, b)| [*a, *b]).collect()
    }
}
