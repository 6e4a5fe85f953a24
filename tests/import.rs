//! `incent import`: what would be read of exports, said row by row, and the source proposed for a
//! file never seen. Nothing in the folder changes by it.

use std::fs;
use std::io::Write as _;
use std::process::Stdio;

use crate::driver::{Ended, World, data};

const HEAD: &str = r#"format = 1

[plan]
id = "north-2026q3"
title = "三季度"
organisation = "公司"
language = "en"
start = 2026-07-01
end = 2026-09-30
currency = "CNY"
utc-offset = "+08:00"

[periods]
settle = "month"

[rounding]
mode = "half-up"
"#;

const METRICS: &str = r#"[[metric]]
id = "sales"
name = "销售额"
unit = "CNY"
source = "contracts"
measure = "sum"
of = "amount"
"#;

const SOURCES: &str = r#"[[source]]
id = "contracts"
files = ["crm/contracts-*.csv"]
key = ["no"]
owner = "owner"
date = "signed"

[source.columns]
no = { header = "合同编号", type = "id" }
owner = { header = "负责人", type = "person" }
amount = { header = "合同金额", type = "money" }
signed = { header = "签约日期", type = "date" }

[source.columns.status]
header = "状态"
type = "status"
map = { "赢单" = "won", "输单" = "lost" }

[[source.check]]
id = "HUGE"
when = "amount > 100万"
"#;

const ROSTER: &str =
    "id,name,team,region\nE1,张三,一组,华东\nE2,李四,一组,华东\nE3,李思,二组,华北\n";

const HEADER: &str = "合同编号,负责人,合同金额,签约日期,状态\n";

/// A plan with one source.
fn plan(sources: &str) -> World {
    let world = World::new();
    world.write("incent.toml", HEAD);
    world.write("metrics.toml", METRICS);
    world.write("sources.toml", sources);
    world.write("targets.toml", "");
    world.write("roster.csv", ROSTER);
    world
}

/// Imports rows of the plan's source and gives what is said of each: line, kind, fate.
fn findings(world: &World, rows: &str) -> (i32, Vec<[String; 3]>) {
    world.write("crm/contracts-07.csv", format!("{HEADER}{rows}"));
    found(&world.run(&["import", "crm/contracts-07.csv", "--format", "csv"]))
}

fn found(ended: &Ended) -> (i32, Vec<[String; 3]>) {
    let mut reader = csv::Reader::from_reader(ended.stdout.as_bytes());
    let records = reader.records().map(|record| record.unwrap());
    let rows = records.map(|record| [0, 1, 2].map(|at| record[at].to_owned()));
    (ended.code, rows.collect())
}

fn row(line: &str, kind: &str, fate: &str) -> [String; 3] {
    [line, kind, fate].map(str::to_owned)
}

#[test]
fn rows_that_cannot_be_read_are_refused_each_with_its_line_and_every_reason() {
    let rows = "A1,张三,\"1,2O0.00\",2026-07-01,赢单\n\
                A2,张三,100,2026-02-30,审核中\n\
                A3,张三,100\n\
                A4,张三,-5,2026-07-01,赢单\n\
                A5,李四;张三,5,2026-07-01,赢单\n\
                A6,李*,5,2026-07-01,赢单\n";
    let (code, found) = findings(&plan(SOURCES), rows);
    assert_eq!(code, 1);
    let refused = |line, kind| row(line, kind, "refused");
    assert_eq!(
        found,
        [
            refused("2", "I07"),
            refused("3", "I05"),
            refused("3", "I40"),
            refused("4", "I17"),
            refused("5", "I61"),
            refused("6", "I62"),
            refused("7", "I32"),
        ]
    );
}

#[test]
fn a_source_that_sets_bad_rows_aside_lists_them_and_goes_on() {
    let world =
        plan(&SOURCES.replace("date = \"signed\"", "date = \"signed\"\nbad-rows = \"set-aside\""));
    let (code, found) =
        findings(&world, "A1,张三,1,2026-07-01,赢单\nA2,张三,x,2026-07-01,赢单\nA3\n");
    assert_eq!(code, 0);
    assert_eq!(found, [row("3", "I07", "set-aside"), row("4", "I17", "set-aside")]);
    let page = world.run(&["import", "crm/contracts-07.csv"]);
    assert!(page.stdout.contains("that count    1"), "{}", page.stdout);
}

#[test]
fn rows_that_count_but_ask_for_a_look_are_listed() {
    let rows = "A1,张三,1000001,2026-07-01,赢单\n\
                A2,王五,1,2026-07-01,赢单\n\
                1000000000000000000,李四,1,2026-07-01,赢单\n";
    let (code, found) = findings(&plan(SOURCES), rows);
    assert_eq!(code, 0);
    assert_eq!(
        found,
        [
            row("2", "HUGE", "flagged"),
            row("3", "UNATTRIBUTED", "unattributed"),
            row("4", "I52", "flagged")
        ]
    );
}

#[test]
fn a_key_that_stands_twice_repeats_the_row_or_contradicts_it() {
    let rows = "A1,张三,\"1,000.00\",2026-07-01,赢单\n\
                A1,张三,1000,2026/7/1,赢单\n\
                A1,张三,1001,2026-07-01,赢单\n";
    let world = plan(SOURCES);
    let (code, found) = findings(&world, rows);
    assert_eq!(code, 1);
    assert_eq!(found, [row("3", "DUPLICATE", "repeats"), row("4", "I10", "refused")]);
    let told = world.run(&["import", "crm/contracts-07.csv"]).stderr;
    for place in ["contracts-07.csv:4", "contracts-07.csv:2"] {
        assert!(told.contains(place), "{told}");
    }
}

#[test]
fn the_latest_version_of_a_key_counts_wherever_it_stands() {
    let world =
        plan(&SOURCES.replace("owner = \"owner\"", "version = \"signed\"\nowner = \"owner\""));
    let rows = [
        "A1,张三,1,2026-07-01,赢单\n",
        "A1,张三,2,2026-07-03,赢单\n",
        "A1,张三,4,2026-07-02,赢单\n",
    ];
    for order in [[0, 1, 2], [1, 0, 2], [2, 1, 0]] {
        let (code, found) = findings(&world, &order.map(|at| rows[at]).concat());
        assert_eq!(code, 0);
        assert!(found.iter().all(|row| row[1] == "SUPERSEDED"), "{found:?}");
        assert_eq!(found.len(), 2);
        let page = world.run(&["import", "crm/contracts-07.csv"]).stdout;
        assert!(page.contains("CNY 2.00"), "{page}");
        assert!(page.contains("that count    1"), "{page}");
    }
}

#[test]
fn a_row_in_two_files_of_one_source_is_seen() {
    let world = plan(SOURCES);
    world.write("crm/contracts-07.csv", format!("{HEADER}A1,张三,1,2026-07-01,赢单\n"));
    // Another order of the columns, and other quotes: the same row.
    world.write(
        "crm/contracts-08.csv",
        "状态,签约日期,合同金额,负责人,合同编号\n赢单,2026-07-01,\"1\",张三,A1\n",
    );
    let ended =
        world.run(&["import", "crm/contracts-07.csv", "crm/contracts-08.csv", "--format", "csv"]);
    assert_eq!(found(&ended), (0, vec![row("2", "DUPLICATE", "repeats")]));
    assert!(ended.stdout.contains("the same as crm/contracts-07.csv:2"), "{}", ended.stdout);
}

#[test]
fn every_encoding_and_standard_input_say_the_same_and_nothing_is_written() {
    let world = plan(SOURCES);
    let text = format!(
        "销售明细\n\n{HEADER}A1,张三,1,2026-07-01,赢单\nA2,王五,x,2026-07-01,赢单\n合计,,9,,\n"
    );
    let said = |bytes: &[u8]| {
        world.write("crm/contracts-07.csv", bytes);
        let before = world.files();
        let ended = world.run(&["import", "crm/contracts-07.csv", "--format", "csv"]);
        assert_eq!(world.files(), before);
        found(&ended)
    };
    let expected = (1, vec![row("5", "I07", "refused")]);
    assert_eq!(said(text.as_bytes()), expected);
    assert_eq!(said(&[b"\xEF\xBB\xBF", text.as_bytes()].concat()), expected);
    let utf16: Vec<u8> =
        std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_le_bytes).collect();
    assert_eq!(said(&utf16), expected);
    assert_eq!(said(text.replace('\n', "\r\n").as_bytes()), expected);
    assert_eq!(said(text.replace(',', "\t").as_bytes()), expected);
    let mut command = world.command(&["import", "-", "--format", "csv"]);
    let mut child = command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    child.stdin.take().unwrap().write_all(text.as_bytes()).unwrap();
    assert_eq!(found(&world.ended(&child.wait_with_output().unwrap())), expected);
}

#[test]
fn a_total_row_is_held_against_the_rows() {
    let world = plan(SOURCES);
    world.write("crm/contracts-07.csv", format!("{HEADER}A1,张三,1,2026-07-01,赢单\n合计,,3,,\n"));
    let told = world.run(&["import", "crm/contracts-07.csv"]).stderr;
    assert!(told.contains("warning[I12]") && told.contains("a difference of 2"), "{told}");
    // A row that stands twice counts once, but the export's own total has it twice.
    let row = "A1,张三,1,2026-07-01,赢单\n";
    world.write("crm/contracts-07.csv", format!("{HEADER}{row}{row}合计,,2,,\n"));
    let told = world.run(&["import", "crm/contracts-07.csv"]).stderr;
    assert!(told.contains("I11") && !told.contains("I12"), "{told}");
}

#[test]
fn rejected_rows_come_out_as_they_were_with_the_reason_before_them() {
    let world = plan(SOURCES);
    let rows = "A1,张三,1,2026-07-01,赢单\n\"=A2\",张三,x,2026-07-01,\"赢,单\"\nA3,\"张\"\"三\"\n";
    world.write("crm/contracts-07.csv", format!("{HEADER}{rows}"));
    let ended = world.run(&["import", "crm/contracts-07.csv", "--rejects", "out.csv", "-q"]);
    assert_eq!(ended.code, 1);
    let text = world.read("out.csv");
    assert!(text.starts_with('\u{feff}'));
    let lines: Vec<&str> = text.trim_start_matches('\u{feff}').lines().collect();
    assert_eq!(lines[0], format!("reason,{}", HEADER.trim()));
    assert!(lines[1].starts_with("\"line 3: I07 "), "{}", lines[1]);
    assert!(lines[1].contains("; I05 "), "{}", lines[1]);
    assert!(lines[1].ends_with(",'=A2,张三,x,2026-07-01,\"赢,单\""), "{}", lines[1]);
    assert!(lines[2].ends_with(",A3,\"张\"\"三\""), "{}", lines[2]);
    assert_eq!(lines.len(), 3);
    let same = world.run(&["import", "crm/contracts-07.csv", "--rejects", "-", "-q"]);
    assert_eq!(same.stdout, text.trim_start_matches('\u{feff}'));
    let over = world.run(&["import", "crm/contracts-07.csv", "--rejects", "crm/contracts-07.csv"]);
    assert_eq!(over.code, 2);
    assert_eq!(world.read("crm/contracts-07.csv"), format!("{HEADER}{rows}"));
}

#[test]
fn a_file_goes_to_the_source_that_names_it_or_whose_columns_it_has() {
    let table = "\n[[table]]\nid = \"returned\"\nfiles = [\"crm/returned.csv\"]\nkey = \"no\"\n\n[table.columns]\nno = { header = \"合同编号\", type = \"id\" }\n";
    let other =
        SOURCES.replace("\"contracts\"", "\"renewals\"").replace("contracts-*", "renewals-*");
    let world = plan(&format!("{SOURCES}{table}\n{other}"));
    world.write("crm/returned.csv", "合同编号\nA1\n");
    world.write("crm/renewals-07.csv", format!("{HEADER}A1,张三,1,2026-07-01,赢单\n"));
    world.write("elsewhere.csv", format!("{HEADER}A1,张三,1,2026-07-01,赢单\n"));
    let source = |args: &[&str]| {
        let args = [&["import", "--format", "json"], args].concat();
        let ended = world.run(&args);
        let json: serde_json::Value = serde_json::from_str(&ended.stdout).unwrap_or_default();
        (ended.code, json["files"][0]["source"].as_str().map(str::to_owned), ended.stderr)
    };
    assert_eq!(source(&["crm/returned.csv"]).1.as_deref(), Some("returned"));
    assert_eq!(source(&["crm/renewals-07.csv"]).1.as_deref(), Some("renewals"));
    let (code, _, told) = source(&["elsewhere.csv"]);
    assert!(code == 2 && told.contains("contracts, renewals"), "{told}");
    assert_eq!(source(&["elsewhere.csv", "--source", "renewals"]).1.as_deref(), Some("renewals"));
    let (code, _, told) = source(&["elsewhere.csv", "--source", "renewal"]);
    assert!(code == 2 && told.contains("near: renewals"), "{told}");
}

const UNSEEN: &str = "订单编号,客户名称,销售员,成交金额,下单时间,订单状态,是否赠品\n\
                      S-1,甲,张三,￥100.50,3/25/2026,已成交,否\n\
                      S-2,乙,李四,￥200.00,4/1/2026,待审核,是\n\
                      S-3,丙,张三,￥-50.00,4/2/2026,已成交,否\n";

#[test]
fn a_source_is_proposed_for_a_file_never_seen_and_reads_it_once_pasted() {
    let world = World::new();
    world.write("订单.csv", UNSEEN);
    let page = world.run(&["import", "订单.csv"]).done();
    let block = &page[page.find("[[source]]").unwrap()..];
    for line in [
        "files = [\"crm/订单.csv\"]",
        "key = [\"id\"]",
        "owner = \"owner\"",
        "date = \"date\"",
        "returns = { shape = \"negative\" }",
        "amount = { header = \"成交金额\", type = \"money\", currency = \"CNY\" }",
        "date = { header = \"下单时间\", type = \"date\", formats = [\"M/D/YYYY[ h:mm[:ss]]\"] }",
        "column_7 = { header = \"是否赠品\", type = \"flag\" }",
    ] {
        assert!(block.contains(&format!("{line}\n")), "{line} is not in\n{block}");
    }
    let pasted = plan(&block.replace("id = \"deals\"", "id = \"contracts\""));
    pasted.write("crm/订单.csv", UNSEEN);
    let (code, found) = found(&pasted.run(&["import", "crm/订单.csv", "--format", "csv"]));
    assert_eq!((code, found), (0, Vec::new()));
    let shown = pasted.run(&["import", "crm/订单.csv"]).stdout;
    assert!(shown.contains("source        contracts") && shown.contains("CNY 250.50"), "{shown}");
}

#[test]
fn what_is_doubtful_is_asked_and_not_used() {
    let world = World::new();
    let text = "商机金额,回款金额,日期,负责人\n1,2,03/04/2026,张三\n3,4,05/06/2026,李四\n";
    world.write("a.csv", text);
    let page = world.run(&["import", "a.csv", "--lang", "en"]).stdout;
    for line in [
        "# which is the amount? keep one, remove its #, and name it above",
        "# amount = { header = \"商机金额\", type = \"money\" }",
        "# amount_2 = { header = \"回款金额\", type = \"money\" }",
        "# date = { header = \"日期\", type = \"date\", formats = [\"M/D/YYYY[ h:mm[:ss]]\"] }",
        "# date = { header = \"日期\", type = \"date\", formats = [\"D/M/YYYY[ h:mm[:ss]]\"] }",
    ] {
        assert!(page.contains(&format!("{line}\n")), "{line} is not in\n{page}");
    }
    assert!(!page.contains("\ndate = \"date\""), "{page}");
}

#[test]
fn without_a_header_that_names_the_owner_the_roster_tells() {
    let world = plan(SOURCES);
    world.write("a.csv", "单号,谁,金额\n1,张三,5\n2,李四,6\n");
    let page = world.run(&["import", "a.csv"]).stdout;
    assert!(page.contains("owner = { header = \"谁\", type = \"person\" }"), "{page}");
}

#[test]
fn broken_files_are_refused_with_their_line_and_sound_ones_are_read() {
    let Some(folder) = data("bad") else { return };
    // By name: the code and, where one line is at fault, that line. Files without a single row of
    // data are sound, and refused all the same.
    let refused = [
        ("bad-missing-quote.csv", "I21", ":2:3"),
        ("bad-unescaped-quote.csv", "I23", ":2:8"),
        ("bad-quotes-with-unescaped-quote.csv", "I22", ":2:3"),
        ("location_coordinates.csv", "I23", ":2:22"),
        ("bad-header-less-fields.csv", "I17", ":2"),
        ("bad-header-more-fields.csv", "I17", ":2"),
        ("bad-header-no-header.csv", "I18", ""),
        ("bad-header-wrong-header.csv", "I18", ""),
        ("all-empty.csv", "I18", ""),
        ("empty-one-column.csv", "I18", ""),
        ("header-no-rows.csv", "I18", ""),
    ];
    let world = World::new();
    let mut sound = 0;
    for list in ["csv-spectrum/csvs", "csv-test-data/csv"] {
        for entry in fs::read_dir(folder.join(list)).unwrap() {
            let path = entry.unwrap().path();
            let name = path.file_name().unwrap().to_str().unwrap().to_owned();
            world.write(&name, fs::read(&path).unwrap());
            let ended = world.run(&["import", &name, "--lang", "en"]);
            match refused.iter().find(|(known, ..)| *known == name) {
                Some((_, code, place)) => {
                    let told = &ended.stderr;
                    assert_eq!(ended.code, 1, "{name}: {told}");
                    assert!(told.contains(&format!("error[{code}]")), "{name}: {told}");
                    assert!(told.contains(&format!("{name}{place}\n")), "{name}: {told}");
                }
                None => {
                    assert_eq!(ended.code, 0, "{name}: {}", ended.stderr);
                    sound += 1;
                }
            }
        }
    }
    assert_eq!(sound, 37 - refused.len());
}

#[test]
fn the_source_proposed_for_a_salesforce_export_knows_its_flags_days_and_stages() {
    let Some(folder) = data("salesforce") else { return };
    let world = World::new();
    for (file, won) in [("Opportunity_mashmatrix.csv", 640), ("Opportunity_workshop.csv", 12)] {
        world.write(file, fs::read(folder.join(file)).unwrap());
        let page = world.run(&["import", file, "--lang", "en"]).done();
        for line in [
            "owner = { header = \"OwnerId\", type = \"person\" }",
            "is_won = { header = \"IsWon\", type = \"flag\", blank-is-no = true }",
            "date = { header = \"CloseDate\", type = \"date\" }",
            "key = [\"id\"]",
            &format!("\"Closed Won\" = \"won\"    # {won} rows"),
        ] {
            assert!(page.contains(&format!("{line}\n")), "{file}: {line} is not in\n{page}");
        }
        assert!(page.contains("# created_date = { header = \"CreatedDate\", type = \"date\", formats = [\"iso-timestamp\"] }"));
    }
}
