//! Codes of targets and their cascade (C…).

use super::codes;

codes! {}
