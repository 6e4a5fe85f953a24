//! Worked examples of the plan: computed like anybody's pay, and compared with what they say.

use crate::base::figure::figure;
use crate::base::{Number, Period, Unit};
use crate::plan::Plan;
use crate::plan::fact::Facts;
use crate::plan::incentive::{Example, Incentives};
use crate::quota::{Actuals, Horizon, Setting};
use crate::text::code::pay as code;
use crate::text::{Diagnostic, Sink};

use super::carry::Carry;
use super::entry::NoRows;
use super::reckon::Entered;
use super::seat::Seat;
use super::settle::{Ground, Round};
use super::span::Run;
use super::statement::Line;
use super::subject::{Assumed, Subject};
use super::tell;

/// Computes every worked example; one that differs is told, with what each component pays.
pub fn check(plan: &Plan, setting: Setting<'_>, sink: &mut Sink) {
    let (Some(incentives), Some(period)) = (&plan.incentives, plan.head.periods.first()) else {
        return;
    };
    for example in &incentives.examples {
        let told = run(plan, incentives, setting, period, example);
        told.into_iter().for_each(|told| sink.push(told));
    }
}

fn run(
    plan: &Plan,
    incentives: &Incentives,
    setting: Setting<'_>,
    period: &Period,
    example: &Example,
) -> Vec<Diagnostic> {
    let run = Run::whole(period);
    let values = |list: &[(usize, crate::text::Spanned<Number>)]| {
        list.iter().map(|(metric, value)| (*metric, value.value.clone())).collect()
    };
    let assumed = Assumed {
        window: run.window,
        actual: values(&example.actual),
        target: values(&example.target),
        formulas: &plan.metrics,
    };
    let facts = Facts::default();
    let horizon = Horizon { period, fiscal: plan.head.fiscal_year };
    let ground = Ground {
        plan,
        incentives,
        setting,
        actuals: Actuals { metrics: &plan.metrics, facts: &facts, horizon },
        results: &assumed,
        rows: &NoRows,
        entered: &Entered::default(),
    };
    let nobody = Subject { nodes: Vec::new(), rows: Vec::new() };
    let seat = Seat {
        person: usize::MAX,
        node: None,
        subject: nobody.clone(),
        own: nobody,
        active: run.window,
        run,
    };
    let mut carry = Carry::default();
    let mut round = Round::new(ground, period, 0, &mut carry);
    let mut lines: Vec<(usize, Line<'_>)> = Vec::new();
    for index in &example.components {
        let component = &incentives.components[*index];
        match round.line(*index, component, &seat) {
            Ok(line) => {
                round.note(seat.person, &line);
                lines.push((*index, line));
            }
            Err(trouble) => {
                let why = tell::example(&ground, &trouble, component, example);
                return vec![why];
            }
        }
    }
    let computed: Number = lines.iter().map(|(_, line)| &line.pays.value).sum();
    if computed == example.pay.value {
        return Vec::new();
    }
    let money = Unit::Money(plan.head.currency);
    let part = |(index, line): &(usize, Line<'_>)| {
        let name = &incentives.components[*index].name.value;
        format!("{name} {}", figure(&line.pays.value, money))
    };
    let parts: Vec<String> = lines.iter().map(part).collect();
    let told = Diagnostic::new(&code::EXAMPLE_DIFFERS)
        .arg("name", &*example.name)
        .arg("expected", figure(&example.pay.value, money))
        .arg("computed", figure(&computed, money))
        .arg("parts", parts.join(" + "))
        .at(example.pay.span);
    vec![told]
}
