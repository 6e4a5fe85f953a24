//! What a worker noticed besides figures: rows set aside or flagged, rows of other periods, owners who
//! are nobody. Put together, it is the same whoever noticed what.

use std::collections::BTreeMap;
use std::sync::Arc;

use crate::base::Number;
use crate::crm::report::NotedRow;
use crate::text::{Diagnostic, Place};

use super::firsts::{Firsts, Order};

/// What a worker noticed besides figures.
#[derive(Default)]
pub(super) struct Notes {
    /// Rows that don't count.
    pub set_aside: Firsts<NotedRow>,
    /// Rows that a check flagged.
    pub flagged: Firsts<NotedRow>,
    /// Rows without a date.
    pub undated: u64,
    /// Rows of other periods.
    pub outside: u64,
    /// Number of the newest day that counts, planned ones apart.
    pub newest: Option<i32>,
    /// Days that have not come yet.
    pub future: BTreeMap<usize, Firsts<Diagnostic>>,
    /// Rows whose owner is nobody, by his text.
    pub strays: BTreeMap<Arc<str>, Stray>,
}

/// Rows of one unknown owner.
#[derive(Clone)]
pub(super) struct Stray {
    /// How many.
    pub rows: u64,
    /// The first.
    pub first: (Order, Place),
    /// Sums of money, by column.
    pub sums: BTreeMap<usize, Number>,
}

impl Notes {
    /// Takes in another worker's.
    pub fn absorb(&mut self, other: Notes) {
        self.set_aside.absorb(other.set_aside);
        self.flagged.absorb(other.flagged);
        self.undated += other.undated;
        self.outside += other.outside;
        self.newest = self.newest.max(other.newest);
        for (column, firsts) in other.future {
            self.future.entry(column).or_default().absorb(firsts);
        }
        for (owner, stray) in other.strays {
            match self.strays.get_mut(&owner) {
                None => {
                    self.strays.insert(owner, stray);
                }
                Some(known) => known.absorb(stray),
            }
        }
    }
}

impl Stray {
    fn absorb(&mut self, other: Stray) {
        self.rows += other.rows;
        if other.first.0 < self.first.0 {
            self.first = other.first;
        }
        for (column, sum) in other.sums {
            *self.sums.entry(column).or_insert_with(Number::zero) += &sum;
        }
    }
}
