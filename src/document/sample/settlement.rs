//! The sample of 《激励核算表》.

use super::{PEOPLE, REGIONS, TEAMS, Words, head, say};
use crate::base::Lang;
use crate::document::catalogue::SETTLEMENT;
use crate::document::settlement::{
    Achieved, Condition, Contest, GroupResult, Judgement, MetricTable, PayRow, Settlement,
};

/// Target, result, attainment, new customers, returns; base, excess, honour, held, payable.
const ROWS: [[&str; 10]; 7] = [
    [
        "2,000,000.00",
        "2,600,000.00",
        "130.0%",
        "10",
        "0.0%",
        "20,000.00",
        "22,000.00",
        "8,000.00",
        "-3,000.00",
        "47,000.00",
    ],
    ["1,800,000.00", "1,710,000.00", "95.0%", "8", "1.2%", "0.00", "0.00", "0.00", "—", "0.00"],
    [
        "1,600,000.00",
        "1,600,000.00",
        "100.0%",
        "7",
        "0.0%",
        "16,000.00",
        "0.00",
        "0.00",
        "—",
        "16,000.00",
    ],
    [
        "2,000,000.00",
        "2,200,000.00",
        "110.0%",
        "9",
        "2.0%",
        "20,000.00",
        "6,000.00",
        "0.00",
        "—",
        "26,000.00",
    ],
    ["1,600,000.00", "1,440,000.00", "90.0%", "6", "0.0%", "0.00", "0.00", "0.00", "—", "0.00"],
    [
        "1,600,000.00",
        "1,920,000.00",
        "120.0%",
        "7",
        "4.9%",
        "16,000.00",
        "9,600.00",
        "0.00",
        "—",
        "25,600.00",
    ],
    ["1,400,000.00", "1,120,000.00", "80.0%", "1", "0.0%", "0.00", "0.00", "0.00", "—", "0.00"],
];

/// Why somebody gets nothing of something: whose (in [`PEOPLE`]), and the words.
const NOTES: [(usize, Words); 4] = [
    (
        1,
        (
            "基础奖金：条件不满足（完成率 95.0% < 100%）；超额提成：销售额完成率 95.0%，按规则为 0",
            "Base bonus: its condition isn't met (attainment 95.0% < 100%); Excess commission: Sales attainment 95.0%, which pays nothing by the rule",
        ),
    ),
    (
        2,
        (
            "超额提成：销售额完成率 100.0%，按规则为 0",
            "Excess commission: Sales attainment 100.0%, which pays nothing by the rule",
        ),
    ),
    (
        4,
        (
            "基础奖金：条件不满足（完成率 90.0% < 100%）；超额提成：销售额完成率 90.0%，按规则为 0",
            "Base bonus: its condition isn't met (attainment 90.0% < 100%); Excess commission: Sales attainment 90.0%, which pays nothing by the rule",
        ),
    ),
    (
        6,
        (
            "基础奖金、超额提成、销售冠军：未过“达标条件”（新客户数 1 < 2）",
            "Base bonus, Excess commission, Top Seller: not past “Qualified” (New customers 1 < 2)",
        ),
    ),
];

/// The order of operations.
pub(super) const ORDER: [Words; 12] = [
    ("业绩归属：哪些业绩算谁的", "credit: whose results they are"),
    ("折算：按在岗时间折算目标与金额", "proration: targets and amounts by the time on the plan"),
    ("完成率：有效业绩÷目标", "attainment: credited results ÷ target"),
    ("提成：按比例、分档或曲线计算", "rate or curve: what the results pay"),
    ("系数：乘以各项系数", "modifiers: factors by other measures"),
    ("达标条件与排除项", "gate: conditions and exclusions"),
    ("单项封顶", "cap of the component"),
    ("多项合并封顶", "cap over several components or the plan"),
    ("保底与预支", "guarantee or draw"),
    ("待回款部分暂缓发放", "hold until the customer has paid"),
    ("追回与调整", "clawback and adjustment"),
    ("取整", "rounding"),
];

pub(super) const ROUNDING: Words = (
    "每个项目只在最后取整一次（四舍五入，小数点后 2 位），此前保留全部小数，计划另有写明的除外；多项合并的封顶、保底、预支和暂缓发放用取整后的金额计算，因此各行相加正好等于合计。",
    "Each item is rounded once, at its end (half up, 2 decimals), and keeps every digit before, unless the plan says otherwise; caps over several items, guarantees, draws and holds take the rounded amounts, so the lines sum to the total exactly.",
);

impl Settlement {
    /// A rich, made-up page: what tests and template authors see.
    pub fn sample(lang: Lang) -> Settlement {
        let say = |zh, en| say(lang, (zh, en));
        let texts = |words: &[Words]| words.iter().map(|one| super::say(lang, *one)).collect();
        let notes = NOTES.iter().map(|(whose, words)| {
            let name = super::say(lang, PEOPLE[*whose].name);
            format!("{name}{}{}", lang.pick("——", " — "), super::say(lang, *words))
        });
        Settlement {
            head: head(lang, &SETTLEMENT, "2026-10-12"),
            period: "2026Q3".to_owned(),
            currency: say("元", "CNY"),
            people_count: "7".to_owned(),
            total: say("114,600.00 元", "CNY 114,600.00"),
            has_regions: true,
            has_teams: true,
            columns: texts(&[
                ("基础奖金", "Base bonus"),
                ("超额提成", "Excess commission"),
                ("销售冠军", "Top Seller"),
                ("待回款后发放", "held until collected"),
            ]),
            rows: (0..ROWS.len()).map(|at| pay_row(lang, at)).collect(),
            totals: ["72,000.00", "37,600.00", "8,000.00", "-3,000.00"].map(str::to_owned).into(),
            payable: "114,600.00".to_owned(),
            omitted: say(
                "团队奖金：本期所有人都是 0，未列出。",
                "Left out, since nobody gets any this period: Team bonus.",
            ),
            notes: notes.collect(),
            unplaced: say(
                "按排名发放而为 0、注里又没有写的，是名次没有进入名额；各人的名次见《个人激励核算单》。",
                "Where something is paid by rank and is 0 without a note, the rank wasn't among the places; each one's rank is in the individual statement.",
            ),
            metrics: vec![MetricTable {
                metric: say("销售额", "Sales"),
                unit: say("元", "CNY"),
                basis: say("已签合同额，含税", "signed contracts, tax included"),
                has_targets: true,
                people: (0..ROWS.len()).map(|at| achieved(lang, at)).collect(),
            }],
            groups: vec![GroupResult {
                pays: say("团队奖金", "Team bonus"),
                level: say("公司", "company"),
                name: say("云杉科技", "Spruce"),
                metric: say("销售额（元）", "Sales (CNY)"),
                target: "12,000,000.00".to_owned(),
                actual: "12,590,000.00".to_owned(),
                attainment: "104.9%".to_owned(),
            }],
            conditions: conditions(lang),
            judged: texts(&[
                ("排除项：退货率超过 5%", "exclusion: return rate above 5%"),
                ("达标条件", "Qualified"),
            ]),
            judgements: (0..ROWS.len()).map(|at| judgement(lang, at)).collect(),
            contests: vec![Contest {
                name: say("销售冠军", "Top Seller"),
                winners: say("陈静（2,600,000元）", "Chen Jing (CNY 2,600,000)"),
                by: say("销售额", "Sales"),
                award: say("8,000.00 元；证书与奖杯", "CNY 8,000.00; certificate and trophy"),
            }],
            order: texts(&ORDER),
            rounding: say(ROUNDING.0, ROUNDING.1),
            signers: texts(&[
                ("数据运营（编制）", "Data operations (prepared)"),
                ("财务部（复核）", "Finance (checked)"),
                ("销售经理（确认）", "Sales managers (confirmed)"),
                ("销售负责人（审批）", "Head of sales (approved)"),
            ]),
        }
    }
}

fn pay_row(lang: Lang, at: usize) -> PayRow {
    let (who, row) = (&PEOPLE[at], ROWS[at].map(str::to_owned));
    let [.., base, excess, honour, held, payable] = row;
    let team = &TEAMS[who.team];
    let note = NOTES.iter().position(|(whose, _)| *whose == at);
    PayRow {
        id: who.id.to_owned(),
        name: say(lang, who.name),
        region: say(lang, REGIONS[team.region]),
        team: say(lang, team.name),
        amounts: vec![base, excess, honour, held],
        payable,
        note: note.map_or_else(String::new, |note| (note + 1).to_string()),
    }
}

fn achieved(lang: Lang, at: usize) -> Achieved {
    let [target, actual, attainment, ..] = ROWS[at].map(str::to_owned);
    Achieved {
        id: PEOPLE[at].id.to_owned(),
        name: say(lang, PEOPLE[at].name),
        target,
        actual,
        attainment,
    }
}

fn conditions(lang: Lang) -> Vec<Condition> {
    let below = ("见下表", "see below");
    let all: [[Words; 3]; 3] = [
        [
            ("排除项：退货率超过 5%", "exclusion: return rate above 5%"),
            ("退货率超过5%", "Return rate above 5%"),
            below,
        ],
        [
            ("达标条件", "Qualified"),
            (
                "销售额不低于100,000元，且新客户数不少于2个",
                "Sales at least CNY 100,000, and New customers at least 2",
            ),
            below,
        ],
        [
            ("团队奖金的条件", "condition of Team bonus"),
            ("完成率不低于110%", "attainment at least 110%"),
            (
                "未达标：公司“云杉科技” 完成率 104.9% < 110%",
                "not met: company Spruce attainment 104.9% < 110%",
            ),
        ],
    ];
    let cites = ["rules.toml:46", "rules.toml:40", "incentives.toml:41"];
    let condition = |(of, cite): ([Words; 3], &str)| {
        let [name, rule, result] = of.map(|words| say(lang, words));
        Condition { name, rule, cite: cite.to_owned(), result }
    };
    all.into_iter().zip(cites).map(condition).collect()
}

fn judgement(lang: Lang, at: usize) -> Judgement {
    let [_, actual, _, customers, returns, ..] = ROWS[at];
    let money = actual.trim_end_matches(".00");
    let (zh, en, sign) = match customers {
        "1" => ("未达标", "not met", "<"),
        _ => ("达标", "met", "≥"),
    };
    let qualified = match lang {
        Lang::Zh => format!("{zh}：销售额 {money}元 ≥ 100,000元；新客户数 {customers} {sign} 2"),
        Lang::En => {
            format!("{en}: Sales CNY {money} ≥ CNY 100,000; New customers {customers} {sign} 2")
        }
    };
    let excluded = match lang {
        Lang::Zh => format!("未触发：退货率 {returns} ≤ 5%"),
        Lang::En => format!("doesn't apply: Return rate {returns} ≤ 5%"),
    };
    Judgement {
        id: PEOPLE[at].id.to_owned(),
        name: say(lang, PEOPLE[at].name),
        results: vec![excluded, qualified],
    }
}
