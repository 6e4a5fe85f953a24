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
    let given =
        |label, yuan: i64| Working::given(label, Number::from(yuan), money);
    let measured = Measured {
        achieved: given(Label::Achieved(0), 2_600_000),
        target: Some(given(Label::Target(0), 2_000_000)),
        incentive: None,
        personal: None,
        reached: None,
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
fn the_steps_of_tiers_can_be_done_by_hand() {
    let plan = Files::of(Lang::Zh).assigned();
    let naming = Naming { plan: &plan.plan, sources: &plan.sources, lang: Lang::Zh };
    let found = steps(&excess(&plan), &naming);
    assert_eq!(
        told(&found),
        [
            "第1档的部分（至 100%）: 销售额实际 2,600,000.00、销售额目标 2,000,000.00 × 100%中较小的 = 2,000,000.00",
        ]
    );
    let naming = Naming { lang: Lang::En, ..naming };
    assert_eq!(told(&steps(&excess(&plan), &naming)), [""]);
}

#[test]
fn every_figure_stands_before_what_it_came_from() {
    let plan = Files::of(Lang::Zh).assigned();
    let naming = Naming { plan: &plan.plan, sources: &plan.sources, lang: Lang::Zh };
    let found = lines(&excess(&plan), &naming);
    assert_eq!(told(&found), [""]);
}
