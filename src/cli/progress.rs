//! The line that tells how far long work is. It appears after one second, only where somebody
//! watches, and leaves nothing behind.

use std::io::Write;
use std::sync::Mutex;
use std::time::{Duration, Instant};

use unicode_width::UnicodeWidthStr;

use crate::text::escape;

/// Work shorter than this shows no line.
const PATIENCE: Duration = Duration::from_secs(1);
/// The line is drawn anew at most this often.
const PAUSE: Duration = Duration::from_millis(100);

/// Tells how far work is; may be told by several threads.
pub struct Progress {
    watched: Option<Mutex<Line>>,
}

struct Line {
    what: String,
    to: Box<dyn Write + Send>,
    next: Instant,
    drawn: usize,
}

impl Progress {
    /// Nobody watches.
    pub fn unwatched() -> Progress {
        Progress { watched: None }
    }

    /// Draws on `to`.
    pub fn watched(what: &str, to: Box<dyn Write + Send>) -> Progress {
        let what = escape(what).into_owned();
        let line = Line { what, to, next: Instant::now() + PATIENCE, drawn: 0 };
        Progress { watched: Some(Mutex::new(line)) }
    }

    /// `done` of `total` (bytes, rows); a total of 0 is not known. Cheap enough to call per block,
    /// not per row.
    pub fn tell(&self, done: u64, total: u64) {
        let Some(line) = &self.watched else { return };
        // Who finds the line in use has nothing newer to say.
        let Ok(mut line) = line.try_lock() else { return };
        if Instant::now() >= line.next {
            line.draw(done, total);
        }
    }
}

impl Line {
    fn draw(&mut self, done: u64, total: u64) {
        let share = done.saturating_mul(100).checked_div(total);
        let text = match share {
            Some(share) => format!("{} {}%", self.what, share.min(100)),
            None => format!("{} {done}", self.what),
        };
        let width = text.width();
        let rest = " ".repeat(self.drawn.saturating_sub(width));
        self.drawn = width;
        self.next = Instant::now() + PAUSE;
        // A progress line that can't be written is not worth an error.
        let _ = write!(self.to, "\r{text}{rest}").and_then(|()| self.to.flush());
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        let Some(line) = self.watched.take() else { return };
        let Ok(mut line) = line.into_inner() else { return };
        if line.drawn > 0 {
            let blank = " ".repeat(line.drawn);
            let _ = write!(line.to, "\r{blank}\r").and_then(|()| line.to.flush());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::screen::tests::Paper;

    #[test]
    fn short_work_leaves_no_trace() {
        let paper = Paper::default();
        let progress = Progress::watched("reading", Box::new(paper.clone()));
        progress.tell(1, 2);
        drop(progress);
        assert_eq!(paper.text(), "");
    }

    #[test]
    fn long_work_is_told_and_wiped_away() {
        let paper = Paper::default();
        let progress = Progress::watched("读取", Box::new(paper.clone()));
        progress.watched.as_ref().unwrap().lock().unwrap().next = Instant::now();
        progress.tell(1, 3);
        drop(progress);
        assert_eq!(paper.text(), "\r读取 33%\r        \r");
    }
}
