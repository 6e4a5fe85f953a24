//! Amounts of money in cells, read exactly or refused: the usual forms in one fast pass, everything
//! else by a checked grammar that comes to the same. What a column declares is a `MoneyForm`.

use crate::base::unit::Currency;
use crate::plan::format::{MoneyForm, ScaleUnit};
use crate::text::{Diagnostic, code::import};

use super::cell::{Narrowed, Stray, shown};
use super::number::{Scaled, Style, Wrong, figure, usual};

/// Signs that several currencies share: where one of these is declared, the sign agrees with it.
const SHARED_SIGNS: [(&str, &[&str]); 3] = [
    ("$", &["USD", "HKD", "TWD", "SGD", "AUD", "CAD"]),
    ("¥", &["CNY", "JPY"]),
    ("元", &["CNY", "HKD", "TWD"]),
];

/// Why a cell is no amount of its column.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MoneyFault {
    /// Blank in a column that may not be.
    Missing,
    /// Replaced by asterisks when exported.
    Masked,
    /// A character that can't stand there.
    Stray(Stray),
    /// The column has a unit already, and the cell gives one again.
    UnitConflict {
        /// The column's, from the declaration or the header.
        declared: ScaleUnit,
        /// The cell's.
        found: ScaleUnit,
    },
    /// The cell shows a currency, and none is declared.
    CurrencyUndeclared,
    /// The cell shows another currency than the column's.
    OtherCurrency {
        /// The column's.
        declared: Currency,
        /// The cell's.
        found: Currency,
    },
    /// More than 38 digits.
    TooLong,
}

impl MoneyFault {
    /// The diagnostic, without its place.
    pub fn diagnose(&self, column: &str, value: &str) -> Diagnostic {
        let said = |code| Diagnostic::new(code).arg("column", column).arg("value", shown(value));
        match self {
            MoneyFault::Missing => said(&import::VALUE_MISSING),
            MoneyFault::Masked => said(&import::MASKED_AMOUNT),
            MoneyFault::Stray(stray) => said(&import::BAD_MONEY)
                .arg("position", stray.position)
                .arg("character", shown(&stray.character.to_string())),
            MoneyFault::UnitConflict { declared, found } => {
                said(&import::UNIT_CONFLICT).arg("declared", declared).arg("found", found)
            }
            MoneyFault::CurrencyUndeclared => said(&import::CURRENCY_MISSING),
            MoneyFault::OtherCurrency { declared, found } => {
                said(&import::OTHER_CURRENCY).arg("declared", declared).arg("found", found)
            }
            MoneyFault::TooLong => said(&import::TOO_MANY_DIGITS),
        }
    }
}

/// Reads an amount from a cell without its CSV quotes, in UTF-8: in single units of the currency,
/// whatever power of ten the column or the cell is written in. `None` is a blank cell of an optional
/// column. Nothing unreadable becomes 0.
#[inline]
pub fn read_money(bytes: &[u8], form: &MoneyForm) -> Result<Option<Scaled>, MoneyFault> {
    match usual(bytes, form.thousands, form.negative.minus) {
        Some(value) => in_units(value, form.scale_unit.unwrap_or(ScaleUnit::ONE)).map(Some),
        None => read_unusual(bytes, form),
    }
}

#[inline]
fn in_units(value: Scaled, unit: ScaleUnit) -> Result<Scaled, MoneyFault> {
    if unit == ScaleUnit::ONE {
        return Ok(value);
    }
    value.times_ten(i64::from(unit.power())).ok_or(MoneyFault::TooLong)
}

#[cold]
fn read_unusual(bytes: &[u8], form: &MoneyForm) -> Result<Option<Scaled>, MoneyFault> {
    let cell = Narrowed::new(bytes).map_err(MoneyFault::Stray)?;
    if cell.is_blank(&form.blank) {
        return if form.blank.optional { Ok(None) } else { Err(MoneyFault::Missing) };
    }
    if cell.is_masked() {
        return Err(MoneyFault::Masked);
    }
    let style = Style { thousands: form.thousands, negative: form.negative, money: true };
    let figure = figure(&cell.chars, &style).map_err(|wrong| match wrong {
        Wrong::At(at) => MoneyFault::Stray(cell.stray(at)),
        Wrong::TooLong => MoneyFault::TooLong,
    })?;
    for (sign, found) in &figure.signs {
        agree(sign, *found, form.currency)?;
    }
    in_units(figure.value, unit_of(form.scale_unit, figure.unit)?).map(Some)
}

/// A column in 元 may hold `3万`, which can mean only one thing; one in 万元 may not.
fn unit_of(declared: Option<ScaleUnit>, found: Option<ScaleUnit>) -> Result<ScaleUnit, MoneyFault> {
    match (declared.unwrap_or(ScaleUnit::ONE), found) {
        (declared, None) => Ok(declared),
        (ScaleUnit::ONE, Some(found)) => Ok(found),
        (declared, Some(found)) => Err(MoneyFault::UnitConflict { declared, found }),
    }
}

fn agree(sign: &str, found: Currency, declared: Option<Currency>) -> Result<(), MoneyFault> {
    let declared = declared.ok_or(MoneyFault::CurrencyUndeclared)?;
    let shared = SHARED_SIGNS.iter().find(|row| row.0 == sign);
    let fits = shared.is_some_and(|row| row.1.contains(&declared.code()));
    if fits || found == declared {
        Ok(())
    } else {
        Err(MoneyFault::OtherCurrency { declared, found })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Number;
    use crate::plan::format::{Blank, Negative};
    use proptest::prelude::*;

    fn yuan() -> MoneyForm {
        MoneyForm { currency: Currency::parse("CNY"), ..MoneyForm::default() }
    }

    fn read(text: &str) -> Result<Option<Scaled>, MoneyFault> {
        read_money(text.as_bytes(), &yuan())
    }

    fn stray(text: &str, form: &MoneyForm) -> (usize, char) {
        match read_money(text.as_bytes(), form) {
            Err(MoneyFault::Stray(stray)) => (stray.position, stray.character),
            other => panic!("{text}: {other:?}"),
        }
    }

    #[test]
    fn amounts_as_exports_write_them_are_exact() {
        for (text, value) in [
            ("1234", "1234"),
            ("1234.50", "1234.5"),
            ("1,234.50", "1234.5"),
            ("-1,234.5", "-1234.5"),
            ("+12", "12"),
            ("00012", "12"),
            ("１２，３４５．６７", "12345.67"),
            ("（1,234.00）", "-1234"),
            ("(1,234.00)", "-1234"),
            ("¥(1,234.00)", "-1234"),
            ("1,234.00-", "-1234"),
            ("\u{2212}5", "-5"),
            ("－５", "-5"),
            ("￥1300000", "1300000"),
            ("¥1,234", "1234"),
            ("¥ -1,234", "-1234"),
            ("-¥1,234", "-1234"),
            ("RMB 1,234.50", "1234.5"),
            ("1,234.50 CNY", "1234.5"),
            ("cny1", "1"),
            ("1,234.50元", "1234.5"),
            ("¥12元", "12"),
            ("人民币12", "12"),
            ("\u{3000}12\u{a0}", "12"),
            ("\t12", "12"),
            ("12.5万", "125000"),
            ("12.5 万元", "125000"),
            ("¥0.00001万", "0.1"),
            ("3亿", "300000000"),
            ("1.2345亿元", "123450000"),
            ("（2万）", "-20000"),
            ("3千万", "30000000"),
            ("1.23E+5", "123000"),
            ("1.23e-3", "0.00123"),
            ("2E3", "2000"),
            ("12345678901234567890.123456789", "12345678901234567890.123456789"),
        ] {
            let read = read(text).unwrap_or_else(|fault| panic!("{text}: {fault:?}")).unwrap();
            assert_eq!(read.to_number(), Number::parse_plain(value).unwrap(), "{text}");
        }
    }

    #[test]
    fn what_is_no_amount_is_refused_at_its_character() {
        for (text, position, character) in [
            ("1,2O0.00", 4, 'O'),
            ("1,2345", 2, ','),
            ("12,34", 3, ','),
            ("1,23,456", 2, ','),
            ("1234,567", 5, ','),
            ("0,123", 2, ','),
            ("1.234,50", 6, ','),
            ("1.2.3", 4, '.'),
            (".5", 1, '.'),
            ("5.", 2, '.'),
            ("1_000", 2, '_'),
            ("1 234", 3, '2'),
            ("--5", 2, '-'),
            ("(-5)", 2, '-'),
            ("(5", 1, '('),
            ("5)", 2, ')'),
            ("-5-", 3, '-'),
            ("¥", 1, '¥'),
            ("约５０", 1, '约'),
            ("5元万", 3, '万'),
            ("5万万", 3, '万'),
            ("1,234E5", 6, 'E'),
            ("5%", 2, '%'),
            ("#VALUE!", 1, '#'),
            ("0x10", 2, 'x'),
            ("１２Ｏ", 3, 'Ｏ'),
            ("12\n", 3, '\n'),
            ("五万", 1, '五'),
        ] {
            assert_eq!(stray(text, &yuan()), (position, character), "{text}");
        }
    }

    #[test]
    fn only_declared_forms_are_read() {
        let strict = MoneyForm {
            thousands: false,
            negative: Negative { minus: true, parens: false, trailing: false },
            ..yuan()
        };
        assert_eq!(stray("1,234", &strict), (2, ','));
        assert_eq!(stray("(5)", &strict), (1, '('));
        assert_eq!(stray("5-", &strict), (2, '-'));
        let unsigned =
            MoneyForm { negative: Negative { minus: false, ..strict.negative }, ..strict };
        assert_eq!(stray("-5", &unsigned), (1, '-'));
    }

    #[test]
    fn blank_is_absent_only_where_declared_and_never_zero() {
        let optional = MoneyForm { blank: Blank::optional(), ..yuan() };
        for text in ["", " ", "-", "—", "N/A", "#N/A", "null", "\u{3000}"] {
            assert_eq!(read(text), Err(MoneyFault::Missing), "{text:?}");
            assert_eq!(read_money(text.as_bytes(), &optional), Ok(None), "{text:?}");
        }
        assert_eq!(read_money(b"0", &optional).unwrap().unwrap().mantissa, 0);
    }

    #[test]
    fn a_masked_amount_is_a_fault_even_where_blank_is_allowed() {
        let optional = MoneyForm { blank: Blank::optional(), ..yuan() };
        for text in ["***", "*", "＊＊＊", "1**.00"] {
            assert_eq!(read_money(text.as_bytes(), &optional), Err(MoneyFault::Masked), "{text}");
        }
    }

    #[test]
    fn the_unit_stands_in_one_place_only() {
        let wan = MoneyForm { scale_unit: Some(ScaleUnit::WAN), ..yuan() };
        let value = |text: &str| read_money(text.as_bytes(), &wan).unwrap().unwrap().to_number();
        assert_eq!(value("12.5"), Number::from(125_000i64));
        assert_eq!(value("¥1,234"), Number::from(12_340_000i64));
        let conflict = MoneyFault::UnitConflict { declared: ScaleUnit::WAN, found: ScaleUnit::WAN };
        assert_eq!(read_money("12.5万".as_bytes(), &wan), Err(conflict));
        let code = conflict.diagnose("金额(万元)", "12.5万").code.id;
        assert_eq!(code, "I08");
    }

    #[test]
    fn another_currency_is_never_taken_for_the_declared_one() {
        let usd = MoneyForm { currency: Currency::parse("USD"), ..MoneyForm::default() };
        let other = |text: &str, form: &MoneyForm| match read_money(text.as_bytes(), form) {
            Err(MoneyFault::OtherCurrency { found, .. }) => found.code().to_owned(),
            other => panic!("{text}: {other:?}"),
        };
        assert_eq!(other("$5", &yuan()), "USD");
        assert_eq!(other("HK$5", &yuan()), "HKD");
        assert_eq!(other("￥5", &usd), "CNY");
        assert_eq!(other("5EUR", &usd), "EUR");
        let none = MoneyForm::default();
        assert_eq!(read_money("¥5".as_bytes(), &none), Err(MoneyFault::CurrencyUndeclared));
        assert!(read_money(b"5", &none).is_ok());
        let hkd = MoneyForm { currency: Currency::parse("HKD"), ..MoneyForm::default() };
        for text in ["$5", "HK$5", "5元", "5港元"] {
            assert!(read_money(text.as_bytes(), &hkd).is_ok(), "{text}");
        }
    }

    #[test]
    fn digits_that_would_not_fit_are_refused_not_cut() {
        assert_eq!(read(&"9".repeat(39)), Err(MoneyFault::TooLong));
        assert!(read(&"9".repeat(38)).is_ok());
        assert_eq!(read("1E+39"), Err(MoneyFault::TooLong));
        assert_eq!(read("1E999999999999999999999"), Err(MoneyFault::TooLong));
        assert_eq!(read(&format!("{}万", "9".repeat(38))), Err(MoneyFault::TooLong));
    }

    #[test]
    fn a_message_names_the_character() {
        let fault = read("1,2O0.00").unwrap_err();
        let told = fault.diagnose("金额", "1,2O0.00");
        let text = crate::text::code::fill(told.code.zh.message, &told.args);
        assert_eq!(text, "列“金额”的“1,2O0.00”不是金额：第 4 个字符“O”不该在这里");
    }

    fn grouped(whole: &str) -> String {
        let mut out = String::new();
        for (index, digit) in whole.chars().enumerate() {
            if index > 0 && (whole.len() - index).is_multiple_of(3) {
                out.push(',');
            }
            out.push(digit);
        }
        out
    }

    proptest! {
        #[test]
        fn the_fast_pass_and_the_grammar_agree(text in "[-0-9,.]{0,20}") {
            for form in [yuan(), MoneyForm { thousands: false, ..yuan() }] {
                let fast = usual(text.as_bytes(), form.thousands, form.negative.minus);
                let slow = read_unusual(text.as_bytes(), &form);
                match fast {
                    Some(value) => prop_assert_eq!(slow, Ok(Some(value))),
                    // Only what the fast pass isn't made for may remain: trailing minus, length.
                    None => prop_assert!(slow.is_err() || text.ends_with('-') || text.len() > 18),
                }
            }
        }

        #[test]
        fn every_way_of_writing_an_amount_reads_back_exactly(
            whole in "[1-9][0-9]{0,14}", fraction in "[0-9]{0,6}", negative: bool, style in 0..6u8,
        ) {
            let point = if fraction.is_empty() { String::new() } else { format!(".{fraction}") };
            let plain = format!("{}{whole}{point}", if negative { "-" } else { "" });
            let (bare, group) = (format!("{whole}{point}"), format!("{}{point}", grouped(&whole)));
            let wide: String = group.chars().map(|c| match c {
                '0'..='9' | ',' | '.' => char::from_u32(u32::from(c) + 0xfee0).unwrap(),
                other => other,
            }).collect();
            let text = match (style, negative) {
                (0, _) => plain.clone(),
                (1, true) => format!("({group})"),
                (1, false) => group,
                (2, true) => format!("{group}-"),
                (2, false) => format!("￥{group}"),
                (3, true) => format!("（{wide}）"),
                (3, false) => wide,
                (4, true) => format!("\u{2212}¥{bare}"),
                (4, false) => format!("CNY {bare}"),
                (_, true) => format!("-{bare}元"),
                (_, false) => format!("{bare} 元"),
            };
            let read = read(&text).unwrap().unwrap();
            prop_assert_eq!(read.to_number(), Number::parse_plain(&plain).unwrap());
        }

        #[test]
        fn no_text_whatever_panics_or_reads_as_a_number_it_is_not(text in "\\PC{0,12}") {
            if let Ok(Some(value)) = read(&text) {
                let digits = text.chars().any(|c| super::super::cell::narrow(c).is_ascii_digit());
                prop_assert!(digits, "{:?} became {:?}", text, value);
            }
        }
    }
}
