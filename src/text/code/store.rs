//! Codes of the plan folder on disk, locks, records, permits (S…).

use super::codes;

codes! {}
