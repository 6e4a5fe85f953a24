//! Times `incent track` as a whole process on a made-up export, beside `wc -l` and, where it is
//! installed, DuckDB doing the same: sums, counts and distinct counts of won deals by owner and
//! quarter. Then what `--timings` tells of the reading: the scan and the sums alone, the same rows in
//! GB18030, one rule and a hundred. All in turns in one run, so that ratios hold when the machine's
//! speed drifts; the page cache is warm.
//!
//! `cargo bench --bench track -- ROWS [RUNS]`; the exports are kept under `target/bench`.
//!
//! `cargo bench --bench track -- settle ROWS [RUNS]` settles a quarter for 5,000 people with twenty
//! components instead, beside tracking them; and by three hundred rules beside one.

use std::io::Write;
use std::path::Path;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

mod deals;
mod folder;
mod plan;

/// What is timed: a name, a command, and which part of its time.
struct Contender {
    name: &'static str,
    command: Box<dyn Fn() -> Command>,
    part: Part,
    /// The contender that its time is given in.
    beside: &'static str,
}

/// A part of a command's time.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Part {
    /// From start to finish.
    Whole,
    /// Reading the exports, by `--timings`.
    Reading,
    /// Reading without digests, keys and distinct counts.
    Scan,
}

const WHOLE: &str = "incent track, whole";
const SCAN: &str = "  scan and sums alone";
const READING: &str = "  reading";
const ONE_RULE: &str = "  reading, 1 rule";
const SETTLING: &str = "  settling, 1 rule";

fn main() -> Result<()> {
    let mut args: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let settles = args.first().is_some_and(|first| first == "settle");
    if settles {
        args.remove(0);
    }
    let Some(rows) = args.first() else { return Ok(()) };
    let rows: u64 = rows.parse().context("ROWS is a number")?;
    let runs: usize = args.get(1).map_or(Ok(5), |runs| runs.parse()).context("RUNS is a number")?;
    let contenders = if settles { settling(rows)? } else { contenders(rows)? };
    let mut times: Vec<Vec<Duration>> = vec![Vec::new(); contenders.len()];
    // One round to warm up, then in turns.
    for round in 0..=runs {
        for (contender, times) in contenders.iter().zip(&mut times) {
            let took = time(contender)?;
            if round > 0 {
                times.push(took);
            }
        }
    }
    report(rows, &contenders, &times)
}

fn incent(name: &'static str, part: Part, beside: &'static str, folder: &Path) -> Contender {
    let folder = folder.to_path_buf();
    let command = move || {
        let mut command = Command::new(env!("CARGO_BIN_EXE_incent"));
        command.arg("-C").arg(&folder).args(["--as-of", "2026-12-31"]);
        command.arg(if part == Part::Whole { "-q" } else { "--timings" });
        command.args(["track", "--dry-run", "--format", "csv"]);
        command
    };
    Contender { name, command: Box::new(command), part, beside }
}

fn contenders(rows: u64) -> Result<Vec<Contender>> {
    let size = deals::Size { rows, people: 500 };
    let prepare = |kind: &str, gb18030, metrics: &str| {
        let folder = folder::Folder { size, kind: kind.to_owned(), gb18030 };
        let own = [("metrics.toml", metrics)];
        folder.prepare(&[&plan::FILES[..], &plan::TRACKED, &own].concat())
    };
    let folder = prepare("", false, plan::METRICS)?;
    let export = folder.join("crm/deals.csv");
    let other = |name, beside, program: &'static str, args: Vec<String>| Contender {
        name,
        command: Box::new(move || {
            let mut command = Command::new(program);
            command.args(&args);
            command
        }),
        part: Part::Whole,
        beside,
    };
    let lines = || vec!["-l".to_owned(), export.display().to_string()];
    let mut all = vec![
        incent(WHOLE, Part::Whole, WHOLE, &folder),
        other("wc -l", WHOLE, "wc", lines()),
        incent(SCAN, Part::Scan, SCAN, &folder),
        other("wc -l, beside the scan", SCAN, "wc", lines()),
    ];
    if Command::new("duckdb").arg("--version").output().is_ok_and(|out| out.status.success()) {
        let query = |same| vec!["-csv".to_owned(), "-c".to_owned(), sql(&export, same)];
        all.push(other("duckdb, bare query", SCAN, "duckdb", query(false)));
        all.push(other("duckdb, asked the same", WHOLE, "duckdb", query(true)));
    }
    all.push(incent(READING, Part::Reading, READING, &folder));
    let gb18030 = prepare("-gb18030", true, plan::METRICS)?;
    all.push(incent("  reading GB18030", Part::Reading, READING, &gb18030));
    for (name, count) in [(ONE_RULE, 1), ("  reading, 100 rules", 100)] {
        let folder = prepare(&format!("-rules-{count}"), false, &plan::rules(count))?;
        all.push(incent(name, Part::Reading, ONE_RULE, &folder));
    }
    Ok(all)
}

/// Settling beside tracking.
fn settling(rows: u64) -> Result<Vec<Contender>> {
    let size = deals::Size { rows, people: 5_000 };
    let prepare = |kind: &str, files: &[(String, String)]| {
        let folder = folder::Folder { size, kind: kind.to_owned(), gb18030: false };
        let files: Vec<(&str, &str)> = files.iter().map(|(a, b)| (&**a, &**b)).collect();
        folder.prepare(&files)
    };
    let command = |name, beside, folder: &Path, as_of: &'static str, args: &[&'static str]| {
        let (folder, args) = (folder.to_path_buf(), args.to_vec());
        let command = move || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_incent"));
            command.arg("-C").arg(&folder).args(["-q", "--as-of", as_of]).args(&args);
            command
        };
        Contender { name, command: Box::new(command), part: Part::Whole, beside }
    };
    // On its last day a quarter is settled without statements; after it with one for each.
    let (last, after) = ("2026-06-30", "2026-12-31");
    let settle = ["settle", "2026Q2", "--dry-run", "--format", "csv"];
    let track = ["track", "--period", "2026Q2", "--dry-run", "--format", "csv"];
    let folder = prepare("", &plan::settle::files(plan::METRICS, plan::settle::INCENTIVES))?;
    let mut all = vec![
        command(WHOLE, WHOLE, &folder, after, &track),
        command("incent settle", WHOLE, &folder, last, &settle),
        command("  with statements", WHOLE, &folder, after, &settle),
    ];
    for (name, count) in [(SETTLING, 1), ("  settling, 300 rules", 300)] {
        let files = plan::settle::files(&plan::rules(count), &plan::settle::by_rules(count));
        let folder = prepare(&format!("-rules-{count}"), &files)?;
        all.push(command(name, SETTLING, &folder, last, &settle));
    }
    Ok(all)
}

/// The bare query sums and counts; the other one also counts customers once each and looks for keys
/// that stand twice, as `incent track` does.
fn sql(export: &Path, same: bool) -> String {
    let amount = |column: &str| format!("sum(replace({column}, ',', '')::DECIMAL(18,2))");
    let distinct = if same { ", count(DISTINCT 客户名称)" } else { "" };
    let from = format!(
        "read_csv('{}', header=true, all_varchar=true, delim=',', quote='\"', escape='\"')",
        export.display()
    );
    let keys = match same {
        true => format!("; SELECT 合同编号 FROM {from} GROUP BY 1 HAVING count(*) > 1"),
        false => String::new(),
    };
    format!(
        "SELECT 负责人, quarter(下单时间::DATE), {}, {}, count(*){distinct} FROM {from} \
         WHERE 合同状态 = '已签约' AND 下单时间 BETWEEN '2026-01-01' AND '2026-12-31' \
         GROUP BY 1, 2 ORDER BY 1, 2{keys}",
        amount("合同金额"),
        amount("退货金额"),
    )
}

fn time(contender: &Contender) -> Result<Duration> {
    let mut command = (contender.command)();
    let begin = Instant::now();
    let done = command.stdin(Stdio::null()).output()?;
    let took = begin.elapsed();
    if !done.status.success() {
        bail!("{} ended with {}", contender.name, done.status);
    }
    let told = String::from_utf8_lossy(&done.stderr);
    let part = |name| told_time(&told, name).with_context(|| format!("{name} in {told}"));
    Ok(match contender.part {
        Part::Whole => took,
        Part::Reading => part("exports")?,
        Part::Scan => {
            part("exports")?.saturating_sub(part("digests")? + part("keys")? + part("distinct")?)
        }
    })
}

/// What `--timings` tells of a part, as in `exports  12.345 ms`.
fn told_time(told: &str, part: &str) -> Option<Duration> {
    let mut lines = told.lines().map(str::split_whitespace);
    let time =
        lines.find_map(|mut words| words.next().filter(|word| *word == part).and(words.next()))?;
    let (millis, micros) = time.split_once('.')?;
    let micros = millis.parse::<u64>().ok()? * 1000 + micros.parse::<u64>().ok()?;
    Some(Duration::from_micros(micros))
}

fn report(rows: u64, contenders: &[Contender], times: &[Vec<Duration>]) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let runs = times.first().map_or(0, Vec::len);
    writeln!(out, "{rows} rows, {runs} runs of each in turns, page cache warm")?;
    for (contender, own) in contenders.iter().zip(times) {
        let base = contenders.iter().position(|other| other.name == contender.beside);
        let base = base.map_or(own, |at| &times[at]);
        // Ratios pair by pair, in thousandths, and their median.
        let ratio =
            |(own, base): (&Duration, &Duration)| own.as_micros() * 1000 / base.as_micros().max(1);
        let ratio = median(own.iter().zip(base).map(ratio).collect());
        let time = median(own.to_vec()).unwrap_or_default();
        let (name, beside, millis) = (contender.name, contender.beside.trim(), time.as_millis());
        let ratio = ratio.unwrap_or(0);
        let (whole, rest) = (ratio / 1000, ratio % 1000);
        writeln!(out, "{name:<24} {millis:>6} ms   {whole}.{rest:03} of `{beside}`")?;
    }
    Ok(())
}

fn median<T: Ord + Copy>(mut of: Vec<T>) -> Option<T> {
    of.sort_unstable();
    of.get(of.len() / 2).copied()
}
