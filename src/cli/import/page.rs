//! What was found, for people: a few tables per file, and the proposed source below them.

use crate::base::Lang;
use crate::base::figure::{figure, quantity};
use crate::crm::fault::Remark;
use crate::crm::inspect::{Fate, Inspection, OwnerRows, Who};
use crate::crm::person::People;
use crate::expr::Type;
use crate::plan::column::Form;
use crate::plan::format::ScaleUnit;

use super::super::context::Context;
use super::super::table::{Cell, Column, Format, Mark, Table};
use super::Shown;
use super::data::{fate_word, findings, type_word};
use super::rejects::message;

/// How many findings a page lists; `--format csv` lists all.
const FINDINGS: usize = 20;
/// How many owners a page lists, those who are nobody first.
const OWNERS: usize = 20;
/// How many rows that aren't data are shown.
const REMARKS: usize = 5;
/// How many characters of such a row.
const REMARK: usize = 60;

/// Puts the pages of all files on stdout.
pub(super) fn show(shown: &[Shown], people: Option<&People>, context: &mut Context) {
    let lang = context.lang();
    for one in shown {
        for table in tables(one, people, lang) {
            table.show(Format::Table, &mut context.screen);
            context.screen.print("\n");
        }
        if let Some(proposal) = &one.proposal {
            context.screen.print(&proposal.to_toml(lang));
        }
    }
}

/// The same as Markdown.
pub(super) fn show_markdown(shown: &[Shown], people: Option<&People>, context: &mut Context) {
    let lang = context.lang();
    for one in shown {
        for table in tables(one, people, lang) {
            table.show(Format::Md, &mut context.screen);
            context.screen.print("\n");
        }
        if let Some(proposal) = &one.proposal {
            context.screen.data(&format!("```toml\n{}```\n", proposal.to_toml(lang)));
        }
    }
}

fn tables(shown: &Shown, people: Option<&People>, lang: Lang) -> Vec<Table> {
    let Some(found) = &shown.inspection else { return Vec::new() };
    let mut tables = vec![facts(shown, found, lang), columns(shown, found, lang)];
    tables.extend(statuses(shown, found, lang));
    tables.extend(owners(found, people, lang));
    tables.extend(first_findings(shown, found, lang));
    tables
}

/// The file as a whole.
fn facts(shown: &Shown, found: &Inspection, lang: Lang) -> Table {
    let (summary, layout) = (&found.summary, &found.summary.layout);
    let source = match &shown.source {
        Some(id) => id.clone(),
        None => {
            lang.pick("没有合适的，见下面的提议", "none fits; one is proposed below").to_owned()
        }
    };
    let mut rows = vec![
        (lang.pick("来源", "source"), source),
        (lang.pick("编码", "encoding"), summary.encoding.to_string()),
        (lang.pick("分隔符", "delimiter"), layout.delimiter.to_string()),
        (lang.pick("表头", "header"), header(layout.header_line, lang)),
        (
            lang.pick("表头前", "before it"),
            remarks(&layout.titles, layout.titles.len() as u64, lang),
        ),
        (lang.pick("不是数据的行", "not data"), remarks(&summary.totals, summary.total_rows, lang)),
        (lang.pick("数据行", "rows of data"), summary.rows.to_string()),
        (lang.pick("计入", "that count"), found.counted.to_string()),
    ];
    rows.retain(|(_, text)| !text.is_empty());
    let row = |(name, text): (&str, String)| vec![Cell::text(name), Cell::text(text)];
    let mut rows: Vec<Vec<Cell>> = rows.into_iter().map(row).collect();
    let fates = found.fates.iter().filter(|(_, count)| **count > 0);
    rows.extend(fates.map(|(fate, count)| {
        let mark = if *fate == Fate::Refused { Mark::Red } else { Mark::Plain };
        vec![Cell::text(fate_word(*fate, lang)), Cell::text(count.to_string()).mark(mark)]
    }));
    Table {
        name: "import",
        title: summary.file.to_string(),
        columns: vec![
            Column::text("what", lang.pick("项目", "what")),
            Column::text("found", lang.pick("内容", "found")),
        ],
        rows,
        ..Table::default()
    }
}

fn header(line: u64, lang: Lang) -> String {
    match (line, lang) {
        (0, _) => lang.pick("没有，按位置读", "none, columns by position").to_owned(),
        (line, Lang::Zh) => format!("第 {line} 行"),
        (line, Lang::En) => format!("line {line}"),
    }
}

/// Rows that aren't data, with their lines.
fn remarks(rows: &[Remark], count: u64, lang: Lang) -> String {
    let one = |row: &Remark| {
        let cells: Vec<&str> =
            row.cells.iter().map(|cell| cell.trim()).filter(|cell| !cell.is_empty()).collect();
        let text: String = cells.join(" ").chars().take(REMARK).collect();
        match lang {
            Lang::Zh => format!("第 {} 行 {text}", row.line),
            Lang::En => format!("line {} {text}", row.line),
        }
    };
    let mut said: Vec<String> = rows.iter().take(REMARKS).map(one).collect();
    if count > said.len() as u64 {
        said.push(format!("… ({count})"));
    }
    said.join(lang.pick("；", "; "))
}

/// The declared columns with what is in them.
fn columns(shown: &Shown, found: &Inspection, lang: Lang) -> Table {
    let row = |(index, column): (usize, &crate::plan::column::Column)| {
        let here = found.columns.get(index);
        vec![
            Cell::text(column.id.value.as_str()),
            Cell::text(here.header.as_str()),
            Cell::text(form_text(&here.form)),
            Cell::text(content(found, index, &here.form, lang)),
        ]
    };
    Table {
        name: "columns",
        title: lang.pick("各列", "columns").to_owned(),
        columns: vec![
            Column::text("id", lang.pick("标识", "id")),
            Column::text("header", lang.pick("表头", "header")),
            Column::text("form", lang.pick("读法", "read as")),
            Column::text("content", lang.pick("合计或范围", "sum or range")),
        ],
        rows: shown.by.columns.iter().enumerate().map(row).collect(),
        ..Table::default()
    }
}

/// The type with what the file's header adds to it.
fn form_text(form: &Form) -> String {
    let word = type_word(form);
    match form {
        Form::Money(form, currency) => {
            let scale = form.scale_unit.filter(|scale| *scale != ScaleUnit::ONE);
            let scale = scale.map_or_else(String::new, |scale| format!(" {scale}"));
            format!("{word} {}{scale}", currency.code())
        }
        Form::Date(form) if form.patterns.len() == 1 => {
            format!("{word} {}", form.patterns[0].text)
        }
        _ => word.to_owned(),
    }
}

fn content(found: &Inspection, column: usize, form: &Form, lang: Lang) -> String {
    if let Some((_, sum)) = found.control.iter().find(|(of, _)| *of == column) {
        return match form.kind() {
            Type::Num(unit) => quantity(sum, unit, lang),
            _ => String::new(),
        };
    }
    if let Some((_, first, last)) = found.days.iter().find(|(of, ..)| *of == column) {
        return format!("{first} – {last}");
    }
    match found.statuses.iter().find(|(of, _)| *of == column) {
        Some((_, values)) => match lang {
            Lang::Zh => format!("{} 种取值", values.len()),
            Lang::En => format!("{} values", values.len()),
        },
        None => String::new(),
    }
}

/// The values of the status columns, with the plan's words for them.
fn statuses(shown: &Shown, found: &Inspection, lang: Lang) -> Option<Table> {
    let mut rows = Vec::new();
    for (column, values) in &found.statuses {
        let declared = &shown.by.columns[*column];
        let Form::Status(map, _) = &declared.form else { continue };
        for (value, count) in values {
            let word = map.iter().find(|(known, _)| known == value).map_or("—", |row| &row.1);
            rows.push(vec![
                Cell::text(declared.id.value.as_str()),
                Cell::text(value.as_str()),
                Cell::text(word),
                Cell::count(i64::try_from(*count).unwrap_or(i64::MAX)),
            ]);
        }
    }
    (!rows.is_empty()).then(|| Table {
        name: "values",
        title: lang.pick("状态取值", "values of statuses").to_owned(),
        columns: vec![
            Column::text("column", lang.pick("列", "column")),
            Column::text("value", lang.pick("导出里的值", "value")),
            Column::text("word", lang.pick("计划里的词", "the plan's word")),
            Column::figure("rows", lang.pick("行数", "rows")),
        ],
        rows,
        ..Table::default()
    })
}

/// Whom the rows are credited to, as far as a roster tells.
fn owners(found: &Inspection, people: Option<&People>, lang: Lang) -> Option<Table> {
    let mut owners: Vec<(&String, &OwnerRows)> = found.owners.iter().collect();
    let is_known = |rows: &OwnerRows| !matches!(rows.who, Who::Nobody(_) | Who::Unclear(_));
    owners.sort_by(|(a, x), (b, y)| (is_known(x), y.rows, a).cmp(&(is_known(y), x.rows, b)));
    let row = |(owner, rows): &(&String, &OwnerRows)| {
        let (who, mark) = match &rows.who {
            Who::People(who) => {
                (people.map_or_else(String::new, |people| people.list(who)), Mark::Plain)
            }
            Who::Nobody(told) | Who::Unclear(told) => (message(told, lang), Mark::Yellow),
            Who::Unasked => ("—".to_owned(), Mark::Dim),
        };
        vec![
            Cell::text(owner.as_str()),
            Cell::text(who).mark(mark),
            Cell::count(i64::try_from(rows.rows).unwrap_or(i64::MAX)),
        ]
    };
    let matched = owners.iter().filter(|(_, rows)| matches!(rows.who, Who::People(_))).count();
    let nobody = owners.iter().filter(|(_, rows)| !is_known(rows)).count();
    let count = match (people, lang) {
        (Some(_), Lang::Zh) => format!("{matched} 种写法对上了人，{nobody} 种没有对上"),
        (Some(_), Lang::En) => format!("spellings matched: {matched}; not matched: {nobody}"),
        (None, Lang::Zh) => format!("{} 种写法；没有花名册可对", owners.len()),
        (None, Lang::En) => format!("spellings: {}; there is no roster to match", owners.len()),
    };
    (!owners.is_empty()).then(|| Table {
        name: "owners",
        title: lang.pick("归属", "owners").to_owned(),
        columns: vec![
            Column::text("owner", lang.pick("导出里的写法", "as exported")),
            Column::text("person", lang.pick("花名册里的人", "on the roster")),
            Column::figure("rows", lang.pick("行数", "rows")),
        ],
        rows: owners.iter().take(OWNERS).map(row).collect(),
        notes: vec![count],
        ..Table::default()
    })
}

fn first_findings(shown: &Shown, found: &Inspection, lang: Lang) -> Option<Table> {
    let mut table = findings(std::slice::from_ref(shown), lang);
    let count = table.rows.len();
    if count == 0 {
        return None;
    }
    table.title = lang.pick("逐行", "row by row").to_owned();
    table.name = "findings";
    table.rows.truncate(FINDINGS);
    // The file stands in the heading of the page.
    table.columns.pop();
    table.rows.iter_mut().for_each(|row| _ = row.pop());
    if count > FINDINGS {
        let more = figure(
            &crate::base::Number::from(found.findings.len() as i128),
            crate::base::Unit::Count,
        );
        table.notes.push(match lang {
            Lang::Zh => format!("共 {more} 条；--format csv 列出全部"),
            Lang::En => format!("{more} in all; --format csv lists them"),
        });
    }
    Some(table)
}
