//! What a stage, a step and a document of the process are. The rows are in `step/table.rs`, the
//! one table; nothing else knows the order of steps, who is responsible or what proves one done.

use std::fmt;

use crate::base::Lang;

use super::record::Kind;
use super::role::Role;

mod table;

pub use table::STEPS;

/// A stage of the process.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Stage {
    /// 准备.
    Prepare,
    /// 设计.
    Design,
    /// 启动.
    Launch,
    /// 执行跟踪.
    Track,
    /// 评估优化.
    Evaluate,
}

impl Stage {
    /// Every stage with its word, its Chinese and its English name.
    pub const ALL: [(Stage, &'static str, &'static str, &'static str); 5] = [
        (Stage::Prepare, "prepare", "前期准备", "Prepare"),
        (Stage::Design, "design", "计划制定", "Design"),
        (Stage::Launch, "launch", "启动宣贯", "Launch"),
        (Stage::Track, "track", "执行跟踪", "Track"),
        (Stage::Evaluate, "evaluate", "评估优化", "Evaluate"),
    ];

    /// 1 to 5.
    pub fn number(self) -> usize {
        self as usize + 1
    }

    /// The name that people read.
    pub fn name(self, lang: Lang) -> &'static str {
        let (_, _, zh, en) = Self::ALL[self as usize];
        lang.pick(zh, en)
    }

    /// Its steps, in order.
    pub fn steps(self) -> impl Iterator<Item = &'static Step> {
        STEPS.iter().filter(move |step| step.stage == self)
    }
}

/// Which step.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum StepId {
    /// 1.1.
    Targets,
    /// 1.2.
    Resources,
    /// 1.3.
    Survey,
    /// 2.1.
    Incentives,
    /// 2.2.
    Rules,
    /// 2.3.
    Review,
    /// 3.1.
    Kickoff,
    /// 3.2.
    Handbook,
    /// 3.3.
    Commitment,
    /// 4.1.
    Progress,
    /// 4.2.
    Coaching,
    /// 4.3.
    Adjustment,
    /// 5.1.
    Settlement,
    /// 5.2.
    Evaluation,
    /// 5.3.
    Improvement,
}

impl StepId {
    /// Its row.
    pub fn row(self) -> &'static Step {
        &STEPS[self as usize]
    }

    /// Reads `1.1` or `targets`.
    pub fn parse(text: &str) -> Option<StepId> {
        STEPS.iter().find(|step| step.number == text || step.slug == text).map(|step| step.id)
    }
}

impl fmt::Display for StepId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.row().number)
    }
}

/// A text in both languages.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Both {
    /// Chinese.
    pub zh: &'static str,
    /// English.
    pub en: &'static str,
}

impl Both {
    /// The text in a language.
    pub fn in_lang(self, lang: Lang) -> &'static str {
        lang.pick(self.zh, self.en)
    }
}

/// A row of the table.
#[derive(Debug)]
pub struct Step {
    /// Which.
    pub id: StepId,
    /// `1.1`, as records and people write it.
    pub number: &'static str,
    /// `targets`, as commands write it.
    pub slug: &'static str,
    /// Its stage.
    pub stage: Stage,
    /// The name that people read.
    pub name: Both,
    /// Who is responsible, the first one first.
    pub roles: &'static [Role],
    /// Steps that come before.
    pub needs: &'static [Need],
    /// What else must exist before, in words.
    pub before: Both,
    /// What proves it done, in words. The kinds of records that prove it are in the table of kinds.
    pub proof: Both,
    /// The command that carries it out; `None` where none does yet.
    pub command: Option<&'static str>,
    /// Whether a plan may end well without it.
    pub optional: bool,
    /// Its documents.
    pub documents: &'static [Document],
}

impl Step {
    /// The kinds of records whose evidence proves the step done; empty while none can be made.
    pub fn proving_kinds(&self) -> impl Iterator<Item = &'static Kind> {
        let id = self.id;
        Kind::ALL.into_iter().filter(move |kind| kind.step == id && kind.proves)
    }
}

/// A step that comes before another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Need {
    /// It must be done, and not stale.
    Done(StepId),
    /// If it isn't done, that is told and the work goes on.
    Told(StepId),
}

/// A document of a step.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Document {
    /// Its id: file names and commands are made of it.
    pub id: &'static str,
    /// Its title; the Chinese one without 《》.
    pub title: Both,
    /// Who reads it.
    pub readers: Both,
    /// Whether there is one per person.
    pub personal: bool,
}

impl Document {
    /// The title with the marks of its language: 《销售目标分解清单》, `Target Breakdown List`.
    pub fn heading(&self, lang: Lang) -> String {
        match lang {
            Lang::Zh => format!("《{}》", self.title.zh),
            Lang::En => self.title.en.to_owned(),
        }
    }

    /// The document of that id, with its step (the first one, where a later step uses it again).
    pub fn find(id: &str) -> Option<(&'static Step, &'static Document)> {
        let of = |step: &'static Step| step.documents.iter().map(move |document| (step, document));
        STEPS.iter().flat_map(of).find(|(_, document)| document.id == id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::id::check_id;
    use std::collections::{BTreeMap, BTreeSet};

    #[test]
    fn the_table_has_fifteen_steps_in_five_stages_of_three() {
        assert_eq!(STEPS.len(), 15);
        for (at, step) in STEPS.iter().enumerate() {
            assert_eq!(step.id as usize, at, "{}", step.number);
            let number = format!("{}.{}", step.stage.number(), at % 3 + 1);
            assert_eq!(step.number, number);
            assert_eq!(StepId::parse(step.number), Some(step.id));
            assert_eq!(StepId::parse(step.slug), Some(step.id));
            assert!(check_id(step.slug).is_ok());
        }
        for (stage, _, _, _) in Stage::ALL {
            assert_eq!(stage.steps().count(), 3);
        }
    }

    #[test]
    fn every_row_is_complete_in_both_languages() {
        for step in &STEPS {
            assert!(!step.roles.is_empty() && !step.documents.is_empty(), "{}", step.number);
            let texts = [step.name, step.before, step.proof];
            let named = step.documents.iter().flat_map(|d| [d.title, d.readers]);
            for text in texts.into_iter().chain(named) {
                assert!(!text.zh.is_empty() && text.zh.chars().any(|c| c > '\u{3000}'));
                assert!(!text.en.is_empty() && text.en.is_ascii(), "{}", text.en);
            }
        }
    }

    #[test]
    fn steps_need_only_earlier_ones_so_that_none_waits_for_itself() {
        for step in &STEPS {
            for need in step.needs {
                let (Need::Done(needed) | Need::Told(needed)) = *need;
                assert!(needed < step.id, "{} needs {needed}", step.number);
            }
        }
    }

    #[test]
    fn an_id_means_one_document_and_can_be_a_file_name() {
        let mut titles = BTreeMap::new();
        let mut folded = BTreeSet::new();
        for document in STEPS.iter().flat_map(|step| step.documents) {
            assert!(check_id(document.id).is_ok(), "{}", document.id);
            let known = titles.insert(document.id, document.title);
            assert!(known.is_none_or(|title| title == document.title), "{}", document.id);
            assert!(known.is_some() || folded.insert(document.id.to_lowercase()));
        }
        let (step, letter) = Document::find("commitment-letter").unwrap();
        assert_eq!((step.number, letter.personal), ("3.3", true));
        assert_eq!(letter.heading(Lang::Zh), "《目标责任书》");
        assert_eq!(Document::find("approvals").unwrap().0.number, "2.3");
    }
}
