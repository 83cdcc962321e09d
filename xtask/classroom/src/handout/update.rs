//! What becomes of each file when a handout is written or renewed. Nothing here touches a file.

use super::{
    plan::{Owner, Plan},
    record::{Record, digest},
};
use anyhow::{Result, bail};

/// What stands at a path of a handout.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Found {
    /// Nothing.
    Nothing,
    /// A file with this digest.
    File(String),
    /// A link, a folder, or something else.
    Other,
}

/// What becomes of a file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Change {
    /// It is written where there was none.
    Add,
    /// It takes the place of what was written before.
    Renew,
    /// It takes the place of the learner's version, which is kept under another name.
    RenewBeside,
    /// It is no part of the course any more.
    Remove,
    /// It is the learner's, and stays as it is.
    Leave,
    /// It is as it should be.
    Current,
}

/// What becomes of each file, in the order of their paths. `find` looks at what stands at a path.
///
/// # Errors
/// Fails if `find` does, or if something that is no file stands where the course has one.
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
            Found::Other => bail!("{path} is no regular file; move it away and try again"),
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

/// The record while changes are being made: what will stand there is known as well as what did. Whoever
/// continues an interrupted update knows all files that were not changed by anyone else.
pub(super) fn record_before(plan: &Plan, record: &Record) -> Record {
    let mut before = record.clone();
    for (path, file) in &plan.files {
        before.add(path, digest(&file.content));
    }
    before
}

/// The record once all changes are made.
pub(super) fn record_after(plan: &Plan, record: &Record, changes: &[(&str, Change)]) -> Record {
    let mut after = record.clone();
    let gone: Vec<&str> = record
        .paths()
        .filter(|path| !plan.files.contains_key(*path))
        .collect();
    for path in gone {
        after.forget(path);
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
