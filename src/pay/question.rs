//! What the exports must be asked so that a period can be settled: measures and windows, those of
//! conditions, formulas and running totals included, and single days where a component is by day.

use std::collections::BTreeSet;

use crate::base::{Day, Period};
use crate::expr;
use crate::plan::Plan;
use crate::plan::fact::{Question, Window};
use crate::plan::incentive::{
    Basis, Component, Cycle, Eligibility, Incentives, Pay, Ranking, Share,
};
use crate::plan::term::Term;
use crate::quota::{Horizon, Setting, question};

use super::entry;
use super::seat::{stretches, there};
use super::span::{self, Run};

/// What settling these periods must know.
pub fn for_settlement(plan: &Plan, setting: &Setting, periods: &[Period]) -> Question {
    let Some(incentives) = &plan.incentives else { return Question::default() };
    let mut asked = Asked { plan, setting, found: BTreeSet::new() };
    for period in periods {
        asked.components(incentives, period);
        for honour in &incentives.honours {
            asked.contest(&honour.eligibility, &honour.ranking, honour.shared_by.as_ref(), period);
        }
        for development in &incentives.developments {
            match &development.ranking {
                Some(ranking) => asked.contest(&development.eligibility, ranking, None, period),
                None => asked.eligibility(&development.eligibility, period, &[]),
            }
        }
    }
    let horizon = Horizon { period: setting.period, fiscal: setting.fiscal };
    let asked = question::of_metrics(setting, horizon, asked.found);
    Question { rows: entry::for_settlement(plan, incentives), ..asked }
}

struct Asked<'a> {
    plan: &'a Plan,
    setting: &'a Setting<'a>,
    found: BTreeSet<(usize, Window)>,
}

impl Asked<'_> {
    fn components(&mut self, incentives: &Incentives, settled: &Period) {
        for component in &incentives.components {
            let exprs = expressions(component);
            self.eligibility(&component.eligibility, settled, &exprs);
            for period in span::periods(component.eligibility.period, settled, self.setting) {
                self.basis(component, &period);
                let around = &component.around;
                let held = around.hold.iter().flat_map(|hold| [hold.collected, hold.due]);
                let undone = around.clawback.iter().map(|clawback| clawback.undone);
                let window = Window::new(period.start, period.end);
                self.found.extend(held.chain(undone).map(|metric| (metric, window)));
            }
        }
    }

    /// The days or the running total on which a component is reckoned.
    fn basis(&mut self, component: &Component, period: &Period) {
        let Some(metric) = component.eligibility.metric else { return };
        match span::running_from(component.basis, period, self.setting) {
            Some(start) => {
                let cycle = component.eligibility.period;
                let (settled, setting) = (&self.plan.head.periods, self.setting);
                for leg in span::so_far(cycle, period, start, settled, setting) {
                    self.found.insert((metric, Window::new(leg.start.max(start), period.end)));
                }
                let whole = Window::new(start, period.end);
                // Joiners and leavers count from the day on which they came, to that on which they left.
                let audience = &component.eligibility.audience;
                let there = |person| there(person, audience, component.payee, whole);
                let windows = self.plan.roster.people.iter().filter_map(there);
                self.found.extend(windows.map(|window| (metric, window)));
            }
            None if component.basis == Basis::Day => {
                let days = period.start.number()..=period.end.number();
                let days = days.filter_map(Day::from_number);
                self.found.extend(days.map(|day| (metric, Window::new(day, day))));
            }
            None => {}
        }
    }

    fn contest(
        &mut self,
        eligibility: &Eligibility,
        ranking: &Ranking,
        shared_by: Option<&Share>,
        settled: &Period,
    ) {
        let mut exprs = vec![&ranking.by];
        exprs.extend(&ranking.tie_break);
        if let Some(Share::Weight(weight)) = shared_by {
            exprs.push(weight);
        }
        self.eligibility(eligibility, settled, &exprs);
    }

    /// Everything that conditions and expressions look at, in each of the periods.
    fn eligibility(
        &mut self,
        eligibility: &Eligibility,
        settled: &Period,
        further: &[&expr::Expr],
    ) {
        let rules = &self.plan.rules;
        let gates = eligibility.gates.iter().filter_map(|gate| rules.conditions.get(*gate));
        let mut exprs: Vec<&expr::Expr> = gates.map(|condition| &condition.when).collect();
        exprs.extend(rules.exclusions.iter().map(|exclusion| &exclusion.when));
        exprs.extend(&eligibility.when);
        exprs.extend(further);
        for period in span::periods(eligibility.period, settled, self.setting) {
            let mut runs = vec![Run::whole(&period)];
            let people = &self.plan.roster.people;
            let windows: BTreeSet<Window> = people
                .iter()
                .flat_map(|person| {
                    let audiences =
                        std::iter::once(&eligibility.audience).chain(&eligibility.measured_on);
                    let there =
                        audiences.flat_map(|audience| stretches(person, audience, runs[0].window));
                    // Managers are judged on all their days, without being in an audience.
                    there.chain(person.own_days(runs[0].window))
                })
                .collect();
            runs.extend(windows.into_iter().map(|window| Run { period: period.clone(), window }));
            for back in 1..eligibility.consecutive {
                let earlier =
                    i32::try_from(back).ok().and_then(|n| self.setting.fiscal.step(&period, -n));
                runs.extend(earlier.as_ref().map(Run::whole));
            }
            for run in &runs {
                self.found.extend(eligibility.metric.map(|metric| (metric, run.window)));
                for expr in &exprs {
                    self.reads(expr, eligibility.metric, run);
                }
            }
        }
    }

    fn reads(&mut self, expr: &expr::Expr, metric: Option<usize>, run: &Run) {
        for (slot, reach) in expr.reads() {
            let read = match Term::of_slot(slot, self.plan.metrics.len()) {
                Term::Metric(metric) | Term::AttainmentOf(metric) | Term::MenteesOf(metric) => {
                    Some(metric)
                }
                Term::Attainment => metric,
                _ => None,
            };
            self.found.extend(read.zip(run.reach(reach, self.setting.fiscal)));
        }
    }
}

/// Every expression of a component but its conditions.
fn expressions(component: &Component) -> Vec<&expr::Expr> {
    let mut found: Vec<&expr::Expr> = Vec::new();
    match &component.pay {
        Pay::Tiers(tiers) | Pay::Step(tiers) => found.extend(&tiers.reached_by),
        Pay::Curve(curve) => found.extend(&curve.reached_by),
        Pay::Matrix(matrix) => found.extend([&matrix.rows.by, &matrix.columns.by]),
        Pay::Pool { shared_by: Share::Weight(weight), .. } => found.push(weight),
        Pay::Rank { ranking, shared_by, .. } => {
            found.push(&ranking.by);
            found.extend(&ranking.tie_break);
            if let Some(Share::Weight(weight)) = shared_by {
                found.push(weight);
            }
        }
        Pay::Objectives { objectives, .. } => {
            found.extend(objectives.iter().filter_map(|objective| objective.score.as_ref()));
        }
        Pay::Formula(formula) => found.push(formula),
        Pay::Flat { .. } | Pay::Pool { .. } | Pay::Award(_) => {}
    }
    found.extend(component.around.modifiers.iter().map(|modifier| &modifier.by));
    found
}

/// Whether something of the plan looks at settlement periods before: then these are settled first.
pub fn looks_back(incentives: &Incentives) -> bool {
    use crate::plan::limit::{Excess, Negative};
    let component = |component: &Component| {
        let around = &component.around;
        let mut exprs = expressions(component);
        exprs.extend(&component.eligibility.when);
        let to_date =
            matches!(component.basis, Basis::QuarterToDate | Basis::YearToDate | Basis::PlanToDate);
        to_date
            || around.excess == Excess::Carried
            || around.negative == Negative::Carry
            || around.clawback.is_some()
            || exprs.iter().any(|expr| looks_before(expr))
    };
    !incentives.draws.is_empty()
        || incentives
            .caps
            .iter()
            .any(|cap| cap.excess == Excess::Carried || cap.period != Cycle::Settlement)
        || incentives.components.iter().any(component)
}

fn looks_before(expr: &expr::Expr) -> bool {
    expr.reads().iter().any(|(_, reach)| matches!(reach, expr::Window::Previous(_)))
}
