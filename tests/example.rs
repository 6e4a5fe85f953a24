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

/// What everybody sold from 1 July to 14 August by the exports alone: approved contracts, each
/// once, less what came back; by the name that the CRM writes, without blanks.
fn sold() -> BTreeMap<String, i64> {
    let mut contracts = BTreeMap::new();
    for year in ["2025", "2026"] {
        let bytes = fs::read(example().join(format!("crm/contracts-{year}q3.csv"))).unwrap();
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
            if counts && (20_260_701..=20_260_814).contains(&day(row[signed].trim())) {
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

#[test]
fn sales_of_the_example_are_what_its_rows_sum_to() {
    let mut sold = sold();
    let expected = fs::read_to_string(example().join("expected/track.csv")).unwrap();
    let roster = fs::read_to_string(example().join("roster.csv")).unwrap();
    let mut ids = csv::Reader::from_reader(roster.as_bytes());
    // Some exports write the id instead of the name.
    for person in ids.records().map(Result::unwrap) {
        if let Some(under_id) = sold.remove(&person[0]) {
            *sold.entry(person[1].to_owned()).or_insert(0) += under_id;
        }
    }
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
