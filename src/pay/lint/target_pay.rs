//! Caps below what reaching every target pays: whoever does all that is asked is cut.

use crate::base::Number;
use crate::base::Unit;
use crate::base::figure::figure;
use crate::plan::Plan;
use crate::plan::incentive::{Component, Cycle, Incentives, Pay};
use crate::plan::ladder::Of;
use crate::text::code::design as code;
use crate::text::{Diagnostic, Sink, Spanned};

use super::probe::Probe;

/// Tells the caps that are below target pay, as far as that is the same for everybody.
pub fn judge(incentives: &Incentives, plan: &Plan, sink: &mut Sink) {
    let judge = Judge { plan };
    for component in &incentives.components {
        if let (Some(cap), Some(pay)) = (&component.around.cap, judge.pay(component)) {
            judge.compare(&component.name, cap, &pay, sink);
        }
    }
    for cap in &incentives.caps {
        let capped = incentives.components.iter().enumerate().filter(|(index, component)| {
            let named = cap.components.is_empty() || cap.components.contains(index);
            // Others may be for other people, or exclude each other: what everybody gets is added up.
            named && component.paid && is_for_all(component, cap.period)
        });
        let all: Number = capped.filter_map(|(_, component)| judge.pay(component)).sum();
        judge.compare(&cap.name, &cap.amount, &all, sink);
    }
}

fn is_for_all(component: &Component, period: Cycle) -> bool {
    let audience = &component.eligibility.audience;
    let same_period = component.eligibility.period == period;
    same_period && component.eligibility.when.is_none() && *audience == Default::default()
}

struct Judge<'a> {
    plan: &'a Plan,
}

impl Judge<'_> {
    /// What a full target pays, where it is the same for everybody.
    fn pay(&self, component: &Component) -> Option<Number> {
        match &component.pay {
            Pay::Award(amount) | Pay::Objectives { amount, .. } => Some(amount.value.clone()),
            Pay::Flat { of: Of::Incentive, price } => {
                let crate::plan::ladder::Price::Rate(rate) = price else { return None };
                let weight = component.incentive.weight.as_ref();
                let amount = &component.incentive.amount.as_ref()?.value * &rate.value;
                Some(weight.map_or(amount.clone(), |weight| &amount * &weight.value))
            }
            _ => Probe::of(component, self.plan)?.target_pay(),
        }
    }

    fn compare(
        &self,
        name: &Spanned<String>,
        cap: &Spanned<Number>,
        pay: &Number,
        sink: &mut Sink,
    ) {
        if *pay <= cap.value {
            return;
        }
        let money = Unit::Money(self.plan.head.currency);
        sink.push(
            Diagnostic::new(&code::CAP_BELOW_TARGET_PAY)
                .arg("what", &name.value)
                .arg("cap", figure(&cap.value, money))
                .arg("pay", figure(pay, money))
                .at(cap.span),
        );
    }
}
