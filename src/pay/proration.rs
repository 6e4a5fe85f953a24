//! The share of a period that somebody was on the plan: by days, by working days, by months. Which
//! amounts are reckoned by it is decided elsewhere.

use crate::base::calendar::{YearNotCovered, calendar_days};
use crate::base::{Calendar, Day, Number, Period, Unit};
use crate::plan::limit::Proration;
use crate::text::Spanned;

use super::label::Label;
use super::price::typed;
use super::working::Working;

/// Days on the plan, first and last, with the share of a full target that holds in them.
#[derive(Clone, Debug)]
pub struct Stretch {
    /// First day.
    pub start: Day,
    /// Last day.
    pub end: Day,
    /// Ramp, part-time or leave; 1 unless said.
    pub ramp: Option<Spanned<Number>>,
}

/// Why there is no share.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoShare {
    /// The calendar says nothing about that year.
    Year(i32),
    /// The period has no such unit: no working day.
    NoUnit,
}

impl From<YearNotCovered> for NoShare {
    fn from(year: YearNotCovered) -> NoShare {
        NoShare::Year(year.0)
    }
}

/// How many units of a period lie in each of several stretches, in their order; stretches share no day.
/// A month belongs to the stretch of its first day on the plan and to no other, so that no month
/// counts twice. Begun, it counts from one day on; whole, where every day of it in the period is
/// covered, by all stretches together.
pub fn units(
    by: Proration,
    period: &Period,
    stretches: &[Stretch],
    calendar: Option<&Calendar>,
) -> Result<Vec<i32>, NoShare> {
    let within = |stretch: &Stretch| period.shared_days(stretch.start, stretch.end);
    let counted = |count: &dyn Fn(Day, Day) -> Result<i32, NoShare>| {
        let count = |stretch| within(stretch).map_or(Ok(0), |(start, end)| count(start, end));
        stretches.iter().map(count).collect()
    };
    match by {
        Proration::Days => counted(&|start, end| Ok(calendar_days(start, end))),
        Proration::WorkingDays => counted(&|start, end| {
            let calendar = calendar.ok_or(NoShare::Year(start.year()))?;
            Ok(calendar.working_days(start, end)?)
        }),
        Proration::MonthsBegun => Ok(months(period, stretches, |_, active| active > 0)),
        Proration::MonthsWhole => Ok(months(period, stretches, |days, active| days == active)),
    }
}

/// The share of the period in the stretches together, each by its ramp.
pub fn active(
    by: Proration,
    period: &Period,
    stretches: &[Stretch],
    calendar: Option<&Calendar>,
) -> Result<Working, NoShare> {
    let unit = match by {
        Proration::Days | Proration::WorkingDays => Unit::Days,
        Proration::MonthsBegun | Proration::MonthsWhole => Unit::Count,
    };
    let given = |label, count: i32| Working::given(label, Number::from(i64::from(count)), unit);
    let counts = units(by, period, stretches, calendar)?;
    let ramped = |(stretch, count): (&Stretch, i32)| match &stretch.ramp {
        None => given(Label::ActiveUnits, count),
        Some(ramp) => {
            let ramp = typed(Label::Ramp, ramp, Unit::Ratio);
            let parts = vec![given(Label::ActiveUnits, count), ramp];
            Working::product(Label::ActiveUnits, unit, parts)
        }
    };
    let parts = stretches.iter().zip(counts).map(ramped).collect();
    let on = Working::sum(Label::ActiveUnits, unit, parts);
    let whole = Stretch { start: period.start, end: period.end, ramp: None };
    let all: i32 = units(by, period, &[whole], calendar)?.iter().sum();
    let all = given(Label::AllUnits, all);
    Working::quotient(Label::Active, Unit::Ratio, on, all).ok_or(NoShare::NoUnit)
}

/// An amount by the share of the period; a whole share leaves it as it is.
pub fn prorated(amount: &Working, active: &Working) -> Working {
    if active.value == Number::one() {
        return amount.clone();
    }
    let (label, unit) = (amount.label, amount.unit);
    Working::product(label, unit, vec![amount.clone(), active.clone()])
}

/// The months of the period that count, each for the stretch of its first day on the plan. `counts`
/// is asked with the month's days in the period and how many of them are on the plan.
fn months(period: &Period, stretches: &[Stretch], counts: impl Fn(i32, i32) -> bool) -> Vec<i32> {
    let mut months = vec![0; stretches.len()];
    let mut start = period.start;
    while start <= period.end {
        let next = start.month_start_plus(1);
        let end = next.plus(-1).min(period.end);
        let shared = |stretch: &Stretch| {
            let (first, last) = (stretch.start.max(start), stretch.end.min(end));
            (first <= last).then(|| (first, calendar_days(first, last)))
        };
        let active: i32 = stretches.iter().filter_map(shared).map(|(_, days)| days).sum();
        let first = (0..stretches.len()).filter(|at| shared(&stretches[*at]).is_some());
        let first = first.min_by_key(|at| stretches[*at].start);
        if let (Some(first), true) = (first, counts(calendar_days(start, end), active)) {
            months[first] += 1;
        }
        if next <= start {
            break;
        }
        start = next;
    }
    months
}

#[cfg(test)]
mod tests {
    use super::super::sample::{money, n, spanned};
    use super::*;
    use crate::base::day::Weekday;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn stretch(start: &str, end: &str, ramp: Option<&str>) -> Stretch {
        Stretch { start: day(start), end: day(end), ramp: ramp.map(spanned) }
    }

    fn period(start: &str, end: &str) -> Period {
        Period::declared("p", day(start), day(end)).unwrap()
    }

    /// 2026 without holidays.
    fn calendar() -> Calendar {
        Calendar::new([Weekday::Sat, Weekday::Sun], [], [], [2026]).unwrap()
    }

    fn share(by: Proration, period: &Period, stretches: &[Stretch]) -> (Number, Number) {
        let active = active(by, period, stretches, Some(&calendar())).unwrap();
        assert!(active.holds());
        (active.parts[0].value.clone(), active.parts[1].value.clone())
    }

    #[test]
    fn a_share_of_days_counts_both_ends() {
        let (on, all) = share(
            Proration::Days,
            &period("2026-01-01", "2026-01-31"),
            &[stretch("2026-01-15", "2026-12-31", None)],
        );
        assert_eq!((on, all), (n("17"), n("31")));
    }

    #[test]
    fn working_days_are_those_of_the_calendar() {
        // July 2026 begins on a Wednesday: 23 weekdays, of which the last five from the 27th on.
        let july = period("2026-07-01", "2026-07-31");
        let late = [stretch("2026-07-25", "2026-07-31", None)];
        assert_eq!(share(Proration::WorkingDays, &july, &late), (n("5"), n("23")));
        let next_year = period("2027-01-01", "2027-01-31");
        for calendar in [Some(&calendar()), None] {
            let active = active(Proration::WorkingDays, &next_year, &late, calendar);
            assert_eq!(active, Err(NoShare::Year(2027)));
        }
    }

    #[test]
    fn a_period_without_a_working_day_has_no_share() {
        let weekend = period("2026-07-04", "2026-07-05");
        let there = [stretch("2026-07-01", "2026-07-31", None)];
        let active = active(Proration::WorkingDays, &weekend, &there, Some(&calendar()));
        assert_eq!(active, Err(NoShare::NoUnit));
    }

    #[test]
    fn a_month_begun_counts_whole_or_only_whole_months_count() {
        let quarter = period("2026-07-01", "2026-09-30");
        let there = [stretch("2026-08-31", "2026-12-31", None)];
        assert_eq!(share(Proration::MonthsBegun, &quarter, &there), (n("2"), n("3")));
        assert_eq!(share(Proration::MonthsWhole, &quarter, &there), (n("1"), n("3")));
    }

    #[test]
    fn a_month_that_two_stretches_share_counts_once() {
        let quarter = period("2026-07-01", "2026-09-30");
        let both = [
            stretch("2026-07-01", "2026-08-14", Some("0.5")),
            stretch("2026-08-15", "2026-09-30", None),
        ];
        // July and August at a half, September whole: 2 of 3, whichever way.
        for by in [Proration::MonthsBegun, Proration::MonthsWhole] {
            assert_eq!(share(by, &quarter, &both), (n("2"), n("3")));
            assert_eq!(units(by, &quarter, &both, Some(&calendar())), Ok(vec![2, 1]));
        }
        // 45 of 92 days at a half, 47 whole.
        assert_eq!(share(Proration::Days, &quarter, &both), (n("69.5"), n("92")));
    }

    #[test]
    fn a_whole_share_leaves_an_amount_as_it_is() {
        let quarter = period("2026-07-01", "2026-09-30");
        let all = [stretch("2026-01-01", "2026-12-31", None)];
        let whole = active(Proration::Days, &quarter, &all, Some(&calendar())).unwrap();
        assert_eq!(prorated(&money("500"), &whole), money("500"));
        let none = active(Proration::Days, &quarter, &[], Some(&calendar())).unwrap();
        assert_eq!(prorated(&money("500"), &none).value, n("0"));
    }

    proptest! {
        #[test]
        fn shares_of_a_period_that_is_parted_sum_to_the_whole(
            first in 0i32..90, second in 0i32..90,
            by in prop_oneof![
                Just(Proration::Days), Just(Proration::WorkingDays),
                Just(Proration::MonthsBegun), Just(Proration::MonthsWhole),
            ],
        ) {
            let quarter = period("2026-07-01", "2026-09-30");
            let (a, b) = (quarter.start.plus(first.min(second)), quarter.start.plus(first.max(second)));
            let part = |start: Day, end: Day| Stretch { start, end, ramp: None };
            let parts = [
                part(quarter.start, a),
                part(a.plus(1), b),
                part(b.plus(1), quarter.end),
            ];
            let parts: Vec<Stretch> = parts.into_iter().filter(|part| part.start <= part.end).collect();
            let active = active(by, &quarter, &parts, Some(&calendar())).unwrap();
            prop_assert_eq!(active.value, Number::one());
        }
    }
}
