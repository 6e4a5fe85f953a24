//! Figures in cells: the exact decimal `Scaled`, the grammar of digits and what may stand around
//! them, and plain numbers. Amounts and shares build on this in `money` and `percent`.

use std::sync::LazyLock;

use crate::base::Number;
use crate::base::unit::Currency;
use crate::plan::format::{Negative, NumberForm, ScaleUnit};
use crate::text::{Diagnostic, code::import};

use super::cell::{Narrowed, Stray, shown};

/// The largest power of ten that is read from scientific notation.
const MOST_EXPONENT: i64 = 38;

/// `mantissa ÷ 10^scale`, exactly: how figures stay within the scan of an export.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Scaled {
    /// All digits as one whole number.
    pub mantissa: i128,
    /// How many of them stand after the point.
    pub scale: u32,
}

impl Scaled {
    /// The same value as a number.
    pub fn to_number(self) -> Number {
        Number::scaled(self.mantissa, self.scale)
    }

    /// The mantissa of the same value at another scale; `None` where that scale can't hold it
    /// exactly or it overflows.
    pub fn at_scale(self, scale: u32) -> Option<i128> {
        if scale >= self.scale {
            self.mantissa.checked_mul(10i128.checked_pow(scale - self.scale)?)
        } else {
            let power = 10i128.checked_pow(self.scale - scale)?;
            (self.mantissa % power == 0).then(|| self.mantissa / power)
        }
    }

    /// The value times `10^power`; `None` where that overflows.
    #[must_use]
    pub fn times_ten(self, power: i64) -> Option<Scaled> {
        let scale = i64::from(self.scale) - power;
        match u32::try_from(scale) {
            Ok(scale) => Some(Scaled { scale, ..self }),
            Err(_) => {
                let factor = 10i128.checked_pow(u32::try_from(-scale).ok()?)?;
                Some(Scaled { mantissa: self.mantissa.checked_mul(factor)?, scale: 0 })
            }
        }
    }
}

/// Why a text is no figure: what is wrong stands at that index, or there are too many digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Wrong {
    At(usize),
    TooLong,
}

/// Reads the usual forms, `1234`, `-1,234.50`, in one pass without memory; `None` sends everything
/// else to [`figure`], which reads these forms to the same value.
#[inline]
pub(super) fn usual(bytes: &[u8], thousands: bool, minus: bool) -> Option<Scaled> {
    let (negative, rest) = match bytes {
        [b'-', rest @ ..] if minus => (true, rest),
        _ => (false, bytes),
    };
    // Eighteen digits fit an i64 whatever they are.
    if rest.is_empty() || rest.len() > 18 {
        return None;
    }
    let (mut mantissa, mut at, mut run, mut grouped) = (0i64, 0, 0, false);
    while at < rest.len() {
        let digit = rest[at].wrapping_sub(b'0');
        if digit <= 9 {
            mantissa = mantissa * 10 + i64::from(digit);
            run += 1;
        } else if rest[at] == b',' && thousands && may_group(grouped, run, rest[0] == b'0') {
            (grouped, run) = (true, 0);
        } else {
            break;
        }
        at += 1;
    }
    if run == 0 || (grouped && run != 3) {
        return None;
    }
    let mut scale = 0;
    if at < rest.len() {
        if rest[at] != b'.' || at + 1 == rest.len() {
            return None;
        }
        for byte in &rest[at + 1..] {
            let digit = byte.wrapping_sub(b'0');
            if digit > 9 {
                return None;
            }
            mantissa = mantissa * 10 + i64::from(digit);
            scale += 1;
        }
    }
    Some(Scaled { mantissa: i128::from(if negative { -mantissa } else { mantissa }), scale })
}

/// Whether a comma may follow `run` digits: three of them, or one to three before the first comma,
/// where a leading zero would make `0,123` of what may be a decimal comma.
fn may_group(grouped: bool, run: usize, zero_first: bool) -> bool {
    if grouped { run == 3 } else { (1..=3).contains(&run) && !zero_first }
}

/// Which marks may stand around the digits.
pub(super) struct Style {
    pub(super) thousands: bool,
    pub(super) negative: Negative,
    /// Whether currencies and 万, 亿 may.
    pub(super) money: bool,
}

/// A figure with the marks that stood around it.
pub(super) struct Figure {
    pub(super) value: Scaled,
    /// Currency signs in order, as the table of currencies writes them.
    pub(super) signs: Vec<(&'static str, Currency)>,
    pub(super) unit: Option<ScaleUnit>,
}

/// Reads a figure from narrowed, trimmed characters: signs and currencies, an opening bracket,
/// digits, the scale, currencies, a closing bracket or trailing minus.
pub(super) fn figure(chars: &[char], style: &Style) -> Result<Figure, Wrong> {
    let mut cursor = Cursor { chars, at: 0 };
    let mut signs = Vec::new();
    let (mut sign, mut open) = (None, None);
    loop {
        cursor.spaces();
        match cursor.peek() {
            Some('(') if style.negative.parens && sign.is_none() && open.is_none() => {
                open = Some(cursor.at);
                cursor.at += 1;
            }
            Some(mark @ ('-' | '+')) if sign.is_none() && open.is_none() => {
                if mark == '-' && !style.negative.minus {
                    return Err(Wrong::At(cursor.at));
                }
                sign = Some(mark);
                cursor.at += 1;
            }
            _ => match style.money.then(|| cursor.currency()).flatten() {
                Some(found) => signs.push(found),
                None => break,
            },
        }
    }
    let mut value = cursor.decimal(style.thousands)?;
    let (mut unit, before, mut negative) = (None, signs.len(), sign == Some('-'));
    loop {
        cursor.spaces();
        match cursor.peek() {
            Some(')') if open.is_some() => {
                (open, negative, sign) = (None, true, Some('-'));
                cursor.at += 1;
            }
            Some('-') if style.negative.trailing && sign.is_none() && open.is_none() => {
                (negative, sign) = (true, Some('-'));
                cursor.at += 1;
            }
            _ if !style.money => break,
            _ => match (unit.is_none() && signs.len() == before).then(|| cursor.unit()).flatten() {
                Some(found) => unit = Some(found),
                None => match cursor.currency() {
                    Some(found) => signs.push(found),
                    None => break,
                },
            },
        }
    }
    if let Some(at) = open {
        return Err(Wrong::At(at));
    }
    if cursor.at < chars.len() {
        return Err(Wrong::At(cursor.at));
    }
    if negative {
        value.mantissa = -value.mantissa;
    }
    Ok(Figure { value, signs, unit })
}

/// Signs of all currencies, longest first, upper case.
static SIGNS: LazyLock<Vec<(Vec<char>, &'static str, Currency)>> = LazyLock::new(|| {
    let row = |(sign, currency): (&'static str, Currency)| (sign.chars().collect(), sign, currency);
    Currency::signs().into_iter().map(row).collect()
});

struct Cursor<'a> {
    chars: &'a [char],
    at: usize,
}

impl Cursor<'_> {
    fn peek(&self) -> Option<char> {
        self.chars.get(self.at).copied()
    }

    fn spaces(&mut self) {
        while self.peek() == Some(' ') {
            self.at += 1;
        }
    }

    fn currency(&mut self) -> Option<(&'static str, Currency)> {
        let rest = &self.chars[self.at..];
        let here = |sign: &[char]| {
            rest.len() >= sign.len()
                && sign.iter().zip(rest).all(|(s, c)| s.eq_ignore_ascii_case(c))
        };
        let (letters, sign, currency) = SIGNS.iter().find(|row| here(&row.0))?;
        self.at += letters.len();
        Some((sign, *currency))
    }

    fn unit(&mut self) -> Option<ScaleUnit> {
        let rest = &self.chars[self.at..];
        let here = |word: &str| {
            let count = word.chars().count();
            rest.len() >= count && word.chars().zip(rest).all(|(w, c)| w == *c)
        };
        let longest = |row: &&(&str, ScaleUnit)| row.0.chars().count();
        let found = ScaleUnit::WORDS.iter().filter(|(word, _)| here(word)).max_by_key(longest)?;
        self.at += found.0.chars().count();
        Some(found.1)
    }

    /// Digits, grouped or not, with an optional fraction and, where not grouped, exponent.
    fn decimal(&mut self, thousands: bool) -> Result<Scaled, Wrong> {
        let mut mantissa = 0i128;
        let zero_first = self.peek() == Some('0');
        let mut run = self.digits(&mut mantissa)?;
        if run == 0 {
            return Err(Wrong::At(self.at));
        }
        let mut grouped = false;
        while self.peek() == Some(',') {
            let comma = self.at;
            if !thousands || !may_group(grouped, run, zero_first) {
                return Err(Wrong::At(comma));
            }
            self.at += 1;
            run = self.digits(&mut mantissa)?;
            grouped = true;
            if run != 3 {
                // `1,2O0`: the letter is at fault, not the comma before it.
                let letter = run < 3 && self.peek().is_some_and(|c| c.is_ascii_alphabetic());
                return Err(Wrong::At(if letter { self.at } else { comma }));
            }
        }
        let mut scale = 0;
        if self.peek() == Some('.') {
            let point = self.at;
            self.at += 1;
            scale = u32::try_from(self.digits(&mut mantissa)?).map_err(|_| Wrong::TooLong)?;
            if scale == 0 {
                return Err(Wrong::At(point));
            }
        }
        let value = Scaled { mantissa, scale };
        match if grouped { None } else { self.exponent() } {
            Some(power) if power.abs() > MOST_EXPONENT => Err(Wrong::TooLong),
            Some(power) => value.times_ten(power).ok_or(Wrong::TooLong),
            None => Ok(value),
        }
    }

    fn digits(&mut self, mantissa: &mut i128) -> Result<usize, Wrong> {
        let first = self.at;
        while let Some(digit) = self.peek().and_then(|c| c.to_digit(10)) {
            let longer = mantissa.checked_mul(10).and_then(|m| m.checked_add(i128::from(digit)));
            *mantissa = longer.ok_or(Wrong::TooLong)?;
            self.at += 1;
        }
        Ok(self.at - first)
    }

    /// The exponent of `E+5`; nothing is taken where the letter begins something else, as `EUR`.
    fn exponent(&mut self) -> Option<i64> {
        let rest = &self.chars[self.at..];
        let (sign, from) = match rest {
            ['E' | 'e', '+', ..] => (1, 2),
            ['E' | 'e', '-', ..] => (-1, 2),
            ['E' | 'e', ..] => (1, 1),
            _ => return None,
        };
        let digits: Vec<u32> = rest[from..].iter().map_while(|c| c.to_digit(10)).collect();
        if digits.is_empty() {
            return None;
        }
        self.at += from + digits.len();
        let cut = MOST_EXPONENT + 1;
        Some(sign * digits.iter().fold(0, |all, d| (all * 10 + i64::from(*d)).min(cut)))
    }
}

/// Why a cell is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NumberFault {
    /// Blank in a column that may not be.
    Missing,
    /// A character that can't stand there.
    Stray(Stray),
    /// More digits than are read.
    TooLong,
}

impl NumberFault {
    /// The diagnostic, without its place.
    pub fn diagnose(&self, column: &str, value: &str) -> Diagnostic {
        let said = |code| Diagnostic::new(code).arg("column", column).arg("value", shown(value));
        match self {
            NumberFault::Missing => said(&import::VALUE_MISSING),
            NumberFault::Stray(stray) => said(&import::BAD_NUMBER)
                .arg("position", stray.position)
                .arg("character", shown(&stray.character.to_string())),
            NumberFault::TooLong => said(&import::TOO_MANY_DIGITS),
        }
    }
}

/// Reads a plain number from a cell without its CSV quotes, in UTF-8. `None` is a blank cell of an
/// optional column.
pub fn read_number(bytes: &[u8], form: &NumberForm) -> Result<Option<Scaled>, NumberFault> {
    if let Some(value) = usual(bytes, form.thousands, form.negative.minus) {
        return Ok(Some(value));
    }
    let cell = Narrowed::new(bytes).map_err(NumberFault::Stray)?;
    if cell.is_blank(&form.blank) {
        return if form.blank.optional { Ok(None) } else { Err(NumberFault::Missing) };
    }
    let style = Style { thousands: form.thousands, negative: form.negative, money: false };
    match figure(&cell.chars, &style) {
        Ok(figure) => Ok(Some(figure.value)),
        Err(Wrong::At(at)) => Err(NumberFault::Stray(cell.stray(at))),
        Err(Wrong::TooLong) => Err(NumberFault::TooLong),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::format::Blank;

    fn read(text: &str) -> Result<Option<Scaled>, NumberFault> {
        read_number(text.as_bytes(), &NumberForm::default())
    }

    #[test]
    fn numbers_keep_every_digit() {
        let exact = [("12", "12"), ("1,234.50", "1234.5"), ("-0.125", "-0.125"), ("(3)", "-3")];
        for (text, value) in exact {
            assert_eq!(
                read(text).unwrap().unwrap().to_number(),
                Number::parse_plain(value).unwrap()
            );
        }
        assert_eq!(read("1.50").unwrap().unwrap(), Scaled { mantissa: 150, scale: 2 });
    }

    #[test]
    fn a_number_has_no_currency_and_no_scale() {
        let at = |text| match read(text) {
            Err(NumberFault::Stray(stray)) => stray.position,
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(at("¥5"), 1);
        assert_eq!(at("5万"), 2);
        assert_eq!(at("5 件"), 3);
    }

    #[test]
    fn a_blank_number_is_never_zero() {
        assert_eq!(read(""), Err(NumberFault::Missing));
        let form = NumberForm { blank: Blank::optional(), ..NumberForm::default() };
        assert_eq!(read_number(b"-", &form), Ok(None));
    }

    #[test]
    fn a_scaled_value_changes_its_scale_only_exactly() {
        let value = Scaled { mantissa: 1250, scale: 2 };
        assert_eq!(value.at_scale(3), Some(12500));
        assert_eq!(value.at_scale(1), Some(125));
        assert_eq!(value.at_scale(0), None);
        assert_eq!(value.times_ten(4), Some(Scaled { mantissa: 125_000, scale: 0 }));
        assert_eq!(Scaled { mantissa: i128::MAX, scale: 0 }.times_ten(1), None);
    }
}
