//! What stands around a component's rate, in the fixed order: modifiers before the cap, what a gate
//! leaves, the component's cap, modifiers after it, the floor, results below 0.

use crate::base::{Number, Unit};
use crate::plan::incentive::Component;
use crate::plan::limit::{Excess, Modifier, Negative, Otherwise, RoundStep};
use crate::text::Spanned;

use super::carry::Left;
use super::label::Label;
use super::ladder;
use super::price::typed;
use super::reckon::{Case, Reckoned, Reckoner, Trouble};
use super::verdict::Ruling;
use super::working::Working;

/// What is left of a component below a gate.
#[derive(Clone, Copy, Debug)]
pub enum BelowGate<'p> {
    /// A share.
    Share(&'p Spanned<Number>),
    /// The base rates.
    BaseRates,
}

/// What a component leaves to somebody who isn't past its gates; `None` where there is no such case or
/// nothing is left.
pub fn left_below_gate(component: &Component, ruling: Ruling) -> Option<BelowGate<'_>> {
    match (&component.around.otherwise, ruling) {
        (Otherwise::Share(share), Ruling::BelowGate(_)) => Some(BelowGate::Share(share)),
        (Otherwise::BaseRates, Ruling::BelowGate(_)) => Some(BelowGate::BaseRates),
        _ => None,
    }
}

/// A component for somebody, about to be wrapped.
#[derive(Clone, Copy)]
pub struct Wrap<'a> {
    /// The component, and who.
    pub case: Case<'a>,
    /// What its expressions see.
    pub reckoner: &'a Reckoner<'a>,
    /// What is left below the gate.
    pub left: Option<BelowGate<'a>>,
}

impl Wrap<'_> {
    /// What is paid of what was earned, unrounded; what is left for later goes into `later`.
    pub fn wrap(&self, earned: Working, later: &mut Left) -> Reckoned {
        let around = &self.case.component.around;
        let mut figure = self.round(earned, RoundStep::Sum);
        figure = self.modified(figure, true)?;
        figure = self.round(figure, RoundStep::Modifier);
        if let Some(BelowGate::Share(share)) = self.left {
            let share = typed(Label::GateShare, share, Unit::Ratio);
            figure = Working::product(Label::Gated, figure.unit, vec![figure, share]);
        }
        figure = self.round(figure, RoundStep::Gate);
        figure = self.capped(figure, later);
        figure = self.modified(figure, false)?;
        if let (Some(floor), None) = (&around.floor, self.left) {
            let floor = self.limit(Label::Floor, floor, around.prorate.floor);
            figure = Working::most(Label::Floored, figure, floor);
        }
        self.not_below_zero(figure, later)
    }

    fn round(&self, figure: Working, step: RoundStep) -> Working {
        let rounding = &self.case.component.around.rounding;
        match rounding.iter().find(|round| round.step == step) {
            Some(round) => {
                Working::rounded(Label::Rounded, figure, self.reckoner.money().places(), round.mode)
            }
            None => figure,
        }
    }

    fn modified(&self, figure: Working, before_cap: bool) -> Reckoned {
        let modifiers = self.case.component.around.modifiers.iter();
        let mut figure = figure;
        for modifier in modifiers.filter(|modifier| modifier.before_cap == before_cap) {
            let factor = self.factor(modifier)?;
            figure = Working::product(Label::Modified, figure.unit, vec![figure, factor]);
        }
        Ok(figure)
    }

    /// The factor of the tier that its measure has reached; below the first tier nothing is left.
    fn factor(&self, modifier: &Modifier) -> Reckoned {
        let by = self.reckoner.compute(&self.case, &modifier.by)?;
        let tier = ladder::tier_of(&modifier.tiers, modifier.edge, &by.value);
        let times = tier.and_then(|tier| match &modifier.tiers[tier].price {
            crate::plan::ladder::Price::Times(times) => Some(times),
            _ => None,
        });
        Ok(match times {
            Some(times) => typed(Label::Factor, times, Unit::Plain),
            None => Working::given(Label::Factor, Number::zero(), Unit::Plain).citing(modifier.span),
        })
    }

    /// An amount of the plan, by the share of the period where that is declared.
    fn limit(&self, label: Label, amount: &Spanned<Number>, prorated: bool) -> Working {
        let amount = typed(label, amount, self.reckoner.money());
        match self.case.active.filter(|_| prorated) {
            Some(active) => {
                Working::product(label, amount.unit, vec![amount, active.clone()])
            }
            None => amount,
        }
    }

    fn capped(&self, figure: Working, later: &mut Left) -> Working {
        let around = &self.case.component.around;
        let Some(cap) = &around.cap else { return figure };
        let carried = std::mem::take(&mut later.excess);
        let figure = match carried.is_zero() {
            true => figure,
            false => {
                let carried = Working::given(Label::Carried, carried, figure.unit);
                Working::sum(Label::Earning, figure.unit, vec![figure, carried])
            }
        };
        let cap = self.limit(Label::Cap, cap, around.prorate.cap);
        if figure.value <= cap.value {
            return figure;
        }
        if around.excess == Excess::Carried {
            later.excess = &figure.value - &cap.value;
        }
        Working::least(Label::Capped, figure, cap)
    }

    fn not_below_zero(&self, figure: Working, later: &mut Left) -> Reckoned {
        let negative = self.case.component.around.negative;
        let unit = figure.unit;
        let figure = match later.debt.is_zero() {
            true => figure,
            false => {
                let debt = std::mem::take(&mut later.debt);
                let debt = Working::given(Label::Carried, debt, unit);
                Working::difference(Label::Earning, figure, debt)
            }
        };
        if !figure.value.is_negative() {
            return Ok(figure);
        }
        match negative {
            Negative::Error => return Err(Trouble::Negative(figure.value)),
            Negative::Deduct => return Ok(figure),
            Negative::Carry => later.debt = -&figure.value,
            Negative::Zero => {}
        }
        let zero = Working::given(Label::Nothing, Number::zero(), unit);
        Ok(Working::most(Label::Floored, figure, zero))
    }
}
