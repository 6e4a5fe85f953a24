//! Help pages in both languages, examples first, made from the table of commands and clap's model of
//! their arguments. English texts of arguments are their doc comments, Chinese ones stand in tables.

use clap::{Arg, ArgAction, Args as _, CommandFactory as _};
use unicode_width::UnicodeWidthStr;

use crate::base::Lang;

use super::args::{OPTIONS_ZH, Options};
use super::command::{COMMANDS, Command, Stage};

/// The root of the parser; everything else is added from the table of commands.
#[derive(clap::Parser)]
#[command(name = "incent", version, subcommand_required = true, arg_required_else_help = true)]
struct Root {
    #[command(flatten)]
    options: Options,
}

/// What the program is, in Chinese and English.
const ABOUT: (&str, &str) = (
    "incent：销售激励计划的全过程，放在一个纯文本文件夹里",
    "incent: a sales incentive plan through its whole life, in one folder of plain files",
);

/// The parser with its help in that language.
pub fn parser(lang: Lang) -> clap::Command {
    let root = Root::command().override_help(root_page(lang)).disable_help_subcommand(false);
    COMMANDS.iter().fold(root, |root, command| {
        let parser = (command.arguments)(clap::Command::new(command.name));
        let page = command_page(command, &parser, lang);
        root.subcommand(parser.about(command.about(lang)).override_help(page))
    })
}

/// What an argument is for, found by how clap writes it (`--as-of <DATE>`).
pub fn purpose(written: &str, lang: Lang) -> Option<String> {
    let options = options();
    let parsers = COMMANDS.iter().map(|command| {
        let zh = command.words.arguments_zh;
        ((command.arguments)(clap::Command::new(command.name)), zh)
    });
    std::iter::once((options, OPTIONS_ZH)).chain(parsers).find_map(|(mut parser, zh)| {
        // Only a built parser can write its arguments.
        parser.build();
        let arg = parser.get_arguments().find(|arg| arg.to_string() == written)?;
        Some(text(arg, zh, lang))
    })
}

fn options() -> clap::Command {
    Options::augment_args(clap::Command::new("incent"))
}

/// The help of `incent` itself: commands by stage.
fn root_page(lang: Lang) -> String {
    let mut page = Page::new(lang.pick(ABOUT.0, ABOUT.1));
    let examples = COMMANDS.iter().filter_map(|command| command.words.examples.first());
    page.section(lang.pick("示例", "Examples"), examples.map(|e| example(e, lang)).collect());
    let usage = lang.pick("incent [选项] <命令>", "incent [OPTIONS] <COMMAND>");
    page.section(lang.pick("用法", "Usage"), vec![(usage.to_owned(), String::new())]);
    for (stage, zh, en) in Stage::ALL {
        let of_stage = COMMANDS.iter().filter(|command| command.stage == stage);
        let line = |command: &Command| (command.name.to_owned(), command.about(lang).to_owned());
        let heading = format!("{}{}", lang.pick("命令 · ", "Commands, "), lang.pick(zh, en));
        page.section(&heading, of_stage.map(line).collect());
    }
    let mut options = common_options(lang);
    options
        .push(("-V, --version".to_owned(), lang.pick("显示版本", "show the version").to_owned()));
    page.section(lang.pick("选项", "Options"), options);
    let more = lang.pick(
        "incent 命令 --help 查看一个命令的帮助",
        "incent COMMAND --help shows the help of a command",
    );
    page.text + "\n" + more + "\n"
}

/// The options of every command.
fn common_options(lang: Lang) -> Vec<(String, String)> {
    let mut lines = lines(&options(), false, &[], lang);
    lines.push(("-h, --help".to_owned(), lang.pick("显示帮助", "show help").to_owned()));
    lines
}

/// The help of a command.
fn command_page(command: &Command, parser: &clap::Command, lang: Lang) -> String {
    let zh = command.words.arguments_zh;
    let mut page = Page::new(command.about(lang));
    let examples = command.words.examples.iter().map(|e| example(e, lang)).collect();
    page.section(lang.pick("示例", "Examples"), examples);
    page.section(lang.pick("用法", "Usage"), vec![(usage(command, parser, lang), String::new())]);
    page.section(lang.pick("参数", "Arguments"), lines(parser, true, zh, lang));
    page.section(lang.pick("选项", "Options"), lines(parser, false, zh, lang));
    page.section(lang.pick("通用选项", "Common options"), common_options(lang));
    page.text
}

fn example(example: &(&str, &str, &str), lang: Lang) -> (String, String) {
    let (line, zh, en) = example;
    ((*line).to_owned(), lang.pick(zh, en).to_owned())
}

fn usage(command: &Command, parser: &clap::Command, lang: Lang) -> String {
    let mut usage = format!("incent {} {}", command.name, lang.pick("[选项]", "[OPTIONS]"));
    for arg in parser.get_positionals() {
        usage.push(' ');
        usage += &positional(arg);
    }
    usage
}

/// `<FILE>` where it must be given, `[FILE]` where not, `…` where several may.
fn positional(arg: &Arg) -> String {
    let name = value_name(arg);
    let several = matches!(arg.get_action(), ArgAction::Append)
        || arg.get_num_args().is_some_and(|range| range.max_values() > 1);
    let dots = if several { "..." } else { "" };
    if arg.is_required_set() { format!("<{name}>{dots}") } else { format!("[{name}]{dots}") }
}

fn value_name(arg: &Arg) -> String {
    match arg.get_value_names() {
        Some([name, ..]) => name.to_string(),
        _ => arg.get_id().as_str().to_uppercase(),
    }
}

/// The lines of the positional arguments, or of the options.
fn lines(
    parser: &clap::Command,
    positionals: bool,
    zh: &[(&str, &str)],
    lang: Lang,
) -> Vec<(String, String)> {
    let shown = |arg: &&Arg| arg.is_positional() == positionals && !arg.is_hide_set();
    parser.get_arguments().filter(shown).map(|arg| (written(arg), text(arg, zh, lang))).collect()
}

/// `-C DIR`, `--format FORMAT`, `-q, --quiet`.
fn written(arg: &Arg) -> String {
    if arg.is_positional() {
        return positional(arg);
    }
    let short = arg.get_short().map(|c| format!("-{c}"));
    let long = arg.get_long().map(|name| format!("--{name}"));
    let names: Vec<String> = short.into_iter().chain(long).collect();
    let value = if arg.get_action().takes_values() {
        " ".to_owned() + &value_name(arg)
    } else {
        String::new()
    };
    let indent = if arg.get_short().is_none() { "    " } else { "" };
    format!("{indent}{}{value}", names.join(", "))
}

/// The text of an argument, with what it may be and what it is by default.
fn text(arg: &Arg, zh: &[(&str, &str)], lang: Lang) -> String {
    let mut text = match lang {
        Lang::En => arg.get_help().map(ToString::to_string),
        Lang::Zh => zh
            .iter()
            .chain(OPTIONS_ZH)
            .find(|(id, _)| *id == arg.get_id().as_str())
            .map(|(_, text)| (*text).to_owned()),
    }
    .unwrap_or_default();
    if !arg.get_action().takes_values() {
        return text;
    }
    let values: Vec<String> =
        arg.get_possible_values().iter().map(|value| value.get_name().to_owned()).collect();
    if !values.is_empty() {
        text += &match lang {
            Lang::Zh => format!("：{}", values.join("、")),
            Lang::En => format!(": {}", values.join(", ")),
        };
    }
    if let Some(default) = arg.get_default_values().first() {
        let default = default.to_string_lossy();
        text += &match lang {
            Lang::Zh => format!("（默认 {default}）"),
            Lang::En => format!(" (default: {default})"),
        };
    }
    text
}

/// A page of headed sections in two columns.
struct Page {
    text: String,
}

impl Page {
    fn new(about: &str) -> Page {
        Page { text: format!("{about}\n") }
    }

    /// A section; none if it has no lines.
    fn section(&mut self, heading: &str, lines: Vec<(String, String)>) {
        if lines.is_empty() {
            return;
        }
        let left = lines.iter().map(|(left, _)| left.width()).max().unwrap_or(0);
        self.text += &format!("\n{heading}\n");
        for (name, text) in &lines {
            let gap = " ".repeat(left - name.width());
            let line = format!("  {name}{gap}  {text}");
            self.text += line.trim_end();
            self.text.push('\n');
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_argument_is_told_in_both_languages() {
        let parsers = COMMANDS.iter().map(|command| {
            let parser = (command.arguments)(clap::Command::new(command.name));
            (parser, command.words.arguments_zh)
        });
        for (parser, zh) in std::iter::once((options(), OPTIONS_ZH)).chain(parsers) {
            for arg in parser.get_arguments() {
                for (_, lang) in Lang::ALL {
                    let text = text(arg, zh, lang);
                    let place = format!("{} {} {}", parser.get_name(), arg.get_id(), lang.code());
                    assert!(!text.is_empty() && !text.starts_with([':', '：', '（']), "{place}");
                }
            }
        }
    }

    #[test]
    fn every_command_has_both_lines_and_an_example_that_parses() {
        for command in COMMANDS {
            assert!(!command.zh.is_empty() && !command.en.is_empty());
            assert!(!command.words.examples.is_empty(), "{}", command.name);
            for (line, zh, en) in command.words.examples {
                assert!(!zh.is_empty() && !en.is_empty());
                let words = line.split(" | ").next().unwrap().split(' ');
                assert!(parser(Lang::En).try_get_matches_from(words).is_ok(), "{line}");
            }
        }
    }

    #[test]
    fn the_parser_is_sound() {
        for (_, lang) in Lang::ALL {
            parser(lang).debug_assert();
        }
    }
}
