//! The exports: decode, split, parse fields, join, the hot loop. The only room that knows their shape.

pub mod cell;
pub mod date;
pub mod flag;
pub mod header;
pub mod key;
pub mod money;
pub mod number;
mod pattern;
pub mod percent;
pub mod person;
pub mod role;
mod spelling;

#[cfg(test)]
mod tests {
    use crate::base::Lang;
    use crate::base::unit::Currency;
    use crate::plan::format::{BoolForm, DateForm, KeyForm, MoneyForm, PercentForm, ScaleUnit};
    use crate::text::{Diagnostic, code};

    use super::{date, flag, key, money, percent, person};

    /// One diagnostic of every kind that cells bring forth.
    fn told() -> Vec<Diagnostic> {
        let yuan = MoneyForm { currency: Currency::parse("CNY"), ..MoneyForm::default() };
        let wan = MoneyForm { scale_unit: Some(ScaleUnit::WAN), ..yuan.clone() };
        let bare = MoneyForm::default();
        let long = "9".repeat(40);
        let amounts = [
            (&yuan, "1,2O0"),
            (&yuan, ""),
            (&yuan, "***"),
            (&yuan, "$5"),
            (&yuan, long.as_str()),
            (&wan, "3万"),
            (&bare, "¥5"),
        ];
        let mut told: Vec<Diagnostic> = amounts
            .into_iter()
            .map(|(form, text)| {
                money::read_money(text.as_bytes(), form).unwrap_err().diagnose("金额", text)
            })
            .collect();
        let days = date::DateReader::new(DateForm::default());
        for text in [
            "",
            "soon",
            "3/4/2026",
            "26-3-4",
            "2026-02-30",
            "0000-01-01",
            "46204",
            "2024-01-22T16:14Z",
        ] {
            let fault = days.read(text.as_bytes()).unwrap_err();
            told.push(days.diagnose(&fault, "日期", text));
        }
        for text in ["", "5", "5x%"] {
            let fault =
                percent::read_percent(text.as_bytes(), &PercentForm::default()).unwrap_err();
            told.push(fault.diagnose("折扣", text));
        }
        for text in ["", "maybe"] {
            let form = BoolForm::default();
            told.push(
                flag::read_flag(text.as_bytes(), &form).unwrap_err().diagnose(&form, "赠品", text),
            );
        }
        for text in ["", "5E+17", "a\0"] {
            told.push(key::read_key(text, &KeyForm::default()).unwrap_err().diagnose("编号", text));
        }
        let named = |id: &str| person::PersonNames {
            id: id.into(),
            name: "张三".into(),
            ..Default::default()
        };
        let people = person::People::new([named("E1"), named("E2")]);
        for text in ["", "张三", "李四", "张*", "寮犱笁", "李?", "李四(E1)", "张\0", "E1;E1"]
        {
            told.push(people.who(text).unwrap_err().diagnose(&people, "负责人"));
        }
        told
    }

    #[test]
    fn every_message_about_a_cell_is_complete_in_both_languages() {
        for diagnostic in told() {
            for (_, lang) in Lang::ALL {
                let words = diagnostic.code.words(lang);
                for text in [words.message, words.remedy] {
                    let filled = code::fill(text, &diagnostic.args);
                    assert!(!filled.contains('{'), "{}: {filled}", diagnostic.code.id);
                }
            }
        }
    }
}
