//! Rounding, by name, here and nowhere else. A `Number` becomes a finished `Decimal` only through
//! this file.

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{Signed, ToPrimitive};
use rust_decimal::Decimal;

use super::number::{Number, WORD_DIGITS, fixed, fixed_text};

/// How a figure loses its last digits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Rounding {
    /// 四舍五入: a tie goes away from zero.
    HalfUp,
    /// 四舍六入五成双: a tie goes to the even digit.
    HalfEven,
    /// 去尾: towards zero.
    Down,
    /// 进一: away from zero.
    Up,
}

impl Rounding {
    /// Every mode with the word that a plan writes.
    pub const ALL: [(&'static str, Rounding); 4] = [
        ("half-up", Rounding::HalfUp),
        ("half-even", Rounding::HalfEven),
        ("down", Rounding::Down),
        ("up", Rounding::Up),
    ];

    /// The word that a plan writes for this mode.
    pub fn word(self) -> &'static str {
        Self::ALL.iter().find(|(_, mode)| *mode == self).map_or("half-up", |(word, _)| word)
    }
}

/// `value` rounded to `places` decimals; still a `Number`, now with at most that many places.
pub fn round_number(value: &Number, places: u32, mode: Rounding) -> Number {
    if let Some((is_negative, magnitude)) = round_word(value, places, mode) {
        let magnitude = magnitude.cast_signed();
        return Number::reduced(
            if is_negative { -magnitude } else { magnitude },
            10i128.pow(places),
        );
    }
    Number::from_big(round_big(&value.to_big(), places, mode))
}

/// The same in machine words, where that can be: sign, and the digits without a point.
fn round_word(value: &Number, places: u32, mode: Rounding) -> Option<(bool, u128)> {
    let (n, d) = value.words().filter(|_| places <= WORD_DIGITS)?;
    let (shifted, d) = (u128::from(n.unsigned_abs()) * 10u128.pow(places), d.unsigned_abs());
    let (quotient, remainder) = match u64::try_from(shifted) {
        Ok(shifted) => (u128::from(shifted / d), u128::from(shifted % d)),
        Err(_) => shifted.div_rem(&u128::from(d)),
    };
    let away = goes_away(&remainder, &u128::from(d), quotient % 2 != 0, mode);
    Some((n < 0, quotient + u128::from(away)))
}

/// `value` rounded to `places` decimals as a finished figure with exactly that many places; `None`
/// when it has more than the 28 digits that a `Decimal` holds.
pub fn round(value: &Number, places: u32, mode: Rounding) -> Option<Decimal> {
    let scaled = round_number(value, places, mode).shift(places.cast_signed());
    let mantissa = scaled.to_big().to_integer().to_i128()?;
    Decimal::try_from_i128_with_scale(mantissa, places).ok()
}

/// The text of `value` rounded to `places` decimals, with exactly that many, whatever its size:
/// `1234.50`. Never `-0.00`.
pub fn round_text(value: &Number, places: u32, mode: Rounding) -> String {
    if let Some((is_negative, magnitude)) = round_word(value, places, mode) {
        return fixed_text(is_negative && magnitude > 0, magnitude, places);
    }
    fixed(&round_number(value, places, mode), places)
}

/// `value` rounded to the nearest multiple of `step` (above zero).
pub fn round_to_step(value: &Number, step: &Number, mode: Rounding) -> Option<Number> {
    Number::ratio(value, step).map(|steps| &round_number(&steps, 0, mode) * step)
}

fn round_big(value: &BigRational, places: u32, mode: Rounding) -> BigRational {
    let power = BigInt::from(10u8).pow(places);
    let scaled = value * BigRational::from_integer(power.clone());
    let (quotient, remainder) = scaled.numer().abs().div_rem(scaled.denom());
    let away = goes_away(&remainder, scaled.denom(), quotient.is_odd(), mode);
    let magnitude = if away { quotient + 1 } else { quotient };
    let signed = if scaled.is_negative() { -magnitude } else { magnitude };
    BigRational::new(signed, power)
}

/// Whether what is left of a division moves the magnitude up by one.
fn goes_away<T: Integer + Clone>(remainder: &T, divisor: &T, is_odd: bool, mode: Rounding) -> bool {
    // Twice the remainder against the divisor, without doubling what might not fit.
    let tie = remainder.cmp(&(divisor.clone() - remainder.clone()));
    match mode {
        Rounding::Down => false,
        Rounding::Up => !remainder.is_zero(),
        Rounding::HalfUp => tie.is_ge(),
        Rounding::HalfEven => tie.is_gt() || (tie.is_eq() && is_odd),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(value: &str, places: u32, mode: Rounding) -> String {
        round_text(&Number::parse_plain(value).unwrap(), places, mode)
    }

    // Ties of both signs, worked out by hand.
    #[test]
    fn ties_go_where_the_mode_says() {
        for (value, up, even, down, away) in [
            ("2.675", "2.68", "2.68", "2.67", "2.68"),
            ("0.125", "0.13", "0.12", "0.12", "0.13"),
            ("1.005", "1.01", "1.00", "1.00", "1.01"),
            ("-0.125", "-0.13", "-0.12", "-0.12", "-0.13"),
            ("0.1200001", "0.12", "0.12", "0.12", "0.13"),
            ("-0.001", "0.00", "0.00", "0.00", "-0.01"),
        ] {
            assert_eq!(text(value, 2, Rounding::HalfUp), up, "half-up {value}");
            assert_eq!(text(value, 2, Rounding::HalfEven), even, "half-even {value}");
            assert_eq!(text(value, 2, Rounding::Down), down, "down {value}");
            assert_eq!(text(value, 2, Rounding::Up), away, "up {value}");
        }
    }

    #[test]
    fn a_third_of_the_quota_is_rounded_once() {
        let third = Number::ratio(&Number::from(95_000i64), &Number::from(3i64)).unwrap();
        assert_eq!(round(&third, 2, Rounding::HalfUp).unwrap().to_string(), "31666.67");
    }
}
