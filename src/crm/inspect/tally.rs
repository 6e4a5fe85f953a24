//! What is counted while the rows of a file go by. Every row is judged once, in the order of the
//! file: its cells, whether it stood before, what it looks up, its checks, its owner.

use std::collections::{BTreeMap, HashMap};

use crate::base::{Day, Number};
use crate::expr::Value;
use crate::plan::column::Form;
use crate::plan::source::{BadRows, CoOwners, Owner, Returns, Source};
use crate::text::code::import;
use crate::text::fields::nearest;
use crate::text::{Diagnostic, Place};

use super::super::block::Block;
use super::super::cell::shown;
use super::super::cell_value::CellReader;
use super::super::columns::Columns;
use super::super::key::looks_rounded;
use super::super::percent::Spread;
use super::super::person::{Owners, People};
use super::super::tables::{LoadedTable, differing};
use super::finding::{Fate, Finding, Reject};
use super::row::{Row, key_text, number};
use super::seen::{Rows, Seen, content_of, key_of};

/// How many findings are kept; the rest is only counted.
pub const MOST_FINDINGS: usize = 100_000;
/// In how many keys of a table a near one is looked for.
const SEARCHED_KEYS: usize = 20_000;

/// By what rows of one file are judged.
pub(super) struct Judge<'a> {
    pub source: &'a Source,
    pub tables: &'a [LoadedTable],
    /// The ids of the plan's tables.
    pub table_names: &'a [String],
    pub people: Option<&'a People>,
    pub columns: &'a Columns,
    pub readers: &'a [CellReader],
    /// Rows of files before this one.
    pub before: &'a Rows,
    pub keeps_rejects: bool,
}

/// The people that a text means, by index; or why it means nobody; or nobody was looked for.
pub type Who = Option<Result<Vec<u32>, Diagnostic>>;

/// Rows of one owner as the export writes it.
#[derive(Clone, Debug)]
pub struct OwnerRows {
    /// How many.
    pub rows: u64,
    /// The first of them.
    pub first: Place,
    /// Who that is.
    pub who: Who,
    /// Sums of the money columns over them, by column.
    pub sums: Vec<(usize, Number)>,
}

/// What was counted so far. Vectors go by declared column.
pub(super) struct Tally {
    pub seen: Rows,
    pub findings: Vec<Finding>,
    pub rejects: Vec<Reject>,
    /// Rows by fate.
    pub fates: BTreeMap<Fate, u64>,
    pub sums: Vec<Number>,
    /// Whether a cell could not be read, so that sum and range say nothing.
    pub unread: Vec<bool>,
    pub days: Vec<Option<(Day, Day)>>,
    pub statuses: Vec<BTreeMap<String, u64>>,
    pub owners: BTreeMap<String, OwnerRows>,
    pub spreads: Vec<Spread>,
    known: HashMap<String, Who>,
}

/// What is wrong with a row, and where.
type Faults = Vec<Diagnostic>;

impl Tally {
    pub fn new(columns: usize) -> Tally {
        Tally {
            seen: Rows::default(),
            findings: Vec::new(),
            rejects: Vec::new(),
            fates: BTreeMap::new(),
            sums: vec![Number::zero(); columns],
            unread: vec![false; columns],
            days: vec![None; columns],
            statuses: vec![BTreeMap::new(); columns],
            owners: BTreeMap::new(),
            spreads: vec![Spread::default(); columns],
            known: HashMap::new(),
        }
    }

    /// Judges a row.
    pub fn row(&mut self, judge: &Judge<'_>, block: &Block<'_>, at: usize) {
        let values = match self.values(judge, block, at) {
            Ok(values) => values,
            Err(faults) => return self.reject(judge, block, at, faults),
        };
        if let Some(faults) = self.stood_before(judge, block, at, &values) {
            if !faults.is_empty() {
                self.reject(judge, block, at, faults);
            }
            return;
        }
        let row = Row { source: judge.source, tables: judge.tables, values: &values };
        let mut faults = judge.faults(&row, block, at);
        faults.extend(self.co_owner_fault(judge, block, at, &row));
        if !faults.is_empty() {
            return self.reject(judge, block, at, faults);
        }
        self.measure(judge, block, at, &values);
        if !self.checked_out(judge, block, at, &row) {
            self.credit(judge, block, at, &row);
        }
    }

    fn values(
        &mut self,
        judge: &Judge<'_>,
        block: &Block<'_>,
        at: usize,
    ) -> Result<Vec<Value>, Faults> {
        let (mut values, mut faults) = (Vec::with_capacity(judge.readers.len()), Vec::new());
        for (column, reader) in judge.readers.iter().enumerate() {
            let position = judge.columns.get(column).position;
            match reader.read_whole(&block.cell(at, position).text()) {
                Ok(read) => {
                    if let (Some(share), Form::Percent(form)) = (&read.share, reader.form()) {
                        self.spreads[column].note(share, form, block.line(at));
                    }
                    values.push(read.value);
                }
                Err(told) => {
                    self.unread[column] = true;
                    faults.push(told.place(block.spot(at, position).place()));
                }
            }
        }
        if faults.is_empty() { Ok(values) } else { Err(faults) }
    }

    /// Whether the row stood before: then what is wrong with that, nothing where it only repeats
    /// or is out of date.
    fn stood_before(
        &mut self,
        judge: &Judge<'_>,
        block: &Block<'_>,
        at: usize,
        values: &[Value],
    ) -> Option<Faults> {
        let (key, content) = judge.identity(block, at, values);
        let version = judge.source.version.map(|column| values[column].clone());
        let amounts = if version.is_some() { judge.amounts(values) } else { Vec::new() };
        let line = block.line(at);
        let row = Seen { content, file: block.file().clone(), line, version, amounts };
        let Some(known) = self.seen.get(key).or_else(|| judge.before.get(key)).cloned() else {
            self.seen.put(key, row);
            return None;
        };
        if known.content == row.content {
            self.repeats(line, block.row_spot(at).place(), known.place());
            return Some(Vec::new());
        }
        if known.version != row.version {
            let is_newer = row.supersedes(&known);
            let (loser, winner) = if is_newer { (&known, &row) } else { (&row, &known) };
            self.superseded(line, judge.key_shown(values), loser, winner);
            if !is_newer {
                return Some(Vec::new());
            }
            // The earlier row was counted when it came.
            for (column, amount) in &known.amounts {
                self.sums[*column] -= amount;
            }
            self.seen.put(key, row);
            return None;
        }
        let told = Diagnostic::new(&import::DUPLICATE_KEY)
            .arg("key", judge.key_shown(values))
            .arg("columns", judge.differing(&known.content, &row.content));
        Some(vec![told.place(block.row_spot(at).place()).place(known.place())])
    }

    fn repeats(&mut self, line: u64, here: Place, earlier: Place) {
        let told = Diagnostic::new(&import::EXACT_DUPLICATE).arg("count", 1);
        let told = told.place(here).place(earlier);
        let kind = "DUPLICATE".to_owned();
        self.find(Finding { line, kind, fate: Fate::Repeats, told });
        self.settle(Fate::Repeats);
    }

    fn superseded(&mut self, line: u64, key: String, loser: &Seen, winner: &Seen) {
        let told = Diagnostic::new(&import::SUPERSEDED).arg("key", key);
        let told = told.place(loser.place()).place(winner.place());
        let kind = "SUPERSEDED".to_owned();
        self.find(Finding { line, kind, fate: Fate::Superseded, told });
        self.settle(Fate::Superseded);
    }

    /// Control sums, ranges of days, values of statuses.
    fn measure(&mut self, judge: &Judge<'_>, block: &Block<'_>, at: usize, values: &[Value]) {
        for (column, value) in values.iter().enumerate() {
            match (value, judge.readers[column].form()) {
                (Value::Num(number), _) => self.sums[column] += number,
                (Value::Day(day), _) => {
                    let range = self.days[column].get_or_insert((*day, *day));
                    *range = (range.0.min(*day), range.1.max(*day));
                }
                (_, Form::Status(..)) => {
                    let cell = block.cell(at, judge.columns.get(column).position).text();
                    let meant = judge.readers[column].meant(&cell).to_owned();
                    *self.statuses[column].entry(meant).or_default() += 1;
                }
                (Value::Text(key), Form::Id(_)) if looks_rounded(key) => {
                    let told = Diagnostic::new(&import::ROUNDED_KEY)
                        .arg("column", judge.readers[column].title())
                        .arg("value", shown(key))
                        .place(block.spot(at, judge.columns.get(column).position).place());
                    self.find(Finding::coded(block.line(at), Fate::Flagged, told));
                }
                _ => {}
            }
        }
    }

    /// Whether a check of the plan leaves the row out.
    fn checked_out(
        &mut self,
        judge: &Judge<'_>,
        block: &Block<'_>,
        at: usize,
        row: &Row<'_>,
    ) -> bool {
        let met: Vec<_> =
            judge.source.checks.iter().filter(|check| row.meets(&check.when)).collect();
        let is_out = met.iter().any(|check| check.set_aside);
        let mut reasons = Vec::new();
        for check in &met {
            let (fate, told) = if check.set_aside {
                let told = Diagnostic::new(&import::ROW_SET_ASIDE).arg("reason", &check.id.value);
                (Fate::SetAside, told)
            } else {
                let told = Diagnostic::new(&import::ROW_FLAGGED).arg("check", &check.id.value);
                (Fate::Flagged, told)
            };
            let told = told.place(block.row_spot(at).place()).at(check.span);
            if fate.is_reject() {
                reasons.push(told.clone());
            }
            let kind = check.id.value.clone();
            self.find(Finding { line: block.line(at), kind, fate, told });
        }
        if is_out {
            self.settle(Fate::SetAside);
            self.keep(judge, block, at, reasons);
        } else if !met.is_empty() {
            self.settle(Fate::Flagged);
        }
        is_out
    }

    /// Counts the row for its owner.
    fn credit(&mut self, judge: &Judge<'_>, block: &Block<'_>, at: usize, row: &Row<'_>) {
        let Some((owner, column)) = judge.owner_of(row) else { return };
        let who = self.who(judge, &owner, column).clone();
        let entry = self.owners.entry(owner).or_insert_with(|| OwnerRows {
            rows: 0,
            first: judge.owner_place(block, at, column),
            who,
            sums: Vec::new(),
        });
        entry.rows += 1;
        let Some(Err(told)) = &entry.who else { return };
        for (column, amount) in judge.amounts(row.values) {
            match entry.sums.iter_mut().find(|(known, _)| *known == column) {
                Some((_, sum)) => *sum += &amount,
                None => entry.sums.push((column, amount)),
            }
        }
        let told = told.clone().place(judge.owner_place(block, at, column));
        let kind = "UNATTRIBUTED".to_owned();
        self.find(Finding { line: block.line(at), kind, fate: Fate::Unattributed, told });
        self.settle(Fate::Unattributed);
    }

    /// Who an owner is; the same text is looked for once.
    fn who(&mut self, judge: &Judge<'_>, owner: &str, column: Option<usize>) -> &Who {
        if !self.known.contains_key(owner) {
            self.known.insert(owner.to_owned(), judge.who(owner, column));
        }
        self.known.get(owner).unwrap_or(&None)
    }

    /// Several owners in a source that doesn't say how they share.
    fn co_owner_fault(
        &mut self,
        judge: &Judge<'_>,
        block: &Block<'_>,
        at: usize,
        row: &Row<'_>,
    ) -> Option<Diagnostic> {
        let people = judge.people.filter(|_| judge.source.co_owners == CoOwners::Refuse)?;
        let (owner, column) = judge.owner_of(row)?;
        let Some(Ok(several)) = self.who(judge, &owner, column) else { return None };
        if several.len() < 2 {
            return None;
        }
        let told = Diagnostic::new(&import::CO_OWNERS_UNDECLARED)
            .arg("column", judge.owner_title(column))
            .arg("value", shown(&owner))
            .arg("people", people.list(several));
        Some(told.place(judge.owner_place(block, at, column)))
    }

    fn reject(&mut self, judge: &Judge<'_>, block: &Block<'_>, at: usize, faults: Faults) {
        let fate = judge.bad_row();
        for told in &faults {
            self.find(Finding::coded(block.line(at), fate, told.clone()));
        }
        self.settle(fate);
        self.keep(judge, block, at, faults);
    }

    fn keep(&mut self, judge: &Judge<'_>, block: &Block<'_>, at: usize, reasons: Faults) {
        if judge.keeps_rejects {
            let cells = (0..block.width()).map(|column| block.cell(at, column).text().into_owned());
            self.rejects.push(Reject { line: block.line(at), reasons, cells: cells.collect() });
        }
    }

    /// Takes in a finding.
    pub fn find(&mut self, finding: Finding) {
        if self.findings.len() < MOST_FINDINGS {
            self.findings.push(finding);
        }
    }

    /// Counts a row.
    pub fn settle(&mut self, fate: Fate) {
        *self.fates.entry(fate).or_default() += 1;
    }
}

impl Judge<'_> {
    /// What becomes of a row that can't be read.
    pub fn bad_row(&self) -> Fate {
        match self.source.bad_rows {
            BadRows::Refuse => Fate::Refused,
            BadRows::SetAside => Fate::SetAside,
        }
    }

    /// By what the row is known, and its content. Where a part of the key is blank, as where there
    /// is no key, the whole row is its key.
    fn identity(&self, block: &Block<'_>, at: usize, values: &[Value]) -> (u128, Box<[u64]>) {
        let key: Option<Vec<String>> =
            self.source.key.iter().map(|column| key_text(&values[*column])).collect();
        match key.filter(|key| !key.is_empty()) {
            Some(key) => {
                let content = |column: usize| {
                    let text = block.cell(at, self.columns.get(column).position).text();
                    content_of(self.readers[column].meant(&text))
                };
                let content = (0..self.readers.len()).map(content).collect();
                (key_of(key.iter().map(String::as_str)), content)
            }
            None => {
                let cells: Vec<_> =
                    (0..block.width()).map(|column| block.cell(at, column).text()).collect();
                (key_of(cells.iter().map(AsRef::as_ref)), Box::default())
            }
        }
    }

    fn key_shown(&self, values: &[Value]) -> String {
        let parts = self.source.key.iter().filter_map(|column| key_text(&values[*column]));
        shown(&parts.collect::<Vec<_>>().join(" + "))
    }

    fn differing(&self, one: &[u64], other: &[u64]) -> String {
        let as_values = |content: &[u64]| -> Vec<Value> {
            content.iter().map(|hash| Value::Num(Number::from(i128::from(*hash)))).collect()
        };
        differing(&self.source.columns, &as_values(one), &as_values(other))
    }

    /// The money of a row, by column.
    fn amounts(&self, values: &[Value]) -> Vec<(usize, Number)> {
        let columns = values.iter().enumerate();
        let money = columns.filter(|(at, _)| matches!(self.readers[*at].form(), Form::Money(..)));
        money.filter_map(|(column, value)| Some((column, number(value)?.clone()))).collect()
    }

    /// What is wrong with a row all cells of which can be read.
    fn faults(&self, row: &Row<'_>, block: &Block<'_>, at: usize) -> Faults {
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

    /// Negative amounts where the source says that there are none, or that returns are positive.
    fn return_faults(&self, row: &Row<'_>, block: &Block<'_>, at: usize) -> Faults {
        let condition = match &self.source.returns {
            Returns::Negative | Returns::Column(_) => return Vec::new(),
            Returns::Rows(condition) if !row.meets(condition) => return Vec::new(),
            Returns::Rows(condition) => Some(condition),
            Returns::None => None,
        };
        let amounts = self.amounts(row.values);
        let negative = amounts.iter().filter(|(_, amount)| amount.is_negative());
        let told = |(column, amount): &(usize, Number)| {
            let value = amount.to_exact_text().unwrap_or_default();
            let told = match condition {
                Some(condition) => Diagnostic::new(&import::DOUBLE_RETURNS)
                    .arg("first", &condition.text)
                    .arg("second", value),
                None => Diagnostic::new(&import::NEGATIVE_UNDECLARED)
                    .arg("column", self.readers[*column].title())
                    .arg("value", value),
            };
            told.place(block.spot(at, self.columns.get(*column).position).place())
        };
        negative.map(told).collect()
    }

    /// Who the row says is credited, and the column that says it; `None` where nobody on the
    /// roster is meant.
    fn owner_of(&self, row: &Row<'_>) -> Option<(String, Option<usize>)> {
        let (value, column) = match self.source.owner {
            Owner::Column(column) => (row.values[column].clone(), Some(column)),
            Owner::Joined { join, column } => (row.joined(join, column), None),
            Owner::House => return None,
        };
        Some((key_text(&value).unwrap_or_default(), column))
    }

    fn owner_place(&self, block: &Block<'_>, at: usize, column: Option<usize>) -> Place {
        match column {
            Some(column) => block.spot(at, self.columns.get(column).position).place(),
            None => block.row_spot(at).place(),
        }
    }

    fn who(&self, owner: &str, column: Option<usize>) -> Who {
        let people = self.people?;
        Some(match people.who(owner) {
            Ok(Owners::One(person)) => Ok(vec![person]),
            Ok(Owners::Several(several)) => Ok(several),
            Err(fault) => Err(fault.diagnose(people, &self.owner_title(column))),
        })
    }

    fn owner_title(&self, column: Option<usize>) -> String {
        column.map_or_else(String::new, |column| self.readers[column].title().to_owned())
    }
}
