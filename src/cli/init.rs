//! `incent init DIR`: a complete working plan for one of the five scenarios, commented, in the
//! language asked for. The plans themselves are files under `templates/plan`.

use std::path::PathBuf;

use crate::base::Lang;
use crate::store::layout::{gitattributes, gitignore};
use crate::store::{Folder, PlanFile};

use super::command::Words;
use super::context::Context;
use super::desk::{Pen, WRITING_ZH, Writing, fail};
use super::exit::{Exit, Failure};

/// What to make, and where.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// the folder to make; it may exist, but no file in it is overwritten
    dir: PathBuf,
    /// which starter plan: new-period
    #[arg(long, value_name = "SCENARIO", default_value = "new-period")]
    scenario: String,
    #[command(flatten)]
    writing: Writing,
}

/// The words of its help.
pub const WORDS: Words = Words {
    examples: &[
        (
            "incent init q3 --scenario new-period",
            "在 q3 里写出一份新财季的计划",
            "write a plan for a new period into q3",
        ),
        ("incent init q3 --lang en", "同样的计划，英文", "the same plan in English"),
    ],
    arguments_zh: &[
        ("dir", "要建的文件夹；可以已经存在，但不覆盖其中的任何文件"),
        ("scenario", "哪一种起始计划：new-period"),
        WRITING_ZH[0],
        WRITING_ZH[1],
    ],
};

/// A scenario with its files per language.
struct Scenario {
    word: &'static str,
    files: fn(Lang) -> &'static [(&'static str, &'static str)],
}

macro_rules! starter {
    ($folder:literal, $($file:literal),*) => {
        |lang| match lang {
            Lang::Zh => &[$(($file, include_str!(concat!(
                "../../templates/plan/", $folder, "/zh-CN/", $file)))),*],
            Lang::En => &[$(($file, include_str!(concat!(
                "../../templates/plan/", $folder, "/en/", $file)))),*],
        }
    };
}

/// The scenarios that can be made. A further one is a folder of templates and a row here.
const SCENARIOS: [Scenario; 1] = [Scenario {
    word: "new-period",
    files: starter!(
        "new-period",
        "incent.toml",
        "roster.csv",
        "metrics.toml",
        "sources.toml",
        "targets.toml",
        "incentives.toml",
        "rules.toml",
        "resources.toml"
    ),
}];

/// Writes the plan.
pub fn run(args: &Args, context: &mut Context) -> Result<Exit, Failure> {
    let lang = context.lang();
    let Some(scenario) = SCENARIOS.iter().find(|known| known.word == args.scenario) else {
        return Err(Failure::Usage(unknown(&args.scenario, lang)));
    };
    let folder = Folder::create(&args.dir).map_err(|failure| fail(context, failure))?;
    let mut pen = Pen::over(&folder, context, &args.writing, "init")?;
    let git = [(".gitignore", gitignore()), (".gitattributes", gitattributes())];
    let plan = (scenario.files)(lang).iter().map(|(name, text)| (*name, (*text).to_owned()));
    for (name, text) in plan.chain(git) {
        match PlanFile::parse(name) {
            Ok(file) => pen.changes.create(&file, text),
            Err(told) => context.sink.push(told),
        }
    }
    pen.commit(&folder, context)?;
    if !args.writing.dry_run {
        let dir = args.dir.display();
        context.screen.say(&match lang {
            Lang::Zh => format!("下一步：把导出放进 {dir}/crm/，再运行 incent -C {dir} check"),
            Lang::En => {
                format!("next: put the exports into {dir}/crm/, then incent -C {dir} check")
            }
        });
    }
    Ok(Exit::Done)
}

fn unknown(word: &str, lang: Lang) -> String {
    let planned = crate::plan::head::SCENARIOS;
    let known: Vec<&str> = SCENARIOS.iter().map(|scenario| scenario.word).collect();
    match (planned.contains(&word), lang) {
        (true, Lang::Zh) => {
            format!("场景 {word} 的起始计划还没有写好；现在有 {}", known.join("、"))
        }
        (true, Lang::En) => {
            format!("the starter plan for {word} isn't written yet; there is {}", known.join(", "))
        }
        (false, Lang::Zh) => format!("没有场景“{word}”；可以写 {}", known.join("、")),
        (false, Lang::En) => format!("there is no scenario \"{word}\"; write {}", known.join(", ")),
    }
}
