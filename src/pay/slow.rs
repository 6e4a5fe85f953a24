//! Plans in whole numbers for the laws, and a slow reckoning of their tables and curves: by the
//! definitions, in big rationals, sharing no arithmetic with what it is compared with.

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{Signed, Zero};

use crate::base::{Number, Unit};
use crate::plan::ladder::{Bounds, Edge, End, Of, Price, Tier, TierMode, Tiers};
use crate::text::Spanned;

use super::label::Label;
use super::ladder;
use super::measured::Measured;
use super::sample::{span, yuan};
use super::working::Working;

/// A plan in whole numbers: bounds in percent or in cents, rates in hundredths of a percent, amounts
/// and measures in cents.
#[derive(Clone, Debug)]
pub struct Whole {
    pub mode: TierMode,
    pub edge: Edge,
    pub bounds: Bounds,
    pub of: Of,
    /// Where a tier begins, its rate, its amount on top.
    pub tiers: Vec<(i64, i64, i64)>,
    pub achieved: i64,
    pub target: i64,
    pub incentive: i64,
}

impl Whole {
    pub fn table(&self) -> Tiers {
        let tier = |(from, rate, plus): &(i64, i64, i64)| Tier {
            from: typed(*from, 2),
            price: Price::Rate(typed(*rate, 4)),
            plus: (*plus != 0).then(|| typed(*plus, 2)),
            span: span(),
        };
        Tiers {
            mode: self.mode,
            edge: self.edge,
            bounds: self.bounds,
            tiers: self.tiers.iter().map(tier).collect(),
            of: self.of,
            reached_by: None,
            base: None,
        }
    }

    pub fn steps(&self) -> Tiers {
        let mut table = self.table();
        for (tier, (_, _, amount)) in table.tiers.iter_mut().zip(&self.tiers) {
            tier.price = Price::Amount(typed(*amount, 2));
            tier.plus = None;
        }
        table
    }

    pub fn measured(&self) -> Measured {
        measured_in(yuan(), self.achieved, self.target, self.incentive)
    }

    pub fn pays(&self) -> Number {
        let paid = ladder::tiers(&self.table(), &self.measured()).unwrap();
        assert!(paid.holds());
        paid.value
    }

    pub fn at(&self, achieved: i64) -> Whole {
        Whole { achieved, ..self.clone() }
    }
}

/// A number in so many decimals.
pub fn typed(mantissa: i64, scale: u32) -> Spanned<Number> {
    Spanned::new(Number::scaled(mantissa.into(), scale), span())
}

/// A measure in cents of a currency.
pub fn measured_in(unit: Unit, achieved: i64, target: i64, incentive: i64) -> Measured {
    let cents = |label, cents: i64| Working::given(label, Number::scaled(cents.into(), 2), unit);
    Measured {
        achieved: cents(Label::Achieved(0), achieved),
        target: Some(cents(Label::Target(0), target)),
        incentive: Some(cents(Label::TargetIncentive, incentive)),
        personal: None,
        reached: None,
        share: None,
        money: unit,
    }
}

/// A fraction.
pub fn fraction(n: i64, d: i64) -> BigRational {
    BigRational::new(BigInt::from(n), BigInt::from(d))
}

/// Where the tiers begin, in money.
fn begins(plan: &Whole) -> Vec<BigRational> {
    let begin = |(from, _, _): &(i64, i64, i64)| match plan.bounds {
        Bounds::Value => fraction(*from, 100),
        Bounds::Attainment => fraction(*from, 100) * fraction(plan.target, 100),
    };
    plan.tiers.iter().map(begin).collect()
}

fn rate(plan: &Whole, at: usize) -> BigRational {
    let of = match plan.of {
        Of::Incentive => fraction(plan.incentive, plan.target),
        Of::Actual | Of::Target => fraction(1, 1),
    };
    fraction(plan.tiers[at].1, 10_000) * of
}

/// How many tiers are reached.
pub fn count(plan: &Whole) -> usize {
    let achieved = fraction(plan.achieved, 100);
    let mut count = 0;
    for (at, begin) in begins(plan).iter().enumerate() {
        let on = achieved == *begin && (at == 0 || plan.edge == Edge::Upper);
        if achieved > *begin || on {
            count = at + 1;
        }
    }
    count
}

fn plus(plan: &Whole, highest: usize) -> BigRational {
    let amounts: Vec<i64> = plan.tiers[..highest].iter().map(|tier| tier.2).collect();
    match plan.mode {
        TierMode::Marginal => fraction(amounts.iter().sum(), 100),
        _ => fraction(amounts.last().copied().unwrap_or(0), 100),
    }
}

/// What reaching tiers pays.
pub fn step(plan: &Whole) -> BigRational {
    plus(plan, count(plan))
}

/// What the table pays.
pub fn tiers(plan: &Whole) -> BigRational {
    let achieved = fraction(plan.achieved, 100);
    let (begins, count) = (begins(plan), count(plan));
    let reached = count.max(1) - 1;
    let paid = match plan.mode {
        TierMode::Marginal if achieved.is_negative() => rate(plan, 0) * &achieved,
        TierMode::Marginal => {
            let mut sum = BigRational::zero();
            for (at, begin) in begins.iter().enumerate() {
                let end = begins.get(at + 1).cloned().unwrap_or_else(|| achieved.clone());
                let part = end.min(achieved.clone()) - begin;
                sum += rate(plan, at) * part.max(BigRational::zero());
            }
            sum
        }
        TierMode::Retroactive => rate(plan, reached) * &achieved,
        TierMode::Overage => {
            let target = fraction(plan.target, 100);
            let base = begins.iter().filter(|begin| **begin < target).count() - 1;
            if achieved > target {
                rate(plan, base) * &target + rate(plan, reached) * (achieved - &target)
            } else {
                rate(plan, base) * &achieved
            }
        }
    };
    paid + plus(plan, count)
}

/// The height at a place among (place, height), flat beyond the ends.
pub fn between(points: &[(i64, BigRational)], place: i64) -> BigRational {
    let (first, last) = (&points[0], &points[points.len() - 1]);
    if place <= first.0 {
        return first.1.clone();
    }
    if place >= last.0 {
        return last.1.clone();
    }
    let next = (1..points.len()).find(|at| place <= points[*at].0).unwrap();
    let ((a, p), (b, q)) = (&points[next - 1], &points[next]);
    (p * fraction(b - place, 1) + q * fraction(place - a, 1)) / fraction(b - a, 1)
}

/// The height of a curve through points in whole numbers at a place: weighted by how near either
/// end is.
pub fn height(points: &[(i64, i64)], below: End, above: End, place: &BigRational) -> BigRational {
    let point = |(at, height): (i64, i64)| (fraction(at, 100), fraction(height, 100));
    let between = |one: (i64, i64), other: (i64, i64)| {
        let ((a, p), (b, q)) = (point(one), point(other));
        (&p * (&b - place) + &q * (place - &a)) / (b - a)
    };
    let beyond = |end, outer: (i64, i64), one, other| match end {
        End::Nothing => BigRational::zero(),
        End::Flat => point(outer).1,
        End::Extended => between(one, other),
    };
    let last = points.len() - 1;
    if *place < point(points[0]).0 {
        return beyond(below, points[0], points[0], points[1]);
    }
    if *place > point(points[last]).0 {
        return beyond(above, points[last], points[last - 1], points[last]);
    }
    let at = (0..last).find(|at| *place <= point(points[at + 1]).0).unwrap();
    between(points[at], points[at + 1])
}
