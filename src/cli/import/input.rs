//! The files on the command line. A stream is kept in memory, since it may have to be read twice:
//! once to find out what it is, once to inspect it.

use std::fs;
use std::io::{self, Cursor, Read};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::base::Lang;
use crate::crm::Source;
use crate::crm::files::STANDARD_INPUT;

use super::super::exit::Failure;

/// A file to be inspected.
pub struct Input {
    /// As shown to people.
    pub name: Arc<str>,
    path: PathBuf,
    /// What a stream held.
    held: Option<Arc<[u8]>>,
}

/// The files of a command line, each once.
pub fn gather(files: &[PathBuf], lang: Lang) -> Result<Vec<Input>, Failure> {
    let mut inputs: Vec<Input> = Vec::new();
    for path in files {
        if inputs.iter().any(|known| known.path == *path) {
            continue;
        }
        inputs.push(Input::new(path).map_err(|error| {
            let label = lang.pick("无法读取", "can't read");
            Failure::World(anyhow::Error::new(error).context(format!("{label} {}", path.display())))
        })?);
    }
    Ok(inputs)
}

impl Input {
    fn new(path: &Path) -> io::Result<Input> {
        let name: Arc<str> = path.to_string_lossy().into();
        let held = if &*name == STANDARD_INPUT {
            Some(all_of(io::stdin().lock())?)
        } else {
            let facts = fs::metadata(path)?;
            if facts.is_dir() {
                return Err(io::ErrorKind::IsADirectory.into());
            }
            if facts.is_file() { None } else { Some(all_of(fs::File::open(path)?)?) }
        };
        Ok(Input { name, path: path.to_path_buf(), held })
    }

    /// Opens it, as often as needed.
    pub fn open(&self) -> io::Result<Source> {
        match &self.held {
            Some(bytes) => Ok(Source::stream(self.name.clone(), Cursor::new(bytes.clone()))),
            None => Source::open(self.name.clone(), &self.path),
        }
    }

    /// Where it really is; `None` for a stream.
    pub fn real_path(&self) -> Option<PathBuf> {
        self.held.is_none().then(|| fs::canonicalize(&self.path).ok()).flatten()
    }

    /// How a plan would name it: below its folder where it is there, else where exports are kept.
    pub fn pattern(&self, folder: Option<&Path>) -> String {
        if &*self.name == STANDARD_INPUT {
            return STANDARD_INPUT.to_owned();
        }
        let below = folder.and_then(|folder| {
            let real = self.real_path()?;
            let below = real.strip_prefix(fs::canonicalize(folder).ok()?).ok()?;
            Some(below.to_string_lossy().replace('\\', "/"))
        });
        let name = self.path.file_name().unwrap_or_default().to_string_lossy();
        below.unwrap_or_else(|| format!("crm/{name}"))
    }
}

fn all_of(mut from: impl Read) -> io::Result<Arc<[u8]>> {
    let mut bytes = Vec::new();
    from.read_to_end(&mut bytes)?;
    Ok(bytes.into())
}
