//! The outline of a tree on a page: which nodes are shown, and their 编号 (`1.2.1`), the same for
//! every metric.

use crate::plan::tree::Tree;
use crate::quota::{Branch, MetricTree, Setting, Target};

use super::words::{NONE, Words};

/// A tree with the numbers of its nodes.
pub(super) struct Outline<'a> {
    pub branch: Branch,
    pub tree: &'a Tree,
    numbers: Vec<String>,
}

impl<'a> Outline<'a> {
    /// The outline of a branch, `None` where the plan has no such tree.
    pub fn of(setting: &Setting<'a>, branch: Branch) -> Option<Outline<'a>> {
        let tree = setting.tree(branch)?;
        let mut numbers = vec![String::new(); tree.nodes.len()];
        // A parent stands before its children.
        for node in 0..tree.nodes.len() {
            let stints = tree.nodes[node].stints.iter().map(|stint| numbers[*stint].as_str());
            let stints = stints.collect::<Vec<_>>().join(" + ");
            match tree.nodes[node].parent {
                Some(_) => {}
                None if node == 0 => numbers[node] = "1".to_owned(),
                // A person beside the tree.
                None => numbers[node] = stints,
            }
            for (at, child) in setting.children(tree, node).into_iter().enumerate() {
                numbers[child] = format!("{}.{}", numbers[node], at + 1);
            }
        }
        Some(Outline { branch, tree, numbers })
    }

    pub fn number(&self, node: usize) -> String {
        self.numbers[node].clone()
    }

    pub fn name(&self, node: usize) -> String {
        self.tree.nodes[node].name.clone()
    }

    /// The name of the node above.
    pub fn parent(&self, node: usize) -> String {
        self.tree.nodes[node].parent.map_or_else(|| NONE.to_owned(), |parent| self.name(parent))
    }

    /// The nodes that a metric's tables show: whoever is on the plan, at the levels where anybody
    /// has a target, so that somebody without one is seen.
    pub fn shown(&self, words: &Words, targets: &MetricTree) -> Vec<usize> {
        let with = (0..targets.nodes.len()).filter(|node| has_target(&targets.nodes[*node]));
        let levels = words.levels_of(self.branch, with);
        (0..self.tree.nodes.len())
            .filter(|node| levels.contains(&self.tree.nodes[*node].level.meant()))
            .filter(|node| self.tree.nodes[*node].stints.is_empty())
            .filter(|node| words.setting.is_active(self.tree, *node))
            .collect()
    }
}

/// Whether there is a target for any part of the plan.
pub(super) fn has_target(target: &Target) -> bool {
    target.value.is_some() || target.parts.iter().any(Option::is_some)
}
