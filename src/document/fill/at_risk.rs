//! 《预警成员清单》 from the progress.

use std::cmp::Reverse;
use std::collections::BTreeMap;

use crate::base::round::round_number;
use crate::base::{Day, Lang, Number, Rounding, Unit};
use crate::document::at_risk::{AtRisk, Manager, Metric, Person};
use crate::document::head::Head;
use crate::plan::Plan;
use crate::plan::roster;
use crate::plan::tree::Level;
use crate::plan::warning::{Alert, Warning};
use crate::quota::{Branch, Progress, Row, Setting};

use super::standing::Standings;
use super::words::{NONE, Words};

impl AtRisk {
    /// The page of a tracking run: everybody who is warned in any metric. `coaching_due` is the day
    /// by which coaching has to have begun.
    pub fn fill(
        head: Head,
        plan: &Plan,
        setting: &Setting,
        progress: &Progress,
        lang: Lang,
        coaching_due: Option<Day>,
    ) -> AtRisk {
        let standings = Standings::new(Words::new(plan, setting, lang), progress);
        let warned = standings.warned_people();
        AtRisk {
            head,
            as_of: progress.as_of.to_string(),
            time_basis: standings.time_basis(),
            time_progress: standings.time_progress(),
            days_left: standings.days_left(),
            people_count: warned.len().to_string(),
            rules: plan.tracking.warnings.iter().map(|w| standings.rule_of_level(w)).collect(),
            managers: standings.managers(warned, coaching_due),
        }
    }
}

/// A person who is warned, with the rows to be shown.
struct Warned<'a> {
    node: usize,
    person: &'a roster::Person,
    rows: Vec<&'a Row>,
}

impl<'a> Standings<'a> {
    fn warned_people(&self) -> Vec<Warned<'a>> {
        let setting = self.words.setting;
        let tree = setting.organisation;
        let mut rows: BTreeMap<usize, Vec<&Row>> = BTreeMap::new();
        for row in self.progress.rows.iter().filter(|row| row.branch == Branch::Organisation) {
            if row.target.is_some() || row.alert != Alert::Green {
                rows.entry(row.node).or_default().push(row);
            }
        }
        let warned = rows.into_iter().filter_map(|(node, mut rows)| {
            let person = setting.person(tree, node)?;
            rows.sort_by_key(|row| Reverse(row.alert));
            let worst = rows.first()?.alert;
            (worst != Alert::Green).then_some(Warned { node, person, rows })
        });
        warned.collect()
    }

    /// The warned by manager, in the order of their ids; who has none at the end.
    fn managers(&self, warned: Vec<Warned<'a>>, coaching_due: Option<Day>) -> Vec<Manager> {
        let people = &self.words.setting.roster.people;
        let mut managers: BTreeMap<(bool, &str, Option<usize>), Vec<Warned>> = BTreeMap::new();
        for one in warned {
            let manager = self.words.manager(one.person, self.progress.as_of);
            let id = manager.map_or("", |manager| people[manager].id.as_str());
            managers.entry((manager.is_none(), id, manager)).or_default().push(one);
        }
        let manager =
            |((_, _, manager), mut warned): ((bool, &str, Option<usize>), Vec<Warned>)| {
                warned.sort_by(|a, b| urgency(a).cmp(&urgency(b)));
                Manager {
                    name: manager.map_or_else(|| NONE.to_owned(), |m| people[m].name.clone()),
                    people_count: warned.len().to_string(),
                    people: warned.iter().map(|one| self.person(one, coaching_due)).collect(),
                }
            };
        managers.into_iter().map(manager).collect()
    }

    fn person(&self, warned: &Warned, coaching_due: Option<Day>) -> Person {
        let words = &self.words;
        let time = warned.rows.iter().find(|row| row.time.is_some()).or(warned.rows.first());
        Person {
            name: warned.person.name.clone(),
            id: warned.person.id.clone(),
            region: self.place(warned.node, Level::Region),
            team: self.place(warned.node, Level::Team),
            level: self.level(&warned.rows),
            days_left: time.map_or_else(|| NONE.to_owned(), |row| self.days_left_of(row)),
            metrics: warned.rows.iter().map(|row| self.metric(row)).collect(),
            main_gap: self.main_gap(warned),
            coaching: words.blank("辅导状态", "state of coaching"),
            coaching_due: coaching_due
                .map_or_else(|| words.blank("日期", "date"), |day| day.to_string()),
            catch_up: words.blank("追赶计划状态", "state of the catch-up plan"),
            confirmation: words.blank("上级签字、日期", "signature and date"),
        }
    }

    fn metric(&self, row: &Row) -> Metric {
        let words = &self.words;
        let additive = words.setting.metrics[row.metric].is_additive();
        let target = match (&row.target, additive) {
            (Some(target), false) => words.bound(target, row.metric),
            (target, _) => words.figure(target.as_ref(), row.metric),
        };
        let gap = match additive {
            true => words.figure(row.gap.as_ref(), row.metric),
            false => self.missing(row).unwrap_or_else(|| NONE.to_owned()),
        };
        Metric {
            metric: words.metric_with_unit(row.metric),
            target,
            actual: self.value(row),
            // What isn't summed isn't attained bit by bit either.
            attainment: if additive { self.attainment(row) } else { NONE.to_owned() },
            time_progress: self.time(row),
            pace: words.share(row.pace.as_ref()),
            level: self.level(&[row]),
            consecutive: row.streak.to_string(),
            gap,
            required_per_day: self.required(row),
        }
    }

    /// How far the warned metrics are behind, the largest share of a target first.
    fn main_gap(&self, warned: &Warned) -> String {
        let mut rows: Vec<(Option<Number>, &Row)> = warned
            .rows
            .iter()
            .filter(|row| row.alert != Alert::Green)
            .map(|row| (row.gap.as_ref().zip(row.target.as_ref()), *row))
            .map(|(gap, row)| (gap.and_then(|(gap, target)| Number::ratio(gap, target)), row))
            .collect();
        // Something missing weighs more the larger it is; the order of the plan breaks ties.
        rows.sort_by(|(a, _), (b, _)| b.cmp(a));
        let told = rows
            .into_iter()
            .map(|(_, row)| self.words.of(self.words.saying.metric(row.metric), &self.behind(row)));
        told.collect::<Vec<_>>().join(self.words.lang.pick("；", "; "))
    }

    /// How far a row is behind where it should be today, and from its target.
    fn behind(&self, row: &Row) -> String {
        let words = &self.words;
        if !words.setting.metrics[row.metric].is_additive() {
            return self.off_target(row);
        }
        let mut told = Vec::new();
        if let (Some(expected), Some(actual)) = (&row.expected, &row.actual)
            && (expected - actual).is_positive()
        {
            let late = self.tenths(&(expected - actual), row.metric);
            let late = words.amount(&late, row.metric);
            told.push(match words.lang {
                Lang::Zh => format!("比应有进度少 {late}"),
                Lang::En => format!("{late} behind schedule"),
            });
        }
        if let Some(gap) = row.gap.as_ref().filter(|gap| gap.is_positive()) {
            let gap = words.amount(gap, row.metric);
            told.push(match words.lang {
                Lang::Zh => format!("距目标还差 {gap}"),
                Lang::En => format!("{gap} short of the target"),
            });
        }
        if told.is_empty() { self.as_it_is(row) } else { told.join(words.lang.pick("，", ", ")) }
    }

    /// On which side of its target a metric stands that isn't summed, and how far from it.
    fn off_target(&self, row: &Row) -> String {
        let words = &self.words;
        let Some(gap) = &row.gap else { return self.as_it_is(row) };
        let distance = words.distance(Some(&gap.abs()), row.metric);
        let distance = distance.trim_start_matches('+');
        let points = words.unit_of(row.metric) == Unit::Ratio;
        let (below, above) = match words.lang {
            Lang::Zh => ("比目标低", "比目标高"),
            Lang::En => ("below the target", "above the target"),
        };
        let side = if gap.is_positive() { below } else { above };
        match (words.lang, points) {
            (Lang::Zh, true) => format!("{side} {distance} 个百分点"),
            (Lang::Zh, false) => format!("{side} {}", words.amount(&gap.abs(), row.metric)),
            (Lang::En, true) => format!("{distance} points {side}"),
            (Lang::En, false) => format!("{} {side}", words.amount(&gap.abs(), row.metric)),
        }
    }

    /// The value alone, where no target says how far it is off.
    fn as_it_is(&self, row: &Row) -> String {
        let value = self.value(row);
        match self.words.lang {
            Lang::Zh => format!("实际 {value}"),
            Lang::En => format!("actual {value}"),
        }
    }

    /// Part of a whole thing is told in tenths: 3.4 customers should have come by now.
    fn tenths(&self, value: &Number, metric: usize) -> Number {
        match self.words.unit_of(metric) {
            Unit::Count | Unit::Days => round_number(value, 1, Rounding::HalfUp),
            Unit::Money(_) | Unit::Ratio | Unit::Plain => value.clone(),
        }
    }

    /// How far a metric that isn't summed is from its target, signed, in words.
    fn missing(&self, row: &Row) -> Option<String> {
        let gap = &Number::zero() - row.gap.as_ref()?;
        let distance = self.words.distance(Some(&gap), row.metric);
        Some(match (self.words.unit_of(row.metric), self.words.lang) {
            (Unit::Ratio, Lang::Zh) => format!("{distance} 个百分点"),
            (Unit::Ratio, Lang::En) => format!("{distance} points"),
            _ => distance,
        })
    }

    fn rule_of_level(&self, warning: &Warning) -> String {
        let name = self.warning(warning);
        match self.words.lang {
            Lang::Zh => format!("{name}——{}", self.rule(warning)),
            Lang::En => format!("{name}, that is: {}", self.rule(warning)),
        }
    }
}

/// Smaller is more urgent.
type Urgency<'w> = (Reverse<Alert>, Reverse<u32>, (bool, Option<&'w Number>), &'w str);

/// The most urgent first: the worst level, then the most warnings in a row, then the lowest pace.
fn urgency<'w>(warned: &'w Warned) -> Urgency<'w> {
    let alert = warned.rows.iter().map(|row| row.alert).max().unwrap_or(Alert::Green);
    let streak = warned.rows.iter().map(|row| row.streak).max().unwrap_or(0);
    let pace = warned.rows.iter().filter_map(|row| row.pace.as_ref()).min();
    // Who has no pace stands after those who have one.
    (Reverse(alert), Reverse(streak), (pace.is_none(), pace), warned.person.id.as_str())
}
