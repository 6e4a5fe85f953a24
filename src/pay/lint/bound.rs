//! Bounds that end in .99 or .01: what somebody wrote who meant the whole number beside it.

use crate::base::{Number, Unit};
use crate::expr::{Expr, Type};
use crate::plan::Plan;
use crate::plan::incentive::{Component, Pay};
use crate::plan::ladder::{Bounds, Tier};
use crate::text::code::design as code;
use crate::text::{Diagnostic, Sink, Spanned};

/// Tells the odd bounds of a component's tables.
pub fn judge(component: &Component, plan: &Plan, sink: &mut Sink) {
    for (bounds, share) in tables(component, plan) {
        // 79.99 % is 0.7999.
        let (shift, percent) = if share { (2, "%") } else { (0, "") };
        for bound in bounds {
            let written = bound.value.shift(shift);
            let Some(meant) = beside(&written) else { continue };
            let text = |number: &Number| {
                format!("{}{percent}", number.to_exact_text().unwrap_or_default())
            };
            sink.push(
                Diagnostic::new(&code::ODD_BOUND)
                    .arg("what", &component.name.value)
                    .arg("bound", text(&written))
                    .arg("meant", text(&meant))
                    .at(bound.span),
            );
        }
    }
}

/// The bounds of each table of a component, and whether they are shares.
fn tables<'a>(component: &'a Component, plan: &Plan) -> Vec<(Vec<&'a Spanned<Number>>, bool)> {
    let is_share = |by: &Expr| by.ty() == Type::Num(Unit::Ratio);
    let by = |bounds: Bounds, reached_by: Option<&Expr>| match (bounds, reached_by) {
        (Bounds::Attainment, _) => true,
        (Bounds::Value, Some(by)) => is_share(by),
        (Bounds::Value, None) => {
            component.eligibility.metric.is_some_and(|m| plan.metrics[m].unit == Unit::Ratio)
        }
    };
    let from = |tiers: &'a [Tier]| tiers.iter().map(|tier| &tier.from).collect();
    let mut all: Vec<(Vec<&Spanned<Number>>, bool)> = match &component.pay {
        Pay::Tiers(table) | Pay::Step(table) => {
            vec![(from(&table.tiers), by(table.bounds, table.reached_by.as_ref()))]
        }
        Pay::Curve(curve) => {
            let at = curve.points.iter().map(|point| &point.at).collect();
            vec![(at, by(curve.bounds, curve.reached_by.as_ref()))]
        }
        Pay::Matrix(table) => {
            let axes = [&table.rows, &table.columns];
            axes.map(|axis| (axis.from.iter().collect(), is_share(&axis.by))).into()
        }
        _ => Vec::new(),
    };
    let modifiers = component.around.modifiers.iter();
    all.extend(modifiers.map(|modifier| (from(&modifier.tiers), is_share(&modifier.by))));
    all
}

/// The whole number of which a bound is a hair short, or above which it is a hair.
fn beside(bound: &Number) -> Option<Number> {
    let whole = bound.floor();
    let rest = bound - &whole;
    let hair = |places: i32| Number::one().shift(-places);
    let near = |rest: &Number| (2..=4).any(|places| *rest == hair(places));
    if whole.is_positive() && near(&rest) {
        return Some(whole);
    }
    near(&(&Number::one() - &rest)).then(|| &whole + &Number::one())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::pay::sample::n;

    #[test]
    fn a_bound_a_hair_beside_a_whole_number_means_that_number() {
        for (bound, meant) in [
            ("499.99", Some("500")),
            ("2999.999", Some("3000")),
            ("500.01", Some("500")),
            ("79.99", Some("80")),
            ("500", None),
            ("99.9", None),
            ("0.01", None),
            ("0.5", None),
            ("499.95", None),
        ] {
            assert_eq!(beside(&n(bound)), meant.map(n), "{bound}");
        }
    }
}
