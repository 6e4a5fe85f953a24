//! Tiers that nobody reaches: above what counts, or where a cap has cut everything off before.

use crate::base::Number;
use crate::plan::incentive::{Basis, Incentives};
use crate::plan::ladder::{Bounds, Edge};
use crate::text::code::design as code;
use crate::text::{Diagnostic, Sink, Spanned};

use super::probe::{Bound, Probe};

/// Tells the tiers that change nothing.
pub fn judge(probe: &Probe<'_>, incentives: &Incentives, sink: &mut Sink) {
    let Some(table) = probe.table() else { return };
    let around = &probe.component.around;
    let counted = match table.bounds {
        _ if table.reached_by.is_some() => None,
        Bounds::Attainment => around.attainment_cap.as_ref().map(|cap| ("attainment-cap", cap)),
        Bounds::Value => {
            let each = matches!(probe.component.basis, Basis::Transaction | Basis::Day);
            around.deal_cap.as_ref().filter(|_| each).map(|cap| ("deal-cap", cap))
        }
    };
    let caps = caps(probe, incentives);
    for bound in probe.bounds() {
        let beyond = |cap: &Spanned<Number>| match table.edge {
            Edge::Upper => bound.from.value > cap.value,
            Edge::Lower => bound.from.value >= cap.value,
        };
        let cut = |cap: &&Spanned<Number>| all_cut_before(probe, &bound, &cap.value);
        let limit = counted
            .filter(|(_, cap)| beyond(cap))
            .or_else(|| caps.iter().copied().find(|cap| cut(cap)).map(|cap| ("cap", cap)));
        if let Some((key, limit)) = limit {
            sink.push(
                Diagnostic::new(&code::TIER_UNREACHED)
                    .arg("what", &probe.component.name.value)
                    .arg("key", key)
                    .at(bound.from.span)
                    .at(limit.span),
            );
        }
    }
}

/// The caps that surely meet what the table pays: with nothing in between that could lessen it.
fn caps<'a>(probe: &Probe<'a>, incentives: &'a Incentives) -> Vec<&'a Spanned<Number>> {
    let component = probe.component;
    if !probe.is_certain() || component.around.modifiers.iter().any(|m| m.before_cap) {
        return Vec::new();
    }
    let index = incentives.components.iter().position(|known| known.id == component.id);
    let shared = incentives.caps.iter().filter(|cap| {
        cap.period == component.eligibility.period
            && index.is_some_and(|index| cap.components == [index])
    });
    component.around.cap.iter().chain(shared.map(|cap| &cap.amount)).collect()
}

/// Whether everything above the cap is cut off already where the tier begins.
fn all_cut_before(probe: &Probe<'_>, bound: &Bound<'_>, cap: &Number) -> bool {
    let once = matches!(probe.component.basis, Basis::Period);
    once && probe.pays(&bound.before).is_some_and(|pays| pays >= *cap)
        && probe.pays(&bound.after).is_some_and(|pays| pays >= *cap)
}
