//! What a plan says: one file per topic, each with its struct, its `read` and its checks. Knows no disk and no export.

pub mod format;
pub mod pattern;
