//! What the conditions and formulas of pay may speak of: the metrics, their attainments and targets,
//! the results of components before. Numbers of slots only; values are the pay engine's.

use std::collections::BTreeMap;

use crate::base::Unit;
use crate::base::unit::Currency;
use crate::expr::{NameEntry, Names, Type};

use super::metric::Metric;

/// What a slot of such an expression means.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Term {
    /// 完成率 of the metric that the component, honour or development names.
    Attainment,
    /// 目标 of that metric.
    Target,
    /// 司龄: days from the day of joining to the last day of the period, both inclusive.
    Tenure,
    /// 目标奖金: of the component, or of the person where it has none of its own.
    Incentive,
    /// The achieved value of a metric.
    Metric(usize),
    /// Its attainment: achieved ÷ target.
    AttainmentOf(usize),
    /// Its target.
    TargetOf(usize),
    /// 带教: what those achieved together whose mentor the person is.
    MenteesOf(usize),
    /// What an earlier component pays, before the plan's cap.
    Component(usize),
}

/// Slots before those of the metrics.
const FIRST: usize = 4;
/// Slots of each metric.
const EACH: usize = 4;

impl Term {
    /// The term of a slot, in a plan with so many metrics.
    pub fn of_slot(slot: usize, metrics: usize) -> Term {
        let Some(rest) = slot.checked_sub(FIRST) else {
            return [Term::Attainment, Term::Target, Term::Tenure, Term::Incentive][slot];
        };
        match (rest / EACH, rest % EACH) {
            (metric, _) if metric >= metrics => Term::Component(rest - EACH * metrics),
            (metric, 0) => Term::Metric(metric),
            (metric, 1) => Term::AttainmentOf(metric),
            (metric, 2) => Term::TargetOf(metric),
            (metric, _) => Term::MenteesOf(metric),
        }
    }

    /// The slot of a term, in a plan with so many metrics.
    pub fn slot(self, metrics: usize) -> usize {
        let of = |metric: usize, which: usize| FIRST + EACH * metric + which;
        match self {
            Term::Attainment => 0,
            Term::Target => 1,
            Term::Tenure => 2,
            Term::Incentive => 3,
            Term::Metric(metric) => of(metric, 0),
            Term::AttainmentOf(metric) => of(metric, 1),
            Term::TargetOf(metric) => of(metric, 2),
            Term::MenteesOf(metric) => of(metric, 3),
            Term::Component(component) => of(metrics, component),
        }
    }
}

/// The names of the terms. Where two things have one name, the metric goes first.
#[derive(Clone)]
pub struct TermNames {
    names: BTreeMap<String, NameEntry>,
    metrics: usize,
    currency: Currency,
}

impl TermNames {
    /// `sales` and `销售额`, `sales.attainment` and `销售额完成率`, `sales.target` and `销售额目标`,
    /// `sales.mentees` and `销售额带教`, `tenure` and `司龄`, `incentive` and `目标奖金`.
    pub fn new(metrics: &[Metric], currency: Currency) -> TermNames {
        let mut terms = TermNames { names: BTreeMap::new(), metrics: metrics.len(), currency };
        for (index, metric) in metrics.iter().enumerate() {
            let names = [metric.id.value.clone(), metric.name.value.clone()];
            terms.add(&names, Term::Metric(index), metric.unit, true);
        }
        for (index, metric) in metrics.iter().enumerate() {
            let (id, name) = (&metric.id.value, &metric.name.value);
            // A name takes the words of its own language.
            let said = |en: &str, zh: &[&str]| match name.is_ascii() {
                true => vec![format!("{id}.{en}"), format!("{name} {en}")],
                false => {
                    let named = zh.iter().map(|word| format!("{name}{word}"));
                    std::iter::once(format!("{id}.{en}")).chain(named).collect()
                }
            };
            let attainment = said("attainment", &["完成率", "达成率"]);
            terms.add(&attainment, Term::AttainmentOf(index), Unit::Ratio, true);
            let target = said("target", &["目标", "目标值"]);
            terms.add(&target, Term::TargetOf(index), metric.unit, true);
            let mentees = said("mentees", &["带教"]);
            terms.add(&mentees, Term::MenteesOf(index), metric.unit, true);
        }
        terms.add(&words(&["tenure", "司龄"]), Term::Tenure, Unit::Days, false);
        let incentive = words(&["incentive", "目标奖金"]);
        terms.add(&incentive, Term::Incentive, Unit::Money(currency), true);
        terms
    }

    /// With `attainment` (完成率) and `target` (目标) of one metric.
    #[must_use]
    pub fn about(&self, metric: &Metric) -> TermNames {
        let mut terms = self.clone();
        let attainment = words(&["attainment", "完成率", "达成率"]);
        terms.add(&attainment, Term::Attainment, Unit::Ratio, true);
        terms.add(&words(&["target", "目标"]), Term::Target, metric.unit, true);
        terms
    }

    /// Takes in a component, for those after it.
    pub fn add_component(&mut self, index: usize, id: &str, name: &str) {
        let pay = Unit::Money(self.currency);
        self.add(&words(&[id, name]), Term::Component(index), pay, true);
    }

    fn add(&mut self, names: &[String], term: Term, unit: Unit, windowed: bool) {
        let entry = NameEntry { slot: term.slot(self.metrics), kind: Type::Num(unit), windowed };
        for name in names {
            self.names.entry(name.clone()).or_insert(entry);
        }
    }
}

fn words(words: &[&str]) -> Vec<String> {
    words.iter().map(|word| (*word).to_owned()).collect()
}

impl Names for TermNames {
    fn lookup(&self, name: &str) -> Option<NameEntry> {
        self.names.get(name).copied()
    }

    fn all(&self) -> Vec<&str> {
        self.names.keys().map(String::as_str).collect()
    }

    fn currency(&self) -> Option<Currency> {
        Some(self.currency)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_slot_means_one_term() {
        let metrics = 2;
        let terms = [
            Term::Attainment,
            Term::Target,
            Term::Tenure,
            Term::Incentive,
            Term::Metric(0),
            Term::AttainmentOf(0),
            Term::TargetOf(0),
            Term::MenteesOf(0),
            Term::Metric(1),
            Term::AttainmentOf(1),
            Term::TargetOf(1),
            Term::MenteesOf(1),
            Term::Component(0),
            Term::Component(1),
        ];
        for (slot, term) in terms.into_iter().enumerate() {
            assert_eq!(term.slot(metrics), slot);
            assert_eq!(Term::of_slot(slot, metrics), term);
        }
    }
}
