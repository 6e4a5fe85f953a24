//! Workings in words: what a salesperson reads to do the sum again.

use super::{Assigned, Files};
use crate::base::{Lang, Number, Unit};
use crate::document::Naming;
use crate::document::working::{Line, lines, steps};
use crate::pay::measured::Measured;
use crate::pay::{Label, Working, ladder};
use crate::plan::incentive::Pay;

/// 超额提成 of the starter plan, for 260万 of 200万: 0 % on 200万, 3 % on 40万, 5 % on 20万, which is
/// 12,000 + 10,000.
fn excess(plan: &Assigned) -> Working {
    let money = Unit::Money(plan.plan.head.currency);
    let given = |label, yuan: i64| Working::given(label, Number::from(yuan), money);
    let measured = Measured {
        achieved: given(Label::Achieved(0), 2_600_000),
        target: Some(given(Label::Target(0), 2_000_000)),
        incentive: None,
        personal: None,
        reached: None,
        share: None,
        money,
    };
    let component = &plan.plan.incentives.as_ref().unwrap().components[1];
    let Pay::Tiers(tiers) = &component.pay else { panic!("tiers") };
    let earned = ladder::tiers(tiers, &measured).unwrap();
    let rounded = Working::rounded(Label::Component(1), earned, 2, plan.plan.head.rounding);
    rounded.citing(component.span)
}

fn told(lines: &[Line]) -> Vec<String> {
    let tell = |line: &Line| {
        let Line { name, arithmetic, value, .. } = line;
        match arithmetic.as_str() {
            "" => format!("{name} = {value}"),
            _ => format!("{name}: {arithmetic} = {value}"),
        }
    };
    lines.iter().map(tell).collect()
}

#[test]
fn the_steps_of_tiers_can_be_done_by_hand_in_both_languages() {
    let plan = Files::of(Lang::Zh).assigned();
    let naming = Naming { plan: &plan.plan, sources: &plan.sources, lang: Lang::Zh };
    let found = steps(&excess(&plan), &naming);
    assert_eq!(
        told(&found),
        [
            "第1档的部分（至 100%）: 销售额实际 2,600,000.00 与 销售额目标 2,000,000.00 × 100% 中的较小者 = 2,000,000.00",
            "第1档: 第1档的部分 2,000,000.00 × 0% = 0.00",
            "第2档的部分（超过 100%，至 120%）: （销售额实际 2,600,000.00 与 销售额目标 2,000,000.00 × 120% 中的较小者） − 销售额目标 2,000,000.00 × 100% = 400,000.00",
            "第2档: 第2档的部分 400,000.00 × 3% = 12,000.00",
            "第3档的部分（超过 120%）: 销售额实际 2,600,000.00 − 销售额目标 2,000,000.00 × 120% = 200,000.00",
            "第3档: 第3档的部分 200,000.00 × 5% = 10,000.00",
            "超额提成: 第1档 0.00 + 第2档 12,000.00 + 第3档 10,000.00 = 22,000.00",
        ]
    );
    assert_eq!(found[3].cite, "incentives.toml:31");
    let naming = Naming { lang: Lang::En, ..naming };
    let found = steps(&excess(&plan), &naming);
    assert_eq!(
        told(&found[2..4]),
        [
            "part in tier 2 (above 100% up to 120%): (the smaller of 销售额 achieved 2,600,000.00 and 销售额 target 2,000,000.00 × 120%) − 销售额 target 2,000,000.00 × 100% = 400,000.00",
            "tier 2: part in tier 2 400,000.00 × 3% = 12,000.00",
        ]
    );
}

#[test]
fn every_figure_stands_before_what_it_came_from_with_nothing_left_out() {
    fn count(working: &Working) -> usize {
        1 + working.parts.iter().map(count).sum::<usize>()
    }
    let plan = Files::of(Lang::Zh).assigned();
    let naming = Naming { plan: &plan.plan, sources: &plan.sources, lang: Lang::Zh };
    let working = excess(&plan);
    let found = lines(&working, &naming);
    assert_eq!(found.len(), count(&working));
    let first: Vec<(usize, String)> =
        found.iter().map(|line| line.indent).zip(told(&found)).take(4).collect();
    let expected = [
        (0, "超额提成: 按规则计得 22,000.00，四舍五入到小数点后 2 位 = 22,000.00"),
        (1, "按规则计得: 第1档 0.00 + 第2档 12,000.00 + 第3档 10,000.00 = 22,000.00"),
        (2, "第1档: 第1档的部分 2,000,000.00 × 0% = 0.00"),
        (
            3,
            "第1档的部分（至 100%）: 销售额实际 2,600,000.00 与 销售额目标 2,000,000.00 × 100% 中的较小者 = 2,000,000.00",
        ),
    ];
    assert_eq!(first, expected.map(|(indent, text)| (indent, text.to_owned())));
}

#[test]
fn what_changes_nothing_is_no_step_and_a_given_figure_needs_none() {
    let plan = Files::of(Lang::Zh).assigned();
    let naming = Naming { plan: &plan.plan, sources: &plan.sources, lang: Lang::Zh };
    let money = Unit::Money(plan.plan.head.currency);
    let zero = Working::given(Label::Amount, Number::zero(), money);
    let zero = Working::rounded(Label::Component(0), zero, 2, plan.plan.head.rounding);
    assert_eq!(steps(&zero, &naming), []);
    // A third of 100 is rounded to 33.33, which is a step.
    let given = |value: i64| Working::given(Label::Amount, Number::from(value), money);
    let third = Working::quotient(Label::Earning, money, given(100), given(3)).unwrap();
    let rounded = Working::rounded(Label::Component(0), third, 2, plan.plan.head.rounding);
    assert_eq!(
        told(&steps(&rounded, &naming)),
        [
            "按规则计得: 100.00 ÷ 3.00 = ≈33.333333",
            "基础奖金: 按规则计得 ≈33.333333，四舍五入到小数点后 2 位 = 33.33",
        ]
    );
}
