//! Writes a deals export of any size, for measuring. The same rows, seed and encoding always give
//! the same bytes. What is timed with it lives elsewhere.
//!
//! `cargo bench --bench generate -- ROWS FILE [SEED] [utf-8|gb18030]`; 10,000,000 rows are about
//! 1.6 GB.

use std::fs::File;
use std::io::BufWriter;

use anyhow::{Context, bail};

mod deals;

fn main() -> anyhow::Result<()> {
    // `cargo bench` adds a flag of its own, `cargo test --benches` another.
    let args: Vec<String> = std::env::args().skip(1).filter(|a| !a.starts_with("--")).collect();
    if args.is_empty() {
        return Ok(());
    }
    let [rows, path, rest @ ..] = args.as_slice() else { bail!("ROWS FILE [SEED] [ENCODING]") };
    let rows: u64 = rows.parse().context("ROWS is a number")?;
    let seed: u64 = rest.first().map_or(Ok(1), |s| s.parse()).context("SEED is a number")?;
    let gb18030 = match rest.get(1).map_or("utf-8", String::as_str) {
        "utf-8" => false,
        "gb18030" => true,
        other => bail!("unknown encoding {other}"),
    };
    let file = File::create(path).with_context(|| format!("can't create {path}"))?;
    let mut file = BufWriter::with_capacity(1 << 20, file);
    let size = deals::Size { rows, people: 500 };
    deals::write_rows(&mut file, size, seed, gb18030).with_context(|| format!("can't write {path}"))
}
