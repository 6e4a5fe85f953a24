//! Rows that stand twice: every row of a source brings its key, the first to come counts. A row that
//! comes again with the same content is told as a duplicate by the later of the two places; one with
//! another content is looked into afterwards.

use std::collections::{BTreeSet, HashSet};
use std::sync::{Mutex, PoisonError};

use crate::crm::block::{Block, Cell};
use crate::expr::Value;
use crate::plan::source::Source;
use crate::text::Diagnostic;

use super::bits::Bits;
use super::bound::{Binding, Bound};
use super::firsts::{Firsts, Order};
use super::ledger::{Batch, Ledger};
use super::mark::{Half, Mark, Marker};
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
pub(super) struct Keys {
    ledger: Ledger,
    /// Marks of keys that came with different contents.
    pub clashes: Mutex<BTreeSet<u64>>,
}

impl Keys {
    /// None yet.
    pub fn new() -> Keys {
        Keys { ledger: Ledger::default(), clashes: Mutex::default() }
    }

    /// Makes room for about so many.
    pub fn expect(&self, rows: u64) {
        self.ledger.expect(rows);
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

/// A row's key.
pub(super) struct KeyOf {
    /// The mark of the key.
    pub key: Mark,
    /// The mark of the row's content.
    pub content: u32,
}

impl KeyReader<'_> {
    /// The key of a row; none where it can't be read, which is told.
    #[inline]
    pub fn read(&self, block: &Block<'_>, row: usize, scribe: &mut Scribe) -> Option<KeyOf> {
        let mut marker = Marker::new(self.seed);
        if self.source.key.is_empty() {
            for cell in self.cells {
                let cell = block.cell(row, *cell);
                add_cell(&mut marker, &cell, block.encoding());
            }
            let mark = marker.mark();
            return Some(KeyOf { key: mark, content: (mark.low >> 32) as u32 });
        }
        for column in &self.source.key {
            let bound = &self.binding[*column];
            if let Err(fault) = add_key(&mut marker, block, row, bound) {
                scribe.fault(block, (row, bound.physical), None, || fault);
                return None;
            }
        }
        let key = marker.mark();
        let content = if self.known.careful.contains(&key.high) {
            self.values_mark(block, row)
        } else {
            content_mark(block.row_bytes(row), self.seed)
        };
        Some(KeyOf { key, content })
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

/// Takes a cell of a key into a mark.
#[inline]
fn add_key(
    marker: &mut Marker,
    block: &Block<'_>,
    row: usize,
    bound: &Bound,
) -> Result<(), Diagnostic> {
    match bound.plain_key(block, row) {
        Some(key) => marker.add(key),
        None => add_value(marker, &bound.read(block, row)?),
    }
    Ok(())
}

/// One worker's keys of the current block, and the repetitions that it met.
#[derive(Default)]
pub(super) struct KeyDesk {
    batch: Batch,
    lines: Vec<SourceLine>,
    /// The later lines of rows that repeat others.
    pub repeats: Firsts<()>,
}

impl KeyDesk {
    /// Brings in the rows of a block; puts those that don't count into `twice`.
    pub fn enter(
        &mut self,
        keys: &Keys,
        reader: &KeyReader<'_>,
        block: &Block<'_>,
        (scribe, twice): (&mut Scribe, &mut Bits),
    ) {
        self.lines.clear();
        for row in 0..block.len() {
            let line = reader.base + block.line(row);
            let line = SourceLine::try_from(line).unwrap_or(SourceLine::MAX);
            self.lines.push(line);
            let Some(KeyOf { key, content }) = reader.read(block, row, scribe) else { continue };
            if !reader.known.replaced.is_empty()
                && reader.known.replaced.contains(&(key.high, content))
            {
                twice.put(row);
                continue;
            }
            self.batch.push([key.high, u64::from(content) << 32 | u64::from(line)], row as u32);
        }
        let Self { batch, repeats, .. } = self;
        keys.ledger.enter_keys(batch, |old, new, row| {
            twice.put(row as usize);
            if old[1] >> 32 != new[1] >> 32 {
                let mut clashes = keys.clashes.lock().unwrap_or_else(PoisonError::into_inner);
                clashes.insert(new[0]);
                return;
            }
            let (a, b) = (old[1] as u32, new[1] as u32);
            // The first line stays known, so that a third row finds it.
            old[1] = (old[1] & !0xFFFF_FFFF) | u64::from(a.min(b));
            let order = Order { file: 0, line: u64::from(a.max(b)), column: 0 };
            repeats.push(order, None, || ());
        });
    }
}
