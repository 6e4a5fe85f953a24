//! Codes of what a plan says (P…): keys, values, references between files, the roster.

use super::Code;

/// The rows of this family.
pub const ROWS: &[&Code] = &[];
