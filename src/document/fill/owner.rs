//! 负责人: who answers for the target of a node, read from the reporting lines of the roster.

use std::collections::BTreeSet;

use crate::base::Day;
use crate::plan::roster::Person;
use crate::plan::tree::Tree;

use super::words::{NONE, Words};

impl Words<'_> {
    /// The person to whom somebody reports on a day, else at first.
    pub fn manager(&self, person: &Person, day: Day) -> Option<usize> {
        let stint = person.on(day).or(person.stints.first())?;
        stint.manager.filter(|manager| self.setting.roster.people.get(*manager).is_some())
    }

    /// Who answers for a node: for a person their manager; for a group the lowest manager to whom
    /// all its people report. `—` where there is none.
    pub fn owner(&self, tree: &Tree, node: usize) -> String {
        let below = tree.below(node);
        let people = below.iter().filter_map(|at| self.there(tree, *at));
        let owner = match self.there(tree, node) {
            Some(person) => self.above(person).first().copied(),
            None => self.common(&people.collect::<Vec<_>>()),
        };
        owner
            .map_or_else(|| NONE.to_owned(), |owner| self.setting.roster.people[owner].name.clone())
    }

    /// The lowest manager above all of them. Somebody who leads others among them stands above
    /// themself: a team leader answers for the team that they sell in.
    fn common(&self, people: &[(usize, Day)]) -> Option<usize> {
        let leading: BTreeSet<usize> =
            people.iter().filter_map(|person| self.above(*person).first().copied()).collect();
        let chain = |person: &(usize, Day)| {
            let mut chain = self.above(*person);
            if leading.contains(&person.0) {
                chain.insert(0, person.0);
            }
            chain
        };
        let mut chains = people.iter().map(chain);
        let first = chains.next()?;
        let rest: Vec<Vec<usize>> = chains.collect();
        first.into_iter().find(|one| rest.iter().all(|chain| chain.contains(one)))
    }

    /// The person at a node and their first day there: that of the plan, or of the stint.
    fn there(&self, tree: &Tree, node: usize) -> Option<(usize, Day)> {
        let (node, start) = (&tree.nodes[node], self.setting.period.start);
        Some((node.person?, node.days.map_or(start, |days| days.start.max(start))))
    }

    /// The managers above somebody on a day, the nearest first.
    fn above(&self, (person, day): (usize, Day)) -> Vec<usize> {
        let mut chain: Vec<usize> = Vec::new();
        let mut at = person;
        while let Some(manager) = self.manager(&self.setting.roster.people[at], day)
            && manager != person
            && !chain.contains(&manager)
        {
            chain.push(manager);
            at = manager;
        }
        chain
    }
}
