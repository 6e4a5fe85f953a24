//! What one worker has counted and summed so far, by group and bucket. Whole numbers and exact ones
//! only, so that it doesn't matter who counted which rows and in what order.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Number;
use crate::base::allocate::allocate;

use super::credit::Several;
use super::sheet::{FIGURE_LEAST, Figure};
use super::task::{Fold, Series, Task};

/// The cell of a group and bucket.
pub(super) type CellId = u32;

/// Counts and folded figures of all taps and series.
#[derive(Clone, Default)]
pub(super) struct Tally {
    /// Rows of each tap, by cell.
    pub counts: Vec<Vec<u64>>,
    /// Each series.
    pub folds: Vec<Folded>,
    /// Cells of each tap in which only a co-owner has a share.
    pub shared: Vec<BTreeSet<CellId>>,
}

/// The figures of a series, by cell.
#[derive(Clone, Default)]
pub(super) struct Folded {
    /// Sums of the plain values.
    sums: Vec<i128>,
    /// Smallest or largest plain values; what is below [`FIGURE_LEAST`] is none.
    ends: Vec<i64>,
    /// The same of the values that don't fit.
    odd: BTreeMap<CellId, Number>,
}

impl Tally {
    /// Nothing yet.
    pub fn new(task: &Task<'_>) -> Tally {
        Tally {
            counts: vec![Vec::new(); task.taps.len()],
            folds: vec![Folded::default(); task.series.len()],
            shared: vec![BTreeSet::new(); task.taps.len()],
        }
    }

    /// Makes room for cells up to `cells`.
    pub fn make_room(&mut self, cells: usize, task: &Task<'_>) {
        for counts in self.counts.iter_mut().filter(|counts| counts.len() < cells) {
            counts.resize(cells, 0);
        }
        for (folded, series) in self.folds.iter_mut().zip(&task.series) {
            match series.fold {
                Fold::Sum if folded.sums.len() < cells => folded.sums.resize(cells, 0),
                Fold::Min | Fold::Max if folded.ends.len() < cells => {
                    folded.ends.resize(cells, i64::MIN);
                }
                _ => {}
            }
        }
    }

    /// Takes in another worker's.
    pub fn absorb(&mut self, other: Tally, task: &Task<'_>) {
        let cells = other.counts.iter().map(Vec::len).max().unwrap_or(0);
        self.make_room(cells, task);
        for (mine, more) in self.counts.iter_mut().zip(other.counts) {
            mine.iter_mut().zip(more).for_each(|(mine, more)| *mine += more);
        }
        for ((mine, more), series) in self.folds.iter_mut().zip(other.folds).zip(&task.series) {
            mine.absorb(more, series.fold);
        }
        for (mine, more) in self.shared.iter_mut().zip(other.shared) {
            mine.extend(more);
        }
    }
}

impl Folded {
    /// Adds a plain value to a sum.
    #[inline]
    pub fn sum(&mut self, cell: CellId, value: i64) {
        self.sums[cell as usize] += i128::from(value);
    }

    /// Takes a plain value into an extreme.
    #[inline]
    pub fn end(&mut self, cell: CellId, value: i64, fold: Fold) {
        let end = &mut self.ends[cell as usize];
        let better = if fold == Fold::Min { value < *end } else { value > *end };
        if better || *end < FIGURE_LEAST {
            *end = value;
        }
    }

    /// Takes in a figure of any size, turned round or not.
    pub fn take(&mut self, cell: CellId, figure: Figure, turned: bool, fold: Fold) {
        match (figure, fold) {
            (Figure::Missing, _) => {}
            (Figure::Plain(plain), Fold::Sum) => {
                self.sum(cell, if turned { -plain } else { plain })
            }
            (Figure::Plain(plain), _) => self.end(cell, if turned { -plain } else { plain }, fold),
            (Figure::Odd(odd), _) => self.odd(cell, if turned { -odd } else { odd }, fold),
        }
    }

    fn odd(&mut self, cell: CellId, value: Number, fold: Fold) {
        match self.odd.get_mut(&cell) {
            None => {
                self.odd.insert(cell, value);
            }
            Some(known) => join(known, value, fold),
        }
    }

    /// Shares a figure out among co-owners; who isn't named first has his share only in sums.
    pub fn share(
        &mut self,
        (several, cell_of): (&Several, impl Fn(u32) -> CellId),
        figure: Figure,
        turned: bool,
        series: &Series,
    ) {
        if series.fold != Fold::Sum {
            return self.take(cell_of(several.first), figure, turned, series.fold);
        }
        let Some(total) = figure.number(series.scale) else { return };
        let total = if turned { -total } else { total };
        let Some(parts) = shares(several, &total, series.places) else { return };
        for (group, part) in several.all.iter().zip(parts) {
            self.take(cell_of(*group), Figure::of(part, series.scale), false, Fold::Sum);
        }
    }

    fn absorb(&mut self, other: Folded, fold: Fold) {
        self.sums.iter_mut().zip(other.sums).for_each(|(mine, more)| *mine += more);
        for (cell, value) in (0..).zip(other.ends) {
            if value >= FIGURE_LEAST {
                self.end(cell, value, fold);
            }
        }
        for (cell, value) in other.odd {
            self.odd(cell, value, fold);
        }
    }

    /// The fold over some cells; none where there is no figure in an extreme.
    pub fn over(&self, cells: impl Iterator<Item = CellId>, series: &Series) -> Option<Number> {
        let (mut sum, mut end, mut odd) = (0i128, None::<i64>, None::<Number>);
        for cell in cells {
            match series.fold {
                Fold::Sum => sum += self.sums.get(cell as usize).copied().unwrap_or(0),
                fold => {
                    let here = self.ends.get(cell as usize).copied().unwrap_or(i64::MIN);
                    let here = Some(here).filter(|value| *value >= FIGURE_LEAST);
                    end = match (end, here, fold) {
                        (Some(a), Some(b), Fold::Min) => Some(a.min(b)),
                        (Some(a), Some(b), _) => Some(a.max(b)),
                        (a, b, _) => a.or(b),
                    };
                }
            }
            if let Some(more) = self.odd.get(&cell) {
                match &mut odd {
                    None => odd = Some(more.clone()),
                    Some(known) => join(known, more.clone(), series.fold),
                }
            }
        }
        let plain = match series.fold {
            Fold::Sum => Some(Number::scaled(sum, series.scale)),
            _ => end.map(|end| Number::scaled(i128::from(end), series.scale)),
        };
        match (plain, odd) {
            (Some(mut plain), Some(odd)) => {
                join(&mut plain, odd, series.fold);
                Some(plain)
            }
            (plain, odd) => plain.or(odd),
        }
    }
}

/// The equal shares of co-owners, in their order: they sum to the total.
pub(super) fn shares(several: &Several, total: &Number, places: u32) -> Option<Vec<Number>> {
    allocate(total, &vec![Number::one(); several.all.len()], places)
}

fn join(known: &mut Number, value: Number, fold: Fold) {
    match fold {
        Fold::Sum => *known += &value,
        Fold::Min if value < *known => *known = value,
        Fold::Max if value > *known => *known = value,
        Fold::Min | Fold::Max => {}
    }
}
