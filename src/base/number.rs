//! `Number`: an exact, unbounded rational. Everything that is computed is a `Number`; everything
//! that is written as a finished figure is a `Decimal` made by `round`. No operation here rounds.
//!
//! Most numbers of a plan are small: as long as numerator and denominator fit 64 bits they are kept in
//! machine words, and every operation is done in 128; what outgrows them becomes a big rational. Each
//! value has one representation only, so equality and hashing need no thought.

use std::cmp::Ordering;
use std::fmt;
use std::iter::Sum;
use std::ops::{Add, AddAssign, Mul, Neg, Sub, SubAssign};

use num_bigint::BigInt;
use num_integer::Integer;
use num_rational::BigRational;
use num_traits::{One, Signed, ToPrimitive, Zero};
use rust_decimal::Decimal;

/// An exact rational number of any size: money, counts, rates and ratios alike (the unit is kept
/// beside it, see [`crate::base::Unit`]).
#[derive(Clone, PartialEq, Eq, Hash)]
pub struct Number(Repr);

/// Reduced, with a denominator above 0; `Big` only where `Small` can't hold it.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Repr {
    Small(i64, i64),
    Big(Box<BigRational>),
}

use Repr::{Big, Small};

/// The longest decimal that is read, its point included.
const MOST_DIGITS: usize = 1_000;

/// The largest power of ten that the word-sized paths multiply by: 10¹⁸ fits 64 bits.
pub(crate) const WORD_DIGITS: u32 = 18;

impl Default for Number {
    /// Zero: what sums begin with.
    fn default() -> Self {
        Number::zero()
    }
}

impl Number {
    /// Zero.
    pub fn zero() -> Self {
        Number(Small(0, 1))
    }

    /// One.
    pub fn one() -> Self {
        Number(Small(1, 1))
    }

    /// `mantissa / 10^scale`, exactly: the form in which sums leave the scan of an export.
    pub fn scaled(mantissa: i128, scale: u32) -> Self {
        if scale <= WORD_DIGITS {
            return Number::reduced(mantissa, 10i128.pow(scale));
        }
        Number::from_big(BigRational::new(BigInt::from(mantissa), BigInt::from(10u8).pow(scale)))
    }

    /// `numerator / denominator`; `None` when the denominator is zero.
    pub fn ratio(numerator: &Number, denominator: &Number) -> Option<Number> {
        if denominator.is_zero() {
            return None;
        }
        if let (Small(a, b), Small(c, d)) = (&numerator.0, &denominator.0) {
            let (n, m) = (i128::from(*a) * i128::from(*d), i128::from(*b) * i128::from(*c));
            return Some(if m < 0 { Number::reduced(-n, -m) } else { Number::reduced(n, m) });
        }
        Some(Number::from_big(numerator.to_big() / denominator.to_big()))
    }

    /// Reads a plain decimal: optional sign, digits, optional point and digits. Nothing else: no
    /// exponent, no separators, no spaces; at most a thousand digits, since nobody means more and
    /// reckoning with them would take for ever. `None` when the text is not that.
    pub fn parse_plain(text: &str) -> Option<Number> {
        let (negative, digits) = match text.strip_prefix('-') {
            Some(rest) => (true, rest),
            None => (false, text.strip_prefix('+').unwrap_or(text)),
        };
        let (whole, fraction) = digits.split_once('.').unwrap_or((digits, ""));
        let all_digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
        let pointed = digits.len() > whole.len();
        if whole.is_empty() || !all_digits(whole) || !all_digits(fraction) {
            return None;
        }
        if digits.len() > MOST_DIGITS {
            return None;
        }
        if pointed && fraction.is_empty() {
            return None;
        }
        let scale = u32::try_from(fraction.len()).ok()?;
        if whole.len() + fraction.len() <= WORD_DIGITS as usize {
            let digits = whole.bytes().chain(fraction.bytes());
            let mantissa = digits.fold(0i128, |value, digit| value * 10 + i128::from(digit - b'0'));
            return Some(Number::scaled(if negative { -mantissa } else { mantissa }, scale));
        }
        let mantissa: BigInt = format!("{whole}{fraction}").parse().ok()?;
        let mantissa = if negative { -mantissa } else { mantissa };
        Some(Number::from_big(BigRational::new(mantissa, BigInt::from(10u8).pow(scale))))
    }

    /// Whether this is exactly zero.
    pub fn is_zero(&self) -> bool {
        self.0 == Small(0, 1)
    }

    /// Whether this is below zero.
    pub fn is_negative(&self) -> bool {
        match &self.0 {
            Small(n, _) => *n < 0,
            Big(value) => value.is_negative(),
        }
    }

    /// Whether this is above zero.
    pub fn is_positive(&self) -> bool {
        match &self.0 {
            Small(n, _) => *n > 0,
            Big(value) => value.is_positive(),
        }
    }

    /// Whether this has no fractional part.
    pub fn is_integer(&self) -> bool {
        match &self.0 {
            Small(_, d) => *d == 1,
            Big(value) => value.is_integer(),
        }
    }

    /// The value as `i64` when it is a whole number that fits.
    pub fn to_i64(&self) -> Option<i64> {
        match &self.0 {
            Small(n, 1) => Some(*n),
            _ => None,
        }
    }

    /// The absolute value.
    pub fn abs(&self) -> Number {
        if self.is_negative() { -self.clone() } else { self.clone() }
    }

    /// `self × 10^digits`, for negative digits `self ÷ 10^-digits`.
    pub fn shift(&self, digits: i32) -> Number {
        let places = digits.unsigned_abs();
        if let (Small(n, d), true) = (&self.0, places <= WORD_DIGITS) {
            let power = 10i128.pow(places);
            let (n, d) = (i128::from(*n), i128::from(*d));
            return if digits >= 0 {
                Number::reduced(n * power, d)
            } else {
                Number::reduced(n, d * power)
            };
        }
        let power = BigRational::from_integer(BigInt::from(10u8).pow(places));
        let value = self.to_big();
        Number::from_big(if digits >= 0 { value * power } else { value / power })
    }

    /// The largest whole number that is not above this.
    pub fn floor(&self) -> Number {
        match &self.0 {
            Small(n, d) => Number(Small(n.div_euclid(*d), 1)),
            Big(value) => Number::from_big(value.floor()),
        }
    }

    /// The smallest whole number that is not below this.
    pub fn ceil(&self) -> Number {
        -(-self.clone()).floor()
    }

    /// How many decimal places write this exactly: `None` for one third.
    pub fn exact_places(&self) -> Option<u32> {
        let (twos, fives, rest_is_one) = match &self.0 {
            Small(_, d) => {
                let (mut rest, mut fives) = (*d >> d.trailing_zeros(), 0);
                while rest % 5 == 0 {
                    rest /= 5;
                    fives += 1;
                }
                (d.trailing_zeros(), fives, rest == 1)
            }
            Big(value) => big_places(value.denom().clone()),
        };
        rest_is_one.then(|| twos.max(fives))
    }

    /// The exact decimal text, shortest form: `1.5`, `-20`, never `1.50`; `None` where no finite
    /// decimal writes this number.
    pub fn to_exact_text(&self) -> Option<String> {
        self.exact_places().map(|places| fixed(self, places))
    }

    /// Numerator and denominator where both are machine words.
    pub(crate) fn words(&self) -> Option<(i64, i64)> {
        match &self.0 {
            Small(n, d) => Some((*n, *d)),
            Big(_) => None,
        }
    }

    pub(crate) fn to_big(&self) -> BigRational {
        match &self.0 {
            Small(n, d) => BigRational::new_raw(BigInt::from(*n), BigInt::from(*d)),
            Big(value) => (**value).clone(),
        }
    }

    pub(crate) fn from_big(value: BigRational) -> Self {
        match (value.numer().to_i64(), value.denom().to_i64()) {
            (Some(n), Some(d)) => Number(Small(n, d)),
            _ => Number(Big(Box::new(value))),
        }
    }

    /// `n / d` for a `d` above zero, in lowest terms.
    pub(crate) fn reduced(n: i128, d: i128) -> Self {
        debug_assert!(d > 0);
        // Where all is in one word, its division is many times faster than that of two.
        if let (Ok(n), Ok(d)) = (i64::try_from(n), i64::try_from(d)) {
            if n % d == 0 {
                return Number(Small(n / d, 1));
            }
            let common = n.unsigned_abs().gcd(&d.unsigned_abs()).cast_signed();
            return Number(Small(n / common, d / common));
        }
        let common = if d == 1 { 1 } else { gcd(n.unsigned_abs(), d.unsigned_abs()) };
        let (n, d) = (n / common, d / common);
        match (i64::try_from(n), i64::try_from(d)) {
            (Ok(n), Ok(d)) => Number(Small(n, d)),
            _ => Number(Big(Box::new(BigRational::new_raw(BigInt::from(n), BigInt::from(d))))),
        }
    }
}

/// The greatest common divisor, for `b` above zero; a divisor of `b`, which fits.
fn gcd(a: u128, b: u128) -> i128 {
    let common = match (u64::try_from(a), u64::try_from(b)) {
        (Ok(a), Ok(b)) => u128::from(a.gcd(&b)),
        _ => a.gcd(&b),
    };
    i128::try_from(common).unwrap_or(1)
}

fn big_places(mut denominator: BigInt) -> (u32, u32, bool) {
    let (mut twos, mut fives) = (0u32, 0u32);
    for (prime, count) in [(2u8, &mut twos), (5u8, &mut fives)] {
        let prime = BigInt::from(prime);
        while (&denominator % &prime).is_zero() {
            denominator /= &prime;
            *count += 1;
        }
    }
    (twos, fives, denominator.is_one())
}

/// `value` with exactly `places` decimals; the caller has made sure that this is exact.
pub(crate) fn fixed(value: &Number, places: u32) -> String {
    let scaled = value.shift(places.cast_signed());
    debug_assert!(scaled.is_integer());
    match &scaled.0 {
        Small(n, _) => fixed_text(*n < 0, u128::from(n.unsigned_abs()), places),
        Big(value) => pointed(value.is_negative(), &value.to_integer().abs().to_string(), places),
    }
}

/// Digits with a point before the last `places` of them, and zeros where there are too few.
fn pointed(is_negative: bool, digits: &str, places: u32) -> String {
    let width = places as usize + 1;
    let digits = format!("{digits:0>width$}");
    let (whole, fraction) = digits.split_at(digits.len() - places as usize);
    let sign = if is_negative { "-" } else { "" };
    if fraction.is_empty() { format!("{sign}{whole}") } else { format!("{sign}{whole}.{fraction}") }
}

/// The text of `magnitude / 10^places` with exactly that many decimals. Documents have tens of
/// thousands of figures, so their digits are written without further ado.
pub(crate) fn fixed_text(is_negative: bool, mut magnitude: u128, places: u32) -> String {
    if places > WORD_DIGITS {
        return pointed(is_negative, &magnitude.to_string(), places);
    }
    // From the last digit to the first: at most 39, a point and a sign.
    let mut digits = [0u8; 48];
    let mut first = digits.len();
    let mut put = |byte: u8| {
        first -= 1;
        digits[first] = byte;
    };
    let mut written = 0;
    while magnitude > 0 || written <= places {
        if written == places && places > 0 {
            put(b'.');
        }
        // Division of one machine word is many times faster than that of two.
        let digit = match u64::try_from(magnitude) {
            Ok(word) => {
                magnitude = u128::from(word / 10);
                word % 10
            }
            Err(_) => {
                let digit = (magnitude % 10) as u64;
                magnitude /= 10;
                digit
            }
        };
        put(b'0' + digit as u8);
        written += 1;
    }
    if is_negative {
        put(b'-');
    }
    digits[first..].iter().map(|byte| char::from(*byte)).collect()
}

impl From<i64> for Number {
    fn from(value: i64) -> Self {
        Number(Small(value, 1))
    }
}

impl From<i128> for Number {
    fn from(value: i128) -> Self {
        Number::reduced(value, 1)
    }
}

impl From<Decimal> for Number {
    fn from(value: Decimal) -> Self {
        Number::scaled(value.mantissa(), value.scale())
    }
}

fn sum(a: &Number, b: &Number) -> Number {
    if let (Small(n, d), Small(m, e)) = (&a.0, &b.0) {
        let (n, d, m, e) = (i128::from(*n), i128::from(*d), i128::from(*m), i128::from(*e));
        if d == e {
            return Number::reduced(n + m, d);
        }
        if let Some(total) = (n * e).checked_add(m * d) {
            return Number::reduced(total, d * e);
        }
    }
    Number::from_big(a.to_big() + b.to_big())
}

fn product(a: &Number, b: &Number) -> Number {
    match (&a.0, &b.0) {
        (Small(n, d), Small(m, e)) => {
            Number::reduced(i128::from(*n) * i128::from(*m), i128::from(*d) * i128::from(*e))
        }
        _ => Number::from_big(a.to_big() * b.to_big()),
    }
}

fn difference(a: &Number, b: &Number) -> Number {
    sum(a, &-b.clone())
}

macro_rules! exact_operator {
    ($trait:ident, $method:ident, $exact:ident) => {
        impl $trait for &Number {
            type Output = Number;
            fn $method(self, other: &Number) -> Number {
                $exact(self, other)
            }
        }
        impl $trait for Number {
            type Output = Number;
            fn $method(self, other: Number) -> Number {
                $exact(&self, &other)
            }
        }
    };
}
exact_operator!(Add, add, sum);
exact_operator!(Sub, sub, difference);
exact_operator!(Mul, mul, product);

impl AddAssign<&Number> for Number {
    fn add_assign(&mut self, other: &Number) {
        *self = sum(self, other);
    }
}

impl SubAssign<&Number> for Number {
    fn sub_assign(&mut self, other: &Number) {
        *self = difference(self, other);
    }
}

impl Neg for Number {
    type Output = Number;
    fn neg(self) -> Number {
        match self.0 {
            Small(n, d) => Number::reduced(-i128::from(n), i128::from(d)),
            Big(value) => Number::from_big(-*value),
        }
    }
}

impl Ord for Number {
    fn cmp(&self, other: &Number) -> Ordering {
        match (&self.0, &other.0) {
            (Small(n, d), Small(m, e)) => {
                (i128::from(*n) * i128::from(*e)).cmp(&(i128::from(*m) * i128::from(*d)))
            }
            _ => self.to_big().cmp(&other.to_big()),
        }
    }
}

impl PartialOrd for Number {
    fn partial_cmp(&self, other: &Number) -> Option<Ordering> {
        Some(self.cmp(other))
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
            None => write!(f, "{}", self.to_big()),
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
    use proptest::prelude::*;

    fn n(text: &str) -> Number {
        Number::parse_plain(text).unwrap()
    }

    #[test]
    fn a_number_of_more_than_a_thousand_digits_is_none() {
        assert!(Number::parse_plain(&"9".repeat(1000)).is_some());
        assert!(Number::parse_plain(&"9".repeat(1001)).is_none());
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

    /// A rational near an edge of the machine word, beside the same as a big rational.
    fn rational() -> impl Strategy<Value = (Number, BigRational)> {
        let part = prop_oneof![
            -20i64..20,
            any::<i64>(),
            Just(i64::MIN),
            Just(i64::MAX),
            Just(1_000_000_007),
        ];
        (part.clone(), part.clone(), part).prop_filter_map("no zero", |(n, d, extra)| {
            (d != 0).then_some(())?;
            let big = BigRational::new(BigInt::from(n) * BigInt::from(extra), BigInt::from(d));
            Some((Number::from_big(big.clone()), big))
        })
    }

    proptest! {
        #[test]
        fn words_and_big_rationals_reckon_alike((a, x) in rational(), (b, y) in rational()) {
            prop_assert_eq!((&a + &b).to_big(), &x + &y);
            prop_assert_eq!((&a - &b).to_big(), &x - &y);
            prop_assert_eq!((&a * &b).to_big(), &x * &y);
            prop_assert_eq!(a.cmp(&b), x.cmp(&y));
            prop_assert_eq!(a == b, x == y);
            prop_assert_eq!((-a.clone()).to_big(), -x.clone());
            prop_assert_eq!(a.abs().to_big(), x.abs());
            prop_assert_eq!(a.floor().to_big(), x.floor());
            prop_assert_eq!(a.ceil().to_big(), x.ceil());
            prop_assert_eq!(a.shift(7).to_big(), &x * BigRational::from_integer(10_000_000.into()));
            prop_assert_eq!(a.shift(-20).shift(20), a.clone());
            prop_assert_eq!(a.is_negative(), x.is_negative());
            prop_assert_eq!(a.is_integer(), x.is_integer());
            match Number::ratio(&a, &b) {
                Some(quotient) => prop_assert_eq!(quotient.to_big(), &x / &y),
                None => prop_assert!(y.is_zero()),
            }
            // One value has one representation, however it came about.
            prop_assert_eq!(&(&a + &b) - &b, a.clone());
            if let Some(text) = a.to_exact_text() {
                prop_assert_eq!(Number::parse_plain(&text), Some(a));
            }
        }
    }
}
