//! Takes what is read of a submission, within limits, and makes sense of it in the end.

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

/// What has been read so far.
#[derive(Debug, Default)]
pub(super) struct Collector {
    /// By the folder that the crates lie in, and the numbers of their tasks.
    found: BTreeMap<Option<OsString>, BTreeMap<u32, Found>>,
    left_out: Vec<String>,
    more_left_out: usize,
}

/// What was found of a crate.
#[derive(Debug, Default)]
struct Found {
    has_src: bool,
    files: BTreeMap<PathBuf, Vec<u8>>,
    /// How large its files are together.
    bytes: u64,
    refused: Option<String>,
}

/// How many folders may hold crates before it is too confusing.
const MOST_WRAPPERS: usize = 50;

/// How many things that were left out are told one by one.
const MOST_TOLD: usize = 10;

impl Collector {
    /// There is a folder.
    pub(super) fn folder(&mut self, place: Place) -> Result<(), Unreadable> {
        let has_src = !matches!(place.part, Part::Crate);
        self.found(&place)?.has_src |= has_src;
        Ok(())
    }

    /// There is a file. A later one of the same name takes the place of the first, as when archives are unpacked.
    ///
    /// # Errors
    /// Fails if there is too much, or the file cannot be read.
    pub(super) fn file(&mut self, place: Place, content: impl Read) -> Result<(), Unreadable> {
        let shown = place.to_string();
        let Part::In(path) = place.part.clone() else {
            return match place.part {
                Part::Src => self.left_out(&place, "no folder"),
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
                "{shown} is larger than {} MB, which is the most.",
                MAX_FILE >> 20
            ));
            return Ok(());
        }
        let earlier = found.files.remove(&path);
        found.bytes -= earlier.as_ref().map_or(0, Vec::len) as u64;
        if found.bytes + size > MAX_CRATE {
            found.refuse(format!(
                "the crate's files are larger than {} MB together, which is the most; a task needs some kilobytes.",
                MAX_CRATE >> 20
            ));
            return Ok(());
        }
        let is_another = earlier.is_some_and(|earlier| earlier != bytes);
        found.bytes += size;
        found.files.insert(path, bytes);
        if is_another {
            self.note(format!("there are several {shown}; the last one counts"));
        }
        if self.bytes() > MAX_BYTES {
            return Err(Unreadable::For(format!(
                "it holds more than {} MB of sources; the course needs some kilobytes",
                MAX_BYTES >> 20
            )));
        }
        Ok(())
    }

    /// There is something that is not read: a link, a device.
    pub(super) fn left_out(&mut self, place: &Place, what: &str) -> Result<(), Unreadable> {
        let found = self.found(place)?;
        let decides = match &place.part {
            Part::Crate | Part::Src => true,
            Part::In(path) => {
                found.has_src = true;
                path == Path::new("lib.rs")
            }
        };
        if decides {
            found.has_src = true;
            found.refuse(format!("{place} is {what}, and is not read."));
        }
        self.note(format!("left out: {place} is {what}"));
        Ok(())
    }

    /// Tells the teacher something, unless much was told already.
    pub(super) fn note(&mut self, note: String) {
        if self.left_out.contains(&note) {
        } else if self.left_out.len() < MOST_TOLD {
            self.left_out.push(note);
        } else {
            self.more_left_out += 1;
        }
    }

    /// How much is kept, in bytes.
    fn bytes(&self) -> u64 {
        let crates = self.found.values().flat_map(BTreeMap::values);
        crates.map(|found| found.bytes).sum()
    }

    /// Whether there are sources of any crate.
    pub(super) fn has_sources(&self) -> bool {
        self.found.values().any(has_sources)
    }

    /// What was submitted, as far as it can be told.
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
                return Err(Unreadable::For(format!(
                    "it holds crates of the course in several folders: {}; leave one of them",
                    names.join(", ")
                )));
            }
        };
        let found = self.found.remove(&chosen).unwrap_or_default();
        let mut crates = BTreeMap::new();
        for (number, mut found) in found {
            self.settle(&mut found.files);
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
                "it holds none of the crates of the course ({}), neither at its top nor one folder deeper",
                crates.join(", ")
            ));
        }
        let mut notes = self.left_out;
        if self.more_left_out > 0 {
            notes.push(format!("{} more like these", self.more_left_out));
        }
        Ok(Submission { crates, notes })
    }

    /// Takes out files that lie in what is a file itself.
    fn settle(&mut self, files: &mut BTreeMap<PathBuf, Vec<u8>>) {
        let lies_in_a_file = |path: &PathBuf| {
            path.ancestors()
                .skip(1)
                .any(|ancestor| files.contains_key(ancestor))
        };
        let wrong: Vec<PathBuf> = files
            .keys()
            .filter(|path| lies_in_a_file(path))
            .cloned()
            .collect();
        for path in wrong {
            files.remove(&path);
            self.note(format!("left out: {} lies in a file", path.display()));
        }
    }

    fn found(&mut self, place: &Place) -> Result<&mut Found, Unreadable> {
        if self.found.len() > MOST_WRAPPERS && !self.found.contains_key(&place.wrapper) {
            return Err(Unreadable::For(format!(
                "it holds crates of the course in more than {MOST_WRAPPERS} folders; leave one of them"
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
