//! Paths in a submission.

use crate::grade::names;
use grader::course::{TASKS, Task};
use std::{
    ffi::{OsStr, OsString},
    path::PathBuf,
};

/// The place of a file or folder that belongs to a crate.
#[derive(Clone, Debug)]
pub(super) struct Place {
    /// The folder that contains the crates, if they are not at the top.
    pub wrapper: Option<OsString>,
    /// The crate's task.
    pub task: &'static Task,
    /// The part of the crate.
    pub part: Part,
}

/// A part of a crate.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Part {
    /// The crate's folder, or anything in it besides `src`.
    Crate,
    /// The folder `src`.
    Src,
    /// A path inside `src`.
    In(PathBuf),
}

/// The error for a path that leads out of the submission or is invalid.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Unsafe;

/// The maximum depth of a path below `src`.
pub(super) const MAX_DEPTH: usize = 16;

/// The task whose crate has this name.
pub(super) fn task(name: &OsStr) -> Option<&'static Task> {
    TASKS.iter().find(|task| name == task.name)
}

/// Whether a folder with this name may hold the crates.
pub(super) fn may_wrap(name: &OsStr) -> bool {
    !name.as_encoded_bytes().starts_with(b".") && name != "__MACOSX"
}

/// Whether an operating system creates files with this name for itself.
pub(super) fn is_clutter(name: &OsStr) -> bool {
    let bytes = name.as_encoded_bytes();
    bytes.starts_with(b"._") || name == ".DS_Store" || name == "Thumbs.db"
}

impl Place {
    /// Parses a path in an archive; `None` if it does not belong to a crate.
    ///
    /// # Errors
    /// Fails if the path leads out of the submission or is invalid.
    pub(super) fn parse(path: &[u8]) -> Result<Option<Self>, Unsafe> {
        if path.starts_with(b"/") || path.contains(&0) {
            return Err(Unsafe);
        }
        let mut parts = Vec::new();
        for part in path.split(|byte| *byte == b'/') {
            match part {
                b"" | b"." => {}
                b".." => return Err(Unsafe),
                part if part.len() > 255 => return Err(Unsafe),
                part => parts.push(names::from_bytes(part).ok_or(Unsafe)?),
            }
        }
        Self::at(None, &parts)
    }

    fn at(wrapper: Option<OsString>, parts: &[OsString]) -> Result<Option<Self>, Unsafe> {
        let [first, rest @ ..] = parts else {
            return Ok(None);
        };
        let Some(task) = task(first) else {
            return match (wrapper, rest) {
                (None, [second, ..]) if may_wrap(first) && self::task(second).is_some() => {
                    Self::at(Some(first.clone()), rest)
                }
                _ => Ok(None),
            };
        };
        let part = match rest {
            [src] if src == "src" => Part::Src,
            [src, path @ ..] if src == "src" => {
                if path.len() > MAX_DEPTH {
                    return Err(Unsafe);
                }
                if path.iter().any(|name| is_clutter(name)) {
                    return Ok(None);
                }
                Part::In(path.iter().collect())
            }
            // The folder that contains the crates may have the name of a crate.
            [second, ..] if wrapper.is_none() && self::task(second).is_some() => {
                return Self::at(Some(first.clone()), rest);
            }
            _ => Part::Crate,
        };
        Ok(Some(Self {
            wrapper,
            task,
            part,
        }))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(path: &str) -> Option<(Option<String>, u32, Part)> {
        let place = Place::parse(path.as_bytes()).unwrap_or_else(|_| panic!("{path} is unsafe"))?;
        let wrapper = place.wrapper.map(|wrapper| wrapper.into_string().unwrap());
        Some((wrapper, place.task.number, place.part))
    }

    #[test]
    fn crates_are_at_the_top_or_one_folder_deeper() {
        let wrapped = |wrapper: &str| Some(wrapper.to_owned());
        let lib = || Part::In("lib.rs".into());
        for (path, expected) in [
            ("tasks/src/lib.rs", Some((None, 3, lib()))),
            ("./tasks//src/lib.rs", Some((None, 3, lib()))),
            (
                "tasks/src/a/b.rs",
                Some((None, 3, Part::In("a/b.rs".into()))),
            ),
            ("tasks/src/", Some((None, 3, Part::Src))),
            ("tasks/", Some((None, 3, Part::Crate))),
            ("tasks/Cargo.toml", Some((None, 3, Part::Crate))),
            ("work/tasks/src/lib.rs", Some((wrapped("work"), 3, lib()))),
            // The folder that contains the crates has the name of a crate.
            ("tasks/tasks/src/lib.rs", Some((wrapped("tasks"), 3, lib()))),
            (
                "tasks/measure_runtime/x",
                Some((wrapped("tasks"), 2, Part::Crate)),
            ),
            ("a/b/tasks/src/lib.rs", None),
            ("src/lib.rs", None),
            ("__MACOSX/tasks/src/._lib.rs", None),
            ("tasks/src/._lib.rs", None),
            (".git/tasks/src/lib.rs", None),
            ("target/debug/x", None),
            ("", None),
        ] {
            assert_eq!(place(path), expected, "{path}");
        }
    }

    #[test]
    fn unsafe_paths_are_errors() {
        let deep = format!("tasks/src/{}", "a/".repeat(20));
        let long = format!("tasks/src/{}", "a".repeat(256));
        for path in [
            "/tasks/src/lib.rs",
            "../tasks/src/lib.rs",
            "tasks/src/../../../etc/passwd",
            "tasks/src/\0.rs",
            &deep,
            &long,
        ] {
            assert!(Place::parse(path.as_bytes()).is_err(), "{path:?}");
        }
    }
}
