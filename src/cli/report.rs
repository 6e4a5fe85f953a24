//! `incent report [DOCUMENT…]`: renders documents again from what is there now, in either language.
//! Without names, lists the documents and whether they are there.

use std::path::PathBuf;

use crate::base::Lang;
use crate::document::{TargetBreakdown, catalogue};
use crate::process::record::{Filed, TRACKED};
use crate::process::{Action, StepId, Value as Field};
use crate::store::{PlanPath, name};
use crate::text::Diagnostic;
use crate::text::code::store::TOLD_FROM_OTHERS;

use super::args::Shape;
use super::assign::{compute, path};
use super::command::Words;
use super::context::Context;
use super::desk::{Desk, Pen, WRITING_ZH, Writing, seen};
use super::exit::{Exit, Failure};
use super::letterhead::{Letterhead, engine, head, render};
use super::settle::Basis;
use super::sheets::Sheets;
use super::table::{Cell, Column, Table, Value};
use super::track::{TOLD_FROM, Tracked};

/// What to render.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// documents by id or title, as in progress; without any, all that exist are listed
    documents: Vec<String>,
    /// the period, as in 2026Q3
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
    /// write to this file instead of documents/; - is standard output
    #[arg(short, long, value_name = "FILE")]
    output: Option<PathBuf>,
    #[command(flatten)]
    shape: Shape,
    #[command(flatten)]
    writing: Writing,
}

/// The words of its help.
pub const WORDS: Words = Words {
    examples: &[
        (
            "incent report progress",
            "重新生成《销售进度跟踪表》",
            "render the progress tracker again",
        ),
        (
            "incent report target-breakdown --lang en -o -",
            "目标分解清单的英文版，输出到屏幕",
            "the target breakdown in English, to the screen",
        ),
        ("incent report", "列出全部文档", "list the documents"),
    ],
    arguments_zh: &[
        ("documents", "文档的编号或标题，例如 progress；不写则列出全部"),
        ("period", "周期，例如 2026Q3"),
        ("output", "写到这个文件而不是 documents/；- 为标准输出"),
        WRITING_ZH[0],
        WRITING_ZH[1],
    ],
};

/// A document as text, and where it belongs.
struct Rendered {
    place: Result<PlanPath, Diagnostic>,
    text: String,
}

/// Renders documents, or lists them.
pub fn run(args: &Args, context: &mut Context) -> Result<Exit, Failure> {
    if args.documents.is_empty() {
        let desk = Desk::open(context)?;
        list(&desk, context.lang()).show(args.shape.format, &mut context.screen);
        return Ok(Exit::Done);
    }
    let asked = named(&args.documents, context)?;
    if let Some(output) = &args.output {
        let desk = Desk::open(context)?;
        let mut text = String::new();
        for document in asked {
            let rendered = rendered(&desk, document, args, context)?;
            rendered.iter().for_each(|one| text.push_str(&one.text));
        }
        return put(output, &text, context);
    }
    let mut pen = Pen::take(context, &args.writing, "report")?;
    let desk = Desk::open(context)?;
    for document in asked {
        let permit = desk.permit(Action::Render(step(document)), context)?;
        for one in rendered(&desk, document, args, context)? {
            pen.changes.put(&permit, path(one.place, context)?, one.text);
        }
    }
    pen.changes.saw(desk.loaded.inputs());
    pen.commit(&desk.folder, context)?;
    Ok(Exit::Done)
}

/// The documents that are meant; a name that none has is a mistake of the command line.
fn named(
    names: &[String],
    context: &Context,
) -> Result<Vec<&'static catalogue::Document>, Failure> {
    let found: Vec<_> = names.iter().map(|name| (name, catalogue::find(name))).collect();
    if let Some((unknown, _)) = found.iter().find(|(_, document)| document.is_none()) {
        let known: Vec<&str> = catalogue::ALL.iter().map(|document| document.id).collect();
        return Err(Failure::Usage(match context.lang() {
            Lang::Zh => format!("没有文档“{unknown}”；可以写 {}", known.join("、")),
            Lang::En => format!("there is no document \"{unknown}\"; write {}", known.join(", ")),
        }));
    }
    Ok(found.into_iter().filter_map(|(_, document)| document).collect())
}

/// The catalogue's tests see to it that every document has its step.
fn step(document: &catalogue::Document) -> StepId {
    document.step().unwrap_or(StepId::Targets)
}

/// The document as text; for one that is about one person, everybody's.
fn rendered(
    desk: &Desk,
    document: &'static catalogue::Document,
    args: &Args,
    context: &mut Context,
) -> Result<Vec<Rendered>, Failure> {
    let lang = context.lang();
    if document.id == catalogue::TARGET_BREAKDOWN.id {
        return Ok(vec![breakdown(desk, context)?]);
    }
    if document.step() == Some(StepId::Settlement) {
        return settled(desk, document, args, context);
    }
    let tracked = Tracked::of(desk, args.period.as_deref(), context)?;
    if args.output.is_none() {
        refuse_other_inputs(desk, &tracked, context)?;
    }
    let day = tracked.progress.as_of.to_string();
    let (page, list) = tracked.pages(desk, &day, context)?;
    let is_private = document.id == catalogue::AT_RISK.id;
    let place = if is_private { name::private_document } else { name::document };
    let place = place(&day, document.id, lang, "md");
    Ok(vec![Rendered { place, text: if is_private { list } else { page } }])
}

/// The sheet or the statements of a period that was settled.
fn settled(
    desk: &Desk,
    document: &'static catalogue::Document,
    args: &Args,
    context: &mut Context,
) -> Result<Vec<Rendered>, Failure> {
    let lang = context.lang();
    let basis = Basis::of(desk, args.period.as_deref(), context)?;
    let settlement = basis.settle(desk, context)?;
    let sheets = Sheets { desk, basis: &basis, settlement: &settlement };
    let date = sheets.day(args.output.is_none(), context)?;
    let engine = engine(desk, context)?;
    let period = &basis.period.id;
    if document.id == catalogue::SETTLEMENT.id {
        let place = name::private_document(period, document.id, lang, "md");
        return Ok(vec![Rendered { place, text: sheets.sheet(&engine, date, context)? }]);
    }
    let mut all = Vec::new();
    for statement in &settlement.statements {
        let id = &desk.plan.roster.people[statement.person].id;
        let place = name::personal_document(period, document.id, id, lang, "md");
        let text = sheets.statement(&engine, statement, date, context)?;
        all.push(Rendered { place, text });
    }
    Ok(all)
}

fn breakdown(desk: &Desk, context: &mut Context) -> Result<Rendered, Failure> {
    let lang = context.lang();
    let (assignment, answer) = compute(desk, context)?;
    let setting = desk.setting();
    let document = &catalogue::TARGET_BREAKDOWN;
    let folder = desk.document_folder();
    let assigned = desk.log.latest(&crate::process::record::ASSIGNED);
    let letterhead = Letterhead {
        document,
        number: format!("{folder}/{}", document.id),
        period: (setting.period.start, setting.period.end),
        date: assigned.map_or(context.today, |filed| filed.record.at.day()),
        cut_off: None,
        sources: &answer.sources,
    };
    let head = head(desk, &letterhead, lang);
    let page = TargetBreakdown::fill(head, &desk.plan, &setting, &assignment, lang);
    let text = render(desk, document, &page, context)?;
    let place = name::document(&folder, document.id, lang, "md");
    Ok(Rendered { place, text })
}

/// A day that was tracked keeps its documents: they are made again from the same targets and rules, or
/// not at all.
fn refuse_other_inputs(
    desk: &Desk,
    tracked: &Tracked,
    context: &mut Context,
) -> Result<(), Failure> {
    let (day, period) = (tracked.progress.as_of, &tracked.progress.period.id);
    let is_told = |filed: &&Filed| {
        let record = &filed.record;
        *record.kind == TRACKED
            && record.fields.get("as-of") == Some(&Field::Day(day))
            && record.fields.get("period") == Some(&Field::Text(period.clone()))
    };
    let Some(told) = desk.log.holding().rev().find(is_told) else { return Ok(()) };
    let changed: Vec<String> = seen(&desk.loaded, &TOLD_FROM)
        .into_iter()
        .filter(|(name, now)| told.record.sees.get(name).is_some_and(|was| was != now))
        .map(|(name, _)| name)
        .collect();
    if changed.is_empty() {
        return Ok(());
    }
    let refused = Diagnostic::new(&TOLD_FROM_OTHERS).arg("day", day);
    context.sink.push(refused.arg("changed", changed.join(", ")));
    Err(Failure::Refused)
}

fn put(output: &std::path::Path, text: &str, context: &mut Context) -> Result<Exit, Failure> {
    if output.as_os_str() == "-" {
        context.screen.data(text);
        return Ok(Exit::Done);
    }
    crate::store::export::write(output, text.as_bytes())
        .map_err(|failure| super::desk::fail(context, failure))?;
    context.screen.wrote(&output.display().to_string());
    Ok(Exit::Done)
}

fn list(desk: &Desk, lang: Lang) -> Table {
    let columns = vec![
        Column::text("id", lang.pick("编号", "id")),
        Column::text("title", lang.pick("文档", "document")),
        Column::text("step", lang.pick("步骤", "step")),
        Column::text("state", lang.pick("状态", "state")),
    ];
    let mut table = Table { name: "report", columns, ..Table::default() };
    for document in catalogue::ALL {
        let state = &desk.standing.of(step(document)).state;
        let (text, mark) = super::status::state(state, lang);
        table.rows.push(vec![
            Cell::text(document.id),
            Cell::text(document.title(lang)),
            Cell::text(step(document).row().number),
            Cell { text, value: Value::Text(state.word().to_owned()), mark },
        ]);
    }
    table
}
