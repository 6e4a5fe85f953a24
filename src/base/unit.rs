//! Units: what a number counts. Numbers of different units never meet in a sum or a comparison.

use std::fmt;

use super::lang::Lang;

/// A currency by its ISO 4217 code.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Currency([u8; 3]);

/// Currencies with their decimal places (ISO 4217) and the signs that people write.
const CURRENCIES: [(&str, u32, &[&str]); 18] = [
    ("CNY", 2, &["元", "¥", "￥", "RMB", "人民币"]),
    ("USD", 2, &["$", "US$", "美元"]),
    ("EUR", 2, &["€", "欧元"]),
    ("GBP", 2, &["£", "英镑"]),
    ("HKD", 2, &["HK$", "港元", "港币"]),
    ("TWD", 2, &["NT$", "新台币"]),
    ("JPY", 0, &["日元"]),
    ("KRW", 0, &["₩", "韩元"]),
    ("SGD", 2, &["S$", "新加坡元"]),
    ("AUD", 2, &["A$", "澳元"]),
    ("CAD", 2, &["C$", "加元"]),
    ("CHF", 2, &["瑞士法郎"]),
    ("INR", 2, &["₹", "卢比"]),
    ("THB", 2, &["฿", "泰铢"]),
    ("MYR", 2, &["RM", "林吉特"]),
    ("VND", 0, &["₫", "越南盾"]),
    ("KWD", 3, &["科威特第纳尔"]),
    ("BRL", 2, &["R$", "雷亚尔"]),
];

impl Currency {
    /// The currency of that ISO code, `None` for one that is not in the table.
    pub fn parse(code: &str) -> Option<Currency> {
        CURRENCIES.iter().find(|(known, _, _)| *known == code)?;
        code.as_bytes().try_into().ok().map(Currency)
    }

    /// The currency that a sign or a word such as `¥`, `元`, `RMB`, `USD` means.
    pub fn from_sign(sign: &str) -> Option<Currency> {
        let found =
            CURRENCIES.iter().find(|(code, _, signs)| *code == sign || signs.contains(&sign))?;
        Currency::parse(found.0)
    }

    /// Every sign and code with its currency, longest first: what a reader of amounts tries.
    pub fn signs() -> Vec<(&'static str, Currency)> {
        let mut all: Vec<(&'static str, Currency)> = CURRENCIES
            .iter()
            .flat_map(|(code, _, signs)| signs.iter().chain([code]).map(move |s| (*s, *code)))
            .filter_map(|(sign, code)| Currency::parse(code).map(|currency| (sign, currency)))
            .collect();
        all.sort_by(|a, b| b.0.len().cmp(&a.0.len()).then(a.0.cmp(b.0)));
        all
    }

    /// The ISO code.
    pub fn code(&self) -> &str {
        std::str::from_utf8(&self.0).unwrap_or("???")
    }

    /// How many decimals a payable amount has.
    pub fn places(self) -> u32 {
        CURRENCIES.iter().find(|(code, _, _)| *code == self.code()).map_or(2, |row| row.1)
    }
}

impl fmt::Display for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

impl fmt::Debug for Currency {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code())
    }
}

/// What a number counts.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Unit {
    /// An amount of money.
    Money(Currency),
    /// Whole things: customers, orders, visits.
    Count,
    /// A pure ratio, shown as a percentage: rates, shares, attainment.
    Ratio,
    /// A pure number with no unit: scores, coefficients.
    Plain,
    /// A number of days.
    Days,
}

impl Unit {
    /// Decimal places of a finished figure in this unit (a ratio's 4 places are 2 of a percentage).
    pub fn places(self) -> u32 {
        match self {
            Unit::Money(currency) => currency.places(),
            Unit::Count | Unit::Days => 0,
            Unit::Ratio => 4,
            Unit::Plain => 2,
        }
    }

    /// The word that a plan writes: `CNY`, `count`, `ratio`, `number`, `days`.
    pub fn word(&self) -> &str {
        match self {
            Unit::Money(currency) => currency.code(),
            Unit::Count => "count",
            Unit::Ratio => "ratio",
            Unit::Plain => "number",
            Unit::Days => "days",
        }
    }

    /// The unit in words of a language, as the head of a column names it: `元`, `CNY`, `个`, `%`.
    pub fn said(&self, lang: Lang) -> &str {
        match self {
            Unit::Money(currency) if currency.code() == "CNY" => lang.pick("元", "CNY"),
            Unit::Money(currency) => currency.code(),
            Unit::Count => lang.pick("个", "count"),
            Unit::Ratio => "%",
            Unit::Plain => lang.pick("数值", "number"),
            Unit::Days => lang.pick("天", "days"),
        }
    }

    /// A name with its unit: `销售额（元）`, `Sales (CNY)`. A percentage names its unit in every
    /// figure, and English counts need none.
    pub fn after(&self, name: &str, lang: Lang) -> String {
        match (self, lang) {
            (Unit::Ratio | Unit::Plain, _) | (Unit::Count, Lang::En) => name.to_owned(),
            (_, Lang::Zh) => format!("{name}（{}）", self.said(lang)),
            (_, Lang::En) => format!("{name} ({})", self.said(lang)),
        }
    }

    /// Reads the word that a plan writes.
    pub fn parse(word: &str) -> Option<Unit> {
        match word {
            "count" => Some(Unit::Count),
            "ratio" => Some(Unit::Ratio),
            "number" => Some(Unit::Plain),
            "days" => Some(Unit::Days),
            code => Currency::parse(code).map(Unit::Money),
        }
    }
}
