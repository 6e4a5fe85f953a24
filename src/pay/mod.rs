//! Pay: from results and targets to statements, exactly, with the working of every figure. Pure
//! arithmetic over a plan, targets and facts; knows no export, no disk and no clock.

pub mod around;
pub mod carry;
mod contest;
pub mod curve;
pub mod formula;
mod joint;
pub mod label;
pub mod ladder;
pub mod measured;
pub mod price;
#[cfg(test)]
mod sample;
pub mod working;

pub use label::Label;
pub use measured::{Measured, Missing, Paid};
pub use working::{How, Working};
