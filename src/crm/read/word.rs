//! Words: the cells of a column that repeat. Each different text of a file becomes a class and is
//! read once; what depends on the text alone is then asked once per class, not once per row.

use std::sync::Arc;

use crate::crm::block::Block;
use crate::crm::cell_value::CellReader;
use crate::expr::Value;
use crate::text::Diagnostic;

use super::mark::quick;

/// The row was not looked at.
pub(super) const UNREAD: u32 = u32::MAX;

/// With more classes than this, a column begins anew with the next block, so that memory does not
/// grow with the number of different texts.
const MOST_CLASSES: usize = 1 << 15;

/// One text of a column.
#[derive(Debug)]
pub(super) struct Word {
    /// What it means: a status's word in the plan, an alias replaced, trimmed.
    pub text: Arc<str>,
    /// Its value.
    pub value: Value,
    /// What is wrong with it.
    pub fault: Option<Diagnostic>,
}

/// The words of a column of the current block.
#[derive(Default)]
pub(super) struct Words {
    texts: Interner,
    /// The words by class.
    classes: Vec<Word>,
    /// The class of every row.
    of: Vec<u32>,
    /// Changes when classes begin anew.
    generation: u64,
    has_fault: bool,
}

impl Words {
    /// Begins another file, whose texts may be encoded differently and read by other forms.
    pub fn begin_file(&mut self) {
        self.texts.clear();
        self.classes.clear();
        self.generation += 1;
    }

    /// Begins a block of `len` rows.
    pub fn begin(&mut self, len: usize) {
        if self.classes.len() > MOST_CLASSES {
            self.begin_file();
        }
        self.of.clear();
        self.of.resize(len, UNREAD);
    }

    /// The class of a row.
    #[inline]
    pub fn class(&self, row: usize) -> u32 {
        self.of[row]
    }

    /// The word of a class.
    pub fn word(&self, class: u32) -> &Word {
        &self.classes[class as usize]
    }

    /// How many classes there are.
    pub fn len(&self) -> usize {
        self.classes.len()
    }

    /// Reads a row's cell.
    #[inline]
    pub fn read(&mut self, row: usize, block: &Block<'_>, at: usize, reader: &CellReader) -> u32 {
        let (class, is_new) = self.texts.class(block.bytes(row, at));
        if is_new {
            let word = Word::read(&block.cell(row, at).text(), reader);
            self.has_fault |= word.fault.is_some();
            self.classes.push(word);
        }
        self.of[row] = class;
        class
    }

    /// What is wrong with a class, and its text.
    #[inline]
    pub fn fault(&self, class: u32) -> Option<(Diagnostic, Arc<str>)> {
        if !self.has_fault {
            return None;
        }
        let word = self.word(class);
        word.fault.clone().map(|fault| (fault, word.text.clone()))
    }
}

impl Word {
    fn read(text: &str, reader: &CellReader) -> Word {
        match reader.read(text) {
            Ok(Value::Text(text)) => {
                Word { text: text.clone(), value: Value::Text(text), fault: None }
            }
            Ok(value) => Word { text: reader.meant(text).into(), value, fault: None },
            Err(fault) => {
                let text = reader.meant(text).into();
                Word { text, value: Value::Missing, fault: Some(fault) }
            }
        }
    }
}

/// An answer per class of a column, found when it is first asked for.
pub(super) struct Memo<T> {
    generation: u64,
    answers: Vec<Option<T>>,
}

impl<T> Default for Memo<T> {
    fn default() -> Self {
        Memo { generation: 0, answers: Vec::new() }
    }
}

impl<T> Memo<T> {
    /// Makes room for the classes that there are now.
    pub fn follow(&mut self, words: &Words) {
        if self.generation != words.generation {
            self.generation = words.generation;
            self.answers.clear();
        }
        self.answers.resize_with(words.len(), || None);
    }

    /// The answer for a class; [`Memo::follow`] was called after the class was read.
    #[inline]
    pub fn of(&mut self, class: u32, find: impl FnOnce() -> T) -> &T {
        self.answers[class as usize].get_or_insert_with(find)
    }
}

/// Numbers texts in the order in which they come.
#[derive(Default)]
pub(super) struct Interner {
    /// Numbers plus one, by hash; 0 is free.
    table: Vec<u32>,
    hashes: Vec<u64>,
    /// Where each text ends in `bytes`.
    ends: Vec<u32>,
    bytes: Vec<u8>,
}

impl Interner {
    fn clear(&mut self) {
        self.table.fill(0);
        self.hashes.clear();
        self.ends.clear();
        self.bytes.clear();
    }

    /// How many texts there are.
    #[cfg(test)]
    pub fn len(&self) -> usize {
        self.hashes.len()
    }

    /// The number of a text that came before.
    #[inline]
    pub fn find(&self, text: &[u8]) -> Option<u32> {
        if self.table.is_empty() {
            return None;
        }
        self.search(text, quick(text)).ok()
    }

    /// The number of a text, and whether it is new.
    #[inline]
    pub fn class(&mut self, text: &[u8]) -> (u32, bool) {
        if self.hashes.len() * 2 >= self.table.len() {
            self.grow();
        }
        let hash = quick(text);
        let at = match self.search(text, hash) {
            Ok(class) => return (class, false),
            Err(at) => at,
        };
        let class = self.hashes.len() as u32;
        self.table[at] = class + 1;
        self.hashes.push(hash);
        self.bytes.extend_from_slice(text);
        self.ends.push(self.bytes.len() as u32);
        (class, true)
    }

    /// The number of a text, or where in the table it would be.
    #[inline]
    fn search(&self, text: &[u8], hash: u64) -> Result<u32, usize> {
        let mask = self.table.len() - 1;
        let mut at = hash as usize & mask;
        while let Some(class) = self.table[at].checked_sub(1) {
            if self.hashes[class as usize] == hash && self.text(class as usize) == text {
                return Ok(class);
            }
            at = (at + 1) & mask;
        }
        Err(at)
    }

    #[inline]
    fn text(&self, class: usize) -> &[u8] {
        let start = if class == 0 { 0 } else { self.ends[class - 1] as usize };
        &self.bytes[start..self.ends[class] as usize]
    }

    fn grow(&mut self) {
        let size = (self.table.len() * 2).max(64);
        self.table.clear();
        self.table.resize(size, 0);
        for (class, hash) in (1u32..).zip(&self.hashes) {
            let mut at = *hash as usize & (size - 1);
            while self.table[at] != 0 {
                at = (at + 1) & (size - 1);
            }
            self.table[at] = class;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_text_has_one_number_also_after_growing() {
        let mut texts = Interner::default();
        for round in 0..2 {
            for number in 0..5_000u32 {
                let text = format!("客户{}", number / 2);
                let (class, is_new) = texts.class(text.as_bytes());
                assert_eq!(class, number / 2);
                assert_eq!(is_new, round == 0 && number % 2 == 0);
            }
        }
        assert_eq!(texts.class(b"").0, 2_500);
        texts.clear();
        assert_eq!(texts.class(b"x"), (0, true));
    }
}
