//! What the values of a column look like, judged over the whole file: figures, amounts, days, flags,
//! few words or many. A guess is only ever proposed.

use std::collections::{BTreeMap, HashSet};

use crate::base::unit::Currency;
use crate::plan::format::{Blank, BoolForm, DateForm, Negative};

use super::super::cell::Narrowed;
use super::super::cell_value::is_blank;
use super::super::date::DateReader;
use super::super::flag::read_flag;
use super::super::inspect::content_of;
use super::super::number::{Style, figure};

/// A column of more different values is no column of statuses.
pub const MOST_VALUES: usize = 40;

/// The date patterns that are tried; the empty one stands for the year-first forms, which need no
/// declaration.
const PATTERNS: [&str; 8] = [
    "",
    "iso-timestamp",
    "M/D/YYYY[ h:mm[:ss]]",
    "D/M/YYYY[ h:mm[:ss]]",
    "M-D-YYYY[ h:mm[:ss]]",
    "D-M-YYYY[ h:mm[:ss]]",
    "D.M.YYYY[ h:mm[:ss]]",
    "excel-serial",
];

/// The readers of these patterns.
pub struct Patterns(Vec<(&'static str, DateReader)>);

impl Patterns {
    /// All of them, for days at that offset from UTC in minutes.
    pub fn new(utc_offset: i32) -> Patterns {
        let form = |pattern: &str| match pattern {
            "" => Some(DateForm::default()),
            one => DateForm::with(&[one]).ok(),
        };
        let reader = |pattern: &'static str| {
            let form = DateForm { utc_offset, ..form(pattern)? };
            Some((pattern, DateReader::new(form)))
        };
        Patterns(PATTERNS.into_iter().filter_map(reader).collect())
    }
}

/// What the values of a column were so far.
#[derive(Clone, Debug, Default)]
pub struct Guess {
    /// Cells with a value.
    pub filled: u64,
    /// Cells without one.
    pub blank: u64,
    /// Cells that are figures, currencies and 万 included.
    figures: u64,
    /// Cells that are digits only, with a leading zero or more than a figure has.
    codes: u64,
    percents: u64,
    /// Whether a figure is below zero.
    pub has_negative: bool,
    has_scale: bool,
    /// Currencies of the signs in it.
    pub currencies: Vec<Currency>,
    /// Cells that each of the patterns reads.
    days: Vec<u64>,
    /// The different values with their rows, while there are few.
    pub values: BTreeMap<String, u64>,
    has_more_values: bool,
    /// Hashes of all values, until one repeats.
    unique: Option<HashSet<u64>>,
    has_repeat: bool,
}

/// A type that fits every value of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// There is no value.
    Blank,
    /// Words.
    Text,
    /// Digits that are no figure.
    Id,
    /// Amounts.
    Money,
    /// Figures.
    Number,
    /// Shares with a percent sign.
    Percent,
    /// Days, by these patterns: more than one where day and month can't be told apart. None: the
    /// usual year-first forms.
    Date(Vec<&'static str>),
    /// Yes and no; whether a blank cell must mean no.
    Flag(bool),
}

impl Guess {
    /// Takes in a cell.
    pub fn take(&mut self, cell: &str, patterns: &Patterns) {
        let text = cell.trim();
        if is_blank(text, &Blank::default()) {
            self.blank += 1;
            return;
        }
        self.filled += 1;
        self.take_figure(text);
        self.days.resize(patterns.0.len(), 0);
        for ((_, reader), count) in patterns.0.iter().zip(&mut self.days) {
            // A pattern that failed once is out; trying it again costs the most.
            if *count + 1 == self.filled && reader.read(text.as_bytes()).is_ok() {
                *count += 1;
            }
        }
        self.take_value(text);
    }

    fn take_figure(&mut self, text: &str) {
        let digits = text.bytes().all(|byte| byte.is_ascii_digit());
        self.codes += u64::from(digits && text.len() > 1 && text.starts_with('0'));
        self.codes += u64::from(digits && text.len() > 15);
        let Ok(cell) = Narrowed::new(text.as_bytes()) else { return };
        let style = Style { thousands: true, negative: Negative::default(), money: true };
        if let [share @ .., '%'] = cell.chars.as_slice() {
            self.percents += u64::from(figure(share, &style).is_ok());
            return;
        }
        let Ok(read) = figure(&cell.chars, &style) else { return };
        self.figures += 1;
        self.has_negative |= read.value.mantissa < 0;
        self.has_scale |= read.unit.is_some();
        for (_, currency) in read.signs {
            if !self.currencies.contains(&currency) {
                self.currencies.push(currency);
            }
        }
    }

    fn take_value(&mut self, text: &str) {
        if let Some(rows) = self.values.get_mut(text) {
            *rows += 1;
        } else if self.values.len() < MOST_VALUES {
            self.values.insert(text.to_owned(), 1);
        } else {
            self.has_more_values = true;
        }
        if !self.has_repeat {
            self.has_repeat = !self.unique.get_or_insert_default().insert(content_of(text));
            if self.has_repeat {
                self.unique = None;
            }
        }
    }

    /// Whether no value stands twice.
    pub fn is_unique(&self) -> bool {
        self.filled > 0 && !self.has_repeat
    }

    /// Whether the different values are few enough to be listed.
    pub fn is_listed(&self) -> bool {
        self.filled > 0 && !self.has_more_values
    }

    /// Whether the cells are amounts of money by their own signs.
    fn has_money_marks(&self) -> bool {
        self.has_scale || !self.currencies.is_empty()
    }

    /// Whether most cells are figures: then those that aren't are worth a word.
    pub fn is_mostly_figures(&self) -> bool {
        self.figures * 2 > self.filled
    }

    /// The patterns that read every value.
    pub fn dates(&self, patterns: &Patterns) -> Option<Vec<&'static str>> {
        let all = patterns.0.iter().zip(&self.days);
        let fits: Vec<&'static str> = all
            .filter(|(_, count)| self.filled > 0 && **count == self.filled)
            .map(|((pattern, _), _)| *pattern)
            .collect();
        match fits.as_slice() {
            [] => None,
            ["", ..] => Some(Vec::new()),
            _ => Some(fits),
        }
    }

    /// The narrowest type that fits every value.
    pub fn kind(&self, patterns: &Patterns) -> Kind {
        let all = |count: u64| count == self.filled;
        if self.filled == 0 {
            return Kind::Blank;
        }
        if let Some(blank_is_no) = self.flag() {
            return Kind::Flag(blank_is_no);
        }
        if all(self.percents) {
            return Kind::Percent;
        }
        if self.codes > 0 && all(self.figures) {
            return Kind::Id;
        }
        // Eight digits may be a day and are mostly a number; only its role could tell.
        if !all(self.figures)
            && let Some(patterns) = self.dates(patterns)
        {
            return Kind::Date(patterns);
        }
        match all(self.figures) {
            true if self.has_money_marks() => Kind::Money,
            true => Kind::Number,
            false => Kind::Text,
        }
    }

    /// Whether all values are yes and no: both of them, or one of them beside blanks.
    fn flag(&self) -> Option<bool> {
        if self.has_more_values || self.values.len() > 4 {
            return None;
        }
        let form = BoolForm::default();
        let words = self.values.keys().map(|value| read_flag(value.as_bytes(), &form).ok()?);
        let words: Vec<bool> = words.collect::<Option<_>>()?;
        let (yes, no) = (words.contains(&true), words.contains(&false));
        match (yes, no, self.blank > 0) {
            (true, true, false) => Some(false),
            (true, false, true) => Some(true),
            _ => None,
        }
    }
}

/// Whether a cell is a value rather than a name of a column.
pub fn is_value(cell: &str, patterns: &Patterns) -> bool {
    let mut guess = Guess::default();
    guess.take(cell, patterns);
    !matches!(guess.kind(patterns), Kind::Blank | Kind::Text | Kind::Flag(_))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kind(cells: &[&str]) -> Kind {
        let patterns = Patterns::new(480);
        let mut guess = Guess::default();
        cells.iter().for_each(|cell| guess.take(cell, &patterns));
        guess.kind(&patterns)
    }

    #[test]
    fn a_type_fits_every_value_of_the_column() {
        assert_eq!(kind(&["1,200.00", "(3)", ""]), Kind::Number);
        assert_eq!(kind(&["￥1,200.00", "3"]), Kind::Money);
        assert_eq!(kind(&["12万", "3"]), Kind::Money);
        assert_eq!(kind(&["85%", "3.5％"]), Kind::Percent);
        assert_eq!(kind(&["007", "12"]), Kind::Id);
        assert_eq!(kind(&["2026-07-03", "2026/7/3 10:00"]), Kind::Date(Vec::new()));
        assert_eq!(kind(&["2024-01-22T16:14:25.000+0000"]), Kind::Date(vec!["iso-timestamp"]));
        assert_eq!(kind(&["1,2O0.00", "3"]), Kind::Text);
        assert_eq!(kind(&["", "-"]), Kind::Blank);
    }

    #[test]
    fn where_day_and_month_cannot_be_told_apart_both_orders_are_left() {
        let (us, british) = ("M/D/YYYY[ h:mm[:ss]]", "D/M/YYYY[ h:mm[:ss]]");
        assert_eq!(kind(&["03/04/2026"]), Kind::Date(vec![us, british]));
        assert_eq!(kind(&["03/04/2026", "3/25/2026"]), Kind::Date(vec![us]));
        assert_eq!(kind(&["25/3/2026"]), Kind::Date(vec![british]));
        assert_eq!(kind(&["25/3/2026", "3/25/2026"]), Kind::Text);
    }

    #[test]
    fn one_word_beside_blanks_is_a_flag_and_ones_alone_are_a_number() {
        assert_eq!(kind(&["1", "", "1"]), Kind::Flag(true));
        assert_eq!(kind(&["是", "否"]), Kind::Flag(false));
        assert_eq!(kind(&["1", "1"]), Kind::Number);
        assert_eq!(kind(&["1", "2", ""]), Kind::Number);
    }
}
