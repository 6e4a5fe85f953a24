//! What a plan says: one file per topic, each with its struct, its `read` and its checks. Knows no
//! disk and no export.

pub mod column;
pub mod fact;
pub mod format;
mod formula;
pub mod head;
pub mod metric;
pub mod pattern;
pub mod read;
mod read_metric;
mod read_roster;
mod read_source;
mod read_target;
mod read_warning;
pub mod roster;
pub mod said;
pub mod section;
pub mod source;
pub mod target;
pub mod tree;
pub mod warning;

pub use read::{Plan, PlanFiles};
