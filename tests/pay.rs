//! What plans pay, from their files to the cent: small plan folders that together use everything that
//! the language of pay can state. What is expected was worked out by hand and stands with its
//! arithmetic in each fact. The folders in `pay/` lie over `pay/base`, which all of them share.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};
use std::sync::{LazyLock, Mutex};

use rust_decimal::Decimal;

use crate::driver::World;

mod around;
mod caps;
mod draws;
mod examples;
mod holds;
mod hostile;
mod people;
mod periods;
mod rates;
mod rows;
mod teams;
mod undo;

/// A row of a CSV, by heading.
type Row = BTreeMap<String, String>;

fn folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pay")
}

/// Copies the files of a folder of plans.
fn copy(world: &World, from: &Path) {
    for name in ["incent.toml", "metrics.toml", "sources.toml", "rules.toml", "targets.toml"]
        .into_iter()
        .chain(["incentives.toml", "roster.csv", "crm/deals.csv"])
    {
        if let Ok(bytes) = fs::read(from.join(name)) {
            world.write(name, bytes);
        }
    }
}

/// A plan in a world of its own, without targets yet.
pub fn unassigned(plan: &str) -> World {
    let world = World::new();
    copy(&world, &folder().join("base"));
    copy(&world, &folder().join(plan));
    world
}

/// A plan in a world of its own, its targets assigned.
pub fn world(plan: &str) -> World {
    let world = unassigned(plan);
    let assigned = world.run(&["assign", "--as-of", "2026-01-01"]);
    assert_eq!(assigned.code, 0, "{}", assigned.stderr);
    world
}

/// The names of the plans.
pub fn plans() -> Vec<String> {
    let entries = fs::read_dir(folder()).unwrap().map(|entry| entry.unwrap());
    let folders = entries.filter(|entry| entry.path().is_dir());
    let mut names: Vec<String> =
        folders.map(|entry| entry.file_name().into_string().unwrap()).collect();
    names.retain(|name| name != "base");
    names.sort();
    names
}

/// The settlement of a period as CSV.
pub fn settled(world: &World, period: &str) -> String {
    let ended = world.run(&["settle", period, "--as-of", "2026-07-15", "--format", "csv"]);
    assert_eq!(ended.code, 0, "{}", ended.stderr);
    ended.stdout
}

pub fn rows(text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let pair = |record: csv::StringRecord| {
        headings.iter().zip(record.iter()).map(|(k, v)| (k.to_owned(), v.to_owned())).collect()
    };
    reader.records().map(|record| pair(record.unwrap())).collect()
}

/// Settlements by plan and period.
type Settlements = BTreeMap<(String, String), Vec<Row>>;

/// Each settlement is made once.
static SETTLED: LazyLock<Mutex<Settlements>> = LazyLock::new(Mutex::default);

fn settlement(plan: &str, period: &str) -> Vec<Row> {
    let key = (plan.to_owned(), period.to_owned());
    if let Some(known) = SETTLED.lock().unwrap().get(&key) {
        return known.clone();
    }
    let made = rows(&settled(&world(plan), period));
    SETTLED.lock().unwrap().insert(key, made.clone());
    made
}

/// Checks a column of a settlement: people with their amounts, as in `E1 240; E2 300`.
#[track_caller]
pub fn pays(plan: &str, period: &str, column: &str, expected: &str) {
    let settlement = settlement(plan, period);
    for pair in expected.split("; ") {
        let (person, amount) = pair.split_once(' ').unwrap();
        let row = settlement.iter().find(|row| row["person"] == person);
        let row = row.unwrap_or_else(|| panic!("{plan} {period}: nothing for {person}"));
        let exact = |text: &str| text.parse::<Decimal>().unwrap();
        let paid = &row[column];
        assert_eq!(exact(paid), exact(amount), "{plan} {period}: {column} of {person}");
    }
}

/// A settlement of the plan of rates where the export is written otherwise.
fn written_otherwise(change: impl Fn(&World)) -> String {
    let world = unassigned("caps");
    change(&world);
    let assigned = world.run(&["assign", "--as-of", "2026-01-01"]);
    assert_eq!(assigned.code, 0, "{}", assigned.stderr);
    settled(&world, "2026-03")
}

#[test]
fn neither_the_order_of_rows_nor_their_parting_into_files_changes_a_settlement() {
    let usual = written_otherwise(|_| {});
    let upside_down = written_otherwise(|world| {
        let text = world.read("crm/deals.csv");
        let mut lines: Vec<&str> = text.lines().collect();
        lines[1..].reverse();
        world.write("crm/deals.csv", lines.join("\n") + "\n");
    });
    let in_two = written_otherwise(|world| {
        let text = world.read("crm/deals.csv");
        let (head, rows) = text.split_once('\n').unwrap();
        let (one, other): (Vec<_>, Vec<_>) =
            rows.lines().enumerate().partition(|(at, _)| at % 3 == 1);
        let file = |rows: Vec<(usize, &str)>| {
            let rows: Vec<&str> = rows.into_iter().map(|(_, row)| row).collect();
            format!("{head}\n{}\n", rows.join("\n"))
        };
        world.write("crm/deals.csv", file(one));
        world.write("crm/deals-more.csv", file(other));
        let sources = world.read("sources.toml");
        world.write("sources.toml", sources.replace("crm/deals.csv", "crm/deals*.csv"));
    });
    assert_eq!(upside_down, usual);
    assert_eq!(in_two, usual);
}

#[test]
fn a_sheet_for_payroll_sums_to_the_total_that_stands_in_the_json() {
    let world = world("around");
    let exact = |text: &str| text.parse::<Decimal>().unwrap();
    let rows = rows(&settled(&world, "2026-01"));
    let sum: Decimal = rows.iter().map(|row| exact(&row["payable"])).sum();
    let ended = world.run(&["settle", "2026-01", "--as-of", "2026-07-15", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap();
    let total = json["payable"].as_str().map_or_else(|| json["payable"].to_string(), str::to_owned);
    assert_eq!(sum, exact(&total), "{}", ended.stdout);
}
