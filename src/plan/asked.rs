//! What a plan is asked for: choices that move money and have no default, keys without which nothing
//! can be computed, keys that change nothing where they stand.

use crate::text::code::design as code;
use crate::text::{Diagnostic, Fields, Sink, Span, Spanned};

/// The line that stands for the whole table: that of its kind, else of its id, else its first.
fn anchor(fields: &Fields<'_>) -> Span {
    let key = if fields.has("kind") { "kind" } else { "id" };
    fields.key_span(key)
}

/// A choice that moves money and has no default.
pub fn said<T: Copy>(
    fields: &Fields<'_>,
    what: &str,
    key: &str,
    words: &[(&str, T)],
    sink: &mut Sink,
) -> Option<Spanned<T>> {
    if fields.has(key) {
        return fields.choice(key, words, sink);
    }
    let choices: Vec<String> = words.iter().map(|(word, _)| format!("\"{word}\"")).collect();
    unsaid(what, key, &choices.join(", "), anchor(fields), sink)
}

/// Tells that something that moves money isn't said, and what could be.
pub fn unsaid<T>(what: &str, key: &str, choices: &str, span: Span, sink: &mut Sink) -> Option<T> {
    Diagnostic::new(&code::PAY_UNSAID)
        .arg("what", what)
        .arg("key", key)
        .arg("choices", choices)
        .at(span)
        .tell(sink)
}

/// Tells that a key is missing without which nothing can be computed.
pub fn needs<T>(
    fields: &Fields<'_>,
    what: &str,
    key: &str,
    example: &str,
    sink: &mut Sink,
) -> Option<T> {
    Diagnostic::new(&code::KIND_NEEDS_KEY)
        .arg("what", what)
        .arg("key", key)
        .arg("example", format!("{key} = {example}"))
        .at(fields.key_span("id"))
        .tell(sink)
}

/// Tells that a key changes nothing where it stands, and why not.
pub fn no_effect(
    fields: &Fields<'_>,
    what: &str,
    key: &str,
    (why_zh, why_en): (&str, &str),
    sink: &mut Sink,
) {
    sink.push(
        Diagnostic::new(&code::NO_EFFECT)
            .arg("what", what)
            .arg("key", key)
            .arg("why_zh", why_zh)
            .arg("why_en", why_en)
            .at(fields.key_span(key)),
    );
}

/// Tells numbers that don't rise where they must.
pub fn not_rising<T>(
    what: &str,
    key: &str,
    (why_zh, why_en): (&str, &str),
    span: Span,
    sink: &mut Sink,
) -> Option<T> {
    Diagnostic::new(&code::NOT_RISING)
        .arg("what", what)
        .arg("key", key)
        .arg("why_zh", why_zh)
        .arg("why_en", why_en)
        .at(span)
        .tell(sink)
}
