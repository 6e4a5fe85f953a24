//! Caps over one component and over several, whose excess is lost or carried, over the settlement period
//! or a longer one, whole or by the share of it.

use super::pays;

#[test]
fn what_a_cap_cuts_off_is_lost_or_paid_as_soon_as_there_is_room() {
    // 1,200, 200 and 900 under 1,000.
    pays("caps", "2026-01", "lost", "C1 1000");
    pays("caps", "2026-02", "lost", "C1 200");
    pays("caps", "2026-03", "lost", "C1 900");
    pays("caps", "2026-01", "carried", "C1 1000");
    pays("caps", "2026-02", "carried", "C1 400");
    pays("caps", "2026-03", "carried", "C1 900");
}

#[test]
fn a_cap_over_a_group_cuts_what_they_pay_together() {
    // 1,800, 300 and 1,350 under 1,000.
    pays("caps", "2026-01", "cut:lost-pair", "C1 -800");
    pays("caps", "2026-02", "cut:lost-pair", "C1 0");
    pays("caps", "2026-03", "cut:lost-pair", "C1 -350");
}

#[test]
fn what_a_cap_over_a_group_cuts_off_is_carried_where_it_says_so() {
    // 1,800: 800 are left. 300 and 800: 100 are left. 1,350 and 100.
    pays("caps", "2026-01", "cut:pair", "C1 -800");
    pays("caps", "2026-02", "cut:pair", "C1 700");
    pays("caps", "2026-03", "cut:pair", "C1 -350");
}

#[test]
fn a_cap_by_the_share_of_the_period_is_in_whole_cents() {
    // 15 of 31 days of 1,000 are 483.870…; 2,000 were earned.
    pays("caps", "2026-01", "cut:late", "C2 -1516.13");
    pays("caps", "2026-01", "payable", "C2 483.87");
}

#[test]
fn a_cap_over_a_longer_period_counts_what_it_has_let_through() {
    // 1,200, 200 and 900 under 2,000 in a quarter; April begins anew.
    pays("caps", "2026-01", "cut:season", "C3 0");
    pays("caps", "2026-02", "cut:season", "C3 0");
    pays("caps", "2026-03", "cut:season", "C3 -300");
    pays("caps", "2026-04", "cut:season", "C3 0");
}

#[test]
fn a_cap_over_a_longer_period_is_reckoned_by_the_share_of_that_period() {
    // 74 of the quarter's 90 days (15, 28, 31) of 3,600 are 2,960: 2,000, then 960, then nothing.
    pays("caps", "2026-01", "cut:late-season", "C4 0");
    pays("caps", "2026-02", "cut:late-season", "C4 -1040");
    pays("caps", "2026-03", "cut:late-season", "C4 -2000");
}

#[test]
fn what_is_shown_only_is_under_no_cap() {
    // 900 and 450 under 1,200; the 4,500 that are shown count for nothing.
    pays("caps", "2026-01", "cut:whole", "C5 0");
    pays("caps", "2026-01", "cut:half-year", "C5 -150");
    pays("caps", "2026-01", "payable", "C5 1200");
}

#[test]
fn a_cap_over_everything_meets_what_the_caps_within_it_leave() {
    // C1 in January: 1,000 + 1,000 + 1,800 - 800 + 1,800 - 800 = 4,000, which is the cap.
    pays("caps", "2026-01", "cut:whole", "C1 0; C6 0");
    pays("caps", "2026-01", "payable", "C1 4000; C6 1800");
}
