//! What a handout remembers of what was written to it.

use crate::hash::fnv1a;
use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Component, Path},
};

/// The record's file, at the root of the handout.
pub(super) const FILE: &str = ".handout.json";

/// Grows when the form of a record changes.
const SCHEMA: u32 = 1;

/// What was written to a handout.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Record {
    schema: u32,
    /// By path, the digests of what stands in a file that nobody has changed. While files are being written
    /// these are several: of what stood there and of what will.
    files: BTreeMap<String, BTreeSet<String>>,
}

impl Default for Record {
    fn default() -> Self {
        Self {
            schema: SCHEMA,
            files: BTreeMap::new(),
        }
    }
}

impl Record {
    /// Reads a record.
    ///
    /// # Errors
    /// Fails if it is none, or is of a later version, or names a file outside of the handout.
    pub(super) fn parse(bytes: &[u8]) -> Result<Self> {
        let record: Self =
            serde_json::from_slice(bytes).with_context(|| format!("{FILE} cannot be read"))?;
        ensure!(
            record.schema == SCHEMA,
            "{FILE} was written by another version of this program"
        );
        for path in record.files.keys() {
            let mut parts = Path::new(path).components();
            ensure!(
                parts.all(|part| matches!(part, Component::Normal(_))),
                "{FILE} names a file outside of the handout: {path}"
            );
        }
        Ok(record)
    }

    /// The record as the text of a file.
    ///
    /// # Errors
    /// Fails if it cannot be written as JSON.
    pub(super) fn to_text(&self) -> Result<String> {
        Ok(serde_json::to_string_pretty(self)? + "\n")
    }

    /// The files that were written.
    pub(super) fn paths(&self) -> impl Iterator<Item = &str> {
        self.files.keys().map(String::as_str)
    }

    /// Whether a file with this digest stands there as it was written.
    pub(super) fn knows(&self, path: &str, digest: &str) -> bool {
        self.files
            .get(path)
            .is_some_and(|digests| digests.contains(digest))
    }

    /// Notes that a file may also stand there with this digest.
    pub(super) fn add(&mut self, path: &str, digest: String) {
        let digests = self.files.entry(path.to_owned()).or_default();
        digests.insert(digest);
    }

    /// Notes that a file stands there with this digest and no other.
    pub(super) fn set(&mut self, path: &str, digest: String) {
        self.files
            .insert(path.to_owned(), BTreeSet::from_iter([digest]));
    }

    /// Forgets a file.
    pub(super) fn forget(&mut self, path: &str) {
        self.files.remove(path);
    }
}

/// Tells whether a file was changed, by its length and a hash (64-bit FNV-1a, the same on every machine). Line
/// endings do not count: git may have changed them.
pub(super) fn digest(content: &[u8]) -> String {
    let is_counted =
        |(index, byte): &(usize, &u8)| **byte != b'\r' || content.get(index + 1) != Some(&b'\n');
    let counted = content.iter().enumerate().filter(is_counted);
    let bytes = counted.clone().map(|(_, byte)| *byte);
    format!("{}:{:016x}", counted.count(), fnv1a(bytes))
}
