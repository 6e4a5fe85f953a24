//! Writing a file that the user named (`-o FILE`), outside the plan folder or inside: the whole file
//! or nothing, like everything else.

use std::fs;
use std::io::Write;
use std::path::Path;

use super::failure::Failure;
use crate::text::code::store as code;

/// Writes `bytes` to `path`: beside it first, flushed to the disk, then renamed over it.
pub fn write(path: &Path, bytes: &[u8]) -> Result<(), Failure> {
    let failed = |error| Failure::unwritten(&code::WRITE_FAILED, path, &error);
    let name = path.file_name().map(|name| name.to_string_lossy()).unwrap_or_default();
    let beside = path.with_file_name(format!(".incent-tmp-{}-{name}", std::process::id()));
    let written = fs::File::create_new(&beside).and_then(|mut file| {
        file.write_all(bytes)?;
        file.sync_all()?;
        fs::rename(&beside, path)
    });
    written.map_err(|error| {
        // What could not be finished must not lie about; that it can't be removed changes nothing.
        let _ = fs::remove_file(&beside);
        failed(error)
    })
}
