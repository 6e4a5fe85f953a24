//! The two trees that targets and results hang on: the organisation (company → region → team →
//! person, from the roster) and, where the plan has one, a second tree such as product lines.
//! Only the shape; targets are in `target`, arithmetic in `quota`.
//!
//! Somebody who changes team within the plan stands in the tree once per place, as stints, so that
//! what hangs on the tree still sums; and once more beside it, whole, for what concerns the person.

use std::collections::BTreeMap;

use crate::base::{Day, Lang};

use super::fact::Window;
use super::roster::{Person, Roster};

/// A level of a tree, from the top down.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Level {
    /// The organisation as a whole.
    Company,
    /// 区域.
    Region,
    /// 团队.
    Team,
    /// A salesperson.
    Person,
    /// A line of the second tree (product line, channel …).
    Line,
    /// 任职段: the days that a salesperson has in one of several places.
    Stint,
}

impl Level {
    /// Every level with its word in plans and outputs, its Chinese and its English name.
    pub const ALL: [(Level, &'static str, &'static str, &'static str); 6] = [
        (Level::Company, "company", "公司", "company"),
        (Level::Region, "region", "区域", "region"),
        (Level::Team, "team", "团队", "team"),
        (Level::Person, "person", "个人", "person"),
        (Level::Line, "line", "产品线", "line"),
        (Level::Stint, "stint", "任职段", "stint"),
    ];

    /// The word of plans and outputs.
    pub fn word(self) -> &'static str {
        Self::ALL[self as usize].1
    }

    /// The name that people read.
    pub fn name(self, lang: Lang) -> &'static str {
        let (_, _, zh, en) = Self::ALL[self as usize];
        lang.pick(zh, en)
    }

    /// Reads that word, or the Chinese one. No plan speaks of stints: they are there on account of
    /// the roster.
    pub fn parse(word: &str) -> Option<Level> {
        let found = Self::ALL.iter().find(|row| row.1 == word || row.2 == word).map(|row| row.0);
        found.filter(|level| *level != Level::Stint)
    }

    /// The level as plans mean it: a stint is some of a person.
    pub fn meant(self) -> Level {
        if self == Level::Stint { Level::Person } else { self }
    }
}

/// A node of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// `company`, `region:华东`, `team:华东一部`, `person:E1001`, `line:软件`, and
    /// `stint:E1001@2026-08-16` by its first day.
    pub id: String,
    /// Its level.
    pub level: Level,
    /// The name that people read.
    pub name: String,
    /// Index of the node above; `None` at the top.
    pub parent: Option<usize>,
    /// Indices of the nodes below, in the order of their ids.
    pub children: Vec<usize>,
    /// Index into `Roster::people` for a person and a stint.
    pub person: Option<usize>,
    /// For a stint: whose rows count here. The stints of a person have every day between them, so
    /// that no row is lost: the first has all days before, the last all after.
    pub days: Option<Window>,
    /// For a person who stands beside the tree: the nodes of the stints, earliest first.
    pub stints: Vec<usize>,
}

/// A tree: `nodes[0]` is the top, parents stand before their children; people with several stints
/// come behind them all, without a parent.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// The nodes, depth first.
    pub nodes: Vec<Node>,
}

impl Tree {
    /// The organisation as the roster has it in a plan of those days: each person below the team
    /// (or region, or company), or the several one after another. Levels that the roster leaves
    /// empty are left out.
    pub fn organisation(roster: &Roster, company: &str, plan: Window) -> Tree {
        let mut regions: BTreeMap<&str, BTreeMap<&str, Vec<Place>>> = BTreeMap::new();
        for index in (0..roster.people.len()).filter(|at| roster.people[*at].carries_target) {
            for (region, team, place) in places(&roster.people[index], index, plan) {
                regions.entry(region).or_default().entry(team).or_default().push(place);
            }
        }
        let mut tree = Tree { nodes: Vec::new() };
        let top = tree.add(None, Level::Company, "", company, None);
        for (region, teams) in regions {
            let above = match region {
                "" => top,
                name => tree.add(Some(top), Level::Region, name, name, None),
            };
            for (team, places) in teams {
                let above = match team {
                    "" => above,
                    name => tree.add(Some(above), Level::Team, name, name, None),
                };
                for place in places {
                    tree.add_place(above, &roster.people[place.person], &place);
                }
            }
        }
        tree.add_whole(roster);
        tree
    }

    fn add_place(&mut self, above: usize, person: &Person, place: &Place) {
        let Some((stint, days)) = place.stint else {
            self.add(Some(above), Level::Person, &person.id, &person.name, Some(place.person));
            return;
        };
        let key = format!("{}@{}", person.id, stint.start);
        let name = format!("{} ({} – {})", person.name, stint.start, stint.end);
        let node = self.add(Some(above), Level::Stint, &key, &name, Some(place.person));
        self.nodes[node].days = Some(days);
    }

    /// People with several stints, each behind the tree as a whole.
    fn add_whole(&mut self, roster: &Roster) {
        let mut stints: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        for (at, node) in self.nodes.iter().enumerate().filter(|(_, node)| node.days.is_some()) {
            if let Some(person) = node.person {
                stints.entry(person).or_default().push(at);
            }
        }
        for (index, mut nodes) in stints {
            nodes.sort_by_key(|at| self.nodes[*at].days);
            let person = &roster.people[index];
            let whole = self.add(None, Level::Person, &person.id, &person.name, Some(index));
            self.nodes[whole].stints = nodes;
        }
    }

    /// The node of the person as a whole: for a stint the one beside the tree, else itself.
    pub fn whole(&self, node: usize) -> usize {
        if self.nodes[node].days.is_none() {
            return node;
        }
        self.nodes.iter().position(|whole| whole.stints.contains(&node)).unwrap_or(node)
    }

    /// A second tree: the company and its lines.
    pub fn lines(company: &str, names: &[String]) -> Tree {
        let mut tree = Tree { nodes: Vec::new() };
        let top = tree.add(None, Level::Company, "", company, None);
        for name in names {
            tree.add(Some(top), Level::Line, name, name, None);
        }
        tree
    }

    fn add(
        &mut self,
        parent: Option<usize>,
        level: Level,
        key: &str,
        name: &str,
        person: Option<usize>,
    ) -> usize {
        let id = match level {
            Level::Company => level.word().to_owned(),
            _ => format!("{}:{key}", level.word()),
        };
        let index = self.nodes.len();
        self.nodes.push(Node {
            id,
            level,
            name: name.to_owned(),
            parent,
            children: Vec::new(),
            person,
            days: None,
            stints: Vec::new(),
        });
        if let Some(parent) = parent {
            self.nodes[parent].children.push(index);
        }
        index
    }

    /// The node that the user means by `region:华东`, `E1001`, or a name that fits one node only.
    /// `Err` lists the ids that fit (none, or several).
    pub fn find(&self, written: &str) -> Result<usize, Vec<String>> {
        if let Some(index) = self.nodes.iter().position(|node| node.id == written) {
            return Ok(index);
        }
        let fits: Vec<usize> = (0..self.nodes.len())
            .filter(|index| {
                let node = &self.nodes[*index];
                node.name == written || node.id.split_once(':').is_some_and(|(_, k)| k == written)
            })
            .collect();
        match fits.as_slice() {
            [one] => Ok(*one),
            several => Err(several.iter().map(|index| self.nodes[*index].id.clone()).collect()),
        }
    }

    /// All nodes below `node`, itself included, depth first. A person beside the tree has none.
    pub fn below(&self, node: usize) -> Vec<usize> {
        let mut found = vec![node];
        let mut next = 0;
        while next < found.len() {
            found.extend(&self.nodes[found[next]].children);
            next += 1;
        }
        found.sort_unstable();
        found
    }
}

/// Where somebody stands in the tree.
struct Place {
    /// Index into the people.
    person: usize,
    /// For one of several places: its days of the plan, and the days whose rows count there.
    stint: Option<(Window, Window)>,
}

/// The region and team of a person, or of each stint.
fn places(person: &Person, index: usize, plan: Window) -> Vec<(&str, &str, Place)> {
    let places = person.places(plan);
    let last = places.len().saturating_sub(1);
    let mut found = Vec::with_capacity(places.len());
    for (at, (stint, days)) in places.into_iter().enumerate() {
        let credited = Window::new(
            if at == 0 { Day::FIRST } else { days.start },
            if at == last { Day::LAST } else { days.end },
        );
        let place = Place { person: index, stint: (last > 0).then_some((days, credited)) };
        found.push((
            stint.region.as_deref().unwrap_or(""),
            stint.team.as_deref().unwrap_or(""),
            place,
        ));
    }
    found
}
