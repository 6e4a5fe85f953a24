//! Pay that waits for the customer: of 10,000 due, 4,000 (H1), 10,000 (H2), nothing (H3) and 12,000 (H4)
//! were collected; everybody earned 1,000.

use super::pays;

#[test]
fn what_was_collected_releases_its_share() {
    pays("holds", "2026-01", "held", "H1 -600; H2 0; H3 -1000; H4 0");
    pays("holds", "2026-01", "payable", "H1 400; H2 1000; H3 0; H4 1000");
}

#[test]
fn milestones_of_collection_release_what_they_say() {
    pays("holds-milestones", "2026-01", "held", "H1 -800; H2 0; H3 -1000; H4 0");
}

#[test]
fn pay_can_wait_until_all_is_collected_and_no_more_is_held_than_is_left_under_a_cap() {
    // 1,000 are cut to 300.
    pays("holds-whole", "2026-01", "cut:all", "H1 -700; H2 -700; H3 -700; H4 -700");
    pays("holds-whole", "2026-01", "held", "H1 -300; H2 0; H3 -300; H4 0");
    pays("holds-whole", "2026-01", "payable", "H1 0; H2 300; H3 0; H4 300");
}
