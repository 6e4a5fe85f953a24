//! Single rows of exports: for a component by transaction, for what is undone, and for whoever wants to
//! see which deals a figure is made of.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::{Day, Number};
use crate::expr::{self, Value};
use crate::plan::Plan;
use crate::plan::fact::{self, Facts, Group, RowAsked, RowsAsked, Window};
use crate::plan::incentive::{Basis, Incentives};
use crate::plan::metric::{Metric, MetricKind};

use super::subject::Subject;

/// A row that counted for a metric. For a formula over several measures of one source: what the
/// formula gives for the row alone.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its day.
    pub day: Day,
    /// The file, as the plan folder names it.
    pub file: Arc<str>,
    /// The line on which it begins, from 1.
    pub line: u64,
    /// Its value in the metric's unit.
    pub value: Number,
    /// When the result came about that it undoes.
    pub origin: Option<Day>,
}

/// Rows that counted.
pub trait Rows {
    /// The subject's rows of a metric in a window, by day and place; `None`: there are none to be seen,
    /// and the whole stands for one.
    fn rows(&self, subject: &Subject, metric: usize, window: Window) -> Option<Vec<Entry>>;
}

/// No single rows: the whole stands for one, as in a worked example.
pub struct NoRows;

impl Rows for NoRows {
    fn rows(&self, _: &Subject, _: usize, _: Window) -> Option<Vec<Entry>> {
        None
    }
}

/// The rows that the exports gave.
pub struct Book<'a> {
    metrics: &'a [Metric],
    /// By measure and group, in their order.
    entries: BTreeMap<(usize, &'a Group), Vec<&'a fact::Entry>>,
}

impl<'a> Book<'a> {
    /// The rows of the facts.
    pub fn of(metrics: &'a [Metric], facts: &'a Facts) -> Book<'a> {
        let mut entries: BTreeMap<(usize, &Group), Vec<&fact::Entry>> = BTreeMap::new();
        for entry in &facts.entries {
            entries.entry((entry.metric, &entry.group)).or_default().push(entry);
        }
        Book { metrics, entries }
    }

    /// What the measures under a metric count of the subject in the window, row by row.
    fn gathered(
        &self,
        subject: &Subject,
        measures: &[usize],
        window: Window,
    ) -> BTreeMap<(Day, Arc<str>, u64), Row> {
        let mut found: BTreeMap<(Day, Arc<str>, u64), Row> = BTreeMap::new();
        for measure in measures {
            for rows in &subject.rows {
                let days = rows.days.map_or(Some(window), |days| days.meet(window));
                let (Some(days), Some(entries)) =
                    (days, self.entries.get(&(*measure, &rows.group)))
                else {
                    continue;
                };
                for entry in entries.iter().filter(|entry| days.has(entry.day)) {
                    let key = (entry.day, entry.file.clone(), entry.line);
                    let row = found.entry(key).or_default();
                    *row.values.entry(*measure).or_default() += &entry.value;
                    row.origin = row.origin.max(entry.origin);
                }
            }
        }
        found
    }
}

#[derive(Default)]
struct Row {
    values: BTreeMap<usize, Number>,
    origin: Option<Day>,
}

impl Rows for Book<'_> {
    fn rows(&self, subject: &Subject, metric: usize, window: Window) -> Option<Vec<Entry>> {
        let measures = measures(self.metrics, metric);
        let gathered = self.gathered(subject, &measures, window).into_iter();
        let entry = |((day, file, line), row): ((Day, Arc<str>, u64), Row)| {
            let value = value(self.metrics, metric, &row.values)?;
            Some(Entry { day, file, line, value, origin: row.origin })
        };
        gathered.map(entry).collect()
    }
}

/// The measures of which a metric is made.
pub fn measures(metrics: &[Metric], metric: usize) -> Vec<usize> {
    match metrics.get(metric).map(|known| &known.kind) {
        Some(MetricKind::Measure(_)) => vec![metric],
        Some(MetricKind::Formula { formula, .. }) => {
            let slots = formula.slots().into_iter();
            let mut found: Vec<usize> = slots.flat_map(|slot| measures(metrics, slot)).collect();
            found.sort_unstable();
            found.dedup();
            found
        }
        None => Vec::new(),
    }
}

/// What a row alone gives for a metric; a measure that doesn't count it gives 0.
fn value(metrics: &[Metric], metric: usize, values: &BTreeMap<usize, Number>) -> Option<Number> {
    match &metrics.get(metric)?.kind {
        MetricKind::Measure(_) => Some(values.get(&metric).cloned().unwrap_or_default()),
        MetricKind::Formula { formula, .. } => formula.compute(&OfRow { metrics, values }).ok(),
    }
}

struct OfRow<'a> {
    metrics: &'a [Metric],
    values: &'a BTreeMap<usize, Number>,
}

impl expr::Facts for OfRow<'_> {
    fn value(&self, slot: usize, reach: expr::Window) -> Value {
        let here = reach == expr::Window::Current;
        let found = here.then(|| value(self.metrics, slot, self.values)).flatten();
        found.map_or(Value::Missing, Value::Num)
    }
}

/// The rows that settling must see: those of components by transaction, and what clawbacks undo.
pub fn for_settlement(plan: &Plan, incentives: &Incentives) -> Option<RowsAsked> {
    let mut of = Vec::new();
    for component in &incentives.components {
        if component.basis == Basis::Transaction
            && let Some(metric) = component.eligibility.metric
        {
            let measures = measures(&plan.metrics, metric).into_iter();
            of.extend(measures.map(|metric| RowAsked { metric, origin: None }));
        }
        if let Some(clawback) = &component.around.clawback {
            let origin = component.eligibility.metric.and_then(|metric| date_of(plan, metric));
            let measures = measures(&plan.metrics, clawback.undone).into_iter();
            of.extend(
                measures.map(|metric| RowAsked { metric, origin: origin_in(plan, metric, origin) }),
            );
        }
    }
    of.sort_unstable();
    of.dedup();
    (!of.is_empty()).then_some(RowsAsked { of, people: Vec::new() })
}

/// The rows that are asked for anyway, with those that an explanation of somebody's pay shows.
pub fn shown(
    plan: &Plan,
    incentives: &Incentives,
    person: usize,
    asked: Option<RowsAsked>,
) -> RowsAsked {
    let mut rows = asked.unwrap_or_else(|| RowsAsked { of: Vec::new(), people: vec![person] });
    let metrics = incentives.components.iter().filter_map(|one| one.eligibility.metric);
    for metric in metrics.flat_map(|metric| measures(&plan.metrics, metric)) {
        if rows.of.iter().all(|known| known.metric != metric) {
            rows.of.push(RowAsked { metric, origin: None });
        }
    }
    rows.of.sort_unstable();
    rows
}

/// Source and date column of a metric: of its first measure.
fn date_of(plan: &Plan, metric: usize) -> Option<(usize, usize)> {
    let first = *measures(&plan.metrics, metric).first()?;
    match &plan.metrics[first].kind {
        MetricKind::Measure(measure) => Some((measure.source, measure.date)),
        MetricKind::Formula { .. } => None,
    }
}

/// The column that dates the original result, where the undoing stands in the same source.
fn origin_in(plan: &Plan, undone: usize, origin: Option<(usize, usize)>) -> Option<usize> {
    let MetricKind::Measure(measure) = &plan.metrics.get(undone)?.kind else { return None };
    origin.filter(|(source, _)| *source == measure.source).map(|(_, date)| date)
}
