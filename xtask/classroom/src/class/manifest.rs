//! What a grading was about, beside its results: how a merge knows what is missing.

use super::{Person, Shard};
use anyhow::{Context, Result, ensure};
use fs_err as fs;
use grader::files::TEMPORARY_PREFIX;
use serde::{Deserialize, Serialize};
use std::{io::ErrorKind, path::Path};

/// The name of the file in the folder that `grade` writes to.
pub const MANIFEST: &str = "class.json";

/// The version of the file's format.
const SCHEMA: u32 = 1;

/// What a grading was about. Every shard writes it for the whole class, not for its share alone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the format; 1.
    pub schema: u32,
    /// The names of all submissions of the class, those of other shards too.
    pub submissions: Vec<String>,
    /// What the checks drew their scenarios from.
    #[serde(default)]
    pub seed: Option<u64>,
    /// Which share of them was graded here; `None` for all of them.
    #[serde(default)]
    pub shard: Option<Shard>,
    /// Those on the roster of whom there is no submission, in its order.
    #[serde(default)]
    pub not_submitted: Vec<Person>,
    /// The names of submissions that belong to nobody on the roster.
    #[serde(default)]
    pub unexpected: Vec<String>,
    /// What was no submission, and why.
    #[serde(default)]
    pub skipped: Vec<String>,
    /// Whether the results were merged from other folders, and can be merged from them again.
    #[serde(default)]
    pub merged: bool,
}

impl Default for Manifest {
    fn default() -> Self {
        Self {
            schema: SCHEMA,
            submissions: Vec::new(),
            seed: None,
            shard: None,
            not_submitted: Vec::new(),
            unexpected: Vec::new(),
            skipped: Vec::new(),
            merged: false,
        }
    }
}

impl Manifest {
    /// Reads it from a folder that was graded to; `None` if there is none.
    ///
    /// # Errors
    /// Fails if the file is there and cannot be read, or is something else.
    pub fn read(dir: &Path) -> Result<Option<Self>> {
        let path = dir.join(MANIFEST);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let manifest: Self = serde_json::from_slice(&bytes)
            .with_context(|| format!("{} does not list a class", path.display()))?;
        ensure!(
            manifest.schema == SCHEMA,
            "{} is of version {}, and this program knows version {SCHEMA}",
            path.display(),
            manifest.schema
        );
        Ok(Some(manifest))
    }

    /// Writes it into a folder, whole or not at all.
    ///
    /// # Errors
    /// Fails if the file cannot be written.
    pub fn write(&self, dir: &Path) -> Result<()> {
        super::write_json(&dir.join(MANIFEST), self, TEMPORARY_PREFIX)
    }
}
