//! The main job as somebody new to the program does it, step by step, in both languages: what each
//! command says, in full, and every document, beside the files in `walk/`. `UPDATE_WALK=1` writes
//! those files anew; whoever does that reads them. The figures of two people are worked out by hand
//! here, so that not everything that is expected came from the program.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::driver::World;

/// A language of the walk: its folder, its files and the words that are edited on the way.
struct Tongue {
    lang: &'static str,
    /// What stands in `targets.toml` before and after the edit.
    edit: [&'static str; 2],
}

const CHINESE: Tongue = Tongue { lang: "zh-CN", edit: ["growth = \"20%\"", "growth = \"25%\""] };
const ENGLISH: Tongue = Tongue { lang: "en", ..CHINESE };

/// A walk under way: a world, and the files that it is held against.
struct Walk {
    world: World,
    tongue: &'static Tongue,
    /// Its folder in `walk/`.
    folder: PathBuf,
    step: u32,
    /// What was kept last, by name.
    kept: BTreeMap<String, Vec<u8>>,
    /// The files that this walk has named.
    named: BTreeSet<PathBuf>,
    wrong: Vec<String>,
}

/// The folder of the files that walks are held against.
fn files() -> &'static Path {
    Path::new(concat!(env!("CARGO_MANIFEST_DIR"), "/tests/walk"))
}

impl Walk {
    fn new(tongue: &'static Tongue) -> Walk {
        Walk::of(tongue, files().join(tongue.lang))
    }

    fn of(tongue: &'static Tongue, folder: PathBuf) -> Walk {
        let world = World::new().variable("USER", "xunuo");
        let (kept, named, wrong) = (BTreeMap::new(), BTreeSet::new(), Vec::new());
        Walk { world, tongue, folder, step: 0, kept, named, wrong }
    }

    /// A step: the command line as typed, how it must end, and what it says.
    fn step(&mut self, name: &str, args: &[&str], code: i32) {
        self.begins(name, args, code, usize::MAX);
    }

    /// A step of which only the first lines are kept: the rest says what another file says.
    fn begins(&mut self, name: &str, args: &[&str], code: i32, lines: usize) {
        self.step += 1;
        let ended = self.world.run(args);
        let line: Vec<String> = args
            .iter()
            .map(|arg| if arg.contains(' ') { format!("'{arg}'") } else { (*arg).to_owned() })
            .collect();
        let mut page = format!("$ incent {}\n{}", line.join(" "), first(&ended.stdout, lines));
        if !ended.stderr.is_empty() {
            page.push_str(&format!("--- stderr\n{}", first(&ended.stderr, lines)));
        }
        if ended.code != 0 {
            page.push_str(&format!("--- exit code {}\n", ended.code));
        }
        self.compare(&format!("{:02}-{name}.txt", self.step), &page);
        if ended.code != code {
            self.wrong.push(format!("{name} ended with {}, not {code}", ended.code));
        }
    }

    /// Puts the exports of a week into `crm/`.
    fn export(&self, week: u32) {
        for source in ["contracts", "receivables"] {
            let exports = files().join(self.tongue.lang).join("exports");
            let from = exports.join(format!("{source}-week{week}.csv"));
            self.world.write(&format!("q3/crm/{source}.csv"), fs::read(from).unwrap());
        }
    }

    fn edit(&self, file: &str, [before, after]: [&str; 2]) {
        let name = format!("q3/{file}");
        let text = self.world.read(&name);
        assert_eq!(text.matches(before).count(), 1, "{file} says it once: {before}");
        self.world.write(&name, text.replace(before, after));
    }

    /// Every document, record and table that is new or has changed since this was asked last.
    fn keep(&mut self, moment: &str) {
        let kinds = ["documents/", "private/", "records/", "targets.csv"];
        for (name, bytes) in self.world.files() {
            let Some(name) = name.strip_prefix("q3/") else { continue };
            if !kinds.iter().any(|kind| name.starts_with(kind)) {
                continue;
            }
            if self.kept.insert(name.to_owned(), bytes.clone()).as_ref() != Some(&bytes) {
                let text = String::from_utf8(bytes).unwrap();
                self.compare(&format!("{moment}/{name}"), &text);
            }
        }
    }

    fn compare(&mut self, name: &str, said: &str) {
        let path = self.folder.join(name);
        self.named.insert(path.clone());
        if updating() {
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(&path, said).unwrap();
            return;
        }
        let expected = fs::read_to_string(&path).unwrap_or_default();
        if expected != said {
            self.wrong.push(format!("{}:\n{}", path.display(), difference(&expected, said)));
        }
    }

    /// Nothing was wrong, and no file tells of what no longer happens.
    fn end(mut self) {
        let mut folders = vec![self.folder.clone()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
                let path = entry.path();
                if path.is_dir() {
                    if !path.ends_with("exports") {
                        folders.push(path);
                    }
                } else if !self.named.contains(&path) {
                    if updating() {
                        fs::remove_file(&path).unwrap();
                    } else {
                        self.wrong.push(format!("{} belongs to no step", path.display()));
                    }
                }
            }
        }
        assert!(self.wrong.is_empty(), "{}", self.wrong.join("\n\n"));
    }
}

fn updating() -> bool {
    std::env::var_os("UPDATE_WALK").is_some()
}

fn first(text: &str, lines: usize) -> String {
    let mut all = text.split_inclusive('\n');
    let mut kept: String = all.by_ref().take(lines).collect();
    if all.next().is_some() {
        kept.push_str("…\n");
    }
    kept
}

/// The lines that differ first, a few of them.
fn difference(expected: &str, said: &str) -> String {
    let (expected, said): (Vec<&str>, Vec<&str>) =
        (expected.split('\n').collect(), said.split('\n').collect());
    let same = expected.iter().zip(&said).take_while(|(one, other)| one == other).count();
    let few = |sign: &str, lines: &[&str]| -> Vec<String> {
        lines.iter().skip(same).take(6).map(|line| format!("{sign}{line}")).collect()
    };
    let shown = [few("-", &expected), few("+", &said)].concat();
    format!("from line {}\n{}", same + 1, shown.join("\n"))
}

fn walk(tongue: &'static Tongue) -> Walk {
    let mut walk = Walk::new(tongue);
    let lang = tongue.lang;
    let at = |day: &'static str, args: &[&'static str]| {
        let mut line = vec!["-C", "q3"];
        line.extend(args);
        line.extend(["--as-of", day]);
        line
    };
    walk.step("help", &["--help", "--lang", lang], 0);
    walk.step("init", &["init", "q3", "--scenario", "new-period", "--lang", lang], 0);
    walk.step("init-again", &["init", "q3", "--scenario", "new-period", "--lang", lang], 6);
    walk.step("check", &["-C", "q3", "check"], 0);
    walk.step("status-at-first", &at("2026-07-01", &["status"]), 0);
    walk.step("track-too-early", &at("2026-07-01", &["track"]), 6);
    walk.export(1);
    walk.begins("assign-dry-run", &at("2026-07-01", &["assign", "--dry-run"]), 0, 24);
    walk.step("assign", &at("2026-07-01", &["assign"]), 0);
    walk.keep("assigned");
    walk.step("assign-again", &at("2026-07-02", &["assign", "--format", "csv"]), 0);
    walk.step("status-assigned", &at("2026-08-14", &["status"]), 0);
    walk.step("track", &at("2026-08-14", &["track"]), 0);
    walk.keep("tracked");
    walk.step("track-csv", &at("2026-08-14", &["track", "--format", "csv"]), 0);
    walk.begins("track-json", &at("2026-08-14", &["track", "--format", "json"]), 0, 60);
    walk.begins("track-md", &at("2026-08-14", &["track", "--format", "md"]), 0, 20);
    walk.export(2);
    walk.step("track-a-week-later", &at("2026-08-21", &["track", "--fail-on", "red"]), 3);
    walk.keep("tracked-again");
    walk.step("report", &at("2026-08-21", &["report"]), 0);
    let other = if lang == "en" { "zh-CN" } else { "en" };
    walk.step(
        "report-in-the-other-language",
        &at("2026-08-21", &["report", "progress", "--lang", other]),
        0,
    );
    walk.step("templates", &["-C", "q3", "templates"], 0);
    walk.step("explain", &["-C", "q3", "explain", "T09"], 0);
    walk.edit("targets.toml", tongue.edit);
    walk.step("status-stale", &at("2026-08-22", &["status", "--fail-on-stale"]), 3);
    walk.step("track-refused", &at("2026-08-22", &["track"]), 6);
    walk.step("assign-anew", &at("2026-08-22", &["assign"]), 0);
    walk.step("status-tracking-stale", &at("2026-08-22", &["status"]), 0);
    walk.keep("assigned-anew");
    walk
}

#[test]
fn a_walk_through_the_main_job_says_in_chinese_what_stands_in_its_files() {
    walk(&CHINESE).end();
}

#[test]
fn a_walk_through_the_main_job_says_in_english_what_stands_in_its_files() {
    walk(&ENGLISH).end();
}

/// The end of the quarter: the targets of the starter plan and everything sold by 30 September.
fn over(tongue: &'static Tongue) -> Walk {
    let walk = Walk::of(tongue, files().join("settle").join(tongue.lang));
    let _ = walk.world.run(&["init", "q3", "--scenario", "new-period", "--lang", tongue.lang]);
    walk.export(3);
    assert_eq!(walk.world.run(&["-C", "q3", "assign", "--as-of", "2026-07-01"]).code, 0);
    walk
}

fn settling(tongue: &'static Tongue) -> Walk {
    let mut walk = over(tongue);
    let at = |day: &'static str, args: &[&'static str]| {
        let mut line = vec!["-C", "q3"];
        line.extend(args);
        line.extend(["--as-of", day]);
        line
    };
    let before = walk.world.files();
    walk.kept = before
        .into_iter()
        .filter_map(|(name, bytes)| Some((name.strip_prefix("q3/")?.to_owned(), bytes)))
        .collect();
    walk.step("provisional", &at("2026-09-30", &["settle"]), 0);
    walk.keep("provisional");
    walk.begins("dry-run", &at("2026-10-12", &["settle", "2026Q3", "--dry-run"]), 0, 24);
    walk.keep("dry-run");
    walk.step("settle", &at("2026-10-12", &["settle", "2026Q3"]), 0);
    walk.keep("settled");
    walk.step("again", &at("2026-10-13", &["settle", "2026Q3", "--format", "csv"]), 0);
    walk.keep("again");
    walk.step("status", &at("2026-10-13", &["status"]), 0);
    let other = if tongue.lang == "en" { "zh-CN" } else { "en" };
    walk.step(
        "report-in-the-other-language",
        &at("2026-10-13", &["report", "settlement", "statement", "--lang", other]),
        0,
    );
    // Somebody who is no longer on the plan has no statement any more.
    let stale = "q3/private/2026Q3/statement.E9999.en.md";
    walk.world.write(stale, "of somebody else");
    walk.step("mended", &at("2026-10-14", &["settle", "2026Q3", "--format", "csv"]), 0);
    walk
}

#[test]
fn a_walk_through_settling_says_in_chinese_what_stands_in_its_files() {
    settling(&CHINESE).end();
}

#[test]
fn a_walk_through_settling_says_in_english_what_stands_in_its_files() {
    settling(&ENGLISH).end();
}

/// What everybody is paid, in the given columns.
fn paid(walk: &Walk, person: &str, figures: &[(&str, &str)]) {
    let ended = walk.world.run(&["-C", "q3", "settle", "--as-of", "2026-10-12"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    let sheet = walk.world.read("q3/private/2026Q3/settlement.csv");
    let rows = rows(&sheet);
    let row = rows.iter().find(|row| row["person"] == person).unwrap();
    for (column, figure) in figures {
        assert_eq!(row[*column], *figure, "{person} {column}");
    }
}

#[test]
fn the_pay_of_two_people_is_that_worked_out_by_hand() {
    // E1001, target 2,000,000, achieved 520,000 + 410,000 − 50,000 + 180,000 + 200,000 + 1,340,000 =
    // 2,600,000, 130 %. Base 1 % of the target: 20,000. Excess: 3 % of 400,000 and 5 % of 200,000:
    // 22,000. Sold most: 8,000.
    //
    // The team bonus of 60,000 goes by attainment to those who qualify: 1.3, 0.95, 1, 1.2 and
    // 1,816,666.67/1,600,000 = 1.13541666875, in all 5.58541666875. E1004 is out, since 200,000 of
    // 2,440,000 came back, 8.2 %; E1007 has one new customer. E1001: 78,000/5.58541666875 =
    // 13,964.9384…; rounded down, the five parts are two cents short, and E1001's remainder of 0.84 of
    // a cent is among the two largest: 13,964.94.
    //
    // E1006, target 1,600,000: 400,000 + 300,000 − 15,000 + 180,000 + 135,000 + 816,666.67 =
    // 1,816,666.67. Base 16,000. Excess 3 % of 216,666.67 = 6,500.0001, which is 6,500.00. Team
    // 68,125.000125/5.58541666875 = 12,196.9416…: 12,196.94. Four new customers, as E1002 has, but
    // at the higher attainment: Rising Star, 3,000.
    let walk = over(&CHINESE);
    let first = [
        ("base", "20000.00"),
        ("excess", "22000.00"),
        ("team", "13964.94"),
        ("top-seller", "8000.00"),
        ("rising-star", "0.00"),
        ("payable", "63964.94"),
    ];
    paid(&walk, "E1001", &first);
    let sixth = [
        ("base", "16000.00"),
        ("excess", "6500.00"),
        ("team", "12196.94"),
        ("rising-star", "3000.00"),
        ("payable", "37696.94"),
    ];
    paid(&walk, "E1006", &sixth);
}

#[test]
fn both_languages_pay_the_same() {
    let sheet = |tongue| {
        let walk = over(tongue);
        let _ = walk.world.run(&["-C", "q3", "settle", "--as-of", "2026-10-12"]);
        let mut rows = rows(&walk.world.read("q3/private/2026Q3/settlement.csv"));
        rows.iter_mut().for_each(|row| drop(row.remove("name")));
        rows
    };
    let chinese = sheet(&CHINESE);
    assert_eq!(chinese.len(), 7);
    assert_eq!(chinese, sheet(&ENGLISH));
}

/// A row of a CSV, by heading.
type Row = BTreeMap<String, String>;

fn rows(text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let row = |record: csv::StringRecord| {
        headings.iter().zip(record.iter()).map(|(k, v)| (k.to_owned(), v.to_owned())).collect()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// A world in which the targets are assigned and a week is exported.
fn assigned(tongue: &'static Tongue, week: u32) -> Walk {
    let walk = Walk::new(tongue);
    let _ = walk.world.run(&["init", "q3", "--scenario", "new-period", "--lang", tongue.lang]);
    walk.export(week);
    assert_eq!(walk.world.run(&["-C", "q3", "assign", "--as-of", "2026-07-01"]).code, 0);
    walk
}

fn tracked(walk: &Walk, day: &str) -> Vec<Row> {
    let ended = walk.world.run(&["-C", "q3", "track", "--format", "csv", "--as-of", day]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    rows(&ended.stdout)
}

fn expect(rows: &[Row], node: &str, metric: &str, figures: &[(&str, &str)]) {
    let row = rows.iter().find(|row| row["node"] == node && row["metric"] == metric);
    let row = row.unwrap_or_else(|| panic!("no row of {node} and {metric}"));
    for (column, figure) in figures {
        assert_eq!(row[*column], *figure, "{node} {metric} {column}");
    }
}

#[test]
fn the_figures_of_two_people_are_those_worked_out_by_hand() {
    // 14 August is day 45 of the 92 days of the quarter: 31 of July and 14. 45/92 = 0.48913….
    //
    // E1001, target 2,000,000 (5,400,000 × 200/540). Approved contracts: 520,000 + 410,000 + 180,000
    // = 1,110,000, of which 20,000 came back: 1,090,000. 1,090,000/2,000,000 = 0.545; over 45/92 that
    // is 0.545 × 92/45 = 50.14/45 = 1.11422…. Missing 910,000 in 47 days: 19,361.702… a day.
    // At that speed 1,090,000 × 92/45 = 2,228,444.44…. Two new customers of 10: 0.2 × 92/45 =
    // 0.40888… is below 60 %. Collected 285,000 of 300,000 due: 0.95.
    //
    // E1003, target 1,600,000 (5,400,000 × 160/540). 226,086.95 + 250,000 + 150,000 = 626,086.95.
    // 80 % of 1,600,000 × 45/92 is 626,086.9565…: half a cent more than there is, so 626,086.95 warns
    // although its pace, 0.79999999166…, is 0.8000 to four places. Collected 89,990 of 100,000:
    // 0.8999 is below 90 %.
    let walk = assigned(&CHINESE, 1);
    let first = tracked(&walk, "2026-08-14");
    let quiet = ("alert", "");
    expect(
        &first,
        "person:E1001",
        "sales",
        &[
            ("target", "2000000.00"),
            ("actual", "1090000.00"),
            ("attainment", "0.5450"),
            ("time_progress", "0.4891"),
            ("pace", "1.1142"),
            ("gap", "910000.00"),
            ("remaining_days", "47"),
            ("required_per_day", "19361.70"),
            ("projection", "2228444.44"),
            ("change", ""),
            quiet,
        ],
    );
    let two_of_ten = [("actual", "2"), ("target", "10"), ("pace", "0.4089"), ("alert", "red")];
    expect(&first, "person:E1001", "new_customers", &two_of_ten);
    expect(&first, "person:E1001", "collection_rate", &[("actual", "0.9500"), quiet]);
    let near = [("actual", "626086.95"), ("pace", "0.79999999"), ("alert", "yellow")];
    expect(&first, "person:E1003", "sales", &near);
    let collected = [("actual", "0.8999"), ("alert", "yellow"), ("warnings", "slow-collection")];
    expect(&first, "person:E1003", "collection_rate", &collected);

    // A week later, day 52 of 92. E1001: another 200,000, and of the contract of 15 July 50,000 came
    // back, 30,000 more than known: 1,090,000 + 200,000 − 30,000 = 1,260,000, 170,000 more than a week
    // ago. 0.63 × 92/52 = 57.96/52 = 1.11461…. Three new customers: 0.3 × 92/52 = 0.53076…, red for
    // the second time. E1003 sold nothing: 626,086.95/1,600,000 × 92/52 = 0.69230…, yellow for the
    // second time; everything due is collected.
    walk.export(2);
    let second = tracked(&walk, "2026-08-21");
    let more = [("actual", "1260000.00"), ("pace", "1.1146"), ("change", "170000.00"), quiet];
    expect(&second, "person:E1001", "sales", &more);
    let again = [("actual", "3"), ("pace", "0.5308"), ("change", "1"), ("streak", "2")];
    expect(&second, "person:E1001", "new_customers", &again);
    let nothing = [("pace", "0.6923"), ("change", "0.00"), ("alert", "yellow"), ("streak", "2")];
    expect(&second, "person:E1003", "sales", &nothing);
    let all = [("actual", "1.0000"), ("change", "0.1001"), ("streak", "0"), quiet];
    expect(&second, "person:E1003", "collection_rate", &all);
    // The company: 1,074,990 of 1,150,000 then, 1,185,000 of 1,250,000 now:
    // 0.948 − 0.93477391… = 0.01322608….
    let company = [("actual", "0.9480"), ("change", "0.0132")];
    expect(&second, "company", "collection_rate", &company);
}

#[test]
fn both_languages_count_the_same() {
    let figures = |tongue| {
        let walk = assigned(tongue, 1);
        let mut rows = tracked(&walk, "2026-08-14");
        rows.retain(|row| row["level"] == "person");
        for row in &mut rows {
            row.retain(|column, _| column != "name" && column != "parent");
        }
        rows.sort();
        rows
    };
    let chinese = figures(&CHINESE);
    assert_eq!(chinese.len(), 7 * 8);
    assert_eq!(chinese, figures(&ENGLISH));
}

#[test]
fn every_document_carries_the_version_that_check_tells() {
    let walk = assigned(&CHINESE, 1);
    tracked(&walk, "2026-08-14");
    let check = walk.world.run(&["-C", "q3", "check"]).stderr;
    let (_, version) = check.trim_end().trim_end_matches('）').split_once("（版本 ").unwrap();
    let mut documents = 0;
    for (name, bytes) in walk.world.files() {
        if name.ends_with(".md") {
            documents += 1;
            let text = String::from_utf8(bytes).unwrap();
            assert!(text.contains(&format!("计划版本 | {version} |")), "{name}: not {version}");
        }
    }
    assert_eq!(documents, 3);
}

#[test]
fn the_forms_of_a_table_say_the_same() {
    let walk = assigned(&CHINESE, 1);
    let shown = |form| {
        let line = ["-C", "q3", "track", "--as-of", "2026-08-14", "--format", form];
        walk.world.run(&line).stdout
    };
    let (table, json, page) = (rows(&shown("csv")), shown("json"), shown("md"));
    let json: serde_json::Value = serde_json::from_str(&json).unwrap();
    let objects = json["rows"].as_array().unwrap();
    let lines: Vec<&str> = page.lines().skip(2).filter(|line| line.starts_with('|')).collect();
    assert_eq!((objects.len(), lines.len()), (table.len(), table.len()));
    for ((row, object), line) in table.iter().zip(objects).zip(lines) {
        for (column, value) in row {
            let same = match &object[column] {
                serde_json::Value::Null => String::new(),
                serde_json::Value::String(text) => text.clone(),
                other => other.to_string(),
            };
            assert_eq!(*value, same, "{column} of {}", row["node"]);
        }
        for column in ["node", "name", "metric", "alert", "streak", "remaining_days"] {
            assert!(line.contains(&format!("| {} ", row[column])) || row[column].is_empty());
        }
    }
}
