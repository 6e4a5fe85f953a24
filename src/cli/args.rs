//! The command line: options that every command has, and the parser put together from the table of
//! commands. How help and mistakes read is in `help` and `mistake`.

use std::ffi::OsString;
use std::path::PathBuf;

use clap::{ArgMatches, FromArgMatches};

use crate::base::{Day, Lang};

use super::command::{Command, find};
use super::help;
use super::language::{Language, peek};
use super::mistake::{self, Answer};
use super::screen::Colour;
use super::surroundings::Surroundings;
use super::table::Format;

/// Options that stand before or after any command. Their Chinese texts are in [`OPTIONS_ZH`].
#[derive(clap::Args, Clone, Debug)]
pub struct Options {
    /// the plan folder; without it, the nearest parent with incent.toml [env: INCENT_DIR]
    #[arg(short = 'C', value_name = "DIR", global = true)]
    pub folder: Option<PathBuf>,
    /// language of messages and documents: zh-CN or en [env: INCENT_LANG]
    #[arg(long, value_name = "LANG", value_parser = lang, global = true)]
    pub lang: Option<Lang>,
    /// take DATE for today, as in 2026-07-01
    #[arg(long, value_name = "DATE", value_parser = day, global = true)]
    pub as_of: Option<Day>,
    /// when to colour
    #[arg(long, value_name = "WHEN", value_enum, default_value = "auto", global = true)]
    pub color: Colour,
    /// say nothing but results and errors
    #[arg(short, long, conflicts_with = "verbose", global = true)]
    pub quiet: bool,
    /// say which files and rules decided
    #[arg(short, long, global = true)]
    pub verbose: bool,
    /// show how long each part took
    #[arg(long, global = true)]
    pub timings: bool,
}

/// The form of figures, for every command that shows some: flatten it into the command's `Args`.
#[derive(clap::Args, Clone, Copy, Debug)]
pub struct Shape {
    /// form of the output
    #[arg(long, value_name = "FORMAT", value_enum, default_value = "table")]
    pub format: Format,
}

/// Chinese texts of the options above, by the id of the argument.
pub const OPTIONS_ZH: &[(&str, &str)] = &[
    ("folder", "计划文件夹；不写则取最近的含 incent.toml 的上级文件夹 [环境变量 INCENT_DIR]"),
    ("lang", "消息和文档的语言：zh-CN 或 en [环境变量 INCENT_LANG]"),
    ("as_of", "把 DATE 当作今天，写成 2026-07-01"),
    ("color", "何时使用颜色"),
    ("quiet", "只输出结果和错误"),
    ("verbose", "说明由哪些文件和规则决定"),
    ("timings", "显示各部分用时"),
    ("format", "输出的形式"),
];

/// A command line that can be run.
pub struct Typed {
    /// The options that every command has.
    pub options: Options,
    /// The command.
    pub command: &'static Command,
    /// Its arguments.
    pub matches: ArgMatches,
}

/// Parses a command line; help, the version and mistakes come back as an [`Answer`] to show.
pub fn parse(line: Vec<OsString>, around: &Surroundings) -> Result<Typed, Answer> {
    let lang = Language::new(peek(&line), around).lang;
    if let Some(wish) = around.text("INCENT_LANG").filter(|wish| Lang::parse(wish).is_none()) {
        return Err(mistake::wrong_variable("INCENT_LANG", &wish, lang));
    }
    let parser = help::parser(lang);
    let mut found =
        parser.try_get_matches_from(line).map_err(|error| mistake::answer(&error, lang))?;
    let options =
        Options::from_arg_matches(&found).map_err(|error| mistake::answer(&error, lang))?;
    let (name, matches) = found.remove_subcommand().expect("the parser asks for a command");
    let command = find(&name).expect("the parser was made from the table");
    Ok(Typed { options, command, matches })
}

fn lang(text: &str) -> Result<Lang, String> {
    Lang::parse(text).ok_or_else(String::new)
}

fn day(text: &str) -> Result<Day, String> {
    Day::parse(text).ok_or_else(String::new)
}
