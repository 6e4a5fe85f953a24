//! The digest of a file while it is read: the pieces that workers read come in any order and are put
//! together to the chunks that are digested, each by the worker that brings its last piece.

use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

use crate::base::digest::{ChunkedDigest, Digest, FileDigest};
use crate::crm::feed::CHUNK;

/// Pieces in a chunk.
const PIECES: u64 = (ChunkedDigest::CHUNK / CHUNK) as u64;

/// Puts the pieces of one file together.
#[derive(Default)]
pub(super) struct Gather {
    state: Mutex<State>,
}

#[derive(Default)]
struct State {
    digest: ChunkedDigest,
    open: BTreeMap<u64, Chunk>,
    spare: Vec<Vec<u8>>,
}

/// A chunk of which some pieces are there.
struct Chunk {
    bytes: Vec<u8>,
    length: usize,
    /// A bit for every whole piece.
    whole: u64,
}

impl Gather {
    /// Takes in a piece; the same piece may come again.
    pub fn take(&self, number: u64, piece: &[u8]) {
        let (index, at) = (number / PIECES, (number % PIECES) as usize);
        let mut state = self.lock();
        let spare = state.spare.pop();
        let chunk = state.open.entry(index).or_insert_with(|| Chunk {
            bytes: spare.unwrap_or_default(),
            length: 0,
            whole: 0,
        });
        let range = at * CHUNK..at * CHUNK + piece.len();
        chunk.length = chunk.length.max(range.end);
        if chunk.bytes.len() < range.end {
            chunk.bytes.resize(range.end, 0);
        }
        chunk.bytes[range].copy_from_slice(piece);
        chunk.whole |= u64::from(piece.len() == CHUNK) << at;
        if chunk.whole != (1 << PIECES) - 1 {
            return;
        }
        let Some(chunk) = state.open.remove(&index) else { return };
        drop(state);
        let digest = Digest::of(&chunk.bytes[..chunk.length]);
        let mut state = self.lock();
        state.digest.add(index, digest);
        state.spare.push(chunk.bytes);
    }

    /// The digest of everything taken in; none where a piece is missing.
    pub fn finish(&self) -> Option<FileDigest> {
        let mut state = self.lock();
        for (index, chunk) in std::mem::take(&mut state.open) {
            state.digest.add(index, Digest::of(&chunk.bytes[..chunk.length]));
        }
        state.digest.finish()
    }

    fn lock(&self) -> MutexGuard<'_, State> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
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
