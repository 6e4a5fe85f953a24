//! What people entered by records, as pay reads it: scores of objectives, decisions about ties. What
//! doesn't match the plan is told.

use crate::base::{Number, Period};
use crate::pay::reckon::Entered;
use crate::plan::Plan;
use crate::plan::fact::Window;
use crate::plan::incentive::{Incentives, Objective, Pay};
use crate::process::record::{DECIDED, Filed, SCORED};
use crate::process::{Log, Value};
use crate::quota::Setting;
use crate::text::code::pay as code;
use crate::text::quantity::read_quantity;
use crate::text::{Diagnostic, Sink};

/// Everything that holds of what people entered.
pub fn entered(plan: &Plan, setting: &Setting<'_>, log: &Log, sink: &mut Sink) -> Entered {
    let mut entered = Entered::default();
    let Some(incentives) = &plan.incentives else { return entered };
    let reader = Reader { plan, setting, incentives };
    for filed in log.holding() {
        reader.take(filed, &mut entered, sink);
    }
    entered
}

struct Reader<'a> {
    plan: &'a Plan,
    setting: &'a Setting<'a>,
    incentives: &'a Incentives,
}

impl Reader<'_> {
    fn take(&self, filed: &Filed, entered: &mut Entered, sink: &mut Sink) {
        if *filed.record.kind == SCORED {
            self.score(filed, entered, sink);
        } else if *filed.record.kind == DECIDED {
            self.order(filed, entered, sink);
        }
    }

    /// A later score of the same objective replaces an earlier one.
    fn score(&self, filed: &Filed, entered: &mut Entered, sink: &mut Sink) {
        let says = |field: &str| text(filed, field);
        let component =
            self.incentives.components.iter().position(|known| known.id.value == says("component"));
        let Some(component) = component else { return unknown(filed, "component", sink) };
        let objectives: &[Objective] = match &self.incentives.components[component].pay {
            Pay::Objectives { objectives, .. } => objectives,
            _ => &[],
        };
        let scored = |one: &Objective| one.id.value == says("objective") && one.score.is_none();
        let Some(objective) = objectives.iter().position(scored) else {
            return unknown(filed, "objective", sink);
        };
        let Some(person) = self.plan.roster.find(says("person")) else {
            return unknown(filed, "person", sink);
        };
        let Some(period) = self.period(says("period")) else {
            return unknown(filed, "period", sink);
        };
        match score_of(says("score")) {
            Some(score) => {
                entered.scores.insert((component, objective, person, period.id), score);
            }
            None => {
                let told = Diagnostic::new(&code::SCORE_WRONG).arg("id", &filed.id);
                sink.push(told.arg("value", says("score")).at(filed.span));
            }
        }
    }

    /// A period of the plan.
    fn period(&self, id: &str) -> Option<Period> {
        let period = self.setting.period(id)?;
        let window = Window::new(period.start, period.end);
        self.setting.run(window).is_some().then_some(period)
    }

    fn order(&self, filed: &Filed, entered: &mut Entered, sink: &mut Sink) {
        let of = text(filed, "of");
        let all = self.incentives;
        let mut ids = all
            .components
            .iter()
            .map(|one| &one.id)
            .chain(all.honours.iter().map(|one| &one.id))
            .chain(all.developments.iter().map(|one| &one.id));
        if !ids.any(|id| id.value == of) {
            return unknown(filed, "of", sink);
        }
        let Some(period) = self.period(text(filed, "period")) else {
            return unknown(filed, "period", sink);
        };
        if let Some(Value::Texts(order)) = filed.record.fields.get("order") {
            entered.orders.insert((of.to_owned(), period.id), order.clone());
        }
    }
}

fn text<'f>(filed: &'f Filed, field: &str) -> &'f str {
    match filed.record.fields.get(field) {
        Some(Value::Text(text)) => text,
        _ => "",
    }
}

fn unknown(filed: &Filed, field: &str, sink: &mut Sink) {
    let told = Diagnostic::new(&code::RECORD_UNKNOWN).arg("id", &filed.id);
    sink.push(told.arg("field", field).arg("value", text(filed, field)).at(filed.span));
}

fn score_of(text: &str) -> Option<Number> {
    let read = read_quantity(text).filter(|read| read.currency.is_none())?;
    (!read.value.is_negative()).then_some(read.value)
}
