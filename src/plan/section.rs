//! The list of every table of keys, in the order in which the manual shows them. The rows stand
//! beside the structs that they fill; reader, schema and manual all go through them.

use crate::text::Section;

use super::{
<<<<<<< HEAD
    column, head, read, read_audience, read_cap, read_component, read_curve, read_draw, read_first,
    read_hold, read_honour, read_incentive, read_matrix, read_metric, read_modifier, read_pay,
    read_resource, read_rule, read_source, read_target, read_tier, read_warning,
=======
    column, head, read, read_component, read_eligibility, read_first, read_honour, read_incentive,
    read_metric, read_pay, read_resource, read_rule, read_source, read_target, read_tier,
    read_warning,
>>>>>>> loose
};

/// Every section of the plan files.
pub static ALL: [&Section; 61] = [
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
    &read_audience::AUDIENCE,
    &read_audience::MEASURED_ON,
    &read_tier::TIER,
    &read_curve::CURVE_POINT,
    &read_matrix::AXIS,
    &read_pay::OBJECTIVE,
    &read_modifier::MODIFIER,
    &read_modifier::FACTOR,
    &read_hold::HOLD_TABLE,
    &read_hold::MILESTONE,
    &read_hold::CLAWBACK_TABLE,
    &read_cap::SHARED_CAP,
    &read_draw::DRAW,
    &read_draw::RECOVERY,
    &read_honour::HONOUR,
    &read_honour::DEVELOPMENT,
    &read_incentive::EXAMPLE,
    &read_resource::ROOT,
    &read_resource::POOL,
    &read_resource::RESERVE,
    &read_resource::RESOURCE,
];

pub use super::read_roster::COLUMNS as ROSTER_COLUMNS;
