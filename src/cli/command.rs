//! The one table of commands: a row registers a command, and its file holds the rest. To add one,
//! write `cli/NAME.rs` with `Args`, `WORDS` and `run`, and a row here.

use clap::ArgMatches;

use crate::base::Lang;

use super::context::Context;
use super::exit::{Exit, Failure};
use super::{
    assign, check, explain, import, init, manual, record, report, settle, status, templates, track,
};

/// A command.
pub struct Command {
    /// As typed.
    pub name: &'static str,
    /// Where it stands in the list of commands.
    pub stage: Stage,
    /// One line of help in Chinese.
    pub zh: &'static str,
    /// One line of help in English.
    pub en: &'static str,
    /// Its examples and the Chinese texts of its arguments.
    pub words: &'static Words,
    /// Adds its arguments to a parser.
    pub arguments: fn(clap::Command) -> clap::Command,
    /// Runs it.
    pub run: fn(&ArgMatches, &mut Context) -> Result<Exit, Failure>,
}

impl Command {
    /// One line of help.
    pub fn about(&self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.en)
    }
}

/// The words of a command's help. The English texts of arguments are their doc comments.
pub struct Words {
    /// Command lines worth copying, each with what it does in Chinese and in English.
    pub examples: &'static [(&'static str, &'static str, &'static str)],
    /// Chinese texts by the id of the argument.
    pub arguments_zh: &'static [(&'static str, &'static str)],
}

/// The stages of a plan's life, by which help lists the commands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stage {
    /// Begin a plan, know where it stands.
    Plan,
    /// Targets, resources, survey.
    Prepare,
    /// Progress, coaching, adjustment.
    Track,
    /// Settlement, payout, evaluation.
    Settle,
    /// Documents, explanations, the program itself.
    Any,
}

impl Stage {
    /// Every stage with its headings in Chinese and English.
    pub const ALL: [(Stage, &'static str, &'static str); 5] = [
        (Stage::Plan, "计划", "the plan"),
        (Stage::Prepare, "准备", "prepare"),
        (Stage::Track, "跟踪", "track"),
        (Stage::Settle, "核算", "settle"),
        (Stage::Any, "随时", "any time"),
    ];
}

/// Writes a row: name, stage, both lines of help, and the module of the command.
macro_rules! row {
    ($name:literal, $stage:ident, $zh:literal, $en:literal, $module:ident) => {
        Command {
            name: $name,
            stage: Stage::$stage,
            zh: $zh,
            en: $en,
            words: &$module::WORDS,
            arguments: <$module::Args as clap::Args>::augment_args,
            run: |matches, context| {
                let args = <$module::Args as clap::FromArgMatches>::from_arg_matches(matches)
                    .expect("the parser was made from these arguments");
                $module::run(&args, context)
            },
        }
    };
}

/// The table.
pub static COMMANDS: &[Command] = &[
    row!("init", Plan, "新建一份可用的计划", "make a working plan", init),
    row!("check", Plan, "检查整个计划", "check the whole plan", check),
    row!("status", Plan, "计划走到了哪一步", "where the plan stands", status),
    row!("assign", Prepare, "分解目标", "cascade the targets", assign),
    row!("track", Track, "跟踪进度，预警", "track progress, warn", track),
    row!("settle", Settle, "核算奖金", "settle what everybody gets", settle),
    row!(
        "record",
        Any,
        "记下只有人知道的事：打分、决定",
        "enter what only people know: scores, decisions",
        record
    ),
    row!("report", Any, "重新生成文档", "render documents again", report),
    row!("templates", Any, "文档模板", "templates of documents", templates),
    row!(
        "manual",
        Any,
        "手册：计划文件的每一个键",
        "the manual: every key of the plan files",
        manual
    ),
    row!(
        "import",
        Prepare,
        "看导出会怎样读；为没见过的文件提出来源",
        "show how exports would be read; propose a source for a new one",
        import
    ),
    row!(
        "explain",
        Any,
        "奖金怎样算出来的；或一个错误代码：为什么、怎么办",
        "how somebody's pay comes about; or an error code: why it matters, what to do",
        explain
    ),
];

/// The command of that name.
pub fn find(name: &str) -> Option<&'static Command> {
    COMMANDS.iter().find(|command| command.name == name)
}
