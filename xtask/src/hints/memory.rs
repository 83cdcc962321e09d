//! How many hints a learner has been given.

use super::advice::Hint;
use crate::hints::texts;
use anyhow::{Context, Result};
use grader::{
    files::write_whole,
    outcome::{CheckStatus, TaskOutcome, TaskStatus},
};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, fmt, fs, io, path::Path};

/// The name of the file in which a memory is kept.
const FILE: &str = "hints.json";

/// How many hints have been given, by task and check.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Memory {
    given: BTreeMap<String, BTreeMap<String, usize>>,
}

/// A memory that cannot be read. There is no need to mourn it: hints begin anew.
#[derive(Debug)]
pub struct Damaged {
    reason: String,
}

impl fmt::Display for Damaged {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        write!(
            formatter,
            "The hints begin anew: which of them you have seen cannot be read ({}).",
            self.reason
        )
    }
}

impl std::error::Error for Damaged {}

impl Memory {
    /// What is remembered in a folder; nothing where no hint has been given.
    ///
    /// # Errors
    /// Fails if there is a file that holds something else, or cannot be read.
    pub fn load(folder: &Path) -> Result<Self, Damaged> {
        let path = folder.join(FILE);
        let damaged = |reason: &dyn fmt::Display| Damaged {
            reason: format!("{}: {reason}", path.display()),
        };
        match fs::read(&path) {
            Ok(content) => serde_json::from_slice(&content).map_err(|error| damaged(&error)),
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(Self::default()),
            Err(error) => Err(damaged(&error)),
        }
    }

    /// Keeps the memory in a folder. A reader finds the old file or the new one, never half of one.
    ///
    /// # Errors
    /// Fails if the file cannot be written.
    pub fn store(&self, folder: &Path) -> Result<()> {
        write_whole(&folder.join(FILE), &serde_json::to_vec_pretty(self)?)
            .context("cannot remember the hints")
    }

    /// Remembers that a hint has been given.
    pub fn remember(&mut self, hint: &Hint) {
        self.given
            .entry(hint.task.to_owned())
            .or_default()
            .insert(hint.about.id().to_owned(), hint.step);
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
