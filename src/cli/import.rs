//! `incent import FILE…`: shows what would be read of exports, row by row, and writes nothing into
//! the plan. For a file that no source of the plan fits, it proposes one.

mod data;
mod fit;
mod input;
mod page;
mod rejects;

use std::path::PathBuf;

use crate::base::Lang;
use crate::base::unit::Currency;
use crate::crm::inspect::{Inspection, Inspector};
use crate::crm::person::{People, PersonNames};
use crate::crm::propose::{Known, Proposal};
use crate::crm::tables::LoadedTable;
use crate::plan::Plan;
use crate::plan::column::Conventions;
use crate::plan::metric::{Measure, MetricKind};
use crate::plan::source::{BadRows, CoOwners, Owner, Returns, Source, Table};
use crate::text::code::import;
use crate::text::{Diagnostic, Place, Sink};

use super::args::Shape;
use super::command::Words;
use super::context::Context;
use super::desk;
use super::exit::{Exit, Failure};
use super::table::Format;

use fit::{Fit, Fitter};
use input::Input;

/// What to inspect.
#[derive(clap::Args, Debug)]
pub struct Args {
    /// exported files; - is standard input
    #[arg(value_name = "FILE", required = true)]
    files: Vec<PathBuf>,
    /// the source or table of the plan by which to read them; without it, the one that fits
    #[arg(long, value_name = "ID")]
    source: Option<String>,
    /// write the rows that are left out to PATH, with the reason before each; - is stdout
    #[arg(long, value_name = "PATH")]
    rejects: Option<PathBuf>,
    #[command(flatten)]
    shape: Shape,
}

/// The words of its help.
pub const WORDS: Words = Words {
    examples: &[
        (
            "incent import crm/contracts-2026-07.csv",
            "看一个导出会怎样读：编码、表头、各列、合计、问题",
            "see how an export would be read: encoding, header, columns, sums, findings",
        ),
        (
            "incent import export.csv --rejects rejects.csv",
            "把读不了的行连同原因写到一个文件，便于改正",
            "write the rows that can't be read, with reasons, to be corrected",
        ),
        ("incent import new.csv --format csv", "按行号列出发现的问题", "list the findings by line"),
    ],
    arguments_zh: &[
        ("files", "导出的文件；- 是标准输入"),
        ("source", "按计划里的哪个来源或参照表读；不写则用合得上的那个"),
        ("rejects", "把不计入的行写到 PATH，每行前面写明原因；- 是标准输出"),
    ],
};

/// A file with what was found in it.
struct Shown {
    /// The id of the source or table; `None` where it was proposed.
    source: Option<String>,
    /// How it is read.
    by: Source,
    inspection: Option<Inspection>,
    proposal: Option<Proposal>,
}

/// The plan around the files, where there is one.
struct Around {
    folder: Option<PathBuf>,
    plan: Option<Plan>,
    people: Option<People>,
    tables: Vec<LoadedTable>,
}

/// Shows what would be read.
pub fn run(args: &Args, context: &mut Context) -> Result<Exit, Failure> {
    let inputs = input::gather(&args.files, context.lang())?;
    rejects::refuse_overwriting(args.rejects.as_deref(), &args.files, context.lang())?;
    let mut around = Around::open(context)?;
    let fits = around.fits(args, &inputs, context)?;
    context.timings.part("plan");
    let shown = around.inspect(&inputs, &fits, args.rejects.is_some(), context);
    context.timings.part("read");
    let lang = context.lang();
    if let Some(path) = &args.rejects {
        rejects::write(path, &shown, context)?;
        if rejects::is_stdout(path) {
            return Ok(Exit::Done);
        }
    }
    match args.shape.format {
        Format::Table => page::show(&shown, around.people.as_ref(), context),
        Format::Md => page::show_markdown(&shown, around.people.as_ref(), context),
        Format::Csv => data::findings(&shown, lang).show(Format::Csv, &mut context.screen),
        Format::Json => {
            let document = data::json(&shown, around.people.as_ref(), lang);
            context.screen.data(&super::table::json_text(&document));
        }
    }
    Ok(Exit::Done)
}

impl Around {
    /// Opens the plan folder that is meant, if there is one. Only what is wrong with the parts that
    /// reading exports needs is told: a plan that isn't finished may have exports already.
    fn open(context: &mut Context) -> Result<Around, Failure> {
        let none = Around { folder: None, plan: None, people: None, tables: Vec::new() };
        let kept = std::mem::take(&mut context.sink);
        let opened = desk::find(context).and_then(|folder| {
            let loaded = folder.load(&mut context.sources, &mut context.sink);
            let loaded = loaded.map_err(|failure| desk::fail(context, failure))?;
            let plan = desk::read_plan(&loaded, context);
            Ok((folder.root().to_path_buf(), plan))
        });
        let told = std::mem::replace(&mut context.sink, kept);
        let (folder, plan) = match opened {
            Ok(opened) => opened,
            Err(_) if context.folder.is_none() => return Ok(none),
            Err(failure) => {
                context.sink.absorb(told);
                return Err(failure);
            }
        };
        let Some(plan) = plan else {
            context.sink.absorb(told);
            return Err(Failure::Told);
        };
        absorb_of_exports(told, context);
        let people = people(&plan);
        Ok(Around { folder: Some(folder), plan: Some(plan), people, tables: Vec::new() })
    }

    /// By what each file is read, and the tables that are needed for that.
    fn fits(
        &mut self,
        args: &Args,
        inputs: &[Input],
        context: &mut Context,
    ) -> Result<Vec<Fit>, Failure> {
        let (Some(plan), Some(folder)) = (&self.plan, &self.folder) else {
            return match &args.source {
                None => Ok(inputs.iter().map(|_| Fit::Nothing).collect()),
                Some(_) => Err(Failure::Usage(without_plan(context.lang()))),
            };
        };
        let fitter = Fitter { plan, folder, lang: context.lang() };
        let fits: Vec<Fit> = match &args.source {
            Some(id) => {
                let fit = fitter.named(id)?;
                inputs.iter().map(|_| fit).collect()
            }
            None => inputs.iter().map(|input| fitter.find(input)).collect::<Result<_, _>>()?,
        };
        self.tables = fitter.tables(&fits, &mut context.sink);
        Ok(fits)
    }

    fn inspect(
        &self,
        inputs: &[Input],
        fits: &[Fit],
        keeps_rejects: bool,
        context: &mut Context,
    ) -> Vec<Shown> {
        let mut done: Vec<Option<Shown>> = inputs.iter().map(|_| None).collect();
        let mut seen: Vec<Fit> = Vec::new();
        // Files of one source are read one after another, so that a row in two of them is seen.
        for fit in fits.iter().filter(|fit| **fit != Fit::Nothing) {
            if seen.contains(fit) {
                continue;
            }
            seen.push(*fit);
            let Some((id, source)) = self.source(*fit) else { continue };
            let measures = self.measures(*fit);
            let mut inspector = self.inspector(&source, keeps_rejects).measuring(&measures);
            for (at, input) in inputs.iter().enumerate().filter(|(at, _)| fits[*at] == *fit) {
                let inspection = inspector.file(&input.name, input.open(), &mut context.sink);
                let (source, by) = (Some(id.clone()), source.clone());
                done[at] = Some(Shown { source, by, inspection, proposal: None });
            }
        }
        for (at, input) in inputs.iter().enumerate() {
            if fits[at] == Fit::Nothing {
                done[at] = self.proposed(input, keeps_rejects, context);
            }
        }
        done.into_iter().flatten().collect()
    }

    /// A file that nothing fits: a source is proposed, and the file read by it.
    fn proposed(&self, input: &Input, keeps_rejects: bool, context: &mut Context) -> Option<Shown> {
        let head = self.plan.as_ref().map(|plan| &plan.head);
        let conventions = Conventions {
            currency: head.map_or(Currency::parse("CNY")?, |head| head.currency),
            utc_offset: head.map_or(480, |head| head.utc_offset),
        };
        let pattern = input.pattern(self.folder.as_deref());
        let known = Known { conventions, people: self.people.as_ref(), pattern: &pattern };
        let proposal = Proposal::of(&input.name, input.open(), known, &mut context.sink)?;
        let by = proposal.source().clone();
        let mut inspector = self.inspector(&by, keeps_rejects);
        let mut told = Sink::default();
        let inspection = inspector.file(&input.name, input.open(), &mut told);
        // The proposal itself lists the columns that it doesn't use.
        let is_news = |told: &&Diagnostic| *told.code != import::EXTRA_COLUMNS;
        told.diagnostics().iter().filter(is_news).for_each(|one| context.sink.push(one.clone()));
        Some(Shown { source: None, by, inspection, proposal: Some(proposal) })
    }

    fn inspector<'a>(&'a self, source: &'a Source, keeps_rejects: bool) -> Inspector<'a> {
        let declared = self.plan.as_ref().map_or(&[][..], |plan| plan.tables.as_slice());
        let inspector = Inspector::new(source, declared, &self.tables, self.people.as_ref());
        if keeps_rejects { inspector.keeping_rejects() } else { inspector }
    }

    /// What the plan measures by the source of a fit.
    fn measures(&self, fit: Fit) -> Vec<&Measure> {
        let metrics = self.plan.iter().flat_map(|plan| &plan.metrics);
        let measures = metrics.filter_map(|metric| match &metric.kind {
            MetricKind::Measure(measure) => Some(measure),
            MetricKind::Formula { .. } => None,
        });
        measures.filter(|measure| fit == Fit::Source(measure.source)).collect()
    }

    /// The source of a fit, with its id. A table is a source that credits nobody.
    fn source(&self, fit: Fit) -> Option<(String, Source)> {
        let plan = self.plan.as_ref()?;
        let source = match fit {
            Fit::Nothing => return None,
            Fit::Source(index) => plan.sources.get(index)?.clone(),
            Fit::Table(index) => of_table(plan.tables.get(index)?),
        };
        Some((source.id.value.clone(), source))
    }
}

fn of_table(table: &Table) -> Source {
    Source {
        id: table.id.clone(),
        name: None,
        files: table.files.clone(),
        columns: table.columns.clone(),
        key: if table.repeats { Vec::new() } else { vec![table.key] },
        version: None,
        owner: Owner::House,
        co_owners: CoOwners::Refuse,
        date: None,
        bad_rows: BadRows::Refuse,
        // Numbers of a table are looked up, not summed: any sign will do.
        returns: Returns::Negative,
        joins: Vec::new(),
        checks: Vec::new(),
        names: Vec::new(),
        expect_rows: None,
        span: table.span,
    }
}

fn people(plan: &Plan) -> Option<People> {
    let names = plan.roster.people.iter().map(|person| PersonNames {
        id: person.id.clone(),
        further_ids: person.further_ids.clone(),
        name: person.name.clone(),
        aliases: person.aliases.clone(),
    });
    let people = People::new(names);
    (!people.is_empty()).then_some(people)
}

/// Keeps what was told of the files that reading exports depends on.
fn absorb_of_exports(told: Sink, context: &mut Context) {
    const NEEDED: [&str; 3] = ["incent.toml", "sources.toml", "roster.csv"];
    for diagnostic in told.diagnostics() {
        let is_needed = diagnostic.places.first().is_none_or(|place| match place {
            Place::Span(span) => NEEDED.contains(&context.sources.get(span.source).name.as_str()),
            Place::File(file) => NEEDED.contains(&file.as_str()),
            Place::Spot { .. } => true,
        });
        if is_needed {
            context.sink.push(diagnostic.clone());
        }
    }
}

fn without_plan(lang: Lang) -> String {
    lang.pick(
        "--source 要在计划文件夹里用；用 -C 指明计划文件夹",
        "--source needs a plan folder; name it with -C",
    )
    .to_owned()
}
