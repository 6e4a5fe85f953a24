//! Sharing a whole among children some of whose values are fixed, and filling a two-way table
//! whose rows and columns both must sum. Numbers only: which nodes they are is the cascade's
//! business.

use crate::base::{Number, allocate};

/// Why a whole can't be shared as asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Unshareable {
    /// The fixed values sum to more than the whole.
    Exceeded {
        /// What they sum to.
        fixed: Number,
    },
    /// No positive weight among those that are not fixed, or a negative one.
    Weightless,
}

/// Splits `whole` so that the parts sum to it exactly: fixed parts keep their value, the others
/// share the rest by weight, in multiples of `10^-places`. Where every part is fixed they are
/// returned as they are, whatever they sum to: the caller compares.
pub fn share_out(
    whole: &Number,
    fixed: &[Option<Number>],
    weights: &[Number],
    places: u32,
) -> Result<Vec<Number>, Unshareable> {
    let taken: Number = fixed.iter().flatten().sum();
    let free: Vec<Number> = fixed
        .iter()
        .zip(weights)
        .filter(|(fixed, _)| fixed.is_none())
        .map(|(_, weight)| weight.clone())
        .collect();
    if free.is_empty() {
        return Ok(fixed.iter().flatten().cloned().collect());
    }
    let rest = whole - &taken;
    if rest.is_negative() {
        return Err(Unshareable::Exceeded { fixed: taken });
    }
    let mut parts = allocate(&rest, &free, places).ok_or(Unshareable::Weightless)?.into_iter();
    let part = |fixed: &Option<Number>| fixed.clone().or_else(|| parts.next());
    Ok(fixed.iter().filter_map(part).collect())
}

/// Fills a table with multiples of `10^-places` so that each row sums to its total and each column
/// to its own, exactly, and no cell is negative. The totals of both must be the same and none
/// negative.
///
/// Row after row takes its share of what is left of each column: the share of a column is at most
/// what is left of it, rounded up or down, so what is left never goes below zero, and the last row
/// takes the rest. Every cell stays within a unit of its share of the columns as they stand then.
pub fn fill_table(rows: &[Number], columns: &[Number], places: u32) -> Vec<Vec<Number>> {
    let mut left = columns.to_vec();
    rows.iter()
        .map(|row| {
            // No column has anything left only when all rows from here on are zero.
            let cells =
                allocate(row, &left, places).unwrap_or_else(|| vec![Number::zero(); left.len()]);
            for (column, cell) in left.iter_mut().zip(&cells) {
                *column -= cell;
            }
            cells
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn n(value: i64) -> Number {
        Number::from(value)
    }

    fn some(values: &[Option<i64>]) -> Vec<Option<Number>> {
        values.iter().map(|value| value.map(n)).collect()
    }

    // 100 with 40 fixed leaves 60 by 1 : 2.
    #[test]
    fn fixed_parts_stay_and_the_rest_still_sum() {
        let parts = share_out(&n(100), &some(&[None, Some(40), None]), &[n(1), n(9), n(2)], 0);
        assert_eq!(parts.unwrap(), [n(20), n(40), n(40)]);
    }

    #[test]
    fn impossible_locks_are_an_error_and_never_an_over_allocation() {
        let parts = share_out(&n(100), &some(&[None, Some(101)]), &[n(1), n(1)], 0);
        assert_eq!(parts, Err(Unshareable::Exceeded { fixed: n(101) }));
        let parts = share_out(&n(100), &some(&[None, Some(1)]), &[n(0), n(1)], 0);
        assert_eq!(parts, Err(Unshareable::Weightless));
    }

    // Rows 10, 9, 7 and columns 9, 9, 8 by hand: 10 × (9, 9, 8) ÷ 26 = 3.46, 3.46, 3.08 → 4, 3, 3;
    // 9 of (5, 6, 5) ÷ 16 = 2.81, 3.375, 2.81 → 3, 3, 3; the rest is 2, 3, 2.
    #[test]
    fn a_small_table_of_whole_customers_sums_both_ways() {
        let table = fill_table(&[n(10), n(9), n(7)], &[n(9), n(9), n(8)], 0);
        assert_eq!(
            table,
            [[n(4), n(3), n(3)], [n(3), n(3), n(3)], [n(2), n(3), n(2)]].map(Vec::from)
        );
    }

    proptest! {
        #[test]
        fn rows_and_columns_both_sum_and_no_cell_is_negative(
            rows in proptest::collection::vec(0i64..5_000, 1..40),
            weights in proptest::collection::vec(0i64..50, 1..13),
        ) {
            prop_assume!(weights.iter().sum::<i64>() > 0);
            let rows: Vec<Number> = rows.into_iter().map(n).collect();
            let weights: Vec<Number> = weights.into_iter().map(n).collect();
            let total: Number = rows.iter().sum();
            let columns = allocate(&total, &weights, 0).unwrap();
            let table = fill_table(&rows, &columns, 0);
            for (row, cells) in rows.iter().zip(&table) {
                prop_assert_eq!(&cells.iter().sum::<Number>(), row);
                prop_assert!(cells.iter().all(|cell| !cell.is_negative() && cell.is_integer()));
            }
            for (index, column) in columns.iter().enumerate() {
                prop_assert_eq!(&table.iter().map(|cells| &cells[index]).sum::<Number>(), column);
            }
            // In proportion: the error of the rows before is handed on in shrinking parts, so a
            // cell is off by less than 1 + 1 + 1/2 + … + 1/rows units, here below 6.
            for (row, cells) in rows.iter().zip(&table) {
                for (column, cell) in columns.iter().zip(cells) {
                    let Some(share) = Number::ratio(&(row * column), &total) else { continue };
                    prop_assert!((cell - &share).abs() < n(6), "{cell:?} for {share:?}");
                }
            }
        }

        #[test]
        fn with_parts_fixed_the_rest_sum_to_the_whole(
            whole in 0i64..100_000,
            parts in proptest::collection::vec((proptest::option::of(0i64..20_000), 1i64..100), 1..10),
        ) {
            let fixed: Vec<Option<Number>> = parts.iter().map(|(f, _)| f.map(n)).collect();
            let weights: Vec<Number> = parts.iter().map(|(_, w)| n(*w)).collect();
            let taken: Number = fixed.iter().flatten().sum();
            match share_out(&n(whole), &fixed, &weights, 0) {
                Ok(shared) => {
                    prop_assert_eq!(shared.len(), parts.len());
                    for (part, fixed) in shared.iter().zip(&fixed) {
                        if let Some(fixed) = fixed { prop_assert_eq!(part, fixed); }
                    }
                    if fixed.iter().any(Option::is_none) {
                        prop_assert_eq!(shared.iter().sum::<Number>(), n(whole));
                    }
                }
                Err(why) => {
                    prop_assert!(taken > n(whole));
                    prop_assert_eq!(why, Unshareable::Exceeded { fixed: taken });
                }
            }
        }
    }
}
