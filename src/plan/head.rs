//! `incent.toml`: what the plan is called, when it runs, in which currency, time zone and language,
//! how it rounds, its calendar, and who holds which role.

use crate::base::calendar::{Calendar, CalendarFault};
use crate::base::day::Weekday;
use crate::base::period::{FiscalYear, Period, PeriodKind};
use crate::base::unit::Currency;
use crate::base::{Day, Lang, Rounding};
use crate::text::code::plan as code;
use crate::text::key::{default, optional, required};
use crate::text::toml::Table;
use crate::text::{Diagnostic, Fields, Form, Section, Sink, Span, Spanned};

/// The format version that this program reads and writes.
pub const FORMAT: u32 = 1;

/// The top of `incent.toml`.
pub static ROOT: Section = Section {
    path: "incent.toml",
    file: "incent.toml",
    zh: "计划的总说明",
    en: "the plan as a whole",
    keys: &[
        required("format", Form::Whole, "1", "文件格式的版本", "version of the file format"),
        required("plan", Form::Table(&PLAN), "", "计划", "the plan"),
        optional("periods", Form::Table(&PERIODS), "", "考核周期", "performance periods"),
        optional("rounding", Form::Table(&ROUNDING), "", "取整", "rounding"),
        optional("calendar", Form::Table(&CALENDAR), "", "工作日历", "the working calendar"),
        optional("role", Form::Tables(&ROLE), "", "角色与担任者", "roles and who holds them"),
    ],
};

/// `[plan]`.
pub static PLAN: Section = Section {
    path: "[plan]",
    file: "incent.toml",
    zh: "计划的名称、期间与约定",
    en: "the plan's name, period and conventions",
    keys: &[
        required("id", Form::Id, "\"2026q3-new-period\"", "计划编号", "the plan's id"),
        required(
            "title",
            Form::Text,
            "\"2026年第三季度销售激励计划\"",
            "计划名称",
            "the plan's title",
        ),
        required("organisation", Form::Text, "\"云杉科技\"", "公司或团队名称", "the organisation"),
        optional(
            "scenario",
            Form::Choice(&SCENARIOS),
            "\"new-period\"",
            "适用场景",
            "the scenario that it was made for",
        ),
        default(
            "language",
            Form::Choice(&["zh-CN", "en"]),
            "zh-CN",
            "\"zh-CN\"",
            "文档与提示的语言",
            "language of documents and messages",
        ),
        required("start", Form::Day, "2026-07-01", "第一天", "first day"),
        required("end", Form::Day, "2026-09-30", "最后一天（含）", "last day (inclusive)"),
        required("currency", Form::Text, "\"CNY\"", "币种（ISO 4217）", "currency (ISO 4217)"),
        required(
            "utc-offset",
            Form::Text,
            "\"+08:00\"",
            "时区：带时刻的记录按它归到日期",
            "time zone: instants become days by it",
        ),
    ],
};

/// The five scenarios.
pub const SCENARIOS: [&str; 5] =
    ["new-period", "turnaround", "new-product", "engagement", "collaboration"];

/// `[periods]`.
pub static PERIODS: Section = Section {
    path: "[periods]",
    file: "incent.toml",
    zh: "结算周期与财年",
    en: "settlement periods and the fiscal year",
    keys: &[
        default(
            "settle",
            Form::Choice(&["month", "quarter", "half", "year", "declared"]),
            "quarter",
            "\"quarter\"",
            "结算周期的长短",
            "length of a settlement period",
        ),
        default(
            "fiscal-year-starts",
            Form::Whole,
            "1",
            "4",
            "财年从几月开始",
            "month in which the fiscal year starts",
        ),
        optional(
            "period",
            Form::Tables(&PERIOD),
            "",
            "自定的周期（settle = \"declared\" 时）",
            "declared periods (with settle = \"declared\")",
        ),
    ],
};

/// `[[periods.period]]`.
pub static PERIOD: Section = Section {
    path: "[[periods.period]]",
    file: "incent.toml",
    zh: "一个自定的周期",
    en: "a declared period",
    keys: &[
        required("id", Form::Id, "\"wave-1\"", "周期编号", "the period's id"),
        required("start", Form::Day, "2026-07-01", "第一天", "first day"),
        required("end", Form::Day, "2026-08-15", "最后一天（含）", "last day (inclusive)"),
    ],
};

/// `[rounding]`.
pub static ROUNDING: Section = Section {
    path: "[rounding]",
    file: "incent.toml",
    zh: "金额怎样取整",
    en: "how amounts are rounded",
    keys: &[required(
        "mode",
        Form::Choice(&["half-up", "half-even", "down", "up"]),
        "\"half-up\"",
        "取整方式：四舍五入、五成双、去尾、进一",
        "the mode",
    )],
};

/// `[calendar]`.
pub static CALENDAR: Section = Section {
    path: "[calendar]",
    file: "incent.toml",
    zh: "工作日历：没有列出的年份按错误处理，不当作没有假日",
    en: "the working calendar: a year that isn't listed is an error, not a year without holidays",
    keys: &[
        required("years", Form::List(&Form::Whole), "[2026]", "涵盖哪些年", "years that it covers"),
        default(
            "weekend",
            Form::List(&Form::Choice(&["mon", "tue", "wed", "thu", "fri", "sat", "sun"])),
            "sat, sun",
            "[\"sat\", \"sun\"]",
            "每周的休息日",
            "days off in a week",
        ),
        optional(
            "holidays",
            Form::List(&Form::Day),
            "[2026-10-01]",
            "放假的日子",
            "days off by holiday",
        ),
        optional(
            "workdays",
            Form::List(&Form::Day),
            "[2026-09-27]",
            "调休上班的休息日",
            "days of a weekend that are worked",
        ),
    ],
};

/// `[[role]]`.
pub static ROLE: Section = Section {
    path: "[[role]]",
    file: "incent.toml",
    zh: "角色：谁可以以它的名义行事",
    en: "a role: who may act in it",
    keys: &[
        required("id", Form::Id, "\"sales-lead\"", "角色编号", "the role's id"),
        required("name", Form::Text, "\"销售负责人\"", "角色名称", "the role's name"),
        required(
            "holders",
            Form::List(&Form::Text),
            "[\"王磊 <wang.lei@example.com>\"]",
            "担任者：姓名与 git 邮箱",
            "who holds it: name and git e-mail",
        ),
    ],
};

/// What `incent.toml` says.
#[derive(Clone, Debug)]
pub struct Head {
    /// The plan's id.
    pub id: Spanned<String>,
    /// Its title.
    pub title: Spanned<String>,
    /// The organisation.
    pub organisation: Spanned<String>,
    /// The scenario it was made for.
    pub scenario: Option<Spanned<String>>,
    /// Language of documents and messages.
    pub lang: Lang,
    /// First and last day.
    pub start: Spanned<Day>,
    /// Last day, inclusive.
    pub end: Spanned<Day>,
    /// Currency of targets and pay.
    pub currency: Currency,
    /// Minutes east of UTC.
    pub utc_offset: i32,
    /// The fiscal year.
    pub fiscal_year: FiscalYear,
    /// Settlement periods, which tile the plan.
    pub periods: Vec<Period>,
    /// Rounding of payable amounts.
    pub rounding: Rounding,
    /// The working calendar, where the plan has one.
    pub calendar: Option<Calendar>,
    /// Roles.
    pub roles: Vec<Role>,
}

/// A role and who holds it.
#[derive(Clone, Debug)]
pub struct Role {
    /// Its id.
    pub id: Spanned<String>,
    /// Its name.
    pub name: Spanned<String>,
    /// `Name <e-mail>` each.
    pub holders: Vec<Spanned<String>>,
}

impl Head {
    /// Reads `incent.toml`. A newer format is refused before anything else is looked at.
    pub fn read(root: &Spanned<Table>, sink: &mut Sink) -> Option<Head> {
        if let Some(newer) = newer_format(&root.value) {
            return Diagnostic::new(&code::NEWER_FORMAT)
                .arg("found", newer.value)
                .arg("known", FORMAT)
                .at(newer.span)
                .tell(sink);
        }
        let root = Fields::new(root, root.span, &ROOT, sink);
        root.whole("format", sink);
        let fiscal_year = fiscal_year(&root, sink);
        let calendar = root.table("calendar", sink).map(|(t, s)| read_calendar(t, s, sink));
        let rounding = read_rounding(&root, sink);
        let roles = root.tables("role", sink);
        let roles: Vec<Role> =
            roles.into_iter().filter_map(|(t, s)| read_role(t, s, sink)).collect();
        let (table, span) = root.table("plan", sink)?;
        let plan = Fields::new(table, span, &PLAN, sink);
        let id = plan.id("id", sink);
        let title = plan.text("title", sink);
        let organisation = plan.text("organisation", sink);
        let scenario = read_scenario(&plan, sink);
        let lang = plan.choice("language", &Lang::ALL, sink).map_or(Lang::Zh, |lang| lang.value);
        let currency = read_currency(&plan, sink);
        let utc_offset = read_offset(&plan, sink);
        let (start, end) = read_days(&plan, sink)?;
        let periods = read_periods(&root, fiscal_year?, &start, &end, sink);
        Some(Head {
            id: id?,
            title: title?,
            organisation: organisation?,
            scenario,
            lang,
            start,
            end,
            currency: currency?,
            utc_offset: utc_offset?,
            fiscal_year: fiscal_year?,
            periods: periods?,
            rounding: rounding?,
            calendar: calendar.flatten(),
            roles,
        })
    }

    /// The whole plan period.
    pub fn whole(&self) -> super::fact::Window {
        super::fact::Window::new(self.start.value, self.end.value)
    }
}

fn newer_format(root: &Table) -> Option<Spanned<String>> {
    let (_, value) = root.get("format")?;
    let crate::text::toml::Toml::Number(digits) = &value.value else { return None };
    let number: u32 = digits.parse().ok()?;
    (number > FORMAT).then(|| Spanned::new(digits.clone(), value.span))
}

fn fiscal_year(root: &Fields<'_>, sink: &mut Sink) -> Option<FiscalYear> {
    let Some((table, span)) = root.table("periods", sink) else {
        return FiscalYear::starting_in(1);
    };
    let periods = Fields::new(table, span, &PERIODS, sink);
    let Some(month) = periods.whole("fiscal-year-starts", sink) else {
        return if periods.has("fiscal-year-starts") { None } else { FiscalYear::starting_in(1) };
    };
    match FiscalYear::starting_in(month.value) {
        Some(year) => Some(year),
        None => {
            Diagnostic::new(&code::NO_MONTH).arg("value", month.value).at(month.span).tell(sink)
        }
    }
}

fn read_periods(
    root: &Fields<'_>,
    fiscal: FiscalYear,
    start: &Spanned<Day>,
    end: &Spanned<Day>,
    sink: &mut Sink,
) -> Option<Vec<Period>> {
    // The table's keys were judged by `fiscal_year`; a second judgement goes nowhere.
    let mut judged = Sink::default();
    let settle = root.table("periods", &mut judged).and_then(|(table, span)| {
        let periods = Fields::new(table, span, &PERIODS, &mut judged);
        let kind = periods.choice("settle", &KINDS, sink);
        if kind.as_ref().is_some_and(|kind| kind.value == PeriodKind::Declared) {
            return Some((kind?, read_declared(&periods, sink)));
        }
        kind.map(|kind| (kind, Vec::new()))
    });
    let (kind, declared, at) = match settle {
        Some((kind, declared)) => (kind.value, declared, kind.span),
        None => (PeriodKind::Quarter, Vec::new(), end.span),
    };
    let tiled = match kind {
        PeriodKind::Declared => {
            crate::base::period::check_tiling(&declared, start.value, end.value).map(|()| declared)
        }
        kind => fiscal.tile(kind, start.value, end.value),
    };
    match tiled {
        Ok(periods) => Some(periods),
        Err(_) => Diagnostic::new(&code::PERIODS_DONT_TILE)
            .arg("start", start.value)
            .arg("end", end.value)
            .at(at)
            .at(start.span)
            .tell(sink),
    }
}

/// Words of `settle`.
const KINDS: [(&str, PeriodKind); 5] = [
    ("month", PeriodKind::Month),
    ("quarter", PeriodKind::Quarter),
    ("half", PeriodKind::Half),
    ("year", PeriodKind::Year),
    ("declared", PeriodKind::Declared),
];

fn read_declared(periods: &Fields<'_>, sink: &mut Sink) -> Vec<Period> {
    let tables = periods.tables("period", sink);
    let read = tables.into_iter().filter_map(|(table, span)| {
        let fields = Fields::new(table, span, &PERIOD, sink);
        let id = fields.id("id", sink);
        let (start, end) = read_days(&fields, sink)?;
        Period::declared(id?.value, start.value, end.value)
    });
    read.collect()
}

fn read_days(fields: &Fields<'_>, sink: &mut Sink) -> Option<(Spanned<Day>, Spanned<Day>)> {
    let start = fields.day("start", sink);
    let end = fields.day("end", sink);
    let (start, end) = (start?, end?);
    if end.value < start.value {
        return Diagnostic::new(&code::ENDS_BEFORE_START)
            .arg("start", start.value)
            .arg("end", end.value)
            .at(end.span)
            .at(start.span)
            .tell(sink);
    }
    Some((start, end))
}

fn read_rounding(root: &Fields<'_>, sink: &mut Sink) -> Option<Rounding> {
    let Some((table, span)) = root.table("rounding", sink) else {
        return Diagnostic::new(&code::ROUNDING_UNSAID).at(root.key_span("plan")).tell(sink);
    };
    let fields = Fields::new(table, span, &ROUNDING, sink);
    fields.choice("mode", &Rounding::ALL, sink).map(|mode| mode.value)
}

fn read_scenario(plan: &Fields<'_>, sink: &mut Sink) -> Option<Spanned<String>> {
    let words: Vec<(&str, &str)> = SCENARIOS.iter().map(|word| (*word, *word)).collect();
    plan.choice("scenario", &words, sink).map(|word| word.map(str::to_owned))
}

fn read_currency(plan: &Fields<'_>, sink: &mut Sink) -> Option<Currency> {
    let written = plan.text("currency", sink)?;
    match Currency::parse(&written) {
        Some(currency) => Some(currency),
        None => Diagnostic::new(&code::UNKNOWN_CURRENCY)
            .arg("value", &written.value)
            .at(written.span)
            .tell(sink),
    }
}

fn read_offset(plan: &Fields<'_>, sink: &mut Sink) -> Option<i32> {
    let written = plan.text("utc-offset", sink)?;
    match parse_offset(&written) {
        Some(minutes) => Some(minutes),
        None => Diagnostic::new(&code::BAD_OFFSET)
            .arg("value", &written.value)
            .at(written.span)
            .tell(sink),
    }
}

/// Reads `+08:00`, `-05:30`, `Z` as minutes east of UTC, at most 14 hours.
pub fn parse_offset(text: &str) -> Option<i32> {
    if text == "Z" {
        return Some(0);
    }
    let sign = match text.bytes().next()? {
        b'+' => 1,
        b'-' => -1,
        _ => return None,
    };
    let (hours, minutes) = text.get(1..)?.split_once(':')?;
    let digits = |part: &str| -> Option<i32> {
        (part.len() == 2 && part.bytes().all(|b| b.is_ascii_digit())).then(|| part.parse().ok())?
    };
    let (hours, minutes) = (digits(hours)?, digits(minutes)?);
    let total = hours * 60 + minutes;
    (minutes < 60 && total <= 14 * 60).then_some(sign * total)
}

fn read_calendar(table: &Table, span: Span, sink: &mut Sink) -> Option<Calendar> {
    let fields = Fields::new(table, span, &CALENDAR, sink);
    let years: Vec<i32> = fields
        .numbers("years", sink)?
        .iter()
        .filter_map(|year| year.value.to_i64().and_then(|y| i32::try_from(y).ok()))
        .collect();
    let weekend = read_weekend(&fields, sink)?;
    let holidays = fields.days("holidays", sink).unwrap_or_default();
    let workdays = fields.days("workdays", sink).unwrap_or_default();
    let days = |list: &[Spanned<Day>]| list.iter().map(|day| day.value).collect::<Vec<_>>();
    match Calendar::new(weekend, days(&holidays), days(&workdays), years) {
        Ok(calendar) => Some(calendar),
        Err(faults) => {
            for fault in faults {
                tell_calendar_fault(fault, &holidays, &workdays, span, sink);
            }
            None
        }
    }
}

fn read_weekend(fields: &Fields<'_>, sink: &mut Sink) -> Option<Vec<Weekday>> {
    let Some(words) = fields.texts("weekend", sink) else {
        return (!fields.has("weekend")).then(|| vec![Weekday::Sat, Weekday::Sun]);
    };
    let known: Vec<&str> = Weekday::ALL.iter().map(|(word, _)| *word).collect();
    let read = words.iter().filter_map(|word| {
        match Weekday::ALL.iter().find(|(known, _)| *known == word.value) {
            Some((_, day)) => Some(*day),
            None => crate::text::fields::not_a_choice(word, &known, sink),
        }
    });
    Some(read.collect())
}

fn tell_calendar_fault(
    fault: CalendarFault,
    holidays: &[Spanned<Day>],
    workdays: &[Spanned<Day>],
    table: Span,
    sink: &mut Sink,
) {
    let (row, day) = match fault {
        CalendarFault::OutsideYears(day) => (&code::DAY_OUTSIDE_CALENDAR, Some(day)),
        CalendarFault::Both(day) => (&code::HOLIDAY_AND_WORKDAY, Some(day)),
        CalendarFault::MakeUpOnWorkday(day) => (&code::MAKE_UP_ON_WORKDAY, Some(day)),
        CalendarFault::NoWeekday => (&code::NO_WEEKDAY, None),
    };
    let mut diagnostic = Diagnostic::new(row);
    if let Some(day) = day {
        diagnostic = diagnostic.arg("day", day);
    }
    let written = day.and_then(|day| workdays.iter().chain(holidays).find(|d| d.value == day));
    sink.push(diagnostic.at(written.map_or(table, |day| day.span)));
}

fn read_role(table: &Table, span: Span, sink: &mut Sink) -> Option<Role> {
    let fields = Fields::new(table, span, &ROLE, sink);
    let id = fields.id("id", sink);
    let name = fields.text("name", sink);
    let holders = fields.texts("holders", sink);
    Some(Role { id: id?, name: name?, holders: holders? })
}

#[cfg(test)]
mod tests {
    use super::parse_offset;

    #[test]
    fn an_offset_is_signed_hours_and_minutes() {
        assert_eq!(parse_offset("+08:00"), Some(480));
        assert_eq!(parse_offset("-05:30"), Some(-330));
        assert_eq!(parse_offset("Z"), Some(0));
        for text in ["8", "+8:00", "+08:60", "+15:00", "08:00", "Asia/Shanghai"] {
            assert_eq!(parse_offset(text), None, "{text}");
        }
    }
}
