//! Facts and laws of transfers: targets and results of people who change team within the plan.
//! Expected numbers are worked out by hand in the comments.

use std::collections::{BTreeMap, BTreeSet};

use proptest::prelude::*;

use crate::base::{Day, Number};
use crate::plan::Plan;
use crate::plan::fact::{Facts, Group, Window};
use crate::plan::tree::Level;
use crate::text::Sink;

use super::actual::{Actuals, Horizon};
use super::progress::{Progress, Tracker};
use super::question::for_progress;
use super::sample::{CUSTOMERS, Outcome, SALES, n, outcome, plan, text};
use super::setting::Branch;

/// E1 is in A up to 15 August and in B from the 16th.
const MOVED: &str = "id,name,team,from\nE1,甲,A,\nE1,甲,B,2026-08-16\nE2,乙,A,\nE3,丙,B,\n";
const IN_A: &str = "stint:E1@2026-07-01";
const IN_B: &str = "stint:E1@2026-08-16";

const EACH: &str = "[[target]]\nmetric = \"sales\"\nnode = \"company\"\neach = \"person\"\n\
    value = 9300\n";

fn over(roster: &str, targets: &str) -> Outcome {
    let got = outcome(plan(roster, targets, ""), &Facts::default());
    assert!(!got.sink.has_errors(), "{:?}", got.sink.diagnostics());
    got.assert_sums();
    got
}

// A third of 9300 is each month's. July is all A's, September all B's; August has 15 days in A and
// 16 in B: 3100 × 15 ÷ 31 = 1500 and 1600.
#[test]
fn a_target_goes_with_the_days_of_each_month() {
    let got = over(MOVED, EACH);
    assert_eq!(got.values(SALES, &[IN_A, IN_B, "E1"]), ["4600", "4700", "9300"]);
    assert_eq!(got.parts(SALES, IN_A), ["3100", "1500", "0"]);
    assert_eq!(got.parts(SALES, IN_B), ["0", "1600", "3100"]);
    assert_eq!(got.parts(SALES, "E1"), ["3100", "3100", "3100"]);
    assert_eq!(got.values(SALES, &["team:A", "team:B", "company"]), ["13900", "14000", "27900"]);
    assert_eq!(got.parts(SALES, "team:A"), ["6200", "4600", "3100"]);
    assert_eq!(got.parts(SALES, "company"), ["9300", "9300", "9300"]);
}

// 4600 : 9300 are the parts of 13900 among equals one of whom is there for 46 of 93 parts of the
// time (a month and 15 of 31 days, of three months).
#[test]
fn a_split_gives_a_stint_its_part_of_a_person() {
    let top = "[[target]]\nmetric = \"sales\"\nnode = \"company\"\nvalue = 27900\n\
        [[split]]\ninto = \"team\"\nby = \"weights\"\nweights = { A = 139, B = 140 }\n";
    let equal = format!("{top}[[split]]\ninto = \"person\"\nby = \"equal\"\n");
    let weights = format!(
        "{top}[[split]]\ninto = \"person\"\nby = \"weights\"\nweights = {{ E1 = 3, E2 = 3, E3 = 3 }}\n"
    );
    for targets in [equal, weights] {
        let got = over(MOVED, &targets);
        assert_eq!(got.values(SALES, &[IN_A, "E2", "E3", IN_B]), ["4600", "9300", "9300", "4700"]);
        assert_eq!(got.value(SALES, "E1"), "9300");
    }
}

#[test]
fn a_plan_may_say_itself_what_a_stint_has() {
    let own = format!(
        "{EACH}[[target]]\nmetric = \"sales\"\nnode = \"{IN_A}\"\nvalue = 1000\n\
         [[target]]\nmetric = \"sales\"\nnode = \"{IN_B}\"\nvalue = 8000\n"
    );
    let got = over(MOVED, &own);
    assert_eq!(got.values(SALES, &[IN_A, IN_B, "E1"]), ["1000", "8000", "9000"]);
    let shares = "[[target]]\nmetric = \"sales\"\nnode = \"team:A\"\nvalue = 1000\n\
        [[split]]\nof = [\"team:A\"]\ninto = \"person\"\nby = \"shares\"\n\
        shares = { E1 = \"40%\", E2 = \"60%\" }\n\
        [[target]]\nmetric = \"sales\"\nnode = \"E3\"\nvalue = 1\n";
    // Shares of a parent are what they say, whoever is there for how long.
    assert_eq!(over(MOVED, shares).values(SALES, &[IN_A, "E2"]), ["400", "600"]);
}

// 18600 is twice 9300: 9200 and 9400.
#[test]
fn an_override_of_a_person_reaches_the_stints() {
    let got = over(
        MOVED,
        &format!(
            "{EACH}[[override]]\nmetric = \"sales\"\nnode = \"person:E1\"\nvalue = 18600\n\
             reason = \"大客户\"\napproved-by = \"周岚\"\n"
        ),
    );
    assert_eq!(got.values(SALES, &[IN_A, IN_B, "E1"]), ["9200", "9400", "18600"]);
    assert_eq!(text(got.target(SALES, "E1").computed.as_ref()), "9300");
    assert_eq!(got.value(SALES, "company"), "37200");
    assert_eq!(got.target(SALES, "E1").overridden.as_ref().unwrap().reason, "大客户");
}

#[test]
fn a_new_manager_alone_and_days_off_the_plan_are_no_transfer() {
    let one_place = |roster: &str| {
        let got = over(roster, EACH);
        let tree = got.tree(Branch::Organisation);
        assert!(tree.nodes.iter().all(|node| node.level != Level::Stint), "{roster}");
        got.value(SALES, "E1")
    };
    let manager = "id,name,team,from,manager\nE1,甲,A,,E2\nE1,甲,A,2026-08-16,E3\nE2,乙,A,,\n\
        E3,丙,A,,\n";
    assert_eq!(one_place(manager), "9300");
    assert_eq!(one_place("id,name,team,from\nE1,甲,A,\nE1,甲,B,2026-10-01\n"), "9300");
    assert_eq!(one_place("id,name,team,from\nE1,甲,A,\nE1,甲,B,2026-07-01\n"), "9300");
    let left = "id,name,team,from,left\nE1,甲,A,,2026-08-10\nE1,甲,B,2026-08-16,\n";
    assert_eq!(one_place(left), "9300");
}

#[test]
fn who_comes_back_has_three_stints() {
    let roster = "id,name,team,from\nE1,甲,A,\nE1,甲,B,2026-08-01\nE1,甲,A,2026-09-01\n";
    let got = over(roster, EACH);
    assert_eq!(got.parts(SALES, "team:A"), ["3100", "0", "3100"]);
    assert_eq!(got.parts(SALES, "team:B"), ["0", "3100", "0"]);
}

/// A row of an export: person, day, amount, customer.
type Sold = (usize, Day, i64, u8);

/// What the exports would answer, row by row.
fn answer(rows: &[Sold], windows: &[Window]) -> Facts {
    let mut cells: BTreeMap<(usize, Group), Vec<Option<Number>>> = BTreeMap::new();
    for person in rows.iter().map(|row| row.0).collect::<BTreeSet<usize>>() {
        for metric in [SALES, CUSTOMERS] {
            let value = |window: &Window| {
                let own = rows.iter().filter(|row| row.0 == person && window.has(row.1));
                let customers: BTreeSet<u8> = own.clone().map(|row| row.3).collect();
                let sum: i64 = own.clone().map(|row| row.2).sum();
                let value = if metric == SALES { sum } else { customers.len() as i64 };
                (own.count() > 0).then(|| Number::from(value))
            };
            let known = windows.iter().map(value).collect();
            cells.insert((metric, Group::Person(person)), known);
        }
    }
    Facts { windows: windows.to_vec(), cells, ..Facts::default() }
}

fn progress(plan: Plan, rows: &[Sold], as_of: &str) -> (Outcome, Progress, Sink) {
    let got = outcome(plan, &Facts::default());
    let as_of = Day::parse(as_of).unwrap();
    let setting = got.frame.setting(&got.plan);
    let horizon = Horizon { period: &got.frame.period, fiscal: got.plan.head.fiscal_year };
    let question = for_progress(&setting, &got.plan.tracking, horizon, as_of, None);
    let facts = answer(rows, &question.windows);
    let tracker = Tracker {
        setting,
        tracking: &got.plan.tracking,
        calendar: got.plan.head.calendar.as_ref(),
        assignment: &got.assignment,
        facts: &facts,
        by_line: None,
        snapshots: &[],
    };
    let mut sink = Sink::default();
    let progress = tracker.progress(&got.frame.period, as_of, &mut sink);
    (got, progress, sink)
}

fn actual(got: &Outcome, progress: &Progress, node: &str, metric: usize) -> String {
    let (branch, node) = got.frame.setting(&got.plan).find(node).unwrap();
    text(progress.row(branch, node, metric).unwrap().actual.as_ref())
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

#[test]
fn a_row_counts_where_the_person_belonged_on_its_day_and_wholly_for_the_person() {
    let rows = [
        (0, day("2026-08-15"), 100, 1),
        (0, day("2026-08-16"), 20, 1),
        (0, day("2026-09-01"), 3, 2),
        (1, day("2026-09-01"), 1000, 7),
    ];
    let (got, progress, _) = progress(plan(MOVED, EACH, ""), &rows, "2026-09-30");
    let actual = |node, metric| actual(&got, &progress, node, metric);
    assert_eq!(actual("E1", SALES), "123");
    assert_eq!(actual("team:A", SALES), "1100");
    assert_eq!(actual("team:B", SALES), "23");
    assert_eq!(actual("company", SALES), "1123");
    // Customer 1 counts in both teams, but once for the person and once for the company.
    assert_eq!(actual("team:A", CUSTOMERS), "2");
    assert_eq!(actual("team:B", CUSTOMERS), "2");
    assert_eq!(actual("E1", CUSTOMERS), "2");
    assert_eq!(actual("company", CUSTOMERS), "3");
}

#[test]
fn a_person_is_warned_as_a_whole_and_no_stint_is() {
    let rules = "[[warning]]\nid = \"behind\"\nname = \"滞后\"\nlevel = \"red\"\n\
        when = \"进度达成率低于 80%\"\nscope = [\"company\", \"team\", \"person\"]\n";
    // The stint in A ended at 1000 of 4600, but the person has 9000 of 9300 on the last day.
    let rows = [(0, day("2026-08-01"), 1000, 1), (0, day("2026-09-01"), 8000, 1)];
    let (got, progress, sink) = progress(plan(MOVED, EACH, rules), &rows, "2026-09-30");
    let row = |node: &str| {
        let (branch, node) = got.frame.setting(&got.plan).find(node).unwrap();
        progress.row(branch, node, SALES).unwrap()
    };
    assert!(row(IN_A).warnings.is_empty() && row("E1").warnings.is_empty());
    assert!(!row("E2").warnings.is_empty() && !row("team:A").warnings.is_empty());
    assert_eq!(text(row(IN_A).pace.as_ref()), text(Number::ratio(&n("1000"), &n("4600")).as_ref()));
    assert!(sink.diagnostics().is_empty(), "{:?}", sink.diagnostics());
}

#[test]
fn what_was_achieved_before_the_plan_weighs_for_each_stint_as_its_part() {
    // A had 300 of E1 and 300 of E2 last quarter, B 300 of E3: 46 : 93 in A, 47 : 93 in B.
    let targets = "[[target]]\nmetric = \"sales\"\nnode = \"company\"\nvalue = 27900\n\
        [[split]]\ninto = \"team\"\nby = \"history\"\nhistory = \"2026Q2\"\n\
        [[split]]\ninto = \"person\"\nby = \"history\"\nhistory = \"2026Q2\"\n";
    let plan = plan(MOVED, targets, "");
    let last = day("2026-05-05");
    let rows: Vec<Sold> = (0..3).map(|person| (person, last, 300, 1)).collect();
    let quarter = Window::new(day("2026-04-01"), day("2026-06-30"));
    let known = answer(&rows, &[quarter]);
    let got = outcome(plan, &known);
    assert!(!got.sink.has_errors(), "{:?}", got.sink.diagnostics());
    got.assert_sums();
    assert_eq!(got.values(SALES, &[IN_A, "E2", "E3", IN_B]), ["4600", "9300", "9300", "4700"]);
    assert_eq!(text(got.target(SALES, "E1").baseline.as_ref()), "300");
    assert_eq!(text(got.target(SALES, "E1").growth.as_ref()), "30");
    assert_eq!(got.target(SALES, IN_A).baseline, None);
    // For results the days before the first assignment are the first team's.
    let frame = &got.frame;
    let horizon = Horizon { period: &frame.period, fiscal: got.plan.head.fiscal_year };
    let actuals = Actuals { metrics: &got.plan.metrics, facts: &known, horizon };
    let (_, team) = frame.setting(&got.plan).find("team:A").unwrap();
    let tree = got.tree(Branch::Organisation);
    assert!(actuals.rows(tree, team).iter().any(|rows| rows.days.is_some()));
}

/// People with their moves: per person the team at first, and days on which another begins.
fn moves() -> impl Strategy<Value = Vec<(u8, Vec<(u8, u8)>)>> {
    let moved = proptest::collection::vec((1u8..92, 0u8..3), 0..4);
    proptest::collection::vec((0u8..3, moved), 1..7)
}

fn roster(people: &[(u8, Vec<(u8, u8)>)]) -> String {
    let mut lines = "id,name,region,team,from\n".to_owned();
    for (index, (team, moves)) in people.iter().enumerate() {
        let line = |team: u8, from: &str| {
            let region = if team == 0 { "东" } else { "西" };
            format!("P{index},人{index},{region},T{team},{from}\n")
        };
        lines += &line(*team, "");
        let moves: BTreeMap<u8, u8> = moves.iter().copied().collect();
        for (after, team) in moves {
            lines += &line(team, &day("2026-07-01").plus(i32::from(after)).to_string());
        }
    }
    lines
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn targets_of_any_transfers_sum_at_every_node_and_month(
        people in moves(),
        cents in 1i64..100_000_000,
        customers in 0i64..60,
        season in proptest::collection::vec(1u8..9, 3),
        by_person in any::<bool>(),
    ) {
        let amount = text(Some(&Number::from(cents).shift(-2)));
        let each = if by_person { "each = \"person\"\n" } else { "" };
        let targets = format!(
            "[[target]]\nmetric = \"sales\"\nnode = \"company\"\n{each}value = {amount}\n\
             [[target]]\nmetric = \"customers\"\nnode = \"company\"\n{each}value = {}\n\
             [[split]]\ninto = \"region\"\nby = \"equal\"\n[[split]]\ninto = \"team\"\nby = \"equal\"\n\
             [[split]]\ninto = \"person\"\nby = \"equal\"\n\
             [[season]]\nweights = {{ 2026-07 = {}, 2026-08 = {}, 2026-09 = {} }}\n",
            customers + 1, season[0], season[1], season[2],
        );
        let got = over(&roster(&people), &targets);
        let tree = got.tree(Branch::Organisation);
        for metric in [SALES, CUSTOMERS] {
            let targets = &got.assignment.tree(metric, Branch::Organisation).unwrap().nodes;
            for (whole, node) in tree.nodes.iter().enumerate() {
                for (at, part) in targets[whole].parts.iter().enumerate() {
                    let stints = node.stints.iter().filter_map(|s| targets[*s].parts[at].as_ref());
                    let sum: Number = stints.sum();
                    prop_assert!(node.stints.is_empty() || Some(&sum) == part.as_ref());
                    // Nothing is expected of a stint in a month of which it has no day.
                    let month = &got.assignment.grid[at];
                    let window = Window::new(month.start, month.end);
                    let there = node.days.is_none_or(|days| days.meet(window).is_some());
                    prop_assert!(there || part.as_ref().is_none_or(Number::is_zero));
                }
            }
            let top = targets[0].value.clone().unwrap();
            let one = if metric == SALES { n(&amount) } else { Number::from(customers + 1) };
            let count = if by_person { people.len() as i64 } else { 1 };
            prop_assert_eq!(top, &one * &Number::from(count));
        }
    }

    #[test]
    fn results_are_those_of_the_team_of_the_day(
        people in moves(),
        sold in proptest::collection::vec((0usize..7, 0i32..92, 1i64..1000, 0u8..4), 0..40),
        as_of in 0i32..92,
    ) {
        let rows: Vec<Sold> = sold
            .into_iter()
            .map(|(who, after, amount, customer)| {
                (who % people.len(), day("2026-07-01").plus(after), amount, customer)
            })
            .collect();
        let end = day("2026-07-01").plus(as_of);
        let (got, progress, _) =
            progress(plan(&roster(&people), EACH, ""), &rows, &end.to_string());
        let tree = got.tree(Branch::Organisation);
        let counted: Vec<&Sold> = rows.iter().filter(|row| row.1 <= end).collect();
        for row in &progress.rows {
            let node = &tree.nodes[row.node];
            let is_in = |sold: &&&Sold| {
                let person = &got.plan.roster.people[sold.0];
                let stint = person.on(sold.1).unwrap();
                match node.level {
                    Level::Company => true,
                    Level::Region => stint.region.as_deref() == Some(&node.name),
                    Level::Team => stint.team.as_deref() == Some(&node.name),
                    Level::Person => node.person == Some(sold.0),
                    _ => node.person == Some(sold.0) && node.days.unwrap().has(sold.1),
                }
            };
            let own: Vec<&&Sold> = counted.iter().filter(is_in).collect();
            if row.metric == SALES {
                let sum: i64 = own.iter().map(|sold| sold.2).sum();
                prop_assert_eq!(row.actual.clone(), Some(Number::from(sum)));
            }
        }
    }
}
