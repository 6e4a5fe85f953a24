//! A column of an export or table: the header by which it is found, and the declared form of its
//! values.

use crate::base::Unit;
use crate::base::unit::Currency;
use crate::expr::Type;
use crate::text::code::plan as code;
use crate::text::fields::as_text;
use crate::text::key::{default, optional};
use crate::text::toml::Toml;
use crate::text::{Diagnostic, Fields, Form as KeyForms, Section, Sink, Span, Spanned};

use super::format::{
    Blank, BoolForm, DateForm, KeyForm, MoneyForm, Negative, NumberForm, PercentForm, PercentScale,
    ScaleUnit,
};
use super::pattern::{DatePattern, PatternFault};

/// A column.
#[derive(Clone, Debug)]
pub struct Column {
    /// Its id in formulas.
    pub id: Spanned<String>,
    /// The headers by which it is found: the first that the file has.
    pub headers: Vec<Spanned<String>>,
    /// Position from 1, for files without a header.
    pub position: Option<Spanned<u32>>,
    /// The form of its values.
    pub form: Form,
    /// Values that are replaced before anything looks at them (`GTXPro` → `GTX Pro`).
    pub alias: Vec<(String, String)>,
    /// Where it is declared.
    pub span: Span,
}

/// The declared form of a column's values.
#[derive(Clone, Debug)]
pub enum Form {
    /// Text as it stands, trimmed.
    Text(Blank),
    /// An identifier: never a number, leading zeros kept.
    Id(KeyForm),
    /// A person: id, name, alias or e-mail.
    Person(Blank),
    /// An amount.
    Money(MoneyForm, Currency),
    /// A plain number, and what it counts.
    Number(NumberForm, Unit),
    /// A share.
    Percent(PercentForm),
    /// A day.
    Date(DateForm),
    /// Yes or no.
    Flag(BoolForm),
    /// One of declared values, each with the plan's word for it; any other is an error.
    Status(Vec<(String, String)>, Blank),
}

impl Form {
    /// The type of the column in expressions.
    pub fn kind(&self) -> Type {
        match self {
            Form::Text(_) | Form::Id(_) | Form::Person(_) | Form::Status(..) => Type::Text,
            Form::Money(_, currency) => Type::Num(Unit::Money(*currency)),
            Form::Number(_, unit) => Type::Num(*unit),
            Form::Percent(_) => Type::Num(Unit::Ratio),
            Form::Date(_) => Type::Day,
            Form::Flag(_) => Type::Bool,
        }
    }

    /// What counts as no value.
    pub fn blank(&self) -> &Blank {
        match self {
            Form::Text(blank) | Form::Person(blank) | Form::Status(_, blank) => blank,
            Form::Id(form) => &form.blank,
            Form::Money(form, _) => &form.blank,
            Form::Number(form, _) => &form.blank,
            Form::Percent(form) => &form.blank,
            Form::Date(form) => &form.blank,
            Form::Flag(form) => &form.blank,
        }
    }
}

/// Words of `type`.
const TYPES: [&str; 9] =
    ["text", "id", "person", "money", "number", "percent", "date", "flag", "status"];

/// A column as a table of keys.
pub static COLUMN: Section = Section {
    path: "[source.columns]",
    file: "sources.toml",
    zh: "一列：标识 = \"表头\"，或标识 = { header = …, type = … }",
    en: "a column: id = \"header\", or id = { header = …, type = … }",
    keys: &[
        optional(
            "header",
            KeyForms::List(&KeyForms::Text),
            "[\"合同金额\", \"合同金额(元)\"]",
            "表头；可列出几种写法",
            "the header; several spellings may be listed",
        ),
        optional(
            "position",
            KeyForms::Whole,
            "3",
            "第几列（没有表头的文件）",
            "position from 1, for files without a header",
        ),
        default(
            "type",
            KeyForms::Choice(&TYPES),
            "text",
            "\"money\"",
            "值的类型",
            "type of the values",
        ),
        default(
            "optional",
            KeyForms::Flag,
            "false",
            "true",
            "是否允许为空",
            "whether a cell may be blank",
        ),
        optional(
            "null",
            KeyForms::List(&KeyForms::Text),
            "[\"-\", \"无\"]",
            "表示“没有值”的写法（取代默认的几种）",
            "texts that mean \"no value\" (instead of the usual ones)",
        ),
        optional(
            "alias",
            KeyForms::Map(&KeyForms::Text),
            "{ GTXPro = \"GTX Pro\" }",
            "值的别名：左边的当作右边的",
            "aliases of values: the left one counts as the right one",
        ),
        optional(
            "map",
            KeyForms::Map(&KeyForms::Text),
            "{ \"赢单\" = \"won\", \"输单\" = \"lost\" }",
            "状态对照（type = \"status\"）：导出里的值 = 计划里的词",
            "status map (type = \"status\"): the export's value = the plan's word",
        ),
        optional(
            "formats",
            KeyForms::List(&KeyForms::Text),
            "[\"M/D/YYYY\"]",
            "日期格式",
            "date patterns",
        ),
        default(
            "planned",
            KeyForms::Flag,
            "false",
            "true",
            "是否为计划日期：晚于数据截止日是正常的，到期才计入",
            "whether the dates are planned ones: later than the cut-off is normal, and counts once due",
        ),
        optional(
            "scale",
            KeyForms::Text,
            "\"万元\"",
            "金额的单位（元、万元、亿元），或百分数的写法（percent、fraction）",
            "unit of amounts (元, 万元, 亿元), or how shares are written (percent, fraction)",
        ),
        optional(
            "currency",
            KeyForms::Text,
            "\"USD\"",
            "金额的币种，默认为计划的币种",
            "currency of amounts, the plan's unless said",
        ),
        optional(
            "unit",
            KeyForms::Choice(&["number", "count", "days"]),
            "\"count\"",
            "数字数的是什么",
            "what a number counts",
        ),
        default(
            "thousands",
            KeyForms::Flag,
            "true",
            "false",
            "是否允许千分位逗号",
            "whether commas may group digits",
        ),
        optional(
            "negative",
            KeyForms::List(&KeyForms::Choice(&["minus", "parens", "trailing"])),
            "[\"parens\"]",
            "负数允许哪些写法",
            "accepted ways to write a negative number",
        ),
        optional(
            "yes",
            KeyForms::List(&KeyForms::Text),
            "[\"1\"]",
            "表示“是”的写法",
            "words for yes",
        ),
        optional(
            "no",
            KeyForms::List(&KeyForms::Text),
            "[\"0\"]",
            "表示“否”的写法",
            "words for no",
        ),
        default(
            "blank-is-no",
            KeyForms::Flag,
            "false",
            "true",
            "空格是否表示“否”",
            "whether a blank cell means no",
        ),
    ],
};

/// What columns take from the plan as a whole.
#[derive(Clone, Copy)]
pub struct Conventions {
    /// The plan's currency.
    pub currency: Currency,
    /// The plan's minutes east of UTC.
    pub utc_offset: i32,
}

impl Column {
    /// Reads one entry of `[source.columns]`.
    pub fn read(
        id: &Spanned<String>,
        value: &Spanned<Toml>,
        conventions: Conventions,
        sink: &mut Sink,
    ) -> Option<Column> {
        if crate::base::id::check_word(id).is_err() {
            return Diagnostic::new(&crate::text::code::form::NOT_AN_ID)
                .arg("id", &id.value)
                .arg("pattern", "[a-z][a-z0-9_]*")
                .at(id.span)
                .tell(sink);
        }
        let Toml::Table(table) = &value.value else {
            let header = as_text(value, &COLUMN.keys[0], sink)?;
            return Some(Column {
                id: id.clone(),
                headers: vec![header],
                position: None,
                form: Form::Text(Blank::default()),
                alias: Vec::new(),
                span: id.span.to(value.span),
            });
        };
        let fields = Fields::new(table, value.span, &COLUMN, sink);
        let headers = fields.texts("header", sink).unwrap_or_default();
        let position = fields.whole("position", sink);
        if headers.is_empty() && position.is_none() && !fields.has("header") {
            return Diagnostic::new(&code::COLUMN_NOWHERE)
                .arg("column", &id.value)
                .at(id.span)
                .tell(sink);
        }
        let alias = plain_map(fields.text_map("alias", sink));
        let form = read_form(&fields, id, conventions, sink)?;
        Some(Column {
            id: id.clone(),
            headers,
            position,
            form,
            alias,
            span: id.span.to(value.span),
        })
    }

    /// What people call the column: its first header, else its id.
    pub fn title(&self) -> &str {
        self.headers.first().map_or(&self.id.value, |header| &header.value)
    }
}

fn plain_map(read: Option<Vec<(Spanned<String>, Spanned<String>)>>) -> Vec<(String, String)> {
    read.unwrap_or_default().into_iter().map(|(key, value)| (key.value, value.value)).collect()
}

fn read_form(
    fields: &Fields<'_>,
    id: &Spanned<String>,
    conventions: Conventions,
    sink: &mut Sink,
) -> Option<Form> {
    let words: Vec<(&str, &str)> = TYPES.iter().map(|word| (*word, *word)).collect();
    let kind = match fields.choice("type", &words, sink) {
        Some(kind) => kind.value,
        None if fields.has("type") => return None,
        None => "text",
    };
    refuse_foreign(fields, kind, sink);
    let blank = read_blank(fields, sink);
    Some(match kind {
        "id" => Form::Id(KeyForm { blank }),
        "person" => Form::Person(blank),
        "money" => read_money(fields, blank, conventions, sink)?,
        "number" => Form::Number(
            NumberForm {
                thousands: fields.flag("thousands", sink).unwrap_or(true),
                negative: read_negative(fields, sink),
                blank,
            },
            fields.text("unit", sink).and_then(|unit| Unit::parse(&unit)).unwrap_or(Unit::Plain),
        ),
        "percent" => Form::Percent(PercentForm {
            scale: read_percent_scale(fields, sink)?,
            mixed: false,
            blank,
        }),
        "date" => Form::Date(read_date(fields, blank, conventions, sink)?),
        "flag" => Form::Flag(read_flag(fields, blank, sink)),
        "status" => {
            let map = plain_map(fields.text_map("map", sink));
            if map.is_empty() {
                return Diagnostic::new(&code::STATUS_WITHOUT_MAP)
                    .arg("column", &id.value)
                    .at(id.span)
                    .tell(sink);
            }
            Form::Status(map, blank)
        }
        _ => Form::Text(blank),
    })
}

/// Keys that say something about certain types only.
const BELONGS: [(&str, &[&str]); 10] = [
    ("map", &["status"]),
    ("formats", &["date"]),
    ("planned", &["date"]),
    ("scale", &["money", "percent"]),
    ("currency", &["money"]),
    ("unit", &["number"]),
    ("thousands", &["money", "number"]),
    ("negative", &["money", "number"]),
    ("yes", &["flag"]),
    ("no", &["flag"]),
];

fn refuse_foreign(fields: &Fields<'_>, kind: &str, sink: &mut Sink) {
    for (key, kinds) in BELONGS {
        if fields.has(key) && !kinds.contains(&kind) {
            sink.push(
                Diagnostic::new(&code::KEY_OF_OTHER_TYPE)
                    .arg("key", key)
                    .arg("type", kind)
                    .arg("types", kinds.join(", "))
                    .at(fields.key_span(key)),
            );
        }
    }
}

fn read_blank(fields: &Fields<'_>, sink: &mut Sink) -> Blank {
    let usual = Blank::default();
    let tokens = fields
        .texts("null", sink)
        .map_or(usual.tokens, |list| list.into_iter().map(|token| token.value).collect());
    Blank { optional: fields.flag("optional", sink).unwrap_or(false), tokens }
}

fn read_negative(fields: &Fields<'_>, sink: &mut Sink) -> Negative {
    let Some(words) = fields.texts("negative", sink) else { return Negative::default() };
    let known = ["minus", "parens", "trailing"];
    for word in words.iter().filter(|word| !known.contains(&word.value.as_str())) {
        let _: Option<()> = crate::text::fields::not_a_choice(word, &known, sink);
    }
    let says = |word: &str| words.iter().any(|written| written.value == word);
    Negative { minus: says("minus"), parens: says("parens"), trailing: says("trailing") }
}

fn read_money(
    fields: &Fields<'_>,
    blank: Blank,
    conventions: Conventions,
    sink: &mut Sink,
) -> Option<Form> {
    let scale_unit = match fields.text("scale", sink) {
        None => None,
        Some(word) => match ScaleUnit::parse(&word) {
            Some(scale) => Some(scale),
            None => {
                return crate::text::fields::not_a_choice(&word, &["元", "万元", "亿元"], sink);
            }
        },
    };
    let currency = match fields.text("currency", sink) {
        None => conventions.currency,
        Some(word) => match Currency::parse(&word) {
            Some(currency) => currency,
            None => {
                return Diagnostic::new(&code::UNKNOWN_CURRENCY)
                    .arg("value", &word.value)
                    .at(word.span)
                    .tell(sink);
            }
        },
    };
    let form = MoneyForm {
        scale_unit,
        thousands: fields.flag("thousands", sink).unwrap_or(true),
        currency: Some(currency),
        negative: read_negative(fields, sink),
        blank,
    };
    Some(Form::Money(form, currency))
}

/// `Some(None)` when nothing is declared, `None` after a wrong word.
fn read_percent_scale(fields: &Fields<'_>, sink: &mut Sink) -> Option<Option<PercentScale>> {
    let words = [("percent", PercentScale::Percent), ("fraction", PercentScale::Fraction)];
    match fields.choice("scale", &words, sink) {
        Some(scale) => Some(Some(scale.value)),
        None => (!fields.has("scale")).then_some(None),
    }
}

fn read_date(
    fields: &Fields<'_>,
    blank: Blank,
    conventions: Conventions,
    sink: &mut Sink,
) -> Option<DateForm> {
    let planned = fields.flag("planned", sink).unwrap_or(false);
    let utc_offset = conventions.utc_offset;
    let usual = DateForm { utc_offset, planned, blank, ..DateForm::default() };
    let Some(written) = fields.texts("formats", sink) else { return Some(usual) };
    let count = written.len();
    let patterns: Vec<DatePattern> =
        written.iter().filter_map(|text| read_pattern(text, sink)).collect();
    (patterns.len() == count).then_some(DateForm { patterns, ..usual })
}

fn read_pattern(text: &Spanned<String>, sink: &mut Sink) -> Option<DatePattern> {
    let fault = match DatePattern::parse(text) {
        Ok(pattern) => return Some(pattern),
        Err(fault) => fault,
    };
    let (zh, en) = match fault {
        PatternFault::Character(c) => (format!("不认识“{c}”"), format!("\"{c}\" is not known")),
        PatternFault::TwoDigitYear => {
            ("不读两位数的年份".into(), "two-digit years aren't read".into())
        }
        PatternFault::Parts => {
            ("年、月、日要各出现一次".into(), "year, month and day must each stand once".into())
        }
        PatternFault::RunTogether => (
            "位数不定的部分后面要有分隔符".into(),
            "a part of one or two digits needs a separator behind it".into(),
        ),
        PatternFault::Bracket => ("方括号不成对".into(), "a bracket lacks its partner".into()),
    };
    Diagnostic::new(&code::BAD_DATE_PATTERN)
        .arg("pattern", &text.value)
        .arg("why_zh", zh)
        .arg("why_en", en)
        .at(text.span)
        .tell(sink)
}

fn read_flag(fields: &Fields<'_>, blank: Blank, sink: &mut Sink) -> BoolForm {
    let usual = BoolForm::default();
    let words = |list: Option<Vec<Spanned<String>>>, usual: Vec<String>| match list {
        Some(list) => list.into_iter().map(|word| word.value).collect(),
        None => usual,
    };
    BoolForm {
        yes: words(fields.texts("yes", sink), usual.yes),
        no: words(fields.texts("no", sink), usual.no),
        blank_is_no: fields.flag("blank-is-no", sink).unwrap_or(false),
        blank,
    }
}
