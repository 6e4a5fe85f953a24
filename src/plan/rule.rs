//! What `rules.toml` says besides tracking: qualifying conditions, exclusions, and the clauses on
//! crediting, people who come and go, payment, disputes and amendments.

use crate::expr::Expr;
use crate::text::{Span, Spanned};

/// The rules.
#[derive(Clone, Debug, Default)]
pub struct Rules {
    /// 达标条件, which components name as their gates.
    pub conditions: Vec<Condition>,
    /// 排除项.
    pub exclusions: Vec<Exclusion>,
    /// 业绩归属.
    pub crediting: Option<Crediting>,
    /// 新入职.
    pub joiners: Option<Spanned<String>>,
    /// 调岗.
    pub transfers: Option<Spanned<String>>,
    /// 休假.
    pub leave: Option<Spanned<String>>,
    /// 离职.
    pub leavers: Option<Spanned<String>>,
    /// 发放.
    pub payment: Option<Payment>,
    /// 异议.
    pub disputes: Option<Disputes>,
    /// 规则的调整.
    pub amendments: Option<Amendments>,
    /// Anything else that the rule book says, in order.
    pub clauses: Vec<Clause>,
}

/// A qualifying condition, judged for each person and period. Slots are [`super::term::Term`]s.
#[derive(Clone, Debug)]
pub struct Condition {
    /// Its id.
    pub id: Spanned<String>,
    /// Its name.
    pub name: Spanned<String>,
    /// The condition.
    pub when: Expr,
    /// The table in the file.
    pub span: Span,
}

/// What takes a person out. Slots are [`super::term::Term`]s.
#[derive(Clone, Debug)]
pub struct Exclusion {
    /// Its id, the reason code.
    pub id: Spanned<String>,
    /// The reason that the statement gives.
    pub reason: Spanned<String>,
    /// When it holds.
    pub when: Expr,
    /// Ids of the components, honours and developments from which it takes the person; empty: all.
    pub from: Vec<Spanned<String>>,
    /// The table in the file.
    pub span: Span,
}

/// 业绩归属.
#[derive(Clone, Debug)]
pub struct Crediting {
    /// Whose a result is.
    pub rule: Spanned<String>,
    /// How a result is split between several people.
    pub split: Option<Spanned<String>>,
    /// Days after the period's end up to which returns are still deducted from it.
    pub return_window: Option<Spanned<u32>>,
    /// What happens with returns after that.
    pub late_returns: Option<Spanned<String>>,
}

/// 发放.
#[derive(Clone, Debug)]
pub struct Payment {
    /// Days after the period's end within which it is paid.
    pub within_days: Spanned<u32>,
    /// Working days for which the results are posted before.
    pub posting_days: Spanned<u32>,
    /// How it is paid.
    pub rule: Option<Spanned<String>>,
}

/// 异议.
#[derive(Clone, Debug)]
pub struct Disputes {
    /// Working days after the posting within which a dispute may be raised.
    pub within_days: Spanned<u32>,
    /// Working days within which it is answered.
    pub answer_days: Spanned<u32>,
    /// Id of the role to which it goes.
    pub to: Spanned<String>,
    /// More about it.
    pub rule: Option<Spanned<String>>,
}

/// 规则的调整.
#[derive(Clone, Debug)]
pub struct Amendments {
    /// How the plan is changed while it runs.
    pub rule: Spanned<String>,
    /// Id of the role that approves.
    pub approved_by: Spanned<String>,
    /// Days of notice.
    pub notice_days: Option<Spanned<u32>>,
}

/// Anything else that the rule book says.
#[derive(Clone, Debug)]
pub struct Clause {
    /// Its id.
    pub id: Spanned<String>,
    /// Its heading.
    pub title: Spanned<String>,
    /// Its text.
    pub text: Spanned<String>,
}
