//! How diagnostics look: a page for people in either language, plain or coloured, and the same
//! facts as JSON. Which of them there are is the business of the `Sink`; where the page goes, of
//! `cli`.

use annotate_snippets::{AnnotationKind, Group, Level, Origin, Renderer, Snippet};
use serde_json::{Value, json};

use crate::base::Lang;

use super::code::fill;
use super::diagnostic::{Diagnostic, Place, Severity};
use super::escape::escape;
use super::excerpt::Excerpt;
use super::source::Sources;

/// How many diagnostics are shown before the rest is only counted.
pub const SHOWN: usize = 50;

/// Language and colour of a page.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Look {
    /// The language.
    pub lang: Lang,
    /// Whether the page may carry colours.
    pub colour: bool,
}

/// All diagnostics of a run by file, line and column, at most [`SHOWN`] of them, and a last line
/// that counts errors and warnings. Empty if there is nothing to say.
pub fn show_all(diagnostics: &[Diagnostic], sources: &Sources, look: Look) -> String {
    if diagnostics.is_empty() {
        return String::new();
    }
    let sorted = sorted(diagnostics, sources);
    let mut page: String = sorted
        .iter()
        .take(SHOWN)
        .map(|diagnostic| show(diagnostic, sources, look) + "\n")
        .collect();
    if let Some(more) = sorted.len().checked_sub(SHOWN).filter(|more| *more > 0) {
        page += &match look.lang {
            Lang::Zh => format!("…还有 {more} 条\n"),
            Lang::En => format!("…and {more} more\n"),
        };
    }
    page + &count_line(diagnostics, look.lang) + "\n"
}

/// One diagnostic: title, place with excerpt, what to do, further places. Ends with a newline.
pub fn show(diagnostic: &Diagnostic, sources: &Sources, look: Look) -> String {
    let told = Told::new(diagnostic, sources, look.lang);
    let mut places = diagnostic.places.iter().map(|place| Pointed::new(place, sources));
    let level = level(diagnostic.code.severity, look.lang);
    let mut first = Group::with_title(level.primary_title(told.message).id(diagnostic.code.id));
    let mut columns = Vec::new();
    if let Some(pointed) = places.next() {
        first = pointed.add_to(first, AnnotationKind::Primary, &mut columns);
    }
    let help = Level::HELP.with_name(look.lang.pick("建议", "help"));
    let mut groups = vec![first.element(help.message(told.remedy))];
    for pointed in places {
        let note = Level::NOTE.with_name(look.lang.pick("说明", "note"));
        let title = note.secondary_title(look.lang.pick("相关位置", "this belongs to it"));
        let group = Group::with_title(title);
        groups.push(pointed.add_to(group, AnnotationKind::Context, &mut columns));
    }
    let renderer = if look.colour { Renderer::styled() } else { Renderer::plain() };
    let page = renderer.term_width(1000).render(&groups) + "\n";
    columns.into_iter().fold(page, |page, (reckoned, real)| page.replacen(&reckoned, &real, 1))
}

/// The same facts as data, sorted in the same way, all of them: `code`, `severity`, `file`, `line`,
/// `column`, `message`, `remedy`; `null` where there is no such place.
pub fn json(diagnostics: &[Diagnostic], sources: &Sources, lang: Lang) -> Value {
    let one = |diagnostic: &&Diagnostic| {
        let told = Told::new(diagnostic, sources, lang);
        json!({
            "code": diagnostic.code.id,
            "severity": match diagnostic.code.severity {
                Severity::Error => "error",
                Severity::Warning => "warning",
                Severity::Note => "note",
            },
            "file": told.at.file,
            "line": told.at.line,
            "column": told.at.column,
            "message": told.message,
            "remedy": told.remedy,
        })
    };
    Value::Array(sorted(diagnostics, sources).iter().map(one).collect())
}

/// `3 个错误，1 个警告`; notes are not counted.
pub fn count_line(diagnostics: &[Diagnostic], lang: Lang) -> String {
    let count = |severity| diagnostics.iter().filter(|d| d.code.severity == severity).count();
    let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
    let plural = |n: usize| if n == 1 { "" } else { "s" };
    match lang {
        Lang::Zh => format!("{errors} 个错误，{warnings} 个警告"),
        Lang::En => {
            format!("{errors} error{}, {warnings} warning{}", plural(errors), plural(warnings))
        }
    }
}

fn level(severity: Severity, lang: Lang) -> Level<'static> {
    match severity {
        Severity::Error => Level::ERROR.with_name(lang.pick("错误", "error")),
        Severity::Warning => Level::WARNING.with_name(lang.pick("警告", "warning")),
        Severity::Note => Level::NOTE.with_name(lang.pick("说明", "note")),
    }
}

/// File, line and column as numbers to sort by; what has no place comes first.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct At<'a> {
    file: Option<&'a str>,
    line: Option<u64>,
    column: Option<u64>,
}

impl<'a> At<'a> {
    fn new(place: Option<&'a Place>, sources: &'a Sources) -> At<'a> {
        match place {
            None => At { file: None, line: None, column: None },
            Some(Place::File(file)) => At { file: Some(file), line: None, column: None },
            Some(Place::Spot { file, line, column, .. }) => {
                let column = Some(*column).filter(|column| *column > 0);
                At { file: Some(file), line: Some(*line), column }
            }
            Some(Place::Span(span)) => {
                let source = sources.get(span.source);
                let (line, column) = source.line_column(span.start);
                At {
                    file: Some(&source.name),
                    line: Some(line as u64),
                    column: Some(column as u64),
                }
            }
        }
    }
}

/// A diagnostic in words.
struct Told<'a> {
    at: At<'a>,
    message: String,
    remedy: String,
}

impl<'a> Told<'a> {
    fn new(diagnostic: &'a Diagnostic, sources: &'a Sources, lang: Lang) -> Told<'a> {
        let words = diagnostic.code.words(lang);
        let say = |text| escape(&fill(text, &diagnostic.args)).into_owned();
        let at = At::new(diagnostic.places.first(), sources);
        Told { at, message: say(words.message), remedy: say(words.remedy) }
    }
}

/// In order of place; one place in order of code and arguments, so that threads can't change it.
fn sorted<'a>(diagnostics: &'a [Diagnostic], sources: &Sources) -> Vec<&'a Diagnostic> {
    let mut sorted: Vec<&Diagnostic> = diagnostics.iter().collect();
    sorted.sort_by_cached_key(|diagnostic| {
        let at = At::new(diagnostic.places.first(), sources);
        (
            at.file.map(str::to_owned),
            at.line,
            at.column,
            diagnostic.code.id,
            diagnostic.args.clone(),
        )
    });
    sorted
}

/// A place ready to be drawn.
struct Pointed<'a> {
    file: String,
    line: usize,
    column: usize,
    excerpt: Option<Excerpt>,
    at: At<'a>,
}

impl<'a> Pointed<'a> {
    fn new(place: &'a Place, sources: &'a Sources) -> Pointed<'a> {
        let at = At::new(Some(place), sources);
        let count = |n: Option<u64>| n.and_then(|n| usize::try_from(n).ok()).unwrap_or(0);
        let (line, column) = (count(at.line), count(at.column));
        let excerpt = match place {
            Place::File(_) => None,
            Place::Spot { excerpt, .. } if excerpt.is_empty() => None,
            Place::Spot { excerpt, column: 0, .. } => {
                Some(Excerpt::new(excerpt, 0..excerpt.chars().count()))
            }
            Place::Spot { excerpt, width, .. } => {
                Some(Excerpt::new(excerpt, column - 1..column - 1 + count(Some(*width)).max(1)))
            }
            Place::Span(span) => {
                let length = sources.slice(*span).chars().count();
                let text = sources.get(span.source).line_text(line);
                Some(Excerpt::new(text, column - 1..column - 1 + length))
            }
        };
        Pointed { file: escape(at.file.unwrap_or("")).into_owned(), line, column, excerpt, at }
    }

    /// Draws the place into `group`. The crate reckons the column from the excerpt, which may be
    /// cut or escaped: where that differs, `columns` gets the reckoned place and the real one.
    fn add_to<'b>(
        self,
        group: Group<'b>,
        kind: AnnotationKind,
        columns: &mut Vec<(String, String)>,
    ) -> Group<'b> {
        let Some(excerpt) = self.excerpt else {
            let origin = Origin::path(self.file);
            let origin = if self.at.line.is_some() { origin.line(self.line) } else { origin };
            let origin =
                if self.at.column.is_some() { origin.char_column(self.column) } else { origin };
            return group.element(origin);
        };
        let place = format!("{}:{}:", self.file, self.line);
        let reckoned = format!("{place}{}", excerpt.column());
        let real = match self.at.column {
            Some(column) => format!("{place}{column}"),
            None => place.trim_end_matches(':').to_owned(),
        };
        if reckoned != real {
            columns.push((reckoned, real));
        }
        let mark = kind.span(excerpt.mark);
        group.element(
            Snippet::source(excerpt.text).line_start(self.line).path(self.file).annotation(mark),
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Code, Source, Span};

    mod sample {
        use crate::text::code::Words;
        use crate::text::{Code, Severity};

        pub static AMOUNT: Code = Code {
            id: "Z01",
            severity: Severity::Error,
            zh: Words {
                message: "金额“{value}”不是数字",
                remedy: "在 CRM 中改正后重新导出",
                explain: "…",
            },
            en: Words {
                message: "amount \"{value}\" is not a number",
                remedy: "fix it in the CRM and export again",
                explain: "…",
            },
        };
        pub static IDLE: Code = Code {
            id: "Z02",
            severity: Severity::Warning,
            zh: Words { message: "从未用到", remedy: "删去它", explain: "…" },
            en: Words { message: "never used", remedy: "remove it", explain: "…" },
        };
    }

    const ZH: Look = Look { lang: Lang::Zh, colour: false };
    const EN: Look = Look { lang: Lang::En, colour: false };

    fn spot(code: &'static Code, line: u64) -> Diagnostic {
        Diagnostic::new(code).arg("value", "1,2O0.00").place(Place::Spot {
            file: "crm/2026-03.csv".to_owned(),
            line,
            column: 18,
            excerpt: "2026-03-31,华东,张三,\"1,2O0.00\"".to_owned(),
            width: 10,
        })
    }

    #[test]
    fn the_caret_stands_under_the_cell_after_wide_characters() {
        let page = show(&spot(&sample::AMOUNT, 1042), &Sources::default(), ZH);
        assert_eq!(
            page,
            "错误[Z01]: 金额“1,2O0.00”不是数字
    --> crm/2026-03.csv:1042:18
     |
1042 | 2026-03-31,华东,张三,\"1,2O0.00\"
     |                      ^^^^^^^^^^
     |
     = 建议: 在 CRM 中改正后重新导出
"
        );
    }

    #[test]
    fn colours_change_no_character() {
        let long = format!("{}坏", "好".repeat(200));
        let diagnostic = Diagnostic::new(&sample::AMOUNT).place(Place::Spot {
            file: "a.csv".to_owned(),
            line: 1,
            column: 201,
            excerpt: long,
            width: 1,
        });
        let coloured = show(&diagnostic, &Sources::default(), Look { colour: true, ..ZH });
        assert!(coloured.contains("\u{1b}["));
        let mut bare = String::new();
        for (at, part) in coloured.split("\u{1b}[").enumerate() {
            bare += if at == 0 { part } else { part.split_once('m').unwrap().1 };
        }
        assert_eq!(bare, show(&diagnostic, &Sources::default(), ZH));
        assert!(bare.contains("--> a.csv:1:201\n"), "{bare}");
    }

    #[test]
    fn further_places_follow_as_notes() {
        let mut sources = Sources::default();
        let text = "a = 1\n甲 = \"张\"\n";
        let id = sources.add(Source::new("plan.toml", text));
        let diagnostic =
            Diagnostic::new(&sample::IDLE).at(Span::new(id, 12, 17)).at(Span::new(id, 0, 1));
        assert_eq!(
            show(&diagnostic, &sources, EN),
            "warning[Z02]: never used
 --> plan.toml:2:5
  |
2 | 甲 = \"张\"
  |      ^^^^
  |
  = help: remove it
note: this belongs to it
 --> plan.toml:1:1
  |
1 | a = 1
  | -
"
        );
    }

    #[test]
    fn the_column_is_that_of_the_file_even_if_the_excerpt_is_escaped() {
        let mut sources = Sources::default();
        let id = sources.add(Source::new("a\u{1b}.toml", "\u{202e}\u{202e}x = 1"));
        let page = show(&Diagnostic::new(&sample::IDLE).at(Span::new(id, 6, 7)), &sources, EN);
        assert!(page.contains("--> a\\u{1b}.toml:1:3\n"), "{page}");
        assert!(page.contains("| \\u{202e}\\u{202e}x = 1\n"), "{page}");
    }

    #[test]
    fn a_whole_line_and_a_whole_file_have_no_column() {
        let line = Diagnostic::new(&sample::IDLE).place(Place::Spot {
            file: "a.csv".to_owned(),
            line: 7,
            column: 0,
            excerpt: "合计,9".to_owned(),
            width: 0,
        });
        let page = show(&line, &Sources::default(), EN);
        assert!(page.contains("--> a.csv:7\n") && page.contains("| ^^^^^^\n"), "{page}");
        let file = Diagnostic::new(&sample::IDLE).place(Place::File("b.csv".to_owned()));
        assert!(show(&file, &Sources::default(), EN).contains("--> b.csv\n"));
    }

    #[test]
    fn the_order_is_that_of_the_places_and_the_last_line_counts() {
        let told: Vec<Diagnostic> = (1..=60)
            .rev()
            .map(|line| spot(if line == 3 { &sample::IDLE } else { &sample::AMOUNT }, line))
            .collect();
        let page = show_all(&told, &Sources::default(), EN);
        let line_2 = page.find("csv:2:18").unwrap();
        assert!(page.find("csv:1:18").unwrap() < line_2 && line_2 < page.find("csv:3:18").unwrap());
        assert!(!page.contains("csv:51:18"));
        assert!(page.ends_with("…and 10 more\n59 errors, 1 warning\n"), "{page}");
        let zh = show_all(&told, &Sources::default(), ZH);
        assert!(zh.ends_with("…还有 10 条\n59 个错误，1 个警告\n"), "{zh}");
    }

    #[test]
    fn a_hostile_value_is_shown_and_not_obeyed() {
        let diagnostic = Diagnostic::new(&sample::AMOUNT).arg("value", "\u{1b}[2J\n错误: 假");
        let page = show(&diagnostic, &Sources::default(), ZH);
        assert!(page.starts_with("错误[Z01]: 金额“\\u{1b}[2J⏎错误: 假”不是数字\n"), "{page}");
    }

    #[test]
    fn json_carries_the_same_fields() {
        let value = json(&[spot(&sample::AMOUNT, 9)], &Sources::default(), Lang::En);
        assert_eq!(
            value,
            json!([{
                "code": "Z01", "severity": "error", "file": "crm/2026-03.csv", "line": 9,
                "column": 18, "message": "amount \"1,2O0.00\" is not a number",
                "remedy": "fix it in the CRM and export again",
            }])
        );
    }
}
