//! Facts of progress, on plans as users write them. Expected numbers are worked out by hand in the
//! comments.

use crate::base::figure::{figure, share_text};
use crate::base::{Day, Number, Unit};
use crate::plan::fact::{Facts, Group};
use crate::plan::warning::Alert;
use crate::text::Sink;

use super::judge::thresholds;
use super::progress::{Progress, Row, Tracker};
use super::sample::{CUSTOMERS, Outcome, PER_CUSTOMER, SALES, facts, n, outcome, plan, text};
use super::setting::Branch;
use super::snapshot::Snapshot;

const RULES: &str = r#"
[tracking]
basis = "calendar-days"
quiet = "10%"
escalate-after = 2

[[warning]]
id = "behind"
name = "进度滞后"
level = "yellow"
when = "进度达成率低于 80%"

[[warning]]
id = "far-behind"
name = "严重滞后"
level = "red"
when = "进度达成率低于 60%"

[[warning]]
id = "small-deals"
name = "客单价不足"
level = "yellow"
metric = ["per_customer"]
scope = ["person"]
when = "per_customer < 100"
"#;

/// Everybody 1000 of sales, 100 per customer.
const TARGETS: &str = "[[target]]\nmetric = \"sales\"\nnode = \"company\"\neach = \"person\"\n\
    value = 1000\n[[target]]\nmetric = \"per_customer\"\nnode = \"company\"\neach = \"person\"\n\
    value = 100\n";

const THREE: &str =
    "id,name,region,joined,left\nE1,甲,华东,,\nE2,乙,华东,,\nE3,丙,华北,2026-08-01,\n";

struct Case {
    targets: &'static str,
    rules: String,
    roster: &'static str,
    as_of: &'static str,
    snapshots: Vec<Snapshot>,
}

impl Default for Case {
    fn default() -> Self {
        Case {
            targets: TARGETS,
            rules: RULES.to_owned(),
            roster: THREE,
            as_of: "2026-08-14",
            snapshots: Vec::new(),
        }
    }
}

impl Case {
    /// Tells progress from figures up to the day of the case.
    fn run(&self, rows: &[(usize, &str, &str)]) -> (Outcome, Progress, Sink) {
        let window = ("2026-07-01", self.as_of);
        let rows: Vec<_> = rows.iter().map(|(m, who, value)| (*m, *who, window, *value)).collect();
        let plan = plan(self.roster, self.targets, &self.rules);
        let known = facts(&plan, &rows);
        self.over(plan, &known)
    }

    fn over(&self, plan: crate::plan::Plan, known: &Facts) -> (Outcome, Progress, Sink) {
        let got = outcome(plan, &Facts::default());
        let tracker = Tracker {
            setting: got.frame.setting(&got.plan),
            tracking: &got.plan.tracking,
            calendar: got.plan.head.calendar.as_ref(),
            assignment: &got.assignment,
            facts: known,
            by_line: None,
            snapshots: &self.snapshots,
        };
        let mut sink = Sink::default();
        let progress =
            tracker.progress(&got.frame.period, Day::parse(self.as_of).unwrap(), &mut sink);
        (got, progress, sink)
    }
}

fn row<'a>(got: &Outcome, progress: &'a Progress, node: &str, metric: usize) -> &'a Row {
    let (branch, node) = got.frame.setting(&got.plan).find(node).unwrap();
    progress.row(branch, node, metric).unwrap()
}

fn codes(sink: &Sink) -> Vec<&'static str> {
    sink.diagnostics().iter().map(|told| told.code.id).collect()
}

// 14 August is day 45 of 92. 65 % ÷ 45/92 = 132.9 %; 38 % ÷ 45/92 = 77.7 %. 0.65 × 1000 ÷ 45/92 =
// 1328.89; 350 missing over 47 days = 7.45.
#[test]
fn sixty_five_percent_in_mid_august_is_ahead_and_thirty_eight_is_behind() {
    let (got, progress, _) = Case::default().run(&[(SALES, "E1", "650"), (SALES, "E2", "380")]);
    let first = row(&got, &progress, "E1", SALES);
    assert_eq!(figure(first.pace.as_ref().unwrap(), Unit::Ratio), "132.9%");
    assert_eq!((first.alert, first.remaining_days), (Alert::Green, Some(47)));
    let money = got.plan.metrics[SALES].unit;
    assert_eq!(figure(first.required.as_ref().unwrap(), money), "7.45");
    assert_eq!(figure(first.projection.as_ref().unwrap(), money), "1,328.89");
    assert_eq!(text(first.gap.as_ref()), "350");
    let second = row(&got, &progress, "E2", SALES);
    assert_eq!(figure(second.pace.as_ref().unwrap(), Unit::Ratio), "77.7%");
    assert_eq!((second.alert, second.warnings.as_slice()), (Alert::Yellow, [1].as_slice()));
}

// The expected figure on day 45 is 1000 × 45/92; 80 % of it is 36000/92 = 391.304347…
#[test]
fn a_hair_below_eighty_percent_warns_and_exactly_eighty_does_not() {
    let exact = Number::ratio(&n("36000"), &n("92")).unwrap();
    let below = &exact - &n("0.0000000001");
    let as_of = ("2026-07-01", "2026-08-14");
    let plan = plan(THREE, TARGETS, RULES);
    let mut known = facts(&plan, &[(SALES, "E1", as_of, "0"), (SALES, "E2", as_of, "0")]);
    known.cells.insert((SALES, Group::Person(0)), vec![Some(exact)]);
    known.cells.insert((SALES, Group::Person(1)), vec![Some(below)]);
    let (got, progress, _) = Case::default().over(plan, &known);
    assert_eq!(row(&got, &progress, "E1", SALES).alert, Alert::Green);
    let second = row(&got, &progress, "E2", SALES);
    assert_eq!(second.alert, Alert::Yellow);
    let limits = thresholds(&got.plan.tracking.warnings);
    assert_eq!(limits, [n("0.6"), n("0.8")]);
    let shown = share_text(second.pace.as_ref().unwrap(), &limits, 1);
    assert!(shown.starts_with("79.9999"), "{shown}");
}

// Joined on 1 August: 14 of 61 days. 183.6 ÷ (1000 × 14/61) = 80.0 %: 0.1836 × 61 ÷ 14 = 0.79997….
#[test]
fn a_joiner_is_measured_from_their_own_first_day() {
    let (got, progress, _) = Case::default().run(&[(SALES, "E3", "183.6")]);
    let third = row(&got, &progress, "E3", SALES);
    let time = third.time.as_ref().unwrap();
    assert_eq!((time.passed.clone(), time.whole.clone()), (n("14"), n("61")));
    assert_eq!(third.alert, Alert::Yellow);
}

#[test]
fn the_first_tenth_of_the_period_is_quiet() {
    let at = |as_of| {
        let (got, progress, _) = Case { as_of, ..Case::default() }.run(&[(SALES, "E2", "0")]);
        let second = row(&got, &progress, "E2", SALES);
        (second.quiet, second.alert)
    };
    // 9 of 92 days are 9.8 %, 10 are 10.9 %.
    assert_eq!(at("2026-07-09"), (true, Alert::Green));
    assert_eq!(at("2026-07-10"), (false, Alert::Red));
}

// Groups: 650 + 380 of 2000 in 华东; the company adds 华北's 100 and the house's 70: 1200 of 3000.
#[test]
fn teams_are_sums_over_sums_and_the_company_has_the_house_too() {
    let (got, progress, _) = Case::default().run(&[
        (SALES, "E1", "650"),
        (SALES, "E2", "380"),
        (SALES, "E3", "100"),
        (SALES, "house", "70"),
    ]);
    let region = row(&got, &progress, "华东", SALES);
    assert_eq!(
        (text(region.actual.as_ref()), text(region.target.as_ref())),
        ("1030".into(), "2000".into())
    );
    let top = row(&got, &progress, "company", SALES);
    assert_eq!(
        (text(top.actual.as_ref()), text(top.target.as_ref())),
        ("1200".into(), "3000".into())
    );
    assert_eq!(progress.outside.len(), 1);
    assert_eq!(
        (&progress.outside[0].group, text(Some(&progress.outside[0].actual))),
        (&Group::House, "70".into())
    );
    // A metric without a target still has a row.
    assert_eq!(row(&got, &progress, "E1", CUSTOMERS).target, None);
}

// 650 over 5 customers are 130 each; the region has (650 + 380) ÷ (5 + 4) = 114.44, no mean of 130 and 95.
#[test]
fn a_ratio_has_no_pace_and_warns_by_its_own_threshold() {
    let (got, progress, _) = Case::default().run(&[
        (SALES, "E1", "650"),
        (CUSTOMERS, "E1", "5"),
        (SALES, "E2", "380"),
        (CUSTOMERS, "E2", "4"),
    ]);
    let first = row(&got, &progress, "E1", PER_CUSTOMER);
    assert_eq!((text(first.actual.as_ref()), first.alert), ("130".into(), Alert::Green));
    assert_eq!(
        (first.pace.clone(), first.time.clone(), first.required.clone()),
        (None, None, None)
    );
    assert_eq!(text(first.attainment.as_ref().unwrap().ratio().as_ref()), "1.3");
    assert_eq!(row(&got, &progress, "E2", PER_CUSTOMER).alert, Alert::Yellow);
    let region = row(&got, &progress, "华东", PER_CUSTOMER);
    let mean = Number::ratio(&n("1030"), &n("9"));
    assert_eq!((&region.actual, region.alert), (&mean, Alert::Green));
    // Nobody sold anything: no value, no warning, no 0.
    assert_eq!(row(&got, &progress, "E3", PER_CUSTOMER).actual, None);
}

fn at(
    as_of: &'static str,
    snapshots: Vec<Snapshot>,
    sold: &str,
) -> (Outcome, Progress, Sink, Snapshot) {
    let case = Case { as_of, snapshots, ..Case::default() };
    let plan = plan(THREE, TARGETS, RULES);
    let mut rows = vec![(SALES, "E2", ("2026-07-01", as_of), sold)];
    // What the exports say today about the days up to earlier snapshots.
    let earlier: Vec<String> = case.snapshots.iter().map(|s| s.as_of.to_string()).collect();
    let earlier = earlier.iter().filter(|day| day.as_str() < as_of);
    rows.extend(earlier.map(|day| (SALES, "E2", ("2026-07-01", day.as_str()), "100")));
    let known = facts(&plan, &rows);
    let (got, progress, sink) = case.over(plan, &known);
    let snapshot = progress.snapshot(&got.frame.setting(&got.plan));
    (got, progress, sink, snapshot)
}

#[test]
fn a_second_warning_in_a_row_escalates_and_change_is_told() {
    let (_, _, sink, first) = at("2026-08-07", Vec::new(), "100");
    assert_eq!(codes(&sink), [""; 0]);
    let (got, progress, sink, second) = at("2026-08-14", vec![first.clone()], "150");
    let row = row(&got, &progress, "E2", SALES);
    assert_eq!((row.streak, text(row.change.as_ref())), (2, "50".into()));
    // E2, and likewise E1 and E3 who sold nothing: a warning without a scope judges people.
    assert_eq!(codes(&sink), ["T08"; 3]);
    // A second run for the same day finds the same, whatever snapshots lie around.
    let (_, again, ..) = at("2026-08-14", vec![second, first], "150");
    assert_eq!(format!("{:?}", again.rows), format!("{:?}", progress.rows));
}

#[test]
fn figures_of_the_past_that_changed_are_listed() {
    // On 7 August 120 were seen; the exports now say 100 for those days.
    let (_, _, _, first) = at("2026-08-07", Vec::new(), "120");
    let (_, _, sink, _) = at("2026-08-14", vec![first], "900");
    let restated: Vec<_> = sink.diagnostics().iter().filter(|told| told.code.id == "T09").collect();
    // For E2 alone: the region and the company changed only because E2 did.
    assert_eq!(restated.len(), 1);
    assert!(restated.iter().all(|told| told.args.contains(&("before", "120.00".to_owned()))));
    assert!(restated.iter().all(|told| told.args.contains(&("now", "100.00".to_owned()))));
}

#[test]
fn a_year_that_the_calendar_does_not_cover_is_told_once() {
    let mut plan = plan(THREE, TARGETS, &RULES.replace("calendar-days", "working-days"));
    plan.head.calendar = None;
    let known = facts(&plan, &[(SALES, "E1", ("2026-07-01", "2026-08-14"), "650")]);
    let (_, _, sink) = Case::default().over(plan, &known);
    assert_eq!(codes(&sink), ["T13"]);
}

// By working days 33 of 66: half the time, so 650 of 1000 is a pace of 130 %.
#[test]
fn working_days_make_another_pace() {
    let case = Case { rules: RULES.replace("calendar-days", "working-days"), ..Case::default() };
    let (got, progress, sink) = case.run(&[(SALES, "E1", "650")]);
    assert_eq!(codes(&sink), [""; 0]);
    let first = row(&got, &progress, "E1", SALES);
    assert_eq!((text(first.pace.as_ref()), first.remaining_days), ("1.3".into(), Some(33)));
}

// Thirds by month give 333.34 + 14/31 × 333.33 expected; a curve of 0, 0, all gives nothing.
#[test]
fn a_curve_follows_the_targets_of_the_months() {
    let rules = RULES.replace("calendar-days", "curve");
    let (got, progress, _) =
        Case { rules: rules.clone(), ..Case::default() }.run(&[(SALES, "E1", "650")]);
    let expected = &n("333.34") + &Number::ratio(&n("4666.62"), &n("31")).unwrap();
    assert_eq!(row(&got, &progress, "E1", SALES).expected, Some(expected));
    let late: &str = Box::leak(
        (TARGETS.to_owned() + "[[season]]\nweights = { 2026-07 = 0, 2026-08 = 0, 2026-09 = 1 }\n")
            .into_boxed_str(),
    );
    let (got, progress, _) = Case { rules, targets: late, ..Case::default() }.run(&[]);
    let first = row(&got, &progress, "E1", SALES);
    assert_eq!((first.expected.clone(), first.pace.clone()), (Some(n("0")), None));
    assert_eq!(first.alert, Alert::Green);
}

#[test]
fn before_the_period_there_is_nothing_to_tell() {
    let (got, progress, sink) = Case { as_of: "2026-06-30", ..Case::default() }.run(&[]);
    let first = row(&got, &progress, "E1", SALES);
    assert_eq!((first.actual.clone(), first.alert), (None, Alert::Green));
    assert_eq!(codes(&sink), [""; 0]);
    assert!(progress.rows.iter().all(|row| row.branch == Branch::Organisation));
    assert_eq!(progress.worst(), Alert::Green);
}
