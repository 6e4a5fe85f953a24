//! The words every room speaks. Imports nothing of ours; touches no disk, no clock, no terminal.

pub mod allocate;
pub mod day;
pub mod digest;
pub mod id;
pub mod lang;
pub mod moment;
pub mod number;
pub mod round;
pub mod unit;

pub use allocate::allocate;
pub use day::Day;
pub use digest::{ChunkedDigest, Digest, FileDigest};
pub use lang::Lang;
pub use moment::Moment;
pub use number::Number;
pub use round::{Rounding, round};
pub use rust_decimal::Decimal;
pub use unit::Unit;
