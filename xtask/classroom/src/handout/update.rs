//! Decides what to do with each file of a handout. Nothing here touches a file.

use super::{
    plan::{Owner, Plan},
    record::{Record, digest},
};
use anyhow::{Result, bail};

/// What exists at a path of a handout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing.
    Nothing,
    /// A file with this digest.
    File(String),
    /// A link, a folder, or something else.
    Other,
}

/// The change to a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// The file is new.
    Add,
    /// The file replaces an unchanged old version.
    Renew,
    /// The file replaces the learner's version, which is kept under another name.
    RenewBeside,
    /// The file is removed, since it is no longer part of the course.
    Remove,
    /// The file is the learner's and stays unchanged.
    Leave,
    /// The file is up to date.
    Current,
}

/// The changes, sorted by path. `find` returns what exists at a path.
///
/// # Errors
/// Fails if `find` fails, or if a path of the course is not a regular file.
pub(super) fn changes<'a>(
    plan: &'a Plan,
    record: &'a Record,
    find: impl Fn(&str) -> Result<Found>,
) -> Result<Vec<(&'a str, Change)>> {
    let mut changes = Vec::new();
    for (path, file) in &plan.files {
        let planned = digest(&file.content);
        let change = match find(path)? {
            Found::Nothing => Change::Add,
            Found::File(found) if found == planned => Change::Current,
            Found::File(found) if record.knows(path, &found) => Change::Renew,
            Found::File(_) => match file.owner {
                Owner::Learner => Change::Leave,
                Owner::Course => Change::RenewBeside,
                Owner::Cargo => Change::Renew,
            },
            Found::Other if file.owner == Owner::Learner => Change::Leave,
            Found::Other => bail!("{path} is not a regular file; move it away and try again"),
        };
        changes.push((path.as_str(), change));
    }
    for path in record
        .paths()
        .filter(|path| !plan.files.contains_key(*path))
    {
        let change = match find(path)? {
            Found::Nothing => continue,
            Found::File(found) if record.knows(path, &found) => Change::Remove,
            Found::File(_) | Found::Other => Change::Leave,
        };
        changes.push((path, change));
    }
    changes.sort_unstable_by_key(|&(path, _)| path);
    Ok(changes)
}

/// The record during an update: it has the digests of the old and the new files. So after an interruption, the next
/// update still recognizes unchanged files.
pub(super) fn record_before(plan: &Plan, record: &Record) -> Record {
    let mut before = record.clone();
    for (path, file) in &plan.files {
        before.add(path, digest(&file.content));
    }
    before
}

/// The record after all changes.
pub(super) fn record_after(plan: &Plan, record: &Record, changes: &[(&str, Change)]) -> Record {
    let mut after = record.clone();
    let removed: Vec<&str> = record
        .paths()
        .filter(|path| !plan.files.contains_key(*path))
        .collect();
    for path in removed {
        after.remove(path);
    }
    for (path, change) in changes {
        if let Some(file) = plan.files.get(*path)
            && *change != Change::Leave
        {
            after.set(path, digest(&file.content));
        }
    }
    after
}
