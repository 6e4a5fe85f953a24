//! The engine of pay as a whole against a slow reckoning that shares nothing with it: random plans, read
//! from their files, settled over three months, compared to the cent; and the laws that need no second
//! reckoning. What single plans pay is in `pay`.

mod laws;
mod slow;
mod spec;

use incent::base::Number;
use incent::pay::entry::NoRows;
use incent::pay::reckon::Entered;
use incent::pay::seat::Seating;
use incent::pay::subject::{Results, Subject};
use incent::pay::{Ground, Settlement, settle};
use incent::plan::fact::{Facts, Group, Window};
use incent::plan::{Plan, PlanFiles};
use incent::quota::{Actuals, Frame, Horizon};
use incent::text::{Severity, Sink, Source, Sources};

use spec::Spec;

/// Results that were made up, by person and month of 2026 from January on.
struct Stub<'a>(&'a Spec);

impl Stub<'_> {
    fn of<'s>(&'s self, subject: &Subject) -> &'s spec::Person {
        let Group::Person(person) = subject.rows[0].group else { panic!("nobody's results") };
        &self.0.people[person]
    }
}

/// The months that lie in a window.
fn months(window: Window) -> std::ops::Range<usize> {
    let month = |day: incent::base::Day| usize::try_from(day.month()).unwrap();
    month(window.start) - 1..month(window.end)
}

impl Results for Stub<'_> {
    fn achieved(&self, subject: &Subject, metric: usize, window: Window) -> Option<Number> {
        let person = self.of(subject);
        let sum = |of: &[i64]| of[months(window)].iter().sum::<i64>();
        Some(match metric {
            0 => Number::scaled(sum(&person.sales).into(), 2),
            _ => Number::from(sum(&person.deals)),
        })
    }

    fn target(&self, subject: &Subject, metric: usize, window: Window) -> Option<Number> {
        let months = i64::try_from(months(window).len()).unwrap();
        (metric == 0).then(|| Number::scaled((self.of(subject).target * months).into(), 2))
    }

    fn mentees(&self, _: usize, _: Window) -> Option<Subject> {
        None
    }
}

/// The plan of a spec, read from files.
fn plan(spec: &Spec) -> Plan {
    let base = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/pay/base");
    let base = |name: &str| std::fs::read_to_string(base.join(name)).unwrap();
    let head = base("incent.toml").replace("half-up", spec.rounding());
    let mut sources = Sources::default();
    let mut add = |name: &str, text: String| Some(sources.add(Source::new(name, text)));
    let files = PlanFiles {
        head: add("incent.toml", head),
        roster: add("roster.csv", spec.roster()),
        metrics: add("metrics.toml", base("metrics.toml")),
        sources: add("sources.toml", base("sources.toml")),
        targets: add("targets.toml", base("targets.toml")),
        rules: add("rules.toml", base("rules.toml") + spec::GATE),
        incentives: add("incentives.toml", spec.incentives()),
        resources: None,
    };
    let mut sink = Sink::default();
    let plan = Plan::read(files, &sources, &mut sink);
    assert!(!sink.has_errors(), "{:?}\n{}", told(&sink), spec.incentives());
    plan.unwrap()
}

/// What was told, shortly.
fn told(sink: &Sink) -> Vec<String> {
    let errors = sink.diagnostics().iter().filter(|told| told.code.severity == Severity::Error);
    errors.map(|told| format!("{} {:?}", told.code.id, told.args)).collect()
}

/// Settles the month, 0 for January; with what is payable in it by person, in cents.
fn settled<T>(spec: &Spec, month: usize, see: impl FnOnce(&Settlement<'_>) -> T) -> T {
    let plan = plan(spec);
    let frame = Frame::of(&plan);
    let setting = frame.setting(&plan);
    let facts = Facts::default();
    let horizon = Horizon { period: &frame.period, fiscal: setting.fiscal };
    let actuals = Actuals { metrics: &plan.metrics, facts: &facts, horizon };
    let ground = Ground {
        plan: &plan,
        incentives: plan.incentives.as_ref().unwrap(),
        setting,
        seating: &Seating::new(&plan, setting, actuals),
        results: &Stub(spec),
        rows: &NoRows,
        entered: &Entered::default(),
    };
    let mut sink = Sink::default();
    let settlement = settle(ground, &plan.head.periods[month], &mut sink);
    assert!(!sink.has_errors(), "{:?}\n{}", told(&sink), spec.incentives());
    see(&settlement)
}
