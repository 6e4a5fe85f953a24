//! Real repositories, friendly and hostile. Without git on the machine there is nothing to try.

use std::fs;

use super::*;

/// Runs git in a folder with an author of its own; `None` without git.
fn git(folder: &Path, arguments: &[&str]) -> Option<bool> {
    let mut command = Command::new("git");
    command.arg("-C").arg(folder).args(["-c", "user.name=王磊", "-c", "user.email=w@example.com"]);
    command.args(arguments).stdout(Stdio::null()).stderr(Stdio::null());
    command.status().ok().map(|status| status.success())
}

fn repository() -> Option<tempfile::TempDir> {
    let home = tempfile::tempdir().unwrap();
    git(home.path(), &["init", "-q", "-b", "main"])?;
    git(home.path(), &["config", "user.name", "王磊"])?;
    git(home.path(), &["config", "user.email", "w@example.com"])?;
    fs::write(home.path().join("incent.toml"), "format = 1\n").unwrap();
    git(home.path(), &["add", "-A"])?;
    git(home.path(), &["commit", "-q", "-m", "first"])?;
    Some(home)
}

#[test]
fn outside_a_repository_there_are_no_facts() {
    let home = tempfile::tempdir().unwrap();
    assert_eq!(Facts::gather(home.path()), None);
    assert_eq!(Facts::gather(&home.path().join("nothing")), None);
}

#[test]
fn author_commit_and_differences_are_told() {
    let Some(home) = repository() else { return };
    let facts = Facts::gather(home.path()).unwrap();
    // A name in the environment goes before the one in the settings.
    let author = facts.author.unwrap();
    assert!(author.contains(" <") && author.ends_with('>'), "{author}");
    assert_eq!(facts.head.unwrap().len(), 40);
    assert_eq!((facts.dirty, facts.underway), (false, None));
    fs::write(home.path().join("roster.csv"), "id\n").unwrap();
    assert!(Facts::gather(home.path()).unwrap().dirty);
}

#[test]
fn nothing_that_a_hostile_folder_configures_is_run() {
    let Some(home) = repository() else { return };
    let root = home.path();
    let trap = root.join("trap.sh");
    fs::write(&trap, format!("#!/bin/sh\ntouch '{}'\ncat\n", root.join("sprung").display()))
        .unwrap();
    let trap = format!("sh '{}'", trap.display());
    fs::write(root.join(".gitattributes"), "* filter=evil diff=evil\n").unwrap();
    git(root, &["add", "-A"]);
    git(root, &["commit", "-q", "-m", "attributes"]);
    for key in [
        "core.fsmonitor",
        "filter.evil.clean",
        "filter.evil.process",
        "diff.external",
        "diff.evil.textconv",
        "core.pager",
        "pager.status",
        "alias.status",
    ] {
        git(root, &["config", key, &trap]);
    }
    // Changed with the same length: git has to look into the file, through its filters.
    fs::write(root.join("incent.toml"), "format = 2\n").unwrap();
    assert!(Facts::gather(root).unwrap().dirty);
    assert!(!root.join("sprung").exists());
    // The trap works: git by itself steps into it.
    git(root, &["status"]);
    assert!(root.join("sprung").exists());
}

#[test]
fn while_a_merge_is_under_way_writing_is_refused() {
    let Some(home) = repository() else { return };
    let root = home.path();
    let commit = |branch: &str, text: &str| {
        git(root, &["checkout", "-q", "-B", branch, "main"]);
        fs::write(root.join("incent.toml"), text).unwrap();
        git(root, &["commit", "-q", "-a", "-m", branch]);
    };
    commit("mine", "format = 1 # mine\n");
    commit("yours", "format = 1 # yours\n");
    assert_eq!(git(root, &["merge", "mine"]), Some(false));
    let facts = Facts::gather(root).unwrap();
    assert_eq!(facts.underway.map(|one| one.en.0), Some("a merge"));
    let failure = facts.refuse_underway().unwrap_err();
    assert_eq!((failure.exit_code(), failure.diagnostics()[0].code.id), (5, "S32"));
    git(root, &["merge", "--abort"]);
    assert!(Facts::gather(root).unwrap().refuse_underway().is_ok());
}

#[test]
fn two_people_who_each_record_something_merge_without_conflict() {
    use crate::base::Moment;
    use crate::process::record::{ASSIGNED, Record};
    use crate::text::{Sink, Sources};
    let Some(home) = repository() else { return };
    let root = home.path();
    let at = Moment::parse("2026-07-01T09:30:00+08:00").unwrap();
    for (branch, by) in [("mine", "王磊 <w@example.com>"), ("yours", "李静 <l@example.com>")] {
        git(root, &["checkout", "-q", "-B", branch, "main"]);
        let record = Record::new(&ASSIGNED, at, by);
        fs::create_dir_all(root.join("records")).unwrap();
        let path = root.join("records").join(record.file_stem(1) + ".toml");
        fs::write(path, record.to_toml()).unwrap();
        git(root, &["add", "-A"]);
        git(root, &["commit", "-q", "-m", branch]);
    }
    assert_eq!(git(root, &["merge", "-q", "-m", "both", "mine"]), Some(true));
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let folder = crate::store::Folder::open(root).unwrap();
    let loaded = folder.load(&mut sources, &mut sink).unwrap();
    assert_eq!(loaded.log(&sources, &mut sink).all().len(), 2);
    assert_eq!(sink.diagnostics(), &[]);
}
