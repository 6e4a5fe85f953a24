//! Reading a curve: its points, what holds beyond them, what its heights are shares of.

use crate::base::Number;
use crate::text::key::{optional, required};
use crate::text::{Fields, Form, Key, Section, Sink, Spanned};

use super::asked;
use super::ladder::{Bounds, Curve, End, Of, Point};
use super::read_eligibility::Entry;
use super::read_share::{self, Height};
use super::read_tier;
use super::scope::Scope;

/// `point`.
pub const POINT: Key = optional(
    "point",
    Form::Tables(&CURVE_POINT),
    "[{ at = \"80%\", pays = \"50%\" }, { at = \"100%\", pays = \"100%\" }]",
    "曲线上的点，从低到高，至少两个；点之间按直线",
    "the points of the curve, rising, at least two; straight lines between",
);
/// `below`.
pub const BELOW: Key = optional(
    "below",
    Form::Choice(&["nothing", "flat", "extended"]),
    "\"nothing\"",
    "第一个点以下：不发、同第一个点、按原斜率延长；没有默认",
    "below the first point: nothing, as at it, or on along the slope; no default",
);
/// `above`.
pub const ABOVE: Key = optional(
    "above",
    Form::Choice(&["nothing", "flat", "extended"]),
    "\"flat\"",
    "最后一个点以上：不发、同最后一个点、按原斜率延长；没有默认",
    "above the last point: nothing, as at it, or on along the slope; no default",
);

/// `[[component.point]]`.
pub static CURVE_POINT: Section = Section {
    path: "[[component.point]]",
    file: "incentives.toml",
    zh: "曲线上的一个点：在哪里，付多少",
    en: "a point of a curve: where it is and what it pays",
    keys: &[
        required(
            "at",
            Form::Number,
            "\"80%\"",
            "在哪里：完成率，或指标的值（按 bounds）",
            "where: an attainment or a value of the metric, as bounds says",
        ),
        required(
            "pays",
            Form::Number,
            "\"50%\"",
            "付多少：of 的百分之几；没有 of 时是金额",
            "what it pays: a share of what of says, or money without of",
        ),
    ],
};

/// Reads `point`, `below`, `above`, `of`, `bounds` and `reached-by` of a component.
pub fn read(entry: &Entry<'_>, scope: Scope<'_>, sink: &mut Sink) -> Option<Curve> {
    let bounds = entry.said("bounds", &Bounds::ALL, sink);
    let below = entry.said("below", &End::ALL, sink);
    let above = entry.said("above", &End::ALL, sink);
    if !entry.fields.has("point") {
        return entry.needs("point", POINT.example, sink);
    }
    let bounds = bounds?.value;
    let tables = entry.fields.tables("point", sink);
    let rows: Vec<_> =
        tables.iter().map(|(t, span)| Fields::new(t, *span, &CURVE_POINT, sink)).collect();
    let raws: Vec<_> = rows.iter().filter_map(|row| row.raw("pays")).collect();
    let of = read_share::of(entry, "point", &raws, sink);
    let height = Height::of(of?);
    let points: Vec<Option<Point>> =
        rows.iter().map(|row| read_point(row, bounds, height, scope, sink)).collect();
    let points: Vec<Point> = points.into_iter().collect::<Option<_>>()?;
    let at: Vec<&Spanned<Number>> = points.iter().map(|point| &point.at).collect();
    let rising = asked::rising(&entry.what, "point", &at, 2, entry.fields.key_span("point"), sink);
    let reached_by = read_tier::reached_by(entry, bounds, scope, sink);
    (rising && entry.fields.has("reached-by") == reached_by.is_some()).then_some(())?;
    Some(Curve { bounds, of: of?, points, below: below?.value, above: above?.value, reached_by })
}

fn read_point(
    row: &Fields<'_>,
    bounds: Bounds,
    height: Height,
    scope: Scope<'_>,
    sink: &mut Sink,
) -> Option<Point> {
    let at = match bounds {
        Bounds::Attainment => row.rate("at", sink),
        Bounds::Value => row.number("at", sink),
    };
    let pays = match height {
        Height::Share => row.rate("pays", sink),
        Height::Money => scope.amount_or_zero(row, "pays", sink),
    };
    Some(Point { at: at?, pays: pays?, span: row.span })
}

/// Whether a curve needs the component's metric: for its place, or for what it pays shares of.
pub fn is_of_metric(entry: &Entry<'_>) -> bool {
    let mut unjudged = Sink::default();
    let of = entry.fields.choice("of", &Of::ALL, &mut unjudged).map(|of| of.value);
    matches!(of, Some(Of::Actual | Of::Target)) || !entry.fields.has("reached-by")
}

#[cfg(test)]
mod tests {
    use super::super::incentive::Pay;
    use super::super::starter::{Outcome, with_incentive};
    use super::*;

    fn with(keys: &str) -> Outcome {
        let before = "# -- Honours --";
        let more = format!(
            "[[component]]\nid = \"more\"\nname = \"More\"\nkind = \"curve\"\n{keys}\n{before}"
        );
        with_incentive(before, &more)
    }

    fn read(keys: &str) -> Curve {
        let outcome = with(keys);
        assert_eq!(outcome.codes(), [""; 0], "{:#?}", outcome.sink.diagnostics());
        let more = outcome.plan.unwrap().incentives.unwrap().components.pop().unwrap();
        let Pay::Curve(curve) = more.pay else { panic!("{:?}", more.pay) };
        curve
    }

    const ENDS: &str =
        "metric = \"sales\"\nbounds = \"attainment\"\nbelow = \"nothing\"\nabove = \"extended\"\n";
    const SHARES: &str = "of = \"incentive\"\nincentive = 20000\n\
        point = [{ at = \"80%\", pays = \"50%\" }, { at = \"100%\", pays = \"100%\" }]\n";

    #[test]
    fn a_curve_has_points_and_says_what_holds_beyond_them() {
        let curve = read(&format!("{ENDS}{SHARES}"));
        assert_eq!((curve.below, curve.above), (End::Nothing, End::Extended));
        assert_eq!((curve.of, curve.bounds), (Some(Of::Incentive), Bounds::Attainment));
        assert_eq!(curve.points[0].at.value, Number::scaled(8, 1));
        assert_eq!(curve.points[0].pays.value, Number::scaled(5, 1));
        for key in ["below", "above", "bounds"] {
            let without: String =
                ENDS.lines().filter(|l| !l.starts_with(key)).map(|l| format!("{l}\n")).collect();
            assert_eq!(with(&format!("{without}{SHARES}")).codes(), ["D02"], "{key}");
        }
        assert_eq!(with(ENDS).codes(), ["D12"]);
    }

    #[test]
    fn shares_say_of_what_and_money_stands_for_itself() {
        let points =
            "point = [{ at = \"80%\", pays = \"50%\" }, { at = \"100%\", pays = \"100%\" }]";
        assert_eq!(with(&format!("{ENDS}{points}")).codes(), ["D02"]);
        let money = "point = [{ at = \"80%\", pays = 0 }, { at = \"100%\", pays = \"1万\" }]";
        let curve = read(&format!("{ENDS}{money}"));
        assert_eq!(curve.of, None);
        assert_eq!(curve.points[1].pays.value, Number::from(10_000_i64));
        // Money is no share of an amount.
        assert_eq!(with(&format!("{ENDS}of = \"target\"\n{money}")).codes(), ["F11"]);
    }

    #[test]
    fn points_rise_and_one_is_no_curve() {
        let points = |list: &str| with(&format!("{ENDS}point = [{list}]")).codes().join(" ");
        assert_eq!(points("{ at = \"80%\", pays = 1 }"), "D17");
        assert_eq!(points("{ at = \"80%\", pays = 1 }, { at = \"80%\", pays = 2 }"), "D17");
        assert_eq!(points("{ at = \"80%\", pays = 1 }, { at = \"60%\", pays = 2 }"), "D17");
    }
}
