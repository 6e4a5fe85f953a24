//! Codes of reading exports (I…).

use super::codes;

codes! {}
