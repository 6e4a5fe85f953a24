//! Codes of the condition and formula language (X…).

use super::Code;

/// The rows of this family.
pub const ROWS: &[&Code] = &[];
