//! The checked expression: every name resolved to a slot, every part with its type and its place in
//! the file. Whoever evaluates or compiles an expression walks this tree and nothing else.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::base::{Day, Number, Rounding, Unit};
use crate::text::Span;

use super::name::Type;

/// How two values are compared.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Comparison {
    /// `=`
    Equal,
    /// `!=`
    NotEqual,
    /// `<`: the bound is excluded (不满, 低于).
    Less,
    /// `<=`: the bound is included (不超过, 以下, 以内).
    LessEqual,
    /// `>`: the bound is excluded (超过).
    Greater,
    /// `>=`: the bound is included (不低于, 以上).
    GreaterEqual,
}

impl Comparison {
    /// Its ASCII spelling.
    pub fn sign(self) -> &'static str {
        match self {
            Comparison::Equal => "=",
            Comparison::NotEqual => "!=",
            Comparison::Less => "<",
            Comparison::LessEqual => "<=",
            Comparison::Greater => ">",
            Comparison::GreaterEqual => ">=",
        }
    }

    /// Whether it holds between values that compare like that.
    pub fn holds(self, order: std::cmp::Ordering) -> bool {
        match self {
            Comparison::Equal => order.is_eq(),
            Comparison::NotEqual => order.is_ne(),
            Comparison::Less => order.is_lt(),
            Comparison::LessEqual => order.is_le(),
            Comparison::Greater => order.is_gt(),
            Comparison::GreaterEqual => order.is_ge(),
        }
    }

    /// Whether it asks for an order, not for equality only.
    pub fn is_order(self) -> bool {
        !matches!(self, Comparison::Equal | Comparison::NotEqual)
    }
}

/// The four operations.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Arithmetic {
    /// `+`
    Add,
    /// `-`
    Subtract,
    /// `*`
    Multiply,
    /// `/`
    Divide,
}

/// The period for which a name is asked, seen from the period that is being evaluated.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Window {
    /// The period itself.
    Current,
    /// `previous(x, n)`: the n-th period before, 1 to 120.
    Previous(u32),
    /// `last_year(x)`: the same period of the year before.
    LastYear,
    /// `year_to_date(x)`: from the start of the year to the end of the period.
    YearToDate,
    /// `quarter_to_date(x)`: from the start of the quarter to the end of the period.
    QuarterToDate,
}

/// What `in` looks into.
#[derive(Clone, PartialEq, Debug)]
pub enum Set {
    /// Written values, all of the type of the item; at least one.
    List(Vec<Node>),
    /// A reference table, by the caller's number for it.
    Table(usize),
}

/// What a part of an expression does.
#[derive(Clone, PartialEq, Debug)]
pub enum Kind {
    /// A written number, never negative, with the unit that was written beside it. The unit that it
    /// took from its neighbours is in the node's type.
    Number {
        /// The value; `5%` is 1/20, `10万` is 100000.
        value: Number,
        /// The unit as written, `None` for a bare number.
        unit: Option<Unit>,
    },
    /// A written text.
    Text(Arc<str>),
    /// A written day.
    Day(Day),
    /// A written truth.
    Bool(bool),
    /// A name.
    Name {
        /// The caller's number for it.
        slot: usize,
        /// Of which period.
        window: Window,
    },
    /// `-x`
    Negate(Box<Node>),
    /// `not x`
    Not(Box<Node>),
    /// `x + y` and the like; with a day on the left, days are added or days are compared.
    Arithmetic {
        /// Which of the four.
        op: Arithmetic,
        /// Left of the sign.
        left: Box<Node>,
        /// Right of the sign.
        right: Box<Node>,
    },
    /// `x < y`, or a chain `x < y <= z`, which holds when each link holds.
    Compare {
        /// The first value.
        first: Box<Node>,
        /// Each further value with the comparison before it; at least one.
        rest: Vec<(Comparison, Node)>,
    },
    /// All of them hold; at least two.
    All(Vec<Node>),
    /// Any of them holds; at least two.
    Any(Vec<Node>),
    /// `x in y`
    In {
        /// What is looked for.
        item: Box<Node>,
        /// Where.
        set: Set,
    },
    /// `x contains y`, on texts.
    Contains {
        /// The text.
        item: Box<Node>,
        /// The part looked for.
        part: Box<Node>,
    },
    /// `x starts with y`, on texts.
    StartsWith {
        /// The text.
        item: Box<Node>,
        /// The beginning looked for.
        part: Box<Node>,
    },
    /// `x is missing`: never undefined itself.
    Missing(Box<Node>),
    /// `min(…)`; at least two.
    Min(Vec<Node>),
    /// `max(…)`; at least two.
    Max(Vec<Node>),
    /// `abs(x)`
    Abs(Box<Node>),
    /// `floor(x)`: the largest whole number that is not above.
    Floor(Box<Node>),
    /// `ceil(x)`: the smallest whole number that is not below.
    Ceil(Box<Node>),
    /// `round(x, places, mode)`
    Round {
        /// What is rounded.
        value: Box<Node>,
        /// Decimals; negative for tens, hundreds, …; -18 to 18.
        places: i32,
        /// How ties go.
        mode: Rounding,
    },
    /// `if(condition, then, otherwise)`
    If {
        /// Decides.
        condition: Box<Node>,
        /// The value where it holds.
        then: Box<Node>,
        /// The value where it does not.
        otherwise: Box<Node>,
    },
}

/// A part of an expression. Two are equal when they mean the same, wherever they stand.
#[derive(Clone, Debug)]
pub struct Node {
    /// What it does.
    pub kind: Kind,
    /// Where it stands in the file; the whole expression where the file spells it with escapes.
    pub span: Span,
    /// What it yields.
    pub ty: Type,
}

impl PartialEq for Node {
    fn eq(&self, other: &Self) -> bool {
        self.ty == other.ty && self.kind == other.kind
    }
}

impl Node {
    /// The parts directly below, in the order in which they are written.
    pub fn children(&self) -> Vec<&Node> {
        match &self.kind {
            Kind::Number { .. } | Kind::Text(_) | Kind::Day(_) | Kind::Bool(_) => Vec::new(),
            Kind::Name { .. } => Vec::new(),
            Kind::Negate(x) | Kind::Not(x) | Kind::Missing(x) => vec![x],
            Kind::Abs(x) | Kind::Floor(x) | Kind::Ceil(x) => vec![x],
            Kind::Round { value, .. } => vec![value],
            Kind::Arithmetic { left, right, .. } => vec![left, right],
            Kind::Compare { first, rest } => {
                std::iter::once(&**first).chain(rest.iter().map(|(_, node)| node)).collect()
            }
            Kind::All(nodes) | Kind::Any(nodes) | Kind::Min(nodes) | Kind::Max(nodes) => {
                nodes.iter().collect()
            }
            Kind::In { item, set: Set::List(list) } => {
                std::iter::once(&**item).chain(list).collect()
            }
            Kind::In { item, set: Set::Table(_) } => vec![item],
            Kind::Contains { item, part } | Kind::StartsWith { item, part } => vec![item, part],
            Kind::If { condition, then, otherwise } => vec![condition, then, otherwise],
        }
    }

    /// Visits this node and every node below, each before its children.
    pub fn visit<'a>(&'a self, see: &mut impl FnMut(&'a Node)) {
        see(self);
        for child in self.children() {
            child.visit(see);
        }
    }

    /// Whether it reads nothing but what is written in it.
    pub fn is_constant(&self) -> bool {
        let mut reads = false;
        self.visit(&mut |node| {
            let table = matches!(node.kind, Kind::In { set: Set::Table(_), .. });
            reads |= table || matches!(node.kind, Kind::Name { .. });
        });
        !reads
    }
}

/// A checked condition or formula.
#[derive(Clone, Debug)]
pub struct Expr {
    /// The outermost part.
    pub root: Node,
    /// The text as written.
    pub text: Arc<str>,
    /// Where the whole stands in the file, quotes included.
    pub span: Span,
}

impl PartialEq for Expr {
    fn eq(&self, other: &Self) -> bool {
        self.root == other.root
    }
}

impl Expr {
    /// What the whole yields.
    pub fn ty(&self) -> Type {
        self.root.ty
    }

    /// Every name that is read, with its period, each once and in order.
    pub fn reads(&self) -> Vec<(usize, Window)> {
        let mut found = BTreeSet::new();
        self.root.visit(&mut |node| {
            if let Kind::Name { slot, window } = node.kind {
                found.insert((slot, window));
            }
        });
        found.into_iter().collect()
    }

    /// Every slot that is read, each once and in order.
    pub fn slots(&self) -> Vec<usize> {
        let slots: BTreeSet<usize> = self.reads().into_iter().map(|(slot, _)| slot).collect();
        slots.into_iter().collect()
    }

    /// Every reference table that is looked into, each once and in order.
    pub fn tables(&self) -> Vec<usize> {
        let mut found = BTreeSet::new();
        self.root.visit(&mut |node| {
            if let Kind::In { set: Set::Table(table), .. } = node.kind {
                found.insert(table);
            }
        });
        found.into_iter().collect()
    }
}
