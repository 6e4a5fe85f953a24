//! The process: the one table of stages and steps, records, standing, permits. Pure: what lies in
//! the plan folder is handed in as records and digests.

pub mod permit;
pub mod record;
pub mod role;
pub mod standing;
pub mod step;

pub use permit::{Action, Permit, Refusal};
pub use record::{Filed, Kind, Log, Record, Value};
pub use role::Role;
pub use standing::{Changed, Evidence, Present, Standing, State, StepStanding};
pub use step::{Both, Document, Need, Stage, Step, StepId};
