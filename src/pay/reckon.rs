//! What a component's rate pays somebody: the measure at its basis, then rate, tiers, curve, table,
//! award, objectives or formula. What stands around the rate is in `around`.

use std::collections::BTreeMap;

use crate::base::{Day, FiscalYear, Number, Period, Rounding, Unit};
use crate::expr::{Expr, Gap};
use crate::plan::Plan;
use crate::plan::fact::Window;
use crate::plan::incentive::{Basis, Component, NoTarget, Objective, Pay};
use crate::plan::ladder::{Axis, Matrix};
use crate::plan::limit::RoundStep;

use super::aim::fixed_share;
use super::entry::Rows;
use super::label::Label;
use super::measured::{Measured, Missing};
use super::seat::Seat;
use super::sight::{Earlier, Sight};
use super::span::Run;
use super::subject::{Results, Subject};
use super::working::Working;
use super::{curve, formula, ladder, limit, matrix, objective, price};

/// Why something can't be computed.
#[derive(Clone, Debug, PartialEq)]
pub enum Trouble {
    /// A target, a target incentive or a rate is missing.
    Missing(Missing),
    /// A formula has no value.
    Gaps(Vec<Gap>),
    /// It is below 0 and the plan doesn't say what that means.
    Negative(Number),
    /// An objective that somebody scores has no score: its index.
    Score(usize),
    /// The calendar lacks a year.
    Calendar(i32),
}

impl From<Missing> for Trouble {
    fn from(missing: Missing) -> Trouble {
        Trouble::Missing(missing)
    }
}

/// A figure, or why there is none.
pub type Reckoned = Result<Working, Trouble>;

/// What people entered, where the plan leaves something to them.
#[derive(Clone, Debug, Default)]
pub struct Entered {
    /// Scores by component, objective, person and period.
    pub scores: BTreeMap<(usize, usize, usize, String), Number>,
    /// The order of those who are tied, the better first, by id of what is contested and period: ids
    /// of people, names of nodes.
    pub orders: BTreeMap<(String, String), Vec<String>>,
}

/// What reckoning stands on.
#[derive(Clone, Copy)]
pub struct Reckoner<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Results and targets.
    pub results: &'a dyn Results,
    /// Rows of transactions.
    pub rows: &'a dyn Rows,
    /// What people entered.
    pub entered: &'a Entered,
    /// Components before.
    pub earlier: &'a dyn Earlier,
}

/// A period on somebody's way through a running total.
#[derive(Clone, Debug)]
pub struct Leg {
    /// The period.
    pub period: Period,
    /// The days of it on which the person was there for the component.
    pub active: Window,
    /// Their share of the period, where something is prorated.
    pub share: Option<Working>,
}

/// A component for somebody.
#[derive(Clone, Copy)]
pub struct Case<'a> {
    /// Its index.
    pub index: usize,
    /// The component.
    pub component: &'a Component,
    /// Who.
    pub seat: &'a Seat,
    /// The periods whose targets and incentives count, in order: the period itself, with those before
    /// it where a running total has come through them.
    pub legs: &'a [Leg],
    /// Base rates only: a gate isn't met, and the component says so.
    pub base_only: bool,
}

impl Case<'_> {
    /// The share of the period on the plan, where something is prorated.
    pub fn active(&self) -> Option<&Working> {
        self.legs.last()?.share.as_ref()
    }
}

impl Reckoner<'_> {
    /// The fiscal year.
    pub fn fiscal(&self) -> FiscalYear {
        self.plan.head.fiscal_year
    }

    /// The unit of pay.
    pub fn money(&self) -> Unit {
        Unit::Money(self.plan.head.currency)
    }

    /// What an expression of a component sees, measured or the person's own.
    pub fn sight<'s>(&'s self, case: &Case<'s>, subject: &'s Subject, run: &'s Run) -> Sight<'s> {
        Sight {
            results: self.results,
            metrics: self.plan.metrics.len(),
            fiscal: self.fiscal(),
            subject,
            person: self.plan.roster.people.get(case.seat.person).map(|p| (case.seat.person, p)),
            metric: case.component.eligibility.metric,
            run,
            incentive: case.component.incentive.amount.as_ref().map(|amount| &amount.value),
            earlier: self.earlier,
        }
    }

    /// What the rate pays, at the component's basis: of a running total, all that it has come to.
    pub fn earning(&self, case: &Case<'_>, total_from: Option<Day>) -> Reckoned {
        let window = case.seat.run.window;
        let rate = case.component.around.rounding.iter().find(|r| r.step == RoundStep::Rate);
        let mode = rate.map(|round| round.mode);
        match case.component.basis {
            Basis::Period => self.once(case, window, mode).map(|pays| pays.called(Label::Earning)),
            Basis::QuarterToDate | Basis::YearToDate | Basis::PlanToDate => {
                // What was achieved before somebody was there for it doesn't count.
                let first =
                    case.legs.first().map_or(window.start, |leg| match case.seat.is_own() {
                        true => leg.active.start,
                        false => leg.period.start,
                    });
                let start = total_from.unwrap_or(window.start).max(first);
                self.once(case, Window::new(start, window.end), mode)
                    .map(|pays| pays.called(Label::ToDate))
            }
            Basis::Day => self.by_day(case, mode),
            Basis::Transaction => self.by_row(case, mode),
        }
    }

    fn once(&self, case: &Case<'_>, window: Window, mode: Option<Rounding>) -> Reckoned {
        let measured = self.measured(case, window, None)?;
        self.pays(case, &measured, mode)
    }

    fn by_day(&self, case: &Case<'_>, mode: Option<Rounding>) -> Reckoned {
        let Some(metric) = case.component.eligibility.metric else {
            return self.once(case, case.seat.run.window, mode);
        };
        let window = case.seat.run.window;
        let days = (window.start.number()..=window.end.number()).filter_map(Day::from_number);
        let mut parts = Vec::new();
        for day in days {
            let window = Window::new(day, day);
            let value = self.results.achieved(&case.seat.subject, metric, window);
            let Some(value) = value.filter(|value| !value.is_zero()) else { continue };
            let measured = self.measured(case, window, Some(self.limited(case, metric, value)))?;
            parts.push(self.pays(case, &measured, mode)?.called(Label::Day(day)));
        }
        Ok(Working::sum(Label::Earning, self.money(), parts))
    }

    fn by_row(&self, case: &Case<'_>, mode: Option<Rounding>) -> Reckoned {
        let window = case.seat.run.window;
        let metric = case.component.eligibility.metric;
        let rows = metric.and_then(|metric| self.rows.rows(&case.seat.subject, metric, window));
        let (Some(metric), Some(rows)) = (metric, rows) else {
            return self.once(case, window, mode);
        };
        let mut parts = Vec::new();
        for (at, entry) in rows.into_iter().enumerate() {
            let value = self.limited(case, metric, entry.value);
            let measured = self.measured(case, window, Some(value))?;
            parts.push(self.pays(case, &measured, mode)?.called(Label::Row(at)));
        }
        Ok(Working::sum(Label::Earning, self.money(), parts))
    }

    /// One deal's or day's value, at most the cap on it.
    fn limited(&self, case: &Case<'_>, metric: usize, value: Number) -> Working {
        let unit = self.plan.metrics[metric].unit;
        let value = Working::given(Label::Achieved(metric), value, unit);
        match &case.component.around.deal_cap {
            Some(cap) => limit::deal_capped(value, cap),
            None => value,
        }
    }

    /// The measure in a window; `value` where it is a single day's or deal's.
    fn measured(
        &self,
        case: &Case<'_>,
        window: Window,
        value: Option<Working>,
    ) -> Result<Measured, Trouble> {
        let (component, seat) = (case.component, case.seat);
        let Some(metric) = component.eligibility.metric else {
            let nothing = Working::given(Label::Amount, Number::zero(), self.money());
            let incentive = self.incentive(case);
            return Ok(Measured {
                achieved: nothing,
                target: None,
                incentive,
                personal: self.personal(case),
                reached: None,
                share: fixed_share(case),
                money: self.money(),
            });
        };
        let unit = self.plan.metrics[metric].unit;
        let achieved = value.unwrap_or_else(|| {
            let value = self.results.achieved(&seat.subject, metric, window);
            Working::given(Label::Achieved(metric), value.unwrap_or_else(Number::zero), unit)
        });
        let target = self.target(case, metric);
        let reached = self.reached(case)?;
        let mut measured = Measured {
            achieved,
            target,
            incentive: self.incentive(case),
            personal: self.personal(case),
            reached,
            share: fixed_share(case),
            money: self.money(),
        };
        if let Some(cap) = &component.around.attainment_cap {
            measured.achieved = limit::attainment_capped(&measured, cap)?;
        }
        Ok(measured)
    }

    /// What decides the tier or the place, where that isn't the metric itself.
    fn reached(&self, case: &Case<'_>) -> Result<Option<Working>, Trouble> {
        let by = match &case.component.pay {
            Pay::Tiers(tiers) | Pay::Step(tiers) => tiers.reached_by.as_ref(),
            Pay::Curve(curve) => curve.reached_by.as_ref(),
            _ => None,
        };
        by.map(|by| self.compute(case, by)).transpose()
    }

    pub(super) fn compute(&self, case: &Case<'_>, expr: &Expr) -> Reckoned {
        let sight = self.sight(case, &case.seat.subject, &case.seat.run);
        formula::working(expr, &sight, self.plan.metrics.len()).map_err(|gaps| {
            // A ratio over no target is no target, which the plan may have an answer for.
            let of_target = |gap: &Gap| formula::is_of_target(gap, self.plan.metrics.len());
            match gaps.iter().any(of_target) {
                true => Trouble::Missing(Missing::Target),
                false => Trouble::Gaps(gaps),
            }
        })
    }

    /// What the measure pays.
    fn pays(&self, case: &Case<'_>, measured: &Measured, mode: Option<Rounding>) -> Reckoned {
        let component = case.component;
        let paid = match &component.pay {
            Pay::Flat { price, of } => price::flat(price, *of, measured)?,
            Pay::Tiers(tiers) if case.base_only => ladder::base_rates(tiers, measured)?,
            Pay::Tiers(tiers) => ladder::tiers(tiers, measured)?,
            Pay::Step(tiers) => measured.fixed(ladder::step(tiers, measured)?),
            Pay::Curve(points) => {
                let paid = curve::curve(points, measured)?;
                if points.of.is_none() { measured.fixed(paid) } else { paid }
            }
            Pay::Matrix(table) => {
                let paid = self.table(case, table, measured)?;
                if table.of.is_none() { measured.fixed(paid) } else { paid }
            }
            Pay::Award(amount) => {
                let award = Working::given(Label::Award, amount.value.clone(), self.money())
                    .citing(amount.span);
                measured.fixed(award)
            }
            Pay::Objectives { amount, objectives } => {
                let amount = Working::given(Label::Amount, amount.value.clone(), self.money())
                    .citing(amount.span);
                let scores = objectives.iter().enumerate();
                let scores: Vec<Working> =
                    scores.map(|(at, one)| self.score(case, at, one)).collect::<Result<_, _>>()?;
                objective::objectives(measured.fixed(amount), objectives, &scores)
            }
            Pay::Formula(text) => self.compute(case, text)?,
            // Shared among several: `share` reckons these.
            Pay::Pool { .. } | Pay::Rank { .. } => {
                Working::given(Label::Amount, Number::zero(), self.money())
            }
        };
        let places = self.money().places();
        Ok(match mode {
            Some(mode) => Working::rounded(Label::Rounded, paid, places, mode),
            None => paid,
        })
    }

    fn table(&self, case: &Case<'_>, table: &Matrix, measured: &Measured) -> Reckoned {
        let along = |axis: &Axis| self.compute(case, &axis.by);
        let (row, column) = (along(&table.rows)?, along(&table.columns)?);
        Ok(matrix::matrix(table, &row, &column, measured)?)
    }

    fn score(&self, case: &Case<'_>, at: usize, objective: &Objective) -> Reckoned {
        if let Some(score) = &objective.score {
            return self.compute(case, score);
        }
        let period = &case.seat.run.period.id;
        let key = (case.index, at, case.seat.person, period.clone());
        let value = self.entered.scores.get(&key).cloned().ok_or(Trouble::Score(at))?;
        Ok(Working::given(Label::Score(at), value, Unit::Ratio))
    }

    /// Whether a missing target means no pay for the component.
    pub fn pays_nothing_without_target(component: &Component, trouble: &Trouble) -> bool {
        *trouble == Trouble::Missing(Missing::Target) && component.no_target == NoTarget::Nothing
    }
}
