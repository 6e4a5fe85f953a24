//! By what a row is judged: the source, the tables, the people. What is counted of the verdicts is
//! the tally's.

use crate::base::Number;
use crate::expr::Value;
use crate::plan::column::Form;
use crate::plan::metric::{Aggregate, Measure};
use crate::plan::source::{BadRows, CoOwners, Owner, Returns, RowName, Source};
use crate::text::code::import;
use crate::text::fields::nearest;
use crate::text::{Diagnostic, Place};

use super::super::block::Block;
use super::super::cell::shown;
use super::super::cell_value::CellReader;
use super::super::columns::Columns;
use super::super::person::{Nobody, Owners, People};
use super::super::tables::{LoadedTable, differing};
use super::finding::Fate;
use super::row::{Row, key_text, number};
use super::seen::{Rows, content_of, key_of};

/// In how many keys of a table a near one is looked for.
const SEARCHED_KEYS: usize = 20_000;

/// What is wrong with a row, and where.
pub(super) type Faults = Vec<Diagnostic>;

/// By what rows of one file are judged.
pub(super) struct Judge<'a> {
    pub source: &'a Source,
    pub tables: &'a [LoadedTable],
    /// The ids of the plan's tables.
    pub table_names: &'a [String],
    pub people: Option<&'a People>,
    /// What the plan measures by the source.
    pub measures: Option<&'a [&'a Measure]>,
    pub columns: &'a Columns,
    /// The columns of the file by their headers: two files may order them differently.
    pub order: &'a [usize],
    pub readers: &'a [CellReader],
    /// Rows of files before this one.
    pub before: &'a Rows,
    pub keeps_rejects: bool,
}

/// Whom the text of an owner means.
#[derive(Clone, Debug)]
pub enum Who {
    /// There is no roster to look in.
    Unasked,
    /// These people, by index; one, unless the source says how several share.
    People(Vec<u32>),
    /// Nobody on the roster: the row counts for nobody.
    Nobody(Diagnostic),
    /// Nobody in particular, which only the user can decide: the row can't be read.
    Unclear(Diagnostic),
}

impl Judge<'_> {
    /// What becomes of a row that can't be read.
    pub fn bad_row(&self) -> Fate {
        match self.source.bad_rows {
            BadRows::Refuse => Fate::Refused,
            BadRows::SetAside => Fate::SetAside,
        }
    }

    /// By what the row is known, and its content: the same values written differently are the same.
    /// Where there is no key, the whole row is its key.
    pub fn identity(&self, block: &Block<'_>, at: usize, values: &[Value]) -> (u128, Box<[u64]>) {
        if self.source.key.is_empty() {
            let cells: Vec<_> =
                self.order.iter().map(|column| block.cell(at, *column).text()).collect();
            return (key_of(cells.iter().map(AsRef::as_ref)), Box::default());
        }
        let text = |value: &Value| key_text(value).unwrap_or_default();
        let key: Vec<String> =
            self.source.key.iter().map(|column| text(&values[*column])).collect();
        let content = values.iter().map(|value| content_of(&text(value))).collect();
        (key_of(key.iter().map(String::as_str)), content)
    }

    pub fn key_shown(&self, values: &[Value]) -> String {
        let parts = self.source.key.iter().filter_map(|column| key_text(&values[*column]));
        shown(&parts.collect::<Vec<_>>().join(" + "))
    }

    pub fn differing(&self, one: &[u64], other: &[u64]) -> String {
        let as_values = |content: &[u64]| -> Vec<Value> {
            content.iter().map(|hash| Value::Num(Number::from(i128::from(*hash)))).collect()
        };
        differing(&self.source.columns, &as_values(one), &as_values(other))
    }

    /// The money of a row, by column.
    pub fn amounts(&self, values: &[Value]) -> Vec<(usize, Number)> {
        let columns = values.iter().enumerate();
        let money = columns.filter(|(at, _)| matches!(self.readers[*at].form(), Form::Money(..)));
        money.filter_map(|(column, value)| Some((column, number(value)?.clone()))).collect()
    }

    /// What is wrong with a row all cells of which can be read.
    pub fn faults(&self, row: &Row<'_>, block: &Block<'_>, at: usize) -> Faults {
        let mut faults = self.lookup_faults(row, block, at);
        faults.extend(self.return_faults(row, block, at));
        faults
    }

    fn lookup_faults(&self, row: &Row<'_>, block: &Block<'_>, at: usize) -> Faults {
        let required = self.source.joins.iter().filter(|join| join.required);
        let missing = required.filter_map(|join| {
            let (key, table) = (key_text(&row.values[join.by])?, self.tables.get(join.table)?);
            if table.contains(&key) {
                return None;
            }
            let keys: Vec<&str> = table.keys().take(SEARCHED_KEYS).collect();
            let told = Diagnostic::new(&import::LOOKUP_MISSING)
                .arg("column", self.readers[join.by].title())
                .arg("value", shown(&key))
                .arg("table", self.table_names.get(join.table).map_or("", String::as_str))
                .arg("candidates", nearest(&key, &keys).unwrap_or("—"));
            Some(told.place(block.spot(at, self.columns.get(join.by).position).place()))
        });
        missing.collect()
    }

    /// Negative amounts that count, where returns don't come like that.
    fn return_faults(&self, row: &Row<'_>, block: &Block<'_>, at: usize) -> Faults {
        let (shape, own) = match &self.source.returns {
            Returns::Negative => return Vec::new(),
            Returns::None => (None, None),
            Returns::Rows(_) => (Some("rows"), None),
            Returns::Column(returned) => (Some("column"), Some(*returned)),
        };
        let amounts = self.amounts(row.values);
        let negative = amounts.iter().filter(|(column, amount)| {
            amount.is_negative() && own != Some(*column) && self.is_measured(row, *column)
        });
        let told = |(column, amount): &(usize, Number)| {
            let value = amount.to_exact_text().unwrap_or_default();
            let told = match shape {
                Some(shape) => Diagnostic::new(&import::DOUBLE_RETURNS)
                    .arg("first", shape)
                    .arg("second", "negative"),
                None => Diagnostic::new(&import::NEGATIVE_UNDECLARED)
                    .arg("column", self.readers[*column].title())
                    .arg("value", value),
            };
            told.place(block.spot(at, self.columns.get(*column).position).place())
        };
        negative.map(told).collect()
    }

    /// Whether a measure takes the row's amount in that column. Where no measures are known, one
    /// may come.
    fn is_measured(&self, row: &Row<'_>, column: usize) -> bool {
        let Some(measures) = self.measures else { return true };
        measures.iter().any(|measure| {
            let slot = match measure.how {
                Aggregate::Sum(slot) | Aggregate::Min(slot) | Aggregate::Max(slot) => slot,
                Aggregate::Count | Aggregate::Distinct(_) => return false,
            };
            self.source.names.get(slot) == Some(&RowName::Column(column))
                && measure.filter.as_ref().is_none_or(|filter| row.meets(filter))
        })
    }

    /// Who the row says is credited, and the column that says it; `None` where nobody on the
    /// roster is meant.
    pub fn owner_of(&self, row: &Row<'_>) -> Option<(String, Option<usize>)> {
        let (value, column) = match self.source.owner {
            Owner::Column(column) => (row.values[column].clone(), Some(column)),
            Owner::Joined { join, column } => (row.joined(join, column), None),
            Owner::House => return None,
        };
        Some((key_text(&value).unwrap_or_default(), column))
    }

    pub fn owner_place(&self, block: &Block<'_>, at: usize, column: Option<usize>) -> Place {
        match column {
            Some(column) => block.spot(at, self.columns.get(column).position).place(),
            None => block.row_spot(at).place(),
        }
    }

    pub fn who(&self, owner: &str, column: Option<usize>) -> Who {
        let Some(people) = self.people else { return Who::Unasked };
        match people.who(owner) {
            Ok(Owners::One(person)) => Who::People(vec![person]),
            Ok(Owners::Several(several)) if self.source.co_owners == CoOwners::Refuse => {
                Who::Unclear(
                    Diagnostic::new(&import::CO_OWNERS_UNDECLARED)
                        .arg("column", self.owner_title(column))
                        .arg("value", shown(owner))
                        .arg("people", people.list(&several)),
                )
            }
            Ok(Owners::Several(several)) => Who::People(several),
            Err(fault) => {
                let told = fault.diagnose(people, &self.owner_title(column));
                match fault.why {
                    Nobody::Unknown(_) | Nobody::Missing => Who::Nobody(told),
                    _ => Who::Unclear(told),
                }
            }
        }
    }

    pub fn owner_title(&self, column: Option<usize>) -> String {
        column.map_or_else(String::new, |column| self.readers[column].title().to_owned())
    }
}
