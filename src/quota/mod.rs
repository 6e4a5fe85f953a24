//! Targets and how far we are: cascade, attainment, pace, warnings. Pure arithmetic over a plan and
//! facts; knows no export, no disk and no clock.

pub mod actual;
pub mod assignment;
pub mod attainment;
pub mod cascade;
#[cfg(test)]
mod cascade_tests;
mod judge;
mod lock;
pub mod pace;
pub mod progress;
#[cfg(test)]
mod progress_tests;
pub mod question;
mod relation;
mod review;
#[cfg(test)]
mod sample;
mod season;
pub mod setting;
mod settle;
mod share;
pub mod sheet;
pub mod snapshot;
mod split;
mod stint;
#[cfg(test)]
mod transfer_tests;
mod typed;
mod walk;

pub use actual::{Actuals, Horizon, Rows};
pub use assignment::{Assignment, How, LevelTotal, MetricTree, Overridden, Target};
pub use attainment::Attainment;
pub use cascade::cascade;
pub use judge::thresholds;
pub use pace::{Clock, Days, NoTime, TimeProgress};
pub use progress::{Outside, Progress, Row, Tracker};
pub use relation::history;
pub use setting::{Branch, Frame, Setting};
pub use snapshot::{RowKey, Seen, Snapshot};
