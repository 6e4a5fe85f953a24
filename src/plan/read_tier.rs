//! Reading tables of tiers: each begins where the one before ends, the first at 0; what a part in a
//! tier pays.

use crate::text::code::design as code;
use crate::text::key::{optional, required};
use crate::text::{Diagnostic, Fields, Form, Key, Section, Sink, Span, Spanned};

use crate::base::{Number, Unit};
use crate::expr::Expr;

use super::asked;
use super::formula;
use super::ladder::{Bounds, Edge, Of, Price, Tier, TierMode, Tiers};
use super::metric::Metric;
use super::read_eligibility::Entry;
use super::read_price::{EACH, Priced, RATE, needs_price, price};
use super::scope::Scope;

/// `reached-by`.
pub const REACHED_BY: Key = optional(
    "reached-by",
    Form::Expression,
    "\"sales.attainment\"",
    "由什么定档，不写就是 metric 本身；bounds 是完成率时它也要是比例",
    "what decides the tier, the metric itself unless said; an attainment where bounds are attainments",
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
            "times",
            Form::Number,
            "1.5",
            "组成部分的 rate（或 each）的几倍：大于 1 加速，小于 1 减速",
            "how many times the component's rate (or each): above 1 accelerates, below 1 decelerates",
        ),
        optional(
            "plus",
            Form::Number,
            "\"2,000\"",
            "到达这一档另加多少；marginal 时到达的各档都加，其余只加到达的一档",
            "an amount on top once the tier is reached: of every tier reached with marginal, else of the tier reached alone",
        ),
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

/// Reads `mode`, `edge`, `bounds`, the base and the tiers of a component.
pub fn read(
    entry: &Entry<'_>,
    scope: Scope<'_>,
    metric: Option<&Metric>,
    pays: Pays,
    sink: &mut Sink,
) -> Option<Tiers> {
    let fields = &entry.fields;
    let mode = entry.said("mode", &TierMode::ALL, sink);
    let edge = entry.said("edge", &Edge::ALL, sink);
    let bounds = entry.said("bounds", &Bounds::ALL, sink);
    let mode = mode.filter(|mode| fits(mode, pays, sink));
    if !fields.has("tier") {
        return entry.needs("tier", "[{ from = \"0%\", rate = \"0%\" }, …]", sink);
    }
    let bounds = bounds?;
    let of = match pays {
        Pays::Rates => of(entry, &bounds, sink)?,
        Pays::Amounts => Of::Actual,
    };
    let priced = Priced { what: &entry.what, metric, of };
    let reader = RowReader { bounds: bounds.value, scope, priced, pays };
    let tables = fields.tables("tier", sink);
    let rows: Vec<_> = tables.iter().map(|(t, s)| Fields::new(t, *s, &TIER, sink)).collect();
    let base = match pays {
        Pays::Rates => base(entry, &rows, scope, priced, sink),
        Pays::Amounts => Some(None),
    };
    let rows: Vec<Option<Row>> = rows.iter().map(|row| reader.read(row, sink)).collect();
    let rows: Vec<Row> = rows.into_iter().collect::<Option<_>>()?;
    let reached_by = reached_by(entry, bounds.value, scope, sink);
    (fields.has("reached-by") == reached_by.is_some()).then_some(())?;
    if pays == Pays::Rates && reached_by.is_some() {
        refuse_parts(entry, mode.as_ref(), sink);
    }
    let joined = join(&entry.what, rows, fields.key_span("tier"), sink);
    Some(Tiers {
        mode: mode?.value,
        edge: edge?.value,
        bounds: bounds.value,
        tiers: joined?,
        of,
        reached_by,
        base: base?,
    })
}

/// Parts are parts of what was achieved, or of attainment, each paying its share of the incentive.
fn of(entry: &Entry<'_>, bounds: &Spanned<Bounds>, sink: &mut Sink) -> Option<Of> {
    if !entry.fields.has("of") {
        return Some(Of::Actual);
    }
    let words = [("actual", Of::Actual), ("incentive", Of::Incentive)];
    let of = entry.fields.choice("of", &words, sink)?;
    if of.value == Of::Incentive && bounds.value == Bounds::Value {
        return Diagnostic::new(&code::INCENTIVE_BY_VALUE)
            .arg("what", &entry.what)
            .at(bounds.span)
            .at(of.span)
            .tell(sink);
    }
    Some(of.value)
}

/// What `times` multiplies; `Some(None)` where no tier has any.
fn base(
    entry: &Entry<'_>,
    rows: &[Fields<'_>],
    scope: Scope<'_>,
    priced: Priced<'_>,
    sink: &mut Sink,
) -> Option<Option<Price>> {
    let multiplied = rows.iter().any(|row| row.has("times"));
    let written = ["rate", "each"].into_iter().find(|key| entry.fields.has(key));
    match (written, multiplied) {
        (None, false) => Some(None),
        // Multiples of the target incentive are shares of it themselves.
        (None, true) if priced.of == Of::Incentive => Some(None),
        (_, true) => price(&entry.fields, scope, priced, sink).map(Some),
        (Some(key), false) => {
            let (zh, en) = ("没有一档用 times 乘它", "no tier multiplies it by times");
            entry.no_effect(key, zh, en, sink);
            Some(None)
        }
    }
}

/// Where another measure decides the tier, there are no parts to add up.
fn refuse_parts(entry: &Entry<'_>, mode: Option<&Spanned<TierMode>>, sink: &mut Sink) {
    let Some(mode) = mode.filter(|mode| mode.value == TierMode::Marginal) else { return };
    sink.push(
        Diagnostic::new(&code::REACHED_BY_OF_PARTS)
            .arg("what", &entry.what)
            .at(entry.fields.key_span("reached-by"))
            .at(mode.span),
    );
}

/// Reads `reached-by`: an attainment where bounds are attainments, otherwise of any unit.
pub fn reached_by(
    entry: &Entry<'_>,
    bounds: Bounds,
    scope: Scope<'_>,
    sink: &mut Sink,
) -> Option<Expr> {
    let text = entry.fields.text("reached-by", sink)?;
    match bounds {
        Bounds::Attainment => {
            formula::formula(&text, Unit::Ratio, scope.sources, &entry.terms, sink)
        }
        Bounds::Value => scope.value(&text, &entry.terms, sink),
    }
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
    plus: Option<Spanned<Number>>,
    span: Span,
}

/// Reads the rows of one table of tiers.
struct RowReader<'a> {
    bounds: Bounds,
    scope: Scope<'a>,
    priced: Priced<'a>,
    pays: Pays,
}

impl RowReader<'_> {
    fn read(&self, fields: &Fields<'_>, sink: &mut Sink) -> Option<Row> {
        let bound = |key: &str, sink: &mut Sink| match self.bounds {
            Bounds::Attainment => fields.rate(key, sink),
            Bounds::Value => fields.number(key, sink),
        };
        let from = bound("from", sink);
        let to = bound("to", sink);
        let price = match self.pays {
            Pays::Rates => self.rate(fields, sink),
            Pays::Amounts => self.amount(fields, sink),
        };
        let plus = self.scope.amount_or_zero(fields, "plus", sink);
        (fields.has("plus") == plus.is_some()).then_some(())?;
        Some(Row { from: from?, to, price: price?, plus, span: fields.span })
    }

    fn rate(&self, fields: &Fields<'_>, sink: &mut Sink) -> Option<Price> {
        other_kind(fields, "amount", "tiers", sink);
        if !fields.has("times") {
            return price(fields, self.scope, self.priced, sink);
        }
        for key in ["rate", "each"].into_iter().filter(|key| fields.has(key)) {
            asked::no_effect(fields, TIER.path, key, ("已写了 times", "times is written"), sink);
        }
        asked::not_negative(fields.number("times", sink), "times", sink).map(Price::Times)
    }

    fn amount(&self, fields: &Fields<'_>, sink: &mut Sink) -> Option<Price> {
        for key in ["rate", "each", "times", "plus"] {
            other_kind(fields, key, "step", sink);
        }
        match fields.has("amount") {
            true => self.scope.amount_or_zero(fields, "amount", sink).map(Price::Amount),
            false => needs_price(fields, "amount", "1500", sink),
        }
    }
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
    let tier = |row: Row| Tier { from: row.from, price: row.price, plus: row.plus, span: row.span };
    faults.is_empty().then(|| rows.into_iter().map(tier).collect())
}

#[cfg(test)]
mod tests {
    use super::super::incentive::Pay;
    use super::super::ladder::{Of, Price};
    use super::super::starter::with_incentive;
    use crate::base::Number;

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

    const RETROACTIVE: (&str, &str) = ("mode = \"marginal\" ", "mode = \"retroactive\" ");

    fn reached_by(mode: &str, by: &str) -> super::super::starter::Outcome {
        with_incentive(RETROACTIVE.0, &format!("reached-by = \"{by}\"\n{mode}"))
    }

    #[test]
    fn another_measure_may_decide_the_tier_of_all_of_it() {
        let outcome = reached_by(RETROACTIVE.1, "new_customers.attainment");
        assert_eq!(outcome.codes(), [""; 0], "{:#?}", outcome.sink.diagnostics());
        let component = outcome.plan.unwrap().incentives.unwrap().components.swap_remove(1);
        let Pay::Tiers(tiers) = component.pay else { panic!("{:?}", component.pay) };
        assert!(tiers.reached_by.is_some());
        // Of parts that add up there is nothing that another measure could cut.
        assert_eq!(reached_by(RETROACTIVE.0, "new_customers.attainment").codes(), ["D16"]);
        // Bounds that are attainments aren't met by a number of customers.
        assert!(reached_by(RETROACTIVE.1, "new_customers").sink.has_errors());
    }

    /// The starter plan with another excess component, as its tiers and its other keys say.
    fn excess(keys: &str, tiers: &str) -> super::super::starter::Outcome {
        let list = tier_list();
        with_incentive(&list, &format!("{keys}\ntier = [{tiers}]"))
    }

    fn read_excess(keys: &str, tiers: &str) -> super::Tiers {
        let outcome = excess(keys, tiers);
        assert_eq!(outcome.codes(), [""; 0], "{:#?}", outcome.sink.diagnostics());
        let component = outcome.plan.unwrap().incentives.unwrap().components.swap_remove(1);
        let Pay::Tiers(tiers) = component.pay else { panic!("{:?}", component.pay) };
        tiers
    }

    #[test]
    fn an_accelerator_multiplies_the_base_rate() {
        let tiers = "{ from = 0, times = 1 }, { from = \"100%\", times = 1.5, plus = 2000 }";
        let read = read_excess("rate = \"10%\"", tiers);
        assert!(
            matches!(&read.base, Some(Price::Rate(rate)) if rate.value == Number::scaled(1, 1))
        );
        let last = &read.tiers[1];
        assert!(matches!(&last.price, Price::Times(n) if n.value == Number::scaled(15, 1)));
        assert_eq!(last.plus.as_ref().unwrap().value, Number::from(2000_i64));
        // A base that nothing multiplies, and times of no base.
        assert_eq!(excess("rate = \"10%\"", "{ from = 0, rate = \"1%\" }").codes()[0], "D19");
        assert_eq!(excess("", tiers).codes()[0], "D12");
        let both = "{ from = 0, times = 1, rate = \"1%\" }";
        assert_eq!(excess("rate = \"10%\"", both).codes()[0], "D19");
        assert_eq!(excess("rate = \"10%\"", "{ from = 0, times = -1 }").codes()[0], "D24");
    }

    #[test]
    fn a_rate_may_be_each_persons_own_where_the_roster_has_it() {
        let tiers = "{ from = 0, times = 1 }, { from = \"100%\", times = 2 }";
        assert_eq!(excess("rate = \"personal\"", tiers).codes()[0], "D20");
        assert_eq!(excess("", "{ from = 0, rate = \"personal\" }").codes()[0], "D20");
    }

    #[test]
    fn parts_of_attainment_pay_shares_of_the_target_incentive() {
        let tiers = "{ from = 0, rate = \"50%\" }, { from = \"100%\", rate = \"150%\" }";
        let read = read_excess("of = \"incentive\"\nincentive = 20000\nweight = \"100%\"", tiers);
        assert_eq!(read.of, Of::Incentive);
        let times = "{ from = 0, times = 1 }, { from = \"100%\", times = 2 }";
        assert!(read_excess("of = \"incentive\"\nincentive = 20000", times).base.is_none());
        // Nobody on the roster has a target incentive, and of the target there are no parts.
        assert_eq!(excess("of = \"incentive\"", tiers).codes()[0], "D20");
        assert_eq!(excess("of = \"target\"", tiers).codes()[0], "F12");
        assert_eq!(excess("incentive = 20000", tiers).codes(), ["D19"]);
        let value = "bounds = \"attainment\" ";
        let by_value = with_incentive(value, "of = \"incentive\"\nbounds = \"value\" ");
        assert_eq!(by_value.codes()[0], "D21");
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
