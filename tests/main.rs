//! The program as a whole: every file beside this one is a topic of the same test binary. Pure
//! rules are tested where they are written.

mod crash;
mod driver;
mod engine;
mod errors;
mod example;
mod facts;
mod house;
mod import;
mod laws;
mod pay;
mod readd;
mod real;
mod record;
mod screen;
mod walk;

/// A topic that nobody declared would never run.
#[test]
fn every_file_of_tests_is_part_of_this_binary() {
    let this = include_str!("main.rs");
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
    for entry in std::fs::read_dir(folder).unwrap() {
        let name = entry.unwrap().file_name().into_string().unwrap();
        let stem = name.strip_suffix(".rs").unwrap_or(&name);
        let holds_code = name.ends_with(".rs") || stem == "driver";
        if holds_code && stem != "main" {
            assert!(this.contains(&format!("\nmod {stem};\n")), "tests/{name} is not declared");
        }
    }
}
