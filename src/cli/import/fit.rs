//! Which source or table of the plan a file is read by: the one that was named, the one whose
//! pattern names the file, or the only one whose columns the file has.

use std::fs;
use std::path::Path;

use crate::base::Lang;
use crate::crm::columns::Columns;
use crate::crm::manner::Manner;
use crate::crm::tables::{self, LoadedTable};
use crate::crm::{Export, files};
use crate::expr::{Expr, Kind, Set};
use crate::plan::Plan;
use crate::plan::column::Column;
use crate::plan::source::{Files, Returns, Source};
use crate::text::Sink;
use crate::text::fields::nearest;

use super::super::exit::Failure;
use super::input::Input;

/// What a file is read by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// A source, by index into the plan's.
    Source(usize),
    /// A table, by index into the plan's.
    Table(usize),
    /// Nothing of the plan.
    Nothing,
}

/// Finds what fits.
pub struct Fitter<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// Its folder.
    pub folder: &'a Path,
    /// The language of mistakes.
    pub lang: Lang,
}

impl Fitter<'_> {
    /// The source or table of that id.
    pub fn named(&self, id: &str) -> Result<Fit, Failure> {
        let known = self.all();
        if let Some((fit, ..)) = known.iter().find(|(_, known, ..)| *known == id) {
            return Ok(*fit);
        }
        let ids: Vec<&str> = known.iter().map(|(_, id, ..)| *id).collect();
        let near = nearest(id, &ids).map_or_else(|| ids.join(", "), str::to_owned);
        Err(Failure::Usage(match self.lang {
            Lang::Zh => format!("sources.toml 里没有“{id}”；相近的：{near}"),
            Lang::En => format!("sources.toml has no \"{id}\"; near: {near}"),
        }))
    }

    /// What fits a file. Where several do equally well, the user is asked.
    pub fn find(&self, input: &Input) -> Result<Fit, Failure> {
        let by_name = self.only(input, |_, files, _| self.names(files, input))?;
        if by_name != Fit::Nothing {
            return Ok(by_name);
        }
        // A table of a few columns fits many exports, so sources go first.
        let has = |files: &Files, columns: &[Column]| has_columns(files, columns, input);
        let source = self.only(input, |fit, files, columns| {
            matches!(fit, Fit::Source(_)) && has(files, columns)
        })?;
        if source != Fit::Nothing {
            return Ok(source);
        }
        self.only(input, |fit, files, columns| matches!(fit, Fit::Table(_)) && has(files, columns))
    }

    fn only(
        &self,
        input: &Input,
        fits: impl Fn(Fit, &Files, &[Column]) -> bool,
    ) -> Result<Fit, Failure> {
        let all = self.all();
        let found: Vec<_> =
            all.iter().filter(|(fit, _, files, columns)| fits(*fit, files, columns)).collect();
        match found.as_slice() {
            [] => Ok(Fit::Nothing),
            [(fit, ..)] => Ok(*fit),
            several => {
                let ids: Vec<&str> = several.iter().map(|(_, id, ..)| *id).collect();
                let (file, ids) = (&input.name, ids.join(", "));
                Err(Failure::Usage(match self.lang {
                    Lang::Zh => format!("“{file}”合得上几个来源（{ids}）；用 --source 指明"),
                    Lang::En => {
                        format!("\"{file}\" fits several sources ({ids}); name one with --source")
                    }
                }))
            }
        }
    }

    fn all(&self) -> Vec<(Fit, &str, &Files, &[Column])> {
        let sources = self.plan.sources.iter().enumerate().map(|(index, source)| {
            let id = source.id.value.as_str();
            (Fit::Source(index), id, &source.files, source.columns.as_slice())
        });
        let tables = self.plan.tables.iter().enumerate().map(|(index, table)| {
            (Fit::Table(index), table.id.value.as_str(), &table.files, table.columns.as_slice())
        });
        sources.chain(tables).collect()
    }

    /// Whether a pattern of the plan names the file.
    fn names(&self, declared: &Files, input: &Input) -> bool {
        let Some(real) = input.real_path() else { return false };
        let named = files::expand(self.folder, &declared.patterns, &mut Sink::default());
        named.iter().any(|(_, path)| fs::canonicalize(path).is_ok_and(|path| path == real))
    }

    /// The tables that the sources of these fits need; others stay empty.
    pub fn tables(&self, fits: &[Fit], sink: &mut Sink) -> Vec<LoadedTable> {
        let needed: Vec<usize> = fits
            .iter()
            .filter_map(|fit| match fit {
                Fit::Source(index) => Some(needed_tables(self.plan.sources.get(*index)?)),
                Fit::Table(_) | Fit::Nothing => None,
            })
            .flatten()
            .collect();
        let load = |(index, table)| match needed.contains(&index) {
            true => tables::load(self.folder, std::slice::from_ref(table), sink).pop(),
            false => None,
        };
        self.plan.tables.iter().enumerate().map(load).map(Option::unwrap_or_default).collect()
    }
}

/// Whether a file has all columns that are declared.
fn has_columns(declared: &Files, columns: &[Column], input: &Input) -> bool {
    // Positions fit any file.
    if !declared.header || columns.is_empty() {
        return false;
    }
    let manner = Manner::new(declared, columns);
    let Ok(source) = input.open() else { return false };
    let Ok(export) = Export::open(source, manner.options(1, None)) else { return false };
    Columns::find(columns, export.layout(), &input.name, &mut Sink::default()).is_some()
}

/// The tables that a source joins or looks into.
fn needed_tables(source: &Source) -> Vec<usize> {
    let mut needed: Vec<usize> = source.joins.iter().map(|join| join.table).collect();
    let mut conditions: Vec<&Expr> = source.checks.iter().map(|check| &check.when).collect();
    if let Returns::Rows(condition) = &source.returns {
        conditions.push(condition);
    }
    for condition in conditions {
        condition.root.visit(&mut |node| {
            if let Kind::In { set: Set::Table(table), .. } = node.kind {
                needed.push(table);
            }
        });
    }
    needed
}
