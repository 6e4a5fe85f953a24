//! `incent explain [CODE]`: a row of the table of codes in full; without a code, the table.

use crate::base::Lang;
use crate::text::{Code, Severity, code};

use super::super::args::Shape;
use super::super::context::Context;
use super::super::exit::{Exit, Failure};
use super::super::table::{Cell, Column, Mark, Table};

/// Explains a code, or lists them all.
pub fn run(id: Option<&str>, shape: Shape, context: &mut Context) -> Result<Exit, Failure> {
    super::super::desk::speak(context);
    let lang = context.lang();
    match id {
        None => list(lang).show(shape.format, &mut context.screen),
        Some(id) => {
            let code = code::find(id).ok_or_else(|| Failure::Usage(unknown(id, lang)))?;
            context.screen.print(&page(code, lang));
        }
    }
    Ok(Exit::Done)
}

fn page(code: &Code, lang: Lang) -> String {
    let words = code.words(lang);
    let (why, what) = (lang.pick("为什么", "Why"), lang.pick("怎么办", "What to do"));
    let (message, remedy) = (open(words.message), open(words.remedy));
    let severity = severity(code.severity, lang);
    let explain = words.explain;
    format!("{severity}[{}]: {message}\n\n{why}\n  {explain}\n\n{what}\n  {remedy}\n", code.id)
}

/// Placeholders as people know them: `<name>`.
fn open(text: &str) -> String {
    text.replace("_zh}", "}").replace("_en}", "}").replace('{', "<").replace('}', ">")
}

fn severity(severity: Severity, lang: Lang) -> &'static str {
    match severity {
        Severity::Error => lang.pick("错误", "error"),
        Severity::Warning => lang.pick("警告", "warning"),
        Severity::Note => lang.pick("说明", "note"),
    }
}

fn list(lang: Lang) -> Table {
    let row = |code: &'static Code| {
        let mark = match code.severity {
            Severity::Error => Mark::Red,
            Severity::Warning => Mark::Yellow,
            Severity::Note => Mark::Dim,
        };
        vec![
            Cell::text(code.id),
            Cell::text(severity(code.severity, lang)).mark(mark),
            Cell::text(open(code.words(lang).message)),
        ]
    };
    let mut codes: Vec<&'static Code> = code::all().collect();
    codes.sort_by_key(|code| code.id);
    Table {
        name: "codes",
        columns: vec![
            Column::text("code", lang.pick("代码", "code")),
            Column::text("severity", lang.pick("级别", "severity")),
            Column::text("message", lang.pick("内容", "message")),
        ],
        rows: codes.into_iter().map(row).collect(),
        ..Table::default()
    }
}

/// What to say of a code that isn't there, with those that look most like it.
fn unknown(id: &str, lang: Lang) -> String {
    let near = nearest(id).join(lang.pick("、", ", "));
    match lang {
        Lang::Zh => format!("没有代码“{id}”，相近的有 {near}；incent explain 列出全部代码"),
        Lang::En => format!(
            "there is no code \"{id}\"; close to it: {near}; incent explain lists all codes"
        ),
    }
}

fn nearest(id: &str) -> Vec<&'static str> {
    let id = id.to_uppercase();
    let mut codes: Vec<&'static str> = code::all().map(|code| code.id).collect();
    codes.sort_by_key(|code| {
        let family = !id.starts_with(&code[..1]);
        (strsim::damerau_levenshtein(&id, code), family, *code)
    });
    codes.truncate(3);
    codes
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mistyped_code_is_answered_with_its_neighbours() {
        assert_eq!(nearest("f23x")[0], "F23");
        assert_eq!(nearest("F23").len(), 3);
    }
}
