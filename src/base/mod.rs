//! The words every room speaks. Imports nothing of ours; touches no disk, no clock, no terminal.

pub mod allocate;
pub mod calendar;
pub mod day;
pub mod digest;
pub mod figure;
pub mod id;
pub mod lang;
pub mod moment;
pub mod number;
pub mod period;
pub mod round;
pub mod unit;

pub use allocate::allocate;
pub use calendar::Calendar;
pub use day::Day;
pub use digest::{ChunkedDigest, Digest, FileDigest};
pub use lang::Lang;
pub use moment::Moment;
pub use number::Number;
pub use period::{FiscalYear, Period, PeriodKind};
pub use round::{Rounding, round};
pub use rust_decimal::Decimal;
pub use unit::Unit;
