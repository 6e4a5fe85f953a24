//! Honours and development incentives in words: who gets them, by what, and what they come with.

use crate::base::Lang;
use crate::base::figure::quantity;
use crate::document::settlement::Contest;
use crate::pay::statement;
use crate::plan::incentive::Ranking;

use super::settled::Books;
use super::words::NONE;

impl Books<'_> {
    /// Every contest of the settlement, in the order of the plan.
    pub fn contests(&self) -> Vec<Contest> {
        let incentives = self.of.incentives;
        let honour = |contest: &statement::Contest| {
            let honour = &incentives.honours[contest.index];
            let money = honour.award.as_ref();
            let money = money.map(|award| quantity(&award.value, self.money, self.lang()));
            let given = honour.recognition.as_ref().map(|given| given.value.clone());
            let award = [money, given].into_iter().flatten().collect::<Vec<_>>();
            let award = award.join(self.lang().pick("；", "; "));
            self.contest(&honour.name, contest, Some(&honour.ranking), award)
        };
        let development = |contest: &statement::Contest| {
            let one = &incentives.developments[contest.index];
            let role = &one.decided_by.value;
            let known = self.of.plan.head.roles.iter().find(|known| known.id.value == *role);
            let role = known.map_or(role, |known| &known.name.value);
            let award = match self.lang() {
                Lang::Zh => format!("由{role}决定"),
                Lang::En => format!("decided by {role}"),
            };
            self.contest(&one.name, contest, one.ranking.as_ref(), award)
        };
        let settlement = self.of.settlement;
        let honours = settlement.honours.iter().map(honour);
        honours.chain(settlement.developments.iter().map(development)).collect()
    }

    fn contest(
        &self,
        name: &str,
        contest: &statement::Contest,
        ranking: Option<&Ranking>,
        award: String,
    ) -> Contest {
        let lang = self.lang();
        let who = |placed: &statement::Placed| match placed.node {
            Some(node) => self.of.known.setting.organisation.nodes[node].name.clone(),
            None => {
                let people = placed.people.iter();
                let names = people.map(|at| self.of.plan.roster.people[*at].name.as_str());
                self.words.list(names)
            }
        };
        let won: Vec<&statement::Placed> =
            contest.ranked.iter().filter(|placed| placed.wins || placed.is_undecided).collect();
        let named = won.iter().map(|placed| {
            let value = ranking.zip(placed.keys.first().and_then(Option::as_ref));
            let value = value
                .map(|(ranking, value)| self.words.saying.pay_figure(&ranking.by, value))
                .unwrap_or_default();
            let tied = match placed.is_undecided {
                true => lang.pick("，并列待决定", ", tied, to be decided"),
                false => "",
            };
            match (format!("{value}{tied}").as_str(), lang) {
                ("", _) => who(placed),
                (more, Lang::Zh) => format!("{}（{}）", who(placed), more.trim_start_matches('，')),
                (more, Lang::En) => {
                    format!("{} ({})", who(placed), more.trim_start_matches(", "))
                }
            }
        });
        let winners: Vec<String> = named.collect();
        let mut name = name.to_owned();
        if contest.period.id != self.of.settlement.period.id {
            name = format!("{name} {}", contest.period.id);
        }
        Contest {
            name,
            winners: match winners.is_empty() {
                true => self.words.pick("无人符合", "nobody qualifies"),
                false => self.words.list(winners.iter().map(String::as_str)),
            },
            by: ranking.map_or_else(
                || NONE.to_owned(),
                |ranking| self.words.saying.pay_condition(&ranking.by),
            ),
            award,
        }
    }
}
