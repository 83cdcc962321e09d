//! Reads a submission that is a folder.

use super::{
    Submission, Unreadable,
    beneath::{Folder, Kind, Listing},
    collector::Collector,
    place::{self, MAX_DEPTH, Part, Place},
    read_archive,
};
use crate::grade::{entries::Form, names};
use grader::course::{TASKS, Task};
use std::{
    ffi::OsString,
    io::ErrorKind,
    path::{Path, PathBuf},
};

/// The maximum number of files and folders that are listed.
const MAX_ENTRIES: usize = 20_000;

/// Reads a folder. A folder with one archive and no crates counts as that archive, since some platforms pack
/// submissions like this.
pub(super) fn read(folder: &Folder) -> Result<Submission, Unreadable> {
    let mut reader = Reader {
        folder,
        collector: Collector::default(),
        entries: 0,
    };
    let top = reader.list(Path::new(""), "the folder")?;
    for task in &TASKS {
        reader.look_for(None, task)?;
    }
    if !reader.collector.has_sources() {
        let folders = top
            .iter()
            .filter(|(name, kind)| *kind == Kind::Folder && place::may_wrap(name));
        for (wrapper, _) in folders {
            for task in &TASKS {
                reader.look_for(Some(wrapper), task)?;
            }
        }
    }
    if !reader.collector.has_sources() {
        let archives: Vec<(&OsString, Form)> = top
            .iter()
            .filter(|(name, kind)| *kind == Kind::File && place::may_wrap(name))
            .filter_map(|(name, _)| Some((name, Form::from_archive_name(name)?.0)))
            .collect();
        match archives[..] {
            [] => {}
            [(name, form)] => {
                let name_shown = names::shown(name);
                let archive = folder.file(Path::new(name));
                return read_archive(archive, form).map_err(|error| match error {
                    Unreadable::Permanent(why) => {
                        Unreadable::Permanent(format!("{name_shown}: {why}"))
                    }
                    Unreadable::Changing(why) => {
                        Unreadable::Changing(format!("{name_shown}: {why}"))
                    }
                });
            }
            _ => {
                return Err(Unreadable::Permanent(format!(
                    "it contains {} archives; keep one of them, or unpack it",
                    archives.len()
                )));
            }
        }
    }
    reader.collector.finish()
}

struct Reader<'a> {
    folder: &'a Folder,
    collector: Collector,
    entries: usize,
}

impl Reader<'_> {
    /// Reads the sources of a task's crate if it exists, at the top or in the folder `wrapper`.
    fn look_for(
        &mut self,
        wrapper: Option<&OsString>,
        task: &'static Task,
    ) -> Result<(), Unreadable> {
        let place = |part| Place {
            wrapper: wrapper.cloned(),
            task,
            part,
        };
        let crate_folder = wrapper
            .map_or_else(PathBuf::new, PathBuf::from)
            .join(task.name);
        let src = crate_folder.join("src");
        for (path, part) in [(&crate_folder, Part::Crate), (&src, Part::Src)] {
            let place = place(part);
            match self.folder.kind(path) {
                Ok(Kind::Folder) => self.collector.folder(place)?,
                Ok(kind) => return self.collector.leave_out(&place, in_words(kind)),
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
                Err(error) => return Err(Unreadable::because(&error, &place.to_string())),
            }
        }
        let mut folders = vec![PathBuf::new()];
        while let Some(inner) = folders.pop() {
            let shown = place(Part::In(inner.clone())).to_string();
            for (name, kind) in self.list(&src.join(&inner), &shown)? {
                if place::is_clutter(&name) {
                    continue;
                }
                let path = inner.join(&name);
                let place = place(Part::In(path.clone()));
                match kind {
                    Kind::Folder if path.components().count() < MAX_DEPTH => folders.push(path),
                    Kind::Folder => self.collector.leave_out(&place, "in too many folders")?,
                    Kind::File => {
                        let file = self
                            .folder
                            .file(&src.join(&path))
                            .map_err(|error| Unreadable::because(&error, &place.to_string()))?;
                        self.collector.file(place, file)?;
                    }
                    Kind::Link | Kind::Other => self.collector.leave_out(&place, in_words(kind))?,
                }
            }
        }
        Ok(())
    }

    /// The entries of a folder, sorted by name.
    fn list(&mut self, folder: &Path, shown: &str) -> Result<Listing, Unreadable> {
        let mut entries = self
            .folder
            .list(folder, MAX_ENTRIES + 1)
            .map_err(|error| Unreadable::because(&error, shown))?;
        entries.sort_by(|one, other| one.0.cmp(&other.0));
        self.entries += entries.len();
        if self.entries > MAX_ENTRIES {
            return Err(Unreadable::Permanent(format!(
                "it contains more than {MAX_ENTRIES} files and folders in its source folders"
            )));
        }
        Ok(entries)
    }
}

fn in_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Folder => "a folder",
        Kind::File => "a file, not a folder",
        Kind::Link => "a link",
        Kind::Other => "neither a file nor a folder",
    }
}
