//! A record: what somebody did, when, in which role, and the digests of what was seen and made. One
//! small file each, only ever added, so that two people's records never touch the same file. What
//! records prove together is `standing`'s; where they lie on disk is `store`'s.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::base::{Day, Digest, FileDigest, Moment};

mod kind;
mod log;
mod read;

pub use kind::{ASSIGNED, DECIDED, Kind, SCORED, SETTLED, TRACKED};
pub use log::{Filed, Log};
pub use read::ENVELOPE;

/// The format of records that this program writes; newer ones are refused.
pub const FORMAT: u32 = 1;

/// What somebody did.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Record {
    /// What sort of thing.
    pub kind: &'static Kind,
    /// When.
    pub at: Moment,
    /// Who: `Name <e-mail>`.
    pub by: String,
    /// In which role of the plan.
    pub role: Option<String>,
    /// What was seen: name of an input → its digest then.
    pub sees: BTreeMap<String, FileDigest>,
    /// What came of it: path → its digest.
    pub made: BTreeMap<String, FileDigest>,
    /// What else the kind says.
    pub fields: BTreeMap<String, Value>,
    /// The record that this one corrects.
    pub corrects: Option<String>,
}

/// A value of a field.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Value {
    /// A string.
    Text(String),
    /// A whole number.
    Whole(u32),
    /// A day.
    Day(Day),
    /// Yes or no.
    Flag(bool),
    /// Strings.
    Texts(Vec<String>),
}

impl Record {
    /// A record of that kind that saw and made nothing yet.
    pub fn new(kind: &'static Kind, at: Moment, by: impl Into<String>) -> Record {
        Record {
            kind,
            at,
            by: by.into(),
            role: None,
            sees: BTreeMap::new(),
            made: BTreeMap::new(),
            fields: BTreeMap::new(),
            corrects: None,
        }
    }

    /// Whether it says the same as an earlier one, whoever says it and whenever: then there is
    /// nothing to record.
    pub fn repeats(&self, earlier: &Record) -> bool {
        self.kind.id == earlier.kind.id
            && self.role == earlier.role
            && self.sees == earlier.sees
            && self.made == earlier.made
            && self.fields == earlier.fields
            && self.corrects == earlier.corrects
    }

    /// The file: the same record gives the same bytes.
    pub fn to_toml(&self) -> String {
        let mut out = format!("format = {FORMAT}\n");
        line(&mut out, "kind", &Value::Text(self.kind.id.to_owned()));
        line(&mut out, "at", &Value::Text(self.at.to_string()));
        line(&mut out, "by", &Value::Text(self.by.clone()));
        if let Some(role) = &self.role {
            line(&mut out, "role", &Value::Text(role.clone()));
        }
        line(&mut out, "step", &Value::Text(self.kind.step.to_string()));
        if let Some(id) = &self.corrects {
            line(&mut out, "corrects", &Value::Text(id.clone()));
        }
        digests(&mut out, "sees", &self.sees);
        digests(&mut out, "made", &self.made);
        if !self.fields.is_empty() {
            out.push_str("\n[fields]\n");
            self.fields.iter().for_each(|(key, value)| line(&mut out, key, value));
        }
        out
    }

    /// The file's name without `.toml`: local day, number within the day, kind, and the first eight
    /// digits of the content's digest, so that no two records have one name.
    pub fn file_stem(&self, sequence: u32) -> String {
        let digest = content_digest(&self.to_toml());
        format!("{}-{sequence:04}-{}-{digest}", self.at.day(), self.kind.id)
    }
}

/// The first eight digits of the digest of a record's text; line ends don't matter.
fn content_digest(text: &str) -> String {
    let mut hex = Digest::of(text.replace("\r\n", "\n").as_bytes()).to_string();
    hex.truncate(8);
    hex
}

/// The number within its day and the digest of a name that [`Record::file_stem`] made; `None` for a
/// name given by hand.
fn parse_stem(stem: &str) -> Option<(Day, u32, &str)> {
    let day = Day::parse(stem.get(..10)?)?;
    let (number, rest) = stem.get(10..)?.strip_prefix('-')?.split_once('-')?;
    let (_, digest) = rest.rsplit_once('-')?;
    let hex = digest.len() == 8 && digest.bytes().all(|b| b.is_ascii_hexdigit());
    (hex && number.len() >= 4).then_some(())?;
    Some((day, number.parse().ok()?, digest))
}

fn digests(out: &mut String, table: &str, digests: &BTreeMap<String, FileDigest>) {
    if !digests.is_empty() {
        let _ = writeln!(out, "\n[{table}]");
        for (name, digest) in digests {
            line(out, &quoted(name), &Value::Text(digest.to_string()));
        }
    }
}

fn line(out: &mut String, key: &str, value: &Value) {
    let value = match value {
        Value::Text(text) => quoted(text),
        Value::Whole(number) => number.to_string(),
        Value::Day(day) => day.to_string(),
        Value::Flag(flag) => flag.to_string(),
        Value::Texts(texts) => {
            let items: Vec<String> = texts.iter().map(|text| quoted(text)).collect();
            format!("[{}]", items.join(", "))
        }
    };
    let _ = writeln!(out, "{key} = {value}");
}

/// A TOML basic string.
fn quoted(text: &str) -> String {
    let mut out = String::from("\"");
    for c in text.chars() {
        match c {
            '"' => out.push_str("\\\""),
            '\\' => out.push_str("\\\\"),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            '\t' => out.push_str("\\t"),
            c if c.is_control() => {
                let _ = write!(out, "\\u{:04X}", u32::from(c));
            }
            c => out.push(c),
        }
    }
    out.push('"');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::text::{Sink, Source, Sources};
    use proptest::prelude::*;

    pub(crate) fn assigned() -> Record {
        let at = Moment::parse("2026-07-01T09:30:00+08:00").unwrap();
        let mut record = Record::new(&kind::ASSIGNED, at, "王磊 <wang.lei@example.com>");
        record.sees.insert("roster.csv".into(), Digest::of(b"abc").into());
        record.made.insert("targets.csv".into(), Digest::of(b"").into());
        record
    }

    fn read(text: &str, stem: &str) -> (Option<Record>, Sink) {
        let (mut sources, mut sink) = (Sources::default(), Sink::default());
        let id = sources.add(Source::new("records/x.toml", text));
        let filed = Filed::read(stem, &sources, id, &mut sink);
        (filed.map(|filed| filed.record), sink)
    }

    #[test]
    fn a_record_is_a_small_toml_file() {
        let expected = r#"format = 1
kind = "assigned"
at = "2026-07-01T09:30:00+08:00"
by = "王磊 <wang.lei@example.com>"
step = "1.1"

[sees]
"roster.csv" = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"

[made]
"targets.csv" = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"
"#;
        assert_eq!(assigned().to_toml(), expected);
    }

    #[test]
    fn its_name_tells_day_kind_and_content_and_an_edit_is_seen() {
        let record = assigned();
        let stem = record.file_stem(7);
        assert!(stem.starts_with("2026-07-01-0007-assigned-"), "{stem}");
        let text = record.to_toml();
        assert_eq!(read(&text, &stem).0, Some(record.clone()));
        assert_eq!(read(&text.replace('\n', "\r\n"), &stem).0, Some(record));
        let (edited, sink) = read(&text.replace("王磊", "王蕾"), &stem);
        assert_eq!(edited, None);
        assert_eq!(sink.diagnostics()[0].code.id, "S44");
        assert!(read(&text.replace("王磊", "王蕾"), "by-hand").0.is_some());
    }

    #[test]
    fn two_people_who_record_the_same_deed_write_two_files() {
        let (mine, mut yours) = (assigned(), assigned());
        yours.by = "李静 <li.jing@example.com>".into();
        assert_ne!(mine.file_stem(1), yours.file_stem(1));
        assert!(mine.repeats(&yours));
        yours.sees.insert("targets.toml".into(), Digest::of(b"").into());
        assert!(!mine.repeats(&yours));
    }

    #[test]
    fn everything_wrong_in_a_record_is_told_at_once() {
        let text = "format = 1\nkind = \"tracked\"\nat = \"yesterday\"\nstep = \"1.1\"\nbyy = \"x\"\n\
                    [sees]\n\"roster.csv\" = \"abc\"\n[fields]\nas-of = 5\n";
        let (record, sink) = read(text, "by-hand");
        assert_eq!(record, None);
        let mut codes: Vec<&str> = sink.diagnostics().iter().map(|d| d.code.id).collect();
        codes.sort_unstable();
        // Unknown `byy`, missing `by`, wrong form of `as-of`; moment, digest, step.
        assert_eq!(codes, ["F02", "F04", "F05", "S41", "S42", "S43"]);
    }

    #[test]
    fn a_record_of_a_newer_format_is_refused_by_number() {
        let (record, sink) = read("format = 2\nnew-key = 1\n", "by-hand");
        assert_eq!(record, None);
        let codes: Vec<&str> = sink.diagnostics().iter().map(|d| d.code.id).collect();
        assert_eq!(codes, ["S40"]);
    }

    proptest! {
        #[test]
        fn what_is_written_reads_back(
            by in "[^\\p{C}\\s][^\\p{C}]{0,20}",
            note in "[^\\p{C}\\s][^\\p{C}\"\\\\]{0,9}[\"\\\\\n\t]?",
            source in "\\PC{1,9}",
            day in 0i32..40_000,
            count in 0u32..1_000_000,
        ) {
            let at = Moment::parse("2026-08-14T23:59:59-05:00").unwrap();
            let mut record = Record::new(&kind::TRACKED, at, by);
            record.role = Some("data-ops".into());
            record.sees.insert(source, FileDigest::Chunked(Digest::of(note.as_bytes())));
            record.fields.insert("as-of".into(), Value::Day(Day::from_number(day).unwrap()));
            record.fields.insert("red".into(), Value::Whole(count));
            record.fields.insert("note".into(), Value::Text(note));
            let (back, sink) = read(&record.to_toml(), &record.file_stem(12_345));
            prop_assert_eq!(sink.diagnostics(), &[]);
            prop_assert_eq!(back, Some(record));
        }
    }
}
