//! The manifest `class.json`: all submissions of a class. With it, `report` knows which results are missing.

use super::{Person, Shard};
use anyhow::{Context, Result, ensure};
use fs_err as fs;
use grader::files::TEMPORARY_PREFIX;
use serde::{Deserialize, Serialize};
use std::{io::ErrorKind, path::Path};

/// The manifest's file name in the folder given to `grade --out`.
pub const MANIFEST: &str = "class.json";

/// The version of the file's format.
const SCHEMA: u32 = 1;

/// A list of the whole class. Every shard writes the whole list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Manifest {
    /// The version of the format; 1.
    pub schema: u32,
    /// The names of all submissions of the class, other shards included.
    pub submissions: Vec<String>,
    /// The seed of the checks' scenarios.
    #[serde(default)]
    pub seed: Option<u64>,
    /// The shard that was graded into this folder; `None` for the whole class.
    #[serde(default)]
    pub shard: Option<Shard>,
    /// The people on the roster without a submission, in the order of the roster.
    #[serde(default)]
    pub not_submitted: Vec<Person>,
    /// The names of submissions whose author is not on the roster.
    #[serde(default)]
    pub unexpected: Vec<String>,
    /// Entries that are not submissions, each with the reason.
    #[serde(default)]
    pub skipped: Vec<String>,
    /// Whether the results were copied here from other folders by `report`.
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
    /// Reads the manifest of a folder; `None` if it has none.
    ///
    /// # Errors
    /// Fails if the file exists and cannot be read, or is not a manifest.
    pub fn read(dir: &Path) -> Result<Option<Self>> {
        let path = dir.join(MANIFEST);
        let bytes = match fs::read(&path) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error.into()),
        };
        let manifest: Self = serde_json::from_slice(&bytes)
            .with_context(|| format!("{} is not the list of a class", path.display()))?;
        ensure!(
            manifest.schema == SCHEMA,
            "{} has version {}; this program reads version {SCHEMA}",
            path.display(),
            manifest.schema
        );
        Ok(Some(manifest))
    }

    /// Writes the manifest into a folder, atomically.
    ///
    /// # Errors
    /// Fails if the file cannot be written.
    pub fn write(&self, dir: &Path) -> Result<()> {
        super::write_json(&dir.join(MANIFEST), self, TEMPORARY_PREFIX)
    }
}
