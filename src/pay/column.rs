//! The columns of a settlement: what everybody's pay is made of, in the order in which it comes
//! about. What a column is called is for whoever shows it.

use crate::base::Number;
use crate::plan::incentive::Incentives;

use super::label::Label;
use super::statement::{Item, Statement};

/// A part of everybody's pay.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Column {
    /// A component or honour.
    Line(Item),
    /// What a cap over several components cuts off or gives back: its index.
    Cut(usize),
    /// What a draw adds: its index.
    TopUp(usize),
    /// What is recovered of a draw: its index.
    Recovered(usize),
    /// What is held back until the customer has paid.
    Held,
    /// What was held back before and is paid now.
    Released,
    /// What is taken back.
    Clawback,
}

impl Column {
    /// Every column that a plan can fill.
    pub fn all(incentives: &Incentives) -> Vec<Column> {
        let components = incentives.components.iter();
        let holds = components.clone().any(|component| component.around.hold.is_some());
        let claws = components.clone().any(|component| component.around.clawback.is_some());
        let mut columns: Vec<Column> =
            (0..components.len()).map(|at| Column::Line(Item::Component(at))).collect();
        let honours = incentives.honours.iter().enumerate();
        let paid = honours.filter(|(_, honour)| honour.award.is_some());
        columns.extend(paid.map(|(at, _)| Column::Line(Item::Honour(at))));
        columns.extend((0..incentives.caps.len()).map(Column::Cut));
        for at in 0..incentives.draws.len() {
            columns.extend([Column::TopUp(at), Column::Recovered(at)]);
        }
        if holds {
            columns.extend([Column::Held, Column::Released]);
        }
        if claws {
            columns.push(Column::Clawback);
        }
        columns
    }

    /// What its figures are called.
    pub fn label(self) -> Label {
        match self {
            Column::Line(Item::Component(at)) => Label::Component(at),
            Column::Line(Item::Honour(at)) => Label::Honour(at),
            Column::Cut(at) => Label::Cut(at),
            Column::TopUp(at) => Label::TopUp(at),
            Column::Recovered(at) => Label::Recovered(at),
            Column::Held => Label::Held,
            Column::Released => Label::Released,
            Column::Clawback => Label::Clawback,
        }
    }

    /// Whether it counts for what is payable; otherwise it is shown only.
    pub fn is_paid(self, incentives: &Incentives) -> bool {
        match self {
            Column::Line(Item::Component(at)) => {
                incentives.components.get(at).is_some_and(|component| component.paid)
            }
            _ => true,
        }
    }

    /// What somebody gets of it; 0 where there is nothing for the person.
    pub fn value(self, statement: &Statement<'_>) -> Number {
        match self {
            Column::Line(item) => statement.pays(item),
            _ => {
                let label = self.label();
                let found = statement.adjustments.iter().filter(|figure| figure.label == label);
                found.map(|figure| &figure.value).sum()
            }
        }
    }
}
