//! Codes of tracking (T…).

use super::codes;

codes! {}
