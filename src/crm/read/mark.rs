//! Marks: 128 bits that stand for the text of a key or row. Two different texts have the same mark
//! once in far more rows than anybody has; where less than the whole mark is kept, the caller makes
//! sure that a clash is noticed.

/// The mark of one or more texts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct Mark {
    /// The first half: places it in a table.
    pub high: u64,
    /// The other half.
    pub low: u64,
}

/// Digits of e, to start from and to step by: any odd numbers without a pattern would do.
const SALT: [u64; 4] =
    [0x8AED_2A6A_BF71_5881, 0x9CF4_F3C7_62E7_160F, 0x38B4_DA56_A784_D905, 0x190C_FEF3_24E7_7385];

/// Marks texts one after the other, so that `ab`, `c` and `a`, `bc` differ.
#[derive(Clone, Copy, Debug)]
pub(super) struct Marker {
    high: u64,
    low: u64,
}

impl Marker {
    /// Begins; another seed gives unrelated marks.
    pub fn new(seed: u64) -> Marker {
        Marker { high: seed ^ SALT[0], low: seed.rotate_left(32) ^ SALT[1] }
    }

    /// Takes in a text.
    #[inline]
    pub fn add(&mut self, text: &[u8]) {
        let (pairs, rest) = text.as_chunks::<16>();
        for pair in pairs {
            self.step(word(&pair[..8]), word(&pair[8..]));
        }
        // Texts of different lengths go different ways, so that an end needn't say where it ends.
        let length = text.len() as u64;
        self.high ^= length.wrapping_mul(SALT[1]);
        self.low = self.low.wrapping_add(length);
        let (first, second) = rest.split_at(rest.len().min(8));
        self.step(word(first), word(second));
    }

    /// Takes in that a text isn't there, which is not the empty one.
    pub fn add_nothing(&mut self) {
        self.step(SALT[3], u64::MAX);
    }

    #[inline]
    fn step(&mut self, first: u64, second: u64) {
        self.high = folded(self.high ^ first ^ SALT[2], second ^ SALT[0]).wrapping_add(first);
        self.low = folded(self.low ^ second ^ SALT[3], first ^ SALT[1]).wrapping_add(second);
    }

    /// The mark of everything taken in.
    #[inline]
    pub fn mark(&self) -> Mark {
        let high = folded(self.high ^ SALT[1], self.low ^ SALT[2]);
        let low = folded(self.low ^ SALT[0], self.high.rotate_left(29) ^ SALT[3]);
        Mark { high: high.max(1), low }
    }
}

/// Half a way through a long text, sixteen bytes at a time.
#[derive(Clone, Copy, Debug)]
pub(super) struct Half(u64);

impl Half {
    /// Begins; another seed goes another way.
    pub fn new(seed: u64) -> Half {
        Half(seed ^ SALT[2])
    }

    /// Takes in sixteen bytes.
    #[inline]
    pub fn add(&mut self, sixteen: &[u8]) {
        let (first, second) = sixteen.split_at(8);
        let (first, second) = (word(first), word(second));
        self.0 = folded(self.0 ^ first, second ^ SALT[1]).wrapping_add(first ^ second);
    }

    /// What came out.
    pub fn done(self) -> u64 {
        self.0
    }
}

/// The mark of one text.
pub(super) fn mark(text: &[u8]) -> Mark {
    let mut marker = Marker::new(0);
    marker.add(text);
    marker.mark()
}

/// Both halves of the product as one.
#[inline]
fn folded(a: u64, b: u64) -> u64 {
    let product = u128::from(a) * u128::from(b);
    (product as u64) ^ (product >> 64) as u64
}

/// Up to eight bytes as a number: different ones for different texts of one length.
#[inline]
fn word(bytes: &[u8]) -> u64 {
    let four = |bytes: [u8; 4]| u64::from(u32::from_le_bytes(bytes));
    match *bytes {
        [a, b, c, d, e, f, g, h] => u64::from_le_bytes([a, b, c, d, e, f, g, h]),
        [a, b, c, d, x, y, z] => four([a, b, c, d]) | four([x, y, z, 0]) << 32,
        [a, b, c, d, y, z] => four([a, b, c, d]) | four([y, z, 0, 0]) << 32,
        [a, b, c, d, z] => four([a, b, c, d]) | u64::from(z) << 32,
        [a, b, c, d] => four([a, b, c, d]),
        [a, b, c] => four([a, b, c, 0]),
        [a, b] => four([a, b, 0, 0]),
        [a] => u64::from(a),
        [] => 0,
        // Nobody has more.
        [..] => bytes.len() as u64,
    }
}

/// A quick hash of a text, for tables that look at the text itself before they believe it.
#[inline]
pub(super) fn quick(text: &[u8]) -> u64 {
    let (pairs, rest) = text.as_chunks::<16>();
    let mut hash = (text.len() as u64).wrapping_mul(SALT[3]);
    for pair in pairs {
        hash = folded(hash ^ word(&pair[..8]), word(&pair[8..]) ^ SALT[0]);
    }
    let (first, second) = rest.split_at(rest.len().min(8));
    folded(hash ^ word(first) ^ SALT[1], word(second) ^ SALT[2])
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::HashSet;

    #[test]
    fn numbered_keys_have_marks_of_their_own_in_either_half() {
        let (mut high, mut low) = (HashSet::new(), HashSet::new());
        for number in 0..200_000 {
            let mark = mark(format!("HT2026-{number:08}").as_bytes());
            high.insert(mark.high);
            low.insert(mark.low);
        }
        assert_eq!((high.len(), low.len()), (200_000, 200_000));
    }

    #[test]
    fn the_border_between_texts_counts_and_so_does_length() {
        let marks =
            [&["ab", "c"][..], &["a", "bc"], &["abc"], &["abc", ""], &["abc\0"], &[""], &[]];
        let all: HashSet<Mark> = marks
            .iter()
            .map(|texts| {
                let mut marker = Marker::new(0);
                texts.iter().for_each(|text| marker.add(text.as_bytes()));
                marker.mark()
            })
            .collect();
        assert_eq!(all.len(), marks.len());
    }

    #[test]
    fn the_length_and_every_byte_of_a_short_text_count() {
        let mut marks = HashSet::new();
        let texts: Vec<Vec<u8>> = (0..40)
            .flat_map(|length| {
                let plain = vec![0u8; length];
                let changed = (0..length).map(move |at| {
                    let mut text = vec![0u8; length];
                    text[at] = 1;
                    text
                });
                std::iter::once(plain).chain(changed)
            })
            .collect();
        marks.extend(texts.iter().map(|text| mark(text)));
        let quick: HashSet<u64> = texts.iter().map(|text| quick(text)).collect();
        assert_eq!((marks.len(), quick.len()), (texts.len(), texts.len()));
    }

    #[test]
    fn every_bit_of_a_mark_depends_on_every_byte() {
        let text = [b'a'; 40];
        for at in 0..40 {
            let mut other = text;
            other[at] ^= 1;
            let (a, b) = (mark(&text), mark(&other));
            let changed = (a.high ^ b.high).count_ones() + (a.low ^ b.low).count_ones();
            assert!((35..=93).contains(&changed), "{at}: {changed}");
        }
    }
}
