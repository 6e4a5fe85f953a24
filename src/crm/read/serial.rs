//! Keys that are numbered, as `HT2026-00000017`: where the numbers of a series lie close together,
//! every number has a place of its own in a page, which is found without a search and lies beside
//! that of the row before. Eight bytes a number, and pages only while they are full enough; other
//! keys go to a [`Ledger`](super::ledger::Ledger), as do those of a series that has no page.

use std::collections::HashMap;
use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::sync::{Arc, Mutex, PoisonError};

use super::word::Interner;

/// Numbers of a page.
const PAGE: usize = 4096;
/// Bytes that pages may have before anything is in them.
const START: u64 = 4 << 20;
/// Bytes that pages may have for each number in them.
const BYTES_PER_NUMBER: u64 = 24;
/// Series that are kept apart; a key of any other has no page.
const MOST_SERIES: usize = 256;
/// Digits that make a number: with a one before them they fit in 64 bits.
const MOST_DIGITS: usize = 18;

/// The rows of some numbers: 0 where there is none.
type Page = [AtomicU64; PAGE];

/// A key as a number of a series. Different keys of a series have different numbers.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct Serial<'k> {
    /// What stands before the number, the name of its series.
    series: &'k [u8],
    number: u64,
}

impl Serial<'_> {
    /// A key that ends in digits.
    #[inline]
    pub fn of(key: &[u8]) -> Option<Serial<'_>> {
        let digits = key.iter().rev().take(MOST_DIGITS).take_while(|byte| byte.is_ascii_digit());
        let (series, digits) = key.split_at(key.len() - digits.count());
        // The one keeps zeros: `007` is another number than `7`.
        let number = |number: u64, digit: &u8| number * 10 + u64::from(digit - b'0');
        (!digits.is_empty()).then(|| Serial { series, number: digits.iter().fold(1, number) })
    }

    fn page(self) -> u64 {
        self.number / PAGE as u64
    }

    fn place(self) -> usize {
        self.number as usize % PAGE
    }
}

/// The pages of all series, shared by all workers.
#[derive(Default)]
pub(super) struct Shelf {
    series: Mutex<HashMap<Box<[u8]>, Arc<Series>>>,
    pages: AtomicU64,
    /// Numbers that have a row.
    used: AtomicU64,
}

/// The pages of a series. Once one is refused there will be no others, so that a number that has
/// no page never had one.
#[derive(Default)]
struct Series(Mutex<Open>);

#[derive(Default)]
struct Open {
    pages: HashMap<u64, Arc<Page>>,
    is_shut: bool,
}

impl Shelf {
    /// The series of that name; none where there are too many.
    fn series(&self, name: &[u8]) -> Option<Arc<Series>> {
        let mut all = self.series.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(series) = all.get(name) {
            return Some(series.clone());
        }
        let series = (all.len() < MOST_SERIES).then(Arc::<Series>::default)?;
        all.insert(name.into(), series.clone());
        Some(series)
    }

    /// Whether there may be one page more.
    fn has_room(&self) -> bool {
        let bytes = (self.pages.load(Relaxed) + 1) * (PAGE * size_of::<AtomicU64>()) as u64;
        bytes <= START + self.used.load(Relaxed) * BYTES_PER_NUMBER
    }

    fn page(&self, series: &Series, number: u64) -> Option<Arc<Page>> {
        let mut open = series.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(page) = open.pages.get(&number) {
            return Some(page.clone());
        }
        open.is_shut |= !self.has_room();
        if open.is_shut {
            return None;
        }
        self.pages.fetch_add(1, Relaxed);
        let page: Arc<Page> = Arc::new([const { AtomicU64::new(0) }; PAGE]);
        open.pages.insert(number, page.clone());
        Some(page)
    }
}

/// One worker's way to the pages.
#[derive(Default)]
pub(super) struct Finder {
    names: Interner,
    known: Vec<Known>,
    used: u64,
}

/// A series as a worker knows it.
#[derive(Default)]
struct Known {
    series: Option<Arc<Series>>,
    /// The page of the last number.
    last: Option<(u64, Option<Arc<Page>>)>,
    /// All pages of a series that is shut.
    shut: Option<HashMap<u64, Arc<Page>>>,
}

impl Finder {
    /// Puts a row where its number has none, or the smaller of two with the same upper half; gives
    /// what was there before. An error where the number has no place.
    #[inline]
    pub fn enter(
        &mut self,
        serial: Serial<'_>,
        row: u64,
        shelf: &Shelf,
    ) -> Result<Option<u64>, ()> {
        let Some(page) = self.page(serial, shelf) else { return Err(()) };
        let met = meet(&page[serial.place()], row);
        self.used += u64::from(met.is_none());
        Ok(met)
    }

    /// Tells the others how many numbers were entered.
    pub fn settle(&mut self, shelf: &Shelf) {
        shelf.used.fetch_add(std::mem::take(&mut self.used), Relaxed);
    }

    #[inline]
    fn page(&mut self, serial: Serial<'_>, shelf: &Shelf) -> Option<&Page> {
        let class = match self.names.find(serial.series) {
            Some(class) => class as usize,
            None if self.known.len() >= MOST_SERIES => return None,
            None => {
                let series = shelf.series(serial.series);
                self.known.push(Known { series, ..Known::default() });
                self.names.class(serial.series).0 as usize
            }
        };
        let known = &mut self.known[class];
        if known.last.as_ref().is_none_or(|(number, _)| *number != serial.page()) {
            let page = known.find(serial.page(), shelf);
            known.last = Some((serial.page(), page));
        }
        known.last.as_ref()?.1.as_deref()
    }
}

impl Known {
    fn find(&mut self, number: u64, shelf: &Shelf) -> Option<Arc<Page>> {
        if let Some(pages) = &self.shut {
            return pages.get(&number).cloned();
        }
        let series = self.series.as_ref()?;
        let page = shelf.page(series, number);
        if page.is_none() {
            let open = series.0.lock().unwrap_or_else(PoisonError::into_inner);
            self.shut = Some(open.pages.clone());
        }
        page
    }
}

#[inline]
fn meet(place: &AtomicU64, row: u64) -> Option<u64> {
    let mut old = place.load(Relaxed);
    loop {
        let new = match old {
            0 => row,
            old if old >> 32 == row >> 32 => old.min(row),
            _ => old,
        };
        if new == old {
            return Some(old);
        }
        match place.compare_exchange_weak(old, new, Relaxed, Relaxed) {
            Ok(_) => return (old != 0).then_some(old),
            Err(other) => old = other,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn different_keys_of_a_series_have_different_numbers() {
        let serial = |key: &'static str| Serial::of(key.as_bytes());
        let known =
            |series: &'static str, number| Some(Serial { series: series.as_bytes(), number });
        assert_eq!(serial("HT-007"), known("HT-", 1_007));
        assert_eq!(serial("HT-07"), known("HT-", 107));
        assert_eq!(serial("1007"), known("", 11_007));
        // Nineteen digits: the first belongs to the name.
        assert_eq!(serial("9999999999999999999"), known("9", 1_999_999_999_999_999_999));
        assert_eq!(serial("HT-"), None);
        assert_eq!(serial(""), None);
    }

    #[test]
    fn a_row_meets_the_first_line_of_its_content_and_any_other_content() {
        let (shelf, mut finder) = (Shelf::default(), Finder::default());
        let row = |content: u64, line: u64| content << 32 | line;
        let mut enter =
            |key: &str, row| finder.enter(Serial::of(key.as_bytes()).unwrap(), row, &shelf);
        assert_eq!(enter("A1", row(5, 30)), Ok(None));
        assert_eq!(enter("A1", row(5, 20)), Ok(Some(row(5, 30))));
        assert_eq!(enter("A1", row(5, 40)), Ok(Some(row(5, 20))));
        assert_eq!(enter("A1", row(6, 10)), Ok(Some(row(5, 20))));
        assert_eq!(enter("B1", row(5, 50)), Ok(None));
        assert_eq!(enter("A2", row(5, 60)), Ok(None));
    }

    /// Every key twice, by two workers; how many found a place the first time and the second.
    fn entered(numbers: impl Iterator<Item = u64> + Clone) -> (u64, u64, Shelf) {
        let shelf = Shelf::default();
        let (mut places, mut met) = (0, 0);
        for (turn, worker) in [Finder::default(), Finder::default()].iter_mut().enumerate() {
            for number in numbers.clone() {
                let key = format!("S{number}");
                match worker.enter(Serial::of(key.as_bytes()).unwrap(), number + 1, &shelf) {
                    Ok(None) => places += 1,
                    Ok(Some(old)) => {
                        assert_eq!((turn, old), (1, number + 1));
                        met += 1;
                    }
                    Err(()) => {}
                }
                worker.settle(&shelf);
            }
        }
        (places, met, shelf)
    }

    #[test]
    fn numbers_without_gaps_all_have_a_place() {
        let (places, met, _) = entered(0..1_000_000);
        assert_eq!((places, met), (1_000_000, 1_000_000));
    }

    #[test]
    fn numbers_far_apart_take_little_memory_and_keep_to_where_they_went_first() {
        let (places, met, shelf) = entered((0..100_000).map(|number| number * 5_003));
        assert!(places > 0 && places == met && places < 200, "{places} {met}");
        assert!(shelf.pages.load(Relaxed) * 32_768 <= START + places * BYTES_PER_NUMBER);
    }

    #[test]
    fn only_so_many_series_are_kept() {
        let (shelf, mut finder) = (Shelf::default(), Finder::default());
        let mut enter = |key: String| finder.enter(Serial::of(key.as_bytes()).unwrap(), 1, &shelf);
        let none = (0..1000).filter(|number| enter(format!("{number}x1")).is_err()).count();
        assert!(none >= 1000 - MOST_SERIES, "{none}");
        assert_eq!(enter("0x2".to_owned()), Ok(None));
        assert!(finder.names.len() <= MOST_SERIES);
    }
}
