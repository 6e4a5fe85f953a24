//! Laws of the program as a whole: same facts, same bytes, however the exports are written and
//! wherever the program runs; reading commands write nothing; output that nobody can take is a
//! failure; hostile names stay text; two runs at once don't mix.

use std::collections::BTreeMap;
use std::fs::{self, OpenOptions};
use std::path::Path;
use std::process::Stdio;
use std::time::SystemTime;

use encoding_rs::GB18030;

use crate::driver::World;

const EXPORTS: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/walk/zh-CN/exports");

fn export(name: &str) -> String {
    fs::read_to_string(Path::new(EXPORTS).join(name)).unwrap()
}

/// A fresh starter plan without exports.
fn plan() -> World {
    let world = World::new().variable("USER", "xunuo");
    assert_eq!(world.run(&["init", "q3", "--lang", "zh-CN"]).code, 0);
    world
}

/// A starter plan with exports and targets.
fn assigned() -> World {
    let world = plan();
    world.write("q3/crm/contracts.csv", export("contracts-week1.csv"));
    world.write("q3/crm/receivables.csv", export("receivables-week1.csv"));
    assert_eq!(world.run(&["-C", "q3", "assign", "--as-of", "2026-07-01"]).code, 0);
    world
}

const TRACK: [&str; 7] = ["-C", "q3", "track", "--as-of", "2026-08-14", "--format", "csv"];

/// Names of exports and their bytes.
type Files = Vec<(&'static str, Vec<u8>)>;

/// Everything that assigning and tracking make of exports, but for what tells which files they were:
/// the digests in records, the lists of sources and duplicates in documents.
fn outcome(files: &[(&str, Vec<u8>)], variables: &[(&str, &str)]) -> BTreeMap<String, String> {
    let world = variables.iter().fold(plan(), |world, (name, value)| world.variable(name, value));
    files.iter().for_each(|(name, bytes)| world.write(&format!("q3/crm/{name}"), bytes));
    let told = |args: &[&str]| {
        let ended = world.run(args);
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        ended.stdout
    };
    let mut made = BTreeMap::new();
    let assign = ["-C", "q3", "assign", "--as-of", "2026-07-01", "--format", "csv"];
    made.insert("assign".to_owned(), told(&assign));
    made.insert("track".to_owned(), told(&TRACK));
    for (name, bytes) in world.files() {
        let made_by_us = ["documents/", "private/", ".incent/snapshots/", "targets.csv"];
        if made_by_us.iter().any(|start| name.starts_with(&format!("q3/{start}"))) {
            let text = String::from_utf8(bytes).unwrap();
            // The part about the quality of the data is the last of a page.
            let text = text.split("## 数据质量").next().unwrap();
            made.insert(name, text.split("| 来源文件").next().unwrap().to_owned());
        }
    }
    assert!(made.len() >= 6, "{:?}", made.keys());
    made
}

fn plain() -> Files {
    vec![
        ("contracts.csv", export("contracts-week1.csv").into_bytes()),
        ("receivables.csv", export("receivables-week1.csv").into_bytes()),
    ]
}

/// The same exports, each changed in the same way.
fn changed(change: impl Fn(String) -> Vec<u8>) -> Files {
    vec![
        ("contracts.csv", change(export("contracts-week1.csv"))),
        ("receivables.csv", change(export("receivables-week1.csv"))),
    ]
}

#[test]
fn the_same_facts_give_the_same_bytes_however_they_are_written() {
    let usual = outcome(&plain(), &[]);
    let upside_down = |text: String| {
        let mut lines: Vec<&str> = text.lines().collect();
        lines[1..].reverse();
        (lines.join("\n") + "\n").into_bytes()
    };
    let gb = |text: String| GB18030.encode(&text).0.into_owned();
    let ways: [(&str, Files); 5] = [
        ("rows in another order", changed(upside_down)),
        ("a byte order mark", changed(|text| format!("\u{feff}{text}").into_bytes())),
        ("GB18030", changed(gb)),
        ("CRLF", changed(|text| text.replace('\n', "\r\n").into_bytes())),
        ("no end of line at the end", changed(|text| text.trim_end().into())),
    ];
    for (way, files) in ways {
        assert_eq!(outcome(&files, &[]), usual, "{way}");
    }
}

#[test]
fn files_may_be_split_and_may_overlap() {
    let usual = outcome(&plain(), &[]);
    let text = export("contracts-week1.csv");
    let (head, rows) = text.split_once('\n').unwrap();
    let rows: Vec<&str> = rows.lines().collect();
    let part = |from: usize, to: usize| format!("{head}\n{}\n", rows[from..to].join("\n"));
    let receivables = ("receivables.csv", export("receivables-week1.csv").into_bytes());
    let in_three = vec![
        ("contracts-c.csv", part(0, 9).into_bytes()),
        ("contracts-a.csv", GB18030.encode(&part(9, 15)).0.into_owned()),
        ("contracts-b.csv", part(15, rows.len()).replace('\n', "\r\n").into_bytes()),
        receivables.clone(),
    ];
    assert_eq!(outcome(&in_three, &[]), usual, "in three, each written in its own way");
    let overlapping = vec![
        ("contracts-a.csv", part(0, 20).into_bytes()),
        ("contracts-b.csv", part(12, rows.len()).into_bytes()),
        receivables,
    ];
    assert_eq!(outcome(&overlapping, &[]), usual, "rows 13 to 20 in both");
}

#[test]
fn surroundings_change_nothing() {
    let usual = outcome(&plain(), &[]);
    let surroundings: [&[(&str, &str)]; 4] = [
        &[("TZ", "America/Los_Angeles"), ("LANG", "en_US.UTF-8")],
        &[("TZ", "Pacific/Kiritimati"), ("LC_ALL", "de_DE.UTF-8")],
        &[("LC_ALL", "C"), ("NO_COLOR", "1"), ("TERM", "dumb")],
        &[("LANG", "tr_TR.UTF-8"), ("COLUMNS", "40")],
    ];
    for variables in surroundings {
        assert_eq!(outcome(&plain(), variables), usual, "{variables:?}");
    }
}

/// Every file with its bytes and the moment when it was written.
fn state(world: &World) -> BTreeMap<String, (Vec<u8>, SystemTime)> {
    let moment = |name: &str| fs::metadata(world.path().join(name)).unwrap().modified().unwrap();
    let files = world.files().into_iter();
    files.map(|(name, bytes)| (name.clone(), (bytes, moment(&name)))).collect()
}

#[test]
fn tracking_or_assigning_again_writes_nothing() {
    let world = assigned();
    assert_eq!(world.run(&TRACK).code, 0);
    let before = state(&world);
    for args in [&TRACK[..], &["-C", "q3", "assign", "--as-of", "2026-08-14"]] {
        let again = world.run(args);
        assert_eq!(again.code, 0);
        assert!(again.stderr.contains("没有变化"), "{}", again.stderr);
        assert_eq!(state(&world), before, "{args:?}");
    }
}

/// Commands that only look.
const LOOKING: [&[&str]; 11] = [
    &["check"],
    &["status"],
    &["report"],
    &["report", "progress", "-o", "-", "--as-of", "2026-08-14"],
    &["templates"],
    &["templates", "--context", "progress"],
    &["manual"],
    &["explain"],
    &["track", "--by", "customer_type", "--as-of", "2026-08-14"],
    &["track", "--dry-run", "--as-of", "2026-08-21"],
    &["assign", "--dry-run", "--as-of", "2026-08-21"],
];

#[test]
fn looking_leaves_every_file_as_it_was() {
    let world = assigned();
    let before = state(&world);
    for args in LOOKING {
        let ended = world.run(&[&["-C", "q3"], args].concat());
        assert_eq!(ended.code, 0, "{args:?}\n{}", ended.stderr);
        assert_eq!(state(&world), before, "{args:?}");
    }
}

#[test]
fn a_dry_run_of_init_makes_not_even_the_folder() {
    let world = World::new();
    let ended = world.run(&["init", "q3", "--dry-run"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    assert!(ended.stderr.contains("会新建 incent.toml"), "{}", ended.stderr);
    assert!(!world.path().join("q3").exists());
}

#[test]
fn init_overwrites_nothing() {
    let world = World::new();
    world.write("q3/rules.toml", "# mine\n");
    let ended = world.run(&["init", "q3"]);
    assert_eq!(ended.code, 6, "{}", ended.stderr);
    assert!(ended.stderr.contains("rules.toml"), "{}", ended.stderr);
    assert_eq!(world.read("q3/rules.toml"), "# mine\n");
    let plan_files = world.files().into_iter().filter(|(name, _)| !name.contains(".incent/"));
    assert_eq!(plan_files.count(), 1, "nothing else is written either");
}

#[test]
#[cfg(target_os = "linux")]
fn a_full_disk_behind_stdout_is_a_failure() {
    let world = assigned();
    let printing = [&["assign", "--as-of", "2026-07-01"][..], &TRACK[2..], &["--help"]];
    for args in LOOKING.iter().chain(&printing) {
        let full = OpenOptions::new().write(true).open("/dev/full").unwrap();
        let mut command = world.command(&[&["-C", "q3"], *args].concat());
        let ended = world.ended(&command.stdout(full).output().unwrap());
        // What goes to stderr alone can't fail this way.
        let prints = !(args.contains(&"--dry-run") || **args == ["check"]);
        let expected = if prints { 4 } else { ended.code };
        assert_eq!(ended.code, expected, "{args:?}\n{}", ended.stderr);
    }
}

#[test]
fn a_closed_pipe_is_quiet() {
    let world = assigned();
    for args in [&["manual"][..], &["explain"], &["assign", "--as-of", "2026-07-01"], &TRACK[2..]] {
        let mut command = world.command(&[&["-C", "q3"], args].concat());
        let mut child = command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        drop(child.stdout.take());
        let ended = world.ended(&child.wait_with_output().unwrap());
        assert_eq!(ended.code, 0, "{args:?}\n{}", ended.stderr);
        let complains = ended.stderr.contains("错误[") || ended.stderr.contains("错误:");
        assert!(!complains, "{args:?}\n{}", ended.stderr);
    }
}

/// The starter plan with E1001 and a region called that way, and exports that say so.
fn with_name(name: &str) -> World {
    let world = plan();
    let quoted = format!("\"{}\"", name.replace('"', "\"\""));
    let roster = world.read("q3/roster.csv").replace("陈思远", &quoted);
    world.write("q3/roster.csv", roster);
    let contracts = export("contracts-week1.csv")
        .replace("陈思远", &quoted)
        .replace("杭州云栖科技采购合同", &quoted);
    world.write("q3/crm/contracts.csv", contracts);
    let receivables = export("receivables-week1.csv").replace("陈思远", &quoted);
    world.write("q3/crm/receivables.csv", receivables);
    world
}

#[test]
fn hostile_names_stay_text_and_never_become_paths() {
    let names =
        ["*经理", "a|b", "=1+1", "<script>alert(1)</script>", "../../x", "CON", "`rm`", "@SUM(A1)"];
    for name in names {
        let world = with_name(name);
        assert_eq!(world.run(&["-C", "q3", "assign", "--as-of", "2026-07-01"]).code, 0, "{name}");
        let tracked = world.run(&["-C", "q3", "track", "--as-of", "2026-08-14"]);
        assert_eq!(tracked.code, 0, "{name}: {}", tracked.stderr);
        assert!(tracked.stdout.contains(name), "a terminal shows it as typed: {name}");
        let page = world.read("q3/documents/2026-08-14/progress.zh-CN.md");
        assert!(page.contains("1,090,000.00"), "{name} is still who sold it");
        let cells = |line: &&str| line.starts_with("| 2 |");
        let row = page.lines().find(cells).unwrap().replace("\\|", "");
        assert_eq!(row.matches('|').count(), 9, "{name}: {row}");
        let unescaped = page.replace("\\<", "");
        assert!(!unescaped.contains("<script>") && !page.contains("| *经理"), "{name}: {row}");
        assert!(!page.contains("| `rm`"), "{name}: {row}");
        let names: Vec<String> = world.files().into_iter().map(|(name, _)| name).collect();
        assert!(names.iter().all(|file| !file.contains(name)), "{names:?}");
        assert!(!world.path().parent().unwrap().join("x").exists());
    }
}

#[test]
fn a_program_that_reads_the_table_gets_names_as_data() {
    // A spreadsheet would compute `=1+1`; the figures' own file is for programs, and shows it guarded
    // or as it is, but always in one cell.
    for name in ["=1+1", "a,b", "say \"x\"", "line\nbreak"] {
        let world = with_name(name);
        let assigned = world.run(&["-C", "q3", "assign", "--as-of", "2026-07-01"]);
        assert_eq!(assigned.code, 0, "{}", assigned.stderr);
        let table = world.run(&TRACK).stdout;
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
        let own = rows.iter().filter(|row| &row[4] == "person:E1001");
        assert!(own.clone().count() > 0);
        assert!(own.clone().all(|row| row[5].trim_start_matches('\'') == name), "{name}: {table}");
    }
}

#[test]
fn hidden_characters_in_a_name_are_refused() {
    for name in ["陈\u{202e}思远", "陈\u{200b}思远", "陈\u{7}思远"] {
        let ended = with_name(name).run(&["-C", "q3", "check"]);
        assert_eq!(ended.code, 1, "{name:?} {}", ended.stderr);
        let shown = ['\u{202e}', '\u{200b}', '\u{7}'];
        assert!(!ended.stderr.contains(shown), "what is shown is harmless: {:?}", ended.stderr);
    }
}

#[test]
fn hidden_characters_of_an_export_never_reach_the_terminal() {
    let world = plan();
    let hostile = export("contracts-week1.csv").replace("刘洋", "刘\u{202e}\u{1b}[31m洋");
    world.write("q3/crm/contracts.csv", hostile);
    world.write("q3/crm/receivables.csv", export("receivables-week1.csv"));
    assert_eq!(world.run(&["-C", "q3", "assign", "--as-of", "2026-07-01"]).code, 0);
    let tracked = world.run(&["-C", "q3", "track", "--as-of", "2026-08-14"]);
    let page = fs::read_to_string(world.path().join("q3/documents/2026-08-14/progress.zh-CN.md"));
    for said in [tracked.stdout, tracked.stderr, page.unwrap_or_default()] {
        assert!(!said.contains(['\u{202e}', '\u{1b}']), "{said:?}");
    }
}

#[test]
fn ids_that_are_no_ids_are_refused() {
    for id in ["../../x", "CON", "E 1", "a/b", "E1\u{202e}"] {
        let world = plan();
        let roster = world.read("q3/roster.csv").replace("E1001", id);
        world.write("q3/roster.csv", roster);
        let ended = world.run(&["-C", "q3", "check"]);
        assert_eq!(ended.code, 1, "{id} {}", ended.stderr);
    }
}

#[test]
fn two_runs_at_once_end_as_one() {
    let alone = assigned();
    let expected = alone.read("q3/targets.csv");
    let world = plan();
    world.write("q3/crm/contracts.csv", export("contracts-week1.csv"));
    world.write("q3/crm/receivables.csv", export("receivables-week1.csv"));
    let start = || {
        let mut command = world.command(&["-C", "q3", "assign", "--as-of", "2026-07-01"]);
        command.stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap()
    };
    let children = [start(), start(), start(), start()];
    let ended = children.map(|child| world.ended(&child.wait_with_output().unwrap()));
    let codes: Vec<i32> = ended.iter().map(|ended| ended.code).collect();
    assert!(codes.contains(&0), "{codes:?}");
    assert!(codes.iter().all(|code| [0, 5].contains(code)), "{codes:?} {}", ended[0].stderr);
    assert_eq!(world.read("q3/targets.csv"), expected);
    let records = world.files().into_iter().filter(|(name, _)| name.starts_with("q3/records/"));
    assert_eq!(records.count(), 1, "one record however many ran");
}
