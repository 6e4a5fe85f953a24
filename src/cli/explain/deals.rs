//! The rows of exports behind what somebody is paid, each with its file and line.

use crate::base::figure::{figure, machine};
use crate::document::Naming;
use crate::pay::entry::{Book, Entry, Rows};
use crate::pay::subject::Subject;
use crate::pay::{Item, Line, Statement};
use crate::plan::Plan;
use crate::plan::fact::{Facts, Group, Window};

use super::super::table::{Cell, Column, Mark, Table};

/// The metric that a line measures by the person's own results.
fn metric(plan: &Plan, line: &Line<'_>) -> Option<usize> {
    let incentives = plan.incentives.as_ref().filter(|_| line.node.is_none())?;
    match line.item {
        Item::Component(at) => incentives.components.get(at)?.eligibility.metric,
        Item::Honour(at) => incentives.honours.get(at)?.eligibility.metric,
    }
}

/// The rows behind a line.
pub fn of(plan: &Plan, facts: &Facts, statement: &Statement<'_>, line: &Line<'_>) -> Vec<Entry> {
    let Some(metric) = metric(plan, line) else { return Vec::new() };
    rows(plan, facts, statement.person, metric, line)
}

fn rows(plan: &Plan, facts: &Facts, person: usize, metric: usize, line: &Line<'_>) -> Vec<Entry> {
    let own = Subject { nodes: Vec::new(), rows: vec![Group::Person(person).into()] };
    let window = Window::new(line.period.start, line.period.end);
    Book::of(&plan.metrics, facts).rows(&own, metric, window).unwrap_or_default()
}

/// The rows of every metric that the lines measure, each metric and period once.
pub fn table(
    naming: &Naming<'_>,
    facts: &Facts,
    statement: &Statement<'_>,
    wanted: Option<Item>,
) -> Table {
    let (plan, lang) = (naming.plan, naming.lang);
    let mut told: Vec<(usize, Window)> = Vec::new();
    let mut cells = Vec::new();
    for line in &statement.lines {
        let Some(metric) = metric(plan, line).filter(|_| wanted.is_none_or(|w| w == line.item))
        else {
            continue;
        };
        let window = Window::new(line.period.start, line.period.end);
        if told.contains(&(metric, window)) {
            continue;
        }
        told.push((metric, window));
        let unit = plan.metrics[metric].unit;
        for entry in rows(plan, facts, statement.person, metric, line) {
            cells.push(vec![
                Cell::text(plan.metrics[metric].name_in(lang)),
                Cell::text(entry.day.to_string()),
                Cell::figure(figure(&entry.value, unit), machine(&entry.value, unit)),
                Cell::text(format!("{}:{}", entry.file, entry.line)).mark(Mark::Dim),
            ]);
        }
    }
    Table {
        name: "deals",
        title: lang.pick("由这些行构成", "made of these rows").to_owned(),
        columns: vec![
            Column::text("metric", lang.pick("指标", "metric")),
            Column::text("day", lang.pick("日期", "day")),
            Column::figure("value", lang.pick("值", "value")),
            Column::text("row", lang.pick("出处", "row")),
        ],
        rows: cells,
        ..Table::default()
    }
}
