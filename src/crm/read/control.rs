//! An export's own total row held against its rows: the columns that the run reads, over every row of
//! the file, whatever the measures take of them. Only a file that has such a row is read once more for
//! it; a stream, which can't be, is not held against anything.

use std::collections::BTreeSet;

use crate::base::Number;
use crate::crm::block::Block;
use crate::crm::columns::Columns;
use crate::crm::export::Summary;
use crate::crm::told::{has_total, mismatches};
use crate::expr::Value;
use crate::plan::column::Form;
use crate::plan::source::RowName;
use crate::text::Sink;

use super::bound::{Bound, Fast};
use super::run::{Round, Run};
use super::sheet::{FIGURE_LEAST, scale_of};

/// The sum of a column so far, in whole units of its scale and what doesn't fit them.
#[derive(Clone, Debug)]
struct Sum {
    plain: i128,
    odd: Number,
    /// A cell can't be read: then the sum says nothing.
    unread: bool,
}

impl Run<'_> {
    /// Tells total rows of a file that don't agree with its rows (I12).
    pub fn hold_against_totals(&self, round: &Round, summary: &Summary, sink: &mut Sink) {
        let columns = self.amounts();
        let file = self.files.iter().position(|(name, _)| *name == summary.file);
        let Some(file) = file.filter(|_| has_total(summary) && !columns.is_empty()) else { return };
        if !self.files[file].1.is_file() {
            return;
        }
        let none = Sum { plain: 0, odd: Number::zero(), unread: false };
        let scanned = self.scan(
            file,
            (round, 0, None),
            // Whatever is wrong with the file was told when it was read for the figures.
            &mut Sink::default(),
            || vec![none.clone(); columns.len()],
            |sums, block, (binding, _)| {
                for (sum, column) in sums.iter_mut().zip(&columns) {
                    sum.take(block, &binding[*column]);
                }
            },
        );
        let Some(scanned) = scanned else { return };
        let sums = columns.iter().enumerate().filter_map(|(at, column)| {
            let parts = || scanned.parts.iter().map(|part| &part[at]);
            let scale = scale_of(&self.task.source.columns[*column].form);
            let plain = Number::scaled(parts().map(|part| part.plain).sum(), scale);
            let total = parts().fold(plain, |sum, part| &sum + &part.odd);
            (!parts().any(|part| part.unread)).then_some((*column, total))
        });
        let sums: Vec<(usize, Number)> = sums.collect();
        let declared = &self.task.source.columns;
        let columns = Columns::find(declared, &summary.layout, &summary.file, &mut Sink::default());
        if let Some(columns) = columns {
            mismatches(summary, declared, &columns, &sums, sink);
        }
    }

    /// The columns of amounts that the run reads.
    fn amounts(&self) -> Vec<usize> {
        let columns: BTreeSet<usize> = self
            .task
            .series
            .iter()
            .filter_map(|series| match series.of {
                RowName::Column(column) => Some(column),
                _ => None,
            })
            .collect();
        let is_amount = |column: &usize| {
            matches!(self.task.source.columns[*column].form, Form::Money(..) | Form::Number(..))
        };
        columns.into_iter().filter(is_amount).collect()
    }
}

impl Sum {
    fn take(&mut self, block: &Block<'_>, bound: &Bound) {
        let fast = Fast::of(bound);
        for row in 0..block.len() {
            match fast.read(block.bytes(row, bound.physical)) {
                Some(plain) if plain >= FIGURE_LEAST => self.plain += i128::from(plain),
                _ => match bound.read(block, row) {
                    Ok(Value::Num(number)) => self.odd += &number,
                    Ok(_) => {}
                    Err(_) => self.unread = true,
                },
            }
        }
    }
}
