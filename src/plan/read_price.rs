//! Reading what a part of a metric costs: a rate of money, money for each unit, the person's own rate.

use crate::base::Unit;
use crate::text::code::design as code;
use crate::text::key::optional;
use crate::text::toml::Toml;
use crate::text::{Diagnostic, Fields, Form, Key, Sink};

use super::asked;
use super::ladder::{Of, Price};
use super::metric::Metric;
use super::read_tier::TIER;
use super::scope::Scope;

/// `rate`.
pub const RATE: Key = optional(
    "rate",
    Form::Rate,
    "\"3%\"",
    "金额指标：按百分之几；personal 是名册里各人的提成比例。分档的组成部分写它，是各档 times 的基数",
    "for a metric in money: the share that is paid, or personal, each person's own of the roster; on a component with tiers: what their times multiply",
);
/// `each`.
pub const EACH: Key = optional(
    "each",
    Form::Number,
    "800",
    "数量指标：每个多少钱",
    "for a metric that counts: money for each",
);

/// What a price is a price of.
#[derive(Clone, Copy)]
pub struct Priced<'a> {
    /// How messages call the component.
    pub what: &'a str,
    /// Its metric.
    pub metric: Option<&'a Metric>,
    /// Of what a rate is taken.
    pub of: Of,
}

/// Reads `rate` or `each`, whichever suits the metric's unit; the target incentive takes a rate.
pub fn price(
    fields: &Fields<'_>,
    scope: Scope<'_>,
    priced: Priced<'_>,
    sink: &mut Sink,
) -> Option<Price> {
    let of_incentive = priced.of == Of::Incentive;
    let money = of_incentive || matches!(priced.metric?.unit, Unit::Money(_));
    let (key, other, example) =
        if money { ("rate", "each", "\"3%\"") } else { ("each", "rate", "800") };
    if fields.has(other) {
        return match priced.metric.filter(|_| !of_incentive) {
            Some(metric) => metric
                .named(Diagnostic::new(&code::PRICE_OF_OTHER_UNIT))
                .arg("unit", metric.unit.word())
                .arg("key", other)
                .at(fields.key_span(other))
                .at(metric.span)
                .tell(sink),
            None => {
                let why = ("按目标奖金计，写 rate", "a share of the target incentive is a rate");
                asked::no_effect(fields, priced.what, other, why, sink);
                None
            }
        };
    }
    if !fields.has(key) {
        return needs_price(fields, key, example, sink);
    }
    match money {
        true if is_personal(fields, "rate") => Some(Price::Personal),
        true => fields.rate("rate", sink).map(Price::Rate),
        false => scope.amount_or_zero(fields, "each", sink).map(Price::Each),
    }
}

/// Tells that a price is missing.
pub fn needs_price<T>(fields: &Fields<'_>, key: &str, example: &str, sink: &mut Sink) -> Option<T> {
    // A tier's own line is its best place; a component's is that of its kind.
    Diagnostic::new(&code::KIND_NEEDS_KEY)
        .arg("what", if fields.has("from") { TIER.path } else { "[[component]]" })
        .arg("key", key)
        .arg("example", format!("{key} = {example}"))
        .at(fields.key_span(if fields.has("from") { "from" } else { "kind" }))
        .tell(sink)
}

/// Whether a key says `personal`: each person's own rate.
fn is_personal(fields: &Fields<'_>, key: &str) -> bool {
    matches!(fields.raw(key).map(|raw| &raw.value), Some(Toml::Text(text)) if text == "personal")
}
