//! Codes of what a plan means (M…): values, references between files, the roster.

use super::codes;

codes! {}
