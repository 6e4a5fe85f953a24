//! Documents: one file per document with its page of finished words, its template beside it in
//! `templates/`. [`catalogue`] is the one table of them; [`engine`] is the only file that knows
//! Tera; [`vocabulary`] is what a template may say, whoever wrote it. `fill` makes pages
//! of results; from then on every figure is finished: no template computes, sums, rounds or compares.

pub mod at_risk;
pub mod builtin;
pub mod catalogue;
pub mod engine;
pub mod escape;
mod fill;
pub mod head;
pub mod progress;
mod sample;
pub mod scan;
pub mod settlement;
pub mod statement;
pub mod target_breakdown;
pub mod vocabulary;

pub use at_risk::AtRisk;
pub use catalogue::{Audience, Document};
pub use engine::{Engine, Limits, Overrides, Rendering};
pub use fill::naming::Naming;
pub use fill::settled::Settled;
pub use fill::working;
pub use head::Head;
pub use progress::Progress;
pub use settlement::Settlement;
pub use statement::Statement;
pub use target_breakdown::TargetBreakdown;
