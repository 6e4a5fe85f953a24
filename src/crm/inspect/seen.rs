//! Which rows were seen before: the same key, the same content. A key is kept as a hash of 128 bits,
//! a content as one hash per column, so that a message can name the columns that differ.

use std::collections::HashMap;
use std::collections::hash_map::DefaultHasher;
use std::hash::{Hash, Hasher};
use std::sync::Arc;

use crate::base::Number;
use crate::expr::Value;
use crate::text::Place;

use super::super::told::line_place;

/// A row by which later ones are judged.
#[derive(Clone, Debug)]
pub struct Seen {
    /// One hash per declared column; one of the whole row where there is no key.
    pub content: Box<[u64]>,
    /// The file.
    pub file: Arc<str>,
    /// The line on which it begins.
    pub line: u64,
    /// The value of the version column.
    pub version: Option<Value>,
    /// What it adds to the control sums, where a newer version may take it back.
    pub amounts: Vec<(usize, Number)>,
}

impl Seen {
    /// Where it is.
    pub fn place(&self) -> Place {
        line_place(&self.file, self.line)
    }

    /// Whether this row has a newer version than one with the same key.
    pub fn supersedes(&self, other: &Seen) -> bool {
        match (&self.version, &other.version) {
            (Some(version), Some(than)) => is_newer(version, than),
            _ => false,
        }
    }
}

/// The rows of some files by their keys.
#[derive(Clone, Debug, Default)]
pub struct Rows {
    rows: HashMap<u128, Seen>,
}

impl Rows {
    /// The row of that key.
    pub fn get(&self, key: u128) -> Option<&Seen> {
        self.rows.get(&key)
    }

    /// Remembers a row in place of another with its key.
    pub fn put(&mut self, key: u128, row: Seen) {
        self.rows.insert(key, row);
    }

    /// Takes in the rows of a later file.
    pub fn absorb(&mut self, later: Rows) {
        self.rows.extend(later.rows);
    }
}

/// A key or whole row of these texts. The texts are kept apart: `a` and `bc` isn't `ab` and `c`.
pub fn key_of<'t>(texts: impl Iterator<Item = &'t str> + Clone) -> u128 {
    let half = |salt: u8| {
        let mut hasher = DefaultHasher::new();
        salt.hash(&mut hasher);
        texts.clone().for_each(|text| text.hash(&mut hasher));
        u128::from(hasher.finish())
    };
    half(0) << 64 | half(1)
}

/// A text as content.
pub fn content_of(text: &str) -> u64 {
    let mut hasher = DefaultHasher::new();
    text.hash(&mut hasher);
    hasher.finish()
}

/// Whether a version is newer than another: a later day, a larger number, a text that sorts later.
fn is_newer(version: &Value, than: &Value) -> bool {
    match (version, than) {
        (Value::Day(a), Value::Day(b)) => a > b,
        (Value::Num(a), Value::Num(b)) => a > b,
        (Value::Text(a), Value::Text(b)) => a > b,
        (Value::Missing, _) => false,
        (_, Value::Missing) => true,
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_one_key_only_in_the_same_cells() {
        let key = |texts: &[&'static str]| key_of(texts.iter().copied());
        assert_eq!(key(&["a", "bc"]), key(&["a", "bc"]));
        assert_ne!(key(&["a", "bc"]), key(&["ab", "c"]));
        assert_ne!(key(&["a"]), key(&["a", ""]));
    }

    #[test]
    fn any_version_is_newer_than_none() {
        let text = |text: &str| Value::Text(text.into());
        assert!(is_newer(&text("2026-07-02"), &text("2026-07-01")));
        assert!(is_newer(&text(""), &Value::Missing) && !is_newer(&Value::Missing, &text("")));
        assert!(!is_newer(&text("a"), &text("a")));
    }
}
