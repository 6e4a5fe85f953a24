//! 《销售目标分解清单》 from the assignment.

use crate::base::Lang;
use crate::document::head::Head;
use crate::document::target_breakdown::{Goal, Node, Override, Ratio, TargetBreakdown, Tree};
use crate::plan::Plan;
use crate::plan::tree::Level;
use crate::process::step::StepId;
use crate::quota::{Assignment, Branch, How, MetricTree, Setting, history};
use crate::text::Span;

use super::check::checks;
use super::outline::{Outline, has_target};
use super::words::{NONE, Words};

impl TargetBreakdown {
    /// The page of an assignment: every metric with targets, along each tree that it is split on.
    pub fn fill(
        head: Head,
        plan: &Plan,
        setting: &Setting,
        assignment: &Assignment,
        lang: Lang,
    ) -> TargetBreakdown {
        let words = Words::new(plan, setting, lang);
        let page = Breakdown { words: &words, assignment };
        TargetBreakdown {
            head,
            goals: page.each(true, |_, targets| page.goal(targets)),
            trees: page.each(true, |outline, targets| Some(page.tree(outline, targets))),
            ratios: page
                .each(false, |outline, targets| Some(page.ratios(outline, targets)))
                .concat(),
            overrides: [true, false]
                .map(|additive| page.each(additive, |outline, t| Some(page.overrides(outline, t))))
                .concat()
                .concat(),
            checks: checks(&words, assignment),
            signers: signers(&words),
        }
    }
}

/// The roles that answer for step 1.1, with who holds them.
fn signers(words: &Words) -> Vec<String> {
    let signer = |role: &crate::process::role::Role| {
        let held = words.plan.head.roles.iter().find(|held| held.id.value == role.word());
        let Some(held) = held else { return role.name(words.lang).to_owned() };
        // `Name <e-mail>`: a document names people, not addresses.
        let holders = held
            .holders
            .iter()
            .map(|holder| holder.value.split('<').next().unwrap_or_default().trim());
        let holders = words.list(holders.filter(|name| !name.is_empty()));
        match (holders.is_empty(), words.lang) {
            (true, _) => held.name.value.clone(),
            (false, Lang::Zh) => format!("{}（{holders}）", held.name.value),
            (false, Lang::En) => format!("{} ({holders})", held.name.value),
        }
    };
    StepId::Targets.row().roles.iter().map(signer).collect()
}

struct Breakdown<'a> {
    words: &'a Words<'a>,
    assignment: &'a Assignment,
}

impl Breakdown<'_> {
    /// What a part makes of each tree of that kind, in the order of the assignment.
    fn each<T>(&self, additive: bool, part: impl Fn(&Outline, &MetricTree) -> Option<T>) -> Vec<T> {
        let trees = self.assignment.metrics.iter().filter(|tree| tree.additive == additive);
        trees
            .filter(|tree| tree.nodes.iter().any(has_target))
            .filter_map(|tree| part(&Outline::of(self.words.setting, tree.branch)?, tree))
            .collect()
    }

    fn goal(&self, targets: &MetricTree) -> Option<Goal> {
        if targets.branch != Branch::Organisation {
            return None;
        }
        let (words, metric) = (self.words, targets.metric);
        let top = targets.nodes.first()?;
        Some(Goal {
            metric: words.metric(metric),
            unit: words.unit(metric),
            basis: words.basis(metric),
            baseline_of: self.baseline_of(targets),
            baseline: words.figure(top.baseline.as_ref(), metric),
            growth: words.share(top.growth.as_ref()),
            target: words.figure(top.value.as_ref(), metric),
            method: self.methods(targets),
        })
    }

    /// Where the company's baseline comes from: what the plan says, else the days of the exports.
    fn baseline_of(&self, targets: &MetricTree) -> String {
        let words = self.words;
        if targets.nodes.first().is_none_or(|top| top.baseline.is_none()) {
            return NONE.to_owned();
        }
        let actual = words.lang.pick(" 实际", " actual");
        let typed = words.plan.targets.typed.iter().find(|typed| {
            let top = words.setting.find(&typed.node) == Ok((Branch::Organisation, 0));
            typed.metric == targets.metric
                && top
                && typed.each.is_none()
                && typed.baseline_source.is_some()
        });
        if let Some(typed) = typed {
            let source = typed.baseline_source.as_ref().map_or("", |source| source.value.as_str());
            let read = if typed.baseline.is_none() { actual } else { "" };
            return format!("{source}{read}");
        }
        match history(words.setting, &words.plan.targets, targets.metric) {
            Some(days) => {
                let to = words.lang.pick(" 至 ", " to ");
                format!("{}{to}{}{actual}", days.start, days.end)
            }
            None => NONE.to_owned(),
        }
    }

    /// How each level below the company got its targets: `区域：固定份额；个人：权重`.
    fn methods(&self, targets: &MetricTree) -> String {
        let words = self.words;
        let Some(tree) = words.setting.tree(targets.branch) else { return NONE.to_owned() };
        let below = words.levels_of(targets.branch, 1..targets.nodes.len());
        let mut methods = Vec::new();
        for level in below {
            let own =
                targets.nodes.iter().enumerate().filter(|(at, _)| tree.nodes[*at].level == level);
            let hows: Vec<How> = own.filter_map(|(_, target)| target.how).collect();
            let used = How::ALL.iter().filter(|row| hows.contains(&row.0));
            let named = words.list(used.map(|row| row.0.name(words.lang)));
            if !named.is_empty() {
                methods.push(words.of(&words.levels(level), &named));
            }
        }
        if methods.is_empty() {
            NONE.to_owned()
        } else {
            methods.join(words.lang.pick("；", "; "))
        }
    }

    fn tree(&self, outline: &Outline, targets: &MetricTree) -> Tree {
        let words = self.words;
        let nodes = outline.shown(words, targets);
        let (stacked, stacked_share) = words.stacked(targets).unwrap_or_default();
        Tree {
            metric: words.metric(targets.metric),
            dimension: words.dimension(targets.branch),
            unit: words.unit(targets.metric),
            nodes: nodes.into_iter().map(|node| self.node(outline, targets, node)).collect(),
            part: words.part(),
            calendars: words.calendars(outline, targets),
            assignments: words.handovers(outline, targets),
            stacked,
            stacked_share,
        }
    }

    fn node(&self, outline: &Outline, targets: &MetricTree, node: usize) -> Node {
        let (words, target) = (self.words, &targets.nodes[node]);
        let method = match (&target.overridden, target.how) {
            (Some(_), _) => words.pick("调整", "decided"),
            (None, Some(how)) => self.noted(how.name(words.lang), target.origin),
            (None, None) => NONE.to_owned(),
        };
        Node {
            number: outline.number(node),
            level: words.level(outline.tree.nodes[node].level),
            name: outline.name(node),
            parent: outline.parent(node),
            owner: words.owner(outline.tree, node),
            baseline: words.figure(target.baseline.as_ref(), targets.metric),
            growth: words.share(target.growth.as_ref()),
            target: words.figure(target.value.as_ref(), targets.metric),
            share: words.share(target.share.as_ref()),
            method,
        }
    }

    /// How a target came about, with the remark of the plan on it.
    fn noted(&self, how: &str, origin: Option<Span>) -> String {
        let typed = &self.words.plan.targets.typed;
        let typed = typed.iter().find(|typed| Some(typed.span) == origin);
        match (typed.and_then(|typed| typed.note.as_ref()), self.words.lang) {
            (Some(note), Lang::Zh) => format!("{how}（{}）", note.value),
            (Some(note), Lang::En) => format!("{how} ({})", note.value),
            (None, _) => how.to_owned(),
        }
    }

    /// A metric that isn't summed: nodes with the same baseline and target share a row.
    fn ratios(&self, outline: &Outline, targets: &MetricTree) -> Vec<Ratio> {
        let (words, metric) = (self.words, targets.metric);
        let mut rows: Vec<((String, String), Vec<usize>)> = Vec::new();
        for node in outline.shown(words, targets) {
            let target = &targets.nodes[node];
            let baseline = words.figure(target.baseline.as_ref(), metric);
            let key = (baseline, self.given(targets, node));
            match rows.iter_mut().find(|(known, _)| *known == key) {
                Some((_, nodes)) => nodes.push(node),
                None => rows.push((key, vec![node])),
            }
        }
        let formula = words.saying.formula(metric).unwrap_or_else(|| NONE.to_owned());
        let row = |((baseline, target), nodes): ((String, String), Vec<usize>)| Ratio {
            metric: words.metric(metric),
            formula: formula.clone(),
            nodes: self.nodes_in_words(outline, &nodes),
            baseline,
            target,
        };
        rows.into_iter().map(row).collect()
    }

    /// The target of a node, or those of its parts where they differ.
    fn given(&self, targets: &MetricTree, node: usize) -> String {
        let (words, target) = (self.words, &targets.nodes[node]);
        if let Some(value) = &target.value {
            return words.bound(value, targets.metric);
        }
        let parts = words.setting.grid.iter().zip(&target.parts).filter_map(|(part, value)| {
            let value = words.bound(value.as_ref()?, targets.metric);
            Some(format!("{} {value}", words.part_name(part)))
        });
        let parts: Vec<String> = parts.collect();
        if parts.is_empty() {
            NONE.to_owned()
        } else {
            words.list(parts.iter().map(String::as_str))
        }
    }

    /// Nodes by level, a whole level by its name: `公司、各区域、每人`.
    fn nodes_in_words(&self, outline: &Outline, nodes: &[usize]) -> String {
        let words = self.words;
        let mut named = Vec::new();
        for level in words.levels_of(outline.branch, nodes.iter().copied()) {
            let own = nodes.iter().filter(|node| outline.tree.nodes[**node].level.meant() == level);
            let own: Vec<usize> = own.copied().collect();
            let all = words.setting.level_below(outline.tree, 0, level);
            if own.len() == all.len() && (own.len() > 1 || level == Level::Company) {
                named.push(match (level, words.lang) {
                    (Level::Company, _) => words.level(level),
                    (Level::Person, Lang::Zh) => "每人".to_owned(),
                    (_, Lang::Zh) => format!("各{}", words.level(level)),
                    (_, Lang::En) => format!("all {}", words.levels(level)),
                });
            } else {
                named.extend(own.into_iter().map(|node| outline.name(node)));
            }
        }
        words.list(named.iter().map(String::as_str))
    }

    fn overrides(&self, outline: &Outline, targets: &MetricTree) -> Vec<Override> {
        let (words, metric) = (self.words, targets.metric);
        let decided = targets.nodes.iter().enumerate().filter_map(|(node, target)| {
            // An override for a person stands there once, not at each stint.
            let by = target.overridden.as_ref().filter(|_| outline.tree.whole(node) == node)?;
            let difference = match (&target.value, &target.computed) {
                (Some(value), Some(computed)) => Some(value - computed),
                _ => None,
            };
            let difference = match targets.additive {
                true => words.signed(difference.as_ref(), metric),
                false => words.distance(difference.as_ref(), metric),
            };
            Some(Override {
                number: outline.number(node),
                name: outline.name(node),
                metric: words.metric_with_unit(metric),
                computed: words.figure(target.computed.as_ref(), metric),
                decided: words.figure(target.value.as_ref(), metric),
                difference,
                reason: by.reason.clone(),
                approver: by.approved_by.clone(),
            })
        });
        decided.collect()
    }
}
