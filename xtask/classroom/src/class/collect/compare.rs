//! Compares several results of a submission, and merges the manifests of several shards.

use super::Found;
use crate::class::{Graded, GradedStatus, Manifest, Shard};
use grader::outcome::CheckStatus;
use std::{
    collections::{BTreeSet, HashSet},
    hash::Hash,
};

/// Chooses among the results of a submission: the first one if all agree. Grader errors count only if there is nothing
/// else. Otherwise returns a description of each result.
pub(super) fn choose(mut found: Vec<Found>) -> Result<Found, Vec<String>> {
    if found
        .iter()
        .any(|one| one.graded.status != GradedStatus::Error)
    {
        found.retain(|one| one.graded.status != GradedStatus::Error);
    }
    let agree = found
        .windows(2)
        .all(|pair| same(&pair[0].graded, &pair[1].graded));
    if !agree {
        let describe = |one: &Found| format!("{} in {}", summary(&one.graded), one.path.display());
        return Err(found.iter().map(describe).collect());
    }
    found.into_iter().next().ok_or_else(Vec::new)
}

/// Whether two results have the same verdicts. Messages may differ, since they may contain measured times.
fn same(a: &Graded, b: &Graded) -> bool {
    a.status == b.status
        && (a.result.score, a.result.max_score) == (b.result.score, b.result.max_score)
        && verdicts(a).eq(verdicts(b))
}

/// The status and points of each check, and of each task after its checks.
fn verdicts(graded: &Graded) -> impl Iterator<Item = (&str, &str, Option<CheckStatus>, u32, u32)> {
    graded.result.tasks.iter().flat_map(|task| {
        let name = task.task.as_str();
        let checks = task.checks.iter().map(move |check| {
            let status = Some(check.status);
            (
                name,
                check.id.as_str(),
                status,
                check.score,
                check.max_score,
            )
        });
        checks.chain([(name, "", None, task.score, task.max_score)])
    })
}

fn summary(graded: &Graded) -> String {
    match (graded.grade(), graded.status) {
        (Some((score, most)), _) => format!("{score} of {most} points"),
        (None, GradedStatus::Unreadable) => "no grade (unreadable)".to_owned(),
        (None, GradedStatus::Error | GradedStatus::Graded) => "no grade (grader error)".to_owned(),
    }
}

/// Merges the manifests of several shards.
pub(super) fn merge(manifests: &[Manifest]) -> Manifest {
    fn all<T: Clone + Eq + Hash>(
        manifests: &[Manifest],
        get: impl Fn(&Manifest) -> &[T],
    ) -> Vec<T> {
        let mut all: Vec<T> = Vec::new();
        let mut known: HashSet<&T> = HashSet::new();
        let mut before: &[T] = &[];
        for manifest in manifests {
            // Usually all shards have the same list.
            if get(manifest) != before {
                let new = get(manifest).iter().filter(|one| known.insert(one));
                all.extend(new.cloned());
                before = get(manifest);
            }
        }
        all
    }
    let mut submissions = all(manifests, |manifest| &manifest.submissions);
    submissions.sort();
    Manifest {
        submissions,
        seed: manifests.iter().find_map(|manifest| manifest.seed),
        not_submitted: all(manifests, |manifest| &manifest.not_submitted),
        unexpected: all(manifests, |manifest| &manifest.unexpected),
        skipped: all(manifests, |manifest| &manifest.skipped),
        merged: true,
        ..Manifest::default()
    }
}

/// A message about missing shards, if there are any.
pub(super) fn missing_shards(manifests: &[Manifest]) -> Option<String> {
    if manifests.iter().any(|manifest| manifest.shard.is_none()) {
        return None;
    }
    let here: BTreeSet<Shard> = manifests
        .iter()
        .filter_map(|manifest| manifest.shard)
        .collect();
    let count = here.first()?.count;
    if here.iter().any(|shard| shard.count != count) {
        return Some("these shards come from different divisions of the class".to_owned());
    }
    let all = (1..=count).map(|number| Shard { number, count });
    let missing = all.filter(|shard| !here.contains(shard));
    let missing: Vec<String> = missing.map(|shard| shard.to_string()).collect();
    (!missing.is_empty()).then(|| format!("there are no results of shard {}", missing.join(", ")))
}
