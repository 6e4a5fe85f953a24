//! What rates, tiers, steps, curves, tables, awards, objectives and formulas pay on three results: E1
//! has 8,000 of 10,000 from 3 deals at a margin of 25 %, E2 10,000 from 2 at 40 %, E3 13,000 from 2 at
//! 10 %; E5 has nothing.

use super::pays;

fn january(component: &str, expected: &str) {
    pays("rates", "2026-01", component, expected);
}

#[test]
fn a_flat_rate_pays_a_share_of_what_was_achieved() {
    january("flat_rate", "E1 240; E2 300; E3 390; E5 0");
}

#[test]
fn a_metric_that_counts_pays_money_for_each() {
    january("flat_each", "E1 75; E2 50; E3 50; E5 0");
}

#[test]
fn a_personal_rate_is_that_of_the_roster() {
    // 4 % of 8,000, 5 % of 10,000, 2.5 % of 13,000.
    january("flat_personal", "E1 320; E2 500; E3 325; E5 0");
}

#[test]
fn a_rate_can_be_of_the_target_or_of_the_target_incentive_whatever_was_achieved() {
    january("flat_of_target", "E1 100; E2 100; E3 100; E5 100");
    january("flat_of_incentive", "E1 500; E2 1000; E3 500; E5 500");
}

#[test]
fn marginal_tiers_pay_each_part_at_its_own_rate_whichever_way_a_bound_belongs() {
    // 1 % of 8,000; 2 % of the next 2,000; 3 % of the last 3,000.
    january("marginal", "E1 80; E2 120; E3 210; E5 0");
    january("marginal_by_attainment", "E1 80; E2 120; E3 210; E5 0");
}

#[test]
fn amounts_on_top_of_marginal_tiers_add_up_and_the_edge_decides_who_has_reached_one() {
    // E1 stands on the bound of the second tier, E2 on that of the third.
    january("plus_upper", "E1 180; E2 420; E3 510; E5 0");
    january("plus_lower", "E1 80; E2 220; E3 510; E5 0");
}

#[test]
fn retroactive_tiers_pay_all_at_the_rate_reached_and_the_amount_of_that_tier_alone() {
    // On the bound: 2 % of 8,000 + 50, 3 % of 10,000 + 70; below it: 1 % of 8,000, 2 % of 10,000 + 50.
    january("retro_upper", "E1 210; E2 370; E3 460; E5 0");
    january("retro_lower", "E1 80; E2 250; E3 460; E5 0");
}

#[test]
fn overage_pays_the_excess_over_target_at_the_tier_reached() {
    // 1 % of 10,000 and 3 % of 3,000.
    january("overage", "E1 80; E2 100; E3 190; E5 0");
}

#[test]
fn multiples_are_of_the_components_rate_or_of_the_persons_own() {
    // 2 % of 10,000 and 3 % of 3,000; 2.5 % of 10,000 and 3.75 % of 3,000.
    january("times_base", "E1 160; E2 200; E3 290; E5 0");
    january("times_personal", "E1 320; E2 500; E3 362.50; E5 0");
}

#[test]
fn tiers_of_the_target_incentive_pay_the_share_of_target_that_lies_in_each() {
    // 40 % of 3,000 is 1,200: 80 % of it; all; all and 30 % at one and a half.
    january("times_incentive", "E1 960; E2 1200; E3 1740; E5 0");
}

#[test]
fn another_measure_can_decide_the_tier() {
    january("reached_by", "E1 160; E2 100; E3 130; E5 0");
}

#[test]
fn tiers_can_pay_money_for_each() {
    // The first two deals at 10, the third at 20.
    january("tiers_each", "E1 40; E2 20; E3 20; E5 0");
}

#[test]
fn steps_pay_every_amount_reached_or_the_highest() {
    january("step_every", "E1 300; E2 800; E3 800; E5 0");
    // Here a bound belongs to the tier below.
    january("step_highest", "E1 0; E2 300; E3 500; E5 0");
}

#[test]
fn a_curve_is_straight_between_its_points_and_ends_as_declared() {
    // 80 % lies below its start; 130 % above its end pays what 120 % pays.
    january("curve_nothing", "E1 0; E2 1000; E3 1600; E5 0");
    // Flat below: 50 %. Above, 30 points at the last slope of 3: 190 %. E2's own incentive is 2,000.
    january("curve_extended", "E1 500; E2 2000; E3 1900; E5 500");
    // 300 at 9,000 and 0.1 for each more: 8,000 is 200, 0 is -600 (so E5 has no part in it).
    january("curve_money", "E1 200; E2 400; E3 0");
}

#[test]
fn a_table_of_two_measures_pays_the_cell_reached_or_a_blend_of_four() {
    // 80 % and 25 %: 60 %; 100 % and 40 %, both on bounds: 150 %; 130 % and 10 %: 100 %.
    january("matrix_step", "E1 600; E2 1500; E3 1000");
    // E1: 0.8 along the rows and 0.625 along the columns: at 0 % 125, at 100 % 400 + 0.625 × 600 = 775;
    // 125 + 0.8 × 650 = 645. E3 beyond the last row: 400 + 0.25 × 600 = 550.
    january("matrix_blend", "E1 645; E2 1000; E3 550");
}

#[test]
fn an_award_is_paid_where_its_condition_holds() {
    january("award", "E1 200; E2 0; E3 0; E5 0");
}

#[test]
fn objectives_weigh_their_scores_each_up_to_its_highest() {
    // 0.6 × 0.8 + 0.4 × 0.625; 1; 0.6 × 1.2 + 0.4 × 0.25.
    january("objectives", "E1 730; E2 1000; E3 820");
}

#[test]
fn a_formula_pays_what_it_comes_to_and_sees_the_components_before_it() {
    // 1 % of the target, and a tenth of what lies above 9,000.
    january("formula", "E1 100; E2 200; E3 500; E5 100");
    // A tenth of the flat rate and a quarter of the award.
    january("earlier", "E1 74; E2 30; E3 39; E5 0");
}

#[test]
fn what_is_shown_only_is_not_in_the_total() {
    january("shown", "E1 777; E2 777; E3 777; E5 777");
    // The components above in their order, without the last:
    // 0 + 0 + 0 + 100 + 500 + 0 × 13 + 0 + 0 + 500 (curve) + 0 + 100 + 0.
    january("payable", "E5 1200");
}
