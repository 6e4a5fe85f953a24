//! The starter plans under test: both languages read without a word and say the same numbers. Other
//! tests of this room change a line of one and look at what is told.

use std::borrow::Cow;

use crate::base::Lang;
use crate::expr::{Expr, Naming, print};
use crate::text::{Place, Sink, Source, Sources};

use super::incentive::{Eligibility, Honour, Pay, Ranking, Share};
use super::ladder::{Price, Tiers};
use super::target::SplitBy;
use super::{Plan, PlanFiles};

type Files = [(&'static str, &'static str); 8];

macro_rules! starter {
    ($lang:literal) => {{
        macro_rules! file {
            ($name:literal) => {
                (
                    $name,
                    include_str!(concat!("../../templates/plan/new-period/", $lang, "/", $name)),
                )
            };
        }
        [
            file!("incent.toml"),
            file!("roster.csv"),
            file!("metrics.toml"),
            file!("sources.toml"),
            file!("targets.toml"),
            file!("rules.toml"),
            file!("incentives.toml"),
            file!("resources.toml"),
        ]
    }};
}

static CHINESE: Files = starter!("zh-CN");
static ENGLISH: Files = starter!("en");

/// What reading gave and told.
pub struct Outcome {
    pub plan: Option<Plan>,
    pub sink: Sink,
    sources: Sources,
}

impl Outcome {
    /// `D01 incentives.toml:31` for each diagnostic, in order.
    pub fn told(&self) -> Vec<String> {
        let place = |place: &Place| match place {
            Place::Span(span) => self.sources.line(*span),
            Place::File(name) => name.clone(),
            Place::Spot { file, .. } => file.clone(),
        };
        let diagnostics = self.sink.diagnostics().iter();
        diagnostics.map(|d| format!("{} {}", d.code.id, place(&d.places[0]))).collect()
    }

    /// The codes told, in order.
    pub fn codes(&self) -> Vec<&str> {
        self.sink.diagnostics().iter().map(|diagnostic| diagnostic.code.id).collect()
    }
}

/// Reads the starter plan with each `(file, from, to)` replaced; a `from` that isn't there exactly
/// once fails the test. An empty `from` replaces the whole file.
pub fn read_with(lang: Lang, changes: &[(&str, &str, &str)]) -> Outcome {
    let files = if lang == Lang::Zh { &CHINESE } else { &ENGLISH };
    let mut sources = Sources::default();
    let ids = files.map(|(name, text)| {
        let mut text = text.to_owned();
        for (_, from, to) in changes.iter().filter(|(file, ..)| *file == name) {
            if from.is_empty() {
                text = (*to).to_owned();
                continue;
            }
            assert_eq!(text.matches(from).count(), 1, "{from:?} in {name}");
            text = text.replace(from, to);
        }
        Some(sources.add(Source::new(name, text)))
    });
    let [head, roster, metrics, exports, targets, rules, incentives, resources] = ids;
    let files = PlanFiles {
        head,
        roster,
        metrics,
        sources: exports,
        targets,
        rules,
        incentives,
        resources,
    };
    let mut sink = Sink::default();
    let plan = Plan::read(files, &sources, &mut sink);
    Outcome { plan, sink, sources }
}

/// The English starter plan with one text of `incentives.toml` replaced.
pub fn with_incentive(from: &str, to: &str) -> Outcome {
    read_with(Lang::En, &[("incentives.toml", from, to)])
}

/// Calls every slot by its number, so that expressions of both languages can be compared.
struct BySlot;

impl Naming for BySlot {
    fn name(&self, slot: usize) -> Cow<'_, str> {
        Cow::Owned(format!("slot_{slot}"))
    }
}

fn said(expr: &Expr) -> String {
    print(&expr.root, &BySlot)
}

fn share(shared_by: Option<&Share>) -> String {
    match shared_by {
        None => "not shared".to_owned(),
        Some(Share::Equal) => "equally".to_owned(),
        Some(Share::Weight(weight)) => said(weight),
    }
}

fn ranking(ranking: &Ranking) -> String {
    let breaks: Vec<String> = ranking.tie_break.iter().map(said).collect();
    format!("{} {breaks:?} {:?}", said(&ranking.by), ranking.if_tied)
}

fn eligibility(it: &Eligibility) -> String {
    let when = it.when.as_ref().map(said);
    let owner = it.owner.as_ref().map(|owner| &owner.value);
    format!(
        "{:?} {:?} {:?} {when:?} {} {:?} {:?} {owner:?}",
        it.level, it.metric, it.period, it.consecutive, it.gates, it.resource
    )
}

fn tiers(it: &Tiers) -> String {
    let price = |price: &Price| match price {
        Price::Rate(n) | Price::Each(n) | Price::Amount(n) | Price::Times(n) => {
            format!("{:?}", n.value)
        }
        Price::Personal => "personal".to_owned(),
    };
    let rows: Vec<String> = it
        .tiers
        .iter()
        .map(|tier| format!("{:?}: {}", tier.from.value, price(&tier.price)))
        .collect();
    format!("{:?} {:?} {:?} {rows:?}", it.mode, it.edge, it.bounds)
}

fn pay(pay: &Pay) -> String {
    match pay {
        Pay::Flat { price: Price::Rate(rate), of } => format!("{:?} of {of:?}", rate.value),
        Pay::Tiers(it) => tiers(it),
        Pay::Pool { amount, shared_by } => {
            format!("{:?} by {}", amount.value, share(Some(shared_by)))
        }
        other => panic!("the starter plan has no {other:?}"),
    }
}

fn honour(it: &Honour) -> String {
    let award = it.award.as_ref().map(|award| &award.value);
    let by = share(it.shared_by.as_ref());
    format!("{} {} {award:?} by {by} {}", it.id.value, it.places, ranking(&it.ranking))
}

/// Everything that a plan says in numbers, ids and expressions, without the words of a language.
fn figures(plan: &Plan) -> Vec<String> {
    let mut all = Vec::new();
    let incentives = plan.incentives.as_ref().unwrap();
    for it in &incentives.components {
        all.push(format!("{} {:?} {}", it.id.value, it.basis, pay(&it.pay)));
        all.push(eligibility(&it.eligibility));
    }
    for it in &incentives.honours {
        all.push(honour(it));
        all.push(eligibility(&it.eligibility));
    }
    for it in &incentives.developments {
        let places = it.places.as_ref().map(|places| places.value);
        let order = it.ranking.as_ref().map(ranking);
        all.push(format!("{} {places:?} {order:?} {}", it.id.value, it.decided_by.value));
        all.push(eligibility(&it.eligibility));
    }
    for it in &incentives.examples {
        let (actual, target) = (&it.actual, &it.target);
        let values = |list: &[(usize, crate::text::Spanned<crate::base::Number>)]| -> Vec<String> {
            list.iter().map(|(metric, n)| format!("{metric} {:?}", n.value)).collect()
        };
        all.push(format!("{:?} {:?} {:?}", values(actual), values(target), it.components));
        all.push(format!("{} pays {:?}", it.id.value, it.pay.value));
    }
    let rules = &plan.rules;
    all.extend(rules.conditions.iter().map(|it| format!("{} {}", it.id.value, said(&it.when))));
    all.extend(rules.exclusions.iter().map(|it| format!("{} {}", it.id.value, said(&it.when))));
    all.extend(
        plan.tracking.warnings.iter().map(|it| format!("{} {}", it.id.value, said(&it.when))),
    );
    let payment = rules.payment.as_ref().unwrap();
    let disputes = rules.disputes.as_ref().unwrap();
    all.push(format!(
        "{:?} {} {} {} {} {:?}",
        rules.crediting.as_ref().unwrap().return_window.as_ref().map(|days| days.value),
        payment.within_days.value,
        payment.posting_days.value,
        disputes.within_days.value,
        disputes.answer_days.value,
        rules.amendments.as_ref().unwrap().notice_days.as_ref().map(|days| days.value),
    ));
    all.extend(rules.clauses.iter().map(|clause| clause.id.value.clone()));
    let resources = plan.resources.as_ref().unwrap();
    let pool = resources.pool.as_ref().unwrap();
    all.push(format!("{:?} {:?}", pool.available.value, pool.on_exhaustion));
    for it in &pool.reserve {
        let (from, share) = (&it.growth_from.value, &it.share.value);
        all.push(format!("{} {from:?} {share:?} {:?}", it.metric, it.of));
    }
    for it in &resources.resources {
        let price = it.unit_price.as_ref().map(|price| &price.value);
        all.push(format!("{} {:?} {:?} {price:?}", it.id.value, it.kind, it.quantity.value));
    }
    for it in &plan.targets.typed {
        let numbers = [&it.value, &it.baseline, &it.growth];
        let numbers = numbers.map(|number| number.as_ref().map(|number| &number.value));
        all.push(format!("{} {:?} {numbers:?}", it.metric, it.each));
    }
    all.extend(plan.targets.splits.iter().map(|split| match &split.by {
        SplitBy::Weights(list) | SplitBy::Shares(list) => {
            format!("{:?}", list.iter().map(|(_, n)| &n.value).collect::<Vec<_>>())
        }
        other => format!("{other:?}").chars().take(5).collect(),
    }));
    all
}

#[test]
fn both_languages_of_the_starter_plan_read_without_a_word() {
    for lang in [Lang::Zh, Lang::En] {
        let outcome = read_with(lang, &[]);
        let messages: Vec<_> = outcome.sink.diagnostics().iter().map(|d| &d.args).collect();
        assert_eq!(outcome.told(), Vec::<String>::new(), "{messages:#?}");
        assert!(outcome.plan.is_some());
    }
}

#[test]
fn both_languages_of_the_starter_plan_say_the_same_numbers() {
    let [chinese, english] =
        [Lang::Zh, Lang::En].map(|lang| figures(&read_with(lang, &[]).plan.unwrap()));
    // Chinese counts customers with a counter (2个), English doesn't.
    let bare = |all: &[String]| all.iter().map(|f| f.replace(" units", "")).collect::<Vec<_>>();
    assert_eq!(bare(&chinese), bare(&english));
    // Of the published plan: base 1 %, 3 % from 100 % to 120 %, 5 % above, and 42,000 at 130 %.
    assert_eq!(chinese[0], "base Period 0.01 of Target");
    assert_eq!(
        chinese[2],
        "excess Period Marginal Lower Attainment [\"0: 0\", \"1: 0.03\", \"1.2: 0.05\"]"
    );
    assert!(chinese.contains(&"at-130 pays 42000".to_owned()), "{chinese:#?}");
}

#[test]
fn a_plan_that_only_tracks_needs_no_incentives_and_no_clauses() {
    let mut sources = Sources::default();
    let mut add = |at: usize| Some(sources.add(Source::new(ENGLISH[at].0, ENGLISH[at].1)));
    let files = PlanFiles {
        head: add(0),
        roster: add(1),
        metrics: add(2),
        sources: add(3),
        targets: add(4),
        ..PlanFiles::default()
    };
    let mut sink = Sink::default();
    let plan = Plan::read(files, &sources, &mut sink).unwrap();
    assert!(plan.incentives.is_none() && plan.resources.is_none());
    assert!(sink.diagnostics().is_empty(), "{:#?}", sink.diagnostics());
}
