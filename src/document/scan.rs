//! The tags of a template and their tokens with places, so that what a template says can be judged
//! before it runs. Reads nothing into them; what can't be read ends the scan, and the engine tells
//! why.

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A name or keyword.
    Word,
    /// A quoted text, with its quotes.
    Text,
    /// Digits.
    Number,
    /// An operator or bracket.
    Sign,
}

/// A token and where it starts, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Token<'a> {
    /// What it is.
    pub kind: Kind,
    /// As written.
    pub text: &'a str,
    /// First byte in the template.
    pub start: usize,
}

/// `{{ … }}` or `{% … %}`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tag<'a> {
    /// Whether it is a statement `{% … %}`.
    pub statement: bool,
    /// What stands in it.
    pub tokens: Vec<Token<'a>>,
    /// First byte in the template.
    pub start: usize,
}

/// Signs of more than one character, longest first.
const LONG_SIGNS: [&str; 10] = ["...", "//", "**", "==", "!=", ">=", "<=", "</", "?.", "?["];

/// The tags of a template in order; comments and raw parts are none.
pub fn tags(source: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut at = 0;
    while let Some(start) = next_mark(source, at) {
        let body = start + 2;
        if source[start..].starts_with("{#") {
            let Some(end) = source[body..].find("#}") else { break };
            at = body + end + 2;
            continue;
        }
        let statement = source[start..].starts_with("{%");
        let Some((tokens, end)) = tokens(source, body, if statement { "%}" } else { "}}" }) else {
            break;
        };
        let is_raw = statement && matches!(tokens.as_slice(), [word] if word.text == "raw");
        if is_raw {
            at = end_of_raw(source, end);
        } else {
            tags.push(Tag { statement, tokens, start });
            at = end;
        }
    }
    tags
}

fn next_mark(source: &str, from: usize) -> Option<usize> {
    let found = source.as_bytes()[from..]
        .windows(2)
        .position(|pair| matches!(pair, b"{{" | b"{%" | b"{#"))?;
    Some(from + found)
}

/// Where the part after `{% raw %}` ends: past its `{% endraw %}`.
fn end_of_raw(source: &str, from: usize) -> usize {
    let mut at = from;
    while let Some(found) = source[at..].find("{%") {
        let body = at + found + 2;
        if let Some((tokens, end)) = tokens(source, body, "%}")
            && matches!(tokens.as_slice(), [word] if word.text == "endraw")
        {
            return end;
        }
        at = body;
    }
    source.len()
}

/// The tokens from `at` up to `close`, and the byte after it.
fn tokens<'a>(source: &'a str, at: usize, close: &str) -> Option<(Vec<Token<'a>>, usize)> {
    let mut tokens = Vec::new();
    let mut at = at + usize::from(source[at..].starts_with('-'));
    loop {
        let rest = &source[at..];
        let trimmed = rest.trim_start_matches(|c: char| c.is_ascii_whitespace());
        at += rest.len() - trimmed.len();
        let bare = trimmed.strip_prefix('-').unwrap_or(trimmed);
        for tail in [trimmed, bare] {
            if let Some(after) = tail.strip_prefix(close) {
                return Some((tokens, source.len() - after.len()));
            }
        }
        let token = token(trimmed, at)?;
        at += token.text.len();
        tokens.push(token);
    }
}

/// The token that `rest` begins with.
fn token(rest: &str, start: usize) -> Option<Token<'_>> {
    let first = rest.chars().next()?;
    let (kind, length) = match first {
        '"' | '\'' | '`' => (Kind::Text, quoted(rest, first)?),
        _ if first.is_ascii_digit() => (Kind::Number, run(rest, |c| c.is_ascii_digit())),
        _ if first == '_' || first.is_ascii_alphabetic() => {
            (Kind::Word, run(rest, |c| c == '_' || c.is_ascii_alphanumeric()))
        }
        _ => {
            let long = LONG_SIGNS.iter().find(|sign| rest.starts_with(**sign));
            (Kind::Sign, long.map_or(first.len_utf8(), |sign| sign.len()))
        }
    };
    Some(Token { kind, text: &rest[..length], start })
}

fn run(rest: &str, belongs: impl Fn(char) -> bool) -> usize {
    rest.find(|c| !belongs(c)).unwrap_or(rest.len())
}

/// The length of a quoted text with both its quotes.
fn quoted(rest: &str, quote: char) -> Option<usize> {
    let mut escaped = false;
    for (at, c) in rest.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            _ if c == quote => return Some(at + 1),
            _ => {}
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<Vec<&str>> {
        tags(source).iter().map(|tag| tag.tokens.iter().map(|t| t.text).collect()).collect()
    }

    #[test]
    fn tags_are_found_between_text_comments_and_raw_parts() {
        let source =
            "a {{ x.y }} {# {{ no }} #}{%- raw -%}{{ no }}{% endraw %}{%- for r in rows -%}";
        assert_eq!(texts(source), [vec!["x", ".", "y"], vec!["for", "r", "in", "rows"]]);
    }

    #[test]
    fn a_quoted_text_may_hold_the_closing_mark() {
        assert_eq!(texts(r#"{{ x or "}}\"" }}b{{y}}"#), [vec!["x", "or", r#""}}\"""#], vec!["y"]]);
    }

    #[test]
    fn tokens_know_their_place() {
        let source = "中文 {{ a | upper }}";
        let tag = &tags(source)[0];
        assert_eq!(&source[tag.tokens[2].start..], "upper }}");
    }

    #[test]
    fn what_can_not_be_read_ends_the_scan_without_a_fall() {
        for source in ["{{", "{%", "{{ 'x", "{# x", "{% raw %} {{ x", "{{ 名 }}", "{{-"] {
            tags(source);
        }
    }
}
