//! What a dry run shows: the lines that would change, in the form of `diff -u`.

use std::fmt::Write as _;

/// Lines shown around a change.
const AROUND: usize = 3;
/// Beyond so many pairs of lines the middle is shown as replaced as a whole.
const LARGEST: usize = 4_000_000;

/// A line of the comparison.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Line<'a> {
    Same(&'a str),
    Gone(&'a str),
    Come(&'a str),
}

/// The difference between two contents of a file; `None`: no file.
pub fn unified(name: &str, old: Option<&[u8]>, new: Option<&[u8]>) -> String {
    let side = |bytes: Option<&[u8]>, letter: &str| match bytes {
        Some(_) => format!("{letter}/{name}"),
        None => "/dev/null".to_owned(),
    };
    let mut out = format!("--- {}\n+++ {}\n", side(old, "a"), side(new, "b"));
    let text = |bytes: Option<&[u8]>| {
        String::from_utf8(bytes.unwrap_or_default().to_vec()).ok().filter(|t| !t.contains('\0'))
    };
    let (Some(before), Some(after)) = (text(old), text(new)) else {
        let _ = writeln!(out, "Binary files differ");
        return out;
    };
    let before: Vec<&str> = before.split_inclusive('\n').collect();
    let after: Vec<&str> = after.split_inclusive('\n').collect();
    hunks(&compare(&before, &after), &mut out);
    out
}

/// Every line of both, in an order that shows the longest common part of the middle.
fn compare<'a>(before: &[&'a str], after: &[&'a str]) -> Vec<Line<'a>> {
    let head = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let (rest_before, rest_after) = (&before[head..], &after[head..]);
    let backwards = rest_before.iter().rev().zip(rest_after.iter().rev());
    let tail = backwards.take_while(|(a, b)| a == b).count();
    let middle_before = &rest_before[..rest_before.len() - tail];
    let middle_after = &rest_after[..rest_after.len() - tail];
    let same = |lines: &[&'a str]| lines.iter().map(|line| Line::Same(line)).collect::<Vec<_>>();
    let mut lines = same(&before[..head]);
    lines.extend(compare_middle(middle_before, middle_after));
    lines.extend(same(&before[before.len() - tail..]));
    lines
}

fn compare_middle<'a>(before: &[&'a str], after: &[&'a str]) -> Vec<Line<'a>> {
    let (rows, columns) = (before.len(), after.len());
    if rows.saturating_mul(columns) > LARGEST {
        let gone = before.iter().map(|line| Line::Gone(line));
        return gone.chain(after.iter().map(|line| Line::Come(line))).collect();
    }
    let common = common_lengths(before, after);
    let (mut row, mut column) = (0, 0);
    let mut lines = Vec::with_capacity(rows + columns);
    while row < rows && column < columns {
        if before[row] == after[column] {
            lines.push(Line::Same(before[row]));
            (row, column) = (row + 1, column + 1);
        } else if common[row + 1][column] >= common[row][column + 1] {
            lines.push(Line::Gone(before[row]));
            row += 1;
        } else {
            lines.push(Line::Come(after[column]));
            column += 1;
        }
    }
    lines.extend(before[row..].iter().map(|line| Line::Gone(line)));
    lines.extend(after[column..].iter().map(|line| Line::Come(line)));
    lines
}

/// Length of the longest common subsequence of the rests from each pair of lines on.
fn common_lengths(before: &[&str], after: &[&str]) -> Vec<Vec<u32>> {
    let mut common = vec![vec![0; after.len() + 1]; before.len() + 1];
    for row in (0..before.len()).rev() {
        for column in (0..after.len()).rev() {
            common[row][column] = match before[row] == after[column] {
                true => common[row + 1][column + 1] + 1,
                false => common[row + 1][column].max(common[row][column + 1]),
            };
        }
    }
    common
}

/// Prints the changed lines with those around them.
fn hunks(lines: &[Line<'_>], out: &mut String) {
    let changed = |line: &Line<'_>| !matches!(line, Line::Same(_));
    let mut next = 0;
    let (mut old_line, mut new_line) = (1, 1);
    while let Some(first) = lines[next..].iter().position(changed).map(|at| next + at) {
        let start = first.saturating_sub(AROUND).max(next);
        let mut end = first;
        while let Some(ahead) =
            lines[end..].iter().take(2 * AROUND + 1).position(changed).map(|at| end + at)
        {
            end = ahead + 1;
        }
        let end = (end + AROUND).min(lines.len());
        let skipped = start - next;
        (old_line, new_line) = (old_line + skipped, new_line + skipped);
        let (old_length, new_length) = print_hunk(&lines[start..end], old_line, new_line, out);
        (old_line, new_line) = (old_line + old_length, new_line + new_length);
        next = end;
    }
}

fn print_hunk(lines: &[Line<'_>], old: usize, new: usize, out: &mut String) -> (usize, usize) {
    let count = |wanted: fn(&Line<'_>) -> bool| lines.iter().filter(|line| wanted(line)).count();
    let old_length = count(|line| !matches!(line, Line::Come(_)));
    let new_length = count(|line| !matches!(line, Line::Gone(_)));
    // An empty side is said to begin at the line before it.
    let begin = |at: usize, length: usize| if length == 0 { at - 1 } else { at };
    let (old_at, new_at) = (begin(old, old_length), begin(new, new_length));
    let _ = writeln!(out, "@@ -{old_at},{old_length} +{new_at},{new_length} @@");
    for line in lines {
        let (sign, text) = match line {
            Line::Same(text) => (' ', text),
            Line::Gone(text) => ('-', text),
            Line::Come(text) => ('+', text),
        };
        let _ = write!(out, "{sign}{text}");
        if !text.ends_with('\n') {
            out.push_str("\n\\ No newline at end of file\n");
        }
    }
    (old_length, new_length)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn numbers(skip: &str) -> String {
        (1..=20).map(|n| n.to_string()).filter(|n| n != skip).map(|n| n + "\n").collect()
    }

    #[test]
    fn a_changed_line_is_shown_with_three_around_it() {
        let (before, after) = (numbers(""), numbers("").replace("10\n", "ten\n"));
        // seq 20 > a; sed s/^10$/ten/ a > b; diff -u a b
        let expected = "--- a/x\n+++ b/x\n@@ -7,7 +7,7 @@\n 7\n 8\n 9\n-10\n+ten\n 11\n 12\n 13\n";
        assert_eq!(unified("x", Some(before.as_bytes()), Some(after.as_bytes())), expected);
    }

    #[test]
    fn changes_far_apart_are_shown_apart() {
        let (before, after) = (numbers(""), numbers("2").replace("20\n", "20"));
        let shown = unified("x", Some(before.as_bytes()), Some(after.as_bytes()));
        // seq 20 > a; seq 20 | sed /^2$/d | head -c -1 > b; diff -u a b
        let expected = "--- a/x\n+++ b/x\n@@ -1,5 +1,4 @@\n 1\n-2\n 3\n 4\n 5\n\
                        @@ -17,4 +16,4 @@\n 17\n 18\n 19\n-20\n+20\n\\ No newline at end of file\n";
        assert_eq!(shown, expected);
    }

    #[test]
    fn new_and_removed_and_binary_files_say_so() {
        assert_eq!(
            unified("x", None, Some(b"a\n")),
            "--- /dev/null\n+++ b/x\n@@ -0,0 +1,1 @@\n+a\n"
        );
        assert_eq!(
            unified("x", Some(b"a\n"), None),
            "--- a/x\n+++ /dev/null\n@@ -1,1 +0,0 @@\n-a\n"
        );
        assert!(unified("x", Some(b"\xff"), Some(b"a")).ends_with("Binary files differ\n"));
    }

    proptest! {
        #[test]
        fn both_sides_can_be_read_off_the_comparison(
            before in proptest::collection::vec("[ab]\n", 0..12),
            after in proptest::collection::vec("[ab]\n", 0..12),
        ) {
            let old: Vec<&str> = before.iter().map(String::as_str).collect();
            let new: Vec<&str> = after.iter().map(String::as_str).collect();
            let lines = compare(&old, &new);
            let side = |skip: fn(&Line<'_>) -> bool| -> Vec<&str> {
                let kept = lines.iter().filter(|line| !skip(line));
                kept.map(|(Line::Same(t) | Line::Gone(t) | Line::Come(t))| *t).collect()
            };
            prop_assert_eq!(side(|line| matches!(line, Line::Come(_))), old);
            prop_assert_eq!(side(|line| matches!(line, Line::Gone(_))), new);
        }
    }
}
