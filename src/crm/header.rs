//! Headers of exports: their normal form, the unit that they carry, the columns that fit a declared
//! name, and which row is the header. Which cells are in a row is the business of the splitter; what
//! the columns of a file never seen may be for is proposed in `role`.

use crate::base::unit::Currency;
use crate::plan::format::ScaleUnit;

use super::cell::{is_hidden, narrow};
use super::role::propose;

/// What a header says about the numbers under it: `（万元）`, `(%)`, `(USD)`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum HeaderUnit {
    /// Shares in percent.
    Percent,
    /// Amounts.
    Money {
        /// In which power of ten.
        scale: ScaleUnit,
        /// In which currency, where the header says so.
        currency: Option<Currency>,
    },
}

/// A header cell, or a declared name of a column, in normal form.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderName {
    /// As written, without invisible characters and the spaces around it.
    pub text: String,
    /// The unit in brackets at its end.
    pub unit: Option<HeaderUnit>,
    full: String,
    bare: String,
}

impl HeaderName {
    /// Brings a header into normal form: no byte order mark, no `*` of a required column, narrow
    /// brackets, one space at most and none beside Chinese, lower case; the unit apart.
    pub fn new(cell: &str) -> HeaderName {
        let visible: String = cell
            .chars()
            .map(|c| if c == '\n' { ' ' } else { c })
            .filter(|c| !is_hidden(*c))
            .collect();
        let text = visible.trim().to_owned();
        let narrowed: String = text.chars().map(bracketed).collect();
        let full = one_spaced(narrowed.trim_matches(|c: char| c == '*' || c.is_whitespace()));
        let (bare, unit) = match split_unit(&full) {
            Some((name, unit)) => (name.trim_matches(['*', ' ']).to_owned(), Some(unit)),
            None => (full.clone(), None),
        };
        HeaderName { text, unit, full, bare }
    }

    /// Whether nothing is written.
    pub fn is_empty(&self) -> bool {
        self.full.is_empty()
    }

    /// Whether this declared name means that header apart from a unit that only the header has.
    fn means(&self, header: &HeaderName) -> bool {
        self.bare == header.bare && (self.unit.is_none() || self.unit == header.unit)
    }

    /// The form in which `Close Date`, `close_date` and `CloseDate` are one.
    pub(super) fn squeezed(&self) -> String {
        self.bare.chars().filter(|c| !matches!(c, ' ' | '_' | '-')).collect()
    }
}

fn bracketed(character: char) -> char {
    match narrow(character) {
        '【' | '〔' | '﹙' => '(',
        '】' | '〕' | '﹚' => ')',
        '[' => '(',
        ']' => ')',
        other => other,
    }
}

/// Lower case with single spaces, none beside a character that is not ASCII.
fn one_spaced(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for word in text.split_whitespace() {
        let joint = out.chars().next_back().is_some_and(|c| c.is_ascii() && c != '(')
            && word.starts_with(|c: char| c.is_ascii() && c != '(' && c != ')');
        if joint {
            out.push(' ');
        }
        out.push_str(&word.to_lowercase());
    }
    out
}

/// The unit at the end of a name, in brackets or after a slash, and the name without it.
fn split_unit(full: &str) -> Option<(&str, HeaderUnit)> {
    let (name, unit) = match full.strip_suffix(')') {
        Some(inside) => inside.rsplit_once('(')?,
        None => full.rsplit_once('/')?,
    };
    let unit = ["单位:", "unit:"].iter().find_map(|p| unit.strip_prefix(p)).unwrap_or(unit).trim();
    (!name.is_empty()).then_some((name, read_unit(unit)?))
}

fn read_unit(text: &str) -> Option<HeaderUnit> {
    if text == "%" {
        return Some(HeaderUnit::Percent);
    }
    let word = ScaleUnit::WORDS.iter().filter(|(word, _)| text.starts_with(word));
    let (word, scale) =
        word.max_by_key(|(word, _)| word.len()).copied().unwrap_or(("", ScaleUnit::ONE));
    let sign = text[word.len()..].trim();
    let currency = Currency::from_sign(sign).or_else(|| Currency::from_sign(&sign.to_uppercase()));
    match (word.is_empty(), sign.is_empty()) {
        (true, true) => None,
        (false, true) => Some(HeaderUnit::Money { scale, currency: None }),
        (_, false) => Some(HeaderUnit::Money { scale, currency: Some(currency?) }),
    }
}

/// Which columns fit a declared name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Found {
    /// None.
    Nowhere,
    /// Exactly this one.
    At(usize),
    /// More than one: ask, never choose.
    Several(Vec<usize>),
}

impl Found {
    pub(super) fn of(columns: Vec<usize>) -> Found {
        match columns.as_slice() {
            [] => Found::Nowhere,
            [column] => Found::At(*column),
            _ => Found::Several(columns),
        }
    }
}

/// The header row of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderRow {
    /// Its names, in the order of the columns.
    pub names: Vec<HeaderName>,
}

impl HeaderRow {
    /// The row of these cells, without their CSV quotes.
    pub fn new<'a>(cells: impl IntoIterator<Item = &'a str>) -> HeaderRow {
        HeaderRow { names: cells.into_iter().map(HeaderName::new).collect() }
    }

    /// The columns that a declared name or one of its alternatives fits. A name written in full, unit
    /// included, goes before one that fits apart from the unit.
    pub fn find(&self, declared: &[HeaderName]) -> Found {
        let full = self.columns(|header| declared.iter().any(|name| name.full == header.full));
        if !full.is_empty() {
            return Found::of(full);
        }
        Found::of(self.columns(|header| declared.iter().any(|name| name.means(header))))
    }

    /// Pairs of columns with one name, the first with each later one.
    pub fn twins(&self) -> Vec<(usize, usize)> {
        let earlier = |column: usize| {
            let here = &self.names[column];
            self.names[..column].iter().position(|name| !here.is_empty() && name.full == here.full)
        };
        (0..self.names.len()).filter_map(|column| Some((earlier(column)?, column))).collect()
    }

    /// How much a row looks like the header: how many of the declared columns it has, or, where
    /// nothing is declared, how many roles.
    pub fn score(&self, declared: &[Vec<HeaderName>]) -> usize {
        let found = |found: &Found| *found != Found::Nowhere;
        if declared.is_empty() {
            propose(self).iter().filter(|(_, columns)| found(columns)).count()
        } else {
            declared.iter().filter(|names| found(&self.find(names))).count()
        }
    }

    fn columns(&self, fits: impl Fn(&HeaderName) -> bool) -> Vec<usize> {
        let named = self.names.iter().enumerate().filter(|(_, header)| !header.is_empty());
        named.filter(|(_, header)| fits(header)).map(|(column, _)| column).collect()
    }
}

/// The row that looks most like the header, the first of equals, with its index; `None` where no row
/// has a single expected name.
pub fn best_row(
    rows: impl IntoIterator<Item = HeaderRow>,
    declared: &[Vec<HeaderName>],
) -> Option<(usize, HeaderRow)> {
    let mut best: Option<(usize, usize, HeaderRow)> = None;
    for (index, row) in rows.into_iter().enumerate() {
        let score = row.score(declared);
        if score > best.as_ref().map_or(0, |(most, _, _)| *most) {
            best = Some((score, index, row));
        }
    }
    best.map(|(_, index, row)| (index, row))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn names(list: &[&str]) -> Vec<HeaderName> {
        list.iter().map(|name| HeaderName::new(name)).collect()
    }

    fn unit(text: &str) -> Option<HeaderUnit> {
        HeaderName::new(text).unit
    }

    fn money(scale: ScaleUnit, currency: Option<&str>) -> Option<HeaderUnit> {
        Some(HeaderUnit::Money { scale, currency: currency.and_then(Currency::parse) })
    }

    #[test]
    fn one_header_is_found_however_it_is_dressed() {
        for dressed in [
            "客户名称",
            "*客户名称",
            "\u{feff}客户名称",
            " 客户 名称 ",
            "＊客户名称",
            "客户名称*",
            "客户\n名称",
            "客户名称\u{200b}",
        ] {
            let row = HeaderRow::new(["编号", dressed]);
            assert_eq!(row.find(&names(&["客户名称"])), Found::At(1), "{dressed:?}");
        }
        let row = HeaderRow::new(["Close  Date"]);
        assert_eq!(row.find(&names(&["close date"])), Found::At(0));
        assert_eq!(row.find(&names(&["closedate"])), Found::Nowhere);
    }

    #[test]
    fn a_unit_in_brackets_is_read_and_taken_off() {
        assert_eq!(unit("回款金额（元）"), money(ScaleUnit::ONE, Some("CNY")));
        assert_eq!(unit("金额(万元)"), money(ScaleUnit::WAN, Some("CNY")));
        assert_eq!(unit("金额【万】"), money(ScaleUnit::WAN, None));
        assert_eq!(unit("金额（单位：亿元）"), money(ScaleUnit::YI, Some("CNY")));
        assert_eq!(unit("Amount (USD)"), money(ScaleUnit::ONE, Some("USD")));
        assert_eq!(unit("金额(千美元)").map(|_| ()), Some(()));
        assert_eq!(unit("单价/元"), money(ScaleUnit::ONE, Some("CNY")));
        assert_eq!(unit("完成率(%)"), Some(HeaderUnit::Percent));
        for plain in ["合同金额（含税）", "数量(件)", "金额", "(元)", "方案/报价", "开始/结束时间"]
        {
            assert_eq!(unit(plain), None, "{plain}");
        }
        let row = HeaderRow::new(["回款金额（元）"]);
        assert_eq!(row.find(&names(&["回款金额"])), Found::At(0));
        assert_eq!(row.find(&names(&["回款金额(元)"])), Found::At(0));
        assert_eq!(row.find(&names(&["回款金额(万元)"])), Found::Nowhere);
    }

    #[test]
    fn two_columns_for_one_name_are_for_the_user_to_choose_from() {
        let row = HeaderRow::new(["商机金额", "合同金额", "负责人"]);
        assert_eq!(row.find(&names(&["合同金额", "商机金额"])), Found::Several(vec![0, 1]));
        let row = HeaderRow::new(["金额(元)", "金额(万元)"]);
        assert_eq!(row.find(&names(&["金额"])), Found::Several(vec![0, 1]));
        assert_eq!(row.find(&names(&["金额（万元）"])), Found::At(1));
        let row = HeaderRow::new(["金额", "金额(万元)"]);
        assert_eq!(row.find(&names(&["金额"])), Found::At(0));
    }

    #[test]
    fn columns_of_one_name_are_twins_and_empty_headers_are_not() {
        let row = HeaderRow::new(["金额", "", "*金额", "", "日期"]);
        assert_eq!(row.twins(), [(0, 2)]);
    }

    #[test]
    fn the_header_is_the_row_with_most_names() {
        let rows = [
            HeaderRow::new(["2026年3月销售明细", "", ""]),
            HeaderRow::new(["注意事项：日期 例:2020-2-1", "", ""]),
            HeaderRow::new(["*日期", "负责人", "金额(万元)"]),
            HeaderRow::new(["2026-03-01", "张三", "12"]),
        ];
        let declared = [names(&["日期"]), names(&["金额"]), names(&["负责人"])];
        assert_eq!(best_row(rows.clone(), &declared).unwrap().0, 2);
        assert_eq!(best_row(rows.clone(), &[]).unwrap().0, 2);
        assert_eq!(best_row(rows, &[names(&["订单号"])]), None);
    }
}
