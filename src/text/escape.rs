//! The one escaper between what people typed and a terminal: control characters, bidirectional
//! controls and characters without width become visible, so that a name can neither steer the
//! terminal nor look like another name. Display only: data files keep every character.

use std::borrow::Cow;
use std::fmt::Write as _;

/// Whether a terminal would obey the character, or show nothing for it, instead of showing it.
pub fn is_hidden(c: char) -> bool {
    matches!(c,
        '\0'..='\u{1f}' | '\u{7f}'..='\u{9f}'
        | '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{115f}' | '\u{1160}'
        | '\u{180b}'..='\u{180f}' | '\u{200b}'..='\u{200f}' | '\u{2028}'..='\u{202e}'
        | '\u{2060}'..='\u{206f}' | '\u{3164}' | '\u{feff}' | '\u{ffa0}'
        | '\u{fff0}'..='\u{fffb}' | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}')
}

/// A value on one line: a newline becomes `⏎`, a tab `\t`, anything hidden `\u{…}`.
pub fn escape(text: &str) -> Cow<'_, str> {
    if !text.contains(is_hidden) {
        return Cow::Borrowed(text);
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut rest = text.chars().peekable();
    while let Some(c) = rest.next() {
        if c == '\r' && rest.peek() == Some(&'\n') {
            continue;
        }
        push(&mut out, c);
    }
    Cow::Owned(out)
}

/// A page of several lines: line feeds stay, everything else as in [`escape`].
pub fn escape_lines(text: &str) -> Cow<'_, str> {
    if !text.contains(|c| c != '\n' && is_hidden(c)) {
        return Cow::Borrowed(text);
    }
    let lines: Vec<Cow<'_, str>> = text.split('\n').map(escape).collect();
    Cow::Owned(lines.join("\n"))
}

/// Appends one character in its visible form.
pub(super) fn push(out: &mut String, c: char) {
    match c {
        '\n' | '\r' => out.push('⏎'),
        '\t' => out.push_str("\\t"),
        c if is_hidden(c) => {
            let _ = write!(out, "\\u{{{:x}}}", u32::from(c));
        }
        c => out.push(c),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn terminal_sequences_and_direction_marks_become_visible() {
        assert_eq!(escape("张\u{1b}[2J三"), "张\\u{1b}[2J三");
        assert_eq!(escape("a\u{9b}31m"), "a\\u{9b}31m");
        assert_eq!(escape("txt.\u{202e}fdp"), "txt.\\u{202e}fdp");
        assert_eq!(escape("张\u{200b}三"), "张\\u{200b}三");
        assert_eq!(escape("a\r\nb\nc\td"), "a⏎b⏎c\\td");
    }

    #[test]
    fn ordinary_text_is_not_touched() {
        for text in ["张三 · 华东（一组）", "Ünal O'Neill", "销售额≥10万元", "👍🏽"]
        {
            assert!(matches!(escape(text), Cow::Borrowed(_)), "{text}");
        }
    }

    #[test]
    fn a_page_keeps_its_lines() {
        assert_eq!(escape_lines("一\n二\u{7}\n"), "一\n二\\u{7}\n");
    }

    proptest! {
        #[test]
        fn nothing_hidden_is_left(text in any::<String>()) {
            prop_assert!(!escape(&text).contains(is_hidden));
            prop_assert!(!escape_lines(&text).contains(|c| c != '\n' && is_hidden(c)));
        }
    }
}
