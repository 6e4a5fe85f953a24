//! What others have published about pay, as facts: inputs and the figure that comes out, each with
//! its source. Where a source is wrong, the test says so and holds the right figure. Tables stand in
//! `facts/*.csv`; `facts/README.md` tells what was taken from where.

mod decimal;
mod oracle;
mod oracle_around;
mod sample;
mod worked;

use std::collections::BTreeMap;

use incent::base::round::round_number;
use incent::base::{Number, Rounding, Unit};
use incent::pay::{Label, Working, curve, ladder, limit, price};
use incent::plan::ladder::{Bounds, Edge, Of, Price, TierMode, Tiers};

use sample::{amounts, bonus, curve_of, measured, n, rate, rates};

/// A row of a table of facts.
struct Case(BTreeMap<String, String>);

impl Case {
    fn all(table: &str) -> Vec<Case> {
        let mut reader = csv::Reader::from_reader(table.as_bytes());
        reader.deserialize().map(|row| Case(row.unwrap())).collect()
    }

    fn text(&self, column: &str) -> &str {
        &self.0[column]
    }

    fn number(&self, column: &str) -> Number {
        n(self.text(column))
    }

    fn has(&self, column: &str) -> bool {
        !self.text(column).is_empty()
    }

    fn edge(&self) -> Edge {
        match self.text("edge") {
            "upper" => Edge::Upper,
            "lower" => Edge::Lower,
            // Where the case doesn't say, a bound belongs to the tier that ends there.
            other => {
                assert_eq!(other, "");
                Edge::Lower
            }
        }
    }

    /// `from:rate+flat`, with a blank between tiers.
    fn tiers(&self) -> Vec<(&str, &str, Option<&str>)> {
        self.text("tiers").split(' ').map(parse_tier).collect()
    }

    fn table(&self, mode: TierMode) -> Tiers {
        let edge = if self.text("kind") == "two_factor" { Edge::Upper } else { self.edge() };
        bonus(mode, Bounds::Value, edge, &self.tiers())
    }

    fn pays(&self) -> Working {
        let m = measured(self.text("base"), None, None);
        match self.text("kind") {
            "marginal" => ladder::tiers(&self.table(TierMode::Marginal), &m).unwrap(),
            "marginal_rounded" => {
                let exact = ladder::tiers(&self.table(TierMode::Marginal), &m).unwrap();
                let places = self.text("places").parse().unwrap();
                Working::rounded(Label::Rounded, exact, places, Rounding::HalfEven)
            }
            "retroactive" => ladder::tiers(&self.table(TierMode::Retroactive), &m).unwrap(),
            "rate_lookup" => {
                let table = self.table(TierMode::Retroactive);
                let at = ladder::reached(&table, &m).unwrap().unwrap();
                let one = measured("1", None, None);
                price::flat(&table.tiers[at].price, Of::Actual, &one).unwrap()
            }
            "tier_index" => {
                let at = ladder::reached(&self.table(TierMode::Marginal), &m).unwrap().unwrap();
                Working::given(Label::Amount, Number::from(at as i128), Unit::Count)
            }
            "linear_average" => {
                let points: Vec<(&str, &str)> =
                    self.tiers().iter().map(|(from, rate, _)| (*from, *rate)).collect();
                let c = curve_of(&points, Some(Of::Actual), Bounds::Value);
                curve::curve(&c, &m).unwrap()
            }
            "cumulative_step" => ladder::step(&self.steps(TierMode::Marginal), &m).unwrap(),
            "step" => ladder::step(&self.steps(TierMode::Retroactive), &m).unwrap(),
            "flat_percent" => self.flat_within(),
            "two_factor" => self.own_and_team(),
            "progress_percent" => self.progress(),
            "custom" => custom(self.text("case")),
            kind => panic!("{kind}"),
        }
    }

    fn steps(&self, mode: TierMode) -> Tiers {
        let tiers: Vec<(&str, &str)> = self
            .tiers()
            .into_iter()
            .map(|(from, rate, flat)| {
                assert_eq!(rate, "0");
                (from, flat.unwrap_or("0"))
            })
            .collect();
        amounts(mode, Bounds::Value, self.edge(), &tiers)
    }

    fn flat_within(&self) -> Working {
        let m = measured(self.text("base"), None, None);
        let mut paid = price::flat(&rate(self.text("rate")), Of::Actual, &m).unwrap();
        if self.has("min") {
            paid = limit::floored(paid, sample::money(self.text("min")));
        }
        if self.has("max") {
            paid = limit::capped(paid, sample::money(self.text("max"))).pays;
        }
        paid
    }

    fn own_and_team(&self) -> Working {
        let m = measured(self.text("base"), None, None);
        let own = ladder::tiers(&self.table(TierMode::Retroactive), &m).unwrap();
        // The rate of the team's total is a rate on the person's own sales.
        let team = price::flat(&rate(self.text("team_rate")), Of::Actual, &m).unwrap();
        Working::sum(Label::Earned, m.money, vec![own, team])
    }

    fn progress(&self) -> Working {
        let of = measured(self.text("base"), Some(self.text("target")), None);
        let share = Working::quotient(
            Label::Attainment(0),
            Unit::Ratio,
            of.achieved.clone(),
            of.target.unwrap(),
        );
        let hundred = Working::given(Label::Factor, Number::from(100i64), Unit::Plain);
        let percent =
            Working::product(Label::Attainment(0), Unit::Plain, vec![share.unwrap(), hundred]);
        Working::rounded(Label::Rounded, percent, 0, Rounding::HalfUp)
    }
}

fn parse_tier(text: &str) -> (&str, &str, Option<&str>) {
    let (from, pays) = text.split_once(':').unwrap();
    match pays.split_once('+') {
        Some((rate, flat)) => (from, rate, Some(flat)),
        None => (from, pays, None),
    }
}

/// Cases that no table describes.
fn custom(case: &str) -> Working {
    let flat = |share: &str, sales: &str| {
        price::flat(&rate(share), Of::Actual, &measured(sales, None, None)).unwrap()
    };
    let tiered = |edge, table: &[(&str, &str)], sales: &str| {
        let t = rates(TierMode::Retroactive, Bounds::Value, edge, table);
        ladder::tiers(&t, &measured(sales, None, None)).unwrap()
    };
    let vip: &[(&str, &str)] = &[("0", "0.05"), ("50000", "0.15")];
    let both = |parts| Working::sum(Label::Earned, sample::yuan(), parts);
    let quantity = |text: &str| sample::money(text);
    match case {
        // A smallest and a largest sale that is paid at all.
        "T292" => tiered(Edge::Upper, &[("0", "0"), ("10000", "0.05")], "8000"),
        "T293" => tiered(Edge::Lower, &[("0", "0.05"), ("10000", "0")], "15000"),
        // A better rate for customers of one kind from a size on.
        "T294" => tiered(Edge::Upper, vip, "60000"),
        "T295" => tiered(Edge::Upper, vip, "40000"),
        "T296" => flat("0.05", "60000"),
        // A rate and a fixed amount; each rule under its own cap.
        "T297" => both(vec![flat("0.1", "10000"), flat_amount("500")]),
        "T298" => {
            let capped = limit::capped(flat("0.1", "100000"), sample::money("2000")).pays;
            both(vec![capped, flat_amount("500")])
        }
        // The sum of three lines, each at its own rate.
        "T318" => both(vec![flat("0.07", "1000"), flat("0.05", "240"), flat("0", "800")]),
        // Half of 20, and all of 20, against a target of 50.
        "T319" => {
            let half = flat("0.5", "20");
            Working::difference(Label::Difference, half, quantity("50"))
        }
        "T320" => Working::difference(Label::Difference, quantity("20"), quantity("50")),
        case => panic!("{case}"),
    }
}

fn flat_amount(amount: &str) -> Working {
    let price = Price::Amount(sample::spanned(amount));
    price::flat(&price, Of::Actual, &measured("0", None, None)).unwrap()
}

#[test]
fn every_published_case_of_tiers_comes_out_to_the_last_digit() {
    let cases = Case::all(include_str!("facts/tiers.csv"));
    assert_eq!(cases.len(), 145);
    for case in cases {
        let paid = case.pays();
        assert!(paid.holds(), "{}", case.text("case"));
        assert_eq!(paid.value, case.number("expected"), "{}", case.text("case"));
    }
}

/// The cases that were rounded half to even tell it from half up: 10.05 to one place, 10.0005 to three.
#[test]
fn two_of_the_rounded_cases_come_out_otherwise_half_up() {
    let cases = Case::all(include_str!("facts/tiers.csv"));
    let rounded = cases.iter().filter(|case| case.text("kind") == "marginal_rounded");
    let differ = rounded.filter(|case| {
        let m = measured(case.text("base"), None, None);
        let exact = ladder::tiers(&case.table(TierMode::Marginal), &m).unwrap().value;
        let places = case.text("places").parse().unwrap();
        round_number(&exact, places, Rounding::HalfUp) != case.number("expected")
    });
    let differ: Vec<&str> = differ.map(|case| case.text("case")).collect();
    assert_eq!(differ, ["T019", "T034"]);
}
