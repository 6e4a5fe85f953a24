//! What stands around a component's rate, in the fixed order: modifiers before the cap, what a gate
//! leaves, the component's cap, modifiers after it, the floor, results below 0.

use crate::base::{Number, Unit};
use crate::plan::incentive::Component;
use crate::plan::limit::{Excess, Otherwise, RoundStep};
use crate::text::Spanned;

use super::carry::Left;
use super::label::Label;
use super::price::typed;
use super::reckon::{Case, Reckoned, Reckoner, Trouble};
use super::verdict::Ruling;
use super::working::Working;
use super::{limit, modifier};

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
            figure = limit::floored(figure, floor);
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
            let by = self.reckoner.compute(&self.case, &modifier.by)?;
            figure = modifier::modified(figure, modifier::factor(modifier, &by)?);
        }
        Ok(figure)
    }

    /// An amount of the plan, by the share of the period where that is declared.
    fn limit(&self, label: Label, amount: &Spanned<Number>, prorated: bool) -> Working {
        let amount = typed(label, amount, self.reckoner.money());
        match self.case.active().filter(|_| prorated) {
            Some(active) => Working::product(label, amount.unit, vec![amount, active.clone()]),
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
                limit::with_carried(figure, carried)
            }
        };
        let cap = self.limit(Label::Cap, cap, around.prorate.cap);
        if figure.value <= cap.value {
            return figure;
        }
        let capped = limit::capped(figure, cap);
        if around.excess == Excess::Carried {
            later.excess = capped.excess.value;
        }
        capped.pays
    }

    fn not_below_zero(&self, figure: Working, later: &mut Left) -> Reckoned {
        let carried = std::mem::take(&mut later.debt);
        let carried = Working::given(Label::Carried, -carried, figure.unit);
        let value = figure.value.clone();
        let settled = limit::settled(figure, carried, self.case.component.around.negative);
        let settled = settled.ok_or(Trouble::Negative(value))?;
        later.debt = -settled.carries.value;
        Ok(settled.pays)
    }
}
