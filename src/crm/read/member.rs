//! Distinct counts: every value once per group and window, exactly. A member is 96 bits of the
//! value's mark and the number of its cell; which windows it is in is found out at the end.

use std::collections::BTreeMap;

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
pub(super) fn count(
    ledger: Ledger,
    numbering: Numbering,
    buckets: &Buckets,
) -> BTreeMap<u32, Vec<u64>> {
    let mut counted = Counted { numbering, buckets, by_owner: BTreeMap::new() };
    for mut entries in ledger.into_shards() {
        if buckets.is_cut() {
            // Members of one value and owner side by side.
            let identity = |entry: &Entry| {
                (entry[0], numbering.owner(entry[1] as u32), entry[1] >> 32, entry[1] as u32)
            };
            entries.sort_unstable_by_key(identity);
            let same = |a: &Entry, b: &Entry| {
                let (a, b) = (identity(a), identity(b));
                (a.0, a.1, a.2) == (b.0, b.1, b.2)
            };
            entries.chunk_by(same).for_each(|run| counted.take(run));
        } else {
            entries.chunks(1).for_each(|run| counted.take(run));
        }
    }
    counted.by_owner
}

struct Counted<'a> {
    numbering: Numbering,
    buckets: &'a Buckets,
    by_owner: BTreeMap<u32, Vec<u64>>,
}

impl Counted<'_> {
    /// One value of one owner, in all its buckets.
    fn take(&mut self, run: &[Entry]) {
        let Some(first) = run.first() else { return };
        let windows = self.buckets.windows();
        let owner = self.numbering.owner(first[1] as u32);
        let counts = self.by_owner.entry(owner).or_insert_with(|| vec![0; windows.len()]);
        let bucket = |entry: &Entry| entry[1] as u32 % self.numbering.buckets.max(1);
        for (count, window) in counts.iter_mut().zip(windows) {
            let is_in = run.iter().any(|entry| window.contains(&bucket(entry)));
            *count += u64::from(is_in);
        }
    }
}
