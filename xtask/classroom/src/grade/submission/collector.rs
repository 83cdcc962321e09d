//! Collects the files of a submission, within limits.

use super::{
    Crate, MAX_BYTES, Submission, Unreadable,
    place::{Part, Place},
};
use crate::grade::names;
use grader::{
    compile::{MAX_CRATE, MAX_FILE, MAX_FILES},
    course::TASKS,
};
use std::{
    collections::BTreeMap,
    ffi::OsString,
    fmt,
    io::Read,
    path::{Path, PathBuf},
};

/// The files that were read so far.
#[derive(Debug, Default)]
pub(super) struct Collector {
    /// Keyed by the folder that contains the crates, and by task number.
    found: BTreeMap<Option<OsString>, BTreeMap<u32, Found>>,
    notes: Vec<String>,
    more_notes: usize,
}

/// The files of a crate.
#[derive(Debug, Default)]
struct Found {
    has_src: bool,
    files: BTreeMap<PathBuf, Vec<u8>>,
    /// The total size of its files.
    bytes: u64,
    refused: Option<String>,
}

/// The maximum number of folders that contain crates.
const MAX_WRAPPERS: usize = 50;

/// The maximum number of notes.
const MAX_NOTES: usize = 10;

impl Collector {
    /// Adds a folder.
    pub(super) fn folder(&mut self, place: Place) -> Result<(), Unreadable> {
        let has_src = !matches!(place.part, Part::Crate);
        self.found(&place)?.has_src |= has_src;
        Ok(())
    }

    /// Adds a file. It replaces an earlier file of the same name, as in unpacking.
    ///
    /// # Errors
    /// Fails if the sources are too large, or the file cannot be read.
    pub(super) fn file(&mut self, place: Place, content: impl Read) -> Result<(), Unreadable> {
        let shown = place.to_string();
        let Part::In(path) = place.part.clone() else {
            return match place.part {
                Part::Src => self.leave_out(&place, "not a folder"),
                _ => self.found(&place).map(|_| ()),
            };
        };
        let found = self.found(&place)?;
        found.has_src = true;
        if found.refused.is_some() {
            return Ok(());
        }
        if found.files.len() >= MAX_FILES && !found.files.contains_key(&path) {
            found.refuse(format!(
                "the crate has more than {MAX_FILES} source files; a task needs one."
            ));
            return Ok(());
        }
        let mut bytes = Vec::new();
        match content.take(MAX_FILE + 1).read_to_end(&mut bytes) {
            Ok(_) => {}
            Err(error) => return Err(Unreadable::because(&error, &shown)),
        }
        let size = bytes.len() as u64;
        let found = self.found(&place)?;
        if size > MAX_FILE {
            found.refuse(format!(
                "{shown} is larger than {} MB, which is the maximum.",
                MAX_FILE >> 20
            ));
            return Ok(());
        }
        let earlier = found.files.remove(&path);
        found.bytes -= earlier.as_ref().map_or(0, Vec::len) as u64;
        if found.bytes + size > MAX_CRATE {
            found.refuse(format!(
                "the crate's files are larger than {} MB together, which is the maximum; a task needs a few kilobytes.",
                MAX_CRATE >> 20
            ));
            return Ok(());
        }
        let differs = earlier.is_some_and(|earlier| earlier != bytes);
        found.bytes += size;
        found.files.insert(path, bytes);
        if differs {
            self.note(format!("there are several {shown}; the last one counts"));
        }
        if self.bytes() > MAX_BYTES {
            return Err(Unreadable::Permanent(format!(
                "it contains more than {} MB of sources; the course needs a few kilobytes",
                MAX_BYTES >> 20
            )));
        }
        Ok(())
    }

    /// Leaves out an entry that is not read, such as a link or a device.
    pub(super) fn leave_out(&mut self, place: &Place, what: &str) -> Result<(), Unreadable> {
        let found = self.found(place)?;
        let is_essential = match &place.part {
            Part::Crate | Part::Src => true,
            Part::In(path) => {
                found.has_src = true;
                path == Path::new("lib.rs")
            }
        };
        if is_essential {
            found.has_src = true;
            found.refuse(format!("{place} is {what}, so it is not read."));
        }
        self.note(format!("left out: {place} is {what}"));
        Ok(())
    }

    /// Adds a note for the teacher, within the limit.
    pub(super) fn note(&mut self, note: String) {
        if self.notes.contains(&note) {
        } else if self.notes.len() < MAX_NOTES {
            self.notes.push(note);
        } else {
            self.more_notes += 1;
        }
    }

    /// The total size of all files, in bytes.
    fn bytes(&self) -> u64 {
        let crates = self.found.values().flat_map(BTreeMap::values);
        crates.map(|found| found.bytes).sum()
    }

    /// Whether any crate has sources.
    pub(super) fn has_sources(&self) -> bool {
        self.found.values().any(has_sources)
    }

    /// The submission. It fails if several folders contain crates.
    pub(super) fn finish(mut self) -> Result<Submission, Unreadable> {
        let at_the_top = self.found.get(&None).is_some_and(has_sources);
        let wrappers: Vec<&OsString> = self
            .found
            .iter()
            .filter(|(_, crates)| has_sources(crates))
            .filter_map(|(wrapper, _)| wrapper.as_ref())
            .collect();
        let chosen = match wrappers[..] {
            _ if at_the_top => None,
            [] => None,
            [wrapper] => Some(wrapper.clone()),
            _ => {
                let names: Vec<String> = wrappers
                    .iter()
                    .map(|name| format!("`{}`", names::shown(name)))
                    .collect();
                return Err(Unreadable::Permanent(format!(
                    "it contains crates of the course in several folders: {}; keep one of them",
                    names.join(", ")
                )));
            }
        };
        let found = self.found.remove(&chosen).unwrap_or_default();
        let mut crates = BTreeMap::new();
        for (number, mut found) in found {
            self.remove_nested(&mut found.files);
            crates.insert(
                number,
                match found.refused {
                    Some(why) => Crate::Refused(why),
                    None => Crate::Files(found.files),
                },
            );
        }
        if crates.is_empty() {
            let crates: Vec<&str> = TASKS.iter().map(|task| task.name).collect();
            self.note(format!(
                "it contains none of the crates of the course ({}), neither at its top nor one folder deeper",
                crates.join(", ")
            ));
        }
        let mut notes = self.notes;
        if self.more_notes > 0 {
            notes.push(format!("{} more remarks", self.more_notes));
        }
        Ok(Submission { crates, notes })
    }

    /// Removes files whose parent is a file.
    fn remove_nested(&mut self, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
        let is_in_a_file = |path: &PathBuf| {
            path.ancestors()
                .skip(1)
                .any(|ancestor| files.contains_key(ancestor))
        };
        let nested: Vec<PathBuf> = files
            .keys()
            .filter(|path| is_in_a_file(path))
            .cloned()
            .collect();
        for path in nested {
            files.remove(&path);
            self.note(format!("left out: {} is inside a file", path.display()));
        }
    }

    fn found(&mut self, place: &Place) -> Result<&mut Found, Unreadable> {
        if self.found.len() > MAX_WRAPPERS && !self.found.contains_key(&place.wrapper) {
            return Err(Unreadable::Permanent(format!(
                "it contains crates of the course in more than {MAX_WRAPPERS} folders; keep one of them"
            )));
        }
        let crates = self.found.entry(place.wrapper.clone()).or_default();
        Ok(crates.entry(place.task.number).or_default())
    }
}

impl Found {
    fn refuse(&mut self, why: String) {
        self.files.clear();
        self.bytes = 0;
        self.refused.get_or_insert(why);
    }
}

fn has_sources(crates: &BTreeMap<u32, Found>) -> bool {
    crates.values().any(|found| found.has_src)
}

impl fmt::Display for Place {
    fn fmt(&self, formatter: &mut fmt::Formatter) -> fmt::Result {
        match &self.part {
            Part::Crate => write!(formatter, "{}", self.task.name),
            Part::Src => write!(formatter, "{}/src", self.task.name),
            Part::In(path) => write!(
                formatter,
                "{}/src/{}",
                self.task.name,
                names::shown(path.as_os_str())
            ),
        }
    }
}
