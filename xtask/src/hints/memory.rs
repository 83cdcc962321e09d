//! How many hints a learner has been given.

use crate::hints::texts;
use anyhow::{Context, Result, anyhow};
use grader::{
    files::write_atomically,
    outcome::{CheckStatus, TaskOutcome, TaskStatus},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fs, io, path::Path};

/// The name of the file in which a memory is kept.
const FILE: &str = "hints.json";

/// How many hints have been given, by task and check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Memory {
    given: BTreeMap<String, BTreeMap<String, usize>>,
}

impl Memory {
    /// What is remembered in a folder; nothing where no hint has been given.
    ///
    /// # Errors
    /// Fails if there is a file that holds something else, or cannot be read. There is no need to mourn it: the error
    /// says that hints begin anew.
    pub fn load(folder: &Path) -> Result<Self> {
        let path = folder.join(FILE);
        let content = match fs::read(&path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Self::default()),
            content => content.map_err(anyhow::Error::from),
        };
        let memory = content.and_then(|content| Ok(serde_json::from_slice(&content)?));
        memory.map_err(|error| {
            anyhow!(
                "The hints begin anew: which of them you have seen cannot be read ({}: {error}).",
                path.display()
            )
        })
    }

    /// Keeps the memory in a folder. A reader finds the old file or the new one, never half of one.
    ///
    /// # Errors
    /// Fails if the file cannot be written.
    pub fn store(&self, folder: &Path) -> Result<()> {
        write_atomically(&folder.join(FILE), &serde_json::to_vec_pretty(self)?)
            .context("cannot remember the hints")
    }

    /// Remembers that the hints about a check have been given up to this step.
    pub fn remember(&mut self, task: &str, about: &str, step: usize) {
        let given = self.given.entry(task.to_owned()).or_default();
        given.insert(about.to_owned(), step);
    }

    /// Forgets the hints that are needed no more: if the same fails again some day, they begin with the first.
    pub fn forget_what_passes(&mut self, outcome: &TaskOutcome) {
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

    /// How many hints have been given about a check.
    pub(super) fn given(&self, task: &str, about: &str) -> usize {
        self.given
            .get(task)
            .and_then(|given| given.get(about))
            .copied()
            .unwrap_or_default()
    }
}

/// Forgets, in what is kept in a folder, the hints that these outcomes need no more.
///
/// # Errors
/// Fails if the file has to be changed and cannot be written.
pub fn forget_what_passes(folder: &Path, outcomes: &[TaskOutcome]) -> Result<()> {
    // One that is damaged is for those to mend who are to remember something.
    let Ok(before) = Memory::load(folder) else {
        return Ok(());
    };
    let mut memory = before.clone();
    for outcome in outcomes {
        memory.forget_what_passes(outcome);
    }
    if memory == before {
        return Ok(());
    }
    memory.store(folder)
}
