//! Progress on the screen: for people a table per metric; the one flat table for programs is in
//! `data`. The figures are made elsewhere.

mod data;

use std::collections::{BTreeMap, BTreeSet};

use crate::base::figure::{figure, machine, share_machine, share_text};
use crate::base::{Lang, Number, Unit};
use crate::plan::fact::{Facts, Group};
use crate::plan::said::Side;
use crate::plan::tree::Level;
use crate::plan::warning::Alert;
use crate::quota::progress::{Progress, Row};
use crate::quota::question::window_to;
use crate::quota::{Actuals, Branch, Horizon, Setting};

use super::assign::number;
use super::bar::bar;
use super::context::Context;
use super::desk::Desk;
use super::exports::Answer;
use super::table::{Cell, Column, Format, Mark, Table};

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
        data::flat(desk, progress, format).show(format, &mut context.screen);
        return;
    }
    let setting = desk.setting();
    let thresholds = thresholds(desk);
    for metric in 0..setting.metrics.len() {
        for branch in [Branch::Organisation, Branch::Lines] {
            let wanted =
                |row: &&Row| row.metric == metric && row.branch == branch && row.target.is_some();
            let rows: Vec<&Row> = progress.rows.iter().filter(wanted).collect();
            if !rows.is_empty() {
                let table = ranking(desk, progress, &rows, &thresholds, lang);
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
    let mut worst: BTreeMap<usize, Alert> = BTreeMap::new();
    let own = |row: &&Row| row.branch == Branch::Organisation && is_person(setting, row);
    for row in progress.rows.iter().filter(own) {
        let known = worst.entry(row.node).or_insert(row.alert);
        *known = row.alert.max(*known);
    }
    let count = worst.values().filter(|worst| **worst == alert).count();
    u32::try_from(count).unwrap_or(u32::MAX)
}

fn is_person(setting: &Setting<'_>, row: &Row) -> bool {
    level(setting, row) == Some(Level::Person)
}

fn level(setting: &Setting<'_>, row: &Row) -> Option<Level> {
    Some(setting.tree(row.branch)?.nodes.get(row.node)?.level)
}

/// What a printed share may not be on the wrong side of: the plan's thresholds, none and all.
fn thresholds(desk: &Desk) -> Vec<Number> {
    let mut thresholds = crate::quota::thresholds(&desk.plan.tracking.warnings);
    thresholds.extend([Number::zero(), Number::one()]);
    thresholds
}

fn ranking(
    desk: &Desk,
    progress: &Progress,
    rows: &[&Row],
    thresholds: &[Number],
    lang: Lang,
) -> Table {
    let setting = desk.setting();
    let metric = &setting.metrics[rows[0].metric];
    let adds_up = metric.is_additive();
    let mut columns = vec![
        Column::figure("rank", ""),
        Column::text("name", lang.pick("姓名", "name")),
        Column::figure("target", lang.pick("目标", "target")),
        Column::figure("actual", lang.pick("完成", "actual")),
    ];
    if adds_up {
        columns.push(Column::figure("attainment", lang.pick("完成率", "attained")));
        columns.push(Column::text("bar", ""));
        columns.push(Column::figure("pace", lang.pick("进度达成", "pace")));
        columns.push(Column::figure("gap", lang.pick("差额", "gap")));
    } else {
        let off = match metric.unit {
            Unit::Ratio => lang.pick("与目标相差（百分点）", "off target, points"),
            _ => lang.pick("与目标相差", "off target"),
        };
        columns.push(Column::figure("gap", off));
    }
    columns.push(Column::text("alert", lang.pick("等级", "level")));
    columns.push(Column::figure("change", lang.pick("较上期", "change")));
    let mut table = Table { name: "track", columns, ..Table::default() };
    let mut title = metric.unit.after(metric.name_in(lang), lang);
    if let (Branch::Lines, Some(lines)) = (rows[0].branch, &desk.plan.targets.lines) {
        title.push_str(&format!(" · {}", lines.name.value));
    }
    let period = &progress.period.id;
    let as_of = progress.as_of;
    table.title = match lang {
        Lang::Zh => format!("{title} · {period} · 截至 {as_of}"),
        Lang::En => format!("{title} · {period} · as of {as_of}"),
    };
    if let Some(time) = rows.iter().find_map(|row| row.time.as_ref()) {
        let share = share_text(&time.share(), &[], 1);
        table.title.push_str(&match lang {
            Lang::Zh => format!(" · 时间进度 {share}"),
            Lang::En => format!(" · {share} of the time has passed"),
        });
    }
    let cells = |row: &Row, rank: &str| {
        if adds_up {
            cells(&setting, row, rank, thresholds, lang)
        } else {
            beside_target(&setting, row, rank, thresholds, lang)
        }
    };
    let people = ranked(desk, rows);
    let mut rank = 0;
    for (index, row) in people.iter().enumerate() {
        if index == 0 || attained(people[index - 1]) != attained(row) {
            rank = index + 1;
        }
        table.rows.push(cells(row, &rank.to_string()));
    }
    let groups = rows.iter().filter(|row| !is_person(&setting, row));
    table.foot = groups.map(|row| cells(row, "")).collect();
    if table.rows.is_empty() {
        std::mem::swap(&mut table.rows, &mut table.foot);
        table.columns[1].heading = lang.pick("名称", "name").to_owned();
    }
    table
}

/// People, the best first: the highest share of the target, or the lowest of what should be low.
/// Who has no value stands last.
fn ranked<'r>(desk: &Desk, rows: &[&'r Row]) -> Vec<&'r Row> {
    let setting = desk.setting();
    let low = desk.plan.tracking.wanted(rows[0].metric) == Some(Side::AtMost);
    let mut people: Vec<&Row> =
        rows.iter().filter(|row| is_person(&setting, row)).copied().collect();
    people.sort_by(|a, b| {
        let (one, other) = (attained(a), attained(b));
        let known = other.is_some().cmp(&one.is_some());
        let better = if low { one.cmp(&other) } else { other.cmp(&one) };
        known.then(better).then(a.node.cmp(&b.node))
    });
    people
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
    let unit = setting.metrics[row.metric].unit;
    let filled = row
        .attainment
        .as_ref()
        .map_or_else(String::new, |attainment| bar(&attainment.achieved, &attainment.target, BAR));
    let (mark, alert) = alert(row, lang);
    vec![
        Cell::text(rank).mark(Mark::Dim),
        Cell::text(name(setting, row)),
        number(row.target.as_ref(), unit),
        number(row.actual.as_ref(), unit),
        share(attained(row).as_ref(), thresholds),
        Cell::text(filled).mark(if row.alert == Alert::Green { Mark::Good } else { mark }),
        share(row.pace.as_ref(), thresholds),
        number(row.gap.as_ref(), unit),
        Cell::text(alert).mark(mark),
        signed(row.change.as_ref(), unit),
    ]
}

/// A row of a metric that isn't summed: it stands beside its target and has no pace.
fn beside_target(
    setting: &Setting<'_>,
    row: &Row,
    rank: &str,
    thresholds: &[Number],
    lang: Lang,
) -> Vec<Cell> {
    let unit = setting.metrics[row.metric].unit;
    let own = |value: &Option<Number>| match unit {
        Unit::Ratio => share(value.as_ref(), &beside(thresholds, row)),
        _ => number(value.as_ref(), unit),
    };
    let off = row.gap.as_ref().map(|gap| &Number::zero() - gap);
    let (mark, alert) = alert(row, lang);
    vec![
        Cell::text(rank).mark(Mark::Dim),
        Cell::text(name(setting, row)),
        own(&row.target),
        own(&row.actual),
        signed(off.as_ref(), unit),
        Cell::text(alert).mark(mark),
        signed(row.change.as_ref(), unit),
    ]
}

/// The thresholds and the row's own target.
fn beside(thresholds: &[Number], row: &Row) -> Vec<Number> {
    thresholds.iter().chain(&row.target).cloned().collect()
}

fn name<'s>(setting: &Setting<'s>, row: &Row) -> &'s str {
    setting.tree(row.branch).map_or("", |tree| &tree.nodes[row.node].name)
}

fn alert(row: &Row, lang: Lang) -> (Mark, &'static str) {
    match row.alert {
        Alert::Red => (Mark::Red, lang.pick("● 红", "● red")),
        Alert::Yellow => (Mark::Yellow, lang.pick("▲ 黄", "▲ yellow")),
        Alert::Green => (Mark::Plain, ""),
    }
}

/// A difference with its sign; one of percentages in points: `+170,000.00`, `-0.01`.
fn signed(value: Option<&Number>, unit: Unit) -> Cell {
    let Some(value) = value else { return Cell::nothing("—") };
    let text = match unit {
        Unit::Ratio => share_text(value, &[Number::zero()], 1).replace('%', ""),
        _ => figure(value, unit),
    };
    let plus = if value.is_positive() { "+" } else { "" };
    Cell::figure(format!("{plus}{text}"), machine(value, unit))
}

/// A percentage that stands on its own side of the plan's thresholds and of 100 %.
fn share(value: Option<&Number>, thresholds: &[Number]) -> Cell {
    match value {
        Some(value) => {
            Cell::figure(share_text(value, thresholds, 1), share_machine(value, thresholds))
        }
        None => Cell::nothing("—"),
    }
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
            let group = [Group::Value(value.clone()).into()];
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
