//! Where the time of the workers goes, for `--timings`. Measures; never decides.

use std::sync::atomic::{AtomicU64, Ordering::Relaxed};
use std::time::{Duration, Instant};

/// A part of the reading that is measured by itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Part {
    /// Digests of the files.
    Digests,
    /// The search for rows that stand twice.
    Keys,
    /// Distinct counts.
    Distincts,
}

/// The time that all workers together spent on each part.
#[derive(Debug, Default)]
pub struct Spent([AtomicU64; 3]);

impl Spent {
    /// Does some work and measures it.
    pub(super) fn on<T>(&self, part: Part, work: impl FnOnce() -> T) -> T {
        let begin = Instant::now();
        let done = work();
        let nanos = u64::try_from(begin.elapsed().as_nanos()).unwrap_or(u64::MAX);
        self.0[part as usize].fetch_add(nanos, Relaxed);
        done
    }

    /// The time spent on a part, of all workers.
    pub fn time(&self, part: Part) -> Duration {
        Duration::from_nanos(self.0[part as usize].load(Relaxed))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_part_has_a_time_of_its_own() {
        let spent = Spent::default();
        let wait = || std::thread::sleep(Duration::from_millis(2));
        spent.on(Part::Keys, wait);
        spent.on(Part::Keys, wait);
        assert!(spent.time(Part::Keys) >= Duration::from_millis(4));
        assert_eq!(spent.time(Part::Digests), Duration::ZERO);
    }
}
