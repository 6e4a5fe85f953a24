//! `incent assign`: cascades the targets down the trees and over the months, writes `targets.csv` and
//! 《销售目标分解清单》, and prints the tree.

use crate::base::figure::{figure, share_text};
use crate::base::{FileDigest, Lang, Number};
use crate::document::{TargetBreakdown, catalogue};
use crate::plan::tree::Tree;
use crate::process::record::ASSIGNED;
use crate::process::{Action, Permit};
use crate::quota::sheet::write_targets;
use crate::quota::{Actuals, Assignment, Branch, Horizon, MetricTree, Setting, cascade, question};
use crate::store::{PlanPath, name};
use crate::text::Diagnostic;

use super::args::Shape;
use super::command::Words;
use super::context::Context;
use super::desk::{Desk, Pen, WRITING_ZH, Writing, fail, seen};
use super::exit::{Exit, Failure};
use super::exports::{self, Answer};
use super::letterhead::{Letterhead, head, render};
use super::table::{Cell, Column, Mark, Table, Value};

/// How to assign.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    shape: Shape,
    #[command(flatten)]
    writing: Writing,
}

/// The words of its help.
pub const WORDS: Words = Words {
    examples: &[
        ("incent assign", "分解目标，写出 targets.csv", "cascade the targets, write targets.csv"),
        ("incent assign --dry-run", "先看会改什么", "see first what would change"),
        ("incent assign --format csv", "目标树给程序读", "the tree for a program"),
    ],
    arguments_zh: &[WRITING_ZH[0], WRITING_ZH[1]],
};

/// Plan files that targets come from, as the record cites them.
const SEEN: [&str; 5] =
    ["incent.toml", "metrics.toml", "roster.csv", "sources.toml", "targets.toml"];

/// Assigns the targets.
pub fn run(args: &Args, context: &mut Context) -> Result<Exit, Failure> {
    let mut pen = Pen::take(context, &args.writing, "assign")?;
    let desk = Desk::open(context)?;
    let permit = desk.permit(Action::ASSIGN, context)?;
    let (assignment, answer) = compute(&desk, context)?;
    show(&desk, &assignment, args, context);
    write(&desk, &assignment, &answer, &permit, &mut pen, context)?;
    pen.changes.saw(desk.loaded.inputs());
    pen.commit(&desk.folder, context)?;
    Ok(Exit::Done)
}

/// The cascade, with the history that it asks for.
pub fn compute(desk: &Desk, context: &mut Context) -> Result<(Assignment, Answer), Failure> {
    let setting = desk.setting();
    let horizon = Horizon { period: setting.period, fiscal: setting.fiscal };
    let asked = question::for_cascade(&setting, &desk.plan.targets, horizon);
    let answer = exports::ask(desk, &asked, context)?;
    let actuals = Actuals { metrics: setting.metrics, facts: &answer.facts, horizon };
    let assignment = cascade(&setting, &desk.plan.targets, actuals, &mut context.sink);
    context.timings.part("targets");
    if context.sink.has_errors() { Err(Failure::Told) } else { Ok((assignment, answer)) }
}

fn write(
    desk: &Desk,
    assignment: &Assignment,
    answer: &Answer,
    permit: &Permit,
    pen: &mut Pen,
    context: &mut Context,
) -> Result<(), Failure> {
    let setting = desk.setting();
    let lang = context.lang();
    let targets = write_targets(&setting, assignment);
    let mut record = pen.record(&ASSIGNED);
    record.sees.extend(seen(&desk.loaded, &SEEN));
    record.sees.extend(exports::remember(desk, answer, pen)?);
    let digest = crate::base::Digest::of(targets.as_bytes());
    record.made.insert("targets.csv".to_owned(), FileDigest::from(digest));
    pen.changes.put(permit, path(PlanPath::parse("targets.csv"), context)?, targets);

    let period = desk.document_folder();
    let document = &catalogue::TARGET_BREAKDOWN;
    let letterhead = Letterhead {
        document,
        number: format!("{period}/{}", document.id),
        period: (setting.period.start, setting.period.end),
        date: pen.day_of(&desk.log, &record),
        cut_off: None,
        sources: &answer.sources,
    };
    let head = head(desk, &letterhead, lang);
    let page = TargetBreakdown::fill(head, &desk.plan, &setting, assignment, lang);
    let text = render(desk, document, &page, context)?;
    let place = path(name::document(&period, document.id, lang, "md"), context)?;
    pen.changes.put(permit, place, text);
    let recorded = pen.changes.record(permit, &desk.log, &record);
    recorded.map_err(|failure| fail(context, failure))?;
    Ok(())
}

/// A path of the plan folder, or its diagnostic.
pub fn path(
    made: Result<PlanPath, Diagnostic>,
    context: &mut Context,
) -> Result<PlanPath, Failure> {
    made.map_err(|told| {
        context.sink.push(told);
        Failure::Told
    })
}

fn show(desk: &Desk, assignment: &Assignment, args: &Args, context: &mut Context) {
    let lang = context.lang();
    if matches!(args.shape.format, super::table::Format::Table) {
        for metric_tree in &assignment.metrics {
            tree_table(desk, assignment, &[metric_tree], lang, true)
                .show(args.shape.format, &mut context.screen);
            context.screen.print("\n");
        }
        return;
    }
    let all: Vec<&MetricTree> = assignment.metrics.iter().collect();
    tree_table(desk, assignment, &all, lang, false).show(args.shape.format, &mut context.screen);
}

/// Trees as a table; for people one at a time, without the columns that would say the same in each
/// row.
fn tree_table(
    desk: &Desk,
    assignment: &Assignment,
    trees: &[&MetricTree],
    lang: Lang,
    for_people: bool,
) -> Table {
    let setting = desk.setting();
    let mut columns = Vec::new();
    if !for_people {
        columns.push(Column::text("metric", lang.pick("指标", "metric")));
        columns.push(Column::text("node", lang.pick("节点", "node")));
        columns.push(Column::text("level", lang.pick("层级", "level")));
    }
    columns.push(Column::text("name", lang.pick("名称", "name")));
    columns.push(Column::figure("target", lang.pick("目标", "target")));
    columns.push(Column::figure("share", lang.pick("占上级", "of parent")));
    columns.push(Column::figure("growth", lang.pick("增长", "growth")));
    if for_people {
        for part in &assignment.grid {
            columns.push(Column::figure("part", part.id.clone()));
        }
    }
    columns.push(Column::text("how", lang.pick("方法", "method")));
    let mut table = Table { name: "assign", columns, ..Table::default() };
    if let (true, Some(one)) = (for_people, trees.first()) {
        let metric = &setting.metrics[one.metric];
        table.title = metric.unit.after(metric.name_in(lang), lang);
        if let (Branch::Lines, Some(lines)) = (one.branch, &desk.plan.targets.lines) {
            table.title.push_str(&format!(" · {}", lines.name.value));
        }
        table.notes = stacked_notes(one, lang);
        if one.additive {
            table.notes.extend(transfer_notes(&setting, one, lang));
        }
    }
    for metric_tree in trees {
        let Some(tree) = setting.tree(metric_tree.branch) else { continue };
        for node in 0..metric_tree.nodes.len() {
            // Among the people's rows a person with several stints would stand twice.
            let beside = for_people && !tree.nodes[node].stints.is_empty();
            if metric_tree.nodes[node].value.is_some() && !beside {
                table.rows.push(row(desk, metric_tree, tree, node, lang, for_people));
            }
        }
    }
    table
}

fn row(
    desk: &Desk,
    metric_tree: &MetricTree,
    tree: &Tree,
    node: usize,
    lang: Lang,
    for_people: bool,
) -> Vec<Cell> {
    let metric = &desk.plan.metrics[metric_tree.metric];
    let (place, target) = (&tree.nodes[node], &metric_tree.nodes[node]);
    let mut cells = Vec::new();
    if !for_people {
        cells.push(Cell::text(&metric.id.value));
        cells.push(Cell::text(&place.id));
        cells.push(Cell::text(place.level.word()));
    }
    let indent = if for_people { "  ".repeat(depth(tree, node)) } else { String::new() };
    cells.push(Cell::text(format!("{indent}{}", place.name)));
    cells.push(number(target.value.as_ref(), metric.unit));
    cells.push(share(target.share.as_ref()));
    cells.push(share(target.growth.as_ref()));
    if for_people {
        cells.extend(target.parts.iter().map(|part| number(part.as_ref(), metric.unit)));
    }
    let how = target.how.map_or("", |how| {
        let (_, _, zh, en) = crate::quota::How::ALL[how as usize];
        lang.pick(zh, en)
    });
    let word = target.how.map_or("", crate::quota::How::word);
    let (text, word, mark) = match &target.overridden {
        Some(by) => {
            let text = format!("{}{}", lang.pick("改动：", "override: "), by.reason);
            (text, "override", Mark::Yellow)
        }
        None => (how.to_owned(), word, Mark::Dim),
    };
    cells.push(Cell { text, value: Value::Text(word.to_owned()), mark });
    cells
}

fn depth(tree: &Tree, node: usize) -> usize {
    let mut depth = 0;
    let mut at = node;
    while let Some(parent) = tree.nodes[at].parent {
        depth += 1;
        at = parent;
    }
    depth
}

/// A figure in its unit; `—` where there is none.
pub fn number(value: Option<&Number>, unit: crate::base::Unit) -> Cell {
    match value {
        Some(value) => Cell::figure(figure(value, unit), crate::base::figure::machine(value, unit)),
        None => Cell::nothing("—"),
    }
}

fn share(value: Option<&Number>) -> Cell {
    match value {
        Some(value) => Cell::figure(
            share_text(value, &[], 1),
            crate::base::figure::machine(value, crate::base::Unit::Ratio),
        ),
        None => Cell { text: String::new(), value: Value::Nothing, mark: Mark::Plain },
    }
}

/// What people with several stints have as a whole.
fn transfer_notes(setting: &Setting<'_>, metric_tree: &MetricTree, lang: Lang) -> Vec<String> {
    let unit = setting.metrics[metric_tree.metric].unit;
    let nodes = setting.tree(metric_tree.branch).map_or(&[][..], |tree| &tree.nodes);
    let whole = nodes.iter().zip(&metric_tree.nodes).filter_map(|(node, target)| {
        let value = target.value.as_ref().filter(|_| !node.stints.is_empty())?;
        let (name, count, value) = (&node.name, node.stints.len(), figure(value, unit));
        Some(match lang {
            Lang::Zh => format!("{name}：{count} 个任职段合计 {value}"),
            Lang::En => format!("{name}: {value} over {count} stints"),
        })
    });
    whole.collect()
}

/// Over-assignment, where there is any: how far each level's sum is above the top.
fn stacked_notes(metric_tree: &MetricTree, lang: Lang) -> Vec<String> {
    let over = metric_tree.levels.iter().filter_map(|level| {
        let stacked = level.stacked.as_ref().filter(|stacked| !stacked.is_zero())?;
        let (_, _, zh, en) = crate::plan::tree::Level::ALL[level.level as usize];
        let share = share_text(stacked, &[], 1);
        Some(match lang {
            Lang::Zh => format!("{zh}一级合计比公司目标多 {share}（加压）"),
            Lang::En => {
                format!("the {en} level sums to {share} above the company (over-assignment)")
            }
        })
    });
    over.collect()
}
