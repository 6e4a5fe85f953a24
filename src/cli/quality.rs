//! What the figures are made of, in words: files, rows that don't count and why. From the report of
//! the reading to the page's part and to the lines under a table.

use crate::base::Lang;
use crate::base::figure::figure;
use crate::crm::report::{Noted, SourceReport};
use crate::document::progress::{FileRows, Quality, Reason};
use crate::text::Place;

use super::context::Context;
use super::desk::Desk;
use super::exports::Answer;

/// How many places a reason names.
const PLACES: usize = 5;

/// The page's part.
pub fn of(desk: &Desk, answer: &Answer, context: &Context) -> Quality {
    let lang = context.lang();
    let mut quality = Quality { files: Vec::new(), reasons: Vec::new(), changed: Vec::new() };
    for report in &answer.sources {
        quality.files.extend(report.files.iter().map(|file| FileRows {
            file: file.name.to_string(),
            encoding: file.summary.encoding.to_string(),
            read: file.summary.rows.to_string(),
            totals: file.summary.total_rows.to_string(),
            digest: file.digest.short(),
        }));
        quality.reasons.extend(reasons(desk, report, lang));
    }
    quality
}

fn reasons(desk: &Desk, report: &SourceReport, lang: Lang) -> Vec<Reason> {
    let source = desk.plan.sources[report.source].id.value.as_str();
    let mut reasons = Vec::new();
    let kinds = [
        (&report.duplicates, "重复，只计一次", "duplicates, counted once"),
        (&report.set_aside, "搁置，不计入", "set aside, not counted"),
        (&report.flagged, "已计入，请核对", "counted, worth a look"),
    ];
    for (noted, zh, en) in kinds {
        for why in whys(noted) {
            let rows: Vec<&crate::crm::report::NotedRow> =
                noted.rows.iter().filter(|row| row.why == why).collect();
            let words = rows.first().map_or("", |row| lang.pick(&row.words.0, &row.words.1));
            let said = if words.is_empty() { why.to_owned() } else { format!("{why} {words}") };
            reasons.push(Reason {
                treatment: lang.pick(zh, en).to_owned(),
                reason: format!("{source}: {said}"),
                rows: rows.len().to_string(),
                amount: "—".to_owned(),
                places: places(rows.iter().map(|row| &row.place), PLACES),
            });
        }
    }
    for unknown in &report.unattributed {
        let columns = &desk.plan.sources[report.source].columns;
        let amounts = unknown.sums.iter().filter_map(|(column, sum)| {
            let column = columns.get(*column)?;
            let crate::expr::Type::Num(unit) = column.form.kind() else { return None };
            Some(format!("{} {}", column.title(), figure(sum, unit)))
        });
        reasons.push(Reason {
            treatment: lang.pick("未归属", "not attributed").to_owned(),
            reason: match lang {
                Lang::Zh => format!("{source}: 名册里没有“{}”", unknown.owner),
                Lang::En => format!("{source}: \"{}\" is nobody on the roster", unknown.owner),
            },
            rows: unknown.rows.to_string(),
            amount: amounts.collect::<Vec<_>>().join(lang.pick("；", "; ")),
            places: places([&unknown.first].into_iter(), 1),
        });
    }
    reasons
}

fn whys(noted: &Noted) -> Vec<&str> {
    let mut whys: Vec<&str> = noted.rows.iter().map(|row| row.why.as_str()).collect();
    whys.sort_unstable();
    whys.dedup();
    whys
}

/// Lines under a table: what doesn't count, briefly. Nothing where everything counts.
pub fn notes(answer: &Answer, lang: Lang) -> Vec<String> {
    let sum = |count: fn(&SourceReport) -> u64| answer.sources.iter().map(count).sum::<u64>();
    let rows = sum(|report| report.rows);
    let files: usize = answer.sources.iter().map(|report| report.files.len()).sum();
    let mut notes = vec![match lang {
        Lang::Zh => format!("读取 {files} 个文件，{rows} 行"),
        Lang::En => format!("rows read: {rows}, from files: {files}"),
    }];
    let told = [
        (sum(|report| report.duplicates.count), "行重复，只计一次", "duplicate rows, counted once"),
        (sum(|report| report.set_aside.count), "行搁置，不计入", "rows set aside, not counted"),
        (sum(|report| report.flagged.count), "行请核对", "rows worth a look"),
        (
            answer.sources.iter().flat_map(|r| &r.unattributed).map(|u| u.rows).sum(),
            "行没有归属，不计入任何人",
            "rows attributed to nobody",
        ),
    ];
    for (count, zh, en) in told {
        if count > 0 {
            notes.push(format!("{count} {}", lang.pick(zh, en)));
        }
    }
    notes
}

/// The first places as `file:line`, and that there are more.
fn places<'a>(all: impl Iterator<Item = &'a Place>, most: usize) -> String {
    let mut said: Vec<String> = all
        .take(most + 1)
        .map(|place| match place {
            Place::Spot { file, line, .. } => format!("{file}:{line}"),
            Place::File(file) => file.clone(),
            Place::Span(_) => String::new(),
        })
        .collect();
    if said.len() > most {
        said.truncate(most);
        said.push("…".to_owned());
    }
    said.join(", ")
}
