//! Laws and rules of first events, held against a slow reckoning that compares every row with every
//! other.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use super::sample::*;
use super::*;
use crate::base::Number;
use crate::plan::fact::{Group, Window};

const OPTIONS: &str = "returns = { shape = \"negative\" }\nkey = \"no\"";

/// New customers within a month, their sales, orders that are somebody's first three ever, first big
/// deals of customers who never had any deal at all, first rows of a product group.
const FIRSTS: &str = r#"
[[metric]]
id = "new"
name = "新客户"
unit = "count"
source = "deals"
measure = "distinct"
of = "customer"
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
first = { of = "customer", within = "31 days", since = 2025-12-01 }
[[metric]]
id = "three"
name = "头三单"
unit = "count"
source = "deals"
measure = "count"
where = 'state = "won"'
first = { of = "customer", count = 3 }
[[metric]]
id = "big"
name = "首个大单"
unit = "count"
source = "deals"
measure = "count"
where = 'state = "won" and amount >= 1000'
first = { of = "customer", among = 'not (state = "lost")' }
[[metric]]
id = "price"
name = "每种价格的头两行"
unit = "count"
source = "deals"
measure = "count"
first = { of = "product", count = 2, within = "20 days", since = 2025-12-01 }
"#;

struct Rule {
    count: usize,
    reach: fn(Day) -> Day,
    key: fn(&Row) -> &'static str,
    counts: fn(&Row) -> bool,
    matters: fn(&Row) -> bool,
    adds: fn(&Row) -> Number,
}

fn won(row: &Row) -> bool {
    row.state == "赢单"
}

fn rules() -> [Rule; 5] {
    let of_customer: fn(&Row) -> &'static str = |row| row.customer;
    let ever: fn(Day) -> Day = |_| Day::FIRST;
    let one: fn(&Row) -> Number = |_| Number::one();
    let amount: fn(&Row) -> Number = |row| amount_of(&row.amount).unwrap_or_else(Number::zero);
    let month: fn(Day) -> Day = |day| day.months_before(1);
    let rule = |count, reach, key, counts, matters, adds| Rule {
        count,
        reach,
        key,
        counts,
        matters,
        adds,
    };
    [
        rule(1, month, of_customer, won, won, one),
        rule(1, |day| day.plus(-31), of_customer, won, won, amount),
        rule(3, ever, of_customer, won, won, one),
        rule(
            1,
            ever,
            of_customer,
            |row| {
                let thousand = Number::from(1000i64);
                won(row) && amount_of(&row.amount).is_some_and(|amount| amount >= thousand)
            },
            |row| row.state != "输单",
            one,
        ),
        rule(2, |day| day.plus(-20), |row| row.product, |_| true, |_| true, one),
    ]
}

fn dated(row: &Row) -> Option<Day> {
    Day::parse(&row.day.replace('/', "-"))
}

/// What the measures come to; a distinct count too, since no customer is first twice in a window
/// shorter than the stretch, and in a longer one is counted once.
fn reckoned_firsts(rows: &[Row]) -> BTreeMap<(usize, Group), Vec<Option<Number>>> {
    let mut cells: BTreeMap<(usize, Group), Vec<Option<Number>>> = BTreeMap::new();
    let mut seen: BTreeSet<(Group, usize, &str)> = BTreeSet::new();
    for (metric, rule) in rules().iter().enumerate() {
        for row in rows.iter().filter(|row| (rule.counts)(row)) {
            let (Some(date), key) = (dated(row), (rule.key)(row)) else { continue };
            let earlier = rows.iter().filter(|other| {
                let place = |row: &Row| (dated(row), format!("HT-{}", row.number));
                (rule.matters)(other)
                    && (rule.key)(other) == key
                    && dated(other).is_some_and(|then| then >= (rule.reach)(date))
                    && place(other) < place(row)
            });
            if key.is_empty() || earlier.count() >= rule.count {
                continue;
            }
            let group = match row.owner {
                "E1" | "张三" => Group::Person(0),
                "小李" | "E2" => Group::Person(1),
                "E3" | "王五" => Group::Person(2),
                _ => Group::Unattributed,
            };
            for (at, _) in windows().iter().enumerate().filter(|(_, window)| window.has(date)) {
                let cells = cells
                    .entry((metric, group.clone()))
                    .or_insert_with(|| vec![None; windows().len()]);
                let known = cells[at].take().unwrap_or_else(Number::zero);
                let is_new = metric != 0 || seen.insert((group.clone(), at, key));
                cells[at] = Some(if is_new { &known + &(rule.adds)(row) } else { known });
            }
        }
    }
    cells
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(150))]

    #[test]
    fn firsts_are_those_of_a_slow_reckoning_in_any_order_and_split(
        rows in rows(),
        turn in any::<prop::sample::Index>(),
        cut in any::<prop::sample::Index>(),
        overlap in 0usize..10,
        encodings in (0u8..4, 0u8..4),
    ) {
        let case = Case::of(FIRSTS, OPTIONS, "");
        let mut shuffled = rows.clone();
        shuffled.rotate_left(turn.index(rows.len()));
        let cut = cut.index(shuffled.len()).max(1);
        // A file without rows would be refused.
        let second = &shuffled[cut.saturating_sub(overlap).min(shuffled.len() - 1)..];
        case.write("a.csv", encoded(&file(&shuffled[..cut]), encodings.0));
        case.write("b.csv", encoded(&file(second), encodings.1));
        prop_assert_eq!(&case.read().facts.cells, &reckoned_firsts(&rows));
    }

    #[test]
    fn without_a_key_the_order_of_rows_changes_nothing(
        rows in rows(),
        turn in any::<prop::sample::Index>(),
    ) {
        let case = Case::of(FIRSTS, "returns = { shape = \"negative\" }", "");
        case.write("a.csv", file(&rows));
        let one = case.read().facts;
        let mut turned = rows.clone();
        turned.rotate_left(turn.index(rows.len()));
        turned.reverse();
        case.write("a.csv", file(&turned));
        prop_assert_eq!(one, case.read().facts);
    }
}

#[test]
fn firsts_of_many_rows_are_the_same_for_any_number_of_threads() {
    let rows = many(40_000);
    let case = Case::of(FIRSTS, OPTIONS, "");
    case.write("a.csv", file(&rows[..25_000])).write("b.csv", file(&rows[25_000..]));
    let reads = [1, 2, 4].map(|threads| case.read_as(threads, None).0.unwrap());
    for read in &reads {
        assert_eq!(read.facts, reads[0].facts);
        assert_eq!(format!("{:?}", read.sources), format!("{:?}", reads[0].sources));
    }
    // Four customers by name, each with a first order ever, three times.
    let three: i64 = (0..4)
        .filter_map(|person| {
            let group = if person == 3 { Group::Unattributed } else { Group::Person(person) };
            let value = reads[0].facts.value(2, &group, windows()[3])?.clone();
            value.to_i64()
        })
        .sum();
    assert!(three <= 12 && three > 0, "{three}");
}

/// Of several versions the newest says when the order was.
#[test]
fn a_newer_version_moves_the_first_order() {
    let case = Case::of(FIRSTS, "key = \"no\"\nversion = \"note\"", "");
    let version = |day: &str, note: &'static str| Row { note, ..one(1, "E1", "5", day) };
    case.write(
        "a.csv",
        file(&[
            version("2026-01-02", "2026-01-05 10:00"),
            version("2026-02-20", "2026-03-05 10:00"),
            one(2, "E3", "7", "2026-01-15"),
        ]),
    );
    let facts = case.read().facts;
    let new = |person: usize, window: usize| {
        let value = facts.value(0, &Group::Person(person), windows()[window]);
        value.and_then(Number::to_exact_text)
    };
    // On 15 January nobody had come before; 20 February is more than a month later.
    assert_eq!(new(2, 0).as_deref(), Some("1"));
    assert_eq!(new(0, 1).as_deref(), Some("1"));
    assert_eq!(new(0, 0), None);
}

/// A row whose amount can't be read is set aside, but the customer was there.
#[test]
fn a_row_that_is_set_aside_for_its_amount_was_an_order_all_the_same() {
    let case = Case::of(FIRSTS, &format!("{OPTIONS}\nbad-rows = \"set-aside\""), "");
    case.write("a.csv", file(&[one(1, "E1", "x", "2026-01-02"), one(2, "E1", "7", "2026-01-15")]));
    let reading = case.read();
    assert_eq!(case.value(&reading, "new_sales", Group::Person(0)), None);
    assert_eq!(reading.sources[0].set_aside.count, 1);
}

#[test]
fn windows_before_the_exports_can_tell_have_no_answer() {
    let case = Case::of(FIRSTS, OPTIONS, "");
    case.write("a.csv", file(&[one(1, "E1", "5", "2025-12-15"), one(2, "E3", "7", "2026-01-20")]));
    let early = Window::new(day("2025-12-10"), day("2025-12-31"));
    let asked = vec![early, windows()[0]];
    let question = Question { measures: vec![0, 2], windows: asked.clone(), by: None, rows: None };
    let how =
        Reader { folder: case.folder.path(), threads: 1, today: day("2026-12-31"), progress: None };
    let facts = read(&case.plan, &question, &how, &mut Sink::default()).unwrap().facts;
    assert_eq!(facts.unanswered, [(0, early)].into());
    assert_eq!(facts.value(0, &Group::Person(0), early), None);
    assert_eq!(facts.value(2, &Group::Person(0), early), Some(&Number::one()));
    // 20 January is more than a month after 15 December.
    assert_eq!(facts.value(0, &Group::Person(2), asked[1]), Some(&Number::one()));
}

#[test]
fn exports_that_begin_late_are_told() {
    let case = Case::of(FIRSTS, OPTIONS, "");
    case.write("a.csv", file(&[one(1, "E1", "5", "2026-01-05")]));
    let codes: Vec<String> = case.codes().into_iter().map(|(code, _)| code).collect();
    assert_eq!(codes, ["I79", "I79", "I79"]);
}
