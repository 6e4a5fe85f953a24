//! TOML as the user wrote it: every value with its span, numbers as their literal text. The only
//! file that knows the `toml` crate. Typed reading is `fields`.

use toml::de::{DeTable, DeValue};

use crate::base::Day;

use super::code::form;
use super::diagnostic::{Diagnostic, Sink};
use super::source::{SourceId, Sources, Span, Spanned};

/// A value as written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Toml {
    /// A string, unescaped.
    Text(String),
    /// A decimal integer or float, as its digits (grouping underscores removed).
    Number(String),
    /// A number in a form that amounts never have: hexadecimal, octal, binary, inf, nan, exponent.
    OddNumber,
    /// `true` or `false`.
    Flag(bool),
    /// A local date.
    Day(Day),
    /// A date that does not exist, or anything with a time.
    OddDate,
    /// An array.
    List(Vec<Spanned<Toml>>),
    /// A table.
    Table(Table),
}

/// A table: its entries in the order written.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Table {
    /// Keys and values.
    pub entries: Vec<(Spanned<String>, Spanned<Toml>)>,
}

impl Table {
    /// The entry of that key.
    pub fn get(&self, key: &str) -> Option<&(Spanned<String>, Spanned<Toml>)> {
        self.entries.iter().find(|(known, _)| known.value == key)
    }
}

/// Parses a file. After a syntax error only the first is told: the rest cascades.
pub fn parse(sources: &Sources, id: SourceId, sink: &mut Sink) -> Option<Spanned<Table>> {
    let text = &sources.get(id).text;
    let whole = Span::new(id, 0, text.len());
    match DeTable::parse(text) {
        Ok(root) => Some(Spanned::new(own_table(root.get_ref(), id), whole)),
        Err(error) => {
            let span = error.span().map_or(whole, |range| Span::new(id, range.start, range.end));
            Diagnostic::new(&form::SYNTAX)
                .arg("reason_zh", reason_zh(error.message(), sources.slice(span)))
                .arg("reason_en", reason(error.message(), sources.slice(span)))
                .at(span)
                .tell(sink)
        }
    }
}

/// The parser's words, with the two slips that Chinese input methods cause named first.
fn reason(message: &str, found: &str) -> String {
    let first = message.lines().next().unwrap_or(message);
    match found.chars().next() {
        Some(quote @ ('“' | '”' | '‘' | '’')) => format!("{first} ({quote} → \")"),
        Some(sign @ ('＝' | '，' | '：' | '［' | '］' | '｛' | '｝' | '＃')) => {
            format!("{first} ({sign} 全角/full-width)")
        }
        Some(letter) if !letter.is_ascii() => format!("{first} (\"{letter}…\" = …)"),
        _ => first.to_owned(),
    }
}

/// The parser's usual reasons in Chinese; any other as the parser says it.
const REASONS: [(&str, &str); 14] = [
    ("string values must be quoted", "文字要加引号"),
    ("unquoted string", "文字要加引号"),
    ("duplicate key", "同一个键写了两次"),
    ("missing assignment", "键和值之间缺少等号"),
    ("extra assignment", "多了一个等号"),
    ("missing comma", "各项之间缺少逗号"),
    ("missing value", "等号后面没有值"),
    ("missing key", "缺少键"),
    ("unquoted keys cannot be empty", "键是空的"),
    ("invalid unquoted key", "键名里有别的字符时要加引号"),
    ("unexpected key or value", "这里不应有键或值；每一行只写一项，值要加引号"),
    ("unclosed", "括号没有收尾"),
    ("invalid basic string", "引号没有收尾，或引号里有不能写的字符"),
    ("unexpected leading zero", "数字不能以 0 开头"),
];

fn reason_zh(message: &str, found: &str) -> String {
    let english = reason(message, found);
    let first = message.lines().next().unwrap_or(message);
    match REASONS.iter().find(|(begin, _)| first.starts_with(begin)) {
        Some((_, zh)) => english.replacen(first, zh, 1),
        None => english,
    }
}

fn own_table(table: &DeTable<'_>, id: SourceId) -> Table {
    let entries = table.iter().map(|(key, value)| {
        let name = Spanned::new(key.get_ref().clone().into_owned(), span(key.span(), id));
        (name, Spanned::new(own_value(value.get_ref(), id), span(value.span(), id)))
    });
    Table { entries: entries.collect() }
}

fn own_value(value: &DeValue<'_>, id: SourceId) -> Toml {
    match value {
        DeValue::String(text) => Toml::Text(text.clone().into_owned()),
        DeValue::Integer(number) if number.radix() == 10 => {
            Toml::Number(number.as_str().to_owned())
        }
        DeValue::Float(number)
            if number.as_str().bytes().all(|b| b.is_ascii_digit() || b"+-.".contains(&b)) =>
        {
            Toml::Number(number.as_str().to_owned())
        }
        DeValue::Integer(_) | DeValue::Float(_) => Toml::OddNumber,
        DeValue::Boolean(flag) => Toml::Flag(*flag),
        DeValue::Datetime(moment) => match (moment.date, moment.time, moment.offset) {
            (Some(date), None, None) => {
                Day::new(date.year.into(), date.month.into(), date.day.into())
                    .map_or(Toml::OddDate, Toml::Day)
            }
            _ => Toml::OddDate,
        },
        DeValue::Array(items) => Toml::List(
            items
                .iter()
                .map(|item| Spanned::new(own_value(item.get_ref(), id), span(item.span(), id)))
                .collect(),
        ),
        DeValue::Table(table) => Toml::Table(own_table(table, id)),
    }
}

fn span(range: std::ops::Range<usize>, id: SourceId) -> Span {
    Span::new(id, range.start, range.end)
}
