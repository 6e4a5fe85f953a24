//! Reading the files of one source: round after round until nothing is left to be settled, mostly
//! one. A round reads every file with all workers and gives the figures and all that was noticed.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicU64, Ordering as Sync};
use std::sync::{Arc, Mutex, PoisonError};

use crate::crm::block::Block;
use crate::crm::columns::Columns;
use crate::crm::export::{Export, Refused, Scanned, Summary};
use crate::crm::fault::ScanFault;
use crate::crm::feed::PIECE;
use crate::crm::header::HeaderName;
use crate::crm::manner::Manner;
use crate::crm::percent::Spread;
use crate::crm::report::{FileReport, NotedRow};
use crate::crm::told::{scan_fault_among, unopened};
use crate::crm::{Encoding, files};
use crate::plan::column::Form;
use crate::plan::fact::Group;
use crate::plan::source::BadRows;
use crate::text::code::import;
use crate::text::{Diagnostic, Place, Sink};

use super::Reader;
use super::bound::Bound;
use super::clash::{Clashes, Settled, Witnesses};
use super::credit::{Crediting, Groups};
use super::debut::{Debuts, Gathered};
use super::firsts::{Firsts, Order};
use super::gather::Gather;
use super::keys::{KeyReader, Keys, Known};
use super::member::{MemberDesk, Members};
use super::notes::Notes;
use super::shift::{Part, Shift};
use super::slip::{Slips, Whose};
use super::spent::{self, Spent};
use super::tally::Tally;
use super::task::Task;

/// Rounds after which something is badly wrong: one to count, one that knows the clashes, and as
/// many again for marks that clashed and encodings found late.
const MOST_ROUNDS: usize = 12;

/// The files of a source and how they are read.
pub(super) struct Run<'a> {
    /// What is asked.
    pub task: &'a Task<'a>,
    /// Threads, today, progress.
    pub how: &'a Reader<'a>,
    /// The files with their names as shown.
    pub files: Vec<(Arc<str>, PathBuf)>,
    /// Who is credited.
    pub crediting: &'a Crediting<'a>,
    /// The groups.
    pub groups: &'a Groups,
    /// Whose rows are wanted one by one.
    pub whose: &'a Whose,
    /// Bytes read so far, for the progress.
    pub done: &'a AtomicU64,
    /// Where the time goes.
    pub spent: &'a Spent,
}

/// What a round found.
pub(super) struct Found {
    /// The figures.
    pub tally: Tally,
    /// Members of distinct counts.
    pub members: (Members, MemberDesk),
    /// What was noticed.
    pub notes: Notes,
    /// Rows that stand twice, by line of the source.
    pub repeats: Firsts<()>,
    /// The files.
    pub files: Vec<FileReport>,
    /// How many lines stand before each file.
    pub bases: Vec<u64>,
    /// Rows of data.
    pub rows: u64,
    /// Rows that are wanted one by one.
    pub slips: Slips,
    clashes: BTreeSet<u64>,
    troubles: Firsts<Diagnostic>,
    /// Rows among which the first are looked for, by tap.
    gathered: Vec<Gathered>,
    told: Sink,
    /// A file whose encoding was found when its rows were counted already.
    late: Option<usize>,
}

/// Rows that are worked on column by column at a time: so few that their text stays near the
/// processor from column to column.
const NEAR: usize = 1 << 11;

/// What is known before a round.
#[derive(Default)]
pub(super) struct Round {
    known: Known,
    seed: u64,
    encodings: HashMap<usize, Encoding>,
    debuts: Option<Debuts>,
}

impl Run<'_> {
    /// Reads everything; none if something is wrong, which is told.
    pub fn read(&self, sink: &mut Sink) -> Option<Found> {
        let mut round = Round::default();
        if self.task.taps.iter().all(|tap| tap.first.is_none()) {
            round.debuts = Some(Debuts::new());
        }
        for _ in 0..MOST_ROUNDS {
            let mut found = self.count(&round);
            if let Some(file) = found.late {
                round.encodings.insert(file, Encoding::Gb18030);
                continue;
            }
            let clashes = std::mem::take(&mut found.clashes);
            if !clashes.is_empty() {
                match self.settle(&round, clashes, &mut found.told) {
                    Some(Settled::Unlucky) => {
                        round.seed = round.seed.wrapping_add(0x5DEE_CE66_D1CE_4E5B);
                        round.known = Known::default();
                        continue;
                    }
                    Some(Settled::Known(known)) => {
                        round.known = known;
                        continue;
                    }
                    Some(Settled::Contradictions(_)) | None => {}
                }
            }
            let is_wrong = found.told.has_errors();
            if round.debuts.is_none() && !is_wrong && found.troubles.count == 0 {
                round.debuts = Some(self.debuts(std::mem::take(&mut found.gathered), sink)?);
                continue;
            }
            sink.absorb(std::mem::take(&mut found.told));
            let troubles = std::mem::take(&mut found.troubles).into_kept();
            let is_wrong = is_wrong || !troubles.is_empty();
            troubles.into_iter().for_each(|(_, told)| sink.push(told));
            for file in &found.files {
                self.hold_against_totals(&round, &file.summary, sink);
            }
            return (!is_wrong).then_some(found);
        }
        None
    }

    /// One round over all files.
    fn count(&self, round: &Round) -> Found {
        let task = self.task;
        let (keys, members) = (Keys::default(), Members::default());
        let pool: Mutex<Vec<Part>> = Mutex::default();
        let mut found = Found {
            tally: Tally::new(task),
            members: Default::default(),
            notes: Notes::default(),
            repeats: Firsts::default(),
            files: Vec::new(),
            bases: Vec::new(),
            rows: 0,
            slips: Slips::default(),
            clashes: BTreeSet::new(),
            troubles: Firsts::default(),
            gathered: task.taps.iter().map(|_| Gathered::default()).collect(),
            told: Sink::default(),
            late: None,
        };
        let size = self.size();
        let mut base = 0;
        for number in 0..self.files.len() {
            found.bases.push(base);
            let late = AtomicBool::new(false);
            let begun = AtomicBool::new(false);
            let (gather, mut told) = (Gather::default(), Sink::default());
            let scanned = self.scan(
                number,
                (round, base, Some(&gather)),
                &mut told,
                || {
                    let kept = pool.lock().unwrap_or_else(PoisonError::into_inner).pop();
                    let mut part = kept.unwrap_or_else(|| Part::new(task));
                    part.sheet.begin_file(number as u32);
                    part
                },
                |part, block, (binding, key_reader)| {
                    // A file read again in another encoding must not be counted twice.
                    if block.number() == 0 && begun.swap(true, Sync::Relaxed) {
                        late.store(true, Sync::Relaxed);
                    }
                    if late.load(Sync::Relaxed) {
                        return;
                    }
                    if number == 0 && block.number() == 0 {
                        keys.expect(block.len() as u64 * size / PIECE as u64);
                    }
                    let shift = Shift {
                        task,
                        binding,
                        key_reader,
                        keys: &keys,
                        spent: self.spent,
                        members: &members,
                        crediting: self.crediting,
                        groups: self.groups,
                        house: self.groups.number(Group::House),
                        nobody: self.groups.number(Group::Unattributed),
                        today: self.how.today.number(),
                        debuts: round.debuts.as_ref(),
                        whose: self.whose,
                    };
                    block.parts(NEAR).for_each(|rows| part.work(&shift, &rows));
                },
            );
            if late.load(Sync::Relaxed) {
                found.late = Some(number);
                return found;
            }
            found.told.absorb(told);
            let Some(scanned) = scanned else { continue };
            base += scanned.summary.lines;
            found.rows += scanned.summary.rows;
            self.note_faults(number, &scanned, &mut found);
            let Scanned { mut parts, summary, .. } = scanned;
            self.refuse_mixed_shares(&mut parts, &summary, &mut found.told);
            let digest = gather.finish();
            if let Some(digest) = digest {
                found.files.push(FileReport { name: summary.file.clone(), digest, summary });
            }
            pool.lock().unwrap_or_else(PoisonError::into_inner).extend(parts);
        }
        for mut part in pool.into_inner().unwrap_or_else(PoisonError::into_inner) {
            part.members.settle(task.buckets.count(), &members);
            found.tally.absorb(part.tally, task);
            found.members.1.absorb(part.members);
            found.notes.absorb(part.notes);
            found.repeats.absorb(part.keys.repeats.later);
            found.slips.absorb(part.slips, part.keys.repeats.moves.unwrap_or_default());
            found.troubles.absorb(part.sheet.scribe.troubles);
            for (all, some) in found.gathered.iter_mut().zip(part.gathered) {
                all.absorb(some);
            }
        }
        found.clashes = keys.clashes.into_inner().unwrap_or_else(PoisonError::into_inner);
        found.members.0 = members;
        found
    }

    /// Bytes of all files, as far as that is known before they are read.
    fn size(&self) -> u64 {
        let size = |(_, path): &(Arc<str>, PathBuf)| {
            let facts = std::fs::metadata(path).ok().filter(std::fs::Metadata::is_file);
            facts.map_or(0, |facts| facts.len())
        };
        self.files.iter().map(size).sum()
    }

    /// Scans a file; none if that can't be done, which is told.
    pub(super) fn scan<P: Send>(
        &self,
        number: usize,
        (round, base, gather): (&Round, u64, Option<&Gather>),
        sink: &mut Sink,
        start: impl Fn() -> P + std::marker::Sync,
        visit: impl Fn(&mut P, &Block<'_>, (&[Bound], KeyReader<'_>)) + std::marker::Sync,
    ) -> Option<Scanned<P>> {
        let source = self.task.source;
        let (name, path) = &self.files[number];
        let manner = Manner::new(&source.files, &source.columns);
        let on_chunk = |chunk: u64, bytes: &[u8]| {
            if let Some(gather) = gather {
                self.spent.on(spent::Part::Digests, || gather.take(chunk, bytes));
                let done = self.done.fetch_add(bytes.len() as u64, Sync::Relaxed);
                if let Some(progress) = self.how.progress {
                    progress(done + bytes.len() as u64);
                }
            }
        };
        let refused = |refused: Refused, sink: &mut Sink| match refused {
            Refused::Io(error) => sink.push(unopened(name, &error)),
            Refused::Faults(faults) => faults
                .iter()
                .filter(|fault| {
                    !(source.files.allow_empty && matches!(fault, ScanFault::Empty { .. }))
                })
                .for_each(|fault| sink.push(scan_fault_among(fault, &source.columns))),
        };
        let opened = files::open(name, path).map_err(Refused::Io).and_then(|from| {
            let mut options = manner.options(self.how.threads, Some(&on_chunk));
            options.encoding = round.encodings.get(&number).copied().or(options.encoding);
            Export::open(from, options)
        });
        let export = match opened {
            Ok(export) => export,
            Err(why) => {
                refused(why, sink);
                return None;
            }
        };
        let columns = Columns::find(&source.columns, export.layout(), name, sink)?;
        let binding: Vec<Bound> = source
            .columns
            .iter()
            .zip(columns.located())
            .map(|(column, here)| Bound::new(column, here))
            .collect();
        let cells = cells_in_order(&export.layout().header, export.layout().width);
        let scanned = export.scan(start, |part, block| {
            let key_reader = KeyReader {
                source,
                binding: &binding,
                cells: &cells,
                base,
                known: &round.known,
                seed: round.seed,
            };
            visit(part, block, (&binding, key_reader));
        });
        match scanned {
            Ok(scanned) => Some(scanned),
            Err(why) => {
                refused(why, sink);
                None
            }
        }
    }

    /// Faults of the file as rows and cells. A row of another length may be set aside like one with
    /// an unreadable cell.
    fn note_faults(&self, file: usize, scanned: &Scanned<Part>, found: &mut Found) {
        let source = self.task.source;
        let sets_aside = source.bad_rows == BadRows::SetAside;
        for fault in &scanned.faults {
            let told = scan_fault_among(fault, &source.columns);
            let ScanFault::Ragged { at, .. } = fault else {
                found.told.push(told);
                continue;
            };
            if !sets_aside {
                found.told.push(told);
                continue;
            }
            let order = Order { file: file as u32, line: at.line, column: 0 };
            found.notes.set_aside.push(order, None, || NotedRow {
                why: told.code.id.to_owned(),
                words: (
                    crate::text::code::fill(told.code.zh.message, &told.args),
                    crate::text::code::fill(told.code.en.message, &told.args),
                ),
                place: at.place(),
            });
        }
        let is_empty = scanned.summary.rows == 0 && scanned.faults.is_empty();
        if is_empty && !source.files.allow_empty {
            let name = self.files[file].0.to_string();
            found.told.push(Diagnostic::new(&import::EMPTY_FILE).place(Place::File(name)));
        }
    }

    /// Bare shares of two scales in one column of a file.
    fn refuse_mixed_shares(&self, parts: &mut [Part], summary: &Summary, sink: &mut Sink) {
        let mut spreads: BTreeMap<usize, Spread> = BTreeMap::new();
        for part in parts {
            for (column, spread) in part.sheet.spreads() {
                spreads.entry(column).or_default().absorb(spread);
            }
            part.sheet.forget_spreads();
        }
        for (column, spread) in spreads {
            let column = &self.task.source.columns[column];
            let Form::Percent(form) = &column.form else { continue };
            let Some((small, large)) = spread.mixed(form) else { continue };
            let place = |line: u64| Place::Spot {
                file: summary.file.to_string(),
                line,
                column: 0,
                excerpt: String::new(),
                width: 0,
            };
            sink.push(
                Diagnostic::new(&import::PERCENT_MIXED)
                    .arg("column", column.title())
                    .arg("small", format!("{}:{small}", summary.file))
                    .arg("large", format!("{}:{large}", summary.file))
                    .place(place(large))
                    .place(place(small)),
            );
        }
    }

    /// Looks into keys that came with different contents; contradictions are told.
    fn settle(&self, round: &Round, keys: BTreeSet<u64>, sink: &mut Sink) -> Option<Settled> {
        if let Some((name, _)) = self.files.iter().find(|(_, path)| !path.is_file()) {
            let count = keys.len();
            return Diagnostic::new(&import::CLASH_IN_STREAM)
                .arg("count", count)
                .place(Place::File(name.to_string()))
                .tell(sink);
        }
        let clashes = Clashes::default();
        self.again(round, |block, reader| clashes.look(block, reader, &keys));
        let settled = clashes.settle(self.task.source.version.is_some());
        if let Settled::Contradictions(contradictions) = &settled {
            let (witnesses, lines) = (Witnesses::default(), Witnesses::lines(contradictions));
            self.again(round, |block, reader| witnesses.look(block, reader, &lines));
            let told = witnesses.tell(contradictions, self.task.source);
            // Files that changed meanwhile must not pass for sound ones.
            if told.is_empty() {
                let name = self.files.first().map_or(String::new(), |(name, _)| name.to_string());
                sink.push(Diagnostic::new(&import::FILE_CHANGED).place(Place::File(name)));
            }
            told.into_iter().for_each(|told| sink.push(told));
        }
        Some(settled)
    }

    /// Shows all files once more to `look`. What is wrong with them was told already.
    fn again(&self, round: &Round, look: impl Fn(&Block<'_>, &KeyReader<'_>) + std::marker::Sync) {
        let mut base = 0;
        for number in 0..self.files.len() {
            let scanned = self.scan(
                number,
                (round, base, None),
                &mut Sink::default(),
                || (),
                |(), block, (_, reader)| look(block, &reader),
            );
            base += scanned.map_or(0, |scanned| scanned.summary.lines);
        }
    }
}

/// The cells of a row in an order that files with the same columns share: by their headers.
fn cells_in_order(header: &[String], width: usize) -> Vec<usize> {
    let names: Vec<String> = header.iter().map(|cell| HeaderName::new(cell).text).collect();
    let mut cells: Vec<usize> = (0..width).collect();
    cells.sort_by(|a, b| names.get(*a).cmp(&names.get(*b)).then(a.cmp(b)));
    cells
}
