//! Whether a component's conditions hold for somebody, with the numbers that decided them.

use crate::expr::{Expr, Gap, Outcome, Step};
use crate::plan::incentive::Eligibility;
use crate::plan::rule::{Condition, Exclusion, Rules};

use super::formula::is_of_target;
use super::sight::Sight;

/// A condition that was judged, with every test in it and its values.
#[derive(Clone, Debug)]
pub struct Judged<'p> {
    /// Which.
    pub what: What,
    /// The condition as the plan states it.
    pub condition: &'p Expr,
    /// Whether it holds; `None`: a value that it needs is not there.
    pub holds: Option<bool>,
    /// The values that it lacks.
    pub gaps: Vec<Gap>,
    /// Its tests.
    pub steps: Vec<Step<'p>>,
}

/// Which condition.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum What {
    /// The component's own, in the period so many periods before: 0 is the period itself.
    Own(u32),
    /// A gate: index into the rules' conditions.
    Gate(usize),
    /// An exclusion: index into the rules' exclusions.
    Exclusion(usize),
}

/// What the conditions say together.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Ruling {
    /// All is met.
    Met,
    /// A gate isn't met: what is left is for the component to say.
    BelowGate(usize),
    /// The component's own condition isn't met (in that many periods before).
    Unmet(u32),
    /// An exclusion holds.
    Excluded(usize),
}

/// The conditions as judged, and what they say together.
#[derive(Clone, Debug)]
pub struct Verdict<'p> {
    /// Each condition.
    pub judged: Vec<Judged<'p>>,
    /// What follows: an exclusion before the component's own condition before a gate.
    pub ruling: Ruling,
}

impl Verdict<'_> {
    /// Whether something could not be said because a target is missing, in a plan with so many
    /// metrics. In earlier periods of those in a row there may be none.
    pub fn lacks_target(&self, metrics: usize) -> bool {
        let now = self.judged.iter().filter(|judged| !matches!(judged.what, What::Own(1..)));
        let mut gaps = now.flat_map(|judged| &judged.gaps);
        gaps.any(|gap| is_of_target(gap, metrics))
    }
}

/// Judges a condition. One that can't be said, because a value isn't there, is not met.
pub fn judge<'p>(what: What, condition: &'p Expr, sight: &Sight<'_>) -> Judged<'p> {
    let (outcome, steps) = condition.decide_traced(sight);
    let (holds, gaps) = match outcome {
        Outcome::Yes => (Some(true), Vec::new()),
        Outcome::No => (Some(false), Vec::new()),
        Outcome::Undefined(gaps) => (None, gaps),
    };
    Judged { what, condition, holds, gaps, steps }
}

/// Judges everything on which something depends: exclusions and gates by the person's own results
/// (`own`), the condition by those that the component measures, in each of its periods, the latest
/// first (`measured`).
pub fn verdict<'p>(
    id: &str,
    eligibility: &'p Eligibility,
    rules: &'p Rules,
    own: &Sight<'_>,
    measured: &[Sight<'_>],
) -> Verdict<'p> {
    let mut judged = Vec::new();
    let mut ruling = Ruling::Met;
    for (index, exclusion) in excluding(rules, id) {
        let one = judge(What::Exclusion(index), &exclusion.when, own);
        if one.holds == Some(true) && ruling == Ruling::Met {
            ruling = Ruling::Excluded(index);
        }
        judged.push(one);
    }
    if let Some(when) = &eligibility.when {
        for (back, sight) in (0..).zip(measured) {
            let one = judge(What::Own(back), when, sight);
            if one.holds != Some(true) && ruling == Ruling::Met {
                ruling = Ruling::Unmet(back);
            }
            judged.push(one);
        }
    }
    for (gate, condition) in gates(rules, eligibility) {
        let one = judge(What::Gate(gate), &condition.when, own);
        if one.holds != Some(true) && ruling == Ruling::Met {
            ruling = Ruling::BelowGate(gate);
        }
        judged.push(one);
    }
    Verdict { judged, ruling }
}

/// The exclusions that take people from something of that id.
pub fn excluding<'p>(rules: &'p Rules, id: &str) -> impl Iterator<Item = (usize, &'p Exclusion)> {
    let takes = move |exclusion: &Exclusion| {
        exclusion.from.is_empty() || exclusion.from.iter().any(|from| from.value == id)
    };
    rules.exclusions.iter().enumerate().filter(move |(_, exclusion)| takes(exclusion))
}

fn gates<'p>(
    rules: &'p Rules,
    eligibility: &'p Eligibility,
) -> impl Iterator<Item = (usize, &'p Condition)> {
    let gates = eligibility.gates.iter();
    gates.filter_map(|gate| rules.conditions.get(*gate).map(|condition| (*gate, condition)))
}
