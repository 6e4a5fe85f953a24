//! Numbers and days as people write them: `10万元`, `5％`, `¥100000`, `2个`, `2026-07-01`. What could
//! be read in two ways is refused.

use std::ops::Range;

use crate::base::unit::Currency;
use crate::base::{Day, Number, Unit};
use crate::text::code::expr as code;

use super::fault::{Fault, quoted};
use super::fold::{is_ascii_word, is_word};
use super::lex::{Lexer, Token};
use super::word::{COUNTERS, SCALES, share_of};

/// The end of a literal and what it says.
type Literal = (usize, Result<Token, Fault>);

impl Lexer<'_> {
    /// The number or day that begins at `start`.
    pub fn literal(&self, start: usize) -> Option<Literal> {
        let prefix = self.currency_at(start, |c| !c.is_ascii_alphabetic() && c != '_');
        let prefix = prefix.map(|(currency, end)| (currency, self.text.skip_space(end)));
        let digits = prefix.map_or(start, |(_, end)| end);
        if !self.text.is_digit(digits) {
            return None;
        }
        let day = prefix.is_none().then(|| self.day(start)).flatten();
        Some(day.unwrap_or_else(|| self.number(start, digits, prefix.map(|found| found.0))))
    }

    fn number(&self, start: usize, digits: usize, prefix: Option<Currency>) -> Literal {
        let mut end = self.text.skip(digits, |c| c.is_ascii_digit());
        if self.text.char(end) == '.' && self.text.is_digit(end + 1) {
            end = self.text.skip(end + 1, |c| c.is_ascii_digit());
        }
        if let Some(refused) = self.malformed(digits, end) {
            return refused;
        }
        let Some(mut value) = Number::parse_plain(&self.text.folded(digits, end)) else {
            return (end, Err(self.not_plain(digits, end, "100000")));
        };
        if let Some((power, after)) = self.scale_at(self.text.skip_space(end)) {
            (value, end) = (value.shift(power), after);
        }
        let unit_start = self.text.skip_space(end);
        let mut unit = prefix.map(Unit::Money);
        if let Some((written, factor, after)) = self.unit_at(unit_start) {
            if unit.is_some_and(|unit| unit != written) {
                return (after, Err(self.unknown_unit(unit_start..after)));
            }
            (unit, end) = (Some(written), after);
            value = &value * &factor;
        }
        match self.stray_unit(start, unit_start, end, unit) {
            Some(stray) => (stray.end, Err(self.unknown_unit(stray))),
            None => (end, Ok(Token::Number { value, unit })),
        }
    }

    /// A number that goes on where a plain one ends: `1_000`, `1,000`, `1e5`, `5.`.
    fn malformed(&self, digits: usize, end: usize) -> Option<Literal> {
        let next = self.text.char(end);
        let grouped = next == ','
            && end - digits <= 3
            && (1..=3).all(|more| self.text.is_digit(end + more))
            && !is_ascii_word(self.text.char(end + 4));
        let signed = matches!(self.text.char(end + 1), '+' | '-') && self.text.is_digit(end + 2);
        let exponent = matches!(next, 'e' | 'E') && (self.text.is_digit(end + 1) || signed);
        if !grouped && !exponent && next != '_' && next != '.' {
            return None;
        }
        let last = if exponent {
            self.text.skip(end + 2, |c| c.is_ascii_digit())
        } else {
            self.malformed_end(end)
        };
        let typed = self.text.folded(digits, last);
        let plain = if exponent { expand(&typed) } else { plain_digits(&typed) };
        let fault = if next == ',' {
            Fault::new(&code::GROUPED, self.text.at(digits, last))
                .arg("found", quoted(self.text.raw(digits, last)))
                .arg("plain", plain)
        } else {
            self.not_plain(digits, last, &plain)
        };
        Some((last, Err(fault)))
    }

    fn malformed_end(&self, mut end: usize) -> usize {
        loop {
            end = match self.text.char(end) {
                '0'..='9' | '_' | '.' => end + 1,
                ',' if self.text.is_digit(end + 1) => end + 1,
                _ => return end,
            }
        }
    }

    fn not_plain(&self, start: usize, end: usize, plain: &str) -> Fault {
        Fault::new(&code::NOT_PLAIN, self.text.at(start, end))
            .arg("found", quoted(self.text.raw(start, end)))
            .arg("plain", plain)
    }

    fn scale_at(&self, start: usize) -> Option<(i32, usize)> {
        let ends = |word| self.text.word(start, word);
        SCALES.iter().find_map(|(word, power)| ends(word).map(|end| (*power, end)))
    }

    /// The unit at a position, with the factor that brings the number into it, and its end.
    fn unit_at(&self, start: usize) -> Option<(Unit, Number, usize)> {
        if let Some(factor) = share_of(self.text.char(start)) {
            return Some((Unit::Ratio, factor, start + 1));
        }
        if let Some((currency, end)) = self.currency_at(start, |c| !is_ascii_word(c)) {
            return Some((Unit::Money(currency), Number::one(), end));
        }
        let all = COUNTERS.iter().flat_map(|(unit, words)| words.iter().map(move |w| (*unit, *w)));
        all.filter_map(|(unit, word)| self.text.word(start, word).map(|end| (unit, end)))
            .max_by_key(|(_, end)| *end)
            .map(|(unit, end)| (unit, Number::one(), end))
    }

    /// The currency whose sign stands at a position; a code ends where `ends` allows it.
    fn currency_at(&self, start: usize, ends: impl Fn(char) -> bool) -> Option<(Currency, usize)> {
        Currency::signs().into_iter().find_map(|(sign, currency)| {
            let chars: Vec<char> = sign.chars().collect();
            let end = start + chars.len();
            let whole = !sign.ends_with(is_ascii_word) || ends(self.text.char(end));
            let here = self.text.starts_with(start, &chars) && whole;
            here.then(|| (self.plan_currency(sign, currency), end))
        })
    }

    /// `$` and `¥` belong to several currencies: they mean the plan's where it is one of them.
    fn plan_currency(&self, sign: &str, usual: Currency) -> Currency {
        let shared: &[&str] = match sign {
            "$" => &["USD", "AUD", "CAD", "HKD", "SGD", "TWD"],
            "¥" => &["CNY", "JPY"],
            _ => &[],
        };
        self.known.currency.filter(|plan| shared.contains(&plan.code())).unwrap_or(usual)
    }

    /// A word behind the number that is no unit: directly behind it, or after a space where nothing
    /// else that is known begins.
    fn stray_unit(
        &self,
        start: usize,
        unit_start: usize,
        end: usize,
        unit: Option<Unit>,
    ) -> Option<Range<usize>> {
        let next = self.text.skip_space(end);
        let c = self.text.char(next);
        let glued = next == end && is_word(c);
        let apart = next > end && c.is_alphabetic() && unit.is_none();
        let known = || self.known.longest(&self.text, next).is_some();
        if self.operator_at(next).is_some() || !(glued || apart && !known()) {
            return None;
        }
        let from = if glued && unit.is_some() && unit_start > start { unit_start } else { next };
        Some(from..self.run_end(next))
    }

    fn unknown_unit(&self, range: Range<usize>) -> Fault {
        Fault::new(&code::UNKNOWN_UNIT, self.text.at(range.start, range.end))
            .arg("found", quoted(self.text.raw(range.start, range.end)))
    }

    /// `2026-07-01` or `2026年7月1日`.
    fn day(&self, start: usize) -> Option<Literal> {
        let (end, day) = self.iso_day(start).or_else(|| self.chinese_day(start))?;
        let fault = || {
            Fault::new(&code::IMPOSSIBLE_DAY, self.text.at(start, end))
                .arg("found", self.text.raw(start, end))
        };
        Some((end, day.map(Token::Day).ok_or_else(fault)))
    }

    fn iso_day(&self, start: usize) -> Option<(usize, Option<Day>)> {
        let shape = "dddd-dd-dd".chars().enumerate();
        let fits = |(at, kind): (usize, char)| match kind {
            'd' => self.text.is_digit(start + at),
            sign => self.text.char(start + at) == sign,
        };
        let end = start + 10;
        let whole = shape.into_iter().all(fits) && !is_ascii_word(self.text.char(end));
        whole.then(|| (end, Day::parse(&self.text.folded(start, end))))
    }

    fn chinese_day(&self, start: usize) -> Option<(usize, Option<Day>)> {
        let mut at = start;
        let mut parts = [0u32; 3];
        for (part, (sign, most)) in parts.iter_mut().zip([('年', 4), ('月', 2), ('日', 2)]) {
            let end = self.text.skip(at, |c| c.is_ascii_digit());
            if end == at || end - at > most || self.text.char(end) != sign {
                return None;
            }
            *part = self.text.folded(at, end).parse().ok()?;
            at = end + 1;
        }
        Some((at, Day::new(parts[0].cast_signed(), parts[1], parts[2])))
    }
}

/// The digits of a grouped or doubly pointed number, for the remedy.
fn plain_digits(typed: &str) -> String {
    let digits: String = typed.chars().filter(|c| !matches!(c, '_' | ',')).collect();
    let mut parts = digits.splitn(3, '.');
    match (parts.next(), parts.next()) {
        (Some(whole), Some(fraction)) if !fraction.is_empty() => format!("{whole}.{fraction}"),
        (whole, _) => whole.unwrap_or("0").to_owned(),
    }
}

/// `1e5` written out, for the remedy; an example where it is too long for a message.
fn expand(typed: &str) -> String {
    let read = || {
        let (mantissa, exponent) = typed.split_once(['e', 'E'])?;
        let power = exponent.parse::<i32>().ok().filter(|power| power.abs() <= 30)?;
        Number::parse_plain(mantissa)?.shift(power).to_exact_text()
    };
    read().unwrap_or_else(|| "100000".to_owned())
}
