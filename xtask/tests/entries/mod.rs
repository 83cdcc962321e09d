//! What tests need that go through the corpus.

use std::{
    fs,
    path::{Path, PathBuf},
};

/// What lies in a folder, in the order of names.
pub fn entries(folder: &Path) -> Vec<PathBuf> {
    let mut entries: Vec<PathBuf> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.expect("an entry can be read").path())
        .collect();
    entries.sort();
    entries
}
