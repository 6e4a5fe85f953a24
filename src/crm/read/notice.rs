//! What a worker notices of rows besides their figures: those set aside because they can't be read,
//! those that no window has, and those whose owner is nobody.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Number;
use crate::crm::block::Block;
use crate::crm::report::NotedRow;
use crate::plan::source::RowName;
use crate::text::code::fill;

use super::bits::Bits;
use super::credit::Credit;
use super::notes::Stray;
use super::sheet::DAY_MISSING;
use super::shift::{Part, Shift, owner_column};
use super::task::Fold;

impl Part {
    /// Rows that can't be read, where these are set aside.
    pub(super) fn set_bad_aside(&mut self, block: &Block<'_>) {
        let scribe = &mut self.sheet.scribe;
        let mut why = std::mem::take(&mut scribe.why);
        why.sort_by_key(|(row, cell, _)| (*row, *cell));
        why.dedup_by_key(|(row, _, _)| *row);
        for (row, cell, fault) in why {
            let (row, cell) = (row as usize, cell as usize);
            let order = scribe.order(block, row, cell);
            self.notes.set_aside.push(order, None, || NotedRow {
                why: fault.code.id.to_owned(),
                words: (
                    fill(fault.code.zh.message, &fault.args),
                    fill(fault.code.en.message, &fault.args),
                ),
                place: block.spot(row, cell).place(),
            });
        }
    }

    /// Rows that a filter selects and no window takes, by the reason.
    pub(super) fn note_untaken(&mut self, shift: &Shift<'_>, rows: &Bits) {
        let dates: BTreeSet<usize> = shift.task.taps.iter().map(|tap| tap.date).collect();
        for row in rows.rows() {
            let mut days = dates.iter().map(|date| self.sheet.days(*date).day(row));
            if days.any(|day| day == DAY_MISSING) {
                self.notes.undated += 1;
            } else {
                self.notes.outside += 1;
            }
        }
    }

    /// Rows whose owner is nobody: where the first stands, and what those that count come to.
    pub(super) fn note_strays(
        &mut self,
        shift: &Shift<'_>,
        block: &Block<'_>,
        rows: &Bits,
        (twice, turned): (&Bits, &Bits),
    ) {
        let task = shift.task;
        let Some(column) = owner_column(task) else { return };
        let words = self.sheet.words(column);
        for row in rows.rows() {
            let class = words.class(row);
            let find = || Credit::One(shift.nobody);
            let Credit::Stray(text) = self.credits.of(class, find) else { continue };
            let cell = shift.binding[column].physical;
            let order = self.sheet.scribe.order(block, row, cell);
            let place = || block.spot(row, cell).place();
            let stray = self.notes.strays.entry(text.clone()).or_insert_with(|| Stray {
                rows: 0,
                first: (order, place()),
                sums: BTreeMap::new(),
            });
            if order < stray.first.0 {
                stray.first = (order, place());
            }
            if twice.has(row) {
                continue;
            }
            stray.rows += 1;
            let mut summed = Vec::new();
            for series in task.series.iter().filter(|one| one.fold == Fold::Sum && one.is_money) {
                let RowName::Column(column) = series.of else { continue };
                let figure = self.sheet.figures(column).figure(row).number(series.scale);
                let Some(figure) = figure else { continue };
                if !summed.contains(&column) {
                    summed.push(column);
                    let figure = if turned.has(row) { -figure } else { figure };
                    *stray.sums.entry(column).or_insert_with(Number::zero) += &figure;
                }
            }
        }
    }
}
