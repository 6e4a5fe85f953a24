//! Reading `roster.csv` into a [`Roster`]: columns found by their Chinese or English heading, one row
//! per person and assignment, dates of transfers, managers by id.

use std::collections::BTreeMap;

use crate::base::Day;
use crate::base::id::check_id;
use crate::base::unit::Currency;
use crate::text::code::form;
use crate::text::code::plan as code;
use crate::text::csv_table::{Row, Table};
use crate::text::fields::{is_hidden, nearest};
use crate::text::{Diagnostic, Sink, Span, Spanned};

use super::fact::Window;
use super::read_source::unknown;
use super::read_stint::Own;
use super::roster::{Person, Roster, Stint};

/// A column of `roster.csv`.
#[derive(Debug)]
pub struct RosterColumn {
    /// The English heading, which is also the word of the manual.
    pub id: &'static str,
    /// Headings that mean it.
    pub headings: &'static [&'static str],
    /// Whether it must be there.
    pub required: bool,
    /// What it says, Chinese.
    pub zh: &'static str,
    /// What it says, English.
    pub en: &'static str,
}

/// The columns that a roster may have.
pub const COLUMNS: [RosterColumn; 17] = [
    column(
        "id",
        &["工号", "编号", "员工编号"],
        true,
        "工号：字母、数字、_、-",
        "employee id: letters, digits, _ and -",
    ),
    column("name", &["姓名", "员工姓名"], true, "姓名", "name"),
    column(
        "aliases",
        &["别名", "曾用名"],
        false,
        "导出里的其他写法，用分号隔开",
        "other spellings in exports, separated by semicolons",
    ),
    column(
        "other-ids",
        &["其他编号", "系统账号"],
        false,
        "其他系统里的编号，用分号隔开",
        "ids in other systems, separated by semicolons",
    ),
    column("email", &["邮箱", "电子邮件"], false, "邮箱", "e-mail"),
    column("role", &["岗位", "职位"], false, "岗位", "position"),
    column(
        "carries-target",
        &["承担目标", "有目标"],
        false,
        "是否承担目标；不写是“是”",
        "whether the person carries a target; yes unless said",
    ),
    column("team", &["团队", "小组", "部门"], false, "团队", "team"),
    column("region", &["区域", "大区"], false, "区域", "region"),
    column(
        "manager",
        &["上级", "直接上级", "上级工号"],
        false,
        "直接上级的工号",
        "the manager's id",
    ),
    column("joined", &["入职日期", "加入日期"], false, "加入计划的第一天", "first day on the plan"),
    column("left", &["离职日期", "离开日期"], false, "在计划内的最后一天", "last day on the plan"),
    column(
        "from",
        &["生效日期", "起始日期"],
        false,
        "这一行从哪天起有效（调岗时写几行）",
        "first day of this row (several rows tell a transfer)",
    ),
    column(
        "target-incentive",
        &["目标奖金"],
        false,
        "目标奖金：完成全部目标时每个结算周期多少",
        "target incentive: what reaching every target pays in a settlement period",
    ),
    column(
        "rate",
        &["个人提成比例", "个人提成率"],
        false,
        "个人提成比例：rate = \"personal\" 用它",
        "the person's own rate, which rate = \"personal\" takes",
    ),
    column(
        "ramp",
        &["爬坡比例"],
        false,
        "爬坡比例：这一行的日子里承担全额目标的百分之几（新人、半职、休假）",
        "the share of a full target in the days of this row (ramp, part-time, leave)",
    ),
    column("mentor", &["带教人", "导师"], false, "带教人的工号", "the mentor's id"),
];

const fn column(
    id: &'static str,
    headings: &'static [&'static str],
    required: bool,
    zh: &'static str,
    en: &'static str,
) -> RosterColumn {
    RosterColumn { id, headings, required, zh, en }
}

/// Where each known column stands in the file.
pub struct Places(BTreeMap<&'static str, usize>);

impl Places {
    fn find(table: &Table, sink: &mut Sink) -> Option<Places> {
        let mut places = BTreeMap::new();
        for (index, heading) in table.headers.iter().enumerate() {
            let folded =
                heading.value.trim_matches(['*', ' ']).to_lowercase().replace([' ', '_'], "-");
            let known =
                COLUMNS.iter().find(|c| c.id == folded || c.headings.contains(&folded.as_str()));
            match known {
                Some(known) if places.insert(known.id, index).is_some() => {
                    sink.push(
                        Diagnostic::new(&code::ROSTER_COLUMN_TWICE)
                            .arg("column", known.id)
                            .at(heading.span),
                    );
                }
                Some(_) => {}
                None => tell_unknown_heading(heading, sink),
            }
        }
        let mut complete = true;
        for missing in COLUMNS.iter().filter(|c| c.required && !places.contains_key(c.id)) {
            complete = false;
            let span = table.headers.first().map(|heading| heading.span);
            let diagnostic = Diagnostic::new(&code::ROSTER_COLUMN_MISSING)
                .arg("column", missing.id)
                .arg("headings", missing.headings.join("、"));
            sink.push(match span {
                Some(span) => diagnostic.at(span),
                None => diagnostic,
            });
        }
        complete.then_some(Places(places))
    }

    /// The trimmed cell; `None` where it is empty or the column is absent.
    pub fn cell(&self, row: &Row, id: &str) -> Option<Spanned<String>> {
        let cell = row.cells.get(*self.0.get(id)?)?;
        let trimmed = cell.value.trim();
        (!trimmed.is_empty()).then(|| Spanned::new(trimmed.to_owned(), cell.span))
    }
}

fn tell_unknown_heading(heading: &Spanned<String>, sink: &mut Sink) {
    let known: Vec<&str> =
        COLUMNS.iter().flat_map(|c| c.headings.iter().copied().chain([c.id])).collect();
    let near = nearest(&heading.value, &known).unwrap_or("–");
    sink.push(
        Diagnostic::new(&code::ROSTER_COLUMN_UNKNOWN)
            .arg("heading", &heading.value)
            .arg("nearest", near)
            .at(heading.span),
    );
}

/// A row as read, before rows of one person are brought together.
struct Line {
    id: Spanned<String>,
    name: Spanned<String>,
    carries_target: bool,
    aliases: Vec<String>,
    further_ids: Vec<String>,
    joined: Option<Spanned<Day>>,
    left: Option<Spanned<Day>>,
    from: Option<Spanned<Day>>,
    role: Option<String>,
    team: Option<Spanned<String>>,
    region: Option<Spanned<String>>,
    manager: Option<Spanned<String>>,
    own: Own,
    span: Span,
}

/// Reads the roster of a plan that runs through `whole`.
pub fn read(table: &Table, whole: Window, currency: Currency, sink: &mut Sink) -> Roster {
    let Some(places) = Places::find(table, sink) else { return Roster::default() };
    let lines: Vec<Line> =
        table.rows.iter().filter_map(|row| read_line(row, &places, currency, sink)).collect();
    let mut by_id: BTreeMap<String, Vec<Line>> = BTreeMap::new();
    for line in lines {
        by_id.entry(line.id.value.clone()).or_default().push(line);
    }
    refuse_case_twins(&by_id, sink);
    refuse_team_in_two_regions(by_id.values().flatten(), sink);
    let ids: Vec<String> = by_id.keys().cloned().collect();
    let people = by_id.into_values().filter_map(|lines| gather(lines, &ids, whole, sink)).collect();
    Roster { people }
}

fn read_line(row: &Row, places: &Places, currency: Currency, sink: &mut Sink) -> Option<Line> {
    let mut required = |column: &'static str| {
        places.cell(row, column).or_else(|| {
            Diagnostic::new(&code::ROSTER_CELL_EMPTY).arg("column", column).at(row.span).tell(sink)
        })
    };
    let (id, name) = (required("id"), required("name"));
    let id = id.and_then(|id| read_id(id, sink));
    for cell in &row.cells {
        if let Some(hidden) = cell.value.chars().find(|c| is_hidden(*c)) {
            sink.push(
                Diagnostic::new(&form::HIDDEN_CHARACTER)
                    .arg("character", format!("U+{:04X}", u32::from(hidden)))
                    .at(cell.span),
            );
        }
    }
    let list = |column: &str| {
        places.cell(row, column).map_or_else(Vec::new, |cell| {
            cell.value
                .split([';', '；', '、'])
                .map(str::trim)
                .filter(|part| !part.is_empty())
                .map(str::to_owned)
                .collect()
        })
    };
    let mut further_ids = list("other-ids");
    further_ids.extend(list("email"));
    let text = |column: &str| places.cell(row, column).map(|cell| cell.value);
    Some(Line {
        id: id?,
        name: name?,
        carries_target: read_yes(places.cell(row, "carries-target"), sink),
        aliases: list("aliases"),
        further_ids,
        joined: read_day(places.cell(row, "joined"), "joined", sink),
        left: read_day(places.cell(row, "left"), "left", sink),
        from: read_day(places.cell(row, "from"), "from", sink),
        role: text("role"),
        team: places.cell(row, "team"),
        region: places.cell(row, "region"),
        manager: places.cell(row, "manager"),
        own: Own::read(row, places, currency, sink),
        span: row.span,
    })
}

fn read_id(id: Spanned<String>, sink: &mut Sink) -> Option<Spanned<String>> {
    if check_id(&id).is_ok() {
        return Some(id);
    }
    Diagnostic::new(&form::NOT_AN_ID)
        .arg("id", &id.value)
        .arg("pattern", "[A-Za-z0-9][A-Za-z0-9_-]*")
        .at(id.span)
        .tell(sink)
}

/// 是 / 否, yes / no; an empty cell is a yes.
fn read_yes(cell: Option<Spanned<String>>, sink: &mut Sink) -> bool {
    let Some(cell) = cell else { return true };
    match cell.value.to_lowercase().as_str() {
        "是" | "yes" | "y" | "true" | "1" => true,
        "否" | "no" | "n" | "false" | "0" => false,
        _ => {
            sink.push(
                Diagnostic::new(&code::ROSTER_NOT_YES_OR_NO)
                    .arg("value", &cell.value)
                    .at(cell.span),
            );
            true
        }
    }
}

/// A roster is typed by people: `2026-07-01` and `2026/7/1` are both read.
fn read_day(
    cell: Option<Spanned<String>>,
    column: &'static str,
    sink: &mut Sink,
) -> Option<Spanned<Day>> {
    let cell = cell?;
    let mut parts = cell.value.split(['-', '/']).map(|part| {
        part.bytes().all(|b| b.is_ascii_digit()).then(|| part.parse::<u32>().ok()).flatten()
    });
    let day = match (parts.next(), parts.next(), parts.next(), parts.next()) {
        (Some(Some(year)), Some(Some(month)), Some(Some(day)), None) => {
            i32::try_from(year).ok().and_then(|year| Day::new(year, month, day))
        }
        _ => None,
    };
    match day {
        Some(day) => Some(Spanned::new(day, cell.span)),
        None => Diagnostic::new(&code::ROSTER_BAD_DAY)
            .arg("value", &cell.value)
            .arg("column", column)
            .at(cell.span)
            .tell(sink),
    }
}

fn refuse_case_twins(by_id: &BTreeMap<String, Vec<Line>>, sink: &mut Sink) {
    let mut seen: BTreeMap<String, &Line> = BTreeMap::new();
    for lines in by_id.values() {
        let line = &lines[0];
        if let Some(first) = seen.insert(line.id.value.to_ascii_lowercase(), line) {
            sink.push(
                Diagnostic::new(&code::IDS_DIFFER_BY_CASE)
                    .arg("id", &line.id.value)
                    .arg("other", &first.id.value)
                    .at(line.id.span)
                    .at(first.id.span),
            );
        }
    }
}

fn refuse_team_in_two_regions<'a>(lines: impl Iterator<Item = &'a Line>, sink: &mut Sink) {
    let mut homes: BTreeMap<&str, (&str, Span)> = BTreeMap::new();
    for line in lines {
        let Some(team) = &line.team else { continue };
        let region = line.region.as_ref().map_or("", |region| region.value.as_str());
        let (home, first) = *homes.entry(&team.value).or_insert((region, line.span));
        if home != region {
            sink.push(
                Diagnostic::new(&code::TEAM_IN_TWO_REGIONS)
                    .arg("team", &team.value)
                    .arg("region", region)
                    .arg("other", home)
                    .at(team.span)
                    .at(first),
            );
        }
    }
}

/// Brings the rows of one person together.
fn gather(mut lines: Vec<Line>, ids: &[String], whole: Window, sink: &mut Sink) -> Option<Person> {
    lines.sort_by_key(|line| line.from.as_ref().map(|from| from.value));
    for pair in lines.windows(2) {
        if pair[0].name != pair[1].name {
            sink.push(
                Diagnostic::new(&code::ONE_ID_TWO_NAMES)
                    .arg("id", &pair[1].id.value)
                    .at(pair[1].name.span)
                    .at(pair[0].name.span),
            );
        }
        if pair[1].from.is_none() || pair[0].from == pair[1].from {
            sink.push(
                Diagnostic::new(&code::ROSTER_ROW_TWICE)
                    .arg("id", &pair[1].id.value)
                    .at(pair[1].span)
                    .at(pair[0].span),
            );
        }
    }
    let joined = lines.iter().find_map(|line| line.joined.clone());
    let left = lines.iter().rev().find_map(|line| line.left.clone());
    if let (Some(joined), Some(left)) = (&joined, &left)
        && left.value < joined.value
    {
        return Diagnostic::new(&code::ENDS_BEFORE_START)
            .arg("start", joined.value)
            .arg("end", left.value)
            .at(left.span)
            .at(joined.span)
            .tell(sink);
    }
    let stints = stints(&lines, ids, sink);
    let first = &lines[0];
    let reaches = |stint: &&Stint| stint.end >= whole.start;
    let reaching: Vec<Stint> = stints.iter().filter(reaches).cloned().collect();
    Some(Person {
        id: first.id.value.clone(),
        name: first.name.value.clone(),
        aliases: lines.iter().flat_map(|line| line.aliases.clone()).collect(),
        further_ids: lines.iter().flat_map(|line| line.further_ids.clone()).collect(),
        carries_target: first.carries_target,
        joined: joined.map(|day| day.value),
        left: left.map(|day| day.value),
        // History before the plan keeps its own assignment only where nothing later exists.
        stints: if reaching.is_empty() { stints } else { reaching },
        span: first.span,
    })
}

fn stints(lines: &[Line], ids: &[String], sink: &mut Sink) -> Vec<Stint> {
    let mut stints = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let start = match (&line.from, index) {
            (Some(from), 1..) => from.value,
            _ => Day::FIRST,
        };
        let next = lines.get(index + 1).and_then(|next| next.from.as_ref());
        let manager = line.manager.as_ref().and_then(|manager| find_person(manager, ids, sink));
        stints.push(Stint {
            start,
            end: next.map_or(Day::LAST, |next| next.value.plus(-1)),
            role: line.role.clone(),
            team: line.team.as_ref().map(|team| team.value.clone()),
            region: line.region.as_ref().map(|region| region.value.clone()),
            manager,
            target_incentive: line.own.target_incentive.clone(),
            rate: line.own.rate.clone(),
            ramp: line.own.ramp.clone(),
            mentor: line.own.mentor(&line.id.value, ids, sink),
            span: line.span,
        });
    }
    stints
}

/// The person of that id among `ids`, which are in order.
pub fn find_person(written: &Spanned<String>, ids: &[String], sink: &mut Sink) -> Option<usize> {
    ids.binary_search(&written.value).ok().or_else(|| {
        let known: Vec<&str> = ids.iter().map(String::as_str).collect();
        unknown("person id", "人员编号", written, &known, sink)
    })
}
