//! The two trees that targets and results hang on: the organisation (company → region → team →
//! person, from the roster) and, where the plan has one, a second tree such as product lines.
//! Only the shape; targets are in `target`, arithmetic in `quota`.

use std::collections::BTreeMap;

use crate::base::Lang;

use super::roster::Roster;

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
}

impl Level {
    /// Every level with its word in plans and outputs, its Chinese and its English name.
    pub const ALL: [(Level, &'static str, &'static str, &'static str); 5] = [
        (Level::Company, "company", "公司", "company"),
        (Level::Region, "region", "区域", "region"),
        (Level::Team, "team", "团队", "team"),
        (Level::Person, "person", "个人", "person"),
        (Level::Line, "line", "产品线", "line"),
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

    /// Reads that word, or the Chinese one.
    pub fn parse(word: &str) -> Option<Level> {
        Self::ALL.iter().find(|row| row.1 == word || row.2 == word).map(|row| row.0)
    }
}

/// A node of a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Node {
    /// `company`, `region:华东`, `team:华东一部`, `person:E1001`, `line:软件`.
    pub id: String,
    /// Its level.
    pub level: Level,
    /// The name that people read.
    pub name: String,
    /// Index of the node above; `None` at the top.
    pub parent: Option<usize>,
    /// Indices of the nodes below, in the order of their ids.
    pub children: Vec<usize>,
    /// Index into `Roster::people` for a person.
    pub person: Option<usize>,
}

/// A tree: `nodes[0]` is the top, parents stand before their children.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tree {
    /// The nodes, depth first.
    pub nodes: Vec<Node>,
}

impl Tree {
    /// The organisation as the roster has it: each person below the team (or region, or company)
    /// of the first assignment that reaches into the plan. Levels that the roster leaves empty are
    /// left out.
    pub fn organisation(roster: &Roster, company: &str) -> Tree {
        let mut regions: BTreeMap<&str, BTreeMap<&str, Vec<usize>>> = BTreeMap::new();
        for (index, person) in roster.people.iter().enumerate() {
            let Some(stint) = person.stints.first().filter(|_| person.carries_target) else {
                continue;
            };
            let region = stint.region.as_deref().unwrap_or("");
            let team = stint.team.as_deref().unwrap_or("");
            regions.entry(region).or_default().entry(team).or_default().push(index);
        }
        let mut tree = Tree { nodes: Vec::new() };
        let top = tree.add(None, Level::Company, "", company, None);
        for (region, teams) in regions {
            let above = match region {
                "" => top,
                name => tree.add(Some(top), Level::Region, name, name, None),
            };
            for (team, mut people) in teams {
                let above = match team {
                    "" => above,
                    name => tree.add(Some(above), Level::Team, name, name, None),
                };
                people.sort_by(|a, b| roster.people[*a].id.cmp(&roster.people[*b].id));
                for index in people {
                    let person = &roster.people[index];
                    tree.add(Some(above), Level::Person, &person.id, &person.name, Some(index));
                }
            }
        }
        tree
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

    /// All nodes below `node`, itself included, depth first.
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
