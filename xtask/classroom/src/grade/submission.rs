//! What was submitted, as it is in memory: nothing of it is trusted, and nothing else is read.
//!
//! Of a submission only regular files below `<crate>/src` are read, where `<crate>` is one of the course's crates, at
//! the top or one folder deeper. They are kept in memory, so that nobody changes them while they are graded. No link is
//! followed, not even one that appears while the submission is read.

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

/// What is kept of a submission.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Submission {
    /// The crates that are there, by the numbers of their tasks.
    pub crates: BTreeMap<u32, Crate>,
    /// What a teacher should know: what was left out, for example.
    pub notes: Vec<String>,
}

/// A crate of a submission.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Crate {
    /// Its files, relative to its `src` folder.
    Files(BTreeMap<PathBuf, Vec<u8>>),
    /// It cannot be compiled, and this is why, for the learner.
    Refused(String),
}

/// Why a submission cannot be graded.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Unreadable {
    /// It may be different in a moment: something was not there any more.
    Changing(String),
    /// It will not.
    For(String),
}

/// The most bytes of sources that are kept of a submission: as much as all crates of the course may have. Only crates in
/// several folders can be more.
const MAX_BYTES: u64 = TASKS.len() as u64 * MAX_CRATE;

impl Submission {
    /// Reads a submission.
    ///
    /// # Errors
    /// Fails if it cannot be read, or is too large or ambiguous. It says why in words for the teacher.
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

    /// Reads a submission; one that is being changed meanwhile, again.
    ///
    /// # Errors
    /// As [`Self::read`].
    pub(super) fn read_steady(entry: &Entry) -> Result<Self, Unreadable> {
        const TRIES: u32 = 3;
        const PAUSE: Duration = Duration::from_millis(200);
        let is_gone = || fs::symlink_metadata(&entry.path).is_err();
        let mut read = Self::read(entry);
        for _ in 1..TRIES {
            if !matches!(read, Err(Unreadable::Changing(_))) || is_gone() {
                break;
            }
            thread::sleep(PAUSE);
            read = Self::read(entry);
        }
        match read {
            Err(Unreadable::Changing(_)) if is_gone() => {
                Err(Unreadable::For("it has been deleted meanwhile".to_owned()))
            }
            read => read,
        }
    }

    /// Writes it into a folder that is there and empty.
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
    /// Something cannot be read because of this error.
    fn because(error: &io::Error, what: &str) -> Self {
        let why = format!("{what} cannot be read: {error}");
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::Changing(why),
            // What was no link when it was listed is one now.
            _ if IS_A_LINK.is_some() && error.raw_os_error() == IS_A_LINK => Self::Changing(why),
            _ => Self::For(why),
        }
    }

    /// Why, in words for the teacher.
    pub(super) fn why(&self) -> &str {
        match self {
            Self::Changing(why) | Self::For(why) => why,
        }
    }
}

/// The error of a file that was not opened because there is a link.
#[cfg(unix)]
const IS_A_LINK: Option<i32> = Some(rustix::io::Errno::LOOP.raw_os_error());
#[cfg(not(unix))]
const IS_A_LINK: Option<i32> = None;

#[cfg(test)]
mod tests;
