//! What is wrong with an expression, as byte ranges of its text, and how such a range becomes a
//! place in the file.

use crate::text::{Code, Diagnostic, Sink, Sources, Span, Spanned};

use super::fold::At;

/// The placeholders of what something is.
pub(super) const KIND: (&str, &str) = ("kind_zh", "kind_en");
/// The placeholders of what it should be.
pub(super) const EXPECTED: (&str, &str) = ("expected_zh", "expected_en");

/// One thing that is wrong; the first place is where.
#[derive(Debug)]
pub(super) struct Fault {
    code: &'static Code,
    args: Vec<(&'static str, String)>,
    places: Vec<At>,
}

impl Fault {
    pub fn new(code: &'static Code, at: At) -> Fault {
        Fault { code, args: Vec::new(), places: vec![at] }
    }

    /// With a type or unit in the words of both languages, as `NAME_zh` and `NAME_en`.
    pub fn kind(self, (name_zh, name_en): (&'static str, &'static str), word: &str) -> Fault {
        let (zh, en) = match word {
            "true/false" => ("真假值", "true or false"),
            "text" => ("文字", "a text"),
            "day" => ("日期", "a day"),
            "number" => ("数字", "a number"),
            "number, day" => ("数字或日期", "a number or a day"),
            "count" => ("个数", "a count"),
            "ratio" => ("比率", "a ratio"),
            "days" => ("天数", "a number of days"),
            "list" => ("列表", "a list"),
            "table" => ("参照表", "a table"),
            currency => {
                let (zh, en) = (format!("{currency} 金额"), format!("an amount in {currency}"));
                return self.arg(name_zh, zh).arg(name_en, en);
            }
        };
        self.arg(name_zh, zh).arg(name_en, en)
    }

    pub fn arg(mut self, name: &'static str, value: impl ToString) -> Fault {
        self.args.push((name, value.to_string()));
        self
    }

    pub fn also(mut self, at: At) -> Fault {
        self.places.push(at);
        self
    }

    /// Tells it, with its places in the file.
    pub fn tell(self, origin: Origin, sink: &mut Sink) {
        let mut told = Diagnostic::new(self.code);
        told.args = self.args;
        let mut seen = Vec::new();
        for at in self.places {
            let span = origin.span(at);
            if !seen.contains(&span) {
                seen.push(span);
                told = told.at(span);
            }
        }
        sink.push(told);
    }
}

/// Where the text of an expression begins in its file, when the file spells it as it is.
#[derive(Clone, Copy, Debug)]
pub(super) struct Origin {
    whole: Span,
    start: Option<usize>,
}

impl Origin {
    /// Finds the expression's text behind the quotes of its span. A text that the file spells with
    /// escapes or continued lines is known as a whole only.
    pub fn of(text: &Spanned<String>, sources: &Sources) -> Origin {
        let raw = sources.slice(text.span);
        let quoted = ["", "\"", "'", "\"\"\"", "'''", "\"\"\"\n", "'''\n"];
        let start = quoted.iter().find_map(|open| {
            let close = open.trim_end();
            let inner = raw.strip_prefix(open)?.strip_suffix(close)?;
            (inner == text.value).then(|| text.span.start as usize + open.len())
        });
        Origin { whole: text.span, start }
    }

    /// The place of a range.
    pub fn span(&self, at: At) -> Span {
        match self.start {
            Some(start) => Span::new(self.whole.source, start + at.start, start + at.end),
            None => self.whole,
        }
    }
}

/// Text of the user as a message quotes it: one line, not too long.
pub(super) fn quoted(text: &str) -> String {
    let mut line: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    line = line.chars().flat_map(visible).collect();
    if line.chars().count() > 48 {
        line = line.chars().take(45).chain("…".chars()).collect();
    }
    line
}

/// A character that cannot be seen, as its code.
fn visible(c: char) -> Vec<char> {
    let hidden = c.is_control() || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}');
    let hidden = hidden || matches!(c, '\u{2060}'..='\u{2069}' | '\u{feff}');
    if hidden { c.escape_unicode().collect() } else { vec![c] }
}
