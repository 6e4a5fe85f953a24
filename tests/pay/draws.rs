//! Draws and guarantees over several periods. Everybody earns a tenth of what was sold.

use super::pays;

/// What a draw adds and takes in each month from January on.
fn months(person: &str, draw: &str, added: &[&str], taken: &[&str]) {
    for (month, (added, taken)) in added.iter().zip(taken).enumerate() {
        let month = format!("2026-0{}", month + 1);
        pays("draws", &month, &format!("draw:{draw}"), &format!("{person} {added}"));
        pays("draws", &month, &format!("recovered:{draw}"), &format!("{person} {taken}"));
    }
}

#[test]
fn recovery_is_limited_by_the_excess_and_by_a_share_of_what_was_earned() {
    // 400, 700, 1,500, 3,000, 800 against 1,000: balances of 600, 900, 400, 0, 200.
    // March: 500 above the guarantee, 750 is half. April: 400 are owed.
    months("S1", "share", &["600", "300", "0", "0", "200"], &["0", "0", "-500", "-400", "0"]);
    pays("draws", "2026-03", "payable", "S1 1000");
    pays("draws", "2026-04", "payable", "S1 2600");
}

#[test]
fn recovery_begins_on_its_day() {
    // Published: 500, 700, 400 leave balances of 500, 800, 1,400; then 1,200, 1,500, 2,500 give back
    // what lies above the guarantee: 200, 500, and the 700 that are left.
    let added = ["500", "300", "600", "0", "0", "0"];
    months("S2", "later", &added, &["0", "0", "0", "-200", "-500", "-700"]);
    pays("draws", "2026-06", "payable", "S2 1800");
}

#[test]
fn a_guarantee_that_is_never_recovered_makes_no_debt() {
    months("S3", "never", &["1800", "0", "5000"], &["0", "0", "0"]);
    pays("draws", "2026-02", "payable", "S3 6000");
}

#[test]
fn a_draw_on_top_is_recovered_above_what_stays_and_up_to_the_most() {
    // 500 twice. March: 600 less 300. April: 700 of 700 above 300, but 400 at most. May: 300 are left.
    let added = ["500", "500", "0", "0", "0"];
    months("S4", "additive", &added, &["0", "0", "-300", "-400", "-300"]);
}

#[test]
fn a_draw_on_top_that_is_never_recovered_is_paid_each_time() {
    months("S5", "bonus", &["250", "250"], &["0", "0"]);
    pays("draws", "2026-01", "payable", "S5 350");
}

#[test]
fn a_guarantee_can_be_by_the_share_of_the_period() {
    // 15 of 31 days of 3,100 are 1,500, less 400. February: half of the 900 above 3,100.
    months("S6", "joiner", &["1100", "0"], &["0", "-450"]);
}

#[test]
fn recovery_can_wait_until_there_is_no_draw() {
    // February would have 1,000 above the guarantee, but still has the draw.
    months("S7", "pause", &["400", "0", "0"], &["0", "0", "-400"]);
}

#[test]
fn two_draws_never_take_the_same_earnings() {
    // January: 200, 400 and 700. February: of 600 the first takes its 400, the second the 200 that are
    // left. March: of 800 the 500 that are still owed.
    months("S8", "first", &["400", "0", "0"], &["0", "-400", "0"]);
    months("S8", "second", &["700", "0", "0"], &["0", "-200", "-500"]);
    pays("draws", "2026-01", "payable", "S8 1300");
    pays("draws", "2026-02", "payable", "S8 0");
    pays("draws", "2026-03", "payable", "S8 300");
}

#[test]
fn a_draw_that_is_over_before_somebody_comes_is_not_paid() {
    months("S9", "gone", &["0"], &["0"]);
}

#[test]
fn what_is_owed_is_recovered_after_the_draw_too() {
    // Above the 800 that were guaranteed nothing is left of 500.
    months("S10", "short", &["800", "0"], &["0", "0"]);
}
