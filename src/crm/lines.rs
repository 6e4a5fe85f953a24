//! Physical lines: blocks are indexed in any order, yet every place is told with its line in the
//! file. A line ends with LF, CRLF or CR, inside quotes too.

use std::sync::{Condvar, Mutex, PoisonError};

/// Number of line ends.
pub(super) fn line_ends(text: &[u8]) -> u64 {
    let feeds = text.iter().filter(|byte| **byte == b'\n').count();
    let returns = text.iter().filter(|byte| **byte == b'\r').count();
    let pairs = text.windows(2).filter(|pair| pair == b"\r\n").count();
    (feeds + returns - pairs) as u64
}

/// Where the line begins that `at` is in.
pub(super) fn line_start(text: &[u8], at: usize) -> usize {
    let before = &text[..at.min(text.len())];
    let is_break = |place: usize| match before[place] {
        b'\n' => true,
        b'\r' => text.get(place + 1) != Some(&b'\n'),
        _ => false,
    };
    (0..before.len()).rev().find(|place| is_break(*place)).map_or(0, |place| place + 1)
}

/// The first line of every block, known as soon as all blocks before it have told how many lines
/// they have. Blocks are handed out in order and tell before they ask, so nobody waits for ever.
pub(super) struct Lines {
    known: Mutex<Known>,
    grown: Condvar,
}

#[derive(Default)]
struct Known {
    /// First lines of the blocks 0 to n.
    starts: Vec<u64>,
    /// Numbers of lines of later blocks.
    told: Vec<(usize, u64)>,
}

impl Lines {
    /// Nothing known but that the first block begins with line 1.
    pub fn new() -> Lines {
        Lines {
            known: Mutex::new(Known { starts: vec![1], told: Vec::new() }),
            grown: Condvar::new(),
        }
    }

    /// Takes in how many lines a block has.
    pub fn tell(&self, block: usize, lines: u64) {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.told.push((block, lines));
        while let Some(next) = known.told.iter().position(|(at, _)| at + 1 == known.starts.len()) {
            let (_, lines) = known.told.swap_remove(next);
            let start = known.starts.last().copied().unwrap_or(1) + lines;
            known.starts.push(start);
        }
        self.grown.notify_all();
    }

    /// The first line of a block; waits until it is known.
    pub fn first(&self, block: usize) -> u64 {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let known = self
            .grown
            .wait_while(known, |known| known.starts.len() <= block)
            .unwrap_or_else(PoisonError::into_inner);
        known.starts[block]
    }

    /// The line on which the file ends, as far as was told.
    pub fn end(&self) -> u64 {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        known.starts.last().copied().unwrap_or(1)
    }
}

/// A block's promise to tell its lines: if its worker dies, the others go on.
pub(super) struct Promise<'a> {
    lines: &'a Lines,
    block: usize,
    kept: bool,
}

impl<'a> Promise<'a> {
    /// Made before anything can go wrong with the block.
    pub fn new(lines: &'a Lines, block: usize) -> Promise<'a> {
        Promise { lines, block, kept: false }
    }

    /// Tells, and gives the block's first line.
    pub fn keep(mut self, count: u64) -> u64 {
        self.kept = true;
        self.lines.tell(self.block, count);
        self.lines.first(self.block)
    }
}

impl Drop for Promise<'_> {
    fn drop(&mut self) {
        if !self.kept {
            self.lines.tell(self.block, 0);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_of_line_end_counts_once() {
        assert_eq!(line_ends(b"a\nb\r\nc\rd\r\r\n\n"), 6);
        assert_eq!(line_ends(b""), 0);
    }

    #[test]
    fn a_line_begins_after_the_last_line_end_before_it() {
        let text = b"a\r\nb\rc\nd";
        let starts: Vec<_> = (0..=text.len()).map(|at| line_start(text, at)).collect();
        assert_eq!(starts, [0, 0, 0, 3, 3, 5, 5, 7, 7]);
    }

    #[test]
    fn blocks_may_tell_in_any_order() {
        let lines = Lines::new();
        lines.tell(2, 5);
        lines.tell(0, 3);
        lines.tell(1, 4);
        assert_eq!([0, 1, 2, 3].map(|block| lines.first(block)), [1, 4, 8, 13]);
    }

    #[test]
    fn a_block_that_dies_holds_nobody_up() {
        let lines = Lines::new();
        drop(Promise::new(&lines, 0));
        assert_eq!(Promise::new(&lines, 1).keep(2), 1);
    }
}
