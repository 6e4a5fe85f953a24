//! What the exports must be asked, so that targets can be cascaded and progress be told: measures
//! and windows, those of formulas and of earlier periods included.

use std::collections::BTreeSet;

use crate::base::Day;
use crate::plan::fact::{Question, Window};
use crate::plan::metric::MetricKind;
use crate::plan::target::Targets;
use crate::plan::tree::Tree;
use crate::plan::warning::{MEASURES, Tracking};

use super::actual::{Horizon, reads};
use super::relation::history;
use super::setting::Setting;
use super::snapshot::Snapshot;
use super::typed::baseline_window;

/// What the cascade must know: what was achieved in the periods that targets and splits look at.
/// Nothing, for a plan whose targets look back at nothing.
pub fn for_cascade(setting: &Setting, targets: &Targets, horizon: Horizon) -> Question {
    let mut asked: BTreeSet<(usize, Window)> = BTreeSet::new();
    for metric in 0..setting.metrics.len() {
        let typed = targets.typed.iter().filter(|target| target.metric == metric);
        asked
            .extend(typed.clone().filter_map(|t| baseline_window(setting, t)).map(|w| (metric, w)));
        if typed.count() > 0 {
            asked.extend(history(setting, targets, metric).map(|window| (metric, window)));
        }
    }
    of_metrics(setting, horizon, asked)
}

/// What progress must know: every metric from the start of the period to `as_of`, as warnings and
/// formulas reach back, and up to the day of the last snapshot before.
pub fn for_progress(
    setting: &Setting,
    tracking: &Tracking,
    horizon: Horizon,
    as_of: Day,
    last: Option<&Snapshot>,
) -> Question {
    let mut asked: BTreeSet<(usize, Window)> = BTreeSet::new();
    let metrics = 0..setting.metrics.len();
    if let Some(window) = window_to(horizon, as_of) {
        asked.extend(metrics.clone().map(|metric| (metric, window)));
        for (slot, reach) in tracking.warnings.iter().flat_map(|warning| reads(&warning.when)) {
            let metric = slot.checked_sub(MEASURES.len());
            asked.extend(metric.zip(horizon.reach(reach, window)));
        }
    }
    if let Some(window) = last.and_then(|last| window_to(horizon, last.as_of)) {
        asked.extend(metrics.map(|metric| (metric, window)));
    }
    of_metrics(setting, horizon, asked)
}

/// The days of the period up to and including that day; `None` before its start.
pub fn window_to(horizon: Horizon, as_of: Day) -> Option<Window> {
    let (start, end) = (horizon.period.start, horizon.period.end);
    (start <= as_of).then(|| Window::new(start, end.min(as_of)))
}

/// What must be asked so that these metrics can be told in these windows: goes from metrics down to
/// measures, and from windows to what stints have of them. Formulas reach back from `horizon`.
pub fn of_metrics(
    setting: &Setting,
    horizon: Horizon,
    asked: BTreeSet<(usize, Window)>,
) -> Question {
    let mut open: Vec<(usize, Window)> = asked.into_iter().collect();
    let mut done: BTreeSet<(usize, Window)> = BTreeSet::new();
    let (mut measures, mut windows) = (BTreeSet::new(), BTreeSet::new());
    while let Some((metric, window)) = open.pop() {
        if !done.insert((metric, window)) {
            continue;
        }
        match setting.metrics.get(metric).map(|metric| &metric.kind) {
            Some(MetricKind::Measure(_)) => {
                measures.insert(metric);
                windows.insert(window);
            }
            Some(MetricKind::Formula { formula, .. }) => {
                for (slot, reach) in reads(formula) {
                    open.extend(horizon.reach(reach, window).map(|window| (slot, window)));
                }
            }
            None => {}
        }
    }
    let stints = stints(setting.organisation);
    for window in windows.clone() {
        windows.extend(stints.iter().filter_map(|days| days.meet(window)));
    }
    Question {
        measures: measures.into_iter().collect(),
        windows: windows.into_iter().collect(),
        by: None,
        rows: None,
    }
}

/// The days of every stint, and of those that follow on each other: a node may have several.
fn stints(tree: &Tree) -> BTreeSet<Window> {
    let mut found = BTreeSet::new();
    for whole in &tree.nodes {
        let days: Vec<Window> =
            whole.stints.iter().filter_map(|stint| tree.nodes[*stint].days).collect();
        for (at, first) in days.iter().enumerate() {
            found.extend(days[at..].iter().map(|last| Window::new(first.start, last.end)));
        }
    }
    found
}
