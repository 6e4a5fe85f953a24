//! Settling: every component for everybody, period after period, in the fixed order: credit →
//! proration → attainment → rate → modifier → gate → the component's cap → rounding → caps of several
//! components → draws → holds. Each line is rounded once, before what concerns several lines: so the
//! lines sum to the total, and a cap is never exceeded by a cent.

use std::collections::BTreeMap;

use crate::base::{Day, Number, Period, Unit};
use crate::expr;
use crate::plan::Plan;
use crate::plan::fact::Window;
use crate::plan::incentive::{Component, Incentives, NoTarget, Pay};
use crate::quota::Setting;
use crate::text::Sink;

use super::around::{BelowGate, Wrap, left_below_gate};
use super::carry::Carry;
use super::entry::Rows;
use super::label::Label;
use super::measured::Missing;
use super::reckon::{Case, Entered, Reckoned, Reckoner, Trouble};
use super::seat::{Seat, Seating};
use super::sight::{Earlier, Sight};
use super::span::{self, Run};
use super::statement::{Item, Line, Nothing, Settlement, Statement};
use super::subject::Results;
use super::verdict::{Ruling, Verdict, verdict};
use super::working::Working;
use super::{contest, hold, joint, pool, question, tell, undo};

/// What settling stands on.
#[derive(Clone, Copy)]
pub struct Ground<'p, 'g> {
    /// The plan.
    pub plan: &'p Plan,
    /// What it pays.
    pub incentives: &'p Incentives,
    /// Its setting.
    pub setting: Setting<'p>,
    /// Who sits where.
    pub seating: &'g Seating<'g>,
    /// Results and targets.
    pub results: &'g dyn Results,
    /// Rows of transactions.
    pub rows: &'g dyn Rows,
    /// What people entered.
    pub entered: &'g Entered,
}

/// Settles a period. Where the plan looks back, the settlement periods before it are settled first,
/// from the same facts. Everything that can't be computed is told, with who and what; then the
/// settlement lacks those lines, and must not be used.
pub fn settle<'p>(ground: Ground<'p, '_>, period: &Period, sink: &mut Sink) -> Settlement<'p> {
    let mut carry = Carry::default();
    for (at, earlier) in periods(ground.plan, ground.incentives, period).iter().enumerate() {
        let mut round = Round::new(ground, earlier, at, &mut carry);
        let settled = round.settle(sink);
        if earlier.id == period.id {
            return settled;
        }
    }
    Round::new(ground, period, 0, &mut carry).settle(sink)
}

/// The settlement periods that have to be reckoned for one: those before it where the plan looks
/// back, and itself.
pub fn periods(plan: &Plan, incentives: &Incentives, period: &Period) -> Vec<Period> {
    let all = &plan.head.periods;
    let Some(last) = all.iter().position(|known| known.id == period.id) else {
        return vec![period.clone()];
    };
    let first = if question::looks_back(incentives) { 0 } else { last };
    all[first..=last].to_vec()
}

/// One settlement period being settled.
pub(super) struct Round<'p, 'c> {
    pub(super) ground: Ground<'p, 'c>,
    pub(super) period: &'c Period,
    /// Which of the periods it is.
    at: usize,
    pub(super) carry: &'c mut Carry,
    /// The lines so far, by person.
    lines: BTreeMap<usize, Vec<Line<'p>>>,
}

impl<'p, 'c> Round<'p, 'c> {
    pub(super) fn new(
        ground: Ground<'p, 'c>,
        period: &'c Period,
        at: usize,
        carry: &'c mut Carry,
    ) -> Self {
        Round { ground, period, at, carry, lines: BTreeMap::new() }
    }

    fn settle(&mut self, sink: &mut Sink) -> Settlement<'p> {
        let incentives = self.ground.incentives;
        for (index, component) in incentives.components.iter().enumerate() {
            let cycle = component.eligibility.period;
            for period in span::periods(cycle, self.period, &self.ground.setting) {
                let run = Run::whole(&period);
                match &component.pay {
                    Pay::Pool { .. } => joint::pool(self, index, component, &run, sink),
                    Pay::Rank { .. } => contest::awards(self, index, component, &run, sink),
                    _ => self.component(index, component, &run, sink),
                }
            }
        }
        let honours = contest::honours(self, sink);
        let developments = contest::developments(self, sink);
        let mut lines = std::mem::take(&mut self.lines);
        for person in joint::drawing(self).into_iter().chain(undo::people(self)) {
            lines.entry(person).or_default();
        }
        let mut statements = Vec::new();
        for (person, lines) in lines {
            statements.push(self.statement(person, lines, sink));
        }
        Settlement { statements, period: self.period.clone(), honours, developments }
    }

    fn component(&mut self, index: usize, component: &'p Component, run: &Run, sink: &mut Sink) {
        let seats = self.seating().seats(&component.eligibility, component.payee, run);
        for seat in seats {
            let seat = match seat {
                Ok(seat) => seat,
                Err(none) => {
                    let what = (component.name.as_str(), component.span);
                    tell::no_seat(&self.ground, &none, what, &run.period, sink);
                    continue;
                }
            };
            match self.line(index, component, &seat) {
                Ok(line) => self.add(seat.person, line),
                Err(trouble) => {
                    tell::trouble(&self.ground, &trouble, component, &seat, sink);
                }
            }
        }
    }

    /// A component for somebody, from the conditions to the rounding.
    pub(super) fn line(
        &mut self,
        index: usize,
        component: &'p Component,
        seat: &Seat,
    ) -> Result<Line<'p>, Trouble> {
        let start = span::running_from(component.basis, &seat.run.period, &self.ground.setting);
        let legs = self.legs(component, seat, start)?;
        let judged = self.judge(component, seat);
        let left = left_below_gate(component, judged.ruling);
        let base_only = matches!(left, Some(BelowGate::BaseRates));
        let case = Case { index, component, seat, legs: &legs, base_only };
        let mut nothing = why_nothing(judged.ruling).filter(|_| left.is_none());
        if judged.lacks_target(self.ground.plan.metrics.len()) {
            match component.no_target {
                NoTarget::Error => return Err(Trouble::Missing(Missing::Target)),
                NoTarget::Nothing => nothing = Some(Nothing::NoTarget),
            }
        }
        let earned = match nothing {
            Some(_) => Err(nothing),
            None => match self.earned(&case, start) {
                Err(trouble) if Reckoner::pays_nothing_without_target(component, &trouble) => {
                    Err(Some(Nothing::NoTarget))
                }
                other => Ok(other?),
            },
        };
        let key = (index, seat.person, seat.node);
        let (pays, nothing) = match earned {
            Ok(earned) => {
                let mut later = std::mem::take(self.carry.of(key));
                let wrap = Wrap { case, reckoner: &self.reckoner(), left };
                let pays = wrap.wrap(earned, &mut later)?;
                *self.carry.of(key) = later;
                let nothing = pays.value.is_zero().then_some(Nothing::NothingEarned);
                (pays, nothing)
            }
            Err(nothing) => (self.zero(), nothing),
        };
        let pays = self.rounded(pays, Label::Component(index));
        Ok(Line {
            item: Item::Component(index),
            period: seat.run.period.clone(),
            node: seat.node,
            judged: judged.judged,
            ruling: judged.ruling,
            nothing,
            held: self.held(&case, &pays)?,
            pays,
            is_paid: component.paid,
            cite: component.span,
        })
    }

    /// What the rate pays, less what a running total has paid before.
    fn earned(&mut self, case: &Case<'_>, start: Option<Day>) -> Reckoned {
        let earning = self.reckoner().earning(case, start)?;
        let Some(start) = start else { return Ok(earning) };
        let key = (case.index, case.seat.person, case.seat.node);
        let money = self.money();
        let before = self.carry.counted(key, start);
        let before = Working::given(Label::PaidBefore, before, money);
        self.carry.count(key, start, earning.value.clone());
        Ok(Working::difference(Label::Earning, earning, before))
    }

    /// What is held back of a component until the customer has paid.
    fn held(&self, case: &Case<'_>, pays: &Working) -> Result<Option<Working>, Trouble> {
        let Some(hold) = &case.component.around.hold else { return Ok(None) };
        let seat = case.seat;
        let of = |label, metric: usize| {
            let value = self.ground.results.achieved(&seat.subject, metric, seat.run.window);
            let unit = self.ground.plan.metrics[metric].unit;
            Working::given(label, value.unwrap_or_default(), unit)
        };
        let collected = of(Label::Achieved(hold.collected), hold.collected);
        let due = of(Label::Achieved(hold.due), hold.due);
        let shown = Working::given(pays.label, pays.value.clone(), pays.unit);
        let eligible = hold::eligible(&hold.release, &shown, &collected, &due)?;
        let eligible = pool::payable(eligible, self.ground.plan.head.rounding);
        Ok(Some(hold::held(shown, eligible)))
    }

    /// The conditions of a component, as they hold for somebody.
    fn judge(&self, component: &'p Component, seat: &Seat) -> Verdict<'p> {
        self.judge_of(&component.id, &component.eligibility, seat)
    }

    /// The conditions of anything that has an eligibility.
    pub(super) fn judge_of(
        &self,
        id: &str,
        eligibility: &'p crate::plan::incentive::Eligibility,
        seat: &Seat,
    ) -> Verdict<'p> {
        let own_run = Run { period: seat.run.period.clone(), window: seat.active };
        let sight = |subject, run| self.sight(eligibility.metric, seat.person, subject, run);
        let own = sight(&seat.own, &own_run);
        let runs: Vec<Run> = self.runs_in_a_row(eligibility.consecutive, &seat.run);
        let measured: Vec<Sight<'_>> = runs.iter().map(|run| sight(&seat.subject, run)).collect();
        verdict(id, eligibility, &self.ground.plan.rules, &own, &measured)
    }

    /// What an expression sees of somebody.
    pub(super) fn sight<'s>(
        &'s self,
        metric: Option<usize>,
        person: usize,
        subject: &'s super::subject::Subject,
        run: &'s Run,
    ) -> Sight<'s> {
        Sight {
            results: self.ground.results,
            metrics: self.ground.plan.metrics.len(),
            fiscal: self.ground.plan.head.fiscal_year,
            subject,
            person: self.ground.plan.roster.people.get(person).map(|known| (person, known)),
            metric,
            run,
            incentive: None,
            earlier: self,
        }
    }

    fn runs_in_a_row(&self, count: u32, run: &Run) -> Vec<Run> {
        let mut runs = vec![run.clone()];
        for back in 1..i32::try_from(count).unwrap_or(i32::MAX) {
            let Some(earlier) = self.step_back(&run.period, back) else { break };
            runs.push(Run::whole(&earlier));
        }
        // A period that nobody knows can't have met the condition.
        while runs.len() < usize::try_from(count).unwrap_or(usize::MAX) {
            let before = Window::new(run.window.start, run.window.start.plus(-1));
            runs.push(Run { period: run.period.clone(), window: before });
        }
        runs
    }

    fn step_back(&self, period: &Period, back: i32) -> Option<Period> {
        let declared = &self.ground.plan.head.periods;
        if let Some(at) = declared.iter().position(|known| known.id == period.id) {
            let earlier = usize::try_from(back).ok().and_then(|back| at.checked_sub(back));
            if let Some(earlier) = earlier {
                return Some(declared[earlier].clone());
            }
        }
        self.ground.setting.fiscal.step(period, -back)
    }

    fn statement(&mut self, person: usize, lines: Vec<Line<'p>>, sink: &mut Sink) -> Statement<'p> {
        let adjustments = joint::adjustments(self, person, &lines, sink);
        let paid = lines.iter().filter(|line| line.is_paid).map(|line| line.pays.clone());
        let parts = paid.chain(adjustments.iter().cloned()).collect();
        let total = Working::sum(Label::Gross, self.money(), parts);
        Statement { person, lines, adjustments, total }
    }

    pub(super) fn add(&mut self, person: usize, line: Line<'p>) {
        self.note(person, &line);
        self.lines.entry(person).or_default().push(line);
    }

    /// Notes what a line pays, for components after it and periods to come.
    pub(super) fn note(&mut self, person: usize, line: &Line<'_>) {
        if let Item::Component(index) = line.item {
            self.carry.paid(self.at, index, person, &line.pays.value);
            let paid = if line.is_paid { line.pays.value.clone() } else { Number::zero() };
            self.carry.pay_for((index, person, line.period.start), &paid);
        }
    }

    pub(super) fn seating(&self) -> &'c Seating<'c> {
        self.ground.seating
    }

    pub(super) fn reckoner(&self) -> Reckoner<'_> {
        Reckoner {
            plan: self.ground.plan,
            results: self.ground.results,
            rows: self.ground.rows,
            entered: self.ground.entered,
            earlier: self,
        }
    }

    pub(super) fn money(&self) -> Unit {
        Unit::Money(self.ground.plan.head.currency)
    }

    pub(super) fn zero(&self) -> Working {
        Working::given(Label::Amount, Number::zero(), self.money())
    }

    /// The payout line: rounded to the currency's places, as the plan says.
    pub(super) fn rounded(&self, figure: Working, label: Label) -> Working {
        let money = self.money();
        Working::rounded(label, figure, money.places(), self.ground.plan.head.rounding)
    }
}

impl Earlier for Round<'_, '_> {
    fn pays(&self, component: usize, person: usize, reach: expr::Window) -> Option<Number> {
        let at = match reach {
            expr::Window::Current => self.at,
            expr::Window::Previous(back) => self.at.checked_sub(usize::try_from(back).ok()?)?,
            _ => return None,
        };
        Some(self.carry.paid_in(at, component, person))
    }
}

/// Why nothing is paid, where the conditions say so.
pub(super) fn why_nothing(ruling: Ruling) -> Option<Nothing> {
    match ruling {
        Ruling::Met => None,
        Ruling::Excluded(index) => Some(Nothing::Excluded(index)),
        Ruling::Unmet(0) => Some(Nothing::Unmet),
        Ruling::Unmet(back) => Some(Nothing::UnmetBefore(back)),
        Ruling::BelowGate(gate) => Some(Nothing::BelowGate(gate)),
    }
}
