//! An expression as folded characters: both widths of a sign are one sign, every character keeps
//! its byte offset. Knows no words and no grammar.

/// A range of bytes of the expression's text.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) struct At {
    pub start: usize,
    pub end: usize,
}

impl At {
    /// The smallest range that covers both.
    pub fn to(self, other: At) -> At {
        At { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

/// The one character that stands for all widths and variants of a sign.
pub(super) fn fold(c: char) -> char {
    match c {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(c) - 0xfee0).unwrap_or(c),
        '\u{3000}' => ' ',
        '−' | '–' => '-',
        '×' => '*',
        '÷' => '/',
        '≦' | '⩽' => '≤',
        '≧' | '⩾' => '≥',
        '【' => '[',
        '】' => ']',
        '、' => ',',
        '￥' => '¥',
        '￡' => '£',
        other => other,
    }
}

/// Whether `c` can stand inside a word: letters and digits of any script, and `_`.
pub(super) fn is_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_'
}

/// Whether `c` is a letter, digit or `_` of ASCII: words of those end only where no more follow.
pub(super) fn is_ascii_word(c: char) -> bool {
    c.is_ascii_alphanumeric() || c == '_'
}

/// The text, its folded characters, and where each begins.
pub(super) struct Folded<'a> {
    pub text: &'a str,
    chars: Vec<char>,
    offsets: Vec<usize>,
}

impl<'a> Folded<'a> {
    pub fn new(text: &'a str) -> Self {
        let chars = text.chars().map(fold).collect();
        let ends = std::iter::once(text.len());
        let offsets = text.char_indices().map(|(at, _)| at).chain(ends).collect();
        Folded { text, chars, offsets }
    }

    /// The character at a position, `\0` past the end (which is no part of any word or sign).
    pub fn char(&self, position: usize) -> char {
        self.chars.get(position).copied().unwrap_or('\0')
    }

    pub fn is_digit(&self, position: usize) -> bool {
        self.char(position).is_ascii_digit()
    }

    pub fn is_end(&self, position: usize) -> bool {
        position >= self.chars.len()
    }

    /// The bytes from one position up to another.
    pub fn at(&self, start: usize, end: usize) -> At {
        let last = self.offsets.len() - 1;
        At { start: self.offsets[start.min(last)], end: self.offsets[end.min(last)] }
    }

    /// The text as typed from one position up to another.
    pub fn raw(&self, start: usize, end: usize) -> &'a str {
        let at = self.at(start, end);
        &self.text[at.start..at.end]
    }

    /// The folded text from one position up to another.
    pub fn folded(&self, start: usize, end: usize) -> String {
        self.chars[start..end.min(self.chars.len())].iter().collect()
    }

    /// The first position from `position` on that is no white space.
    pub fn skip_space(&self, position: usize) -> usize {
        self.skip(position, char::is_whitespace)
    }

    /// The first position from `position` on whose character does not satisfy `take`.
    pub fn skip(&self, mut position: usize, take: impl Fn(char) -> bool) -> usize {
        while !self.is_end(position) && take(self.char(position)) {
            position += 1;
        }
        position
    }

    /// Whether exactly these characters stand at `position`.
    pub fn starts_with(&self, position: usize, chars: &[char]) -> bool {
        self.chars.get(position..).is_some_and(|rest| rest.starts_with(chars))
    }

    /// The end of `word` when it stands at `position`: ASCII letters in any case, a space for any
    /// white space, and a word of ASCII letters only where the letters end.
    pub fn word(&self, position: usize, word: &str) -> Option<usize> {
        let mut at = position;
        for expected in word.chars() {
            let found = self.char(at);
            if expected == ' ' {
                let next = self.skip_space(at);
                if next == at {
                    return None;
                }
                at = next;
            } else if expected.eq_ignore_ascii_case(&found) {
                at += 1;
            } else {
                return None;
            }
        }
        let glued = word.ends_with(is_ascii_word) && is_ascii_word(self.char(at));
        (!glued).then_some(at)
    }
}
