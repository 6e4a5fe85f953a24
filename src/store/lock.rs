//! The lock: one run at a time writes. The kernel holds it and lets it go when the run ends, however
//! it ends; who holds it is told in a file beside it.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::{Path, PathBuf};

use super::commit::{Recovered, recover};
use super::disk::{Disk as _, Kind, RealDisk, look_at};
use super::failure::{Failure, shown};
use super::folder::Folder;
use super::journal::workings;
use crate::base::Moment;
use crate::text::Diagnostic;
use crate::text::code::store as code;

/// Who holds the lock, for the message that another run prints.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Holder {
    /// The process.
    pub pid: u32,
    /// The computer.
    pub host: String,
    /// The user.
    pub user: String,
    /// What runs: `incent assign`.
    pub command: String,
    /// Since when.
    pub since: Moment,
}

impl Holder {
    fn line(&self) -> String {
        let Holder { pid, host, user, command, since } = self;
        let line = format!("{command}, pid {pid}, {user}@{host}, {since}");
        line.chars().filter(|c| !c.is_control()).collect()
    }
}

/// The leave to write to a plan folder, as long as it lives.
#[derive(Debug)]
pub struct Lock {
    root: PathBuf,
    /// Holds the kernel's lock.
    file: File,
    recovered: Option<Recovered>,
}

impl Lock {
    /// Takes the lock, and finishes or undoes what an interrupted run left behind. To be taken before
    /// anything is read that the writing depends on. Whether to wait for another run is the caller's.
    pub fn take(folder: &Folder, holder: &Holder) -> Result<Lock, Failure> {
        let Some(file) = try_once(folder.root())? else {
            return Err(Failure::Busy(held_by(folder.root())));
        };
        let mut lock = Lock { root: folder.root().to_path_buf(), file, recovered: None };
        // Only for the message of another run: nothing depends on it.
        let _ = std::fs::write(holder_file(folder.root()), holder.line());
        lock.recovered = recover(folder, &lock)?;
        Ok(lock)
    }

    /// What an interrupted run had left behind, if anything; to be told.
    pub fn recovered(&self) -> Option<&Recovered> {
        self.recovered.as_ref()
    }

    pub(super) fn is_of(&self, folder: &Folder) -> bool {
        self.root == folder.root()
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        let _ = std::fs::remove_file(holder_file(&self.root));
        // Closing would not do while a child process, just being started, still has the file open.
        let _ = self.file.unlock();
    }
}

fn lock_file(root: &Path) -> PathBuf {
    workings().below(root).join("lock")
}

fn holder_file(root: &Path) -> PathBuf {
    workings().below(root).join("holder")
}

/// The locked file; `None` when another run has it.
fn try_once(root: &Path) -> Result<Option<File>, Failure> {
    make_workings(root)?;
    let path = lock_file(root);
    let failed = |error: &std::io::Error| Failure::unwritten(&code::WRITE_FAILED, &path, error);
    let look = RealDisk.look(&path).map_err(|error| failed(&error))?;
    if look.is_some_and(|look| look.kind != Kind::File) {
        let told = Diagnostic::new(&code::LINK_WRITE).arg("path", shown(&path));
        return Err(Failure::Wrong(told));
    }
    let mut options = OpenOptions::new();
    let file = options.write(true).create(true).truncate(false).open(&path);
    let file = file.map_err(|error| failed(&error))?;
    if !is_taken(file.try_lock())? {
        return Ok(None);
    }
    // Somebody may have removed the file in between; then this lock keeps nobody out.
    let mine = file.metadata().map_err(|error| failed(&error))?;
    let there = RealDisk.look(&path).map_err(|error| failed(&error))?;
    let same = there.is_some_and(|there| there.number == look_at(&mine).number);
    Ok(same.then_some(file))
}

/// Whether the kernel gave the lock. A file system that knows no locks is a failure of the machine: two
/// runs must not write at once, so none does.
fn is_taken(tried: Result<(), TryLockError>) -> Result<bool, Failure> {
    match tried {
        Ok(()) => Ok(true),
        Err(TryLockError::WouldBlock) => Ok(false),
        Err(TryLockError::Error(error)) => {
            let told = Diagnostic::new(&code::LOCK_UNAVAILABLE).because(&error);
            Err(Failure::Machine(told))
        }
    }
}

fn make_workings(root: &Path) -> Result<(), Failure> {
    let path = workings().below(root);
    let failed = |error| Failure::unwritten(&code::WRITE_FAILED, &path, &error);
    match RealDisk.look(&path).map_err(failed)? {
        Some(look) if look.kind == Kind::Folder => return Ok(()),
        Some(_) => {
            let told = Diagnostic::new(&code::LINK_WRITE).arg("path", shown(&path));
            return Err(Failure::Wrong(told));
        }
        None => {}
    }
    match RealDisk.make_folder(&path, false) {
        // Another run has just made it.
        Err(error) if error.kind() == std::io::ErrorKind::AlreadyExists => {}
        made => made.map_err(failed)?,
    }
    RealDisk.sync_folder(root).map_err(failed)
}

fn held_by(root: &Path) -> Diagnostic {
    let line = std::fs::read_to_string(holder_file(root)).unwrap_or_default();
    let line: String = line.chars().filter(|c| !c.is_control()).take(300).collect();
    let holder = if line.is_empty() { "?".to_owned() } else { line };
    Diagnostic::new(&code::LOCKED).arg("holder", holder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::store::commit::tests::holder;
    use std::sync::atomic::{AtomicUsize, Ordering};

    fn folder() -> (tempfile::TempDir, Folder) {
        let home = tempfile::tempdir().unwrap();
        let folder = Folder::create(home.path()).unwrap();
        (home, folder)
    }

    #[test]
    fn a_second_run_is_told_who_holds_the_lock() {
        let (home, folder) = folder();
        let lock = Lock::take(&folder, &holder()).unwrap();
        let failure = Lock::take(&folder, &holder()).unwrap_err();
        assert_eq!((failure.exit_code(), failure.diagnostics()[0].code.id), (5, "S30"));
        assert_eq!(
            failure.diagnostics()[0].args,
            [("holder", "incent assign, pid 7, li@host, 2026-07-01T09:30:00+08:00".to_owned())]
        );
        drop(lock);
        assert!(Lock::take(&folder, &holder()).is_ok());
        assert!(!home.path().join(".incent/holder").exists());
    }

    #[test]
    fn of_many_runs_at_once_one_at_a_time_has_the_lock_and_none_is_kept_out_for_ever() {
        let (_home, folder) = folder();
        let inside = AtomicUsize::new(0);
        std::thread::scope(|threads| {
            for _ in 0..8 {
                threads.spawn(|| {
                    for _ in 0..25 {
                        let lock = loop {
                            match Lock::take(&folder, &holder()) {
                                Ok(lock) => break lock,
                                Err(failure) => assert_eq!(failure.exit_code(), 5),
                            }
                            std::thread::yield_now();
                        };
                        assert_eq!(inside.fetch_add(1, Ordering::SeqCst), 0);
                        std::thread::yield_now();
                        assert_eq!(inside.fetch_sub(1, Ordering::SeqCst), 1);
                        drop(lock);
                    }
                });
            }
        });
    }

    #[test]
    fn a_file_system_without_locks_is_told_and_nothing_is_written() {
        let error = std::io::Error::from(std::io::ErrorKind::Unsupported);
        let failure = is_taken(Err(TryLockError::Error(error))).unwrap_err();
        assert_eq!((failure.exit_code(), failure.diagnostics()[0].code.id), (4, "S31"));
        assert!(!is_taken(Err(TryLockError::WouldBlock)).unwrap());
    }

    #[cfg(unix)]
    #[test]
    fn a_lock_that_is_a_link_is_refused() {
        let (home, folder) = folder();
        std::fs::create_dir(home.path().join(".incent")).unwrap();
        std::os::unix::fs::symlink("/tmp/elsewhere", home.path().join(".incent/lock")).unwrap();
        let failure = Lock::take(&folder, &holder()).unwrap_err();
        assert_eq!(failure.diagnostics()[0].code.id, "S14");
    }
}
