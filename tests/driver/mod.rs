//! Runs the program in a world of its own: an empty temporary folder, no variables but those a
//! test gives, no terminal. Says nothing about what the program should do.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};

/// A temporary folder that goes when the test ends.
pub struct World {
    folder: tempfile::TempDir,
    variables: Vec<(String, String)>,
}

/// How a run ended.
#[must_use]
pub struct Ended {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

impl World {
    pub fn new() -> World {
        World { folder: tempfile::tempdir().unwrap(), variables: Vec::new() }
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.folder.path()
    }

    /// With a variable of the environment.
    pub fn variable(mut self, name: &str, value: &str) -> World {
        self.variables.push((name.to_owned(), value.to_owned()));
        self
    }

    /// Writes a file and the folders above it.
    pub fn write(&self, name: &str, bytes: impl AsRef<[u8]>) {
        let path = self.path().join(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, bytes).unwrap();
    }

    /// Reads a file.
    pub fn read(&self, name: &str) -> String {
        fs::read_to_string(self.path().join(name)).unwrap()
    }

    /// Every file below the folder with its bytes, by name.
    pub fn files(&self) -> Vec<(String, Vec<u8>)> {
        let mut found = Vec::new();
        let mut folders = vec![self.path().to_owned()];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap().map(Result::unwrap) {
                let path = entry.path();
                if entry.file_type().unwrap().is_dir() {
                    folders.push(path);
                } else {
                    let name = path.strip_prefix(self.path()).unwrap().to_str().unwrap();
                    found.push((name.to_owned(), fs::read(&path).unwrap()));
                }
            }
        }
        found.sort();
        found
    }

    /// The program, ready to run in the folder.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_incent"));
        command.args(args).current_dir(self.path()).env_clear().env("COLUMNS", "100");
        command.envs(self.variables.iter().cloned()).stdin(Stdio::null());
        command
    }

    /// Runs the program to its end.
    pub fn run(&self, args: &[&str]) -> Ended {
        self.ended(&self.command(args).output().unwrap())
    }

    /// An output with this folder's path replaced.
    pub fn ended(&self, output: &Output) -> Ended {
        let text = |bytes: &[u8]| {
            let text = String::from_utf8(bytes.to_vec()).expect("output is UTF-8");
            text.replace(self.path().to_str().unwrap(), "[FOLDER]")
        };
        Ended {
            code: output.status.code().expect("ended by itself"),
            stdout: text(&output.stdout),
            stderr: text(&output.stderr),
        }
    }
}

impl Ended {
    /// Ended with 0 and nothing on stderr; what stands on stdout.
    pub fn done(self) -> String {
        assert_eq!((self.code, self.stderr.as_str()), (0, ""), "{}", self.stdout);
        self.stdout
    }

    /// Ended with this code and nothing on stdout; what stands on stderr.
    pub fn failed(self, code: i32) -> String {
        assert_eq!((self.code, self.stdout.as_str()), (code, ""), "{}", self.stderr);
        self.stderr
    }
}

/// Real exports and results for them that other programs computed, where this machine has them. They
/// are no part of the project: a test that needs them says so and passes.
#[expect(clippy::print_stderr, reason = "a test that skips must say so")]
pub fn data(name: &str) -> Option<PathBuf> {
    let folder = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/data").join(name);
    if folder.is_dir() {
        return Some(folder);
    }
    eprintln!("skipped: the data of {name} are not on this machine");
    None
}
