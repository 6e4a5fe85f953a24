//! Which language the program speaks: `--lang`, then `INCENT_LANG`, then the plan's own language,
//! then the locale, then Chinese. Texts themselves stand where they are said.

use std::ffi::OsString;

use crate::base::Lang;

use super::surroundings::Surroundings;

/// The language of this run and whether a plan may still change it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Language {
    /// The language.
    pub lang: Lang,
    /// Whether the user asked for it, so that the plan's language does not count.
    pub asked: bool,
}

impl Language {
    /// From what was typed after `--lang` and what is around.
    pub fn new(typed: Option<Lang>, surroundings: &Surroundings) -> Language {
        let wish = surroundings.text("INCENT_LANG");
        if let Some(lang) = typed.or_else(|| wish.as_deref().and_then(Lang::parse)) {
            return Language { lang, asked: true };
        }
        let locale =
            ["LC_ALL", "LC_MESSAGES", "LANG"].iter().find_map(|name| surroundings.text(name));
        let lang = match locale {
            // A locale that we don't speak is served in English.
            Some(locale) => Lang::parse(&locale).unwrap_or(Lang::En),
            None => Lang::Zh,
        };
        Language { lang, asked: false }
    }

    /// The language once the plan is known to say `plan`.
    #[must_use]
    pub fn in_plan(self, plan: Lang) -> Language {
        if self.asked { self } else { Language { lang: plan, asked: false } }
    }
}

/// What `--lang` says on a command line that has not been parsed yet, for help and for errors.
pub fn peek(line: &[OsString]) -> Option<Lang> {
    let words: Vec<&str> =
        line.iter().map_while(|word| (word != "--").then(|| word.to_str().unwrap_or(""))).collect();
    let value = |(at, word): (usize, &&str)| match word.strip_prefix("--lang") {
        Some("") => words.get(at + 1).copied().and_then(Lang::parse),
        Some(rest) => rest.strip_prefix('=').and_then(Lang::parse),
        None => None,
    };
    words.iter().enumerate().find_map(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_flag_wins_then_the_variable_then_the_plan_then_the_locale_then_chinese() {
        let decide = |typed, variables: &[(&str, &str)]| {
            Language::new(typed, &Surroundings::of(variables)).in_plan(Lang::Zh).lang
        };
        assert_eq!(decide(Some(Lang::Zh), &[("INCENT_LANG", "en")]), Lang::Zh);
        assert_eq!(decide(None, &[("INCENT_LANG", "en"), ("LANG", "zh_CN.UTF-8")]), Lang::En);
        assert_eq!(decide(None, &[("LANG", "en_US.UTF-8")]), Lang::Zh);
        let outside =
            |variables: &[(&str, &str)]| Language::new(None, &Surroundings::of(variables)).lang;
        assert_eq!(outside(&[]), Lang::Zh);
        assert_eq!(outside(&[("LC_ALL", ""), ("LANG", "en_GB.UTF-8")]), Lang::En);
        assert_eq!(outside(&[("LC_ALL", "zh_CN.UTF-8"), ("LANG", "en_GB")]), Lang::Zh);
        assert_eq!(outside(&[("LC_MESSAGES", "fr_FR.UTF-8"), ("LANG", "zh_CN")]), Lang::En);
    }

    #[test]
    fn the_flag_is_seen_before_parsing() {
        let line = |words: &[&str]| words.iter().map(OsString::from).collect::<Vec<_>>();
        assert_eq!(peek(&line(&["incent", "--lang", "en", "--nope"])), Some(Lang::En));
        assert_eq!(peek(&line(&["incent", "track", "--lang=zh-CN"])), Some(Lang::Zh));
        assert_eq!(peek(&line(&["incent", "--", "--lang=en"])), None);
        assert_eq!(peek(&line(&["incent", "--lang"])), None);
    }
}
