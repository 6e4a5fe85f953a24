//! Codes of targets and their cascade (C…).

use super::Code;

/// The rows of this family.
pub const ROWS: &[&Code] = &[];
