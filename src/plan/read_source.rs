//! Reading `sources.toml` into [`Source`]s and [`Table`]s, and checking what it says against itself.

use crate::expr::Lexicon;
use crate::text::code::form::DUPLICATE_ID;
use crate::text::code::plan as code;
use crate::text::key::{default, optional, required};
use crate::text::toml::{self, Toml};
use crate::text::{Diagnostic, Fields, Form, Section, Sink, Sources, Span, Spanned};

use super::column::{COLUMN, Column, Conventions};
use super::formula::{RowNames, condition};
use super::source::{
    BadRows, CoOwners, Delimiter, Encoding, Files, Join, Owner, Returns, RowCheck, Source, Table,
};

/// `sources.toml`.
pub static ROOT: Section = Section {
    path: "sources.toml",
    file: "sources.toml",
    zh: "导出文件与参照表",
    en: "exports and reference tables",
    keys: &[
        optional("source", Form::Tables(&SOURCE), "", "一种导出", "an export"),
        optional("table", Form::Tables(&TABLE), "", "参照表", "a reference table"),
    ],
};

/// The words of `encoding`.
const ENCODINGS: [&str; 5] = ["auto", "utf-8", "gb18030", "utf-16le", "utf-16be"];
/// The words of `delimiter`.
const DELIMITERS: [&str; 5] = ["auto", "comma", "tab", "semicolon", "pipe"];

macro_rules! file_keys {
    ($($more:expr),* $(,)?) => {
        &[
            $($more,)*
            required(
                "files",
                Form::List(&Form::Text),
                "[\"crm/contracts-*.csv\"]",
                "文件（可用 * 匹配），相对于计划文件夹；\"-\" 是标准输入",
                "files (with *), below the plan folder; \"-\" is standard input",
            ),
            default("encoding", Form::Choice(&ENCODINGS), "auto", "\"gb18030\"", "编码", "encoding"),
            default("delimiter", Form::Choice(&DELIMITERS), "auto", "\"tab\"", "分隔符", "delimiter"),
            default("header", Form::Flag, "true", "false", "有没有表头", "whether there is a header row"),
            optional(
                "footers",
                Form::List(&Form::Text),
                "[\"制表人\"]",
                "哪些行不是数据：行首的字样（合计、总计、小计等本来就认识）",
                "labels of rows that are no records (totals are known anyway)",
            ),
            default(
                "allow-empty",
                Form::Flag,
                "false",
                "true",
                "是否允许没有数据行",
                "whether a file without records is fine",
            ),
            required(
                "columns",
                Form::Map(&Form::TextOr(&COLUMN)),
                "{ amount = { header = \"合同金额\", type = \"money\" } }",
                "列：标识 = 表头与类型",
                "columns: id = header and type",
            ),
        ]
    };
}

/// `[[source]]`.
pub static SOURCE: Section = Section {
    path: "[[source]]",
    file: "sources.toml",
    zh: "一种导出：文件、列、谁的业绩",
    en: "an export: files, columns, whose results",
    keys: file_keys![
        required("id", Form::Id, "\"contracts\"", "编号", "the source's id"),
        optional("name", Form::Text, "\"合同\"", "名称", "its name"),
        optional(
            "key",
            Form::List(&Form::Text),
            "[\"contract_no\"]",
            "合起来标识一行的列；不写则整行相同才算重复",
            "columns that together identify a row; without it only equal rows are duplicates",
        ),
        optional(
            "version",
            Form::Text,
            "\"updated_at\"",
            "同一键有几行时，此列最大的一行有效",
            "of rows with one key, the one with the largest value here counts",
        ),
        optional(
            "owner",
            Form::Text,
            "\"owner\"",
            "业绩归谁：人员列，或参照表的列（territories.owner）；\"house\" 归公司",
            "who is credited: a person column, or a joined one; \"house\" for the house account",
        ),
        default(
            "co-owners",
            Form::Choice(&["refuse", "equal", "first"]),
            "refuse",
            "\"equal\"",
            "一格里有几个人时怎么办",
            "what a cell with several people means",
        ),
        optional(
            "date",
            Form::Text,
            "\"signed\"",
            "按哪个日期归到周期",
            "the date that puts a row into a period",
        ),
        default(
            "bad-rows",
            Form::Choice(&["refuse", "set-aside"]),
            "refuse",
            "\"set-aside\"",
            "读不懂的行：拒绝，或列出后搁置",
            "rows that can't be read: refuse, or list and set aside",
        ),
        optional(
            "returns",
            Form::Table(&RETURNS),
            "{ shape = \"negative\" }",
            "退货以哪一种形式出现",
            "the one shape in which returns come",
        ),
        optional("join", Form::Tables(&JOIN), "", "查参照表", "looks up a reference table",),
        optional("check", Form::Tables(&CHECK), "", "对每一行的检查", "a check of each row"),
        optional(
            "expect-rows",
            Form::Whole,
            "8800",
            "控制数：应有多少行",
            "control total: how many rows there must be",
        ),
    ],
};

/// `[[table]]`.
pub static TABLE: Section = Section {
    path: "[[table]]",
    file: "sources.toml",
    zh: "参照表：按键查价格、归属，或判断“属于”",
    en: "a reference table: looked up by key, or used for \"is in\"",
    keys: file_keys![
        required("id", Form::Word, "\"products\"", "标识", "its id"),
        required(
            "key",
            Form::Text,
            "\"product\"",
            "按哪一列查",
            "the column by which it is looked up"
        ),
        default(
            "repeats",
            Form::Flag,
            "false",
            "true",
            "同一个键可否出现几次（那样只能用来判断“属于”）",
            "whether a key may repeat (then it serves for \"is in\" only)",
        ),
    ],
};

/// `[source.returns]`.
pub static RETURNS: Section = Section {
    path: "[source.returns]",
    file: "sources.toml",
    zh: "退货的形式",
    en: "the shape of returns",
    keys: &[
        required(
            "shape",
            Form::Choice(&["none", "negative", "rows", "column"]),
            "\"rows\"",
            "没有 / 负数行 / 符合条件的正数行 / 单独一列",
            "none, negative rows, positive rows that meet a condition, a column",
        ),
        optional(
            "when",
            Form::Expression,
            "'单据类型 = \"销售退货\"'",
            "哪些行是退货（shape = \"rows\"）",
            "which rows are returns (shape = \"rows\")",
        ),
        optional(
            "column",
            Form::Text,
            "\"returned\"",
            "退货金额列（shape = \"column\"）",
            "the column of returned amounts (shape = \"column\")",
        ),
    ],
};

/// `[[source.join]]`.
pub static JOIN: Section = Section {
    path: "[[source.join]]",
    file: "sources.toml",
    zh: "按某列查参照表",
    en: "looks up a reference table by a column",
    keys: &[
        required("table", Form::Word, "\"products\"", "参照表", "the table"),
        required(
            "by",
            Form::Text,
            "\"product\"",
            "用哪一列的值去查",
            "the column whose value is looked up",
        ),
        default(
            "required",
            Form::Flag,
            "true",
            "false",
            "查不到是否算错",
            "whether a value that isn't there is an error",
        ),
    ],
};

/// `[[source.check]]`.
pub static CHECK: Section = Section {
    path: "[[source.check]]",
    file: "sources.toml",
    zh: "对每一行的检查",
    en: "a check of each row",
    keys: &[
        required("id", Form::Id, "\"OUTLIER\"", "名称", "its name"),
        required("when", Form::Expression, "'amount > 500万元'", "条件", "the condition"),
        default(
            "then",
            Form::Choice(&["flag", "set-aside"]),
            "flag",
            "\"set-aside\"",
            "列出，或列出并搁置",
            "list the row, or list it and set it aside",
        ),
    ],
};

/// What `sources.toml` says.
pub struct Exports {
    /// The exports.
    pub sources: Vec<Source>,
    /// The reference tables.
    pub tables: Vec<Table>,
    /// Whether every export that is written could be read. Where one could not, a name that isn't
    /// there may be its name, and is no error of its own.
    pub whole: bool,
}

/// Reads `sources.toml`.
pub fn read(
    root: &Spanned<toml::Table>,
    conventions: Conventions,
    sources: &Sources,
    sink: &mut Sink,
) -> Exports {
    let fields = Fields::new(root, root.span, &ROOT, sink);
    let written = fields.tables("table", sink);
    let table_count = written.len();
    let tables: Vec<Table> = written
        .into_iter()
        .filter_map(|(table, span)| read_table(table, span, conventions, sink))
        .collect();
    refuse_twice(tables.iter().map(|table| &table.id), "[[table]]", sink);
    let written = fields.tables("source", sink);
    let source_count = written.len();
    let tables_whole = tables.len() == table_count;
    let read: Vec<Source> = written
        .into_iter()
        .filter_map(|(table, span)| {
            let reader = SourceReader::new(table, span, conventions, sink);
            reader.read(&tables, tables_whole, sources, sink)
        })
        .collect();
    refuse_twice(read.iter().map(|source| &source.id), "[[source]]", sink);
    Exports { whole: read.len() == source_count, sources: read, tables }
}

/// Tells ids that stand twice, with both places.
pub fn refuse_twice<'a>(
    ids: impl Iterator<Item = &'a Spanned<String>>,
    what: &str,
    sink: &mut Sink,
) {
    let mut seen: Vec<&Spanned<String>> = Vec::new();
    for id in ids {
        match seen.iter().find(|known| known.value.eq_ignore_ascii_case(&id.value)) {
            Some(first) => sink.push(
                Diagnostic::new(&DUPLICATE_ID)
                    .arg("what", what)
                    .arg("id", &id.value)
                    .at(id.span)
                    .at(first.span),
            ),
            None => seen.push(id),
        }
    }
}

fn read_files(fields: &Fields<'_>, sink: &mut Sink) -> Option<Files> {
    let patterns = fields.texts("files", sink);
    if let Some(patterns) = &patterns {
        for pattern in patterns.iter().filter(|pattern| leaves_folder(pattern)) {
            sink.push(
                Diagnostic::new(&code::FILE_OUTSIDE).arg("file", &pattern.value).at(pattern.span),
            );
        }
    }
    let encoding = fields.choice("encoding", &Encoding::ALL, sink);
    let delimiter = fields.choice("delimiter", &Delimiter::ALL, sink);
    Some(Files {
        patterns: patterns?,
        encoding: encoding.map(|e| e.value).unwrap_or_default(),
        delimiter: delimiter.map(|d| d.value).unwrap_or_default(),
        header: fields.flag("header", sink).unwrap_or(true),
        footers: fields.texts("footers", sink).unwrap_or_default(),
        allow_empty: fields.flag("allow-empty", sink).unwrap_or(false),
    })
}

/// Exports are named below the plan folder or by an absolute path; `..` would make a plan depend on
/// where its folder happens to stand.
fn leaves_folder(pattern: &str) -> bool {
    pattern.split(['/', '\\']).any(|part| part == "..")
}

/// The columns, and whether every one that is written could be read.
fn read_columns(
    fields: &Fields<'_>,
    conventions: Conventions,
    sink: &mut Sink,
) -> (Vec<Column>, bool) {
    let Some(entries) = fields.map("columns", sink) else { return (Vec::new(), false) };
    let read: Vec<Column> = entries
        .iter()
        .filter_map(|(id, value)| Column::read(id, value, conventions, sink))
        .collect();
    let has_header = fields.raw("header").is_none_or(|v| v.value != Toml::Flag(false));
    for column in &read {
        if !has_header && column.position.is_none() {
            sink.push(
                Diagnostic::new(&code::COLUMN_NEEDS_POSITION)
                    .arg("column", &column.id.value)
                    .at(column.id.span),
            );
        }
    }
    let whole = read.len() == entries.len();
    (read, whole)
}

/// The column that somebody means by its id or its header.
/// A name that isn't there is told only where every column could be read: it may be one that has
/// been told about.
fn find_column(
    (columns, whole): (&[Column], bool),
    written: &Spanned<String>,
    sink: &mut Sink,
) -> Option<usize> {
    let found = columns.iter().position(|column| {
        column.id.value == written.value || column.headers.iter().any(|h| h.value == written.value)
    });
    if found.is_some() || !whole {
        return found;
    }
    let known: Vec<&str> = columns.iter().map(|column| column.id.value.as_str()).collect();
    unknown("column", "列", written, &known, sink)
}

/// Tells a reference to something that isn't there.
pub fn unknown<T>(
    what_en: &str,
    what_zh: &str,
    written: &Spanned<String>,
    known: &[&str],
    sink: &mut Sink,
) -> Option<T> {
    let (zh, en) = match crate::text::fields::nearest(&written.value, known) {
        Some(nearest) => (format!("是否想写 {nearest}？"), format!("did you mean {nearest}?")),
        None if known.is_empty() => (
            format!("计划里还没有{what_zh}，先定义它"),
            "the plan has none yet; define it".to_owned(),
        ),
        None => {
            let listed = known.iter().take(12).copied().collect::<Vec<_>>().join(", ");
            (format!("可以写：{listed}"), format!("write one of: {listed}"))
        }
    };
    Diagnostic::new(&code::UNKNOWN_REFERENCE)
        .arg("what_en", what_en)
        .arg("what_zh", what_zh)
        .arg("name", &written.value)
        .arg("known_zh", zh)
        .arg("known_en", en)
        .at(written.span)
        .tell(sink)
}

fn read_table(
    table: &toml::Table,
    span: Span,
    conventions: Conventions,
    sink: &mut Sink,
) -> Option<Table> {
    let fields = Fields::new(table, span, &TABLE, sink);
    let id = fields.word("id", sink);
    let files = read_files(&fields, sink);
    let (columns, whole) = read_columns(&fields, conventions, sink);
    let key = fields.text("key", sink).and_then(|key| find_column((&columns, whole), &key, sink));
    let repeats = fields.flag("repeats", sink).unwrap_or(false);
    whole.then_some(())?;
    Some(Table { id: id?, files: files?, columns, key: key?, repeats, span })
}

/// A `[[source]]` being read.
struct SourceReader<'a> {
    fields: Fields<'a>,
    columns: Vec<Column>,
    /// Whether every column that is written could be read.
    whole: bool,
    conventions: Conventions,
}

impl<'a> SourceReader<'a> {
    fn new(
        table: &'a toml::Table,
        span: Span,
        conventions: Conventions,
        sink: &mut Sink,
    ) -> SourceReader<'a> {
        let fields = Fields::new(table, span, &SOURCE, sink);
        let (columns, whole) = read_columns(&fields, conventions, sink);
        SourceReader { fields, columns, whole, conventions }
    }

    fn read(
        self,
        tables: &[Table],
        tables_whole: bool,
        sources: &Sources,
        sink: &mut Sink,
    ) -> Option<Source> {
        let fields = &self.fields;
        let id = fields.id("id", sink);
        let name = fields.text("name", sink);
        let files = read_files(fields, sink);
        let key = self.columns_of("key", sink);
        let version = self.column_of("version", sink);
        let date = self.column_of("date", sink);
        let (joins, joins_whole) = self.read_joins(tables, tables_whole, sink);
        let owner = self.read_owner(&joins, (tables, joins_whole), sink);
        let co_owners = fields.choice("co-owners", &CoOwners::ALL, sink);
        let bad_rows = fields.choice("bad-rows", &BadRows::ALL, sink);
        let expect_rows = fields.whole("expect-rows", sink);
        (self.whole && joins_whole).then_some(())?;
        let mut source = Source {
            id: id?,
            name,
            files: files?,
            columns: self.columns.clone(),
            key: key?,
            version,
            owner: owner?,
            co_owners: co_owners.map(|rule| rule.value).unwrap_or_default(),
            date,
            bad_rows: bad_rows.map(|rule| rule.value).unwrap_or_default(),
            returns: Returns::None,
            joins,
            checks: Vec::new(),
            names: Vec::new(),
            expect_rows,
            span: fields.span,
        };
        let names = RowNames::new(&source, tables, self.conventions.currency);
        let lexicon = Lexicon::new(&names);
        source.returns = self.read_returns(&lexicon, sources, sink)?;
        source.checks = self.read_checks(&lexicon, sources, sink);
        source.names = names.slots;
        Some(source)
    }

    fn find(&self, written: &Spanned<String>, sink: &mut Sink) -> Option<usize> {
        find_column((&self.columns, self.whole), written, sink)
    }

    fn column_of(&self, key: &str, sink: &mut Sink) -> Option<usize> {
        let written = self.fields.text(key, sink)?;
        self.find(&written, sink)
    }

    /// `None` when a name was wrong.
    fn columns_of(&self, key: &str, sink: &mut Sink) -> Option<Vec<usize>> {
        let Some(written) = self.fields.texts(key, sink) else {
            return (!self.fields.has(key)).then(Vec::new);
        };
        let found: Vec<usize> = written.iter().filter_map(|name| self.find(name, sink)).collect();
        (found.len() == written.len()).then_some(found)
    }

    /// The joins, and whether every one that is written could be read.
    fn read_joins(
        &self,
        tables: &[Table],
        tables_whole: bool,
        sink: &mut Sink,
    ) -> (Vec<Join>, bool) {
        let written = self.fields.tables("join", sink);
        let count = written.len();
        let read = written.into_iter().filter_map(|(table, span)| {
            let fields = Fields::new(table, span, &JOIN, sink);
            let table = fields.text("table", sink);
            let by = fields.text("by", sink).and_then(|by| self.find(&by, sink));
            let required = fields.flag("required", sink).unwrap_or(true);
            let table = table?;
            let Some(index) = tables.iter().position(|known| known.id.value == table.value) else {
                tables_whole.then_some(())?;
                let known: Vec<&str> = tables.iter().map(|t| t.id.value.as_str()).collect();
                return unknown("table", "参照表", &table, &known, sink);
            };
            if tables[index].repeats {
                return Diagnostic::new(&code::JOIN_OF_REPEATS)
                    .arg("table", &table.value)
                    .at(table.span)
                    .at(tables[index].span)
                    .tell(sink);
            }
            Some(Join { table: index, by: by?, required, span })
        });
        let joins: Vec<Join> = read.collect();
        let whole = joins.len() == count;
        (joins, whole)
    }

    fn read_owner(
        &self,
        joins: &[Join],
        (tables, whole): (&[Table], bool),
        sink: &mut Sink,
    ) -> Option<Owner> {
        let Some(written) = self.fields.text("owner", sink) else {
            return if self.fields.has("owner") { None } else { Some(Owner::House) };
        };
        if written.value == "house" {
            return Some(Owner::House);
        }
        let Some((table, column)) = written.value.split_once('.') else {
            return self.find(&written, sink).map(Owner::Column);
        };
        let found = joins.iter().enumerate().find_map(|(join, Join { table: index, .. })| {
            let known = &tables[*index];
            let column = known.columns.iter().position(|c| c.id.value == column)?;
            (known.id.value == table).then_some(Owner::Joined { join, column })
        });
        found.or_else(|| {
            whole.then_some(())?;
            let columns = joins.iter().map(|join| &tables[join.table]);
            let known: Vec<String> = columns
                .flat_map(|table| table.columns.iter().map(|c| format!("{}.{}", *table.id, *c.id)))
                .collect();
            let known: Vec<&str> = known.iter().map(String::as_str).collect();
            unknown("joined column", "参照表的列", &written, &known, sink)
        })
    }

    fn read_returns(&self, names: &Lexicon, sources: &Sources, sink: &mut Sink) -> Option<Returns> {
        let Some((table, span)) = self.fields.table("returns", sink) else {
            return (!self.fields.has("returns")).then_some(Returns::None);
        };
        let fields = Fields::new(table, span, &RETURNS, sink);
        let words = [("none", 0), ("negative", 1), ("rows", 2), ("column", 3)];
        let shape = fields.choice("shape", &words, sink);
        let when = fields.text("when", sink);
        let column = fields.text("column", sink);
        match (shape?.value, when, column) {
            (0, None, None) => Some(Returns::None),
            (1, None, None) => Some(Returns::Negative),
            (2, Some(when), None) => condition(&when, sources, names, sink).map(Returns::Rows),
            (3, None, Some(column)) => self.find(&column, sink).map(Returns::Column),
            _ => Diagnostic::new(&code::RETURNS_INCOMPLETE).at(span).tell(sink),
        }
    }

    fn read_checks(&self, names: &Lexicon, sources: &Sources, sink: &mut Sink) -> Vec<RowCheck> {
        let written = self.fields.tables("check", sink);
        let read = written.into_iter().filter_map(|(table, span)| {
            let fields = Fields::new(table, span, &CHECK, sink);
            let id = fields.id("id", sink);
            let when = fields.text("when", sink);
            let then = fields.choice("then", &[("flag", false), ("set-aside", true)], sink);
            let when = when.and_then(|when| condition(&when, sources, names, sink));
            let set_aside = then.is_some_and(|then| then.value);
            Some(RowCheck { id: id?, when: when?, set_aside, span })
        });
        read.collect()
    }
}
