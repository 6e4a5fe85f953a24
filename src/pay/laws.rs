//! Laws of tables and curves over random plans, each also reckoned slowly.

use num_rational::BigRational;
use num_traits::Zero;
use proptest::prelude::*;

use crate::base::round::{Rounding, round_number};
use crate::base::unit::Currency;
use crate::base::{Number, Unit};
use crate::plan::ladder::{Axis, Between, Bounds, Curve, Edge, End, Matrix, Of, Point, TierMode};

use super::label::Label;
use super::sample::{any_expression, span, yuan};
use super::slow::{self, Whole, measured_in, typed};
use super::working::Working;
use super::{curve, hold, ladder, matrix};

fn modes() -> impl Strategy<Value = TierMode> {
    prop_oneof![Just(TierMode::Marginal), Just(TierMode::Retroactive), Just(TierMode::Overage)]
}

fn edges() -> impl Strategy<Value = Edge> {
    prop_oneof![Just(Edge::Upper), Just(Edge::Lower)]
}

fn ends() -> impl Strategy<Value = End> {
    prop_oneof![Just(End::Nothing), Just(End::Flat), Just(End::Extended)]
}

/// Tiers whose rates are all positive, or any.
fn tables(rates: std::ops::Range<i64>) -> impl Strategy<Value = Vec<(i64, i64, i64)>> {
    proptest::collection::vec((1i64..90, rates, 0i64..500), 1..6).prop_map(|steps| {
        let mut from = 0;
        let mut table = Vec::new();
        for (at, (step, rate, plus)) in steps.into_iter().enumerate() {
            from += if at == 0 { 0 } else { step };
            table.push((from, rate, plus));
        }
        table
    })
}

/// A plan whose measure lies on a bound often enough to matter.
fn plans(rates: std::ops::Range<i64>) -> impl Strategy<Value = Whole> {
    let bounds = prop_oneof![Just(Bounds::Value), Just(Bounds::Attainment)];
    let of = prop_oneof![Just(Of::Actual), Just(Of::Incentive)];
    let measures = (-20_000i64..60_000, 1i64..300, 0i64..100_000, any::<prop::sample::Index>());
    (modes(), edges(), bounds, of, tables(rates), measures, any::<bool>()).prop_map(
        |(mode, edge, bounds, of, tiers, (achieved, target, incentive, which), on_bound)| {
            let bound = tiers[which.index(tiers.len())].0;
            let (bound, target) = match bounds {
                Bounds::Value => (bound, target),
                // So that the bound is a whole number of cents.
                Bounds::Attainment => (bound * target, target * 100),
            };
            let achieved = if on_bound { bound } else { achieved };
            Whole { mode, edge, bounds, of, tiers, achieved, target, incentive }
        },
    )
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1024))]

    #[test]
    fn tables_pay_what_the_slow_reckoning_pays(plan in plans(-500..3000)) {
        prop_assert_eq!(plan.pays().to_big(), slow::tiers(&plan));
    }

    #[test]
    fn steps_pay_what_the_slow_reckoning_pays(plan in plans(0..1)) {
        let reached = ladder::reached(&plan.table(), &plan.measured()).unwrap();
        prop_assert_eq!(reached.map_or(0, |at| at + 1), slow::count(&plan));
        let paid = ladder::step(&plan.steps(), &plan.measured()).unwrap();
        prop_assert!(paid.holds());
        prop_assert_eq!(paid.value.to_big(), slow::step(&plan));
    }

    #[test]
    fn curves_pay_what_the_slow_reckoning_pays(
        steps in proptest::collection::vec((1i64..90, -300i64..300), 2..6),
        (below, above) in (ends(), ends()),
        (achieved, target, incentive) in (-5_000i64..40_000, 1i64..20_000, 0i64..100_000),
        first in -50i64..50,
    ) {
        let mut at = first;
        let mut points = Vec::new();
        for (step, height) in steps {
            points.push((at, height));
            at += step;
        }
        let point =
            |(at, pays): &(i64, i64)| Point { at: typed(*at, 2), pays: typed(*pays, 2), span: span() };
        let c = Curve {
            bounds: Bounds::Attainment,
            of: Some(Of::Incentive),
            points: points.iter().map(point).collect(),
            below,
            above,
            reached_by: None,
        };
        let paid = curve::curve(&c, &measured_in(yuan(), achieved, target, incentive)).unwrap();
        prop_assert!(paid.holds());
        let height = slow::height(&points, below, above, &slow::fraction(achieved, target));
        prop_assert_eq!(paid.value.to_big(), height * slow::fraction(incentive, 100));
    }

    #[test]
    fn tables_over_two_measures_blend_as_the_slow_reckoning_does(
        rows in proptest::collection::vec(1i64..90, 1..4),
        columns in proptest::collection::vec(1i64..90, 1..4),
        cells in proptest::collection::vec(-300i64..300, 16),
        (row, column) in (-50i64..300, -50i64..300),
    ) {
        let axis = |steps: &[i64]| -> Vec<i64> {
            steps.iter().scan(0, |at, step| { *at += step; Some(*at) }).collect()
        };
        let (rows, columns) = (axis(&rows), axis(&columns));
        let plan = |from: &[i64]| Axis {
            by: any_expression(),
            from: from.iter().map(|from| typed(*from, 2)).collect(),
        };
        let cell = |row: usize, column: usize| cells[row * 4 + column];
        let row_of = |at: usize| (0..columns.len()).map(|c| typed(cell(at, c), 2)).collect();
        let t = Matrix {
            rows: plan(&rows),
            columns: plan(&columns),
            cells: (0..rows.len()).map(row_of).collect(),
            of: None,
            between: Between::Bilinear,
            edge: Edge::Upper,
        };
        let by = |at: i64| Working::given(Label::Formula, Number::scaled(at.into(), 2), Unit::Ratio);
        let m = measured_in(yuan(), 0, 1, 0);
        let paid = matrix::matrix(&t, &by(row), &by(column), &m).unwrap();
        prop_assert!(paid.holds());
        // Each row is a curve along the columns; those heights are a curve along the rows.
        let below = row < rows[0] || column < columns[0];
        let along = |at: usize| {
            let points: Vec<(i64, BigRational)> =
                columns.iter().enumerate().map(|(c, from)| (*from, slow::fraction(cell(at, c), 100))).collect();
            slow::between(&points, column)
        };
        let heights: Vec<(i64, BigRational)> =
            rows.iter().enumerate().map(|(at, from)| (*from, along(at))).collect();
        let expected = if below { BigRational::zero() } else { slow::between(&heights, row) };
        prop_assert_eq!(paid.value.to_big(), expected);
    }

    #[test]
    fn a_tier_parted_in_two_of_one_rate_pays_the_same(plan in plans(-500..3000), at in any::<prop::sample::Index>(), step in 1i64..90) {
        let at = at.index(plan.tiers.len());
        let from = plan.tiers[at].0 + step;
        prop_assume!(plan.tiers.get(at + 1).is_none_or(|next| from < next.0));
        let mut parted = plan.clone();
        parted.tiers.insert(at + 1, (from, plan.tiers[at].1, 0));
        // An amount on top would have to be parted too.
        let plain = |mut plan: Whole| {
            plan.tiers.iter_mut().for_each(|tier| tier.2 = 0);
            plan
        };
        prop_assert_eq!(plain(parted).pays(), plain(plan).pays());
    }

    #[test]
    fn who_achieves_more_is_not_paid_less(plan in plans(0..3000), more in 0i64..30_000) {
        let mut plan = plan;
        // Where all is paid at the rate reached, rates must not fall, nor may negative sales count more.
        if plan.mode != TierMode::Marginal {
            plan.achieved = plan.achieved.abs();
            let (mut rate, mut plus) = (0, 0);
            for tier in &mut plan.tiers {
                (rate, plus) = (rate.max(tier.1), plus.max(tier.2));
                (tier.1, tier.2) = (rate, plus);
            }
        }
        prop_assert!(plan.at(plan.achieved + more).pays() >= plan.pays());
    }

    #[test]
    fn parts_that_add_up_never_jump(plan in plans(0..3000), more in 0i64..500) {
        let mut plan = Whole { mode: TierMode::Marginal, of: Of::Actual, ..plan };
        plan.tiers.iter_mut().for_each(|tier| tier.2 = 0);
        let gained = &plan.at(plan.achieved + more).pays() - &plan.pays();
        let highest = plan.tiers.iter().map(|tier| tier.1).max().unwrap();
        let most = &Number::scaled(highest.into(), 4) * &Number::scaled(more.into(), 2);
        prop_assert!(gained <= most && !gained.is_negative());
    }

    #[test]
    fn the_jump_on_a_bound_is_the_difference_of_rates_on_all_of_it(plan in plans(0..3000), at in any::<prop::sample::Index>()) {
        prop_assume!(plan.tiers.len() > 1);
        let at = 1 + at.index(plan.tiers.len() - 1);
        let mut plan = Whole {
            mode: TierMode::Retroactive,
            of: Of::Actual,
            bounds: Bounds::Value,
            ..plan.clone()
        };
        plan.tiers.iter_mut().for_each(|tier| tier.2 = 0);
        plan.achieved = plan.tiers[at].0;
        let on = |edge| Whole { edge, ..plan.clone() }.pays();
        let jump = &on(Edge::Upper) - &on(Edge::Lower);
        let rates = plan.tiers[at].1 - plan.tiers[at - 1].1;
        let expected = &Number::scaled(rates.into(), 4) * &Number::scaled(plan.achieved.into(), 2);
        prop_assert_eq!(jump, expected);
    }

    #[test]
    fn parts_of_a_running_total_sum_to_what_the_total_pays_in_any_order(
        plan in plans(0..3000), deals in proptest::collection::vec(0i64..9000, 1..7),
    ) {
        let mut plan = Whole { mode: TierMode::Marginal, ..plan };
        plan.tiers.iter_mut().for_each(|tier| tier.2 = 0);
        let run = |deals: &[i64]| {
            let (mut total, mut before, mut sum) = (0, Number::zero(), Number::zero());
            for deal in deals {
                total += deal;
                let to_date = plan.at(total).pays();
                sum += &(&to_date - &before);
                before = to_date;
            }
            sum
        };
        let reversed: Vec<i64> = deals.iter().rev().copied().collect();
        let whole = plan.at(deals.iter().sum()).pays();
        prop_assert_eq!(&run(&deals), &whole);
        prop_assert_eq!(&run(&reversed), &whole);
    }

    #[test]
    fn nothing_is_paid_for_nothing_or_at_rates_of_nothing(plan in plans(0..3000)) {
        let mut plan = plan;
        plan.tiers.iter_mut().for_each(|tier| tier.2 = 0);
        prop_assert!(plan.at(0).pays().is_zero());
        plan.tiers.iter_mut().for_each(|tier| tier.1 = 0);
        prop_assert!(plan.pays().is_zero());
    }

    /// Measures and bounds so many times larger are paid so many times more; another currency changes
    /// the units only.
    #[test]
    fn pay_grows_with_the_measures(plan in plans(-500..3000), times in 1i64..50) {
        let mut larger = plan.clone();
        (larger.achieved, larger.target) = (plan.achieved * times, plan.target * times);
        larger.incentive = plan.incentive * times;
        for tier in &mut larger.tiers {
            tier.2 *= times;
            if plan.bounds == Bounds::Value {
                tier.0 *= times;
            }
        }
        prop_assert_eq!(larger.pays(), &plan.pays() * &Number::from(times));
        let euro = Unit::Money(Currency::parse("EUR").unwrap());
        let m = measured_in(euro, plan.achieved, plan.target, plan.incentive);
        let paid = ladder::tiers(&plan.table(), &m).unwrap();
        prop_assert_eq!(paid.unit, euro);
        prop_assert_eq!(paid.value, plan.pays());
    }

    /// Where rates and amounts never fall.
    #[test]
    fn nobody_gains_by_missing_a_gate(plan in plans(0..3000)) {
        let (mut rate, mut plus) = (0, 0);
        let mut plan = plan.at(plan.achieved.abs());
        for tier in &mut plan.tiers {
            (rate, plus) = (rate.max(tier.1), plus.max(tier.2));
            (tier.1, tier.2) = (rate, plus);
        }
        let base = ladder::base_rates(&plan.table(), &plan.measured()).unwrap();
        prop_assert!(base.holds());
        prop_assert!(base.value <= plan.pays());
        // Up to the target there is nothing to miss.
        if plan.achieved < plan.target {
            prop_assert_eq!(base.value, plan.pays());
        }
    }

    #[test]
    fn what_is_released_sums_to_what_may_be_paid_and_the_rest_is_held(
        earned in 1i64..100_000,
        due in 1i64..100_000,
        collected in proptest::collection::vec(0i64..40_000, 1..6),
    ) {
        let cents = |cents: i64| Working::given(Label::Amount, Number::scaled(cents.into(), 2), yuan());
        let earned = cents(earned);
        let (mut total, mut released) = (0, Number::zero());
        for part in collected {
            total += part;
            let release = crate::plan::limit::Release::Proportional;
            let eligible = hold::eligible(&release, &earned, &cents(total), &cents(due)).unwrap();
            let before = Working::given(Label::PaidBefore, released.clone(), yuan());
            let now = hold::released(eligible.clone(), before);
            let held = hold::held(earned.clone(), eligible.clone());
            prop_assert!(now.holds() && held.holds());
            released += &now.value;
            prop_assert_eq!(&released, &eligible.value);
            prop_assert_eq!(&released + &held.value, earned.value.clone());
            prop_assert!(!held.value.is_negative() && !now.value.is_negative());
        }
    }

    #[test]
    fn rounding_moves_a_figure_by_half_a_cent_at_the_most_and_alike_on_both_sides_of_zero(
        n in any::<i32>(), d in 1i64..5000,
    ) {
        let exact = Number::ratio(&Number::from(i64::from(n)), &Number::from(d)).unwrap();
        for (_, mode) in Rounding::ALL {
            let rounded = round_number(&exact, 2, mode);
            let moved = (&rounded - &exact).abs().to_big();
            match mode {
                Rounding::HalfUp | Rounding::HalfEven => prop_assert!(moved <= slow::fraction(1, 200)),
                Rounding::Down | Rounding::Up => prop_assert!(moved < slow::fraction(1, 100)),
            }
            prop_assert_eq!(round_number(&-exact.clone(), 2, mode), -rounded);
        }
    }
}
