//! The exports: decode, split, parse fields, join, the hot loop. The only room that knows their shape.

pub mod cell;
pub mod date;
pub mod flag;
pub mod header;
pub mod key;
pub mod money;
pub mod number;
pub mod percent;
pub mod person;
