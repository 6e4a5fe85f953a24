//! The shape of a table of keys: one row per key serves the reader, the schema and the manual. The
//! rows themselves stand beside the struct they fill, in `plan` and `process`.

/// A kind of TOML table: where it stands and which keys it may have.
#[derive(Debug)]
pub struct Section {
    /// How the manual and messages call it: `[[metric]]`, `[plan]`.
    pub path: &'static str,
    /// The file in which it stands.
    pub file: &'static str,
    /// What it is for, Chinese.
    pub zh: &'static str,
    /// What it is for, English.
    pub en: &'static str,
    /// Its keys, in the order in which the manual shows them.
    pub keys: &'static [Key],
}

impl Section {
    /// The row of a key.
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

/// A key.
#[derive(Debug)]
pub struct Key {
    /// Its name, kebab-case.
    pub name: &'static str,
    /// The form of its value.
    pub form: Form,
    /// Whether it must be there.
    pub need: Need,
    /// An example of the value, as TOML.
    pub example: &'static str,
    /// What it says, Chinese.
    pub zh: &'static str,
    /// What it says, English.
    pub en: &'static str,
}

/// A key that must be there.
pub const fn required(
    name: &'static str,
    form: Form,
    example: &'static str,
    zh: &'static str,
    en: &'static str,
) -> Key {
    Key { name, form, need: Need::Required, example, zh, en }
}

/// A key that may be absent.
pub const fn optional(
    name: &'static str,
    form: Form,
    example: &'static str,
    zh: &'static str,
    en: &'static str,
) -> Key {
    Key { name, form, need: Need::Optional, example, zh, en }
}

/// A key whose absence means `value`.
pub const fn default(
    name: &'static str,
    form: Form,
    value: &'static str,
    example: &'static str,
    zh: &'static str,
    en: &'static str,
) -> Key {
    Key { name, form, need: Need::Default(value), example, zh, en }
}

/// Whether a key must be there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// Its absence is an error.
    Required,
    /// It may be absent, which means nothing.
    Optional,
    /// Its absence means this.
    Default(&'static str),
}

/// The form of a value.
#[derive(Clone, Copy, Debug)]
pub enum Form {
    /// A string for people.
    Text,
    /// `[A-Za-z0-9][A-Za-z0-9_-]*`, at most 63 characters.
    Id,
    /// `[a-z][a-z0-9_]*`: a name that formulas use.
    Word,
    /// An exact number: a TOML number or a string such as `"1200万"`.
    Number,
    /// A rate or share: `"5%"`, or a number from 0 to 1.
    Rate,
    /// A whole number.
    Whole,
    /// A date.
    Day,
    /// `true` or `false`.
    Flag,
    /// One of these words.
    Choice(&'static [&'static str]),
    /// A condition or formula.
    Expression,
    /// A list of values of one form.
    List(&'static Form),
    /// A table whose keys the user chooses.
    Map(&'static Form),
    /// One table.
    Table(&'static Section),
    /// An array of tables.
    Tables(&'static Section),
    /// A string, or a table with more to say.
    TextOr(&'static Section),
}
