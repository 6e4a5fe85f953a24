//! Reading what stands around a component's rate: what is left below a gate, caps and their excess,
//! floor, results below 0, proration, rounding on the way. Modifiers, holds and clawbacks have files of
//! their own.

use crate::base::Rounding;
use crate::text::fields::not_a_choice;
use crate::text::key::{default, optional};
use crate::text::{Form, Key, Sink, Spanned};

use super::asked;
use super::limit::{Around, Excess, Negative, Otherwise, Prorate, RoundAfter, RoundStep};
use super::read_eligibility::Entry;
use super::scope::Scope;
use super::{read_hold, read_modifier};

/// `otherwise`.
pub const OTHERWISE: Key = default(
    "otherwise",
    Form::Text,
    "nothing",
    "\"50%\"",
    "有一项 gate 没达到时：nothing 不发、base-rates 全部按目标以内的那一档（没有加速）、或保留百分之几",
    "when a gate isn't met: nothing, base-rates (all at the tier up to target, no accelerator), or the share that is left",
);
/// `deal-cap`.
pub const DEAL_CAP: Key = optional(
    "deal-cap",
    Form::Number,
    "\"50万\"",
    "单笔（basis = \"day\" 时为单日）最多计入多少，按指标的单位",
    "the most that one row (one day with basis = \"day\") is credited with, in the metric's unit",
);
/// `attainment-cap`.
pub const ATTAINMENT_CAP: Key = optional(
    "attainment-cap",
    Form::Rate,
    "\"200%\"",
    "完成率最多算到多少",
    "the highest attainment that counts",
);
/// `cap`.
pub const CAP: Key = optional(
    "cap",
    Form::Number,
    "\"10万\"",
    "每人每周期最多多少；写了就要写 excess",
    "the most that a person gets in a period; then excess must be said",
);
/// `excess`.
pub const EXCESS: Key = optional(
    "excess",
    Form::Choice(&["lost", "carried"]),
    "\"lost\"",
    "超过上限的部分：作废，或结转下期；没有默认",
    "what the cap cuts off: lost, or carried to the next period; no default",
);
/// `floor`.
pub const FLOOR: Key = optional(
    "floor",
    Form::Number,
    "\"2,000\"",
    "条件成立时，每人每周期最少多少",
    "the least that a person gets in a period once the conditions hold",
);
/// `negative`.
pub const NEGATIVE: Key = default(
    "negative",
    Form::Choice(&["error", "zero", "carry", "deduct"]),
    "error",
    "\"carry\"",
    "算出负数时：报错、当作 0、当作 0 并从以后的本项扣、从本人的奖金扣",
    "a result below 0: an error, 0, 0 and deducted from its later results, deducted from the person's pay",
);
/// `prorate`.
pub const PRORATE: Key = optional(
    "prorate",
    Form::List(&Form::Choice(&["target", "incentive", "cap", "floor"])),
    "[\"target\", \"incentive\"]",
    "不满一个周期的人，哪些按在岗比例折算：目标、目标奖金与定额、上限、保底；不写都不折算",
    "what is reckoned by the share of the period on the plan: target, target incentive and fixed amounts, cap, floor; nothing unless said",
);
/// `round-after`.
pub const ROUND_AFTER: Key = optional(
    "round-after",
    Form::List(&Form::Choice(&["rate", "sum", "modifier", "gate"])),
    "[\"rate\", \"gate\"]",
    "在哪几步之后先取整到分：按比例计算（每笔、每日或每周期）、合计、系数、达标条件；不写只在发放时取整一次",
    "after which steps it is rounded to the currency's places: each at its rate, their sum, the modifiers, the gate; once at payout unless said",
);
/// `rounding`.
pub const ROUNDING: Key = optional(
    "rounding",
    Form::Choice(&["half-up", "half-even", "down", "up"]),
    "\"half-up\"",
    "round-after 的取整方式；不写同 incent.toml 的 [rounding]",
    "how round-after rounds; as [rounding] of incent.toml unless said",
);

/// Reads what stands around a component of that kind; `None` when something about it was wrong.
pub fn read(
    entry: &Entry<'_>,
    kind: &str,
    metric: Option<usize>,
    scope: Scope<'_>,
    sink: &mut Sink,
) -> Option<Around> {
    let fields = &entry.fields;
    whole_amounts(entry, kind, sink);
    by_single_rows(entry, sink);
    let otherwise = otherwise(entry, kind, sink);
    limits_of_metric(entry, metric, scope, sink);
    let deal_cap = asked::positive(fields.number("deal-cap", sink), "deal-cap", sink);
    let attainment_cap =
        asked::positive(fields.rate("attainment-cap", sink), "attainment-cap", sink);
    let cap = scope.amount(fields, "cap", sink);
    let excess = excess(entry, sink);
    let floor = scope.amount(fields, "floor", sink);
    if let (Some(cap), Some(floor)) = (&cap, &floor)
        && floor.value > cap.value
    {
        entry.no_effect("cap", "低于 floor", "it is below the floor", sink);
    }
    let negative = fields.choice("negative", &Negative::ALL, sink);
    let prorate = prorate(entry, sink);
    let rounding = round_after(entry, scope.head.rounding, sink);
    let modifiers = read_modifier::read(entry, scope, sink);
    let hold = read_hold::hold(entry, scope, sink);
    let clawback = read_hold::clawback(entry, scope, sink);
    let read = [
        ("deal-cap", deal_cap.is_some()),
        ("attainment-cap", attainment_cap.is_some()),
        ("cap", cap.is_some()),
        ("floor", floor.is_some()),
        ("negative", negative.is_some()),
    ];
    read.iter().all(|(key, read)| *read || !fields.has(key)).then_some(())?;
    Some(Around {
        otherwise: otherwise?,
        deal_cap,
        attainment_cap,
        cap,
        excess: excess?,
        floor,
        negative: negative.map_or(Negative::Error, |negative| negative.value),
        prorate: prorate?,
        rounding: rounding?,
        modifiers: modifiers?,
        hold: hold?,
        clawback: clawback?,
    })
}

/// What is credited is limited row by row, and only where there is a metric.
fn limits_of_metric(entry: &Entry<'_>, metric: Option<usize>, scope: Scope<'_>, sink: &mut Sink) {
    for key in ["deal-cap", "attainment-cap"] {
        if entry.fields.has(key) && !entry.fields.has("metric") {
            entry.no_effect(key, "没有写 metric", "it has no metric", sink);
        }
    }
    let added = metric.is_none_or(|metric| scope.metrics[metric].is_additive());
    if entry.fields.has("deal-cap") && !added {
        let (zh, en) = ("指标不是逐笔相加的", "the rows of the metric aren't added up");
        entry.no_effect("deal-cap", zh, en, sink);
    }
}

/// What is shared or awarded to the best is paid as it is: nothing stands around it but conditions.
fn whole_amounts(entry: &Entry<'_>, kind: &str, sink: &mut Sink) {
    if !matches!(kind, "pool" | "rank") {
        return;
    }
    let (zh, en) = (
        "奖金池与排名奖按写明的金额发放；人人适用的上限写 [[cap]]",
        "pools and ranks pay the amounts that are written; a cap on what people get is a [[cap]]",
    );
    for key in [
        "basis",
        "otherwise",
        "deal-cap",
        "attainment-cap",
        "cap",
        "floor",
        "negative",
        "prorate",
        "round-after",
        "modifier",
        "hold",
        "clawback",
    ] {
        if entry.fields.has(key) {
            entry.no_effect(key, zh, en, sink);
        }
    }
}

/// A cap on single rows or days needs a basis that looks at them.
fn by_single_rows(entry: &Entry<'_>, sink: &mut Sink) {
    let fields = &entry.fields;
    let mut wrong = Sink::default();
    let basis = fields.text("basis", &mut wrong);
    let single = basis.is_some_and(|basis| matches!(basis.value.as_str(), "transaction" | "day"));
    if fields.has("deal-cap") && !single {
        let (zh, en) =
            ("basis 不是 transaction 或 day", "the basis is neither transaction nor day");
        entry.no_effect("deal-cap", zh, en, sink);
    }
}

fn otherwise(entry: &Entry<'_>, kind: &str, sink: &mut Sink) -> Option<Otherwise> {
    let fields = &entry.fields;
    if !fields.has("otherwise") {
        return Some(Otherwise::Nothing);
    }
    if !fields.has("gate") {
        entry.no_effect("otherwise", "没有写 gate", "it has no gate", sink);
    }
    // A word, or a share such as "50%" or 0.5.
    let mut not_text = Sink::default();
    let word = fields.text("otherwise", &mut not_text);
    match word.as_ref().map(|word| word.value.as_str()) {
        Some("nothing") => Some(Otherwise::Nothing),
        Some("base-rates") => {
            if kind != "tiers" {
                let (zh, en) = ("只有分档比例才有“目标以内的那一档”", "only tiers have base rates");
                entry.no_effect("otherwise", zh, en, sink);
            }
            Some(Otherwise::BaseRates)
        }
        Some(text) if !text.contains(|c: char| c.is_ascii_digit()) => {
            not_a_choice(word.as_ref()?, &["nothing", "base-rates", "50%"], sink)
        }
        _ => fields.rate("otherwise", sink).map(Otherwise::Share),
    }
}

fn excess(entry: &Entry<'_>, sink: &mut Sink) -> Option<Excess> {
    if entry.fields.has("cap") {
        return entry.said("excess", &Excess::ALL, sink).map(|excess| excess.value);
    }
    if entry.fields.has("excess") {
        entry.no_effect("excess", "没有写 cap", "it has no cap", sink);
    }
    Some(Excess::default())
}

fn prorate(entry: &Entry<'_>, sink: &mut Sink) -> Option<Prorate> {
    let words = words(entry, "prorate", sink)?;
    let mut prorate = Prorate::default();
    for word in &words {
        match word.value.as_str() {
            "target" => prorate.target = true,
            "incentive" => prorate.incentive = true,
            "cap" => prorate.cap = true,
            "floor" => prorate.floor = true,
            _ => return not_a_choice(word, &["target", "incentive", "cap", "floor"], sink),
        }
    }
    let fields = &entry.fields;
    for (said, key, zh, en) in [
        (prorate.target, "metric", "没有写 metric", "it has no metric"),
        (prorate.cap, "cap", "没有写 cap", "it has no cap"),
        (prorate.floor, "floor", "没有写 floor", "it has no floor"),
    ] {
        if said && !fields.has(key) {
            entry.no_effect("prorate", zh, en, sink);
        }
    }
    Some(prorate)
}

fn round_after(entry: &Entry<'_>, usual: Rounding, sink: &mut Sink) -> Option<Vec<RoundAfter>> {
    let fields = &entry.fields;
    if fields.has("rounding") && !fields.has("round-after") {
        entry.no_effect("rounding", "没有写 round-after", "it has no round-after", sink);
    }
    let mode = match fields.has("rounding") {
        true => fields.choice("rounding", &Rounding::ALL, sink)?.value,
        false => usual,
    };
    let known: Vec<&str> = RoundStep::ALL.iter().map(|(word, _)| *word).collect();
    let step = |word: &Spanned<String>, sink: &mut Sink| {
        let found = RoundStep::ALL.iter().find(|(known, _)| *known == word.value);
        match found {
            Some((_, step)) => Some(RoundAfter { step: *step, mode }),
            None => not_a_choice(word, &known, sink),
        }
    };
    words(entry, "round-after", sink)?.iter().map(|word| step(word, sink)).collect()
}

/// A list of words; empty where the key isn't written, `None` where it is wrong.
fn words(entry: &Entry<'_>, key: &str, sink: &mut Sink) -> Option<Vec<Spanned<String>>> {
    match entry.fields.texts(key, sink) {
        Some(words) => Some(words),
        None => (!entry.fields.has(key)).then(Vec::new),
    }
}

#[cfg(test)]
mod tests {
    use super::super::starter::{Outcome, with_incentive};
    use super::*;
    use crate::base::Number;

    /// The starter plan whose base bonus has more keys.
    fn with(keys: &str) -> Outcome {
        let before =
            "of = \"target\"                   # of the target, not of what was achieved\n";
        with_incentive(before, &format!("{before}{keys}\n"))
    }

    fn read(keys: &str) -> Around {
        let outcome = with(keys);
        assert_eq!(outcome.codes(), [""; 0], "{:#?}", outcome.sink.diagnostics());
        outcome.plan.unwrap().incentives.unwrap().components.swap_remove(0).around
    }

    #[test]
    fn below_a_gate_a_share_may_be_left() {
        let half = Number::scaled(5, 1);
        let left = read("otherwise = \"50%\"").otherwise;
        assert!(matches!(left, Otherwise::Share(share) if share.value == half));
        assert!(matches!(read("otherwise = 0.5").otherwise, Otherwise::Share(_)));
        assert!(matches!(read("otherwise = \"nothing\"").otherwise, Otherwise::Nothing));
        assert_eq!(with("otherwise = \"half\"").codes(), ["F12"]);
        assert_eq!(with("otherwise = 50").codes(), ["F11"]);
    }

    #[test]
    fn base_rates_are_those_of_tiers() {
        assert_eq!(with("otherwise = \"base-rates\"").codes(), ["D19"]);
        let edge = "edge = \"lower\" ";
        let outcome = with_incentive(edge, &format!("otherwise = \"base-rates\"\n{edge}"));
        assert_eq!(outcome.codes(), [""; 0]);
        let components = outcome.plan.unwrap().incentives.unwrap().components;
        assert!(matches!(components[1].around.otherwise, Otherwise::BaseRates));
    }

    #[test]
    fn without_a_gate_there_is_nothing_otherwise() {
        let gate =
            "when = \"attainment >= 100%\"     # exactly 100 % included\ngate = [\"qualified\"]\n";
        assert_eq!(with_incentive(gate, "otherwise = \"50%\"\n").codes(), ["D19"]);
    }

    #[test]
    fn a_cap_says_what_becomes_of_the_excess() {
        assert_eq!(with("cap = 9000").codes(), ["D02"]);
        assert_eq!(with("excess = \"lost\"").codes(), ["D19"]);
        let around = read("cap = 9000\nexcess = \"carried\"\nfloor = 100");
        assert_eq!(around.excess, Excess::Carried);
        assert_eq!(around.cap.unwrap().value, Number::from(9000_i64));
        assert_eq!(around.floor.unwrap().value, Number::from(100_i64));
    }

    #[test]
    fn limits_are_above_zero() {
        assert_eq!(with("basis = \"transaction\"\ndeal-cap = 0").codes(), ["M30"]);
        assert_eq!(with("attainment-cap = \"-100%\"").codes(), ["M30"]);
        let around =
            read("basis = \"transaction\"\ndeal-cap = \"500,000\"\nattainment-cap = \"200%\"");
        assert_eq!(around.attainment_cap.unwrap().value, Number::from(2_i64));
        assert_eq!(around.deal_cap.unwrap().value, Number::from(500_000_i64));
    }

    #[test]
    fn of_a_share_there_is_no_row_to_limit() {
        let rate = "[[component]]\nid = \"more\"\nname = \"More\"\nkind = \"flat\"\n\
            metric = \"collection_rate\"\neach = 100\n";
        let before = "# -- Honours --";
        let with = |keys: &str| with_incentive(before, &format!("{rate}{keys}\n{before}"));
        assert_eq!(with("").codes(), [""; 0]);
        assert_eq!(with("basis = \"transaction\"\ndeal-cap = 5").codes(), ["D19"]);
    }

    #[test]
    fn it_is_rounded_after_the_steps_that_are_named_in_the_plans_mode() {
        let around = read("round-after = [\"rate\", \"gate\"]");
        let steps: Vec<RoundStep> = around.rounding.iter().map(|after| after.step).collect();
        assert_eq!(steps, [RoundStep::Rate, RoundStep::Gate]);
        assert!(around.rounding.iter().all(|after| after.mode == Rounding::HalfUp));
        let down = read("round-after = [\"sum\"]\nrounding = \"down\"");
        assert_eq!(down.rounding[0].mode, Rounding::Down);
        assert_eq!(with("round-after = [\"tier\"]").codes(), ["F12"]);
        assert_eq!(with("rounding = \"down\"").codes(), ["D19"]);
    }

    #[test]
    fn what_a_component_lacks_is_not_prorated() {
        assert_eq!(with("prorate = [\"cap\"]").codes(), ["D19", "D02"]);
        assert_eq!(with("prorate = [\"goal\"]").codes(), ["F12"]);
    }

    #[test]
    fn a_result_below_zero_is_said_where_it_may_be() {
        assert_eq!(read("").negative, Negative::Error);
        assert_eq!(read("negative = \"carry\"").negative, Negative::Carry);
    }
}
