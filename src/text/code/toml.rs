//! Codes of reading TOML files (T…): syntax, keys, the forms of values.

use super::{Code, Words};
use crate::text::Severity;

/// The rows of this family.
pub const ROWS: &[&Code] = &[&SYNTAX];

/// The file is no TOML.
pub static SYNTAX: Code = Code {
    id: "T01",
    severity: Severity::Error,
    zh: Words {
        message: "TOML 语法错误：{reason}",
        remedy: "改正这一处再运行；后面的错误多半由它引起，所以只报这一处",
        explain: "文件不符合 TOML 语法，无法读取。",
    },
    en: Words {
        message: "TOML syntax error: {reason}",
        remedy: "mend this place and run again; later errors mostly follow from it, so only this one is shown",
        explain: "The file does not follow TOML's grammar and can't be read.",
    },
};
