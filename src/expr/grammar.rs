//! What the grammar takes and refuses: spellings of one meaning, powers, places of errors.

use crate::expr::sample::{Deals, Metrics, condition, formula, wrong};
use crate::expr::{Names, Want};

/// Every row is one condition, however it is spelled.
fn same(names: &dyn Names, rows: &[&[&str]]) {
    for row in rows {
        let first = condition(row[0], names);
        for spelling in &row[1..] {
            assert_eq!(condition(spelling, names), first, "{spelling} is not {}", row[0]);
        }
    }
}

#[test]
fn a_condition_on_metrics_is_the_same_in_every_spelling() {
    same(
        &Metrics,
        &[
            &[
                "sales >= 100000 CNY and new_customers >= 2 units",
                "销售额≥10万元 且 新客户数≥2个",
                "销售额≥10万元且新客户数≥2个",
                "销售额不低于１０万元，且新客户数不少于２家",
                "销售额 10万元以上 并且 新客户数 2个以上",
                "销售额在10万元以上 而且 新客户数达到2个以上",
                "销售额为10万元及以上&&新客户数至少2个",
                "sales is at least ¥100000 AND new_customers are at least 2 customers",
                "(sales>=0.1百万元) and (（new_customers）＞＝2 units)",
                "`销售额` >= RMB 100000 and `new_customers` >= 2件",
            ],
            &[
                "return_rate > 5%",
                "退货率>5％",
                "退货率 超过 5%",
                "退货率大于5 %",
                "退货率高于５％",
                "return_rate is more than 5%",
                "return_rate above 50‰",
            ],
            &["sales < 10", "销售额不满10", "销售额 低于 10", "销售额少于10", "sales below 10"],
            &["sales <= 10", "销售额10以下", "销售额 10 以内", "销售额不超过10", "销售额≤10"],
            &["sales != 10", "sales <> 10", "sales ≠ 10", "销售额不等于10", "销售额不是10"],
            &["sales = 10", "sales == 10", "销售额等于10", "销售额是10", "sales is 10"],
            &[
                "80% <= return_rate <= 100%",
                "return_rate between 80% and 100%",
                "退货率 介于 80% 和 100% 之间",
                "退货率在80%到100%之间",
            ],
            &["80% <= return_rate < 100%", "80%不高于退货率低于100%"],
            &["not qualified", "!qualified", "非 qualified", "不 是否达标", "并非是否达标"],
            &["qualified = true", "是否达标 = 真", "是否达标是是", "是否达标为 true"],
            &["won = 1 or lost = 2 or score = 3", "won=1 或者 (lost=2 || score=3)"],
            &["sales - 1 * 2 > 0", "sales − 1 × 2 ＞ 0"],
            &[
                "sales > max(1, if(qualified, 2, 3))",
                "销售额 > 最大值（1，如果（是否达标，2，3））",
            ],
            &["previous(sales) > 0", "上期(销售额) > 0", "previous(sales, 1) > 0"],
            &["last_year(sales) > year_to_date(sales)", "去年同期（销售额）>本年累计(sales)"],
        ],
    );
}

#[test]
fn a_row_filter_is_the_same_in_every_spelling() {
    same(
        &Deals,
        &[
            &[
                r#"status in ["赢单", "已成交"]"#,
                "状态 属于 [“赢单”、“已成交”]",
                "状态在【「赢单」，「已成交」】中",
                "status is in ['赢单','已成交']",
            ],
            &["amount is missing", "交易额 为空", "交易额缺失"],
            &["amount is not missing", "交易额不为空", "not amount is missing", "交易额非空"],
            &["contract_no in returned", "合同号 属于 退货单", "合同号在退货单中"],
            &["contract_no not in returned", "合同号不属于退货单", "非 合同号 属于 退货单"],
            &["amount >= 0.85 * products.list_price", "交易额 ≥ 0.85×产品.标价"],
            &["status contains \"赢\"", "状态包含“赢”"],
            &["status starts with \"赢\"", "状态 开头为 「赢」"],
            &["signed_on >= 2026-07-01", "签约日 ≥ 2026年7月1日", "签约日不小于2026-07-01"],
            &["paid_on - signed_on <= 30 days", "回款日-签约日 30天以内"],
            &["status = \"赢单\"", "状态是“赢单”", "状态为'赢单'", "状态==＂赢单＂"],
        ],
    );
}

#[test]
fn the_two_conditions_of_the_design_are_one() {
    let typed = condition("销售额≥10万元 且 新客户数≥2个", &Metrics);
    let bare = condition("sales >= 100000 and new_customers >= 2", &Metrics);
    assert_eq!(typed.ty(), bare.ty());
    assert_eq!(typed.reads(), bare.reads());
    let say = |expr: &super::Expr| super::say(&expr.root, crate::base::Lang::Zh, &Metrics);
    assert_eq!(say(&typed), say(&bare));
}

#[test]
fn names_may_contain_operators_digits_and_one_another() {
    for (text, slots) in [
        ("是否达标", vec![6]),
        ("不满客户数不满3", vec![8]),
        ("Q3订单数≥3且30天回款率≥80%", vec![9, 10]),
        ("新客户数大于新客户", vec![1, 11]),
        ("新客户大于3", vec![11]),
        ("销售额（不含税）>0", vec![12]),
        ("销售额(不含税)>0", vec![12]),
        ("`客户 名称` > 0", vec![13]),
        ("客户 名称 > 0", vec![13]),
        ("in_30_days > 30%", vec![10]),
        ("and_one > 1", vec![13]),
    ] {
        assert_eq!(condition(text, &Metrics).slots(), slots, "{text}");
    }
}

#[test]
fn powers_are_those_of_the_table() {
    for (text, same) in [
        ("won = 1 or won = 2 and lost = 3", "won = 1 or (won = 2 and lost = 3)"),
        ("not won = 1 and lost = 2", "(not won = 1) and lost = 2"),
        ("not won + 1 = 2", "not ((won + 1) = 2)"),
        ("-won * 2 = 1", "((-won) * 2) = 1"),
        ("won - lost - 1 = 0", "(won - lost) - 1 = 0"),
        ("won / lost / 2 = 0", "(won / lost) / 2 = 0"),
        ("won + lost * 2 = 0", "won + (lost * 2) = 0"),
    ] {
        assert_eq!(condition(text, &Metrics), condition(same, &Metrics), "{text}");
    }
    assert_ne!(formula("won - (lost - 1)", &Metrics), formula("won - lost - 1", &Metrics));
}

fn code_of(text: &str, names: &dyn Names) -> Vec<(String, Vec<String>)> {
    wrong(text, names, Want::Condition)
}

#[test]
fn every_error_of_grammar_points_at_its_place() {
    for (text, id, piece) in [
        ("sales >=", "X04", ""),
        ("sales >= and won > 1", "X03", "and"),
        ("且 won > 1", "X03", "且"),
        ("sales won", "X05", "won"),
        ("sales 100000", "X05", "100000"),
        ("sales > 1 100000", "X05", "100000"),
        ("sales > 5 won", "X05", "won"),
        ("sales > 1)", "X06", ")"),
        ("max(sales, 1", "X07", "("),
        ("(sales > 1", "X07", "("),
        ("qualified = [1, 2", "X07", "["),
        ("qualified = “x\"", "X07", "“"),
        ("sales # 1", "X08", "#"),
        ("sales > 1_000", "X09", "1_000"),
        ("sales > 1e5", "X09", "1e5"),
        ("sales > 1.5.2", "X09", "1.5.2"),
        ("sales > 5.", "X09", "5."),
        ("sales > 100,000", "X10", "100,000"),
        ("sales > max(1，000, 2)", "X10", "1，000"),
        ("sales > 5 apples", "X11", "apples"),
        ("sales > 10k", "X11", "k"),
        ("won >= 2个客户", "X11", "个客户"),
        ("sales > ¥5%", "X11", "%"),
        ("sales > maxx(1, 2)", "X13", "maxx"),
        ("(won > 1) = true > 3", "X16", ">"),
        ("won > 1 is missing", "X15", "is missing"),
        ("80% <= return_rate > 1%", "X16", ">"),
        ("won = lost = 1", "X16", "="),
        ("sales 超过 10万元以上", "X17", "以上"),
        ("10万元以上", "X17", "以上"),
        ("sales 在 10 或 won > 1", "X18", "在 10"),
        ("sales between 1 or 2", "X19", "or"),
    ] {
        let told = code_of(text, &Metrics);
        assert_eq!(told.len(), 1, "{text}: {told:?}");
        assert_eq!((told[0].0.as_str(), told[0].1[0].as_str()), (id, piece), "{text}");
    }
    assert_eq!(code_of("signed_on > 2026-02-30", &Deals)[0].1, ["2026-02-30"]);
}

#[test]
fn all_unknown_names_are_told_each_with_the_one_that_was_meant() {
    let told = code_of("销售客≥10万 且 新客户树≥2个 and sale > 1 且 zzzzzz > 1", &Metrics);
    let pieces: Vec<&str> = told.iter().map(|(_, places)| places[0].as_str()).collect();
    assert_eq!(pieces, ["销售客", "新客户树", "sale", "zzzzzz"]);
    let ids: Vec<&str> = told.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["X01", "X01", "X01", "X02"]);
    assert_eq!(code_of("销售客为10万元以上", &Metrics)[0].1, ["销售客"]);
    assert_eq!(code_of("不良率 > 5%", &Metrics)[0].1, ["不良率"]);
    assert_eq!(code_of("`sale` > 5", &Metrics)[0], ("X01".into(), vec!["`sale`".into()]));
}

#[test]
fn no_depth_and_no_length_overflows_the_stack() {
    let nested =
        |open: &str, close: &str| format!("{}sales{} > 1", open.repeat(200), close.repeat(200));
    for text in [nested("(", ")"), nested("-", ""), nested("abs(", ")"), nested("[", "]")] {
        assert_eq!(code_of(&text, &Metrics)[0].0, "X36");
    }
    assert_eq!(code_of(&format!("{} won", "not ".repeat(900)), &Metrics)[0].0, "X36");
    assert_eq!(code_of(&format!("sales > 1{}", "+1".repeat(900)), &Metrics)[0].0, "X36");
    assert_eq!(code_of(&" ".repeat(5000), &Metrics)[0].0, "X37");
    assert_eq!(code_of(" \n　", &Metrics)[0].0, "X38");
    // Side by side is not deep.
    condition(&vec!["won = 1"; 300].join(" or "), &Metrics);
}
