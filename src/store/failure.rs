//! How the plan folder can fail a command, and the exit code that follows.

use std::io;
use std::path::Path;

use crate::process::Refusal;
use crate::text::code::store as code;
use crate::text::{Code, Diagnostic, Place};

/// Why a command can't read or write the plan folder. Nothing was changed, unless the diagnostic
/// says that the writing is saved and will be finished.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The plan folder or a name is wrong: exit 1.
    Wrong(Diagnostic),
    /// The machine failed us: exit 4.
    Machine(Diagnostic),
    /// Another run is in the way: exit 5.
    Busy(Diagnostic),
    /// A control refuses: exit 6.
    Refused(Refusal),
}

impl Failure {
    /// The exit code.
    pub fn exit_code(&self) -> u8 {
        match self {
            Failure::Wrong(_) => 1,
            Failure::Machine(_) => 4,
            Failure::Busy(_) => 5,
            Failure::Refused(_) => 6,
        }
    }

    /// What to tell.
    pub fn diagnostics(&self) -> &[Diagnostic] {
        match self {
            Failure::Wrong(told) | Failure::Machine(told) | Failure::Busy(told) => {
                std::slice::from_ref(told)
            }
            Failure::Refused(refusal) => &refusal.reasons,
        }
    }

    /// A refusal for one reason.
    pub(super) fn refused(reason: Diagnostic) -> Failure {
        Failure::Refused(Refusal { reasons: vec![reason] })
    }

    /// The operating system refused to read.
    pub(super) fn unreadable(path: &Path, error: &io::Error) -> Failure {
        let told = Diagnostic::new(&code::UNREADABLE).because(error);
        Failure::Machine(told.place(Place::File(shown(path))))
    }

    /// The operating system refused an operation of a writing.
    pub(super) fn unwritten(row: &'static Code, path: &Path, error: &io::Error) -> Failure {
        let told = Diagnostic::new(row).arg("path", shown(path)).because(error);
        Failure::Machine(told)
    }
}

impl From<Refusal> for Failure {
    fn from(refusal: Refusal) -> Failure {
        Failure::Refused(refusal)
    }
}

/// A path as messages show it: what is no UTF-8 is escaped, and nothing can move the cursor.
pub fn shown(path: &Path) -> String {
    match path.to_str() {
        Some(text) if !text.chars().any(char::is_control) => text.to_owned(),
        _ => format!("{path:?}"),
    }
}
