//! Remembers how many hints a learner has been given.

use crate::hints::texts;
use anyhow::{Context, Result, anyhow};
use grader::{
    files::write_atomically,
    outcome::{CheckStatus, TaskOutcome, TaskStatus},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fs, io, path::Path};

/// The file name of a memory.
const FILE: &str = "hints.json";

/// The number of given hints for each task and check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Memory {
    given: BTreeMap<String, BTreeMap<String, usize>>,
}

impl Memory {
    /// Loads the memory from a folder; it is empty if there is no file.
    ///
    /// # Errors
    /// Fails if the file cannot be read or is invalid. The error says that hints start again.
    pub fn load(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE);
        let content = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            content => content.map_err(anyhow::Error::from),
        };
        let memory = content.and_then(|content| Ok(serde_json::from_slice(&content)?));
        memory.map_err(|error| {
            anyhow!(
                "The hints start again, since the record of the hints you have seen cannot be read ({}: {error}).",
                path.display()
            )
        })
    }

    /// Stores the memory in a folder, atomically.
    ///
    /// # Errors
    /// Fails if the file cannot be written.
    pub fn store(&self, folder: &Path) -> Result<()> {
        write_atomically(&folder.join(FILE), &serde_json::to_vec_pretty(self)?)
            .context("cannot remember the hints")
    }

    /// Remembers that the hints for a check were given up to this step.
    pub fn remember(&mut self, task: &str, about: &str, step: usize) {
        let given = self.given.entry(task.to_owned()).or_default();
        given.insert(about.to_owned(), step);
    }

    /// Forgets the hints for checks that pass. If such a check fails later, its hints start again.
    pub fn forget_passed(&mut self, outcome: &TaskOutcome) {
        let Some(given) = self.given.get_mut(&outcome.task) else {
            return;
        };
        for check in &outcome.checks {
            if check.status == CheckStatus::Passed {
                given.remove(&check.id);
            }
        }
        if outcome.status != TaskStatus::Missing {
            given.remove(texts::MISSING);
            if outcome.started {
                given.remove(texts::NOT_STARTED);
            }
        }
        if given.is_empty() {
            self.given.remove(&outcome.task);
        }
    }

    /// The number of given hints for a check.
    pub(super) fn given(&self, task: &str, about: &str) -> usize {
        self.given
            .get(task)
            .and_then(|given| given.get(about))
            .copied()
            .unwrap_or_default()
    }
}

/// Forgets, in the memory of a folder, the hints for checks that pass in these outcomes.
///
/// # Errors
/// Fails if the file needs a change and cannot be written.
pub fn forget_passed(folder: &Path, outcomes: &[TaskOutcome]) -> Result<()> {
    // A damaged memory is replaced when the next hint is given.
    let Ok(before) = Memory::load(folder) else {
        return Ok(());
    };
    let mut memory = before.clone();
    for outcome in outcomes {
        memory.forget_passed(outcome);
    }
    if memory == before {
        return Ok(());
    }
    memory.store(folder)
}
