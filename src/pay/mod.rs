//! Pay: from results and targets to statements, exactly, with the working of every figure. Pure
//! arithmetic over a plan, targets and facts; knows no export, no disk and no clock.

pub mod clawback;
pub mod curve;
pub mod draw;
pub mod hold;
pub mod label;
pub mod ladder;
pub mod limit;
mod line;
mod lint;
pub mod matrix;
pub mod measured;
pub mod modifier;
pub mod objective;
pub mod pool;
pub mod price;
pub mod proration;
pub mod rank;
#[cfg(test)]
mod sample;
pub mod working;

pub use label::Label;
pub use lint::lint;
pub use measured::{Measured, Missing, Paid};
pub use working::{How, Working};
