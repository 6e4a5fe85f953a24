//! Every writing is interrupted at every operation, in every way: nothing but the old or the new
//! state may ever be seen.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::*;
use crate::base::Moment;
use crate::process::record::TRACKED;
use crate::process::{Action, Log, Permit, Record, StepId};
use crate::store::fake::{Accident, FakeDisk};
use crate::store::lock::Holder;
use crate::store::name::{PlanFile, document, personal_document};
use crate::store::view::View;
use crate::store::{Changes, Fate, Input};

type Tree = BTreeMap<String, Option<(String, u32)>>;

pub fn holder() -> Holder {
    let since = Moment::parse("2026-07-01T09:30:00+08:00").unwrap();
    let (host, user) = ("host".to_owned(), "li".to_owned());
    Holder { pid: 7, host, user, command: "incent assign".to_owned(), since }
}

fn permit() -> Permit {
    let mut present = crate::process::Present::default();
    present.clean = true;
    let log = crate::process::Log::default();
    crate::process::Standing::fold(&log, &present).permit(Action::Do(StepId::Targets)).unwrap()
}

/// A real folder for the lock, and the same folder on a disk in memory for everything else.
struct Stage {
    _home: tempfile::TempDir,
    folder: Folder,
    lock: Lock,
    disk: Arc<FakeDisk>,
}

const OLD: [(&str, &str); 4] = [
    ("incent.toml", "head"),
    ("targets.csv", "old targets"),
    ("documents/2026-Q3/old.en.md", "old page"),
    ("documents/2026-Q3/same.en.md", "same page"),
];

impl Stage {
    fn new() -> Stage {
        let home = tempfile::tempdir().unwrap();
        let real = Folder::create(home.path()).unwrap();
        let lock = Lock::take(&real, &holder()).unwrap();
        let disk = Arc::new(FakeDisk::with(real.root(), &OLD));
        let folder = real.on(disk.clone());
        Stage { _home: home, folder, lock, disk }
    }

    fn tree(&self) -> Tree {
        self.disk.tree(self.folder.root())
    }

    fn commit(&self) -> Result<Written, Failure> {
        commit(&self.folder, &self.lock, &changes())
    }

    fn recover(&self) -> Option<Recovered> {
        self.disk.restart();
        recover(&self.folder, &self.lock).unwrap()
    }

    /// What a reader sees of the files, without any recovery.
    fn seen(&self) -> BTreeMap<&'static str, Option<String>> {
        let view = View::begin(&self.folder).unwrap();
        let files = ["targets.csv", NEW_PAGE, OLD_PAGE, PERSONAL];
        let text = |name| view.read(name, 1 << 20).unwrap().map(|b| String::from_utf8(b).unwrap());
        files.into_iter().map(|name| (name, text(name))).collect()
    }
}

const NEW_PAGE: &str = "documents/2026-08-14/progress.zh-CN.md";
const OLD_PAGE: &str = "documents/2026-Q3/old.en.md";
const PERSONAL: &str = "private/2026-Q3/statement.E1.zh-CN.md";

/// Replaces a file, makes one in a new folder and a private one, removes one, leaves one as it is.
fn changes() -> Changes {
    let (mut changes, permit) = (Changes::new(), permit());
    let path = |text| PlanPath::parse(text).unwrap();
    changes.put(&permit, path("targets.csv"), "new targets");
    let page = document("2026-08-14", "progress", crate::base::Lang::Zh, "md").unwrap();
    changes.put(&permit, page, "new page");
    let zh = crate::base::Lang::Zh;
    let personal = personal_document("2026-Q3", "statement", "E1", zh, "md").unwrap();
    changes.put(&permit, personal, "pay");
    changes.put(&permit, path("documents/2026-Q3/same.en.md"), "same page");
    changes.remove(&permit, path(OLD_PAGE));
    changes.saw([Input::file("incent.toml", Some(Digest::of(b"head")))]);
    changes
}

fn new_tree() -> Tree {
    let stage = Stage::new();
    stage.commit().unwrap();
    stage.tree()
}

fn old_tree() -> Tree {
    Stage::new().tree()
}

#[test]
fn a_commit_writes_all_and_says_what_it_did() {
    let stage = Stage::new();
    let written = stage.commit().unwrap();
    let names = |paths: &[PlanPath]| paths.iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(names(&written.written), [NEW_PAGE, PERSONAL, "targets.csv"]);
    assert_eq!(names(&written.removed), [OLD_PAGE]);
    assert_eq!(names(&written.unchanged), ["documents/2026-Q3/same.en.md"]);
    let tree = stage.tree();
    // A replaced file keeps its rights, a new one gets those usual here, a private one its own.
    assert_eq!(tree["targets.csv"], Some(("new targets".into(), 0o600)));
    assert_eq!(tree[NEW_PAGE], Some(("new page".into(), 0o640)));
    assert_eq!(tree[PERSONAL], Some(("pay".into(), 0o600)));
    assert!(!tree.contains_key(OLD_PAGE));
    assert!(tree.keys().all(|name| !name.contains(TEMPORARY)));
}

#[test]
fn running_again_touches_nothing() {
    let stage = Stage::new();
    stage.commit().unwrap();
    let before = stage.tree();
    stage.disk.plan_accident(usize::MAX, Accident::Error);
    let again = stage.commit().unwrap();
    assert_eq!((again.written.len(), again.removed.len(), again.unchanged.len()), (0, 0, 5));
    assert_eq!(stage.tree(), before);
}

#[test]
fn an_error_at_any_operation_leaves_the_old_state_or_says_that_the_new_one_will_be_finished() {
    let (old, new) = (old_tree(), new_tree());
    let mut undone = 0;
    for at in 0.. {
        let stage = Stage::new();
        stage.disk.plan_accident(at, Accident::Error);
        let result = stage.commit();
        if !stage.disk.had_accident() {
            assert!(result.is_ok() && undone > 30, "{undone} operations");
            break;
        }
        let codes = result.as_ref().err().map(|failure| failure.diagnostics()[0].code.id);
        stage.disk.restart();
        let (seen, tree) = (stage.seen(), stage.tree());
        match codes {
            // What failed was of no consequence, such as removing what a stranger put there.
            None => assert_eq!(tree, new, "operation {at}"),
            Some("S18") => assert_eq!(seen, Stage::seen_after_commit(), "operation {at}"),
            Some(code) => {
                assert!(["S10", "S17"].contains(&code), "operation {at}: {code}");
                assert_eq!(tree, old, "operation {at}");
                undone += 1;
            }
        }
        stage.recover();
        let expected = if matches!(codes, None | Some("S18")) { &new } else { &old };
        assert_eq!(stage.tree(), *expected, "operation {at} after recovery");
    }
}

#[test]
fn killed_at_any_operation_the_next_run_finds_the_old_or_the_new_state() {
    let (old, new) = (old_tree(), new_tree());
    let (mut olds, mut news) = (0, 0);
    for at in 0.. {
        let stage = Stage::new();
        stage.disk.plan_accident(at, Accident::Kill);
        let _ = stage.commit();
        if !stage.disk.had_accident() {
            break;
        }
        stage.disk.restart();
        let seen = stage.seen();
        stage.recover();
        let tree = stage.tree();
        assert!(tree == old || tree == new, "operation {at}: {tree:?}");
        (olds, news) = if tree == old { (olds + 1, news) } else { (olds, news + 1) };
        // Readers saw the same before the recovery.
        assert_eq!(seen, stage.seen(), "operation {at}");
        assert_eq!(stage.recover(), None);
        stage.commit().unwrap();
        assert_eq!(stage.tree(), new, "operation {at}, run again");
    }
    assert!(olds > 20 && news > 20, "{olds} old, {news} new");
}

#[test]
fn killed_during_the_recovery_the_next_recovery_still_ends_in_the_old_or_the_new_state() {
    let (old, new) = (old_tree(), new_tree());
    for at in (0..).step_by(3) {
        for later in 0.. {
            let stage = Stage::new();
            stage.disk.plan_accident(at, Accident::Kill);
            let _ = stage.commit();
            if !stage.disk.had_accident() {
                return;
            }
            stage.disk.plan_accident(later, Accident::Kill);
            let _ = recover(&stage.folder, &stage.lock);
            let finished = !stage.disk.had_accident();
            stage.recover();
            let tree = stage.tree();
            assert!(tree == old || tree == new, "operations {at}, {later}: {tree:?}");
            if finished {
                break;
            }
        }
    }
}

#[test]
fn without_power_at_any_operation_whatever_was_not_synced_the_state_is_old_or_new() {
    let (old, new) = (old_tree(), new_tree());
    let modeless = |tree: &Tree| -> BTreeMap<String, Option<String>> {
        let text = |file: &Option<(String, u32)>| file.as_ref().map(|(text, _)| text.clone());
        tree.iter().map(|(name, file)| (name.clone(), text(file))).collect()
    };
    let (old, new) = (modeless(&old), modeless(&new));
    let lucks = (0..12u64).map(|n| n.wrapping_mul(0x9e37_79b9_7f4a_7c15)).chain([u64::MAX]);
    for luck in lucks {
        for at in 0.. {
            let stage = Stage::new();
            stage.disk.plan_accident(at, Accident::Kill);
            let _ = stage.commit();
            let over = !stage.disk.had_accident();
            stage.disk.lose_power(luck);
            stage.recover();
            let tree = modeless(&stage.tree());
            assert!(tree == old || tree == new, "operation {at}, luck {luck:x}: {tree:?}");
            if over {
                assert_eq!(tree, new, "a finished commit is there for good");
                break;
            }
        }
    }
}

#[test]
fn without_power_during_the_recovery_the_next_recovery_still_ends_in_the_old_or_the_new_state() {
    let names = |tree: &Tree| tree.keys().cloned().collect::<Vec<_>>();
    let (old, new) = (names(&old_tree()), names(&new_tree()));
    for (at, luck) in (0..).step_by(4).zip([0, u64::MAX, 0xa5a5_5a5a_c3c3_9696].into_iter().cycle())
    {
        for later in 0.. {
            let stage = Stage::new();
            stage.disk.plan_accident(at, Accident::Kill);
            let _ = stage.commit();
            if !stage.disk.had_accident() {
                return;
            }
            stage.disk.plan_accident(later, Accident::Kill);
            let _ = recover(&stage.folder, &stage.lock);
            let finished = !stage.disk.had_accident();
            stage.disk.lose_power(luck);
            stage.recover();
            let tree = names(&stage.tree());
            assert!(tree == old || tree == new, "operations {at}, {later}: {tree:?}");
            if finished {
                break;
            }
        }
    }
}

#[test]
fn an_input_changed_meanwhile_refuses_the_commit_and_leaves_nothing() {
    let stage = Stage::new();
    let mut changes = changes();
    changes.saw([Input::file("roster.csv", Some(Digest::of(b"read before")))]);
    let failure = commit(&stage.folder, &stage.lock, &changes).unwrap_err();
    assert_eq!((failure.exit_code(), failure.diagnostics()[0].code.id), (6, "S15"));
    assert_eq!(stage.tree(), old_tree());
    assert_eq!(stage.recover(), None);
}

#[test]
fn a_file_edited_after_the_interruption_is_not_overwritten() {
    for at in 0.. {
        let stage = Stage::new();
        stage.disk.plan_accident(at, Accident::Kill);
        let _ = stage.commit();
        assert!(stage.disk.had_accident(), "the commit was never interrupted after its decision");
        stage.disk.restart();
        let targets = stage.folder.root().join("targets.csv");
        let decided = Journal::read_decided(&*stage.disk, stage.folder.root()).unwrap();
        if decided.is_some() && stage.tree()["targets.csv"].as_ref().unwrap().0 == "old targets" {
            stage.disk.remove(&targets).unwrap();
            stage.disk.write_new(&targets, b"by hand", false).unwrap();
            let failure = recover(&stage.folder, &stage.lock).unwrap_err();
            assert_eq!((failure.exit_code(), failure.diagnostics()[0].code.id), (6, "S22"));
            assert_eq!(stage.tree()["targets.csv"].as_ref().unwrap().0, "by hand");
            return;
        }
    }
}

#[test]
fn nothing_is_written_through_a_link() {
    for link in ["targets.csv", "documents", "documents/2026-08-14"] {
        let stage = Stage::new();
        stage.disk.link(&stage.folder.root().join(link));
        let failure = stage.commit().unwrap_err();
        assert_eq!((failure.exit_code(), failure.diagnostics()[0].code.id), (1, "S14"), "{link}");
    }
}

#[test]
fn making_a_plan_overwrites_nothing_and_tells_every_file_in_the_way() {
    let stage = Stage::new();
    let mut changes = Changes::new();
    for name in ["incent.toml", "roster.csv"] {
        changes.create(&PlanFile::parse(name).unwrap(), "x");
    }
    changes.create(&PlanFile::parse(".gitignore").unwrap(), crate::store::layout::gitignore());
    let failure = commit(&stage.folder, &stage.lock, &changes).unwrap_err();
    assert_eq!(failure.exit_code(), 6);
    let told: Vec<&str> =
        failure.diagnostics().iter().map(|told| told.args[0].1.as_str()).collect();
    assert_eq!(told, ["incent.toml"]);
    assert_eq!(stage.tree(), old_tree());
}

#[test]
fn names_that_differ_in_case_only_are_refused_beside_each_other_and_beside_what_is_there() {
    let twins = [
        ["documents/2026-Q4/a.en.md", "documents/2026-Q4/A.en.md"],
        ["documents/2026-q3/a.en.md", "documents/x/a.en.md"],
        ["documents/2026-Q3/SAME.en.md", "documents/x/a.en.md"],
    ];
    for names in twins {
        let (stage, permit, mut changes) = (Stage::new(), permit(), Changes::new());
        for name in names {
            changes.put(&permit, PlanPath::parse(name).unwrap(), "x");
        }
        let failure = commit(&stage.folder, &stage.lock, &changes).unwrap_err();
        assert_eq!(failure.diagnostics()[0].code.id, "S13", "{names:?}");
    }
}

#[test]
fn a_dry_run_shows_every_file_and_writes_nothing() {
    let stage = Stage::new();
    let previews = changes().preview(&stage.folder).unwrap();
    let fates: Vec<(&str, Fate)> = previews.iter().map(|p| (p.path.as_str(), p.fate)).collect();
    assert_eq!(
        fates,
        [
            (NEW_PAGE, Fate::New),
            (OLD_PAGE, Fate::Removed),
            ("documents/2026-Q3/same.en.md", Fate::Unchanged),
            (PERSONAL, Fate::New),
            ("targets.csv", Fate::Changed),
        ]
    );
    assert!(previews[4].diff.contains("-old targets\n"));
    assert_eq!(stage.tree(), old_tree());
}

impl Stage {
    fn seen_after_commit() -> BTreeMap<&'static str, Option<String>> {
        let stage = Stage::new();
        stage.commit().unwrap();
        stage.seen()
    }
}

#[test]
fn a_record_needs_the_permit_of_its_own_step() {
    let (mut changes, log) = (Changes::new(), Log::default());
    let at = Moment::parse("2026-07-01T09:00:00Z").unwrap();
    let tracked = Record::new(&TRACKED, at, "li");
    let failure = changes.record(&permit(), &log, &tracked).unwrap_err();
    assert_eq!((failure.exit_code(), failure.diagnostics()[0].code.id), (6, "S55"));
    assert!(changes.is_empty());
}
