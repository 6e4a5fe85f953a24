//! A block of rows as a caller sees it: so many rows of the header's width, each cell by row and
//! column, each row with its line. Rows that aren't data never get here.

use std::borrow::Cow;
use std::sync::Arc;

use super::decode::{self, Encoding};
use super::fault::Spot;
use super::place::Page;

/// Where a row is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Row {
    /// Its first byte.
    pub start: u32,
    /// Which of the index's ends is that of its first cell.
    pub first: u32,
    /// Line ends of the block before it.
    pub line: u32,
}

/// Rows of data of one file.
pub struct Block<'a> {
    pub(super) number: usize,
    pub(super) page: Page<'a>,
    /// The same text, where it is UTF-8.
    pub(super) utf8: Option<&'a str>,
    pub(super) rows: &'a [Row],
    pub(super) ends: &'a [u32],
    pub(super) width: usize,
}

impl<'a> Block<'a> {
    /// Which block of the file this is, from 0. Blocks and their rows are the same for any number
    /// of threads; (block, row) sorts rows as they stand in the file.
    pub fn number(&self) -> usize {
        self.number
    }

    /// The same rows, so many at a time.
    pub(super) fn parts(&self, rows: usize) -> impl Iterator<Item = Block<'a>> {
        let part = |rows| Block { rows, ..*self };
        self.rows.chunks(rows).map(part)
    }

    /// The file as shown to people.
    pub fn file(&self) -> &'a Arc<str> {
        self.page.file
    }

    /// How many rows of data.
    #[expect(clippy::len_without_is_empty, reason = "nobody asks whether a block is empty")]
    pub fn len(&self) -> usize {
        self.rows.len()
    }

    /// How many cells every row has.
    pub fn width(&self) -> usize {
        self.width
    }

    /// How [`Cell::bytes`] are encoded: as UTF-8 or GB18030. A file may change from the first to
    /// the second as long as it was all ASCII.
    pub fn encoding(&self) -> Encoding {
        self.page.encoding
    }

    /// The cell of a row and column, both from 0. Out of the block it is empty.
    #[inline]
    pub fn cell(&self, row: usize, column: usize) -> Cell<'a> {
        let (start, end) = self.range(row, column);
        let bytes = self.page.text.get(start..end).unwrap_or_default();
        let quoted = bytes.len() >= 2 && bytes[0] == b'"';
        let margin = usize::from(quoted);
        let content = start + margin..end.saturating_sub(margin).max(start);
        Cell {
            bytes: self.page.text.get(content.clone()).unwrap_or_default(),
            utf8: self.utf8.and_then(|text| text.get(content)),
            quoted,
            encoding: self.page.encoding,
        }
    }

    /// The content of a cell as [`Cell::bytes`] gives it, where nothing else is asked.
    #[inline]
    pub(super) fn bytes(&self, row: usize, column: usize) -> &'a [u8] {
        let (start, end) = self.range(row, column);
        match self.page.text.get(start..end).unwrap_or_default() {
            [b'"', content @ .., b'"'] => content,
            bytes => bytes,
        }
    }

    /// The physical line on which a row begins, from 1.
    #[inline]
    pub fn line(&self, row: usize) -> u64 {
        self.page.first_line + self.rows.get(row).map_or(0, |row| u64::from(row.line))
    }

    /// Where a cell is, for a message.
    pub fn spot(&self, row: usize, column: usize) -> Spot {
        let (start, end) = self.range(row, column);
        let (page, row_start) = self.page_of(row);
        page.spot(start - row_start, end - row_start)
    }

    /// Where a row is, for a message about it as a whole.
    pub fn row_spot(&self, row: usize) -> Spot {
        self.page_of(row).0.line_spot(0)
    }

    /// The block from a row on, and where that is.
    fn page_of(&self, row: usize) -> (Page<'a>, usize) {
        let Some(row) = self.rows.get(row) else { return (self.page, 0) };
        (self.page.beginning_at(row.start as usize, row.line), row.start as usize)
    }

    /// A row as it stands in the file, without its line end: what is identical here is identical.
    pub fn row_bytes(&self, row: usize) -> &'a [u8] {
        let start = self.range(row, 0).0;
        let end = self.range(row, self.width.saturating_sub(1)).1;
        self.page.text.get(start..end).unwrap_or_default()
    }

    #[inline]
    fn range(&self, row: usize, column: usize) -> (usize, usize) {
        let Some(row) = self.rows.get(row) else { return (0, 0) };
        if column >= self.width {
            return (row.start as usize, row.start as usize);
        }
        let first = row.first as usize;
        let start = match column {
            0 => row.start,
            _ => self.ends.get(first + column - 1).map_or(0, |end| end + 1),
        };
        (start as usize, self.ends.get(first + column).map_or(0, |end| *end as usize))
    }
}

/// What stands between two delimiters.
#[derive(Clone, Copy, Debug)]
pub struct Cell<'a> {
    bytes: &'a [u8],
    utf8: Option<&'a str>,
    quoted: bool,
    encoding: Encoding,
}

impl<'a> Cell<'a> {
    /// The content as it stands in the file: without quotes around it, but with quotes in it still
    /// doubled. Within one file the same content nearly always has the same bytes; that makes them
    /// a good first key to intern by.
    #[inline]
    pub fn bytes(&self) -> &'a [u8] {
        self.bytes
    }

    /// Whether it stood in quotes.
    pub fn is_quoted(&self) -> bool {
        self.quoted
    }

    /// Whether quotes in it are doubled.
    pub fn is_escaped(&self) -> bool {
        self.quoted && self.bytes.contains(&b'"')
    }

    /// The text, decoded, doubled quotes as one.
    pub fn text(&self) -> Cow<'a, str> {
        let text = match self.utf8 {
            Some(text) => Cow::Borrowed(text),
            None => decode::text(self.bytes, self.encoding),
        };
        if self.is_escaped() { Cow::Owned(text.replace("\"\"", "\"")) } else { text }
    }
}
