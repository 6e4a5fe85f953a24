//! Days in cells, read by the declared patterns or refused: the usual year-first forms in one fast
//! pass, everything else by the patterns. The order of day and month is never guessed, and the day
//! of a timestamp is its day at the plan's offset from UTC.

use crate::base::Day;
use crate::plan::format::DateForm;
use crate::plan::pattern::DatePattern;
use crate::text::{Diagnostic, code::import};

use super::cell::{Narrowed, shown};
use super::pattern::{read_by, why_unreadable};

/// Why a cell is no day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DateFault {
    /// Blank in a column that may not be.
    Missing,
    /// No declared pattern reads it.
    Unreadable,
    /// It may be any of these days.
    Ambiguous(Vec<Day>),
    /// The year has two digits.
    TwoDigitYear,
    /// The calendar has no such day; it has these.
    NoSuchDay {
        /// First day that the year and month, as far as they exist, allow.
        first: Day,
        /// Last such day.
        last: Day,
    },
    /// Its year is not one of 1900 to 2199, the years that a plan can be in.
    OutsideCalendar,
    /// It looks like a spreadsheet's number of this day, which isn't declared.
    Serial(Day),
    /// A timestamp with a time zone, which isn't declared.
    Zoned,
}

/// A declared form with what makes its reading fast.
#[derive(Clone, Debug)]
pub struct DateReader {
    form: DateForm,
    dashed: bool,
    slashed: bool,
}

impl DateReader {
    /// The reader of that form.
    pub fn new(form: DateForm) -> DateReader {
        let mut reader = DateReader { form, dashed: false, slashed: false };
        // The fast pass is open to what the patterns read year first and in one way only; another
        // order of the parts would give another day, or two.
        let year_first = |text: &str| {
            reader.read(text.as_bytes()).is_ok_and(|read| read == Day::new(2026, 7, 3))
        };
        let (dashed, slashed) = (year_first("2026-07-03"), year_first("2026/07/03"));
        (reader.dashed, reader.slashed) = (dashed, slashed);
        reader
    }

    /// The declared form.
    pub fn form(&self) -> &DateForm {
        &self.form
    }

    /// Reads a day from a cell without its CSV quotes, in UTF-8. `None` is a blank cell of an
    /// optional column.
    #[inline]
    pub fn read(&self, bytes: &[u8]) -> Result<Option<Day>, DateFault> {
        match self.usual(bytes) {
            Some(day) => Ok(Some(day)),
            None => self.read_unusual(bytes),
        }
    }

    /// The number of a day that is written as most are; none where [`DateReader::read`] must look.
    #[inline]
    pub fn usual_number(&self, bytes: &[u8]) -> Option<i32> {
        let (year, month, day) = self.parts(bytes)?;
        Day::number_of(year, month, day)
    }

    fn usual(&self, bytes: &[u8]) -> Option<Day> {
        let (year, month, day) = self.parts(bytes)?;
        Day::new(year, month, day)
    }

    /// Year, month and day of a text that is written as most are.
    #[inline]
    fn parts(&self, bytes: &[u8]) -> Option<(i32, u32, u32)> {
        let text: &[u8; 10] = bytes.try_into().ok()?;
        let open = match (text[4], text[7]) {
            (b'-', b'-') => self.dashed,
            (b'/', b'/') => self.slashed,
            _ => false,
        };
        let mut digits = [0u32; 10];
        for (digit, byte) in digits.iter_mut().zip(text) {
            *digit = u32::from(byte.wrapping_sub(b'0'));
        }
        let [a, b, c, d, _, e, f, _, g, h] = digits;
        if !open || [a, b, c, d, e, f, g, h].iter().any(|digit| *digit > 9) {
            return None;
        }
        let year = a * 1000 + b * 100 + c * 10 + d;
        Some((year.cast_signed(), e * 10 + f, g * 10 + h))
    }

    fn read_unusual(&self, bytes: &[u8]) -> Result<Option<Day>, DateFault> {
        let Ok(cell) = Narrowed::new(bytes) else { return Err(DateFault::Unreadable) };
        if cell.is_blank(&self.form.blank) {
            return if self.form.blank.optional { Ok(None) } else { Err(DateFault::Missing) };
        }
        let mut days = Vec::new();
        let mut impossible = None;
        for pattern in &self.form.patterns {
            match read_by(pattern, &cell.chars, self.form.utc_offset) {
                Some(Ok(day)) if !days.contains(&day) => days.push(day),
                Some(Err(fault)) => impossible = Some(fault),
                _ => {}
            }
        }
        match days.as_slice() {
            [day] => Ok(Some(*day)),
            [] => Err(impossible.unwrap_or_else(|| why_unreadable(&cell.chars))),
            _ => Err(DateFault::Ambiguous(days)),
        }
    }

    /// The diagnostic of a fault, without its place.
    pub fn diagnose(&self, fault: &DateFault, column: &str, value: &str) -> Diagnostic {
        let said = |code| Diagnostic::new(code).arg("column", column).arg("value", shown(value));
        match fault {
            DateFault::Missing => said(&import::VALUE_MISSING),
            DateFault::Unreadable => self.bad_date(said(&import::BAD_DATE), &[]),
            DateFault::Ambiguous(days) => self.bad_date(said(&import::BAD_DATE), days),
            DateFault::TwoDigitYear => said(&import::TWO_DIGIT_YEAR),
            DateFault::NoSuchDay { first, last } => {
                said(&import::NO_SUCH_DAY).arg("first", first).arg("last", last)
            }
            DateFault::OutsideCalendar => {
                said(&import::NO_SUCH_DAY).arg("first", "1900-01-01").arg("last", "2199-12-31")
            }
            DateFault::Serial(day) => said(&import::EXCEL_SERIAL).arg("day", day),
            DateFault::Zoned => said(&import::ZONED_TIME),
        }
    }

    fn bad_date(&self, told: Diagnostic, days: &[Day]) -> Diagnostic {
        let date_of =
            |pattern: &DatePattern| pattern.text.split('[').next().unwrap_or_default().to_owned();
        let patterns: Vec<String> = self.form.patterns.iter().map(date_of).collect();
        let readings: Vec<String> = days.iter().map(Day::to_string).collect();
        let readings = if readings.is_empty() { "—".to_owned() } else { readings.join(", ") };
        told.arg("patterns", patterns.join(", ")).arg("readings", readings)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::format::Blank;
    use proptest::prelude::*;

    fn reader(patterns: &[&str]) -> DateReader {
        DateReader::new(DateForm::with(patterns).unwrap())
    }

    fn default() -> DateReader {
        DateReader::new(DateForm::default())
    }

    fn day(text: &str) -> Day {
        Day::parse(text).unwrap()
    }

    fn read(reader: &DateReader, text: &str) -> Result<String, DateFault> {
        reader.read(text.as_bytes()).map(|day| day.unwrap().to_string())
    }

    #[test]
    fn year_first_forms_need_no_declaration() {
        for text in [
            "2026-07-03",
            "2026-7-3",
            "2026/7/3",
            "2026/07/03",
            "2026.7.3",
            "20260703",
            "2026年7月3日",
            "２０２６年７月３日",
            "２０２６－０７－０３",
            " 2026-07-03\t",
            "2026-07-03 23:59",
            "2026-07-03 9:05:07",
            "2026-07-03 10:22:33.0",
            "2026/7/3  0:00",
            "2026年7月3日 08:30",
            "2026-07-03T10:22:33",
        ] {
            assert_eq!(read(&default(), text).as_deref(), Ok("2026-07-03"), "{text}");
        }
    }

    #[test]
    fn the_order_of_day_and_month_is_never_guessed() {
        let ambiguous = DateFault::Ambiguous(vec![day("2026-03-04"), day("2026-04-03")]);
        assert_eq!(read(&default(), "03/04/2026"), Err(ambiguous.clone()));
        assert_eq!(
            read(&default(), "12/25/2026"),
            Err(DateFault::Ambiguous(vec![day("2026-12-25")]))
        );
        assert_eq!(read(&reader(&["M/D/YYYY"]), "03/04/2026").as_deref(), Ok("2026-03-04"));
        assert_eq!(read(&reader(&["D/M/YYYY"]), "3/4/2026").as_deref(), Ok("2026-04-03"));
        let both = reader(&["M/D/YYYY", "D/M/YYYY"]);
        assert_eq!(read(&both, "03/04/2026"), Err(ambiguous));
        assert_eq!(read(&both, "25/12/2026").as_deref(), Ok("2026-12-25"));
        let told = default().diagnose(
            &read(&default(), "03/04/2026").unwrap_err(),
            "成交日期",
            "03/04/2026",
        );
        assert_eq!(told.code.id, "I06");
        let text = crate::text::code::fill(told.code.en.message, &told.args);
        assert!(text.contains("2026-03-04, 2026-04-03"), "{text}");
    }

    #[test]
    fn only_declared_patterns_are_read() {
        let strict = reader(&["YYYY-MM-DD"]);
        assert_eq!(read(&strict, "2026-07-03").as_deref(), Ok("2026-07-03"));
        for text in ["2026-7-3", "2026/07/03", "20260703", "2026-07-03 10:00"] {
            assert_eq!(read(&strict, text), Err(DateFault::Unreadable), "{text}");
        }
        // A form that reads year, day, month must not be overtaken by the fast pass.
        assert_eq!(read(&reader(&["YYYY-DD-MM"]), "2026-03-07").as_deref(), Ok("2026-07-03"));
        let both = reader(&["YYYY-MM-DD", "YYYY-DD-MM"]);
        assert!(matches!(read(&both, "2026-07-03"), Err(DateFault::Ambiguous(_))));
    }

    #[test]
    fn two_digit_years_are_refused() {
        for text in ["26-7-3", "7/3/26", "03.07.26", "26年7月3日", "26/07/03 10:00"] {
            assert_eq!(read(&default(), text), Err(DateFault::TwoDigitYear), "{text}");
        }
        assert_eq!(read(&reader(&["M/D/YYYY"]), "7/3/26"), Err(DateFault::TwoDigitYear));
    }

    #[test]
    fn an_impossible_day_tells_which_days_there_are() {
        for (text, first, last) in [
            ("2023-02-29", "2023-02-01", "2023-02-28"),
            ("2024-02-30", "2024-02-01", "2024-02-29"),
            ("2026/6/31", "2026-06-01", "2026-06-30"),
            ("2026-12-32", "2026-12-01", "2026-12-31"),
            ("2026-13-01", "2026-01-01", "2026-12-31"),
            ("20260230", "2026-02-01", "2026-02-28"),
            ("2026-00-00", "2026-01-01", "2026-12-31"),
            ("2199-12-32", "2199-12-01", "2199-12-31"),
        ] {
            let fault = DateFault::NoSuchDay { first: day(first), last: day(last) };
            assert_eq!(read(&default(), text), Err(fault), "{text}");
        }
        assert_eq!(read(&default(), "0000-00-00"), Err(DateFault::OutsideCalendar));
    }

    #[test]
    fn what_is_no_date_is_unreadable() {
        for text in ["soon", "2026-7", "2026", "13/13/2026", "2026-07-03 25:00", "2026-07-03x"] {
            assert_eq!(read(&default(), text), Err(DateFault::Unreadable), "{text}");
        }
        assert_eq!(default().read(b"\xff\xfe"), Err(DateFault::Unreadable));
    }

    #[test]
    fn a_spreadsheet_number_is_read_only_where_declared() {
        let declared = reader(&["excel-serial"]);
        assert_eq!(read(&declared, "46204").as_deref(), Ok("2026-07-01"));
        assert_eq!(read(&declared, "46204.75").as_deref(), Ok("2026-07-01"));
        assert_eq!(read(&declared, "45293").as_deref(), Ok("2024-01-02"));
        assert_eq!(read(&declared, "61").as_deref(), Ok("1900-03-01"));
        assert!(matches!(read(&declared, "60"), Err(DateFault::OutsideCalendar)));
        assert!(matches!(read(&declared, "999999"), Err(DateFault::OutsideCalendar)));
        assert_eq!(read(&default(), "46204"), Err(DateFault::Serial(day("2026-07-01"))));
        assert_eq!(read(&default(), "46204.5"), Err(DateFault::Serial(day("2026-07-01"))));
    }

    #[test]
    fn a_timestamp_has_its_day_at_the_offset_of_the_plan() {
        let stamped = reader(&["iso-timestamp"]);
        for (text, there) in [
            ("2024-01-22T16:14:25.000+0000", "2024-01-23"),
            ("2024-01-22T15:59:59.999Z", "2024-01-22"),
            ("2024-12-31T16:00:00Z", "2025-01-01"),
            ("2024-01-22 09:00:00+08:00", "2024-01-22"),
            ("2024-01-22T09:00+08", "2024-01-22"),
            ("2024-01-22T20:00:00-05:00", "2024-01-23"),
        ] {
            assert_eq!(read(&stamped, text).as_deref(), Ok(there), "{text}");
            assert_eq!(read(&default(), text), Err(DateFault::Zoned), "{text}");
        }
        let mut west = DateForm::with(&["iso-timestamp"]).unwrap();
        west.utc_offset = -300;
        let west = DateReader::new(west);
        assert_eq!(read(&west, "2024-03-01T04:59:00Z").as_deref(), Ok("2024-02-29"));
        assert_eq!(read(&stamped, "2024-01-22T16:14:25"), Err(DateFault::Unreadable));
    }

    #[test]
    fn a_blank_day_is_absent_only_where_declared() {
        assert_eq!(default().read(b""), Err(DateFault::Missing));
        let form = DateForm { blank: Blank::optional(), ..DateForm::default() };
        assert_eq!(DateReader::new(form).read("—".as_bytes()), Ok(None));
    }

    proptest! {
        #[test]
        fn every_day_reads_back_in_every_form(number in -25_567..=84_005i32) {
            let day = Day::from_number(number).unwrap();
            let (y, m, d) = (day.year(), day.month(), day.day());
            let reader = default();
            for text in [
                format!("{y}-{m:02}-{d:02}"), format!("{y}/{m:02}/{d:02}"), format!("{y}-{m}-{d}"),
                format!("{y}{m:02}{d:02}"), format!("{y}年{m}月{d}日"), format!("{y}.{m}.{d} 1:02"),
            ] {
                prop_assert_eq!(reader.read(text.as_bytes()), Ok(Some(day)), "{}", text);
            }
        }

        #[test]
        fn the_fast_pass_and_the_patterns_agree(text in "(19|20|21)[0-9]{2}[-/][0-9]{2}[-/][0-9]{2}") {
            let reader = default();
            if let Some(day) = reader.usual(text.as_bytes()) {
                prop_assert_eq!(reader.read_unusual(text.as_bytes()), Ok(Some(day)));
            } else {
                prop_assert!(reader.read(text.as_bytes()).is_err());
            }
        }

        #[test]
        fn no_text_whatever_panics(text in "[-0-9/.:TZ+年月日 ]{0,24}") {
            let every = reader(&["YYYY-M-D[ h:mm]", "iso-timestamp", "excel-serial", "D.M.YYYY"]);
            let _ = every.read(text.as_bytes());
        }
    }
}
