//! How people are written in cells: the normal form of a spelling, masks, lists, `姓名(工号)`, text
//! that was decoded wrongly. Who is meant is decided in `person`.

use unicode_normalization::UnicodeNormalization;

use super::cell::is_hidden;

/// What separates people in one cell, and nothing else.
pub(super) const LIST_MARKS: [char; 5] = [';', '；', '、', '|', '｜'];

/// What also stands inside names and ids, so that it separates only people who are all known.
pub(super) const LOOSE_LIST_MARKS: [char; 8] = [',', '，', '/', '／', '&', '＆', '+', '＋'];

/// The form in which spellings are compared: compatibility characters unified, lower case, one dot
/// for the dots in names, single spaces and none beside Chinese, invisible characters gone.
pub(super) fn normal(text: &str) -> String {
    let unified: String =
        text.nfkc().filter(|c| !is_hidden(*c)).flat_map(char::to_lowercase).collect();
    let mut out = String::with_capacity(unified.len());
    for word in unified.split_whitespace() {
        let joint = out.chars().next_back().is_some_and(|c| c.is_ascii())
            && word.starts_with(|c: char| c.is_ascii());
        if joint {
            out.push(' ');
        }
        out.extend(word.chars().map(one_dot));
    }
    out
}

/// Names such as 阿凡提·买买提 are written with many dots.
fn one_dot(character: char) -> char {
    match character {
        '•' | '・' | '‧' | '∙' | '⋅' => '·',
        other => other,
    }
}

pub(super) fn is_masked(text: &str) -> bool {
    text.contains('*')
}

/// Whether a name fits a mask: each run of asterisks hides one character or more. A mask of
/// asterisks alone says nothing and fits nobody.
pub(super) fn fits(mask: &str, name: &str) -> bool {
    let segments: Vec<&str> = mask.split('*').collect();
    let [first, middle @ .., last] = segments.as_slice() else { return false };
    if segments.iter().all(|segment| segment.is_empty()) {
        return false;
    }
    let Some(mut rest) = name.strip_prefix(first) else { return false };
    for segment in middle.iter().filter(|segment| !segment.is_empty()) {
        let mut hidden = rest.chars();
        hidden.next();
        let Some(at) = hidden.as_str().find(segment) else { return false };
        rest = &hidden.as_str()[at + segment.len()..];
    }
    rest.strip_suffix(last).is_some_and(|hidden| !hidden.is_empty())
}

/// What stands before and in the brackets of `姓名(工号)`, `name<address>`, or in and after those of
/// `[工号]姓名`.
pub(super) fn name_and_id(text: &str) -> Option<(&str, &str)> {
    let pair =
        [('(', ')'), ('[', ']'), ('<', '>'), ('【', '】')].into_iter().find_map(|(open, close)| {
            if let Some(inside) = text.strip_suffix(close) {
                return inside.rsplit_once(open);
            }
            let (inside, after) = text.strip_prefix(open)?.split_once(close)?;
            Some((after, inside))
        });
    let (outer, inner) = pair.map(|(outer, inner)| (outer.trim(), inner.trim()))?;
    (!outer.is_empty() && !inner.is_empty()).then_some((outer, inner))
}

/// The parts of a list; `None` where the text has no such separator.
pub(super) fn parts<'a>(text: &'a str, separators: &[char]) -> Option<Vec<&'a str>> {
    let parts: Vec<&str> =
        text.split(separators).map(str::trim).filter(|part| !part.is_empty()).collect();
    (text.contains(separators) && !parts.is_empty()).then_some(parts)
}

/// The text that was meant where UTF-8 was taken for another encoding, and which.
pub(super) fn ungarbled(text: &str) -> Option<(String, &'static str)> {
    [(encoding_rs::GBK, "GBK"), (encoding_rs::WINDOWS_1252, "Windows-1252")].into_iter().find_map(
        |(encoding, name)| {
            let (bytes, _, lossy) = encoding.encode(text.trim_end_matches(['?', '\u{fffd}']));
            let original = if lossy { None } else { chinese(&bytes) }?;
            (original != text).then_some((original, name))
        },
    )
}

/// Bytes that are UTF-8 of Chinese characters, apart from a last one cut off: an odd number of bytes
/// loses its last in a two-byte encoding.
fn chinese(bytes: &[u8]) -> Option<String> {
    let (good, cut) = match std::str::from_utf8(bytes) {
        Ok(text) => (text, false),
        Err(error) if error.error_len().is_none() => {
            (std::str::from_utf8(&bytes[..error.valid_up_to()]).ok()?, true)
        }
        Err(_) => return None,
    };
    let is_han = |c: char| matches!(c, '\u{3400}'..='\u{9fff}' | '\u{20000}'..='\u{3134f}');
    let han = good.chars().any(is_han) && good.chars().all(|c| c.is_ascii() || is_han(c));
    han.then(|| if cut { format!("{good}…") } else { good.to_owned() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn a_mask_hides_at_least_one_character() {
        for (mask, name) in
            [("张*", "张三"), ("张**", "张三丰"), ("*三", "张三"), ("a*b*c", "axbyc")]
        {
            assert!(fits(mask, name), "{mask} {name}");
        }
        for (mask, name) in
            [("张*", "张"), ("*三", "三"), ("a*b*c", "abxc"), ("a*a", "a"), ("**", "张三")]
        {
            assert!(!fits(mask, name), "{mask} {name}");
        }
    }

    proptest! {
        #[test]
        fn hiding_the_middle_of_a_name_still_fits_it(name in "\\PC{3,12}") {
            let chars: Vec<char> = name.chars().filter(|c| *c != '*').collect();
            prop_assume!(chars.len() >= 3);
            let mask: String = [chars[0], '*', chars[chars.len() - 1]].iter().collect();
            prop_assert!(fits(&mask, &chars.iter().collect::<String>()));
        }
    }
}
