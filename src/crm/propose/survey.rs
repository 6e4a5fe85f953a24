//! The first look at a file of which nothing is known: the likeliest header, and every value of
//! every column.

use std::io;
use std::sync::Arc;

use crate::text::code::import;
use crate::text::{Diagnostic, Place, Sink};

use super::super::export::{self, Export, Refused};
use super::super::header::{Found, HeaderRow};
use super::super::manner::Manner;
use super::super::role::{Role, propose};
use super::super::told::{scan_fault, unopened};
use super::guess::{Guess, Patterns, is_value};

/// A header of this many known names is one, whatever else stands in it.
const KNOWN_ROLES: usize = 2;
/// A known name counts for this many unknown ones.
const ROLE_WEIGHT: u32 = 1000;

/// What a file shows. Lists go by the columns of the file.
#[derive(Debug)]
pub(super) struct Surveyed {
    /// The header as written.
    pub headers: Vec<String>,
    /// The columns that fit each role.
    pub roles: Vec<(Role, Vec<usize>)>,
    /// What the values look like.
    pub guesses: Vec<Guess>,
}

/// Reads the whole file. What keeps it from being read is told.
pub(super) fn survey(
    name: &Arc<str>,
    from: io::Result<export::Source>,
    patterns: &Patterns,
    sink: &mut Sink,
) -> Option<Surveyed> {
    let manner = Manner::unknown(likely_header(Patterns::new(0)));
    let opened =
        from.map_err(Refused::Io).and_then(|source| Export::open(source, manner.options(1, None)));
    let export = opened.map_err(|refused| tell(name, refused, sink)).ok()?;
    let layout = export.layout().clone();
    let start = || vec![Guess::default(); layout.width];
    let scanned = export.scan(start, |guesses, block| {
        for row in 0..block.len() {
            for (column, guess) in guesses.iter_mut().enumerate() {
                guess.take(&block.cell(row, column).text(), patterns);
            }
        }
    });
    let scanned = scanned.map_err(|refused| tell(name, refused, sink)).ok()?;
    let row = HeaderRow::new(layout.header.iter().map(String::as_str));
    if scanned.summary.rows == 0 && scanned.faults.is_empty() {
        sink.push(Diagnostic::new(&import::EMPTY_FILE).place(Place::File(name.to_string())));
        return None;
    }
    // A file of which no row can be read teaches nothing; all else is told when it is inspected.
    if scanned.summary.rows == 0 {
        scanned.faults.iter().for_each(|fault| sink.push(scan_fault(fault)));
        return None;
    }
    Some(Surveyed {
        headers: row.names.iter().map(|name| name.text.clone()).collect(),
        roles: propose(&row).into_iter().filter_map(with_columns).collect(),
        guesses: scanned.parts.into_iter().next()?,
    })
}

fn with_columns((role, found): (Role, Found)) -> Option<(Role, Vec<usize>)> {
    match found {
        Found::Nowhere => None,
        Found::At(column) => Some((role, vec![column])),
        Found::Several(columns) => Some((role, columns)),
    }
}

fn tell(name: &str, refused: Refused, sink: &mut Sink) {
    match refused {
        Refused::Io(error) => sink.push(unopened(name, &error)),
        Refused::Faults(faults) => faults.iter().for_each(|fault| sink.push(scan_fault(fault))),
    }
}

/// How likely a row is a header: by the names that exports are known to use, then by how many
/// different words it has and no values.
fn likely_header(patterns: Patterns) -> impl Fn(&[String]) -> u32 + Send + Sync + 'static {
    move |cells: &[String]| {
        let roles = HeaderRow::new(cells.iter().map(String::as_str)).score(&[]);
        let mut words: Vec<&str> = cells.iter().map(|cell| cell.trim()).collect();
        let has_value = words.iter().any(|word| is_value(word, &patterns));
        words.sort_unstable();
        words.dedup();
        let words = words.iter().filter(|word| !word.is_empty()).count();
        if roles < KNOWN_ROLES && has_value {
            return 0;
        }
        let count = |count: usize| u32::try_from(count).unwrap_or(u32::MAX);
        count(roles).saturating_mul(ROLE_WEIGHT).saturating_add(count(words))
    }
}
