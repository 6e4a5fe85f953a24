//! What would be read of a file, row by row and in full: the slow, talkative twin of the scan that
//! commands compute from. It counts for nobody and writes nothing.

mod finding;
mod judge;
mod row;
mod seen;
mod tally;

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::{Day, Number};
use crate::plan::column::Form;
use crate::plan::metric::Measure;
use crate::plan::source::{Source, Table};
use crate::text::code::import;
use crate::text::{Diagnostic, Place, Sink};

use super::columns::Columns;
use super::export::{self, Export, Refused, Scanned, Summary};
use super::fault::{ScanFault, Spot};
use super::layout::Layout;
use super::manner::Manner;
use super::percent::Spread;
use super::person::People;
use super::split::split;
use super::tables::LoadedTable;
use super::told::{remarks, scan_fault_among, unattributed_to, unopened};

pub use finding::{Fate, Finding, Reject};
pub use judge::Who;
pub use tally::{MOST_FINDINGS, OwnerRows};

pub(super) use seen::content_of;

use judge::Judge;
use seen::Rows;
use tally::Tally;

/// What would be read of a file.
#[derive(Debug)]
pub struct Inspection {
    /// Encoding, delimiter, header, rows that aren't data.
    pub summary: Summary,
    /// Where the declared columns are and how they are read.
    pub columns: Columns,
    /// Rows that count: neither repeated nor left out.
    pub counted: u64,
    /// Rows by what becomes of those in which something was found.
    pub fates: BTreeMap<Fate, u64>,
    /// Sums of the money and number columns, by column, over all rows that are read and not
    /// repeated.
    pub control: Vec<(usize, Number)>,
    /// First and last day of the date columns, by column.
    pub days: Vec<(usize, Day, Day)>,
    /// Values of the status columns with their rows, by column.
    pub statuses: Vec<(usize, BTreeMap<String, u64>)>,
    /// Rows by owner as the export writes it.
    pub owners: BTreeMap<String, OwnerRows>,
    /// What was found in rows, by line and then by kind; at most [`MOST_FINDINGS`].
    pub findings: Vec<Finding>,
    /// The rows that are left out, where they were asked for.
    pub rejects: Vec<Reject>,
}

impl Inspection {
    /// How many rows have that fate.
    pub fn count(&self, fate: Fate) -> u64 {
        self.fates.get(&fate).copied().unwrap_or(0)
    }
}

/// Inspects the files of one source, one after another: a row that stands in two of them is seen.
pub struct Inspector<'a> {
    source: &'a Source,
    tables: &'a [LoadedTable],
    table_names: Vec<String>,
    people: Option<&'a People>,
    measures: Option<&'a [&'a Measure]>,
    keeps_rejects: bool,
    manner: Manner,
    rows: Rows,
}

impl<'a> Inspector<'a> {
    /// An inspector of that source. `tables` are those of the plan, as they were loaded; without
    /// people, owners are only listed.
    pub fn new(
        source: &'a Source,
        declared: &[Table],
        tables: &'a [LoadedTable],
        people: Option<&'a People>,
    ) -> Inspector<'a> {
        Inspector {
            source,
            tables,
            table_names: declared.iter().map(|table| table.id.value.clone()).collect(),
            people,
            measures: None,
            keeps_rejects: false,
            manner: Manner::new(&source.files, &source.columns),
            rows: Rows::default(),
        }
    }

    /// Amounts are judged by what the plan measures of them.
    #[must_use]
    pub fn measuring(self, measures: &'a [&'a Measure]) -> Inspector<'a> {
        Inspector { measures: Some(measures), ..self }
    }

    /// Rows that are left out are kept as they were exported.
    #[must_use]
    pub fn keeping_rejects(self) -> Inspector<'a> {
        Inspector { keeps_rejects: true, ..self }
    }

    /// Reads a file. What is wrong with it as a whole, and rows that are refused, are told; `None`
    /// where nothing could be read.
    pub fn file(
        &mut self,
        name: &Arc<str>,
        from: std::io::Result<export::Source>,
        sink: &mut Sink,
    ) -> Option<Inspection> {
        let opened = from
            .map_err(Refused::Io)
            .and_then(|source| Export::open(source, self.manner.options(1, None)));
        let export = opened.map_err(|refused| self.refused(name, refused, sink)).ok()?;
        let columns = Columns::find(&self.source.columns, export.layout(), name, sink)?;
        let readers = columns.readers(&self.source.columns);
        let layout = export.layout();
        let mut order: Vec<usize> = (0..layout.width).collect();
        order.sort_by_key(|column| layout.header.get(*column));
        let judge = Judge {
            source: self.source,
            tables: self.tables,
            table_names: &self.table_names,
            people: self.people,
            measures: self.measures,
            columns: &columns,
            order: &order,
            readers: &readers,
            before: &self.rows,
            keeps_rejects: self.keeps_rejects,
        };
        let scanned = export.scan(
            || Tally::new(readers.len()),
            |tally, block| (0..block.len()).for_each(|row| tally.row(&judge, block, row)),
        );
        let scanned = scanned.map_err(|refused| self.refused(name, refused, sink)).ok()?;
        let (inspection, rows) = Finish { judge, sink }.finish(scanned, columns.clone());
        self.rows.absorb(rows);
        Some(inspection)
    }

    fn refused(&self, name: &str, refused: Refused, sink: &mut Sink) {
        match refused {
            Refused::Io(error) => sink.push(unopened(name, &error)),
            Refused::Faults(faults) => {
                for fault in &faults {
                    sink.push(scan_fault_among(fault, &self.source.columns));
                }
            }
        }
    }
}

/// The end of a file: what was counted becomes what is shown.
struct Finish<'a, 's> {
    judge: Judge<'a>,
    sink: &'s mut Sink,
}

impl Finish<'_, '_> {
    fn finish(mut self, scanned: Scanned<Tally>, columns: Columns) -> (Inspection, Rows) {
        let Scanned { parts, summary, faults, fault_count } = scanned;
        let mut tally =
            parts.into_iter().next().unwrap_or_else(|| Tally::new(self.judge.readers.len()));
        self.tell_scan(&faults, &summary.layout, &mut tally);
        // Of the many, only ragged rows don't end the reading.
        let unkept = fault_count.saturating_sub(faults.len() as u64);
        if unkept > 0 {
            *tally.fates.entry(self.judge.bad_row()).or_default() += unkept;
        }
        self.tell_spreads(&summary.file, &tally.spreads);
        let control = self.control(&tally, &tally.sums);
        let stated = self.control(&tally, &tally.stated);
        remarks(&summary, &self.judge.source.columns, &columns, &stated, self.sink);
        if summary.rows == 0 && faults.is_empty() && !self.judge.source.files.allow_empty {
            let told = Diagnostic::new(&import::EMPTY_FILE);
            self.sink.push(told.place(Place::File(summary.file.to_string())));
        }
        tally.findings.sort_by(|a, b| (a.line, &a.kind).cmp(&(b.line, &b.kind)));
        tally.rejects.sort_by_key(|reject| reject.line);
        self.tell_rows(&tally, &summary.file);
        let left_out = [Fate::Refused, Fate::SetAside, Fate::Repeats, Fate::Superseded];
        let left_out: u64 = left_out.iter().filter_map(|fate| tally.fates.get(fate)).sum();
        // Ragged rows are among those left out, but were no rows of data to the scanner.
        let ragged = faults.iter().filter(|fault| is_ragged(fault)).count() as u64 + unkept;
        let inspection = Inspection {
            counted: (summary.rows + ragged).saturating_sub(left_out),
            summary,
            columns,
            fates: tally.fates,
            control,
            days: some(tally.days).map(|(column, (first, last))| (column, first, last)).collect(),
            statuses: tally
                .statuses
                .into_iter()
                .enumerate()
                .filter(|(_, values)| !values.is_empty())
                .collect(),
            owners: tally.owners,
            findings: tally.findings,
            rejects: tally.rejects,
        };
        (inspection, tally.seen)
    }

    /// Faults of the text. A ragged row is a bad row like any other; every other fault is one of
    /// the file.
    fn tell_scan(&mut self, faults: &[ScanFault], layout: &Layout, tally: &mut Tally) {
        for fault in faults {
            let told = scan_fault_among(fault, &self.judge.source.columns);
            let ScanFault::Ragged { at, .. } = fault else {
                self.sink.push(told);
                continue;
            };
            let fate = self.judge.bad_row();
            tally.find(Finding::coded(at.line, fate, told.clone()));
            tally.settle(fate);
            if self.judge.keeps_rejects {
                let cells = cells_of(at, layout);
                tally.rejects.push(Reject { line: at.line, reasons: vec![told], cells });
            }
        }
    }

    fn tell_spreads(&mut self, file: &str, spreads: &[Spread]) {
        for (column, spread) in spreads.iter().enumerate() {
            let reader = &self.judge.readers[column];
            let Form::Percent(form) = reader.form() else { continue };
            if let Some((small, large)) = spread.mixed(form) {
                self.sink.push(
                    Diagnostic::new(&import::PERCENT_MIXED)
                        .arg("column", reader.title())
                        .arg("small", format!("{file}:{small}"))
                        .arg("large", format!("{file}:{large}"))
                        .place(Place::File(file.to_owned())),
                );
            }
        }
    }

    /// Refused rows each, repeated and ownerless ones as a number.
    fn tell_rows(&mut self, tally: &Tally, file: &str) {
        let refused = tally.findings.iter().filter(|finding| finding.fate == Fate::Refused);
        refused.for_each(|finding| self.sink.push(finding.told.clone()));
        let first = |fate: Fate| tally.findings.iter().find(|finding| finding.fate == fate);
        if let Some(repeat) = first(Fate::Repeats) {
            let count = tally.fates.get(&Fate::Repeats).copied().unwrap_or(0);
            let told = Diagnostic::new(&import::EXACT_DUPLICATE).arg("count", count);
            self.sink.push(repeat.told.places.iter().cloned().fold(told, Diagnostic::place));
        }
        if let Some(nobody) = first(Fate::Unattributed) {
            let count = tally.fates.get(&Fate::Unattributed).copied().unwrap_or(0);
            let place = nobody.told.places.first().cloned();
            let nobodies = tally.owners.iter().filter(|(_, o)| matches!(o.who, Who::Nobody(_)));
            let nobodies = nobodies.map(|(owner, _)| owner.as_str());
            self.sink.push(
                unattributed_to(nobodies)
                    .arg("count", count)
                    .arg("sum", self.unattributed_sum(tally))
                    .place(place.unwrap_or_else(|| Place::File(file.to_owned()))),
            );
        }
    }

    fn unattributed_sum(&self, tally: &Tally) -> String {
        let mut sums: BTreeMap<usize, Number> = BTreeMap::new();
        let nobody = tally.owners.values().filter(|owner| matches!(owner.who, Who::Nobody(_)));
        for (column, amount) in nobody.flat_map(|owner| &owner.sums) {
            *sums.entry(*column).or_insert_with(Number::zero) += amount;
        }
        let one = |(column, sum): (&usize, &Number)| {
            let text = sum.to_exact_text().unwrap_or_default();
            format!("{} {text}", self.judge.readers[*column].title())
        };
        let sums: Vec<String> = sums.iter().map(one).collect();
        if sums.is_empty() { "—".to_owned() } else { sums.join(", ") }
    }

    /// Sums of the columns all cells of which could be read.
    fn control(&self, tally: &Tally, sums: &[Number]) -> Vec<(usize, Number)> {
        let summed = |(column, _): &(usize, &Number)| {
            let form = self.judge.readers[*column].form();
            matches!(form, Form::Money(..) | Form::Number(..)) && !tally.unread[*column]
        };
        let sums = sums.iter().enumerate().filter(summed);
        sums.map(|(column, sum)| (column, sum.clone())).collect()
    }
}

fn is_ragged(fault: &ScanFault) -> bool {
    matches!(fault, ScanFault::Ragged { .. })
}

/// The cells of a ragged row, as far as they stand on its first line.
fn cells_of(at: &Spot, layout: &Layout) -> Vec<String> {
    let row = split(at.excerpt.as_bytes(), layout.delimiter.byte(), 1).rows.into_iter().next();
    let Some(row) = row else { return vec![at.excerpt.clone()] };
    row.fields.iter().map(|field| String::from_utf8_lossy(field).into_owned()).collect()
}

fn some<T>(list: Vec<Option<T>>) -> impl Iterator<Item = (usize, T)> {
    list.into_iter().enumerate().filter_map(|(at, value)| Some((at, value?)))
}
