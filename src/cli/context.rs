//! What every command gets besides its arguments. No behaviour: a command takes from it what it
//! needs and hands that on as plain values.

use std::path::PathBuf;

use crate::base::{Day, Lang, Moment};
use crate::text::{Sink, Sources};

use super::args::Options;
use super::language::Language;
use super::screen::{Screen, Volume};
use super::surroundings::Surroundings;
use super::timings::Timings;

/// The context of a run.
pub struct Context {
    /// Today: `--as-of`, else the clock, read once.
    pub today: Day,
    /// What was around when the program started; its `now` is the start of `--as-of` where given.
    pub around: Surroundings,
    /// The plan folder that was asked for; `None`: the nearest parent with `incent.toml`.
    pub folder: Option<PathBuf>,
    /// The language, and whether the plan may still change it.
    pub language: Language,
    /// stdout and stderr.
    pub screen: Screen,
    /// Everything that is wrong, shown when the command has ended.
    pub sink: Sink,
    /// The files that diagnostics point into.
    pub sources: Sources,
    /// How long the parts took.
    pub timings: Timings,
}

impl Context {
    /// The context of a command line with these options.
    pub fn new(options: &Options, around: &Surroundings) -> Context {
        let language = Language::new(options.lang, around);
        let volume = match (options.quiet, options.verbose) {
            (true, _) => Volume::Quiet,
            (false, true) => Volume::Verbose,
            (false, false) => Volume::Normal,
        };
        let folder = options.folder.clone();
        let mut here = around.clone();
        if let Some(day) = options.as_of {
            let offset = here.now.offset();
            let seconds = i64::from(day.number()) * 86_400 - i64::from(offset) * 60;
            here.now = Moment::new(seconds, offset).unwrap_or(here.now);
        }
        Context {
            around: here,
            today: options.as_of.unwrap_or(around.today),
            folder: folder.or_else(|| around.variable("INCENT_DIR").map(PathBuf::from)),
            language,
            screen: Screen::new(around, language.lang, options.color, volume),
            sink: Sink::default(),
            sources: Sources::default(),
            timings: Timings::start(),
        }
    }

    /// The language to speak.
    pub fn lang(&self) -> Lang {
        self.language.lang
    }

    /// Speaks the plan's language from here on, unless the user asked for another.
    pub fn enter_plan(&mut self, plan: Lang) {
        self.language = self.language.in_plan(plan);
        self.screen.lang = self.language.lang;
    }
}
