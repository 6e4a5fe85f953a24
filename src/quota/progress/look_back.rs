//! Looking back at earlier snapshots: what changed since, warnings in a row, and whether the past is
//! as it was.

use crate::base::figure::{figure, share_text};
use crate::base::{Number, Unit};
use crate::plan::tree::Tree;
use crate::plan::warning::Alert;
use crate::text::code::track as code;
use crate::text::{Code, Diagnostic, Sink};

use super::super::actual::{Actuals, Rows};
use super::super::judge::thresholds;
use super::super::question::window_to;
use super::super::snapshot::{RowKey, Snapshot, streak};
use super::{Row, Run};

impl Run<'_> {
    /// Change since the last snapshot, and warnings in a row.
    pub(super) fn look_back(&self, row: &mut Row, tree: &Tree, sink: &mut Sink) {
        let key = self.key(row, tree);
        if row.alert != Alert::Green {
            row.streak = streak(&self.earlier, &key) + 1;
            if self.tracker.tracking.escalates(row.streak) {
                sink.push(self.about(&code::ESCALATE, row, tree).arg("count", row.streak));
            }
        }
        let then = self.earlier.last().and_then(|last| self.then(last, &key, row.metric));
        row.change = row.actual.as_ref().zip(then.as_ref()).map(|(now, then)| now - then);
    }

    fn key(&self, row: &Row, tree: &Tree) -> RowKey {
        let metric = self.tracker.setting.metrics[row.metric].id.value.clone();
        RowKey { node: tree.nodes[row.node].id.clone(), metric }
    }

    fn about(&self, code: &'static Code, row: &Row, tree: &Tree) -> Diagnostic {
        let metric = &self.tracker.setting.metrics[row.metric];
        metric.named(Diagnostic::new(code).arg("node", &tree.nodes[row.node].name))
    }

    /// What a snapshot saw in a row; a quotient that no finite decimal writes, from what it is made of.
    fn then(&self, last: &Snapshot, key: &RowKey, metric: usize) -> Option<Number> {
        let seen = last.rows.get(key)?;
        let part = |metric: usize| {
            let metric = self.tracker.setting.metrics[metric].id.value.clone();
            last.rows.get(&RowKey { metric, ..key.clone() })?.actual.clone()
        };
        seen.actual.clone().or_else(|| {
            let (numerator, denominator) = self.tracker.setting.metrics[metric].quotient()?;
            Number::ratio(&part(numerator)?, &part(denominator)?)
        })
    }

    /// Whether the past is as it was: T09 where it isn't.
    pub(super) fn restated(
        &self,
        row: &Row,
        tree: &Tree,
        actuals: &Actuals,
        rows: &[Rows],
    ) -> Option<Diagnostic> {
        // A figure without a target is the reason at most, and told by the one it is part of.
        row.target.as_ref()?;
        let last = self.earlier.last()?;
        let before = self.then(last, &self.key(row, tree), row.metric)?;
        let window = window_to(self.horizon, last.as_of);
        let now = window.and_then(|window| actuals.counted(rows, row.metric, window))?;
        if before == now {
            return None;
        }
        let shown = |value: &Number, other: &Number| match self.unit(row.metric) {
            // Digits enough to tell the one from the other, and on which side of a threshold it was.
            Unit::Ratio => {
                let mut limits = thresholds(&self.tracker.tracking.warnings);
                limits.push(other.clone());
                share_text(value, &limits, 1)
            }
            unit => figure(value, unit),
        };
        let told = self.about(&code::RESTATED, row, tree).arg("as_of", last.as_of);
        Some(told.arg("before", shown(&before, &now)).arg("now", shown(&now, &before)))
    }

    fn unit(&self, metric: usize) -> Unit {
        self.tracker.setting.metrics[metric].unit
    }
}

/// Tells what was restated where it happened: for a node above only if nothing below it explains it.
pub(super) fn tell_restated(
    tree: &Tree,
    restated: Vec<(usize, usize, Diagnostic)>,
    sink: &mut Sink,
) {
    let found: Vec<(usize, usize)> =
        restated.iter().map(|(node, metric, _)| (*node, *metric)).collect();
    // A person beside the tree is explained by nobody, and explains their stints.
    let above = |node: usize, below: usize| {
        let mut above =
            std::iter::successors(tree.nodes[below].parent, |at| tree.nodes[*at].parent);
        above.any(|at| at == node) || tree.nodes[below].stints.contains(&node)
    };
    for (node, metric, told) in restated {
        if !found.iter().any(|(below, same)| *same == metric && above(node, *below)) {
            sink.push(told);
        }
    }
}
