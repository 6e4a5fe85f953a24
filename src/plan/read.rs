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
use super::incentive::Incentives;
use super::metric::Metric;
use super::read_metric::MetricReader;
use super::read_source::Exports;
use super::resource::Resources;
use super::roster::Roster;
use super::rule::Rules;
use super::scope::{self, Scope};
use super::source::{Source, Table};
use super::target::Targets;
use super::tree::Tree;
use super::warning::Tracking;
use super::{
    clause, read_incentive, read_metric, read_resource, read_roster, read_rule as rule,
    read_source, read_target, read_warning,
};

/// `rules.toml`.
pub static RULES: Section = Section {
    path: "rules.toml",
    file: "rules.toml",
    zh: "规则：跟踪与预警、达标条件、排除项、各项条款",
    en: "rules: tracking and warnings, conditions, exclusions, clauses",
    keys: &[
        optional("tracking", Form::Table(&read_warning::TRACKING), "", "进度跟踪", "tracking"),
        optional("warning", Form::Tables(&read_warning::WARNING), "", "预警", "warnings"),
        optional("condition", Form::Tables(&rule::CONDITION), "", "达标条件", "conditions"),
        optional("exclusion", Form::Tables(&rule::EXCLUSION), "", "排除项", "exclusions"),
        optional("crediting", Form::Table(&rule::CREDITING), "", "业绩归属", "crediting"),
        optional("joiners", Form::Table(&rule::JOINERS), "", "新入职", "joiners"),
        optional("transfers", Form::Table(&rule::TRANSFERS), "", "调岗", "transfers"),
        optional("leave", Form::Table(&rule::LEAVE), "", "休假", "leave"),
        optional("leavers", Form::Table(&rule::LEAVERS), "", "离职", "leavers"),
        optional("payment", Form::Table(&rule::PAYMENT), "", "公示与发放", "payment"),
        optional("disputes", Form::Table(&rule::DISPUTES), "", "异议", "disputes"),
        optional("amendments", Form::Table(&rule::AMENDMENTS), "", "计划的调整", "amendments"),
        optional("clause", Form::Tables(&rule::CLAUSE), "", "其他条款", "other clauses"),
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
    /// The rest of `rules.toml`.
    pub rules: Rules,
    /// `incentives.toml`; a plan that only tracks has none.
    pub incentives: Option<Incentives>,
    /// `resources.toml`, where the plan has one.
    pub resources: Option<Resources>,
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
    /// `incentives.toml`
    pub incentives: Option<SourceId>,
    /// `resources.toml`
    pub resources: Option<SourceId>,
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
        let rules = parsed_if_there(files.rules, sources, sink);
        let incentives = parsed_if_there(files.incentives, sources, sink);
        let resources = parsed_if_there(files.resources, sources, sink);
        let roster = match files.roster {
            Some(id) => csv_table::read(id, sources, "id,name,team,region,manager", sink),
            None => missing("roster.csv", sink),
        };
        let head = Head::read(&head?, sink)?;
        let roster =
            roster.map(|table| read_roster::read(&table, head.whole(), head.currency, sink));
        let conventions = Conventions { currency: head.currency, utc_offset: head.utc_offset };
        // What refers to a file that can't be read isn't judged: it would only repeat the error.
        let Exports { sources: exports, tables, whole } =
            read_source::read(&exports?, conventions, sources, sink);
        let reader = MetricReader {
            sources: &exports,
            tables: &tables,
            sources_whole: whole,
            currency: head.currency,
            lang: head.lang,
            start: head.start.value,
            files: sources,
        };
        let metrics = reader.read(&metrics?, sink)?;
        // Behind a syntax error in one of these, every reference to it would seem wrong.
        let (rules, resources) = (rules?, resources?);
        let scope = Scope {
            head: &head,
            roster: roster.as_ref(),
            metrics: &metrics,
            conditions: &[],
            resources: &[],
            unread: &[],
            sources,
        };
        let (tracking, conduct) = read_rules(rules.as_ref(), scope, sink);
        let mut unread =
            scope::unread(rules.as_deref(), "condition", conduct.conditions.iter().map(|c| &c.id));
        let stock = resources.as_ref().map(|root| read_resource::read(root, scope, sink));
        let all = stock.as_ref().map_or(&[][..], |stock| stock.resources.as_slice());
        unread.extend(scope::unread(resources.as_deref(), "resource", all.iter().map(|r| &r.id)));
        let scope =
            Scope { conditions: &conduct.conditions, resources: all, unread: &unread, ..scope };
        let incentives = incentives?.map(|root| {
            clause::judge_clauses(rules.as_deref(), sink);
            clause::judge_exclusions(&conduct, &root, sink);
            read_incentive::read(&root, scope, sink)
        });
        let targets = read_target::read(&targets?, &metrics, head.fiscal_year, sink);
        let roster = roster?;
        let tree = Tree::organisation(
            &roster,
            &head.organisation,
            super::fact::Window::new(head.start.value, head.end.value),
        );
        Some(Plan {
            head,
            roster,
            tree,
            metrics,
            sources: exports,
            tables,
            targets,
            tracking,
            rules: conduct,
            incentives,
            resources: stock,
        })
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

/// `Some(None)` where the folder hasn't got the file, `None` after a syntax error.
fn parsed_if_there(
    id: Option<SourceId>,
    sources: &Sources,
    sink: &mut Sink,
) -> Option<Option<crate::text::Spanned<toml::Table>>> {
    match id {
        Some(id) => toml::parse(sources, id, sink).map(Some),
        None => Some(None),
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
    scope: Scope<'_>,
    sink: &mut Sink,
) -> (Tracking, Rules) {
    let (metrics, currency, sources) = (scope.metrics, scope.head.currency, scope.sources);
    let Some(root) = root else {
        let tracking = read_warning::read(None, Vec::new(), metrics, currency, sources, sink);
        return (tracking, Rules::default());
    };
    let fields = Fields::new(root, root.span, &RULES, sink);
    let tracking = fields.table("tracking", sink);
    let warnings = fields.tables("warning", sink);
    let tracking = read_warning::read(tracking, warnings, metrics, currency, sources, sink);
    (tracking, rule::read(&fields, scope, sink))
}
