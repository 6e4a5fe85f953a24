//! Facts and laws of the cascade, on plans as users write them. Expected numbers are worked out by
//! hand in the comments.

use proptest::prelude::*;

use crate::base::Number;
use crate::plan::fact::Facts;

use super::assignment::How;
use super::sample::{
    CUSTOMERS, PER_CUSTOMER, SALES, SEVEN, facts, n, outcome, plan, plan_of, seven, text,
};
use super::setting::Branch;

const PLAN_A: &str = r#"
[[target]]
metric = "sales"
node = "company"
baseline = "1000万"
growth = "20%"
[[split]]
metric = ["sales"]
into = "region"
by = "shares"
shares = { "华东" = "45%", "华南" = "30%", "华北" = "25%" }
[[split]]
metric = ["sales"]
into = "person"
by = "weights"
weights = { E1 = 200, E2 = 180, E3 = 160, S1 = 200, S2 = 160, N1 = 160, N2 = 140 }

[[target]]
metric = "customers"
node = "region:华东"
baseline = 20
growth = "30%"
[[target]]
metric = "customers"
node = "region:华南"
value = 16
[[target]]
metric = "customers"
node = "region:华北"
value = 14
[[split]]
metric = ["customers"]
into = "region"
by = "given"
[[split]]
metric = ["customers"]
into = "person"
by = "weights"
weights = { E1 = 10, E2 = 9, E3 = 7, S1 = 9, S2 = 7, N1 = 7, N2 = 7 }

[[target]]
metric = "per_customer"
node = "company"
each = "person"
value = 50000

[[season]]
metric = ["sales"]
weights = { 2026-07 = 30, 2026-08 = 30, 2026-09 = 40 }
"#;

// 12.0m = 10.0m × 1.2; 45 / 30 / 25 %: 5.4, 3.6, 3.0; people by 200:180:160, 200:160, 160:140.
#[test]
fn the_starter_plan_cascades_to_its_published_numbers() {
    let got = seven(PLAN_A);
    assert_eq!(got.codes(), [""; 0]);
    assert_eq!(got.value(SALES, "company"), "12000000");
    assert_eq!(got.values(SALES, &["华东", "华南", "华北"]), ["5400000", "3600000", "3000000"]);
    assert_eq!(
        got.values(SALES, &["E1", "E2", "E3", "S1", "S2", "N1", "N2"]),
        ["2000000", "1800000", "1600000", "2000000", "1600000", "1600000", "1400000"]
    );
    assert_eq!(got.parts(SALES, "company"), ["3600000", "3600000", "4800000"]);
    assert_eq!(got.parts(SALES, "E1"), ["600000", "600000", "800000"]);
    assert_eq!(got.target(SALES, "company").how, Some(How::Growth));
    assert_eq!(got.target(SALES, "E1").how, Some(How::Weights));
    assert_eq!(text(got.target(SALES, "华东").share.as_ref()), "0.45");
    got.assert_sums();
}

// 26 = 20 × 1.3, and 26 + 16 + 14 = 56.
#[test]
fn customers_typed_by_region_sum_up_and_are_whole_by_person_and_month() {
    let got = seven(PLAN_A);
    assert_eq!(
        got.values(CUSTOMERS, &["company", "华东", "华南", "华北"]),
        ["56", "26", "16", "14"]
    );
    assert_eq!(got.values(CUSTOMERS, &["E1", "E2", "E3", "S1", "S2"]), ["10", "9", "7", "9", "7"]);
    assert_eq!(got.target(CUSTOMERS, "company").how, Some(How::Sum));
    for node in ["E1", "E2", "E3", "S1", "S2", "N1", "N2"] {
        let target = got.target(CUSTOMERS, node);
        assert!(target.parts.iter().flatten().all(Number::is_integer), "{node}");
    }
}

#[test]
fn a_ratio_is_given_per_node_and_neither_split_nor_summed() {
    let got = seven(PLAN_A);
    assert_eq!(got.values(PER_CUSTOMER, &["company", "华东", "E1"]), ["-", "-", "50000"]);
    assert_eq!(got.parts(PER_CUSTOMER, "E1"), ["50000", "50000", "50000"]);
    assert!(got.assignment.tree(PER_CUSTOMER, Branch::Organisation).unwrap().levels.is_empty());
}

fn company(value: &str, rest: &str) -> String {
    format!(
        "[[target]]\nmetric = \"sales\"\nnode = \"company\"\nvalue = {value}\n\
         [[split]]\ninto = \"region\"\nby = \"equal\"\n[[split]]\ninto = \"person\"\nby = \"equal\"\n\
         {rest}"
    )
}

// 100.00 over three regions: 33.34 to the first by id (北 before 东 before 南 in code points is
// U+4E1C 东, U+5317 北, U+5357 南, so 华东), 33.33, 33.33; 33.34 over three people: 11.12, 11.11, 11.11.
#[test]
fn cents_left_over_go_to_the_first_by_id() {
    let got = seven(&company("100", ""));
    assert_eq!(got.values(SALES, &["华东", "华北", "华南"]), ["33.34", "33.33", "33.33"]);
    assert_eq!(got.values(SALES, &["E1", "E2", "E3"]), ["11.12", "11.11", "11.11"]);
    got.assert_sums();
}

const OVERRIDE: &str = "[[override]]\nmetric = \"sales\"\nnode = \"E2\"\nvalue = 100\n\
    reason = \"大客户\"\napproved-by = \"王磊\"\n";

// 900 by region 300 each; with E2 at 100 of 300 nothing moves but the reason; with 140 the others
// share 160.
#[test]
fn an_override_keeps_the_computed_value_and_the_others_still_sum() {
    let got = seven(&company("900", &OVERRIDE.replace("= 100", "= 140")));
    assert_eq!(got.codes(), [""; 0]);
    assert_eq!(got.values(SALES, &["E1", "E2", "E3", "华东"]), ["80", "140", "80", "300"]);
    let target = got.target(SALES, "E2");
    assert_eq!(text(target.computed.as_ref()), "100");
    let overridden = target.overridden.as_ref().unwrap();
    assert_eq!((&*overridden.reason, &*overridden.approved_by), ("大客户", "王磊"));
    got.assert_sums();
}

#[test]
fn an_override_above_the_parent_is_an_error_and_not_an_over_assignment() {
    let got = seven(&company("900", &OVERRIDE.replace("= 100", "= 301")));
    assert_eq!(got.codes(), ["C17"]);
    assert_eq!(got.value(SALES, "华东"), "300");
}

#[test]
fn an_override_that_can_not_stand_is_told_and_one_alone_holds() {
    let alone = seven(OVERRIDE);
    assert_eq!(alone.values(SALES, &["E2", "E1", "company"]), ["100", "-", "-"]);
    let with = |from: &str, to: &str| seven(&company("900", &OVERRIDE.replace(from, to))).codes();
    assert_eq!(with("= 100", "= 0")[0], "C07");
    assert_eq!(with("= 100", "= 0.001")[0], "C28");
    assert_eq!(with("\"E2\"", "\"E9\"")[0], "C23");
    assert_eq!(seven(&company("900", &OVERRIDE.repeat(2))).codes()[0], "C25");
}

#[test]
fn growth_rounds_counts_up_and_must_agree_with_a_typed_value() {
    let target = |extra: &str| {
        format!(
            "[[target]]\nmetric = \"customers\"\nnode = \"company\"\nbaseline = 11\n\
             growth = \"30%\"\n{extra}\n[[split]]\ninto = \"region\"\nby = \"equal\"\n\
             [[split]]\ninto = \"person\"\nby = \"equal\"\n"
        )
    };
    // 11 × 1.3 = 14.3.
    assert_eq!(seven(&target("")).value(CUSTOMERS, "company"), "15");
    assert_eq!(seven(&target("value = 15")).codes(), [""; 0]);
    assert_eq!(seven(&target("value = 14")).codes()[0], "C27");
    assert_eq!(seven(&target("step = 10")).value(CUSTOMERS, "company"), "20");
}

#[test]
fn children_typed_below_or_above_their_parent_are_told_with_the_gap() {
    let regions = |east: i64, over: &str| {
        format!(
            "[[target]]\nmetric = \"sales\"\nnode = \"company\"\nvalue = 300\n\
             [[target]]\nmetric = \"sales\"\nnode = \"华东\"\nvalue = {east}\n\
             [[target]]\nmetric = \"sales\"\nnode = \"华南\"\nvalue = 100\n\
             [[target]]\nmetric = \"sales\"\nnode = \"华北\"\nvalue = 100\n\
             [[split]]\ninto = \"region\"\nby = \"given\"\n{over}\n\
             [[split]]\ninto = \"person\"\nby = \"equal\"\n"
        )
    };
    assert_eq!(seven(&regions(100, "")).codes(), [""; 0]);
    let below = seven(&regions(99, ""));
    assert_eq!(below.codes(), ["C01"]);
    let gap = below.sink.diagnostics()[0].args.iter().find(|(name, _)| *name == "gap").unwrap();
    assert_eq!(gap.1, "1.00");
    assert_eq!(seven(&regions(101, "")).codes(), ["C15"]);
    assert_eq!(seven(&regions(115, "over-assign = \"5%\"")).codes(), ["C16"]);
    assert_eq!(seven(&regions(116, "over-assign = \"5%\"")).codes(), ["C15"]);
}

// 900 with 10 % to regions and 5 % to people: 990, then 1039.5: stacked 15.5 %.
#[test]
fn declared_over_assignment_stacks_and_is_shown() {
    let got = seven(
        "[[target]]\nmetric = \"sales\"\nnode = \"company\"\nvalue = 900\n\
         [[split]]\ninto = \"region\"\nby = \"equal\"\nover-assign = \"10%\"\n\
         [[split]]\ninto = \"person\"\nby = \"equal\"\nover-assign = \"5%\"\n",
    );
    assert_eq!(got.codes(), [""; 0]);
    let top = got.target(SALES, "company");
    assert_eq!(
        (text(top.over.as_ref()), text(top.stacked.as_ref())),
        ("0.1".into(), "0.155".into())
    );
    let levels = &got.assignment.tree(SALES, Branch::Organisation).unwrap().levels;
    let totals: Vec<String> = levels.iter().map(|level| text(Some(&level.total))).collect();
    assert_eq!(totals, ["900", "990", "1039.5"]);
    got.assert_sums();
}

// Region 华东 has its people typed (60); 90 is left of 150 for 华北 and 华南 by 1 : 2.
#[test]
fn a_region_whose_people_are_typed_keeps_their_sum_and_the_others_share_the_rest() {
    let got = seven(
        "[[target]]\nmetric = \"sales\"\nnode = \"company\"\nvalue = 150\n\
         [[target]]\nmetric = \"sales\"\nnode = \"华东\"\neach = \"person\"\nvalue = 20\n\
         [[split]]\ninto = \"region\"\nby = \"weights\"\nweights = { \"华北\" = 1, \"华南\" = 2 }\n\
         [[split]]\ninto = \"person\"\nby = \"equal\"\n",
    );
    assert_eq!(got.codes(), [""; 0]);
    assert_eq!(got.values(SALES, &["华东", "华北", "华南"]), ["60", "30", "60"]);
    got.assert_sums();
}

#[test]
fn nobody_gets_a_target_in_silence_or_loses_one() {
    // A typed target for one region only: the others have none, and so have their people.
    let got = seven(
        "[[target]]\nmetric = \"sales\"\nnode = \"华东\"\nvalue = 30\n\
         [[split]]\ninto = \"person\"\nby = \"equal\"\n",
    );
    assert_eq!(got.codes(), ["C06", "C06", "C06", "C06"]);
    assert_eq!(got.values(SALES, &["company", "华北", "N1"]), ["30", "-", "-"]);
    let far = "[[target]]\nmetric = \"sales\"\nnode = \"person:X9\"\nvalue = 30\n";
    assert_eq!(seven(far).codes()[0], "C23");
    let fine = "[[target]]\nmetric = \"sales\"\nnode = \"company\"\nvalue = 0.005\n";
    assert_eq!(seven(fine).codes()[0], "C28");
    let none = "[[target]]\nmetric = \"customers\"\nnode = \"company\"\nvalue = 0\n";
    assert_eq!(seven(none).codes()[0], "C07");
    let half = "[[target]]\nmetric = \"customers\"\nnode = \"company\"\nvalue = 1.5\n";
    assert_eq!(seven(half).codes()[0], "C28");
    let twice = far.replace("X9", "E1") + &far.replace("X9", "E1");
    assert_eq!(seven(&twice).codes()[0], "C25");
}

#[test]
fn people_outside_the_plan_period_take_no_part() {
    let roster = "id,name,region,joined,left\nE1,甲,华东,,2026-06-30\nE2,乙,华东,,\n\
                  E3,丙,华东,2026-08-15,\n";
    let got = outcome(plan(roster, &company("300", ""), ""), &Facts::default());
    assert_eq!(got.values(SALES, &["E1", "E2", "E3"]), ["-", "150", "150"]);
    // E3 joined midway and got an equal share.
    assert_eq!(got.codes(), ["C09"]);
    let typed = "[[target]]\nmetric = \"sales\"\nnode = \"E1\"\nvalue = 30\n";
    let got = outcome(plan(roster, &company("300", typed), ""), &Facts::default());
    assert_eq!(got.codes()[0], "C26");
}

// History 200, 100, – with a newcomer at half of the average 150: 200 : 100 : 75 of 750.
#[test]
fn history_splits_by_what_was_achieved_and_newcomers_as_declared() {
    let roster = "id,name,joined\nE1,甲,\nE2,乙,\nE3,丙,\n";
    let targets = |newcomer: &str| {
        format!(
            "[[target]]\nmetric = \"sales\"\nnode = \"company\"\nvalue = 750\n\
             [[split]]\ninto = \"person\"\nby = \"history\"\nhistory = \"2025Q3\"\n{newcomer}\n"
        )
    };
    let then = ("2025-07-01", "2025-09-30");
    let rows = [(SALES, "E1", then, "200"), (SALES, "E2", then, "100")];
    let plan = |newcomer| plan(roster, &targets(newcomer), "");
    let with = plan("newcomer = \"50%\"");
    let history = facts(&with, &rows);
    let got = outcome(with, &history);
    assert_eq!(got.values(SALES, &["E1", "E2", "E3"]), ["400", "200", "150"]);
    // Both have twice their own last actual.
    assert_eq!(got.codes(), ["C08", "C08"]);
    assert_eq!(text(got.target(SALES, "E1").growth.as_ref()), "1");
    assert_eq!(outcome(plan(""), &history).codes()[0], "C20");
    assert_eq!(outcome(plan(""), &Facts::default()).codes()[0], "C21");
}

// Each person's own 2025Q3 with 10 %: 200 → 220; 33.33 → 36.663, half-up to cents; E3 has none.
#[test]
fn a_baseline_is_read_from_the_exports_when_its_source_names_a_period() {
    let mut plan = plan(
        "id,name\nE1,甲\nE2,乙\nE3,丙\n",
        "[[target]]\nmetric = \"sales\"\nnode = \"company\"\neach = \"person\"\n\
         baseline-source = \"2025Q3\"\ngrowth = \"10%\"\nbaseline = 1\n",
        "",
    );
    plan.targets.typed[0].baseline = None;
    let then = ("2025-07-01", "2025-09-30");
    let rows = [(SALES, "E1", then, "200"), (SALES, "E2", then, "33.33")];
    let history = facts(&plan, &rows);
    let got = outcome(plan, &history);
    assert_eq!(got.values(SALES, &["E1", "E2", "E3"]), ["220", "36.66", "-"]);
    assert_eq!(text(got.target(SALES, "E2").baseline.as_ref()), "33.33");
    assert_eq!(got.codes(), ["C05"]);
}

const LINES: &str =
    "[lines]\nname = \"产品线\"\ncolumn = \"customer\"\nlines = [\"软件\", \"硬件\"]\n";

#[test]
fn a_second_tree_must_have_the_same_top() {
    let typed = |soft: i64| {
        company("300", LINES)
            + &format!(
                "[[target]]\nmetric = \"sales\"\nnode = \"line:软件\"\nvalue = {soft}\n\
                 [[target]]\nmetric = \"sales\"\nnode = \"line:硬件\"\nvalue = 100\n"
            )
    };
    assert_eq!(seven(&typed(200)).codes(), [""; 0]);
    assert_eq!(seven(&typed(199)).codes(), ["C03"]);
    let split = company("300", LINES)
        + "[[split]]\nmetric = [\"sales\"]\ninto = \"line\"\nby = \"weights\"\n\
           weights = { \"软件\" = 2, \"硬件\" = 1 }\n";
    let got = seven(&split);
    assert_eq!(got.codes(), [""; 0]);
    assert_eq!(got.values(SALES, &["line:软件", "line:硬件"]), ["200", "100"]);
    got.assert_sums();
}

const YEAR: (&str, &str) = ("2026-01-01", "2026-12-31");

// A year in quarters, quota 95,000 and a third of it in the first: 31,666.67.
#[test]
fn quotas_typed_by_quarter_stand_by_quarter() {
    let targets = "[[target]]\nmetric = \"sales\"\nnode = \"company\"\neach = \"person\"\n\
        period = [\"2026Q2\", \"2026Q3\", \"2026Q4\"]\nvalue = 95000\n\
        [[target]]\nmetric = \"sales\"\nnode = \"company\"\neach = \"person\"\n\
        period = [\"2026Q1\"]\nvalue = 31666.67\n";
    let got = outcome(plan_of(YEAR.0, YEAR.1, "quarter", SEVEN, targets, ""), &Facts::default());
    assert_eq!(got.codes(), [""; 0]);
    let setting = got.frame.setting(&got.plan);
    let quarter = |id: &str, node: &str| {
        let period = setting.period(id).unwrap();
        let window = crate::plan::fact::Window::new(period.start, period.end);
        let (branch, node) = setting.find(node).unwrap();
        text(got.assignment.target(&setting, (SALES, branch, node), window).as_ref())
    };
    assert_eq!(quarter("2026Q1", "E1"), "31666.67");
    assert_eq!(quarter("2026Q3", "E1"), "95000");
    assert_eq!(quarter("2026Q1", "华东"), "95000.01");
    assert_eq!(got.value(SALES, "E1"), "316666.67");
    got.assert_sums();
}

#[test]
fn a_year_and_its_quarters_must_agree() {
    let quarter = |id: &str, value: i64| {
        format!(
            "[[target]]\nmetric = \"sales\"\nnode = \"company\"\nperiod = [\"{id}\"]\n\
             value = {value}\n"
        )
    };
    let all = |q4: i64| {
        let quarters: String = ["2026Q1", "2026Q2", "2026Q3"].map(|id| quarter(id, 250)).concat();
        company("1000", "") + &quarters + &quarter("2026Q4", q4)
    };
    let run = |targets: &str| {
        outcome(plan_of(YEAR.0, YEAR.1, "quarter", SEVEN, targets, ""), &Facts::default())
    };
    assert_eq!(run(&all(250)).codes(), [""; 0]);
    assert_eq!(run(&all(251)).codes(), ["C02"]);
    // Only one quarter typed: the other months share what is left by season.
    let got = run(&(company("1000", "") + &quarter("2026Q1", 100)));
    assert_eq!(got.codes(), [""; 0]);
    assert_eq!(got.parts(SALES, "company")[3..6], ["100", "100", "100"]);
    got.assert_sums();
    let crossed = quarter("2026Q1", 1) + &quarter("2026H1", 2);
    assert_eq!(run(&crossed).codes()[0], "C24");
}

// 华北 has its own season; the company's months are the sum of the regions'.
#[test]
fn a_region_with_its_own_season_keeps_it_and_the_months_still_sum() {
    let season = "[[season]]\nweights = { 2026-07 = 1, 2026-08 = 1, 2026-09 = 1 }\n\
                  [[season]]\nnode = [\"华北\"]\nweights = { 2026-07 = 0, 2026-08 = 1, 2026-09 = 3 }\n";
    let got = seven(&company("900", season));
    assert_eq!(got.codes(), [""; 0]);
    assert_eq!(got.parts(SALES, "华北"), ["0", "75", "225"]);
    assert_eq!(got.parts(SALES, "华东"), ["100", "100", "100"]);
    assert_eq!(got.parts(SALES, "company"), ["200", "275", "425"]);
    got.assert_sums();
    let missing = "[[season]]\nweights = { 2026-07 = 1, 2026-09 = 1 }\n";
    assert_eq!(seven(&company("900", missing)).codes()[0], "C32");
}

#[test]
fn two_splits_that_mean_the_same_are_not_chosen_between() {
    let twice = "[[split]]\ninto = \"person\"\nby = \"equal\"\n";
    assert_eq!(seven(&company("900", twice)).codes()[0], "C30");
    // One that names the node goes before the general one.
    let named = "[[split]]\nof = [\"华东\"]\ninto = \"person\"\nby = \"weights\"\n\
                 weights = { E1 = 1, E2 = 2, E3 = 3 }\n";
    let got = seven(&company("900", named));
    assert_eq!(got.values(SALES, &["E1", "E2", "E3", "N1"]), ["50", "100", "150", "150"]);
    let wrong = "[[split]]\nof = [\"E1\"]\ninto = \"person\"\nby = \"equal\"\n";
    assert_eq!(seven(&company("900", wrong)).codes()[0], "C31");
    let short = named.replace(", E3 = 3", "");
    assert_eq!(seven(&company("900", &short)).codes()[0], "C18");
}

/// A random organisation of up to three levels below the company.
fn roster(shape: &[(u8, u8)]) -> String {
    let rows = shape.iter().enumerate().map(|(index, (region, team))| {
        format!("P{index:03},人{index},R{region},R{region}T{team}\n")
    });
    String::from("id,name,region,team\n") + &rows.collect::<String>()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn children_and_months_always_sum(
        shape in proptest::collection::vec((0u8..4, 0u8..3), 1..40),
        cents in 100_000i64..10_000_000_000,
        customers in 1i64..300,
        season in proptest::collection::vec(0i64..20, 12),
        regions in proptest::collection::vec(0i64..9, 4),
    ) {
        prop_assume!(season.iter().sum::<i64>() > 0);
        let people = roster(&shape);
        let used: std::collections::BTreeSet<u8> = shape.iter().map(|(region, _)| *region).collect();
        prop_assume!(used.iter().map(|r| regions[usize::from(*r)]).sum::<i64>() > 0);
        let weights: Vec<String> =
            used.iter().map(|r| format!("R{r} = {}", regions[usize::from(*r)])).collect();
        let months: Vec<String> = season
            .iter()
            .enumerate()
            .map(|(at, weight)| format!("2026-{:02} = {weight}", at + 1))
            .collect();
        let targets = format!(
            "[[target]]\nmetric = \"sales\"\nnode = \"company\"\nvalue = {}\n\
             [[target]]\nmetric = \"customers\"\nnode = \"company\"\nvalue = {customers}\n\
             [[split]]\ninto = \"region\"\nby = \"weights\"\nweights = {{ {} }}\n\
             [[split]]\ninto = \"team\"\nby = \"equal\"\n[[split]]\ninto = \"person\"\nby = \"equal\"\n\
             [[season]]\nweights = {{ {} }}\n",
            text(Some(&Number::from(cents).shift(-2))), weights.join(", "), months.join(", "),
        );
        let got = outcome(plan_of(YEAR.0, YEAR.1, "quarter", &people, &targets, ""), &Facts::default());
        prop_assert!(!got.sink.has_errors(), "{:?}", got.sink.diagnostics());
        got.assert_sums();
        prop_assert_eq!(got.value(SALES, "company"), text(Some(&Number::from(cents).shift(-2))));
        for metric in [SALES, CUSTOMERS] {
            for target in &got.assignment.tree(metric, Branch::Organisation).unwrap().nodes {
                prop_assert!(target.value.is_some());
                let unit = target.parts.iter().flatten().all(|part| {
                    part.shift(if metric == SALES { 2 } else { 0 }).is_integer()
                });
                prop_assert!(unit);
            }
        }
    }

    #[test]
    fn the_order_of_the_roster_changes_nothing(
        shape in proptest::collection::vec((0u8..3, 0u8..2), 2..15),
        turn in 1u8..14,
    ) {
        let lines = roster(&shape);
        let mut rows: Vec<&str> = lines.lines().collect();
        let head = rows.remove(0);
        let count = rows.len();
        rows.rotate_left(usize::from(turn) % count);
        let turned = format!("{head}\n{}\n", rows.join("\n"));
        let targets = company("1000.01", "[[split]]\ninto = \"team\"\nby = \"equal\"\n");
        let one = outcome(plan(&lines, &targets, ""), &Facts::default());
        let other = outcome(plan(&turned, &targets, ""), &Facts::default());
        let shown = |got: &super::sample::Outcome| -> Vec<(String, String)> {
            let tree = got.tree(Branch::Organisation);
            tree.nodes.iter().map(|node| (node.id.clone(), got.value(SALES, &node.id))).collect()
        };
        prop_assert_eq!(shown(&one), shown(&other));
    }
}

#[test]
fn a_year_of_days_shared_out_sums_to_the_year() {
    // I-7: the months of any season sum to the year, to the cent.
    let targets = company("0.07", "");
    let got = outcome(
        plan_of(YEAR.0, YEAR.1, "year", "id,name\nP1,甲\n", &targets, ""),
        &Facts::default(),
    );
    let sum: Number = got.target(SALES, "P1").parts.iter().flatten().sum();
    assert_eq!(sum, n("0.07"));
}
