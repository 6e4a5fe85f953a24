//! One row as the plan sees it: the values of its declared columns, what is looked up by them, and
//! the conditions over both.

use crate::base::Number;
use crate::expr::{Expr, Facts, Outcome, Value, Window};
use crate::plan::source::{RowName, Source};

use super::super::tables::LoadedTable;

/// The values of a row, all of which could be read.
pub struct Row<'a> {
    /// The source.
    pub source: &'a Source,
    /// The plan's tables.
    pub tables: &'a [LoadedTable],
    /// Values by declared column.
    pub values: &'a [Value],
}

impl Row<'_> {
    /// Whether a condition holds; one that can't be said doesn't.
    pub fn meets(&self, condition: &Expr) -> bool {
        condition.decide(self) == Outcome::Yes
    }

    /// The value of a joined table's column.
    pub fn joined(&self, join: usize, column: usize) -> Value {
        let join = &self.source.joins[join];
        let found = key_text(&self.values[join.by])
            .and_then(|key| self.tables.get(join.table)?.get(&key, column).cloned());
        found.unwrap_or(Value::Missing)
    }
}

impl Facts for Row<'_> {
    fn value(&self, slot: usize, _: Window) -> Value {
        match self.source.names.get(slot) {
            Some(RowName::Column(column)) => self.values[*column].clone(),
            Some(RowName::Joined { join, column }) => self.joined(*join, *column),
            Some(RowName::Table(_)) | None => Value::Missing,
        }
    }

    fn member(&self, table: usize, key: &Value) -> Option<bool> {
        let table = self.tables.get(table)?;
        Some(key_text(key).is_some_and(|key| table.contains(&key)))
    }
}

/// A value as the key of a table; none where there is no value.
pub fn key_text(value: &Value) -> Option<String> {
    match value {
        Value::Missing => None,
        Value::Text(text) => Some(text.to_string()),
        Value::Num(number) => number.to_exact_text(),
        Value::Day(day) => Some(day.to_string()),
        Value::Bool(truth) => Some(if *truth { "1" } else { "0" }.to_owned()),
    }
}

/// The number of a value that has one.
pub fn number(value: &Value) -> Option<&Number> {
    match value {
        Value::Num(number) => Some(number),
        _ => None,
    }
}
