//! What a command is about to write: a set of files, gathered first and committed all together by
//! `commit`. Nothing here touches the disk.

use std::collections::BTreeMap;

use super::failure::Failure;
use super::input::Input;
use super::name::{self, PlanFile, PlanPath};
use crate::process::{Log, Permit, Record};
use crate::text::Diagnostic;
use crate::text::code::store as code;

/// What is to happen to one file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) enum Change {
    /// Its content shall be this.
    Write(Vec<u8>),
    /// It shall be made with this content, and must not be there yet.
    Create(Vec<u8>),
    /// It shall be gone.
    Remove,
}

/// All that a command writes, and what it was computed from.
#[derive(Clone, Default, Debug)]
pub struct Changes {
    pub(super) files: BTreeMap<PlanPath, Change>,
    pub(super) inputs: Vec<Input>,
}

impl Changes {
    /// Nothing yet.
    pub fn new() -> Changes {
        Changes::default()
    }

    /// A plan file that must not be there yet.
    pub fn create(&mut self, file: &PlanFile, bytes: impl Into<Vec<u8>>) {
        self.files.insert(file.path().clone(), Change::Create(bytes.into()));
    }

    /// A plan file, replaced if it is there.
    pub fn write(&mut self, file: &PlanFile, bytes: impl Into<Vec<u8>>) {
        self.files.insert(file.path().clone(), Change::Write(bytes.into()));
    }

    /// A result or document of the step that is permitted, replaced if it is there.
    pub fn put(&mut self, _: &Permit, path: PlanPath, bytes: impl Into<Vec<u8>>) {
        self.files.insert(path, Change::Write(bytes.into()));
    }

    /// A result or document of the step that is permitted shall be gone.
    pub fn remove(&mut self, _: &Permit, path: PlanPath) {
        self.files.insert(path, Change::Remove);
    }

    /// A record of the step that is permitted. `Ok(None)`: the latest like it says the same
    /// already, so there is nothing to record.
    pub fn record(
        &mut self,
        permit: &Permit,
        log: &Log,
        record: &Record,
    ) -> Result<Option<PlanPath>, Failure> {
        if record.kind.step != permit.step() {
            let told = Diagnostic::new(&code::OTHER_STEP).arg("kind", record.kind.id);
            let told = told.arg("right", record.kind.step).arg("step", permit.step());
            return Err(Failure::refused(told));
        }
        if log.latest_like(record).is_some_and(|latest| record.repeats(&latest.record)) {
            return Ok(None);
        }
        let stem = record.file_stem(log.next_sequence(record.at.day()));
        let path = name::record(&stem).map_err(Failure::Wrong)?;
        self.files.insert(path.clone(), Change::Create(record.to_toml().into_bytes()));
        Ok(Some(path))
    }

    /// Something was read; if it changes before the commit, the commit is refused.
    pub fn saw(&mut self, inputs: impl IntoIterator<Item = Input>) {
        self.inputs.extend(inputs);
    }

    /// Whether there is nothing to write.
    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The files, in order.
    pub fn paths(&self) -> impl Iterator<Item = &PlanPath> {
        self.files.keys()
    }
}
