//! Values into Markdown: whatever a cell of an export holds shows as it was typed and can't leave
//! its cell, start a list, become a heading, a link or a tag. Finished figures (`-3.2%`,
//! `¥1,234.50`, `2026-07-01`) pass untouched.

use std::io::{self, Write};

/// Writes `text` so that CommonMark and GitHub tables show it as typed. A line break becomes
/// `<br>`; spaces at either end become entities; control and bidirectional-override characters,
/// which would change what is seen around them, become visible as `⟨U+202E⟩`.
pub fn markdown(text: &str, out: &mut dyn Write) -> io::Result<()> {
    if is_plain(text) {
        return out.write_all(text.as_bytes());
    }
    let chars: Vec<char> = text.chars().collect();
    let lead = chars.iter().take_while(|c| is_blank(**c)).count();
    let trail = chars.iter().rev().take_while(|c| is_blank(**c)).count();
    let end = chars.len() - trail.min(chars.len() - lead);
    for (at, &c) in chars.iter().enumerate() {
        if is_blank(c) && (at < lead || at >= end) {
            write!(out, "&#{};", u32::from(c))?;
        } else {
            write_char(&chars, at, out)?;
        }
    }
    Ok(())
}

/// Whether nothing of it can mean anything but itself: figures, ids, Chinese names. It may say no
/// of others too.
fn is_plain(text: &str) -> bool {
    let bytes = text.as_bytes();
    let is_digit = |at: usize| bytes.get(at).is_some_and(u8::is_ascii_digit);
    bytes.iter().enumerate().all(|(at, byte)| match byte {
        b'0'..=b'9' | b'A'..=b'Z' | b'a'..=b'z' | b',' | b'%' => true,
        b'.' => at > 0 && is_digit(at - 1) && is_digit(at + 1),
        b'-' => is_digit(at + 1),
        // U+4000 to U+9FFF, and the rest of their bytes: no other first bytes come here.
        0xE4..=0xE9 | 0x80..=0xBF => true,
        _ => false,
    })
}

/// Writes the character at `at`, which is no space at an end.
fn write_char(chars: &[char], at: usize, out: &mut dyn Write) -> io::Result<()> {
    let c = chars[at];
    match c {
        '\r' if chars.get(at + 1) == Some(&'\n') => Ok(()),
        '\n' | '\r' => out.write_all(b"<br>"),
        // A backslash right before the template's own `|` would swallow the border of the cell.
        '\\' if at + 1 == chars.len() => out.write_all(b"&#92;"),
        _ if is_hidden(c) => write!(out, "⟨U+{:04X}⟩", u32::from(c)),
        _ if needs_backslash(chars, at) => write!(out, "\\{c}"),
        _ => write!(out, "{c}"),
    }
}

fn is_blank(c: char) -> bool {
    c == ' ' || c == '\t'
}

/// Characters that are not seen but change what is seen.
fn is_hidden(c: char) -> bool {
    let override_mark = matches!(c,
        '\u{200E}' | '\u{200F}' | '\u{061C}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}'
        | '\u{2028}' | '\u{2029}' | '\u{FEFF}');
    override_mark || (c.is_control() && c != '\t')
}

/// Whether Markdown would read the character at `at` as more than itself.
fn needs_backslash(chars: &[char], at: usize) -> bool {
    let next = chars.get(at + 1).copied();
    match chars[at] {
        '\\' | '`' | '*' | '_' | '<' | '[' | ']' | '|' | '~' => true,
        '&' => starts_entity(&chars[at + 1..]),
        // Dollars around text are mathematics to some readers; before a digit they are money.
        '$' => !next.is_some_and(|c| c.is_ascii_digit()),
        // Data never becomes a link by itself: `http://…`, `www.…`.
        ':' if next == Some('/') && chars.get(at + 2) == Some(&'/') => true,
        '.' if ends_with_www(&chars[..at]) => true,
        c if at == 0 => starts_block(c, next),
        '.' | ')' => ends_number_of_list(&chars[..at], next),
        _ => false,
    }
}

/// Whether `c`, at the start of a line and before `next`, opens a heading, list, quote or rule.
fn starts_block(c: char, next: Option<char>) -> bool {
    match c {
        '#' | '>' | '=' => true,
        // A sign before a figure is a sign.
        '-' | '+' => next.is_none_or(|n| {
            is_blank(n) || n.is_control() || (n.is_ascii_punctuation() && n != '.' && n != '$')
        }),
        ':' => next.is_none_or(|n| n == '-'),
        _ => false,
    }
}

/// Whether `rest`, after `&`, makes a character reference such as `lt;`, or begins like a number of
/// one: what this file writes behind it could complete it for a lenient reader.
fn starts_entity(rest: &[char]) -> bool {
    if rest.first() == Some(&'#') {
        return true;
    }
    let name = rest.iter().take_while(|c| c.is_ascii_alphanumeric() || **c == '#').count();
    name > 0 && rest.get(name) == Some(&';')
}

fn ends_with_www(before: &[char]) -> bool {
    before.len() >= 3 && before[before.len() - 3..].iter().all(|c| c.eq_ignore_ascii_case(&'w'))
}

/// Whether the dot or bracket after `before` makes it the number of a list item, as in `1. `.
fn ends_number_of_list(before: &[char], next: Option<char>) -> bool {
    let digits = !before.is_empty() && before.len() <= 9;
    digits
        && before.iter().all(char::is_ascii_digit)
        && next.is_none_or(|c| is_blank(c) || c.is_control())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn escaped(text: &str) -> String {
        let mut out = Vec::new();
        markdown(text, &mut out).unwrap();
        String::from_utf8(out).unwrap()
    }

    /// The cells of a row as GitHub's table splitter sees them: a `|` right after a backslash does
    /// not part cells and loses that backslash; spaces around a cell don't count.
    fn cells(row: &str) -> Vec<String> {
        let mut cells = vec![String::new()];
        let mut chars = row.chars().peekable();
        while let Some(c) = chars.next() {
            let cell = cells.last_mut().unwrap();
            match c {
                '\\' if chars.peek() == Some(&'|') => cell.extend(chars.next()),
                '|' => cells.push(String::new()),
                _ => cell.push(c),
            }
        }
        let inner = &cells[1..cells.len() - 1];
        inner.iter().map(|cell| cell.trim_matches([' ', '\t']).to_owned()).collect()
    }

    /// The text that CommonMark shows for an inline run which holds nothing but text and `<br>`.
    fn shown(inline: &str) -> String {
        let mut out = String::new();
        let mut rest = inline;
        while let Some(c) = rest.chars().next() {
            let second = rest.chars().nth(1).filter(char::is_ascii_punctuation);
            if let (true, Some(second)) = (c == '\\', second) {
                out.push(second);
                rest = &rest[2..];
            } else if let Some(after) = rest.strip_prefix("<br>") {
                out.push('\n');
                rest = after;
            } else if let Some((number, after)) =
                rest.strip_prefix("&#").and_then(|tail| tail.split_once(';')).filter(is_digits)
            {
                out.push(char::from_u32(number.parse().unwrap()).unwrap());
                rest = after;
            } else {
                assert!(!"`*_<[]~".contains(c), "{c} has a meaning in {inline:?}");
                out.push(c);
                rest = &rest[c.len_utf8()..];
            }
        }
        out
    }

    /// `&#` alone is text; a reference has a number.
    fn is_digits((number, _): &(&str, &str)) -> bool {
        !number.is_empty() && number.bytes().all(|b| b.is_ascii_digit())
    }

    #[test]
    fn half_a_reference_before_a_blank_shows_as_typed() {
        assert_eq!(shown(&escaped("&#\t")), "&#\t");
    }

    fn hostile() -> impl Strategy<Value = String> {
        let piece = prop_oneof![
            "[|*_`<>~#&\\\\\\[\\]()+=:.!$;@/ \\n\\t-]{1,3}",
            "[0-9]{1,4}[.)]? ?",
            "(www\\.|http://|&lt;|&#124;|<br>|<b>|\\\\\\||---|\\r\\n)",
            "[张三经理华东a-zA-Z]{1,4}",
        ];
        proptest::collection::vec(piece, 0..8).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn any_text_keeps_the_table_and_shows_as_typed(text in hostile()) {
            let cell = escaped(&text);
            prop_assert!(!cell.contains(['\n', '\r']));
            // With the border close by as well as with a space between.
            for row in [format!("| a | {cell} | b |"), format!("|a|{cell}|b|")] {
                let got = cells(&row);
                prop_assert_eq!(got.len(), 3, "{}", row);
                let typed = text.replace("\r\n", "\n").replace('\r', "\n");
                prop_assert_eq!(shown(&got[1]), typed);
            }
        }

        #[test]
        fn any_text_at_the_start_of_a_line_stays_a_paragraph(text in hostile()) {
            let line = escaped(&text);
            let first = line.chars().next().unwrap_or('a');
            prop_assert!(!"#>=`~|*_<[ \t".contains(first) || line.starts_with("<br>"), "{}", line);
            let digits = line.chars().take_while(char::is_ascii_digit).count();
            let after = &line[digits..];
            // CommonMark: the number of a list item has at most nine digits.
            let listed = (1..=9).contains(&digits)
                && (after.starts_with(". ") || after == ".");
            prop_assert!(!listed, "{}", line);
            let bullet = ["- ", "+ ", "-\t", "--"].iter().any(|mark| line.starts_with(mark));
            prop_assert!(!bullet && line != "-" && line != "+", "{}", line);
        }
    }

    #[test]
    fn finished_figures_pass_untouched() {
        for figure in
            ["-3.2%", "+7.0", "¥1,234.50", "-$5.00", "2026-07-01", "12.5%", "0.09", "1:30", "R&D"]
        {
            assert_eq!(escaped(figure), figure);
        }
    }

    #[test]
    fn the_known_traps_show_as_typed() {
        assert_eq!(escaped("*经理"), "\\*经理");
        assert_eq!(escaped("a|b\nc"), "a\\|b<br>c");
        assert_eq!(escaped("1. 张三"), "1\\. 张三");
        assert_eq!(escaped("# 一"), "\\# 一");
        assert_eq!(escaped("&#0 "), "\\&#0&#32;");
        assert_eq!(escaped("- 一"), "\\- 一");
        assert_eq!(escaped("&lt;"), "\\&lt;");
        assert_eq!(escaped("a\\"), "a&#92;");
        assert_eq!(escaped("  x "), "&#32;&#32;x&#32;");
        assert_eq!(escaped("http://a.b"), "http\\://a.b");
        assert_eq!(escaped("张\u{202e}三"), "张⟨U+202E⟩三");
    }
}
