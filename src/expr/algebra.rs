//! The algebra of units: what a product and a quotient of two units is. A bare number (`None`) has
//! no unit yet. Sums and comparisons need no table: both sides must have one unit.

use crate::base::Unit;

use Unit::{Count, Days, Money, Plain, Ratio};

/// The unit of a product, `None` where it would mean nothing (money times money).
pub(super) fn product(left: Option<Unit>, right: Option<Unit>) -> Option<Option<Unit>> {
    let (Some(left), Some(right)) = (left, right) else { return Some(left.or(right)) };
    match (left, right) {
        (Ratio, other) | (other, Ratio) | (Plain, other) | (other, Plain) => Some(Some(other)),
        (Count, Count) => Some(Some(Count)),
        // A price per piece times pieces, a rate per day times days.
        (Money(currency), Count | Days) | (Count | Days, Money(currency)) => {
            Some(Some(Money(currency)))
        }
        (Count, Days) | (Days, Count) => Some(Some(Count)),
        (Money(_), Money(_)) | (Days, Days) => None,
    }
}

/// The unit of a quotient, `None` where it would mean nothing (CNY by USD).
pub(super) fn quotient(left: Option<Unit>, right: Option<Unit>) -> Option<Option<Unit>> {
    let Some(right) = right else { return Some(left) };
    let Some(left) = left else { return Some(Some(Plain)) };
    match (left, right) {
        (Money(a), Money(b)) if a != b => None,
        (a, b) if a == b => Some(Some(Ratio)),
        (other, Ratio | Plain) => Some(Some(other)),
        // Per piece and per day: an average keeps the unit of what is averaged.
        (Money(_) | Ratio | Plain, Count | Days) => Some(Some(left)),
        (Count, Days) | (Days, Count) => Some(Some(left)),
        _ => Some(Some(Plain)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::unit::Currency;

    fn money(code: &str) -> Option<Unit> {
        Currency::parse(code).map(Money)
    }

    #[test]
    fn money_times_money_and_a_quotient_of_two_currencies_mean_nothing() {
        assert_eq!(product(money("CNY"), money("CNY")), None);
        assert_eq!(quotient(money("CNY"), money("USD")), None);
    }

    #[test]
    fn money_by_count_is_a_price_and_a_price_times_a_count_is_money() {
        assert_eq!(quotient(money("CNY"), Some(Count)), Some(money("CNY")));
        assert_eq!(product(money("CNY"), Some(Count)), Some(money("CNY")));
    }

    #[test]
    fn like_by_like_is_a_ratio_and_a_ratio_of_anything_keeps_its_unit() {
        for unit in [money("CNY"), Some(Count), Some(Days), Some(Ratio), Some(Plain)] {
            assert_eq!(quotient(unit, unit), Some(Some(Ratio)));
            assert_eq!(product(unit, Some(Ratio)), Some(unit));
            assert_eq!(product(unit, None), Some(unit));
            assert_eq!(quotient(unit, None), Some(unit));
        }
    }
}
