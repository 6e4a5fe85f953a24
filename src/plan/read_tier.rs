//! Reading tables of tiers: each begins where the one before ends, the first at 0; what a part in a
//! tier pays.

use crate::text::code::design as code;
use crate::text::key::{optional, required};
use crate::text::{Diagnostic, Fields, Form, Key, Section, Sink, Span, Spanned};

use crate::base::{Number, Unit};

use super::incentive::{Bounds, Edge, Price, Tier, TierMode, Tiers};
use super::metric::Metric;
use super::read_eligibility::Entry;
use super::scope::Scope;

/// `rate`.
pub const RATE: Key = optional(
    "rate",
    Form::Rate,
    "\"3%\"",
    "金额指标：按百分之几",
    "for a metric in money: the share that is paid",
);
/// `each`.
pub const EACH: Key = optional(
    "each",
    Form::Number,
    "800",
    "数量指标：每个多少钱",
    "for a metric that counts: money for each",
);

/// `[[component.tier]]`.
pub static TIER: Section = Section {
    path: "[[component.tier]]",
    file: "incentives.toml",
    zh: "一档：从哪里起，付多少",
    en: "a tier: where it begins and what it pays",
    keys: &[
        required(
            "from",
            Form::Number,
            "\"100%\"",
            "从哪里起；第一档从 0 起",
            "where it begins; the first begins at 0",
        ),
        optional(
            "to",
            Form::Number,
            "\"120%\"",
            "到哪里止；不写就到下一档，写了就必须等于下一档的 from",
            "where it ends: at the next tier; where written, it must equal the next from",
        ),
        RATE,
        EACH,
        optional(
            "amount",
            Form::Number,
            "1500",
            "到达这一档发多少（kind = \"step\"）",
            "what reaching it pays (kind = \"step\")",
        ),
    ],
};

/// Which kind of component the tiers belong to.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Pays {
    /// Parts at rates.
    Rates,
    /// Fixed amounts.
    Amounts,
}

/// Reads `mode`, `edge`, `bounds` and the tiers of a component.
pub fn read(
    entry: &Entry<'_>,
    scope: Scope<'_>,
    metric: Option<&Metric>,
    pays: Pays,
    sink: &mut Sink,
) -> Option<Tiers> {
    let mode = said(entry, "mode", &TierMode::ALL, sink);
    let edge = said(entry, "edge", &Edge::ALL, sink);
    let bounds = said(entry, "bounds", &Bounds::ALL, sink);
    let mode = mode.filter(|mode| fits(mode, pays, sink));
    if !entry.fields.has("tier") {
        return entry.needs("tier", "[{ from = \"0%\", rate = \"0%\" }, …]", sink);
    }
    let bounds = bounds?.value;
    let tables = entry.fields.tables("tier", sink);
    let rows: Vec<Option<Row>> = tables
        .into_iter()
        .map(|(table, span)| {
            let fields = Fields::new(table, span, &TIER, sink);
            read_row(&fields, bounds, scope, metric, pays, sink)
        })
        .collect();
    let rows: Vec<Row> = rows.into_iter().collect::<Option<_>>()?;
    let joined = join(&entry.what, rows, entry.fields.key_span("tier"), sink);
    Some(Tiers { mode: mode?.value, edge: edge?.value, bounds, tiers: joined? })
}

/// A choice that moves money and has no default.
pub fn said<T: Copy>(
    entry: &Entry<'_>,
    key: &str,
    words: &[(&str, T)],
    sink: &mut Sink,
) -> Option<Spanned<T>> {
    if entry.fields.has(key) {
        return entry.fields.choice(key, words, sink);
    }
    let choices: Vec<String> = words.iter().map(|(word, _)| format!("\"{word}\"")).collect();
    Diagnostic::new(&code::PAY_UNSAID)
        .arg("what", &entry.what)
        .arg("key", key)
        .arg("choices", choices.join(", "))
        .at(entry.fields.key_span("kind"))
        .tell(sink)
}

fn fits(mode: &Spanned<TierMode>, pays: Pays, sink: &mut Sink) -> bool {
    let fits = pays == Pays::Rates || mode.value != TierMode::Overage;
    if !fits {
        sink.push(Diagnostic::new(&code::MODE_OF_STEP).at(mode.span));
    }
    fits
}

struct Row {
    from: Spanned<Number>,
    to: Option<Spanned<Number>>,
    price: Price,
    span: Span,
}

fn read_row(
    fields: &Fields<'_>,
    bounds: Bounds,
    scope: Scope<'_>,
    metric: Option<&Metric>,
    pays: Pays,
    sink: &mut Sink,
) -> Option<Row> {
    let bound = |key: &str, sink: &mut Sink| match bounds {
        Bounds::Attainment => fields.rate(key, sink),
        Bounds::Value => fields.number(key, sink),
    };
    let from = bound("from", sink);
    let to = bound("to", sink);
    let price = match pays {
        Pays::Rates => {
            other_kind(fields, "amount", "tiers", sink);
            price(fields, scope, metric, sink)
        }
        Pays::Amounts => {
            other_kind(fields, "rate", "step", sink);
            other_kind(fields, "each", "step", sink);
            match fields.has("amount") {
                true => scope.amount_or_zero(fields, "amount", sink).map(Price::Amount),
                false => needs_price(fields, "amount", "1500", sink),
            }
        }
    };
    Some(Row { from: from?, to, price: price?, span: fields.span })
}

/// Reads `rate` or `each`, whichever suits the metric's unit.
pub fn price(
    fields: &Fields<'_>,
    scope: Scope<'_>,
    metric: Option<&Metric>,
    sink: &mut Sink,
) -> Option<Price> {
    let metric = metric?;
    let money = matches!(metric.unit, Unit::Money(_));
    let (key, other, example) =
        if money { ("rate", "each", "\"3%\"") } else { ("each", "rate", "800") };
    if fields.has(other) {
        return metric
            .named(Diagnostic::new(&code::PRICE_OF_OTHER_UNIT))
            .arg("unit", metric.unit.word())
            .arg("key", other)
            .at(fields.key_span(other))
            .at(metric.span)
            .tell(sink);
    }
    if !fields.has(key) {
        return needs_price(fields, key, example, sink);
    }
    match money {
        true => fields.rate("rate", sink).map(Price::Rate),
        false => scope.amount_or_zero(fields, "each", sink).map(Price::Each),
    }
}

fn needs_price<T>(fields: &Fields<'_>, key: &str, example: &str, sink: &mut Sink) -> Option<T> {
    // A tier's own line is its best place; a component's is that of its kind.
    Diagnostic::new(&code::KIND_NEEDS_KEY)
        .arg("what", if fields.has("from") { TIER.path } else { "[[component]]" })
        .arg("key", key)
        .arg("example", format!("{key} = {example}"))
        .at(fields.key_span(if fields.has("from") { "from" } else { "kind" }))
        .tell(sink)
}

fn other_kind(fields: &Fields<'_>, key: &str, kind: &str, sink: &mut Sink) {
    if fields.has(key) {
        sink.push(
            Diagnostic::new(&code::KEY_OF_OTHER_KIND)
                .arg("kind", kind)
                .arg("key", key)
                .at(fields.key_span(key)),
        );
    }
}

/// The rows as tiers; `None` when one doesn't join the one before.
fn join(what: &str, rows: Vec<Row>, table: Span, sink: &mut Sink) -> Option<Vec<Tier>> {
    let mut faults: Vec<(&str, &str, Span)> = Vec::new();
    match rows.first() {
        None => faults.push(("一档也没有", "there is none", table)),
        Some(first) if !first.from.value.is_zero() => {
            faults.push(("第一档不是从 0 起", "the first doesn't begin at 0", first.from.span));
        }
        Some(_) => {}
    }
    for pair in rows.windows(2) {
        let (this, next) = (&pair[0], &pair[1]);
        if next.from.value <= this.from.value {
            faults.push(("这一档不高于上一档", "this is not above the one before", next.from.span));
            continue;
        }
        let Some(to) = &this.to else { continue };
        match to.value.cmp(&next.from.value) {
            std::cmp::Ordering::Less => {
                faults.push(("到下一档之前有空隙", "there is a gap to the next", to.span));
            }
            std::cmp::Ordering::Greater => {
                faults.push(("与下一档重叠", "it overlaps the next", to.span));
            }
            std::cmp::Ordering::Equal => {}
        }
    }
    if let Some(to) = rows.last().and_then(|last| last.to.as_ref()) {
        let (zh, en) = ("最后一档之上没有说法", "nothing is said above the last");
        faults.push((zh, en, to.span));
    }
    for (zh, en, span) in &faults {
        let told = Diagnostic::new(&code::TIERS_DONT_JOIN).arg("what", what);
        sink.push(told.arg("why_zh", zh).arg("why_en", en).at(*span));
    }
    let tier = |row: Row| Tier { from: row.from, price: row.price, span: row.span };
    faults.is_empty().then(|| rows.into_iter().map(tier).collect())
}

#[cfg(test)]
mod tests {
    use super::super::starter::with_incentive;

    /// The tier from 100 % on, which the tests change.
    const SECOND: &str = "{ from = \"100%\", rate = \"3%\" }";

    fn codes(from: &str, to: &str) -> Vec<String> {
        with_incentive(from, to).told()
    }

    fn second(tier: &str) -> Vec<String> {
        codes(SECOND, tier)
    }

    #[test]
    fn a_written_end_must_meet_the_next_tier() {
        assert_eq!(second("{ from = \"100%\", to = \"120%\", rate = \"3%\" }"), [""; 0]);
        // 119.99 % leaves a gap, 121 % an overlap.
        let gap = second("{ from = \"100%\", to = \"119.99%\", rate = \"3%\" }");
        assert_eq!(gap, ["D01 incentives.toml:31"]);
        let overlap = second("{ from = \"100%\", to = \"121%\", rate = \"3%\" }");
        assert_eq!(overlap, ["D01 incentives.toml:31"]);
    }

    #[test]
    fn tiers_ascend_from_zero_and_have_no_end() {
        assert_eq!(second("{ from = \"120%\", rate = \"3%\" }"), ["D01 incentives.toml:32"]);
        let first = "    { from = \"0%\", rate = \"0%\" },\n";
        assert_eq!(codes(first, ""), ["D01 incentives.toml:30"]);
        let last = "{ from = \"120%\", to = \"200%\", rate = \"5%\" }";
        assert_eq!(codes("{ from = \"120%\", rate = \"5%\" }", last), ["D01 incentives.toml:32"]);
        assert_eq!(codes(&tier_list(), "tier = []"), ["D01 incentives.toml:29"]);
    }

    fn tier_list() -> String {
        format!(
            "tier = [\n    {{ from = \"0%\", rate = \"0%\" }},\n    {SECOND},\n    {{ from = \"120%\", rate = \"5%\" }},\n]"
        )
    }

    #[test]
    fn what_moves_money_in_tiers_has_no_default() {
        for (key, line) in [
            (
                "basis",
                "basis = \"period\"                # on the period's sum, not deal by deal\n",
            ),
            (
                "edge",
                "edge = \"lower\"                  # exactly 120 % is still at 3 %, only more is at 5 %\n",
            ),
            ("bounds", "bounds = \"attainment\"           # from is an attainment\n"),
        ] {
            let outcome = with_incentive(line, "");
            assert_eq!(outcome.codes()[0], "D02", "{key}");
            assert!(outcome.sink.diagnostics()[0].args.contains(&("key", key.to_owned())));
        }
        let mode = "mode = \"marginal\"               # each part";
        assert_eq!(with_incentive(mode, "# each part").codes()[0], "D02");
    }

    #[test]
    fn a_bound_above_one_needs_its_percent_sign() {
        assert_eq!(second("{ from = 1.1, rate = \"3%\" }")[0], "F11 incentives.toml:31");
    }

    #[test]
    fn a_metric_in_money_takes_a_rate_and_no_price_for_each() {
        assert_eq!(second("{ from = \"100%\", each = 800 }")[0], "D13 incentives.toml:31");
        assert_eq!(second("{ from = \"100%\" }")[0], "D12 incentives.toml:31");
        let both = second("{ from = \"100%\", rate = \"3%\", amount = 5 }");
        assert_eq!(both[0], "D11 incentives.toml:31");
    }
}
