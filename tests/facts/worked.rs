//! Worked examples of vendors, forums and help pages, each with its source.

use incent::base::round::round_text;
use incent::base::{Day, Number, Period, Rounding, Unit};
use incent::pay::proration::{Stretch, active, prorated};
use incent::pay::{Label, Working, clawback, curve, ladder, price};
use incent::plan::ladder::{Bounds, Edge, Of, TierMode};
use incent::plan::limit::{DrawKind, Proration};

use super::oracle_around::{draw, drawn, recovered_freely};
use super::sample::{bonus, curve_of, measured, money, multiples, n, rate, rates, spanned, yuan};

fn each(mode: TierMode, edge: Edge, table: &[(&str, &str)], pairs: &[(&str, &str)]) {
    let t = rates(mode, Bounds::Value, edge, table);
    for (sales, expected) in pairs {
        let paid = ladder::tiers(&t, &measured(sales, None, None)).unwrap();
        assert!(paid.holds());
        assert_eq!(paid.value, n(expected), "{sales}");
    }
}

// W001: docs.oracle.com, sales/facmi, "Examples of Calculating Earnings Using Step Rates".
#[test]
fn steps_of_single_transactions_as_oracle_shows_them() {
    let table = &[("0", "0.01"), ("1000", "0.02"), ("3000", "0.03"), ("8000", "0.05")];
    let pairs = &[
        ("200", "2"),
        ("300", "3"),
        ("1500", "20"),
        ("1200", "14"),
        ("2000", "30"),
        ("4500", "95"),
    ];
    each(TierMode::Marginal, Edge::Upper, table, pairs);
    assert_eq!(pairs.iter().map(|(_, paid)| n(paid)).sum::<Number>(), n("164"));
}

// W004: docs.oracle.com, sales/facmi, "Options for Splitting Attainment Numbers Across Rate Tiers".
// The slices are published, the money follows from them.
#[test]
fn a_rate_split_across_tiers_as_oracle_shows_it() {
    let table = [("0", "0.01"), ("10000", "0.02"), ("50000", "0.03"), ("100000", "0.04")];
    let t = rates(TierMode::Marginal, Bounds::Value, Edge::Upper, &table);
    for (amount, slices) in [
        ("5000", vec![("5000", "0.01")]),
        ("15000", vec![("10000", "0.01"), ("5000", "0.02")]),
        ("60000", vec![("10000", "0.01"), ("40000", "0.02"), ("10000", "0.03")]),
    ] {
        let paid = ladder::tiers(&t, &measured(amount, None, None)).unwrap();
        let found: Vec<(Number, Number)> = paid
            .parts
            .iter()
            .map(|tier| (tier.parts[0].value.clone(), tier.parts[1].value.clone()))
            .collect();
        let slices: Vec<(Number, Number)> =
            slices.into_iter().map(|(part, rate)| (n(part), n(rate))).collect();
        assert_eq!(found, slices);
    }
    each(
        TierMode::Marginal,
        Edge::Upper,
        &table,
        &[("5000", "50"), ("15000", "200"), ("60000", "1200")],
    );
}

// W007: docs.oracle.com, salm-24b, "What's New": the first tier whole, a quarter of the second.
#[test]
fn a_proportional_split_blends_rates_as_oracle_shows_it() {
    let c = curve_of(
        &[("0", "0"), ("1000", "0.01"), ("5000", "0.03")],
        Some(Of::Actual),
        Bounds::Value,
    );
    let paid = curve::curve(&c, &measured("2000", None, None)).unwrap();
    assert!(paid.holds());
    assert_eq!(paid.parts[1].value, n("0.015"));
}

// W010: help.salesforce.com, "Spiff accelerator functions". What the tiers above begin at isn't told:
// anywhere above the amount.
#[test]
fn a_month_in_the_second_tier_as_spiff_shows_it() {
    let table = &[("0", "0.04"), ("200000", "0.06"), ("300000", "0.08"), ("400000", "0.1")];
    each(TierMode::Marginal, Edge::Upper, table, &[("220000", "9200")]);
}

// W013: legalclarity.org, "What is a recoverable draw".
#[test]
fn a_recoverable_draw_of_one_month_pays_more_or_leaves_a_deficit() {
    let draw = draw(DrawKind::Guarantee, "3000", Some(recovered_freely()));
    let [top_up, _, balance] = drawn(&draw, &["5000"]).remove(0);
    assert_eq!((&n("5000") + &top_up, balance), (n("5000"), n("0")));
    let [top_up, _, balance] = drawn(&draw, &["2000"]).remove(0);
    assert_eq!((&n("2000") + &top_up, balance), (n("3000"), n("1000")));
}

// W016: revopsmasters.com, "Accelerators and decelerators".
#[test]
fn below_half_of_the_target_a_decelerator_halves_variable_pay() {
    let mut t =
        multiples(TierMode::Marginal, Edge::Upper, &[("0", "0.5"), ("0.5", "1"), ("1", "1.5")]);
    t.of = Of::Incentive;
    let m = measured("40", Some("100"), Some("100000"));
    assert_eq!(ladder::tiers(&t, &m).unwrap().value, n("20000"));
    t.tiers.truncate(1);
    t.tiers[0].price = rate("1");
    assert_eq!(ladder::tiers(&t, &m).unwrap().value, n("40000"));
}

// W022: getcentify.featurebase.app, "What are clawbacks and how to manage them".
#[test]
fn of_two_instalments_only_the_paid_one_is_taken_back() {
    let whole = money("1000");
    let back = |paid| clawback::proportional(&whole, &whole, &money(paid), &money("0")).unwrap();
    assert_eq!(clawback::booked(back("500")).value, n("-500"));
    assert_eq!(back("0").value, n("0"));
}

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

pub fn share_from(start: &str, first: &str, last: &str, by: Proration) -> Working {
    let period = Period::declared("p", day(first), day(last)).unwrap();
    let there = Stretch { start: day(start), end: day("2199-12-31"), ramp: None };
    active(by, &period, &[there], None).unwrap()
}

/// What a year's quota of 100,000, a fifth in each of three quarters and two fifths in the last, is
/// from a day of 2019 on, by months begun.
pub fn seasonal(start: &str) -> Vec<Number> {
    let quarters = [
        ("2019-01-01", "2019-03-31", "20000"),
        ("2019-04-01", "2019-06-30", "20000"),
        ("2019-07-01", "2019-09-30", "20000"),
        ("2019-10-01", "2019-12-31", "40000"),
    ];
    let part = |(first, last, quota): (&str, &str, &str)| {
        let share = share_from(start, first, last, Proration::MonthsBegun);
        let part = prorated(&money(quota), &share);
        assert!(part.holds());
        part.value
    };
    quarters.map(part).to_vec()
}

// W025: community.quickbase.com, "Formula to Prorate a Quota" (2019-03-12).
#[test]
fn a_quota_by_seasons_from_march_on() {
    let parts = seasonal("2019-03-01");
    let texts: Vec<String> =
        parts.iter().map(|part| round_text(part, 0, Rounding::HalfUp)).collect();
    assert_eq!(texts, ["6667", "20000", "20000", "40000"]);
    assert_eq!(round_text(&parts.iter().sum(), 2, Rounding::HalfUp), "86666.67");
}

// W028: getlago.com/docs, charge models, "Volume".
#[test]
fn volume_pricing_with_a_fixed_fee_as_lago_shows_it() {
    let table = [
        ("0", "0.0010", Some("10")),
        ("10000", "0.0008", Some("10")),
        ("50000", "0.0006", Some("10")),
        ("100000", "0.0004", Some("10")),
    ];
    let t = bonus(TierMode::Retroactive, Bounds::Value, Edge::Lower, &table);
    assert_eq!(ladder::tiers(&t, &measured("65000", None, None)).unwrap().value, n("49"));
}

// W031: gist.github.com/richardlawrence/1138036.
#[test]
fn a_flat_and_a_tiered_commission_with_a_sale_on_the_bound() {
    let flat = price::flat(&rate("0.1"), Of::Actual, &measured("10000", None, None)).unwrap();
    assert_eq!(flat.value, n("1000"));
    each(
        TierMode::Marginal,
        Edge::Upper,
        &[("0", "0.1"), ("5000", "0.12")],
        &[("6000", "620"), ("4000", "400"), ("5000", "500")],
    );
}

// W034: excelforum.com, thread 1140746 "Tiered fee formula".
#[test]
fn fees_by_differences_of_rates() {
    each(
        TierMode::Marginal,
        Edge::Upper,
        &[("0", "0.03"), ("500", "0.05"), ("750", "0.075")],
        &[
            ("300", "9"),
            ("400", "12"),
            ("500", "15"),
            ("600", "20"),
            ("700", "25"),
            ("800", "31.25"),
            ("900", "38.75"),
        ],
    );
}

// W037: github.com/mohan98521/gtm-variable-pay, .lovable/plan.md.
#[test]
fn one_multiplier_on_everything_pays_more_than_one_on_the_slice() {
    let mut t = multiples(TierMode::Retroactive, Edge::Upper, &[("0", "1"), ("1", "1.4")]);
    t.of = Of::Incentive;
    let m = measured("110", Some("100"), Some("50000"));
    assert_eq!(ladder::tiers(&t, &m).unwrap().value, n("77000"));
    t.mode = TierMode::Marginal;
    assert_eq!(ladder::tiers(&t, &m).unwrap().value, n("57000"));
}

// W043: the same repository at 03ba906, cases 6.1 and 6.2: a quarter of the rate at which 60 % of
// 20,000 are earned over 1,000,000, on deals from 400,000 on.
#[test]
fn a_spiff_is_for_large_deals_only() {
    let part = Working::product(Label::TargetIncentive, yuan(), vec![money("20000"), money("0.6")]);
    let normal = Working::quotient(Label::Rate, Unit::Ratio, part, money("1000000")).unwrap();
    let spiff = &normal.value * &n("0.25");
    let mut t =
        rates(TierMode::Retroactive, Bounds::Value, Edge::Upper, &[("0", "0"), ("400000", "0")]);
    t.tiers[1].price = incent::plan::ladder::Price::Rate(spanned(&spiff.to_exact_text().unwrap()));
    for (deal, expected) in [("500000", "1500"), ("350000", "0")] {
        assert_eq!(ladder::tiers(&t, &measured(deal, None, None)).unwrap().value, n(expected));
    }
}

// W046: the same, cases 9.1 and 9.2: one rate for pay, another for what the market says.
#[test]
fn pay_in_another_currency_is_a_product_with_the_rate_of_its_kind() {
    for (pay, rate, local) in [("10000", "83", "830000"), ("3000", "84.5", "253500")] {
        let converted = Working::product(Label::Gross, yuan(), vec![money(pay), money(rate)]);
        assert_eq!(converted.value, n(local));
    }
}

// W049: github.com/theodortrampe/commission-calculator, calculateCommissions.test.ts.
#[test]
fn from_the_fifteenth_of_a_month_of_31_days_the_quota_is_seventeen_parts() {
    let share = share_from("2025-01-15", "2025-01-01", "2025-01-31", Proration::Days);
    assert_eq!(share.parts[0].value, n("17"));
    assert_eq!(share.parts[1].value, n("31"));
    let quota = prorated(&money("10000"), &share);
    assert_eq!(round_text(&quota.value, 2, Rounding::HalfUp), "5483.87");
    let attainment = Number::ratio(&n("6000"), &quota.value).unwrap();
    assert_eq!(round_text(&attainment.shift(2), 2, Rounding::HalfUp), "109.41");
}
