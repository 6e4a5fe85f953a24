//! Laws of reading, held against a slow and simple reckoning of its own: the csv crate, a loop, exact
//! numbers. The same rows in any order, split, encoding and number of threads give the same facts.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::base::Number;
use crate::plan::PlanFiles;
use crate::plan::fact::{Group, Window};
use crate::text::{Place, Source as TextFile, Sources};

const HEAD: &str = r#"
format = 1
[plan]
id = "law"
title = "Law"
organisation = "Org"
language = "zh-CN"
start = 2026-01-01
end = 2026-12-31
currency = "CNY"
utc-offset = "+08:00"
[rounding]
mode = "half-up"
"#;

const ROSTER: &str = "id,name,aliases,team,region,manager\n\
    E1,张三,,T1,R1,\nE2,李四,小李,T1,R1,\nE3,王五,,T1,R1,\n";

const METRICS: &str = r#"
[[metric]]
id = "won"
name = "赢单额"
unit = "CNY"
source = "deals"
measure = "sum"
of = "amount"
where = 'state = "won"'
[[metric]]
id = "count"
name = "单数"
unit = "count"
source = "deals"
measure = "count"
where = 'state = "won"'
[[metric]]
id = "big"
name = "大单数"
unit = "count"
source = "deals"
measure = "count"
where = 'amount >= 1000 and state = "won" or note contains "急"'
[[metric]]
id = "customers"
name = "客户数"
unit = "count"
source = "deals"
measure = "distinct"
of = "customer"
where = 'state = "won"'
[[metric]]
id = "least"
name = "最小额"
unit = "CNY"
source = "deals"
measure = "min"
of = "amount"
[[metric]]
id = "most"
name = "最大额"
unit = "CNY"
source = "deals"
measure = "max"
of = "amount"
[[metric]]
id = "days"
name = "天数"
unit = "count"
source = "deals"
measure = "distinct"
of = "day"
[[metric]]
id = "list"
name = "目录价"
unit = "CNY"
source = "deals"
measure = "sum"
of = "products.price"
where = 'state = "won"'
[[metric]]
id = "cheap"
name = "低价单"
unit = "count"
source = "deals"
measure = "count"
where = 'amount < 80% * products.price and not (state = "lost")'
[[metric]]
id = "late"
name = "二月起"
unit = "count"
source = "deals"
measure = "count"
where = 'day >= 2026-02-01 and amount is not missing'
"#;

/// The source; `{options}` stands for further keys.
const SOURCES: &str = r#"
[[source]]
id = "deals"
files = ["crm/*.csv"]
owner = "owner"
date = "day"
{options}
[source.columns]
no = { header = "合同编号", type = "id" }
owner = { header = "负责人", type = "person", optional = true }
customer = { header = "客户", optional = true }
product = "产品"
amount = { header = "金额", type = "money", optional = true }
day = { header = "日期", type = "date", optional = true }
state = { header = "状态", type = "status", map = { "赢单" = "won", "输单" = "lost", "进行中" = "open" } }
note = { header = "备注", optional = true }
[[source.join]]
table = "products"
by = "product"
{more}
[[table]]
id = "products"
files = ["products.csv"]
key = "name"
[table.columns]
name = "产品"
price = { header = "价格", type = "money" }
"#;

const PRODUCTS: &str = "产品,价格\n甲,100.5\n乙,\"2,000\"\n";
const HEADER: &str = "合同编号,负责人,客户,产品,金额,日期,状态,备注\n";

/// A plan folder with exports.
struct Case {
    folder: TempDir,
    plan: Plan,
}

impl Case {
    fn new(options: &str, more: &str) -> Case {
        Case::of(METRICS, options, more)
    }

    fn of(metrics: &str, options: &str, more: &str) -> Case {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("crm")).unwrap();
        std::fs::write(folder.path().join("products.csv"), PRODUCTS).unwrap();
        let (mut texts, mut sink) = (Sources::default(), Sink::default());
        let mut add = |name: &str, text: String| Some(texts.add(TextFile::new(name, text)));
        let exports = SOURCES.replace("{options}", options).replace("{more}", more);
        let files = PlanFiles {
            head: add("incent.toml", HEAD.to_owned()),
            roster: add("roster.csv", ROSTER.to_owned()),
            metrics: add("metrics.toml", metrics.to_owned()),
            sources: add("sources.toml", exports),
            targets: add("targets.toml", String::new()),
            ..PlanFiles::default()
        };
        let plan = Plan::read(files, &texts, &mut sink);
        let errors: Vec<_> = sink.diagnostics().iter().filter(|d| d.code.id != "P00").collect();
        assert!(!sink.has_errors(), "{errors:?}");
        Case { folder, plan: plan.unwrap() }
    }

    fn write(&self, name: &str, text: impl AsRef<[u8]>) -> &Case {
        std::fs::write(self.folder.path().join("crm").join(name), text).unwrap();
        self
    }

    fn read_as(&self, threads: usize, by: Option<&str>) -> (Option<Reading>, Sink) {
        let mut sink = Sink::default();
        let measures = (0..self.plan.metrics.len()).collect();
        let question = Question { measures, windows: windows(), by: by.map(str::to_owned) };
        let how = Reader {
            folder: self.folder.path(),
            threads,
            today: day("2026-12-31"),
            progress: None,
        };
        let reading = read(&self.plan, &question, &how, &mut sink);
        (reading, sink)
    }

    fn read(&self) -> Reading {
        let (reading, sink) = self.read_as(2, None);
        reading.unwrap_or_else(|| panic!("{:?}", sink.diagnostics()))
    }

    /// The value of a metric over the whole first quarter.
    fn value(&self, reading: &Reading, metric: &str, group: Group) -> Option<String> {
        let metric = self.plan.metric(metric).unwrap();
        let value = reading.facts.value(metric, &group, windows()[3]);
        value.and_then(Number::to_exact_text)
    }

    fn codes(&self) -> Vec<(String, Vec<u64>)> {
        let (_, sink) = self.read_as(2, None);
        sink.diagnostics()
            .iter()
            .map(|told| {
                let lines = told.places.iter().map(|place| match place {
                    Place::Spot { line, .. } => *line,
                    _ => 0,
                });
                (told.code.id.to_owned(), lines.collect())
            })
            .collect()
    }
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// They overlap, and one day is in none.
fn windows() -> Vec<Window> {
    let window = |start: &str, end: &str| Window::new(day(start), day(end));
    vec![
        window("2026-01-01", "2026-01-31"),
        window("2026-02-01", "2026-02-28"),
        window("2026-01-20", "2026-02-10"),
        window("2026-01-01", "2026-03-30"),
    ]
}

/// A row of an export; its number is its key.
#[derive(Clone, Debug)]
struct Row {
    number: u32,
    owner: &'static str,
    customer: &'static str,
    product: &'static str,
    amount: String,
    day: String,
    state: &'static str,
    note: &'static str,
}

impl Row {
    fn text(&self) -> String {
        let quoted = |text: &str| {
            if text.contains([',', '"', '\n']) {
                format!("\"{}\"", text.replace('"', "\"\""))
            } else {
                text.to_owned()
            }
        };
        let cells = [
            format!("HT-{}", self.number),
            self.owner.to_owned(),
            self.customer.to_owned(),
            self.product.to_owned(),
            self.amount.clone(),
            self.day.clone(),
            self.state.to_owned(),
            self.note.to_owned(),
        ];
        cells.map(|cell| quoted(&cell)).join(",") + "\n"
    }
}

fn file(rows: &[Row]) -> String {
    HEADER.to_owned() + &rows.iter().map(Row::text).collect::<String>()
}

fn amount() -> impl Strategy<Value = String> {
    prop_oneof![
        1 => Just(String::new()),
        1 => Just("-".to_owned()),
        8 => (0u32..300_000).prop_map(|cents| format!("{}.{:02}", cents / 100, cents % 100)),
        2 => (1u32..9, 0u32..1000).prop_map(|(a, b)| format!("{a},{b:03}")),
        1 => (0u64..1_000_000_000).prop_map(|part| format!("0.{part:09}")),
        1 => Just("¥12万".to_owned()),
        1 => Just("99999999999999999999999.99".to_owned()),
        1 => (1u32..5000).prop_map(|cents| format!("({cents})")),
    ]
}

fn row() -> impl Strategy<Value = Row> {
    let owners = ["E1", "张三", "小李", "E3", "谁", "", "张三", "E2"];
    let customers = ["甲公司", "乙公司", "丙,公司", "", "丁\"公司", "甲公司"];
    let days = (0u32..120, any::<bool>()).prop_map(|(number, is_slashed)| match number {
        0..4 => String::new(),
        number => {
            let day = day("2025-12-20").plus(number.cast_signed()).to_string();
            if is_slashed { day.replace('-', "/") } else { day }
        }
    });
    (
        prop::sample::select(owners.to_vec()),
        prop::sample::select(customers.to_vec()),
        prop::sample::select(vec!["甲", "乙"]),
        amount(),
        days,
        prop::sample::select(vec!["赢单", "输单", "进行中", "赢单"]),
        prop::sample::select(vec!["", "加急", "两行\n备注", "普通"]),
    )
        .prop_map(|(owner, customer, product, amount, day, state, note)| Row {
            number: 0,
            owner,
            customer,
            product,
            amount,
            day,
            state,
            note,
        })
}

fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(row(), 1..40).prop_map(|mut rows| {
        for (number, row) in (1..).zip(&mut rows) {
            row.number = number;
        }
        rows
    })
}

/// The amount of a cell, read by hand.
fn amount_of(cell: &str) -> Option<Number> {
    let plain = cell.replace(',', "");
    if plain.is_empty() || plain == "-" {
        return None;
    }
    if let Some(inner) = plain.strip_prefix('(') {
        return Number::parse_plain(inner.trim_end_matches(')')).map(|number| -number);
    }
    if plain == "¥12万" {
        return Some(Number::from(120_000i64));
    }
    Number::parse_plain(&plain)
}

/// What the measures of [`METRICS`] come to, reckoned row by row.
fn reckoned(rows: &[Row]) -> Facts {
    let mut facts = Facts { windows: windows(), ..Facts::default() };
    let mut seen: BTreeMap<(usize, Group, usize), BTreeSet<String>> = BTreeMap::new();
    for row in rows {
        let Some(date) = Day::parse(&row.day.replace('/', "-")) else { continue };
        let group = match row.owner {
            "E1" | "张三" => Group::Person(0),
            "小李" | "E2" => Group::Person(1),
            "E3" | "王五" => Group::Person(2),
            _ => Group::Unattributed,
        };
        let amount = amount_of(&row.amount);
        let price =
            if row.product == "甲" { Number::scaled(1005, 1) } else { Number::from(2000i64) };
        let (won, lost) = (row.state == "赢单", row.state == "输单");
        let thousand = Number::from(1000i64);
        let below = &price * &Number::scaled(8, 1);
        let one = Some(Number::one());
        let big = amount.as_ref().is_some_and(|a| *a >= thousand) && won || row.note.contains('急');
        let zero = Some(Number::zero());
        let sum = amount.clone().or(zero.clone());
        let cheap = amount.as_ref().is_some_and(|amount| *amount < below) && !lost;
        let late = date >= day("2026-02-01") && amount.is_some();
        // Per metric: whether the row counts, and what it adds.
        let adds = [
            (won, sum),
            (won, one.clone()),
            (big, one.clone()),
            (won, zero.clone()),
            (true, amount.clone()),
            (true, amount.clone()),
            (true, zero),
            (won, Some(price)),
            (cheap, one.clone()),
            (late, one),
        ];
        let asked = windows();
        for (at, _) in asked.iter().enumerate().filter(|(_, window)| window.has(date)) {
            for (metric, (counts, value)) in adds.iter().enumerate() {
                let (true, Some(value)) = (*counts, value) else { continue };
                let key = (metric, group.clone());
                let cells = facts.cells.entry(key).or_insert_with(|| vec![None; windows().len()]);
                let value = match (metric, cells[at].take()) {
                    (3 | 6, _) => {
                        let text =
                            if metric == 3 { row.customer.to_owned() } else { date.to_string() };
                        let set = seen.entry((metric, group.clone(), at)).or_default();
                        set.extend(Some(text).filter(|text| !text.is_empty()));
                        Number::from(set.len() as i64)
                    }
                    (_, None) => value.clone(),
                    (4, Some(known)) => known.min(value.clone()),
                    (5, Some(known)) => known.max(value.clone()),
                    (_, Some(known)) => &known + value,
                };
                cells[at] = Some(value);
            }
        }
    }
    facts
}

const NEGATIVE: &str = "returns = { shape = \"negative\" }\nkey = \"no\"";

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn the_facts_are_those_of_a_slow_reckoning(rows in rows()) {
        let case = Case::new(NEGATIVE, "");
        case.write("a.csv", file(&rows));
        let reading = case.read();
        prop_assert_eq!(&reading.facts, &reckoned(&rows));
        let dated = rows.iter().filter(|row| !row.day.is_empty()).count();
        prop_assert_eq!(reading.sources[0].undated as usize, rows.len() - dated);
    }

    #[test]
    fn order_split_encoding_and_overlap_change_nothing(
        rows in rows(),
        order in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
        overlap in 0usize..10,
        encodings in (0u8..4, 0u8..4),
        has_key in any::<bool>(),
    ) {
        let options = if has_key { NEGATIVE } else { "returns = { shape = \"negative\" }" };
        let mut shuffled = rows.clone();
        let turn = order.index(rows.len());
        shuffled.rotate_left(turn);
        if turn % 2 == 1 {
            shuffled.reverse();
        }
        let cut = cut.index(shuffled.len());
        let case = Case::new(options, "");
        let second = &shuffled[cut.saturating_sub(overlap)..];
        case.write("a.csv", encoded(&file(&shuffled[..cut]), encodings.0));
        case.write("b.csv", encoded(&file(second), encodings.1));
        let (reading, sink) = case.read_as(1, None);
        if cut == 0 {
            let empty = sink.diagnostics().iter().any(|told| told.code.id == "I18");
            prop_assert!(empty && reading.is_none());
            return Ok(());
        }
        let reading = reading.unwrap_or_else(|| panic!("{:?}", sink.diagnostics()));
        prop_assert_eq!(&reading.facts, &reckoned(&rows));
        let twice = shuffled.len() - cut + cut.min(overlap) + cut - shuffled.len();
        prop_assert_eq!(reading.sources[0].duplicates.count as usize, twice);
    }
}

fn encoded(text: &str, encoding: u8) -> Vec<u8> {
    match encoding {
        0 => text.as_bytes().to_vec(),
        1 => encoding_rs::GB18030.encode(text).0.into_owned(),
        2 => [b"\xEF\xBB\xBF", text.as_bytes()].concat(),
        _ => {
            let units = std::iter::once(0xFEFF).chain(text.encode_utf16());
            units.flat_map(u16::to_le_bytes).collect()
        }
    }
}

/// Many rows, as many threads will see them.
fn many(count: u32) -> Vec<Row> {
    let owners = ["E1", "小李", "E3", "谁", "王五"];
    let customers = ["甲公司", "乙公司", "丙,公司", "", "丁公司"];
    let row = |number: u32| {
        let roll = number.wrapping_mul(2_654_435_761) >> 8;
        Row {
            number,
            owner: owners[(roll % 5) as usize],
            customer: customers[(roll / 5 % 5) as usize],
            product: if roll.is_multiple_of(2) { "甲" } else { "乙" },
            amount: format!("{}.{:02}", roll % 9_000, roll / 7 % 100),
            day: day("2026-01-01").plus((roll / 11 % 100).cast_signed()).to_string(),
            state: if roll.is_multiple_of(3) { "输单" } else { "赢单" },
            note: if roll.is_multiple_of(4) {
                "两行\n备注,很长很长很长很长很长很长"
            } else {
                "普通"
            },
        }
    };
    (1..=count).map(row).collect()
}

#[test]
fn any_number_of_threads_gives_the_same_facts_and_the_same_report() {
    let rows = many(40_000);
    let mut repeated = rows.clone();
    // Some rows come again, far away from the first time.
    repeated.extend(rows.iter().step_by(97).cloned());
    for options in ["", "key = \"no\""] {
        let case = Case::new(options, "");
        case.write("a.csv", file(&repeated));
        let reads: Vec<Reading> =
            [1, 2, 4].map(|threads| case.read_as(threads, None).0.unwrap()).into();
        assert_eq!(reads[0].facts, reckoned(&rows));
        for read in &reads {
            assert_eq!(read.facts, reads[0].facts);
            let (one, other) = (&read.sources[0], &reads[0].sources[0]);
            assert_eq!(format!("{one:?}"), format!("{other:?}"));
        }
        let report = &reads[0].sources[0];
        assert_eq!(report.rows, repeated.len() as u64);
        assert_eq!(report.duplicates.count, (repeated.len() - rows.len()) as u64);
        assert_eq!(report.unattributed.len(), 1);
        assert_eq!(report.unattributed[0].owner, "谁");
    }
}

#[test]
fn a_file_found_to_be_gb18030_late_is_counted_once() {
    let mut rows = many(9_000);
    for row in &mut rows {
        (row.owner, row.customer, row.product, row.note) = ("E1", "A", "甲", "-");
    }
    let ascii = |text: String| {
        let names = ["no", "owner", "customer", "product", "amount", "day", "state", "note"];
        let text = text.replace(HEADER, &(names.join(",") + "\n"));
        text.replace("赢单", "W").replace("输单", "L").replace("甲", "P")
    };
    let mut case = Case::new("key = \"no\"", "");
    for column in &mut case.plan.sources[0].columns {
        column.headers[0].value.clone_from(&column.id.value);
        if let crate::plan::column::Form::Status(map, _) = &mut column.form {
            *map = vec![("W".into(), "won".into()), ("L".into(), "lost".into())];
        }
    }
    std::fs::write(case.folder.path().join("products.csv"), "产品,价格\nP,100.5\n").unwrap();
    // These two characters are valid UTF-8 in GBK; only the last row gives the file away.
    rows[0].note = "状态";
    rows.last_mut().unwrap().note = "张三";
    case.write("a.csv", encoded(&ascii(file(&rows)), 1));
    case.write("b.csv", ascii(file(&rows[1..5])));
    let reading = case.read();
    assert_eq!(reading.facts, reckoned(&rows));
    assert_eq!(reading.sources[0].duplicates.count, 4);
    assert_eq!(reading.sources[0].files[0].summary.encoding, crate::crm::Encoding::Gb18030);
}

fn one(number: u32, owner: &'static str, amount: &str, day: &str) -> Row {
    Row {
        number,
        owner,
        customer: "甲公司",
        product: "甲",
        amount: amount.to_owned(),
        day: day.to_owned(),
        state: "赢单",
        note: "",
    }
}

#[test]
fn one_key_with_two_contents_names_both_rows_and_what_differs() {
    let case = Case::new("key = \"no\"", "");
    let first = [one(1, "E1", "100", "2026-01-05"), one(2, "E1", "7", "2026-01-06")];
    let second = [one(3, "E1", "1", "2026-01-07"), one(1, "E1", "200", "2026-01-05")];
    case.write("a.csv", file(&first)).write("b.csv", file(&second));
    let (reading, sink) = case.read_as(1, None);
    assert!(reading.is_none());
    let told = &sink.diagnostics()[0];
    assert_eq!(told.code.id, "I10");
    assert!(told.args.contains(&("key", "HT-1".to_owned())));
    assert!(told.args.contains(&("columns", "金额".to_owned())));
    let places: Vec<(String, u64)> = told
        .places
        .iter()
        .map(|place| match place {
            Place::Spot { file, line, .. } => (file.clone(), *line),
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(places, [("crm/b.csv".to_owned(), 3), ("crm/a.csv".to_owned(), 2)]);
}

#[test]
fn the_same_values_written_differently_are_one_row() {
    let case = Case::new("key = \"no\"", "");
    case.write("a.csv", file(&[one(1, "E1", "1,000.00", "2026-01-05")]));
    case.write("b.csv", file(&[one(1, "E1", "1000", "2026/1/5")]));
    let reading = case.read();
    assert_eq!(case.value(&reading, "won", Group::Person(0)).as_deref(), Some("1000"));
    assert_eq!(reading.sources[0].duplicates.count, 1);
}

#[test]
fn of_several_versions_the_largest_counts() {
    let case = Case::new("key = \"no\"\nversion = \"note\"", "");
    let version =
        |amount: &str, note: &'static str| Row { note, ..one(1, "E1", amount, "2026-01-05") };
    let rows = [
        version("100", "2026-01-05 10:00"),
        version("300", "2026-01-07 09:00"),
        version("200", "2026-01-06 10:00"),
        one(2, "E1", "5", "2026-01-09"),
    ];
    let mut orders = vec![rows.to_vec()];
    orders.push(rows.iter().rev().cloned().collect());
    for rows in orders {
        case.write("a.csv", file(&rows));
        let reading = case.read();
        assert_eq!(case.value(&reading, "won", Group::Person(0)).as_deref(), Some("305"));
        assert_eq!(case.value(&reading, "most", Group::Person(0)).as_deref(), Some("300"));
    }
    // Two contents of the same version contradict each other.
    case.write("a.csv", file(&[version("1", "v2"), version("2", "v2"), version("3", "v1")]));
    assert_eq!(case.codes(), [("I10".to_owned(), vec![3, 2])]);
}

#[test]
fn returns_in_rows_count_as_negative_and_only_in_their_declared_shape() {
    let options = "returns = { shape = \"rows\", when = 'note contains \"退\"' }";
    let case = Case::new(options, "");
    let back = Row { note: "退货", ..one(2, "E1", "30.5", "2026-01-06") };
    case.write("a.csv", file(&[one(1, "E1", "100", "2026-01-05"), back]));
    let reading = case.read();
    assert_eq!(case.value(&reading, "won", Group::Person(0)).as_deref(), Some("69.5"));
    assert_eq!(case.value(&reading, "least", Group::Person(0)).as_deref(), Some("-30.5"));
    case.write("a.csv", file(&[one(1, "E1", "-100", "2026-01-05")]));
    assert_eq!(case.codes(), [("I15".to_owned(), vec![2])]);
    let undeclared = Case::new("", "");
    undeclared.write("a.csv", file(&[one(1, "E1", "(1)", "2026-01-05")]));
    assert_eq!(undeclared.codes(), [("I61".to_owned(), vec![2])]);
}

#[test]
fn co_owners_share_sums_to_the_cent_and_a_deal_stays_one() {
    let case = Case::new("co-owners = \"equal\"", "");
    case.write("a.csv", file(&[one(1, "王五;张三;李四", "100", "2026-01-05")]));
    let reading = case.read();
    let person = |metric, index| case.value(&reading, metric, Group::Person(index));
    // 100 by three, in the order of the roster: the first has the cent that is left.
    let shares: Vec<_> = (0..3).map(|index| person("won", index).unwrap()).collect();
    assert_eq!(shares, ["33.34", "33.33", "33.33"]);
    // The deal is that of the one named first.
    assert_eq!([0, 1, 2].map(|index| person("count", index)), [None, None, Some("1".into())]);
    assert_eq!([0, 1, 2].map(|index| person("customers", index)), [None, None, Some("1".into())]);
    let first = Case::new("co-owners = \"first\"", "");
    first.write("a.csv", file(&[one(1, "王五;张三", "100", "2026-01-05")]));
    let reading = first.read();
    assert_eq!(first.value(&reading, "won", Group::Person(2)).as_deref(), Some("100"));
    let refuse = Case::new("", "");
    refuse.write("a.csv", file(&[one(1, "王五;张三", "100", "2026-01-05")]));
    assert_eq!(refuse.codes(), [("I62".to_owned(), vec![2])]);
}

#[test]
fn unknown_owners_are_listed_and_doubtful_ones_refused() {
    let case = Case::new("", "");
    let rows = [
        one(1, "赵六", "10", "2026-01-05"),
        one(2, "E1", "1", "2026-01-05"),
        one(3, "赵六", "20.5", "2026-02-05"),
        one(4, "", "4", "2026-02-05"),
        one(5, "赵六", "1000", "2026-03-31"),
    ];
    case.write("a.csv", file(&rows));
    let reading = case.read();
    assert_eq!(case.value(&reading, "won", Group::Unattributed).as_deref(), Some("34.5"));
    let strays = &reading.sources[0].unattributed;
    assert_eq!(strays.len(), 2);
    assert_eq!((strays[0].owner.as_str(), strays[0].rows), ("赵六", 2));
    assert_eq!(strays[0].sums[0].1, Number::scaled(305, 1));
    assert_eq!((strays[1].owner.as_str(), strays[1].rows), ("", 1));
    assert_eq!(case.codes(), [("I34".to_owned(), vec![2])]);
    assert_eq!(reading.sources[0].outside, 1);
    case.write("a.csv", file(&[one(1, "*", "1", "2026-01-05"), one(2, "*", "1", "2026-01-06")]));
    assert_eq!(case.codes(), [("I32".to_owned(), vec![2])]);
}

#[test]
fn what_a_row_needs_and_cannot_be_read_is_told_with_its_place_or_set_aside() {
    let rows = [
        one(1, "E1", "1O0", "2026-01-05"),
        one(2, "E1", "5", "2026-13-05"),
        Row { state: "搁置", ..one(3, "E1", "5", "2026-01-05") },
        Row { product: "丙", ..one(4, "E1", "5", "2026-01-05") },
        one(5, "E1", "7", "2026-01-05"),
    ];
    let case = Case::new("", "");
    case.write("a.csv", file(&rows));
    let told = case.codes();
    let expected =
        [("I07", 2), ("I40", 3), ("I05", 4), ("I36", 5)].map(|(id, line)| (id.into(), vec![line]));
    assert_eq!(told, expected);
    let case = Case::new("bad-rows = \"set-aside\"", "");
    case.write("a.csv", file(&rows) + "zu,kurz\n");
    let reading = case.read();
    assert_eq!(case.value(&reading, "won", Group::Person(0)).as_deref(), Some("7"));
    let aside = &reading.sources[0].set_aside;
    let why: Vec<&str> = aside.rows.iter().map(|row| row.why.as_str()).collect();
    assert_eq!((aside.count, why), (5, vec!["I07", "I40", "I05", "I36", "I17"]));
}

#[test]
fn a_cell_that_no_measure_needs_is_not_judged() {
    let case = Case::of(&METRICS[..METRICS.find("[[metric]]\nid = \"big\"").unwrap()], "", "");
    let lost = Row { state: "输单", ..one(1, "??", "***", "2026-01-05") };
    case.write("a.csv", file(&[lost, one(2, "E1", "1", "2026-01-05")]));
    assert!(case.codes().is_empty());
}

#[test]
fn checks_flag_rows_or_set_them_aside() {
    let more = "[[source.check]]\nid = \"BIG\"\nwhen = 'amount > 100'\n\
        [[source.check]]\nid = \"NONE\"\nwhen = 'amount is missing'\nthen = \"set-aside\"\n";
    let case = Case::new("", more);
    let rows = [
        one(1, "E1", "500", "2026-01-05"),
        one(2, "E1", "", "2026-01-05"),
        one(3, "E1", "100", "2026-01-05"),
    ];
    case.write("a.csv", file(&rows));
    let reading = case.read();
    let noted = |noted: &super::super::report::Noted| {
        noted.rows.iter().map(|row| row.why.clone()).collect::<Vec<_>>()
    };
    assert_eq!(noted(&reading.sources[0].flagged), ["BIG"]);
    assert_eq!(noted(&reading.sources[0].set_aside), ["NONE"]);
    assert_eq!(case.value(&reading, "count", Group::Person(0)).as_deref(), Some("2"));
}

#[test]
fn a_dimension_is_counted_beside_the_people() {
    let case = Case::new("", "");
    let rows = [
        one(1, "E1", "500", "2026-01-05"),
        Row { product: "乙", ..one(2, "E2", "1", "2026-01-05") },
        Row { product: "乙", ..one(3, "E1", "2", "2026-01-05") },
    ];
    case.write("a.csv", file(&rows));
    for by in ["product", "产品", "products.name"] {
        let reading = case.read_as(2, Some(by)).0.unwrap();
        let value = |group| case.value(&reading, "won", group).unwrap();
        assert_eq!(value(Group::Value("乙".into())), "3");
        assert_eq!(value(Group::Value("甲".into())), "500");
        assert_eq!(value(Group::Person(0)), "502");
    }
    let (reading, sink) = case.read_as(2, Some("prodct"));
    assert!(reading.is_none() && sink.has_errors());
}

#[test]
fn control_totals_empty_files_and_days_to_come_are_told() {
    let case = Case::new("expect-rows = 3", "");
    case.write("a.csv", file(&[one(1, "E1", "1", "2027-01-05"), one(2, "E1", "1", "2026-01-05")]));
    assert_eq!(case.codes(), [("I14".to_owned(), vec![2]), ("I71".to_owned(), vec![0])]);
    let empty = Case::new("", "");
    empty.write("a.csv", HEADER);
    assert_eq!(empty.codes(), [("I18".to_owned(), vec![0])]);
    let allowed = Case::new("allow-empty = true", "");
    allowed.write("a.csv", HEADER);
    assert!(allowed.read().facts.cells.is_empty());
}

#[test]
fn a_house_account_takes_what_has_no_owner_column() {
    let case = Case::new("", "");
    let mut plan = case.plan.clone();
    plan.sources[0].owner = crate::plan::source::Owner::House;
    case.write("a.csv", file(&[one(1, "谁", "1", "2026-01-05")]));
    let question = Question { measures: vec![0], windows: windows(), by: None };
    let how = Reader {
        folder: Path::new(case.folder.path()),
        threads: 1,
        today: day("2026-12-31"),
        progress: None,
    };
    let reading = read(&plan, &question, &how, &mut Sink::default()).unwrap();
    assert_eq!(reading.facts.value(0, &Group::House, windows()[0]), Some(&Number::one()));
}
