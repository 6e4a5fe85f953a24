//! What a result was computed from, remembered so that it can be compared once more just before the
//! result is written.

use std::io;
use std::path::{Path, PathBuf};

use super::disk::{Look, look_at};
use super::failure::{Failure, shown};
use super::folder::Folder;
use super::view::View;
use crate::base::Digest;
use crate::text::Diagnostic;
use crate::text::code::store as code;

/// Something that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Input(Was);

#[derive(Clone, PartialEq, Eq, Debug)]
enum Was {
    /// A file of the plan folder with its digest; `None`: it wasn't there.
    File(String, Option<Digest>),
    /// A big file, compared by length, time and number in the file system: reading it again would
    /// take as long as the whole run.
    Export(PathBuf, Look),
}

impl Input {
    /// A file of the plan folder and the digest of what was read; `None`: it wasn't there.
    pub fn file(name: &str, digest: Option<Digest>) -> Input {
        Input(Was::File(name.to_owned(), digest))
    }

    /// An export that is about to be read; links are followed.
    pub fn export(path: &Path) -> io::Result<Input> {
        let look = look_at(&std::fs::metadata(path)?);
        Ok(Input(Was::Export(path.to_path_buf(), look)))
    }

    /// Refuses if it is no longer what it was.
    pub(super) fn check(&self, folder: &Folder) -> Result<(), Failure> {
        let (name, same) = match &self.0 {
            Was::File(name, digest) => {
                let bytes = View::begin(folder)?.read(name, u64::MAX)?;
                (name.clone(), bytes.map(|bytes| Digest::of(&bytes)) == *digest)
            }
            Was::Export(path, look) => {
                let now = std::fs::metadata(path).map(|metadata| look_at(&metadata));
                let shown = shown(path.strip_prefix(folder.root()).unwrap_or(path));
                (shown, now.is_ok_and(|now| now == *look))
            }
        };
        if same {
            return Ok(());
        }
        Err(Failure::refused(Diagnostic::new(&code::INPUT_CHANGED).arg("file", name)))
    }
}
