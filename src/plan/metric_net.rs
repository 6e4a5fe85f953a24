//! What formulas make of the metrics that they read: no circle, and what is linear in additive metrics
//! is additive itself.

use crate::expr::{Arithmetic, Kind, Node, Window};
use crate::text::code::plan as code;
use crate::text::{Diagnostic, Sink};

use super::metric::{Metric, MetricKind};

/// Tells formulas that lead back to themselves; true when there is none.
pub(super) fn refuse_circles(metrics: &[Metric], sink: &mut Sink) -> bool {
    let mut fine = true;
    for start in 0..metrics.len() {
        let mut path = vec![start];
        if leads_back(metrics, start, &mut path) {
            let names: Vec<&str> =
                path.iter().chain([&start]).map(|m| metrics[*m].id.value.as_str()).collect();
            if path.iter().all(|member| *member >= start) {
                sink.push(
                    Diagnostic::new(&code::FORMULA_CIRCLE)
                        .arg("circle", names.join(" → "))
                        .at(metrics[start].id.span),
                );
            }
            fine = false;
        }
    }
    fine
}

fn leads_back(metrics: &[Metric], start: usize, path: &mut Vec<usize>) -> bool {
    let Some(&last) = path.last() else { return false };
    let MetricKind::Formula { formula, .. } = &metrics[last].kind else { return false };
    for (slot, window) in formula.reads() {
        // An earlier period of the same metric is no circle.
        if window != Window::Current {
            continue;
        }
        if slot == start {
            return true;
        }
        if !path.contains(&slot) && slot < metrics.len() {
            path.push(slot);
            if leads_back(metrics, start, path) {
                return true;
            }
            path.pop();
        }
    }
    false
}

/// Formulas that are linear in additive metrics are additive: their parts sum. Repeated until
/// nothing changes, since a formula may stand before those that it reads.
pub(super) fn settle_additive(metrics: &mut [Metric]) {
    loop {
        let before: Vec<bool> = metrics.iter().map(Metric::is_additive).collect();
        for metric in metrics.iter_mut() {
            if let MetricKind::Formula { formula, additive } = &mut metric.kind {
                *additive = is_linear(&formula.root, &before);
            }
        }
        if metrics.iter().map(Metric::is_additive).eq(before) {
            return;
        }
    }
}

fn is_linear(node: &Node, additive: &[bool]) -> bool {
    match &node.kind {
        Kind::Name { slot, .. } => additive.get(*slot).copied().unwrap_or(false),
        Kind::Negate(inner) => is_linear(inner, additive),
        Kind::Arithmetic { op: Arithmetic::Add | Arithmetic::Subtract, left, right } => {
            is_linear(left, additive) && is_linear(right, additive)
        }
        Kind::Arithmetic { op: Arithmetic::Multiply, left, right } => {
            (left.is_constant() && is_linear(right, additive))
                || (right.is_constant() && is_linear(left, additive))
        }
        Kind::Arithmetic { op: Arithmetic::Divide, left, right } => {
            right.is_constant() && is_linear(left, additive)
        }
        _ => false,
    }
}
