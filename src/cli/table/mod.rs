//! Figures as tables: one neutral model; its forms (`--format table|csv|json|md`) are in `page` and
//! `data`. What the figures are and how they are rounded is decided elsewhere: cells arrive as
//! finished words.

mod data;
mod page;

pub use data::json_text;

use std::borrow::Cow;

use crate::text::csv_writer::Guard;

use super::screen::Screen;

/// The form of a table on stdout.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: aligned, coloured on a terminal.
    #[default]
    Table,
    /// One header row of keys and the machine values; a stable interface.
    Csv,
    /// One document with a schema name; a stable interface.
    Json,
    /// A Markdown table.
    Md,
}

impl Format {
    /// Whether only machine values are written.
    pub fn is_for_programs(self) -> bool {
        matches!(self, Format::Csv | Format::Json)
    }
}

/// A table of figures.
#[derive(Clone, Debug, Default)]
pub struct Table {
    /// `explain`, `track`, …: JSON says `incent.NAME/1`.
    pub name: &'static str,
    /// Shown above the table.
    pub title: String,
    /// What holds for the whole table (period, as-of day); in JSON beside the rows.
    pub facts: Vec<(&'static str, Value)>,
    /// The columns.
    pub columns: Vec<Column>,
    /// The rows, each with a cell per column.
    pub rows: Vec<Vec<Cell>>,
    /// Totals below a rule; in JSON apart from the rows, in CSV left out.
    pub foot: Vec<Vec<Cell>>,
    /// Lines below the table.
    pub notes: Vec<String>,
}

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// ASCII snake_case, the same in every language; the name in JSON and CSV.
    pub key: Cow<'static, str>,
    /// The heading in the user's language.
    pub heading: String,
    /// Where the text stands.
    pub align: Align,
}

impl Column {
    /// A column of text.
    pub fn text(key: impl Into<Cow<'static, str>>, heading: impl Into<String>) -> Column {
        Column { key: key.into(), heading: heading.into(), align: Align::Left }
    }

    /// A column of figures.
    pub fn figure(key: impl Into<Cow<'static, str>>, heading: impl Into<String>) -> Column {
        Column { key: key.into(), heading: heading.into(), align: Align::Right }
    }
}

/// Where the text of a column stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Text.
    Left,
    /// Figures.
    Right,
}

/// A cell: words for people and a value for programs.
#[derive(Clone, Debug)]
pub struct Cell {
    /// As people read it: `120.5 万`, `80.0%`.
    pub text: String,
    /// As programs read it.
    pub value: Value,
    /// How it stands out.
    pub mark: Mark,
}

/// A value for programs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// There is none (no target is not 0).
    Nothing,
    /// Text.
    Text(String),
    /// A decimal, exact; in JSON a string.
    Figure(String),
    /// A count; in JSON a number.
    Count(i64),
    /// Yes or no.
    Flag(bool),
}

/// How a cell stands out; on a terminal only, so its text must say the same.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mark {
    /// It doesn't.
    #[default]
    Plain,
    /// On its way.
    Good,
    /// Warned.
    Yellow,
    /// At risk.
    Red,
    /// Of less weight.
    Dim,
}

impl Cell {
    /// Text, the same for people and programs.
    pub fn text(text: impl Into<String>) -> Cell {
        let text = text.into();
        Cell { value: Value::Text(text.clone()), text, mark: Mark::Plain }
    }

    /// A decimal: as people read it and exact.
    pub fn figure(text: impl Into<String>, exact: impl Into<String>) -> Cell {
        Cell { text: text.into(), value: Value::Figure(exact.into()), mark: Mark::Plain }
    }

    /// A count.
    pub fn count(count: i64) -> Cell {
        Cell { text: count.to_string(), value: Value::Count(count), mark: Mark::Plain }
    }

    /// No value; `text` is what people see instead.
    pub fn nothing(text: impl Into<String>) -> Cell {
        Cell { text: text.into(), value: Value::Nothing, mark: Mark::Plain }
    }

    /// With a mark.
    #[must_use]
    pub fn mark(self, mark: Mark) -> Cell {
        Cell { mark, ..self }
    }
}

impl Table {
    /// Puts the table on stdout in that form.
    pub fn show(&self, format: Format, screen: &mut Screen) {
        match format {
            Format::Table => {
                let page = self.to_page(screen.width, screen.colour());
                screen.page(&page);
            }
            Format::Csv => screen.data(&self.to_csv(Guard::Spreadsheet)),
            Format::Json => screen.data(&self.to_json()),
            Format::Md => screen.data(&self.to_markdown()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A table with wide characters, a missing value and a hostile name.
    pub fn sample() -> Table {
        Table {
            name: "sample",
            title: "销售进度".to_owned(),
            facts: vec![("as_of", Value::Text("2026-08-01".to_owned()))],
            columns: vec![
                Column::text("name", "姓名"),
                Column::figure("sales", "销售额"),
                Column::text("level", "状态"),
            ],
            rows: vec![
                vec![
                    Cell::text("张三"),
                    Cell::figure("1,200.00", "1200"),
                    Cell::text("正常").mark(Mark::Good),
                ],
                vec![
                    Cell::text("欧阳|明\u{202e}"),
                    Cell::nothing("—"),
                    Cell::text("红").mark(Mark::Red),
                ],
            ],
            foot: vec![vec![Cell::text("合计"), Cell::figure("1,200.00", "1200"), Cell::text("")]],
            notes: vec!["数据截至 2026-07-31".to_owned()],
        }
    }
}
