//! What concerns several people or several components together: pools that people share, caps over
//! several components, draws against all that somebody earned, holds.

use std::collections::BTreeMap;

use crate::base::{Number, Period, Unit};
use crate::plan::fact::Window;
use crate::plan::incentive::{Component, Pay, Share};
use crate::plan::limit::{Draw, Excess, Payee, SharedCap};
use crate::plan::roster::Person;
use crate::text::{Sink, Span};

use super::draw::{self, DrawPeriod};
use super::label::Label;
use super::pool;
use super::price;
use super::seat::{Seat, stretches};
use super::settle::{Round, why_nothing};
use super::span::{self, Run};
use super::statement::{Item, Line};
use super::tell;
use super::undo;
use super::verdict::{Ruling, Verdict};
use super::working::Working;

/// What a line of that item is called.
pub(super) fn label_of(item: Item) -> Label {
    match item {
        Item::Component(index) => Label::Component(index),
        Item::Honour(index) => Label::Honour(index),
    }
}

/// An amount that the people of a node share.
pub(super) struct Sharing<'a> {
    /// What it is called in messages.
    pub name: &'a str,
    /// The table of the plan.
    pub span: Span,
    /// How they share.
    pub share: &'a Share,
    /// The metric that attainment and target mean.
    pub metric: Option<usize>,
    /// The node.
    pub node: usize,
    /// When.
    pub run: &'a Run,
}

impl Sharing<'_> {
    /// Each one's part, to the cent; they sum to the amount. Nothing for anybody where there is no
    /// weight, which is told.
    pub fn shared(
        &self,
        round: &Round<'_, '_>,
        members: &[&Seat],
        amount: Working,
        sink: &mut Sink,
    ) -> Vec<Working> {
        let weights = members.iter().map(|seat| self.weight(round, seat));
        let weights: Vec<Working> = weights.collect();
        let mode = round.ground.plan.head.rounding;
        pool::shared(&amount, &weights, mode).unwrap_or_else(|_| {
            tell::no_weight(&round.ground, (self.name, self.span), self.node, self.run, sink);
            vec![round.zero(); members.len()]
        })
    }

    fn weight(&self, round: &Round<'_, '_>, seat: &Seat) -> Working {
        let unit = crate::base::Unit::Plain;
        let Share::Weight(weight) = self.share else {
            return Working::given(Label::ShareWeight, Number::one(), unit);
        };
        let run = Run { period: self.run.period.clone(), window: seat.active };
        let sight = round.sight(self.metric, seat.person, &seat.own, &run);
        let metrics = round.ground.plan.metrics.len();
        // Somebody without a value has no weight.
        super::formula::working(weight, &sight, metrics)
            .unwrap_or_else(|_| Working::given(Label::ShareWeight, Number::zero(), unit))
    }
}

/// A pool for each node of the component's level, shared by those of its people who qualify.
pub(super) fn pool<'p>(
    round: &mut Round<'p, '_>,
    index: usize,
    component: &'p Component,
    run: &Run,
    sink: &mut Sink,
) {
    let Pay::Pool { amount, shared_by } = &component.pay else { return };
    let mut nodes: BTreeMap<usize, Vec<(Seat, Verdict<'p>)>> = BTreeMap::new();
    for seat in round.seating().seats(&component.eligibility, Payee::Member, run) {
        match seat {
            Err(none) => {
                let what = (component.name.as_str(), component.span);
                tell::no_seat(&round.ground, &none, what, &run.period, sink);
            }
            Ok(seat) => {
                let verdict = round.judge_of(&component.id, &component.eligibility, &seat);
                nodes.entry(seat.node.unwrap_or(0)).or_default().push((seat, verdict));
            }
        }
    }
    for (node, people) in nodes {
        let sharing = Sharing {
            name: &component.name,
            span: component.span,
            share: shared_by,
            metric: component.eligibility.metric,
            node,
            run,
        };
        let met = people.iter().filter(|(_, verdict)| verdict.ruling == Ruling::Met);
        let members: Vec<&Seat> = met.map(|(seat, _)| seat).collect();
        let whole = price::typed(Label::Pool, amount, round.money());
        let parts = match members.is_empty() {
            true => Vec::new(),
            false => sharing.shared(round, &members, whole, sink),
        };
        let mut parts = parts.into_iter();
        for (seat, verdict) in people {
            let nothing = why_nothing(verdict.ruling);
            let part = match nothing {
                None => parts.next().unwrap_or_else(|| round.zero()),
                Some(_) => round.zero(),
            };
            let line = Line {
                item: Item::Component(index),
                period: run.period.clone(),
                node: Some(node),
                judged: verdict.judged,
                ruling: verdict.ruling,
                nothing,
                pays: round.rounded(part, Label::Component(index)),
                held: None,
                is_paid: component.paid,
                cite: component.span,
            };
            round.add(seat.person, line);
        }
    }
}

/// What concerns all that somebody gets: caps over several components, in the order of the plan.
pub(super) fn caps(
    round: &mut Round<'_, '_>,
    person: usize,
    lines: &[Line<'_>],
    sink: &mut Sink,
) -> Vec<Working> {
    let mut cuts: Vec<(usize, Working)> = Vec::new();
    for (index, cap) in round.ground.incentives.caps.iter().enumerate() {
        let earlier: Vec<Working> = cuts
            .iter()
            .filter(|(before, _)| is_within(&round.ground.incentives.caps[*before], cap))
            .map(|(_, cut)| shallow(cut))
            .collect();
        cuts.extend(cut(round, (index, cap), person, lines, earlier, sink).map(|cut| (index, cut)));
    }
    cuts.into_iter().map(|(_, cut)| cut).collect()
}

/// Whether everything under one cap is under the other as well.
fn is_within(inner: &SharedCap, outer: &SharedCap) -> bool {
    let every = inner.components.iter().all(|one| outer.components.contains(one));
    outer.components.is_empty() || (!inner.components.is_empty() && every)
}

/// The figure without what it came from: that stands in its own line.
fn shallow(figure: &Working) -> Working {
    Working::given(figure.label, figure.value.clone(), figure.unit)
}

fn cut(
    round: &mut Round<'_, '_>,
    (index, cap): (usize, &SharedCap),
    person: usize,
    lines: &[Line<'_>],
    earlier: Vec<Working>,
    sink: &mut Sink,
) -> Option<Working> {
    let money = round.money();
    let under = |item: Item| match item {
        Item::Component(one) => cap.components.is_empty() || cap.components.contains(&one),
        Item::Honour(_) => false,
    };
    let mut parts: Vec<Working> = lines
        .iter()
        .filter(|line| line.is_paid && under(line.item) && !line.pays.value.is_zero())
        .map(|line| shallow(&line.pays))
        .collect();
    parts.extend(earlier);
    let earned: Number = parts.iter().map(|part| &part.value).sum();
    let key = (index, person);
    let carried = match cap.excess {
        Excess::Carried => round.carry.capped.remove(&key).unwrap_or_default(),
        Excess::Lost => Number::zero(),
    };
    if !carried.is_zero() {
        parts.push(Working::given(Label::Carried, carried.clone(), money));
    }
    let all = Working::sum(Label::Earned, money, parts);
    let limit = limit(round, (index, cap), person, sink);
    let passes = Working::least(Label::Capped, all, limit);
    let over = &(&earned + &carried) - &passes.value;
    if cap.excess == Excess::Carried && over.is_positive() {
        round.carry.capped.insert(key, over);
    }
    note_through(round, (index, cap), person, &passes.value);
    if passes.value == earned {
        return None;
    }
    let before = Working::given(Label::Earned, earned, money);
    Some(Working::difference(Label::Cut(index), passes, before))
}

/// What a cap lets through: its amount, less what it has let through in its period before.
fn limit(
    round: &Round<'_, '_>,
    (index, cap): (usize, &SharedCap),
    person: usize,
    sink: &mut Sink,
) -> Working {
    let amount = price::typed(Label::Cap, &cap.amount, round.money());
    let mut limit = amount;
    let of = span::containing(cap.period, round.period, &round.ground.setting);
    if let (true, Some(by)) = (cap.prorated, round.ground.incentives.proration) {
        match round.active_of(by, person, &of) {
            None => {}
            Some(Ok(active)) => {
                limit = Working::product(Label::Cap, round.money(), vec![limit, active]);
            }
            Some(Err(trouble)) => tell::unprorated(&trouble, cap.span, sink),
        }
    }
    // What it lets through is paid: whole cents.
    limit = pool::payable(limit, round.ground.plan.head.rounding);
    let start = of.start;
    match round.carry.through.get(&(index, person)) {
        Some((began, through)) if *began == start && start < round.period.start => {
            let before = Working::given(Label::PaidBefore, through.clone(), round.money());
            Working::difference(Label::Cap, limit, before)
        }
        _ => limit,
    }
}

fn note_through(
    round: &mut Round<'_, '_>,
    (index, cap): (usize, &SharedCap),
    person: usize,
    amount: &Number,
) {
    let start = period_start(round, cap);
    let entry = round.carry.through.entry((index, person)).or_insert((start, Number::zero()));
    if entry.0 != start {
        *entry = (start, Number::zero());
    }
    entry.1 += amount;
}

/// The first day of the cap's period: the settlement period, a longer one, or the plan.
fn period_start(round: &Round<'_, '_>, cap: &SharedCap) -> crate::base::Day {
    span::containing(cap.period, round.period, &round.ground.setting).start
}

/// What concerns all that somebody gets, in order: caps over several components, draws, holds.
pub(super) fn adjustments(
    round: &mut Round<'_, '_>,
    person: usize,
    lines: &[Line<'_>],
    sink: &mut Sink,
) -> Vec<Working> {
    let mut all = caps(round, person, lines, sink);
    let paid = lines.iter().filter(|line| line.is_paid).map(|line| shallow(&line.pays));
    let earned: Vec<Working> = paid.chain(all.iter().map(shallow)).collect();
    let earned = Working::sum(Label::Earned, round.money(), earned);
    all.extend(draws(round, person, &earned, sink));
    let adjusted: Number = all.iter().map(|figure| &figure.value).sum();
    let paid = lines.iter().filter(|line| line.is_paid).map(|line| &line.pays.value);
    let payable = &paid.sum::<Number>() + &adjusted;
    all.extend(holds(lines, payable, round.money()));
    all.extend(undo::clawbacks(round, person, sink));
    all.retain(|figure| !figure.value.is_zero());
    all
}

/// What is held back of the lines: no more than is payable once caps have cut and draws have taken.
fn holds(lines: &[Line<'_>], payable: Number, money: Unit) -> Vec<Working> {
    let mut left = payable.max(Number::zero());
    let held = lines.iter().filter(|line| line.is_paid).filter_map(|line| line.held.clone());
    let held = held.map(|mut held| {
        if held.value > left {
            held = Working::least(
                Label::Held,
                held,
                Working::given(Label::Limit, left.clone(), money),
            );
        }
        left = &left - &held.value;
        let nothing = Working::given(Label::Nothing, Number::zero(), money);
        Working::difference(Label::Held, nothing, held)
    });
    held.collect()
}

/// What draws add and recover, in the order of the plan: each meets what was earned with those before.
fn draws(
    round: &mut Round<'_, '_>,
    person: usize,
    earned: &Working,
    sink: &mut Sink,
) -> Vec<Working> {
    let (mut found, money) = (Vec::new(), round.money());
    let known = &round.ground.plan.roster.people[person];
    let mut earned = earned.clone();
    let mut taken = Working::sum(Label::PaidBefore, money, Vec::new());
    for (at, draw) in round.ground.incentives.draws.iter().enumerate() {
        let in_force = is_in_force(draw, known, round.period);
        let before = round.carry.balance.get(&(at, person)).cloned().unwrap_or_default();
        if !in_force && before.is_zero() {
            continue;
        }
        let amount = in_force.then(|| amount(round, (at, draw), person, sink)).flatten();
        let recovers = draw.recovery.as_ref().is_some_and(|recovery| {
            recovery.from.as_ref().is_none_or(|from| from.value <= round.period.end)
        });
        let met = draw::met(&DrawPeriod {
            draw,
            at,
            amount,
            recovers,
            earned: earned.clone(),
            taken: taken.clone(),
            before: Working::given(Label::Balance(at), before.clone(), money),
        });
        let mode = round.ground.plan.head.rounding;
        let top_up = pool::payable(met.top_up, mode);
        let recovered = pool::payable(met.recovered, mode);
        // The balance follows what was really paid and recovered, in whole cents.
        let balance = match draw.recovery {
            Some(_) => &(&before + &top_up.value) - &recovered.value,
            None => Number::zero(),
        };
        round.carry.balance.insert((at, person), balance);
        let nothing = Working::given(Label::Nothing, Number::zero(), money);
        earned = Working::sum(Label::Earned, money, vec![earned, shallow(&top_up)]);
        taken = Working::sum(Label::PaidBefore, money, vec![taken, shallow(&recovered)]);
        found.push(top_up);
        found.push(Working::difference(Label::Recovered(at), nothing, recovered));
    }
    found
}

/// Whether somebody is in a draw's audience on one of its days in a period.
fn is_in_force(draw: &Draw, person: &Person, period: &Period) -> bool {
    let days = Window::new(
        draw.from.as_ref().map_or(period.start, |from| from.value),
        draw.until.as_ref().map_or(period.end, |until| until.value),
    );
    let days = days.meet(Window::new(period.start, period.end));
    days.is_some_and(|days| !stretches(person, &draw.audience, days).is_empty())
}

/// The draw's amount in the period.
fn amount(
    round: &Round<'_, '_>,
    (at, draw): (usize, &Draw),
    person: usize,
    sink: &mut Sink,
) -> Option<Working> {
    let amount = price::typed(Label::Draw(at), &draw.amount, round.money());
    let (true, Some(by)) = (draw.prorated, round.ground.incentives.proration) else {
        return Some(amount);
    };
    match round.active_of(by, person, round.period)? {
        Ok(active) => Some(Working::product(amount.label, amount.unit, vec![amount, active])),
        Err(trouble) => {
            tell::unprorated(&trouble, draw.span, sink);
            None
        }
    }
}

/// Everybody who has a draw in the period, or still owes one.
pub(super) fn drawing(round: &Round<'_, '_>) -> Vec<usize> {
    let people = round.ground.plan.roster.people.iter().enumerate();
    let draws = &round.ground.incentives.draws;
    let has = |(index, person): &(usize, &Person)| {
        let mut draws = draws.iter().enumerate();
        draws.any(|(at, draw)| {
            let owes = round.carry.balance.get(&(at, *index)).is_some_and(|b| !b.is_zero());
            owes || is_in_force(draw, person, round.period)
        })
    };
    people.filter(has).map(|(index, _)| index).collect()
}
