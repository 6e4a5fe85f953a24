//! Clawbacks: what is taken back when a result is undone after it was paid. Never more than was paid
//! for it, also when it is undone bit by bit.

use crate::base::{Day, Number};

use super::label::Label;
use super::limit::above_zero;
use super::working::Working;

/// In proportion, at the rate at which it was paid: what was `paid` for `original`, of which `undone`
/// is undone now; `before` was taken back already. `None` where there is no original result.
pub fn proportional(
    undone: &Working,
    original: &Working,
    paid: &Working,
    before: &Working,
) -> Option<Working> {
    let product = vec![paid.clone(), undone.clone()];
    let product = Working::product(Label::Dividend, paid.unit, product);
    let part = Working::quotient(Label::Clawback, paid.unit, product, original.clone())?;
    Some(at_most(part, paid, before))
}

/// Recomputed: what was paid, less what would have been paid `without` everything undone so far, less
/// what was taken back `before`.
pub fn recomputed(without: &Working, paid: &Working, before: &Working) -> Working {
    let net = net(paid, before);
    let too_much = Working::difference(Label::Clawback, net, without.clone());
    at_most(too_much, paid, before)
}

/// Whether what was undone on a day is still taken back: within so many days after the result; always
/// where there is no limit.
pub fn within(result: Day, undone: Day, window_days: Option<u32>) -> bool {
    let days = i64::from(undone.number()) - i64::from(result.number());
    window_days.is_none_or(|window| days <= i64::from(window))
}

/// From 0 up to what was paid and not yet taken back.
fn at_most(part: Working, paid: &Working, before: &Working) -> Working {
    let least = Working::least(Label::Clawback, part, net(paid, before));
    if least.value.is_negative() { above_zero(least) } else { least }
}

fn net(paid: &Working, before: &Working) -> Working {
    Working::difference(Label::Paid, paid.clone(), before.clone())
}

/// The figure as it is booked: what is taken back lessens pay.
pub fn booked(clawback: Working) -> Working {
    let unit = clawback.unit;
    let zero = Working::given(Label::Nothing, Number::zero(), unit);
    Working::difference(Label::Clawback, zero, clawback)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{money, n};
    use super::*;
    use proptest::prelude::*;

    fn taken(undone: &str, original: &str, paid: &str, before: &str) -> Number {
        let (undone, original) = (money(undone), money(original));
        let taken = proportional(&undone, &original, &money(paid), &money(before)).unwrap();
        assert!(taken.holds());
        taken.value
    }

    #[test]
    fn a_part_undone_takes_its_part_back() {
        assert_eq!(taken("300", "1000", "50", "0"), n("15"));
        assert_eq!(taken("1000", "1000", "50", "0"), n("50"));
    }

    #[test]
    fn two_cancellations_never_take_back_more_than_was_paid() {
        assert_eq!(taken("800", "1000", "50", "0"), n("40"));
        assert_eq!(taken("800", "1000", "50", "40"), n("10"));
        assert_eq!(taken("800", "1000", "50", "50"), n("0"));
    }

    #[test]
    fn what_was_not_paid_is_not_taken_back() {
        assert_eq!(taken("1000", "1000", "0", "0"), n("0"));
        assert_eq!(taken("1000", "1000", "-5", "0"), n("0"));
        assert_eq!(proportional(&money("1"), &money("0"), &money("5"), &money("0")), None);
    }

    #[test]
    fn recomputing_takes_back_what_the_rest_would_not_have_been_paid() {
        let (paid, zero) = (money("5500"), money("0"));
        let first = recomputed(&money("1800"), &paid, &zero);
        assert!(first.holds());
        assert_eq!(first.value, n("3700"));
        let second = recomputed(&zero, &paid, &first);
        assert!(second.holds());
        assert_eq!(second.value, n("1800"));
        // The rest would have been paid more, or below 0.
        assert_eq!(recomputed(&money("6000"), &paid, &zero).value, n("0"));
        assert_eq!(recomputed(&money("-100"), &paid, &zero).value, n("5500"));
    }

    #[test]
    fn the_window_counts_days_after_the_result() {
        let (result, undone) =
            (Day::parse("2026-07-01").unwrap(), Day::parse("2026-09-29").unwrap());
        assert!(within(result, undone, Some(90)) && within(result, undone, None));
        assert!(!within(result, undone, Some(89)));
    }

    proptest! {
        #[test]
        fn what_is_taken_back_in_all_is_never_more_than_was_paid(
            undone in proptest::collection::vec(0i64..1000, 1..6),
            without in proptest::collection::vec(-500i64..1000, 1..6),
            original in 1i64..1000,
            paid in -100i64..1000,
        ) {
            let figure = |value: i64| money(&value.to_string());
            let paid = figure(paid);
            let limit = paid.value.clone().max(Number::zero());
            let mut before = money("0");
            for undone in undone {
                let back = proportional(&figure(undone), &figure(original), &paid, &before).unwrap();
                prop_assert!(back.holds() && !back.value.is_negative());
                before.value += &back.value;
                prop_assert!(before.value <= limit);
            }
            let mut before = money("0");
            for without in without {
                let back = recomputed(&figure(without), &paid, &before);
                prop_assert!(back.holds() && !back.value.is_negative());
                before.value += &back.value;
                prop_assert!(before.value <= limit);
            }
        }
    }
}
