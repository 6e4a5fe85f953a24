//! What expressions mean: facts about evaluation, with numbers worked out by hand.

use crate::base::{Number, Unit};

use super::sample::{Deals, Metrics, Sheet, condition, formula};
use super::{Gap, Outcome, Test, Value, Window, say_number};

fn decide(text: &str, sheet: &Sheet) -> Outcome {
    condition(text, &Metrics).decide(sheet)
}

fn holds(text: &str, sheet: &Sheet) -> bool {
    match decide(text, sheet) {
        Outcome::Yes => true,
        Outcome::No => false,
        Outcome::Undefined(gaps) => panic!("{text} is undefined: {gaps:?}"),
    }
}

fn metric(slot: usize, value: &str) -> Sheet {
    Sheet::default().number(slot, Window::Current, value)
}

fn result(text: &str, sheet: &Sheet) -> String {
    format!("{:?}", formula(text, &Metrics).compute(sheet).unwrap())
}

#[test]
fn every_comparison_includes_or_excludes_its_bound() {
    // Below, at and above 10万.
    for (words, expected) in [
        ("≥ >= 不低于 不少于 不小于 大于等于 大于或等于 至少 达到", [false, true, true]),
        ("≤ <= 不超过 不高于 不大于 不多于 小于等于 小于或等于 至多", [true, true, false]),
        ("> ＞ 超过 大于 高于 多于", [false, false, true]),
        ("< ＜ 不满 低于 小于 少于 不足", [true, false, false]),
        ("= == 等于 是 为", [false, true, false]),
        ("!= ≠ <> 不等于 不是 不为", [true, false, true]),
    ] {
        for word in words.split(' ') {
            let text = format!("销售额{word}10万元");
            let found =
                ["99999.99", "100000", "100000.01"].map(|sales| holds(&text, &metric(0, sales)));
            assert_eq!(found, expected, "{text}");
        }
    }
    for (text, expected) in [
        ("销售额10万元以上", [false, true, true]),
        ("销售额在10万元以下", [true, true, false]),
        ("销售额 10万元 以内", [true, true, false]),
        ("销售额介于10万元和10万元之间", [false, true, false]),
    ] {
        let found = ["99999.99", "100000", "100000.01"].map(|sales| holds(text, &metric(0, sales)));
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn a_ratio_is_compared_unrounded() {
    assert!(holds("退货率 < 80%", &metric(4, "0.79996")));
    assert!(!holds("退货率 < 80%", &metric(4, "0.8")));
    assert!(!holds("退货率 > 5%", &metric(4, "0.05")));
    assert!(holds("0.1 + 0.2 = 0.3", &Sheet::default()));
}

#[test]
fn a_chain_holds_when_each_link_holds() {
    let text = "80% <= return_rate < 100%";
    let found = ["0.79", "0.8", "0.99", "1"].map(|rate| holds(text, &metric(4, rate)));
    assert_eq!(found, [false, true, true, false]);
}

#[test]
fn formulas_are_exact() {
    let sheet = metric(2, "3").number(3, Window::Current, "4");
    assert_eq!(result("won / (won + lost)", &sheet), "3/7");
    assert_eq!(result("won / lost * lost / won", &sheet), "1");
    assert_eq!(result("floor(won / lost) + ceil(won / lost) + abs(-won / won)", &sheet), "2");
    assert_eq!(result("min(won, lost, 2) + max(won, lost, 2)", &sheet), "6");
    assert_eq!(result("if(won > lost, won, -lost)", &sheet), "-4");
    assert_eq!(result("1.5亿 + 3千 + 10万 + 1百万", &sheet), "151103000");
    assert_eq!(result("2 - -3", &sheet), "5");
}

#[test]
fn rounding_goes_where_it_is_told() {
    // 110 % of 12,345,678 is 13,580,245.8: to ten thousands 13,580,000.
    let sheet = Sheet::default().number(0, Window::LastYear, "12345678");
    assert_eq!(result("round(last_year(sales) * 110%, -4)", &sheet), "13580000");
    let none = Sheet::default();
    for (text, expected) in [
        ("round(2.675, 2)", "2.68"),
        ("round(-2.5, 0)", "-3"),
        ("round(2.5, 0, \"half-even\")", "2"),
        ("round(2.9, 0, \"down\")", "2"),
        ("round(25001, -4, \"up\")", "30000"),
        ("四舍五入(15000, -4)", "20000"),
    ] {
        assert_eq!(result(text, &none), expected, "{text}");
    }
}

#[test]
fn windows_ask_for_other_periods() {
    let sheet = metric(0, "120")
        .number(0, Window::Previous(1), "100")
        .number(0, Window::Previous(3), "60")
        .number(0, Window::YearToDate, "900")
        .number(0, Window::QuarterToDate, "500");
    assert_eq!(result("sales / previous(sales) - 1", &sheet), "0.2");
    assert_eq!(result("sales / previous(sales, 3)", &sheet), "2");
    assert_eq!(result("year_to_date(sales) - 本季累计(销售额)", &sheet), "400");
}

#[test]
fn a_comparison_without_a_value_is_undefined_and_names_it() {
    let gaps = match decide("sales > 1 and won > 1", &metric(2, "5")) {
        Outcome::Undefined(gaps) => gaps,
        other => panic!("{other:?}"),
    };
    assert_eq!(gaps.len(), 1);
    assert!(matches!(gaps[0], Gap::Missing { slot: 0, window: Window::Current, .. }));
    let zero = metric(2, "0").number(3, Window::Current, "0");
    let outcome = decide("won / (won + lost) >= 50%", &zero);
    assert!(matches!(outcome, Outcome::Undefined(gaps) if matches!(gaps[..], [Gap::Zero { .. }])));
    let text = Sheet::default().text(0, "100");
    let outcome = decide("sales > 1", &text);
    assert!(
        matches!(outcome, Outcome::Undefined(gaps) if matches!(gaps[..], [Gap::Mistyped { .. }]))
    );
}

#[test]
fn and_and_or_follow_kleene() {
    // won is 5, sales is missing.
    let sheet = metric(2, "5");
    for (text, expected) in [
        ("won > 9 and sales > 1", Some(false)),
        ("sales > 1 and won > 9", Some(false)),
        ("won > 1 and sales > 1", None),
        ("won > 1 or sales > 1", Some(true)),
        ("sales > 1 or won > 1", Some(true)),
        ("won > 9 or sales > 1", None),
        ("not sales > 1", None),
        ("sales is missing", Some(true)),
        ("sales is not missing and sales > 1", Some(false)),
        ("if(sales is missing, 0, sales) = 0", Some(true)),
        ("6 < won < lost", Some(false)),
        ("lost < 1 < 0", Some(false)),
        ("max(sales, 5) > 1", None),
    ] {
        let found = match decide(text, &sheet) {
            Outcome::Yes => Some(true),
            Outcome::No => Some(false),
            Outcome::Undefined(_) => None,
        };
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn rows_are_filtered_by_text_day_list_and_table() {
    let row = Sheet { keys: vec!["HT-1"], ..Sheet::default() }
        .text(0, "赢单")
        .text(3, "HT-1")
        .number(1, Window::Current, "85")
        .number(2, Window::Current, "100")
        .day(4, "2026-06-30")
        .day(5, "2026-07-30")
        .with(6, Value::Bool(false));
    for (text, expected) in [
        ("状态 属于 [\"赢单\",\"已成交\"]", true),
        ("status not in [\"lost\"]", true),
        ("contract_no in returned", true),
        ("status in returned", false),
        ("amount >= 0.85 * products.list_price", true),
        ("amount > 0.85 * products.list_price", false),
        ("status contains \"单\" and status starts with \"赢\"", true),
        ("status starts with \"单\"", false),
        ("paid_on - signed_on = 30天", true),
        ("paid_on - signed_on < 30天", false),
        ("signed_on + 30天 = paid_on", true),
        ("paid_on - 30 = signed_on", true),
        ("signed_on < 2026-07-01 <= paid_on", true),
        ("max(signed_on, paid_on) = 2026-07-30", true),
        ("voided", false),
        ("not voided and voided = 否", true),
        ("quantity is missing", true),
        ("amount in [84, 85]", true),
    ] {
        let outcome = condition(text, &Deals).decide(&row);
        assert_eq!(outcome, if expected { Outcome::Yes } else { Outcome::No }, "{text}");
    }
    let outcome = condition("signed_on + 99999999天 > paid_on", &Deals).decide(&row);
    assert!(matches!(outcome, Outcome::Undefined(gaps) if matches!(gaps[..], [Gap::NoDay { .. }])));
}

#[test]
fn a_trace_tells_each_test_with_its_values() {
    let gate = condition("销售额≥10万元 且 (新客户数≥2个 或 退货率 为空)", &Metrics);
    let sheet = metric(0, "120000").number(1, Window::Current, "1");
    let (outcome, steps) = gate.decide_traced(&sheet);
    assert_eq!(outcome, Outcome::Yes);
    let number = |value: &Value| match value {
        Value::Num(number) => say_number(number, Unit::Plain, crate::base::Lang::En),
        other => format!("{other:?}"),
    };
    let told: Vec<String> = steps
        .iter()
        .map(|step| {
            let right = step.right.as_ref().map_or(String::new(), |right| number(&right.value));
            let sign = match step.test {
                Test::Compare(op) => op.sign().to_owned(),
                other => format!("{other:?}"),
            };
            format!("{} {sign} {right} {:?}", number(&step.left.value), step.holds)
        })
        .collect();
    assert_eq!(
        told,
        ["120,000 >= 100,000 Some(true)", "1 >= 2 Some(false)", "Missing Missing  Some(true)"]
    );
}

#[test]
fn slots_and_tables_are_listed_once() {
    let expr = formula("sales + previous(sales) + last_year(net_sales) + sales", &Metrics);
    assert_eq!(expr.slots(), [0, 12]);
    assert_eq!(
        expr.reads(),
        [(0, Window::Current), (0, Window::Previous(1)), (12, Window::LastYear)]
    );
    assert_eq!(condition("contract_no in returned", &Deals).tables(), [0]);
    assert_eq!(condition("contract_no in returned", &Deals).slots(), [3]);
}

#[test]
fn amounts_of_forty_digits_stay_exact() {
    let large = "1234567890123456789012345678901234567890.01";
    let sum = formula("sales + 0.01 - sales", &Metrics).compute(&metric(0, large)).unwrap();
    assert_eq!(sum, Number::scaled(1, 2));
}
