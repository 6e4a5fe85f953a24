//! Reading `resources.toml`: the bonus pool with its reserve rule, and the other resources.

use crate::text::code::design as code;
use crate::text::key::{default, optional, required};
use crate::text::toml;
use crate::text::{Diagnostic, Fields, Form, Section, Sink, Span, Spanned};

use super::read_source::refuse_twice;
use super::read_target::positive;
use super::resource::{OnExhaustion, Pool, Reserve, ReserveOf, Resource, ResourceKind, Resources};
use super::scope::Scope;

/// `resources.toml`.
pub static ROOT: Section = Section {
    path: "resources.toml",
    file: "resources.toml",
    zh: "资源：奖金池，以及礼品、名额、荣誉用品",
    en: "resources: the bonus pool, gifts, seats, trophies",
    keys: &[
        optional("pool", Form::Table(&POOL), "", "奖金池", "the bonus pool"),
        optional("resource", Form::Tables(&RESOURCE), "", "一项资源", "a resource"),
    ],
};

/// `[pool]`.
pub static POOL: Section = Section {
    path: "[pool]",
    file: "resources.toml",
    zh: "奖金池",
    en: "the bonus pool",
    keys: &[
        required("available", Form::Number, "\"60万\"", "可用金额", "the money there is"),
        optional("reserve", Form::Tables(&RESERVE), "", "预留规则", "what must be reserved"),
        required(
            "on-exhaustion",
            Form::Choice(&["pro-rata", "cap", "top-up"]),
            "\"pro-rata\"",
            "不够时：同比例下调、先减超过目标奖金的部分、公司补足",
            "when it doesn't suffice: reduce everybody alike, cut what lies above target pay first, add what is missing",
        ),
        optional(
            "confirmed-by",
            Form::Id,
            "\"finance\"",
            "由哪个角色确认",
            "the role that confirms",
        ),
        optional("confirmed-on", Form::Day, "2026-06-20", "确认日期", "when it was confirmed"),
    ],
};

/// `[[pool.reserve]]`.
pub static RESERVE: Section = Section {
    path: "[[pool.reserve]]",
    file: "resources.toml",
    zh: "目标增长到多少，奖金池要预留多少；到达的最高一行有效",
    en: "how much must be reserved from which growth on; the highest row reached holds",
    keys: &[
        required(
            "metric",
            Form::Word,
            "\"sales\"",
            "哪个指标的目标",
            "the metric whose target grows",
        ),
        required(
            "growth-from",
            Form::Rate,
            "\"20%\"",
            "公司目标比基期增长多少起（含）",
            "growth of the company's target on the baseline, inclusive",
        ),
        required("share", Form::Rate, "\"5%\"", "预留的比例", "the share that is reserved"),
        default(
            "of",
            Form::Choice(&["target", "increment", "actual"]),
            "target",
            "\"target\"",
            "是什么的比例：目标、目标比基期的增量、实际",
            "of what: the target, its increment on the baseline, what is achieved",
        ),
    ],
};

/// `[[resource]]`.
pub static RESOURCE: Section = Section {
    path: "[[resource]]",
    file: "resources.toml",
    zh: "一项资源",
    en: "a resource",
    keys: &[
        required("id", Form::Id, "\"training-seats\"", "编号", "its id"),
        required(
            "kind",
            Form::Choice(&["monetary", "recognition", "development"]),
            "\"development\"",
            "类别：物质、精神、发展",
            "its kind",
        ),
        required("name", Form::Text, "\"高级销售培训名额\"", "名称", "its name"),
        required("quantity", Form::Number, "2", "数量", "how many"),
        optional(
            "unit-price",
            Form::Number,
            "10000",
            "单价；不写是不花钱",
            "what one costs; nothing unless said",
        ),
        optional("budget", Form::Text, "\"人力资源部培训费\"", "预算来源", "from which budget"),
        optional("confirmed-by", Form::Id, "\"hr\"", "由哪个角色确认", "the role that confirms it"),
        optional(
            "confirmed-on",
            Form::Day,
            "2026-06-20",
            "确认日期；不写是尚未确认",
            "when it was confirmed; not yet unless said",
        ),
        optional("note", Form::Text, "\"限 2026 年内使用\"", "备注", "a remark"),
    ],
};

/// Reads `resources.toml`; its scope has no resources yet.
pub fn read(root: &Spanned<toml::Table>, scope: Scope<'_>, sink: &mut Sink) -> Resources {
    let fields = Fields::new(root, root.span, &ROOT, sink);
    let pool = fields.table("pool", sink).and_then(|(t, s)| read_pool(t, s, scope, sink));
    let resources: Vec<Resource> = fields
        .tables("resource", sink)
        .into_iter()
        .filter_map(|(table, span)| read_resource(table, span, scope, sink))
        .collect();
    refuse_twice(resources.iter().map(|resource| &resource.id), RESOURCE.path, sink);
    Resources { pool, resources }
}

fn read_pool(table: &toml::Table, span: Span, scope: Scope<'_>, sink: &mut Sink) -> Option<Pool> {
    let fields = Fields::new(table, span, &POOL, sink);
    let available = scope.amount_or_zero(&fields, "available", sink);
    let reserve: Vec<Reserve> = fields
        .tables("reserve", sink)
        .into_iter()
        .filter_map(|(table, span)| read_reserve(table, span, scope, sink))
        .collect();
    judge_reserve(&reserve, sink);
    let on_exhaustion = fields.choice("on-exhaustion", &OnExhaustion::ALL, sink);
    let confirmed_by = scope.role(&fields, "confirmed-by", sink);
    let confirmed_on = fields.day("confirmed-on", sink);
    Some(Pool {
        available: available?,
        reserve,
        on_exhaustion: on_exhaustion?.value,
        confirmed_by,
        confirmed_on,
        span,
    })
}

fn read_reserve(
    table: &toml::Table,
    span: Span,
    scope: Scope<'_>,
    sink: &mut Sink,
) -> Option<Reserve> {
    let fields = Fields::new(table, span, &RESERVE, sink);
    let metric = scope.metric(&fields, "metric", sink);
    let growth_from = fields.rate("growth-from", sink);
    let share = fields.rate("share", sink);
    let of = fields.choice("of", &ReserveOf::ALL, sink).map_or(ReserveOf::Target, |of| of.value);
    Some(Reserve { metric: metric?, growth_from: growth_from?, share: share?, of, span })
}

/// The rows of one metric ascend, as tiers do.
fn judge_reserve(rows: &[Reserve], sink: &mut Sink) {
    for (index, row) in rows.iter().enumerate() {
        let before = rows[..index].iter().rev().find(|before| before.metric == row.metric);
        let Some(before) = before else { continue };
        if row.growth_from.value <= before.growth_from.value {
            sink.push(
                Diagnostic::new(&code::TIERS_DONT_JOIN)
                    .arg("what", RESERVE.path)
                    .arg("why_zh", "这一档不高于上一档")
                    .arg("why_en", "this is not above the one before")
                    .at(row.growth_from.span)
                    .at(before.growth_from.span),
            );
        }
    }
}

fn read_resource(
    table: &toml::Table,
    span: Span,
    scope: Scope<'_>,
    sink: &mut Sink,
) -> Option<Resource> {
    let fields = Fields::new(table, span, &RESOURCE, sink);
    let id = fields.id("id", sink);
    let kind = fields.choice("kind", &ResourceKind::ALL, sink);
    let name = fields.text("name", sink);
    let quantity = positive(&fields, "quantity", sink);
    let unit_price = scope.amount(&fields, "unit-price", sink);
    let budget = fields.text("budget", sink);
    let confirmed_by = scope.role(&fields, "confirmed-by", sink);
    let confirmed_on = fields.day("confirmed-on", sink);
    let note = scope.prose(&fields, "note", sink);
    Some(Resource {
        id: id?,
        kind: kind?.value,
        name: name?,
        quantity: quantity?,
        unit_price,
        budget,
        confirmed_by,
        confirmed_on,
        note,
        span,
    })
}

#[cfg(test)]
mod tests {
    use super::super::starter::read_with;
    use crate::base::Lang;

    fn codes(from: &str, to: &str) -> Vec<String> {
        let outcome = read_with(Lang::En, &[("resources.toml", from, to)]);
        outcome.codes().into_iter().map(str::to_owned).collect()
    }

    #[test]
    fn rows_of_the_reserve_ascend() {
        let row = "of = \"target\"                   # of target sales; also increment (on the baseline), actual\n";
        let more = |growth: &str| {
            let second = format!(
                "[[pool.reserve]]\nmetric = \"sales\"\ngrowth-from = \"{growth}\"\nshare = \"6%\"\n"
            );
            codes(row, &format!("{row}{second}"))
        };
        assert_eq!(more("30%"), [""; 0]);
        assert_eq!(more("20%"), ["D01"]);
    }

    #[test]
    fn what_happens_to_an_exhausted_pool_is_said() {
        assert_eq!(codes("on-exhaustion = \"pro-rata\"      # ", "# "), ["F04"]);
    }

    #[test]
    fn a_resource_is_counted_priced_and_confirmed_by_a_role() {
        assert_eq!(codes("quantity = 2", "quantity = 0"), ["M30"]);
        assert_eq!(codes("unit-price = 10000 ", "unit-price = \"10%\" "), ["D14"]);
        assert_eq!(codes("confirmed-by = \"finance\"", "confirmed-by = \"bank\""), ["M18"]);
    }
}
