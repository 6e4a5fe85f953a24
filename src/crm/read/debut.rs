//! Rows that come first for their key: a customer's first order, anybody's first five. Which rows these
//! are is known only when all were seen, so a source with such a measure is read once for the days
//! and once more for the figures.
//!
//! Rows stand in the order of their days, those of one day in that of their keys. A row is first as long
//! as fewer than so many came before it in the stretch that matters. Of rows that can't be first any
//! more only the day is kept, so that memory grows with keys and days, not with rows.

use std::cmp::Ordering;
use std::collections::HashSet;

use crate::base::Day;
use crate::crm::block::Block;
use crate::expr::Value;
use crate::plan::first::Reach;
use crate::plan::source::RowName;
use crate::text::code::import;
use crate::text::{Diagnostic, Place, Sink};

use super::bits::Bits;
use super::bucket::{Buckets, OUTSIDE};
use super::condition::Condition;
use super::keys::KeyReader;
use super::mark::{Mark, Marker};
use super::run::Run;
use super::sheet::{DAY_LEAST, Sheet};
use super::shift::{value_mark, word_column};
use super::task::Task;

/// So many entries are taken in before they are looked through for the first time.
const ROOM: usize = 1 << 16;
/// Days by which the oldest row may be younger than the exports are said to be.
const QUIET_DAYS: i32 = 31;

/// Which rows of a tap count.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Debut {
    /// What tells the key.
    pub of: RowName,
    /// A row counts while fewer than so many came before.
    pub count: u32,
    /// How far back these matter.
    pub within: Option<Reach>,
    /// Which rows matter; none: those of the tap.
    pub among: Option<Condition>,
    /// From when on the exports are complete.
    pub since: Option<Day>,
}

impl Debut {
    /// The first day that matters for a row of a day.
    fn reach(&self, day: i32) -> i32 {
        match (self.within, Day::from_number(day)) {
            (Some(within), Some(day)) => within.before(day).number(),
            _ => i32::MIN,
        }
    }
}

/// The rows that are first, by tap.
pub(super) type Debuts = Vec<HashSet<Mark>>;

/// A row, or several of one key and day of which only the day matters.
#[derive(Clone, Debug)]
struct Entry {
    key: Mark,
    day: i32,
    /// The text of the row's key and its mark; none where only the day matters.
    row: Option<(Box<str>, Mark)>,
    /// Whether it may be first.
    is_candidate: bool,
    /// For how many earlier rows it stands; 0 for one that matters to no later one.
    weight: u32,
}

/// Rows of a tap on the way to what is first.
#[derive(Default)]
pub(super) struct Gathered {
    entries: Vec<Entry>,
    /// At how many they are looked through again.
    room: usize,
    /// Number of the oldest day.
    pub oldest: Option<i32>,
}

/// Rows of a block that a tap selects, and those that matter as earlier ones.
pub(super) struct Pending {
    pub tap: usize,
    pub selected: Bits,
    pub history: Bits,
}

/// What rows of a block are gathered with.
#[derive(Clone, Copy)]
pub(super) struct Sight<'a> {
    pub task: &'a Task<'a>,
    pub sheet: &'a Sheet,
    pub reader: &'a KeyReader<'a>,
    pub block: &'a Block<'a>,
}

impl Sight<'_> {
    /// Whose row it is; none where the cell is blank.
    fn key(&self, of: RowName, row: usize) -> Option<Mark> {
        let words = self.sheet.words(word_column(self.task, of));
        let word = words.word(words.class(row));
        match of {
            RowName::Joined { join, column } => {
                self.task.look_up(join, word, column).and_then(value_mark)
            }
            _ => value_mark(&word.value),
        }
    }

    /// Which row it is, wherever it stands: the text of its key and its mark. A source without a key
    /// tells rows by all their cells.
    pub fn row(&self, row: usize) -> (String, Mark) {
        let KeyReader { source, binding, cells, .. } = *self.reader;
        let (mut text, mut marker) = (String::new(), Marker::new(0));
        if source.key.is_empty() {
            for cell in cells {
                marker.add(self.block.cell(row, *cell).text().as_bytes());
            }
            return (text, marker.mark());
        }
        for column in &source.key {
            // A key that can't be read was told, and its row counts for nothing.
            match binding[*column].read(self.block, row) {
                Ok(Value::Text(part)) => {
                    marker.add(part.as_bytes());
                    text.push_str(&part);
                }
                Ok(Value::Num(number)) => {
                    let part = number.to_exact_text().unwrap_or_default();
                    marker.add(part.as_bytes());
                    text.push_str(&part);
                }
                Ok(Value::Day(day)) => {
                    let part = day.to_string();
                    marker.add(part.as_bytes());
                    text.push_str(&part);
                }
                Ok(Value::Bool(yes)) => marker.add(if yes { b"1" } else { b"0" }),
                Ok(Value::Missing) | Err(_) => marker.add_nothing(),
            }
            text.push('\u{1}');
        }
        (text, marker.mark())
    }
}

impl Gathered {
    /// Takes in the rows of a block that count for something, repeated ones left out. A row with a cell
    /// that can't be read is none of the figures, but it was an order.
    pub fn take(&mut self, sight: Sight<'_>, pending: &Pending, twice: &Bits) {
        let tap = &sight.task.taps[pending.tap];
        let Some(debut) = &tap.first else { return };
        let days = sight.sheet.days(tap.date);
        let mut rows = pending.selected.clone();
        rows.take(&pending.history);
        let (from, to) = sight.task.buckets.span();
        let from = debut.reach(from);
        for row in rows.without(twice).rows() {
            let day = days.day(row);
            if day < DAY_LEAST {
                continue;
            }
            self.oldest = Some(self.oldest.map_or(day, |oldest| oldest.min(day)));
            if day < from || day > to {
                continue;
            }
            let Some(key) = sight.key(debut.of, row) else { continue };
            let (text, id) = sight.row(row);
            self.entries.push(Entry {
                key,
                day,
                row: Some((text.into_boxed_str(), id)),
                is_candidate: pending.selected.has(row),
                weight: u32::from(pending.history.has(row)),
            });
        }
        if self.entries.len() >= self.room.max(ROOM) {
            self.settle(debut);
            self.room = self.entries.len() * 2;
        }
    }

    /// Takes in another worker's.
    pub fn absorb(&mut self, other: Gathered) {
        self.entries.extend(other.entries);
        self.oldest = match (self.oldest, other.oldest) {
            (Some(a), Some(b)) => Some(a.min(b)),
            (a, b) => a.or(b),
        };
    }

    /// The rows that are first and in a window.
    pub fn first(mut self, debut: &Debut, buckets: &Buckets) -> HashSet<Mark> {
        self.settle(debut);
        let counts = |entry: &Entry| entry.is_candidate && buckets.of(entry.day) != OUTSIDE;
        let first = self.entries.into_iter().filter(counts);
        first.filter_map(|entry| Some(entry.row?.1)).collect()
    }

    /// Lets go of everything that can't be first and matters to no later row.
    fn settle(&mut self, debut: &Debut) {
        let mut entries = std::mem::take(&mut self.entries);
        entries.sort_unstable_by(order);
        let mut kept: Vec<Entry> = Vec::with_capacity(entries.len() / 2);
        for of_key in entries.chunk_by_mut(|a, b| a.key == b.key) {
            let before = before(of_key, debut);
            for (entry, before) in of_key.iter_mut().zip(before) {
                if before < u64::from(debut.count) {
                    kept.push(entry.clone());
                } else if debut.within.is_some() && entry.weight > 0 {
                    // Those before it hold for every later row of the day as well, so that within
                    // the day it needn't be placed.
                    hold(&mut kept, entry, debut.count);
                }
            }
        }
        self.entries = kept;
    }
}

/// The order of rows; what stands for a day alone comes behind its rows, for which it doesn't matter.
fn order(a: &Entry, b: &Entry) -> Ordering {
    let place = |entry: &Entry| (entry.key, entry.day, entry.row.is_none());
    place(a).cmp(&place(b)).then_with(|| a.row.cmp(&b.row))
}

/// How many earlier rows of the same key each entry has, in their order.
fn before(of_key: &[Entry], debut: &Debut) -> Vec<u64> {
    let (mut from, mut held) = (0, 0u64);
    let mut found = Vec::with_capacity(of_key.len());
    for entry in of_key {
        let reach = debut.reach(entry.day);
        while of_key[from].day < reach {
            held -= u64::from(of_key[from].weight);
            from += 1;
        }
        found.push(held);
        held += u64::from(entry.weight);
    }
    found
}

/// Keeps the day of an entry, with those of the same key and day; more than `most` say no more.
fn hold(kept: &mut Vec<Entry>, entry: &Entry, most: u32) {
    if let Some(last) = kept.last_mut()
        && last.row.is_none()
        && (last.key, last.day) == (entry.key, entry.day)
    {
        last.weight = last.weight.saturating_add(entry.weight).min(most);
        return;
    }
    let weight = entry.weight.min(most);
    kept.push(Entry { row: None, is_candidate: false, weight, ..*entry });
}

impl Run<'_> {
    /// The rows that come first of all that were gathered. `None` where they can't be looked at once
    /// more.
    pub fn debuts(&self, gathered: Vec<Gathered>, sink: &mut Sink) -> Option<Debuts> {
        if let Some((name, _)) = self.files.iter().find(|(_, path)| !path.is_file()) {
            let told = Diagnostic::new(&import::FIRST_IN_STREAM);
            return told.place(Place::File(name.to_string())).tell(sink);
        }
        let task = self.task;
        let found =
            task.taps.iter().zip(gathered).enumerate().map(|(tap, (declared, gathered))| {
                let Some(debut) = &declared.first else { return HashSet::new() };
                let oldest = gathered.oldest.and_then(Day::from_number);
                if let (Some(since), Some(oldest)) = (debut.since, oldest)
                    && oldest.number() > since.number() + QUIET_DAYS
                    && let Some(ask) = task.asks.iter().find(|ask| ask.tap == tap)
                {
                    let metric = &task.plan.metrics[ask.metric];
                    sink.push(
                        metric
                            .named(Diagnostic::new(&import::HISTORY_STARTS_LATE))
                            .arg("since", since)
                            .arg("oldest", oldest)
                            .at(metric.span),
                    );
                }
                gathered.first(debut, &task.buckets)
            });
        Some(found.collect())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::collections::BTreeSet;

    fn debut(count: u32, within: Option<Reach>) -> Debut {
        let of = RowName::Column(0);
        Debut { of, count, within, among: None, since: None }
    }

    /// Customer, day, number of the row, whether it may be first, whether it matters to others.
    type Sold = (u8, i32, u32, bool, bool);

    /// Every row against every other.
    fn slowly(rows: &[Sold], debut: &Debut) -> BTreeSet<u32> {
        let first = rows.iter().filter(|(customer, day, number, is_candidate, _)| {
            let earlier = rows.iter().filter(|(other, then, before, _, matters)| {
                let is_before = then < day || then == day && before < number;
                let is_near = *then >= debut.reach(*day);
                other == customer && *matters && is_before && is_near
            });
            *is_candidate && (earlier.count() as u32) < debut.count
        });
        first.map(|row| row.2).collect()
    }

    fn entry(&(customer, day, number, is_candidate, matters): &Sold) -> Entry {
        let id = Mark { high: u64::from(number), low: 0 };
        Entry {
            key: Mark { high: u64::from(customer), low: 7 },
            day,
            row: Some((format!("{number:09}").into_boxed_str(), id)),
            is_candidate,
            weight: u32::from(matters),
        }
    }

    proptest! {
        #[test]
        fn what_is_first_is_found_whatever_was_let_go_of_on_the_way(
            sold in proptest::collection::vec((0u8..4, 0i32..60, any::<bool>(), any::<bool>()), 0..80),
            turn in 0usize..80,
            pause in 1usize..20,
            count in 1u32..4,
            within in proptest::option::of(1u32..30),
        ) {
            let debut = debut(count, within.map(Reach::Days));
            let mut rows: Vec<Sold> = sold
                .into_iter()
                .enumerate()
                .map(|(at, (customer, day, first, matters))| {
                    (customer, 20_000 + day, at as u32, first, matters)
                })
                .collect();
            let expected = slowly(&rows, &debut);
            let turn = turn % rows.len().max(1);
            rows.rotate_left(turn);
            let mut gathered = Gathered::default();
            for (at, row) in rows.iter().enumerate() {
                gathered.entries.push(entry(row));
                if at % pause == 0 {
                    gathered.settle(&debut);
                }
            }
            gathered.settle(&debut);
            let found = gathered.entries.iter().filter(|entry| entry.is_candidate);
            let found: BTreeSet<u32> =
                found.map(|entry| entry.row.as_ref().unwrap().1.high as u32).collect();
            prop_assert_eq!(found, expected);
        }
    }

    #[test]
    fn memory_grows_with_keys_and_not_with_rows_where_first_is_for_ever() {
        let debut = debut(5, None);
        let mut gathered = Gathered::default();
        for number in 0..10_000u32 {
            gathered.entries.push(entry(&((number % 3) as u8, 20_000, number, true, true)));
            if number % 100 == 0 {
                gathered.settle(&debut);
            }
        }
        gathered.settle(&debut);
        assert_eq!(gathered.entries.len(), 15);
    }
}
