//! `Measured`: what a rate, a table of tiers or a curve is applied to, and what is missing when it
//! can't be.

use crate::base::Unit;
use crate::plan::ladder::Of;

use super::working::Working;

/// A measure as a rate meets it. Each is a working of its own, so that what comes out cites them.
#[derive(Clone, Debug)]
pub struct Measured {
    /// What was achieved, in the metric's unit.
    pub achieved: Working,
    /// The target in the same unit; `None`: none.
    pub target: Option<Working>,
    /// The component's target incentive, in money.
    pub incentive: Option<Working>,
    /// The person's own rate.
    pub personal: Option<Working>,
    /// What decides tier or place, where that isn't the metric itself: in the unit of the bounds.
    pub reached: Option<Working>,
    /// The share of the period by which fixed amounts are reckoned; `None`: they are paid whole.
    pub share: Option<Working>,
    /// The unit of what is paid.
    pub money: Unit,
}

impl Measured {
    /// The target; one that isn't above 0 is as good as none, since nothing can be measured by it.
    pub fn target(&self) -> Result<&Working, Missing> {
        self.target.as_ref().filter(|target| target.value.is_positive()).ok_or(Missing::Target)
    }

    /// The target incentive.
    pub fn incentive(&self) -> Result<&Working, Missing> {
        self.incentive.as_ref().ok_or(Missing::Incentive)
    }

    /// The person's own rate.
    pub fn personal(&self) -> Result<&Working, Missing> {
        self.personal.as_ref().ok_or(Missing::Rate)
    }

    /// A fixed amount, by the share of the period where that is declared.
    pub fn fixed(&self, amount: Working) -> Working {
        match &self.share {
            Some(share) => {
                let (label, unit) = (amount.label, amount.unit);
                Working::product(label, unit, vec![amount, share.clone()])
            }
            None => amount,
        }
    }

    /// All of that of which a rate is taken.
    pub fn whole(&self, of: Of) -> Result<&Working, Missing> {
        match of {
            Of::Actual => Ok(&self.achieved),
            Of::Target => self.target(),
            Of::Incentive => self.incentive(),
        }
    }
}

/// Why something can't be computed.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Missing {
    /// There is no target, or it is 0.
    Target,
    /// The person has no target incentive.
    Incentive,
    /// The person has no rate.
    Rate,
    /// There is nothing to be collected, by which what was earned could be released.
    Due,
}

/// What is paid, or what is missing.
pub type Paid = Result<Working, Missing>;
