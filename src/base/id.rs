//! Ids: the only names that may become part of a path. Display names never do.

/// Device names that Windows takes for itself, whatever their extension.
const DEVICES: [&str; 22] = [
    "con", "prn", "aux", "nul", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8",
    "com9", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9",
];

/// Why a text is no id.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotAnId {
    /// It does not follow the pattern.
    Pattern,
    /// It is longer than 63 bytes.
    Long,
    /// Windows reserves it for a device.
    Device,
}

/// Checks the id of a person, plan, source or node: `[A-Za-z0-9][A-Za-z0-9_-]{0,62}`, no Windows
/// device name, so that a folder made on one system can be cloned on another.
pub fn check_id(text: &str) -> Result<(), NotAnId> {
    let first = text.bytes().next().is_some_and(|b| b.is_ascii_alphanumeric());
    let rest = text.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    if !first || !rest {
        return Err(NotAnId::Pattern);
    }
    if text.len() > 63 {
        return Err(NotAnId::Long);
    }
    if DEVICES.contains(&text.to_ascii_lowercase().as_str()) {
        return Err(NotAnId::Device);
    }
    Ok(())
}

/// Checks the id of a metric, column or component, which formulas use: `[a-z][a-z0-9_]*`.
pub fn check_word(text: &str) -> Result<(), NotAnId> {
    let first = text.bytes().next().is_some_and(|b| b.is_ascii_lowercase());
    let rest = text.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
    if !first || !rest {
        return Err(NotAnId::Pattern);
    }
    check_id(text)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_could_leave_the_folder_or_hit_a_device_is_no_id() {
        for text in ["", "../../x", "a/b", "..", "C:x", "-rf", "张三", "a b", "x\u{202e}y", "a."]
        {
            assert_eq!(check_id(text), Err(NotAnId::Pattern), "{text:?}");
        }
        assert_eq!(check_id("CON"), Err(NotAnId::Device));
        assert_eq!(check_id("com1"), Err(NotAnId::Device));
        assert_eq!(check_id(&"a".repeat(64)), Err(NotAnId::Long));
        assert_eq!(check_id("E1001"), Ok(()));
    }
}
