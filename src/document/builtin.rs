//! The built-in templates, embedded: every file of `templates/zh-CN` and `templates/en`.

use crate::base::Lang;

/// A built-in template in both languages.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Builtin {
    /// Its file name, which is also how a plan's own `templates/` overrides it.
    pub name: &'static str,
    zh: &'static str,
    en: &'static str,
}

impl Builtin {
    /// The text in a language.
    pub fn text(&self, lang: Lang) -> &'static str {
        match lang {
            Lang::Zh => self.zh,
            Lang::En => self.en,
        }
    }

    /// The built-in of that file name.
    pub fn find(name: &str) -> Option<&'static Builtin> {
        ALL.iter().find(|builtin| builtin.name == name)
    }
}

/// A row of the table, from the file name.
macro_rules! builtin {
    ($name:literal) => {
        Builtin {
            name: $name,
            zh: include_str!(concat!("../../templates/zh-CN/", $name)),
            en: include_str!(concat!("../../templates/en/", $name)),
        }
    };
}

/// Every built-in template; those that begin with `_` are parts of others.
pub const ALL: [Builtin; 7] = [
    builtin!("_head.md"),
    builtin!("_foot.md"),
    builtin!("target-breakdown.md"),
    builtin!("progress.md"),
    builtin!("at-risk.md"),
    builtin!("settlement.md"),
    builtin!("statement.md"),
];
