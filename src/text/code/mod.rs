//! The one table of codes: each row has its severity and its texts in both languages. Codes are
//! never reused. The rows stand in one file per family; `ALL` is the table.

use crate::base::Lang;

use super::diagnostic::Severity;

pub mod design;
pub mod document;
pub mod expr;
pub mod form;
pub mod import;
pub mod pay;
pub mod plan;
pub mod store;
pub mod target;
pub mod track;

/// What a code says in one language. `{name}` is a placeholder for an argument; where an argument
/// itself differs by language, the texts say `{name_zh}` and `{name_en}`.
#[derive(Debug, PartialEq, Eq)]
pub struct Words {
    /// What is wrong: one sentence fragment.
    pub message: &'static str,
    /// What to do.
    pub remedy: &'static str,
    /// Why it matters, for `incent explain CODE`.
    pub explain: &'static str,
}

/// A row of the table.
#[derive(Debug, PartialEq, Eq)]
pub struct Code {
    /// `I07`, `C01`, …
    pub id: &'static str,
    /// How bad it is.
    pub severity: Severity,
    /// Chinese.
    pub zh: Words,
    /// English.
    pub en: Words,
}

impl Code {
    /// The texts in a language.
    pub fn words(&self, lang: Lang) -> &Words {
        match lang {
            Lang::Zh => &self.zh,
            Lang::En => &self.en,
        }
    }
}

/// Writes rows of the table: each becomes a `static` of its name, and all of them `ROWS`. The three
/// texts of a language are message, remedy and explanation.
macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident: $severity:ident $id:literal
        zh $zm:literal $zr:literal $ze:literal
        en $em:literal $er:literal $ee:literal;)*) => {
        $($(#[$doc])*
        pub static $name: $crate::text::Code = $crate::text::Code {
            id: $id,
            severity: $crate::text::Severity::$severity,
            zh: $crate::text::code::Words { message: $zm, remedy: $zr, explain: $ze },
            en: $crate::text::code::Words { message: $em, remedy: $er, explain: $ee },
        };)*
        /// The rows of this family.
        pub const ROWS: &[&$crate::text::Code] = &[$(&$name),*];
    };
}
pub(crate) use codes;

/// Fills the placeholders of `text`.
pub fn fill(text: &str, args: &[(&'static str, String)]) -> String {
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(open) = rest.find('{') {
        let Some(length) = rest[open..].find('}') else { break };
        out.push_str(&rest[..open]);
        let name = &rest[open + 1..open + length];
        match args.iter().find(|(known, _)| *known == name) {
            Some((_, value)) => out.push_str(value),
            None => out.push_str(&rest[open..=open + length]),
        }
        rest = &rest[open + length + 1..];
    }
    out.push_str(rest);
    out
}

/// The table.
pub fn all() -> impl Iterator<Item = &'static Code> {
    let families: [&[&Code]; 10] = [
        form::ROWS,
        plan::ROWS,
        expr::ROWS,
        import::ROWS,
        target::ROWS,
        track::ROWS,
        store::ROWS,
        document::ROWS,
        design::ROWS,
        pay::ROWS,
    ];
    families.into_iter().flatten().copied()
}

/// The row of that id, in any case.
pub fn find(id: &str) -> Option<&'static Code> {
    all().find(|code| code.id.eq_ignore_ascii_case(id))
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    fn placeholders(words: &Words) -> BTreeSet<String> {
        [words.message, words.remedy]
            .iter()
            .flat_map(|text| text.split('{').skip(1).filter_map(|part| part.split('}').next()))
            .map(|name| name.trim_end_matches("_zh").trim_end_matches("_en").to_owned())
            .collect()
    }

    #[test]
    fn every_code_stands_once_and_says_the_same_in_both_languages() {
        let mut seen = BTreeSet::new();
        for code in all() {
            assert!(seen.insert(code.id), "{} stands twice", code.id);
            assert_eq!(placeholders(&code.zh), placeholders(&code.en), "{}", code.id);
            for words in [&code.zh, &code.en] {
                let complete =
                    [words.message, words.remedy, words.explain].iter().all(|t| !t.is_empty());
                assert!(complete, "{} has an empty text", code.id);
            }
        }
    }
}
