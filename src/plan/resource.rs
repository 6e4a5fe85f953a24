//! What `resources.toml` says: the bonus pool with its reserve rule, and everything else that the
//! plan may give away. Whether it suffices is reckoned elsewhere.

use crate::base::{Day, Number};
use crate::text::{Span, Spanned};

/// The resources of the plan.
#[derive(Clone, Debug, Default)]
pub struct Resources {
    /// 奖金池.
    pub pool: Option<Pool>,
    /// Everything else, and money outside the pool.
    pub resources: Vec<Resource>,
}

/// 奖金池.
#[derive(Clone, Debug)]
pub struct Pool {
    /// The money there is.
    pub available: Spanned<Number>,
    /// What must be reserved, by growth of the target, ascending.
    pub reserve: Vec<Reserve>,
    /// What happens when it doesn't suffice.
    pub on_exhaustion: OnExhaustion,
    /// Id of the role that confirms it.
    pub confirmed_by: Option<Spanned<String>>,
    /// When it did.
    pub confirmed_on: Option<Spanned<Day>>,
    /// The table in the file.
    pub span: Span,
}

/// From this growth on, this share must be reserved; the highest row reached holds.
#[derive(Clone, Debug)]
pub struct Reserve {
    /// The metric whose target grows.
    pub metric: usize,
    /// The growth on the baseline from which it holds, inclusive.
    pub growth_from: Spanned<Number>,
    /// The share.
    pub share: Spanned<Number>,
    /// Of what.
    pub of: ReserveOf,
    /// The table in the file.
    pub span: Span,
}

/// Of what a reserve is a share.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ReserveOf {
    /// The company's target.
    Target,
    /// The target less the baseline.
    Increment,
    /// What is achieved.
    Actual,
}

impl ReserveOf {
    /// Its words in plans.
    pub const ALL: [(&'static str, ReserveOf); 3] = [
        ("target", ReserveOf::Target),
        ("increment", ReserveOf::Increment),
        ("actual", ReserveOf::Actual),
    ];
}

/// What happens when the pool doesn't suffice.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum OnExhaustion {
    /// Everybody's pay is reduced by the same share.
    ProRata,
    /// What lies above the target pay is cut first.
    Cap,
    /// The company adds what is missing.
    TopUp,
}

impl OnExhaustion {
    /// Its words in plans.
    pub const ALL: [(&'static str, OnExhaustion); 3] = [
        ("pro-rata", OnExhaustion::ProRata),
        ("cap", OnExhaustion::Cap),
        ("top-up", OnExhaustion::TopUp),
    ];
}

/// Something that the plan may give away.
#[derive(Clone, Debug)]
pub struct Resource {
    /// Its id.
    pub id: Spanned<String>,
    /// 物质, 精神 or 发展.
    pub kind: ResourceKind,
    /// Its name.
    pub name: Spanned<String>,
    /// How many there are.
    pub quantity: Spanned<Number>,
    /// What one costs; `None`: nothing.
    pub unit_price: Option<Spanned<Number>>,
    /// From which budget.
    pub budget: Option<Spanned<String>>,
    /// Id of the role that confirms it.
    pub confirmed_by: Option<Spanned<String>>,
    /// When it did; `None`: not yet.
    pub confirmed_on: Option<Spanned<Day>>,
    /// More about it.
    pub note: Option<Spanned<String>>,
    /// The table in the file.
    pub span: Span,
}

/// What kind of resource.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum ResourceKind {
    /// 物质.
    Monetary,
    /// 精神.
    Recognition,
    /// 发展.
    Development,
}

impl ResourceKind {
    /// Its words in plans.
    pub const ALL: [(&'static str, ResourceKind); 3] = [
        ("monetary", ResourceKind::Monetary),
        ("recognition", ResourceKind::Recognition),
        ("development", ResourceKind::Development),
    ];
}
