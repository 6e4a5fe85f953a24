//! Names and values that the tests of this room share: the metrics of a plan, and the columns of an
//! export with its reference tables.

use std::borrow::Cow;
use std::collections::BTreeMap;

use crate::base::unit::Currency;
use crate::base::{Day, Lang, Number, Unit};
use crate::text::code::fill;
use crate::text::{Diagnostic, Sink, Source, Sources, Spanned};

use super::{Expr, Facts, Lexicon, NameEntry, Names, Naming, Type, Value, Want, Window, compile};

/// A row of names: slot, type, whether it has periods, id, display name.
type Row = (usize, Type, bool, &'static str, &'static str);

fn cny() -> Type {
    Type::Num(Unit::Money(Currency::parse("CNY").unwrap()))
}

fn usd() -> Type {
    Type::Num(Unit::Money(Currency::parse("USD").unwrap()))
}

pub(super) struct Metrics;
pub(super) struct Deals;

trait Table {
    fn rows(&self) -> Vec<Row>;
}

impl Table for Metrics {
    fn rows(&self) -> Vec<Row> {
        let (count, ratio) = (Type::Num(Unit::Count), Type::Num(Unit::Ratio));
        vec![
            (0, cny(), true, "sales", "销售额"),
            (1, count, true, "new_customers", "新客户数"),
            (2, count, true, "won", "赢单数"),
            (3, count, true, "lost", "输单数"),
            (4, ratio, true, "return_rate", "退货率"),
            (5, Type::Num(Unit::Plain), true, "score", "满意度"),
            (6, Type::Bool, false, "qualified", "是否达标"),
            (7, usd(), true, "us_sales", "美国销售额"),
            (8, count, true, "unhappy", "不满客户数"),
            (9, count, true, "q3_deals", "Q3订单数"),
            (10, ratio, true, "in_30_days", "30天回款率"),
            (11, count, true, "customers", "新客户"),
            (12, cny(), true, "net_sales", "销售额（不含税）"),
            (13, cny(), true, "and_one", "客户 名称"),
        ]
    }
}

impl Table for Deals {
    fn rows(&self) -> Vec<Row> {
        vec![
            (0, Type::Text, false, "status", "状态"),
            (1, cny(), false, "amount", "交易额"),
            (2, cny(), false, "products.list_price", "产品.标价"),
            (3, Type::Text, false, "contract_no", "合同号"),
            (4, Type::Day, false, "signed_on", "签约日"),
            (5, Type::Day, false, "paid_on", "回款日"),
            (6, Type::Bool, false, "voided", "作废"),
            (7, Type::Num(Unit::Count), false, "quantity", "数量"),
            (0, Type::Table, false, "returned", "退货单"),
        ]
    }
}

macro_rules! named_by_rows {
    ($($table:ty),*) => {$(
        impl Names for $table {
            fn lookup(&self, name: &str) -> Option<NameEntry> {
                let mut rows = self.rows().into_iter();
                rows.find(|row| row.3 == name || row.4 == name)
                    .map(|(slot, kind, windowed, _, _)| NameEntry { slot, kind, windowed })
            }
            fn all(&self) -> Vec<&str> {
                self.rows().into_iter().flat_map(|row| [row.3, row.4]).collect()
            }
        }
        impl Naming for $table {
            fn name(&self, slot: usize) -> Cow<'_, str> {
                let mut rows = self.rows().into_iter().filter(|row| row.1 != Type::Table);
                rows.find(|row| row.0 == slot).map_or("?", |row| row.4).into()
            }
            fn table(&self, table: usize) -> Cow<'_, str> {
                let mut rows = self.rows().into_iter().filter(|row| row.1 == Type::Table);
                rows.find(|row| row.0 == table).map_or("?", |row| row.4).into()
            }
        }
    )*};
}
named_by_rows!(Metrics, Deals);

/// Values by slot and period, and the keys of table 0.
#[derive(Default)]
pub(super) struct Sheet {
    pub values: BTreeMap<(usize, Window), Value>,
    pub keys: Vec<&'static str>,
}

impl Sheet {
    pub fn number(mut self, slot: usize, window: Window, text: &str) -> Sheet {
        let value = Number::parse_plain(text).map_or(Value::Missing, Value::Num);
        self.values.insert((slot, window), value);
        self
    }

    pub fn with(mut self, slot: usize, value: Value) -> Sheet {
        self.values.insert((slot, Window::Current), value);
        self
    }

    pub fn text(self, slot: usize, text: &str) -> Sheet {
        self.with(slot, Value::Text(text.into()))
    }

    pub fn day(self, slot: usize, text: &str) -> Sheet {
        self.with(slot, Value::Day(Day::parse(text).unwrap()))
    }
}

impl Facts for Sheet {
    fn value(&self, slot: usize, window: Window) -> Value {
        self.values.get(&(slot, window)).cloned().unwrap_or(Value::Missing)
    }
    fn member(&self, table: usize, key: &Value) -> Option<bool> {
        let Value::Text(key) = key else { return None };
        (table == 0).then(|| self.keys.contains(&&**key))
    }
}

/// An expression in a file `when = '…'`, so that places start at byte 7 with the quote.
pub(super) fn written(text: &str) -> (Sources, Spanned<String>) {
    let mut sources = Sources::default();
    let source = sources.add(Source::new("rules.toml", format!("when = '{text}'\n")));
    let span = crate::text::Span::new(source, 7, 9 + text.len());
    (sources, Spanned::new(text.to_owned(), span))
}

/// What the expression is, or everything that is wrong with it.
pub(super) fn read(text: &str, names: &dyn Names, want: Want) -> Result<Expr, Vec<Diagnostic>> {
    let (sources, text) = written(text);
    let mut sink = Sink::default();
    compile(&text, &sources, &Lexicon::new(names), want, &mut sink)
        .ok_or_else(|| sink.diagnostics().to_vec())
}

pub(super) fn condition(text: &str, names: &dyn Names) -> Expr {
    read(text, names, Want::Condition).unwrap_or_else(|told| panic!("{text}: {told:#?}"))
}

pub(super) fn formula(text: &str, names: &dyn Names) -> Expr {
    read(text, names, Want::Formula(None)).unwrap_or_else(|told| panic!("{text}: {told:#?}"))
}

/// Codes of what is wrong, each with the pieces of text that its places cover.
pub(super) fn wrong(text: &str, names: &dyn Names, want: Want) -> Vec<(String, Vec<String>)> {
    let (sources, spanned) = written(text);
    let mut sink = Sink::default();
    let expr = compile(&spanned, &sources, &Lexicon::new(names), want, &mut sink);
    assert!(expr.is_none(), "{text} is taken");
    let shown = |told: &Diagnostic| {
        says_all(told);
        let pieces = told.places.iter().map(|place| match place {
            crate::text::Place::Span(span) => sources.slice(*span).to_owned(),
            other => format!("{other:?}"),
        });
        (told.code.id.to_owned(), pieces.collect())
    };
    sink.diagnostics().iter().map(shown).collect()
}

/// Every placeholder of the texts of a code has its value, in both languages.
fn says_all(told: &Diagnostic) {
    for (_, lang) in Lang::ALL {
        let words = told.code.words(lang);
        for text in [words.message, words.remedy] {
            let said = fill(text, &told.args);
            assert!(!said.contains('{'), "{}: {said}", told.code.id);
        }
    }
}
