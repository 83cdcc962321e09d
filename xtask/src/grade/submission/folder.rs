//! Reads a submission that is a folder.

use super::{
    Submission, Unreadable,
    collector::Collector,
    open,
    place::{self, DEEPEST, Part, Place},
    read_archive,
};
use crate::{
    course::{TASKS, Task},
    grade::{entries::Form, names},
};
use std::{
    ffi::OsString,
    fs::{self, FileType},
    io::{self, ErrorKind},
    path::{Path, PathBuf},
};

/// How many files and folders of a submission are looked at, at the most.
const MOST_ENTRIES: usize = 20_000;

/// Reads it. A folder that holds nothing but an archive stands for that archive: platforms pack submissions so.
pub(super) fn read(path: &Path) -> Result<Submission, Unreadable> {
    let mut reader = Reader::default();
    let top = reader.list(path, "the folder")?;
    for task in &TASKS {
        reader.look_for(None, task, path)?;
    }
    if !reader.collector.has_sources() {
        let folders = top
            .iter()
            .filter(|(name, kind)| kind.is_dir() && place::may_wrap(name));
        for (wrapper, _) in folders {
            for task in &TASKS {
                reader.look_for(Some(wrapper), task, &path.join(wrapper))?;
            }
        }
    }
    if !reader.collector.has_sources() {
        let archives: Vec<(&OsString, Form)> = top
            .iter()
            .filter(|(name, kind)| kind.is_file() && place::may_wrap(name))
            .filter_map(|(name, _)| Some((name, Form::of_archive(name)?.0)))
            .collect();
        match archives[..] {
            [] => {}
            [(name, form)] => {
                let name_shown = names::shown(name);
                return read_archive(&path.join(name), form).map_err(|error| match error {
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

#[derive(Default)]
struct Reader {
    collector: Collector,
    entries: usize,
}

impl Reader {
    /// Reads the sources of a task's crate, if it is in this folder.
    fn look_for(
        &mut self,
        wrapper: Option<&OsString>,
        task: &'static Task,
        folder: &Path,
    ) -> Result<(), Unreadable> {
        let place = |part| Place {
            wrapper: wrapper.cloned(),
            task,
            part,
        };
        let crate_folder = folder.join(task.name);
        let src = crate_folder.join("src");
        for (path, part) in [(&crate_folder, Part::Crate), (&src, Part::Src)] {
            let place = place(part);
            match fs::symlink_metadata(path) {
                Ok(metadata) if metadata.is_dir() => self.collector.folder(place)?,
                Ok(metadata) => {
                    return self.collector.left_out(&place, kind(metadata.file_type()));
                }
                Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
                Err(error) => return Err(Unreadable::because(&error, &place.to_string())),
            }
        }
        let mut folders = vec![PathBuf::new()];
        while let Some(inner) = folders.pop() {
            let shown = place(Part::In(inner.clone())).to_string();
            for (name, file_type) in self.list(&src.join(&inner), &shown)? {
                if place::is_clutter(&name) {
                    continue;
                }
                let path = inner.join(&name);
                let place = place(Part::In(path.clone()));
                if file_type.is_dir() {
                    if path.components().count() < DEEPEST {
                        folders.push(path);
                    } else {
                        self.collector.left_out(&place, "too deep")?;
                    }
                } else if file_type.is_file() {
                    let file = open(&src.join(&path))
                        .map_err(|error| Unreadable::because(&error, &place.to_string()))?;
                    self.collector.file(place, file)?;
                } else {
                    self.collector.left_out(&place, kind(file_type))?;
                }
            }
        }
        Ok(())
    }

    /// What a folder holds, in the order of names.
    fn list(
        &mut self,
        folder: &Path,
        shown: &str,
    ) -> Result<Vec<(OsString, FileType)>, Unreadable> {
        let read = || -> io::Result<_> {
            let mut entries = Vec::new();
            for entry in fs::read_dir(folder)?.take(MOST_ENTRIES + 1) {
                let entry = entry?;
                entries.push((entry.file_name(), entry.file_type()?));
            }
            entries.sort_by(|one, other| one.0.cmp(&other.0));
            Ok(entries)
        };
        let entries = read().map_err(|error| Unreadable::because(&error, shown))?;
        self.entries += entries.len();
        if self.entries > MOST_ENTRIES {
            return Err(Unreadable::For(format!(
                "it holds more than {MOST_ENTRIES} files and folders where sources should be"
            )));
        }
        Ok(entries)
    }
}

fn kind(kind: FileType) -> &'static str {
    if kind.is_symlink() {
        "a link"
    } else if kind.is_file() {
        "a file, and no folder"
    } else if kind.is_dir() {
        "a folder"
    } else {
        "neither a file nor a folder"
    }
}
