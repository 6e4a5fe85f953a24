//! Clawbacks, and pay for single transactions: what needs the rows behind a sum.

use super::{pays, world};

#[test]
fn what_is_recomputed_is_what_the_period_would_have_paid_without_it() {
    // Published (O-15): 110,000 at 5 % are 5,500. Without 50,000: 60,000 at 3 % are 1,800, so 3,700
    // come back. Without the other 60,000 nothing is left: 1,800 more, and 5,500 in all.
    pays("undo", "2026-01", "payable", "U1 5500");
    pays("undo", "2026-02", "clawback", "U1 -3700");
    pays("undo", "2026-03", "clawback", "U1 -1800");
    pays("undo", "2026-04", "payable", "U1 0");
}

#[test]
fn in_proportion_it_comes_back_at_the_rate_at_which_it_was_paid() {
    // 5,500 for 110,000: 2,500 for 50,000, then 3,000 for 60,000.
    pays("undo", "2026-02", "payable", "U2 -2500");
    pays("undo", "2026-03", "payable", "U2 -3000");
}

#[test]
fn only_what_is_undone_in_time_is_taken_back() {
    // 30 days after 10 January is 9 February: 100 of 1,000 come back, the 200 of 2,000 don't.
    pays("undo", "2026-02", "clawback", "U3 -100");
    // What is undone in its own month comes off that month's 50.
    pays("undo", "2026-03", "payable", "U3 30");
}

#[test]
fn each_transaction_goes_through_the_tiers_by_itself() {
    // Published (O-01): 2 + 3 + 20 + 14 + 30 + 95.
    pays("undo", "2026-01", "steps", "T1 164");
    // 20 + 30 and four times 100.
    pays("undo", "2026-01", "limited", "T1 450");
}

#[test]
fn an_explanation_names_the_rows_with_file_and_line() {
    let world = world("undo");
    let args = ["explain", "T1", "2026-01", "steps", "--as-of", "2026-07-15"];
    let told = world.run(&args);
    assert_eq!(told.code, 0, "{}", told.stderr);
    for (line, amount) in [(9, "200.00"), (14, "4,500.00")] {
        let row = told.stdout.lines().find(|row| row.contains(&format!("crm/deals.csv:{line}")));
        assert!(row.is_some_and(|row| row.contains(amount)), "{}", told.stdout);
    }
}
