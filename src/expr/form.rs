//! The expression as parsed: names resolved, nothing checked yet. Lives between parser and checker.

use std::sync::Arc;

use crate::base::{Day, Number, Unit};

use super::fold::At;
use super::name::NameEntry;
use super::node::{Arithmetic, Comparison};
use super::word::Function;

/// What a part is.
#[derive(Debug)]
pub(super) enum Shape {
    /// A value that was already told to be wrong.
    Bad,
    Number {
        value: Number,
        unit: Option<Unit>,
    },
    Text(Arc<str>),
    Day(Day),
    Bool(bool),
    Name(NameEntry),
    Negate(Box<Form>),
    Not(Box<Form>),
    Arithmetic(Arithmetic, Box<Form>, Box<Form>),
    Compare(Box<Form>, Vec<(Comparison, Form)>),
    All(Vec<Form>),
    Any(Vec<Form>),
    In(Box<Form>, Box<Form>),
    Missing(Box<Form>),
    Contains(Box<Form>, Box<Form>),
    StartsWith(Box<Form>, Box<Form>),
    Call(Function, Vec<Form>),
    List(Vec<Form>),
}

/// A part, where it stands, and how many parts lie below one another in it.
#[derive(Debug)]
pub(super) struct Form {
    pub shape: Shape,
    pub at: At,
    pub height: usize,
}

impl Form {
    pub fn new(shape: Shape, at: At) -> Form {
        let height = 1 + shape.parts().into_iter().map(|form| form.height).max().unwrap_or(0);
        Form { shape, at, height }
    }

    /// The same, or its negation.
    pub fn negated(self, negated: bool) -> Form {
        let at = self.at;
        if negated { Form::new(Shape::Not(Box::new(self)), at) } else { self }
    }

    /// `first` and `second` joined: parts that are joined in the same way lie side by side.
    pub fn joined(first: Form, second: Form, all: bool) -> Form {
        let at = first.at.to(second.at);
        let mut parts = Vec::new();
        for form in [first, second] {
            match form.shape {
                Shape::All(inner) if all => parts.extend(inner),
                Shape::Any(inner) if !all => parts.extend(inner),
                _ => parts.push(form),
            }
        }
        Form::new(if all { Shape::All(parts) } else { Shape::Any(parts) }, at)
    }
}

impl Shape {
    fn parts(&self) -> Vec<&Form> {
        match self {
            Shape::Bad | Shape::Number { .. } | Shape::Text(_) | Shape::Day(_) => Vec::new(),
            Shape::Bool(_) | Shape::Name(_) => Vec::new(),
            Shape::Negate(x) | Shape::Not(x) | Shape::Missing(x) => vec![x],
            Shape::Arithmetic(_, a, b) | Shape::In(a, b) => vec![a, b],
            Shape::Contains(a, b) | Shape::StartsWith(a, b) => vec![a, b],
            Shape::Compare(first, rest) => {
                std::iter::once(&**first).chain(rest.iter().map(|(_, form)| form)).collect()
            }
            Shape::All(all) | Shape::Any(all) | Shape::Call(_, all) | Shape::List(all) => {
                all.iter().collect()
            }
        }
    }
}
