//! Reading: blocks of whole rows, one after another, from anything that can be read, in bounded
//! memory. Workers take turns at it; everything that must happen in order happens here and is kept
//! cheap: copying, the parity of quotes and, while only ASCII was seen, the question which encoding
//! this is.

use std::io::{self, Cursor, Read};
use std::ops::Range;

use super::decode::{Encoding, valid_up_to};
use super::mask::has_odd_quotes;
use super::utf16::Utf16;

/// Bytes that are digested as one.
pub const CHUNK: usize = 1 << 20;
/// Bytes that are read at a time: two chunks are digested faster together than one after the other.
pub(super) const PIECE: usize = 2 * CHUNK;
/// Longest row in bytes: what is longer is the work of a stray quote.
pub const ROW_LIMIT: usize = 1 << 20;

/// Is given a file as it is on disk: one or more chunks of [`CHUNK`] bytes, the last of the file
/// shorter, with the number of the first of them. Called by several threads in any order, and once
/// more for the same chunks when a file has to be read again in another encoding.
pub type OnChunk<'a> = &'a (dyn Fn(u64, &[u8]) + Sync);

/// Rows of a file as they were read, and what was found out by reading them.
#[derive(Default)]
pub(super) struct Lease {
    /// Which block of the file, from 0.
    pub number: usize,
    /// Their encoding; what is read as UTF-16 is UTF-8 here.
    pub encoding: Encoding,
    /// The encoding of the file.
    pub source_encoding: Encoding,
    /// They are only believed to be UTF-8.
    pub assumed: bool,
    /// No line end closes them: a row is longer than [`ROW_LIMIT`]. Nothing follows.
    pub overlong: bool,
    /// The bytes after them can't be decoded. Nothing follows.
    pub broken: Option<Vec<u8>>,
    /// Where they stop being UTF-8, if that is how GB18030 was found.
    pub not_utf8_at: Option<usize>,
    /// Nothing follows.
    pub last: bool,
    buffer: Vec<u8>,
    rows: Range<usize>,
    fresh: Range<usize>,
    first_chunk: u64,
}

impl Lease {
    /// The rows.
    pub fn rows(&self) -> &[u8] {
        &self.buffer[self.rows.clone()]
    }

    /// The chunks of the file that were read for them, with the number of the first. None in
    /// UTF-16, whose reader gives them away itself.
    pub fn chunks(&self) -> Option<(u64, &[u8])> {
        let fresh = &self.buffer[self.fresh.clone()];
        (!fresh.is_empty()).then_some((self.first_chunk, fresh))
    }
}

/// What is known of the encoding.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Decision {
    /// Only ASCII so far: UTF-8 and GB18030 are the same.
    Open,
    /// UTF-8 so far; it may still turn out not to be.
    Assumed,
    /// Declared, marked, or found by excluding UTF-8.
    Settled(Encoding),
}

enum Input<'a> {
    Plain(Box<dyn Read + Send + 'a>),
    Utf16(Utf16<'a>),
}

/// A file being read.
pub(super) struct Feed<'a> {
    input: Input<'a>,
    /// What is known of the encoding by now.
    pub decision: Decision,
    /// The encoding that a byte order mark announced.
    pub mark: Option<Encoding>,
    mark_length: usize,
    carry: Vec<u8>,
    blocks: usize,
    chunks: u64,
    read: u64,
    finished: bool,
}

impl<'a> Feed<'a> {
    /// Begins to read; a declared encoding goes before a mark.
    pub fn new(
        mut from: Box<dyn Read + Send + 'a>,
        declared: Option<Encoding>,
        on_chunk: Option<OnChunk<'a>>,
    ) -> io::Result<Feed<'a>> {
        let mut start = vec![0; 4];
        let length = fill(&mut from, &mut start)?;
        start.truncate(length);
        let marked = Encoding::marked(&start);
        let encoding = declared.or(marked.map(|(encoding, _)| encoding));
        let mark = marked.filter(|(by_mark, _)| encoding == Some(*by_mark));
        let from: Box<dyn Read + Send + 'a> = Box::new(Cursor::new(start).chain(from));
        let is_utf16 = matches!(encoding, Some(Encoding::Utf16Le | Encoding::Utf16Be));
        let input = if is_utf16 {
            Input::Utf16(Utf16::new(from, encoding == Some(Encoding::Utf16Be), on_chunk))
        } else {
            Input::Plain(from)
        };
        Ok(Feed {
            input,
            decision: encoding.map_or(Decision::Open, Decision::Settled),
            mark: mark.map(|(encoding, _)| encoding),
            mark_length: if is_utf16 { 0 } else { mark.map_or(0, |(_, length)| length) },
            carry: Vec::new(),
            blocks: 0,
            chunks: 0,
            read: 0,
            finished: false,
        })
    }

    /// Reads the next rows into `lease`; false when there are none.
    pub fn next(&mut self, lease: &mut Lease) -> io::Result<bool> {
        if self.finished {
            return Ok(false);
        }
        let start = if self.blocks == 0 { self.mark_length } else { 0 };
        let carried = self.carry.len();
        grow(&mut lease.buffer, carried);
        lease.buffer[..carried].copy_from_slice(&self.carry);
        lease.first_chunk = self.chunks;
        let (filled, end) = self.fill_rows(&mut lease.buffer, carried, start)?;
        lease.fresh = if self.is_plain() { carried..filled } else { 0..0 };
        lease.rows = start.min(filled)..end.unwrap_or(filled);
        lease.overlong = end.is_none() && !self.finished;
        self.finished |= lease.overlong;
        self.carry.clear();
        self.carry.extend_from_slice(&lease.buffer[lease.rows.end..filled]);
        lease.last = self.finished;
        lease.broken = self.broken().filter(|_| lease.last);
        lease.number = self.blocks;
        self.blocks += 1;
        self.decide(lease);
        Ok(true)
    }

    /// Reads after the first `filled` bytes until a row ends (its end is given back, with what is
    /// filled by then), the input ends, or the row is too long.
    fn fill_rows(
        &mut self,
        buffer: &mut Vec<u8>,
        mut filled: usize,
        start: usize,
    ) -> io::Result<(usize, Option<usize>)> {
        loop {
            grow(buffer, filled + PIECE);
            let length = self.read_piece(&mut buffer[filled..filled + PIECE])?;
            filled += length;
            if length < PIECE {
                self.finished = true;
                return Ok((filled, None));
            }
            if let Some(end) = last_row_end(&buffer[start..filled]) {
                return Ok((filled, Some(start + end)));
            }
            if filled - start > ROW_LIMIT {
                return Ok((filled, None));
            }
        }
    }

    fn read_piece(&mut self, to: &mut [u8]) -> io::Result<usize> {
        let length = match &mut self.input {
            Input::Plain(from) => fill(from, to)?,
            Input::Utf16(from) => fill(from, to)?,
        };
        self.chunks += length.div_ceil(CHUNK) as u64;
        self.read += length as u64;
        Ok(length)
    }

    /// The encoding of these rows. The first bytes beyond ASCII decide: not UTF-8 is GB18030 for
    /// good, UTF-8 is believed until something contradicts.
    fn decide(&mut self, lease: &mut Lease) {
        lease.not_utf8_at = None;
        if self.decision == Decision::Open && !lease.rows().is_ascii() {
            let valid = valid_up_to(lease.rows(), Encoding::Utf8);
            if valid == lease.rows().len() {
                self.decision = Decision::Assumed;
            } else {
                lease.not_utf8_at = Some(valid);
                self.decision = Decision::Settled(Encoding::Gb18030);
            }
        }
        lease.source_encoding = match self.decision {
            Decision::Settled(encoding) => encoding,
            Decision::Open | Decision::Assumed => Encoding::Utf8,
        };
        lease.assumed = self.decision == Decision::Assumed;
        lease.encoding = match self.decision {
            Decision::Settled(Encoding::Gb18030) => Encoding::Gb18030,
            _ => Encoding::Utf8,
        };
    }

    /// The encoding is this one after all, in these rows and in those to come.
    pub fn settle(&mut self, encoding: Encoding, lease: &mut Lease) {
        self.decision = Decision::Settled(encoding);
        self.decide(lease);
    }

    /// Nothing to read.
    pub fn ended() -> Feed<'a> {
        Feed {
            input: Input::Plain(Box::new(io::empty())),
            decision: Decision::Open,
            mark: None,
            mark_length: 0,
            carry: Vec::new(),
            blocks: 0,
            chunks: 0,
            read: 0,
            finished: true,
        }
    }

    /// No more is read.
    pub fn stop(&mut self) {
        self.finished = true;
    }

    /// Bytes of the file read so far.
    pub fn read(&self) -> u64 {
        match &self.input {
            Input::Plain(_) => self.read,
            Input::Utf16(from) => from.read,
        }
    }

    fn is_plain(&self) -> bool {
        matches!(self.input, Input::Plain(_))
    }

    fn broken(&self) -> Option<Vec<u8>> {
        match &self.input {
            Input::Plain(_) => None,
            Input::Utf16(from) => from.broken.clone(),
        }
    }
}

fn grow(buffer: &mut Vec<u8>, to: usize) {
    match buffer.len() {
        // Memory that is asked for with zeros in it is only taken where it is used.
        0 => *buffer = vec![0; to],
        length if length < to => buffer.resize(to, 0),
        _ => {}
    }
}

/// Reads until `to` is full or the input ends; how much was read.
pub(super) fn fill(from: &mut dyn Read, to: &mut [u8]) -> io::Result<usize> {
    let mut length = 0;
    while length < to.len() {
        match from.read(&mut to[length..]) {
            Ok(0) => break,
            Ok(more) => length += more,
            Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
            Err(error) => return Err(error),
        }
    }
    Ok(length)
}

/// Where the last row ends that is closed by a line end outside quotes. A carriage return at the
/// very end doesn't count: a line feed may follow.
fn last_row_end(text: &[u8]) -> Option<usize> {
    let mut is_quoted = has_odd_quotes(text);
    let mut after = None;
    for (at, byte) in text.iter().enumerate().rev() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' if !is_quoted => return Some(at + 1),
            b'\r' if !is_quoted && after.is_some() => return Some(at + 1),
            _ => {}
        }
        after = Some(byte);
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(text: &[u8]) -> Vec<Vec<u8>> {
        let mut feed = Feed::new(Box::new(text), None, None).unwrap();
        let mut lease = Lease::default();
        let mut blocks = Vec::new();
        while feed.next(&mut lease).unwrap() {
            blocks.push(lease.rows().to_vec());
        }
        blocks
    }

    #[test]
    fn the_last_line_end_outside_quotes_closes_a_block() {
        assert_eq!(last_row_end(b"a\nb\nc"), Some(4));
        assert_eq!(last_row_end(b"a\n\"b\nc\""), Some(2));
        assert_eq!(last_row_end(b"a\n\"b\nc"), Some(2));
        assert_eq!(last_row_end(b"a\rb\rc"), Some(4));
        assert_eq!(last_row_end(b"a\r\nb\r"), Some(3));
        assert_eq!(last_row_end(b"\"a\nb"), None);
    }

    #[test]
    fn blocks_are_whole_rows_and_together_the_file() {
        for line in ["a,b\n", "张三,\"x\ny\"\r\n", "a\r", "\"\"\"\n\",\"\"\"\"\n"] {
            let text = line.repeat(3 * PIECE / line.len() + 1);
            let blocks = blocks(text.as_bytes());
            assert!(blocks.len() > 3, "{line:?}");
            assert!(blocks.iter().all(|block| block.len() % line.len() == 0), "{line:?}");
            assert_eq!(blocks.concat(), text.as_bytes());
        }
    }

    #[test]
    fn a_row_across_chunks_is_one_row_and_one_without_end_is_told() {
        let title = "x".repeat(PIECE - 100);
        let row = format!("\"{}\"\n", "a\n".repeat(ROW_LIMIT / 4));
        let text = format!("{title}\n{row}y\n");
        let blocks = blocks(text.as_bytes());
        assert!(blocks.concat() == text.as_bytes() && blocks[0].len() == title.len() + 1);
        let mut feed = Feed::new(Box::new(io::repeat(b'a')), None, None).unwrap();
        let mut lease = Lease::default();
        assert!(feed.next(&mut lease).unwrap());
        assert!(lease.overlong && lease.rows().len() <= ROW_LIMIT + PIECE);
        assert!(!feed.next(&mut lease).unwrap());
    }

    #[test]
    fn the_first_bytes_beyond_ascii_decide_between_the_encodings() {
        let decision = |text: &[u8]| {
            let mut feed = Feed::new(Box::new(text), None, None).unwrap();
            feed.next(&mut Lease::default()).unwrap();
            feed.decision
        };
        assert_eq!(decision(b"a,b\n"), Decision::Open);
        assert_eq!(decision("张三\n".as_bytes()), Decision::Assumed);
        assert_eq!(decision(b"\xD5\xC5\xC8\xFD\n"), Decision::Settled(Encoding::Gb18030));
        assert_eq!(decision(b"\xEF\xBB\xBFa\n"), Decision::Settled(Encoding::Utf8));
    }

    #[test]
    fn a_mark_is_no_part_of_the_first_row() {
        assert_eq!(blocks(b"\xEF\xBB\xBFa,b\n"), [b"a,b\n"]);
        assert_eq!(blocks(b"\xFF\xFEa\0\n\0"), [b"a\n"]);
    }
}
