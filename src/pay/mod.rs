//! Pay: from results and targets to statements, exactly, with the working of every figure. Pure
//! arithmetic over a plan, targets and facts; knows no export, no disk and no clock.

pub mod curve;
pub mod label;
pub mod ladder;
mod line;
pub mod matrix;
pub mod measured;
pub mod pool;
pub mod price;
pub mod rank;
#[cfg(test)]
mod sample;
pub mod working;

pub use label::Label;
pub use measured::{Measured, Missing, Paid};
pub use working::{How, Working};
