//! Folders before and after.

use std::{
    collections::BTreeMap,
    fs,
    os::unix::fs::MetadataExt,
    path::{Path, PathBuf},
};

/// All that is in some folders.
pub struct Snapshot {
    folders: Vec<PathBuf>,
    files: BTreeMap<PathBuf, State>,
}

/// What a change of a file would show in.
#[derive(PartialEq, Eq)]
struct State {
    mode: u32,
    owner: (u32, u32),
    size: u64,
    modified: (i64, i64),
    /// When anything of it was changed, its attributes included.
    changed: (i64, i64),
    links: u64,
}

impl Snapshot {
    /// Looks at folders.
    pub fn of(folders: &[&Path]) -> Self {
        let folders: Vec<PathBuf> = folders.iter().map(|&folder| folder.to_owned()).collect();
        Self {
            files: files(&folders),
            folders,
        }
    }

    /// What has changed since.
    pub fn differences(&self) -> Vec<String> {
        let now = files(&self.folders);
        let gone = self.files.keys().filter(|path| !now.contains_key(*path));
        let new = now.keys().filter(|path| !self.files.contains_key(*path));
        let changed = self
            .files
            .iter()
            .filter(|(path, state)| now.get(*path).is_some_and(|now| now != *state));
        gone.map(|path| format!("{path:?} is gone"))
            .chain(new.map(|path| format!("{path:?} is new")))
            .chain(changed.map(|(path, _)| format!("{path:?} was changed")))
            .collect()
    }
}

fn files(folders: &[PathBuf]) -> BTreeMap<PathBuf, State> {
    let mut files = BTreeMap::new();
    let mut open = folders.to_vec();
    while let Some(path) = open.pop() {
        let metadata = fs::symlink_metadata(&path).unwrap();
        if metadata.is_dir() {
            let entries = fs::read_dir(&path).unwrap();
            open.extend(entries.map(|entry| entry.unwrap().path()));
        }
        let state = State {
            mode: metadata.mode(),
            owner: (metadata.uid(), metadata.gid()),
            size: metadata.len(),
            modified: (metadata.mtime(), metadata.mtime_nsec()),
            changed: (metadata.ctime(), metadata.ctime_nsec()),
            links: metadata.nlink(),
        };
        files.insert(path, state);
    }
    files
}

/// The names in a folder, in order.
pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap_or_else(|error| panic!("{}: {error}", folder.display()))
        .map(|entry| entry.unwrap().file_name().to_string_lossy().into_owned())
        .collect();
    names.sort();
    names
}
