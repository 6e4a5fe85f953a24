//! Plans that try to break the reckoning: each is told what is wrong with it. None is paid as if a part
//! of it were not there, and none ends the program.

use super::{settled, unassigned, world};

/// What is told of a plan whose only component has these keys, and how the program ended.
fn told(component: &str) -> (i32, String) {
    let world = unassigned("rates");
    let honour = "[[honour]]\nid = \"star\"\nname = \"Star\"\nranked-by = \"sales\"\n\
                  if-tied = \"each\"\nrecognition = \"named\"\nowner = \"sales-ops\"\n";
    let component = format!("[[component]]\nid = \"c\"\nname = \"C\"\n{component}\n\n{honour}");
    world.write("incentives.toml", component);
    let assigned = world.run(&["assign", "--as-of", "2026-01-01"]);
    if assigned.code != 0 {
        return (assigned.code, assigned.stderr);
    }
    let ended = world.run(&["settle", "2026-01", "--as-of", "2026-07-15", "--format", "csv"]);
    (ended.code, ended.stderr)
}

#[track_caller]
fn refused(component: &str, code: &str) {
    let (exit, told) = told(component);
    assert_eq!(exit, 1, "{component}\n{told}");
    assert!(told.contains(&format!("error[{code}]")), "{component}\n{told}");
}

const TIERS: &str = "kind = \"tiers\"\nmetric = \"sales\"\nbasis = \"period\"\nmode = \"marginal\"\n\
                     edge = \"upper\"\nbounds = \"value\"\n";

#[test]
fn tables_that_are_none_are_refused() {
    for tier in [
        "[]",
        "[{ from = 5, rate = \"1%\" }]",
        "[{ from = 0, rate = \"1%\" }, { from = 9, rate = \"2%\" }, { from = 9, rate = \"3%\" }]",
        "[{ from = 0, rate = \"1%\" }, { from = 9, rate = \"2%\" }, { from = 5, rate = \"3%\" }]",
        "[{ from = 0, to = 3, rate = \"1%\" }, { from = 5, rate = \"2%\" }]",
    ] {
        refused(&format!("{TIERS}tier = {tier}"), "D01");
    }
    let curve = "kind = \"curve\"\nmetric = \"sales\"\nbounds = \"value\"\nbelow = \"flat\"\n\
                 above = \"flat\"\npoint = ";
    refused(&format!("{curve}[{{ at = 1, pays = 1 }}]"), "D17");
    refused(&format!("{curve}[{{ at = 1, pays = 1 }}, {{ at = 1, pays = 2 }}]"), "D17");
    let matrix = "kind = \"matrix\"\nmetric = \"sales\"\nrows = { by = \"sales\", from = [0, 5] }\n\
                  columns = { by = \"deals\", from = [0, 5] }\nbetween = \"bilinear\"\n";
    refused(&format!("{matrix}cells = [[1, 2], [3]]"), "D18");
}

#[test]
fn circles_and_things_that_do_not_exist_are_refused() {
    refused("kind = \"formula\"\nformula = \"c * 2\"", "X02");
    let later = "kind = \"formula\"\nformula = \"d * 2\"\n[[component]]\nid = \"d\"\nname = \"D\"\n\
                 kind = \"award\"\namount = 1";
    refused(later, "X02");
    refused("kind = \"flat\"\nmetric = \"nope\"\nrate = \"5%\"", "M18");
    refused("kind = \"award\"\namount = 5\nfor = { person = [\"ZZ\"] }", "M18");
}

#[test]
fn numbers_that_are_none_or_mean_nothing_here_are_refused() {
    for amount in ["nan", "inf", "-5", "0", "\"5%\"", "\"five\""] {
        let (exit, told) = told(&format!("kind = \"award\"\namount = {amount}"));
        assert_eq!(exit, 1, "{amount}\n{told}");
    }
    refused("kind = \"flat\"\nmetric = \"sales\"\nrate = 1e300", "F05");
    refused("kind = \"flat\"\nmetric = \"deals\"\nrate = \"5%\"", "D13");
    refused("kind = \"flat\"\nmetric = \"sales\"\neach = 5", "D13");
    refused("kind = \"formula\"\nformula = \"deals\"", "X26");
    refused("kind = \"formula\"\nformula = \"round(sales, 999999999)\"", "X32");
    let in_a_row = "kind = \"award\"\namount = 1\nmetric = \"sales\"\nwhen = \"attainment > 0\"\n";
    refused(&format!("{in_a_row}consecutive = 4000000000"), "F05");
}

#[test]
fn nothing_is_divided_by_nothing() {
    refused("kind = \"formula\"\nformula = \"sales * (sales / (sales - sales))\"", "P04");
}

#[test]
fn a_pool_that_nobody_can_share_is_refused() {
    let pool = "kind = \"pool\"\nlevel = \"company\"\namount = 100\n";
    refused(&format!("{pool}shared-by = \"sales - sales\""), "P12");
    refused(&format!("{pool}shared-by = \"sales - 9000\""), "P12");
}

#[test]
fn what_would_be_ignored_is_refused() {
    let pool = "kind = \"pool\"\nlevel = \"company\"\namount = 100\nshared-by = \"equal\"\n";
    let rank = "kind = \"rank\"\nranked-by = \"sales\"\nif-tied = \"share\"\nawards = [10]\n";
    for around in [
        "cap = 10\nexcess = \"lost\"",
        "floor = 10",
        "round-after = [\"rate\"]",
        "prorate = [\"incentive\"]",
        "hold = { release = \"whole\", collected = \"collected\", due = \"sales\", leaver-tail = 0 }",
        "modifier = [{ by = \"margin\", edge = \"upper\", tier = [{ from = 0, times = 2 }] }]",
    ] {
        refused(&format!("{pool}{around}"), "D19");
        refused(&format!("{rank}{around}"), "D19");
    }
    refused("kind = \"flat\"\nmetric = \"sales\"\nrate = \"5%\"\ndeal-cap = 5", "D19");
    let half = "kind = \"flat\"\nmetric = \"sales\"\nrate = \"5%\"\nperiod = \"half\"\n";
    refused(&format!("{half}basis = \"quarter-to-date\""), "D19");
    let award = "kind = \"award\"\namount = 5\n";
    let hold =
        "hold = { release = \"whole\", collected = \"deals\", due = \"sales\", leaver-tail = 0 }";
    refused(&format!("{award}{hold}"), "D19");
}

#[test]
fn what_somebody_lacks_is_told_and_not_taken_for_nothing() {
    // The roster knows nobody's mentor, and E9 nothing at all.
    let with_stranger = |component: &str| {
        let world = world("rates");
        world.write("roster.csv", world.read("roster.csv") + "E9,Nine,,\n");
        let honour = "[[honour]]\nid = \"star\"\nname = \"Star\"\nranked-by = \"sales\"\n\
                      if-tied = \"each\"\nrecognition = \"named\"\nowner = \"sales-ops\"\n";
        let component = format!("[[component]]\nid = \"c\"\nname = \"C\"\n{component}\n\n{honour}");
        world.write("incentives.toml", component);
        assert_eq!(world.run(&["assign", "--as-of", "2026-01-02"]).code, 0);
        world.run(&["settle", "2026-01", "--as-of", "2026-07-15", "--format", "csv"])
    };
    for (component, code) in [
        ("kind = \"flat\"\nmetric = \"sales\"\nrate = \"personal\"", "P03"),
        ("kind = \"flat\"\nmetric = \"sales\"\nrate = \"50%\"\nof = \"incentive\"", "P02"),
    ] {
        let ended = with_stranger(component);
        assert_eq!((ended.code, ended.stdout.as_str()), (1, ""), "{}", ended.stderr);
        assert!(ended.stderr.contains(&format!("error[{code}]")), "{}", ended.stderr);
    }
}

#[test]
fn an_amount_of_hundreds_of_digits_is_paid_to_the_cent() {
    let world = unassigned("rates");
    let digits = "9".repeat(300);
    let incentives = world.read("incentives.toml");
    let larger = incentives.replace("amount = 777", &format!("amount = \"{digits}.99\""));
    assert_ne!(larger, incentives);
    world.write("incentives.toml", larger);
    assert_eq!(world.run(&["assign", "--as-of", "2026-01-01"]).code, 0);
    assert!(settled(&world, "2026-01").contains(&format!(",{digits}.99,")));
}
