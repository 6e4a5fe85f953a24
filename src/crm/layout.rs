//! The layout of an export: its delimiter and the row that names its columns, both found by trying
//! which of the first rows the plan knows as a header. What a header is, only the caller knows.

use std::fmt;
use std::sync::Arc;

use super::decode::{self, Encoding};
use super::fault::{Remark, ScanFault, Undecodable};
use super::lines::line_ends;
use super::place::Page;
use super::split::{SplitRow, split};

/// How many rows are looked at for a header; blank lines don't count.
pub const SEARCHED_ROWS: usize = 20;

/// What separates the cells of a row.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Delimiter {
    /// `,`
    Comma,
    /// A tab.
    Tab,
    /// `;`
    Semicolon,
    /// `|`
    Pipe,
}

impl Delimiter {
    /// All of them, the usual ones first: of equally good ones, the first wins.
    pub const ALL: [Delimiter; 4] =
        [Delimiter::Comma, Delimiter::Tab, Delimiter::Semicolon, Delimiter::Pipe];

    /// Its byte, the same in every encoding.
    pub fn byte(self) -> u8 {
        match self {
            Delimiter::Comma => b',',
            Delimiter::Tab => b'\t',
            Delimiter::Semicolon => b';',
            Delimiter::Pipe => b'|',
        }
    }

    /// The delimiter that is written so in a plan: itself, or `tab` or `\t` for a tab.
    pub fn named(name: &str) -> Option<Delimiter> {
        let is_tab = name == "tab" || name == "\\t";
        let of_byte = |one: &Delimiter| name.as_bytes() == [one.byte()];
        if is_tab { Some(Delimiter::Tab) } else { Delimiter::ALL.into_iter().find(of_byte) }
    }
}

impl fmt::Display for Delimiter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Delimiter::Comma => ",",
            Delimiter::Tab => "\\t",
            Delimiter::Semicolon => ";",
            Delimiter::Pipe => "|",
        })
    }
}

/// How the columns are named.
#[derive(Clone, Copy)]
pub enum Header<'a> {
    /// By one of the first rows. Told the cells of a row, the caller says how well it serves as
    /// header: 0 is not at all; the best one is taken.
    Find(&'a dyn Fn(&[String]) -> u32),
    /// Not at all: the first row is data already, and columns are known by position.
    Absent,
}

/// How the file is to be read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Layout {
    /// What separates the cells.
    pub delimiter: Delimiter,
    /// How many cells a row has.
    pub width: usize,
    /// The header's cells; none without header.
    pub header: Vec<String>,
    /// The header's physical line; 0 without header.
    pub header_line: u64,
    /// The rows before the header.
    pub titles: Vec<Remark>,
    /// The physical line from which on rows are data.
    pub data_line: u64,
}

/// What is looked for, and where.
pub(super) struct Search<'a> {
    pub file: Arc<str>,
    pub header: Header<'a>,
    /// None: to be found.
    pub delimiter: Option<Delimiter>,
    /// `sep=;` as first line says what the delimiter is.
    pub sep_line: bool,
}

/// A row that could be the header.
struct Candidate {
    score: u32,
    row: usize,
    delimiter: Delimiter,
    rows: Vec<SplitRow>,
}

impl Search<'_> {
    /// Looks under one encoding after the other, and takes the first that has a header.
    pub fn run(
        &self,
        head: &[u8],
        encodings: &[Encoding],
    ) -> Result<(Encoding, Layout), Vec<ScanFault>> {
        let raw = first_rows(head);
        if raw.iter().all(|byte| byte.is_ascii_whitespace()) {
            return Err(vec![ScanFault::Empty { file: self.file.clone() }]);
        }
        let mut ruled_out = Vec::new();
        for encoding in encodings {
            let page = Page { file: &self.file, text: raw, encoding: *encoding, first_line: 1 };
            if let Some(wrong) = page.undecodable() {
                ruled_out.push(wrong);
                continue;
            }
            let text = decode::text(raw, *encoding);
            if let Some(layout) = self.layout(text.as_bytes()) {
                return Ok((*encoding, layout));
            }
        }
        Err(self.refusal(raw, encodings, ruled_out))
    }

    fn layout(&self, text: &[u8]) -> Option<Layout> {
        let rest = self.after_sep_line(text);
        let delimiter = rest.map(|(delimiter, _)| delimiter).or(self.delimiter);
        let skipped = rest.map_or(0, |(_, at)| at);
        let found = self
            .candidates(&text[skipped..], delimiter)
            .into_iter()
            .reduce(|best, next| if next.score > best.score { next } else { best })?;
        if found.score == 0 {
            return None;
        }
        let line_at = |at: usize| 1 + line_ends(&text[..skipped + at]);
        let header = found.rows.get(found.row)?;
        let cells = |row: &SplitRow| row.fields.iter().map(|field| lossless(field)).collect();
        let remark = |row: &SplitRow| Remark {
            line: line_at(row.bytes.start),
            cells: cells(row),
            trailing: false,
        };
        let header_line = line_at(header.bytes.start);
        let is_named = matches!(self.header, Header::Find(_));
        Some(Layout {
            delimiter: found.delimiter,
            width: header.fields.len(),
            header: if is_named { cells(header) } else { Vec::new() },
            header_line: if is_named { header_line } else { 0 },
            titles: found.rows[..found.row].iter().map(remark).collect(),
            data_line: if is_named {
                line_at(header.bytes.end).max(header_line + 1)
            } else {
                header_line
            },
        })
    }

    /// The best row under every delimiter that is possible.
    fn candidates(&self, text: &[u8], delimiter: Option<Delimiter>) -> Vec<Candidate> {
        let possible = delimiter.map_or(Delimiter::ALL.to_vec(), |one| vec![one]);
        possible.into_iter().filter_map(|delimiter| self.best(text, delimiter)).collect()
    }

    fn best(&self, text: &[u8], delimiter: Delimiter) -> Option<Candidate> {
        let rows = split(text, delimiter.byte(), SEARCHED_ROWS).rows;
        let Header::Find(score) = self.header else {
            let score = u32::try_from(rows.first()?.fields.len()).unwrap_or(u32::MAX);
            return Some(Candidate { score, row: 0, delimiter, rows });
        };
        let mut best = (0, 0);
        for (at, row) in rows.iter().enumerate() {
            let cells: Vec<String> = row.fields.iter().map(|field| lossless(field)).collect();
            let score = score(&cells);
            if score > best.0 {
                best = (score, at);
            }
        }
        Some(Candidate { score: best.0, row: best.1, delimiter, rows })
    }

    /// The delimiter that a first line `sep=…` names, and where the rows begin.
    fn after_sep_line(&self, text: &[u8]) -> Option<(Delimiter, usize)> {
        let rest = text.strip_prefix(b"sep=").filter(|_| self.sep_line)?;
        let (byte, rest) = rest.split_first()?;
        let delimiter = Delimiter::ALL.into_iter().find(|one| one.byte() == *byte)?;
        let line_end = rest.iter().take_while(|byte| matches!(byte, b'\r' | b'\n')).count();
        Some((delimiter, 5 + line_end))
    }

    fn refusal(
        &self,
        raw: &[u8],
        encodings: &[Encoding],
        ruled_out: Vec<Undecodable>,
    ) -> Vec<ScanFault> {
        if ruled_out.len() == encodings.len() {
            return vec![ScanFault::Undecodable(ruled_out)];
        }
        let is_possible = |one: &&Encoding| ruled_out.iter().all(|wrong| wrong.encoding != **one);
        let encoding = encodings.iter().find(is_possible).copied().unwrap_or_default();
        let text = decode::text(raw, encoding);
        let widest = self
            .candidates(text.as_bytes(), self.delimiter)
            .into_iter()
            .reduce(|a, b| if widest_row(&b.rows) > widest_row(&a.rows) { b } else { a });
        let (widest, rows) =
            widest.map_or((Delimiter::Comma, Vec::new()), |one| (one.delimiter, one.rows));
        let remark = |row: &SplitRow| Remark {
            line: 1 + line_ends(&text.as_bytes()[..row.bytes.start]),
            cells: row.fields.iter().map(|field| lossless(field)).collect(),
            trailing: false,
        };
        let page = Page {
            file: &self.file,
            text: text.as_bytes(),
            encoding: Encoding::Utf8,
            first_line: 1,
        };
        let quote = split(text.as_bytes(), widest.byte(), SEARCHED_ROWS).fault;
        let not_found = ScanFault::HeaderNotFound {
            file: self.file.clone(),
            encodings: encodings.to_vec(),
            ruled_out,
            delimiters: self.delimiter.map_or(Delimiter::ALL.to_vec(), |one| vec![one]),
            rows: rows.iter().map(remark).collect(),
            widest,
            has_nul: raw.contains(&0),
        };
        // A wrong quote may be why the header wasn't seen.
        std::iter::once(not_found).chain(quote.map(|wrong| page.quote_fault(wrong))).collect()
    }
}

fn widest_row(rows: &[SplitRow]) -> usize {
    rows.iter().map(|row| row.fields.len()).max().unwrap_or(0)
}

/// A field of a text that was decoded before it was split.
fn lossless(field: &[u8]) -> String {
    decode::text(field, Encoding::Utf8).into_owned()
}

/// The beginning that has all the rows that are looked at. Where rows end depends on quotes only,
/// in every encoding and with every delimiter.
fn first_rows(head: &[u8]) -> &[u8] {
    let mut is_quoted = false;
    let (mut rows, mut row_start) = (0, 0);
    for (at, byte) in head.iter().enumerate() {
        match byte {
            b'"' => is_quoted = !is_quoted,
            b'\n' | b'\r' if !is_quoted => {
                rows += usize::from(at > row_start);
                row_start = at + 1;
                if rows > SEARCHED_ROWS {
                    return &head[..row_start];
                }
            }
            _ => {}
        }
    }
    head
}

#[cfg(test)]
mod tests {
    use super::*;

    fn search<'a>(header: Header<'a>) -> Search<'a> {
        Search { file: "crm/deals.csv".into(), header, delimiter: None, sep_line: false }
    }

    fn known(cells: &[String]) -> u32 {
        let names = ["负责人", "金额", "Owner", "Amount"];
        let known = cells.iter().filter(|cell| names.contains(&cell.trim())).count();
        if known < 2 { 0 } else { known as u32 }
    }

    fn found(text: &[u8]) -> (Encoding, Layout) {
        search(Header::Find(&known)).run(text, &[Encoding::Utf8, Encoding::Gb18030]).unwrap()
    }

    #[test]
    fn the_delimiter_is_the_one_that_gives_a_header() {
        for delimiter in Delimiter::ALL {
            let text = "负责人,金额,\"x,y;z|\t\"\n张三,1,\n".replace(",金额,", ";金额;");
            let text = text.replace("负责人;", "负责人,");
            let text = text.replace(",金额", "@金额").replace("金额;", "金额@");
            let text = text
                .replace(";金额", "@金额")
                .replace('@', &(delimiter.byte() as char).to_string());
            let (_, layout) = found(text.as_bytes());
            assert_eq!((layout.delimiter, layout.width), (delimiter, 3));
        }
    }

    #[test]
    fn titles_before_the_header_are_told_with_their_lines() {
        let text =
            "\n销售\"明细\"\n".replace('"', "") + "\n\"注意\n事项\",\n\n负责人,金额\n张三,1\n";
        let (_, layout) = found(text.as_bytes());
        assert_eq!((layout.header_line, layout.data_line), (7, 8));
        let titles: Vec<_> = layout.titles.iter().map(|row| (row.line, row.cells.len())).collect();
        assert_eq!(titles, [(2, 1), (4, 2)]);
    }

    #[test]
    fn a_header_that_only_gb18030_has_is_found_though_the_bytes_are_utf8_too() {
        let state = |cells: &[String]| u32::from(cells.contains(&"状态".to_owned()));
        let text = b"\xD7\xB4\xCC\xAC,id\nx,1\n";
        assert!(std::str::from_utf8(text).is_ok());
        let both = [Encoding::Utf8, Encoding::Gb18030];
        let (encoding, layout) = search(Header::Find(&state)).run(text, &both).unwrap();
        assert_eq!((encoding, layout.header[0].as_str()), (Encoding::Gb18030, "状态"));
    }

    #[test]
    fn a_file_without_a_known_header_is_refused_with_its_first_rows() {
        let refused = search(Header::Find(&known)).run(b"a;b;c\n1;2;3\n", &[Encoding::Utf8]);
        let faults = refused.unwrap_err();
        let [ScanFault::HeaderNotFound { rows, widest, .. }] = &faults[..] else {
            panic!("{faults:?}")
        };
        assert_eq!((rows.len(), *widest), (2, Delimiter::Semicolon));
        assert_eq!(rows[1].cells, ["1", "2", "3"]);
    }

    #[test]
    fn the_header_is_looked_for_in_twenty_rows() {
        let header = "Owner,Amount\n";
        let late = |titles: usize| format!("{}{header}", "note\n\n".repeat(titles));
        assert_eq!(found(late(19).as_bytes()).1.header_line, 39);
        let too_late = late(20);
        assert!(search(Header::Find(&known)).run(too_late.as_bytes(), &[Encoding::Utf8]).is_err());
    }

    #[test]
    fn without_header_the_first_row_is_data() {
        let (_, layout) = search(Header::Absent).run(b"\na\tb\tc,d\n", &[Encoding::Utf8]).unwrap();
        assert_eq!((layout.delimiter, layout.width, layout.data_line), (Delimiter::Tab, 3, 2));
        assert!(layout.header.is_empty() && layout.titles.is_empty());
    }

    #[test]
    fn a_line_that_names_the_delimiter_counts_only_where_it_is_declared() {
        let text = b"sep=;\r\nOwner;Amount;a,b\r\n";
        let declared = Search { sep_line: true, ..search(Header::Find(&known)) };
        let (_, layout) = declared.run(text, &[Encoding::Utf8]).unwrap();
        assert_eq!((layout.delimiter, layout.header_line), (Delimiter::Semicolon, 2));
        assert!(layout.titles.is_empty());
        assert_eq!(found(text).1.titles[0].cells, ["sep=", ""]);
    }

    #[test]
    fn an_empty_file_is_told_as_empty() {
        let refused = search(Header::Absent).run(b"\r\n\n", &[Encoding::Utf8]);
        assert!(matches!(refused.unwrap_err()[..], [ScanFault::Empty { .. }]));
    }
}
