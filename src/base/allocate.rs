//! Splitting a whole into parts that sum to it exactly: the largest-remainder rule (Hamilton).
//! Only the rule; whose weights they are is the business of `quota`.

use super::number::Number;
use super::round::{Rounding, round_number};

/// Splits `total` by `weights` into parts that are multiples of `10^-places` and sum to `total`
/// exactly: each part is its exact share rounded down, and the units left over go to the largest
/// remainders, ties to the earlier position (callers order the parts by id).
///
/// A total that is itself no multiple of the unit keeps its fraction on the first part that has
/// any weight, so that nothing is lost. `None` when there is no positive weight or one is negative.
pub fn allocate(total: &Number, weights: &[Number], places: u32) -> Option<Vec<Number>> {
    let sum: Number = weights.iter().sum();
    if !sum.is_positive() || weights.iter().any(Number::is_negative) {
        return None;
    }
    let whole = round_number(total, places, Rounding::Down);
    let units = whole.abs().shift(places.cast_signed());
    let mut parts = Vec::with_capacity(weights.len());
    let mut remainders = Vec::with_capacity(weights.len());
    let mut given = Number::zero();
    for (index, weight) in weights.iter().enumerate() {
        let share = Number::ratio(&(&units * weight), &sum)?;
        let floor = share.floor();
        given += &floor;
        remainders.push((&share - &floor, index));
        parts.push(floor);
    }
    let left = (&units - &given).to_i64()?;
    remainders.sort_by(|(a, i), (b, j)| b.cmp(a).then(i.cmp(j)));
    for (_, index) in remainders.iter().take(usize::try_from(left).ok()?) {
        parts[*index] += &Number::one();
    }
    let sign = if whole.is_negative() { Number::from(-1i64) } else { Number::one() };
    let unit = Number::one().shift(-places.cast_signed());
    let mut parts: Vec<Number> = parts.iter().map(|part| &(part * &unit) * &sign).collect();
    let fraction = total - &whole;
    if !fraction.is_zero() {
        let first = weights.iter().position(Number::is_positive)?;
        parts[first] += &fraction;
    }
    Some(parts)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn split(total: i64, weights: &[i64], places: u32) -> Vec<String> {
        let weights: Vec<Number> = weights.iter().map(|w| Number::from(*w)).collect();
        allocate(&Number::from(total), &weights, places)
            .unwrap()
            .iter()
            .map(|part| part.to_exact_text().unwrap())
            .collect()
    }

    // The Alabama paradox by hand: 10 × (1,3,3)/7 = 1.43, 4.29, 4.29; 11 × … = 1.57, 4.71, 4.71.
    #[test]
    fn a_bigger_whole_may_shrink_a_part_and_still_sums() {
        assert_eq!(split(10, &[1, 3, 3], 0), ["2", "4", "4"]);
        assert_eq!(split(11, &[1, 3, 3], 0), ["1", "5", "5"]);
    }

    #[test]
    fn a_million_in_cents_over_three_gives_the_cent_to_the_first() {
        assert_eq!(split(1_000_000, &[1, 1, 1], 2), ["333333.34", "333333.33", "333333.33"]);
    }

    proptest! {
        #[test]
        fn parts_sum_to_the_whole_and_keep_the_quota_rule(
            total in -1_000_000_000i64..1_000_000_000,
            weights in proptest::collection::vec(0i64..1000, 1..20),
            places in 0u32..3,
        ) {
            prop_assume!(weights.iter().sum::<i64>() > 0);
            let exact: Vec<Number> = weights.iter().map(|w| Number::from(*w)).collect();
            let parts = allocate(&Number::from(total), &exact, places).unwrap();
            prop_assert_eq!(parts.iter().sum::<Number>(), Number::from(total));
            let unit = Number::one().shift(-places.cast_signed());
            for (part, weight) in parts.iter().zip(&exact) {
                let share = Number::ratio(
                    &(&Number::from(total) * weight), &exact.iter().sum()).unwrap();
                prop_assert!((part - &share).abs() < unit);
                if weight.is_zero() { prop_assert!(part.is_zero()); }
            }
            for (i, a) in weights.iter().enumerate() {
                for (j, b) in weights.iter().enumerate() {
                    if a > b && total >= 0 { prop_assert!(parts[i] >= parts[j]); }
                }
            }
        }

        #[test]
        fn scaling_every_weight_changes_nothing(
            total in 0i64..1_000_000,
            weights in proptest::collection::vec(1i64..1000, 1..12),
            factor in 1i64..50,
        ) {
            let plain: Vec<Number> = weights.iter().map(|w| Number::from(*w)).collect();
            let scaled: Vec<Number> = weights.iter().map(|w| Number::from(w * factor)).collect();
            prop_assert_eq!(
                allocate(&Number::from(total), &plain, 2),
                allocate(&Number::from(total), &scaled, 2)
            );
        }
    }
}
