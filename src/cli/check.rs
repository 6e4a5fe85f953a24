//! `incent check`: reads the whole plan and the overriding templates, tries the tables of pay, and tells
//! every problem in one run. Writes nothing, reads no export.

use crate::base::Lang;
use crate::document::Engine;
use crate::pay;
use crate::text::Sink;
use crate::text::show::json;

use super::args::Shape;
use super::command::Words;
use super::context::Context;
use super::desk::Desk;
use super::exit::{Exit, Failure};
use super::table::{Format, json_text};

/// How to show what is found.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    shape: Shape,
}

/// The words of its help.
pub const WORDS: Words = Words {
    examples: &[
        ("incent check", "检查整个计划", "check the whole plan"),
        ("incent check --format json", "结果给程序读", "the findings for a program"),
    ],
    arguments_zh: &[],
};

/// Checks the plan.
pub fn run(args: &Args, context: &mut Context) -> Result<Exit, Failure> {
    let desk = Desk::open(context);
    if let Ok(desk) = &desk {
        pay::example::check(&desk.plan, desk.setting(), &mut context.sink);
        pay::lint(&desk.plan, &mut context.sink);
        let overrides = desk.overrides(context);
        for (_, lang) in Lang::ALL {
            let mut told = Sink::default();
            if let Some(engine) = Engine::new(lang, &overrides, &mut told) {
                engine.rehearse(&mut told);
            }
            // Most overrides serve both languages, and are wrong in both.
            for told in told.diagnostics() {
                if !context.sink.diagnostics().contains(told) {
                    context.sink.push(told.clone());
                }
            }
        }
    }
    if args.shape.format == Format::Json {
        let found = json(context.sink.diagnostics(), &context.sources, context.lang());
        context.screen.data(&json_text(&found));
    }
    let desk = desk?;
    if !context.sink.has_errors() {
        context.screen.say(&summary(&desk, context.lang()));
    }
    Ok(Exit::Done)
}

fn summary(desk: &Desk, lang: Lang) -> String {
    let plan = &desk.plan;
    let people = plan.roster.people.iter().filter(|person| person.carries_target).count();
    let (metrics, sources) = (plan.metrics.len(), plan.sources.len());
    let version = desk.loaded.version().short();
    match lang {
        Lang::Zh => format!(
            "计划 {} 没有错误：{people} 人承担目标，{metrics} 个指标，{sources} 种导出（版本 {version}）",
            plan.head.id.value
        ),
        Lang::En => format!(
            "plan {} has no errors: {people} people with targets, {metrics} metrics, {sources} exports (version {version})",
            plan.head.id.value
        ),
    }
}
