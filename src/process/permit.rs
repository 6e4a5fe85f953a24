//! The permit: without one, `store` writes no record, no result and no document. Only
//! [`Standing::permit`] makes one, so no command can forget the check.

use super::standing::{Evidence, Standing, State};
use super::step::{Step, StepId};
use crate::text::Diagnostic;
use crate::text::code::store as code;

/// What a command is about to do.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Action {
    /// Do the step: compute, write its results, its documents and its record.
    Do(StepId),
    /// Render documents of the step again, from results that are stored.
    Render(StepId),
}

impl Action {
    /// `incent assign`.
    pub const ASSIGN: Action = Action::Do(StepId::Targets);
    /// `incent track`.
    pub const TRACK: Action = Action::Do(StepId::Progress);
    /// `incent settle`.
    pub const SETTLE: Action = Action::Do(StepId::Settlement);

    /// The step that it belongs to.
    pub fn step(self) -> StepId {
        match self {
            Action::Do(step) | Action::Render(step) => step,
        }
    }
}

/// The leave to write what belongs to one step.
#[derive(Debug)]
pub struct Permit {
    step: StepId,
    told: Vec<Diagnostic>,
}

impl Permit {
    /// The step for which it holds.
    pub fn step(&self) -> StepId {
        self.step
    }

    /// What is missing without being in the way; to be told.
    pub fn told(&self) -> &[Diagnostic] {
        &self.told
    }
}

/// Not now, or not you: exit 6.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Why, and what to do: one for each thing in the way.
    pub reasons: Vec<Diagnostic>,
}

impl Standing {
    /// The permit for an action, or everything that is in its way.
    pub fn permit(&self, action: Action) -> Result<Permit, Refusal> {
        let step = action.step();
        let reasons = match action {
            Action::Do(_) => self.against_doing(step.row()),
            Action::Render(_) => self.against_rendering(step.row()),
        };
        if !reasons.is_empty() {
            return Err(Refusal { reasons });
        }
        let told = match action {
            Action::Do(_) => self.of(step).told.iter().map(|id| told(id.row())).collect(),
            Action::Render(_) => Vec::new(),
        };
        Ok(Permit { step, told })
    }

    fn against_doing(&self, step: &Step) -> Vec<Diagnostic> {
        let mut reasons = Vec::new();
        if !self.clean {
            reasons.push(about(Diagnostic::new(&code::NOT_CLEAN), step));
        }
        for needed in &self.of(step.id).missing {
            let told = match &self.of(*needed).state {
                State::Stale(changed) => {
                    let names: Vec<&str> = changed.iter().map(|c| c.name.as_str()).collect();
                    Diagnostic::new(&code::STEP_STALE).arg("changed", names.join(", "))
                }
                _ => Diagnostic::new(&code::STEP_MISSING),
            };
            reasons.push(needing(about(told, step), needed.row()));
        }
        reasons
    }

    fn against_rendering(&self, step: &Step) -> Vec<Diagnostic> {
        // What people entered for a step is no result of it.
        let has_result = |evidence: &Evidence| !evidence.record.kind.entered;
        if self.of(step.id).evidence.iter().any(has_result) {
            return Vec::new();
        }
        vec![how_to_do(about(Diagnostic::new(&code::NOTHING_TO_RENDER), step), step)]
    }
}

fn about(told: Diagnostic, step: &Step) -> Diagnostic {
    told.arg("step", step.number).arg("name_zh", step.name.zh).arg("name_en", step.name.en)
}

fn needing(told: Diagnostic, needed: &Step) -> Diagnostic {
    let told = told.arg("needed", needed.number);
    let told = told.arg("needed_zh", needed.name.zh).arg("needed_en", needed.name.en);
    how_to_do(told, needed)
}

fn told(needed: &Step) -> Diagnostic {
    let told = Diagnostic::new(&code::STEP_TOLD).arg("needed", needed.number);
    told.arg("needed_zh", needed.name.zh).arg("needed_en", needed.name.en)
}

/// The remedy that does a step.
fn how_to_do(told: Diagnostic, step: &Step) -> Diagnostic {
    match step.command {
        Some(command) => told
            .arg("do_zh", format!("先运行 incent {command}"))
            .arg("do_en", format!("run `incent {command}` first")),
        None => told
            .arg("do_zh", format!("先完成步骤 {}；incent status 显示还缺什么", step.number))
            .arg(
                "do_en",
                format!("do step {} first; `incent status` shows what is missing", step.number),
            ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::process::standing::tests::{filed, present, standing};
    use crate::process::step::STEPS;

    fn codes(refusal: Result<Permit, Refusal>) -> Vec<&'static str> {
        refusal.unwrap_err().reasons.iter().map(|reason| reason.code.id).collect()
    }

    const NINE: &str = "2026-07-01T09:00:00Z";

    #[test]
    fn targets_are_assigned_on_a_clean_plan_only() {
        let mut now = present(&[]);
        let permit = standing(Vec::new(), &now).permit(Action::ASSIGN).unwrap();
        assert_eq!(permit.step(), StepId::Targets);
        now.clean = false;
        assert_eq!(codes(standing(Vec::new(), &now).permit(Action::ASSIGN)), ["S50"]);
    }

    #[test]
    fn tracking_needs_targets_that_still_hold_and_tells_of_missing_letters() {
        let none = standing(Vec::new(), &present(&[]));
        assert_eq!(codes(none.permit(Action::TRACK)), ["S51"]);
        let records = || vec![filed("assigned", NINE, &[("roster.csv", b"seen")])];
        let held = standing(records(), &present(&[("roster.csv", Some(b"seen"))]));
        let permit = held.permit(Action::TRACK).unwrap();
        let told: Vec<&str> = permit.told().iter().map(|told| told.code.id).collect();
        assert_eq!(told, ["S53"]);
        let mut now = present(&[("roster.csv", Some(b"edited"))]);
        assert_eq!(codes(standing(records(), &now).permit(Action::TRACK)), ["S52"]);
        now.clean = false;
        assert_eq!(codes(standing(records(), &now).permit(Action::TRACK)), ["S50", "S52"]);
    }

    #[test]
    fn documents_are_made_again_once_there_is_a_result_even_a_stale_one() {
        let now = present(&[("roster.csv", Some(b"edited"))]);
        let none = standing(Vec::new(), &now);
        let render = Action::Render(StepId::Targets);
        assert_eq!(codes(none.permit(render)), ["S54"]);
        let stale = standing(vec![filed("assigned", NINE, &[("roster.csv", b"seen")])], &now);
        assert!(stale.permit(render).is_ok());
    }

    #[test]
    fn no_step_is_permitted_before_those_it_needs() {
        let nothing = standing(Vec::new(), &present(&[]));
        for step in &STEPS {
            let permitted = nothing.permit(Action::Do(step.id)).is_ok();
            let free = step.needs.iter().all(|need| matches!(need, crate::process::Need::Told(_)));
            assert_eq!(permitted, free, "{}", step.number);
        }
    }

    #[test]
    fn every_placeholder_of_a_refusal_is_filled() {
        let now = present(&[("roster.csv", Some(b"edited"))]);
        let mut stale = standing(vec![filed("assigned", NINE, &[("roster.csv", b"seen")])], &now);
        stale.clean = false;
        let mut reasons = stale.permit(Action::TRACK).unwrap_err().reasons;
        let none = standing(Vec::new(), &now);
        reasons.extend(none.permit(Action::Render(StepId::Review)).unwrap_err().reasons);
        reasons.extend(none.permit(Action::TRACK).unwrap_err().reasons);
        for reason in reasons {
            for words in [&reason.code.zh, &reason.code.en] {
                for text in [words.message, words.remedy] {
                    let filled = crate::text::code::fill(text, &reason.args);
                    assert!(!filled.contains('{'), "{filled}");
                }
            }
        }
    }
}
