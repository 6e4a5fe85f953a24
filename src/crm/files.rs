//! The files that a source or table of the plan names: patterns below the plan folder become paths,
//! each once and in the order of their names. What is in them is read elsewhere.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;

use crate::text::code::import;
use crate::text::{Diagnostic, Place, Sink, Spanned};

use super::export::Source;

/// How a plan and a command line name standard input.
pub const STANDARD_INPUT: &str = "-";

/// The device that is standard input, opened like any other file.
const STANDARD_INPUT_PATH: &str = "/dev/stdin";

/// The files that `patterns` name, with their names as shown to people, sorted by these. A pattern
/// is a path below `folder` or an absolute one; `*` and `?` stand for characters of one part of it.
/// What matches nothing or is no file is told at the pattern.
pub fn expand(
    folder: &Path,
    patterns: &[Spanned<String>],
    sink: &mut Sink,
) -> Vec<(Arc<str>, PathBuf)> {
    let mut files: Vec<(Arc<str>, PathBuf)> = Vec::new();
    for pattern in patterns {
        let found = matches(folder, &pattern.value);
        if found.is_empty() {
            let told = Diagnostic::new(&import::NO_FILE).arg("pattern", &pattern.value);
            sink.push(told.at(pattern.span));
        }
        for (name, path) in found {
            if is_readable(&name, &path) {
                files.push((name.into(), path));
            } else {
                let told = Diagnostic::new(&import::NOT_A_FILE).place(Place::File(name));
                sink.push(told.at(pattern.span));
            }
        }
    }
    files.sort();
    files.dedup_by(|a, b| a.1 == b.1);
    files
}

/// Opens a file that [`expand`] found; messages call it `name`.
pub fn open(name: &Arc<str>, path: &Path) -> io::Result<Source> {
    if &**name == STANDARD_INPUT {
        return Source::open(name.clone(), Path::new(STANDARD_INPUT_PATH));
    }
    Source::open(name.clone(), path)
}

fn matches(folder: &Path, pattern: &str) -> Vec<(String, PathBuf)> {
    if pattern == STANDARD_INPUT {
        return vec![(pattern.to_owned(), PathBuf::from(pattern))];
    }
    // A file below the folder has one name, however the plan writes it.
    let pattern = folder
        .to_str()
        .and_then(|folder| pattern.strip_prefix(folder)?.strip_prefix('/'))
        .unwrap_or(pattern);
    let (root, shown) = match pattern.strip_prefix('/') {
        Some(_) => (PathBuf::from("/"), "/".to_owned()),
        None => (folder.to_path_buf(), String::new()),
    };
    let parts: Vec<&str> = pattern.split('/').filter(|part| !part.is_empty()).collect();
    let mut found = vec![(shown, root)];
    for (at, part) in parts.iter().enumerate() {
        let is_last = at + 1 == parts.len();
        let below = |(shown, path): &(String, PathBuf)| children(shown, path, part, is_last);
        found = found.iter().flat_map(below).collect();
    }
    found
}

/// What a part of a pattern stands for in one folder. A folder where a file is meant is no match
/// of a wildcard, but what was named without one is looked at whatever it is.
fn children(shown: &str, folder: &Path, part: &str, is_last: bool) -> Vec<(String, PathBuf)> {
    let named = |name: &str| {
        let joint = if shown.is_empty() || shown.ends_with('/') { "" } else { "/" };
        format!("{shown}{joint}{name}")
    };
    if !part.contains(['*', '?']) {
        let path = folder.join(part);
        return if fs::symlink_metadata(&path).is_ok() {
            vec![(named(part), path)]
        } else {
            Vec::new()
        };
    }
    let Ok(entries) = fs::read_dir(folder) else { return Vec::new() };
    let mut found: Vec<(String, PathBuf)> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_dir() != is_last)
        .map(|entry| (entry.file_name().to_string_lossy().into_owned(), entry.path()))
        .filter(|(name, _)| !name.starts_with('.') && fits(part, name))
        .map(|(name, path)| (named(&name), path))
        .collect();
    found.sort();
    found
}

/// Whether `*` (any characters) and `?` (one) of a pattern make it this name.
fn fits(pattern: &str, name: &str) -> bool {
    let (pattern, name): (Vec<char>, Vec<char>) =
        (pattern.chars().collect(), name.chars().collect());
    let (mut at, mut here) = (0, 0);
    // Where the last `*` was, and how much of the name it stood for.
    let mut star: Option<(usize, usize)> = None;
    while here < name.len() {
        match pattern.get(at) {
            Some('*') => {
                star = Some((at, here));
                at += 1;
            }
            Some(c) if *c == '?' || *c == name[here] => (at, here) = (at + 1, here + 1),
            _ => match &mut star {
                Some((before, taken)) => {
                    *taken += 1;
                    (at, here) = (*before + 1, *taken);
                }
                None => return false,
            },
        }
    }
    pattern[at..].iter().all(|c| *c == '*')
}

/// Regular files and named pipes. Whatever can't even be looked at is left to the opening, which
/// says why.
fn is_readable(name: &str, path: &Path) -> bool {
    if name == STANDARD_INPUT {
        return true;
    }
    match fs::metadata(path) {
        Ok(facts) => facts.is_file() || is_pipe(&facts),
        Err(error) => error.kind() != io::ErrorKind::NotFound,
    }
}

#[cfg(unix)]
fn is_pipe(facts: &fs::Metadata) -> bool {
    use std::os::unix::fs::FileTypeExt;
    facts.file_type().is_fifo()
}

#[cfg(not(unix))]
fn is_pipe(_: &fs::Metadata) -> bool {
    false
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{SourceId, Span};

    fn pattern(text: &str) -> Spanned<String> {
        Spanned::new(text.to_owned(), Span::new(SourceId(0), 0, 1))
    }

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        for name in ["crm/a-2.csv", "crm/a-1.csv", "crm/b.csv", "crm/.a-3.csv", "old/a-1.csv"] {
            let path = folder.path().join(name);
            fs::create_dir_all(path.parent().unwrap()).unwrap();
            fs::write(path, "x").unwrap();
        }
        fs::create_dir(folder.path().join("crm/a-folder.csv")).unwrap();
        folder
    }

    fn names(folder: &Path, patterns: &[&str]) -> (Vec<String>, Vec<&'static str>) {
        let mut sink = Sink::default();
        let patterns: Vec<_> = patterns.iter().map(|text| pattern(text)).collect();
        let found = expand(folder, &patterns, &mut sink);
        let codes = sink.diagnostics().iter().map(|told| told.code.id).collect();
        (found.into_iter().map(|(name, _)| name.to_string()).collect(), codes)
    }

    #[test]
    fn files_come_sorted_and_each_once_however_many_patterns_name_them() {
        let folder = folder();
        let (found, told) = names(folder.path(), &["crm/b.csv", "crm/a-?.csv", "*/a-1.csv"]);
        assert_eq!(found, ["crm/a-1.csv", "crm/a-2.csv", "crm/b.csv", "old/a-1.csv"]);
        assert!(told.is_empty());
        let absolute = format!("{}/crm/a-*.csv", folder.path().display());
        let (found, _) = names(folder.path(), &[&absolute, "crm/a-1.csv"]);
        assert_eq!(found.len(), 2, "the absolute and the relative name are one file");
    }

    #[test]
    fn a_pattern_without_a_file_and_a_folder_named_as_file_are_told() {
        let folder = folder();
        assert_eq!(names(folder.path(), &["crm/c*.csv", "none/b.csv"]).1, ["I38", "I38"]);
        assert_eq!(names(folder.path(), &["crm/a-folder.csv", "crm"]).1, ["I39", "I39"]);
        assert_eq!(names(folder.path(), &["-"]).0, ["-"]);
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_no_file() {
        assert_eq!(names(Path::new("/"), &["/dev/zero"]).1, ["I39"]);
    }

    #[test]
    fn stars_stand_for_any_characters_of_one_part() {
        for (pattern, name, fit) in [
            ("*", "", true),
            ("a*b*c", "axxbyybc", true),
            ("a*b*c", "axxbyyb", false),
            ("合同-?.csv", "合同-甲.csv", true),
            ("?", "", false),
            ("*.csv", "a.csv.gz", false),
            ("**a", "a", true),
        ] {
            assert_eq!(fits(pattern, name), fit, "{pattern} {name}");
        }
    }
}
