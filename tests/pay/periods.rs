//! Running totals with true-up, conditions over several periods, what earlier periods paid. P1 has 5,000,
//! 16,000, 4,000, 12,000, 11,000 and 9,000 of 10,000 a month.

use super::pays;

/// What a component pays in each month from January on.
fn months(person: &str, component: &str, expected: &[&str]) {
    for (month, expected) in expected.iter().enumerate() {
        let month = format!("2026-0{}", month + 1);
        pays("periods", &month, component, &format!("{person} {expected}"));
    }
}

#[test]
fn a_running_total_pays_what_it_comes_to_less_what_it_has_paid() {
    // 1 % of 5,000; 2 % of 21,000 of 20,000; 1 % of 25,000 of 30,000: 50, 420, 250. April is 2 % of 12,000.
    months("P1", "quarter_deduct", &["50", "370", "-170", "240"]);
}

#[test]
fn a_true_up_below_nothing_is_carried_into_the_next_quarter_or_left() {
    months("P1", "quarter_carry", &["50", "370", "0", "70"]);
    months("P1", "quarter_zero", &["50", "370", "0", "240"]);
}

#[test]
fn a_running_total_can_be_of_the_year_or_of_the_plan() {
    // 37,000 of 40,000; 48,000 of 50,000; 57,000 of 60,000: 370, 480, 570 at 1 %.
    months("P1", "year_deduct", &["50", "370", "-170", "120", "110", "90"]);
    months("P1", "plan_deduct", &["50", "370", "-170", "120", "110", "90"]);
}

#[test]
fn a_running_total_of_the_target_incentive_counts_it_once_for_each_period_so_far() {
    // 50 % of 1,000; 105 % of 2,000 (2,100); 25 of 30 of 3,000 (2,500); April 120 % of 1,000.
    months("P1", "of_incentive", &["500", "1600", "400", "1200"]);
}

#[test]
fn a_running_total_of_a_joiner_meets_the_target_of_the_days_so_far() {
    // 15 of 31 days of January: 4,838.71 of 10,000, and 10,000 for each month after it. 6,000 are more:
    // 2 % of 6,000, of 16,000 of 14,838.71, of 26,000 of 24,838.71.
    months("P2", "joiner", &["120", "200", "200"]);
}

#[test]
fn a_running_total_of_a_leaver_counts_to_the_last_day() {
    // 1 % of 6,000; 14 of 28 days of February: 14,000 of 15,000, 1 % of it.
    months("P3", "leaver", &["60", "80"]);
}

#[test]
fn a_running_total_begins_when_somebody_comes_under_it() {
    // The 50,000 of January were sold as a junior. 6,000 of 10,000; 26,000 of 20,000.
    pays("periods", "2026-02", "seniors", "P4 60");
    pays("periods", "2026-03", "seniors", "P4 460");
}

#[test]
fn a_condition_over_two_periods_needs_both() {
    // February has 160 % after 50 %, April 120 % after 40 %, June 90 % after 110 %.
    months("P1", "in_a_row", &["0", "0", "0", "0", "100", "100"]);
}

#[test]
fn a_formula_sees_what_the_period_before_sold_and_paid() {
    // February sells too much. March: 1 % of 16,000. June: half of 100 and 1 % of 11,000.
    months("P1", "after_last", &["0", "0", "160", "40", "120", "160"]);
}

#[test]
fn what_is_reckoned_once_a_quarter_is_paid_with_its_last_month() {
    months("P1", "quarterly", &["0", "0", "250", "0", "0", "320"]);
    months("P1", "at_the_end", &["0", "0", "0", "0", "0", "570"]);
}
