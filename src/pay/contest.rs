//! Rankings for everybody: rank awards, honours, development incentives. Who takes which place and
//! what places pay is in `rank`.

use std::collections::BTreeMap;

use crate::base::Number;
use crate::plan::incentive::{
    Component, Development, Eligibility, Honour, IfTied, Pay, Ranking, Share,
};
use crate::plan::limit::Payee;
use crate::plan::tree::Level;
use crate::text::{Sink, Span};

use super::joint::Sharing;
use super::label::Label;
use super::rank::{self, Place};
use super::seat::Seat;
use super::settle::{Round, why_nothing};
use super::span::{self, Run};
use super::statement::{Contest, Item, Line, Nothing, Placed};
use super::tell;
use super::verdict::{Ruling, Verdict};
use super::working::Working;
use super::{joint, price};

/// What is contested.
#[derive(Clone, Copy)]
pub(super) struct Prize<'p> {
    /// What it is of; a development incentive has no lines.
    pub item: Option<Item>,
    /// Whether what it pays is paid; otherwise it is shown only.
    pub is_paid: bool,
    /// What it is called in messages.
    pub name: &'p str,
    /// Its id, by which exclusions mean it.
    pub id: &'p str,
    /// Who may win it.
    pub eligibility: &'p Eligibility,
    /// By what.
    pub ranking: &'p Ranking,
    /// How a node's people share.
    pub shared_by: Option<&'p Share>,
    /// The table of the plan.
    pub span: Span,
}

/// One who competes: a person, or a node with those of its people who qualify.
pub(super) struct Entrant<'p> {
    node: Option<usize>,
    members: Vec<(Seat, Verdict<'p>)>,
    keys: Vec<Option<Number>>,
}

/// Rank awards of a component.
pub(super) fn awards<'p>(
    round: &mut Round<'p, '_>,
    index: usize,
    component: &'p Component,
    run: &Run,
    sink: &mut Sink,
) {
    let Pay::Rank { ranking, awards, shared_by } = &component.pay else { return };
    let prize = Prize {
        item: Some(Item::Component(index)),
        is_paid: component.paid,
        name: &component.name,
        id: &component.id,
        eligibility: &component.eligibility,
        ranking,
        shared_by: shared_by.as_ref(),
        span: component.span,
    };
    let awards: Vec<Working> =
        awards.iter().map(|award| price::typed(Label::Award, award, round.money())).collect();
    let held = hold(round, prize, run.clone(), sink);
    pay(round, &held, &awards, sink);
}

/// The honours of the settlement period; those with money get lines.
pub(super) fn honours<'p>(round: &mut Round<'p, '_>, sink: &mut Sink) -> Vec<Contest> {
    let mut contests = Vec::new();
    for (index, honour) in round.ground.incentives.honours.iter().enumerate() {
        let prize = Prize {
            item: Some(Item::Honour(index)),
            is_paid: true,
            name: &honour.name,
            id: &honour.id,
            eligibility: &honour.eligibility,
            ranking: &honour.ranking,
            shared_by: honour.shared_by.as_ref(),
            span: honour.span,
        };
        let cycle = honour.eligibility.period;
        for period in span::periods(cycle, round.period, &round.ground.setting) {
            let held = hold(round, prize, Run::whole(&period), sink);
            if let Some(award) = &honour.award {
                let award = price::typed(Label::Award, award, round.money());
                // There are never more winners than people, however many places there are.
                let people = round.ground.plan.roster.people.len();
                let awards = vec![award; places(honour).min(people)];
                pay(round, &held, &awards, sink);
            }
            contests.push(held.contest(index, Some(places(honour))));
        }
    }
    contests
}

fn places(honour: &Honour) -> usize {
    usize::try_from(honour.places).unwrap_or(usize::MAX)
}

/// The development incentives of the settlement period.
pub(super) fn developments<'p>(round: &mut Round<'p, '_>, sink: &mut Sink) -> Vec<Contest> {
    let mut contests = Vec::new();
    for (index, development) in round.ground.incentives.developments.iter().enumerate() {
        let cycle = development.eligibility.period;
        for period in span::periods(cycle, round.period, &round.ground.setting) {
            let run = Run::whole(&period);
            let limit = development.places.as_ref();
            let limit = limit.and_then(|places| usize::try_from(places.value).ok());
            let contest = match &development.ranking {
                Some(ranking) => {
                    let prize = prize_of(development, ranking);
                    hold(round, prize, run, sink).contest(index, limit)
                }
                None => everybody(round, development, index, &run, sink),
            };
            contests.push(contest);
        }
    }
    contests
}

fn prize_of<'p>(development: &'p Development, ranking: &'p Ranking) -> Prize<'p> {
    Prize {
        item: None,
        is_paid: false,
        name: &development.name,
        id: &development.id,
        eligibility: &development.eligibility,
        ranking,
        shared_by: None,
        span: development.span,
    }
}

/// Without a ranking everybody who qualifies wins.
fn everybody<'p>(
    round: &Round<'p, '_>,
    development: &'p Development,
    index: usize,
    run: &Run,
    sink: &mut Sink,
) -> Contest {
    let (id, eligibility) = (&development.id, &development.eligibility);
    let seats = seated(round, &development.name, eligibility, run, development.span, sink);
    let qualified = seats
        .into_iter()
        .filter(|seat| round.judge_of(id, eligibility, seat).ruling == Ruling::Met);
    let placed = |seat: Seat| Placed {
        people: vec![seat.person],
        node: seat.node,
        place: 1,
        keys: Vec::new(),
        wins: true,
        is_undecided: false,
    };
    Contest {
        index,
        period: run.period.clone(),
        ranked: qualified.map(placed).collect(),
        places: None,
    }
}

/// A contest that was held.
pub(super) struct Held<'p> {
    prize: Prize<'p>,
    run: Run,
    entrants: Vec<Entrant<'p>>,
    places: Vec<Place>,
    /// Those who don't qualify.
    out: Vec<(Seat, Verdict<'p>)>,
}

fn seated<'p>(
    round: &Round<'p, '_>,
    name: &str,
    eligibility: &'p Eligibility,
    run: &Run,
    span: Span,
    sink: &mut Sink,
) -> Vec<Seat> {
    let seats = round.seating().seats(eligibility, Payee::Member, run);
    let seat = |seat| match seat {
        Ok(seat) => Some(seat),
        Err(none) => {
            tell::no_seat(&round.ground, &none, (name, span), &run.period, sink);
            None
        }
    };
    seats.into_iter().filter_map(seat).collect()
}

fn hold<'p>(round: &Round<'p, '_>, prize: Prize<'p>, run: Run, sink: &mut Sink) -> Held<'p> {
    let eligibility = prize.eligibility;
    let seats = seated(round, prize.name, eligibility, &run, prize.span, sink);
    let mut out = Vec::new();
    let mut single = Vec::new();
    let mut nodes: BTreeMap<usize, Vec<(Seat, Verdict<'p>)>> = BTreeMap::new();
    for seat in seats {
        let verdict = round.judge_of(prize.id, eligibility, &seat);
        match (verdict.ruling, seat.node) {
            (Ruling::Met, Some(node)) if eligibility.level != Level::Person => {
                nodes.entry(node).or_default().push((seat, verdict));
            }
            (Ruling::Met, _) => single.push((seat, verdict)),
            _ => out.push((seat, verdict)),
        }
    }
    let mut entrants = Vec::new();
    for (seat, verdict) in single {
        let keys = keys(round, &prize, &seat, Some(seat.person));
        entrants.push(Entrant { node: None, members: vec![(seat, verdict)], keys });
    }
    for (node, members) in nodes {
        let keys = keys(round, &prize, &members[0].0, None);
        entrants.push(Entrant { node: Some(node), members, keys });
    }
    let all: Vec<Vec<Option<Number>>> = entrants.iter().map(|one| one.keys.clone()).collect();
    let mut held = Held { prize, run, places: rank::places(&all), entrants, out };
    held.places = held.decided(round);
    held
}

/// What ranks and what decides ties, by the results that are measured.
fn keys(
    round: &Round<'_, '_>,
    prize: &Prize<'_>,
    seat: &Seat,
    person: Option<usize>,
) -> Vec<Option<Number>> {
    let metric = prize.eligibility.metric;
    let sight = round.sight(metric, person.unwrap_or(usize::MAX), &seat.subject, &seat.run);
    let by = std::iter::once(&prize.ranking.by).chain(&prize.ranking.tie_break);
    by.map(|by| by.compute(&sight).ok()).collect()
}

impl Held<'_> {
    /// The places after what somebody decided: those who are tied and all stand in the decision take
    /// places one after another.
    fn decided(&self, round: &Round<'_, '_>) -> Vec<Place> {
        let key = (self.prize.id.to_owned(), self.run.period.id.clone());
        let order = round.ground.entered.orders.get(&key);
        let (Some(order), IfTied::Decide) = (order, self.prize.ranking.if_tied) else {
            return self.places.clone();
        };
        let at = |who: &usize| order.iter().position(|name| *name == self.name(round, *who));
        let split = |place: &Place| {
            let mut found: Vec<(usize, usize)> =
                place.who.iter().filter_map(|who| Some((at(who)?, *who))).collect();
            if found.len() != place.who.len() {
                return vec![place.clone()];
            }
            found.sort_unstable();
            let one = |(step, (_, who)): (usize, (usize, usize))| Place {
                before: place.before + step,
                who: vec![who],
            };
            found.into_iter().enumerate().map(one).collect()
        };
        self.places.iter().flat_map(split).collect()
    }

    /// How records mean one who competes: a person's id, a node's name.
    fn name(&self, round: &Round<'_, '_>, who: usize) -> String {
        let entrant = &self.entrants[who];
        match entrant.node {
            Some(node) => round.ground.setting.organisation.nodes[node].name.clone(),
            None => round.ground.plan.roster.people[entrant.members[0].0.person].id.clone(),
        }
    }

    /// Who stands where. A tie that goes over the last place and is for somebody to decide leaves
    /// those undecided.
    fn contest(&self, index: usize, limit: Option<usize>) -> Contest {
        let if_tied = self.prize.ranking.if_tied;
        let placed = |place: &Place| {
            let fits = limit.is_none_or(|limit| place.before + place.who.len() <= limit);
            let begins = limit.is_none_or(|limit| place.before < limit);
            let is_undecided = begins && !fits && if_tied == IfTied::Decide;
            let (before, wins) = (place.before, begins && !is_undecided);
            let one = move |who: &usize| {
                let entrant = &self.entrants[*who];
                Placed {
                    people: entrant.members.iter().map(|(seat, _)| seat.person).collect(),
                    node: entrant.node,
                    place: before + 1,
                    keys: entrant.keys.clone(),
                    wins,
                    is_undecided,
                }
            };
            place.who.iter().map(one).collect::<Vec<Placed>>()
        };
        let ranked = self.places.iter().flat_map(placed).collect();
        Contest { index, period: self.run.period.clone(), ranked, places: limit }
    }
}

/// Pays the places, and gives everybody else the reason.
fn pay<'p>(round: &mut Round<'p, '_>, held: &Held<'p>, awards: &[Working], sink: &mut Sink) {
    let (prize, run) = (&held.prize, &held.run);
    let Some(item) = prize.item else { return };
    let mode = round.ground.plan.head.rounding;
    let awarded = rank::awarded(&held.places, awards, prize.ranking.if_tied, mode);
    for place in &awarded.undecided {
        let who: Vec<(Option<usize>, usize)> = place
            .who
            .iter()
            .map(|who| (held.entrants[*who].node, held.entrants[*who].members[0].0.person))
            .collect();
        tell::tied(&round.ground, (prize.name, prize.span), place.before + 1, &who, run, sink);
    }
    let mut won: BTreeMap<usize, Working> = awarded.awards.into_iter().collect();
    let line = |node, verdict: &Verdict<'p>, nothing, pays| Line {
        item,
        period: run.period.clone(),
        node,
        judged: verdict.judged.clone(),
        ruling: verdict.ruling,
        nothing,
        pays,
        held: None,
        is_paid: prize.is_paid,
        cite: prize.span,
    };
    let label = joint::label_of(item);
    let mut lines = Vec::new();
    for (at, entrant) in held.entrants.iter().enumerate() {
        let Some(award) = won.remove(&at) else {
            let why = match entrant.keys.first() {
                Some(Some(_)) => Nothing::NotPlaced,
                _ => Nothing::NotRanked,
            };
            for (seat, verdict) in &entrant.members {
                let zero = round.rounded(round.zero(), label);
                lines.push((seat.person, line(entrant.node, verdict, Some(why), zero)));
            }
            continue;
        };
        let parts = match (entrant.node, prize.shared_by) {
            (Some(node), Some(share)) => {
                let sharing = Sharing {
                    name: prize.name,
                    span: prize.span,
                    share,
                    metric: prize.eligibility.metric,
                    node,
                    run,
                };
                let members: Vec<&Seat> = entrant.members.iter().map(|(seat, _)| seat).collect();
                sharing.shared(round, &members, award, sink)
            }
            _ => vec![award; entrant.members.len()],
        };
        for ((seat, verdict), part) in entrant.members.iter().zip(parts) {
            let pays = round.rounded(part, label);
            lines.push((seat.person, line(entrant.node, verdict, None, pays)));
        }
    }
    for (seat, verdict) in &held.out {
        let zero = round.rounded(round.zero(), label);
        let why = why_nothing(verdict.ruling);
        lines.push((seat.person, line(seat.node, verdict, why, zero)));
    }
    for (person, line) in lines {
        round.add(person, line);
    }
}
