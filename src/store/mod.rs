//! The plan folder on disk: layout, load, changes (all or nothing), lock, digests, git facts.
