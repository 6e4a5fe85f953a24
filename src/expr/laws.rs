//! Laws of the language as properties: evaluation agrees with a naive one, what is printed parses to
//! the same, and no text whatever makes the reader panic or point outside itself.

use proptest::prelude::*;

use crate::base::Number;
use crate::text::{Place, Sink, Sources, Span, Spanned};

use super::sample::{Deals, Metrics, Sheet, condition, read, written};
use super::{Lexicon, Names, Outcome, Value, Want, Window, compile, print};

/// Arithmetic and conditions as a naive reader of fully parenthesised text would know them.
#[derive(Clone, Debug)]
enum Sum {
    Written(i64),
    /// `return_rate` (slot 4) and `in_30_days` (slot 10), both ratios.
    Named(bool),
    Negated(Box<Sum>),
    Joined(char, Box<Sum>, Box<Sum>),
}

#[derive(Clone, Debug)]
enum Truth {
    Compared(&'static str, Sum, Sum),
    Not(Box<Truth>),
    Joined(bool, Box<Truth>, Box<Truth>),
}

/// A fraction of whole numbers, or nothing.
type Fraction = Option<(i128, i128)>;

struct Given {
    first: Option<i64>,
    second: Option<i64>,
}

impl Sum {
    /// Percent literals keep every part a ratio, so that any two may meet.
    fn text(&self, chinese: bool) -> String {
        match self {
            Sum::Written(value) => format!("{}%", value * 100),
            Sum::Named(first) => {
                let names = if chinese {
                    ["退货率", "30天回款率"]
                } else {
                    ["return_rate", "in_30_days"]
                };
                names[usize::from(!first)].to_owned()
            }
            Sum::Negated(x) => format!("(-{})", x.text(chinese)),
            Sum::Joined(op, a, b) => {
                let op = if chinese {
                    op.to_string().replace('*', "×").replace('/', "÷")
                } else {
                    op.to_string()
                };
                format!("({}{op}{})", a.text(chinese), b.text(chinese))
            }
        }
    }

    fn value(&self, given: &Given) -> Fraction {
        match self {
            Sum::Written(value) => Some((i128::from(*value), 1)),
            Sum::Named(true) => given.first.map(|value| (i128::from(value), 1)),
            Sum::Named(false) => given.second.map(|value| (i128::from(value), 1)),
            Sum::Negated(x) => x.value(given).map(|(n, d)| (-n, d)),
            Sum::Joined(op, a, b) => {
                let ((n, d), (m, e)) = (a.value(given)?, b.value(given)?);
                match op {
                    '+' => Some((n * e + m * d, d * e)),
                    '-' => Some((n * e - m * d, d * e)),
                    '*' => Some((n * m, d * e)),
                    _ if m == 0 => None,
                    _ => Some((n * e * m.signum(), d * m.abs())),
                }
            }
        }
    }
}

impl Truth {
    fn text(&self, chinese: bool) -> String {
        let pick = |zh: &'static str, en: &'static str| if chinese { zh } else { en };
        match self {
            Truth::Compared(op, a, b) => format!("({}{op}{})", a.text(chinese), b.text(chinese)),
            Truth::Not(x) => format!("({}{})", pick("非", "not "), x.text(chinese)),
            Truth::Joined(all, a, b) => {
                let word = if *all { pick("且", " and ") } else { pick("或", " or ") };
                format!("({}{word}{})", a.text(chinese), b.text(chinese))
            }
        }
    }

    fn value(&self, given: &Given) -> Option<bool> {
        match self {
            Truth::Compared(op, a, b) => {
                let ((n, d), (m, e)) = (a.value(given)?, b.value(given)?);
                let (left, right) = (n * e, m * d);
                Some(match *op {
                    "<" => left < right,
                    "<=" => left <= right,
                    ">" => left > right,
                    ">=" => left >= right,
                    "=" => left == right,
                    _ => left != right,
                })
            }
            Truth::Not(x) => x.value(given).map(|truth| !truth),
            Truth::Joined(true, a, b) => match (a.value(given), b.value(given)) {
                (Some(false), _) | (_, Some(false)) => Some(false),
                (Some(true), Some(true)) => Some(true),
                _ => None,
            },
            Truth::Joined(false, a, b) => match (a.value(given), b.value(given)) {
                (Some(true), _) | (_, Some(true)) => Some(true),
                (Some(false), Some(false)) => Some(false),
                _ => None,
            },
        }
    }
}

fn sums() -> impl Strategy<Value = Sum> {
    let leaf = prop_oneof![(0i64..10).prop_map(Sum::Written), any::<bool>().prop_map(Sum::Named)];
    leaf.prop_recursive(4, 16, 2, |inner| {
        let signs = prop_oneof![Just('+'), Just('-'), Just('*'), Just('/')];
        prop_oneof![
            1 => inner.clone().prop_map(|x| Sum::Negated(Box::new(x))),
            6 => (signs, inner.clone(), inner)
                .prop_map(|(op, a, b)| Sum::Joined(op, Box::new(a), Box::new(b))),
        ]
    })
}

fn truths() -> impl Strategy<Value = Truth> {
    let signs = prop::sample::select(vec!["<", "<=", ">", ">=", "=", "!="]);
    let leaf = (signs, sums(), sums()).prop_map(|(op, a, b)| Truth::Compared(op, a, b));
    leaf.prop_recursive(3, 8, 2, |inner| {
        prop_oneof![
            1 => inner.clone().prop_map(|x| Truth::Not(Box::new(x))),
            4 => (any::<bool>(), inner.clone(), inner)
                .prop_map(|(all, a, b)| Truth::Joined(all, Box::new(a), Box::new(b))),
        ]
    })
}

fn given() -> impl Strategy<Value = Given> {
    let value = || prop::option::weighted(0.8, -9i64..10);
    (value(), value()).prop_map(|(first, second)| Given { first, second })
}

impl std::fmt::Debug for Given {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{:?} {:?}", self.first, self.second)
    }
}

fn sheet(given: &Given) -> Sheet {
    let value = |x: Option<i64>| x.map_or(Value::Missing, |x| Value::Num(Number::from(x)));
    Sheet::default().with(4, value(given.first)).with(10, value(given.second))
}

/// Pieces of texts, right and wrong.
const SOUP: &[&str] = &[
    "sales",
    "销售额",
    "新客户",
    "新客户数",
    "return_rate",
    "30天回款率",
    "是否达标",
    "不满客户数",
    "status",
    "状态",
    "amount",
    "returned",
    "退货单",
    "产品.标价",
    "nobody",
    "无此名",
    "且",
    "或",
    "不",
    "非",
    "是",
    "否",
    "为",
    "在",
    "中",
    "和",
    "之间",
    "介于",
    "以上",
    "以下",
    "超过",
    "不低于",
    "属于",
    "不属于",
    "为空",
    "包含",
    "and",
    "or",
    "not",
    "in",
    "is",
    "is not",
    "missing",
    "between",
    "contains",
    "starts with",
    "at least",
    ">=",
    "<",
    "=",
    "!=",
    "≠",
    "≥",
    "+",
    "-",
    "*",
    "×",
    "/",
    "%",
    "(",
    ")",
    "（",
    "）",
    "[",
    "]",
    "【",
    ",",
    "，",
    "、",
    "\"",
    "“",
    "”",
    "'",
    "「",
    "`",
    "1",
    "0",
    "10万",
    "1.5亿元",
    "5%",
    "¥",
    "CNY",
    "2个",
    "30天",
    "1_000",
    "1,000",
    "1e5",
    "１２",
    "．",
    "2026-07-01",
    "2026-13-01",
    "2026年7月1日",
    "max(",
    "min(",
    "round(",
    "if(",
    "previous(",
    "上期（",
    "year_to_date(",
    "true",
    "真",
    "#",
    "\u{200b}",
    "\n",
    " ",
    "　",
    "é",
    "🦀",
    "\\",
    "{",
    "_",
    ".",
    "99999999999999999999999999999999",
];

/// Whatever is read, it is an expression without complaints, or none with at least one, and every
/// place lies inside the text at the bounds of characters.
fn reads_or_complains(text: &str, names: &dyn Names) -> Result<(), TestCaseError> {
    for want in [Want::Condition, Want::Formula(None)] {
        let (sources, spanned) = written(text);
        let mut sink = Sink::default();
        let expr = compile(&spanned, &sources, &Lexicon::new(names), want, &mut sink);
        prop_assert_eq!(expr.is_some(), sink.diagnostics().is_empty());
        for place in sink.diagnostics().iter().flat_map(|told| &told.places) {
            let Place::Span(span) = place else { panic!("{place:?}") };
            let whole = &sources.get(span.source).text;
            prop_assert!(whole.get(span.start as usize..span.end as usize).is_some());
            prop_assert!(span.start >= 8 && span.end as usize <= 8 + text.len());
        }
    }
    Ok(())
}

proptest! {
    #[test]
    fn evaluation_agrees_with_a_naive_one(truth in truths(), given in given(), zh in any::<bool>()) {
        let text = truth.text(zh);
        let found = match condition(&text, &Metrics).decide(&sheet(&given)) {
            Outcome::Yes => Some(true),
            Outcome::No => Some(false),
            Outcome::Undefined(gaps) => {
                prop_assert!(!gaps.is_empty());
                None
            }
        };
        prop_assert_eq!(found, truth.value(&given), "{}", text);
    }

    #[test]
    fn arithmetic_agrees_with_a_naive_one(sum in sums(), given in given()) {
        let text = sum.text(false);
        let expr = read(&text, &Metrics, Want::Formula(None)).unwrap();
        let expected = sum.value(&given).map(|(n, d)| {
            Number::ratio(&Number::from(n), &Number::from(d)).unwrap()
        });
        prop_assert_eq!(expr.compute(&sheet(&given)).ok(), expected, "{}", text);
    }

    #[test]
    fn what_is_printed_parses_to_the_same(truth in truths(), zh in any::<bool>()) {
        let first = condition(&truth.text(zh), &Metrics);
        let printed = print(&first.root, &Metrics);
        prop_assert_eq!(condition(&printed, &Metrics), first, "{}", printed);
    }

    #[test]
    fn both_languages_mean_the_same(truth in truths()) {
        let (zh, en) = (truth.text(true), truth.text(false));
        prop_assert_eq!(condition(&zh, &Metrics), condition(&en, &Metrics));
    }

    #[test]
    fn no_soup_of_tokens_panics(words in prop::collection::vec(prop::sample::select(SOUP), 0..30), spaced in any::<bool>()) {
        let text = words.join(if spaced { " " } else { "" });
        reads_or_complains(&text, &Metrics)?;
        reads_or_complains(&text, &Deals)?;
    }

    #[test]
    fn no_text_at_all_panics(text in any::<String>()) {
        reads_or_complains(&text, &Metrics)?;
    }
}

#[test]
fn every_form_of_expression_survives_printing() {
    for (names, naming, text) in [
        (
            &Deals as &dyn Names,
            &Deals as &dyn super::Naming,
            "状态 属于 [\"a\", 'b\"c'] 且 contract_no in returned",
        ),
        (
            &Deals,
            &Deals,
            "signed_on + 30 天 <= 2026-07-01 or voided or not (voided and voided = 否)",
        ),
        (
            &Deals,
            &Deals,
            "status contains '\"' or status not in [“'\"”] or quantity is not missing",
        ),
        (&Deals, &Deals, "(amount > 5) = voided"),
        (&Metrics, &Metrics, "`客户 名称` > max(1, 2元, min(sales, 3)) and `Q3订单数` >= 2.5个"),
        (&Metrics, &Metrics, "round(sales, -4, \"up\") > round(previous(sales, 3) * 0.5‰, 2)"),
        (
            &Metrics,
            &Metrics,
            "abs(sales - (net_sales - 5)) / (sales / won) * score > floor(-score) * -(1 + 2)",
        ),
        (&Metrics, &Metrics, "if(qualified, ceil(sales), last_year(sales)) >= year_to_date(sales)"),
        (&Metrics, &Metrics, "score >= 4.5分 and us_sales > $5 and quarter_to_date(sales) > 0"),
    ] {
        let first = condition(text, names);
        let printed = print(&first.root, naming);
        assert_eq!(condition(&printed, names), first, "{printed}");
    }
}

#[test]
fn places_are_exact_where_the_file_spells_the_text_as_it_is() {
    for (file, expected) in [
        ("when = 'nope > 1'", "nope"),
        ("when = \"nope > 1\"", "nope"),
        ("when = '''\nnope > 1'''", "nope"),
        ("when = \"\"\"nope > 1\"\"\"", "nope"),
        // Spelled with an escape: the whole is all that is known.
        ("when = \"nope \\u003e 1\"", "\"nope \\u003e 1\""),
    ] {
        let mut sources = Sources::default();
        let source = sources.add(crate::text::Source::new("rules.toml", file));
        let text = Spanned::new("nope > 1".to_owned(), Span::new(source, 7, file.len()));
        let mut sink = Sink::default();
        assert!(
            compile(&text, &sources, &Lexicon::new(&Metrics), Want::Condition, &mut sink).is_none()
        );
        let Place::Span(span) = sink.diagnostics()[0].places[0] else { panic!("no span") };
        assert_eq!(sources.slice(span), expected, "{file}");
    }
}

#[test]
fn a_missing_value_has_its_window_in_the_gap() {
    let expr = condition("previous(sales, 2) > 1", &Metrics);
    let Outcome::Undefined(gaps) = expr.decide(&Sheet::default()) else { panic!("defined") };
    let super::Gap::Missing { slot, window, .. } = gaps[0] else { panic!("{gaps:?}") };
    assert_eq!((slot, window), (0, Window::Previous(2)));
}
