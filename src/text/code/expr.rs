//! Codes of the condition and formula language (X…).

use super::codes;

codes! {}
