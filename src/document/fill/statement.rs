//! 《个人激励核算单》 from a settlement.

use crate::base::figure::{figure, quantity};
use crate::base::{Lang, Unit};
use crate::document::head::Head;
use crate::document::statement::{Achieved, Condition, Item as Entry, Part, Statement, Step};
use crate::pay::{Item, Line, Working, statement};
use crate::plan::fact::Window;
use crate::plan::roster::Person;

use super::naming;
use super::settled::{Books, Settled};
use super::working::steps;

impl Statement {
    /// The page of somebody's statement.
    pub fn fill(
        head: Head,
        settled: &Settled<'_>,
        of: &statement::Statement<'_>,
        lang: Lang,
    ) -> Statement {
        let books = Books::new(settled, lang);
        let person = books.person(of);
        let stint = books.stint(person);
        let place = stint.map(|stint| [&stint.role, &stint.region, &stint.team]);
        let place: Vec<&str> =
            place.into_iter().flatten().filter_map(|one| one.as_deref()).collect();
        let manager = stint.and_then(|stint| stint.manager);
        let manager = manager.map(|at| settled.plan.roster.people[at].name.clone());
        let earning = of.lines.iter().filter(|line| line.nothing.is_none());
        Statement {
            head,
            name: person.name.clone(),
            id: person.id.clone(),
            place: books.words.list(place),
            manager: manager.unwrap_or_default(),
            on_plan: books.on_plan(person),
            period: settled.settlement.period.id.clone(),
            currency: books.money.said(lang).to_owned(),
            total: quantity(&of.total.value, books.money, lang),
            items: books.items(of),
            results: books.results(of),
            conditions: books.conditions(of),
            parts: earning.map(|line| books.part(line)).collect(),
            adjustments: of.adjustments.iter().map(|one| books.adjustment(one)).collect(),
            sum: books.sum(of),
            payable: books.amount(&of.total.value),
            order: books.order(),
            rounding: books.rounding(),
            disputes: books.disputes(),
            payment: books.payment(),
        }
    }
}

impl Books<'_> {
    /// The days on the plan, where they aren't the whole period.
    fn on_plan(&self, person: &Person) -> String {
        let whole = self.window();
        match person.own_days(whole) {
            Some(own) if own != whole => self.days(own),
            _ => String::new(),
        }
    }

    fn days(&self, window: Window) -> String {
        match self.lang() {
            Lang::Zh => format!("{} 至 {}", window.start, window.end),
            Lang::En => format!("{} to {}", window.start, window.end),
        }
    }

    fn items(&self, of: &statement::Statement<'_>) -> Vec<Entry> {
        let line = |line: &Line<'_>| Entry {
            name: self.line_name(line),
            amount: self.amount(&line.pays.value),
            note: self.why(line, of.person),
            cite: self.naming.cite(Some(line.cite)),
        };
        let adjustment = |figure: &Working| Entry {
            name: self.naming.label(figure.label, None),
            amount: self.amount(&figure.value),
            note: String::new(),
            cite: self.naming.cite(figure.cite),
        };
        let lines = of.lines.iter().map(line);
        lines.chain(of.adjustments.iter().map(adjustment)).collect()
    }

    /// The name of a line, with its period where that isn't the settlement period.
    fn line_name(&self, line: &Line<'_>) -> String {
        let name = self.item_name(line.item, line.is_paid);
        if line.period.id == self.of.settlement.period.id {
            return name;
        }
        format!("{name} {}", line.period.id)
    }

    /// Own results, then those of groups by which the person is paid.
    fn results(&self, of: &statement::Statement<'_>) -> Vec<Achieved> {
        let mut found: Vec<Achieved> = Vec::new();
        let own = self.own(of.person);
        for metric in self.metrics() {
            let result = self.result(&own, metric);
            found.push(Achieved {
                metric: self.words.metric_with_unit(metric),
                target: result.target,
                actual: result.actual,
                attainment: result.attainment,
            });
        }
        for line in &of.lines {
            let (Item::Component(at), Some(node)) = (line.item, line.node) else { continue };
            let Some(metric) = self.of.incentives.components[at].eligibility.metric else {
                continue;
            };
            let result = self.result(&self.group(node), metric);
            let achieved = Achieved {
                metric: self.words.of(&self.whose(node), &self.words.metric_with_unit(metric)),
                target: result.target,
                actual: result.actual,
                attainment: result.attainment,
            };
            if !found.contains(&achieved) {
                found.push(achieved);
            }
        }
        found
    }

    /// Each condition once, with everything that depends on it.
    fn conditions(&self, of: &statement::Statement<'_>) -> Vec<Condition> {
        let mut found: Vec<(Condition, Vec<String>)> = Vec::new();
        for line in &of.lines {
            for judged in &line.judged {
                let condition = Condition {
                    name: self.condition_name(judged.what, line.item),
                    rule: self.words.saying.pay_condition(judged.condition),
                    values: self.values(judged, line, None),
                    verdict: self.verdict(judged).to_owned(),
                    applies: String::new(),
                    cite: self.naming.cite(Some(self.condition_cite(judged))),
                };
                let name = self.line_name(line);
                match found.iter_mut().find(|(known, _)| *known == condition) {
                    Some((_, names)) => names.push(name),
                    None => found.push((condition, vec![name])),
                }
            }
        }
        let put = |(condition, names): (Condition, Vec<String>)| Condition {
            applies: self.words.list(names.iter().map(String::as_str)),
            ..condition
        };
        found.into_iter().map(put).collect()
    }

    fn part(&self, line: &Line<'_>) -> Part {
        let mut about = Vec::new();
        if line.period.id != self.of.settlement.period.id {
            about.push(self.days(Window::new(line.period.start, line.period.end)));
        }
        if let Some(node) = line.node {
            let whose = self.whose(node);
            about.push(match self.lang() {
                Lang::Zh => format!("看{whose}的业绩"),
                Lang::En => format!("by the results of {whose}"),
            });
        }
        Part {
            name: self.item_name(line.item, line.is_paid),
            amount: self.amount(&line.pays.value),
            cite: self.naming.cite(Some(line.cite)),
            about: about.join(self.lang().pick("；", "; ")),
            steps: self.steps(&line.pays),
        }
    }

    fn adjustment(&self, figure: &Working) -> Part {
        Part {
            name: self.naming.label(figure.label, None),
            amount: self.amount(&figure.value),
            cite: self.naming.cite(figure.cite),
            about: String::new(),
            steps: self.steps(figure),
        }
    }

    /// The steps of a sum; an amount that is given is one step.
    fn steps(&self, working: &Working) -> Vec<Step> {
        let found = steps(working, &self.naming);
        let found: Vec<Step> = found
            .into_iter()
            .map(|line| Step {
                name: line.name,
                arithmetic: line.arithmetic,
                value: line.value,
                cite: line.cite,
            })
            .collect();
        if !found.is_empty() {
            return found;
        }
        let given = innermost(working);
        vec![Step {
            name: self.naming.label(working.label, None),
            arithmetic: self.naming.label(given.label, None),
            value: naming::value(given),
            cite: self.naming.cite(given.cite),
        }]
    }

    /// `20,000.00 + 22,000.00`, without what is nothing.
    fn sum(&self, of: &statement::Statement<'_>) -> String {
        let part = |working: &Working| {
            let name = self.naming.label(working.label, None);
            format!("{name} {}", self.amount(&working.value))
        };
        let parts = of.total.parts.iter().filter(|part| !part.value.is_zero());
        let parts: Vec<String> = parts.map(part).collect();
        if parts.is_empty() { self.amount(&of.total.value) } else { parts.join(" + ") }
    }

    fn disputes(&self) -> String {
        let Some(disputes) = &self.of.plan.rules.disputes else { return String::new() };
        let role = &disputes.to.value;
        let known = self.of.plan.head.roles.iter().find(|known| known.id.value == *role);
        let role = known.map_or(role, |known| &known.name.value);
        let days = |count: u32| figure(&i64::from(count).into(), Unit::Count);
        let (within, answer) = (days(*disputes.within_days), days(*disputes.answer_days));
        let rule = disputes.rule.as_ref().map_or("", |rule| rule.as_str());
        match self.lang() {
            Lang::Zh => format!(
                "对结果有异议的，请在公示开始后 {within} 个工作日内向{role}提出，{answer} 个工作日内书面答复。{rule}"
            ),
            Lang::En => format!(
                "If you disagree, tell {role} within {within} working days of the posting; you get an answer in writing within {answer} working days. {rule}"
            )
            .trim_end()
            .to_owned(),
        }
    }

    fn payment(&self) -> String {
        let Some(payment) = &self.of.plan.rules.payment else { return String::new() };
        let by =
            self.of.settlement.period.end.plus(i32::try_from(*payment.within_days).unwrap_or(0));
        let (posted, rule) =
            (*payment.posting_days, payment.rule.as_ref().map_or("", |rule| rule.as_str()));
        match self.lang() {
            Lang::Zh => format!("先公示 {posted} 个工作日，最迟 {by} 发放。{rule}"),
            Lang::En => { format!("Posted for {posted} working days first, paid by {by}. {rule}") }
                .trim_end()
                .to_owned(),
        }
    }
}

/// The figure under layers that leave it as it is.
fn innermost(working: &Working) -> &Working {
    match working.parts.as_slice() {
        [only] if only.value == working.value => innermost(only),
        _ => working,
    }
}
