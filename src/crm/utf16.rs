//! UTF-16 as a stream of UTF-8: such files are rare and small, so they take the plain way and the
//! scan knows nothing of them.

use std::io::{self, Read};

use super::feed::{CHUNK, OnChunk, fill};

/// Reads UTF-16 and gives UTF-8, up to the first unit that is no text.
pub(super) struct Utf16<'a> {
    raw: Box<dyn Read + Send + 'a>,
    big_endian: bool,
    on_chunk: Option<OnChunk<'a>>,
    chunk: Vec<u8>,
    chunks: u64,
    /// A byte without its other half, or a surrogate without its other half.
    left_over: Vec<u8>,
    ready: Vec<u8>,
    given: usize,
    ended: bool,
    /// Bytes of the file read so far.
    pub read: u64,
    /// The bytes at which decoding had to stop.
    pub broken: Option<Vec<u8>>,
}

impl<'a> Utf16<'a> {
    /// Decodes `raw`; a mark at its beginning is left out.
    pub fn new(
        raw: Box<dyn Read + Send + 'a>,
        big_endian: bool,
        on_chunk: Option<OnChunk<'a>>,
    ) -> Utf16<'a> {
        Utf16 {
            raw,
            big_endian,
            on_chunk,
            chunk: vec![0; CHUNK],
            chunks: 0,
            left_over: Vec::new(),
            ready: Vec::new(),
            given: 0,
            ended: false,
            read: 0,
            broken: None,
        }
    }

    fn refill(&mut self) -> io::Result<()> {
        let length = fill(&mut self.raw, &mut self.chunk)?;
        let fresh = &self.chunk[..length];
        self.read += length as u64;
        if let Some(on_chunk) = self.on_chunk.filter(|_| length > 0) {
            on_chunk(self.chunks, fresh);
        }
        self.chunks += 1;
        self.ended = length < CHUNK;
        let mut bytes = std::mem::take(&mut self.left_over);
        bytes.extend_from_slice(fresh);
        self.ready.clear();
        self.given = 0;
        self.decode(&bytes);
        Ok(())
    }

    fn decode(&mut self, bytes: &[u8]) {
        let mut at = 0;
        let mut utf8 = [0; 4];
        while let Some(unit) = self.unit(bytes, at) {
            let is_first_half = (0xD800..0xDC00).contains(&unit);
            let second = self.unit(bytes, at + 2);
            if is_first_half && second.is_none() && !self.ended {
                break;
            }
            let pair = [unit, second.unwrap_or(0)];
            let units = if is_first_half { &pair[..] } else { &pair[..1] };
            let Some(Ok(character)) = char::decode_utf16(units.iter().copied()).next() else {
                self.broken = Some(bytes[at..at + 2].to_vec());
                self.ended = true;
                return;
            };
            let is_mark = character == '\u{FEFF}' && self.read <= CHUNK as u64 && at == 0;
            if !is_mark {
                self.ready.extend_from_slice(character.encode_utf8(&mut utf8).as_bytes());
            }
            at += units.len() * 2;
        }
        self.left_over = bytes[at..].to_vec();
        if self.ended && !self.left_over.is_empty() {
            self.broken = Some(self.left_over.clone());
        }
    }

    fn unit(&self, bytes: &[u8], at: usize) -> Option<u16> {
        let pair = bytes.get(at..at + 2)?.try_into().ok()?;
        Some(if self.big_endian { u16::from_be_bytes(pair) } else { u16::from_le_bytes(pair) })
    }
}

impl Read for Utf16<'_> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.given == self.ready.len() && !self.ended {
            self.refill()?;
        }
        let rest = &self.ready[self.given..];
        let length = rest.len().min(to.len());
        to[..length].copy_from_slice(&rest[..length]);
        self.given += length;
        Ok(length)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn decoded(bytes: &[u8], big_endian: bool) -> (String, Option<Vec<u8>>) {
        let mut reader = Utf16::new(Box::new(bytes), big_endian, None);
        let mut text = String::new();
        reader.read_to_string(&mut text).unwrap();
        (text, reader.broken)
    }

    fn encoded(text: &str, big_endian: bool) -> Vec<u8> {
        let order = |unit: u16| if big_endian { unit.to_be_bytes() } else { unit.to_le_bytes() };
        text.encode_utf16().flat_map(order).collect()
    }

    #[test]
    fn both_byte_orders_give_the_same_text_without_the_mark() {
        let text = "负责人\t金额\r\n张𠮷\t1";
        for big_endian in [false, true] {
            let marked = encoded(&format!("\u{FEFF}{text}"), big_endian);
            assert_eq!(decoded(&marked, big_endian), (text.to_owned(), None));
        }
    }

    #[test]
    fn a_pair_across_two_chunks_is_one_character() {
        let text = format!("{}𠮷𠮷", "a".repeat(CHUNK / 2 - 1));
        assert_eq!(decoded(&encoded(&text, false), false), (text, None));
    }

    #[test]
    fn half_a_pair_and_half_a_unit_stop_the_text() {
        assert_eq!(decoded(&[0x41, 0, 0x00, 0xD8, 0x42, 0], false).1, Some(vec![0x00, 0xD8]));
        assert_eq!(decoded(&[0x41, 0, 0x00, 0xD8], false).1, Some(vec![0x00, 0xD8]));
        assert_eq!(decoded(&[0x41, 0, 0x42], false), ("A".to_owned(), Some(vec![0x42])));
    }
}
