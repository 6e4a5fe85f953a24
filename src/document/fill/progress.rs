//! 《销售进度跟踪表》 from the progress.

use std::collections::BTreeSet;

use crate::base::{Day, Lang};
use crate::document::head::Head;
use crate::document::progress::{Level, Overview, Progress, Quality};
use crate::plan::Plan;
use crate::plan::tree;
use crate::plan::warning::{Alert, Warning};
use crate::quota::{self, Branch, Row, Setting};

use super::standing::Standings;
use super::words::{NONE, Words};

impl Progress {
    /// The page of a tracking run. `previous` is the day of the snapshot that changes refer to;
    /// what the figures are made of arrives finished.
    pub fn fill(
        head: Head,
        plan: &Plan,
        setting: &Setting,
        progress: &quota::Progress,
        previous: Option<Day>,
        quality: Quality,
        lang: Lang,
    ) -> Progress {
        let standings = Standings::new(Words::new(plan, setting, lang), progress);
        let additive = standings.metrics(Branch::Organisation, true);
        let lines = standings.metrics(Branch::Lines, true);
        let mut ratios = standings.metrics(Branch::Organisation, false);
        ratios.extend(standings.metrics(Branch::Lines, false));
        let ratios: BTreeSet<usize> = ratios.into_iter().collect();
        Progress {
            head,
            as_of: progress.as_of.to_string(),
            time_basis: standings.time_basis(),
            elapsed: standings.elapsed(),
            days_left: standings.days_left(),
            time_progress: standings.time_progress(),
            previous: previous.map_or_else(String::new, |day| day.to_string()),
            quiet: standings.quiet(),
            overview: additive.iter().filter_map(|metric| standings.overview(*metric)).collect(),
            has_regions: standings.has_level(tree::Level::Region),
            has_teams: standings.has_level(tree::Level::Team),
            rankings: additive.iter().map(|metric| standings.ranking(*metric)).collect(),
            lines: lines.iter().map(|metric| standings.line_table(*metric)).collect(),
            ratios: ratios.iter().map(|metric| standings.ratio(*metric)).collect(),
            levels: plan
                .tracking
                .warnings
                .iter()
                .enumerate()
                .map(|at| standings.meaning(at))
                .collect(),
            quality,
        }
    }
}

impl Standings<'_> {
    fn quiet(&self) -> String {
        if !self.is_quiet() {
            return String::new();
        }
        let share = self.words.rate(&self.words.plan.tracking.quiet);
        match self.words.lang {
            Lang::Zh => format!("考核期刚开始，前 {share} 的时间内不预警。"),
            Lang::En => {
                format!("The period has just begun: nobody is warned in its first {share}.")
            }
        }
    }

    fn overview(&self, metric: usize) -> Option<Overview> {
        let row = self.row(Branch::Organisation, 0, metric)?;
        let words = &self.words;
        Some(Overview {
            metric: words.metric(metric),
            unit: words.unit(metric),
            target: words.figure(row.target.as_ref(), metric),
            actual: words.figure(row.actual.as_ref(), metric),
            attainment: self.attainment(row),
            pace: words.share(row.pace.as_ref()),
            gap: words.figure(row.gap.as_ref(), metric),
            projection: self.projection(row),
            warned: self.warned(metric),
        })
    }

    /// How many people stand at which level in a metric: `红 1，黄 2`.
    fn warned(&self, metric: usize) -> String {
        if self.words.plan.tracking.warnings.is_empty() {
            return NONE.to_owned();
        }
        let rows = self.rows_of(Branch::Organisation, metric);
        let people = rows.into_iter().filter(|row| self.level_of(row) == tree::Level::Person);
        let people: Vec<&Row> = people.collect();
        let told = [Alert::Red, Alert::Yellow].into_iter().filter_map(|alert| {
            let count = people.iter().filter(|row| row.alert == alert).count();
            (count > 0).then(|| format!("{} {count}", self.colour(alert)))
        });
        let told = told.collect::<Vec<_>>().join(self.words.lang.pick("，", ", "));
        if told.is_empty() { self.words.pick("无", "none") } else { told }
    }

    /// What a warning means, and for how many it is the worst that holds.
    fn meaning(&self, (index, warning): (usize, &Warning)) -> Level {
        let counts = self.judged(warning).into_iter().map(|level| {
            let rows = self.progress.rows.iter();
            let nodes: BTreeSet<(Branch, usize)> = rows
                .filter(|row| self.level_of(row) == level && self.worst(row).contains(&index))
                .map(|row| (row.branch, row.node))
                .collect();
            self.words.so_many(nodes.len(), level)
        });
        let counts: Vec<String> = counts.collect();
        Level {
            name: self.warning(warning),
            rule: self.rule(warning),
            count: self.words.list(counts.iter().map(String::as_str)),
        }
    }
}
