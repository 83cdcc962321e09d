//! The record of a handout: digests of the files that were written to it.

use crate::hash::fnv1a;
use anyhow::{Context, Result, ensure};
use serde::{Deserialize, Serialize};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Component, Path},
};

/// The record's file name, at the root of the handout.
pub(super) const FILE: &str = ".handout.json";

/// The version of the file's format.
const SCHEMA: u32 = 1;

/// The files that were written to a handout.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(super) struct Record {
    schema: u32,
    /// Keyed by path, the digests of unchanged files. While an update is running, a file has two digests: before and
    /// after it.
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
    /// Fails if it is not a record, has another version, or names a file outside the handout.
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
                "{FILE} names a file outside the handout: {path}"
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

    /// Whether the file with this digest is unchanged.
    pub(super) fn knows(&self, path: &str, digest: &str) -> bool {
        self.files
            .get(path)
            .is_some_and(|digests| digests.contains(digest))
    }

    /// Adds a digest of a file.
    pub(super) fn add(&mut self, path: &str, digest: String) {
        let digests = self.files.entry(path.to_owned()).or_default();
        digests.insert(digest);
    }

    /// Sets the only digest of a file.
    pub(super) fn set(&mut self, path: &str, digest: String) {
        self.files
            .insert(path.to_owned(), BTreeSet::from_iter([digest]));
    }

    /// Removes a file.
    pub(super) fn remove(&mut self, path: &str) {
        self.files.remove(path);
    }
}

/// A digest: the length and a 64-bit FNV-1a hash. Line endings are ignored, since git may change them.
pub(super) fn digest(content: &[u8]) -> String {
    let is_counted =
        |(index, byte): &(usize, &u8)| **byte != b'\r' || content.get(index + 1) != Some(&b'\n');
    let counted = content.iter().enumerate().filter(is_counted);
    let bytes = counted.clone().map(|(_, byte)| *byte);
    format!("{}:{:016x}", counted.count(), fnv1a(bytes))
}
