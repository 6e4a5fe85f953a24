//! Who is on the plan: `roster.csv`, one row per person and assignment. Dated rows tell a transfer.

use crate::base::{Day, Number};
use crate::text::Span;

use super::fact::Window;

/// The people of the plan.
#[derive(Clone, Debug, Default)]
pub struct Roster {
    /// In the order of their ids.
    pub people: Vec<Person>,
}

/// A person, known by id.
#[derive(Clone, Debug)]
pub struct Person {
    /// 工号: the identity; also what file names are made of.
    pub id: String,
    /// 姓名, as typed.
    pub name: String,
    /// Other spellings under which exports know the person.
    pub aliases: Vec<String>,
    /// Further ids and e-mail addresses.
    pub further_ids: Vec<String>,
    /// 承担目标: whether the person has targets; a manager may be on the roster without any.
    pub carries_target: bool,
    /// 入职日期: first day on the plan when that is later than its start.
    pub joined: Option<Day>,
    /// 离职日期: last day on the plan.
    pub left: Option<Day>,
    /// Dated assignments, earliest first, without overlap; at least one.
    pub stints: Vec<Stint>,
    /// The first row of the person.
    pub span: Span,
}

/// An assignment: where somebody belonged from one day to another.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Stint {
    /// First day.
    pub start: Day,
    /// Last day.
    pub end: Day,
    /// 岗位.
    pub role: Option<String>,
    /// 团队.
    pub team: Option<String>,
    /// 区域.
    pub region: Option<String>,
    /// 直接上级: index into the people.
    pub manager: Option<usize>,
    /// 目标奖金: what meeting every target pays in a settlement period, in the plan's currency.
    pub target_incentive: Option<Number>,
    /// 个人提成比例: the person's own rate.
    pub rate: Option<Number>,
    /// 爬坡比例: the share of a full target that holds in these days (ramp, part-time, leave).
    pub ramp: Option<Number>,
    /// 带教人: index into the people.
    pub mentor: Option<usize>,
    /// The row.
    pub span: Span,
}

impl Roster {
    /// Index of the person with that id.
    pub fn find(&self, id: &str) -> Option<usize> {
        self.people.binary_search_by(|person| person.id.as_str().cmp(id)).ok()
    }
}

impl Person {
    /// The assignment of a day.
    pub fn on(&self, day: Day) -> Option<&Stint> {
        self.stints.iter().find(|stint| stint.start <= day && day <= stint.end)
    }

    /// The days of `window` on which the person is on the plan; `None` when there are none.
    pub fn own_days(&self, window: Window) -> Option<Window> {
        let start = self.joined.map_or(window.start, |joined| joined.max(window.start));
        let end = self.left.map_or(window.end, |left| left.min(window.end));
        (start <= end).then_some(Window::new(start, end))
    }

    /// Where the person belongs in a plan of those days, each place with its first assignment and
    /// the days of the plan that the person has there: the one place, or several after a transfer
    /// to another team or region. A new manager or position alone is no transfer.
    pub fn places(&self, plan: Window) -> Vec<(&Stint, Window)> {
        let own = self.own_days(plan).unwrap_or(plan);
        let days = |stint: &Stint| own.meet(Window::new(stint.start, stint.end));
        let mut places: Vec<(&Stint, Window)> = Vec::new();
        for (stint, days) in self.stints.iter().filter_map(|stint| Some((stint, days(stint)?))) {
            match places.last_mut() {
                Some((last, until)) if last.team == stint.team && last.region == stint.region => {
                    until.end = days.end;
                }
                _ => places.push((stint, days)),
            }
        }
        if places.is_empty() {
            places.extend(self.stints.first().map(|first| (first, own)));
        }
        places
    }
}
