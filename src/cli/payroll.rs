//! A settlement as a table: one row per person, one column per component, honour and adjustment; on
//! the screen, and as the sheet for payroll.

use crate::base::figure::{figure, machine};
use crate::base::{Digest, Lang, Number, Unit};
use crate::document::Naming;
use crate::pay::{Column as Part, Item, Settlement, Statement};
use crate::text::csv_writer::Guard;

use super::context::Context;
use super::desk::Desk;
use super::table::{Cell, Column, Format, Table, Value};

/// Shows a settlement in that form.
pub fn show(desk: &Desk, settlement: &Settlement<'_>, format: Format, context: &mut Context) {
    let table = table(desk, settlement, format != Format::Table, context);
    table.show(format, &mut context.screen);
}

/// The files for payroll: every column, a row per person and no row of totals.
pub struct Files {
    /// For spreadsheets and programs: text that would be taken for a formula is guarded.
    pub csv: String,
    /// For programs, with the totals.
    pub json: String,
}

impl Files {
    /// Of a settlement.
    pub fn of(desk: &Desk, settlement: &Settlement<'_>, context: &Context) -> Files {
        let table = table(desk, settlement, true, context);
        Files { csv: table.to_csv(Guard::Spreadsheet), json: table.to_json() }
    }

    /// Says what the sheet sums to and which bytes it has, so that whoever takes it over can compare.
    pub fn tell(&self, desk: &Desk, settlement: &Settlement<'_>, context: &mut Context) {
        let money = Unit::Money(desk.plan.head.currency);
        let total = crate::base::figure::quantity(&settlement.total(), money, context.lang());
        let people = settlement.statements.len();
        let digest = Digest::of(self.csv.as_bytes()).to_string();
        context.screen.say(&match context.lang() {
            Lang::Zh => {
                format!("settlement.csv：{people} 人，应发合计 {total}，SHA-256 {digest}")
            }
            Lang::En => {
                format!("settlement.csv: {people} people, {total} in all, SHA-256 {digest}")
            }
        });
    }
}

/// The settlement as a table; for programs with all columns, for people without the empty ones.
fn table(desk: &Desk, settlement: &Settlement<'_>, all: bool, context: &Context) -> Table {
    let lang = context.lang();
    let money = Unit::Money(desk.plan.head.currency);
    let code = desk.plan.head.currency.code();
    let period = &settlement.period.id;
    let mut parts = desk.plan.incentives.as_ref().map_or_else(Vec::new, Part::all);
    if !all {
        let is_there = |part: &Part| {
            settlement.statements.iter().any(|statement| !part.value(statement).is_zero())
        };
        parts.retain(is_there);
    }
    let mut columns = Vec::new();
    if all {
        columns.push(Column::text("period", lang.pick("周期", "period")));
        columns.push(Column::text("currency", lang.pick("币种", "currency")));
    }
    columns.push(Column::text("person", lang.pick("编号", "id")));
    columns.push(Column::text("name", lang.pick("姓名", "name")));
    let naming = Naming { plan: &desk.plan, sources: &context.sources, lang };
    for part in &parts {
        columns.push(Column::figure(key(desk, *part), naming.label(part.label(), None)));
    }
    columns.push(Column::figure("payable", lang.pick("应发", "payable")));
    let amount = |value: &Number| Cell::figure(figure(value, money), machine(value, money));
    let frame = |person: [&str; 2]| {
        let of = if all { vec![period.as_str(), code] } else { Vec::new() };
        of.into_iter().chain(person).map(Cell::text).collect::<Vec<Cell>>()
    };
    let row = |statement: &Statement<'_>| {
        let person = &desk.plan.roster.people[statement.person];
        let mut cells = frame([&person.id, &person.name]);
        cells.extend(parts.iter().map(|part| amount(&part.value(statement))));
        cells.push(amount(&statement.total.value));
        cells
    };
    let mut foot = frame(["total", ""]);
    let total = foot.len() - 2;
    lang.pick("合计", "total").clone_into(&mut foot[total].text);
    for part in &parts {
        let sum = settlement.statements.iter().map(|statement| part.value(statement)).sum();
        foot.push(amount(&sum));
    }
    foot.push(amount(&settlement.total()));
    Table {
        name: "settlement",
        title: settlement.period.id.clone(),
        facts: vec![
            ("period", Value::Text(period.clone())),
            ("currency", Value::Text(code.to_owned())),
            (
                "people",
                Value::Count(i64::try_from(settlement.statements.len()).unwrap_or(i64::MAX)),
            ),
            ("payable", Value::Text(machine(&settlement.total(), money))),
        ],
        columns,
        rows: settlement.statements.iter().map(row).collect(),
        foot: vec![foot],
        notes: Vec::new(),
    }
}

/// The word for programs.
fn key(desk: &Desk, part: Part) -> String {
    let Some(incentives) = &desk.plan.incentives else { return String::new() };
    let draw = |at: usize| &incentives.draws[at].id.value;
    match part {
        Part::Line(Item::Component(at)) => incentives.components[at].id.value.clone(),
        Part::Line(Item::Honour(at)) => incentives.honours[at].id.value.clone(),
        Part::Cut(at) => format!("cut:{}", incentives.caps[at].id.value),
        Part::TopUp(at) => format!("draw:{}", draw(at)),
        Part::Recovered(at) => format!("recovered:{}", draw(at)),
        Part::Held | Part::Released | Part::Clawback => part.label().word().to_owned(),
    }
}
