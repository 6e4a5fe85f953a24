//! One worker's work on a block: which rows are meant, what their cells say, who is credited, which
//! of them stand twice; then the counting. Everything that can be wrong with a row is found before
//! anything is counted, so that a row counts everywhere or nowhere.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::Day;
use crate::crm::block::Block;
use crate::crm::cell::shown;
use crate::crm::report::NotedRow;
use crate::expr::Value;
use crate::plan::column::Form;
use crate::plan::source::{Owner, Returns, RowName};
use crate::text::Diagnostic;
use crate::text::code::import;

use super::bits::Bits;
use super::bound::Binding;
use super::bucket::OUTSIDE;
use super::credit::{Credit, Crediting, Groups, Several};
use super::debut::{Debut, Debuts, Gathered, Pending, Sight};
use super::grid::Cell;
use super::keys::{KeyDesk, KeyReader, Keys};
use super::mark::{Mark, mark};
use super::member::{MemberDesk, Members};
use super::notes::Notes;
use super::sheet::{DAY_LEAST, DAY_MISSING, Figure, Kind, Sheet};
use super::slip::{Slip, Whose};
use super::spent::{self, Spent};
use super::tally::Tally;
use super::task::Task;
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
    /// Where the time goes.
    pub spent: &'a Spent,
    /// Members of distinct counts.
    pub members: &'a Members,
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
    /// The rows that come first; none while they are still looked for.
    pub debuts: Option<&'a Debuts>,
    /// Whose rows are wanted one by one.
    pub whose: &'a Whose,
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
    /// Members of distinct counts.
    pub members: MemberDesk,
    /// Those found in the block.
    pub(super) found: Vec<(Mark, Cell)>,
    pub(super) credits: Memo<Credit>,
    pub(super) values: Memo<u32>,
    /// Whether a class is missing in the table of a join.
    absent: Vec<Memo<bool>>,
    /// Looked-up figures of each series.
    pub(super) looked: Vec<Memo<Figure>>,
    /// Marks of the values of each distinct count.
    pub(super) marks: Vec<Memo<Option<Mark>>>,
    /// Rows of a tap that count, each with its cell.
    pub(super) entries: Vec<(u32, u32)>,
    /// Rows of co-owners.
    pub(super) shared: Vec<(u32, Arc<Several>, u32)>,
    /// Rows among which the first are looked for, by tap.
    pub gathered: Vec<Gathered>,
    /// Those of the block.
    pending: Vec<Pending>,
    /// Rows that are wanted one by one.
    pub slips: Vec<Slip>,
}

impl Part {
    /// A desk for that source.
    pub fn new(task: &Task<'_>) -> Part {
        let sets_aside = task.source.bad_rows == crate::plan::source::BadRows::SetAside;
        Part {
            sheet: Sheet::new(task.source.columns.len(), sets_aside),
            tally: Tally::new(task),
            notes: Notes::default(),
            keys: KeyDesk::new(!task.wants.is_empty()),
            verdicts: Verdicts::new(task.tests.len()),
            members: MemberDesk::default(),
            found: Vec::new(),
            credits: Memo::default(),
            values: Memo::default(),
            absent: task.source.joins.iter().map(|_| Memo::default()).collect(),
            looked: task.series.iter().map(|_| Memo::default()).collect(),
            marks: task.distincts.iter().map(|_| Memo::default()).collect(),
            entries: Vec::new(),
            shared: Vec::new(),
            gathered: task.taps.iter().map(|_| Gathered::default()).collect(),
            pending: Vec::new(),
            slips: Vec::new(),
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
        let (taken, missed) = self.tap(shift, &desk, &open);
        let mut any = Bits::none(len);
        taken.iter().for_each(|rows| any.take(rows));
        self.read_figures(&desk, &taken);
        self.read_distincts(&desk, &taken);
        self.read_origins(&desk, &taken);
        let turned = match &task.turned {
            Some(turned) => self.verdicts.of(turned, &any, &mut self.sheet, &desk).yes,
            None => Bits::none(len),
        };
        self.read_groups(shift, &desk, &any);
        let mut twice = Bits::none(len);
        let into = (&mut self.sheet.scribe, &mut twice);
        let enter = || self.keys.enter(shift.keys, &shift.key_reader, block, into);
        shift.spent.on(spent::Part::Keys, enter);
        self.set_bad_aside(block);
        let mut out = self.sheet.scribe.bad.clone();
        out.take(&twice);
        self.note_untaken(shift, &missed.without(&any).without(&out));
        any.drop_all(&self.sheet.scribe.bad);
        self.note_strays(shift, block, &any, (&twice, &turned));
        for (tap, rows) in taken.iter().enumerate() {
            self.count(shift, block, tap, (&rows.without(&out), &turned));
        }
        for pending in self.pending.drain(..) {
            let sight = Sight { task, sheet: &self.sheet, reader: &shift.key_reader, block };
            self.gathered[pending.tap].take(sight, &pending, &twice);
        }
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

    /// The rows that every tap takes: its filter selects them, a window has their day, and they come
    /// first where that matters; and the rows that a filter selects and no window has.
    fn tap(&mut self, shift: &Shift<'_>, desk: &Desk<'_>, open: &Bits) -> (Vec<Bits>, Bits) {
        let Desk { task, binding, block } = *desk;
        let mut all = Vec::with_capacity(task.taps.len());
        let mut missed = Bits::none(block.len());
        for (number, tap) in task.taps.iter().enumerate() {
            let selected = match &tap.filter {
                Some(filter) => self.verdicts.of(filter, open, &mut self.sheet, desk).yes,
                None => open.clone(),
            };
            self.sheet.read_days(tap.date, &selected, block, binding);
            let days = self.sheet.days(tap.date);
            // A planned day may lie ahead; a day on which something happened may not.
            let planned =
                matches!(&task.source.columns[tap.date].form, Form::Date(form) if form.planned);
            let mut rows = Bits::none(block.len());
            let mut newest = DAY_MISSING;
            for row in selected.rows() {
                let day = days.day(row);
                if day <= shift.today {
                    newest = newest.max(day);
                }
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
            if newest >= DAY_LEAST && !planned {
                self.notes.newest = self.notes.newest.max(Some(newest));
            }
            missed.take(&selected.without(&rows));
            if let Some(debut) = &tap.first {
                rows =
                    self.first_of(shift, desk, (number, tap.date, debut), (open, selected, rows));
            }
            all.push(rows);
        }
        (all, missed)
    }

    /// Those of the rows in a window that come first; none while these are still looked for.
    fn first_of(
        &mut self,
        shift: &Shift<'_>,
        desk: &Desk<'_>,
        (tap, date, debut): (usize, usize, &Debut),
        (open, selected, rows): (&Bits, Bits, Bits),
    ) -> Bits {
        let Desk { task, binding, block } = *desk;
        let history = match &debut.among {
            Some(among) => self.verdicts.of(among, open, &mut self.sheet, desk).yes,
            None => selected.clone(),
        };
        let mut all = selected.clone();
        all.take(&history);
        self.sheet.read_days(date, &all, block, binding);
        self.sheet.read_words(word_column(task, debut.of), &all, block, binding);
        let sight = Sight { task, sheet: &self.sheet, reader: &shift.key_reader, block };
        match shift.debuts {
            Some(known) => rows.filter(|row| known[tap].contains(&sight.row(row).1)),
            None => {
                self.pending.push(Pending { tap, selected, history });
                Bits::none(block.len())
            }
        }
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
                    Kind::Word => {
                        let bound = &binding[column];
                        let rows = rows.filter(|row| bound.plain_text(block, row).is_none());
                        self.sheet.read_words(column, &rows, block, binding);
                    }
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
}

/// The column of words from which the owner is told.
pub(super) fn owner_column(task: &Task<'_>) -> Option<usize> {
    match task.source.owner {
        Owner::Column(column) => Some(column),
        Owner::Joined { join, .. } => Some(task.source.joins[join].by),
        Owner::House => None,
    }
}

/// The column on whose words a name depends.
pub(super) fn word_column(task: &Task<'_>, name: RowName) -> usize {
    match name {
        RowName::Column(column) => column,
        RowName::Joined { join, .. } => task.source.joins[join].by,
        RowName::Table(_) => 0,
    }
}

pub(super) fn text_of(value: Option<&Value>) -> String {
    match value {
        Some(Value::Text(text)) => text.to_string(),
        Some(Value::Num(number)) => number.to_exact_text().unwrap_or_default(),
        Some(Value::Day(day)) => day.to_string(),
        Some(Value::Bool(yes)) => yes.to_string(),
        Some(Value::Missing) | None => String::new(),
    }
}

/// The mark by which values are told apart.
pub(super) fn value_mark(value: &Value) -> Option<Mark> {
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
