//! Headers of exports: their normal form, the unit that they carry, the columns that fit a declared
//! name, which row is the header, and a proposal of columns for a file never seen. Which cells are in
//! a row is the business of the splitter.

use crate::base::unit::Currency;
use crate::plan::format::ScaleUnit;

use super::cell::{is_hidden, narrow};

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
    fn squeezed(&self) -> String {
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
    fn of(columns: Vec<usize>) -> Found {
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
            self.propose().iter().filter(|(_, columns)| found(columns)).count()
        } else {
            declared.iter().filter(|names| found(&self.find(names))).count()
        }
    }

    /// Which columns play which role in a file never seen. Two columns for one role are for the user
    /// to choose from: an opportunity's amount is a forecast, a receipt's is cash.
    pub fn propose(&self) -> Vec<(Role, Found)> {
        let squeezed: Vec<String> = self.names.iter().map(HeaderName::squeezed).collect();
        let columns = |aliases: &[&str]| {
            let fits = |header: &String| aliases.contains(&header.as_str());
            let of = squeezed.iter().enumerate().filter(|(_, header)| fits(header));
            Found::of(of.map(|(column, _)| column).collect())
        };
        ALIASES.iter().map(|(role, aliases)| (*role, columns(aliases))).collect()
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

/// What a column of an export is for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Who gets the credit.
    Owner,
    /// How much.
    Amount,
    /// When.
    Date,
    /// To whom it was sold.
    Customer,
    /// Won, lost, void, pending.
    Status,
    /// The number of the deal.
    Id,
    /// Where.
    Region,
    /// What came back.
    Returns,
    /// What was sold.
    Product,
}

impl Role {
    /// The word that a plan writes.
    pub fn word(self) -> &'static str {
        match self {
            Role::Owner => "owner",
            Role::Amount => "amount",
            Role::Date => "date",
            Role::Customer => "customer",
            Role::Status => "status",
            Role::Id => "id",
            Role::Region => "region",
            Role::Returns => "returns",
            Role::Product => "product",
        }
    }
}

/// Headers seen in exports of Chinese and English CRM and ERP systems, squeezed: lower case without
/// spaces, underscores and hyphens.
const ALIASES: [(Role, &[&str]); 9] = [
    (
        Role::Owner,
        &[
            "负责人",
            "主责销售",
            "责任人",
            "销售负责人",
            "销售员",
            "业务员",
            "销售人员",
            "所有人",
            "签订人",
            "归属人",
            "业务机会所有人",
            "业务机会所有人名称",
            "员工姓名",
            "owner",
            "ownerid",
            "dealowner",
            "opportunityowner",
            "salesrep",
            "salesagent",
            "salesperson",
        ],
    ),
    (
        Role::Amount,
        &[
            "合同金额",
            "销售金额",
            "成交金额",
            "订单金额",
            "价税合计",
            "本币价税合计",
            "含税金额",
            "金额",
            "商机金额",
            "回款金额",
            "交易额",
            "销售额",
            "合同总金额",
            "amount",
            "closevalue",
            "dealamount",
            "dealvalue",
        ],
    ),
    (
        Role::Date,
        &[
            "下单时间",
            "签约日期",
            "成交日期",
            "预计成交日期",
            "结单日期",
            "结束日期",
            "单据日期",
            "回款日期",
            "日期",
            "date",
            "closedate",
            "orderdate",
        ],
    ),
    (
        Role::Customer,
        &[
            "客户名称",
            "客户",
            "客户名",
            "客户公司",
            "客户编号",
            "客户编码",
            "customer",
            "customername",
            "account",
            "accountid",
            "accountname",
            "associatedcompany",
        ],
    ),
    (
        Role::Status,
        &[
            "状态",
            "阶段",
            "销售阶段",
            "商机阶段",
            "单据状态",
            "审核状态",
            "赢单状态",
            "项目状态",
            "status",
            "stage",
            "stagename",
            "dealstage",
        ],
    ),
    (
        Role::Id,
        &[
            "合同编号",
            "订单编号",
            "单据编号",
            "机会编号",
            "商机编码",
            "回款编号",
            "编号",
            "id",
            "recordid",
            "dealid",
            "opportunityid",
            "orderid",
        ],
    ),
    (
        Role::Region,
        &[
            "区域",
            "大区",
            "销售区域",
            "部门",
            "所属部门",
            "归属部门",
            "负责人主属部门",
            "销售组",
            "region",
            "territory",
            "regionaloffice",
        ],
    ),
    (
        Role::Returns,
        &["退货金额", "退款金额", "退货单", "红字", "returns", "returnamount", "refundamount"],
    ),
    (
        Role::Product,
        &[
            "产品",
            "产品名称",
            "商品",
            "商品名称",
            "物料名称",
            "物料编码",
            "存货名称",
            "存货编码",
            "品名",
            "product",
            "productname",
            "productc",
        ],
    ),
];

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

    fn at(row: &HeaderRow, role: Role) -> Found {
        row.propose().into_iter().find(|(known, _)| *known == role).unwrap().1
    }

    #[test]
    fn a_file_never_seen_gets_a_proposal_and_a_question() {
        let row = HeaderRow::new([
            "合同编号",
            "*客户名称",
            "合同金额（元）",
            "下单时间",
            "负责人",
            "所属部门",
            "状态",
            "备注",
        ]);
        assert_eq!(at(&row, Role::Id), Found::At(0));
        assert_eq!(at(&row, Role::Customer), Found::At(1));
        assert_eq!(at(&row, Role::Amount), Found::At(2));
        assert_eq!(at(&row, Role::Date), Found::At(3));
        assert_eq!(at(&row, Role::Owner), Found::At(4));
        assert_eq!(at(&row, Role::Region), Found::At(5));
        assert_eq!(at(&row, Role::Status), Found::At(6));
        assert_eq!(at(&row, Role::Returns), Found::Nowhere);
        let row = HeaderRow::new(["商机金额", "回款金额"]);
        assert_eq!(at(&row, Role::Amount), Found::Several(vec![0, 1]));
    }

    #[test]
    fn english_headers_are_known_in_every_spelling() {
        let hubspot =
            HeaderRow::new(["Record ID", "Deal Stage", "Amount", "Close Date", "Deal owner"]);
        let salesforce = HeaderRow::new(["Id", "StageName", "Amount", "CloseDate", "OwnerId"]);
        let snake = HeaderRow::new([
            "opportunity_id",
            "deal_stage",
            "close_value",
            "close_date",
            "sales_agent",
        ]);
        for row in [hubspot, salesforce, snake] {
            let roles = [Role::Id, Role::Status, Role::Amount, Role::Date, Role::Owner];
            for (column, role) in roles.into_iter().enumerate() {
                assert_eq!(at(&row, role), Found::At(column), "{role:?}");
            }
        }
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
