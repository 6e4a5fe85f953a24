//! A settlement in words: what the sheet and the statements both say. How conditions came out, why
//! something is nothing, results beside targets, the order of operations, how is rounded.

use super::naming::Naming;
use crate::base::{Lang, Number, Unit};
use crate::pay::seat::Seating;
use crate::pay::statement::Contest;
use crate::pay::subject::{Known, Results, Subject};
use crate::pay::verdict::{Judged, What};
use crate::pay::{Item, Line, Nothing, Settlement, Statement};
use crate::plan::Plan;
use crate::plan::fact::Window;
use crate::plan::incentive::Incentives;
use crate::plan::roster::{Person, Stint};
use crate::text::{Sources, Span};

use super::words::{NONE, Words};

/// A settlement and what it was reckoned from.
#[derive(Clone, Copy)]
pub struct Settled<'a> {
    /// The plan.
    pub plan: &'a Plan,
    /// What it pays.
    pub incentives: &'a Incentives,
    /// Its files, for the lines that are cited.
    pub sources: &'a Sources,
    /// Targets and results.
    pub known: Known<'a>,
    /// What came out.
    pub settlement: &'a Settlement<'a>,
}

/// A settlement in the words of a language.
pub(super) struct Books<'a> {
    pub of: Settled<'a>,
    pub words: Words<'a>,
    pub naming: Naming<'a>,
    pub money: Unit,
}

/// Target, result and attainment of somebody, in words.
pub(super) struct Achievement {
    pub target: String,
    pub actual: String,
    pub attainment: String,
}

impl<'a> Books<'a> {
    pub fn new(of: &'a Settled<'a>, lang: Lang) -> Books<'a> {
        Books {
            of: *of,
            words: Words::new(of.plan, &of.known.setting, lang),
            naming: Naming { plan: of.plan, sources: of.sources, lang },
            money: Unit::Money(of.plan.head.currency),
        }
    }

    pub fn lang(&self) -> Lang {
        self.words.lang
    }

    pub fn person(&self, statement: &Statement<'_>) -> &'a Person {
        &self.of.plan.roster.people[statement.person]
    }

    /// Where somebody belongs at the end of the period, or did last.
    pub fn stint(&self, person: &'a Person) -> Option<&'a Stint> {
        let end = person.left.map_or(self.window().end, |left| left.min(self.window().end));
        person.on(end).or(person.stints.last())
    }

    pub fn window(&self) -> Window {
        let period = &self.of.settlement.period;
        Window::new(period.start, period.end)
    }

    /// An amount of pay under a heading that names the currency.
    pub fn amount(&self, value: &Number) -> String {
        crate::base::figure::figure(value, self.money)
    }

    /// The metrics that pay, or by which honours are given, in the order of the plan.
    pub fn metrics(&self) -> Vec<usize> {
        let components = self.of.incentives.components.iter().map(|one| &one.eligibility);
        let honours = self.of.incentives.honours.iter().map(|one| &one.eligibility);
        let mut found: Vec<usize> =
            components.chain(honours).filter_map(|eligibility| eligibility.metric).collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    pub fn own(&self, person: usize) -> Subject {
        self.seating().own(person)
    }

    pub fn group(&self, node: usize) -> Subject {
        self.seating().subject(node)
    }

    fn seating(&self) -> Seating<'a> {
        let Settled { plan, known, .. } = self.of;
        Seating { plan, setting: known.setting, actuals: known.actuals }
    }

    /// What somebody achieved of a metric in the period.
    pub fn result(&self, subject: &Subject, metric: usize) -> Achievement {
        let window = self.window();
        let target = self.of.known.target(subject, metric, window);
        let actual = self.of.known.achieved(subject, metric, window);
        let attainment = actual.as_ref().zip(target.as_ref());
        let attainment = attainment.and_then(|(actual, target)| Number::ratio(actual, target));
        Achievement {
            target: self.words.figure(target.as_ref(), metric),
            actual: self.words.figure(actual.as_ref(), metric),
            attainment: match attainment {
                Some(share) => self.words.share_beside(&share, &Number::one()),
                None => NONE.to_owned(),
            },
        }
    }

    /// The name of a condition: of a gate, an exclusion, or whose own it is.
    pub fn condition_name(&self, what: What, item: Item) -> String {
        let rules = &self.of.plan.rules;
        match what {
            What::Gate(at) => rules.conditions[at].name.value.clone(),
            What::Exclusion(at) => match self.lang() {
                Lang::Zh => format!("排除项：{}", rules.exclusions[at].reason.value),
                Lang::En => format!("exclusion: {}", rules.exclusions[at].reason.value),
            },
            What::Own(0) => match self.lang() {
                Lang::Zh => format!("{}的条件", self.naming.item(item)),
                Lang::En => format!("condition of {}", self.naming.item(item)),
            },
            What::Own(back) => match self.lang() {
                Lang::Zh => format!("{}的条件，前第 {back} 期", self.naming.item(item)),
                Lang::En => {
                    format!("condition of {}, {back} periods before", self.naming.item(item))
                }
            },
        }
    }

    /// The line of the plan of a condition.
    pub fn condition_cite(&self, judged: &Judged<'_>) -> Span {
        match judged.what {
            What::Gate(at) => self.of.plan.rules.conditions[at].span,
            What::Exclusion(at) => self.of.plan.rules.exclusions[at].span,
            What::Own(_) => judged.condition.span,
        }
    }

    /// Every test of a condition with its numbers; `only` those that came out so. Says by whose
    /// results it was judged, where these weren't the person's own.
    pub fn values(&self, judged: &Judged<'_>, line: &Line<'_>, only: Option<bool>) -> String {
        let saying = &self.words.saying;
        let wanted = |holds: Option<bool>| match only {
            None => true,
            Some(true) => holds == Some(true),
            Some(false) => holds != Some(true),
        };
        let mut told: Vec<String> = Vec::new();
        for step in judged.steps.iter().filter(|step| wanted(step.holds)) {
            let outcome = saying.outcome(step);
            if !told.contains(&outcome) {
                told.push(outcome);
            }
        }
        if told.is_empty() && only.is_some() {
            return self.values(judged, line, None);
        }
        let told = told.join(self.lang().pick("；", "; "));
        match (judged.what, line.node) {
            (What::Own(_), Some(node)) => format!("{} {told}", self.whose(node)),
            _ => told,
        }
    }

    /// How a condition came out, in a word.
    pub fn verdict(&self, judged: &Judged<'_>) -> &'static str {
        let lang = self.lang();
        match (judged.what, judged.holds) {
            (What::Exclusion(_), Some(true)) => lang.pick("排除", "excluded"),
            (What::Exclusion(_), _) => lang.pick("未触发", "doesn't apply"),
            (_, Some(true)) => lang.pick("达标", "met"),
            (_, Some(false)) => lang.pick("未达标", "not met"),
            (_, None) => lang.pick("无法判断，按未达标", "can't be judged: not met"),
        }
    }

    /// Whose result it was, where it wasn't the person's own: `华东（区域）`.
    pub fn whose(&self, node: usize) -> String {
        let node = &self.of.known.setting.organisation.nodes[node];
        let level = self.words.level(node.level);
        match self.lang() {
            Lang::Zh => format!("{level}“{}”", node.name),
            Lang::En => format!("{level} {}", node.name),
        }
    }

    /// Why a line is nothing; empty where it is something.
    pub fn why(&self, line: &Line<'_>, person: usize) -> String {
        let Some(nothing) = line.nothing else { return String::new() };
        let lang = self.lang();
        let put = |why: &str, what: What, only: bool| {
            let judged = line.judged.iter().find(|judged| judged.what == what);
            let told = judged.map(|judged| self.values(judged, line, Some(only)));
            match (told, lang) {
                (None, _) => why.to_owned(),
                (Some(told), Lang::Zh) => format!("{why}（{told}）"),
                (Some(told), Lang::En) => format!("{why} ({told})"),
            }
        };
        match nothing {
            Nothing::Excluded(at) => {
                put(lang.pick("被排除", "excluded"), What::Exclusion(at), true)
            }
            Nothing::Unmet => {
                put(lang.pick("条件不满足", "its condition isn't met"), What::Own(0), false)
            }
            Nothing::UnmetBefore(back) => {
                let why = match lang {
                    Lang::Zh => format!("前第 {back} 期条件不满足"),
                    Lang::En => format!("its condition wasn't met {back} periods before"),
                };
                put(&why, What::Own(back), false)
            }
            Nothing::BelowGate(at) => {
                let name = &self.of.plan.rules.conditions[at].name.value;
                let why = match lang {
                    Lang::Zh => format!("未过“{name}”"),
                    Lang::En => format!("not past “{name}”"),
                };
                put(&why, What::Gate(at), false)
            }
            Nothing::NoTarget => lang.pick("没有目标", "no target").to_owned(),
            Nothing::NothingEarned => self.nothing_earned(line, person),
            Nothing::NotPlaced => self.not_placed(line, person),
            Nothing::NotRanked => {
                lang.pick("没有可以排名的数", "there is nothing to rank by").to_owned()
            }
        }
    }

    fn nothing_earned(&self, line: &Line<'_>, person: usize) -> String {
        let lang = self.lang();
        let plain = || lang.pick("没有可计的业绩", "nothing achieved that pays").to_owned();
        let Item::Component(at) = line.item else { return plain() };
        let Some(metric) = self.of.incentives.components[at].eligibility.metric else {
            return plain();
        };
        let subject = line.node.map_or_else(|| self.own(person), |node| self.group(node));
        let result = self.result(&subject, metric);
        let (name, attainment) = (self.words.metric(metric), &result.attainment);
        match (attainment.as_str(), lang) {
            (NONE, Lang::Zh) => format!("{name} {}，按规则为 0", result.actual),
            (NONE, Lang::En) => format!("{name} {}, which pays nothing by the rule", result.actual),
            (share, Lang::Zh) => format!("{name}完成率 {share}，按规则为 0"),
            (share, Lang::En) => {
                format!("{name} attainment {share}, which pays nothing by the rule")
            }
        }
    }

    fn not_placed(&self, line: &Line<'_>, person: usize) -> String {
        let lang = self.lang();
        let placed = match line.item {
            Item::Honour(at) => self.place(&self.of.settlement.honours, at, line, person),
            Item::Component(_) => None,
        };
        let whose = line.node.map_or_else(String::new, |node| format!("{} ", self.whose(node)));
        match (placed, lang) {
            (Some((place, places)), Lang::Zh) => {
                format!("{whose}第 {place} 名，名额 {places} 个")
            }
            (Some((place, places)), Lang::En) => {
                format!("{whose}ranked {place}, places: {places}")
            }
            (None, Lang::Zh) => "名次没有进入获奖范围".to_owned(),
            (None, Lang::En) => "not among the places that are paid".to_owned(),
        }
    }

    fn place(
        &self,
        contests: &[Contest],
        index: usize,
        line: &Line<'_>,
        person: usize,
    ) -> Option<(usize, usize)> {
        let mut held = contests.iter().filter(|contest| contest.index == index);
        let contest = held.find(|contest| contest.period.id == line.period.id)?;
        let mut ranked = contest.ranked.iter();
        let placed =
            ranked.find(|placed| placed.node == line.node && placed.people.contains(&person))?;
        Some((placed.place, contest.places?))
    }

    /// The order of operations, as every statement prints it.
    pub fn order(&self) -> Vec<String> {
        let steps: [(&str, &str); 12] = [
            ("业绩归属：哪些业绩算谁的", "credit: whose results they are"),
            (
                "折算：按在岗时间折算目标与金额",
                "proration: targets and amounts by the time on the plan",
            ),
            ("完成率：有效业绩÷目标", "attainment: credited results ÷ target"),
            ("提成：按比例、分档或曲线计算", "rate or curve: what the results pay"),
            ("系数：乘以各项系数", "modifiers: factors by other measures"),
            ("达标条件与排除项", "gate: conditions and exclusions"),
            ("单项封顶", "cap of the component"),
            ("多项合并封顶", "cap over several components or the plan"),
            ("保底与预支", "guarantee or draw"),
            ("待回款部分暂缓发放", "hold until the customer has paid"),
            ("追回与调整", "clawback and adjustment"),
            ("取整", "rounding"),
        ];
        steps.map(|(zh, en)| self.lang().pick(zh, en).to_owned()).into()
    }

    /// How and when is rounded.
    pub fn rounding(&self) -> String {
        let (mode, places) =
            (self.naming.rounding(self.of.plan.head.rounding), self.money.places());
        match self.lang() {
            Lang::Zh => format!(
                "每个项目只在最后取整一次（{mode}，小数点后 {places} 位），此前保留全部小数，计划另有写明的除外；多项合并的封顶、保底、预支和暂缓发放用取整后的金额计算，因此各行相加正好等于合计。"
            ),
            Lang::En => format!(
                "Each item is rounded once, at its end ({mode}, {places} decimals), and keeps every digit before, unless the plan says otherwise; caps over several items, guarantees, draws and holds take the rounded amounts, so the lines sum to the total exactly."
            ),
        }
    }

    /// What it is called, beyond the name, where it isn't paid.
    pub fn item_name(&self, item: Item, is_paid: bool) -> String {
        let name = self.naming.item(item);
        match (is_paid, self.lang()) {
            (true, _) => name.to_owned(),
            (false, Lang::Zh) => format!("{name}（仅列示，不发放）"),
            (false, Lang::En) => format!("{name} (shown only, not paid)"),
        }
    }
}
