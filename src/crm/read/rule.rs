//! One test for each rule of what counts: keys and versions, returns, co-owners, unknown owners, rows
//! that can't be read, checks, dimensions, control totals.

use std::path::Path;

use super::sample::*;
use super::*;
use crate::base::Number;
use crate::plan::fact::Group;
use crate::text::Place;

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
fn the_newest_day_is_that_of_a_selected_row_and_never_ahead() {
    let case = Case::new("", "");
    let rows = [
        one(1, "E1", "1", "2025-11-30"),
        one(2, "E1", "1", "2026-03-02"),
        one(3, "E1", "1", "2027-01-05"),
        one(4, "E1", "1", "2026-02-05"),
    ];
    for threads in [1, 4] {
        case.write("a.csv", file(&rows[..2])).write("b.csv", file(&rows[2..]));
        let (reading, _) = case.read_as(threads, None);
        assert_eq!(reading.unwrap().sources[0].newest, Some(day("2026-03-02")));
    }
    case.write("a.csv", file(&rows[2..3])).write("b.csv", file(&rows[2..3]));
    assert_eq!(case.read().sources[0].newest, None);
}

/// The mismatches told: line, stated, sum.
fn mismatches(case: &Case, threads: usize) -> Vec<(u64, String, String)> {
    let (reading, sink) = case.read_as(threads, None);
    assert!(reading.is_some(), "{:?}", sink.diagnostics());
    let told = sink.diagnostics().iter().filter(|told| told.code.id == "I12");
    told.map(|told| {
        let arg = |name| told.args.iter().find(|(key, _)| *key == name).unwrap().1.clone();
        let line = match &told.places[0] {
            Place::Spot { line, .. } => *line,
            other => panic!("{other:?}"),
        };
        (line, arg("stated"), arg("sum"))
    })
    .collect()
}

// 100 won, 50.5 lost, which no measure takes as won, and 100 that stands twice: the CRM's own total
// has all of them.
#[test]
fn a_total_row_is_held_against_every_row_of_its_file() {
    let case = Case::new("key = \"no\"", "");
    let lost = Row { state: "输单", ..one(2, "E1", "50.5", "2025-01-05") };
    let rows = [one(1, "E1", "100", "2026-01-05"), lost, one(1, "E1", "100", "2026-01-05")];
    let with = |total: &str| format!("{}合计,,,,{total},,,\n", file(&rows));
    case.write("a.csv", with("250.50"));
    assert_eq!(mismatches(&case, 1), []);
    case.write("a.csv", with("300"));
    for threads in [1, 4] {
        let expected = (5, "300".to_owned(), "250.5".to_owned());
        assert_eq!(mismatches(&case, threads), [expected]);
    }
    // Another file's rows are none of this one's.
    case.write("b.csv", file(&[one(9, "E1", "7", "2026-01-05")]) + "总计,,,,7,,,\n");
    assert_eq!(mismatches(&case, 1).len(), 1);
    // A subtotal sums some rows only; a total that says nothing of the column isn't compared.
    case.write("a.csv", format!("{}小计,,,,1,,,\n合计,,,,,,,\n", file(&rows)));
    assert_eq!(mismatches(&case, 1), []);
}

#[test]
fn a_house_account_takes_what_has_no_owner_column() {
    let case = Case::new("", "");
    let mut plan = case.plan.clone();
    plan.sources[0].owner = crate::plan::source::Owner::House;
    case.write("a.csv", file(&[one(1, "谁", "1", "2026-01-05")]));
    let question = Question { measures: vec![0], windows: windows(), by: None, rows: None };
    let how = Reader {
        folder: Path::new(case.folder.path()),
        threads: 1,
        today: day("2026-12-31"),
        progress: None,
    };
    let reading = read(&plan, &question, &how, &mut Sink::default()).unwrap();
    assert_eq!(reading.facts.value(0, &Group::House, windows()[0]), Some(&Number::one()));
}
