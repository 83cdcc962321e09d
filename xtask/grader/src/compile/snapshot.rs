//! Detects whether a saved file can change the outcome of a check.

use super::{Submitted, cache, sources, sources::SourcesOutcome};
use crate::fingerprint::Fingerprint;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// The contents of all files that the check of a crate reads, at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    sources: u64,
    /// The files that the crate is known to include from elsewhere.
    included: BTreeMap<PathBuf, Option<u64>>,
}

impl Snapshot {
    /// Reads the crate's files. The folder `out` contains their last build.
    pub fn take(submitted: &Submitted, out: &Path) -> Self {
        let mut fingerprint = Fingerprint::default();
        match sources::read_sources(submitted) {
            Ok(SourcesOutcome::Accepted(sources)) => fingerprint = sources.fingerprint,
            Ok(SourcesOutcome::Missing) => fingerprint.add(b"missing"),
            Ok(SourcesOutcome::Refused(message)) => fingerprint.add(message.as_bytes()),
            Err(error) => fingerprint.add(format!("{error:#}").as_bytes()),
        }
        Self {
            sources: fingerprint.value(),
            included: cache::included(out)
                .into_iter()
                .map(|path| {
                    let content = cache::file_fingerprint(&submitted.base.join(&path));
                    (path, content)
                })
                .collect(),
        }
    }

    /// Whether something has changed since the earlier snapshot. An included file counts only if both snapshots contain
    /// it, because the first build finds included files.
    pub fn differs_from(&self, earlier: &Self) -> bool {
        self.sources != earlier.sources
            || self.included.iter().any(|(path, content)| {
                earlier
                    .included
                    .get(path)
                    .is_some_and(|before| before != content)
            })
    }
}
