//! The list of every table of keys, in the order in which the manual shows them. The rows stand
//! beside the structs that they fill; reader, schema and manual all go through them.

use crate::text::Section;

use super::{
    column, head, read, read_component, read_eligibility, read_first, read_honour, read_incentive,
    read_metric, read_pay, read_resource, read_rule, read_source, read_target, read_tier,
    read_warning,
};

/// Every section of the plan files.
pub static ALL: [&Section; 50] = [
    &head::ROOT,
    &head::PLAN,
    &head::PERIODS,
    &head::PERIOD,
    &head::ROUNDING,
    &head::CALENDAR,
    &head::ROLE,
    &read_metric::ROOT,
    &read_metric::METRIC,
    &read_first::FIRST,
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
    &read_rule::CONDITION,
    &read_rule::EXCLUSION,
    &read_rule::CREDITING,
    &read_rule::JOINERS,
    &read_rule::TRANSFERS,
    &read_rule::LEAVE,
    &read_rule::LEAVERS,
    &read_rule::PAYMENT,
    &read_rule::DISPUTES,
    &read_rule::AMENDMENTS,
    &read_rule::CLAUSE,
    &read_incentive::ROOT,
    &read_component::COMPONENT,
    &read_eligibility::AUDIENCE,
    &read_tier::TIER,
    &read_pay::OBJECTIVE,
    &read_honour::HONOUR,
    &read_honour::DEVELOPMENT,
    &read_incentive::EXAMPLE,
    &read_resource::ROOT,
    &read_resource::POOL,
    &read_resource::RESERVE,
    &read_resource::RESOURCE,
];

pub use super::read_roster::COLUMNS as ROSTER_COLUMNS;
