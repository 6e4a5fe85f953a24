//! Numbers as plan authors type them in a string: `1200万`, `12,000,000.00`, `¥5.4亿`, `20%`. Exact;
//! knows no place. Cells of exports have their own, declared forms (in `crm`).

use crate::base::Number;
use crate::base::unit::Currency;

/// A typed number and what was written beside it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Quantity {
    /// The value; `5%` is 0.05, `10万` is 100000.
    pub value: Number,
    /// Whether it was written with `%`.
    pub percent: bool,
    /// The currency sign or code that stood with it.
    pub currency: Option<Currency>,
}

/// Reads such a text; `None` when it is not that.
pub fn read_quantity(text: &str) -> Option<Quantity> {
    let text: String = text.trim().chars().map(half_width).collect();
    let (currency, rest) = strip_currency(&text);
    let (rest, percent) = match rest.strip_suffix('%') {
        Some(rest) => (rest.trim_end(), true),
        None => (rest, false),
    };
    let (rest, power) = strip_scale(rest);
    let digits = ungroup(rest.trim())?;
    let value = Number::parse_plain(&digits)?.shift(if percent { power - 2 } else { power });
    (!percent || (power == 0 && currency.is_none())).then_some(Quantity {
        value,
        percent,
        currency,
    })
}

/// Full-width digits and signs as their ASCII twins.
pub fn half_width(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' | '\u{a0}' => ' ',
        '\u{2212}' => '-',
        other => other,
    }
}

fn strip_currency(text: &str) -> (Option<Currency>, &str) {
    for (sign, currency) in Currency::signs() {
        if let Some(rest) = text.strip_prefix(sign) {
            return (Some(currency), rest.trim_start());
        }
        if let Some(rest) = text.strip_suffix(sign) {
            return (Some(currency), rest.trim_end());
        }
    }
    (None, text)
}

fn strip_scale(text: &str) -> (&str, i32) {
    for (word, power) in [("万", 4), ("亿", 8), ("千", 3), ("百万", 6), ("千万", 7)].iter().rev()
    {
        if let Some(rest) = text.strip_suffix(word) {
            return (rest, *power);
        }
    }
    (text, 0)
}

/// Removes thousands separators, which must stand in groups of three.
fn ungroup(text: &str) -> Option<String> {
    if !text.contains(',') {
        return Some(text.to_owned());
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let unsigned = whole.trim_start_matches(['-', '+']);
    let mut groups = unsigned.split(',');
    let first = groups.next()?;
    let well_formed = (1..=3).contains(&first.len()) && groups.all(|group| group.len() == 3);
    (well_formed && !fraction.contains(',')).then(|| text.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn value(text: &str) -> Option<String> {
        read_quantity(text).and_then(|q| q.value.to_exact_text())
    }

    #[test]
    fn amounts_read_as_people_type_them() {
        for (text, expected) in [
            ("1200万", "12000000"),
            ("12,000,000.50", "12000000.5"),
            ("¥5.4亿", "540000000"),
            ("１０万元", "100000"),
            ("20%", "0.2"),
            ("５％", "0.05"),
            ("-1,234", "-1234"),
            ("3千万", "30000000"),
            ("100 CNY", "100"),
        ] {
            assert_eq!(value(text).as_deref(), Some(expected), "{text}");
        }
    }

    #[test]
    fn anything_else_is_refused() {
        for text in ["", "1,2345", "12,34,567", "1e5", "10万%", "¥5%", "abc", "1.2.3", "10万万"]
        {
            assert_eq!(value(text), None, "{text}");
        }
    }
}
