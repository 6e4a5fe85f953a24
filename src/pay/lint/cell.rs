//! A table over two measures whose cells hold from bound to bound: how it steps, and where.

use crate::base::figure::figure;
use crate::base::{Number, Unit};
use crate::plan::Plan;
use crate::plan::incentive::{Component, Pay};
use crate::plan::ladder::{Between, Matrix};
use crate::text::code::design as code;
use crate::text::{Diagnostic, Sink, Spanned};

/// Notes the steepest step between two cells that stand next to each other.
pub fn judge(component: &Component, plan: &Plan, sink: &mut Sink) {
    let Pay::Matrix(table) = &component.pay else { return };
    if table.between != Between::Step {
        return;
    }
    let steps: Vec<(&Spanned<Number>, &Spanned<Number>)> =
        beside(table).filter(|(one, other)| one.value != other.value).collect();
    let height =
        |(one, other): &(&Spanned<Number>, &Spanned<Number>)| (&one.value - &other.value).abs();
    let Some(steepest) = steps.iter().max_by_key(|step| height(step)) else { return };
    let unit = match table.of {
        Some(_) => Unit::Ratio,
        None => Unit::Money(plan.head.currency),
    };
    let (one, other) = steepest;
    sink.push(
        Diagnostic::new(&code::CELLS_STEP)
            .arg("what", &component.name.value)
            .arg("count", steps.len())
            .arg("low", figure((&one.value).min(&other.value), unit))
            .arg("high", figure((&one.value).max(&other.value), unit))
            .at(other.span)
            .at(one.span),
    );
}

/// Every two cells that share a side.
fn beside(table: &Matrix) -> impl Iterator<Item = (&Spanned<Number>, &Spanned<Number>)> {
    let along = table.cells.iter().flat_map(|row| row.iter().zip(row.iter().skip(1)));
    let down = table.cells.iter().zip(table.cells.iter().skip(1));
    along.chain(down.flat_map(|(upper, lower)| upper.iter().zip(lower)))
}
