//! `Number`: an exact, unbounded rational. Everything that is computed is a `Number`; everything
//! that is written as a finished figure is a `Decimal` made by `round`. No operation here rounds.

use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;

/// An exact rational number of any size: money, counts, rates and ratios alike (the unit is kept
/// beside it, see [`crate::base::Unit`]).
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Number(BigRational);

impl Number {
    /// Zero.
    pub fn zero() -> Self {
        Number(BigRational::zero())
    }

    /// One.
    pub fn one() -> Self {
        Number(BigRational::one())
    }

    /// `mantissa / 10^scale`, exactly: the form in which sums leave the scan of an export.
    pub fn scaled(mantissa: i128, scale: u32) -> Self {
        Number(BigRational::new(BigInt::from(mantissa), BigInt::from(10u8).pow(scale)))
    }

    /// `numerator / denominator`; `None` when the denominator is zero.
    pub fn ratio(numerator: &Number, denominator: &Number) -> Option<Number> {
        (!denominator.0.is_zero()).then(|| Number(&numerator.0 / &denominator.0))
    }

    /// Reads a plain decimal: optional sign, digits, optional point and digits. Nothing else: no
    /// exponent, no separators, no spaces. Any number of digits. `None` when the text is not that.
    pub fn parse_plain(text: &str) -> Option<Number> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        let pointed = digits.contains('.');
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        if pointed && fraction.is_empty() {
            return None;
        }
        let mantissa: BigInt = format!("{whole}{fraction}").parse().ok()?;
        let scale = BigInt::from(10u8).pow(u32::try_from(fraction.len()).ok()?);
        let value = BigRational::new(mantissa, scale);
        Some(Number(if negative { -value } else { value }))
    }

    /// Whether this is exactly zero.
    pub fn is_zero(&self) -> bool {
        self.0.is_zero()
    }

    /// Whether this is below zero.
    pub fn is_negative(&self) -> bool {
        self.0.is_negative()
    }

    /// Whether this is above zero.
    pub fn is_positive(&self) -> bool {
        self.0.is_positive()
    }

    /// Whether this has no fractional part.
    pub fn is_integer(&self) -> bool {
        self.0.is_integer()
    }

    /// The value as `i64` when it is a whole number that fits.
    pub fn to_i64(&self) -> Option<i64> {
        if self.0.is_integer() { self.0.to_integer().to_i64() } else { None }
    }

    /// The absolute value.
    pub fn abs(&self) -> Number {
        Number(self.0.abs())
    }

    /// `self × 10^digits`, for negative digits `self ÷ 10^-digits`.
    pub fn shift(&self, digits: i32) -> Number {
        let power = BigRational::from_integer(BigInt::from(10u8).pow(digits.unsigned_abs()));
        Number(if digits >= 0 { &self.0 * power } else { &self.0 / power })
    }

    /// The largest whole number that is not above this.
    pub fn floor(&self) -> Number {
        Number(self.0.floor())
    }

    /// The smallest whole number that is not below this.
    pub fn ceil(&self) -> Number {
        Number(self.0.ceil())
    }

    /// How many decimal places write this exactly: `None` for one third.
    pub fn exact_places(&self) -> Option<u32> {
        let mut denominator = self.0.denom().clone();
        let (mut twos, mut fives) = (0u32, 0u32);
        for (prime, count) in [(2u8, &mut twos), (5u8, &mut fives)] {
            let prime = BigInt::from(prime);
            while (&denominator % &prime).is_zero() {
                denominator /= &prime;
                *count += 1;
            }
        }
        denominator.is_one().then(|| twos.max(fives))
    }

    /// The exact decimal text, shortest form: `1.5`, `-20`, never `1.50`; `None` where no finite
    /// decimal writes this number.
    pub fn to_exact_text(&self) -> Option<String> {
        self.exact_places().map(|places| fixed(&self.0, places))
    }

    pub(crate) fn inner(&self) -> &BigRational {
        &self.0
    }

    pub(crate) fn from_inner(inner: BigRational) -> Self {
        Number(inner)
    }
}

/// `value` with exactly `places` decimals; the caller has made sure that this is exact.
pub(crate) fn fixed(value: &BigRational, places: u32) -> String {
    let scaled = value * BigRational::from_integer(BigInt::from(10u8).pow(places));
    debug_assert!(scaled.is_integer());
    let mantissa = scaled.to_integer();
    let width = places as usize + 1;
    let digits = format!("{:0>width$}", mantissa.abs().to_string());
    let (whole, fraction) = digits.split_at(digits.len() - places as usize);
    let sign = if mantissa.is_negative() { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Number(BigRational::from_integer(BigInt::from(value)))
    }
}

impl From<i128> for Number {
    fn from(value: i128) -> Self {
        Number(BigRational::from_integer(BigInt::from(value)))
    }
}

impl From<Decimal> for Number {
    fn from(value: Decimal) -> Self {
        Number::scaled(value.mantissa(), value.scale())
    }
}

macro_rules! exact_operator {
    ($trait:ident, $method:ident, $op:tt) => {
        impl $trait for &Number {
            type Output = Number;
            fn $method(self, other: &Number) -> Number {
                Number(&self.0 $op &other.0)
            }
        }
        impl $trait for Number {
            type Output = Number;
            fn $method(self, other: Number) -> Number {
                Number(self.0 $op other.0)
            }
        }
    };
}
exact_operator!(Add, add, +);
exact_operator!(Sub, sub, -);
exact_operator!(Mul, mul, *);

impl AddAssign<&Number> for Number {
    fn add_assign(&mut self, other: &Number) {
        self.0 += &other.0;
    }
}

impl SubAssign<&Number> for Number {
    fn sub_assign(&mut self, other: &Number) {
        self.0 -= &other.0;
    }
}

impl Neg for Number {
    type Output = Number;
    fn neg(self) -> Number {
        Number(-self.0)
    }
}

impl Sum for Number {
    fn sum<I: Iterator<Item = Number>>(iter: I) -> Number {
        iter.fold(Number::zero(), |total, item| total + item)
    }
}

impl<'a> Sum<&'a Number> for Number {
    fn sum<I: Iterator<Item = &'a Number>>(iter: I) -> Number {
        iter.fold(Number::zero(), |mut total, item| {
            total += item;
            total
        })
    }
}

impl fmt::Debug for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.to_exact_text() {
            Some(text) => f.write_str(&text),
            None => write!(f, "{}/{}", self.0.numer(), self.0.denom()),
        }
    }
}

/// Compares `a/b` with `c/d` for positive `b`, `d` without dividing.
pub fn compare_ratios(a: &Number, b: &Number, c: &Number, d: &Number) -> Ordering {
    (a * d).cmp(&(c * b))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn n(text: &str) -> Number {
        Number::parse_plain(text).unwrap()
    }

    #[test]
    fn a_number_of_forty_digits_survives_reading_and_writing() {
        let text = "1234567890123456789012345678901234567890.12345678901";
        assert_eq!(n(text).to_exact_text().unwrap(), text);
    }

    #[test]
    fn only_a_plain_decimal_is_read() {
        for text in ["", ".5", "5.", "1e5", "1_000", "1,000", " 1", "0x10", "--1", "１"] {
            assert_eq!(Number::parse_plain(text), None, "{text}");
        }
    }

    #[test]
    fn a_third_three_times_is_one() {
        let third = Number::ratio(&Number::one(), &n("3")).unwrap();
        assert_eq!(&(&third + &third) + &third, Number::one());
        assert_eq!(third.to_exact_text(), None);
    }

    #[test]
    fn eight_tenths_are_not_below_eighty_percent() {
        let sum: Number = (0..8).map(|_| n("0.1")).sum();
        assert!(sum >= n("0.80"));
    }

    #[test]
    fn negative_zero_prints_as_zero() {
        assert_eq!(n("-0.00").to_exact_text().unwrap(), "0");
    }
}
