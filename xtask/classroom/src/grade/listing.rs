//! The submissions to grade, and the rest of the class.

use super::{
    entries::{Entries, Entry},
    files,
    marking::Job,
    results::Results,
    roster::{Matched, Roster},
    summary::Summary,
};
use crate::class::{Manifest, Person, Shard};
use anyhow::Result;
use std::collections::{BTreeMap, BTreeSet};

/// The submissions of a class.
#[derive(Debug)]
pub(super) struct Listing {
    entries: Entries,
    /// The file name of each submission's result.
    files: Vec<String>,
    matched: Matched,
    shard: Option<Shard>,
}

impl Listing {
    /// Matches the submissions with the roster.
    pub(super) fn new(entries: Entries, roster: Option<&Roster>, shard: Option<Shard>) -> Self {
        let names: Vec<String> = entries
            .submissions
            .iter()
            .map(|entry| entry.name.clone())
            .collect();
        let matched = roster.map_or_else(
            || Matched {
                persons: vec![None; names.len()],
                ..Matched::default()
            },
            |roster| roster.match_with(&names),
        );
        Self {
            files: files::files(&names),
            entries,
            matched,
            shard,
        }
    }

    /// The jobs of this shard. Those named in `again` are graded even if nothing has changed.
    pub(super) fn jobs(&self, again: &[String]) -> Vec<Job> {
        self.all()
            .filter(|(entry, ..)| self.shard.is_none_or(|shard| shard.has(&entry.name)))
            .map(|(entry, file, person)| Job {
                entry: entry.clone(),
                file: file.clone(),
                person: person.clone(),
                again: again.contains(&entry.name),
                partial: None,
            })
            .collect()
    }

    fn all(&self) -> impl Iterator<Item = (&Entry, &String, &Option<Person>)> {
        let submissions = self.entries.submissions.iter().zip(&self.files);
        submissions
            .zip(&self.matched.persons)
            .map(|((entry, file), person)| (entry, file, person))
    }

    /// Writes the manifest, which reports need.
    ///
    /// # Errors
    /// Fails if the file cannot be written.
    pub(super) fn write(&self, results: &Results, seed: u64) -> Result<()> {
        let _turn = results.take_turn()?;
        // A folder that several shards share is not the folder of one shard.
        let shard = if results.is_shared()? {
            None
        } else {
            self.shard
        };
        let manifest = Manifest {
            submissions: self.all().map(|(entry, ..)| entry.name.clone()).collect(),
            seed: Some(seed),
            shard,
            not_submitted: self.matched.not_submitted.clone(),
            unexpected: self.matched.unexpected.clone(),
            skipped: self.entries.skipped.clone(),
            ..Manifest::default()
        };
        results.store_manifest(&manifest)
    }

    /// The summary before anything is graded.
    ///
    /// # Errors
    /// Fails if the results cannot be listed or renamed.
    pub(super) fn summary(&self, results: &Results) -> Result<Summary> {
        let gone = self.rename_results(results)?;
        Ok(Summary {
            not_submitted: self.matched.not_submitted.clone(),
            unexpected: self.matched.unexpected.clone(),
            skipped: self.entries.skipped.clone(),
            notes: self.matched.notes.clone(),
            gone,
            ..Summary::default()
        })
    }

    /// Renames results whose file name has changed because a submission with a similar name was added or removed.
    /// Returns the names of results whose submission is gone.
    fn rename_results(&self, results: &Results) -> Result<Vec<String>> {
        let _turn = results.take_turn()?;
        let submissions = self.all().map(|(entry, file, _)| (&*entry.name, file));
        let files: BTreeMap<&str, &String> = submissions.collect();
        let expected: BTreeSet<&String> = self.files.iter().collect();
        let mut gone = Vec::new();
        for found in results.files()? {
            if expected.contains(&found) {
                continue;
            }
            let name = results.load(&found).map(|there| there.result.submission);
            match name.as_deref().and_then(|name| files.get(name)) {
                Some(file) => results.move_to(&found, file)?,
                None => gone.push(name.unwrap_or_else(|| {
                    let stem = found.trim_end_matches(".json");
                    files::unescape(stem).unwrap_or_else(|| stem.to_owned())
                })),
            }
        }
        gone.sort();
        Ok(gone)
    }
}
