//! The tally as facts: every cell of a window's buckets together, per metric and group. Nothing here
//! depends on who counted what.

use crate::base::Number;
use crate::plan::fact::{Facts, Group, Window};
use crate::plan::metric::MetricKind;

use super::member::{Counted, MemberDesk, Members, Numbering};
use super::tally::Tally;
use super::task::{Ask, Task, What};

/// Writes what a source answers into `facts`.
pub(super) fn write(
    task: &Task<'_>,
    tally: &Tally,
    (members, desk): (Members, MemberDesk),
    groups: &[Group],
    facts: &mut Facts,
) {
    let numbering =
        Numbering { counts: task.distincts.len() as u32, buckets: task.buckets.count() };
    let members = Counted::new(members, desk, numbering, &task.buckets);
    let answer = Answer { task, tally, members: &members, numbering };
    for ask in &task.asks {
        let known = known(task, ask, &facts.windows);
        let is_known = |window: &Window| known.contains(window);
        let unknown = facts.windows.iter().filter(|window| !is_known(window));
        facts.unanswered.extend(unknown.map(|window| (ask.metric, *window)));
        for (number, group) in (0u32..).zip(groups) {
            let values: Vec<Option<Number>> = (0..task.buckets.windows().len())
                .map(|window| {
                    is_known(&facts.windows[window]).then(|| answer.value(ask, number, window))?
                })
                .collect();
            if values.iter().any(Option::is_some) {
                facts.cells.insert((ask.metric, group.clone()), values);
            }
        }
    }
}

/// The windows for which what is asked has an answer.
pub(super) fn known(task: &Task<'_>, ask: &Ask, windows: &[Window]) -> Vec<Window> {
    let first = task.plan.metrics.get(ask.metric).and_then(|metric| match &metric.kind {
        MetricKind::Measure(measure) => measure.first.as_ref(),
        MetricKind::Formula { .. } => None,
    });
    let is_known = |window: &&Window| first.is_none_or(|first| first.is_known_from(window.start));
    windows.iter().filter(is_known).copied().collect()
}

struct Answer<'a> {
    task: &'a Task<'a>,
    tally: &'a Tally,
    members: &'a Counted,
    numbering: Numbering,
}

impl Answer<'_> {
    fn value(&self, ask: &Ask, group: u32, window: usize) -> Option<Number> {
        let buckets = self.task.buckets.count();
        let cells =
            || self.task.buckets.windows()[window].iter().map(|bucket| group * buckets + bucket);
        let counts = &self.tally.counts[ask.tap];
        let rows: u64 = cells().map(|cell| counts.get(cell as usize).copied().unwrap_or(0)).sum();
        let shared = &self.tally.shared[ask.tap];
        let has_share = !shared.is_empty() && cells().any(|cell| shared.contains(&cell));
        match ask.what {
            What::Count => (rows > 0).then(|| Number::from(i128::from(rows))),
            What::Distinct(number) => (rows > 0).then(|| {
                let count = self.members.count(group, number as u32, window, self.numbering);
                Number::from(i128::from(count))
            }),
            What::Series(number) => {
                let series = &self.task.series[number];
                let folded = &self.tally.folds[number];
                (rows > 0 || has_share).then(|| folded.over(cells(), series)).flatten()
            }
        }
    }
}
