//! How a measure becomes money: prices, tiers, curves and tables over two measures, as a plan states
//! them. Their arithmetic is in the room `pay`.

use crate::base::Number;
use crate::expr::Expr;
use crate::text::{Span, Spanned};

/// What is paid for a part of a metric.
#[derive(Clone, Debug)]
pub enum Price {
    /// A share of an amount of money.
    Rate(Spanned<Number>),
    /// Money for each unit.
    Each(Spanned<Number>),
    /// A fixed amount, whatever the size of the part.
    Amount(Spanned<Number>),
    /// The person's own rate, from the roster.
    Personal,
    /// A multiple of the base rate: an accelerator above 1, a decelerator below.
    Times(Spanned<Number>),
}

/// Of what a rate or a share is taken.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Of {
    /// What was achieved.
    Actual,
    /// The target.
    Target,
    /// The person's target incentive.
    Incentive,
}

impl Of {
    /// Its words in plans.
    pub const ALL: [(&'static str, Of); 3] =
        [("actual", Of::Actual), ("target", Of::Target), ("incentive", Of::Incentive)];
}

/// A table of tiers. The first begins at 0, each begins where the one before ends.
#[derive(Clone, Debug)]
pub struct Tiers {
    /// How the parts add up.
    pub mode: TierMode,
    /// To which tier a value on a bound belongs.
    pub edge: Edge,
    /// In what the bounds are written.
    pub bounds: Bounds,
    /// The tiers, ascending; at least one.
    pub tiers: Vec<Tier>,
    /// What the parts are parts of: what was achieved, or (over attainment only) the target
    /// incentive, so that each part of attainment pays its share of it.
    pub of: Of,
    /// What decides the tier where it isn't the metric itself; slots are [`super::term::Term`]s.
    pub reached_by: Option<Expr>,
    /// The rate that [`Price::Times`] multiplies.
    pub base: Option<Price>,
}

/// How tiers add up.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum TierMode {
    /// 超额累进: each part at the rate of its own tier; of a step bonus, the amounts of all tiers reached.
    Marginal,
    /// 全额累进: all of it at the rate of the tier reached; of a step bonus, that tier's amount only.
    Retroactive,
    /// Up to the target at the rate of the tier that the target closes, the excess at the rate of
    /// the tier reached.
    Overage,
}

impl TierMode {
    /// Its words in plans.
    pub const ALL: [(&'static str, TierMode); 3] = [
        ("marginal", TierMode::Marginal),
        ("retroactive", TierMode::Retroactive),
        ("overage", TierMode::Overage),
    ];
}

/// To which tier a value on a bound belongs.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Edge {
    /// The tier that begins there (以上 reads like that).
    Upper,
    /// The tier that ends there (超过 reads like that).
    Lower,
}

impl Edge {
    /// Its words in plans.
    pub const ALL: [(&'static str, Edge); 2] = [("upper", Edge::Upper), ("lower", Edge::Lower)];
}

/// In what the bounds of tiers are written.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Bounds {
    /// Shares of the target.
    Attainment,
    /// The metric's own unit.
    Value,
}

impl Bounds {
    /// Its words in plans.
    pub const ALL: [(&'static str, Bounds); 2] =
        [("attainment", Bounds::Attainment), ("value", Bounds::Value)];
}

/// A tier; it ends where the next begins, the last has no end.
#[derive(Clone, Debug)]
pub struct Tier {
    /// Where it begins.
    pub from: Spanned<Number>,
    /// What it pays.
    pub price: Price,
    /// A fixed amount on top, once the tier is reached: of every tier reached where parts add up,
    /// of the tier reached alone otherwise.
    pub plus: Option<Spanned<Number>>,
    /// The table in the file.
    pub span: Span,
}

/// A curve: straight lines between points.
#[derive(Clone, Debug)]
pub struct Curve {
    /// In what the points' places are written.
    pub bounds: Bounds,
    /// What the points' heights are: a share of the target incentive, of the target or of what was
    /// achieved; `None`: money.
    pub of: Option<Of>,
    /// The points, by rising place; at least two.
    pub points: Vec<Point>,
    /// What holds below the first point.
    pub below: End,
    /// What holds above the last point.
    pub above: End,
    /// What decides the place where it isn't the metric itself.
    pub reached_by: Option<Expr>,
}

/// A point of a curve.
#[derive(Clone, Debug)]
pub struct Point {
    /// Its place: attainment or value.
    pub at: Spanned<Number>,
    /// Its height: a share, or money.
    pub pays: Spanned<Number>,
    /// The table in the file.
    pub span: Span,
}

/// What a curve does beyond its points.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum End {
    /// Nothing is paid there.
    Nothing,
    /// It goes on flat.
    Flat,
    /// The last slope goes on.
    Extended,
}

impl End {
    /// Its words in plans.
    pub const ALL: [(&'static str, End); 3] =
        [("nothing", End::Nothing), ("flat", End::Flat), ("extended", End::Extended)];
}

/// A table over two measures.
#[derive(Clone, Debug)]
pub struct Matrix {
    /// What chooses the row.
    pub rows: Axis,
    /// What chooses the column.
    pub columns: Axis,
    /// The cells, row by row: shares of `of`, or money.
    pub cells: Vec<Vec<Spanned<Number>>>,
    /// What the cells are shares of; `None`: money.
    pub of: Option<Of>,
    /// Whether a cell holds from its bounds on, or values between bounds are blended.
    pub between: Between,
    /// To which cell a value on a bound belongs.
    pub edge: Edge,
}

/// An axis of a table.
#[derive(Clone, Debug)]
pub struct Axis {
    /// What is measured; slots are [`super::term::Term`]s.
    pub by: Expr,
    /// The bounds, rising: as many as the table has rows or columns. Below the first nothing is paid.
    pub from: Vec<Spanned<Number>>,
}

/// What holds between the bounds of a table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Between {
    /// The cell reached.
    Step,
    /// A blend of the four cells around, linear in both measures; beyond the last bounds it is flat.
    Bilinear,
}

impl Between {
    /// Its words in plans.
    pub const ALL: [(&'static str, Between); 2] =
        [("step", Between::Step), ("bilinear", Between::Bilinear)];
}
