//! Reading `targets.toml` into [`Targets`]. Whether the numbers fit each other is judged where they
//! are cascaded (`quota`); here, whether each says what it must.

use crate::base::period::FiscalYear;
use crate::base::{Number, Rounding};
use crate::text::code::{plan as code, target as target_code};
use crate::text::key::{default, optional, required};
use crate::text::toml;
use crate::text::{Diagnostic, Fields, Form, Section, Sink, Span, Spanned};

use super::metric::Metric;
use super::read_source::unknown;
use super::target::{Lines, Override, Season, Split, SplitBy, Targets, TypedTarget};
use super::tree::Level;

/// `targets.toml`.
pub static ROOT: Section = Section {
    path: "targets.toml",
    file: "targets.toml",
    zh: "目标：总目标、怎样往下分、季节、改动",
    en: "targets: typed ones, how they split, seasons, overrides",
    keys: &[
        optional("target", Form::Tables(&TARGET), "", "一个写定的目标", "a typed target"),
        optional(
            "split",
            Form::Tables(&SPLIT),
            "",
            "怎样分到下一级",
            "how targets go down a level",
        ),
        optional("season", Form::Tables(&SEASON), "", "各月的权重", "weights of the months"),
        optional(
            "override",
            Form::Tables(&OVERRIDE),
            "",
            "取代计算值的改动",
            "a value that replaces a computed one",
        ),
        optional(
            "lines",
            Form::Table(&LINES),
            "",
            "第二棵目标树（产品线）",
            "a second tree (product lines)",
        ),
    ],
};

/// The words of `each` and `into`.
const LEVELS: [&str; 4] = ["region", "team", "person", "line"];

/// `[[target]]`.
pub static TARGET: Section = Section {
    path: "[[target]]",
    file: "targets.toml",
    zh: "一个写定的目标",
    en: "a typed target",
    keys: &[
        required("metric", Form::Word, "\"sales\"", "指标", "the metric"),
        required(
            "node",
            Form::Text,
            "\"region:华东\"",
            "给谁：company、region:名称、team:名称、person:编号、line:名称；调动的人某一段：stint:编号@第一天",
            "whose: company, region:NAME, team:NAME, person:ID, line:NAME; for some of somebody who changes team: stint:ID@FIRST-DAY",
        ),
        optional(
            "each",
            Form::Choice(&LEVELS),
            "\"person\"",
            "对其下这一级的每一个都成立",
            "holds for every node of this level below",
        ),
        optional(
            "period",
            Form::List(&Form::Text),
            "[\"2026Q3\"]",
            "哪些周期；不写是整个计划期",
            "for which periods; the whole plan unless said",
        ),
        optional("value", Form::Number, "\"1200万\"", "目标值", "the target"),
        optional("baseline", Form::Number, "\"1000万\"", "基期值", "the baseline"),
        optional(
            "baseline-source",
            Form::Text,
            "\"2025年第三季度已签合同\"",
            "基期值的出处",
            "where the baseline was read",
        ),
        optional("growth", Form::Rate, "\"20%\"", "增长率", "growth on the baseline"),
        optional(
            "step",
            Form::Number,
            "1000",
            "算出的值取整到它的倍数",
            "round a computed value to a multiple of this",
        ),
        default(
            "step-mode",
            Form::Choice(&["half-up", "half-even", "down", "up"]),
            "up",
            "\"up\"",
            "怎样取整",
            "in which direction",
        ),
        optional("note", Form::Text, "\"含新开两家门店\"", "备注", "a remark"),
    ],
};

/// `[[split]]`.
pub static SPLIT: Section = Section {
    path: "[[split]]",
    file: "targets.toml",
    zh: "怎样分到下一级",
    en: "how targets go down a level",
    keys: &[
        optional(
            "metric",
            Form::List(&Form::Word),
            "[\"sales\"]",
            "哪些指标；不写是全部可加指标",
            "which metrics; all additive ones unless said",
        ),
        optional(
            "of",
            Form::List(&Form::Text),
            "[\"region:华东\"]",
            "分谁的目标；不写是上一级的每一个",
            "whose target; every node above that level unless said",
        ),
        required("into", Form::Choice(&LEVELS), "\"person\"", "分到哪一级", "into which level"),
        required(
            "by",
            Form::Choice(&["equal", "weights", "shares", "history", "given"]),
            "\"weights\"",
            "平均、权重、占比、历史、各自写定",
            "equally, by weights, by shares, by history, or typed",
        ),
        optional(
            "weights",
            Form::Map(&Form::Number),
            "{ \"华东\" = 45, \"华南\" = 30, \"华北\" = 25 }",
            "权重（by = \"weights\"）",
            "weights (by = \"weights\")",
        ),
        optional(
            "shares",
            Form::Map(&Form::Rate),
            "{ \"华东\" = \"45%\", \"华南\" = \"30%\", \"华北\" = \"25%\" }",
            "占比，合计 100%（by = \"shares\"）",
            "shares that sum to 100 % (by = \"shares\")",
        ),
        optional(
            "history",
            Form::Text,
            "\"2025Q3\"",
            "按哪个周期的实际（by = \"history\"）",
            "by what was achieved in this period (by = \"history\")",
        ),
        optional(
            "newcomer",
            Form::Rate,
            "\"60%\"",
            "没有历史的人按平均值的多少算",
            "weight of somebody without history, as a share of the average",
        ),
        default(
            "over-assign",
            Form::Rate,
            "0",
            "\"5%\"",
            "加压：下级合计比上级多出的比例",
            "over-assignment: by how much the children exceed the parent",
        ),
    ],
};

/// `[[season]]`.
pub static SEASON: Section = Section {
    path: "[[season]]",
    file: "targets.toml",
    zh: "各月的权重",
    en: "weights of the months",
    keys: &[
        optional(
            "metric",
            Form::List(&Form::Word),
            "[\"sales\"]",
            "哪些指标；不写是全部可加指标",
            "which metrics; all additive ones unless said",
        ),
        optional(
            "node",
            Form::List(&Form::Text),
            "[\"region:华东\"]",
            "哪些节点（连同其下）；不写是全部",
            "which nodes, with all below; the whole tree unless said",
        ),
        required(
            "weights",
            Form::Map(&Form::Number),
            "{ 2026-07 = 30, 2026-08 = 30, 2026-09 = 40 }",
            "每个月的权重",
            "the weight of each month",
        ),
    ],
};

/// `[[override]]`.
pub static OVERRIDE: Section = Section {
    path: "[[override]]",
    file: "targets.toml",
    zh: "取代计算值的改动：计算值、理由和批准人都保留",
    en: "a value that replaces a computed one; the computed value, the reason and the approver stay",
    keys: &[
        required("metric", Form::Word, "\"sales\"", "指标", "the metric"),
        required("node", Form::Text, "\"person:E1003\"", "给谁", "whose"),
        required("value", Form::Number, "\"160万\"", "改成多少", "the new value"),
        required("reason", Form::Text, "\"接手大客户\"", "理由", "why"),
        required("approved-by", Form::Text, "\"王磊\"", "批准人", "who approved it"),
    ],
};

/// `[lines]`.
pub static LINES: Section = Section {
    path: "[lines]",
    file: "targets.toml",
    zh: "第二棵目标树：产品线、渠道……",
    en: "a second tree of targets: product lines, channels …",
    keys: &[
        required("name", Form::Text, "\"产品线\"", "叫什么", "what the lines are called"),
        required("column", Form::Word, "\"product_line\"", "导出里的哪一列", "the exports' column"),
        required(
            "lines",
            Form::List(&Form::Text),
            "[\"软件\", \"硬件\", \"服务\"]",
            "有哪些",
            "the lines",
        ),
    ],
};

/// Reads `targets.toml`.
pub fn read(
    root: &Spanned<toml::Table>,
    metrics: &[Metric],
    fiscal: FiscalYear,
    sink: &mut Sink,
) -> Targets {
    let fields = Fields::new(root, root.span, &ROOT, sink);
    let reader = TargetReader { metrics, fiscal };
    let typed = fields.tables("target", sink);
    let splits = fields.tables("split", sink);
    let seasons = fields.tables("season", sink);
    let overrides = fields.tables("override", sink);
    let lines = fields.table("lines", sink);
    Targets {
        typed: typed.into_iter().filter_map(|(t, s)| reader.typed(t, s, sink)).collect(),
        splits: splits.into_iter().filter_map(|(t, s)| reader.split(t, s, sink)).collect(),
        seasons: seasons.into_iter().filter_map(|(t, s)| reader.season(t, s, sink)).collect(),
        overrides: overrides
            .into_iter()
            .filter_map(|(t, s)| reader.replacement(t, s, sink))
            .collect(),
        lines: lines.and_then(|(t, s)| read_lines(t, s, sink)),
    }
}

struct TargetReader<'a> {
    metrics: &'a [Metric],
    fiscal: FiscalYear,
}

impl TargetReader<'_> {
    fn metric(&self, written: &Spanned<String>, sink: &mut Sink) -> Option<usize> {
        let found = self
            .metrics
            .iter()
            .position(|m| m.id.value == written.value || m.name.value == written.value);
        found.or_else(|| {
            let known: Vec<&str> = self.metrics.iter().map(|m| m.id.value.as_str()).collect();
            unknown("metric", "指标", written, &known, sink)
        })
    }

    /// Metrics named in a list that may be absent; ratios are refused, since they never split.
    fn additive(&self, fields: &Fields<'_>, sink: &mut Sink) -> Option<Vec<usize>> {
        let Some(written) = fields.texts("metric", sink) else {
            return (!fields.has("metric")).then(Vec::new);
        };
        let mut found = Vec::new();
        for name in &written {
            let index = self.metric(name, sink)?;
            if !self.metrics[index].is_additive() {
                return self.metrics[index]
                    .named(Diagnostic::new(&target_code::RATIO_SPLIT))
                    .at(name.span)
                    .tell(sink);
            }
            found.push(index);
        }
        Some(found)
    }

    fn typed(&self, table: &toml::Table, span: Span, sink: &mut Sink) -> Option<TypedTarget> {
        let fields = Fields::new(table, span, &TARGET, sink);
        let metric = fields.text("metric", sink).and_then(|name| self.metric(&name, sink));
        let node = fields.text("node", sink);
        let each = read_level(&fields, "each", sink);
        let value = fields.number("value", sink);
        let baseline = fields.number("baseline", sink);
        let growth = fields.rate("growth", sink);
        // A baseline may also be what the exports say of the period that baseline-source names.
        let based = baseline.is_some() || fields.has("baseline-source");
        if value.is_none() && !fields.has("value") && !(based && fields.has("growth")) {
            sink.push(Diagnostic::new(&code::TARGET_WITHOUT_VALUE).at(fields.key_span("metric")));
        }
        let mode =
            fields.choice("step-mode", &Rounding::ALL, sink).map_or(Rounding::Up, |m| m.value);
        let step = positive(&fields, "step", sink).map(|step| (step, mode));
        Some(TypedTarget {
            metric: metric?,
            node: node?,
            each,
            periods: fields.texts("period", sink).unwrap_or_default(),
            value,
            baseline,
            baseline_source: fields.text("baseline-source", sink),
            growth,
            step,
            note: fields.text("note", sink),
            span,
        })
    }

    fn split(&self, table: &toml::Table, span: Span, sink: &mut Sink) -> Option<Split> {
        let fields = Fields::new(table, span, &SPLIT, sink);
        let metrics = self.additive(&fields, sink);
        let of = fields.texts("of", sink).unwrap_or_default();
        let into = read_level(&fields, "into", sink);
        let by = self.method(&fields, sink);
        let over = fields.rate("over-assign", sink);
        Some(Split { metrics: metrics?, of, into: into?, by: by?, over, span })
    }

    fn method(&self, fields: &Fields<'_>, sink: &mut Sink) -> Option<SplitBy> {
        let words = [("equal", 0), ("weights", 1), ("shares", 2), ("history", 3), ("given", 4)];
        let by = fields.choice("by", &words, sink)?;
        let needed = [None, Some("weights"), Some("shares"), Some("history"), None][by.value];
        for key in ["weights", "shares", "history"] {
            if fields.has(key) && needed != Some(key) {
                sink.push(
                    Diagnostic::new(&code::KEY_OF_OTHER_METHOD)
                        .arg("key", key)
                        .at(fields.key_span(key))
                        .at(by.span),
                );
            }
        }
        if let Some(key) = needed
            && !fields.has(key)
        {
            return Diagnostic::new(&code::METHOD_NEEDS_KEY).arg("key", key).at(by.span).tell(sink);
        }
        match by.value {
            0 => Some(SplitBy::Equal),
            1 => not_negative(fields.number_map("weights", sink)?, sink).map(SplitBy::Weights),
            2 => whole_shares(fields.number_map("shares", sink)?, fields, sink),
            3 => self.history(fields, sink),
            _ => Some(SplitBy::Given),
        }
    }

    fn history(&self, fields: &Fields<'_>, sink: &mut Sink) -> Option<SplitBy> {
        let written = fields.text("history", sink)?;
        let newcomer = fields.rate("newcomer", sink);
        match self.fiscal.parse(&written) {
            Ok(period) => {
                Some(SplitBy::History { start: period.start, end: period.end, written, newcomer })
            }
            Err(_) => not_a_period(&written, sink),
        }
    }

    fn season(&self, table: &toml::Table, span: Span, sink: &mut Sink) -> Option<Season> {
        let fields = Fields::new(table, span, &SEASON, sink);
        let metrics = self.additive(&fields, sink);
        let nodes = fields.texts("node", sink).unwrap_or_default();
        let weights = fields.number_map("weights", sink).and_then(|map| not_negative(map, sink))?;
        for (month, _) in &weights {
            let is_month = month.value.len() == 7 && self.fiscal.parse(&month.value).is_ok();
            if !is_month {
                let _: Option<()> = not_a_period(month, sink);
            }
        }
        Some(Season { metrics: metrics?, nodes, weights, span })
    }

    fn replacement(&self, table: &toml::Table, span: Span, sink: &mut Sink) -> Option<Override> {
        let fields = Fields::new(table, span, &OVERRIDE, sink);
        let metric = fields.text("metric", sink).and_then(|name| self.metric(&name, sink));
        let node = fields.text("node", sink);
        let value = fields.number("value", sink);
        let reason = fields.text("reason", sink);
        let approved_by = fields.text("approved-by", sink);
        Some(Override {
            metric: metric?,
            node: node?,
            value: value?,
            reason: reason?,
            approved_by: approved_by?,
            span,
        })
    }
}

fn read_lines(table: &toml::Table, span: Span, sink: &mut Sink) -> Option<Lines> {
    let fields = Fields::new(table, span, &LINES, sink);
    let name = fields.text("name", sink);
    let column = fields.text("column", sink);
    let lines = fields.texts("lines", sink);
    Some(Lines { name: name?, column: column?, lines: lines? })
}

fn read_level(fields: &Fields<'_>, key: &str, sink: &mut Sink) -> Option<Level> {
    let words: Vec<(&str, Level)> =
        Level::ALL.iter().map(|row| (row.1, row.0)).filter(|row| row.1 != Level::Company).collect();
    fields.choice(key, &words, sink).map(|level| level.value)
}

/// Tells that a text is no period.
pub fn not_a_period<T>(written: &Spanned<String>, sink: &mut Sink) -> Option<T> {
    Diagnostic::new(&code::NOT_A_PERIOD).arg("value", &written.value).at(written.span).tell(sink)
}

/// A number that must be above 0.
pub fn positive(fields: &Fields<'_>, key: &str, sink: &mut Sink) -> Option<Spanned<Number>> {
    let number = fields.number(key, sink)?;
    if number.value.is_positive() {
        return Some(number);
    }
    Diagnostic::new(&code::NOT_POSITIVE).arg("key", key).at(number.span).tell(sink)
}

type Weights = Vec<(Spanned<String>, Spanned<Number>)>;

fn not_negative(weights: Weights, sink: &mut Sink) -> Option<Weights> {
    let negative: Vec<Span> = weights
        .iter()
        .filter(|(_, weight)| weight.value.is_negative())
        .map(|(_, weight)| weight.span)
        .collect();
    for span in &negative {
        sink.push(Diagnostic::new(&code::NEGATIVE_WEIGHT).at(*span));
    }
    negative.is_empty().then_some(weights)
}

/// Shares sum to exactly 100 %; they are never normalised in silence.
fn whole_shares(shares: Weights, fields: &Fields<'_>, sink: &mut Sink) -> Option<SplitBy> {
    let shares = not_negative(shares, sink)?;
    let sum: Number = shares.iter().map(|(_, share)| &share.value).sum();
    if sum == Number::one() {
        return Some(SplitBy::Shares(shares));
    }
    let shown = sum.shift(2).to_exact_text().unwrap_or_default();
    Diagnostic::new(&code::SHARES_NOT_WHOLE)
        .arg("sum", format!("{shown}%"))
        .at(fields.key_span("shares"))
        .tell(sink)
}
