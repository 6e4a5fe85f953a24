//! Digests: what a file was, in 64 characters that anybody can check with `sha256sum`. Reading files
//! is done elsewhere; so is the digest of a plan as a whole.

use std::collections::BTreeMap;
use std::fmt;

use sha2::{Digest as _, Sha256};

/// A SHA-256 digest.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Digest([u8; 32]);

impl Digest {
    /// The digest of some bytes.
    pub fn of(bytes: &[u8]) -> Digest {
        Digest(Sha256::digest(bytes).into())
    }

    /// The digests of two texts, taken at the same time: each step of a digest waits for the step
    /// before, and while it waits the processor can work on the other text.
    pub fn pair(first: &[u8], second: &[u8]) -> [Digest; 2] {
        const STRIDE: usize = 128;
        let mut digests = [Sha256::new(), Sha256::new()];
        let both = first.len().min(second.len()) / STRIDE * STRIDE;
        let strides = first[..both].chunks(STRIDE).zip(second[..both].chunks(STRIDE));
        for (one, other) in strides {
            digests[0].update(one);
            digests[1].update(other);
        }
        digests[0].update(&first[both..]);
        digests[1].update(&second[both..]);
        digests.map(|digest| Digest(digest.finalize().into()))
    }

    /// Reads 64 hexadecimal digits; `None` for anything else.
    pub fn parse(hex: &str) -> Option<Digest> {
        let digits = hex.as_bytes();
        let mut bytes = [0; 32];
        (digits.len() == 64).then_some(())?;
        for (byte, pair) in bytes.iter_mut().zip(digits.chunks_exact(2)) {
            *byte = nibble(pair[0])? << 4 | nibble(pair[1])?;
        }
        Some(Digest(bytes))
    }

    /// The first 12 hexadecimal digits: enough to tell two apart on paper.
    pub fn short(&self) -> String {
        let mut hex = self.to_string();
        hex.truncate(12);
        hex
    }
}

fn nibble(digit: u8) -> Option<u8> {
    match digit {
        b'0'..=b'9' => Some(digit - b'0'),
        b'a'..=b'f' => Some(digit - b'a' + 10),
        b'A'..=b'F' => Some(digit - b'A' + 10),
        _ => None,
    }
}

impl fmt::Display for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for Digest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// The digest of a file of any size: plain, or over chunks so that several threads can share the
/// work. A chunked one prints as `1m:` and the digest, because `sha256sum` gives another.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum FileDigest {
    /// The SHA-256 of the file.
    Whole(Digest),
    /// The SHA-256 of the lines of hexadecimal digests of its chunks of 1 MiB.
    Chunked(Digest),
}

impl FileDigest {
    const PREFIX: &'static str = "1m:";

    /// Reads what [`fmt::Display`] prints; `None` for anything else.
    pub fn parse(text: &str) -> Option<FileDigest> {
        match text.strip_prefix(Self::PREFIX) {
            Some(hex) => Digest::parse(hex).map(FileDigest::Chunked),
            None => Digest::parse(text).map(FileDigest::Whole),
        }
    }

    /// The first 12 hexadecimal digits.
    pub fn short(&self) -> String {
        match self {
            FileDigest::Whole(digest) | FileDigest::Chunked(digest) => digest.short(),
        }
    }
}

impl From<Digest> for FileDigest {
    fn from(digest: Digest) -> FileDigest {
        FileDigest::Whole(digest)
    }
}

impl fmt::Display for FileDigest {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            FileDigest::Whole(digest) => write!(f, "{digest}"),
            FileDigest::Chunked(digest) => write!(f, "{}{digest}", Self::PREFIX),
        }
    }
}

/// Gathers the digests of a big file's chunks, in whatever order they become known.
///
/// A file of at most one chunk has its plain SHA-256. A longer one has the SHA-256 of the text made
/// of its chunks' hexadecimal digests, one per line:
/// `split -b 1M --filter='sha256sum | cut -c1-64' FILE | sha256sum`.
#[derive(Clone, Debug, Default)]
pub struct ChunkedDigest(BTreeMap<u64, Digest>);

impl ChunkedDigest {
    /// The length of every chunk but the last, in bytes.
    pub const CHUNK: usize = 1 << 20;

    /// Nothing gathered yet: the digest of an empty file.
    pub fn new() -> Self {
        Self::default()
    }

    /// Takes in whole chunks that follow each other, the first of which is chunk `index`, counted
    /// from 0; only the last of the file may be shorter.
    pub fn digests_of(index: u64, bytes: &[u8]) -> impl Iterator<Item = (u64, Digest)> {
        let pairs = (index..).step_by(2).zip(bytes.chunks(2 * Self::CHUNK));
        pairs
            .flat_map(|(index, pair)| match pair.split_at_checked(Self::CHUNK) {
                Some((first, second)) if !second.is_empty() => {
                    let [first, second] = Digest::pair(first, second);
                    [Some((index, first)), Some((index + 1, second))]
                }
                _ => [Some((index, Digest::of(pair))), None],
            })
            .flatten()
    }

    /// Takes in the digest of chunk `index`, counted from 0.
    pub fn add(&mut self, index: u64, digest: Digest) {
        self.0.insert(index, digest);
    }

    /// The digest of the file; `None` if a chunk before the last was never given.
    pub fn finish(&self) -> Option<FileDigest> {
        let complete = self.0.keys().copied().eq(0..self.0.len() as u64);
        complete.then_some(())?;
        if self.0.len() <= 1 {
            let only = self.0.values().next().copied();
            return Some(FileDigest::Whole(only.unwrap_or_else(|| Digest::of(b""))));
        }
        let mut lines = Sha256::new();
        for digest in self.0.values() {
            lines.update(format!("{digest}\n"));
        }
        Some(FileDigest::Chunked(Digest(lines.finalize().into())))
    }

    /// The digest of a file that is in memory.
    pub fn of(bytes: &[u8]) -> FileDigest {
        let mut chunks = Self::new();
        for (index, digest) in Self::digests_of(0, bytes) {
            chunks.add(index, digest);
        }
        chunks.finish().unwrap_or(FileDigest::Whole(Digest::of(bytes)))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_digest_is_what_sha256sum_prints() {
        // printf abc | sha256sum
        let abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad";
        assert_eq!(Digest::of(b"abc").to_string(), abc);
        assert_eq!(Digest::parse(abc), Some(Digest::of(b"abc")));
        assert_eq!(Digest::parse(&abc.to_uppercase()), Some(Digest::of(b"abc")));
        assert_eq!(Digest::of(b"abc").short(), "ba7816bf8f01");
        for wrong in ["", "ba78", &abc[1..], &abc.replace('b', "g"), &format!("{abc}0")] {
            assert_eq!(Digest::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn a_file_of_one_chunk_has_its_plain_digest_and_a_longer_one_says_so() {
        assert_eq!(ChunkedDigest::new().finish(), Some(Digest::of(b"").into()));
        let one = vec![0; ChunkedDigest::CHUNK];
        assert_eq!(ChunkedDigest::of(&one), Digest::of(&one).into());
        // head -c 1048577 /dev/zero | split -b 1M --filter='sha256sum | cut -c1-64' | sha256sum
        let more = vec![0; ChunkedDigest::CHUNK + 1];
        let printed = ChunkedDigest::of(&more).to_string();
        assert_eq!(printed, "1m:d9ec3f7d0a99eabade40e83841de9cc4ac4bf157c64342e479175f9fded66fc6");
        assert_eq!(FileDigest::parse(&printed), Some(ChunkedDigest::of(&more)));
        assert_eq!(FileDigest::parse(&printed[1..]), None);
    }

    #[test]
    fn the_order_in_which_chunks_become_known_does_not_matter_but_a_gap_does() {
        let [a, b, c] = [b"a", b"b", b"c"].map(|text| Digest::of(text));
        let gather = |parts: &[(u64, Digest)]| {
            let mut chunks = ChunkedDigest::new();
            parts.iter().for_each(|(index, digest)| chunks.add(*index, *digest));
            chunks.finish()
        };
        assert_eq!(gather(&[(2, c), (0, a), (1, b)]), gather(&[(0, a), (1, b), (2, c)]));
        assert_ne!(gather(&[(0, a), (1, b), (2, c)]), gather(&[(0, b), (1, a), (2, c)]));
        assert_eq!(gather(&[(0, a), (2, c)]), None);
    }
}
