//! Single deals, and deals that are undone after they were paid. O1 has published deals of 200, 300,
//! 1,500, 1,200, 2,000 and 4,500; O2 one of 60,000 that is returned in March after 64 days and one of
//! 50,000 that is returned in February after 21 days.

use super::pays;

#[test]
fn tiers_of_single_deals_meet_each_deal_and_tiers_of_a_period_their_sum() {
    // Published: 2 + 3 + 20 + 14 + 30 + 95; at the rate reached 2 + 3 + 30 + 24 + 40 + 135.
    pays("rows", "2026-01", "each_marginal", "O1 164");
    pays("rows", "2026-01", "each_retro", "O1 234");
    // Of 9,700 in all: 10 + 40 + 150 + 85, and 5 %.
    pays("rows", "2026-01", "all_marginal", "O1 285");
    pays("rows", "2026-01", "all_retro", "O1 485");
}

#[test]
fn no_deal_counts_for_more_than_its_cap() {
    // 200 + 300 + 1,500 + 1,200 + 2,000 + 2,000.
    pays("rows", "2026-01", "deal_cap", "O1 720");
}

#[test]
fn what_is_undone_is_taken_back_as_if_it_had_never_been_sold() {
    // Published: 5 % of 110,000; 3 % of the 60,000 that are left; nothing is left.
    pays("rows", "2026-01", "payable", "O2 5500");
    pays("rows", "2026-02", "payable", "O2 -3700");
    pays("rows", "2026-03", "payable", "O2 -1800");
}

#[test]
fn what_is_undone_can_be_taken_back_at_the_rate_at_which_it_was_paid() {
    // 50 and 60 of 110 parts of 5,500.
    pays("rows-proportional", "2026-02", "payable", "O2 -2500");
    pays("rows-proportional", "2026-03", "payable", "O2 -3000");
}

#[test]
fn what_is_undone_too_late_stays_paid() {
    // 21 days are within 30, 64 aren't.
    pays("rows-window", "2026-02", "payable", "O2 -3700");
    pays("rows-window", "2026-03", "payable", "O2 0");
}
