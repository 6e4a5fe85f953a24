//! The first of many: what was noticed in the rows of a source, in the order of its files whoever
//! noticed it, so much of it as is worth showing, and the number of all.

use std::collections::HashSet;
use std::sync::Arc;

use crate::crm::report::KEPT;

/// A place among the files of a source, to sort by.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub(super) struct Order {
    /// Which file, in the order of their names.
    pub file: u32,
    /// Physical line.
    pub line: u64,
    /// Column from 0.
    pub column: u32,
}

/// What makes two findings one: the same text in the same column.
pub(super) type About = (u32, Arc<str>);

/// The first things of their kind.
#[derive(Clone, Debug)]
pub(super) struct Firsts<T> {
    /// How many there were; of those about one text, each that was pushed.
    pub count: u64,
    kept: Vec<(Order, Option<About>, T)>,
    /// Nothing at or after this place will be kept.
    bar: Option<Order>,
}

impl<T> Default for Firsts<T> {
    fn default() -> Self {
        Firsts { count: 0, kept: Vec::new(), bar: None }
    }
}

impl<T> Firsts<T> {
    /// Takes one in; it is made only if it may be kept.
    pub fn push(&mut self, order: Order, about: Option<About>, make: impl FnOnce() -> T) {
        self.count += 1;
        if self.bar.is_some_and(|bar| order >= bar) {
            return;
        }
        self.kept.push((order, about, make()));
        if self.kept.len() >= 4 * KEPT {
            self.settle();
        }
    }

    /// Takes in all of another one.
    pub fn absorb(&mut self, other: Firsts<T>) {
        self.count += other.count;
        self.kept.extend(other.kept);
        self.settle();
    }

    /// The kept ones in order.
    pub fn into_kept(mut self) -> Vec<(Order, T)> {
        self.settle();
        self.kept.into_iter().map(|(order, _, item)| (order, item)).collect()
    }

    fn settle(&mut self) {
        self.kept.sort_by_key(|(order, _, _)| *order);
        let mut told = HashSet::new();
        self.kept
            .retain(|(_, about, _)| about.as_ref().is_none_or(|about| told.insert(about.clone())));
        if self.kept.len() > KEPT {
            self.kept.truncate(KEPT);
            self.bar = self.kept.last().map(|(order, _, _)| *order);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(line: u64) -> Order {
        Order { file: 0, line, column: 0 }
    }

    #[test]
    fn the_first_are_kept_in_whatever_order_they_come() {
        let (mut one, mut two) = (Firsts::default(), Firsts::default());
        for line in (0..10_000).rev() {
            let firsts = if line % 3 == 0 { &mut one } else { &mut two };
            firsts.push(at(line), None, || line);
        }
        one.absorb(two);
        assert_eq!(one.count, 10_000);
        let kept: Vec<u64> = one.into_kept().into_iter().map(|(_, line)| line).collect();
        assert_eq!(kept, (0..KEPT as u64).collect::<Vec<_>>());
    }

    #[test]
    fn what_is_said_about_a_text_is_said_once_and_where_it_stands_first() {
        let mut firsts = Firsts::default();
        for line in [5, 3, 9] {
            firsts.push(at(line), Some((2, "王*".into())), || line);
        }
        firsts.push(at(4), Some((3, "王*".into())), || 4);
        let kept: Vec<u64> = firsts.into_kept().into_iter().map(|(_, line)| line).collect();
        assert_eq!(kept, [3, 4]);
    }
}
