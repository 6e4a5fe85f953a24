//! `Day`: a calendar day. The only file that knows chrono's dates, so that another date library is
//! one file away. Periods and working calendars are built on it elsewhere.

use std::fmt;

use chrono::{Datelike, NaiveDate};

/// A day of the Gregorian calendar, years 1900 to 2199.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Day(NaiveDate);

/// A day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Weekday {
    /// Monday.
    Mon,
    /// Tuesday.
    Tue,
    /// Wednesday.
    Wed,
    /// Thursday.
    Thu,
    /// Friday.
    Fri,
    /// Saturday.
    Sat,
    /// Sunday.
    Sun,
}

impl Weekday {
    /// Every weekday with the word that a plan writes.
    pub const ALL: [(&'static str, Weekday); 7] = [
        ("mon", Weekday::Mon),
        ("tue", Weekday::Tue),
        ("wed", Weekday::Wed),
        ("thu", Weekday::Thu),
        ("fri", Weekday::Fri),
        ("sat", Weekday::Sat),
        ("sun", Weekday::Sun),
    ];
}

impl Day {
    /// The first day there is: 1 January 1900.
    pub const FIRST: Day = Day(match NaiveDate::from_ymd_opt(1900, 1, 1) {
        Some(first) => first,
        None => NaiveDate::MIN,
    });

    /// The last day there is: 31 December 2199.
    pub const LAST: Day = Day(match NaiveDate::from_ymd_opt(2199, 12, 31) {
        Some(last) => last,
        None => NaiveDate::MAX,
    });

    /// The day of that date; `None` for 31 June, 29 February 2023, or a year outside 1900–2199.
    pub fn new(year: i32, month: u32, day: u32) -> Option<Day> {
        (1900..2200).contains(&year).then_some(())?;
        NaiveDate::from_ymd_opt(year, month, day).map(Day)
    }

    /// The number (see [`Day::number`]) of the day of that date, without making it: for the many of
    /// an export. `None` as in [`Day::new`].
    #[inline]
    pub fn number_of(year: i32, month: u32, day: u32) -> Option<i32> {
        const LENGTHS: [u32; 12] = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        const BEFORE: [i32; 12] = [0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334];
        let at = month.wrapping_sub(1) as usize;
        let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let length = LENGTHS.get(at)? + u32::from(is_leap && month == 2);
        if !(1900..2200).contains(&year) || !(1..=length).contains(&day) {
            return None;
        }
        let last = year - 1;
        // 477 leap days before 1970.
        let leap_days = last / 4 - last / 100 + last / 400 - 477;
        let in_year = BEFORE[at] + i32::from(is_leap && month > 2) + day.cast_signed() - 1;
        Some((year - 1970) * 365 + leap_days + in_year)
    }

    /// Reads `2026-07-01`, exactly that form.
    pub fn parse(text: &str) -> Option<Day> {
        let bytes = text.as_bytes();
        if bytes.len() != 10 || bytes[4] != b'-' || bytes[7] != b'-' {
            return None;
        }
        let digits = |range: std::ops::Range<usize>| -> Option<u32> {
            let part = text.get(range)?;
            part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse().ok())?
        };
        Day::new(i32::try_from(digits(0..4)?).ok()?, digits(5..7)?, digits(8..10)?)
    }

    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month, 1 to 12.
    pub fn month(self) -> u32 {
        self.0.month()
    }

    /// The day of the month, 1 to 31.
    pub fn day(self) -> u32 {
        self.0.day()
    }

    /// The day of the week.
    pub fn weekday(self) -> Weekday {
        Weekday::ALL[self.0.weekday().num_days_from_monday() as usize].1
    }

    /// Days since 1970-01-01; negative before.
    pub fn number(self) -> i32 {
        self.0.num_days_from_ce() - 719_163
    }

    /// The day with that number (see [`Day::number`]).
    pub fn from_number(number: i32) -> Option<Day> {
        let date = NaiveDate::from_num_days_from_ce_opt(number.checked_add(719_163)?)?;
        (1900..2200).contains(&date.year()).then_some(Day(date))
    }

    /// The day `days` later (earlier for negative), held inside 1900–2199.
    #[must_use]
    pub fn plus(self, days: i32) -> Day {
        let (first, last) = (-25_567, 84_005);
        Day::from_number((self.number() + days).clamp(first, last)).unwrap_or(self)
    }

    /// The same day of the month `months` earlier, or the last of that month where it has no such day;
    /// not before 1900.
    #[must_use]
    pub fn months_before(self, months: u32) -> Day {
        let index = self.year() * 12 + self.month().cast_signed() - 1;
        let Ok(back) = i32::try_from(months) else { return Day::FIRST };
        let index = index.saturating_sub(back);
        let (year, month) = (index.div_euclid(12), index.rem_euclid(12).cast_unsigned() + 1);
        (28..=self.day())
            .rev()
            .chain([self.day()])
            .find_map(|day| Day::new(year, month, day))
            .unwrap_or(Day::FIRST)
    }

    /// The first day of the month `months` later.
    #[must_use]
    pub fn month_start_plus(self, months: i32) -> Day {
        let index = self.year() * 12 + self.month().cast_signed() - 1 + months;
        Day::new(index.div_euclid(12), index.rem_euclid(12).cast_unsigned() + 1, 1).unwrap_or(self)
    }
}

impl fmt::Display for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}-{:02}", self.year(), self.month(), self.day())
    }
}

impl fmt::Debug for Day {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_numbers_count_from_1970() {
        assert_eq!(Day::new(1970, 1, 1).unwrap().number(), 0);
        // A spreadsheet counts 46204 for 2026-07-01 from 1899-12-30, which is 25569 days earlier.
        assert_eq!(Day::new(2026, 7, 1).unwrap().number(), 46204 - 25569);
        assert_eq!(Day::new(1900, 1, 1).unwrap().number(), -25_567);
        assert_eq!(Day::new(2199, 12, 31).unwrap().number(), 84_005);
    }

    #[test]
    fn impossible_days_are_refused() {
        assert_eq!(Day::parse("2023-02-29"), None);
        assert_eq!(Day::parse("2026-06-31"), None);
        assert_eq!(Day::parse("2026-6-1"), None);
        assert_eq!(Day::parse("2024-02-29").unwrap().to_string(), "2024-02-29");
    }

    #[test]
    fn months_are_added_from_their_first_day() {
        let start = Day::new(2026, 11, 30).unwrap();
        assert_eq!(start.month_start_plus(3).to_string(), "2027-02-01");
        assert_eq!(start.month_start_plus(-11).to_string(), "2025-12-01");
    }

    #[test]
    fn the_number_of_a_date_is_that_of_its_day_and_none_where_there_is_none() {
        for year in 1899..=2200 {
            for month in 0..=13 {
                for day in 0..=32 {
                    let number = Day::new(year, month, day).map(Day::number);
                    assert_eq!(Day::number_of(year, month, day), number, "{year}-{month}-{day}");
                }
            }
        }
    }
}
