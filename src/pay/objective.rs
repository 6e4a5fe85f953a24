//! Weighted objectives: an amount by the sum of weight times score. Where scores come from (formulas,
//! records) is decided elsewhere.

use crate::base::Unit;
use crate::plan::incentive::Objective;

use super::label::Label;
use super::limit::above_zero;
use super::price::typed;
use super::working::Working;

/// What the objectives pay of `amount`; scores stand in the order of the objectives. A score counts
/// from 0 up to the objective's highest.
pub fn objectives(amount: Working, objectives: &[Objective], scores: &[Working]) -> Working {
    let scored = objectives.iter().zip(scores).enumerate();
    let parts = scored.map(|(at, (objective, score))| weighted(at, objective, score.clone()));
    let payout = Working::sum(Label::Payout, Unit::Ratio, parts.collect());
    Working::product(Label::Earning, amount.unit, vec![amount, payout])
}

fn weighted(at: usize, objective: &Objective, score: Working) -> Working {
    let score = if score.value.is_negative() { above_zero(score) } else { score };
    let most = Working::given(Label::Limit, objective.most.clone(), score.unit);
    let most = most.citing(objective.weight.span);
    let counted = Working::least(Label::Score(at), score, most);
    let weight = typed(Label::Weight, &objective.weight, Unit::Ratio);
    Working::product(Label::Objective(at), Unit::Ratio, vec![weight, counted])
}

#[cfg(test)]
mod tests {
    use super::super::sample::{money, n, span, spanned};
    use super::*;
    use crate::text::Spanned;

    fn objective(weight: &str, most: &str) -> Objective {
        Objective {
            id: Spanned::new("o".to_owned(), span()),
            name: Spanned::new("o".to_owned(), span()),
            weight: spanned(weight),
            score: None,
            most: n(most),
        }
    }

    #[test]
    fn scores_count_by_their_weights_from_nothing_to_their_highest() {
        let all = [objective("0.5", "1"), objective("0.3", "1.2"), objective("0.2", "1")];
        for (scores, expected) in [
            // 3,000 × (0.5 + 0.3·1.2 + 0.2·0.5); nobody gets more than 1, 1.2 and 1, or less than 0.
            (["1", "1.2", "0.5"], "2880"),
            (["2", "2", "2"], "3180"),
            (["-1", "1", "0"], "900"),
        ] {
            let scores = scores.map(|text| Working::given(Label::Formula, n(text), Unit::Plain));
            let paid = objectives(money("3000"), &all, &scores);
            assert!(paid.holds());
            assert_eq!(paid.value, n(expected));
        }
    }
}
