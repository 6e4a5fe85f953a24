//! The engine: the only file that knows Tera. Built-in templates and the plan's own, by file name;
//! Markdown escaping of every value; limits of size and time, so that no template can hold a
//! command or fill a disk. What a template may say is the business of [`super::vocabulary`].

use std::collections::{BTreeMap, BTreeSet};
use std::io::{self, Write};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{self, RecvTimeoutError};
use std::thread;
use std::time::Duration;

use serde::Serialize;
use tera::{Context, Error, ErrorKind, Tera};

use super::builtin::{self, Builtin};
use super::catalogue::{self, Document};
use super::escape;
use super::vocabulary::{self, Known};
use crate::base::Lang;
use crate::text::code::document as code;
use crate::text::{Diagnostic, Place, Sink, Source};

/// The plan's own templates: path relative to the plan folder (`templates/progress.md`,
/// `templates/zh-CN/progress.md`) and text.
pub type Overrides = BTreeMap<String, String>;

/// What one document may take.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// Most bytes that it may have.
    pub bytes: usize,
    /// Longest time that it may take.
    pub time: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Limits { bytes: 16 << 20, time: Duration::from_secs(10) }
    }
}

/// Most bytes of one template of the plan.
const TEMPLATE_BYTES: usize = 256 << 10;
/// Most templates of a plan.
const TEMPLATE_COUNT: usize = 200;
/// Under this name a template of the plan reaches the built-in that it overrides.
const BUILTIN: &str = "builtin/";
/// Templates include one another at most as deep as there are templates; this carries it.
const STACK_BYTES: usize = 64 << 20;

/// Renders the documents of one language.
pub struct Engine {
    lang: Lang,
    tera: Arc<Tera>,
    limits: Limits,
    /// Every template by the name that Tera knows it by.
    sources: BTreeMap<String, Source>,
}

impl Engine {
    /// The engine with the built-in templates of `lang` and the overrides that apply to it:
    /// `templates/LANG/NAME` before `templates/NAME` before the built-in. Everything that is wrong
    /// with the overrides is told; `None` if anything is.
    pub fn new(lang: Lang, overrides: &Overrides, sink: &mut Sink) -> Option<Engine> {
        let own = applying(lang, overrides);
        let mut tera = bare(lang);
        let builtins = builtin::ALL.iter().map(|b| (format!("{BUILTIN}{}", b.name), b.text(lang)));
        let sources: BTreeMap<String, Source> = builtins
            .chain(own.iter().map(|(name, text)| (name.clone(), text.as_str())))
            .map(|(name, text)| (name.clone(), Source::new(name, text)))
            .collect();
        let before = sink.count(crate::text::Severity::Error);
        judge(lang, &own, sink);
        if sink.count(crate::text::Severity::Error) == before {
            let all = sources.iter().map(|(name, source)| (name.as_str(), &*source.text));
            if let Err(error) = tera.add_raw_templates(all) {
                told_of_set(&error, &sources, sink);
                return None;
            }
            let limits = Limits::default();
            return Some(Engine { lang, tera: Arc::new(tera), limits, sources });
        }
        None
    }

    /// The same engine with other limits.
    #[must_use]
    pub fn limited(self, limits: Limits) -> Engine {
        Engine { limits, ..self }
    }

    /// Renders `page` by the template of its document: Markdown with `\n` line ends, no blank lines
    /// in a row, one line end at the end. The same page gives the same bytes. What goes wrong is
    /// told; nothing is returned then, so that nothing of it can be written.
    pub fn render(
        &self,
        document: &Document,
        page: &impl Serialize,
        sink: &mut Sink,
    ) -> Option<String> {
        self.begin(document, page).finish(sink)
    }

    /// Begins to render a page, so that others can be filled meanwhile.
    pub fn begin(&self, document: &Document, page: &impl Serialize) -> Rendering<'_> {
        let context = Context::from_serialize(page).map_err(Failure::Tera);
        let running = context.and_then(|context| self.run(document, context));
        Rendering { engine: self, document: document.id, running }
    }

    /// Renders every document's sample, so that an override that doesn't fit is found before a page
    /// is due.
    pub fn rehearse(&self, sink: &mut Sink) {
        for document in catalogue::ALL {
            self.render(document, &(document.sample)(self.lang), sink);
        }
    }

    /// Renders on a thread of its own, which is given up when its time is over: the interpreter
    /// can't be interrupted, but nothing waits for it, and its next output ends it.
    fn run(&self, document: &Document, context: Context) -> Result<Running, Failure> {
        let given_up = Arc::new(AtomicBool::new(false));
        let mut output =
            Capped { bytes: Vec::new(), cap: self.limits.bytes, given_up: given_up.clone() };
        let (tera, name) = (self.tera.clone(), document.template);
        let (sender, receiver) = mpsc::channel();
        let work = move || {
            let result = tera.render_to(name, &context, &mut output);
            // Nobody listens any more once the time is over.
            let _ = sender.send((result, output.bytes));
        };
        let named = thread::Builder::new().name(format!("render {}", document.id));
        named.stack_size(STACK_BYTES).spawn(work).map_err(|e| Failure::World(e.to_string()))?;
        Ok(Running { receiver, given_up })
    }

    fn told(&self, document: &'static str, failure: &Failure) -> Diagnostic {
        let diagnostic = match failure {
            Failure::TooBig => {
                Diagnostic::new(&code::TOO_BIG).arg("limit", self.limits.bytes >> 20)
            }
            Failure::TooSlow => {
                Diagnostic::new(&code::TOO_SLOW).arg("limit", self.limits.time.as_secs())
            }
            Failure::World(reason) => Diagnostic::new(&code::RENDER).arg("reason", reason),
            Failure::Tera(error) => told_of_render(error, &self.sources),
        };
        diagnostic.arg("document", document)
    }
}

/// A page that is being rendered.
pub struct Rendering<'e> {
    engine: &'e Engine,
    document: &'static str,
    running: Result<Running, Failure>,
}

impl Rendering<'_> {
    /// Waits for the page, as [`Engine::render`] does.
    pub fn finish(self, sink: &mut Sink) -> Option<String> {
        let limit = self.engine.limits.time;
        match self.running.and_then(|running| running.wait(limit)) {
            Ok(text) => Some(tidy(&text)),
            Err(failure) => self.engine.told(self.document, &failure).tell(sink),
        }
    }
}

/// The thread that renders.
struct Running {
    receiver: mpsc::Receiver<(Result<(), Error>, Vec<u8>)>,
    given_up: Arc<AtomicBool>,
}

impl Running {
    fn wait(self, limit: Duration) -> Result<String, Failure> {
        match self.receiver.recv_timeout(limit) {
            Ok((Ok(()), bytes)) => {
                String::from_utf8(bytes).map_err(|e| Failure::World(e.to_string()))
            }
            Ok((Err(error), _)) if is_full(&error) => Err(Failure::TooBig),
            Ok((Err(error), _)) => Err(Failure::Tera(error)),
            Err(RecvTimeoutError::Timeout) => {
                self.given_up.store(true, Ordering::Relaxed);
                Err(Failure::TooSlow)
            }
            Err(RecvTimeoutError::Disconnected) => {
                Err(Failure::World("the renderer ended early".to_owned()))
            }
        }
    }
}

/// Why a document was not rendered.
enum Failure {
    TooBig,
    TooSlow,
    /// Tera's own reason.
    Tera(Error),
    /// The machine's reason.
    World(String),
}

/// Takes bytes up to a limit, and none once the document is given up.
struct Capped {
    bytes: Vec<u8>,
    cap: usize,
    given_up: Arc<AtomicBool>,
}

impl Write for Capped {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let too_much = self.bytes.len() + bytes.len() > self.cap;
        if too_much || self.given_up.load(Ordering::Relaxed) {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        self.bytes.extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

fn is_full(error: &Error) -> bool {
    matches!(error.kind(), ErrorKind::Io(io::ErrorKind::FileTooLarge))
}

/// Tera without templates: Markdown escaping, and where names are looked up.
fn bare(lang: Lang) -> Tera {
    let mut tera = Tera::default();
    tera.autoescape_on([".md"]);
    tera.set_escape_fn(escape::markdown);
    let prefixes = [format!("templates/{}/", lang.code()), "templates/".into(), BUILTIN.into()];
    // Refused only once templates are in.
    let _ = tera.set_fallback_prefixes(prefixes);
    tera
}

/// The overrides of `lang`, with one kind of line end.
fn applying(lang: Lang, overrides: &Overrides) -> Overrides {
    let foreign = |path: &str| {
        let folder = path.strip_prefix("templates/").and_then(|rest| rest.split_once('/'));
        folder.is_some_and(|(f, _)| f != lang.code() && Lang::ALL.iter().any(|(c, _)| *c == f))
    };
    let own = overrides.iter().filter(|(path, _)| path.ends_with(".md") && !foreign(path));
    own.map(|(path, text)| (path.clone(), text.replace("\r\n", "\n"))).collect()
}

/// Tells everything that is wrong with each of the plan's own templates by itself.
fn judge(lang: Lang, own: &Overrides, sink: &mut Sink) {
    if own.len() > TEMPLATE_COUNT || own.values().any(|text| text.len() > TEMPLATE_BYTES) {
        let big = own.iter().filter(|(_, text)| text.len() > TEMPLATE_BYTES);
        let mut told = Diagnostic::new(&code::TOO_MANY)
            .arg("kib", TEMPLATE_BYTES >> 10)
            .arg("count", TEMPLATE_COUNT);
        told.places.extend(big.map(|(path, _)| Place::File(path.clone())));
        return sink.push(told);
    }
    let mut known = known(lang, own);
    for (path, text) in own {
        let name = short(lang, path);
        if let Some(error) = syntax_error(path, text) {
            sink.push(error);
            continue;
        }
        known.names = names_for(lang, name);
        for diagnostic in vocabulary::judge(path, text, &known) {
            sink.push(diagnostic);
        }
        tell_if_unused(lang, path, own, sink);
    }
}

/// The file name by which a template of the plan is looked up.
fn short(lang: Lang, path: &str) -> &str {
    let rest = path.strip_prefix("templates/").unwrap_or(path);
    rest.strip_prefix(lang.code()).and_then(|name| name.strip_prefix('/')).unwrap_or(rest)
}

/// What templates of the plan can name, but for the contents of the document.
fn known(lang: Lang, own: &Overrides) -> Known {
    let mut known = Known::default();
    for builtin in &builtin::ALL {
        known.templates.extend([builtin.name.to_owned(), format!("{BUILTIN}{}", builtin.name)]);
        known.locals.extend(vocabulary::locals(builtin.text(lang)));
    }
    for (path, text) in own {
        known.templates.extend([path.clone(), short(lang, path).to_owned()]);
        known.locals.extend(vocabulary::locals(text));
    }
    known
}

/// The names that the document of the template `name` offers; a part may use those of all.
fn names_for(lang: Lang, name: &str) -> BTreeSet<String> {
    let documents = catalogue::ALL.iter();
    let own: Vec<_> = documents.clone().filter(|d| d.template == name).collect();
    let chosen = if own.is_empty() { documents.collect() } else { own };
    chosen.into_iter().flat_map(|document| catalogue::names(&(document.sample)(lang))).collect()
}

fn tell_if_unused(lang: Lang, path: &str, own: &Overrides, sink: &mut Sink) {
    let name = short(lang, path);
    let used = own.values().flat_map(|text| vocabulary::uses(text));
    let mut used = used.filter(|used| used == name || used == path);
    if Builtin::find(name).is_none() && used.next().is_none() {
        let near = vocabulary::nearest(name, builtin::ALL.iter().map(|b| b.name));
        let told = Diagnostic::new(&code::UNUSED).place(Place::File(path.to_owned()));
        sink.push(told.arg("name", name).arg("nearest", near));
    }
}

/// Why Tera can't read the template, if so.
fn syntax_error(path: &str, text: &str) -> Option<Diagnostic> {
    let mut alone = Tera::default();
    let error = alone.add_raw_template(path, text).err()?;
    let ErrorKind::SyntaxError(report) = error.kind() else { return None };
    let place = place(&Source::new(path, text), report.span());
    Some(Diagnostic::new(&code::SYNTAX).arg("reason", report.message()).place(place))
}

/// What is wrong with the templates together: a circle, a block without a parent's. Tera gives
/// such reports as one text.
fn told_of_set(error: &Error, sources: &BTreeMap<String, Source>, sink: &mut Sink) {
    let text = error.to_string();
    for report in text.split("\n\n") {
        let mut lines = report.lines();
        let reason = lines.next().unwrap_or(report).trim_start_matches("error: ");
        let mut told = Diagnostic::new(&code::SET).arg("reason", reason);
        let place = lines.next().and_then(|line| reported_place(line, sources));
        told.places.extend(place);
        sink.push(told);
    }
}

/// The place in a line such as ` --> templates/progress.md:3:14` of a report.
fn reported_place(line: &str, sources: &BTreeMap<String, Source>) -> Option<Place> {
    let mut parts = line.trim_start().strip_prefix("--> ")?.rsplitn(3, ':');
    let column = parts.next()?.parse().ok()?;
    let row = parts.next()?.parse().ok()?;
    Some(vocabulary::spot(sources.get(parts.next()?)?, row, column, 1))
}

/// What went wrong while a template was filled.
fn told_of_render(error: &Error, sources: &BTreeMap<String, Source>) -> Diagnostic {
    let ErrorKind::RenderingError(report) = error.kind() else {
        return Diagnostic::new(&code::RENDER).arg("reason", error);
    };
    let told = match undefined(report.message()) {
        Some((name, offered)) => Diagnostic::new(&code::UNKNOWN_NAME)
            .arg("name", name)
            .arg("nearest", vocabulary::nearest(name, offered)),
        None => Diagnostic::new(&code::RENDER).arg("reason", report.message()),
    };
    match sources.get(report.filename()) {
        Some(source) => told.place(place(source, report.span())),
        None => told,
    }
}

/// The name that Tera reports as undefined, and those that there are.
fn undefined(message: &str) -> Option<(&str, impl Iterator<Item = &str>)> {
    let rest = message.strip_prefix("Variable `").or_else(|| message.strip_prefix("Field `"))?;
    let (name, rest) = rest.split_once("` is not defined.")?;
    let offered = rest.split_once(": ").map_or("", |(_, names)| names);
    Some((name, offered.split(", ").filter(|name| !name.is_empty())))
}

/// Tera counts lines from 1 and columns from 0.
fn place(source: &Source, span: &tera::Span) -> Place {
    let width = if span.end_line == span.start_line { span.end_col - span.start_col } else { 1 };
    vocabulary::spot(source, span.start_line, span.start_col + 1, width)
}

/// Takes out what loops and conditions of a template leave behind: spaces at line ends and blank
/// lines in a row. Values hold no line ends, so they stay as they are.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut blank = true;
    for line in text.lines().map(|line| line.trim_end_matches([' ', '\t'])) {
        if !(line.is_empty() && blank) {
            out.push_str(line);
            out.push('\n');
        }
        blank = line.is_empty();
    }
    while out.ends_with("\n\n") {
        out.pop();
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_document_that_is_not_finished_in_time_is_given_up() {
        // Long enough to be late, short enough to end with the test.
        let endless = "{% for a in range(end=2000) %}{% for b in range(end=2000) %}\
                       {% endfor %}{% endfor %}";
        let own = [("templates/progress.md".to_owned(), endless.to_owned())];
        let mut sink = Sink::default();
        let engine = Engine::new(Lang::Zh, &own.into(), &mut sink).unwrap();
        let limits = Limits { time: Duration::from_millis(50), ..Limits::default() };
        let document = &catalogue::PROGRESS;
        let page = (document.sample)(Lang::Zh);
        assert_eq!(engine.limited(limits).render(document, &page, &mut sink), None);
        let codes: Vec<_> = sink.diagnostics().iter().map(|told| told.code.id).collect();
        assert_eq!(codes, ["W11"]);
    }
}
