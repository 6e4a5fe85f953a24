//! Rows that stand twice: every row of a source brings its key, the first to come counts. A row that
//! comes again with the same content is told as a duplicate by the later of the two places; one with
//! another content is looked into afterwards.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashSet};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Mutex, PoisonError};

use crate::crm::block::{Block, Cell};
use crate::expr::Value;
use crate::plan::source::Source;

use super::bits::Bits;
use super::bound::Binding;
use super::firsts::{Firsts, Order};
use super::ledger::{Batch, Ledger};
use super::mark::{Half, Mark, Marker};
use super::serial::{Finder, Serial, Shelf};
use super::sheet::Scribe;

/// Lines of a source's files as one sequence; more than 2³² are one.
pub(super) type SourceLine = u32;

/// What is known of keys from an earlier round.
#[derive(Clone, Default, Debug)]
pub(super) struct Known {
    /// Marks of keys whose rows must be compared by their values, not their bytes.
    pub careful: HashSet<u64>,
    /// Rows that a later version replaces: the mark of key and values.
    pub replaced: HashSet<(u64, u32)>,
}

/// The keys of a source.
#[derive(Default)]
pub(super) struct Keys {
    /// Those that are numbered.
    shelf: Shelf,
    /// The others.
    ledger: Ledger,
    /// Rows to make room for.
    expected: AtomicU64,
    /// Marks of keys that came with different contents.
    pub clashes: Mutex<BTreeSet<u64>>,
}

impl Keys {
    /// About so many are to come.
    pub fn expect(&self, rows: u64) {
        self.expected.store(rows, Ordering::Relaxed);
    }

    /// Makes room in the ledger if as many of all rows belong there as of some.
    fn make_room(&self, unnumbered: usize, of: usize) {
        let expected = self.expected.swap(0, Ordering::Relaxed);
        if expected > 0 {
            self.ledger.expect(expected * unnumbered as u64 / of.max(1) as u64);
        }
    }
}

/// How a worker reads keys.
pub(super) struct KeyReader<'a> {
    /// The source.
    pub source: &'a Source,
    /// Its columns in this file.
    pub binding: &'a Binding,
    /// All cells of a row in an order that doesn't depend on that of the file's columns.
    pub cells: &'a [usize],
    /// The line before the first of this file.
    pub base: u64,
    /// What an earlier round found out.
    pub known: &'a Known,
    /// Makes other marks, after a clash of marks.
    pub seed: u64,
}

/// The key of a row.
enum Key<'c> {
    /// Of one column: its text.
    Text(Cow<'c, [u8]>),
    /// Of several, or no text.
    Mark(Mark),
}

impl KeyReader<'_> {
    /// The mark of the key of a row; none where it can't be read, which is told.
    pub fn mark(&self, block: &Block<'_>, row: usize, scribe: &mut Scribe) -> Option<Mark> {
        self.key(block, row, scribe).map(|key| self.mark_of(&key))
    }

    #[inline]
    fn mark_of(&self, key: &Key<'_>) -> Mark {
        match key {
            Key::Mark(mark) => *mark,
            Key::Text(text) => {
                let mut marker = Marker::new(self.seed);
                marker.add(text);
                marker.mark()
            }
        }
    }

    #[inline]
    fn key<'c>(&self, block: &Block<'c>, row: usize, scribe: &mut Scribe) -> Option<Key<'c>> {
        let mut marker = Marker::new(self.seed);
        if self.source.key.is_empty() {
            for cell in self.cells {
                let cell = block.cell(row, *cell);
                add_cell(&mut marker, &cell, block.encoding());
            }
            return Some(Key::Mark(marker.mark()));
        }
        for column in &self.source.key {
            let bound = &self.binding[*column];
            let is_whole = self.source.key.len() == 1;
            match bound.plain_key(block, row) {
                Some(text) if is_whole => return Some(Key::Text(Cow::Borrowed(text))),
                Some(text) => marker.add(text),
                None => match bound.read(block, row) {
                    Ok(Value::Text(text)) if is_whole => {
                        return Some(Key::Text(Cow::Owned(text.as_bytes().to_vec())));
                    }
                    Ok(value) => add_value(&mut marker, &value),
                    Err(fault) => {
                        scribe.fault(block, (row, bound.physical), None, || fault);
                        return None;
                    }
                },
            }
        }
        Some(Key::Mark(marker.mark()))
    }

    /// The mark of the content of a row with that key.
    #[inline]
    fn content(&self, block: &Block<'_>, row: usize, key: &Key<'_>) -> u32 {
        if self.source.key.is_empty() {
            return (self.mark_of(key).low >> 32) as u32;
        }
        let is_careful = || {
            !self.known.careful.is_empty() && self.known.careful.contains(&self.mark_of(key).high)
        };
        if is_careful() {
            self.values_mark(block, row)
        } else {
            content_mark(block.row_bytes(row), self.seed)
        }
    }

    /// Whether a later version replaces the row.
    #[inline]
    fn is_replaced(&self, key: &Key<'_>, content: u32) -> bool {
        !self.known.replaced.is_empty()
            && self.known.replaced.contains(&(self.mark_of(key).high, content))
    }

    /// The mark of the values of the declared columns, however they are written.
    pub fn values_mark(&self, block: &Block<'_>, row: usize) -> u32 {
        (self.values(block, row).low >> 32) as u32
    }

    /// The same, in full.
    pub fn values(&self, block: &Block<'_>, row: usize) -> Mark {
        let mut marker = Marker::new(self.seed);
        for bound in self.binding {
            let text = block.cell(row, bound.physical).text();
            match bound.reader.read(&text) {
                Ok(value) => add_value(&mut marker, &value),
                Err(_) => marker.add(text.trim().as_bytes()),
            }
        }
        marker.mark()
    }
}

/// The mark of a row's bytes. Long texts go two ways at once, each half of a way taking every other
/// sixteen bytes.
#[inline]
fn content_mark(row: &[u8], seed: u64) -> u32 {
    let (mut even, mut odd) = (Half::new(seed), Half::new(!seed));
    let (chunks, rest) = row.as_chunks::<32>();
    for chunk in chunks {
        even.add(&chunk[..16]);
        odd.add(&chunk[16..]);
    }
    let mut marker = Marker::new(even.done() ^ odd.done().rotate_left(32));
    marker.add(rest);
    (marker.mark().low >> 32) as u32
}

/// Takes a value into a mark.
fn add_value(marker: &mut Marker, value: &Value) {
    match value {
        Value::Missing => marker.add_nothing(),
        Value::Text(text) => marker.add(text.as_bytes()),
        Value::Bool(yes) => marker.add(&[u8::from(*yes)]),
        Value::Day(day) => marker.add(&day.number().to_le_bytes()),
        Value::Num(number) => marker.add(format!("{number:?}").as_bytes()),
    }
}

fn add_cell(marker: &mut Marker, cell: &Cell<'_>, encoding: crate::crm::Encoding) {
    let is_plain = encoding == crate::crm::Encoding::Utf8 || cell.bytes().is_ascii();
    if is_plain && !cell.is_escaped() {
        marker.add(cell.bytes());
    } else {
        marker.add(cell.text().as_bytes());
    }
}

/// One worker's keys of the current block, and the repetitions that it met.
#[derive(Default)]
pub(super) struct KeyDesk {
    finder: Finder,
    batch: Batch,
    /// Rows that repeat others.
    pub repeats: Repeats,
}

/// Rows that repeat others.
#[derive(Default)]
pub(super) struct Repeats {
    /// The later lines.
    pub later: Firsts<()>,
    /// Where somebody asks for them: from the line of a row that was met to the earlier line of one
    /// that repeats it.
    pub moves: Option<Vec<(SourceLine, SourceLine)>>,
}

impl KeyDesk {
    /// One that says, if it `keeps_moves`, where rows stand first that were met elsewhere.
    pub fn new(keeps_moves: bool) -> KeyDesk {
        let moves = keeps_moves.then(Vec::new);
        KeyDesk { repeats: Repeats { moves, ..Repeats::default() }, ..KeyDesk::default() }
    }

    /// Brings in the rows of a block; puts those that don't count into `twice`.
    pub fn enter(
        &mut self,
        keys: &Keys,
        reader: &KeyReader<'_>,
        block: &Block<'_>,
        (scribe, twice): (&mut Scribe, &mut Bits),
    ) {
        let Self { finder, batch, repeats } = self;
        let mut unnumbered = 0;
        for row in 0..block.len() {
            let line = reader.base + block.line(row);
            let line = SourceLine::try_from(line).unwrap_or(SourceLine::MAX);
            let Some(key) = reader.key(block, row, scribe) else { continue };
            let content = reader.content(block, row, &key);
            if reader.is_replaced(&key, content) {
                twice.put(row);
                continue;
            }
            let new = u64::from(content) << 32 | u64::from(line);
            let serial = match &key {
                Key::Text(text) => Serial::of(text),
                Key::Mark(_) => None,
            };
            match serial.map(|serial| finder.enter(serial, new, &keys.shelf)) {
                Some(Ok(None)) => {}
                Some(Ok(Some(old))) => {
                    twice.put(row);
                    keys.note((old, new), || reader.mark_of(&key).high, repeats);
                }
                Some(Err(())) | None => {
                    unnumbered += 1;
                    batch.push([reader.mark_of(&key).high, new], row as u32);
                }
            }
        }
        finder.settle(&keys.shelf);
        keys.make_room(unnumbered, block.len());
        keys.ledger.enter_keys(batch, |old, new, row| {
            twice.put(row as usize);
            keys.note((old[1], new[1]), || new[0], repeats);
            if old[1] >> 32 == new[1] >> 32 {
                // The first line stays known, so that a third row finds it.
                old[1] = old[1].min(new[1]);
            }
        });
    }
}

impl Keys {
    /// Takes down that a key came again, with contents and lines of both rows.
    #[cold]
    fn note(&self, (old, new): (u64, u64), mark: impl FnOnce() -> u64, repeats: &mut Repeats) {
        if old >> 32 != new >> 32 {
            let mut clashes = self.clashes.lock().unwrap_or_else(PoisonError::into_inner);
            clashes.insert(mark());
            return;
        }
        let (old, new) = (old as SourceLine, new as SourceLine);
        let order = Order { file: 0, line: u64::from(old.max(new)), column: 0 };
        repeats.later.push(order, None, || ());
        if let Some(moves) = repeats.moves.as_mut().filter(|_| new < old) {
            moves.push((old, new));
        }
    }
}
