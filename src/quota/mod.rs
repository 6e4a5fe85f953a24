//! Targets and how far we are: cascade, attainment, pace, warnings. Pure arithmetic over a plan and
//! facts; knows no export, no disk and no clock.

pub mod actual;
pub mod assignment;
pub mod cascade;
#[cfg(test)]
mod cascade_tests;
mod relation;
mod review;
#[cfg(test)]
mod sample;
mod season;
pub mod setting;
mod share;
mod split;
mod typed;

pub use actual::{Actuals, Horizon};
pub use assignment::{Assignment, How, LevelTotal, MetricTree, Overridden, Target};
pub use cascade::cascade;
pub use relation::history;
pub use setting::{Branch, Frame, Setting};
