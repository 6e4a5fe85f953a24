//! The real disk and a real kill: a child process commits while `strace` kills it, or lets a system
//! call fail, at the first, second, third … call of each kind. Skipped, with a note, where `strace`
//! is missing. The same is done for every operation on a disk in memory in the library's own tests.

#![cfg(target_os = "linux")]

use std::collections::BTreeMap;
use std::fs;
use std::path::Path;
use std::process::{Command, Stdio};

use incent::base::Moment;
use incent::store::{Changes, Failure, Folder, Holder, Lock, PlanFile, commit};

const FILES: [&str; 4] = ["incent.toml", "roster.csv", "rules.toml", "templates/en/progress.md"];

fn holder() -> Holder {
    let since = Moment::new(1_782_838_800, 480).expect("a day of 2026");
    let (host, user, command) = ("host".into(), "user".into(), "crash test".into());
    Holder { pid: std::process::id(), host, user, command, since }
}

fn write_all(root: &Path, text: &str) -> Result<(), Failure> {
    let folder = Folder::create(root)?;
    let lock = Lock::take(&folder, &holder())?;
    let mut changes = Changes::new();
    for name in FILES {
        changes.write(&PlanFile::parse(name).map_err(Failure::Wrong)?, format!("{text} {name}\n"));
    }
    commit(&folder, &lock, &changes).map(drop)
}

/// Every file outside `.incent` with its text.
fn tree(root: &Path) -> BTreeMap<String, String> {
    let mut files = BTreeMap::new();
    let mut folders = vec![root.to_path_buf()];
    while let Some(folder) = folders.pop() {
        for entry in fs::read_dir(&folder).expect("a folder") {
            let path = entry.expect("an entry").path();
            if path.ends_with(".incent") {
                continue;
            } else if path.is_dir() {
                folders.push(path);
            } else {
                let name = path.strip_prefix(root).expect("inside").display().to_string();
                files.insert(name, fs::read_to_string(&path).expect("text"));
            }
        }
    }
    files
}

/// The child: this very program, asked for this one test, in the folder to be written.
#[test]
#[ignore = "run by the other test, under strace, in a folder of its own"]
fn child() {
    let here = std::env::current_dir().expect("a folder");
    assert!(here.join("incent.toml").exists(), "only meant for the other test");
    write_all(&here, "new").expect("a commit");
}

/// Runs the child with an accident at call `number` of `call`; whether it succeeded.
fn run_child(root: &Path, call: &str, accident: &str, number: usize) -> bool {
    let program = std::env::current_exe().expect("this program");
    let mut command = Command::new("strace");
    command.args(["-f", "-qq", "-o", "/dev/null", "-e", &format!("trace={call}")]);
    command.args(["-e", &format!("inject={call}:{accident}:when={number}")]);
    command.arg(program).args(["--ignored", "--exact", "crash::child", "--test-threads=1"]);
    command.current_dir(root).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().expect("strace runs").success()
}

fn has_strace() -> bool {
    let tried = Command::new("strace").args(["-qq", "-o", "/dev/null", "true"]).status();
    tried.is_ok_and(|status| status.success())
}

/// Tries an accident at every call; how many times the child failed.
fn sweep(call: &str, accident: &str) -> usize {
    for number in 1..200 {
        let home = tempfile::tempdir().expect("a folder");
        let root = home.path();
        write_all(root, "old").expect("the old state");
        let old = tree(root);
        let new: BTreeMap<_, _> =
            FILES.iter().map(|name| ((*name).to_owned(), format!("new {name}\n"))).collect();
        let done = run_child(root, call, accident, number);
        let folder = Folder::open(root).expect("a plan folder");
        let (mut sources, mut sink) = Default::default();
        let seen = folder.load(&mut sources, &mut sink).expect("readable at any time").version();
        // The next run that takes the lock cleans up.
        let taken = Lock::take(&folder, &holder());
        assert!(taken.is_ok(), "{call} {accident} {number}");
        drop(taken);
        let after = tree(root);
        assert!(after == old || after == new, "{call} {accident} {number}: {after:?}");
        let (mut sources, mut sink) = Default::default();
        let recovered = folder.load(&mut sources, &mut sink).expect("readable").version();
        assert_eq!(seen, recovered, "{call} {accident} {number}: readers saw something else");
        if done {
            assert_eq!(after, new);
            return number - 1;
        }
    }
    panic!("{call} {accident}: no end");
}

#[test]
fn killed_or_failed_at_any_call_a_commit_leaves_the_old_or_the_new_state() {
    if !has_strace() {
        note_that_it_was_skipped();
        return;
    }
    for call in ["rename", "fsync", "unlink", "flock"] {
        for accident in ["signal=SIGKILL", "error=EIO"] {
            // A failing `unlink` of the note beside the lock is of no consequence.
            let failures = sweep(call, accident);
            assert!(failures > 0 || call == "unlink", "{call} {accident} never happened");
        }
    }
}

/// The note that the sweep was skipped; the test harness shows it for this test.
fn note_that_it_was_skipped() {
    use std::io::Write as _;
    let _ = writeln!(std::io::stderr(), "skipped: strace is not installed");
}

#[test]
fn a_reader_beside_a_writer_sees_one_generation_entirely() {
    let home = tempfile::tempdir().expect("a folder");
    let root = home.path();
    write_all(root, "# 0").expect("a first state");
    let folder = Folder::open(root).expect("a plan folder");
    std::thread::scope(|threads| {
        let write = |number| write_all(root, &format!("# {number}")).expect("a commit");
        let writer = threads.spawn(move || (1..40).for_each(write));
        let mut seen = 0;
        while !writer.is_finished() {
            let (mut sources, mut sink) = Default::default();
            match folder.load(&mut sources, &mut sink) {
                Ok(loaded) => {
                    let text = |name| &*sources.get(loaded.text(name).expect("there")).text;
                    let generations =
                        FILES.map(|name| text(name).strip_suffix(&format!(" {name}\n")));
                    assert!(generations.iter().all(|one| one.is_some() && *one == generations[0]));
                    seen += 1;
                }
                // Too many writings in a row: said, not shown as a mixture.
                Err(failure) => assert_eq!(failure.diagnostics()[0].code.id, "S11"),
            }
        }
        assert!(seen > 0);
    });
}
