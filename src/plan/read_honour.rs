//! Reading `[[honour]]` and `[[development]]`: recognition by ranking, seats and recommendations.

use crate::text::key::{default, optional, required};
use crate::text::toml;
use crate::text::{Form, Section, Sink, Span};

use super::incentive::{Development, Honour};
use super::read_eligibility as keys;
use super::read_eligibility::{Entry, at_least_one};
use super::scope::Scope;
use super::term::TermNames;
use super::tree::Level;

/// `[[honour]]`.
pub static HONOUR: Section = Section {
    path: "[[honour]]",
    file: "incentives.toml",
    zh: "一项荣誉：条件、排名依据、并列怎样办",
    en: "an honour: its criteria, what ranks, what decides a tie",
    keys: &[
        required("id", Form::Id, "\"top-seller\"", "编号", "its id"),
        required("name", Form::Text, "\"销售冠军\"", "名称", "its name"),
        keys::FOR,
        keys::LEVEL,
        keys::METRIC,
        keys::PERIOD,
        keys::WHEN,
        keys::CONSECUTIVE,
        keys::GATE,
        keys::RANKED_BY,
        keys::TIE_BREAK,
        keys::IF_TIED,
        default("places", Form::Whole, "1", "3", "名额", "how many may win"),
        optional("award", Form::Number, "8000", "每个名额的奖金", "money for each place"),
        keys::SHARED_BY,
        optional(
            "recognition",
            Form::Text,
            "\"证书、奖杯，季度大会表彰\"",
            "怎样表彰",
            "the recognition itself",
        ),
        keys::RESOURCE,
        keys::OWNER,
    ],
};

/// `[[development]]`.
pub static DEVELOPMENT: Section = Section {
    path: "[[development]]",
    file: "incentives.toml",
    zh: "一项发展激励：培训名额、晋升推荐",
    en: "a development incentive: a training seat, a promotion recommendation",
    keys: &[
        required("id", Form::Id, "\"training\"", "编号", "its id"),
        required("name", Form::Text, "\"高级销售培训\"", "名称", "its name"),
        keys::FOR,
        keys::LEVEL,
        keys::METRIC,
        keys::PERIOD,
        keys::WHEN,
        keys::CONSECUTIVE,
        keys::GATE,
        optional(
            "places",
            Form::Whole,
            "2",
            "名额；不写是符合条件的都有",
            "how many places; everybody who qualifies unless said",
        ),
        keys::RANKED_BY,
        keys::TIE_BREAK,
        keys::IF_TIED,
        required("decided-by", Form::Id, "\"hr\"", "由哪个角色决定", "the role that decides"),
        optional("note", Form::Text, "\"进入后备主管名单\"", "说明", "more about it"),
        keys::RESOURCE,
        keys::OWNER,
    ],
};

/// Reads an honour.
pub fn honour(
    table: &toml::Table,
    span: Span,
    scope: Scope<'_>,
    terms: &TermNames,
    sink: &mut Sink,
) -> Option<Honour> {
    let (entry, metric) = Entry::new(table, span, &HONOUR, scope, terms, sink);
    let fields = &entry.fields;
    let id = fields.id("id", sink);
    let name = fields.text("name", sink);
    let eligibility = entry.eligibility(metric, sink);
    let ranking = entry.ranking(sink);
    let places = at_least_one(fields, "places", sink).map_or(1, |places| places.value);
    let award = scope.amount(fields, "award", sink);
    let by_node = eligibility.as_ref().is_some_and(|e| e.level != Level::Person);
    let shared_by = match by_node && fields.has("award") {
        true => Some(entry.shared_among(sink)?),
        false => entry.shared_by(sink),
    };
    let recognition = scope.prose(fields, "recognition", sink);
    Some(Honour {
        id: id?,
        name: name?,
        eligibility: eligibility?,
        ranking: ranking?,
        places,
        award,
        shared_by,
        recognition,
        span,
    })
}

/// Reads a development incentive. With places, it needs a ranking: somebody may have to stand back.
pub fn development(
    table: &toml::Table,
    span: Span,
    scope: Scope<'_>,
    terms: &TermNames,
    sink: &mut Sink,
) -> Option<Development> {
    let (entry, metric) = Entry::new(table, span, &DEVELOPMENT, scope, terms, sink);
    let fields = &entry.fields;
    let id = fields.id("id", sink);
    let name = fields.text("name", sink);
    let eligibility = entry.eligibility(metric, sink);
    let ranked = ["places", "ranked-by", "tie-break", "if-tied"].iter().any(|key| fields.has(key));
    let ranking = if ranked { Some(entry.ranking(sink)?) } else { None };
    let places = at_least_one(fields, "places", sink);
    let decided_by = scope.role(fields, "decided-by", sink);
    let note = scope.prose(fields, "note", sink);
    Some(Development {
        id: id?,
        name: name?,
        eligibility: eligibility?,
        ranking,
        places,
        decided_by: decided_by?,
        note,
        span,
    })
}
