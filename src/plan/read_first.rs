//! Reading `first` of a metric: which key, how many, how far back, and from when on the exports
//! can tell.

use crate::base::Day;
use crate::expr::{Lexicon, Type};
use crate::text::code::plan as code;
use crate::text::key::{default, optional, required};
use crate::text::{Diagnostic, Fields, Form, Section, Sink, Sources};

use super::first::{First, Reach};
use super::formula::{RowNames, condition};
use super::read_source::unknown;

/// `metric.first`.
pub static FIRST: Section = Section {
    path: "[metric.first]",
    file: "metrics.toml",
    zh: "只算每个客户（或其他对象）的头几行，例如新客户",
    en: "only the first rows of each customer (or other key) count, as for new customers",
    keys: &[
        required(
            "of",
            Form::Text,
            "\"customer\"",
            "按哪一列认对象",
            "the column that tells the key",
        ),
        default(
            "count",
            Form::Whole,
            "1",
            "1",
            "头几行算数；同一天的按编号排",
            "how many rows count; those of one day in the order of their keys",
        ),
        optional(
            "within",
            Form::Text,
            "\"12 months\"",
            "往前看多久；不写是从来没有过",
            "how far back an earlier row matters; for ever unless said",
        ),
        optional(
            "among",
            Form::Expression,
            "'状态 = \"won\"'",
            "哪些行算“以前有过”；不写是指标自己的 where",
            "which rows matter as earlier ones; those of where unless said",
        ),
        optional(
            "since",
            Form::Day,
            "2025-07-01",
            "导出从哪天起是全的；写了 within 就必须写",
            "the day from which on the exports have every row; needed beside within",
        ),
    ],
};

/// What `first` is read with.
pub(super) struct FirstReader<'a> {
    /// The names of a row.
    pub names: &'a RowNames,
    /// The first day of the plan.
    pub start: Day,
    /// The files, for places.
    pub files: &'a Sources,
}

impl FirstReader<'_> {
    /// Reads `first`: `Ok(None)` without one, `Err` where it is wrong, which is told.
    pub fn read(&self, metric: &Fields<'_>, sink: &mut Sink) -> Result<Option<First>, ()> {
        let Some((table, span)) = metric.table("first", sink) else {
            return if metric.has("first") { Err(()) } else { Ok(None) };
        };
        let fields = Fields::new(table, span, &FIRST, sink);
        let of = self.read_key(&fields, sink);
        let count = fields.whole("count", sink);
        let within = self.read_within(&fields, sink);
        let among = match fields.text("among", sink) {
            Some(text) => condition(&text, self.files, &Lexicon::new(self.names), sink).map(Some),
            None => (!fields.has("among")).then_some(None),
        };
        let since = fields.day("since", sink);
        if let Some(none) = count.as_ref().filter(|count| count.value == 0) {
            sink.push(Diagnostic::new(&code::FIRST_OF_NONE).at(none.span));
            return Err(());
        }
        let (Some(of), Some(within), Some(among)) = (of, within, among) else { return Err(()) };
        let first = First {
            of,
            count: count.map_or(1, |count| count.value),
            within,
            among,
            since: since.as_ref().map(|day| day.value),
            span,
        };
        match (&since, within) {
            (None, Some(_)) if !fields.has("since") => {
                sink.push(Diagnostic::new(&code::FIRST_WITHOUT_SINCE).at(span));
                Err(())
            }
            (Some(since), Some(within)) if !first.is_known_from(self.start) => {
                sink.push(
                    Diagnostic::new(&code::FIRST_KNOWN_LATE)
                        .arg("since", since.value)
                        .arg("start", self.start)
                        .arg("needed", within.before(self.start))
                        .at(since.span),
                );
                Err(())
            }
            _ => Ok(Some(first)),
        }
    }

    fn read_key(&self, fields: &Fields<'_>, sink: &mut Sink) -> Option<usize> {
        let of = fields.text("of", sink)?;
        let Some((slot, kind)) = self.names.slot(&of) else {
            let known = crate::expr::Names::all(self.names);
            return unknown("column", "列", &of, &known, sink);
        };
        if kind == Type::Text {
            return Some(slot);
        }
        Diagnostic::new(&code::FIRST_OF_NO_TEXT).arg("column", &of.value).at(of.span).tell(sink)
    }

    fn read_within(&self, fields: &Fields<'_>, sink: &mut Sink) -> Option<Option<Reach>> {
        let Some(written) = fields.text("within", sink) else {
            return (!fields.has("within")).then_some(None);
        };
        let read = Reach::parse(&written);
        read.map(Some).or_else(|| {
            Diagnostic::new(&code::FIRST_WITHIN)
                .arg("value", &written.value)
                .at(written.span)
                .tell(sink)
        })
    }
}
