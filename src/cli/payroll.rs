//! A settlement as a table: one row per person, one column per component, honour and adjustment.

use crate::base::figure::{figure, machine};
use crate::base::{Lang, Number, Unit};
use crate::pay::{Item, Label, Settlement, Statement};

use super::context::Context;
use super::desk::Desk;
use super::table::{Cell, Column, Format, Table, Value};

/// A column of figures.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Figure {
    Line(Item),
    Cut(usize),
    Draw(usize),
    Recovered(usize),
    Held,
}

/// Shows a settlement in that form.
pub fn show(desk: &Desk, settlement: &Settlement<'_>, format: Format, context: &mut Context) {
    let table = table(desk, settlement, format != Format::Table, context.lang());
    table.show(format, &mut context.screen);
}

/// The settlement as a table; for programs with all columns, for people without the empty ones.
pub fn table(desk: &Desk, settlement: &Settlement<'_>, all: bool, lang: Lang) -> Table {
    let money = Unit::Money(desk.plan.head.currency);
    let mut figures = figures(desk);
    if !all {
        figures.retain(|column| {
            settlement.statements.iter().any(|statement| !value(statement, *column).is_zero())
        });
    }
    let mut columns = vec![
        Column::text("person", lang.pick("编号", "id")),
        Column::text("name", lang.pick("姓名", "name")),
    ];
    for column in &figures {
        let (key, heading) = names(desk, *column, lang);
        columns.push(Column::figure(key, heading));
    }
    columns.push(Column::figure("payable", lang.pick("应发", "payable")));
    let amount = |value: &Number| Cell::figure(figure(value, money), machine(value, money));
    let row = |statement: &Statement<'_>| {
        let person = &desk.plan.roster.people[statement.person];
        let mut cells = vec![Cell::text(&person.id), Cell::text(&person.name)];
        cells.extend(figures.iter().map(|column| amount(&value(statement, *column))));
        cells.push(amount(&statement.total.value));
        cells
    };
    let mut foot = vec![Cell::text(lang.pick("合计", "total")), Cell::text("")];
    for column in &figures {
        let sum = settlement.statements.iter().map(|statement| value(statement, *column)).sum();
        foot.push(amount(&sum));
    }
    foot.push(amount(&settlement.total()));
    Table {
        name: "settlement",
        title: settlement.period.id.clone(),
        facts: vec![
            ("period", Value::Text(settlement.period.id.clone())),
            ("currency", Value::Text(desk.plan.head.currency.code().to_owned())),
            ("payable", Value::Text(machine(&settlement.total(), money))),
        ],
        columns,
        rows: settlement.statements.iter().map(row).collect(),
        foot: vec![foot],
        notes: Vec::new(),
    }
}

fn figures(desk: &Desk) -> Vec<Figure> {
    let Some(incentives) = &desk.plan.incentives else { return Vec::new() };
    let components = (0..incentives.components.len()).map(|at| Figure::Line(Item::Component(at)));
    let honours = incentives.honours.iter().enumerate();
    let honours = honours.filter(|(_, honour)| honour.award.is_some());
    let honours = honours.map(|(at, _)| Figure::Line(Item::Honour(at)));
    let cuts = (0..incentives.caps.len()).map(Figure::Cut);
    let draws =
        (0..incentives.draws.len()).flat_map(|at| [Figure::Draw(at), Figure::Recovered(at)]);
    let holds = incentives.components.iter().any(|component| component.around.hold.is_some());
    let held = holds.then_some(Figure::Held);
    components.chain(honours).chain(cuts).chain(draws).chain(held).collect()
}

fn value(statement: &Statement<'_>, column: Figure) -> Number {
    let adjusted = |is_it: &dyn Fn(Label) -> bool| {
        let found = statement.adjustments.iter().filter(|figure| is_it(figure.label));
        found.map(|figure| &figure.value).sum()
    };
    match column {
        Figure::Line(item) => statement.pays(item),
        Figure::Cut(at) => adjusted(&|label| label == Label::Cut(at)),
        Figure::Draw(at) => adjusted(&|label| label == Label::TopUp(at)),
        Figure::Recovered(at) => adjusted(&|label| label == Label::Recovered(at)),
        Figure::Held => adjusted(&|label| label == Label::Held),
    }
}

/// The word for programs and the heading for people.
fn names(desk: &Desk, column: Figure, lang: Lang) -> (String, String) {
    let Some(incentives) = &desk.plan.incentives else { return Default::default() };
    let own = |id: &str, name: &str| (id.to_owned(), name.to_owned());
    match column {
        Figure::Line(Item::Component(at)) => {
            let component = &incentives.components[at];
            own(&component.id, &component.name)
        }
        Figure::Line(Item::Honour(at)) => {
            own(&incentives.honours[at].id, &incentives.honours[at].name)
        }
        Figure::Cut(at) => {
            own(&format!("cut:{}", *incentives.caps[at].id), &incentives.caps[at].name)
        }
        Figure::Draw(at) => {
            own(&format!("draw:{}", *incentives.draws[at].id), &incentives.draws[at].name)
        }
        Figure::Recovered(at) => {
            let (id, name) = (&incentives.draws[at].id, &incentives.draws[at].name);
            let name = match lang {
                Lang::Zh => format!("{}扣回", name.value),
                Lang::En => format!("{}: recovered", name.value),
            };
            own(&format!("recovered:{}", id.value), &name)
        }
        Figure::Held => own("held", lang.pick("待回款", "held")),
    }
}
