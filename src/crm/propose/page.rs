//! A proposal as TOML, ready to be pasted into `sources.toml`, with what is to be decided as
//! comments.

use std::fmt::Write as _;

use crate::base::Lang;
use crate::plan::source::{Owner, Returns};

use super::super::role::Role;
use super::{Declared, Proposal, Proposed, Standing, status_word};

impl Proposal {
    /// The block, ending in a newline.
    pub fn to_toml(&self, lang: Lang) -> String {
        let mut page = String::new();
        let head = match lang {
            Lang::Zh => "由 incent import 按文件内容提出：核对后粘贴到 sources.toml",
            Lang::En => {
                "proposed by incent import from the file: check it, then paste it into sources.toml"
            }
        };
        let _ = writeln!(page, "# {head}");
        self.put_head(&mut page, lang);
        let _ = writeln!(page, "\n[source.columns]");
        let of = |standing| self.columns.iter().filter(move |column| column.standing == standing);
        for column in of(Standing::Used).filter(|column| column.kind != Declared::Status) {
            let _ = writeln!(page, "{} = {}", column.id, column.declaration());
        }
        self.put_questions(&mut page, lang);
        let spare: Vec<&Proposed> = of(Standing::Spare).collect();
        if !spare.is_empty() {
            let _ = writeln!(
                page,
                "# {}",
                lang.pick(
                    "其余的列不读；要用的去掉行首的 #",
                    "the other columns are not read; remove the # of those to use"
                )
            );
        }
        for column in spare {
            let _ = writeln!(page, "# {} = {}", column.id, column.declaration());
        }
        for column in of(Standing::Used).filter(|column| column.kind == Declared::Status) {
            put_status(&mut page, column, lang);
        }
        page
    }

    fn put_head(&self, page: &mut String, lang: Lang) {
        let source = &self.source;
        let _ = writeln!(page, "[[source]]\nid = {}", quoted(&source.id));
        let pattern = source.files.patterns.first().map_or("", |pattern| pattern.value.as_str());
        let _ = writeln!(page, "files = [{}]", quoted(pattern));
        let name = |column: usize| quoted(&source.columns[column].id.value);
        match source.key.as_slice() {
            [] if self.id_repeats => {
                let _ = writeln!(
                    page,
                    "# {}",
                    lang.pick(
                        "编号列有重复：一单有几行时，写 key = [\"编号\", \"行号\"]",
                        "the ids repeat: if a deal has several lines, write key = [\"id\", \"line\"]"
                    )
                );
            }
            [] => {}
            key => {
                let key: Vec<String> = key.iter().map(|column| name(*column)).collect();
                let _ = writeln!(page, "key = [{}]", key.join(", "));
            }
        }
        match source.owner {
            Owner::Column(column) => _ = writeln!(page, "owner = {}", name(column)),
            _ => {
                let _ = writeln!(
                    page,
                    "# {}",
                    lang.pick(
                        "owner = \"…\"    # 业绩归谁：填一列的标识；不写则归公司账户",
                        "owner = \"…\"    # who is credited: a column's id; without it, the house account"
                    )
                );
            }
        }
        match source.date {
            Some(column) => _ = writeln!(page, "date = {}", name(column)),
            None => {
                let _ = writeln!(
                    page,
                    "# {}",
                    lang.pick(
                        "date = \"…\"    # 按哪个日期归到周期：填一列的标识",
                        "date = \"…\"    # the date that puts a row into a period: a column's id"
                    )
                );
            }
        }
        let shape = if matches!(source.returns, Returns::Negative) { "negative" } else { "none" };
        let _ = writeln!(page, "returns = {{ shape = \"{shape}\" }}");
    }

    /// The columns that the user is to choose from, role by role.
    fn put_questions(&self, page: &mut String, lang: Lang) {
        let asked: Vec<&Proposed> =
            self.columns.iter().filter(|column| column.standing == Standing::Asked).collect();
        let mut roles: Vec<Option<Role>> = asked.iter().map(|column| column.role).collect();
        roles.dedup();
        for role in roles {
            let of: Vec<&&Proposed> = asked.iter().filter(|column| column.role == role).collect();
            let word = role.map_or("", |role| role_word(role, lang));
            let question = match (of.len(), lang) {
                (1, Lang::Zh) => format!("{word}：日和月的先后从数据看不出来，留下正确的写法"),
                (1, Lang::En) => {
                    format!("{word}: the data doesn't tell day from month; keep the right pattern")
                }
                (_, Lang::Zh) => format!("哪一列是{word}？留下一列，去掉行首的 #，并在上面写明"),
                (_, Lang::En) => {
                    format!("which is the {word}? keep one, remove its #, and name it above")
                }
            };
            let _ = writeln!(page, "# {question}");
            for column in of {
                for declaration in column.declarations() {
                    let _ = writeln!(page, "# {} = {declaration}", column.id);
                }
            }
        }
    }
}

impl Proposed {
    /// The column as an inline table, or its header alone where that is all there is to say.
    fn declaration(&self) -> String {
        self.declarations().swap_remove(0)
    }

    /// The same once for each of the date patterns that are possible.
    fn declarations(&self) -> Vec<String> {
        let formats: Vec<Option<&str>> = match &self.kind {
            Declared::Date(patterns) if !patterns.is_empty() => {
                patterns.iter().map(|pattern| Some(*pattern)).collect()
            }
            _ => vec![None],
        };
        formats.into_iter().map(|format| self.with_format(format)).collect()
    }

    fn with_format(&self, format: Option<&str>) -> String {
        let mut keys = vec![format!("header = {}", quoted(&self.header))];
        let kind = match &self.kind {
            Declared::Text => None,
            Declared::Id => Some("id"),
            Declared::Person => Some("person"),
            Declared::Money(_) => Some("money"),
            Declared::Number => Some("number"),
            Declared::Percent => Some("percent"),
            Declared::Date(_) => Some("date"),
            Declared::Flag(_) => Some("flag"),
            Declared::Status => Some("status"),
        };
        keys.extend(kind.map(|kind| format!("type = \"{kind}\"")));
        keys.extend(format.map(|format| format!("formats = [{}]", quoted(format))));
        if let (Declared::Money(currency), false) = (&self.kind, self.guess.currencies.is_empty()) {
            keys.push(format!("currency = \"{}\"", currency.code()));
        }
        if self.kind == Declared::Flag(true) {
            keys.push("blank-is-no = true".to_owned());
        }
        if self.is_optional() {
            keys.push("optional = true".to_owned());
        }
        match keys.as_slice() {
            [_] => quoted(&self.header),
            keys => format!("{{ {} }}", keys.join(", ")),
        }
    }
}

fn put_status(page: &mut String, column: &Proposed, lang: Lang) {
    let _ = writeln!(page, "\n[source.columns.{}]", column.id);
    let _ = writeln!(page, "header = {}\ntype = \"status\"", quoted(&column.header));
    if column.is_optional() {
        let _ = writeln!(page, "optional = true");
    }
    let note = lang.pick(
        "左边是导出里的值，右边是计划里的词，请逐行核对",
        "the export's value = the plan's word; check each",
    );
    let _ = writeln!(page, "\n[source.columns.{}.map]    # {note}", column.id);
    let mut values: Vec<(&String, &u64)> = column.guess.values.iter().collect();
    values.sort_by(|a, b| b.1.cmp(a.1).then(a.0.cmp(b.0)));
    let rows = lang.pick("行", "rows");
    for (value, count) in values {
        let word = status_word(value);
        let _ = writeln!(page, "{} = \"{word}\"    # {count} {rows}", quoted(value));
    }
}

fn role_word(role: Role, lang: Lang) -> &'static str {
    let zh = match role {
        Role::Owner => "负责人",
        Role::Amount => "金额",
        Role::Date => "日期",
        Role::Customer => "客户",
        Role::Status => "状态",
        Role::Id => "编号",
        Role::Region => "区域",
        Role::Returns => "退货",
        Role::Product => "产品",
    };
    lang.pick(zh, role.word())
}

/// A TOML string.
fn quoted(text: &str) -> String {
    let mut out = String::from('"');
    for c in text.chars() {
        match c {
            '"' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => _ = write!(out, "\\u{:04X}", u32::from(c)),
            c => out.push(c),
        }
    }
    out.push('"');
    out
}
