//! Distinct counts: every value once per group and window, exactly. A member is 96 bits of the
//! value's mark and the number of its cell; which windows it is in is found out at the end.

use super::bucket::Buckets;
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
    /// The number of a cell.
    #[inline]
    pub fn cell(self, group: u32, count: u32, bucket: u32) -> u32 {
        (group * self.counts + count) * self.buckets + bucket
    }

    /// Group and count of a cell as one number.
    #[inline]
    fn owner(self, cell: u32) -> u32 {
        cell / self.buckets.max(1)
    }
}

/// Puts a member on its way. Members of one value with different groups lie apart in the table;
/// those that differ in the bucket only lie side by side.
#[inline]
pub(super) fn push(batch: &mut Batch, numbering: Numbering, mark: Mark, cell: u32) {
    let owner = u64::from(numbering.owner(cell) + 1);
    let place = mark.high ^ owner.wrapping_mul(0x9E6C_63D0_876A_3F6B).rotate_left(31);
    batch.push([place.max(1), (mark.low & !0xFFFF_FFFF) | u64::from(cell)], 0);
}

/// How many members each owner (group and count) has in each window.
pub(super) struct Counted {
    windows: usize,
    counts: Vec<u64>,
}

impl Counted {
    /// Counts the members, and lets go of them.
    pub fn new(ledger: Ledger, numbering: Numbering, buckets: &Buckets) -> Counted {
        let windows = buckets.windows().len();
        let mut counted = Counted { windows, counts: Vec::new() };
        // The windows of every bucket, turned round from the buckets of every window.
        let mut of_bucket: Vec<Vec<usize>> = vec![Vec::new(); buckets.count() as usize];
        for (window, list) in buckets.windows().iter().enumerate() {
            list.iter().for_each(|bucket| of_bucket[*bucket as usize].push(window));
        }
        let cell = |entry: &Entry| (entry[1] & 0xFFFF_FFFF) as u32;
        let bucket = |entry: &Entry| (cell(entry) % numbering.buckets.max(1)) as usize;
        let identity = |entry: &Entry| (entry[0], numbering.owner(cell(entry)), entry[1] >> 32);
        for mut entries in ledger.into_shards() {
            if buckets.is_cut() {
                // Members of one value and owner side by side.
                entries.sort_unstable_by_key(|entry| (identity(entry), cell(entry)));
            }
            for run in entries.chunk_by(|a, b| buckets.is_cut() && identity(a) == identity(b)) {
                let counts = counted.of(numbering.owner(cell(&run[0])));
                match run {
                    [one] => of_bucket[bucket(one)].iter().for_each(|window| counts[*window] += 1),
                    several => {
                        let is_in = |list: &[u32]| {
                            several.iter().any(|entry| list.contains(&(bucket(entry) as u32)))
                        };
                        for (count, list) in counts.iter_mut().zip(buckets.windows()) {
                            *count += u64::from(is_in(list));
                        }
                    }
                }
            }
        }
        counted
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
