//! The columns of a block as values: words, figures and days, each cell read when a row needs it and
//! at most once. What can't be read makes its row bad and is told, or sets the row aside.

use std::collections::HashMap;
use std::sync::Arc;

use crate::base::{Day, Number};
use crate::crm::block::Block;
use crate::crm::percent::Spread;
use crate::expr::Value;
use crate::plan::column::Form;
use crate::text::Diagnostic;

use super::bits::Bits;
use super::bound::{Binding, Bound, Fast};
use super::firsts::{Firsts, Order};
use super::word::{UNREAD, Words};

/// A figure that was not looked at.
const FIGURE_UNREAD: i64 = i64::MIN;
/// The cell is blank and may be.
const FIGURE_MISSING: i64 = i64::MIN + 1;
/// The value needs more than 64 bits at the column's scale; it is kept apart.
const FIGURE_ODD: i64 = i64::MIN + 2;
/// The cell can't be read.
const FIGURE_BAD: i64 = i64::MIN + 3;
/// Values are from here on.
pub(super) const FIGURE_LEAST: i64 = i64::MIN + 4;

const DAY_UNREAD: i32 = i32::MIN;
/// The cell is blank and may be.
pub(super) const DAY_MISSING: i32 = i32::MIN + 1;
const DAY_BAD: i32 = i32::MIN + 2;
/// Days are from here on.
pub(super) const DAY_LEAST: i32 = i32::MIN + 3;

/// Decimals with which the figures of a column are kept in 64 bits. A value with more is kept apart,
/// exactly.
pub(super) fn scale_of(form: &Form) -> u32 {
    if matches!(form, Form::Percent(_)) { 6 } else { 4 }
}

/// What kind of cells a column has.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    /// Texts, flags.
    Word,
    /// Amounts, numbers, shares.
    Figure,
    /// Days.
    Day,
}

impl Kind {
    /// The kind of a form.
    pub fn of(form: &Form) -> Kind {
        match form {
            Form::Money(..) | Form::Number(..) | Form::Percent(_) => Kind::Figure,
            Form::Date(_) => Kind::Day,
            _ => Kind::Word,
        }
    }
}

/// A figure: exact, mostly as a whole number at the column's scale.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Figure {
    /// At the column's scale.
    Plain(i64),
    /// Anything else.
    Odd(Number),
    /// There is none.
    Missing,
}

impl Figure {
    /// A number at a scale.
    pub fn of(number: Number, scale: u32) -> Figure {
        match number.shift(scale.cast_signed()).to_i64() {
            Some(plain) if plain >= FIGURE_LEAST => Figure::Plain(plain),
            _ => Figure::Odd(number),
        }
    }

    /// The number of a figure at a scale.
    pub fn number(self, scale: u32) -> Option<Number> {
        match self {
            Figure::Plain(plain) => Some(Number::scaled(i128::from(plain), scale)),
            Figure::Odd(odd) => Some(odd),
            Figure::Missing => None,
        }
    }
}

/// The figures of a column of the current block.
#[derive(Default)]
pub(super) struct Figures {
    values: Vec<i64>,
    odd: HashMap<u32, Number>,
    spread: Spread,
}

impl Figures {
    fn begin(&mut self, len: usize) {
        self.values.clear();
        self.values.resize(len, FIGURE_UNREAD);
        self.odd.clear();
    }

    /// The value at the column's scale, where it fits.
    #[inline]
    pub fn plain(&self, row: usize) -> Option<i64> {
        Some(self.values[row]).filter(|value| *value >= FIGURE_LEAST)
    }

    /// The value where it does not fit.
    pub fn odd(&self, row: usize) -> Option<&Number> {
        if self.values[row] == FIGURE_ODD { self.odd.get(&(row as u32)) } else { None }
    }

    /// Whether the cell is blank.
    pub fn is_missing(&self, row: usize) -> bool {
        self.values[row] == FIGURE_MISSING
    }

    /// Whether it is below zero.
    #[inline]
    pub fn is_negative(&self, row: usize) -> bool {
        let value = self.values[row];
        if value >= FIGURE_LEAST {
            value < 0
        } else {
            self.odd(row).is_some_and(Number::is_negative)
        }
    }

    /// The value.
    pub fn figure(&self, row: usize) -> Figure {
        match (self.plain(row), self.odd(row)) {
            (Some(plain), _) => Figure::Plain(plain),
            (None, Some(odd)) => Figure::Odd(odd.clone()),
            (None, None) => Figure::Missing,
        }
    }
}

/// The days of a column of the current block, by their number.
#[derive(Default)]
pub(super) struct Days {
    values: Vec<i32>,
}

impl Days {
    /// The number of the day, or [`DAY_MISSING`].
    #[inline]
    pub fn day(&self, row: usize) -> i32 {
        self.values[row]
    }
}

/// Takes down what is wrong with rows.
#[derive(Default)]
pub(super) struct Scribe {
    /// Which file this is.
    pub file: u32,
    /// Whether rows that can't be read are set aside.
    pub sets_aside: bool,
    /// Rows of the block that can't be read.
    pub bad: Bits,
    /// Why rows of the block are set aside: row, cell, fault.
    pub why: Vec<(u32, u32, Diagnostic)>,
    /// Errors, where nothing is set aside.
    pub troubles: Firsts<Diagnostic>,
}

impl Scribe {
    /// A row can't be read because of a cell. A fault of a repeating text is told once.
    pub fn fault(
        &mut self,
        block: &Block<'_>,
        (row, cell): (usize, usize),
        about: Option<Arc<str>>,
        make: impl FnOnce() -> Diagnostic,
    ) {
        self.bad.put(row);
        if self.sets_aside {
            self.why.push((row as u32, cell as u32, make()));
            return;
        }
        let order = self.order(block, row, cell);
        let about = about.map(|text| (cell as u32, text));
        let place = || block.spot(row, cell).place();
        self.troubles.push(order, about, || make().place(place()));
    }

    /// The place of a cell, to sort by.
    pub fn order(&self, block: &Block<'_>, row: usize, cell: usize) -> Order {
        Order { file: self.file, line: block.line(row), column: cell as u32 }
    }
}

/// The columns of the current block.
#[derive(Default)]
pub(super) struct Sheet {
    words: Vec<Words>,
    figures: Vec<Figures>,
    days: Vec<Days>,
    /// Faults that were told about a class, by column and class.
    pub scribe: Scribe,
}

impl Sheet {
    /// For a source of so many columns.
    pub fn new(columns: usize, sets_aside: bool) -> Sheet {
        let mut sheet = Sheet::default();
        sheet.words.resize_with(columns, Words::default);
        sheet.figures.resize_with(columns, Figures::default);
        sheet.days.resize_with(columns, Days::default);
        sheet.scribe.sets_aside = sets_aside;
        sheet
    }

    /// Begins another file.
    pub fn begin_file(&mut self, file: u32) {
        self.words.iter_mut().for_each(Words::begin_file);
        self.scribe.file = file;
    }

    /// Begins a block.
    pub fn begin(&mut self, len: usize, binding: &Binding) {
        for (column, bound) in binding.iter().enumerate() {
            self.words[column].begin(len);
            match Kind::of(bound.reader.form()) {
                Kind::Word => {}
                Kind::Figure => self.figures[column].begin(len),
                Kind::Day => {
                    self.days[column].values.clear();
                    self.days[column].values.resize(len, DAY_UNREAD);
                }
            }
        }
        self.scribe.bad.clear(len);
        self.scribe.why.clear();
    }

    /// The words of a column.
    pub fn words(&self, column: usize) -> &Words {
        &self.words[column]
    }

    /// The figures of a column.
    pub fn figures(&self, column: usize) -> &Figures {
        &self.figures[column]
    }

    /// The days of a column.
    pub fn days(&self, column: usize) -> &Days {
        &self.days[column]
    }

    /// Reads the words of these rows.
    pub fn read_words(&mut self, column: usize, rows: &Bits, block: &Block<'_>, binding: &Binding) {
        let bound = &binding[column];
        let words = &mut self.words[column];
        for row in rows.rows() {
            if words.class(row) != UNREAD {
                continue;
            }
            let class = words.read(row, block, bound.physical, &bound.reader);
            let Some((fault, text)) = words.fault(class) else { continue };
            self.scribe.fault(block, (row, bound.physical), Some(text), || fault);
        }
    }

    /// Reads the figures of these rows.
    pub fn read_figures(
        &mut self,
        column: usize,
        rows: &Bits,
        block: &Block<'_>,
        binding: &Binding,
    ) {
        let bound = &binding[column];
        let figures = &mut self.figures[column];
        let fast = Fast::of(bound);
        for row in rows.rows() {
            if figures.values[row] != FIGURE_UNREAD {
                continue;
            }
            figures.values[row] = match fast.read(block.bytes(row, bound.physical)) {
                Some(value) => value,
                None => slow_figure(figures, &mut self.scribe, bound, block, row),
            };
        }
    }

    /// Reads the days of these rows.
    pub fn read_days(&mut self, column: usize, rows: &Bits, block: &Block<'_>, binding: &Binding) {
        let bound = &binding[column];
        let values = &mut self.days[column].values;
        for row in rows.rows() {
            if values[row] != DAY_UNREAD {
                continue;
            }
            let date = bound.date.as_ref().filter(|_| !bound.has_alias);
            let usual = date.and_then(|date| date.usual_number(block.bytes(row, bound.physical)));
            if let Some(number) = usual {
                values[row] = number;
                continue;
            }
            values[row] = match bound.read(block, row) {
                Ok(Value::Day(day)) => day.number(),
                Ok(_) => DAY_MISSING,
                Err(fault) => {
                    self.scribe.fault(block, (row, bound.physical), None, || fault);
                    DAY_BAD
                }
            };
        }
    }

    /// The value of a column in a row that was read.
    pub fn value(&self, column: usize, row: usize, form: &Form) -> Value {
        match Kind::of(form) {
            Kind::Word => {
                let words = &self.words[column];
                match words.class(row) {
                    UNREAD => Value::Missing,
                    class => words.word(class).value.clone(),
                }
            }
            Kind::Figure => {
                let number = self.figures[column].figure(row).number(scale_of(form));
                number.map_or(Value::Missing, Value::Num)
            }
            Kind::Day => {
                Day::from_number(self.days[column].day(row)).map_or(Value::Missing, Value::Day)
            }
        }
    }

    /// How the bare shares of each column were written.
    pub fn spreads(&self) -> impl Iterator<Item = (usize, Spread)> + '_ {
        self.figures.iter().map(|figures| figures.spread).enumerate()
    }

    /// Forgets how shares were written, for another file.
    pub fn forget_spreads(&mut self) {
        self.figures.iter_mut().for_each(|figures| figures.spread = Spread::default());
    }
}

/// Everything but the usual forms.
#[cold]
fn slow_figure(
    figures: &mut Figures,
    scribe: &mut Scribe,
    bound: &Bound,
    block: &Block<'_>,
    row: usize,
) -> i64 {
    let read = match bound.reader.read_whole(&block.cell(row, bound.physical).text()) {
        Ok(read) => read,
        Err(fault) => {
            scribe.fault(block, (row, bound.physical), None, || fault);
            return FIGURE_BAD;
        }
    };
    if let (Some(share), Form::Percent(form)) = (&read.share, bound.reader.form()) {
        figures.spread.note(share, form, block.line(row));
    }
    let Value::Num(number) = read.value else { return FIGURE_MISSING };
    match Figure::of(number, scale_of(bound.reader.form())) {
        Figure::Plain(plain) => plain,
        Figure::Odd(number) => {
            figures.odd.insert(row as u32, number);
            FIGURE_ODD
        }
        Figure::Missing => FIGURE_MISSING,
    }
}
