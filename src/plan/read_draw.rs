//! Reading `[[draw]]`: pay that doesn't wait for results, and how it is recovered.

use crate::text::code::plan as plan_code;
use crate::text::key::{default, optional, required};
use crate::text::toml::{self, Toml};
use crate::text::{Diagnostic, Fields, Form, Section, Sink, Span};

use super::asked;
use super::limit::{Draw, DrawKind, Recovery};
use super::read_audience;
use super::read_eligibility::FOR;
use super::scope::Scope;

/// `[[draw]]`.
pub static DRAW: Section = Section {
    path: "[[draw]]",
    file: "incentives.toml",
    zh: "保底或预支：不等业绩就发的钱，以后扣不扣回",
    en: "a draw or guarantee: pay that doesn't wait for results, and whether it is recovered",
    keys: &[
        required("id", Form::Id, "\"ramp\"", "编号", "its id"),
        required("name", Form::Text, "\"新人保底\"", "名称", "its name"),
        FOR,
        optional(
            "kind",
            Form::Choice(&["guarantee", "additive"]),
            "\"guarantee\"",
            "guarantee：不足时补到这个数；additive：在奖金之外另发；没有默认",
            "guarantee: earnings below it are topped up to it; additive: paid on top of earnings; no default",
        ),
        required(
            "amount",
            Form::Number,
            "\"4,000\"",
            "每个结算周期多少",
            "the amount per settlement period",
        ),
        required(
            "recovery",
            Form::TextOr(&RECOVERY),
            "\"never\"",
            "never 不扣回，或 { … } 写明怎样从以后的奖金扣回（取写出的各项中最小的；{} 是全额扣）",
            "never, or { … }: how it is recovered from later earnings, the smallest of the limits written ({}: all of them)",
        ),
        optional(
            "from",
            Form::Day,
            "2026-07-01",
            "从哪天起；不写是计划的第一天",
            "its first day; the plan's unless said",
        ),
        optional(
            "until",
            Form::Day,
            "2026-09-30",
            "到哪天止；不写是计划的最后一天",
            "its last day; the plan's unless said",
        ),
        default(
            "prorated",
            Form::Flag,
            "false",
            "true",
            "不满一个周期的人，是否按在岗比例折算",
            "whether it is reckoned by the share of the period on the plan",
        ),
    ],
};

/// `recovery = { … }`.
pub static RECOVERY: Section = Section {
    path: "recovery",
    file: "incentives.toml",
    zh: "怎样扣回：取写出的各项中最小的",
    en: "how a draw is recovered: the smallest of the limits that are written",
    keys: &[
        optional(
            "share-of-excess",
            Form::Rate,
            "\"100%\"",
            "本期奖金超过 keeps 的部分扣百分之几；不写是全部",
            "the share of earnings above keeps; all of them unless said",
        ),
        optional(
            "keeps",
            Form::Number,
            "\"4,000\"",
            "先留给本人多少；guarantee 不写是保底额",
            "what stays with the person first; for a guarantee its amount unless said",
        ),
        optional(
            "share-of-earnings",
            Form::Rate,
            "\"50%\"",
            "最多扣本期奖金的百分之几",
            "at most this share of the period's earnings",
        ),
        optional(
            "most",
            Form::Number,
            "\"2,000\"",
            "每期最多扣多少",
            "at most this amount per period",
        ),
        optional(
            "from",
            Form::Day,
            "2026-10-01",
            "从哪天起才扣",
            "the day from which it is recovered",
        ),
        default(
            "only-without-draw",
            Form::Flag,
            "false",
            "true",
            "是否只在没有保底（预支）的周期扣",
            "whether it is recovered only in periods without a draw",
        ),
    ],
};

/// Reads a draw.
pub fn read(table: &toml::Table, span: Span, scope: Scope<'_>, sink: &mut Sink) -> Option<Draw> {
    let fields = Fields::new(table, span, &DRAW, sink);
    let id = fields.id("id", sink);
    let name = fields.text("name", sink);
    let what = name.as_ref().map_or(DRAW.path, |name| name.value.as_str());
    let audience = read_audience::read(&fields, "for", scope, sink).unwrap_or_default();
    let amount = scope.amount(&fields, "amount", sink);
    let kind = asked::said(&fields, what, "kind", &DrawKind::ALL, sink);
    let recovery = recovery(&fields, scope, sink);
    let (from, until) = (fields.day("from", sink), fields.day("until", sink));
    if let (Some(from), Some(until)) = (&from, &until)
        && until.value < from.value
    {
        return Diagnostic::new(&plan_code::ENDS_BEFORE_START)
            .arg("start", from.value)
            .arg("end", until.value)
            .at(until.span)
            .at(from.span)
            .tell(sink);
    }
    let prorated = fields.flag("prorated", sink).unwrap_or(false);
    Some(Draw {
        id: id?,
        name: name.clone()?,
        audience,
        amount: amount?,
        kind: kind?.value,
        recovery: recovery?,
        from,
        until,
        prorated,
        span,
    })
}

/// `Some(None)`: it is never recovered.
fn recovery(fields: &Fields<'_>, scope: Scope<'_>, sink: &mut Sink) -> Option<Option<Recovery>> {
    if matches!(fields.raw("recovery")?.value, Toml::Text(_)) {
        return fields.choice("recovery", &[("never", ())], sink).map(|_| None);
    }
    let (table, span) = fields.table("recovery", sink)?;
    let fields = Fields::new(table, span, &RECOVERY, sink);
    let excess = fields.rate("share-of-excess", sink);
    let excess = asked::positive(excess, "share-of-excess", sink);
    let keeps = scope.amount_or_zero(&fields, "keeps", sink);
    let earnings = fields.rate("share-of-earnings", sink);
    let earnings = asked::positive(earnings, "share-of-earnings", sink);
    let most = scope.amount(&fields, "most", sink);
    let from = fields.day("from", sink);
    let read = [
        ("share-of-excess", excess.is_some()),
        ("keeps", keeps.is_some()),
        ("share-of-earnings", earnings.is_some()),
        ("most", most.is_some()),
        ("from", from.is_some()),
    ];
    read.iter().all(|(key, read)| *read || !fields.has(key)).then_some(())?;
    Some(Some(Recovery {
        share_of_excess: excess,
        keeps,
        share_of_earnings: earnings,
        most,
        from,
        only_without_draw: fields.flag("only-without-draw", sink).unwrap_or(false),
    }))
}

#[cfg(test)]
mod tests {
    use super::super::starter::{Outcome, with_incentive};
    use super::*;
    use crate::base::Number;

    fn with(keys: &str) -> Outcome {
        let before = "# -- Honours --";
        let draw = format!("[[draw]]\nid = \"ramp\"\nname = \"Ramp\"\n{keys}\n\n{before}");
        with_incentive(before, &draw)
    }

    fn read(keys: &str) -> Draw {
        let outcome = with(keys);
        assert_eq!(outcome.codes(), [""; 0], "{:#?}", outcome.sink.diagnostics());
        outcome.plan.unwrap().incentives.unwrap().draws.swap_remove(0)
    }

    const DRAW: &str = "kind = \"guarantee\"\namount = \"4,000\"\n";

    #[test]
    fn a_draw_says_its_kind_and_whether_it_is_recovered() {
        let draw = read(&format!("{DRAW}recovery = \"never\"\nfor = {{ person = [\"E1001\"] }}"));
        assert_eq!((draw.kind, draw.recovery.is_none()), (DrawKind::Guarantee, true));
        assert_eq!(draw.audience.people[0].value, "E1001");
        assert_eq!(with(DRAW).codes(), ["F04"]);
        assert_eq!(with("amount = 4000\nrecovery = \"never\"").codes(), ["D02"]);
        assert_eq!(with(&format!("{DRAW}recovery = \"later\"")).codes(), ["F12"]);
    }

    #[test]
    fn a_recovery_has_limits() {
        let draw = read(&format!(
            "{DRAW}recovery = {{ share-of-earnings = \"50%\", most = 2000, from = 2026-10-01, only-without-draw = true }}"
        ));
        let recovery = draw.recovery.unwrap();
        assert_eq!(recovery.share_of_earnings.unwrap().value, Number::scaled(5, 1));
        assert_eq!(recovery.most.unwrap().value, Number::from(2000_i64));
        assert!(recovery.only_without_draw && recovery.keeps.is_none());
        assert!(read(&format!("{DRAW}recovery = {{}}")).recovery.is_some());
        assert_eq!(with(&format!("{DRAW}recovery = {{ most = 0 }}")).codes(), ["D14"]);
    }

    #[test]
    fn the_days_of_a_draw_are_in_order() {
        let days = format!("{DRAW}recovery = \"never\"\nfrom = 2026-08-01\nuntil = 2026-07-01");
        assert_eq!(with(&days).codes().len(), 1);
        assert!(with(&days).sink.has_errors());
    }
}
