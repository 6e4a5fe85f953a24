//! Modifiers: a factor by another measure, in tiers.

use crate::base::Unit;
use crate::plan::ladder::Price;
use crate::plan::limit::Modifier;

use super::label::Label;
use super::ladder::tier_of;
use super::measured::{Missing, Paid};
use super::price::typed;
use super::working::Working;

/// The factor where the other measure is `by`; below the first tier that of the first.
pub fn factor(modifier: &Modifier, by: &Working) -> Paid {
    let at = tier_of(&modifier.tiers, modifier.edge, &by.value).unwrap_or(0);
    let tier = modifier.tiers.get(at).ok_or(Missing::Rate)?;
    match &tier.price {
        Price::Times(times) | Price::Rate(times) | Price::Each(times) | Price::Amount(times) => {
            Ok(typed(Label::Factor, times, Unit::Plain))
        }
        Price::Personal => Err(Missing::Rate),
    }
}

/// What was earned times the factor.
pub fn modified(earned: Working, factor: Working) -> Working {
    Working::product(Label::Modified, earned.unit, vec![earned, factor])
}

#[cfg(test)]
mod tests {
    use super::super::sample::{any_expression, money, n, span, spanned};
    use super::*;
    use crate::base::Number;
    use crate::plan::ladder::{Edge, Tier};

    fn by_margin(edge: Edge) -> Modifier {
        let tier = |(from, times): (&str, &str)| Tier {
            from: spanned(from),
            price: Price::Times(spanned(times)),
            plus: None,
            span: span(),
        };
        Modifier {
            by: any_expression(),
            edge,
            tiers: [("0", "0.5"), ("0.1", "1"), ("0.3", "1.25")].map(tier).to_vec(),
            before_cap: true,
            span: span(),
        }
    }

    fn pays(edge: Edge, margin: &str) -> Number {
        let by = Working::given(Label::Formula, n(margin), Unit::Ratio);
        let paid = modified(money("200"), factor(&by_margin(edge), &by).unwrap());
        assert!(paid.holds());
        paid.value
    }

    #[test]
    fn the_tier_of_the_other_measure_gives_the_factor() {
        for (margin, upper, lower) in [
            ("-0.1", "100", "100"),
            ("0", "100", "100"),
            ("0.1", "200", "100"),
            ("0.31", "250", "250"),
        ] {
            assert_eq!(pays(Edge::Upper, margin), n(upper), "{margin}");
            assert_eq!(pays(Edge::Lower, margin), n(lower), "{margin}");
        }
    }

    #[test]
    fn the_order_of_modifiers_changes_nothing_but_that_of_a_cap_does() {
        let factor = |text| Working::given(Label::Factor, n(text), Unit::Plain);
        let both = |one, other| modified(modified(money("70"), factor(one)), factor(other)).value;
        assert_eq!(both("1.1", "0.9"), both("0.9", "1.1"));
        let cap = || money("100");
        let before = super::super::limit::capped(modified(money("90"), factor("1.2")), cap()).pays;
        let after = modified(super::super::limit::capped(money("90"), cap()).pays, factor("1.2"));
        assert_eq!((before.value, after.value), (n("100"), n("108")));
    }
}
