//! Distinct counts: every value once per group and window, exactly. A member is a value in a cell:
//! a bit in a [`Grid`] where that can be, else 96 bits of the value's mark and the number of the cell
//! in a [`Ledger`]; which windows it is in is found out at the end.

use super::bucket::Buckets;
use super::grid::{Cell, Grid, Values};
use super::ledger::{Batch, Entry, Ledger};
use super::mark::Mark;

/// Numbers of the cells of distinct counts: group, count and bucket in one.
#[derive(Clone, Copy)]
pub(super) struct Numbering {
    /// How many distinct counts.
    pub counts: u32,
    /// How many buckets.
    pub buckets: u32,
}

impl Numbering {
    /// The cell of a group, count and bucket.
    #[inline]
    pub fn cell(self, group: u32, count: u32, bucket: u32) -> Cell {
        Cell { owner: group * self.counts + count, bucket, of: self.buckets }
    }

    /// The cell of an entry.
    fn cell_of(self, entry: &Entry) -> Cell {
        let (number, of) = (entry[1] as u32, self.buckets.max(1));
        Cell { owner: number / of, bucket: number % of, of }
    }
}

/// What workers share of the members of a source's counts.
#[derive(Default)]
pub(super) struct Members {
    values: Values,
    ledger: Ledger,
}

/// One worker's members.
#[derive(Default)]
pub(super) struct MemberDesk {
    grid: Grid,
    batch: Batch,
}

impl MemberDesk {
    /// Puts members on their way.
    pub fn enter(&mut self, entries: &[(Mark, Cell)], members: &Members) {
        let Self { grid, batch } = self;
        for (value, cell) in entries {
            let without = |value, cell| send(batch, value, cell);
            if !grid.enter(*value, *cell, &members.values, without) {
                send(batch, *value, *cell);
            }
        }
        members.ledger.enter(batch);
    }

    /// Nobody is on the way any longer.
    pub fn settle(&mut self, buckets: u32, members: &Members) {
        let Self { grid, batch } = self;
        grid.settle(buckets, |value, cell| send(batch, value, cell));
        members.ledger.enter(batch);
    }

    /// Takes in another one's.
    pub fn absorb(&mut self, other: MemberDesk) {
        self.grid.absorb(other.grid);
    }
}

/// Sends a member to the ledger.
fn send(batch: &mut Batch, value: Mark, cell: Cell) {
    let number = u64::from(cell.owner * cell.of + cell.bucket);
    let place = placed(value.high, cell.owner);
    batch.push([place.max(1), (value.low & !0xFFFF_FFFF) | number], 0);
}

/// Mixes the owner into the half of a mark that places it: members of one value with different
/// groups lie apart in the table; those that differ in the bucket only lie side by side. Twice
/// gives back the half.
fn placed(high: u64, owner: u32) -> u64 {
    high ^ u64::from(owner + 1).wrapping_mul(0x9E6C_63D0_876A_3F6B).rotate_left(31)
}

/// How many members each owner (group and count) has in each window.
pub(super) struct Counted {
    windows: usize,
    counts: Vec<u64>,
}

impl Counted {
    /// Counts the members, and lets go of them.
    pub fn new(
        members: Members,
        desk: MemberDesk,
        numbering: Numbering,
        buckets: &Buckets,
    ) -> Counted {
        let windows = buckets.windows().len();
        let mut counted = Counted { windows, counts: Vec::new() };
        let (Members { values, ledger }, mut grid) = (members, desk.grid);
        let numbers = values.by(|mark| (mark.high, mark.low >> 32));
        for mut entries in ledger.into_shards() {
            // What went here though it has a page in the grid.
            entries.retain(|entry| {
                let cell = numbering.cell_of(entry);
                let value = (placed(entry[0], cell.owner), entry[1] >> 32);
                !numbers.get(&value).is_some_and(|number| grid.admit(*number, cell))
            });
            counted.take(entries, numbering, buckets);
        }
        for (owner, page) in grid.pages() {
            for (count, list) in counted.of(owner).iter_mut().zip(buckets.windows()) {
                *count += page.count(list);
            }
        }
        counted
    }

    /// Counts entries; those with the same first half are among them.
    fn take(&mut self, mut entries: Vec<Entry>, numbering: Numbering, buckets: &Buckets) {
        let cell = |entry: &Entry| numbering.cell_of(entry);
        let identity = |entry: &Entry| (entry[0], cell(entry).owner, entry[1] >> 32);
        if buckets.is_cut() {
            // Members of one value and owner side by side.
            entries.sort_unstable_by_key(|entry| (identity(entry), cell(entry).bucket));
        }
        for run in entries.chunk_by(|a, b| buckets.is_cut() && identity(a) == identity(b)) {
            let counts = self.of(cell(&run[0]).owner);
            for (count, list) in counts.iter_mut().zip(buckets.windows()) {
                *count += u64::from(run.iter().any(|entry| list.contains(&cell(entry).bucket)));
            }
        }
    }

    fn of(&mut self, owner: u32) -> &mut [u64] {
        let start = owner as usize * self.windows;
        if self.counts.len() < start + self.windows {
            self.counts.resize(start + self.windows, 0);
        }
        &mut self.counts[start..start + self.windows]
    }

    /// How many members an owner has in a window.
    pub fn count(&self, group: u32, count: u32, window: usize, numbering: Numbering) -> u64 {
        let owner = (group * numbering.counts + count) as usize;
        self.counts.get(owner * self.windows + window).copied().unwrap_or(0)
    }
}
