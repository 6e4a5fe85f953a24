//! On which days somebody was there for a component, and what share of a period that is.

use crate::base::{Calendar, Day, Number, Period, Unit};
use crate::plan::fact::Window;
use crate::plan::incentive::Component;
use crate::plan::limit::Proration;
use crate::plan::roster::{Person, Stint};
use crate::text::Spanned;

use super::label::Label;
use super::proration::{self, NoShare};
use super::reckon::{Leg, Reckoned, Trouble};
use super::seat::{Seat, there};
use super::settle::{Ground, Round};
use super::span::{self, Run};
use super::working::Working;

impl Round<'_, '_> {
    /// The periods that a component is reckoned through for somebody, with the share of each on the
    /// plan where the component prorates something.
    pub(super) fn legs(
        &self,
        component: &Component,
        seat: &Seat,
        start: Option<Day>,
    ) -> Result<Vec<Leg>, Trouble> {
        let Ground { plan, setting, incentives, .. } = self.ground;
        let (period, cycle) = (&seat.run.period, component.eligibility.period);
        let prorate = component.around.prorate;
        let wanted = prorate.target || prorate.incentive || prorate.cap || prorate.floor;
        let by = incentives.proration.filter(|_| wanted);
        let known = plan.roster.people.get(seat.person);
        let mut legs = Vec::new();
        let earlier =
            start.map(|from| span::so_far(cycle, period, from, &plan.head.periods, &setting));
        for one in earlier.iter().flatten().filter(|one| one.end < period.start) {
            let window = Window::new(one.start, one.end);
            let audience = &component.eligibility.audience;
            let there = known.and_then(|known| there(known, audience, component.payee, window));
            // Nobody brings a target from a time before being there.
            let Some(active) = there else { continue };
            let share =
                by.map(|by| self.share_of_period(by, seat.person, active, one)).transpose()?;
            legs.push(Leg { period: one.clone(), active, share });
        }
        let share = by.map(|by| self.share_of_period(by, seat.person, seat.active, period));
        let share = share.transpose()?;
        legs.push(Leg { period: period.clone(), active: seat.active, share });
        Ok(legs)
    }

    /// The share of a period on which somebody was there.
    fn share_of_period(
        &self,
        by: Proration,
        person: usize,
        active: Window,
        period: &Period,
    ) -> Reckoned {
        let Some(person) = self.ground.plan.roster.people.get(person) else {
            return Ok(Working::given(Label::Active, Number::one(), Unit::Ratio));
        };
        share_of(by, person, active, period, self.ground.plan.head.calendar.as_ref())
    }

    /// The share of a period on which somebody was on the plan.
    pub(super) fn active_of(
        &self,
        by: Proration,
        person: usize,
        period: &Period,
    ) -> Option<Reckoned> {
        let known = &self.ground.plan.roster.people[person];
        let active = known.own_days(Run::whole(period).window)?;
        let calendar = self.ground.plan.head.calendar.as_ref();
        Some(share_of(by, known, active, period, calendar))
    }
}

/// The share of a period on which somebody was there, each assignment by its ramp.
fn share_of(
    by: Proration,
    person: &Person,
    active: Window,
    period: &Period,
    calendar: Option<&Calendar>,
) -> Reckoned {
    let stretch = |stint: &Stint| {
        let days = active.meet(Window::new(stint.start, stint.end))?;
        let ramp = stint.ramp.clone().map(|ramp| Spanned::new(ramp, stint.span));
        Some(proration::Stretch { start: days.start, end: days.end, ramp })
    };
    let stretches: Vec<proration::Stretch> = person.stints.iter().filter_map(stretch).collect();
    let share = proration::active(by, period, &stretches, calendar);
    share.map_err(|none| match none {
        NoShare::Year(year) => Trouble::Calendar(year),
        NoShare::NoUnit => Trouble::Calendar(period.start.year()),
    })
}
