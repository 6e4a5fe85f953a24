//! The rows that are left out, as CSV with the reason before each: to be corrected and exported
//! again.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use crate::base::Lang;
use crate::crm::files::STANDARD_INPUT;
use crate::crm::inspect::{Inspection, Reject};
use crate::text::Diagnostic;
use crate::text::code::fill;
use crate::text::csv_writer::{CsvWriter, Guard};

use super::super::context::Context;
use super::super::exit::Failure;
use super::Shown;

/// What makes spreadsheets read the file as UTF-8.
const MARK: &str = "\u{feff}";

/// Whether the rows go to stdout.
pub fn is_stdout(path: &Path) -> bool {
    path.as_os_str() == STANDARD_INPUT
}

/// Refuses to write over an export.
pub fn refuse_overwriting(
    path: Option<&Path>,
    files: &[PathBuf],
    lang: Lang,
) -> Result<(), Failure> {
    let Some(real) = path.and_then(|path| fs::canonicalize(path).ok()) else { return Ok(()) };
    if files.iter().any(|file| fs::canonicalize(file).is_ok_and(|file| file == real)) {
        let text = lang
            .pick("--rejects 不能写到导出文件本身", "--rejects can't be the exported file itself");
        return Err(Failure::Usage(text.to_owned()));
    }
    Ok(())
}

/// Writes the rows of all files; a file without any gets its header only.
pub(super) fn write(path: &Path, shown: &[Shown], context: &mut Context) -> Result<(), Failure> {
    let lang = context.lang();
    let mut text = String::new();
    let mut last: Option<&[String]> = None;
    for inspection in shown.iter().filter_map(|shown| shown.inspection.as_ref()) {
        let header = inspection.summary.layout.header.as_slice();
        // Files of one source have one header; another one begins another table.
        let table = table(inspection, lang);
        match last == Some(header) {
            true => text.push_str(table.split_once('\n').map_or("", |(_, rows)| rows)),
            false => text.push_str(&table),
        }
        last = Some(header);
    }
    if is_stdout(path) {
        context.screen.data(&text);
        return Ok(());
    }
    replace(path, format!("{MARK}{text}").as_bytes()).map_err(|error| {
        let label = lang.pick("无法写入", "can't write");
        Failure::World(anyhow::Error::new(error).context(format!("{label} {}", path.display())))
    })?;
    context.screen.wrote(&path.to_string_lossy());
    Ok(())
}

fn table(inspection: &Inspection, lang: Lang) -> String {
    let layout = &inspection.summary.layout;
    let numbered: Vec<String> = (1..=layout.width).map(|column| column.to_string()).collect();
    let header = if layout.header.is_empty() { &numbered } else { &layout.header };
    // A line break in a heading would keep the heading from being one line.
    let header: Vec<String> = header.iter().map(|cell| cell.replace(['\n', '\r'], " ")).collect();
    let reason = lang.pick("原因", "reason");
    let headings = std::iter::once(reason).chain(header.iter().map(String::as_str));
    let mut writer = CsvWriter::new(Guard::Spreadsheet, headings);
    for reject in &inspection.rejects {
        writer.text(&reasons(reject, lang));
        reject.cells.iter().for_each(|cell| _ = writer.text(cell));
        writer.end_row();
    }
    writer.finish()
}

fn reasons(reject: &Reject, lang: Lang) -> String {
    let line = reject.line;
    let place = match lang {
        Lang::Zh => format!("第 {line} 行"),
        Lang::En => format!("line {line}"),
    };
    let reasons: Vec<String> = reject.reasons.iter().map(|told| message(told, lang)).collect();
    format!("{place}: {}", reasons.join(lang.pick("；", "; ")))
}

/// A diagnostic in one line.
pub(super) fn message(told: &Diagnostic, lang: Lang) -> String {
    format!("{} {}", told.code.id, fill(told.code.words(lang).message, &told.args))
}

/// Writes beside the file and puts it in place, so that nobody sees half of it.
fn replace(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let mut beside = path.as_os_str().to_owned();
    beside.push(format!(".{}.tmp", std::process::id()));
    let beside = PathBuf::from(beside);
    let written = fs::write(&beside, bytes).and_then(|()| fs::rename(&beside, path));
    if written.is_err() {
        // The reason is told; what is left of the attempt is of no use.
        let _ = fs::remove_file(&beside);
    }
    written
}
