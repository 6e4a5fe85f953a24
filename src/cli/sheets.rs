//! What settling writes: 《激励核算表》, a 《个人激励核算单》 for each person, the sheet for payroll as CSV
//! and JSON, and the record. Everything with somebody's pay in it goes to `private/`.

use std::collections::{BTreeSet, VecDeque};

use crate::base::figure::machine;
use crate::base::{Day, Digest, FileDigest, Lang, Unit};
use crate::document::{
    Engine, Rendering, Settled, Settlement as SheetPage, Statement as StatementPage, catalogue,
};
use crate::pay::seat::Seating;
use crate::pay::{Settlement, Statement};
use crate::process::record::SETTLED;
use crate::process::{Permit, Record, Value as Field};
use crate::store::name;
use crate::text::Diagnostic;
use crate::text::code::pay::{CHANGED_SINCE, NOT_SETTLED};

use super::assign::path;
use super::context::Context;
use super::desk::{Desk, Pen, fail, seen};
use super::exit::Failure;
use super::exports;
use super::letterhead::{Letterhead, engine, head};
use super::payroll::Files;
use super::settle::{Basis, incentives};

/// A settlement, to be written.
pub struct Sheets<'s> {
    /// The plan.
    pub desk: &'s Desk,
    /// What it was reckoned from.
    pub basis: &'s Basis,
    /// What came out.
    pub settlement: &'s Settlement<'s>,
    /// Whose results stand where.
    pub seating: &'s Seating<'s>,
}

/// How many statements are being rendered at a time.
const AHEAD: usize = 4;

/// Plan files that pay comes from, as the record cites them.
const SEEN: [&str; 9] = [
    "incent.toml",
    "incentives.toml",
    "metrics.toml",
    "resources.toml",
    "roster.csv",
    "rules.toml",
    "sources.toml",
    "targets.csv",
    "targets.toml",
];

impl Sheets<'_> {
    /// Puts everything into the pen.
    pub fn write(
        &self,
        permit: &Permit,
        pen: &mut Pen,
        context: &mut Context,
    ) -> Result<Files, Failure> {
        let files = Files::of(self.desk, self.settlement, context);
        let period = &self.basis.period.id;
        let lang = context.lang();
        let mut record = self.record(pen)?;
        for (extension, text) in [("csv", &files.csv), ("json", &files.json)] {
            let place = name::private_table(period, catalogue::SETTLEMENT.id, extension);
            let place = path(place, context)?;
            let digest = FileDigest::from(Digest::of(text.as_bytes()));
            record.made.insert(place.as_str().to_owned(), digest);
            pen.changes.put(permit, place, text.as_str());
        }
        let date = pen.day_of(&self.desk.log, &record);
        let engine = engine(self.desk, context)?;
        let sheet = self.sheet(&engine, date, context)?;
        let place = name::private_document(period, catalogue::SETTLEMENT.id, lang, "md");
        pen.changes.put(permit, path(place, context)?, sheet);
        self.statements(&engine, date, (permit, pen), context)?;
        self.remove_others(permit, pen, context)?;
        context.timings.part("documents");
        let recorded = pen.changes.record(permit, &self.desk.log, &record);
        recorded.map_err(|failure| fail(context, failure))?;
        Ok(files)
    }

    /// Each one's statement; the next ones are filled while some are rendered.
    fn statements(
        &self,
        engine: &Engine,
        date: Day,
        (permit, pen): (&Permit, &mut Pen),
        context: &mut Context,
    ) -> Result<(), Failure> {
        let (period, lang) = (&self.basis.period.id, context.lang());
        let mut begun = VecDeque::with_capacity(AHEAD);
        let mut statements = self.settlement.statements.iter();
        loop {
            let next = statements.next();
            if let Some(statement) = next {
                let id = self.id(statement);
                let place =
                    name::personal_document(period, catalogue::STATEMENT.id, id, lang, "md");
                let place = path(place, context)?;
                begun.push_back((place, self.begin(engine, statement, date, context)?));
            }
            if next.is_none() || begun.len() == AHEAD {
                let Some((place, page)) = begun.pop_front() else { return Ok(()) };
                let text = page.finish(&mut context.sink).ok_or(Failure::Told)?;
                pen.changes.put(permit, place, text);
            }
        }
    }

    /// The day on which the period was settled. What was settled keeps its documents: where it would
    /// come to something else now, nothing may be written in their place.
    pub fn day(&self, is_written: bool, context: &mut Context) -> Result<Day, Failure> {
        let like = self.fields(Record::new(&SETTLED, context.around.now, ""));
        let Some(latest) = self.desk.log.latest_like(&like) else {
            let told = Diagnostic::new(&NOT_SETTLED).arg("period", &self.basis.period.id);
            context.sink.push(told);
            return Err(Failure::Told);
        };
        let record = &latest.record;
        let files = Files::of(self.desk, self.settlement, context);
        let place = name::private_table(&self.basis.period.id, catalogue::SETTLEMENT.id, "csv");
        let place = path(place, context)?;
        let digest = FileDigest::from(Digest::of(files.csv.as_bytes()));
        if is_written && record.made.get(place.as_str()).is_some_and(|made| *made != digest) {
            let total = |record: &Record| match record.fields.get("total") {
                Some(Field::Text(total)) => total.clone(),
                _ => String::new(),
            };
            let told = Diagnostic::new(&CHANGED_SINCE).arg("period", &self.basis.period.id);
            let told = told.arg("day", record.at.day()).arg("then", total(record));
            context.sink.push(told.arg("now", total(&like)));
            return Err(Failure::Refused);
        }
        Ok(record.at.day())
    }

    fn id(&self, statement: &Statement<'_>) -> &str {
        &self.desk.plan.roster.people[statement.person].id
    }

    fn record(&self, pen: &mut Pen) -> Result<Record, Failure> {
        let mut record = pen.record(&SETTLED);
        record.sees.extend(seen(&self.desk.loaded, &SEEN));
        record.sees.extend(exports::remember(self.desk, &self.basis.answer, pen)?);
        Ok(self.fields(record))
    }

    fn fields(&self, mut record: Record) -> Record {
        let currency = self.desk.plan.head.currency;
        let people = u32::try_from(self.settlement.statements.len()).unwrap_or(u32::MAX);
        let fields = [
            ("period", Field::Text(self.basis.period.id.clone())),
            ("total", Field::Text(machine(&self.settlement.total(), Unit::Money(currency)))),
            ("currency", Field::Text(currency.code().to_owned())),
            ("people", Field::Whole(people)),
        ];
        record.fields.extend(fields.map(|(key, value)| (key.to_owned(), value)));
        record
    }

    /// A statement of somebody who gets none any more would be taken for one that holds.
    fn remove_others(
        &self,
        permit: &Permit,
        pen: &mut Pen,
        context: &mut Context,
    ) -> Result<(), Failure> {
        let folder = format!("private/{}", self.basis.period.id);
        let names = self.desk.folder.files(&folder).map_err(|failure| fail(context, failure))?;
        let people: BTreeSet<&str> =
            self.settlement.statements.iter().map(|statement| self.id(statement)).collect();
        let period = &self.basis.period.id;
        for (id, lang) in names.iter().filter_map(|name| person_of(name)) {
            if !people.contains(id) {
                let place =
                    name::personal_document(period, catalogue::STATEMENT.id, id, lang, "md");
                pen.changes.remove(permit, path(place, context)?);
            }
        }
        Ok(())
    }

    fn settled<'a>(&'a self, context: &'a mut Context) -> Result<Settled<'a>, Failure> {
        let incentives = incentives(self.desk, context)?;
        Ok(Settled {
            plan: &self.desk.plan,
            incentives,
            sources: &context.sources,
            known: self.basis.known(self.desk),
            seating: self.seating,
            settlement: self.settlement,
        })
    }

    fn letterhead<'a>(
        &'a self,
        document: &'a catalogue::Document,
        number: String,
        date: Day,
    ) -> Letterhead<'a> {
        let period = &self.basis.period;
        Letterhead {
            document,
            number,
            period: (period.start, period.end),
            date,
            cut_off: Some(date),
            sources: &self.basis.answer.sources,
        }
    }

    /// 《激励核算表》.
    pub fn sheet(
        &self,
        engine: &Engine,
        date: Day,
        context: &mut Context,
    ) -> Result<String, Failure> {
        let lang = context.lang();
        let document = &catalogue::SETTLEMENT;
        let number = format!("{}/{}", self.basis.period.id, document.id);
        let head = head(self.desk, &self.letterhead(document, number, date), lang);
        let page = SheetPage::fill(head, &self.settled(context)?, lang);
        engine.render(document, &page, &mut context.sink).ok_or(Failure::Told)
    }

    /// 《个人激励核算单》 of somebody.
    pub fn statement(
        &self,
        engine: &Engine,
        statement: &Statement<'_>,
        date: Day,
        context: &mut Context,
    ) -> Result<String, Failure> {
        let page = self.begin(engine, statement, date, context)?;
        page.finish(&mut context.sink).ok_or(Failure::Told)
    }

    fn begin<'e>(
        &self,
        engine: &'e Engine,
        statement: &Statement<'_>,
        date: Day,
        context: &mut Context,
    ) -> Result<Rendering<'e>, Failure> {
        let lang = context.lang();
        let document = &catalogue::STATEMENT;
        let number = format!("{}/{}/{}", self.basis.period.id, document.id, self.id(statement));
        let head = head(self.desk, &self.letterhead(document, number, date), lang);
        let page = StatementPage::fill(head, &self.settled(context)?, statement, lang);
        Ok(engine.begin(document, &page))
    }
}

/// The person and the language of a file name that is a statement's.
fn person_of(name: &str) -> Option<(&str, Lang)> {
    let rest = name.strip_prefix(catalogue::STATEMENT.id)?.strip_prefix('.')?;
    let (person, lang) = rest.strip_suffix(".md")?.split_once('.')?;
    let lang = Lang::ALL.iter().find(|(code, _)| *code == lang)?.1;
    Some((person, lang))
}
