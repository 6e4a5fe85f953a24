//! Figures as tables: one neutral model, four forms (`--format table|csv|json|md`). The only file
//! that knows comfy-table. What the figures are and how they are rounded is decided elsewhere: cells
//! arrive as finished words.

use comfy_table::{CellAlignment, ContentArrangement};
use comfy_table::{ContentLineStyle, LineStyle, TableStyle};
use serde_json::{Map, Value as Json};

use crate::text::csv_writer::{CsvWriter, Guard};
use crate::text::escape::{escape, is_hidden};

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
    pub key: &'static str,
    /// The heading in the user's language.
    pub heading: String,
    /// Where the text stands.
    pub align: Align,
}

impl Column {
    /// A column of text.
    pub fn text(key: &'static str, heading: impl Into<String>) -> Column {
        Column { key, heading: heading.into(), align: Align::Left }
    }

    /// A column of figures.
    pub fn figure(key: &'static str, heading: impl Into<String>) -> Column {
        Column { key, heading: heading.into(), align: Align::Right }
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

    /// For people, at most `width` columns wide.
    pub fn to_page(&self, width: Option<usize>, colour: bool) -> String {
        let rule = LineStyle::none().fill('─').junction('─');
        let style = TableStyle::new()
            .header_lines(ContentLineStyle::none())
            .header_separator(rule)
            .content_lines(ContentLineStyle::none());
        let mut table = comfy_table::Table::new();
        table.load_style(style);
        if let Some(width) = width {
            table.set_content_arrangement(ContentArrangement::Dynamic);
            table.set_width(u16::try_from(width).unwrap_or(u16::MAX));
        }
        table.set_header(self.columns.iter().map(|column| drawn(&column.heading, Mark::Plain)));
        for row in &self.rows {
            table.add_row(row.iter().map(|cell| drawn(&cell.text, cell.mark)));
        }
        for (at, row) in self.foot.iter().enumerate() {
            let mut cells: Vec<String> =
                row.iter().map(|cell| drawn(&cell.text, cell.mark)).collect();
            if let (0, Some(first)) = (at, cells.first_mut()) {
                first.insert(0, FOOT);
            }
            table.add_row(cells);
        }
        self.set_columns(&mut table);
        self.framed(&table.to_string(), colour)
    }

    fn set_columns(&self, table: &mut comfy_table::Table) {
        let last = self.columns.len().saturating_sub(1);
        for (at, column) in self.columns.iter().enumerate() {
            let Some(drawn) = table.column_mut(at) else { continue };
            // Between columns comfy-table puts one blank of its own.
            drawn.set_padding((0, if at == last { 0 } else { 1 }));
            if column.align == Align::Right {
                drawn.set_cell_alignment(CellAlignment::Right);
            }
            // A broken figure can be misread, and a mark must end on the line on which it began.
            let marked = |row: &Vec<Cell>| row.get(at).is_some_and(|c| c.mark != Mark::Plain);
            if column.align == Align::Right || self.rows.iter().chain(&self.foot).any(marked) {
                drawn.set_constraint(comfy_table::ColumnConstraint::ContentWidth);
            }
        }
    }

    /// Title above, rule above the foot, notes below, marks into colours.
    fn framed(&self, body: &str, colour: bool) -> String {
        let mut page = String::new();
        if !self.title.is_empty() {
            let title = escape(&self.title);
            page +=
                &if colour { format!("\u{1b}[1m{title}\u{1b}[0m\n") } else { format!("{title}\n") };
        }
        let rule = body.lines().nth(1).unwrap_or("");
        for line in body.lines() {
            if line.contains(FOOT) {
                page += rule.trim_end();
                page.push('\n');
            }
            page += paint(line, colour).trim_end();
            page.push('\n');
        }
        self.notes.iter().fold(page, |page, note| page + &escape(note) + "\n")
    }

    /// For programs and spreadsheets: keys and machine values, without totals.
    pub fn to_csv(&self, guard: Guard) -> String {
        let mut writer = CsvWriter::new(guard, self.columns.iter().map(|column| column.key));
        for row in &self.rows {
            for cell in row {
                match &cell.value {
                    Value::Nothing => writer.text(""),
                    Value::Text(text) => writer.text(text),
                    Value::Figure(figure) => writer.figure(figure),
                    Value::Count(count) => writer.figure(&count.to_string()),
                    Value::Flag(flag) => writer.text(if *flag { "true" } else { "false" }),
                };
            }
            writer.end_row();
        }
        writer.finish()
    }

    /// One JSON document: schema, facts, rows, totals.
    pub fn to_json(&self) -> String {
        let mut document = Map::new();
        document.insert("schema".to_owned(), format!("incent.{}/1", self.name).into());
        for (key, value) in &self.facts {
            document.insert((*key).to_owned(), value.to_json());
        }
        document.insert("rows".to_owned(), self.json_rows(&self.rows));
        if !self.foot.is_empty() {
            document.insert("foot".to_owned(), self.json_rows(&self.foot));
        }
        json_text(&Json::Object(document))
    }

    fn json_rows(&self, rows: &[Vec<Cell>]) -> Json {
        let pair = |(column, cell): (&Column, &Cell)| (column.key.to_owned(), cell.value.to_json());
        let row =
            |cells: &Vec<Cell>| Json::Object(self.columns.iter().zip(cells).map(pair).collect());
        Json::Array(rows.iter().map(row).collect())
    }

    /// A Markdown table as people read it.
    pub fn to_markdown(&self) -> String {
        let line = |cells: Vec<String>| format!("| {} |\n", cells.join(" | "));
        let row = |cells: &Vec<Cell>| line(cells.iter().map(|cell| markdown(&cell.text)).collect());
        let mut page = String::new();
        if !self.title.is_empty() {
            page += &format!("**{}**\n\n", markdown(&self.title));
        }
        page += &line(self.columns.iter().map(|column| markdown(&column.heading)).collect());
        let rule = |column: &Column| match column.align {
            Align::Left => "---".to_owned(),
            Align::Right => "---:".to_owned(),
        };
        page += &line(self.columns.iter().map(rule).collect());
        page += &self.rows.iter().chain(&self.foot).map(row).collect::<String>();
        for note in &self.notes {
            page += &format!("\n{}\n", markdown(note));
        }
        page
    }
}

impl Value {
    fn to_json(&self) -> Json {
        match self {
            Value::Nothing => Json::Null,
            Value::Text(text) | Value::Figure(text) => text.as_str().into(),
            Value::Count(count) => (*count).into(),
            Value::Flag(flag) => (*flag).into(),
        }
    }
}

/// A JSON document as text, ending in a newline. What a terminal would obey or hide is written as
/// `\uXXXX`, which reads as the same document.
pub fn json_text(document: &Json) -> String {
    let text = format!("{document:#}\n");
    if !text.contains(|c| c != '\n' && is_hidden(c)) {
        return text;
    }
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        if c != '\n' && is_hidden(c) {
            for unit in c.encode_utf16(&mut [0; 2]) {
                out += &format!("\\u{unit:04x}");
            }
        } else {
            out.push(c);
        }
    }
    out
}

/// Marks travel through comfy-table as characters without width, which escaped text can't contain.
const MARKS: [(Mark, char, &str); 4] = [
    (Mark::Good, '\u{2061}', "\u{1b}[32m"),
    (Mark::Yellow, '\u{2062}', "\u{1b}[33m"),
    (Mark::Red, '\u{2063}', "\u{1b}[1;31m"),
    (Mark::Dim, '\u{2064}', "\u{1b}[2m"),
];
/// Ends a mark.
const END: char = '\u{2060}';
/// Stands on the first line of the foot.
const FOOT: char = '\u{206e}';

/// The text of a cell as comfy-table gets it.
fn drawn(text: &str, mark: Mark) -> String {
    let text = escape(text);
    match MARKS.iter().find(|(known, ..)| *known == mark) {
        Some((_, begin, _)) => format!("{begin}{text}{END}"),
        None => text.into_owned(),
    }
}

/// Turns marks into colours, or drops them.
fn paint(line: &str, colour: bool) -> String {
    let paint = |c: char| match c {
        FOOT => String::new(),
        END => if colour { "\u{1b}[0m" } else { "" }.to_owned(),
        c => match MARKS.iter().find(|(_, begin, _)| *begin == c) {
            Some((_, _, sequence)) => if colour { sequence } else { "" }.to_owned(),
            None => c.to_string(),
        },
    };
    line.chars().map(paint).collect()
}

/// Text inside a Markdown table.
fn markdown(text: &str) -> String {
    let mut out = String::new();
    for c in escape(text.trim()).chars() {
        if matches!(c, '\\' | '|' | '`' | '*' | '<' | '[' | '~') {
            out.push('\\');
        }
        out.push(if c == '⏎' { ' ' } else { c });
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sample() -> Table {
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

    #[test]
    fn wide_characters_line_up_and_figures_stand_right() {
        assert_eq!(
            sample().to_page(None, false),
            "销售进度
姓名               销售额  状态
───────────────────────────────
张三             1,200.00  正常
欧阳|明\\u{202e}         —  红
───────────────────────────────
合计             1,200.00
数据截至 2026-07-31
"
        );
    }

    #[test]
    fn colours_stand_around_the_marked_words_only() {
        let page = sample().to_page(None, true);
        assert!(page.contains("\u{1b}[32m正常\u{1b}[0m\n"), "{page}");
        assert!(page.contains("\u{1b}[1;31m红\u{1b}[0m"), "{page}");
        assert!(page.starts_with("\u{1b}[1m销售进度\u{1b}[0m\n"));
        assert!(!page.contains(['\u{2060}', '\u{2061}', '\u{2063}', '\u{206e}']));
    }

    #[test]
    fn a_narrow_terminal_wraps_text_and_never_figures() {
        let mut table = sample();
        table.rows[0][0] = Cell::text("名字很长很长很长的销售人员");
        let page = table.to_page(Some(30), true);
        assert!(page.contains("1,200.00"), "{page}");
        for line in table.to_page(Some(30), false).lines() {
            assert!(unicode_width::UnicodeWidthStr::width(line) <= 30, "{line}");
        }
    }

    #[test]
    fn csv_has_keys_and_machine_values() {
        assert_eq!(
            sample().to_csv(Guard::Machine),
            "name,sales,level\n张三,1200,正常\n欧阳|明\u{202e},,红\n"
        );
    }

    #[test]
    fn json_has_a_schema_and_hides_nothing() {
        let text = sample().to_json();
        assert!(text.contains("欧阳|明\\u202e"), "{text}");
        let document: Json = serde_json::from_str(&text).unwrap();
        assert_eq!(
            document,
            serde_json::json!({
                "schema": "incent.sample/1",
                "as_of": "2026-08-01",
                "rows": [
                    {"name": "张三", "sales": "1200", "level": "正常"},
                    {"name": "欧阳|明\u{202e}", "sales": null, "level": "红"},
                ],
                "foot": [{"name": "合计", "sales": "1200", "level": ""}],
            })
        );
    }

    #[test]
    fn markdown_keeps_its_shape_whatever_the_names_are() {
        let page = sample().to_markdown();
        assert!(page.contains("| 姓名 | 销售额 | 状态 |\n| --- | ---: | --- |\n"), "{page}");
        assert!(page.contains("| 欧阳\\|明\\\\u{202e} | — | 红 |\n"), "{page}");
    }
}
