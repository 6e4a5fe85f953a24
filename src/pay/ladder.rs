//! Tables of tiers: which tier is reached, what each part of a measure pays, what reaching a tier pays.
//! Bounds in attainment are never divided by: they are multiplied by the target and compared with
//! what was achieved.

use crate::base::{Number, Unit};
use crate::plan::ladder::{Bounds, Edge, Of, Tier, TierMode, Tiers};

use super::label::Label;
use super::measured::{Measured, Missing, Paid};
use super::price::{Quoted, quoted, typed};
use super::working::Working;

/// What the table pays on the measure. Below 0 the first tier goes on downwards: its rate counts, its
/// fixed amounts don't.
pub fn tiers(t: &Tiers, m: &Measured) -> Paid {
    let table = Table { t, m };
    match t.mode {
        TierMode::Marginal => table.marginal(),
        TierMode::Retroactive => table.retroactive(),
        TierMode::Overage => table.overage(),
    }
}

/// What the table pays where no tier above the target counts: its last tier is the one that the target
/// closes. Tiers below it keep what they pay, so that nobody gains by missing a gate.
pub fn base_rates(t: &Tiers, m: &Measured) -> Paid {
    let base = Table { t, m }.closed_by_target()?;
    let up_to_target = Tiers { tiers: t.tiers[..=base].to_vec(), ..t.clone() };
    tiers(&up_to_target, m)
}

/// What reaching tiers pays: of all that are reached where amounts add up, of the highest otherwise.
/// A price that is a share is a share of all of [`Tiers::of`].
pub fn step(t: &Tiers, m: &Measured) -> Paid {
    let table = Table { t, m };
    let mut parts = Vec::new();
    if let Some(highest) = reached(t, m)? {
        let lowest = if t.mode == TierMode::Marginal { 0 } else { highest };
        for at in lowest..=highest {
            let pays = match table.price(at)? {
                Quoted::Amount(amount) => amount.called(Label::Tier(at)),
                price => price.pays(Label::Tier(at), m.whole(t.of)?.clone(), m.money),
            };
            parts.push(pays.citing(t.tiers[at].span));
        }
        parts.extend(table.plus_up_to(highest));
    }
    Ok(table.earning(parts))
}

/// Which tier is reached, from 0; `None` below the first. Decided by [`Measured::reached`] where that
/// is given.
pub fn reached(t: &Tiers, m: &Measured) -> Result<Option<usize>, Missing> {
    match &m.reached {
        Some(place) => Ok(tier_of(&t.tiers, t.edge, &place.value)),
        None => Table { t, m }.own_reached(),
    }
}

/// The tier to which a value in the unit of the bounds belongs; `None` below the first.
pub fn tier_of(tiers: &[Tier], edge: Edge, value: &Number) -> Option<usize> {
    tiers.iter().enumerate().rposition(|(at, tier)| is_in(at, edge, value, &tier.from.value))
}

/// Whether a value has come into the tier that begins at `from`. A value on the bound belongs to the
/// tier that the edge names; the first tier has none below it.
fn is_in(at: usize, edge: Edge, value: &Number, from: &Number) -> bool {
    value > from || value == from && (at == 0 || edge == Edge::Upper)
}

/// A table of tiers over a measure.
#[derive(Clone, Copy)]
struct Table<'a> {
    t: &'a Tiers,
    m: &'a Measured,
}

impl Table<'_> {
    fn marginal(self) -> Paid {
        let reached = self.own_reached()?;
        let mut parts = Vec::new();
        for at in 0..=reached.unwrap_or(0) {
            let fixed = matches!(self.price(at)?, Quoted::Amount(_));
            // A tier that is only just reached has a part of nothing.
            let part = self.part(at)?;
            let downwards = at == 0 && self.t.tiers[0].from.value.is_zero();
            if fixed || downwards || part.value.is_positive() {
                parts.extend(self.piece(at, part)?);
            }
        }
        if let Some(reached) = reached {
            parts.extend(self.plus_up_to(reached));
        }
        Ok(self.earning(parts))
    }

    fn retroactive(self) -> Paid {
        let reached = reached(self.t, self.m)?;
        let paid = self.piece(reached.unwrap_or(0), self.m.achieved.clone())?;
        let mut parts = Vec::from_iter(paid);
        if let Some(reached) = reached {
            parts.extend(self.plus_up_to(reached));
        }
        Ok(self.earning(parts))
    }

    fn overage(self) -> Paid {
        let (target, achieved) = (self.m.target()?, &self.m.achieved);
        let base = self.closed_by_target()?;
        let reached = reached(self.t, self.m)?;
        let up_to = Working::least(Label::Part(base), achieved.clone(), target.clone());
        let mut parts = Vec::from_iter(self.piece(base, up_to)?);
        if achieved.value > target.value {
            let above = Working::difference(Label::AboveTarget, achieved.clone(), target.clone());
            parts.extend(self.piece(reached.unwrap_or(0), above)?);
        }
        if let Some(reached) = reached {
            parts.extend(self.plus_up_to(reached));
        }
        Ok(self.earning(parts))
    }

    fn earning(self, parts: Vec<Working>) -> Working {
        Working::sum(Label::Earning, self.m.money, parts)
    }

    /// What a part pays at the price of a tier: nothing at all where the price is a fixed amount and
    /// not even the first tier is reached.
    fn piece(self, at: usize, part: Working) -> Result<Option<Working>, Missing> {
        let price = self.price(at)?;
        let paid = match (price, self.t.of) {
            (Quoted::Amount(_), _) if part.value.is_negative() => return Ok(None),
            (Quoted::Share(rate), Of::Incentive) => self.of_incentive(at, part, rate)?,
            (price, _) => price.pays(Label::Tier(at), part, self.m.money),
        };
        Ok(Some(paid.citing(self.t.tiers[at].span)))
    }

    /// The part's share of the target incentive, multiplied before it is divided by the target.
    fn of_incentive(self, at: usize, part: Working, rate: Working) -> Paid {
        let (incentive, money) = (self.m.incentive()?.clone(), self.m.money);
        let product = Working::product(Label::Dividend, money, vec![part, incentive, rate]);
        let target = self.m.target()?.clone();
        Working::quotient(Label::Tier(at), money, product, target).ok_or(Missing::Target)
    }

    /// The part of what was achieved that lies in a tier, in the metric's unit.
    fn part(self, at: usize) -> Paid {
        let (label, achieved) = (Label::Part(at), self.m.achieved.clone());
        let lower = match at {
            0 if self.t.tiers[0].from.value.is_zero() => None,
            _ => Some(self.bound(at)?),
        };
        let upper = if at + 1 < self.t.tiers.len() { Some(self.bound(at + 1)?) } else { None };
        Ok(match (lower, upper) {
            (None, None) => Working::sum(label, achieved.unit, vec![achieved]),
            (None, Some(upper)) => Working::least(label, achieved, upper),
            (Some(lower), None) => Working::difference(label, achieved, lower),
            (Some(lower), Some(upper)) => {
                let up_to = Working::least(Label::To, achieved, upper);
                Working::difference(label, up_to, lower)
            }
        })
    }

    /// Where a tier begins, in the metric's unit.
    fn bound(self, at: usize) -> Paid {
        let (from, unit) = (&self.t.tiers[at].from, self.m.achieved.unit);
        match self.t.bounds {
            Bounds::Value => Ok(typed(Label::From, from, unit)),
            Bounds::Attainment => {
                let share = typed(Label::From, from, Unit::Ratio);
                let target = self.m.target()?.clone();
                Ok(Working::product(Label::From, unit, vec![target, share]))
            }
        }
    }

    fn price(self, at: usize) -> Result<Quoted, Missing> {
        quoted(&self.t.tiers[at].price, self.t.base.as_ref(), self.m)
    }

    /// The fixed amounts on top: of all tiers up to this one where parts add up, of this one otherwise.
    fn plus_up_to(self, highest: usize) -> impl Iterator<Item = Working> {
        let lowest = if self.t.mode == TierMode::Marginal { 0 } else { highest };
        let plus = self.t.tiers[lowest..=highest].iter().filter_map(|tier| tier.plus.as_ref());
        plus.map(move |amount| self.m.fixed(typed(Label::Amount, amount, self.m.money)))
    }

    /// The tier that the metric itself reaches.
    fn own_reached(self) -> Result<Option<usize>, Missing> {
        let (t, achieved) = (self.t, &self.m.achieved.value);
        if t.bounds == Bounds::Value {
            return Ok(tier_of(&t.tiers, t.edge, achieved));
        }
        let target = &self.m.target()?.value;
        let has_come =
            |at: usize, tier: &Tier| is_in(at, t.edge, achieved, &(&tier.from.value * target));
        Ok(t.tiers.iter().enumerate().rposition(|(at, tier)| has_come(at, tier)))
    }

    /// The tier at whose end, or within which, the target lies.
    fn closed_by_target(self) -> Result<usize, Missing> {
        let full = match self.t.bounds {
            Bounds::Attainment => Number::one(),
            Bounds::Value => self.m.target()?.value.clone(),
        };
        Ok(self.t.tiers.iter().rposition(|tier| tier.from.value < full).unwrap_or(0))
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{measured, n, rates, span, spanned};
    use super::*;
    use crate::plan::ladder::Price;

    fn pays(t: &Tiers, m: &Measured) -> Number {
        let paid = tiers(t, m).unwrap();
        assert!(paid.holds());
        paid.value
    }

    const THREE: &[(&str, &str)] = &[("0", "0.01"), ("1000", "0.02"), ("3000", "0.03")];

    #[test]
    fn each_part_is_paid_at_the_rate_of_its_own_tier() {
        let t = rates(TierMode::Marginal, Bounds::Value, Edge::Upper, THREE);
        // 10 + 40 + 30; a bound belongs to either side without a difference.
        for (achieved, expected) in [
            ("4000", "80"),
            ("3000", "50"),
            ("1000", "10"),
            ("500", "5"),
            ("0", "0"),
            ("-200", "-2"),
        ] {
            let m = measured(achieved, None, None);
            assert_eq!(pays(&t, &m), n(expected), "{achieved}");
            assert_eq!(pays(&Tiers { edge: Edge::Lower, ..t.clone() }, &m), n(expected));
        }
    }

    #[test]
    fn everything_is_paid_at_the_rate_of_the_tier_reached_and_the_edge_decides_on_the_bound() {
        let upper = rates(TierMode::Retroactive, Bounds::Value, Edge::Upper, THREE);
        let lower = Tiers { edge: Edge::Lower, ..upper.clone() };
        for (achieved, at_upper, at_lower) in [
            ("999.99", "9.9999", "9.9999"),
            ("1000", "20", "10"),
            ("1000.01", "20.0002", "20.0002"),
            ("3000", "90", "60"),
            ("-200", "-2", "-2"),
        ] {
            let m = measured(achieved, None, None);
            assert_eq!(pays(&upper, &m), n(at_upper), "{achieved}");
            assert_eq!(pays(&lower, &m), n(at_lower), "{achieved}");
        }
    }

    #[test]
    fn bounds_in_attainment_are_shares_of_the_target_exactly() {
        // 80 of 100 is 80 %, on the bound; 3 of 3 is all of it.
        let table = [("0", "0"), ("0.8", "0.01"), ("1", "0.02")];
        let t = rates(TierMode::Retroactive, Bounds::Attainment, Edge::Upper, &table);
        assert_eq!(pays(&t, &measured("80", Some("100"), None)), n("0.8"));
        assert_eq!(pays(&t, &measured("79.99", Some("100"), None)), n("0"));
        assert_eq!(pays(&t, &measured("3", Some("3"), None)), n("0.06"));
        let t = Tiers { mode: TierMode::Marginal, ..t };
        // 20 at 1 % and 50 at 2 %.
        assert_eq!(pays(&t, &measured("150", Some("100"), None)), n("1.2"));
    }

    #[test]
    fn attainment_needs_a_target_above_zero() {
        for mode in [TierMode::Marginal, TierMode::Retroactive, TierMode::Overage] {
            let t = rates(mode, Bounds::Attainment, Edge::Upper, &[("0", "0.01"), ("1", "0.02")]);
            for target in [None, Some("0"), Some("-5")] {
                let m = measured("10", target, None);
                assert_eq!(tiers(&t, &m), Err(Missing::Target));
                assert_eq!(step(&t, &m), Err(Missing::Target));
            }
        }
        let t = rates(TierMode::Overage, Bounds::Value, Edge::Upper, THREE);
        assert_eq!(tiers(&t, &measured("10", None, None)), Err(Missing::Target));
    }

    #[test]
    fn the_excess_over_the_target_is_paid_at_the_rate_of_the_tier_reached() {
        let table = [("0", "0.05"), ("1", "0.1"), ("1.2", "0.2")];
        let t = rates(TierMode::Overage, Bounds::Attainment, Edge::Upper, &table);
        for (achieved, expected) in
            [("80", "4"), ("100", "5"), ("110", "6"), ("120", "9"), ("130", "11"), ("-10", "-0.5")]
        {
            assert_eq!(pays(&t, &measured(achieved, Some("100"), None)), n(expected), "{achieved}");
        }
        // The same table in the metric's own unit.
        let table = [("0", "0.05"), ("100", "0.1"), ("120", "0.2")];
        let t = rates(TierMode::Overage, Bounds::Value, Edge::Upper, &table);
        assert_eq!(pays(&t, &measured("130", Some("100"), None)), n("11"));
    }

    fn with_plus(mode: TierMode, edge: Edge) -> Tiers {
        let mut t =
            rates(mode, Bounds::Value, edge, &[("0", "0.1"), ("100", "0.2"), ("200", "0.3")]);
        for (tier, plus) in t.tiers.iter_mut().zip(["5", "7", "11"]) {
            tier.plus = Some(spanned(plus));
        }
        t
    }

    #[test]
    fn fixed_amounts_of_every_tier_reached_add_up_or_only_those_of_the_highest_count() {
        let upper = with_plus(TierMode::Marginal, Edge::Upper);
        let lower = with_plus(TierMode::Marginal, Edge::Lower);
        // 10 + 5, and 7 more as soon as the second is reached.
        for (achieved, at_upper, at_lower) in
            [("0", "5", "5"), ("100", "22", "15"), ("150", "32", "32"), ("-10", "-1", "-1")]
        {
            let m = measured(achieved, None, None);
            assert_eq!(pays(&upper, &m), n(at_upper), "{achieved}");
            assert_eq!(pays(&lower, &m), n(at_lower), "{achieved}");
        }
        let highest = with_plus(TierMode::Retroactive, Edge::Upper);
        assert_eq!(pays(&highest, &measured("150", None, None)), n("37"));
        assert_eq!(pays(&highest, &measured("200", None, None)), n("71"));
    }

    #[test]
    fn a_part_of_attainment_pays_its_share_of_the_target_incentive() {
        let table = [("0", "1"), ("1", "1.4")];
        let mut t = rates(TierMode::Marginal, Bounds::Attainment, Edge::Upper, &table);
        t.of = Of::Incentive;
        // 100 % once and 10 % 1.4 times, of 50,000; all 110 % 1.4 times.
        let m = measured("330", Some("300"), Some("50000"));
        assert_eq!(pays(&t, &m), n("57000"));
        let whole = Tiers { mode: TierMode::Retroactive, ..t.clone() };
        assert_eq!(pays(&whole, &m), n("77000"));
        assert_eq!(tiers(&t, &measured("330", Some("300"), None)), Err(Missing::Incentive));
    }

    #[test]
    fn another_measure_can_decide_the_tier_while_the_metric_is_paid() {
        let table = [("0", "0.01"), ("0.9", "0.02")];
        let mut m = measured("1000", None, None);
        m.reached = Some(Working::given(Label::Formula, n("0.9"), Unit::Ratio));
        let t = rates(TierMode::Retroactive, Bounds::Attainment, Edge::Upper, &table);
        assert_eq!(reached(&t, &m), Ok(Some(1)));
        assert_eq!(pays(&t, &m), n("20"));
    }

    #[test]
    fn at_base_rates_the_tier_that_the_target_closes_is_the_last() {
        let table = [("0", "0.02"), ("1", "0.03"), ("1.2", "0.05")];
        let t = rates(TierMode::Marginal, Bounds::Attainment, Edge::Lower, &table);
        let m = measured("150", Some("100"), None);
        let paid = base_rates(&t, &m).unwrap();
        assert_eq!(paid.value, n("3"));
        assert!(paid.holds());
        let by_value = with_plus(TierMode::Marginal, Edge::Upper);
        // The target of 200 closes the second tier: 100 at 10 %, 150 at 20 %, two amounts on top.
        let paid = base_rates(&by_value, &measured("250", Some("200"), None)).unwrap();
        assert_eq!(paid.value, n("52"));
        // Whoever stays below a threshold isn't lifted over it by missing a gate.
        let table = [("0", "0"), ("0.8", "0.02"), ("1", "0.03")];
        let t = rates(TierMode::Retroactive, Bounds::Attainment, Edge::Upper, &table);
        let paid = |achieved| base_rates(&t, &measured(achieved, Some("100"), None)).unwrap().value;
        assert_eq!([paid("70"), paid("80"), paid("150")], [n("0"), n("1.6"), n("3")]);
        assert_eq!(base_rates(&by_value, &measured("1", None, None)), Err(Missing::Target));
    }

    #[test]
    fn a_step_pays_every_tier_reached_or_the_highest_only() {
        let mut t = rates(
            TierMode::Marginal,
            Bounds::Value,
            Edge::Upper,
            &[("0", "0"), ("10", "0"), ("20", "0")],
        );
        for (tier, amount) in t.tiers.iter_mut().zip(["0", "300", "500"]) {
            tier.price = Price::Amount(spanned(amount));
        }
        let highest = Tiers { mode: TierMode::Retroactive, ..t.clone() };
        for (achieved, every, one) in
            [("-1", "0", "0"), ("9", "0", "0"), ("10", "300", "300"), ("25", "800", "500")]
        {
            let m = measured(achieved, None, None);
            let (every_paid, one_paid) = (step(&t, &m).unwrap(), step(&highest, &m).unwrap());
            assert!(every_paid.holds() && one_paid.holds());
            assert_eq!((every_paid.value, one_paid.value), (n(every), n(one)), "{achieved}");
        }
    }

    #[test]
    fn what_a_tier_pays_cites_the_tier() {
        let t = rates(TierMode::Marginal, Bounds::Value, Edge::Upper, THREE);
        let paid = tiers(&t, &measured("4000", None, None)).unwrap();
        assert_eq!(paid.parts.len(), 3);
        assert!(paid.parts.iter().all(|part| part.cite == Some(span())));
    }
}
