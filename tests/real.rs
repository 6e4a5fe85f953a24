//! Real exports of real CRMs, with results that other programs computed. The data are not part of the
//! project: where they are absent, these tests say so and pass. They compare; they compute nothing.

use std::collections::BTreeMap;
use std::fs;
use std::path::PathBuf;

use crate::driver::{Ended, World, data};

/// A row of a CSV, by heading.
type Row = BTreeMap<String, String>;

fn rows(text: &str) -> Vec<Row> {
    let mut reader = csv::Reader::from_reader(text.as_bytes());
    let headings = reader.headers().unwrap().clone();
    let pair = |record: csv::StringRecord| {
        headings.iter().zip(record.iter()).map(|(k, v)| (k.to_owned(), v.to_owned())).collect()
    };
    reader.records().map(|record| pair(record.unwrap())).collect()
}

/// The plan folder `tests/real/NAME` in a world of its own, with data files beside it.
fn world(name: &str, data: &[(PathBuf, &str)]) -> World {
    let world = World::new();
    let plan = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("tests/real").join(name);
    for entry in fs::read_dir(plan).unwrap() {
        let entry = entry.unwrap();
        world.write(entry.file_name().to_str().unwrap(), fs::read(entry.path()).unwrap());
    }
    for (from, to) in data {
        world.write(to, fs::read(from).unwrap());
    }
    world
}

fn ok(ended: Ended) -> String {
    assert_eq!(ended.code, 0, "{}{}", ended.stdout, ended.stderr);
    ended.stdout
}

/// The value of a row of `track --format csv`.
fn figure<'a>(tracked: &'a [Row], level: &str, name: &str, metric: &str, key: &str) -> &'a str {
    let mut found = tracked
        .iter()
        .filter(|row| row["level"] == level && row["name"] == name && row["metric"] == metric);
    let row = found.next().unwrap_or_else(|| panic!("no row for {level} {name} {metric}"));
    assert!(found.next().is_none(), "two rows for {level} {name} {metric}");
    &row[key]
}

pub fn maven() -> Option<World> {
    let folder = data("maven_crm")?;
    let files = [
        (folder.join("sales_pipeline.csv"), "crm/sales_pipeline.csv"),
        (folder.join("products.csv"), "crm/products.csv"),
    ];
    let world = world("maven", &files);
    // The list of agents as a roster: the same names, an id for each.
    let agents = rows(&fs::read_to_string(folder.join("sales_teams.csv")).unwrap());
    let mut roster = "id,name,team,region,manager,carries-target\n".to_owned();
    let mut managers: BTreeMap<&str, String> = BTreeMap::new();
    for agent in &agents {
        let number = managers.len();
        managers.entry(&agent["manager"]).or_insert_with(|| format!("M{number}"));
    }
    for (index, agent) in agents.iter().enumerate() {
        let (name, team, region) =
            (&agent["sales_agent"], &agent["manager"], &agent["regional_office"]);
        let manager = &managers[team.as_str()];
        roster.push_str(&format!("A{index:02},{name},{team},{region},{manager},yes\n"));
    }
    for (name, id) in &managers {
        roster.push_str(&format!("{id},{name},,,,no\n"));
    }
    world.write("roster.csv", roster);
    Some(world)
}

fn expected(file: &str) -> Vec<Row> {
    rows(&fs::read_to_string(data("maven_crm").unwrap().join("expected").join(file)).unwrap())
}

#[test]
fn every_figure_of_a_real_crm_equals_what_two_other_engines_found() {
    let Some(world) = maven() else { return };
    ok(world.run(&["assign", "--as-of", "2017-01-01"]));
    let mut compared = 0;
    for quarter in ["2017Q1", "2017Q2", "2017Q3", "2017Q4"] {
        let csv = ok(world.run(&[
            "track",
            "--period",
            quarter,
            "--as-of",
            "2017-12-31",
            "--format",
            "csv",
        ]));
        let tracked = rows(&csv);
        for agent in expected("by_agent_quarter.csv").iter().filter(|r| r["quarter"] == quarter) {
            let is =
                |metric: &str, key: &str| figure(&tracked, "person", &agent["agent"], metric, key);
            assert_eq!(is("won_value", "actual"), agent["won_value"]);
            assert_eq!(is("deals_won", "actual"), agent["deals_won"]);
            assert_eq!(is("deals_lost", "actual"), agent["deals_lost"]);
            assert_eq!(is("win_rate", "actual"), agent["win_rate"]);
            assert_eq!(is("won_value", "target"), agent["quota"]);
            assert_eq!(is("won_value", "attainment"), agent["attainment"]);
            assert_eq!(is("excluded_deals", "actual"), agent["excluded_deals"]);
            assert_eq!(is("excluded_value", "actual"), agent["excluded_value"]);
            compared += 1;
        }
        for team in expected("by_team_quarter.csv").iter().filter(|r| r["quarter"] == quarter) {
            let is =
                |metric: &str, key: &str| figure(&tracked, "team", &team["manager"], metric, key);
            assert_eq!(is("won_value", "actual"), team["won_value"]);
            assert_eq!(is("won_value", "target"), team["quota"]);
            assert_eq!(is("won_value", "attainment"), team["attainment"]);
            assert_eq!(is("deals_won", "actual"), team["deals_won"]);
            assert_eq!(is("deals_lost", "actual"), team["deals_lost"]);
            assert_eq!(is("win_rate", "actual"), team["win_rate"]);
            compared += 1;
        }
        for region in expected("by_region_quarter.csv").iter().filter(|r| r["quarter"] == quarter) {
            let is = |metric: &str, key: &str| {
                figure(&tracked, "region", &region["region"], metric, key)
            };
            assert_eq!(is("won_value", "actual"), region["won_value"]);
            assert_eq!(is("won_value", "target"), region["quota"]);
            assert_eq!(is("won_value", "attainment"), region["attainment"]);
            assert_eq!(is("deals_won", "actual"), region["deals_won"]);
            assert_eq!(is("deals_lost", "actual"), region["deals_lost"]);
            compared += 1;
        }
        let csv = ok(world.run(&[
            "track",
            "--period",
            quarter,
            "--as-of",
            "2017-12-31",
            "--by",
            "product",
            "--format",
            "csv",
        ]));
        let by_product = rows(&csv);
        for product in expected("by_product_quarter.csv").iter().filter(|r| r["quarter"] == quarter)
        {
            let is = |metric: &str| {
                let mut found = by_product
                    .iter()
                    .filter(|r| r["value"] == product["product"] && r["metric"] == metric);
                &found.next().unwrap()["actual"]
            };
            assert_eq!(is("won_value"), &product["won_value"]);
            assert_eq!(is("deals_won"), &product["deals_won"]);
            assert_eq!(is("list_value"), &product["list_value"]);
            assert_eq!(is("realised"), &product["realised"]);
            compared += 1;
        }
    }
    // 35 agents, 6 managers and 3 regions in 4 quarters, and each product of each quarter.
    assert_eq!(compared, 4 * (35 + 6 + 3) + expected("by_product_quarter.csv").len());
}

/// The value of a cell that may be left out where it is 0.
fn same(amount: &str, expected: &str) -> bool {
    let exact = |text: &str| text.parse::<rust_decimal::Decimal>().unwrap();
    exact(amount) == exact(expected)
}

#[test]
fn what_a_plan_of_toml_alone_pays_equals_what_two_other_engines_paid() {
    let Some(world) = maven() else { return };
    ok(world.run(&["assign", "--as-of", "2017-01-01"]));
    let mut compared = 0;
    for quarter in ["2017Q1", "2017Q2", "2017Q3", "2017Q4"] {
        let settled = world.run(&["settle", quarter, "--as-of", "2018-01-15", "--format", "csv"]);
        let settled = rows(&ok(settled));
        let of = |name: &str| settled.iter().find(|row| row["name"] == name).unwrap();
        for agent in expected("by_agent_quarter.csv").iter().filter(|r| r["quarter"] == quarter) {
            let row = of(&agent["agent"]);
            for key in ["commission", "spiff", "club"] {
                assert!(same(&row[key], &agent[key]), "{quarter} {row:?} {agent:?}");
            }
            assert!(same(&row["payable"], &agent["payout"]), "{quarter} {row:?} {agent:?}");
            assert_eq!(same(&row["cut:cap"], "0"), agent["capped"] == "0");
            compared += 1;
        }
        for team in expected("by_team_quarter.csv").iter().filter(|r| r["quarter"] == quarter) {
            assert!(same(&of(&team["manager"])["payable"], &team["manager_bonus"]), "{team:?}");
            compared += 1;
        }
    }
    assert_eq!(compared, 4 * (35 + 6));
}

#[test]
fn a_supermarkets_gb18030_file_gives_its_findings_by_line_and_its_sums() {
    let Some(folder) = data("supermarket_cn") else { return };
    let file = (folder.join("2019-03_gb18030.csv"), "crm/2019-03_gb18030.csv");
    let world = world("supermarket", &[file]);
    let csv = world.run(&["import", "crm/2019-03_gb18030.csv", "--format", "csv"]);
    let found: Vec<(String, String)> =
        rows(&csv.stdout).iter().map(|row| (row["line"].clone(), row["kind"].clone())).collect();
    let expected: Vec<(String, String)> =
        rows(&fs::read_to_string(folder.join("expected/findings.csv")).unwrap())
            .iter()
            .map(|row| (row["line"].clone(), row["kind"].clone()))
            .collect();
    assert_eq!(found, expected, "{}", csv.stderr);

    ok(world.run(&["assign", "--as-of", "2019-03-01"]));
    let csv = ok(world.run(&["track", "--as-of", "2019-03-31", "--format", "csv"]));
    let tracked = rows(&csv);
    let employees = rows(&fs::read_to_string(folder.join("expected/by_employee.csv")).unwrap());
    for employee in &employees {
        let is = |metric: &str| figure(&tracked, "person", &employee["姓名"], metric, "actual");
        assert_eq!(is("turnover"), employee["交易额"]);
        assert_eq!(is("shifts"), employee["班次"]);
        assert_eq!(is("days"), employee["天数"]);
        assert_eq!(is("average"), employee["平均"]);
    }
    let settled = ok(world.run(&["settle", "--as-of", "2019-04-15", "--format", "csv"]));
    for (row, employee) in rows(&settled).iter().zip(&employees) {
        assert_eq!((&row["name"], &row["person"]), (&employee["姓名"], &employee["工号"]));
        for (key, heading) in
            [("commission", "提成"), ("attendance", "全勤奖"), ("payable", "合计")]
        {
            assert!(same(&row[key], &employee[heading]), "{row:?} {employee:?}");
        }
    }
    let csv =
        ok(world.run(&["track", "--as-of", "2019-03-31", "--by", "counter", "--format", "csv"]));
    let by_counter = rows(&csv);
    let counters = rows(&fs::read_to_string(folder.join("expected/by_counter.csv")).unwrap());
    for counter in &counters {
        let is = |metric: &str| {
            let of = |row: &&Row| row["value"] == counter["柜台"] && row["metric"] == metric;
            &by_counter.iter().find(of).unwrap()["actual"]
        };
        assert_eq!(is("turnover"), &counter["交易额"]);
        assert_eq!(is("shifts"), &counter["行数"]);
    }
    assert_eq!((employees.len(), counters.len()), (6, 4));
}

#[test]
fn both_salesforce_exports_are_read_and_a_source_is_proposed_for_each() {
    let Some(folder) = data("salesforce") else { return };
    // Records counted by an independent CSV reader.
    for file in ["Opportunity_mashmatrix.csv", "Opportunity_workshop.csv"] {
        let world = World::new();
        world.write(file, fs::read(folder.join(file)).unwrap());
        let text = fs::read_to_string(folder.join(file)).unwrap();
        let count = csv::Reader::from_reader(text.trim_start_matches('\u{feff}').as_bytes())
            .records()
            .inspect(|record| assert!(record.is_ok()))
            .count();
        let shown = ok(world.run(&["import", file, "--lang", "en"]));
        assert!(shown.contains(&count.to_string()), "{shown}");
        assert!(shown.contains("[[source]]"), "{shown}");
    }
}
