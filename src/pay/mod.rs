//! Pay: from results and targets to statements, exactly, with the working of every figure. Pure
//! arithmetic over a plan, targets and facts; knows no export, no disk and no clock.

mod aim;
pub mod around;
pub mod carry;
pub mod clawback;
pub mod column;
mod contest;
pub mod curve;
pub mod draw;
pub mod entry;
pub mod example;
pub mod formula;
pub mod hold;
mod joint;
pub mod label;
pub mod ladder;
#[cfg(test)]
mod laws;
pub mod limit;
mod line;
mod lint;
pub mod matrix;
pub mod measured;
pub mod modifier;
pub mod objective;
pub mod pool;
mod presence;
pub mod price;
pub mod proration;
pub mod question;
pub mod rank;
pub mod reckon;
#[cfg(test)]
mod sample;
pub mod seat;
pub mod settle;
pub mod sight;
#[cfg(test)]
mod slow;
pub mod span;
pub mod statement;
pub mod subject;
mod tell;
mod undo;
pub mod verdict;
pub mod working;

pub use column::Column;
pub use label::Label;
pub use lint::lint;
pub use measured::{Measured, Missing, Paid};
pub use settle::{Ground, settle};
pub use statement::{Contest, Item, Line, Nothing, Placed, Settlement, Statement};
pub use working::{How, Working};
