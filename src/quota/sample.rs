//! Plans for this room's tests: read from text, as a user would write them, so that the tests see
//! what the program sees.

use std::collections::BTreeMap;

use crate::base::Number;
use crate::plan::fact::{Facts, Group, Window};
use crate::plan::tree::Tree;
use crate::plan::{Plan, PlanFiles};
use crate::text::{Sink, Source, SourceId, Sources};

use super::actual::{Actuals, Horizon};
use super::assignment::{Assignment, Target};
use super::cascade::cascade;
use super::setting::{Branch, Frame};

const METRICS: &str = r#"
[[metric]]
id = "sales"
name = "销售额"
unit = "CNY"
basis = "signed"
source = "deals"
measure = "sum"
of = "amount"

[[metric]]
id = "customers"
name = "新客户数"
unit = "count"
source = "deals"
measure = "distinct"
of = "customer"

[[metric]]
id = "per_customer"
name = "客单价"
unit = "CNY"
basis = "signed"
formula = "sales / customers"
"#;

const SOURCES: &str = r#"
[[source]]
id = "deals"
name = "deals"
files = ["crm/*.csv"]
owner = "owner"
date = "signed"
[source.columns]
customer = "Customer"
amount = { header = "Amount", type = "money" }
signed = { header = "Signed", type = "date" }
owner = { header = "Owner", type = "person" }
"#;

/// The metrics of every sample, in their order.
pub const SALES: usize = 0;
pub const CUSTOMERS: usize = 1;
pub const PER_CUSTOMER: usize = 2;

/// Seven people of plan A: 华东 three, 华南 two, 华北 two.
pub const SEVEN: &str = "id,name,region,joined,left
E1,甲,华东,,
E2,乙,华东,,
E3,丙,华东,,
N1,丁,华北,,
N2,戊,华北,,
S1,己,华南,,
S2,庚,华南,,
";

pub fn n(text: &str) -> Number {
    Number::parse_plain(text).unwrap()
}

pub fn window(start: &str, end: &str) -> Window {
    let day = |text| crate::base::Day::parse(text).unwrap();
    Window::new(day(start), day(end))
}

/// A plan for the third quarter of 2026 with that roster, those targets and rules.
pub fn plan(roster: &str, targets: &str, rules: &str) -> Plan {
    plan_of("2026-07-01", "2026-09-30", "quarter", roster, targets, rules)
}

/// A plan for any days, settled in any periods.
pub fn plan_of(
    start: &str,
    end: &str,
    settle: &str,
    roster: &str,
    targets: &str,
    rules: &str,
) -> Plan {
    let head = format!(
        "format = 1\n[plan]\nid = \"plan\"\ntitle = \"plan\"\norganisation = \"云杉\"\n\
         language = \"zh-CN\"\nstart = {start}\nend = {end}\ncurrency = \"CNY\"\n\
         utc-offset = \"+08:00\"\n[periods]\nsettle = \"{settle}\"\nfiscal-year-starts = 1\n\
         [rounding]\nmode = \"half-up\"\n[calendar]\nyears = [2026]\nweekend = [\"sat\", \"sun\"]\n\
         holidays = []\nworkdays = []\n"
    );
    let mut sources = Sources::default();
    let mut add =
        |name: &str, text: &str| -> Option<SourceId> { Some(sources.add(Source::new(name, text))) };
    let files = PlanFiles {
        head: add("incent.toml", &head),
        roster: add("roster.csv", roster),
        metrics: add("metrics.toml", METRICS),
        sources: add("sources.toml", SOURCES),
        targets: add("targets.toml", targets),
        rules: add("rules.toml", rules),
        ..PlanFiles::default()
    };
    let mut sink = Sink::default();
    let plan = Plan::read(files, &sources, &mut sink);
    assert!(!sink.has_errors(), "{:#?}", sink.diagnostics());
    plan.unwrap()
}

/// Facts of people: (metric, person id, first and last day, value).
pub fn facts(plan: &Plan, rows: &[(usize, &str, (&str, &str), &str)]) -> Facts {
    let mut windows: Vec<Window> =
        rows.iter().map(|(_, _, (start, end), _)| window(start, end)).collect();
    windows.sort();
    windows.dedup();
    let mut cells: BTreeMap<(usize, Group), Vec<Option<Number>>> = BTreeMap::new();
    for (metric, person, (start, end), value) in rows {
        let group = match *person {
            "house" => Group::House,
            id => plan.roster.find(id).map_or(Group::Value(id.to_owned()), Group::Person),
        };
        let cell = cells.entry((*metric, group)).or_insert_with(|| vec![None; windows.len()]);
        let at = windows.iter().position(|known| *known == window(start, end)).unwrap();
        cell[at] = Some(n(value));
    }
    Facts { windows, cells, ..Facts::default() }
}

/// What a cascade gave, with the codes that it told.
pub struct Outcome {
    pub plan: Plan,
    pub frame: Frame,
    pub assignment: Assignment,
    pub sink: Sink,
}

/// The cascade of a plan over facts.
pub fn outcome(plan: Plan, facts: &Facts) -> Outcome {
    let frame = Frame::of(&plan);
    let mut sink = Sink::default();
    let horizon = Horizon { period: &frame.period, fiscal: plan.head.fiscal_year };
    let actuals = Actuals { metrics: &plan.metrics, facts, horizon };
    let assignment = cascade(&frame.setting(&plan), &plan.targets, actuals, &mut sink);
    Outcome { assignment, sink, frame, plan }
}

/// The cascade of targets over the seven people, without facts.
pub fn seven(targets: &str) -> Outcome {
    outcome(plan(SEVEN, targets, ""), &Facts::default())
}

impl Outcome {
    pub fn codes(&self) -> Vec<&'static str> {
        self.sink.diagnostics().iter().map(|told| told.code.id).collect()
    }

    pub fn target(&self, metric: usize, node: &str) -> &Target {
        let (branch, at) = self.frame.setting(&self.plan).find(node).unwrap();
        &self.assignment.tree(metric, branch).unwrap().nodes[at]
    }

    /// The value as text, `-` for none.
    pub fn value(&self, metric: usize, node: &str) -> String {
        text(self.target(metric, node).value.as_ref())
    }

    pub fn values(&self, metric: usize, nodes: &[&str]) -> Vec<String> {
        nodes.iter().map(|node| self.value(metric, node)).collect()
    }

    pub fn parts(&self, metric: usize, node: &str) -> Vec<String> {
        self.target(metric, node).parts.iter().map(|part| text(part.as_ref())).collect()
    }

    /// Asserts that every node of an additive metric is the sum of its parts, and of its children
    /// in the whole and in each part, over-assignment apart.
    pub fn assert_sums(&self) {
        for tree in self.assignment.metrics.iter().filter(|tree| tree.additive) {
            for target in &tree.nodes {
                let Some(value) = &target.value else { continue };
                let parts: Number = target.parts.iter().flatten().sum();
                assert_eq!(parts, *value, "months and period");
                assert!(target.parts.iter().flatten().all(|part| !part.is_negative()));
                let below: Vec<&Target> = target
                    .children
                    .iter()
                    .map(|child| &tree.nodes[*child])
                    .filter(|child| child.value.is_some())
                    .collect();
                if below.is_empty() || target.over.as_ref().is_some_and(|o| !o.is_zero()) {
                    continue;
                }
                for at in 0..target.parts.len() {
                    let sum: Number = below.iter().filter_map(|c| c.parts[at].as_ref()).sum();
                    assert_eq!(Some(&sum), target.parts[at].as_ref(), "children by month");
                }
            }
        }
    }

    pub fn tree(&self, branch: Branch) -> &Tree {
        self.frame.setting(&self.plan).tree(branch).unwrap()
    }
}

pub fn text(value: Option<&Number>) -> String {
    value.map_or("-".to_owned(), |value| {
        value.to_exact_text().unwrap_or_else(|| format!("{value:?}"))
    })
}
