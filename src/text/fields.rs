//! Reading a TOML table field by field against its `Section`: typed values with spans, every problem
//! of the table told, unknown keys with a suggestion. A getter returns `None` when the key is absent
//! or its value was wrong, in which case that has been told already.

use crate::base::id::{NotAnId, check_id, check_word};
use crate::base::{Day, Number};

use super::code::form;
use super::diagnostic::{Diagnostic, Sink};
use super::key::{Form, Key, Need, Section};
use super::quantity::read_quantity;
use super::source::{Span, Spanned};
use super::toml::{Table, Toml};

/// The limit of a string in a plan file, in bytes.
const LONGEST_TEXT: usize = 64 * 1024;

/// A table being read.
pub struct Fields<'a> {
    table: &'a Table,
    /// Where the table stands.
    pub span: Span,
    section: &'static Section,
}

impl<'a> Fields<'a> {
    /// Begins to read `table`: tells unknown keys and missing required ones at once.
    pub fn new(
        table: &'a Table,
        span: Span,
        section: &'static Section,
        sink: &mut Sink,
    ) -> Fields<'a> {
        for (key, _) in &table.entries {
            if section.key(key).is_none() {
                unknown_key(key, section, sink);
            }
        }
        for key in section.keys.iter().filter(|key| key.need == Need::Required) {
            if table.get(key.name).is_none() {
                sink.push(
                    Diagnostic::new(&form::MISSING_KEY)
                        .arg("key", key.name)
                        .arg("table", section.path)
                        .arg("example", format!("{} = {}", key.name, key.example))
                        .at(first_line(span)),
                );
            }
        }
        Fields { table, span, section }
    }

    /// Whether the key is written.
    pub fn has(&self, name: &str) -> bool {
        self.table.get(name).is_some()
    }

    /// Where the key is written; the table where it isn't.
    pub fn key_span(&self, name: &str) -> Span {
        self.table.get(name).map_or(first_line(self.span), |(key, _)| key.span)
    }

    /// The raw value.
    pub fn raw(&self, name: &str) -> Option<&'a Spanned<Toml>> {
        debug_assert!(
            self.section.key(name).is_some(),
            "{name} is no key of {}",
            self.section.path
        );
        self.table.get(name).map(|(_, value)| value)
    }

    /// A string for people: not empty, no control characters.
    pub fn text(&self, name: &str, sink: &mut Sink) -> Option<Spanned<String>> {
        as_text(self.raw(name)?, self.row(name), sink)
    }

    /// An id that may become part of a file name.
    pub fn id(&self, name: &str, sink: &mut Sink) -> Option<Spanned<String>> {
        as_id(self.text(name, sink)?, check_id, sink)
    }

    /// A name that formulas use.
    pub fn word(&self, name: &str, sink: &mut Sink) -> Option<Spanned<String>> {
        as_id(self.text(name, sink)?, check_word, sink)
    }

    /// An exact number.
    pub fn number(&self, name: &str, sink: &mut Sink) -> Option<Spanned<Number>> {
        as_number(self.raw(name)?, self.row(name), sink)
    }

    /// A rate or share: `"5%"`, or a number from 0 to 1.
    pub fn rate(&self, name: &str, sink: &mut Sink) -> Option<Spanned<Number>> {
        as_rate(self.raw(name)?, self.row(name), sink)
    }

    /// A whole number from 0 to 1,000,000.
    pub fn whole(&self, name: &str, sink: &mut Sink) -> Option<Spanned<u32>> {
        let number = self.number(name, sink)?;
        let whole = number.value.to_i64().filter(|n| (0..=1_000_000).contains(n));
        match whole.and_then(|n| u32::try_from(n).ok()) {
            Some(n) => Some(Spanned::new(n, number.span)),
            None => wrong_form(self.row(name), number.span, sink),
        }
    }

    /// A date.
    pub fn day(&self, name: &str, sink: &mut Sink) -> Option<Spanned<Day>> {
        as_day(self.raw(name)?, self.row(name), sink)
    }

    /// `true` or `false`.
    pub fn flag(&self, name: &str, sink: &mut Sink) -> Option<bool> {
        let value = self.raw(name)?;
        match value.value {
            Toml::Flag(flag) => Some(flag),
            _ => wrong_form(self.row(name), value.span, sink),
        }
    }

    /// One of the words of a table.
    pub fn choice<T: Copy>(
        &self,
        name: &str,
        words: &[(&str, T)],
        sink: &mut Sink,
    ) -> Option<Spanned<T>> {
        let written = self.text(name, sink)?;
        match words.iter().find(|(word, _)| *word == written.value) {
            Some((_, value)) => Some(Spanned::new(*value, written.span)),
            None => {
                let known: Vec<&str> = words.iter().map(|(word, _)| *word).collect();
                not_a_choice(&written, &known, sink)
            }
        }
    }

    /// A list of strings; a single string counts as a list of one.
    pub fn texts(&self, name: &str, sink: &mut Sink) -> Option<Vec<Spanned<String>>> {
        let value = self.raw(name)?;
        let row = self.row(name);
        match &value.value {
            Toml::Text(_) => as_text(value, row, sink).map(|text| vec![text]),
            Toml::List(items) => {
                Some(items.iter().filter_map(|item| as_text(item, row, sink)).collect())
            }
            _ => wrong_form(row, value.span, sink),
        }
    }

    /// A list of dates.
    pub fn days(&self, name: &str, sink: &mut Sink) -> Option<Vec<Spanned<Day>>> {
        let value = self.raw(name)?;
        let row = self.row(name);
        match &value.value {
            Toml::List(items) => {
                Some(items.iter().filter_map(|item| as_day(item, row, sink)).collect())
            }
            _ => wrong_form(row, value.span, sink),
        }
    }

    /// A list of whole numbers.
    pub fn numbers(&self, name: &str, sink: &mut Sink) -> Option<Vec<Spanned<Number>>> {
        let value = self.raw(name)?;
        let row = self.row(name);
        match &value.value {
            Toml::List(items) => {
                Some(items.iter().filter_map(|item| as_number(item, row, sink)).collect())
            }
            _ => wrong_form(row, value.span, sink),
        }
    }

    /// A list of rates or shares.
    pub fn rates(&self, name: &str, sink: &mut Sink) -> Option<Vec<Spanned<Number>>> {
        let value = self.raw(name)?;
        let row = self.row(name);
        match &value.value {
            Toml::List(items) => {
                Some(items.iter().filter_map(|item| as_rate(item, row, sink)).collect())
            }
            _ => wrong_form(row, value.span, sink),
        }
    }

    /// A table from names that the user chooses to numbers (rates count as their fraction).
    pub fn number_map(
        &self,
        name: &str,
        sink: &mut Sink,
    ) -> Option<Vec<(Spanned<String>, Spanned<Number>)>> {
        let row = self.row(name);
        let entries = self.map(name, sink)?;
        let read = entries.iter().filter_map(|(key, value)| {
            as_number(value, row, sink).map(|number| (key.clone(), number))
        });
        Some(read.collect())
    }

    /// A table from names that the user chooses to strings.
    pub fn text_map(
        &self,
        name: &str,
        sink: &mut Sink,
    ) -> Option<Vec<(Spanned<String>, Spanned<String>)>> {
        let row = self.row(name);
        let entries = self.map(name, sink)?;
        let read = entries
            .iter()
            .filter_map(|(key, value)| as_text(value, row, sink).map(|text| (key.clone(), text)));
        Some(read.collect())
    }

    /// The entries of a table whose keys the user chooses.
    pub fn map(
        &self,
        name: &str,
        sink: &mut Sink,
    ) -> Option<&'a [(Spanned<String>, Spanned<Toml>)]> {
        let value = self.raw(name)?;
        match &value.value {
            Toml::Table(table) => Some(&table.entries),
            _ => wrong_form(self.row(name), value.span, sink),
        }
    }

    /// One sub-table with its span.
    pub fn table(&self, name: &str, sink: &mut Sink) -> Option<(&'a Table, Span)> {
        let value = self.raw(name)?;
        match &value.value {
            Toml::Table(table) => Some((table, value.span)),
            _ => wrong_form(self.row(name), value.span, sink),
        }
    }

    /// The tables of an array of tables, with their spans.
    pub fn tables(&self, name: &str, sink: &mut Sink) -> Vec<(&'a Table, Span)> {
        let Some(value) = self.raw(name) else { return Vec::new() };
        let row = self.row(name);
        let Toml::List(items) = &value.value else {
            let _: Option<()> = wrong_form(row, value.span, sink);
            return Vec::new();
        };
        items
            .iter()
            .filter_map(|item| match &item.value {
                Toml::Table(table) => Some((table, item.span)),
                _ => wrong_form(row, item.span, sink),
            })
            .collect()
    }

    fn row(&self, name: &str) -> &'static Key {
        match self.section.key(name) {
            Some(row) => row,
            // A getter may only be called with a key of its section; the tests read every section.
            None => unreachable!("{name} is no key of {}", self.section.path),
        }
    }
}

/// A value as a string for people.
pub fn as_text(value: &Spanned<Toml>, row: &Key, sink: &mut Sink) -> Option<Spanned<String>> {
    let Toml::Text(text) = &value.value else { return wrong_form(row, value.span, sink) };
    if text.trim().is_empty() {
        return Diagnostic::new(&form::EMPTY_TEXT).arg("key", row.name).at(value.span).tell(sink);
    }
    if text.len() > LONGEST_TEXT {
        return Diagnostic::new(&form::LONG_TEXT).arg("key", row.name).at(value.span).tell(sink);
    }
    if let Some(hidden) = text.chars().find(|c| is_hidden(*c)) {
        let shown = format!("U+{:04X}", u32::from(hidden));
        return Diagnostic::new(&form::HIDDEN_CHARACTER)
            .arg("character", shown)
            .at(value.span)
            .tell(sink);
    }
    Some(Spanned::new(text.clone(), value.span))
}

/// Characters that a reader can't see and that change how text is read: controls other than line
/// ends and tabs, directional overrides, zero-width characters.
pub fn is_hidden(c: char) -> bool {
    (c.is_control() && !matches!(c, '\n' | '\r' | '\t'))
        || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}')
}

fn as_id(
    text: Spanned<String>,
    check: fn(&str) -> Result<(), NotAnId>,
    sink: &mut Sink,
) -> Option<Spanned<String>> {
    match check(&text) {
        Ok(()) => Some(text),
        Err(NotAnId::Device) => {
            Diagnostic::new(&form::DEVICE_ID).arg("id", &text.value).at(text.span).tell(sink)
        }
        Err(_) => Diagnostic::new(&form::NOT_AN_ID)
            .arg("id", &text.value)
            .arg(
                "pattern",
                if check("A-1").is_ok() { "[A-Za-z0-9][A-Za-z0-9_-]*" } else { "[a-z][a-z0-9_]*" },
            )
            .at(text.span)
            .tell(sink),
    }
}

/// A value as an exact number.
pub fn as_number(value: &Spanned<Toml>, row: &Key, sink: &mut Sink) -> Option<Spanned<Number>> {
    let number = match &value.value {
        Toml::Number(digits) => Number::parse_plain(digits),
        Toml::Text(text) => read_quantity(text).map(|quantity| quantity.value),
        _ => None,
    };
    match number {
        Some(number) => Some(Spanned::new(number, value.span)),
        None => wrong_form(row, value.span, sink),
    }
}

/// A value as a rate or share.
pub fn as_rate(value: &Spanned<Toml>, row: &Key, sink: &mut Sink) -> Option<Spanned<Number>> {
    let percent =
        matches!(&value.value, Toml::Text(text) if read_quantity(text).is_some_and(|q| q.percent));
    let number = as_number(value, row, sink)?;
    if !percent && number.value.abs() > Number::one() {
        let shown = number.value.to_exact_text().unwrap_or_default();
        return Diagnostic::new(&form::AMBIGUOUS_RATE)
            .arg("value", &shown)
            .arg("key", row.name)
            .at(value.span)
            .tell(sink);
    }
    Some(number)
}

fn as_day(value: &Spanned<Toml>, row: &Key, sink: &mut Sink) -> Option<Spanned<Day>> {
    let day = match &value.value {
        Toml::Day(day) => Some(*day),
        Toml::Text(text) => Day::parse(text),
        _ => None,
    };
    match day {
        Some(day) => Some(Spanned::new(day, value.span)),
        None => wrong_form(row, value.span, sink),
    }
}

/// Tells that a value has not the form of its key.
pub fn wrong_form<T>(row: &Key, span: Span, sink: &mut Sink) -> Option<T> {
    let (zh, en) = describe(&row.form);
    Diagnostic::new(&form::WRONG_FORM)
        .arg("key", row.name)
        .arg("form_zh", zh)
        .arg("form_en", en)
        .arg("example", format!("{} = {}", row.name, row.example))
        .at(span)
        .tell(sink)
}

/// Tells that a word is none of those known, with the nearest one.
pub fn not_a_choice<T>(written: &Spanned<String>, known: &[&str], sink: &mut Sink) -> Option<T> {
    Diagnostic::new(&form::NOT_A_CHOICE)
        .arg("value", &written.value)
        .arg("choices", known.join(", "))
        .arg(
            "nearest",
            nearest(&written.value, known).unwrap_or(known.first().copied().unwrap_or("")),
        )
        .at(written.span)
        .tell(sink)
}

fn unknown_key(key: &Spanned<String>, section: &Section, sink: &mut Sink) {
    let known: Vec<&str> = section.keys.iter().map(|row| row.name).collect();
    let diagnostic = match nearest(key, &known) {
        Some(near) => Diagnostic::new(&form::UNKNOWN_KEY).arg("nearest", near),
        None => Diagnostic::new(&form::FOREIGN_KEY).arg("known", known.join(", ")),
    };
    sink.push(diagnostic.arg("key", &key.value).arg("table", section.path).at(key.span));
}

/// The known word that `written` most likely means, if any is near.
pub fn nearest<'a>(written: &str, known: &[&'a str]) -> Option<&'a str> {
    let written = written.to_lowercase();
    known
        .iter()
        .map(|word| (strsim::damerau_levenshtein(&written, &word.to_lowercase()), *word))
        .filter(|(distance, word)| *distance <= (word.chars().count() / 3).max(1))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, word)| word)
}

/// What a form is called, in both languages.
pub fn describe(form: &Form) -> (String, String) {
    let fixed = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
    match form {
        Form::Text => fixed("文字", "a string"),
        Form::Id => fixed("编号（字母、数字、_、-）", "an id (letters, digits, _ and -)"),
        Form::Word => fixed("标识（小写字母、数字、_）", "a word (lower-case letters, digits, _)"),
        Form::Number => fixed("数字", "a number"),
        Form::Rate => fixed("比例，如 \"5%\" 或 0.05", "a rate such as \"5%\" or 0.05"),
        Form::Whole => fixed("非负整数", "a whole number, not negative"),
        Form::Day => fixed("日期（年-月-日，不带时间）", "a date (year-month-day, without a time)"),
        Form::Flag => fixed("true 或 false", "true or false"),
        Form::Choice(words) => {
            (format!("{} 之一", words.join("、")), format!("one of {}", words.join(", ")))
        }
        Form::Expression => fixed("条件或公式", "a condition or formula"),
        Form::List(item) => {
            let (zh, en) = describe(item);
            (format!("列表，每项为{zh}"), format!("a list, each item {en}"))
        }
        Form::Map(item) => {
            let (zh, en) = describe(item);
            (format!("表：名称 = {zh}"), format!("a table: name = {en}"))
        }
        Form::Table(section) => {
            (format!("表 {}", section.path), format!("a table {}", section.path))
        }
        Form::Tables(section) => {
            (format!("若干个 {} 表", section.path), format!("tables {}", section.path))
        }
        Form::TextOr(section) => {
            (format!("文字或表 {}", section.path), format!("a string or a table {}", section.path))
        }
    }
}

/// A table's span is its whole text; messages about the table as a whole point to its beginning.
fn first_line(span: Span) -> Span {
    Span { end: span.start.saturating_add(1).min(span.end), ..span }
}
