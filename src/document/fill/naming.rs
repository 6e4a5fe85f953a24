//! What the figures of pay are called: labels with the plan's own names of metrics, components,
//! tiers and draws put in; and how a figure of a calculation is written, with the digits that it has.

use crate::base::figure::figure;
use crate::base::round::round_number;
use crate::base::{Lang, Number, Rounding, Unit};
use crate::pay::{Item, Label, Working};
use crate::plan::Plan;
use crate::plan::incentive::{Component, Pay};
use crate::plan::ladder::{Bounds, Edge, Tiers};
use crate::plan::said::Saying;
use crate::text::{Sources, Span};

/// A plan, ready to name what it pays.
#[derive(Clone, Copy)]
pub struct Naming<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its files, for the lines that are cited.
    pub sources: &'a Sources,
    /// In which language.
    pub lang: Lang,
}

impl<'a> Naming<'a> {
    /// A component's or honour's own name.
    pub fn item(&self, item: Item) -> &'a str {
        let Some(incentives) = &self.plan.incentives else { return "" };
        match item {
            Item::Component(at) => incentives.components.get(at).map_or("", |c| c.name.as_str()),
            Item::Honour(at) => incentives.honours.get(at).map_or("", |h| h.name.as_str()),
        }
    }

    /// The line of a file, as `incentives.toml:14`; empty where nothing is cited.
    pub fn cite(&self, span: Option<Span>) -> String {
        span.map_or_else(String::new, |span| self.sources.line(span))
    }

    /// A label in words; `within` is the component whose tiers and objectives are meant.
    pub fn label(&self, label: Label, within: Option<usize>) -> String {
        let name = label.name(self.lang);
        let put = |own: &str| name.replace("{}", own);
        let metric = |at: usize| Saying::new(self.plan, self.lang).metric(at);
        let incentives = self.plan.incentives.as_ref();
        let draw = |at: usize| {
            incentives.and_then(|all| all.draws.get(at)).map_or("", |draw| draw.name.as_str())
        };
        match label {
            Label::Achieved(at)
            | Label::Mentees(at)
            | Label::Target(at)
            | Label::Attainment(at) => put(metric(at)),
            Label::Tier(at) | Label::Part(at) | Label::Row(at) => put(&(at + 1).to_string()),
            Label::Day(day) => put(&day.to_string()),
            Label::Component(at) => put(self.item(Item::Component(at))),
            Label::Honour(at) => put(self.item(Item::Honour(at))),
            Label::Draw(at) | Label::TopUp(at) | Label::Balance(at) | Label::Recovered(at) => {
                put(draw(at))
            }
            Label::Cut(at) => {
                put(incentives.and_then(|all| all.caps.get(at)).map_or("", |cap| cap.name.as_str()))
            }
            Label::Objective(at) | Label::Score(at) => self.objective(label, at, within),
            _ => name.to_owned(),
        }
    }

    fn component(&self, at: usize) -> Option<&'a Component> {
        self.plan.incentives.as_ref()?.components.get(at)
    }

    fn objective(&self, label: Label, at: usize, within: Option<usize>) -> String {
        let objective = match within.and_then(|at| self.component(at)).map(|known| &known.pay) {
            Some(Pay::Objectives { objectives, .. }) => objectives.get(at),
            _ => None,
        };
        let word = label.name(self.lang);
        match (objective, label) {
            (Some(objective), Label::Objective(_)) => objective.name.value.clone(),
            (Some(objective), _) => match self.lang {
                Lang::Zh => format!("{}{word}", objective.name.value),
                Lang::En => format!("{}: {word}", objective.name.value),
            },
            (None, _) => word.to_owned(),
        }
    }

    /// From where to where a tier of a component goes: `超过 100%，至 120%`; empty where it isn't known.
    pub fn tier(&self, at: usize, within: Option<usize>) -> String {
        let Some(component) = within.and_then(|at| self.component(at)) else {
            return String::new();
        };
        match &component.pay {
            Pay::Tiers(tiers) | Pay::Step(tiers) => self.range(component, tiers, at),
            _ => String::new(),
        }
    }

    fn range(&self, component: &Component, tiers: &Tiers, at: usize) -> String {
        let metric = component.eligibility.metric.and_then(|at| self.plan.metrics.get(at));
        let unit = match (tiers.bounds, &tiers.reached_by, metric) {
            (Bounds::Attainment, ..) => Unit::Ratio,
            (Bounds::Value, None, Some(metric)) => metric.unit,
            _ => Unit::Plain,
        };
        let bound = |at: usize| tiers.tiers.get(at).map(|tier| exact(&tier.from.value, unit));
        let from = bound(at).filter(|_| at > 0);
        let includes_from = tiers.edge == Edge::Upper;
        match (from, bound(at + 1), self.lang) {
            (None, None, _) => String::new(),
            (None, Some(to), Lang::Zh) if includes_from => format!("不到 {to}"),
            (None, Some(to), Lang::Zh) => format!("至 {to}"),
            (Some(from), None, Lang::Zh) if includes_from => format!("{from} 起"),
            (Some(from), None, Lang::Zh) => format!("超过 {from}"),
            (Some(from), Some(to), Lang::Zh) if includes_from => format!("{from} 起，不到 {to}"),
            (Some(from), Some(to), Lang::Zh) => format!("超过 {from}，至 {to}"),
            (None, Some(to), Lang::En) if includes_from => format!("below {to}"),
            (None, Some(to), Lang::En) => format!("up to {to}"),
            (Some(from), None, Lang::En) if includes_from => format!("from {from}"),
            (Some(from), None, Lang::En) => format!("above {from}"),
            (Some(from), Some(to), Lang::En) if includes_from => {
                format!("from {from} to below {to}")
            }
            (Some(from), Some(to), Lang::En) => format!("above {from} up to {to}"),
        }
    }

    /// What a mode of rounding is called.
    pub fn rounding(&self, mode: Rounding) -> &'static str {
        match mode {
            Rounding::HalfUp => self.lang.pick("四舍五入", "half up"),
            Rounding::HalfEven => self.lang.pick("四舍六入五成双", "half to even"),
            Rounding::Down => self.lang.pick("去尾", "towards zero"),
            Rounding::Up => self.lang.pick("进一", "away from zero"),
        }
    }
}

/// A figure of a calculation, without its currency: money with its places or the digits that it has,
/// a share as a percentage. One that goes on for long is cut and marked with `≈`.
pub fn exact(value: &Number, unit: Unit) -> String {
    let (value, most, sign) = match unit {
        Unit::Money(currency) => (value.clone(), currency.places() + 4, ""),
        Unit::Ratio => (value.shift(2), 4, "%"),
        Unit::Count | Unit::Plain | Unit::Days => (value.clone(), 6, ""),
    };
    let (about, shown) = match value.exact_places() {
        Some(places) if places <= most => ("", value),
        _ => ("≈", round_number(&value, most, Rounding::HalfUp)),
    };
    let whole = unit.places();
    let text = match unit {
        Unit::Money(_) if shown.exact_places().is_some_and(|places| places <= whole) => {
            figure(&shown, unit)
        }
        _ => figure(&shown, Unit::Plain),
    };
    format!("{about}{text}{sign}")
}

/// The value of a working, as [`exact`] writes it.
pub fn value(working: &Working) -> String {
    exact(&working.value, working.unit)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_figure_of_a_calculation_keeps_its_digits_or_says_that_it_was_cut() {
        let yuan = Unit::parse("CNY").unwrap();
        let n = |text| Number::parse_plain(text).unwrap();
        let third = Number::ratio(&n("10"), &n("3")).unwrap();
        for (value, unit, text) in [
            (n("2400000"), yuan, "2,400,000.00"),
            (n("1234.5678"), yuan, "1,234.5678"),
            (third.clone(), yuan, "≈3.333333"),
            (n("0.03"), Unit::Ratio, "3%"),
            (n("1.035"), Unit::Ratio, "103.5%"),
            (third, Unit::Ratio, "≈333.3333%"),
            (n("12"), Unit::Count, "12"),
        ] {
            assert_eq!(exact(&value, unit), text);
        }
    }
}
