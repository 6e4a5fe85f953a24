//! Which rows of a block are data: those of the header's width that aren't blank, don't stand
//! before the header and have no label of a total. The others are told.

use super::block::Row;
use super::decode;
use super::fault::{Faults, KEPT_FAULTS, Remark, ScanFault, Spot};
use super::feed::ROW_LIMIT;
use super::footer::Labels;
use super::index::{Index, after_end};
use super::place::Page;
use super::split::unquoted;

/// Longest field in bytes: what is longer is the work of a stray quote.
pub const FIELD_LIMIT: usize = 64 << 10;
/// Most line ends in a field: what has more is the work of a stray quote.
pub const LINE_LIMIT: usize = 50;

/// What a worker found out about its blocks.
#[derive(Default)]
pub(super) struct Findings {
    pub faults: Faults,
    /// Rows with a label, in the order of the file, at most [`KEPT_FAULTS`].
    pub totals: Vec<Remark>,
    /// All rows with a label.
    pub total_rows: u64,
    pub rows: u64,
    pub blank_rows: u64,
    /// The line of the last row of data.
    pub last_line: u64,
}

/// How to judge rows.
pub(super) struct Judge<'a> {
    pub labels: &'a Labels,
    pub width: usize,
    /// Rows that begin on an earlier line aren't data.
    pub data_line: u64,
}

/// One row before it is judged.
struct Raw<'a> {
    row: Row,
    ends: &'a [u32],
    end: usize,
    /// Line ends inside its quotes.
    inner_lines: usize,
}

impl Raw<'_> {
    fn page<'p>(&self, page: Page<'p>) -> Page<'p> {
        page.beginning_at(self.row.start as usize, self.row.line)
    }

    /// The first byte of its field at `start`.
    fn spot(&self, page: Page<'_>, start: usize) -> Spot {
        let at = start - self.row.start as usize;
        self.page(page).spot(at, at + 1)
    }
}

impl Judge<'_> {
    /// Puts the rows of data into `rows`, and everything else into `findings`.
    pub fn arrange(
        &self,
        page: Page<'_>,
        index: &Index,
        rows: &mut Vec<Row>,
        findings: &mut Findings,
    ) {
        rows.clear();
        let (fields, inner_lines) = (index.field_ends(), index.inner_lines());
        let (mut start, mut first, mut inner) = (0, 0, 0);
        for (ordinal, row_end) in index.row_ends().iter().enumerate() {
            let after_last = self.after_last(fields, first, *row_end);
            let ends = &fields[first..after_last];
            let end = *row_end as usize;
            let row =
                Row { start: start as u32, first: first as u32, line: (ordinal + inner) as u32 };
            let before = inner;
            while inner_lines.get(inner).is_some_and(|line| (*line as usize) < end) {
                inner += 1;
            }
            let raw = Raw { row, ends, end, inner_lines: inner - before };
            if self.is_data(page, &raw, findings) {
                rows.push(row);
            }
            start = after_end(page.text, end);
            first = after_last;
        }
        findings.rows += rows.len() as u64;
        if let Some(last) = rows.last() {
            findings.last_line = page.first_line + u64::from(last.line);
        }
    }

    /// Which field is the first after the row that ends at `row_end`; nearly always the row has the
    /// header's width.
    #[inline]
    fn after_last(&self, fields: &[u32], first: usize, row_end: u32) -> usize {
        let expected = first + self.width;
        if fields.get(expected - 1) == Some(&row_end) {
            return expected;
        }
        first + fields[first..].partition_point(|end| *end <= row_end)
    }

    #[inline]
    fn is_data(&self, page: Page<'_>, raw: &Raw<'_>, findings: &mut Findings) -> bool {
        let start = raw.row.start as usize;
        let length = raw.end - start;
        if length + 1 == raw.ends.len() {
            return self.is_empty_data(page, raw, findings);
        }
        if page.first_line + u64::from(raw.row.line) < self.data_line {
            return false;
        }
        if self.is_labelled(page, raw) {
            self.note(page, raw, findings);
            return false;
        }
        if raw.ends.len() != self.width {
            let at = || raw.page(page).line_spot(0);
            // So long a row is no row: its delimiters say nothing.
            findings.faults.push(|| match length > ROW_LIMIT {
                true => ScanFault::RowTooLong { at: at(), limit: ROW_LIMIT },
                false => {
                    ScanFault::Ragged { at: at(), expected: self.width, found: raw.ends.len() }
                }
            });
            return false;
        }
        let is_small = length <= FIELD_LIMIT && raw.inner_lines <= LINE_LIMIT;
        is_small || !self.is_swollen(page, raw, findings)
    }

    /// A row of delimiters only. With one column every blank line would be a row; a spreadsheet
    /// also leaves such rows behind the data. Nothing is in them.
    fn is_empty_data(&self, page: Page<'_>, raw: &Raw<'_>, findings: &mut Findings) -> bool {
        let is_after_header = page.first_line + u64::from(raw.row.line) >= self.data_line;
        findings.blank_rows += u64::from(raw.ends.len() > 1 && is_after_header);
        false
    }

    #[inline]
    fn is_labelled(&self, page: Page<'_>, raw: &Raw<'_>) -> bool {
        let mut start = raw.row.start as usize;
        for end in raw.ends {
            let end = *end as usize;
            let field = &page.text[start..end];
            if !matches!(field, b"" | b"\"\"") {
                let content = field.strip_prefix(b"\"").unwrap_or(field);
                let content =
                    if content.len() < field.len() { &field[1..field.len() - 1] } else { field };
                return self.labels.may_begin(content, page.encoding)
                    && self.labels.is_label(&decode::text(content, page.encoding));
            }
            start = end + 1;
        }
        false
    }

    fn note(&self, page: Page<'_>, raw: &Raw<'_>, findings: &mut Findings) {
        findings.total_rows += 1;
        if findings.totals.len() >= KEPT_FAULTS {
            return;
        }
        let starts = std::iter::once(raw.row.start).chain(raw.ends.iter().map(|end| end + 1));
        let cells = starts.zip(raw.ends).map(|(start, end)| {
            let content = unquoted(&page.text[start as usize..*end as usize]);
            decode::text(&content, page.encoding).into_owned()
        });
        let line = page.first_line + u64::from(raw.row.line);
        findings.totals.push(Remark { line, cells: cells.collect(), trailing: false });
    }

    /// Whether a row is longer than a row can be; if so, told.
    #[cold]
    fn is_swollen(&self, page: Page<'_>, raw: &Raw<'_>, findings: &mut Findings) -> bool {
        let mut start = raw.row.start as usize;
        for end in raw.ends {
            let end = *end as usize;
            let field = &page.text[start..end];
            if field.len() > FIELD_LIMIT {
                let at = || raw.spot(page, start);
                findings.faults.push(|| ScanFault::FieldTooLong { at: at(), limit: FIELD_LIMIT });
                return true;
            }
            if super::lines::line_ends(field) as usize > LINE_LIMIT {
                let at = || raw.spot(page, start);
                findings.faults.push(|| ScanFault::TooManyLines { at: at(), limit: LINE_LIMIT });
                return true;
            }
            start = end + 1;
        }
        let row_start = raw.row.start as usize;
        if raw.end - row_start <= ROW_LIMIT {
            return false;
        }
        let at = || raw.page(page).line_spot(0);
        findings.faults.push(|| ScanFault::RowTooLong { at: at(), limit: ROW_LIMIT });
        true
    }
}
