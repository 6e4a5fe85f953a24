//! One test for each rule of single rows: where they stand, who is credited, what they count for, when
//! what they undo came about.

use super::sample::*;
use super::*;
use crate::base::Number;
use crate::plan::fact::{RowAsked, RowsAsked, Window};

const SALES: &str = r#"
[[metric]]
id = "sales"
name = "净销售额"
unit = "CNY"
source = "deals"
measure = "sum"
of = "amount"
[[metric]]
id = "deals"
name = "单数"
unit = "count"
source = "deals"
measure = "count"
[[metric]]
id = "back"
name = "退款额"
unit = "CNY"
source = "deals"
measure = "sum"
of = "back"
[[metric]]
id = "largest"
name = "最大单"
unit = "CNY"
source = "deals"
measure = "max"
of = "amount"
"#;

/// Deals, of which some undo earlier ones; `{options}` stands for further keys.
const DEALS: &str = r#"
[[source]]
id = "deals"
files = ["crm/*.csv"]
owner = "owner"
date = "day"
{options}
[source.columns]
no = { header = "合同编号", type = "id" }
owner = { header = "负责人", type = "person", optional = true }
amount = { header = "金额", type = "money" }
back = { header = "退款金额", type = "money", optional = true }
day = { header = "日期", type = "date" }
sold = { header = "原签约日期", type = "date", optional = true }
note = { header = "备注", optional = true }
"#;

const HEAD_LINE: &str = "合同编号,负责人,金额,退款金额,日期,原签约日期,备注\n";

fn deals(options: &str) -> Case {
    Case::with(SALES, DEALS.replace("{options}", options))
}

/// The rows of one metric: with the column `sold`, where `origin` says so.
fn asked(case: &Case, metric: &str, origin: bool) -> RowsAsked {
    let columns = &case.plan.sources[0].columns;
    let sold = columns.iter().position(|column| column.id.value == "sold");
    let metric = case.plan.metric(metric).unwrap();
    RowsAsked { of: vec![RowAsked { metric, origin: sold.filter(|_| origin) }], people: Vec::new() }
}

/// Entries as `file:line who value`, and the day that a row undoes.
fn told(entries: &[Entry]) -> Vec<String> {
    let entry = |entry: &Entry| {
        let Entry { group, value, file, line, origin, .. } = entry;
        let who = match group {
            Group::Person(person) => format!("E{}", person + 1),
            Group::House => "house".to_owned(),
            Group::Unattributed => "nobody".to_owned(),
            Group::Value(value) => value.clone(),
        };
        let origin = origin.map_or_else(String::new, |day| format!(" {day}"));
        format!("{file}:{line} {who} {}{origin}", value.to_exact_text().unwrap())
    };
    entries.iter().map(entry).collect()
}

fn rows_of(case: &Case, metric: &str) -> Vec<String> {
    told(&case.read_rows(2, asked(case, metric, false)).facts.entries)
}

#[test]
fn a_row_stands_on_the_line_of_the_file_below_titles_and_quoted_line_breaks_in_any_encoding() {
    let case = deals("");
    // 1 title, 2 blank, 3 title, 4 header, 5 to 7 the first row, 8 blank, 9 and 10 the second.
    let text = format!(
        "销售明细表\n\n统计期间:2026年1月\n{HEAD_LINE}\
         A1,张三,100,,2026-01-05,,\"一\n二\r\n三,\"\"四\"\"\"\n\n\
         A2,李四,20.5,,2026-01-04,,\"一\n二\"\nA3,王五,3,,2026-01-05,,\n合计,,123.5,,,,\n"
    );
    for encoding in 0..4 {
        case.write("a.csv", encoded(&text, encoding));
        let expected = ["crm/a.csv:9 E2 20.5", "crm/a.csv:5 E1 100", "crm/a.csv:11 E3 3"];
        assert_eq!(rows_of(&case, "sales"), expected, "{encoding}");
    }
}

#[test]
fn rows_of_all_files_come_by_day_file_and_line_and_each_once_in_windows_that_overlap() {
    let case = deals("");
    // 25 January lies in three windows, 31 March in none.
    case.write("b.csv", format!("{HEAD_LINE}B1,E1,1,,2026-01-25,,\nB2,E2,2,,2026-03-31,,\n"));
    case.write("a.csv", format!("{HEAD_LINE}A1,E1,3,,2026-01-26,,\nA2,E3,4,,2026-01-25,,\n"));
    let expected = ["crm/a.csv:3 E3 4", "crm/b.csv:2 E1 1", "crm/a.csv:2 E1 3"];
    assert_eq!(rows_of(&case, "sales"), expected);
}

// 100.00 by three in the order of the roster: the first has the cent that is left.
#[test]
fn co_owners_have_a_row_each_in_sums_and_the_first_named_in_all_else() {
    let case = deals("co-owners = \"equal\"");
    case.write("a.csv", format!("{HEAD_LINE}A1,王五;张三;李四,100,,2026-01-05,,\n"));
    let shares = ["crm/a.csv:2 E1 33.34", "crm/a.csv:2 E2 33.33", "crm/a.csv:2 E3 33.33"];
    assert_eq!(rows_of(&case, "sales"), shares);
    assert_eq!(rows_of(&case, "deals"), ["crm/a.csv:2 E3 1"]);
    assert_eq!(rows_of(&case, "largest"), ["crm/a.csv:2 E3 100"]);
    // Who asks for one of them gets that one's share.
    let only = RowsAsked { people: vec![1], ..asked(&case, "sales", false) };
    assert_eq!(told(&case.read_rows(1, only).facts.entries), ["crm/a.csv:2 E2 33.33"]);
}

#[test]
fn returns_are_negative_rows_in_every_shape_and_say_what_they_undo() {
    let rows = |amount: &str, back: &str, note: &str| {
        format!(
            "{HEAD_LINE}A1,E1,100,,2026-01-05,,\nA2,E1,{amount},{back},2026-02-06,2025-11-30,{note}\n"
        )
    };
    let case = deals("returns = { shape = \"rows\", when = 'note contains \"退\"' }");
    case.write("a.csv", rows("30.5", "", "退货"));
    let of =
        |case: &Case, metric| told(&case.read_rows(1, asked(case, metric, true)).facts.entries);
    let undone = ["crm/a.csv:2 E1 100", "crm/a.csv:3 E1 -30.5 2025-11-30"];
    assert_eq!(of(&case, "sales"), undone);
    // A return is one row of a count.
    let counted = ["crm/a.csv:2 E1 1", "crm/a.csv:3 E1 1 2025-11-30"];
    assert_eq!(of(&case, "deals"), counted);
    let case = deals("returns = { shape = \"negative\" }");
    case.write("a.csv", rows("(30.5)", "", ""));
    assert_eq!(of(&case, "sales"), undone);
    // In a column of its own the amount is what it is; who takes nothing back has none.
    let case = deals("returns = { shape = \"column\", column = \"back\" }");
    case.write("a.csv", rows("50", "30.5", ""));
    assert_eq!(of(&case, "back"), ["crm/a.csv:3 E1 30.5 2025-11-30"]);
    assert_eq!(of(&case, "sales"), ["crm/a.csv:2 E1 100", "crm/a.csv:3 E1 50 2025-11-30"]);
}

#[test]
fn a_day_that_cannot_be_read_is_judged_where_it_is_asked_for() {
    let case = deals("");
    case.write("a.csv", format!("{HEAD_LINE}A1,E1,100,,2026-01-05,2026-13-01,\n"));
    assert_eq!(rows_of(&case, "sales"), ["crm/a.csv:2 E1 100"]);
    let (reading, sink) = case.ask(1, None, Some(asked(&case, "sales", true)));
    let codes: Vec<&str> = sink.diagnostics().iter().map(|told| told.code.id).collect();
    assert!(reading.is_none());
    assert_eq!(codes, ["I40"]);
    let case = deals("bad-rows = \"set-aside\"");
    let more = "A2,E1,7,,2026-01-05,2025-12-01,\n";
    case.write("a.csv", format!("{HEAD_LINE}A1,E1,100,,2026-01-05,2026-13-01,\n{more}"));
    let reading = case.read_rows(1, asked(&case, "sales", true));
    assert_eq!(told(&reading.facts.entries), ["crm/a.csv:3 E1 7 2025-12-01"]);
    assert_eq!(case.value(&reading, "sales", Group::Person(0)).as_deref(), Some("7"));
}

#[test]
fn a_key_that_stands_twice_is_one_row_and_of_versions_the_newest() {
    let case = deals("key = \"no\"");
    let rows = "A1,E1,100,,2026-01-05,,\nA2,E1,1,,2026-01-06,,\nA1,E1,100,,2026-01-05,,\n";
    case.write("a.csv", HEAD_LINE.to_owned() + rows);
    // The same values written differently.
    case.write("b.csv", format!("{HEAD_LINE}A2,E1,1.00,,2026/1/6,,\n"));
    let expected = ["crm/a.csv:2 E1 100", "crm/a.csv:3 E1 1"];
    for threads in [1, 4] {
        let read = case.read_rows(threads, asked(&case, "sales", false));
        assert_eq!(told(&read.facts.entries), expected);
    }
    let case = deals("key = \"no\"\nversion = \"note\"");
    case.write("a.csv", format!("{HEAD_LINE}A1,E1,1,,2026-01-05,,v1\nA1,E2,3,,2026-01-07,,v3\n"));
    case.write("b.csv", format!("{HEAD_LINE}A1,E1,2,,2026-01-06,,v2\nA1,E2,3,,2026-01-07,,v3\n"));
    for metric in ["sales", "largest"] {
        assert_eq!(rows_of(&case, metric), ["crm/a.csv:3 E2 3"]);
    }
}

#[test]
fn rows_that_are_set_aside_or_have_no_figure_are_none() {
    let check = "[[source.check]]\nid = \"BIG\"\nwhen = 'amount > 500'\nthen = \"set-aside\"\n";
    let exports = DEALS.replace("{options}", "bad-rows = \"set-aside\"") + check;
    let case = Case::with(SALES, exports);
    let rows = "A1,E1,x,,2026-01-05,,\nA2,E1,501,,2026-01-05,,\nA3,E1,7,,2026-01-05,,\n";
    case.write("a.csv", HEAD_LINE.to_owned() + rows);
    assert_eq!(rows_of(&case, "sales"), ["crm/a.csv:4 E1 7"]);
    assert_eq!(rows_of(&case, "deals"), ["crm/a.csv:4 E1 1"]);
    assert!(rows_of(&case, "back").is_empty());
}

#[test]
fn only_rows_that_come_first_are_rows_of_a_first_event() {
    const NEW: &str = r#"
[[metric]]
id = "new"
name = "新客户"
unit = "count"
source = "deals"
measure = "distinct"
of = "customer"
first = { of = "customer", within = "1 month", since = 2025-12-01 }
"#;
    let case = Case::of(NEW, "", "");
    let of = |number, customer, day| Row { customer, ..one(number, "E1", "5", day) };
    case.write(
        "a.csv",
        file(&[
            of(1, "甲公司", "2026-02-03"),
            of(2, "甲公司", "2026-02-01"),
            of(3, "乙公司", "2026-03-29"),
            // Nobody can say whether it is the first within a month.
            of(4, "丙公司", "2025-12-15"),
            of(5, "", "2026-02-01"),
        ]),
    );
    let question =
        |windows| Question { windows, rows: Some(case.every_row()), ..Question::default() };
    let how =
        Reader { folder: case.folder.path(), threads: 2, today: day("2026-12-31"), progress: None };
    let facts_of = |windows| {
        let mut sink = Sink::default();
        read(&case.plan, &question(windows), &how, &mut sink).unwrap().facts
    };
    // The first window has no answer: what is first in it can't be told.
    let early = Window::new(day("2025-12-10"), day("2025-12-31"));
    let facts = facts_of(vec![early, windows()[1]]);
    assert_eq!(told(&facts.entries), ["crm/a.csv:3 E1 1"]);
    assert_eq!(facts.value(0, &Group::Person(0), windows()[1]), Some(&Number::one()));
    assert!(facts_of(vec![early]).entries.is_empty());
}

#[test]
fn rows_are_those_of_who_is_asked_for_and_of_everybody_where_nobody_is() {
    let case = deals("");
    let rows = "A1,E1,1,,2026-01-05,,\nA2,赵六,2,,2026-01-06,,\nA3,E3,3,,2026-01-07,,\n";
    case.write("a.csv", HEAD_LINE.to_owned() + rows);
    let everybody = ["crm/a.csv:2 E1 1", "crm/a.csv:3 nobody 2", "crm/a.csv:4 E3 3"];
    assert_eq!(rows_of(&case, "sales"), everybody);
    let only = |people| RowsAsked { people, ..asked(&case, "sales", false) };
    let of = |people| told(&case.read_rows(1, only(people)).facts.entries);
    assert_eq!(of(vec![2, 0]), ["crm/a.csv:2 E1 1", "crm/a.csv:4 E3 3"]);
    assert!(of(vec![1]).is_empty());
    // A dimension beside the people has no rows of its own.
    let (reading, _) = case.ask(1, Some("note"), Some(only(vec![])));
    assert_eq!(told(&reading.unwrap().facts.entries), everybody);
    let mut house = deals("");
    house.plan.sources[0].owner = crate::plan::source::Owner::House;
    house.write("a.csv", HEAD_LINE.to_owned() + "A1,E1,1,,2026-01-05,,\n");
    assert_eq!(rows_of(&house, "sales"), ["crm/a.csv:2 house 1"]);
    assert!(house.read_rows(1, only(vec![0])).facts.entries.is_empty());
}

#[test]
fn what_is_not_asked_for_is_not_gathered_and_what_only_rows_ask_for_is_read() {
    let case = deals("");
    case.write("a.csv", format!("{HEAD_LINE}A1,E1,1,,2026-01-05,,\n"));
    assert!(case.read().facts.entries.is_empty());
    let rows = Some(asked(&case, "sales", false));
    let question = Question { windows: windows(), rows, ..Question::default() };
    let how =
        Reader { folder: case.folder.path(), threads: 1, today: day("2026-12-31"), progress: None };
    let reading = read(&case.plan, &question, &how, &mut Sink::default()).unwrap();
    assert_eq!(told(&reading.facts.entries), ["crm/a.csv:2 E1 1"]);
    assert_eq!(case.value(&reading, "sales", Group::Person(0)).as_deref(), Some("1"));
    assert_eq!(case.value(&reading, "deals", Group::Person(0)), None);
}
