//! Worked examples of a plan: one that says what the plan pays passes, one that says anything else is
//! told with what the plan pays.

use super::unassigned;

/// The plan of rates with a worked example at 80 % of target.
fn with_example(component: &str, pay: &str) -> (i32, String) {
    let world = unassigned("rates");
    let incentives = world.read("incentives.toml");
    let example = format!(
        "\n[[example]]\nid = \"at-80\"\nname = \"At 80 %\"\nactual = {{ sales = \"8,000\" }}\n\
         target = {{ sales = \"10,000\" }}\ncomponent = [\"{component}\"]\npay = {pay}\n"
    );
    world.write("incentives.toml", incentives + &example);
    let ended = world.run(&["check"]);
    (ended.code, ended.stdout + &ended.stderr)
}

#[test]
fn an_example_that_says_what_the_plan_pays_passes() {
    // 2 % of 8,000 and 50 on the bound, or 1 % below it; 1 % of 8,000.
    for (component, pay) in [("retro_upper", "210"), ("retro_lower", "80"), ("marginal", "80")] {
        let (code, told) = with_example(component, pay);
        assert_eq!(code, 0, "{told}");
    }
}

#[test]
fn an_example_that_says_anything_else_is_told_with_what_the_plan_pays() {
    for (component, pay, paid) in
        [("retro_upper", "210.01", "210.00"), ("retro_lower", "210", "80.00")]
    {
        let (code, told) = with_example(component, pay);
        assert_eq!(code, 1, "{told}");
        assert!(told.contains("At 80 %") && told.contains(paid), "{told}");
    }
}
