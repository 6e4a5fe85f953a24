//! A plan folder of a benchmark: its export, its roster and its files, under `target/bench`.

use std::fs::{self, File};
use std::io::{BufWriter, Write};
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use anyhow::{Result, bail};

use super::deals::{self, Size};

/// Where a plan folder lies and what its export is like.
pub struct Folder {
    /// How many rows and people.
    pub size: Size,
    /// What distinguishes it from others of that size.
    pub kind: String,
    /// The encoding of the export: GB18030, else UTF-8.
    pub gb18030: bool,
}

impl Folder {
    /// The folder with these files, its targets assigned. The export is made unless it is there.
    pub fn prepare(&self, files: &[(&str, &str)]) -> Result<PathBuf> {
        let place = Path::new(env!("CARGO_MANIFEST_DIR")).join("target/bench");
        let size = match self.size.people {
            500 => self.size.rows.to_string(),
            people => format!("{}-{people}", self.size.rows),
        };
        let folder = place.join(format!("deals-{size}{}", self.kind));
        fs::create_dir_all(folder.join("crm"))?;
        self.export(&folder, &place.join(format!("deals-{size}/crm/deals.csv")))?;
        for (name, text) in files {
            fs::write(folder.join(name), text)?;
        }
        fs::write(folder.join("roster.csv"), self.roster())?;
        let mut assign = Command::new(env!("CARGO_BIN_EXE_incent"));
        let assign = assign.arg("-C").arg(&folder).args(["-q", "assign"]);
        let done = assign.stdout(Stdio::null()).stderr(Stdio::null()).status()?;
        if !done.success() {
            bail!("incent assign in {} ended with {done}", folder.display());
        }
        Ok(folder)
    }

    fn export(&self, folder: &Path, same: &Path) -> Result<()> {
        let export = folder.join("crm/deals.csv");
        if !export.exists() && !self.gb18030 && same.exists() {
            fs::hard_link(same, &export)?;
        }
        if !export.exists() {
            let partial = folder.join("crm/deals.csv.partial");
            let mut file = BufWriter::with_capacity(1 << 20, File::create(&partial)?);
            deals::write_rows(&mut file, self.size, 1, self.gb18030)?;
            file.flush()?;
            fs::rename(&partial, &export)?;
        }
        Ok(())
    }

    /// Five regions of five teams for five hundred people, ten times as many teams for ten times as many.
    fn roster(&self) -> String {
        let mut roster = "id,name,team,region\n".to_owned();
        for (number, name) in (0u64..).zip(deals::people(self.size.people)) {
            let (team, region) = (number % (self.size.people / 20), number % 5);
            roster.push_str(&format!("S{number:03},{name},T{region}-{team},R{region}\n"));
        }
        roster
    }
}
