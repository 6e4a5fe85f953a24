//! Reading an audience: the people for whom something is, or whose results it is measured on.

use crate::text::key::optional;
use crate::text::{Fields, Form, Key, Section, Sink};

use super::incentive::Audience;
use super::read_source::unknown;
use super::roster::Stint;
use super::scope::Scope;

/// `for = { … }`.
pub static AUDIENCE: Section = Section {
    path: "for",
    file: "incentives.toml",
    zh: "对谁：写出的每一项都收窄范围；都不写是所有承担目标的人",
    en: "for whom: each key narrows; without any, everybody who carries a target",
    keys: &KEYS,
};

/// `measured-on = { … }`.
pub static MEASURED_ON: Section = Section {
    path: "measured-on",
    file: "incentives.toml",
    zh: "看哪些人的业绩：写出的每一项都收窄范围；一笔业绩只计一次",
    en: "whose results are measured: each key narrows; every transaction counts once",
    keys: &KEYS,
};

static KEYS: [Key; 5] = [
    optional(
        "role",
        Form::List(&Form::Text),
        "[\"客户经理\"]",
        "岗位，照名册写",
        "roles as the roster writes them",
    ),
    optional("region", Form::List(&Form::Text), "[\"华东\"]", "区域", "regions"),
    optional("team", Form::List(&Form::Text), "[\"华东一部\"]", "团队", "teams"),
    optional("person", Form::List(&Form::Id), "[\"E1001\"]", "人员编号", "ids of people"),
    optional(
        "except",
        Form::List(&Form::Id),
        "[\"E1002\"]",
        "不包括的人员编号",
        "ids of people left out",
    ),
];

/// The audience that a key states; `None` where it isn't written, or is no table.
pub fn read(fields: &Fields<'_>, key: &str, scope: Scope<'_>, sink: &mut Sink) -> Option<Audience> {
    let (table, span) = fields.table(key, sink)?;
    let section = if key == "for" { &AUDIENCE } else { &MEASURED_ON };
    let fields = Fields::new(table, span, section, sink);
    let mut list = |key: &str| fields.texts(key, sink).unwrap_or_default();
    let audience = Audience {
        roles: list("role"),
        regions: list("region"),
        teams: list("team"),
        people: list("person"),
        except: list("except"),
    };
    judge(&audience, scope, sink);
    Some(audience)
}

/// Everything that an audience names must be on the roster.
fn judge(audience: &Audience, scope: Scope<'_>, sink: &mut Sink) {
    let Some(roster) = scope.roster else { return };
    let of_stints = |part: fn(&Stint) -> Option<&str>| -> Vec<&str> {
        let mut all: Vec<&str> =
            roster.people.iter().flat_map(|p| &p.stints).filter_map(part).collect();
        all.sort_unstable();
        all.dedup();
        all
    };
    let ids: Vec<&str> = roster.people.iter().map(|person| person.id.as_str()).collect();
    let lists = [
        (&audience.roles, of_stints(|s| s.role.as_deref()), "role on the roster", "岗位"),
        (&audience.regions, of_stints(|s| s.region.as_deref()), "region", "区域"),
        (&audience.teams, of_stints(|s| s.team.as_deref()), "team", "团队"),
        (&audience.people, ids.clone(), "person", "人员"),
        (&audience.except, ids, "person", "人员"),
    ];
    for (written, known, what_en, what_zh) in lists {
        for name in written.iter().filter(|name| !known.contains(&name.value.as_str())) {
            let _: Option<()> = unknown(what_en, what_zh, name, &known, sink);
        }
    }
}
