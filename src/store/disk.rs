//! The file operations that this room uses, behind one trait: the only file of the room that calls
//! the operating system, and the seam where tests let any operation fail.

use std::ffi::OsString;
use std::fs::{self, File, OpenOptions};
use std::io::{self, Read as _, Write as _};
use std::path::{Path, PathBuf};

/// What lies at a path; links are not followed.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// A regular file.
    File,
    /// A folder.
    Folder,
    /// A symbolic link.
    Link,
    /// A pipe, a device, a socket.
    Other,
}

/// What can be known of a file without reading it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Look {
    /// What it is.
    pub kind: Kind,
    /// Its length in bytes.
    pub len: u64,
    /// Its permission bits; 0 where the system has none.
    pub mode: u32,
    /// When it was last changed, in whatever units the system counts; only good for comparing.
    pub changed: (i64, i64),
    /// Its number in the file system; 0 where the system has none.
    pub number: u64,
}

/// The operations.
pub trait Disk: Send + Sync {
    /// What lies there; `None` for nothing.
    fn look(&self, path: &Path) -> io::Result<Option<Look>>;
    /// The path with every link resolved.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf>;
    /// The content, at most one byte more than `limit`.
    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>>;
    /// The names in a folder, sorted.
    fn list(&self, path: &Path) -> io::Result<Vec<OsString>>;
    /// Makes a folder, for its owner only if `private`.
    fn make_folder(&self, path: &Path, private: bool) -> io::Result<()>;
    /// Makes a file that wasn't there, with that content, on the disk for good; for its owner only
    /// if `private`.
    fn write_new(&self, path: &Path, bytes: &[u8], private: bool) -> io::Result<()>;
    /// Sets the permission bits, where the system has them.
    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()>;
    /// Gives a file another name, replacing what had it.
    fn rename(&self, from: &Path, to: &Path) -> io::Result<()>;
    /// Removes a file.
    fn remove(&self, path: &Path) -> io::Result<()>;
    /// Removes an empty folder.
    fn remove_folder(&self, path: &Path) -> io::Result<()>;
    /// Waits until the names in a folder are on the disk for good.
    fn sync_folder(&self, path: &Path) -> io::Result<()>;
}

/// The disk as it is.
#[derive(Clone, Copy, Default, Debug)]
pub struct RealDisk;

impl Disk for RealDisk {
    fn look(&self, path: &Path) -> io::Result<Option<Look>> {
        match fs::symlink_metadata(path) {
            Ok(metadata) => Ok(Some(look_at(&metadata))),
            Err(error) if is_nothing(&error) => Ok(None),
            Err(error) => Err(error),
        }
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        fs::canonicalize(path)
    }

    fn read(&self, path: &Path, limit: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        File::open(path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
        Ok(bytes)
    }

    fn list(&self, path: &Path) -> io::Result<Vec<OsString>> {
        let names = fs::read_dir(path)?.map(|entry| entry.map(|entry| entry.file_name()));
        let mut names = names.collect::<io::Result<Vec<_>>>()?;
        names.sort();
        Ok(names)
    }

    fn make_folder(&self, path: &Path, private: bool) -> io::Result<()> {
        fs::create_dir(path)?;
        if private { self.set_mode(path, 0o700) } else { Ok(()) }
    }

    fn write_new(&self, path: &Path, bytes: &[u8], private: bool) -> io::Result<()> {
        let mut file = open_new(path, private)?;
        file.write_all(bytes)?;
        file.sync_all()
    }

    #[cfg(unix)]
    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()> {
        use std::os::unix::fs::PermissionsExt as _;
        fs::set_permissions(path, fs::Permissions::from_mode(mode))
    }

    #[cfg(not(unix))]
    fn set_mode(&self, _: &Path, _: u32) -> io::Result<()> {
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        fs::rename(from, to)
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        fs::remove_dir(path)
    }

    #[cfg(unix)]
    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        File::open(path)?.sync_all()
    }

    /// Windows keeps the names of a folder in its own journal and lets nobody sync them.
    #[cfg(not(unix))]
    fn sync_folder(&self, _: &Path) -> io::Result<()> {
        Ok(())
    }
}

fn is_nothing(error: &io::Error) -> bool {
    matches!(error.kind(), io::ErrorKind::NotFound | io::ErrorKind::NotADirectory)
}

/// What the metadata of a file say.
pub fn look_at(metadata: &fs::Metadata) -> Look {
    let kind = match metadata.file_type() {
        kind if kind.is_file() => Kind::File,
        kind if kind.is_dir() => Kind::Folder,
        kind if kind.is_symlink() => Kind::Link,
        _ => Kind::Other,
    };
    let (mode, changed, number) = system_facts(metadata);
    Look { kind, len: metadata.len(), mode, changed, number }
}

#[cfg(unix)]
/// Permission bits, time of change, number in the file system.
fn system_facts(metadata: &fs::Metadata) -> (u32, (i64, i64), u64) {
    use std::os::unix::fs::MetadataExt as _;
    let changed = (metadata.mtime(), metadata.mtime_nsec());
    (metadata.mode() & 0o7777, changed, metadata.ino())
}

#[cfg(windows)]
fn system_facts(metadata: &fs::Metadata) -> (u32, (i64, i64), u64) {
    use std::os::windows::fs::MetadataExt as _;
    (0, (metadata.last_write_time().cast_signed(), 0), 0)
}

#[cfg(unix)]
fn open_new(path: &Path, private: bool) -> io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    let mode = if private { 0o600 } else { 0o666 };
    OpenOptions::new().write(true).create_new(true).mode(mode).open(path)
}

#[cfg(not(unix))]
fn open_new(path: &Path, _: bool) -> io::Result<File> {
    OpenOptions::new().write(true).create_new(true).open(path)
}
