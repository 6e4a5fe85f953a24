//! Single rows that are asked for: a slip for each that counted and each who is credited with it,
//! filled in where the rows of a tap are counted, with the value that was counted. Where nothing is
//! asked, nothing of this is done.
//!
//! Memory grows with the rows that count for what is asked and for whom, some 60 bytes each while
//! the files are read and about twice that as entries; besides, with 8 bytes for each repeated row
//! that another worker met before the row that stands first. Slips of a round that is done once
//! more, because a key clashed or an encoding was found late, go with that round.

use std::collections::{HashMap, HashSet};
use std::path::PathBuf;
use std::sync::Arc;

use crate::base::{Day, Number};
use crate::crm::block::Block;
use crate::expr::Value;
use crate::plan::fact::{Entry, Facts, Group, RowsAsked, Window};
use crate::plan::source::RowName;

use super::answer;
use super::bits::Bits;
use super::credit::{Groups, Holder};
use super::keys::SourceLine;
use super::sheet::{DAY_LEAST, Figure, Kind};
use super::shift::{Part, Shift, owner_column, value_mark, word_column};
use super::tally::shares;
use super::task::{Ask, Fold, Task, What};
use super::verdict::Desk;
use super::word::UNREAD;

/// Rows that are wanted one by one.
#[derive(Clone, Copy, Debug)]
pub(super) struct Want {
    /// What they count for: index into the task's asks.
    pub ask: usize,
    /// The column of days that says when what a row undoes came about.
    pub origin: Option<usize>,
}

/// Whose rows are wanted one by one.
#[derive(Clone, Debug)]
pub(super) enum Whose {
    /// Everybody's, those of the house and of nobody too.
    Everybody,
    /// Those of these groups, by their numbers.
    Only(HashSet<u32>),
}

impl Whose {
    /// Those that are asked for.
    pub fn new(asked: Option<&RowsAsked>, groups: &Groups) -> Whose {
        match asked {
            Some(RowsAsked { people, .. }) if !people.is_empty() => {
                let number = |person: &usize| groups.number(Group::Person(*person));
                Whose::Only(people.iter().map(number).collect())
            }
            _ => Whose::Everybody,
        }
    }

    fn has(&self, group: u32) -> bool {
        match self {
            Whose::Everybody => true,
            Whose::Only(groups) => groups.contains(&group),
        }
    }
}

/// What a row counted for one group.
#[derive(Clone, Debug)]
pub(super) struct Slip {
    /// Index into what is wanted.
    want: u32,
    group: u32,
    day: i32,
    /// Number of the day, or one that is no day.
    origin: i32,
    file: u32,
    line: u64,
    value: Number,
}

/// A row of a block for which slips are filled in.
#[derive(Clone, Copy)]
struct At {
    row: usize,
    is_turned: bool,
}

impl Part {
    /// Reads the days that are wanted besides, so that a row in which one can't be read is bad like
    /// any other.
    pub(super) fn read_origins(&mut self, desk: &Desk<'_>, taken: &[Bits]) {
        let Desk { task, binding, block } = *desk;
        for want in &task.wants {
            if let Some(column) = want.origin {
                self.sheet.read_days(column, &taken[task.asks[want.ask].tap], block, binding);
            }
        }
    }

    /// Fills in slips for the rows of a tap that count.
    pub(super) fn fill_slips(
        &mut self,
        shift: &Shift<'_>,
        block: &Block<'_>,
        tap: usize,
        (rows, turned): (&Bits, &Bits),
    ) {
        let task = shift.task;
        for (number, want) in task.wants.iter().enumerate() {
            let ask = &task.asks[want.ask];
            if ask.tap != tap {
                continue;
            }
            for row in rows.rows() {
                let at = At { row, is_turned: turned.has(row) };
                let Some(value) = self.worth(task, ask, at) else { continue };
                let origin = want.origin.map(|column| self.sheet.days(column).day(row));
                let slip = Slip {
                    want: number as u32,
                    group: shift.nobody,
                    day: self.sheet.days(task.taps[tap].date).day(row),
                    origin: origin.unwrap_or(i32::MIN),
                    file: self.sheet.scribe.file,
                    line: block.line(row),
                    value,
                };
                self.hand_out(shift, ask, row, slip);
            }
        }
    }

    /// What a row counts for as a whole; none where the cell that is asked for is blank.
    fn worth(&mut self, task: &Task<'_>, ask: &Ask, at: At) -> Option<Number> {
        match ask.what {
            What::Count => Some(Number::one()),
            What::Distinct(number) => {
                self.has_value(task, task.distincts[number].of, at.row).then(Number::one)
            }
            What::Series(number) => {
                let series = &task.series[number];
                let figure = self.figure(task, number, at.row);
                let whole = figure.number(series.scale)?;
                Some(if series.is_money && at.is_turned { -whole } else { whole })
            }
        }
    }

    fn has_value(&self, task: &Task<'_>, of: RowName, row: usize) -> bool {
        let words = self.sheet.words(word_column(task, of));
        match of {
            RowName::Column(column) => match Kind::of(&task.source.columns[column].form) {
                // What was not read as a word is a text as it stands.
                Kind::Word => match words.class(row) {
                    UNREAD => true,
                    class => words.word(class).value != Value::Missing,
                },
                Kind::Figure => self.sheet.figures(column).figure(row) != Figure::Missing,
                Kind::Day => self.sheet.days(column).day(row) >= DAY_LEAST,
            },
            RowName::Joined { join, column } => {
                let found = task.look_up(join, words.word(words.class(row)), column);
                found.and_then(value_mark).is_some()
            }
            RowName::Table(_) => false,
        }
    }

    /// A slip for each who is credited and asked for: shares of a sum, else all of it to the one
    /// named first.
    fn hand_out(&mut self, shift: &Shift<'_>, ask: &Ask, row: usize, slip: Slip) {
        let task = shift.task;
        let owners = owner_column(task).map(|column| self.sheet.words(column));
        let several = match shift.holder(&mut self.credits, owners, row) {
            Holder::One(group) => {
                if shift.whose.has(group) {
                    self.slips.push(Slip { group, ..slip });
                }
                return;
            }
            Holder::Several(several) => several,
        };
        let series = match ask.what {
            What::Series(number) => Some(&task.series[number]),
            _ => None,
        };
        let Some(series) = series.filter(|series| series.fold == Fold::Sum) else {
            if shift.whose.has(several.first) {
                self.slips.push(Slip { group: several.first, ..slip });
            }
            return;
        };
        let parts = shares(several, &slip.value, series.places).unwrap_or_default();
        for (group, value) in several.all.iter().copied().zip(parts) {
            if shift.whose.has(group) {
                self.slips.push(Slip { group, value, ..slip.clone() });
            }
        }
    }
}

/// The slips of a round.
#[derive(Default)]
pub(super) struct Slips {
    list: Vec<Slip>,
    /// From a line of the source to an earlier one with the same row.
    moves: HashMap<SourceLine, SourceLine>,
}

impl Slips {
    /// Takes in a worker's.
    pub fn absorb(&mut self, slips: Vec<Slip>, moves: Vec<(SourceLine, SourceLine)>) {
        self.list.extend(slips);
        self.moves.extend(moves);
    }

    /// Writes the entries of a source into `facts`, in no order.
    pub fn write(self, task: &Task<'_>, found: Places<'_>, groups: &[Group], facts: &mut Facts) {
        let windows: Vec<Vec<Window>> = task
            .wants
            .iter()
            .map(|want| answer::known(task, &task.asks[want.ask], &facts.windows))
            .collect();
        let Slips { list, moves } = self;
        facts.entries.extend(list.into_iter().filter_map(|slip| {
            let want = slip.want as usize;
            let day = Day::from_number(slip.day)?;
            // In a window without an answer nobody can say whether it counts.
            if !windows[want].iter().any(|window| window.has(day)) {
                return None;
            }
            let (file, line) = found.first(&moves, (slip.file as usize, slip.line));
            Some(Entry {
                metric: task.asks[task.wants[want].ask].metric,
                group: groups.get(slip.group as usize)?.clone(),
                day,
                value: slip.value,
                file: found.files.get(file)?.0.clone(),
                line,
                origin: Day::from_number(slip.origin),
            })
        }));
    }
}

/// Where the files of a source stand.
#[derive(Clone, Copy)]
pub(super) struct Places<'a> {
    /// The files with their names.
    pub files: &'a [(Arc<str>, PathBuf)],
    /// How many lines stand before each.
    pub bases: &'a [u64],
}

impl Places<'_> {
    /// Where a row stands first: whoever of the workers met which of its copies first.
    fn first(
        &self,
        moves: &HashMap<SourceLine, SourceLine>,
        (file, line): (usize, u64),
    ) -> (usize, u64) {
        let base = |file: usize| self.bases.get(file).copied().unwrap_or(0);
        let Ok(mut at) = SourceLine::try_from(base(file) + line) else { return (file, line) };
        if !moves.contains_key(&at) {
            return (file, line);
        }
        while let Some(earlier) = moves.get(&at) {
            at = *earlier;
        }
        let at = u64::from(at);
        let file = self.bases.partition_point(|base| *base < at).saturating_sub(1);
        (file, at - base(file))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_row_stands_where_the_first_of_its_copies_does() {
        let name = |name: &str| (Arc::from(name), PathBuf::new());
        let files = [name("a.csv"), name("empty.csv"), name("b.csv")];
        // Ten lines in the first file, none in the second.
        let places = Places { files: &files, bases: &[0, 10, 10] };
        let moves = HashMap::from([(17, 15), (15, 10), (30, 11)]);
        assert_eq!(places.first(&moves, (2, 7)), (0, 10));
        assert_eq!(places.first(&moves, (2, 20)), (2, 1));
        assert_eq!(places.first(&moves, (2, 6)), (2, 6));
        assert_eq!(places.first(&moves, (0, 10)), (0, 10));
    }
}
