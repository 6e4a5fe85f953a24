//! Who gets a component, by whose results, over which days: a seat is a person in front of a measure.

use crate::base::Number;
use crate::plan::Plan;
use crate::plan::fact::{Group, Window};
use crate::plan::incentive::{Audience, Eligibility};
use crate::plan::limit::Payee;
use crate::plan::roster::{Person, Stint};
use crate::plan::tree::{Level, Tree};
use crate::quota::actual::Rows;
use crate::quota::{Actuals, Setting};

use super::span::Run;
use super::subject::Subject;

/// A person in front of a measure.
#[derive(Clone, Debug)]
pub struct Seat {
    /// The person who is paid: index into the roster.
    pub person: usize,
    /// The node whose results are measured, for a component above the person.
    pub node: Option<usize>,
    /// Whose results are measured.
    pub subject: Subject,
    /// The person's own results, by which gates and exclusions are judged.
    pub own: Subject,
    /// Over which days results are measured.
    pub run: Run,
    /// The days of the period on which the person was there for the component.
    pub active: Window,
}

impl Seat {
    /// Whether the person's own results are measured.
    pub fn is_own(&self) -> bool {
        self.node.is_none() && self.subject == self.own
    }
}

/// Why there is no seat for somebody.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum NoSeat {
    /// In the audience in two separate stretches of the period.
    TwoStretches {
        /// The person.
        person: usize,
    },
    /// A node without one manager.
    NoOneManager {
        /// The node.
        node: usize,
        /// Those whom its people have.
        managers: Vec<usize>,
    },
}

/// Finds seats.
#[derive(Clone, Copy)]
pub struct Seating<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its setting.
    pub setting: Setting<'a>,
    /// What was achieved, whose groups belong to which node.
    pub actuals: Actuals<'a>,
}

impl<'a> Seating<'a> {
    /// The seats of something in a period, in the order of the roster (of the tree, where managers
    /// are paid).
    pub fn seats(
        &self,
        eligibility: &Eligibility,
        payee: Payee,
        run: &Run,
    ) -> Vec<Result<Seat, NoSeat>> {
        match payee {
            Payee::Manager => self.managers(eligibility, run),
            Payee::Member => self.members(eligibility, run),
        }
    }

    fn members(&self, eligibility: &Eligibility, run: &Run) -> Vec<Result<Seat, NoSeat>> {
        let people = self.plan.roster.people.iter().enumerate();
        let seat = |(person, known): (usize, &Person)| {
            let active = match stretches(known, &eligibility.audience, run.window)[..] {
                [] => return None,
                [active] => active,
                _ => return Some(Err(NoSeat::TwoStretches { person })),
            };
            let own = self.own(person);
            if let Some(measured) = &eligibility.measured_on {
                let (subject, run) = (self.declared(measured, run.window), run.clone());
                return Some(Ok(Seat { person, node: None, subject, own, run, active }));
            }
            if eligibility.level == Level::Person {
                let run = Run { period: run.period.clone(), window: active };
                let subject = own.clone();
                return Some(Ok(Seat { person, node: None, subject, own, run, active }));
            }
            let node = self.node_of(known, eligibility.level, active)?;
            let (subject, run) = (self.subject(node), run.clone());
            Some(Ok(Seat { person, node: Some(node), subject, own, run, active }))
        };
        people.filter_map(seat).collect()
    }

    fn managers(&self, eligibility: &Eligibility, run: &Run) -> Vec<Result<Seat, NoSeat>> {
        let tree = self.setting.organisation;
        let nodes = (0..tree.nodes.len()).filter(|n| tree.nodes[*n].level == eligibility.level);
        let seat = |node: usize| {
            let mut managers: Vec<usize> = self
                .people_below(node)
                .filter_map(|person| self.plan.roster.people[person].on(run.window.end)?.manager)
                .collect();
            managers.sort_unstable();
            managers.dedup();
            let [person] = managers[..] else {
                return Some(Err(NoSeat::NoOneManager { node, managers }));
            };
            let known = &self.plan.roster.people[person];
            let wanted = &eligibility.audience;
            let active = match is_open(wanted) {
                true => known.own_days(run.window).filter(|_| !is_left_out(known, wanted))?,
                false => match stretches(known, wanted, run.window)[..] {
                    [] => return None,
                    [active] => active,
                    _ => return Some(Err(NoSeat::TwoStretches { person })),
                },
            };
            let (subject, own) = (self.subject(node), self.own(person));
            Some(Ok(Seat { person, node: Some(node), subject, own, run: run.clone(), active }))
        };
        nodes.filter_map(seat).collect()
    }

    /// A person's own results.
    pub fn own(&self, person: usize) -> Subject {
        let tree = self.setting.organisation;
        let is_own = |node: &usize| {
            tree.nodes[*node].person == Some(person) && tree.nodes[*node].level == Level::Person
        };
        let nodes = (0..tree.nodes.len()).filter(is_own);
        Subject { nodes: nodes.collect(), rows: vec![Group::Person(person).into()] }
    }

    /// The results of a node.
    pub fn subject(&self, node: usize) -> Subject {
        let rows = self.actuals.rows(self.setting.organisation, node);
        Subject { nodes: vec![node], rows }
    }

    /// The results of a declared set of people, each on the days on which they are in it.
    fn declared(&self, audience: &Audience, window: Window) -> Subject {
        let mut subject = Subject { nodes: Vec::new(), rows: Vec::new() };
        for (index, person) in self.plan.roster.people.iter().enumerate() {
            let stretches = stretches(person, audience, window);
            if !stretches.is_empty() {
                subject.nodes.extend(self.own(index).nodes);
            }
            subject.rows.extend(stretches.into_iter().map(|days| Rows {
                group: Group::Person(index),
                days: (days != window).then_some(days),
            }));
        }
        subject
    }

    /// The people at or below a node.
    pub fn people_below(&self, node: usize) -> impl Iterator<Item = usize> + 'a {
        let tree = self.setting.organisation;
        tree.below(node).into_iter().filter_map(|below| tree.nodes[below].person)
    }

    /// The node of a level to which a person belongs on the last of these days.
    fn node_of(&self, person: &Person, level: Level, active: Window) -> Option<usize> {
        let stint = person.on(active.end)?;
        find_node(self.setting.organisation, level, stint)
    }
}

fn find_node(tree: &Tree, level: Level, stint: &Stint) -> Option<usize> {
    let name = match level {
        Level::Company => return Some(0),
        Level::Region => stint.region.as_deref()?,
        Level::Team => stint.team.as_deref()?,
        Level::Person | Level::Stint | Level::Line => return None,
    };
    let is_it = |node: &crate::plan::tree::Node| {
        // One name may be a team of two regions.
        let region = node.parent.map(|parent| &tree.nodes[parent]);
        let fits = level != Level::Team
            || region.is_none_or(|above| {
                above.level != Level::Region || Some(above.name.as_str()) == stint.region.as_deref()
            });
        node.level == level && node.name == name && fits
    };
    tree.nodes.iter().position(is_it)
}

/// The days from the first to the last on which somebody is in an audience within a window; for those
/// who are paid as managers and weren't named, all days on the plan.
pub fn there(person: &Person, audience: &Audience, payee: Payee, window: Window) -> Option<Window> {
    if payee == Payee::Manager && is_open(audience) {
        return person.own_days(window).filter(|_| !is_left_out(person, audience));
    }
    let stretches = stretches(person, audience, window);
    let (first, last) = (stretches.first()?, stretches.last()?);
    Some(Window::new(first.start, last.end))
}

/// Whether the audience names nobody: everybody who carries a target.
fn is_open(audience: &Audience) -> bool {
    audience.roles.is_empty()
        && audience.regions.is_empty()
        && audience.teams.is_empty()
        && audience.people.is_empty()
}

/// Whether the audience leaves somebody out by id.
fn is_left_out(person: &Person, audience: &Audience) -> bool {
    audience.except.iter().any(|except| except.value == person.id)
}

/// The stretches of days in which somebody is in an audience, within a window: apart from each other.
pub fn stretches(person: &Person, audience: &Audience, window: Window) -> Vec<Window> {
    let listed = |list: &[crate::text::Spanned<String>], value: &str| {
        list.is_empty() || list.iter().any(|known| known.value == value)
    };
    let without_target = is_open(audience) && !person.carries_target;
    if is_left_out(person, audience) || without_target || !listed(&audience.people, &person.id) {
        return Vec::new();
    }
    let there = |stint: &Stint| {
        listed(&audience.roles, stint.role.as_deref().unwrap_or(""))
            && listed(&audience.regions, stint.region.as_deref().unwrap_or(""))
            && listed(&audience.teams, stint.team.as_deref().unwrap_or(""))
    };
    let Some(own) = person.own_days(window) else { return Vec::new() };
    let mut found: Vec<Window> = Vec::new();
    for stint in person.stints.iter().filter(|stint| there(stint)) {
        let Some(days) = own.meet(Window::new(stint.start, stint.end)) else { continue };
        match found.last_mut() {
            Some(last) if last.end.plus(1) == days.start => last.end = days.end,
            _ => found.push(days),
        }
    }
    found
}

/// What the roster's dated amounts come to over the days: each by its share of the days, so that a
/// raise in the middle of a period counts from its day on. `None` where some days have none.
pub fn dated(
    person: &Person,
    active: Window,
    of: impl Fn(&Stint) -> Option<Number>,
) -> Option<Vec<(Number, i64)>> {
    let mut parts: Vec<(Number, i64)> = Vec::new();
    for stint in &person.stints {
        let Some(days) = active.meet(Window::new(stint.start, stint.end)) else { continue };
        let count = i64::from(crate::base::calendar::calendar_days(days.start, days.end));
        let amount = of(stint)?;
        match parts.last_mut() {
            Some((last, so_far)) if *last == amount => *so_far += count,
            _ => parts.push((amount, count)),
        }
    }
    (!parts.is_empty()).then_some(parts)
}
