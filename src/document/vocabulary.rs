//! What a template may say, whoever wrote it. It places finished words: it can name what its
//! document offers, choose, repeat and include. It can't compute, join, compare sizes, build lists
//! or buffer parts, so it can't print a figure of its own, and can't grow without printing.

use std::collections::BTreeSet;

use super::scan::{Kind, Tag, Token, tags};
use crate::text::code::document as code;
use crate::text::{Code, Diagnostic, Place, Source};

/// Filters that templates have.
pub const FILTERS: [&str; 9] =
    ["default", "first", "last", "length", "lower", "nth", "trim", "truncate", "upper"];
/// Functions that templates have.
pub const FUNCTIONS: [&str; 2] = ["range", "super"];
/// Tests that templates have, after `is`.
pub const TESTS: [&str; 8] =
    ["containing", "defined", "ending_with", "even", "none", "odd", "starting_with", "undefined"];
/// What `loop` offers within a loop.
const LOOP: [&str; 5] = ["first", "index", "index0", "last", "length"];
/// Statements that buffer their body or outlive their loop.
const CLOSED_STATEMENTS: [&str; 4] = ["endfilter", "endset", "filter", "set_global"];
/// Words of expressions that name nothing.
const KEYWORDS: [&str; 14] = [
    "True", "False", "None", "and", "else", "false", "if", "in", "is", "none", "not", "null", "or",
    "true",
];
const SIGNS: [&str; 11] = [".", ",", ":", "|", "=", "==", "!=", "(", ")", "]", "?."];

/// What there is to be named.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// Variables and fields of the document.
    pub names: BTreeSet<String>,
    /// Names that templates bind themselves, in loops, by `set`, as parameters.
    pub locals: BTreeSet<String>,
    /// Templates that can be included or extended.
    pub templates: BTreeSet<String>,
}

/// The names that a template binds itself.
pub fn locals(source: &str) -> BTreeSet<String> {
    let mut names = BTreeSet::new();
    for tag in tags(source).iter().filter(|tag| tag.statement) {
        let words = |tokens: &[Token<'_>]| -> Vec<String> {
            let words = tokens.iter().filter(|t| t.kind == Kind::Word);
            words.map(|t| t.text.to_owned()).collect()
        };
        match tag.tokens.first().map(|t| t.text) {
            Some("for") => {
                let bound = tag.tokens.iter().take_while(|t| t.text != "in").count();
                names.extend(words(&tag.tokens[1..bound]));
            }
            Some("set") => names.extend(words(&tag.tokens[1..tag.tokens.len().min(2)])),
            Some("component") => {
                names.extend(words(&tag.tokens[1..]));
                names.insert("body".to_owned());
            }
            _ => {}
        }
    }
    names
}

/// The names of templates that a template includes or extends.
pub fn uses(source: &str) -> Vec<String> {
    let tags = tags(source);
    let named = tags.iter().filter_map(template_named);
    named.map(|token| unquoted(token.text).to_owned()).collect()
}

/// Everything that the template `file` says and may not, in order of its places.
pub fn judge(file: &str, source: &str, known: &Known) -> Vec<Diagnostic> {
    let mut judge = Judge { source: Source::new(file, source), known, found: Vec::new() };
    for tag in tags(source) {
        judge.tag(&tag);
    }
    judge.found
}

/// The diagnostic of `code` at `width` characters from `line`, `column` of a template.
pub fn at(code: &'static Code, source: &Source, start: usize, width: usize) -> Diagnostic {
    let offset = u32::try_from(start).unwrap_or(u32::MAX);
    let (line, column) = source.line_column(offset);
    Diagnostic::new(code).place(spot(source, line, column, width))
}

/// A place in a template by line and column, both from 1.
pub fn spot(source: &Source, line: usize, column: usize, width: usize) -> Place {
    let excerpt = source.text.lines().nth(line.saturating_sub(1)).unwrap_or("").to_owned();
    Place::Spot {
        file: source.name.clone(),
        line: line as u64,
        column: column as u64,
        excerpt,
        width: width as u64,
    }
}

/// The one of `names` that was probably meant, `—` if there are none.
pub fn nearest<'a>(name: &str, names: impl IntoIterator<Item = &'a str>) -> &'a str {
    let distance = |known: &&str| (strsim::damerau_levenshtein(name, known), known.len());
    names.into_iter().min_by_key(distance).unwrap_or("—")
}

fn unquoted(text: &str) -> &str {
    text.trim_matches(['"', '\'', '`'])
}

/// The name in `{% include "…" %}` or `{% extends "…" %}`.
fn template_named<'a>(tag: &Tag<'a>) -> Option<Token<'a>> {
    let [verb, name, ..] = tag.tokens.as_slice() else { return None };
    let names_one = tag.statement && matches!(verb.text, "include" | "extends");
    (names_one && name.kind == Kind::Text).then_some(*name)
}

struct Judge<'a> {
    source: Source,
    known: &'a Known,
    found: Vec<Diagnostic>,
}

impl Judge<'_> {
    fn tag(&mut self, tag: &Tag<'_>) {
        if let Some(name) = template_named(tag) {
            return self.template(name);
        }
        let first = tag.tokens.first().map_or("", |t| t.text);
        let body = match first {
            _ if !tag.statement => 0,
            "block" | "endblock" | "component" | "endcomponent" => return,
            _ if CLOSED_STATEMENTS.contains(&first) => {
                return self.refuse(tag.tokens[0], first);
            }
            // `{% set x %}…{% endset %}` buffers its body.
            "set" if tag.tokens.get(2).is_none_or(|t| t.text != "=") => {
                return self.refuse(tag.tokens[0], "set");
            }
            "for" => tag.tokens.iter().position(|t| t.text == "in").unwrap_or(0),
            "</" | "<" => 0,
            _ => 1,
        };
        let call = matches!(first, "<" | "</");
        for at in body..tag.tokens.len() {
            self.token(&tag.tokens, at, call);
        }
    }

    /// Judges one token of an expression; `call` says that the tag calls a component.
    fn token(&mut self, tokens: &[Token<'_>], at: usize, call: bool) {
        let token = tokens[at];
        let before = if at == 0 { "" } else { tokens[at - 1].text };
        let after = tokens.get(at + 1).map_or("", |t| t.text);
        match token.kind {
            Kind::Text | Kind::Number => {}
            Kind::Sign => {
                let subscript = token.text == "[" && at > 0 && ends_value(tokens[at - 1]);
                let of_call = call && matches!(token.text, "<" | "</" | "/" | ">" | "{" | "}");
                let fine = SIGNS.contains(&token.text) || token.text == "?[" || token.text == "@";
                if !(fine || subscript || of_call) {
                    self.refuse(token, token.text);
                }
            }
            Kind::Word if before == "|" => {
                self.one_of(token, &FILTERS, &code::UNKNOWN_FILTER);
            }
            Kind::Word if is_test(tokens, at) => {
                self.one_of(token, &TESTS, &code::UNKNOWN_TEST);
            }
            Kind::Word if before == "." || before == "?." => self.field(tokens, at),
            Kind::Word if KEYWORDS.contains(&token.text) => {}
            Kind::Word if after == "(" => {
                self.one_of(token, &FUNCTIONS, &code::UNKNOWN_FUNCTION);
            }
            // A keyword argument, an attribute, or the name that `set` binds.
            Kind::Word if after == "=" => {}
            Kind::Word if call && matches!(before, "<" | "</") => {}
            Kind::Word => self.name(token),
        }
    }

    fn field(&mut self, tokens: &[Token<'_>], at: usize) {
        let of_loop = at >= 2 && tokens[at - 2].text == "loop";
        if of_loop {
            self.one_of(tokens[at], &LOOP, &code::UNKNOWN_NAME);
        } else {
            self.name(tokens[at]);
        }
    }

    fn name(&mut self, token: Token<'_>) {
        let name = token.text;
        let known = self.known;
        if name == "loop" || known.names.contains(name) || known.locals.contains(name) {
            return;
        }
        let names = known.names.iter().chain(&known.locals).map(String::as_str);
        self.unknown(token, name, nearest(name, names), &code::UNKNOWN_NAME);
    }

    fn template(&mut self, token: Token<'_>) {
        let known = self.known;
        let name = unquoted(token.text);
        if !known.templates.contains(name) {
            let names = known.templates.iter().map(String::as_str);
            self.unknown(token, name, nearest(name, names), &code::UNKNOWN_TEMPLATE);
        }
    }

    fn one_of(&mut self, token: Token<'_>, allowed: &[&str], code: &'static Code) {
        if !allowed.contains(&token.text) {
            let near = nearest(token.text, allowed.iter().copied());
            self.unknown(token, token.text, near, code);
        }
    }

    fn unknown(&mut self, token: Token<'_>, name: &str, near: &str, code: &'static Code) {
        let width = token.text.chars().count();
        let told = at(code, &self.source, token.start, width).arg("name", name);
        self.found.push(told.arg("nearest", near));
    }

    fn refuse(&mut self, token: Token<'_>, what: &str) {
        let width = token.text.chars().count();
        let told = at(&code::NOT_FOR_TEMPLATES, &self.source, token.start, width);
        self.found.push(told.arg("what", what));
    }
}

/// Whether a bracket after this token subscripts it rather than opening a list.
fn ends_value(token: Token<'_>) -> bool {
    match token.kind {
        Kind::Word => !KEYWORDS.contains(&token.text),
        Kind::Sign => matches!(token.text, "]" | ")"),
        Kind::Text | Kind::Number => false,
    }
}

/// Whether the word at `at` stands after `is` or `is not`.
fn is_test(tokens: &[Token<'_>], at: usize) -> bool {
    let word = |back: usize| if at < back { "" } else { tokens[at - back].text };
    word(1) == "is" && tokens[at].text != "not" || word(1) == "not" && word(2) == "is"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Known {
        let set = |names: &[&str]| names.iter().map(|n| (*n).to_owned()).collect();
        Known {
            names: set(&["rows", "name", "target", "head"]),
            locals: set(&["row"]),
            templates: set(&["_head.md", "builtin/_head.md"]),
        }
    }

    fn told(source: &str) -> Vec<(&'static str, String)> {
        let found = judge("t.md", source, &known());
        found.iter().map(|d| (d.code.id, d.args[0].1.clone())).collect()
    }

    #[test]
    fn placing_choosing_and_repeating_is_fine() {
        let source = r#"{% extends "builtin/_head.md" %}{% block x %}{{ super() }}
            {% for row in rows if row.name %}{{ loop.index }} {{ row.target | default(value="—") }}
            {% if row.name == "a" and not row?.target or rows[0].name is defined %}x{% endif %}
            {% set row = rows | first %}{{ row["华东"] or "无" }}{% include '_head.md' %}
            {% for row in range(end=3) %}{% endfor %}{% endfor %}{% endblock %}
            {% component cell(row: string) %}{{ row }}{% endcomponent %}{{<cell row={name} />}}"#;
        assert_eq!(told(source), []);
    }

    #[test]
    fn a_template_can_not_compute_join_compare_sizes_or_build() {
        for (source, what) in [
            ("{{ rows + 1 }}", "+"),
            ("{{ target - 1 }}", "-"),
            ("{{ target * 2 }}", "*"),
            ("{{ target / 2 }}", "/"),
            ("{{ target // 2 }}", "//"),
            ("{{ target % 2 }}", "%"),
            ("{{ target ** 2 }}", "**"),
            ("{{ name ~ name }}", "~"),
            ("{% if target > name %}{% endif %}", ">"),
            ("{% if target <= name %}{% endif %}", "<="),
            ("{% set row = [name, name] %}", "["),
            ("{% for row in [name] %}{% endfor %}", "["),
            ("{% set row %}", "set"),
            ("{% set_global row = name %}", "set_global"),
            ("{% filter upper %}", "filter"),
        ] {
            assert!(told(source).contains(&("W07", what.to_owned())), "{source}");
        }
    }

    #[test]
    fn every_unknown_name_is_told_with_its_place_and_the_nearest() {
        let source = "x\n  {{ row.taget }} {{ naem | uper }} {{ now() }} {% if rows is od %}";
        let found = judge("templates/progress.md", source, &known());
        let seen: Vec<_> = found
            .iter()
            .map(|d| {
                let Place::Spot { line, column, width, .. } = d.places[0] else { unreachable!() };
                (d.code.id, d.args[1].1.as_str(), line, column, width)
            })
            .collect();
        assert_eq!(
            seen,
            [
                ("W02", "target", 2, 10, 5),
                ("W02", "name", 2, 22, 4),
                ("W03", "upper", 2, 29, 4),
                ("W04", "range", 2, 40, 3),
                ("W05", "odd", 2, 63, 2),
            ]
        );
    }

    #[test]
    fn a_template_outside_can_not_be_included() {
        assert_eq!(
            told(r#"{% include "../../etc/passwd" %}"#),
            [("W06", "../../etc/passwd".to_owned())]
        );
    }
}
