//! Reads the results of a class from one folder, or from the folders of its shards.

mod compare;

use super::{Class, Contradiction, Graded, MANIFEST, Manifest, Person};
use anyhow::{Context, Result, bail, ensure};
use compare::{choose, merge, missing_shards};
use fs_err as fs;
use grader::{files::write_atomically, outcome::SCHEMA};
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    io::ErrorKind,
    path::{Path, PathBuf},
};

/// The folder of the results, inside the folder given to `grade --out`.
pub const RESULTS: &str = "results";

/// The maximum size of a result file, in bytes.
const LARGEST_RESULT: u64 = 64 << 20;

/// The results of all folders together.
#[derive(Debug)]
pub struct Collection {
    /// The class.
    pub class: Class,
    /// The folders that were read.
    pub sources: Vec<PathBuf>,
    /// The file of each result in `class.graded`, in the same order.
    files: Vec<PathBuf>,
    manifest: Manifest,
}

/// A result and its file.
struct Found {
    graded: Graded,
    path: PathBuf,
}

/// The contents of the folders, before results are compared.
#[derive(Default)]
struct Reading {
    found: BTreeMap<String, Vec<Found>>,
    manifests: Vec<Manifest>,
    troubles: Vec<String>,
}

/// Reads all results in these folders. A folder was written by `grade`, or it holds such folders.
///
/// Files that cannot be read, or are not results, are listed in the class's troubles.
///
/// # Errors
/// Fails if a folder does not exist, or contains nothing that `grade` wrote.
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
    /// Each result with its file.
    pub fn results(&self) -> impl Iterator<Item = (&Graded, &Path)> {
        self.class
            .graded
            .iter()
            .zip(self.files.iter().map(PathBuf::as_path))
    }

    /// Copies the results and the manifest into a folder, except for files that are there already. It can be run again
    /// after an interruption.
    ///
    /// # Errors
    /// Fails if a file cannot be read or written.
    pub fn merge_into(&self, out: &Path) -> Result<()> {
        let is_out = |source: &PathBuf| matches!((fs::canonicalize(source), fs::canonicalize(out)), (Ok(a), Ok(b)) if a == b);
        if let [source] = self.sources.as_slice()
            && is_out(source)
        {
            return Ok(());
        }
        let results = out.join(RESULTS);
        fs::create_dir_all(&results)?;
        for file in &self.files {
            let Some(name) = file.file_name() else {
                continue;
            };
            let to = results.join(name);
            if to == *file {
                continue;
            }
            let bytes = fs::read(file)?;
            if fs::read(&to).is_ok_and(|there| there == bytes) {
                continue;
            }
            write_atomically(&to, &bytes)?;
        }
        self.manifest.write(out)
    }
}

/// The folder itself if it holds results, else its subfolders that do.
fn sources_in(dir: &Path) -> Result<Vec<PathBuf>> {
    let has_results = |path: &Path| path.join(RESULTS).is_dir() || path.join(MANIFEST).is_file();
    let mut within = Vec::new();
    for entry in fs::read_dir(dir)? {
        let entry = entry?;
        let path = entry.path();
        if entry.file_type().is_ok_and(|kind| kind.is_dir()) && has_results(&path) {
            within.push(path);
        }
    }
    within.sort();
    let merged = || Manifest::read(dir).is_ok_and(|found| found.is_some_and(|found| found.merged));
    if has_results(dir) && (within.is_empty() || !merged()) {
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
                "{} has no {MANIFEST}: submissions without a result cannot be listed",
                source.display()
            )),
            Err(error) => self.troubles.push(format!("{error:#}")),
        }
        let folder = source.join(RESULTS);
        let entries = match fs::read_dir(&folder) {
            Ok(entries) => entries,
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error.into()),
        };
        let mut paths = Vec::new();
        for entry in entries {
            let path = entry?.path();
            if path.extension().is_some_and(|ending| ending == "json") {
                paths.push(path);
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
            match choose(found) {
                Ok(one) => {
                    files.push(one.path);
                    class.graded.push(one.graded);
                }
                Err(results) => class.contradicting.push(Contradiction { name, results }),
            }
        }
        let manifest = merge(&self.manifests);
        let with_result: BTreeSet<&str> = class
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
        let has_no_result = |name: &&String| !with_result.contains(name.as_str());
        class.missing = manifest
            .submissions
            .iter()
            .filter(has_no_result)
            .cloned()
            .collect();
        if !class.missing.is_empty() {
            class.troubles.extend(missing_shards(&self.manifests));
        }
        if !manifest.submissions.is_empty() {
            let known: BTreeSet<&String> = manifest.submissions.iter().collect();
            let removed = with_result
                .iter()
                .filter(|name| !known.contains(&(**name).to_owned()));
            class.troubles.extend(removed.map(|name| {
                format!("the submission `{name}` has been removed; its result is still counted")
            }));
        }
        class.unexpected.clone_from(&manifest.unexpected);
        class.skipped.clone_from(&manifest.skipped);
        let submitted: HashSet<&Person> = class
            .graded
            .iter()
            .filter_map(|graded| graded.person.as_ref())
            .collect();
        let has_not_submitted = |person: &&Person| !submitted.contains(person);
        class.not_submitted = manifest
            .not_submitted
            .iter()
            .filter(has_not_submitted)
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
    let about = fs::symlink_metadata(path)?;
    ensure!(about.is_file(), "{} is not a regular file", path.display());
    ensure!(
        about.len() <= LARGEST_RESULT,
        "{} is too large for a result",
        path.display()
    );
    let bytes = fs::read(path)?;
    let graded: Graded = serde_json::from_slice(&bytes)
        .with_context(|| format!("{} is not a complete result", path.display()))?;
    ensure!(
        graded.result.schema == SCHEMA,
        "{} is a result of version {}; this program reads version {SCHEMA}",
        path.display(),
        graded.result.schema
    );
    Ok(graded)
}
