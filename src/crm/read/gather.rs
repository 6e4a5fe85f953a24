//! The digest of a file while it is read: each worker digests the pieces that it reads, and they are
//! put together in whatever order they come.

use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::base::digest::{ChunkedDigest, Digest, FileDigest};
use crate::crm::feed::CHUNK;

// A piece that is read at a time is exactly a chunk that is digested.
const _: () = assert!(CHUNK == ChunkedDigest::CHUNK);

/// Puts the pieces of one file together.
#[derive(Default)]
pub(super) struct Gather(Mutex<ChunkedDigest>);

impl Gather {
    /// Takes in a piece; the same piece may come again.
    pub fn take(&self, number: u64, piece: &[u8]) {
        let digest = Digest::of(piece);
        self.lock().add(number, digest);
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

    #[test]
    fn pieces_in_any_order_have_the_digest_of_the_file() {
        for length in [0, 1, CHUNK - 1, CHUNK, 5 * CHUNK + 7, 8 * CHUNK] {
            let file: Vec<u8> = (0..length).map(|at| (at % 251) as u8).collect();
            let mut expected = ChunkedDigest::new();
            for (index, chunk) in (0..).zip(file.chunks(ChunkedDigest::CHUNK)) {
                expected.add(index, Digest::of(chunk));
            }
            let gather = Gather::default();
            let pieces: Vec<(u64, &[u8])> = (0..).zip(file.chunks(CHUNK)).collect();
            pieces.iter().rev().for_each(|(number, piece)| gather.take(*number, piece));
            assert_eq!(gather.finish(), expected.finish(), "{length}");
        }
    }
}
