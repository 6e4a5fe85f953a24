//! Codes of the plan folder on disk, locks, permits (S…).

use super::Code;

/// The rows of this family.
pub const ROWS: &[&Code] = &[];
