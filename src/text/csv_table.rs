//! Small CSV tables of the plan folder (roster, targets, calendars), read strictly: UTF-8, commas,
//! any line ends, a span on every cell, and every problem told. Exports of a CRM are read by `crm`,
//! which takes far more forms; writing is in [`super::csv_writer`].

use std::collections::HashMap;

use super::code::form;
use super::diagnostic::{Diagnostic, Place, Sink};
use super::escape::is_hidden;
use super::source::{Source, SourceId, Sources, Span, Spanned};

/// A table: headings, and rows that all have as many cells as there are headings.
#[derive(Debug, Default)]
pub struct Table {
    /// The headings, trimmed, each one once.
    pub headers: Vec<Spanned<String>>,
    /// The rows in the order of the file, without blank ones.
    pub rows: Vec<Row>,
}

/// A row of a table.
#[derive(Debug)]
pub struct Row {
    /// The cells, as typed (not trimmed), without the quotes that enclose them.
    pub cells: Vec<Spanned<String>>,
    /// From the first cell to the last.
    pub span: Span,
}

impl Table {
    /// Which column has that heading.
    pub fn column(&self, heading: &str) -> Option<usize> {
        self.headers.iter().position(|header| header.value == heading)
    }
}

/// Reads a table. Tells every problem it has; `None` if it has any, for then cells can't be
/// trusted to stand in their columns. `example` is a header row to show for an empty file.
pub fn read(id: SourceId, sources: &Sources, example: &str, sink: &mut Sink) -> Option<Table> {
    let source = sources.get(id);
    let mut told = Sink::default();
    let any_hidden = source.text.contains(is_refused);
    let reader = Reader { id, text: &source.text, at: 0, any_hidden, told: &mut told };
    let table = reader.table(source, example);
    let sound = !told.has_errors();
    sink.absorb(told);
    sound.then_some(table)
}

/// Where the reader stands in the text.
struct Reader<'a> {
    id: SourceId,
    text: &'a str,
    at: usize,
    /// Whether a character that is refused stands anywhere: hardly ever, so it is looked for once.
    any_hidden: bool,
    told: &'a mut Sink,
}

/// What ended a cell.
#[derive(PartialEq, Eq)]
enum Ended {
    Cell,
    Row,
    /// The text ended inside quotes: what follows is unknown.
    Broken,
}

impl Reader<'_> {
    fn table(mut self, source: &Source, example: &str) -> Table {
        let Some(headers) = self.row(0).filter(|row| !is_blank(row)) else {
            if !self.told.has_errors() {
                let told = Diagnostic::new(&form::EMPTY_TABLE).arg("example", example);
                self.told.push(told.place(Place::File(source.name.clone())));
            }
            return Table::default();
        };
        let headers: Vec<_> =
            headers.into_iter().map(|cell| cell.map(|text| text.trim().to_owned())).collect();
        self.check_headers(&headers);
        let mut rows = Vec::new();
        while let Some(cells) = self.row(headers.len()) {
            if is_blank(&cells) {
                continue;
            }
            let span = cells[0].span.to(cells[cells.len() - 1].span);
            if cells.len() != headers.len() {
                self.told.push(
                    Diagnostic::new(&form::RAGGED_ROW)
                        .arg("found", cells.len())
                        .arg("expected", headers.len())
                        .at(span),
                );
            }
            rows.push(Row { cells, span });
        }
        Table { headers, rows }
    }

    /// The next row, blank lines included, of about that many cells; `None` at the end and after a
    /// quote that never closes.
    fn row(&mut self, width: usize) -> Option<Vec<Spanned<String>>> {
        if self.at >= self.text.len() {
            return None;
        }
        let mut cells = Vec::with_capacity(width);
        loop {
            let (cell, ended) = self.cell();
            if self.any_hidden {
                self.check_characters(&cell);
            }
            cells.push(cell);
            match ended {
                Ended::Cell => {}
                Ended::Row => return Some(cells),
                Ended::Broken => {
                    self.at = self.text.len();
                    return None;
                }
            }
        }
    }

    fn cell(&mut self) -> (Spanned<String>, Ended) {
        if self.rest().starts_with('"') { self.quoted() } else { self.bare() }
    }

    fn bare(&mut self) -> (Spanned<String>, Ended) {
        let start = self.at;
        self.at += self.to_end_of_cell();
        let value = &self.text[start..self.at];
        if let Some(quote) = value.bytes().position(|byte| byte == b'"') {
            self.tell_quote(&form::STRAY_QUOTE, start + quote);
        }
        let cell = Spanned::new(value.to_owned(), Span::new(self.id, start, self.at));
        (cell, self.end_cell())
    }

    fn quoted(&mut self) -> (Spanned<String>, Ended) {
        let start = self.at;
        let mut value = String::new();
        self.at += 1;
        loop {
            let Some(length) = self.rest().find('"') else {
                self.tell_quote(&form::UNCLOSED_QUOTE, start);
                let cell = Spanned::new(value, Span::new(self.id, start, start + 1));
                return (cell, Ended::Broken);
            };
            value.push_str(&self.rest()[..length]);
            self.at += length + 1;
            if !self.rest().starts_with('"') {
                break;
            }
            value.push('"');
            self.at += 1;
        }
        let cell = Spanned::new(value, Span::new(self.id, start, self.at));
        let after = self.to_end_of_cell();
        if after > 0 {
            self.tell_quote(&form::STRAY_QUOTE, self.at - 1);
            self.at += after;
        }
        (cell, self.end_cell())
    }

    /// Steps over the comma or line end after a cell.
    fn end_cell(&mut self) -> Ended {
        let rest = self.rest();
        let (length, ended) = match rest.bytes().next() {
            Some(b',') => (1, Ended::Cell),
            Some(b'\r') if rest[1..].starts_with('\n') => (2, Ended::Row),
            Some(_) => (1, Ended::Row),
            None => (0, Ended::Row),
        };
        self.at += length;
        ended
    }

    /// How far it is to the next comma or line end.
    fn to_end_of_cell(&self) -> usize {
        let rest = self.rest().as_bytes();
        let end = rest.iter().position(|byte| matches!(byte, b',' | b'\n' | b'\r'));
        end.unwrap_or(rest.len())
    }

    fn rest(&self) -> &str {
        &self.text[self.at..]
    }

    fn tell_quote(&mut self, code: &'static super::Code, at: usize) {
        self.told.push(Diagnostic::new(code).at(Span::new(self.id, at, at + 1)));
    }

    fn check_characters(&mut self, cell: &Spanned<String>) {
        if let Some(found) = cell.value.chars().find(|c| is_refused(*c)) {
            let shown = format!("U+{:04X}", u32::from(found));
            let told = Diagnostic::new(&form::CONTROL_CHARACTER).arg("character", shown);
            self.told.push(told.at(cell.span));
        }
    }

    fn check_headers(&mut self, headers: &[Spanned<String>]) {
        let mut seen: HashMap<&str, Span> = HashMap::new();
        for (at, header) in headers.iter().enumerate() {
            if header.value.is_empty() {
                let told = Diagnostic::new(&form::EMPTY_HEADER).arg("column", at + 1);
                self.told.push(told.at(header.span));
            } else if let Some(first) = seen.insert(&header.value, header.span) {
                let told = Diagnostic::new(&form::DUPLICATE_HEADER).arg("name", &header.value);
                self.told.push(told.at(header.span).at(first));
            }
        }
        let [only] = headers else { return };
        if let Some(delimiter) = only.value.chars().find(|c| matches!(c, ';' | '\t' | '|')) {
            let shown =
                if delimiter == '\t' { "TAB".to_owned() } else { format!("“{delimiter}”") };
            let told = Diagnostic::new(&form::OTHER_DELIMITER).arg("delimiter", shown);
            self.told.push(told.at(only.span));
        }
    }
}

/// Hidden characters; line ends and tabs aren't.
fn is_refused(c: char) -> bool {
    is_hidden(c) && !matches!(c, '\n' | '\r' | '\t')
}

/// A row in which nothing is written: a blank line, or the bare commas that spreadsheets leave.
fn is_blank(cells: &[Spanned<String>]) -> bool {
    cells.iter().all(|cell| cell.value.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::Source;

    fn read_text(text: &str) -> (Option<Table>, Vec<String>) {
        let mut sources = Sources::default();
        let id = sources.add(Source::new("t.csv", text));
        let mut sink = Sink::default();
        let table = read(id, &sources, "id,name", &mut sink);
        let place = |diagnostic: &Diagnostic| match &diagnostic.places[..] {
            [Place::Span(span), ..] => format!("{} {}", diagnostic.code.id, sources.place(*span)),
            _ => diagnostic.code.id.to_owned(),
        };
        (table, sink.diagnostics().iter().map(place).collect())
    }

    fn values(table: &Table) -> Vec<Vec<&str>> {
        table.rows.iter().map(|row| row.cells.iter().map(|c| c.value.as_str()).collect()).collect()
    }

    #[test]
    fn line_ends_blank_lines_and_a_missing_last_line_end_change_nothing() {
        for text in [
            "id,name\nE1,张三\nE2,李四\n",
            "id,name\r\nE1,张三\r\n\r\nE2,李四",
            "id,name\rE1,张三\r,\rE2,李四\r",
        ] {
            let (table, told) = read_text(text);
            assert_eq!(told, Vec::<String>::new());
            assert_eq!(values(&table.unwrap()), [["E1", "张三"], ["E2", "李四"]], "{text:?}");
        }
    }

    #[test]
    fn a_cell_knows_where_it_stands() {
        let mut sources = Sources::default();
        let text = "编号,姓名\nE1,\"张 \"\"三\"\"\"\n";
        let id = sources.add(Source::new("t.csv", text));
        let table = read(id, &sources, "", &mut Sink::default()).unwrap();
        let cell = &table.rows[0].cells[1];
        assert_eq!(cell.value, "张 \"三\"");
        assert_eq!(sources.slice(cell.span), "\"张 \"\"三\"\"\"");
        assert_eq!(sources.place(cell.span), "t.csv:2:4");
        assert_eq!(table.column("姓名"), Some(1));
        assert_eq!(table.column("名"), None);
    }

    #[test]
    fn an_unclosed_quote_is_told_where_it_opens() {
        let (table, told) = read_text("a,b\n1,2\n3,\"4\n5,6\n");
        assert!(table.is_none());
        assert_eq!(told, ["F21 t.csv:3:3"]);
    }

    #[test]
    fn quotes_inside_and_text_after_a_quote_are_refused() {
        assert_eq!(read_text("a,b\n1,x\"y\"\n").1, ["F22 t.csv:2:4"]);
        assert_eq!(read_text("a,b\n\"2\"x,1\n").1, ["F22 t.csv:2:3"]);
    }

    #[test]
    fn every_ragged_row_is_told() {
        let (table, told) = read_text("a,b\n1\n1,2\n1,2,3\n");
        assert!(table.is_none());
        assert_eq!(told, ["F23 t.csv:2:1", "F23 t.csv:4:1"]);
    }

    #[test]
    fn headings_must_be_there_and_differ() {
        assert_eq!(read_text("").1, ["F25"]);
        assert_eq!(read_text("\n1,2\n").1, ["F25"]);
        assert_eq!(read_text("a,,a\n").1, ["F26 t.csv:1:3", "F24 t.csv:1:4"]);
        assert_eq!(read_text("a;b\n1;2\n").1, ["F27 t.csv:1:1"]);
    }

    #[test]
    fn control_characters_are_refused() {
        assert_eq!(read_text("a,b\n1,x\u{0}\n").1, ["F29 t.csv:2:3"]);
        assert_eq!(read_text("a,b\n1,张\u{200b}三\n").1, ["F29 t.csv:2:3"]);
    }
}
