//! The sample of 《销售目标分解清单》.

use super::{HEADS, PEOPLE, REGIONS, TEAMS, Words, head, say};
use crate::base::Lang;
use crate::document::catalogue::TARGET_BREAKDOWN;
use crate::document::target_breakdown::{
    Assignment, Calendar, CalendarRow, Check, Goal, Node, Override, Ratio, TargetBreakdown, Tree,
};

/// Number, baseline, growth, target, share of the parent, three months.
type Row = [&'static str; 8];

const SALES: [Row; 15] = [
    [
        "1",
        "10,000,000.00",
        "20.0%",
        "12,000,000.00",
        "—",
        "3,600,000.00",
        "3,960,000.00",
        "4,440,000.00",
    ],
    [
        "1.1",
        "4,500,000.00",
        "20.0%",
        "5,400,000.00",
        "45.0%",
        "1,620,000.00",
        "1,782,000.00",
        "1,998,000.00",
    ],
    [
        "1.1.1",
        "3,150,000.00",
        "20.6%",
        "3,800,000.00",
        "70.4%",
        "1,140,000.00",
        "1,254,000.00",
        "1,406,000.00",
    ],
    [
        "1.1.1.1",
        "1,650,000.00",
        "21.2%",
        "2,000,000.00",
        "52.6%",
        "600,000.00",
        "660,000.00",
        "740,000.00",
    ],
    [
        "1.1.1.2",
        "1,500,000.00",
        "20.0%",
        "1,800,000.00",
        "47.4%",
        "540,000.00",
        "594,000.00",
        "666,000.00",
    ],
    [
        "1.1.2",
        "1,350,000.00",
        "18.5%",
        "1,600,000.00",
        "29.6%",
        "480,000.00",
        "528,000.00",
        "592,000.00",
    ],
    [
        "1.1.2.1",
        "1,350,000.00",
        "18.5%",
        "1,600,000.00",
        "100.0%",
        "480,000.00",
        "528,000.00",
        "592,000.00",
    ],
    [
        "1.2",
        "3,000,000.00",
        "20.0%",
        "3,600,000.00",
        "30.0%",
        "1,080,000.00",
        "1,188,000.00",
        "1,332,000.00",
    ],
    [
        "1.2.1",
        "3,000,000.00",
        "20.0%",
        "3,600,000.00",
        "100.0%",
        "1,080,000.00",
        "1,188,000.00",
        "1,332,000.00",
    ],
    [
        "1.2.1.1",
        "1,700,000.00",
        "17.6%",
        "2,000,000.00",
        "55.6%",
        "600,000.00",
        "660,000.00",
        "740,000.00",
    ],
    [
        "1.2.1.2",
        "1,300,000.00",
        "23.1%",
        "1,600,000.00",
        "44.4%",
        "480,000.00",
        "528,000.00",
        "592,000.00",
    ],
    [
        "1.3",
        "2,500,000.00",
        "20.0%",
        "3,000,000.00",
        "25.0%",
        "900,000.00",
        "990,000.00",
        "1,110,000.00",
    ],
    [
        "1.3.1",
        "2,500,000.00",
        "20.0%",
        "3,000,000.00",
        "100.0%",
        "900,000.00",
        "990,000.00",
        "1,110,000.00",
    ],
    [
        "1.3.1.1",
        "1,300,000.00",
        "23.1%",
        "1,600,000.00",
        "53.3%",
        "480,000.00",
        "528,000.00",
        "592,000.00",
    ],
    [
        "1.3.1.2",
        "1,200,000.00",
        "16.7%",
        "1,400,000.00",
        "46.7%",
        "420,000.00",
        "462,000.00",
        "518,000.00",
    ],
];

const CUSTOMERS: [Row; 15] = [
    ["1", "42", "33.3%", "56", "—", "17", "17", "22"],
    ["1.1", "20", "30.0%", "26", "46.4%", "8", "8", "10"],
    ["1.1.1", "15", "26.7%", "19", "73.1%", "6", "6", "7"],
    ["1.1.1.1", "8", "25.0%", "10", "52.6%", "3", "3", "4"],
    ["1.1.1.2", "7", "28.6%", "9", "47.4%", "3", "3", "3"],
    ["1.1.2", "5", "40.0%", "7", "26.9%", "2", "2", "3"],
    ["1.1.2.1", "5", "40.0%", "7", "100.0%", "2", "2", "3"],
    ["1.2", "12", "33.3%", "16", "28.6%", "5", "5", "6"],
    ["1.2.1", "12", "33.3%", "16", "100.0%", "5", "5", "6"],
    ["1.2.1.1", "7", "28.6%", "9", "56.3%", "3", "3", "3"],
    ["1.2.1.2", "5", "40.0%", "7", "43.8%", "2", "2", "3"],
    ["1.3", "10", "40.0%", "14", "25.0%", "4", "4", "6"],
    ["1.3.1", "10", "40.0%", "14", "100.0%", "4", "4", "6"],
    ["1.3.1.1", "5", "40.0%", "7", "50.0%", "2", "2", "3"],
    ["1.3.1.2", "5", "40.0%", "7", "50.0%", "2", "2", "3"],
];

const PRODUCTS: [(Words, Row); 4] = [
    (
        ("公司", "Company"),
        [
            "1",
            "10,000,000.00",
            "20.0%",
            "12,000,000.00",
            "—",
            "3,600,000.00",
            "3,960,000.00",
            "4,440,000.00",
        ],
    ),
    (
        ("软件", "Software"),
        [
            "1.1",
            "5,900,000.00",
            "22.0%",
            "7,200,000.00",
            "60.0%",
            "2,160,000.00",
            "2,376,000.00",
            "2,664,000.00",
        ],
    ),
    (
        ("硬件", "Hardware"),
        [
            "1.2",
            "3,200,000.00",
            "12.5%",
            "3,600,000.00",
            "30.0%",
            "1,080,000.00",
            "1,188,000.00",
            "1,332,000.00",
        ],
    ),
    (
        ("服务", "Services"),
        [
            "1.3",
            "900,000.00",
            "33.3%",
            "1,200,000.00",
            "10.0%",
            "360,000.00",
            "396,000.00",
            "444,000.00",
        ],
    ),
];

const MONTHS: [Words; 3] = [("7月", "July"), ("8月", "August"), ("9月", "September")];

impl TargetBreakdown {
    /// A rich, made-up page: what tests and template authors see.
    pub fn sample(lang: Lang) -> TargetBreakdown {
        let say = |zh, en| say(lang, (zh, en));
        TargetBreakdown {
            head: head(lang, &TARGET_BREAKDOWN, "2026-06-24"),
            goals: goals(lang),
            trees: vec![
                organisation(lang, ("销售额", "Sales"), ("元", "CNY"), &SALES),
                organisation(lang, ("新客户数", "New customers"), ("个", "customers"), &CUSTOMERS),
                products(lang),
            ],
            ratios: vec![Ratio {
                metric: say("回款率", "Collection rate"),
                formula: say("已回款额 ÷ 应回款额", "Collected ÷ Due"),
                nodes: say(
                    "公司、各区域、各团队、每人",
                    "company, all regions, all teams, all people",
                ),
                baseline: "88.4%".to_owned(),
                target: "≥90.0%".to_owned(),
            }],
            overrides: overrides(lang),
            checks: checks(lang),
            signers: vec![say("销售负责人", "Head of sales"), say("管理层", "Management")],
        }
    }
}

fn goals(lang: Lang) -> Vec<Goal> {
    let say = |zh, en| say(lang, (zh, en));
    let method = say(
        "区域：历史占比；团队：历史占比；个人：历史占比",
        "regions: history; teams: history; people: history",
    );
    let goal = |metric, unit, basis, figures: [&str; 3]| Goal {
        metric,
        unit,
        basis,
        baseline_of: say("2026年第二季度实际", "2026 Q2 actual"),
        baseline: figures[0].to_owned(),
        growth: figures[1].to_owned(),
        target: figures[2].to_owned(),
        method: method.clone(),
    };
    vec![
        goal(
            say("销售额", "Sales"),
            say("元", "CNY"),
            say("签约额，含税", "signed, tax included"),
            ["10,000,000.00", "20.0%", "12,000,000.00"],
        ),
        goal(
            say("新客户数", "New customers"),
            say("个", "customers"),
            say("首单，近12个月无订单", "first order in 12 months"),
            ["42", "33.3%", "56"],
        ),
    ]
}

/// Names of level, node, parent and owner of each row of the organisation.
fn places(lang: Lang) -> Vec<[String; 4]> {
    let (company, none) = (("公司", "Company"), "—".to_owned());
    let level = |zh, en| say(lang, (zh, en));
    let head_of_sales = say(lang, ("周岚", "Zhou Lan"));
    let mut rows = vec![[level("公司", "company"), say(lang, company), none, head_of_sales]];
    for (at, region) in REGIONS.iter().enumerate() {
        let region_name = say(lang, *region);
        let owner = say(lang, HEADS[at]);
        rows.push([level("区域", "region"), region_name.clone(), say(lang, company), owner]);
        for (team_at, team) in TEAMS.iter().enumerate().filter(|(_, team)| team.region == at) {
            let (name, owner) = (say(lang, team.name), say(lang, team.manager));
            rows.push([level("团队", "team"), name.clone(), region_name.clone(), owner]);
            for person in PEOPLE.iter().filter(|person| person.team == team_at) {
                let own = say(lang, person.name);
                rows.push([level("个人", "person"), own.clone(), name.clone(), own]);
            }
        }
    }
    rows
}

fn node(place: [String; 4], row: &Row, method: String) -> Node {
    let [level, name, parent, owner] = place;
    let [number, baseline, growth, target, share, ..] = row.map(str::to_owned);
    Node { number, level, name, parent, owner, baseline, growth, target, share, method }
}

fn calendar(lang: Lang, nodes: &[Node], rows: &[Row]) -> Calendar {
    let months = |row: &Row| row[5..].iter().map(|&month| month.to_owned()).collect();
    Calendar {
        months: MONTHS.iter().map(|month| say(lang, *month)).collect(),
        rows: nodes
            .iter()
            .zip(rows)
            .map(|(node, row)| CalendarRow {
                number: node.number.clone(),
                name: node.name.clone(),
                months: months(row),
                target: node.target.clone(),
            })
            .collect(),
    }
}

fn organisation(lang: Lang, metric: Words, unit: Words, rows: &[Row]) -> Tree {
    let typed = say(lang, ("指定", "given"));
    let method = |number: &str| match number {
        "1" => typed.clone(),
        "1.3.1.1" | "1.3.1.2" => say(lang, ("调整", "decided")),
        _ => say(lang, ("历史占比", "history")),
    };
    let nodes: Vec<Node> = places(lang)
        .into_iter()
        .zip(rows)
        .map(|(place, row)| node(place, row, method(row[0])))
        .collect();
    let levels = [
        ("公司→区域", "company → regions"),
        ("区域→团队", "regions → teams"),
        ("团队→个人", "teams → people"),
    ];
    let total = rows[0][3].to_owned();
    let assignment = |levels: &Words| Assignment {
        levels: say(lang, *levels),
        parents: total.clone(),
        children: total.clone(),
        over: if total.contains('.') { "0.00" } else { "0" }.to_owned(),
        over_share: "0.0%".to_owned(),
        allowed: "0.0%".to_owned(),
    };
    Tree {
        metric: say(lang, metric),
        dimension: say(lang, ("组织", "organisation")),
        unit: say(lang, unit),
        part: say(lang, ("各月", "month")),
        calendars: vec![calendar(lang, &nodes, rows)],
        assignments: levels.iter().map(assignment).collect(),
        stacked: match (total.contains('.'), lang) {
            (true, Lang::Zh) => format!("{total}元"),
            (true, Lang::En) => format!("CNY {total}"),
            (false, Lang::Zh) => format!("{total}个"),
            (false, Lang::En) => total.clone(),
        },
        stacked_share: "100.0%".to_owned(),
        nodes,
    }
}

fn products(lang: Lang) -> Tree {
    let place = |name: Words, top: bool| {
        let level = if top { ("公司", "company") } else { ("产品线", "product line") };
        let parent = if top { ("—", "—") } else { ("公司", "Company") };
        [say(lang, level), say(lang, name), say(lang, parent), say(lang, ("周岚", "Zhou Lan"))]
    };
    let method = say(lang, ("固定占比", "fixed share"));
    let nodes: Vec<Node> = PRODUCTS
        .iter()
        .enumerate()
        .map(|(at, (name, row))| node(place(*name, at == 0), row, method.clone()))
        .collect();
    Tree {
        metric: say(lang, ("销售额", "Sales")),
        dimension: say(lang, ("产品线", "product line")),
        unit: say(lang, ("元", "CNY")),
        part: say(lang, ("各月", "month")),
        calendars: vec![calendar(lang, &nodes, &PRODUCTS.map(|(_, row)| row))],
        assignments: Vec::new(),
        stacked: String::new(),
        stacked_share: String::new(),
        nodes,
    }
}

fn overrides(lang: Lang) -> Vec<Override> {
    let say = |zh, en| say(lang, (zh, en));
    let moved = |number: &str, name, figures: [&str; 3]| Override {
        number: number.to_owned(),
        name,
        metric: say("销售额", "Sales"),
        computed: figures[0].to_owned(),
        decided: figures[1].to_owned(),
        difference: figures[2].to_owned(),
        reason: say(
            "远航科技由孙丽移交赵磊，7月1日起生效",
            "Yuanhang Technology moves from Sun Li to Zhao Lei on 1 July",
        ),
        approver: say("周岚，2026-06-22", "Zhou Lan, 2026-06-22"),
    };
    vec![
        moved("1.3.1.1", say("赵磊", "Zhao Lei"), ["1,560,000.00", "1,600,000.00", "+40,000.00"]),
        moved("1.3.1.2", say("孙丽", "Sun Li"), ["1,440,000.00", "1,400,000.00", "-40,000.00"]),
    ]
}

fn checks(lang: Lang) -> Vec<Check> {
    let check = |zh, en, count: u32| Check {
        check: say(lang, (zh, en)),
        result: match lang {
            Lang::Zh => format!("通过（{count} 处）"),
            Lang::En => format!("passed ({count} checked)"),
        },
    };
    vec![
        check("各层下级目标之和等于上级目标", "children sum to their parent at every level", 17),
        check(
            "各月的下级目标之和等于上级当月目标",
            "children sum to their parent in every month",
            51,
        ),
        check("各月目标之和等于周期目标", "months sum to the target of the period", 34),
        check(
            "组织与产品线两棵树的公司目标一致",
            "organisation and product line have the same company target",
            1,
        ),
        check("比率指标没有相加或分解", "no ratio is summed or split", 15),
        check("承担目标的人都有目标", "everybody who carries targets has one", 7),
    ]
}
