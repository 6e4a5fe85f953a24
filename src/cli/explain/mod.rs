//! `incent explain`: a code of the table of messages, or what somebody is paid, from the payout back to
//! the rows of the exports and the lines of the plan.

mod code;
mod data;
mod deals;
mod person;

use crate::text::code as codes;

use super::args::Shape;
use super::command::Words;
use super::context::Context;
use super::desk;
use super::exit::{Exit, Failure};

/// What to explain.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// a code, as in F23, or a person by id or name; without it, all codes are listed
    what: Option<String>,
    /// of a person: the settlement period, as in 2026Q3; without it, that of today
    period: Option<String>,
    /// of a person: one component or honour, by id or name
    component: Option<String>,
    #[command(flatten)]
    shape: Shape,
}

/// The words of its help.
pub const WORDS: Words = Words {
    examples: &[
        ("incent explain E1001 2026Q3", "某人的奖金怎样算出来的", "how somebody's pay comes about"),
        ("incent explain E1001 2026Q3 excess", "其中的一个组成部分", "one component of it"),
        (
            "incent explain E1001 2026Q3 --format json",
            "完整的算式，供另外的程序复算",
            "the whole working, for another program to re-add",
        ),
        ("incent explain F23", "说明代码 F23", "explain the code F23"),
        ("incent explain", "列出全部代码", "list all codes"),
    ],
    arguments_zh: &[
        ("what", "代码，例如 F23；或人员的编号、姓名；不写则列出全部代码"),
        ("period", "人员：结算周期，例如 2026Q3；不写则取今天所在的周期"),
        ("component", "人员：只看一个组成部分或荣誉，写标识或名称"),
    ],
};

/// Explains a code or somebody's pay.
pub fn run(args: &Args, context: &mut Context) -> Result<Exit, Failure> {
    let Some(what) = &args.what else { return code::run(None, args.shape, context) };
    // A period makes clear that a person is meant whose id is also a code; and where there is no plan
    // there are no people.
    let is_code = args.period.is_none() && codes::find(what).is_some();
    if is_code || !desk::is_in_plan(context) {
        return code::run(Some(what), args.shape, context);
    }
    person::run(what, args, context)
}
