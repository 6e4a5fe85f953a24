//! A component's table tried at chosen places: by the same arithmetic that pays people, on figures that
//! are assumed where only a person has them, and said to be.

use crate::base::figure::{figure, share_text};
use crate::base::{Lang, Number, Unit};
use crate::expr::{Expr, Type};
use crate::plan::Plan;
use crate::plan::incentive::{Component, Pay};
use crate::plan::ladder::{Bounds, Edge, End, Of, Price, TierMode, Tiers};
use crate::text::Spanned;

use super::super::label::Label;
use super::super::measured::{Measured, Paid};
use super::super::working::Working;
use super::super::{curve, ladder};

/// A component's table, ready to be tried.
pub struct Probe<'a> {
    /// The component.
    pub component: &'a Component,
    /// The unit of places: of the metric, or of what decides the tier instead.
    pub unit: Unit,
    /// The unit of pay.
    pub money: Unit,
    metric_unit: Unit,
    target: Number,
    incentive: Number,
    rate: Number,
}

/// A bound of a table.
pub struct Bound<'a> {
    /// As the plan writes it.
    pub from: &'a Spanned<Number>,
    /// Its place.
    pub at: Number,
    /// The place just before it is passed.
    pub before: Number,
    /// The place where it is just passed.
    pub after: Number,
}

impl<'a> Probe<'a> {
    /// A probe of a component that pays by tiers, steps or a curve; `None` of any other.
    pub fn of(component: &'a Component, plan: &Plan) -> Option<Probe<'a>> {
        let money = Unit::Money(plan.head.currency);
        let reached_by = match &component.pay {
            Pay::Tiers(table) | Pay::Step(table) => &table.reached_by,
            Pay::Curve(curve) => &curve.reached_by,
            _ => return None,
        };
        let metric_unit = component.eligibility.metric.map_or(money, |m| plan.metrics[m].unit);
        let unit = match reached_by.as_ref().map(Expr::ty) {
            Some(Type::Num(unit)) => unit,
            _ => metric_unit,
        };
        let whole = match metric_unit {
            Unit::Money(_) => Number::from(1_000_000_i64),
            Unit::Ratio => Number::one(),
            _ => Number::from(100_i64),
        };
        let own = component.incentive.amount.as_ref().map(|amount| amount.value.clone());
        let weight = component.incentive.weight.as_ref().map(|weight| &weight.value);
        let incentive = own.unwrap_or_else(|| Number::from(10_000_i64));
        Some(Probe {
            component,
            unit,
            money,
            metric_unit,
            target: whole,
            incentive: weight.map_or(incentive.clone(), |weight| &incentive * weight),
            rate: Number::scaled(5, 2),
        })
    }

    /// What is paid at a place; `None` where the table needs something that can't be assumed.
    pub fn pays(&self, place: &Number) -> Option<Number> {
        let reached =
            self.by_other().then(|| Working::given(Label::Place, place.clone(), self.unit));
        let achieved = if self.by_other() { self.target.clone() } else { place.clone() };
        let given = |label, value: &Number, unit| Working::given(label, value.clone(), unit);
        let measured = Measured {
            achieved: Working::given(Label::Achieved(0), achieved, self.metric_unit),
            target: Some(given(Label::Target(0), &self.target, self.metric_unit)),
            incentive: Some(given(Label::TargetIncentive, &self.incentive, self.money)),
            personal: Some(given(Label::Rate, &self.rate, Unit::Ratio)),
            reached,
            share: None,
            money: self.money,
        };
        self.paid(&measured).ok().map(|paid| paid.value)
    }

    fn paid(&self, measured: &Measured) -> Paid {
        match &self.component.pay {
            Pay::Step(table) => ladder::step(table, measured),
            Pay::Tiers(table) => ladder::tiers(table, measured),
            Pay::Curve(table) => curve::curve(table, measured),
            _ => Ok(Working::sum(Label::Earning, self.money, Vec::new())),
        }
    }

    /// The bounds at which pay may jump, rising.
    pub fn bounds(&self) -> Vec<Bound<'a>> {
        match &self.component.pay {
            Pay::Tiers(table) | Pay::Step(table) => {
                let later = table.tiers.iter().skip(1);
                later.map(|tier| self.bound(&tier.from, table.edge)).collect()
            }
            Pay::Curve(curve) => {
                let ends = [
                    (curve.points.first(), curve.below, Edge::Upper),
                    (curve.points.last(), curve.above, Edge::Lower),
                ];
                let open = ends.into_iter().filter(|(_, end, _)| *end == End::Nothing);
                open.filter_map(|(point, _, edge)| Some((point?, edge)))
                    .filter(|(point, _)| point.at.value.is_positive())
                    .map(|(point, edge)| self.bound(&point.at, edge))
                    .collect()
            }
            _ => Vec::new(),
        }
    }

    fn bound(&self, from: &'a Spanned<Number>, edge: Edge) -> Bound<'a> {
        let (at, step) = (self.place(&from.value), self.step());
        let (before, after) = match edge {
            Edge::Upper => (&at - &step, at.clone()),
            Edge::Lower => (at.clone(), &at + &step),
        };
        Bound { from, at, before, after }
    }

    /// The place of a bound, in the unit of places.
    pub fn place(&self, bound: &Number) -> Number {
        match self.bounds_are_attainments() && !self.by_other() {
            true => bound * &self.target,
            false => bound.clone(),
        }
    }

    /// The smallest difference that people count: a cent, a piece, a hundredth of a percent.
    pub fn step(&self) -> Number {
        match self.unit {
            Unit::Money(currency) => Number::one().shift(-currency.places().cast_signed()),
            Unit::Ratio => Number::one().shift(-4),
            Unit::Count | Unit::Days | Unit::Plain => Number::one(),
        }
    }

    /// The table, where the component has one.
    pub fn table(&self) -> Option<&'a Tiers> {
        match &self.component.pay {
            Pay::Tiers(table) | Pay::Step(table) => Some(table),
            _ => None,
        }
    }

    fn by_other(&self) -> bool {
        match &self.component.pay {
            Pay::Curve(curve) => curve.reached_by.is_some(),
            _ => self.table().is_some_and(|table| table.reached_by.is_some()),
        }
    }

    fn bounds_are_attainments(&self) -> bool {
        match &self.component.pay {
            Pay::Curve(curve) => curve.bounds == Bounds::Attainment,
            _ => self.table().is_some_and(|table| table.bounds == Bounds::Attainment),
        }
    }

    fn share_of(&self) -> Option<Of> {
        match &self.component.pay {
            Pay::Curve(curve) => curve.of,
            Pay::Step(_) => None,
            _ => self.table().map(|table| table.of),
        }
    }

    /// Whether what is paid at a bound is the same for everybody, whatever their own figures are.
    pub fn is_certain(&self) -> bool {
        let of_all = match self.share_of() {
            None => true,
            Some(Of::Incentive) => self.component.incentive.amount.is_some(),
            Some(Of::Actual) => !self.bounds_are_attainments() && !self.by_other(),
            Some(Of::Target) => false,
        };
        let overage = self.table().is_some_and(|table| table.mode == TierMode::Overage);
        of_all && !self.is_personal() && (!overage || self.share_of() == Some(Of::Incentive))
    }

    /// What a full target pays, where it is the same for everybody.
    pub fn target_pay(&self) -> Option<Number> {
        let certain = self.is_certain() && self.bounds_are_attainments();
        certain.then(|| self.pays(&self.place(&Number::one()))).flatten()
    }

    /// What was assumed, as the beginning of a sentence; empty where nothing was.
    pub fn assumed(&self, lang: Lang) -> String {
        let of = self.share_of();
        let overage = self.table().is_some_and(|table| table.mode == TierMode::Overage);
        let by_target = self.bounds_are_attainments() && !self.by_other();
        let mut said = Vec::new();
        let mut say = |zh: &str, en: &str, figure: String| {
            said.push(match lang {
                Lang::Zh => format!("{zh} {figure}"),
                Lang::En => format!("{en} of {figure}"),
            });
        };
        if self.by_other() && of == Some(Of::Actual) {
            say("业绩", "a result", figure(&self.target, self.metric_unit));
        } else if by_target || overage || of == Some(Of::Target) {
            say("目标", "a target", figure(&self.target, self.metric_unit));
        }
        if of == Some(Of::Incentive) {
            say("目标奖金", "a target incentive", figure(&self.incentive, self.money));
        }
        if self.is_personal() {
            say("个人提成比例", "a personal rate", share_text(&self.rate, &[], 0));
        }
        match (lang, said.is_empty()) {
            (_, true) => String::new(),
            (Lang::Zh, false) => format!("{} 时，", said.join("、")),
            (Lang::En, false) => format!("with {}, ", said.join(" and ")),
        }
    }

    fn is_personal(&self) -> bool {
        self.table().is_some_and(|table| {
            let mut prices = table.tiers.iter().map(|tier| &tier.price).chain(&table.base);
            prices.any(|price| matches!(price, Price::Personal))
        })
    }

    /// A place as people read it.
    pub fn shown(&self, place: &Number, beside: &Number) -> String {
        match self.unit {
            Unit::Ratio => share_text(place, std::slice::from_ref(beside), 1),
            unit => figure(place, unit),
        }
    }

    /// An amount of pay as people read it.
    pub fn shown_pay(&self, pay: &Number) -> String {
        figure(pay, self.money)
    }
}
