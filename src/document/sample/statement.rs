//! The sample of 《个人激励核算单》.

use super::settlement::{ORDER, ROUNDING};
use super::{PEOPLE, REGIONS, TEAMS, Words, head, say};
use crate::base::Lang;
use crate::document::catalogue::STATEMENT;
use crate::document::statement::{Achieved, Condition, Item, Part, Statement, Step};

/// A step: name, arithmetic, value, line of the plan.
type StepWords = (Words, Words, &'static str, &'static str);

const BASE: [StepWords; 1] = [(
    ("基础奖金", "Base bonus"),
    ("销售额目标 2,000,000.00 × 1%", "Sales target 2,000,000.00 × 1%"),
    "20,000.00",
    "incentives.toml:12",
)];

const EXCESS: [StepWords; 5] = [
    (
        ("第2档的部分（超过 100%，至 120%）", "part in tier 2 (above 100% up to 120%)"),
        (
            "（销售额实际 2,600,000.00 与 销售额目标 2,000,000.00 × 120% 中的较小者） − 销售额目标 2,000,000.00 × 100%",
            "(the smaller of Sales achieved 2,600,000.00 and Sales target 2,000,000.00 × 120%) − Sales target 2,000,000.00 × 100%",
        ),
        "400,000.00",
        "",
    ),
    (
        ("第2档", "tier 2"),
        ("第2档的部分 400,000.00 × 3%", "part in tier 2 400,000.00 × 3%"),
        "12,000.00",
        "incentives.toml:31",
    ),
    (
        ("第3档的部分（超过 120%）", "part in tier 3 (above 120%)"),
        (
            "销售额实际 2,600,000.00 − 销售额目标 2,000,000.00 × 120%",
            "Sales achieved 2,600,000.00 − Sales target 2,000,000.00 × 120%",
        ),
        "200,000.00",
        "",
    ),
    (
        ("第3档", "tier 3"),
        ("第3档的部分 200,000.00 × 5%", "part in tier 3 200,000.00 × 5%"),
        "10,000.00",
        "incentives.toml:32",
    ),
    (
        ("超额提成", "Excess commission"),
        (
            "第1档 0.00 + 第2档 12,000.00 + 第3档 10,000.00",
            "tier 1 0.00 + tier 2 12,000.00 + tier 3 10,000.00",
        ),
        "22,000.00",
        "",
    ),
];

const HONOUR: [StepWords; 1] =
    [(("销售冠军", "Top Seller"), ("奖额", "award"), "8,000.00", "incentives.toml:55")];

const HELD: [StepWords; 1] = [(
    ("待回款后发放", "held until collected"),
    ("0.00 − 待回款后发放 3,000.00", "0.00 − held until collected 3,000.00"),
    "-3,000.00",
    "",
)];

impl Statement {
    /// A rich, made-up page: what tests and template authors see.
    pub fn sample(lang: Lang) -> Statement {
        let say = |zh, en| say(lang, (zh, en));
        let who = &PEOPLE[0];
        let team = &TEAMS[who.team];
        let place = [("销售代表", "Sales representative"), REGIONS[team.region], team.name];
        let place = place.map(|words| super::say(lang, words));
        let honour = part(lang, ("销售冠军", "Top Seller"), "8,000.00", "incentives.toml:51");
        Statement {
            head: head(lang, &STATEMENT, "2026-10-12"),
            name: super::say(lang, who.name),
            id: who.id.to_owned(),
            place: place.join(lang.pick("、", ", ")),
            manager: super::say(lang, team.manager),
            on_plan: say("2026-07-06 至 2026-09-30", "2026-07-06 to 2026-09-30"),
            period: "2026Q3".to_owned(),
            currency: say("元", "CNY"),
            total: say("47,000.00 元", "CNY 47,000.00"),
            items: items(lang),
            results: vec![
                achieved(
                    &say("销售额（元）", "Sales (CNY)"),
                    "2,000,000.00",
                    "2,600,000.00",
                    "130.0%",
                ),
                achieved(
                    &say("公司“云杉科技”：销售额（元）", "company Spruce: Sales (CNY)"),
                    "12,000,000.00",
                    "12,590,000.00",
                    "104.9%",
                ),
            ],
            conditions: conditions(lang),
            parts: vec![
                Part {
                    steps: steps(lang, &BASE),
                    ..part(lang, ("基础奖金", "Base bonus"), "20,000.00", "incentives.toml:6")
                },
                Part {
                    steps: steps(lang, &EXCESS),
                    ..part(
                        lang,
                        ("超额提成", "Excess commission"),
                        "22,000.00",
                        "incentives.toml:18",
                    )
                },
                Part {
                    steps: steps(lang, &HONOUR),
                    about: say("看个人业绩", "by own results"),
                    ..honour
                },
            ],
            adjustments: vec![Part {
                steps: steps(lang, &HELD),
                ..part(lang, ("待回款后发放", "held until collected"), "-3,000.00", "")
            }],
            sum: say(
                "基础奖金 20,000.00 + 超额提成 22,000.00 + 销售冠军 8,000.00 + 待回款后发放 -3,000.00",
                "Base bonus 20,000.00 + Excess commission 22,000.00 + Top Seller 8,000.00 + held until collected -3,000.00",
            ),
            payable: "47,000.00".to_owned(),
            order: ORDER.map(|words| super::say(lang, words)).into(),
            rounding: say(ROUNDING.0, ROUNDING.1),
            disputes: say(
                "对结果有异议的，请在公示开始后 3 个工作日内向人力资源部提出，5 个工作日内书面答复。",
                "If you disagree, tell Human resources within 3 working days of the posting; you get an answer in writing within 5 working days.",
            ),
            payment: say(
                "先公示 3 个工作日，最迟 2026-10-30 发放。随工资发放，金额为税前。",
                "Posted for 3 working days first, paid by 2026-10-30. Paid with the salary, before tax.",
            ),
        }
    }
}

const NO_TEAM: Words = (
    "条件不满足（公司“云杉科技” 完成率 104.9% < 110%）",
    "its condition isn't met (company Spruce attainment 104.9% < 110%)",
);

fn items(lang: Lang) -> Vec<Item> {
    let item = |name, amount: &str, note, cite: &str| Item {
        name: say(lang, name),
        amount: amount.to_owned(),
        note: say(lang, note),
        cite: cite.to_owned(),
    };
    let none = ("", "");
    vec![
        item(("基础奖金", "Base bonus"), "20,000.00", none, "incentives.toml:6"),
        item(("超额提成", "Excess commission"), "22,000.00", none, "incentives.toml:18"),
        item(("团队奖金", "Team bonus"), "0.00", NO_TEAM, "incentives.toml:36"),
        item(("销售冠军", "Top Seller"), "8,000.00", none, "incentives.toml:51"),
        item(("待回款后发放", "held until collected"), "-3,000.00", none, ""),
    ]
}

fn achieved(metric: &str, target: &str, actual: &str, attainment: &str) -> Achieved {
    Achieved {
        metric: metric.to_owned(),
        target: target.to_owned(),
        actual: actual.to_owned(),
        attainment: attainment.to_owned(),
    }
}

fn conditions(lang: Lang) -> Vec<Condition> {
    let condition = |of: [Words; 5], cite: &str| {
        let [name, rule, values, verdict, applies] = of.map(|words| say(lang, words));
        Condition { name, rule, values, verdict, applies, cite: cite.to_owned() }
    };
    let applies = ("基础奖金、超额提成、销售冠军", "Base bonus, Excess commission, Top Seller");
    vec![
        condition(
            [
                ("排除项：退货率超过 5%", "exclusion: return rate above 5%"),
                ("退货率超过5%", "Return rate above 5%"),
                ("退货率 0.0% ≤ 5%", "Return rate 0.0% ≤ 5%"),
                ("未触发", "doesn't apply"),
                applies,
            ],
            "rules.toml:46",
        ),
        condition(
            [
                ("达标条件", "Qualified"),
                (
                    "销售额不低于100,000元，且新客户数不少于2个",
                    "Sales at least CNY 100,000, and New customers at least 2",
                ),
                (
                    "销售额 2,600,000元 ≥ 100,000元；新客户数 10 ≥ 2",
                    "Sales CNY 2,600,000 ≥ CNY 100,000; New customers 10 ≥ 2",
                ),
                ("达标", "met"),
                applies,
            ],
            "rules.toml:40",
        ),
    ]
}

fn part(lang: Lang, name: Words, amount: &str, cite: &str) -> Part {
    Part {
        name: say(lang, name),
        amount: amount.to_owned(),
        cite: cite.to_owned(),
        about: String::new(),
        steps: Vec::new(),
    }
}

fn steps(lang: Lang, steps: &[StepWords]) -> Vec<Step> {
    let step = |(name, arithmetic, value, cite): &StepWords| Step {
        name: say(lang, *name),
        arithmetic: say(lang, *arithmetic),
        value: (*value).to_owned(),
        cite: (*cite).to_owned(),
    };
    steps.iter().map(step).collect()
}
