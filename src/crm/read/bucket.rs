//! Windows of days cut into disjoint buckets: every day of a window is in exactly one, and every
//! window is a union of them, so that a row is put away once however many windows have it.

use crate::plan::fact::Window;

/// No bucket: the day lies in none of the windows.
pub(super) const OUTSIDE: u32 = u32::MAX;

/// The buckets of some windows.
#[derive(Clone, Debug, Default)]
pub(super) struct Buckets {
    /// Number of the first day of all windows.
    first: i32,
    /// The bucket of that day and each after it.
    of: Vec<u32>,
    /// The buckets of each window, in the order of the windows.
    windows: Vec<Vec<u32>>,
    count: u32,
}

impl Buckets {
    /// The buckets of these windows.
    pub fn new(windows: &[Window]) -> Buckets {
        let mut cuts: Vec<i32> = windows
            .iter()
            .flat_map(|window| [window.start.number(), window.end.number() + 1])
            .collect();
        cuts.sort_unstable();
        cuts.dedup();
        let (Some(first), Some(last)) = (cuts.first(), cuts.last()) else {
            return Buckets::default();
        };
        let days = usize::try_from(last - first).unwrap_or(0);
        let mut buckets = Buckets {
            first: *first,
            of: vec![OUTSIDE; days],
            windows: vec![Vec::new(); windows.len()],
            count: 0,
        };
        for pair in cuts.windows(2) {
            let (start, end) = (pair[0], pair[1]);
            let covers =
                |window: &Window| window.start.number() <= start && end <= window.end.number() + 1;
            if !windows.iter().any(covers) {
                continue;
            }
            for (list, window) in buckets.windows.iter_mut().zip(windows) {
                if covers(window) {
                    list.push(buckets.count);
                }
            }
            let range = (start - first) as usize..(end - first) as usize;
            buckets.of[range].fill(buckets.count);
            buckets.count += 1;
        }
        buckets
    }

    /// The bucket of a day by its number, or [`OUTSIDE`].
    #[inline]
    pub fn of(&self, day: i32) -> u32 {
        let at = i64::from(day) - i64::from(self.first);
        usize::try_from(at).ok().and_then(|at| self.of.get(at)).copied().unwrap_or(OUTSIDE)
    }

    /// Numbers of the first and last day of all windows.
    pub fn span(&self) -> (i32, i32) {
        (self.first, self.first + i32::try_from(self.of.len()).unwrap_or(0) - 1)
    }

    /// How many there are.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// The buckets of each window.
    pub fn windows(&self) -> &[Vec<u32>] {
        &self.windows
    }

    /// Whether some window has more than one bucket.
    pub fn is_cut(&self) -> bool {
        self.windows.iter().any(|buckets| buckets.len() > 1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::base::Day;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_day_is_in_a_window_exactly_if_its_bucket_is(
            spans in proptest::collection::vec((0i32..60, 0i32..30), 0..6),
            day in -5i32..100,
        ) {
            let at = |number: i32| Day::from_number(20_000 + number).unwrap();
            let windows: Vec<Window> = spans
                .iter()
                .map(|(start, length)| Window::new(at(*start), at(start + length)))
                .collect();
            let buckets = Buckets::new(&windows);
            let bucket = buckets.of(20_000 + day);
            prop_assert!(bucket == OUTSIDE || bucket < buckets.count());
            for (window, list) in windows.iter().zip(buckets.windows()) {
                prop_assert_eq!(window.has(at(day)), list.contains(&bucket));
            }
        }
    }
}
