//! `incent templates`: lists the built-in templates, copies one out to be changed, prints what a
//! document's template is given.

use crate::base::Lang;
use crate::document::{builtin, catalogue};
use crate::store::PlanFile;

use super::args::Shape;
use super::command::Words;
use super::context::Context;
use super::desk::{Desk, Pen, WRITING_ZH, Writing};
use super::exit::{Exit, Failure};
use super::table::{Cell, Column, Table, json_text};

/// What to do with templates.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// print this template, as in progress.md
    #[arg(long, value_name = "NAME", conflicts_with_all = ["copy", "context"])]
    show: Option<String>,
    /// copy this template into templates/ of the plan, where it overrides the built-in one
    #[arg(long, value_name = "NAME", conflicts_with = "context")]
    copy: Option<String>,
    /// print what a document's template is given, as JSON, as in progress
    #[arg(long, value_name = "DOCUMENT")]
    context: Option<String>,
    #[command(flatten)]
    shape: Shape,
    #[command(flatten)]
    writing: Writing,
}

/// The words of its help.
pub const WORDS: Words = Words {
    examples: &[
        ("incent templates", "列出内置模板", "list the built-in templates"),
        ("incent templates --copy progress.md", "拷出一份来改", "copy one out to change it"),
        (
            "incent templates --context progress",
            "模板里可以用什么（JSON）",
            "what a template may use (JSON)",
        ),
    ],
    arguments_zh: &[
        ("show", "打印这个模板，例如 progress.md"),
        ("copy", "把这个模板拷进计划的 templates/，在那里它取代内置的"),
        ("context", "打印一份文档的模板可以用的内容（JSON），例如 progress"),
        WRITING_ZH[0],
        WRITING_ZH[1],
    ],
};

/// Lists, shows, copies, or prints a context.
pub fn run(args: &Args, context: &mut Context) -> Result<Exit, Failure> {
    let lang = context.lang();
    if let Some(id) = &args.context {
        let Some(document) = catalogue::find(id) else {
            return Err(Failure::Usage(unknown(id, lang)));
        };
        let sample = (document.sample)(lang);
        context.screen.data(&json_text(&sample));
        return Ok(Exit::Done);
    }
    if let Some(name) = &args.show {
        let text = text(name, lang)?;
        context.screen.data(text);
        return Ok(Exit::Done);
    }
    if let Some(name) = &args.copy {
        return copy(name, args, context);
    }
    list(lang).show(args.shape.format, &mut context.screen);
    Ok(Exit::Done)
}

fn text(name: &str, lang: Lang) -> Result<&'static str, Failure> {
    let found = builtin::ALL.iter().find(|known| known.name == name);
    found.map(|found| found.text(lang)).ok_or_else(|| Failure::Usage(unknown(name, lang)))
}

fn copy(name: &str, args: &Args, context: &mut Context) -> Result<Exit, Failure> {
    let mut pen = Pen::take(context, &args.writing, "templates")?;
    let desk = Desk::open(context)?;
    let lang = context.lang();
    let text = text(name, lang)?;
    match PlanFile::parse(&format!("templates/{}/{name}", lang.code())) {
        Ok(file) => pen.changes.create(&file, text),
        Err(told) => context.sink.push(told),
    }
    pen.commit(&desk.folder, context)?;
    Ok(Exit::Done)
}

fn list(lang: Lang) -> Table {
    let columns = vec![
        Column::text("template", lang.pick("模板", "template")),
        Column::text("document", lang.pick("文档", "document")),
        Column::text("title", lang.pick("标题", "title")),
    ];
    let mut table = Table { name: "templates", columns, ..Table::default() };
    for known in builtin::ALL {
        let document = catalogue::ALL.iter().find(|document| document.template == known.name);
        table.rows.push(vec![
            Cell::text(known.name),
            Cell::text(document.map_or("", |document| document.id)),
            Cell::text(document.map_or("", |document| document.title(lang))),
        ]);
    }
    table
}

fn unknown(name: &str, lang: Lang) -> String {
    let templates = builtin::ALL.iter().map(|known| known.name);
    let known: Vec<&str> =
        templates.chain(catalogue::ALL.iter().map(|document| document.id)).collect();
    match lang {
        Lang::Zh => format!("没有模板或文档“{name}”；可以写 {}", known.join("、")),
        Lang::En => {
            format!("there is no template or document \"{name}\"; write {}", known.join(", "))
        }
    }
}
