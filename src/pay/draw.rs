//! Draws and guarantees: what they add to earnings, what of them is recovered, and the balance. Which
//! draw is in force in a period, and from when it is recovered, is decided by the calendar elsewhere.

use crate::base::{Number, Unit};
use crate::plan::limit::{Draw, DrawKind, Recovery};

use super::label::Label;
use super::limit::above_zero;
use super::price::typed;
use super::working::Working;

/// A draw in one settlement period of one person.
#[derive(Clone, Debug)]
pub struct DrawPeriod<'a> {
    /// The draw as the plan states it.
    pub draw: &'a Draw,
    /// Its position in the plan, for the names of figures.
    pub at: usize,
    /// Its amount in this period, by the share of the period where it is prorated; `None`: it isn't in
    /// force.
    pub amount: Option<Working>,
    /// Whether the day from which it is recovered has come.
    pub recovers: bool,
    /// What the person earned.
    pub earned: Working,
    /// What draws before this one take of it: no two take the same earnings.
    pub taken: Working,
    /// The balance at the end of the period before; 0 in the first.
    pub before: Working,
}

/// What a draw does in a period.
#[derive(Clone, PartialEq, Debug)]
pub struct DrawMet {
    /// What it adds to what was earned.
    pub top_up: Working,
    /// What is taken from what was earned towards the balance.
    pub recovered: Working,
    /// What is still to be recovered: the balance before, more by the top-up, less by what was
    /// recovered; what is never recovered makes no balance.
    pub balance: Working,
}

/// What the draw adds and recovers, and the balance after.
pub fn met(period: &DrawPeriod<'_>) -> DrawMet {
    let top_up = period.top_up();
    let Some(recovery) = &period.draw.recovery else {
        let recovered = period.nothing(Label::Recovered(period.at));
        return DrawMet { top_up, recovered, balance: period.before.clone() };
    };
    let recovered = period.recovered(recovery);
    let label = Label::Balance(period.at);
    let drawn = Working::sum(label, period.unit(), vec![period.before.clone(), top_up.clone()]);
    let balance = Working::difference(label, drawn, recovered.clone());
    DrawMet { top_up, recovered, balance }
}

impl DrawPeriod<'_> {
    fn unit(&self) -> Unit {
        self.earned.unit
    }

    fn nothing(&self, label: Label) -> Working {
        Working::sum(label, self.unit(), Vec::new())
    }

    fn top_up(&self) -> Working {
        let label = Label::TopUp(self.at);
        match (&self.amount, self.draw.kind) {
            (None, _) => self.nothing(label),
            (Some(amount), DrawKind::Additive) => amount.clone().called(label),
            (Some(amount), DrawKind::Guarantee) => {
                above_zero(Working::difference(label, amount.clone(), self.earned.clone()))
            }
        }
    }

    /// The smallest of the limits, and never below 0.
    fn recovered(&self, recovery: &Recovery) -> Working {
        let label = Label::Recovered(self.at);
        if !self.recovers || recovery.only_without_draw && self.amount.is_some() {
            return self.nothing(label);
        }
        let mut least = Working::least(label, self.before.clone(), self.excess_share(recovery));
        if let Some(share) = &recovery.share_of_earnings {
            let share = typed(Label::Rate, share, Unit::Ratio);
            let parts = vec![above_zero(self.earned.clone()), share];
            let limit = Working::product(Label::Limit, self.unit(), parts);
            least = Working::least(label, least, limit);
        }
        if let Some(most) = &recovery.most {
            least = Working::least(label, least, typed(Label::Limit, most, self.unit()));
        }
        least
    }

    /// What may be recovered of what was earned above what stays with the person.
    fn excess_share(&self, recovery: &Recovery) -> Working {
        let (earned, unit) = (self.earned.clone(), self.unit());
        let keeps = match (&recovery.keeps, &self.amount, self.draw.kind) {
            (Some(keeps), _, _) => typed(Label::Keeps, keeps, unit),
            (None, Some(amount), DrawKind::Guarantee) => amount.clone().called(Label::Keeps),
            (None, None, DrawKind::Guarantee) => typed(Label::Keeps, &self.draw.amount, unit),
            (None, _, DrawKind::Additive) => Working::given(Label::Keeps, Number::zero(), unit),
        };
        let mut left = Working::difference(Label::Excess, earned, keeps);
        if !self.taken.value.is_zero() {
            left = Working::difference(Label::Excess, left, self.taken.clone());
        }
        let excess = above_zero(left);
        match &recovery.share_of_excess {
            None => excess,
            Some(share) => {
                let share = typed(Label::Rate, share, Unit::Ratio);
                Working::product(Label::Limit, unit, vec![excess, share])
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{money, n, span, spanned};
    use super::*;
    use crate::plan::incentive::Audience;
    use crate::text::Spanned;
    use proptest::prelude::*;

    fn draw(kind: DrawKind, amount: &str, recovery: Option<Recovery>) -> Draw {
        Draw {
            id: Spanned::new("draw".to_owned(), span()),
            name: Spanned::new("draw".to_owned(), span()),
            audience: Audience::default(),
            amount: spanned(amount),
            kind,
            recovery,
            from: None,
            until: None,
            prorated: false,
            span: span(),
        }
    }

    fn recovery() -> Recovery {
        Recovery {
            share_of_excess: None,
            keeps: None,
            share_of_earnings: None,
            most: None,
            from: None,
            only_without_draw: false,
        }
    }

    /// Top-up, recovered and balance of periods one after the other.
    fn run(
        draw: &Draw,
        earned: &[&str],
        in_force: usize,
        recovers_from: usize,
    ) -> Vec<[Number; 3]> {
        let mut before = money("0");
        let mut rows = Vec::new();
        for (index, earned) in earned.iter().enumerate() {
            let amount = (index < in_force).then(|| money(&draw.amount.to_exact_text().unwrap()));
            let recovers = index >= recovers_from;
            let earned = money(earned);
            let met = met(&DrawPeriod {
                draw,
                at: 0,
                amount,
                recovers,
                earned,
                taken: money("0"),
                before,
            });
            assert!(met.top_up.holds() && met.recovered.holds() && met.balance.holds());
            before = met.balance.clone();
            rows.push([met.top_up.value, met.recovered.value, met.balance.value]);
        }
        rows
    }

    fn rows(rows: &[[&str; 3]]) -> Vec<[Number; 3]> {
        rows.iter().map(|row| row.map(n)).collect()
    }

    #[test]
    fn a_guarantee_without_recovery_leaves_no_debt() {
        let draw = draw(DrawKind::Guarantee, "5000", None);
        assert_eq!(
            run(&draw, &["3200", "6000"], 9, 0),
            rows(&[["1800", "0", "0"], ["0", "0", "0"]])
        );
    }

    #[test]
    fn an_additive_draw_comes_on_top_and_may_be_recovered_from_all_that_is_earned() {
        let free = draw(DrawKind::Additive, "500", None);
        assert_eq!(run(&free, &["800"], 9, 0), rows(&[["500", "0", "0"]]));
        let owed = draw(DrawKind::Additive, "500", Some(recovery()));
        // Two periods with the draw, then 300 and 900 earned without it.
        let expected =
            [["500", "0", "500"], ["500", "100", "900"], ["0", "300", "600"], ["0", "600", "0"]];
        assert_eq!(run(&owed, &["0", "100", "300", "900"], 2, 0), rows(&expected));
    }

    #[test]
    fn recovery_keeps_to_the_smallest_of_its_limits() {
        let earned = &["0", "4000"];
        for (change, recovered) in [
            // Of 1,000 drawn: all of it; a quarter of the 3,000 above the guarantee; 20 % of 4,000;
            // 500 at the most; what is above 3,900.
            (recovery(), "1000"),
            (Recovery { share_of_excess: Some(spanned("0.25")), ..recovery() }, "750"),
            (Recovery { share_of_earnings: Some(spanned("0.2")), ..recovery() }, "800"),
            (Recovery { most: Some(spanned("500")), ..recovery() }, "500"),
            (Recovery { keeps: Some(spanned("3900")), ..recovery() }, "100"),
            (Recovery { only_without_draw: true, ..recovery() }, "0"),
        ] {
            let draw = draw(DrawKind::Guarantee, "1000", Some(change));
            assert_eq!(run(&draw, earned, 9, 0)[1][1], n(recovered));
        }
        let draw = draw(
            DrawKind::Guarantee,
            "1000",
            Some(Recovery { only_without_draw: true, ..recovery() }),
        );
        // The draw is over: what is above its amount is recovered.
        assert_eq!(run(&draw, &["0", "1600"], 1, 0)[1], ["0", "600", "400"].map(n));
        // Not yet.
        assert_eq!(run(&draw, &["0", "1600"], 1, 2)[1], ["0", "0", "1000"].map(n));
    }

    #[test]
    fn earnings_below_zero_recover_nothing() {
        let limits = Recovery { share_of_earnings: Some(spanned("0.5")), ..recovery() };
        let draw = draw(DrawKind::Additive, "500", Some(limits));
        assert_eq!(run(&draw, &["0", "-100"], 1, 0)[1], ["0", "0", "500"].map(n));
    }

    proptest! {
        /// The identity of every run, and what is paid in all.
        #[test]
        fn the_balance_is_what_was_topped_up_less_what_was_recovered_and_never_below_zero(
            earned in proptest::collection::vec(-500i64..5000, 1..9),
            guarantee in any::<bool>(),
            share in 0i64..=10,
            of_earnings in proptest::option::of(0i64..=10),
            most in proptest::option::of(0i64..2000),
            only_without_draw in any::<bool>(),
            in_force in 0usize..9,
        ) {
            let tenths = |share: i64| Spanned::new(Number::scaled(share.into(), 1), span());
            let recovery = Recovery {
                share_of_excess: Some(tenths(share)),
                share_of_earnings: of_earnings.map(tenths),
                most: most.map(|most| Spanned::new(Number::from(most), span())),
                only_without_draw,
                ..recovery()
            };
            let kind = if guarantee { DrawKind::Guarantee } else { DrawKind::Additive };
            let draw = draw(kind, "1000", Some(recovery));
            let texts: Vec<String> = earned.iter().map(i64::to_string).collect();
            let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
            let mut balance = Number::zero();
            let (mut topped, mut recovered) = (Number::zero(), Number::zero());
            for [top, back, after] in run(&draw, &texts, in_force, 0) {
                balance = &(&balance + &top) - &back;
                prop_assert_eq!(&after, &balance);
                prop_assert!(!after.is_negative() && !top.is_negative() && !back.is_negative());
                topped += &top;
                recovered += &back;
            }
            prop_assert!(recovered <= topped);
        }
    }
}
