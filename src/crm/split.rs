//! Rows and fields one byte at a time: slow and plain. It looks for the header among the first rows,
//! where any delimiter must be tried, and it is what the fast pass is tested against.

use std::ops::Range;

use super::index::QuoteFault;

/// One row.
#[derive(PartialEq, Eq, Debug)]
pub struct SplitRow {
    /// Its bytes, with the line end.
    pub bytes: Range<usize>,
    /// Its fields, unquoted.
    pub fields: Vec<Vec<u8>>,
}

/// Rows up to the end, the number wanted, or a wrong quote. Blank lines are left out.
#[derive(Default, PartialEq, Eq, Debug)]
pub struct Split {
    /// The rows.
    pub rows: Vec<SplitRow>,
    /// The wrong quote.
    pub fault: Option<QuoteFault>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    FieldStart,
    Plain,
    Quoted,
    /// After a quote in a quoted field: it closed the field, or is the first of two.
    Closed,
}

/// Splits at most `wanted` rows.
pub fn split(text: &[u8], delimiter: u8, wanted: usize) -> Split {
    let mut done = Split::default();
    let mut row: Vec<Vec<u8>> = Vec::new();
    let mut row_start = 0;
    let (mut state, mut start, mut at) = (State::FieldStart, 0, 0);
    while at < text.len() && done.rows.len() < wanted {
        let byte = text[at];
        let is_line_end = byte == b'\n' || byte == b'\r';
        state = match (state, byte) {
            (State::Quoted, b'"') => State::Closed,
            (State::Quoted, _) => State::Quoted,
            (State::FieldStart | State::Closed, b'"') => State::Quoted,
            (State::Plain, b'"') => {
                done.fault = Some(QuoteFault::Bare { at });
                return done;
            }
            _ if byte == delimiter || is_line_end => {
                row.push(unquoted(&text[start..at]));
                at += usize::from(byte == b'\r' && text.get(at + 1) == Some(&b'\n'));
                let is_blank = row.len() == 1 && row[0].is_empty() && state == State::FieldStart;
                start = at + 1;
                if is_line_end {
                    let fields = std::mem::take(&mut row);
                    if !is_blank {
                        done.rows.push(SplitRow { bytes: row_start..start, fields });
                    }
                    row_start = start;
                }
                State::FieldStart
            }
            (State::Closed, _) => {
                done.fault = Some(QuoteFault::TextAfter { opening: start, at });
                return done;
            }
            _ => State::Plain,
        };
        at += 1;
    }
    if done.rows.len() == wanted {
        return done;
    }
    if state == State::Quoted {
        done.fault = Some(QuoteFault::Unterminated { opening: start });
    } else if start < text.len() || !row.is_empty() {
        row.push(unquoted(&text[start..]));
        done.rows.push(SplitRow { bytes: row_start..text.len(), fields: row });
    }
    done
}

/// The content of a field: without the quotes around it, and doubled quotes as one.
pub fn unquoted(field: &[u8]) -> Vec<u8> {
    let Some(inner) = field.strip_prefix(b"\"").and_then(|rest| rest.strip_suffix(b"\"")) else {
        return field.to_vec();
    };
    let mut content = Vec::with_capacity(inner.len());
    let mut is_second = false;
    for byte in inner {
        is_second = *byte == b'"' && !is_second;
        if !is_second {
            content.push(*byte);
        }
    }
    content
}
