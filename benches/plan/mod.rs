//! The plans whose tracking is timed: won deals of 2026 by owner and quarter.

/// The files of every plan, without metrics.
pub const FILES: [(&str, &str); 4] = [
    (
        "incent.toml",
        r#"format = 1
[plan]
id = "bench"
title = "Benchmark"
organisation = "Bench"
language = "en"
start = 2026-01-01
end = 2026-12-31
currency = "CNY"
utc-offset = "+08:00"
[periods]
settle = "year"
[rounding]
mode = "half-up"
"#,
    ),
    (
        "sources.toml",
        r#"[[source]]
id = "deals"
files = ["crm/deals.csv"]
key = ["contract_no"]
owner = "owner"
date = "signed"
returns = { shape = "column", column = "returned" }
[source.columns]
contract_no = { header = "合同编号", type = "id" }
owner = { header = "负责人", type = "person" }
customer = "客户名称"
amount = { header = "合同金额", type = "money" }
returned = { header = "退货金额", type = "money" }
signed = { header = "下单时间", type = "date" }
status = { header = "合同状态", type = "status", map = { "已签约" = "won", "已作废" = "void", "审批中" = "open", "已终止" = "void" } }
"#,
    ),
    (
        "targets.toml",
        r#"[[target]]
metric = "gross"
node = "company"
value = "1,000,000,000"
[[split]]
into = "region"
by = "equal"
[[split]]
into = "team"
by = "equal"
[[split]]
into = "person"
by = "equal"
"#,
    ),
    (
        "rules.toml",
        r#"[tracking]
basis = "calendar-days"
[[warning]]
id = "behind"
name = "Behind"
level = "yellow"
when = "pace < 80%"
"#,
    ),
];

/// Sums of amounts and returns, a count, and customers counted once each.
pub const METRICS: &str = r#"[[metric]]
id = "gross"
name = "Gross"
unit = "CNY"
basis = "signed"
source = "deals"
measure = "sum"
of = "amount"
where = 'status = "won"'
[[metric]]
id = "returned"
name = "Returned"
unit = "CNY"
source = "deals"
measure = "sum"
of = "returned"
where = 'status = "won"'
[[metric]]
id = "deals"
name = "Deals"
unit = "count"
source = "deals"
measure = "count"
where = 'status = "won"'
[[metric]]
id = "customers"
name = "Customers"
unit = "count"
source = "deals"
measure = "distinct"
of = "customer"
where = 'status = "won"'
[[metric]]
id = "net"
name = "Net"
unit = "CNY"
formula = "gross - returned"
"#;

/// The gross amount, and as many sums as rules, each with a condition of its own.
pub fn rules(count: u64) -> String {
    let mut text = METRICS.split_inclusive("[[metric]]").take(2).collect::<String>();
    text.truncate(text.len() - "[[metric]]".len());
    for number in 0..count {
        let state = if number.is_multiple_of(3) { "open" } else { "won" };
        let least = number * 7_919;
        text.push_str(&format!(
            r#"[[metric]]
id = "rule{number}"
name = "Rule {number}"
unit = "CNY"
source = "deals"
measure = "sum"
of = "amount"
where = 'status = "{state}" and amount >= {least}'
"#
        ));
    }
    text
}
