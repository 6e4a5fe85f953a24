//! How long the parts of a run took, for `--timings`. Measures; never decides.

use std::time::{Duration, Instant};

/// A stopwatch with named laps.
#[derive(Debug)]
pub struct Timings {
    started: Instant,
    lap: Instant,
    parts: Vec<(&'static str, Duration)>,
}

impl Timings {
    /// Starts now.
    pub fn start() -> Timings {
        let now = Instant::now();
        Timings { started: now, lap: now, parts: Vec::new() }
    }

    /// Ends a part: the time since the last part ended was spent on `part`.
    pub fn part(&mut self, part: &'static str) {
        let now = Instant::now();
        self.parts.push((part, now - self.lap));
        self.lap = now;
    }

    /// A time within the part that ended last.
    pub fn within(&mut self, part: &'static str, time: Duration) {
        self.parts.push((part, time));
    }

    /// One line per part in milliseconds, and the whole.
    pub fn report(&self) -> String {
        let whole = ("total", self.started.elapsed());
        let line = |(part, time): &(&str, Duration)| {
            format!("{part:<12} {:>9}.{:03} ms\n", time.as_millis(), time.as_micros() % 1000)
        };
        self.parts.iter().chain(std::iter::once(&whole)).map(line).collect()
    }
}
