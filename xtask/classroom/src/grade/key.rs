//! The key of a result: a hash of everything that it depends on. A submission with an unchanged key is not graded
//! again.

use super::{
    points::Points,
    submission::{Crate, Submission, Unreadable},
};
use anyhow::{Context, Result};
use fs_err::File;
use grader::{
    course::Task,
    fingerprint::Fingerprint,
    grading::{self, Grader},
    sandbox::Sandbox,
};
use std::{env, io::Read};

/// Everything besides the submission that results depend on: the grader program, its dependencies, the toolchain, the
/// seed, the clock, the tasks, the points, the sandbox.
#[derive(Clone)]
pub(super) struct Settings(Fingerprint);

impl Settings {
    /// The settings of this program and this run.
    ///
    /// # Errors
    /// Fails if this program's own file cannot be read.
    pub(super) fn new(
        program: u64,
        grader: &Grader,
        tasks: &[&'static Task],
        points: &Points,
    ) -> Result<Self> {
        let prebuilt = grader.prebuilt();
        let mut fingerprint = Fingerprint::default();
        fingerprint.add(&grader.seed().to_le_bytes());
        fingerprint.add(format!("{:?}", grading::clock()).as_bytes());
        fingerprint.add(&program.to_le_bytes());
        fingerprint.add(prebuilt.key().as_bytes());
        fingerprint.add(prebuilt.toolchain().as_bytes());
        for task in tasks {
            fingerprint.add(task.name.as_bytes());
        }
        fingerprint.add(points.describe().as_bytes());
        fingerprint.add(match prebuilt.sandbox() {
            Sandbox::WherePossible => b"where possible",
            Sandbox::Required => b"required",
            Sandbox::Off => b"off",
        });
        let protections = prebuilt.sandbox().protections()?;
        fingerprint.add(format!("{protections:?}").as_bytes());
        Ok(Self(fingerprint))
    }

    /// Arbitrary settings.
    #[cfg(test)]
    pub(super) fn for_tests() -> Self {
        Self(Fingerprint::default())
    }

    /// The key of a submission's result.
    pub(super) fn key(&self, submission: &Result<Submission, Unreadable>) -> String {
        let mut fingerprint = self.0.clone();
        match submission {
            Err(unreadable) => {
                fingerprint.add(b"unreadable");
                fingerprint.add(unreadable.why().as_bytes());
            }
            Ok(submission) => {
                for (number, content) in &submission.crates {
                    fingerprint.add(&number.to_le_bytes());
                    match content {
                        Crate::Refused(why) => {
                            fingerprint.add(b"refused");
                            fingerprint.add(why.as_bytes());
                        }
                        Crate::Files(files) => {
                            fingerprint.add(&files.len().to_le_bytes());
                            for (path, bytes) in files {
                                fingerprint.add(path.as_os_str().as_encoded_bytes());
                                fingerprint.add(bytes);
                            }
                        }
                    }
                }
            }
        }
        format!("{:016x}", fingerprint.value())
    }
}

/// A fingerprint of this program's file. It changes whenever a check changes.
///
/// # Errors
/// Fails if the file cannot be read.
pub(super) fn own_program() -> Result<u64> {
    let path = env::current_exe().context("cannot find the file of this program")?;
    let mut file = File::open(path)?;
    let mut fingerprint = Fingerprint::default();
    let mut buffer = vec![0; 1 << 20];
    loop {
        let read = file.read(&mut buffer)?;
        if read == 0 {
            return Ok(fingerprint.value());
        }
        fingerprint.add(&buffer[..read]);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn submission(files: &[(&str, &str)]) -> Result<Submission, Unreadable> {
        let files: BTreeMap<_, _> = files
            .iter()
            .map(|(path, text)| (path.into(), text.as_bytes().to_owned()))
            .collect();
        Ok(Submission {
            crates: BTreeMap::from([(3, Crate::Files(files))]),
            notes: Vec::new(),
        })
    }

    #[test]
    fn a_key_changes_with_the_submission() {
        let settings = Settings::for_tests();
        let mut other_settings = Fingerprint::default();
        other_settings.add(b"other");
        let one = submission(&[("lib.rs", "a"), ("b.rs", "")]);
        let mut noted = one.clone();
        if let Ok(noted) = &mut noted {
            noted.notes.push("a note".to_owned());
        }
        let key = settings.key(&one);
        assert_eq!(key, settings.key(&noted), "notes are not part of the key");
        for other in [
            submission(&[("lib.rs", "b"), ("b.rs", "")]),
            submission(&[("lib.rs", "a"), ("c.rs", "")]),
            submission(&[("lib.rs", "a")]),
            submission(&[("lib.rs", ""), ("b.rs", "a")]),
            Ok(Submission::default()),
            Err(Unreadable::Permanent("why".to_owned())),
        ] {
            assert_ne!(key, settings.key(&other), "{other:?}");
        }
        assert_ne!(key, Settings(other_settings).key(&one));
    }
}
