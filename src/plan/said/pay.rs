//! What the conditions of pay say in words, and what became of them: each test with the values that
//! decided it. Judges nothing: whether a condition holds is the business of `pay`.

use std::borrow::Cow;

use crate::base::figure::share_text;
use crate::base::{Lang, Number, Unit};
use crate::expr::{
    Comparison, Expr, Gap, Kind, Naming, Node, Reading, Step, Test, Type, Value, say, say_number,
};
use crate::plan::term::Term;

use super::Saying;

impl Saying<'_> {
    /// A condition of pay: `销售额不低于100,000元，且新客户数不少于2个`.
    pub fn pay_condition(&self, condition: &Expr) -> String {
        say(&condition.root, self.lang, &OfPay(self))
    }

    /// A value of a formula of pay: `260,000元`.
    pub fn pay_figure(&self, formula: &Expr, value: &Number) -> String {
        let value = Value::Num(value.clone());
        self.shown(&Reading { node: &formula.root, value }, None)
    }

    /// A test as it came out: `新客户数 1 < 2`, `销售额 260,000元 ≥ 100,000元`.
    pub fn outcome(&self, step: &Step<'_>) -> String {
        let Test::Compare(comparison) = step.test else { return self.of_values(step) };
        let Some(right) = &step.right else { return self.of_values(step) };
        let Some(holds) = step.holds else {
            let lacks = [&step.left, right].into_iter().find(|side| side.value == Value::Missing);
            return self.lacking(&say(lacks.unwrap_or(&step.left).node, self.lang, &OfPay(self)));
        };
        let sign = sign(if holds { comparison } else { opposite(comparison) });
        let sides = (number(&step.left), number(right));
        let (left, right) = (self.side(&step.left, sides.1), self.side(right, sides.0));
        format!("{left} {sign} {right}")
    }

    /// Why a condition can't be judged.
    pub fn gap(&self, gap: &Gap) -> String {
        match gap {
            Gap::Missing { slot, .. } | Gap::Mistyped { slot, .. } => {
                self.lacking(&OfPay(self).name(*slot))
            }
            Gap::Zero { .. } => self.lang.pick("除数是 0", "something is divided by 0").to_owned(),
            Gap::NoTable { .. } | Gap::NoDay { .. } => {
                self.lang.pick("没有结果", "there is no result").to_owned()
            }
        }
    }

    fn lacking(&self, name: &str) -> String {
        match self.lang {
            Lang::Zh => format!("没有{name}"),
            Lang::En => format!("no value for {name}"),
        }
    }

    /// A test that compares no numbers.
    fn of_values(&self, step: &Step<'_>) -> String {
        let holds = match step.holds {
            Some(true) => self.lang.pick("符合", "holds"),
            Some(false) => self.lang.pick("不符合", "doesn't hold"),
            None => self.lang.pick("无法判断", "can't be judged"),
        };
        let left = self.side(&step.left, None);
        match self.lang {
            Lang::Zh => format!("{left}：{holds}"),
            Lang::En => format!("{left}: {holds}"),
        }
    }

    /// A side of a comparison with its name, unless it is a number of the plan; a share stands on its
    /// own side of the other one.
    fn side(&self, side: &Reading<'_>, beside: Option<&Number>) -> String {
        let shown = self.shown(side, beside);
        match &side.node.kind {
            Kind::Number { value, .. } => self.typed(value, side.node),
            Kind::Name { .. } => {
                format!("{} {shown}", say(side.node, self.lang, &OfPay(self))).trim_end().to_owned()
            }
            _ => format!("{} = {shown}", say(side.node, self.lang, &OfPay(self))),
        }
    }

    fn shown(&self, side: &Reading<'_>, beside: Option<&Number>) -> String {
        match (&side.value, side.node.ty) {
            (Value::Num(value), Type::Num(Unit::Ratio)) => {
                share_text(value, beside.map_or(&[], std::slice::from_ref), 1)
            }
            (Value::Num(value), Type::Num(Unit::Count)) => {
                say_number(value, Unit::Plain, self.lang)
            }
            (Value::Num(value), Type::Num(unit)) => say_number(value, unit, self.lang),
            (Value::Text(text), _) => text.to_string(),
            (Value::Day(day), _) => day.to_string(),
            (Value::Missing, _) => self.lang.pick("没有", "none").to_owned(),
            (Value::Bool(_) | Value::Num(_), _) => String::new(),
        }
    }

    /// A number of the plan, exactly.
    fn typed(&self, value: &Number, node: &Node) -> String {
        match node.ty {
            Type::Num(Unit::Count) => say_number(value, Unit::Plain, self.lang),
            Type::Num(unit) => say_number(value, unit, self.lang),
            _ => String::new(),
        }
    }
}

fn number<'s>(side: &'s Reading<'_>) -> Option<&'s Number> {
    match &side.value {
        Value::Num(value) => Some(value),
        _ => None,
    }
}

fn sign(comparison: Comparison) -> &'static str {
    match comparison {
        Comparison::Less => "<",
        Comparison::LessEqual => "≤",
        Comparison::Greater => ">",
        Comparison::GreaterEqual => "≥",
        Comparison::Equal => "=",
        Comparison::NotEqual => "≠",
    }
}

/// What holds where a comparison doesn't.
fn opposite(comparison: Comparison) -> Comparison {
    match comparison {
        Comparison::Less => Comparison::GreaterEqual,
        Comparison::LessEqual => Comparison::Greater,
        Comparison::Greater => Comparison::LessEqual,
        Comparison::GreaterEqual => Comparison::Less,
        Comparison::Equal => Comparison::NotEqual,
        Comparison::NotEqual => Comparison::Equal,
    }
}

/// Slots of conditions of pay are terms.
struct OfPay<'a>(&'a Saying<'a>);

impl Naming for OfPay<'_> {
    fn name(&self, slot: usize) -> Cow<'_, str> {
        let OfPay(saying) = self;
        let of = |metric: usize, zh: &str, en: &str| {
            Cow::Owned(match saying.lang {
                Lang::Zh => format!("{}{zh}", saying.metric(metric)),
                Lang::En => format!("{} {en}", saying.metric(metric)),
            })
        };
        match Term::of_slot(slot, saying.metrics.len()) {
            Term::Metric(metric) => Cow::Borrowed(saying.metric(metric)),
            Term::AttainmentOf(metric) => of(metric, "完成率", "attainment"),
            Term::TargetOf(metric) => of(metric, "目标", "target"),
            Term::MenteesOf(metric) => match saying.lang {
                Lang::Zh => Cow::Owned(format!("带教人员的{}", saying.metric(metric))),
                Lang::En => of(metric, "", "of mentees"),
            },
            Term::Attainment => Cow::Borrowed(saying.lang.pick("完成率", "attainment")),
            Term::Target => Cow::Borrowed(saying.lang.pick("目标", "target")),
            Term::Tenure => Cow::Borrowed(saying.lang.pick("司龄", "tenure")),
            Term::Incentive => Cow::Borrowed(saying.lang.pick("目标奖金", "target incentive")),
            Term::Component(index) => {
                let component = saying.incentives.and_then(|all| all.components.get(index));
                component.map_or(Cow::Borrowed(""), |known| Cow::Borrowed(known.name.as_str()))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::expr::{Facts, Window};
    use crate::plan::starter::read_with;

    /// What somebody achieved: sales, and new customers where that is known.
    struct Achieved(&'static str, Option<&'static str>, [usize; 2]);

    impl Facts for Achieved {
        fn value(&self, slot: usize, _: Window) -> Value {
            let Achieved(sales, customers, [of_sales, of_customers]) = self;
            let text = match slot {
                slot if slot == *of_sales => Some(*sales),
                slot if slot == *of_customers => *customers,
                _ => None,
            };
            text.and_then(Number::parse_plain).map_or(Value::Missing, Value::Num)
        }
    }

    fn told(sales: &'static str, customers: Option<&'static str>, lang: Lang) -> Vec<String> {
        let plan = read_with(lang, &[]).plan.unwrap();
        let slot = |id: &str| {
            let metric = plan.metrics.iter().position(|metric| metric.id.value == id).unwrap();
            Term::Metric(metric).slot(plan.metrics.len())
        };
        let facts = Achieved(sales, customers, [slot("sales"), slot("new_customers")]);
        let saying = Saying::new(&plan, lang);
        let condition = &plan.rules.conditions[0].when;
        let (_, steps) = condition.decide_traced(&facts);
        steps.iter().map(|step| saying.outcome(step)).collect()
    }

    #[test]
    fn each_test_is_told_as_it_came_out_with_both_numbers() {
        assert_eq!(
            told("86000.5", Some("1"), Lang::Zh),
            ["销售额 86,000.5元 < 100,000元", "新客户数 1 < 2"]
        );
        assert_eq!(
            told("100000", Some("2"), Lang::En),
            ["Sales CNY 100,000 ≥ CNY 100,000", "New customers 2 ≥ 2"]
        );
    }

    #[test]
    fn what_is_not_there_is_told_and_not_taken_for_zero() {
        assert_eq!(told("100000", None, Lang::Zh)[1], "没有新客户数");
        assert_eq!(told("100000", None, Lang::En)[1], "no value for New customers");
    }

    #[test]
    fn the_condition_itself_reads_like_the_rule_book() {
        let plan = read_with(Lang::Zh, &[]).plan.unwrap();
        let condition = &plan.rules.conditions[0].when;
        let said = Saying::new(&plan, Lang::Zh).pay_condition(condition);
        assert_eq!(said, "销售额不低于100,000元，且新客户数不少于2个");
    }
}
