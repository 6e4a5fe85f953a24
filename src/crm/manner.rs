//! How the files of a source or table are to be read, as the plan declares it: the plan's words for
//! encoding, delimiter, header and footers as options of the scanner.

use crate::plan::column::Column;
use crate::plan::source::{Delimiter as PlanDelimiter, Encoding as PlanEncoding, Files};

use super::columns::header_score;
use super::decode::Encoding;
use super::export::Options;
use super::feed::OnChunk;
use super::layout::{Delimiter, Header};

/// How well a row of cells serves as header.
type Score = dyn Fn(&[String]) -> u32 + Send + Sync;

/// The declared manner of reading the files of one source or table.
pub struct Manner {
    encoding: Option<Encoding>,
    delimiter: Option<Delimiter>,
    has_header: bool,
    labels: Vec<String>,
    score: Box<Score>,
}

impl Manner {
    /// What `files` declares; the header is the row that has the most of `columns`.
    pub fn new(files: &Files, columns: &[Column]) -> Manner {
        Manner {
            encoding: encoding(files.encoding),
            delimiter: delimiter(files.delimiter),
            has_header: files.header,
            labels: files.footers.iter().map(|label| label.value.clone()).collect(),
            score: Box::new(header_score(columns)),
        }
    }

    /// Nothing is declared; the header is the row that scores best.
    pub fn unknown(score: impl Fn(&[String]) -> u32 + Send + Sync + 'static) -> Manner {
        Manner {
            encoding: None,
            delimiter: None,
            has_header: true,
            labels: Vec::new(),
            score: Box::new(score),
        }
    }

    /// Without a header: the first row is data.
    #[must_use]
    pub fn without_header(self) -> Manner {
        Manner { has_header: false, ..self }
    }

    /// The options of the scanner.
    pub fn options<'a>(&'a self, threads: usize, on_chunk: Option<OnChunk<'a>>) -> Options<'a> {
        Options {
            encoding: self.encoding,
            delimiter: self.delimiter,
            sep_line: false,
            header: if self.has_header { Header::Find(&*self.score) } else { Header::Absent },
            labels: &self.labels,
            on_chunk,
            threads,
        }
    }
}

fn encoding(declared: PlanEncoding) -> Option<Encoding> {
    match declared {
        PlanEncoding::Auto => None,
        PlanEncoding::Utf8 => Some(Encoding::Utf8),
        PlanEncoding::Gb18030 => Some(Encoding::Gb18030),
        PlanEncoding::Utf16Le => Some(Encoding::Utf16Le),
        PlanEncoding::Utf16Be => Some(Encoding::Utf16Be),
    }
}

fn delimiter(declared: PlanDelimiter) -> Option<Delimiter> {
    match declared {
        PlanDelimiter::Auto => None,
        PlanDelimiter::Comma => Some(Delimiter::Comma),
        PlanDelimiter::Tab => Some(Delimiter::Tab),
        PlanDelimiter::Semicolon => Some(Delimiter::Semicolon),
        PlanDelimiter::Pipe => Some(Delimiter::Pipe),
    }
}
