//! Every file and folder of a plan folder: what it is, who writes it, whether git keeps it. The one
//! table; reading, writing, `.gitignore`, `.gitattributes` and the manual follow it.

use std::fmt::Write as _;

use super::name::PlanPath;
use crate::process::Both;

/// Who writes a file.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Writer {
    /// People; `incent init` writes the first one.
    People,
    /// People alone: exports, answers, templates.
    PeopleAlone,
    /// This command.
    Command(&'static str),
    /// The command of each step, and people by hand.
    Both,
    /// Every command that writes, for itself.
    Incent,
}

/// How a file takes part in the plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Part {
    /// Its text is loaded, and it counts for the plan's version.
    Plan,
    /// Its text is loaded as a record.
    Record,
    /// It counts for the plan's version; read when needed.
    Template,
    /// It is read or written by those who know it.
    Other,
}

/// A row of the table.
#[derive(Debug)]
pub struct Row {
    /// The path; `*` is one part, `**` at the end any number of parts.
    pub pattern: &'static str,
    /// What it is.
    pub what: Both,
    /// Who writes it.
    pub writer: Writer,
    /// How it takes part.
    pub part: Part,
    /// Whether git keeps it.
    pub in_git: bool,
    /// Whether writing it needs a permit of the process.
    pub guarded: bool,
    /// Whether only its owner may read it (0600).
    pub private: bool,
    /// The largest size that is loaded, in bytes.
    pub limit: u64,
}

/// The limit of a file that people write.
const BY_HAND: u64 = 4 << 20;
/// The limit of `targets.csv`, which the program writes: nodes × metrics × months.
const BY_PROGRAM: u64 = 256 << 20;

/// Parts of paths that may begin with a dot.
pub const DOTTED: [&str; 4] = [".incent", ".gitignore", ".gitattributes", ".gitkeep"];

const fn plan(pattern: &'static str, zh: &'static str, en: &'static str) -> Row {
    Row {
        pattern,
        what: Both { zh, en },
        writer: Writer::People,
        part: Part::Plan,
        in_git: true,
        guarded: false,
        private: false,
        limit: BY_HAND,
    }
}

const fn other(pattern: &'static str, writer: Writer, zh: &'static str, en: &'static str) -> Row {
    Row { writer, part: Part::Other, guarded: true, ..plan(pattern, zh, en) }
}

/// The table, in the order in which the manual shows it. The first row that fits a path holds.
pub static ROWS: [Row; 25] = [
    plan("incent.toml", "计划的编号、周期、币种、角色", "the plan's id, periods, currency, roles"),
    plan("roster.csv", "人员名册", "the people"),
    plan("metrics.toml", "考核指标", "what is measured"),
    plan("sources.toml", "CRM、ERP 导出文件的登记", "the exports from CRM and ERP"),
    plan("targets.toml", "顶层目标与分解方式", "top targets and how they split"),
    plan("incentives.toml", "激励方式", "pay components and honours"),
    plan("rules.toml", "达标条件、排除项、归属规则", "conditions, exclusions, crediting"),
    plan("resources.toml", "奖金池与其他资源", "the bonus pool and other resources"),
    Row {
        writer: Writer::Command("assign"),
        guarded: true,
        limit: BY_PROGRAM,
        ..plan("targets.csv", "分解后的目标", "the assigned target tree")
    },
    Row { part: Part::Other, ..plan(".gitignore", "不进 git 的文件", "what git leaves out") },
    Row {
        part: Part::Other,
        ..plan(".gitattributes", "git 怎样对待各文件", "how git treats files")
    },
    Row { part: Part::Other, ..plan("README.md", "给人看的说明", "a word to readers") },
    Row {
        writer: Writer::PeopleAlone,
        part: Part::Template,
        ..plan("templates/**", "覆盖内置模板的模板", "templates that override built-in ones")
    },
    Row {
        guarded: false,
        ..other("survey/**", Writer::PeopleAlone, "问卷答案", "questionnaire answers")
    },
    Row {
        guarded: false,
        in_git: false,
        ..other("crm/**", Writer::PeopleAlone, "导出文件", "exports")
    },
    Row {
        writer: Writer::Both,
        part: Part::Record,
        guarded: true,
        ..plan("records/*", "记录：谁做了什么", "records: who did what")
    },
    other("documents/**", Writer::Command("report"), "生成的文件", "rendered documents"),
    Row {
        in_git: false,
        private: true,
        ..other(
            "private/**",
            Writer::Command("report"),
            "涉及个人收入的文件",
            "documents that show one person's pay",
        )
    },
    Row {
        in_git: false,
        private: true,
        ..other(
            "closed/*/private/**",
            Writer::Command("close"),
            "冻结的个人明细",
            "frozen personal rows",
        )
    },
    other("closed/**", Writer::Command("close"), "冻结的周期", "frozen periods"),
    internal(".incent/lock", "锁", "the lock"),
    internal(".incent/holder", "持有锁的运行", "who holds the lock"),
    internal(".incent/journal", "正在完成的写入", "writing that is decided"),
    internal(".incent/prepare", "正在准备的写入", "writing in preparation"),
    internal(".incent/snapshots/*", "跟踪快照", "tracking snapshots"),
];

const fn internal(pattern: &'static str, zh: &'static str, en: &'static str) -> Row {
    Row { in_git: false, ..other(pattern, Writer::Incent, zh, en) }
}

impl Row {
    /// Whether the path is meant.
    pub fn fits(&self, path: &str) -> bool {
        let mut parts = path.split('/');
        for wanted in self.pattern.split('/') {
            match (wanted, parts.next()) {
                ("**", Some(_)) => return true,
                ("*", Some(_)) => {}
                (wanted, Some(part)) if wanted == part => {}
                _ => return false,
            }
        }
        parts.next().is_none()
    }

    /// Whether it is one file, and not a pattern.
    pub fn is_one_file(&self) -> bool {
        !self.pattern.contains('*')
    }
}

/// The row of a path.
pub fn row_of(path: &PlanPath) -> Option<&'static Row> {
    ROWS.iter().find(|row| row.fits(path.as_str()))
}

/// The plan files at the top of the folder.
pub fn plan_files() -> impl Iterator<Item = &'static Row> {
    ROWS.iter().filter(|row| row.part == Part::Plan && row.is_one_file())
}

/// The `.gitignore` of a new plan folder.
pub fn gitignore() -> String {
    let mut out = String::new();
    for row in ROWS.iter().filter(|row| !row.in_git) {
        // One line for all of `.incent/`; `**` in front of a name means any depth.
        let line = match row.pattern.split_once('/') {
            Some((".incent", _)) => "/.incent/".to_owned(),
            _ => format!("/{}", row.pattern.trim_end_matches("**")),
        };
        if !out.lines().any(|known| known == line) {
            let _ = writeln!(out, "{line}");
        }
    }
    out.push_str(".incent-tmp-*\n");
    out
}

/// The `.gitattributes` of a new plan folder: digests are of bytes, so git must not change line
/// ends; generated files are never merged line by line.
pub fn gitattributes() -> String {
    let mut out = String::from("* text=auto eol=lf\n");
    for pattern in ["targets.csv", "documents/**"] {
        let _ = writeln!(out, "{pattern} -text -merge linguist-generated");
    }
    for pattern in ["records/**", "closed/**", "crm/**"] {
        let _ = writeln!(out, "{pattern} -text");
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn row(path: &str) -> &'static Row {
        row_of(&PlanPath::parse(path).unwrap()).unwrap()
    }

    #[test]
    fn a_path_belongs_to_the_first_row_that_fits() {
        assert_eq!(row("roster.csv").pattern, "roster.csv");
        assert_eq!(row("records/2026-07-01-x.toml").pattern, "records/*");
        assert_eq!(row("closed/2026-Q3/private/pay.csv").pattern, "closed/*/private/**");
        assert_eq!(row("closed/2026-Q3/totals.csv").pattern, "closed/**");
        assert!(row_of(&PlanPath::parse("notes.txt").unwrap()).is_none());
        assert!(row_of(&PlanPath::parse("records/a/b.toml").unwrap()).is_none());
        assert!(row_of(&PlanPath::parse("private").unwrap()).is_none());
    }

    #[test]
    fn what_shows_pay_is_private_and_kept_out_of_git() {
        for path in ["private/2026-Q3/statement.E1.zh-CN.md", "closed/2026-Q3/private/pay.csv"] {
            assert!(row(path).private && !row(path).in_git && row(path).guarded, "{path}");
        }
    }

    #[test]
    fn gitignore_leaves_out_exports_private_files_and_the_workings() {
        let expected = "/crm/\n/private/\n/closed/*/private/\n/.incent/\n.incent-tmp-*\n";
        assert_eq!(gitignore(), expected);
    }

    #[test]
    fn no_two_rows_have_one_pattern() {
        for (at, row) in ROWS.iter().enumerate() {
            assert!(ROWS[..at].iter().all(|earlier| earlier.pattern != row.pattern));
        }
    }
}
