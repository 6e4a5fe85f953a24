//! Reading a table over two measures: its rows and columns, the cells between, and what they are
//! shares of.

use crate::base::{Number, Unit};
use crate::expr::Type;
use crate::text::code::design as code;
use crate::text::fields::{as_rate, wrong_form};
use crate::text::key::{optional, required};
use crate::text::toml::Toml;
use crate::text::{Diagnostic, Fields, Form, Key, Section, Sink, Spanned};

use super::asked;
use super::ladder::{Axis, Between, Edge, Matrix, Of};
use super::read_eligibility::Entry;
use super::read_share::{self, Height};
use super::scope::Scope;

/// `rows`.
pub const ROWS: Key = optional(
    "rows",
    Form::Table(&AXIS),
    "{ by = \"sales.attainment\", from = [\"0%\", \"80%\", \"100%\"] }",
    "由什么定行，各行从哪里起",
    "what chooses the row, and where each begins",
);
/// `columns`.
pub const COLUMNS: Key = optional(
    "columns",
    Form::Table(&AXIS),
    "{ by = \"margin\", from = [\"0%\", \"20%\"] }",
    "由什么定列，各列从哪里起",
    "what chooses the column, and where each begins",
);
/// `cells`.
pub const CELLS: Key = optional(
    "cells",
    Form::List(&Form::List(&Form::Number)),
    "[[\"0%\", \"0%\"], [\"50%\", \"60%\"], [\"100%\", \"120%\"]]",
    "各格，一行一行写：of 的百分之几；没有 of 时是金额",
    "the cells, row by row: shares of what of says, or money without of",
);
/// `between`.
pub const BETWEEN: Key = optional(
    "between",
    Form::Choice(&["step", "bilinear"]),
    "\"step\"",
    "界限之间：step 用到达的一格，bilinear 按两个方向的比例在四格之间取值；没有默认",
    "between bounds: the cell reached, or a blend of the four around, linear both ways; no default",
);

/// `rows = { … }`, `columns = { … }`.
pub static AXIS: Section = Section {
    path: "rows, columns",
    file: "incentives.toml",
    zh: "矩阵的一个方向",
    en: "one side of a table over two measures",
    keys: &[
        required("by", Form::Expression, "\"sales.attainment\"", "看什么", "what is measured"),
        required(
            "from",
            Form::List(&Form::Number),
            "[\"0%\", \"80%\", \"100%\"]",
            "各行（列）从哪里起，从小到大；低于第一个的不发",
            "where each begins, rising; below the first nothing is paid",
        ),
    ],
};

/// Reads `rows`, `columns`, `cells`, `between`, `edge` and `of` of a component.
pub fn read(entry: &Entry<'_>, scope: Scope<'_>, sink: &mut Sink) -> Option<Matrix> {
    let between = entry.said("between", &Between::ALL, sink);
    let edge = edge(entry, between.as_ref().map(|between| between.value), sink);
    let rows = axis(entry, "rows", ROWS.example, scope, sink);
    let columns = axis(entry, "columns", COLUMNS.example, scope, sink);
    if !entry.fields.has("cells") {
        return entry.needs("cells", CELLS.example, sink);
    }
    let written = written_cells(entry, sink)?;
    let all: Vec<&Spanned<Toml>> = written.iter().flat_map(|row| row.value.iter()).collect();
    let of = read_share::of(entry, "cells", &all, sink)?;
    let cells = cells(&written, of, scope, sink);
    let (rows, columns) = (rows?, columns?);
    fits(entry, (&rows, &columns), &written, sink).then_some(())?;
    Some(Matrix { rows, columns, cells: cells?, of, between: between?.value, edge: edge? })
}

/// A blend has no edges.
fn edge(entry: &Entry<'_>, between: Option<Between>, sink: &mut Sink) -> Option<Edge> {
    if between != Some(Between::Bilinear) {
        return entry.said("edge", &Edge::ALL, sink).map(|edge| edge.value);
    }
    if entry.fields.has("edge") {
        let (zh, en) =
            ("between = \"bilinear\" 时各格连续相接", "a blend is continuous at its bounds");
        entry.no_effect("edge", zh, en, sink);
    }
    Some(Edge::Upper)
}

fn axis(
    entry: &Entry<'_>,
    key: &str,
    example: &str,
    scope: Scope<'_>,
    sink: &mut Sink,
) -> Option<Axis> {
    if !entry.fields.has(key) {
        return entry.needs(key, example, sink);
    }
    let (table, span) = entry.fields.table(key, sink)?;
    let fields = Fields::new(table, span, &AXIS, sink);
    let by = fields.text("by", sink).and_then(|by| scope.value(&by, &entry.terms, sink));
    let by = by?;
    let from = match by.ty() {
        Type::Num(Unit::Ratio) => fields.rates("from", sink)?,
        _ => fields.numbers("from", sink)?,
    };
    let bounds: Vec<&Spanned<Number>> = from.iter().collect();
    let name = format!("{key}.from");
    let rising = asked::rising(&entry.what, &name, &bounds, 1, fields.key_span("from"), sink);
    rising.then_some(Axis { by, from })
}

type Row<'a> = Spanned<&'a [Spanned<Toml>]>;

fn written_cells<'a>(entry: &Entry<'a>, sink: &mut Sink) -> Option<Vec<Row<'a>>> {
    let raw = entry.fields.raw("cells")?;
    let Toml::List(rows) = &raw.value else { return wrong_form(&CELLS, raw.span, sink) };
    let row = |row: &'a Spanned<Toml>, sink: &mut Sink| match &row.value {
        Toml::List(cells) => Some(Spanned::new(cells.as_slice(), row.span)),
        _ => wrong_form(&CELLS, row.span, sink),
    };
    rows.iter().map(|written| row(written, sink)).collect()
}

fn cells(
    written: &[Row<'_>],
    of: Option<Of>,
    scope: Scope<'_>,
    sink: &mut Sink,
) -> Option<Vec<Vec<Spanned<Number>>>> {
    let cell = |cell: &Spanned<Toml>, sink: &mut Sink| match Height::of(of) {
        Height::Share => as_rate(cell, &CELLS, sink),
        Height::Money => scope.as_amount_or_zero(cell, &CELLS, sink),
    };
    let mut row = |row: &Row<'_>| -> Option<Vec<Spanned<Number>>> {
        let read: Vec<_> = row.value.iter().map(|written| cell(written, sink)).collect();
        read.into_iter().collect()
    };
    let read: Vec<_> = written.iter().map(&mut row).collect();
    read.into_iter().collect()
}

fn fits(
    entry: &Entry<'_>,
    (rows, columns): (&Axis, &Axis),
    written: &[Row<'_>],
    sink: &mut Sink,
) -> bool {
    let mut faults = Vec::new();
    let (wanted, found) = (rows.from.len(), written.len());
    if found != wanted {
        let zh = format!("rows.from 有 {wanted} 个界限，cells 有 {found} 行");
        let en = format!("bounds in rows.from: {wanted}, rows of cells: {found}");
        faults.push((zh, en, entry.fields.key_span("cells")));
    }
    let wanted = columns.from.len();
    for row in written.iter().filter(|row| row.value.len() != wanted) {
        let found = row.value.len();
        let zh = format!("columns.from 有 {wanted} 个界限，这一行有 {found} 格");
        let en = format!("bounds in columns.from: {wanted}, cells in this row: {found}");
        faults.push((zh, en, row.span));
    }
    for (zh, en, span) in &faults {
        let told = Diagnostic::new(&code::CELLS_DONT_FIT).arg("what", &entry.what);
        sink.push(told.arg("why_zh", zh).arg("why_en", en).at(*span));
    }
    faults.is_empty()
}

#[cfg(test)]
mod tests {
    use super::super::incentive::Pay;
    use super::super::starter::{Outcome, with_incentive};
    use super::*;

    fn with(keys: &str) -> Outcome {
        let before = "# -- Honours --";
        let more = format!(
            "[[component]]\nid = \"more\"\nname = \"More\"\nkind = \"matrix\"\n{keys}\n{before}"
        );
        with_incentive(before, &more)
    }

    fn read(keys: &str) -> Matrix {
        let outcome = with(keys);
        assert_eq!(outcome.codes(), [""; 0], "{:#?}", outcome.sink.diagnostics());
        let more = outcome.plan.unwrap().incentives.unwrap().components.pop().unwrap();
        let Pay::Matrix(matrix) = more.pay else { panic!("{:?}", more.pay) };
        matrix
    }

    const AXES: &str = "rows = { by = \"sales.attainment\", from = [\"80%\", \"100%\"] }\n\
        columns = { by = \"new_customers\", from = [0, 5, 10] }\n";
    const CELLS: &str = "cells = [[0, 100, 200], [300, 400, \"500\"]]\n";

    #[test]
    fn a_table_has_a_cell_for_each_pair_of_bounds() {
        let step = format!("{AXES}{CELLS}between = \"step\"\nedge = \"upper\"");
        let matrix = read(&step);
        assert_eq!((matrix.between, matrix.edge, matrix.of), (Between::Step, Edge::Upper, None));
        assert_eq!(matrix.rows.from[0].value, Number::scaled(8, 1));
        assert_eq!(matrix.columns.from[2].value, Number::from(10_i64));
        assert_eq!(matrix.cells[1][2].value, Number::from(500_i64));
        for (from, to) in [
            ("[0, 100, 200], ", ""),
            ("[0, 100, 200]", "[0, 100]"),
            ("[0, 100, 200]", "[0, 100, 200, 300]"),
        ] {
            assert_eq!(with(&step.replace(from, to)).codes(), ["D18"], "{to}");
        }
    }

    #[test]
    fn what_holds_between_bounds_and_on_them_is_said() {
        let both = format!("{AXES}{CELLS}");
        assert_eq!(with(&both).codes(), ["D02", "D02"]);
        assert_eq!(with(&format!("{both}between = \"step\"")).codes(), ["D02"]);
        // A blend is continuous: nothing happens on a bound.
        assert_eq!(read(&format!("{both}between = \"bilinear\"")).between, Between::Bilinear);
        let edge = format!("{both}between = \"bilinear\"\nedge = \"upper\"");
        assert_eq!(with(&edge).codes(), ["D19"]);
    }

    #[test]
    fn bounds_rise_and_shares_are_of_something() {
        let blend = "between = \"bilinear\"\n";
        let falling = AXES.replace("[0, 5, 10]", "[0, 5, 5]");
        assert_eq!(with(&format!("{falling}{CELLS}{blend}")).codes(), ["D17"]);
        let shares = "cells = [[\"0%\", \"10%\", \"20%\"], [\"50%\", \"100%\", \"150%\"]]\n";
        assert_eq!(with(&format!("{AXES}{shares}{blend}")).codes(), ["D02"]);
        let of = "of = \"incentive\"\nincentive = 8000\n";
        assert_eq!(read(&format!("{AXES}{shares}{blend}{of}")).of, Some(Of::Incentive));
        for axis in ["rows", "columns"] {
            let one: String =
                AXES.lines().filter(|l| !l.starts_with(axis)).map(|l| format!("{l}\n")).collect();
            assert_eq!(with(&format!("{one}{CELLS}{blend}")).codes(), ["D12"], "{axis}");
        }
    }
}
