//! The sample of 《销售进度跟踪表》.

use super::{PEOPLE, REGIONS, TEAMS, Words, head, say};
use crate::base::Lang;
use crate::document::catalogue::PROGRESS;
use crate::document::progress::{
    FileRows, Group, Level, Overview, Progress, Quality, Ranking, RatioRanking, RatioRow, Reason,
    Standing,
};

/// Whose (in [`PEOPLE`]), at which level (in [`LEVELS`]), and: rank, target, actual, attainment,
/// pace, gap, needed per day, change.
type PersonRow = (usize, usize, [&'static str; 8]);
/// People, target, actual, attainment, pace, gap, change.
type GroupRow = [&'static str; 7];

pub(super) const LEVELS: [Words; 3] = [("", ""), ("黄", "yellow"), ("红", "red")];

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
            "-700,000.00",
            "14,893.62",
            "+7.0",
        ],
    ),
    (
        5,
        0,
        ["2", "1,600,000.00", "980,000.00", "61.3%", "125.2%", "-620,000.00", "13,191.49", "+7.3"],
    ),
    (
        2,
        0,
        ["3", "1,600,000.00", "840,000.00", "52.5%", "107.3%", "-760,000.00", "16,170.21", "+8.0"],
    ),
    (
        3,
        0,
        ["4", "2,000,000.00", "960,000.00", "48.0%", "98.1%", "-1,040,000.00", "22,127.66", "+5.0"],
    ),
    (
        1,
        1,
        ["5", "1,800,000.00", "684,000.00", "38.0%", "77.7%", "-1,116,000.00", "23,744.68", "+4.0"],
    ),
    (
        4,
        1,
        ["6", "1,600,000.00", "576,000.00", "36.0%", "73.6%", "-1,024,000.00", "21,787.23", "+2.0"],
    ),
    (
        6,
        2,
        ["7", "1,400,000.00", "392,000.00", "28.0%", "57.2%", "-1,008,000.00", "21,446.81", "+1.0"],
    ),
];

pub(super) const CUSTOMERS: [PersonRow; 7] = [
    (0, 0, ["1", "10", "6", "60.0%", "122.7%", "-4", "0.09", "+10.0"]),
    (5, 0, ["2", "7", "4", "57.1%", "116.8%", "-3", "0.06", "0.0"]),
    (3, 0, ["3", "9", "5", "55.6%", "113.6%", "-4", "0.09", "+11.1"]),
    (1, 0, ["4", "9", "4", "44.4%", "90.9%", "-5", "0.11", "0.0"]),
    (2, 0, ["5", "7", "3", "42.9%", "87.6%", "-4", "0.09", "+14.3"]),
    (4, 2, ["6", "7", "2", "28.6%", "58.4%", "-5", "0.11", "0.0"]),
    (6, 2, ["7", "7", "1", "14.3%", "29.2%", "-6", "0.13", "0.0"]),
];

const SALES_GROUPS: [GroupRow; 8] = [
    ["7", "12,000,000.00", "5,732,000.00", "47.8%", "97.7%", "-6,268,000.00", "+5.0"],
    ["3", "5,400,000.00", "2,824,000.00", "52.3%", "106.9%", "-2,576,000.00", "+6.3"],
    ["2", "3,800,000.00", "1,984,000.00", "52.2%", "106.7%", "-1,816,000.00", "+5.6"],
    ["1", "1,600,000.00", "840,000.00", "52.5%", "107.3%", "-760,000.00", "+8.0"],
    ["2", "3,600,000.00", "1,536,000.00", "42.7%", "87.2%", "-2,064,000.00", "+3.7"],
    ["2", "3,600,000.00", "1,536,000.00", "42.7%", "87.2%", "-2,064,000.00", "+3.7"],
    ["2", "3,000,000.00", "1,372,000.00", "45.7%", "93.5%", "-1,628,000.00", "+4.3"],
    ["2", "3,000,000.00", "1,372,000.00", "45.7%", "93.5%", "-1,628,000.00", "+4.3"],
];

const CUSTOMER_GROUPS: [GroupRow; 8] = [
    ["7", "56", "25", "44.6%", "91.3%", "-31", "+5.4"],
    ["3", "26", "13", "50.0%", "102.2%", "-13", "+7.7"],
    ["2", "19", "10", "52.6%", "107.6%", "-9", "+5.3"],
    ["1", "7", "3", "42.9%", "87.6%", "-4", "+14.3"],
    ["2", "16", "7", "43.8%", "89.4%", "-9", "+6.3"],
    ["2", "16", "7", "43.8%", "89.4%", "-9", "+6.3"],
    ["2", "14", "5", "35.7%", "73.0%", "-9", "0.0"],
    ["2", "14", "5", "35.7%", "73.0%", "-9", "0.0"],
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
            time_basis: say("自然日", "calendar days"),
            elapsed: say("第 45 天／共 92 天", "day 45 of 92"),
            days_left: "47".to_owned(),
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
                    say("红 2，黄 0", "red 2, yellow 0"),
                ),
            ],
            rankings: vec![
                Ranking {
                    metric: say("销售额", "Sales"),
                    unit: say("元", "CNY"),
                    basis: say("签约额，含税", "signed, tax included"),
                    people: SALES.iter().map(|row| standing(lang, row)).collect(),
                    groups: groups(lang, &SALES_GROUPS),
                },
                Ranking {
                    metric: say("新客户数", "New customers"),
                    unit: customers,
                    basis: say("首单，近12个月无订单", "first order in 12 months"),
                    people: CUSTOMERS.iter().map(|row| standing(lang, row)).collect(),
                    groups: groups(lang, &CUSTOMER_GROUPS),
                },
            ],
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
        2 => ("【待填写：原因】", "【to fill in: reason】"),
        _ => ("", ""),
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
        required_per_day,
        level: say(lang, LEVELS[*level]),
        change,
        note: say(lang, note),
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
    let group = |((level, name), row): ((Words, Words), &GroupRow)| {
        let [people, target, actual, attainment, pace, gap, change] = row.map(str::to_owned);
        let projection = pace.clone();
        let (level, name) = (say(lang, level), say(lang, name));
        Group { level, name, people, target, actual, attainment, pace, gap, projection, change }
    };
    places.into_iter().zip(rows).map(group).collect()
}

fn collection(lang: Lang) -> RatioRanking {
    let company = [(("公司", "company"), ("合计", "Total"))];
    let regions = REGIONS.map(|name| (("区域", "region"), name));
    let people = PEOPLE.iter().map(|person| (("个人", "person"), person.name));
    let places = company.into_iter().chain(regions).chain(people);
    let row = |((level, name), figures): ((Words, Words), &[&str; 4])| {
        let [numerator, denominator, value, gap] = figures.map(str::to_owned);
        let warning = if gap.starts_with('-') { LEVELS[1] } else { LEVELS[0] };
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
        numerator_name: say(lang, ("已回款额", "Collected")),
        denominator_name: say(lang, ("应回款额", "Due")),
        rows: places.zip(&COLLECTION).map(row).collect(),
    }
}

fn levels(lang: Lang) -> Vec<Level> {
    let level = |name: Words, rule: Words, people: &str| Level {
        name: say(lang, name),
        rule: say(lang, rule),
        people: people.to_owned(),
    };
    vec![
        level(LEVELS[2], ("任一指标进度达成率低于60%", "pace of any metric below 60%"), "2"),
        level(
            LEVELS[1],
            (
                "任一指标进度达成率低于80%，或回款率低于90%",
                "pace of any metric below 80%, or collection rate below 90%",
            ),
            "1",
        ),
    ]
}

fn quality(lang: Lang) -> Quality {
    let say = |zh, en| say(lang, (zh, en));
    let file = |file: &str, facts: [&str; 4]| {
        let [encoding, read, totals, digest] = facts.map(str::to_owned);
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
            file("crm/contracts_2026q3.csv", ["UTF-8", "2,418", "1", "3f9a1c07d2be"]),
            file("crm/receipts_2026q3.csv", ["GB18030", "1,906", "0", "b0417e55a9c3"]),
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
