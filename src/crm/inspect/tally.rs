//! What is counted while the rows of a file go by. Every row is judged once, in the order of the
//! file: its cells, whether it stood before, what it looks up, its checks, its owner.

use std::collections::{BTreeMap, HashMap};

use crate::base::{Day, Number};
use crate::expr::Value;
use crate::plan::column::Form;
use crate::text::code::import;
use crate::text::{Diagnostic, Place};

use super::super::block::Block;
use super::super::cell::shown;
use super::super::key::looks_rounded;
use super::super::percent::Spread;
use super::finding::{Fate, Finding, Reject};
use super::judge::{Faults, Judge, Who};
use super::row::Row;
use super::seen::{Rows, Seen};

/// How many findings are kept; the rest is only counted.
pub const MOST_FINDINGS: usize = 100_000;

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
    /// The same over every row, repeated ones too: what the file's own total sums.
    pub stated: Vec<Number>,
    /// Whether a cell could not be read, so that sum and range say nothing.
    pub unread: Vec<bool>,
    pub days: Vec<Option<(Day, Day)>>,
    pub statuses: Vec<BTreeMap<String, u64>>,
    pub owners: BTreeMap<String, OwnerRows>,
    pub spreads: Vec<Spread>,
    known: HashMap<String, Who>,
}

impl Tally {
    pub fn new(columns: usize) -> Tally {
        Tally {
            seen: Rows::default(),
            findings: Vec::new(),
            rejects: Vec::new(),
            fates: BTreeMap::new(),
            sums: vec![Number::zero(); columns],
            stated: vec![Number::zero(); columns],
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
        for (sum, value) in self.stated.iter_mut().zip(&values) {
            if let Value::Num(number) = value {
                *sum += number;
            }
        }
        if let Some(faults) = self.stood_before(judge, block, at, &values) {
            if !faults.is_empty() {
                self.reject(judge, block, at, faults);
            }
            return;
        }
        let row = Row { source: judge.source, tables: judge.tables, values: &values };
        let mut faults = judge.faults(&row, block, at);
        faults.extend(self.owner_fault(judge, block, at, &row));
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
        let Who::Nobody(told) = &entry.who else { return };
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
        self.known.get(owner).unwrap_or(&Who::Unasked)
    }

    /// An owner who is nobody in particular.
    fn owner_fault(
        &mut self,
        judge: &Judge<'_>,
        block: &Block<'_>,
        at: usize,
        row: &Row<'_>,
    ) -> Option<Diagnostic> {
        let (owner, column) = judge.owner_of(row)?;
        let Who::Unclear(told) = self.who(judge, &owner, column) else { return None };
        Some(told.clone().place(judge.owner_place(block, at, column)))
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
