//! Whose results are looked at, and where they are looked up.

use std::cell::RefCell;
use std::collections::BTreeMap;

use crate::base::Number;
use crate::expr::{self, Value};
use crate::plan::fact::{Group, Window};
use crate::plan::metric::{Metric, MetricKind};
use crate::plan::roster::Person;
use crate::quota::actual::Rows;
use crate::quota::{Actuals, Assignment, Branch, Setting};

/// Whose results: a person, a node of the organisation, a declared set of people.
#[derive(Clone, Debug)]
pub struct Subject {
    /// The nodes of the organisation whose targets count, none of them below another.
    pub nodes: Vec<usize>,
    /// The rows that count, each once.
    pub rows: Vec<Rows>,
    sums: Sums,
}

/// What [`Known`] has summed for a subject of many: each of a team's people asks for the same.
#[derive(Clone, Debug, Default)]
struct Sums {
    achieved: Memo,
    targets: Memo,
}

/// Figures by metric and window.
type Memo = RefCell<BTreeMap<(usize, Window), Option<Number>>>;

impl PartialEq for Subject {
    fn eq(&self, other: &Subject) -> bool {
        (&self.nodes, &self.rows) == (&other.nodes, &other.rows)
    }
}

impl Eq for Subject {}

impl Subject {
    /// Those whose targets hang on the nodes and whose results are these rows.
    pub fn new(nodes: Vec<usize>, rows: Vec<Rows>) -> Subject {
        Subject { nodes, rows, sums: Sums::default() }
    }
}

/// The figure, found once.
fn once(
    memo: &Memo,
    metric: usize,
    window: Window,
    find: impl FnOnce() -> Option<Number>,
) -> Option<Number> {
    let key = (metric, window);
    if let Some(known) = memo.borrow().get(&key) {
        return known.clone();
    }
    let found = find();
    memo.borrow_mut().insert(key, found.clone());
    found
}

/// Where results and targets are looked up.
pub trait Results {
    /// What the subject achieved in the window, in the metric's unit; `None` where there is no value.
    fn achieved(&self, subject: &Subject, metric: usize, window: Window) -> Option<Number>;
    /// Its target for the window; `None` where it has none.
    fn target(&self, subject: &Subject, metric: usize, window: Window) -> Option<Number>;
    /// Those whose mentor a person is at the end of the window; `None` where there is nobody.
    fn mentees(&self, person: usize, window: Window) -> Option<Subject>;
}

/// Results as the exports tell them, targets as they were assigned.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// What targets are reckoned against.
    pub setting: Setting<'a>,
    /// The targets.
    pub assignment: &'a Assignment,
    /// What was achieved.
    pub actuals: Actuals<'a>,
}

impl Known<'_> {
    fn sum_of_targets(&self, nodes: &[usize], metric: usize, window: Window) -> Option<Number> {
        let of = |node: &usize| {
            let place = (metric, Branch::Organisation, *node);
            self.assignment.target(&self.setting, place, window)
        };
        let mut targets = nodes.iter().filter_map(of);
        let first = targets.next()?;
        if self.setting.metrics.get(metric)?.is_additive() {
            return Some(targets.fold(first, |sum, target| &sum + &target));
        }
        // A rate is no sum: where nodes differ there is none for all of them.
        targets.all(|target| target == first).then_some(first)
    }
}

impl Results for Known<'_> {
    fn achieved(&self, subject: &Subject, metric: usize, window: Window) -> Option<Number> {
        let sum = || self.actuals.counted(&subject.rows, metric, window);
        match subject.rows.len() {
            0 | 1 => sum(),
            _ => once(&subject.sums.achieved, metric, window, sum),
        }
    }

    fn target(&self, subject: &Subject, metric: usize, window: Window) -> Option<Number> {
        let sum = || self.sum_of_targets(&subject.nodes, metric, window);
        match subject.nodes.len() {
            0 | 1 => sum(),
            _ => once(&subject.sums.targets, metric, window, sum),
        }
    }

    fn mentees(&self, person: usize, window: Window) -> Option<Subject> {
        let people = self.setting.roster.people.iter().enumerate();
        let is_one =
            |known: &Person| known.on(window.end).is_some_and(|stint| stint.mentor == Some(person));
        let rows: Vec<Rows> = people
            .filter(|(_, known)| is_one(known))
            .map(|(index, _)| Group::Person(index).into())
            .collect();
        (!rows.is_empty()).then(|| Subject::new(Vec::new(), rows))
    }
}

/// What was achieved and aimed at in a worked example: the same for whoever asks, in one window only.
#[derive(Clone, Debug)]
pub struct Assumed<'a> {
    /// The window.
    pub window: Window,
    /// Achieved, by metric.
    pub actual: Vec<(usize, Number)>,
    /// Targets, by metric.
    pub target: Vec<(usize, Number)>,
    /// The plan's metrics: a formula that isn't typed comes from those that are.
    pub formulas: &'a [Metric],
}

impl Assumed<'_> {
    fn find(&self, among: &[(usize, Number)], metric: usize, window: Window) -> Option<Number> {
        let found = among.iter().find(|(known, _)| *known == metric && window == self.window);
        found.map(|(_, value)| value.clone())
    }
}

impl Results for Assumed<'_> {
    fn achieved(&self, subject: &Subject, metric: usize, window: Window) -> Option<Number> {
        self.find(&self.actual, metric, window).or_else(|| {
            let MetricKind::Formula { formula, .. } = &self.formulas.get(metric)?.kind else {
                return None;
            };
            formula.compute(&Typed { assumed: self, subject, window }).ok()
        })
    }

    fn target(&self, _: &Subject, metric: usize, window: Window) -> Option<Number> {
        self.find(&self.target, metric, window)
    }

    fn mentees(&self, _: usize, _: Window) -> Option<Subject> {
        None
    }
}

/// What a formula of a worked example sees: the metrics that are typed.
struct Typed<'a> {
    assumed: &'a Assumed<'a>,
    subject: &'a Subject,
    window: Window,
}

impl expr::Facts for Typed<'_> {
    fn value(&self, slot: usize, reach: expr::Window) -> Value {
        if reach != expr::Window::Current {
            return Value::Missing;
        }
        let value = self.assumed.achieved(self.subject, slot, self.window);
        value.map_or(Value::Missing, Value::Num)
    }
}
