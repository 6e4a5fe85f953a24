//! 《预警成员清单》: who is behind, by manager, with what is missing and what is done about it. It is
//! for the person and the line managers, and opens coaching; it is no list of shame.

use serde::Serialize;

use super::head::Head;

/// The page, as finished words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AtRisk {
    /// The common head.
    pub head: Head,
    /// 截至日期.
    pub as_of: String,
    /// How time is measured: `按自然日计`, `by working days`.
    pub time_basis: String,
    /// 时间进度; empty where it isn't one for all.
    pub time_progress: String,
    /// 剩余天数, with its unit.
    pub days_left: String,
    /// How many people are warned.
    pub people_count: String,
    /// The plan's conditions, one sentence per level.
    pub rules: Vec<String>,
    /// By manager.
    pub managers: Vec<Manager>,
}

/// A manager's people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Manager {
    /// The manager.
    pub name: String,
    /// How many of the manager's people are warned.
    pub people_count: String,
    /// The people, the most urgent first.
    pub people: Vec<Person>,
}

/// A person who is warned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Person {
    /// Name.
    pub name: String,
    /// 工号.
    pub id: String,
    /// 区域.
    pub region: String,
    /// 团队.
    pub team: String,
    /// The worst level, with the names of its warnings.
    pub level: String,
    /// 剩余天数 of this person, with its unit.
    pub days_left: String,
    /// Every metric of the person, those warned first.
    pub metrics: Vec<Metric>,
    /// 主要缺口: how far the warned metrics are behind, the worst first.
    pub main_gap: String,
    /// 辅导状态, blank until a record fills it.
    pub coaching: String,
    /// By when coaching is due.
    pub coaching_due: String,
    /// 追赶计划状态, blank until a record fills it.
    pub catch_up: String,
    /// 上级确认, blank until a record fills it.
    pub confirmation: String,
}

/// A metric of a person.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Metric {
    /// Metric, with its unit.
    pub metric: String,
    /// 周期目标.
    pub target: String,
    /// 累计完成.
    pub actual: String,
    /// 完成率.
    pub attainment: String,
    /// 时间进度.
    pub time_progress: String,
    /// 进度达成率.
    pub pace: String,
    /// 等级, empty if there is nothing to warn of.
    pub level: String,
    /// 连续预警期数.
    pub consecutive: String,
    /// 差额.
    pub gap: String,
    /// 日均需完成.
    pub required_per_day: String,
}
