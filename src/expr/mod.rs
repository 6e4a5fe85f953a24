//! The language of conditions and formulas: lex, parse, check types and units, evaluate. Knows no
//! plan; names are looked up through a trait.
//!
//! `销售额≥10万元 且 新客户数≥2个` and `sales >= 100000 and new_customers >= 2` are one condition. What binds how,
//! weakest first; operators of a row are read from left to right:
//!
//! | power | operators | also written |
//! |---|---|---|
//! | 1 | `a or b` | 或 或者 `\|\|` |
//! | 2 | `a and b` | 且 并且 而且 `&&` |
//! | 3 | `not a` | 非 并非 不 `!` |
//! | 4 | `a >= b` (bound included) | ≥ 不低于 不少于 不小于 至少 达到 大于等于 `at least`; `a b以上` |
//! | 4 | `a <= b` (bound included) | ≤ 不超过 不高于 不大于 至多 小于等于 `at most`; `a b以下`, `a b以内` |
//! | 4 | `a > b` (bound excluded) | 超过 大于 高于 多于 `more than` `above` `over` |
//! | 4 | `a < b` (bound excluded) | 不满 低于 小于 少于 不足 `less than` `below` `under` |
//! | 4 | `a = b`, `a != b` | `==` 等于 是 为 `is`; `≠` `<>` 不等于 不是 不为 `is not` |
//! | 4 | `a < b <= c`: a chain, in one direction only | |
//! | 4 | `a between b and c` (both included) | 介于 b 和 c 之间; 在 b 到 c 之间 |
//! | 4 | `a in […]`, `a in table`, `a not in …` | 属于, 不属于; 在…中 |
//! | 4 | `a is missing`, `a is not missing` | 为空 缺失, 不为空 非空 |
//! | 4 | `a contains b`, `a starts with b` | 包含, 不包含; 开头为 |
//! | 5 | `a + b`, `a - b` | |
//! | 6 | `a * b`, `a / b` | × ÷ |
//! | 7 | `-a` | |
//!
//! Two operators of power 4 do not meet without parentheses, but in a chain. Functions: `min` `max`
//! `abs` `floor` `ceil` `round(x, places[, "half-up" | "half-even" | "down" | "up"])` `if(c, a, b)`, and of a
//! metric's name `previous(x[, n])` `last_year(x)` `year_to_date(x)` `quarter_to_date(x)`. Numbers: `0.5` `10万` `1.5亿元`
//! `¥100000` `100000 CNY` `5%` `2个` `30天` `4分`; texts in any quotes, nothing escaped inside; days
//! `2026-07-01`. A name that is also a word of the language stands in backticks.
//!
//! A bare number takes the unit of its neighbour; beside a ratio it may not be above 1. Money by money
//! is a ratio, money by count is money, a ratio of anything keeps the unit. A value that is not there
//! makes a comparison undefined; `and` and `or` follow Kleene's logic.

mod algebra;
mod call;
mod check;
mod evaluate;
mod fault;
mod fold;
mod form;
#[cfg(test)]
mod grammar;
#[cfg(test)]
mod laws;
mod lex;
mod literal;
#[cfg(test)]
mod meaning;
mod name;
mod node;
mod parse;
mod print;
#[cfg(test)]
mod sample;
mod say;
#[cfg(test)]
mod typing;
mod value;
mod word;

pub use check::Want;
pub use evaluate::{Reading, Step};
pub use name::{Lexicon, NameEntry, Names, Type};
pub use node::{Arithmetic, Comparison, Expr, Kind, Node, Set, Window};
pub use print::{Naming, print};
pub use say::{say, say_number};
pub use value::{Facts, Gap, Outcome, Test, Value};
pub use word::is_reserved;

use crate::text::code::expr as code;
use crate::text::{Sink, Sources, Spanned};

use check::Checker;
use fault::{Fault, Origin};
use fold::At;

/// The longest expression, in bytes.
const LENGTH: usize = 4096;

/// Reads and checks an expression. Everything wrong with it goes to the sink, with places inside the
/// expression as the file spells it; then there is none.
pub fn compile(
    text: &Spanned<String>,
    sources: &Sources,
    names: &Lexicon,
    want: Want,
    sink: &mut Sink,
) -> Option<Expr> {
    let origin = Origin::of(text, sources);
    let told = match checked(&text.value, origin, names, want) {
        Ok(root) => return Some(Expr { root, text: text.value.as_str().into(), span: text.span }),
        Err(faults) => faults,
    };
    told.into_iter().for_each(|fault| fault.tell(origin, sink));
    None
}

fn checked(text: &str, origin: Origin, names: &Lexicon, want: Want) -> Result<Node, Vec<Fault>> {
    let whole = At { start: 0, end: text.len() };
    if text.len() > LENGTH {
        return Err(vec![Fault::new(&code::LONG, whole).arg("limit", LENGTH)]);
    }
    if text.trim().is_empty() {
        return Err(vec![Fault::new(&code::EMPTY, whole)]);
    }
    let (form, mut faults) = parse::parse(text, names);
    let Some(form) = form else { return Err(faults) };
    let mut checker = Checker { text, origin, faults: Vec::new() };
    let node = checker.whole(form, want);
    faults.append(&mut checker.faults);
    match node {
        Some(node) if faults.is_empty() => Ok(node),
        _ => Err(faults),
    }
}
