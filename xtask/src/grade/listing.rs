//! What there is to grade, and what else is known of the class.

use super::{
    entries::{Entries, Entry},
    marking::Job,
    names,
    results::Results,
    roster::{Matched, Roster},
    shard::Shard,
    summary::Summary,
};
use crate::class::{self, Manifest, Person};
use anyhow::Result;
use std::collections::BTreeSet;

/// The submissions of a class.
#[derive(Debug)]
pub struct Listing {
    entries: Entries,
    /// The file of each submission's result.
    files: Vec<String>,
    matched: Matched,
    shard: Option<Shard>,
}

impl Listing {
    /// What there is to grade.
    pub fn new(entries: Entries, roster: Option<&Roster>, shard: Option<Shard>) -> Self {
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
            files: names::files(&names),
            entries,
            matched,
            shard,
        }
    }

    /// The submissions that are to be seen to, those of `again` even if nothing has changed.
    pub fn jobs(&self, again: &[String]) -> Vec<Job> {
        self.all()
            .filter(|(entry, ..)| self.shard.is_none_or(|shard| shard.has(&entry.name)))
            .map(|(entry, file, person)| Job {
                entry: entry.clone(),
                file: file.clone(),
                person: person.clone(),
                again: again.contains(&entry.name),
                partly: None,
            })
            .collect()
    }

    fn all(&self) -> impl Iterator<Item = (&Entry, &String, &Option<Person>)> {
        let submissions = self.entries.submissions.iter().zip(&self.files);
        submissions
            .zip(&self.matched.persons)
            .map(|((entry, file), person)| (entry, file, person))
    }

    /// Writes what reports need to know.
    ///
    /// # Errors
    /// Fails if it cannot be written.
    pub fn write(&self, results: &Results, seed: u64) -> Result<()> {
        let _turn = results.take_turn()?;
        // Where several shards are together, it is nobody's share.
        let shard = if results.is_shared()? {
            None
        } else {
            self.shard
        };
        let manifest = Manifest {
            submissions: self.all().map(|(entry, ..)| entry.name.clone()).collect(),
            seed: Some(seed),
            shard: shard.map(|shard| class::Shard {
                number: shard.number(),
                of: shard.of(),
            }),
            not_submitted: self.matched.not_submitted.clone(),
            unexpected: self.matched.unexpected.clone(),
            skipped: self.entries.skipped.clone(),
            ..Manifest::default()
        };
        results.store_manifest(&manifest)
    }

    /// A summary before anything is graded.
    ///
    /// # Errors
    /// Fails if the results cannot be listed.
    pub fn summary(&self, results: &Results) -> Result<Summary> {
        let expected: BTreeSet<&String> = self.files.iter().collect();
        let mut gone: Vec<String> = results
            .files()?
            .into_iter()
            .filter(|file| !expected.contains(file))
            .map(|file| {
                let name = file.trim_end_matches(".json");
                names::unescape(name).unwrap_or_else(|| name.to_owned())
            })
            .collect();
        gone.sort();
        Ok(Summary {
            not_submitted: self.matched.not_submitted.clone(),
            unexpected: self.matched.unexpected.clone(),
            skipped: self.entries.skipped.clone(),
            notes: self.matched.notes.clone(),
            gone,
            ..Summary::default()
        })
    }
}
