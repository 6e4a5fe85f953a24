//! Curves: straight lines between points, and what holds beyond them.

use crate::base::Unit;
use crate::plan::ladder::{Bounds, Curve, End, Of, Point};

use super::label::Label;
use super::line;
use super::measured::{Measured, Missing, Paid};
use super::price::typed;
use super::working::Working;

/// What the curve pays at the place of the measure: a share of the target incentive, of the target or
/// of what was achieved, or money.
pub fn curve(c: &Curve, m: &Measured) -> Paid {
    let place = place(c, m)?;
    let height = Heights { c, unit: if c.of.is_some() { Unit::Ratio } else { m.money } };
    let Some(payout) = height.at(&place) else {
        return Ok(Working::sum(Label::Earning, m.money, Vec::new()));
    };
    paid(payout, c.of, m)
}

/// A share of `of`, or money as it stands.
pub fn paid(payout: Working, of: Option<Of>, m: &Measured) -> Paid {
    match of {
        None => Ok(payout.called(Label::Earning)),
        Some(of) => {
            let whole = m.whole(of)?.clone();
            Ok(Working::product(Label::Earning, m.money, vec![whole, payout]))
        }
    }
}

/// Where on the curve the measure is.
fn place(c: &Curve, m: &Measured) -> Paid {
    match (&m.reached, c.bounds) {
        (Some(reached), _) => Ok(reached.clone()),
        (None, Bounds::Value) => Ok(m.achieved.clone()),
        (None, Bounds::Attainment) => {
            let (achieved, target) = (m.achieved.clone(), m.target()?.clone());
            Working::quotient(Label::Place, Unit::Ratio, achieved, target).ok_or(Missing::Target)
        }
    }
}

/// The heights of a curve.
struct Heights<'a> {
    c: &'a Curve,
    unit: Unit,
}

impl Heights<'_> {
    /// The height at a place; `None` where nothing is paid.
    fn at(&self, place: &Working) -> Option<Working> {
        let points = &self.c.points;
        let before = points.partition_point(|point| point.at.value <= place.value);
        if before == 0 {
            return self.beyond(self.c.below, points.first()?, points.get(..2), place);
        }
        let here = &points[before - 1];
        if here.at.value == place.value {
            return Some(self.height(here));
        }
        match points.get(before) {
            Some(next) => Some(self.line(here, next, place)),
            None => self.beyond(self.c.above, here, points.get(before.max(2) - 2..), place),
        }
    }

    /// Beyond the point at an end of the curve; `line` are the two points nearest to that end.
    fn beyond(
        &self,
        end: End,
        point: &Point,
        line: Option<&[Point]>,
        place: &Working,
    ) -> Option<Working> {
        match (end, line) {
            (End::Nothing, _) => None,
            (End::Extended, Some([from, to])) => Some(self.line(from, to, place)),
            (End::Flat | End::Extended, _) => Some(self.height(point)),
        }
    }

    fn line(&self, from: &Point, to: &Point, place: &Working) -> Working {
        let spot = |point: &Point| typed(Label::From, &point.at, place.unit);
        let (from_spot, to_spot) = (spot(from), spot(to));
        let (from_height, to_height) = (self.height(from), self.height(to));
        line::at(place, (&from_spot, &from_height), (&to_spot, &to_height)).citing(from.span)
    }

    fn height(&self, point: &Point) -> Working {
        typed(Label::Payout, &point.pays, self.unit)
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{measured, n, span, spanned};
    use super::*;

    fn points(points: &[(&str, &str)], of: Option<Of>, bounds: Bounds) -> Curve {
        let point = |(at, pays): &(&str, &str)| Point {
            at: spanned(at),
            pays: spanned(pays),
            span: span(),
        };
        Curve {
            bounds,
            of,
            points: points.iter().map(point).collect(),
            below: End::Nothing,
            above: End::Flat,
            reached_by: None,
        }
    }

    fn pays(c: &Curve, m: &Measured) -> crate::base::Number {
        let paid = curve(c, m).unwrap();
        assert!(paid.holds());
        paid.value
    }

    const SHARES: &[(&str, &str)] = &[("0.5", "0"), ("1", "1"), ("1.5", "2.5")];

    #[test]
    fn between_points_the_share_of_the_incentive_goes_straight() {
        let c = points(SHARES, Some(Of::Incentive), Bounds::Attainment);
        for (achieved, expected) in [
            ("49", "0"),
            ("50", "0"),
            ("75", "500"),
            ("100", "1000"),
            ("110", "1300"),
            ("150", "2500"),
        ] {
            assert_eq!(pays(&c, &measured(achieved, Some("100"), Some("1000"))), n(expected));
        }
    }

    #[test]
    fn beyond_its_ends_a_curve_does_what_it_declares() {
        let m = |achieved| measured(achieved, Some("100"), Some("1000"));
        for (end, below, above) in
            [(End::Nothing, "0", "0"), (End::Flat, "0", "2500"), (End::Extended, "-200", "2800")]
        {
            let mut c = points(SHARES, Some(Of::Incentive), Bounds::Attainment);
            (c.below, c.above) = (end, end);
            assert_eq!(pays(&c, &m("40")), n(below), "{end:?}");
            assert_eq!(pays(&c, &m("160")), n(above), "{end:?}");
            // The last point itself is on the curve whatever holds above it.
            assert_eq!(pays(&c, &m("150")), n("2500"), "{end:?}");
        }
    }

    #[test]
    fn a_curve_of_money_needs_neither_target_nor_incentive() {
        let c = points(&[("0", "0"), ("300", "100")], None, Bounds::Value);
        assert_eq!(pays(&c, &measured("150", None, None)), n("50"));
        let c = points(SHARES, Some(Of::Incentive), Bounds::Attainment);
        assert_eq!(curve(&c, &measured("1", None, Some("1"))), Err(Missing::Target));
        assert_eq!(curve(&c, &measured("75", Some("100"), None)), Err(Missing::Incentive));
    }

    #[test]
    fn another_measure_can_decide_the_place() {
        let c = points(SHARES, Some(Of::Actual), Bounds::Attainment);
        let mut m = measured("8000", None, None);
        m.reached = Some(Working::given(Label::Formula, n("0.75"), Unit::Ratio));
        assert_eq!(pays(&c, &m), n("4000"));
    }
}
