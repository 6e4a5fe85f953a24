//! What a reader sees: the content of one moment. A writing that is decided but not finished is read
//! through, and every look is remembered, so that the end of the reading can tell whether anything
//! moved meanwhile.

use std::cell::RefCell;
use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use super::disk::{Kind, Look};
use super::failure::{Failure, shown};
use super::folder::{Folder, about};
use super::journal::Journal;
use crate::base::Digest;
use crate::text::Diagnostic;
use crate::text::code::store as code;

/// A reading of a plan folder under way.
pub struct View<'a> {
    folder: &'a Folder,
    journal: Option<Journal>,
    looked: RefCell<Vec<(PathBuf, Option<Look>)>>,
}

/// The name of an entry of a folder.
pub enum Entry {
    /// A name that can be shown and kept.
    Name(String),
    /// One that can't, escaped.
    Bad(String),
}

impl<'a> View<'a> {
    /// Begins to read.
    pub fn begin(folder: &'a Folder) -> Result<View<'a>, Failure> {
        let journal = Journal::read_decided(folder.disk(), folder.root())?;
        Ok(View { folder, journal, looked: RefCell::default() })
    }

    /// The bytes of a file, at most one more than `limit`. `Ok(None)`: it isn't there.
    pub fn read(&self, name: &str, limit: u64) -> Result<Option<Vec<u8>>, Failure> {
        let Some(path) = self.locate(name)? else {
            self.look(&self.folder.root().join(name))?;
            return Ok(None);
        };
        let Some(look) = self.look(&path)? else { return Ok(None) };
        if look.kind != Kind::File {
            return Err(Failure::Wrong(about(&code::NOT_A_FILE, name)));
        }
        if look.len > limit {
            return Err(Failure::Wrong(too_large(name, look.len, limit)));
        }
        let bytes = match self.folder.disk().read(&path, limit) {
            Ok(bytes) => bytes,
            // A writer has just renamed or removed it; the end of the reading will see that.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(Failure::unreadable(Path::new(name), &error)),
        };
        Ok(Some(bytes).filter(|bytes| !self.is_removed(name, bytes)))
    }

    /// The names in a folder, sorted; none when it isn't there.
    pub fn list(&self, folder: &str) -> Result<Vec<Entry>, Failure> {
        let path = match folder {
            "" => Some(self.folder.root().to_path_buf()),
            _ => self.folder.locate(folder)?,
        };
        let mut names = BTreeSet::new();
        let mut entries = Vec::new();
        if let Some(path) = path.filter(|path| self.is_folder(path)) {
            let listed = self.folder.disk().list(&path);
            for name in listed.map_err(|error| Failure::unreadable(&path, &error))? {
                match name.to_str() {
                    Some(text) if !text.chars().any(char::is_control) => {
                        names.insert(text.to_owned());
                    }
                    _ => entries.push(Entry::Bad(shown(Path::new(&name)))),
                }
            }
        }
        names.extend(self.coming(folder));
        entries.extend(names.into_iter().map(Entry::Name));
        Ok(entries)
    }

    /// Whether there is a folder of that name.
    pub fn has_folder(&self, name: &str) -> Result<bool, Failure> {
        Ok(self.folder.locate(name)?.is_some_and(|path| self.is_folder(&path)))
    }

    /// Tells what has moved since the reading began; `None`: it saw one moment.
    pub fn moved(&self) -> Result<Option<String>, Failure> {
        let now = Journal::read_decided(self.folder.disk(), self.folder.root())?;
        if now != self.journal {
            return Ok(Some(".incent/journal".to_owned()));
        }
        for (path, before) in self.looked.borrow().iter() {
            let after = self.folder.disk().look(path);
            if after.map_err(|error| Failure::unreadable(path, &error))? != *before {
                return Ok(Some(shown(path.strip_prefix(self.folder.root()).unwrap_or(path))));
            }
        }
        Ok(None)
    }

    /// Where a file's content lies: beside it, while a decided writing has not renamed it yet.
    fn locate(&self, name: &str) -> Result<Option<PathBuf>, Failure> {
        let replacements = self.journal.iter().flat_map(|journal| &journal.replacements);
        let coming = replacements.filter(|replacement| replacement.path.as_str() == name);
        for replacement in coming {
            let temporary = replacement.temporary.below(self.folder.root());
            if self.look(&temporary)?.is_some_and(|look| look.kind == Kind::File) {
                return Ok(Some(temporary));
            }
        }
        self.folder.locate(name)
    }

    fn coming(&self, folder: &str) -> impl Iterator<Item = String> {
        let replacements = self.journal.iter().flat_map(|journal| &journal.replacements);
        let here = replacements.filter(move |replacement| {
            replacement.path.folder().map_or(String::new(), |f| f.to_string()) == folder
        });
        here.map(|replacement| replacement.path.name().to_owned())
    }

    fn is_removed(&self, name: &str, bytes: &[u8]) -> bool {
        let mut removals = self.journal.iter().flat_map(|journal| &journal.removals);
        removals.any(|removal| removal.path.as_str() == name && removal.old == Digest::of(bytes))
    }

    fn is_folder(&self, path: &Path) -> bool {
        matches!(self.look(path), Ok(Some(look)) if look.kind == Kind::Folder)
    }

    fn look(&self, path: &Path) -> Result<Option<Look>, Failure> {
        let look = self.folder.disk().look(path);
        let look = look.map_err(|error| Failure::unreadable(path, &error))?;
        self.looked.borrow_mut().push((path.to_path_buf(), look));
        Ok(look)
    }
}

fn too_large(name: &str, size: u64, limit: u64) -> Diagnostic {
    about(&code::TOO_LARGE, name).arg("size", size).arg("limit", limit)
}
