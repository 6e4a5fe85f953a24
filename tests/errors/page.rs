//! A page: the smallest input that shows a code, what the program says about it in both languages,
//! and the remedy carried out. How it is read from its text file, how its steps are done, and how
//! it is written again. `README.md` beside it tells the form to people.

use std::fmt::Write as _;
use std::fs;
use std::path::Path;

use crate::driver::{Ended, World};

/// Where pages and their base folders are.
pub const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/errors");

/// One page.
pub struct Page {
    /// The code, which is the file's stem.
    pub code: String,
    text: String,
    /// What makes the input, after the base folder.
    pub steps: Vec<Step>,
    /// What is run then.
    pub run: Vec<String>,
    /// How it ends.
    pub exit: i32,
    /// The whole of stderr, Chinese and English.
    pub said: [String; 2],
    /// What mends it.
    pub remedy: Vec<Step>,
    /// What is run after the remedy.
    pub mended_run: Vec<String>,
    /// How that ends.
    pub mended_exit: i32,
}

/// A directive at the margin with its indented lines.
pub struct Step {
    verb: String,
    rest: String,
    lines: Vec<String>,
}

impl Page {
    /// Every page, by code.
    pub fn all() -> Vec<Page> {
        let entries = fs::read_dir(FOLDER).unwrap().map(|entry| entry.unwrap().path());
        let mut pages: Vec<Page> = entries
            .filter(|p| p.extension() == Some("page".as_ref()))
            .map(|p| Page::read(&p))
            .collect();
        pages.sort_by(|a, b| a.code.cmp(&b.code));
        pages
    }

    fn read(path: &Path) -> Page {
        let code = path.file_stem().unwrap().to_str().unwrap().to_owned();
        let text = fs::read_to_string(path).unwrap();
        assert!(text.starts_with("# "), "{code}: a page begins with a line that says why");
        let mut page = Page {
            code,
            steps: Vec::new(),
            run: Vec::new(),
            exit: 1,
            said: Default::default(),
            remedy: Vec::new(),
            mended_run: Vec::new(),
            mended_exit: 0,
            text: text.clone(),
        };
        let mut mending = false;
        for step in Step::read(&text) {
            let words = || step.rest.split_whitespace().map(str::to_owned).collect::<Vec<_>>();
            match (step.verb.as_str(), mending) {
                ("remedy", _) => mending = true,
                ("run", false) => page.run = words(),
                ("run", true) => page.mended_run = words(),
                ("exit", false) => page.exit = step.rest.parse().unwrap(),
                ("exit", true) => page.mended_exit = step.rest.parse().unwrap(),
                ("zh", _) => page.said[0] = step.content(),
                ("en", _) => page.said[1] = step.content(),
                (_, false) => page.steps.push(step),
                (_, true) => page.remedy.push(step),
            }
        }
        assert!(!page.run.is_empty(), "{}: nothing is run", page.code);
        if page.mended_run.is_empty() {
            page.mended_run = page.run.clone();
        }
        page
    }

    /// A world with the page's input.
    pub fn world(&self, lang: &str) -> World {
        let world = World::new().variable("INCENT_LANG", lang);
        let mut steps = self.steps.iter();
        let base = match steps.clone().next() {
            Some(step) if step.verb == "base" => steps.next().unwrap().rest.clone(),
            _ => "small".to_owned(),
        };
        if base != "none" {
            copy(&Path::new(FOLDER).join(format!("base-{base}")), "", &world);
        }
        steps.for_each(|step| step.take(&world, &self.code));
        world
    }

    /// The page's run.
    pub fn shown(&self, world: &World) -> Ended {
        run(world, &self.run)
    }

    /// The run after the remedy.
    pub fn mended(&self, world: &World) -> Ended {
        self.remedy.iter().for_each(|step| step.take(world, &self.code));
        run(world, &self.mended_run)
    }

    /// Writes the page with other words for what is said, and another end.
    pub fn rewrite(&self, exit: i32, said: &[String; 2]) {
        let mut written = String::new();
        let (mut inside, mut done) = (false, false);
        let put = |written: &mut String| {
            for (lang, said) in ["zh", "en"].iter().zip(said) {
                let _ = writeln!(written, "{lang}");
                for line in said.lines() {
                    let _ = writeln!(written, "{}", format!("    {line}").trim_end());
                }
            }
        };
        for line in self.text.lines() {
            let margin = line.split(' ').next().unwrap_or("");
            let spoken = ["zh", "en"].contains(&margin);
            if inside && (line.is_empty() || line.starts_with(' ')) {
                continue;
            }
            inside = spoken;
            if !done && (spoken || margin == "remedy") {
                put(&mut written);
                done = true;
            }
            if spoken {
                continue;
            }
            match margin {
                "exit" if !done => writeln!(written, "exit {exit}").unwrap(),
                _ => writeln!(written, "{line}").unwrap(),
            }
        }
        if !done {
            put(&mut written);
        }
        fs::write(Path::new(FOLDER).join(format!("{}.page", self.code)), written).unwrap();
    }
}

/// Runs a line of arguments on the day of all pages; a file `stdin` is what the program reads.
fn run(world: &World, line: &[String]) -> Ended {
    let mut args: Vec<&str> = line.iter().map(String::as_str).collect();
    if !args.contains(&"--as-of") {
        args.extend(["--as-of", "2026-08-14"]);
    }
    if !args.contains(&"-v") {
        args.push("--quiet");
    }
    let mut command = world.command(&args);
    if world.path().join("stdin").exists() {
        command.stdin(fs::File::open(world.path().join("stdin")).unwrap());
    }
    let mut ended = world.ended(&command.output().unwrap());
    // What a run that isn't quiet has written is the business of other tests.
    let wrote = |line: &&str| !["已写入 ", "wrote "].iter().any(|word| line.starts_with(word));
    ended.stderr = ended.stderr.lines().filter(wrote).map(|line| format!("{line}\n")).collect();
    ended
}

fn copy(from: &Path, below: &str, world: &World) {
    for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
        let name = format!("{below}{}", entry.file_name().to_str().unwrap());
        match entry.file_type().unwrap().is_dir() {
            true => copy(&entry.path(), &format!("{name}/"), world),
            false => world.write(&name, fs::read(entry.path()).unwrap()),
        }
    }
}

impl Step {
    fn read(text: &str) -> Vec<Step> {
        let mut steps: Vec<Step> = Vec::new();
        for line in text.lines().skip_while(|line| line.starts_with('#')) {
            match line.strip_prefix("    ") {
                Some(content) => steps.last_mut().unwrap().lines.push(content.to_owned()),
                None if line.is_empty() => {
                    if let Some(step) = steps.last_mut() {
                        step.lines.push(String::new());
                    }
                }
                None => {
                    let (verb, rest) = line.split_once(' ').unwrap_or((line, ""));
                    let (verb, rest) = (verb.to_owned(), rest.trim().to_owned());
                    steps.push(Step { verb, rest, lines: Vec::new() });
                }
            }
        }
        for step in &mut steps {
            while step.lines.last().is_some_and(String::is_empty) {
                step.lines.pop();
            }
        }
        steps
    }

    fn content(&self) -> String {
        self.lines.iter().map(|line| format!("{line}\n")).collect()
    }

    /// Does it in the folder.
    fn take(&self, world: &World, code: &str) {
        let pair = || self.rest.split_once(" -> ").expect("two names with -> between");
        let (name, form) = self.rest.split_once(" as ").unwrap_or((&self.rest, "utf-8"));
        let at = |name: &str| world.path().join(name);
        match self.verb.as_str() {
            "file" => {
                let name = String::from_utf8(unescape(name)).unwrap();
                world.write(&name, self.bytes(form));
            }
            "edit" => world.write(name, self.edited(world.read(name), form, code)),
            "grow" => {
                let (name, times) = name.rsplit_once(' ').unwrap();
                let mut grown = world.read(name).into_bytes();
                grown.extend(self.bytes(form).repeat(times.parse().unwrap()));
                world.write(name, grown);
            }
            "remove" if at(name).is_dir() => fs::remove_dir_all(at(name)).unwrap(),
            "remove" => fs::remove_file(at(name)).unwrap(),
            "folder" => fs::create_dir_all(at(name)).unwrap(),
            "rename" => fs::rename(at(pair().0), at(pair().1)).unwrap(),
            "link" => std::os::unix::fs::symlink(pair().1, at(pair().0)).unwrap(),
            "first" => {
                let words: Vec<String> = self.rest.split_whitespace().map(str::to_owned).collect();
                let ended = run(world, &words);
                assert_eq!(ended.code, 0, "{code}: {}\n{}", self.rest, ended.stderr);
            }
            other => panic!("{code}: nobody knows how to {other}"),
        }
    }

    fn bytes(&self, form: &str) -> Vec<u8> {
        let text = self.content();
        match form {
            "utf-8" => text.into_bytes(),
            "gb18030" => encoding_rs::GB18030.encode(&text).0.into_owned(),
            "utf-16le" => text.encode_utf16().flat_map(u16::to_le_bytes).collect(),
            "escaped" => unescape(&self.lines.concat()),
            other => panic!("nobody knows the form {other}"),
        }
    }

    /// Runs of `-` lines that the file must hold once, replaced by the `+` lines that follow; `+`
    /// lines alone go to the end.
    fn edited(&self, mut file: String, form: &str, code: &str) -> Vec<u8> {
        let mut lines = self.lines.iter().peekable();
        while lines.peek().is_some() {
            let mut take = |sign: char| {
                let mut taken = String::new();
                while let Some(line) = lines.next_if(|line| line.starts_with(sign)) {
                    let line = line[1..].strip_prefix(' ').unwrap_or(&line[1..]);
                    taken += &format!("{line}\n");
                }
                taken
            };
            let (old, new) = (take('-'), take('+'));
            assert!(!old.is_empty() || !new.is_empty(), "{code}: an edit has lines with - and +");
            let new = match form {
                "escaped" => String::from_utf8(unescape(&new)).unwrap(),
                _ => new,
            };
            match file.matches(old.as_str()).count() {
                _ if old.is_empty() => file += &new,
                1 => file = file.replacen(&old, &new, 1),
                count => panic!("{code}: {old:?} stands {count} times in {}", self.rest),
            }
        }
        file.into_bytes()
    }
}

/// `\n`, `\r`, `\t`, `\\`, `\xFF`, `\u{200B}`.
fn unescape(text: &str) -> Vec<u8> {
    let mut out = Vec::new();
    let mut rest = text;
    while let Some(at) = rest.find('\\') {
        out.extend(rest[..at].bytes());
        let (head, length) = match &rest[at + 1..at + 2] {
            "n" => (vec![b'\n'], 2),
            "r" => (vec![b'\r'], 2),
            "t" => (vec![b'\t'], 2),
            "x" => (vec![u8::from_str_radix(&rest[at + 2..at + 4], 16).unwrap()], 4),
            "u" => {
                let end = rest[at..].find('}').unwrap();
                let number = u32::from_str_radix(&rest[at + 3..at + end], 16).unwrap();
                (char::from_u32(number).unwrap().to_string().into_bytes(), end + 1)
            }
            _ => (vec![b'\\'], 2),
        };
        out.extend(head);
        rest = &rest[at + length..];
    }
    out.extend(rest.bytes());
    out
}
