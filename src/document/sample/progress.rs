//! The sample of 《销售进度跟踪表》.

use super::{PEOPLE, REGIONS, TEAMS, Words, head, say};
use crate::base::Lang;
use crate::document::catalogue::PROGRESS;
use crate::document::progress::{
    FileRows, Group, Level, LineTable, Overview, Progress, Quality, Ranking, RatioRanking,
    RatioRow, Reason, Standing,
};

/// Whose (in [`PEOPLE`]), at which level (in [`LEVELS`]), and: rank, target, actual, attainment,
/// pace, gap, needed per day, change.
type PersonRow = (usize, usize, [&'static str; 8]);
/// People, target, actual, attainment, pace, gap, change.
type GroupRow = [&'static str; 7];

pub(super) const LEVELS: [Words; 3] =
    [("", ""), ("黄：进度滞后", "yellow: Behind"), ("红：严重滞后", "red: Far behind")];
const SLOW: Words = ("黄：回款率不足", "yellow: Collection too slow");

pub(super) const SALES: [PersonRow; 7] = [
    (
        0,
        0,
        [
            "1",
            "2,000,000.00",
            "1,300,000.00",
            "65.0%",
            "132.9%",
            "700,000.00",
            "14,893.62",
            "+140,000.00",
        ],
    ),
    (
        5,
        0,
        [
            "2",
            "1,600,000.00",
            "980,000.00",
            "61.3%",
            "125.2%",
            "620,000.00",
            "13,191.49",
            "+117,000.00",
        ],
    ),
    (
        2,
        0,
        [
            "3",
            "1,600,000.00",
            "840,000.00",
            "52.5%",
            "107.3%",
            "760,000.00",
            "16,170.21",
            "+128,000.00",
        ],
    ),
    (
        3,
        0,
        [
            "4",
            "2,000,000.00",
            "960,000.00",
            "48.0%",
            "98.1%",
            "1,040,000.00",
            "22,127.66",
            "+100,000.00",
        ],
    ),
    (
        1,
        1,
        [
            "5",
            "1,800,000.00",
            "684,000.00",
            "38.0%",
            "77.7%",
            "1,116,000.00",
            "23,744.68",
            "+72,000.00",
        ],
    ),
    (
        4,
        1,
        [
            "6",
            "1,600,000.00",
            "576,000.00",
            "36.0%",
            "73.6%",
            "1,024,000.00",
            "21,787.23",
            "+32,000.00",
        ],
    ),
    (
        6,
        2,
        [
            "7",
            "1,400,000.00",
            "392,000.00",
            "28.0%",
            "57.2%",
            "1,008,000.00",
            "21,446.81",
            "+14,000.00",
        ],
    ),
];

pub(super) const CUSTOMERS: [PersonRow; 7] = [
    (0, 0, ["1", "10", "6", "60.0%", "122.7%", "4", "11", "+1"]),
    (5, 0, ["2", "7", "4", "57.1%", "116.8%", "3", "15", "0"]),
    (3, 0, ["3", "9", "5", "55.6%", "113.6%", "4", "11", "+1"]),
    (1, 0, ["4", "9", "4", "44.4%", "90.9%", "5", "9", "0"]),
    (2, 0, ["5", "7", "3", "42.9%", "87.6%", "4", "11", "+1"]),
    (4, 2, ["6", "7", "2", "28.6%", "58.4%", "5", "9", "0"]),
    (6, 2, ["7", "7", "1", "14.3%", "29.2%", "6", "7", "0"]),
];

const SALES_GROUPS: [GroupRow; 8] = [
    ["7", "12,000,000.00", "5,732,000.00", "47.8%", "97.7%", "6,268,000.00", "+603,000.00"],
    ["3", "5,400,000.00", "2,824,000.00", "52.3%", "106.9%", "2,576,000.00", "+340,000.00"],
    ["2", "3,800,000.00", "1,984,000.00", "52.2%", "106.7%", "1,816,000.00", "+212,000.00"],
    ["1", "1,600,000.00", "840,000.00", "52.5%", "107.3%", "760,000.00", "+128,000.00"],
    ["2", "3,600,000.00", "1,536,000.00", "42.7%", "87.2%", "2,064,000.00", "+132,000.00"],
    ["2", "3,600,000.00", "1,536,000.00", "42.7%", "87.2%", "2,064,000.00", "+132,000.00"],
    ["2", "3,000,000.00", "1,372,000.00", "45.7%", "93.5%", "1,628,000.00", "+131,000.00"],
    ["2", "3,000,000.00", "1,372,000.00", "45.7%", "93.5%", "1,628,000.00", "+131,000.00"],
];

const CUSTOMER_GROUPS: [GroupRow; 8] = [
    ["7", "56", "25", "44.6%", "91.3%", "31", "+3"],
    ["3", "26", "13", "50.0%", "102.2%", "13", "+2"],
    ["2", "19", "10", "52.6%", "107.6%", "9", "+1"],
    ["1", "7", "3", "42.9%", "87.6%", "4", "+1"],
    ["2", "16", "7", "43.8%", "89.4%", "9", "+1"],
    ["2", "16", "7", "43.8%", "89.4%", "9", "+1"],
    ["2", "14", "5", "35.7%", "73.0%", "9", "0"],
    ["2", "14", "5", "35.7%", "73.0%", "9", "0"],
];

/// Numerator, denominator, ratio, points off the target: company, regions, people.
const COLLECTION: [[&str; 4]; 11] = [
    ["5,055,000.00", "5,490,000.00", "92.1%", "+2.1"],
    ["2,520,000.00", "2,720,000.00", "92.6%", "+2.6"],
    ["1,300,000.00", "1,440,000.00", "90.3%", "+0.3"],
    ["1,235,000.00", "1,330,000.00", "92.9%", "+2.9"],
    ["1,170,000.00", "1,260,000.00", "92.9%", "+2.9"],
    ["560,000.00", "640,000.00", "87.5%", "-2.5"],
    ["790,000.00", "820,000.00", "96.3%", "+6.3"],
    ["830,000.00", "900,000.00", "92.2%", "+2.2"],
    ["470,000.00", "540,000.00", "87.0%", "-3.0"],
    ["905,000.00", "950,000.00", "95.3%", "+5.3"],
    ["330,000.00", "380,000.00", "86.8%", "-3.2"],
];

impl Progress {
    /// A rich, made-up page: what tests and template authors see.
    pub fn sample(lang: Lang) -> Progress {
        let say = |zh, en| say(lang, (zh, en));
        let customers = say("个", "customers");
        Progress {
            head: head(lang, &PROGRESS, "2026-08-14"),
            as_of: "2026-08-14".to_owned(),
            time_basis: say("按自然日计", "by calendar days"),
            elapsed: say("第 45 天，共 92 天", "day 45 of 92"),
            days_left: say("47 天", "47 days"),
            time_progress: "48.9%".to_owned(),
            previous: "2026-08-07".to_owned(),
            quiet: String::new(),
            overview: vec![
                overview(
                    [say("销售额", "Sales"), say("元", "CNY")],
                    &SALES_GROUPS[0],
                    say("红 1，黄 2", "red 1, yellow 2"),
                ),
                overview(
                    [say("新客户数", "New customers"), customers.clone()],
                    &CUSTOMER_GROUPS[0],
                    say("红 2", "red 2"),
                ),
            ],
            has_regions: true,
            has_teams: true,
            rankings: vec![
                Ranking {
                    metric: say("销售额", "Sales"),
                    unit: say("元", "CNY"),
                    basis: say("签约额，含税", "signed, tax included"),
                    people: SALES.iter().map(|row| standing(lang, row)).collect(),
                    groups: groups(lang, &SALES_GROUPS),
                    warned_groups: false,
                    outside: vec![say(
                        "未归属：209,400.00 元，负责人不在名册中，没有计入。",
                        "not attributed: CNY 209,400.00; the owner isn't on the roster, so it counts for nobody.",
                    )],
                },
                Ranking {
                    metric: say("新客户数", "New customers"),
                    unit: customers,
                    basis: say("首单，近12 个月无订单", "first order in 12 months"),
                    people: CUSTOMERS.iter().map(|row| standing(lang, row)).collect(),
                    groups: groups(lang, &CUSTOMER_GROUPS),
                    warned_groups: false,
                    outside: Vec::new(),
                },
            ],
            lines: vec![lines(lang)],
            ratios: vec![collection(lang)],
            levels: levels(lang),
            quality: quality(lang),
        }
    }
}

fn overview([metric, unit]: [String; 2], row: &GroupRow, warned: String) -> Overview {
    let [_, target, actual, attainment, pace, gap, _] = row.map(str::to_owned);
    let projection = pace.clone();
    Overview { metric, unit, target, actual, attainment, pace, gap, projection, warned }
}

fn standing(lang: Lang, (whose, level, row): &PersonRow) -> Standing {
    let person = &PEOPLE[*whose];
    let team = &TEAMS[person.team];
    let [rank, target, actual, attainment, pace, gap, required_per_day, change] =
        row.map(str::to_owned);
    let note = match level {
        0 => ("", ""),
        _ => ("【待填写：原因】", "【to fill in: reason】"),
    };
    Standing {
        rank,
        name: say(lang, person.name),
        region: say(lang, REGIONS[team.region]),
        team: say(lang, team.name),
        target,
        actual,
        attainment,
        time_progress: "48.9%".to_owned(),
        projection: pace.clone(),
        pace,
        gap,
        required_per_day: needed(lang, &required_per_day),
        level: say(lang, LEVELS[*level]),
        change,
        note: say(lang, note),
    }
}

/// An amount a day, or days for one customer.
pub(super) fn needed(lang: Lang, required: &str) -> String {
    match (required.contains('.'), lang) {
        (true, _) => required.to_owned(),
        (false, Lang::Zh) => format!("每 {required} 天 1 个"),
        (false, Lang::En) => format!("1 every {required} days"),
    }
}

fn lines(lang: Lang) -> LineTable {
    let rows = [
        (("公司", "company"), ("合计", "Total"), SALES_GROUPS[0]),
        (
            ("产品线", "product line"),
            ("软件", "Software"),
            ["", "7,200,000.00", "3,790,000.00", "52.6%", "107.6%", "3,410,000.00", "+392,000.00"],
        ),
        (
            ("产品线", "product line"),
            ("硬件", "Hardware"),
            ["", "3,600,000.00", "1,502,000.00", "41.7%", "85.3%", "2,098,000.00", "+166,000.00"],
        ),
        (
            ("产品线", "product line"),
            ("服务", "Services"),
            ["", "1,200,000.00", "440,000.00", "36.7%", "75.0%", "760,000.00", "+45,000.00"],
        ),
    ];
    LineTable {
        metric: say(lang, ("销售额", "Sales")),
        dimension: say(lang, ("产品线", "product line")),
        unit: say(lang, ("元", "CNY")),
        rows: rows.iter().map(|(level, name, row)| group(lang, *level, *name, row)).collect(),
    }
}

fn group(lang: Lang, level: Words, name: Words, row: &GroupRow) -> Group {
    let [people, target, actual, attainment, pace, gap, change] = row.map(str::to_owned);
    Group {
        level: say(lang, level),
        name: say(lang, name),
        people,
        target,
        actual,
        attainment,
        projection: pace.clone(),
        pace,
        gap,
        change,
        warning: String::new(),
    }
}

/// Company, then each region with its teams.
fn groups(lang: Lang, rows: &[GroupRow]) -> Vec<Group> {
    let (company, region, team) = (("公司", "company"), ("区域", "region"), ("团队", "team"));
    let mut places = vec![(company, ("合计", "Total"))];
    for (at, name) in REGIONS.iter().enumerate() {
        places.push((region, *name));
        let teams = TEAMS.iter().filter(|team| team.region == at);
        places.extend(teams.map(|of| (team, of.name)));
    }
    places.into_iter().zip(rows).map(|((level, name), row)| group(lang, level, name, row)).collect()
}

fn collection(lang: Lang) -> RatioRanking {
    let company = [(("公司", "company"), ("合计", "Total"))];
    let regions = REGIONS.map(|name| (("区域", "region"), name));
    let people = PEOPLE.iter().map(|person| (("个人", "person"), person.name));
    let places = company.into_iter().chain(regions).chain(people);
    let row = |((level, name), figures): ((Words, Words), &[&str; 4])| {
        let [numerator, denominator, value, gap] = figures.map(str::to_owned);
        let late = gap.starts_with('-') && level.1 == "person";
        let warning = if late { SLOW } else { LEVELS[0] };
        RatioRow {
            level: say(lang, level),
            name: say(lang, name),
            numerator,
            denominator,
            value,
            target: "≥90.0%".to_owned(),
            gap,
            warning: say(lang, warning),
        }
    };
    RatioRanking {
        metric: say(lang, ("回款率", "Collection rate")),
        formula: say(lang, ("已回款额 ÷ 应回款额", "Collected ÷ Due")),
        numerator_name: say(lang, ("已回款额（元）", "Collected (CNY)")),
        denominator_name: say(lang, ("应回款额（元）", "Due (CNY)")),
        gap_unit: say(lang, ("百分点", "points")),
        rows: places.zip(&COLLECTION).map(row).collect(),
    }
}

fn levels(lang: Lang) -> Vec<Level> {
    let level = |name: Words, rule: Words, count: Words| Level {
        name: say(lang, name),
        rule: say(lang, rule),
        count: say(lang, count),
    };
    vec![
        level(
            LEVELS[2],
            ("销售额、新客户数：进度达成率低于60%", "Sales, New customers: pace below 60%"),
            ("2 人", "2 people"),
        ),
        level(
            LEVELS[1],
            ("销售额、新客户数：进度达成率低于80%", "Sales, New customers: pace below 80%"),
            ("2 人", "2 people"),
        ),
        level(SLOW, ("回款率低于90%", "Collection rate below 90%"), ("3 人", "3 people")),
    ]
}

fn quality(lang: Lang) -> Quality {
    let say = |zh, en| say(lang, (zh, en));
    let file = |file: &str, row: [&str; 4]| {
        let [encoding, read, totals, digest] = row.map(str::to_owned);
        FileRows { file: file.to_owned(), encoding, read, totals, digest }
    };
    let reason = |treatment, reason, rows: &str, amount: &str, places| Reason {
        treatment,
        reason,
        rows: rows.to_owned(),
        amount: amount.to_owned(),
        places,
    };
    let (dropped, aside, nobody) =
        (say("不计入", "not counted"), say("搁置", "set aside"), say("未归属", "unattributed"));
    Quality {
        files: vec![
            file("crm/contracts_2026q3.csv", ["GB18030", "2,418", "1", "5b1f0c9ae277"]),
            file("crm/receipts_2026q3.csv", ["UTF-8", "1,906", "0", "c07d52e418fb"]),
        ],
        reasons: vec![
            reason(
                dropped.clone(),
                say("合同状态为“待审核”", "contract status “待审核” (pending)"),
                "61",
                "1,204,300.00",
                say(
                    "contracts_2026q3.csv 第 31、77、102 行等",
                    "contracts_2026q3.csv lines 31, 77, 102 …",
                ),
            ),
            reason(
                dropped.clone(),
                say("合同状态为“作废”", "contract status “作废” (voided)"),
                "35",
                "688,150.00",
                say(
                    "contracts_2026q3.csv 第 12、58、90 行等",
                    "contracts_2026q3.csv lines 12, 58, 90 …",
                ),
            ),
            reason(
                aside,
                say(
                    "金额显示为 ***，导出人没有权限",
                    "amount is ***: the exporter lacks the right",
                ),
                "9",
                "—",
                say("contracts_2026q3.csv 第 640–648 行", "contracts_2026q3.csv lines 640–648"),
            ),
            reason(
                nobody.clone(),
                say("负责人“*经理”不在名册中", "owner “*经理” isn't on the roster"),
                "12",
                "186,400.00",
                say(
                    "contracts_2026q3.csv 第 118、240、377 行等",
                    "contracts_2026q3.csv lines 118, 240, 377 …",
                ),
            ),
            reason(
                dropped,
                say("回款状态为“拒绝”", "receipt status “拒绝” (refused)"),
                "30",
                "52,900.00",
                say(
                    "receipts_2026q3.csv 第 8、19、44 行等",
                    "receipts_2026q3.csv lines 8, 19, 44 …",
                ),
            ),
            reason(
                nobody,
                say("负责人已离职，没有接手人", "owner has left, nobody took over"),
                "5",
                "23,000.00",
                say("receipts_2026q3.csv 第 1502–1506 行", "receipts_2026q3.csv lines 1502–1506"),
            ),
        ],
        changed: vec![say(
            "自 2026-08-07 以来，7 月的 3 行合同金额有改动，合计 -18,000.00 元。",
            "Since 2026-08-07, amounts of 3 contracts of July have changed, by CNY -18,000.00 in all.",
        )],
    }
}
