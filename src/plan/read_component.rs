//! Reading `[[component]]`: who gets it, when, and on what it is reckoned. How it pays is in `read_pay`.

use crate::base::PeriodKind;
use crate::text::key::{default, optional, required};
use crate::text::toml;
use crate::text::{Form, Section, Sink, Span};

use super::incentive::{Audience, Basis, Component, Cycle, Eligibility, NoTarget};
use super::limit::Payee;
use super::read_around as around;
use super::read_audience::{self, MEASURED_ON};
use super::read_curve::{ABOVE, BELOW, POINT};
use super::read_eligibility as keys;
use super::read_eligibility::Entry;
use super::read_hold::{CLAWBACK, HOLD};
use super::read_matrix::{BETWEEN, CELLS, COLUMNS, ROWS};
use super::read_modifier::MODIFIERS;
use super::read_pay::{OBJECTIVE, PayReader};
use super::read_price::{EACH, RATE};
use super::read_share::{self, INCENTIVE, OF, WEIGHT};
use super::read_source::refuse_twice;
use super::read_tier::{REACHED_BY, TIER};
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
            "算法：flat 单一比例、tiers 分档比例、step 分档定额、curve 曲线、matrix 两个指标的矩阵、pool 团队分享、award 定额、rank 名次、objectives 加权目标、formula 公式",
            "how it is computed: flat rate, tiers, step bonus, curve, matrix of two measures, pool shared, fixed award, rank, weighted objectives, formula",
        ),
        keys::FOR,
        keys::LEVEL,
        optional(
            "measured-on",
            Form::Table(&MEASURED_ON),
            "{ team = [\"华东一部\", \"华东二部\"] }",
            "看哪些人的业绩合计，一笔只计一次；代替 level",
            "whose results together are measured, each transaction once; instead of level",
        ),
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
        OF,
        INCENTIVE,
        WEIGHT,
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
        REACHED_BY,
        POINT,
        BELOW,
        ABOVE,
        ROWS,
        COLUMNS,
        CELLS,
        BETWEEN,
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
        MODIFIERS,
        around::OTHERWISE,
        around::DEAL_CAP,
        around::ATTAINMENT_CAP,
        around::CAP,
        around::EXCESS,
        around::FLOOR,
        around::NEGATIVE,
        around::PRORATE,
        around::ROUND_AFTER,
        around::ROUNDING,
        HOLD,
        CLAWBACK,
        default(
            "no-target",
            Form::Choice(&["error", "nothing"]),
            "error",
            "\"nothing\"",
            "没有目标或目标为 0 时：报错，还是不发",
            "with a target of 0 or none: an error, or no pay",
        ),
        default(
            "paid-to",
            Form::Choice(&["member", "manager"]),
            "member",
            "\"manager\"",
            "level 高于个人时发给谁：其中的每个人，或他们的上级",
            "with a level above the person, who gets it: everybody who belongs to it, or their manager",
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

/// The kinds of pay.
const KINDS: [&str; 10] =
    ["flat", "tiers", "step", "curve", "matrix", "pool", "award", "rank", "objectives", "formula"];

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
    let mut eligibility = entry.eligibility(metric, sink);
    if let Some(eligibility) = &mut eligibility {
        eligibility.measured_on = measured_on(&entry, scope, sink);
    }
    let no_target = entry.fields.choice("no-target", &NoTarget::ALL, sink);
    let paid = entry.fields.flag("paid", sink).unwrap_or(true);
    let kinds: Vec<(&str, &str)> = KINDS.iter().map(|kind| (*kind, *kind)).collect();
    let kind = entry.fields.choice("kind", &kinds, sink)?.value;
    let basis = read_basis(&entry, kind, sink);
    if let (Some(basis), Some(eligibility)) = (basis, &eligibility) {
        longer_than_basis(&entry, basis, eligibility.period, scope, sink);
    }
    let payee = payee(&entry, kind, eligibility.as_ref(), sink);
    let around = around::read(&entry, kind, metric, scope, sink);
    let pay = PayReader { entry: &entry, scope, metric, eligibility: eligibility.as_ref() };
    let pay = pay.read(kind, sink);
    let incentive = read_share::incentive(&entry, scope, sink);
    let component = Component {
        id: id?,
        name: name?,
        eligibility: eligibility?,
        pay: pay?,
        basis: basis?,
        no_target: no_target.map_or(NoTarget::Error, |policy| policy.value),
        incentive: incentive?,
        around: around?,
        payee: payee?,
        paid,
        span,
    };
    read_share::judge(&component, &entry, scope, sink);
    Some(component)
}

fn read_basis(entry: &Entry<'_>, kind: &str, sink: &mut Sink) -> Option<Basis> {
    if kind == "tiers" {
        return entry.said("basis", &Basis::ALL, sink).map(|basis| basis.value);
    }
    let written = entry.fields.choice("basis", &Basis::ALL, sink);
    written.map(|basis| basis.value).or((!entry.fields.has("basis")).then_some(Basis::Period))
}

/// A running total over a quarter or year can't be reckoned for a longer period.
fn longer_than_basis(
    entry: &Entry<'_>,
    basis: Basis,
    cycle: Cycle,
    scope: Scope<'_>,
    sink: &mut Sink,
) {
    let kind = match cycle {
        Cycle::Every(kind) => Some(kind),
        Cycle::Settlement => scope.head.periods.first().map(|period| period.kind),
        Cycle::Plan => None,
    };
    let is_longer = match basis {
        Basis::QuarterToDate => {
            !matches!(kind, Some(PeriodKind::Month | PeriodKind::Quarter | PeriodKind::Declared))
        }
        Basis::YearToDate => kind.is_none(),
        _ => false,
    };
    if is_longer {
        let (zh, en) = ("结算的周期比它累计的更长", "the period is longer than what it runs over");
        entry.no_effect("basis", zh, en, sink);
    }
}

fn measured_on(entry: &Entry<'_>, scope: Scope<'_>, sink: &mut Sink) -> Option<Audience> {
    if entry.fields.has("measured-on") && entry.fields.has("level") {
        entry.no_effect("level", "已写了 measured-on", "measured-on is written", sink);
    }
    read_audience::read(&entry.fields, "measured-on", scope, sink)
}

/// To whom it goes; a manager gets what is measured above the person.
fn payee(
    entry: &Entry<'_>,
    kind: &str,
    eligibility: Option<&Eligibility>,
    sink: &mut Sink,
) -> Option<Payee> {
    if !entry.fields.has("paid-to") {
        return Some(Payee::Member);
    }
    let payee = entry.fields.choice("paid-to", &Payee::ALL, sink)?.value;
    let of_people = eligibility.is_some_and(|it| it.level == Level::Person);
    if of_people {
        let (zh, en) =
            ("level 是个人，只能发给本人", "with level = person, it goes to that person");
        entry.no_effect("paid-to", zh, en, sink);
    } else if kind == "pool" {
        entry.no_effect(
            "paid-to",
            "kind = \"pool\" 由成员分享",
            "a pool is shared by members",
            sink,
        );
    }
    Some(payee)
}

#[cfg(test)]
mod tests {
    use super::super::starter::{Outcome, with_incentive};
    use super::*;

    /// The starter plan with one component more, before the honours.
    fn with(keys: &str) -> Outcome {
        let before = "# -- Honours --";
        let more = format!("[[component]]\nid = \"more\"\nname = \"More\"\n{keys}\n{before}");
        with_incentive(before, &more)
    }

    fn read(keys: &str) -> Component {
        let outcome = with(keys);
        assert_eq!(outcome.codes(), [""; 0], "{:#?}", outcome.sink.diagnostics());
        outcome.plan.unwrap().incentives.unwrap().components.pop().unwrap()
    }

    const STEP: &str = "kind = \"step\"\nmetric = \"sales\"\nmode = \"retroactive\"\nedge = \"upper\"\n\
        bounds = \"attainment\"\ntier = [{ from = 0, amount = 0 }, { from = \"100%\", amount = 3000 }]\n";

    #[test]
    fn what_a_team_earns_may_go_to_its_manager() {
        let bonus = read(&format!("{STEP}level = \"region\"\npaid-to = \"manager\""));
        assert_eq!(bonus.payee, Payee::Manager);
        assert_eq!(read(STEP).payee, Payee::Member);
        // One's own results are one's own; a pool is shared by those who belong to it.
        assert_eq!(with(&format!("{STEP}paid-to = \"manager\"")).codes(), ["D19"]);
        let pool = "kind = \"pool\"\nlevel = \"region\"\namount = 500\nshared-by = \"equal\"\n";
        assert_eq!(with(&format!("{pool}paid-to = \"manager\"")).codes(), ["D19"]);
    }

    #[test]
    fn an_award_of_ranked_regions_that_goes_to_managers_is_not_shared() {
        let rank = "kind = \"rank\"\nlevel = \"region\"\nranked-by = \"sales\"\nif-tied = \"share\"\nawards = [5000]\n";
        assert_eq!(with(rank).codes(), ["D12"]);
        assert_eq!(read(&format!("{rank}paid-to = \"manager\"")).payee, Payee::Manager);
    }

    #[test]
    fn results_may_be_those_of_any_declared_people() {
        let override_on =
            "kind = \"flat\"\nmetric = \"sales\"\nrate = \"1%\"\nfor = { person = [\"E1001\"] }\n";
        let east = read(&format!("{override_on}measured-on = {{ region = [\"East\"] }}"));
        assert_eq!(east.eligibility.measured_on.unwrap().regions[0].value, "East");
        let unknown = format!("{override_on}measured-on = {{ region = [\"Moon\"] }}");
        assert_eq!(with(&unknown).codes(), ["M18"]);
        let level =
            format!("{override_on}level = \"team\"\nmeasured-on = {{ region = [\"East\"] }}");
        assert_eq!(with(&level).codes(), ["D19"]);
    }
}
