//! Gates, exclusions, factors, caps, floors, results below 0, bases and roundings. A1 has 8,000 of
//! 10,000 at a margin of 25 % (3,500 on one day, 4,500 on another), A2 10,000 at 40 %, A3 13,000 (3,000
//! and 10,000) at 10 %, A4 -500 at 20 %; A6 has 4,000 and no target.

use super::pays;

fn january(component: &str, expected: &str) {
    pays("around", "2026-01", component, expected);
}

#[test]
fn below_a_gate_nothing_is_paid_or_the_share_that_is_left() {
    january("gate_nothing", "A1 240; A2 300; A3 0; A4 0");
    january("gate_share", "A1 240; A2 300; A3 195");
}

#[test]
fn below_a_gate_that_leaves_base_rates_all_is_paid_without_the_accelerator() {
    january("gate_base", "A1 80; A2 100; A3 130");
}

#[test]
fn an_exclusion_takes_whom_it_names_from_what_it_names() {
    january("excluding", "A1 100; A2 100; A3 0; A4 100");
}

#[test]
fn a_factor_comes_before_the_cap_or_after_it_as_declared() {
    // 300 × 1.5 is cut to 300; 390 × 0.5 stays.
    january("factor_then_cap", "A1 240; A2 300; A3 195");
    // 300 × 1.5; 390 is cut to 300 and halved.
    january("cap_then_factor", "A1 240; A2 450; A3 150");
}

#[test]
fn a_value_on_the_bound_of_a_factor_belongs_where_the_edge_says() {
    january("factor_edge_lower", "A1 120; A2 300; A3 195");
}

#[test]
fn on_a_day_no_more_counts_than_its_cap() {
    // 3,500 and 4,000 of 4,500; 4,000 twice; 3,000 and 4,000; 1,000 less 1,500.
    january("by_day", "A1 750; A2 800; A3 700; A4 -50");
}

#[test]
fn tiers_by_day_meet_each_days_sum() {
    // 2 % of 3,500 and of 4,500; of 4,000 and of 6,000; 3,000 is on the bound: 1 %, and 2 % of 10,000.
    january("tiers_by_day", "A1 160; A2 200; A3 230");
}

#[test]
fn what_is_achieved_counts_up_to_the_highest_attainment() {
    january("reach_capped", "A1 240; A2 300; A3 330");
}

#[test]
fn a_floor_lifts_whoever_meets_the_conditions() {
    // 160 and -10 are lifted.
    january("floor", "A1 200; A2 200; A3 260; A4 200");
    // Half of 130.
    january("floor_below_gate", "A1 200; A2 200; A3 65");
}

#[test]
fn a_result_below_nothing_is_nothing_or_deducted_as_declared() {
    january("negative_zero", "A3 390; A4 0");
    january("negative_deduct", "A3 390; A4 -15");
}

#[test]
fn who_has_no_target_gets_nothing_where_the_plan_says_so() {
    january("no_target", "A2 100; A6 0");
}

#[test]
fn a_figure_is_rounded_once_or_after_the_steps_declared_in_the_mode_declared() {
    // 4.375 and 5.625.
    january("once", "A1 10");
    january("each_half_up", "A1 10.01");
    january("each_half_even", "A1 10");
    january("each_down", "A1 9.99");
    // 4.2035 and 5.4045.
    january("each_up", "A1 9.62");
    // 5.005 × 0.5 × 0.5 = 1.25125; or 5.01, 2.505 to 2.51, 1.255 to 1.26.
    january("steps_unrounded", "A3 1.25");
    january("steps_rounded", "A3 1.26");
}

#[test]
fn what_is_deducted_lessens_the_pay() {
    // An award of 100, -50 by day, a floor of 200, -15.
    january("payable", "A4 235; A6 0");
}
