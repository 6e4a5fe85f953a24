//! Codes of the form of plan files (F…): TOML syntax, keys, the forms of values, small CSV tables.

use super::codes;

codes! {
    /// The file is no TOML.
    SYNTAX: Error "F01"
        zh "TOML 语法错误：{reason}"
           "改正这一处再运行；后面的错误多半由它引起，所以只报这一处"
           "文件不符合 TOML 语法，无法读取。"
        en "TOML syntax error: {reason}"
           "mend this place and run again; later errors mostly follow from it, so only this one is shown"
           "The file does not follow TOML's grammar and can't be read.";
}
