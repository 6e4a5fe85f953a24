//! The plan on the desk: folder, files, plan, records and standing, opened the same way by every
//! command; and the one way in which a command writes. What is computed in between is the command's.

use std::path::Path;

use crate::base::{FileDigest, Moment, Period};
use crate::plan::head::language;
use crate::plan::{Plan, PlanFiles};
use crate::process::{Action, Kind, Log, Permit, Record, Standing};
use crate::quota::{Frame, Setting};
use crate::store::outline::{Fate, Preview};
use crate::store::{self, Changes, Folder, Holder, Loaded, Lock, commit, git};
use crate::text::{Sink, Sources};

use super::context::Context;
use super::exit::Failure;

/// Options of commands that write.
#[derive(clap::Args, Clone, Debug, Default)]
pub struct Writing {
    /// show what would be written, and write nothing
    #[arg(short = 'n', long)]
    pub dry_run: bool,
    /// who acts, as in "Name <name@example.com>"; without it, git's author
    #[arg(long = "as", value_name = "WHO")]
    pub acting: Option<String>,
}

/// Chinese texts of [`Writing`], to be put into a command's own table.
pub const WRITING_ZH: [(&str, &str); 2] = [
    ("dry_run", "只显示会写什么，不真的写"),
    ("acting", "以谁的名义，例如 \"姓名 <name@example.com>\"；不写则取 git 的作者"),
];

/// A plan folder that has been opened and read.
pub struct Desk {
    /// Where it is.
    pub folder: Folder,
    /// Its files, with their digests.
    pub loaded: Loaded,
    /// What it says.
    pub plan: Plan,
    /// Its records.
    pub log: Log,
    /// Where the process stands.
    pub standing: Standing,
    /// Its period, its grid and its second tree.
    pub frame: Frame,
}

impl Desk {
    /// Opens the plan folder that the command line means. After errors in the plan there is no desk:
    /// all of them have been told.
    pub fn open(context: &mut Context) -> Result<Desk, Failure> {
        let folder = find(context)?;
        let loaded = folder.load(&mut context.sources, &mut context.sink);
        let loaded = loaded.map_err(|failure| fail(context, failure))?;
        let plan = read_plan(&loaded, context);
        let log = loaded.log(&context.sources, &mut context.sink);
        let mut present = loaded.present();
        present.clean = !context.sink.has_errors();
        let standing = Standing::fold(&log, &present);
        let Some(plan) = plan.filter(|_| !context.sink.has_errors()) else {
            return Err(Failure::Told);
        };
        let frame = Frame::of(&plan);
        context.timings.part("plan");
        Ok(Desk { folder, loaded, plan, log, standing, frame })
    }

    /// What the arithmetic of targets stands on.
    pub fn setting(&self) -> Setting<'_> {
        self.frame.setting(&self.plan)
    }

    /// The day `count` working days after `day`; `None` where the calendar doesn't reach.
    pub fn working_day_after(&self, day: crate::base::Day, count: i32) -> Option<crate::base::Day> {
        let calendar = self.plan.head.calendar.as_ref()?;
        let far = 4 * count + 30;
        let mut days = (1..=far).map(|ahead| day.plus(ahead));
        days.find(|end| calendar.working_days(day.plus(1), *end) == Ok(count))
    }

    /// The folder of documents about the plan as a whole: its one period, else the plan.
    pub fn document_folder(&self) -> String {
        match self.plan.head.periods.as_slice() {
            [one] => one.id.clone(),
            _ => self.plan.head.id.value.clone(),
        }
    }

    /// The templates that override built-in ones, by path.
    pub fn overrides(&self, context: &Context) -> crate::document::Overrides {
        let text = |id| context.sources.get(id).text.to_string();
        let templates = self.loaded.templates();
        templates.map(|(name, id)| (format!("templates/{name}"), text(id))).collect()
    }

    /// The permit for an action; what is in the way is told, and so is what is missing without
    /// being in the way.
    pub fn permit(&self, action: Action, context: &mut Context) -> Result<Permit, Failure> {
        match self.standing.permit(action) {
            Ok(permit) => {
                permit.told().iter().for_each(|told| context.sink.push(told.clone()));
                Ok(permit)
            }
            Err(refusal) => Err(fail(context, store::Failure::Refused(refusal))),
        }
    }
}

/// Where the plan folder is: `-C`, else the nearest parent.
pub fn find(context: &mut Context) -> Result<Folder, Failure> {
    let found = match &context.folder {
        Some(named) => Folder::open(named),
        None => Folder::find(Path::new(".")),
    };
    found.map_err(|failure| fail(context, failure))
}

/// Whether there is a plan folder where the command line means one.
pub fn is_in_plan(context: &Context) -> bool {
    match &context.folder {
        Some(named) => Folder::open(named).is_ok(),
        None => Folder::find(Path::new(".")).is_ok(),
    }
}

/// Tells what the store said and turns it into the command's failure.
pub fn fail(context: &mut Context, failure: store::Failure) -> Failure {
    for told in failure.diagnostics() {
        context.sink.push(told.clone());
    }
    match failure {
        store::Failure::Wrong(_) => Failure::Told,
        store::Failure::Machine(_) => Failure::Machine,
        store::Failure::Busy(_) => Failure::Busy,
        store::Failure::Refused(_) => Failure::Refused,
    }
}

/// The plan of the files that were loaded; its language is spoken from here on. `None` where what is
/// left is no plan, which has been told.
pub fn read_plan(loaded: &Loaded, context: &mut Context) -> Option<Plan> {
    let head = loaded.text("incent.toml");
    if let Some(lang) = head.and_then(|id| language(id, &context.sources)) {
        context.enter_plan(lang);
    }
    let files = PlanFiles {
        head,
        roster: loaded.text("roster.csv"),
        metrics: loaded.text("metrics.toml"),
        sources: loaded.text("sources.toml"),
        targets: loaded.text("targets.toml"),
        rules: loaded.text("rules.toml"),
        incentives: loaded.text("incentives.toml"),
        resources: loaded.text("resources.toml"),
    };
    let files_read = [
        "incent.toml",
        "roster.csv",
        "metrics.toml",
        "sources.toml",
        "targets.toml",
        "rules.toml",
        "incentives.toml",
        "resources.toml",
    ];
    if files_read.iter().any(|name| loaded.is_broken(name)) {
        return None;
    }
    Plan::read(files, &context.sources, &mut context.sink)
}

/// Speaks the language of the plan that is around, if there is one: for commands that need no plan.
pub fn speak(context: &mut Context) {
    let found = match &context.folder {
        Some(named) => Folder::open(named),
        None => Folder::find(Path::new(".")),
    };
    let Ok(folder) = found else { return };
    let mut sources = Sources::default();
    let head = folder.load_text("incent.toml", &mut sources, &mut Sink::default());
    if let Ok(Some((id, _))) = head
        && let Some(lang) = language(id, &sources)
    {
        context.enter_plan(lang);
    }
}

/// A command's writing, from taking the lock to saying what was written.
pub struct Pen {
    lock: Option<Lock>,
    dry_run: bool,
    by: String,
    at: Moment,
    /// What is to be written.
    pub changes: Changes,
}

impl Pen {
    /// Takes the lock of the plan folder, before anything of it is read. A dry run takes none.
    pub fn take(context: &mut Context, writing: &Writing, command: &str) -> Result<Pen, Failure> {
        let folder = find(context)?;
        Pen::over(&folder, context, writing, command)
    }

    /// The same for a folder that is known.
    pub fn over(
        folder: &Folder,
        context: &mut Context,
        writing: &Writing,
        command: &str,
    ) -> Result<Pen, Failure> {
        let at = context.around.now;
        let user = context.around.user();
        let facts = git::Facts::gather(folder.root());
        if let Some(facts) = &facts {
            facts.refuse_underway().map_err(|failure| fail(context, failure))?;
        }
        let by = writing.acting.clone().or_else(|| facts?.author).unwrap_or_else(|| user.clone());
        let lock = if writing.dry_run {
            None
        } else {
            let holder = Holder {
                pid: std::process::id(),
                host: context.around.host(),
                user,
                command: format!("incent {command}"),
                since: at,
            };
            let taken = Lock::take(folder, &holder);
            Some(taken.map_err(|failure| fail(context, failure))?)
        };
        if let Some(recovered) = lock.as_ref().and_then(Lock::recovered) {
            context.sink.push(recovered.diagnostic());
        }
        Ok(Pen { lock, dry_run: writing.dry_run, by, at, changes: Changes::new() })
    }

    /// The day to be written on a document of this record: of an earlier record that says the same,
    /// if there is one, so that running again changes nothing.
    pub fn day_of(&self, log: &Log, record: &Record) -> crate::base::Day {
        let latest = log.latest_like(record).filter(|latest| record.repeats(&latest.record));
        latest.map_or(self.at, |latest| latest.record.at).day()
    }

    /// A record of this command, by whoever acts, at this moment.
    pub fn record(&self, kind: &'static Kind) -> Record {
        Record::new(kind, self.at, self.by.clone())
    }

    /// Writes everything or nothing, and says what was written. Errors told before it end the
    /// command with nothing written.
    pub fn commit(self, folder: &Folder, context: &mut Context) -> Result<(), Failure> {
        if context.sink.has_errors() {
            return Err(Failure::Told);
        }
        let Some(lock) = &self.lock else { return self.preview(folder, context) };
        let written = commit(folder, lock, &self.changes);
        let written = written.map_err(|failure| fail(context, failure))?;
        context.timings.part("write");
        for path in &written.written {
            context.screen.wrote(path.as_str());
        }
        for path in &written.removed {
            let gone = context.lang().pick("已删去", "removed");
            context.screen.say(&format!("{gone} {path}"));
        }
        if written.written.is_empty() && written.removed.is_empty() {
            let lang = context.lang();
            context.screen.say(lang.pick("没有变化", "unchanged"));
        }
        Ok(())
    }

    fn preview(&self, folder: &Folder, context: &mut Context) -> Result<(), Failure> {
        debug_assert!(self.dry_run);
        let previews = self.changes.preview(folder).map_err(|failure| fail(context, failure))?;
        for Preview { path, fate, diff } in previews {
            let word = match fate {
                Fate::New => context.lang().pick("会新建", "would be made"),
                Fate::Changed => context.lang().pick("会改变", "would change"),
                Fate::Removed => context.lang().pick("会删去", "would be gone"),
                Fate::Unchanged => context.lang().pick("不变", "unchanged"),
            };
            context.screen.say(&format!("{word} {path}"));
            context.screen.say(diff.trim_end());
        }
        Ok(())
    }
}

/// Digests as records cite them.
pub fn seen(loaded: &Loaded, names: &[&str]) -> Vec<(String, FileDigest)> {
    let cite = |name: &&str| Some(((*name).to_owned(), loaded.digest(name)?.into()));
    names.iter().filter_map(cite).collect()
}

/// The period that a command line means: `--period`, else the plan's settlement period of the day,
/// the first before the plan and the last after it.
pub fn period_of(desk: &Desk, typed: Option<&str>, context: &Context) -> Result<Period, Failure> {
    let periods = &desk.plan.head.periods;
    let Some(typed) = typed else {
        let of_day = periods.iter().find(|period| period.contains(context.today));
        let first = periods.first().filter(|period| context.today < period.start);
        return of_day.or(first).or(periods.last()).cloned().ok_or(Failure::Told);
    };
    let setting = desk.setting();
    let found = setting.period(typed).filter(|period| setting.run(window(period)).is_some());
    found.ok_or_else(|| {
        let known: Vec<&str> = periods.iter().map(|period| period.id.as_str()).collect();
        Failure::Usage(match context.lang() {
            crate::base::Lang::Zh => {
                format!("计划里没有周期“{typed}”；可以写 {}", known.join("、"))
            }
            crate::base::Lang::En => {
                format!("the plan has no period \"{typed}\"; write {}", known.join(", "))
            }
        })
    })
}

/// The days of a period.
pub fn window(period: &Period) -> crate::plan::fact::Window {
    crate::plan::fact::Window::new(period.start, period.end)
}
