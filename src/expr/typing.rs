//! Which types and units fit one another, and where a misfit is told.

use crate::base::Unit;
use crate::base::unit::Currency;
use crate::expr::sample::{Deals, Metrics, formula, read, wrong};
use crate::expr::{Expr, NameEntry, Names, Type, Want};

fn told(text: &str, names: &dyn Names, id: &str, pieces: &[&str]) {
    let found = wrong(text, names, Want::Condition);
    assert_eq!(found.len(), 1, "{text}: {found:?}");
    assert_eq!(found[0].0, id, "{text}: {found:?}");
    assert_eq!(found[0].1, pieces, "{text}");
}

#[test]
fn a_unit_that_does_not_fit_points_at_both_sides() {
    told("sales >= 2个", &Metrics, "X20", &["sales", "2个"]);
    told("won = 1 且 销售额≥新客户数", &Metrics, "X20", &["销售额", "新客户数"]);
    told("sales + won > 1", &Metrics, "X20", &["sales", "won"]);
    told("sales >= 80%", &Metrics, "X20", &["sales", "80%"]);
    told("sales > us_sales", &Metrics, "X20", &["sales", "us_sales"]);
    told("sales > $100", &Metrics, "X20", &["sales", "$100"]);
    told("won >= 3天", &Metrics, "X20", &["won", "3天"]);
    told("min(sales, won) > 1", &Metrics, "X20", &["sales", "won"]);
    told("if(qualified, sales, 5%) > 1", &Metrics, "X20", &["sales", "5%"]);
    told("sales in [1, 2%]", &Metrics, "X20", &["sales", "2%"]);
    told("sales * net_sales > 1", &Metrics, "X22", &["sales", "net_sales"]);
    told("sales / us_sales > 1", &Metrics, "X22", &["sales", "us_sales"]);
}

#[test]
fn a_bare_number_above_one_beside_a_ratio_is_asked_for() {
    told("return_rate > 5", &Metrics, "X23", &["5"]);
    told("return_rate + 1.5 > 1%", &Metrics, "X23", &["1.5"]);
    told("sales / net_sales >= 10万", &Metrics, "X23", &["10万"]);
    for text in
        ["return_rate > 0.05", "return_rate >= 1", "1 - return_rate > 0", "return_rate >= 1.2倍"]
    {
        read(text, &Metrics, Want::Condition).unwrap();
    }
    let told = read("return_rate > 5", &Metrics, Want::Condition).unwrap_err();
    let arg = |name| told[0].args.iter().find(|arg| arg.0 == name).unwrap().1.clone();
    assert_eq!((arg("percent"), arg("times")), ("5%".to_owned(), "500%".to_owned()));
}

#[test]
fn types_that_do_not_fit_are_told() {
    told("status = 5", &Deals, "X21", &["status", "5"]);
    told("signed_on > \"2026-07-01\"", &Deals, "X21", &["signed_on", "\"2026-07-01\""]);
    told("status > \"a\"", &Deals, "X27", &["status > \"a\""]);
    told("voided >= true", &Deals, "X27", &["voided >= true"]);
    told("status", &Deals, "X25", &["status"]);
    told("amount and voided", &Deals, "X24", &["amount"]);
    told("status + 1 > 1", &Deals, "X24", &["status"]);
    told("amount contains \"a\"", &Deals, "X24", &["amount"]);
    told("quantity in returned", &Deals, "X24", &["quantity"]);
    told("returned = 5", &Deals, "X28", &["returned"]);
    told("status = [\"a\"]", &Deals, "X28", &["[\"a\"]"]);
    told("status in \"a\"", &Deals, "X29", &["\"a\""]);
    told("status in []", &Deals, "X30", &["[]"]);
    told("status in [contract_no]", &Deals, "X31", &["contract_no"]);
    told("abs(amount, 1) > 1", &Deals, "X14", &["abs(amount, 1)"]);
    told("max() > 1", &Deals, "X14", &["max()"]);
    told("round(amount, quantity) > 1", &Deals, "X32", &["quantity"]);
    told("round(amount, 99) > 1", &Deals, "X32", &["99"]);
    told("round(amount, 1, \"up-ish\") > 1", &Deals, "X33", &["\"up-ish\""]);
    told("previous(amount) > 1", &Deals, "X35", &["amount"]);
    told("previous(sales + 1) > 1", &Metrics, "X34", &["sales + 1"]);
    told("previous(sales, 0) > 1", &Metrics, "X32", &["0"]);
    told("signed_on + amount > paid_on", &Deals, "X21", &["signed_on", "amount"]);
}

#[test]
fn every_misfit_of_an_expression_is_told_in_one_run() {
    let found = wrong("sales > 2个 and (won > 5% or status > 1)", &Metrics, Want::Condition);
    let ids: Vec<&str> = found.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(ids, ["X02", "X20", "X20"]);
}

fn unit(text: &str) -> Type {
    formula(text, &Metrics).ty()
}

#[test]
fn a_formula_has_the_unit_of_its_parts() {
    let cny = Type::Num(Unit::Money(Currency::parse("CNY").unwrap()));
    assert_eq!(unit("won / (won + lost)"), Type::Num(Unit::Ratio));
    assert_eq!(unit("sales / previous(sales) - 1"), Type::Num(Unit::Ratio));
    assert_eq!(unit("round(last_year(sales) * 110%, -4)"), cny);
    assert_eq!(unit("sales / won"), cny);
    assert_eq!(unit("new_customers * 800元"), cny);
    assert_eq!(unit("new_customers * 800"), Type::Num(Unit::Count));
    assert_eq!(unit("1 + 2"), Type::Num(Unit::Plain));
    assert_eq!(unit("max(0, sales - 10万)"), cny);
}

#[test]
fn a_formula_must_have_the_unit_that_is_wanted() {
    let cny = Unit::Money(Currency::parse("CNY").unwrap());
    let want = |text, unit| read(text, &Metrics, Want::Formula(Some(unit)));
    let ty = |expr: Expr| expr.ty();
    assert_eq!(want("800", cny).map(ty).unwrap(), Type::Num(cny));
    assert_eq!(want("new_customers * 800", cny).unwrap_err()[0].code.id, "X26");
    assert_eq!(want("sales > 1", cny).unwrap_err()[0].code.id, "X26");
    assert_eq!(want("5", Unit::Ratio).unwrap_err()[0].code.id, "X23");
    assert!(want("won / lost", Unit::Plain).is_ok());
}

#[test]
fn the_sign_of_a_shared_currency_means_the_plans_own() {
    struct Yen;
    impl Names for Yen {
        fn lookup(&self, _: &str) -> Option<NameEntry> {
            let unit = Unit::Money(Currency::parse("JPY")?);
            Some(NameEntry { slot: 0, kind: Type::Num(unit), windowed: false })
        }
        fn all(&self) -> Vec<&str> {
            vec!["uriage"]
        }
        fn currency(&self) -> Option<Currency> {
            Currency::parse("JPY")
        }
    }
    assert!(read("uriage >= ¥100", &Yen, Want::Condition).is_ok());
    assert!(read("uriage >= 100元", &Yen, Want::Condition).is_err());
}
