//! Adds up again what `explain PERSON PERIOD --format json` says: every figure from its parts, up to what
//! is payable. Shares nothing with the program but the words of that JSON.

use std::str::FromStr;

use num_bigint::BigInt;
use num_rational::BigRational;
use num_traits::{One, Pow, Signed, Zero};
use serde_json::Value as Json;

use crate::driver::{Ended, World};
use crate::{pay, real};

/// A decimal such as `-12.5`, or a fraction such as `1/3`.
fn exact(text: &str) -> BigRational {
    if text.contains('/') {
        return BigRational::from_str(text).unwrap();
    }
    let (whole, fraction) = text.split_once('.').unwrap_or((text, ""));
    let digits = BigInt::from_str(&format!("{whole}{fraction}")).unwrap();
    BigRational::new(digits, Pow::pow(BigInt::from(10), fraction.len()))
}

fn rounded(value: &BigRational, places: u64, mode: &str) -> BigRational {
    let unit = BigRational::from(Pow::pow(BigInt::from(10), places));
    let scaled = value.abs() * &unit;
    let (down, rest) = (scaled.trunc(), scaled.fract());
    let half = BigRational::new(BigInt::one(), BigInt::from(2));
    let is_odd = !(down.numer() % BigInt::from(2)).is_zero();
    let up = match mode {
        "down" => false,
        "up" => !rest.is_zero(),
        "half-up" => rest >= half,
        "half-even" => rest > half || rest == half && is_odd,
        other => panic!("no way of rounding: {other}"),
    };
    let whole = if up { down + BigRational::one() } else { down };
    if value.is_negative() { -whole / unit } else { whole / unit }
}

/// The value of a figure, checked against its parts all the way down.
fn readd(figure: &Json, checked: &mut usize) -> BigRational {
    let parts = figure["parts"].as_array().map_or(&[][..], Vec::as_slice);
    let parts: Vec<BigRational> = parts.iter().map(|part| readd(part, checked)).collect();
    let stated = exact(figure["value"].as_str().unwrap());
    let places = || figure["places"].as_u64().unwrap();
    let computed = match figure["how"].as_str().unwrap() {
        "given" => stated.clone(),
        "sum" => parts.iter().sum(),
        "difference" => &parts[0] - parts[1..].iter().sum::<BigRational>(),
        "product" => parts.iter().product(),
        "quotient" => &parts[0] / &parts[1],
        "least" => parts.iter().min().unwrap().clone(),
        "most" => parts.iter().max().unwrap().clone(),
        "rounded" => rounded(&parts[0], places(), figure["mode"].as_str().unwrap()),
        "share" => {
            // Its exact share, or what is left of a unit on top or not.
            let unit =
                rounded(&BigRational::one(), 0, "down") / Pow::pow(BigInt::from(10), places());
            let share = &parts[0] * &parts[1] / &parts[2];
            assert!((&share - &stated).abs() < unit, "{figure:#}");
            stated.clone()
        }
        other => panic!("no operation: {other}"),
    };
    assert_eq!(computed, stated, "{figure:#}");
    *checked += 1;
    stated
}

/// Adds up what somebody is paid: the lines that are paid and the adjustments. How many figures.
fn readd_person(explained: &str) -> usize {
    let explained: Json = serde_json::from_str(explained).unwrap();
    let (mut payable, mut checked) = (BigRational::zero(), 0);
    for line in explained["lines"].as_array().unwrap() {
        let pays = readd(&line["pays"], &mut checked);
        if line["paid"].as_bool().unwrap() {
            payable += pays;
        }
        if !line["held"].is_null() {
            readd(&line["held"], &mut checked);
        }
    }
    for figure in explained["adjustments"].as_array().unwrap() {
        payable += readd(figure, &mut checked);
    }
    assert_eq!(payable, exact(explained["payable"].as_str().unwrap()), "{explained:#}");
    checked
}

/// Everybody of a settlement; the sum of all is its last line. How many figures.
fn readd_all(world: &World, period: &str, today: &str) -> usize {
    let done = |ended: Ended| {
        assert_eq!(ended.code, 0, "{}", ended.stderr);
        ended.stdout
    };
    let csv = done(world.run(&["settle", period, "--as-of", today, "--format", "csv"]));
    let rows = pay::rows(&csv);
    let one = |row: &std::collections::BTreeMap<String, String>| {
        let args = ["explain", &row["person"], period, "--as-of", today, "--format", "json"];
        let explained = done(world.run(&args));
        let json: Json = serde_json::from_str(&explained).unwrap();
        assert_eq!(exact(json["payable"].as_str().unwrap()), exact(&row["payable"]), "{row:?}");
        readd_person(&explained)
    };
    rows.iter().map(one).sum()
}

#[test]
fn every_figure_of_the_acceptance_plans_follows_from_its_parts() {
    let mut checked = 0;
    for plan in pay::plans() {
        let world = pay::world(&plan);
        let quarterly = world.read("incent.toml").contains("settle = \"quarter\"");
        let periods = match plan.as_str() {
            _ if quarterly => &["2026Q1"][..],
            "caps" | "draws" | "periods" => &["2026-01", "2026-03"],
            _ => &["2026-01"],
        };
        checked += periods.iter().map(|at| readd_all(&world, at, "2026-07-15")).sum::<usize>();
    }
    assert!(checked > 1000, "{checked}");
}

#[test]
fn every_figure_of_a_real_plan_follows_from_its_parts() {
    let Some(world) = real::maven() else { return };
    assert_eq!(world.run(&["assign", "--as-of", "2017-01-01"]).code, 0);
    assert!(readd_all(&world, "2017Q3", "2018-01-15") > 500);
}
