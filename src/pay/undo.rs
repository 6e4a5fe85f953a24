//! What is taken back in a settlement period because results of this or of earlier periods were undone
//! in it. How much that is in a single case is in `clawback`.

use std::collections::BTreeMap;

use crate::base::{Number, Period};
use crate::plan::fact::Window;
use crate::plan::incentive::Component;
use crate::plan::limit::{Clawback, ClawbackHow, Payee};
use crate::text::Sink;

use super::carry::Carry;
use super::clawback;
use super::entry::{Entry, NoRows};
use super::label::Label;
use super::pool;
use super::settle::{Ground, Round};
use super::span::{self, Run};
use super::subject::{Results, Subject};
use super::tell;
use super::working::Working;

/// What is taken back of somebody's pay: each component and each period of origin apart.
pub(super) fn clawbacks(round: &mut Round<'_, '_>, person: usize, sink: &mut Sink) -> Vec<Working> {
    let mut found = Vec::new();
    for (index, component) in round.ground.incentives.components.iter().enumerate() {
        let Some(clawback) = &component.around.clawback else { continue };
        let undoing = Undoing { index, component, clawback, person };
        for (run, undone) in undoing.by_origin(round, sink) {
            found.extend(undoing.taken_back(round, &run, undone, sink));
        }
    }
    found
}

/// Everybody from whom something may be taken back: who was paid before by such a component.
pub(super) fn people(round: &Round<'_, '_>) -> Vec<usize> {
    let components = round.ground.incentives.components.iter().enumerate();
    let claws = components.filter(|(_, one)| one.around.clawback.is_some());
    claws.flat_map(|(index, _)| round.carry.people_paid_by(index)).collect()
}

/// A component with a clawback, for somebody.
struct Undoing<'a> {
    index: usize,
    component: &'a Component,
    clawback: &'a Clawback,
    person: usize,
}

impl Undoing<'_> {
    /// What was undone in this settlement period, by the run of days in which it had come about;
    /// without what was undone too late to be taken back.
    fn by_origin(&self, round: &Round<'_, '_>, sink: &mut Sink) -> Vec<(Run, Number)> {
        let subject = round.seating().own(self.person);
        let window = Window::new(round.period.start, round.period.end);
        let rows = round.ground.rows.rows(&subject, self.clawback.undone, window);
        let mut found: BTreeMap<crate::base::Day, (Run, Number)> = BTreeMap::new();
        for entry in rows.into_iter().flatten() {
            let Some(run) = self.origin(round, &entry, sink) else { continue };
            let sum = found.entry(run.period.start).or_insert_with(|| (run, Number::zero()));
            sum.1 += &entry.value;
        }
        found.into_values().collect()
    }

    fn origin(&self, round: &Round<'_, '_>, entry: &Entry, sink: &mut Sink) -> Option<Run> {
        let Some(origin) = entry.origin else {
            let what = (self.component.name.as_str(), self.clawback.span);
            tell::no_origin(&entry.file, entry.line, what, sink);
            return None;
        };
        let limit = self.clawback.window_days.as_ref().map(|days| days.value);
        let settled = settled_on(round, origin)?;
        let in_time = clawback::within(origin, entry.day, limit);
        let cycle = self.component.eligibility.period;
        let mut runs = span::periods(cycle, &settled, &round.ground.setting).into_iter();
        runs.find(|run| in_time && run.contains(origin)).map(|run| Run::whole(&run))
    }

    fn taken_back(
        &self,
        round: &mut Round<'_, '_>,
        run: &Run,
        undone: Number,
        sink: &mut Sink,
    ) -> Option<Working> {
        let money = round.money();
        let metric = self.component.eligibility.metric?;
        let unit = round.ground.plan.metrics[metric].unit;
        let key = (self.index, self.person, run.period.start);
        let paid = round.carry.paid_for(key);
        let (undone_before, taken_before) = round.carry.undone(key);
        let all = &undone_before + &undone;
        let given = |label, value: Number, unit| Working::given(label, value, unit);
        let paid = given(Label::Paid, paid, money);
        let before = given(Label::PaidBefore, taken_before, money);
        let taken = match self.clawback.how {
            ClawbackHow::Proportional => {
                let subject = round.seating().own(self.person);
                let original = round.ground.results.achieved(&subject, metric, run.window);
                let original = given(Label::Achieved(metric), original.unwrap_or_default(), unit);
                let undone = given(Label::Undone, undone, unit);
                clawback::proportional(&undone, &original, &paid, &before)?
            }
            ClawbackHow::Recomputed => {
                let without = self.without(round, run, metric, all.clone(), sink)?;
                clawback::recomputed(&without.called(Label::Without), &paid, &before)
            }
        };
        let taken = pool::payable(taken, round.ground.plan.head.rounding);
        round.carry.undo(key, all, &taken.value);
        (!taken.value.is_zero()).then(|| clawback::booked(taken))
    }

    /// What the component would have paid for the run without what was undone.
    fn without(
        &self,
        round: &Round<'_, '_>,
        run: &Run,
        metric: usize,
        less: Number,
        sink: &mut Sink,
    ) -> Option<Working> {
        let settled = settled_on(round, run.period.end)?;
        let results = Without { all: round.ground.results, metric, window: run.window, less };
        let ground = Ground { results: &results, rows: &NoRows, ..round.ground };
        let mut carry = Carry::default();
        let again = &mut Round::new(ground, &settled, 0, &mut carry);
        let seats = again.seating().seats(&self.component.eligibility, Payee::Member, run);
        let seat = seats.into_iter().flatten().find(|seat| seat.person == self.person)?;
        match again.line(self.index, self.component, &seat) {
            Ok(line) => Some(line.pays),
            Err(trouble) => {
                tell::trouble(&round.ground, &trouble, self.component, &seat, sink);
                None
            }
        }
    }
}

/// The settlement period of a day.
fn settled_on(round: &Round<'_, '_>, day: crate::base::Day) -> Option<Period> {
    round.ground.plan.head.periods.iter().find(|period| period.contains(day)).cloned()
}

/// Results without what was undone.
struct Without<'a> {
    all: &'a dyn Results,
    metric: usize,
    window: Window,
    less: Number,
}

impl Results for Without<'_> {
    fn achieved(&self, subject: &Subject, metric: usize, window: Window) -> Option<Number> {
        let all = self.all.achieved(subject, metric, window)?;
        let here = metric == self.metric && window == self.window;
        Some(if here { &all - &self.less } else { all })
    }

    fn target(&self, subject: &Subject, metric: usize, window: Window) -> Option<Number> {
        self.all.target(subject, metric, window)
    }

    fn mentees(&self, person: usize, window: Window) -> Option<Subject> {
        self.all.mentees(person, window)
    }
}
