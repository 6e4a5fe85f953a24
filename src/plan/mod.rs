//! What a plan says: one file per topic, each with its struct, its `read` and its checks. Knows no
//! disk and no export.

pub mod fact;
pub mod head;
pub mod metric;
pub mod roster;
pub mod target;
pub mod tree;
pub mod warning;
