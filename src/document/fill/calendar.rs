//! The parts of the plan period as columns: their names, and how many stand side by side.

use crate::base::{Lang, Period, PeriodKind};
use crate::document::target_breakdown::{Calendar, CalendarRow};
use crate::quota::MetricTree;

use super::outline::Outline;
use super::words::Words;

/// Most columns of a table of months.
const COLUMNS: usize = 6;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

impl Words<'_> {
    /// What the parts are: `各月`, or `各期` where the plan isn't made of months.
    pub fn part(&self) -> String {
        if self.setting.grid.iter().all(|part| part.kind == PeriodKind::Month) {
            self.pick("各月", "month")
        } else {
            self.pick("各期", "period")
        }
    }

    /// The name of a part: `7月`, with its year where the plan has several; a declared one by its id.
    pub fn part_name(&self, part: &Period) -> String {
        if part.kind != PeriodKind::Month {
            return part.id.clone();
        }
        let (year, month) = (part.start.year(), part.start.month());
        let several = self.setting.grid.iter().any(|other| other.start.year() != year);
        let english = MONTHS[(month as usize + 11) % 12];
        match (self.lang, several) {
            (Lang::Zh, true) => format!("{year}年{month}月"),
            (Lang::Zh, false) => format!("{month}月"),
            (Lang::En, true) => format!("{} {year}", &english[..3]),
            (Lang::En, false) => english.to_owned(),
        }
    }

    /// The targets of a tree by part, in tables of at most six parts and about the same width; none
    /// where the plan has a single part.
    pub fn calendars(&self, outline: &Outline, targets: &MetricTree) -> Vec<Calendar> {
        let grid = self.setting.grid;
        if grid.len() < 2 {
            return Vec::new();
        }
        let tables = grid.len().div_ceil(COLUMNS);
        let columns: Vec<usize> = (0..grid.len()).collect();
        let shown = outline.shown(self, targets);
        let table = |columns: &[usize]| Calendar {
            months: columns.iter().map(|at| self.part_name(&grid[*at])).collect(),
            rows: shown
                .iter()
                .map(|node| self.calendar_row(outline, targets, *node, columns))
                .collect(),
        };
        columns.chunks(grid.len().div_ceil(tables)).map(table).collect()
    }

    fn calendar_row(
        &self,
        outline: &Outline,
        targets: &MetricTree,
        node: usize,
        columns: &[usize],
    ) -> CalendarRow {
        let target = &targets.nodes[node];
        let month = |at: &usize| {
            let part = target.parts.get(*at).and_then(Option::as_ref);
            self.figure(part, targets.metric)
        };
        CalendarRow {
            number: outline.number(node),
            name: outline.name(node),
            months: columns.iter().map(month).collect(),
            target: self.figure(target.value.as_ref(), targets.metric),
        }
    }
}
