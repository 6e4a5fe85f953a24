//! What stands around rates as others have published it: proration, draws, overrides, holds, true-ups,
//! clawbacks, splits, caps.

use incent::base::round::round_text;
use incent::base::{Number, Rounding, Unit};
use incent::pay::draw::{DrawPeriod, met};
use incent::pay::{Label, Working, clawback, hold, ladder, limit, pool, price, proration};
use incent::plan::incentive::Audience;
use incent::plan::ladder::{Edge, Of, TierMode};
use incent::plan::limit::{Draw, DrawKind, Proration, Recovery, Release};
use incent::text::Spanned;

use super::oracle::volume_bonus;
use super::sample::{measured, money, multiples, n, rate, span, spanned};
use super::worked::{seasonal, share_from};

/// A draw of that amount in every period.
pub fn draw(kind: DrawKind, amount: &str, recovery: Option<Recovery>) -> Draw {
    Draw {
        id: Spanned::new("draw".to_owned(), span()),
        name: Spanned::new("draw".to_owned(), span()),
        audience: Audience::default(),
        amount: spanned(amount),
        kind,
        recovery,
        from: None,
        until: None,
        prorated: false,
        span: span(),
    }
}

/// Recovered from everything above the draw.
pub fn recovered_freely() -> Recovery {
    Recovery {
        share_of_excess: None,
        keeps: None,
        share_of_earnings: None,
        most: None,
        from: None,
        only_without_draw: false,
    }
}

/// Top-up, recovered and balance of periods one after the other.
pub fn drawn(draw: &Draw, earned: &[&str]) -> Vec<[Number; 3]> {
    drawn_from(draw, earned, 0)
}

fn drawn_from(draw: &Draw, earned: &[&str], recovers_from: usize) -> Vec<[Number; 3]> {
    let mut before = money("0");
    let period = |(index, earned): (usize, &&str)| {
        let amount = Some(money(&draw.amount.to_exact_text().unwrap()));
        let recovers = index >= recovers_from;
        let period = DrawPeriod {
            draw,
            at: 0,
            amount,
            recovers,
            earned: money(earned),
            taken: money("0"),
            before: before.clone(),
        };
        let met = met(&period);
        assert!(met.top_up.holds() && met.recovered.holds() && met.balance.holds());
        before = met.balance.clone();
        [met.top_up.value, met.recovered.value, met.balance.value]
    };
    earned.iter().enumerate().map(period).collect()
}

fn column(rows: &[[Number; 3]], at: usize) -> Vec<Number> {
    rows.iter().map(|row| row[at].clone()).collect()
}

fn numbers(texts: &[&str]) -> Vec<Number> {
    texts.iter().map(|text| n(text)).collect()
}

// O-13: github.com/theodortrampe/commission-calculator, calculateCommissions.test.ts; O-12 of the same
// file is W049.
#[test]
fn a_ramp_halves_the_quota_and_a_draw_tops_up() {
    let guarantee = draw(DrawKind::Guarantee, "4000", None);
    let earned = price::flat(&rate("0.1"), Of::Actual, &measured("1000", None, None)).unwrap();
    let [top_up, _, _] = drawn(&guarantee, &[&earned.value.to_exact_text().unwrap()]).remove(0);
    assert_eq!((&earned.value + &top_up, top_up), (n("4000"), n("3900")));

    let share = share_from("2025-01-15", "2025-01-01", "2025-01-31", Proration::Days);
    let period = DrawPeriod {
        draw: &guarantee,
        at: 0,
        amount: Some(proration::prorated(&money("4000"), &share)),
        recovers: false,
        earned: money("0"),
        taken: money("0"),
        before: money("0"),
    };
    assert_eq!(round_text(&met(&period).top_up.value, 2, Rounding::HalfUp), "2193.55");

    let mut t = multiples(TierMode::Marginal, Edge::Upper, &[("0", "1"), ("1", "2")]);
    t.base = Some(rate("0.1"));
    let mut m = measured("8000", None, None);
    let ramp = Working::given(Label::Ramp, n("0.5"), Unit::Ratio);
    m.target = Some(proration::prorated(&money("10000"), &ramp));
    let paid = ladder::tiers(&t, &m).unwrap();
    assert!(paid.holds());
    assert_eq!(paid.value, n("1100"));
}

// O-14: github.com/amant8183/commission-calculation-system, test_clawbacks.py.
#[test]
fn overrides_of_a_chain_are_taken_back_to_the_cent() {
    for (share, expected) in [("0.5", "25000"), ("0.02", "1000"), ("0.015", "750"), ("0.01", "500")]
    {
        let policy = measured("50000", None, None);
        let paid = price::flat(&rate(share), Of::Actual, &policy).unwrap();
        assert_eq!(paid.value, n(expected));
        let (whole, none) = (&policy.achieved, money("0"));
        let back = clawback::proportional(whole, whole, &paid, &none).unwrap();
        assert!(back.holds());
        assert_eq!(clawback::booked(back).value, -n(expected));
    }
}

// O-15: the same repository, test_bonuses.py. 60,000 and 50,000 are sold; the 50,000 are cancelled:
// −3,700, and not the proportional −2,500. Its code takes −5,500 more when the 60,000 are cancelled
// too, 9,200 of 5,500 that were paid; 1,800 are left to take.
#[test]
fn a_bonus_on_everything_is_taken_back_by_recomputing_and_never_twice() {
    let t = volume_bonus();
    let bonus = |sold| ladder::tiers(&t, &measured(sold, None, None)).unwrap();
    let paid = bonus("110000");
    let first = clawback::recomputed(&bonus("60000"), &paid, &money("0"));
    assert_eq!(clawback::booked(first.clone()).value, n("-3700"));
    let second = clawback::recomputed(&bonus("0"), &paid, &first);
    assert_eq!(clawback::booked(second).value, n("-1800"));
    let (cancelled, sold) = (money("50000"), money("110000"));
    let share = clawback::proportional(&cancelled, &sold, &paid, &money("0")).unwrap();
    assert_eq!(share.value, n("2500"));
}

// O-16: docs.oracle.com, "Draw and recovery". The last three periods follow from the stated rule.
#[test]
fn a_draw_is_recovered_from_the_fourth_period_on() {
    let draw = draw(DrawKind::Guarantee, "1000", Some(recovered_freely()));
    let earned = &["500", "700", "400", "1200", "1500", "2500"];
    let rows = drawn_from(&draw, earned, 3);
    assert_eq!(column(&rows, 0), numbers(&["500", "300", "600", "0", "0", "0"]));
    assert_eq!(column(&rows, 1), numbers(&["0", "0", "0", "200", "500", "700"]));
    assert_eq!(column(&rows, 2), numbers(&["500", "800", "1400", "1200", "700", "0"]));
    let paid: Vec<Number> =
        rows.iter().zip(earned).map(|(row, e)| &(&n(e) + &row[0]) - &row[1]).collect();
    assert_eq!(paid, numbers(&["1000", "1000", "1000", "1000", "1000", "1800"]));
}

// O-17: quotapath.com, draws.
#[test]
fn a_draw_leaves_a_debt_only_where_it_is_recoverable() {
    let kept = drawn(&draw(DrawKind::Guarantee, "5000", None), &["3200"]);
    assert_eq!(kept, [[n("1800"), n("0"), n("0")]]);
    let owed = draw(DrawKind::Guarantee, "5000", Some(recovered_freely()));
    assert_eq!(drawn(&owed, &["3200"]), [[n("1800"), n("0"), n("1800")]]);
}

// O-29: a form of the SHRM: recovered from what is above the draw, at the most half of what is earned.
#[test]
fn recovery_takes_half_of_what_is_earned_at_the_most() {
    let recovery = Recovery { share_of_earnings: Some(spanned("0.5")), ..recovered_freely() };
    let draw = draw(DrawKind::Guarantee, "1000", Some(recovery));
    let rows = drawn(&draw, &["400", "700", "1500", "3000", "800"]);
    assert_eq!(column(&rows, 0), numbers(&["600", "300", "0", "0", "200"]));
    assert_eq!(column(&rows, 1), numbers(&["0", "0", "500", "400", "0"]));
    assert_eq!(column(&rows, 2), numbers(&["600", "900", "400", "0", "200"]));
}

// O-18: quotapath.com, eligibility.
#[test]
fn half_collected_is_half_of_what_was_earned() {
    let earned = money("700");
    let paid = hold::eligible(&Release::Proportional, &earned, &money("5000"), &money("10000"));
    assert_eq!(paid.unwrap().value, n("350"));
}

// O-19: prowi.io, glossary, "True-up".
#[test]
fn a_deal_that_changed_is_trued_up() {
    for (before, after, expected) in [("60000", "75000", "1500"), ("45000", "40500", "-450")] {
        let at = |size| price::flat(&rate("0.1"), Of::Actual, &measured(size, None, None)).unwrap();
        let adjusted = Working::difference(Label::Difference, at(after), at(before));
        assert!(adjusted.holds());
        assert_eq!(adjusted.value, n(expected));
    }
}

// O-20: docs.core8.co, "Clawbacks and early exit".
#[test]
fn an_early_exit_takes_half_back() {
    let back =
        clawback::proportional(&money("1"), &money("2"), &money("10000"), &money("0")).unwrap();
    assert_eq!(clawback::booked(back).value, n("-5000"));
}

// O-21: frappe/erpnext, pull request 40062: an order of 5 whole and half of an order of 10; the fault
// counted 15.
#[test]
fn half_an_order_counts_half() {
    let halves = [money("1"), money("1")];
    let half = pool::shared(&money("10"), &halves, Rounding::HalfUp).unwrap().remove(0);
    let achieved = Working::sum(Label::Achieved(0), half.unit, vec![money("5"), half]);
    assert_eq!(achieved.value, n("10"));
}

// O-22: the community formula of W025 goes wrong for starts in the last quarter: it gives 26,666.67
// from October, 13,333.33 from November and nothing from December on.
#[test]
fn a_start_in_the_last_quarter_has_its_months() {
    for (start, expected) in
        [("2019-10-01", "40000.00"), ("2019-11-01", "26666.67"), ("2019-12-01", "13333.33")]
    {
        let total: Number = seasonal(start).iter().sum();
        assert_eq!(round_text(&total, 2, Rounding::HalfUp), expected);
    }
}

// O-23: OCA/commission 16.0, account_commission/tests/test_account_commission.py.
#[test]
fn a_partial_refund_leaves_the_commission_of_what_is_left() {
    let at = |margin| price::flat(&rate("0.2"), Of::Actual, &measured(margin, None, None)).unwrap();
    let paid = at("5");
    let back = clawback::recomputed(&at("2"), &paid, &money("0"));
    assert_eq!(&paid.value - &back.value, n("0.4"));
    let rest = clawback::recomputed(&at("0"), &paid, &back);
    assert_eq!(&(&paid.value - &back.value) - &rest.value, n("0"));
}

// O-26: github.com/hqh-dot-wj/O2O-Mall-project, COMMISSION_CALCULATION_EXAMPLES.md: 10 % and 5 % of
// the list price of 100, no more than half of the 70 that were paid.
#[test]
fn two_levels_under_one_cap_of_what_was_paid() {
    let at = |share| price::flat(&rate(share), Of::Actual, &measured("100", None, None)).unwrap();
    let cap = price::flat(&rate("0.5"), Of::Actual, &measured("70", None, None)).unwrap();
    assert_eq!(cap.value, n("35"));
    let capped = limit::capped_together(vec![at("0.1"), at("0.05")], cap);
    assert!(capped.pays.holds());
    assert_eq!((capped.pays.value, capped.excess.value), (n("15"), n("0")));
}
