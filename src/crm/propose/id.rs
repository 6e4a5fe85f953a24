//! Ids for columns and sources that have only a header or a file name.

use crate::base::id::{check_id, check_word};
use crate::expr::is_reserved;

/// A column's id from its header: `CloseDate` → `close_date`; `column_3` for the third where the
/// header has no letters for it. None of `taken`, and no word of the expression language.
pub fn column_id(header: &str, position: usize, taken: &[String]) -> String {
    let snake = snake_case(header);
    let stem = match check_word(&snake) {
        Ok(()) => snake,
        Err(_) => format!("column_{}", position + 1),
    };
    free(&stem, taken)
}

/// The id itself, unless it is taken or a word of the language.
pub fn free(stem: &str, taken: &[String]) -> String {
    let is_free = |id: &String| !taken.contains(id) && !is_reserved(id);
    let numbered = (2..).map(|number| format!("{stem}_{number}"));
    std::iter::once(stem.to_owned()).chain(numbered).find(is_free).unwrap_or_default()
}

/// A source's id from its file's name: `deals-2026.csv` → `deals-2026`.
pub fn source_id(file: &str) -> String {
    let name = file.rsplit(['/', '\\']).next().unwrap_or_default();
    let stem = name.split('.').next().unwrap_or_default();
    let id: String = stem
        .chars()
        .map(|c| if c.is_ascii_alphanumeric() || c == '_' { c.to_ascii_lowercase() } else { '-' })
        .collect();
    let id = id.trim_matches(['-', '_']);
    if check_id(id).is_ok() { id.to_owned() } else { "deals".to_owned() }
}

fn snake_case(header: &str) -> String {
    let mut id = String::new();
    let mut before = ' ';
    for c in header.trim().chars() {
        if !c.is_ascii() {
            return String::new();
        }
        if !c.is_ascii_alphanumeric() {
            if !id.is_empty() && !id.ends_with('_') {
                id.push('_');
            }
        } else {
            let begins_word = c.is_ascii_uppercase()
                && (before.is_ascii_lowercase() || before.is_ascii_digit())
                && !id.ends_with('_');
            if begins_word {
                id.push('_');
            }
            id.push(c.to_ascii_lowercase());
        }
        before = c;
    }
    id.trim_end_matches('_').to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_becomes_a_word() {
        for (header, id) in [
            ("CloseDate", "close_date"),
            ("External_id__c", "external_id_c"),
            ("Deal Name", "deal_name"),
            ("Pricebook2Id", "pricebook2_id"),
            ("工号", "column_3"),
            ("2nd", "column_3"),
            ("and", "and_2"),
        ] {
            assert_eq!(column_id(header, 2, &[]), id, "{header}");
        }
        assert_eq!(column_id("Type", 0, &["type".to_owned()]), "type_2");
    }

    #[test]
    fn a_file_name_becomes_an_id() {
        assert_eq!(source_id("crm/Opportunity 2026.csv"), "opportunity-2026");
        assert_eq!(source_id("crm/合同.csv"), "deals");
        assert_eq!(source_id("-"), "deals");
    }
}
