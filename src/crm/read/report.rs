//! What a run found, as the report of a source and as diagnostics: duplicates, rows set aside or
//! flagged, owners who are nobody, days to come, the control total of rows.

use std::collections::BTreeMap;

use crate::base::figure::figure;
use crate::base::{Day, Number, Unit};
use crate::crm::report::{Noted, NotedRow, SourceReport, Unattributed};
use crate::crm::told::unattributed_to;
use crate::expr::Type;
use crate::plan::source::Owner;
use crate::text::code::{fill, import};
use crate::text::{Diagnostic, Place, Sink};

use super::firsts::{Firsts, Order};
use super::member::{MemberDesk, Members};
use super::notes::Notes;
use super::run::Found;
use super::tally::Tally;
use super::task::Task;

/// What messages call the column that tells the owner.
pub(super) fn owner_title<'p>(task: &Task<'p>) -> &'p str {
    match task.source.owner {
        Owner::Column(column) => task.source.columns[column].title(),
        Owner::Joined { join, column } => {
            let table = &task.plan.tables[task.source.joins[join].table];
            table.columns[column].title()
        }
        Owner::House => "",
    }
}

/// The report of a source; none where its control total isn't met, which is told. With it, what the
/// figures are made of.
pub(super) fn of(
    task: &Task<'_>,
    found: Found,
    sink: &mut Sink,
) -> (Option<SourceReport>, (Members, MemberDesk), Tally) {
    let Found { tally, members, notes, repeats, files, bases, rows, .. } = found;
    let Notes { set_aside, flagged, undated, outside, newest, future, strays } = notes;
    let duplicates = duplicates(repeats, &bases, &files);
    if duplicates.count > 0 {
        let told = Diagnostic::new(&import::EXACT_DUPLICATE).arg("count", duplicates.count);
        let places = duplicates.rows.iter().take(1).map(|row| row.place.clone());
        sink.push(places.fold(told, Diagnostic::place));
    }
    for (_, firsts) in future {
        let count = firsts.count;
        if let Some((_, first)) = firsts.into_kept().into_iter().next() {
            sink.push(first.arg("count", count));
        }
    }
    let mut unattributed: Vec<_> = strays.into_iter().collect();
    unattributed.sort_by(|a, b| a.1.first.0.cmp(&b.1.first.0).then_with(|| a.0.cmp(&b.0)));
    let unattributed: Vec<Unattributed> = unattributed
        .into_iter()
        .map(|(owner, stray)| Unattributed {
            owner: owner.to_string(),
            rows: stray.rows,
            first: stray.first.1,
            sums: stray.sums.into_iter().collect(),
        })
        .collect();
    tell_unattributed(task, &unattributed, sink);
    let report = SourceReport {
        source: task.index,
        files,
        rows,
        duplicates,
        set_aside: noted(set_aside),
        flagged: noted(flagged),
        unattributed,
        undated,
        outside,
        newest: newest.and_then(Day::from_number),
    };
    let is_whole = match &task.source.expect_rows {
        Some(expected) if u64::from(expected.value) != rows => {
            sink.push(
                Diagnostic::new(&import::ROWS_EXPECTED)
                    .arg("expected", expected.value)
                    .arg("found", rows)
                    .at(expected.span),
            );
            false
        }
        _ => true,
    };
    (is_whole.then_some(report), members, tally)
}

fn noted(firsts: Firsts<NotedRow>) -> Noted {
    let count = firsts.count;
    Noted { count, rows: firsts.into_kept().into_iter().map(|(_, row)| row).collect() }
}

fn duplicates(
    repeats: Firsts<()>,
    bases: &[u64],
    files: &[crate::crm::report::FileReport],
) -> Noted {
    let count = repeats.count;
    let row = |order: Order| {
        let file = bases.partition_point(|base| *base < order.line).saturating_sub(1);
        let name = files.get(file).map_or(String::new(), |file| file.name.to_string());
        let args = [("count", "1".to_owned())];
        NotedRow {
            why: import::EXACT_DUPLICATE.id.to_owned(),
            words: (
                fill(import::EXACT_DUPLICATE.zh.message, &args),
                fill(import::EXACT_DUPLICATE.en.message, &args),
            ),
            place: Place::Spot {
                file: name,
                line: order.line - bases.get(file).copied().unwrap_or(0),
                column: 0,
                excerpt: String::new(),
                width: 0,
            },
        }
    };
    Noted { count, rows: repeats.into_kept().into_iter().map(|(order, ())| row(order)).collect() }
}

fn tell_unattributed(task: &Task<'_>, unattributed: &[Unattributed], sink: &mut Sink) {
    let Some(first) = unattributed.first() else { return };
    let rows: u64 = unattributed.iter().map(|one| one.rows).sum();
    let mut sums: BTreeMap<usize, Number> = BTreeMap::new();
    for (column, sum) in unattributed.iter().flat_map(|one| &one.sums) {
        *sums.entry(*column).or_insert_with(Number::zero) += sum;
    }
    // Amounts of different columns are different things: each by its own name.
    let sums = sums.iter().map(|(column, sum)| {
        let column = &task.source.columns[*column];
        let unit = match column.form.kind() {
            Type::Num(unit) => unit,
            _ => Unit::Plain,
        };
        format!("{} {}", column.title(), figure(sum, unit))
    });
    let sums: Vec<String> = sums.collect();
    let sum = if sums.is_empty() { "—".to_owned() } else { sums.join(", ") };
    let owners = unattributed.iter().map(|one| one.owner.as_str());
    let told = unattributed_to(owners).arg("count", rows).arg("sum", sum);
    sink.push(told.place(first.first.clone()));
}
