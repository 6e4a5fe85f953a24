//! One worker's work on a block: which rows are meant, what their cells say, who is credited, which
//! of them stand twice; then the counting. Everything that can be wrong with a row is found before
//! anything is counted, so that a row counts everywhere or nowhere.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use crate::base::{Day, Number};
use crate::crm::block::Block;
use crate::crm::cell::shown;
use crate::crm::report::NotedRow;
use crate::expr::Value;
use crate::plan::column::Form;
use crate::plan::source::{Owner, Returns, RowName};
use crate::text::code::{fill, import};
use crate::text::{Diagnostic, Place};

use super::bits::Bits;
use super::bucket::OUTSIDE;
use super::credit::{Credit, Crediting, Groups, Several};
use super::firsts::{Firsts, Order};
use super::keys::{KeyDesk, KeyReader, Keys};
use super::ledger::{Batch, Ledger};
use super::mark::{Mark, mark};
use super::member::{self, Numbering};
use super::sheet::{Binding, DAY_LEAST, DAY_MISSING, Figure, Kind, Sheet};
use super::tally::Tally;
use super::task::{Fold, Task};
use super::verdict::{Desk, Verdicts};
use super::word::Memo;

/// What all workers share while they read one file.
pub(super) struct Shift<'a> {
    /// What is asked.
    pub task: &'a Task<'a>,
    /// The declared columns in this file.
    pub binding: &'a Binding,
    /// How keys are read.
    pub key_reader: KeyReader<'a>,
    /// The keys of the source.
    pub keys: &'a Keys,
    /// Members of distinct counts.
    pub members: &'a Ledger,
    /// Who is credited.
    pub crediting: &'a Crediting<'a>,
    /// The groups.
    pub groups: &'a Groups,
    /// The number of the house account's group.
    pub house: u32,
    /// The number of the group of rows without an owner.
    pub nobody: u32,
    /// The number of the last day that is not in the future.
    pub today: i32,
}

/// What a worker noticed besides figures.
#[derive(Default)]
pub(super) struct Notes {
    /// Rows that don't count.
    pub set_aside: Firsts<NotedRow>,
    /// Rows that a check flagged.
    pub flagged: Firsts<NotedRow>,
    /// Rows without a date.
    pub undated: u64,
    /// Rows of other periods.
    pub outside: u64,
    /// Days that have not come yet.
    pub future: BTreeMap<usize, Firsts<Diagnostic>>,
    /// Rows whose owner is nobody, by his text.
    pub strays: BTreeMap<Arc<str>, Stray>,
}

/// Rows of one unknown owner.
#[derive(Clone)]
pub(super) struct Stray {
    /// How many.
    pub rows: u64,
    /// The first.
    pub first: (Order, Place),
    /// Sums of money, by column.
    pub sums: BTreeMap<usize, Number>,
}

impl Notes {
    /// Takes in another worker's.
    pub fn absorb(&mut self, other: Notes) {
        self.set_aside.absorb(other.set_aside);
        self.flagged.absorb(other.flagged);
        self.undated += other.undated;
        self.outside += other.outside;
        for (column, firsts) in other.future {
            self.future.entry(column).or_default().absorb(firsts);
        }
        for (owner, stray) in other.strays {
            match self.strays.get_mut(&owner) {
                None => {
                    self.strays.insert(owner, stray);
                }
                Some(known) => known.absorb(stray),
            }
        }
    }
}

impl Stray {
    fn absorb(&mut self, other: Stray) {
        self.rows += other.rows;
        if other.first.0 < self.first.0 {
            self.first = other.first;
        }
        for (column, sum) in other.sums {
            *self.sums.entry(column).or_insert_with(Number::zero) += &sum;
        }
    }
}

/// One worker's desk, kept from block to block and from file to file.
pub(super) struct Part {
    /// The columns of the block.
    pub sheet: Sheet,
    /// What is counted.
    pub tally: Tally,
    /// What is noticed.
    pub notes: Notes,
    /// Keys.
    pub keys: KeyDesk,
    verdicts: Verdicts,
    batch: Batch,
    credits: Memo<Credit>,
    values: Memo<u32>,
    /// Whether a class is missing in the table of a join.
    absent: Vec<Memo<bool>>,
    /// Looked-up figures of each series.
    looked: Vec<Memo<Figure>>,
    /// Marks of the values of each distinct count.
    marks: Vec<Memo<Option<Mark>>>,
    /// Rows of a tap that count, each with its cell.
    entries: Vec<(u32, u32)>,
    /// Rows of co-owners.
    shared: Vec<(u32, Arc<Several>, u32)>,
}

impl Part {
    /// A desk for that source.
    pub fn new(task: &Task<'_>) -> Part {
        let sets_aside = task.source.bad_rows == crate::plan::source::BadRows::SetAside;
        Part {
            sheet: Sheet::new(task.source.columns.len(), sets_aside),
            tally: Tally::new(task),
            notes: Notes::default(),
            keys: KeyDesk::default(),
            verdicts: Verdicts::new(task.tests.len()),
            batch: Batch::default(),
            credits: Memo::default(),
            values: Memo::default(),
            absent: task.source.joins.iter().map(|_| Memo::default()).collect(),
            looked: task.series.iter().map(|_| Memo::default()).collect(),
            marks: task.distincts.iter().map(|_| Memo::default()).collect(),
            entries: Vec::new(),
            shared: Vec::new(),
        }
    }

    /// Does everything that is to be done with a block.
    pub fn work(&mut self, shift: &Shift<'_>, block: &Block<'_>) {
        let task = shift.task;
        let desk = Desk { task, binding: shift.binding, block };
        let len = block.len();
        self.sheet.begin(len, shift.binding);
        self.verdicts.begin(len);
        let mut open = Bits::all(len);
        self.check(&desk, &mut open);
        self.join(&desk, &open);
        let (taken, selected) = self.tap(shift, &desk, &open);
        let mut any = Bits::none(len);
        taken.iter().for_each(|rows| any.take(rows));
        self.read_figures(&desk, &taken);
        self.read_distincts(&desk, &taken);
        let turned = match &task.turned {
            Some(turned) => self.verdicts.of(turned, &any, &mut self.sheet, &desk).yes,
            None => Bits::none(len),
        };
        self.read_groups(shift, &desk, &any);
        let mut twice = Bits::none(len);
        self.keys.enter(shift.keys, &shift.key_reader, block, (&mut self.sheet.scribe, &mut twice));
        self.set_bad_aside(block);
        let mut out = self.sheet.scribe.bad.clone();
        out.take(&twice);
        self.note_untaken(shift, &selected.without(&any).without(&out));
        any.drop_all(&self.sheet.scribe.bad);
        self.note_strays(shift, block, &any, (&twice, &turned));
        for (tap, rows) in taken.iter().enumerate() {
            self.count(shift, tap, &rows.without(&out), &turned);
        }
        shift.members.enter(&mut self.batch);
    }

    /// Named row checks; what one sets aside is no longer open.
    fn check(&mut self, desk: &Desk<'_>, open: &mut Bits) {
        let (block, all) = (desk.block, open.clone());
        for check in &desk.task.checks {
            let hit = self.verdicts.of(&check.when, &all, &mut self.sheet, desk).yes;
            let noted =
                if check.sets_aside { &mut self.notes.set_aside } else { &mut self.notes.flagged };
            for row in hit.rows() {
                let order = self.sheet.scribe.order(block, row, 0);
                noted.push(order, None, || NotedRow {
                    why: check.id.to_owned(),
                    words: Default::default(),
                    place: block.row_spot(row).place(),
                });
            }
            if check.sets_aside {
                open.drop_all(&hit);
            }
        }
    }

    /// What must be in a table and isn't.
    fn join(&mut self, desk: &Desk<'_>, open: &Bits) {
        let Desk { task, binding, block } = *desk;
        for join in &task.joins {
            let declared = &task.source.joins[*join];
            self.sheet.read_words(declared.by, open, block, binding);
            let words = self.sheet.words(declared.by);
            let absent = &mut self.absent[*join];
            absent.follow(words);
            if !declared.required {
                continue;
            }
            let (mut missing, table) = (Vec::new(), &task.tables[declared.table]);
            for row in open.rows() {
                let word = words.word(words.class(row));
                let find = || word.value != Value::Missing && !table.contains(&word.text);
                if *absent.of(words.class(row), find) {
                    missing.push((row, word.text.clone()));
                }
            }
            for (row, text) in missing {
                let bound = &binding[declared.by];
                let told = || {
                    Diagnostic::new(&import::LOOKUP_MISSING)
                        .arg("column", bound.reader.title())
                        .arg("value", shown(&text))
                        .arg("table", &task.plan.tables[declared.table].id.value)
                        .arg("candidates", near(&text, table.keys()))
                };
                let place = (row, bound.physical);
                self.sheet.scribe.fault(block, place, Some(text.clone()), told);
            }
        }
    }

    /// The rows that every tap takes: its filter selects them and a window has their day; and the
    /// rows that any filter selects.
    fn tap(&mut self, shift: &Shift<'_>, desk: &Desk<'_>, open: &Bits) -> (Vec<Bits>, Bits) {
        let Desk { task, binding, block } = *desk;
        let mut all = Vec::with_capacity(task.taps.len());
        let mut any = Bits::none(block.len());
        for tap in &task.taps {
            let selected = match &tap.filter {
                Some(filter) => self.verdicts.of(filter, open, &mut self.sheet, desk).yes,
                None => open.clone(),
            };
            any.take(&selected);
            self.sheet.read_days(tap.date, &selected, block, binding);
            let days = self.sheet.days(tap.date);
            // A planned day may lie ahead; a day on which something happened may not.
            let planned =
                matches!(&task.source.columns[tap.date].form, Form::Date(form) if form.planned);
            let mut rows = Bits::none(block.len());
            for row in selected.rows() {
                let day = days.day(row);
                if task.buckets.of(day) != OUTSIDE {
                    rows.put(row);
                }
                if day > shift.today && !planned {
                    let cell = binding[tap.date].physical;
                    let order = self.sheet.scribe.order(block, row, cell);
                    self.notes.future.entry(tap.date).or_default().push(order, None, || {
                        Diagnostic::new(&import::FUTURE_DATE)
                            .arg("column", binding[tap.date].reader.title())
                            .arg("value", block.cell(row, cell).text())
                            .arg(
                                "cutoff",
                                Day::from_number(shift.today)
                                    .map_or_else(String::new, |day| day.to_string()),
                            )
                            .place(block.spot(row, cell).place())
                    });
                }
            }
            all.push(rows);
        }
        (all, any)
    }

    fn read_figures(&mut self, desk: &Desk<'_>, taken: &[Bits]) {
        let Desk { task, binding, block } = *desk;
        // Several series may have one column; its cells are judged once.
        let mut judged: BTreeMap<usize, Bits> = BTreeMap::new();
        for (number, series) in task.series.iter().enumerate() {
            let rows = &taken[series.tap];
            match series.of {
                RowName::Column(column) => {
                    self.sheet.read_figures(column, rows, block, binding);
                    if series.is_money {
                        let judged =
                            judged.entry(column).or_insert_with(|| Bits::none(block.len()));
                        self.refuse_negative(desk, column, &rows.without(judged));
                        judged.take(rows);
                    }
                }
                RowName::Joined { join, column } => {
                    let by = task.source.joins[join].by;
                    self.sheet.read_words(by, rows, block, binding);
                    let words = self.sheet.words(by);
                    self.looked[number].follow(words);
                    for row in rows.rows() {
                        let class = words.class(row);
                        let find = || match task.look_up(join, words.word(class), column) {
                            Some(Value::Num(value)) => Figure::of(value.clone(), series.scale),
                            _ => Figure::Missing,
                        };
                        self.looked[number].of(class, find);
                    }
                }
                RowName::Table(_) => {}
            }
        }
    }

    /// A negative amount where returns don't come like that.
    fn refuse_negative(&mut self, desk: &Desk<'_>, column: usize, rows: &Bits) {
        let Desk { task, binding, block } = *desk;
        let other = match &task.source.returns {
            Returns::Negative => return,
            Returns::Column(returned) if *returned == column => return,
            Returns::None => None,
            Returns::Rows(_) => Some("rows"),
            Returns::Column(_) => Some("column"),
        };
        let figures = self.sheet.figures(column);
        let negative: Vec<usize> = rows.rows().filter(|row| figures.is_negative(*row)).collect();
        for row in negative {
            let cell = binding[column].physical;
            let told = || match other {
                None => Diagnostic::new(&import::NEGATIVE_UNDECLARED)
                    .arg("column", binding[column].reader.title())
                    .arg("value", shown(&block.cell(row, cell).text())),
                Some(shape) => Diagnostic::new(&import::DOUBLE_RETURNS)
                    .arg("first", shape)
                    .arg("second", "negative"),
            };
            self.sheet.scribe.fault(block, (row, cell), None, told);
        }
    }

    fn read_distincts(&mut self, desk: &Desk<'_>, taken: &[Bits]) {
        let Desk { task, binding, block } = *desk;
        for distinct in &task.distincts {
            let rows = &taken[distinct.tap];
            match distinct.of {
                RowName::Column(column) => match Kind::of(&task.source.columns[column].form) {
                    Kind::Word => self.sheet.read_words(column, rows, block, binding),
                    Kind::Figure => self.sheet.read_figures(column, rows, block, binding),
                    Kind::Day => self.sheet.read_days(column, rows, block, binding),
                },
                RowName::Joined { join, .. } => {
                    self.sheet.read_words(task.source.joins[join].by, rows, block, binding);
                }
                RowName::Table(_) => {}
            }
        }
    }

    /// Who is credited with each row, and its value of the dimension asked for.
    fn read_groups(&mut self, shift: &Shift<'_>, desk: &Desk<'_>, any: &Bits) {
        let Desk { task, binding, block } = *desk;
        if let Some(column) = owner_column(task) {
            self.sheet.read_words(column, any, block, binding);
            let words = self.sheet.words(column);
            self.credits.follow(words);
            let mut bad = Vec::new();
            for row in any.rows() {
                let class = words.class(row);
                let find = || {
                    let word = words.word(class);
                    if word.fault.is_some() {
                        // Told already; the row is bad.
                        return Credit::Stray(word.text.clone());
                    }
                    shift.crediting.of(owner_value(task, word))
                };
                if let Credit::Bad(fault) = self.credits.of(class, find) {
                    bad.push((row, words.word(class).text.clone(), fault.clone()));
                }
            }
            for (row, text, fault) in bad {
                let place = (row, binding[column].physical);
                self.sheet.scribe.fault(block, place, Some(text), || fault);
            }
        }
        let Some(by) = task.by else { return };
        let column = word_column(task, by);
        self.sheet.read_words(column, any, block, binding);
        let words = self.sheet.words(column);
        self.values.follow(words);
        for row in any.rows() {
            let class = words.class(row);
            self.values.of(class, || {
                let text = match by {
                    RowName::Joined { join, column } => {
                        text_of(task.look_up(join, words.word(class), column))
                    }
                    _ if words.word(class).value == Value::Missing => String::new(),
                    _ => words.word(class).text.to_string(),
                };
                shift.groups.number(crate::plan::fact::Group::Value(text))
            });
        }
    }

    /// Rows that can't be read, where these are set aside.
    fn set_bad_aside(&mut self, block: &Block<'_>) {
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
    fn note_untaken(&mut self, shift: &Shift<'_>, rows: &Bits) {
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
    fn note_strays(
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
                let figure = match self.sheet.figures(column).figure(row) {
                    Figure::Plain(plain) => Number::scaled(i128::from(plain), series.scale),
                    Figure::Odd(odd) => odd,
                    Figure::Missing => continue,
                };
                if !summed.contains(&column) {
                    summed.push(column);
                    let figure = if turned.has(row) { -figure } else { figure };
                    *stray.sums.entry(column).or_insert_with(Number::zero) += &figure;
                }
            }
        }
    }

    /// Counts the rows of a tap.
    fn count(&mut self, shift: &Shift<'_>, tap: usize, rows: &Bits, turned: &Bits) {
        if rows.is_empty() {
            return;
        }
        self.enter_cells(shift, tap, rows);
        let task = shift.task;
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
                self.enter_members(task, number);
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
            let credit =
                owners.map(|words| self.credits.of(words.class(row), || Credit::One(shift.nobody)));
            let group = match credit {
                None => shift.house,
                Some(Credit::One(group)) => *group,
                Some(Credit::Several(several)) => {
                    self.shared.push((row as u32, several.clone(), bucket));
                    u32::MAX
                }
                Some(Credit::Stray(_) | Credit::Bad(_)) => shift.nobody,
            };
            if group != u32::MAX {
                self.entries.push((row as u32, group * buckets + bucket));
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
        let mut figure = |row: u32| match series.of {
            RowName::Column(column) => sheet.figures(column).figure(row as usize),
            RowName::Joined { join, .. } => {
                let class = sheet.words(task.source.joins[join].by).class(row as usize);
                looked.of(class, || Figure::Missing).clone()
            }
            RowName::Table(_) => Figure::Missing,
        };
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

    fn enter_members(&mut self, task: &Task<'_>, number: usize) {
        let distinct = &task.distincts[number];
        let buckets = task.buckets.count();
        let numbering = Numbering { counts: task.distincts.len() as u32, buckets };
        let column = word_column(task, distinct.of);
        let kind = match distinct.of {
            RowName::Column(column) => Kind::of(&task.source.columns[column].form),
            _ => Kind::Word,
        };
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
                    *self.marks[number].of(class, find)
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
                member::push(&mut self.batch, numbering, value, cell);
            }
        }
    }
}

/// The column of words from which the owner is told.
fn owner_column(task: &Task<'_>) -> Option<usize> {
    match task.source.owner {
        Owner::Column(column) => Some(column),
        Owner::Joined { join, .. } => Some(task.source.joins[join].by),
        Owner::House => None,
    }
}

/// What names the owner where the word stands.
fn owner_value<'a>(task: &'a Task<'_>, word: &'a super::word::Word) -> &'a Value {
    match task.source.owner {
        Owner::Joined { join, column } => {
            task.look_up(join, word, column).unwrap_or(&Value::Missing)
        }
        _ => &word.value,
    }
}

/// The column on whose words a name depends.
fn word_column(task: &Task<'_>, name: RowName) -> usize {
    match name {
        RowName::Column(column) => column,
        RowName::Joined { join, .. } => task.source.joins[join].by,
        RowName::Table(_) => 0,
    }
}

fn text_of(value: Option<&Value>) -> String {
    match value {
        Some(Value::Text(text)) => text.to_string(),
        Some(Value::Num(number)) => number.to_exact_text().unwrap_or_default(),
        Some(Value::Day(day)) => day.to_string(),
        Some(Value::Bool(yes)) => yes.to_string(),
        Some(Value::Missing) | None => String::new(),
    }
}

/// The mark by which values are told apart.
fn value_mark(value: &Value) -> Option<Mark> {
    match value {
        Value::Missing => None,
        other => Some(mark(text_of(Some(other)).as_bytes())),
    }
}

/// Keys that differ from a text by little.
fn near<'k>(text: &str, keys: impl Iterator<Item = &'k str>) -> String {
    let far = |key: &str| strsim::damerau_levenshtein(key, text);
    let mut near: Vec<(usize, &str)> = keys
        .filter(|key| key.len().abs_diff(text.len()) <= 6)
        .map(|key| (far(key), key))
        .filter(|(far, _)| *far <= 2)
        .collect();
    near.sort_unstable();
    let listed: Vec<String> = near.iter().take(3).map(|(_, key)| shown(key)).collect();
    if listed.is_empty() { "—".to_owned() } else { listed.join(", ") }
}
