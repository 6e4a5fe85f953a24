//! Reading of what a share is taken: the key `of`, the target incentive with its weight, and the
//! person's own rate; and whether the roster knows what they need.

use crate::text::code::design as code;
use crate::text::key::optional;
use crate::text::quantity::read_quantity;
use crate::text::toml::Toml;
use crate::text::{Diagnostic, Form, Key, Sink, Spanned};

use super::asked;
use super::incentive::{Component, Pay};
use super::ladder::{Of, Price};
use super::limit::TargetIncentive;
use super::read_eligibility::Entry;
use super::roster::Stint;
use super::scope::Scope;
use super::term::Term;

/// `of`.
pub const OF: Key = optional(
    "of",
    Form::Choice(&["actual", "target", "incentive"]),
    "\"target\"",
    "比例是谁的：实际、目标、目标奖金。单一比例与分档不写是实际；曲线与矩阵写了百分数就要写明，不写时是金额",
    "of what a share is taken: what was achieved, the target, the target incentive. Flat rates and tiers mean what was achieved unless said; a curve or matrix must say it where it has percentages, and has money otherwise",
);
/// `incentive`.
pub const INCENTIVE: Key = optional(
    "incentive",
    Form::Number,
    "\"2万\"",
    "目标奖金：完成目标时每周期多少；不写取名册里每个人的“目标奖金”",
    "the target incentive: what reaching the target pays in a period; each person's own of the roster unless said",
);
/// `weight`.
pub const WEIGHT: Key = optional(
    "weight",
    Form::Rate,
    "\"60%\"",
    "本项占目标奖金的百分之几；不写是全部",
    "the component's share of the target incentive; all of it unless said",
);

/// What the heights of a curve, or the cells of a table, are.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Height {
    /// Shares of something.
    Share,
    /// Money.
    Money,
}

impl Height {
    /// What they are, where shares say of what.
    pub fn of(of: Option<Of>) -> Height {
        if of.is_some() { Height::Share } else { Height::Money }
    }
}

/// Reads `of` for the values written under `key`; `Some(None)` where they are money.
pub fn of(
    entry: &Entry<'_>,
    key: &str,
    values: &[&Spanned<Toml>],
    sink: &mut Sink,
) -> Option<Option<Of>> {
    if entry.fields.has("of") {
        return entry.fields.choice("of", &Of::ALL, sink).map(|of| Some(of.value));
    }
    let is_percent = |value: &&&Spanned<Toml>| match &value.value {
        Toml::Text(text) => read_quantity(text).is_some_and(|quantity| quantity.percent),
        _ => false,
    };
    if values.iter().any(|value| is_percent(&value)) {
        let words: Vec<String> = Of::ALL.iter().map(|(word, _)| format!("\"{word}\"")).collect();
        let span = entry.fields.key_span(key);
        return asked::unsaid(&entry.what, "of", &words.join(", "), span, sink);
    }
    Some(None)
}

/// Reads `incentive` and `weight`; `None` when one of them is wrong.
pub fn incentive(entry: &Entry<'_>, scope: Scope<'_>, sink: &mut Sink) -> Option<TargetIncentive> {
    let fields = &entry.fields;
    let amount = scope.amount(fields, "incentive", sink);
    let weight = asked::positive(fields.rate("weight", sink), "weight", sink);
    let read =
        fields.has("incentive") == amount.is_some() && fields.has("weight") == weight.is_some();
    read.then_some(TargetIncentive { amount, weight })
}

/// Judges what a component takes of each person: the roster must have it, and what is written of
/// the target incentive must be used.
pub fn judge(component: &Component, entry: &Entry<'_>, scope: Scope<'_>, sink: &mut Sink) {
    let fields = &entry.fields;
    let (uses_incentive, uses_rate) = (uses_incentive(component, scope), uses_rate(&component.pay));
    if !uses_incentive {
        for key in ["incentive", "weight"].into_iter().filter(|key| fields.has(key)) {
            let (zh, en) = (
                "没有 of = \"incentive\"，也没有公式用到目标奖金",
                "nothing is of = \"incentive\", and no formula speaks of incentive",
            );
            entry.no_effect(key, zh, en, sink);
        }
    }
    let Some(roster) = scope.roster else { return };
    let has =
        |part: fn(&Stint) -> bool| roster.people.iter().flat_map(|person| &person.stints).any(part);
    let own = component.incentive.amount.is_some();
    if uses_incentive && !own && !has(|stint| stint.target_incentive.is_some()) {
        let otherwise = ("或在这里写 incentive", "or write incentive here");
        tell_lack(entry, ("目标奖金", "target-incentive"), otherwise, sink);
    }
    if uses_rate && !has(|stint| stint.rate.is_some()) {
        let otherwise = ("或把 personal 改成比例", "or write a rate instead of personal");
        tell_lack(entry, ("个人提成比例", "rate"), otherwise, sink);
    }
}

fn tell_lack(
    entry: &Entry<'_>,
    (column_zh, column_en): (&str, &str),
    (otherwise_zh, otherwise_en): (&str, &str),
    sink: &mut Sink,
) {
    sink.push(
        Diagnostic::new(&code::ROSTER_LACKS)
            .arg("what", &entry.what)
            .arg("column_zh", column_zh)
            .arg("column_en", column_en)
            .arg("otherwise_zh", otherwise_zh)
            .arg("otherwise_en", otherwise_en)
            .at(entry.fields.key_span("id")),
    );
}

fn uses_incentive(component: &Component, scope: Scope<'_>) -> bool {
    let of = match &component.pay {
        Pay::Flat { of, .. } => Some(*of),
        Pay::Tiers(tiers) => Some(tiers.of),
        Pay::Curve(curve) => curve.of,
        Pay::Matrix(matrix) => matrix.of,
        _ => None,
    };
    let slot = Term::Incentive.slot(scope.metrics.len());
    let modifiers = component.around.modifiers.iter().map(|modifier| &modifier.by);
    let mut exprs =
        component.pay.exprs().into_iter().chain(&component.eligibility.when).chain(modifiers);
    of == Some(Of::Incentive) || exprs.any(|expr| expr.slots().contains(&slot))
}

fn uses_rate(pay: &Pay) -> bool {
    match pay {
        Pay::Flat { price, .. } => matches!(price, Price::Personal),
        Pay::Tiers(tiers) => {
            let mut prices = tiers.tiers.iter().map(|tier| &tier.price).chain(&tiers.base);
            prices.any(|price| matches!(price, Price::Personal))
        }
        _ => false,
    }
}
