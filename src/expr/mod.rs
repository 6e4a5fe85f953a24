//! The language of conditions and formulas: lex, parse, check types and units, evaluate. Knows no plan; names are looked up through a trait.

/// A checked expression.
#[derive(Clone, Debug)]
pub struct Expr;
