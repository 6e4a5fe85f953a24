//! Names: what a caller tells about the names of an expression, the longest of them at a place of
//! the text, and the nearest to one that nobody knows. What a name stands for is the caller's.

use std::collections::BTreeMap;

use crate::base::Unit;
use crate::base::unit::Currency;

use super::fold::{Folded, fold, is_ascii_word, is_word};

/// What a name or a part of an expression is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Type {
    /// True or false.
    Bool,
    /// A text.
    Text,
    /// A calendar day.
    Day,
    /// A number that counts something.
    Num(Unit),
    /// A written list; only `in` takes one.
    List,
    /// A reference table; only `in` takes one.
    Table,
}

impl Type {
    /// The word for it in a plan: `text`, `day`, `count`, `CNY`, …
    pub fn word(&self) -> &str {
        match self {
            Type::Bool => "true/false",
            Type::Text => "text",
            Type::Day => "day",
            Type::Num(unit) => unit.word(),
            Type::List => "list",
            Type::Table => "table",
        }
    }
}

/// What a name stands for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct NameEntry {
    /// The caller's number for it; tables and values are numbered apart.
    pub slot: usize,
    /// What it is.
    pub kind: Type,
    /// Whether it can be asked for another period: `previous(…)`, `last_year(…)`.
    pub windowed: bool,
}

/// The names that an expression may use.
pub trait Names {
    /// What that name stands for: an id, a dotted id, or a display name.
    fn lookup(&self, name: &str) -> Option<NameEntry>;
    /// Every name that `lookup` knows.
    fn all(&self) -> Vec<&str>;
    /// The plan's currency: `$` and `¥`, which several currencies share, mean it where they can.
    fn currency(&self) -> Option<Currency> {
        None
    }
}

struct Entry {
    name: String,
    folded: Vec<char>,
    entry: NameEntry,
}

/// The names prepared for finding them in texts: made once, used for every expression over them.
pub struct Lexicon {
    /// By their first folded character, longest first.
    entries: BTreeMap<char, Vec<Entry>>,
    /// The plan's currency.
    pub(super) currency: Option<Currency>,
}

impl Lexicon {
    /// Prepares the names.
    pub fn new(names: &dyn Names) -> Lexicon {
        let mut entries: BTreeMap<char, Vec<Entry>> = BTreeMap::new();
        for name in names.all() {
            let folded: Vec<char> = name.chars().map(fold).collect();
            let Some(first) = folded.first().copied() else { continue };
            // A name of digits only would hide the number.
            if !name.chars().any(char::is_alphabetic) {
                continue;
            }
            if let Some(entry) = names.lookup(name) {
                let entry = Entry { name: name.to_owned(), folded, entry };
                entries.entry(first).or_default().push(entry);
            }
        }
        for same in entries.values_mut() {
            same.sort_by(|a, b| b.folded.len().cmp(&a.folded.len()).then(a.name.cmp(&b.name)));
        }
        Lexicon { entries, currency: names.currency() }
    }

    /// The longest name that stands at `position`, and where it ends.
    pub(super) fn longest(&self, text: &Folded, position: usize) -> Option<(NameEntry, usize)> {
        self.entries.get(&text.char(position))?.iter().find_map(|known| {
            let end = position + known.folded.len();
            let here = text.starts_with(position, &known.folded) && !is_glued(text, end);
            here.then_some((known.entry, end))
        })
    }

    /// The entry of exactly that name.
    pub(super) fn exact(&self, name: &str) -> Option<NameEntry> {
        let folded: Vec<char> = name.trim().chars().map(fold).collect();
        let same = self.entries.get(folded.first()?)?;
        same.iter().find(|known| known.folded == folded).map(|known| known.entry)
    }

    /// The name that was probably meant, with the number of edits between them.
    pub(super) fn nearest(&self, typed: &str) -> Option<(&str, usize)> {
        let length = typed.chars().count();
        self.entries
            .values()
            .flatten()
            .map(|known| (known.name.as_str(), known.folded.len()))
            .map(|(name, size)| (name, strsim::damerau_levenshtein(name, typed), size))
            .filter(|(name, edits, size)| {
                let part = length >= 2 && (name.contains(typed) || typed.contains(*name));
                let longer = length.max(*size);
                *edits <= (longer / 3).max(1) && *edits < longer || part
            })
            .min_by_key(|(_, edits, _)| *edits)
            .map(|(name, edits, _)| (name, edits))
    }

    /// A few names, for a message.
    pub(super) fn some(&self) -> String {
        let all = self.entries.values().flatten();
        let mut names: Vec<&str> = all.map(|known| known.name.as_str()).collect();
        names.sort_unstable();
        let more = if names.len() > 12 { " …" } else { "" };
        names.truncate(12);
        if names.is_empty() { "–".to_owned() } else { format!("{}{more}", names.join(" · ")) }
    }
}

/// Whether a name of ASCII letters goes on at `end`: `sales` is not in `sales_q1` or `sales.x`.
fn is_glued(text: &Folded, end: usize) -> bool {
    let dotted = text.char(end) == '.' && is_word(text.char(end + 1)) && !text.is_digit(end + 1);
    is_ascii_word(text.char(end - 1)) && (is_ascii_word(text.char(end)) || dotted)
}
