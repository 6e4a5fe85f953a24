//! The exports: decode, split, parse fields, join, the hot loop. The only room that knows their shape.
//!
//! In the order in which bytes become cells: [`export`] opens a [`source`] and shares out the work (`turns`); `feed`
//! reads blocks of whole rows (`utf16` turns UTF-16 into UTF-8 on the way); [`decode`] decides on the
//! encoding; [`layout`] finds delimiter and header, with `split`; `index` finds the cells of a block
//! and `arrange` the rows that are data (`footer` knows those that sum up), all driven by `worker`;
//! [`block`] is what a visitor sees. [`fault`] is what can be wrong, `place` and `lines` say where.
//!
//! In the order in which a plan meets its exports: [`files`] finds them, [`manner`] says how they are
//! read, [`columns`] where the declared columns are, [`tables`] loads what is looked up, [`told`] puts
//! what is wrong with a file into words; [`read`] computes from them. [`inspect`] shows what would be
//! read of one, and [`propose`] a source for one never seen.
//!
//! In the order in which cells become values: [`cell_value`] reads one by its column's form;
//! [`header`] matches columns to what a plan declares, with [`role`] for files never seen;
//! [`money`], [`date`], [`number`], [`percent`], [`flag`], [`key`] read cells; [`person`] says whom a
//! cell means.

mod arrange;
pub mod block;
pub mod cell;
pub mod cell_value;
pub mod columns;
pub mod date;
pub mod decode;
pub mod export;
pub mod fault;
mod feed;
pub mod files;
pub mod flag;
mod footer;
pub mod header;
mod index;
pub mod inspect;
pub mod key;
#[cfg(test)]
mod laws;
pub mod layout;
mod lines;
pub mod manner;
mod mask;
pub mod money;
pub mod number;
mod pattern;
pub mod percent;
pub mod person;
mod place;
pub mod propose;
pub mod read;
pub mod report;
pub mod role;
pub mod source;
mod spelling;
mod split;
pub mod tables;
pub mod told;
mod turns;
mod utf16;
mod worker;

pub use block::{Block, Cell};
pub use decode::Encoding;
pub use export::{Export, Options, Refused, Scanned, Source, Summary};
pub use fault::{Remark, ScanFault, Spot, Undecodable};
pub use feed::{CHUNK, OnChunk};
pub use layout::{Delimiter, Header, Layout};
