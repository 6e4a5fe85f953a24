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
        let people: Vec<usize> = below.iter().filter_map(|at| tree.nodes[*at].person).collect();
        let owner = match tree.nodes[node].person {
            Some(person) => self.above(person).first().copied(),
            None => self.common(&people),
        };
        owner
            .map_or_else(|| NONE.to_owned(), |owner| self.setting.roster.people[owner].name.clone())
    }

    /// The lowest manager above all of them. Somebody who leads others among them stands above
    /// themself: a team leader answers for the team that they sell in.
    fn common(&self, people: &[usize]) -> Option<usize> {
        let leading: BTreeSet<usize> =
            people.iter().filter_map(|person| self.above(*person).first().copied()).collect();
        let chain = |person: &usize| {
            let mut chain = self.above(*person);
            if leading.contains(person) {
                chain.insert(0, *person);
            }
            chain
        };
        let mut chains = people.iter().map(chain);
        let first = chains.next()?;
        let rest: Vec<Vec<usize>> = chains.collect();
        first.into_iter().find(|one| rest.iter().all(|chain| chain.contains(one)))
    }

    /// The managers above somebody at the start of the plan, the nearest first.
    fn above(&self, person: usize) -> Vec<usize> {
        let mut chain: Vec<usize> = Vec::new();
        let mut at = person;
        while let Some(manager) =
            self.manager(&self.setting.roster.people[at], self.setting.period.start)
            && manager != person
            && !chain.contains(&manager)
        {
            chain.push(manager);
            at = manager;
        }
        chain
    }
}
