//! Reads a submission into memory. Nothing in it is trusted.
//!
//! Only regular files below `<crate>/src` are read, where `<crate>` is one of the course's crates, at the top or one
//! folder deeper. They are kept in memory, so that they cannot change during grading. Links are never followed, not
//! even links that appear while the submission is read.

mod beneath;
mod collector;
mod folder;
mod place;
mod tar_archive;
mod zip_archive;

use super::entries::{Entry, Form};
use anyhow::Result;
use beneath::Folder;
use collector::Collector;
use grader::{compile::MAX_CRATE, course::TASKS};
use std::{
    collections::BTreeMap,
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    thread,
    time::Duration,
};

/// The contents of a submission.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Submission {
    /// The crates in it, keyed by task number.
    pub crates: BTreeMap<u32, Crate>,
    /// Remarks for the teacher: files that were left out, for example.
    pub notes: Vec<String>,
}

/// A crate of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Crate {
    /// Its files, keyed by their path in the `src` folder.
    Files(BTreeMap<PathBuf, Vec<u8>>),
    /// The crate is not compiled, for this reason, which is told to the learner.
    Refused(String),
}

/// Why a submission cannot be graded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// Something disappeared or changed while it was read. Another attempt may succeed.
    Changing(String),
    /// Another attempt will fail too.
    Permanent(String),
}

/// The maximum size of all sources of a submission, in bytes. All crates of the course together can reach it; only
/// copies of crates in several folders can exceed it.
const MAX_BYTES: u64 = TASKS.len() as u64 * MAX_CRATE;

impl Submission {
    /// Reads a submission.
    ///
    /// # Errors
    /// Fails if it cannot be read, or is too large or ambiguous. The reason is written for the teacher.
    pub(super) fn read(entry: &Entry) -> Result<Self, Unreadable> {
        let because = |error: io::Error| Unreadable::because(&error, "the folder");
        let class = entry.path.parent().unwrap_or(Path::new(""));
        let class = Folder::trusted(class).map_err(because)?;
        let name = Path::new(entry.path.file_name().unwrap_or_default());
        match entry.form {
            Form::Folder => folder::read(&class.folder(name).map_err(because)?),
            form => read_archive(class.file(name), form),
        }
    }

    /// Reads a submission, and tries again if it changes while it is read.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub(super) fn read_steady(entry: &Entry) -> Result<Self, Unreadable> {
        const ATTEMPTS: u32 = 3;
        const PAUSE: Duration = Duration::from_millis(200);
        let is_gone = || fs::symlink_metadata(&entry.path).is_err();
        let mut read = Self::read(entry);
        for _ in 1..ATTEMPTS {
            if !matches!(read, Err(Unreadable::Changing(_))) || is_gone() {
                break;
            }
            thread::sleep(PAUSE);
            read = Self::read(entry);
        }
        match read {
            Err(Unreadable::Changing(_)) if is_gone() => Err(Unreadable::Permanent(
                "it was deleted during grading".to_owned(),
            )),
            read => read,
        }
    }

    /// Writes the submission into an empty folder.
    ///
    /// # Errors
    /// Fails if a file cannot be written.
    pub(super) fn write(&self, base: &Path) -> Result<()> {
        for task in &TASKS {
            let Some(Crate::Files(files)) = self.crates.get(&task.number) else {
                continue;
            };
            let src = base.join(task.name).join("src");
            fs_err::create_dir_all(&src)?;
            for (path, bytes) in files {
                let path = src.join(path);
                fs_err::create_dir_all(path.parent().unwrap_or(&src))?;
                fs_err::write(&path, bytes)?;
            }
        }
        Ok(())
    }
}

fn read_archive(file: io::Result<File>, form: Form) -> Result<Submission, Unreadable> {
    let file = file.map_err(|error| Unreadable::because(&error, "the archive"))?;
    let mut collector = Collector::default();
    match form {
        Form::Zip => zip_archive::read(file, &mut collector)?,
        Form::TarGz | Form::Folder => tar_archive::read(file, &mut collector)?,
    }
    collector.finish()
}

impl Unreadable {
    /// The reason for an error while `what` was read.
    fn because(error: &io::Error, what: &str) -> Self {
        let why = format!("{what} cannot be read: {error}");
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Changing(why),
            // A file became a link after it was listed.
            _ if IS_A_LINK.is_some() && error.raw_os_error() == IS_A_LINK => Self::Changing(why),
            _ => Self::Permanent(why),
        }
    }

    /// The reason, written for the teacher.
    pub(super) fn why(&self) -> &str {
        match self {
            Self::Changing(why) | Self::Permanent(why) => why,
        }
    }
}

/// The error code for opening a link.
#[cfg(unix)]
const IS_A_LINK: Option<i32> = Some(rustix::io::Errno::LOOP.raw_os_error());
#[cfg(not(unix))]
const IS_A_LINK: Option<i32> = None;

#[cfg(test)]
mod tests;
