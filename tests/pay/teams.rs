//! Pools, rankings, teams, managers, mentors. North has N1 with 12,000, N2 with 6,000 and N3 with nothing;
//! South has S1 with 9,000 from two deals and S2 with 9,000 from one. Everybody's target is 10,000.

use super::pays;

fn january(component: &str, expected: &str) {
    pays("teams", "2026-01", component, expected);
}

#[test]
fn a_pool_is_shared_equally_to_the_cent() {
    january("equal", "N1 33.34; N2 33.33; N3 33.33; S1 50; S2 50");
}

#[test]
fn a_pool_is_shared_by_weights_and_its_cents_go_to_the_largest_remainders() {
    january("weighted", "N1 666.67; N2 333.33; N3 0; S1 500; S2 500");
    // 333.333… and 166.666…: the cent that is left goes to the latter.
    january("company", "N1 333.33; N2 166.67; N3 0; S1 250; S2 250");
}

#[test]
fn a_condition_above_the_person_is_judged_by_the_team() {
    // 18,000 of 30,000 and of 20,000.
    january("reached", "N1 0; N2 0; N3 0; S1 250; S2 250");
    january("team_award", "N1 0; N2 0; N3 0; S1 300; S2 300");
}

#[test]
fn a_manager_is_paid_for_the_team() {
    january("override", "M1 360; M2 360; N1 0");
}

#[test]
fn a_manager_who_is_left_out_is_not_paid() {
    january("some", "M1 50; M2 0");
}

#[test]
fn a_manager_meets_gates_by_own_results_from_the_day_of_joining_on() {
    // M1 joined on 3 January and sold something on the 10th.
    january("gated", "M1 60; M2 0");
}

#[test]
fn a_component_can_be_measured_on_declared_people() {
    // 36,000 without the 6,000 of N2.
    january("measured", "L 300");
}

#[test]
fn a_mentor_is_paid_by_what_the_mentees_sold() {
    january("mentor", "S1 120; N2 0");
}

#[test]
fn ranks_go_by_the_measure_then_by_what_decides_ties() {
    january("ranked", "N1 500; S1 300; S2 100; N2 0; N3 0");
}

#[test]
fn those_who_stay_tied_divide_their_places_or_each_get_the_better() {
    // 300 and 101 for two.
    january("tied_share", "N1 500; S1 200.50; S2 200.50; N2 0");
    january("tied_each", "N1 500; S1 300; S2 300; N2 0");
}

#[test]
fn a_team_can_win_and_share() {
    january("best_team", "N1 0; S1 300; S2 300");
}

#[test]
fn an_honour_with_money_pays_each_of_its_places() {
    january("star", "N1 40; S1 40; S2 0; N2 0");
}
