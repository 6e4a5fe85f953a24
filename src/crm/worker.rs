//! What is done to one block after it was read: checked, indexed, judged, shown to the visitor.

use std::sync::Arc;

use super::arrange::{Findings, Judge};
use super::block::{Block, Row};
use super::decode::{self, Encoding, valid_up_to};
use super::fault::{ScanFault, Undecodable};
use super::feed::{Lease, OnChunk, ROW_LIMIT};
use super::footer::Labels;
use super::index::{Index, QuoteFault};
use super::layout::{Delimiter, Layout};
use super::lines::{Lines, Promise, line_ends};
use super::place::Page;

/// What all workers share.
pub(super) struct Pass<'a> {
    pub name: &'a Arc<str>,
    pub layout: &'a Layout,
    pub labels: &'a Labels,
    pub lines: Lines,
    pub on_chunk: Option<OnChunk<'a>>,
}

/// Why a file can't be read further, and in which block.
#[derive(Debug)]
pub(super) struct Stop {
    pub block: usize,
    pub why: StopWhy,
}

#[derive(Debug)]
pub(super) enum StopWhy {
    Fault(ScanFault),
    /// It was only believed to be UTF-8.
    NotUtf8(Undecodable),
}

/// One worker's tools, kept from block to block, and its findings.
#[derive(Default)]
pub(super) struct Worker {
    index: Index,
    rows: Vec<Row>,
    pub findings: Findings,
    pub stop: Option<Stop>,
    /// Why it isn't UTF-8, if that was found in one of this worker's blocks.
    pub not_utf8: Option<Undecodable>,
    /// Whether the last line has no end.
    pub open_line: bool,
}

impl Worker {
    /// Does everything that is to be done to a block.
    pub fn process(&mut self, pass: &Pass<'_>, lease: &Lease, visit: impl FnOnce(&Block<'_>)) {
        let promise = Promise::new(&pass.lines, lease.number);
        if let (Some(on_chunk), Some((number, chunks))) = (pass.on_chunk, lease.chunks()) {
            on_chunk(number, chunks);
        }
        let raw =
            Page { file: pass.name, text: lease.rows(), encoding: lease.encoding, first_line: 0 };
        self.open_line |= lease.last && !matches!(raw.text, [] | [.., b'\n' | b'\r']);
        let utf8 = match raw.encoding {
            Encoding::Gb18030 => None,
            _ => simdutf8::basic::from_utf8(raw.text).ok(),
        };
        if utf8.is_none() {
            let valid = valid_up_to(raw.text, raw.encoding);
            if valid < raw.text.len() {
                let first_line = promise.keep(line_ends(raw.text));
                return self.refuse_encoding(lease, Page { first_line, ..raw }, valid);
            }
        }
        // A pipe may be the second byte of a character: only there text comes before structure.
        let is_mixed = utf8.is_none() && pass.layout.delimiter == Delimiter::Pipe;
        let decoded = is_mixed.then(|| decode::text(raw.text, raw.encoding));
        let utf8 = decoded.as_deref().or(utf8);
        let page = match utf8 {
            Some(text) => Page { text: text.as_bytes(), encoding: Encoding::Utf8, ..raw },
            None => raw,
        };
        self.index.build(page.text, pass.layout.delimiter.byte());
        let first_line = promise.keep(self.index.lines(page.text));
        let page = Page { first_line, ..page };
        if lease.not_utf8_at.is_some() {
            self.not_utf8 = lease.not_utf8(pass.name).map(|wrong| at_line(wrong, first_line));
        }
        let judge = Judge {
            labels: pass.labels,
            width: pass.layout.width,
            data_line: pass.layout.data_line,
        };
        self.stop = stop_of(lease, page, self.index.fault());
        judge.arrange(page, &self.index, &mut self.rows, &mut self.findings);
        if self.stop.is_none() {
            visit(&Block {
                number: lease.number,
                page,
                utf8,
                rows: &self.rows,
                ends: self.index.field_ends(),
                width: pass.layout.width,
            });
        }
    }

    fn refuse_encoding(&mut self, lease: &Lease, page: Page<'_>, valid: usize) {
        if lease.not_utf8_at.is_some() {
            self.not_utf8 = lease.not_utf8(page.file).map(|wrong| at_line(wrong, page.first_line));
        }
        let wrong = page.undecodable_at(valid);
        let why = if lease.assumed {
            StopWhy::NotUtf8(wrong)
        } else {
            StopWhy::Fault(ScanFault::Undecodable(vec![wrong]))
        };
        self.stop = Some(Stop { block: lease.number, why });
    }
}

/// `wrong`, found in a block whose first line was not yet known and was called 1.
fn at_line(mut wrong: Undecodable, first_line: u64) -> Undecodable {
    wrong.at.line += first_line - 1;
    wrong
}

impl Lease {
    /// Why these rows aren't UTF-8, if that is how GB18030 was found; their first line being 1.
    pub fn not_utf8(&self, name: &Arc<str>) -> Option<Undecodable> {
        let at = self.not_utf8_at?;
        let page = Page { file: name, text: self.rows(), encoding: Encoding::Utf8, first_line: 1 };
        Some(page.undecodable_at(at))
    }
}

/// Whether reading ends with this block before the file does.
fn stop_of(lease: &Lease, page: Page<'_>, wrong: Option<QuoteFault>) -> Option<Stop> {
    let too_long = |at| ScanFault::RowTooLong { at, limit: ROW_LIMIT };
    let fault = match wrong {
        Some(QuoteFault::Unterminated { opening }) if lease.overlong => {
            too_long(page.spot(opening, opening + 1))
        }
        // Where the text breaks off, an open quote is no wonder.
        Some(QuoteFault::Unterminated { .. }) if lease.broken.is_some() => broken(lease, page)?,
        Some(wrong) => page.quote_fault(wrong),
        None if lease.overlong => too_long(page.line_spot(0)),
        None => broken(lease, page)?,
    };
    Some(Stop { block: lease.number, why: StopWhy::Fault(fault) })
}

/// The bytes after the rows that are no UTF-16.
fn broken(lease: &Lease, page: Page<'_>) -> Option<ScanFault> {
    let bytes = lease.broken.clone()?;
    let at = page.spot(page.text.len(), page.text.len() + 1);
    Some(ScanFault::Undecodable(vec![Undecodable { encoding: lease.source_encoding, bytes, at }]))
}
