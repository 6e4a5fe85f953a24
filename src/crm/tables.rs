//! Reference tables read wholly: a price list, a list of returned orders. Every cell is read by its
//! declared form; one key with two contents is refused. Looking up is all they are for.

use std::collections::HashMap;
use std::path::Path;
use std::sync::Arc;

use crate::expr::Value;
use crate::plan::column::Column;
use crate::plan::source::Table;
use crate::text::code::import;
use crate::text::{Diagnostic, Place, Sink};

use super::block::Block;
use super::cell::shown;
use super::cell_value::CellReader;
use super::columns::Columns;
use super::export::{Export, Refused};
use super::files;
use super::manner::Manner;
use super::told::{line_place, scan_fault_among, unopened};

/// Most rows of a table.
pub const MOST_ROWS: usize = 1_000_000;

/// A reference table in memory.
#[derive(Clone, Debug, Default)]
pub struct LoadedTable {
    rows: HashMap<Arc<str>, Vec<Value>>,
}

impl LoadedTable {
    /// Whether a row has that key, which is compared as it stands, trimmed.
    pub fn contains(&self, key: &str) -> bool {
        self.rows.contains_key(key.trim())
    }

    /// The value of a declared column in the row of that key; `None` without such a row.
    pub fn get(&self, key: &str, column: usize) -> Option<&Value> {
        self.rows.get(key.trim())?.get(column)
    }

    /// All keys, in no particular order.
    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.rows.keys().map(|key| &**key)
    }
}

/// Reads all tables of a plan, in its order; whatever is wrong with them is told.
pub fn load(folder: &Path, tables: &[Table], sink: &mut Sink) -> Vec<LoadedTable> {
    tables.iter().map(|table| Loader::new(table, MOST_ROWS).load(folder, sink)).collect()
}

/// A table being read, file by file.
struct Loader<'a> {
    table: &'a Table,
    rows: HashMap<Arc<str>, (Vec<Value>, At)>,
    repeated: u64,
    first_repeat: Option<Place>,
    is_full: bool,
    /// How many rows it may have.
    most: usize,
}

/// A row as it was read, or why it can't be.
struct Row {
    values: Vec<Result<Value, Diagnostic>>,
    key: String,
    at: At,
}

/// Where a row is.
#[derive(Clone)]
struct At {
    file: Arc<str>,
    line: u64,
}

impl At {
    fn place(&self) -> Place {
        line_place(&self.file, self.line)
    }
}

impl<'a> Loader<'a> {
    fn new(table: &'a Table, most: usize) -> Loader<'a> {
        let rows = HashMap::new();
        Loader { table, rows, repeated: 0, first_repeat: None, is_full: false, most }
    }

    fn load(mut self, folder: &Path, sink: &mut Sink) -> LoadedTable {
        let manner = Manner::new(&self.table.files, &self.table.columns);
        for (name, path) in files::expand(folder, &self.table.files.patterns, sink) {
            self.read(&name, &path, &manner, sink);
        }
        if self.repeated > 0 && !self.table.repeats {
            let told = Diagnostic::new(&import::EXACT_DUPLICATE).arg("count", self.repeated);
            sink.push(self.first_repeat.into_iter().fold(told, Diagnostic::place));
        }
        if self.is_full {
            sink.push(
                Diagnostic::new(&import::TABLE_TOO_LARGE)
                    .arg("table", &self.table.id.value)
                    .arg("limit", self.most)
                    .at(self.table.files.patterns.first().map_or(self.table.span, |p| p.span)),
            );
        }
        LoadedTable { rows: self.rows.into_iter().map(|(key, (row, _))| (key, row)).collect() }
    }

    fn read(&mut self, name: &Arc<str>, path: &Path, manner: &Manner, sink: &mut Sink) {
        let declared = &self.table.columns;
        let opened = files::open(name, path)
            .map_err(Refused::Io)
            .and_then(|source| Export::open(source, manner.options(1, None)));
        let export = match opened {
            Ok(export) => export,
            Err(refused) => return self.refused(name, refused, sink),
        };
        let Some(columns) = Columns::find(declared, export.layout(), name, sink) else { return };
        let readers = columns.readers(declared);
        let (key, most) = (self.table.key, self.most);
        // One worker: the rows are to come in the order of the file.
        let scanned = export.scan(Vec::new, |rows: &mut Vec<Row>, block| {
            let room = (most + 1).saturating_sub(rows.len());
            rows.extend(
                (0..block.len())
                    .take(room)
                    .map(|row| read_row(block, row, &columns, &readers, key)),
            );
        });
        let scanned = match scanned {
            Ok(scanned) => scanned,
            Err(refused) => return self.refused(name, refused, sink),
        };
        for fault in &scanned.faults {
            sink.push(scan_fault_among(fault, declared));
        }
        if scanned.summary.rows == 0 && scanned.faults.is_empty() && !self.table.files.allow_empty {
            sink.push(Diagnostic::new(&import::EMPTY_FILE).place(Place::File(name.to_string())));
        }
        // Rows beyond the limit were not kept, repeated or not.
        self.is_full |= scanned.summary.rows > self.most as u64;
        for row in scanned.parts.into_iter().flatten() {
            self.take(row, sink);
        }
    }

    fn refused(&self, name: &str, refused: Refused, sink: &mut Sink) {
        match refused {
            Refused::Io(error) => sink.push(unopened(name, &error)),
            Refused::Faults(faults) => {
                for fault in &faults {
                    sink.push(scan_fault_among(fault, &self.table.columns));
                }
            }
        }
    }

    fn take(&mut self, row: Row, sink: &mut Sink) {
        let mut values = Vec::with_capacity(row.values.len());
        for value in row.values {
            match value {
                Ok(value) => values.push(value),
                Err(told) => sink.push(told),
            }
        }
        // A row that isn't whole, or is nobody's, was told or has nothing to be found by.
        if values.len() < self.table.columns.len() || row.key.is_empty() {
            return;
        }
        if self.rows.len() >= self.most {
            self.is_full = true;
            return;
        }
        let Some((known, first)) = self.rows.get(row.key.as_str()) else {
            self.rows.insert(row.key.into(), (values, row.at));
            return;
        };
        if self.table.repeats {
            return;
        }
        if *known == values {
            self.repeated += 1;
            self.first_repeat.get_or_insert_with(|| row.at.place());
            return;
        }
        sink.push(
            Diagnostic::new(&import::DUPLICATE_KEY)
                .arg("key", shown(&row.key))
                .arg("columns", differing(&self.table.columns, known, &values))
                .place(row.at.place())
                .place(first.place()),
        );
    }
}

fn read_row(
    block: &Block<'_>,
    row: usize,
    columns: &Columns,
    readers: &[CellReader],
    key: usize,
) -> Row {
    let read = |(column, reader): (usize, &CellReader)| {
        let at = columns.get(column).position;
        let told = |told: Diagnostic| told.place(block.spot(row, at).place());
        reader.read(&block.cell(row, at).text()).map_err(told)
    };
    let values: Vec<_> = readers.iter().enumerate().map(read).collect();
    let written = block.cell(row, columns.get(key).position).text();
    let key = match &values[key] {
        Ok(Value::Text(text)) => text.to_string(),
        Ok(Value::Missing) => String::new(),
        _ => readers[key].meant(&written).to_owned(),
    };
    let at = At { file: block.file().clone(), line: block.line(row) };
    Row { values, key, at }
}

/// The headers of the columns in which two rows differ.
pub fn differing(declared: &[Column], one: &[Value], other: &[Value]) -> String {
    let differ = declared.iter().zip(one.iter().zip(other)).filter(|(_, (a, b))| a != b);
    differ.map(|(column, _)| shown(column.title())).collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Number;
    use crate::base::unit::Currency;
    use crate::plan::column::Form;
    use crate::plan::format::{Blank, KeyForm, MoneyForm};
    use crate::plan::source::Files;
    use crate::text::{SourceId, Span, Spanned};

    fn spanned(text: &str) -> Spanned<String> {
        Spanned::new(text.to_owned(), Span::new(SourceId(0), 0, 1))
    }

    fn table(repeats: bool) -> Table {
        let cny = Currency::parse("CNY").unwrap();
        let money = MoneyForm { currency: Some(cny), ..MoneyForm::default() };
        let column = |id: &str, form: Form, alias: &[(&str, &str)]| Column {
            id: spanned(id),
            headers: vec![spanned(id)],
            position: None,
            form,
            alias: alias.iter().map(|(a, b)| ((*a).into(), (*b).into())).collect(),
            span: spanned(id).span,
        };
        Table {
            id: spanned("products"),
            files: Files {
                patterns: vec![spanned("products*.csv")],
                encoding: Default::default(),
                delimiter: Default::default(),
                header: true,
                footers: Vec::new(),
                allow_empty: false,
            },
            columns: vec![
                column("product", Form::Id(KeyForm::default()), &[("GTXPro", "GTX Pro")]),
                column("price", Form::Money(money, cny), &[]),
                column("series", Form::Text(Blank::optional()), &[]),
            ],
            key: 0,
            repeats,
            span: spanned("").span,
        }
    }

    fn loaded(text: &str, repeats: bool) -> (LoadedTable, Vec<Diagnostic>) {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("products.csv"), text).unwrap();
        let mut sink = Sink::default();
        let mut tables = load(folder.path(), &[table(repeats)], &mut sink);
        (tables.pop().unwrap(), sink.diagnostics().to_vec())
    }

    #[test]
    fn a_table_of_more_rows_than_it_may_have_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let rows = "product,price,series\nA,1,\nA,1,\nB,2,\nC,3,\n";
        std::fs::write(folder.path().join("products.csv"), rows).unwrap();
        let load = |most: usize| {
            let (table, mut sink) = (table(true), Sink::default());
            Loader::new(&table, most).load(folder.path(), &mut sink);
            sink.diagnostics().to_vec()
        };
        assert!(load(4).is_empty());
        let told = load(2);
        assert_eq!(codes(&told), ["I60"]);
        assert!(told[0].args.contains(&("limit", "2".to_owned())));
    }

    fn codes(told: &[Diagnostic]) -> Vec<&'static str> {
        told.iter().map(|told| told.code.id).collect()
    }

    #[test]
    fn a_table_is_looked_up_by_trimmed_keys_after_their_aliases() {
        let (table, told) =
            loaded("product,price,series\n GTXPro ,\"4,821\",\nGTK 500,1,GTK\n", false);
        assert!(told.is_empty(), "{told:?}");
        let price = |key| table.get(key, 1);
        assert_eq!(price("GTX Pro "), Some(&Value::Num(Number::from(4821i64))));
        assert_eq!(table.get("GTX Pro", 2), Some(&Value::Missing));
        assert!(table.contains("GTK 500") && !table.contains("gtk 500"));
        assert_eq!(price("GTX"), None);
    }

    #[test]
    fn one_key_with_two_contents_is_refused_with_both_places() {
        let (_, told) = loaded("product,price,series\na,1,x\na,1,x\na,2,x\n", false);
        assert_eq!(codes(&told), ["I10", "I11"]);
        let lines: Vec<u64> = told[0]
            .places
            .iter()
            .map(|place| match place {
                Place::Spot { line, .. } => *line,
                other => panic!("{other:?}"),
            })
            .collect();
        assert_eq!(lines, [4, 2]);
        assert!(told[0].args.contains(&("columns", "price".to_owned())));
    }

    #[test]
    fn where_keys_may_repeat_their_contents_do_not_matter() {
        let (table, told) = loaded("product,price,series\na,1,x\na,2,x\n", true);
        assert!(told.is_empty() && table.contains("a"));
    }

    #[test]
    fn every_cell_that_cannot_be_read_is_told_and_its_row_is_not_there() {
        let (table, told) = loaded("product,price,series\na,1,2O,x\nb,2O,x\n,3,x\n", false);
        assert_eq!(codes(&told), ["I17", "I07", "I45"]);
        assert!(!table.contains("b"));
    }

    #[test]
    fn an_empty_or_absent_table_is_told() {
        assert_eq!(codes(&loaded("product,price,series\n", false).1), ["I18"]);
        assert_eq!(codes(&loaded("", false).1), ["I18"]);
        assert_eq!(codes(&loaded("x,y\n1,2\n", false).1), ["I02"]);
        let mut sink = Sink::default();
        let folder = tempfile::tempdir().unwrap();
        load(folder.path(), &[table(false)], &mut sink);
        assert_eq!(codes(sink.diagnostics()), ["I38"]);
    }
}
