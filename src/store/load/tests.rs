//! Plan folders as people leave them.

use std::fs;
use std::path::Path;

use super::*;
use crate::text::Diagnostic;

fn plan() -> (tempfile::TempDir, Folder) {
    let home = tempfile::tempdir().unwrap();
    fs::write(home.path().join("incent.toml"), "format = 1\n").unwrap();
    let folder = Folder::open(home.path()).unwrap();
    (home, folder)
}

fn load(folder: &Folder) -> (Loaded, Sources, Vec<Diagnostic>) {
    let (mut sources, mut sink) = (Sources::default(), Sink::default());
    let loaded = folder.load(&mut sources, &mut sink).unwrap();
    (loaded, sources, sink.diagnostics().to_vec())
}

fn codes(told: &[Diagnostic]) -> Vec<&'static str> {
    told.iter().map(|told| told.code.id).collect()
}

fn write(root: &Path, name: &str, bytes: impl AsRef<[u8]>) {
    let path = root.join(name);
    fs::create_dir_all(path.parent().unwrap()).unwrap();
    fs::write(path, bytes).unwrap();
}

#[test]
fn texts_templates_and_digests_are_loaded_by_name() {
    let (home, folder) = plan();
    write(home.path(), "roster.csv", "\u{feff}id\r\nE1\r\n");
    write(home.path(), "templates/zh-CN/progress.md", "{{ title }}");
    write(home.path(), "crm/deals.csv", b"\xff\xfe");
    let (loaded, sources, told) = load(&folder);
    assert_eq!(codes(&told), [""; 0]);
    assert_eq!(&*sources.get(loaded.text("roster.csv").unwrap()).text, "id\r\nE1\r\n");
    assert_eq!(loaded.text("crm/deals.csv"), None);
    assert_eq!(loaded.digest("incent.toml"), Some(Digest::of(b"format = 1\n")));
    let templates: Vec<&str> = loaded.templates().map(|(name, _)| name).collect();
    assert_eq!(templates, ["zh-CN/progress.md"]);
    assert_eq!(loaded.present().digest("roster.csv"), loaded.digest("roster.csv").map(Into::into));
}

#[test]
fn the_version_is_the_same_wherever_the_folder_lies_and_changes_with_what_people_wrote() {
    let ((one, first), (two, second)) = (plan(), plan());
    for home in [&one, &two] {
        write(home.path(), "targets.csv", "node\n");
        write(home.path(), "records/a.toml", home.path().to_str().unwrap());
    }
    let version = |folder: &Folder| load(folder).0.version();
    assert_eq!(version(&first), version(&second));
    for name in ["incent.toml", "roster.csv", "templates/en/progress.md"] {
        let before = version(&second);
        write(two.path(), name, "changed");
        assert_ne!(version(&second), before, "{name}");
    }
    let before = version(&second);
    write(two.path(), "targets.csv", "what follows from the rest");
    assert_eq!(version(&second), before);
}

#[test]
fn everything_that_is_wrong_is_told_in_one_run() {
    let (home, folder) = plan();
    write(home.path(), "roster.csv", b"id\n\xd0\xd5\xc3\xfb\n");
    write(home.path(), "metrics.toml", "<<<<<<< HEAD\n=======\n>>>>>>> x\n");
    write(home.path(), "sources.toml", vec![b'#'; (4 << 20) + 1]);
    write(home.path(), "target.toml", "");
    fs::create_dir(home.path().join("rules.toml")).unwrap();
    let (loaded, _, told) = load(&folder);
    let mut found = codes(&told);
    found.sort_unstable();
    assert_eq!(found, ["S03", "S04", "S05", "S07", "S09"]);
    for name in ["roster.csv", "metrics.toml", "sources.toml", "rules.toml"] {
        assert!(loaded.is_broken(name) && loaded.text(name).is_none(), "{name}");
    }
    let stray = told.iter().find(|told| told.code.id == "S09").unwrap();
    assert_eq!(stray.args[1], ("nearest", "targets.toml".to_owned()));
}

#[cfg(target_os = "linux")]
#[test]
fn links_out_pipes_and_names_without_utf8_are_told_and_not_read() {
    use std::ffi::OsStr;
    use std::os::unix::ffi::OsStrExt as _;
    let (home, folder) = plan();
    let root = home.path();
    std::os::unix::fs::symlink("/etc/hostname", root.join("roster.csv")).unwrap();
    std::os::unix::fs::symlink("incent.toml", root.join("rules.toml")).unwrap();
    let pipe = std::process::Command::new("mkfifo").arg(root.join("metrics.toml")).status();
    write(root, "records/by-hand.toml", "");
    fs::write(root.join("records").join(OsStr::from_bytes(b"\xff.toml")), "").unwrap();
    let (loaded, _, told) = load(&folder);
    let mut expected = vec!["S06", "S08"];
    if pipe.is_ok_and(|status| status.success()) {
        expected.push("S07");
    }
    let mut found = codes(&told);
    found.sort_unstable();
    expected.sort_unstable();
    assert_eq!(found, expected);
    assert!(loaded.text("rules.toml").is_some());
}

#[test]
fn records_are_read_with_what_is_wrong_in_them() {
    let (home, folder) = plan();
    write(home.path(), "records/bad.toml", "kind = \"assign\"\n");
    write(home.path(), "records/notes.txt", "not a record");
    let (loaded, sources, _) = load(&folder);
    let mut sink = Sink::default();
    assert!(loaded.log(&sources, &mut sink).all().is_empty());
    assert_eq!(codes(sink.diagnostics()), ["F04", "F04", "F04", "F04", "F12"]);
}

#[test]
fn a_folder_that_may_only_be_read_is_read() {
    let (home, folder) = plan();
    write(home.path(), "records/x.toml", "");
    let before: Vec<_> =
        fs::read_dir(home.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    load(&folder);
    let after: Vec<_> =
        fs::read_dir(home.path()).unwrap().map(|e| e.unwrap().file_name()).collect();
    assert_eq!(before.len(), after.len());
}
