//! Reading a record, by whomever it was written: the envelope, which is the same for every kind, and
//! the kind's own fields.

use std::collections::BTreeMap;

use super::{FORMAT, Kind, Record, Value, content_digest, parse_stem};
use crate::base::{FileDigest, Moment};
use crate::process::step::StepId;
use crate::text::code::store as code;
use crate::text::fields::{not_a_choice, wrong_form};
use crate::text::key::{optional, required};
use crate::text::toml::{Table, Toml, parse};
use crate::text::{Diagnostic, Fields, Form, Section, Sink, SourceId, Sources, Span, Spanned};

/// The envelope of every record.
pub static ENVELOPE: Section = Section {
    path: "a record",
    file: "records/*.toml",
    zh: "一条记录：谁在何时做了什么，看到了什么",
    en: "a record: who did what and when, and what was seen",
    keys: &[
        required("format", Form::Whole, "1", "记录格式的版本", "version of the format of records"),
        required("kind", Form::Text, "\"assigned\"", "记录的种类", "the kind of record"),
        required(
            "at",
            Form::Text,
            "\"2026-07-01T09:30:00+08:00\"",
            "何时，带时区",
            "when, with the offset from UTC",
        ),
        required("by", Form::Text, "\"王磊 <wang.lei@example.com>\"", "谁", "who"),
        optional("role", Form::Id, "\"sales-lead\"", "以哪个角色", "in which role of the plan"),
        required("step", Form::Text, "\"1.1\"", "属于哪个步骤", "the step it belongs to"),
        optional(
            "corrects",
            Form::Text,
            "\"2026-07-01-0001-assigned-1a2b3c4d\"",
            "更正哪一条记录",
            "the record that it corrects",
        ),
        optional(
            "sees",
            Form::Map(&Form::Text),
            "{ \"roster.csv\" = \"e3b0c442…\" }",
            "当时看到的内容及其摘要",
            "what was seen, with digests",
        ),
        optional(
            "made",
            Form::Map(&Form::Text),
            "{ \"targets.csv\" = \"e3b0c442…\" }",
            "产生的文件及其摘要",
            "what came of it, with digests",
        ),
        optional(
            "fields",
            Form::Map(&Form::Text),
            "{ note = \"…\" }",
            "该种类自己的内容",
            "what else the kind says",
        ),
    ],
};

/// Reads the record of the file `stem`; `None` when anything is wrong, which has been told then.
pub(super) fn read(
    stem: &str,
    sources: &Sources,
    id: SourceId,
    sink: &mut Sink,
) -> Option<(Record, Span)> {
    let mut told = Sink::default();
    let read = parse(sources, id, &mut told).and_then(|root| {
        let record = envelope(&root, &mut told)?;
        check_name(stem, &sources.get(id).text, root.span, &mut told);
        Some((record, root.span))
    });
    let clean = !told.has_errors();
    sink.absorb(told);
    read.filter(|_| clean)
}

fn envelope(root: &Spanned<Table>, sink: &mut Sink) -> Option<Record> {
    if let Some(newer) = newer_format(&root.value) {
        return Diagnostic::new(&code::RECORD_NEWER)
            .arg("found", &newer.value)
            .arg("known", FORMAT)
            .at(newer.span)
            .tell(sink);
    }
    let fields = Fields::new(&root.value, root.span, &ENVELOPE, sink);
    fields.whole("format", sink);
    let kind = read_kind(&fields, sink);
    let at = read_moment(&fields, sink);
    let by = fields.text("by", sink);
    let role = fields.id("role", sink);
    let corrects = fields.text("corrects", sink);
    let sees = read_digests(&fields, "sees", sink);
    let made = read_digests(&fields, "made", sink);
    let kind = kind?;
    check_step(&fields, kind, sink);
    let own = read_fields(&fields, root.span, kind, sink);
    Some(Record {
        kind,
        at: at?,
        by: by?.value,
        role: role.map(|role| role.value),
        sees,
        made,
        fields: own,
        corrects: corrects.map(|id| id.value),
    })
}

fn newer_format(root: &Table) -> Option<Spanned<String>> {
    let (_, value) = root.get("format")?;
    let Toml::Number(digits) = &value.value else { return None };
    let newer = digits.parse::<u32>().ok()? > FORMAT;
    newer.then(|| Spanned::new(digits.clone(), value.span))
}

fn read_kind(fields: &Fields<'_>, sink: &mut Sink) -> Option<&'static Kind> {
    let written = fields.text("kind", sink)?;
    let known = Kind::ALL.map(|kind| kind.id);
    Kind::find(&written).or_else(|| not_a_choice(&written, &known, sink))
}

fn read_moment(fields: &Fields<'_>, sink: &mut Sink) -> Option<Moment> {
    let written = fields.text("at", sink)?;
    let moment = Moment::parse(&written);
    if moment.is_none() {
        let told = Diagnostic::new(&code::NOT_A_MOMENT).arg("value", &written.value);
        sink.push(told.at(written.span));
    }
    moment
}

fn read_digests(fields: &Fields<'_>, name: &str, sink: &mut Sink) -> BTreeMap<String, FileDigest> {
    let written = fields.text_map(name, sink).unwrap_or_default();
    let digests =
        written.into_iter().filter_map(|(key, digest)| match FileDigest::parse(&digest) {
            Some(digest) => Some((key.value, digest)),
            None => Diagnostic::new(&code::NOT_A_DIGEST)
                .arg("value", &digest.value)
                .at(digest.span)
                .tell(sink),
        });
    digests.collect()
}

fn check_step(fields: &Fields<'_>, kind: &Kind, sink: &mut Sink) {
    let Some(written) = fields.text("step", sink) else { return };
    if StepId::parse(&written) != Some(kind.step) {
        sink.push(
            Diagnostic::new(&code::RECORD_STEP)
                .arg("kind", kind.id)
                .arg("right", kind.step)
                .arg("step", &written.value)
                .at(written.span),
        );
    }
}

fn read_fields(
    envelope: &Fields<'_>,
    root: Span,
    kind: &Kind,
    sink: &mut Sink,
) -> BTreeMap<String, Value> {
    let nothing = Table::default();
    let (table, span) = match envelope.has("fields") {
        true => match envelope.table("fields", sink) {
            Some(written) => written,
            None => return BTreeMap::new(),
        },
        false => (&nothing, root),
    };
    let own = Fields::new(table, span, kind.fields, sink);
    let values = kind.fields.keys.iter().filter_map(|key| {
        let value = match key.form {
            Form::Whole => own.whole(key.name, sink).map(|n| Value::Whole(n.value)),
            Form::Day => own.day(key.name, sink).map(|day| Value::Day(day.value)),
            Form::Flag => own.flag(key.name, sink).map(Value::Flag),
            Form::Id => own.id(key.name, sink).map(|id| Value::Text(id.value)),
            Form::List(Form::Text) => own
                .texts(key.name, sink)
                .map(|texts| Value::Texts(texts.into_iter().map(|text| text.value).collect())),
            Form::Text => own.text(key.name, sink).map(|text| Value::Text(text.value)),
            // The table of kinds holds no other form; its test says so.
            _ => wrong_form(key, span, sink),
        };
        value.map(|value| (key.name.to_owned(), value))
    });
    values.collect()
}

/// A name that a command gave carries the digest of the content.
fn check_name(stem: &str, text: &str, span: Span, sink: &mut Sink) {
    let Some((_, _, named)) = parse_stem(stem) else { return };
    let found = content_digest(text);
    if found != named {
        sink.push(
            Diagnostic::new(&code::RECORD_EDITED)
                .arg("named", named)
                .arg("found", found)
                .arg("id", stem)
                .at(span),
        );
    }
}
