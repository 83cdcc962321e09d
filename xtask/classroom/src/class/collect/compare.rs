//! What several results of a submission, and several shards of a class, come to.

use super::Found;
use crate::class::{Graded, GradedStatus, Manifest, Shard};
use grader::outcome::CheckStatus;
use std::{
    collections::{BTreeSet, HashSet},
    hash::Hash,
};

/// The result of a submission of which there may be several: where they say the same, the first. That a grader failed
/// says nothing against another that did not.
pub(super) fn one_of(mut found: Vec<Found>) -> Result<Found, Vec<String>> {
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
        let said = |one: &Found| format!("{} in {}", summary(&one.graded), one.path.display());
        return Err(found.iter().map(said).collect());
    }
    found.into_iter().next().ok_or_else(Vec::new)
}

/// Whether two results come to the same. Their messages may tell of other measured times.
fn same(a: &Graded, b: &Graded) -> bool {
    a.status == b.status
        && (a.result.score, a.result.max_score) == (b.result.score, b.result.max_score)
        && verdicts(a).eq(verdicts(b))
}

/// What each check came to, and each task after its checks: the task, the check, its status and its points.
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
        (None, GradedStatus::Unreadable) => "no grade, it could not be read,".to_owned(),
        (None, GradedStatus::Error | GradedStatus::Graded) => {
            "no grade, the grader failed,".to_owned()
        }
    }
}

/// What several shards say of their class.
pub(super) fn union(manifests: &[Manifest]) -> Manifest {
    fn all<T: Clone + Eq + Hash>(manifests: &[Manifest], of: impl Fn(&Manifest) -> &[T]) -> Vec<T> {
        let mut all: Vec<T> = Vec::new();
        let mut known: HashSet<&T> = HashSet::new();
        let mut before: &[T] = &[];
        for manifest in manifests {
            // As a rule all shards say the same.
            if of(manifest) != before {
                let new = of(manifest).iter().filter(|one| known.insert(one));
                all.extend(new.cloned());
                before = of(manifest);
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

/// Which shards are not among these, in words.
pub(super) fn absent_shards(manifests: &[Manifest]) -> Option<String> {
    if manifests.iter().any(|manifest| manifest.shard.is_none()) {
        return None;
    }
    let here: BTreeSet<Shard> = manifests
        .iter()
        .filter_map(|manifest| manifest.shard)
        .collect();
    let of = here.first()?.of;
    if here.iter().any(|shard| shard.of != of) {
        return Some("these are shards of different divisions of the class".to_owned());
    }
    let all = (1..=of).map(|number| Shard { number, of });
    let absent = all.filter(|shard| !here.contains(shard));
    let absent: Vec<String> = absent.map(|shard| shard.to_string()).collect();
    (!absent.is_empty()).then(|| format!("no results were given of shard {}", absent.join(", ")))
}
