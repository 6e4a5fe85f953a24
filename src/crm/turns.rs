//! Workers take turns at reading, each works on its own block, and what they found is put together
//! as if one had found it.

use std::io;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, PoisonError};

use super::block::Block;
use super::decode::Encoding;
use super::fault::{Faults, Remark, ScanFault};
use super::feed::{Decision, Feed, Lease};
use super::worker::{Pass, Stop, StopWhy, Worker};

/// Who reads next.
pub(super) struct Turns<'a> {
    feed: Mutex<Feed<'a>>,
    stopped: AtomicBool,
}

impl<'a> Turns<'a> {
    /// Nobody has read yet.
    pub fn new(feed: Feed<'a>) -> Turns<'a> {
        Turns { feed: Mutex::new(feed), stopped: AtomicBool::new(false) }
    }

    /// Everybody has read.
    pub fn into_feed(self) -> Feed<'a> {
        self.feed.into_inner().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes one block after the other until there are no more, or one stops it all.
    pub fn work<P>(
        &self,
        pass: &Pass<'_>,
        first: Option<Lease>,
        start: impl Fn() -> P,
        visit: impl Fn(&mut P, &Block<'_>),
    ) -> io::Result<(P, Worker)> {
        let (mut part, mut worker) = (start(), Worker::default());
        let mut ready = first.is_some();
        let mut lease = first.unwrap_or_default();
        loop {
            if !std::mem::take(&mut ready) && !self.next(&mut lease)? {
                return Ok((part, worker));
            }
            worker.process(pass, &lease, |block| visit(&mut part, block));
            if worker.stop.is_some() {
                self.stopped.store(true, Ordering::Relaxed);
                return Ok((part, worker));
            }
        }
    }

    fn next(&self, lease: &mut Lease) -> io::Result<bool> {
        let mut feed = self.feed.lock().unwrap_or_else(PoisonError::into_inner);
        let next = if self.stopped.load(Ordering::Relaxed) { Ok(false) } else { feed.next(lease) };
        if next.is_err() {
            feed.stop();
        }
        next
    }
}

/// The findings of all workers as one.
pub(super) struct Ended {
    pub faults: Faults,
    pub stop: Option<Stop>,
    pub totals: Vec<Remark>,
    pub total_rows: u64,
    pub rows: u64,
    pub blank_rows: u64,
    pub last_line: u64,
    pub encoding: Encoding,
    pub is_marked: bool,
    pub bytes: u64,
    pub lines: u64,
}

impl Ended {
    /// As if one worker had done it all.
    pub fn of(workers: Vec<Worker>, feed: &Feed<'_>, end_line: u64) -> Ended {
        let mut ended = Ended {
            faults: Faults::default(),
            stop: None,
            totals: Vec::new(),
            total_rows: 0,
            rows: 0,
            blank_rows: 0,
            last_line: 0,
            encoding: match feed.decision {
                Decision::Settled(encoding) => encoding,
                Decision::Open | Decision::Assumed => Encoding::Utf8,
            },
            is_marked: feed.mark.is_some(),
            bytes: feed.read(),
            lines: end_line - 1,
        };
        let (mut faults, mut stops, mut not_utf8) = (Vec::new(), Vec::new(), None);
        for worker in workers {
            let found = worker.findings;
            ended.totals.extend(found.totals);
            ended.total_rows += found.total_rows;
            ended.rows += found.rows;
            ended.blank_rows += found.blank_rows;
            ended.last_line = ended.last_line.max(found.last_line);
            ended.lines += u64::from(worker.open_line);
            faults.push(found.faults);
            stops.extend(worker.stop);
            not_utf8 = not_utf8.or(worker.not_utf8);
        }
        ended.faults = Faults::merge(faults);
        ended.totals.sort_by_key(|remark| remark.line);
        ended.stop = stops.into_iter().min_by_key(|stop| stop.block);
        if let Some(Stop { why: StopWhy::Fault(ScanFault::Undecodable(tried)), .. }) =
            &mut ended.stop
        {
            tried.splice(0..0, not_utf8);
        }
        ended
    }
}
