//! The only writer to stdout and stderr: data to stdout, talk to stderr, buffered, flushed and
//! checked. A reader that went away makes us quiet and changes nothing else; any other write error
//! is kept and told by [`Screen::finish`], so that a full disk never looks like success.

use std::io::{self, BufWriter, Write};

use crate::base::Lang;
use crate::text::show::{Look, show_all};
use crate::text::{Diagnostic, Severity, Sink, Sources, escape, escape_lines};

use super::progress::Progress;
use super::surroundings::Surroundings;

/// When to colour.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Colour {
    /// On a terminal, as `NO_COLOR`, `CLICOLOR_FORCE` and `TERM` allow.
    #[default]
    Auto,
    /// Always.
    Always,
    /// Never.
    Never,
}

impl Colour {
    /// Whether a stream that is a terminal or not gets colours.
    pub fn holds(self, terminal: bool, surroundings: &Surroundings) -> bool {
        let set = |name| surroundings.variable(name).is_some_and(|value| value != "0");
        match self {
            Colour::Always => true,
            Colour::Never => false,
            Colour::Auto if surroundings.variable("NO_COLOR").is_some() => false,
            Colour::Auto if set("CLICOLOR_FORCE") => true,
            Colour::Auto => terminal && surroundings.text("TERM").as_deref() != Some("dumb"),
        }
    }
}

/// How much to say besides the results.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Volume {
    /// Diagnostics only.
    Quiet,
    /// What was written, and hints.
    #[default]
    Normal,
    /// Decisions too: which file, which encoding, which rule.
    Verbose,
}

/// stdout and stderr.
pub struct Screen {
    out: Stream,
    err: Stream,
    volume: Volume,
    /// The language of talk.
    pub lang: Lang,
    /// Columns that a table may take; `None` when stdout is not a terminal.
    pub width: Option<usize>,
}

impl Screen {
    /// The process's own stdout and stderr.
    pub fn new(around: &Surroundings, lang: Lang, colour: Colour, volume: Volume) -> Screen {
        let out = Box::new(BufWriter::with_capacity(1 << 16, io::stdout()));
        let err = Box::new(BufWriter::new(io::stderr()));
        Screen::over(out, err, around, lang, colour, volume)
    }

    /// Any two writers, for tests.
    pub fn over(
        out: Box<dyn Write + Send>,
        err: Box<dyn Write + Send>,
        around: &Surroundings,
        lang: Lang,
        colour: Colour,
        volume: Volume,
    ) -> Screen {
        let stream = |writer, terminal| {
            let colour = colour.holds(terminal, around);
            Stream { writer, terminal, colour, state: State::Open }
        };
        let wished = around.text("COLUMNS").and_then(|text| text.parse().ok());
        let width = wished.filter(|columns| *columns > 0).or(around.columns).unwrap_or(80);
        Screen {
            out: stream(out, around.out_terminal),
            err: stream(err, around.err_terminal),
            volume,
            lang,
            width: around.out_terminal.then_some(width),
        }
    }

    /// Whether pages on stdout may carry colours.
    pub fn colour(&self) -> bool {
        self.out.colour
    }

    /// Puts a finished page on stdout. Its maker has escaped what people typed and may have added
    /// colours; see [`Screen::print`] for plain text.
    pub fn page(&mut self, page: &str) {
        self.out.write(page);
    }

    /// Puts plain text on stdout; its lines stay, whatever is hidden in them becomes visible.
    pub fn print(&mut self, text: &str) {
        self.out.write(&escape_lines(text));
    }

    /// Puts data for a program on stdout, byte for byte; only a terminal gets it escaped.
    pub fn data(&mut self, data: &str) {
        let terminal = self.out.terminal;
        self.out.write(&if terminal { escape_lines(data) } else { data.into() });
    }

    /// Says a line on stderr, unless quiet.
    pub fn say(&mut self, line: &str) {
        if self.volume >= Volume::Normal {
            self.talk(line);
        }
    }

    /// Says a line on stderr if asked to be verbose.
    pub fn detail(&mut self, line: &str) {
        if self.volume >= Volume::Verbose {
            self.talk(line);
        }
    }

    /// Says on stderr that a file was written, unless quiet.
    pub fn wrote(&mut self, path: &str) {
        let verb = self.lang.pick("已写入", "wrote");
        self.say(&format!("{verb} {}", escape(path)));
    }

    /// Says on stderr why the run failed, even if quiet.
    pub fn fault(&mut self, message: &str) {
        let label = self.lang.pick("错误", "error");
        let label =
            if self.err.colour { format!("\u{1b}[1;31m{label}\u{1b}[0m") } else { label.into() };
        let line = format!("{label}: {}\n", escape_lines(message.trim_end()));
        self.before_talk();
        self.err.write(&line);
    }

    /// Puts all diagnostics on stderr, even if quiet.
    pub fn diagnostics(&mut self, sink: &Sink, sources: &Sources) {
        let look = Look { lang: self.lang, colour: self.err.colour };
        // Notes are for those who want to know everything.
        let told: Vec<Diagnostic> = sink
            .diagnostics()
            .iter()
            .filter(|told| told.code.severity < Severity::Note || self.volume == Volume::Verbose)
            .cloned()
            .collect();
        let page = show_all(&told, sources, look);
        if !page.is_empty() {
            self.before_talk();
            self.err.write(&page);
        }
    }

    /// A line on stderr that tells how far long work is; silent where nobody watches.
    pub fn progress(&mut self, what: &str) -> Progress {
        if self.err.terminal && self.volume >= Volume::Normal {
            self.before_talk();
            self.err.flush();
            Progress::watched(what, Box::new(io::stderr()))
        } else {
            Progress::unwatched()
        }
    }

    /// Flushes everything; the first write error of the run, if there was one.
    pub fn finish(&mut self) -> io::Result<()> {
        self.err.flush();
        self.out.flush();
        let end = |stream: &mut Stream| match std::mem::replace(&mut stream.state, State::Closed) {
            State::Failed(error) => Err(error),
            State::Open | State::Closed => Ok(()),
        };
        end(&mut self.out)
    }

    fn talk(&mut self, line: &str) {
        self.before_talk();
        self.err.write(&escape_lines(line));
        self.err.write("\n");
    }

    /// On one terminal, what was printed before must be seen before.
    fn before_talk(&mut self) {
        if self.out.terminal && self.err.terminal {
            self.out.flush();
        }
    }
}

/// Writes to stderr when there is no screen: while the process dies of a bug.
pub fn cry(text: &str) {
    // Nothing can be done if even this fails.
    let _ = io::stderr().write_all(escape_lines(text).as_bytes());
}

/// One of the two streams.
struct Stream {
    writer: Box<dyn Write + Send>,
    terminal: bool,
    colour: bool,
    state: State,
}

enum State {
    Open,
    /// Nobody reads any more; what is written goes nowhere.
    Closed,
    Failed(io::Error),
}

impl Stream {
    fn write(&mut self, text: &str) {
        if matches!(self.state, State::Open) {
            let result = self.writer.write_all(text.as_bytes());
            self.note(result);
        }
    }

    fn flush(&mut self) {
        if matches!(self.state, State::Open) {
            let result = self.writer.flush();
            self.note(result);
        }
    }

    fn note(&mut self, result: io::Result<()>) {
        match result {
            Ok(()) => {}
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => self.state = State::Closed,
            Err(error) => self.state = State::Failed(error),
        }
    }
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use std::sync::{Arc, Mutex};

    /// A writer whose text can be looked at, and that can fail.
    #[derive(Clone, Default)]
    pub struct Paper {
        text: Arc<Mutex<Vec<u8>>>,
        fails: Option<io::ErrorKind>,
    }

    impl Paper {
        pub fn text(&self) -> String {
            String::from_utf8(self.text.lock().unwrap().clone()).unwrap()
        }
    }

    impl Write for Paper {
        fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
            match self.fails {
                Some(kind) => Err(kind.into()),
                None => self.text.lock().unwrap().write(bytes),
            }
        }
        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    fn screen(out: &Paper, err: &Paper, volume: Volume) -> Screen {
        let around = Surroundings::of(&[]);
        let (out, err) = (Box::new(out.clone()), Box::new(err.clone()));
        Screen::over(out, err, &around, Lang::En, Colour::Auto, volume)
    }

    #[test]
    fn colour_follows_the_flag_then_the_environment_then_the_terminal() {
        let holds = |colour: Colour, terminal, variables: &[(&str, &str)]| {
            colour.holds(terminal, &Surroundings::of(variables))
        };
        assert!(holds(Colour::Auto, true, &[]));
        assert!(!holds(Colour::Auto, false, &[]));
        assert!(!holds(Colour::Auto, true, &[("NO_COLOR", "1"), ("CLICOLOR_FORCE", "1")]));
        assert!(holds(Colour::Auto, true, &[("NO_COLOR", "")]));
        assert!(holds(Colour::Auto, false, &[("CLICOLOR_FORCE", "1")]));
        assert!(!holds(Colour::Auto, false, &[("CLICOLOR_FORCE", "0")]));
        assert!(!holds(Colour::Auto, true, &[("TERM", "dumb")]));
        assert!(holds(Colour::Always, false, &[("NO_COLOR", "1")]));
        assert!(!holds(Colour::Never, true, &[("CLICOLOR_FORCE", "1")]));
    }

    #[test]
    fn data_goes_out_and_talk_goes_to_stderr() {
        let (out, err) = (Paper::default(), Paper::default());
        let mut screen = screen(&out, &err, Volume::Normal);
        screen.data("a\tb\n");
        screen.wrote("documents/x\u{1b}.md");
        screen.detail("not asked for");
        screen.finish().unwrap();
        assert_eq!(out.text(), "a\tb\n");
        assert_eq!(err.text(), "wrote documents/x\\u{1b}.md\n");
    }

    #[test]
    fn quiet_still_tells_faults() {
        let (out, err) = (Paper::default(), Paper::default());
        let mut screen = screen(&out, &err, Volume::Quiet);
        screen.say("hello");
        screen.fault("the disk is full\n");
        screen.finish().unwrap();
        assert_eq!(err.text(), "error: the disk is full\n");
    }

    #[test]
    fn a_closed_pipe_is_quiet_and_a_full_disk_is_not() {
        let failing = |kind| Paper { fails: Some(kind), ..Paper::default() };
        let mut closed =
            screen(&failing(io::ErrorKind::BrokenPipe), &Paper::default(), Volume::Normal);
        closed.print("x");
        assert!(closed.finish().is_ok());
        let mut full =
            screen(&failing(io::ErrorKind::StorageFull), &Paper::default(), Volume::Normal);
        full.print("x");
        assert_eq!(full.finish().unwrap_err().kind(), io::ErrorKind::StorageFull);
    }

    #[test]
    fn the_width_is_that_of_the_terminal_and_none_in_a_pipe() {
        let mut around = Surroundings::of(&[("COLUMNS", "64")]);
        let width = |around: &Surroundings| {
            let paper = || Box::new(Paper::default());
            Screen::over(paper(), paper(), around, Lang::En, Colour::Auto, Volume::Quiet).width
        };
        assert_eq!(width(&around), None);
        around.out_terminal = true;
        assert_eq!(width(&around), Some(64));
    }
}
