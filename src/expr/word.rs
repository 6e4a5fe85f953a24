//! The words and signs of the language: each meaning with all its spellings, as tables. A new
//! spelling is a new word in a row here and nothing else.

use crate::base::{Number, Unit};

use super::node::Comparison;

/// A sign between, before or after values.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Sign {
    Or,
    And,
    Not,
    Compare(Comparison),
    /// 是, 为, 达到: a comparison that 以上 and 以下 may still direct.
    Soft(Comparison),
    /// 以上, 以下, 以内 after the value.
    Bound(Comparison),
    In {
        negated: bool,
    },
    Missing {
        negated: bool,
    },
    Contains {
        negated: bool,
    },
    StartsWith {
        negated: bool,
    },
    Between,
    /// 在: 在…以上, 在…之间, 在…中.
    Within,
    /// 和, 与, 到, 至 between two bounds.
    To,
    /// 之间 after two bounds.
    Amid,
    /// 中 after a set.
    Inside,
    Plus,
    Minus,
    Times,
    Divide,
    Open,
    Close,
    OpenList,
    CloseList,
    Comma,
}

use Comparison::{Equal, Greater, GreaterEqual, Less, LessEqual, NotEqual};

/// Signs where an operator can stand. The longest spelling at a place wins. `is` stands for `are`,
/// too.
pub(super) const OPERATORS: &[(Sign, &[&str])] = &[
    (Sign::Or, &["or", "或", "或者", "||"]),
    (Sign::And, &["and", "且", "并且", "而且", "&&"]),
    (Sign::Compare(Equal), &["=", "==", "等于", "is", "equals"]),
    (Sign::Soft(Equal), &["是", "为"]),
    (Sign::Compare(NotEqual), &["!=", "≠", "<>", "不等于", "不是", "不为", "is not"]),
    (
        Sign::Compare(GreaterEqual),
        &[
            ">=",
            "≥",
            "不低于",
            "不少于",
            "不小于",
            "大于等于",
            "大于或等于",
            "至少",
            "at least",
            "is at least",
        ],
    ),
    (Sign::Soft(GreaterEqual), &["达到"]),
    (
        Sign::Compare(LessEqual),
        &[
            "<=",
            "≤",
            "不超过",
            "不高于",
            "不大于",
            "不多于",
            "小于等于",
            "小于或等于",
            "至多",
            "at most",
            "is at most",
        ],
    ),
    (
        Sign::Compare(Greater),
        &[
            ">",
            "超过",
            "大于",
            "高于",
            "多于",
            "more than",
            "is more than",
            "above",
            "is above",
            "over",
            "is over",
        ],
    ),
    (
        Sign::Compare(Less),
        &[
            "<",
            "不满",
            "低于",
            "小于",
            "少于",
            "不足",
            "less than",
            "is less than",
            "below",
            "is below",
            "under",
            "is under",
        ],
    ),
    (Sign::Bound(GreaterEqual), &["以上", "及以上", "或以上", "(含)以上"]),
    (Sign::Bound(LessEqual), &["以下", "及以下", "或以下", "(含)以下", "以内", "及以内"]),
    (Sign::In { negated: false }, &["in", "is in", "属于"]),
    (Sign::In { negated: true }, &["not in", "is not in", "不属于", "不在"]),
    (Sign::Missing { negated: false }, &["is missing", "为空", "缺失"]),
    (Sign::Missing { negated: true }, &["is not missing", "不为空", "非空"]),
    (Sign::Contains { negated: false }, &["contains", "包含"]),
    (Sign::Contains { negated: true }, &["does not contain", "not contains", "不包含"]),
    (Sign::StartsWith { negated: false }, &["starts with", "开头为", "开头是"]),
    (Sign::StartsWith { negated: true }, &["does not start with", "开头不为", "开头不是"]),
    (Sign::Between, &["between", "is between", "介于"]),
    (Sign::Within, &["在"]),
    (Sign::To, &["和", "与", "到", "至"]),
    (Sign::Amid, &["之间"]),
    (Sign::Inside, &["中", "之中", "里"]),
    (Sign::Plus, &["+"]),
    (Sign::Minus, &["-"]),
    (Sign::Times, &["*"]),
    (Sign::Divide, &["/"]),
    (Sign::Open, &["("]),
    (Sign::Close, &[")"]),
    (Sign::OpenList, &["["]),
    (Sign::CloseList, &["]"]),
    (Sign::Comma, &[","]),
];

/// Words for "not" where a value can stand.
pub(super) const NEGATIONS: &[&str] = &["not", "非", "并非", "不", "!"];

/// Words for true and false where a value can stand.
pub(super) const TRUTHS: &[(bool, &[&str])] =
    &[(true, &["true", "真", "是"]), (false, &["false", "假", "否"])];

/// A function.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Function {
    Min,
    Max,
    Abs,
    Round,
    Floor,
    Ceil,
    If,
    Previous,
    LastYear,
    YearToDate,
    QuarterToDate,
}

/// Functions with their spellings, the first of them canonical. A word is a function only before a
/// parenthesis.
pub(super) const FUNCTIONS: &[(Function, &[&str])] = &[
    (Function::Min, &["min", "最小值", "较小者"]),
    (Function::Max, &["max", "最大值", "较大者"]),
    (Function::Abs, &["abs", "绝对值"]),
    (Function::Round, &["round", "四舍五入", "舍入"]),
    (Function::Floor, &["floor", "向下取整"]),
    (Function::Ceil, &["ceil", "向上取整"]),
    (Function::If, &["if", "如果"]),
    (Function::Previous, &["previous", "上期"]),
    (Function::LastYear, &["last_year", "去年同期"]),
    (Function::YearToDate, &["year_to_date", "本年累计"]),
    (Function::QuarterToDate, &["quarter_to_date", "本季累计"]),
];

impl Function {
    /// How many values it takes: at least, at most.
    pub fn arity(self) -> (usize, usize) {
        match self {
            Function::Min | Function::Max => (2, usize::MAX),
            Function::Round => (2, 3),
            Function::If => (3, 3),
            Function::Previous => (1, 2),
            _ => (1, 1),
        }
    }
}

/// Words after digits that multiply: the power of ten of each, longest first.
pub(super) const SCALES: &[(&str, i32)] = &[
    ("万亿", 12),
    ("千亿", 11),
    ("百亿", 10),
    ("十亿", 9),
    ("千万", 7),
    ("百万", 6),
    ("十万", 5),
    ("亿", 8),
    ("万", 4),
    ("千", 3),
    ("百", 2),
];

/// Words after a number that say what it counts.
pub(super) const COUNTERS: &[(Unit, &[&str])] = &[
    (
        Unit::Count,
        &[
            "个",
            "家",
            "次",
            "单",
            "件",
            "台",
            "套",
            "人",
            "户",
            "名",
            "笔",
            "份",
            "位",
            "张",
            "条",
            "项",
            "款",
            "只",
            "箱",
            "支",
            "辆",
            "场",
            "组",
            "间",
            "盒",
            "瓶",
            "units",
            "unit",
            "pieces",
            "piece",
            "pcs",
            "customers",
            "customer",
            "orders",
            "order",
            "deals",
            "deal",
            "visits",
            "visit",
            "people",
            "times",
        ],
    ),
    (Unit::Days, &["天", "日", "days", "day"]),
    (Unit::Plain, &["分", "points", "point"]),
];

/// Words after a number that make it a share: the factor of each.
pub(super) fn share_of(word: char) -> Option<Number> {
    match word {
        '%' => Some(Number::scaled(1, 2)),
        '‰' => Some(Number::scaled(1, 3)),
        '倍' => Some(Number::one()),
        _ => None,
    }
}

/// Whether `word` is one that the language keeps for itself: an id of that spelling could be used
/// in backticks only, so a plan should not take one.
pub fn is_reserved(word: &str) -> bool {
    let operators = OPERATORS.iter().flat_map(|(_, words)| words.iter());
    let truths = TRUTHS.iter().flat_map(|(_, words)| words.iter());
    let functions = FUNCTIONS.iter().flat_map(|(_, words)| words.iter());
    let mut all = operators.chain(truths).chain(functions).chain(NEGATIONS);
    all.any(|known| known.split(' ').any(|part| part.eq_ignore_ascii_case(word)))
}
