//! What somebody aims at and is promised for it: the target, the target incentive and the personal rate
//! of a component, over one period or all that a running total has come through.

use crate::base::{Day, Number, Unit};
use crate::plan::fact::Window;

use super::label::Label;
use super::reckon::{Case, Leg, Reckoner};
use super::seat::dated;
use super::working::Working;

impl Reckoner<'_> {
    /// The target of all legs; each by its share of the period where that is declared.
    pub(super) fn target(&self, case: &Case<'_>, metric: usize) -> Option<Working> {
        let (label, unit) = (Label::Target(metric), self.plan.metrics[metric].unit);
        let of = |from: Day, to: Day| {
            let target = self.results.target(&case.seat.subject, metric, Window::new(from, to))?;
            Some(Working::given(label, target, unit))
        };
        let (first, last) = (case.legs.first()?, case.legs.last()?);
        if !case.component.around.prorate.target {
            return of(first.period.start, last.period.end);
        }
        let prorated = |leg: &Leg| {
            let target = of(leg.period.start, leg.period.end)?;
            let share = leg.share.clone()?;
            Some(Working::product(label, unit, vec![target, share]))
        };
        together(label, unit, case.legs.iter().map(prorated))
    }

    /// The component's target incentive: of all legs together.
    pub(super) fn incentive(&self, case: &Case<'_>) -> Option<Working> {
        let legs = case.legs.iter().map(|leg| self.incentive_of(case, leg));
        together(Label::TargetIncentive, self.money(), legs)
    }

    fn incentive_of(&self, case: &Case<'_>, leg: &Leg) -> Option<Working> {
        let said = &case.component.incentive;
        let mut parts = vec![match &said.amount {
            Some(amount) => {
                Working::given(Label::TargetIncentive, amount.value.clone(), self.money())
                    .citing(amount.span)
            }
            None => self.of_roster(case, leg.active, Label::TargetIncentive, self.money())?,
        }];
        if let Some(weight) = &said.weight {
            let share = Working::given(Label::Weight, weight.value.clone(), Unit::Ratio);
            parts.push(share.citing(weight.span));
        }
        if case.component.around.prorate.incentive {
            parts.extend(leg.share.clone());
        }
        match parts.len() {
            1 => parts.pop(),
            _ => Some(Working::product(Label::TargetIncentive, self.money(), parts)),
        }
    }

    /// The person's own rate.
    pub(super) fn personal(&self, case: &Case<'_>) -> Option<Working> {
        self.of_roster(case, case.seat.active, Label::Rate, Unit::Ratio)
    }

    /// A dated amount of the roster: where it changes within the days, each by its share of them.
    fn of_roster(
        &self,
        case: &Case<'_>,
        active: Window,
        label: Label,
        unit: Unit,
    ) -> Option<Working> {
        let person = self.plan.roster.people.get(case.seat.person)?;
        let parts = dated(person, active, |stint| match label {
            Label::TargetIncentive => stint.target_incentive.clone(),
            _ => stint.rate.clone(),
        })?;
        let cite = person.on(active.end).map_or(person.span, |stint| stint.span);
        if let [(amount, _)] = &parts[..] {
            return Some(Working::given(label, amount.clone(), unit).citing(cite));
        }
        let all: i64 = parts.iter().map(|(_, days)| days).sum();
        let days = |label, days: i64| Working::given(label, Number::from(days), Unit::Days);
        let parts = parts.into_iter().filter_map(|(amount, count)| {
            let amount = Working::given(label, amount, unit).citing(cite);
            let of = days(Label::ActiveUnits, count);
            let share =
                Working::quotient(Label::Active, Unit::Ratio, of, days(Label::AllUnits, all))?;
            Some(Working::product(label, unit, vec![amount, share]))
        });
        Some(Working::sum(label, unit, parts.collect()))
    }
}

/// The share of the period by which fixed amounts are reckoned.
pub(super) fn fixed_share(case: &Case<'_>) -> Option<Working> {
    case.active().filter(|_| case.component.around.prorate.incentive).cloned()
}

/// Several figures of one kind: their sum, the figure itself where there is one. `None` where any is
/// missing, or there is none.
fn together(
    label: Label,
    unit: Unit,
    figures: impl Iterator<Item = Option<Working>>,
) -> Option<Working> {
    let mut figures: Vec<Working> = figures.collect::<Option<_>>()?;
    match figures.len() {
        0 | 1 => figures.pop(),
        _ => Some(Working::sum(label, unit, figures)),
    }
}
