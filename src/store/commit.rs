//! Committing: all files of a command or none, whatever happens in between.
//!
//! 1. The journal is written as `.incent/prepare`, then the new contents beside their files.
//! 2. The inputs are compared once more; then `prepare` is renamed to `journal`: decided.
//! 3. The contents are renamed into place, and the journal goes.
//!
//! Whatever is interrupted before the renaming in 2 is undone, whatever comes after is finished, by
//! the next run that takes the lock; readers see the one or the other (`view`).

use std::collections::BTreeSet;
use std::io;
use std::path::{Path, PathBuf};

use super::changes::Changes;
use super::disk::{Disk, Kind};
use super::failure::{Failure, shown};
use super::folder::Folder;
use super::journal::{Journal, Removal, Replacement, TEMPORARY, decided, preparing, workings};
use super::layout::row_of;
use super::lock::Lock;
use super::name::PlanPath;
use super::outline::{Outline, guard};
use crate::base::Digest;
use crate::text::Diagnostic;
use crate::text::code::store as code;

/// What a commit did.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Written {
    /// Files made or replaced.
    pub written: Vec<PlanPath>,
    /// Files removed.
    pub removed: Vec<PlanPath>,
    /// Files that said the same already and were not touched.
    pub unchanged: Vec<PlanPath>,
}

/// What an interrupted run had left behind.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Recovered {
    /// Its writing had been decided and was finished: so many files.
    Finished(usize),
    /// Its writing had not been decided and was undone: so many files.
    Undone(usize),
}

impl Recovered {
    /// What to tell.
    pub fn diagnostic(self) -> Diagnostic {
        match self {
            Recovered::Finished(count) => {
                Diagnostic::new(&code::FINISHED_EARLIER).arg("count", count)
            }
            Recovered::Undone(count) => Diagnostic::new(&code::UNDONE_EARLIER).arg("count", count),
        }
    }
}

/// An operation that the system refused, and where.
struct Trouble {
    path: PathBuf,
    error: io::Error,
}

type Done = Result<(), Trouble>;

fn at(path: &Path) -> impl FnOnce(io::Error) -> Trouble {
    let path = path.to_path_buf();
    move |error| Trouble { path, error }
}

/// Writes the changes, all or none. Files whose content is the same are not touched. On failure
/// nothing has changed, unless the failure says that the writing will be finished.
pub fn commit(folder: &Folder, lock: &Lock, changes: &Changes) -> Result<Written, Failure> {
    debug_assert!(lock.is_of(folder), "the lock of another folder");
    recover(folder, lock)?;
    let outline = Outline::draw(folder, changes)?;
    let contents: Vec<&[u8]> = outline.differences.iter().filter_map(|d| d.new).collect();
    let writing = Writing { disk: folder.disk(), root: folder.root(), journal: plan(&outline) };
    if !outline.differences.is_empty() {
        writing.carry_out(&contents, || {
            changes.inputs.iter().try_for_each(|input| input.check(folder))
        })?;
    }
    let Journal { replacements, removals, .. } = writing.journal;
    Ok(Written {
        written: replacements.into_iter().map(|replacement| replacement.path).collect(),
        removed: removals.into_iter().map(|removal| removal.path).collect(),
        unchanged: outline.unchanged,
    })
}

/// Finishes or undoes what an interrupted run left behind.
pub(super) fn recover(folder: &Folder, lock: &Lock) -> Result<Option<Recovered>, Failure> {
    debug_assert!(lock.is_of(folder), "the lock of another folder");
    let (disk, root) = (folder.disk(), folder.root());
    if let Some(journal) = Journal::read_decided(disk, root)? {
        let writing = Writing { disk, root, journal };
        writing.check_unfinished()?;
        writing.finish(&mut 0).map_err(|trouble| trouble.told(&code::UNFINISHED))?;
        let Journal { replacements, removals, .. } = writing.journal;
        return Ok(Some(Recovered::Finished(replacements.len() + removals.len())));
    }
    let Some(journal) = Journal::read_preparing(disk, root)? else { return Ok(None) };
    let writing = Writing { disk, root, journal };
    let count = writing.undo().map_err(|trouble| trouble.told(&code::WRITE_FAILED))?;
    Ok(Some(Recovered::Undone(count)))
}

/// The journal of what the outline found.
fn plan(outline: &Outline<'_>) -> Journal {
    let mut journal = Journal { folders: outline.folders.clone(), ..Journal::default() };
    for (number, difference) in outline.differences.iter().enumerate() {
        let path = difference.path.clone();
        let old = difference.old.as_deref().map(Digest::of);
        match (difference.new, old) {
            (Some(bytes), old) => {
                let new = Digest::of(bytes);
                let temporary = path.beside(&format!("{TEMPORARY}{}-{number}", new.short()));
                journal.replacements.push(Replacement { path, temporary, new, old });
            }
            (None, Some(old)) => journal.removals.push(Removal { path, old }),
            (None, None) => {}
        }
    }
    journal
}

/// A writing under way.
struct Writing<'a> {
    disk: &'a dyn Disk,
    root: &'a Path,
    journal: Journal,
}

impl Writing<'_> {
    fn carry_out(
        &self,
        contents: &[&[u8]],
        check: impl FnOnce() -> Result<(), Failure>,
    ) -> Result<(), Failure> {
        if let Err(trouble) = self.prepare(contents) {
            return Err(self.give_up(trouble.told(&code::WRITE_FAILED)));
        }
        if let Err(failure) = check() {
            return Err(self.give_up(failure));
        }
        if let Err(trouble) = self.decide() {
            return Err(self.take_back(trouble));
        }
        let mut renamed = 0;
        match self.finish(&mut renamed) {
            Ok(()) => Ok(()),
            Err(trouble) if renamed == 0 => Err(self.take_back(trouble)),
            Err(trouble) => Err(trouble.told(&code::UNFINISHED)),
        }
    }

    /// Undone as far as the disk lets us; what it doesn't, the next run undoes.
    fn give_up(&self, failure: Failure) -> Failure {
        let _ = self.undo();
        failure
    }

    /// Decided, or perhaps so, but nothing is renamed yet: the decision is taken back if possible.
    fn take_back(&self, trouble: Trouble) -> Failure {
        let (from, to) = (self.at(&decided()), self.at(&preparing()));
        let there = |path: &Path| matches!(self.disk.look(path), Ok(Some(_)));
        if there(&from) && self.disk.rename(&from, &to).is_err() {
            return trouble.told(&code::UNFINISHED);
        }
        self.give_up(trouble.told(&code::WRITE_FAILED))
    }

    /// Puts the journal and all new contents on the disk for good, beside their files.
    fn prepare(&self, contents: &[&[u8]]) -> Done {
        let journal = self.at(&preparing());
        let text = self.journal.to_text();
        self.disk.write_new(&journal, text.as_bytes(), false).map_err(at(&journal))?;
        self.sync(&workings())?;
        for folder in &self.journal.folders {
            let path = self.at(folder);
            let private = folder.as_str().split('/').any(|part| part == "private");
            self.disk.make_folder(&path, private).map_err(at(&path))?;
            self.sync_above(folder)?;
        }
        for (replacement, bytes) in self.journal.replacements.iter().zip(contents) {
            let path = self.at(&replacement.temporary);
            self.disk.write_new(&path, bytes, true).map_err(at(&self.at(&replacement.path)))?;
        }
        let written = self.journal.replacements.iter().map(|replacement| &replacement.path);
        self.sync_all_above(written)
    }

    fn decide(&self) -> Done {
        let (from, to) = (self.at(&preparing()), self.at(&decided()));
        self.disk.rename(&from, &to).map_err(at(&to))?;
        self.sync(&workings())
    }

    /// Renames everything into place; what is in place already is left alone, so that it can be
    /// repeated. Counts what it has renamed or removed.
    fn finish(&self, renamed: &mut usize) -> Done {
        let journal = self.at(&decided());
        // The journal was made with the rights that new files get; so do ours.
        let usual = self.look(&journal)?.map_or(0o644, |look| look.mode & 0o666);
        for replacement in &self.journal.replacements {
            let (from, to) = (self.at(&replacement.temporary), self.at(&replacement.path));
            if self.look(&from)?.is_none() {
                continue;
            }
            let private = row_of(&replacement.path).is_some_and(|row| row.private);
            let kept = self.look(&to)?.map_or(usual, |look| look.mode);
            let mode = if private { 0o600 } else { kept };
            self.disk.set_mode(&from, mode).map_err(at(&to))?;
            self.disk.rename(&from, &to).map_err(at(&to))?;
            *renamed += 1;
        }
        for removal in &self.journal.removals {
            let path = self.at(&removal.path);
            if self.digest(&path)? == Some(removal.old) {
                self.disk.remove(&path).map_err(at(&path))?;
                *renamed += 1;
            }
        }
        let replaced = self.journal.replacements.iter().map(|replacement| &replacement.path);
        let removed = self.journal.removals.iter().map(|removal| &removal.path);
        self.sync_all_above(replaced.chain(removed))?;
        self.disk.remove(&journal).map_err(at(&journal))?;
        self.sync(&workings())
    }

    /// Removes what the preparation made, by the names in the journal, and the journal last. Counts
    /// the files.
    fn undo(&self) -> Result<usize, Trouble> {
        let mut count = 0;
        for replacement in &self.journal.replacements {
            let path = self.at(&replacement.temporary);
            if self.look(&path)?.is_some_and(|look| look.kind == Kind::File) {
                self.disk.remove(&path).map_err(at(&path))?;
                count += 1;
            }
        }
        let temporaries = self.journal.replacements.iter().map(|replacement| &replacement.path);
        self.sync_all_above(temporaries)?;
        for folder in self.journal.folders.iter().rev() {
            // Somebody may have put something of their own into it meanwhile; then it stays.
            let _ = self.disk.remove_folder(&self.at(folder));
        }
        self.sync_all_above(self.journal.folders.iter())?;
        let journal = self.at(&preparing());
        if self.look(&journal)?.is_some() {
            self.disk.remove(&journal).map_err(at(&journal))?;
            self.sync(&workings())?;
        }
        Ok(count)
    }

    /// Before an earlier run's writing is finished: its contents must be whole, and nobody may have
    /// edited the files since.
    fn check_unfinished(&self) -> Result<(), Failure> {
        for replacement in &self.journal.replacements {
            guard(self.disk, self.root, &replacement.path)?;
            let from = self.at(&replacement.temporary);
            let look = self.look(&from).map_err(|trouble| trouble.told(&code::UNREADABLE))?;
            let Some(look) = look else { continue };
            let digest = |path: &Path| {
                self.digest(path).map_err(|trouble| Failure::unreadable(path, &trouble.error))
            };
            if look.kind != Kind::File || digest(&from)? != Some(replacement.new) {
                let told = Diagnostic::new(&code::JOURNAL_BROKEN);
                return Err(Failure::Machine(told.arg("path", shown(&self.at(&decided())))));
            }
            let now = digest(&self.at(&replacement.path))?;
            if now != replacement.old && now != Some(replacement.new) {
                let told = Diagnostic::new(&code::EDITED_SINCE).arg("path", &replacement.path);
                return Err(Failure::refused(told));
            }
        }
        self.journal
            .removals
            .iter()
            .try_for_each(|removal| guard(self.disk, self.root, &removal.path))
    }

    fn at(&self, path: &PlanPath) -> PathBuf {
        path.below(self.root)
    }

    fn look(&self, path: &Path) -> Result<Option<super::disk::Look>, Trouble> {
        self.disk.look(path).map_err(at(path))
    }

    /// The digest of what lies there; `None` for nothing.
    fn digest(&self, path: &Path) -> Result<Option<Digest>, Trouble> {
        if self.look(path)?.is_none() {
            return Ok(None);
        }
        let bytes = self.disk.read(path, u64::MAX).map_err(at(path))?;
        Ok(Some(Digest::of(&bytes)))
    }

    fn sync(&self, folder: &PlanPath) -> Done {
        let path = self.at(folder);
        self.disk.sync_folder(&path).map_err(at(&path))
    }

    fn sync_above(&self, path: &PlanPath) -> Done {
        let folder = path.folder().map_or(self.root.to_path_buf(), |folder| self.at(&folder));
        self.disk.sync_folder(&folder).map_err(at(&folder))
    }

    /// Syncs the folders of these files, each once, as far as they are there.
    fn sync_all_above<'p>(&self, paths: impl Iterator<Item = &'p PlanPath>) -> Done {
        let folders: BTreeSet<Option<PlanPath>> = paths.map(PlanPath::folder).collect();
        for folder in folders {
            let path = folder.map_or(self.root.to_path_buf(), |folder| self.at(&folder));
            if self.look(&path)?.is_some() {
                self.disk.sync_folder(&path).map_err(at(&path))?;
            }
        }
        Ok(())
    }
}

impl Trouble {
    fn told(self, row: &'static crate::text::Code) -> Failure {
        Failure::unwritten(row, &self.path, &self.error)
    }
}

#[cfg(test)]
pub(super) mod tests;
