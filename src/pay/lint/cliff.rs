//! Where pay jumps, and where it falls.

use crate::base::{Lang, Number};
use crate::plan::incentive::Pay;
use crate::plan::ladder::{Point, Tier};
use crate::text::code::Code;
use crate::text::code::design as code;
use crate::text::{Diagnostic, Sink, Span};

use super::probe::{Bound, Probe};

/// Pay at two places next to each other.
struct Jump {
    span: Span,
    before: Number,
    after: Number,
    low: Number,
    high: Number,
}

impl Jump {
    fn rise(&self) -> Number {
        &self.high - &self.low
    }
}

/// Tells each cliff of a table of rates or a curve, the steepest step of a step bonus, and where more
/// pays less.
pub fn judge(probe: &Probe<'_>, sink: &mut Sink) {
    let bounds = probe.bounds();
    let all: Vec<(bool, Jump)> = bounds.iter().filter_map(|bound| jump(probe, bound)).collect();
    let fall = all.iter().map(|(_, jump)| jump).find(|jump| jump.rise().is_negative());
    match fall {
        Some(fall) => sink.push(told(&code::PAY_FALLS, fall, probe)),
        None => falling_slope(probe)
            .into_iter()
            .for_each(|slope| sink.push(told(&code::PAY_FALLS, &slope, probe))),
    }
    let cliffs: Vec<&Jump> = all
        .iter()
        .filter(|(upwards, jump)| *upwards && jump.rise().is_positive())
        .map(|(_, jump)| jump)
        .collect();
    if !matches!(probe.component.pay, Pay::Step(_)) {
        cliffs.iter().for_each(|cliff| sink.push(told(&code::CLIFF, cliff, probe)));
    } else if let Some(steepest) = cliffs.iter().max_by_key(|jump| jump.rise()) {
        sink.push(told(&code::STEPS, steepest, probe).arg("count", cliffs.len()));
    }
}

/// Pay on both sides of a bound, and whether it jumps upwards there rather than climbs.
fn jump(probe: &Probe<'_>, bound: &Bound<'_>) -> Option<(bool, Jump)> {
    let jump = Jump {
        span: bound.from.span,
        before: bound.before.clone(),
        after: bound.after.clone(),
        low: probe.pays(&bound.before)?,
        high: probe.pays(&bound.after)?,
    };
    // What climbs shrinks with the distance; what jumps doesn't.
    let near = |distance: Number| {
        let (left, right) = (&bound.at - &distance, &bound.at + &distance);
        Some(&probe.pays(&right)? - &probe.pays(&left)?)
    };
    let (wide, narrow) = (near(probe.step().shift(-6))?, near(probe.step().shift(-7))?);
    let upwards = narrow.is_positive() && &narrow + &narrow > wide;
    Some((upwards, jump))
}

/// Two places between bounds of which the higher pays less.
fn falling_slope(probe: &Probe<'_>) -> Option<Jump> {
    let step = probe.step();
    let pairs: Vec<(Span, Number, Number)> = match &probe.component.pay {
        Pay::Tiers(table) => {
            let pair = |tier: &Tier| {
                let place = &probe.place(&tier.from.value) + &step;
                (tier.span, place.clone(), &place + &step)
            };
            table.tiers.iter().map(pair).collect()
        }
        Pay::Curve(curve) => {
            let place = |point: &Point| probe.place(&point.at.value);
            let pairs = curve.points.windows(2);
            pairs.map(|pair| (pair[1].span, place(&pair[0]), place(&pair[1]))).collect()
        }
        _ => Vec::new(),
    };
    pairs.into_iter().find_map(|(span, before, after)| {
        let (low, high) = (probe.pays(&before)?, probe.pays(&after)?);
        (high < low).then_some(Jump { span, before, after, low, high })
    })
}

fn told(code: &'static Code, jump: &Jump, probe: &Probe<'_>) -> Diagnostic {
    Diagnostic::new(code)
        .arg("what", &probe.component.name.value)
        .arg("assumed_zh", probe.assumed(Lang::Zh))
        .arg("assumed_en", probe.assumed(Lang::En))
        .arg("before", probe.shown(&jump.before, &jump.after))
        .arg("after", probe.shown(&jump.after, &jump.before))
        .arg("low", probe.shown_pay(&jump.low))
        .arg("high", probe.shown_pay(&jump.high))
        .at(jump.span)
}
