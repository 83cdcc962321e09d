//! Caches the build of a crate.

use super::{
    Built, Prebuilt, Submitted,
    sources::{self, Sources},
};
use crate::fingerprint::Fingerprint;
use anyhow::{Context, Result};
use serde::{Deserialize, Serialize};
use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

#[derive(Serialize, Deserialize)]
struct CachedBuild {
    key: u64,
    /// Files outside `src` that the crate includes, with their fingerprints.
    included: Vec<(PathBuf, Option<u64>)>,
    built: Built,
}

const FILE: &str = "built.json";

/// The cached build of these sources with these tools, if it is still there.
pub(super) fn load(
    out: &Path,
    submitted: &Submitted,
    sources: &Sources,
    prebuilt: &Prebuilt,
) -> Option<Built> {
    let cached_build = cached_build(out)?;
    let unchanged = cached_build.key == key(submitted, sources, prebuilt)
        && cached_build.included.iter().all(|(path, fingerprint)| {
            file_fingerprint(&submitted.base.join(path)) == *fingerprint
        });
    (unchanged && cached_build.built.program.exists()).then_some(cached_build.built)
}

/// The files outside `src` that the cached build includes, relative to its base.
pub(super) fn included(out: &Path) -> Vec<PathBuf> {
    let included = cached_build(out).map(|cached_build| cached_build.included);
    included
        .into_iter()
        .flatten()
        .map(|(path, _)| path)
        .collect()
}

fn cached_build(out: &Path) -> Option<CachedBuild> {
    serde_json::from_slice(&fs::read(out.join(FILE)).ok()?).ok()
}

/// Stores a build.
pub(super) fn store(
    out: &Path,
    submitted: &Submitted,
    sources: &Sources,
    prebuilt: &Prebuilt,
    built: &Built,
) -> Result<()> {
    let included = built
        .files
        .iter()
        .filter(|path| !sources.files.contains(path))
        .map(|path| (path.clone(), file_fingerprint(&submitted.base.join(path))))
        .collect();
    let cached_build = CachedBuild {
        key: key(submitted, sources, prebuilt),
        included,
        built: built.clone(),
    };
    let path = out.join(FILE);
    fs::write(&path, serde_json::to_vec(&cached_build)?)
        .with_context(|| format!("cannot write {}", path.display()))
}

/// Makes `out` an empty folder.
pub(super) fn clear(out: &Path) -> Result<()> {
    match fs::remove_dir_all(out) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => fs::create_dir_all(out),
    }
    .with_context(|| format!("cannot empty {}", out.display()))
}

fn key(submitted: &Submitted, sources: &Sources, prebuilt: &Prebuilt) -> u64 {
    let mut fingerprint = sources.fingerprint.clone();
    fingerprint.add(submitted.task.name.as_bytes());
    fingerprint.add(submitted.base.to_string_lossy().as_bytes());
    fingerprint.add(prebuilt.key().as_bytes());
    fingerprint.value()
}

/// The fingerprint of a file, if it can be read.
pub(super) fn file_fingerprint(path: &Path) -> Option<u64> {
    let mut fingerprint = Fingerprint::default();
    fingerprint.add(&sources::read(path).ok()?);
    Some(fingerprint.value())
}
