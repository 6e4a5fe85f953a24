//! A statement as JSON, complete enough that a program that shares no code with this one re-adds it:
//! every figure with its exact value as a fraction, how it comes from its parts, and the parts.

use super::deals;
use serde_json::{Map, Value as Json, json};

use crate::base::{Number, Unit};
use crate::document::Naming;
use crate::expr::{Step, Test, Value};
use crate::pay::entry::Entry;
use crate::pay::verdict::{Judged, What};
use crate::pay::{How, Item, Line, Nothing, Settlement, Statement, Working};
use crate::plan::fact::Facts;

/// Everything about what somebody is paid.
pub fn explained(
    naming: &Naming<'_>,
    settlement: &Settlement<'_>,
    statement: &Statement<'_>,
    (wanted, facts): (Option<Item>, &Facts),
) -> Json {
    let person = &naming.plan.roster.people[statement.person];
    let lines = statement.lines.iter();
    let lines = lines.filter(|line| wanted.is_none_or(|wanted| wanted == line.item));
    json!({
        "schema": "incent.explained/1",
        "person": person.id,
        "name": person.name,
        "period": settlement.period.id,
        "currency": naming.plan.head.currency.code(),
        // The sum of the lines that are paid and of the adjustments, also where only one is wanted.
        "payable": fraction(&statement.total.value),
        "lines": lines
            .map(|line| self::line(naming, line, deals::of(naming.plan, facts, statement, line)))
            .collect::<Vec<Json>>(),
        "adjustments": statement
            .adjustments
            .iter()
            .map(|figure| working(naming, figure, None))
            .collect::<Vec<Json>>(),
    })
}

fn line(naming: &Naming<'_>, line: &Line<'_>, deals: Vec<Entry>) -> Json {
    let deal = |entry: &Entry| {
        json!({
            "day": entry.day.to_string(),
            "value": fraction(&entry.value),
            "file": &*entry.file,
            "line": entry.line,
        })
    };
    let incentives = naming.plan.incentives.as_ref();
    let (kind, id, within) = match line.item {
        Item::Component(at) => {
            let id = incentives.and_then(|all| all.components.get(at)).map(|c| c.id.as_str());
            ("component", id, Some(at))
        }
        Item::Honour(at) => {
            let id = incentives.and_then(|all| all.honours.get(at)).map(|h| h.id.as_str());
            ("honour", id, None)
        }
    };
    json!({
        kind: id,
        "name": naming.item(line.item),
        "period": line.period.id,
        "line": naming.cite(Some(line.cite)),
        "conditions": line.judged.iter().map(|one| judged(naming, one)).collect::<Vec<Json>>(),
        "nothing": line.nothing.map(why),
        "paid": line.is_paid,
        "pays": working(naming, &line.pays, within),
        "rows": deals.iter().map(deal).collect::<Vec<Json>>(),
        "held": line.held.as_ref().map(|held| working(naming, held, within)),
    })
}

fn judged(naming: &Naming<'_>, judged: &Judged<'_>) -> Json {
    let rules = &naming.plan.rules;
    let (kind, id) = match judged.what {
        What::Own(back) => ("own", Json::from(back)),
        What::Gate(at) => ("gate", rules.conditions.get(at).map(|c| c.id.as_str()).into()),
        What::Exclusion(at) => {
            ("exclusion", rules.exclusions.get(at).map(|e| e.id.as_str()).into())
        }
    };
    json!({
        "kind": kind,
        "id": id,
        "condition": &*judged.condition.text,
        "line": naming.cite(Some(judged.condition.span)),
        "holds": judged.holds,
        "tests": judged.steps.iter().map(tested).collect::<Vec<Json>>(),
    })
}

/// A test of a condition with the values on both sides; `null` where there is none.
fn tested(step: &Step<'_>) -> Json {
    let word = match step.test {
        Test::Compare(comparison) => comparison.sign(),
        Test::In => "in",
        Test::Contains => "contains",
        Test::StartsWith => "starts with",
        Test::Missing => "missing",
        Test::Is => "is",
    };
    json!({
        "test": word,
        "left": value(&step.left.value),
        "right": step.right.as_ref().map(|right| value(&right.value)),
        "holds": step.holds,
    })
}

fn value(value: &Value) -> Json {
    match value {
        Value::Missing => Json::Null,
        Value::Num(number) => fraction(number).into(),
        Value::Text(text) => (&**text).into(),
        Value::Bool(truth) => (*truth).into(),
        Value::Day(day) => day.to_string().into(),
    }
}

/// The word of why nothing is paid.
fn why(nothing: Nothing) -> &'static str {
    match nothing {
        Nothing::Excluded(_) => "excluded",
        Nothing::Unmet => "condition-not-met",
        Nothing::UnmetBefore(_) => "condition-not-met-before",
        Nothing::BelowGate(_) => "gate-not-met",
        Nothing::NoTarget => "no-target",
        Nothing::NothingEarned => "nothing-earned",
        Nothing::NotPlaced => "not-placed",
        Nothing::NotRanked => "not-ranked",
    }
}

/// A figure and everything below it.
fn working(naming: &Naming<'_>, figure: &Working, within: Option<usize>) -> Json {
    let mut found = Map::new();
    found.insert("figure".to_owned(), figure.label.word().into());
    found.insert("name".to_owned(), naming.label(figure.label, within).into());
    found.insert("value".to_owned(), fraction(&figure.value).into());
    found.insert("unit".to_owned(), unit(figure.unit).into());
    found.insert("how".to_owned(), figure.how.word().into());
    match figure.how {
        How::Rounded { places, mode } => {
            found.insert("places".to_owned(), places.into());
            found.insert("mode".to_owned(), mode.word().into());
        }
        How::Share { places } => {
            found.insert("places".to_owned(), places.into());
        }
        _ => {}
    }
    let cite = naming.cite(figure.cite);
    if !cite.is_empty() {
        found.insert("line".to_owned(), cite.into());
    }
    if !figure.parts.is_empty() {
        let parts = figure.parts.iter().map(|part| working(naming, part, within));
        found.insert("parts".to_owned(), parts.collect::<Vec<Json>>().into());
    }
    Json::Object(found)
}

/// Exactly, as a decimal where it ends and as `n/d` where it doesn't.
fn fraction(value: &Number) -> String {
    value.to_exact_text().unwrap_or_else(|| format!("{value:?}"))
}

fn unit(unit: Unit) -> String {
    unit.word().to_owned()
}
