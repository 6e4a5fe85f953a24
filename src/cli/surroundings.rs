//! What the program finds around it when it starts: environment variables, terminals, the current
//! day. Read once, so that everything later is a function of values. Decides nothing.

use std::collections::BTreeMap;
use std::ffi::{OsStr, OsString};
use std::io::IsTerminal;

use chrono::Datelike;

use crate::base::{Day, Moment};

/// A snapshot of the surroundings.
#[derive(Clone, Debug)]
pub struct Surroundings {
    variables: BTreeMap<OsString, OsString>,
    /// Whether stdout is a terminal.
    pub out_terminal: bool,
    /// Whether stderr is a terminal.
    pub err_terminal: bool,
    /// Columns of the terminal, if there is one.
    pub columns: Option<usize>,
    /// Today by the machine's clock and time zone.
    pub today: Day,
    /// Now, with the machine's offset from UTC.
    pub now: Moment,
}

impl Surroundings {
    /// Reads them.
    pub fn read() -> Surroundings {
        let now = chrono::Local::now();
        let date = now.date_naive();
        let epoch = Day::from_number(0).expect("1970-01-01 is a day");
        let offset = i16::try_from(now.offset().local_minus_utc() / 60).unwrap_or(0);
        let size = terminal_size::terminal_size();
        Surroundings {
            variables: std::env::vars_os().collect(),
            out_terminal: std::io::stdout().is_terminal(),
            err_terminal: std::io::stderr().is_terminal(),
            columns: size.map(|(width, _)| usize::from(width.0)),
            // A clock outside 1900–2199 is as good as none.
            today: Day::new(date.year(), date.month(), date.day()).unwrap_or(epoch),
            now: Moment::new(now.timestamp(), offset).unwrap_or_else(start_of_time),
        }
    }

    /// Surroundings with these variables and without terminals, for tests.
    pub fn of(variables: &[(&str, &str)]) -> Surroundings {
        let pair = |(name, value): &(&str, &str)| (OsString::from(name), OsString::from(value));
        Surroundings {
            variables: variables.iter().map(pair).collect(),
            out_terminal: false,
            err_terminal: false,
            columns: None,
            today: Day::from_number(0).expect("1970-01-01 is a day"),
            now: start_of_time(),
        }
    }

    /// Who is logged in, as far as anybody says.
    pub fn user(&self) -> String {
        ["USER", "LOGNAME", "USERNAME"]
            .iter()
            .find_map(|name| self.text(name))
            .unwrap_or_else(|| "unknown".to_owned())
    }

    /// What the computer is called.
    pub fn host(&self) -> String {
        let told = std::fs::read_to_string("/proc/sys/kernel/hostname").ok();
        let told = told.map(|name| name.trim().to_owned()).filter(|name| !name.is_empty());
        told.or_else(|| self.text("HOSTNAME")).unwrap_or_else(|| "localhost".to_owned())
    }

    /// The value of a variable; one that is set to nothing counts as not set.
    pub fn variable(&self, name: &str) -> Option<&OsStr> {
        let value = self.variables.get(OsStr::new(name))?;
        (!value.is_empty()).then_some(value)
    }

    /// The value of a variable as text; what is not Unicode is shown with replacement characters.
    pub fn text(&self, name: &str) -> Option<String> {
        self.variable(name).map(|value| value.to_string_lossy().into_owned())
    }
}

fn start_of_time() -> Moment {
    Moment::new(0, 0).expect("1970-01-01 is a day")
}
