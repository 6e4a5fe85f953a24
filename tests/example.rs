//! The example in `examples/`: what the program makes of it stands beside it in `expected/`, and a
//! reckoning of its own, row by row with another reader of CSV, comes to the same sales.
//! `UPDATE_WALK=1` writes `expected/` anew.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use encoding_rs::GB18030;

use crate::driver::World;

fn example() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("examples/spruce-2026q3")
}

/// A copy of the example without what is expected of it.
fn copy() -> World {
    let world = World::new().variable("USER", "xunuo");
    for folder in ["", "crm"] {
        for entry in fs::read_dir(example().join(folder)).unwrap().map(Result::unwrap) {
            if entry.file_type().unwrap().is_file() {
                let name = Path::new(folder).join(entry.file_name());
                world.write(name.to_str().unwrap(), fs::read(entry.path()).unwrap());
            }
        }
    }
    world
}

/// The quarter is over: what was sold since is exported too.
fn settle(world: &World) {
    const SINCE: &str = "contracts-2026q3-september.csv";
    world.write(&format!("crm/{SINCE}"), fs::read(example().join("later").join(SINCE)).unwrap());
    run(world, &["settle", "--as-of", "2026-10-12"]);
}

fn run(world: &World, args: &[&str]) -> String {
    let ended = world.run(args);
    assert_eq!(ended.code, 0, "{args:?}\n{}", ended.stderr);
    ended.stdout
}

#[test]
fn the_example_gives_what_stands_beside_it() {
    let world = copy();
    run(&world, &["assign", "--as-of", "2026-07-01"]);
    run(&world, &["report", "target-breakdown", "--lang", "en", "--as-of", "2026-07-01"]);
    let track = run(&world, &["track", "--as-of", "2026-08-14", "--format", "csv"]);
    run(&world, &["report", "progress", "at-risk", "--lang", "en", "--as-of", "2026-08-14"]);
    let mut made = vec![
        ("targets.csv".to_owned(), world.read("targets.csv")),
        ("track.csv".to_owned(), track),
    ];
    for (folder, document) in [
        ("documents/2026Q3", "target-breakdown"),
        ("documents/2026-08-14", "progress"),
        ("private/2026-08-14", "at-risk"),
    ] {
        for lang in ["zh-CN", "en"] {
            let name = format!("{document}.{lang}.md");
            let text = world.read(&format!("{folder}/{name}"));
            made.push((name, text));
        }
    }
    settle(&world);
    run(&world, &["report", "settlement", "statement", "--lang", "en", "--as-of", "2026-10-12"]);
    for name in ["settlement.csv", "settlement.zh-CN.md", "settlement.en.md"] {
        made.push((name.to_owned(), world.read(&format!("private/2026Q3/{name}"))));
    }
    // One who gets most of what there is, one who doesn't qualify.
    for name in ["S3202.zh-CN", "S3202.en", "S2103.zh-CN", "S2103.en"] {
        let name = format!("statement.{name}.md");
        let text = world.read(&format!("private/2026Q3/{name}"));
        made.push((name, text));
    }
    let expected = example().join("expected");
    if std::env::var_os("UPDATE_WALK").is_some() {
        fs::create_dir_all(&expected).unwrap();
        made.iter().for_each(|(name, text)| fs::write(expected.join(name), text).unwrap());
    }
    let mut wrong = Vec::new();
    for (name, text) in &made {
        let expected = fs::read_to_string(expected.join(name)).unwrap_or_default();
        let mut lines = expected.split('\n').zip(text.split('\n'));
        if expected != *text {
            let first = lines.find(|(one, other)| one != other).unwrap_or_default();
            wrong.push(format!("{name}:\n-{}\n+{}", first.0, first.1));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// Cents of an amount such as `"174,064.00"`; nothing for an empty cell.
fn cents(text: &str) -> i64 {
    let plain = text.replace(',', "");
    let (whole, fraction) = plain.split_once('.').unwrap_or((&plain, "0"));
    let fraction = format!("{fraction:0<2}");
    if whole.is_empty() { 0 } else { format!("{whole}{fraction}").parse().unwrap() }
}

/// `2026-08-04`, `2026/8/4` and the like as a number that compares as the day does.
fn day(text: &str) -> u32 {
    let date = text.split([' ', 'T']).next().unwrap();
    let mut parts = date.split(['-', '/', '年', '月', '日']);
    let mut part = || parts.next().unwrap().parse::<u32>().unwrap();
    (part() * 100 + part()) * 100 + part()
}

/// What everybody sold from 1 July to a day by the exports alone: approved contracts, each once, less
/// what came back; by the name that the CRM writes, without blanks, or by id where it writes that.
fn sold(until: u32) -> BTreeMap<String, i64> {
    let mut contracts = BTreeMap::new();
    let files =
        ["crm/contracts-2025q3", "crm/contracts-2026q3", "later/contracts-2026q3-september"];
    for name in files {
        let bytes = fs::read(example().join(format!("{name}.csv"))).unwrap();
        let text = match std::str::from_utf8(&bytes) {
            Ok(text) => text.trim_start_matches('\u{feff}').to_owned(),
            Err(_) => GB18030.decode(&bytes).0.into_owned(),
        };
        let mut reader = csv::Reader::from_reader(text.as_bytes());
        let headings = reader.headers().unwrap().clone();
        let at = |name: &str| headings.iter().position(|heading| heading == name).unwrap();
        let [number, amount, returned, signed, owner, status] =
            ["合同编号", "合同金额(元)", "退货金额", "下单时间", "负责人", "审核状态"].map(at);
        for row in reader.records().map(Result::unwrap) {
            let counts = row[status].trim() == "通过";
            if counts && (20_260_701..=until).contains(&day(row[signed].trim())) {
                let sold = cents(row[amount].trim()) - cents(row[returned].trim());
                contracts.insert(row[number].trim().to_owned(), (row[owner].to_owned(), sold));
            }
        }
    }
    let mut people = BTreeMap::new();
    for (owner, sold) in contracts.into_values() {
        let name: String = owner.chars().filter(|c| !c.is_whitespace()).collect();
        *people.entry(name).or_insert(0) += sold;
    }
    people
}

/// The same with ids turned into names: some exports write the id.
fn by_name(mut sold: BTreeMap<String, i64>) -> BTreeMap<String, i64> {
    let roster = fs::read_to_string(example().join("roster.csv")).unwrap();
    let mut ids = csv::Reader::from_reader(roster.as_bytes());
    for person in ids.records().map(Result::unwrap) {
        if let Some(under_id) = sold.remove(&person[0]) {
            *sold.entry(person[1].to_owned()).or_insert(0) += under_id;
        }
    }
    sold
}

#[test]
fn sales_of_the_example_are_what_its_rows_sum_to() {
    let mut sold = by_name(sold(20_260_814));
    let expected = fs::read_to_string(example().join("expected/track.csv")).unwrap();
    let mut reader = csv::Reader::from_reader(expected.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let at = |name: &str| headings.iter().position(|heading| heading == name).unwrap();
    let [level, name, metric, actual] = ["level", "name", "metric", "actual"].map(at);
    let mut people = 0;
    for row in reader.records().map(Result::unwrap) {
        if &row[level] == "person" && &row[metric] == "sales" {
            people += 1;
            let own = sold.remove(&row[name]).unwrap_or(0);
            assert_eq!(own, cents(&row[actual]), "{}", &row[name]);
        }
    }
    assert_eq!(people, 36);
    assert_eq!(sold, BTreeMap::new(), "sold by people who are not on the roster");
}

/// Rows of an expected file, by heading.
fn expected(name: &str) -> Vec<BTreeMap<String, String>> {
    let text = fs::read_to_string(example().join("expected").join(name)).unwrap();
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let row = |row: csv::StringRecord| {
        headings.iter().map(str::to_owned).zip(row.iter().map(str::to_owned)).collect()
    };
    reader.records().map(|record| row(record.unwrap())).collect()
}

/// A fraction of cents, rounded half up.
fn rounded(numerator: i128, denominator: i128) -> i128 {
    (2 * numerator + denominator) / (2 * denominator)
}

#[test]
fn pay_of_the_example_is_what_its_rows_and_rules_come_to() {
    // By the rules of the plan, in cents: 0.2 % of the target at 100 %; 0.6 % of what lies between
    // 100 % and 120 % of it and 1 % above, at most 30,000.00. For 吴雨桐, target 5,839,079.38, sold
    // 8,122,017.24: 11,678.15876; 1,167,815.876 × 0.6 % + 1,115,121.984 × 1 % = 7,006.895256 +
    // 11,151.21984 = 18,158.115096. For 董洁, 4,993,194.49 and 6,244,492.00: 9,986.38898;
    // 998,638.898 × 0.6 % + 252,658.612 × 1 % = 5,991.833388 + 2,526.58612 = 8,518.419508.
    let by_hand = [("吴雨桐", "11678.16", "18158.12"), ("董洁", "9986.39", "8518.42")];
    let sold = by_name(sold(20_260_930));
    let targets: BTreeMap<String, i64> = expected("targets.csv")
        .into_iter()
        .filter(|row| row["metric"] == "sales" && row["level"] == "person")
        .map(|row| (row["name"].clone(), cents(&row["target"])))
        .collect();
    let (mut people, mut found) = (0, 0);
    for row in expected("settlement.csv") {
        let name = &row["name"];
        let (sold, target) = (i128::from(sold[name]), i128::from(targets[name]));
        // Whoever qualifies signed five new customers at least, and gets 500 for each.
        let qualifies = cents(&row["new_customer"]) >= 5 * 50_000;
        let reached = qualifies && sold >= target;
        let base = if reached { rounded(target * 2, 1000) } else { 0 };
        // In fifths of a cent, since 120 % of a cent is six fifths.
        let middle = (5 * sold).min(6 * target) - 5 * target;
        let above = 5 * sold - 6 * target;
        let excess = rounded(6 * middle.max(0) + 10 * above.max(0), 5000).min(3_000_000);
        assert_eq!(i128::from(cents(&row["base"])), base, "{name}");
        assert_eq!(i128::from(cents(&row["excess"])), if qualifies { excess } else { 0 }, "{name}");
        for (_, base, excess) in by_hand.iter().filter(|(known, ..)| known == name) {
            assert_eq!((&*row["base"], &*row["excess"]), (*base, *excess));
            found += 1;
        }
        people += 1;
    }
    assert_eq!((people, found), (36, 2));
}
