//! A look at every person once the targets are there: nobody without a target, nobody far from
//! what they achieved last, no new hire with a whole period's target (C06, C08, C09), and no money
//! target without a basis.

use std::collections::BTreeSet;

use crate::base::figure::figure;
use crate::base::{Number, Unit};
use crate::plan::roster::Person;
use crate::plan::target::Targets;
use crate::plan::tree::Level;
use crate::text::code::target as code;
use crate::text::{Diagnostic, Sink};

use super::actual::Actuals;
use super::assignment::{Assignment, How, MetricTree, Target};
use super::relation::history;
use super::setting::{Branch, Setting};

/// Tells what stands out in the finished targets.
pub(super) fn review(
    setting: &Setting,
    targets: &Targets,
    actuals: Actuals,
    assignment: &Assignment,
    sink: &mut Sink,
) {
    let review = Review { setting, targets, actuals, assignment };
    review.bases(sink);
    // After an error the cascade is incomplete: who has no target is not known yet.
    if !sink.has_errors() {
        review.people_without(sink);
    }
    for tree in assignment.metrics.iter().filter(|tree| tree.branch == Branch::Organisation) {
        review.people(tree, sink);
    }
}

struct Review<'a> {
    setting: &'a Setting<'a>,
    targets: &'a Targets,
    actuals: Actuals<'a>,
    assignment: &'a Assignment,
}

impl Review<'_> {
    fn bases(&self, sink: &mut Sink) {
        let with_targets: BTreeSet<usize> =
            self.assignment.metrics.iter().map(|tree| tree.metric).collect();
        for metric in with_targets.into_iter().map(|index| &self.setting.metrics[index]) {
            if matches!(metric.unit, Unit::Money(_)) && metric.basis.is_none() {
                let told = metric.named(Diagnostic::new(&code::WITHOUT_BASIS));
                sink.push(told.at(metric.span));
            }
        }
    }

    /// The person at a node, whom a stint alone doesn't tell of.
    fn whole_person(&self, node: usize) -> Option<&Person> {
        let tree = self.setting.organisation;
        self.setting.person(tree, node).filter(|_| tree.nodes[node].level == Level::Person)
    }

    fn people_without(&self, sink: &mut Sink) {
        // A plan that sets no target at all only measures; then nobody lacks one.
        if self.assignment.metrics.is_empty() {
            return;
        }
        let tree = self.setting.organisation;
        for node in 0..tree.nodes.len() {
            let Some(person) = self.whole_person(node) else { continue };
            let has_one = self.assignment.metrics.iter().any(|targets| {
                targets.branch == Branch::Organisation
                    && targets.nodes[node].parts.iter().any(Option::is_some)
            });
            if !has_one && self.setting.is_active(tree, node) {
                sink.push(about(&code::WITHOUT_TARGET, person).at(person.span));
            }
        }
    }

    fn people(&self, tree: &MetricTree, sink: &mut Sink) {
        for (node, target) in tree.nodes.iter().enumerate() {
            let person = self.whole_person(node);
            let (Some(person), Some(value)) = (person, &target.value) else { continue };
            if tree.additive {
                self.far_from_last(tree.metric, person, target, sink);
                self.not_prorated(tree.metric, person, target, sink);
            }
            if value.is_zero() {
                let told = self.told(&code::COMPUTED_ZERO, tree.metric, person);
                sink.push(at_origin(told, target));
            }
        }
    }

    /// C08, where the earlier period is about as long as the plan's.
    fn far_from_last(&self, metric: usize, person: &Person, target: &Target, sink: &mut Sink) {
        let Some(window) = history(self.setting, self.targets, metric) else { return };
        let (then, now) =
            (window.end.number() - window.start.number() + 1, self.setting.period.days());
        if then * 10 < now * 9 || then * 10 > now * 11 {
            return;
        }
        let index = self.setting.roster.find(&person.id);
        let group = index.map(crate::plan::fact::Group::Person);
        let actual = group.and_then(|group| self.actuals.over(&[group.into()], metric, window));
        let actual = actual.filter(Number::is_positive);
        let (Some(actual), Some(value)) = (actual, &target.value) else { return };
        let Some(share) = Number::ratio(value, &actual) else { return };
        let within = |percent: i64| Number::from(percent).shift(-2);
        if share <= within(150) && share >= within(90) {
            return;
        }
        let unit = self.setting.metrics[metric].unit;
        let told = self
            .told(&code::FAR_FROM_LAST, metric, person)
            .arg("value", figure(value, unit))
            .arg("actual", figure(&actual, unit))
            .arg("share", figure(&share, Unit::Ratio));
        sink.push(at_origin(told, target));
    }

    /// C09: a value that nobody wrote for this very person.
    fn not_prorated(&self, metric: usize, person: &Person, target: &Target, sink: &mut Sink) {
        let late = person.joined.filter(|joined| {
            *joined > self.setting.period.start && *joined <= self.setting.period.end
        });
        let general = matches!(target.how, Some(How::Equal | How::History | How::Each));
        let (Some(joined), true, None) = (late, general, &target.overridden) else { return };
        let unit = self.setting.metrics[metric].unit;
        let value = target.value.as_ref().map_or(String::new(), |value| figure(value, unit));
        let told = self.told(&code::NOT_PRORATED, metric, person);
        let told = told.arg("joined", joined).arg("value", value).at(person.span);
        sink.push(at_origin(told, target));
    }

    fn told(&self, code: &'static crate::text::Code, metric: usize, person: &Person) -> Diagnostic {
        self.setting.metrics[metric].named(about(code, person))
    }
}

fn about(code: &'static crate::text::Code, person: &Person) -> Diagnostic {
    Diagnostic::new(code).arg("person", &person.id).arg("name", &person.name)
}

fn at_origin(told: Diagnostic, target: &Target) -> Diagnostic {
    let overridden = target.overridden.as_ref().map(|by| by.span);
    match overridden.or(target.origin) {
        Some(origin) => told.at(origin),
        None => told,
    }
}
