//! Reading `metrics.toml` into [`Metric`]s: measures over the columns of a source, formulas over the
//! other metrics, units that fit, no circle.

use crate::base::unit::Currency;
use crate::base::{Day, Lang, Unit};
use crate::expr::{Expr, Lexicon, Type};
use crate::text::code::plan as code;
use crate::text::key::{optional, required};
use crate::text::toml::{self, Toml};
use crate::text::{Diagnostic, Fields, Form, Section, Sink, Sources, Span, Spanned};

use super::formula::{MetricNames, RowNames, condition, formula};
use super::metric::{Aggregate, Measure, Metric, MetricKind};
use super::metric_net::{refuse_circles, settle_additive};
use super::read_first::{FIRST, FirstReader};
use super::read_source::{refuse_twice, unknown};
use super::source::{Source, Table};

/// `metrics.toml`.
pub static ROOT: Section = Section {
    path: "metrics.toml",
    file: "metrics.toml",
    zh: "衡量什么，怎样从导出算出来",
    en: "what is measured, and how it comes from the exports",
    keys: &[required("metric", Form::Tables(&METRIC), "", "一个指标", "a metric")],
};

/// The words of `measure`.
const MEASURES: [&str; 5] = ["sum", "count", "distinct", "min", "max"];

/// `[[metric]]`.
pub static METRIC: Section = Section {
    path: "[[metric]]",
    file: "metrics.toml",
    zh: "一个指标：从导出汇总（source、measure），或由别的指标算出（formula）",
    en: "a metric: aggregated from an export (source, measure) or computed from others (formula)",
    keys: &[
        required("id", Form::Word, "\"sales\"", "标识，公式里用", "its id, for formulas"),
        required(
            "name",
            Form::TextOr(&NAME),
            "\"销售额\"",
            "名称，文档和公式里都可用",
            "its name, in documents and formulas",
        ),
        required(
            "unit",
            Form::Text,
            "\"CNY\"",
            "单位：币种、count（个数）、ratio（比率）、number、days",
            "unit: a currency, count, ratio, number, days",
        ),
        optional(
            "basis",
            Form::Text,
            "\"签约额，含税，按签约日期\"",
            "统计口径",
            "measurement basis: what counts, and when",
        ),
        optional("source", Form::Text, "\"contracts\"", "哪一种导出", "the export"),
        optional(
            "measure",
            Form::Choice(&MEASURES),
            "\"sum\"",
            "求和、行数、去重计数、最小、最大",
            "sum, number of rows, number of different values, smallest, largest",
        ),
        optional("of", Form::Text, "\"amount\"", "汇总哪一列", "the column aggregated"),
        optional("where", Form::Expression, "'状态 = \"won\"'", "哪些行算数", "which rows count"),
        optional(
            "date",
            Form::Text,
            "\"signed\"",
            "按哪个日期归到周期；不写用导出的 date",
            "the date that puts a row into a period, unless it's the source's",
        ),
        optional(
            "first",
            Form::Table(&FIRST),
            "{ of = \"customer\", within = \"12 months\", since = 2025-07-01 }",
            "只算每个对象的头几行",
            "only the first rows of each key count",
        ),
        optional(
            "formula",
            Form::Expression,
            "\"collected / due\"",
            "由别的指标计算的公式",
            "a formula over other metrics",
        ),
    ],
};

/// A name in both languages.
pub static NAME: Section = Section {
    path: "name",
    file: "metrics.toml",
    zh: "两种语言的名称",
    en: "a name in both languages",
    keys: &[
        required("zh", Form::Text, "\"销售额\"", "中文名", "the Chinese name"),
        required("en", Form::Text, "\"Sales\"", "英文名", "the English name"),
    ],
};

/// What metrics are read with.
pub struct MetricReader<'a> {
    /// The sources, already read.
    pub sources: &'a [Source],
    /// The reference tables, already read.
    pub tables: &'a [Table],
    /// Whether every source could be read.
    pub sources_whole: bool,
    /// The plan's currency.
    pub currency: Currency,
    /// The plan's language.
    pub lang: Lang,
    /// The first day of the plan.
    pub start: Day,
    /// The files, for places.
    pub files: &'a Sources,
}

/// A metric whose formula is not compiled yet.
struct Draft {
    id: Spanned<String>,
    name: Spanned<String>,
    other_name: Option<Spanned<String>>,
    unit: Unit,
    basis: Option<Spanned<String>>,
    kind: DraftKind,
    span: Span,
}

enum DraftKind {
    Measure(Measure),
    Formula(Spanned<String>),
}

impl MetricReader<'_> {
    /// Reads `metrics.toml`; `None` when a metric is wrong, since others mean metrics by index.
    pub fn read(&self, root: &Spanned<toml::Table>, sink: &mut Sink) -> Option<Vec<Metric>> {
        let fields = Fields::new(root, root.span, &ROOT, sink);
        let written = fields.tables("metric", sink);
        let count = written.len();
        let drafts: Vec<Draft> =
            written.into_iter().filter_map(|(table, span)| self.draft(table, span, sink)).collect();
        refuse_twice(drafts.iter().map(|draft| &draft.id), "[[metric]]", sink);
        refuse_twice(drafts.iter().map(|draft| &draft.name), "[[metric]] name", sink);
        let names = MetricNames::new(
            drafts.iter().map(|d| (d.id.value.as_str(), d.name.value.as_str(), d.unit)),
            self.currency,
        );
        let lexicon = Lexicon::new(&names);
        let mut metrics: Vec<Metric> = Vec::new();
        for draft in drafts {
            let kind = match draft.kind {
                DraftKind::Measure(measure) => MetricKind::Measure(measure),
                DraftKind::Formula(text) => {
                    let unit = draft.unit;
                    match formula(&text, unit, self.files, &lexicon, sink) {
                        Some(formula) => MetricKind::Formula { formula, additive: false },
                        None => continue,
                    }
                }
            };
            metrics.push(Metric {
                id: draft.id,
                name: draft.name,
                other_name: draft.other_name,
                lang: self.lang,
                unit: draft.unit,
                basis: draft.basis,
                kind,
                span: draft.span,
            });
        }
        if metrics.len() < count || !refuse_circles(&metrics, sink) {
            return None;
        }
        settle_additive(&mut metrics);
        Some(metrics)
    }

    fn draft(&self, table: &toml::Table, span: Span, sink: &mut Sink) -> Option<Draft> {
        let fields = Fields::new(table, span, &METRIC, sink);
        let id = fields.word("id", sink);
        let name = read_name(&fields, self.lang, sink);
        let unit = self.read_unit(&fields, sink);
        let basis = fields.text("basis", sink);
        let kind = match fields.text("formula", sink) {
            Some(formula) => {
                self.only_formula(&fields, sink).then_some(DraftKind::Formula(formula))
            }
            None if fields.has("formula") => None,
            None => self.read_measure(&fields, unit, sink).map(DraftKind::Measure),
        };
        let (name, other_name) = name?;
        Some(Draft { id: id?, name, other_name, unit: unit?, basis, kind: kind?, span })
    }

    fn only_formula(&self, fields: &Fields<'_>, sink: &mut Sink) -> bool {
        let other = ["source", "measure", "of", "where", "date", "first"];
        match other.iter().find(|key| fields.has(key)) {
            None => true,
            Some(key) => {
                sink.push(
                    Diagnostic::new(&code::MEASURE_AND_FORMULA)
                        .at(fields.key_span(key))
                        .at(fields.key_span("formula")),
                );
                false
            }
        }
    }

    fn read_unit(&self, fields: &Fields<'_>, sink: &mut Sink) -> Option<Unit> {
        let written = fields.text("unit", sink)?;
        let unit = Unit::parse(&written).or_else(|| Currency::from_sign(&written).map(Unit::Money));
        unit.or_else(|| {
            let known = ["count", "ratio", "number", "days", self.currency.code()];
            crate::text::fields::not_a_choice(&written, &known, sink)
        })
    }

    fn read_measure(
        &self,
        fields: &Fields<'_>,
        unit: Option<Unit>,
        sink: &mut Sink,
    ) -> Option<Measure> {
        let words: Vec<(&str, &str)> = MEASURES.iter().map(|word| (*word, *word)).collect();
        let how = fields.choice("measure", &words, sink);
        let written = fields.text("source", sink);
        let (Some(how), Some(written)) = (how, written) else {
            if !fields.has("measure") || !fields.has("source") {
                sink.push(Diagnostic::new(&code::METRIC_FROM_NOWHERE).at(fields.key_span("id")));
            }
            return None;
        };
        let known: Vec<&str> = self.sources.iter().map(|s| s.id.value.as_str()).collect();
        let Some(index) = known.iter().position(|id| *id == written.value) else {
            self.sources_whole.then_some(())?;
            return unknown("source", "导出", &written, &known, sink);
        };
        let source = &self.sources[index];
        let names = RowNames::new(source, self.tables, self.currency);
        let aggregate = self.read_aggregate(fields, &how, &names, unit, sink);
        let filter = match fields.text("where", sink) {
            Some(text) => Some(condition(&text, self.files, &Lexicon::new(&names), sink)?),
            None => None,
        };
        let date = self.read_date(fields, source, sink);
        let first = FirstReader { names: &names, start: self.start, files: self.files };
        let first = first.read(fields, sink).ok().map(|first| first.map(Box::new));
        Some(Measure { source: index, how: aggregate?, filter, date: date?, first: first? })
    }

    fn read_aggregate(
        &self,
        fields: &Fields<'_>,
        how: &Spanned<&str>,
        names: &RowNames,
        unit: Option<Unit>,
        sink: &mut Sink,
    ) -> Option<Aggregate> {
        if how.value == "count" {
            if fields.has("of") {
                sink.push(Diagnostic::new(&code::COUNT_OF_NOTHING).at(fields.key_span("of")));
            }
            return self
                .fits(unit, Type::Num(Unit::Count), how.span, sink)
                .then_some(Aggregate::Count);
        }
        let Some(of) = fields.text("of", sink) else {
            if !fields.has("of") {
                sink.push(
                    Diagnostic::new(&code::MEASURE_OF_WHAT).arg("measure", how.value).at(how.span),
                );
            }
            return None;
        };
        let Some((slot, kind)) = names.slot(&of) else {
            let known = crate::expr::Names::all(names);
            return unknown("column", "列", &of, &known, sink);
        };
        if how.value == "distinct" {
            return self
                .fits(unit, Type::Num(Unit::Count), how.span, sink)
                .then_some(Aggregate::Distinct(slot));
        }
        if !matches!(kind, Type::Num(_)) {
            return Diagnostic::new(&code::NOT_A_NUMBER_COLUMN)
                .arg("column", &of.value)
                .arg("measure", how.value)
                .at(of.span)
                .tell(sink);
        }
        self.fits(unit, kind, of.span, sink).then_some(match how.value {
            "sum" => Aggregate::Sum(slot),
            "min" => Aggregate::Min(slot),
            _ => Aggregate::Max(slot),
        })
    }

    /// Whether the unit that a metric declares is the one that its measure yields. A plain number
    /// may be declared to count something.
    fn fits(&self, unit: Option<Unit>, kind: Type, span: Span, sink: &mut Sink) -> bool {
        let (Some(unit), Type::Num(found)) = (unit, kind) else { return false };
        let counts = matches!(unit, Unit::Count | Unit::Plain | Unit::Days);
        let fits = unit == found || (found == Unit::Plain && counts);
        if !fits {
            sink.push(
                Diagnostic::new(&code::UNIT_OF_MEASURE)
                    .arg("declared", unit.word())
                    .arg("found", found.word())
                    .at(span),
            );
        }
        fits
    }

    fn read_date(&self, fields: &Fields<'_>, source: &Source, sink: &mut Sink) -> Option<usize> {
        let Some(written) = fields.text("date", sink) else {
            if source.date.is_none() && !fields.has("date") {
                sink.push(
                    Diagnostic::new(&code::MEASURE_WITHOUT_DATE)
                        .arg("source", &source.id.value)
                        .at(fields.key_span("source"))
                        .at(source.id.span),
                );
            }
            return source.date;
        };
        let found = source.columns.iter().position(|column| {
            let named = column.headers.iter().any(|header| header.value == written.value);
            (column.id.value == written.value || named) && column.form.kind() == Type::Day
        });
        found.or_else(|| {
            let known: Vec<&str> = source
                .columns
                .iter()
                .filter(|column| column.form.kind() == Type::Day)
                .map(|column| column.id.value.as_str())
                .collect();
            unknown("date column", "日期列", &written, &known, sink)
        })
    }
}

/// A name, and the one in the other language where both are given.
pub fn read_name(
    fields: &Fields<'_>,
    lang: Lang,
    sink: &mut Sink,
) -> Option<(Spanned<String>, Option<Spanned<String>>)> {
    let value = fields.raw("name")?;
    let Toml::Table(table) = &value.value else {
        return fields.text("name", sink).map(|name| (name, None));
    };
    let both = Fields::new(table, value.span, &NAME, sink);
    let (zh, en) = (both.text("zh", sink), both.text("en", sink));
    match lang {
        Lang::Zh => Some((zh?, en)),
        Lang::En => Some((en?, zh)),
    }
}

/// The expression of a metric's formula, if it is one.
pub fn formula_of(metric: &Metric) -> Option<&Expr> {
    match &metric.kind {
        MetricKind::Formula { formula, .. } => Some(formula),
        MetricKind::Measure(_) => None,
    }
}
