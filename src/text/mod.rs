//! The user's text and what is wrong with it: sources and spans, diagnostics and their sink, the
//! table of codes, TOML fields, small CSV tables. Knows nothing of plans.

pub mod code;
pub mod csv_table;
pub mod csv_writer;
pub mod diagnostic;
pub mod escape;
mod excerpt;
pub mod fields;
pub mod key;
pub mod quantity;
pub mod show;
pub mod source;
pub mod toml;
mod why;

pub use code::Code;
pub use diagnostic::{Diagnostic, Place, Severity, Sink};
pub use escape::{escape, escape_lines};
pub use fields::Fields;
pub use key::{Form, Key, Need, Section};
pub use source::{Source, SourceId, Sources, Span, Spanned};
