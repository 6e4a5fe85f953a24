//! Where the process stands: the records folded and compared with what lies in the folder now.
//! Nothing is a status flag, so the standing can't contradict the facts.

use std::collections::BTreeMap;

use super::record::{Filed, Log, Record};
use super::role::Role;
use super::step::{Need, STEPS, Step, StepId};
use crate::base::FileDigest;

/// What lies in the folder now, as far as it was looked at.
#[derive(Clone, Debug, Default)]
pub struct Present {
    digests: BTreeMap<String, Option<FileDigest>>,
    /// Whether the plan was checked and has no errors.
    pub clean: bool,
}

impl Present {
    /// The input of that name has this digest; `None`: it is gone. Names never told are not
    /// compared.
    pub fn tell(&mut self, name: impl Into<String>, digest: Option<FileDigest>) {
        self.digests.insert(name.into(), digest);
    }

    /// The digest of an input, where it was looked at and is there.
    pub fn digest(&self, name: &str) -> Option<FileDigest> {
        self.digests.get(name).copied().flatten()
    }

    /// What a record saw or made that is different now.
    fn changes(&self, record: &Record) -> Vec<Changed> {
        let cited = record.sees.iter().chain(&record.made);
        let changed = cited.filter_map(|(name, was)| {
            let now = *self.digests.get(name)?;
            (now != Some(*was)).then(|| Changed { name: name.clone(), was: *was, now })
        });
        changed.collect()
    }
}

/// An input or result that is no longer what a record says.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Changed {
    /// Its name.
    pub name: String,
    /// Its digest in the record.
    pub was: FileDigest,
    /// Its digest now; `None` when it is gone.
    pub now: Option<FileDigest>,
}

/// The state of a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum State {
    /// Something that must come before is missing.
    NotStarted,
    /// It can be done now.
    Open,
    /// Its evidence exists and still fits.
    Done,
    /// Its evidence exists, but what it saw or made has changed since.
    Stale(Vec<Changed>),
    /// No command of this version carries it out.
    NotYetBuildable,
}

impl State {
    /// The word of outputs.
    pub fn word(&self) -> &'static str {
        match self {
            State::NotStarted => "not-started",
            State::Open => "open",
            State::Done => "done",
            State::Stale(_) => "stale",
            State::NotYetBuildable => "not-yet-buildable",
        }
    }
}

/// A record that speaks for a step.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Evidence {
    /// The record's id.
    pub id: String,
    /// What it says.
    pub record: Record,
}

/// Where one step stands.
#[derive(Clone, Debug)]
pub struct StepStanding {
    /// The step.
    pub step: &'static Step,
    /// Its state.
    pub state: State,
    /// Steps that must be done before it and aren't.
    pub missing: Vec<StepId>,
    /// Steps that should be done before it and aren't.
    pub told: Vec<StepId>,
    /// The records that hold for it, earliest first.
    pub evidence: Vec<Evidence>,
}

impl StepStanding {
    /// Whose move it is; nobody's unless the step can be done now or must be done again.
    pub fn move_of(&self) -> &'static [Role] {
        match self.state {
            State::Open | State::Stale(_) => self.step.roles,
            State::NotStarted | State::Done | State::NotYetBuildable => &[],
        }
    }
}

/// Where the process stands.
#[derive(Clone, Debug)]
pub struct Standing {
    /// One per step, in order.
    steps: Vec<StepStanding>,
    pub(super) clean: bool,
}

impl Standing {
    /// Folds the records over what lies in the folder now.
    pub fn fold(log: &Log, present: &Present) -> Standing {
        let mut steps: Vec<StepStanding> = Vec::with_capacity(STEPS.len());
        for step in &STEPS {
            let standing = stand(step, &steps, log, present);
            steps.push(standing);
        }
        Standing { steps, clean: present.clean }
    }

    /// The steps, in order.
    pub fn steps(&self) -> &[StepStanding] {
        &self.steps
    }

    /// Where a step stands.
    pub fn of(&self, step: StepId) -> &StepStanding {
        &self.steps[step as usize]
    }
}

fn stand(
    step: &'static Step,
    earlier: &[StepStanding],
    log: &Log,
    present: &Present,
) -> StepStanding {
    let undone = |id: &StepId| earlier[*id as usize].state != State::Done;
    let missing = |need: &Need| match need {
        Need::Done(id) => Some(*id).filter(undone),
        Need::Told(_) => None,
    };
    let told = |need: &Need| match need {
        Need::Told(id) => Some(*id).filter(undone),
        Need::Done(_) => None,
    };
    let missing: Vec<StepId> = step.needs.iter().filter_map(missing).collect();
    let told = step.needs.iter().filter_map(told).collect();
    let evidence = |filed: &Filed| Evidence { id: filed.id.clone(), record: filed.record.clone() };
    let holding = log.holding().filter(|filed| filed.record.kind.step == step.id);
    let evidence: Vec<Evidence> = holding.map(evidence).collect();
    let proof = evidence.iter().rfind(|evidence| evidence.record.kind.proves);
    let state = match proof.map(|proof| present.changes(&proof.record)) {
        Some(changed) if changed.is_empty() => State::Done,
        Some(changed) => State::Stale(changed),
        None if step.command.is_none() && step.proving_kinds().next().is_none() => {
            State::NotYetBuildable
        }
        None if missing.is_empty() => State::Open,
        None => State::NotStarted,
    };
    StepStanding { step, state, missing, told, evidence }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use crate::base::{Digest, Moment};
    use crate::process::record::Kind;
    use crate::text::{Sink, SourceId, Span};

    pub(in crate::process) fn filed(kind: &str, at: &str, sees: &[(&str, &[u8])]) -> Filed {
        let mut record = Record::new(Kind::find(kind).unwrap(), Moment::parse(at).unwrap(), "x");
        for (name, bytes) in sees {
            record.sees.insert((*name).into(), Digest::of(bytes).into());
        }
        Filed { id: format!("{kind} {at}"), record, span: Span::new(SourceId(0), 0, 0) }
    }

    pub(in crate::process) fn present(files: &[(&str, Option<&[u8]>)]) -> Present {
        let mut present = Present { clean: true, ..Present::default() };
        for (name, bytes) in files {
            present.tell(*name, bytes.map(|bytes| Digest::of(bytes).into()));
        }
        present
    }

    pub(in crate::process) fn standing(records: Vec<Filed>, present: &Present) -> Standing {
        Standing::fold(&Log::new(records, &mut Sink::default()), present)
    }

    const NINE: &str = "2026-07-01T09:00:00Z";
    const TEN: &str = "2026-07-01T10:00:00Z";

    #[test]
    fn a_new_plan_waits_for_its_targets() {
        let standing = standing(Vec::new(), &present(&[]));
        let targets = standing.of(StepId::Targets);
        assert_eq!(targets.state, State::Open);
        assert_eq!(targets.move_of(), [Role::SalesHead, Role::Management]);
        let progress = standing.of(StepId::Progress);
        assert_eq!(
            (&progress.state, &progress.missing[..]),
            (&State::NotStarted, &[StepId::Targets][..])
        );
        assert_eq!(progress.move_of(), []);
        assert_eq!(standing.of(StepId::Review).state, State::NotYetBuildable);
    }

    #[test]
    fn a_step_is_stale_as_soon_as_what_its_latest_record_saw_is_different() {
        let records = || {
            vec![
                filed("assigned", NINE, &[("roster.csv", b"old")]),
                filed("assigned", TEN, &[("roster.csv", b"new"), ("crm:deals", b"deals")]),
            ]
        };
        let state = |files: &[(&str, Option<&[u8]>)]| {
            standing(records(), &present(files)).of(StepId::Targets).state.clone()
        };
        assert_eq!(state(&[("roster.csv", Some(b"new"))]), State::Done);
        // Not looked at, hence not compared.
        assert_eq!(state(&[]), State::Done);
        let gone = Changed { name: "roster.csv".into(), was: Digest::of(b"new").into(), now: None };
        assert_eq!(state(&[("roster.csv", None)]), State::Stale(vec![gone]));
        let State::Stale(changed) =
            state(&[("roster.csv", Some(b"old")), ("crm:deals", Some(b"x"))])
        else {
            panic!("both changed");
        };
        let names: Vec<&str> = changed.iter().map(|changed| changed.name.as_str()).collect();
        assert_eq!(names, ["crm:deals", "roster.csv"]);
    }

    #[test]
    fn results_edited_by_hand_make_their_step_stale() {
        let mut record = filed("assigned", NINE, &[]);
        record.record.made.insert("targets.csv".into(), Digest::of(b"written").into());
        let edited = standing(vec![record], &present(&[("targets.csv", Some(b"edited"))]));
        assert_eq!(edited.of(StepId::Targets).state.word(), "stale");
        assert_eq!(edited.of(StepId::Targets).move_of(), [Role::SalesHead, Role::Management]);
        assert_eq!(edited.of(StepId::Progress).missing, [StepId::Targets]);
    }

    #[test]
    fn the_order_in_which_records_are_found_does_not_matter() {
        let one = filed("assigned", NINE, &[("roster.csv", b"old")]);
        let two = filed("assigned", TEN, &[("roster.csv", b"new")]);
        let now = present(&[("roster.csv", Some(b"new"))]);
        for records in [vec![one.clone(), two.clone()], vec![two, one]] {
            assert_eq!(standing(records, &now).of(StepId::Targets).state, State::Done);
        }
    }
}
