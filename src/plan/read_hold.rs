//! Reading until when pay is held back, and what is taken back when a result is undone.

use crate::base::Number;
use crate::text::key::{optional, required};
use crate::text::toml::{self, Toml};
use crate::text::{Fields, Form, Key, Section, Sink, Span, Spanned};

use super::asked;
use super::limit::{Clawback, ClawbackHow, Hold, Release};
use super::read_eligibility::Entry;
use super::scope::Scope;

/// `hold`.
pub const HOLD: Key = optional(
    "hold",
    Form::Table(&HOLD_TABLE),
    "{ release = \"proportional\", collected = \"collected\", due = \"due\", leaver-tail = 90 }",
    "回款之后才发",
    "held back until the customer has paid",
);
/// `clawback`.
pub const CLAWBACK: Key = optional(
    "clawback",
    Form::Table(&CLAWBACK_TABLE),
    "{ how = \"proportional\", undone = \"returned\", window-days = 180 }",
    "业绩被撤销时追回",
    "what is taken back when a result is undone",
);

/// `hold = { … }`.
pub static HOLD_TABLE: Section = Section {
    path: "hold",
    file: "incentives.toml",
    zh: "回款之后才发：发多少，看哪两个指标，离职之后等多久",
    en: "held back until the customer has paid: how much is released, by which metrics, for how long",
    keys: &[
        required(
            "release",
            Form::TextOr(&MILESTONE),
            "[{ collected = \"30%\", release = \"20%\" }, { collected = \"100%\", release = \"100%\" }]",
            "怎样释放：proportional 按回款比例、whole 全部回款后一次发、或写各个节点",
            "how it is released: proportional to what was collected, whole once everything is, or by milestones",
        ),
        required(
            "collected",
            Form::Word,
            "\"collected\"",
            "已回款的指标",
            "the metric of what was collected",
        ),
        required(
            "due",
            Form::Word,
            "\"due\"",
            "应回款的指标",
            "the metric of what was to be collected",
        ),
        required(
            "leaver-tail",
            Form::Whole,
            "90",
            "离职的人：周期结束后几天内的回款仍然算",
            "for leavers: days after the period's end within which collections still release pay",
        ),
    ],
};

/// A milestone of `release`.
pub static MILESTONE: Section = Section {
    path: "hold.release",
    file: "incentives.toml",
    zh: "一个回款节点",
    en: "a milestone of collection",
    keys: &[
        required("collected", Form::Rate, "\"30%\"", "回款到百分之几", "the share collected"),
        required(
            "release",
            Form::Rate,
            "\"20%\"",
            "累计释放百分之几",
            "the share released by then",
        ),
    ],
};

/// `clawback = { … }`.
pub static CLAWBACK_TABLE: Section = Section {
    path: "clawback",
    file: "incentives.toml",
    zh: "业绩被撤销（退货、退款、解约）时追回多少，多久之内",
    en: "how much is taken back when a result is undone (returned, refunded, cancelled), and for how long",
    keys: &[
        optional(
            "how",
            Form::Choice(&["proportional", "recomputed"]),
            "\"proportional\"",
            "怎样追回：按发放时的比例，或重新计算那个周期、追回差额；没有默认",
            "proportional: at the rate at which it was paid; recomputed: what the period would have paid less; no default",
        ),
        required(
            "undone",
            Form::Word,
            "\"returned\"",
            "被撤销的业绩，按撤销之日计",
            "the metric of what was undone, dated by the day on which it was",
        ),
        required(
            "window-days",
            Form::Whole,
            "180",
            "业绩发生后几天内的撤销才追回",
            "days after the result within which it is taken back",
        ),
    ],
};

/// Reads `hold`; `Some(None)` where it isn't written.
pub fn hold(entry: &Entry<'_>, scope: Scope<'_>, sink: &mut Sink) -> Option<Option<Hold>> {
    if !entry.fields.has("hold") {
        return Some(None);
    }
    let (table, span) = entry.fields.table("hold", sink)?;
    let fields = Fields::new(table, span, &HOLD_TABLE, sink);
    let release = release(entry, &fields, sink);
    let collected = scope.metric(&fields, "collected", sink);
    let due = scope.metric(&fields, "due", sink);
    let leaver_tail = fields.whole("leaver-tail", sink);
    let unit = |metric: Option<usize>| Some(scope.metrics.get(metric?)?.unit);
    if let (Some(of_collected), Some(of_due)) = (unit(collected), unit(due))
        && of_collected != of_due
    {
        let (zh, en) = (
            "已回款与应回款的单位不同",
            "what was collected and what was due are in different units",
        );
        entry.no_effect("hold", zh, en, sink);
    }
    Some(Some(Hold {
        release: release?,
        collected: collected?,
        due: due?,
        leaver_tail: Some(leaver_tail?),
        span,
    }))
}

fn release(entry: &Entry<'_>, fields: &Fields<'_>, sink: &mut Sink) -> Option<Release> {
    if !matches!(fields.raw("release")?.value, Toml::List(_)) {
        let proportional =
            fields.choice("release", &[("proportional", true), ("whole", false)], sink)?.value;
        return Some(if proportional { Release::Proportional } else { Release::Whole });
    }
    let tables = fields.tables("release", sink);
    let read: Vec<_> = tables.into_iter().map(|(t, span)| milestone(t, span, sink)).collect();
    let milestones: Vec<_> = read.into_iter().collect::<Option<_>>()?;
    complete(entry, &milestones, fields.key_span("release"), sink).then_some(())?;
    Some(Release::Milestones(milestones))
}

type Milestone = (Spanned<Number>, Spanned<Number>);

fn milestone(table: &toml::Table, span: Span, sink: &mut Sink) -> Option<Milestone> {
    let fields = Fields::new(table, span, &MILESTONE, sink);
    let collected = fields.rate("collected", sink);
    let release = fields.rate("release", sink);
    Some((collected?, release?))
}

/// Milestones rise in both, and the last one releases everything.
fn complete(entry: &Entry<'_>, milestones: &[Milestone], span: Span, sink: &mut Sink) -> bool {
    let collected: Vec<&Spanned<Number>> = milestones.iter().map(|(at, _)| at).collect();
    let released: Vec<&Spanned<Number>> = milestones.iter().map(|(_, share)| share).collect();
    let key = "hold.release";
    let mut whole = asked::rising(&entry.what, key, &collected, 1, span, sink)
        && asked::rising(&entry.what, key, &released, 1, span, sink);
    if let Some((at, share)) = milestones.last().filter(|_| whole) {
        let (one, why) = (
            Number::one(),
            (
                "最后一个没有在回款 100% 以内释放到 100%",
                "the last doesn't release 100% at 100% collected or before",
            ),
        );
        if share.value != one || at.value > one {
            asked::not_rising(&entry.what, key, why, share.span, sink);
            whole = false;
        }
    }
    whole
}

/// Reads `clawback`; `Some(None)` where it isn't written.
pub fn clawback(entry: &Entry<'_>, scope: Scope<'_>, sink: &mut Sink) -> Option<Option<Clawback>> {
    if !entry.fields.has("clawback") {
        return Some(None);
    }
    let (table, span) = entry.fields.table("clawback", sink)?;
    let fields = Fields::new(table, span, &CLAWBACK_TABLE, sink);
    let what = format!("{} clawback", entry.what);
    let how = asked::said(&fields, &what, "how", &ClawbackHow::ALL, sink);
    let undone = scope.metric(&fields, "undone", sink);
    let window_days = fields.whole("window-days", sink);
    Some(Some(Clawback { how: how?.value, undone: undone?, window_days: Some(window_days?), span }))
}

#[cfg(test)]
mod tests {
    use super::super::limit::Around;
    use super::super::starter::{Outcome, with_incentive};
    use super::*;

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

    fn hold(release: &str) -> String {
        format!(
            "hold = {{ release = {release}, collected = \"collected\", due = \"due\", leaver-tail = 90 }}"
        )
    }

    #[test]
    fn pay_may_wait_for_the_customers_money() {
        let held = read(&hold("\"proportional\"")).hold.unwrap();
        assert!(matches!(held.release, Release::Proportional));
        assert_eq!(held.leaver_tail.unwrap().value, 90);
        assert!(matches!(read(&hold("\"whole\"")).hold.unwrap().release, Release::Whole));
        assert_eq!(with(&hold("\"partly\"")).codes(), ["F12"]);
        let tail = hold("\"whole\"").replace(", leaver-tail = 90", "");
        assert_eq!(with(&tail).codes(), ["F04"]);
        assert_eq!(with(&hold("\"whole\"").replace("\"due\"", "\"dues\"")).codes(), ["M18"]);
    }

    #[test]
    fn milestones_rise_and_end_with_everything() {
        let listed = |list: &str| hold(&format!("[{list}]"));
        let first = "{ collected = \"30%\", release = \"20%\" }";
        let last = "{ collected = \"100%\", release = \"100%\" }";
        let milestones = read(&listed(&format!("{first}, {last}"))).hold.unwrap().release;
        let Release::Milestones(list) = milestones else { panic!("{milestones:?}") };
        assert_eq!(list[0].1.value, Number::scaled(2, 1));
        for wrong in [
            first.to_owned(),
            format!("{last}, {first}"),
            format!("{first}, {first}"),
            String::new(),
            "{ collected = \"120%\", release = \"100%\" }".to_owned(),
        ] {
            assert_eq!(with(&listed(&wrong)).codes(), ["D17"], "{wrong}");
        }
    }

    #[test]
    fn what_is_taken_back_says_how_and_for_how_long() {
        let back = "clawback = { how = \"recomputed\", undone = \"returned\", window-days = 180 }";
        let clawback = read(back).clawback.unwrap();
        assert_eq!(clawback.how, ClawbackHow::Recomputed);
        assert_eq!(clawback.window_days.unwrap().value, 180);
        assert_eq!(with(&back.replace("how = \"recomputed\", ", "")).codes(), ["D02"]);
        assert_eq!(with(&back.replace(", window-days = 180", "")).codes(), ["F04"]);
    }
}
