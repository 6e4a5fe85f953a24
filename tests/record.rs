//! What people enter by `incent record`, and what pay makes of it.

use crate::driver::World;

/// The starter plan with two people's contracts, an objective that people score and a tie that
/// people decide.
fn world() -> World {
    let world = World::new();
    let made = world.run(&["init", ".", "--scenario", "new-period", "--lang", "en"]);
    assert_eq!(made.code, 0, "{}", made.stderr);
    let mut incentives = world.read("incentives.toml");
    incentives.push_str(
        r#"
[[component]]
id = "mbo"
name = "Objectives"
kind = "objectives"
for = { person = ["E1001"] }
amount = 1000
objective = [
    { id = "crm_quality", name = "Complete CRM records", weight = "60%" },
    { id = "team_work", name = "Help for others", weight = "40%", most = "120%" },
]

[[component]]
id = "best"
name = "Best of the quarter"
kind = "rank"
ranked-by = "new_customers"
if-tied = "decide"
awards = [500]
owner = "hr"
"#,
    );
    world.write("incentives.toml", incentives);
    let mut contracts =
        "Contract No,Customer,Customer Type,Amount,Returned,Order Date,Owner,Status\n".to_owned();
    for (at, owner) in ["Siyuan Chen", "Xiaotong Lin"].iter().enumerate() {
        for customer in 0..3 {
            contracts.push_str(&format!(
                "C{at}{customer},Customer {at}{customer},New,200000,,2026-08-0{},{owner},Approved\n",
                customer + 1
            ));
        }
    }
    world.write("crm/contracts.csv", contracts);
    world.write(
        "crm/receivables.csv",
        "Receivable No,Contract No,Amount Due,Due Date,Amount Collected,Owner\nR1,C00,5,2026-08-01,5,Siyuan Chen\n",
    );
    let assigned = world.run(&["assign", "--as-of", "2026-07-01"]);
    assert_eq!(assigned.code, 0, "{}", assigned.stderr);
    world
}

fn enter(world: &World, args: &[&str]) -> i32 {
    let mut all = vec!["record"];
    all.extend(args);
    all.extend(["--as-of", "2026-10-12", "--as", "Ops <ops@example.com>"]);
    world.run(&all).code
}

fn settle(world: &World) -> (i32, String, String) {
    let ended = world.run(&["settle", "2026Q3", "--as-of", "2026-10-12", "--format", "csv"]);
    (ended.code, ended.stdout, ended.stderr)
}

/// The value of a person's column.
fn cell(csv: &str, person: &str, column: &str) -> String {
    let mut lines = csv.lines().map(|line| line.split(',').collect::<Vec<&str>>());
    let headings = lines.next().unwrap();
    let at = headings.iter().position(|heading| *heading == column).unwrap();
    lines.find(|cells| cells.contains(&person)).unwrap()[at].to_owned()
}

#[test]
fn a_score_that_is_missing_and_a_tie_that_is_open_block_by_name_until_somebody_enters_them() {
    let world = world();
    let (code, _, said) = settle(&world);
    assert_eq!(code, 1);
    assert!(said.contains("P06") && said.contains("Complete CRM records"), "{said}");
    assert!(said.contains("P07") && said.contains("Siyuan Chen, Xiaotong Lin"), "{said}");

    let score = |objective: &str, score: &str| {
        let (objective, score) = (format!("objective={objective}"), format!("score={score}"));
        let who = ["scored", "component=mbo", "person=E1001", "period=2026Q3"];
        let mut args = who.to_vec();
        args.extend([objective.as_str(), score.as_str()]);
        enter(&world, &args)
    };
    assert_eq!((score("crm_quality", "90%"), score("team_work", "150%")), (0, 0));
    let decided = ["decided", "of=best", "period=2026Q3", "order=E1002,E1001"];
    assert_eq!(enter(&world, &decided), 0);

    let (code, csv, said) = settle(&world);
    assert_eq!(code, 0, "{said}");
    // 1,000 × (60 % × 0.9 + 40 % × 1.2): the second score counts up to 120 %.
    assert_eq!(cell(&csv, "E1001", "mbo"), "1020.00");
    assert_eq!(cell(&csv, "E1001", "best"), "0.00");
    assert_eq!(cell(&csv, "E1002", "best"), "500.00");

    // The latest score counts.
    assert_eq!(score("crm_quality", "1"), 0);
    assert_eq!(cell(&settle(&world).1, "E1001", "mbo"), "1080.00");
}

#[test]
fn a_record_that_the_plan_knows_nothing_of_is_not_written() {
    let world = world();
    let before = world.files();
    let score = |field: &str| {
        let mut args = vec!["scored", "component=mbo", "objective=crm_quality"];
        args.extend(["person=E1001", "period=2026Q3", "score=90%", field]);
        enter(&world, &args)
    };
    for wrong in ["component=mbx", "objective=x", "person=E9", "period=2031Q1", "score=good"] {
        assert_eq!(score(wrong), 1, "{wrong}");
    }
    assert_eq!(score("colour=red"), 2);
    assert_eq!(enter(&world, &["scored", "component=mbo"]), 1);
    assert_eq!(enter(&world, &["assigned"]), 2);
    assert_eq!(world.files(), before);
}
