//! Pages of the starter plan of a new period, as a user's files make it. Expected figures are worked
//! out by hand in the comments.

use std::collections::BTreeMap;

use crate::base::{Day, Lang, Number};
use crate::document::catalogue::{AT_RISK, Document, PROGRESS, TARGET_BREAKDOWN};
use crate::document::progress::{FileRows, Quality, Reason};
use crate::document::{AtRisk, Engine, Head, Overrides, Progress, TargetBreakdown};
use crate::plan::fact::{Facts, Group, Window};
use crate::plan::{Plan, PlanFiles};
use crate::quota::{Actuals, Assignment, Frame, Horizon, Setting, Snapshot, Tracker, cascade};
use crate::text::{Sink, Source, Sources};

mod at_risk;
mod breakdown;
mod settling;
mod tracking;
mod working;

/// The files of the starter plan, to be changed before they are read.
struct Files([(&'static str, String); 8]);

macro_rules! starter {
    ($lang:literal) => {
        Files(starter!($lang, "incent.toml", "roster.csv", "metrics.toml", "sources.toml",
            "targets.toml", "rules.toml", "incentives.toml", "resources.toml"))
    };
    ($lang:literal, $($name:literal),*) => {
        [$(($name, include_str!(concat!("../../../templates/plan/new-period/", $lang, "/", $name))
            .to_owned())),*]
    };
}

impl Files {
    fn of(lang: Lang) -> Files {
        match lang {
            Lang::Zh => starter!("zh-CN"),
            Lang::En => starter!("en"),
        }
    }

    /// With a text replaced that stands in the file.
    fn with(mut self, name: &str, old: &str, new: &str) -> Files {
        let (_, text) = self.0.iter_mut().find(|(known, _)| *known == name).unwrap();
        assert!(text.contains(old), "{old} in {name}");
        *text = text.replace(old, new);
        self
    }

    fn replacing(mut self, name: &str, text: &str) -> Files {
        let (_, known) = self.0.iter_mut().find(|(known, _)| *known == name).unwrap();
        text.clone_into(known);
        self
    }

    fn adding(mut self, name: &str, more: &str) -> Files {
        let (_, text) = self.0.iter_mut().find(|(known, _)| *known == name).unwrap();
        text.push_str(more);
        self
    }

    fn assigned(self) -> Assigned {
        self.assigned_from(|_| Facts::default())
    }

    /// With what was achieved before.
    fn assigned_from(self, facts: impl Fn(&Plan) -> Facts) -> Assigned {
        let mut sources = Sources::default();
        let ids = self.0.map(|(name, text)| Some(sources.add(Source::new(name, text))));
        let [head, roster, metrics, exports, targets, rules, incentives, resources] = ids;
        let files = PlanFiles {
            head,
            roster,
            metrics,
            sources: exports,
            targets,
            rules,
            incentives,
            resources,
        };
        let mut sink = Sink::default();
        let plan = Plan::read(files, &sources, &mut sink);
        assert!(!sink.has_errors(), "{:#?}", sink.diagnostics());
        let plan = plan.unwrap();
        let frame = Frame::of(&plan);
        let horizon = Horizon { period: &frame.period, fiscal: plan.head.fiscal_year };
        let facts = facts(&plan);
        let actuals = Actuals { metrics: &plan.metrics, facts: &facts, horizon };
        let assignment = cascade(&frame.setting(&plan), &plan.targets, actuals, &mut sink);
        Assigned { plan, sources, frame, assignment, sink }
    }
}

/// A plan with its targets.
struct Assigned {
    plan: Plan,
    sources: Sources,
    frame: Frame,
    assignment: Assignment,
    sink: Sink,
}

impl Assigned {
    fn setting(&self) -> Setting<'_> {
        self.frame.setting(&self.plan)
    }

    fn breakdown(&self, lang: Lang) -> TargetBreakdown {
        let head = head(&TARGET_BREAKDOWN, lang);
        TargetBreakdown::fill(head, &self.plan, &self.setting(), &self.assignment, lang)
    }

    fn metric(&self, id: &str) -> usize {
        self.plan.metrics.iter().position(|metric| metric.id.value == id).unwrap()
    }

    /// Facts of the first six and a half weeks, and of those up to a week before.
    fn facts(&self, rows: &[(&str, &str, [&str; 2])]) -> Facts {
        let mut cells: BTreeMap<(usize, Group), Vec<Option<Number>>> = BTreeMap::new();
        for (metric, who, values) in rows {
            let group = match *who {
                "house" => Group::House,
                "nobody" => Group::Unattributed,
                id => Group::Person(self.plan.roster.find(id).unwrap()),
            };
            cells.insert((self.metric(metric), group), values.map(Number::parse_plain).into());
        }
        Facts { windows: vec![until("2026-08-14"), until("2026-08-07")], cells, ..Facts::default() }
    }

    /// The lines of the second tree, up to 14 August.
    fn line_facts(&self, rows: &[(&str, &str, &str)]) -> Facts {
        let cell = |(metric, line, value): &(&str, &str, &str)| {
            let group = Group::Value((*line).to_owned());
            ((self.metric(metric), group), vec![Number::parse_plain(value), None])
        };
        let windows = vec![until("2026-08-14"), until("2026-08-07")];
        Facts { windows, cells: rows.iter().map(cell).collect(), ..Facts::default() }
    }

    fn track(
        &self,
        as_of: &str,
        facts: &Facts,
        by_line: Option<&Facts>,
        snapshots: &[Snapshot],
    ) -> crate::quota::Progress {
        let tracker = Tracker {
            setting: self.setting(),
            tracking: &self.plan.tracking,
            calendar: self.plan.head.calendar.as_ref(),
            assignment: &self.assignment,
            facts,
            by_line,
            snapshots,
        };
        tracker.progress(&self.frame.period, day(as_of), &mut Sink::default())
    }

    fn page(
        &self,
        progress: &crate::quota::Progress,
        previous: Option<&str>,
        lang: Lang,
    ) -> Progress {
        let head = head(&PROGRESS, lang);
        let (setting, previous) = (self.setting(), previous.map(day));
        Progress::fill(head, &self.plan, &setting, progress, previous, quality(), lang)
    }

    fn list(&self, progress: &crate::quota::Progress, lang: Lang) -> AtRisk {
        let due = Some(day("2026-08-19"));
        AtRisk::fill(head(&AT_RISK, lang), &self.plan, &self.setting(), progress, lang, due)
    }
}

/// What the seven of the starter plan achieved up to 14 and to 7 August: sales before and after
/// 20,000 of returns, new customers, what was due and collected.
const SEVEN: [(&str, &str, [&str; 2]); 30] = [
    ("gross_sales", "E1001", ["1320000", "1180000"]),
    ("gross_sales", "E1002", ["684000", "612000"]),
    ("gross_sales", "E1003", ["840000", "712000"]),
    ("gross_sales", "E1004", ["960000", "860000"]),
    ("gross_sales", "E1005", ["576000", "544000"]),
    ("gross_sales", "E1006", ["980000", "863000"]),
    ("gross_sales", "E1007", ["392000", "378000"]),
    ("gross_sales", "nobody", ["209400", "209400"]),
    ("returned", "E1001", ["20000", "20000"]),
    ("new_customers", "E1001", ["6", "5"]),
    ("new_customers", "E1002", ["4", "4"]),
    ("new_customers", "E1003", ["3", "2"]),
    ("new_customers", "E1004", ["5", "4"]),
    ("new_customers", "E1005", ["2", "2"]),
    ("new_customers", "E1006", ["4", "4"]),
    ("new_customers", "E1007", ["1", "1"]),
    ("due", "E1001", ["1440000", "0"]),
    ("due", "E1002", ["640000", "0"]),
    ("due", "E1003", ["820000", "0"]),
    ("due", "E1004", ["900000", "0"]),
    ("due", "E1005", ["1000000", "0"]),
    ("due", "E1006", ["950000", "0"]),
    ("collected", "E1001", ["1300000", "0"]),
    ("collected", "E1002", ["560000", "0"]),
    ("collected", "E1003", ["790000", "0"]),
    ("collected", "E1004", ["830000", "0"]),
    ("collected", "E1005", ["899960", "0"]),
    ("collected", "E1006", ["905000", "0"]),
    ("gross_sales", "house", ["100000", "0"]),
    ("returned", "house", ["30000", "0"]),
];

/// A second tree of two lines, at 75 and 25 %.
const LINES: &str = "
[lines]
name = \"产品线\"
column = \"customer_type\"
lines = [\"软件\", \"硬件\"]

[[split]]
metric = [\"sales\"]
into = \"line\"
by = \"shares\"
shares = { \"软件\" = \"75%\", \"硬件\" = \"25%\" }
";

fn day(text: &str) -> Day {
    Day::parse(text).unwrap()
}

fn until(last: &str) -> Window {
    Window::new(day("2026-07-01"), day(last))
}

fn head(document: &Document, lang: Lang) -> Head {
    Head {
        number: format!("2026q3-new-period/{}", document.id),
        plan_title: lang.pick("2026年第三季度销售激励计划", "Incentive plan 2026 Q3").to_owned(),
        plan_id: "2026q3-new-period".to_owned(),
        digest: "9f2c41d07ab3".to_owned(),
        period: "2026-07-01/2026-09-30".to_owned(),
        author: "许诺".to_owned(),
        date: "2026-08-14".to_owned(),
        cut_off: "2026-08-14".to_owned(),
        class: lang.pick("内部", "internal").to_owned(),
        audience: document.audience.words(lang).to_owned(),
        duties_enforced: true,
        overrides: Vec::new(),
        sources: Vec::new(),
    }
}

fn quality() -> Quality {
    let files = vec![FileRows {
        file: "crm/contracts.csv".to_owned(),
        encoding: "GB18030".to_owned(),
        read: "2,418".to_owned(),
        totals: "1".to_owned(),
        digest: "5b1f0c9ae277".to_owned(),
    }];
    let reasons: Vec<Reason> = Vec::new();
    Quality { files, reasons, changed: Vec::new() }
}

/// The document as the built-in template of a language renders it.
fn rendered(document: &Document, page: &impl serde::Serialize, lang: Lang) -> String {
    let mut sink = Sink::default();
    let engine = Engine::new(lang, &Overrides::default(), &mut sink).unwrap();
    let text = engine.render(document, page, &mut sink);
    assert!(sink.diagnostics().is_empty(), "{:#?}", sink.diagnostics());
    text.unwrap()
}

/// Every table of a document: all rows as wide as the head.
fn assert_tables(text: &str) {
    let mut width = None;
    for line in text.lines() {
        let cells = line.starts_with('|').then(|| line.replace("\\|", "").matches('|').count());
        match (width, cells) {
            (Some(width), Some(cells)) => assert_eq!(width, cells, "{line}"),
            _ => width = cells,
        }
    }
}
