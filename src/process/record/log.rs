//! All records of a plan, in the order in which things happened, corrections followed.

use std::collections::BTreeSet;

use super::{Kind, Record, parse_stem, read};
use crate::base::Day;
use crate::text::code::store as code;
use crate::text::{Diagnostic, Sink, SourceId, Sources, Span};

/// A record with the name of its file.
#[derive(Clone, Debug)]
pub struct Filed {
    /// The file's name without `.toml`; how corrections name it.
    pub id: String,
    /// What it says.
    pub record: Record,
    /// The file.
    pub span: Span,
}

impl Filed {
    /// Reads the record of the file whose name without `.toml` is `id`. `None` when anything is
    /// wrong with it, which has been told then.
    pub fn read(id: &str, sources: &Sources, source: SourceId, sink: &mut Sink) -> Option<Filed> {
        let (record, span) = read::read(id, sources, source, sink)?;
        Some(Filed { id: id.to_owned(), record, span })
    }
}

/// All records of a plan.
#[derive(Clone, Debug, Default)]
pub struct Log {
    /// By moment, then by name.
    records: Vec<Filed>,
    corrected: BTreeSet<String>,
}

impl Log {
    /// Orders the records and follows corrections; tells those that correct nothing.
    pub fn new(mut records: Vec<Filed>, sink: &mut Sink) -> Log {
        records.sort_by(|a, b| (a.record.at, &a.id).cmp(&(b.record.at, &b.id)));
        let mut corrected = BTreeSet::new();
        for (at, filed) in records.iter().enumerate() {
            let Some(id) = &filed.record.corrects else { continue };
            let kind = filed.record.kind;
            let earlier = &records[..at];
            if earlier.iter().any(|other| other.id == *id && other.record.kind == kind) {
                corrected.insert(id.clone());
            } else {
                sink.push(Diagnostic::new(&code::CORRECTS_NOTHING).arg("id", id).at(filed.span));
            }
        }
        Log { records, corrected }
    }

    /// Every record, earliest first, with those since corrected.
    pub fn all(&self) -> &[Filed] {
        &self.records
    }

    /// The records that hold: not corrected by a later one, earliest first.
    pub fn holding(&self) -> impl DoubleEndedIterator<Item = &Filed> {
        self.records.iter().filter(|filed| !self.corrected.contains(&filed.id))
    }

    /// The latest record of that kind that holds.
    pub fn latest(&self, kind: &Kind) -> Option<&Filed> {
        self.holding().rfind(|filed| filed.record.kind == kind)
    }

    /// The latest record that holds of the kind of this one and of its period, for kinds that tell
    /// one: what it would have to say anew.
    pub fn latest_like(&self, record: &Record) -> Option<&Filed> {
        let period = |record: &Record| record.fields.get("period").cloned();
        let is_like = |filed: &&Filed| {
            filed.record.kind == record.kind && period(&filed.record) == period(record)
        };
        self.holding().rfind(is_like)
    }

    /// The next number within a day.
    pub fn next_sequence(&self, day: Day) -> u32 {
        let numbers = self.records.iter().filter_map(|filed| parse_stem(&filed.id));
        numbers.filter(|(of, _, _)| *of == day).map(|(_, number, _)| number).max().unwrap_or(0) + 1
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Moment;
    use crate::process::record::kind::{ASSIGNED, TRACKED};
    use crate::text::SourceId;

    fn filed(id: &str, kind: &'static Kind, at: &str, corrects: Option<&str>) -> Filed {
        let mut record = Record::new(kind, Moment::parse(at).unwrap(), "x");
        record.corrects = corrects.map(str::to_owned);
        Filed { id: id.into(), record, span: Span::new(SourceId(0), 0, 0) }
    }

    #[test]
    fn records_stand_in_the_order_of_the_instant_whatever_the_offset() {
        let mut sink = Sink::default();
        let log = Log::new(
            vec![
                filed("b", &ASSIGNED, "2026-07-01T09:00:00+08:00", None),
                filed("c", &ASSIGNED, "2026-07-01T01:30:00Z", None),
                filed("a", &ASSIGNED, "2026-07-01T03:00:00+02:00", None),
            ],
            &mut sink,
        );
        // b and a are both 01:00 UTC: the clocks' offsets, then the names, break the tie.
        let ids: Vec<&str> = log.all().iter().map(|filed| filed.id.as_str()).collect();
        assert_eq!(ids, ["a", "b", "c"]);
        assert_eq!(log.latest(&ASSIGNED).unwrap().id, "c");
        assert!(log.latest(&TRACKED).is_none());
    }

    #[test]
    fn a_corrected_record_no_longer_holds_and_a_correction_needs_an_earlier_one_of_its_kind() {
        let mut sink = Sink::default();
        let log = Log::new(
            vec![
                filed("one", &ASSIGNED, "2026-07-01T09:00:00Z", None),
                filed("two", &ASSIGNED, "2026-07-02T09:00:00Z", Some("one")),
                filed("three", &TRACKED, "2026-07-03T09:00:00Z", Some("two")),
                filed("four", &ASSIGNED, "2026-07-04T09:00:00Z", Some("four")),
            ],
            &mut sink,
        );
        let holding: Vec<&str> = log.holding().map(|filed| filed.id.as_str()).collect();
        assert_eq!(holding, ["two", "three", "four"]);
        let codes: Vec<&str> = sink.diagnostics().iter().map(|d| d.code.id).collect();
        assert_eq!(codes, ["S45", "S45"]);
    }

    #[test]
    fn numbers_within_a_day_go_on_from_the_highest() {
        let names = ["2026-07-01-0009-assigned-0011aabb", "2026-07-02-0030-x-0011aabb", "by-hand"];
        let records = names.map(|id| filed(id, &ASSIGNED, "2026-07-01T09:00:00Z", None)).to_vec();
        let log = Log::new(records, &mut Sink::default());
        assert_eq!(log.next_sequence(Day::new(2026, 7, 1).unwrap()), 10);
        assert_eq!(log.next_sequence(Day::new(2026, 7, 3).unwrap()), 1);
    }
}
