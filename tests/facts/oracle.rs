//! Tiers, curves and rates as others have published them. Where a source prints the rule only, the
//! figure follows from it by hand.

use incent::base::round::round_text;
use incent::base::{Number, Rounding, Unit};
use incent::pay::{Label, Working, curve, ladder, modifier};
use incent::plan::ladder::{Bounds, Edge, Of, Price, TierMode, Tiers};
use incent::plan::limit::Modifier;

use super::sample::{
    any_expression, curve_of, measured, money, multiples, n, rate, rates, share, span,
};

fn table(mode: TierMode, tiers: &[(&str, &str)]) -> Tiers {
    rates(mode, Bounds::Value, Edge::Upper, tiers)
}

fn pays(t: &Tiers, achieved: &str) -> Number {
    let paid = ladder::tiers(t, &measured(achieved, None, None)).unwrap();
    assert!(paid.holds());
    paid.value
}

fn all(t: &Tiers, achieved: &[&str]) -> Vec<Number> {
    achieved.iter().map(|achieved| pays(t, achieved)).collect()
}

fn numbers(texts: &[&str]) -> Vec<Number> {
    texts.iter().map(|text| n(text)).collect()
}

/// Each step of a running total: what it pays to date, less what it paid before.
fn running(pays: impl Fn(&str) -> Number, steps: &[&str]) -> Vec<Number> {
    let (mut total, mut before) = (Number::zero(), Number::zero());
    let mut found = Vec::new();
    for step in steps {
        total += &n(step);
        let to_date = pays(&total.to_exact_text().unwrap());
        found.push(&to_date - &before);
        before = to_date;
    }
    found
}

const ORACLE: &[(&str, &str)] =
    &[("0", "0.01"), ("1000", "0.02"), ("3000", "0.03"), ("8000", "0.05")];
const SIX: &[&str] = &["200", "300", "1500", "1200", "2000", "4500"];

// O-01: docs.oracle.com/cd/G12028_01/trans/F77870-03, "Examples of calculating earnings using step
// rates" prints the first answer. The others follow from the same table: what it pays depends on what
// is put into it.
#[test]
fn one_table_of_tiers_has_five_answers() {
    let step = table(TierMode::Marginal, ORACLE);
    let each = all(&step, SIX);
    assert_eq!(each, numbers(&["2", "3", "20", "14", "30", "95"]));
    assert_eq!(each.iter().sum::<Number>(), n("164"));

    let to_date = running(|total| pays(&step, total), SIX);
    assert_eq!(to_date, numbers(&["2", "3", "25", "26", "60", "169"]));
    assert_eq!(to_date.iter().sum::<Number>(), n("285"));

    let months = all(&step, &["2000", "3200", "4500"]);
    assert_eq!(months.iter().sum::<Number>(), n("181"));

    let whole = table(TierMode::Retroactive, ORACLE);
    assert_eq!(all(&whole, SIX).iter().sum::<Number>(), n("234"));
    assert_eq!(pays(&whole, "9700"), n("485"));
}

// O-02: docs.oracle.com/cd/G11809_01/trans/F77870-03, "Examples of calculating earnings using
// interpolated rates": each tier's amount in proportion to how far it is filled.
#[test]
fn amounts_of_tiers_are_interpolated() {
    let points = [("0", "0"), ("1000", "10"), ("3000", "50"), ("8000", "150"), ("20000", "2150")];
    let c = curve_of(&points, None, Bounds::Value);
    let pays = |achieved: &str| {
        let paid = curve::curve(&c, &measured(achieved, None, None)).unwrap();
        assert!(paid.holds());
        paid.value
    };
    let each: Vec<Number> = SIX.iter().map(|achieved| pays(achieved)).collect();
    assert_eq!(each, numbers(&["2", "3", "20", "14", "30", "80"]));
    assert_eq!(each.iter().sum::<Number>(), n("149"));
    // On the running total: 433 and a third.
    let total: Number = running(pays, SIX).iter().sum();
    assert_eq!(total, Number::ratio(&n("1300"), &n("3")).unwrap());
}

// O-03: docs.oracle.com/cd/G44591_01/trans/F77870-09, "Options for splitting attainment numbers
// across rate tiers": the formula for 12 is printed.
#[test]
fn percents_of_attainment_are_interpolated() {
    let points = [("0", "0"), ("25", "1000"), ("50", "3000"), ("100", "8000"), ("999", "14000")];
    let c = curve_of(&points, None, Bounds::Value);
    for (attainment, expected) in
        [("12", "480"), ("25", "1000"), ("30", "1400"), ("75", "5500"), ("100", "8000")]
    {
        let paid = curve::curve(&c, &measured(attainment, None, None)).unwrap();
        assert_eq!(paid.value, n(expected));
    }
}

// O-04: the same page. The rates are printed, the money follows.
#[test]
fn one_table_pays_all_at_one_rate_or_each_part_at_its_own() {
    let tiers = &[("0", "0.01"), ("10000", "0.02"), ("50000", "0.03")];
    let amounts = &["5000", "15000", "60000"];
    let flat = all(&table(TierMode::Retroactive, tiers), amounts);
    assert_eq!(flat, numbers(&["50", "300", "1800"]));
    assert_eq!(all(&table(TierMode::Marginal, tiers), amounts), numbers(&["50", "200", "1200"]));
}

// O-05: docs.oracle.com, salm-24b: 0.4 % + 1.2 %.
#[test]
fn a_blended_rate_is_what_the_parts_pay_over_the_whole() {
    let t = table(TierMode::Marginal, &[("0", "0.01"), ("1000", "0.02"), ("5000", "0.03")]);
    let paid = pays(&t, "2500");
    assert_eq!(paid, n("40"));
    assert_eq!(Number::ratio(&paid, &n("2500")).unwrap(), n("0.016"));
}

// O-06: Trailhead, "Spiff": 5,000 at 4 % and 15,000 at 6 %.
#[test]
fn a_deal_that_crosses_into_a_tier_is_parted_there() {
    let t = table(TierMode::Marginal, &[("0", "0.04"), ("150000", "0.06"), ("250000", "0.08")]);
    assert_eq!(running(|total| pays(&t, total), &["145000", "20000"])[1], n("1100"));
}

// O-07: SAP help, "Managing rate tables".
#[test]
fn above_quota_step_and_straight_differ_by_the_rate_on_the_quota() {
    let tiers = &[("0", "0.03"), ("1", "0.05")];
    let m = measured("104000", Some("100000"), None);
    for (mode, expected) in [(TierMode::Marginal, "3200"), (TierMode::Retroactive, "5200")] {
        let t = rates(mode, Bounds::Attainment, Edge::Upper, tiers);
        assert_eq!(ladder::tiers(&t, &m).unwrap().value, n(expected));
    }
}

// O-08: sparrowgenie.com, "Non-retroactive commission".
#[test]
fn three_tiers_add_up() {
    let t = table(TierMode::Marginal, &[("0", "0.03"), ("300000", "0.05"), ("500000", "0.07")]);
    assert_eq!(pays(&t, "600000"), n("26000"));
}

// O-09: biggestcalculatorhub.com, "Commission". It counts exactly 600,000 in the lower tier where
// parts add up, which changes nothing, and in the upper one where they don't.
#[test]
fn one_cent_on_a_bound_may_be_worth_thousands() {
    let tiers = &[("0", "0.03"), ("300000", "0.05"), ("600000", "0.07")];
    let step = table(TierMode::Marginal, tiers);
    assert_eq!(all(&step, &["750000", "650000", "600000"]), numbers(&["34500", "27500", "24000"]));
    let whole = table(TierMode::Retroactive, tiers);
    assert_eq!(pays(&whole, "600000"), n("42000"));
    let below = pays(&whole, "599999.99");
    assert_eq!(below, n("29999.9995"));
    // The jump is the difference of the rates on the whole bound, 12,000, and a cent's own 7 %.
    assert_eq!(&n("42000") - &below, n("12000.0005"));
}

// O-10: MyTime's help page prints 424.98 for the third cycle and 2,224.98 for all four: its tiers end
// at .99, so that two parts lose a cent each. Tiers that meet give 425 and 2,225.
#[test]
fn tiers_that_end_at_99_cents_lose_cents_and_ours_do_not() {
    let t = table(TierMode::Marginal, &[("0", "0.25"), ("500", "0.3"), ("3000", "0.4")]);
    let cycles = all(&t, &["400", "100", "1500", "5000"]);
    assert_eq!(cycles, numbers(&["100", "25", "425", "1675"]));
    assert_eq!(cycles.iter().sum::<Number>(), n("2225"));
}

fn accelerated(mode: TierMode, base: &str) -> Tiers {
    let tiers = &[("0", "1"), ("1", "1.5"), ("1.25", "2"), ("1.5", "2.5")];
    let mut t = multiples(mode, Edge::Upper, tiers);
    t.base = Some(rate(base));
    t
}

// O-11: github.com/theodortrampe/commission-calculator, calculateCommissions.test.ts: the excess over
// quota is paid at the multiple reached. Slice by slice follows from the same table.
#[test]
fn an_accelerator_on_the_excess_differs_from_one_on_the_slices() {
    for (revenue, base, excess, slices) in [
        ("80000", "0.6", "48000", "48000"),
        ("110000", "0.6", "69000", "69000"),
        ("140000", "0.5", "90000", "83750"),
        ("175000", "0.6", "172500", "150000"),
        ("250000", "0.5", "237500", "218750"),
        ("124999", "0.5", "68749.25", "68749.25"),
        ("125000", "0.5", "75000", "68750"),
    ] {
        let m = measured(revenue, Some("100000"), None);
        for (mode, expected) in [(TierMode::Overage, excess), (TierMode::Marginal, slices)] {
            let paid = ladder::tiers(&accelerated(mode, base), &m).unwrap();
            assert!(paid.holds());
            assert_eq!(paid.value, n(expected), "{revenue} {mode:?}");
        }
    }
    let paid = ladder::tiers(
        &accelerated(TierMode::Overage, "0.5"),
        &measured("250000", Some("100000"), None),
    );
    assert_eq!(paid.unwrap().parts[1].value, n("187500"));
}

// O-15, first half: github.com/amant8183/commission-calculation-system, test_bonuses.py.
#[test]
fn a_volume_bonus_is_on_everything() {
    let t = volume_bonus();
    assert_eq!(all(&t, &["110000", "125000", "60000"]), numbers(&["5500", "6250", "1800"]));
}

/// Nothing to 25,000, then 2, 3 and 5 % of everything.
pub fn volume_bonus() -> Tiers {
    let tiers = &[("0", "0"), ("25000", "0.02"), ("50000", "0.03"), ("100000", "0.05")];
    table(TierMode::Retroactive, tiers)
}

// O-24: Cichelli at BLR: without all three products at 95 % the accelerated rates don't count; A and
// B above target are paid at base rates. The rates here are ours.
#[test]
fn behind_a_gate_only_base_rates_count() {
    let t =
        rates(TierMode::Marginal, Bounds::Attainment, Edge::Upper, &[("0", "0.02"), ("1", "0.04")]);
    let a = measured("120", Some("100"), None);
    assert_eq!(ladder::tiers(&t, &a).unwrap().value, n("2.8"));
    let paid = ladder::base_rates(&t, &a).unwrap();
    assert!(paid.holds());
    assert_eq!(paid.value, n("2.4"));
}

// O-25: the same: rates and factors are printed, the money follows.
#[test]
fn a_margin_multiplies_what_the_tiers_pay() {
    let t = table(TierMode::Marginal, &[("0", "0.02"), ("3000000", "0.03")]);
    let factors = multiples(
        TierMode::Retroactive,
        Edge::Upper,
        &[("0", "0.5"), ("0.05", "0.75"), ("0.1", "1"), ("0.2", "1.15"), ("0.3", "1.25")],
    );
    let by_margin = Modifier {
        by: any_expression(),
        edge: Edge::Upper,
        tiers: factors.tiers,
        before_cap: true,
        span: span(),
    };
    for (margin, expected) in [("0.15", "90000"), ("0.25", "103500"), ("0.07", "67500")] {
        let earned = ladder::tiers(&t, &measured("4000000", None, None)).unwrap();
        let factor = modifier::factor(&by_margin, &share(margin)).unwrap();
        let paid = modifier::modified(earned, factor);
        assert!(paid.holds());
        assert_eq!(paid.value, n(expected));
    }
}

// O-27: nevadahrconference.com, 2016/11, a plan in Anaplan.
#[test]
fn a_manager_gets_a_milestone_for_the_teams_attainment() {
    let mut t =
        rates(TierMode::Retroactive, Bounds::Attainment, Edge::Upper, &[("0", "0"), ("0.95", "0")]);
    t.tiers[0].price = Price::Amount(super::sample::spanned("0"));
    t.tiers[1].price = Price::Amount(super::sample::spanned("10000"));
    for (attained, expected) in [("95", "10000"), ("94.99", "0")] {
        let paid = ladder::step(&t, &measured(attained, Some("100"), None)).unwrap();
        assert_eq!(paid.value, n(expected));
    }
}

// O-28: the classic exercise 奖金按利润提成; its rates are everywhere, the money follows from them.
#[test]
fn a_bonus_by_profit_with_falling_rates() {
    let tiers = &[
        ("0", "0.1"),
        ("100000", "0.075"),
        ("200000", "0.05"),
        ("400000", "0.03"),
        ("600000", "0.015"),
        ("1000000", "0.01"),
    ];
    let t = table(TierMode::Marginal, tiers);
    for (profit, expected) in [
        ("120000", "11500"),
        ("250000", "20000"),
        ("400000", "27500"),
        ("600000", "33500"),
        ("1000000", "39500"),
        ("1200000", "41500"),
    ] {
        assert_eq!(pays(&t, profit), n(expected));
    }
}

// Xactly's own sample calls 75,000 of a quota of 1,500,000 50 %. It is 5 %; 50 % would need a quota of
// 150,000.
#[test]
fn a_twentieth_is_five_percent() {
    let of = Working::quotient(Label::Attainment(0), Unit::Ratio, money("75000"), money("1500000"));
    assert_eq!(of.unwrap().value, n("0.05"));
}

// Products that binary fractions miss: 0.07 · 100, 1.005 · 100, 2.675 to the cent.
#[test]
fn decimal_products_are_exact() {
    let t = table(TierMode::Marginal, &[("0", "0.07")]);
    assert_eq!(pays(&t, "100"), n("7"));
    let t = table(TierMode::Retroactive, &[("0", "1.005")]);
    assert_eq!(pays(&t, "100"), n("100.5"));
    assert_eq!(round_text(&n("2.675"), 2, Rounding::HalfUp), "2.68");
    let c = curve_of(&[("0", "0"), ("3", "1")], Some(Of::Actual), Bounds::Value);
    assert_eq!(curve::curve(&c, &measured("3", None, None)).unwrap().value, n("3"));
}
