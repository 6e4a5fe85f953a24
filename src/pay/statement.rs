//! `Statement`: what somebody gets in a settlement period, line by line, with why; and `Settlement`:
//! everybody's. How it comes about is in `settle`.

use crate::base::{Number, Period};
use crate::text::Span;

use super::verdict::{Judged, Ruling};
use super::working::Working;

/// A settlement period, settled.
#[derive(Clone, Debug)]
pub struct Settlement<'p> {
    /// The period.
    pub period: Period,
    /// One per person who has a line, in the order of the roster.
    pub statements: Vec<Statement<'p>>,
    /// The honours of the period.
    pub honours: Vec<Contest>,
    /// The development incentives of the period.
    pub developments: Vec<Contest>,
}

/// What somebody gets.
#[derive(Clone, Debug)]
pub struct Statement<'p> {
    /// The person: index into the roster.
    pub person: usize,
    /// One per component and honour, in the order of the plan.
    pub lines: Vec<Line<'p>>,
    /// What caps over several components cut off (below 0) and give back of earlier periods, draws,
    /// recoveries, holds: each a figure of its own sign.
    pub adjustments: Vec<Working>,
    /// What is payable: the lines that are paid and the adjustments.
    pub total: Working,
}

/// One component or honour for somebody.
#[derive(Clone, Debug)]
pub struct Line<'p> {
    /// What it is of.
    pub item: Item,
    /// The period over which it was reckoned.
    pub period: Period,
    /// The node whose results were measured, for one above the person.
    pub node: Option<usize>,
    /// The conditions as judged.
    pub judged: Vec<Judged<'p>>,
    /// What the conditions say together.
    pub ruling: Ruling,
    /// Why it pays nothing, where it does.
    pub nothing: Option<Nothing>,
    /// What it pays, rounded once, down to what it came from.
    pub pays: Working,
    /// How much of it is held back until the customer has paid.
    pub held: Option<Working>,
    /// Whether it is paid; otherwise it is shown only.
    pub is_paid: bool,
    /// The table of the plan.
    pub cite: Span,
}

/// What a line is of.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Item {
    /// A pay component: its index.
    Component(usize),
    /// An honour: its index.
    Honour(usize),
}

/// Why a line pays nothing.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Nothing {
    /// An exclusion holds: its index.
    Excluded(usize),
    /// The component's own condition isn't met.
    Unmet,
    /// It wasn't met in an earlier period of those in a row.
    UnmetBefore(u32),
    /// A gate isn't met: its index.
    BelowGate(usize),
    /// There is no target, and the plan pays nothing then.
    NoTarget,
    /// Nothing was achieved that pays.
    NothingEarned,
    /// Others ranked higher.
    NotPlaced,
    /// There is nothing to rank by.
    NotRanked,
}

/// A ranking: who stands where.
#[derive(Clone, Debug)]
pub struct Contest {
    /// Index of the honour or development incentive.
    pub index: usize,
    /// The period.
    pub period: Period,
    /// Those who qualified, best first.
    pub ranked: Vec<Placed>,
    /// How many places there are; `None`: everybody who qualifies.
    pub places: Option<usize>,
}

/// Who stands at a place.
#[derive(Clone, Debug)]
pub struct Placed {
    /// The person, or for nodes those of its people who qualify.
    pub people: Vec<usize>,
    /// The node, where nodes are ranked.
    pub node: Option<usize>,
    /// The place, from 1; those who are tied share the best of theirs.
    pub place: usize,
    /// What ranks, then what decided ties, in order.
    pub keys: Vec<Option<Number>>,
    /// Whether it is among the winners.
    pub wins: bool,
    /// Whether somebody has to decide between those who are tied.
    pub is_undecided: bool,
}

impl<'p> Settlement<'p> {
    /// The statement of a person.
    pub fn of(&self, person: usize) -> Option<&Statement<'p>> {
        self.statements.iter().find(|statement| statement.person == person)
    }

    /// What is payable to all together.
    pub fn total(&self) -> Number {
        self.statements.iter().map(|statement| &statement.total.value).sum()
    }

    /// What a component or honour pays to all together, before what concerns several of them.
    pub fn total_of(&self, item: Item) -> Number {
        let lines = self.statements.iter().flat_map(|statement| &statement.lines);
        lines.filter(|line| line.item == item && line.is_paid).map(|line| &line.pays.value).sum()
    }
}

impl Statement<'_> {
    /// What a component or honour pays, in all its periods.
    pub fn pays(&self, item: Item) -> Number {
        let lines = self.lines.iter().filter(|line| line.item == item);
        lines.map(|line| &line.pays.value).sum()
    }
}
