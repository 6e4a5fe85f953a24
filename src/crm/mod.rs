//! The exports: decode, split, parse fields, join, the hot loop. The only room that knows their shape.
//!
//! In the order in which bytes become cells: [`export`] opens a [`source`] and shares out the work (`turns`); `feed`
//! reads blocks of whole rows (`utf16` turns UTF-16 into UTF-8 on the way); [`decode`] decides on the
//! encoding; [`header`] finds delimiter and header, with `split`; `index` finds the cells of a block
//! and `arrange` the rows that are data (`footer` knows those that sum up), all driven by `worker`;
//! [`block`] is what a visitor sees. [`fault`] is what can be wrong, `place` and `lines` say where.

mod arrange;
pub mod block;
pub mod decode;
pub mod export;
pub mod fault;
mod feed;
mod footer;
pub mod header;
mod index;
#[cfg(test)]
mod laws;
mod lines;
mod mask;
mod place;
pub mod source;
mod split;
mod turns;
mod utf16;
mod worker;

pub use block::{Block, Cell};
pub use decode::Encoding;
pub use export::{Export, Options, Refused, Scanned, Summary};
pub use fault::{Remark, ScanFault, Spot, Undecodable};
pub use feed::{CHUNK, OnChunk};
pub use header::{Delimiter, Header, Layout};
pub use source::Source;
