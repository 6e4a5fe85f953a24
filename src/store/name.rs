//! Names of files in the plan folder. A [`PlanPath`] can only be made of ids and fixed words, so no
//! display name ever becomes a path and nothing is written outside the folder.

use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

use super::layout;
use crate::base::Lang;
use crate::base::id::check_id;
use crate::text::code::store as code;
use crate::text::{Diagnostic, Place};

/// A path inside the plan folder, relative to it, with `/` between its parts.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct PlanPath(String);

/// The longest part of a path, in bytes: what every file system takes, with room for a suffix.
const LONGEST_PART: usize = 200;

impl PlanPath {
    /// Checks a path: parts of ASCII letters, digits, `_`, `-` and single dots; no part begins with
    /// `-` or is a Windows device; a leading dot only in the names that [`layout`] fixes.
    pub fn parse(text: &str) -> Result<PlanPath, Diagnostic> {
        let parts: Vec<&str> = text.split('/').collect();
        let depth = parts.len() <= 6;
        if depth && parts.iter().all(|part| is_part(part)) {
            Ok(PlanPath(text.to_owned()))
        } else {
            Err(Diagnostic::new(&code::BAD_PATH).arg("path", text.escape_debug()))
        }
    }

    /// A name that this room makes itself.
    pub(super) fn fixed(text: &'static str) -> PlanPath {
        debug_assert!(Self::parse(text).is_ok(), "{text}");
        PlanPath(text.to_owned())
    }

    /// The path of a file in the folder of this one.
    pub(super) fn beside(&self, name: &str) -> PlanPath {
        match self.folder() {
            Some(folder) => PlanPath(format!("{}/{name}", folder.0)),
            None => PlanPath(name.to_owned()),
        }
    }

    /// As written, with `/`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// On this system, below `root`.
    pub fn below(&self, root: &Path) -> PathBuf {
        self.0.split('/').fold(root.to_path_buf(), |path, part| path.join(part))
    }

    /// The folder in which it lies; `None` at the top.
    pub fn folder(&self) -> Option<PlanPath> {
        self.0.rsplit_once('/').map(|(folder, _)| PlanPath(folder.to_owned()))
    }

    /// The folders above it, outermost first.
    pub fn folders(&self) -> Vec<PlanPath> {
        let ends = self.0.match_indices('/').map(|(at, _)| at);
        ends.map(|at| PlanPath(self.0[..at].to_owned())).collect()
    }

    /// The last part.
    pub fn name(&self) -> &str {
        self.0.rsplit_once('/').map_or(&self.0, |(_, name)| name)
    }
}

impl fmt::Display for PlanPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

fn is_part(part: &str) -> bool {
    let dotted = part.strip_prefix('.');
    let bare = match dotted {
        Some(bare) if layout::DOTTED.contains(&part) => bare,
        Some(_) => return false,
        None => part,
    };
    // Windows takes `con.md` for a device as well, hence the check of what stands before the dot.
    let mut pieces = bare.split('.');
    let stem = pieces.next().unwrap_or("");
    let rest = |piece: &str| {
        !piece.is_empty() && piece.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b))
    };
    part.len() <= LONGEST_PART && is_stem(stem) && pieces.all(rest)
}

/// An id, or a longer word of ids such as a record's name.
fn is_stem(stem: &str) -> bool {
    let short = stem.get(..stem.len().min(63)).unwrap_or("");
    let characters = stem.bytes().all(|b| b.is_ascii_alphanumeric() || b"_-".contains(&b));
    check_id(short).is_ok() && characters
}

/// A plan file that commands may write without a permit: those that `init` makes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlanFile(PlanPath);

impl PlanFile {
    /// Checks the path of a file that needs no permit.
    pub fn parse(text: &str) -> Result<PlanFile, Diagnostic> {
        let path = PlanPath::parse(text)?;
        match layout::row_of(&path) {
            Some(row) if !row.guarded => Ok(PlanFile(path)),
            _ => Err(Diagnostic::new(&code::BAD_PATH).arg("path", text)),
        }
    }

    /// Its path.
    pub fn path(&self) -> &PlanPath {
        &self.0
    }
}

/// The path of a document: `documents/FOLDER/ID.LANG.EXTENSION`, where `folder` is a period or a day.
pub fn document(
    folder: &str,
    id: &str,
    lang: Lang,
    extension: &str,
) -> Result<PlanPath, Diagnostic> {
    of_parts(&["documents", folder], &format!("{id}.{}.{extension}", lang.code()), &[folder, id])
}

/// The path of a document about one person: `private/FOLDER/ID.PERSON.LANG.EXTENSION`.
pub fn personal_document(
    folder: &str,
    id: &str,
    person: &str,
    lang: Lang,
    extension: &str,
) -> Result<PlanPath, Diagnostic> {
    let file = format!("{id}.{person}.{}.{extension}", lang.code());
    of_parts(&["private", folder], &file, &[folder, id, person])
}

/// The path of a document that shows people's pay or warnings and is not about one person alone:
/// `private/FOLDER/ID.LANG.EXTENSION`.
pub fn private_document(
    folder: &str,
    id: &str,
    lang: Lang,
    extension: &str,
) -> Result<PlanPath, Diagnostic> {
    of_parts(&["private", folder], &format!("{id}.{}.{extension}", lang.code()), &[folder, id])
}

/// The path of a table for programs that shows people's pay, the same in every language:
/// `private/FOLDER/ID.EXTENSION`.
pub fn private_table(folder: &str, id: &str, extension: &str) -> Result<PlanPath, Diagnostic> {
    of_parts(&["private", folder], &format!("{id}.{extension}"), &[folder, id])
}

/// The path of the record whose name without `.toml` is `stem`.
pub fn record(stem: &str) -> Result<PlanPath, Diagnostic> {
    of_parts(&["records"], &format!("{stem}.toml"), &[])
}

/// The path of a tracking snapshot: `.incent/snapshots/NAME.csv`.
pub fn snapshot(name: &str) -> Result<PlanPath, Diagnostic> {
    of_parts(&[".incent", "snapshots"], &format!("{name}.csv"), &[name])
}

fn of_parts(folders: &[&str], file: &str, ids: &[&str]) -> Result<PlanPath, Diagnostic> {
    let text = format!("{}/{file}", folders.join("/"));
    match ids.iter().find(|id| check_id(id).is_err()) {
        Some(wrong) => Err(Diagnostic::new(&code::BAD_PATH).arg("path", wrong.escape_debug())),
        None => PlanPath::parse(&text),
    }
}

/// Tells the first two names (ids or paths) that differ in case only: NTFS and APFS would keep one.
pub fn case_twins<'a>(names: impl IntoIterator<Item = &'a str>) -> Option<Diagnostic> {
    let mut folded: BTreeMap<String, &str> = BTreeMap::new();
    names.into_iter().find_map(|name| {
        let known = *folded.entry(name.to_ascii_lowercase()).or_insert(name);
        (known != name).then(|| {
            let told = Diagnostic::new(&code::CASE_TWINS).arg("one", known).arg("other", name);
            if name.contains('/') { told.place(Place::File(name.to_owned())) } else { told }
        })
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use std::path::Component;

    #[test]
    fn what_could_leave_the_folder_or_break_a_clone_is_no_path() {
        for text in [
            "",
            ".",
            "..",
            "../x",
            "a/../b",
            "/etc/x",
            "a//b",
            "a/",
            "..\\x",
            "C:x",
            "\\\\srv\\x",
            "a\0b",
            "a\nb",
            "-rf",
            "a/-rf",
            "con",
            "CON.md",
            "nul.tar.gz",
            "documents/com1/x.md",
            "COM¹",
            "x.",
            "x ",
            " x",
            "a..b",
            ".hidden",
            ".git/hooks/x",
            "x:stream",
            "张三.md",
            "a\u{202e}b",
            "a/b/c/d/e/f/g",
            ".incent-tmp-1",
        ] {
            assert!(PlanPath::parse(text).is_err(), "{text:?}");
        }
        assert!(PlanPath::parse(&"a".repeat(201)).is_err());
        for text in ["incent.toml", ".gitignore", ".incent/journal", "documents/2026-Q3/x.zh-CN.md"]
        {
            assert_eq!(PlanPath::parse(text).unwrap().as_str(), text);
        }
    }

    #[test]
    fn documents_are_named_by_ids_only() {
        let path = document("2026-Q3", "target-breakdown", Lang::Zh, "md").unwrap();
        assert_eq!(path.as_str(), "documents/2026-Q3/target-breakdown.zh-CN.md");
        let path = personal_document("2026-Q3", "statement", "E1001", Lang::En, "md").unwrap();
        assert_eq!(path.as_str(), "private/2026-Q3/statement.E1001.en.md");
        assert!(personal_document("2026-Q3", "statement", "张三", Lang::En, "md").is_err());
        assert!(document("2026.Q3", "a.b", Lang::En, "md").is_err());
        assert!(document("2026-Q3", "x", Lang::En, "../md").is_err());
    }

    #[test]
    fn only_what_needs_no_permit_is_a_plan_file() {
        for text in ["incent.toml", "roster.csv", ".gitignore", "templates/zh-CN/progress.md"] {
            assert!(PlanFile::parse(text).is_ok(), "{text}");
        }
        for text in [
            "targets.csv",
            "records/x.toml",
            "documents/2026-Q3/x.md",
            "private/x/y.md",
            "closed/x.csv",
            ".incent/journal",
            "unknown.txt",
        ] {
            assert!(PlanFile::parse(text).is_err(), "{text}");
        }
    }

    #[test]
    fn names_that_differ_in_case_only_are_told_both() {
        assert_eq!(case_twins(["E1", "E2", "E1"]), None);
        let told = case_twins(["E1001", "x", "e1001"]).unwrap();
        assert_eq!(told.args, [("one", "E1001".to_owned()), ("other", "e1001".to_owned())]);
    }

    fn stays_inside(path: &PlanPath) -> bool {
        let root = Path::new("/plan");
        let below = path.below(root);
        let plain = below.components().skip(1).all(|part| matches!(part, Component::Normal(_)));
        plain && below.starts_with(root) && below != root
    }

    proptest! {
        #[test]
        fn any_text_stays_inside_the_folder_or_is_refused(
            text in "(\\PC{0,12}|[./\\\\a-zA-Z:\0 -]{0,12})",
        ) {
            let made = [
                PlanPath::parse(&text),
                document(&text, &text, Lang::Zh, "md"),
                personal_document("2026-Q3", "statement", &text, Lang::Zh, "md"),
                document("2026-Q3", "progress", Lang::Zh, &text),
                record(&text),
                snapshot(&text),
            ];
            for path in made.into_iter().flatten() {
                prop_assert!(stays_inside(&path), "{}", path);
            }
        }
    }
}
