//! The slow reckoning: what a random plan pays, by the definitions of its rules, over big rationals.

use std::collections::BTreeMap;

use num_bigint::BigInt;
use num_rational::BigRational as R;
use num_traits::{One, Signed, Zero};

use super::spec::{Component, Draw, Factor, Kind, Mode, Negative, Spec};

fn int(n: i64) -> R {
    R::from(BigInt::from(n))
}

fn ratio(n: i64, d: i64) -> R {
    R::new(BigInt::from(n), BigInt::from(d))
}

fn zero() -> R {
    R::zero()
}

/// A share in hundredths of a percent of an amount.
fn share(amount: &R, hundredths: i64) -> R {
    amount * ratio(hundredths, 10_000)
}

/// What is left from month to month.
#[derive(Default)]
struct Left {
    counted: BTreeMap<(usize, usize), R>,
    excess: BTreeMap<(usize, usize), R>,
    debt: BTreeMap<(usize, usize), R>,
    cut: BTreeMap<usize, R>,
    owed: BTreeMap<usize, R>,
}

/// What each person is paid in a month: the lines of all components, and what is payable, in cents.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Paid {
    pub lines: Vec<R>,
    pub payable: R,
}

/// The months of a plan up to one of them.
pub fn reckon(spec: &Spec, until: usize) -> Vec<Vec<Paid>> {
    let mut left = Left::default();
    (0..=until)
        .map(|month| {
            (0..spec.people.len()).map(|person| one(spec, person, month, &mut left)).collect()
        })
        .collect()
}

fn one(spec: &Spec, person: usize, month: usize, left: &mut Left) -> Paid {
    let mut lines: Vec<R> = Vec::new();
    for (at, component) in spec.components.iter().enumerate() {
        let before = lines.last().cloned();
        let pays = line(spec, component, (at, person, month), before, left);
        lines.push(round(&pays, spec.mode));
    }
    let paid = spec.components.iter().zip(&lines).filter(|(component, _)| component.paid);
    let mut earned: R = paid.map(|(_, line)| line).sum();
    if let Some((cap, carried)) = spec.cap {
        let all = &earned + left.cut.remove(&person).unwrap_or_else(zero);
        earned = all.clone().min(int(cap));
        if carried {
            left.cut.insert(person, all - &earned);
        }
    }
    if let Some(draw) = &spec.draw {
        let owed = left.owed.entry(person).or_insert_with(zero);
        let (top, back) = drawn(draw, &earned, owed);
        let (top, back) = (round(&top, spec.mode), round(&back, spec.mode));
        if draw.recovery.is_some() {
            *owed = &*owed + &top - &back;
            assert!(!owed.is_negative());
        }
        earned = earned + top - back;
    }
    Paid { lines, payable: earned }
}

fn drawn(draw: &Draw, earned: &R, owed: &R) -> (R, R) {
    let amount = int(draw.amount);
    let top = if draw.additive { amount.clone() } else { (&amount - earned).max(zero()) };
    let Some(limits) = &draw.recovery else { return (top, zero()) };
    let usual = if draw.additive { zero() } else { amount };
    let keeps = limits.keeps.map_or(usual, int);
    let mut back = share(&(earned - keeps).max(zero()), limits.of_excess.unwrap_or(10_000));
    back = back.min(owed.clone());
    if let Some(of_earnings) = limits.of_earnings {
        back = back.min(share(&earned.clone().max(zero()), of_earnings));
    }
    if let Some(most) = limits.most {
        back = back.min(int(most));
    }
    (top, back)
}

fn line(
    spec: &Spec,
    component: &Component,
    (at, person, month): (usize, usize, usize),
    before: Option<R>,
    left: &mut Left,
) -> R {
    let (who, key) = (&spec.people[person], (at, person));
    let deals = who.deals[month];
    let unmet = matches!(component.kind, Kind::Award { deals: wanted, .. } if deals < wanted);
    let below = component.gate.is_some() && deals < 2;
    if unmet || below && component.gate == Some(0) {
        return zero();
    }
    let months = if component.to_date { 0..=month } else { month..=month };
    let count = i64::try_from(months.clone().count()).unwrap();
    let achieved = int(who.sales[months].iter().sum());
    let (target, incentive) = (int(who.target * count), int(who.incentive * count));
    let Some(mut pays) = earning(&component.kind, &achieved, &target, &incentive, before) else {
        return zero();
    };
    if component.to_date {
        let counted = left.counted.insert(key, pays.clone()).unwrap_or_else(zero);
        pays -= counted;
    }
    pays = factored(component, pays, deals, true);
    if below {
        pays = share(&pays, component.gate.unwrap());
    }
    if let Some((cap, carried)) = component.cap {
        pays += left.excess.remove(&key).unwrap_or_else(zero);
        let capped = pays.clone().min(int(cap));
        if carried {
            left.excess.insert(key, &pays - &capped);
        }
        pays = capped;
    }
    pays = factored(component, pays, deals, false);
    if let (Some(floor), false) = (component.floor, below) {
        pays = pays.max(int(floor));
    }
    match component.negative {
        Negative::Deduct => pays,
        Negative::Zero => pays.max(zero()),
        Negative::Carry => {
            pays -= left.debt.remove(&key).unwrap_or_else(zero);
            left.debt.insert(key, (-pays.clone()).max(zero()));
            pays.max(zero())
        }
    }
}

fn factored(component: &Component, pays: R, deals: i64, before_cap: bool) -> R {
    let factors = component.factors.iter().filter(|factor| factor.before_cap == before_cap);
    factors.fold(pays, |pays, factor| pays * ratio(times(factor, deals), 100))
}

fn times(factor: &Factor, deals: i64) -> i64 {
    let has = |(from, _): &&(i64, i64)| if factor.upper { deals >= *from } else { deals > *from };
    factor.tiers.iter().rev().find(has).unwrap_or(&factor.tiers[0]).1
}

/// `None`: there is no target to reckon by.
fn earning(kind: &Kind, achieved: &R, target: &R, incentive: &R, before: Option<R>) -> Option<R> {
    Some(match kind {
        Kind::Flat(rate) => share(achieved, *rate),
        Kind::Award { amount, .. } => int(*amount),
        Kind::Formula { above, rate, half_of } => {
            let above = (achieved - int(*above)).max(zero());
            let half = before.filter(|_| *half_of).unwrap_or_else(zero) / int(2);
            share(&above, *rate) + half
        }
        Kind::Step { every, upper, tiers } => {
            let has = |(from, _): &&(i64, i64)| match *upper || *from == 0 {
                true => *achieved >= int(*from),
                false => *achieved > int(*from),
            };
            let mut reached = tiers.iter().filter(has).map(|(_, amount)| int(*amount));
            if *every { reached.sum() } else { reached.next_back().unwrap_or_else(zero) }
        }
        Kind::Curve { points, extended } => {
            if !target.is_positive() {
                return None;
            }
            let at = achieved / target * int(10_000);
            incentive * height(points, *extended, &at) / int(10_000)
        }
        Kind::Tiers { mode, upper, by_attainment, tiers } => {
            if (*by_attainment || *mode == Mode::Overage) && !target.is_positive() {
                return None;
            }
            let unit = if *by_attainment { target / int(10_000) } else { R::one() };
            let tiers: Vec<(R, i64)> =
                tiers.iter().map(|(from, rate)| (int(*from) * &unit, *rate)).collect();
            tiered(*mode, *upper, &tiers, achieved, target)
        }
    })
}

fn tiered(mode: Mode, upper: bool, tiers: &[(R, i64)], achieved: &R, target: &R) -> R {
    let reached = |from: &R| if upper { achieved >= from } else { achieved > from };
    let rate = tiers.iter().rev().find(|(from, _)| reached(from)).unwrap_or(&tiers[0]).1;
    match mode {
        Mode::Retroactive => share(achieved, rate),
        Mode::Overage => {
            let base = tiers.iter().rev().find(|(from, _)| from < target).unwrap_or(&tiers[0]).1;
            let excess = (achieved - target).max(zero());
            share(&achieved.clone().min(target.clone()), base) + share(&excess, rate)
        }
        Mode::Marginal if achieved.is_negative() => share(achieved, tiers[0].1),
        Mode::Marginal => {
            let mut sum = zero();
            for (at, (from, rate)) in tiers.iter().enumerate() {
                let end = tiers.get(at + 1).map_or(achieved.clone(), |next| next.0.clone());
                let part = end.min(achieved.clone()) - from;
                sum += share(&part.max(zero()), *rate);
            }
            sum
        }
    }
}

/// The height of a curve, nothing below its first point.
fn height(points: &[(i64, i64)], extended: bool, at: &R) -> R {
    let last = points.len() - 1;
    if *at < int(points[0].0) {
        return zero();
    }
    if *at >= int(points[last].0) && !extended {
        return int(points[last].1);
    }
    let second = (1..last).find(|second| *at <= int(points[*second].0)).unwrap_or(last);
    let ((x0, y0), (x1, y1)) = (points[second - 1], points[second]);
    int(y0) + (at - int(x0)) * ratio(y1 - y0, x1 - x0)
}

/// To whole cents.
fn round(cents: &R, mode: usize) -> R {
    let (size, sign) = (cents.abs(), cents.is_negative());
    let (down, rest) = (size.trunc(), size.fract());
    let odd = !(down.numer() % BigInt::from(2)).is_zero();
    let up = match mode {
        0 => rest >= ratio(1, 2),
        1 => rest > ratio(1, 2) || rest == ratio(1, 2) && odd,
        2 => false,
        _ => rest.is_positive(),
    };
    let whole = if up { down + R::one() } else { down };
    if sign { -whole } else { whole }
}
