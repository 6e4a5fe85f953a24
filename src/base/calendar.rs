//! The working calendar: which days are worked. Weekends, holidays, and days of a weekend that are
//! worked in exchange (调休). It covers the years that it says and no other: a year without a list
//! of holidays is an error, never a year without holidays.

use std::collections::BTreeSet;

use super::day::{Day, Weekday};

/// Why days can't form a calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarFault {
    /// A holiday or make-up workday lies in a year that the calendar does not cover.
    OutsideYears(Day),
    /// The day is a holiday and a make-up workday at once.
    Both(Day),
    /// A make-up workday that is worked anyway.
    MakeUpOnWorkday(Day),
    /// All seven days are weekend.
    NoWeekday,
}

/// The calendar says nothing about that year.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct YearNotCovered(pub i32);

/// Which days are worked, in the years that it covers.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Calendar {
    weekend: BTreeSet<Weekday>,
    holidays: BTreeSet<Day>,
    make_up: BTreeSet<Day>,
    years: BTreeSet<i32>,
}

impl Calendar {
    /// A calendar of those weekend days, holidays and make-up workdays, valid in `years`; every
    /// fault of the lists is told, in the order of the days.
    pub fn new(
        weekend: impl IntoIterator<Item = Weekday>,
        holidays: impl IntoIterator<Item = Day>,
        make_up: impl IntoIterator<Item = Day>,
        years: impl IntoIterator<Item = i32>,
    ) -> Result<Calendar, Vec<CalendarFault>> {
        let calendar = Calendar {
            weekend: weekend.into_iter().collect(),
            holidays: holidays.into_iter().collect(),
            make_up: make_up.into_iter().collect(),
            years: years.into_iter().collect(),
        };
        let faults = calendar.faults();
        if faults.is_empty() { Ok(calendar) } else { Err(faults) }
    }

    fn faults(&self) -> Vec<CalendarFault> {
        let mut faults = Vec::new();
        if self.weekend.len() == Weekday::ALL.len() {
            faults.push(CalendarFault::NoWeekday);
        }
        for day in self.holidays.union(&self.make_up).copied() {
            if !self.years.contains(&day.year()) {
                faults.push(CalendarFault::OutsideYears(day));
            }
            if !self.make_up.contains(&day) {
                continue;
            }
            if self.holidays.contains(&day) {
                faults.push(CalendarFault::Both(day));
            } else if !self.weekend.contains(&day.weekday()) {
                faults.push(CalendarFault::MakeUpOnWorkday(day));
            }
        }
        faults
    }

    /// The years that it covers, ascending.
    pub fn years(&self) -> impl Iterator<Item = i32> + '_ {
        self.years.iter().copied()
    }

    /// Whether the day is worked.
    pub fn is_working(&self, day: Day) -> Result<bool, YearNotCovered> {
        if !self.years.contains(&day.year()) {
            return Err(YearNotCovered(day.year()));
        }
        Ok(self.worked(day))
    }

    /// How many days from `start` to `end` are worked, both ends counted; 0 when `end` is earlier.
    pub fn working_days(&self, start: Day, end: Day) -> Result<i32, YearNotCovered> {
        if end < start {
            return Ok(0);
        }
        if let Some(year) = (start.year()..=end.year()).find(|year| !self.years.contains(year)) {
            return Err(YearNotCovered(year));
        }
        let days = (start.number()..=end.number()).filter_map(Day::from_number);
        Ok(i32::try_from(days.filter(|day| self.worked(*day)).count()).unwrap_or(i32::MAX))
    }

    fn worked(&self, day: Day) -> bool {
        let weekend = self.weekend.contains(&day.weekday());
        (!weekend || self.make_up.contains(&day)) && !self.holidays.contains(&day)
    }
}

/// How many days from `start` to `end`, both ends counted; 0 when `end` is earlier.
pub fn calendar_days(start: Day, end: Day) -> i32 {
    (end.number() - start.number() + 1).max(0)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    /// Autumn 2025 as the State Council announced it: 1 to 8 October off, Sunday 28 September and
    /// Saturday 11 October worked.
    fn autumn_2025() -> Calendar {
        let holidays = (1..=8).map(|d| Day::new(2025, 10, d).unwrap());
        let make_up = [day("2025-09-28"), day("2025-10-11")];
        Calendar::new([Weekday::Sat, Weekday::Sun], holidays, make_up, [2025]).unwrap()
    }

    // October 2025 has 23 weekdays, of which 1-3 and 6-8 are off (6); the 11th is worked: 18.
    #[test]
    fn make_up_days_are_worked_and_holidays_are_not() {
        let calendar = autumn_2025();
        assert_eq!(calendar.working_days(day("2025-10-01"), day("2025-10-31")), Ok(18));
        assert_eq!(calendar.is_working(day("2025-10-11")), Ok(true));
        assert_eq!(calendar.is_working(day("2025-10-12")), Ok(false));
        assert_eq!(calendar.is_working(day("2025-10-03")), Ok(false));
        assert_eq!(calendar.working_days(day("2025-10-02"), day("2025-10-01")), Ok(0));
    }

    #[test]
    fn a_year_that_is_not_covered_is_an_error_and_not_a_year_without_holidays() {
        let calendar = autumn_2025();
        assert_eq!(
            calendar.working_days(day("2025-12-30"), day("2026-01-02")),
            Err(YearNotCovered(2026))
        );
        assert_eq!(calendar.is_working(day("2024-12-31")), Err(YearNotCovered(2024)));
    }

    #[test]
    fn lists_that_contradict_themselves_are_refused_with_every_fault() {
        let faults = Calendar::new(
            [Weekday::Sat, Weekday::Sun],
            [day("2025-10-11"), day("2024-10-01")],
            [day("2025-10-11"), day("2025-10-13")],
            [2025],
        )
        .unwrap_err();
        assert_eq!(
            faults,
            [
                CalendarFault::OutsideYears(day("2024-10-01")),
                CalendarFault::Both(day("2025-10-11")),
                CalendarFault::MakeUpOnWorkday(day("2025-10-13")),
            ]
        );
        let all = Weekday::ALL.map(|(_, weekday)| weekday);
        assert_eq!(Calendar::new(all, [], [], [2025]), Err(vec![CalendarFault::NoWeekday]));
    }

    #[test]
    fn calendar_days_count_both_ends() {
        assert_eq!(calendar_days(day("2026-07-01"), day("2026-08-14")), 45);
        assert_eq!(calendar_days(day("2026-07-01"), day("2026-09-30")), 92);
        assert_eq!(calendar_days(day("2026-07-01"), day("2026-07-01")), 1);
        assert_eq!(calendar_days(day("2026-07-02"), day("2026-07-01")), 0);
    }

    proptest! {
        #[test]
        fn working_days_of_parts_sum_to_the_whole(start in 0i32..300, first in 0i32..60, second in 0i32..60) {
            let calendar = autumn_2025();
            let from = day("2025-01-01").plus(start.min(240));
            let middle = from.plus(first);
            let end = middle.plus(second).min(day("2025-12-31"));
            let whole = calendar.working_days(from, end).unwrap();
            let parts = calendar.working_days(from, middle.min(end)).unwrap()
                + calendar.working_days(middle.plus(1), end).unwrap();
            prop_assert_eq!(whole, parts);
        }
    }
}
