//! Reading for whom an incentive is and when: the keys that components, honours and development
//! incentives share.

use crate::base::period::PeriodKind;
use crate::expr::{Expr, Lexicon};
use crate::text::code::{design as code, plan as plan_code};
use crate::text::key::{default, optional};
use crate::text::toml;
use crate::text::{Diagnostic, Fields, Form, Key, Section, Sink, Span, Spanned};

use super::asked;
use super::incentive::{Cycle, Eligibility, IfTied, Ranking, Share};
use super::read_audience::{self, AUDIENCE};
use super::scope::Scope;
use super::term::TermNames;
use super::tree::Level;

/// `for`.
pub const FOR: Key = optional(
    "for",
    Form::Table(&AUDIENCE),
    "{ role = [\"客户经理\"] }",
    "对谁；不写是所有承担目标的人",
    "for whom; everybody who carries a target unless said",
);
/// `level`.
pub const LEVEL: Key = default(
    "level",
    Form::Choice(&["company", "region", "team", "person"]),
    "person",
    "\"team\"",
    "按哪一级的业绩衡量；高于个人时，看本人所在的团队、区域或公司",
    "whose results are measured; above the person: those of the person's team, region or company",
);
/// `metric`.
pub const METRIC: Key = optional(
    "metric",
    Form::Word,
    "\"sales\"",
    "衡量哪个指标；公式里的“完成率”“目标”指的就是它的",
    "the metric that it measures, whose attainment and target formulas mean",
);
/// `period`.
pub const PERIOD: Key = optional(
    "period",
    Form::Choice(&["month", "quarter", "half", "year", "plan"]),
    "\"month\"",
    "多长时间算一次；不写是结算周期",
    "how often it is reckoned; each settlement period unless said",
);
/// `when`.
pub const WHEN: Key = optional(
    "when",
    Form::Expression,
    "\"完成率 ≥ 100%\"",
    "条件；可用完成率、目标、司龄、目标奖金、各指标及其完成率、目标和带教（本人所带的人合计）、前面的组成部分",
    "the condition: over attainment, target, tenure, incentive, the metrics with their attainment, target and mentees (those whose mentor the person is, together), the components before",
);
/// How many periods in a row a condition can be about: ten years of months.
const MOST_IN_A_ROW: u32 = 120;

/// `consecutive`.
pub const CONSECUTIVE: Key = default(
    "consecutive",
    Form::Whole,
    "1",
    "2",
    "条件要连续成立几个周期",
    "in how many periods in a row the condition must hold",
);
/// `gate`.
pub const GATE: Key = optional(
    "gate",
    Form::List(&Form::Id),
    "[\"qualified\"]",
    "本人要满足的达标条件（rules.toml 的 [[condition]]）",
    "the qualifying conditions that the person must meet (of rules.toml)",
);
/// `resource`.
pub const RESOURCE: Key = optional(
    "resource",
    Form::Id,
    "\"seats\"",
    "占用哪一项资源（resources.toml）；要钱而不写，就出自奖金池",
    "which resource it takes (of resources.toml); money comes from the pool unless said",
);
/// `owner`.
pub const OWNER: Key =
    optional("owner", Form::Id, "\"hr\"", "由哪个角色负责", "the role in charge");
/// `ranked-by`.
pub const RANKED_BY: Key = optional(
    "ranked-by",
    Form::Expression,
    "\"销售额\"",
    "按什么排名，大的在前",
    "what ranks; larger goes first",
);
/// `tie-break`.
pub const TIE_BREAK: Key = optional(
    "tie-break",
    Form::List(&Form::Expression),
    "[\"回款率\", \"新客户数\"]",
    "并列时依次比什么，大的在前",
    "what decides a tie, in this order; larger goes first",
);
/// `if-tied`.
pub const IF_TIED: Key = optional(
    "if-tied",
    Form::Choice(&["share", "each", "decide"]),
    "\"share\"",
    "仍然并列：平分所占名次的奖金、各得一份、由负责的角色决定",
    "still tied: divide the awards of their places, give each one, let the role in charge decide",
);
/// `shared-by`.
pub const SHARED_BY: Key = optional(
    "shared-by",
    Form::Expression,
    "\"完成率\"",
    "在成员之间怎样分：equal（平分），或个人权重的公式",
    "how its people share: equal, or a formula for the weight of each",
);

/// An incentive being read: its keys, its eligibility, and the names that its expressions may use.
pub struct Entry<'a> {
    /// Its keys.
    pub fields: Fields<'a>,
    /// How messages call it: its name, or the kind of table.
    pub what: String,
    /// The names of its expressions.
    pub terms: Lexicon,
    scope: Scope<'a>,
}

impl<'a> Entry<'a> {
    /// Begins to read a table.
    pub fn new(
        table: &'a toml::Table,
        span: Span,
        section: &'static Section,
        scope: Scope<'a>,
        terms: &TermNames,
        sink: &mut Sink,
    ) -> (Entry<'a>, Option<usize>) {
        let fields = Fields::new(table, span, section, sink);
        let mut unjudged = Sink::default();
        let what = fields.text("name", &mut unjudged).map(|name| name.value);
        let metric = scope.metric(&fields, "metric", sink);
        let terms = match metric {
            Some(metric) => Lexicon::new(&terms.about(&scope.metrics[metric])),
            None => Lexicon::new(terms),
        };
        let what = what.unwrap_or_else(|| section.path.to_owned());
        (Entry { fields, what, terms, scope }, metric)
    }

    /// For whom it is and when; `None` when something about it was wrong.
    pub fn eligibility(&self, metric: Option<usize>, sink: &mut Sink) -> Option<Eligibility> {
        let fields = &self.fields;
        let audience = read_audience::read(fields, "for", self.scope, sink).unwrap_or_default();
        let levels: Vec<(&str, Level)> =
            Level::ALL[..4].iter().map(|(level, word, ..)| (*word, *level)).collect();
        let level = match fields.choice("level", &levels, sink) {
            Some(level) => Some(level.value),
            None => (!fields.has("level")).then_some(Level::Person),
        };
        let period = cycle(fields, &self.what, self.scope, sink);
        let when = self.scope.test(fields, "when", &self.terms, sink);
        let consecutive = fields.whole("consecutive", sink).map_or(1, |count| count.value);
        if consecutive > MOST_IN_A_ROW {
            let (zh, en) = ("最多 120 个周期", "120 periods are the most");
            self.no_effect("consecutive", zh, en, sink);
        }
        let gates = self.gates(sink);
        let resource = self.scope.resource(fields, "resource", sink);
        let owner = self.scope.role(fields, "owner", sink);
        let unread = |key: &str, read: bool| fields.has(key) && !read;
        let wrong = unread("metric", metric.is_some())
            || unread("when", when.is_some())
            || unread("resource", resource.is_some());
        (!wrong).then_some(())?;
        Some(Eligibility {
            audience,
            level: level?,
            metric,
            period: period?,
            when,
            consecutive: consecutive.clamp(1, MOST_IN_A_ROW),
            gates: gates?,
            resource,
            owner,
            measured_on: None,
        })
    }

    /// The ranking; `None` when it is not said in full, which is told.
    pub fn ranking(&self, sink: &mut Sink) -> Option<Ranking> {
        let by = self.ranked("ranked-by", &RANKED_BY, sink);
        let by = by.and_then(|by| self.scope.value(&by, &self.terms, sink));
        let breaks = self.fields.texts("tie-break", sink).unwrap_or_default();
        let tie_break: Vec<Expr> =
            breaks.iter().filter_map(|text| self.scope.value(text, &self.terms, sink)).collect();
        self.ranked("if-tied", &IF_TIED, sink);
        let if_tied = self.fields.choice("if-tied", &IfTied::ALL, sink);
        let decides = if_tied.as_ref().is_some_and(|rule| rule.value == IfTied::Decide);
        if decides && !self.fields.has("owner") && !self.fields.has("decided-by") {
            return self.needs("owner", OWNER.example, sink);
        }
        (tie_break.len() == breaks.len()).then_some(())?;
        Some(Ranking { by: by?, tie_break, if_tied: if_tied?.value })
    }

    /// A key without which there is no ranking.
    fn ranked(&self, key: &str, row: &Key, sink: &mut Sink) -> Option<Spanned<String>> {
        if self.fields.has(key) {
            // A word of a choice is judged by its own getter.
            return matches!(row.form, Form::Expression).then(|| self.fields.text(key, sink))?;
        }
        Diagnostic::new(&code::RANKING_UNSAID)
            .arg("what", &self.what)
            .arg("key", key)
            .arg("example", format!("{key} = {}", row.example))
            .at(self.fields.key_span("id"))
            .tell(sink)
    }

    /// How an amount is shared; `None` without the key, or when it is wrong.
    pub fn shared_by(&self, sink: &mut Sink) -> Option<Share> {
        let written = self.fields.text("shared-by", sink)?;
        if written.value == "equal" {
            return Some(Share::Equal);
        }
        self.scope.value(&written, &self.terms, sink).map(Share::Weight)
    }

    /// Like [`Entry::shared_by`] for something that a team or region wins: it must be there.
    pub fn shared_among(&self, sink: &mut Sink) -> Option<Share> {
        if self.fields.has("shared-by") {
            return self.shared_by(sink);
        }
        self.needs("shared-by", SHARED_BY.example, sink)
    }

    /// Tells that a key is missing without which nothing can be computed.
    pub fn needs<T>(&self, key: &str, example: &str, sink: &mut Sink) -> Option<T> {
        asked::needs(&self.fields, &self.what, key, example, sink)
    }

    /// A choice that moves money and has no default.
    pub fn said<T: Copy>(
        &self,
        key: &str,
        words: &[(&str, T)],
        sink: &mut Sink,
    ) -> Option<Spanned<T>> {
        asked::said(&self.fields, &self.what, key, words, sink)
    }

    /// Tells that a key changes nothing where it stands.
    pub fn no_effect(&self, key: &str, zh: &str, en: &str, sink: &mut Sink) {
        asked::no_effect(&self.fields, &self.what, key, (zh, en), sink);
    }

    fn gates(&self, sink: &mut Sink) -> Option<Vec<usize>> {
        let written = match self.fields.texts("gate", sink) {
            Some(written) => written,
            None => return (!self.fields.has("gate")).then(Vec::new),
        };
        let found: Vec<usize> =
            written.iter().filter_map(|name| self.scope.condition(name, sink)).collect();
        (found.len() == written.len()).then_some(found)
    }
}

/// The key `period`; the settlement periods unless it is written, `None` when it is wrong.
pub fn cycle(fields: &Fields<'_>, what: &str, scope: Scope<'_>, sink: &mut Sink) -> Option<Cycle> {
    let words = [
        ("month", Cycle::Every(PeriodKind::Month)),
        ("quarter", Cycle::Every(PeriodKind::Quarter)),
        ("half", Cycle::Every(PeriodKind::Half)),
        ("year", Cycle::Every(PeriodKind::Year)),
        ("plan", Cycle::Plan),
    ];
    let Some(written) = fields.choice("period", &words, sink) else {
        return (!fields.has("period")).then_some(Cycle::Settlement);
    };
    let head = scope.head;
    if let Cycle::Every(kind) = written.value
        && head.fiscal_year.tile(kind, head.start.value, head.end.value).is_err()
    {
        return Diagnostic::new(&code::PERIOD_DOESNT_FIT)
            .arg("what", what)
            .arg("period", scope.sources.slice(written.span))
            .at(written.span)
            .at(head.start.span)
            .tell(sink);
    }
    Some(written.value)
}

/// A whole number that must be above 0.
pub fn at_least_one(fields: &Fields<'_>, key: &str, sink: &mut Sink) -> Option<Spanned<u32>> {
    let count = fields.whole(key, sink)?;
    if count.value > 0 {
        return Some(count);
    }
    Diagnostic::new(&plan_code::NOT_POSITIVE).arg("key", key).at(count.span).tell(sink)
}
