//! 《销售目标分解清单》: what stands in its tables, and that its checks find what is wrong.

use super::*;
use crate::document::target_breakdown::{Check, Tree};
use crate::quota::Branch;

/// Number, name, target and share of each node.
fn nodes(tree: &Tree) -> Vec<[&str; 4]> {
    let nodes = tree.nodes.iter();
    nodes.map(|node| [&*node.number, &*node.name, &*node.target, &*node.share]).collect()
}

fn result<'a>(checks: &'a [Check], check: &str) -> &'a str {
    &checks.iter().find(|known| known.check == check).unwrap().result
}

// 12.0 = 45, 30 and 25 % by region; 5.4 by 200 : 180 : 160 is 2.0, 1.8, 1.6, and 2.0 ÷ 5.4 = 37.04 %.
#[test]
fn the_starter_plan_goes_down_to_people_with_numbers_and_shares() {
    let page = Files::of(Lang::Zh).assigned().breakdown(Lang::Zh);
    let sales = &page.trees[0];
    assert_eq!((&*sales.metric, &*sales.unit, &*sales.dimension), ("销售额", "元", "组织"));
    assert_eq!(
        nodes(sales),
        [
            ["1", "云杉科技", "12,000,000.00", "—"],
            ["1.1", "华东", "5,400,000.00", "45.0%"],
            ["1.1.1", "陈思远", "2,000,000.00", "37.0%"],
            ["1.1.2", "林晓彤", "1,800,000.00", "33.3%"],
            ["1.1.3", "王浩然", "1,600,000.00", "29.6%"],
            ["1.2", "华北", "3,000,000.00", "25.0%"],
            ["1.2.1", "赵文博", "1,600,000.00", "53.3%"],
            ["1.2.2", "孙佳怡", "1,400,000.00", "46.7%"],
            ["1.3", "华南", "3,600,000.00", "30.0%"],
            ["1.3.1", "黄志强", "2,000,000.00", "55.6%"],
            ["1.3.2", "吴雨桐", "1,600,000.00", "44.4%"],
        ]
    );
    assert!(sales.nodes.iter().all(|node| node.owner == "周岚"));
    assert_eq!(sales.nodes[1].method, "固定份额");
    // No baseline is no 0.
    assert_eq!((&*sales.nodes[1].baseline, &*sales.nodes[1].growth), ("—", "—"));
    assert_eq!((&*sales.stacked, &*sales.stacked_share), ("12,000,000.00 元", "100.0%"));
}

#[test]
fn goals_tell_baseline_growth_and_how_they_split() {
    let page = Files::of(Lang::En).assigned().breakdown(Lang::En);
    let sales = &page.goals[0];
    assert_eq!(
        [&*sales.baseline, &*sales.growth, &*sales.target, &*sales.method],
        ["10,000,000.00", "20.0%", "12,000,000.00", "regions: fixed shares; people: weights"]
    );
    assert_eq!(
        sales.baseline_of,
        "contracts signed in the third quarter of 2025, confirmed by finance"
    );
    // 20 × 1.3 is East's 26; the company's 56 is a sum without a baseline of its own.
    let customers = &page.goals[1];
    assert_eq!([&*customers.baseline, &*customers.target], ["—", "56"]);
    assert_eq!(page.signers, ["Head of sales (Lan Zhou)", "Management (Ming Gu)"]);
}

#[test]
fn a_ratio_stands_once_for_all_who_share_it_and_is_in_no_tree() {
    let page = Files::of(Lang::Zh).assigned().breakdown(Lang::Zh);
    assert_eq!(page.ratios.len(), 1);
    let rate = &page.ratios[0];
    assert_eq!(
        [&*rate.formula, &*rate.nodes, &*rate.target],
        ["已回款 ÷ 应回款", "公司、各区域、每人", "≥90.0%"]
    );
    assert!(page.trees.iter().all(|tree| tree.metric != "回款率"));
}

// 8 nodes have children: the company and three regions in two metrics; each in three months; 11
// nodes in two metrics; sales from 10.0 million and East's customers from 20.
#[test]
fn every_check_says_how_often_it_looked() {
    let page = Files::of(Lang::Zh).assigned().breakdown(Lang::Zh);
    let told: Vec<&str> = page.checks.iter().map(|check| &*check.result).collect();
    assert_eq!(
        told,
        [
            "通过（8 处）",
            "通过（24 处）",
            "通过（22 处）",
            "通过（11 处）",
            "通过（2 处）",
            "通过（7 处）",
            "通过（22 处）"
        ]
    );
}

#[test]
fn a_sum_that_is_off_by_a_cent_is_found() {
    let mut got = Files::of(Lang::Zh).assigned();
    let cent = Number::one().shift(-2);
    let east = got.plan.tree.nodes.iter().position(|node| node.name == "华东").unwrap();
    let target = &mut got.assignment.metrics[0].nodes[east];
    target.parts[1] = target.parts[1].as_ref().map(|part| part + &cent);
    let checks = got.breakdown(Lang::Zh).checks;
    assert_eq!(result(&checks, "各层下级目标之和等于上级目标"), "通过（8 处）");
    // East's August is above its people's and lifts the sum of the regions above the company's.
    assert_eq!(
        result(&checks, "各月的下级目标之和等于上级当月目标"),
        "24 处中有 2 处不符：云杉科技的销售额：+0.01；华东的销售额：-0.01"
    );
    assert_eq!(
        result(&checks, "各月目标之和等于周期目标"),
        "22 处中有 1 处不符：华东的销售额：+0.01"
    );

    let target = &mut got.assignment.metrics[0].nodes[east];
    target.value = target.value.as_ref().map(|value| value - &cent);
    let checks = got.breakdown(Lang::En).checks;
    assert_eq!(
        result(&checks, "children sum to their parent at every level"),
        "2 of 8 don't fit: 销售额 of 云杉科技: -0.01; 销售额 of 华东: +0.01"
    );
}

#[test]
fn a_ratio_that_was_split_and_a_growth_that_does_not_hold_are_found() {
    let mut got = Files::of(Lang::Zh).assigned();
    let rate = got.metric("collection_rate");
    for targets in &mut got.assignment.metrics {
        if targets.metric == rate {
            targets.nodes[1].how = Some(crate::quota::How::Weights);
        } else {
            targets.nodes[0].computed = Some(Number::from(11_999_999i64));
        }
    }
    let checks = got.breakdown(Lang::Zh).checks;
    assert_eq!(result(&checks, "比率指标没有相加或分解"), "11 处中有 1 处不符：华东的回款率");
    assert_eq!(
        result(&checks, "目标等于基期乘以（1＋增长率）"),
        "2 处中有 1 处不符：云杉科技的销售额：-1.00"
    );
}

// 5.4 million + 5 % is 5.67 million for East's people.
#[test]
fn declared_over_assignment_is_told_and_stacked() {
    let files = Files::of(Lang::Zh).with(
        "targets.toml",
        "into = \"person\"\nby = \"weights\"                  #",
        "into = \"person\"\nover-assign = \"5%\"\nby = \"weights\"  #",
    );
    let page = files.assigned().breakdown(Lang::Zh);
    let people = &page.trees[0].assignments[1];
    assert_eq!(
        [&*people.levels, &*people.parents, &*people.children, &*people.over],
        ["区域→个人", "12,000,000.00", "12,600,000.00", "600,000.00"]
    );
    assert_eq!([&*people.over_share, &*people.allowed], ["5.0%", "5.0%"]);
    assert_eq!(page.trees[0].stacked_share, "105.0%");
    assert_eq!(
        result(&page.checks, "各层下级目标之和等于上级目标"),
        "通过（8 处，其中 3 处超分配，在声明的范围内）"
    );
}

#[test]
fn a_decided_value_keeps_the_computed_one_its_reason_and_who_approved_it() {
    let more = "\n[[override]]\nmetric = \"sales\"\nnode = \"E1006\"\nvalue = \"165万\"\n\
                reason = \"接手客户\"\napproved-by = \"周岚\"\n";
    let page = Files::of(Lang::Zh).adding("targets.toml", more).assigned().breakdown(Lang::Zh);
    let decided = &page.overrides[0];
    assert_eq!(
        [&*decided.number, &*decided.metric, &*decided.computed, &*decided.decided],
        ["1.2.1", "销售额（元）", "1,600,000.00", "1,650,000.00"]
    );
    assert_eq!(
        [&*decided.difference, &*decided.reason, &*decided.approver],
        ["+50,000.00", "接手客户", "周岚"]
    );
    let node = page.trees[0].nodes.iter().find(|node| node.number == "1.2.1").unwrap();
    assert_eq!(node.method, "调整");
}

#[test]
fn lines_have_a_tree_of_their_own_with_the_same_top() {
    let mut got = Files::of(Lang::Zh).adding("targets.toml", LINES).assigned();
    let page = got.breakdown(Lang::Zh);
    let lines = page.trees.iter().find(|tree| tree.dimension == "产品线").unwrap();
    assert_eq!(
        nodes(lines),
        [
            ["1", "云杉科技", "12,000,000.00", "—"],
            ["1.1", "软件", "9,000,000.00", "75.0%"],
            ["1.2", "硬件", "3,000,000.00", "25.0%"],
        ]
    );
    assert_eq!(lines.nodes[1].level, "产品线");
    // No people below lines, so nobody's targets to stack.
    assert_eq!(lines.stacked, "");
    let agree = "组织与产品线两棵树的公司目标一致";
    assert_eq!(result(&page.checks, agree), "通过（1 处）");

    let mut trees = got.assignment.metrics.iter_mut();
    let targets = trees.find(|targets| targets.branch == Branch::Lines).unwrap();
    targets.nodes[0].value = Some(Number::from(1i64));
    let checks = got.breakdown(Lang::Zh).checks;
    assert_eq!(result(&checks, agree), "1 处中有 1 处不符：销售额");
}

// 6 and 4 million make the baseline of 10; 2.0 of 6.0 million is a third, two thirds less. Nobody asked
// the exports by line, and nothing known of a line is no 0.
#[test]
fn a_baseline_read_from_the_exports_is_told_with_its_period_and_never_made_up() {
    let typed = "baseline = \"1000万\"\nbaseline-source = \"2025年第三季度已签合同（财务确认）\"";
    let files = Files::of(Lang::Zh)
        .with("targets.toml", typed, "baseline-source = \"2025Q3\"")
        .adding("targets.toml", LINES);
    let got = files.assigned_from(|plan| {
        let sales = plan.metrics.iter().position(|m| m.id.value == "gross_sales").unwrap();
        let cell = |id, value: i64| {
            let group = Group::Person(plan.roster.find(id).unwrap());
            ((sales, group), vec![Some(Number::from(value))])
        };
        let cells = [cell("E1001", 6_000_000), cell("E1004", 4_000_000)];
        let last = Window::new(day("2025-07-01"), day("2025-09-30"));
        Facts { windows: vec![last], cells: cells.into(), ..Facts::default() }
    });
    let page = got.breakdown(Lang::Zh);
    let goal = &page.goals[0];
    assert_eq!([&*goal.baseline_of, &*goal.baseline], ["2025Q3 实际", "10,000,000.00"]);
    let person = page.trees[0].nodes.iter().find(|node| node.name == "陈思远").unwrap();
    assert_eq!([&*person.baseline, &*person.growth], ["6,000,000.00", "-66.7%"]);
    let lines = page.trees.iter().find(|tree| tree.dimension == "产品线").unwrap();
    let told: Vec<&str> = lines.nodes.iter().map(|node| &*node.baseline).collect();
    assert_eq!(told[1..], ["—", "—"]);
}

// A year and two months: 14 months in three tables of 5, 5 and 4.
#[test]
fn months_stand_at_most_six_side_by_side_and_name_their_year_where_there_are_two() {
    let (season, rest) = ("weights = { 2026-07 = 30, 2026-08 = 30, 2026-09 = 40 }", "");
    let files = Files::of(Lang::Zh)
        .with("incent.toml", "end = 2026-09-30", "end = 2027-08-31")
        .with("incent.toml", "settle = \"quarter\"", "settle = \"month\"")
        .with("targets.toml", "[[season]]\nmetric = [\"sales\"]\n", "")
        .with("targets.toml", season, rest);
    let page = files.assigned().breakdown(Lang::Zh);
    let tables = &page.trees[0].calendars;
    let widths: Vec<usize> = tables.iter().map(|table| table.months.len()).collect();
    assert_eq!(widths, [5, 5, 4]);
    assert_eq!(tables[0].months[0], "2026年7月");
    assert_eq!(tables[2].months[3], "2027年8月");
    assert_eq!(tables[0].rows[0].target, "12,000,000.00");
}

// The leader of a team sells in it; the two teams of the East report to one head.
#[test]
fn a_node_is_answered_for_by_the_lowest_manager_of_all_its_people() {
    let roster = "工号,姓名,承担目标,区域,团队,上级\n\
        E1000,周岚,否,,,\nE1001,何伟,否,,,E1000\nE1002,林洁,是,华东,一组,E1001\n\
        E1003,陈静,是,华东,一组,E1002\nE1004,李强,是,华东,二组,E1001\n\
        E1005,刘洋,是,华南,三组,\nE1006,赵磊,是,华北,四组,E1000\nE1007,孙丽,是,华北,四组,E1001\n";
    let targets = "[[target]]\nmetric = \"sales\"\nnode = \"company\"\neach = \"person\"\n\
        value = \"1万\"\n";
    let files = Files::of(Lang::Zh).replacing("roster.csv", roster);
    let page = files.replacing("targets.toml", targets).assigned().breakdown(Lang::Zh);
    let owner = |name: &str| {
        let node = page.trees[0].nodes.iter().find(|node| node.name == name).unwrap();
        node.owner.clone()
    };
    assert_eq!([owner("一组"), owner("林洁"), owner("陈静")], ["林洁", "何伟", "林洁"]);
    assert_eq!([owner("华东"), owner("华北")], ["何伟", "周岚"]);
    // Somebody without a manager leaves nobody above all.
    assert_eq!([owner("华南"), owner("云杉科技")], ["—", "—"]);
}

#[test]
fn both_languages_render_whole_tables() {
    for lang in [Lang::Zh, Lang::En] {
        let got = Files::of(lang).assigned();
        assert!(!got.sink.has_errors());
        let text = rendered(&TARGET_BREAKDOWN, &got.breakdown(lang), lang);
        assert_tables(&text);
        assert!(text.contains("| 5,400,000.00 | 45.0% |"));
        assert!(text.contains("| 2,000,000.00 | 37.0% |"));
    }
}
