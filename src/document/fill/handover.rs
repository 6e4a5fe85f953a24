//! 逐级下达: what each level hands down against what it has, and what that makes over all levels.

use std::collections::{BTreeMap, BTreeSet};

use crate::base::Number;
use crate::document::target_breakdown::Assignment;
use crate::plan::tree::Level;
use crate::quota::MetricTree;

use super::outline::Outline;
use super::words::Words;

/// What the nodes of a level hand down.
struct Handed {
    into: BTreeSet<Level>,
    parents: Number,
    children: Number,
}

impl Words<'_> {
    /// One row per level whose nodes hand targets down.
    pub fn handovers(&self, outline: &Outline, targets: &MetricTree) -> Vec<Assignment> {
        let mut levels: BTreeMap<Level, Handed> = BTreeMap::new();
        for (node, target) in targets.nodes.iter().enumerate() {
            let below = target.children.iter();
            let below: Vec<(usize, &Number)> = below
                .filter_map(|child| Some((*child, targets.nodes[*child].value.as_ref()?)))
                .collect();
            let (Some(value), false) = (&target.value, below.is_empty()) else { continue };
            let level = outline.tree.nodes[node].level;
            let handed = levels.entry(level).or_insert_with(|| Handed {
                into: BTreeSet::new(),
                parents: Number::zero(),
                children: Number::zero(),
            });
            handed.parents += value;
            for (child, value) in below {
                handed.into.insert(outline.tree.nodes[child].level.meant());
                handed.children += value;
            }
        }
        levels.iter().map(|(level, handed)| self.handover(*level, handed, targets.metric)).collect()
    }

    fn handover(&self, level: Level, handed: &Handed, metric: usize) -> Assignment {
        let over = &handed.children - &handed.parents;
        let into: Vec<String> = handed.into.iter().map(|level| self.levels(*level)).collect();
        let into = self.list(into.iter().map(String::as_str));
        let allowed: BTreeSet<Number> =
            handed.into.iter().flat_map(|into| self.allowances(*into, metric)).collect();
        let allowed: Vec<String> = allowed.iter().map(|over| self.rate(over)).collect();
        Assignment {
            levels: format!("{}{}{into}", self.levels(level), self.lang.pick("→", " → ")),
            parents: self.known(&handed.parents, metric),
            children: self.known(&handed.children, metric),
            over: self.known(&over, metric),
            over_share: self.share(Number::ratio(&over, &handed.parents).as_ref()),
            allowed: self.list(allowed.iter().map(String::as_str)),
        }
    }

    /// 加压 that the plan declares for splits of a metric into a level; 0 where it declares none.
    pub fn allowances(&self, into: Level, metric: usize) -> BTreeSet<Number> {
        let splits = self.plan.targets.splits.iter().filter(|split| {
            split.into == into && (split.metrics.is_empty() || split.metrics.contains(&metric))
        });
        let over =
            splits.map(|split| split.over.as_ref().map_or_else(Number::zero, |o| o.value.clone()));
        let mut found: BTreeSet<Number> = over.collect();
        if found.is_empty() {
            found.insert(Number::zero());
        }
        found
    }

    /// What people's targets sum to, and that as a share of the company's.
    pub fn stacked(&self, targets: &MetricTree) -> Option<(String, String)> {
        let people = targets.levels.iter().find(|level| level.level == Level::Person)?;
        let top = targets.nodes.first()?.value.as_ref()?;
        let share = Number::ratio(&people.total, top)?;
        Some((self.amount(&people.total, targets.metric), self.share(Some(&share))))
    }
}
