//! Joiners, leavers, transfers, raises and ramps in a quarter of 90 days. J1 joins on 15 February (45
//! days), L1 leaves on 31 January (31 days), R1 ramps at a half for 45 days, T1 changes roles after 45
//! days, W1 has a raise for the last 30 days, N1 is there throughout.

use super::pays;

fn quarter(component: &str, expected: &str) {
    pays("people", "2026Q1", component, expected);
}

#[test]
fn a_target_is_prorated_by_days_where_the_plan_says_so() {
    // 15,000 of 15,000; 5,000 of 10,333.33; 22,500 of 22,500; 29,000 of 30,000.
    quarter("target", "J1 300; L1 50; R1 450; N1 290");
    quarter("whole_target", "J1 150; L1 50; R1 225; N1 290");
}

#[test]
fn after_a_transfer_each_role_counts_its_own_days_and_deals() {
    // 9,000 of 15,000 as a junior, 15,000 of 15,000 as a senior.
    quarter("junior", "T1 90; J1 0");
    quarter("senior", "T1 300; J1 0");
}

#[test]
fn a_target_incentive_is_prorated_where_the_plan_says_so_and_a_raise_counts_from_its_day() {
    // 60 days of 6,000 and 30 days of 9,000 are 7,000.
    quarter("incentive", "J1 3000; L1 2066.67; R1 4500; W1 7000; T1 6000; N1 6000");
    quarter("whole_incentive", "J1 6000; L1 6000; R1 6000; W1 7000; N1 6000");
}

#[test]
fn a_personal_rate_that_rises_counts_by_days() {
    // 60 days of 4 % and 30 days of 10 %: 6 % of 10,000.
    quarter("personal", "W1 600; N1 1160");
}

#[test]
fn fixed_amounts_of_every_kind_are_prorated_with_the_incentive() {
    for component in ["award", "step", "curve", "objectives"] {
        quarter(component, "J1 450; L1 310; R1 675; W1 900; T1 900; N1 900");
    }
    // 2 % of what was sold, and a half of 600, three quarters of it; below the target 1 %.
    quarter("plus", "J1 600; L1 50; R1 900; N1 290");
}

#[test]
fn caps_and_floors_are_prorated_where_the_plan_says_so() {
    // 1,500 under 1,000; 500 under 688.89; 2,250 under 1,500; 2,900 under 2,000.
    quarter("cap", "J1 1000; L1 500; R1 1500; N1 2000");
    quarter("floor", "J1 500; L1 344.44; R1 750; N1 1000");
}

#[test]
fn a_share_can_be_of_working_days_or_of_months_begun_or_whole() {
    // 21 + 21 + 22 working days with one holiday and one Saturday worked; 33 and 21 of them.
    pays("people-working-days", "2026Q1", "award", "J1 330; L1 210; N1 640");
    pays("people-months-begun", "2026Q1", "award", "J1 600; L1 300; N1 900");
    pays("people-months-whole", "2026Q1", "award", "J1 300; L1 300; N1 900");
}
