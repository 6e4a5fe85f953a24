//! Over which days a component is reckoned in a settlement period.

use crate::base::{Day, FiscalYear, Period, PeriodKind};
use crate::expr;
use crate::plan::fact::Window;
use crate::plan::incentive::{Basis, Cycle};
use crate::quota::{Horizon, Setting};

/// The days of a reckoning: a period, and the part of it on which the person was on the plan.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Run {
    /// The period.
    pub period: Period,
    /// The days that count.
    pub window: Window,
}

impl Run {
    /// All days of a period.
    pub fn whole(period: &Period) -> Run {
        Run { period: period.clone(), window: Window::new(period.start, period.end) }
    }

    /// The days that an expression means by `reach`. Other periods count whole.
    pub fn reach(&self, reach: expr::Window, fiscal: FiscalYear) -> Option<Window> {
        if reach == expr::Window::Current {
            return Some(self.window);
        }
        let whole = Window::new(self.period.start, self.period.end);
        Horizon { period: &self.period, fiscal }.reach(reach, whole)
    }
}

/// The periods of a cycle that end in a settlement period: those that it pays.
pub fn periods(cycle: Cycle, settled: &Period, setting: &Setting) -> Vec<Period> {
    let kind = match cycle {
        Cycle::Settlement => return vec![settled.clone()],
        Cycle::Plan => {
            let ends = settled.end == setting.period.end;
            return ends.then(|| setting.period.clone()).into_iter().collect();
        }
        Cycle::Every(kind) => kind,
    };
    let Some(first) = setting.fiscal.containing(kind, settled.start) else { return Vec::new() };
    let mut found = Vec::new();
    let mut next = Some(first);
    while let Some(period) = next.filter(|period| period.end <= settled.end) {
        next = setting.fiscal.step(&period, 1);
        // A half or year that the plan covers only in part counts the plan's days.
        found.push(Period {
            start: period.start.max(setting.period.start),
            end: period.end.min(setting.period.end),
            ..period
        });
    }
    found
}

/// The period of a cycle in which a settlement period lies: itself, or a longer one.
pub fn containing(cycle: Cycle, settled: &Period, setting: &Setting) -> Period {
    match cycle {
        Cycle::Plan => setting.period.clone(),
        Cycle::Every(kind) => {
            let containing = setting.fiscal.containing(kind, settled.end);
            containing.filter(|period| period.start <= settled.start)
        }
        .unwrap_or_else(|| settled.clone()),
        Cycle::Settlement => settled.clone(),
    }
}

/// The periods of a cycle from a day up to one of them, in order: those that a running total has come
/// through.
pub fn so_far(
    cycle: Cycle,
    period: &Period,
    from: Day,
    settled: &[Period],
    setting: &Setting,
) -> Vec<Period> {
    let mut found = vec![period.clone()];
    match cycle {
        Cycle::Plan => {}
        Cycle::Settlement => {
            let earlier = settled.iter().rev().filter(|one| one.end < period.start);
            found.extend(earlier.take_while(|one| one.end >= from).cloned());
        }
        Cycle::Every(_) => {
            let mut next = setting.fiscal.step(period, -1);
            while let Some(one) = next.filter(|one| one.end >= from) {
                next = setting.fiscal.step(&one, -1);
                found.push(Period { start: one.start.max(from), ..one });
            }
        }
    }
    found.reverse();
    found
}

/// The first day of the running total of a basis; `None` for a basis without one.
pub fn running_from(basis: Basis, period: &Period, setting: &Setting) -> Option<Day> {
    let kind = match basis {
        Basis::Transaction | Basis::Day | Basis::Period => return None,
        Basis::PlanToDate => return Some(setting.period.start),
        Basis::QuarterToDate => PeriodKind::Quarter,
        Basis::YearToDate => PeriodKind::Year,
    };
    let containing = setting.fiscal.containing(kind, period.end)?;
    Some(containing.start.max(setting.period.start))
}
