//! The two languages in which everything is said.

/// A language of messages and documents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Lang {
    /// Simplified Chinese, `zh-CN`.
    Zh,
    /// English, `en`.
    En,
}

impl Lang {
    /// Every language with its code.
    pub const ALL: [(&'static str, Lang); 2] = [("zh-CN", Lang::Zh), ("en", Lang::En)];

    /// The code as written in plans, on the command line and in file names.
    pub fn code(self) -> &'static str {
        match self {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        }
    }

    /// Reads `zh-CN`, `zh`, `en`, and locale forms such as `zh_CN.UTF-8`, `en_GB`.
    pub fn parse(text: &str) -> Option<Lang> {
        let stem: String =
            text.chars().take_while(char::is_ascii_alphabetic).collect::<String>().to_lowercase();
        match stem.as_str() {
            "zh" => Some(Lang::Zh),
            "en" | "c" | "posix" => Some(Lang::En),
            _ => None,
        }
    }

    /// Chooses between two texts that say the same.
    pub fn pick<'a>(self, zh: &'a str, en: &'a str) -> &'a str {
        match self {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }
}
