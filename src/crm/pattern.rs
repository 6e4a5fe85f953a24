//! A text held against a date pattern: parts and separators, timestamps with their zone, a
//! spreadsheet's day numbers; and what a text looks like that fits no declared pattern.

use std::sync::LazyLock;

use crate::base::Day;
use crate::plan::pattern::{DatePattern, DateShape, Part, Piece};

use super::date::DateFault;

/// A spreadsheet's day 0, 1899-12-30, is this many days before 1970-01-01.
const SERIAL_OF_1970: i32 = 25_569;
/// Before day 61, 1 March 1900, spreadsheets count a 29 February 1900 that never was.
const FIRST_SERIAL: i32 = 61;
/// Five-digit numbers in this range, 1954 to 2119, look like a spreadsheet's days.
const LIKELY_SERIALS: std::ops::RangeInclusive<i32> = 20_000..=80_000;
const MINUTES_A_DAY: i32 = 1440;

/// What a pattern found; the day is yet to be looked for in the calendar.
#[derive(Clone, Copy, Default)]
struct Parts {
    year: i32,
    month: u32,
    day: u32,
    hour: i32,
    minute: i32,
}

impl Parts {
    fn day(self) -> Result<Day, DateFault> {
        match Day::new(self.year, self.month, self.day) {
            Some(day) => Ok(day),
            None => Err(self.nearest_days()),
        }
    }

    /// The days that year and month allow, as far as they exist themselves.
    fn nearest_days(self) -> DateFault {
        let day = |month, day| Day::new(self.year, month, day);
        let last_of_month = [31, 30, 29, 28].into_iter().find_map(|last| day(self.month, last));
        let month = day(self.month, 1).zip(last_of_month);
        match month.or_else(|| day(1, 1).zip(day(12, 31))) {
            Some((first, last)) => DateFault::NoSuchDay { first, last },
            None => DateFault::OutsideCalendar,
        }
    }

    fn set(&mut self, part: Part, value: u32) -> Option<()> {
        let clock = |below: u32| (value < below).then(|| value.cast_signed());
        match part {
            Part::Year => self.year = value.cast_signed(),
            Part::Month => self.month = value,
            Part::Day => self.day = value,
            Part::Hour => self.hour = clock(24)?,
            Part::Minute => self.minute = clock(60)?,
            Part::Second => _ = clock(60)?,
            Part::Fraction => {}
        }
        Some(())
    }
}

/// The day of `chars` by a pattern; `None` where they don't have its shape.
pub(super) fn read_by(
    pattern: &DatePattern,
    chars: &[char],
    offset: i32,
) -> Option<Result<Day, DateFault>> {
    match &pattern.shape {
        DateShape::Serial => serial(chars),
        DateShape::Timestamp => timestamp(chars, offset),
        DateShape::Pieces(pieces) => {
            let mut parts = Parts::default();
            let end = follow(pieces, chars, 0, &mut parts)?;
            (end == chars.len()).then(|| parts.day())
        }
    }
}

/// Follows pieces from index `at`; the index after them, or `None` where one doesn't fit.
fn follow(pieces: &[Piece], chars: &[char], mut at: usize, parts: &mut Parts) -> Option<usize> {
    for piece in pieces {
        match piece {
            Piece::Literal(' ') => {
                let spaces = chars[at..].iter().take_while(|c| **c == ' ').count();
                at += (spaces > 0).then_some(spaces)?;
            }
            Piece::Literal(literal) => at += (chars.get(at) == Some(literal)).then_some(1)?,
            Piece::Digits(part, least, most) => {
                let run = chars[at..].iter().take(*most).take_while(|c| c.is_ascii_digit()).count();
                (run >= *least).then_some(())?;
                parts.set(*part, value_of(&chars[at..at + run])?)?;
                at += run;
            }
            Piece::Optional(inner) => {
                let mut tried = *parts;
                if let Some(end) = follow(inner, chars, at, &mut tried) {
                    (at, *parts) = (end, tried);
                }
            }
        }
    }
    Some(at)
}

fn value_of(digits: &[char]) -> Option<u32> {
    digits.iter().try_fold(0u32, |all, c| all.checked_mul(10)?.checked_add(c.to_digit(10)?))
}

fn serial(chars: &[char]) -> Option<Result<Day, DateFault>> {
    let number = serial_number(chars)?;
    let day = Day::from_number(number - SERIAL_OF_1970).filter(|_| number >= FIRST_SERIAL);
    Some(day.ok_or(DateFault::OutsideCalendar))
}

/// Days of a spreadsheet; its decimals are the time of the day.
fn serial_number(chars: &[char]) -> Option<i32> {
    let whole = chars.iter().take_while(|c| c.is_ascii_digit()).count();
    let fraction = match &chars[whole..] {
        [] => true,
        ['.', rest @ ..] => !rest.is_empty() && rest.iter().all(char::is_ascii_digit),
        _ => false,
    };
    if !fraction || !(1..=6).contains(&whole) {
        return None;
    }
    Some(value_of(&chars[..whole])?.cast_signed())
}

/// The local part of a timestamp, before its zone.
static LOCAL: LazyLock<Vec<DatePattern>> = LazyLock::new(|| {
    let forms = ["YYYY-MM-DDThh:mm[:ss[.f]]", "YYYY-MM-DD hh:mm[:ss[.f]]"];
    forms.iter().filter_map(|text| DatePattern::parse(text).ok()).collect()
});

fn timestamp(chars: &[char], offset: i32) -> Option<Result<Day, DateFault>> {
    let (parts, end) = LOCAL.iter().find_map(|pattern| {
        let DateShape::Pieces(pieces) = &pattern.shape else { return None };
        let mut parts = Parts::default();
        follow(pieces, chars, 0, &mut parts).map(|end| (parts, end))
    })?;
    let zone = zone_minutes(&chars[end..])?;
    let minutes = parts.hour * 60 + parts.minute - zone + offset;
    let days = minutes.div_euclid(MINUTES_A_DAY);
    let there = |day: Day| Day::from_number(day.number() + days).ok_or(DateFault::OutsideCalendar);
    Some(parts.day().and_then(there))
}

/// `Z`, `+08:00`, `+0000`, `-05`: minutes east of UTC.
fn zone_minutes(chars: &[char]) -> Option<i32> {
    let chars = chars.strip_prefix(&[' ']).unwrap_or(chars);
    let (sign, rest) = match chars {
        ['Z' | 'z'] => return Some(0),
        ['+', rest @ ..] => (1, rest),
        ['-', rest @ ..] => (-1, rest),
        _ => return None,
    };
    let (hours, minutes) = match rest {
        [_, _] => (rest, &[][..]),
        [_, _, ':', minutes @ ..] if minutes.len() == 2 => (&rest[..2], minutes),
        [_, _, _, _] => rest.split_at(2),
        _ => return None,
    };
    let (hours, minutes) = (value_of(hours)?, value_of(minutes)?);
    (hours <= 14 && minutes < 60).then(|| sign * (hours * 60 + minutes).cast_signed())
}

/// What a text that no declared pattern reads looks like.
pub(super) fn why_unreadable(chars: &[char]) -> DateFault {
    if timestamp(chars, 0).is_some() {
        return DateFault::Zoned;
    }
    let likely = serial_number(chars).filter(|number| LIKELY_SERIALS.contains(number));
    if let Some(day) = likely.and_then(|number| Day::from_number(number - SERIAL_OF_1970)) {
        return DateFault::Serial(day);
    }
    match date_runs(chars).as_slice() {
        [a, b, c] if a.len() <= 2 && b.len() <= 2 && c.len() <= 2 => DateFault::TwoDigitYear,
        [a, b, c] if a.len() <= 2 && b.len() <= 2 && c.len() == 4 => {
            ambiguous(value_of(a), value_of(b), value_of(c))
        }
        _ => DateFault::Unreadable,
    }
}

fn ambiguous(a: Option<u32>, b: Option<u32>, year: Option<u32>) -> DateFault {
    let (Some(a), Some(b), Some(year)) = (a, b, year) else { return DateFault::Unreadable };
    let year = year.cast_signed();
    let mut days: Vec<Day> =
        [Day::new(year, a, b), Day::new(year, b, a)].into_iter().flatten().collect();
    days.dedup();
    if days.is_empty() { DateFault::Unreadable } else { DateFault::Ambiguous(days) }
}

/// The runs of digits of the date at the start of a text, a time after it left aside.
fn date_runs(chars: &[char]) -> Vec<&[char]> {
    let date = chars.split(|c| matches!(c, ' ' | 'T')).next().unwrap_or_default();
    let separator = |c: &char| matches!(c, '-' | '/' | '.' | '年' | '月' | '日');
    let runs: Vec<&[char]> = date.split(separator).filter(|run| !run.is_empty()).collect();
    let digits = runs.iter().all(|run| run.iter().all(char::is_ascii_digit));
    if digits { runs } else { Vec::new() }
}
