//! The head that every document has: which plan in which version, which period, from which files,
//! by whom, for whom. The foot is made from the same words.

use serde::Serialize;

/// The head of a document, as finished words.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Head {
    /// 文件编号: the document's own number.
    pub number: String,
    /// 计划名称.
    pub plan_title: String,
    /// 计划编号: the plan's id.
    pub plan_id: String,
    /// 版本摘要: the digest of the plan, shortened.
    pub digest: String,
    /// 考核周期, such as `2026-07-01 至 2026-09-30`.
    pub period: String,
    /// 编制角色, with the name where it is known.
    pub author: String,
    /// 编制日期.
    pub date: String,
    /// 数据截止时间.
    pub cut_off: String,
    /// 密级, such as `内部`.
    pub class: String,
    /// 阅读范围: who it is for.
    pub audience: String,
    /// Whether who acts is proven by signature; every document says so where it is not.
    pub duties_enforced: bool,
    /// Controls that were overridden: by whom, when and why, one sentence each.
    pub overrides: Vec<String>,
    /// 来源文件.
    pub sources: Vec<SourceFile>,
}

/// A file that the figures come from.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SourceFile {
    /// Its name as the plan names it.
    pub file: String,
    /// How many rows were read from it.
    pub rows: String,
    /// Its SHA-256, shortened.
    pub digest: String,
}
