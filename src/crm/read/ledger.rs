//! Big sets of small entries, shared by all workers: the keys of a source and the members of its
//! distinct counts. Sixteen bytes an entry and little more: open addressing in shards that grow a
//! little and not all at once, each under a lock of its own that is taken once for many entries.

use std::sync::{Mutex, MutexGuard, PoisonError};

/// Shards, a power of two.
const SHARDS: usize = 64;
/// Which bits of the first half of an entry name its shard.
const SHARD_SHIFT: u32 = 58;

/// An entry: the first half places it and is never 0.
pub(super) type Entry = [u64; 2];

/// A shared set of entries.
pub(super) struct Ledger {
    shards: Vec<Mutex<Shard>>,
}

/// Entries of a block on their way into a ledger, by shard.
pub(super) struct Batch {
    entries: Vec<Vec<(Entry, u32)>>,
    /// Where the entries of a shard wait while it grows.
    aside: Vec<Entry>,
    /// The shard to begin with.
    start: usize,
}

impl Default for Batch {
    fn default() -> Self {
        Batch { entries: vec![Vec::new(); SHARDS], aside: Vec::new(), start: 0 }
    }
}

impl Batch {
    /// Puts an entry on its way; `tag` says what it belongs to.
    #[inline]
    pub fn push(&mut self, entry: Entry, tag: u32) {
        self.entries[(entry[0] >> SHARD_SHIFT) as usize].push((entry, tag));
    }

    /// All shards, from one on that is another one every time: workers that all began with the first
    /// would wait for each other all the way.
    fn turn(&mut self) -> impl Iterator<Item = usize> + use<> {
        self.start = (self.start + 23) % SHARDS;
        let start = self.start;
        (start..SHARDS).chain(0..start)
    }
}

impl Default for Ledger {
    fn default() -> Self {
        // A quarter bigger from the first to the last: shards grow by a quarter, and not all at once.
        let shard = |number: usize| Mutex::new(Shard::new(64 + number / 4));
        Ledger { shards: (0..SHARDS).map(shard).collect() }
    }
}

impl Ledger {
    /// Brings in a batch and empties it. An entry whose first half is there already is shown to
    /// `again` with the old one, which it may change.
    pub fn enter_keys(&self, batch: &mut Batch, mut again: impl FnMut(&mut Entry, &Entry, u32)) {
        for number in batch.turn() {
            let (mut shard, entries) = (self.lock(number), &mut batch.entries[number]);
            shard.warm(entries);
            for (entry, tag) in entries.drain(..) {
                let met = shard.meet(entry, &mut batch.aside, |slot| slot[0] == entry[0]);
                if let Some(old) = met {
                    again(old, &entry, tag);
                }
            }
        }
    }

    /// Brings in a batch and empties it; what is there already changes nothing.
    pub fn enter(&self, batch: &mut Batch) {
        for number in batch.turn() {
            let (mut shard, entries) = (self.lock(number), &mut batch.entries[number]);
            shard.warm(entries);
            for (entry, _) in entries.drain(..) {
                shard.meet(entry, &mut batch.aside, |slot| *slot == entry);
            }
        }
    }

    fn lock(&self, number: usize) -> MutexGuard<'_, Shard> {
        self.shards[number].lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Makes room for about so many entries, if that is more than there is.
    pub fn expect(&self, entries: u64) {
        // Some shards get a few more than others.
        let size = usize::try_from(entries / SHARDS as u64 * 5 / 4).unwrap_or(0);
        for shard in &self.shards {
            let mut shard = shard.lock().unwrap_or_else(PoisonError::into_inner);
            if shard.slots.len() < size {
                shard.grow(size, &mut Vec::new());
            }
        }
    }

    /// How many entries.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        let used = |shard: &Mutex<Shard>| shard.lock().unwrap_or_else(PoisonError::into_inner).used;
        self.shards.iter().map(used).sum()
    }

    /// The entries, shard by shard; entries with the same first half are in one shard.
    pub fn into_shards(self) -> impl Iterator<Item = Vec<Entry>> {
        self.shards.into_iter().map(|shard| {
            let mut entries = shard.into_inner().unwrap_or_else(PoisonError::into_inner).slots;
            entries.retain(|slot| slot[0] != 0);
            entries
        })
    }
}

struct Shard {
    slots: Vec<Entry>,
    used: usize,
}

impl Shard {
    fn new(size: usize) -> Shard {
        Shard { slots: vec![[0; 2]; size], used: 0 }
    }

    /// Looks at the places of all entries before any is compared: memory is far away, and many
    /// looks at once take hardly longer than one.
    fn warm(&self, entries: &[(Entry, u32)]) {
        let look = |seen: u64, (entry, _): &(Entry, u32)| seen ^ self.slots[self.place(entry)][0];
        std::hint::black_box(entries.iter().fold(0, look));
    }

    /// The slot of the entry that is the same; else none, and it is there now.
    #[inline]
    fn meet(
        &mut self,
        entry: Entry,
        aside: &mut Vec<Entry>,
        same: impl Fn(&Entry) -> bool,
    ) -> Option<&mut Entry> {
        let mut at = self.place(&entry);
        while self.slots[at][0] != 0 {
            if same(&self.slots[at]) {
                return Some(&mut self.slots[at]);
            }
            at = if at + 1 == self.slots.len() { 0 } else { at + 1 };
        }
        self.slots[at] = entry;
        self.used += 1;
        // At 85 in 100 a search is still short.
        if self.used * 20 > self.slots.len() * 17 {
            self.grow(self.slots.len() + self.slots.len() / 4, aside);
        }
        None
    }

    #[inline]
    fn place(&self, entry: &Entry) -> usize {
        // The bits that name the shard say nothing within it.
        let hash = entry[0] << (64 - SHARD_SHIFT);
        ((u128::from(hash) * self.slots.len() as u128) >> 64) as usize
    }

    /// Gets more room, in the same memory where that can be. The order of places stays, so that
    /// this is done from front to back.
    fn grow(&mut self, size: usize, aside: &mut Vec<Entry>) {
        aside.clear();
        aside.extend(self.slots.iter().filter(|slot| slot[0] != 0));
        self.slots.fill([0; 2]);
        self.slots.resize(size, [0; 2]);
        for entry in aside.iter() {
            let mut at = self.place(entry);
            while self.slots[at][0] != 0 {
                at = if at + 1 == self.slots.len() { 0 } else { at + 1 };
            }
            self.slots[at] = *entry;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::crm::read::mark::{Mark, mark};

    fn entry(mark: Mark, beside: u32) -> Entry {
        [mark.high.max(1), (mark.low & !0xFFFF_FFFF) | u64::from(beside)]
    }

    #[test]
    fn every_entry_is_kept_once_however_often_it_comes() {
        let ledger = Ledger::default();
        let mut batch = Batch::default();
        for round in 0..3u32 {
            for number in 0..50_000u32 {
                batch.push(entry(mark(&number.to_le_bytes()), number % 7), round);
            }
            ledger.enter(&mut batch);
        }
        assert_eq!(ledger.len(), 50_000);
        let mut sum = [0u64; 7];
        for shard in ledger.into_shards() {
            shard.iter().for_each(|slot| sum[(slot[1] & 7) as usize] += 1);
        }
        assert_eq!(sum.iter().sum::<u64>(), 50_000);
        assert!(sum.iter().all(|count| (7_142..=7_143).contains(count)), "{sum:?}");
    }

    #[test]
    fn a_key_that_comes_again_meets_the_first_one() {
        let ledger = Ledger::default();
        let mut batch = Batch::default();
        batch.push([7, 1], 0);
        batch.push([7, 2], 1);
        batch.push([8, 3], 2);
        let mut met = Vec::new();
        ledger.enter_keys(&mut batch, |old, new, tag| met.push((*old, *new, tag)));
        assert_eq!(met, [([7, 1], [7, 2], 1)]);
    }

    #[test]
    fn the_memory_of_many_entries_is_at_most_24_bytes_each() {
        let ledger = Ledger::default();
        let mut batch = Batch::default();
        for number in 0..400_000u64 {
            batch.push(entry(mark(&number.to_le_bytes()), 0), 0);
            if number % 1000 == 999 {
                ledger.enter(&mut batch);
            }
            if number % 50_000 == 49_999 {
                let slots: usize =
                    ledger.shards.iter().map(|s| s.lock().unwrap().slots.len()).sum();
                let bytes = slots as u64 * 16;
                assert!(bytes <= (number + 1) * 24, "{number}: {bytes}");
            }
        }
    }
}
