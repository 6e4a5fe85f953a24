//! Rankings: who takes which place, and what the places pay when several take the same. What is ranked
//! is reckoned elsewhere: here come keys, larger first, in the order of ids.

use std::cmp::Reverse;

use crate::base::{Number, Rounding, Unit};
use crate::plan::incentive::IfTied;

use super::label::Label;
use super::pool;
use super::working::Working;

/// Those who take the same place, and which.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Place {
    /// How many stand before them: 0 for the first place. After three first places comes the fourth.
    pub before: usize,
    /// Positions of who takes it, in the order given; at least one.
    pub who: Vec<usize>,
}

/// What places pay, and who has to be decided between.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Awarded {
    /// Position and award, best place first; nobody without an award.
    pub awards: Vec<(usize, Working)>,
    /// Places that pay differently and are taken by several, where somebody decides.
    pub undecided: Vec<Place>,
}

/// The places by keys: the first key ranks, the others decide ties in their order; larger goes first.
/// Whoever has no first key takes no place; a missing tie-break loses against any.
pub fn places(keys: &[Vec<Option<Number>>]) -> Vec<Place> {
    let ranked = |who: &usize| keys[*who].first().is_some_and(Option::is_some);
    let mut order: Vec<usize> = (0..keys.len()).filter(ranked).collect();
    order.sort_by_key(|who| Reverse(&keys[*who]));
    let mut places: Vec<Place> = Vec::new();
    for (before, who) in order.into_iter().enumerate() {
        match places.last_mut() {
            Some(place) if keys[place.who[0]] == keys[who] => place.who.push(who),
            _ => places.push(Place { before, who: vec![who] }),
        }
    }
    places
}

/// What the places pay: the first award for the first place, and so on.
pub fn awarded(places: &[Place], awards: &[Working], if_tied: IfTied, mode: Rounding) -> Awarded {
    let mut awarded = Awarded::default();
    for place in places {
        let Some(theirs) = place.awards(awards) else { break };
        let same = theirs.len() == place.who.len()
            && theirs.iter().all(|award| award.value == theirs[0].value);
        if same || if_tied == IfTied::Each {
            let best = theirs[0].clone().called(Label::Award);
            awarded.awards.extend(place.who.iter().map(|who| (*who, best.clone())));
        } else if if_tied == IfTied::Share {
            awarded.awards.extend(place.divided(theirs, mode));
        } else {
            awarded.undecided.push(place.clone());
        }
    }
    awarded
}

impl Place {
    /// The awards of as many places as are taken; `None` when there is not even one.
    fn awards<'a>(&self, awards: &'a [Working]) -> Option<&'a [Working]> {
        let end = awards.len().min(self.before + self.who.len());
        awards.get(self.before..end).filter(|theirs| !theirs.is_empty())
    }

    /// Each one's part of the awards of all their places.
    fn divided(&self, theirs: &[Working], mode: Rounding) -> Vec<(usize, Working)> {
        let whole = Working::sum(Label::Pool, theirs[0].unit, theirs.to_vec());
        let one = Working::given(Label::ShareWeight, Number::one(), Unit::Count);
        // Every weight is 1, so that the amount can always be shared.
        let parts = pool::shared(&whole, &vec![one; self.who.len()], mode).unwrap_or_default();
        let called = parts.into_iter().map(|part| part.called(Label::Award));
        self.who.iter().copied().zip(called).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::super::sample::{money, n};
    use super::*;
    use proptest::prelude::*;

    fn keys(rows: &[&[Option<i64>]]) -> Vec<Vec<Option<Number>>> {
        rows.iter().map(|row| row.iter().map(|key| key.map(Number::from)).collect()).collect()
    }

    fn taken(rows: &[&[Option<i64>]]) -> Vec<(usize, Vec<usize>)> {
        places(&keys(rows)).into_iter().map(|place| (place.before, place.who)).collect()
    }

    #[test]
    fn larger_goes_first_and_ties_go_to_the_next_key() {
        let rows: &[&[Option<i64>]] =
            &[&[Some(5), Some(1)], &[Some(9), None], &[Some(5), Some(2)], &[None, Some(9)]];
        assert_eq!(taken(rows), [(0, vec![1]), (1, vec![2]), (2, vec![0])]);
        // A tie that stays one takes one place, and the places after it are left out.
        let rows: &[&[Option<i64>]] = &[&[Some(5)], &[Some(9)], &[Some(9)], &[Some(1)]];
        assert_eq!(taken(rows), [(0, vec![1, 2]), (2, vec![0]), (3, vec![3])]);
        let rows: &[&[Option<i64>]] = &[&[Some(5), None], &[Some(5), Some(-1)]];
        assert_eq!(taken(rows), [(0, vec![1]), (1, vec![0])]);
        assert_eq!(taken(&[]), []);
    }

    fn won(
        rows: &[&[Option<i64>]],
        awards: &[&str],
        if_tied: IfTied,
    ) -> (Vec<(usize, Number)>, usize) {
        let awards: Vec<Working> = awards.iter().map(|text| money(text)).collect();
        let awarded = awarded(&places(&keys(rows)), &awards, if_tied, Rounding::HalfUp);
        assert!(awarded.awards.iter().all(|(_, award)| award.holds()));
        let paid = awarded.awards.into_iter().map(|(who, award)| (who, award.value)).collect();
        (paid, awarded.undecided.len())
    }

    const TIE_OF_TWO: &[&[Option<i64>]] = &[&[Some(9)], &[Some(9)], &[Some(5)], &[Some(1)]];

    #[test]
    fn the_tied_share_the_awards_of_their_places_or_each_get_the_best() {
        let awards = &["1000", "500.01", "200"];
        let (shared, _) = won(TIE_OF_TWO, awards, IfTied::Share);
        assert_eq!(shared, [(0, n("750.01")), (1, n("750")), (2, n("200"))]);
        let (each, _) = won(TIE_OF_TWO, awards, IfTied::Each);
        assert_eq!(each, [(0, n("1000")), (1, n("1000")), (2, n("200"))]);
    }

    #[test]
    fn the_tied_at_the_last_award_share_it_alone() {
        let rows: &[&[Option<i64>]] = &[&[Some(9)], &[Some(5)], &[Some(5)], &[Some(5)]];
        let (shared, _) = won(rows, &["1000", "100"], IfTied::Share);
        assert_eq!(shared, [(0, n("1000")), (1, n("33.34")), (2, n("33.33")), (3, n("33.33"))]);
        let (each, _) = won(rows, &["1000", "100"], IfTied::Each);
        assert_eq!(each[3], (3, n("100")));
    }

    #[test]
    fn only_a_tie_that_changes_an_award_has_to_be_decided() {
        assert_eq!(won(TIE_OF_TWO, &["1000", "500"], IfTied::Decide), (vec![], 1));
        let (paid, undecided) = won(TIE_OF_TWO, &["300", "300", "200"], IfTied::Decide);
        assert_eq!((paid.len(), undecided), (3, 0));
        // Two for one place.
        assert_eq!(won(TIE_OF_TWO, &["300"], IfTied::Decide), (vec![], 1));
        // A tie below the last award decides nothing.
        let rows: &[&[Option<i64>]] = &[&[Some(9)], &[Some(5)], &[Some(5)]];
        assert_eq!(won(rows, &["300"], IfTied::Decide), (vec![(0, n("300"))], 0));
    }

    proptest! {
        #[test]
        fn shared_awards_sum_to_the_awards_of_the_places_taken(
            scores in proptest::collection::vec(0i64..4, 1..9),
            cents in proptest::collection::vec(1i64..100_000, 1..6),
        ) {
            let keys: Vec<Vec<Option<Number>>> =
                scores.iter().map(|score| vec![Some(Number::from(*score))]).collect();
            let unit = money("0").unit;
            let awards: Vec<Working> = cents
                .iter()
                .map(|cents| Working::given(Label::Award, Number::scaled((*cents).into(), 2), unit))
                .collect();
            let paid = awarded(&places(&keys), &awards, IfTied::Share, Rounding::HalfUp).awards;
            let sum: Number = paid.iter().map(|(_, award)| &award.value).sum();
            let all: Number = awards.iter().take(scores.len()).map(|award| &award.value).sum();
            prop_assert_eq!(sum, all);
            prop_assert!(paid.iter().all(|(_, award)| award.holds()));
        }
    }
}
