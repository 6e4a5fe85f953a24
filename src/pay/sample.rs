//! Small plans and measures for tests of this room.

use crate::base::unit::Currency;
use crate::base::{Number, Unit};
use crate::expr::{Expr, Lexicon, NameEntry, Names, Want, compile};
use crate::plan::ladder::{Bounds, Edge, Of, Price, Tier, TierMode, Tiers};
use crate::text::{Sink, Source, SourceId, Sources, Span, Spanned};

use super::label::Label;
use super::measured::Measured;
use super::working::Working;

/// The number of that text.
pub fn n(text: &str) -> Number {
    Number::parse_plain(text).unwrap()
}

/// Yuan.
pub fn yuan() -> Unit {
    Unit::Money(Currency::parse("CNY").unwrap())
}

/// A place in a file.
pub fn span() -> Span {
    Span::new(SourceId(7), 40, 44)
}

/// A number as a plan states it.
pub fn spanned(text: &str) -> Spanned<Number> {
    Spanned::new(n(text), span())
}

/// An amount of money that is given.
pub fn money(text: &str) -> Working {
    Working::given(Label::Amount, n(text), yuan())
}

/// A measure in yuan.
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

/// Tiers from (where they begin, rate).
pub fn rates(mode: TierMode, bounds: Bounds, edge: Edge, tiers: &[(&str, &str)]) -> Tiers {
    let tier = |(from, rate): &(&str, &str)| Tier {
        from: spanned(from),
        price: Price::Rate(spanned(rate)),
        plus: None,
        span: span(),
    };
    Tiers {
        mode,
        edge,
        bounds,
        tiers: tiers.iter().map(tier).collect(),
        of: Of::Actual,
        reached_by: None,
        base: None,
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
