//! Reading what a row of the roster says of a person's own pay: target incentive, rate, ramp, mentor.

use crate::base::Number;
use crate::base::unit::Currency;
use crate::text::code::design as code;
use crate::text::csv_table::Row;
use crate::text::quantity::{Quantity, read_quantity};
use crate::text::{Diagnostic, Sink, Spanned};

use super::read_roster::{Places, find_person};

/// What a row says of a person's own pay.
#[derive(Default)]
pub struct Own {
    /// 目标奖金, in the plan's currency.
    pub target_incentive: Option<Number>,
    /// 个人提成比例.
    pub rate: Option<Number>,
    /// 爬坡比例, from 0 to 1.
    pub ramp: Option<Number>,
    mentor: Option<Spanned<String>>,
}

impl Own {
    /// Reads the cells of a row.
    pub fn read(row: &Row, places: &Places, currency: Currency, sink: &mut Sink) -> Own {
        let mut number = |column: &'static str, fits: &dyn Fn(&Quantity) -> bool| {
            let cell = places.cell(row, column)?;
            let quantity = read_quantity(&cell).filter(|q| !q.value.is_negative() && fits(q));
            match quantity {
                Some(quantity) => Some(quantity.value),
                None => not_a_number(column, &cell, sink),
            }
        };
        let one = Number::one();
        let share = |q: &Quantity| q.currency.is_none() && (q.percent || q.value <= one);
        Own {
            target_incentive: number("target-incentive", &|q| {
                !q.percent && q.currency.is_none_or(|other| other == currency)
            }),
            rate: number("rate", &share),
            ramp: number("ramp", &|q| share(q) && q.value <= one),
            mentor: places.cell(row, "mentor"),
        }
    }

    /// Whose mentee the person with that id is: index into `ids`.
    pub fn mentor(&self, id: &str, ids: &[String], sink: &mut Sink) -> Option<usize> {
        let mentor = self.mentor.as_ref()?;
        if mentor.value == id {
            return Diagnostic::new(&code::OWN_MENTOR).arg("id", id).at(mentor.span).tell(sink);
        }
        find_person(mentor, ids, sink)
    }
}

fn not_a_number<T>(column: &'static str, cell: &Spanned<String>, sink: &mut Sink) -> Option<T> {
    let (name, zh, en, example) = match column {
        "target-incentive" => ("目标奖金", "0 或更大的金额", "an amount, 0 or more", "8,000"),
        "ramp" => ("爬坡比例", "0 到 100% 的比例", "a share from 0 to 100%", "50%"),
        _ => (
            "个人提成比例",
            "比例，大于 1 时带百分号",
            "a share, with a percent sign above 1",
            "5%",
        ),
    };
    Diagnostic::new(&code::ROSTER_NOT_A_NUMBER)
        .arg("value", &cell.value)
        .arg("column_zh", name)
        .arg("column_en", column)
        .arg("form_zh", zh)
        .arg("form_en", en)
        .arg("example", example)
        .at(cell.span)
        .tell(sink)
}

#[cfg(test)]
mod tests {
    use super::super::roster::Stint;
    use super::super::starter::{Outcome, read_with};
    use crate::base::{Lang, Number};

    fn with(rows: &str) -> Outcome {
        let rows = format!("id,name,team,region,joined,from,{rows}\n");
        read_with(Lang::En, &[("roster.csv", "", &rows)])
    }

    fn stints(rows: &str) -> Vec<Stint> {
        let outcome = with(rows);
        assert_eq!(outcome.codes(), [""; 0], "{:#?}", outcome.sink.diagnostics());
        outcome.plan.unwrap().roster.people.into_iter().flat_map(|person| person.stints).collect()
    }

    #[test]
    fn a_row_says_what_is_the_persons_own() {
        let rows = "target-incentive,rate,ramp,mentor\n\
            E1001,Ann,North,East,,,\"¥20,000\",5%,,\nE1002,Bob,North,East,,,8000,0.04,50%,E1001";
        let stints = stints(rows);
        assert_eq!(stints[0].target_incentive, Some(Number::from(20_000_i64)));
        assert_eq!(stints[0].rate, Some(Number::scaled(5, 2)));
        assert_eq!((&stints[0].ramp, stints[0].mentor), (&None, None));
        assert_eq!(stints[1].rate, Some(Number::scaled(4, 2)));
        assert_eq!((&stints[1].ramp, stints[1].mentor), (&Some(Number::scaled(5, 1)), Some(0)));
    }

    #[test]
    fn it_may_change_on_a_day_and_headings_may_be_chinese() {
        let rows = "目标奖金,个人提成比例,爬坡比例,带教人\n\
            E1001,Ann,North,East,,,20000,5%,50%,\nE1001,Ann,North,East,,2026-08-01,20000,5%,100%,";
        let ramps: Vec<_> = stints(rows).into_iter().map(|stint| stint.ramp).collect();
        assert_eq!(ramps, [Some(Number::scaled(5, 1)), Some(Number::one())]);
    }

    #[test]
    fn a_cell_that_is_no_number_is_told_where_it_stands() {
        for (column, cell) in [
            ("target-incentive", "a lot"),
            ("target-incentive", "5%"),
            ("target-incentive", "$500"),
            ("target-incentive", "-500"),
            ("rate", "5"),
            ("rate", "¥5"),
            ("ramp", "150%"),
            ("ramp", "half"),
        ] {
            let outcome = with(&format!("{column}\nE1001,Ann,North,East,,,{cell}"));
            assert_eq!(outcome.told(), ["D22 roster.csv:2"], "{column} {cell}");
        }
    }

    #[test]
    fn a_mentor_is_somebody_else_on_the_roster() {
        let told = |mentor: &str| with(&format!("mentor\nE1001,Ann,North,East,,,{mentor}")).told();
        assert_eq!(told("E1001"), ["D23 roster.csv:2"]);
        assert_eq!(told("E2001"), ["M18 roster.csv:2"]);
    }
}
