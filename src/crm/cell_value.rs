//! One cell of a column as a value, by the column's form: the general path, which takes its time.
//! The scan of big exports has faster paths of its own that come to the same.

use std::collections::HashMap;
use std::sync::Arc;

use crate::expr::Value;
use crate::plan::column::{Column, Form};
use crate::plan::format::Blank;
use crate::text::{Diagnostic, code::import};

use super::cell::{Narrowed, shown};
use super::date::DateReader;
use super::flag::read_flag;
use super::key::read_key;
use super::money::read_money;
use super::number::read_number;
use super::percent::{Share, read_percent};

/// How many known values a message lists.
const MOST_KNOWN: usize = 20;

/// Reads the cells of one column.
#[derive(Clone, Debug)]
pub struct CellReader {
    title: String,
    form: Form,
    alias: HashMap<String, String>,
    date: Option<DateReader>,
}

/// What was read from a cell.
#[derive(Clone, Debug, PartialEq)]
pub struct CellValue {
    /// The value; missing where the cell is blank and may be.
    pub value: Value,
    /// Of a share: how it was written.
    pub share: Option<Share>,
}

impl CellReader {
    /// The reader of a column whose cells have that form in a file; messages call the column by
    /// the file's header.
    pub fn new(column: &Column, form: &Form, header: &str) -> CellReader {
        let date = match form {
            Form::Date(date) => Some(DateReader::new(date.clone())),
            _ => None,
        };
        let alias = column.alias.iter().cloned().collect();
        CellReader { title: header.to_owned(), form: form.clone(), alias, date }
    }

    /// The form by which it reads.
    pub fn form(&self) -> &Form {
        &self.form
    }

    /// What messages call the column.
    pub fn title(&self) -> &str {
        &self.title
    }

    /// The text that counts: trimmed, an alias replaced.
    pub fn meant<'t>(&'t self, text: &'t str) -> &'t str {
        let text = text.trim();
        self.alias.get(text).map_or(text, String::as_str)
    }

    /// The value of a decoded cell without its CSV quotes; else what is wrong with it, without a
    /// place.
    pub fn read(&self, text: &str) -> Result<Value, Diagnostic> {
        self.read_whole(text).map(|read| read.value)
    }

    /// The value, and how it was written where that matters.
    pub fn read_whole(&self, text: &str) -> Result<CellValue, Diagnostic> {
        let cell = if self.alias.is_empty() { text } else { self.meant(text) };
        let bytes = cell.as_bytes();
        let mut share = None;
        let value = match &self.form {
            Form::Text(blank) | Form::Person(blank) => self.text(cell, blank)?,
            Form::Status(map, blank) => self.status(cell, map, blank)?,
            Form::Id(form) => match read_key(cell, form) {
                Ok(key) => key.map_or(Value::Missing, |key| Value::Text(key.into())),
                Err(fault) => return Err(fault.diagnose(&self.title, text)),
            },
            Form::Money(form, _) => match read_money(bytes, form) {
                Ok(amount) => number(amount.map(|amount| amount.to_number())),
                Err(fault) => return Err(fault.diagnose(&self.title, text)),
            },
            Form::Number(form, _) => match read_number(bytes, form) {
                Ok(figure) => number(figure.map(|figure| figure.to_number())),
                Err(fault) => return Err(fault.diagnose(&self.title, text)),
            },
            Form::Percent(form) => match read_percent(bytes, form) {
                Ok(read) => {
                    share = read;
                    number(read.map(|read| read.value.to_number()))
                }
                Err(fault) => return Err(fault.diagnose(&self.title, text)),
            },
            Form::Flag(form) => match read_flag(bytes, form) {
                Ok(flag) => flag.map_or(Value::Missing, Value::Bool),
                Err(fault) => return Err(fault.diagnose(form, &self.title, text)),
            },
            Form::Date(_) => self.day(cell, text)?,
        };
        Ok(CellValue { value, share })
    }

    fn text(&self, cell: &str, blank: &Blank) -> Result<Value, Diagnostic> {
        let cell = cell.trim();
        if !is_blank(cell, blank) {
            return Ok(Value::Text(Arc::from(cell)));
        }
        if blank.optional { Ok(Value::Missing) } else { Err(self.missing(cell)) }
    }

    fn status(
        &self,
        cell: &str,
        map: &[(String, String)],
        blank: &Blank,
    ) -> Result<Value, Diagnostic> {
        let cell = cell.trim();
        // A plan may map a token that would mean "no value" elsewhere.
        if let Some((_, word)) = map.iter().find(|(known, _)| known == cell) {
            return Ok(Value::Text(Arc::from(word.as_str())));
        }
        match (is_blank(cell, blank), blank.optional) {
            (true, true) => Ok(Value::Missing),
            (true, false) => Err(self.missing(cell)),
            (false, _) => Err(self.unknown_status(cell, map)),
        }
    }

    fn day(&self, cell: &str, text: &str) -> Result<Value, Diagnostic> {
        let Some(reader) = &self.date else { return Err(self.missing(text)) };
        match reader.read(cell.as_bytes()) {
            Ok(day) => Ok(day.map_or(Value::Missing, Value::Day)),
            Err(fault) => Err(reader.diagnose(&fault, &self.title, text)),
        }
    }

    fn missing(&self, cell: &str) -> Diagnostic {
        Diagnostic::new(&import::VALUE_MISSING).arg("column", &self.title).arg("value", shown(cell))
    }

    fn unknown_status(&self, cell: &str, map: &[(String, String)]) -> Diagnostic {
        let known: Vec<String> = map.iter().take(MOST_KNOWN).map(|row| shown(&row.0)).collect();
        let more = if map.len() > MOST_KNOWN { ", …" } else { "" };
        Diagnostic::new(&import::UNKNOWN_STATUS)
            .arg("column", &self.title)
            .arg("values", shown(cell))
            .arg("known", format!("{}{more}", known.join(", ")))
    }
}

fn number(read: Option<crate::base::Number>) -> Value {
    read.map_or(Value::Missing, Value::Num)
}

/// Whether a cell of text says that there is no value.
pub fn is_blank(cell: &str, blank: &Blank) -> bool {
    Narrowed::new(cell.as_bytes()).is_ok_and(|narrowed| narrowed.is_blank(blank))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::{Day, Number, Unit};
    use crate::plan::format::{BoolForm, DateForm, KeyForm, MoneyForm, NumberForm, PercentForm};
    use crate::text::{SourceId, Span, Spanned};

    fn reader(form: Form, alias: &[(&str, &str)]) -> CellReader {
        let span = Span::new(SourceId(0), 0, 0);
        let column = Column {
            id: Spanned::new("c".into(), span),
            headers: Vec::new(),
            position: None,
            form: form.clone(),
            alias: alias.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect(),
            span,
        };
        CellReader::new(&column, &form, "列")
    }

    fn text(value: &str) -> Value {
        Value::Text(value.into())
    }

    #[test]
    fn every_form_reads_its_own_values() {
        let cny = crate::base::unit::Currency::parse("CNY").unwrap();
        let money = MoneyForm { currency: Some(cny), ..MoneyForm::default() };
        let thousand = Value::Num(Number::from(1_200i64));
        let cases = [
            (Form::Text(Blank::default()), " 甲 ", text("甲")),
            (Form::Id(KeyForm::default()), "=\"007\"", text("007")),
            (Form::Person(Blank::default()), "张三", text("张三")),
            (Form::Money(money, cny), "￥1,200.00", thousand.clone()),
            (Form::Number(NumberForm::default(), Unit::Count), "1200", thousand),
            (Form::Percent(PercentForm::default()), "85%", Value::Num(Number::scaled(85, 2))),
            (
                Form::Date(DateForm::default()),
                "2026-7-3",
                Value::Day(Day::new(2026, 7, 3).unwrap()),
            ),
            (Form::Flag(BoolForm::default()), "是", Value::Bool(true)),
            (Form::Text(Blank::optional()), "—", Value::Missing),
        ];
        for (form, cell, value) in cases {
            assert_eq!(reader(form, &[]).read(cell), Ok(value), "{cell}");
        }
    }

    #[test]
    fn a_blank_cell_of_a_column_that_must_have_a_value_is_a_fault() {
        let faults = [Form::Text(Blank::default()), Form::Date(DateForm::default())];
        for form in faults {
            assert_eq!(reader(form, &[]).read(" ").unwrap_err().code.id, "I45");
        }
    }

    #[test]
    fn an_alias_stands_for_its_value_before_anything_reads_it() {
        let aliased = reader(Form::Text(Blank::default()), &[("GTXPro", "GTX Pro")]);
        assert_eq!(aliased.read(" GTXPro "), Ok(text("GTX Pro")));
        assert_eq!(aliased.read("GTXpro"), Ok(text("GTXpro")));
    }

    #[test]
    fn an_unmapped_status_is_told_with_those_that_are_known() {
        let map = vec![("赢单".to_owned(), "won".to_owned()), ("-".to_owned(), "open".to_owned())];
        let status = reader(Form::Status(map, Blank::optional()), &[]);
        assert_eq!(status.read("赢单"), Ok(text("won")));
        assert_eq!(status.read("-"), Ok(text("open")));
        assert_eq!(status.read(""), Ok(Value::Missing));
        let told = status.read("输单").unwrap_err();
        assert_eq!(told.code.id, "I05");
        assert!(told.args.contains(&("known", "赢单, -".to_owned())));
    }
}
