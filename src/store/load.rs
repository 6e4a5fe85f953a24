//! Loading a plan folder: its TOML and CSV files, records and templates as text, all of one moment,
//! with the digest of each. What they mean is read elsewhere.

use std::collections::{BTreeMap, BTreeSet};

use super::decode::decode;
use super::failure::Failure;
use super::folder::{Folder, about};
use super::input::Input;
use super::layout::{self, Part, Row};
use super::version::version;
use super::view::{Entry, View};
use crate::base::Digest;
use crate::process::{Filed, Log, Present};
use crate::text::code::store as code;
use crate::text::fields::nearest;
use crate::text::{Sink, Source, SourceId, Sources};

/// How often a reading is begun anew because something moved.
const ATTEMPTS: usize = 8;
/// How deep folders of templates are followed.
const DEEPEST: usize = 4;

/// A plan folder as it was at one moment.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// Names with `/` → digest, for every plan file and template there is.
    digests: BTreeMap<String, Digest>,
    texts: BTreeMap<String, SourceId>,
    records: Vec<String>,
    broken: BTreeSet<String>,
    version: Digest,
}

impl Folder {
    /// Loads the plan's files into `sources`. Files that can't be read as text are told and left
    /// out; an error of the machine ends the loading.
    pub fn load(&self, sources: &mut Sources, sink: &mut Sink) -> Result<Loaded, Failure> {
        let mut moved = String::new();
        for _ in 0..ATTEMPTS {
            let mut told = Sink::default();
            let view = View::begin(self)?;
            let gathered = Gathered::gather(&view, &mut told)?;
            match view.moved()? {
                None => {
                    sink.absorb(told);
                    return Ok(gathered.into_text(sources, sink));
                }
                Some(name) => moved = name,
            }
        }
        let told = about(&code::UNSTABLE, &moved).arg("file", moved.as_str());
        Err(Failure::Busy(told))
    }

    /// The names of the files in a folder of the plan, in order; none where it isn't there.
    pub fn files(&self, folder: &str) -> Result<Vec<String>, Failure> {
        let view = View::begin(self)?;
        let entries = view.list(folder)?.into_iter();
        let names = entries.filter_map(|entry| match entry {
            Entry::Name(name) => Some(name),
            Entry::Bad(_) => None,
        });
        Ok(names.collect())
    }

    /// One more file of the folder as text, such as a CSV that the plan names; `None` when it isn't
    /// there or can't be read as text, which has been told then (its absence has not).
    pub fn load_text(
        &self,
        name: &str,
        sources: &mut Sources,
        sink: &mut Sink,
    ) -> Result<Option<(SourceId, Digest)>, Failure> {
        let limit = layout::plan_files().next().map_or(0, |row| row.limit);
        let view = View::begin(self)?;
        let mut bytes = BTreeMap::new();
        let mut broken = BTreeSet::new();
        gather_one(&view, name, limit, &mut bytes, &mut broken, sink)?;
        Ok(bytes.pop_first().and_then(|(name, bytes)| {
            let digest = Digest::of(&bytes);
            let text = decode(&name, &bytes, sink)?;
            Some((sources.add(Source::new(name, text)), digest))
        }))
    }
}

impl Loaded {
    /// The text of a plan file (`targets.toml`) or template (`templates/zh-CN/progress.md`).
    pub fn text(&self, name: &str) -> Option<SourceId> {
        self.texts.get(name).copied()
    }

    /// Whether the file is there but could not be read as text, which has been told.
    pub fn is_broken(&self, name: &str) -> bool {
        self.broken.contains(name)
    }

    /// The digest of a plan file or template.
    pub fn digest(&self, name: &str) -> Option<Digest> {
        self.digests.get(name).copied()
    }

    /// The templates: names below `templates/` with their texts.
    pub fn templates(&self) -> impl Iterator<Item = (&str, SourceId)> {
        self.texts.iter().filter_map(|(name, id)| Some((name.strip_prefix("templates/")?, *id)))
    }

    /// The digest of the plan as a whole: what people wrote, templates included, wherever it lies.
    /// `targets.csv` follows from it and is left out, so that the document that is written together
    /// with it and those that come after carry the same version.
    pub fn version(&self) -> Digest {
        self.version
    }

    /// The records, ordered and with corrections followed; what is wrong with them is told.
    pub fn log(&self, sources: &Sources, sink: &mut Sink) -> Log {
        let records = self.records.iter().filter_map(|name| {
            let stem = name.strip_prefix("records/")?.strip_suffix(".toml")?;
            Filed::read(stem, sources, self.text(name)?, sink)
        });
        let records = records.collect();
        Log::new(records, sink)
    }

    /// What lies in the folder now, to be compared with records.
    pub fn present(&self) -> Present {
        let mut present = Present::default();
        for row in layout::plan_files().filter(|row| !self.broken.contains(row.pattern)) {
            present.tell(row.pattern, self.digest(row.pattern).map(Into::into));
        }
        for (name, digest) in &self.digests {
            present.tell(name.as_str(), Some((*digest).into()));
        }
        present
    }

    /// Everything that was read, to be compared once more before anything is written.
    pub fn inputs(&self) -> Vec<Input> {
        let absent = layout::plan_files().filter(|row| !self.broken.contains(row.pattern));
        let absent = absent.filter(|row| !self.digests.contains_key(row.pattern));
        let absent = absent.map(|row| Input::file(row.pattern, None));
        let there = self.digests.iter().map(|(name, digest)| Input::file(name, Some(*digest)));
        absent.chain(there).collect()
    }
}

/// The bytes of one moment.
#[derive(Default)]
struct Gathered {
    plan: BTreeMap<String, Vec<u8>>,
    records: BTreeMap<String, Vec<u8>>,
    broken: BTreeSet<String>,
}

impl Gathered {
    fn gather(view: &View<'_>, sink: &mut Sink) -> Result<Gathered, Failure> {
        let mut all = Gathered::default();
        for row in layout::plan_files() {
            gather_one(view, row.pattern, row.limit, &mut all.plan, &mut all.broken, sink)?;
        }
        tell_strays(view, sink)?;
        for row in &layout::ROWS {
            let folder = row.pattern.split('/').next().unwrap_or("");
            match row.part {
                Part::Record => all.gather_records(view, row, folder, sink)?,
                Part::Template => all.gather_templates(view, row, folder, sink)?,
                Part::Plan | Part::Other => {}
            }
        }
        Ok(all)
    }

    fn gather_records(
        &mut self,
        view: &View<'_>,
        row: &Row,
        folder: &str,
        sink: &mut Sink,
    ) -> Result<(), Failure> {
        for name in names(view, folder, sink)? {
            if name.ends_with(".toml") {
                let path = format!("{folder}/{name}");
                gather_one(view, &path, row.limit, &mut self.records, &mut self.broken, sink)?;
            }
        }
        Ok(())
    }

    fn gather_templates(
        &mut self,
        view: &View<'_>,
        row: &Row,
        folder: &str,
        sink: &mut Sink,
    ) -> Result<(), Failure> {
        for name in names(view, folder, sink)? {
            let path = format!("{folder}/{name}");
            if !view.has_folder(&path)? {
                gather_one(view, &path, row.limit, &mut self.plan, &mut self.broken, sink)?;
            } else if path.matches('/').count() < DEEPEST {
                self.gather_templates(view, row, &path, sink)?;
            }
        }
        Ok(())
    }

    fn into_text(self, sources: &mut Sources, sink: &mut Sink) -> Loaded {
        let digests: BTreeMap<String, Digest> =
            self.plan.iter().map(|(name, bytes)| (name.clone(), Digest::of(bytes))).collect();
        let written = digests.iter().filter(|(name, _)| *name != "targets.csv");
        let version = version(&written.map(|(name, digest)| (name.clone(), *digest)).collect());
        let mut loaded = Loaded {
            digests,
            version,
            texts: BTreeMap::new(),
            records: self.records.keys().cloned().collect(),
            broken: self.broken,
        };
        for (name, bytes) in self.plan.into_iter().chain(self.records) {
            match decode(&name, &bytes, sink) {
                Some(text) => {
                    let id = sources.add(Source::new(name.as_str(), text));
                    loaded.texts.insert(name, id);
                }
                None => {
                    loaded.broken.insert(name);
                }
            }
        }
        loaded
    }
}

/// Reads one file; tells what is wrong with it unless the machine failed.
fn gather_one(
    view: &View<'_>,
    name: &str,
    limit: u64,
    into: &mut BTreeMap<String, Vec<u8>>,
    broken: &mut BTreeSet<String>,
    sink: &mut Sink,
) -> Result<(), Failure> {
    match view.read(name, limit) {
        Ok(None) => {}
        Ok(Some(bytes)) => {
            into.insert(name.to_owned(), bytes);
        }
        Err(Failure::Wrong(told)) => {
            broken.insert(name.to_owned());
            sink.push(told);
        }
        Err(failure) => return Err(failure),
    }
    Ok(())
}

/// The usable names in a folder; hidden ones are nobody's, unusable ones are told.
fn names(view: &View<'_>, folder: &str, sink: &mut Sink) -> Result<Vec<String>, Failure> {
    let entries = match view.list(folder) {
        Err(Failure::Wrong(told)) => {
            sink.push(told);
            Vec::new()
        }
        other => other?,
    };
    let names = entries.into_iter().filter_map(|entry| match entry {
        Entry::Name(name) => (!name.starts_with('.')).then_some(name),
        Entry::Bad(name) => about(&code::BAD_FILE_NAME, folder).arg("name", name).tell(sink),
    });
    Ok(names.collect())
}

/// Tells of TOML files at the top that no part of a plan has as its name.
fn tell_strays(view: &View<'_>, sink: &mut Sink) -> Result<(), Failure> {
    let known: Vec<&str> = layout::plan_files().map(|row| row.pattern).collect();
    let toml: Vec<&str> = known.iter().copied().filter(|name| name.ends_with(".toml")).collect();
    for entry in view.list("")? {
        let Entry::Name(name) = entry else { continue };
        let stray = name.ends_with(".toml") && !name.starts_with('.');
        if stray && !known.contains(&name.as_str()) {
            let near = nearest(&name, &toml).map_or(toml.join(" / "), str::to_owned);
            let told = about(&code::UNKNOWN_FILE, &name).arg("file", &name);
            sink.push(told.arg("nearest", near));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
