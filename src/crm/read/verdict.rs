//! What the tests of a source say of the rows of a block: yes, no, or nothing where a value is
//! missing. Each test is made at most once per row, and of a word once per class.

use crate::crm::block::Block;

use super::bits::Bits;
use super::bound::Binding;
use super::condition::{Condition, Edge, Limit, Test, columns_of, holds, said};
use super::sheet::{DAY_LEAST, DAY_MISSING, Kind, Sheet, scale_of};
use super::task::{RowFacts, Task, WordFacts};
use super::word::Memo;

/// Rows for which something holds, and rows for which it does not; for the others it can't be said.
#[derive(Clone, Default, Debug)]
pub(super) struct Verdict {
    /// It holds.
    pub yes: Bits,
    /// It does not.
    pub no: Bits,
}

/// The verdicts of all tests on the current block.
pub(super) struct Verdicts {
    tests: Vec<Tested>,
}

#[derive(Default)]
struct Tested {
    /// Rows that were tested.
    asked: Bits,
    verdict: Verdict,
    /// What the test says of each class.
    classes: Memo<Option<bool>>,
    /// The bound for each class.
    limits: Memo<Option<Limit>>,
}

/// What a block is tested with.
pub(super) struct Desk<'a> {
    /// The source.
    pub task: &'a Task<'a>,
    /// Its columns in this file.
    pub binding: &'a Binding,
    /// The block.
    pub block: &'a Block<'a>,
}

impl Verdicts {
    /// For so many tests.
    pub fn new(tests: usize) -> Verdicts {
        let mut verdicts = Verdicts { tests: Vec::new() };
        verdicts.tests.resize_with(tests, Tested::default);
        verdicts
    }

    /// Begins a block.
    pub fn begin(&mut self, len: usize) {
        for tested in &mut self.tests {
            tested.asked.clear(len);
            tested.verdict.yes.clear(len);
            tested.verdict.no.clear(len);
        }
    }

    /// What a condition says of the rows in `among`. Rows that are decided are not tested further.
    pub fn of(
        &mut self,
        condition: &Condition,
        among: &Bits,
        sheet: &mut Sheet,
        desk: &Desk<'_>,
    ) -> Verdict {
        match condition {
            Condition::Test(test) => self.test(*test, among, sheet, desk),
            Condition::Not(inner) => {
                let Verdict { yes, no } = self.of(inner, among, sheet, desk);
                Verdict { yes: no, no: yes }
            }
            Condition::All(parts) => {
                let (mut open, mut verdict) = (among.clone(), Verdict::default());
                verdict.yes = among.clone();
                verdict.no = among.without(among);
                for part in parts {
                    let said = self.of(part, &open, sheet, desk);
                    verdict.yes.keep(&said.yes);
                    verdict.no.take(&said.no);
                    open.drop_all(&said.no);
                }
                verdict
            }
            Condition::Any(parts) => {
                let (mut open, mut verdict) = (among.clone(), Verdict::default());
                verdict.yes = among.without(among);
                verdict.no = among.clone();
                for part in parts {
                    let said = self.of(part, &open, sheet, desk);
                    verdict.yes.take(&said.yes);
                    verdict.no.keep(&said.no);
                    open.drop_all(&said.yes);
                }
                verdict
            }
        }
    }

    fn test(&mut self, test: usize, among: &Bits, sheet: &mut Sheet, desk: &Desk<'_>) -> Verdict {
        let tested = &mut self.tests[test];
        let fresh = among.without(&tested.asked);
        if !fresh.is_empty() {
            tested.make(&desk.task.tests[test], &fresh, sheet, desk);
            tested.asked.take(&fresh);
        }
        Verdict { yes: tested.verdict.yes.and(among), no: tested.verdict.no.and(among) }
    }
}

impl Tested {
    #[inline]
    fn put(&mut self, row: usize, holds: Option<bool>) {
        match holds {
            Some(true) => self.verdict.yes.put(row),
            Some(false) => self.verdict.no.put(row),
            None => {}
        }
    }

    fn make(&mut self, test: &Test, rows: &Bits, sheet: &mut Sheet, desk: &Desk<'_>) {
        let Desk { task, block, binding } = *desk;
        let form = |column: usize| &task.source.columns[column].form;
        match test {
            Test::Class { column, expr } => {
                sheet.read_words(*column, rows, block, binding);
                let words = sheet.words(*column);
                self.classes.follow(words);
                for row in rows.rows() {
                    let class = words.class(row);
                    let find = || said(&expr.decide(&WordFacts { task, word: words.word(class) }));
                    let holds = *self.classes.of(class, find);
                    self.put(row, holds);
                }
            }
            Test::Figure { column, how, bound } => {
                sheet.read_figures(*column, rows, block, binding);
                if let Edge::ByClass { column, .. } = bound {
                    sheet.read_words(*column, rows, block, binding);
                    self.limits.follow(sheet.words(*column));
                }
                let figures = sheet.figures(*column);
                let scale = scale_of(form(*column));
                for row in rows.rows() {
                    let limit = match bound {
                        Edge::Fixed(limit) => Some(limit),
                        Edge::ByClass { column, formula } => {
                            let words = sheet.words(*column);
                            let class = words.class(row);
                            let facts = WordFacts { task, word: words.word(class) };
                            let find = || {
                                let number = formula.compute(&facts).ok()?;
                                Some(Limit::new(*how, number, scale))
                            };
                            self.limits.of(class, find).as_ref()
                        }
                    };
                    let holds = limit.and_then(|limit| match figures.plain(row) {
                        Some(plain) => Some(limit.passes(plain)),
                        None => figures.odd(row).map(|odd| limit.passes_odd(odd)),
                    });
                    match holds {
                        Some(true) => self.verdict.yes.put(row),
                        Some(false) => self.verdict.no.put(row),
                        None => {}
                    }
                }
            }
            Test::Day { column, how, day } => {
                sheet.read_days(*column, rows, block, binding);
                for row in rows.rows() {
                    let here = sheet.days(*column).day(row);
                    self.put(row, (here >= DAY_LEAST).then(|| holds(*how, here, *day)));
                }
            }
            Test::Missing { column } => {
                let is_day = Kind::of(form(*column)) == Kind::Day;
                if is_day {
                    sheet.read_days(*column, rows, block, binding);
                } else {
                    sheet.read_figures(*column, rows, block, binding);
                }
                for row in rows.rows() {
                    let missing = if is_day {
                        sheet.days(*column).day(row) == DAY_MISSING
                    } else {
                        sheet.figures(*column).is_missing(row)
                    };
                    self.put(row, Some(missing));
                }
            }
            Test::Row(expr) => {
                let (own, by) = columns_of(expr, task.source);
                for column in own {
                    match Kind::of(form(column)) {
                        Kind::Word => sheet.read_words(column, rows, block, binding),
                        Kind::Figure => sheet.read_figures(column, rows, block, binding),
                        Kind::Day => sheet.read_days(column, rows, block, binding),
                    }
                }
                by.into_iter().for_each(|column| sheet.read_words(column, rows, block, binding));
                for row in rows.rows() {
                    let holds = said(&expr.decide(&RowFacts { task, sheet, row }));
                    self.put(row, holds);
                }
            }
        }
    }
}
