//! The kinds of records: the step of each, whether it proves the step done, its own fields. A new
//! kind is a new row here and nothing else.

use crate::base::Lang;
use crate::process::step::{Both, StepId};
use crate::text::key::{optional, required};
use crate::text::{Form, Key, Section};

/// A kind of record.
#[derive(Debug)]
pub struct Kind {
    /// Its word, as records and `incent record` write it.
    pub id: &'static str,
    /// The step to which it belongs.
    pub step: StepId,
    /// Whether such a record proves its step done, as long as nothing it saw or made has changed.
    pub proves: bool,
    /// Whether people enter it (`incent record`); others are made by the command that does the step.
    pub entered: bool,
    /// What it says, for people.
    pub name: Both,
    /// Its own fields.
    pub fields: &'static Section,
}

impl PartialEq for Kind {
    fn eq(&self, other: &Kind) -> bool {
        self.id == other.id
    }
}

impl Eq for Kind {}

const NOTE: Key = optional("note", Form::Text, "\"…\"", "备注", "a remark");

/// Targets were cascaded and written. Sees the roster, the typed targets and the history that was
/// asked; made `targets.csv`.
pub static ASSIGNED: Kind = Kind {
    id: "assigned",
    step: StepId::Targets,
    proves: true,
    entered: false,
    name: Both { zh: "目标已分解", en: "targets assigned" },
    fields: &Section {
        path: "[fields] (assigned)",
        file: "records/*.toml",
        zh: "目标分解的记录",
        en: "the record of targets assigned",
        keys: &[NOTE],
    },
};

/// Progress was computed as of a day. Sees `targets.csv` and the sources.
pub static TRACKED: Kind = Kind {
    id: "tracked",
    step: StepId::Progress,
    proves: true,
    entered: false,
    name: Both { zh: "进度已跟踪", en: "progress tracked" },
    fields: &Section {
        path: "[fields] (tracked)",
        file: "records/*.toml",
        zh: "进度跟踪的记录",
        en: "the record of progress tracked",
        keys: &[
            required(
                "as-of",
                Form::Day,
                "2026-08-14",
                "数据截止日",
                "the day up to which data count",
            ),
            optional("period", Form::Text, "\"2026-Q3\"", "考核周期", "the period"),
            optional("red", Form::Whole, "2", "红色预警人数", "people warned red"),
            optional("yellow", Form::Whole, "3", "黄色预警人数", "people warned yellow"),
            NOTE,
        ],
    },
};

/// A period that is over was settled. Sees the plan, `targets.csv` and the sources; made the sheet for
/// payroll. It doesn't prove the step: posting, disputes, approval and payment come after it.
pub static SETTLED: Kind = Kind {
    id: "settled",
    step: StepId::Settlement,
    proves: false,
    entered: false,
    name: Both { zh: "已核算", en: "settled" },
    fields: &Section {
        path: "[fields] (settled)",
        file: "records/*.toml",
        zh: "核算的记录",
        en: "the record of a period settled",
        keys: &[
            required("period", Form::Text, "\"2026Q3\"", "结算周期", "the settlement period"),
            required(
                "total",
                Form::Text,
                "\"236000.00\"",
                "应发合计，税前",
                "what is payable in all, before tax",
            ),
            required("currency", Form::Text, "\"CNY\"", "币种", "the currency"),
            required("people", Form::Whole, "43", "人数", "how many people"),
            NOTE,
        ],
    },
};

/// Somebody scored an objective of a person: one that the plan leaves to people. The latest counts.
pub static SCORED: Kind = Kind {
    id: "scored",
    step: StepId::Settlement,
    proves: false,
    entered: true,
    name: Both { zh: "目标项打分", en: "objective scored" },
    fields: &Section {
        path: "[fields] (scored)",
        file: "records/*.toml",
        zh: "由人打分的目标项的得分",
        en: "the score of an objective that people score",
        keys: &[
            required("component", Form::Text, "\"mbo\"", "组成部分的标识", "id of the component"),
            required(
                "objective",
                Form::Text,
                "\"crm_quality\"",
                "目标项的标识",
                "id of the objective",
            ),
            required("person", Form::Text, "\"E1001\"", "人员编号", "id of the person"),
            required("period", Form::Text, "\"2026Q3\"", "周期", "the period"),
            required("score", Form::Text, "\"90%\"", "得分", "the score"),
            NOTE,
        ],
    },
};

/// Somebody decided a tie that the plan leaves to people.
pub static DECIDED: Kind = Kind {
    id: "decided",
    step: StepId::Settlement,
    proves: false,
    entered: true,
    name: Both { zh: "并列已决定", en: "tie decided" },
    fields: &Section {
        path: "[fields] (decided)",
        file: "records/*.toml",
        zh: "并列时由人决定的先后",
        en: "the order of those who are tied, as somebody decided it",
        keys: &[
            required(
                "of",
                Form::Text,
                "\"top-seller\"",
                "组成部分、荣誉或发展激励的标识",
                "id of the component, honour or development incentive",
            ),
            required("period", Form::Text, "\"2026Q3\"", "周期", "the period"),
            required(
                "order",
                Form::List(&Form::Text),
                "[\"E1003\", \"E1001\"]",
                "并列者的编号，优者在前；团队、区域写名称",
                "ids of those who are tied, the better first; names of teams and regions",
            ),
            NOTE,
        ],
    },
};

impl Kind {
    /// The table of kinds.
    pub const ALL: [&'static Kind; 5] = [&ASSIGNED, &TRACKED, &SETTLED, &SCORED, &DECIDED];

    /// The kind of that word.
    pub fn find(id: &str) -> Option<&'static Kind> {
        Self::ALL.into_iter().find(|kind| kind.id == id)
    }

    /// The name that people read.
    pub fn name(&self, lang: Lang) -> &'static str {
        self.name.in_lang(lang)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_its_own_word_that_can_be_a_file_name() {
        for (at, kind) in Kind::ALL.into_iter().enumerate() {
            assert!(crate::base::id::check_id(kind.id).is_ok());
            assert!(Kind::ALL[..at].iter().all(|earlier| earlier.id != kind.id));
        }
    }

    #[test]
    fn every_field_has_a_form_that_records_can_keep() {
        for key in Kind::ALL.into_iter().flat_map(|kind| kind.fields.keys) {
            let kept = matches!(
                key.form,
                Form::Text
                    | Form::Id
                    | Form::Whole
                    | Form::Day
                    | Form::Flag
                    | Form::List(Form::Text)
            );
            assert!(kept, "{}", key.name);
        }
    }
}
