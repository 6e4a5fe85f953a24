//! 校验结果: the sums of a breakdown, added up again from what the page shows. A row says what was
//! looked at and how often, so that nothing looks checked that wasn't.

use std::collections::BTreeSet;

use crate::base::round::round_to_step;
use crate::base::{Lang, Number, Unit};
use crate::document::target_breakdown::Check;
use crate::plan::target::TypedTarget;
use crate::plan::tree::Level;
use crate::quota::setting::to_unit;
use crate::quota::{Assignment, Branch, How, MetricTree, Target};

use super::outline::has_target;
use super::words::Words;

/// How many findings a row names.
const NAMED: usize = 3;

/// Every check that has something to look at.
pub(super) fn checks(words: &Words, assignment: &Assignment) -> Vec<Check> {
    let checker = Checker { words, assignment };
    let all = [
        checker.children(),
        checker.children_by_part(),
        checker.parts(),
        checker.trees(),
        checker.ratios(),
        checker.growth(),
        checker.people(),
        checker.units(),
    ];
    all.into_iter().flatten().collect()
}

struct Checker<'a> {
    words: &'a Words<'a>,
    assignment: &'a Assignment,
}

/// What a check looked at and found.
#[derive(Default)]
struct Looked {
    count: usize,
    /// Sums that are above their parent, as far as the plan declares.
    over: usize,
    wrong: Vec<String>,
}

impl<'a> Checker<'a> {
    fn additive(&self) -> impl Iterator<Item = &'a MetricTree> {
        self.assignment.metrics.iter().filter(|targets| targets.additive)
    }

    /// C01: children and parent over the whole plan.
    fn children(&self) -> Option<Check> {
        let mut looked = Looked::default();
        for targets in self.additive() {
            for node in 0..targets.nodes.len() {
                let Some(gap) = above(targets, node, |target| target.value.as_ref()) else {
                    continue;
                };
                looked.count += 1;
                if self.is_declared(targets, node, &gap) {
                    looked.over += 1;
                } else if !gap.is_zero() {
                    looked.wrong.push(self.off(targets, node, &gap));
                }
            }
        }
        self.check(
            "各层下级目标之和等于上级目标",
            "children sum to their parent at every level",
            looked,
        )
    }

    /// The same in every part of the plan, where nothing was over-assigned.
    fn children_by_part(&self) -> Option<Check> {
        let mut looked = Looked::default();
        for targets in self.additive() {
            for node in 0..targets.nodes.len() {
                let whole = above(targets, node, |target| target.value.as_ref());
                if !whole.is_some_and(|gap| gap.is_zero()) {
                    continue;
                }
                for at in 0..self.assignment.grid.len() {
                    let part = |target: &'a Target| target.parts.get(at)?.as_ref();
                    let Some(gap) = above(targets, node, part) else { continue };
                    looked.count += 1;
                    if !gap.is_zero() {
                        looked.wrong.push(self.off(targets, node, &gap));
                    }
                }
            }
        }
        if self.assignment.grid.len() < 2 {
            return None;
        }
        self.check("各月的下级目标之和等于上级当月目标", "so they do in every month", looked)
    }

    /// C02: the parts of each target.
    fn parts(&self) -> Option<Check> {
        let mut looked = Looked::default();
        for targets in self.additive() {
            for (node, target) in targets.nodes.iter().enumerate() {
                let Some(value) = &target.value else { continue };
                looked.count += 1;
                let gap = &target.parts.iter().flatten().sum::<Number>() - value;
                if !gap.is_zero() {
                    looked.wrong.push(self.off(targets, node, &gap));
                }
            }
        }
        self.check("各月目标之和等于周期目标", "months sum to the target of the period", looked)
    }

    /// C03: the second tree and the organisation have the same top, in whole and in parts.
    fn trees(&self) -> Option<Check> {
        let mut looked = Looked::default();
        for lines in self.additive().filter(|targets| targets.branch == Branch::Lines) {
            let organisation = self.assignment.tree(lines.metric, Branch::Organisation);
            let (Some(one), Some(other)) =
                (lines.nodes.first(), organisation.and_then(|targets| targets.nodes.first()))
            else {
                continue;
            };
            looked.count += 1;
            if one.value != other.value || one.parts != other.parts {
                looked.wrong.push(self.words.metric(lines.metric));
            }
        }
        let dimension = self.words.dimension(Branch::Lines);
        self.check(
            &format!("组织与{dimension}两棵树的公司目标一致"),
            &format!("organisation and {dimension} have the same company target"),
            looked,
        )
    }

    /// C04: a metric that isn't summed was given, never split or summed.
    fn ratios(&self) -> Option<Check> {
        let given = [None, Some(How::Typed), Some(How::Each), Some(How::Growth)];
        let mut looked = Looked::default();
        for targets in self.assignment.metrics.iter().filter(|targets| !targets.additive) {
            for (node, target) in targets.nodes.iter().enumerate().filter(|(_, t)| has_target(t)) {
                looked.count += 1;
                if !given.contains(&target.how) || target.share.is_some() {
                    looked.wrong.push(self.named(targets, node));
                }
            }
        }
        self.check("比率指标没有相加或分解", "no ratio is summed or split", looked)
    }

    /// C05: a target with a growth is its baseline grown, rounded as the plan says.
    fn growth(&self) -> Option<Check> {
        let mut looked = Looked::default();
        for typed in self.words.plan.targets.typed.iter().filter(|typed| typed.periods.is_empty()) {
            for (targets, node) in self.nodes_of(typed) {
                let target = &targets.nodes[node];
                let (Some(growth), Some(baseline), Some(computed)) =
                    (&typed.growth, &target.baseline, &target.computed)
                else {
                    continue;
                };
                looked.count += 1;
                let gap = computed - &self.grown(typed, baseline, growth, targets);
                if !gap.is_zero() {
                    looked.wrong.push(self.off(targets, node, &gap));
                }
            }
        }
        self.check("目标等于基期乘以（1＋增长率）", "target is baseline × (1 + growth)", looked)
    }

    fn grown(
        &self,
        typed: &TypedTarget,
        baseline: &Number,
        growth: &Number,
        targets: &MetricTree,
    ) -> Number {
        let exact = baseline * &(&Number::one() + growth);
        match &typed.step {
            Some((step, rounding)) => round_to_step(&exact, step, *rounding).unwrap_or(exact),
            None if targets.additive => to_unit(&exact, self.words.unit_of(targets.metric)),
            None => exact,
        }
    }

    /// Where a typed target went, its own node or each of a level, unless something was typed for
    /// the very node.
    fn nodes_of(&self, typed: &TypedTarget) -> Vec<(&'a MetricTree, usize)> {
        let setting = self.words.setting;
        let Ok((branch, node)) = setting.find(&typed.node) else { return Vec::new() };
        let branch = if typed.each == Some(Level::Line) { Branch::Lines } else { branch };
        let (Some(tree), Some(targets)) =
            (setting.tree(branch), self.assignment.tree(typed.metric, branch))
        else {
            return Vec::new();
        };
        let nodes = match typed.each {
            Some(level) => setting.level_below(tree, node, level),
            None => vec![node],
        };
        // A stint has part of what was typed for the person.
        let nodes: BTreeSet<usize> = nodes.into_iter().map(|node| tree.whole(node)).collect();
        let own = nodes.into_iter().filter(|node| targets.nodes[*node].origin == Some(typed.span));
        own.map(|node| (targets, node)).collect()
    }

    /// C06: everybody who carries a target has one.
    fn people(&self) -> Option<Check> {
        let setting = self.words.setting;
        let tree = setting.organisation;
        let mut looked = Looked::default();
        for node in setting.level_below(tree, 0, Level::Person) {
            looked.count += 1;
            let mut trees = self.assignment.metrics.iter();
            let with = trees.any(|targets| {
                targets.branch == Branch::Organisation && has_target(&targets.nodes[node])
            });
            if !with {
                looked.wrong.push(tree.nodes[node].name.clone());
            }
        }
        self.check("承担目标的人都有目标", "everybody who carries targets has one", looked)
    }

    /// C07: nothing finer than the smallest unit, and nothing that isn't above 0.
    fn units(&self) -> Option<Check> {
        let mut looked = Looked::default();
        for targets in self.additive() {
            let places = self.words.unit_of(targets.metric).places().cast_signed();
            for (node, target) in targets.nodes.iter().enumerate() {
                let Some(value) = &target.value else { continue };
                looked.count += 1;
                let mut all = target.parts.iter().flatten().chain([value]);
                // A stint may be too short for one customer.
                let is_stint = self.is_stint(targets, node);
                if !(value.is_positive() || is_stint)
                    || all.any(|part| !part.shift(places).is_integer())
                {
                    looked.wrong.push(self.named(targets, node));
                }
            }
        }
        self.check(
            "目标大于 0，金额到最小单位，个数是整数",
            "targets are above 0, amounts in whole cents, counts whole",
            looked,
        )
    }

    fn is_stint(&self, targets: &MetricTree, node: usize) -> bool {
        let tree = self.words.setting.tree(targets.branch);
        tree.is_some_and(|tree| tree.nodes[node].level == Level::Stint)
    }

    /// Whether children exceed their parent by no more than the plan declares.
    fn is_declared(&self, targets: &MetricTree, node: usize, gap: &Number) -> bool {
        let value = targets.nodes[node].value.as_ref();
        let (Some(value), Some(tree)) = (value, self.words.setting.tree(targets.branch)) else {
            return false;
        };
        let into = self.words.levels_of(targets.branch, tree.nodes[node].children.iter().copied());
        let unit: Unit = self.words.unit_of(targets.metric);
        let allowed =
            into.into_iter().flat_map(|level| self.words.allowances(level, targets.metric));
        gap.is_positive()
            && allowed.max().is_some_and(|over| {
                let most = to_unit(&(value * &(&Number::one() + &over)), unit);
                value + gap <= most
            })
    }

    fn named(&self, targets: &MetricTree, node: usize) -> String {
        let tree = self.words.setting.tree(targets.branch);
        let name = tree.map_or("", |tree| tree.nodes[node].name.as_str());
        match self.words.lang {
            Lang::Zh => format!("{name}的{}", self.words.metric(targets.metric)),
            Lang::En => format!("{} of {name}", self.words.metric(targets.metric)),
        }
    }

    fn off(&self, targets: &MetricTree, node: usize, gap: &Number) -> String {
        let gap = self.words.signed(Some(gap), targets.metric);
        self.words.of(&self.named(targets, node), &gap)
    }

    fn check(&self, zh: &str, en: &str, looked: Looked) -> Option<Check> {
        if looked.count == 0 {
            return None;
        }
        Some(Check { check: self.words.pick(zh, en), result: self.result(&looked) })
    }

    fn result(&self, looked: &Looked) -> String {
        let (count, wrong) = (looked.count, looked.wrong.len());
        let named = looked.wrong.iter().take(NAMED).map(String::as_str);
        let named = named.collect::<Vec<_>>().join(self.words.lang.pick("；", "; "));
        let more = if wrong > NAMED { "…" } else { "" };
        match (self.words.lang, wrong, looked.over) {
            (Lang::Zh, 0, 0) => format!("通过（{count} 处）"),
            (Lang::Zh, 0, over) => {
                format!("通过（{count} 处，其中 {over} 处超分配，在声明的范围内）")
            }
            (Lang::Zh, _, _) => format!("{count} 处中有 {wrong} 处不符：{named}{more}"),
            (Lang::En, 0, 0) => format!("passed ({count} checked)"),
            (Lang::En, 0, over) => {
                format!("passed ({count} checked, {over} over-assigned as far as declared)")
            }
            (Lang::En, _, _) => format!("{wrong} of {count} don't fit: {named}{more}"),
        }
    }
}

/// How far the children of a node are above it; `None` where the node or all of them have none.
fn above<'a>(
    targets: &'a MetricTree,
    node: usize,
    of: impl Fn(&'a Target) -> Option<&'a Number>,
) -> Option<Number> {
    let target = &targets.nodes[node];
    let children: Vec<&Number> =
        target.children.iter().filter_map(|child| of(&targets.nodes[*child])).collect();
    let own = of(target)?;
    (!children.is_empty()).then(|| &children.into_iter().sum::<Number>() - own)
}
