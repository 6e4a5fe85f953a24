//! Pages from results: every figure of `quota` as finished words in the language of the document,
//! laid out as its page wants it. Sorts, groups and phrases; what is computed anew is computed to
//! check a result, never to make one.

mod at_risk;
mod calendar;
mod check;
mod contest;
mod handover;
pub mod naming;
mod outline;
mod owner;
mod progress;
mod ranking;
mod ratio;
pub mod settled;
mod settlement;
mod standing;
mod statement;
mod target_breakdown;
#[cfg(test)]
mod tests;
mod words;
pub mod working;
