//! The plans whose settling is timed.

use super::FILES;

/// Twenty components of every kind, with gates, caps, modifiers and conditions.
pub const INCENTIVES: &str = include_str!("settle/incentives.toml");

const RULES: &str = include_str!("settle/rules.toml");

const ROLE: &str = r#"
[[role]]
id = "sales-ops"
name = "Sales operations"
holders = ["Ops <ops@example.com>"]
"#;

/// The files of a plan with these metrics that pays this, by the quarter.
pub fn files(metrics: &str, incentives: &str) -> Vec<(String, String)> {
    let mut files: Vec<(String, String)> =
        FILES.iter().map(|(name, text)| ((*name).to_owned(), (*text).to_owned())).collect();
    files[0].1 = files[0].1.replace("settle = \"year\"", "settle = \"quarter\"") + ROLE;
    // Conditions that nothing needs would ask for metrics that are not there.
    let (rules, conditions) = RULES.split_at(RULES.find("[[condition]]").unwrap_or(0));
    let (conditions, process) = conditions.split_at(conditions.find("[crediting]").unwrap_or(0));
    let conditions = if incentives.contains("gate") { conditions } else { "" };
    files.push(("rules.toml".to_owned(), [rules, conditions, process].concat()));
    files.push(("metrics.toml".to_owned(), metrics.to_owned()));
    files.push(("incentives.toml".to_owned(), incentives.to_owned()));
    files
}

/// Pays by so many sums, each with a condition of its own; thirty to a component.
pub fn by_rules(count: u64) -> String {
    let rules: Vec<String> = (0..count).map(|rule| format!("rule{rule} * 0.01%")).collect();
    let mut text = String::new();
    for (at, rules) in rules.chunks(30).enumerate() {
        let formula = rules.join(" + ");
        text.push_str(&format!(
            r#"[[component]]
id = "formula{at}"
name = "By rules {at}"
kind = "formula"
formula = "{formula}"
"#
        ));
    }
    text.push_str(INCENTIVES.find("[[honour]]").map_or("", |at| &INCENTIVES[at..]));
    text
}
