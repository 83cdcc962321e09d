//! Remembers what became of a task. On the exact clock the same program, seed and checker come to the same outcome.

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

/// The outcome of the program in a folder. The folder is emptied when that is built anew.
pub(super) struct Memory {
    path: PathBuf,
    /// Changes with all that an outcome depends on besides the sources.
    key: u64,
}

#[derive(Serialize, Deserialize)]
struct Remembered {
    key: u64,
    outcome: TaskOutcome,
}

impl Memory {
    /// The memory in the folder `out`; `None` if outcomes are not the same each time.
    ///
    /// # Errors
    /// Fails if the sandbox that is wanted is not there.
    pub(super) fn of(grader: &Grader, built: &Built, out: &Path) -> Result<Option<Self>> {
        let (Clock::Exact, Ok(checker)) = (super::clock(), env::current_exe()) else {
            return Ok(None);
        };
        let protections = grader.prebuilt.sandbox().protections()?;
        let mut fingerprint = Fingerprint::default();
        Stamp::add(&checker, &mut fingerprint);
        Stamp::add(&built.program, &mut fingerprint);
        fingerprint.add(&grader.seed.to_le_bytes());
        fingerprint.add(&serde_json::to_vec(&protections)?);
        Ok(Some(Self {
            path: out.join("outcome.json"),
            key: fingerprint.value(),
        }))
    }

    /// The outcome, if it is known.
    pub(super) fn recall(&self) -> Option<TaskOutcome> {
        let remembered: Remembered = serde_json::from_slice(&fs::read(&self.path).ok()?).ok()?;
        (remembered.key == self.key).then_some(remembered.outcome)
    }

    /// Remembers an outcome, unless the checker could not tell it.
    ///
    /// # Errors
    /// Fails if it cannot be written.
    pub(super) fn keep(&self, outcome: &TaskOutcome) -> Result<()> {
        if outcome.status == TaskStatus::Error {
            return Ok(());
        }
        let remembered = Remembered {
            key: self.key,
            outcome: outcome.clone(),
        };
        fs::write(&self.path, serde_json::to_vec(&remembered)?)
            .with_context(|| format!("cannot write {}", self.path.display()))
    }
}
