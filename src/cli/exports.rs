//! Asking the exports: the one way in which commands read them, with progress on the terminal, what
//! was found told, and every file remembered, so that a commit can see that none has changed.

use std::num::NonZero;

use crate::crm::read::spent::Part;
use crate::crm::read::{Reader, Reading, read};
use crate::crm::report::SourceReport;
use crate::plan::fact::{Facts, Question};
use crate::store::Input;

use super::context::Context;
use super::desk::{Desk, Pen};
use super::exit::Failure;

/// Parts of the reading that are shown by themselves.
const PARTS: [(&str, Part); 3] =
    [("  digests", Part::Digests), ("  keys", Part::Keys), ("  distinct", Part::Distincts)];

/// What the exports answered, and what reading them found.
#[derive(Default)]
pub struct Answer {
    /// The figures.
    pub facts: Facts,
    /// Per source that was read.
    pub sources: Vec<SourceReport>,
}

/// Reads the sources that the question needs; nothing where it asks for nothing.
pub fn ask(desk: &Desk, question: &Question, context: &mut Context) -> Result<Answer, Failure> {
    if question.measures.is_empty() || question.windows.is_empty() {
        let facts = Facts { windows: question.windows.clone(), ..Facts::default() };
        return Ok(Answer { facts, sources: Vec::new() });
    }
    let reading = context.lang().pick("读取导出", "reading exports");
    let progress = context.screen.progress(reading);
    let threads = std::thread::available_parallelism().map_or(1, NonZero::get);
    let tell = |done: u64| progress.tell(done, 0);
    let how =
        Reader { folder: desk.folder.root(), threads, today: context.today, progress: Some(&tell) };
    let read = read(&desk.plan, question, &how, &mut context.sink);
    drop(progress);
    context.timings.part("exports");
    if let Some(Reading { spent, .. }) = &read {
        // Of all threads, and so at most as long on each.
        let threads = u32::try_from(threads).unwrap_or(1);
        for (name, part) in PARTS {
            context.timings.within(name, spent.time(part) / threads);
        }
    }
    match read {
        Some(Reading { facts, sources, .. }) if !context.sink.has_errors() => {
            Ok(Answer { facts, sources })
        }
        _ => Err(Failure::Told),
    }
}

/// Remembers the files of an answer: a record cites their digests, and a commit is refused when one
/// of them is no longer what was read.
pub fn remember(
    desk: &Desk,
    answer: &Answer,
    pen: &mut Pen,
) -> Result<Vec<(String, crate::base::FileDigest)>, Failure> {
    let mut cited = Vec::new();
    for file in answer.sources.iter().flat_map(|source| &source.files) {
        let path = desk.folder.root().join(&*file.name);
        if path.is_file() {
            pen.changes.saw([Input::export(&path)?]);
        }
        cited.push((file.name.to_string(), file.digest));
    }
    cited.sort_by(|a, b| a.0.cmp(&b.0));
    cited.dedup();
    Ok(cited)
}
