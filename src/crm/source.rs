//! Where the bytes of an export come from: a file, or a stream that can be read once.

use std::fs::File;
use std::io::{self, Read, Seek, SeekFrom};
use std::path::Path;
use std::sync::Arc;
use std::time::SystemTime;

/// Where an export comes from.
pub struct Source {
    name: Arc<str>,
    from: From,
}

type Reader = Box<dyn Read + Send>;

enum From {
    File(Again),
    Stream(Reader),
}

/// A regular file, which can be read more than once.
pub(super) struct Again {
    file: File,
    /// Its size in bytes when it was opened.
    pub size: u64,
    modified: Option<SystemTime>,
}

impl Source {
    /// The file at `path`, which messages call `name`. What isn't a regular file (a named pipe) is
    /// read as a stream; a folder is an error.
    pub fn open(name: impl Into<Arc<str>>, path: &Path) -> io::Result<Source> {
        let file = File::open(path)?;
        let facts = file.metadata()?;
        if facts.is_dir() {
            return Err(io::ErrorKind::IsADirectory.into());
        }
        let from = if facts.is_file() {
            From::File(Again { file, size: facts.len(), modified: facts.modified().ok() })
        } else {
            From::Stream(Box::new(file))
        };
        Ok(Source { name: name.into(), from })
    }

    /// Anything that can be read once, as standard input.
    pub fn stream(name: impl Into<Arc<str>>, from: impl Read + Send + 'static) -> Source {
        Source { name: name.into(), from: From::Stream(Box::new(from)) }
    }

    /// Its name, a reader from its beginning, and the file itself if it is one.
    pub(super) fn start(self) -> io::Result<(Arc<str>, Reader, Option<Again>)> {
        let (from, again): (Reader, _) = match self.from {
            From::File(again) => (Box::new(again.file.try_clone()?), Some(again)),
            From::Stream(from) => (from, None),
        };
        Ok((self.name, from, again))
    }
}

impl Again {
    /// A reader from the beginning. There must be no other one in use.
    pub fn restart(&self) -> io::Result<File> {
        let mut file = self.file.try_clone()?;
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    }

    /// Whether somebody wrote to it since it was opened, it being `read` bytes long when it was
    /// read.
    pub fn is_changed(&self, read: u64) -> io::Result<bool> {
        let now = self.file.metadata()?;
        let is_same_size = now.len() == self.size && read == self.size;
        Ok(!is_same_size || now.modified().ok() != self.modified)
    }
}
