//! `incent track`: how far everybody is, from the exports as they are. Prints it, writes
//! 《销售进度跟踪表》, 《预警成员清单》 and a snapshot, and can end with 3 for cron.

use crate::base::{Day, Period};
use crate::document::{AtRisk, Progress as ProgressPage, catalogue};
use crate::plan::fact::Question;
use crate::plan::warning::Alert;
use crate::process::record::TRACKED;
use crate::process::{Action, Permit, Value as Field};
use crate::quota::progress::{Progress, Tracker};
use crate::quota::sheet::{
    SNAPSHOT_HEADER, TARGETS_HEADER, read_snapshot, read_targets, write_snapshot,
};
use crate::quota::snapshot::{Snapshot, before};
use crate::quota::{Assignment, Horizon, question};
use crate::store::{Folder, name};
use crate::text::code::target::NOT_ASSIGNED;
use crate::text::code::track::DATA_OLD;
use crate::text::{Diagnostic, Sink, Sources, csv_table};

use super::args::Shape;
use super::assign::path;
use super::command::Words;
use super::context::Context;
use super::desk::{Desk, Pen, WRITING_ZH, Writing, fail, period_of, seen};
use super::exit::{Exit, Failure};
use super::exports::{self, Answer};
use super::letterhead::{Letterhead, engine, head};
use super::{quality, standing};

/// What to track, and how to show it.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// the period, as in 2026Q3 or 2026-07; without it, the settlement period of today
    #[arg(long, value_name = "PERIOD")]
    period: Option<String>,
    /// figures by the values of a column of the exports, as in product; writes nothing
    #[arg(long, value_name = "COLUMN")]
    by: Option<String>,
    /// end with 3 when somebody is warned at this level or worse
    #[arg(long, value_name = "LEVEL", value_enum)]
    fail_on: Option<FailOn>,
    #[command(flatten)]
    shape: Shape,
    #[command(flatten)]
    writing: Writing,
}

/// A level for `--fail-on`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, clap::ValueEnum)]
enum FailOn {
    /// yellow or red
    Yellow,
    /// red
    Red,
}

/// The words of its help.
pub const WORDS: Words = Words {
    examples: &[
        ("incent track", "截至今天的进度", "progress as of today"),
        ("incent track --as-of 2026-08-14", "截至某一天", "as of a day"),
        (
            "incent track --fail-on red",
            "有人红色预警时退出码为 3",
            "exit with 3 when somebody is red",
        ),
        ("incent track --format csv", "给程序读", "for a program"),
    ],
    arguments_zh: &[
        ("period", "周期，例如 2026Q3 或 2026-07；不写则取今天所在的结算周期"),
        ("by", "按导出中某一列的值汇总，例如 product；不写任何文件"),
        ("fail_on", "有人达到这一预警等级或更严重时，以 3 退出"),
        WRITING_ZH[0],
        WRITING_ZH[1],
    ],
};

/// The files of the plan that progress is told from, as its record cites them.
pub const TOLD_FROM: [&str; 3] = ["targets.csv", "rules.toml", "metrics.toml"];

/// Tracks progress.
pub fn run(args: &Args, context: &mut Context) -> Result<Exit, Failure> {
    if let Some(column) = &args.by {
        return by_value(args, column, context);
    }
    let mut pen = Pen::take(context, &args.writing, "track")?;
    let desk = Desk::open(context)?;
    let permit = desk.permit(Action::TRACK, context)?;
    let tracked = Tracked::of(&desk, args.period.as_deref(), context)?;
    standing::show(&desk, &tracked.progress, &tracked.answer, args.shape.format, context);
    tracked.write(&desk, &permit, &mut pen, context)?;
    pen.changes.saw(desk.loaded.inputs());
    pen.commit(&desk.folder, context)?;
    let worst = tracked.progress.rows.iter().map(|row| row.alert).max();
    let found = match args.fail_on {
        None => false,
        Some(FailOn::Yellow) => worst >= Some(Alert::Yellow),
        Some(FailOn::Red) => worst == Some(Alert::Red),
    };
    Ok(if found { Exit::Found } else { Exit::Done })
}

/// Progress as told, with everything that it was told from.
pub struct Tracked {
    /// The progress.
    pub progress: Progress,
    /// What the exports answered.
    pub answer: Answer,
    /// The last snapshot before, which changes refer to.
    previous: Option<crate::base::Day>,
}

impl Tracked {
    /// Tells the progress of a period as of today.
    pub fn of(
        desk: &Desk,
        period: Option<&str>,
        context: &mut Context,
    ) -> Result<Tracked, Failure> {
        let period = period_of(desk, period, context)?;
        let setting = desk.setting();
        let assignment = assigned(desk, context)?;
        let snapshots = snapshots(&desk.folder, context)?;
        let earlier = before(&snapshots, &period.id, context.today);
        let last = earlier.last().copied();
        let horizon = Horizon { period: &period, fiscal: setting.fiscal };
        let tracking = &desk.plan.tracking;
        let asked = question::for_progress(&setting, tracking, horizon, context.today, last);
        let lines = desk.plan.targets.lines.as_ref();
        let by = lines.map(|lines| lines.column.value.clone());
        let answer = exports::ask(desk, &Question { by, ..asked }, context)?;
        tell_old(desk, &answer, period.end.min(context.today), context);
        let tracker = Tracker {
            setting,
            tracking,
            calendar: desk.plan.head.calendar.as_ref(),
            assignment: &assignment,
            facts: &answer.facts,
            by_line: lines.map(|_| &answer.facts),
            snapshots: &snapshots,
        };
        let progress = tracker.progress(&period, context.today, &mut context.sink);
        context.timings.part("progress");
        if context.sink.has_errors() {
            return Err(Failure::Told);
        }
        Ok(Tracked { progress, answer, previous: last.map(|last| last.as_of) })
    }

    fn write(
        &self,
        desk: &Desk,
        permit: &Permit,
        pen: &mut Pen,
        context: &mut Context,
    ) -> Result<(), Failure> {
        let setting = desk.setting();
        let day = self.progress.as_of.to_string();
        let mut record = pen.record(&TRACKED);
        record.sees.extend(seen(&desk.loaded, &TOLD_FROM));
        record.sees.extend(exports::remember(desk, &self.answer, pen)?);
        let fields = [
            ("as-of", Field::Day(self.progress.as_of)),
            ("period", Field::Text(self.progress.period.id.clone())),
            ("red", Field::Whole(standing::warned(&self.progress, &setting, Alert::Red))),
            ("yellow", Field::Whole(standing::warned(&self.progress, &setting, Alert::Yellow))),
        ];
        record.fields.extend(fields.map(|(key, value)| (key.to_owned(), value)));

        let snapshot = name::snapshot(&format!("{}-{day}", self.progress.period.id));
        let snapshot = path(snapshot, context)?;
        pen.changes.put(permit, snapshot, write_snapshot(&setting, &self.progress));
        let (page, list) = self.pages(desk, &day, context)?;
        let lang = context.lang();
        let place = name::document(&day, catalogue::PROGRESS.id, lang, "md");
        pen.changes.put(permit, path(place, context)?, page);
        let place = name::private_document(&day, catalogue::AT_RISK.id, lang, "md");
        pen.changes.put(permit, path(place, context)?, list);
        let recorded = pen.changes.record(permit, &desk.log, &record);
        recorded.map_err(|failure| fail(context, failure))?;
        Ok(())
    }

    /// 《销售进度跟踪表》 and 《预警成员清单》.
    pub fn pages(
        &self,
        desk: &Desk,
        day: &str,
        context: &mut Context,
    ) -> Result<(String, String), Failure> {
        let lang = context.lang();
        let setting = desk.setting();
        let progress = &self.progress;
        let letterhead = |document| Letterhead {
            document,
            number: format!("{day}/{}", document.id),
            period: (progress.period.start, progress.period.end),
            date: progress.as_of,
            cut_off: Some(progress.as_of),
            sources: &self.answer.sources,
        };
        let quality = quality::of(desk, &self.answer, context);
        let page_head = head(desk, &letterhead(&catalogue::PROGRESS), lang);
        let page = ProgressPage::fill(
            page_head,
            &desk.plan,
            &setting,
            progress,
            self.previous,
            quality,
            lang,
        );
        let engine = engine(desk, context)?;
        let page = engine.render(&catalogue::PROGRESS, &page, &mut context.sink);
        let due = desk.working_day_after(progress.as_of, 3);
        let list_head = head(desk, &letterhead(&catalogue::AT_RISK), lang);
        let list = AtRisk::fill(list_head, &desk.plan, &setting, progress, lang, due);
        let list = engine.render(&catalogue::AT_RISK, &list, &mut context.sink);
        context.timings.part("documents");
        page.zip(list).ok_or(Failure::Told)
    }
}

/// T01: sources whose newest data are older than the cadence of tracking.
fn tell_old(desk: &Desk, answer: &Answer, as_of: Day, context: &mut Context) {
    let cadence = desk.plan.tracking.cadence_days;
    for report in &answer.sources {
        let Some(newest) = report.newest else { continue };
        let days = as_of.number() - newest.number();
        if i64::from(days) <= i64::from(cadence) {
            continue;
        }
        let source = &desk.plan.sources[report.source].id;
        context.sink.push(
            Diagnostic::new(&DATA_OLD)
                .arg("source", &source.value)
                .arg("newest", newest)
                .arg("as_of", as_of)
                .arg("days", days)
                .arg("cadence", cadence)
                .at(source.span),
        );
    }
}

/// The targets as they were assigned.
pub fn assigned(desk: &Desk, context: &mut Context) -> Result<Assignment, Failure> {
    let Some(id) = desk.loaded.text("targets.csv") else {
        context.sink.push(Diagnostic::new(&NOT_ASSIGNED));
        return Err(Failure::Told);
    };
    let table = csv_table::read(id, &context.sources, TARGETS_HEADER, &mut context.sink);
    let table = table.ok_or(Failure::Told)?;
    read_targets(&table, &desk.setting(), &mut context.sink).ok_or(Failure::Told)
}

/// Earlier snapshots. They only add what changed since; one that can't be read is done without.
fn snapshots(folder: &Folder, context: &mut Context) -> Result<Vec<Snapshot>, Failure> {
    const FOLDER: &str = ".incent/snapshots";
    let names = folder.files(FOLDER).map_err(|failure| fail(context, failure))?;
    let mut read = Vec::new();
    for name in names.iter().filter(|name| name.ends_with(".csv")) {
        let (mut sources, mut unread) = (Sources::default(), Sink::default());
        let name = format!("{FOLDER}/{name}");
        let loaded = folder.load_text(&name, &mut sources, &mut unread);
        if let Some((id, _)) = loaded.map_err(|failure| fail(context, failure))?
            && let Some(table) = csv_table::read(id, &sources, SNAPSHOT_HEADER, &mut unread)
        {
            read.extend(read_snapshot(&table));
        }
    }
    Ok(read)
}

/// `--by`: every metric per value of a column, in the period so far.
fn by_value(args: &Args, column: &str, context: &mut Context) -> Result<Exit, Failure> {
    let desk = Desk::open(context)?;
    let period: Period = period_of(&desk, args.period.as_deref(), context)?;
    let setting = desk.setting();
    let horizon = Horizon { period: &period, fiscal: setting.fiscal };
    let tracking = &desk.plan.tracking;
    let asked = question::for_progress(&setting, tracking, horizon, context.today, None);
    let question = Question { by: Some(column.to_owned()), ..asked };
    let answer = exports::ask(&desk, &question, context)?;
    standing::show_by(&desk, &answer.facts, horizon, args.shape.format, context);
    Ok(Exit::Done)
}
