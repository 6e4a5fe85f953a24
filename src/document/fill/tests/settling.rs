//! 《激励核算表》 and 《个人激励核算单》 of the starter plan's quarter.

use super::*;
use crate::document::catalogue::{SETTLEMENT, STATEMENT};
use crate::document::settlement::PayRow;
use crate::document::statement::Part;
use crate::document::{Settled, Settlement, Statement};
use crate::pay::entry::NoRows;
use crate::pay::reckon::Entered;
use crate::pay::seat::Seating;
use crate::pay::subject::Known;
use crate::pay::{Ground, settle};

/// What the seven sold, what came back, and their new customers. Targets are 200, 180, 160, 200, 160,
/// 160 and 140万.
const QUARTER: [(&str, [&str; 3]); 7] = [
    ("E1001", ["2600000", "0", "10"]),
    ("E1002", ["1710000", "0", "8"]),
    ("E1003", ["1600000", "0", "7"]),
    ("E1004", ["2440000", "200000", "9"]),
    ("E1005", ["1920000", "0", "6"]),
    ("E1006", ["1816666.67", "0", "7"]),
    ("E1007", ["1520000", "0", "1"]),
];

/// The pages of a quarter in which they achieved this.
fn pages(files: Files, quarter: &[(&str, [&str; 3])], lang: Lang) -> (Settlement, Vec<Statement>) {
    let got = files.assigned();
    let whole = Window::new(got.frame.period.start, got.frame.period.end);
    let mut cells = BTreeMap::new();
    for (who, values) in quarter {
        let group = || Group::Person(got.plan.roster.find(who).unwrap());
        for (metric, value) in ["gross_sales", "returned", "new_customers"].iter().zip(values) {
            cells.insert((got.metric(metric), group()), vec![Number::parse_plain(value)]);
        }
    }
    let facts = Facts { windows: vec![whole], cells, ..Facts::default() };
    let setting = got.setting();
    let horizon = Horizon { period: &got.frame.period, fiscal: setting.fiscal };
    let actuals = Actuals { metrics: &got.plan.metrics, facts: &facts, horizon };
    let known = Known { setting, assignment: &got.assignment, actuals };
    let incentives = got.plan.incentives.as_ref().unwrap();
    let entered = Entered::default();
    let seating = &Seating::new(&got.plan, setting, actuals);
    let ground = Ground {
        plan: &got.plan,
        incentives,
        setting,
        seating,
        results: &known,
        rows: &NoRows,
        entered: &entered,
    };
    let mut sink = Sink::default();
    let settlement = settle(ground, &got.frame.period, &mut sink);
    assert!(!sink.has_errors(), "{:#?}", sink.diagnostics());
    let settled = Settled {
        plan: &got.plan,
        incentives,
        sources: &got.sources,
        known,
        seating,
        settlement: &settlement,
    };
    let sheet = Settlement::fill(head(&SETTLEMENT, lang), &settled, lang);
    let one = |of| Statement::fill(head(&STATEMENT, lang), &settled, of, lang);
    let statements = settlement.statements.iter().map(one).collect();
    (sheet, statements)
}

fn row<'a>(sheet: &'a Settlement, id: &str) -> &'a PayRow {
    sheet.rows.iter().find(|row| row.id == id).unwrap()
}

fn of<'a>(statements: &'a [Statement], id: &str) -> &'a Statement {
    statements.iter().find(|statement| statement.id == id).unwrap()
}

fn part<'a>(statement: &'a Statement, name: &str) -> &'a Part {
    let mut parts = statement.parts.iter().chain(&statement.adjustments);
    parts.find(|part| part.name == name).unwrap()
}

#[test]
fn whoever_gets_nothing_reads_why_with_the_numbers() {
    let (sheet, statements) = pages(Files::of(Lang::Zh), &QUARTER, Lang::Zh);
    let note = |id: &str| {
        let number: usize = row(&sheet, id).note.parse().unwrap();
        sheet.notes[number - 1].clone()
    };
    // 200,000 of 2,440,000 is 8.19… %.
    assert!(note("E1004").ends_with("被排除（退货率 8.2% > 5%）"), "{}", note("E1004"));
    assert!(note("E1007").ends_with("未过“达标条件”（新客户数 1 < 2）"), "{}", note("E1007"));
    assert_eq!(
        note("E1002"),
        "林晓彤——基础奖金：条件不满足（完成率 95.0% < 100%）；超额提成：销售额完成率 95.0%，按规则为 0"
    );
    // Everything but a rank is told, and that is told once for all.
    assert_eq!(row(&sheet, "E1001").note, "");
    assert!(sheet.unplaced.contains("名次"));
    let seventh = of(&statements, "E1007");
    let items: Vec<(&str, &str)> =
        seventh.items.iter().map(|item| (&*item.amount, &*item.note)).collect();
    assert!(items.contains(&("0.00", "未过“达标条件”（新客户数 1 < 2）")));
    assert!(seventh.items.iter().all(|item| item.amount != "0.00" || !item.note.is_empty()));
    assert_eq!((seventh.parts.len(), &*seventh.sum), (0, "0.00"));
}

#[test]
fn rows_and_columns_of_the_sheet_sum_to_its_total() {
    let (sheet, statements) = pages(Files::of(Lang::En), &QUARTER, Lang::En);
    let cents = |text: &str| -> i64 { text.replace([',', '.'], "").parse().unwrap_or(0) };
    let total = cents(&sheet.payable);
    assert_eq!(sheet.totals.iter().map(|text| cents(text)).sum::<i64>(), total);
    assert_eq!(sheet.rows.iter().map(|row| cents(&row.payable)).sum::<i64>(), total);
    for (row, statement) in sheet.rows.iter().zip(&statements) {
        assert_eq!(row.amounts.iter().map(|text| cents(text)).sum::<i64>(), cents(&row.payable));
        assert_eq!(row.payable, statement.payable);
        let items = statement.items.iter().map(|item| cents(&item.amount)).sum::<i64>();
        assert_eq!(items, cents(&row.payable), "{}", row.id);
    }
}

#[test]
fn a_part_of_pay_that_nobody_gets_has_no_column_and_is_named() {
    let low =
        QUARTER.map(|(who, [_, returned, customers])| (who, ["1000000", returned, customers]));
    let (sheet, _) = pages(Files::of(Lang::Zh), &low, Lang::Zh);
    for name in ["基础奖金", "超额提成", "团队奖金"] {
        assert!(!sheet.columns.iter().any(|column| column == name));
        assert!(sheet.omitted.contains(name), "{}", sheet.omitted);
    }
    // The company came to 680万 of 1,200万: one condition that is the same for everybody.
    let team = sheet.conditions.iter().find(|one| one.name == "团队奖金的条件").unwrap();
    assert_eq!(team.result, "未达标：公司“云杉科技” 完成率 56.7% < 100%");
    assert!(!sheet.judged.contains(&team.name));
}

#[test]
fn caps_over_several_components_and_guarantees_stand_in_their_own_columns_with_their_steps() {
    let more = "
[[cap]]
id = \"quarter\"
name = \"季度封顶\"
amount = \"3万\"
component = [\"base\", \"excess\"]
excess = \"lost\"

[[draw]]
id = \"floor\"
name = \"保底\"
kind = \"guarantee\"
amount = \"5,000\"
recovery = \"never\"
";
    let files = Files::of(Lang::Zh).adding("incentives.toml", more);
    let (sheet, statements) = pages(files, &QUARTER, Lang::Zh);
    let at = |name: &str| sheet.columns.iter().position(|column| column == name).unwrap();
    // Base 20,000 and excess 22,000 are 12,000 over the cap of 30,000.
    assert_eq!(row(&sheet, "E1001").amounts[at("季度封顶")], "-12,000.00");
    assert_eq!(row(&sheet, "E1003").amounts[at("季度封顶")], "—");
    let cut = part(of(&statements, "E1001"), "季度封顶");
    assert_eq!(cut.amount, "-12,000.00");
    let arithmetic: Vec<&str> = cut.steps.iter().map(|step| &*step.arithmetic).collect();
    assert_eq!(arithmetic[0], "基础奖金 20,000.00 + 超额提成 22,000.00");
    assert!(cut.steps.iter().any(|step| step.value == "30,000.00"), "{:?}", cut.steps);
    // E1007 earned nothing and is topped up to 5,000.
    assert_eq!(row(&sheet, "E1007").amounts[at("保底补足")], "5,000.00");
    assert_eq!(row(&sheet, "E1007").payable, "5,000.00");
    assert_eq!(of(&statements, "E1007").sum, "保底补足 5,000.00");
}

#[test]
fn the_templates_render_every_page_with_whole_tables() {
    for lang in [Lang::Zh, Lang::En] {
        let (sheet, statements) = pages(Files::of(lang), &QUARTER, lang);
        assert_tables(&rendered(&SETTLEMENT, &sheet, lang));
        for statement in &statements {
            let text = rendered(&STATEMENT, statement, lang);
            assert_tables(&text);
            assert!(text.contains(lang.pick("【待填写：签字】", "【to fill in: signature】")));
        }
    }
}

#[test]
fn a_statement_prints_the_order_of_operations_and_where_to_turn() {
    let (_, statements) = pages(Files::of(Lang::En), &QUARTER, Lang::En);
    let first = of(&statements, "E1001");
    let words: Vec<&str> = first.order.iter().map(|step| &step[..4]).collect();
    assert_eq!(
        words,
        [
            "cred", "pror", "atta", "rate", "modi", "gate", "cap ", "cap ", "guar", "hold", "claw",
            "roun"
        ]
    );
    assert!(first.rounding.contains("half up"));
    assert!(first.disputes.contains("within 3 working days"));
    assert!(first.payment.contains("2026-10-30"));
}
