//! The version of a plan: one digest over all of its files, the same wherever the folder lies.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use crate::base::Digest;

/// The digest of what `sha256sum` prints for the files in the order of their names.
pub fn version(digests: &BTreeMap<String, Digest>) -> Digest {
    let mut lines = String::new();
    for (name, digest) in digests {
        let _ = writeln!(lines, "{digest}  {name}");
    }
    Digest::of(lines.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_version_is_the_digest_of_a_list_that_sha256sum_prints() {
        // printf abc > a; printf '' > b; sha256sum a b | sha256sum
        let files = [("a", b"abc".as_slice()), ("b", b"")];
        let digests = files.map(|(name, bytes)| (name.to_owned(), Digest::of(bytes))).into();
        assert_eq!(
            version(&digests).to_string(),
            "09c7e0b8a02d027d95ec0375a600ed4ad4d6b26a1c93f16d9150cab5fec761a6"
        );
    }
}
