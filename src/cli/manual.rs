//! `incent manual [TOPIC]`: every table and key of the plan files, from the same rows by which they
//! are read; `roster.csv` column by column; the language of conditions and formulas.

use std::fmt::Write as _;

use crate::base::Lang;
use crate::plan::section::{ALL, ROSTER_COLUMNS};
use crate::text::fields::{describe, nearest};
use crate::text::{Key, Need, Section};

use super::command::Words;
use super::context::Context;
use super::exit::{Exit, Failure};

/// What to show.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// a file, a table or a key, as in targets.toml, [[split]] or over-assign; without it, everything
    topic: Option<String>,
}

/// The words of its help.
pub const WORDS: Words = Words {
    examples: &[
        ("incent manual targets.toml", "目标文件的全部写法", "all of the targets file"),
        ("incent manual split", "一张表的全部键", "all keys of one table"),
        ("incent manual over-assign", "一个键的含义", "what one key means"),
        (
            "incent manual expressions",
            "条件与公式怎么写",
            "how conditions and formulas are written",
        ),
    ],
    arguments_zh: &[("topic", "文件、表或键，例如 targets.toml、split、over-assign；不写则全部")],
};

/// The language of conditions and formulas, in Chinese and English.
const EXPRESSIONS: (&str, &str) = (
    include_str!("../../templates/manual/expressions.zh-CN.md"),
    include_str!("../../templates/manual/expressions.en.md"),
);

/// Prints the manual, or the part that is asked for.
pub fn run(args: &Args, context: &mut Context) -> Result<Exit, Failure> {
    let lang = context.language.lang;
    let page = match &args.topic {
        None => everything(lang),
        Some(topic) => match about(topic, lang) {
            Some(page) => page,
            None => return Err(Failure::Usage(unknown(topic, lang))),
        },
    };
    context.screen.print(&page);
    Ok(Exit::Done)
}

fn everything(lang: Lang) -> String {
    let mut page = String::new();
    for section in ALL {
        page.push_str(&table(section, lang));
        page.push('\n');
    }
    page.push_str(&roster(lang));
    page.push('\n');
    page.push_str(lang.pick(EXPRESSIONS.0, EXPRESSIONS.1));
    page
}

fn about(topic: &str, lang: Lang) -> Option<String> {
    if topic == "roster.csv" || topic == "roster" {
        return Some(roster(lang));
    }
    if topic == "expressions" {
        return Some(lang.pick(EXPRESSIONS.0, EXPRESSIONS.1).to_owned());
    }
    let sections: Vec<&Section> = ALL
        .iter()
        .copied()
        .filter(|section| section.file == topic || bare(section.path) == bare(topic))
        .collect();
    if !sections.is_empty() {
        return Some(sections.iter().map(|section| table(section, lang) + "\n").collect());
    }
    let mut page = String::new();
    for section in ALL {
        if let Some(key) = section.key(topic) {
            let _ = writeln!(page, "{}  {}", section.path, section.file);
            page.push_str(&entry(key, lang));
            page.push('\n');
        }
    }
    (!page.is_empty()).then_some(page)
}

/// `[[source.join]]` → `source.join`.
fn bare(path: &str) -> &str {
    path.trim_matches(['[', ']'])
}

fn table(section: &Section, lang: Lang) -> String {
    let mut page = String::new();
    let place = if section.path == section.file { "" } else { section.file };
    let _ = writeln!(page, "{}  {place}", section.path);
    let _ = writeln!(page, "  {}\n", lang.pick(section.zh, section.en));
    for key in section.keys {
        page.push_str(&entry(key, lang));
    }
    page
}

fn entry(key: &Key, lang: Lang) -> String {
    let (form_zh, form_en) = describe(&key.form);
    let need = match (key.need, lang) {
        (Need::Required, Lang::Zh) => "必填".to_owned(),
        (Need::Required, Lang::En) => "required".to_owned(),
        (Need::Optional, Lang::Zh) => "可不写".to_owned(),
        (Need::Optional, Lang::En) => "optional".to_owned(),
        (Need::Default(value), Lang::Zh) => format!("不写则为 {value}"),
        (Need::Default(value), Lang::En) => format!("{value} unless said"),
    };
    let mut page = format!("  {}\n", key.name);
    let _ = writeln!(page, "      {}", lang.pick(key.zh, key.en));
    let _ =
        writeln!(page, "      {}{}{need}", lang.pick(&form_zh, &form_en), lang.pick("；", "; "));
    if !key.example.is_empty() {
        let _ = writeln!(page, "      {} = {}", key.name, key.example);
    }
    page
}

fn roster(lang: Lang) -> String {
    let mut page = format!(
        "roster.csv\n  {}\n\n",
        lang.pick(
            "人员名册：每人一行；调岗时每段任职一行，用 from 写生效日期。UTF-8，逗号分隔。",
            "the people: one row each; after a transfer one row per assignment, with its first day in from. UTF-8, commas."
        )
    );
    for column in &ROSTER_COLUMNS {
        let need = if column.required {
            lang.pick("必填", "required")
        } else {
            lang.pick("可不写", "optional")
        };
        let _ = writeln!(page, "  {} ({})", column.id, column.headings.join(", "));
        let _ = writeln!(
            page,
            "      {}{}{need}",
            lang.pick(column.zh, column.en),
            lang.pick("；", "; ")
        );
    }
    page
}

fn unknown(topic: &str, lang: Lang) -> String {
    let mut known: Vec<&str> = ALL.iter().map(|section| bare(section.path)).collect();
    known.extend(ALL.iter().flat_map(|section| section.keys.iter().map(|key| key.name)));
    let near = nearest(topic, &known).unwrap_or("targets.toml");
    match lang {
        Lang::Zh => format!("手册里没有“{topic}”；最接近的是 {near}"),
        Lang::En => format!("the manual has nothing about \"{topic}\"; the nearest is {near}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::head::Head;
    use crate::text::{Sink, Source, Sources, toml};

    #[test]
    fn every_key_is_in_the_manual_with_both_languages_and_no_example_is_ill_formed() {
        for lang in [Lang::Zh, Lang::En] {
            let page = everything(lang);
            for key in ALL.iter().flat_map(|section| section.keys) {
                assert!(page.contains(&format!("  {}\n", key.name)), "{}", key.name);
                assert!(!key.zh.is_empty() && !key.en.is_empty(), "{}", key.name);
            }
        }
        for key in ALL.iter().flat_map(|section| section.keys).filter(|k| !k.example.is_empty()) {
            let mut sources = Sources::default();
            let mut sink = Sink::default();
            let text = format!("{} = {}\n", key.name, key.example);
            let id = sources.add(Source::new("example.toml", text.as_str()));
            assert!(toml::parse(&sources, id, &mut sink).is_some(), "{text}");
        }
    }

    #[test]
    fn the_examples_of_the_head_make_a_head() {
        let mut text = "format = 1\n[rounding]\nmode = \"half-up\"\n[plan]\n".to_owned();
        for key in crate::plan::head::PLAN.keys {
            text.push_str(&format!("{} = {}\n", key.name, key.example));
        }
        let mut sources = Sources::default();
        let mut sink = Sink::default();
        let id = sources.add(Source::new("incent.toml", text));
        let root = toml::parse(&sources, id, &mut sink).unwrap();
        assert!(Head::read(&root, &mut sink).is_some(), "{sink:?}");
        assert!(!sink.has_errors());
    }
}
