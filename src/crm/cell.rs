//! What the readers of all kinds of cells share: the narrow form of full-width characters, blank
//! cells, characters nobody sees, and how a value is shown in a message. What a cell means is read
//! in the file of its kind.

use crate::plan::format::Blank;

/// How many characters of a value a message shows.
const SHOWN: usize = 60;

/// A character that can't stand where it stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stray {
    /// Which character of the cell as exported, from 1.
    pub position: usize,
    /// The character as exported.
    pub character: char,
}

/// The ASCII character that a full-width form, a typographic space or a mathematical minus stands
/// for; every other character is itself. One character for one, so that positions stay.
pub fn narrow(character: char) -> char {
    match character {
        '\u{ff01}'..='\u{ff5e}' => {
            char::from_u32(u32::from(character) - 0xfee0).unwrap_or(character)
        }
        '\u{3000}' | '\u{a0}' | '\u{2000}'..='\u{200a}' | '\u{202f}' | '\u{205f}' => ' ',
        '\u{2212}' | '\u{fe63}' => '-',
        '\u{ffe5}' => '¥',
        '\u{ffe1}' => '£',
        '\u{ffe6}' => '₩',
        other => other,
    }
}

/// Whether a character is invisible and may not stand in a key or a name: control characters,
/// zero-width characters, soft hyphens, marks that turn the direction of the text.
pub fn is_hidden(character: char) -> bool {
    let zero_width = matches!(character, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}'..='\u{2064}' | '\u{feff}');
    let turning = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}');
    character.is_control() || zero_width || turning
}

/// The first invisible character of `text`, a line break included.
pub fn hidden_in(text: &str) -> Option<Stray> {
    let (at, character) = text.chars().enumerate().find(|(_, c)| is_hidden(*c))?;
    Some(Stray { position: at + 1, character })
}

/// `U+200B`: how a message names a character that can't be seen.
pub fn code_point(character: char) -> String {
    format!("U+{:04X}", u32::from(character))
}

/// `value` as a message shows it: invisible characters by their code point, long text shortened.
pub fn shown(value: &str) -> String {
    let mut out = String::with_capacity(value.len());
    for (count, character) in value.chars().enumerate() {
        if count == SHOWN {
            out.push('…');
            break;
        }
        match character {
            '\n' => out.push('⏎'),
            hidden if is_hidden(hidden) => out.push_str(&format!("<{}>", code_point(hidden))),
            plain => out.push(plain),
        }
    }
    out
}

/// The characters of a cell in narrow form, without the spaces around them.
pub(super) struct Narrowed {
    /// What is to be read.
    pub(super) chars: Vec<char>,
    before: usize,
    exported: Vec<char>,
}

impl Narrowed {
    /// The characters of `bytes`; the stray one is the first byte that is no UTF-8.
    pub(super) fn new(bytes: &[u8]) -> Result<Narrowed, Stray> {
        let text = std::str::from_utf8(bytes).map_err(|error| {
            let good = String::from_utf8_lossy(&bytes[..error.valid_up_to()]);
            Stray { position: good.chars().count() + 1, character: char::REPLACEMENT_CHARACTER }
        })?;
        let exported: Vec<char> = text.chars().collect();
        let all: Vec<char> = exported.iter().map(|c| narrow(*c)).collect();
        let is_space = |c: &char| matches!(c, ' ' | '\t');
        let before = all.iter().take_while(|c| is_space(c)).count();
        let after = all[before..].iter().rev().take_while(|c| is_space(c)).count();
        let chars = all[before..all.len() - after].to_vec();
        Ok(Narrowed { chars, before, exported })
    }

    /// The character at that index of `chars` as a stray one; the last one where the index is past
    /// the end, since something is missing after it.
    pub(super) fn stray(&self, at: usize) -> Stray {
        let index = self.before + at.min(self.chars.len().saturating_sub(1));
        let character = self.exported.get(index).copied().unwrap_or(char::REPLACEMENT_CHARACTER);
        Stray { position: index + 1, character }
    }

    /// Whether the cell has no value by that declaration.
    pub(super) fn is_blank(&self, blank: &Blank) -> bool {
        self.chars.is_empty() || blank.tokens.iter().any(|token| self.is_word(token))
    }

    /// Whether the cell is that word, without regard to width and ASCII case.
    pub(super) fn is_word(&self, word: &str) -> bool {
        let mut rest = self.chars.iter();
        let same = |c: char| rest.next().is_some_and(|d| d.eq_ignore_ascii_case(&narrow(c)));
        word.chars().all(same) && rest.next().is_none()
    }

    /// Whether the cell is hidden behind asterisks.
    pub(super) fn is_masked(&self) -> bool {
        let stars = self.chars.iter().filter(|c| **c == '*').count();
        stars > 0 && (stars == self.chars.len() || self.chars.windows(2).any(|w| w == ['*', '*']))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn full_width_forms_become_ascii_and_keep_their_place() {
        let cell = Narrowed::new("　（１，２３４．５６）％ ".as_bytes()).unwrap();
        assert_eq!(cell.chars.iter().collect::<String>(), "(1,234.56)%");
        assert_eq!(cell.stray(0), Stray { position: 2, character: '（' });
        assert_eq!(narrow('−'), '-');
        assert_eq!(narrow('￥'), '¥');
    }

    #[test]
    fn a_byte_that_is_no_utf8_is_named_by_its_place() {
        let stray = Narrowed::new(b"\xe5\xbc\xa0\xff").err().unwrap();
        assert_eq!(stray.position, 2);
    }

    #[test]
    fn blank_tokens_hold_in_any_case_and_width() {
        for text in ["", "  ", "-", "—", "n/a", "#N/A", "null", "－"] {
            let cell = Narrowed::new(text.as_bytes()).unwrap();
            assert!(cell.is_blank(&Blank::default()), "{text:?}");
        }
        assert!(!Narrowed::new(b"0").unwrap().is_blank(&Blank::default()));
    }

    #[test]
    fn what_nobody_sees_is_shown_by_its_number() {
        assert_eq!(shown("张\u{200b}三\n\0"), "张<U+200B>三⏎<U+0000>");
        assert_eq!(shown(&"a".repeat(100)).chars().count(), SHOWN + 1);
        assert_eq!(hidden_in("ab\u{202e}").map(|s| s.position), Some(3));
        assert_eq!(hidden_in("张三 Zhang"), None);
    }
}
