//! Reading `[[cap]]`: the most that several components pay a person together.

use crate::text::key::{default, optional, required};
use crate::text::toml;
use crate::text::{Fields, Form, Section, Sink, Span, Spanned};

use super::asked;
use super::incentive::Component;
use super::limit::{Excess, SharedCap};
use super::read_eligibility::{PERIOD, cycle};
use super::read_incentive::find_component;
use super::scope::Scope;

/// `[[cap]]`.
pub static SHARED_CAP: Section = Section {
    path: "[[cap]]",
    file: "incentives.toml",
    zh: "几个组成部分合计的上限",
    en: "a cap over several components together",
    keys: &[
        required("id", Form::Id, "\"total\"", "编号", "its id"),
        required("name", Form::Text, "\"季度奖金上限\"", "名称", "its name"),
        required(
            "amount",
            Form::Number,
            "\"9,000\"",
            "每人每周期合计最多多少",
            "the most that they pay a person together in a period",
        ),
        optional(
            "component",
            Form::List(&Form::Word),
            "[\"base\", \"excess\"]",
            "哪些组成部分；不写是发放的全部",
            "which components; all that are paid unless said",
        ),
        PERIOD,
        optional(
            "excess",
            Form::Choice(&["lost", "carried"]),
            "\"lost\"",
            "超过的部分：作废，或结转下期；没有默认",
            "what it cuts off: lost, or carried to the next period; no default",
        ),
        default(
            "prorated",
            Form::Flag,
            "false",
            "true",
            "不满一个周期的人，上限是否按在岗比例折算",
            "whether it is reckoned by the share of the period on the plan",
        ),
    ],
};

/// Reads a cap over `components`; those whose ids are `unread` aren't told again.
pub fn read(
    table: &toml::Table,
    span: Span,
    scope: Scope<'_>,
    (components, unread): (&[Component], &[String]),
    sink: &mut Sink,
) -> Option<SharedCap> {
    let fields = Fields::new(table, span, &SHARED_CAP, sink);
    let id = fields.id("id", sink);
    let name = fields.text("name", sink);
    let what = name.as_ref().map_or(SHARED_CAP.path, |name| name.value.as_str());
    let amount = scope.amount(&fields, "amount", sink);
    let capped = capped(&fields, what, (components, unread), sink);
    let period = cycle(&fields, what, scope, sink);
    let excess = asked::said(&fields, what, "excess", &Excess::ALL, sink);
    let prorated = fields.flag("prorated", sink).unwrap_or(false);
    Some(SharedCap {
        id: id?,
        name: name.clone()?,
        amount: amount?,
        components: capped?,
        period: period?,
        excess: excess?.value,
        prorated,
        span,
    })
}

fn capped(
    fields: &Fields<'_>,
    what: &str,
    (components, unread): (&[Component], &[String]),
    sink: &mut Sink,
) -> Option<Vec<usize>> {
    if !fields.has("component") {
        return Some(Vec::new());
    }
    let written = fields.texts("component", sink)?;
    if written.is_empty() {
        return asked::needs(fields, what, "component", "[\"base\", \"excess\"]", sink);
    }
    let mut found = Vec::new();
    for name in written.iter().filter(|name| !unread.contains(&name.value)) {
        let index = find_component(name, components, sink)?;
        if !components[index].paid {
            tell_unpaid(fields, what, name, sink);
        }
        found.push(index);
    }
    Some(found)
}

fn tell_unpaid(fields: &Fields<'_>, what: &str, name: &Spanned<String>, sink: &mut Sink) {
    let why_zh = format!("{} 不发放（paid = false）", name.value);
    let why_en = format!("{} isn't paid (paid = false)", name.value);
    asked::no_effect(fields, what, "component", (&why_zh, &why_en), sink);
}

#[cfg(test)]
mod tests {
    use super::super::starter::{Outcome, with_incentive};
    use super::*;
    use crate::base::Number;
    use crate::base::period::PeriodKind;
    use crate::plan::incentive::Cycle;

    fn with(keys: &str) -> Outcome {
        let before = "# -- Honours --";
        let cap = format!("[[cap]]\nid = \"total\"\nname = \"Total\"\n{keys}\n\n{before}");
        with_incentive(before, &cap)
    }

    fn read(keys: &str) -> SharedCap {
        let outcome = with(keys);
        assert_eq!(outcome.codes(), [""; 0], "{:#?}", outcome.sink.diagnostics());
        outcome.plan.unwrap().incentives.unwrap().caps.swap_remove(0)
    }

    #[test]
    fn a_cap_holds_for_all_that_is_paid_or_for_named_components() {
        let all = read("amount = \"9,000\"\nexcess = \"lost\"");
        assert_eq!(all.amount.value, Number::from(9000_i64));
        assert_eq!((all.components, all.period), (Vec::new(), Cycle::Settlement));
        let some = read(
            "amount = 500\nexcess = \"carried\"\ncomponent = [\"excess\"]\nperiod = \"month\"",
        );
        assert_eq!(some.components, [1]);
        assert_eq!(some.excess, Excess::Carried);
        assert_eq!(some.period, Cycle::Every(PeriodKind::Month));
    }

    #[test]
    fn a_cap_says_its_amount_and_what_becomes_of_the_excess() {
        assert_eq!(with("amount = 500").codes(), ["D02"]);
        assert_eq!(with("excess = \"lost\"").codes(), ["F04"]);
        assert_eq!(with("amount = \"5%\"\nexcess = \"lost\"").codes(), ["D14"]);
    }

    #[test]
    fn a_cap_names_components_of_the_plan() {
        let cap = "amount = 500\nexcess = \"lost\"\n";
        assert_eq!(with(&format!("{cap}component = [\"bse\"]")).codes(), ["M18"]);
        assert_eq!(with(&format!("{cap}component = []")).codes(), ["D12"]);
        assert_eq!(with(&format!("{cap}period = \"half\"")).codes(), ["D08"]);
    }

    #[test]
    fn a_prorated_cap_needs_to_know_by_which_days() {
        let cap = "amount = 500\nexcess = \"lost\"\nprorated = true";
        assert_eq!(with(cap).codes(), ["D02"]);
    }
}
