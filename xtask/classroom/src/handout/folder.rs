//! The folder of a handout.

use super::{
    plan::Plan,
    record::{self, Record, digest},
    update::{Change, Found},
};
use anyhow::{Context, Result, bail, ensure};
use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
};

/// Where a file is written before it takes its place, so that a file is never there in part.
const UNFINISHED: &str = ".handout.unfinished";

/// The folder of a handout, wherever that is.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// A folder for a new handout; it is made if it is not there.
    ///
    /// # Errors
    /// Fails if there is something in it, or it cannot be made.
    pub(super) fn new(path: &Path) -> Result<Self> {
        let shown = path.display();
        match fs::read_dir(path) {
            Ok(mut entries) => {
                if path.join(record::FILE).exists() {
                    bail!(
                        "{shown} holds a handout already; `cargo xtask handout {shown} --update` renews it"
                    );
                }
                ensure!(
                    entries.next().is_none(),
                    "{shown} is not empty; a new handout needs a folder of its own"
                );
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                ensure!(!path.is_symlink(), "{shown} is a link that leads nowhere");
                fs::create_dir_all(path).with_context(|| format!("cannot create {shown}"))?;
            }
            Err(error) if error.kind() == ErrorKind::NotADirectory => {
                bail!("{shown} is no folder; a handout needs one")
            }
            Err(error) => return Err(error).with_context(|| format!("cannot read {shown}")),
        }
        let path = path.to_owned();
        Ok(Self { path })
    }

    /// The folder of a handout, and what that remembers.
    ///
    /// # Errors
    /// Fails if it is none.
    pub(super) fn existing(path: &Path) -> Result<(Self, Record)> {
        let shown = path.display();
        let record = path.join(record::FILE);
        let bytes = match fs::read(&record) {
            Ok(bytes) => bytes,
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                bail!(
                    "{shown} is no handout: it has no {}. Without `--update` a new one is made",
                    record::FILE
                )
            }
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", record.display()));
            }
        };
        let record = Record::parse(&bytes).with_context(|| {
            format!(
                "{shown} cannot be updated; make a new handout beside it and copy the tasks over"
            )
        })?;
        let path = path.to_owned();
        Ok((Self { path }, record))
    }

    /// What stands at a path of the handout.
    ///
    /// # Errors
    /// Fails if that cannot be told, or if the path leads through a link or a file.
    pub(super) fn find(&self, path: &str) -> Result<Found> {
        let mut place = self.path.clone();
        let mut parts = path.split('/').peekable();
        while let Some(part) = parts.next() {
            place.push(part);
            let shown = place.display();
            let kind = match fs::symlink_metadata(&place) {
                Ok(metadata) => metadata.file_type(),
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(Found::Nothing),
                Err(error) => return Err(error).with_context(|| format!("cannot read {shown}")),
            };
            if parts.peek().is_some() {
                ensure!(
                    kind.is_dir(),
                    "{shown} is no folder, or a link to one; put it back and try again"
                );
            } else if kind.is_file() {
                let content = fs::read(&place).with_context(|| format!("cannot read {shown}"))?;
                return Ok(Found::File(digest(&content)));
            }
        }
        Ok(Found::Other)
    }

    /// Makes a change. Where the learner's version is kept, its new name is returned.
    ///
    /// # Errors
    /// Fails if a file cannot be written or removed.
    pub(super) fn make(&self, path: &str, change: Change, plan: &Plan) -> Result<Option<String>> {
        let kept = match change {
            Change::Leave | Change::Current => return Ok(None),
            Change::Remove => {
                self.remove(path)?;
                return Ok(None);
            }
            Change::Add | Change::Renew => None,
            Change::RenewBeside => Some(self.keep(path)?),
        };
        let file = plan
            .files
            .get(path)
            .with_context(|| format!("{path} is no part of the handout"))?;
        self.write(path, &file.content)?;
        Ok(kept)
    }

    /// Writes the record.
    ///
    /// # Errors
    /// Fails if it cannot be written.
    pub(super) fn remember(&self, record: &Record) -> Result<()> {
        self.write(record::FILE, record.to_text()?.as_bytes())
    }

    fn write(&self, path: &str, content: &[u8]) -> Result<()> {
        let unfinished = self.path.join(UNFINISHED);
        let place = self.path.join(path);
        let folder = place.parent().unwrap_or(&self.path);
        fs::create_dir_all(folder)
            .and_then(|()| fs::write(&unfinished, content))
            .and_then(|()| fs::rename(&unfinished, &place))
            .with_context(|| format!("cannot write {}", place.display()))
    }

    /// Copies the learner's version of a file, so that it is there under another name too.
    fn keep(&self, path: &str) -> Result<String> {
        let place = self.path.join(path);
        let content =
            fs::read(&place).with_context(|| format!("cannot read {}", place.display()))?;
        for number in 1.. {
            // An ending that no tool knows, lest cargo takes it for an example.
            let name = match number {
                1 => format!("{path}.yours"),
                number => format!("{path}.yours-{number}"),
            };
            match self.find(&name)? {
                Found::Nothing => {
                    self.write(&name, &content)?;
                    return Ok(name);
                }
                // Kept by an update that was interrupted.
                Found::File(found) if found == digest(&content) => return Ok(name),
                Found::File(_) | Found::Other => {}
            }
        }
        bail!("there are too many versions of {path}")
    }

    /// Removes a file, and the folders that are empty then.
    fn remove(&self, path: &str) -> Result<()> {
        let place = self.path.join(path);
        fs::remove_file(&place).with_context(|| format!("cannot remove {}", place.display()))?;
        for folder in place.ancestors().skip(1) {
            // Not empty, for example.
            if folder == self.path || fs::remove_dir(folder).is_err() {
                break;
            }
        }
        Ok(())
    }
}

/// Refuses a folder inside the course: its target folder aside, what lies there belongs to the course.
///
/// # Errors
/// Fails if `folder` lies there, or if that cannot be told.
pub(super) fn refuse_within(course: &Path, target: &Path, folder: &Path) -> Result<()> {
    let folder = std::path::absolute(folder)
        .with_context(|| format!("cannot tell where {} is", folder.display()))?;
    // Of what is not there yet, the part that is.
    let existing = folder.ancestors().find_map(|part| part.canonicalize().ok());
    let within = |outer: &Path| {
        let outer = outer.canonicalize().unwrap_or_else(|_| outer.to_owned());
        existing
            .as_ref()
            .is_some_and(|folder| folder.starts_with(outer))
    };
    ensure!(
        !within(course) || within(target),
        "{} lies inside the course; a handout needs a place outside of it",
        folder.display()
    );
    Ok(())
}
