//! Reads a submission that is a folder.

use super::{
    Submission, Unreadable,
    beneath::{Folder, Kind, Listing},
    collector::Collector,
    place::{self, DEEPEST, Part, Place},
    read_archive,
};
use crate::grade::{entries::Form, names};
use grader::course::{TASKS, Task};
use std::{
    ffi::OsString,
    io::ErrorKind,
    path::{Path, PathBuf},
};

/// How many files and folders of a submission are looked at, at the most.
const MOST_ENTRIES: usize = 20_000;

/// Reads it. A folder that holds nothing but an archive stands for that archive: platforms pack submissions so.
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
            .filter_map(|(name, _)| Some((name, Form::of_archive(name)?.0)))
            .collect();
        match archives[..] {
            [] => {}
            [(name, form)] => {
                let name_shown = names::shown(name);
                let archive = folder.file(Path::new(name));
                return read_archive(archive, form).map_err(|error| match error {
                    Unreadable::For(why) => Unreadable::For(format!("{name_shown}: {why}")),
                    Unreadable::Changing(why) => {
                        Unreadable::Changing(format!("{name_shown}: {why}"))
                    }
                });
            }
            _ => {
                return Err(Unreadable::For(format!(
                    "it holds {} archives; leave one of them, or unpack it",
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
    /// Reads the sources of a task's crate, if it is there, at the top or in this folder.
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
                Ok(kind) => return self.collector.left_out(&place, in_words(kind)),
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
                    Kind::Folder if path.components().count() < DEEPEST => folders.push(path),
                    Kind::Folder => self.collector.left_out(&place, "too deep")?,
                    Kind::File => {
                        let file = self
                            .folder
                            .file(&src.join(&path))
                            .map_err(|error| Unreadable::because(&error, &place.to_string()))?;
                        self.collector.file(place, file)?;
                    }
                    Kind::Link | Kind::Other => self.collector.left_out(&place, in_words(kind))?,
                }
            }
        }
        Ok(())
    }

    /// What a folder holds, in the order of names.
    fn list(&mut self, folder: &Path, shown: &str) -> Result<Listing, Unreadable> {
        let mut entries = self
            .folder
            .list(folder, MOST_ENTRIES + 1)
            .map_err(|error| Unreadable::because(&error, shown))?;
        entries.sort_by(|one, other| one.0.cmp(&other.0));
        self.entries += entries.len();
        if self.entries > MOST_ENTRIES {
            return Err(Unreadable::For(format!(
                "it holds more than {MOST_ENTRIES} files and folders where sources should be"
            )));
        }
        Ok(entries)
    }
}

fn in_words(kind: Kind) -> &'static str {
    match kind {
        Kind::Folder => "a folder",
        Kind::File => "a file, and no folder",
        Kind::Link => "a link",
        Kind::Other => "neither a file nor a folder",
    }
}
