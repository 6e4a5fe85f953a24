//! Time progress and pace: which share of a stretch of days has passed, by calendar days, working
//! days or the targets of the months, and how attainment stands to it.

use crate::base::calendar::{YearNotCovered, calendar_days};
use crate::base::{Calendar, Day, Number};
use crate::plan::fact::Window;
use crate::plan::warning::PaceBasis;

/// Why there is no time progress.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoTime {
    /// The calendar does not cover that year.
    Year(i32),
    /// Working days are asked for, but there is no calendar.
    NoCalendar,
    /// Not one day of it is worked.
    NoDays(Window),
}

impl From<YearNotCovered> for NoTime {
    fn from(year: YearNotCovered) -> NoTime {
        NoTime::Year(year.0)
    }
}

/// How much of a stretch has passed: days, or target amounts for a curve.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TimeProgress {
    /// What has passed, from 0 to `whole`.
    pub passed: Number,
    /// The whole, above 0.
    pub whole: Number,
}

impl TimeProgress {
    /// The exact share.
    pub fn share(&self) -> Number {
        Number::ratio(&self.passed, &self.whole).unwrap_or_else(Number::zero)
    }
}

/// Days of a stretch, calendar or working days.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Days {
    /// Up to and including the day that it is.
    pub passed: i32,
    /// All.
    pub whole: i32,
}

impl Days {
    /// The days after the day that it is.
    pub fn remaining(self) -> i32 {
        self.whole - self.passed
    }

    /// The same as time progress.
    pub fn progress(self) -> TimeProgress {
        let number = |days: i32| Number::from(i64::from(days));
        TimeProgress { passed: number(self.passed), whole: number(self.whole) }
    }
}

/// The day that it is, and how time is reckoned.
#[derive(Clone, Copy, Debug)]
pub struct Clock<'a> {
    /// Up to which day the figures reach, inclusive.
    pub as_of: Day,
    /// How time is reckoned.
    pub basis: PaceBasis,
    /// The working calendar, where there is one.
    pub calendar: Option<&'a Calendar>,
}

impl Clock<'_> {
    /// The days of a stretch: working days where pace is reckoned in them, else calendar days.
    pub fn days(&self, stretch: Window) -> Result<Days, NoTime> {
        if self.basis != PaceBasis::WorkingDays {
            return Ok(self.calendar_days(stretch));
        }
        let calendar = self.calendar.ok_or(NoTime::NoCalendar)?;
        let whole = calendar.working_days(stretch.start, stretch.end)?;
        let passed = calendar.working_days(stretch.start, self.as_of.min(stretch.end))?;
        if whole == 0 { Err(NoTime::NoDays(stretch)) } else { Ok(Days { passed, whole }) }
    }

    /// The calendar days of a stretch.
    pub fn calendar_days(&self, stretch: Window) -> Days {
        Days {
            passed: calendar_days(stretch.start, self.as_of.min(stretch.end)),
            whole: calendar_days(stretch.start, stretch.end),
        }
    }

    /// How much of a stretch has passed. A curve takes the targets of the months (`curve`, with
    /// their days) of those months that the stretch touches; within a month days count, those
    /// inside the stretch.
    pub fn progress(
        &self,
        stretch: Window,
        curve: &[(Window, Number)],
    ) -> Result<TimeProgress, NoTime> {
        match self.basis {
            PaceBasis::CalendarDays | PaceBasis::WorkingDays => {
                self.days(stretch).map(Days::progress)
            }
            PaceBasis::FullPeriod => {
                Ok(TimeProgress { passed: Number::one(), whole: Number::one() })
            }
            PaceBasis::Curve => Ok(self.along(stretch, curve)),
        }
    }

    fn along(&self, stretch: Window, curve: &[(Window, Number)]) -> TimeProgress {
        let (mut passed, mut whole) = (Number::zero(), Number::zero());
        for (month, target) in curve {
            let Some(own) = month.meet(stretch) else { continue };
            let share = self.calendar_days(own).progress().share();
            passed += &(target * &share);
            whole += target;
        }
        if whole.is_positive() {
            TimeProgress { passed, whole }
        } else {
            self.calendar_days(stretch).progress()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::day::Weekday;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn quarter() -> Window {
        Window::new(day("2026-07-01"), day("2026-09-30"))
    }

    fn clock(as_of: &str, basis: PaceBasis) -> Clock<'static> {
        Clock { as_of: day(as_of), basis, calendar: None }
    }

    fn share(top: i64, bottom: i64) -> Number {
        Number::ratio(&Number::from(top), &Number::from(bottom)).unwrap()
    }

    #[test]
    fn the_fourteenth_of_august_is_day_45_of_92() {
        let progress = clock("2026-08-14", PaceBasis::CalendarDays).progress(quarter(), &[]);
        assert_eq!(progress.unwrap().share(), share(45, 92));
    }

    #[test]
    fn before_the_start_nothing_and_after_the_end_everything_has_passed() {
        let at = |as_of| clock(as_of, PaceBasis::CalendarDays).days(quarter()).unwrap();
        assert_eq!(at("2026-06-30"), Days { passed: 0, whole: 92 });
        assert_eq!(at("2026-07-01"), Days { passed: 1, whole: 92 });
        assert_eq!(at("2026-12-31"), Days { passed: 92, whole: 92 });
    }

    // July 2026 has 23 weekdays, August 21, September 22: 66. To 14 August: 23 + 10 = 33.
    #[test]
    fn working_days_come_from_the_calendar_and_never_without_one() {
        let weekend = [Weekday::Sat, Weekday::Sun];
        let calendar = Calendar::new(weekend, [], [], [2026]).unwrap();
        let with =
            Clock { calendar: Some(&calendar), ..clock("2026-08-14", PaceBasis::WorkingDays) };
        assert_eq!(with.days(quarter()), Ok(Days { passed: 33, whole: 66 }));
        let without = clock("2026-08-14", PaceBasis::WorkingDays);
        assert_eq!(without.days(quarter()), Err(NoTime::NoCalendar));
        let other = Window::new(day("2025-12-01"), day("2026-01-31"));
        assert_eq!(with.days(other), Err(NoTime::Year(2025)));
        let sunday = Window::new(day("2026-08-16"), day("2026-08-16"));
        assert_eq!(with.days(sunday), Err(NoTime::NoDays(sunday)));
    }

    // 30 / 30 / 40 by month; on 14 August 30 + 30 × 14/31 of 100.
    #[test]
    fn a_curve_follows_the_months_and_within_a_month_the_days() {
        let month =
            |start, end, target: i64| (Window::new(day(start), day(end)), Number::from(target));
        let curve = [
            month("2026-07-01", "2026-07-31", 30),
            month("2026-08-01", "2026-08-31", 30),
            month("2026-09-01", "2026-09-30", 40),
        ];
        let clock = clock("2026-08-14", PaceBasis::Curve);
        let expected = &Number::from(30i64) + &share(30 * 14, 31);
        let progress = clock.progress(quarter(), &curve).unwrap();
        assert_eq!((progress.passed, progress.whole), (expected, Number::from(100i64)));
        // Somebody who started on 1 August is measured against August and September only.
        let own = Window::new(day("2026-08-01"), day("2026-09-30"));
        let progress = clock.progress(own, &curve).unwrap();
        assert_eq!(progress.share(), share(30 * 14, 31 * 70));
    }
}
