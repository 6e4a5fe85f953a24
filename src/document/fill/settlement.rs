//! 《激励核算表》 from a settlement.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::figure::quantity;
use crate::base::{Lang, Number};
use crate::document::head::Head;
use crate::document::settlement::{
    Achieved, Condition, GroupResult, Judgement, MetricTable, PayRow, Settlement,
};
use crate::pay::verdict::{Judged, What};
use crate::pay::{Column, Item, Line, Nothing, Statement};

use super::settled::{Books, Settled};
use super::words::NONE;

impl Settlement {
    /// The page of a settlement.
    pub fn fill(head: Head, settled: &Settled<'_>, lang: Lang) -> Settlement {
        let books = Books::new(settled, lang);
        let statements = &settled.settlement.statements;
        let (columns, omitted) = books.columns();
        let judged = books.judged();
        let total = settled.settlement.total();
        let sum = |column: &Column| -> Number {
            statements.iter().map(|statement| column.value(statement)).sum()
        };
        let mut notes = Vec::new();
        let rows = statements.iter().map(|one| books.pay_row(one, &columns, &mut notes));
        let rows: Vec<PayRow> = rows.collect();
        Settlement {
            head,
            period: settled.settlement.period.id.clone(),
            currency: books.money.said(lang).to_owned(),
            people_count: statements.len().to_string(),
            total: quantity(&total, books.money, lang),
            has_regions: differ(rows.iter().map(|row| &row.region)),
            has_teams: differ(rows.iter().map(|row| &row.team)),
            columns: columns.iter().map(|column| books.heading(*column)).collect(),
            totals: columns.iter().map(|column| books.amount(&sum(column))).collect(),
            payable: books.amount(&total),
            omitted: books.omitted(&omitted),
            unplaced: books.unplaced(),
            rows,
            notes,
            metrics: books.metrics().into_iter().map(|metric| books.metric_table(metric)).collect(),
            groups: books.groups(),
            conditions: judged.iter().map(|one| one.condition.clone()).collect(),
            judged: judged.iter().filter(|one| one.differs).map(|one| one.name()).collect(),
            judgements: books.judgements(&judged),
            contests: books.contests(),
            order: books.order(),
            rounding: books.rounding(),
            signers: books.signers(),
        }
    }
}

/// Whether a column says anything: more than one value.
fn differ<'t>(texts: impl Iterator<Item = &'t String>) -> bool {
    texts.collect::<BTreeSet<_>>().len() > 1
}

/// A condition with how it came out for each statement.
struct JudgedOfAll {
    condition: Condition,
    results: Vec<String>,
    differs: bool,
}

impl JudgedOfAll {
    fn name(&self) -> String {
        self.condition.name.clone()
    }
}

impl Books<'_> {
    /// The parts of pay that anybody gets, and those that nobody does.
    fn columns(&self) -> (Vec<Column>, Vec<Column>) {
        let statements = &self.of.settlement.statements;
        let is_there =
            |column: &Column| statements.iter().any(|statement| !column.value(statement).is_zero());
        Column::all(self.of.incentives).into_iter().partition(is_there)
    }

    fn heading(&self, column: Column) -> String {
        match column {
            Column::Line(item) => self.item_name(item, column.is_paid(self.of.incentives)),
            other => self.naming.label(other.label(), None),
        }
    }

    fn omitted(&self, columns: &[Column]) -> String {
        let promised = columns.iter().filter(|column| matches!(column, Column::Line(_)));
        let names: Vec<String> = promised.map(|column| self.heading(*column)).collect();
        match (names.is_empty(), self.lang()) {
            (true, _) => String::new(),
            (false, Lang::Zh) => {
                format!(
                    "{}：本期所有人都是 0，未列出。",
                    self.words.list(names.iter().map(|n| &**n))
                )
            }
            (false, Lang::En) => format!(
                "Left out, since nobody gets any this period: {}.",
                self.words.list(names.iter().map(|n| &**n))
            ),
        }
    }

    fn pay_row(
        &self,
        statement: &Statement<'_>,
        columns: &[Column],
        notes: &mut Vec<String>,
    ) -> PayRow {
        let person = self.person(statement);
        let stint = self.stint(person);
        let amount = |column: &Column| {
            let is_there = match column {
                Column::Line(item) => statement.lines.iter().any(|line| line.item == *item),
                _ => !column.value(statement).is_zero(),
            };
            if is_there { self.amount(&column.value(statement)) } else { NONE.to_owned() }
        };
        let why = self.why_nothing(statement);
        let note = match why.is_empty() {
            true => String::new(),
            false => {
                notes.push(match self.lang() {
                    Lang::Zh => format!("{}——{why}", person.name),
                    Lang::En => format!("{} — {why}", person.name),
                });
                notes.len().to_string()
            }
        };
        let place = |of: Option<&String>| of.cloned().unwrap_or_else(|| NONE.to_owned());
        PayRow {
            id: person.id.clone(),
            name: person.name.clone(),
            region: place(stint.and_then(|stint| stint.region.as_ref())),
            team: place(stint.and_then(|stint| stint.team.as_ref())),
            amounts: columns.iter().map(amount).collect(),
            payable: self.amount(&statement.total.value),
            note,
        }
    }

    /// Why somebody gets nothing of something: what is so for one reason stands together. Whoever
    /// ranks too low for an honour is no news.
    fn why_nothing(&self, statement: &Statement<'_>) -> String {
        let mut reasons: Vec<(String, Vec<String>)> = Vec::new();
        for line in statement.lines.iter().filter(|line| is_told(line)) {
            let why = self.why(line, statement.person);
            let mut name = self.naming.item(line.item).to_owned();
            if line.period.id != self.of.settlement.period.id {
                name = format!("{name} {}", line.period.id);
            }
            match reasons.iter_mut().find(|(known, _)| *known == why) {
                Some((_, names)) => names.push(name),
                None => reasons.push((why, vec![name])),
            }
        }
        let told = reasons.iter().map(|(why, names)| {
            let names = self.words.list(names.iter().map(String::as_str));
            match self.lang() {
                Lang::Zh => format!("{names}：{why}"),
                Lang::En => format!("{names}: {why}"),
            }
        });
        told.collect::<Vec<_>>().join(self.lang().pick("；", "; "))
    }

    /// Said once for all who ranked too low.
    fn unplaced(&self) -> String {
        match self.lines().any(|line| line.nothing == Some(Nothing::NotPlaced)) {
            true => self.words.pick(
                "按排名发放而为 0、注里又没有写的，是名次没有进入名额；各人的名次见《个人激励核算单》。",
                "Where something is paid by rank and is 0 without a note, the rank wasn't among the places; each one's rank is in the individual statement.",
            ),
            false => String::new(),
        }
    }

    fn metric_table(&self, metric: usize) -> MetricTable {
        let statements = self.of.settlement.statements.iter();
        let people = statements.map(|statement| {
            let person = self.person(statement);
            let result = self.result(&self.own(statement.person), metric);
            Achieved {
                id: person.id.clone(),
                name: person.name.clone(),
                target: result.target,
                actual: result.actual,
                attainment: result.attainment,
            }
        });
        let people: Vec<Achieved> = people.collect();
        MetricTable {
            metric: self.words.metric(metric),
            unit: self.words.unit(metric),
            basis: self.words.basis(metric),
            has_targets: people.iter().any(|person| person.target != NONE),
            people,
        }
    }

    /// Each group by whose result a component is paid.
    fn groups(&self) -> Vec<GroupResult> {
        let mut found: BTreeMap<(usize, usize, usize), ()> = BTreeMap::new();
        for line in self.lines() {
            let (Item::Component(at), Some(node)) = (line.item, line.node) else { continue };
            if let Some(metric) = self.of.incentives.components[at].eligibility.metric {
                found.insert((at, node, metric), ());
            }
        }
        let group = |(at, node, metric): &(usize, usize, usize)| {
            let place = &self.of.known.setting.organisation.nodes[*node];
            let result = self.result(&self.group(*node), *metric);
            GroupResult {
                pays: self.naming.item(Item::Component(*at)).to_owned(),
                level: self.words.level(place.level),
                name: place.name.clone(),
                metric: self.words.metric_with_unit(*metric),
                target: result.target,
                actual: result.actual,
                attainment: result.attainment,
            }
        };
        found.keys().map(group).collect()
    }

    fn lines(&self) -> impl Iterator<Item = &Line<'_>> {
        self.of.settlement.statements.iter().flat_map(|statement| &statement.lines)
    }

    /// Every condition, in the order in which it is judged, with how it came out for everybody.
    fn judged(&self) -> Vec<JudgedOfAll> {
        let mut kinds: Vec<(What, Option<Item>)> = Vec::new();
        for line in self.lines() {
            for judged in &line.judged {
                let kind = kind(judged, line.item);
                if !kinds.contains(&kind) {
                    kinds.push(kind);
                }
            }
        }
        kinds.sort_by_key(|(what, item)| (rank(*what), *what, *item));
        kinds.into_iter().filter_map(|kind| self.judged_of_all(kind)).collect()
    }

    fn judged_of_all(&self, of: (What, Option<Item>)) -> Option<JudgedOfAll> {
        let mut lines = self.lines();
        let first = lines.find_map(|line| {
            line.judged.iter().find(|judged| kind(judged, line.item) == of).map(|one| (one, line))
        });
        let (judged, line) = first?;
        let statements = self.of.settlement.statements.iter();
        let results: Vec<String> = statements.map(|one| self.came_out(one, of)).collect();
        let differs = differ(results.iter()) || results.len() == 1;
        Some(JudgedOfAll {
            condition: Condition {
                name: self.condition_name(judged.what, line.item),
                rule: self.words.saying.pay_condition(judged.condition),
                cite: self.naming.cite(Some(self.condition_cite(judged))),
                result: match differs {
                    true => self.words.pick("见下表", "see below"),
                    false => results.first().cloned().unwrap_or_default(),
                },
            },
            results,
            differs,
        })
    }

    /// How a condition came out for somebody, in each period in which it was judged.
    fn came_out(&self, statement: &Statement<'_>, of: (What, Option<Item>)) -> String {
        let mut told: Vec<String> = Vec::new();
        for line in &statement.lines {
            for judged in line.judged.iter().filter(|judged| kind(judged, line.item) == of) {
                let mut text =
                    self.words.of(self.verdict(judged), &self.values(judged, line, None));
                if line.period.id != self.of.settlement.period.id {
                    text = format!("{} {text}", line.period.id);
                }
                if !told.contains(&text) {
                    told.push(text);
                }
            }
        }
        match told.is_empty() {
            true => NONE.to_owned(),
            false => told.join(self.lang().pick("；", "; ")),
        }
    }

    fn judgements(&self, all: &[JudgedOfAll]) -> Vec<Judgement> {
        let differing: Vec<&JudgedOfAll> = all.iter().filter(|one| one.differs).collect();
        if differing.is_empty() {
            return Vec::new();
        }
        let statements = self.of.settlement.statements.iter().enumerate();
        let judgement = |(at, statement): (usize, &Statement<'_>)| {
            let person = self.person(statement);
            Judgement {
                id: person.id.clone(),
                name: person.name.clone(),
                results: differing.iter().map(|one| one.results[at].clone()).collect(),
            }
        };
        statements.map(judgement).collect()
    }

    fn signers(&self) -> Vec<String> {
        let all = [
            ("数据运营（编制）", "Data operations (prepared)"),
            ("财务部（复核）", "Finance (checked)"),
            ("销售经理（确认）", "Sales managers (confirmed)"),
            ("销售负责人（审批）", "Head of sales (approved)"),
        ];
        all.map(|(zh, en)| self.words.pick(zh, en)).into()
    }
}

/// Whether a note says why a line is nothing.
fn is_told(line: &Line<'_>) -> bool {
    !matches!(line.nothing, None | Some(Nothing::NotPlaced))
}

/// What everybody must meet, what takes people out, what single components ask.
fn rank(what: What) -> u8 {
    match what {
        What::Gate(_) => 0,
        What::Exclusion(_) => 1,
        What::Own(_) => 2,
    }
}

/// Gates and exclusions are the same for every item; a condition of its own belongs to one.
fn kind(judged: &Judged<'_>, item: Item) -> (What, Option<Item>) {
    match judged.what {
        What::Own(back) => (What::Own(back), Some(item)),
        what => (what, None),
    }
}
