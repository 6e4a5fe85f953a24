//! The journal: what one writing is about to do, in a file of its own. While it is called
//! `.incent/prepare`, nothing is decided and the writing is undone after an interruption; renamed to
//! `.incent/journal`, it is decided and will be finished. The renaming is the one moment in between.

use std::fmt::Write as _;
use std::path::Path;

use super::disk::{Disk, Kind};
use super::failure::{Failure, shown};
use super::layout::row_of;
use super::name::PlanPath;
use crate::base::Digest;
use crate::text::Diagnostic;
use crate::text::code::store as code;

/// What temporary names begin with.
pub const TEMPORARY: &str = ".incent-tmp-";

const HEAD: &str = "incent journal 1";
/// More than any writing needs; a larger file is no journal.
const LIMIT: u64 = 64 << 20;

/// One file that the writing replaces or makes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Replacement {
    /// The file.
    pub path: PlanPath,
    /// The file beside it that holds the new content.
    pub temporary: PlanPath,
    /// The digest of the new content.
    pub new: Digest,
    /// The digest of the old content; `None` when there is no file yet.
    pub old: Option<Digest>,
}

/// One file that the writing removes.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Removal {
    /// The file.
    pub path: PlanPath,
    /// The digest of its content.
    pub old: Digest,
}

/// What a writing is about to do.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Journal {
    /// Folders to be made, outermost first.
    pub folders: Vec<PlanPath>,
    /// Files to be replaced or made.
    pub replacements: Vec<Replacement>,
    /// Files to be removed.
    pub removals: Vec<Removal>,
}

/// The folder of locks and journals.
pub fn workings() -> PlanPath {
    PlanPath::fixed(".incent")
}

/// The journal of a writing that is decided.
pub fn decided() -> PlanPath {
    PlanPath::fixed(".incent/journal")
}

/// The journal of a writing in preparation.
pub fn preparing() -> PlanPath {
    PlanPath::fixed(".incent/prepare")
}

impl Journal {
    /// The text of the file: one line each, closed by a line with the digest of those before.
    pub fn to_text(&self) -> String {
        let mut out = format!("{HEAD}\n");
        for folder in &self.folders {
            let _ = writeln!(out, "folder {folder}");
        }
        for Replacement { path, temporary, new, old } in &self.replacements {
            let old = old.map_or("-".to_owned(), |digest| digest.to_string());
            let _ = writeln!(out, "replace {new} {old} {} {path}", temporary.name());
        }
        for Removal { path, old } in &self.removals {
            let _ = writeln!(out, "remove {old} {path}");
        }
        let digest = Digest::of(out.as_bytes());
        let _ = writeln!(out, "end {digest}");
        out
    }

    /// Reads such a text; `None` when it isn't complete or says what no writing of ours would.
    pub fn parse(text: &str) -> Option<Journal> {
        let body = text.strip_suffix('\n')?;
        let (body, end) = body.rsplit_once('\n')?;
        let body = format!("{body}\n");
        (end == format!("end {}", Digest::of(body.as_bytes()))).then_some(())?;
        let mut lines = body.lines();
        (lines.next() == Some(HEAD)).then_some(())?;
        let mut journal = Journal::default();
        lines.try_for_each(|line| journal.parse_line(line))?;
        Some(journal)
    }

    fn parse_line(&mut self, line: &str) -> Option<()> {
        let words: Vec<&str> = line.split(' ').collect();
        match words[..] {
            ["folder", path] => self.folders.push(PlanPath::parse(path).ok()?),
            ["replace", new, old, temporary, path] => {
                let path = known(path)?;
                let old = if old == "-" { None } else { Some(Digest::parse(old)?) };
                is_temporary(temporary).then_some(())?;
                let temporary = path.beside(temporary);
                let new = Digest::parse(new)?;
                self.replacements.push(Replacement { path, temporary, new, old });
            }
            ["remove", old, path] => {
                self.removals.push(Removal { path: known(path)?, old: Digest::parse(old)? });
            }
            _ => return None,
        }
        Some(())
    }

    /// Reads the journal of a decided writing; `None` when there is none.
    pub fn read_decided(disk: &dyn Disk, root: &Path) -> Result<Option<Journal>, Failure> {
        let path = decided().below(root);
        let Some(text) = read_text(disk, &path)? else { return Ok(None) };
        match Journal::parse(&text) {
            Some(journal) => Ok(Some(journal)),
            None => {
                let told = Diagnostic::new(&code::JOURNAL_BROKEN).arg("path", shown(&path));
                Err(Failure::Machine(told))
            }
        }
    }

    /// Reads the journal of a writing in preparation. An incomplete one says that nothing had been
    /// done yet, since it is on the disk for good before anything else is.
    pub fn read_preparing(disk: &dyn Disk, root: &Path) -> Result<Option<Journal>, Failure> {
        let text = read_text(disk, &preparing().below(root))?;
        Ok(text.map(|text| Journal::parse(&text).unwrap_or_default()))
    }
}

fn read_text(disk: &dyn Disk, path: &Path) -> Result<Option<String>, Failure> {
    let look = disk.look(path).map_err(|error| Failure::unreadable(path, &error))?;
    if look.is_none_or(|look| look.kind != Kind::File) {
        return Ok(None);
    }
    match disk.read(path, LIMIT) {
        Ok(bytes) => Ok(Some(String::from_utf8_lossy(&bytes).into_owned())),
        // Another run has just finished it.
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(Failure::unreadable(path, &error)),
    }
}

/// A path that the layout knows, and that is not one of the workings a journal must never touch.
fn known(path: &str) -> Option<PlanPath> {
    let path = PlanPath::parse(path).ok()?;
    let forbidden = path.folder() == Some(workings());
    (row_of(&path).is_some() && !forbidden).then_some(path)
}

fn is_temporary(name: &str) -> bool {
    let rest = name.strip_prefix(TEMPORARY).unwrap_or("");
    !rest.is_empty() && rest.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> PlanPath {
        PlanPath::parse(text).unwrap()
    }

    fn sample() -> Journal {
        let replacement = |to: &str, old| Replacement {
            path: path(to),
            temporary: path(to).beside(".incent-tmp-ab12-0"),
            new: Digest::of(b"new"),
            old,
        };
        Journal {
            folders: vec![path("documents"), path("documents/2026-Q3")],
            replacements: vec![
                replacement("targets.csv", Some(Digest::of(b"old"))),
                replacement("documents/2026-Q3/x.en.md", None),
            ],
            removals: vec![Removal { path: path("documents/old.md"), old: Digest::of(b"") }],
        }
    }

    #[test]
    fn what_is_written_reads_back_and_a_torn_one_does_not() {
        let text = sample().to_text();
        assert_eq!(Journal::parse(&text), Some(sample()));
        for end in 0..text.len() {
            assert_eq!(Journal::parse(&text[..end]), None, "cut at {end}");
        }
    }

    #[test]
    fn a_journal_from_a_stranger_can_name_nothing_outside_the_layout() {
        let digest = Digest::of(b"");
        for line in [
            format!("replace {digest} - .incent-tmp-0 ../x"),
            format!("replace {digest} - .incent-tmp-0 .git/config"),
            format!("replace {digest} - .incent-tmp-0 .incent/lock"),
            format!("replace {digest} - roster.csv targets.csv"),
            format!("replace {digest} - .incent-tmp-/../x targets.csv"),
            format!("remove {digest} notes.txt"),
            format!("remove {digest} /etc/passwd"),
            "folder ../x".to_owned(),
            "chmod targets.csv".to_owned(),
        ] {
            let body = format!("{HEAD}\n{line}\n");
            let text = format!("{body}end {}\n", Digest::of(body.as_bytes()));
            assert_eq!(Journal::parse(&text), None, "{line}");
        }
    }
}
