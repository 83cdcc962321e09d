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

/// The temporary name of a file while it is written, so that files are replaced atomically.
const UNFINISHED: &str = ".handout.unfinished";

/// The folder of a handout.
#[derive(Debug)]
pub(super) struct Folder {
    path: PathBuf,
}

impl Folder {
    /// A folder for a new handout. It is created if it does not exist.
    ///
    /// # Errors
    /// Fails if it is not empty, or cannot be created.
    pub(super) fn new(path: &Path) -> Result<Self> {
        let shown = path.display();
        match fs::read_dir(path) {
            Ok(mut entries) => {
                if path.join(record::FILE).exists() {
                    bail!(
                        "{shown} already contains a handout; run `cargo xtask handout {shown} --update` to update it"
                    );
                }
                ensure!(
                    entries.next().is_none(),
                    "{shown} is not empty; choose an empty or new folder"
                );
            }
            Err(error) if error.kind() == ErrorKind::NotFound => {
                ensure!(!path.is_symlink(), "{shown} is a broken link");
                fs::create_dir_all(path).with_context(|| format!("cannot create {shown}"))?;
            }
            Err(error) if error.kind() == ErrorKind::NotADirectory => {
                bail!("{shown} is not a folder")
            }
            Err(error) => return Err(error).with_context(|| format!("cannot read {shown}")),
        }
        let path = path.to_owned();
        Ok(Self { path })
    }

    /// The folder of an existing handout, and its record.
    ///
    /// # Errors
    /// Fails if the folder is not a handout.
    pub(super) fn existing(path: &Path) -> Result<(Self, Record)> {
        let shown = path.display();
        let record = path.join(record::FILE);
        let bytes = match fs::read(&record) {
            Ok(bytes) => bytes,
            Err(error)
                if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::NotADirectory) =>
            {
                bail!(
                    "{shown} is not a handout: it has no {}. Leave out `--update` to make a new one",
                    record::FILE
                )
            }
            Err(error) => {
                return Err(error).with_context(|| format!("cannot read {}", record.display()));
            }
        };
        let record = Record::parse(&bytes).with_context(|| {
            format!(
                "{shown} cannot be updated; make a new handout in another folder, and copy the tasks there"
            )
        })?;
        let path = path.to_owned();
        Ok((Self { path }, record))
    }

    /// What exists at a path of the handout.
    ///
    /// # Errors
    /// Fails if it cannot be read, or if the path leads through a link or a file.
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
                    "{shown} is not a folder; restore it and try again"
                );
            } else if kind.is_file() {
                let content = fs::read(&place).with_context(|| format!("cannot read {shown}"))?;
                return Ok(Found::File(digest(&content)));
            }
        }
        Ok(Found::Other)
    }

    /// Applies a change. If the learner's version is kept, its new name is returned.
    ///
    /// # Errors
    /// Fails if a file cannot be written or removed.
    pub(super) fn apply(&self, path: &str, change: Change, plan: &Plan) -> Result<Option<String>> {
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
            .with_context(|| format!("{path} is not part of the handout"))?;
        self.write(path, &file.content)?;
        Ok(kept)
    }

    /// Writes the record.
    ///
    /// # Errors
    /// Fails if it cannot be written.
    pub(super) fn write_record(&self, record: &Record) -> Result<()> {
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

    /// Copies the learner's version of a file to another name.
    fn keep(&self, path: &str) -> Result<String> {
        let place = self.path.join(path);
        let content =
            fs::read(&place).with_context(|| format!("cannot read {}", place.display()))?;
        for number in 1.. {
            // With an unknown extension, cargo does not take it for an example.
            let name = match number {
                1 => format!("{path}.yours"),
                number => format!("{path}.yours-{number}"),
            };
            match self.find(&name)? {
                Found::Nothing => {
                    self.write(&name, &content)?;
                    return Ok(name);
                }
                // An interrupted update has kept it.
                Found::File(found) if found == digest(&content) => return Ok(name),
                Found::File(_) | Found::Other => {}
            }
        }
        bail!("there are too many versions of {path}")
    }

    /// Removes a file, and its folders if they are empty then.
    fn remove(&self, path: &str) -> Result<()> {
        let place = self.path.join(path);
        fs::remove_file(&place).with_context(|| format!("cannot remove {}", place.display()))?;
        for folder in place.ancestors().skip(1) {
            // Removal fails if the folder is not empty.
            if folder == self.path || fs::remove_dir(folder).is_err() {
                break;
            }
        }
        Ok(())
    }
}

/// Refuses a folder inside the course, except in its target folder.
///
/// # Errors
/// Fails if `folder` is inside the course, or its path cannot be resolved.
pub(super) fn refuse_within(course: &Path, target: &Path, folder: &Path) -> Result<()> {
    let folder = std::path::absolute(folder)
        .with_context(|| format!("cannot resolve the path {}", folder.display()))?;
    // The folder may not exist yet, but some ancestor does.
    let existing = folder.ancestors().find_map(|part| part.canonicalize().ok());
    let within = |outer: &Path| {
        let outer = outer.canonicalize().unwrap_or_else(|_| outer.to_owned());
        existing
            .as_ref()
            .is_some_and(|folder| folder.starts_with(outer))
    };
    ensure!(
        !within(course) || within(target),
        "{} is inside the course; choose a folder outside of it",
        folder.display()
    );
    Ok(())
}
