//! What clap answers instead of a run, in both languages: help, the version, or what is wrong with
//! the command line and what may have been meant.

use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::base::Lang;

use super::exit::Exit;
use super::help;

/// Something to show instead of running a command.
#[derive(Debug)]
pub struct Answer {
    /// What to show: help and the version on stdout, mistakes on stderr.
    pub text: String,
    /// How it is shown.
    pub kind: Kind,
    /// The language to say it in.
    pub lang: Lang,
}

/// Kinds of answers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Help or the version, as asked for: on stdout.
    Asked,
    /// Help because nothing was asked for: on stderr.
    Help,
    /// A mistake: on stderr.
    Mistake,
}

impl Kind {
    /// The exit code.
    pub fn exit(self) -> Exit {
        if self == Kind::Asked { Exit::Done } else { Exit::Usage }
    }
}

/// Turns clap's error into an answer.
pub fn answer(error: &clap::Error, lang: Lang) -> Answer {
    let (kind, text) = match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            (Kind::Asked, error.render().to_string())
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => {
            (Kind::Help, error.render().to_string())
        }
        _ => (Kind::Mistake, wrong(error, lang)),
    };
    Answer { text, kind, lang }
}

/// The answer to a variable of the environment that can't be read.
pub fn wrong_variable(name: &str, value: &str, lang: Lang) -> Answer {
    let text = match lang {
        Lang::Zh => format!("环境变量 {name} 的值“{value}”不对，应为 zh-CN 或 en"),
        Lang::En => format!("the variable {name} says \"{value}\"; it takes zh-CN or en"),
    };
    Answer { text, kind: Kind::Mistake, lang }
}

fn wrong(error: &clap::Error, lang: Lang) -> String {
    let said = |kind| said(error, kind);
    let arg = said(ContextKind::InvalidArg);
    let value = said(ContextKind::InvalidValue);
    let (zh, en) = match error.kind() {
        ErrorKind::UnknownArgument => {
            (format!("不认识的参数“{arg}”"), format!("unknown argument \"{arg}\""))
        }
        ErrorKind::InvalidSubcommand => {
            let name = said(ContextKind::InvalidSubcommand);
            (format!("没有命令“{name}”"), format!("there is no command \"{name}\""))
        }
        ErrorKind::MissingSubcommand => ("缺少命令".to_owned(), "a command is missing".to_owned()),
        ErrorKind::MissingRequiredArgument => (format!("缺少 {arg}"), format!("{arg} is missing")),
        ErrorKind::ArgumentConflict => {
            let prior = said(ContextKind::PriorArg);
            if prior.is_empty() || prior == arg {
                (format!("{arg} 只能写一次"), format!("{arg} can be given only once"))
            } else {
                (format!("{arg} 不能和 {prior} 一起用"), format!("{arg} can't go with {prior}"))
            }
        }
        ErrorKind::InvalidValue | ErrorKind::NoEquals if value.is_empty() => {
            (format!("{arg} 后面缺少值"), format!("{arg} needs a value"))
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            (format!("{arg} 的值“{value}”不对"), format!("{arg} can't be \"{value}\""))
        }
        ErrorKind::TooManyValues | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            (format!("{arg} 的值的个数不对"), format!("{arg} has the wrong number of values"))
        }
        ErrorKind::InvalidUtf8 => {
            ("命令行不是 UTF-8".to_owned(), "the command line is not UTF-8".to_owned())
        }
        other => (format!("命令行不对（{other}）"), format!("the command line is wrong ({other})")),
    };
    let mut text = lang.pick(&zh, &en).to_owned();
    for hint in hints(error, &arg, lang) {
        text.push_str("\n  ");
        text.push_str(&hint);
    }
    text
}

/// What may have been meant, what is possible, what the argument is for, where help is.
fn hints(error: &clap::Error, arg: &str, lang: Lang) -> Vec<String> {
    let suggested =
        [ContextKind::SuggestedArg, ContextKind::SuggestedSubcommand, ContextKind::SuggestedValue];
    let mut hints: Vec<String> = suggested
        .into_iter()
        .map(|kind| said(error, kind))
        .filter(|text| !text.is_empty())
        .map(|text| match lang {
            Lang::Zh => format!("是否想写 {text}？"),
            Lang::En => format!("did you mean {text}?"),
        })
        .collect();
    let possible = said(error, ContextKind::ValidValue);
    if !possible.is_empty() {
        hints.push(match lang {
            Lang::Zh => format!("可以写：{possible}"),
            Lang::En => format!("possible: {possible}"),
        });
    }
    if error.kind() == ErrorKind::ValueValidation {
        hints.extend(help::purpose(arg, lang).map(|purpose| format!("{arg}: {purpose}")));
    }
    hints.push(lang.pick("用 --help 查看帮助", "see --help").to_owned());
    hints
}

/// What clap knows of `kind` as one text.
fn said(error: &clap::Error, kind: ContextKind) -> String {
    match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join(", "),
        Some(ContextValue::StyledStr(text)) => text.to_string(),
        Some(ContextValue::StyledStrs(texts)) => {
            texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        }
        Some(ContextValue::Number(number)) => number.to_string(),
        _ => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::args::parse;
    use crate::cli::surroundings::Surroundings;

    fn answer_to(line: &[&str]) -> Answer {
        let line = std::iter::once(&"incent").chain(line).map(Into::into).collect();
        parse(line, &Surroundings::of(&[])).err().expect("something to show")
    }

    #[test]
    fn mistakes_are_answered_in_the_language_of_the_line() {
        for (line, zh, en) in [
            (
                vec!["--qiet", "explain"],
                "不认识的参数“--qiet”\n  是否想写 --quiet？\n  用 --help 查看帮助",
                "unknown argument \"--qiet\"\n  did you mean --quiet?\n  see --help",
            ),
            (
                vec!["explian"],
                "没有命令“explian”\n  是否想写 explain？\n  用 --help 查看帮助",
                "there is no command \"explian\"\n  did you mean explain?\n  see --help",
            ),
            (
                vec!["explain", "--format", "xml"],
                "--format <FORMAT> 的值“xml”不对\n  可以写：table, csv, json, md\n  用 --help 查看帮助",
                "--format <FORMAT> can't be \"xml\"\n  possible: table, csv, json, md\n  see --help",
            ),
            (
                vec!["--as-of", "2026-06-31", "explain"],
                "--as-of <DATE> 的值“2026-06-31”不对\n  --as-of <DATE>: 把 DATE 当作今天，写成 2026-07-01\n  用 --help 查看帮助",
                "--as-of <DATE> can't be \"2026-06-31\"\n  --as-of <DATE>: take DATE for today, as in 2026-07-01\n  see --help",
            ),
            (
                vec!["-q", "-v", "explain"],
                "--quiet 不能和 --verbose 一起用\n  用 --help 查看帮助",
                "--quiet can't go with --verbose\n  see --help",
            ),
            (
                vec!["explain", "--as-of"],
                "--as-of <DATE> 后面缺少值\n  用 --help 查看帮助",
                "--as-of <DATE> needs a value\n  see --help",
            ),
        ] {
            for (lang, text) in [("--lang=zh-CN", zh), ("--lang=en", en)] {
                let words: Vec<&str> = std::iter::once(lang).chain(line.clone()).collect();
                let answer = answer_to(&words);
                assert_eq!(answer.text, text);
                assert_eq!(answer.kind, Kind::Mistake);
            }
        }
    }

    #[test]
    fn an_unknown_language_in_the_environment_is_a_mistake() {
        let around = Surroundings::of(&[("INCENT_LANG", "fr")]);
        let answer = parse(vec!["incent".into(), "explain".into()], &around).err().unwrap();
        assert_eq!(answer.text, "环境变量 INCENT_LANG 的值“fr”不对，应为 zh-CN 或 en");
    }
}
