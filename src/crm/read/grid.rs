//! Distinct counts of values that come often: such a value has a number, and a grid has one bit for
//! every owner, value and bucket. Bits lie in pages, and there are pages only where they are full
//! enough; the others go to a [`Ledger`](super::ledger::Ledger). Which of them went where is a matter
//! of chance; [`Grid::admit`] puts it right at the end.
//!
//! The whole grid is too big to be near the processor. So members wait in a line of their owner,
//! whose end is near, until there are enough of them to go to its part of the grid together.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};
use std::sync::{Mutex, PoisonError};

use super::mark::Mark;

/// Values that have a number.
const MOST_VALUES: usize = 1 << 16;
/// Values of a page.
const PAGE: usize = 1024;
/// Words of a page for each bucket.
const WORDS: usize = PAGE / 64;
/// Bytes that a worker's pages may have before anything is in them.
const START: usize = 1 << 20;
/// Bytes that they may have for each bit that is set.
const BYTES_PER_MEMBER: usize = 16;
/// Members that may wait in one line, and in all.
const LONGEST_LINE: usize = 2048;
const MOST_WAITING: usize = 1 << 20;

/// Numbers by mark. A mark is mixed well enough to be its own hash.
type Numbers = HashMap<Mark, u32, BuildHasherDefault<Itself>>;

#[derive(Default)]
struct Itself(u64);

impl Hasher for Itself {
    fn write(&mut self, bytes: &[u8]) {
        bytes.iter().for_each(|byte| self.write_u64(u64::from(*byte)));
    }

    fn write_u64(&mut self, half: u64) {
        self.0 = self.0.rotate_left(23) ^ half;
    }

    fn finish(&self) -> u64 {
        self.0
    }
}

/// The numbers of values, shared by all workers.
#[derive(Default)]
pub(super) struct Values(Mutex<Numbers>);

impl Values {
    /// The number of a value; none where there are too many.
    fn number(&self, value: Mark) -> Option<u32> {
        let mut numbers = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(number) = numbers.get(&value) {
            return Some(*number);
        }
        let number = numbers.len();
        (number < MOST_VALUES).then(|| {
            numbers.insert(value, number as u32);
            number as u32
        })
    }

    /// The numbers by mark as `key` shortens it.
    pub fn by<K: std::hash::Hash + Eq>(self, key: impl Fn(Mark) -> K) -> HashMap<K, u32> {
        let numbers = self.0.into_inner().unwrap_or_else(PoisonError::into_inner);
        numbers.into_iter().map(|(mark, number)| (key(mark), number)).collect()
    }
}

/// Where a bit is: whose member, and in which bucket.
#[derive(Clone, Copy)]
pub(super) struct Cell {
    /// Group and count as one number.
    pub owner: u32,
    /// Which bucket.
    pub bucket: u32,
    /// How many buckets there are.
    pub of: u32,
}

/// One worker's bits, or those of all.
#[derive(Default)]
pub(super) struct Grid {
    numbers: Numbers,
    /// The values by number.
    marks: Vec<Mark>,
    /// No more values get a number.
    is_full: bool,
    owners: Vec<Owner>,
    waiting: usize,
    bytes: usize,
    members: usize,
}

/// What belongs to one owner.
#[derive(Default)]
struct Owner {
    /// Members that wait: bucket and number.
    line: Vec<u32>,
    pages: Vec<Option<Page>>,
}

/// The bits of some values, bucket by bucket.
pub(super) struct Page(Box<[u64]>);

impl Grid {
    /// Lets a member wait; false where its value has no number. Those that will have no bit are
    /// given to `without`.
    #[inline]
    pub fn enter(
        &mut self,
        value: Mark,
        cell: Cell,
        values: &Values,
        without: impl FnMut(Mark, Cell),
    ) -> bool {
        let Some(number) = self.number(value, values) else { return false };
        if cell.bucket > u32::from(u16::MAX) {
            return false;
        }
        if self.owners.len() <= cell.owner as usize {
            self.owners.resize_with(cell.owner as usize + 1, Owner::default);
        }
        let line = &mut self.owners[cell.owner as usize].line;
        line.push(cell.bucket << 16 | number);
        self.waiting += 1;
        if line.len() >= LONGEST_LINE {
            self.seat(cell.owner, cell.of, without);
        } else if self.waiting >= MOST_WAITING {
            self.settle(cell.of, without);
        }
        true
    }

    /// Nobody waits any longer.
    pub fn settle(&mut self, buckets: u32, mut without: impl FnMut(Mark, Cell)) {
        for owner in 0..self.owners.len() {
            self.seat(owner as u32, buckets, &mut without);
        }
    }

    /// The line of an owner gets its bits.
    fn seat(&mut self, owner: u32, buckets: u32, mut without: impl FnMut(Mark, Cell)) {
        let line = std::mem::take(&mut self.owners[owner as usize].line);
        self.waiting -= line.len();
        for waiting in line {
            let (bucket, number) = (waiting >> 16, waiting & 0xFFFF);
            let cell = Cell { owner, bucket, of: buckets };
            if !self.set(number, cell) {
                without(self.marks[number as usize], cell);
            }
        }
    }

    /// Sets a bit, if it may have a page.
    fn set(&mut self, number: u32, cell: Cell) -> bool {
        let place = Place::of(number);
        let is_new = match self.page(cell.owner, place.page) {
            Some(page) => page.put(cell.bucket, place),
            None => {
                let bytes = cell.of as usize * WORDS * size_of::<u64>();
                if self.bytes + bytes > START + self.members * BYTES_PER_MEMBER {
                    return false;
                }
                self.bytes += bytes;
                self.open(cell.owner, place.page, Page::new(cell.of)).put(cell.bucket, place)
            }
        };
        self.members += usize::from(is_new);
        true
    }

    /// Sets the bit of a value whose number is known, if it has one.
    pub fn admit(&mut self, number: u32, cell: Cell) -> bool {
        let place = Place::of(number);
        let page = self.page(cell.owner, place.page);
        page.map(|page| page.put(cell.bucket, place)).is_some()
    }

    /// Takes in another one; in both, nobody waits.
    pub fn absorb(&mut self, other: Grid) {
        for (owner, more) in (0u32..).zip(other.owners) {
            for (number, page) in more.pages.into_iter().enumerate() {
                match (page, self.page(owner, number)) {
                    (Some(more), Some(known)) => known.take(&more),
                    (Some(more), None) => {
                        self.open(owner, number, more);
                    }
                    (None, _) => {}
                }
            }
        }
    }

    /// All pages, each with its owner.
    pub fn pages(&self) -> impl Iterator<Item = (u32, &Page)> {
        let pages = (0u32..).zip(&self.owners);
        pages.flat_map(|(number, owner)| {
            owner.pages.iter().flatten().map(move |page| (number, page))
        })
    }

    #[inline]
    fn number(&mut self, value: Mark, values: &Values) -> Option<u32> {
        if let Some(number) = self.numbers.get(&value) {
            return Some(*number);
        }
        if self.is_full {
            return None;
        }
        let Some(number) = values.number(value) else {
            self.is_full = true;
            return None;
        };
        self.numbers.insert(value, number);
        let count = self.marks.len().max(number as usize + 1);
        self.marks.resize(count, value);
        self.marks[number as usize] = value;
        Some(number)
    }

    #[inline]
    fn page(&mut self, owner: u32, number: usize) -> Option<&mut Page> {
        self.owners.get_mut(owner as usize)?.pages.get_mut(number)?.as_mut()
    }

    fn open(&mut self, owner: u32, number: usize, page: Page) -> &mut Page {
        let owner = owner as usize;
        if self.owners.len() <= owner {
            self.owners.resize_with(owner + 1, Owner::default);
        }
        let pages = &mut self.owners[owner].pages;
        if pages.len() <= number {
            pages.resize_with(number + 1, || None);
        }
        pages[number].insert(page)
    }
}

/// The place of a value.
#[derive(Clone, Copy)]
struct Place {
    page: usize,
    word: usize,
    bit: u64,
}

impl Place {
    #[inline]
    fn of(number: u32) -> Place {
        let (page, at) = (number as usize / PAGE, number as usize % PAGE);
        Place { page, word: at / 64, bit: 1 << (at % 64) }
    }
}

impl Page {
    fn new(buckets: u32) -> Page {
        Page(vec![0; buckets as usize * WORDS].into())
    }

    /// Sets a bit; whether it was not set.
    #[inline]
    fn put(&mut self, bucket: u32, place: Place) -> bool {
        let word = &mut self.0[bucket as usize * WORDS + place.word];
        let is_new = *word & place.bit == 0;
        *word |= place.bit;
        is_new
    }

    fn take(&mut self, more: &Page) {
        self.0.iter_mut().zip(&more.0).for_each(|(word, more)| *word |= more);
    }

    /// How many values are in any of these buckets.
    pub fn count(&self, buckets: &[u32]) -> u64 {
        let any = |word: usize| {
            let words = buckets.iter().map(|bucket| self.0[*bucket as usize * WORDS + word]);
            u64::from(words.fold(0, |any, word| any | word).count_ones())
        };
        (0..WORDS).map(any).sum()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crm::read::mark::mark;

    fn value(number: u32) -> Mark {
        mark(&number.to_le_bytes())
    }

    fn cell(owner: u32, bucket: u32) -> Cell {
        Cell { owner, bucket, of: 3 }
    }

    fn count(grid: &Grid, owner: u32, buckets: &[u32]) -> u64 {
        grid.pages().filter(|(of, _)| *of == owner).map(|(_, page)| page.count(buckets)).sum()
    }

    /// Enters a value for good; whether it has a bit.
    fn entered(grid: &mut Grid, number: u32, cell: Cell, values: &Values) -> bool {
        let mut has_bit = true;
        has_bit &= grid.enter(value(number), cell, values, |_, _| has_bit = false);
        grid.settle(cell.of, |mark, other| {
            assert_eq!((mark, other.owner, other.bucket), (value(number), cell.owner, cell.bucket));
            has_bit = false;
        });
        has_bit
    }

    #[test]
    fn a_value_counts_once_however_often_and_in_however_many_buckets_it_comes() {
        let (values, mut a, mut b) = (Values::default(), Grid::default(), Grid::default());
        let all = |_, _| panic!("there is room");
        for number in 0..3000 {
            assert!(a.enter(value(number), cell(5, number % 2), &values, all));
            assert!(a.enter(value(number), cell(5, 0), &values, all));
            // The other worker meets them in another order.
            assert!(b.enter(value(2999 - number), cell(5, 1), &values, all));
        }
        assert!(b.enter(value(7000), cell(2, 2), &values, all));
        a.settle(3, all);
        b.settle(3, all);
        assert_eq!((count(&a, 5, &[0]), count(&a, 5, &[1]), count(&a, 5, &[2])), (3000, 1500, 0));
        a.absorb(b);
        assert_eq!((count(&a, 5, &[1]), count(&a, 5, &[0, 1, 2])), (3000, 3000));
        assert_eq!((count(&a, 2, &[0]), count(&a, 2, &[1, 2]), count(&a, 3, &[0])), (0, 1, 0));
    }

    #[test]
    fn values_beyond_the_most_have_no_bit() {
        let (values, mut grid) = (Values::default(), Grid::default());
        let most = MOST_VALUES as u32;
        let all = |_, _| panic!("there is room");
        let mut enter = |number| grid.enter(value(number), cell(0, 0), &values, all);
        assert_eq!((0..most + 500).filter(|number| enter(*number)).count(), MOST_VALUES);
        assert!(!enter(most + 1));
        assert!(enter(1));
    }

    #[test]
    fn owners_with_few_values_take_little_memory_and_what_has_a_page_is_admitted() {
        let (values, mut grid) = (Values::default(), Grid::default());
        // One value each: a page of 384 bytes would be too much for all of them.
        let mut pages = 0;
        for owner in (0..20_000).map(|owner| owner % 10_000) {
            pages += usize::from(entered(&mut grid, owner % 9, cell(owner, 0), &values));
        }
        assert!(pages / 2 > 2_500 && pages / 2 < 5_000, "{pages}");
        assert!(grid.bytes <= START + pages / 2 * BYTES_PER_MEMBER);
        assert!(grid.admit(11, cell(0, 2)) && count(&grid, 0, &[0, 1, 2]) == 2);
        assert!(!grid.admit(11, cell(9_999, 2)));
    }
}
