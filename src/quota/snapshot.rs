//! Snapshots: what a tracking run found, kept so that the next can say what changed. Plain data by
//! id, so that a plan whose people or metrics moved still reads its own past; how they lie on disk
//! is the business of `store`.

use std::collections::BTreeMap;

use crate::base::{Day, Number};
use crate::plan::warning::Alert;

/// What one run found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    /// Up to which day its figures reach.
    pub as_of: Day,
    /// The id of the tracked period.
    pub period: String,
    /// Per row.
    pub rows: BTreeMap<RowKey, Seen>,
}

/// Which row: ids, not positions.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub struct RowKey {
    /// The node's id: `person:E1001`.
    pub node: String,
    /// The metric's id.
    pub metric: String,
}

/// What was seen in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Seen {
    /// What was achieved.
    pub actual: Option<Number>,
    /// How bad it was.
    pub alert: Alert,
}

/// The snapshots of a period before a day, oldest first.
pub fn before<'a>(snapshots: &'a [Snapshot], period: &str, as_of: Day) -> Vec<&'a Snapshot> {
    let mut earlier: Vec<&Snapshot> =
        snapshots.iter().filter(|s| s.period == period && s.as_of < as_of).collect();
    earlier.sort_by_key(|snapshot| snapshot.as_of);
    earlier
}

/// In how many of the latest snapshots in a row the row was warned.
pub fn streak(earlier: &[&Snapshot], key: &RowKey) -> u32 {
    let warned = |s: &&&Snapshot| s.rows.get(key).is_some_and(|seen| seen.alert != Alert::Green);
    u32::try_from(earlier.iter().rev().take_while(warned).count()).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn snapshot(as_of: &str, period: &str, alert: Alert) -> Snapshot {
        let key = key();
        let seen = Seen { actual: None, alert };
        let as_of = Day::parse(as_of).unwrap();
        Snapshot { as_of, period: period.to_owned(), rows: BTreeMap::from([(key, seen)]) }
    }

    fn key() -> RowKey {
        RowKey { node: "person:E1".to_owned(), metric: "sales".to_owned() }
    }

    #[test]
    fn a_streak_counts_back_to_the_last_green_snapshot_of_the_same_period() {
        let all = [
            snapshot("2026-08-21", "2026Q3", Alert::Red),
            snapshot("2026-07-31", "2026Q3", Alert::Yellow),
            snapshot("2026-08-07", "2026Q3", Alert::Green),
            snapshot("2026-08-14", "2026Q3", Alert::Yellow),
            snapshot("2026-08-20", "2026", Alert::Green),
        ];
        let day = |text| Day::parse(text).unwrap();
        assert_eq!(streak(&before(&all, "2026Q3", day("2026-08-28")), &key()), 2);
        // A second run for the same day does not count its own snapshot.
        assert_eq!(streak(&before(&all, "2026Q3", day("2026-08-21")), &key()), 1);
        assert_eq!(streak(&before(&all, "2026Q3", day("2026-08-14")), &key()), 0);
    }
}
