//! Reads the results of a class, from one folder or from those of its shards.

use super::{Class, Contradiction, Graded, GradedStatus, MANIFEST, Manifest, Person, Shard};
use crate::outcome::SCHEMA;
use anyhow::{Context, Result, bail, ensure};
use std::{
    collections::{BTreeMap, BTreeSet},
    fs,
    io::{ErrorKind, Write},
    path::{Path, PathBuf},
};

/// The folder of results in a folder that `grade` writes to.
pub const RESULTS: &str = "results";

/// No result is larger, in bytes.
const LARGEST_RESULT: u64 = 64 << 20;

/// What folders hold together.
#[derive(Debug)]
pub struct Collection {
    /// The class.
    pub class: Class,
    /// The folders that were read.
    pub sources: Vec<PathBuf>,
    /// The file of each result of the class.
    files: Vec<PathBuf>,
    manifest: Manifest,
}

/// A result and where it is.
struct Found {
    graded: Graded,
    path: PathBuf,
}

/// What is read of several folders, before it is compared.
#[derive(Default)]
struct Reading {
    found: BTreeMap<String, Vec<Found>>,
    manifests: Vec<Manifest>,
    troubles: Vec<String>,
}

/// Reads all results in folders that `grade` wrote to, or in folders that hold such folders.
///
/// What cannot be read, or is no result, is among the class's troubles.
///
/// # Errors
/// Fails if one of the folders is not there, or there is nothing that `grade` wrote in it.
pub fn collect(dirs: &[PathBuf]) -> Result<Collection> {
    let mut sources: Vec<PathBuf> = Vec::new();
    for dir in dirs {
        for source in sources_in(dir)? {
            if !sources.contains(&source) {
                sources.push(source);
            }
        }
    }
    let mut reading = Reading::default();
    for source in &sources {
        reading.add(source)?;
    }
    Ok(reading.compare(sources))
}

impl Collection {
    /// The results, each with its file.
    pub fn results(&self) -> impl Iterator<Item = (&Graded, &Path)> {
        self.class
            .graded
            .iter()
            .zip(self.files.iter().map(PathBuf::as_path))
    }

    /// Puts the results, and what is known of the class, into a folder, where they are not there already. Whenever
    /// this is interrupted, it can be done again.
    ///
    /// # Errors
    /// Fails if a file cannot be read or written.
    pub fn merge_into(&self, out: &Path) -> Result<()> {
        if self.sources == [out] {
            return Ok(());
        }
        let results = out.join(RESULTS);
        fs::create_dir_all(&results)
            .with_context(|| format!("cannot make the folder {}", results.display()))?;
        for file in &self.files {
            let Some(name) = file.file_name() else {
                continue;
            };
            let to = results.join(name);
            if to == *file {
                continue;
            }
            let bytes =
                fs::read(file).with_context(|| format!("cannot read {}", file.display()))?;
            if fs::read(&to).is_ok_and(|there| there == bytes) {
                continue;
            }
            write_whole(&to, &bytes)?;
        }
        self.manifest.write(out)
    }
}

/// The folder itself if it was graded to; else those in it that were.
fn sources_in(dir: &Path) -> Result<Vec<PathBuf>> {
    let entries =
        fs::read_dir(dir).with_context(|| format!("cannot read the folder {}", dir.display()))?;
    let graded_to = |path: &Path| path.join(RESULTS).is_dir() || path.join(MANIFEST).is_file();
    let mut within = Vec::new();
    for entry in entries {
        let entry = entry.with_context(|| format!("cannot read the folder {}", dir.display()))?;
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) && graded_to(&path) {
            within.push(path);
        }
    }
    within.sort();
    let merged = || Manifest::read(dir).is_ok_and(|found| found.is_some_and(|found| found.merged));
    if graded_to(dir) && (within.is_empty() || !merged()) {
        return Ok(vec![dir.to_owned()]);
    }
    if within.is_empty() {
        bail!(
            "there are no results in {}: name a folder that `grade --out` wrote to",
            dir.display()
        );
    }
    Ok(within)
}

impl Reading {
    fn add(&mut self, source: &Path) -> Result<()> {
        match Manifest::read(source) {
            Ok(Some(manifest)) => self.manifests.push(manifest),
            Ok(None) => self.troubles.push(format!(
                "{} has no {MANIFEST}: which of its submissions are missing cannot be told",
                source.display()
            )),
            Err(error) => self.troubles.push(format!("{error:#}")),
        }
        let folder = source.join(RESULTS);
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => {
                return Err(error)
                    .with_context(|| format!("cannot read the folder {}", folder.display()));
            }
        };
        let mut paths = Vec::new();
        for entry in entries {
            let entry =
                entry.with_context(|| format!("cannot read the folder {}", folder.display()))?;
            if entry
                .path()
                .extension()
                .is_some_and(|ending| ending == "json")
            {
                paths.push(entry.path());
            }
        }
        paths.sort();
        for path in paths {
            match read(&path) {
                Ok(graded) => {
                    let name = graded.result.submission.clone();
                    self.found
                        .entry(name)
                        .or_default()
                        .push(Found { graded, path });
                }
                Err(error) => self.troubles.push(format!("{error:#}; it is left out")),
            }
        }
        Ok(())
    }

    fn compare(self, sources: Vec<PathBuf>) -> Collection {
        let mut class = Class {
            troubles: self.troubles,
            ..Class::default()
        };
        let mut files = Vec::new();
        for (name, found) in self.found {
            match one_of(found) {
                Ok(one) => {
                    files.push(one.path);
                    class.graded.push(one.graded);
                }
                Err(results) => class.contradicting.push(Contradiction { name, results }),
            }
        }
        let manifest = union(&self.manifests);
        let told: BTreeSet<&str> = class
            .graded
            .iter()
            .map(|graded| graded.result.submission.as_str())
            .chain(
                class
                    .contradicting
                    .iter()
                    .map(|contradiction| contradiction.name.as_str()),
            )
            .collect();
        let untold = |name: &&String| !told.contains(name.as_str());
        class.missing = manifest
            .submissions
            .iter()
            .filter(untold)
            .cloned()
            .collect();
        if !class.missing.is_empty() {
            class.troubles.extend(absent_shards(&self.manifests));
        }
        if !manifest.submissions.is_empty() {
            let known: BTreeSet<&String> = manifest.submissions.iter().collect();
            let gone = told
                .iter()
                .filter(|name| !known.contains(&(**name).to_owned()));
            class.troubles.extend(gone.map(|name| {
                format!(
                    "`{name}` is not among the submissions any more; its result is still counted"
                )
            }));
        }
        class.unexpected.clone_from(&manifest.unexpected);
        class.skipped.clone_from(&manifest.skipped);
        let submitted: Vec<&Person> = class
            .graded
            .iter()
            .filter_map(|graded| graded.person.as_ref())
            .collect();
        let sent_nothing = |person: &&Person| !submitted.contains(person);
        class.not_submitted = manifest
            .not_submitted
            .iter()
            .filter(sent_nothing)
            .cloned()
            .collect();
        Collection {
            class,
            sources,
            files,
            manifest,
        }
    }
}

fn read(path: &Path) -> Result<Graded> {
    let about =
        fs::symlink_metadata(path).with_context(|| format!("cannot read {}", path.display()))?;
    ensure!(about.is_file(), "{} is no file", path.display());
    ensure!(
        about.len() <= LARGEST_RESULT,
        "{} is too large for a result",
        path.display()
    );
    let bytes = fs::read(path).with_context(|| format!("cannot read {}", path.display()))?;
    let graded: Graded = serde_json::from_slice(&bytes)
        .with_context(|| format!("{} is no result, or a torn one", path.display()))?;
    ensure!(
        graded.result.schema == SCHEMA,
        "{} is a result of version {}, and this program knows version {SCHEMA}",
        path.display(),
        graded.result.schema
    );
    Ok(graded)
}

/// The result of a submission of which there may be several: where they say the same, the first. That a grader failed
/// says nothing against another that did not.
fn one_of(mut found: Vec<Found>) -> Result<Found, Vec<String>> {
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
    let verdicts = |graded: &Graded| -> Vec<_> {
        let tasks = graded.result.tasks.iter();
        tasks
            .flat_map(|task| {
                task.checks
                    .iter()
                    .map(|check| {
                        (
                            task.number,
                            check.id,
                            Some(check.status),
                            check.score,
                            check.max_score,
                        )
                    })
                    .chain([(task.number, "", None, task.score, task.max_score)])
            })
            .collect()
    };
    a.status == b.status
        && (a.result.score, a.result.max_score) == (b.result.score, b.result.max_score)
        && verdicts(a) == verdicts(b)
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
fn union(manifests: &[Manifest]) -> Manifest {
    fn all<T: Clone + PartialEq>(manifests: &[Manifest], of: impl Fn(&Manifest) -> &[T]) -> Vec<T> {
        let mut all: Vec<T> = Vec::new();
        let mut before: &[T] = &[];
        for manifest in manifests {
            // As a rule all shards say the same.
            if of(manifest) != before {
                let new: Vec<T> = of(manifest)
                    .iter()
                    .filter(|one| !all.contains(one))
                    .cloned()
                    .collect();
                all.extend(new);
                before = of(manifest);
            }
        }
        all
    }
    let mut submissions = all(manifests, |manifest| &manifest.submissions);
    submissions.sort();
    Manifest {
        submissions,
        not_submitted: all(manifests, |manifest| &manifest.not_submitted),
        unexpected: all(manifests, |manifest| &manifest.unexpected),
        skipped: all(manifests, |manifest| &manifest.skipped),
        merged: true,
        ..Manifest::default()
    }
}

/// Which shards are not among these, in words.
fn absent_shards(manifests: &[Manifest]) -> Option<String> {
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
    let absent = |number: &u32| {
        !here.contains(&Shard {
            number: *number,
            of,
        })
    };
    let absent: Vec<String> = (1..=of)
        .filter(absent)
        .map(|number| format!("{number}/{of}"))
        .collect();
    (!absent.is_empty()).then(|| format!("no results were given of shard {}", absent.join(", ")))
}

/// Writes a file whole or not at all.
///
/// # Errors
/// Fails if it cannot be written; then what was there before is still there.
pub fn write_whole(path: &Path, bytes: &[u8]) -> Result<()> {
    let write = || -> Result<()> {
        let folder = path.parent().context("it has no folder")?;
        let mut builder = tempfile::Builder::new();
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            // Less what the user's mask takes away, as with every new file.
            builder.permissions(fs::Permissions::from_mode(0o666));
        }
        let mut file = builder.prefix(".writing-").tempfile_in(folder)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(path)?;
        Ok(())
    };
    write().with_context(|| format!("cannot write {}", path.display()))
}
