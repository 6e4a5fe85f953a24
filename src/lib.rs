//! `incent` carries a sales incentive plan through its whole life in one folder of plain files.
//!
//! Rooms, in the order in which text becomes documents; each may import only what stands before it
//! (the house test holds the exact table):
//!
//! - [`base`]: the words every room speaks: numbers, days, periods, units, ids.
//! - [`text`]: the user's text and what is wrong with it: sources, spans, diagnostics, the code table.
//! - [`expr`]: the language of conditions and formulas.
//! - [`plan`]: what a plan says, one file per topic.
//! - [`crm`]: the exports: decoding, splitting, fields, the hot loop. Nothing else knows their shape.
//! - [`quota`]: targets cascaded, attainment, pace, warnings: pure arithmetic over facts.
//! - [`pay`]: what the plan pays for it: tiers, caps, draws, statements with the working of every figure.
//! - [`process`]: the stages and steps, records, standing, permits.
//! - [`store`]: the plan folder on disk: layout, load, changes, lock, digests.
//! - [`document`]: one file per document; the only room that knows templates.
//! - [`cli`]: one file per command; clock, terminal and environment are met here only.

pub mod base;
pub mod cli;
pub mod crm;
pub mod document;
pub mod expr;
pub mod pay;
pub mod plan;
pub mod process;
pub mod quota;
pub mod store;
pub mod text;
