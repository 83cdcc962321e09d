//! Caches the outcome of a task. On the exact clock, the same program, seed and checker always give the same outcome.

use super::Grader;
use crate::{
    compile::Built,
    fingerprint::{Fingerprint, Stamp},
    outcome::{TaskOutcome, TaskStatus},
};
use anyhow::{Context, Result};
use protocol::Clock;
use serde::{Deserialize, Serialize};
use std::{
    env, fs,
    path::{Path, PathBuf},
};

/// The cached outcome of the program in a folder. A new build empties the folder.
pub(super) struct OutcomeCache {
    path: PathBuf,
    /// A hash of everything but the sources that an outcome depends on.
    key: u64,
}

#[derive(Serialize, Deserialize)]
struct CachedOutcome {
    key: u64,
    outcome: TaskOutcome,
}

impl OutcomeCache {
    /// The cache in the folder `out`. Returns `None` on the real clock, where outcomes may differ from run to run.
    ///
    /// # Errors
    /// Fails if a required protection is missing.
    pub(super) fn new(grader: &Grader, built: &Built, out: &Path) -> Result<Option<Self>> {
        let (Clock::Exact, Ok(checker)) = (super::clock(), env::current_exe()) else {
            return Ok(None);
        };
        let protections = grader.prebuilt.sandbox().protections()?;
        let mut fingerprint = Fingerprint::default();
        Stamp::add_to(&checker, &mut fingerprint);
        Stamp::add_to(&built.program, &mut fingerprint);
        fingerprint.add(&grader.seed.to_le_bytes());
        fingerprint.add(&serde_json::to_vec(&protections)?);
        Ok(Some(Self {
            path: out.join("outcome.json"),
            key: fingerprint.value(),
        }))
    }

    /// The cached outcome, if it is still valid.
    pub(super) fn load(&self) -> Option<TaskOutcome> {
        let cached: CachedOutcome = serde_json::from_slice(&fs::read(&self.path).ok()?).ok()?;
        (cached.key == self.key).then_some(cached.outcome)
    }

    /// Stores an outcome, unless it is an error.
    ///
    /// # Errors
    /// Fails if it cannot be written.
    pub(super) fn store(&self, outcome: &TaskOutcome) -> Result<()> {
        if outcome.status == TaskStatus::Error {
            return Ok(());
        }
        let cached = CachedOutcome {
            key: self.key,
            outcome: outcome.clone(),
        };
        fs::write(&self.path, serde_json::to_vec(&cached)?)
            .with_context(|| format!("cannot write {}", self.path.display()))
    }
}
