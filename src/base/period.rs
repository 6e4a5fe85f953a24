//! Periods: months, quarters, halves and fiscal years that start in any month, and periods that a
//! plan declares by their days (4-4-5 weeks, campaigns). Every period is a run of whole days, both
//! ends included. Which days of it are worked is the business of [`super::calendar`].

use std::fmt;

use super::day::Day;

/// What kind of run of days a period is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum PeriodKind {
    /// A calendar month: `2026-07`.
    Month,
    /// A quarter of the fiscal year: `2026Q3`, `FY2026Q1`.
    Quarter,
    /// Half a fiscal year: `2026H2`, `FY2026H1`.
    Half,
    /// A fiscal year: `2026`, `FY2026`.
    Year,
    /// Days given by the plan, under an id of its own.
    Declared,
}

impl PeriodKind {
    /// Every kind that a calendar makes by itself, with the word that a plan writes.
    pub const MADE: [(&'static str, PeriodKind); 4] = [
        ("month", PeriodKind::Month),
        ("quarter", PeriodKind::Quarter),
        ("half", PeriodKind::Half),
        ("year", PeriodKind::Year),
    ];

    /// How many months it has; `None` for declared days.
    pub fn months(self) -> Option<i32> {
        match self {
            PeriodKind::Month => Some(1),
            PeriodKind::Quarter => Some(3),
            PeriodKind::Half => Some(6),
            PeriodKind::Year => Some(12),
            PeriodKind::Declared => None,
        }
    }
}

/// A run of days with its name.
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Period {
    /// `2026-07`, `2026Q3`, `2026H2`, `FY2026`, or the declared id.
    pub id: String,
    /// What kind of period it is.
    pub kind: PeriodKind,
    /// Its first day.
    pub start: Day,
    /// Its last day, which belongs to it.
    pub end: Day,
}

impl Period {
    /// A period of declared days; `None` when it would end before it starts.
    pub fn declared(id: impl Into<String>, start: Day, end: Day) -> Option<Period> {
        (start <= end).then(|| Period { id: id.into(), kind: PeriodKind::Declared, start, end })
    }

    /// Whether the day belongs to it.
    pub fn contains(&self, day: Day) -> bool {
        self.start <= day && day <= self.end
    }

    /// Its number of days, both ends counted.
    pub fn days(&self) -> i32 {
        self.end.number() - self.start.number() + 1
    }

    /// The days that it shares with `start..=end`, first and last; `None` when there are none.
    pub fn shared_days(&self, start: Day, end: Day) -> Option<(Day, Day)> {
        let (first, last) = (self.start.max(start), self.end.min(end));
        (first <= last).then_some((first, last))
    }
}

impl fmt::Debug for Period {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} ({}..{})", self.id, self.start, self.end)
    }
}

/// Why a text names no period.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotAPeriod {
    /// It has none of the known forms.
    Form,
    /// The form is known, but there is no such month, quarter, half or year: `2026-13`, `2026Q5`.
    NoSuch,
    /// The fiscal year does not start in January, so a year without `FY` could mean two things.
    SayFiscal {
        /// What to write instead.
        instead: String,
    },
}

/// Why a run of days is not made of whole periods of a kind, or a list of periods does not cover it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NotTiled {
    /// Declared periods are not made by a calendar, they must be listed.
    Declared,
    /// The last day stands before the first.
    Backwards,
    /// No period.
    Empty,
    /// The first period starts on another day than the whole.
    Start {
        /// The period at the beginning.
        period: Period,
    },
    /// The last period ends on another day than the whole.
    End {
        /// The period at the end.
        period: Period,
    },
    /// Days between two neighbours belong to none.
    Gap {
        /// The earlier.
        before: Period,
        /// The later.
        after: Period,
    },
    /// Two periods share days.
    Overlap {
        /// The one that starts earlier.
        before: Period,
        /// The one that starts later.
        after: Period,
    },
}

/// The fiscal year: in which month it starts, from which quarters and halves follow.
///
/// Where it starts in January, ids carry no prefix (`2026`, `2026Q3`). Elsewhere `FY2026` is the
/// fiscal year that starts in the calendar year 2026, and `FY2026Q1` its first quarter. Months are
/// always calendar months.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct FiscalYear {
    first_month: i32,
}

impl Default for FiscalYear {
    fn default() -> Self {
        FiscalYear { first_month: 1 }
    }
}

impl FiscalYear {
    /// The fiscal year that starts on the first day of that month, 1 to 12.
    pub fn starting_in(month: u32) -> Option<FiscalYear> {
        (1..=12).contains(&month).then_some(FiscalYear { first_month: month.cast_signed() })
    }

    /// The month in which it starts, 1 to 12.
    pub fn first_month(self) -> u32 {
        self.first_month.cast_unsigned()
    }

    /// The period of that kind to which the day belongs; `None` for declared periods, or where it
    /// would leave the years 1900 to 2199.
    pub fn containing(self, kind: PeriodKind, day: Day) -> Option<Period> {
        let months = kind.months()?;
        let since_first = month_index(day) - (self.first_month - 1);
        self.at(kind, since_first.div_euclid(months) * months)
    }

    /// The period `count` periods after `period` (before it for negative); `None` for a declared
    /// one, whose neighbours only the plan's list knows.
    pub fn step(self, period: &Period, count: i32) -> Option<Period> {
        let months = period.kind.months()?;
        let since_first = month_index(period.start) - (self.first_month - 1);
        self.at(period.kind, since_first.checked_add(months.checked_mul(count)?)?)
    }

    /// The period of the same kind just before.
    pub fn previous(self, period: &Period) -> Option<Period> {
        self.step(period, -1)
    }

    /// The same period a year earlier.
    pub fn year_before(self, period: &Period) -> Option<Period> {
        self.step(period, -(12 / period.kind.months()?))
    }

    /// The days from the start of the fiscal year up to and including `day`, as a declared period
    /// with the id `2026YTD` or `FY2026YTD`.
    pub fn year_to_date(self, day: Day) -> Option<Period> {
        let year = self.containing(PeriodKind::Year, day)?;
        Period::declared(format!("{}YTD", year.id), year.start, day)
    }

    /// The periods of that kind that make up `start..=end` exactly.
    pub fn tile(self, kind: PeriodKind, start: Day, end: Day) -> Result<Vec<Period>, NotTiled> {
        if end < start {
            return Err(NotTiled::Backwards);
        }
        if kind == PeriodKind::Declared {
            return Err(NotTiled::Declared);
        }
        let first = self.containing(kind, start).ok_or(NotTiled::Empty)?;
        let count = months_between(start, end) / kind.months().unwrap_or(1) + 1;
        let periods: Vec<Period> =
            (0..=count).map_while(|n| self.step(&first, n)).filter(|p| p.start <= end).collect();
        check_tiling(&periods, start, end).map(|()| periods)
    }

    /// Reads a period's id as people type it: `2026-07`, `2026Q3`, `2026H2`, `2026`, with `FY` in
    /// front where the fiscal year does not start in January. Letters in any case. Declared ids
    /// are the plan's business.
    pub fn parse(self, text: &str) -> Result<Period, NotAPeriod> {
        let text = text.to_ascii_uppercase();
        let (fiscal, rest) = match text.strip_prefix("FY") {
            Some(rest) => (true, rest),
            None => (false, text.as_str()),
        };
        let (year, part) = rest.split_at_checked(4).ok_or(NotAPeriod::Form)?;
        if !year.bytes().all(|b| b.is_ascii_digit()) {
            return Err(NotAPeriod::Form);
        }
        let year: i32 = year.parse().map_err(|_| NotAPeriod::Form)?;
        let (kind, number) = read_part(part).ok_or(NotAPeriod::Form)?;
        if kind == PeriodKind::Month {
            if fiscal {
                return Err(NotAPeriod::Form);
            }
            let start = Day::new(year, number, 1).ok_or(NotAPeriod::NoSuch)?;
            return self.containing(kind, start).ok_or(NotAPeriod::NoSuch);
        }
        if !fiscal && self.first_month != 1 {
            return Err(NotAPeriod::SayFiscal { instead: format!("FY{rest}") });
        }
        let months = kind.months().unwrap_or(12);
        let number = number.cast_signed();
        if !(1..=12 / months).contains(&number) {
            return Err(NotAPeriod::NoSuch);
        }
        self.at(kind, year * 12 + (number - 1) * months).ok_or(NotAPeriod::NoSuch)
    }

    /// The period of `kind` that starts `since_first` months after the start of the fiscal year 0.
    fn at(self, kind: PeriodKind, since_first: i32) -> Option<Period> {
        let months = kind.months()?;
        let start = first_of_month(since_first + self.first_month - 1)?;
        let end = last_before(since_first + months + self.first_month - 1)?;
        let (year, within) = (since_first.div_euclid(12), since_first.rem_euclid(12) / months + 1);
        let prefix = if self.first_month == 1 { "" } else { "FY" };
        let id = match kind {
            PeriodKind::Month => format!("{:04}-{:02}", start.year(), start.month()),
            PeriodKind::Quarter => format!("{prefix}{year:04}Q{within}"),
            PeriodKind::Half => format!("{prefix}{year:04}H{within}"),
            PeriodKind::Year | PeriodKind::Declared => format!("{prefix}{year:04}"),
        };
        Some(Period { id, kind, start, end })
    }
}

/// Checks that `periods`, in the order of their days, cover `start..=end` without gap or overlap.
pub fn check_tiling(periods: &[Period], start: Day, end: Day) -> Result<(), NotTiled> {
    let (Some(first), Some(last)) = (periods.first(), periods.last()) else {
        return Err(NotTiled::Empty);
    };
    if first.start != start {
        return Err(NotTiled::Start { period: first.clone() });
    }
    for pair in periods.windows(2) {
        let (before, after) = (pair[0].clone(), pair[1].clone());
        if after.start <= before.end {
            return Err(NotTiled::Overlap { before, after });
        }
        if after.start.number() != before.end.number() + 1 {
            return Err(NotTiled::Gap { before, after });
        }
    }
    if last.end == end { Ok(()) } else { Err(NotTiled::End { period: last.clone() }) }
}

/// `-07` is the month 7, `Q3` the third quarter, `H2` the second half, nothing the whole year.
fn read_part(part: &str) -> Option<(PeriodKind, u32)> {
    let (kind, digits, width) = match part.as_bytes().first() {
        None => return Some((PeriodKind::Year, 1)),
        Some(b'-') => (PeriodKind::Month, &part[1..], 2),
        Some(b'Q') => (PeriodKind::Quarter, &part[1..], 1),
        Some(b'H') => (PeriodKind::Half, &part[1..], 1),
        Some(_) => return None,
    };
    let all_digits = digits.len() == width && digits.bytes().all(|b| b.is_ascii_digit());
    if all_digits { Some((kind, digits.parse().ok()?)) } else { None }
}

/// Months since January of the year 0.
fn month_index(day: Day) -> i32 {
    day.year() * 12 + day.month().cast_signed() - 1
}

fn months_between(start: Day, end: Day) -> i32 {
    month_index(end) - month_index(start)
}

fn first_of_month(index: i32) -> Option<Day> {
    Day::new(index.div_euclid(12), index.rem_euclid(12).cast_unsigned() + 1, 1)
}

/// The last day before that month. The month itself may stand just outside the known years.
fn last_before(index: i32) -> Option<Day> {
    let start = first_of_month(index - 1)?;
    (28..=31).rev().find_map(|day| Day::new(start.year(), start.month(), day))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn shown(period: &Period) -> String {
        format!("{} {} {}", period.id, period.start, period.end)
    }

    fn april() -> FiscalYear {
        FiscalYear::starting_in(4).unwrap()
    }

    #[test]
    fn a_calendar_year_names_its_parts_plainly() {
        let year = FiscalYear::default();
        for (typed, expected) in [
            ("2026-07", "2026-07 2026-07-01 2026-07-31"),
            ("2026q3", "2026Q3 2026-07-01 2026-09-30"),
            ("2026H2", "2026H2 2026-07-01 2026-12-31"),
            ("2026", "2026 2026-01-01 2026-12-31"),
            ("fy2026", "2026 2026-01-01 2026-12-31"),
            ("2024-02", "2024-02 2024-02-01 2024-02-29"),
            ("2199Q4", "2199Q4 2199-10-01 2199-12-31"),
        ] {
            assert_eq!(shown(&year.parse(typed).unwrap()), expected);
        }
    }

    #[test]
    fn a_fiscal_year_is_named_by_the_calendar_year_in_which_it_starts() {
        for (typed, expected) in [
            ("FY2026", "FY2026 2026-04-01 2027-03-31"),
            ("FY2026Q1", "FY2026Q1 2026-04-01 2026-06-30"),
            ("FY2026Q4", "FY2026Q4 2027-01-01 2027-03-31"),
            ("FY2026H2", "FY2026H2 2026-10-01 2027-03-31"),
            ("2027-01", "2027-01 2027-01-01 2027-01-31"),
        ] {
            assert_eq!(shown(&april().parse(typed).unwrap()), expected);
        }
        let in_january = april().containing(PeriodKind::Quarter, day("2027-02-10")).unwrap();
        assert_eq!(in_january.id, "FY2026Q4");
    }

    #[test]
    fn a_year_that_could_mean_two_things_is_not_guessed() {
        let instead = "FY2026Q3".to_owned();
        assert_eq!(april().parse("2026Q3"), Err(NotAPeriod::SayFiscal { instead }));
    }

    #[test]
    fn what_is_no_period_is_refused() {
        let year = FiscalYear::default();
        for text in ["", "26Q3", "2026Q", "2026Q31", "2026-7", "2026/07", "2026W3", "２０２６Q3"]
        {
            assert_eq!(year.parse(text), Err(NotAPeriod::Form), "{text}");
        }
        assert_eq!(year.parse("FY2026-07"), Err(NotAPeriod::Form));
        for text in ["2026-13", "2026-00", "2026Q5", "2026Q0", "2026H3", "1899", "2200Q1"] {
            assert_eq!(year.parse(text), Err(NotAPeriod::NoSuch), "{text}");
        }
    }

    #[test]
    fn neighbours_and_last_year_are_found_across_the_turn_of_the_year() {
        let year = FiscalYear::default();
        let first = year.parse("2026Q1").unwrap();
        assert_eq!(year.previous(&first).unwrap().id, "2025Q4");
        assert_eq!(year.year_before(&first).unwrap().id, "2025Q1");
        let first = april().parse("FY2026H1").unwrap();
        assert_eq!(shown(&april().previous(&first).unwrap()), "FY2025H2 2025-10-01 2026-03-31");
        let declared = Period::declared("618", day("2026-06-01"), day("2026-06-18")).unwrap();
        assert_eq!(year.previous(&declared), None);
    }

    #[test]
    fn the_year_to_date_starts_with_the_fiscal_year() {
        let so_far = april().year_to_date(day("2027-01-10")).unwrap();
        assert_eq!(shown(&so_far), "FY2026YTD 2026-04-01 2027-01-10");
    }

    #[test]
    fn a_plan_of_a_quarter_has_three_months_and_no_half() {
        let year = FiscalYear::default();
        let months = year.tile(PeriodKind::Month, day("2026-07-01"), day("2026-09-30")).unwrap();
        let ids: Vec<&str> = months.iter().map(|m| m.id.as_str()).collect();
        assert_eq!(ids, ["2026-07", "2026-08", "2026-09"]);
        let half = year.parse("2026H2").unwrap();
        assert_eq!(
            year.tile(PeriodKind::Half, day("2026-07-01"), day("2026-09-30")),
            Err(NotTiled::End { period: half })
        );
        let july = year.parse("2026-07").unwrap();
        assert_eq!(
            year.tile(PeriodKind::Month, day("2026-07-02"), day("2026-09-30")),
            Err(NotTiled::Start { period: july })
        );
        assert_eq!(
            year.tile(PeriodKind::Month, day("2026-07-02"), day("2026-07-01")),
            Err(NotTiled::Backwards)
        );
    }

    #[test]
    fn declared_periods_with_a_gap_or_an_overlap_are_told() {
        let part = |id, start, end| Period::declared(id, day(start), day(end)).unwrap();
        let first = part("P1", "2026-01-01", "2026-01-28");
        let (start, end) = (day("2026-01-01"), day("2026-02-25"));
        let good = part("P2", "2026-01-29", "2026-02-25");
        assert_eq!(check_tiling(&[first.clone(), good], start, end), Ok(()));
        let late = part("P2", "2026-01-30", "2026-02-25");
        let gap = NotTiled::Gap { before: first.clone(), after: late.clone() };
        assert_eq!(check_tiling(&[first.clone(), late], start, end), Err(gap));
        let early = part("P2", "2026-01-28", "2026-02-25");
        let overlap = NotTiled::Overlap { before: first.clone(), after: early.clone() };
        assert_eq!(check_tiling(&[first, early], start, end), Err(overlap));
    }

    proptest! {
        #[test]
        fn periods_of_any_kind_tile_any_run_of_whole_periods(
            first_month in 1u32..=12,
            kind in 0usize..4,
            day_number in -20_000i32..70_000,
            count in 1i32..30,
        ) {
            let year = FiscalYear::starting_in(first_month).unwrap();
            let kind = PeriodKind::MADE[kind].1;
            let inside = Day::from_number(day_number).unwrap();
            let first = year.containing(kind, inside).unwrap();
            prop_assert!(first.contains(inside));
            let Some(last) = year.step(&first, count - 1) else { return Ok(()) };
            let periods = year.tile(kind, first.start, last.end).unwrap();
            prop_assert_eq!(periods.len(), count as usize);
            let mut next = first.start;
            for period in &periods {
                prop_assert_eq!(period.start, next);
                prop_assert_eq!(&year.parse(&period.id).unwrap(), period);
                prop_assert_eq!(year.containing(kind, period.end).unwrap(), period.clone());
                next = period.end.plus(1);
            }
            prop_assert_eq!(next, last.end.plus(1));
        }

        #[test]
        fn a_day_belongs_to_one_period_of_each_kind(number in -20_000i32..70_000) {
            let day = Day::from_number(number).unwrap();
            for (_, kind) in PeriodKind::MADE {
                let period = april().containing(kind, day).unwrap();
                let neighbours = [april().step(&period, -1), april().step(&period, 1)];
                prop_assert!(period.contains(day));
                prop_assert!(neighbours.iter().flatten().all(|other| !other.contains(day)));
            }
        }
    }
}
