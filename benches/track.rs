//! Times `incent track` as a whole process on a made-up export, beside `wc -l` and, where it is
//! installed, DuckDB doing the same: sums, counts and distinct counts of won deals by owner and
//! quarter. Pairs in one run, so that ratios hold when the machine's speed drifts; the page cache is warm.
//!
//! `cargo bench --bench track -- ROWS [RUNS]`; the export is kept under `target/bench`.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use anyhow::{Context, Result, bail};

mod deals;

/// What is timed: a name and a command.
struct Contender {
    name: &'static str,
    command: Box<dyn Fn() -> Command>,
}

fn main() -> Result<()> {
    let args: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    let Some(rows) = args.first() else { return Ok(()) };
    let rows: u64 = rows.parse().context("ROWS is a number")?;
    let runs: usize = args.get(1).map_or(Ok(5), |runs| runs.parse()).context("RUNS is a number")?;
    let folder = prepare(rows)?;
    let contenders = contenders(&folder);
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
    report(rows, &contenders, times)
}

/// The plan folder with its export, made unless it is there.
fn prepare(rows: u64) -> Result<PathBuf> {
    let folder =
        Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench").join(format!("deals-{rows}"));
    fs::create_dir_all(folder.join("crm"))?;
    let export = folder.join("crm/deals.csv");
    if !export.exists() {
        let partial = folder.join("crm/deals.csv.partial");
        let mut file = BufWriter::with_capacity(1 << 20, File::create(&partial)?);
        deals::write_rows(&mut file, rows, 1, false)?;
        file.flush()?;
        fs::rename(&partial, &export)?;
    }
    for (name, text) in PLAN {
        fs::write(folder.join(name), text)?;
    }
    let mut roster = "id,name,team,region\n".to_owned();
    for (number, name) in deals::people().enumerate() {
        let (team, region) = (number % 25, number % 5);
        roster.push_str(&format!("S{number:03},{name},T{region}-{team},R{region}\n"));
    }
    fs::write(folder.join("roster.csv"), roster)?;
    let mut assign = Command::new(env!("CARGO_BIN_EXE_incent"));
    let done =
        assign.arg("-C").arg(&folder).args(["-q", "assign"]).stdout(Stdio::null()).status()?;
    if !done.success() {
        bail!("incent assign ended with {done}");
    }
    Ok(folder)
}

fn contenders(folder: &Path) -> Vec<Contender> {
    let export = folder.join("crm/deals.csv");
    let incent = |more: &'static [&'static str]| {
        let folder = folder.to_path_buf();
        move || {
            let mut command = Command::new(env!("CARGO_BIN_EXE_incent"));
            command.arg("-C").arg(&folder).args(["-q", "--as-of", "2026-12-31", "track"]);
            command.args(["--dry-run", "--format", "csv"]).args(more);
            command
        }
    };
    let mut all = vec![
        Contender { name: "incent track, whole", command: Box::new(incent(&[])) },
        Contender {
            name: "wc -l",
            command: Box::new({
                let export = export.clone();
                move || {
                    let mut command = Command::new("wc");
                    command.arg("-l").arg(&export);
                    command
                }
            }),
        },
    ];
    if Command::new("duckdb").arg("--version").output().is_ok_and(|out| out.status.success()) {
        for (name, distinct) in [("duckdb, bare query", false), ("duckdb, asked the same", true)] {
            let sql = sql(&export, distinct);
            all.push(Contender {
                name,
                command: Box::new(move || {
                    let mut command = Command::new("duckdb");
                    command.args(["-csv", "-c"]).arg(&sql);
                    command
                }),
            });
        }
    }
    all
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
    let done = command.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
    let took = begin.elapsed();
    if !done.success() {
        bail!("{} ended with {done}", contender.name);
    }
    Ok(took)
}

fn report(rows: u64, contenders: &[Contender], mut times: Vec<Vec<Duration>>) -> Result<()> {
    let mut out = std::io::stdout().lock();
    let ours: Vec<Duration> = times[0].clone();
    writeln!(out, "{rows} rows, {} runs of each in turns, page cache warm", ours.len())?;
    for (contender, theirs) in contenders.iter().zip(&mut times) {
        // Ratios pair by pair, in thousandths, and their median.
        let mut ratios: Vec<u128> = theirs
            .iter()
            .zip(&ours)
            .map(|(theirs, ours)| theirs.as_micros() * 1000 / ours.as_micros().max(1))
            .collect();
        ratios.sort_unstable();
        theirs.sort_unstable();
        let median = theirs[theirs.len() / 2];
        let ratio = ratios[ratios.len() / 2];
        writeln!(
            out,
            "{:<24} {:>6} ms   {}.{:03} of incent's time",
            contender.name,
            median.as_millis(),
            ratio / 1000,
            ratio % 1000
        )?;
    }
    Ok(())
}

/// The plan: won deals of 2026 by owner and quarter, returns, customers counted once each.
const PLAN: [(&str, &str); 5] = [
    (
        "incent.toml",
        r#"format = 1
[plan]
id = "bench"
title = "Benchmark"
organisation = "Bench"
language = "en"
start = 2026-01-01
end = 2026-12-31
currency = "CNY"
utc-offset = "+08:00"
[periods]
settle = "year"
[rounding]
mode = "half-up"
"#,
    ),
    (
        "sources.toml",
        r#"[[source]]
id = "deals"
files = ["crm/deals.csv"]
key = ["contract_no"]
owner = "owner"
date = "signed"
returns = { shape = "column", column = "returned" }
[source.columns]
contract_no = { header = "合同编号", type = "id" }
owner = { header = "负责人", type = "person" }
customer = "客户名称"
amount = { header = "合同金额", type = "money" }
returned = { header = "退货金额", type = "money" }
signed = { header = "下单时间", type = "date" }
status = { header = "合同状态", type = "status", map = { "已签约" = "won", "已作废" = "void", "审批中" = "open", "已终止" = "void" } }
"#,
    ),
    (
        "metrics.toml",
        r#"[[metric]]
id = "gross"
name = "Gross"
unit = "CNY"
basis = "signed"
source = "deals"
measure = "sum"
of = "amount"
where = 'status = "won"'
[[metric]]
id = "returned"
name = "Returned"
unit = "CNY"
source = "deals"
measure = "sum"
of = "returned"
where = 'status = "won"'
[[metric]]
id = "deals"
name = "Deals"
unit = "count"
source = "deals"
measure = "count"
where = 'status = "won"'
[[metric]]
id = "customers"
name = "Customers"
unit = "count"
source = "deals"
measure = "distinct"
of = "customer"
where = 'status = "won"'
[[metric]]
id = "net"
name = "Net"
unit = "CNY"
formula = "gross - returned"
"#,
    ),
    (
        "targets.toml",
        r#"[[target]]
metric = "gross"
node = "company"
value = "1,000,000,000"
[[split]]
into = "region"
by = "equal"
[[split]]
into = "team"
by = "equal"
[[split]]
into = "person"
by = "equal"
"#,
    ),
    (
        "rules.toml",
        r#"[tracking]
basis = "calendar-days"
[[warning]]
id = "behind"
name = "Behind"
level = "yellow"
when = "pace < 80%"
"#,
    ),
];
