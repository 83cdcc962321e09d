//! The folder given to `grade --out`: results that are written atomically, and locks.
//!
//! | path | contents |
//! |---|---|
//! | `results/<submission>.json` | a result |
//! | `class.json` | the manifest of the class, for reports |
//! | `.lock`, `.lock-<shard>` | held during grading; empty, never removed |
//! | `.lock-class` | held while `class.json` or the reports of all shards are written |
//! | `.scratch/<shard>` | build outputs; removed at the end, or by the next run |
//! | `.writing-*`, `results/.writing-*` | an unfinished file; removed by the next run |

use crate::class::{Graded, MANIFEST, Manifest, Shard, write_json};
use anyhow::{Context, Result, bail};
use fs_err as fs;
use grader::files::TEMPORARY_PREFIX;
use std::{
    fs::{File, TryLockError},
    io::ErrorKind,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

/// The label of a run without shards. No other grader may use the folder at the same time.
const WHOLE: &str = "all";

/// The folder, locked by this grader.
#[derive(Debug)]
pub(super) struct Results {
    dir: PathBuf,
    /// The shard, or [`WHOLE`].
    label: String,
    _locks: Vec<File>,
}

impl Results {
    /// Opens the folder and creates it if necessary. Removes what an interrupted run has left.
    ///
    /// # Errors
    /// Fails if it cannot be created or written to, or if another grader uses it.
    pub(super) fn open(dir: &Path, shard: Option<Shard>) -> Result<Self> {
        let results = dir.join("results");
        fs::create_dir_all(&results)?;
        let dir = fs::canonicalize(dir)?;
        let label = shard.map_or_else(
            || WHOLE.to_owned(),
            |shard| format!("{}-of-{}", shard.number, shard.count),
        );
        let whole = lock_file(&dir.join(".lock"))?;
        let mut locks = Vec::new();
        if shard.is_none() {
            try_lock(&whole, File::try_lock, &dir)?;
        } else {
            // Different shards may use the folder at the same time.
            try_lock(&whole, File::try_lock_shared, &dir)?;
            let own = lock_file(&dir.join(format!(".lock-{label}")))?;
            try_lock(&own, File::try_lock, &dir)?;
            locks.push(own);
        }
        locks.push(whole);
        let opened = Self {
            dir,
            label,
            _locks: locks,
        };
        opened.clean()?;
        fs::create_dir_all(opened.scratch())?;
        Ok(opened)
    }

    /// The folder's path, without links.
    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Waits for the lock on the files of the whole class. It is held until the returned file is dropped.
    ///
    /// # Errors
    /// Fails if the lock file cannot be created or locked.
    pub(super) fn take_turn(&self) -> Result<File> {
        let turn = lock_file(&self.dir.join(".lock-class"))?;
        turn.lock()
            .with_context(|| format!("cannot lock {}", self.dir.join(".lock-class").display()))?;
        Ok(turn)
    }

    /// Whether other shards use this folder, or have used it.
    ///
    /// # Errors
    /// Fails if the folder cannot be read.
    pub(super) fn is_shared(&self) -> Result<bool> {
        let own = format!(".lock-{}", self.label);
        let others =
            |name: &str| name.starts_with(".lock-") && name.contains("-of-") && name != own;
        Ok(names_in(&self.dir)?.iter().any(|name| others(name)))
    }

    /// The folder for temporary files.
    pub(super) fn scratch(&self) -> PathBuf {
        self.dir.join(".scratch").join(&self.label)
    }

    /// Reads a result; `None` if there is none, or it is invalid or has another version.
    pub(super) fn load(&self, file: &str) -> Option<Graded> {
        let bytes = fs::read(self.dir.join("results").join(file)).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// The file names of all results.
    ///
    /// # Errors
    /// Fails if the folder cannot be read.
    pub(super) fn files(&self) -> Result<Vec<String>> {
        let mut files = names_in(&self.dir.join("results"))?;
        files.retain(|name| name.ends_with(".json"));
        Ok(files)
    }

    /// Writes a result atomically.
    ///
    /// # Errors
    /// Fails if it cannot be written. The old file is then unchanged.
    pub(super) fn store(&self, file: &str, graded: &Graded) -> Result<()> {
        let path = self.dir.join("results").join(file);
        write_json(&path, graded, &self.unfinished())
    }

    /// Renames a result's file. If the new file is a result of the same submission, the old file is removed.
    ///
    /// # Errors
    /// Fails if the file cannot be renamed or removed.
    pub(super) fn move_to(&self, from: &str, to: &str) -> Result<()> {
        let folder = self.dir.join("results");
        let submission = |file| self.load(file).map(|there| there.result.submission);
        let (old, new) = (folder.join(from), folder.join(to));
        if submission(to).is_some_and(|there| Some(there) == submission(from)) {
            fs::remove_file(&old)?;
        } else {
            fs::rename(&old, &new)?;
        }
        Ok(())
    }

    /// Writes the manifest atomically.
    ///
    /// # Errors
    /// Fails if it cannot be written. The old file is then unchanged.
    pub(super) fn store_manifest(&self, manifest: &Manifest) -> Result<()> {
        let path = self.dir.join(MANIFEST);
        write_json(&path, manifest, &self.unfinished())
    }

    /// The prefix of unfinished files of this grader and of earlier runs of it.
    fn unfinished(&self) -> String {
        // Without shards no other grader uses the folder, so all unfinished files are left over.
        match self.label.as_str() {
            WHOLE => TEMPORARY_PREFIX.to_owned(),
            shard => format!("{TEMPORARY_PREFIX}{shard}-"),
        }
    }

    /// Removes temporary files, and what interrupted runs have left.
    ///
    /// # Errors
    /// Fails if a file cannot be removed.
    pub(super) fn clean(&self) -> Result<()> {
        if self.label == WHOLE {
            remove(&self.dir.join(".scratch"))?;
        } else {
            remove(&self.scratch())?;
            // This fails if other shards are using it.
            let _ = fs::remove_dir(self.dir.join(".scratch"));
        }
        remove_unfinished(&self.dir, &self.unfinished())?;
        remove_unfinished(&self.dir.join("results"), &self.unfinished())
    }
}

/// Removes the files in a folder whose names begin with `prefix`.
fn remove_unfinished(folder: &Path, prefix: &str) -> Result<()> {
    for name in names_in(folder)? {
        if name.starts_with(prefix) {
            fs::remove_file(folder.join(name))?;
        }
    }
    Ok(())
}

/// The names of a folder's entries. Names that are not UTF-8 are not ours, and are left out.
fn names_in(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.extend(entry?.file_name().into_string());
    }
    Ok(names)
}

impl Drop for Results {
    fn drop(&mut self) {
        // An error does no harm here: the next run cleans up.
        let _ = self.clean();
    }
}

fn lock_file(path: &Path) -> Result<File> {
    File::options()
        .write(true)
        .create(true)
        .truncate(false)
        .open(path)
        .with_context(|| format!("cannot create {}", path.display()))
}

fn try_lock(
    file: &File,
    lock: impl Fn(&File) -> Result<(), TryLockError>,
    dir: &Path,
) -> Result<()> {
    match lock(file) {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => bail!(
            "another grader is using {}; wait for it to end, or choose another folder with --out",
            dir.display()
        ),
        Err(TryLockError::Error(error)) => Err(error).with_context(|| {
            format!(
                "{} is on a file system without locks; choose a folder on another one with --out",
                dir.display()
            )
        }),
    }
}

/// Removes a folder with its contents. A compiler whose grader was killed may still write files for a moment, so it
/// tries several times.
pub(super) fn remove(folder: &Path) -> Result<()> {
    const ATTEMPTS: u32 = 50;
    const PAUSE: Duration = Duration::from_millis(100);
    for attempt in 1.. {
        match fs::remove_dir_all(folder) {
            Ok(()) => break,
            Err(error) if error.kind() == ErrorKind::NotFound => break,
            Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty && attempt < ATTEMPTS => {
                thread::sleep(PAUSE);
            }
            Err(error) => return Err(error.into()),
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn leftovers_of_an_interrupted_run_are_removed() {
        let folder = tempfile::tempdir().unwrap();
        let results = folder.path().join("results");
        let scratch = folder.path().join(".scratch");
        fs::create_dir_all(scratch.join("all/1/deep")).unwrap();
        fs::create_dir_all(scratch.join("2-of-3")).unwrap();
        fs::create_dir_all(&results).unwrap();
        for name in [".writing-all-x", ".writing-2-of-3-y", "anna.json"] {
            fs::write(results.join(name), "").unwrap();
        }
        let shard: Shard = "2/3".parse().unwrap();
        drop(Results::open(folder.path(), Some(shard)).unwrap());
        assert!(scratch.join("all/1/deep").exists());
        assert!(!scratch.join("2-of-3").exists());
        assert!(!results.join(".writing-2-of-3-y").exists());

        drop(Results::open(folder.path(), None).unwrap());
        assert!(!scratch.exists());
        let left: Vec<_> = fs::read_dir(&results)
            .unwrap()
            .map(|entry| entry.unwrap().file_name())
            .collect();
        assert_eq!(left, ["anna.json"]);
    }

    #[test]
    fn only_shards_can_share_a_folder() {
        let folder = tempfile::tempdir().unwrap();
        let shard = |text: &str| Some(text.parse::<Shard>().unwrap());
        let first = Results::open(folder.path(), shard("1/2")).unwrap();
        let second = Results::open(folder.path(), shard("2/2")).unwrap();
        for other in [None, shard("1/2")] {
            let error = Results::open(folder.path(), other).unwrap_err().to_string();
            assert!(error.contains("another grader is using"), "{error}");
        }
        drop((first, second));
        let whole = Results::open(folder.path(), None).unwrap();
        assert!(Results::open(folder.path(), shard("1/2")).is_err());
        drop(whole);
    }
}
