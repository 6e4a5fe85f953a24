//! Files of the plan as they were read, and places in them. Big exports are not kept here: their
//! places are made by `crm` as [`crate::text::Place::Spot`].

use std::fmt;
use std::sync::Arc;

/// Which file of the run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct SourceId(pub u32);

/// A range of bytes in one file of the run.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct Span {
    /// The file.
    pub source: SourceId,
    /// First byte.
    pub start: u32,
    /// One past the last byte.
    pub end: u32,
}

impl Span {
    /// The span of `start..end` in `source`.
    pub fn new(source: SourceId, start: usize, end: usize) -> Span {
        let clip = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        Span { source, start: clip(start), end: clip(end.max(start)) }
    }

    /// The smallest span that covers both (of the same file).
    #[must_use]
    pub fn to(self, other: Span) -> Span {
        Span {
            source: self.source,
            start: self.start.min(other.start),
            end: self.end.max(other.end),
        }
    }
}

/// A value and where the user wrote it. Equality looks at the value only.
#[derive(Clone, Debug)]
pub struct Spanned<T> {
    /// What was written.
    pub value: T,
    /// Where.
    pub span: Span,
}

impl<T> Spanned<T> {
    /// `value` as written at `span`.
    pub fn new(value: T, span: Span) -> Self {
        Spanned { value, span }
    }

    /// The same place with another value.
    pub fn map<U>(self, change: impl FnOnce(T) -> U) -> Spanned<U> {
        Spanned { value: change(self.value), span: self.span }
    }
}

impl<T: PartialEq> PartialEq for Spanned<T> {
    fn eq(&self, other: &Self) -> bool {
        self.value == other.value
    }
}

impl<T: Eq> Eq for Spanned<T> {}

impl<T> std::ops::Deref for Spanned<T> {
    type Target = T;
    fn deref(&self) -> &T {
        &self.value
    }
}

/// One file: its name as shown to people (relative to the plan folder) and its text.
pub struct Source {
    /// Path as shown in messages.
    pub name: String,
    /// The text, decoded, without a byte order mark.
    pub text: Arc<str>,
    line_starts: Vec<u32>,
}

impl Source {
    /// A file with that name and text.
    pub fn new(name: impl Into<String>, text: impl Into<Arc<str>>) -> Source {
        let text = text.into();
        let bytes = text.as_bytes();
        // A carriage return alone ends a line too: old exports have no other line ends.
        let ends_line = |at: usize| match bytes[at] {
            b'\n' => true,
            b'\r' => bytes.get(at + 1) != Some(&b'\n'),
            _ => false,
        };
        let starts = (0..bytes.len()).filter(|at| ends_line(*at)).map(|at| at + 1);
        let line_starts =
            std::iter::once(0).chain(starts).filter_map(|at| u32::try_from(at).ok()).collect();
        Source { name: name.into(), text, line_starts }
    }

    /// Line and column (in characters), both from 1, of a byte offset.
    pub fn line_column(&self, offset: u32) -> (usize, usize) {
        let line = self.line_starts.partition_point(|start| *start <= offset).max(1);
        let start = self.line_starts[line - 1] as usize;
        let end = (offset as usize).min(self.text.len());
        (line, self.text.get(start..end).map_or(1, |before| before.chars().count() + 1))
    }

    /// The text of a line (from 1) without its line end; empty past the last line.
    pub fn line_text(&self, line: usize) -> &str {
        let Some(start) = line.checked_sub(1).and_then(|at| self.line_starts.get(at)) else {
            return "";
        };
        let end = self.line_starts.get(line).map_or(self.text.len(), |next| *next as usize);
        let text = self.text.get(*start as usize..end).unwrap_or("");
        text.trim_end_matches(['\n', '\r'])
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Source({}, {} bytes)", self.name, self.text.len())
    }
}

/// All files of a run, so that a span can be shown.
#[derive(Default, Debug)]
pub struct Sources(Vec<Source>);

impl Sources {
    /// Takes in a file.
    pub fn add(&mut self, source: Source) -> SourceId {
        self.0.push(source);
        SourceId(u32::try_from(self.0.len() - 1).unwrap_or(u32::MAX))
    }

    /// The file of that id.
    pub fn get(&self, id: SourceId) -> &Source {
        &self.0[id.0 as usize]
    }

    /// `file:line:column` of the start of a span.
    pub fn place(&self, span: Span) -> String {
        let source = self.get(span.source);
        let (line, column) = source.line_column(span.start);
        format!("{}:{line}:{column}", source.name)
    }

    /// `file:line` of the start of a span, as explanations cite it.
    pub fn line(&self, span: Span) -> String {
        let source = self.get(span.source);
        format!("{}:{}", source.name, source.line_column(span.start).0)
    }

    /// The text that a span covers.
    pub fn slice(&self, span: Span) -> &str {
        self.get(span.source).text.get(span.start as usize..span.end as usize).unwrap_or("")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_end_counts_once() {
        for text in ["一二\n三四\n五", "一二\r\n三四\r\n五", "一二\r三四\r五"] {
            let source = Source::new("a.csv", text);
            let at = u32::try_from(text.find('四').unwrap()).unwrap();
            assert_eq!(source.line_column(at), (2, 2), "{text:?}");
            assert_eq!(source.line_text(2), "三四", "{text:?}");
            assert_eq!(source.line_text(3), "五", "{text:?}");
            assert_eq!(source.line_text(4), "", "{text:?}");
        }
    }
}
