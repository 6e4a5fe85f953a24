//! What the conditions and formulas of pay see: results, targets and attainments of a subject, the
//! person's tenure, the components before.

use crate::base::calendar::calendar_days;
use crate::base::{FiscalYear, Number};
use crate::expr::{self, Value};
use crate::plan::fact::Window;
use crate::plan::roster::Person;
use crate::plan::term::Term;

use super::seat::dated;
use super::span::Run;
use super::subject::{Results, Subject};

/// What earlier components pay.
pub trait Earlier {
    /// What a component pays the person in the settlement period, before caps of several components;
    /// `None` before it is computed, or in a period that isn't settled.
    fn pays(&self, component: usize, person: usize, reach: expr::Window) -> Option<Number>;
}

/// No component before.
pub struct NoneEarlier;

impl Earlier for NoneEarlier {
    fn pays(&self, _: usize, _: usize, _: expr::Window) -> Option<Number> {
        None
    }
}

/// What an expression sees.
#[derive(Clone, Copy)]
pub struct Sight<'a> {
    /// Where results are looked up.
    pub results: &'a dyn Results,
    /// How many metrics the plan has.
    pub metrics: usize,
    /// The fiscal year.
    pub fiscal: FiscalYear,
    /// Whose results.
    pub subject: &'a Subject,
    /// The person, and the index into the roster.
    pub person: Option<(usize, &'a Person)>,
    /// The metric that attainment and target mean.
    pub metric: Option<usize>,
    /// When.
    pub run: &'a Run,
    /// The target incentive of the component, where it has one of its own.
    pub incentive: Option<&'a Number>,
    /// The components before.
    pub earlier: &'a dyn Earlier,
}

impl Sight<'_> {
    fn number(&self, slot: usize, reach: expr::Window) -> Option<Number> {
        let term = Term::of_slot(slot, self.metrics);
        if let Term::Component(component) = term {
            return self.earlier.pays(component, self.person?.0, reach);
        }
        let window = self.run.reach(reach, self.fiscal)?;
        match term {
            Term::Attainment => self.attainment(self.metric?, window, reach),
            Term::Target => self.target(self.metric?, window, reach),
            Term::Tenure => {
                let joined = self.person?.1.joined?;
                Some(Number::from(i64::from(calendar_days(joined, window.end))))
            }
            Term::Metric(metric) => self.results.achieved(self.subject, metric, window),
            Term::AttainmentOf(metric) => self.attainment(metric, window, reach),
            Term::TargetOf(metric) => self.target(metric, window, reach),
            Term::Incentive => self.incentive(window),
            Term::MenteesOf(metric) => {
                let mentees = self.results.mentees(self.person?.0, window)?;
                self.results.achieved(&mentees, metric, window)
            }
            Term::Component(_) => None,
        }
    }

    /// The component's target incentive, or the person's own, by days where it changes.
    fn incentive(&self, window: Window) -> Option<Number> {
        if let Some(own) = self.incentive {
            return Some(own.clone());
        }
        let parts = dated(self.person?.1, window, |stint| stint.target_incentive.clone())?;
        let all: i64 = parts.iter().map(|(_, days)| days).sum();
        let sum: Number = parts.iter().map(|(amount, days)| amount * &Number::from(*days)).sum();
        Number::ratio(&sum, &Number::from(all))
    }

    /// Targets are given for whole periods; those of a part on the plan are the period's.
    fn target(&self, metric: usize, window: Window, reach: expr::Window) -> Option<Number> {
        let window = match reach {
            expr::Window::Current => Window::new(self.run.period.start, self.run.period.end),
            _ => window,
        };
        self.results.target(self.subject, metric, window)
    }

    fn attainment(&self, metric: usize, window: Window, reach: expr::Window) -> Option<Number> {
        let achieved = self.results.achieved(self.subject, metric, window)?;
        Number::ratio(&achieved, &self.target(metric, window, reach)?)
    }
}

impl expr::Facts for Sight<'_> {
    fn value(&self, slot: usize, window: expr::Window) -> Value {
        self.number(slot, window).map_or(Value::Missing, Value::Num)
    }
}
