//! What limits a figure: caps on a row, on attainment, on a component or several together; floors;
//! and what becomes of a result below 0.

use crate::base::{Number, Unit};
use crate::plan::limit::Negative;
use crate::text::Spanned;

use super::label::Label;
use super::measured::{Measured, Paid};
use super::price::typed;
use super::working::Working;

/// A figure under its cap, and what the cap cuts off: lost, or carried to the next period.
#[derive(Clone, PartialEq, Debug)]
pub struct Capped {
    /// What is left.
    pub pays: Working,
    /// What is cut off; 0 below the cap.
    pub excess: Working,
}

/// A component's result under its cap.
pub fn capped(amount: Working, cap: Working) -> Capped {
    let pays = Working::least(Label::Capped, amount.clone(), cap);
    let excess = Working::difference(Label::Excess, amount, pays.clone());
    Capped { pays, excess }
}

/// Several components under a cap that they share. Their own lines stay as they are; what is cut off
/// is one line of its own.
pub fn capped_together(amounts: Vec<Working>, cap: Working) -> Capped {
    capped(Working::sum(Label::Earned, cap.unit, amounts), cap)
}

/// A result with what a cap cut off in the period before; its cap comes after.
pub fn with_carried(amount: Working, carried: Working) -> Working {
    let unit = amount.unit;
    Working::sum(Label::Earning, unit, vec![amount, carried])
}

/// A component's result, or its floor where that is more.
pub fn floored(amount: Working, floor: Working) -> Working {
    Working::most(Label::Floored, amount, floor)
}

/// What one row (or day) is credited with. A return takes back no more than a sale can be credited
/// with, so that a sale and its return in full leave nothing.
pub fn deal_capped(achieved: Working, cap: &Spanned<Number>) -> Working {
    let (label, unit) = (achieved.label, achieved.unit);
    if achieved.value.is_negative() {
        let most = Spanned::new(-cap.value.clone(), cap.span);
        return Working::most(label, achieved, typed(Label::Cap, &most, unit));
    }
    Working::least(label, achieved, typed(Label::Cap, cap, unit))
}

/// What was achieved, up to the highest attainment that counts.
pub fn attainment_capped(m: &Measured, cap: &Spanned<Number>) -> Paid {
    let (label, unit) = (m.achieved.label, m.achieved.unit);
    let share = typed(Label::Cap, cap, Unit::Ratio);
    let most = Working::product(Label::Cap, unit, vec![m.target()?.clone(), share]);
    Ok(Working::least(label, m.achieved.clone(), most))
}

/// What a result below 0 means.
#[derive(Clone, PartialEq, Debug)]
pub struct Settled {
    /// What the component pays: below 0 only where it is deducted from the person's pay.
    pub pays: Working,
    /// What later results of the component are lessened by; never above 0.
    pub carries: Working,
}

/// A component's result by what the plan says of results below 0, with what was carried from the
/// period before. `None` where the result is below 0 and the plan doesn't say what that means.
pub fn settled(amount: Working, carried: Working, negative: Negative) -> Option<Settled> {
    let unit = amount.unit;
    let zero = || Working::given(Label::Nothing, Number::zero(), unit);
    // What was carried counts whatever the plan says now.
    let amount = if carried.value.is_zero() { amount } else { with_carried(amount, carried) };
    if !amount.value.is_negative() {
        return Some(Settled { pays: amount, carries: zero() });
    }
    match negative {
        Negative::Error => None,
        Negative::Zero => Some(Settled { pays: above_zero(amount), carries: zero() }),
        Negative::Deduct => Some(Settled { pays: amount, carries: zero() }),
        Negative::Carry => {
            let carries = Working::least(Label::Carried, amount.clone(), zero());
            Some(Settled { pays: above_zero(amount), carries })
        }
    }
}

/// The figure, or 0 where it is below.
pub fn above_zero(amount: Working) -> Working {
    let zero = Working::given(Label::Nothing, Number::zero(), amount.unit);
    Working::most(amount.label, amount, zero)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{measured, money, n, spanned};
    use super::*;
    use crate::pay::Missing;
    use proptest::prelude::*;

    #[test]
    fn what_a_cap_cuts_off_is_told() {
        for (amount, pays, excess) in
            [("900", "900", "0"), ("1000", "1000", "0"), ("1200", "1000", "200"), ("-5", "-5", "0")]
        {
            let capped = capped(money(amount), money("1000"));
            assert!(capped.pays.holds() && capped.excess.holds());
            assert_eq!((capped.pays.value, capped.excess.value), (n(pays), n(excess)));
        }
    }

    #[test]
    fn components_under_one_cap_are_cut_together() {
        let capped =
            capped_together(vec![money("700"), money("600"), money("-100")], money("1000"));
        assert_eq!((capped.pays.value, capped.excess.value), (n("1000"), n("200")));
    }

    #[test]
    fn what_is_carried_is_paid_in_a_later_period_with_room_for_it() {
        // 1,200 and 700 under a cap of 1,000: 1,000 and 900.
        let first = capped(money("1200"), money("1000"));
        let second = capped(with_carried(money("700"), first.excess), money("1000"));
        assert!(second.pays.holds());
        assert_eq!((second.pays.value, second.excess.value), (n("900"), n("0")));
    }

    #[test]
    fn a_floor_lifts_what_is_below_it() {
        assert_eq!(floored(money("30"), money("100")).value, n("100"));
        assert_eq!(floored(money("130"), money("100")).value, n("130"));
    }

    #[test]
    fn a_capped_sale_and_its_return_leave_nothing() {
        let cap = spanned("1000");
        assert_eq!(deal_capped(money("2500"), &cap).value, n("1000"));
        assert_eq!(deal_capped(money("-2500"), &cap).value, n("-1000"));
        assert_eq!(deal_capped(money("-300"), &cap).value, n("-300"));
    }

    #[test]
    fn attainment_counts_up_to_its_cap() {
        let capped = attainment_capped(&measured("250", Some("100"), None), &spanned("2")).unwrap();
        assert!(capped.holds());
        assert_eq!(capped.value, n("200"));
        let none = attainment_capped(&measured("250", None, None), &spanned("2"));
        assert_eq!(none, Err(Missing::Target));
    }

    #[test]
    fn a_result_below_zero_means_what_the_plan_says() {
        let settled = |amount, carried, negative| {
            let settled = settled(money(amount), money(carried), negative)?;
            assert!(settled.pays.holds() && settled.carries.holds());
            Some((settled.pays.value, settled.carries.value))
        };
        assert_eq!(settled("-50", "0", Negative::Error), None);
        assert_eq!(settled("50", "0", Negative::Error), Some((n("50"), n("0"))));
        assert_eq!(settled("-50", "0", Negative::Zero), Some((n("0"), n("0"))));
        assert_eq!(settled("-50", "0", Negative::Deduct), Some((n("-50"), n("0"))));
        assert_eq!(settled("-50", "-20", Negative::Carry), Some((n("0"), n("-70"))));
        assert_eq!(settled("100", "-70", Negative::Carry), Some((n("30"), n("0"))));
        assert_eq!(settled("40", "-70", Negative::Carry), Some((n("0"), n("-30"))));
    }

    proptest! {
        #[test]
        fn a_capped_result_never_exceeds_its_cap_and_nothing_is_lost_between_both(
            amount in -1000i64..1000, cap in 0i64..1000,
        ) {
            let figure = |value: i64| Working::given(Label::Amount, Number::from(value), Unit::Plain);
            let capped = capped(figure(amount), figure(cap));
            prop_assert!(capped.pays.value <= Number::from(cap));
            prop_assert_eq!(&capped.pays.value + &capped.excess.value, Number::from(amount));
            prop_assert!(!capped.excess.value.is_negative());
            prop_assert!(capped.pays.holds() && capped.excess.holds());
        }

        #[test]
        fn carrying_results_below_zero_loses_nothing(results in proptest::collection::vec(-100i64..100, 1..9)) {
            let figure = |value: Number| Working::given(Label::Amount, value, Unit::Plain);
            let (mut paid, mut carried) = (Number::zero(), Number::zero());
            for result in &results {
                let settled =
                    settled(figure(Number::from(*result)), figure(carried), Negative::Carry).unwrap();
                prop_assert!(!settled.pays.value.is_negative());
                paid += &settled.pays.value;
                carried = settled.carries.value;
            }
            prop_assert_eq!(&paid + &carried, results.iter().map(|r| Number::from(*r)).sum::<Number>());
        }
    }
}
