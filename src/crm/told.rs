//! What the scanner found, as diagnostics: faults of encoding, quotes and rows with their places,
//! and what the rows that aren't data say. Faults of single cells are told where cells are read.

use std::io;

use crate::base::Number;
use crate::plan::column::{Column, Form};
use crate::text::code::import;
use crate::text::code::store::UNREADABLE;
use crate::text::{Diagnostic, Place, Sink};

use super::cell::shown;
use super::cell_value::CellReader;
use super::columns::Columns;
use super::export::Summary;
use super::fault::{Remark, ScanFault, Spot, Undecodable};
use super::layout::{Delimiter, SEARCHED_ROWS};

/// How many names a message lists.
const MOST_LISTED: usize = 12;

/// How many owners a message lists.
const MOST_OWNERS: usize = 5;

/// Labels of rows that sum up all rows above them, as opposed to a page or an average.
const WHOLE_TOTALS: [&str; 5] = ["合计", "总计", "total", "totals", "grand total"];

/// A row as a place, without its text: cheap enough to be kept for every row.
pub fn line_place(file: &str, line: u64) -> Place {
    Place::Spot { file: file.to_owned(), line, column: 0, width: 0, excerpt: String::new() }
}

/// A fault of a file as a text of rows and cells, with its places: where a quote is at fault, the
/// opening quote first.
pub fn scan_fault(fault: &ScanFault) -> Diagnostic {
    scan_fault_among(fault, &[])
}

/// The same, when these columns were looked for.
pub fn scan_fault_among(fault: &ScanFault, declared: &[Column]) -> Diagnostic {
    let at = |code, spot: &Spot| Diagnostic::new(code).place(spot.place());
    match fault {
        ScanFault::Undecodable(tried) => undecodable(tried),
        ScanFault::EncodingUndecided(one) => undecodable(std::slice::from_ref(one)),
        ScanFault::Empty { file } => {
            Diagnostic::new(&import::EMPTY_FILE).place(Place::File(file.to_string()))
        }
        ScanFault::HeaderNotFound { .. } => header_not_found(fault, declared),
        ScanFault::BareQuote(spot) => at(&import::BARE_QUOTE, spot).arg("value", rest(spot)),
        ScanFault::TextAfterQuote { opening, at: text } => {
            at(&import::TEXT_AFTER_QUOTE, opening).arg("value", rest(text)).place(text.place())
        }
        ScanFault::UnterminatedQuote(spot) => at(&import::UNTERMINATED_QUOTE, spot),
        ScanFault::FieldTooLong { at: spot, limit } => at(&import::FIELD_TOO_LONG, spot)
            .arg("limit_zh", size(*limit))
            .arg("limit_en", size(*limit)),
        ScanFault::TooManyLines { at: spot, limit } => at(&import::FIELD_TOO_LONG, spot)
            .arg("limit_zh", format!("{limit} 行"))
            .arg("limit_en", format!("{limit} lines")),
        ScanFault::RowTooLong { at: spot, limit } => {
            at(&import::ROW_TOO_LONG, spot).arg("limit", size(*limit))
        }
        ScanFault::Ragged { at: spot, expected, found } => {
            at(&import::ROW_LENGTH, spot).arg("expected", expected).arg("found", found)
        }
        ScanFault::Changed { file, .. } => {
            Diagnostic::new(&import::FILE_CHANGED).place(Place::File(file.to_string()))
        }
    }
}

/// A file that the machine can't open or read, as its own words say why.
pub fn unopened(file: &str, error: &io::Error) -> Diagnostic {
    Diagnostic::new(&UNREADABLE)
        .because(error)
        .arg("file", file)
        .place(Place::File(file.to_owned()))
}

fn undecodable(tried: &[Undecodable]) -> Diagnostic {
    let bytes = |one: &Undecodable| {
        let hex: Vec<String> = one.bytes.iter().map(|byte| format!("{byte:02X}")).collect();
        // A file that ends inside a character has no bytes to show.
        if hex.is_empty() { "…".to_owned() } else { hex.join(" ") }
    };
    let listed = |show: &dyn Fn(&Undecodable) -> String| {
        tried.iter().map(show).collect::<Vec<_>>().join(" / ")
    };
    let told = Diagnostic::new(&import::UNDECODABLE)
        .arg("bytes", listed(&bytes))
        .arg("encoding", listed(&|one| one.encoding.to_string()));
    tried.iter().fold(told, |told, one| told.place(one.at.place()))
}

fn header_not_found(fault: &ScanFault, declared: &[Column]) -> Diagnostic {
    let ScanFault::HeaderNotFound { file, encodings, ruled_out, delimiters, rows, .. } = fault
    else {
        return Diagnostic::new(&import::HEADER_NOT_FOUND);
    };
    if let ([asked], Some(suggestion)) = (delimiters.as_slice(), other_delimiter(rows)) {
        return Diagnostic::new(&import::ONE_COLUMN)
            .arg("delimiter", asked)
            .arg("suggestion", suggestion)
            .place(first_row(file, rows));
    }
    let mut names: Vec<String> =
        declared.iter().take(MOST_LISTED).map(|column| shown(column.title())).collect();
    if declared.len() > MOST_LISTED || names.is_empty() {
        names.push("…".to_owned());
    }
    let encodings: Vec<String> = encodings.iter().map(ToString::to_string).collect();
    let told = Diagnostic::new(&import::HEADER_NOT_FOUND)
        .arg("rows", SEARCHED_ROWS)
        .arg("encodings", encodings.join(", "))
        .arg("headers", names.join(", "))
        .place(first_row(file, rows));
    ruled_out.iter().fold(told, |told, one| told.place(one.at.place()))
}

/// Where the declared delimiter gives one column only: another one that the first row has.
fn other_delimiter(rows: &[Remark]) -> Option<Delimiter> {
    if rows.iter().any(|row| row.cells.len() > 1) {
        return None;
    }
    let cell = rows.first()?.cells.first()?;
    let count = |one: &Delimiter| cell.bytes().filter(|byte| *byte == one.byte()).count();
    Delimiter::ALL.into_iter().filter(|one| count(one) > 0).max_by_key(count)
}

fn first_row(file: &str, rows: &[Remark]) -> Place {
    match rows.first() {
        None => Place::File(file.to_owned()),
        Some(row) => Place::Spot {
            file: file.to_owned(),
            line: row.line,
            column: 0,
            width: 0,
            excerpt: shown(&row.cells.join(",")),
        },
    }
}

/// That rows name nobody of the roster, with whom they name.
pub fn unattributed_to<'a>(owners: impl Iterator<Item = &'a str>) -> Diagnostic {
    let owners: Vec<&str> = owners.map(str::trim).collect();
    let listed = |blank: &str, comma: &str, more: &str| {
        let name = |owner: &&str| if owner.is_empty() { blank.to_owned() } else { shown(owner) };
        let names: Vec<String> = owners.iter().take(MOST_OWNERS).map(name).collect();
        names.join(comma) + if owners.len() > names.len() { more } else { "" }
    };
    Diagnostic::new(&import::UNATTRIBUTED)
        .arg("owners_zh", listed("负责人为空", "、", " 等"))
        .arg("owners_en", listed("no owner written", ", ", ", …"))
}

/// The line from the spot on.
fn rest(spot: &Spot) -> String {
    let before = usize::try_from(spot.column).unwrap_or(0).saturating_sub(1);
    let rest: String = spot.excerpt.chars().skip(before).collect();
    shown(&rest)
}

fn size(bytes: usize) -> String {
    match (bytes >> 20, bytes >> 10) {
        (0, 0) => format!("{bytes} B"),
        (0, kib) => format!("{kib} KiB"),
        (mib, _) => format!("{mib} MiB"),
    }
}

/// What the rows of a file that aren't data say: a note that they were left out, and a warning for
/// each number in a row of totals that isn't the sum that was read. `sums` are those of this file's
/// rows, by declared column.
pub fn remarks(
    summary: &Summary,
    declared: &[Column],
    columns: &Columns,
    sums: &[(usize, Number)],
    sink: &mut Sink,
) {
    mismatches(summary, declared, columns, sums, sink);
    if let Some(first) = summary.totals.first() {
        let mut labels: Vec<String> = summary.totals.iter().map(|row| shown(label(row))).collect();
        labels.dedup();
        labels.truncate(MOST_LISTED);
        sink.push(
            Diagnostic::new(&import::TRAILING_ROWS)
                .arg("count", summary.total_rows)
                .arg("labels", labels.join(", "))
                .place(place_of(summary, first)),
        );
    }
}

/// Whether the file has a row that sums up all of its rows.
pub fn has_total(summary: &Summary) -> bool {
    summary.totals.iter().any(|row| row.trailing && is_whole_total(row))
}

/// Tells each number in a row of totals that isn't the sum of the file's rows, by declared column.
pub fn mismatches(
    summary: &Summary,
    declared: &[Column],
    columns: &Columns,
    sums: &[(usize, Number)],
    sink: &mut Sink,
) {
    let readers = columns.readers(declared);
    for total in summary.totals.iter().filter(|row| row.trailing && is_whole_total(row)) {
        for (column, sum) in sums {
            let (reader, at) = (&readers[*column], columns.get(*column).position);
            if let Some(told) = mismatch(summary, total, reader, at, sum) {
                sink.push(told);
            }
        }
    }
}

/// A number of a total row that isn't the sum of the rows. A total that can't be read, because it
/// is blank or stands in another column, says nothing.
fn mismatch(
    summary: &Summary,
    total: &Remark,
    reader: &CellReader,
    at: usize,
    sum: &Number,
) -> Option<Diagnostic> {
    let cell = total.cells.get(at).filter(|_| total.cells.len() == summary.layout.width)?;
    let is_amount = matches!(reader.form(), Form::Money(..) | Form::Number(..));
    let stated = match reader.read(cell).ok().filter(|_| is_amount)? {
        crate::expr::Value::Num(stated) => stated,
        _ => return None,
    };
    if stated == *sum {
        return None;
    }
    let text = |number: &Number| number.to_exact_text().unwrap_or_default();
    let told = Diagnostic::new(&import::TOTAL_MISMATCH)
        .arg("label", shown(label(total)))
        .arg("column", reader.title())
        .arg("stated", text(&stated))
        .arg("sum", text(sum))
        .arg("difference", text(&(&stated - sum)));
    Some(told.place(place_of(summary, total)))
}

fn label(row: &Remark) -> &str {
    row.cells.iter().map(|cell| cell.trim()).find(|cell| !cell.is_empty()).unwrap_or("")
}

fn is_whole_total(row: &Remark) -> bool {
    let label = label(row).trim_end_matches([':', '：']).trim().to_lowercase();
    WHOLE_TOTALS.contains(&label.as_str())
}

fn place_of(summary: &Summary, row: &Remark) -> Place {
    let separator = char::from(summary.layout.delimiter.byte()).to_string();
    Place::Spot {
        file: summary.file.to_string(),
        line: row.line,
        column: 0,
        width: 0,
        excerpt: shown(&row.cells.join(&separator)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::sync::Arc;

    use crate::base::Lang;
    use crate::base::unit::Currency;
    use crate::plan::format::MoneyForm;
    use crate::text::code::fill;
    use crate::text::{SourceId, Span, Spanned};

    use super::super::export::{Export, Options, Refused, Source};
    use super::super::layout::Header;

    fn known(cells: &[String]) -> u32 {
        u32::from(cells.iter().any(|cell| cell == "id"))
    }

    fn options() -> Options<'static> {
        Options {
            encoding: None,
            delimiter: None,
            sep_line: false,
            header: Header::Find(&known),
            labels: &[],
            on_chunk: None,
            threads: 1,
        }
    }

    fn faults(bytes: &'static [u8], options: Options<'_>) -> Vec<Diagnostic> {
        let scanned = Export::open(Source::stream("a.csv", bytes), options)
            .and_then(|export| export.scan(|| (), |(), _| ()));
        let faults = match scanned {
            Ok(scanned) => scanned.faults,
            Err(Refused::Faults(faults)) => faults,
            Err(Refused::Io(error)) => panic!("{error}"),
        };
        faults.iter().map(scan_fault).collect()
    }

    fn spots(told: &Diagnostic) -> Vec<(u64, u64)> {
        let spot = |place: &Place| match place {
            Place::Spot { line, column, .. } => (*line, *column),
            _ => (0, 0),
        };
        told.places.iter().map(spot).collect()
    }

    #[test]
    fn every_fault_has_its_code_and_its_places_and_a_complete_message() {
        let comma = || Options { delimiter: Some(Delimiter::Comma), ..options() };
        type Case<'a> = (&'static [u8], Options<'a>, &'a str, &'a [(u64, u64)]);
        let cases: [Case<'_>; 9] = [
            (b"id,b\n1,\xFF\xFF\n", options(), "I01", &[(2, 3), (2, 3)]),
            (b"x,y\n1,2\n", options(), "I02", &[(1, 0)]),
            (b"\n\n", options(), "I18", &[(0, 0)]),
            (b"id,b\n1,x\"y\n", options(), "I23", &[(2, 4)]),
            (b"id,b\n1,\"x\"y\n", options(), "I22", &[(2, 3), (2, 6)]),
            (b"id,b\n1,\"x\n2,3\n", options(), "I21", &[(2, 3)]),
            (b"id,b\n1\n", options(), "I17", &[(2, 0)]),
            (b"id;b\n1;2\n", comma(), "I27", &[(1, 0)]),
            (b"id,b\n1,\"a\"\"\n\"b\n", options(), "I22", &[(2, 3), (3, 2)]),
        ];
        for (bytes, options, code, places) in cases {
            let told = faults(bytes, options);
            let shown = String::from_utf8_lossy(bytes);
            assert_eq!(told[0].code.id, code, "{shown}");
            assert_eq!(spots(&told[0]), places, "{shown}");
            for lang in [Lang::Zh, Lang::En] {
                let suffix = lang.pick("_zh", "_en");
                let args: Vec<(&'static str, String)> =
                    told[0].args.iter().map(|(name, value)| (*name, value.clone())).collect();
                let message = fill(told[0].code.words(lang).message, &args);
                assert!(!message.contains('{'), "{message} lacks an argument ({suffix})");
            }
        }
    }

    fn money() -> Column {
        let span = Span::new(SourceId(0), 0, 0);
        let cny = Currency::parse("CNY").unwrap();
        Column {
            id: Spanned::new("amount".into(), span),
            headers: vec![Spanned::new("amount".into(), span)],
            position: None,
            form: Form::Money(MoneyForm { currency: Some(cny), ..MoneyForm::default() }, cny),
            alias: Vec::new(),
            span,
        }
    }

    fn remarks_of(text: &'static str, sum: i64) -> Vec<Diagnostic> {
        let export = Export::open(Source::stream("a.csv", text.as_bytes()), options()).unwrap();
        let mut sink = Sink::default();
        let file: Arc<str> = "a.csv".into();
        let declared = [money()];
        let columns =
            Columns::find(&declared, export.layout(), &file, &mut Sink::default()).unwrap();
        let summary = export.scan(|| (), |(), _| ()).unwrap().summary;
        remarks(&summary, &declared, &columns, &[(0, Number::from(sum))], &mut sink);
        sink.diagnostics().to_vec()
    }

    #[test]
    fn a_total_that_is_not_the_sum_of_the_rows_is_told_with_the_difference() {
        let text = "id,amount\n1,1\n小计,1\n2,2\n合计,\"1,000\"\n";
        let told = remarks_of(text, 3);
        let codes: Vec<_> = told.iter().map(|told| told.code.id).collect();
        assert_eq!(codes, ["I12", "I53"]);
        assert!(told[0].args.contains(&("difference", "997".to_owned())));
        assert!(told[1].args.contains(&("labels", "小计, 合计".to_owned())));
        assert_eq!(spots(&told[0]), [(5, 0)]);
    }

    #[test]
    fn a_total_that_agrees_or_says_nothing_is_only_left_out() {
        for text in
            ["id,amount\n1,3\n合计,3.00\n", "id,amount\n1,3\n总计：,\n", "id,amount\n1,3\n合计,*\n"]
        {
            let codes: Vec<_> = remarks_of(text, 3).iter().map(|told| told.code.id).collect();
            assert_eq!(codes, ["I53"], "{text}");
        }
    }
}
