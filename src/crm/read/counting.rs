//! The second half of the work on a block: the rows that count go into their cells, figure by figure.
//! Nothing here finds a fault; whatever is wrong with a row was found before.

use crate::crm::block::Block;
use crate::expr::Value;
use crate::plan::source::RowName;

use super::bits::Bits;
use super::credit::Holder;
use super::mark::mark;
use super::member::Numbering;
use super::sheet::{DAY_LEAST, Figure, Kind, Sheet};
use super::shift::{Part, Shift, owner_column, value_mark, word_column};
use super::spent;
use super::task::{Fold, Series, Task};
use super::word::{Memo, UNREAD};

impl Part {
    /// Counts the rows of a tap.
    pub(super) fn count(
        &mut self,
        shift: &Shift<'_>,
        block: &Block<'_>,
        tap: usize,
        (rows, turned): (&Bits, &Bits),
    ) {
        if rows.is_empty() {
            return;
        }
        self.enter_cells(shift, tap, rows);
        let task = shift.task;
        // While the first rows are still looked for, all will be counted once more.
        if !task.wants.is_empty() && shift.debuts.is_some() {
            self.fill_slips(shift, block, tap, (rows, turned));
        }
        let buckets = task.buckets.count();
        let top = self.entries.iter().map(|entry| entry.1).max().unwrap_or(0);
        let top_shared = self.shared.iter().flat_map(|(_, several, _)| several.all.iter()).max();
        let top = top.max(top_shared.map_or(0, |group| (group + 1) * buckets));
        self.tally.make_room((top as usize / buckets as usize + 1) * buckets as usize, task);
        for (_, cell) in &self.entries {
            self.tally.counts[tap][*cell as usize] += 1;
        }
        for (_, several, bucket) in &self.shared {
            let cell = several.first * buckets + bucket;
            self.tally.counts[tap][cell as usize] += 1;
            let cells = several.all.iter().map(|group| group * buckets + bucket);
            self.tally.shared[tap].extend(cells);
        }
        for (number, series) in task.series.iter().enumerate() {
            if series.tap == tap {
                self.fold(task, number, turned);
            }
        }
        for number in 0..task.distincts.len() {
            if task.distincts[number].tap == tap {
                shift.spent.on(spent::Part::Distincts, || self.enter_members(shift, block, number));
            }
        }
    }

    /// Which cell every row counts in.
    fn enter_cells(&mut self, shift: &Shift<'_>, tap: usize, rows: &Bits) {
        let task = shift.task;
        let days = self.sheet.days(task.taps[tap].date);
        let owners = owner_column(task).map(|column| self.sheet.words(column));
        let values = task.by.map(|by| self.sheet.words(word_column(task, by)));
        let buckets = task.buckets.count();
        self.entries.clear();
        self.shared.clear();
        for row in rows.rows() {
            let bucket = task.buckets.of(days.day(row));
            match shift.holder(&mut self.credits, owners, row) {
                Holder::One(group) => self.entries.push((row as u32, group * buckets + bucket)),
                Holder::Several(several) => {
                    self.shared.push((row as u32, several.clone(), bucket));
                }
            }
            if let Some(words) = values {
                let group = *self.values.of(words.class(row), || shift.nobody);
                self.entries.push((row as u32, group * buckets + bucket));
            }
        }
    }

    fn fold(&mut self, task: &Task<'_>, number: usize, turned: &Bits) {
        let series = &task.series[number];
        let folded = &mut self.tally.folds[number];
        let buckets = task.buckets.count();
        let sheet = &self.sheet;
        let looked = &mut self.looked[number];
        let mut figure = |row: u32| figure_of(series, task, sheet, looked, row as usize);
        let is_turned = |row: u32| series.is_money && turned.has(row as usize);
        for (row, several, bucket) in &self.shared {
            let cell_of = |group: u32| group * buckets + bucket;
            folded.share((several, cell_of), figure(*row), is_turned(*row), series);
        }
        let plain_column = match series.of {
            RowName::Column(column) if turned.is_empty() => Some(sheet.figures(column)),
            _ => None,
        };
        for (row, cell) in &self.entries {
            match plain_column.and_then(|figures| figures.plain(*row as usize)) {
                Some(plain) if series.fold == Fold::Sum => folded.sum(*cell, plain),
                Some(plain) => folded.end(*cell, plain, series.fold),
                None => folded.take(*cell, figure(*row), is_turned(*row), series.fold),
            }
        }
    }

    /// The figure of a series in a row.
    pub(super) fn figure(&mut self, task: &Task<'_>, number: usize, row: usize) -> Figure {
        figure_of(&task.series[number], task, &self.sheet, &mut self.looked[number], row)
    }

    fn enter_members(&mut self, shift: &Shift<'_>, block: &Block<'_>, number: usize) {
        let task = shift.task;
        let distinct = &task.distincts[number];
        let buckets = task.buckets.count();
        let numbering = Numbering { counts: task.distincts.len() as u32, buckets };
        let column = word_column(task, distinct.of);
        let kind = match distinct.of {
            RowName::Column(column) => Kind::of(&task.source.columns[column].form),
            _ => Kind::Word,
        };
        self.found.clear();
        let sheet = &self.sheet;
        if kind == Kind::Word {
            self.marks[number].follow(sheet.words(column));
        }
        let firsts = self
            .shared
            .iter()
            .map(|(row, several, bucket)| (*row, several.first * buckets + bucket));
        for (row, cell) in self.entries.iter().copied().chain(firsts) {
            let at = row as usize;
            let value = match kind {
                Kind::Word => {
                    let words = sheet.words(column);
                    let class = words.class(at);
                    let find = || {
                        let word = words.word(class);
                        match distinct.of {
                            RowName::Joined { join, column } => {
                                task.look_up(join, word, column).and_then(value_mark)
                            }
                            _ => value_mark(&word.value),
                        }
                    };
                    if class == UNREAD {
                        // Its text is its value as it stands.
                        Some(mark(block.bytes(at, shift.binding[column].physical)))
                    } else {
                        *self.marks[number].of(class, find)
                    }
                }
                Kind::Figure => match sheet.figures(column).figure(at) {
                    Figure::Plain(plain) => Some(mark(&plain.to_le_bytes())),
                    Figure::Odd(odd) => value_mark(&Value::Num(odd)),
                    Figure::Missing => None,
                },
                Kind::Day => match sheet.days(column).day(at) {
                    day if day >= DAY_LEAST => Some(mark(&day.to_le_bytes())),
                    _ => None,
                },
            };
            if let Some(value) = value {
                let cell = numbering.cell(cell / buckets, number as u32, cell % buckets);
                self.found.push((value, cell));
            }
        }
        self.members.enter(&self.found, shift.members);
    }
}

#[inline]
fn figure_of(
    series: &Series,
    task: &Task<'_>,
    sheet: &Sheet,
    looked: &mut Memo<Figure>,
    row: usize,
) -> Figure {
    match series.of {
        RowName::Column(column) => sheet.figures(column).figure(row),
        RowName::Joined { join, .. } => {
            let class = sheet.words(task.source.joins[join].by).class(row);
            looked.of(class, || Figure::Missing).clone()
        }
        RowName::Table(_) => Figure::Missing,
    }
}
