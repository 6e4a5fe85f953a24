//! What is wrong, where, and what to do: a `Diagnostic` is a code with its arguments and places. A
//! `Sink` takes all of a run. How they look is the business of `cli`.

use super::code::Code;
use super::source::Span;

/// How bad it is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Severity {
    /// Nothing is written, exit 1.
    Error,
    /// Told, and the work goes on.
    Warning,
    /// Worth knowing.
    Note,
}

/// A place that a diagnostic points to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// A range in a file of the plan.
    Span(Span),
    /// A cell or line of an export, which is not kept in memory.
    Spot {
        /// The file as shown to people.
        file: String,
        /// Physical line, from 1.
        line: u64,
        /// Column in characters, from 1; 0 when the whole line is meant.
        column: u64,
        /// The physical line's text (shortened by the maker where it is long); empty if unknown.
        excerpt: String,
        /// How many characters from `column` on are meant; 0 when the whole line is meant.
        width: u64,
    },
    /// A file as a whole.
    File(String),
}

/// One thing that is wrong or worth knowing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Diagnostic {
    /// Its row in the code table.
    pub code: &'static Code,
    /// Values of the placeholders in the texts of the code.
    pub args: Vec<(&'static str, String)>,
    /// Where: the first is where it is wrong, the rest belong to it ("first defined here").
    pub places: Vec<Place>,
}

impl Diagnostic {
    /// A diagnostic of that code, without arguments and places yet.
    pub fn new(code: &'static Code) -> Self {
        Diagnostic { code, args: Vec::new(), places: Vec::new() }
    }

    /// With the placeholder `name` filled.
    #[must_use]
    pub fn arg(mut self, name: &'static str, value: impl ToString) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// With the reason of the operating system, as `why_zh` and `why_en`.
    #[must_use]
    pub fn because(self, error: &std::io::Error) -> Self {
        let (zh, en) = super::why::why(error);
        self.arg("why_zh", zh).arg("why_en", en)
    }

    /// At a span of a file of the plan.
    #[must_use]
    pub fn at(self, span: Span) -> Self {
        self.place(Place::Span(span))
    }

    /// At a place.
    #[must_use]
    pub fn place(mut self, place: Place) -> Self {
        self.places.push(place);
        self
    }

    /// Puts it into the sink; `None`, so that a reader can say `return told.tell(sink)`.
    pub fn tell<T>(self, sink: &mut Sink) -> Option<T> {
        sink.push(self);
        None
    }
}

/// Takes every diagnostic of a run; nothing stops at the first.
#[derive(Default, Debug)]
pub struct Sink {
    diagnostics: Vec<Diagnostic>,
}

impl Sink {
    /// Takes one in.
    pub fn push(&mut self, diagnostic: Diagnostic) {
        self.diagnostics.push(diagnostic);
    }

    /// Takes in all that another sink took.
    pub fn absorb(&mut self, other: Sink) {
        self.diagnostics.extend(other.diagnostics);
    }

    /// Everything told so far, in the order in which it was told.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        &self.diagnostics
    }

    /// Whether anything told so far is an error.
    pub fn has_errors(&self) -> bool {
        self.diagnostics.iter().any(|d| d.code.severity == Severity::Error)
    }

    /// How many of that severity were told.
    pub fn count(&self, severity: Severity) -> usize {
        self.diagnostics.iter().filter(|d| d.code.severity == severity).count()
    }
}
