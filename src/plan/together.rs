//! What the incentives of a plan are together: money and recognition, nothing paid twice, weights that
//! make a whole, one way of reckoning shares of a period.

use crate::base::Number;
use crate::text::code::design as code;
use crate::text::{Diagnostic, Fields, Sink, Spanned};

use super::asked;
use super::incentive::{Component, Incentives, Pay};
use super::ladder::{Of, Price};
use super::limit::{Prorate, Proration};
use super::read_incentive::ROOT;

/// Something is prorated, and nobody said by which days.
pub fn ask_for_proration(incentives: &Incentives, sink: &mut Sink) {
    let prorated = |component: &&Component| component.around.prorate != Prorate::default();
    let component = incentives.components.iter().find(prorated).map(|c| c.name.span);
    let cap = incentives.caps.iter().find(|cap| cap.prorated).map(|cap| cap.name.span);
    let draw = incentives.draws.iter().find(|draw| draw.prorated).map(|draw| draw.name.span);
    let Some(span) = component.or(cap).or(draw) else { return };
    let choices: Vec<String> =
        Proration::ALL.iter().map(|(word, _)| format!("\"{word}\"")).collect();
    let _: Option<()> = asked::unsaid(ROOT.path, "proration", &choices.join(", "), span, sink);
}

/// A plan needs both money and recognition.
pub fn one_sided(fields: &Fields<'_>, sink: &mut Sink) {
    let kinds = [
        ("component", "物质激励（奖金）", "money", "加一个 [[component]]", "add a [[component]]"),
        ("honour", "精神激励（荣誉）", "recognition", "加一个 [[honour]]", "add an [[honour]]"),
    ];
    for (key, kind_zh, kind_en, remedy_zh, remedy_en) in kinds {
        if !fields.has(key) {
            let place = ["component", "honour", "development"].iter().find(|key| fields.has(key));
            sink.push(
                Diagnostic::new(&code::ONE_SIDED)
                    .arg("kind_zh", kind_zh)
                    .arg("kind_en", kind_en)
                    .arg("remedy_zh", remedy_zh)
                    .arg("remedy_en", remedy_en)
                    .at(fields.key_span(place.unwrap_or(&"example"))),
            );
        }
    }
}

/// Tells components that pay the same people for the same part of the same metric.
pub fn paid_twice(components: &[Component], sink: &mut Sink) {
    for (index, second) in components.iter().enumerate() {
        let first = components[..index].iter().find(|first| pay_the_same(first, second));
        if let Some(first) = first {
            sink.push(
                Diagnostic::new(&code::PAID_TWICE)
                    .arg("first", &first.name.value)
                    .arg("second", &second.name.value)
                    .at(second.name.span)
                    .at(first.name.span),
            );
        }
    }
}

fn pay_the_same(first: &Component, second: &Component) -> bool {
    let (a, b) = (&first.eligibility, &second.eligibility);
    // Conditions may part what the tiers don't; only what is surely the same is told.
    let unconditional = a.when.is_none() && b.when.is_none();
    let same_people = [
        (&a.audience.roles, &b.audience.roles),
        (&a.audience.regions, &b.audience.regions),
        (&a.audience.teams, &b.audience.teams),
        (&a.audience.people, &b.audience.people),
    ]
    .iter()
    .all(|(a, b)| a == b);
    first.paid
        && second.paid
        && unconditional
        && same_people
        && a.metric == b.metric
        && a.level == b.level
        && a.measured_on == b.measured_on
        && first.payee == second.payee
        && pays_without_end(&first.pay)
        && pays_without_end(&second.pay)
}

/// Whether more of the metric always pays more by a rate: two such components meet somewhere.
fn pays_without_end(pay: &Pay) -> bool {
    let pays = |price: &Price| match price {
        Price::Rate(number) | Price::Each(number) => number.value.is_positive(),
        Price::Personal | Price::Times(_) => true,
        Price::Amount(_) => false,
    };
    match pay {
        Pay::Flat { price, of: Of::Actual } => pays(price),
        Pay::Tiers(tiers) => tiers.tiers.last().is_some_and(|tier| pays(&tier.price)),
        _ => false,
    }
}

/// Tells weights that don't make a whole, where all of them are for the same people.
pub fn weights(components: &[Component], sink: &mut Sink) {
    let weighed: Vec<(&Component, &Spanned<Number>)> = components
        .iter()
        .filter_map(|component| Some((component, component.incentive.weight.as_ref()?)))
        .collect();
    let Some((last, weight)) = weighed.last() else { return };
    let for_whom = |component: &Component| component.eligibility.audience.clone();
    let sum: Number = weighed.iter().map(|(_, weight)| &weight.value).sum();
    if sum == Number::one() || weighed.iter().any(|(one, _)| for_whom(one) != for_whom(last)) {
        return;
    }
    let names: Vec<&str> = weighed.iter().map(|(one, _)| one.name.value.as_str()).collect();
    let shown = sum.shift(2).to_exact_text().unwrap_or_default();
    sink.push(
        Diagnostic::new(&code::WEIGHTS_NOT_WHOLE)
            .arg("what", names.join(", "))
            .arg("sum", format!("{shown}%"))
            .at(weight.span),
    );
}

#[cfg(test)]
mod tests {
    use super::super::starter::{read_with, with_incentive};
    use crate::base::Lang;

    #[test]
    fn a_plan_without_honours_or_without_pay_is_one_sided() {
        let pay = "[[component]]\nid = \"b\"\nname = \"B\"\nkind = \"award\"\namount = 5\n";
        let only_pay = read_with(Lang::En, &[("incentives.toml", "", pay)]);
        assert_eq!(only_pay.told(), ["D07 incentives.toml:1"]);
        let honour =
            "[[honour]]\nid = \"h\"\nname = \"H\"\nranked-by = \"sales\"\nif-tied = \"each\"\n";
        assert_eq!(read_with(Lang::En, &[("incentives.toml", "", honour)]).codes(), ["D07"]);
        let both = format!("{pay}{honour}");
        assert_eq!(read_with(Lang::En, &[("incentives.toml", "", &both)]).codes(), [""; 0]);
    }

    #[test]
    fn two_components_over_the_same_sales_are_told() {
        let flat = "[[component]]\nid = \"flat\"\nname = \"Flat\"\nkind = \"flat\"\nmetric = \"sales\"\nrate = \"1%\"\n";
        let before = "# -- Honours --";
        let with = |more: &str| with_incentive(before, &format!("{flat}{more}{before}"));
        assert_eq!(with("").codes(), ["D06"]);
        // Shown only, for somebody else, or of another metric, it is not paid twice.
        assert_eq!(with("paid = false\n").codes(), [""; 0]);
        assert_eq!(with("for = { region = [\"East\"] }\n").codes(), [""; 0]);
    }

    #[test]
    fn weights_of_the_same_peoples_components_make_a_whole() {
        let with = |second: &str, audience: &str| {
            let one = |id: &str, weight: &str, audience: &str| {
                format!(
                    "[[component]]\nid = \"{id}\"\nname = \"{id}\"\nkind = \"flat\"\nof = \"incentive\"\n\
                     rate = \"100%\"\nincentive = 20000\nweight = \"{weight}\"\n{audience}"
                )
            };
            let before = "# -- Honours --";
            let both = format!("{}{}{before}", one("one", "60%", ""), one("two", second, audience));
            with_incentive(before, &both).codes().join(" ")
        };
        assert_eq!(with("40%", ""), "");
        assert_eq!(with("30%", ""), "D09");
        // Those of different people may overlap in any way.
        assert_eq!(with("40%", "for = { region = [\"East\"] }\n"), "");
    }
}
