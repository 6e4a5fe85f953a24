//! The head that every document gets, from the plan on the desk and the files that were read; and
//! the way a page becomes a file.

use crate::base::{Day, Lang};
use crate::crm::report::SourceReport;
use crate::document::catalogue::Document;
use crate::document::{Engine, Head, head};

use super::context::Context;
use super::desk::Desk;
use super::exit::Failure;

/// What a document's head needs besides the plan.
pub struct Letterhead<'a> {
    /// The document.
    pub document: &'a Document,
    /// Its number: folder and id.
    pub number: String,
    /// The days that it is about.
    pub period: (Day, Day),
    /// The day of writing.
    pub date: Day,
    /// Up to when the data reach.
    pub cut_off: Option<Day>,
    /// What was read.
    pub sources: &'a [SourceReport],
}

/// The head, as finished words.
pub fn head(desk: &Desk, of: &Letterhead<'_>, lang: Lang) -> Head {
    let plan = &desk.plan.head;
    let role = plan.roles.iter().find(|role| role.id.value == "data-ops");
    let author = role.map_or_else(String::new, |role| role.name.value.clone());
    let files = of.sources.iter().flat_map(|source| &source.files);
    let sources = files.map(|file| head::SourceFile {
        file: file.name.to_string(),
        rows: file.summary.rows.to_string(),
        digest: file.digest.short(),
    });
    let (start, end) = of.period;
    Head {
        number: of.number.clone(),
        plan_title: plan.title.value.clone(),
        plan_id: plan.id.value.clone(),
        digest: desk.loaded.version().short(),
        period: match lang {
            Lang::Zh => format!("{start} 至 {end}"),
            Lang::En => format!("{start} to {end}"),
        },
        author,
        date: of.date.to_string(),
        cut_off: of.cut_off.map_or_else(|| "—".to_owned(), |day| day.to_string()),
        class: lang.pick("内部", "internal").to_owned(),
        audience: of.document.audience.words(lang).to_owned(),
        duties_enforced: false,
        overrides: Vec::new(),
        sources: sources.collect(),
    }
}

/// The user's templates and the built-in ones.
pub fn engine(desk: &Desk, context: &mut Context) -> Result<Engine, Failure> {
    let overrides = desk.overrides(context);
    Engine::new(context.lang(), &overrides, &mut context.sink).ok_or(Failure::Told)
}

/// Renders a page through the user's templates and the built-in ones.
pub fn render(
    desk: &Desk,
    document: &Document,
    page: &impl serde::Serialize,
    context: &mut Context,
) -> Result<String, Failure> {
    engine(desk, context)?.render(document, page, &mut context.sink).ok_or(Failure::Told)
}
