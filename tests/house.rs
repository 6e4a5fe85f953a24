//! The house test: who may import whom, which outside crates a room may name, and who may touch
//! disk, clock, environment and terminal, as one table. It judges direction, not taste.

use std::collections::BTreeSet;
use std::ops::RangeInclusive;
use std::path::{Path, PathBuf};

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use syn::spanned::Spanned;

/// A room: what it may import of ours, which outside crates it may name, which parts of `std`
/// beyond the pure ones it may touch.
struct Room {
    name: &'static str,
    rooms: &'static [&'static str],
    crates: &'static [&'static str],
    world: &'static [&'static str],
}

/// In order of flow.
const ROOMS: &[Room] = &[
    Room {
        name: "base",
        rooms: &[],
        crates: &[
            "rust_decimal",
            "chrono",
            "num_bigint",
            "num_integer",
            "num_traits",
            "num_rational",
            "sha2",
        ],
        world: &[],
    },
    Room {
        name: "text",
        rooms: &["base"],
        crates: &[
            "toml",
            "csv",
            "strsim",
            "annotate_snippets",
            "unicode_width",
            "unicode_normalization",
            "serde_json",
        ],
        world: &[],
    },
    Room { name: "expr", rooms: &["base", "text"], crates: &["strsim"], world: &[] },
    Room { name: "plan", rooms: &["base", "text", "expr"], crates: &[], world: &[] },
    Room {
        name: "crm",
        rooms: &["base", "text", "expr", "plan"],
        crates: &["csv", "encoding_rs", "simdutf8", "strsim", "unicode_normalization", "wide"],
        world: &["fs", "thread", "time"],
    },
    Room { name: "quota", rooms: &["base", "text", "expr", "plan"], crates: &[], world: &[] },
    Room {
        name: "pay",
        rooms: &["base", "text", "expr", "plan", "quota"],
        crates: &[],
        world: &[],
    },
    Room { name: "process", rooms: &["base", "text"], crates: &[], world: &[] },
    Room {
        name: "store",
        rooms: &["base", "text", "plan", "process"],
        crates: &["anyhow"],
        world: &["fs", "process"],
    },
    Room {
        name: "document",
        rooms: &["base", "text", "plan", "quota", "pay", "process"],
        crates: &["tera", "serde", "serde_json", "strsim"],
        // The watchdog over templates that never end.
        world: &["thread"],
    },
    Room {
        name: "cli",
        rooms: &[
            "base", "text", "expr", "plan", "crm", "quota", "pay", "process", "store", "document",
        ],
        crates: &[
            "clap",
            "comfy_table",
            "anyhow",
            "serde",
            "serde_json",
            "chrono",
            "strsim",
            "unicode_width",
            "terminal_size",
        ],
        world: &["env", "time", "process", "thread", "fs", "stdout", "stderr", "stdin"],
    },
];

/// What `std` has of the world outside; everything else in it is pure.
const WORLD: &[(&[&str], &str)] = &[
    (&["std", "fs"], "fs"),
    (&["std", "env"], "env"),
    (&["std", "process"], "process"),
    (&["std", "net"], "net"),
    (&["std", "thread"], "thread"),
    (&["std", "time", "SystemTime"], "time"),
    (&["std", "time", "Instant"], "time"),
    (&["std", "io", "stdout"], "stdout"),
    (&["std", "io", "stderr"], "stderr"),
    (&["std", "io", "stdin"], "stdin"),
    (&["io", "stdout"], "stdout"),
    (&["io", "stderr"], "stderr"),
    (&["io", "stdin"], "stdin"),
];

/// A source file and what the test asks of it.
struct Sheet {
    name: String,
    room: Option<&'static Room>,
    text: String,
    /// Lines of modules that exist in tests only.
    test_lines: Vec<RangeInclusive<usize>>,
}

/// A path that a file names, with the module where the file stands put before `super` and `self`.
struct Named {
    line: usize,
    words: Vec<String>,
}

#[test]
fn rooms_import_only_what_stands_before_them() {
    assert_no_breach(|sheet| {
        let Some(room) = sheet.room else { return Vec::new() };
        let foreign = |named: &Named| {
            let other = named.words.get(1).filter(|_| named.words[0] == "crate")?;
            let known = ROOMS.iter().any(|room| room.name == other);
            let allowed = other == room.name || room.rooms.contains(&other.as_str());
            (known && !allowed).then(|| (named.line, format!("imports {other}")))
        };
        sheet.paths().iter().filter_map(foreign).collect()
    });
}

#[test]
fn rooms_name_only_their_own_outside_crates() {
    let crates = dependencies();
    assert!(crates.contains("rust_decimal"));
    assert_no_breach(|sheet| {
        let Some(room) = sheet.room else { return Vec::new() };
        // A module of ours that is imported under the name of a crate is no crate.
        let ours: BTreeSet<String> = sheet
            .paths()
            .iter()
            .filter(|named| named.words[0] == "crate")
            .filter_map(|named| match named.words.as_slice() {
                [.., module, last] if last == "self" => Some(module.clone()),
                words => words.last().cloned(),
            })
            .collect();
        let foreign = |named: &Named| {
            let name = named.words.first().filter(|name| crates.contains(*name))?;
            if ours.contains(name) {
                return None;
            }
            let allowed = room.crates.contains(&name.as_str());
            (!allowed).then(|| (named.line, format!("names the crate {name}")))
        };
        sheet.paths_outside_tests().iter().filter_map(foreign).collect()
    });
}

#[test]
fn disk_clock_environment_and_terminal_are_touched_only_where_they_may_be() {
    assert_no_breach(|sheet| {
        let Some(room) = sheet.room else { return Vec::new() };
        let touched = |named: &Named| {
            let (_, part) = WORLD.iter().find(|(path, _)| {
                named.words.len() >= path.len()
                    && named.words.iter().zip(*path).all(|(a, b)| a == b)
            })?;
            let screen = ["src/cli/screen.rs", "src/cli/surroundings.rs"];
            let allowed = room.world.contains(part)
                && (!part.starts_with("stdo") && *part != "stderr"
                    || screen.contains(&sheet.name.as_str()));
            (!allowed).then(|| (named.line, format!("touches {part}")))
        };
        sheet.paths_outside_tests().iter().filter_map(touched).collect()
    });
}

#[test]
fn no_float_lives_in_the_house() {
    assert_no_breach(|sheet| {
        let mut found = Vec::new();
        walk(sheet.tokens(), &mut |token| {
            let line = token.span().start().line;
            let float = match token {
                TokenTree::Ident(ident) => ident == "f32" || ident == "f64",
                TokenTree::Literal(literal) => is_float(&literal.to_string()),
                _ => false,
            };
            if float && !sheet.in_tests(line) {
                found.push((line, format!("has the float {token}")));
            }
        });
        found
    });
}

#[test]
fn every_file_says_first_what_lives_there() {
    assert_no_breach(|sheet| {
        let told = sheet.text.starts_with("//! ");
        if told { Vec::new() } else { vec![(1, "does not begin with //!".to_owned())] }
    });
}

#[test]
fn the_house_test_sees_what_it_is_for() {
    let sheet = |text: &str| Sheet::new("src/plan/a/b.rs".to_owned(), text.to_owned());
    let paths = |text: &str| -> Vec<String> {
        sheet(text).paths().into_iter().map(|named| named.words.join("::")).collect()
    };
    assert_eq!(
        paths("use crate::{crm::Row, base::{self, Day}};"),
        ["crate::crm::Row", "crate::base::self", "crate::base::Day"]
    );
    assert_eq!(paths("use super::super::super::crm;"), ["crate::crm"]);
    assert_eq!(paths("fn f() { vec![std::fs::read(\"x\")] }"), ["std::fs::read"]);
    assert_eq!(paths("fn f() { m!(super::x) }"), ["crate::plan::a::x"]);
    assert!(is_float("1.5") && is_float("1e3") && is_float("2f64") && is_float("1_0.0"));
    assert!(!is_float("\"1.5\"") && !is_float("0x1e3") && !is_float("15") && !is_float("1u8"));
    let tests = sheet("//! a\n#[cfg(test)]\nmod tests {\n    const A: f64 = 1.0;\n}\n");
    assert!(tests.in_tests(4) && !tests.in_tests(1));
}

/// Fails with every breach of the rule in the house, one line each.
fn assert_no_breach(rule: impl Fn(&Sheet) -> Vec<(usize, String)>) {
    let mut breaches = Vec::new();
    for sheet in house() {
        for (line, breach) in rule(&sheet) {
            breaches.push(format!("{}:{line} {breach}", sheet.name));
        }
    }
    breaches.dedup();
    assert!(breaches.is_empty(), "\n{}", breaches.join("\n"));
}

/// Every source file.
fn house() -> Vec<Sheet> {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut files = Vec::new();
    let mut folders: Vec<PathBuf> = vec![root.join("src")];
    while let Some(folder) = folders.pop() {
        for entry in std::fs::read_dir(folder).unwrap().map(Result::unwrap) {
            let path = entry.path();
            if path.is_dir() {
                folders.push(path);
            } else if path.extension().is_some_and(|extension| extension == "rs") {
                files.push(path);
            }
        }
    }
    files.sort();
    let sheet = |path: PathBuf| {
        let name = path.strip_prefix(root).unwrap().to_str().unwrap().replace('\\', "/");
        Sheet::new(name, std::fs::read_to_string(&path).unwrap())
    };
    let mut sheets: Vec<Sheet> = files.into_iter().map(sheet).collect();
    let only_tests: BTreeSet<String> = sheets.iter().flat_map(Sheet::test_modules).collect();
    for sheet in &mut sheets {
        let module = sheet.module().join("::");
        let within = |tests: &String| module == *tests || module.starts_with(&format!("{tests}::"));
        if only_tests.iter().any(within) {
            sheet.test_lines = vec![1..=usize::MAX];
        }
    }
    sheets
}

impl Sheet {
    fn new(name: String, text: String) -> Sheet {
        let room = name.split('/').nth(1).unwrap();
        let room = ROOMS.iter().find(|known| known.name == room);
        let file = syn::parse_file(&text).unwrap_or_else(|error| panic!("{name}: {error}"));
        let test_lines = file.items.iter().filter_map(test_lines).collect();
        Sheet { name, room, text, test_lines }
    }

    fn tokens(&self) -> TokenStream {
        self.text.parse().unwrap()
    }

    /// Modules in files of their own that exist in tests only, as paths.
    fn test_modules(&self) -> Vec<String> {
        let file = syn::parse_file(&self.text).unwrap();
        let declared = file.items.iter().filter_map(|item| match item {
            syn::Item::Mod(module) if module.content.is_none() => {
                test_lines(item).map(|_| module.ident.to_string())
            }
            _ => None,
        });
        let here = self.module().join("::");
        declared.map(|name| format!("{here}::{name}")).collect()
    }

    fn in_tests(&self, line: usize) -> bool {
        self.test_lines.iter().any(|lines| lines.contains(&line))
    }

    /// The module of the file as a path: `crate::plan::a::b`.
    fn module(&self) -> Vec<String> {
        let inner = self.name.trim_start_matches("src/").trim_end_matches(".rs");
        let inner = inner.trim_end_matches("/mod");
        std::iter::once("crate").chain(inner.split('/')).map(str::to_owned).collect()
    }

    /// Every path of two words or more, in macros too.
    fn paths(&self) -> Vec<Named> {
        let mut found = Vec::new();
        collect(self.tokens(), &[], &mut found);
        let module = self.module();
        found.iter().filter(|named| named.words.len() > 1).map(|n| n.settled(&module)).collect()
    }

    fn paths_outside_tests(&self) -> Vec<Named> {
        self.paths().into_iter().filter(|named| !self.in_tests(named.line)).collect()
    }
}

impl Named {
    /// With leading `super` and `self` resolved. Modules inside a file are not counted, so that a
    /// `super` in them may seem to reach one file higher than it does; never lower.
    fn settled(&self, module: &[String]) -> Named {
        let supers = self.words.iter().take_while(|word| *word == "super").count();
        let words = match self.words[0].as_str() {
            "super" => {
                let kept = module.len().saturating_sub(supers).max(1);
                module[..kept].iter().chain(&self.words[supers..]).cloned().collect()
            }
            "self" => module.iter().chain(&self.words[1..]).cloned().collect(),
            _ => self.words.clone(),
        };
        Named { line: self.line, words }
    }
}

/// Reads paths out of tokens: `a::b`, and `a::{b, c::d}` as both of its branches.
fn collect(tokens: TokenStream, before: &[String], found: &mut Vec<Named>) {
    let mut tokens = tokens.into_iter().peekable();
    let mut words = before.to_vec();
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(ident) => {
                let line = ident.span().start().line;
                words.push(ident.to_string());
                if !follows_colons(&mut tokens) {
                    found.push(Named {
                        line,
                        words: std::mem::replace(&mut words, before.to_vec()),
                    });
                }
            }
            TokenTree::Group(group) => {
                let branches = group.delimiter() == Delimiter::Brace && words.len() > before.len();
                let inner = if branches { words.clone() } else { before.to_vec() };
                // A block inside the branches of an import can't be; elsewhere a block starts anew.
                collect(group.stream(), if branches { &inner } else { &[] }, found);
                words = before.to_vec();
            }
            TokenTree::Punct(_) | TokenTree::Literal(_) => words = before.to_vec(),
        }
    }
}

/// Steps over `::` if it comes next.
fn follows_colons(tokens: &mut std::iter::Peekable<proc_macro2::token_stream::IntoIter>) -> bool {
    let mut ahead = tokens.clone();
    let colon =
        |token: Option<TokenTree>| matches!(token, Some(TokenTree::Punct(p)) if p.as_char() == ':');
    let found = colon(ahead.next()) && colon(ahead.next());
    if found {
        tokens.next();
        tokens.next();
    }
    found
}

/// Calls `see` for every token that is no group.
fn walk(tokens: TokenStream, see: &mut impl FnMut(&TokenTree)) {
    for token in tokens {
        match token {
            TokenTree::Group(group) => walk(group.stream(), see),
            other => see(&other),
        }
    }
}

fn is_float(literal: &str) -> bool {
    let number = literal.starts_with(|c: char| c.is_ascii_digit());
    let based = ["0x", "0o", "0b"].iter().any(|prefix| literal.starts_with(prefix));
    number && !based && literal.contains(['.', 'e', 'E', 'f'])
}

/// The lines of an item that only exists in tests.
fn test_lines(item: &syn::Item) -> Option<RangeInclusive<usize>> {
    let attributes = match item {
        syn::Item::Mod(item) => &item.attrs,
        syn::Item::Fn(item) => &item.attrs,
        _ => return None,
    };
    let for_tests = attributes.iter().any(|attribute| {
        attribute.path().is_ident("cfg")
            && attribute.parse_args::<syn::Ident>().is_ok_and(|ident| ident == "test")
    });
    for_tests.then(|| item.span().start().line..=item.span().end().line)
}

/// The crates of `[dependencies]` as code names them.
fn dependencies() -> BTreeSet<String> {
    let manifest = include_str!("../Cargo.toml");
    let section = manifest.split("\n[dependencies]\n").nth(1).unwrap().split("\n[").next().unwrap();
    section
        .lines()
        .filter(|line| !line.starts_with('#'))
        .filter_map(|line| line.split(" = ").next())
        .map(|name| name.trim().replace('-', "_"))
        .filter(|name| !name.is_empty())
        .collect()
}
