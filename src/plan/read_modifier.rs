//! Reading `[[component.modifier]]`: a factor by another measure, and on which side of the cap it is
//! applied.

use crate::base::{Number, Unit};
use crate::expr::Type;
use crate::text::key::{optional, required};
use crate::text::toml;
use crate::text::{Fields, Form, Key, Section, Sink, Span, Spanned};

use super::asked;
use super::ladder::{Edge, Price, Tier};
use super::limit::Modifier;
use super::read_eligibility::Entry;
use super::scope::Scope;

/// `modifier`.
pub const MODIFIERS: Key = optional(
    "modifier",
    Form::Tables(&MODIFIER),
    "",
    "按别的指标乘的系数",
    "factors by other measures",
);

/// `[[component.modifier]]`.
pub static MODIFIER: Section = Section {
    path: "[[component.modifier]]",
    file: "incentives.toml",
    zh: "一个系数：由另一个指标决定，乘在按比例算出的金额上",
    en: "a factor that another measure decides, on what the rate pays",
    keys: &[
        required("by", Form::Expression, "\"collection_rate\"", "看什么", "what is measured"),
        optional(
            "edge",
            Form::Choice(&["upper", "lower"]),
            "\"upper\"",
            "恰好等于界限时属于哪一档：upper 上一级（以上）、lower 下一级（超过才进档）；没有默认",
            "to which tier a value on a bound belongs; no default",
        ),
        optional(
            "applied",
            Form::Choice(&["before-cap", "after-cap"]),
            "\"before-cap\"",
            "先乘系数再封顶，还是封顶之后再乘；有 cap 时必须写明",
            "before the component's cap or after it; must be said where there is a cap",
        ),
        required(
            "tier",
            Form::Tables(&FACTOR),
            "[{ from = 0, times = 0.5 }, { from = \"90%\", times = 1 }]",
            "各档系数",
            "the factors by tier",
        ),
    ],
};

/// `[[component.modifier.tier]]`.
pub static FACTOR: Section = Section {
    path: "[[component.modifier.tier]]",
    file: "incentives.toml",
    zh: "一档系数：从哪里起，乘多少",
    en: "a factor: where it begins and what it is",
    keys: &[
        required(
            "from",
            Form::Number,
            "\"90%\"",
            "从哪里起；第一档从 0 起",
            "where it begins; the first begins at 0",
        ),
        required("times", Form::Number, "1.15", "乘多少；0 是不发", "the factor; 0 pays nothing"),
    ],
};

/// Reads the modifiers of a component, in the order in which they are applied.
pub fn read(entry: &Entry<'_>, scope: Scope<'_>, sink: &mut Sink) -> Option<Vec<Modifier>> {
    let tables = entry.fields.tables("modifier", sink);
    let read: Vec<_> =
        tables.into_iter().map(|(t, span)| modifier(entry, t, span, scope, sink)).collect();
    read.into_iter().collect()
}

fn modifier(
    entry: &Entry<'_>,
    table: &toml::Table,
    span: Span,
    scope: Scope<'_>,
    sink: &mut Sink,
) -> Option<Modifier> {
    let fields = Fields::new(table, span, &MODIFIER, sink);
    let by = fields.text("by", sink).and_then(|by| scope.value(&by, &entry.terms, sink));
    let edge = said(entry, &fields, "edge", &Edge::ALL, sink);
    let before_cap = before_cap(entry, &fields, sink);
    let by = by?;
    let share = by.ty() == Type::Num(Unit::Ratio);
    let rows = fields.tables("tier", sink);
    let tiers: Vec<_> = rows.into_iter().map(|(t, span)| factor(t, span, share, sink)).collect();
    let tiers: Vec<Tier> = tiers.into_iter().collect::<Option<_>>()?;
    let from: Vec<&Spanned<Number>> = tiers.iter().map(|tier| &tier.from).collect();
    let key = "modifier.tier";
    asked::rising(&entry.what, key, &from, 1, fields.key_span("tier"), sink).then_some(())?;
    if !from[0].value.is_zero() {
        let why = ("第一档不是从 0 起", "the first doesn't begin at 0");
        asked::not_rising(&entry.what, key, why, from[0].span, sink);
        return None;
    }
    Some(Modifier { by, edge: edge?, tiers, before_cap: before_cap?, span })
}

fn said<T: Copy>(
    entry: &Entry<'_>,
    fields: &Fields<'_>,
    key: &str,
    words: &[(&str, T)],
    sink: &mut Sink,
) -> Option<T> {
    if fields.has(key) {
        return fields.choice(key, words, sink).map(|word| word.value);
    }
    let choices: Vec<String> = words.iter().map(|(word, _)| format!("\"{word}\"")).collect();
    let key = format!("modifier.{key}");
    asked::unsaid(&entry.what, &key, &choices.join(", "), fields.key_span("by"), sink)
}

/// Only a cap makes the order matter.
fn before_cap(entry: &Entry<'_>, fields: &Fields<'_>, sink: &mut Sink) -> Option<bool> {
    if entry.fields.has("cap") {
        return said(entry, fields, "applied", &[("before-cap", true), ("after-cap", false)], sink);
    }
    if fields.has("applied") {
        asked::no_effect(fields, &entry.what, "applied", ("没有写 cap", "it has no cap"), sink);
    }
    Some(true)
}

fn factor(table: &toml::Table, span: Span, share: bool, sink: &mut Sink) -> Option<Tier> {
    let fields = Fields::new(table, span, &FACTOR, sink);
    let from = if share { fields.rate("from", sink) } else { fields.number("from", sink) };
    let times = asked::not_negative(fields.number("times", sink), "times", sink);
    Some(Tier { from: from?, price: Price::Times(times?), plus: None, span })
}

#[cfg(test)]
mod tests {
    use super::super::starter::{Outcome, with_incentive};
    use super::*;

    /// The starter plan whose base bonus has more keys.
    fn with(keys: &str) -> Outcome {
        let before =
            "of = \"target\"                   # of the target, not of what was achieved\n";
        with_incentive(before, &format!("{before}{keys}\n"))
    }

    fn read(keys: &str) -> Vec<Modifier> {
        let outcome = with(keys);
        assert_eq!(outcome.codes(), [""; 0], "{:#?}", outcome.sink.diagnostics());
        outcome.plan.unwrap().incentives.unwrap().components.swap_remove(0).around.modifiers
    }

    const TIERS: &str = "tier = [{ from = 0, times = 0.5 }, { from = \"90%\", times = 1 }]";

    #[test]
    fn a_factor_is_decided_by_another_measure() {
        let one = format!("modifier = [{{ by = \"collection_rate\", edge = \"upper\", {TIERS} }}]");
        let modifiers = read(&one);
        assert_eq!(modifiers[0].edge, Edge::Upper);
        assert_eq!(modifiers[0].tiers[1].from.value, Number::scaled(9, 1));
        let Price::Times(factor) = &modifiers[0].tiers[0].price else { panic!() };
        assert_eq!(factor.value, Number::scaled(5, 1));
        // On the bound half or all of it is paid: it must be said which.
        assert_eq!(with(&one.replace("edge = \"upper\", ", "")).codes(), ["D02"]);
        assert_eq!(with(&one.replace("times = 1 ", "times = -1 ")).codes(), ["D24"]);
        assert_eq!(with(&one.replace("from = 0,", "from = \"10%\",")).codes(), ["D17"]);
        assert_eq!(with(&one.replace("from = 0,", "from = \"95%\",")).codes(), ["D17"]);
    }

    #[test]
    fn beside_a_cap_it_is_said_which_comes_first() {
        let capped = |applied: &str| {
            with(&format!(
                "cap = 9000\nexcess = \"lost\"\n\
                 modifier = [{{ by = \"collection_rate\", edge = \"upper\", {applied}{TIERS} }}]"
            ))
        };
        assert_eq!(capped("").codes(), ["D02"]);
        let after = capped("applied = \"after-cap\", ");
        assert_eq!(after.codes(), [""; 0]);
        let components = after.plan.unwrap().incentives.unwrap().components;
        assert!(!components[0].around.modifiers[0].before_cap);
        let uncapped = format!(
            "modifier = [{{ by = \"collection_rate\", edge = \"upper\", applied = \"after-cap\", {TIERS} }}]"
        );
        assert_eq!(with(&uncapped).codes(), ["D19"]);
    }
}
