//! Sets of rows of a block, one bit per row: what a condition selects, what is bad, what repeats.

/// A set of rows of one block.
#[derive(Clone, Default, Debug, PartialEq, Eq)]
pub(super) struct Bits {
    words: Vec<u64>,
    len: usize,
}

impl Bits {
    /// No row of `len`.
    pub fn none(len: usize) -> Bits {
        Bits { words: vec![0; len.div_ceil(64)], len }
    }

    /// Every row of `len`.
    pub fn all(len: usize) -> Bits {
        let mut bits = Bits { words: vec![u64::MAX; len.div_ceil(64)], len };
        if let (Some(last), rest @ 1..) = (bits.words.last_mut(), len % 64) {
            *last = (1 << rest) - 1;
        }
        bits
    }

    /// Becomes empty, for a block of `len` rows; keeps its memory.
    pub fn clear(&mut self, len: usize) {
        self.words.clear();
        self.words.resize(len.div_ceil(64), 0);
        self.len = len;
    }

    /// Whether the row is in it.
    #[inline]
    pub fn has(&self, row: usize) -> bool {
        self.words.get(row / 64).is_some_and(|word| word >> (row % 64) & 1 == 1)
    }

    /// Puts the row in.
    #[inline]
    pub fn put(&mut self, row: usize) {
        if let Some(word) = self.words.get_mut(row / 64) {
            *word |= 1 << (row % 64);
        }
    }

    /// Keeps only rows that are in `other` too.
    pub fn keep(&mut self, other: &Bits) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, more)| *word &= more);
    }

    /// Drops the rows that are in `other`.
    pub fn drop_all(&mut self, other: &Bits) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, less)| *word &= !less);
    }

    /// Takes in the rows of `other`.
    pub fn take(&mut self, other: &Bits) {
        self.words.iter_mut().zip(&other.words).for_each(|(word, more)| *word |= more);
    }

    /// This set without the rows of `other`.
    pub fn without(&self, other: &Bits) -> Bits {
        let mut left = self.clone();
        left.drop_all(other);
        left
    }

    /// The rows that are in both.
    pub fn and(&self, other: &Bits) -> Bits {
        let mut both = self.clone();
        both.keep(other);
        both
    }

    /// The rows for which that holds.
    pub fn filter(&self, holds: impl Fn(usize) -> bool) -> Bits {
        let mut some = Bits::none(self.len);
        self.rows().filter(|row| holds(*row)).for_each(|row| some.put(row));
        some
    }

    /// Whether there is no row.
    pub fn is_empty(&self) -> bool {
        self.words.iter().all(|word| *word == 0)
    }

    /// How many rows.
    #[cfg(test)]
    pub fn count(&self) -> u64 {
        self.words.iter().map(|word| u64::from(word.count_ones())).sum()
    }

    /// The rows in order.
    pub fn rows(&self) -> impl Iterator<Item = usize> + '_ {
        self.words.iter().enumerate().flat_map(|(at, word)| {
            let mut left = *word;
            std::iter::from_fn(move || {
                let row = (left != 0).then(|| at * 64 + left.trailing_zeros() as usize)?;
                left &= left - 1;
                Some(row)
            })
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn all_rows_are_no_more_than_there_are() {
        for len in [0, 1, 63, 64, 65, 128] {
            assert_eq!(Bits::all(len).count(), len as u64);
            assert_eq!(Bits::all(len).rows().count(), len);
            assert!(Bits::none(len).is_empty());
        }
    }

    proptest! {
        #[test]
        fn sets_of_rows_behave_like_sets(
            a in proptest::collection::btree_set(0usize..200, 0..80),
            b in proptest::collection::btree_set(0usize..200, 0..80),
        ) {
            let bits = |set: &std::collections::BTreeSet<usize>| {
                let mut bits = Bits::none(200);
                set.iter().for_each(|row| bits.put(*row));
                bits
            };
            let rows = |bits: &Bits| bits.rows().collect::<std::collections::BTreeSet<_>>();
            prop_assert_eq!(rows(&bits(&a)), a.clone());
            prop_assert_eq!(rows(&bits(&a).and(&bits(&b))), &a & &b);
            prop_assert_eq!(rows(&bits(&a).without(&bits(&b))), &a - &b);
            let mut both = bits(&a);
            both.take(&bits(&b));
            prop_assert_eq!(rows(&both), &a | &b);
        }
    }
}
