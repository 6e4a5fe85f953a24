//! `Setting`: what targets and progress are reckoned against: metrics, people, trees, the plan's
//! period and its grid. Only looks things up; computes nothing.

use std::ops::Range;

use crate::base::period::NotTiled;
use crate::base::{FiscalYear, Number, Period, PeriodKind, Rounding, Unit, round::round_number};
use crate::plan::Plan;
use crate::plan::fact::Window;
use crate::plan::head::Head;
use crate::plan::metric::Metric;
use crate::plan::roster::{Person, Roster};
use crate::plan::tree::{Level, Tree};

/// Which tree a node belongs to.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Branch {
    /// Company, regions, teams, people.
    Organisation,
    /// The company and its lines.
    Lines,
}

/// What the arithmetic of this room stands on.
#[derive(Clone, Copy)]
pub struct Setting<'a> {
    /// The plan's metrics.
    pub metrics: &'a [Metric],
    /// The people.
    pub roster: &'a Roster,
    /// Their tree.
    pub organisation: &'a Tree,
    /// The second tree, where the plan has one.
    pub lines: Option<&'a Tree>,
    /// The whole plan period.
    pub period: &'a Period,
    /// The finest periods of the plan, which tile it: its months, unless it declares others.
    pub grid: &'a [Period],
    /// Periods that the plan knows by ids of its own.
    pub named: &'a [Period],
    /// The fiscal year, for the ids that a calendar makes.
    pub fiscal: FiscalYear,
}

/// What a plan says only indirectly and a [`Setting`] borrows: its period, its grid, its lines.
#[derive(Clone, Debug)]
pub struct Frame {
    /// The whole plan period.
    pub period: Period,
    /// Its months, or the declared periods where these are not made of months.
    pub grid: Vec<Period>,
    /// The second tree.
    pub lines: Option<Tree>,
}

impl Frame {
    /// The frame of a plan.
    pub fn of(plan: &Plan) -> Frame {
        let head = &plan.head;
        let (start, end) = (head.start.value, head.end.value);
        let names = plan.targets.lines.as_ref().map(|lines| {
            lines.lines.iter().map(|line| line.value.clone()).collect::<Vec<String>>()
        });
        Frame {
            period: whole(head),
            grid: grid(head, head.fiscal_year.tile(PeriodKind::Month, start, end)),
            lines: names.map(|names| Tree::lines(&head.organisation, &names)),
        }
    }

    /// The setting of the plan in this frame.
    pub fn setting<'a>(&'a self, plan: &'a Plan) -> Setting<'a> {
        Setting {
            metrics: &plan.metrics,
            roster: &plan.roster,
            organisation: &plan.tree,
            lines: self.lines.as_ref(),
            period: &self.period,
            grid: &self.grid,
            named: &plan.head.periods,
            fiscal: plan.head.fiscal_year,
        }
    }
}

/// The plan's only period, or the calendar's of the same days, or one under the plan's id.
fn whole(head: &Head) -> Period {
    let (start, end) = (head.start.value, head.end.value);
    let made = PeriodKind::MADE.iter();
    let made = made.filter_map(|(_, kind)| head.fiscal_year.containing(*kind, start));
    let mut fitting = head.periods.iter().cloned().chain(made);
    fitting.find(|period| period.start == start && period.end == end).unwrap_or_else(|| Period {
        id: head.id.value.clone(),
        kind: PeriodKind::Declared,
        start,
        end,
    })
}

fn grid(head: &Head, months: Result<Vec<Period>, NotTiled>) -> Vec<Period> {
    let Ok(months) = months else { return head.periods.clone() };
    let of_months = |period: &Period| {
        months.iter().any(|month| month.start == period.start)
            && months.iter().any(|month| month.end == period.end)
    };
    if head.periods.iter().all(of_months) { months } else { head.periods.clone() }
}

impl<'a> Setting<'a> {
    /// The tree of a branch; `None` for lines where the plan has none.
    pub fn tree(&self, branch: Branch) -> Option<&'a Tree> {
        match branch {
            Branch::Organisation => Some(self.organisation),
            Branch::Lines => self.lines,
        }
    }

    /// The node that the user means, in the organisation or among the lines; `Err` lists what fits.
    pub fn find(&self, written: &str) -> Result<(Branch, usize), Vec<String>> {
        let not_here = match self.organisation.find(written) {
            Ok(node) => return Ok((Branch::Organisation, node)),
            Err(fits) => fits,
        };
        let line = self.lines.and_then(|tree| tree.find(written).ok());
        match line {
            Some(node) if node > 0 && not_here.is_empty() => Ok((Branch::Lines, node)),
            _ => Err(not_here),
        }
    }

    /// The period of that id, and whether the plan or the calendar knows it.
    pub fn period(&self, id: &str) -> Option<Period> {
        let own = std::iter::once(self.period).chain(self.named).chain(self.grid);
        let mut own = own.filter(|period| period.id.eq_ignore_ascii_case(id));
        own.next().cloned().or_else(|| self.fiscal.parse(id).ok())
    }

    /// The run of the grid that makes up `window` exactly.
    pub fn run(&self, window: Window) -> Option<Range<usize>> {
        let first = self.grid.iter().position(|part| part.start == window.start)?;
        let last = self.grid.iter().position(|part| part.end == window.end)?;
        (first <= last).then_some(first..last + 1)
    }

    /// The whole plan period as a window.
    pub fn window(&self) -> Window {
        Window::new(self.period.start, self.period.end)
    }

    /// The person at a node.
    pub fn person(&self, tree: &Tree, node: usize) -> Option<&'a Person> {
        tree.nodes[node].person.and_then(|index| self.roster.people.get(index))
    }

    /// The days of `window` on which the person at a node is on the plan and, for a stint, in that
    /// place; `None` when there are none, or there is no person.
    pub fn own_days(&self, tree: &Tree, node: usize, window: Window) -> Option<Window> {
        let own = self.person(tree, node)?.own_days(window)?;
        tree.nodes[node].days.map_or(Some(own), |days| days.meet(own))
    }

    /// Whether somebody at or below the node is on the plan on some day of its period. Lines and
    /// nodes without people always are.
    pub fn is_active(&self, tree: &Tree, node: usize) -> bool {
        match self.person(tree, node) {
            Some(_) => self.own_days(tree, node, self.window()).is_some(),
            None if tree.nodes[node].children.is_empty() => true,
            None => tree.nodes[node].children.iter().any(|child| self.is_active(tree, *child)),
        }
    }

    /// The node's children that are active, in the order of their ids.
    pub fn children(&self, tree: &Tree, node: usize) -> Vec<usize> {
        let children = tree.nodes[node].children.iter().copied();
        children.filter(|child| self.is_active(tree, *child)).collect()
    }

    /// The active nodes of that level at or below `node`; those of people who have several stints
    /// are the stints.
    pub fn level_below(&self, tree: &Tree, node: usize, level: Level) -> Vec<usize> {
        let below = tree.below(node).into_iter();
        below
            .filter(|at| tree.nodes[*at].level.meant() == level && self.is_active(tree, *at))
            .collect()
    }
}

/// A computed target in whole units of its metric: amounts half-up to the currency's places,
/// counts up (there is no half customer, and a growth is not rounded away).
pub fn to_unit(value: &Number, unit: Unit) -> Number {
    match unit {
        Unit::Count | Unit::Days => value.ceil(),
        Unit::Money(_) | Unit::Ratio | Unit::Plain => {
            round_number(value, unit.places(), Rounding::HalfUp)
        }
    }
}
