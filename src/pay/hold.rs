//! Holds: how much of what was earned may be paid by what was collected. Which collections count by
//! their day is decided elsewhere.

use crate::base::{Number, Unit};
use crate::plan::limit::Release;

use super::label::Label;
use super::limit::above_zero;
use super::measured::{Missing, Paid};
use super::price::typed;
use super::working::Working;

/// What of `earned` may be paid so far, by what was collected of what was due. Of nothing earned,
/// nothing; otherwise something must be due.
pub fn eligible(release: &Release, earned: &Working, collected: &Working, due: &Working) -> Paid {
    let label = Label::Eligible;
    if earned.value.is_zero() {
        return Ok(Working::sum(label, earned.unit, vec![earned.clone()]));
    }
    if !due.value.is_positive() {
        return Err(Missing::Due);
    }
    let of_earned = |share| Working::product(label, earned.unit, vec![earned.clone(), share]);
    Ok(match release {
        Release::Proportional => of_earned(collected_share(collected, due)?),
        Release::Whole if collected.value >= due.value => {
            Working::sum(label, earned.unit, vec![earned.clone()])
        }
        Release::Whole => Working::sum(label, earned.unit, Vec::new()),
        Release::Milestones(milestones) => {
            let passed = |from: &Number| collected.value >= from * &due.value;
            let passed = milestones.iter().filter(|(from, _)| passed(&from.value));
            match passed.max_by(|(one, _), (other, _)| one.value.cmp(&other.value)) {
                Some((_, share)) => of_earned(typed(Label::Collected, share, Unit::Ratio)),
                None => Working::sum(label, earned.unit, Vec::new()),
            }
        }
    })
}

/// What is released now: what may be paid so far, less what was released before. Below 0 where
/// money that had been collected went back.
pub fn released(eligible: Working, before: Working) -> Working {
    Working::difference(Label::Released, eligible, before)
}

/// What is still held of what was earned.
pub fn held(earned: Working, eligible: Working) -> Working {
    Working::difference(Label::Held, earned, eligible)
}

/// The share of what was due that was collected, from nothing up to the whole.
fn collected_share(collected: &Working, due: &Working) -> Paid {
    let label = Label::Collected;
    let share = Working::quotient(label, Unit::Ratio, collected.clone(), due.clone());
    let share = share.ok_or(Missing::Due)?;
    if share.value.is_negative() {
        return Ok(above_zero(share));
    }
    let whole = Working::given(Label::Limit, Number::one(), Unit::Ratio);
    Ok(Working::least(label, share, whole))
}

#[cfg(test)]
mod tests {
    use super::super::sample::{money, n, spanned};
    use super::*;

    fn paid(release: &Release, collected: &str) -> Number {
        let paid = eligible(release, &money("300"), &money(collected), &money("10000")).unwrap();
        assert!(paid.holds());
        paid.value
    }

    #[test]
    fn what_was_earned_is_released_in_proportion_up_to_the_whole() {
        for (collected, expected) in
            [("-100", "0"), ("0", "0"), ("5000", "150"), ("10000", "300"), ("12000", "300")]
        {
            assert_eq!(paid(&Release::Proportional, collected), n(expected));
        }
    }

    #[test]
    fn all_at_once_waits_for_the_last_cent() {
        assert_eq!(paid(&Release::Whole, "9999.99"), n("0"));
        assert_eq!(paid(&Release::Whole, "10000"), n("300"));
    }

    #[test]
    fn a_milestone_holds_from_its_share_on() {
        let milestone = |from, share| (spanned(from), spanned(share));
        let release = Release::Milestones(vec![milestone("0.3", "0.2"), milestone("0.9", "1")]);
        for (collected, expected) in
            [("2999", "0"), ("3000", "60"), ("8999", "60"), ("9000", "300")]
        {
            assert_eq!(paid(&release, collected), n(expected));
        }
    }

    #[test]
    fn what_was_released_before_is_not_released_again_and_what_is_not_released_is_held() {
        let (first, second) = (money("100"), money("150"));
        assert_eq!(released(second.clone(), first).value, n("50"));
        assert_eq!(held(money("300"), second.clone()).value, n("150"));
        // Money went back.
        assert_eq!(released(money("90"), second).value, n("-60"));
    }

    #[test]
    fn something_earned_needs_something_due() {
        let zero = money("0");
        let release = Release::Proportional;
        assert_eq!(eligible(&release, &money("1"), &zero, &zero), Err(Missing::Due));
        assert_eq!(eligible(&release, &zero, &zero, &zero).unwrap().value, n("0"));
    }
}
