//! The comparison with the slow reckoning, and the laws of whole settlements.

use incent::base::Number;
use incent::pay::{Item, Label};
use num_bigint::BigInt;
use num_rational::BigRational;
use proptest::prelude::*;

use super::settled;
use super::slow::{self, Paid};
use super::spec::{Component, Kind, Negative, Person, Spec, specs};

fn cents(value: &Number) -> BigRational {
    let exact: BigRational = match value.to_exact_text() {
        Some(text) => {
            let (whole, fraction) = text.split_once('.').unwrap_or((&text, ""));
            let tens = BigInt::from(10).pow(u32::try_from(fraction.len()).unwrap());
            BigRational::new(format!("{whole}{fraction}").parse().unwrap(), tens)
        }
        None => format!("{value:?}").parse().unwrap(),
    };
    exact * BigRational::from(BigInt::from(100))
}

/// What everybody is paid in a month, in cents.
fn paid(spec: &Spec, month: usize) -> Vec<Paid> {
    settled(spec, month, |settlement| {
        let one = |statement: &incent::pay::Statement<'_>| {
            assert!(statement.total.holds());
            let line = |at| cents(&statement.pays(Item::Component(at)));
            Paid {
                lines: (0..spec.components.len()).map(line).collect(),
                payable: cents(&statement.total.value),
            }
        };
        settlement.statements.iter().map(one).collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 256, ..ProptestConfig::default() })]

    #[test]
    fn random_plans_pay_to_the_cent_what_the_slow_reckoning_pays(spec in specs(), month in 0usize..3) {
        let slow = slow::reckon(&spec, month);
        prop_assert_eq!(&paid(&spec, month), &slow[month], "{}", spec.incentives());
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn what_others_sell_changes_nobodys_pay(spec in specs(), sold in -90_000i64..900_000) {
        let mut other = spec.clone();
        let last = other.people.len() - 1;
        for month in 0..3 {
            other.people[last].sales[month] += sold;
            other.people[last].deals[month] += 1;
        }
        prop_assert_eq!(&paid(&spec, 2)[..last], &paid(&other, 2)[..last]);
    }

    #[test]
    fn statements_sum_to_the_total_and_each_to_its_lines_and_adjustments(spec in specs()) {
        settled(&spec, 2, |settlement| {
            let statements = settlement.statements.iter();
            let sum: Number = statements.map(|statement| &statement.total.value).sum();
            assert_eq!(sum, settlement.total());
            for statement in &settlement.statements {
                let paid = statement.lines.iter().filter(|line| line.is_paid);
                let lines: Number = paid.map(|line| &line.pays.value).sum();
                let adjusted: Number = statement.adjustments.iter().map(|one| &one.value).sum();
                assert_eq!(&lines + &adjusted, statement.total.value);
                // Whole cents, all of them.
                let figures = statement.adjustments.iter().chain([&statement.total]);
                assert!(figures.into_iter().all(|figure| cents(&figure.value).is_integer()));
            }
        });
    }

    #[test]
    fn what_was_drawn_less_what_was_recovered_is_owed_and_never_less_than_nothing(spec in specs()) {
        let mut balances = vec![Number::zero(); spec.people.len()];
        for month in 0..3 {
            settled(&spec, month, |settlement| {
                for (balance, statement) in balances.iter_mut().zip(&settlement.statements) {
                    for figure in &statement.adjustments {
                        // What is recovered stands below 0.
                        if matches!(figure.label, Label::TopUp(_) | Label::Recovered(_)) {
                            *balance += &figure.value;
                        }
                    }
                    assert!(!balance.is_negative());
                }
            });
        }
    }

    #[test]
    fn who_sells_nothing_is_paid_awards_steps_and_floors_only(spec in specs()) {
        let mut spec = spec;
        spec.people.iter_mut().for_each(|one: &mut Person| one.sales = vec![0; 3]);
        spec.draw = None;
        spec.components.retain(|one| matches!(one.kind, Kind::Flat(_) | Kind::Tiers { .. }));
        prop_assume!(!spec.components.is_empty());
        spec.components.iter_mut().for_each(|one| one.floor = None);
        prop_assert!(paid(&spec, 2).iter().all(|paid| paid.payable == BigRational::from(BigInt::from(0))));
    }

    #[test]
    fn factors_of_one_side_of_the_cap_can_change_places(spec in specs()) {
        let mut other = spec.clone();
        for component in &mut other.components {
            component.factors.reverse();
        }
        prop_assert_eq!(paid(&spec, 2), paid(&other, 2));
    }

    #[test]
    fn pay_grows_with_every_amount_of_the_plan(spec in specs(), times in 2i64..30) {
        // Before it is rounded; so of single components in the first month.
        let mut spec = spec;
        spec.components.iter_mut().for_each(unrelated);
        let mut larger = spec.clone();
        for person in &mut larger.people {
            (person.target, person.incentive) = (person.target * times, person.incentive * times);
            person.sales.iter_mut().for_each(|sales| *sales *= times);
        }
        larger.components.iter_mut().for_each(|component| scale(component, times));
        let exact = |spec: &Spec| settled(spec, 0, |settlement| {
            let lines = settlement.statements.iter().flat_map(|statement| &statement.lines);
            lines.map(|line| line.pays.parts[0].value.clone()).collect::<Vec<Number>>()
        });
        let grown: Vec<Number> =
            exact(&spec).iter().map(|value| value * &Number::from(times)).collect();
        prop_assert_eq!(exact(&larger), grown);
    }
}

/// Without what it takes from a component before it.
fn unrelated(component: &mut Component) {
    component.negative = Negative::Deduct;
    if let Kind::Formula { half_of, .. } = &mut component.kind {
        *half_of = false;
    }
}

/// Every amount so many times larger.
fn scale(component: &mut Component, times: i64) {
    match &mut component.kind {
        Kind::Tiers { by_attainment: false, tiers, .. } => {
            tiers.iter_mut().for_each(|tier| tier.0 *= times);
        }
        Kind::Step { tiers, .. } => {
            tiers.iter_mut().for_each(|tier| *tier = (tier.0 * times, tier.1 * times));
        }
        Kind::Award { amount, .. } => *amount *= times,
        Kind::Formula { above, .. } => *above *= times,
        Kind::Flat(_) | Kind::Tiers { .. } | Kind::Curve { .. } => {}
    }
    component.cap = component.cap.map(|(cap, carried)| (cap * times, carried));
    component.floor = component.floor.map(|floor| floor * times);
}
