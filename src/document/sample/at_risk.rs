//! The sample of 《预警成员清单》: the same people and figures as in the tracker.

use super::progress::{CUSTOMERS, LEVELS, SALES, needed};
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
            "新客户数：比应有进度少 2.4 个，距目标还差 6 个；销售额：比应有进度少 292,782.61 元，距目标还差 1,008,000.00 元",
            "New customers: 2.4 behind schedule, 6 short of the target; Sales: CNY 292,782.61 behind schedule, CNY 1,008,000.00 short of the target",
        ),
        ["3", "4"],
    ),
    (
        4,
        2,
        (
            "新客户数：比应有进度少 1.4 个，距目标还差 5 个；销售额：比应有进度少 206,608.70 元，距目标还差 1,024,000.00 元",
            "New customers: 1.4 behind schedule, 5 short of the target; Sales: CNY 206,608.70 behind schedule, CNY 1,024,000.00 short of the target",
        ),
        ["1", "2"],
    ),
    (
        1,
        1,
        (
            "销售额：比应有进度少 196,434.78 元，距目标还差 1,116,000.00 元",
            "Sales: CNY 196,434.78 behind schedule, CNY 1,116,000.00 short of the target",
        ),
        ["2", "0"],
    ),
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
            time_basis: say("按自然日计", "by calendar days"),
            time_progress: "48.9%".to_owned(),
            days_left: say("47 天", "47 days"),
            people_count: "3".to_owned(),
            rules: vec![
                say(
                    "红：严重滞后——销售额、新客户数：进度达成率低于60%",
                    "red: Far behind, that is: Sales, New customers: pace below 60%",
                ),
                say(
                    "黄：进度滞后——销售额、新客户数：进度达成率低于80%",
                    "yellow: Behind, that is: Sales, New customers: pace below 80%",
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
        days_left: super::say(lang, ("47 天", "47 days")),
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
        required_per_day: needed(lang, &required_per_day),
    })
}
