//! The structure of a block of rows in one pass: 64 bytes at a time become masks of quotes,
//! delimiters and line ends, the parity of quotes tells which of them are text, and the places of
//! the others are written down. Quotes are held to RFC 4180 on the way. Knows bytes, not encodings:
//! it must only be given a delimiter that is no part of a longer character.

use wide::u8x16;

use super::lines::line_ends;
use super::mask::masks;

/// The wrong quote that ended an [`Index`]: from there on nobody knows what is text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum QuoteFault {
    /// A quote in a field that doesn't begin with one.
    Bare {
        /// Where.
        at: usize,
    },
    /// Something other than a delimiter, a line end or a quote after a closing quote.
    TextAfter {
        /// The quote that opened the field.
        opening: usize,
        /// Where.
        at: usize,
    },
    /// Still open at the end.
    Unterminated {
        /// The quote that opened the field.
        opening: usize,
    },
}

/// Where fields and rows end in a block of less than 4 GiB.
#[derive(Default, Debug)]
pub struct Index {
    field_ends: Places,
    row_ends: Places,
    inner_lines: Places,
    fault: Option<QuoteFault>,
}

impl Index {
    /// Takes in a block that begins with a row, instead of what was there before. The last row
    /// needs no line end.
    pub fn build(&mut self, text: &[u8], delimiter: u8) {
        let mut fields = self.field_ends.writer(text.len());
        let mut rows = self.row_ends.writer(text.len());
        let mut inner = self.inner_lines.writer(text.len());
        let mut pass = Pass::new(delimiter);
        let mut wrong = None;
        let (whole, rest) = text.as_chunks::<64>();
        let mut last = [0; 64];
        last[..rest.len()].copy_from_slice(rest);
        let mut base = 0u32;
        // The last bytes take the same way, so that all of it is compiled into one loop.
        'text: for (chunks, used) in [(whole, u64::MAX), (&[last], !(u64::MAX << rest.len()))] {
            for chunk in chunks {
                let found = pass.step(chunk, used);
                fields.write_many(found.field_ends, base);
                rows.write_few(found.row_ends, base);
                inner.write_few(found.inner_lines, base);
                if found.wrong != 0 {
                    wrong = Some(base as usize + found.wrong.trailing_zeros() as usize);
                    break 'text;
                }
                base = base.wrapping_add(64);
            }
        }
        let lengths = (fields.length, rows.length, inner.length);
        (self.field_ends.length, self.row_ends.length, self.inner_lines.length) = lengths;
        self.fault = None;
        match wrong {
            Some(at) => self.blame(text, at),
            None => self.close(text, pass.quoted != 0),
        }
    }

    /// Places where fields end, in order: at a delimiter, at the first byte of a line end, or at
    /// the end of the text.
    pub fn field_ends(&self) -> &[u32] {
        self.field_ends.get()
    }

    /// Those of them where rows end.
    pub fn row_ends(&self) -> &[u32] {
        self.row_ends.get()
    }

    /// Places of the line ends inside quotes, in order.
    pub fn inner_lines(&self) -> &[u32] {
        self.inner_lines.get()
    }

    /// Number of line ends of the whole text, which this was built from.
    pub fn lines(&self, text: &[u8]) -> u64 {
        if self.fault.is_some() {
            return line_ends(text);
        }
        let is_open = self.row_ends().last() == Some(&(text.len() as u32));
        (self.row_ends.length - usize::from(is_open) + self.inner_lines.length) as u64
    }

    /// The quote at which the pass had to stop. Rows before it are sound as far as one can know.
    pub fn fault(&self) -> Option<QuoteFault> {
        self.fault
    }

    /// The last row has no line end, or an open quote.
    fn close(&mut self, text: &[u8], is_quoted: bool) {
        let start = self.open_field(text);
        let has_open_row = self.row_ends().last() != self.field_ends().last();
        if is_quoted {
            self.fault = Some(QuoteFault::Unterminated { opening: start });
        } else if start < text.len() || has_open_row {
            self.field_ends.push(text.len());
            self.row_ends.push(text.len());
        }
    }

    /// Where the field begins that has no end yet.
    fn open_field(&self, text: &[u8]) -> usize {
        self.field_ends().last().map_or(0, |end| after_end(text, *end as usize))
    }

    /// Names the wrong quote at `at`, and forgets what was found after it.
    #[cold]
    fn blame(&mut self, text: &[u8], at: usize) {
        for places in [&mut self.field_ends, &mut self.row_ends, &mut self.inner_lines] {
            places.length = places.get().partition_point(|place| (*place as usize) < at);
        }
        let is_bare = text.get(at) == Some(&b'"');
        self.fault = Some(if is_bare {
            QuoteFault::Bare { at }
        } else {
            QuoteFault::TextAfter { opening: self.open_field(text), at }
        });
    }
}

/// Places in a block, in order.
#[derive(Default, Debug)]
struct Places {
    room: Vec<u32>,
    length: usize,
}

impl Places {
    fn get(&self) -> &[u32] {
        &self.room[..self.length]
    }

    fn push(&mut self, place: usize) {
        self.room[self.length] = place as u32;
        self.length += 1;
    }

    /// Starts again, with room for a place at every byte. Memory that is never written to is
    /// never taken.
    fn writer(&mut self, bytes: usize) -> Writer<'_> {
        let wanted = bytes + 1 + 64;
        if self.room.len() < wanted {
            self.room = vec![0; wanted.next_power_of_two()];
        }
        Writer { room: &mut self.room, length: 0 }
    }
}

/// Writes places without asking for room each time.
struct Writer<'a> {
    room: &'a mut [u32],
    length: usize,
}

impl Writer<'_> {
    /// Adds `base` and the place of each bit of a mask that has several. The usual number is written
    /// without looking whether there are so many, because a wrong guess costs more than writing in
    /// vain; what was in vain is overwritten.
    #[inline]
    fn write_many(&mut self, mut bits: u64, base: u32) {
        const USUAL: usize = 5;
        let count = bits.count_ones() as usize;
        let Some(window) = self.window() else { return };
        let mut take = |at: usize| {
            window[at & 63] = base.wrapping_add(bits.trailing_zeros());
            bits &= bits.wrapping_sub(1);
        };
        (0..USUAL).for_each(&mut take);
        (USUAL..count).for_each(&mut take);
        self.length += count;
    }

    /// The same for a mask that seldom has a bit.
    #[inline]
    fn write_few(&mut self, mut bits: u64, base: u32) {
        while bits != 0 {
            let Some(window) = self.window() else { return };
            window[0] = base.wrapping_add(bits.trailing_zeros());
            self.length += 1;
            bits &= bits - 1;
        }
    }

    #[inline]
    fn window(&mut self) -> Option<&mut [u32; 64]> {
        self.room.get_mut(self.length..)?.first_chunk_mut()
    }
}

/// Where the next field begins after one that ends at `end`.
pub(super) fn after_end(text: &[u8], end: usize) -> usize {
    let is_pair = text.get(end..end + 2) == Some(b"\r\n");
    if is_pair { end + 2 } else { end + 1 }
}

/// What one step carries into the next.
struct Pass {
    delimiter: u8x16,
    /// All ones inside a quoted field.
    quoted: u64,
    /// 1 where the last byte was …
    after_field: u64,
    after_closing: u64,
    after_return: u64,
}

struct Found {
    field_ends: u64,
    row_ends: u64,
    inner_lines: u64,
    /// Quotes that mustn't be there, and text that mustn't follow one.
    wrong: u64,
}

impl Pass {
    fn new(delimiter: u8) -> Pass {
        Pass {
            delimiter: u8x16::splat(delimiter),
            quoted: 0,
            after_field: 1,
            after_closing: 0,
            after_return: 0,
        }
    }

    #[inline]
    fn step(&mut self, chunk: &[u8; 64], used: u64) -> Found {
        let wanted = [u8x16::splat(b'"'), self.delimiter, u8x16::splat(b'\n'), u8x16::splat(b'\r')];
        let [quotes, delimiters, feeds, returns] = masks(chunk, wanted).map(|mask| mask & used);

        // From an opening quote to the byte before its closing one.
        let quoted = prefix_xor(quotes) ^ self.quoted;
        self.quoted = 0u64.wrapping_sub(quoted >> 63);
        // A line feed after a carriage return belongs to it.
        let lines = returns | (feeds & !carried(returns, &mut self.after_return));
        let row_ends = lines & !quoted;
        let breaks = (delimiters | feeds | returns) & !quoted;
        let field_ends = (delimiters & !quoted) | row_ends;

        let (opening, closing) = (quotes & quoted, quotes & !quoted);
        let field_starts = carried(breaks, &mut self.after_field);
        let after_closing = carried(closing, &mut self.after_closing);
        let wrong = (opening & !(field_starts | after_closing))
            | (after_closing & used & !(breaks | quotes));
        Found { field_ends, row_ends, inner_lines: lines & quoted, wrong }
    }
}

/// The mask one place further on; its last bit waits for the next step.
#[inline]
fn carried(mask: u64, carry: &mut u64) -> u64 {
    let moved = (mask << 1) | *carry;
    *carry = mask >> 63;
    moved
}

/// For every bit, whether the bits up to and with it are odd in number.
#[inline]
fn prefix_xor(mut bits: u64) -> u64 {
    for shift in [1, 2, 4, 8, 16, 32] {
        bits ^= bits << shift;
    }
    bits
}

#[cfg(test)]
mod tests {
    use super::super::split::{self, Split};
    use super::*;
    use proptest::prelude::*;

    type Rows = Vec<Vec<Vec<u8>>>;

    fn reference(text: &[u8]) -> (Rows, Option<QuoteFault>) {
        let Split { rows, fault } = split::split(text, b',', usize::MAX);
        (rows.into_iter().map(|row| row.fields).collect(), fault)
    }

    /// The rows that an index stands for, blank lines left out.
    fn rows_of(text: &[u8], delimiter: u8) -> (Rows, Option<QuoteFault>) {
        let mut index = Index::default();
        index.build(text, delimiter);
        let mut rows = Vec::new();
        let (mut start, mut first) = (0, 0);
        for row_end in index.row_ends() {
            let last = index.field_ends().binary_search(row_end).unwrap();
            let ends = &index.field_ends()[first..=last];
            let is_blank = ends == [start as u32];
            let mut row = Vec::new();
            for end in ends {
                row.push(split::unquoted(&text[start..*end as usize]));
                start = after_end(text, *end as usize);
            }
            first = last + 1;
            if !is_blank {
                rows.push(row);
            }
        }
        (rows, index.fault())
    }

    /// Rows of the csv crate, which skips blank lines too.
    fn rows_of_csv_crate(text: &[u8]) -> Rows {
        let mut reader =
            csv::ReaderBuilder::new().has_headers(false).flexible(true).from_reader(text);
        let records = reader.byte_records().map(Result::unwrap);
        records.map(|record| record.iter().map(<[u8]>::to_vec).collect()).collect()
    }

    fn small_text() -> impl Strategy<Value = Vec<u8>> {
        prop::collection::vec(prop::sample::select(b"a,\"\n\r".to_vec()), 0..24)
    }

    /// Parts of sound tables, so that long texts are not all refused at their first quote.
    fn long_text() -> impl Strategy<Value = Vec<u8>> {
        let parts =
            ["a", "", "\"\"", "\"a,\"\"\n\"", "\"\r\n\"", "abcdefghij", "\"", "a\"", "\"a\" "];
        let ends = [",", ",", "\n", "\r\n", "\r", "\n\n"];
        let weighted = (0..90usize, prop::sample::select(ends.to_vec()));
        let field = weighted.prop_map(move |(at, end)| {
            let part = parts[if at < 84 { at % 6 } else { at - 84 + 3 }];
            format!("{part}{end}").into_bytes()
        });
        prop::collection::vec(field, 0..60).prop_map(|fields| fields.concat())
    }

    fn agrees(text: &[u8]) -> Result<(), TestCaseError> {
        let ours = rows_of(text, b',');
        prop_assert_eq!(&ours, &reference(text), "{:?}", String::from_utf8_lossy(text));
        if ours.1.is_none() {
            prop_assert_eq!(&ours.0, &rows_of_csv_crate(text));
        }
        Ok(())
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]
        #[test]
        fn small_texts_are_split_or_refused_as_one_byte_at_a_time(text in small_text()) {
            agrees(&text)?;
        }
    }

    proptest! {
        #[test]
        fn long_texts_are_split_or_refused_as_one_byte_at_a_time(text in long_text()) {
            agrees(&text)?;
        }
    }

    #[test]
    #[ignore = "takes a while; run it after every change of the pass"]
    fn millions_of_texts_are_split_or_refused_as_one_byte_at_a_time() {
        let alphabet = b"a,\"\n\r";
        let mut seed = 1u64;
        for _ in 0..4_000_000 {
            let mut text = Vec::new();
            loop {
                seed = seed.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1);
                let roll = (seed >> 33) as usize;
                if roll.is_multiple_of(16) && text.len() > 2 || text.len() == 200 {
                    break;
                }
                text.push(alphabet[roll / 16 % 5]);
            }
            agrees(&text).unwrap();
        }
    }

    #[test]
    fn a_stray_quote_is_told_with_the_quote_that_opened_the_field() {
        let fault = |text: &[u8]| rows_of(text, b',').1;
        assert_eq!(fault(b"a,b\n1,x\"y\n"), Some(QuoteFault::Bare { at: 7 }));
        assert_eq!(fault(b"a\n\"b\nc\n"), Some(QuoteFault::Unterminated { opening: 2 }));
        assert_eq!(fault(b"a,\"b\nc,\"d\"\n"), Some(QuoteFault::TextAfter { opening: 2, at: 8 }));
        assert_eq!(fault(b"a,\"b\" ,c"), Some(QuoteFault::TextAfter { opening: 2, at: 5 }));
    }

    #[test]
    fn places_across_the_border_of_64_bytes_are_the_same_as_elsewhere() {
        for pad in 50..80 {
            let filler = "x".repeat(pad);
            for tail in ["\"a\"\"b\"\r\n,c", "\r\n\"a\"", "\r\"\"\n\n", "\"a\"x", "\"", "x\"\n"] {
                for joint in [",", ""] {
                    agrees(format!("{filler}{joint}{tail}").as_bytes()).unwrap();
                }
            }
        }
    }

    #[test]
    fn line_ends_inside_quotes_are_counted_once_each() {
        let mut index = Index::default();
        let text = b"a,\"\r\n\n\r\"\r\nb,c\n";
        index.build(text, b',');
        assert_eq!(index.inner_lines(), [3, 5, 6]);
        assert_eq!(index.row_ends(), [8, 13]);
        assert_eq!(index.field_ends(), [1, 8, 11, 13]);
        assert_eq!(index.lines(text), 5);
    }
}
