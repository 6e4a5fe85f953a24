//! Reading the exports for what the plan measures: filtered sums, counts, distinct counts, minima and
//! maxima by person and window, exact and the same for any order of rows, split into files, encoding
//! and number of threads. The one place where speed decides how code looks.
//!
//! [`Task`](task::Task) is what one source is asked, made ready once; `condition` takes filters apart
//! into tests. [`Run`](run::Run) reads the files, `shift` is one worker's work on a block: `sheet` its
//! columns (`word` those that repeat), `verdict` what the tests say, `owning` and `credit` who is
//! credited, `keys` what stands twice (`serial` those that are numbered, `ledger` the others, `clash`
//! when it contradicts itself), `debut` what comes first of its key, `tally` and `member` the counting
//! (`grid` what comes often), `slip` the single rows that are asked for, `notice` what is told
//! besides, `answer` the facts; `control` holds them against an export's own totals, `spent` measures.
//! A cell is judged where a figure needs it: an unreadable amount in a row that no measure takes is
//! no error of that run.
//!
//! A condition that can't be said of a row, because a value that may be absent is, does not hold.

mod answer;
mod bits;
mod bound;
mod bucket;
mod clash;
mod condition;
mod control;
mod counting;
mod credit;
mod debut;
#[cfg(test)]
mod debut_law;
mod firsts;
mod gather;
mod grid;
mod keys;
#[cfg(test)]
mod law;
mod ledger;
mod mark;
mod member;
mod notes;
mod notice;
mod owning;
mod report;
#[cfg(test)]
mod rule;
mod run;
#[cfg(test)]
mod sample;
mod serial;
mod sheet;
mod shift;
mod slip;
#[cfg(test)]
mod slip_law;
#[cfg(test)]
mod slip_rule;
pub mod spent;
mod tally;
mod task;
mod verdict;
mod word;

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::atomic::AtomicU64;

use crate::base::Day;
use crate::expr::Expr;
use crate::plan::Plan;
use crate::plan::fact::{Entry, Facts, Group, Question};
use crate::plan::metric::MetricKind;
use crate::plan::source::{Returns, Source};
use crate::text::code::plan::UNKNOWN_REFERENCE;
use crate::text::{Diagnostic, Sink};

use super::files;
use super::person::{People, PersonNames};
use super::report::SourceReport;
use super::tables::{self, LoadedTable};

use credit::{Crediting, Groups};
use run::Run;
use slip::{Places, Whose};
use spent::Spent;
use task::Task;

/// How exports are to be read.
#[derive(Clone, Copy)]
pub struct Reader<'a> {
    /// The plan folder.
    pub folder: &'a Path,
    /// How many threads may work.
    pub threads: usize,
    /// The day after which days are in the future.
    pub today: Day,
    /// Is told how many bytes of all files were read so far.
    pub progress: Option<&'a (dyn Fn(u64) + Sync)>,
}

/// What reading the exports gave.
#[derive(Debug)]
pub struct Reading {
    /// The answers.
    pub facts: Facts,
    /// What was found besides, for each source that was read.
    pub sources: Vec<SourceReport>,
    /// Where the time went.
    pub spent: Spent,
}

/// Reads the exports that the question needs. What is wrong is told, all of it; `None` when something
/// is an error.
pub fn read(
    plan: &Plan,
    question: &Question,
    how: &Reader<'_>,
    sink: &mut Sink,
) -> Option<Reading> {
    let needed = sources_of(plan, question);
    let (tables, broken) = load_tables(plan, &needed, how, sink);
    let people = people_of(plan);
    if let Some(by) = &question.by
        && !needed.iter().any(|index| task::find_by(plan, &plan.sources[*index], by).is_some())
    {
        tell_unknown_dimension(plan, &needed, by, sink);
        return None;
    }
    let mut reading = Reading {
        facts: Facts { windows: question.windows.clone(), ..Facts::default() },
        sources: Vec::new(),
        spent: Spent::default(),
    };
    let (mut is_whole, done) = (broken.is_empty(), AtomicU64::new(0));
    for index in needed {
        let source = &plan.sources[index];
        // Without its tables, a source would only tell what follows from that.
        if tables_of(source, plan, question, index).iter().any(|table| broken.contains(table)) {
            continue;
        }
        let mut told = Sink::default();
        let files = files::expand(how.folder, &source.files.patterns, &mut told);
        let is_found = !told.has_errors();
        sink.absorb(told);
        if !is_found {
            is_whole = false;
            continue;
        }
        let task = Task::new(plan, &tables, index, question);
        let groups = Groups::default();
        let whose = Whose::new(question.rows.as_ref(), &groups);
        let title = report::owner_title(&task);
        let crediting = Crediting::new(&people, &groups, source.co_owners, title);
        let run = Run {
            task: &task,
            how,
            files,
            crediting: &crediting,
            groups: &groups,
            whose: &whose,
            done: &done,
            spent: &reading.spent,
        };
        match run.read(sink) {
            Some(mut found) => {
                let places = Places { files: &run.files, bases: &found.bases };
                let slips = std::mem::take(&mut found.slips);
                slips.write(&task, places, &groups.list(), &mut reading.facts);
                let (report, members, tally) = report::of(&task, found, sink);
                is_whole &= report.is_some();
                answer::write(&task, &tally, members, &groups.list(), &mut reading.facts);
                reading.sources.extend(report);
            }
            None => is_whole = false,
        }
    }
    sort(&mut reading.facts.entries);
    is_whole.then_some(reading)
}

/// By metric, day, file and line; shares of a row in the order of the groups.
fn sort(entries: &mut [Entry]) {
    fn place(entry: &Entry) -> (usize, Day, &str, u64, &Group) {
        (entry.metric, entry.day, &entry.file, entry.line, &entry.group)
    }
    entries.sort_unstable_by(|a, b| place(a).cmp(&place(b)));
}

/// The sources of the measures asked for, each once and in order.
fn sources_of(plan: &Plan, question: &Question) -> BTreeSet<usize> {
    let source = |metric: &usize| match &plan.metrics.get(*metric)?.kind {
        MetricKind::Measure(measure) => Some(measure.source),
        MetricKind::Formula { .. } => None,
    };
    task::measures_of(question).iter().filter_map(source).collect()
}

/// The tables that a source needs for the question.
fn tables_of(source: &Source, plan: &Plan, question: &Question, index: usize) -> BTreeSet<usize> {
    let mut needed: BTreeSet<usize> = source.joins.iter().map(|join| join.table).collect();
    let mut read = |expr: &Expr| needed.extend(expr.tables());
    source.checks.iter().for_each(|check| read(&check.when));
    if let Returns::Rows(when) = &source.returns {
        read(when);
    }
    for metric in task::measures_of(question) {
        if let Some(MetricKind::Measure(measure)) = plan.metrics.get(metric).map(|m| &m.kind)
            && measure.source == index
        {
            measure.conditions().for_each(&mut read);
        }
    }
    needed
}

/// The tables that the sources need, the others empty; and those that couldn't be read.
fn load_tables(
    plan: &Plan,
    sources: &BTreeSet<usize>,
    how: &Reader<'_>,
    sink: &mut Sink,
) -> (Vec<LoadedTable>, BTreeSet<usize>) {
    let mut needed = BTreeSet::new();
    let everything =
        Question { measures: (0..plan.metrics.len()).collect(), ..Question::default() };
    for index in sources {
        needed.extend(tables_of(&plan.sources[*index], plan, &everything, *index));
    }
    let mut broken = BTreeSet::new();
    let mut load = |(index, table): (usize, &crate::plan::source::Table)| {
        if !needed.contains(&index) {
            return LoadedTable::default();
        }
        let mut told = Sink::default();
        let loaded = tables::load(how.folder, std::slice::from_ref(table), &mut told).pop();
        if told.has_errors() {
            broken.insert(index);
        }
        sink.absorb(told);
        loaded.unwrap_or_default()
    };
    let loaded = plan.tables.iter().enumerate().map(&mut load).collect();
    (loaded, broken)
}

fn people_of(plan: &Plan) -> People {
    People::new(plan.roster.people.iter().map(|person| PersonNames {
        id: person.id.clone(),
        further_ids: person.further_ids.clone(),
        name: person.name.clone(),
        aliases: person.aliases.clone(),
    }))
}

fn tell_unknown_dimension(plan: &Plan, needed: &BTreeSet<usize>, by: &str, sink: &mut Sink) {
    let columns = needed.iter().flat_map(|index| &plan.sources[*index].columns);
    let known: Vec<&str> = columns.map(|column| column.id.value.as_str()).collect();
    sink.push(
        Diagnostic::new(&UNKNOWN_REFERENCE)
            .arg("what_en", "column")
            .arg("what_zh", "列")
            .arg("name", by)
            .arg("known", known.join(", ")),
    );
}
