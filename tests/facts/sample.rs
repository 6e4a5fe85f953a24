//! Plans and measures from plain texts, as the facts tell them.

use incent::base::unit::Currency;
use incent::base::{Number, Unit};
use incent::expr::{Expr, Lexicon, NameEntry, Names, Want, compile};
use incent::pay::{Label, Measured, Working};
use incent::plan::ladder::{Bounds, Curve, Edge, End, Of, Point, Price, Tier, TierMode, Tiers};
use incent::text::{Sink, Source, SourceId, Sources, Span, Spanned};

pub fn n(text: &str) -> Number {
    Number::parse_plain(text).unwrap()
}

pub fn yuan() -> Unit {
    Unit::Money(Currency::parse("CNY").unwrap())
}

pub fn span() -> Span {
    Span::new(SourceId(0), 0, 1)
}

pub fn spanned(text: &str) -> Spanned<Number> {
    Spanned::new(n(text), span())
}

pub fn money(text: &str) -> Working {
    Working::given(Label::Amount, n(text), yuan())
}

pub fn share(text: &str) -> Working {
    Working::given(Label::Formula, n(text), Unit::Ratio)
}

pub fn rate(text: &str) -> Price {
    Price::Rate(spanned(text))
}

pub fn measured(achieved: &str, target: Option<&str>, incentive: Option<&str>) -> Measured {
    let given = |label, text: &str| Working::given(label, n(text), yuan());
    Measured {
        achieved: given(Label::Achieved(0), achieved),
        target: target.map(|text| given(Label::Target(0), text)),
        incentive: incentive.map(|text| given(Label::TargetIncentive, text)),
        personal: None,
        reached: None,
        share: None,
        money: yuan(),
    }
}

/// Tiers of (where they begin, price).
pub fn priced(mode: TierMode, bounds: Bounds, edge: Edge, tiers: Vec<(&str, Price)>) -> Tiers {
    let tier = |(from, price)| Tier { from: spanned(from), price, plus: None, span: span() };
    Tiers {
        mode,
        edge,
        bounds,
        tiers: tiers.into_iter().map(tier).collect(),
        of: Of::Actual,
        reached_by: None,
        base: None,
    }
}

/// Tiers of (where they begin, rate).
pub fn rates(mode: TierMode, bounds: Bounds, edge: Edge, tiers: &[(&str, &str)]) -> Tiers {
    priced(mode, bounds, edge, tiers.iter().map(|(from, share)| (*from, rate(share))).collect())
}

/// Tiers of (where they begin, multiple), over attainment.
pub fn multiples(mode: TierMode, edge: Edge, tiers: &[(&str, &str)]) -> Tiers {
    let times = |multiple: &str| Price::Times(spanned(multiple));
    let tiers = tiers.iter().map(|(from, multiple)| (*from, times(multiple))).collect();
    priced(mode, Bounds::Attainment, edge, tiers)
}

/// Tiers of (where they begin, rate, amount on top).
pub fn bonus(
    mode: TierMode,
    bounds: Bounds,
    edge: Edge,
    tiers: &[(&str, &str, Option<&str>)],
) -> Tiers {
    let plain: Vec<(&str, &str)> = tiers.iter().map(|(from, share, _)| (*from, *share)).collect();
    let mut table = rates(mode, bounds, edge, &plain);
    for (tier, (_, _, plus)) in table.tiers.iter_mut().zip(tiers) {
        tier.plus = plus.map(spanned);
    }
    table
}

/// Tiers of (where they begin, amount).
pub fn amounts(mode: TierMode, bounds: Bounds, edge: Edge, tiers: &[(&str, &str)]) -> Tiers {
    let amount = |text: &str| Price::Amount(spanned(text));
    priced(mode, bounds, edge, tiers.iter().map(|(from, text)| (*from, amount(text))).collect())
}

/// A curve through (place, height), nothing below and flat above.
pub fn curve_of(points: &[(&str, &str)], of: Option<Of>, bounds: Bounds) -> Curve {
    let point =
        |(at, pays): &(&str, &str)| Point { at: spanned(at), pays: spanned(pays), span: span() };
    Curve {
        bounds,
        of,
        points: points.iter().map(point).collect(),
        below: End::Nothing,
        above: End::Flat,
        reached_by: None,
    }
}

/// Some expression, where a plan needs one that nobody reads.
pub fn any_expression() -> Expr {
    struct NoNames;
    impl Names for NoNames {
        fn lookup(&self, _: &str) -> Option<NameEntry> {
            None
        }
        fn all(&self) -> Vec<&str> {
            Vec::new()
        }
    }
    let mut sources = Sources::default();
    let source = sources.add(Source::new("incentives.toml", "\"1\""));
    let text = Spanned::new("1".to_owned(), Span::new(source, 0, 3));
    let want = Want::Formula(None);
    compile(&text, &sources, &Lexicon::new(&NoNames), want, &mut Sink::default()).unwrap()
}
