//! What a check reads, to tell whether a saved file can change its outcome.

use super::{Submitted, cache, sources, sources::SourcesOutcome};
use crate::fingerprint::Fingerprint;
use std::{
    collections::BTreeMap,
    path::{Path, PathBuf},
};

/// The contents that a check of a crate depends on, at one moment.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Snapshot {
    sources: u64,
    /// What the crate includes from elsewhere, as far as that is known.
    included: BTreeMap<PathBuf, Option<u64>>,
}

impl Snapshot {
    /// Looks at the crate's files; `out` is the folder of what was built from them last.
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

    /// Whether something has changed since. What is included counts if both know of it: that a build has found
    /// out about it is no change.
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
