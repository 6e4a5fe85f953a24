//! Whose the rows of a block are: the owner that each names, and its value of the dimension by which is
//! grouped. Who an owner's text means is `credit`'s.

use crate::expr::Value;
use crate::plan::source::{Owner, RowName};

use super::bits::Bits;
use super::credit::{Credit, Holder};
use super::shift::{Part, Shift, owner_column, text_of, word_column};
use super::task::Task;
use super::verdict::Desk;
use super::word::{Memo, Words};

impl Shift<'_> {
    /// Who holds a row, by what its owner's word means.
    #[inline]
    pub(super) fn holder<'c>(
        &self,
        credits: &'c mut Memo<Credit>,
        owners: Option<&Words>,
        row: usize,
    ) -> Holder<'c> {
        let Some(words) = owners else { return Holder::One(self.house) };
        match credits.of(words.class(row), || Credit::One(self.nobody)) {
            Credit::One(group) => Holder::One(*group),
            Credit::Several(several) => Holder::Several(several),
            Credit::Stray(_) | Credit::Bad(_) => Holder::One(self.nobody),
        }
    }
}

impl Part {
    /// Who is credited with each row, and its value of the dimension asked for.
    pub(super) fn read_groups(&mut self, shift: &Shift<'_>, desk: &Desk<'_>, any: &Bits) {
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
