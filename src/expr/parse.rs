//! Tokens into a form, by binding powers (a Pratt parser). The table of powers stands at the head of
//! the room. The first error of grammar ends the parse; unknown names and wrong numbers do not.

use crate::text::code::expr as code;

use super::fault::{Fault, quoted};
use super::fold::At;
use super::form::{Form, Shape};
use super::lex::{Lexeme, Lexer, Token};
use super::name::{Lexicon, Type};
use super::node::{Arithmetic, Comparison};
use super::word::{Function, Sign};

/// How deeply parts may be nested, and how many may lie below one another.
const NESTING: usize = 64;
const HEIGHT: usize = 256;

/// Binding powers, weakest first.
const ANY: u8 = 1;
const ALL: u8 = 2;
const NOT: u8 = 3;
const COMPARE: u8 = 4;
const SUM: u8 = 5;
const PRODUCT: u8 = 6;
const SIGN: u8 = 7;

/// Parses a text. A form is there when the grammar is right, even if faults were found.
pub(super) fn parse(text: &str, known: &Lexicon) -> (Option<Form>, Vec<Fault>) {
    let mut parser = Parser { lexer: Lexer::new(text, known), peeked: None, nesting: 0 };
    let parsed = parser.whole();
    let (mut faults, lost) = (parser.lexer.faults, parser.lexer.lost);
    match parsed {
        Ok(form) => (Some(form), faults),
        // Behind a name that nobody knows the grammar is guesswork; the name is what to mend.
        Err(_) if lost => (None, faults),
        Err(fault) => {
            faults.push(fault);
            (None, faults)
        }
    }
}

struct Parser<'a> {
    lexer: Lexer<'a>,
    peeked: Option<Lexeme>,
    nesting: usize,
}

impl Parser<'_> {
    fn whole(&mut self) -> Result<Form, Fault> {
        let form = self.expression(0)?;
        let next = self.next()?;
        match next.token {
            Token::End => Ok(form),
            _ => Err(self.unexpected(&next, form.at)),
        }
    }

    /// An expression whose operators bind at least as strongly as `floor`.
    fn expression(&mut self, floor: u8) -> Result<Form, Fault> {
        self.nesting += 1;
        let mut left = self.prefix()?;
        let mut compared = false;
        loop {
            let next = self.peek()?.clone();
            let Some(power) = power(&next.token).filter(|power| *power >= floor) else { break };
            if power == COMPARE && compared {
                return Err(self.second_comparison(&next, left.at));
            }
            compared |= power == COMPARE;
            left = self.infix(left, next, power)?;
            self.hold_depth(left.height > HEIGHT, left.at)?;
        }
        self.nesting -= 1;
        Ok(left)
    }

    fn prefix(&mut self) -> Result<Form, Fault> {
        let lexeme = match self.peeked.take() {
            Some(lexeme) => lexeme,
            None => self.lexer.operand()?,
        };
        let at = lexeme.at;
        self.hold_depth(self.nesting > NESTING, at)?;
        let shape = match lexeme.token {
            Token::Number { value, unit } => Shape::Number { value, unit },
            Token::Text(text) => Shape::Text(text),
            Token::Day(day) => Shape::Day(day),
            Token::Bool(truth) => Shape::Bool(truth),
            Token::Name(entry) => Shape::Name(entry),
            Token::Bad => Shape::Bad,
            Token::Function(function) => return self.call(function, at),
            Token::Sign(Sign::Not) => {
                let inner = self.expression(NOT)?;
                let at = at.to(inner.at);
                return Ok(Form::new(Shape::Not(Box::new(inner)), at));
            }
            Token::Sign(Sign::Minus) => {
                let inner = self.expression(SIGN)?;
                let at = at.to(inner.at);
                return Ok(Form::new(Shape::Negate(Box::new(inner)), at));
            }
            Token::Sign(Sign::Open) => {
                let inner = self.expression(0)?;
                let end = self.close(at, Sign::Close, inner.at)?;
                return Ok(Form { at: at.to(end), ..inner });
            }
            Token::Sign(Sign::OpenList) => {
                let (items, end) = self.sequence(at, Sign::CloseList)?;
                return Ok(Form::new(Shape::List(items), at.to(end)));
            }
            Token::End => return Err(Fault::new(&code::VALUE_WANTED_AT_END, at)),
            Token::Sign(_) => {
                return Err(Fault::new(&code::VALUE_WANTED, at).arg("found", self.shown(at)));
            }
        };
        Ok(Form::new(shape, at))
    }

    fn call(&mut self, function: Function, name: At) -> Result<Form, Fault> {
        let open = self.next()?;
        let (arguments, end) = self.sequence(open.at, Sign::Close)?;
        Ok(Form::new(Shape::Call(function, arguments), name.to(end)))
    }

    /// Expressions between commas up to `close`.
    fn sequence(&mut self, open: At, close: Sign) -> Result<(Vec<Form>, At), Fault> {
        let first = self.lexer.operand()?;
        if first.token == Token::Sign(close) {
            return Ok((Vec::new(), first.at));
        }
        self.peeked = Some(first);
        let mut items = Vec::new();
        loop {
            let item = self.expression(0)?;
            let at = item.at;
            items.push(item);
            if self.peek()?.token != Token::Sign(Sign::Comma) {
                return Ok((items, self.close(open, close, at)?));
            }
            self.peeked = None;
        }
    }

    fn close(&mut self, open: At, close: Sign, last: At) -> Result<At, Fault> {
        let next = self.next()?;
        match next.token {
            Token::Sign(sign) if sign == close => Ok(next.at),
            Token::End => Err(Fault::new(&code::UNCLOSED, open)
                .arg("open", self.shown(open))
                .arg("close", if close == Sign::Close { ")" } else { "]" })),
            _ => Err(self.unexpected(&next, last)),
        }
    }

    fn infix(&mut self, left: Form, next: Lexeme, power: u8) -> Result<Form, Fault> {
        if power == COMPARE {
            return self.comparison(left, next);
        }
        self.peeked = None;
        let right = self.expression(power + 1)?;
        let at = left.at.to(right.at);
        let op = match next.token {
            Token::Sign(Sign::Plus) => Arithmetic::Add,
            Token::Sign(Sign::Minus) => Arithmetic::Subtract,
            Token::Sign(Sign::Times) => Arithmetic::Multiply,
            Token::Sign(Sign::Divide) => Arithmetic::Divide,
            _ => return Ok(Form::joined(left, right, power == ALL)),
        };
        Ok(Form::new(Shape::Arithmetic(op, Box::new(left), Box::new(right)), at))
    }

    fn comparison(&mut self, left: Form, next: Lexeme) -> Result<Form, Fault> {
        let Token::Sign(sign) = next.token else { return self.bounded(left, next.at) };
        self.peeked = None;
        match sign {
            Sign::Compare(op) => self.chain(left, op, next.at),
            Sign::Soft(op) => self.softly(left, op, next.at),
            Sign::Missing { negated } => {
                let at = left.at.to(next.at);
                Ok(Form::new(Shape::Missing(Box::new(left)), at).negated(negated))
            }
            Sign::In { negated } => self.test(left, Shape::In, negated),
            Sign::Contains { negated } => self.test(left, Shape::Contains, negated),
            Sign::StartsWith { negated } => self.test(left, Shape::StartsWith, negated),
            Sign::Between => {
                let low = self.expression(SUM)?;
                self.between(left, low)
            }
            Sign::Within => self.within(left, next.at),
            _ => {
                let found = self.shown(next.at);
                Err(Fault::new(&code::BOUND, next.at).arg("found", found))
            }
        }
    }

    fn test(
        &mut self,
        left: Form,
        shape: fn(Box<Form>, Box<Form>) -> Shape,
        negated: bool,
    ) -> Result<Form, Fault> {
        let right = self.expression(SUM)?;
        let at = left.at.to(right.at);
        Ok(Form::new(shape(Box::new(left), Box::new(right)), at).negated(negated))
    }

    /// `a < b`, and further links of a chain in the same direction.
    fn chain(&mut self, left: Form, op: Comparison, sign: At) -> Result<Form, Fault> {
        let mut rest = vec![(op, self.expression(SUM)?)];
        let mut last = sign;
        while let Token::Sign(Sign::Compare(more) | Sign::Soft(more)) = self.peek()?.token {
            let next = self.next()?;
            if !same_direction(op, more) {
                return Err(Fault::new(&code::MIXED_CHAIN, next.at)
                    .also(last)
                    .arg("first", self.shown(sign))
                    .arg("found", self.shown(next.at)));
            }
            last = next.at;
            rest.push((more, self.expression(SUM)?));
        }
        let at = rest.iter().fold(left.at, |at, (_, form)| at.to(form.at));
        Ok(Form::new(Shape::Compare(Box::new(left), rest), at))
    }

    /// 是, 为, 达到: an equality or bound, unless 以上 or 以下 follows the value.
    fn softly(&mut self, left: Form, op: Comparison, sign: At) -> Result<Form, Fault> {
        let chained = self.chain(left, op, sign)?;
        let Token::Sign(Sign::Bound(bound)) = self.peek()?.token else { return Ok(chained) };
        let end = self.peek()?.at;
        match chained.shape {
            Shape::Compare(left, mut rest) if rest.len() == 1 => {
                self.peeked = None;
                rest[0].0 = bound;
                Ok(Form::new(Shape::Compare(left, rest), chained.at.to(end)))
            }
            shape => Ok(Form { shape, ..chained }),
        }
    }

    /// A number directly behind a value: 销售额 10万元以上.
    fn bounded(&mut self, left: Form, number: At) -> Result<Form, Fault> {
        let right = self.expression(SUM)?;
        let next = self.next()?;
        let Token::Sign(Sign::Bound(op)) = next.token else {
            return Err(self.operator_missing(left.at, number));
        };
        let at = left.at.to(next.at);
        Ok(Form::new(Shape::Compare(Box::new(left), vec![(op, right)]), at))
    }

    /// 在…以上, 在…和…之间, 在…中.
    fn within(&mut self, left: Form, sign: At) -> Result<Form, Fault> {
        let right = self.expression(SUM)?;
        let next = self.peek()?.clone();
        let set = match &right.shape {
            Shape::List(_) => true,
            Shape::Name(entry) => entry.kind == Type::Table,
            _ => false,
        };
        match next.token {
            Token::Sign(Sign::Bound(op)) => {
                self.peeked = None;
                let at = left.at.to(next.at);
                Ok(Form::new(Shape::Compare(Box::new(left), vec![(op, right)]), at))
            }
            Token::Sign(Sign::To) => self.between(left, right),
            _ if set || next.token == Token::Sign(Sign::Inside) => {
                let inside = next.token == Token::Sign(Sign::Inside);
                let at = left.at.to(if inside { next.at } else { right.at });
                self.peeked = self.peeked.take().filter(|_| !inside);
                Ok(Form::new(Shape::In(Box::new(left), Box::new(right)), at))
            }
            _ => Err(Fault::new(&code::WITHIN, sign.to(right.at)).arg("found", self.shown(sign))),
        }
    }

    /// The rest of `between low and high`, both bounds included.
    fn between(&mut self, item: Form, low: Form) -> Result<Form, Fault> {
        let and = self.next()?;
        if !matches!(and.token, Token::Sign(Sign::And | Sign::To)) {
            let at = if and.token == Token::End { low.at } else { and.at };
            return Err(Fault::new(&code::BETWEEN, at).arg("low", self.shown(low.at)));
        }
        let high = self.expression(SUM)?;
        let mut at = item.at.to(high.at);
        if self.peek()?.token == Token::Sign(Sign::Amid) {
            at = at.to(self.next()?.at);
        }
        let rest = vec![(Comparison::LessEqual, item), (Comparison::LessEqual, high)];
        Ok(Form::new(Shape::Compare(Box::new(low), rest), at))
    }

    fn peek(&mut self) -> Result<&Lexeme, Fault> {
        let lexeme = match self.peeked.take() {
            Some(lexeme) => lexeme,
            None => self.lexer.operator()?,
        };
        Ok(self.peeked.insert(lexeme))
    }

    fn next(&mut self) -> Result<Lexeme, Fault> {
        match self.peeked.take() {
            Some(lexeme) => Ok(lexeme),
            None => self.lexer.operator(),
        }
    }

    fn hold_depth(&self, exceeded: bool, at: At) -> Result<(), Fault> {
        if exceeded { Err(Fault::new(&code::DEEP, at).arg("limit", NESTING)) } else { Ok(()) }
    }

    fn shown(&self, at: At) -> String {
        quoted(&self.lexer.text.text[at.start..at.end])
    }

    fn operator_missing(&self, left: At, right: At) -> Fault {
        Fault::new(&code::OPERATOR_MISSING, right)
            .also(left)
            .arg("left", self.shown(left))
            .arg("right", self.shown(right))
    }

    fn second_comparison(&self, next: &Lexeme, left: At) -> Fault {
        match next.token {
            Token::Sign(Sign::Bound(_)) => {
                Fault::new(&code::BOUND, next.at).arg("found", self.shown(next.at))
            }
            Token::Sign(_) => Fault::new(&code::COMPARED_TWICE, next.at)
                .also(left)
                .arg("found", self.shown(next.at)),
            _ => self.operator_missing(left, next.at),
        }
    }

    fn unexpected(&self, next: &Lexeme, left: At) -> Fault {
        match next.token {
            Token::Sign(Sign::Open | Sign::OpenList | Sign::Not) => {
                self.operator_missing(left, next.at)
            }
            Token::Sign(_) | Token::End => {
                Fault::new(&code::UNEXPECTED, next.at).arg("found", self.shown(next.at))
            }
            _ => self.operator_missing(left, next.at),
        }
    }
}

fn power(token: &Token) -> Option<u8> {
    match token {
        // A number behind a value is the beginning of 销售额 10万元以上.
        Token::Number { .. } => Some(COMPARE),
        Token::Sign(sign) => match sign {
            Sign::Or => Some(ANY),
            Sign::And => Some(ALL),
            Sign::Plus | Sign::Minus => Some(SUM),
            Sign::Times | Sign::Divide => Some(PRODUCT),
            Sign::Compare(_) | Sign::Soft(_) | Sign::Bound(_) | Sign::In { .. } => Some(COMPARE),
            Sign::Missing { .. } | Sign::Contains { .. } | Sign::StartsWith { .. } => Some(COMPARE),
            Sign::Between | Sign::Within => Some(COMPARE),
            _ => None,
        },
        _ => None,
    }
}

/// Whether both links of a chain rise, or both fall.
fn same_direction(first: Comparison, second: Comparison) -> bool {
    let rises = |op| matches!(op, Comparison::Less | Comparison::LessEqual);
    first.is_order() && second.is_order() && rises(first) == rises(second)
}
