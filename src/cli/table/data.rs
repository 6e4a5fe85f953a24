//! A table as data: CSV and JSON, which are stable interfaces, and Markdown.

use serde_json::{Map, Value as Json};

use crate::text::csv_writer::{CsvWriter, Guard};
use crate::text::escape::{escape, is_hidden};

use super::{Align, Cell, Column, Table, Value};

impl Table {
    /// For programs and spreadsheets: keys and machine values, without totals.
    pub fn to_csv(&self, guard: Guard) -> String {
        self.csv_of(guard, self.rows.iter())
    }

    /// The same with other rows than its own, made one after another.
    pub fn csv_of<R>(&self, guard: Guard, rows: impl Iterator<Item = R>) -> String
    where
        R: AsRef<[Cell]>,
    {
        let mut writer = CsvWriter::new(guard, self.columns.iter().map(|column| &*column.key));
        for row in rows {
            for cell in row.as_ref() {
                match &cell.value {
                    Value::Nothing => writer.text(""),
                    Value::Same => writer.text(&cell.text),
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
            document.insert((*key).to_owned(), value.to_json(""));
        }
        document.insert("rows".to_owned(), self.json_rows(&self.rows));
        if !self.foot.is_empty() {
            document.insert("foot".to_owned(), self.json_rows(&self.foot));
        }
        json_text(&Json::Object(document))
    }

    fn json_rows(&self, rows: &[Vec<Cell>]) -> Json {
        let pair = |(column, cell): (&Column, &Cell)| {
            (column.key.to_string(), cell.value.to_json(&cell.text))
        };
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
    fn to_json(&self, shown: &str) -> Json {
        match self {
            Value::Nothing => Json::Null,
            Value::Same => shown.into(),
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
    use crate::cli::table::tests::sample;

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
