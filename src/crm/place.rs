//! From a byte of a block to what people are told: line, column in characters, the line's text.
//! Only done for faults and on demand, so it may cost something.

use std::sync::Arc;

use super::decode::{self, Encoding, undecodable_at, valid_up_to};
use super::fault::{ScanFault, Spot, Undecodable};
use super::index::QuoteFault;
use super::lines::{line_ends, line_start};

/// Longest excerpt in bytes of the file.
const EXCERPT: usize = 2000;

/// A piece of a file that begins with a line.
#[derive(Clone, Copy)]
pub(super) struct Page<'a> {
    pub file: &'a Arc<str>,
    pub text: &'a [u8],
    pub encoding: Encoding,
    pub first_line: u64,
}

impl Page<'_> {
    /// The rest from `start` on, where the line `line` begins, counted from this piece's first as
    /// 0. Places in it are found without counting the lines before.
    pub fn beginning_at(self, start: usize, line: u32) -> Self {
        let text = self.text.get(start..).unwrap_or_default();
        Page { text, first_line: self.first_line + u64::from(line), ..self }
    }

    /// The place of the bytes from `at` to `end`, as far as they are on one line.
    pub fn spot(&self, at: usize, end: usize) -> Spot {
        let start = line_start(self.text, at);
        let line = &self.text[start..];
        let length = line.iter().take_while(|byte| !matches!(byte, b'\n' | b'\r')).count();
        let line_end = start + length.min(EXCERPT);
        let column = self.characters(start, at) + 1;
        Spot {
            file: self.file.clone(),
            line: self.first_line + line_ends(&self.text[..start]),
            column,
            width: self.characters(at, end.min(start + length)).max(1),
            excerpt: decode::text(self.whole_characters(start, line_end), self.encoding)
                .into_owned(),
        }
    }

    /// The place of a whole line, the one that `at` is in.
    pub fn line_spot(&self, at: usize) -> Spot {
        Spot { column: 0, width: 0, ..self.spot(at, at) }
    }

    /// The first bytes that can't be decoded.
    pub fn undecodable(&self) -> Option<Undecodable> {
        let at = valid_up_to(self.text, self.encoding);
        (at < self.text.len()).then(|| self.undecodable_at(at))
    }

    /// The bytes at `at`, which can't be decoded.
    pub fn undecodable_at(&self, at: usize) -> Undecodable {
        let bytes = undecodable_at(self.text, at, self.encoding);
        Undecodable { encoding: self.encoding, at: self.spot(at, at + 1), bytes }
    }

    /// A wrong quote of this piece.
    pub fn quote_fault(&self, wrong: QuoteFault) -> ScanFault {
        match wrong {
            QuoteFault::Bare { at } => ScanFault::BareQuote(self.spot(at, at + 1)),
            QuoteFault::TextAfter { opening, at } => ScanFault::TextAfterQuote {
                opening: self.spot(opening, opening + 1),
                at: self.spot(at, at + 1),
            },
            QuoteFault::Unterminated { opening } => {
                ScanFault::UnterminatedQuote(self.spot(opening, opening + 1))
            }
        }
    }

    fn characters(&self, from: usize, to: usize) -> u64 {
        let bytes = self.text.get(from..to).unwrap_or_default();
        decode::text(bytes, self.encoding).chars().count() as u64
    }

    /// Not cut inside a character.
    fn whole_characters(&self, from: usize, to: usize) -> &[u8] {
        let bytes = &self.text[from..to];
        if bytes.len() < EXCERPT {
            return bytes;
        }
        let valid = valid_up_to(bytes, self.encoding);
        if bytes.len() - valid < 4 { &bytes[..valid] } else { bytes }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn spot(text: &[u8], encoding: Encoding, at: usize, end: usize) -> Spot {
        let file = Arc::from("a.csv");
        Page { file: &file, text, encoding, first_line: 10 }.spot(at, end)
    }

    #[test]
    fn columns_are_characters_in_every_encoding() {
        let text = "x\n张三,金额\r\n";
        let in_utf8 = spot(text.as_bytes(), Encoding::Utf8, 9, 15);
        assert_eq!((in_utf8.line, in_utf8.column, in_utf8.width), (11, 4, 2));
        assert_eq!(in_utf8.excerpt, "张三,金额");
        let (bytes, ..) = encoding_rs::GB18030.encode(text);
        assert_eq!(spot(&bytes, Encoding::Gb18030, 7, 11), in_utf8);
    }

    #[test]
    fn a_field_over_several_lines_is_marked_on_its_first() {
        let several = spot(b"a,\"b\nc\"", Encoding::Utf8, 2, 7);
        assert_eq!((several.column, several.width, several.excerpt.as_str()), (3, 2, "a,\"b"));
    }

    #[test]
    fn a_byte_that_is_no_text_is_told_with_its_value() {
        let file = Arc::from("a.csv");
        let page = Page {
            file: &file,
            text: b"a\n\xE5\xBC\xA0\xE4,b",
            encoding: Encoding::Utf8,
            first_line: 1,
        };
        let wrong = page.undecodable().unwrap();
        assert_eq!((wrong.at.line, wrong.at.column), (2, 2));
        assert_eq!(wrong.bytes, [0xE4]);
        assert_eq!(wrong.at.excerpt, "张\\xE4,b");
    }

    #[test]
    fn long_lines_are_cut_between_characters() {
        let text = format!("a{}", "张".repeat(EXCERPT));
        let cut = spot(text.as_bytes(), Encoding::Utf8, 1, 4).excerpt;
        assert!(text.starts_with(&cut) && cut.len() > EXCERPT - 4);
    }
}
