//! `Carry`: what goes from one settlement period to the next: what was paid, running totals, what a
//! cap or a result below 0 leaves for later, balances of draws.

use std::collections::BTreeMap;

use crate::base::{Day, Number};

/// A component for somebody, measured at a node where it is above the person.
pub type Key = (usize, usize, Option<usize>);

/// A component for somebody, in the period that begins on that day.
pub type Origin = (usize, usize, Day);

/// What goes from period to period.
#[derive(Clone, Debug, Default)]
pub struct Carry {
    paid: BTreeMap<(usize, usize, usize), Number>,
    counted: BTreeMap<Key, (Day, Number)>,
    /// What a component paid somebody for the period that begins on a day.
    paid_for: BTreeMap<Origin, Number>,
    /// How much of it was undone so far, in the metric's unit, and what was taken back for it.
    undone: BTreeMap<Origin, (Number, Number)>,
    left: BTreeMap<Key, Left>,
    /// What a cap over several components left for later, by cap and person.
    pub capped: BTreeMap<(usize, usize), Number>,
    /// What a cap over several components has let through so far in its period: its first day and
    /// the amount, by cap and person.
    pub through: BTreeMap<(usize, usize), (Day, Number)>,
    /// Balances of draws, by draw and person.
    pub balance: BTreeMap<(usize, usize), Number>,
}

/// What a component leaves for the next period.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Left {
    /// What its cap cut off, to be paid later.
    pub excess: Number,
    /// What is to be deducted from later results; not negative.
    pub debt: Number,
}

impl Carry {
    /// Notes what a component paid somebody in a period, by the period's number.
    pub fn paid(&mut self, at: usize, component: usize, person: usize, amount: &Number) {
        *self.paid.entry((at, component, person)).or_default() += amount;
    }

    /// What a component paid somebody in a period; 0 where it had nothing for the person.
    pub fn paid_in(&self, at: usize, component: usize, person: usize) -> Number {
        self.paid.get(&(at, component, person)).cloned().unwrap_or_default()
    }

    /// Notes what a component paid somebody for a period.
    pub fn pay_for(&mut self, key: Origin, amount: &Number) {
        *self.paid_for.entry(key).or_default() += amount;
    }

    /// What a component paid somebody for a period.
    pub fn paid_for(&self, key: Origin) -> Number {
        self.paid_for.get(&key).cloned().unwrap_or_default()
    }

    /// Everybody whom a component has paid.
    pub fn people_paid_by(&self, component: usize) -> Vec<usize> {
        let keys = self
            .paid_for
            .iter()
            .filter(|((index, ..), paid)| *index == component && !paid.is_zero());
        let mut people: Vec<usize> = keys.map(|((_, person, _), _)| *person).collect();
        people.dedup();
        people
    }

    /// How much was undone so far, and what was taken back for it.
    pub fn undone(&self, key: Origin) -> (Number, Number) {
        self.undone.get(&key).cloned().unwrap_or_default()
    }

    /// Notes that so much is undone in all, and that this was taken back now.
    pub fn undo(&mut self, key: Origin, all: Number, taken: &Number) {
        let entry = self.undone.entry(key).or_default();
        entry.0 = all;
        entry.1 += taken;
    }

    /// What a running total that began on that day had come to before.
    pub fn counted(&self, key: Key, start: Day) -> Number {
        let known = self.counted.get(&key).filter(|(began, _)| *began == start);
        known.map_or_else(Number::zero, |(_, total)| total.clone())
    }

    /// Notes what a running total has come to.
    pub fn count(&mut self, key: Key, start: Day, total: Number) {
        self.counted.insert(key, (start, total));
    }

    /// What a component left for later, to be changed.
    pub fn of(&mut self, key: Key) -> &mut Left {
        self.left.entry(key).or_default()
    }
}
