//! What a plan declares about the form of a column of an export: how its amounts, days, shares,
//! numbers, flags and keys are written. Plain data, each pattern parsed once. The reading of cells by
//! these forms is in `crm`; their keys in `sources.toml` are read elsewhere in this room.

use std::fmt;

use crate::base::unit::Currency;

use super::pattern::{DatePattern, PatternFault};

/// What counts as "no value" in a column, and whether a row may come without one. Whatever is
/// declared, nothing is ever read as 0.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Blank {
    /// Whether a cell may be blank. Default: no, a blank cell is a fault.
    pub optional: bool,
    /// Texts that mean "no value", compared without regard to ASCII case; the empty cell always
    /// does. Default: [`Blank::TOKENS`].
    pub tokens: Vec<String>,
}

impl Blank {
    /// What exports write for "no value" when nothing is declared.
    pub const TOKENS: [&str; 8] = ["-", "--", "–", "—", "——", "N/A", "#N/A", "NULL"];

    /// A column whose cells may be blank, with the tokens of the default.
    pub fn optional() -> Blank {
        Blank { optional: true, ..Blank::default() }
    }
}

impl Default for Blank {
    fn default() -> Self {
        Blank { optional: false, tokens: Blank::TOKENS.map(str::to_owned).to_vec() }
    }
}

/// The power of ten in which amounts are written: `万元` is 10⁴ 元.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ScaleUnit(u32);

impl ScaleUnit {
    /// Single units: 元.
    pub const ONE: ScaleUnit = ScaleUnit(0);
    /// 万, 10⁴.
    pub const WAN: ScaleUnit = ScaleUnit(4);
    /// 亿, 10⁸.
    pub const YI: ScaleUnit = ScaleUnit(8);

    /// Every scale with its word, longest word first: what a reader of amounts tries.
    pub const WORDS: [(&'static str, ScaleUnit); 6] = [
        ("百万", ScaleUnit(6)),
        ("千万", ScaleUnit(7)),
        ("万亿", ScaleUnit(12)),
        ("千", ScaleUnit(3)),
        ("万", ScaleUnit::WAN),
        ("亿", ScaleUnit::YI),
    ];

    /// How many zeros it adds.
    pub fn power(self) -> u32 {
        self.0
    }

    /// Reads what a plan writes: `元`, `万`, `万元`, `亿`, …
    pub fn parse(word: &str) -> Option<ScaleUnit> {
        match word.strip_suffix('元').unwrap_or(word) {
            "" => (!word.is_empty()).then_some(ScaleUnit::ONE),
            stem => ScaleUnit::WORDS.iter().find(|(known, _)| *known == stem).map(|row| row.1),
        }
    }
}

impl fmt::Display for ScaleUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let word = ScaleUnit::WORDS.iter().find(|row| row.1 == *self).map_or("元", |row| row.0);
        f.write_str(word)
    }
}

impl fmt::Debug for ScaleUnit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// Which ways of writing a negative number a column may use. Default: all three, since none of them
/// can be read as anything else.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Negative {
    /// `-1,234.00`
    pub minus: bool,
    /// `(1,234.00)`
    pub parens: bool,
    /// `1,234.00-`
    pub trailing: bool,
}

impl Default for Negative {
    fn default() -> Self {
        Negative { minus: true, parens: true, trailing: true }
    }
}

/// How a column writes amounts of money.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MoneyForm {
    /// The declared power of ten. Default: none, then the header's `（万元）` or the cell's `万` says.
    pub scale_unit: Option<ScaleUnit>,
    /// Whether commas may group the digits by three. Default: yes.
    pub thousands: bool,
    /// The currency of every amount in the column. Default: none, then no cell may show one.
    pub currency: Option<Currency>,
    /// Accepted ways of writing a negative amount.
    pub negative: Negative,
    /// Cells without a value.
    pub blank: Blank,
}

impl Default for MoneyForm {
    fn default() -> Self {
        MoneyForm {
            scale_unit: None,
            thousands: true,
            currency: None,
            negative: Negative::default(),
            blank: Blank::default(),
        }
    }
}

/// How a column writes plain numbers: quantities, scores.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NumberForm {
    /// Whether commas may group the digits by three. Default: yes.
    pub thousands: bool,
    /// Accepted ways of writing a negative number.
    pub negative: Negative,
    /// Cells without a value.
    pub blank: Blank,
}

impl Default for NumberForm {
    fn default() -> Self {
        NumberForm { thousands: true, negative: Negative::default(), blank: Blank::default() }
    }
}

/// What a share without a percent sign means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PercentScale {
    /// `85` is 85 %.
    Percent,
    /// `0.85` is 85 %.
    Fraction,
}

/// How a column writes shares. A cell with a percent sign says itself what it means.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PercentForm {
    /// What a bare number means. Default: nothing is assumed, a bare number is a fault.
    pub scale: Option<PercentScale>,
    /// Whether bare numbers above 1 and up to 1 may stand in one column. Default: no.
    pub mixed: bool,
    /// Cells without a value.
    pub blank: Blank,
}

/// How a column writes yes and no. Words are compared without regard to ASCII case.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BoolForm {
    /// Words for yes. Default: 是 真 1 TRUE T YES Y.
    pub yes: Vec<String>,
    /// Words for no. Default: 否 假 0 FALSE F NO N.
    pub no: Vec<String>,
    /// Whether a blank cell means no, as in an export that writes `1` or nothing. Default: no.
    pub blank_is_no: bool,
    /// Cells without a value.
    pub blank: Blank,
}

impl Default for BoolForm {
    fn default() -> Self {
        let words = |list: [&str; 7]| list.map(str::to_owned).to_vec();
        BoolForm {
            yes: words(["是", "真", "1", "true", "t", "yes", "y"]),
            no: words(["否", "假", "0", "false", "f", "no", "n"]),
            blank_is_no: false,
            blank: Blank::default(),
        }
    }
}

/// How a column writes ids and other keys.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct KeyForm {
    /// Cells without a value.
    pub blank: Blank,
}

/// How a column writes days.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateForm {
    /// The declared patterns. Default: [`DateForm::YEAR_FIRST`], which can't be misread.
    pub patterns: Vec<DatePattern>,
    /// The plan's offset from UTC in minutes, east positive: the day of a timestamp with a zone is
    /// its day there. Default: 480, China.
    pub utc_offset: i32,
    /// Whether the days are planned ones, of which many have not come yet.
    pub planned: bool,
    /// Cells without a value.
    pub blank: Blank,
}

impl DateForm {
    /// The patterns of a column that declares none: year first, so that no part can be mistaken.
    pub const YEAR_FIRST: [&str; 6] = [
        "YYYY-M-D[ h:mm[:ss[.f]]]",
        "YYYY/M/D[ h:mm[:ss[.f]]]",
        "YYYY.M.D[ h:mm[:ss]]",
        "YYYYMMDD",
        "YYYY年M月D日[ h:mm[:ss]]",
        "YYYY-MM-DDThh:mm[:ss[.f]]",
    ];

    /// The form with exactly these patterns, otherwise the default; the faults of all wrong patterns.
    pub fn with(patterns: &[&str]) -> Result<DateForm, Vec<(String, PatternFault)>> {
        let (mut good, mut bad) = (Vec::new(), Vec::new());
        for text in patterns {
            match DatePattern::parse(text) {
                Ok(pattern) => good.push(pattern),
                Err(fault) => bad.push(((*text).to_owned(), fault)),
            }
        }
        let usual =
            DateForm { patterns: good, utc_offset: 480, planned: false, blank: Blank::default() };
        if bad.is_empty() { Ok(usual) } else { Err(bad) }
    }
}

impl Default for DateForm {
    fn default() -> Self {
        let patterns =
            DateForm::YEAR_FIRST.iter().filter_map(|text| DatePattern::parse(text).ok()).collect();
        DateForm { patterns, utc_offset: 480, planned: false, blank: Blank::default() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_pattern_of_the_default_is_a_pattern() {
        assert_eq!(DateForm::default().patterns.len(), DateForm::YEAR_FIRST.len());
    }

    #[test]
    fn all_wrong_patterns_of_a_column_are_told_at_once() {
        let faults = DateForm::with(&["YY/M/D", "YYYY-MM-DD", "soon"]).unwrap_err();
        assert_eq!(faults.len(), 2);
    }

    #[test]
    fn scale_words_are_powers_of_ten() {
        assert_eq!(ScaleUnit::parse("万元"), Some(ScaleUnit::WAN));
        assert_eq!(ScaleUnit::parse("亿"), Some(ScaleUnit::YI));
        assert_eq!(ScaleUnit::parse("元"), Some(ScaleUnit::ONE));
        assert_eq!(ScaleUnit::parse("千元").map(ScaleUnit::power), Some(3));
        assert_eq!(ScaleUnit::parse(""), None);
        assert_eq!(ScaleUnit::parse("万万"), None);
    }
}
