//! Reading what `rules.toml` says besides tracking. Which clauses there must be is in `clause`.

use crate::expr::Lexicon;
use crate::text::key::{optional, required};
use crate::text::toml;
use crate::text::{Fields, Form, Key, Section, Sink, Span, Spanned};

use super::read_source::refuse_twice;
use super::rule::{Amendments, Clause, Condition, Crediting, Disputes, Exclusion, Payment, Rules};
use super::scope::Scope;
use super::term::TermNames;

/// `[[condition]]`.
pub static CONDITION: Section = Section {
    path: "[[condition]]",
    file: "rules.toml",
    zh: "一个达标条件：每人每周期判断一次，不取整",
    en: "a qualifying condition, judged for each person and period on unrounded numbers",
    keys: &[
        required("id", Form::Id, "\"qualified\"", "编号，gate 引用它", "its id, for gate"),
        required("name", Form::Text, "\"达标条件\"", "名称", "its name"),
        required(
            "when",
            Form::Expression,
            "\"销售额≥10万元 且 新客户数≥2个\"",
            "条件",
            "the condition",
        ),
    ],
};

/// `[[exclusion]]`.
pub static EXCLUSION: Section = Section {
    path: "[[exclusion]]",
    file: "rules.toml",
    zh: "一个排除项：成立时，本人不发",
    en: "an exclusion: where it holds, the person isn't paid",
    keys: &[
        required("id", Form::Id, "\"returns\"", "编号，即理由代码", "its id, the reason code"),
        required("reason", Form::Text, "\"退货率超过 5%\"", "核算单上写的理由", "the reason given"),
        required("when", Form::Expression, "\"退货率超过5%\"", "什么时候成立", "when it holds"),
        optional(
            "from",
            Form::List(&Form::Id),
            "[\"base\"]",
            "不发哪几项；不写是全部",
            "which components, honours and developments; all unless said",
        ),
    ],
};

/// `[crediting]`.
pub static CREDITING: Section = Section {
    path: "[crediting]",
    file: "rules.toml",
    zh: "业绩归属与退货",
    en: "whose a result is, and returns",
    keys: &[
        required("rule", Form::Text, "\"业绩归合同负责人\"", "归谁", "whose a result is"),
        optional("split", Form::Text, "\"签约前书面约定比例\"", "怎样分单", "how it is split"),
        optional(
            "return-window",
            Form::Whole,
            "10",
            "周期结束后几天内的退货仍从本期扣除",
            "days after the period's end up to which returns are still deducted from it",
        ),
        optional(
            "late-returns",
            Form::Text,
            "\"从以后的奖金中扣回\"",
            "此后的退货怎样处理",
            "what happens with returns after that",
        ),
    ],
};

/// `[joiners]`.
pub static JOINERS: Section = person_clause("[joiners]", "新入职的人", "people who join");
/// `[transfers]`.
pub static TRANSFERS: Section =
    person_clause("[transfers]", "调岗的人", "people who are transferred");
/// `[leave]`.
pub static LEAVE: Section = person_clause("[leave]", "休假的人", "people on leave");
/// `[leavers]`.
pub static LEAVERS: Section = person_clause("[leavers]", "离职的人", "people who leave");

static PERSON_CLAUSE: [Key; 1] =
    [required("rule", Form::Text, "\"按在岗天数折算目标\"", "怎样办", "what holds for them")];

const fn person_clause(path: &'static str, zh: &'static str, en: &'static str) -> Section {
    Section { path, file: "rules.toml", zh, en, keys: &PERSON_CLAUSE }
}

/// `[payment]`.
pub static PAYMENT: Section = Section {
    path: "[payment]",
    file: "rules.toml",
    zh: "公示与发放",
    en: "posting and payment",
    keys: &[
        required(
            "within-days",
            Form::Whole,
            "30",
            "周期结束后几天内发放",
            "days after the period's end within which it is paid",
        ),
        required(
            "posting-days",
            Form::Whole,
            "3",
            "发放前公示几个工作日",
            "working days for which results are posted before",
        ),
        optional("rule", Form::Text, "\"随工资发放\"", "怎样发放", "how it is paid"),
    ],
};

/// `[disputes]`.
pub static DISPUTES: Section = Section {
    path: "[disputes]",
    file: "rules.toml",
    zh: "异议",
    en: "disputes",
    keys: &[
        required(
            "within-days",
            Form::Whole,
            "5",
            "公示开始后几个工作日内可以提出",
            "working days from the posting within which one may be raised",
        ),
        required(
            "answer-days",
            Form::Whole,
            "5",
            "几个工作日内答复",
            "working days within which it is answered",
        ),
        required("to", Form::Id, "\"hr\"", "向哪个角色提出", "the role to which it goes"),
        optional("rule", Form::Text, "\"书面提出，附合同编号\"", "怎样提出", "more about it"),
    ],
};

/// `[amendments]`.
pub static AMENDMENTS: Section = Section {
    path: "[amendments]",
    file: "rules.toml",
    zh: "计划的调整",
    en: "changes of the plan",
    keys: &[
        required(
            "rule",
            Form::Text,
            "\"提交申请，批准后发布新版本\"",
            "怎样调整",
            "how it is changed",
        ),
        required(
            "approved-by",
            Form::Id,
            "\"management\"",
            "由哪个角色批准",
            "the role that approves",
        ),
        optional("notice-days", Form::Whole, "30", "提前几天通知", "days of notice"),
    ],
};

/// `[[clause]]`.
pub static CLAUSE: Section = Section {
    path: "[[clause]]",
    file: "rules.toml",
    zh: "细则里的其他条款，按顺序印出",
    en: "any other clause of the rule book, printed in order",
    keys: &[
        required("id", Form::Id, "\"misconduct\"", "编号", "its id"),
        required("title", Form::Text, "\"违规处理\"", "标题", "its heading"),
        required("text", Form::Text, "\"虚构合同的，取消本期奖金\"", "正文", "its text"),
    ],
};

/// Reads the rules from the top of `rules.toml`; their scope has no conditions yet.
pub fn read(fields: &Fields<'_>, scope: Scope<'_>, sink: &mut Sink) -> Rules {
    let terms = Lexicon::new(&TermNames::new(scope.metrics, scope.head.currency));
    let reader = RuleReader { scope, terms };
    let conditions: Vec<Condition> = fields
        .tables("condition", sink)
        .into_iter()
        .filter_map(|(table, span)| reader.condition(table, span, sink))
        .collect();
    let exclusions: Vec<Exclusion> = fields
        .tables("exclusion", sink)
        .into_iter()
        .filter_map(|(table, span)| reader.exclusion(table, span, sink))
        .collect();
    let clauses: Vec<Clause> = fields
        .tables("clause", sink)
        .into_iter()
        .filter_map(|(table, span)| reader.clause(table, span, sink))
        .collect();
    refuse_twice(conditions.iter().map(|condition| &condition.id), CONDITION.path, sink);
    refuse_twice(exclusions.iter().map(|exclusion| &exclusion.id), EXCLUSION.path, sink);
    refuse_twice(clauses.iter().map(|clause| &clause.id), CLAUSE.path, sink);
    Rules {
        conditions,
        exclusions,
        crediting: reader.crediting(fields, sink),
        joiners: reader.person_clause(fields, "joiners", &JOINERS, sink),
        transfers: reader.person_clause(fields, "transfers", &TRANSFERS, sink),
        leave: reader.person_clause(fields, "leave", &LEAVE, sink),
        leavers: reader.person_clause(fields, "leavers", &LEAVERS, sink),
        payment: reader.payment(fields, sink),
        disputes: reader.disputes(fields, sink),
        amendments: reader.amendments(fields, sink),
        clauses,
    }
}

struct RuleReader<'a> {
    scope: Scope<'a>,
    terms: Lexicon,
}

impl RuleReader<'_> {
    fn condition(&self, table: &toml::Table, span: Span, sink: &mut Sink) -> Option<Condition> {
        let fields = Fields::new(table, span, &CONDITION, sink);
        let id = fields.id("id", sink);
        let name = fields.text("name", sink);
        let when = self.scope.test(&fields, "when", &self.terms, sink);
        Some(Condition { id: id?, name: name?, when: when?, span })
    }

    fn exclusion(&self, table: &toml::Table, span: Span, sink: &mut Sink) -> Option<Exclusion> {
        let fields = Fields::new(table, span, &EXCLUSION, sink);
        let id = fields.id("id", sink);
        let reason = self.scope.prose(&fields, "reason", sink);
        let when = self.scope.test(&fields, "when", &self.terms, sink);
        let from = fields.texts("from", sink).unwrap_or_default();
        Some(Exclusion { id: id?, reason: reason?, when: when?, from, span })
    }

    fn clause(&self, table: &toml::Table, span: Span, sink: &mut Sink) -> Option<Clause> {
        let fields = Fields::new(table, span, &CLAUSE, sink);
        let id = fields.id("id", sink);
        let title = fields.text("title", sink);
        let text = self.scope.prose(&fields, "text", sink);
        Some(Clause { id: id?, title: title?, text: text? })
    }

    fn crediting(&self, root: &Fields<'_>, sink: &mut Sink) -> Option<Crediting> {
        let (table, span) = root.table("crediting", sink)?;
        let fields = Fields::new(table, span, &CREDITING, sink);
        let rule = self.scope.prose(&fields, "rule", sink);
        let split = self.scope.prose(&fields, "split", sink);
        let return_window = fields.whole("return-window", sink);
        let late_returns = self.scope.prose(&fields, "late-returns", sink);
        Some(Crediting { rule: rule?, split, return_window, late_returns })
    }

    fn person_clause(
        &self,
        root: &Fields<'_>,
        key: &str,
        section: &'static Section,
        sink: &mut Sink,
    ) -> Option<Spanned<String>> {
        let (table, span) = root.table(key, sink)?;
        let fields = Fields::new(table, span, section, sink);
        self.scope.prose(&fields, "rule", sink)
    }

    fn payment(&self, root: &Fields<'_>, sink: &mut Sink) -> Option<Payment> {
        let (table, span) = root.table("payment", sink)?;
        let fields = Fields::new(table, span, &PAYMENT, sink);
        let within_days = fields.whole("within-days", sink);
        let posting_days = fields.whole("posting-days", sink);
        let rule = self.scope.prose(&fields, "rule", sink);
        Some(Payment { within_days: within_days?, posting_days: posting_days?, rule })
    }

    fn disputes(&self, root: &Fields<'_>, sink: &mut Sink) -> Option<Disputes> {
        let (table, span) = root.table("disputes", sink)?;
        let fields = Fields::new(table, span, &DISPUTES, sink);
        let within_days = fields.whole("within-days", sink);
        let answer_days = fields.whole("answer-days", sink);
        let to = self.scope.role(&fields, "to", sink);
        let rule = self.scope.prose(&fields, "rule", sink);
        Some(Disputes { within_days: within_days?, answer_days: answer_days?, to: to?, rule })
    }

    fn amendments(&self, root: &Fields<'_>, sink: &mut Sink) -> Option<Amendments> {
        let (table, span) = root.table("amendments", sink)?;
        let fields = Fields::new(table, span, &AMENDMENTS, sink);
        let rule = self.scope.prose(&fields, "rule", sink);
        let approved_by = self.scope.role(&fields, "approved-by", sink);
        let notice_days = fields.whole("notice-days", sink);
        Some(Amendments { rule: rule?, approved_by: approved_by?, notice_days })
    }
}

#[cfg(test)]
mod tests {
    use super::super::starter::{Outcome, read_with};
    use crate::base::Lang;

    fn with_rule(from: &str, to: &str) -> Outcome {
        read_with(Lang::Zh, &[("rules.toml", from, to)])
    }

    #[test]
    fn a_plan_that_pays_has_the_four_clauses() {
        let window = "return-window = 10              # 周期结束后 10 天内的退货，仍从本期扣除\n";
        assert_eq!(with_rule(window, "").codes(), ["D05"]);
        let only_tracking = "[tracking]\nbasis = \"calendar-days\"\n";
        let outcome = read_with(
            Lang::Zh,
            &[("rules.toml", "", only_tracking), ("incentives.toml", "", "[[example]]\n")],
        );
        let missing = outcome.codes().iter().filter(|code| **code == "D05").count();
        assert_eq!(missing, 4);
    }

    #[test]
    fn a_condition_of_the_rule_book_is_typed() {
        assert!(with_rule("销售额≥10万元 且", "销售额≥10个 且").sink.has_errors());
        assert!(with_rule("when = \"退货率超过5%\"", "when = \"退货率\"").sink.has_errors());
    }

    #[test]
    fn an_exclusion_names_something_of_the_plan() {
        let reason = "reason = \"退货率超过 5%\"";
        let from = |id: &str| with_rule(reason, &format!("{reason}\nfrom = [\"{id}\"]")).told();
        assert_eq!(from("excess"), [""; 0]);
        assert_eq!(from("top-seller"), [""; 0]);
        assert_eq!(from("bonus"), ["M18 rules.toml:44"]);
    }

    #[test]
    fn vague_words_and_unknown_roles_of_the_clauses_are_told() {
        let outcome = with_rule("连续休假超过 30 天的，", "休假时间较长的，视情况，");
        assert_eq!(outcome.codes(), ["D03"]);
        assert_eq!(with_rule("to = \"hr\"", "to = \"hrr\"").codes(), ["M18"]);
    }

    #[test]
    fn behind_a_syntax_error_in_the_rules_the_incentives_are_not_judged() {
        assert_eq!(with_rule("[leave]", "[leave").told(), ["F01 rules.toml:60"]);
    }
}
