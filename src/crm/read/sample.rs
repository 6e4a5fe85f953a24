//! What the laws of reading are held against: plan folders made for a test, rows of any kind, and a
//! slow and simple reckoning of the same figures.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;
use tempfile::TempDir;

use super::*;
use crate::base::Number;
use crate::plan::PlanFiles;
use crate::plan::fact::{Group, RowAsked, RowsAsked, Window};
use crate::text::{Place, Source as TextFile, Sources};

pub(super) const HEAD: &str = r#"
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

pub(super) const ROSTER: &str = "id,name,aliases,team,region,manager\n\
    E1,张三,,T1,R1,\nE2,李四,小李,T1,R1,\nE3,王五,,T1,R1,\n";

pub(super) const METRICS: &str = r#"
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
pub(super) const SOURCES: &str = r#"
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

pub(super) const PRODUCTS: &str = "产品,价格\n甲,100.5\n乙,\"2,000\"\n";
pub(super) const HEADER: &str = "合同编号,负责人,客户,产品,金额,日期,状态,备注\n";

/// A plan folder with exports.
pub(super) struct Case {
    pub(super) folder: TempDir,
    pub(super) plan: Plan,
}

impl Case {
    pub(super) fn new(options: &str, more: &str) -> Case {
        Case::of(METRICS, options, more)
    }

    pub(super) fn of(metrics: &str, options: &str, more: &str) -> Case {
        Case::with(metrics, SOURCES.replace("{options}", options).replace("{more}", more))
    }

    /// With a source of its own.
    pub(super) fn with(metrics: &str, exports: String) -> Case {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join("crm")).unwrap();
        std::fs::write(folder.path().join("products.csv"), PRODUCTS).unwrap();
        let (mut texts, mut sink) = (Sources::default(), Sink::default());
        let mut add = |name: &str, text: String| Some(texts.add(TextFile::new(name, text)));
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

    pub(super) fn write(&self, name: &str, text: impl AsRef<[u8]>) -> &Case {
        std::fs::write(self.folder.path().join("crm").join(name), text).unwrap();
        self
    }

    pub(super) fn read_as(&self, threads: usize, by: Option<&str>) -> (Option<Reading>, Sink) {
        self.ask(threads, by, None)
    }

    /// With single rows.
    pub(super) fn read_rows(&self, threads: usize, rows: RowsAsked) -> Reading {
        let (reading, sink) = self.ask(threads, None, Some(rows));
        reading.unwrap_or_else(|| panic!("{:?}", sink.diagnostics()))
    }

    /// Every row of every measure.
    pub(super) fn every_row(&self) -> RowsAsked {
        let asked = |metric| RowAsked { metric, origin: None };
        RowsAsked { of: (0..self.plan.metrics.len()).map(asked).collect(), people: Vec::new() }
    }

    pub(super) fn ask(
        &self,
        threads: usize,
        by: Option<&str>,
        rows: Option<RowsAsked>,
    ) -> (Option<Reading>, Sink) {
        let mut sink = Sink::default();
        let measures = (0..self.plan.metrics.len()).collect();
        let question = Question { measures, windows: windows(), by: by.map(str::to_owned), rows };
        let how = Reader {
            folder: self.folder.path(),
            threads,
            today: day("2026-12-31"),
            progress: None,
        };
        let reading = read(&self.plan, &question, &how, &mut sink);
        (reading, sink)
    }

    pub(super) fn read(&self) -> Reading {
        let (reading, sink) = self.read_as(2, None);
        reading.unwrap_or_else(|| panic!("{:?}", sink.diagnostics()))
    }

    /// The value of a metric over the whole first quarter.
    pub(super) fn value(&self, reading: &Reading, metric: &str, group: Group) -> Option<String> {
        let metric = self.plan.metric(metric).unwrap();
        let value = reading.facts.value(metric, &group, windows()[3]);
        value.and_then(Number::to_exact_text)
    }

    pub(super) fn codes(&self) -> Vec<(String, Vec<u64>)> {
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

pub(super) fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

/// They overlap, and one day is in none.
pub(super) fn windows() -> Vec<Window> {
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
pub(super) struct Row {
    pub(super) number: u32,
    pub(super) owner: &'static str,
    pub(super) customer: &'static str,
    pub(super) product: &'static str,
    pub(super) amount: String,
    pub(super) day: String,
    pub(super) state: &'static str,
    pub(super) note: &'static str,
}

impl Row {
    pub(super) fn text(&self) -> String {
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

pub(super) fn file(rows: &[Row]) -> String {
    HEADER.to_owned() + &rows.iter().map(Row::text).collect::<String>()
}

pub(super) fn amount() -> impl Strategy<Value = String> {
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

pub(super) fn row() -> impl Strategy<Value = Row> {
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

pub(super) fn rows() -> impl Strategy<Value = Vec<Row>> {
    prop::collection::vec(row(), 1..40).prop_map(|mut rows| {
        for (number, row) in (1..).zip(&mut rows) {
            row.number = number;
        }
        rows
    })
}

/// The amount of a cell, read by hand.
pub(super) fn amount_of(cell: &str) -> Option<Number> {
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
pub(super) fn reckoned(rows: &[Row]) -> Facts {
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

pub(super) fn encoded(text: &str, encoding: u8) -> Vec<u8> {
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
pub(super) fn many(count: u32) -> Vec<Row> {
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

pub(super) fn one(number: u32, owner: &'static str, amount: &str, day: &str) -> Row {
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
