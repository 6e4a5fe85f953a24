//! The commands: one file each (`Args`, `WORDS`, `run`), registered by a row in [`command`]. Clock,
//! terminal and environment are met here only.

pub mod args;
pub mod assign;
pub mod bar;
pub mod bug;
pub mod check;
pub mod command;
pub mod context;
pub mod desk;
pub mod entered;
mod exit;
pub mod explain;
mod exports;
mod help;
pub mod import;
pub mod init;
pub mod language;
mod letterhead;
pub mod manual;
mod mistake;
pub mod payroll;
mod progress;
mod quality;
pub mod record;
mod report;
pub mod screen;
pub mod settle;
mod sheets;
mod standing;
mod status;
pub mod surroundings;
pub mod table;
pub mod templates;
pub mod timings;
pub mod track;

pub use context::Context;
pub use exit::{Exit, Failure};

use args::Options;
use mistake::{Answer, Kind};
use screen::{Colour, Screen, Volume};
use surroundings::Surroundings;

/// Shows help, the version, or what is wrong with the command line.
pub fn answer(answer: &Answer, around: &Surroundings) -> Exit {
    let mut screen = Screen::new(around, answer.lang, Colour::Auto, Volume::Normal);
    match answer.kind {
        Kind::Asked => screen.print(&answer.text),
        Kind::Help => screen.say(answer.text.trim_end()),
        Kind::Mistake => screen.fault(&answer.text),
    }
    end(screen, answer.kind.exit())
}

/// Shows how a command ended: its diagnostics, why it stopped, how long it took.
pub fn conclude(outcome: Result<Exit, Failure>, mut context: Context, options: &Options) -> Exit {
    context.screen.diagnostics(&context.sink, &context.sources);
    let exit = match outcome {
        Ok(_) if context.sink.has_errors() => Exit::Wrong,
        Ok(exit) => exit,
        Err(failure) => {
            match &failure {
                Failure::Usage(text) => context.screen.fault(text),
                Failure::World(error) => context.screen.fault(&format!("{error:#}")),
                Failure::Told | Failure::Machine | Failure::Busy | Failure::Refused => {}
            }
            failure.exit()
        }
    };
    if options.timings {
        context.screen.say(context.timings.report().trim_end());
    }
    end(context.screen, exit)
}

/// Flushes; results that could not be written outweigh everything but a failure told before.
fn end(mut screen: Screen, exit: Exit) -> Exit {
    let Err(error) = screen.finish() else { return exit };
    let label = screen.lang.pick("错误: 无法写到标准输出", "error: can't write to stdout");
    screen::cry(&format!("{label}: {error}\n"));
    if matches!(exit, Exit::Done | Exit::Found) { Exit::Machine } else { exit }
}
