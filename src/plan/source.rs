//! `sources.toml`: each export with its files, columns, key, owner and returns, the reference tables
//! it joins, and named row checks. What it says; reading the exports is `crm`'s.

use crate::expr::Expr;
use crate::text::{Span, Spanned};

use super::column::Column;

/// Encodings that a source may declare.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Encoding {
    /// Byte order mark, then strict UTF-8, then strict GB18030.
    #[default]
    Auto,
    /// UTF-8, with or without byte order mark.
    Utf8,
    /// GB18030, which includes GBK and GB2312.
    Gb18030,
    /// UTF-16, low byte first.
    Utf16Le,
    /// UTF-16, high byte first.
    Utf16Be,
}

impl Encoding {
    /// Every encoding with its word in plans.
    pub const ALL: [(&'static str, Encoding); 5] = [
        ("auto", Encoding::Auto),
        ("utf-8", Encoding::Utf8),
        ("gb18030", Encoding::Gb18030),
        ("utf-16le", Encoding::Utf16Le),
        ("utf-16be", Encoding::Utf16Be),
    ];
}

/// Delimiters that a source may declare.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Delimiter {
    /// The one with which the header row is found.
    #[default]
    Auto,
    /// `,`
    Comma,
    /// Tabulator.
    Tab,
    /// `;`
    Semicolon,
    /// `|`
    Pipe,
}

impl Delimiter {
    /// Every delimiter with its word in plans.
    pub const ALL: [(&'static str, Delimiter); 5] = [
        ("auto", Delimiter::Auto),
        ("comma", Delimiter::Comma),
        ("tab", Delimiter::Tab),
        ("semicolon", Delimiter::Semicolon),
        ("pipe", Delimiter::Pipe),
    ];

    /// The byte; `None` for `Auto`.
    pub fn byte(self) -> Option<u8> {
        match self {
            Delimiter::Auto => None,
            Delimiter::Comma => Some(b','),
            Delimiter::Tab => Some(b'\t'),
            Delimiter::Semicolon => Some(b';'),
            Delimiter::Pipe => Some(b'|'),
        }
    }
}

/// The files of an export or table and how they are written.
#[derive(Clone, Debug)]
pub struct Files {
    /// Patterns below the plan folder (`crm/contracts-*.csv`), or `-` for standard input.
    pub patterns: Vec<Spanned<String>>,
    /// The encoding.
    pub encoding: Encoding,
    /// The delimiter.
    pub delimiter: Delimiter,
    /// Whether there is a header row; without one, columns are declared by position.
    pub header: bool,
    /// Further labels of rows that are no records (`合计` and its like are known anyway).
    pub footers: Vec<Spanned<String>>,
    /// Whether files without records are fine.
    pub allow_empty: bool,
}

/// An export.
#[derive(Clone, Debug)]
pub struct Source {
    /// Its id.
    pub id: Spanned<String>,
    /// Its name as people read it.
    pub name: Option<Spanned<String>>,
    /// Its files.
    pub files: Files,
    /// Its columns.
    pub columns: Vec<Column>,
    /// Columns that together identify a row; empty: the row as a whole does.
    pub key: Vec<usize>,
    /// Of rows with the same key the one with the largest value here counts.
    pub version: Option<usize>,
    /// Who is credited.
    pub owner: Owner,
    /// What a cell with several owners means.
    pub co_owners: CoOwners,
    /// The date that puts a row into a period, unless a measure names another.
    pub date: Option<usize>,
    /// What happens to rows that can't be read.
    pub bad_rows: BadRows,
    /// The one shape in which returns come.
    pub returns: Returns,
    /// Reference tables looked up by a column.
    pub joins: Vec<Join>,
    /// Named row checks.
    pub checks: Vec<RowCheck>,
    /// What row expressions speak of: slot `i` of an expression is `names[i]`.
    pub names: Vec<RowName>,
    /// Control total: the number of rows that must be there.
    pub expect_rows: Option<Spanned<u32>>,
    /// The table in the file.
    pub span: Span,
}

/// Who is credited with a row.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Owner {
    /// The person named in a column.
    Column(usize),
    /// The person named in a column of a joined table (territory → person).
    Joined {
        /// Index into [`Source::joins`].
        join: usize,
        /// Index into the table's columns.
        column: usize,
    },
    /// Nobody on the roster: the house account.
    House,
}

/// What a cell with several owners (`张三;李四`) means.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum CoOwners {
    /// It is an error.
    #[default]
    Refuse,
    /// Each gets an equal share, cents by largest remainder.
    Equal,
    /// The first gets all.
    First,
}

impl CoOwners {
    /// Every rule with its word in plans.
    pub const ALL: [(&'static str, CoOwners); 3] =
        [("refuse", CoOwners::Refuse), ("equal", CoOwners::Equal), ("first", CoOwners::First)];
}

/// What happens to rows that can't be read.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum BadRows {
    /// The run ends with an error.
    #[default]
    Refuse,
    /// They are listed with line and reason on every output, and don't count.
    SetAside,
}

impl BadRows {
    /// Every rule with its word in plans.
    pub const ALL: [(&'static str, BadRows); 2] =
        [("refuse", BadRows::Refuse), ("set-aside", BadRows::SetAside)];
}

/// The one shape in which returns come in a source.
#[derive(Clone, Debug)]
pub enum Returns {
    /// There are none; a negative amount is an error.
    None,
    /// Rows with a negative amount.
    Negative,
    /// Rows with a positive amount that meet a condition count as negative.
    Rows(Expr),
    /// A column of its own; the amount column is gross.
    Column(usize),
}

/// A reference table looked up by a column of the source.
#[derive(Clone, Debug)]
pub struct Join {
    /// Index into the plan's tables.
    pub table: usize,
    /// The column whose value is looked up.
    pub by: usize,
    /// Whether a value that isn't in the table is an error.
    pub required: bool,
    /// Where it is written.
    pub span: Span,
}

/// A named condition on rows.
#[derive(Clone, Debug)]
pub struct RowCheck {
    /// Its name.
    pub id: Spanned<String>,
    /// The condition.
    pub when: Expr,
    /// Whether the row is left out; otherwise it is only listed.
    pub set_aside: bool,
    /// Where it is written.
    pub span: Span,
}

/// What a slot of a row expression means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RowName {
    /// A column of the source.
    Column(usize),
    /// A column of a joined table.
    Joined {
        /// Index into [`Source::joins`].
        join: usize,
        /// Index into the table's columns.
        column: usize,
    },
    /// A table as a set of keys.
    Table(usize),
}

/// A reference table: a price list, a list of returned orders.
#[derive(Clone, Debug)]
pub struct Table {
    /// Its id: `products.list_price`, `contract_no in returned`.
    pub id: Spanned<String>,
    /// Its files.
    pub files: Files,
    /// Its columns.
    pub columns: Vec<Column>,
    /// The column by which it is looked up.
    pub key: usize,
    /// Whether one key may stand in several rows: then it only serves for "is in".
    pub repeats: bool,
    /// The table in the file.
    pub span: Span,
}
