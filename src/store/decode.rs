//! From the bytes of a plan file to its text: UTF-8 with or without a byte order mark. Exports in
//! other encodings are read by `crm`.

use crate::text::code::store as code;
use crate::text::{Diagnostic, Place, Sink};

/// The text of a file, without a byte order mark; `None` when it has none, which has been told.
pub fn decode(name: &str, bytes: &[u8], sink: &mut Sink) -> Option<String> {
    if bytes.starts_with(&[0xff, 0xfe]) || bytes.starts_with(&[0xfe, 0xff]) {
        return not_utf8(Some("UTF-16"), name, 1, sink);
    }
    let bytes = bytes.strip_prefix("\u{feff}".as_bytes()).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) if has_markers(name, text, sink) => None,
        Ok(text) => Some(text.to_owned()),
        Err(error) => {
            let before = &bytes[..error.valid_up_to()];
            let line = 1 + before.iter().filter(|byte| **byte == b'\n').count();
            let guess = looks_like_gbk(bytes).then_some("GBK/GB18030");
            not_utf8(guess, name, line as u64, sink)
        }
    }
}

fn not_utf8(encoding: Option<&str>, name: &str, line: u64, sink: &mut Sink) -> Option<String> {
    let (zh, en) = encoding.map_or_else(Default::default, |encoding| {
        (format!("（看起来是 {encoding}）"), format!(" (it looks like {encoding})"))
    });
    let told = Diagnostic::new(&code::NOT_UTF8).arg("encoding_en", en).arg("encoding_zh", zh);
    told.arg("line", line).place(marked(name, line, "")).tell(sink)
}

/// Whether every byte beyond ASCII begins a pair (or a group of four) as GB18030 has them.
fn looks_like_gbk(bytes: &[u8]) -> bool {
    let mut rest = bytes;
    loop {
        rest = match rest {
            [] => return true,
            [0..=0x7f, rest @ ..] => rest,
            [0x81..=0xfe, 0x40..=0x7e | 0x80..=0xfe, rest @ ..] => rest,
            [0x81..=0xfe, 0x30..=0x39, 0x81..=0xfe, 0x30..=0x39, rest @ ..] => rest,
            _ => return false,
        }
    }
}

/// Tells the marks that an unresolved merge leaves; the first of each conflict.
fn has_markers(name: &str, text: &str, sink: &mut Sink) -> bool {
    let is_marker = |line: &str, mark: &str| {
        line.strip_prefix(mark)
            .is_some_and(|rest| rest.trim_end().is_empty() || rest.starts_with(' '))
    };
    let begins = |line: &str| is_marker(line, "<<<<<<<");
    let ends = |line: &str| is_marker(line, ">>>>>>>");
    let mut inside = false;
    let mut found = false;
    for (number, line) in (1..).zip(text.lines()) {
        if begins(line) || (ends(line) && !inside) {
            found = true;
            sink.push(Diagnostic::new(&code::MERGE_MARKER).place(marked(name, number, line)));
        }
        inside = begins(line) || (inside && !ends(line));
    }
    found
}

fn marked(name: &str, line: u64, text: &str) -> Place {
    let excerpt: String = text.chars().take(80).collect();
    Place::Spot { file: name.to_owned(), line, column: 0, excerpt, width: 0 }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(bytes: &[u8]) -> Vec<(&'static str, String)> {
        let mut sink = Sink::default();
        assert_eq!(decode("roster.csv", bytes, &mut sink), None);
        let first = |d: &Diagnostic| match (&d.args[..], &d.places[..]) {
            ([(_, encoding), ..], _) => encoding.clone(),
            (_, [Place::Spot { line, .. }]) => line.to_string(),
            _ => String::new(),
        };
        sink.diagnostics().iter().map(|d| (d.code.id, first(d))).collect()
    }

    #[test]
    fn a_byte_order_mark_is_not_part_of_the_text() {
        let mut sink = Sink::default();
        let text = decode("x", b"\xef\xbb\xbfid\r\n", &mut sink);
        assert_eq!(text.as_deref(), Some("id\r\n"));
        assert_eq!(sink.diagnostics(), &[]);
    }

    #[test]
    fn another_encoding_is_named() {
        assert_eq!(told(b"\xff\xfei\0d\0"), [("S04", " (it looks like UTF-16)".to_owned())]);
        // 姓名 in GBK.
        assert_eq!(
            told(b"id,\xd0\xd5\xc3\xfb\n"),
            [("S04", " (it looks like GBK/GB18030)".to_owned())]
        );
        assert_eq!(told(b"id\n\xff\n"), [("S04", String::new())]);
    }

    #[test]
    fn every_unresolved_conflict_is_told_with_its_line() {
        let text = b"a\n<<<<<<< HEAD\nb\n=======\nc\n>>>>>>> other\nd\n<<<<<<< HEAD\r\n";
        assert_eq!(told(text), [("S05", "2".to_owned()), ("S05", "8".to_owned())]);
        assert_eq!(told(b"x\n>>>>>>> other\n"), [("S05", "2".to_owned())]);
        let mut sink = Sink::default();
        assert!(decode("x", b"a = \"<<<<<<< \"\n=======\n<<<<<<<<x\n", &mut sink).is_some());
    }
}
