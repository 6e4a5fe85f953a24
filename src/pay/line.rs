//! A straight line between two points, exactly: what curves and blended tables are made of.

use crate::base::Unit;

use super::label::Label;
use super::working::Working;

/// The height at `place` of the line through two points (place, height); it goes on beyond them.
/// Where both points have one place there is no line, and the second point's height holds.
pub fn at(place: &Working, from: (&Working, &Working), to: (&Working, &Working)) -> Working {
    let ((from_place, from_height), (to_place, to_height)) = (from, to);
    if place.value == from_place.value {
        return from_height.clone().called(Label::Payout);
    }
    let rise = Working::difference(Label::Difference, to_height.clone(), from_height.clone());
    let run = Working::difference(Label::Difference, to_place.clone(), from_place.clone());
    let Some(slope) = Working::quotient(Label::Slope, Unit::Plain, rise, run) else {
        return to_height.clone().called(Label::Payout);
    };
    let gone = Working::difference(Label::Place, place.clone(), from_place.clone());
    let unit = from_height.unit;
    let climbed = Working::product(Label::Difference, unit, vec![gone, slope]);
    Working::sum(Label::Payout, unit, vec![from_height.clone(), climbed])
}

#[cfg(test)]
mod tests {
    use super::super::sample::{money, n};
    use super::*;

    #[test]
    fn a_line_goes_through_its_points_and_on_beyond_them() {
        let (a, b) = ((&money("3"), &money("10")), (&money("6"), &money("11")));
        for (place, height) in [("3", "10"), ("6", "11"), ("9", "12"), ("0", "9")] {
            let found = at(&money(place), a, b);
            assert_eq!(found.value, n(height));
            assert!(found.holds());
        }
        // A third of the way up, kept exactly.
        let third = at(&money("4"), a, b);
        assert_eq!(&third.value + &(&third.value + &third.value), n("31"));
    }

    #[test]
    fn two_points_of_one_place_make_a_jump() {
        let (a, b) = ((&money("3"), &money("10")), (&money("3"), &money("11")));
        assert_eq!(at(&money("4"), a, b).value, n("11"));
    }
}
