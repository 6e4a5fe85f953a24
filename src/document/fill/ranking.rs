//! The tables of a metric that adds up: people by rank, groups from the top downwards, lines of the
//! second tree, and what stands against nobody's target.

use std::cmp::Ordering;
use std::collections::BTreeSet;

use crate::base::{Lang, Number};
use crate::document::progress::{Group, LineTable, Ranking, Standing};
use crate::plan::fact;
use crate::plan::tree::Level;
use crate::plan::warning::Alert;
use crate::quota::{Branch, Outside, Row};

use super::standing::Standings;
use super::words::NONE;

impl Standings<'_> {
    /// The part of a metric.
    pub fn ranking(&self, metric: usize) -> Ranking {
        let words = &self.words;
        let rows = self.rows_of(Branch::Organisation, metric);
        let is_person = |row: &&&_| self.level_of(row) == Level::Person;
        let groups: Vec<&Row> = rows.iter().filter(|row| !is_person(row)).copied().collect();
        Ranking {
            metric: words.metric(metric),
            unit: words.unit(metric),
            basis: words.basis(metric),
            people: self.ranked(rows.iter().filter(is_person).copied().collect()),
            groups: groups.iter().map(|row| self.group(row)).collect(),
            warned_groups: groups.iter().any(|row| row.alert != Alert::Green),
            outside: self.outside(metric),
        }
    }

    /// The part of a metric along the second tree.
    pub fn line_table(&self, metric: usize) -> LineTable {
        let rows = self.rows_of(Branch::Lines, metric);
        LineTable {
            metric: self.words.metric(metric),
            dimension: self.words.dimension(Branch::Lines),
            unit: self.words.unit(metric),
            rows: rows.into_iter().map(|row| self.group(row)).collect(),
        }
    }

    /// People by attainment, compared exactly. Who attained the same shares a rank; who has no
    /// attainment stands last, without one.
    fn ranked(&self, mut rows: Vec<&Row>) -> Vec<Standing> {
        let ratio = |row: &Row| row.attainment.as_ref().and_then(|of| of.ratio());
        let mut order: Vec<(Option<Number>, &Row)> =
            rows.drain(..).map(|row| (ratio(row), row)).collect();
        order.sort_by(|(a, row_a), (b, row_b)| {
            let by_attainment = match (a, b) {
                (Some(a), Some(b)) => b.cmp(a),
                (Some(_), None) => Ordering::Less,
                (None, Some(_)) => Ordering::Greater,
                (None, None) => Ordering::Equal,
            };
            by_attainment.then_with(|| self.id(row_a).cmp(self.id(row_b)))
        });
        let mut rank = 0;
        let mut people = Vec::new();
        for (at, (ratio, row)) in order.iter().enumerate() {
            if at == 0 || order[at - 1].0 != *ratio {
                rank = at + 1;
            }
            let rank = ratio.as_ref().map_or_else(|| NONE.to_owned(), |_| rank.to_string());
            people.push(self.standing(rank, row));
        }
        people
    }

    fn id(&self, row: &Row) -> &str {
        let setting = self.words.setting;
        setting.person(setting.organisation, row.node).map_or("", |person| person.id.as_str())
    }

    fn standing(&self, rank: String, row: &Row) -> Standing {
        let (words, metric) = (&self.words, row.metric);
        Standing {
            rank,
            name: words.setting.organisation.nodes[row.node].name.clone(),
            region: self.place(row.node, Level::Region),
            team: self.place(row.node, Level::Team),
            target: words.figure(row.target.as_ref(), metric),
            actual: words.figure(row.actual.as_ref(), metric),
            attainment: self.attainment(row),
            time_progress: self.time(row),
            pace: words.share(row.pace.as_ref()),
            gap: words.figure(row.gap.as_ref(), metric),
            required_per_day: self.required(row),
            projection: self.projection(row),
            level: self.level(&[row]),
            change: words.signed(row.change.as_ref(), metric),
            note: self.note(row),
        }
    }

    /// A warned person's reason is for people to tell.
    fn note(&self, row: &Row) -> String {
        match (row.alert, row.quiet && row.target.is_some() && !self.is_quiet()) {
            (Alert::Yellow | Alert::Red, _) => self.words.blank("原因", "reason"),
            (Alert::Green, true) => self.words.pick("在岗时间短，暂不预警", "too new to be warned"),
            (Alert::Green, false) => String::new(),
        }
    }

    /// Whether it is too early for warnings for everybody.
    pub fn is_quiet(&self) -> bool {
        let mut top = self.progress.rows.iter().filter(|row| row.node == 0);
        top.any(|row| row.quiet)
    }

    fn group(&self, row: &Row) -> Group {
        let (words, metric) = (&self.words, row.metric);
        let node = words.setting.tree(row.branch).map(|tree| &tree.nodes[row.node]);
        Group {
            level: words.level(self.level_of(row)),
            name: node.map_or_else(String::new, |node| node.name.clone()),
            people: self.people_below(row),
            target: words.figure(row.target.as_ref(), metric),
            actual: words.figure(row.actual.as_ref(), metric),
            attainment: self.attainment(row),
            pace: words.share(row.pace.as_ref()),
            gap: words.figure(row.gap.as_ref(), metric),
            projection: self.projection(row),
            change: words.signed(row.change.as_ref(), metric),
            warning: self.level(&[row]),
        }
    }

    /// How many people with a target in the metric stand below.
    fn people_below(&self, row: &Row) -> String {
        if row.branch != Branch::Organisation || self.level_of(row) == Level::Stint {
            return String::new();
        }
        let tree = self.words.setting.organisation;
        let with_target = tree.below(row.node).into_iter().filter_map(|node| {
            let person = tree.nodes[node].person.filter(|_| node != row.node)?;
            let own = self.row(Branch::Organisation, node, row.metric);
            own.is_some_and(|own| own.target.is_some()).then_some(person)
        });
        with_target.collect::<BTreeSet<usize>>().len().to_string()
    }

    fn outside(&self, metric: usize) -> Vec<String> {
        let own = self.progress.outside.iter();
        let own = own.filter(|outside| outside.metric == metric && !outside.actual.is_zero());
        own.map(|outside| self.outside_in_words(outside)).collect()
    }

    fn outside_in_words(&self, outside: &Outside) -> String {
        let words = &self.words;
        let amount = words.amount(&outside.actual, outside.metric);
        let company = words.pick(
            "计入公司，不计入任何人的目标",
            "counts for the company, against nobody's target",
        );
        let nobody = words.pick(
            "负责人不在名册中，没有计入",
            "the owner isn't on the roster, so it counts for nobody",
        );
        let (name, treatment) = match &outside.group {
            fact::Group::House => (words.pick("公司账户", "house account"), company),
            fact::Group::Person(person) => {
                let person = words.setting.roster.people.get(*person);
                (person.map_or_else(String::new, |person| person.name.clone()), company)
            }
            fact::Group::Unattributed => (words.pick("未归属", "not attributed"), nobody),
            fact::Group::Value(value) => (value.clone(), company),
        };
        match words.lang {
            Lang::Zh => format!("{name}：{amount}，{treatment}。"),
            Lang::En => format!("{name}: {amount}; {treatment}."),
        }
    }
}
