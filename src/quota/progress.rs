//! `Progress`: every node and metric as of a day: achieved, target, pace, what is needed from now
//! on, which warnings hold and for how long. Exact numbers; how they look is for others.

mod look_back;

use crate::base::{Calendar, Day, Number, Period};
use crate::plan::fact::{Facts, Group, Window};
use crate::plan::tree::Tree;
use crate::plan::warning::{Alert, PaceBasis, Tracking};
use crate::text::code::track as code;
use crate::text::{Diagnostic, Sink};

use super::actual::{Actuals, Horizon, Rows};
use super::assignment::Assignment;
use super::attainment::Attainment;
use super::judge::Judge;
use super::pace::{Clock, Days, NoTime, TimeProgress};
use super::question::window_to;
use super::setting::{Branch, Setting};
use super::snapshot::{RowKey, Seen, Snapshot, before};

/// How far everybody is.
#[derive(Clone, Debug)]
pub struct Progress {
    /// Up to which day the figures reach, inclusive.
    pub as_of: Day,
    /// The tracked period.
    pub period: Period,
    /// How time is reckoned.
    pub basis: PaceBasis,
    /// By branch, then in the order of the tree, then of the plan's metrics.
    pub rows: Vec<Row>,
    /// What counts for the company but for no node below it, and what counts for nobody.
    pub outside: Vec<Outside>,
}

/// A node and a metric.
#[derive(Clone, Debug)]
pub struct Row {
    /// Which tree.
    pub branch: Branch,
    /// Index into the tree's nodes.
    pub node: usize,
    /// Index into the plan's metrics.
    pub metric: usize,
    /// 累计完成; `None` where a ratio has no value or a minimum no row.
    pub actual: Option<Number>,
    /// 周期目标; `None` is no target.
    pub target: Option<Number>,
    /// 完成率, where there is a target and something to compare with it.
    pub attainment: Option<Attainment>,
    /// 时间进度 of the node's own days; `None` for a ratio, which does not accumulate.
    pub time: Option<TimeProgress>,
    /// What should have been achieved by now.
    pub expected: Option<Number>,
    /// 进度达成率: attainment ÷ time progress, exact.
    pub pace: Option<Number>,
    /// 差额 to the whole target; below 0 when it is exceeded.
    pub gap: Option<Number>,
    /// 剩余天数: calendar or working days, as pace is reckoned.
    pub remaining_days: Option<i32>,
    /// 日均需完成 on each remaining day; 0 once the target is reached.
    pub required: Option<Number>,
    /// 预计期末完成 if it goes on as so far.
    pub projection: Option<Number>,
    /// 较上期: against the last snapshot before.
    pub change: Option<Number>,
    /// The worst warning that holds.
    pub alert: Alert,
    /// Indices into the plan's warnings of those that hold, worst first.
    pub warnings: Vec<usize>,
    /// Whether it is too early for warnings.
    pub quiet: bool,
    /// 连续预警期数, this run included.
    pub streak: u32,
}

/// A figure that no node's target stands against.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Outside {
    /// The house account, somebody without a target, or nobody at all.
    pub group: Group,
    /// Index into the plan's metrics.
    pub metric: usize,
    /// What was achieved.
    pub actual: Number,
}

/// What progress is told from.
#[derive(Clone, Copy)]
pub struct Tracker<'a> {
    /// People, trees, metrics.
    pub setting: Setting<'a>,
    /// The rules of tracking.
    pub tracking: &'a Tracking,
    /// The working calendar.
    pub calendar: Option<&'a Calendar>,
    /// The targets.
    pub assignment: &'a Assignment,
    /// What the exports answered to [`super::question::for_progress`].
    pub facts: &'a Facts,
    /// The same by line of the second tree, where the plan has one.
    pub by_line: Option<&'a Facts>,
    /// Earlier runs, in any order.
    pub snapshots: &'a [Snapshot],
}

impl<'a> Tracker<'a> {
    /// How far everybody is in `period` as of a day. What is wrong goes to the sink (T08, T09, T12
    /// to T14).
    pub fn progress(&self, period: &Period, as_of: Day, sink: &mut Sink) -> Progress {
        let earlier = before(self.snapshots, &period.id, as_of);
        let horizon = Horizon { period, fiscal: self.setting.fiscal };
        let run = Run { tracker: self, horizon, as_of, earlier };
        let mut progress = Progress {
            as_of,
            period: period.clone(),
            basis: self.tracking.basis,
            rows: Vec::new(),
            outside: run.outside(),
        };
        for branch in [Branch::Organisation, Branch::Lines] {
            if let (Some(tree), Some(facts)) = (self.setting.tree(branch), self.facts_of(branch)) {
                run.rows((branch, tree), facts, &mut progress.rows, sink);
            }
        }
        progress
    }

    fn facts_of(&self, branch: Branch) -> Option<&'a Facts> {
        match branch {
            Branch::Organisation => Some(self.facts),
            Branch::Lines => self.by_line,
        }
    }

    fn tell_no_time(&self, why: NoTime, sink: &mut Sink) {
        let told = match why {
            NoTime::Year(year) => Diagnostic::new(&code::CALENDAR_ENDS).arg("year", year),
            NoTime::NoCalendar => Diagnostic::new(&code::NO_CALENDAR),
            NoTime::NoDays(window) => {
                Diagnostic::new(&code::NO_DAYS).arg("start", window.start).arg("end", window.end)
            }
        };
        let told = match self.tracking.span {
            Some(span) => told.at(span),
            None => told,
        };
        // The same for everybody: told once.
        if !sink.diagnostics().contains(&told) {
            sink.push(told);
        }
    }
}

/// One telling of progress.
struct Run<'a> {
    tracker: &'a Tracker<'a>,
    horizon: Horizon<'a>,
    as_of: Day,
    earlier: Vec<&'a Snapshot>,
}

/// The days of a node: its own, of which a joiner or leaver has fewer than the period.
struct Time {
    own: Window,
    days: Days,
    quiet: bool,
}

impl Run<'_> {
    fn rows(
        &self,
        (branch, tree): (Branch, &Tree),
        facts: &Facts,
        rows: &mut Vec<Row>,
        sink: &mut Sink,
    ) {
        let setting = &self.tracker.setting;
        let actuals = Actuals { metrics: setting.metrics, facts, horizon: self.horizon };
        let mut restated = Vec::new();
        for node in 0..tree.nodes.len() {
            let own = actuals.rows(tree, node);
            let time = self.time(tree, node, sink);
            for metric in 0..setting.metrics.len() {
                let mut row = self.row((branch, node, metric), &actuals, &own, time.as_ref(), sink);
                // Somebody who was not there and did nothing has no row.
                if time.is_none() && row.actual.as_ref().is_none_or(Number::is_zero) {
                    continue;
                }
                let judge = Judge { tracker: self.tracker, actuals, rows: &own };
                judge.judge(&mut row, tree.nodes[node].level, self.window());
                self.look_back(&mut row, tree, sink);
                let told = self.restated(&row, tree, &actuals, &own);
                restated.extend(told.map(|told| (node, metric, told)));
                rows.push(row);
            }
        }
        look_back::tell_restated(tree, restated, sink);
    }

    fn window(&self) -> Option<Window> {
        window_to(self.horizon, self.as_of)
    }

    fn clock(&self) -> Clock<'_> {
        let Tracker { tracking, calendar, .. } = *self.tracker;
        Clock { as_of: self.as_of, basis: tracking.basis, calendar }
    }

    fn time(&self, tree: &Tree, node: usize, sink: &mut Sink) -> Option<Time> {
        let period = Window::new(self.horizon.period.start, self.horizon.period.end);
        let own = match self.tracker.setting.person(tree, node) {
            Some(_) => self.tracker.setting.own_days(tree, node, period)?,
            None => period,
        };
        let clock = self.clock();
        let calendar = clock.calendar_days(own).progress();
        let quiet = calendar.passed < &self.tracker.tracking.quiet * &calendar.whole;
        match clock.days(own) {
            Ok(days) => Some(Time { own, days, quiet }),
            Err(why) => {
                self.tracker.tell_no_time(why, sink);
                Some(Time { own, days: clock.calendar_days(own), quiet })
            }
        }
    }

    fn row(
        &self,
        (branch, node, metric): (Branch, usize, usize),
        actuals: &Actuals,
        rows: &[Rows],
        time: Option<&Time>,
        sink: &mut Sink,
    ) -> Row {
        let setting = &self.tracker.setting;
        let period = Window::new(self.horizon.period.start, self.horizon.period.end);
        let actual = self.window().and_then(|window| actuals.counted(rows, metric, window));
        let target = self.tracker.assignment.target(setting, (metric, branch, node), period);
        let attainment = match (&actual, &target) {
            (Some(achieved), Some(target)) => {
                Some(Attainment { achieved: achieved.clone(), target: target.clone() })
            }
            _ => None,
        };
        let mut row = Row {
            branch,
            node,
            metric,
            gap: attainment.as_ref().map(Attainment::gap),
            actual,
            target,
            attainment,
            time: None,
            expected: None,
            pace: None,
            remaining_days: time.map(|time| time.days.remaining()),
            required: None,
            projection: None,
            change: None,
            alert: Alert::Green,
            warnings: Vec::new(),
            quiet: time.is_none_or(|time| time.quiet),
            streak: 0,
        };
        if let (true, Some(time)) = (setting.metrics[metric].is_additive(), time) {
            self.pace(&mut row, time, sink);
        }
        row
    }

    /// What follows from time, for a metric that accumulates.
    fn pace(&self, row: &mut Row, time: &Time, sink: &mut Sink) {
        let curve = self.curve((row.metric, row.branch, row.node));
        let progress = match self.clock().progress(time.own, &curve) {
            Ok(progress) => progress,
            Err(why) => return self.tracker.tell_no_time(why, sink),
        };
        let share = progress.share();
        row.time = Some(progress);
        row.expected = row.target.as_ref().map(|target| target * &share);
        let Some(attainment) = &row.attainment else { return };
        row.pace = attainment.ratio().and_then(|ratio| Number::ratio(&ratio, &share));
        let gap = attainment.gap();
        let missing = if gap.is_negative() { Number::zero() } else { gap };
        let remaining = Number::from(i64::from(time.days.remaining()));
        row.required = Number::ratio(&missing, &remaining);
        let so_far = match self.tracker.tracking.basis {
            PaceBasis::FullPeriod => time.days.progress().share(),
            _ => share,
        };
        row.projection = Number::ratio(&attainment.achieved, &so_far);
    }

    /// The targets of the parts of the period, for pace along a curve.
    fn curve(&self, at: (usize, Branch, usize)) -> Vec<(Window, Number)> {
        let Tracker { setting, assignment, tracking, .. } = self.tracker;
        if tracking.basis != PaceBasis::Curve {
            return Vec::new();
        }
        let parts = setting.grid.iter().map(|part| Window::new(part.start, part.end));
        parts
            .filter(|part| {
                self.horizon.period.start <= part.start && part.end <= self.horizon.period.end
            })
            .filter_map(|part| Some((part, assignment.target(setting, at, part)?)))
            .collect()
    }

    /// What nobody's target stands against.
    fn outside(&self) -> Vec<Outside> {
        let Tracker { setting, facts, .. } = self.tracker;
        let Some(window) = self.window() else { return Vec::new() };
        let actuals = Actuals { metrics: setting.metrics, facts, horizon: self.horizon };
        let mut groups = actuals.outside(setting.organisation);
        groups.push(Group::Unattributed);
        let mut outside = Vec::new();
        for group in groups {
            for metric in 0..setting.metrics.len() {
                let actual = actuals.over(&[group.clone().into()], metric, window);
                outside.extend(actual.map(|actual| Outside {
                    group: group.clone(),
                    metric,
                    actual,
                }));
            }
        }
        outside
    }
}

impl Progress {
    /// The row of a node and metric.
    pub fn row(&self, branch: Branch, node: usize, metric: usize) -> Option<&Row> {
        let mut rows = self.rows.iter();
        rows.find(|row| (row.branch, row.node, row.metric) == (branch, node, metric))
    }

    /// The worst warning of all.
    pub fn worst(&self) -> Alert {
        self.rows.iter().map(|row| row.alert).max().unwrap_or(Alert::Green)
    }

    /// What the next run wants to know of this one.
    pub fn snapshot(&self, setting: &Setting) -> Snapshot {
        let rows = self.rows.iter().filter_map(|row| {
            let node = setting.tree(row.branch)?.nodes.get(row.node)?.id.clone();
            let metric = setting.metrics.get(row.metric)?.id.value.clone();
            let seen = Seen { actual: row.actual.clone(), alert: row.alert };
            // The second tree has the company as well: the organisation's row stands for it.
            let own = row.branch == Branch::Organisation || row.node > 0;
            own.then_some((RowKey { node, metric }, seen))
        });
        Snapshot { as_of: self.as_of, period: self.period.id.clone(), rows: rows.collect() }
    }
}
