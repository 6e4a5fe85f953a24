//! The plan's own named conditions for tracking (`[tracking]` and `[[warning]]` in `rules.toml`).

use crate::base::Number;
use crate::expr::Expr;
use crate::text::{Span, Spanned};

use super::tree::Level;

/// How time progress is reckoned.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum PaceBasis {
    /// Elapsed calendar days ÷ days of the period, both inclusive.
    CalendarDays,
    /// The same in working days of the plan's calendar.
    WorkingDays,
    /// The targets of the closed months plus the elapsed share of the current one ÷ the target.
    Curve,
    /// The whole target from the first day on.
    FullPeriod,
}

impl PaceBasis {
    /// Every basis with its word in plans.
    pub const ALL: [(&'static str, PaceBasis); 4] = [
        ("calendar-days", PaceBasis::CalendarDays),
        ("working-days", PaceBasis::WorkingDays),
        ("curve", PaceBasis::Curve),
        ("full-period", PaceBasis::FullPeriod),
    ];
}

/// How bad a warning is.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Alert {
    /// Nothing to say.
    Green,
    /// 黄色.
    Yellow,
    /// 红色.
    Red,
}

/// What a warning's condition may speak of besides the metrics themselves: slots of the expression
/// before the metrics' (a metric `m` has slot `MEASURES.len() + m`).
pub const MEASURES: [(&str, &str); 4] = [
    ("pace", "进度达成率"),
    ("attainment", "完成率"),
    ("time_progress", "时间进度"),
    ("gap", "差额"),
];

/// A named condition.
#[derive(Clone, Debug)]
pub struct Warning {
    /// Its id.
    pub id: Spanned<String>,
    /// Its name as people read it.
    pub name: Spanned<String>,
    /// How bad it is.
    pub alert: Alert,
    /// The metrics whose rows it judges; empty: every metric with a target.
    pub metrics: Vec<usize>,
    /// The levels whose rows it judges.
    pub levels: Vec<Level>,
    /// The condition: slots `0..4` are [`MEASURES`], then the metrics' actual values.
    pub when: Expr,
    /// The table in the file.
    pub span: Span,
}

/// Everything about tracking.
#[derive(Clone, Debug)]
pub struct Tracking {
    /// How time progress is reckoned.
    pub basis: PaceBasis,
    /// No warnings before this share of the period has passed.
    pub quiet: Number,
    /// Consecutive warned snapshots after which it escalates.
    pub escalate_after: u32,
    /// After how many days progress is told again: data older than this are stale.
    pub cadence_days: u32,
    /// The warnings, worst first.
    pub warnings: Vec<Warning>,
    /// The table in the file.
    pub span: Option<Span>,
}

impl Tracking {
    /// Whether so many warnings in a row escalate. The first never does.
    pub fn escalates(&self, streak: u32) -> bool {
        streak > 1 && streak >= self.escalate_after
    }
}
