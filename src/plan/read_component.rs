//! Reading `[[component]]`: for each kind of pay the keys that it needs, and no others.

use crate::base::Number;
use crate::base::Unit;
use crate::expr::Lexicon;
use crate::text::code::design as code;
use crate::text::key::{default, optional, required};
use crate::text::toml;
use crate::text::{Diagnostic, Fields, Form, Section, Sink, Span};

use super::formula;
use super::incentive::{Basis, Component, Eligibility, NoTarget, Objective, Of, Pay};
use super::read_eligibility as keys;
use super::read_eligibility::Entry;
use super::read_source::refuse_twice;
use super::read_tier::{self, EACH, Pays, RATE, TIER};
use super::scope::Scope;
use super::term::TermNames;
use super::tree::Level;

/// `[[component]]`.
pub static COMPONENT: Section = Section {
    path: "[[component]]",
    file: "incentives.toml",
    zh: "一个奖金组成部分",
    en: "a pay component",
    keys: &[
        required(
            "id",
            Form::Word,
            "\"base\"",
            "标识，后面的公式用它",
            "its id, for later formulas",
        ),
        required("name", Form::Text, "\"基础奖金\"", "名称", "its name"),
        required(
            "kind",
            Form::Choice(&KINDS),
            "\"flat\"",
            "算法：flat 单一比例、tiers 分档比例、step 分档定额、pool 团队分享、award 定额、rank 名次、objectives 加权目标、formula 公式",
            "how it is computed: flat rate, tiers, step bonus, pool shared, fixed award, rank, weighted objectives, formula",
        ),
        keys::FOR,
        keys::LEVEL,
        keys::METRIC,
        keys::PERIOD,
        optional(
            "basis",
            Form::Choice(&[
                "transaction",
                "day",
                "period",
                "quarter-to-date",
                "year-to-date",
                "plan-to-date",
            ]),
            "\"period\"",
            "按什么计算：逐笔、逐日、整个周期、累计（补差）；分档时必须写明，其余不写是 period",
            "reckoned on: each transaction, each day, the period, a running total with true-up; tiers must say it, others mean the period",
        ),
        keys::WHEN,
        keys::CONSECUTIVE,
        keys::GATE,
        RATE,
        EACH,
        default(
            "of",
            Form::Choice(&["actual", "target"]),
            "actual",
            "\"target\"",
            "单一比例按实际还是按目标计",
            "whether a flat rate is of what was achieved or of the target",
        ),
        optional(
            "mode",
            Form::Choice(&["marginal", "retroactive", "overage"]),
            "\"marginal\"",
            "分档怎样计：超额累进（各段按各档）、全额累进（全部按到达的档）、overage（目标以内按原档，超额按到达的档）；没有默认",
            "how tiers add up: each part at its own tier, all of it at the tier reached, or only the excess over target at the tier reached; no default",
        ),
        optional(
            "edge",
            Form::Choice(&["upper", "lower"]),
            "\"lower\"",
            "恰好等于界限时属于哪一档：upper 上一级（以上）、lower 下一级（超过才进档）；没有默认",
            "to which tier a value on a bound belongs; no default",
        ),
        optional(
            "bounds",
            Form::Choice(&["attainment", "value"]),
            "\"attainment\"",
            "档位的界限写的是完成率还是指标的值；没有默认",
            "whether bounds are attainments or values of the metric; no default",
        ),
        optional("tier", Form::Tables(&TIER), "", "各档", "the tiers"),
        optional(
            "amount",
            Form::Number,
            "\"6万\"",
            "金额：团队分享的总额、定额、加权目标满分时的奖金",
            "an amount: of the pool, of the award, of full scores",
        ),
        keys::SHARED_BY,
        keys::RANKED_BY,
        keys::TIE_BREAK,
        keys::IF_TIED,
        optional(
            "awards",
            Form::List(&Form::Number),
            "[5000, 3000, 1000]",
            "各名次的奖金，从第一名起",
            "the award of each place, from the first",
        ),
        optional("objective", Form::Tables(&OBJECTIVE), "", "各项加权目标", "weighted objectives"),
        optional(
            "formula",
            Form::Expression,
            "\"(销售额 - 销售额目标) * 3%\"",
            "公式，结果是金额",
            "a formula that yields money",
        ),
        optional(
            "cap",
            Form::Number,
            "\"10万\"",
            "每人每周期最多多少",
            "the most that a person gets in a period",
        ),
        default(
            "no-target",
            Form::Choice(&["error", "nothing"]),
            "error",
            "\"nothing\"",
            "没有目标或目标为 0 时：报错，还是不发",
            "with a target of 0 or none: an error, or no pay",
        ),
        default(
            "paid",
            Form::Flag,
            "true",
            "false",
            "是否发放；false 只计算、只展示",
            "whether it is paid; false: computed and shown only",
        ),
        keys::RESOURCE,
        keys::OWNER,
    ],
};

/// `[[component.objective]]`.
pub static OBJECTIVE: Section = Section {
    path: "[[component.objective]]",
    file: "incentives.toml",
    zh: "一项加权目标",
    en: "a weighted objective",
    keys: &[
        required("id", Form::Word, "\"crm_quality\"", "标识", "its id"),
        required("name", Form::Text, "\"CRM 记录完整\"", "名称", "its name"),
        required("weight", Form::Rate, "\"40%\"", "权重", "its weight"),
        optional(
            "score",
            Form::Expression,
            "\"回款率完成率\"",
            "得分的公式；不写就由人在记录里打分",
            "the score by formula; entered by somebody in a record unless said",
        ),
        default(
            "most",
            Form::Rate,
            "1",
            "\"120%\"",
            "得分最高算多少",
            "the highest score that counts",
        ),
    ],
};

/// The kinds, each with the keys of its own.
const KINDS: [&str; 8] =
    ["flat", "tiers", "step", "pool", "award", "rank", "objectives", "formula"];

/// Keys that only some kinds have.
const OWN: [(&str, &[&str]); 14] = [
    ("rate", &["flat"]),
    ("each", &["flat"]),
    ("of", &["flat"]),
    ("mode", &["tiers", "step"]),
    ("edge", &["tiers", "step"]),
    ("bounds", &["tiers", "step"]),
    ("tier", &["tiers", "step"]),
    ("amount", &["pool", "award", "objectives"]),
    ("shared-by", &["pool", "rank"]),
    ("ranked-by", &["rank"]),
    ("tie-break", &["rank"]),
    ("if-tied", &["rank"]),
    ("awards", &["rank"]),
    ("objective", &["objectives"]),
];

/// Reads the components in order; `terms` learns each for those after it.
pub fn read(
    tables: Vec<(&toml::Table, Span)>,
    scope: Scope<'_>,
    terms: &mut TermNames,
    sink: &mut Sink,
) -> Vec<Component> {
    let mut components: Vec<Component> = Vec::new();
    for (table, span) in tables {
        let Some(component) = read_component(table, span, scope, terms, sink) else { continue };
        terms.add_component(components.len(), &component.id, &component.name);
        components.push(component);
    }
    // A component and a metric of one id would be one name in formulas.
    let metrics = scope.metrics.iter().map(|metric| &metric.id);
    refuse_twice(metrics.chain(components.iter().map(|c| &c.id)), "[[component]]", sink);
    components
}

fn read_component(
    table: &toml::Table,
    span: Span,
    scope: Scope<'_>,
    terms: &TermNames,
    sink: &mut Sink,
) -> Option<Component> {
    let (entry, metric) = Entry::new(table, span, &COMPONENT, scope, terms, sink);
    let id = entry.fields.word("id", sink);
    let name = entry.fields.text("name", sink);
    let eligibility = entry.eligibility(metric, sink);
    let cap = scope.amount(&entry.fields, "cap", sink);
    let no_target = entry.fields.choice("no-target", &NoTarget::ALL, sink);
    let paid = entry.fields.flag("paid", sink).unwrap_or(true);
    let kinds: Vec<(&str, &str)> = KINDS.iter().map(|kind| (*kind, *kind)).collect();
    let kind = entry.fields.choice("kind", &kinds, sink)?.value;
    let basis = read_basis(&entry, kind, sink);
    let pay = PayReader { entry: &entry, scope, metric, eligibility: eligibility.as_ref() };
    let pay = pay.read(kind, sink);
    Some(Component {
        id: id?,
        name: name?,
        eligibility: eligibility?,
        pay: pay?,
        basis: basis?,
        no_target: no_target.map_or(NoTarget::Error, |policy| policy.value),
        cap,
        paid,
        span,
    })
}

fn read_basis(entry: &Entry<'_>, kind: &str, sink: &mut Sink) -> Option<Basis> {
    if kind == "tiers" {
        return read_tier::said(entry, "basis", &Basis::ALL, sink).map(|basis| basis.value);
    }
    let written = entry.fields.choice("basis", &Basis::ALL, sink);
    written.map(|basis| basis.value).or((!entry.fields.has("basis")).then_some(Basis::Period))
}

struct PayReader<'a> {
    entry: &'a Entry<'a>,
    scope: Scope<'a>,
    metric: Option<usize>,
    eligibility: Option<&'a Eligibility>,
}

impl PayReader<'_> {
    fn read(&self, kind: &str, sink: &mut Sink) -> Option<Pay> {
        self.refuse_foreign_keys(kind, sink);
        let fields = &self.entry.fields;
        let metric = self.metric.map(|metric| &self.scope.metrics[metric]);
        if matches!(kind, "flat" | "tiers" | "step") && !fields.has("metric") {
            return self.entry.needs("metric", keys::METRIC.example, sink);
        }
        let tiers =
            |pays, sink: &mut Sink| read_tier::read(self.entry, self.scope, metric, pays, sink);
        match kind {
            "flat" => {
                let price = read_tier::price(fields, self.scope, metric, sink);
                let of = fields.choice("of", &Of::ALL, sink).map_or(Of::Actual, |of| of.value);
                Some(Pay::Flat { price: price?, of })
            }
            "tiers" => tiers(Pays::Rates, sink).map(Pay::Tiers),
            "step" => tiers(Pays::Amounts, sink).map(Pay::Step),
            "pool" => self.pool(sink),
            "award" => self.amount(sink).map(Pay::Award),
            "rank" => self.rank(sink),
            "objectives" => self.objectives(sink),
            _ => self.formula(sink),
        }
    }

    fn refuse_foreign_keys(&self, kind: &str, sink: &mut Sink) {
        let formula: (&str, &[&str]) = ("formula", &["formula"]);
        for (key, kinds) in OWN.iter().chain([&formula]) {
            if self.entry.fields.has(key) && !kinds.contains(&kind) {
                sink.push(
                    Diagnostic::new(&code::KEY_OF_OTHER_KIND)
                        .arg("kind", kind)
                        .arg("key", key)
                        .at(self.entry.fields.key_span(key))
                        .at(self.entry.fields.key_span("kind")),
                );
            }
        }
    }

    fn is_above_person(&self) -> bool {
        self.eligibility.is_some_and(|eligibility| eligibility.level != Level::Person)
    }

    fn amount(&self, sink: &mut Sink) -> Option<crate::text::Spanned<Number>> {
        if !self.entry.fields.has("amount") {
            return self.entry.needs("amount", "\"8,000\"", sink);
        }
        self.scope.amount(&self.entry.fields, "amount", sink)
    }

    fn pool(&self, sink: &mut Sink) -> Option<Pay> {
        let amount = self.amount(sink);
        let shared_by = self.entry.shared_among(sink);
        if self.eligibility.is_some() && !self.is_above_person() {
            return self.entry.needs("level", keys::LEVEL.example, sink);
        }
        Some(Pay::Pool { amount: amount?, shared_by: shared_by? })
    }

    fn rank(&self, sink: &mut Sink) -> Option<Pay> {
        let ranking = self.entry.ranking(sink);
        let awards = match self.entry.fields.has("awards") {
            true => self.scope.amounts(&self.entry.fields, "awards", sink),
            false => self.entry.needs("awards", "[5000, 3000, 1000]", sink),
        };
        let shared_by = match self.is_above_person() {
            true => Some(self.entry.shared_among(sink)?),
            false => self.entry.shared_by(sink),
        };
        Some(Pay::Rank { ranking: ranking?, awards: awards?, shared_by })
    }

    fn objectives(&self, sink: &mut Sink) -> Option<Pay> {
        let amount = self.amount(sink);
        let tables = self.entry.fields.tables("objective", sink);
        if tables.is_empty() && !self.entry.fields.has("objective") {
            return self.entry.needs("objective", "[{ … }]", sink);
        }
        let read: Vec<Option<Objective>> =
            tables.into_iter().map(|(table, span)| self.objective(table, span, sink)).collect();
        let objectives: Vec<Objective> = read.into_iter().collect::<Option<_>>()?;
        refuse_twice(objectives.iter().map(|o| &o.id), OBJECTIVE.path, sink);
        let sum: Number = objectives.iter().map(|objective| &objective.weight.value).sum();
        if sum != Number::one() {
            let shown = sum.shift(2).to_exact_text().unwrap_or_default();
            sink.push(
                Diagnostic::new(&code::WEIGHTS_NOT_WHOLE)
                    .arg("what", &self.entry.what)
                    .arg("sum", format!("{shown}%"))
                    .at(self.entry.fields.key_span("objective")),
            );
        }
        Some(Pay::Objectives { amount: amount?, objectives })
    }

    fn objective(&self, table: &toml::Table, span: Span, sink: &mut Sink) -> Option<Objective> {
        let fields = Fields::new(table, span, &OBJECTIVE, sink);
        let id = fields.word("id", sink);
        let name = fields.text("name", sink);
        let weight = fields.rate("weight", sink);
        let written = fields.text("score", sink);
        let score = written.and_then(|text| {
            let terms = Lexicon::new(&self.entry.terms);
            formula::formula(&text, Unit::Ratio, self.scope.sources, &terms, sink)
        });
        (fields.has("score") == score.is_some()).then_some(())?;
        let most = fields.rate("most", sink).map_or(Number::one(), |most| most.value);
        Some(Objective { id: id?, name: name?, weight: weight?, score, most })
    }

    fn formula(&self, sink: &mut Sink) -> Option<Pay> {
        if !self.entry.fields.has("formula") {
            return self.entry.needs("formula", "\"(销售额 - 销售额目标) * 3%\"", sink);
        }
        let text = self.entry.fields.text("formula", sink)?;
        let pay = Unit::Money(self.scope.head.currency);
        let terms = Lexicon::new(&self.entry.terms);
        let formula = formula::formula(&text, pay, self.scope.sources, &terms, sink)?;
        Some(Pay::Formula(formula))
    }
}
