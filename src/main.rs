//! The program: parse, run, show, exit.

use std::process::ExitCode;

use incent::cli::surroundings::Surroundings;
use incent::cli::{Context, Exit, answer, args, bug, conclude, language::Language};

fn main() -> ExitCode {
    let around = Surroundings::read();
    let lang = Language::new(None, &around).lang;
    bug::guard(lang, || run(&around)).into()
}

/// One run from the command line to the exit code.
fn run(around: &Surroundings) -> Exit {
    let line = std::env::args_os().collect();
    let typed = match args::parse(line, around) {
        Ok(typed) => typed,
        Err(instead) => return answer(&instead, around),
    };
    let mut context = Context::new(&typed.options, around);
    let outcome = (typed.command.run)(&typed.matches, &mut context);
    conclude(outcome, context, &typed.options)
}
