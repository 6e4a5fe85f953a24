//! What a file that speaks of pay may refer to: metrics, people, roles, conditions, resources, and
//! the names of its expressions. Each look-up tells what it doesn't find.

use crate::base::Number;
use crate::expr::{Expr, Lexicon};
use crate::text::code::design as code;
use crate::text::fields::as_number;
use crate::text::quantity::read_quantity;
use crate::text::toml::{self, Toml};
use crate::text::{Diagnostic, Fields, Key, Sink, Sources, Spanned};

use super::formula;
use super::head::Head;
use super::metric::Metric;
use super::read_source::unknown;
use super::resource::Resource;
use super::roster::Roster;
use super::rule::Condition;
use super::vague;

/// What can be referred to.
#[derive(Clone, Copy)]
pub struct Scope<'a> {
    /// `incent.toml`.
    pub head: &'a Head,
    /// The people; `None` when the roster couldn't be read, and references to it aren't judged.
    pub roster: Option<&'a Roster>,
    /// The metrics.
    pub metrics: &'a [Metric],
    /// The qualifying conditions.
    pub conditions: &'a [Condition],
    /// The resources.
    pub resources: &'a [Resource],
    /// Ids of conditions and resources that stand in a file but couldn't be read: what refers to
    /// them isn't told again.
    pub unread: &'a [String],
    /// The files of the run.
    pub sources: &'a Sources,
}

/// The ids in the tables under `key` that none of `read` has.
pub fn unread<'a>(
    root: Option<&toml::Table>,
    key: &str,
    read: impl Iterator<Item = &'a Spanned<String>>,
) -> Vec<String> {
    let read: Vec<&str> = read.map(|id| id.as_str()).collect();
    let Some((_, Toml::List(tables))) = root.and_then(|r| r.get(key)).map(|(k, v)| (k, &v.value))
    else {
        return Vec::new();
    };
    let id_of = |table: &Spanned<Toml>| match &table.value {
        Toml::Table(table) => match table.get("id").map(|(_, id)| &id.value) {
            Some(Toml::Text(id)) => Some(id.clone()),
            _ => None,
        },
        _ => None,
    };
    tables.iter().filter_map(id_of).filter(|id| !read.contains(&id.as_str())).collect()
}

impl Scope<'_> {
    /// The metric that a key names.
    pub fn metric(&self, fields: &Fields<'_>, key: &str, sink: &mut Sink) -> Option<usize> {
        let written = fields.text(key, sink)?;
        self.find_metric(&written, sink)
    }

    /// The metric of that id or name.
    pub fn find_metric(&self, written: &Spanned<String>, sink: &mut Sink) -> Option<usize> {
        let means = |m: &Metric| m.id.value == written.value || m.name.value == written.value;
        self.metrics.iter().position(means).or_else(|| {
            let known: Vec<&str> = self.metrics.iter().map(|m| m.id.value.as_str()).collect();
            unknown("metric", "指标", written, &known, sink)
        })
    }

    /// The role that a key names, by id.
    pub fn role(&self, fields: &Fields<'_>, key: &str, sink: &mut Sink) -> Option<Spanned<String>> {
        let written = fields.text(key, sink)?;
        let known: Vec<&str> = self.head.roles.iter().map(|role| role.id.as_str()).collect();
        if known.contains(&written.value.as_str()) {
            return Some(written);
        }
        unknown("role", "角色", &written, &known, sink)
    }

    /// The qualifying condition of that id.
    pub fn condition(&self, written: &Spanned<String>, sink: &mut Sink) -> Option<usize> {
        let found = self.conditions.iter().position(|known| known.id == *written);
        if self.unread.contains(&written.value) {
            return found;
        }
        found.or_else(|| {
            let known: Vec<&str> = self.conditions.iter().map(|c| c.id.as_str()).collect();
            unknown("[[condition]]", "达标条件", written, &known, sink)
        })
    }

    /// The resource that a key names, by id.
    pub fn resource(&self, fields: &Fields<'_>, key: &str, sink: &mut Sink) -> Option<usize> {
        let written = fields.text(key, sink)?;
        let found = self.resources.iter().position(|known| known.id == written);
        if self.unread.contains(&written.value) {
            return found;
        }
        found.or_else(|| {
            let known: Vec<&str> = self.resources.iter().map(|r| r.id.as_str()).collect();
            unknown("[[resource]]", "资源", &written, &known, sink)
        })
    }

    /// A condition over `terms`.
    pub fn test(
        &self,
        fields: &Fields<'_>,
        key: &str,
        terms: &Lexicon,
        sink: &mut Sink,
    ) -> Option<Expr> {
        let text = fields.text(key, sink)?;
        formula::condition(&text, self.sources, terms, sink)
    }

    /// A formula over `terms` that yields a number of any unit.
    pub fn value(&self, text: &Spanned<String>, terms: &Lexicon, sink: &mut Sink) -> Option<Expr> {
        formula::value(text, self.sources, terms, sink)
    }

    /// A text of the rule book, with its vague words told.
    pub fn prose(
        &self,
        fields: &Fields<'_>,
        key: &str,
        sink: &mut Sink,
    ) -> Option<Spanned<String>> {
        let text = fields.text(key, sink)?;
        vague::judge(&text, self.sources, sink);
        Some(text)
    }

    /// An amount of the plan's currency above 0.
    pub fn amount(
        &self,
        fields: &Fields<'_>,
        key: &str,
        sink: &mut Sink,
    ) -> Option<Spanned<Number>> {
        self.amount_from(fields, key, Number::is_positive, sink)
    }

    /// An amount of the plan's currency, or 0.
    pub fn amount_or_zero(
        &self,
        fields: &Fields<'_>,
        key: &str,
        sink: &mut Sink,
    ) -> Option<Spanned<Number>> {
        self.amount_from(fields, key, |number| !number.is_negative(), sink)
    }

    /// Amounts of the plan's currency above 0; at least one.
    pub fn amounts(
        &self,
        fields: &Fields<'_>,
        key: &str,
        sink: &mut Sink,
    ) -> Option<Vec<Spanned<Number>>> {
        let written = fields.numbers(key, sink)?;
        let Some(Toml::List(items)) = fields.raw(key).map(|raw| &raw.value) else { return None };
        let money = items.iter().all(|item| self.is_money(&item.value));
        if money && !written.is_empty() && written.iter().all(|number| number.value.is_positive()) {
            return Some(written);
        }
        self.no_amount(fields, key, sink)
    }

    /// A value that stands in a list: an amount of the plan's currency, or 0.
    pub fn as_amount_or_zero(
        &self,
        value: &Spanned<Toml>,
        row: &Key,
        sink: &mut Sink,
    ) -> Option<Spanned<Number>> {
        let number = as_number(value, row, sink)?;
        if self.is_money(&value.value) && !number.value.is_negative() {
            return Some(number);
        }
        Diagnostic::new(&code::NOT_AN_AMOUNT)
            .arg("key", row.name)
            .arg("currency", self.head.currency)
            .at(value.span)
            .tell(sink)
    }

    fn amount_from(
        &self,
        fields: &Fields<'_>,
        key: &str,
        fits: fn(&Number) -> bool,
        sink: &mut Sink,
    ) -> Option<Spanned<Number>> {
        let number = fields.number(key, sink)?;
        let money = fields.raw(key).is_some_and(|raw| self.is_money(&raw.value));
        if money && fits(&number.value) {
            return Some(number);
        }
        self.no_amount(fields, key, sink)
    }

    /// Whether a number could be money of the plan: no percentage, no other currency.
    fn is_money(&self, written: &Toml) -> bool {
        let Toml::Text(text) = written else { return true };
        read_quantity(text).is_some_and(|quantity| {
            !quantity.percent && quantity.currency.is_none_or(|other| other == self.head.currency)
        })
    }

    fn no_amount<T>(&self, fields: &Fields<'_>, key: &str, sink: &mut Sink) -> Option<T> {
        let span = fields.raw(key).map_or(fields.span, |raw| raw.span);
        Diagnostic::new(&code::NOT_AN_AMOUNT)
            .arg("key", key)
            .arg("currency", self.head.currency)
            .at(span)
            .tell(sink)
    }
}
