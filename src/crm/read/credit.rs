//! Who is credited with a row: the owner's text becomes a group once, however many rows have it.
//! Nobody is dropped: a text that means nobody on the roster is a group of its own.
//!
//! What co-owners share equally is the amount of a sum, split at the places of its currency. A row is
//! still one row: counts, distinct counts, minima and maxima go to the owner named first, so that
//! the parts never sum to more than the whole.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use crate::crm::cell::shown;
use crate::crm::person::{Nobody, Owners, People};
use crate::expr::Value;
use crate::plan::fact::Group;
use crate::plan::source::CoOwners;
use crate::text::Diagnostic;
use crate::text::code::import;

/// Groups by number, shared by all workers. The numbers mean nothing outside.
#[derive(Default)]
pub(super) struct Groups {
    known: Mutex<(HashMap<Group, u32>, Vec<Group>)>,
}

impl Groups {
    /// The number of a group.
    pub fn number(&self, group: Group) -> u32 {
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let (numbers, groups) = &mut *known;
        if let Some(number) = numbers.get(&group) {
            return *number;
        }
        let number = groups.len() as u32;
        groups.push(group.clone());
        numbers.insert(group, number);
        number
    }

    /// The groups in the order of their numbers.
    pub fn list(&self) -> Vec<Group> {
        self.known.lock().unwrap_or_else(PoisonError::into_inner).1.clone()
    }
}

/// Who is credited.
#[derive(Clone, Debug)]
pub(super) enum Credit {
    /// One group.
    One(u32),
    /// Co-owners with equal shares.
    Several(Arc<Several>),
    /// Nobody on the roster.
    Stray(Arc<str>),
    /// It can't be said who.
    Bad(Diagnostic),
}

/// Who holds a row that counts.
pub(super) enum Holder<'c> {
    /// One group.
    One(u32),
    /// Co-owners with equal shares.
    Several(&'c Arc<Several>),
}

/// Co-owners.
#[derive(Debug)]
pub(super) struct Several {
    /// The one named first.
    pub first: u32,
    /// All, in the order of the roster.
    pub all: Vec<u32>,
}

/// Finds out who is credited.
pub(super) struct Crediting<'p> {
    /// Everybody on the roster.
    pub people: &'p People,
    /// The groups.
    pub groups: &'p Groups,
    /// What several owners mean.
    pub co_owners: CoOwners,
    /// What messages call the column.
    pub title: &'p str,
    known: Mutex<HashMap<Arc<str>, Credit>>,
}

impl<'p> Crediting<'p> {
    /// By these rules.
    pub fn new(
        people: &'p People,
        groups: &'p Groups,
        co_owners: CoOwners,
        title: &'p str,
    ) -> Crediting<'p> {
        Crediting { people, groups, co_owners, title, known: Mutex::default() }
    }

    /// Who is credited by an owner's cell.
    pub fn of(&self, owner: &Value) -> Credit {
        let text: Arc<str> = match owner {
            Value::Text(text) => text.clone(),
            Value::Missing => return Credit::Stray("".into()),
            Value::Num(number) => number.to_exact_text().unwrap_or_default().into(),
            Value::Day(day) => day.to_string().into(),
            Value::Bool(_) => return Credit::Stray("".into()),
        };
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner).get(&text).cloned();
        known.unwrap_or_else(|| {
            let credit = self.find(&text);
            let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
            known.insert(text, credit.clone());
            credit
        })
    }

    fn find(&self, text: &Arc<str>) -> Credit {
        let person = |who: &u32| self.groups.number(Group::Person(*who as usize));
        match self.people.who(text) {
            Ok(Owners::One(who)) => Credit::One(person(&who)),
            Ok(Owners::Several(who)) => match (self.co_owners, who.first()) {
                (CoOwners::First, Some(first)) => Credit::One(person(first)),
                (CoOwners::Equal, Some(first)) => {
                    let first = person(first);
                    let mut sorted = who;
                    sorted.sort_unstable();
                    let all = sorted.iter().map(person).collect();
                    Credit::Several(Arc::new(Several { first, all }))
                }
                _ => Credit::Bad(
                    Diagnostic::new(&import::CO_OWNERS_UNDECLARED)
                        .arg("column", self.title)
                        .arg("value", shown(text))
                        .arg("people", self.people.list(&who)),
                ),
            },
            Err(fault) => match fault.why {
                Nobody::Unknown(_) | Nobody::Missing => Credit::Stray(text.clone()),
                _ => Credit::Bad(fault.diagnose(self.people, self.title)),
            },
        }
    }
}
