//! Reading `incentives.toml` into [`Incentives`] and its worked examples. What its parts must be
//! together is in `together`.

use crate::text::key::{optional, required};
use crate::text::toml;
use crate::text::{Fields, Form, Section, Sink, Span, Spanned};

use crate::base::Number;

use super::incentive::{Component, Example, Incentives, Pay};
use super::limit::{Draw, Proration, SharedCap};
use super::read_cap::{self, SHARED_CAP};
use super::read_component::{self, COMPONENT};
use super::read_draw::{self, DRAW};
use super::read_honour::{self, DEVELOPMENT, HONOUR};
use super::read_source::{refuse_twice, unknown};
use super::scope::{self, Scope};
use super::term::TermNames;
use super::together;
use super::tree::Level;

/// `incentives.toml`.
pub static ROOT: Section = Section {
    path: "incentives.toml",
    file: "incentives.toml",
    zh: "激励方式：奖金、荣誉、发展，以及算例",
    en: "incentives: pay, honours, development, worked examples",
    keys: &[
        optional("component", Form::Tables(&COMPONENT), "", "奖金组成部分", "pay components"),
        optional(
            "cap",
            Form::Tables(&SHARED_CAP),
            "",
            "合计的上限",
            "caps over several components",
        ),
        optional("draw", Form::Tables(&DRAW), "", "保底与预支", "draws and guarantees"),
        optional(
            "proration",
            Form::Choice(&["days", "working-days", "months-begun", "months-whole"]),
            "\"days\"",
            "在岗比例按什么算：日历日（含首尾）、工作日、开始即算一个月、整月才算；有折算时必须写明",
            "by what shares of a period are reckoned: calendar days (both ends included), working days, months begun, whole months; must be said where something is prorated",
        ),
        optional("honour", Form::Tables(&HONOUR), "", "荣誉", "honours"),
        optional("development", Form::Tables(&DEVELOPMENT), "", "发展激励", "development"),
        optional("example", Form::Tables(&EXAMPLE), "", "算例", "worked examples"),
    ],
};

/// `[[example]]`.
pub static EXAMPLE: Section = Section {
    path: "[[example]]",
    file: "incentives.toml",
    zh: "一个算例：输入与应得的奖金，由奖金计算来核对",
    en: "a worked example: inputs and expected pay, compared where pay is computed",
    keys: &[
        required("id", Form::Id, "\"at-130\"", "编号", "its id"),
        required("name", Form::Text, "\"完成 130%\"", "说明", "what it shows"),
        required(
            "actual",
            Form::Map(&Form::Number),
            "{ sales = \"260万\", new_customers = 10 }",
            "实际值：指标 = 数",
            "what was achieved: metric = number",
        ),
        optional(
            "target",
            Form::Map(&Form::Number),
            "{ sales = \"200万\" }",
            "目标：指标 = 数",
            "targets: metric = number",
        ),
        optional(
            "component",
            Form::List(&Form::Word),
            "[\"base\", \"excess\"]",
            "算哪些组成部分；不写是按个人业绩发放的全部",
            "which components; all that are paid by the person's own results unless said",
        ),
        required("pay", Form::Number, "42000", "应得多少", "what they pay together"),
    ],
};

/// Reads `incentives.toml`.
pub fn read(root: &Spanned<toml::Table>, scope: Scope<'_>, sink: &mut Sink) -> Incentives {
    let fields = Fields::new(root, root.span, &ROOT, sink);
    let mut terms = TermNames::new(scope.metrics, scope.head.currency);
    let components = fields.tables("component", sink);
    let components = read_component::read(components, scope, &mut terms, sink);
    let ids = components.iter().map(|component| &component.id);
    let unread = scope::unread(Some(&root.value), "component", ids);
    let caps = fields.tables("cap", sink);
    let caps: Vec<SharedCap> = caps
        .into_iter()
        .filter_map(|(t, s)| read_cap::read(t, s, scope, (&components, &unread), sink))
        .collect();
    refuse_twice(caps.iter().map(|cap| &cap.id), SHARED_CAP.path, sink);
    let draws = fields.tables("draw", sink);
    let draws: Vec<Draw> =
        draws.into_iter().filter_map(|(t, s)| read_draw::read(t, s, scope, sink)).collect();
    refuse_twice(draws.iter().map(|draw| &draw.id), DRAW.path, sink);
    let proration = fields.choice("proration", &Proration::ALL, sink).map(|by| by.value);
    let honours = fields.tables("honour", sink);
    let honours: Vec<_> = honours
        .into_iter()
        .filter_map(|(t, s)| read_honour::honour(t, s, scope, &terms, sink))
        .collect();
    let developments = fields.tables("development", sink);
    let developments: Vec<_> = developments
        .into_iter()
        .filter_map(|(t, s)| read_honour::development(t, s, scope, &terms, sink))
        .collect();
    refuse_twice(honours.iter().map(|honour| &honour.id), HONOUR.path, sink);
    refuse_twice(developments.iter().map(|one| &one.id), DEVELOPMENT.path, sink);
    let examples = fields.tables("example", sink);
    let examples: Vec<Example> = examples
        .into_iter()
        .filter_map(|(t, s)| read_example(t, s, scope, (&components, &unread), sink))
        .collect();
    refuse_twice(examples.iter().map(|example| &example.id), EXAMPLE.path, sink);
    together::one_sided(&fields, sink);
    together::paid_twice(&components, sink);
    together::weights(&components, sink);
    let incentives =
        Incentives { components, caps, draws, proration, honours, developments, examples };
    if !fields.has("proration") {
        together::ask_for_proration(&incentives, sink);
    }
    incentives
}

fn read_example(
    table: &toml::Table,
    span: Span,
    scope: Scope<'_>,
    (components, unread): (&[Component], &[String]),
    sink: &mut Sink,
) -> Option<Example> {
    let fields = Fields::new(table, span, &EXAMPLE, sink);
    let id = fields.id("id", sink);
    let name = fields.text("name", sink);
    let actual = by_metric(&fields, "actual", scope, sink);
    let target = by_metric(&fields, "target", scope, sink);
    let components = match fields.texts("component", sink) {
        None => own_results(components),
        Some(written) => written
            .iter()
            .filter(|name| !unread.contains(&name.value))
            .filter_map(|name| find_component(name, components, sink))
            .collect(),
    };
    let pay = scope.amount_or_zero(&fields, "pay", sink);
    Some(Example {
        id: id?,
        name: name?,
        actual: actual?,
        target: target?,
        components,
        pay: pay?,
        span,
    })
}

/// The components that a person's own results alone decide.
fn own_results(components: &[Component]) -> Vec<usize> {
    let own = |component: &Component| {
        let ranked = matches!(component.pay, Pay::Rank { .. } | Pay::Pool { .. });
        let own = component.eligibility.level == Level::Person
            && component.eligibility.measured_on.is_none();
        component.paid && !ranked && own
    };
    (0..components.len()).filter(|index| own(&components[*index])).collect()
}

/// The component of that id.
pub fn find_component(
    written: &Spanned<String>,
    components: &[Component],
    sink: &mut Sink,
) -> Option<usize> {
    components.iter().position(|component| component.id == *written).or_else(|| {
        let known: Vec<&str> = components.iter().map(|c| c.id.as_str()).collect();
        unknown("[[component]]", "组成部分", written, &known, sink)
    })
}

type Values = Vec<(usize, Spanned<Number>)>;

fn by_metric(fields: &Fields<'_>, key: &str, scope: Scope<'_>, sink: &mut Sink) -> Option<Values> {
    if !fields.has(key) {
        return Some(Vec::new());
    }
    let written = fields.number_map(key, sink)?;
    let mut read = Vec::new();
    for (name, value) in written {
        read.push((scope.find_metric(&name, sink)?, value));
    }
    Some(read)
}

#[cfg(test)]
mod tests {
    use super::super::starter::with_incentive;
    use crate::base::Number;

    #[test]
    fn an_honour_needs_a_ranking_and_an_end_of_ties() {
        assert_eq!(with_incentive("ranked-by = \"new_customers\"\n", "").codes(), ["D10"]);
        let tied = "if-tied = \"share\"               # still tied: they divide the award\n";
        assert_eq!(with_incentive(tied, "").codes(), ["D10"]);
    }

    #[test]
    fn an_example_names_metrics_and_components_of_the_plan() {
        let target = "target = { sales = \"2,000,000\" }";
        assert_eq!(with_incentive(target, "target = { sale = \"2,000,000\" }").codes(), ["M18"]);
        let both = "component = [\"base\", \"excess\"]\npay";
        assert_eq!(with_incentive(both, "component = [\"bse\"]\npay").codes(), ["M18"]);
        // Without the key: everything that the person's own results decide, so not the team's pool.
        let plan = with_incentive(both, "pay").plan.unwrap();
        let example = &plan.incentives.unwrap().examples[0];
        assert_eq!(example.components, [0, 1]);
        assert_eq!(example.pay.value, Number::from(42000_i64));
    }

    #[test]
    fn vague_words_of_an_honour_are_told_where_they_stand() {
        let outcome =
            with_incentive("challenge pennant, presented", "an appropriate prize, presented");
        assert_eq!(outcome.told(), ["D03 incentives.toml:84"]);
    }
}
