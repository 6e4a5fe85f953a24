//! Which of the plan's warnings hold for a row of progress. Compared exactly; a condition that
//! needs a value that is not there does not hold.

use crate::base::{Number, Unit};
use crate::expr::{self, Kind, Outcome, Type, Value};
use crate::plan::fact::Window;
use crate::plan::tree::Level;
use crate::plan::warning::{MEASURES, Warning};

use super::actual::{Actuals, Rows};
use super::progress::{Row, Tracker};

/// Judges the rows of one node.
pub(super) struct Judge<'a> {
    pub tracker: &'a Tracker<'a>,
    pub actuals: Actuals<'a>,
    pub rows: &'a [Rows],
}

impl Judge<'_> {
    /// Notes the warnings that hold, and the worst of them; none while it is too early.
    pub fn judge(&self, row: &mut Row, level: Level, window: Option<Window>) {
        // A person is warned as a whole, not once more for a stint.
        let judged = !row.quiet && level != Level::Stint;
        let Some(window) = window.filter(|_| judged) else { return };
        let warnings = self.tracker.tracking.warnings.iter().enumerate();
        let holding: Vec<usize> = warnings
            .filter(|(_, warning)| is_meant(warning, row, level))
            .filter(|(_, warning)| {
                warning.when.decide(&Seen { judge: self, row, window }) == Outcome::Yes
            })
            .map(|(index, _)| index)
            .collect();
        let alert = |index: &usize| self.tracker.tracking.warnings[*index].alert;
        row.alert = holding.iter().map(alert).max().unwrap_or(row.alert);
        row.warnings = holding;
    }
}

fn is_meant(warning: &Warning, row: &Row, level: Level) -> bool {
    let metric = match warning.metrics.is_empty() {
        true => row.target.is_some(),
        false => warning.metrics.contains(&row.metric),
    };
    metric && (warning.levels.is_empty() || warning.levels.contains(&level))
}

/// What a condition sees of a row.
struct Seen<'a> {
    judge: &'a Judge<'a>,
    row: &'a Row,
    window: Window,
}

impl Seen<'_> {
    /// The measures of tracking, in the order of [`MEASURES`]; the gap as a share of the target.
    fn measure(&self, slot: usize) -> Option<Number> {
        let attainment = self.row.attainment.as_ref();
        match slot {
            0 => self.row.pace.clone(),
            1 => attainment?.ratio(),
            2 => self.row.time.as_ref().map(super::pace::TimeProgress::share),
            _ => Number::ratio(&attainment?.gap(), &attainment?.target),
        }
    }
}

impl expr::Facts for Seen<'_> {
    fn value(&self, slot: usize, reach: expr::Window) -> Value {
        let value = match slot.checked_sub(MEASURES.len()) {
            None => self.measure(slot),
            Some(metric) => {
                let actuals = &self.judge.actuals;
                let window = actuals.horizon.reach(reach, self.window);
                window.and_then(|window| actuals.counted(self.judge.rows, metric, window))
            }
        };
        value.map_or(Value::Missing, Value::Num)
    }
}

/// Every ratio with which the warnings compare: a printed share must stand on its own side of each
/// (see [`crate::base::figure::share_text`]). Ascending.
pub fn thresholds(warnings: &[Warning]) -> Vec<Number> {
    let mut found = Vec::new();
    for warning in warnings {
        warning.when.root.visit(&mut |node| {
            if let (Kind::Number { value, .. }, Type::Num(Unit::Ratio)) = (&node.kind, node.ty) {
                found.push(value.clone());
            }
        });
    }
    found.sort();
    found.dedup();
    found
}
