//! The company of the samples: seven people in four teams of three regions, a third quarter of
//! ¥12.0 million sales and 56 new customers, seen on 14 August. Made up, and the same everywhere.

mod at_risk;
mod progress;
mod settlement;
mod statement;
mod target_breakdown;

use super::Document;
use super::head::{Head, SourceFile};
use crate::base::Lang;

/// A text in both languages.
pub(super) type Words = (&'static str, &'static str);

/// A person of the sample.
pub(super) struct Colleague {
    pub name: Words,
    pub id: &'static str,
    pub team: usize,
}

/// A team, with the place of its region in [`REGIONS`].
pub(super) struct Team {
    pub name: Words,
    pub region: usize,
    pub manager: Words,
}

pub(super) const REGIONS: [Words; 3] = [("华东", "East"), ("华南", "South"), ("华北", "North")];
pub(super) const HEADS: [Words; 3] =
    [("何伟", "He Wei"), ("吴婷", "Wu Ting"), ("郑凯", "Zheng Kai")];

pub(super) const TEAMS: [Team; 4] = [
    Team { name: ("华东一组", "East 1"), region: 0, manager: ("林洁", "Lin Jie") },
    Team { name: ("华东二组", "East 2"), region: 0, manager: ("何伟", "He Wei") },
    Team { name: ("华南一组", "South 1"), region: 1, manager: ("吴婷", "Wu Ting") },
    Team { name: ("华北一组", "North 1"), region: 2, manager: ("郑凯", "Zheng Kai") },
];

pub(super) const PEOPLE: [Colleague; 7] = [
    Colleague { name: ("陈静", "Chen Jing"), id: "E1001", team: 0 },
    Colleague { name: ("李强", "Li Qiang"), id: "E1002", team: 0 },
    Colleague { name: ("王芳", "Wang Fang"), id: "E1003", team: 1 },
    Colleague { name: ("刘洋", "Liu Yang"), id: "E1004", team: 2 },
    Colleague { name: ("黄敏", "Huang Min"), id: "E1005", team: 2 },
    Colleague { name: ("赵磊", "Zhao Lei"), id: "E1006", team: 3 },
    Colleague { name: ("孙丽", "Sun Li"), id: "E1007", team: 3 },
];

/// Says `words` in `lang`.
pub(super) fn say(lang: Lang, words: Words) -> String {
    lang.pick(words.0, words.1).to_owned()
}

/// The head of a document of the sample.
pub(super) fn head(lang: Lang, document: &Document, on: &str) -> Head {
    let say = |zh, en| say(lang, (zh, en));
    let source = |file: &str, rows: &str, digest: &str| SourceFile {
        file: file.to_owned(),
        rows: rows.to_owned(),
        digest: digest.to_owned(),
    };
    Head {
        number: format!("2026q3-new-period/{}/{on}", document.id),
        plan_title: say("2026年第三季度销售激励计划", "Sales incentive plan 2026 Q3"),
        plan_id: "2026q3-new-period".to_owned(),
        digest: "9f2c41d07ab3".to_owned(),
        period: say("2026-07-01 至 2026-09-30", "2026-07-01 to 2026-09-30"),
        author: say("数据运营 周明", "Zhou Ming, data operations"),
        date: on.to_owned(),
        cut_off: format!("{on} 24:00 +08:00"),
        class: say("内部", "internal"),
        audience: document.audience.words(lang).to_owned(),
        duties_enforced: false,
        overrides: vec![say(
            "销售负责人周岚于 2026-07-03 准许在资源评估完成前下达目标，理由：财务部月初结账。",
            "on 2026-07-03 Zhou Lan, head of sales, allowed targets to be assigned before resources were assessed; reason: month-end closing at finance.",
        )],
        sources: vec![
            source("crm/contracts_2026q3.csv", "2,418", "5b1f0c9ae277"),
            source("crm/receipts_2026q3.csv", "1,906", "c07d52e418fb"),
        ],
    }
}
