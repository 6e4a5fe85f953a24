//! What a plan says: one file per topic, each with its struct, its `read` and its checks. Knows no
//! disk and no export.

mod clause;
pub mod column;
pub mod fact;
pub mod first;
pub mod format;
mod formula;
pub mod head;
pub mod incentive;
pub mod metric;
mod metric_net;
pub mod pattern;
pub mod read;
mod read_component;
mod read_eligibility;
mod read_first;
mod read_honour;
mod read_incentive;
mod read_metric;
mod read_pay;
mod read_resource;
mod read_roster;
mod read_rule;
mod read_source;
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
