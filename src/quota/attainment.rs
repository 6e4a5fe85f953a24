//! `Attainment`: what was achieved and what was to be achieved, kept side by side, so that nothing
//! is lost before it is compared.

use std::cmp::Ordering;

use crate::base::Number;

/// Achieved over target. Both in the metric's unit; the target is not negative.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Attainment {
    /// What was achieved.
    pub achieved: Number,
    /// The target.
    pub target: Number,
}

impl Attainment {
    /// The exact ratio; `None` for a target of 0, over which nothing can be attained.
    pub fn ratio(&self) -> Option<Number> {
        Number::ratio(&self.achieved, &self.target)
    }

    /// How it stands to a threshold, by cross-multiplication; `None` for a target of 0.
    pub fn compare(&self, threshold: &Number) -> Option<Ordering> {
        self.target.is_positive().then(|| self.achieved.cmp(&(threshold * &self.target)))
    }

    /// What is missing to the target; below 0 when it is exceeded.
    pub fn gap(&self) -> Number {
        &self.target - &self.achieved
    }

    /// The attainment of several together: sums over sums, never a mean of ratios.
    pub fn together<'a>(several: impl IntoIterator<Item = &'a Attainment>) -> Attainment {
        let mut all = Attainment { achieved: Number::zero(), target: Number::zero() };
        for one in several {
            all.achieved += &one.achieved;
            all.target += &one.target;
        }
        all
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn attainment(achieved: &str, target: &str) -> Attainment {
        let n = |text| Number::parse_plain(text).unwrap();
        Attainment { achieved: n(achieved), target: n(target) }
    }

    #[test]
    fn just_below_eighty_percent_is_below_and_exactly_eighty_is_not() {
        let eighty = Number::parse_plain("0.8").unwrap();
        assert_eq!(attainment("79996", "100000").compare(&eighty), Some(Ordering::Less));
        assert_eq!(attainment("80000", "100000").compare(&eighty), Some(Ordering::Equal));
        assert_eq!(attainment("0", "0").compare(&eighty), None);
        assert_eq!(attainment("5", "0").ratio(), None);
    }

    // 50 of 100 and 300 of 300 are 350 of 400, 87.5 %, not the mean 75 %.
    #[test]
    fn a_teams_attainment_is_the_ratio_of_sums() {
        let all = Attainment::together([&attainment("50", "100"), &attainment("300", "300")]);
        assert_eq!(all.ratio(), Number::parse_plain("0.875"));
        assert_eq!(all.gap(), Number::from(50i64));
    }
}
