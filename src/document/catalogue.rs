//! The one table of documents. A new document is its own file with a page, its templates in both
//! languages, and a row here.

use std::collections::BTreeSet;

use serde::Serialize;
use serde_json::Value;

use super::{AtRisk, Progress, Settlement, Statement, TargetBreakdown};
use crate::base::Lang;
use crate::process::{self, StepId};

/// The version of the contexts: it grows when a name that templates may use is renamed or taken
/// away, not when one is added.
pub const CONTEXT_VERSION: u32 = 1;

/// Who a document is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Audience {
    /// Everybody whom the plan concerns.
    Everyone,
    /// Management, managers and finance.
    Management,
    /// The person concerned and the managers above.
    PersonAndManagers,
}

impl Audience {
    /// As the head of a document says it.
    pub fn words(self, lang: Lang) -> &'static str {
        match self {
            Audience::Everyone => lang.pick("计划全体参与人员", "everyone in the plan"),
            Audience::Management => {
                lang.pick("管理层、各级经理、财务部", "management, managers, finance")
            }
            Audience::PersonAndManagers => {
                lang.pick("本人及其直线上级", "the person concerned and line managers")
            }
        }
    }
}

/// A row of the table.
#[derive(Debug)]
pub struct Document {
    /// As on the command line and in file names. Its titles and its step stand under this id in the
    /// table of steps.
    pub id: &'static str,
    /// The file name of its template in both languages.
    pub template: &'static str,
    /// Who it is for.
    pub audience: Audience,
    /// A rich, made-up page: the contract of what templates of this document can name.
    pub sample: fn(Lang) -> Value,
}

impl Document {
    /// The title in a language, the Chinese one without 《》.
    pub fn title(&self, lang: Lang) -> &'static str {
        process::Document::find(self.id).map_or(self.id, |(_, known)| known.title.in_lang(lang))
    }

    /// The step of the process that it belongs to.
    pub fn step(&self) -> Option<StepId> {
        process::Document::find(self.id).map(|(step, _)| step.id)
    }
}

/// 《销售目标分解清单》.
pub static TARGET_BREAKDOWN: Document = Document {
    id: "target-breakdown",
    template: "target-breakdown.md",
    audience: Audience::Management,
    sample: |lang| context(&TargetBreakdown::sample(lang)),
};

/// 《销售进度跟踪表》.
pub static PROGRESS: Document = Document {
    id: "progress",
    template: "progress.md",
    audience: Audience::Everyone,
    sample: |lang| context(&Progress::sample(lang)),
};

/// 《预警成员清单》.
pub static AT_RISK: Document = Document {
    id: "at-risk",
    template: "at-risk.md",
    audience: Audience::PersonAndManagers,
    sample: |lang| context(&AtRisk::sample(lang)),
};

/// 《激励核算表》.
pub static SETTLEMENT: Document = Document {
    id: "settlement",
    template: "settlement.md",
    audience: Audience::Management,
    sample: |lang| context(&Settlement::sample(lang)),
};

/// 《个人激励核算单》, one per person.
pub static STATEMENT: Document = Document {
    id: "statement",
    template: "statement.md",
    audience: Audience::PersonAndManagers,
    sample: |lang| context(&Statement::sample(lang)),
};

/// The table, in the order of the process.
pub const ALL: [&Document; 5] = [&TARGET_BREAKDOWN, &PROGRESS, &AT_RISK, &SETTLEMENT, &STATEMENT];

/// The document of that id, or with that title in either language, with or without 《》.
pub fn find(name: &str) -> Option<&'static Document> {
    let bare = name.trim_start_matches('《').trim_end_matches('》');
    let is_it = |d: &&Document| {
        let titled = Lang::ALL.iter().any(|(_, lang)| d.title(*lang).eq_ignore_ascii_case(bare));
        d.id == bare || titled
    };
    ALL.into_iter().find(|document| is_it(document))
}

/// What a template gets from a page: the page's fields by name, in their order.
pub fn context(page: &impl Serialize) -> Value {
    serde_json::to_value(page).unwrap_or(Value::Null)
}

/// Every name at any depth of a context.
pub fn names(context: &Value) -> BTreeSet<String> {
    match context {
        Value::Array(items) => items.iter().flat_map(names).collect(),
        Value::Object(fields) => fields
            .iter()
            .flat_map(|(name, value)| std::iter::once(name.clone()).chain(names(value)))
            .collect(),
        _ => BTreeSet::new(),
    }
}
