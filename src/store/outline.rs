//! What changes come to on this folder: which files are really different, which folders are missing.
//! Serves the dry run and the commit alike.

use std::collections::BTreeSet;
use std::path::Path;

use super::changes::{Change, Changes};
use super::diff::unified;
use super::disk::{Disk, Kind};
use super::failure::{Failure, shown};
use super::folder::Folder;
use super::layout::row_of;
use super::name::{PlanPath, case_twins};
use super::view::View;
use crate::process::Refusal;
use crate::text::Diagnostic;
use crate::text::code::store as code;

/// One file that is really different.
pub(super) struct Difference<'a> {
    pub path: &'a PlanPath,
    /// The content now; `None`: there is no file.
    pub old: Option<Vec<u8>>,
    /// The content to come; `None`: the file goes.
    pub new: Option<&'a [u8]>,
}

/// What changes come to.
#[derive(Default)]
pub(super) struct Outline<'a> {
    pub differences: Vec<Difference<'a>>,
    pub unchanged: Vec<PlanPath>,
    /// Folders to be made, outermost first.
    pub folders: Vec<PlanPath>,
}

/// What a dry run shows of one file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Preview {
    /// The file.
    pub path: PlanPath,
    /// What would happen to it.
    pub fate: Fate,
    /// The lines that would change, as `diff -u` shows them; empty for unchanged files.
    pub diff: String,
}

/// What would happen to a file.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Fate {
    /// It would be made.
    New,
    /// Its content would be replaced.
    Changed,
    /// It would be gone.
    Removed,
    /// It says the same already.
    Unchanged,
}

impl Changes {
    /// What committing would do, without doing it: one entry per file, in order.
    pub fn preview(&self, folder: &Folder) -> Result<Vec<Preview>, Failure> {
        let outline = Outline::draw(folder, self)?;
        let unchanged = outline.unchanged.into_iter().map(|path| Preview {
            path,
            fate: Fate::Unchanged,
            diff: String::new(),
        });
        let different = outline.differences.iter().map(|difference| Preview {
            path: difference.path.clone(),
            fate: difference.fate(),
            diff: unified(difference.path.as_str(), difference.old.as_deref(), difference.new),
        });
        let mut previews: Vec<Preview> = different.chain(unchanged).collect();
        previews.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(previews)
    }
}

impl Difference<'_> {
    fn fate(&self) -> Fate {
        match (&self.old, self.new) {
            (None, _) => Fate::New,
            (Some(_), None) => Fate::Removed,
            (Some(_), Some(_)) => Fate::Changed,
        }
    }
}

impl<'a> Outline<'a> {
    /// Compares the changes with the folder. Refuses links, names that differ in case only, and
    /// files that were to be made and are there.
    pub fn draw(folder: &Folder, changes: &'a Changes) -> Result<Outline<'a>, Failure> {
        let view = View::begin(folder)?;
        let mut outline = Outline::default();
        let mut existing = Vec::new();
        for (path, change) in &changes.files {
            guard(folder.disk(), folder.root(), path)?;
            let old = view.read(path.as_str(), u64::MAX)?;
            let new = match change {
                Change::Write(bytes) => Some(bytes.as_slice()),
                Change::Create(bytes) => {
                    if old.is_some() {
                        existing.push(path.to_string());
                    }
                    Some(bytes.as_slice())
                }
                Change::Remove => None,
            };
            if old.as_deref() == new && is_mode_right(folder, path)? {
                outline.unchanged.push(path.clone());
            } else {
                outline.differences.push(Difference { path, old, new });
            }
        }
        if !existing.is_empty() {
            let told = Diagnostic::new(&code::EXISTS).arg("paths", existing.join(", "));
            return Err(Failure::Refused(Refusal { reasons: vec![told] }));
        }
        outline.find_folders(folder)?;
        outline.check_case(folder)?;
        Ok(outline)
    }

    fn find_folders(&mut self, folder: &Folder) -> Result<(), Failure> {
        let written = self.differences.iter().filter(|difference| difference.new.is_some());
        let needed: BTreeSet<PlanPath> = written.flat_map(|d| d.path.folders()).collect();
        for needed in needed {
            let path = needed.below(folder.root());
            let look = folder.disk().look(&path);
            if look.map_err(|error| Failure::unreadable(&path, &error))?.is_none() {
                self.folders.push(needed);
            }
        }
        Ok(())
    }

    /// Two names that differ in case only, among the new ones or with what lies beside them.
    fn check_case(&self, folder: &Folder) -> Result<(), Failure> {
        let mut names = BTreeSet::new();
        let mut folders = BTreeSet::from([None]);
        for difference in self.differences.iter().filter(|difference| difference.old.is_none()) {
            let above = difference.path.folders();
            folders.extend(above.iter().cloned().map(Some));
            names.extend(above.into_iter().map(|path| path.to_string()));
            names.insert(difference.path.to_string());
        }
        if names.is_empty() {
            return Ok(());
        }
        for beside in folders {
            let path =
                beside.as_ref().map_or(folder.root().to_path_buf(), |f| f.below(folder.root()));
            // A folder that is still to be made has nothing in it.
            let Ok(listed) = folder.disk().list(&path) else { continue };
            let prefix = beside.map_or(String::new(), |folder| format!("{folder}/"));
            names.extend(listed.iter().filter_map(|n| Some(format!("{prefix}{}", n.to_str()?))));
        }
        match case_twins(names.iter().map(String::as_str)) {
            Some(told) => Err(Failure::Wrong(told)),
            None => Ok(()),
        }
    }
}

/// Refuses to write through a link, over a folder, or over anything that is no regular file.
pub(super) fn guard(disk: &dyn Disk, root: &Path, path: &PlanPath) -> Result<(), Failure> {
    let refuse =
        |at: &PlanPath| Err(Failure::Wrong(Diagnostic::new(&code::LINK_WRITE).arg("path", at)));
    for above in path.folders() {
        match look(disk, root, &above)? {
            Some(Kind::Folder) => {}
            None => return Ok(()),
            Some(_) => return refuse(&above),
        }
    }
    match look(disk, root, path)? {
        None | Some(Kind::File) => Ok(()),
        Some(_) => refuse(path),
    }
}

fn look(disk: &dyn Disk, root: &Path, path: &PlanPath) -> Result<Option<Kind>, Failure> {
    let path = path.below(root);
    let look =
        disk.look(&path).map_err(|error| Failure::unreadable(Path::new(&shown(&path)), &error))?;
    Ok(look.map(|look| look.kind))
}

/// Whether a file that only its owner may read can be read by its owner only.
fn is_mode_right(folder: &Folder, path: &PlanPath) -> Result<bool, Failure> {
    if !row_of(path).is_some_and(|row| row.private) {
        return Ok(true);
    }
    let at = path.below(folder.root());
    let look = folder.disk().look(&at).map_err(|error| Failure::unreadable(&at, &error))?;
    Ok(look.is_none_or(|look| look.mode & 0o077 == 0))
}
