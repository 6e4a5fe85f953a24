//! What is measured: `metrics.toml`. Measures aggregate rows of a source; formulas combine metrics.

use crate::base::{Lang, Unit};
use crate::expr::Expr;
use crate::text::{Diagnostic, Span, Spanned};

use super::first::First;

/// A metric. Its index in `Plan::metrics` is how other parts of the plan mean it.
#[derive(Clone, Debug)]
pub struct Metric {
    /// `[a-z][a-z0-9_]*`, as formulas say it.
    pub id: Spanned<String>,
    /// The name that people read, and may write in formulas.
    pub name: Spanned<String>,
    /// `name.en`, `name.zh`: the name in the other language.
    pub other_name: Option<Spanned<String>>,
    /// The plan's language, in which `name` is.
    pub lang: Lang,
    /// What its numbers count.
    pub unit: Unit,
    /// 统计口径: what counts and when (signed, invoiced, collected; tax included or not).
    pub basis: Option<Spanned<String>>,
    /// How it comes about.
    pub kind: MetricKind,
    /// The table in the file.
    pub span: Span,
}

impl Metric {
    /// The name that people read in a language: as typed, unless the plan gives one for each.
    pub fn name_in(&self, lang: Lang) -> &str {
        match &self.other_name {
            Some(other) if lang != self.lang => &other.value,
            _ => &self.name.value,
        }
    }

    /// Names the metric in a message, as each language has it (`{metric_zh}`, `{metric_en}`).
    pub fn named(&self, told: Diagnostic) -> Diagnostic {
        told.arg("metric_zh", self.name_in(Lang::Zh)).arg("metric_en", self.name_in(Lang::En))
    }

    /// Whether children sum to their parent: true for sums and counts, false for ratios, minima
    /// and maxima, which are never summed.
    pub fn is_additive(&self) -> bool {
        match &self.kind {
            MetricKind::Measure(measure) => {
                !matches!(measure.how, Aggregate::Min(_) | Aggregate::Max(_))
            }
            MetricKind::Formula { additive, .. } => *additive,
        }
    }
}

/// How a metric comes about.
#[derive(Clone, Debug)]
pub enum MetricKind {
    /// From rows of a source.
    Measure(Measure),
    /// From other metrics; slot `m` of the expression is metric `m`.
    Formula {
        /// The formula.
        formula: Expr,
        /// Whether it is linear in additive metrics of one unit (`gross - returned`), so that the
        /// parts sum; a quotient is not.
        additive: bool,
    },
}

/// An aggregate over filtered rows of one source, per person and window.
#[derive(Clone, Debug)]
pub struct Measure {
    /// Index into the plan's sources.
    pub source: usize,
    /// What is aggregated.
    pub how: Aggregate,
    /// Which rows: slots are [`super::source::Source::names`].
    pub filter: Option<Expr>,
    /// Index of the date column of the source that puts a row into a period.
    pub date: usize,
    /// Only rows that come first.
    pub first: Option<Box<First>>,
}

impl Measure {
    /// Every condition that it puts to rows.
    pub fn conditions(&self) -> impl Iterator<Item = &Expr> {
        let among = self.first.as_ref().and_then(|first| first.among.as_ref());
        self.filter.iter().chain(among)
    }
}

/// What is aggregated; columns are slots of [`super::source::Source::names`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Aggregate {
    /// The sum of a column.
    Sum(usize),
    /// The number of rows.
    Count,
    /// The number of different values of a column.
    Distinct(usize),
    /// The smallest value of a column.
    Min(usize),
    /// The largest value of a column.
    Max(usize),
}
