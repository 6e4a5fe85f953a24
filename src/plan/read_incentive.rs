//! Reading `incentives.toml` into [`Incentives`], its worked examples, and what its parts must be
//! together: money and recognition, nothing paid twice.

use crate::text::code::design as code;
use crate::text::key::{optional, required};
use crate::text::toml;
use crate::text::{Diagnostic, Fields, Form, Section, Sink, Span, Spanned};

use crate::base::Number;

use super::asked;
use super::incentive::{Component, Example, Incentives, Pay};
use super::ladder::{Of, Price};
use super::limit::{Draw, Prorate, Proration, SharedCap};
use super::read_cap::{self, SHARED_CAP};
use super::read_component::{self, COMPONENT};
use super::read_draw::{self, DRAW};
use super::read_honour::{self, DEVELOPMENT, HONOUR};
use super::read_source::{refuse_twice, unknown};
use super::scope::{self, Scope};
use super::term::TermNames;
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
    one_sided(&fields, sink);
    paid_twice(&components, sink);
    let incentives =
        Incentives { components, caps, draws, proration, honours, developments, examples };
    if !fields.has("proration") {
        ask_for_proration(&incentives, sink);
    }
    incentives
}

/// Something is prorated, and nobody said by which days.
fn ask_for_proration(incentives: &Incentives, sink: &mut Sink) {
    let prorated = |component: &&Component| component.around.prorate != Prorate::default();
    let component = incentives.components.iter().find(prorated).map(|c| c.name.span);
    let cap = incentives.caps.iter().find(|cap| cap.prorated).map(|cap| cap.name.span);
    let draw = incentives.draws.iter().find(|draw| draw.prorated).map(|draw| draw.name.span);
    let Some(span) = component.or(cap).or(draw) else { return };
    let choices: Vec<String> =
        Proration::ALL.iter().map(|(word, _)| format!("\"{word}\"")).collect();
    let _: Option<()> = asked::unsaid(ROOT.path, "proration", &choices.join(", "), span, sink);
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
        component.paid && !ranked && component.eligibility.level == Level::Person
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

/// A plan needs both money and recognition.
fn one_sided(fields: &Fields<'_>, sink: &mut Sink) {
    let kinds = [
        ("component", "物质激励（奖金）", "money", "加一个 [[component]]", "add a [[component]]"),
        ("honour", "精神激励（荣誉）", "recognition", "加一个 [[honour]]", "add an [[honour]]"),
    ];
    for (key, kind_zh, kind_en, remedy_zh, remedy_en) in kinds {
        if !fields.has(key) {
            let place = ["component", "honour", "development"].iter().find(|key| fields.has(key));
            sink.push(
                Diagnostic::new(&code::ONE_SIDED)
                    .arg("kind_zh", kind_zh)
                    .arg("kind_en", kind_en)
                    .arg("remedy_zh", remedy_zh)
                    .arg("remedy_en", remedy_en)
                    .at(fields.key_span(place.unwrap_or(&"example"))),
            );
        }
    }
}

/// Tells components that pay the same people for the same part of the same metric.
fn paid_twice(components: &[Component], sink: &mut Sink) {
    for (index, second) in components.iter().enumerate() {
        let first = components[..index].iter().find(|first| pay_the_same(first, second));
        if let Some(first) = first {
            sink.push(
                Diagnostic::new(&code::PAID_TWICE)
                    .arg("first", &first.name.value)
                    .arg("second", &second.name.value)
                    .at(second.name.span)
                    .at(first.name.span),
            );
        }
    }
}

fn pay_the_same(first: &Component, second: &Component) -> bool {
    let (a, b) = (&first.eligibility, &second.eligibility);
    // Conditions may part what the tiers don't; only what is surely the same is told.
    let unconditional = a.when.is_none() && b.when.is_none();
    let same_people = [
        (&a.audience.roles, &b.audience.roles),
        (&a.audience.regions, &b.audience.regions),
        (&a.audience.teams, &b.audience.teams),
        (&a.audience.people, &b.audience.people),
    ]
    .iter()
    .all(|(a, b)| a == b);
    first.paid
        && second.paid
        && unconditional
        && same_people
        && a.metric == b.metric
        && a.level == b.level
        && a.measured_on == b.measured_on
        && first.payee == second.payee
        && pays_without_end(&first.pay)
        && pays_without_end(&second.pay)
}

/// Whether more of the metric always pays more by a rate: two such components meet somewhere.
fn pays_without_end(pay: &Pay) -> bool {
    let pays = |price: &Price| match price {
        Price::Rate(number) | Price::Each(number) => number.value.is_positive(),
        Price::Personal | Price::Times(_) => true,
        Price::Amount(_) => false,
    };
    match pay {
        Pay::Flat { price, of: Of::Actual } => pays(price),
        Pay::Tiers(tiers) => tiers.tiers.last().is_some_and(|tier| pays(&tier.price)),
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::starter::{read_with, with_incentive};
    use crate::base::{Lang, Number};

    #[test]
    fn a_plan_without_honours_or_without_pay_is_one_sided() {
        let pay = "[[component]]\nid = \"b\"\nname = \"B\"\nkind = \"award\"\namount = 5\n";
        let only_pay = read_with(Lang::En, &[("incentives.toml", "", pay)]);
        assert_eq!(only_pay.told(), ["D07 incentives.toml:1"]);
        let honour =
            "[[honour]]\nid = \"h\"\nname = \"H\"\nranked-by = \"sales\"\nif-tied = \"each\"\n";
        assert_eq!(read_with(Lang::En, &[("incentives.toml", "", honour)]).codes(), ["D07"]);
        let both = format!("{pay}{honour}");
        assert_eq!(read_with(Lang::En, &[("incentives.toml", "", &both)]).codes(), [""; 0]);
    }

    #[test]
    fn two_components_over_the_same_sales_are_told() {
        let flat = "[[component]]\nid = \"flat\"\nname = \"Flat\"\nkind = \"flat\"\nmetric = \"sales\"\nrate = \"1%\"\n";
        let before = "# -- Honours --";
        let with = |more: &str| with_incentive(before, &format!("{flat}{more}{before}"));
        assert_eq!(with("").codes(), ["D06"]);
        // Shown only, for somebody else, or of another metric, it is not paid twice.
        assert_eq!(with("paid = false\n").codes(), [""; 0]);
        assert_eq!(with("for = { region = [\"East\"] }\n").codes(), [""; 0]);
    }

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
