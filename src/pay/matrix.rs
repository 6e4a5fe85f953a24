//! Tables over two measures: the cell reached, or a blend of the four around.

use crate::base::{Number, Unit};
use crate::plan::ladder::{Axis, Between, Edge, Matrix};

use super::curve;
use super::label::Label;
use super::line;
use super::measured::{Measured, Paid};
use super::price::typed;
use super::working::Working;

/// What the table pays where one measure chooses the row and the other the column; nothing below the
/// first bound of either.
pub fn matrix(t: &Matrix, row: &Working, column: &Working, m: &Measured) -> Paid {
    let unit = if t.of.is_some() { Unit::Ratio } else { m.money };
    let found = reached(&t.rows, t.edge, &row.value)
        .zip(reached(&t.columns, t.edge, &column.value))
        .and_then(|(at_row, at_column)| {
            let cells = Cells { t, unit };
            match t.between {
                Between::Step => cells.cell(at_row, at_column),
                Between::Bilinear => cells.blend((row, at_row), (column, at_column)),
            }
        });
    match found {
        Some(payout) => curve::paid(payout, t.of, m),
        None => Ok(Working::sum(Label::Earning, m.money, Vec::new())),
    }
}

/// The row or column to which a value belongs, from 0; `None` below the first bound.
pub fn reached(axis: &Axis, edge: Edge, value: &Number) -> Option<usize> {
    axis.from
        .iter()
        .rposition(|from| value > &from.value || value == &from.value && edge == Edge::Upper)
}

/// The cells of a table.
struct Cells<'a> {
    t: &'a Matrix,
    unit: Unit,
}

impl Cells<'_> {
    fn cell(&self, row: usize, column: usize) -> Option<Working> {
        let cell = self.t.cells.get(row)?.get(column)?;
        Some(typed(Label::Payout, cell, self.unit))
    }

    /// Along the columns first, then between the two rows; flat beyond the last bounds.
    fn blend(&self, row: (&Working, usize), column: (&Working, usize)) -> Option<Working> {
        let (place, at) = row;
        let here = self.along(at, column)?;
        if at + 1 >= self.t.rows.from.len() {
            return Some(here);
        }
        let next = self.along(at + 1, column)?;
        let bound = |at: usize| typed(Label::From, &self.t.rows.from[at], place.unit);
        Some(line::at(place, (&bound(at), &here), (&bound(at + 1), &next)))
    }

    /// The height of a row at a place among its columns.
    fn along(&self, row: usize, (place, at): (&Working, usize)) -> Option<Working> {
        let here = self.cell(row, at)?;
        if at + 1 >= self.t.columns.from.len() {
            return Some(here);
        }
        let next = self.cell(row, at + 1)?;
        let bound = |at: usize| typed(Label::From, &self.t.columns.from[at], place.unit);
        Some(line::at(place, (&bound(at), &here), (&bound(at + 1), &next)))
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{measured, money, n, spanned};
    use super::*;
    use crate::expr::Expr;
    use crate::plan::ladder::Of;

    fn axis(by: &Expr, from: &[&str]) -> Axis {
        Axis { by: by.clone(), from: from.iter().map(|text| spanned(text)).collect() }
    }

    /// Rows from 0, 100, 200, columns from 0, 10: shares of the target incentive.
    fn table(between: Between, edge: Edge) -> Matrix {
        let by = super::super::sample::any_expression();
        let cells = [["0.1", "0.2"], ["0.5", "1"], ["1", "2"]];
        Matrix {
            rows: axis(&by, &["0", "100", "200"]),
            columns: axis(&by, &["0", "10"]),
            cells: cells.map(|row| row.map(spanned).to_vec()).to_vec(),
            of: Some(Of::Incentive),
            between,
            edge,
        }
    }

    fn pays(t: &Matrix, row: &str, column: &str) -> Number {
        let m = measured("0", None, Some("1000"));
        let paid = matrix(t, &money(row), &money(column), &m).unwrap();
        assert!(paid.holds());
        paid.value
    }

    #[test]
    fn a_cell_holds_from_its_bounds_on() {
        let upper = table(Between::Step, Edge::Upper);
        let lower = table(Between::Step, Edge::Lower);
        for (row, column, at_upper, at_lower) in [
            ("50", "5", "100", "100"),
            ("100", "5", "500", "100"),
            ("100", "10", "1000", "100"),
            ("900", "90", "2000", "2000"),
            ("-1", "5", "0", "0"),
            ("0", "0", "100", "0"),
        ] {
            assert_eq!(pays(&upper, row, column), n(at_upper), "{row} {column}");
            assert_eq!(pays(&lower, row, column), n(at_lower), "{row} {column}");
        }
    }

    #[test]
    fn between_bounds_the_four_cells_around_are_blended() {
        let t = table(Between::Bilinear, Edge::Upper);
        for (row, column, expected) in [
            // On the bounds it is the cell; in the middle the mean of four: (0.1+0.2+0.5+1)/4.
            ("100", "10", "1000"),
            ("50", "5", "450"),
            ("150", "0", "750"),
            ("150", "90", "1500"),
            ("900", "5", "1500"),
            ("-1", "5", "0"),
        ] {
            assert_eq!(pays(&t, row, column), n(expected), "{row} {column}");
        }
    }
}
