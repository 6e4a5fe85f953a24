//! Yes and no in cells, by the words that the column declares. A word that isn't declared is a
//! fault; a blank cell is no only where that is declared.

use crate::plan::format::BoolForm;
use crate::text::{Diagnostic, code::import};

use super::cell::{Narrowed, shown};

/// Why a cell is neither yes nor no.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FlagFault {
    /// Blank in a column that may not be.
    Missing,
    /// No declared word.
    Unknown,
}

impl FlagFault {
    /// The diagnostic, without its place.
    pub fn diagnose(&self, form: &BoolForm, column: &str, value: &str) -> Diagnostic {
        let code = match self {
            FlagFault::Missing => &import::VALUE_MISSING,
            FlagFault::Unknown => &import::BAD_FLAG,
        };
        let told = Diagnostic::new(code).arg("column", column).arg("value", shown(value));
        match self {
            FlagFault::Missing => told,
            FlagFault::Unknown => {
                told.arg("yes", form.yes.join(", ")).arg("no", form.no.join(", "))
            }
        }
    }
}

/// Reads a flag from a cell without its CSV quotes, in UTF-8. `None` is a blank cell of an optional
/// column.
pub fn read_flag(bytes: &[u8], form: &BoolForm) -> Result<Option<bool>, FlagFault> {
    let cell = Narrowed::new(bytes).map_err(|_| FlagFault::Unknown)?;
    let is_one_of = |words: &[String]| words.iter().any(|word| cell.is_word(word));
    if !cell.chars.is_empty() {
        if is_one_of(&form.yes) {
            return Ok(Some(true));
        }
        if is_one_of(&form.no) {
            return Ok(Some(false));
        }
    }
    match (cell.is_blank(&form.blank), form.blank_is_no, form.blank.optional) {
        (false, _, _) => Err(FlagFault::Unknown),
        (true, true, _) => Ok(Some(false)),
        (true, false, true) => Ok(None),
        (true, false, false) => Err(FlagFault::Missing),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::format::Blank;

    fn read(text: &str, form: &BoolForm) -> Result<Option<bool>, FlagFault> {
        read_flag(text.as_bytes(), form)
    }

    #[test]
    fn usual_words_for_yes_and_no_are_known() {
        let form = BoolForm::default();
        for text in ["是", "1", "TRUE", "True", "y", "Yes", "Ｙ", " 是 "] {
            assert_eq!(read(text, &form), Ok(Some(true)), "{text}");
        }
        for text in ["否", "0", "FALSE", "N", "no"] {
            assert_eq!(read(text, &form), Ok(Some(false)), "{text}");
        }
    }

    #[test]
    fn an_unknown_word_is_not_no() {
        for text in ["不是", "2", "赢单", "x", "yes!"] {
            assert_eq!(read(text, &BoolForm::default()), Err(FlagFault::Unknown), "{text}");
        }
    }

    #[test]
    fn blank_is_no_only_where_declared() {
        let form = BoolForm::default();
        assert_eq!(read("", &form), Err(FlagFault::Missing));
        let optional = BoolForm { blank: Blank::optional(), ..form.clone() };
        assert_eq!(read("", &optional), Ok(None));
        let won = BoolForm { blank_is_no: true, ..form };
        assert_eq!(read("", &won), Ok(Some(false)));
        assert_eq!(read("1", &won), Ok(Some(true)));
    }

    #[test]
    fn declared_words_replace_the_usual_ones() {
        let form = BoolForm {
            yes: vec!["赢单".to_owned()],
            no: vec!["输单".to_owned(), "-".to_owned()],
            ..BoolForm::default()
        };
        assert_eq!(read("赢单", &form), Ok(Some(true)));
        assert_eq!(read("-", &form), Ok(Some(false)));
        assert_eq!(read("是", &form), Err(FlagFault::Unknown));
    }
}
