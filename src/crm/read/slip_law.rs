//! Laws of single rows: they are those of a slow reckoning with lines counted by hand, and what they
//! come to is what the figures say, whatever the order, split, encoding, returns, co-owners and number
//! of threads.

use std::collections::BTreeMap;

use proptest::prelude::*;

use super::sample::*;
use super::*;
use crate::base::Number;
use crate::crm::feed::PIECE;
use crate::plan::metric::{Aggregate, MetricKind};

const NEGATIVE: &str = "returns = { shape = \"negative\" }";

/// First events.
const FIRSTS: &str = r#"
[[metric]]
id = "new"
name = "新客户"
unit = "count"
source = "deals"
measure = "count"
where = 'state = "won"'
first = { of = "customer", within = "1 month", since = 2025-12-01 }
[[metric]]
id = "new_sales"
name = "首单额"
unit = "CNY"
source = "deals"
measure = "sum"
of = "amount"
where = 'state = "won"'
first = { of = "customer", count = 2 }
"#;

/// Where each row stands first among files of rows: by its number, file and line.
fn places(files: &[(&'static str, &[Row])]) -> BTreeMap<u32, (&'static str, u64)> {
    let mut places = BTreeMap::new();
    for (name, rows) in files {
        let mut line = 2;
        for row in *rows {
            places.entry(row.number).or_insert((*name, line));
            line += row.text().matches('\n').count() as u64;
        }
    }
    places
}

/// Metric, day, file, line, group, value.
type Shown = (usize, Day, String, u64, Group, Number);

fn shown(entries: &[Entry]) -> Vec<Shown> {
    let entry = |entry: &Entry| {
        let Entry { metric, group, day, value, file, line, origin } = entry.clone();
        assert_eq!(origin, None);
        (metric, day, file.to_string(), line, group, value)
    };
    entries.iter().map(entry).collect()
}

/// The entries of [`METRICS`], reckoned row by row: the facts of a row alone are what it counts for.
fn reckoned_rows(rows: &[Row], places: &BTreeMap<u32, (&'static str, u64)>) -> Vec<Shown> {
    let mut all = Vec::new();
    for row in rows {
        let Some(day) = Day::parse(&row.day.replace('/', "-")) else { continue };
        let amount = amount_of(&row.amount);
        let facts = reckoned(std::slice::from_ref(row));
        let (file, line) = places[&row.number];
        for ((metric, group), values) in facts.cells {
            let is_blank = match metric {
                0 => amount.is_none(),
                3 => row.customer.is_empty(),
                _ => false,
            };
            if let (Some(value), false) = (values.into_iter().flatten().next(), is_blank) {
                all.push((metric, day, file.to_owned(), line, group, value));
            }
        }
    }
    all.sort_by(|a, b| (a.0, a.1, &a.2, a.3).cmp(&(b.0, b.1, &b.2, b.3)));
    all
}

/// What the entries of a group in a window come to, as the measure has it; none where there are none.
/// Of a distinct count only whether there are any.
fn folded(how: &Aggregate, entries: &[&Entry]) -> Option<Number> {
    let values = entries.iter().map(|entry| entry.value.clone());
    match how {
        Aggregate::Min(_) => values.min(),
        Aggregate::Max(_) => values.max(),
        Aggregate::Distinct(_) => (!entries.is_empty()).then(Number::one),
        _ => values.reduce(|a, b| &a + &b),
    }
}

/// That the entries come to what the figures say.
fn assert_they_come_to_the_figures(case: &Case, facts: &Facts) {
    let keys = facts.cells.keys().cloned();
    let mut by_group: BTreeMap<(usize, Group), Vec<&Entry>> =
        keys.map(|key| (key, Vec::new())).collect();
    for entry in &facts.entries {
        by_group.entry((entry.metric, entry.group.clone())).or_default().push(entry);
        assert!(facts.windows.iter().any(|window| window.has(entry.day)));
    }
    for ((metric, group), entries) in &by_group {
        let MetricKind::Measure(measure) = &case.plan.metrics[*metric].kind else { continue };
        for window in &facts.windows {
            let of_window = |entry: &&Entry| window.has(entry.day);
            let entries: Vec<&Entry> = entries.iter().copied().filter(of_window).collect();
            let mut figure = facts.value(*metric, group, *window).cloned();
            if let Aggregate::Distinct(_) = measure.how {
                figure = figure.filter(Number::is_positive).map(|_| Number::one());
            }
            let mut sum = folded(&measure.how, &entries);
            if figure.as_ref().is_some_and(Number::is_zero) && sum.is_none() {
                // Rows without an amount count, and sum to nothing.
                assert!(matches!(measure.how, Aggregate::Sum(_)));
                sum = Some(Number::zero());
            }
            assert_eq!(sum, figure, "{metric} {group:?} {window:?}");
        }
    }
    let place = |entry: &Entry| {
        (entry.metric, entry.day, entry.file.clone(), entry.line, entry.group.clone())
    };
    let order: Vec<_> = facts.entries.iter().map(place).collect();
    assert!(order.windows(2).all(|pair| pair[0] < pair[1]));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(120))]

    #[test]
    fn rows_are_those_of_a_slow_reckoning_in_any_order_split_and_encoding(
        rows in rows(),
        order in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
        overlap in 0usize..10,
        encodings in (0u8..4, 0u8..4),
        threads in 1usize..4,
        has_key in any::<bool>(),
    ) {
        let options = if has_key { format!("{NEGATIVE}\nkey = \"no\"") } else { NEGATIVE.into() };
        let mut shuffled = rows.clone();
        let turn = order.index(rows.len());
        shuffled.rotate_left(turn);
        if turn % 2 == 1 {
            shuffled.reverse();
        }
        // A file without rows would be refused.
        let cut = cut.index(shuffled.len()).max(1);
        let second = &shuffled[cut.saturating_sub(overlap).min(shuffled.len() - 1)..];
        let case = Case::new(&options, "");
        case.write("a.csv", encoded(&file(&shuffled[..cut]), encodings.0));
        case.write("b.csv", encoded(&file(second), encodings.1));
        let facts = case.read_rows(threads, case.every_row()).facts;
        let places = places(&[("crm/a.csv", &shuffled[..cut]), ("crm/b.csv", second)]);
        prop_assert_eq!(shown(&facts.entries), reckoned_rows(&rows, &places));
        assert_they_come_to_the_figures(&case, &facts);
        // Who asks for rows gets the same figures.
        prop_assert_eq!(&facts.cells, &case.read().facts.cells);
    }

    #[test]
    fn rows_of_co_owners_returns_and_first_events_come_to_the_figures(
        rows in rows(),
        shared in prop::collection::vec(any::<bool>(), 40),
        turn in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
        has_rows_back in any::<bool>(),
        has_firsts in any::<bool>(),
        has_key in any::<bool>(),
    ) {
        let mut rows = rows;
        for (row, is_shared) in rows.iter_mut().zip(&shared) {
            if *is_shared {
                row.owner = if row.number % 2 == 0 { "王五;张三;李四" } else { "E2、E1" };
            }
            if has_rows_back {
                row.amount = row.amount.replace(['(', ')'], "");
            }
        }
        let back = "returns = { shape = \"rows\", when = 'note contains \"急\"' }";
        let returns = if has_rows_back { back } else { NEGATIVE };
        let key = if has_key { "key = \"no\"" } else { "" };
        let metrics = if has_firsts { FIRSTS } else { METRICS };
        let case = Case::of(metrics, &format!("{returns}\n{key}\nco-owners = \"equal\""), "");
        let turn = turn.index(rows.len());
        rows.rotate_left(turn);
        let cut = cut.index(rows.len());
        case.write("a.csv", file(&rows)).write("b.csv", file(&rows[cut..]));
        let facts = case.read_rows(2, case.every_row()).facts;
        assert_they_come_to_the_figures(&case, &facts);
        prop_assert_eq!(&facts.cells, &case.read().facts.cells);
    }
}

#[test]
fn rows_are_the_same_for_any_number_of_threads() {
    let rows = many(15_000);
    let repeated = [&rows[..], &rows[9_000..]].concat();
    let places = places(&[("crm/a.csv", &repeated), ("crm/b.csv", &rows[..3_000])]);
    let expected = reckoned_rows(&rows, &places);
    for options in ["", "key = \"no\""] {
        let case = Case::new(options, "");
        case.write("a.csv", file(&repeated)).write("b.csv", file(&rows[..3_000]));
        for threads in [1, 4] {
            let facts = case.read_rows(threads, case.every_row()).facts;
            assert!(shown(&facts.entries) == expected, "{options} {threads}");
            if threads == 1 {
                assert_they_come_to_the_figures(&case, &facts);
            }
        }
    }
}

/// Every row comes again one block of the file later, so that workers who begin together meet copies
/// in any order.
#[test]
fn a_row_stands_where_it_stands_first_whoever_met_which_copy_first() {
    let long: &str = Box::leak("注".repeat(1_000).into_boxed_str());
    let mut rows = many(1_380);
    rows.iter_mut().for_each(|row| row.note = long);
    let a_block = PIECE / rows[0].text().len();
    let repeated: Vec<Row> = rows.chunks(a_block).flat_map(|some| [some, some].concat()).collect();
    assert!(repeated.len() > 3 * a_block);
    let expected = reckoned_rows(&rows, &places(&[("crm/a.csv", &repeated)]));
    // Keys that are numbered, keys that are not, and none.
    for options in ["key = \"no\"", "key = [\"no\", \"state\"]", ""] {
        let case = Case::new(options, "");
        case.write("a.csv", file(&repeated));
        for threads in [2, 4] {
            let facts = case.read_rows(threads, case.every_row()).facts;
            assert!(shown(&facts.entries) == expected, "{options} {threads}");
        }
    }
}
