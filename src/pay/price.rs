//! What a price of the plan is for one person, and what it pays on a part of a measure. Which part it
//! meets is decided in `ladder`.

use crate::base::{Number, Unit};
use crate::plan::ladder::{Of, Price};
use crate::text::Spanned;

use super::label::Label;
use super::measured::{Measured, Missing, Paid};
use super::working::Working;

/// A price as it meets a part of a measure: the person's own rate and multiples are put in.
#[derive(Clone, Debug)]
pub enum Quoted {
    /// A share of an amount.
    Share(Working),
    /// Money for each unit.
    Each(Working),
    /// A fixed amount, whatever the size of the part.
    Amount(Working),
}

/// The price for the person of `m`. Multiples are of `base`; where there is none they are shares
/// themselves, as multiples of a target incentive are.
pub fn quoted(price: &Price, base: Option<&Price>, m: &Measured) -> Result<Quoted, Missing> {
    Ok(match price {
        Price::Rate(rate) => Quoted::Share(typed(Label::Rate, rate, Unit::Ratio)),
        Price::Each(each) => Quoted::Each(typed(Label::Price, each, m.money)),
        Price::Amount(amount) => Quoted::Amount(typed(Label::Amount, amount, m.money)),
        Price::Personal => Quoted::Share(m.personal()?.clone()),
        Price::Times(times) => {
            let times = typed(Label::Times, times, Unit::Plain);
            match base {
                None => Quoted::Share(times),
                Some(base) => quoted(base, None, m)?.times(times),
            }
        }
    })
}

/// One rate for all of the measure, of its target or of the target incentive.
pub fn flat(price: &Price, of: Of, m: &Measured) -> Paid {
    match quoted(price, None, m)? {
        Quoted::Amount(amount) => Ok(amount.called(Label::Earning)),
        price => Ok(price.pays(Label::Earning, m.whole(of)?.clone(), m.money)),
    }
}

impl Quoted {
    /// What it pays on a part.
    pub fn pays(self, label: Label, part: Working, money: Unit) -> Working {
        match self {
            Quoted::Share(price) | Quoted::Each(price) => {
                Working::product(label, money, vec![part, price])
            }
            Quoted::Amount(amount) => amount.called(label),
        }
    }

    fn times(self, times: Working) -> Quoted {
        let multiple = |price: Working| {
            let (label, unit) = (price.label, price.unit);
            Working::product(label, unit, vec![price, times])
        };
        match self {
            Quoted::Share(price) => Quoted::Share(multiple(price)),
            Quoted::Each(price) => Quoted::Each(multiple(price)),
            Quoted::Amount(price) => Quoted::Amount(multiple(price)),
        }
    }
}

/// A number of the plan.
pub fn typed(label: Label, number: &Spanned<Number>, unit: Unit) -> Working {
    Working::given(label, number.value.clone(), unit).citing(number.span)
}

#[cfg(test)]
mod tests {
    use super::super::sample::{measured, n, spanned};
    use super::*;

    #[test]
    fn a_rate_is_of_what_was_achieved_of_the_target_or_of_the_target_incentive() {
        // 6,000 achieved, 10,000 targeted, 500 incentive: 10 % of each.
        let m = measured("6000", Some("10000"), Some("500"));
        for (of, pays) in [(Of::Actual, "600"), (Of::Target, "1000"), (Of::Incentive, "50")] {
            let paid = flat(&Price::Rate(spanned("0.1")), of, &m).unwrap();
            assert_eq!(paid.value, n(pays));
            assert!(paid.holds());
        }
    }

    #[test]
    fn what_a_rate_needs_and_does_not_find_is_named() {
        let rate = Price::Rate(spanned("0.1"));
        let m = measured("6000", None, None);
        assert_eq!(flat(&rate, Of::Target, &m), Err(Missing::Target));
        assert_eq!(flat(&rate, Of::Incentive, &m), Err(Missing::Incentive));
        assert_eq!(flat(&Price::Personal, Of::Actual, &m), Err(Missing::Rate));
        let zero = measured("6000", Some("0"), None);
        assert_eq!(flat(&rate, Of::Target, &zero), Err(Missing::Target));
        // A fixed amount needs nothing.
        let amount = Price::Amount(spanned("300"));
        assert_eq!(flat(&amount, Of::Target, &m).unwrap().value, n("300"));
    }

    #[test]
    fn a_multiple_is_of_the_base_price_even_of_the_persons_own() {
        let mut m = measured("6000", None, None);
        m.personal = Some(Working::given(Label::Rate, n("0.04"), Unit::Ratio));
        let quote = quoted(&Price::Times(spanned("1.5")), Some(&Price::Personal), &m).unwrap();
        let paid = quote.pays(Label::Earning, m.achieved.clone(), m.money);
        assert_eq!(paid.value, n("360"));
        assert!(paid.holds());
    }

    #[test]
    fn a_price_cites_the_line_that_states_it() {
        let rate = spanned("0.1");
        let m = measured("1", None, None);
        let paid = flat(&Price::Rate(rate.clone()), Of::Actual, &m).unwrap();
        assert_eq!(paid.parts[1].cite, Some(rate.span));
    }
}
