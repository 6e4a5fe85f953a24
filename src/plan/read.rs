//! Reading a whole plan: its files in the order in which they depend on each other, every problem of
//! all of them told in one run.

use crate::expr::Expr;
use crate::text::code::form;
use crate::text::key::optional;
use crate::text::{
    Diagnostic, Fields, Form, Place, Section, Sink, SourceId, Sources, csv_table, toml,
};

use super::column::Conventions;
use super::head::Head;
use super::metric::Metric;
use super::read_metric::MetricReader;
use super::roster::Roster;
use super::source::{Source, Table};
use super::target::Targets;
use super::tree::Tree;
use super::warning::Tracking;
use super::{read_metric, read_roster, read_source, read_target, read_warning};

/// `rules.toml`.
pub static RULES: Section = Section {
    path: "rules.toml",
    file: "rules.toml",
    zh: "规则：进度跟踪与预警",
    en: "rules: tracking and warnings",
    keys: &[
        optional("tracking", Form::Table(&read_warning::TRACKING), "", "进度跟踪", "tracking"),
        optional("warning", Form::Tables(&read_warning::WARNING), "", "预警", "warnings"),
    ],
};

/// A plan, as read and checked.
#[derive(Clone, Debug)]
pub struct Plan {
    /// `incent.toml`.
    pub head: Head,
    /// `roster.csv`.
    pub roster: Roster,
    /// The organisation as a tree.
    pub tree: Tree,
    /// `metrics.toml`.
    pub metrics: Vec<Metric>,
    /// The exports of `sources.toml`.
    pub sources: Vec<Source>,
    /// The reference tables of `sources.toml`.
    pub tables: Vec<Table>,
    /// `targets.toml`.
    pub targets: Targets,
    /// `[tracking]` and `[[warning]]` of `rules.toml`.
    pub tracking: Tracking,
}

/// Which file of the run is which of the plan; `None` where the folder hasn't got it.
#[derive(Clone, Copy, Debug, Default)]
pub struct PlanFiles {
    /// `incent.toml`
    pub head: Option<SourceId>,
    /// `roster.csv`
    pub roster: Option<SourceId>,
    /// `metrics.toml`
    pub metrics: Option<SourceId>,
    /// `sources.toml`
    pub sources: Option<SourceId>,
    /// `targets.toml`
    pub targets: Option<SourceId>,
    /// `rules.toml`
    pub rules: Option<SourceId>,
}

impl Plan {
    /// Reads the plan. Problems go to the sink; `None` when what is left is no plan. A plan is only
    /// to be used when the sink has no errors.
    pub fn read(files: PlanFiles, sources: &Sources, sink: &mut Sink) -> Option<Plan> {
        // Every file is parsed before any is judged, so that syntax errors of all are told at once.
        let head = parsed(files.head, "incent.toml", sources, sink);
        let metrics = parsed(files.metrics, "metrics.toml", sources, sink);
        let exports = parsed(files.sources, "sources.toml", sources, sink);
        let targets = parsed(files.targets, "targets.toml", sources, sink);
        let rules = match files.rules {
            Some(id) => toml::parse(sources, id, sink).map(Some),
            None => Some(None),
        };
        let roster = match files.roster {
            Some(id) => csv_table::read(id, sources, "id,name,team,region,manager", sink),
            None => missing("roster.csv", sink),
        };
        let head = Head::read(&head?, sink)?;
        let roster = roster.map(|table| read_roster::read(&table, head.whole(), sink));
        let conventions = Conventions { currency: head.currency, utc_offset: head.utc_offset };
        // What refers to a file that can't be read isn't judged: it would only repeat the error.
        let (exports, tables) = read_source::read(&exports?, conventions, sources, sink);
        let reader = MetricReader {
            sources: &exports,
            tables: &tables,
            currency: head.currency,
            lang: head.lang,
            files: sources,
        };
        let metrics = reader.read(&metrics?, sink)?;
        let rules = rules?;
        let tracking = read_rules(rules.as_ref(), &metrics, head.currency, sources, sink);
        let targets = read_target::read(&targets?, &metrics, head.fiscal_year, sink);
        let roster = roster?;
        let tree = Tree::organisation(&roster, &head.organisation);
        Some(Plan { head, roster, tree, metrics, sources: exports, tables, targets, tracking })
    }

    /// Index of the metric with that id or name.
    pub fn metric(&self, written: &str) -> Option<usize> {
        self.metrics.iter().position(|m| m.id.value == written || m.name.value == written)
    }

    /// Every metric that formulas of `metric` read, itself included, with all below.
    pub fn metric_closure(&self, metric: usize) -> Vec<usize> {
        let mut found = vec![metric];
        let mut next = 0;
        while next < found.len() {
            let reads = read_metric::formula_of(&self.metrics[found[next]]).map(Expr::slots);
            for slot in reads.unwrap_or_default() {
                if !found.contains(&slot) {
                    found.push(slot);
                }
            }
            next += 1;
        }
        found
    }
}

fn parsed(
    id: Option<SourceId>,
    name: &str,
    sources: &Sources,
    sink: &mut Sink,
) -> Option<crate::text::Spanned<toml::Table>> {
    match id {
        Some(id) => toml::parse(sources, id, sink),
        None => missing(name, sink),
    }
}

fn missing<T>(name: &str, sink: &mut Sink) -> Option<T> {
    Diagnostic::new(&form::MISSING_FILE)
        .arg("file", name)
        .place(Place::File(name.to_owned()))
        .tell(sink)
}

fn read_rules(
    root: Option<&crate::text::Spanned<toml::Table>>,
    metrics: &[Metric],
    currency: crate::base::unit::Currency,
    sources: &Sources,
    sink: &mut Sink,
) -> Tracking {
    let Some(root) = root else {
        return read_warning::read(None, Vec::new(), metrics, currency, sources, sink);
    };
    let fields = Fields::new(root, root.span, &RULES, sink);
    let tracking = fields.table("tracking", sink);
    let warnings = fields.tables("warning", sink);
    read_warning::read(tracking, warnings, metrics, currency, sources, sink)
}
