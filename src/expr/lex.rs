//! Text into tokens, one at a time. What a word means depends on where it stands: where a value is
//! wanted the longest known name wins over the words of the language, where an operator is wanted
//! the words win. So names may contain operators, and no spaces are needed between Chinese words.

use std::sync::Arc;

use crate::base::{Day, Number, Unit};
use crate::text::code::expr as code;

use super::fault::{Fault, quoted};
use super::fold::{At, Folded, is_word};
use super::name::{Lexicon, NameEntry};
use super::word::{FUNCTIONS, Function, NEGATIONS, OPERATORS, Sign, TRUTHS};

/// A token.
#[derive(Clone, PartialEq, Debug)]
pub(super) enum Token {
    Number {
        value: Number,
        unit: Option<Unit>,
    },
    Text(Arc<str>),
    Day(Day),
    Bool(bool),
    Name(NameEntry),
    Function(Function),
    Sign(Sign),
    /// A value that was already told to be wrong.
    Bad,
    End,
}

/// A token and where it stands.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Lexeme {
    pub token: Token,
    pub at: At,
}

/// A token, the position after it, and what is wrong with it if the rest can still be read.
type Found = (Token, usize, Option<Fault>);

/// Reads tokens from a text.
pub(super) struct Lexer<'a> {
    pub text: Folded<'a>,
    pub known: &'a Lexicon,
    /// What was wrong with tokens that could be passed over.
    pub faults: Vec<Fault>,
    /// Whether a name was unknown: what follows it may then be misread.
    pub lost: bool,
    position: usize,
}

impl<'a> Lexer<'a> {
    pub fn new(text: &'a str, known: &'a Lexicon) -> Self {
        let text = Folded::new(text);
        Lexer { text, known, faults: Vec::new(), lost: false, position: 0 }
    }

    /// The next token where a value is wanted.
    pub fn operand(&mut self) -> Result<Lexeme, Fault> {
        let start = self.text.skip_space(self.position);
        let found = self.operand_at(start)?;
        Ok(self.take(start, found))
    }

    /// The next token where an operator is wanted; a value if there is none.
    pub fn operator(&mut self) -> Result<Lexeme, Fault> {
        let start = self.text.skip_space(self.position);
        let found = match self.connector_after_comma(start).or_else(|| self.operator_at(start)) {
            Some((sign, end)) => (Token::Sign(sign), end, None),
            None => self.operand_at(start)?,
        };
        Ok(self.take(start, found))
    }

    fn take(&mut self, start: usize, (token, end, fault): Found) -> Lexeme {
        self.faults.extend(fault);
        self.position = end;
        Lexeme { token, at: self.text.at(start, end) }
    }

    fn operand_at(&mut self, start: usize) -> Result<Found, Fault> {
        if self.text.is_end(start) {
            return Ok((Token::End, start, None));
        }
        if let Some(found) = self.quoted_text(start) {
            return found;
        }
        let name = self.known.longest(&self.text, start);
        let name_end = name.map_or(0, |(_, end)| end);
        // 30天回款率 is a name where it is known, although a number begins it.
        let literal = self
            .literal(start)
            .filter(|(end, number)| name.is_none() || number.is_ok() && *end >= name_end);
        if let Some((end, number)) = literal {
            return Ok(match number {
                Ok(token) => (token, end, None),
                Err(fault) => (Token::Bad, end, Some(fault)),
            });
        }
        if let Some((function, end)) = self.function_at(start).filter(|(_, end)| *end >= name_end) {
            return Ok((Token::Function(function), end, None));
        }
        match name {
            Some(_) if self.goes_on(name_end) => Ok(self.unknown(start)),
            Some((entry, end)) => Ok((Token::Name(entry), end, None)),
            None => self.word_at(start),
        }
    }

    /// A word of the language where a value is wanted, or a name that nobody knows.
    fn word_at(&mut self, start: usize) -> Result<Found, Fault> {
        if let Some((truth, end)) = self.truth_at(start) {
            return Ok((Token::Bool(truth), end, None));
        }
        if let Some(end) = self.negation_at(start) {
            return Ok((Token::Sign(Sign::Not), end, None));
        }
        let operator = self.operator_at(start);
        if let Some((sign, end)) = operator.filter(|(s, end)| self.stands_out(start, *s, *end)) {
            return Ok((Token::Sign(sign), end, None));
        }
        if !is_word(self.text.char(start)) {
            let at = self.text.at(start, start + 1);
            let found = quoted(self.text.raw(start, start + 1));
            return Err(Fault::new(&code::STRANGE, at).arg("found", found));
        }
        let end = self.run_end(start);
        if self.text.char(self.text.skip_space(end)) == '(' && self.text.char(end) != '\0' {
            return Err(self.unknown_function(start, end));
        }
        Ok(self.unknown(start))
    }

    /// The longest sign or word of an operator at a position.
    pub fn operator_at(&self, start: usize) -> Option<(Sign, usize)> {
        let spelled = |word: &str| {
            let plural = self.text.word(start, "are").and_then(|end| {
                let rest = word.strip_prefix("is")?;
                if rest.is_empty() { Some(end) } else { self.text.word(end, rest) }
            });
            self.text.word(start, word).or(plural)
        };
        let all = OPERATORS.iter().flat_map(|(sign, words)| words.iter().map(move |w| (sign, w)));
        all.filter_map(|(sign, word)| spelled(word).map(|end| (*sign, end)))
            .max_by_key(|(_, end)| *end)
    }

    /// The rule book's ",且": the comma before a connecting word says nothing. A name that begins
    /// with such a word is a name.
    fn connector_after_comma(&self, start: usize) -> Option<(Sign, usize)> {
        if self.text.char(start) != ',' {
            return None;
        }
        let next = self.text.skip_space(start + 1);
        let (sign, end) = self.operator_at(next)?;
        let name = self.known.longest(&self.text, next).is_some_and(|(_, longer)| longer > end);
        (matches!(sign, Sign::And | Sign::Or) && !name).then_some((sign, end))
    }

    /// Whether an operator is recognised among Chinese characters that are no known name: single
    /// characters such as 中 or 为 are more often part of a name.
    fn stands_out(&self, start: usize, sign: Sign, end: usize) -> bool {
        let connects = matches!(sign, Sign::And | Sign::Or);
        connects || end - start > 1 || !is_chinese(self.text.char(start))
    }

    fn function_at(&self, start: usize) -> Option<(Function, usize)> {
        let all = FUNCTIONS.iter().flat_map(|(f, words)| words.iter().map(move |w| (*f, *w)));
        all.filter_map(|(function, word)| self.text.word(start, word).map(|end| (function, end)))
            .filter(|(_, end)| self.text.char(self.text.skip_space(*end)) == '(')
            .max_by_key(|(_, end)| *end)
    }

    fn truth_at(&self, start: usize) -> Option<(bool, usize)> {
        let all = TRUTHS.iter().flat_map(|(t, words)| words.iter().map(move |w| (*t, *w)));
        all.filter_map(|(truth, word)| self.text.word(start, word).map(|end| (truth, end)))
            .find(|(_, end)| !self.goes_on(*end))
    }

    /// The end of a word for "not". A Chinese one that is followed by an unknown word is rather the
    /// beginning of an unknown name.
    fn negation_at(&self, start: usize) -> Option<usize> {
        let ends = NEGATIONS.iter().filter_map(|word| self.text.word(start, word));
        let end = ends.max()?;
        let understood = !is_word(self.text.char(end))
            || self.known.longest(&self.text, end).is_some()
            || self.function_at(end).is_some()
            || self.truth_at(end).is_some()
            || NEGATIONS.iter().any(|word| self.text.word(end, word).is_some());
        understood.then_some(end)
    }

    /// Whether a word goes on at `end` although neither an operator nor a number begins there.
    fn goes_on(&self, end: usize) -> bool {
        let next = self.text.char(end);
        let dotted = next == '.' && self.text.char(end + 1).is_alphabetic();
        let word = is_word(next) && !next.is_ascii_digit();
        dotted || word && self.operator_at(end).is_none()
    }

    /// The end of the run of word characters that begins at `start`.
    pub fn run_end(&self, start: usize) -> usize {
        let mut end = start + 1;
        loop {
            let next = self.text.char(end);
            let dotted = next == '.' && is_word(self.text.char(end + 1));
            let operator = || {
                let found = self.operator_at(end);
                found.is_some_and(|(sign, after)| self.stands_out(end, sign, after))
            };
            if !(is_word(next) || dotted) || !next.is_ascii() && operator() {
                return end;
            }
            end += 1;
        }
    }

    /// A name that nobody knows. Where it ends is not clear among Chinese characters: of the places
    /// where a number or operator could follow, the one that leaves a name nearest to a known one.
    fn unknown(&mut self, start: usize) -> Found {
        self.lost = true;
        let long = self.run_end(start);
        let number = |at: &usize| self.text.is_digit(*at) && !self.text.char(at - 1).is_ascii();
        let operator =
            |at: &usize| is_chinese(self.text.char(*at)) && self.operator_at(*at).is_some();
        let inside = start + 1..long.min(start + 64);
        let ends: Vec<usize> =
            inside.clone().filter(|at| number(at) || operator(at)).take(8).chain([long]).collect();
        let near = |end: usize| self.known.nearest(self.text.raw(start, end));
        let found =
            ends.iter().filter_map(|end| near(*end).map(|(name, edits)| (edits, *end, name)));
        let nearest = found.min();
        let otherwise = inside.into_iter().find(number).unwrap_or(long);
        let end = nearest.map_or(otherwise, |found| found.1);
        let (typed, at) = (self.text.raw(start, end), self.text.at(start, end));
        let fault = self.unknown_name(typed, at, nearest.map(|found| found.2));
        (Token::Bad, end, Some(fault))
    }

    fn unknown_name(&self, typed: &str, at: At, nearest: Option<&str>) -> Fault {
        match nearest {
            Some(name) => Fault::new(&code::UNKNOWN_NAME_NEAR, at).arg("suggestion", name),
            None => Fault::new(&code::UNKNOWN_NAME, at).arg("known", self.known.some()),
        }
        .arg("found", quoted(typed))
    }

    fn unknown_function(&self, start: usize, end: usize) -> Fault {
        let typed = self.text.raw(start, end);
        let words = || FUNCTIONS.iter().flat_map(|(_, words)| words.iter());
        let nearest = words().min_by_key(|word| strsim::damerau_levenshtein(word, typed));
        Fault::new(&code::UNKNOWN_FUNCTION, self.text.at(start, end))
            .arg("found", quoted(typed))
            .arg("suggestion", nearest.map_or("", |word| word))
            .arg("known", FUNCTIONS.iter().map(|row| row.1[0]).collect::<Vec<_>>().join(", "))
    }

    /// A text in quotes or a name in backticks. Nothing is escaped inside: a text that contains one
    /// kind of quote stands in another.
    fn quoted_text(&mut self, start: usize) -> Option<Result<Found, Fault>> {
        const QUOTES: [(char, char); 7] = [
            ('"', '"'),
            ('\'', '\''),
            ('“', '”'),
            ('‘', '’'),
            ('「', '」'),
            ('『', '』'),
            ('`', '`'),
        ];
        let (open, close) = *QUOTES.iter().find(|(open, _)| *open == self.text.char(start))?;
        let end = self.text.skip(start + 1, |c| c != close);
        if self.text.is_end(end) {
            let at = self.text.at(start, start + 1);
            return Some(Err(Fault::new(&code::UNCLOSED, at)
                .arg("open", open)
                .arg("close", close)));
        }
        let inside = self.text.raw(start + 1, end);
        if open != '`' {
            return Some(Ok((Token::Text(inside.into()), end + 1, None)));
        }
        let found = match self.known.exact(inside) {
            Some(entry) => (Token::Name(entry), end + 1, None),
            None => {
                let nearest = self.known.nearest(inside).map(|found| found.0);
                let at = self.text.at(start, end + 1);
                (Token::Bad, end + 1, Some(self.unknown_name(inside, at, nearest)))
            }
        };
        Some(Ok(found))
    }
}

fn is_chinese(c: char) -> bool {
    c.is_alphabetic() && !c.is_ascii()
}
