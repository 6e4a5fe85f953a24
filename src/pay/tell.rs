//! What can't be computed, as diagnostics: who, what, when, and where in the plan.

use crate::base::figure::figure;
use crate::base::{Lang, Unit};
use crate::expr::Gap;
use crate::plan::incentive::{Component, Example, Pay};
use crate::plan::said::Saying;
use crate::plan::term::Term;
use crate::text::code::{Code, pay as code};
use crate::text::{Diagnostic, Place, Sink, Span};

use super::measured::Missing;
use super::reckon::Trouble;
use super::seat::{NoSeat, Seat};
use super::settle::Ground;
use super::span::Run;

/// A component, honour or development incentive: its name and its table.
type What<'a> = (&'a str, Span);

fn about(
    ground: &Ground<'_, '_>,
    code: &'static Code,
    person: usize,
    what: What<'_>,
) -> Diagnostic {
    let person = &ground.plan.roster.people[person];
    let told = Diagnostic::new(code).arg("person", &person.id).arg("name", &person.name);
    told.arg("component", what.0).at(what.1).at(person.span)
}

/// A component that can't be computed for somebody.
pub(super) fn trouble(
    ground: &Ground<'_, '_>,
    trouble: &Trouble,
    component: &Component,
    seat: &Seat,
    sink: &mut Sink,
) {
    let what = (component.name.as_str(), component.span);
    let about = |code| about(ground, code, seat.person, what);
    let period = &seat.run.period.id;
    let told = match trouble {
        Trouble::Missing(Missing::Target) => {
            let metric = component.eligibility.metric.and_then(|m| ground.plan.metrics.get(m));
            let told = about(&code::NO_TARGET).arg("period", period);
            metric.map_or(told.clone(), |metric| metric.named(told))
        }
        Trouble::Missing(Missing::Incentive) => about(&code::NO_TARGET_INCENTIVE),
        Trouble::Missing(Missing::Rate) => about(&code::NO_RATE),
        Trouble::Missing(Missing::Due) => about(&code::NOTHING_DUE).arg("period", period),
        Trouble::Gaps(gaps) => {
            let told = about(&code::NO_VALUE).arg("period", period);
            told.arg("why_zh", why(ground, gaps, Lang::Zh))
                .arg("why_en", why(ground, gaps, Lang::En))
        }
        Trouble::Negative(amount) => {
            let money = Unit::Money(ground.plan.head.currency);
            about(&code::NEGATIVE).arg("period", period).arg("amount", figure(amount, money))
        }
        Trouble::Score(at) => {
            let name = match &component.pay {
                Pay::Objectives { objectives, .. } => objectives[*at].name.as_str(),
                _ => "",
            };
            about(&code::NO_SCORE).arg("period", period).arg("objective", name)
        }
        // One message for all whom it concerns.
        Trouble::Calendar(_) => return unprorated(trouble, component.span, sink),
    };
    sink.push(told);
}

fn why(ground: &Ground<'_, '_>, gaps: &[Gap], lang: Lang) -> String {
    let saying = Saying::new(ground.plan, lang);
    let mut reasons: Vec<String> = Vec::new();
    for gap in gaps {
        let reason = match gap {
            Gap::Missing { slot, .. } | Gap::Mistyped { slot, .. } => {
                let term = Term::of_slot(*slot, ground.plan.metrics.len());
                let name = term_name(ground, term, &saying, lang);
                match lang {
                    Lang::Zh => format!("没有{name}"),
                    Lang::En => format!("there is no {name}"),
                }
            }
            Gap::Zero { .. } => lang.pick("除数是 0", "something is divided by 0").to_owned(),
            Gap::NoTable { .. } | Gap::NoDay { .. } => {
                lang.pick("表达式没有结果", "the expression has no result").to_owned()
            }
        };
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    reasons.join(lang.pick("，", ", "))
}

fn term_name(ground: &Ground<'_, '_>, term: Term, saying: &Saying<'_>, lang: Lang) -> String {
    let of = |metric, zh: &str, en: &str| match lang {
        Lang::Zh => format!("{}{zh}", saying.metric(metric)),
        Lang::En => format!("{} {en}", saying.metric(metric)).trim_end().to_owned(),
    };
    match term {
        Term::Metric(metric) => of(metric, "", ""),
        Term::AttainmentOf(metric) => of(metric, "完成率", "attainment"),
        Term::TargetOf(metric) => of(metric, "目标", "target"),
        Term::Attainment => lang.pick("完成率", "attainment").to_owned(),
        Term::Target => lang.pick("目标", "target").to_owned(),
        Term::MenteesOf(metric) => match lang {
            Lang::Zh => format!("带教人员的{}", saying.metric(metric)),
            Lang::En => format!("{} of mentees", saying.metric(metric)),
        },
        Term::Incentive => lang.pick("目标奖金", "target incentive").to_owned(),
        Term::Tenure => lang.pick("入职日期", "day of joining").to_owned(),
        Term::Component(index) => {
            let component = ground.incentives.components.get(index);
            component.map_or_else(String::new, |component| component.name.value.clone())
        }
    }
}

/// Somebody or something that can't be seated.
pub(super) fn no_seat(
    ground: &Ground<'_, '_>,
    none: &NoSeat,
    what: What<'_>,
    period: &crate::base::Period,
    sink: &mut Sink,
) {
    let told = match none {
        NoSeat::TwoStretches { person } => about(ground, &code::TWO_STRETCHES, *person, what),
        NoSeat::NoOneManager { node, managers } => {
            let name = |person: &usize| ground.plan.roster.people[*person].id.clone();
            let who: Vec<String> = managers.iter().map(name).collect();
            let who = if who.is_empty() { "—".to_owned() } else { who.join(", ") };
            Diagnostic::new(&code::NO_ONE_MANAGER)
                .arg("node", &ground.setting.organisation.nodes[*node].name)
                .arg("count", managers.len())
                .arg("who", who)
                .arg("component", what.0)
                .at(what.1)
        }
    };
    sink.push(told.arg("period", &period.id));
}

/// A pool that nobody can share.
pub(super) fn no_weight(
    ground: &Ground<'_, '_>,
    what: What<'_>,
    node: usize,
    run: &Run,
    sink: &mut Sink,
) {
    sink.push(
        Diagnostic::new(&code::NO_WEIGHT)
            .arg("component", what.0)
            .arg("period", &run.period.id)
            .arg("node", &ground.setting.organisation.nodes[node].name)
            .at(what.1),
    );
}

/// A tie that somebody has to decide; each of those who are tied is a node or a person.
pub(super) fn tied(
    ground: &Ground<'_, '_>,
    what: What<'_>,
    place: usize,
    who: &[(Option<usize>, usize)],
    run: &Run,
    sink: &mut Sink,
) {
    let name = |(node, person): &(Option<usize>, usize)| match node {
        Some(node) => ground.setting.organisation.nodes[*node].name.clone(),
        None => ground.plan.roster.people[*person].name.clone(),
    };
    let who: Vec<String> = who.iter().map(name).collect();
    sink.push(
        Diagnostic::new(&code::TIED)
            .arg("component", what.0)
            .arg("period", &run.period.id)
            .arg("place", place)
            .arg("who", who.join(", "))
            .at(what.1),
    );
}

/// A share of the period that can't be reckoned.
pub(super) fn unprorated(trouble: &Trouble, span: Span, sink: &mut Sink) {
    let Trouble::Calendar(year) = trouble else { return };
    let told = Diagnostic::new(&code::NO_CALENDAR).arg("year", year).at(span);
    if !sink.diagnostics().contains(&told) {
        sink.push(told);
    }
}

/// A worked example that lacks something.
pub(super) fn example(
    ground: &Ground<'_, '_>,
    trouble: &Trouble,
    component: &Component,
    example: &Example,
) -> Diagnostic {
    let lacks = |zh: &str, en: &str| (zh.to_owned(), en.to_owned());
    let (zh, en) = match trouble {
        Trouble::Missing(Missing::Target) => lacks("没有目标", "there is no target"),
        Trouble::Missing(Missing::Incentive) => {
            lacks("没有目标奖金", "there is no target incentive")
        }
        Trouble::Missing(Missing::Rate) => lacks("没有个人提成比例", "there is no personal rate"),
        Trouble::Missing(Missing::Due) => lacks("应收为 0", "nothing is due"),
        Trouble::Gaps(gaps) => (why(ground, gaps, Lang::Zh), why(ground, gaps, Lang::En)),
        Trouble::Negative(_) => lacks("结果是负数", "the result is below 0"),
        Trouble::Score(_) => lacks("由人打分的目标项没有分数", "an objective has no score"),
        Trouble::Calendar(_) => lacks("没有工作日历", "there is no calendar"),
    };
    Diagnostic::new(&code::EXAMPLE_LACKS)
        .arg("name", &*example.name)
        .arg("component", &*component.name)
        .arg("why_zh", zh)
        .arg("why_en", en)
        .at(example.span)
}

/// A row that undoes something without saying when that came about.
pub(super) fn no_origin(file: &str, line: u64, what: What<'_>, sink: &mut Sink) {
    let place =
        Place::Spot { file: file.to_owned(), line, column: 0, excerpt: String::new(), width: 0 };
    sink.push(Diagnostic::new(&code::NO_ORIGIN).arg("component", what.0).place(place).at(what.1));
}
