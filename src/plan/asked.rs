//! What a plan is asked for: choices that move money and have no default, keys without which nothing
//! can be computed, keys that change nothing where they stand.

use crate::base::Number;
use crate::text::code::{design as code, plan as plan_code};
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

/// Whether at least so many numbers stand in rising order; tells where they don't.
pub fn rising(
    what: &str,
    key: &str,
    numbers: &[&Spanned<Number>],
    least: usize,
    whole: Span,
    sink: &mut Sink,
) -> bool {
    if numbers.len() < least {
        let (zh, en) = match least {
            1 => ("一个也没有", "there is none"),
            _ => ("至少要两个点", "at least two points are needed"),
        };
        not_rising(what, key, (zh, en), whole, sink);
        return false;
    }
    let mut rising = true;
    for pair in numbers.windows(2).filter(|pair| pair[1].value <= pair[0].value) {
        let why = ("这里不大于前一个", "this is not above the one before");
        not_rising(what, key, why, pair[1].span, sink);
        rising = false;
    }
    rising
}

/// Tells numbers that don't rise where they must.
pub fn not_rising(
    what: &str,
    key: &str,
    (why_zh, why_en): (&str, &str),
    span: Span,
    sink: &mut Sink,
) {
    sink.push(
        Diagnostic::new(&code::NOT_RISING)
            .arg("what", what)
            .arg("key", key)
            .arg("why_zh", why_zh)
            .arg("why_en", why_en)
            .at(span),
    );
}

/// A number that must be above 0; tells where it isn't.
pub fn positive(
    number: Option<Spanned<Number>>,
    key: &str,
    sink: &mut Sink,
) -> Option<Spanned<Number>> {
    let number = number?;
    if number.value.is_positive() {
        return Some(number);
    }
    Diagnostic::new(&plan_code::NOT_POSITIVE).arg("key", key).at(number.span).tell(sink)
}

/// A number that must not be below 0; tells where it is.
pub fn not_negative(
    number: Option<Spanned<Number>>,
    key: &str,
    sink: &mut Sink,
) -> Option<Spanned<Number>> {
    let number = number?;
    if !number.value.is_negative() {
        return Some(number);
    }
    Diagnostic::new(&code::BELOW_ZERO).arg("key", key).at(number.span).tell(sink)
}
