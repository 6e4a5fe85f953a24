//! Progress for programs: one flat table, every node and metric, the same in both languages.

use crate::base::figure::{figure, machine, share_machine};
use crate::base::{Number, Unit};
use crate::quota::progress::{Progress, Row};
use crate::quota::sheet::alert_word;
use crate::quota::{Branch, Setting};

use super::super::desk::Desk;
use super::super::table::{Cell, Column, Format, Table, Value};
use super::{attained, beside, share, thresholds};

/// Everything, one row per node and metric; keys and words are the same in both languages.
pub(super) fn flat(desk: &Desk, progress: &Progress, format: Format) -> Table {
    let keys: [(&'static str, bool); 21] = [
        ("period", false),
        ("as_of", false),
        ("tree", false),
        ("level", false),
        ("node", false),
        ("name", false),
        ("parent", false),
        ("metric", false),
        ("unit", false),
        ("target", true),
        ("actual", true),
        ("attainment", true),
        ("time_progress", true),
        ("pace", true),
        ("gap", true),
        ("remaining_days", true),
        ("required_per_day", true),
        ("projection", true),
        ("change", true),
        ("alert", false),
        ("warnings", false),
    ];
    let column = |(key, figures): (&'static str, bool)| {
        if figures { Column::figure(key, key) } else { Column::text(key, key) }
    };
    let mut columns: Vec<Column> = keys.into_iter().map(column).collect();
    columns.push(Column::figure("streak", "streak"));
    let mut table = Table { name: "track", columns, ..Table::default() };
    table.facts = vec![
        ("plan", Value::Text(desk.plan.head.id.value.clone())),
        ("version", Value::Text(desk.loaded.version().to_string())),
        ("period", Value::Text(progress.period.id.clone())),
        ("as_of", Value::Text(progress.as_of.to_string())),
    ];
    let (setting, thresholds) = (desk.setting(), thresholds(desk));
    for row in &progress.rows {
        table.rows.extend(flat_row(desk, &setting, progress, (row, format), &thresholds));
    }
    table
}

fn flat_row(
    desk: &Desk,
    setting: &Setting<'_>,
    progress: &Progress,
    (row, format): (&Row, Format),
    thresholds: &[Number],
) -> Option<Vec<Cell>> {
    let tree = setting.tree(row.branch)?;
    let (node, metric) = (&tree.nodes[row.node], &setting.metrics[row.metric]);
    let amount = |value: &Option<Number>, unit: Unit| match value {
        // What only programs read needs no words.
        Some(value) if format.is_for_programs() => Cell::figure("", machine(value, unit)),
        Some(value) => Cell::figure(figure(value, unit), machine(value, unit)),
        None => Cell::nothing(""),
    };
    // A share is compared by whoever reads it: it stands on its own side of every threshold.
    let limits = beside(thresholds, row);
    let share = |value: &Option<Number>| match value {
        Some(value) if format.is_for_programs() => Cell::figure("", share_machine(value, &limits)),
        Some(value) => share(Some(value), &limits),
        None => Cell::nothing(""),
    };
    let own = |value: &Option<Number>| match metric.unit {
        Unit::Ratio => share(value),
        unit => amount(value, unit),
    };
    let time = row.time.as_ref().map(crate::quota::pace::TimeProgress::share);
    let warnings: Vec<&str> =
        row.warnings.iter().map(|at| desk.plan.tracking.warnings[*at].id.value.as_str()).collect();
    let tree_word = match row.branch {
        Branch::Organisation => "organisation",
        Branch::Lines => "lines",
    };
    // What is needed per day is a rate, shown with two decimals more than the unit itself.
    let per_day = |value: &Option<Number>| match (value, metric.unit) {
        (Some(value), Unit::Count) => {
            let text = machine(value, Unit::Plain);
            Cell::figure(text.clone(), text)
        }
        _ => amount(value, metric.unit),
    };
    Some(vec![
        Cell::text(&progress.period.id),
        Cell::text(progress.as_of.to_string()),
        Cell::text(tree_word),
        Cell::text(node.level.word()),
        Cell::text(&node.id),
        Cell::text(&node.name),
        Cell::text(node.parent.map_or("", |parent| tree.nodes[parent].id.as_str())),
        Cell::text(&metric.id.value),
        Cell::text(metric.unit.word()),
        own(&row.target),
        own(&row.actual),
        share(&attained(row)),
        amount(&time, Unit::Ratio),
        share(&row.pace),
        own(&row.gap),
        row.remaining_days.map_or_else(|| Cell::nothing(""), |days| Cell::count(days.into())),
        per_day(&row.required),
        per_day(&row.projection),
        own(&row.change),
        Cell::text(alert_word(row.alert)),
        Cell::text(warnings.join(";")),
        Cell::count(row.streak.into()),
    ])
}
