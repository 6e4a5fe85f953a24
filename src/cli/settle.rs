//! `incent settle [PERIOD]`: what everybody gets for a period that is over, from the exports as they
//! are. Prints it, and writes the statements and the sheet for payroll.

use crate::base::Period;
use crate::pay::entry::{self, Book};
use crate::pay::subject::Known;
use crate::pay::{Ground, Settlement, question, settle};
use crate::plan::incentive::Incentives;
use crate::process::Action;
use crate::quota::{Actuals, Assignment, Horizon};
use crate::text::Diagnostic;
use crate::text::code::pay::{NO_INCENTIVES, PROVISIONAL};

use super::args::Shape;
use super::command::Words;
use super::context::Context;
use super::desk::{Desk, Pen, WRITING_ZH, Writing, period_of};
use super::entered::entered;
use super::exit::{Exit, Failure};
use super::exports::{self, Answer};
use super::payroll;
use super::sheets::Sheets;
use super::track::assigned;

/// What to settle, and how to show it.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// the settlement period, as in 2026Q3; without it, that of today
    period: Option<String>,
    #[command(flatten)]
    shape: Shape,
    #[command(flatten)]
    writing: Writing,
}

/// The words of its help.
pub const WORDS: Words = Words {
    examples: &[
        ("incent settle 2026Q3", "核算 2026 年第三季度", "settle the third quarter of 2026"),
        ("incent settle --dry-run", "先看会写什么", "see first what would be written"),
        ("incent settle 2026Q3 --format csv", "工资表给程序读", "the sheet for payroll"),
    ],
    arguments_zh: &[
        ("period", "结算周期，例如 2026Q3；不写则取今天所在的周期"),
        WRITING_ZH[0],
        WRITING_ZH[1],
    ],
};

/// Settles a period.
pub fn run(args: &Args, context: &mut Context) -> Result<Exit, Failure> {
    let mut pen = Pen::take(context, &args.writing, "settle")?;
    let desk = Desk::open(context)?;
    let period = period_of(&desk, args.period.as_deref(), context)?;
    let is_over = context.today > period.end;
    let permit = is_over.then(|| desk.permit(Action::SETTLE, context)).transpose()?;
    let basis = Basis::of(&desk, args.period.as_deref(), context)?;
    let settlement = basis.settle(&desk, context)?;
    payroll::show(&desk, &settlement, args.shape.format, context);
    let Some(permit) = permit else {
        let told = Diagnostic::new(&PROVISIONAL).arg("period", &basis.period.id);
        context.sink.push(told.arg("end", basis.period.end));
        return Ok(Exit::Done);
    };
    let sheets = Sheets { desk: &desk, basis: &basis, settlement: &settlement };
    let files = sheets.write(&permit, &mut pen, context)?;
    pen.changes.saw(desk.loaded.inputs());
    pen.commit(&desk.folder, context)?;
    files.tell(&desk, &settlement, context);
    Ok(Exit::Done)
}

/// What a settlement is reckoned from.
pub struct Basis {
    /// The period.
    pub period: Period,
    /// The targets.
    pub assignment: Assignment,
    /// What the exports answered.
    pub answer: Answer,
}

impl Basis {
    /// Asks the exports what settling a period must know.
    pub fn of(desk: &Desk, period: Option<&str>, context: &mut Context) -> Result<Basis, Failure> {
        Basis::showing(desk, period, None, context)
    }

    /// The same, with the single rows of somebody's results.
    pub fn showing(
        desk: &Desk,
        period: Option<&str>,
        person: Option<usize>,
        context: &mut Context,
    ) -> Result<Basis, Failure> {
        let period = period_of(desk, period, context)?;
        let incentives = incentives(desk, context)?;
        let setting = desk.setting();
        let assignment = assigned(desk, context)?;
        let periods = crate::pay::settle::periods(&desk.plan, incentives, &period);
        let mut asked = question::for_settlement(&desk.plan, &setting, &periods);
        if let Some(person) = person {
            asked.rows = Some(entry::shown(&desk.plan, incentives, person, asked.rows));
        }
        let answer = exports::ask(desk, &asked, context)?;
        Ok(Basis { period, assignment, answer })
    }

    /// Targets and results.
    pub fn known<'p>(&'p self, desk: &'p Desk) -> Known<'p> {
        let setting = desk.setting();
        let horizon = Horizon { period: &desk.frame.period, fiscal: setting.fiscal };
        let actuals = Actuals { metrics: setting.metrics, facts: &self.answer.facts, horizon };
        Known { setting, assignment: &self.assignment, actuals }
    }

    /// Settles. What can't be computed has been told, all of it.
    pub fn settle<'p>(
        &'p self,
        desk: &'p Desk,
        context: &mut Context,
    ) -> Result<Settlement<'p>, Failure> {
        let incentives = incentives(desk, context)?;
        let known = self.known(desk);
        let Known { setting, actuals, .. } = known;
        let entered = entered(&desk.plan, &setting, &desk.log, &mut context.sink);
        let rows = Book::of(setting.metrics, &self.answer.facts);
        let ground = Ground {
            plan: &desk.plan,
            incentives,
            setting,
            actuals,
            results: &known,
            rows: &rows,
            entered: &entered,
        };
        let settlement = settle(ground, &self.period, &mut context.sink);
        context.timings.part("pay");
        if context.sink.has_errors() { Err(Failure::Told) } else { Ok(settlement) }
    }
}

/// What the plan pays; a plan that pays nothing is told.
pub fn incentives<'d>(desk: &'d Desk, context: &mut Context) -> Result<&'d Incentives, Failure> {
    let found = desk.plan.incentives.as_ref().filter(|known| !known.components.is_empty());
    found.ok_or_else(|| {
        context.sink.push(Diagnostic::new(&NO_INCENTIVES));
        Failure::Told
    })
}
