//! `incent record KIND FIELD=VALUE…`: enters what only people know: a score, a decision. Without a kind,
//! lists the kinds with their fields.

use crate::base::{Day, Lang};
use crate::process::record::{Filed, Kind, Log, Record};
use crate::process::{Action, Value};
use crate::text::key::Need;
use crate::text::{Form, Key, Sink, Source};

use super::args::Shape;
use super::command::Words;
use super::context::Context;
use super::desk::{Desk, Pen, WRITING_ZH, Writing, fail};
use super::entered::entered;
use super::exit::{Exit, Failure};
use super::table::{Cell, Column, Mark, Table};

/// What to enter.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// the kind of record, as in scored; without it, all kinds are listed with their fields
    kind: Option<String>,
    /// its fields, as in person=E1001; several values of one field are separated by commas
    #[arg(value_name = "FIELD=VALUE")]
    fields: Vec<String>,
    /// the record that this one corrects
    #[arg(long, value_name = "RECORD")]
    corrects: Option<String>,
    #[command(flatten)]
    shape: Shape,
    #[command(flatten)]
    writing: Writing,
}

/// The words of its help.
pub const WORDS: Words = Words {
    examples: &[
        ("incent record", "列出各种记录和它们的字段", "list the kinds with their fields"),
        (
            "incent record scored component=mbo objective=crm_quality person=E1001 period=2026Q3 score=90%",
            "给一项目标打分",
            "score an objective",
        ),
        (
            "incent record decided of=top-seller period=2026Q3 order=E1003,E1001",
            "决定并列者的先后",
            "decide a tie",
        ),
    ],
    arguments_zh: &[
        ("kind", "记录的种类，例如 scored；不写则列出各种记录和它们的字段"),
        ("fields", "字段，例如 person=E1001；一个字段有几个值时用逗号隔开"),
        ("corrects", "更正哪一条记录"),
        WRITING_ZH[0],
        WRITING_ZH[1],
    ],
};

/// Enters a record, or lists the kinds.
pub fn run(args: &Args, context: &mut Context) -> Result<Exit, Failure> {
    let Some(kind) = &args.kind else {
        super::desk::speak(context);
        list(context.lang()).show(args.shape.format, &mut context.screen);
        return Ok(Exit::Done);
    };
    let lang = context.lang();
    let known = Kind::find(kind).filter(|kind| kind.entered);
    let kind = known.ok_or_else(|| Failure::Usage(unknown_kind(kind, lang)))?;
    let mut pen = Pen::take(context, &args.writing, "record")?;
    let desk = Desk::open(context)?;
    let permit = desk.permit(Action::Do(kind.step), context)?;
    let mut record = pen.record(kind);
    record.corrects.clone_from(&args.corrects);
    for written in &args.fields {
        let (key, value) = field(kind, written, context.lang())?;
        record.fields.insert(key, value);
    }
    judge(&desk, &record, context)?;
    let recorded = pen.changes.record(&permit, &desk.log, &record);
    recorded.map_err(|failure| fail(context, failure))?;
    pen.changes.saw(desk.loaded.inputs());
    pen.commit(&desk.folder, context)?;
    Ok(Exit::Done)
}

/// A field as typed.
fn field(kind: &Kind, written: &str, lang: Lang) -> Result<(String, Value), Failure> {
    let keys = || {
        let names: Vec<&str> = kind.fields.keys.iter().map(|key| key.name).collect();
        names.join(lang.pick("、", ", "))
    };
    let Some((name, text)) = written.split_once('=') else {
        return Err(Failure::Usage(match lang {
            Lang::Zh => format!("“{written}”要写成 字段=值；字段有 {}", keys()),
            Lang::En => format!("write \"{written}\" as FIELD=VALUE; the fields are {}", keys()),
        }));
    };
    let Some(key) = kind.fields.keys.iter().find(|key| key.name == name) else {
        return Err(Failure::Usage(match lang {
            Lang::Zh => format!("{} 没有字段“{name}”；有 {}", kind.id, keys()),
            Lang::En => format!("{} has no field \"{name}\"; it has {}", kind.id, keys()),
        }));
    };
    let value = value(key, text).ok_or_else(|| {
        Failure::Usage(match lang {
            Lang::Zh => format!("{name} 的值“{text}”不对；例如 {}", key.example),
            Lang::En => format!("\"{text}\" is no value of {name}; for example {}", key.example),
        })
    })?;
    Ok((name.to_owned(), value))
}

fn value(key: &Key, text: &str) -> Option<Value> {
    match key.form {
        Form::Whole => text.parse().ok().map(Value::Whole),
        Form::Day => Day::parse(text).map(Value::Day),
        Form::Flag => text.parse().ok().map(Value::Flag),
        Form::List(_) => {
            Some(Value::Texts(text.split([',', '，']).map(|one| one.trim().to_owned()).collect()))
        }
        _ => Some(Value::Text(text.to_owned())),
    }
}

/// Reads the record as if it stood in the folder, with everything that it says about the plan.
fn judge(desk: &Desk, record: &Record, context: &mut Context) -> Result<(), Failure> {
    let text = record.to_toml();
    let id = context.sources.add(Source::new("records/…", text));
    let mut sink = Sink::default();
    let stem = "new";
    if let Some(filed) = Filed::read(stem, &context.sources, id, &mut sink) {
        let mut all = desk.log.all().to_vec();
        all.push(filed);
        let log = Log::new(all, &mut sink);
        entered(&desk.plan, &desk.setting(), &log, &mut sink);
    }
    context.sink.absorb(sink);
    if context.sink.has_errors() { Err(Failure::Told) } else { Ok(()) }
}

fn list(lang: Lang) -> Table {
    let mut rows = Vec::new();
    for kind in Kind::ALL.into_iter().filter(|kind| kind.entered) {
        for (at, key) in kind.fields.keys.iter().enumerate() {
            let (id, name) = if at == 0 { (kind.id, kind.name(lang)) } else { ("", "") };
            let needed = match key.need {
                Need::Required => lang.pick("必填", "required"),
                _ => "",
            };
            rows.push(vec![
                Cell::text(id).mark(Mark::Good),
                Cell::text(name),
                Cell::text(key.name),
                Cell::text(needed).mark(Mark::Dim),
                Cell::text(key.example),
                Cell::text(lang.pick(key.zh, key.en)),
            ]);
        }
    }
    Table {
        name: "records",
        columns: vec![
            Column::text("kind", lang.pick("种类", "kind")),
            Column::text("name", lang.pick("名称", "name")),
            Column::text("field", lang.pick("字段", "field")),
            Column::text("required", ""),
            Column::text("example", lang.pick("例", "example")),
            Column::text("meaning", lang.pick("含义", "meaning")),
        ],
        rows,
        ..Table::default()
    }
}

fn unknown_kind(kind: &str, lang: Lang) -> String {
    let known: Vec<&str> =
        Kind::ALL.into_iter().filter(|kind| kind.entered).map(|kind| kind.id).collect();
    match lang {
        Lang::Zh => format!("没有由人填写的记录“{kind}”；可以写 {}", known.join("、")),
        Lang::En => {
            format!("people enter no record \"{kind}\"; write {}", known.join(", "))
        }
    }
}
