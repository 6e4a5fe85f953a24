//! Bars of eighths of a block: a share at a glance. The exact figure stands beside it.

use crate::base::Number;

/// The last block of a bar by eighths.
const EIGHTHS: [&str; 8] = ["", "▏", "▎", "▍", "▌", "▋", "▊", "▉"];

/// A bar of at most `width` columns for `part` of `whole`, cut down to an eighth of a column, so
/// that it is full only when the whole is reached. Empty without a positive whole.
pub fn bar(part: &Number, whole: &Number, width: u16) -> String {
    let longest = i64::from(width) * 8;
    let Some(share) = Number::ratio(part, whole).filter(|_| whole.is_positive()) else {
        return String::new();
    };
    let eighths = (share * Number::from(longest)).floor();
    let eighths = if eighths.is_negative() { 0 } else { eighths.to_i64().unwrap_or(longest) };
    let eighths = usize::try_from(eighths.min(longest)).unwrap_or(0);
    "█".repeat(eighths / 8) + EIGHTHS[eighths % 8]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_bar_is_full_only_when_the_whole_is_reached() {
        let bar = |part: i64, whole: i64| bar(&Number::from(part), &Number::from(whole), 4);
        assert_eq!(bar(0, 32), "");
        assert_eq!(bar(1, 32), "▏");
        assert_eq!(bar(12, 32), "█▌");
        assert_eq!(bar(99_999, 100_000), "███▉");
        assert_eq!(bar(100_000, 100_000), "████");
        assert_eq!(bar(500, 100), "████");
        assert_eq!(bar(-5, 100), "");
        assert_eq!(bar(5, 0), "");
    }
}
