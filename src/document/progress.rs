//! 《销售进度跟踪表》: where everybody stands on a day against the share of the period that is over,
//! what is left, and what the figures are made of.

use serde::Serialize;

use super::head::Head;

/// The page, as finished words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Progress {
    /// The common head.
    pub head: Head,
    /// 截至日期.
    pub as_of: String,
    /// How time is measured: `按自然日计`, `by working days`.
    pub time_basis: String,
    /// Days over and days in all: `第 45 天／共 92 天`.
    pub elapsed: String,
    /// 剩余天数, with its unit.
    pub days_left: String,
    /// 时间进度; empty where it isn't one for all.
    pub time_progress: String,
    /// The snapshot that changes refer to; empty at the first.
    pub previous: String,
    /// Said while it is too early for warnings; empty later.
    pub quiet: String,
    /// The company, one row per metric that adds up.
    pub overview: Vec<Overview>,
    /// Whether the people belong to regions.
    pub has_regions: bool,
    /// Whether the people belong to teams.
    pub has_teams: bool,
    /// One part per metric that adds up.
    pub rankings: Vec<Ranking>,
    /// One part per metric with targets along the second tree.
    pub lines: Vec<LineTable>,
    /// One part per ratio.
    pub ratios: Vec<RatioRanking>,
    /// What the levels mean.
    pub levels: Vec<Level>,
    /// What the figures are made of.
    pub quality: Quality,
}

/// The company in one metric.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Overview {
    /// Metric.
    pub metric: String,
    /// Unit.
    pub unit: String,
    /// 周期目标.
    pub target: String,
    /// 累计完成.
    pub actual: String,
    /// 完成率.
    pub attainment: String,
    /// 进度达成率.
    pub pace: String,
    /// 差额.
    pub gap: String,
    /// 预计期末完成率.
    pub projection: String,
    /// How many people stand at which level: `红 1，黄 2`.
    pub warned: String,
}

/// A metric: people by rank, and what they sum to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Ranking {
    /// Metric.
    pub metric: String,
    /// Unit of every figure.
    pub unit: String,
    /// 统计口径.
    pub basis: String,
    /// By rank.
    pub people: Vec<Standing>,
    /// Company, regions and teams, from the top downwards.
    pub groups: Vec<Group>,
    /// Whether any of them is warned.
    pub warned_groups: bool,
    /// What stands against nobody's target, one sentence each.
    pub outside: Vec<String>,
}

/// A metric along the second tree, such as product lines.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LineTable {
    /// Metric.
    pub metric: String,
    /// What the tree is called: `产品线`.
    pub dimension: String,
    /// Unit of every figure.
    pub unit: String,
    /// The company and its lines.
    pub rows: Vec<Group>,
}

/// A person in a metric.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Standing {
    /// 排名.
    pub rank: String,
    /// 姓名.
    pub name: String,
    /// 区域.
    pub region: String,
    /// 团队.
    pub team: String,
    /// 周期目标.
    pub target: String,
    /// 累计完成.
    pub actual: String,
    /// 完成率.
    pub attainment: String,
    /// 时间进度 of this person, who may have joined later.
    pub time_progress: String,
    /// 进度达成率.
    pub pace: String,
    /// 差额.
    pub gap: String,
    /// 日均需完成.
    pub required_per_day: String,
    /// 预计期末完成率.
    pub projection: String,
    /// 等级 with the name of the warning, empty if there is nothing to warn of.
    pub level: String,
    /// 较上期: what was added since the last snapshot.
    pub change: String,
    /// 备注.
    pub note: String,
}

/// A sum of people.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Group {
    /// 层级.
    pub level: String,
    /// Its name.
    pub name: String,
    /// How many people have a target; empty for a line.
    pub people: String,
    /// 周期目标.
    pub target: String,
    /// 累计完成.
    pub actual: String,
    /// 完成率.
    pub attainment: String,
    /// 进度达成率.
    pub pace: String,
    /// 差额.
    pub gap: String,
    /// 预计期末完成率.
    pub projection: String,
    /// 较上期: what was added since the last snapshot.
    pub change: String,
    /// 等级 with the name of the warning, empty if there is nothing to warn of.
    pub warning: String,
}

/// A ratio: people and groups, each from its own numerator and denominator.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RatioRanking {
    /// Metric.
    pub metric: String,
    /// How it comes about, in words; empty for one that no formula makes.
    pub formula: String,
    /// Name of the numerator, with its unit; empty where it isn't one metric over another.
    pub numerator_name: String,
    /// Name of the denominator, with its unit.
    pub denominator_name: String,
    /// In what the distance to the target is told: percentage points, or the metric's unit.
    pub gap_unit: String,
    /// People and groups.
    pub rows: Vec<RatioRow>,
}

/// A ratio of a person or group.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct RatioRow {
    /// 层级.
    pub level: String,
    /// Its name.
    pub name: String,
    /// The numerator.
    pub numerator: String,
    /// The denominator.
    pub denominator: String,
    /// The ratio, `—` where the denominator is 0.
    pub value: String,
    /// Target, with its direction.
    pub target: String,
    /// Value less target.
    pub gap: String,
    /// 等级 with the name of the warning, empty if there is nothing to warn of.
    pub warning: String,
}

/// What a level means.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Level {
    /// Its name: level and warning.
    pub name: String,
    /// The plan's condition.
    pub rule: String,
    /// How many stand there: people, or teams and so on where the warning is for them.
    pub count: String,
}

/// What the figures are made of.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Quality {
    /// One row per file.
    pub files: Vec<FileRows>,
    /// Rows that were left out, with reasons.
    pub reasons: Vec<Reason>,
    /// Figures of the past that changed since the last snapshot, one sentence each.
    pub changed: Vec<String>,
}

/// A file, as it was read.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FileRows {
    /// The file.
    pub file: String,
    /// Its encoding.
    pub encoding: String,
    /// Rows of data.
    pub read: String,
    /// Rows of totals, which are no data.
    pub totals: String,
    /// Its SHA-256, shortened.
    pub digest: String,
}

/// Why rows were left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Reason {
    /// What became of them.
    pub treatment: String,
    /// Why.
    pub reason: String,
    /// How many.
    pub rows: String,
    /// What they amount to.
    pub amount: String,
    /// File and lines, the first few.
    pub places: String,
}
