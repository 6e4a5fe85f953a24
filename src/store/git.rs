//! Facts that the `git` program knows of the plan folder. A cloned folder may be an attack, so nothing
//! that its configuration names is ever run; and everything works without git.

use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};

use super::failure::Failure;
use crate::text::Diagnostic;
use crate::text::code::store as code;

/// What git knows.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Facts {
    /// Who acts, as git would write it: `Name <e-mail>`; `None` where nobody said.
    pub author: Option<String>,
    /// The commit that is checked out; `None` before the first one.
    pub head: Option<String>,
    /// Whether anything in the plan folder differs from that commit.
    pub dirty: bool,
    /// What git is in the middle of.
    pub underway: Option<&'static Underway>,
}

/// What git can be in the middle of.
#[derive(PartialEq, Eq, Debug)]
pub struct Underway {
    /// A file in the git folder that tells it.
    file: &'static str,
    /// What it is, and what ends it, Chinese.
    zh: (&'static str, &'static str),
    /// The same in English.
    en: (&'static str, &'static str),
}

/// Files in the git folder that tell what is under way.
static UNDERWAY: [Underway; 7] = [
    Underway {
        file: "MERGE_HEAD",
        zh: ("合并（merge）", "先用 git merge --continue 完成它，或用 --abort 放弃"),
        en: ("a merge", "end it with `git merge --continue` or `--abort`"),
    },
    REBASE,
    Underway { file: "rebase-apply", ..REBASE },
    Underway {
        file: "CHERRY_PICK_HEAD",
        zh: ("拣选（cherry-pick）", "先用 git cherry-pick --continue 完成它，或用 --abort 放弃"),
        en: ("a cherry-pick", "end it with `git cherry-pick --continue` or `--abort`"),
    },
    Underway {
        file: "REVERT_HEAD",
        zh: ("还原（revert）", "先用 git revert --continue 完成它，或用 --abort 放弃"),
        en: ("a revert", "end it with `git revert --continue` or `--abort`"),
    },
    Underway {
        file: "BISECT_LOG",
        zh: ("二分查找（bisect）", "先用 git bisect reset 结束它"),
        en: ("a bisection", "end it with `git bisect reset`"),
    },
    Underway {
        file: "index.lock",
        zh: ("另一个命令", "等它结束；没有 git 在运行时，删去 git 文件夹里的 index.lock"),
        en: (
            "another command",
            "wait for its end, or delete index.lock of the git folder if no git runs",
        ),
    },
];

const REBASE: Underway = Underway {
    file: "rebase-merge",
    zh: ("变基（rebase）", "先用 git rebase --continue 完成它，或用 --abort 放弃"),
    en: ("a rebase", "end it with `git rebase --continue` or `--abort`"),
};

/// Asks which commit is checked out and what differs from it.
const STATUS: [&str; 8] = [
    "status",
    "--porcelain=v2",
    "--branch",
    "-z",
    "--ignore-submodules=all",
    "--no-renames",
    "--",
    ".",
];

/// Settings that would run something; a folder's own settings must not.
const HARMLESS: [&str; 5] = [
    "core.fsmonitor=",
    "core.hooksPath=/dev/null",
    "core.pager=cat",
    "diff.external=",
    "core.sshCommand=false",
];

impl Facts {
    /// Asks git about a folder; `None` where there is no git or no repository.
    pub fn gather(folder: &Path) -> Option<Facts> {
        let git = Git { folder, filters: Vec::new() };
        // Starting a program takes longer than anything that it is asked here: all at once.
        let home = git.ask(&["rev-parse", "--absolute-git-dir"]);
        let author = git.ask(&["var", "GIT_AUTHOR_IDENT"]);
        let filters = git.ask(&["config", "--name-only", "--get-regexp", r"^filter\..*\."]);
        let (home, author, filters) = (home.text(), author.text(), filters.text());
        let home = PathBuf::from(home?);
        let git = Git { filters: filters_in(&filters.unwrap_or_default()), ..git };
        // Names of files needn't be UTF-8.
        let status = git.ask(&STATUS).bytes().unwrap_or_default();
        let status = String::from_utf8_lossy(&status);
        let (head, entries): (Vec<&str>, Vec<&str>) =
            status.split_terminator('\0').partition(|line| line.starts_with("# "));
        let head = head.iter().find_map(|line| line.strip_prefix("# branch.oid "));
        Some(Facts {
            author: author.and_then(|line| name_in(&line)),
            head: head.filter(|commit| *commit != "(initial)").map(str::to_owned),
            dirty: !entries.is_empty(),
            underway: UNDERWAY.iter().find(|one| home.join(one.file).exists()),
        })
    }

    /// Refuses to write while git is in the middle of something.
    pub fn refuse_underway(&self) -> Result<(), Failure> {
        match self.underway {
            None => Ok(()),
            Some(underway) => {
                let told = Diagnostic::new(&code::GIT_BUSY)
                    .arg("operation_zh", underway.zh.0)
                    .arg("operation_en", underway.en.0)
                    .arg("do_zh", underway.zh.1)
                    .arg("do_en", underway.en.1);
                Err(Failure::Busy(told))
            }
        }
    }
}

struct Git<'a> {
    folder: &'a Path,
    /// Names of filters that the configuration would run on files.
    filters: Vec<String>,
}

impl Git<'_> {
    /// Asks git; it works while others are asked.
    fn ask(&self, arguments: &[&str]) -> Asked {
        let mut command = Command::new("git");
        command.arg("--no-optional-locks").arg("--no-pager").arg("-C").arg(self.folder);
        for setting in HARMLESS {
            command.args(["-c", setting]);
        }
        for filter in &self.filters {
            for key in ["clean", "smudge", "process"] {
                command.arg("-c").arg(format!("filter.{filter}.{key}="));
            }
            command.arg("-c").arg(format!("filter.{filter}.required=false"));
        }
        command.args(["-c", "user.useConfigOnly=true"]).args(arguments);
        command.env("GIT_TERMINAL_PROMPT", "0").env("LC_ALL", "C");
        command.env_remove("GIT_EXTERNAL_DIFF");
        let command = command.stdin(Stdio::null()).stderr(Stdio::null()).stdout(Stdio::piped());
        Asked(command.spawn().ok())
    }
}

/// What git is answering, if it is there.
struct Asked(Option<Child>);

impl Asked {
    /// The answer; `None` if git failed.
    fn bytes(self) -> Option<Vec<u8>> {
        let output = self.0?.wait_with_output().ok()?;
        output.status.success().then_some(output.stdout)
    }

    /// The answer as a text, without the end of its last line.
    fn text(self) -> Option<String> {
        let text = String::from_utf8(self.bytes()?).ok()?;
        Some(text.trim_end_matches('\n').to_owned())
    }
}

/// `Name <e-mail>` of `Name <e-mail> 1782838800 +0800`.
fn name_in(line: &str) -> Option<String> {
    let end = line.rfind('>')?;
    Some(line[..=end].to_owned())
}

/// The filters of a configuration's keys.
fn filters_in(listed: &str) -> Vec<String> {
    let mut names: Vec<String> = listed
        .lines()
        .filter_map(|key| key.strip_prefix("filter.")?.rsplit_once('.'))
        .map(|(name, _)| name.to_owned())
        .collect();
    names.dedup();
    names
}

#[cfg(test)]
mod tests;
