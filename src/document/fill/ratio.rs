//! The tables of metrics that aren't summed: each node's own numerator, denominator and value.

use crate::base::{Number, Unit};
use crate::document::progress::{RatioRanking, RatioRow};
use crate::quota::{Branch, Row};

use super::standing::Standings;
use super::words::{NONE, Words};

impl Words<'_> {
    /// How far a value of a metric that isn't summed is from another: percentage points for a
    /// ratio, else an amount; signed.
    pub fn distance(&self, value: Option<&Number>, metric: usize) -> String {
        match self.unit_of(metric) {
            Unit::Ratio => self.points(value),
            _ => self.signed(value, metric),
        }
    }
}

impl Standings<'_> {
    /// The part of a metric that isn't summed.
    pub fn ratio(&self, metric: usize) -> RatioRanking {
        let words = &self.words;
        let quotient = words.setting.metrics[metric].quotient();
        let name =
            |metric: Option<usize>| metric.map_or_else(String::new, |m| words.metric_with_unit(m));
        let gap_unit = match words.unit_of(metric) {
            Unit::Ratio => words.pick("百分点", "points"),
            _ => words.unit(metric),
        };
        let mut rows = self.rows_of(Branch::Organisation, metric);
        rows.retain(|row| row.target.is_some() || row.actual.is_some());
        // The company stands among the organisation already.
        let lines = self.rows_of(Branch::Lines, metric).into_iter();
        rows.extend(lines.filter(|row| row.target.is_some() && row.node > 0));
        RatioRanking {
            metric: words.metric(metric),
            formula: words.saying.formula(metric).unwrap_or_default(),
            numerator_name: name(quotient.map(|(numerator, _)| numerator)),
            denominator_name: name(quotient.map(|(_, denominator)| denominator)),
            gap_unit,
            rows: rows.into_iter().map(|row| self.ratio_row(row, quotient)).collect(),
        }
    }

    fn ratio_row(&self, row: &Row, quotient: Option<(usize, usize)>) -> RatioRow {
        let words = &self.words;
        let node = words.setting.tree(row.branch).map(|tree| &tree.nodes[row.node]);
        let part = |metric: Option<usize>| {
            let own = metric.and_then(|metric| self.row(row.branch, row.node, metric));
            let value = own.and_then(|own| own.actual.as_ref());
            metric.map_or_else(|| NONE.to_owned(), |metric| words.figure(value, metric))
        };
        // Value less target: the gap of a row is the other way round.
        let gap = row.gap.as_ref().map(|gap| &Number::zero() - gap);
        RatioRow {
            level: words.level(self.level_of(row)),
            name: node.map_or_else(String::new, |node| node.name.clone()),
            numerator: part(quotient.map(|(numerator, _)| numerator)),
            denominator: part(quotient.map(|(_, denominator)| denominator)),
            value: self.value(row),
            target: row
                .target
                .as_ref()
                .map_or_else(|| NONE.to_owned(), |t| words.bound(t, row.metric)),
            gap: words.distance(gap.as_ref(), row.metric),
            warning: self.level(&[row]),
        }
    }

    /// 累计完成; a ratio stands on its own side of its target.
    pub fn value(&self, row: &Row) -> String {
        match (&row.actual, &row.target, self.words.unit_of(row.metric)) {
            (Some(value), Some(target), Unit::Ratio) => self.words.share_beside(value, target),
            (value, _, _) => self.words.figure(value.as_ref(), row.metric),
        }
    }
}
