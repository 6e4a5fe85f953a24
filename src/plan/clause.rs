//! What the rules of a plan that pays must say, and whether they speak of what is there.

use crate::text::code::design as code;
use crate::text::toml;
use crate::text::{Diagnostic, Place, Sink};

use super::read_source::unknown;
use super::rule::Rules;
use super::scope;

/// A clause that must be there: its table, its key, an example and its two names.
struct Needed {
    table: &'static str,
    key: &'static str,
    value: &'static str,
    zh: &'static str,
    en: &'static str,
}

/// The clauses that a plan with incentives must have.
static NEEDED: [Needed; 4] = [
    Needed {
        table: "crediting",
        key: "return-window",
        value: "10",
        zh: "退货的观察期",
        en: "how long returns are deducted",
    },
    Needed {
        table: "disputes",
        key: "within-days",
        value: "5",
        zh: "异议怎样提出",
        en: "how results are disputed",
    },
    Needed {
        table: "leavers",
        key: "rule",
        value: "\"…\"",
        zh: "离职的人怎样结算",
        en: "how leavers are paid",
    },
    Needed {
        table: "amendments",
        key: "rule",
        value: "\"…\"",
        zh: "计划怎样调整",
        en: "how the plan is changed",
    },
];

/// Tells the clauses that a plan with incentives must have and that aren't written.
pub fn judge_clauses(root: Option<&toml::Table>, sink: &mut Sink) {
    for needed in &NEEDED {
        let table = root.and_then(|root| root.get(needed.table));
        let written = table.is_some_and(|(_, value)| match &value.value {
            // A table that lacks a required key has been told about it.
            toml::Toml::Table(table) => {
                needed.key != "return-window" || table.get(needed.key).is_some()
            }
            _ => true,
        });
        if written {
            continue;
        }
        let told = Diagnostic::new(&code::CLAUSE_MISSING)
            .arg("clause_zh", needed.zh)
            .arg("clause_en", needed.en)
            .arg("table", format!("[{}]", needed.table))
            .arg("example", format!("{} = {}", needed.key, needed.value));
        sink.push(match table {
            Some((key, _)) => told.at(key.span),
            None => told.place(Place::File("rules.toml".to_owned())),
        });
    }
}

/// Tells exclusions from something that stands nowhere in `incentives.toml`.
pub fn judge_exclusions(rules: &Rules, incentives: &toml::Table, sink: &mut Sink) {
    let tables = ["component", "honour", "development"];
    let known: Vec<String> = tables
        .iter()
        .flat_map(|key| scope::unread(Some(incentives), key, std::iter::empty()))
        .collect();
    let known: Vec<&str> = known.iter().map(String::as_str).collect();
    for name in rules.exclusions.iter().flat_map(|exclusion| &exclusion.from) {
        if !known.contains(&name.value.as_str()) {
            let _: Option<()> =
                unknown("component, honour or development", "激励", name, &known, sink);
        }
    }
}
