//! CSV out: one deterministic form (UTF-8, LF, quotes only where needed) and the guard that keeps a
//! spreadsheet from taking a name for a formula. Reading is in [`super::csv_table`].

use std::borrow::Cow;

use super::escape::is_hidden;

/// For whom a table is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Guard {
    /// For Excel or WPS: text that they would take for a formula gets a leading `'`; so does text
    /// that begins with `'`, so that [`Guard::strip`] gives back exactly what was written.
    Spreadsheet,
    /// For programs: untouched.
    Machine,
}

impl Guard {
    /// The text as it is written.
    pub fn put(self, text: &str) -> Cow<'_, str> {
        if self == Guard::Spreadsheet && looks_like_formula(text) {
            Cow::Owned(format!("'{text}"))
        } else {
            Cow::Borrowed(text)
        }
    }

    /// The text that was written as `cell`.
    pub fn strip(self, cell: &str) -> &str {
        match self {
            Guard::Spreadsheet => cell.strip_prefix('\'').unwrap_or(cell),
            Guard::Machine => cell,
        }
    }
}

/// Spreadsheets skip blanks, and some forgive full-width signs, before they look for a formula.
fn looks_like_formula(text: &str) -> bool {
    if text.bytes().next().is_some_and(|first| first.is_ascii_alphanumeric()) {
        return false;
    }
    let first = text.trim_start_matches(|c: char| {
        c == ' ' || c.is_whitespace() && !c.is_control() || is_hidden(c) && !c.is_control()
    });
    first.starts_with(|c: char| {
        c.is_control() || matches!(c, '=' | '+' | '-' | '@' | '＝' | '＋' | '－' | '＠' | '\'')
    })
}

/// Whether `text` is a plain decimal number, which is a number to a spreadsheet and no formula.
fn is_figure(text: &str) -> bool {
    let digits = text.strip_prefix('-').unwrap_or(text);
    let (whole, part) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    all_digits(whole) && all_digits(part)
}

/// Builds a CSV text cell by cell.
#[derive(Debug)]
pub struct CsvWriter {
    out: String,
    guard: Guard,
    cells: usize,
}

impl CsvWriter {
    /// A table with these headings.
    pub fn new<'a>(guard: Guard, headings: impl IntoIterator<Item = &'a str>) -> CsvWriter {
        let mut writer = CsvWriter { out: String::new(), guard, cells: 0 };
        for heading in headings {
            writer.text(heading);
        }
        writer.end_row();
        writer
    }

    /// A cell of text that somebody typed.
    pub fn text(&mut self, text: &str) -> &mut CsvWriter {
        let cell = self.guard.put(text);
        self.push(&cell);
        self
    }

    /// A cell with a figure of ours, such as `-1234.50`. Anything else is guarded like text.
    pub fn figure(&mut self, figure: &str) -> &mut CsvWriter {
        if is_figure(figure) {
            self.push(figure);
            return self;
        }
        self.text(figure)
    }

    /// Ends the row.
    pub fn end_row(&mut self) {
        self.out.push('\n');
        self.cells = 0;
    }

    /// The finished text.
    pub fn finish(self) -> String {
        self.out
    }

    fn push(&mut self, cell: &str) {
        if self.cells > 0 {
            self.out.push(',');
        }
        self.cells += 1;
        // Semicolon and tab are quoted too, for readers that guess another delimiter.
        let parts = |byte: u8| matches!(byte, b',' | b';' | b'\t' | b'"' | b'\n' | b'\r');
        if cell.starts_with(' ') || cell.ends_with(' ') || cell.bytes().any(parts) {
            self.out.push('"');
            self.out.push_str(&cell.replace('"', "\"\""));
            self.out.push('"');
        } else {
            self.out.push_str(cell);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::csv_table::read;
    use crate::text::{Sink, Source, Sources};
    use proptest::prelude::*;

    #[test]
    fn quotes_stand_only_where_they_are_needed() {
        let mut writer = CsvWriter::new(Guard::Machine, ["编号", "姓名"]);
        writer.text("E1").text("张三").end_row();
        writer.text("a,b").text("他说\"好\"").end_row();
        writer.text("a\nb").text("").end_row();
        assert_eq!(writer.finish(), "编号,姓名\nE1,张三\n\"a,b\",\"他说\"\"好\"\"\"\n\"a\nb\",\n");
    }

    #[test]
    fn formulas_are_disarmed_and_figures_stay_figures() {
        for (text, written) in [
            ("=1+1", "'=1+1"),
            ("+86 138", "'+86 138"),
            ("-销售部", "'-销售部"),
            ("@all", "'@all"),
            ("  =1", "'  =1"),
            ("＝1", "'＝1"),
            ("\u{200b}=1", "'\u{200b}=1"),
            ("'quoted", "''quoted"),
            ("张三=李四", "张三=李四"),
        ] {
            assert_eq!(Guard::Spreadsheet.put(text), written);
            assert_eq!(Guard::Machine.put(text), text);
        }
        let mut writer = CsvWriter::new(Guard::Spreadsheet, ["a", "b", "c"]);
        writer.figure("-12.50").text("\tx").figure("-1+cmd").end_row();
        assert_eq!(writer.finish(), "a,b,c\n-12.50,\"'\tx\",'-1+cmd\n");
    }

    proptest! {
        #[test]
        fn what_is_written_is_read_back(
            rows in prop::collection::vec(
                prop::collection::vec("[a-z=+@'\"é张,;\t\r\n ＝-]{0,6}", 3),
                0..6,
            ),
            spreadsheet in any::<bool>(),
        ) {
            let guard = if spreadsheet { Guard::Spreadsheet } else { Guard::Machine };
            let mut writer = CsvWriter::new(guard, ["a", "b", "c"]);
            for row in &rows {
                row.iter().for_each(|cell| { writer.text(cell); });
                writer.end_row();
            }
            let mut sources = Sources::default();
            let id = sources.add(Source::new("t.csv", writer.finish()));
            let mut sink = Sink::default();
            let table = read(id, &sources, "", &mut sink).expect("our own table is sound");
            let back: Vec<Vec<&str>> = table.rows.iter()
                .map(|row| row.cells.iter().map(|cell| guard.strip(&cell.value)).collect())
                .collect();
            let written: Vec<Vec<&str>> = rows.iter()
                .filter(|row| row.iter().any(|cell| !cell.is_empty()))
                .map(|row| row.iter().map(String::as_str).collect())
                .collect();
            prop_assert_eq!(back, written);
            if spreadsheet {
                for cell in table.rows.iter().flat_map(|row| &row.cells) {
                    let first = cell.value.trim_start_matches([' ']).chars().next();
                    prop_assert!(!matches!(first, Some('=' | '+' | '-' | '@' | '＝' | '\t' | '\r')));
                }
            }
        }
    }
}
