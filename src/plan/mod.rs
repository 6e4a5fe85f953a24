//! What a plan says: one file per topic, each with its struct, its `read` and its checks. Knows no
//! disk and no export.

mod asked;
mod clause;
pub mod column;
pub mod fact;
pub mod first;
pub mod format;
mod formula;
pub mod head;
pub mod incentive;
pub mod ladder;
pub mod limit;
pub mod metric;
pub mod pattern;
pub mod read;
mod read_around;
mod read_audience;
mod read_cap;
mod read_component;
mod read_curve;
mod read_draw;
mod read_eligibility;
mod read_first;
mod read_hold;
mod read_honour;
mod read_incentive;
mod read_matrix;
mod read_metric;
mod read_modifier;
mod read_pay;
mod read_resource;
mod read_roster;
mod read_rule;
mod read_share;
mod read_source;
mod read_stint;
mod read_target;
mod read_tier;
mod read_warning;
pub mod resource;
pub mod roster;
pub mod rule;
pub mod said;
mod scope;
pub mod section;
pub mod source;
#[cfg(test)]
mod starter;
pub mod target;
pub mod term;
pub mod tree;
mod vague;
pub mod warning;

pub use read::{Plan, PlanFiles};
