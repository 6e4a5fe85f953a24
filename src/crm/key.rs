//! Ids and other keys in cells: what spreadsheets put around them is taken off, what they destroyed
//! is refused, characters nobody sees are refused. A key keeps its case and its leading zeros.

use std::borrow::Cow;

use crate::plan::format::KeyForm;
use crate::text::{Diagnostic, code::import};

use super::cell::{Narrowed, Stray, code_point, hidden_in, narrow, shown};

/// Spreadsheets keep this many digits of a number.
const SPREADSHEET_DIGITS: usize = 15;

/// Why a cell is no key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum KeyFault {
    /// Blank in a column that may not be.
    Missing,
    /// `1.10101E+17`: a spreadsheet made a number of it.
    Scientific,
    /// An invisible character.
    Hidden(Stray),
}

impl KeyFault {
    /// The diagnostic, without its place.
    pub fn diagnose(&self, column: &str, value: &str) -> Diagnostic {
        let said = |code| Diagnostic::new(code).arg("column", column).arg("value", shown(value));
        match self {
            KeyFault::Missing => said(&import::VALUE_MISSING),
            KeyFault::Scientific => said(&import::ID_SCIENTIFIC),
            KeyFault::Hidden(stray) => said(&import::CONTROL_CHARACTER)
                .arg("position", stray.position)
                .arg("character", code_point(stray.character)),
        }
    }
}

/// Reads a key from a cell without its CSV quotes. `None` is a blank cell of an optional column.
pub fn read_key<'a>(text: &'a str, form: &KeyForm) -> Result<Option<Cow<'a, str>>, KeyFault> {
    if is_plain(text.as_bytes()) {
        return if is_scientific(text) {
            Err(KeyFault::Scientific)
        } else if form.blank.tokens.iter().any(|token| token.eq_ignore_ascii_case(text)) {
            blank(form)
        } else {
            Ok(Some(Cow::Borrowed(text)))
        };
    }
    let bare = bare(text);
    if let Some(stray) = hidden_in(bare) {
        let before = text.find(bare).map_or(0, |at| text[..at].chars().count());
        return Err(KeyFault::Hidden(Stray { position: before + stray.position, ..stray }));
    }
    let narrowed: String = bare.chars().map(narrow).collect();
    let key = narrowed.trim();
    if Narrowed::new(key.as_bytes()).is_ok_and(|cell| cell.is_blank(&form.blank)) {
        return blank(form);
    }
    if is_scientific(key) {
        return Err(KeyFault::Scientific);
    }
    Ok(Some(if key == bare { Cow::Borrowed(bare) } else { Cow::Owned(key.to_owned()) }))
}

/// Whether a numeric key has more digits than a spreadsheet keeps and zeros in all the places that
/// it would have lost: worth a word where the key isn't found.
pub fn looks_rounded(key: &str) -> bool {
    let digits = key.bytes().all(|b| b.is_ascii_digit());
    digits
        && key.len() > SPREADSHEET_DIGITS + 1
        && key.bytes().skip(SPREADSHEET_DIGITS).all(|b| b == b'0')
}

/// Whether the text is visible ASCII that needs no mending: the usual case.
fn is_plain(bytes: &[u8]) -> bool {
    let visible = bytes.iter().all(|b| (b' '..=b'~').contains(b));
    let wrapped = matches!(bytes, [] | [b' ' | b'=' | b'\'', ..] | [.., b' ']);
    visible && !wrapped
}

fn blank<'a>(form: &KeyForm) -> Result<Option<Cow<'a, str>>, KeyFault> {
    if form.blank.optional { Ok(None) } else { Err(KeyFault::Missing) }
}

/// Without the spaces around it and what keeps a spreadsheet from reading it as a number:
/// `="00123"`, `'00123`, a leading tab.
fn bare(text: &str) -> &str {
    let space = |c: char| matches!(narrow(c), ' ' | '\t');
    let mut bare = text.trim_matches(space);
    if let Some(formula) = bare.strip_prefix('=') {
        let quoted = formula.strip_prefix('"').and_then(|rest| rest.strip_suffix('"'));
        match quoted {
            Some(inner) => bare = inner,
            None if formula.starts_with('\'') => bare = formula,
            None => {}
        }
    }
    bare.strip_prefix('\'').unwrap_or(bare).trim_matches(space)
}

/// `1.10101E+17`, `5E+17`, `1.2E5`; not `1E5`, which an id may be: a spreadsheet always writes the
/// sign, and a point where there is more than one digit.
fn is_scientific(text: &str) -> bool {
    let Some((number, exponent)) = text.split_once(['E', 'e']) else { return false };
    let all_digits = |part: &str| !part.is_empty() && part.bytes().all(|b| b.is_ascii_digit());
    let (whole, fraction) = match number.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (number, None),
    };
    let power = exponent.strip_prefix(['+', '-']);
    let marked = power.is_some() || fraction.is_some();
    marked
        && whole.len() == 1
        && all_digits(whole)
        && fraction.is_none_or(all_digits)
        && all_digits(power.unwrap_or(exponent))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::format::Blank;

    fn read(text: &str) -> Result<String, KeyFault> {
        read_key(text, &KeyForm::default()).map(|key| key.unwrap().into_owned())
    }

    #[test]
    fn what_spreadsheets_put_around_an_id_is_taken_off() {
        for text in [
            "00123",
            "=\"00123\"",
            "'00123",
            "='00123",
            "\t00123",
            " 00123 ",
            "\u{3000}00123",
            "００１２３",
            "=\"'00123\"",
            "00123\t",
        ] {
            assert_eq!(read(text).as_deref(), Ok("00123"), "{text:?}");
        }
    }

    #[test]
    fn a_key_keeps_its_case_its_spaces_and_its_letters() {
        for text in
            ["006Ec00000AieKFIAZ", "GTX Pro", "SO-1001", "合同-2026-001", "1E5", "12E3", "E+5"]
        {
            assert_eq!(read(text).as_deref(), Ok(text), "{text}");
        }
    }

    #[test]
    fn an_id_in_scientific_notation_is_refused() {
        for text in ["1.10101E+17", "1.1E+17", "5E+17", "1.2e17", "=\"1.1E+17\"", "１．１Ｅ＋１７"]
        {
            assert_eq!(read(text), Err(KeyFault::Scientific), "{text}");
        }
        assert_eq!(KeyFault::Scientific.diagnose("合同编号", "5E+17").code.id, "I16");
    }

    #[test]
    fn an_invisible_character_is_refused_and_named() {
        let fault = read("SO\u{200b}1001").unwrap_err();
        let told = fault.diagnose("合同编号", "SO\u{200b}1001");
        let text = crate::text::code::fill(told.code.zh.message, &told.args);
        assert_eq!(text, "列“合同编号”的“SO<U+200B>1001”第 3 个字符是看不见的 U+200B");
        for text in ["a\0b", "a\tb", "a\nb", "\u{feff}ab", "a\u{202e}b", "a\u{7f}"] {
            assert!(matches!(read(text), Err(KeyFault::Hidden(_))), "{text:?}");
        }
    }

    #[test]
    fn a_blank_key_is_absent_only_where_declared() {
        for text in ["", " ", "-", "N/A", "null", "=\"\"", "'"] {
            assert_eq!(read(text), Err(KeyFault::Missing), "{text:?}");
        }
        assert_eq!(read_key("-", &KeyForm { blank: Blank::optional() }), Ok(None));
    }

    #[test]
    fn a_rounded_key_is_suspected_only_past_fifteen_digits() {
        assert!(looks_rounded("110101199003070000"));
        assert!(!looks_rounded("110101199003071234"));
        assert!(!looks_rounded("1234567890123450"));
        assert!(!looks_rounded("1000"));
        assert!(!looks_rounded("SO000000000000000000"));
    }
}
