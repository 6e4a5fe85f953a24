//! What a plan's own numbers say about it before anybody has sold anything: cliffs and what one cent is
//! worth there, pay that falls, tiers that nobody reaches, caps below target pay, odd bounds. Warnings
//! for `check`; whether a plan can be computed at all is told where it is read.

mod bound;
mod cell;
mod cliff;
mod probe;
mod reach;
mod target_pay;

use crate::plan::Plan;
use crate::text::Sink;

use probe::Probe;

/// Judges the incentives of a plan that was read without errors.
pub fn lint(plan: &Plan, sink: &mut Sink) {
    let Some(incentives) = &plan.incentives else { return };
    for component in &incentives.components {
        bound::judge(component, plan, sink);
        cell::judge(component, plan, sink);
        if let Some(probe) = Probe::of(component, plan) {
            cliff::judge(&probe, sink);
            reach::judge(&probe, incentives, sink);
        }
    }
    target_pay::judge(incentives, plan, sink);
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::plan::starter::with_incentive;

    /// What is told of the starter plan with one component more, and the arguments of the first.
    fn told(keys: &str) -> (Vec<String>, Vec<(&'static str, String)>) {
        let before = "# -- Honours --";
        let more = format!(
            "[[component]]\nid = \"more\"\nname = \"More\"\nmetric = \"sales\"\npaid = false\n{keys}\n{before}"
        );
        let outcome = with_incentive(before, &more);
        assert!(!outcome.sink.has_errors(), "{:#?}", outcome.sink.diagnostics());
        let mut sink = Sink::default();
        lint(&outcome.plan.unwrap(), &mut sink);
        let all = sink.diagnostics();
        let codes = all.iter().map(|told| told.code.id.to_owned()).collect();
        (codes, all.first().map(|told| told.args.clone()).unwrap_or_default())
    }

    fn codes(keys: &str) -> String {
        told(keys).0.join(" ")
    }

    fn says(keys: &str, words: &[(&'static str, &str)]) {
        let (codes, args) = told(keys);
        for (name, value) in words {
            let said = args.iter().find(|(known, _)| known == name).map(|(_, said)| said.as_str());
            assert_eq!(said, Some(*value), "{name} of {codes:?}");
        }
    }

    fn tiers(mode: &str, bounds: &str, list: &str) -> String {
        format!(
            "kind = \"tiers\"\nbasis = \"period\"\nmode = \"{mode}\"\nedge = \"upper\"\nbounds = \"{bounds}\"\ntier = [{list}]\n"
        )
    }

    const TWO_AND_THREE: &str = "{ from = 0, rate = \"2%\" }, { from = 2000, rate = \"3%\" }";

    #[test]
    fn the_starter_plan_has_nothing_to_be_told() {
        assert_eq!(codes("kind = \"award\"\namount = 5"), "");
    }

    #[test]
    fn a_cliff_says_what_one_cent_is_worth() {
        // 1,999.99 × 2 % = 39.9998; 2,000 × 3 % = 60.
        let cliff = tiers("retroactive", "value", TWO_AND_THREE);
        assert_eq!(codes(&cliff), "D31");
        let words =
            [("before", "1,999.99"), ("low", "40.00"), ("after", "2,000.00"), ("high", "60.00")];
        says(&cliff, &words);
        says(&cliff, &[("assumed_en", "")]);
        // The edge moves the cliff by a cent: exactly 2,000 still pays 2 %.
        let lower = cliff.replace("\"upper\"", "\"lower\"");
        says(&lower, &[("before", "2,000.00"), ("after", "2,000.01"), ("high", "60.00")]);
        assert_eq!(codes(&tiers("marginal", "value", TWO_AND_THREE)), "");
    }

    #[test]
    fn the_excess_at_the_rate_reached_jumps_at_every_later_tier_only() {
        // Of a target of 1,000,000 at 125 %: 60,000 and 9 % or 12 % of 250,000.
        let list = "{ from = 0, rate = \"6%\" }, { from = \"100%\", rate = \"9%\" }, { from = \"125%\", rate = \"12%\" }";
        let overage = tiers("overage", "attainment", list);
        assert_eq!(codes(&overage), "D31");
        says(&overage, &[("before", "1,249,999.99"), ("low", "82,500.00"), ("high", "90,000.00")]);
        says(&overage, &[("assumed_en", "with a target of 1,000,000.00, ")]);
    }

    #[test]
    fn steps_are_noted_once_by_the_steepest() {
        let step = "kind = \"step\"\nmode = \"retroactive\"\nedge = \"upper\"\nbounds = \"attainment\"\n\
            tier = [{ from = 0, amount = 0 }, { from = \"80%\", amount = 750 }, { from = \"100%\", amount = 2000 }]";
        assert_eq!(codes(step), "D32");
        says(step, &[("count", "2"), ("low", "750.00"), ("high", "2,000.00")]);
    }

    #[test]
    fn a_curve_that_begins_above_nothing_is_a_cliff() {
        let curve = |below: &str| {
            format!(
                "kind = \"curve\"\nbounds = \"attainment\"\nbelow = \"{below}\"\nabove = \"flat\"\n\
                 point = [{{ at = \"80%\", pays = 500 }}, {{ at = \"100%\", pays = 1000 }}]"
            )
        };
        assert_eq!(codes(&curve("nothing")), "D31");
        says(&curve("nothing"), &[("before", "799,999.99"), ("low", "0.00"), ("high", "500.00")]);
        assert_eq!(codes(&curve("flat")), "");
        assert_eq!(codes(&curve("flat").replace("pays = 1000", "pays = 400")), "D36");
    }

    #[test]
    fn cells_that_hold_from_bound_to_bound_step_and_a_blend_does_not() {
        let matrix = |between: &str| {
            format!(
                "kind = \"matrix\"\nrows = {{ by = \"sales.attainment\", from = [\"80%\", \"100%\"] }}\n\
                 columns = {{ by = \"new_customers\", from = [0, 5] }}\n\
                 cells = [[0, 100], [300, 300]]\nbetween = {between}"
            )
        };
        let step = matrix("\"step\"\nedge = \"upper\"");
        // 0|100, 0/300 and 100/300 differ, 300|300 doesn't; 0/300 is the steepest.
        assert_eq!(codes(&step), "D37");
        says(&step, &[("count", "3"), ("low", "0.00"), ("high", "300.00")]);
        assert_eq!(codes(&matrix("\"bilinear\"")), "");
    }

    #[test]
    fn more_that_pays_less_is_told() {
        let list = "{ from = 0, rate = \"3%\" }, { from = 2000, rate = \"2%\" }";
        assert_eq!(codes(&tiers("retroactive", "value", list)), "D36");
        // A lower rate of the excess alone pays more all the same.
        assert_eq!(codes(&tiers("marginal", "value", list)), "");
        let negative = "{ from = 0, rate = \"3%\" }, { from = 2000, rate = \"-1%\" }";
        assert_eq!(codes(&tiers("marginal", "value", negative)), "D36");
    }

    #[test]
    fn a_tier_above_what_counts_is_reached_by_nobody() {
        let list = "{ from = 0, rate = \"2%\" }, { from = \"120%\", rate = \"3%\" }";
        let capped = |cap: &str| {
            format!("attainment-cap = \"{cap}\"\n{}", tiers("marginal", "attainment", list))
        };
        assert_eq!(codes(&capped("110%")), "D34");
        assert_eq!(codes(&capped("120%")), "");
        assert_eq!(codes(&capped("120%").replace("\"upper\"", "\"lower\"")), "D34");
    }

    #[test]
    fn a_tier_behind_a_cap_changes_nothing() {
        // 2,000 × 2 % = 40, less a cent's part: 39.9998.
        let capped = |cap: &str| {
            format!("cap = {cap}\nexcess = \"lost\"\n{}", tiers("marginal", "value", TWO_AND_THREE))
        };
        assert_eq!(codes(&capped("\"39.99\"")), "D34");
        assert_eq!(codes(&capped("40")), "");
        // Half of it is below the cap again.
        let half = "modifier = [{ by = \"collection_rate\", edge = \"upper\", applied = \"before-cap\", tier = [{ from = 0, times = 0.5 }] }]";
        assert_eq!(codes(&format!("{half}\n{}", capped("\"39.99\""))), "");
    }

    #[test]
    fn a_cap_below_target_pay_is_told() {
        let capped = |cap: u32| {
            format!(
                "cap = {cap}\nexcess = \"lost\"\nof = \"incentive\"\nincentive = 20000\nweight = \"60%\"\n{}",
                tiers("marginal", "attainment", "{ from = 0, rate = \"100%\" }")
            )
        };
        // The target pays 60 % of 20,000.
        assert_eq!(codes(&capped(11_999)), "D35");
        says(&capped(11_999), &[("cap", "11,999.00"), ("pay", "12,000.00")]);
        assert_eq!(codes(&capped(12_000)), "");
    }

    #[test]
    fn a_shared_cap_meets_what_all_get_together() {
        let capped = |cap: u32, paid: bool| {
            let outcome = with_incentive(
                "# -- Honours --",
                &format!(
                    "[[component]]\nid = \"one\"\nname = \"One\"\nkind = \"award\"\namount = 500\n\
                     [[component]]\nid = \"two\"\nname = \"Two\"\nkind = \"award\"\namount = 300\npaid = {paid}\n\
                     [[cap]]\nid = \"all\"\nname = \"All\"\namount = {cap}\nexcess = \"lost\"\n# -- Honours --"
                ),
            );
            let mut sink = Sink::default();
            lint(&outcome.plan.unwrap(), &mut sink);
            sink.diagnostics().iter().map(|told| told.code.id).collect::<Vec<_>>().join(" ")
        };
        assert_eq!(capped(799, true), "D35");
        assert_eq!(capped(800, true), "");
        assert_eq!(capped(799, false), "");
    }

    #[test]
    fn a_bound_that_ends_in_99_is_told() {
        let odd = tiers("marginal", "value", &TWO_AND_THREE.replace("2000", "1999.99"));
        assert_eq!(codes(&odd), "D33");
        says(&odd, &[("bound", "1999.99"), ("meant", "2000")]);
        let percent = "{ from = 0, rate = \"2%\" }, { from = \"79.99%\", rate = \"3%\" }";
        says(&tiers("marginal", "attainment", percent), &[("bound", "79.99%"), ("meant", "80%")]);
    }
}
