//! The tables that this room keeps between runs: `targets.csv`, the assigned tree, and tracking
//! snapshots. Text out and text back in, exactly; where they lie on disk is the business of `store`.

use std::collections::BTreeMap;

use crate::base::figure::machine;
use crate::base::{Day, Number, Unit};
use crate::plan::tree::Tree;
use crate::plan::warning::Alert;
use crate::text::code::target as code;
use crate::text::csv_table::{Row, Table};
use crate::text::csv_writer::{CsvWriter, Guard};
use crate::text::{Diagnostic, Sink};

use super::assignment::{Assignment, MetricTree, Target};
use super::progress::Progress;
use super::setting::{Branch, Setting};
use super::snapshot::{RowKey, Seen, Snapshot};

/// Columns of `targets.csv` before those of the periods of the grid.
const BEFORE: [&str; 12] = [
    "metric", "tree", "node", "name", "level", "parent", "unit", "baseline", "growth", "computed",
    "target", "share",
];
/// Columns behind them.
const BEHIND: [&str; 4] = ["over_assigned", "how", "reason", "approved_by"];

/// The header row that an empty `targets.csv` would have.
pub const TARGETS_HEADER: &str = "metric,tree,node,name,level,parent,unit,target";

/// The word of a tree in tables.
fn branch_word(branch: Branch) -> &'static str {
    match branch {
        Branch::Organisation => "organisation",
        Branch::Lines => "lines",
    }
}

/// `targets.csv`: one row per metric and node, amounts in the metric's unit.
pub fn write_targets(setting: &Setting, assignment: &Assignment) -> String {
    let parts = assignment.grid.iter().map(|part| part.id.as_str());
    let headings: Vec<&str> = BEFORE.into_iter().chain(parts).chain(BEHIND).collect();
    let mut writer = CsvWriter::new(Guard::Spreadsheet, headings);
    for metric_tree in &assignment.metrics {
        let Some(tree) = setting.tree(metric_tree.branch) else { continue };
        for node in 0..metric_tree.nodes.len() {
            if metric_tree.nodes[node].value.is_some()
                || metric_tree.nodes[node].parts.iter().any(Option::is_some)
            {
                write_target(&mut writer, setting, metric_tree, tree, node);
            }
        }
    }
    writer.finish()
}

fn write_target(
    writer: &mut CsvWriter,
    setting: &Setting,
    metric_tree: &MetricTree,
    tree: &Tree,
    node: usize,
) {
    let metric = &setting.metrics[metric_tree.metric];
    let target = &metric_tree.nodes[node];
    let place = &tree.nodes[node];
    let parent = place.parent.map_or("", |parent| tree.nodes[parent].id.as_str());
    writer
        .text(&metric.id.value)
        .text(branch_word(metric_tree.branch))
        .text(&place.id)
        .text(&place.name)
        .text(place.level.word())
        .text(parent)
        .text(metric.unit.word())
        .figure(&amount(target.baseline.as_ref(), metric.unit))
        .figure(&amount(target.growth.as_ref(), Unit::Ratio))
        .figure(&amount(target.computed.as_ref(), metric.unit))
        .figure(&exact(target.value.as_ref(), metric.unit))
        .figure(&amount(target.share.as_ref(), Unit::Ratio));
    for part in &target.parts {
        writer.figure(&exact(part.as_ref(), metric.unit));
    }
    let overridden = target.overridden.as_ref();
    writer
        .figure(&amount(target.over.as_ref(), Unit::Ratio))
        .text(target.how.map_or("", super::assignment::How::word))
        .text(overridden.map_or("", |by| &by.reason))
        .text(overridden.map_or("", |by| &by.approved_by))
        .end_row();
}

/// A figure for information, rounded as its unit is shown.
fn amount(value: Option<&Number>, unit: Unit) -> String {
    value.map_or_else(String::new, |value| machine(value, unit))
}

/// A figure that is read back: every digit.
fn exact(value: Option<&Number>, unit: Unit) -> String {
    let Some(value) = value else { return String::new() };
    let shown = machine(value, unit);
    match Number::parse_plain(&shown) {
        Some(read) if read == *value => shown,
        _ => value.to_exact_text().unwrap_or(shown),
    }
}

/// Reads `targets.csv` back: values and periods per node, which is what progress needs. A file that
/// doesn't fit the plan as it is now is told (C40), to be assigned anew.
pub fn read_targets(table: &Table, setting: &Setting, sink: &mut Sink) -> Option<Assignment> {
    let reader = TargetReader::new(table, setting, sink)?;
    let mut assignment = Assignment { grid: setting.grid.to_vec(), metrics: Vec::new() };
    let mut fine = true;
    for row in &table.rows {
        fine &= reader.take(row, &mut assignment, sink).is_some();
    }
    fine.then_some(assignment)
}

struct TargetReader<'a> {
    setting: &'a Setting<'a>,
    places: BTreeMap<&'static str, usize>,
    parts: Vec<usize>,
    nodes: [BTreeMap<&'a str, usize>; 2],
}

impl<'a> TargetReader<'a> {
    fn new(table: &Table, setting: &'a Setting<'a>, sink: &mut Sink) -> Option<TargetReader<'a>> {
        let needed = ["metric", "tree", "node", "target"];
        let places: BTreeMap<&'static str, usize> =
            needed.iter().filter_map(|name| Some((*name, table.column(name)?))).collect();
        let parts: Vec<usize> =
            setting.grid.iter().filter_map(|part| table.column(&part.id)).collect();
        if places.len() < needed.len() || parts.len() < setting.grid.len() {
            let span = table.headers.first().map(|heading| heading.span);
            let told = Diagnostic::new(&code::TARGETS_DONT_FIT)
                .arg("what_zh", "缺少列")
                .arg("what_en", "a column is missing");
            return match span {
                Some(span) => told.at(span),
                None => told,
            }
            .tell(sink);
        }
        let index = |tree: Option<&'a Tree>| {
            let nodes = tree.map_or(&[][..], |tree| &tree.nodes);
            nodes.iter().enumerate().map(|(at, node)| (node.id.as_str(), at)).collect()
        };
        let nodes = [index(Some(setting.organisation)), index(setting.lines)];
        Some(TargetReader { setting, places, parts, nodes })
    }

    fn take(&self, row: &Row, assignment: &mut Assignment, sink: &mut Sink) -> Option<()> {
        let cell = |name: &str| row.cells.get(*self.places.get(name)?);
        let misfit = |what: &str, sink: &mut Sink| {
            let told = Diagnostic::new(&code::TARGETS_DONT_FIT);
            told.arg("what_zh", what).arg("what_en", what).at(row.span).tell(sink)
        };
        let written = cell("metric")?.value.as_str();
        let Some(metric) = self.setting.metrics.iter().position(|m| m.id.value == written) else {
            return misfit(written, sink);
        };
        let branch = match cell("tree")?.value.as_str() {
            "organisation" => Branch::Organisation,
            "lines" => Branch::Lines,
            other => return misfit(other, sink),
        };
        let id = cell("node")?.value.as_str();
        let Some(node) = self.nodes[branch as usize].get(id).copied() else {
            return misfit(id, sink);
        };
        let Some(value) = number(&cell("target")?.value) else { return misfit(id, sink) };
        let mut parts = Vec::with_capacity(self.parts.len());
        for at in &self.parts {
            let Some(part) = row.cells.get(*at).and_then(|cell| number(&cell.value)) else {
                return misfit(id, sink);
            };
            parts.push(part);
        }
        let tree = self.tree_of(assignment, metric, branch)?;
        tree.nodes[node] = Target { value, parts, ..Target::default() };
        Some(())
    }

    fn tree_of<'b>(
        &self,
        assignment: &'b mut Assignment,
        metric: usize,
        branch: Branch,
    ) -> Option<&'b mut MetricTree> {
        let found =
            assignment.metrics.iter().position(|t| t.metric == metric && t.branch == branch);
        let at = match found {
            Some(at) => at,
            None => {
                let count = self.setting.tree(branch)?.nodes.len();
                assignment.metrics.push(MetricTree {
                    metric,
                    branch,
                    additive: self.setting.metrics[metric].is_additive(),
                    nodes: vec![Target::default(); count],
                    levels: Vec::new(),
                });
                assignment.metrics.len() - 1
            }
        };
        assignment.metrics.get_mut(at)
    }
}

/// `Some(None)` for an empty cell: no target, which is not 0. `None`: no number.
fn number(text: &str) -> Option<Option<Number>> {
    if text.is_empty() {
        return Some(None);
    }
    Number::parse_plain(text).map(Some)
}

/// The header row of a snapshot.
pub const SNAPSHOT_HEADER: &str = "as_of,period,node,metric,actual,alert";

/// A snapshot of progress, as CSV.
pub fn write_snapshot(setting: &Setting, progress: &Progress) -> String {
    let mut writer = CsvWriter::new(Guard::Machine, SNAPSHOT_HEADER.split(','));
    let day = progress.as_of.to_string();
    for row in &progress.rows {
        let Some(tree) = setting.tree(row.branch) else { continue };
        let actual = row.actual.as_ref().and_then(Number::to_exact_text).unwrap_or_default();
        writer
            .text(&day)
            .text(&progress.period.id)
            .text(&tree.nodes[row.node].id)
            .text(&setting.metrics[row.metric].id.value)
            .figure(&actual)
            .text(alert_word(row.alert))
            .end_row();
    }
    writer.finish()
}

/// The word of an alert in tables.
pub fn alert_word(alert: Alert) -> &'static str {
    match alert {
        Alert::Green => "",
        Alert::Yellow => "yellow",
        Alert::Red => "red",
    }
}

/// Reads a snapshot back; `None` when it is none (which a later run simply does without).
pub fn read_snapshot(table: &Table) -> Option<Snapshot> {
    let mut rows = BTreeMap::new();
    let mut head: Option<(Day, String)> = None;
    for row in &table.rows {
        let cells: Vec<&str> = row.cells.iter().map(|cell| cell.value.as_str()).collect();
        let [as_of, period, node, metric, actual, alert] = cells.as_slice() else { return None };
        head = Some((Day::parse(as_of)?, (*period).to_owned()));
        let alert = [Alert::Green, Alert::Yellow, Alert::Red]
            .into_iter()
            .find(|known| alert_word(*known) == *alert)?;
        let key = RowKey { node: (*node).to_owned(), metric: (*metric).to_owned() };
        rows.insert(key, Seen { actual: number(actual)?, alert });
    }
    let (as_of, period) = head?;
    Some(Snapshot { as_of, period, rows })
}
