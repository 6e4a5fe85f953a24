//! What was achieved, per node: facts of people summed up the tree, formulas evaluated on the sums
//! (a team's rate comes from the team's numerator and denominator, never from its people's rates).

use crate::base::{Day, FiscalYear, Number, Period, PeriodKind};
use crate::expr::{self, Expr, Kind, Value};
use crate::plan::fact::{Facts, Group, Window};
use crate::plan::metric::{Aggregate, Measure, Metric, MetricKind};
use crate::plan::tree::{Level, Tree};

/// The period that is looked at, from which formulas reach to earlier ones.
#[derive(Clone, Copy, Debug)]
pub struct Horizon<'a> {
    /// The period.
    pub period: &'a Period,
    /// The fiscal year, for the periods before it.
    pub fiscal: FiscalYear,
}

impl Horizon<'_> {
    /// The days that `reach` means, seen from `window`: for the period itself or a beginning of it,
    /// and for any other run of days that is one period of the calendar. `None` where there is no
    /// such period, as before a declared one.
    pub fn reach(&self, reach: expr::Window, window: Window) -> Option<Window> {
        let whole = |period: Period| Window::new(period.start, period.end);
        let so_far = |kind| {
            let start = self.fiscal.containing(kind, window.end)?.start;
            Some(Window::new(start, window.end))
        };
        match reach {
            expr::Window::Current => Some(window),
            expr::Window::Previous(count) => {
                let back = i32::try_from(count).ok()?.checked_neg()?;
                self.fiscal.step(&self.period_of(window)?, back).map(whole)
            }
            expr::Window::LastYear => self.fiscal.year_before(&self.period_of(window)?).map(whole),
            expr::Window::YearToDate => so_far(PeriodKind::Year),
            expr::Window::QuarterToDate => so_far(PeriodKind::Quarter),
        }
    }

    fn period_of(&self, window: Window) -> Option<Period> {
        if window.start == self.period.start && window.end <= self.period.end {
            return Some(self.period.clone());
        }
        let kinds = PeriodKind::MADE.iter();
        kinds
            .filter_map(|(_, kind)| self.fiscal.containing(*kind, window.start))
            .find(|period| period.start == window.start && period.end == window.end)
    }
}

/// The names that an expression reads, with the period of each.
pub fn reads(expression: &Expr) -> Vec<(usize, expr::Window)> {
    let mut found = Vec::new();
    expression.root.visit(&mut |node| {
        if let Kind::Name { slot, window } = node.kind {
            found.push((slot, window));
        }
    });
    found
}

/// Whose rows count for a node, and of which days.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Rows {
    /// Whose.
    pub group: Group,
    /// Only those of these days; `None`: all.
    pub days: Option<Window>,
}

impl From<Group> for Rows {
    fn from(group: Group) -> Rows {
        Rows { group, days: None }
    }
}

/// Facts as the nodes of a tree see them.
#[derive(Clone, Copy)]
pub struct Actuals<'a> {
    /// The plan's metrics.
    pub metrics: &'a [Metric],
    /// What the exports answered.
    pub facts: &'a Facts,
    /// From where formulas reach back.
    pub horizon: Horizon<'a>,
}

impl Actuals<'_> {
    /// What the node achieved in the window; `None` where no row counted, or the formula has no
    /// value. The top of the organisation includes the house account and people outside the tree.
    pub fn of(&self, tree: &Tree, node: usize, metric: usize, window: Window) -> Option<Number> {
        self.over(&self.rows(tree, node), metric, window)
    }

    /// The same for any set of rows.
    pub fn over(&self, rows: &[Rows], metric: usize, window: Window) -> Option<Number> {
        match &self.metrics.get(metric)?.kind {
            MetricKind::Measure(measure) => self.measured(measure, rows, metric, window),
            MetricKind::Formula { formula, .. } => {
                formula.compute(&Sight { actuals: self, rows, window }).ok()
            }
        }
    }

    /// As [`Actuals::over`], with a sum or count over no row as the 0 that it is.
    pub fn counted(&self, rows: &[Rows], metric: usize, window: Window) -> Option<Number> {
        self.over(rows, metric, window).or_else(|| {
            let known = self.metrics.get(metric)?;
            let measured = matches!(known.kind, MetricKind::Measure(_));
            // Without an answer for the window there is no 0 either.
            let asked = self.facts.windows.contains(&window)
                && !self.facts.unanswered.contains(&(metric, window));
            (measured && asked && known.is_additive()).then(Number::zero)
        })
    }

    fn measured(
        &self,
        measure: &Measure,
        rows: &[Rows],
        metric: usize,
        window: Window,
    ) -> Option<Number> {
        let mut values = rows.iter().filter_map(|rows| {
            let days = rows.days.map_or(Some(window), |days| days.meet(window))?;
            self.facts.value(metric, &rows.group, days)
        });
        match measure.how {
            Aggregate::Min(_) => values.min().cloned(),
            Aggregate::Max(_) => values.max().cloned(),
            Aggregate::Sum(_) | Aggregate::Count | Aggregate::Distinct(_) => {
                let first = values.next()?.clone();
                Some(values.fold(first, |sum, value| &sum + value))
            }
        }
    }

    /// The rows that count for a node: a row of somebody with several stints where they belonged on
    /// its day.
    pub fn rows(&self, tree: &Tree, node: usize) -> Vec<Rows> {
        let below = tree.below(node);
        let mut rows: Vec<Rows> = Vec::with_capacity(below.len());
        for node in below.iter().map(|at| &tree.nodes[*at]) {
            match (node.level, node.person) {
                (Level::Line, _) => rows.push(Group::Value(node.name.clone()).into()),
                (_, Some(person)) => {
                    rows.push(Rows { group: Group::Person(person), days: node.days });
                }
                _ => {}
            }
        }
        if rows.iter().any(|rows| rows.days.is_some()) {
            rows = joined(rows);
        }
        let lines = rows.iter().any(|rows| matches!(rows.group, Group::Value(_)));
        if node == 0 && !lines {
            rows.extend(self.outside(tree).into_iter().map(Rows::from));
        }
        rows
    }

    /// The house account, and people on the roster who are not in the tree (a manager without a
    /// target who sold something): nobody's target, but the company's result.
    pub fn outside(&self, tree: &Tree) -> Vec<Group> {
        let inside: std::collections::BTreeSet<usize> =
            tree.nodes.iter().filter_map(|node| node.person).collect();
        let mut outside: Vec<Group> = self
            .facts
            .cells
            .keys()
            .filter_map(|(_, group)| match group {
                Group::Person(person) if !inside.contains(person) => Some(group.clone()),
                Group::House => Some(Group::House),
                _ => None,
            })
            .collect();
        outside.sort();
        outside.dedup();
        outside
    }
}

/// Stints of one person that follow on each other as one: what the person did is counted once
/// wherever all of it counts, a customer of both stints too.
fn joined(mut rows: Vec<Rows>) -> Vec<Rows> {
    rows.sort();
    let mut found: Vec<Rows> = Vec::with_capacity(rows.len());
    for next in rows {
        if let (Some(last), Some(days)) = (found.last_mut(), next.days)
            && let Some(until) = &mut last.days
            && last.group == next.group
            && until.end.plus(1) == days.start
        {
            until.end = days.end;
        } else {
            found.push(next);
        }
    }
    let every_day = Some(Window::new(Day::FIRST, Day::LAST));
    for rows in found.iter_mut().filter(|rows| rows.days == every_day) {
        rows.days = None;
    }
    found
}

/// What a formula sees: the metrics of a set of rows, from one window.
struct Sight<'a> {
    actuals: &'a Actuals<'a>,
    rows: &'a [Rows],
    window: Window,
}

impl expr::Facts for Sight<'_> {
    fn value(&self, slot: usize, reach: expr::Window) -> Value {
        let window = self.actuals.horizon.reach(reach, self.window);
        let value = window.and_then(|window| self.actuals.counted(self.rows, slot, window));
        value.map_or(Value::Missing, Value::Num)
    }
}
