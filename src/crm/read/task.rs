//! What one source is asked: its measures with their filters taken apart, its checks, returns and
//! joins, made ready once for all files and workers. What it knows is only what the plan declares.

use std::collections::{BTreeMap, BTreeSet};

use crate::crm::tables::LoadedTable;
use crate::expr::{Expr, Facts, Value, Window};
use crate::plan::Plan;
use crate::plan::column::Form;
use crate::plan::fact::{Question, RowAsked};
use crate::plan::metric::{Aggregate, Measure, MetricKind};
use crate::plan::source::{Owner, Returns, RowName, Source};

use super::bucket::Buckets;
use super::condition::{Condition, Test, Tests, joins_of};
use super::debut::Debut;
use super::sheet::{Sheet, scale_of};
use super::slip::Want;
use super::word::Word;

/// What a source is asked.
pub(super) struct Task<'p> {
    /// Index into the plan's sources.
    pub index: usize,
    /// The source.
    pub source: &'p Source,
    /// The plan's tables in memory.
    pub tables: &'p [LoadedTable],
    /// The tables' declarations.
    pub plan: &'p Plan,
    /// Every test of every condition.
    pub tests: Vec<Test>,
    /// Named row checks.
    pub checks: Vec<Check<'p>>,
    /// Rows whose amounts count as negative.
    pub turned: Option<Condition>,
    /// Selections of rows.
    pub taps: Vec<Tap>,
    /// Sums, minima and maxima.
    pub series: Vec<Series>,
    /// Distinct counts.
    pub distincts: Vec<Distinct>,
    /// What each metric is answered by.
    pub asks: Vec<Ask>,
    /// Rows that are wanted one by one.
    pub wants: Vec<Want>,
    /// Joins that something depends on.
    pub joins: BTreeSet<usize>,
    /// The dimension by which is grouped as well.
    pub by: Option<RowName>,
    /// The windows as buckets.
    pub buckets: Buckets,
}

/// A row check.
pub(super) struct Check<'p> {
    /// Its name.
    pub id: &'p str,
    /// The condition.
    pub when: Condition,
    /// Whether the row is left out.
    pub sets_aside: bool,
}

/// Rows that meet a filter, put into periods by a date.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Tap {
    /// The filter.
    pub filter: Option<Condition>,
    /// The column of days.
    pub date: usize,
    /// Only rows that come first.
    pub first: Option<Debut>,
}

/// How values come together.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Fold {
    /// Their sum.
    Sum,
    /// The smallest.
    Min,
    /// The largest.
    Max,
}

/// Figures of the rows of a tap, folded.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Series {
    /// Which tap.
    pub tap: usize,
    /// Which figure.
    pub of: RowName,
    /// How.
    pub fold: Fold,
    /// Decimals of the plain values.
    pub scale: u32,
    /// Decimals of a share of a co-owner.
    pub places: u32,
    /// Whether it is money, which returns turn round.
    pub is_money: bool,
}

/// Different values of the rows of a tap.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Distinct {
    /// Which tap.
    pub tap: usize,
    /// Which values.
    pub of: RowName,
}

/// What answers a metric.
#[derive(Clone, Debug)]
pub(super) struct Ask {
    /// Index into the plan's metrics.
    pub metric: usize,
    /// The tap of its rows.
    pub tap: usize,
    /// What of them.
    pub what: What,
}

/// What is asked of the rows of a tap.
#[derive(Clone, Copy, Debug)]
pub(super) enum What {
    /// Their number.
    Count,
    /// A series, by its index.
    Series(usize),
    /// A distinct count, by its index.
    Distinct(usize),
}

impl<'p> Task<'p> {
    /// What `question` asks of the source with that index.
    pub fn new(
        plan: &'p Plan,
        tables: &'p [LoadedTable],
        index: usize,
        question: &Question,
    ) -> Task<'p> {
        let source = &plan.sources[index];
        let mut tests = Tests::new(source);
        let check = |check: &'p crate::plan::source::RowCheck, tests: &mut Tests<'p>| Check {
            id: &check.id.value,
            when: tests.condition(&check.when),
            sets_aside: check.set_aside,
        };
        let checks = source.checks.iter().map(|one| check(one, &mut tests)).collect();
        let turned = match &source.returns {
            Returns::Rows(when) => Some(tests.condition(when)),
            _ => None,
        };
        let mut task = Task {
            index,
            source,
            tables,
            plan,
            tests: Vec::new(),
            checks,
            turned,
            taps: Vec::new(),
            series: Vec::new(),
            distincts: Vec::new(),
            asks: Vec::new(),
            wants: Vec::new(),
            joins: BTreeSet::new(),
            by: question.by.as_deref().and_then(|by| find_by(plan, source, by)),
            buckets: Buckets::new(&question.windows),
        };
        for metric in measures_of(question) {
            if let Some(MetricKind::Measure(measure)) = plan.metrics.get(metric).map(|m| &m.kind)
                && measure.source == index
            {
                task.ask(metric, measure, &mut tests);
            }
        }
        task.wants = task.wants_of(question);
        task.tests = tests.all;
        task.joins = task.joins_read();
        task
    }

    fn ask(&mut self, metric: usize, measure: &Measure, tests: &mut Tests<'p>) {
        let filter = measure.filter.as_ref().map(|filter| tests.condition(filter));
        let slot = |slot: usize| self.source.names.get(slot).copied();
        let first = measure.first.as_ref().and_then(|first| {
            Some(Debut {
                of: slot(first.of)?,
                count: first.count,
                within: first.within,
                among: first.among.as_ref().map(|among| tests.condition(among)),
                since: first.since,
            })
        });
        let tap = number_of(&mut self.taps, Tap { filter, date: measure.date, first });
        let (fold, of) = match measure.how {
            Aggregate::Count => return self.asks.push(Ask { metric, tap, what: What::Count }),
            Aggregate::Distinct(of) => {
                let Some(of) = slot(of) else { return };
                let number = number_of(&mut self.distincts, Distinct { tap, of });
                return self.asks.push(Ask { metric, tap, what: What::Distinct(number) });
            }
            Aggregate::Sum(of) => (Fold::Sum, of),
            Aggregate::Min(of) => (Fold::Min, of),
            Aggregate::Max(of) => (Fold::Max, of),
        };
        let Some(of) = slot(of) else { return };
        let Some(form) = self.form(of) else { return };
        let (scale, is_money) = (scale_of(form), matches!(form, Form::Money(..)));
        let places = match form {
            Form::Money(_, currency) => currency.places(),
            Form::Number(_, unit) => unit.places(),
            _ => scale,
        };
        let series = Series { tap, of, fold, scale, places: places.min(scale), is_money };
        let number = number_of(&mut self.series, series);
        self.asks.push(Ask { metric, tap, what: What::Series(number) });
    }

    /// The rows that are wanted of its measures; each measure once.
    fn wants_of(&self, question: &Question) -> Vec<Want> {
        let asked = question.rows.iter().flat_map(|rows| &rows.of);
        let mut origins = BTreeMap::new();
        for RowAsked { metric, origin } in asked {
            let is_day = |column: &usize| {
                let column = self.source.columns.get(*column);
                column.is_some_and(|column| matches!(column.form, Form::Date(_)))
            };
            origins.entry(*metric).or_insert(origin.filter(is_day));
        }
        let want = |(ask, asked): (usize, &Ask)| {
            origins.get(&asked.metric).map(|origin| Want { ask, origin: *origin })
        };
        self.asks.iter().enumerate().filter_map(want).collect()
    }

    /// The form of what a name means.
    pub fn form(&self, name: RowName) -> Option<&'p Form> {
        match name {
            RowName::Column(column) => self.source.columns.get(column).map(|column| &column.form),
            RowName::Joined { join, column } => {
                let table = &self.plan.tables[self.source.joins[join].table];
                table.columns.get(column).map(|column| &column.form)
            }
            RowName::Table(_) => None,
        }
    }

    fn joins_read(&self) -> BTreeSet<usize> {
        let mut joins = BTreeSet::new();
        let mut name = |name: RowName| {
            if let RowName::Joined { join, .. } = name {
                joins.insert(join);
            }
        };
        self.series.iter().for_each(|series| name(series.of));
        self.distincts.iter().for_each(|distinct| name(distinct.of));
        self.by.into_iter().for_each(&mut name);
        self.taps.iter().filter_map(|tap| tap.first.as_ref()).for_each(|first| name(first.of));
        if let Owner::Joined { join, column } = self.source.owner {
            name(RowName::Joined { join, column });
        }
        let mut read = |expr: &Expr| joins.extend(joins_of(expr, self.source));
        for ask in &self.asks {
            if let MetricKind::Measure(measure) = &self.plan.metrics[ask.metric].kind {
                measure.conditions().for_each(&mut read);
            }
        }
        self.source.checks.iter().for_each(|check| read(&check.when));
        if let Returns::Rows(when) = &self.source.returns {
            read(when);
        }
        joins
    }

    /// What is found by a word in the table of a join; `None` without such a row.
    pub fn look_up(&self, join: usize, word: &Word, column: usize) -> Option<&'p Value> {
        if word.value == Value::Missing {
            return None;
        }
        self.tables.get(self.source.joins[join].table)?.get(&word.text, column)
    }

    /// Whether a table has a value as key.
    pub fn member(&self, table: usize, key: &Value) -> Option<bool> {
        let table = self.tables.get(table)?;
        match key {
            Value::Text(text) => Some(table.contains(text)),
            Value::Num(number) => Some(table.contains(&number.to_exact_text()?)),
            Value::Day(day) => Some(table.contains(&day.to_string())),
            Value::Bool(_) | Value::Missing => None,
        }
    }
}

/// The metrics that a question needs, each once: those whose figures it asks for, and those whose
/// rows.
pub(super) fn measures_of(question: &Question) -> BTreeSet<usize> {
    let rows = question.rows.iter().flat_map(|rows| &rows.of);
    question.measures.iter().copied().chain(rows.map(|asked| asked.metric)).collect()
}

/// The dimension that somebody names: a column by id or header, or `table.column`.
pub(super) fn find_by(plan: &Plan, source: &Source, written: &str) -> Option<RowName> {
    let means = |column: &crate::plan::column::Column, name: &str| {
        column.id.value == name || column.headers.iter().any(|header| header.value == name)
    };
    if let Some(column) = source.columns.iter().position(|column| means(column, written)) {
        return Some(RowName::Column(column));
    }
    let (table, name) = written.split_once('.')?;
    source.joins.iter().enumerate().find_map(|(join, joined)| {
        let known = plan.tables.get(joined.table).filter(|known| known.id.value == table)?;
        let column = known.columns.iter().position(|column| means(column, name))?;
        Some(RowName::Joined { join, column })
    })
}

fn number_of<T: PartialEq>(list: &mut Vec<T>, item: T) -> usize {
    match list.iter().position(|known| *known == item) {
        Some(number) => number,
        None => {
            list.push(item);
            list.len() - 1
        }
    }
}

/// A row of a block as facts of an expression.
pub(super) struct RowFacts<'a> {
    /// The source.
    pub task: &'a Task<'a>,
    /// The block's columns, read as far as the expression needs them.
    pub sheet: &'a Sheet,
    /// The row.
    pub row: usize,
}

impl Facts for RowFacts<'_> {
    fn value(&self, slot: usize, _: Window) -> Value {
        let source = self.task.source;
        match source.names.get(slot) {
            Some(RowName::Column(column)) => {
                self.sheet.value(*column, self.row, &source.columns[*column].form)
            }
            Some(RowName::Joined { join, column }) => {
                let words = self.sheet.words(source.joins[*join].by);
                let word = words.word(words.class(self.row));
                self.task.look_up(*join, word, *column).cloned().unwrap_or(Value::Missing)
            }
            _ => Value::Missing,
        }
    }

    fn member(&self, table: usize, key: &Value) -> Option<bool> {
        self.task.member(table, key)
    }
}

/// A word, and what is looked up by it, as facts of an expression.
pub(super) struct WordFacts<'a> {
    /// The source.
    pub task: &'a Task<'a>,
    /// The word.
    pub word: &'a Word,
}

impl Facts for WordFacts<'_> {
    fn value(&self, slot: usize, _: Window) -> Value {
        match self.task.source.names.get(slot) {
            Some(RowName::Column(_)) => self.word.value.clone(),
            Some(RowName::Joined { join, column }) => {
                self.task.look_up(*join, self.word, *column).cloned().unwrap_or(Value::Missing)
            }
            _ => Value::Missing,
        }
    }

    fn member(&self, table: usize, key: &Value) -> Option<bool> {
        self.task.member(table, key)
    }
}
