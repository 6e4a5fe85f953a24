//! Words in rule texts that don't say what happens: 大幅, 适当, 酌情, "appropriate". Each is told at its
//! own place.

use crate::text::code::design as code;
use crate::text::{Diagnostic, Sink, Sources, Span, Spanned};

/// A Chinese word, and what before or behind it makes another word of it.
struct Word {
    word: &'static str,
    not_after: &'static [&'static str],
    not_before: &'static [&'static str],
}

const fn word(word: &'static str) -> Word {
    Word { word, not_after: &[], not_before: &[] }
}

/// The Chinese words.
static CHINESE: [Word; 12] = [
    word("大幅"),
    word("适当"),
    word("明显"),
    word("较好"),
    word("尽量"),
    word("原则上"),
    word("视情况"),
    word("酌情"),
    word("相关"),
    // 等级, 平等 and the like are words of their own.
    Word {
        word: "等",
        not_after: &["平", "同", "对", "相", "均", "高", "中", "初", "优", "劣", "一", "二", "三"],
        not_before: &["级", "于", "额", "同", "待", "次", "值", "比", "分", "候", "第"],
    },
    word("左右"),
    word("显著"),
];

/// The English words, in lower case.
static ENGLISH: [&str; 18] = [
    "appropriate",
    "appropriately",
    "approximately",
    "as needed",
    "at its discretion",
    "at our discretion",
    "discretionary",
    "etc",
    "in principle",
    "generally",
    "reasonable",
    "reasonably",
    "relevant",
    "significant",
    "significantly",
    "substantial",
    "substantially",
    "where possible",
];

/// Tells every vague word of a text.
pub fn judge(text: &Spanned<String>, sources: &Sources, sink: &mut Sink) {
    // The file's own spelling is searched, so that the places are right behind escapes too.
    let written = sources.slice(text.span);
    let mut found = chinese(written);
    found.extend(english(written));
    found.sort_unstable();
    for (start, word) in found {
        let start = text.span.start as usize + start;
        let span = Span::new(text.span.source, start, start + word.len());
        sink.push(Diagnostic::new(&code::VAGUE_WORD).arg("word", word).at(span));
    }
}

fn chinese(written: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    for Word { word, not_after, not_before } in &CHINESE {
        for (start, hit) in written.match_indices(word) {
            let (before, behind) = (&written[..start], &written[start + hit.len()..]);
            let other = not_after.iter().any(|end| before.ends_with(end))
                || not_before.iter().any(|begin| behind.starts_with(begin));
            if !other {
                found.push((start, hit));
            }
        }
    }
    found
}

fn english(written: &str) -> Vec<(usize, &str)> {
    let lower = written.to_ascii_lowercase();
    let mut found = Vec::new();
    for word in ENGLISH {
        for (start, hit) in lower.match_indices(word) {
            let end = start + hit.len();
            let glued = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric());
            let part =
                glued(lower[..start].chars().next_back()) || glued(lower[end..].chars().next());
            if !part {
                found.push((start, &written[start..end]));
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Source, SourceId};

    /// The words told, each with the column where it stands.
    fn told(text: &str) -> Vec<(String, usize)> {
        let mut sources = Sources::default();
        sources.add(Source::new("rules.toml", text));
        let text = Spanned::new(text.to_owned(), Span::new(SourceId(0), 0, text.len()));
        let mut sink = Sink::default();
        judge(&text, &sources, &mut sink);
        let column = |diagnostic: &Diagnostic| match diagnostic.places[0] {
            crate::text::Place::Span(span) => sources.get(SourceId(0)).line_column(span.start).1,
            _ => 0,
        };
        sink.diagnostics().iter().map(|d| (d.args[0].1.clone(), column(d))).collect()
    }

    fn hits(words: &[(&str, usize)]) -> Vec<(String, usize)> {
        words.iter().map(|(word, column)| ((*word).to_owned(), *column)).collect()
    }

    #[test]
    fn every_vague_word_is_told_at_its_own_column() {
        assert_eq!(told("超额部分视情况酌情奖励"), hits(&[("视情况", 5), ("酌情", 8)]));
        assert_eq!(told("奖杯、证书等"), hits(&[("等", 6)]));
        assert_eq!(told("A Significant excess, etc."), hits(&[("Significant", 3), ("etc", 23)]));
    }

    #[test]
    fn a_vague_word_inside_another_word_is_none() {
        assert_eq!(told("同等条件下按客户等级，不低于等额的平等处理"), hits(&[]));
        assert_eq!(told("insignificant fetch"), hits(&[]));
    }
}
