//! The folder that is graded to: results that are whole or not there, and a lock.
//!
//! | in the folder | is |
//! |---|---|
//! | `results/<submission>.json` | a result |
//! | `class.json` | what was graded, for reports |
//! | `.lock`, `.lock-<shard>` | held while a grader is at work; empty, and left there |
//! | `.lock-class` | held while `class.json` is written, or reports of all shards in the folder |
//! | `.scratch/<shard>` | what is compiled; removed in the end, and by the next run |
//! | `.writing-*`, `results/.writing-*` | a file that is being written; removed by the next run if that was interrupted |

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

/// The label of a grading of the whole class, during which no other grader is at work in the folder.
const WHOLE: &str = "all";

/// The folder, while this grader may write to it.
#[derive(Debug)]
pub(super) struct Results {
    dir: PathBuf,
    /// The shard, or [`WHOLE`].
    label: String,
    _locks: Vec<File>,
}

impl Results {
    /// Opens the folder, and makes it if it is not there. Removes what an interrupted run has left in it.
    ///
    /// # Errors
    /// Fails if it cannot be made or written to, or if another grader works on it.
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
            take(&whole, File::try_lock, &dir)?;
        } else {
            // Shards can work side by side, each on its own submissions.
            take(&whole, File::try_lock_shared, &dir)?;
            let own = lock_file(&dir.join(format!(".lock-{label}")))?;
            take(&own, File::try_lock, &dir)?;
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

    /// The folder itself, with no links in its path.
    pub(super) fn dir(&self) -> &Path {
        &self.dir
    }

    /// Waits until no other shard does what concerns the whole class. While the file is kept, none does.
    ///
    /// # Errors
    /// Fails if the file that tells cannot be made or locked.
    pub(super) fn take_turn(&self) -> Result<File> {
        let turn = lock_file(&self.dir.join(".lock-class"))?;
        turn.lock()
            .with_context(|| format!("cannot lock {}", self.dir.join(".lock-class").display()))?;
        Ok(turn)
    }

    /// Whether other shards are graded into this folder too, or have been.
    ///
    /// # Errors
    /// Fails if the folder cannot be read.
    pub(super) fn is_shared(&self) -> Result<bool> {
        let own = format!(".lock-{}", self.label);
        let others =
            |name: &str| name.starts_with(".lock-") && name.contains("-of-") && name != own;
        Ok(names_in(&self.dir)?.iter().any(|name| others(name)))
    }

    /// A folder for what is needed only now.
    pub(super) fn scratch(&self) -> PathBuf {
        self.dir.join(".scratch").join(&self.label)
    }

    /// Reads a result. `None` if there is none, or it is of another version or no result.
    pub(super) fn load(&self, file: &str) -> Option<Graded> {
        let bytes = fs::read(self.dir.join("results").join(file)).ok()?;
        serde_json::from_slice(&bytes).ok()
    }

    /// The names of the files of all results.
    ///
    /// # Errors
    /// Fails if the folder cannot be read.
    pub(super) fn files(&self) -> Result<Vec<String>> {
        let mut files = names_in(&self.dir.join("results"))?;
        files.retain(|name| name.ends_with(".json"));
        Ok(files)
    }

    /// Writes a result, whole or not at all.
    ///
    /// # Errors
    /// Fails if it cannot be written; what was there before is still there then.
    pub(super) fn store(&self, file: &str, graded: &Graded) -> Result<()> {
        let path = self.dir.join("results").join(file);
        write_json(&path, graded, &self.unfinished())
    }

    /// Gives a result another file, unless there is a result of the same submission already.
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

    /// Writes what was graded, whole or not at all.
    ///
    /// # Errors
    /// Fails if it cannot be written; what was there before is still there then.
    pub(super) fn store_manifest(&self, manifest: &Manifest) -> Result<()> {
        let path = self.dir.join(MANIFEST);
        write_json(&path, manifest, &self.unfinished())
    }

    /// What the names of files begin with that are being written by this grader, or were by an earlier one.
    fn unfinished(&self) -> String {
        // Without a shard no other grader is at work, so nothing is anybody else's.
        match self.label.as_str() {
            WHOLE => TEMPORARY_PREFIX.to_owned(),
            shard => format!("{TEMPORARY_PREFIX}{shard}-"),
        }
    }

    /// Removes what is needed no more, and what interrupted runs have left.
    ///
    /// # Errors
    /// Fails if something cannot be removed.
    pub(super) fn clean(&self) -> Result<()> {
        if self.label == WHOLE {
            remove(&self.dir.join(".scratch"))?;
        } else {
            remove(&self.scratch())?;
            // Other shards may be at work in it.
            let _ = fs::remove_dir(self.dir.join(".scratch"));
        }
        remove_unfinished(&self.dir, &self.unfinished())?;
        remove_unfinished(&self.dir.join("results"), &self.unfinished())
    }
}

/// Removes the files in a folder whose names begin like this.
fn remove_unfinished(folder: &Path, prefix: &str) -> Result<()> {
    for name in names_in(folder)? {
        if name.starts_with(prefix) {
            fs::remove_file(folder.join(name))?;
        }
    }
    Ok(())
}

/// The names of what is in a folder, but for those that are not UTF-8: they are nobody's here.
fn names_in(folder: &Path) -> Result<Vec<String>> {
    let mut names = Vec::new();
    for entry in fs::read_dir(folder)? {
        names.extend(entry?.file_name().into_string());
    }
    Ok(names)
}

impl Drop for Results {
    fn drop(&mut self) {
        // There is nothing to do about an error here: the next run will clean up.
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

fn take(file: &File, lock: impl Fn(&File) -> Result<(), TryLockError>, dir: &Path) -> Result<()> {
    match lock(file) {
        Ok(()) => Ok(()),
        Err(TryLockError::WouldBlock) => bail!(
            "another grader is at work on {}; wait for it to end, or name another folder with --out",
            dir.display()
        ),
        Err(TryLockError::Error(error)) => Err(error).with_context(|| {
            format!(
                "{} is on a file system without locks; name a folder on another one with --out",
                dir.display()
            )
        }),
    }
}

/// Removes a folder with all that is in it. A compiler whose grader was killed may go on for a moment, and put
/// something there meanwhile.
pub(super) fn remove(folder: &Path) -> Result<()> {
    const TRIES: u32 = 50;
    const PAUSE: Duration = Duration::from_millis(100);
    for tried in 1.. {
        match fs::remove_dir_all(folder) {
            Ok(()) => break,
            Err(error) if error.kind() == ErrorKind::NotFound => break,
            Err(error) if error.kind() == ErrorKind::DirectoryNotEmpty && tried < TRIES => {
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
    fn what_an_interrupted_run_left_is_removed() {
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
    fn two_graders_do_not_share_a_folder_but_shards_do() {
        let folder = tempfile::tempdir().unwrap();
        let shard = |text: &str| Some(text.parse::<Shard>().unwrap());
        let first = Results::open(folder.path(), shard("1/2")).unwrap();
        let second = Results::open(folder.path(), shard("2/2")).unwrap();
        for other in [None, shard("1/2")] {
            let error = Results::open(folder.path(), other).unwrap_err().to_string();
            assert!(error.contains("another grader is at work"), "{error}");
        }
        drop((first, second));
        let whole = Results::open(folder.path(), None).unwrap();
        assert!(Results::open(folder.path(), shard("1/2")).is_err());
        drop(whole);
    }
}
