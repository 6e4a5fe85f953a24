//! What was found, for programs: the findings as one table, and everything as one JSON document.
//! Both are stable interfaces.

use serde_json::{Map, Value as Json, json};

use crate::base::Lang;
use crate::base::figure::machine;
use crate::crm::inspect::{Fate, Finding, Inspection, Who};
use crate::crm::person::People;
use crate::expr::Type;
use crate::plan::column::Form;
use crate::text::Place;

use super::super::table::{Cell, Column, Mark, Table, Value};
use super::Shown;
use super::rejects::message;

/// What a fate is called.
pub(super) fn fate_word(fate: Fate, lang: Lang) -> &'static str {
    let zh = match fate {
        Fate::Refused => "拒绝",
        Fate::SetAside => "搁置",
        Fate::Repeats => "重复",
        Fate::Superseded => "已有新版",
        Fate::Unattributed => "未归属",
        Fate::Flagged => "请核对",
    };
    lang.pick(zh, fate.word())
}

/// The findings of all files, each by line and then by kind.
pub(super) fn findings(shown: &[Shown], lang: Lang) -> Table {
    let inspections = shown.iter().filter_map(|shown| shown.inspection.as_ref());
    let rows = inspections.flat_map(|inspection| {
        inspection.findings.iter().map(|finding| row(inspection, finding, lang))
    });
    Table {
        name: "import",
        columns: vec![
            Column::figure("line", lang.pick("行", "line")),
            Column::text("kind", lang.pick("类别", "kind")),
            Column::text("fate", lang.pick("处理", "fate")),
            Column::text("column", lang.pick("列", "column")),
            Column::text("value", lang.pick("值", "value")),
            Column::text("message", lang.pick("说明", "message")),
            Column::text("file", lang.pick("文件", "file")),
        ],
        rows: rows.collect(),
        ..Table::default()
    }
}

fn row(inspection: &Inspection, finding: &Finding, lang: Lang) -> Vec<Cell> {
    let given = |name: &str| match finding.arg(name) {
        Some(text) => Cell::text(text),
        None => Cell::nothing(""),
    };
    let mark = match finding.fate {
        Fate::Refused => Mark::Red,
        Fate::SetAside | Fate::Unattributed | Fate::Flagged => Mark::Yellow,
        Fate::Repeats | Fate::Superseded => Mark::Dim,
    };
    let fate = Cell {
        text: fate_word(finding.fate, lang).to_owned(),
        value: Value::Text(finding.fate.word().to_owned()),
        mark,
    };
    vec![
        Cell::count(i64::try_from(finding.line).unwrap_or(i64::MAX)),
        Cell::text(finding.kind.as_str()),
        fate,
        given("column"),
        given("value"),
        Cell::text(said(finding, lang)),
        Cell::text(&*inspection.summary.file),
    ]
}

/// What a finding says: for a repeated row, which one it repeats.
pub(super) fn said(finding: &Finding, lang: Lang) -> String {
    let earlier = finding.told.places.get(1).and_then(|place| match place {
        Place::Spot { file, line, .. } => Some(format!("{file}:{line}")),
        _ => None,
    });
    match (finding.fate, earlier) {
        (Fate::Repeats, Some(earlier)) => match lang {
            Lang::Zh => format!("与 {earlier} 相同"),
            Lang::En => format!("the same as {earlier}"),
        },
        _ => message(&finding.told, lang),
    }
}

/// Everything.
pub(super) fn json(shown: &[Shown], people: Option<&People>, lang: Lang) -> Json {
    let files: Vec<Json> = shown.iter().map(|shown| file(shown, people, lang)).collect();
    json!({ "schema": "incent.import/1", "files": files })
}

fn file(shown: &Shown, people: Option<&People>, lang: Lang) -> Json {
    let mut document = Map::new();
    document.insert("source".to_owned(), json!(shown.source));
    document.insert(
        "proposal".to_owned(),
        json!(shown.proposal.as_ref().map(|proposal| proposal.to_toml(lang))),
    );
    let Some(found) = &shown.inspection else { return Json::Object(document) };
    let summary = &found.summary;
    let remark = |row: &crate::crm::fault::Remark| json!({ "line": row.line, "cells": row.cells });
    let facts = json!({
        "file": &*summary.file,
        "encoding": summary.encoding.to_string(),
        "delimiter": summary.layout.delimiter.to_string(),
        "header_line": summary.layout.header_line,
        "titles": summary.layout.titles.iter().map(remark).collect::<Vec<_>>(),
        "totals": summary.totals.iter().map(remark).collect::<Vec<_>>(),
        "rows": summary.rows,
        "blank_rows": summary.blank_rows,
        "counted": found.counted,
        "fates": found.fates.iter().map(|(fate, rows)| (fate.word(), *rows))
            .collect::<std::collections::BTreeMap<_, _>>(),
        "columns": columns(shown, found),
        "owners": owners(found, people, lang),
        "findings": found.findings.iter().map(|one| finding(one, lang)).collect::<Vec<_>>(),
    });
    if let Json::Object(facts) = facts {
        document.extend(facts);
    }
    Json::Object(document)
}

fn columns(shown: &Shown, found: &Inspection) -> Vec<Json> {
    let one = |(index, column): (usize, &crate::plan::column::Column)| {
        let here = found.columns.get(index);
        let sum = found.control.iter().find(|(of, _)| *of == index);
        let days = found.days.iter().find(|(of, ..)| *of == index);
        let values = found.statuses.iter().find(|(of, _)| *of == index);
        json!({
            "id": column.id.value,
            "header": here.header,
            "position": here.position + 1,
            "type": type_word(&here.form),
            "sum": sum.map(|(_, sum)| match here.form.kind() {
                Type::Num(unit) => machine(sum, unit),
                _ => sum.to_exact_text().unwrap_or_default(),
            }),
            "first": days.map(|(_, first, _)| first.to_string()),
            "last": days.map(|(_, _, last)| last.to_string()),
            "values": values.map(|(_, values)| values),
        })
    };
    shown.by.columns.iter().enumerate().map(one).collect()
}

fn owners(found: &Inspection, people: Option<&People>, lang: Lang) -> Vec<Json> {
    let one = |(owner, rows): (&String, &crate::crm::inspect::OwnerRows)| {
        let (who, why) = match &rows.who {
            Who::People(who) => (people.map(|people| people.list(who)), None),
            Who::Nobody(told) | Who::Unclear(told) => (None, Some(message(told, lang))),
            Who::Unasked => (None, None),
        };
        json!({ "owner": owner, "rows": rows.rows, "person": who, "why": why })
    };
    found.owners.iter().map(one).collect()
}

fn finding(finding: &Finding, lang: Lang) -> Json {
    json!({
        "line": finding.line,
        "kind": finding.kind,
        "fate": finding.fate.word(),
        "column": finding.arg("column"),
        "value": finding.arg("value"),
        "message": said(finding, lang),
    })
}

/// The type of a column as a plan writes it.
pub(super) fn type_word(form: &Form) -> &'static str {
    match form {
        Form::Text(_) => "text",
        Form::Id(_) => "id",
        Form::Person(_) => "person",
        Form::Money(..) => "money",
        Form::Number(..) => "number",
        Form::Percent(_) => "percent",
        Form::Date(_) => "date",
        Form::Flag(_) => "flag",
        Form::Status(..) => "status",
    }
}
