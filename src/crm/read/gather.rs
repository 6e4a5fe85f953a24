//! The digest of a file while it is read: each worker digests the pieces that it reads, and they are
//! put together in whatever order they come.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::base::digest::{ChunkedDigest, FileDigest};
use crate::crm::feed::PIECE;

// A piece that is read at a time is whole chunks that are digested.
const _: () = assert!(PIECE.is_multiple_of(ChunkedDigest::CHUNK));

/// Puts the pieces of one file together.
#[derive(Default)]
pub(super) struct Gather(Mutex<ChunkedDigest>);

impl Gather {
    /// Takes in a piece, which begins with the chunk of that number; the same may come again.
    pub fn take(&self, number: u64, piece: &[u8]) {
        for (number, digest) in ChunkedDigest::digests_of(number, piece) {
            self.lock().add(number, digest);
        }
    }

    /// The digest of everything taken in; none where a piece is missing.
    pub fn finish(&self) -> Option<FileDigest> {
        self.lock().finish()
    }

    fn lock(&self) -> MutexGuard<'_, ChunkedDigest> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::digest::Digest;

    #[test]
    fn pieces_in_any_order_have_the_digest_of_the_file() {
        const CHUNK: usize = ChunkedDigest::CHUNK;
        for length in [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 2 * CHUNK, 5 * CHUNK + 7, 8 * CHUNK] {
            let file: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            let mut expected = ChunkedDigest::new();
            for (index, chunk) in (0..).zip(file.chunks(CHUNK)) {
                expected.add(index, Digest::of(chunk));
            }
            for chunks in [1, 2, 3] {
                let gather = Gather::default();
                let numbers = (0..).step_by(chunks);
                let pieces: Vec<(u64, &[u8])> = numbers.zip(file.chunks(chunks * CHUNK)).collect();
                pieces.iter().rev().for_each(|(number, piece)| gather.take(*number, piece));
                assert_eq!(gather.finish(), expected.finish(), "{length} {chunks}");
            }
        }
    }
}
