//! What a plan says in words: names of metrics in a language, formulas and conditions of warnings as
//! sentences, and on which side of its target the plan wants a metric. Judges nothing: whether a
//! warning holds is the business of `quota`.

use std::borrow::Cow;

use crate::base::Lang;
use crate::expr::{Arithmetic, Comparison, Kind, Naming, Node, Window, say};

use super::incentive::Incentives;
use super::metric::{Aggregate, Metric, MetricKind};
use super::read::Plan;
use super::warning::{MEASURES, Tracking, Warning};

mod pay;

/// Says a plan in a language.
#[derive(Clone, Copy)]
pub struct Saying<'a> {
    metrics: &'a [Metric],
    incentives: Option<&'a Incentives>,
    lang: Lang,
}

/// On which side of its target a metric is wanted.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Side {
    /// At the target or above.
    AtLeast,
    /// At the target or below.
    AtMost,
}

impl<'a> Saying<'a> {
    /// The plan, said in that language.
    pub fn new(plan: &'a Plan, lang: Lang) -> Saying<'a> {
        Saying { metrics: &plan.metrics, incentives: plan.incentives.as_ref(), lang }
    }

    /// The name of a metric: the one in this language where the plan gives it, else as typed.
    pub fn metric(&self, metric: usize) -> &'a str {
        self.metrics.get(metric).map_or("", |known| known.name_in(self.lang))
    }

    /// How a metric comes about: its formula, `smallest` and `largest`; nothing for a sum or count.
    pub fn formula(&self, metric: usize) -> Option<String> {
        match &self.metrics.get(metric)?.kind {
            MetricKind::Formula { formula, .. } => {
                Some(say(&formula.root, self.lang, &OfFormula(self)))
            }
            MetricKind::Measure(measure) => match measure.how {
                Aggregate::Min(_) => Some(self.lang.pick("最小值", "smallest").to_owned()),
                Aggregate::Max(_) => Some(self.lang.pick("最大值", "largest").to_owned()),
                Aggregate::Sum(_) | Aggregate::Count | Aggregate::Distinct(_) => None,
            },
        }
    }

    /// The condition of a warning.
    pub fn condition(&self, warning: &Warning) -> String {
        say(&warning.when.root, self.lang, &OfWarning(self))
    }
}

/// Slots of a formula are the metrics.
struct OfFormula<'a>(&'a Saying<'a>);

impl Naming for OfFormula<'_> {
    fn name(&self, slot: usize) -> Cow<'_, str> {
        Cow::Borrowed(self.0.metric(slot))
    }
}

/// Slots of a warning are the measures of tracking, then the metrics.
struct OfWarning<'a>(&'a Saying<'a>);

impl Naming for OfWarning<'_> {
    fn name(&self, slot: usize) -> Cow<'_, str> {
        match (MEASURES.get(slot), self.0.lang) {
            (Some((_, zh)), Lang::Zh) => Cow::Borrowed(*zh),
            (Some((id, _)), Lang::En) => Cow::Owned(id.replace('_', " ")),
            (None, _) => Cow::Borrowed(self.0.metric(slot - MEASURES.len())),
        }
    }
}

impl Metric {
    /// Numerator and denominator of a metric that is one metric over another of the same period.
    pub fn quotient(&self) -> Option<(usize, usize)> {
        let MetricKind::Formula { formula, .. } = &self.kind else { return None };
        let Kind::Arithmetic { op: Arithmetic::Divide, left, right } = &formula.root.kind else {
            return None;
        };
        Some((current(left)?, current(right)?))
    }
}

/// The slot that a node reads, where it is a name and nothing else.
fn current(node: &Node) -> Option<usize> {
    match node.kind {
        Kind::Name { slot, window: Window::Current } => Some(slot),
        _ => None,
    }
}

impl Tracking {
    /// The side of its target on which the warnings want a metric: what they warn of is the other
    /// side. `None` where no warning says it, or two contradict.
    pub fn wanted(&self, metric: usize) -> Option<Side> {
        let slot = MEASURES.len() + metric;
        let mut sides = Vec::new();
        for warning in &self.warnings {
            bounds(&warning.when.root, slot, &mut sides);
        }
        let first = sides.first().copied()?;
        sides.iter().all(|side| *side == first).then_some(first)
    }
}

/// Which sides a condition leaves a metric. Negations are left alone: they turn everything around.
fn bounds(node: &Node, slot: usize, sides: &mut Vec<Side>) {
    match &node.kind {
        Kind::All(nodes) | Kind::Any(nodes) => {
            nodes.iter().for_each(|node| bounds(node, slot, sides));
        }
        Kind::Compare { first, rest } => {
            let [(op, second)] = rest.as_slice() else { return };
            let below = match op {
                Comparison::Less | Comparison::LessEqual => true,
                Comparison::Greater | Comparison::GreaterEqual => false,
                Comparison::Equal | Comparison::NotEqual => return,
            };
            if current(first) == Some(slot) {
                sides.push(if below { Side::AtLeast } else { Side::AtMost });
            } else if current(second) == Some(slot) {
                sides.push(if below { Side::AtMost } else { Side::AtLeast });
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::starter::read_with;

    /// The starter plan with both names of sales, and with another condition on collection.
    fn plan(condition: &str) -> Plan {
        let both = "name = { zh = \"销售额\", en = \"Sales\" }";
        let condition = format!("when = \"{condition}\"");
        let outcome = read_with(
            Lang::Zh,
            &[
                ("metrics.toml", "name = \"销售额\"", both),
                ("rules.toml", "when = \"回款率低于 90%\"", &condition),
            ],
        );
        assert_eq!(outcome.told(), [""; 0]);
        outcome.plan.unwrap()
    }

    fn metric(plan: &Plan, id: &str) -> usize {
        plan.metrics.iter().position(|metric| metric.id.value == id).unwrap()
    }

    #[test]
    fn a_metric_is_named_in_the_language_where_the_plan_gives_it() {
        let plan = plan("回款率低于 90%");
        let (sales, rate) = (metric(&plan, "sales"), metric(&plan, "collection_rate"));
        let english = Saying::new(&plan, Lang::En);
        assert_eq!((english.metric(sales), english.metric(rate)), ("Sales", "回款率"));
        assert_eq!(Saying::new(&plan, Lang::Zh).metric(sales), "销售额");
        assert_eq!(english.formula(rate).as_deref(), Some("已回款 ÷ 应回款"));
        assert_eq!(english.formula(metric(&plan, "due")), None);
    }

    #[test]
    fn a_condition_names_the_measures_of_tracking_in_the_language() {
        let plan = plan("完成率低于 50% 且 时间进度超过 60%");
        let warning = plan.tracking.warnings.iter().find(|w| w.id.value == "slow-collection");
        let warning = warning.unwrap();
        let said = |lang| Saying::new(&plan, lang).condition(warning);
        assert_eq!(said(Lang::Zh), "完成率低于50%，且时间进度超过60%");
        assert_eq!(said(Lang::En), "attainment below 50%, and time progress above 60%");
    }

    #[test]
    fn only_one_metric_over_another_of_the_same_period_is_a_quotient() {
        let plan = plan("回款率低于 90%");
        let quotient = |id| plan.metrics[metric(&plan, id)].quotient();
        let parts = (metric(&plan, "collected"), metric(&plan, "due"));
        assert_eq!(quotient("collection_rate"), Some(parts));
        assert_eq!((quotient("sales"), quotient("due")), (None, None));
    }

    #[test]
    fn what_a_warning_warns_of_is_the_side_that_the_plan_does_not_want() {
        for (condition, side) in [
            ("回款率低于 90%", Some(Side::AtLeast)),
            ("90% 超过 回款率", Some(Side::AtLeast)),
            ("回款率超过 90% 且 完成率低于 50%", Some(Side::AtMost)),
            ("回款率低于 10% 或 回款率超过 90%", None),
            ("not (回款率 >= 90%)", None),
            ("进度达成率低于 80%", None),
        ] {
            let plan = plan(condition);
            let rate = metric(&plan, "collection_rate");
            assert_eq!(plan.tracking.wanted(rate), side, "{condition}");
        }
    }
}
