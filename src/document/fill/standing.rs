//! What both pages of tracking say of a row of progress: its level, its time, what is needed a day.

use std::collections::BTreeMap;

use crate::base::round::round_number;
use crate::base::{Lang, Number, Rounding, Unit};
use crate::plan::fact::Window;
use crate::plan::tree::Level;
use crate::plan::warning::{Alert, PaceBasis, Warning};
use crate::quota::{Branch, Clock, Progress, Row};

use super::words::{NONE, Words};

/// Progress in words, with its rows at hand.
pub(super) struct Standings<'a> {
    pub words: Words<'a>,
    pub progress: &'a Progress,
    rows: BTreeMap<(Branch, usize, usize), &'a Row>,
}

impl<'a> Standings<'a> {
    pub fn new(words: Words<'a>, progress: &'a Progress) -> Standings<'a> {
        let rows = progress.rows.iter().map(|row| ((row.branch, row.node, row.metric), row));
        Standings { words, progress, rows: rows.collect() }
    }

    pub fn row(&self, branch: Branch, node: usize, metric: usize) -> Option<&'a Row> {
        self.rows.get(&(branch, node, metric)).copied()
    }

    /// The rows of a metric on a tree, in the order of its nodes.
    pub fn rows_of(&self, branch: Branch, metric: usize) -> Vec<&'a Row> {
        let rows = self.progress.rows.iter();
        rows.filter(|row| row.branch == branch && row.metric == metric).collect()
    }

    /// The metrics that have a target on a tree, those that add up or those that don't.
    pub fn metrics(&self, branch: Branch, additive: bool) -> Vec<usize> {
        let metrics = self.words.setting.metrics.iter().enumerate();
        metrics
            .filter(|(_, metric)| metric.is_additive() == additive)
            .map(|(index, _)| index)
            .filter(|metric| self.rows_of(branch, *metric).iter().any(|row| row.target.is_some()))
            .collect()
    }

    pub fn level_of(&self, row: &Row) -> Level {
        let tree = self.words.setting.tree(row.branch);
        tree.map_or(Level::Company, |tree| tree.nodes[row.node].level)
    }

    /// The name of the nearest node of that level at or above a node of the organisation; for a
    /// person with several stints, where they belong on the day.
    pub fn place(&self, node: usize, level: Level) -> String {
        let tree = self.words.setting.organisation;
        let has_today = |stint: &&usize| {
            tree.nodes[**stint].days.is_some_and(|days| days.has(self.progress.as_of))
        };
        let today = tree.nodes[node].stints.iter().find(has_today);
        let mut at = Some(today.copied().unwrap_or(node));
        while let Some(node) = at {
            if tree.nodes[node].level == level {
                return tree.nodes[node].name.clone();
            }
            at = tree.nodes[node].parent;
        }
        String::new()
    }

    pub fn has_level(&self, level: Level) -> bool {
        self.words.setting.organisation.nodes.iter().any(|node| node.level == level)
    }

    /// The colour of a level.
    pub fn colour(&self, alert: Alert) -> &'static str {
        match alert {
            Alert::Green => "",
            Alert::Yellow => self.words.lang.pick("黄", "yellow"),
            Alert::Red => self.words.lang.pick("红", "red"),
        }
    }

    /// A warning with its colour: `红：严重滞后`.
    pub fn warning(&self, warning: &Warning) -> String {
        self.words.of(self.colour(warning.alert), &warning.name.value)
    }

    /// The warnings that hold for a row and are as bad as the worst of them.
    pub fn worst(&self, row: &Row) -> Vec<usize> {
        let warnings = &self.words.plan.tracking.warnings;
        let worst = row.warnings.iter().copied();
        worst.filter(|index| warnings.get(*index).is_some_and(|w| w.alert == row.alert)).collect()
    }

    /// The level of rows: the worst colour with the names of its warnings, empty for none.
    pub fn level(&self, rows: &[&Row]) -> String {
        let alert = rows.iter().map(|row| row.alert).max().unwrap_or(Alert::Green);
        if alert == Alert::Green {
            return String::new();
        }
        let rows = rows.iter().filter(|row| row.alert == alert);
        let mut worst: Vec<usize> = rows.flat_map(|row| self.worst(row)).collect();
        worst.sort_unstable();
        worst.dedup();
        let warnings = &self.words.plan.tracking.warnings;
        let names = self.words.list(worst.iter().map(|index| warnings[*index].name.value.as_str()));
        self.words.of(self.colour(alert), &names)
    }

    /// The condition of a warning, with the metrics and levels that it judges.
    pub fn rule(&self, warning: &Warning) -> String {
        let words = &self.words;
        let condition = words.saying.condition(warning);
        let rule = words.of(&words.metrics(&warning.metrics), &condition);
        // A condition on a metric names it: `回款率：回款率低于90%` would say it twice.
        let rule = match warning.metrics.as_slice() {
            [only] if condition.starts_with(words.saying.metric(*only)) => condition,
            _ => rule,
        };
        // Persons unless said: who else is judged must be said.
        if warning.levels == [Level::Person] {
            return rule;
        }
        let levels = self.judged(warning);
        let levels: Vec<String> = levels.into_iter().map(|level| words.level(level)).collect();
        let levels = words.list(levels.iter().map(String::as_str));
        match words.lang {
            Lang::Zh => format!("{rule}（{levels}）"),
            Lang::En => format!("{rule} ({levels})"),
        }
    }

    /// The levels that a warning judges.
    pub fn judged(&self, warning: &Warning) -> Vec<Level> {
        match warning.levels.as_slice() {
            [] => {
                let nodes = 0..self.words.setting.organisation.nodes.len();
                self.words.levels_of(Branch::Organisation, nodes)
            }
            named => named.to_vec(),
        }
    }

    pub fn time_basis(&self) -> String {
        let (zh, en) = match self.progress.basis {
            PaceBasis::CalendarDays => ("按自然日计", "by calendar days"),
            PaceBasis::WorkingDays => ("按工作日计", "by working days"),
            PaceBasis::Curve => {
                ("按各指标的目标曲线计", "along the targets of the months, per metric")
            }
            PaceBasis::FullPeriod => {
                ("按全期目标计，不随时间折算", "against the whole target, whatever the day")
            }
        };
        self.words.pick(zh, en)
    }

    /// 时间进度 of the whole period by days; empty where a curve or nothing of the kind decides.
    pub fn time_progress(&self) -> String {
        match self.progress.basis {
            PaceBasis::CalendarDays | PaceBasis::WorkingDays => {
                self.words.share(Some(&self.days().progress().share()))
            }
            PaceBasis::Curve | PaceBasis::FullPeriod => String::new(),
        }
    }

    fn days(&self) -> crate::quota::Days {
        let clock = Clock {
            as_of: self.progress.as_of,
            basis: self.progress.basis,
            calendar: self.words.plan.head.calendar.as_ref(),
        };
        let period = Window::new(self.progress.period.start, self.progress.period.end);
        clock.days(period).unwrap_or_else(|_| clock.calendar_days(period))
    }

    fn in_working_days(&self) -> bool {
        self.progress.basis == PaceBasis::WorkingDays
    }

    /// `第 45 天，共 92 天`.
    pub fn elapsed(&self) -> String {
        let days = self.days();
        let (passed, whole) = (days.passed, days.whole);
        match (self.words.lang, self.in_working_days()) {
            (Lang::Zh, false) => format!("第 {passed} 天，共 {whole} 天"),
            (Lang::Zh, true) => format!("第 {passed} 个工作日，共 {whole} 个工作日"),
            (Lang::En, false) => format!("day {passed} of {whole}"),
            (Lang::En, true) => format!("working day {passed} of {whole}"),
        }
    }

    /// 剩余天数 of the whole period.
    pub fn days_left(&self) -> String {
        self.so_many_days(&self.days().remaining().to_string())
    }

    /// 剩余天数 of a row.
    pub fn days_left_of(&self, row: &Row) -> String {
        let left = row.remaining_days.map(|days| self.so_many_days(&days.to_string()));
        left.unwrap_or_else(|| NONE.to_owned())
    }

    fn so_many_days(&self, count: &str) -> String {
        match (self.words.lang, self.in_working_days()) {
            (Lang::Zh, false) => format!("{count} 天"),
            (Lang::Zh, true) => format!("{count} 个工作日"),
            (Lang::En, working) => {
                let days = if count == "1" { "day" } else { "days" };
                format!("{count} {}{days}", if working { "working " } else { "" })
            }
        }
    }

    /// 时间进度 of a row's own days.
    pub fn time(&self, row: &Row) -> String {
        self.words.share(row.time.as_ref().map(crate::quota::TimeProgress::share).as_ref())
    }

    /// 完成率.
    pub fn attainment(&self, row: &Row) -> String {
        self.words.share(row.attainment.as_ref().and_then(|of| of.ratio()).as_ref())
    }

    /// 预计期末完成率.
    pub fn projection(&self, row: &Row) -> String {
        let share = match (&row.projection, &row.target) {
            (Some(projection), Some(target)) => Number::ratio(projection, target),
            _ => None,
        };
        self.words.share(share.as_ref())
    }

    /// 日均需完成. Whole things less than daily are told as `每 11 天 1 个`: the interval is rounded
    /// down and a number of things a day is rounded up, so that who keeps to it arrives.
    pub fn required(&self, row: &Row) -> String {
        let Some(required) = &row.required else { return NONE.to_owned() };
        if required.is_zero() {
            return self.words.pick("已达成", "reached");
        }
        let one = Number::one();
        match self.words.unit_of(row.metric) {
            Unit::Count | Unit::Days if *required < one => {
                let interval = Number::ratio(&one, required).map(|days| days.floor());
                let interval = interval.and_then(|days| days.to_exact_text());
                self.every(interval.as_deref().unwrap_or("1"))
            }
            Unit::Count | Unit::Days => {
                self.words.known(&round_number(required, 1, Rounding::Up), row.metric)
            }
            Unit::Plain => self.words.known(&round_number(required, 2, Rounding::Up), row.metric),
            Unit::Money(_) | Unit::Ratio => self.words.known(required, row.metric),
        }
    }

    fn every(&self, interval: &str) -> String {
        match (self.words.lang, self.in_working_days(), interval) {
            (Lang::Zh, false, "1") => "每天 1 个".to_owned(),
            (Lang::Zh, false, _) => format!("每 {interval} 天 1 个"),
            (Lang::Zh, true, _) => format!("每 {interval} 个工作日 1 个"),
            (Lang::En, _, "1") => "1 a day".to_owned(),
            (Lang::En, false, _) => format!("1 every {interval} days"),
            (Lang::En, true, _) => format!("1 every {interval} working days"),
        }
    }
}
