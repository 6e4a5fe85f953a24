//! The names that a plan's expressions may use: metrics in conditions and formulas, columns in row
//! filters. The only place of this room that compiles expressions.

use crate::base::Unit;
use crate::base::unit::Currency;
use crate::expr::{Expr, Lexicon, NameEntry, Names, Type, Want, compile};
use crate::text::{Sink, Sources, Spanned};

use super::metric::Metric;
use super::source::{Join, RowName, Source, Table};
use super::warning::MEASURES;

/// Compiles a condition.
pub fn condition(
    text: &Spanned<String>,
    sources: &Sources,
    names: &Lexicon,
    sink: &mut Sink,
) -> Option<Expr> {
    compile(text, sources, names, Want::Condition, sink)
}

/// Compiles a formula that yields numbers of `unit`.
pub fn formula(
    text: &Spanned<String>,
    unit: Unit,
    sources: &Sources,
    names: &Lexicon,
    sink: &mut Sink,
) -> Option<Expr> {
    compile(text, sources, names, Want::Formula(Some(unit)), sink)
}

/// Compiles a formula that yields numbers of whatever unit.
pub fn value(
    text: &Spanned<String>,
    sources: &Sources,
    names: &Lexicon,
    sink: &mut Sink,
) -> Option<Expr> {
    compile(text, sources, names, Want::Formula(None), sink)
}

/// The metrics, and before them the measures of tracking where a warning speaks of them.
pub struct MetricNames {
    names: Vec<(String, NameEntry)>,
    currency: Currency,
}

impl MetricNames {
    /// Metric `m` has slot `m`.
    pub fn new<'a>(
        metrics: impl Iterator<Item = (&'a str, &'a str, Unit)>,
        currency: Currency,
    ) -> MetricNames {
        let mut names = Vec::new();
        for (slot, (id, name, unit)) in metrics.enumerate() {
            let entry = NameEntry { slot, kind: Type::Num(unit), windowed: true };
            names.push((id.to_owned(), entry));
            if name != id {
                names.push((name.to_owned(), entry));
            }
        }
        MetricNames { names, currency }
    }

    /// For warnings: slots `0..4` are the measures of tracking, metric `m` is slot `4 + m`.
    pub fn for_warnings(metrics: &[Metric], currency: Currency) -> MetricNames {
        let plain = metrics.iter().map(|m| (m.id.as_str(), m.name.as_str(), m.unit));
        let mut all = MetricNames::new(plain, currency);
        for (_, entry) in &mut all.names {
            entry.slot += MEASURES.len();
        }
        for (slot, (id, name)) in MEASURES.iter().enumerate() {
            let entry = NameEntry { slot, kind: Type::Num(Unit::Ratio), windowed: false };
            all.names.extend([((*id).to_owned(), entry), ((*name).to_owned(), entry)]);
        }
        all
    }
}

impl Names for MetricNames {
    fn lookup(&self, name: &str) -> Option<NameEntry> {
        self.names.iter().find(|(known, _)| known == name).map(|(_, entry)| *entry)
    }

    fn all(&self) -> Vec<&str> {
        self.names.iter().map(|(name, _)| name.as_str()).collect()
    }

    fn currency(&self) -> Option<Currency> {
        Some(self.currency)
    }
}

/// The columns of a source, of the tables that it joins, and the tables as sets.
pub struct RowNames {
    names: Vec<(String, NameEntry)>,
    currency: Currency,
    /// What each slot means.
    pub slots: Vec<RowName>,
}

impl RowNames {
    /// Own columns by id and by header, joined columns as `table.column`, tables by id.
    pub fn new(source: &Source, tables: &[Table], currency: Currency) -> RowNames {
        let mut row = RowNames { names: Vec::new(), currency, slots: Vec::new() };
        for (index, column) in source.columns.iter().enumerate() {
            let mut titles = vec![column.id.value.clone()];
            titles.extend(column.headers.iter().map(|header| header.value.clone()));
            row.add(titles, column.form.kind(), RowName::Column(index));
        }
        for (join, Join { table, .. }) in source.joins.iter().enumerate() {
            let table = &tables[*table];
            for (index, column) in table.columns.iter().enumerate() {
                let title = format!("{}.{}", table.id.value, column.id.value);
                row.add(vec![title], column.form.kind(), RowName::Joined { join, column: index });
            }
        }
        for (index, table) in tables.iter().enumerate() {
            let entry = NameEntry { slot: index, kind: Type::Table, windowed: false };
            row.names.push((table.id.value.clone(), entry));
        }
        row
    }

    fn add(&mut self, titles: Vec<String>, kind: Type, name: RowName) {
        let entry = NameEntry { slot: self.slots.len(), kind, windowed: false };
        self.slots.push(name);
        for title in titles {
            if self.lookup(&title).is_none() {
                self.names.push((title, entry));
            }
        }
    }

    /// The slot of a column that a measure names, by id or header.
    pub fn slot(&self, written: &Spanned<String>) -> Option<(usize, Type)> {
        let entry = self.lookup(written)?;
        (entry.kind != Type::Table).then_some((entry.slot, entry.kind))
    }
}

impl Names for RowNames {
    fn lookup(&self, name: &str) -> Option<NameEntry> {
        self.names.iter().find(|(known, _)| known == name).map(|(_, entry)| *entry)
    }

    fn all(&self) -> Vec<&str> {
        self.names.iter().map(|(name, _)| name.as_str()).collect()
    }

    fn currency(&self) -> Option<Currency> {
        Some(self.currency)
    }
}
