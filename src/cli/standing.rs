//! Progress on the screen: for people a table per metric, for programs one flat table. The figures
//! are made elsewhere.

use std::collections::BTreeSet;

use crate::base::figure::{figure, machine, share_text};
use crate::base::{Lang, Number, Unit};
use crate::plan::fact::{Facts, Group};
use crate::plan::tree::Level;
use crate::plan::warning::Alert;
use crate::quota::progress::{Progress, Row};
use crate::quota::question::window_to;
use crate::quota::sheet::alert_word;
use crate::quota::{Actuals, Branch, Horizon, Setting};

use super::assign::number;
use super::bar::bar;
use super::context::Context;
use super::desk::Desk;
use super::exports::Answer;
use super::table::{Cell, Column, Format, Mark, Table, Value};

/// How many columns a bar of attainment takes when the target is reached.
const BAR: u16 = 10;

/// Shows progress in that form.
pub fn show(
    desk: &Desk,
    progress: &Progress,
    answer: &Answer,
    format: Format,
    context: &mut Context,
) {
    let lang = context.lang();
    if format != Format::Table {
        flat(desk, progress, lang).show(format, &mut context.screen);
        return;
    }
    let setting = desk.setting();
    let mut thresholds = crate::quota::thresholds(&desk.plan.tracking.warnings);
    thresholds.push(Number::one());
    for metric in 0..setting.metrics.len() {
        for branch in [Branch::Organisation, Branch::Lines] {
            let wanted =
                |row: &&Row| row.metric == metric && row.branch == branch && row.target.is_some();
            let rows: Vec<&Row> = progress.rows.iter().filter(wanted).collect();
            if !rows.is_empty() {
                let table = ranking(&setting, progress, &rows, &thresholds, lang);
                table.show(format, &mut context.screen);
                context.screen.print("\n");
            }
        }
    }
    for note in super::quality::notes(answer, lang) {
        context.screen.say(&note);
    }
}

/// How many people have a row with exactly that as their worst alert.
pub fn warned(progress: &Progress, setting: &Setting<'_>, alert: Alert) -> u32 {
    let people: BTreeSet<usize> =
        progress.rows.iter().filter(|row| is_person(setting, row)).map(|row| row.node).collect();
    let worst = |node: &usize| {
        let rows = progress.rows.iter();
        rows.filter(|row| row.branch == Branch::Organisation && row.node == *node)
            .map(|row| row.alert)
            .max()
    };
    let count = people.iter().filter(|node| worst(node) == Some(alert)).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn is_person(setting: &Setting<'_>, row: &Row) -> bool {
    level(setting, row) == Some(Level::Person)
}

fn level(setting: &Setting<'_>, row: &Row) -> Option<Level> {
    Some(setting.tree(row.branch)?.nodes.get(row.node)?.level)
}

fn ranking(
    setting: &Setting<'_>,
    progress: &Progress,
    rows: &[&Row],
    thresholds: &[Number],
    lang: Lang,
) -> Table {
    let metric = &setting.metrics[rows[0].metric];
    let columns = vec![
        Column::figure("rank", ""),
        Column::text("name", lang.pick("姓名", "name")),
        Column::figure("target", lang.pick("目标", "target")),
        Column::figure("actual", lang.pick("完成", "actual")),
        Column::figure("attainment", lang.pick("完成率", "attained")),
        Column::text("bar", ""),
        Column::figure("pace", lang.pick("进度达成", "pace")),
        Column::figure("gap", lang.pick("差额", "gap")),
        Column::text("alert", lang.pick("等级", "level")),
        Column::figure("change", lang.pick("较上期", "change")),
    ];
    let mut table = Table { name: "track", columns, ..Table::default() };
    let unit = metric.unit.word();
    let period = &progress.period.id;
    let as_of = progress.as_of;
    table.title = match lang {
        Lang::Zh => format!("{}（{unit}） · {period} · 截至 {as_of}", metric.name.value),
        Lang::En => format!("{} ({unit}) · {period} · as of {as_of}", metric.name.value),
    };
    if let Some(time) = rows.iter().find_map(|row| row.time.as_ref()) {
        let share = share_text(&time.share(), &[], 1);
        table.title.push_str(&match lang {
            Lang::Zh => format!(" · 时间进度 {share}"),
            Lang::En => format!(" · {share} of the time has passed"),
        });
    }
    let mut people: Vec<&&Row> = rows.iter().filter(|row| is_person(setting, row)).collect();
    people.sort_by(|a, b| attained(b).cmp(&attained(a)).then(a.node.cmp(&b.node)));
    let mut rank = 0;
    for (index, row) in people.iter().enumerate() {
        if index == 0 || attained(people[index - 1]) != attained(row) {
            rank = index + 1;
        }
        table.rows.push(cells(setting, row, &rank.to_string(), thresholds, lang));
    }
    let groups = rows.iter().filter(|row| !is_person(setting, row));
    table.foot = groups.map(|row| cells(setting, row, "", thresholds, lang)).collect();
    table
}

fn attained(row: &Row) -> Option<Number> {
    row.attainment.as_ref().and_then(crate::quota::attainment::Attainment::ratio)
}

fn cells(
    setting: &Setting<'_>,
    row: &Row,
    rank: &str,
    thresholds: &[Number],
    lang: Lang,
) -> Vec<Cell> {
    let metric = &setting.metrics[row.metric];
    let name = setting.tree(row.branch).map_or("", |tree| &tree.nodes[row.node].name);
    let filled = row
        .attainment
        .as_ref()
        .map_or_else(String::new, |attainment| bar(&attainment.achieved, &attainment.target, BAR));
    let (mark, alert) = match row.alert {
        Alert::Red => (Mark::Red, lang.pick("● 红", "● red")),
        Alert::Yellow => (Mark::Yellow, lang.pick("▲ 黄", "▲ yellow")),
        Alert::Green => (Mark::Plain, ""),
    };
    vec![
        Cell::text(rank).mark(Mark::Dim),
        Cell::text(name),
        number(row.target.as_ref(), metric.unit),
        number(row.actual.as_ref(), metric.unit),
        share(attained(row).as_ref(), thresholds),
        Cell::text(filled).mark(if row.alert == Alert::Green { Mark::Good } else { mark }),
        share(row.pace.as_ref(), thresholds),
        number(row.gap.as_ref(), metric.unit),
        Cell::text(alert).mark(mark),
        number(row.change.as_ref(), metric.unit),
    ]
}

/// A percentage that stands on its own side of the plan's thresholds and of 100 %.
fn share(value: Option<&Number>, thresholds: &[Number]) -> Cell {
    match value {
        Some(value) => Cell::figure(share_text(value, thresholds, 1), machine(value, Unit::Ratio)),
        None => Cell::nothing("—"),
    }
}

/// Everything, one row per node and metric; keys and words are the same in both languages.
fn flat(desk: &Desk, progress: &Progress, lang: Lang) -> Table {
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
    let setting = desk.setting();
    for row in &progress.rows {
        table.rows.extend(flat_row(desk, &setting, progress, row, lang));
    }
    table
}

fn flat_row(
    desk: &Desk,
    setting: &Setting<'_>,
    progress: &Progress,
    row: &Row,
    _: Lang,
) -> Option<Vec<Cell>> {
    let tree = setting.tree(row.branch)?;
    let (node, metric) = (&tree.nodes[row.node], &setting.metrics[row.metric]);
    let amount = |value: &Option<Number>, unit: Unit| match value {
        Some(value) => Cell::figure(figure(value, unit), machine(value, unit)),
        None => Cell::nothing(""),
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
        amount(&row.target, metric.unit),
        amount(&row.actual, metric.unit),
        amount(&attained(row), Unit::Ratio),
        amount(&time, Unit::Ratio),
        amount(&row.pace, Unit::Ratio),
        amount(&row.gap, metric.unit),
        row.remaining_days.map_or_else(|| Cell::nothing(""), |days| Cell::count(days.into())),
        per_day(&row.required),
        per_day(&row.projection),
        amount(&row.change, metric.unit),
        Cell::text(alert_word(row.alert)),
        Cell::text(warnings.join(";")),
        Cell::count(row.streak.into()),
    ])
}

/// `--by`: a row per value, a column per metric for people; one flat table for programs.
pub fn show_by(
    desk: &Desk,
    facts: &Facts,
    horizon: Horizon<'_>,
    format: Format,
    context: &mut Context,
) {
    let lang = context.lang();
    let setting = desk.setting();
    let values: BTreeSet<String> = facts
        .cells
        .keys()
        .filter_map(|(_, group)| match group {
            Group::Value(value) => Some(value.clone()),
            _ => None,
        })
        .collect();
    let actuals = Actuals { metrics: setting.metrics, facts, horizon };
    let Some(window) = window_to(horizon, context.today) else { return };
    let mut table = Table { name: "track-by", ..Table::default() };
    table.columns.push(Column::text("period", lang.pick("周期", "period")));
    table.columns.push(Column::text("value", lang.pick("值", "value")));
    table.columns.push(Column::text("metric", lang.pick("指标", "metric")));
    table.columns.push(Column::figure("actual", lang.pick("完成", "actual")));
    for value in values {
        for (index, metric) in setting.metrics.iter().enumerate() {
            let group = [Group::Value(value.clone())];
            let actual = actuals.counted(&group, index, window);
            table.rows.push(vec![
                Cell::text(&horizon.period.id),
                Cell::text(&value),
                Cell::text(&metric.id.value),
                match actual {
                    Some(actual) => number(Some(&actual), metric.unit),
                    None => Cell::nothing(""),
                },
            ]);
        }
    }
    table.show(format, &mut context.screen);
}
