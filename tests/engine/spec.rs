//! Random plans in whole numbers: money in cents, rates and shares in hundredths of a percent; and the
//! files that state them.

use std::fmt::Write;

use proptest::prelude::*;

/// The condition that gates mean.
pub const GATE: &str = "\n[[condition]]\nid = \"busy\"\nname = \"Busy\"\nwhen = \"deals >= 2\"\n";

#[derive(Clone, Debug)]
pub struct Person {
    pub target: i64,
    pub incentive: i64,
    /// By month.
    pub sales: Vec<i64>,
    pub deals: Vec<i64>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Mode {
    Marginal,
    Retroactive,
    Overage,
}

#[derive(Clone, Debug)]
pub enum Kind {
    Flat(i64),
    /// Bounds in cents, or in hundredths of a percent of target.
    Tiers {
        mode: Mode,
        upper: bool,
        by_attainment: bool,
        tiers: Vec<(i64, i64)>,
    },
    Step {
        every: bool,
        upper: bool,
        tiers: Vec<(i64, i64)>,
    },
    /// Attainment and share of the target incentive; flat above or on along the slope.
    Curve {
        points: Vec<(i64, i64)>,
        extended: bool,
    },
    Award {
        amount: i64,
        deals: i64,
    },
    /// A rate on what lies above, and half of a component before where there is one.
    Formula {
        above: i64,
        rate: i64,
        half_of: bool,
    },
}

#[derive(Clone, Debug)]
pub struct Factor {
    pub before_cap: bool,
    pub upper: bool,
    /// Number of deals and factor in hundredths.
    pub tiers: Vec<(i64, i64)>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Negative {
    Zero,
    Carry,
    Deduct,
}

#[derive(Clone, Debug)]
pub struct Component {
    pub kind: Kind,
    pub to_date: bool,
    /// Below the gate, what is left in hundredths of a percent; 0: nothing.
    pub gate: Option<i64>,
    pub factors: Vec<Factor>,
    pub cap: Option<(i64, bool)>,
    pub floor: Option<i64>,
    pub negative: Negative,
    pub paid: bool,
}

#[derive(Clone, Debug)]
pub struct Recovery {
    pub of_excess: Option<i64>,
    pub keeps: Option<i64>,
    pub of_earnings: Option<i64>,
    pub most: Option<i64>,
}

#[derive(Clone, Debug)]
pub struct Draw {
    pub additive: bool,
    pub amount: i64,
    pub recovery: Option<Recovery>,
}

#[derive(Clone, Debug)]
pub struct Spec {
    pub people: Vec<Person>,
    pub components: Vec<Component>,
    /// Amount, and whether the excess is carried.
    pub cap: Option<(i64, bool)>,
    pub draw: Option<Draw>,
    /// 0 half-up, 1 half-even, 2 down, 3 up.
    pub mode: usize,
}

/// Pairs whose firsts rise from one on.
fn rising(
    first: std::ops::Range<i64>,
    step: std::ops::Range<i64>,
    value: std::ops::Range<i64>,
) -> impl Strategy<Value = Vec<(i64, i64)>> {
    (first, proptest::collection::vec((step, value), 1..5)).prop_map(|(first, steps)| {
        let mut at = first;
        let pair = |(step, value)| {
            let from = at;
            at += step;
            (from, value)
        };
        steps.into_iter().map(pair).collect()
    })
}

fn kinds() -> impl Strategy<Value = Kind> {
    let modes = prop_oneof![Just(Mode::Marginal), Just(Mode::Retroactive), Just(Mode::Overage)];
    let tiers = prop_oneof![
        (Just(true), rising(0..1, 1..9000, 0..2000)),
        (Just(false), rising(0..1, 1..400_000, 0..2000)),
    ];
    prop_oneof![
        (0i64..3000).prop_map(|rate| Kind::Flat(rate + 1)),
        (modes, any::<bool>(), tiers).prop_map(|(mode, upper, (by_attainment, tiers))| {
            Kind::Tiers { mode, upper, by_attainment, tiers }
        }),
        (any::<bool>(), any::<bool>(), rising(0..1, 1..400_000, 1..90_000))
            .prop_map(|(every, upper, tiers)| Kind::Step { every, upper, tiers }),
        (rising(0..5000, 1..9000, 0..20_000), 1i64..9000, any::<bool>()).prop_map(
            |(mut points, step, extended)| {
                let last = points[points.len() - 1];
                points.push((last.0 + step, last.1 + step / 2));
                Kind::Curve { points, extended }
            }
        ),
        (1i64..90_000, 0i64..4).prop_map(|(amount, deals)| Kind::Award { amount, deals }),
        (0i64..400_000, 1i64..3000, any::<bool>())
            .prop_map(|(above, rate, half_of)| Kind::Formula { above, rate, half_of }),
    ]
}

fn factors() -> impl Strategy<Value = Factor> {
    (any::<bool>(), any::<bool>(), rising(0..1, 1..3, 0..200))
        .prop_map(|(before_cap, upper, tiers)| Factor { before_cap, upper, tiers })
}

fn components() -> impl Strategy<Value = Component> {
    let negative = prop_oneof![Just(Negative::Zero), Just(Negative::Carry), Just(Negative::Deduct)];
    let gate = proptest::option::of(prop_oneof![Just(0), 1i64..10_000]);
    let limits = (
        proptest::option::of((1i64..60_000, any::<bool>())),
        proptest::option::weighted(0.3, 1i64..9000),
    );
    let factors = proptest::collection::vec(factors(), 0..3);
    (kinds(), any::<bool>(), gate, factors, limits, negative, proptest::bool::weighted(0.85))
        .prop_map(|(kind, to_date, gate, factors, (cap, floor), negative, paid)| {
            let to_date =
                to_date && matches!(kind, Kind::Flat(_) | Kind::Tiers { .. } | Kind::Curve { .. });
            let floor = floor.filter(|floor| cap.is_none_or(|(cap, _)| *floor <= cap));
            Component { kind, to_date, gate, factors, cap, floor, negative, paid }
        })
}

fn draws() -> impl Strategy<Value = Draw> {
    let share = || proptest::option::of(1i64..10_000);
    let recovery = (share(), proptest::option::of(1i64..90_000), share(), share()).prop_map(
        |(of_excess, keeps, of_earnings, most)| Recovery { of_excess, keeps, of_earnings, most },
    );
    (any::<bool>(), 1i64..90_000, proptest::option::of(recovery))
        .prop_map(|(additive, amount, recovery)| Draw { additive, amount, recovery })
}

pub fn specs() -> impl Strategy<Value = Spec> {
    let month = || proptest::collection::vec(-50_000i64..500_000, 3);
    let person = (prop_oneof![4 => 1i64..300_000, 1 => Just(0)], 1i64..200_000, month())
        .prop_flat_map(|(target, incentive, sales)| {
            proptest::collection::vec(0i64..5, 3).prop_map(move |deals| Person {
                target,
                incentive,
                sales: sales.clone(),
                deals,
            })
        });
    (
        proptest::collection::vec(person, 1..4),
        proptest::collection::vec(components(), 1..5),
        proptest::option::of((1i64..200_000, any::<bool>())),
        proptest::option::of(draws()),
        0usize..4,
    )
        .prop_map(|(people, components, cap, draw, mode)| Spec {
            people,
            components,
            cap,
            draw,
            mode,
        })
}

/// Hundredths as a decimal.
fn money(cents: i64) -> String {
    let sign = if cents < 0 { "-" } else { "" };
    format!("\"{sign}{}.{:02}\"", cents.abs() / 100, cents.abs() % 100)
}

/// Hundredths of a percent.
fn percent(hundredths: i64) -> String {
    let text = money(hundredths);
    format!("\"{}%\"", text.trim_matches('"'))
}

fn edge(upper: bool) -> &'static str {
    if upper { "upper" } else { "lower" }
}

impl Spec {
    pub fn rounding(&self) -> &'static str {
        ["half-up", "half-even", "down", "up"][self.mode]
    }

    pub fn roster(&self) -> String {
        let mut text = "id,name,target-incentive\n".to_owned();
        for (at, person) in self.people.iter().enumerate() {
            let incentive = money(person.incentive);
            writeln!(text, "E{at},Person {at},{}", incentive.trim_matches('"')).unwrap();
        }
        text
    }

    pub fn incentives(&self) -> String {
        let mut text = String::new();
        for (at, component) in self.components.iter().enumerate() {
            text.push_str(&component.toml(at));
        }
        if let Some((amount, carried)) = self.cap {
            let excess = if carried { "carried" } else { "lost" };
            let amount = money(amount);
            write!(text, "[[cap]]\nid = \"all\"\nname = \"All\"\namount = {amount}\nexcess = \"{excess}\"\n\n").unwrap();
        }
        if let Some(draw) = &self.draw {
            text.push_str(&draw.toml());
        }
        text + "[[honour]]\nid = \"star\"\nname = \"Star\"\nranked-by = \"sales\"\nif-tied = \"each\"\n\
                recognition = \"named\"\nowner = \"sales-ops\"\n"
    }
}

impl Component {
    fn toml(&self, at: usize) -> String {
        let mut text =
            format!("[[component]]\nid = \"c{at}\"\nname = \"C{at}\"\nmetric = \"sales\"\n");
        text.push_str(&self.kind.toml(at));
        let basis = if self.to_date { "quarter-to-date" } else { "period" };
        write!(text, "basis = \"{basis}\"\nno-target = \"nothing\"\npaid = {}\n", self.paid)
            .unwrap();
        let negative = match self.negative {
            Negative::Zero => "zero",
            Negative::Carry => "carry",
            Negative::Deduct => "deduct",
        };
        writeln!(text, "negative = \"{negative}\"").unwrap();
        if let Some(left) = self.gate {
            text.push_str("gate = [\"busy\"]\n");
            if left > 0 {
                writeln!(text, "otherwise = {}", percent(left)).unwrap();
            }
        }
        if let Some((cap, carried)) = self.cap {
            let excess = if carried { "carried" } else { "lost" };
            writeln!(text, "cap = {}\nexcess = \"{excess}\"", money(cap)).unwrap();
        }
        if let Some(floor) = self.floor {
            writeln!(text, "floor = {}", money(floor)).unwrap();
        }
        for factor in &self.factors {
            let tiers: Vec<String> = factor
                .tiers
                .iter()
                .map(|(from, times)| format!("{{ from = {from}, times = {} }}", money(*times)))
                .collect();
            let applied = match (self.cap, factor.before_cap) {
                (None, _) => "",
                (Some(_), true) => "applied = \"before-cap\"\n",
                (Some(_), false) => "applied = \"after-cap\"\n",
            };
            write!(
                text,
                "[[component.modifier]]\nby = \"deals\"\nedge = \"{}\"\n{applied}tier = [{}]\n",
                edge(factor.upper),
                tiers.join(", "),
            )
            .unwrap();
        }
        text + "\n"
    }
}

impl Kind {
    fn toml(&self, at: usize) -> String {
        let list = |tiers: &[(i64, i64)], one: &dyn Fn(i64, i64) -> String| {
            tiers.iter().map(|(from, to)| one(*from, *to)).collect::<Vec<String>>().join(", ")
        };
        match self {
            Kind::Flat(rate) => format!("kind = \"flat\"\nrate = {}\n", percent(*rate)),
            Kind::Tiers { mode, upper, by_attainment, tiers } => {
                let (bounds, from): (&str, fn(i64) -> String) =
                    if *by_attainment { ("attainment", percent) } else { ("value", money) };
                let mode = match mode {
                    Mode::Marginal => "marginal",
                    Mode::Retroactive => "retroactive",
                    Mode::Overage => "overage",
                };
                let tiers = list(tiers, &|at, rate| {
                    format!("{{ from = {}, rate = {} }}", from(at), percent(rate))
                });
                format!(
                    "kind = \"tiers\"\nmode = \"{mode}\"\nedge = \"{}\"\nbounds = \"{bounds}\"\ntier = [{tiers}]\n",
                    edge(*upper)
                )
            }
            Kind::Step { every, upper, tiers } => {
                let mode = if *every { "marginal" } else { "retroactive" };
                let tiers = list(tiers, &|at, amount| {
                    format!("{{ from = {}, amount = {} }}", money(at), money(amount))
                });
                format!(
                    "kind = \"step\"\nmode = \"{mode}\"\nedge = \"{}\"\nbounds = \"value\"\ntier = [{tiers}]\n",
                    edge(*upper)
                )
            }
            Kind::Curve { points, extended } => {
                let points = list(points, &|at, pays| {
                    format!("{{ at = {}, pays = {} }}", percent(at), percent(pays))
                });
                let above = if *extended { "extended" } else { "flat" };
                format!(
                    "kind = \"curve\"\nof = \"incentive\"\nbounds = \"attainment\"\nbelow = \"nothing\"\nabove = \"{above}\"\npoint = [{points}]\n"
                )
            }
            Kind::Award { amount, deals } => {
                format!(
                    "kind = \"award\"\namount = {}\nwhen = \"deals >= {deals}\"\n",
                    money(*amount)
                )
            }
            Kind::Formula { above, rate, half_of } => {
                let (above, rate) = (money(*above), percent(*rate));
                let half = match (half_of, at.checked_sub(1)) {
                    (true, Some(before)) => format!(" + c{before} / 2"),
                    _ => String::new(),
                };
                let (above, rate) = (above.trim_matches('"'), rate.trim_matches('"'));
                format!(
                    "kind = \"formula\"\nformula = \"max(0, sales - {above}) * {rate}{half}\"\n"
                )
            }
        }
    }
}

impl Draw {
    fn toml(&self) -> String {
        let kind = if self.additive { "additive" } else { "guarantee" };
        let recovery = match &self.recovery {
            None => "\"never\"".to_owned(),
            Some(limits) => {
                let mut said = Vec::new();
                said.extend(
                    limits.of_excess.map(|share| format!("share-of-excess = {}", percent(share))),
                );
                said.extend(limits.keeps.map(|keeps| format!("keeps = {}", money(keeps))));
                said.extend(
                    limits
                        .of_earnings
                        .map(|share| format!("share-of-earnings = {}", percent(share))),
                );
                said.extend(limits.most.map(|most| format!("most = {}", money(most))));
                format!("{{ {} }}", said.join(", "))
            }
        };
        let amount = money(self.amount);
        format!(
            "[[draw]]\nid = \"draw\"\nname = \"Draw\"\nkind = \"{kind}\"\namount = {amount}\nrecovery = {recovery}\n\n"
        )
    }
}
