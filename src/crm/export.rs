//! One export from opening to the last row: the encoding is decided, the header found, blocks are
//! read in turns and handed to a visitor by several workers. Whatever their number, the same rows
//! come in the same blocks, and the same faults come out.

use std::io;
use std::sync::Arc;

use super::block::Block;
use super::decode::Encoding;
use super::fault::{Remark, ScanFault, Undecodable};
use super::feed::{Feed, Lease, OnChunk};
use super::footer::Labels;
use super::layout::{Delimiter, Header, Layout, Search};
use super::lines::Lines;
use super::source::Again;
use super::turns::{Ended, Turns};
use super::worker::{Pass, Stop, StopWhy};

pub use super::source::Source;

/// Below this size in bytes a file is not worth a second thread.
const SMALL: u64 = 1 << 20;
/// More threads than this only wait for their turn to read.
const MOST_THREADS: usize = 8;

/// How an export is to be read.
pub struct Options<'a> {
    /// Its encoding; none: to be found.
    pub encoding: Option<Encoding>,
    /// Its delimiter; none: to be found.
    pub delimiter: Option<Delimiter>,
    /// Whether a first line `sep=;` names the delimiter.
    pub sep_line: bool,
    /// How its columns are named.
    pub header: Header<'a>,
    /// Labels of rows that aren't data, besides the usual ones.
    pub labels: &'a [String],
    /// Gets the bytes of the file, to be digested.
    pub on_chunk: Option<OnChunk<'a>>,
    /// How many threads may work on it.
    pub threads: usize,
}

/// Why an export couldn't be read at all.
#[derive(Debug)]
pub enum Refused {
    /// The machine failed.
    Io(io::Error),
    /// It is no table that is known.
    Faults(Vec<ScanFault>),
}

impl std::convert::From<io::Error> for Refused {
    fn from(error: io::Error) -> Self {
        Refused::Io(error)
    }
}

/// An export of which the header is known.
pub struct Export<'a> {
    name: Arc<str>,
    options: Options<'a>,
    /// The file once more, should it have to be read again.
    again: Option<Again>,
    feed: Feed<'a>,
    head: Lease,
    layout: Layout,
}

/// What was found in an export, and what the visitor made of it.
#[derive(Debug)]
pub struct Scanned<P> {
    /// What each worker's visitor made; complete only if there are no faults.
    pub parts: Vec<P>,
    /// The file.
    pub summary: Summary,
    /// What is wrong, in the order of the file; at most [`super::fault::KEPT_FAULTS`].
    pub faults: Vec<ScanFault>,
    /// How many faults there are, with those not kept.
    pub fault_count: u64,
}

/// Facts about a file that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Summary {
    /// The file as shown to people.
    pub file: Arc<str>,
    /// Its encoding.
    pub encoding: Encoding,
    /// Whether it has a byte order mark.
    pub is_marked: bool,
    /// Delimiter, header, titles.
    pub layout: Layout,
    /// Rows that sum up or sign, in the order of the file (the first thousand).
    pub totals: Vec<Remark>,
    /// How many of them there are.
    pub total_rows: u64,
    /// Rows of data.
    pub rows: u64,
    /// Rows of delimiters only; they are left out.
    pub blank_rows: u64,
    /// Its size in bytes, as far as it was read.
    pub bytes: u64,
    /// Physical lines, as far as they were read.
    pub lines: u64,
}

impl<'a> Export<'a> {
    /// Opens it and finds encoding, delimiter and header. A stream is read from here on.
    pub fn open(source: Source, options: Options<'a>) -> Result<Export<'a>, Refused> {
        let (name, from, again) = source.start()?;
        let mut feed = Feed::new(from, options.encoding, options.on_chunk)?;
        let mut head = Lease::default();
        feed.next(&mut head)?;
        let is_open_to_gb18030 = head.assumed && options.encoding.is_none();
        let both = [Encoding::Utf8, Encoding::Gb18030];
        let encodings = if is_open_to_gb18030 { &both[..] } else { &[head.encoding] };
        let (encoding, layout) = search(&name, &options)
            .run(head.rows(), encodings)
            .map_err(|faults| Refused::Faults(with_ruled_out(faults, head.not_utf8(&name))))?;
        if encoding != head.encoding {
            feed.settle(encoding, &mut head);
        }
        Ok(Export { name, options, again, feed, head, layout })
    }

    /// Delimiter, header, titles.
    pub fn layout(&self) -> &Layout {
        &self.layout
    }

    /// Reads it to the end. Every worker makes a part by `start` and shows it and every block of
    /// its own to `visit`, blocks in the order of the file.
    pub fn scan<P: Send>(
        mut self,
        start: impl Fn() -> P + Sync,
        visit: impl Fn(&mut P, &Block<'_>) + Sync,
    ) -> Result<Scanned<P>, Refused> {
        let head = std::mem::take(&mut self.head);
        let feed = std::mem::replace(&mut self.feed, Feed::ended());
        let (parts, ended) = self.pass(feed, head, &start, &visit)?;
        let Some(Stop { why: StopWhy::NotUtf8(utf8), .. }) = ended.stop else {
            return Ok(self.finish(parts, ended)?);
        };
        // It was believed to be UTF-8 and isn't: once more as GB18030, if that can be.
        let Some((feed, head)) = self.reopened()? else {
            let fault = match self.again {
                Some(_) => ScanFault::Undecodable(vec![utf8]),
                None => ScanFault::EncodingUndecided(utf8),
            };
            return Err(Refused::Faults(vec![fault]));
        };
        let (parts, mut ended) = self.pass(feed, head, &start, &visit)?;
        if let Some(Stop { why: StopWhy::Fault(ScanFault::Undecodable(tried)), .. }) =
            &mut ended.stop
        {
            tried.insert(0, utf8);
        }
        Ok(self.finish(parts, ended)?)
    }

    /// The file from its beginning as GB18030; none if it can't be read again, or has not the same
    /// header then.
    fn reopened(&self) -> io::Result<Option<(Feed<'a>, Lease)>> {
        let Some(again) = &self.again else { return Ok(None) };
        let from = Box::new(again.restart()?);
        let mut feed = Feed::new(from, Some(Encoding::Gb18030), self.options.on_chunk)?;
        let mut head = Lease::default();
        feed.next(&mut head)?;
        let found = search(&self.name, &self.options).run(head.rows(), &[Encoding::Gb18030]);
        Ok(found.is_ok_and(|(_, layout)| layout == self.layout).then_some((feed, head)))
    }

    fn pass<P: Send>(
        &self,
        feed: Feed<'a>,
        head: Lease,
        start: &(impl Fn() -> P + Sync),
        visit: &(impl Fn(&mut P, &Block<'_>) + Sync),
    ) -> io::Result<(Vec<P>, Ended)> {
        let threads = self.threads(&head);
        let labels = Labels::new(self.options.labels);
        let turns = Turns::new(feed);
        let pass = Pass {
            name: &self.name,
            layout: &self.layout,
            labels: &labels,
            lines: Lines::new(),
            on_chunk: self.options.on_chunk,
        };
        let work = |lease: Option<Lease>| turns.work(&pass, lease, start, visit);
        let done = std::thread::scope(|scope| {
            let work = &work;
            let others: Vec<_> = (1..threads).map(|_| scope.spawn(move || work(None))).collect();
            let mut done = vec![work(Some(head))];
            for other in others {
                match other.join() {
                    Ok(result) => done.push(result),
                    Err(panic) => std::panic::resume_unwind(panic),
                }
            }
            done
        });
        let feed = turns.into_feed();
        let (mut parts, mut workers) = (Vec::new(), Vec::new());
        for result in done {
            let (part, worker) = result?;
            parts.push(part);
            workers.push(worker);
        }
        Ok((parts, Ended::of(workers, &feed, pass.lines.end())))
    }

    fn threads(&self, head: &Lease) -> usize {
        let is_small = head.last || self.again.as_ref().is_some_and(|file| file.size < SMALL);
        if is_small { 1 } else { self.options.threads.clamp(1, MOST_THREADS) }
    }

    fn finish<P>(self, parts: Vec<P>, ended: Ended) -> io::Result<Scanned<P>> {
        let Ended { mut faults, stop, mut totals, .. } = ended;
        let stopped = stop.is_some();
        if let Some(stop) = stop {
            // What comes after a place that can't be understood is no finding.
            if let StopWhy::Fault(fault) = stop.why {
                let order = fault.order();
                faults.kept.retain(|other| other.order() < order);
                faults.total = faults.kept.len() as u64 + 1;
                faults.kept.push(fault);
            }
        }
        if !stopped
            && let Some(file) = &self.again
            && file.is_changed(ended.bytes)?
        {
            let (before, read) = (file.size, ended.bytes);
            faults.push(|| ScanFault::Changed { file: self.name.clone(), before, read });
        }
        for remark in &mut totals {
            remark.trailing = remark.line > ended.last_line;
        }
        Ok(Scanned {
            parts,
            summary: Summary {
                file: self.name,
                encoding: ended.encoding,
                is_marked: ended.is_marked,
                layout: self.layout,
                totals,
                total_rows: ended.total_rows,
                rows: ended.rows,
                blank_rows: ended.blank_rows,
                bytes: ended.bytes,
                lines: ended.lines,
            },
            fault_count: faults.total,
            faults: faults.kept,
        })
    }
}

fn search<'s>(name: &Arc<str>, options: &Options<'s>) -> Search<'s> {
    Search {
        file: name.clone(),
        header: options.header,
        delimiter: options.delimiter,
        sep_line: options.sep_line,
    }
}

/// That it isn't UTF-8 belongs to the reasons why there is no header.
fn with_ruled_out(mut faults: Vec<ScanFault>, not_utf8: Option<Undecodable>) -> Vec<ScanFault> {
    for fault in &mut faults {
        match fault {
            ScanFault::Undecodable(list) | ScanFault::HeaderNotFound { ruled_out: list, .. } => {
                list.splice(0..0, not_utf8.clone());
            }
            _ => {}
        }
    }
    faults
}
