//! A disk in memory for tests. Any operation can be made to fail once, or to be the last one before
//! the process dies or the power goes; then names and contents that were not synced may be lost, in
//! any combination.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::disk::{Disk, Kind, Look};

/// What happens at the chosen operation.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Accident {
    /// It fails; the next ones work.
    Error,
    /// It and all later ones fail: the process was killed.
    Kill,
}

#[derive(Clone, PartialEq, Eq, Debug)]
enum Node {
    Folder,
    File { number: u64, mode: u32 },
    Link,
}

#[derive(Clone, Debug)]
enum Op {
    Set(PathBuf, Node),
    Remove(PathBuf),
    Rename(PathBuf, PathBuf),
}

/// Content now, and on the disk for good.
#[derive(Clone, Debug, Default)]
struct Content {
    now: Vec<u8>,
    synced: bool,
}

#[derive(Clone, Debug, Default)]
struct State {
    now: BTreeMap<PathBuf, Node>,
    durable: BTreeMap<PathBuf, Node>,
    /// Changes of names that were not synced yet, with their folder.
    pending: Vec<(PathBuf, Op)>,
    contents: BTreeMap<u64, Content>,
    count: usize,
    accident: Option<(usize, Accident)>,
}

/// The disk.
#[derive(Debug, Default)]
pub struct FakeDisk(Mutex<State>);

impl FakeDisk {
    /// A disk with these files below `root`, all on it for good.
    pub fn with(root: &Path, files: &[(&str, &str)]) -> FakeDisk {
        let disk = FakeDisk::default();
        {
            let mut state = disk.state();
            state.now.insert(root.to_path_buf(), Node::Folder);
            state.now.insert(root.join(".incent"), Node::Folder);
            for (name, text) in files {
                state.place(&root.join(name), text.as_bytes(), true);
                let above = Path::new(name).ancestors().skip(1);
                for folder in above.filter(|folder| *folder != Path::new("")) {
                    state.now.insert(root.join(folder), Node::Folder);
                }
            }
            state.durable = state.now.clone();
            state.pending.clear();
        }
        disk
    }

    /// A link in the place of that path.
    pub fn link(&self, path: &Path) {
        self.state().now.insert(path.to_path_buf(), Node::Link);
    }

    /// The accident happens at operation `at`, counted from 0.
    pub fn plan_accident(&self, at: usize, accident: Accident) {
        let mut state = self.state();
        (state.count, state.accident) = (0, Some((at, accident)));
    }

    /// Whether the planned accident has happened.
    pub fn had_accident(&self) -> bool {
        let state = self.state();
        state.accident.is_some_and(|(at, _)| state.count > at)
    }

    /// The process is started again.
    pub fn restart(&self) {
        self.state().accident = None;
    }

    /// The power goes: of the names not synced, those survive whose bit in `luck` is set; contents
    /// not synced are torn.
    pub fn lose_power(&self, luck: u64) {
        let mut state = self.state();
        let pending = std::mem::take(&mut state.pending);
        for (number, (_, op)) in pending.into_iter().enumerate() {
            if luck.rotate_right(u32::try_from(number % 64).unwrap_or(0)) & 1 == 1 {
                apply(&mut state.durable, &op);
            }
        }
        // What lies in a folder that isn't there is not there either; parents sort before children.
        let mut kept = BTreeSet::new();
        let root = state.durable.keys().next().cloned().unwrap_or_default();
        state.durable.retain(|path, _| {
            let there = *path == root || path.parent().is_some_and(|above| kept.contains(above));
            there && kept.insert(path.clone())
        });
        state.now = state.durable.clone();
        for content in state.contents.values_mut().filter(|content| !content.synced) {
            let half = content.now.len() / 2;
            content.now.truncate(half);
        }
    }

    /// Files with their text and mode, and folders, below `root` without `.incent`.
    pub fn tree(&self, root: &Path) -> BTreeMap<String, Option<(String, u32)>> {
        let state = self.state();
        let workings = root.join(".incent");
        let nodes = state.now.iter().filter(|(path, _)| !path.starts_with(&workings));
        let named = nodes.filter_map(|(path, node)| {
            let name = path.strip_prefix(root).ok()?.to_str()?.to_owned();
            let file = match node {
                Node::File { number, mode } => {
                    let text = String::from_utf8_lossy(&state.contents[number].now).into_owned();
                    Some((text, *mode))
                }
                Node::Folder | Node::Link => None,
            };
            (!name.is_empty()).then_some((name, file))
        });
        named.collect()
    }

    fn state(&self) -> MutexGuard<'_, State> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Counts an operation; an error if it is the one that fails.
    fn step(&self) -> io::Result<MutexGuard<'_, State>> {
        let mut state = self.state();
        let number = state.count;
        state.count += 1;
        match state.accident {
            Some((at, Accident::Error)) if number == at => Err(broken()),
            Some((at, Accident::Kill)) if number >= at => Err(broken()),
            _ => Ok(state),
        }
    }
}

fn broken() -> io::Error {
    io::Error::new(io::ErrorKind::StorageFull, "no space left (planned)")
}

fn nothing() -> io::Error {
    io::ErrorKind::NotFound.into()
}

fn apply(names: &mut BTreeMap<PathBuf, Node>, op: &Op) {
    match op {
        Op::Set(path, node) => {
            names.insert(path.clone(), node.clone());
        }
        Op::Remove(path) => {
            names.remove(path);
        }
        Op::Rename(from, to) => {
            if let Some(node) = names.remove(from) {
                names.insert(to.clone(), node);
            }
        }
    }
}

impl State {
    fn change(&mut self, folder: &Path, op: Op) {
        apply(&mut self.now, &op);
        self.pending.push((folder.to_path_buf(), op));
    }

    fn place(&mut self, path: &Path, bytes: &[u8], synced: bool) {
        let number = self.contents.len() as u64 + 1;
        self.contents.insert(number, Content { now: bytes.to_vec(), synced });
        let node = Node::File { number, mode: 0o600 };
        self.change(path.parent().unwrap_or(path), Op::Set(path.to_path_buf(), node));
    }
}

impl Disk for FakeDisk {
    fn look(&self, path: &Path) -> io::Result<Option<Look>> {
        let state = self.step()?;
        let look = |kind, len, mode, number| Look { kind, len, mode, changed: (0, 0), number };
        Ok(state.now.get(path).map(|node| match node {
            Node::Folder => look(Kind::Folder, 0, 0o755, 0),
            Node::Link => look(Kind::Link, 0, 0o777, 0),
            Node::File { number, mode } => {
                look(Kind::File, state.contents[number].now.len() as u64, *mode, *number)
            }
        }))
    }

    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.step().map(|_| path.to_path_buf())
    }

    fn read(&self, path: &Path, _: u64) -> io::Result<Vec<u8>> {
        let state = self.step()?;
        match state.now.get(path) {
            Some(Node::File { number, .. }) => Ok(state.contents[number].now.clone()),
            _ => Err(nothing()),
        }
    }

    fn list(&self, path: &Path) -> io::Result<Vec<OsString>> {
        let state = self.step()?;
        let inside = state.now.keys().filter(|entry| entry.parent() == Some(path));
        Ok(inside.filter_map(|entry| entry.file_name().map(OsString::from)).collect())
    }

    fn make_folder(&self, path: &Path, _: bool) -> io::Result<()> {
        let mut state = self.step()?;
        state.change(path.parent().unwrap_or(path), Op::Set(path.to_path_buf(), Node::Folder));
        Ok(())
    }

    fn write_new(&self, path: &Path, bytes: &[u8], private: bool) -> io::Result<()> {
        let mode = if private { 0o600 } else { 0o640 };
        let failed = self.step().map(drop);
        let mut state = self.state();
        let dead = matches!(state.accident, Some((at, Accident::Kill)) if state.count > at + 1);
        if dead {
            return failed;
        }
        if state.now.contains_key(path) {
            return Err(io::ErrorKind::AlreadyExists.into());
        }
        // The one that fails has written half of it.
        let (half, synced) = (bytes.len() / 2, failed.is_ok());
        state.place(path, if synced { bytes } else { &bytes[..half] }, synced);
        if let Some(Node::File { mode: bits, .. }) = state.now.get_mut(path) {
            *bits = mode;
        }
        failed
    }

    fn set_mode(&self, path: &Path, mode: u32) -> io::Result<()> {
        let mut state = self.step()?;
        match state.now.get_mut(path) {
            Some(Node::File { mode: bits, .. }) => *bits = mode,
            _ => return Err(nothing()),
        }
        Ok(())
    }

    fn rename(&self, from: &Path, to: &Path) -> io::Result<()> {
        let mut state = self.step()?;
        state.now.contains_key(from).then_some(()).ok_or_else(nothing)?;
        let op = Op::Rename(from.to_path_buf(), to.to_path_buf());
        state.change(to.parent().unwrap_or(to), op);
        Ok(())
    }

    fn remove(&self, path: &Path) -> io::Result<()> {
        let mut state = self.step()?;
        state.now.contains_key(path).then_some(()).ok_or_else(nothing)?;
        state.change(path.parent().unwrap_or(path), Op::Remove(path.to_path_buf()));
        Ok(())
    }

    fn remove_folder(&self, path: &Path) -> io::Result<()> {
        let mut state = self.step()?;
        if state.now.keys().any(|entry| entry.parent() == Some(path)) {
            return Err(io::ErrorKind::DirectoryNotEmpty.into());
        }
        state.change(path.parent().unwrap_or(path), Op::Remove(path.to_path_buf()));
        Ok(())
    }

    fn sync_folder(&self, path: &Path) -> io::Result<()> {
        let mut state = self.step()?;
        let pending = std::mem::take(&mut state.pending);
        for (folder, op) in pending {
            if folder == path {
                apply(&mut state.durable, &op);
            } else {
                state.pending.push((folder, op));
            }
        }
        Ok(())
    }
}
