//! Codes of reading exports (I…).

use super::Code;

/// The rows of this family.
pub const ROWS: &[&Code] = &[];
