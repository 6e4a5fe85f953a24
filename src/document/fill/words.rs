//! How figures, names, units and levels are written on every page: one place for `—`, for signs, and
//! for how many decimals a percentage needs.

use std::collections::BTreeSet;

use crate::base::figure::{figure, quantity, share_text};
use crate::base::{Lang, Number, Unit};
use crate::plan::Plan;
use crate::plan::said::{Saying, Side};
use crate::plan::tree::Level;
use crate::quota::{Branch, Setting, thresholds};

/// What stands where there is no value: no value is not 0.
pub(super) const NONE: &str = "—";

/// A plan and its results in the words of a language.
pub(super) struct Words<'a> {
    pub plan: &'a Plan,
    pub setting: &'a Setting<'a>,
    pub lang: Lang,
    pub saying: Saying<'a>,
    /// What a printed share may not be on the wrong side of: the plan's thresholds, none and all.
    limits: Vec<Number>,
}

impl<'a> Words<'a> {
    pub fn new(plan: &'a Plan, setting: &'a Setting<'a>, lang: Lang) -> Words<'a> {
        let mut limits = thresholds(&plan.tracking.warnings);
        limits.extend([Number::zero(), Number::one()]);
        Words { plan, setting, lang, saying: Saying::new(plan, lang), limits }
    }

    pub fn pick(&self, zh: &str, en: &str) -> String {
        self.lang.pick(zh, en).to_owned()
    }

    /// A colon between a name and what is said of it.
    pub fn of(&self, name: &str, said: &str) -> String {
        format!("{name}{}{said}", self.lang.pick("：", ": "))
    }

    /// Names one after the other.
    pub fn list<'t>(&self, names: impl IntoIterator<Item = &'t str>) -> String {
        let names: Vec<&str> = names.into_iter().collect();
        names.join(self.lang.pick("、", ", "))
    }

    pub fn metric(&self, metric: usize) -> String {
        self.saying.metric(metric).to_owned()
    }

    /// A metric with its unit: `销售额（元）`.
    pub fn metric_with_unit(&self, metric: usize) -> String {
        self.unit_of(metric).after(self.saying.metric(metric), self.lang)
    }

    pub fn unit_of(&self, metric: usize) -> Unit {
        self.setting.metrics.get(metric).map_or(Unit::Plain, |known| known.unit)
    }

    /// The unit as the head of a column names it.
    pub fn unit(&self, metric: usize) -> String {
        self.unit_of(metric).said(self.lang).to_owned()
    }

    /// 统计口径.
    pub fn basis(&self, metric: usize) -> String {
        let basis = self.setting.metrics.get(metric).and_then(|known| known.basis.as_ref());
        basis.map_or_else(|| NONE.to_owned(), |basis| basis.value.clone())
    }

    /// The name of a level; that of a line is the plan's own.
    pub fn level(&self, level: Level) -> String {
        match (level, &self.plan.targets.lines) {
            (Level::Line, Some(lines)) => lines.name.value.clone(),
            _ => level.name(self.lang).to_owned(),
        }
    }

    /// Several of a level: `区域`, `regions`.
    pub fn levels(&self, level: Level) -> String {
        match (level, self.lang) {
            (Level::Company, Lang::En) => "company".to_owned(),
            (Level::Region, Lang::En) => "regions".to_owned(),
            (Level::Team, Lang::En) => "teams".to_owned(),
            (Level::Person, Lang::En) => "people".to_owned(),
            _ => self.level(level),
        }
    }

    /// So many of a level: `3 人`, `1 team`.
    pub fn so_many(&self, count: usize, level: Level) -> String {
        match (self.lang, level) {
            (Lang::Zh, Level::Person) => format!("{count} 人"),
            (Lang::Zh, _) => format!("{count} 个{}", self.level(level)),
            (Lang::En, _) if count == 1 => format!("1 {}", self.level(level)),
            (Lang::En, _) => format!("{count} {}", self.levels(level)),
        }
    }

    /// Along what a tree splits.
    pub fn dimension(&self, branch: Branch) -> String {
        match branch {
            Branch::Organisation => self.pick("组织", "organisation"),
            Branch::Lines => self.level(Level::Line),
        }
    }

    /// A figure under a column head that names the unit.
    pub fn figure(&self, value: Option<&Number>, metric: usize) -> String {
        value.map_or_else(|| NONE.to_owned(), |value| self.known(value, metric))
    }

    /// The same for a value that is there. A ratio stands on its own side of every threshold.
    pub fn known(&self, value: &Number, metric: usize) -> String {
        match self.unit_of(metric) {
            Unit::Ratio => self.share(Some(value)),
            unit => figure(value, unit),
        }
    }

    /// A figure in a sentence: `5,400,000.00 元`, `6 个`, `CNY 5,400,000.00`.
    pub fn amount(&self, value: &Number, metric: usize) -> String {
        match self.unit_of(metric) {
            Unit::Count => format!("{}{}", figure(value, Unit::Count), self.lang.pick(" 个", "")),
            unit => quantity(value, unit, self.lang),
        }
    }

    /// With a plus where it is above 0.
    pub fn signed(&self, value: Option<&Number>, metric: usize) -> String {
        plus(value, self.figure(value, metric))
    }

    /// A share as a percentage with one decimal, more where one would put it on the wrong side of a
    /// threshold.
    pub fn share(&self, value: Option<&Number>) -> String {
        value.map_or_else(|| NONE.to_owned(), |value| share_text(value, &self.limits, 1))
    }

    /// The same beside a target of its own.
    pub fn share_beside(&self, value: &Number, target: &Number) -> String {
        let mut limits = self.limits.clone();
        limits.push(target.clone());
        share_text(value, &limits, 1)
    }

    /// A share that was decided, with every digit that it has.
    pub fn rate(&self, value: &Number) -> String {
        share_text(value, std::slice::from_ref(value), 1)
    }

    /// A difference of shares in percentage points, with its sign: `+2.1`, `-0.004`.
    pub fn points(&self, value: Option<&Number>) -> String {
        let text = value.map(|value| share_text(value, &[Number::zero()], 1));
        let text = text.map_or_else(|| NONE.to_owned(), |text| text.trim_end_matches('%').into());
        plus(value, text)
    }

    /// The target of a metric that isn't summed, with its direction: `≥90.0%`.
    pub fn bound(&self, value: &Number, metric: usize) -> String {
        let side = match self.plan.tracking.wanted(metric) {
            Some(Side::AtLeast) => "≥",
            Some(Side::AtMost) => "≤",
            None => "",
        };
        match self.unit_of(metric) {
            Unit::Ratio => format!("{side}{}", self.rate(value)),
            unit => format!("{side}{}", figure(value, unit)),
        }
    }

    /// A blank that somebody has to fill in.
    pub fn blank(&self, zh: &str, en: &str) -> String {
        match self.lang {
            Lang::Zh => format!("【待填写：{zh}】"),
            Lang::En => format!("【to fill in: {en}】"),
        }
    }

    /// Names of metrics, those of a warning that names none included.
    pub fn metrics(&self, metrics: &[usize]) -> String {
        if metrics.is_empty() {
            return self.pick("任一有目标的指标", "any metric with a target");
        }
        self.list(metrics.iter().map(|metric| self.saying.metric(*metric)))
    }

    /// The levels of nodes in the order of the tree, each once.
    pub fn levels_of(&self, branch: Branch, nodes: impl Iterator<Item = usize>) -> Vec<Level> {
        let Some(tree) = self.setting.tree(branch) else { return Vec::new() };
        let levels: BTreeSet<Level> = nodes.map(|node| tree.nodes[node].level.meant()).collect();
        levels.into_iter().collect()
    }
}

fn plus(value: Option<&Number>, text: String) -> String {
    match value {
        Some(value) if value.is_positive() => format!("+{text}"),
        _ => text,
    }
}
