//! How a run ends: the exit codes, a contract with cron and scripts, and the failures that lead to
//! them. Messages are made where the failure happens, not here.

use std::process::ExitCode;

/// The exit codes. A closed pipe is none of them: output nobody reads is not a failure.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Exit {
    /// Done, nothing wrong.
    Done = 0,
    /// The plan or the data is wrong; the diagnostics say where.
    Wrong = 1,
    /// The command line is wrong.
    Usage = 2,
    /// A comparison that was asked for found something: at risk, drift, tamper, not reconciled.
    Found = 3,
    /// The machine failed us: disk full, permission, a file that can't be read or written.
    Machine = 4,
    /// Another run holds the lock; trying again later may work.
    Busy = 5,
    /// Refused by a control: not approved, period closed.
    Refused = 6,
    /// A bug of ours; nothing was committed.
    Bug = 70,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        ExitCode::from(exit as u8)
    }
}

/// Why a command stopped early.
#[derive(Debug)]
pub enum Failure {
    /// The plan or the data is wrong; all of it stands in the sink.
    Told,
    /// The command line asks for something that can't be; the text says what to write instead.
    Usage(String),
    /// The machine failed us.
    World(anyhow::Error),
    /// The machine failed us; the sink says how.
    Machine,
    /// Another run holds the lock; the sink says who.
    Busy,
    /// A control refused; the sink says which and who can change that.
    Refused,
}

impl Failure {
    /// The exit code of the failure.
    pub fn exit(&self) -> Exit {
        match self {
            Failure::Told => Exit::Wrong,
            Failure::Usage(_) => Exit::Usage,
            Failure::World(_) | Failure::Machine => Exit::Machine,
            Failure::Busy => Exit::Busy,
            Failure::Refused => Exit::Refused,
        }
    }
}

impl From<anyhow::Error> for Failure {
    fn from(error: anyhow::Error) -> Failure {
        Failure::World(error)
    }
}

impl From<std::io::Error> for Failure {
    fn from(error: std::io::Error) -> Failure {
        Failure::World(error.into())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_failure_has_the_code_that_scripts_know() {
        let world = || Failure::from(anyhow::anyhow!("disk full"));
        let codes = [
            Failure::Told,
            Failure::Usage(String::new()),
            world(),
            Failure::Busy,
            Failure::Refused,
        ]
        .map(|failure| failure.exit() as u8);
        assert_eq!(codes, [1, 2, 4, 5, 6]);
        assert_eq!([Exit::Done as u8, Exit::Found as u8, Exit::Bug as u8], [0, 3, 70]);
    }
}
