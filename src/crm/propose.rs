//! A source for a file never seen: its columns by their headers and by all of their values. What is
//! doubtful is left for the user to decide; nothing of it is used unasked.

mod guess;
mod id;
mod page;
mod survey;

use std::io;
use std::sync::Arc;

use crate::base::Unit;
use crate::base::unit::Currency;
use crate::plan::column::{Column, Conventions, Form};
use crate::plan::format::{Blank, BoolForm, DateForm, KeyForm, MoneyForm, NumberForm, PercentForm};
use crate::plan::source::{BadRows, CoOwners, Delimiter, Encoding, Files, Owner, Returns, Source};
use crate::text::{Sink, SourceId, Span, Spanned};

use super::export;
use super::person::People;
use super::role::Role;

use guess::{Guess, Kind, Patterns};
use survey::{Surveyed, survey};

/// What a plan writes for the values of a status column that are known by their usual words; every
/// other value is open.
const STATUS_WORDS: [(&str, &str); 5] = [
    ("won", "赢单 成交 已成交 已签约 已完成 won closed-won closedwon"),
    ("lost", "输单 丢单 流失 战败 lost closed-lost closedlost"),
    ("void", "无效 作废 已作废 已删除 撤回 已撤回 拒绝 审核拒绝 void invalid"),
    ("pending", "待审核 审核中 未提交 待提交 pending"),
    ("open", ""),
];

/// A proposed source.
#[derive(Debug)]
pub struct Proposal {
    columns: Vec<Proposed>,
    source: Source,
    /// Whether the column of ids has one value twice: its rows are no deals, perhaps lines of them.
    id_repeats: bool,
}

/// A proposed column.
#[derive(Clone, Debug)]
struct Proposed {
    role: Option<Role>,
    id: String,
    header: String,
    kind: Declared,
    standing: Standing,
    guess: Guess,
}

/// What is proposed as a column's type.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Declared {
    Text,
    Id,
    Person,
    Money(Currency),
    Number,
    Percent,
    Date(Vec<&'static str>),
    Flag(bool),
    Status,
}

/// How sure a proposed column is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Standing {
    /// It is part of the source.
    Used,
    /// It is one of several for a role, or its day and month can't be told apart: the user decides.
    Asked,
    /// Nothing asks for it.
    Spare,
}

/// What a proposal goes by besides the file itself.
#[derive(Clone, Copy)]
pub struct Known<'a> {
    /// Currency and offset from UTC of the plan, or of the country.
    pub conventions: Conventions,
    /// The people of the plan: a column that names them is the owner.
    pub people: Option<&'a People>,
    /// The file as a plan would name it.
    pub pattern: &'a str,
}

impl Proposal {
    /// Reads a whole file and proposes a source for it; `None` where it can't be read, which is told.
    pub fn of(
        name: &Arc<str>,
        from: io::Result<export::Source>,
        known: Known<'_>,
        sink: &mut Sink,
    ) -> Option<Proposal> {
        let patterns = Patterns::new(known.conventions.utc_offset);
        let surveyed = survey(name, from, &patterns, sink)?;
        Some(Proposer { known, patterns, surveyed: &surveyed }.propose(name))
    }

    /// The source, as far as nothing about it is doubtful.
    pub fn source(&self) -> &Source {
        &self.source
    }
}

struct Proposer<'a> {
    known: Known<'a>,
    patterns: Patterns,
    surveyed: &'a Surveyed,
}

impl Proposer<'_> {
    fn propose(&self, name: &Arc<str>) -> Proposal {
        let mut columns: Vec<Proposed> = Vec::new();
        let mut taken: Vec<String> = Vec::new();
        for position in self.order() {
            if let Some(column) = self.column(position, &taken) {
                taken.push(column.id.clone());
                columns.push(column);
            }
        }
        // Roles come first: they are what a source is about.
        columns.sort_by_key(|column| (column.role.is_none(), column.role));
        let used = || columns.iter().filter(|column| column.standing == Standing::Used);
        let at = |role: Role| used().position(|column| column.role == Some(role));
        let id = used().find(|column| column.role == Some(Role::Id));
        let id_repeats = id.is_some_and(|column| !column.guess.is_unique());
        let is_negative = |column: &Proposed| {
            matches!(column.kind, Declared::Money(_)) && column.guess.has_negative
        };
        let source = Source {
            id: spanned(id::source_id(name)),
            name: None,
            files: files(self.known.pattern),
            columns: used().map(|column| self.declare(column)).collect(),
            key: at(Role::Id).filter(|_| !id_repeats).into_iter().collect(),
            version: None,
            owner: at(Role::Owner).map_or(Owner::House, Owner::Column),
            co_owners: CoOwners::Refuse,
            date: at(Role::Date),
            bad_rows: BadRows::Refuse,
            returns: if used().any(is_negative) { Returns::Negative } else { Returns::None },
            joins: Vec::new(),
            checks: Vec::new(),
            names: Vec::new(),
            expect_rows: None,
            span: span(),
        };
        Proposal { columns, source, id_repeats }
    }

    /// Columns with a role first, so that they get its word as id.
    fn order(&self) -> Vec<usize> {
        let mut order: Vec<usize> = (0..self.surveyed.headers.len()).collect();
        order.sort_by_key(|position| self.role(*position).is_none());
        order
    }

    /// The role of a column, and whether it is the only one with it. Where no header says who is
    /// credited, the values may.
    fn role(&self, position: usize) -> Option<(Role, bool)> {
        let by_header = self.surveyed.roles.iter().find(|(_, columns)| columns.contains(&position));
        if let Some((role, columns)) = by_header {
            return Some((*role, columns.len() == 1));
        }
        let has_owner = self.surveyed.roles.iter().any(|(role, _)| *role == Role::Owner);
        if has_owner || !self.names_people(position) {
            return None;
        }
        let others = (0..self.surveyed.headers.len()).filter(|other| *other != position);
        Some((Role::Owner, others.into_iter().all(|other| !self.names_people(other))))
    }

    /// Whether every value that was kept is somebody on the roster.
    fn names_people(&self, position: usize) -> bool {
        let guess = &self.surveyed.guesses[position];
        let known = |people: &People| guess.values.keys().all(|value| people.who(value).is_ok());
        guess.filled > 0 && self.known.people.is_some_and(known)
    }

    fn column(&self, position: usize, taken: &[String]) -> Option<Proposed> {
        let guess = self.surveyed.guesses[position].clone();
        let header = self.surveyed.headers[position].clone();
        let role = self.role(position);
        let kind = self.kind(&guess, &header, role.map(|(role, _)| role))?;
        let is_doubtful = matches!(&kind, Declared::Date(patterns) if patterns.len() > 1);
        let is_twin = self.surveyed.headers.iter().filter(|other| **other == header).count() > 1;
        let standing = match role {
            Some((_, is_only)) if !is_only || is_doubtful || is_twin => Standing::Asked,
            Some(_) => Standing::Used,
            None if matches!(kind, Declared::Flag(_)) && !is_twin => Standing::Used,
            None => Standing::Spare,
        };
        let id = match role {
            Some((role, _)) => id::free(role.word(), taken),
            None => id::column_id(&header, position, taken),
        };
        let role = role.map(|(role, _)| role);
        Some(Proposed { role, id, header, kind, standing, guess })
    }

    /// The type that role and values make likely; `None` for a column
    /// without a name or without any value.
    fn kind(&self, guess: &Guess, header: &str, role: Option<Role>) -> Option<Declared> {
        if header.is_empty() {
            return None;
        }
        let by_values = guess.kind(&self.patterns);
        let currency = match guess.currencies.as_slice() {
            [only] => *only,
            _ => self.known.conventions.currency,
        };
        let is_money = guess.is_mostly_figures() || by_values == Kind::Money;
        Some(match (role, by_values) {
            (None, Kind::Blank) => return None,
            (Some(Role::Owner), _) => Declared::Person,
            (Some(Role::Id), _) => Declared::Id,
            (Some(Role::Amount | Role::Returns), _) if is_money => Declared::Money(currency),
            (Some(Role::Date), _) => {
                Declared::Date(guess.dates(&self.patterns).unwrap_or_default())
            }
            (Some(Role::Status), _) if guess.is_listed() => Declared::Status,
            (Some(_), _) => Declared::Text,
            (None, Kind::Text) => Declared::Text,
            (None, Kind::Id) => Declared::Id,
            (None, Kind::Money) => Declared::Money(currency),
            (None, Kind::Number) => Declared::Number,
            (None, Kind::Percent) => Declared::Percent,
            (None, Kind::Date(patterns)) => Declared::Date(patterns),
            (None, Kind::Flag(blank_is_no)) => Declared::Flag(blank_is_no),
        })
    }

    fn declare(&self, column: &Proposed) -> Column {
        Column {
            id: spanned(column.id.clone()),
            headers: vec![spanned(column.header.clone())],
            position: None,
            form: self.form(column),
            alias: Vec::new(),
            span: span(),
        }
    }

    fn form(&self, column: &Proposed) -> Form {
        let blank = Blank { optional: column.is_optional(), ..Blank::default() };
        match &column.kind {
            Declared::Text => Form::Text(blank),
            Declared::Id => Form::Id(KeyForm { blank }),
            Declared::Person => Form::Person(blank),
            Declared::Money(currency) => {
                let form = MoneyForm { currency: Some(*currency), blank, ..MoneyForm::default() };
                Form::Money(form, *currency)
            }
            Declared::Number => {
                Form::Number(NumberForm { blank, ..NumberForm::default() }, Unit::Plain)
            }
            Declared::Percent => Form::Percent(PercentForm { blank, ..PercentForm::default() }),
            Declared::Date(patterns) => {
                let declared = DateForm::with(patterns).ok().filter(|_| !patterns.is_empty());
                let utc_offset = self.known.conventions.utc_offset;
                Form::Date(DateForm { utc_offset, blank, ..declared.unwrap_or_default() })
            }
            Declared::Flag(blank_is_no) => {
                Form::Flag(BoolForm { blank_is_no: *blank_is_no, blank, ..BoolForm::default() })
            }
            Declared::Status => {
                let words = column.guess.values.keys();
                let map = words.map(|value| (value.clone(), status_word(value).to_owned()));
                Form::Status(map.collect(), blank)
            }
        }
    }
}

impl Proposed {
    /// Whether rows without a value are to be expected.
    fn is_optional(&self) -> bool {
        self.guess.blank > 0 && !matches!(self.kind, Declared::Flag(true))
    }
}

/// What a plan calls a value of a status column.
fn status_word(value: &str) -> &'static str {
    let squeezed = value.trim().to_lowercase().replace([' ', '_'], "-");
    let known = STATUS_WORDS
        .iter()
        .find(|(_, values)| values.split_whitespace().any(|known| squeezed == known));
    known.map_or("open", |(word, _)| word)
}

fn files(pattern: &str) -> Files {
    Files {
        patterns: vec![spanned(pattern.to_owned())],
        encoding: Encoding::Auto,
        delimiter: Delimiter::Auto,
        header: true,
        footers: Vec::new(),
        allow_empty: false,
    }
}

/// A proposal stands in no file of the plan yet.
fn span() -> Span {
    Span::new(SourceId(0), 0, 0)
}

fn spanned<T>(value: T) -> Spanned<T> {
    Spanned::new(value, span())
}
