//! First events: of the rows that a measure selects, only those that come first for their customer
//! (or any other key): a new customer is one without an order in the 12 months before.

use crate::base::Day;
use crate::expr::Expr;
use crate::text::Span;

/// Which rows are first.
#[derive(Clone, Debug)]
pub struct First {
    /// The key: a slot of [`super::source::Source::names`].
    pub of: usize,
    /// A row is first as long as fewer than so many came before it.
    pub count: u32,
    /// How far back an earlier row matters; `None`: for ever.
    pub within: Option<Reach>,
    /// Which rows matter as earlier ones; `None`: those that the measure itself selects.
    pub among: Option<Expr>,
    /// From which day on the exports have every row.
    pub since: Option<Day>,
    /// The table in the file.
    pub span: Span,
}

/// A stretch of time back from a day.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Reach {
    /// So many calendar months.
    Months(u32),
    /// So many days.
    Days(u32),
}

impl Reach {
    /// Longer ones lead out of the calendar.
    pub const MOST_MONTHS: u32 = 600;

    /// The first day of the stretch before a day: twelve months before 15 July is 15 July, before
    /// 29 February the last of February.
    pub fn before(self, day: Day) -> Day {
        match self {
            Reach::Months(months) => day.months_before(months),
            Reach::Days(days) => day.plus(-days.cast_signed()),
        }
    }

    /// Reads `12 months`, `12 个月`, `2 years`, `90 days`.
    pub fn parse(text: &str) -> Option<Reach> {
        let text = text.trim();
        let digits = text.find(|c: char| !c.is_ascii_digit())?;
        let count: u32 = text[..digits].parse().ok().filter(|count| *count > 0)?;
        let (reach, months) = match text[digits..].trim() {
            "month" | "months" | "个月" | "月" => (Reach::Months(count), count),
            "year" | "years" | "年" => {
                let months = count.checked_mul(12)?;
                (Reach::Months(months), months)
            }
            "day" | "days" | "天" | "日" => (Reach::Days(count), count / 31),
            _ => return None,
        };
        (months <= Self::MOST_MONTHS).then_some(reach)
    }
}

impl First {
    /// Whether the exports reach back far enough to tell what is first from a day on.
    pub fn is_known_from(&self, start: Day) -> bool {
        match (self.since, self.within) {
            (Some(since), Some(within)) => since <= within.before(start),
            _ => true,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_stretch_is_read_in_both_languages_and_reaches_back_by_the_calendar() {
        for text in ["12 months", "12个月", "1 year", "1年"] {
            assert_eq!(Reach::parse(text), Some(Reach::Months(12)), "{text}");
        }
        assert_eq!(Reach::parse("90 days"), Some(Reach::Days(90)));
        for text in
            ["", "12", "months", "0 months", "-1 months", "1.5 years", "99999 years", "12 moons"]
        {
            assert_eq!(Reach::parse(text), None, "{text}");
        }
        let before = |reach: Reach, day: &str| reach.before(Day::parse(day).unwrap()).to_string();
        assert_eq!(before(Reach::Months(12), "2026-07-15"), "2025-07-15");
        assert_eq!(before(Reach::Months(12), "2024-02-29"), "2023-02-28");
        assert_eq!(before(Reach::Months(6), "2026-08-31"), "2026-02-28");
        assert_eq!(before(Reach::Months(1), "2026-01-31"), "2025-12-31");
        assert_eq!(before(Reach::Days(90), "2026-07-01"), "2026-04-02");
    }
}
