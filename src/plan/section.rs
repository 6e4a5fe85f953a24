//! The list of every table of keys, in the order in which the manual shows them. The rows stand
//! beside the structs that they fill; reader, schema and manual all go through them.

use crate::text::Section;

use super::{column, head, read, read_metric, read_source, read_target, read_warning};

/// Every section of the plan files.
pub static ALL: [&Section; 26] = [
    &head::ROOT,
    &head::PLAN,
    &head::PERIODS,
    &head::PERIOD,
    &head::ROUNDING,
    &head::CALENDAR,
    &head::ROLE,
    &read_metric::ROOT,
    &read_metric::METRIC,
    &read_metric::NAME,
    &read_source::ROOT,
    &read_source::SOURCE,
    &column::COLUMN,
    &read_source::RETURNS,
    &read_source::JOIN,
    &read_source::CHECK,
    &read_source::TABLE,
    &read_target::ROOT,
    &read_target::TARGET,
    &read_target::SPLIT,
    &read_target::SEASON,
    &read_target::OVERRIDE,
    &read_target::LINES,
    &read::RULES,
    &read_warning::TRACKING,
    &read_warning::WARNING,
];

pub use super::read_roster::COLUMNS as ROSTER_COLUMNS;
