//! `Moment`: when something happened, to the second, with the clock's distance from UTC, so that the
//! local day stays known. The clock itself is read elsewhere.

use std::cmp::Ordering;
use std::fmt;

use super::day::Day;

/// A second of a clock that was `offset` minutes ahead of UTC. Ordered by the instant.
#[derive(Clone, Copy, PartialEq, Eq, Hash)]
pub struct Moment {
    /// Seconds since 1970-01-01 00:00 UTC.
    seconds: i64,
    /// Minutes east of UTC.
    offset: i16,
}

impl Moment {
    /// The instant `seconds` after 1970-01-01 00:00 UTC on a clock `offset` minutes ahead of UTC;
    /// `None` outside the years of [`Day`] or for an offset of a day or more.
    pub fn new(seconds: i64, offset: i16) -> Option<Moment> {
        (offset.abs() < 24 * 60).then_some(())?;
        let moment = Moment { seconds, offset };
        Day::from_number(i32::try_from(moment.local().div_euclid(86_400)).ok()?).map(|_| moment)
    }

    /// Reads `2026-07-01T09:30:00+08:00` (or `Z`), exactly that form.
    pub fn parse(text: &str) -> Option<Moment> {
        let (day, rest) = (text.get(..10)?, text.get(10..)?);
        let day = Day::parse(day)?;
        let clock = rest.strip_prefix(['T', ' '])?;
        let (time, zone) = (clock.get(..8)?, clock.get(8..)?);
        let time = two_digits(time, [0, 3, 6], b':')?;
        (time[0] < 24 && time[1] < 60 && time[2] < 60).then_some(())?;
        let local = i64::from(day.number()) * 86_400 + time[0] * 3600 + time[1] * 60 + time[2];
        let offset = parse_offset(zone)?;
        Moment::new(local - i64::from(offset) * 60, offset)
    }

    /// Minutes east of UTC.
    pub fn offset(self) -> i16 {
        self.offset
    }

    /// Seconds since 1970-01-01 00:00 UTC.
    pub fn seconds(self) -> i64 {
        self.seconds
    }

    /// The local day.
    pub fn day(self) -> Day {
        let number = i32::try_from(self.local().div_euclid(86_400)).ok();
        // `new` has refused what is no day.
        number.and_then(Day::from_number).unwrap_or_else(|| unreachable!("checked when made"))
    }

    fn local(self) -> i64 {
        self.seconds.saturating_add(i64::from(self.offset) * 60)
    }
}

/// The two-digit numbers at the given places of `00:00:00`.
fn two_digits(text: &str, places: [usize; 3], between: u8) -> Option<[i64; 3]> {
    let bytes = text.as_bytes();
    let separated = places.iter().skip(1).all(|at| bytes.get(at - 1) == Some(&between));
    separated.then_some(())?;
    let mut numbers = [0; 3];
    for (number, at) in numbers.iter_mut().zip(places) {
        let (tens, ones) = (bytes.get(at)?, bytes.get(at + 1)?);
        (tens.is_ascii_digit() && ones.is_ascii_digit()).then_some(())?;
        *number = i64::from((tens - b'0') * 10 + (ones - b'0'));
    }
    Some(numbers)
}

/// Minutes of `+08:00`, `-03:30`, `Z`.
fn parse_offset(zone: &str) -> Option<i16> {
    if zone == "Z" {
        return Some(0);
    }
    let (sign, digits) = match zone.as_bytes().first()? {
        b'+' => (1, &zone[1..]),
        b'-' => (-1, &zone[1..]),
        _ => return None,
    };
    (digits.len() == 5).then_some(())?;
    let [hours, minutes, _] = two_digits(&format!("{digits}:00"), [0, 3, 6], b':')?;
    (hours < 24 && minutes < 60)
        .then(|| i16::try_from(hours * 60 + minutes).ok())?
        .map(|m| m * sign)
}

impl PartialOrd for Moment {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Moment {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.seconds, self.offset).cmp(&(other.seconds, other.offset))
    }
}

impl fmt::Display for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let second = self.local().rem_euclid(86_400);
        let (hours, minutes, seconds) = (second / 3600, second / 60 % 60, second % 60);
        let sign = if self.offset < 0 { '-' } else { '+' };
        let offset = self.offset.unsigned_abs();
        write!(f, "{}T{hours:02}:{minutes:02}:{seconds:02}", self.day())?;
        write!(f, "{sign}{:02}:{:02}", offset / 60, offset % 60)
    }
}

impl fmt::Debug for Moment {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_moment_keeps_its_local_day_and_is_ordered_by_the_instant() {
        // date -u -d '2026-06-30T17:00:00Z' +%s
        let shanghai = Moment::parse("2026-07-01T01:00:00+08:00").unwrap();
        assert_eq!(shanghai.seconds(), 1_782_838_800);
        assert_eq!(shanghai.day().to_string(), "2026-07-01");
        let utc = Moment::parse("2026-06-30T17:00:01Z").unwrap();
        assert_eq!(utc.day().to_string(), "2026-06-30");
        assert!(shanghai < utc);
        assert_eq!(utc.to_string(), "2026-06-30T17:00:01+00:00");
    }

    #[test]
    fn anything_but_the_full_form_is_refused() {
        for wrong in [
            "2026-07-01",
            "2026-07-01T01:00:00",
            "2026-07-01T24:00:00Z",
            "2026-07-01T01:00Z",
            "2026-02-29T01:00:00Z",
            "2026-07-01T01:00:00+8:00",
            "2026-07-01T01:00:00+25:00",
            "2026-07-01T01:00:00.5Z",
            "2026-07-01Té1:00:00Z",
            "",
        ] {
            assert_eq!(Moment::parse(wrong), None, "{wrong}");
        }
    }

    proptest! {
        #[test]
        fn what_is_printed_reads_back(seconds in -2_000_000_000i64..7_000_000_000, offset in -1439i16..1440) {
            let moment = Moment::new(seconds, offset).unwrap();
            prop_assert_eq!(Moment::parse(&moment.to_string()), Some(moment));
        }
    }
}
