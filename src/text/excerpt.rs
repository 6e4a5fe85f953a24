//! The line of a file that a message points into, made fit for a terminal: escaped, cut around the
//! mark where it is long, with the mark moved along. Where the mark is, is decided elsewhere.

use std::ops::Range;

use unicode_width::UnicodeWidthChar;

use super::escape;

/// Columns of a terminal that an excerpt may take.
const WIDEST: usize = 110;
/// Columns kept before the mark when a line has to be cut.
const LEAD: usize = 40;

/// A line as shown and the bytes of it that are marked.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Excerpt {
    /// The line as shown.
    pub text: String,
    /// The marked bytes of `text`.
    pub mark: Range<usize>,
}

impl Excerpt {
    /// The excerpt of `line` with the characters `marked` marked (counted from 0; what lies past
    /// the end of the line is dropped).
    pub fn new(line: &str, marked: Range<usize>) -> Excerpt {
        let pieces: Vec<String> = line.chars().map(piece).collect();
        let shown = window(&pieces, marked.start);
        let mut text = String::new();
        let mut mark = None;
        if shown.start > 0 {
            text.push('…');
        }
        for at in shown.clone() {
            let start = text.len();
            // What is missing is marked where it is missing.
            if marked.is_empty() && at == marked.start {
                mark = Some(start..start);
            }
            text.push_str(&pieces[at]);
            if marked.contains(&at) {
                mark = Some(mark.map_or(start, |range: Range<usize>| range.start)..text.len());
            }
        }
        let end = text.len();
        if shown.end < pieces.len() {
            text.push('…');
        }
        Excerpt { text, mark: mark.unwrap_or(end..end) }
    }

    /// The column (in characters, from 1) at which the mark begins in the excerpt.
    pub fn column(&self) -> usize {
        self.text[..self.mark.start].chars().count() + 1
    }
}

/// One character as shown. A tab takes room like a tab, so that tabbed exports stay readable.
fn piece(c: char) -> String {
    let mut out = String::new();
    match c {
        '\t' => out.push_str("    "),
        c => escape::push(&mut out, c),
    }
    out
}

fn width(piece: &str) -> usize {
    piece.chars().map(|c| c.width().unwrap_or(0)).sum()
}

/// Which characters are shown: all if they fit, else a run around `mark`.
fn window(pieces: &[String], mark: usize) -> Range<usize> {
    let total: usize = pieces.iter().map(|piece| width(piece)).sum();
    if total <= WIDEST {
        return 0..pieces.len();
    }
    let mark = mark.min(pieces.len());
    let mut lead = 0;
    let before = pieces[..mark].iter().rev().take_while(|piece| {
        lead += width(piece);
        lead <= LEAD
    });
    let start = mark - before.count();
    let mut used = 0;
    let fits = pieces[start..].iter().take_while(|piece| {
        used += width(piece);
        used <= WIDEST
    });
    start..start + fits.count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_mark_follows_escapes_and_tabs() {
        let excerpt = Excerpt::new("a\t\u{202e}张三", 3..5);
        assert_eq!(excerpt.text, "a    \\u{202e}张三");
        assert_eq!(&excerpt.text[excerpt.mark], "张三");
    }

    #[test]
    fn a_long_line_is_cut_around_the_mark() {
        let line = format!("{}坏{}", "好".repeat(500), "后".repeat(500));
        let excerpt = Excerpt::new(&line, 500..501);
        assert_eq!(&excerpt.text[excerpt.mark.clone()], "坏");
        assert!(excerpt.text.starts_with("…好") && excerpt.text.ends_with("后…"));
        assert!(width(&excerpt.text) <= WIDEST + 2);
        assert_eq!(excerpt.column(), 1 + LEAD / 2 + 1);
    }

    #[test]
    fn a_mark_past_the_end_stands_at_the_end() {
        let excerpt = Excerpt::new("ab", 9..12);
        assert_eq!((excerpt.text.as_str(), excerpt.mark), ("ab", 2..2));
    }
}
