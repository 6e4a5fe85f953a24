//! `incent status`: where the plan stands: stages and steps, whose move it is, what is stale. Folded
//! from records; writes nothing.

use crate::base::Lang;
use crate::process::{Stage, State, StepStanding};

use super::args::Shape;
use super::command::Words;
use super::context::Context;
use super::desk::Desk;
use super::exit::{Exit, Failure};
use super::table::{Cell, Column, Mark, Table, Value};

/// How to show it.
#[derive(clap::Args, Debug)]
pub struct Args {
    #[command(flatten)]
    shape: Shape,
    /// end with 3 when a step is stale
    #[arg(long)]
    fail_on_stale: bool,
}

/// The words of its help.
pub const WORDS: Words = Words {
    examples: &[
        ("incent status", "计划走到了哪一步", "where the plan stands"),
        ("incent status --format json", "给程序读", "for a program"),
    ],
    arguments_zh: &[("fail_on_stale", "有步骤过时时，以 3 退出")],
};

/// Shows where the plan stands.
pub fn run(args: &Args, context: &mut Context) -> Result<Exit, Failure> {
    let desk = Desk::open(context)?;
    let lang = context.lang();
    let columns = vec![
        Column::text("stage", lang.pick("阶段", "stage")),
        Column::text("step", lang.pick("步骤", "step")),
        Column::text("name", lang.pick("内容", "what")),
        Column::text("state", lang.pick("状态", "state")),
        Column::text("move", lang.pick("谁来做", "whose move")),
        Column::text("evidence", lang.pick("凭据", "evidence")),
        Column::text("next", lang.pick("命令", "command")),
    ];
    let mut table = Table { name: "status", columns, ..Table::default() };
    let plan = &desk.plan.head;
    table.title = format!("{} · {}", plan.title.value, context.today);
    table.facts = vec![
        ("plan", Value::Text(plan.id.value.clone())),
        ("version", Value::Text(desk.loaded.version().to_string())),
        ("as_of", Value::Text(context.today.to_string())),
    ];
    let mut stage: Option<Stage> = None;
    for standing in desk.standing.steps() {
        let first = stage != Some(standing.step.stage);
        stage = Some(standing.step.stage);
        table.rows.push(row(standing, first, lang));
    }
    table.show(args.shape.format, &mut context.screen);
    let stale = desk.standing.steps().iter().any(|step| matches!(step.state, State::Stale(_)));
    Ok(if args.fail_on_stale && stale { Exit::Found } else { Exit::Done })
}

fn row(standing: &StepStanding, first_of_stage: bool, lang: Lang) -> Vec<Cell> {
    let step = standing.step;
    let stage = step.stage.name(lang);
    let (word, mark) = state(&standing.state, lang);
    let roles: Vec<&str> = standing.move_of().iter().map(|role| role.name(lang)).collect();
    let evidence = standing.evidence.last().map(|evidence| evidence.id.clone());
    let command = step.command.filter(|_| !standing.move_of().is_empty());
    vec![
        Cell {
            text: if first_of_stage { stage.to_owned() } else { String::new() },
            value: Value::Text(stage.to_owned()),
            mark: Mark::Plain,
        },
        Cell::text(step.number),
        Cell::text(step.name.in_lang(lang)),
        Cell { text: word, value: Value::Text(standing.state.word().to_owned()), mark },
        Cell::text(roles.join(lang.pick("、", ", "))),
        Cell::text(evidence.unwrap_or_default()).mark(Mark::Dim),
        Cell::text(command.map_or_else(String::new, |name| format!("incent {name}"))),
    ]
}

/// A state in words, and how it stands out.
pub(super) fn state(state: &State, lang: Lang) -> (String, Mark) {
    match state {
        State::NotStarted => (lang.pick("未开始", "not started").to_owned(), Mark::Dim),
        State::Open => (lang.pick("可以做了", "can be done").to_owned(), Mark::Yellow),
        State::Done => (lang.pick("已完成", "done").to_owned(), Mark::Good),
        State::Stale(changed) => {
            let names: Vec<&str> = changed.iter().map(|changed| changed.name.as_str()).collect();
            let word = lang.pick("已过时：", "stale: ");
            (format!("{word}{}", names.join(", ")), Mark::Red)
        }
        State::NotYetBuildable => {
            (lang.pick("尚未提供", "not available yet").to_owned(), Mark::Dim)
        }
    }
}
