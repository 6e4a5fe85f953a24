//! Sharing an amount by weights, to the unit that can be paid: what is left over after rounding down
//! goes to the largest remainders, so the parts sum to the whole. Whose weights they are is decided
//! elsewhere; they come in the order of ids, which decides between equal remainders.

use crate::base::{Number, Rounding, allocate, round::round_number};

use super::label::Label;
use super::working::Working;

/// Why an amount can't be shared.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Unshared {
    /// Nobody has a weight: nobody gets anything.
    NoWeight,
    /// The weight at this position is below 0.
    Negative(usize),
}

/// The parts of `whole` by weights, in their order; their sum is the whole, rounded by `mode` where
/// it isn't payable as it is.
pub fn shared(
    whole: &Working,
    weights: &[Working],
    mode: Rounding,
) -> Result<Vec<Working>, Unshared> {
    if let Some(at) = weights.iter().position(|weight| weight.value.is_negative()) {
        return Err(Unshared::Negative(at));
    }
    let whole = payable(whole.clone(), mode);
    let places = whole.unit.places();
    let values: Vec<Number> = weights.iter().map(|weight| weight.value.clone()).collect();
    let parts = allocate(&whole.value, &values, places).ok_or(Unshared::NoWeight)?;
    // The sum stands for itself: each of a thousand parts doesn't repeat a thousand weights.
    let all =
        |weight: &Working| Working::given(Label::AllWeights, values.iter().sum(), weight.unit);
    let share = |(value, weight): (Number, &Working)| {
        let weight_of = weight.clone().called(Label::ShareWeight);
        Working::share(Label::Earning, value, whole.clone(), weight_of, all(weight), places)
    };
    Ok(parts.into_iter().zip(weights).map(share).collect())
}

/// The figure, rounded to the places of its unit unless it has no more.
pub fn payable(figure: Working, mode: Rounding) -> Working {
    let places = figure.unit.places();
    if round_number(&figure.value, places, mode) == figure.value {
        return figure;
    }
    Working::rounded(Label::Rounded, figure, places, mode)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{money, n};
    use super::*;
    use crate::base::Unit;
    use proptest::prelude::*;

    fn weights(weights: &[i64]) -> Vec<Working> {
        let given =
            |weight: &i64| Working::given(Label::ShareWeight, Number::from(*weight), Unit::Plain);
        weights.iter().map(given).collect()
    }

    #[test]
    fn what_is_left_of_a_cent_goes_to_the_largest_remainder() {
        // 100 by 1 : 1 : 4 is 16.666…, 16.666…, 66.666…: two cents are left over, and
        // equal remainders go by order.
        let parts = shared(&money("100"), &weights(&[1, 1, 4]), Rounding::HalfUp).unwrap();
        let values: Vec<Number> = parts.iter().map(|part| part.value.clone()).collect();
        assert_eq!(values, [n("16.67"), n("16.67"), n("66.66")]);
        assert!(parts.iter().all(Working::holds));
    }

    #[test]
    fn without_any_weight_nobody_gets_anything_and_a_negative_weight_is_named() {
        let whole = money("100");
        let shared = |given: &[i64]| shared(&whole, &weights(given), Rounding::HalfUp);
        assert_eq!(shared(&[]), Err(Unshared::NoWeight));
        assert_eq!(shared(&[0, 0]), Err(Unshared::NoWeight));
        assert_eq!(shared(&[1, -1]), Err(Unshared::Negative(1)));
        assert_eq!(shared(&[0, 1]).unwrap()[0].value, n("0"));
    }

    #[test]
    fn a_whole_that_cannot_be_paid_is_rounded_before_it_is_shared() {
        let whole = money("100.005");
        let parts = shared(&whole, &weights(&[1, 1]), Rounding::HalfUp).unwrap();
        let sum: Number = parts.iter().map(|part| &part.value).sum();
        assert_eq!(sum, n("100.01"));
        assert!(parts.iter().all(Working::holds));
    }

    proptest! {
        #[test]
        fn the_parts_of_a_pool_sum_to_the_pool(
            cents in -1_000_000i64..1_000_000,
            given in proptest::collection::vec(0i64..100, 1..9),
        ) {
            prop_assume!(given.iter().any(|weight| *weight > 0));
            let whole = Working::given(Label::Pool, Number::scaled(cents.into(), 2), money("0").unit);
            let parts = shared(&whole, &weights(&given), Rounding::Down).unwrap();
            prop_assert_eq!(parts.iter().map(|part| &part.value).sum::<Number>(), whole.value);
            prop_assert!(parts.iter().all(Working::holds));
        }
    }
}
