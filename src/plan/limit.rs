//! What stands around a rate, as a plan states it: modifiers, gates that reduce, caps, floors, draws,
//! proration, holds, clawbacks, rounding on the way. Their arithmetic is in the room `pay`.

use crate::base::{Day, Number, Rounding};
use crate::expr::Expr;
use crate::text::{Span, Spanned};

use super::incentive::{Audience, Cycle};
use super::ladder::{Edge, Tier};

/// What stands around a component's rate, in the order in which it is applied.
#[derive(Clone, Debug, Default)]
pub struct Around {
    /// Factors by another measure.
    pub modifiers: Vec<Modifier>,
    /// What is left when a gate isn't met.
    pub otherwise: Otherwise,
    /// The most that one row (or day, by its basis) is credited with, in the metric's unit.
    pub deal_cap: Option<Spanned<Number>>,
    /// The highest attainment that counts.
    pub attainment_cap: Option<Spanned<Number>>,
    /// The most that it pays a person per period.
    pub cap: Option<Spanned<Number>>,
    /// What becomes of what a cap cuts off.
    pub excess: Excess,
    /// The least that it pays a person per period, once the conditions are met.
    pub floor: Option<Spanned<Number>>,
    /// What becomes of a result below 0.
    pub negative: Negative,
    /// Which amounts are reckoned by the share of the period on the plan.
    pub prorate: Prorate,
    /// Where it is rounded before the payout line.
    pub rounding: Vec<RoundAfter>,
    /// Until when it is held back.
    pub hold: Option<Hold>,
    /// What is taken back when a result is undone.
    pub clawback: Option<Clawback>,
}

/// The target incentive of a component: `amount`, or the person's own from the roster; of it `weight`.
#[derive(Clone, Debug, Default)]
pub struct TargetIncentive {
    /// Typed for all.
    pub amount: Option<Spanned<Number>>,
    /// The component's share; all of it unless said.
    pub weight: Option<Spanned<Number>>,
}

/// A factor by another measure.
#[derive(Clone, Debug)]
pub struct Modifier {
    /// What decides the factor; slots are [`super::term::Term`]s.
    pub by: Expr,
    /// To which tier a value on a bound belongs.
    pub edge: Edge,
    /// The tiers; their prices are `Times`.
    pub tiers: Vec<Tier>,
    /// Whether it is applied before the component's cap.
    pub before_cap: bool,
    /// The table in the file.
    pub span: Span,
}

/// What is left of a component when one of its gates isn't met.
#[derive(Clone, Debug, Default)]
pub enum Otherwise {
    /// Nothing.
    #[default]
    Nothing,
    /// This share.
    Share(Spanned<Number>),
    /// What the tiers pay where the one that the target closes is the last: no accelerators.
    BaseRates,
}

/// What becomes of what a cap cuts off.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Excess {
    /// It is lost.
    #[default]
    Lost,
    /// It is carried to the next period.
    Carried,
}

impl Excess {
    /// Its words in plans.
    pub const ALL: [(&'static str, Excess); 2] =
        [("lost", Excess::Lost), ("carried", Excess::Carried)];
}

/// What becomes of a result below 0.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Negative {
    /// It can't be computed, which is told by name: the plan has to say what it means.
    #[default]
    Error,
    /// It counts as 0.
    Zero,
    /// It counts as 0, and is deducted from the component's later results.
    Carry,
    /// It is deducted from the person's pay.
    Deduct,
}

impl Negative {
    /// Its words in plans.
    pub const ALL: [(&'static str, Negative); 4] = [
        ("error", Negative::Error),
        ("zero", Negative::Zero),
        ("carry", Negative::Carry),
        ("deduct", Negative::Deduct),
    ];
}

/// Which amounts are reckoned by the share of the period that the person was on the plan.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Prorate {
    /// The target.
    pub target: bool,
    /// The target incentive and fixed amounts.
    pub incentive: bool,
    /// The cap.
    pub cap: bool,
    /// The floor.
    pub floor: bool,
}

/// By which units shares of a period are reckoned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Proration {
    /// Calendar days, both ends included.
    Days,
    /// Working days of the plan's calendar.
    WorkingDays,
    /// Months; one that was begun counts whole.
    MonthsBegun,
    /// Months; only whole ones count.
    MonthsWhole,
}

impl Proration {
    /// Its words in plans.
    pub const ALL: [(&'static str, Proration); 4] = [
        ("days", Proration::Days),
        ("working-days", Proration::WorkingDays),
        ("months-begun", Proration::MonthsBegun),
        ("months-whole", Proration::MonthsWhole),
    ];
}

/// To whom a component goes that is measured at a level above the person.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Payee {
    /// To everybody of the audience who belongs to the node.
    #[default]
    Member,
    /// To the manager of the node's people.
    Manager,
}

impl Payee {
    /// Its words in plans.
    pub const ALL: [(&'static str, Payee); 2] =
        [("member", Payee::Member), ("manager", Payee::Manager)];
}

/// A rounding before the payout line.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct RoundAfter {
    /// After which step.
    pub step: RoundStep,
    /// How; places are the currency's.
    pub mode: Rounding,
}

/// A step after which a component may be rounded.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RoundStep {
    /// Each row, day or period at its rate.
    Rate,
    /// All of them together.
    Sum,
    /// The modifiers.
    Modifier,
    /// The gate.
    Gate,
}

impl RoundStep {
    /// Its words in plans.
    pub const ALL: [(&'static str, RoundStep); 4] = [
        ("rate", RoundStep::Rate),
        ("sum", RoundStep::Sum),
        ("modifier", RoundStep::Modifier),
        ("gate", RoundStep::Gate),
    ];
}

/// Until when pay is held back: until the customer has paid.
#[derive(Clone, Debug)]
pub struct Hold {
    /// How what was collected releases it.
    pub release: Release,
    /// The metric of what was collected, dated as the results are.
    pub collected: usize,
    /// The metric of what was to be collected.
    pub due: usize,
    /// Days after the period's end up to which collections still release a leaver's pay.
    pub leaver_tail: Option<Spanned<u32>>,
    /// The table in the file.
    pub span: Span,
}

/// How what was collected releases what was earned.
#[derive(Clone, Debug)]
pub enum Release {
    /// In proportion, up to the whole.
    Proportional,
    /// All at once when everything is collected.
    Whole,
    /// By milestones: from this share collected, this share is released.
    Milestones(Vec<(Spanned<Number>, Spanned<Number>)>),
}

/// What is taken back when a result is undone after it was paid.
#[derive(Clone, Debug)]
pub struct Clawback {
    /// How much.
    pub how: ClawbackHow,
    /// The metric of what was undone, dated by the day on which it was.
    pub undone: usize,
    /// Days after the result within which it is taken back.
    pub window_days: Option<Spanned<u32>>,
    /// The table in the file.
    pub span: Span,
}

/// How much is taken back.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ClawbackHow {
    /// In proportion, at the rate at which it was paid.
    Proportional,
    /// What the period would have paid without it is less.
    Recomputed,
}

impl ClawbackHow {
    /// Its words in plans.
    pub const ALL: [(&'static str, ClawbackHow); 2] =
        [("proportional", ClawbackHow::Proportional), ("recomputed", ClawbackHow::Recomputed)];
}

/// A cap over several components together.
#[derive(Clone, Debug)]
pub struct SharedCap {
    /// Its id.
    pub id: Spanned<String>,
    /// Its name.
    pub name: Spanned<String>,
    /// The most that they pay a person together per period.
    pub amount: Spanned<Number>,
    /// The components, by index; empty: all that are paid.
    pub components: Vec<usize>,
    /// Per which period.
    pub period: Cycle,
    /// What becomes of what it cuts off.
    pub excess: Excess,
    /// Whether it is reckoned by the share of the period on the plan.
    pub prorated: bool,
    /// The table in the file.
    pub span: Span,
}

/// A draw or a guarantee: pay that doesn't wait for results.
#[derive(Clone, Debug)]
pub struct Draw {
    /// Its id.
    pub id: Spanned<String>,
    /// Its name.
    pub name: Spanned<String>,
    /// For whom.
    pub audience: Audience,
    /// The amount per settlement period.
    pub amount: Spanned<Number>,
    /// Whether it tops earnings up to the amount, or comes on top of them.
    pub kind: DrawKind,
    /// How it is recovered from later earnings; `None`: never.
    pub recovery: Option<Recovery>,
    /// First day of its periods; the plan's start unless said.
    pub from: Option<Spanned<Day>>,
    /// Last day of its periods; the plan's end unless said.
    pub until: Option<Spanned<Day>>,
    /// Whether it is reckoned by the share of the period on the plan.
    pub prorated: bool,
    /// The table in the file.
    pub span: Span,
}

/// How a draw meets earnings.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum DrawKind {
    /// Earnings below it are topped up to it.
    Guarantee,
    /// It is paid on top of earnings.
    Additive,
}

impl DrawKind {
    /// Its words in plans.
    pub const ALL: [(&'static str, DrawKind); 2] =
        [("guarantee", DrawKind::Guarantee), ("additive", DrawKind::Additive)];
}

/// How a draw's balance is recovered: the smallest of the limits that are given.
#[derive(Clone, Debug)]
pub struct Recovery {
    /// The share of earnings above `keeps`; all unless said.
    pub share_of_excess: Option<Spanned<Number>>,
    /// What stays with the person before anything is recovered; for a guarantee its amount unless said.
    pub keeps: Option<Spanned<Number>>,
    /// The share of all earnings of the period.
    pub share_of_earnings: Option<Spanned<Number>>,
    /// The amount per period.
    pub most: Option<Spanned<Number>>,
    /// From which day on; from the start unless said.
    pub from: Option<Spanned<Day>>,
    /// Only in periods without a draw.
    pub only_without_draw: bool,
}
