//! What `incentives.toml` says: pay components, honours, development incentives, worked examples.
//! Computing what they pay is not done here; slots of their expressions are [`super::term::Term`]s.

use crate::base::Number;
use crate::base::period::PeriodKind;
use crate::expr::Expr;
use crate::text::{Span, Spanned};

use super::ladder::{Curve, Matrix, Of, Price, Tiers};
use super::limit::{Around, Draw, Payee, Proration, SharedCap, TargetIncentive};
use super::tree::Level;

/// Everything that `incentives.toml` says.
#[derive(Clone, Debug, Default)]
pub struct Incentives {
    /// Pay components, in the order of the file; each may use the results of those before it.
    pub components: Vec<Component>,
    /// Caps over several components, or over all.
    pub caps: Vec<SharedCap>,
    /// Draws and guarantees.
    pub draws: Vec<Draw>,
    /// By which days shares of a period are reckoned.
    pub proration: Option<Proration>,
    /// Honours.
    pub honours: Vec<Honour>,
    /// Development incentives.
    pub developments: Vec<Development>,
    /// Worked examples, which the pay engine runs.
    pub examples: Vec<Example>,
}

/// Whose result earns an incentive, and under which conditions.
#[derive(Clone, Debug)]
pub struct Eligibility {
    /// For whom it is.
    pub audience: Audience,
    /// At which level results are measured and conditions judged: at a level above the person, by
    /// the result of the team, region or company to which the person belongs.
    pub level: Level,
    /// The metric that it measures: index into the plan's metrics.
    pub metric: Option<usize>,
    /// The period over which it is reckoned.
    pub period: Cycle,
    /// The condition, judged at `level`.
    pub when: Option<Expr>,
    /// In how many periods in a row the condition must hold.
    pub consecutive: u32,
    /// The conditions of `rules.toml` that the person must meet: indices into `Rules::conditions`.
    pub gates: Vec<usize>,
    /// What it costs: index into `Resources::resources`; `None`: the pool, if it costs money.
    pub resource: Option<usize>,
    /// Id of the role in charge.
    pub owner: Option<Spanned<String>>,
    /// The people whose results together are measured, instead of those of a node: an override on
    /// any declared set, each transaction once.
    pub measured_on: Option<Audience>,
}

/// For whom something is. Every list that is not empty narrows; all empty: everybody who carries
/// a target.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Audience {
    /// 岗位 as the roster writes them.
    pub roles: Vec<Spanned<String>>,
    /// Regions.
    pub regions: Vec<Spanned<String>>,
    /// Teams.
    pub teams: Vec<Spanned<String>>,
    /// People: ids.
    pub people: Vec<Spanned<String>>,
    /// People left out: ids.
    pub except: Vec<Spanned<String>>,
}

/// The period over which something is reckoned.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Cycle {
    /// The plan's settlement periods.
    #[default]
    Settlement,
    /// Months, quarters, halves or years.
    Every(PeriodKind),
    /// The whole plan at once.
    Plan,
}

/// A pay component.
#[derive(Clone, Debug)]
pub struct Component {
    /// Its id, which formulas of later components use.
    pub id: Spanned<String>,
    /// Its name.
    pub name: Spanned<String>,
    /// Who gets it, and when.
    pub eligibility: Eligibility,
    /// How it is computed.
    pub pay: Pay,
    /// What the measure is at a time.
    pub basis: Basis,
    /// What a missing or zero target means.
    pub no_target: NoTarget,
    /// The target incentive that shares of it refer to.
    pub incentive: TargetIncentive,
    /// What stands around the rate: modifiers, caps, floor, rounding, holds.
    pub around: Around,
    /// To whom it goes: the people of the node, or who leads it.
    pub payee: Payee,
    /// Whether it is paid; otherwise it is shown only.
    pub paid: bool,
    /// The table in the file.
    pub span: Span,
}

/// How a component is computed.
#[derive(Clone, Debug)]
pub enum Pay {
    /// One rate for all of the metric, or of its target.
    Flat {
        /// The rate.
        price: Price,
        /// Of what.
        of: Of,
    },
    /// Rates by tier.
    Tiers(Tiers),
    /// Fixed amounts by tier: every tier reached, or the highest only.
    Step(Tiers),
    /// A curve between points.
    Curve(Curve),
    /// A table over two measures.
    Matrix(Matrix),
    /// An amount that a node's people share.
    Pool {
        /// The amount for each node of the level.
        amount: Spanned<Number>,
        /// How it is shared.
        shared_by: Share,
    },
    /// A fixed amount when the conditions hold.
    Award(Spanned<Number>),
    /// Amounts for the first places of a ranking.
    Rank {
        /// The ranking.
        ranking: Ranking,
        /// The amount of each place, from the first on.
        awards: Vec<Spanned<Number>>,
        /// How a node's people share, where nodes are ranked.
        shared_by: Option<Share>,
    },
    /// Weighted objectives: `amount × Σ weight × score`.
    Objectives {
        /// What full scores pay.
        amount: Spanned<Number>,
        /// The objectives.
        objectives: Vec<Objective>,
    },
    /// A formula that yields money.
    Formula(Expr),
}

impl Pay {
    /// Every expression of it.
    pub fn exprs(&self) -> Vec<&Expr> {
        match self {
            Pay::Flat { .. } | Pay::Award(_) => Vec::new(),
            Pay::Tiers(tiers) | Pay::Step(tiers) => tiers.reached_by.iter().collect(),
            Pay::Curve(curve) => curve.reached_by.iter().collect(),
            Pay::Matrix(matrix) => vec![&matrix.rows.by, &matrix.columns.by],
            Pay::Pool { shared_by, .. } => shared_by.exprs(),
            Pay::Rank { ranking, shared_by, .. } => {
                let shares = shared_by.iter().flat_map(Share::exprs);
                std::iter::once(&ranking.by).chain(&ranking.tie_break).chain(shares).collect()
            }
            Pay::Objectives { objectives, .. } => {
                objectives.iter().filter_map(|objective| objective.score.as_ref()).collect()
            }
            Pay::Formula(formula) => vec![formula],
        }
    }
}

/// How an amount is shared among the people of a node, to the cent by largest remainder.
#[derive(Clone, Debug)]
pub enum Share {
    /// The same for each.
    Equal,
    /// By a weight, reckoned for each person.
    Weight(Expr),
}

impl Share {
    fn exprs(&self) -> Vec<&Expr> {
        match self {
            Share::Equal => Vec::new(),
            Share::Weight(weight) => vec![weight],
        }
    }
}

/// What the measure of a component is at a time.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Basis {
    /// One row of the export.
    Transaction,
    /// One day's sum.
    Day,
    /// The period's sum.
    Period,
    /// The sum from the start of the quarter, less what was paid before.
    QuarterToDate,
    /// The sum from the start of the fiscal year, less what was paid before.
    YearToDate,
    /// The sum from the first day of the plan, less what was paid before.
    PlanToDate,
}

impl Basis {
    /// Its words in plans.
    pub const ALL: [(&'static str, Basis); 6] = [
        ("transaction", Basis::Transaction),
        ("day", Basis::Day),
        ("period", Basis::Period),
        ("quarter-to-date", Basis::QuarterToDate),
        ("year-to-date", Basis::YearToDate),
        ("plan-to-date", Basis::PlanToDate),
    ];
}

/// What a missing or zero target means to a component that looks at it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum NoTarget {
    /// The component can't be computed, which is told by name.
    Error,
    /// It pays nothing.
    Nothing,
}

impl NoTarget {
    /// Its words in plans.
    pub const ALL: [(&'static str, NoTarget); 2] =
        [("error", NoTarget::Error), ("nothing", NoTarget::Nothing)];
}

/// A ranking: by what, what decides a tie, and what happens when it stays one. Larger goes first.
#[derive(Clone, Debug)]
pub struct Ranking {
    /// What ranks.
    pub by: Expr,
    /// What decides a tie, in this order.
    pub tie_break: Vec<Expr>,
    /// What happens to those who are still tied.
    pub if_tied: IfTied,
}

/// What happens to those who are still tied.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum IfTied {
    /// They divide the awards of their places.
    Share,
    /// Each gets the award of the best of their places.
    Each,
    /// The role in charge decides, by a record.
    Decide,
}

impl IfTied {
    /// Its words in plans.
    pub const ALL: [(&'static str, IfTied); 3] =
        [("share", IfTied::Share), ("each", IfTied::Each), ("decide", IfTied::Decide)];
}

/// One of several weighted objectives.
#[derive(Clone, Debug)]
pub struct Objective {
    /// Its id.
    pub id: Spanned<String>,
    /// Its name.
    pub name: Spanned<String>,
    /// Its weight.
    pub weight: Spanned<Number>,
    /// The score by formula; `None`: somebody enters it in a record.
    pub score: Option<Expr>,
    /// The highest score that counts; 1 unless said.
    pub most: Number,
}

/// An honour: recognition, with or without money.
#[derive(Clone, Debug)]
pub struct Honour {
    /// Its id.
    pub id: Spanned<String>,
    /// Its name.
    pub name: Spanned<String>,
    /// Who may win it.
    pub eligibility: Eligibility,
    /// The ranking.
    pub ranking: Ranking,
    /// How many may win.
    pub places: u32,
    /// Money for each place.
    pub award: Option<Spanned<Number>>,
    /// How a node's people share the award, where nodes are ranked.
    pub shared_by: Option<Share>,
    /// The recognition itself: certificate, trophy, a word before all.
    pub recognition: Option<Spanned<String>>,
    /// The table in the file.
    pub span: Span,
}

/// A development incentive: a training seat, a promotion recommendation.
#[derive(Clone, Debug)]
pub struct Development {
    /// Its id.
    pub id: Spanned<String>,
    /// Its name.
    pub name: Spanned<String>,
    /// Who may get it.
    pub eligibility: Eligibility,
    /// How the places are filled when more people qualify; `None` with unlimited places.
    pub ranking: Option<Ranking>,
    /// How many may get it; `None`: everybody who qualifies.
    pub places: Option<Spanned<u32>>,
    /// Id of the role that decides.
    pub decided_by: Spanned<String>,
    /// More about it.
    pub note: Option<Spanned<String>>,
    /// The table in the file.
    pub span: Span,
}

/// A worked example: the pay engine computes it and compares.
#[derive(Clone, Debug)]
pub struct Example {
    /// Its id.
    pub id: Spanned<String>,
    /// What it shows.
    pub name: Spanned<String>,
    /// Achieved values, by metric.
    pub actual: Vec<(usize, Spanned<Number>)>,
    /// Targets, by metric.
    pub target: Vec<(usize, Spanned<Number>)>,
    /// The components that are computed, by index.
    pub components: Vec<usize>,
    /// What they pay together.
    pub pay: Spanned<Number>,
    /// The table in the file.
    pub span: Span,
}
