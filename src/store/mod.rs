//! The plan folder on disk: layout, load, changes (all or nothing), lock, digests, git facts.

pub mod changes;
pub mod commit;
pub mod decode;
mod diff;
mod disk;
pub mod export;
pub mod failure;
#[cfg(test)]
mod fake;
pub mod folder;
pub mod git;
pub mod input;
mod journal;
pub mod layout;
pub mod load;
pub mod lock;
pub mod name;
pub mod outline;
mod version;
mod view;

pub use changes::Changes;
pub use commit::{Recovered, Written, commit};
pub use failure::Failure;
pub use folder::Folder;
pub use input::Input;
pub use load::Loaded;
pub use lock::{Holder, Lock};
pub use name::{PlanFile, PlanPath};
pub use outline::{Fate, Preview};
