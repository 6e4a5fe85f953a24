//! Figures: a number with its unit as people read it and as machines read it. Every digit that is
//! lost here is lost by `round`; nothing computes with what this file returns.

use super::lang::Lang;
use super::number::Number;
use super::round::{Rounding, round_text};
use super::unit::{Currency, Unit};

/// Places of a number that no finite decimal writes exactly.
const ENDLESS: u32 = 4;

/// As people read it in a column whose head names the unit: `5,400,000.00`, `1,250`, `79.9%`. Money
/// has its currency's places, a share one decimal of a percentage, half-up; counts are whole, and
/// one that is not keeps its digits. The same in every language.
pub fn figure(value: &Number, unit: Unit) -> String {
    match unit {
        Unit::Money(currency) => grouped(&round_text(value, currency.places(), Rounding::HalfUp)),
        Unit::Ratio => format!("{}%", grouped(&percentage(value, 1))),
        Unit::Count | Unit::Days | Unit::Plain => grouped(&kept(value)),
    }
}

/// As people read it in a sentence, with its currency: `5,400,000.00 元`, `CNY 5,400,000.00`.
pub fn quantity(value: &Number, unit: Unit, lang: Lang) -> String {
    let plain = figure(value, unit);
    match unit {
        Unit::Money(currency) => with_currency(&plain, currency, lang),
        Unit::Days => format!("{plain}{}", lang.pick(" 天", " days")),
        Unit::Count | Unit::Ratio | Unit::Plain => plain,
    }
}

/// As machines read it: money with its currency's places, a ratio as a fraction with four (`0.7143`),
/// half-up; a count whole, or with the digits it has. No grouping, no signs.
pub fn machine(value: &Number, unit: Unit) -> String {
    match unit {
        Unit::Money(_) | Unit::Ratio => round_text(value, unit.places(), Rounding::HalfUp),
        Unit::Count | Unit::Days | Unit::Plain => kept(value),
    }
}

/// A share as a percentage with at least `places` decimals, never on the wrong side of a threshold:
/// digits are added until it stands on its own side. 79.996 % beside 80 % is `79.996%`, exactly
/// 80 % is `80.0%`.
pub fn share_text(value: &Number, thresholds: &[Number], places: u32) -> String {
    let mut places = places;
    let mut text = percentage(value, places);
    while !is_true(value, &text, thresholds) {
        places += 1;
        text = percentage(value, places);
    }
    format!("{}%", grouped(&text))
}

/// A share for machines: a fraction with at least four places, never on the wrong side of a threshold:
/// `0.79996` beside 0.8.
pub fn share_machine(value: &Number, thresholds: &[Number]) -> String {
    let percentage = share_text(value, thresholds, 2).replace([',', '%'], "");
    let places = percentage.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let places = u32::try_from(places).unwrap_or(ENDLESS) + 2;
    round_text(value, places, Rounding::HalfUp)
}

/// Whether the printed percentage stands to every threshold as the value does.
fn is_true(value: &Number, printed: &str, thresholds: &[Number]) -> bool {
    if thresholds.is_empty() {
        return true;
    }
    let shown = Number::parse_plain(printed).map(|shown| shown.shift(-2));
    shown
        .is_some_and(|shown| thresholds.iter().all(|threshold| same_side(value, &shown, threshold)))
}

/// Whether what is shown stands to the threshold as the value does. A value that is the threshold,
/// where no finite decimal writes it, can't be printed on it and needs no more digits.
fn same_side(value: &Number, shown: &Number, threshold: &Number) -> bool {
    let order = value.cmp(threshold);
    (order.is_eq() && threshold.exact_places().is_none()) || shown.cmp(threshold) == order
}

fn percentage(value: &Number, places: u32) -> String {
    round_text(&value.shift(2), places, Rounding::HalfUp)
}

/// Every digit where a finite decimal has them, else four places.
fn kept(value: &Number) -> String {
    value.to_exact_text().unwrap_or_else(|| round_text(value, ENDLESS, Rounding::HalfUp))
}

fn with_currency(plain: &str, currency: Currency, lang: Lang) -> String {
    match (lang, currency.code()) {
        (Lang::Zh, "CNY") => format!("{plain} 元"),
        (_, code) => format!("{code} {plain}"),
    }
}

/// A decimal text with commas between the thousands of its whole part.
fn grouped(text: &str) -> String {
    let (sign, digits) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let (whole, fraction) = match digits.find('.') {
        Some(point) => digits.split_at(point),
        None => (digits, ""),
    };
    let mut out = String::with_capacity(text.len() + whole.len() / 3);
    out.push_str(sign);
    for (index, digit) in whole.chars().enumerate() {
        if index > 0 && (whole.len() - index).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out.push_str(fraction);
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn n(text: &str) -> Number {
        Number::parse_plain(text).unwrap()
    }

    fn yuan() -> Unit {
        Unit::parse("CNY").unwrap()
    }

    #[test]
    fn money_has_its_currencys_places_and_grouped_thousands() {
        assert_eq!(figure(&n("5400000"), yuan()), "5,400,000.00");
        assert_eq!(figure(&n("-1234.565"), yuan()), "-1,234.57");
        assert_eq!(figure(&n("999.995"), yuan()), "1,000.00");
        assert_eq!(figure(&n("-0.001"), yuan()), "0.00");
        assert_eq!(figure(&n("1234567.5"), Unit::parse("JPY").unwrap()), "1,234,568");
        assert_eq!(quantity(&n("5400000"), yuan(), Lang::Zh), "5,400,000.00 元");
        assert_eq!(quantity(&n("5400000"), yuan(), Lang::En), "CNY 5,400,000.00");
        assert_eq!(quantity(&n("3"), Unit::Days, Lang::Zh), "3 天");
    }

    #[test]
    fn counts_are_whole_and_keep_their_digits_where_they_are_not() {
        assert_eq!(figure(&n("1250"), Unit::Count), "1,250");
        assert_eq!(figure(&n("0.5"), Unit::Count), "0.5");
        assert_eq!(machine(&n("1250"), Unit::Count), "1250");
        let third = Number::ratio(&n("1"), &n("3")).unwrap();
        assert_eq!(figure(&third, Unit::Plain), "0.3333");
    }

    #[test]
    fn a_share_is_a_percentage_to_people_and_a_fraction_to_machines() {
        let share = Number::ratio(&n("5"), &n("7")).unwrap();
        assert_eq!(figure(&share, Unit::Ratio), "71.4%");
        assert_eq!(machine(&share, Unit::Ratio), "0.7143");
        assert_eq!(figure(&n("12.5"), Unit::Ratio), "1,250.0%");
        let third_of_quota = Number::ratio(&n("95000"), &n("3")).unwrap();
        assert_eq!(machine(&third_of_quota, yuan()), "31666.67");
    }

    #[test]
    fn a_share_below_a_threshold_is_never_printed_on_it() {
        let eighty = [n("0.8"), n("0.6")];
        assert_eq!(share_text(&n("0.79996"), &eighty, 1), "79.996%");
        assert_eq!(share_text(&n("0.8"), &eighty, 1), "80.0%");
        assert_eq!(share_text(&n("0.80004"), &eighty, 1), "80.004%");
        assert_eq!(share_text(&n("0.7994"), &eighty, 1), "79.9%");
        assert_eq!(share_text(&n("0.59999999"), &eighty, 1), "59.999999%");
        assert_eq!(share_text(&n("-0.00001"), &[n("0")], 1), "-0.001%");
    }

    #[test]
    fn a_share_that_is_an_endless_threshold_is_printed_all_the_same() {
        let two_thirds = Number::ratio(&n("2"), &n("3")).unwrap();
        assert_eq!(share_text(&two_thirds, std::slice::from_ref(&two_thirds), 1), "66.7%");
        assert_eq!(share_text(&n("0.6666"), &[two_thirds], 1), "66.66%");
        assert_eq!(share_text(&n("0.8525"), &[n("0.8525")], 1), "85.25%");
    }

    #[test]
    fn a_machine_reads_a_share_on_its_own_side_of_a_threshold_too() {
        let eighty = [n("0.8")];
        assert_eq!(share_machine(&n("0.79999999"), &eighty), "0.79999999");
        assert_eq!(share_machine(&n("0.8"), &eighty), "0.8000");
        assert_eq!(share_machine(&n("12.34565"), &eighty), "12.3457");
        assert_eq!(share_machine(&n("-0.05"), &eighty), "-0.0500");
    }

    proptest! {
        #[test]
        fn the_printed_share_compares_as_the_value_does(
            top in -2_000_000i64..2_000_000, bottom in 1i64..1_000_000,
            threshold in -200i64..200, near in -3i64..=3,
        ) {
            let threshold = Number::from(threshold).shift(-2);
            let value = Number::ratio(&Number::from(top), &Number::from(bottom)).unwrap();
            let close = &threshold + &Number::from(near).shift(-7);
            for value in [value, close] {
                let text = share_text(&value, std::slice::from_ref(&threshold), 1);
                let shown = n(&text.replace([',', '%'], "")).shift(-2);
                prop_assert_eq!(shown.cmp(&threshold), value.cmp(&threshold));
            }
        }
    }
}
