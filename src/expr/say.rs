//! Says an expression as a rule book would: 「销售额不低于100,000元，且新客户数不少于2个」, "sales at least CNY
//! 100,000, and new customers at least 2". For people: the exact spelling is `print`'s.

use crate::base::figure::grouped;
use crate::base::{Lang, Number, Unit};

use super::name::Type;
use super::node::{Arithmetic, Comparison, Kind, Node, Set, Window};
use super::print::{Naming, power};

/// The expression in words of a language.
pub fn say(node: &Node, lang: Lang, naming: &dyn Naming) -> String {
    Speaker { lang, naming }.part(node, 0)
}

/// A number as people read it, exactly: `100,000元`, `CNY 100,000`, `5%`, `2个`. A number without
/// finite decimals is said as a fraction.
pub fn say_number(value: &Number, unit: Unit, lang: Lang) -> String {
    let zh = lang == Lang::Zh;
    let amount = |number: &Number| match number.to_exact_text() {
        Some(text) => grouped(&text),
        None => format!("{number:?}"),
    };
    match unit {
        Unit::Ratio => format!("{}%", amount(&value.shift(2))),
        Unit::Money(currency) if zh && currency.code() == "CNY" => format!("{}元", amount(value)),
        Unit::Money(currency) => format!("{currency} {}", amount(value)),
        Unit::Count if zh => format!("{}个", amount(value)),
        Unit::Days if zh => format!("{}天", amount(value)),
        Unit::Days if *value == Number::one() => "1 day".to_owned(),
        Unit::Days => format!("{} days", amount(value)),
        Unit::Count | Unit::Plain => amount(value),
    }
}

struct Speaker<'a> {
    lang: Lang,
    naming: &'a dyn Naming,
}

impl Speaker<'_> {
    fn pick(&self, zh: &'static str, en: &'static str) -> &'static str {
        self.lang.pick(zh, en)
    }

    fn part(&self, node: &Node, floor: u8) -> String {
        let text = self.bare(node);
        match (power(node) < floor, self.lang) {
            (false, _) => text,
            (true, Lang::Zh) => format!("（{text}）"),
            (true, Lang::En) => format!("({text})"),
        }
    }

    fn bare(&self, node: &Node) -> String {
        match &node.kind {
            Kind::Number { value, .. } => match node.ty {
                Type::Num(unit) => say_number(value, unit, self.lang),
                _ => String::new(),
            },
            Kind::Text(text) if self.lang == Lang::Zh => format!("“{text}”"),
            Kind::Text(text) => format!("\"{text}\""),
            Kind::Day(day) => day.to_string(),
            Kind::Bool(true) => self.pick("是", "true").to_owned(),
            Kind::Bool(false) => self.pick("否", "false").to_owned(),
            Kind::Name { slot, window } => self.windowed(*slot, *window),
            Kind::Negate(x) => format!("-{}", self.part(x, 7)),
            Kind::Not(x) => self.negation(x),
            Kind::Arithmetic { op, left, right } => self.arithmetic(node, *op, left, right),
            Kind::Compare { first, rest } => self.comparison(first, rest),
            Kind::All(nodes) => self.list(nodes, self.pick("，且", ", and "), 3),
            Kind::Any(nodes) => self.list(nodes, self.pick("，或", ", or "), 3),
            Kind::In { item, set } => {
                format!("{}{}{}", self.part(item, 5), self.pick("属于", " in "), self.set(set))
            }
            Kind::Contains { item, part } => self.pair(item, self.pick("包含", " contains "), part),
            Kind::StartsWith { item, part } => {
                self.pair(item, self.pick("开头为", " starts with "), part)
            }
            Kind::Missing(x) => self.part(x, 5) + self.pick("为空", " is missing"),
            _ => self.function(node),
        }
    }

    fn function(&self, node: &Node) -> String {
        let (word, parts) = match &node.kind {
            Kind::Min(nodes) => (self.pick("较小者", "the lesser of "), self.items(nodes)),
            Kind::Max(nodes) => (self.pick("较大者", "the greater of "), self.items(nodes)),
            Kind::Abs(x) => (self.pick("绝对值", "the absolute value of "), self.part(x, 0)),
            Kind::Floor(x) => (self.pick("向下取整", "rounded down "), self.part(x, 0)),
            Kind::Ceil(x) => (self.pick("向上取整", "rounded up "), self.part(x, 0)),
            Kind::Round { value, places, mode } => {
                let parts = format!("{}, {places}, {}", self.part(value, 0), mode.word());
                (self.pick("舍入", "rounded "), parts)
            }
            Kind::If { condition, then, otherwise } => {
                let [c, a, b] = [condition, then, otherwise].map(|x| self.part(x, 0));
                return match self.lang {
                    Lang::Zh => format!("（如果{c}，则{a}，否则{b}）"),
                    Lang::En => format!("({a} if {c}, else {b})"),
                };
            }
            _ => return String::new(),
        };
        match self.lang {
            Lang::Zh => format!("{word}（{parts}）"),
            Lang::En => format!("{word}({parts})"),
        }
    }

    /// `x not in …`, `x is not missing` and the like have words of their own.
    fn negation(&self, inner: &Node) -> String {
        match &inner.kind {
            Kind::In { item, set } => {
                let word = self.pick("不属于", " not in ");
                format!("{}{word}{}", self.part(item, 5), self.set(set))
            }
            Kind::Missing(x) => self.part(x, 5) + self.pick("不为空", " is not missing"),
            Kind::Contains { item, part } => {
                self.pair(item, self.pick("不包含", " does not contain "), part)
            }
            _ => match self.lang {
                Lang::Zh => format!("并非（{}）", self.part(inner, 0)),
                Lang::En => format!("not ({})", self.part(inner, 0)),
            },
        }
    }

    fn comparison(&self, first: &Node, rest: &[(Comparison, Node)]) -> String {
        let mut out = self.part(first, 5);
        for (op, node) in rest {
            out += self.sign(*op, node.ty);
            out += &self.part(node, 5);
        }
        out
    }

    /// Counts are fewer or more; amounts and shares are lower or higher. The bound is included by the
    /// same words that the parser reads so.
    fn sign(&self, op: Comparison, ty: Type) -> &'static str {
        let counted = matches!(ty, Type::Num(Unit::Count | Unit::Days));
        let number = matches!(ty, Type::Num(_));
        match op {
            Comparison::GreaterEqual if counted => self.pick("不少于", " at least "),
            Comparison::GreaterEqual => self.pick("不低于", " at least "),
            Comparison::Greater if counted => self.pick("多于", " more than "),
            Comparison::Greater => self.pick("超过", " above "),
            Comparison::LessEqual => self.pick("不超过", " at most "),
            Comparison::Less if counted => self.pick("少于", " less than "),
            Comparison::Less => self.pick("低于", " below "),
            Comparison::Equal if number => self.pick("等于", " equal to "),
            Comparison::Equal => self.pick("为", " is "),
            Comparison::NotEqual if number => self.pick("不等于", " other than "),
            Comparison::NotEqual => self.pick("不为", " is not "),
        }
    }

    fn arithmetic(&self, node: &Node, op: Arithmetic, left: &Node, right: &Node) -> String {
        let sign = match op {
            Arithmetic::Add => "+",
            Arithmetic::Subtract => "-",
            Arithmetic::Multiply => "×",
            Arithmetic::Divide => "÷",
        };
        let floor = power(node);
        format!("{} {sign} {}", self.part(left, floor), self.part(right, floor + 1))
    }

    fn windowed(&self, slot: usize, window: Window) -> String {
        let name = self.naming.name(slot);
        let (zh, en) = match window {
            Window::Current => return name.into_owned(),
            Window::Previous(1) => ("上期".to_owned(), "the previous period's".to_owned()),
            Window::Previous(steps) => {
                (format!("前第{steps}期"), format!("{steps} periods before,"))
            }
            Window::LastYear => ("去年同期".to_owned(), "last year's".to_owned()),
            Window::YearToDate => ("本年累计".to_owned(), "year-to-date".to_owned()),
            Window::QuarterToDate => ("本季累计".to_owned(), "quarter-to-date".to_owned()),
        };
        match self.lang {
            Lang::Zh => format!("{zh}{name}"),
            Lang::En => format!("{en} {name}"),
        }
    }

    fn set(&self, set: &Set) -> String {
        match (set, self.lang) {
            (Set::Table(table), Lang::Zh) => format!("《{}》", self.naming.table(*table)),
            (Set::Table(table), Lang::En) => self.naming.table(*table).into_owned(),
            (Set::List(nodes), Lang::Zh) => self.list(nodes, "、", 0),
            (Set::List(nodes), Lang::En) => self.list(nodes, ", ", 0),
        }
    }

    fn pair(&self, left: &Node, word: &str, right: &Node) -> String {
        format!("{}{word}{}", self.part(left, 5), self.part(right, 5))
    }

    fn items(&self, nodes: &[Node]) -> String {
        self.list(nodes, self.pick("，", ", "), 0)
    }

    fn list(&self, nodes: &[Node], between: &str, floor: u8) -> String {
        nodes.iter().map(|node| self.part(node, floor)).collect::<Vec<_>>().join(between)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::sample::{Deals, Metrics, condition};

    #[test]
    fn a_gate_reads_like_the_sentence_of_a_rule_book() {
        let gate = condition("sales >= 100000 and new_customers >= 2", &Metrics);
        assert_eq!(
            say(&gate.root, Lang::Zh, &Metrics),
            "销售额不低于100,000元，且新客户数不少于2个"
        );
        assert_eq!(
            say(&gate.root, Lang::En, &Metrics),
            "销售额 at least CNY 100,000, and 新客户数 at least 2"
        );
    }

    #[test]
    fn what_is_said_in_chinese_without_separators_means_the_same() {
        for text in [
            "return_rate > 5% or sales < 10 and new_customers = 3",
            "not (sales > 1 and sales < 5)",
            "80% <= return_rate < 100%",
            "sales / previous(sales) - 1 >= 20%",
        ] {
            let first = condition(text, &Metrics);
            let said = say(&first.root, Lang::Zh, &Metrics);
            let said = said.replace("上期销售额", "上期（销售额）");
            let again = condition(&said, &Metrics);
            assert_eq!(print_both(&first.root), print_both(&again.root), "{said}");
        }
    }

    // A number adapts to its neighbour where it is typed and carries its unit where it is said.
    fn print_both(node: &Node) -> String {
        say(node, Lang::En, &Metrics)
    }

    #[test]
    fn a_row_filter_is_said_with_its_list_and_its_table() {
        let filter =
            condition(r#"状态 属于 ["赢单","已成交"] 且 contract_no not in returned"#, &Deals);
        assert_eq!(
            say(&filter.root, Lang::Zh, &Deals),
            "状态属于“赢单”、“已成交”，且合同号不属于《退货单》"
        );
        assert_eq!(
            say(&filter.root, Lang::En, &Deals),
            "状态 in \"赢单\", \"已成交\", and 合同号 not in 退货单"
        );
    }

    #[test]
    fn a_number_is_said_exactly_whatever_its_size() {
        let n = |text| Number::parse_plain(text).unwrap();
        assert_eq!(say_number(&n("-1234567.50"), Unit::Plain, Lang::En), "-1,234,567.5");
        assert_eq!(say_number(&n("0.79996"), Unit::Ratio, Lang::Zh), "79.996%");
        assert_eq!(say_number(&n("999"), Unit::Count, Lang::Zh), "999个");
    }
}
