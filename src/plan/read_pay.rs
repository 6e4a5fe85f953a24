//! Reading how a component pays: for each kind the keys that it needs, and no others.

use crate::base::{Number, Unit};
use crate::text::code::design as code;
use crate::text::key::{default, optional, required};
use crate::text::toml;
use crate::text::{Diagnostic, Fields, Form, Section, Sink, Span, Spanned};

use super::formula;
use super::incentive::{Eligibility, Objective, Pay};
use super::ladder::Of;
use super::metric::Metric;
use super::read_eligibility as keys;
use super::read_eligibility::Entry;
use super::read_price::{self, Priced};
use super::read_source::refuse_twice;
use super::read_tier::{self, Pays};
use super::scope::Scope;
use super::tree::Level;
use super::{read_curve, read_matrix};

/// `[[component.objective]]`.
pub static OBJECTIVE: Section = Section {
    path: "[[component.objective]]",
    file: "incentives.toml",
    zh: "一项加权目标",
    en: "a weighted objective",
    keys: &[
        required("id", Form::Word, "\"crm_quality\"", "标识", "its id"),
        required("name", Form::Text, "\"CRM 记录完整\"", "名称", "its name"),
        required("weight", Form::Rate, "\"40%\"", "权重", "its weight"),
        optional(
            "score",
            Form::Expression,
            "\"回款率完成率\"",
            "得分的公式；不写就由人在记录里打分",
            "the score by formula; entered by somebody in a record unless said",
        ),
        default(
            "most",
            Form::Rate,
            "1",
            "\"120%\"",
            "得分最高算多少",
            "the highest score that counts",
        ),
    ],
};

/// Keys that only some kinds have.
const OWN: [(&str, &[&str]); 26] = [
    ("rate", &["flat", "tiers"]),
    ("each", &["flat", "tiers"]),
    ("of", &["flat", "tiers", "curve", "matrix"]),
    ("mode", &["tiers", "step"]),
    ("edge", &["tiers", "step", "matrix"]),
    ("bounds", &["tiers", "step", "curve"]),
    ("tier", &["tiers", "step"]),
    ("reached-by", &["tiers", "step", "curve"]),
    ("point", &["curve"]),
    ("below", &["curve"]),
    ("above", &["curve"]),
    ("rows", &["matrix"]),
    ("columns", &["matrix"]),
    ("cells", &["matrix"]),
    ("between", &["matrix"]),
    ("deal-cap", &["flat", "tiers", "step", "curve"]),
    ("attainment-cap", &["flat", "tiers", "step", "curve"]),
    ("amount", &["pool", "award", "objectives"]),
    ("shared-by", &["pool", "rank"]),
    ("ranked-by", &["rank"]),
    ("tie-break", &["rank"]),
    ("if-tied", &["rank"]),
    ("awards", &["rank"]),
    ("objective", &["objectives"]),
    ("formula", &["formula"]),
    (
        "measured-on",
        &["flat", "tiers", "step", "curve", "matrix", "award", "objectives", "formula"],
    ),
];

/// A component's pay being read.
pub struct PayReader<'a> {
    /// The component.
    pub entry: &'a Entry<'a>,
    /// What it may refer to.
    pub scope: Scope<'a>,
    /// The metric that it measures.
    pub metric: Option<usize>,
    /// Who gets it; `None` when that couldn't be read.
    pub eligibility: Option<&'a Eligibility>,
}

impl PayReader<'_> {
    /// Reads what the kind needs, and refuses what it has no use for.
    pub fn read(&self, kind: &str, sink: &mut Sink) -> Option<Pay> {
        self.refuse_foreign_keys(kind, sink);
        let fields = &self.entry.fields;
        let metric = self.metric.map(|metric| &self.scope.metrics[metric]);
        if self.is_measured(kind) && !fields.has("metric") {
            return self.entry.needs("metric", keys::METRIC.example, sink);
        }
        let tiers =
            |pays, sink: &mut Sink| read_tier::read(self.entry, self.scope, metric, pays, sink);
        match kind {
            "flat" => self.flat(metric, sink),
            "tiers" => tiers(Pays::Rates, sink).map(Pay::Tiers),
            "step" => tiers(Pays::Amounts, sink).map(Pay::Step),
            "curve" => read_curve::read(self.entry, self.scope, sink).map(Pay::Curve),
            "matrix" => read_matrix::read(self.entry, self.scope, sink).map(Pay::Matrix),
            "pool" => self.pool(sink),
            "award" => self.amount(sink).map(Pay::Award),
            "rank" => self.rank(sink),
            "objectives" => self.objectives(sink),
            _ => self.formula(sink),
        }
    }

    /// Whether what it pays comes from its metric.
    fn is_measured(&self, kind: &str) -> bool {
        let fields = &self.entry.fields;
        let mut unjudged = Sink::default();
        let of = fields.choice("of", &Of::ALL, &mut unjudged).map(|of| of.value);
        match kind {
            "flat" => of != Some(Of::Incentive),
            "tiers" => true,
            "step" => !fields.has("reached-by"),
            "curve" => read_curve::is_of_metric(self.entry),
            "matrix" => matches!(of, Some(Of::Actual | Of::Target)),
            _ => false,
        }
    }

    fn flat(&self, metric: Option<&Metric>, sink: &mut Sink) -> Option<Pay> {
        let fields = &self.entry.fields;
        let of = match fields.has("of") {
            true => fields.choice("of", &Of::ALL, sink)?.value,
            false => Of::Actual,
        };
        let priced = Priced { what: &self.entry.what, metric, of };
        let price = read_price::price(fields, self.scope, priced, sink)?;
        Some(Pay::Flat { price, of })
    }

    fn refuse_foreign_keys(&self, kind: &str, sink: &mut Sink) {
        for (key, kinds) in &OWN {
            if self.entry.fields.has(key) && !kinds.contains(&kind) {
                sink.push(
                    Diagnostic::new(&code::KEY_OF_OTHER_KIND)
                        .arg("kind", kind)
                        .arg("key", key)
                        .at(self.entry.fields.key_span(key))
                        .at(self.entry.fields.key_span("kind")),
                );
            }
        }
    }

    fn is_above_person(&self) -> bool {
        self.eligibility.is_some_and(|eligibility| eligibility.level != Level::Person)
    }

    fn amount(&self, sink: &mut Sink) -> Option<Spanned<Number>> {
        if !self.entry.fields.has("amount") {
            return self.entry.needs("amount", "\"8,000\"", sink);
        }
        self.scope.amount(&self.entry.fields, "amount", sink)
    }

    fn pool(&self, sink: &mut Sink) -> Option<Pay> {
        let amount = self.amount(sink);
        let shared_by = self.entry.shared_among(sink);
        if self.eligibility.is_some() && !self.is_above_person() {
            return self.entry.needs("level", keys::LEVEL.example, sink);
        }
        Some(Pay::Pool { amount: amount?, shared_by: shared_by? })
    }

    fn rank(&self, sink: &mut Sink) -> Option<Pay> {
        let ranking = self.entry.ranking(sink);
        let awards = match self.entry.fields.has("awards") {
            true => self.scope.amounts(&self.entry.fields, "awards", sink),
            false => self.entry.needs("awards", "[5000, 3000, 1000]", sink),
        };
        // What goes to the manager isn't shared.
        let to_manager = self.entry.fields.has("paid-to");
        let shared_by = match self.is_above_person() && !to_manager {
            true => Some(self.entry.shared_among(sink)?),
            false => self.entry.shared_by(sink),
        };
        Some(Pay::Rank { ranking: ranking?, awards: awards?, shared_by })
    }

    fn objectives(&self, sink: &mut Sink) -> Option<Pay> {
        let amount = self.amount(sink);
        let tables = self.entry.fields.tables("objective", sink);
        if tables.is_empty() && !self.entry.fields.has("objective") {
            return self.entry.needs("objective", "[{ … }]", sink);
        }
        let read: Vec<Option<Objective>> =
            tables.into_iter().map(|(table, span)| self.objective(table, span, sink)).collect();
        let objectives: Vec<Objective> = read.into_iter().collect::<Option<_>>()?;
        refuse_twice(objectives.iter().map(|o| &o.id), OBJECTIVE.path, sink);
        let sum: Number = objectives.iter().map(|objective| &objective.weight.value).sum();
        if sum != Number::one() {
            let shown = sum.shift(2).to_exact_text().unwrap_or_default();
            sink.push(
                Diagnostic::new(&code::WEIGHTS_NOT_WHOLE)
                    .arg("what", &self.entry.what)
                    .arg("sum", format!("{shown}%"))
                    .at(self.entry.fields.key_span("objective")),
            );
        }
        Some(Pay::Objectives { amount: amount?, objectives })
    }

    fn objective(&self, table: &toml::Table, span: Span, sink: &mut Sink) -> Option<Objective> {
        let fields = Fields::new(table, span, &OBJECTIVE, sink);
        let id = fields.word("id", sink);
        let name = fields.text("name", sink);
        let weight = fields.rate("weight", sink);
        let written = fields.text("score", sink);
        let score = written.and_then(|text| {
            formula::formula(&text, Unit::Ratio, self.scope.sources, &self.entry.terms, sink)
        });
        (fields.has("score") == score.is_some()).then_some(())?;
        let most = fields.rate("most", sink).map_or(Number::one(), |most| most.value);
        Some(Objective { id: id?, name: name?, weight: weight?, score, most })
    }

    fn formula(&self, sink: &mut Sink) -> Option<Pay> {
        if !self.entry.fields.has("formula") {
            return self.entry.needs("formula", "\"(销售额 - 销售额目标) * 3%\"", sink);
        }
        let text = self.entry.fields.text("formula", sink)?;
        let pay = Unit::Money(self.scope.head.currency);
        let formula = formula::formula(&text, pay, self.scope.sources, &self.entry.terms, sink)?;
        Some(Pay::Formula(formula))
    }
}

#[cfg(test)]
mod tests {
    use super::super::incentive::Pay;
    use super::super::ladder::{Bounds, Edge, Of, Price, TierMode};
    use super::super::starter::{Outcome, with_incentive};
    use super::super::term::Term;
    use crate::base::Number;

    /// The starter plan with one component more, before the honours.
    fn with_component(text: &str) -> Outcome {
        let before = "# -- Honours --";
        with_incentive(
            before,
            &format!("[[component]]\nid = \"more\"\nname = \"More\"\n{text}\n{before}"),
        )
    }

    /// Of that plan, the component more; nothing was told about it.
    fn read(text: &str) -> Pay {
        let outcome = with_component(text);
        assert_eq!(outcome.codes(), [""; 0], "{:#?}", outcome.sink.diagnostics());
        outcome.plan.unwrap().incentives.unwrap().components.pop().unwrap().pay
    }

    #[test]
    fn a_step_bonus_pays_amounts() {
        let pay = read(
            "kind = \"step\"\nmetric = \"sales\"\nmode = \"retroactive\"\nedge = \"upper\"\nbounds = \"attainment\"\n\
             tier = [{ from = 0, amount = 0 }, { from = \"80%\", amount = 750 }, { from = \"100%\", amount = 1500 }]",
        );
        let Pay::Step(tiers) = pay else { panic!("{pay:?}") };
        assert_eq!((tiers.mode, tiers.edge), (TierMode::Retroactive, Edge::Upper));
        assert_eq!(tiers.bounds, Bounds::Attainment);
        let Price::Amount(last) = &tiers.tiers[2].price else { panic!("{tiers:?}") };
        assert_eq!(last.value, Number::from(1500_i64));
    }

    #[test]
    fn a_step_bonus_has_no_excess() {
        let outcome = with_component(
            "kind = \"step\"\nmetric = \"sales\"\nmode = \"overage\"\nedge = \"upper\"\nbounds = \"attainment\"\n\
             tier = [{ from = 0, amount = 0 }]",
        );
        assert_eq!(outcome.codes(), ["D15"]);
    }

    #[test]
    fn a_metric_that_counts_is_paid_for_each() {
        let pay = read("kind = \"flat\"\nmetric = \"new_customers\"\neach = 800");
        let Pay::Flat { price: Price::Each(each), .. } = pay else { panic!("{pay:?}") };
        assert_eq!(each.value, Number::from(800_i64));
        let wrong = with_component("kind = \"flat\"\nmetric = \"new_customers\"\nrate = \"5%\"");
        assert_eq!(wrong.codes(), ["D13"]);
    }

    #[test]
    fn a_ranking_needs_to_say_what_happens_to_ties() {
        let ranked = "kind = \"rank\"\nranked-by = \"sales\"\nawards = [5000, 3000]\n";
        assert_eq!(with_component(ranked).codes(), ["D10"]);
        let tied = format!("{ranked}tie-break = [\"new_customers\"]\nif-tied = \"share\"");
        assert!(matches!(read(&tied), Pay::Rank { awards, .. } if awards.len() == 2));
        let decided = format!("{ranked}if-tied = \"decide\"");
        assert_eq!(with_component(&decided).codes(), ["D12"]);
    }

    #[test]
    fn weights_of_objectives_that_miss_the_whole_are_told() {
        let objectives = |second: &str| {
            format!(
                "kind = \"objectives\"\namount = 5000\nobjective = [\n\
                 {{ id = \"collect\", name = \"Collect\", weight = \"60%\", score = \"collection_rate.attainment\" }},\n\
                 {{ id = \"crm\", name = \"CRM\", weight = \"{second}\" }},\n]"
            )
        };
        assert!(
            matches!(read(&objectives("40%")), Pay::Objectives { objectives, .. } if objectives.len() == 2)
        );
        let outcome = with_component(&objectives("30%"));
        assert_eq!(outcome.codes(), ["D09"]);
        assert!(outcome.sink.diagnostics()[0].args.contains(&("sum", "90%".to_owned())));
    }

    #[test]
    fn a_formula_may_use_earlier_components_but_not_itself() {
        let pay = read(
            "kind = \"formula\"\nmetric = \"sales\"\nformula = \"base * 10% + (sales - target) * 1%\"",
        );
        let Pay::Formula(formula) = pay else { panic!("{pay:?}") };
        let metrics = 8;
        let reads: Vec<Term> =
            formula.slots().into_iter().map(|slot| Term::of_slot(slot, metrics)).collect();
        assert_eq!(reads, [Term::Target, Term::Metric(0), Term::Component(0)]);
        assert!(with_component("kind = \"formula\"\nformula = \"more * 2\"").sink.has_errors());
        assert!(
            with_component("kind = \"formula\"\nformula = \"new_customers * 2\"").sink.has_errors()
        );
    }

    #[test]
    fn a_formula_may_speak_of_incentives_mentees_and_the_period_before() {
        let outcome = with_component(
            "kind = \"formula\"\nincentive = 2000\nformula = \"incentive * 10% + sales.mentees * 1% + previous(base)\"",
        );
        assert_eq!(outcome.codes(), [""; 0], "{:#?}", outcome.sink.diagnostics());
        let more = outcome.plan.unwrap().incentives.unwrap().components.pop().unwrap();
        let Pay::Formula(formula) = more.pay else { panic!("{:?}", more.pay) };
        let terms = formula.slots().into_iter().map(|slot| Term::of_slot(slot, 8));
        let reads: Vec<Term> = terms.collect();
        assert_eq!(reads, [Term::Incentive, Term::MenteesOf(0), Term::Component(0)]);
        // Of itself no period is known here, and nobody's target incentive.
        let itself = "kind = \"formula\"\nformula = \"previous(more)\"";
        assert!(with_component(itself).sink.has_errors());
        let nobodys = "kind = \"formula\"\nformula = \"incentive * 10%\"";
        assert_eq!(with_component(nobodys).codes(), ["D20"]);
    }

    #[test]
    fn a_share_of_the_target_incentive_needs_no_metric() {
        let flat = "kind = \"flat\"\nof = \"incentive\"\nrate = \"100%\"\nincentive = 2000\n";
        assert!(matches!(read(flat), Pay::Flat { of: Of::Incentive, .. }));
        let each = flat.replace("rate = \"100%\"", "each = 5");
        assert_eq!(with_component(&each).codes(), ["D19"]);
    }

    #[test]
    fn a_key_of_another_kind_is_told() {
        let outcome = with_component("kind = \"award\"\namount = 500\nmode = \"marginal\"");
        assert_eq!(outcome.codes(), ["D11"]);
    }

    #[test]
    fn pay_is_written_in_the_plans_currency() {
        for amount in ["\"5%\"", "\"$500\"", "0", "-500"] {
            let outcome = with_component(&format!("kind = \"award\"\namount = {amount}"));
            assert_eq!(outcome.codes(), ["D14"], "{amount}");
        }
        assert!(matches!(read("kind = \"award\"\namount = \"¥500\""), Pay::Award(_)));
    }

    #[test]
    fn a_pool_is_shared_above_the_person_and_says_how() {
        let pool = "kind = \"pool\"\namount = 500\n";
        assert_eq!(with_component(&format!("{pool}level = \"region\"")).codes(), ["D12"]);
        assert_eq!(with_component(&format!("{pool}shared-by = \"equal\"")).codes(), ["D12"]);
        read(&format!("{pool}level = \"region\"\nshared-by = \"equal\""));
    }

    #[test]
    fn what_a_component_refers_to_must_be_there() {
        let award = "kind = \"award\"\namount = 500\n";
        for (key, value) in [
            ("gate", "[\"qualifed\"]"),
            ("metric", "\"sale\""),
            ("resource", "\"cars\""),
            ("owner", "\"boss\""),
            ("for", "{ role = [\"Accountant\"] }"),
            ("for", "{ region = [\"West\"] }"),
            ("for", "{ person = [\"E2001\"] }"),
            ("for", "{ except = [\"E2001\"] }"),
        ] {
            let outcome = with_component(&format!("{award}{key} = {value}"));
            assert_eq!(outcome.codes(), ["M18"], "{key} = {value}");
        }
        read(&format!(
            "{award}for = {{ role = [\"Account manager\"], region = [\"East\"], except = [\"E1003\"] }}"
        ));
    }

    #[test]
    fn a_period_must_fill_the_plan() {
        let award = "kind = \"award\"\namount = 500\n";
        read(&format!("{award}period = \"month\""));
        assert_eq!(with_component(&format!("{award}period = \"half\"")).codes(), ["D08"]);
    }

    #[test]
    fn a_condition_is_no_number() {
        assert!(
            with_component("kind = \"award\"\namount = 500\nwhen = \"sales + 1\"")
                .sink
                .has_errors()
        );
    }

    #[test]
    fn a_component_is_not_called_like_a_metric() {
        let outcome = with_incentive("id = \"excess\"", "id = \"returned\"");
        assert_eq!(outcome.codes(), ["F13", "M18"]);
    }
}
