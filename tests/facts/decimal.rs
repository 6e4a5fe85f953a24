//! Forty cases of the General Decimal Arithmetic test suite: sums, products, comparisons and rounding
//! of finite decimals, signed zeros and powers of ten included.

use std::cmp::Ordering;

use incent::base::Number;
use incent::base::round::{Rounding, round_number, round_text, round_to_step};

use super::{Case, n};

/// `-56267E-1`, `.911`, `+10`: the number and its exponent (of the last digit written).
fn parse(text: &str) -> (Number, i32) {
    let (digits, exponent) = text.split_once(['E', 'e']).unwrap_or((text, "0"));
    let exponent: i32 = exponent.trim_start_matches('+').parse().unwrap();
    let places = digits.split_once('.').map_or(0, |(_, fraction)| fraction.len());
    let plain = digits.replace("-.", "-0.");
    let last = exponent - i32::try_from(places).unwrap();
    (n(&plain).shift(exponent), last)
}

fn mode(case: &Case) -> Rounding {
    match case.text("rounding") {
        "half_up" => Rounding::HalfUp,
        "half_even" => Rounding::HalfEven,
        "down" => Rounding::Down,
        other => panic!("{other}"),
    }
}

/// `value` as far as the digit of `10^exponent`.
fn quantized(value: &Number, exponent: i32, mode: Rounding) -> Number {
    match u32::try_from(-exponent) {
        Ok(places) => round_number(value, places, mode),
        Err(_) => round_to_step(value, &Number::one().shift(exponent), mode).unwrap(),
    }
}

fn outcome(case: &Case) -> Number {
    let (operand, _) = parse(case.text("operand"));
    let by = || parse(case.text("by"));
    match case.text("op") {
        "add" => &operand + &by().0,
        "subtract" => &operand - &by().0,
        "multiply" => &operand * &by().0,
        "compare" => Number::from(match operand.cmp(&by().0) {
            Ordering::Less => -1i64,
            Ordering::Equal => 0,
            Ordering::Greater => 1,
        }),
        "quantize" => quantized(&operand, by().1, mode(case)),
        "tointegral" => quantized(&operand, 0, mode(case)),
        op => panic!("{op}"),
    }
}

#[test]
fn forty_published_decimals_come_out_to_the_last_digit() {
    let cases = Case::all(include_str!("decimals.csv"));
    assert_eq!(cases.len(), 40);
    for case in cases {
        let (expected, _) = parse(case.text("result"));
        assert_eq!(outcome(&case), expected, "{}", case.text("case"));
    }
}

#[test]
fn a_rounded_decimal_is_written_with_the_places_of_its_unit() {
    for case in Case::all(include_str!("decimals.csv")) {
        let result = case.text("result");
        if case.text("op") == "quantize" && !result.contains(['E', 'e']) {
            let places = result.split_once('.').map_or(0, |(_, fraction)| fraction.len());
            let (operand, _) = parse(case.text("operand"));
            let text = round_text(&operand, u32::try_from(places).unwrap(), mode(&case));
            assert_eq!(text, result, "{}", case.text("case"));
        }
    }
}
