//! What somebody is paid: each line back to what it came from, with the line of the plan.

use crate::base::figure::figure;
use crate::base::{Lang, Unit};
use crate::document::Naming;
use crate::document::working::lines;
use crate::pay::{Item, Settlement, Statement};
use crate::plan::Plan;

use super::super::context::Context;
use super::super::desk::Desk;
use super::super::exit::{Exit, Failure};
use super::super::settle::Basis;
use super::super::table::{Cell, Column, Format, Mark, Table};
use super::{Args, data, deals};

/// Explains somebody's pay.
pub fn run(what: &str, args: &Args, context: &mut Context) -> Result<Exit, Failure> {
    let desk = Desk::open(context)?;
    let person = find(&desk.plan, what).map_err(|near| unknown(what, &near, context.lang()))?;
    let wanted = args.component.as_deref().map(|name| item(&desk.plan, name, context.lang()));
    let wanted = wanted.transpose()?;
    let basis = Basis::showing(&desk, args.period.as_deref(), Some(person), context)?;
    let settlement = basis.settle(&desk, context)?;
    let Some(statement) = settlement.of(person) else {
        let name = &desk.plan.roster.people[person].name;
        let id = &settlement.period.id;
        context.screen.say(&match context.lang() {
            Lang::Zh => format!("{name}在 {id} 不在任何奖金的适用范围内"),
            Lang::En => format!("{name} is in the audience of nothing in {id}"),
        });
        return Ok(Exit::Done);
    };
    let naming = Naming { plan: &desk.plan, sources: &context.sources, lang: context.lang() };
    match args.shape.format {
        Format::Json => {
            let found =
                data::explained(&naming, &settlement, statement, (wanted, &basis.answer.facts));
            let text = super::super::table::json_text(&found);
            context.screen.data(&text);
        }
        format => {
            let table = table(&naming, &settlement, statement, wanted, format);
            table.show(format, &mut context.screen);
            let deals = deals::table(&naming, &basis.answer.facts, statement, wanted);
            if format == Format::Table && !deals.rows.is_empty() {
                context.screen.print("\n");
                deals.show(format, &mut context.screen);
            }
        }
    }
    Ok(Exit::Done)
}

/// The person of that id, name or alias; `Err`: those of that name, or whose name is close.
fn find(plan: &Plan, what: &str) -> Result<usize, Vec<String>> {
    let people = plan.roster.people.iter().enumerate();
    if let Some(index) = plan.roster.find(what) {
        return Ok(index);
    }
    let is_it = |person: &crate::plan::roster::Person| {
        person.name == what || person.aliases.iter().any(|alias| alias == what)
    };
    let found: Vec<usize> =
        people.filter(|(_, person)| is_it(person)).map(|(index, _)| index).collect();
    match found[..] {
        [one] => Ok(one),
        [] => {
            let mut known: Vec<&crate::plan::roster::Person> = plan.roster.people.iter().collect();
            let far = |person: &crate::plan::roster::Person| {
                let name = strsim::damerau_levenshtein(what, &person.name);
                name.min(strsim::damerau_levenshtein(what, &person.id))
            };
            known.sort_by_key(|person| far(person));
            let near = known.into_iter().take(3);
            Err(near.map(|person| format!("{} {}", person.id, person.name)).collect())
        }
        _ => Err(found.iter().map(|index| plan.roster.people[*index].id.clone()).collect()),
    }
}

fn unknown(what: &str, near: &[String], lang: Lang) -> Failure {
    let near = near.join(lang.pick("、", ", "));
    Failure::Usage(match lang {
        Lang::Zh => format!("名册上没有唯一的“{what}”；相近的有 {near}"),
        Lang::En => format!("the roster has no one \"{what}\"; close to it: {near}"),
    })
}

fn item(plan: &Plan, name: &str, lang: Lang) -> Result<Item, Failure> {
    let incentives = plan.incentives.as_ref();
    let components = incentives.map_or(&[][..], |all| &all.components);
    let honours = incentives.map_or(&[][..], |all| &all.honours);
    let component = components.iter().position(|c| c.id.value == name || c.name.value == name);
    let honour = honours.iter().position(|h| h.id.value == name || h.name.value == name);
    let found = component.map(Item::Component).or(honour.map(Item::Honour));
    found.ok_or_else(|| {
        let known: Vec<&str> = components
            .iter()
            .map(|c| c.id.as_str())
            .chain(honours.iter().map(|h| h.id.as_str()))
            .collect();
        Failure::Usage(match lang {
            Lang::Zh => format!("没有组成部分“{name}”；可以写 {}", known.join("、")),
            Lang::En => format!("there is no component \"{name}\"; write {}", known.join(", ")),
        })
    })
}

fn table(
    naming: &Naming<'_>,
    settlement: &Settlement<'_>,
    statement: &Statement<'_>,
    wanted: Option<Item>,
    format: Format,
) -> Table {
    let lang = naming.lang;
    let person = &naming.plan.roster.people[statement.person];
    let money = Unit::Money(naming.plan.head.currency);
    let mut rows = Vec::new();
    let mut add = |working: &crate::pay::Working| {
        for line in lines(working, naming) {
            let indent =
                if format == Format::Table { "  ".repeat(line.indent) } else { String::new() };
            let mark = if line.indent == 0 { Mark::Good } else { Mark::Plain };
            rows.push(vec![
                Cell::count(i64::try_from(line.indent).unwrap_or(i64::MAX)),
                Cell::text(format!("{indent}{}", line.name)).mark(mark),
                Cell::text(line.value).mark(mark),
                Cell::text(line.arithmetic),
                Cell::text(line.cite).mark(Mark::Dim),
            ]);
        }
    };
    for line in &statement.lines {
        if wanted.is_none_or(|wanted| wanted == line.item) {
            add(&line.pays);
        }
    }
    if wanted.is_none() {
        statement.adjustments.iter().for_each(&mut add);
    }
    let mut columns = vec![
        Column::figure("depth", lang.pick("层", "depth")),
        Column::text("figure", lang.pick("项目", "figure")),
        Column::figure("value", lang.pick("值", "value")),
        Column::text("how", lang.pick("算式", "how")),
        Column::text("line", lang.pick("出处", "line")),
    ];
    if format == Format::Table {
        columns.remove(0);
        rows.iter_mut().for_each(|row| drop(row.remove(0)));
    }
    let total = figure(&statement.total.value, money);
    Table {
        name: "explained",
        title: match lang {
            Lang::Zh => {
                format!("{}（{}） {} 应发 {total}", person.name, person.id, settlement.period.id)
            }
            Lang::En => {
                format!(
                    "{} ({}), {}: payable {total}",
                    person.name, person.id, settlement.period.id
                )
            }
        },
        columns,
        rows,
        ..Table::default()
    }
}
