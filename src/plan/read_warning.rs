//! Reading how progress is tracked: `[tracking]` and `[[warning]]` of `rules.toml`.

use crate::base::Number;
use crate::base::unit::Currency;
use crate::expr::Lexicon;
use crate::text::key::{default, optional, required};
use crate::text::toml;
use crate::text::{Fields, Form, Section, Sink, Sources, Span, Spanned};

use super::formula::{MetricNames, condition};
use super::metric::Metric;
use super::read_source::{refuse_twice, unknown};
use super::tree::Level;
use super::warning::{Alert, PaceBasis, Tracking, Warning};

/// `[tracking]`.
pub static TRACKING: Section = Section {
    path: "[tracking]",
    file: "rules.toml",
    zh: "怎样跟踪进度",
    en: "how progress is tracked",
    keys: &[
        required(
            "basis",
            Form::Choice(&["calendar-days", "working-days", "curve", "full-period"]),
            "\"calendar-days\"",
            "时间进度的算法：自然日、工作日、月度曲线、全期",
            "how time progress is reckoned: calendar days, working days, the monthly curve, the whole target at once",
        ),
        default(
            "quiet",
            Form::Rate,
            "10%",
            "\"10%\"",
            "期初多大一段不预警",
            "no warnings before this share of the period has passed",
        ),
        default(
            "escalate-after",
            Form::Whole,
            "2",
            "2",
            "连续几次预警后升级",
            "escalate after so many warnings in a row",
        ),
        default(
            "cadence-days",
            Form::Whole,
            "7",
            "7",
            "每隔几天跟踪一次；最新的数据比这更早就提醒（T01）",
            "after how many days progress is told again; data older than that are told (T01)",
        ),
    ],
};

/// `[[warning]]`.
pub static WARNING: Section = Section {
    path: "[[warning]]",
    file: "rules.toml",
    zh: "一种预警：名称、等级、条件",
    en: "a warning: its name, its level, its condition",
    keys: &[
        required("id", Form::Id, "\"behind\"", "编号", "its id"),
        required("name", Form::Text, "\"进度滞后\"", "名称", "its name"),
        required("level", Form::Choice(&["yellow", "red"]), "\"yellow\"", "等级", "its level"),
        optional(
            "metric",
            Form::List(&Form::Word),
            "[\"sales\"]",
            "看哪些指标；不写是有目标的每个指标",
            "which metrics it judges; every one with a target unless said",
        ),
        optional(
            "scope",
            Form::List(&Form::Choice(&["company", "region", "team", "person"])),
            "[\"person\"]",
            "看哪一级；不写是个人",
            "which levels it judges; persons unless said",
        ),
        required(
            "when",
            Form::Expression,
            "\"进度达成率 < 80%\"",
            "条件：可用进度达成率、完成率、时间进度和各指标",
            "the condition: over pace, attainment, time_progress and the metrics",
        ),
    ],
};

/// Reads the tables given; without `[tracking]`, tracking has no warnings and calendar days.
pub fn read(
    tracking: Option<(&toml::Table, Span)>,
    warnings: Vec<(&toml::Table, Span)>,
    metrics: &[Metric],
    currency: Currency,
    sources: &Sources,
    sink: &mut Sink,
) -> Tracking {
    let names = Lexicon::new(&MetricNames::for_warnings(metrics, currency));
    let mut read: Vec<Warning> = warnings
        .into_iter()
        .filter_map(|(table, span)| read_warning(table, span, metrics, &names, sources, sink))
        .collect();
    refuse_twice(read.iter().map(|warning| &warning.id), "[[warning]]", sink);
    read.sort_by_key(|warning| std::cmp::Reverse(warning.alert));
    let tenth = Number::one().shift(-1);
    let Some((table, span)) = tracking else {
        return Tracking {
            basis: PaceBasis::CalendarDays,
            quiet: tenth,
            escalate_after: 2,
            cadence_days: 7,
            warnings: read,
            span: None,
        };
    };
    let fields = Fields::new(table, span, &TRACKING, sink);
    Tracking {
        basis: fields
            .choice("basis", &PaceBasis::ALL, sink)
            .map_or(PaceBasis::CalendarDays, |basis| basis.value),
        quiet: fields.rate("quiet", sink).map_or(tenth, |quiet| quiet.value),
        escalate_after: fields.whole("escalate-after", sink).map_or(2, |count| count.value),
        cadence_days: fields.whole("cadence-days", sink).map_or(7, |days| days.value),
        warnings: read,
        span: Some(span),
    }
}

fn read_warning(
    table: &toml::Table,
    span: Span,
    metrics: &[Metric],
    names: &Lexicon,
    sources: &Sources,
    sink: &mut Sink,
) -> Option<Warning> {
    let fields = Fields::new(table, span, &WARNING, sink);
    let id = fields.id("id", sink);
    let name = fields.text("name", sink);
    let alerts = [("yellow", Alert::Yellow), ("red", Alert::Red)];
    let alert = fields.choice("level", &alerts, sink);
    let when = fields.text("when", sink).and_then(|text| condition(&text, sources, names, sink));
    let judged = fields.texts("metric", sink).unwrap_or_default();
    let judged = judged.iter().map(|name| find_metric(metrics, name, sink));
    let judged: Option<Vec<usize>> = judged.collect();
    Some(Warning {
        id: id?,
        name: name?,
        alert: alert?.value,
        metrics: judged?,
        levels: read_levels(&fields, sink)?,
        when: when?,
        span,
    })
}

fn find_metric(metrics: &[Metric], written: &Spanned<String>, sink: &mut Sink) -> Option<usize> {
    let found =
        metrics.iter().position(|m| m.id.value == written.value || m.name.value == written.value);
    found.or_else(|| {
        let known: Vec<&str> = metrics.iter().map(|m| m.id.value.as_str()).collect();
        unknown("metric", "指标", written, &known, sink)
    })
}

fn read_levels(fields: &Fields<'_>, sink: &mut Sink) -> Option<Vec<Level>> {
    let Some(written) = fields.texts("scope", sink) else { return Some(vec![Level::Person]) };
    let levels = written.iter().map(|word| {
        let known = ["company", "region", "team", "person"];
        match Level::parse(word).filter(|level| *level != Level::Line) {
            Some(level) => Some(level),
            None => crate::text::fields::not_a_choice(word, &known, sink),
        }
    });
    levels.collect()
}
