//! The sample of 《预警成员清单》: the same people and figures as in the tracker.

use super::progress::{CUSTOMERS, LEVELS, SALES};
use super::{PEOPLE, REGIONS, TEAMS, Words, head, say};
use crate::base::Lang;
use crate::document::at_risk::{AtRisk, Manager, Metric, Person};
use crate::document::catalogue::AT_RISK;

/// Whose (in [`PEOPLE`]), worst level, main gap, warnings in a row in sales and new customers.
const WARNED: [(usize, usize, Words, [&str; 2]); 3] = [
    (
        6,
        2,
        (
            "新客户数，尚差 6 个；销售额，尚差 1,008,000.00 元",
            "new customers, 6 missing; sales, CNY 1,008,000.00 missing",
        ),
        ["3", "4"],
    ),
    (4, 2, ("新客户数，尚差 5 个", "new customers, 5 missing"), ["1", "2"]),
    (1, 1, ("销售额，尚差 1,116,000.00 元", "sales, CNY 1,116,000.00 missing"), ["2", "0"]),
];

impl AtRisk {
    /// A rich, made-up page: what tests and template authors see.
    pub fn sample(lang: Lang) -> AtRisk {
        let say = |zh, en| say(lang, (zh, en));
        let manager = |(whose, level, main_gap, row): &(usize, usize, Words, [&str; 2])| Manager {
            name: super::say(lang, TEAMS[PEOPLE[*whose].team].manager),
            people_count: "1".to_owned(),
            people: vec![person(lang, *whose, *level, *main_gap, row)],
        };
        AtRisk {
            head: head(lang, &AT_RISK, "2026-08-14"),
            as_of: "2026-08-14".to_owned(),
            time_progress: "48.9%".to_owned(),
            days_left: "47".to_owned(),
            people_count: "3".to_owned(),
            rules: vec![
                say("红：任一指标进度达成率低于60%", "red: pace of any metric below 60%"),
                say(
                    "黄：任一指标进度达成率低于80%，或回款率低于90%",
                    "yellow: pace of any metric below 80%, or collection rate below 90%",
                ),
            ],
            managers: WARNED.iter().map(manager).collect(),
        }
    }
}

fn person(lang: Lang, whose: usize, level: usize, main_gap: Words, rows: &[&str; 2]) -> Person {
    let blank = |zh, en| say(lang, (zh, en));
    let (who, team) = (&PEOPLE[whose], &TEAMS[PEOPLE[whose].team]);
    let sales = metric(lang, ("销售额（元）", "Sales (CNY)"), whose, &SALES, rows[0]);
    let customers = metric(lang, ("新客户数（个）", "New customers"), whose, &CUSTOMERS, rows[1]);
    Person {
        name: say(lang, who.name),
        id: who.id.to_owned(),
        region: say(lang, REGIONS[team.region]),
        team: say(lang, team.name),
        level: say(lang, LEVELS[level]),
        days_left: "47".to_owned(),
        metrics: [sales, customers].into_iter().flatten().collect(),
        main_gap: say(lang, main_gap),
        coaching: blank("【待填写：辅导状态】", "【to fill in: state of coaching】"),
        coaching_due: "2026-08-19".to_owned(),
        catch_up: blank("【待填写：追赶计划状态】", "【to fill in: state of the catch-up plan】"),
        confirmation: blank("【待填写：上级签字、日期】", "【to fill in: signature and date】"),
    }
}

fn metric(
    lang: Lang,
    name: Words,
    whose: usize,
    rows: &[(usize, usize, [&str; 8])],
    consecutive: &str,
) -> Option<Metric> {
    let (_, level, row) = rows.iter().find(|(person, _, _)| *person == whose)?;
    let [_, target, actual, attainment, pace, gap, required_per_day, _] = row.map(str::to_owned);
    Some(Metric {
        metric: say(lang, name),
        target,
        actual,
        attainment,
        time_progress: "48.9%".to_owned(),
        pace,
        level: say(lang, LEVELS[*level]),
        consecutive: consecutive.to_owned(),
        gap,
        required_per_day,
    })
}
